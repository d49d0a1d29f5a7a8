// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.h"

#include <utility>

#include "artifacts/time/instant.h"
#include "base/text.h"
#include "writing/escape.h"
#include "writing/pdf.h"

namespace crosswalk::policy {
namespace {

using writing::Blank;
using writing::BlankType;

/// Days that security.txt holds: less than a year, as RFC 9116, 2.5.5 recommends, whether or not there is a 29 February in it.
constexpr artifacts::time::Instant kValidSeconds = 364LL * 24 * 60 * 60;

/// Writes the lines of security.txt.
class SecurityTxt {
 public:
  void comment(std::string_view words) { file_.bytes += "# " + writing::visible(words) + "\n"; }
  void field(std::string_view name, const std::string& value) { file_.bytes += std::string(name) + ": " + value + "\n"; }
  /// A field that is good to have: as a comment with a blank where nobody knows it.
  void wanted(std::string_view name, const std::string& value, BlankType type, std::string what) {
    if (!value.empty()) return field(name, value);
    comment(std::string(name) + ": " + writing::blank_text(type, what));
    file_.blanks.push_back({type, std::move(what)});
  }
  File take() {
    file_.name = "security.txt";
    return std::move(file_);
  }

 private:
  File file_;
};

/// The key's address: where it lies, or by its fingerprint. Source: RFC 9116, 2.5.4; draft-koch on openpgp4fpr.
std::string encryption_of(const disclosure::Publisher& publisher) {
  if (!publisher.key_url.empty()) return publisher.key_url;
  return publisher.key_fingerprint.empty() ? "" : "openpgp4fpr:" + base::to_lower(publisher.key_fingerprint);
}

/// The paper in one format.
base::Result<std::string> written(writing::Paper paper, Format format, const writing::Brand& brand) {
  // Of Markdown the table says version and state, once: that is where a person changes them.
  if (format == Format::md) return writing::as_markdown(paper);
  paper.state = writing::State::draft;
  if (format == Format::html) return writing::as_html(paper, brand);
  return writing::as_pdf(paper, brand);
}

}  // namespace

File security_txt(const disclosure::Organisation& organisation, const base::Date& as_of) {
  const disclosure::Publisher& publisher = organisation.publisher;
  SecurityTxt out;
  out.comment("DRAFT");
  out.comment("To publish it, take these lines away and serve it as /.well-known/security.txt over https.");
  out.comment("Write a new one before it expires.");
  if (!publisher.contact_url.empty()) out.field("Contact", publisher.contact_url);
  if (!publisher.email.empty()) out.field("Contact", "mailto:" + publisher.email);
  out.field("Expires", artifacts::time::text_of(artifacts::time::beginning_of(as_of) + kValidSeconds));
  out.wanted("Encryption", encryption_of(publisher), BlankType::address, "where our OpenPGP key can be had");
  out.wanted("Acknowledgments", publisher.acknowledgments_url, BlankType::address, "the page that thanks reporters");
  out.wanted("Preferred-Languages", base::join(publisher.languages, ", "), BlankType::choice,
             "languages in which reports are answered, such as en, de");
  out.wanted("Policy", publisher.policy_url, BlankType::address, "where the disclosure policy is published");
  out.wanted("CSAF", publisher.advisories_url.empty() ? "" : publisher.advisories_url + "/provider-metadata.json",
             BlankType::address, "provider-metadata.json of our advisories in CSAF");
  return out.take();
}

bool takes_reports(const disclosure::Organisation& organisation) {
  return !organisation.publisher.email.empty() || !organisation.publisher.contact_url.empty();
}

base::Result<std::vector<File>> build(const Request& request, packs::Diagnostics& diagnostics) {
  if (!takes_reports(request.organisation))
    return base::Error{base::ErrorCode::usage, "no address for reports", "write 'email' or 'contact_url' under 'disclosure'"};
  const writing::Facts facts = facts_of(request);
  std::vector<File> out;
  for (const std::string_view name : template_names) {
    CW_ASSIGN_OR_RETURN(const TemplateFile file, request.find_template(std::string(name)));
    auto rendered = writing::render(file.text, file.file, facts, diagnostics);
    if (!rendered) return base::Error{base::ErrorCode::malformed_workspace, file.file, "a template"};
    rendered->paper.language = "en";
    rendered->paper.made = artifacts::time::beginning_of(request.as_of);
    for (const Format format : request.formats) {
      CW_ASSIGN_OR_RETURN(std::string bytes, written(rendered->paper, format, request.brand));
      out.push_back({std::string(name) + "." + std::string(base::word(format)), std::move(bytes), rendered->blanks});
    }
  }
  out.push_back(security_txt(request.organisation, request.as_of));
  return out;
}

}  // namespace crosswalk::policy
