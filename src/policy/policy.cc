// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.h"

#include <optional>
#include <utility>

#include "artifacts/securitytxt/securitytxt.h"
#include "artifacts/time/instant.h"
#include "disclosure/security_txt.h"
#include "writing/escape.h"
#include "writing/pdf.h"

namespace crosswalk::policy {
namespace {

namespace securitytxt = artifacts::securitytxt;
using writing::Blank;
using writing::BlankType;

/// Days that security.txt holds: less than a year, as RFC 9116, 2.5.5 recommends, whether or not there is a 29 February in it.
constexpr artifacts::time::Instant kValidSeconds = 364LL * 24 * 60 * 60;

/// What a blank wants in the place of a field that nobody knows; nothing of a field that is left out then.
std::optional<Blank> wanted_for(securitytxt::FieldKind kind) {
  using securitytxt::FieldKind;
  switch (kind) {
    case FieldKind::encryption:
      return Blank{BlankType::address, "where our OpenPGP key can be had"};
    case FieldKind::acknowledgments:
      return Blank{BlankType::address, "the page that thanks reporters"};
    case FieldKind::preferred_languages:
      return Blank{BlankType::choice, "languages in which reports are answered, such as en, de"};
    case FieldKind::policy:
      return Blank{BlankType::address, "where the disclosure policy is published"};
    case FieldKind::csaf:
      return Blank{BlankType::address, "provider-metadata.json of our advisories in CSAF"};
    default:
      return std::nullopt;
  }
}

/// The paper in one format.
base::Result<std::string> written(writing::Paper paper, Format format, const Request& request) {
  const writing::Brand& brand = request.brand;
  // Of Markdown the table says version and state, once: that is where a person changes them.
  if (format == Format::md) return writing::as_markdown(paper);
  paper.state = writing::State::draft;
  if (format == Format::html) return writing::as_html(paper, brand);
  if (format == Format::docx) return request.docx(paper, brand);
  return writing::as_pdf(paper, brand);
}

}  // namespace

File security_txt(const disclosure::Organisation& organisation, const base::Date& as_of) {
  const disclosure::Publisher& publisher = organisation.publisher;
  File out;
  out.name = out.title = "security.txt";
  out.bytes =
      "# DRAFT\n"
      "# To publish it, take these lines away and serve it as /.well-known/security.txt over https.\n"
      "# Write a new one before it expires.\n";
  disclosure::SecurityTxtPlaces places;
  places.expires = artifacts::time::beginning_of(as_of) + kValidSeconds;
  if (!publisher.advisories_url.empty()) places.csaf = publisher.advisories_url + "/provider-metadata.json";
  for (const disclosure::SecurityTxtLine& line : security_txt_lines(publisher, places)) {
    if (!line.value.empty()) {
      out.bytes += line.text();
    } else if (auto blank = wanted_for(line.kind)) {
      // What is good to have is a comment while nobody knows it: the draft is valid as it is.
      out.bytes += "# " + std::string(securitytxt::name_of(line.kind)) + ": " +
                   writing::visible(writing::blank_text(blank->type, blank->wanted)) + "\n";
      out.blanks.push_back(std::move(*blank));
    }
  }
  return out;
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
    CW_ASSIGN_OR_RETURN(writing::Rendered rendered,
                        writing::fill_in(std::string(name), request.find_template, facts, request.brand, diagnostics));
    rendered.paper.made = artifacts::time::beginning_of(request.as_of);
    for (const Format format : request.formats) {
      CW_ASSIGN_OR_RETURN(std::string bytes, written(rendered.paper, format, request));
      out.push_back(
          {std::string(name) + "." + std::string(base::word(format)), rendered.paper.title, std::move(bytes), rendered.blanks});
    }
  }
  out.push_back(security_txt(request.organisation, request.as_of));
  return out;
}

}  // namespace crosswalk::policy
