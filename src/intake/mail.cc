// SPDX-License-Identifier: Apache-2.0
#include "intake/mail.h"

#include <algorithm>
#include <array>
#include <set>

#include "artifacts/csaf/cwe.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/text/find.h"
#include "base/text.h"
#include "disclosure/case.h"
#include "disclosure/report_text.h"

namespace crosswalk::intake {
namespace {

namespace time = artifacts::time;
using artifacts::Kind;
using document::Block;
using document::BlockKind;
using document::Document;

constexpr std::size_t kMostHeader = 1U << 20U;
constexpr std::size_t kMostFields = 2'000;
constexpr std::int64_t kDay = 86'400;

std::string_view value_of(const std::vector<HeaderField>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const HeaderField& each) { return each.name == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

/// A date of mail without the comments that may stand behind it: "... +0200 (CEST)".
std::optional<Instant> mail_date(std::string_view text) {
  return time::parse_rfc5322(base::trim(text.substr(0, text.find('('))));
}

/// Texts of a mail, without the lines that the reader made of its header.
struct Body {
  /// As a quotation: every line behind "> ".
  std::string quoted;
  /// As it is, what is quoted from other mails left out.
  std::string own;
};

bool is_header_line(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kNames{"From: ", "To: ", "Cc: ", "Bcc: ", "Reply-To: ", "Date: "};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return text.starts_with(name); });
}

Body body_of(const Document& document) {
  Body out;
  bool in_header = true;
  for (const Block& block : document.blocks) {
    const std::string_view text = base::trim(document.view(block.span));
    if (in_header && block.kind == BlockKind::heading && block.span.begin == 0 && text == document.property("title")) continue;
    if (in_header && block.kind == BlockKind::paragraph && is_header_line(text)) continue;
    in_header = false;
    if (!out.quoted.empty()) out.quoted += ">\n";
    for (const std::string_view line : base::split(text, '\n')) {
      out.quoted += block.kind == BlockKind::quote ? "> > " : "> ";
      out.quoted += line;
      out.quoted += '\n';
    }
    if (block.kind == BlockKind::quote) continue;
    out.own += text;
    out.own += "\n\n";
  }
  return out;
}

/// Takes what the text of a mail names.
class Facts {
 public:
  Facts(Entry& entry, const Options& options) : entry_(entry), options_(options) {}

  void take(const std::string& subject, const std::string& text) {
    const std::string all = subject + "\n\n" + text;
    for (const artifacts::Artifact& each :
         artifacts::text::find(all, {Kind::cve, Kind::ghsa, Kind::cwe, Kind::cvss_vector, Kind::version, Kind::version_range})) {
      if ((each.flags & (artifacts::placeholder | artifacts::ambiguous)) != 0) continue;
      sort(each, all);
    }
    take_ids();
    take_weaknesses();
    for (const std::string& vector : vectors_) entry_.one.ratings.push_back({vector, "reporter", ""});
    take_versions(base::to_lower(all));
  }

 private:
  static void add(std::vector<std::string>& to, std::string_view text) {
    constexpr std::size_t most = 100;
    if (to.size() < most && std::find(to.begin(), to.end(), text) == to.end()) to.emplace_back(text);
  }
  void sort(const artifacts::Artifact& each, std::string_view all) {
    switch (each.kind) {
      case Kind::cve:
      case Kind::ghsa:
        return add(ids_, each.canonical);
      case Kind::cwe:
        return add(weaknesses_, each.canonical);
      case Kind::cvss_vector:
        // As it stands there: one without its version is ambiguous, and left out above.
        return add(vectors_, each.canonical);
      case Kind::version:
        return add(versions_, each.canonical);
      default:
        return add(ranges_, base::collapse_space(all.substr(each.begin, each.end - each.begin)));
    }
  }
  void take_ids() {
    if (ids_.size() == 1) {
      entry_.one.ids = ids_;
      entry_.note("text", ids_.front() + " is the only id in the text, and taken for that of this vulnerability");
    } else if (!ids_.empty()) {
      entry_.note("text", "the text names " + base::join(ids_, ", ") + ": which is meant cannot be told, none was taken");
    }
  }
  void take_weaknesses() {
    for (const std::string& id : weaknesses_) {
      disclosure::Case probe;
      probe.weaknesses.push_back(id);
      const auto findings = disclosure::check_case(probe);
      if (findings.empty()) {
        entry_.one.weaknesses.push_back(id);
      } else {
        entry_.note("text", findings.front().message + ": not taken");
      }
    }
  }
  /// Versions are those of a product only where the text names one product of the workspace, and versions that it has.
  void take_versions(const std::string& small) {
    const disclosure::Product* named = nullptr;
    std::size_t count = 0;
    if (options_.organisation != nullptr) {
      for (const disclosure::Product& product : options_.organisation->products) {
        if (product.name.empty() || small.find(base::to_lower(product.name)) == std::string::npos) continue;
        named = &product;
        ++count;
      }
    }
    std::vector<std::string> known;
    std::vector<std::string> other = ranges_;
    for (const std::string& version : versions_) {
      (count == 1 && named->find(version) != nullptr ? known : other).push_back(version);
    }
    if (!other.empty()) entry_.note("text", "the text names versions that were not taken: " + base::join(other, ", "));
    if (count == 1 && known.empty()) {
      entry_.one.affected.push_back({named->name, "vers:generic/*", disclosure::AffectedStatus::under_investigation, "", ""});
      entry_.note("text", "the text names the product " + named->name + " and no version of it: all are under investigation");
    }
    for (const std::string& version : known) {
      entry_.one.affected.push_back(
          {named->name, "vers:generic/" + version, disclosure::AffectedStatus::under_investigation, "", ""});
    }
    if (!known.empty())
      entry_.note("text",
                  "versions of " + named->name + " that the text names are under investigation: " + base::join(known, ", "));
  }

  Entry& entry_;
  const Options& options_;
  std::vector<std::string> ids_;
  std::vector<std::string> weaknesses_;
  std::vector<std::string> vectors_;
  std::vector<std::string> versions_;
  std::vector<std::string> ranges_;
};

/// When we became aware of what the mail says.
void take_time(const std::vector<HeaderField>& fields, Entry& entry) {
  const std::string_view received_text = value_of(fields, "received");
  const std::string_view date_text = value_of(fields, "date");
  const auto received = moment_of_received(received_text);
  const auto date = mail_date(date_text);
  if (!received_text.empty() && !received) entry.note("header Received", "the time in it cannot be read");
  if (!date_text.empty() && !date) entry.note("header Date", "'" + beginning_of(date_text, 80) + "' is no date of mail");
  if (!received && !date) return;
  disclosure::Event event{disclosure::Trigger::aware, received ? received : date, ""};
  if (received) {
    event.note = "when the last mail server received it (Received)";
    if (date) event.note += "; its Date is " + time::text_of(*date);
    if (date && (*received < *date - kDay || *received > *date + 7 * kDay))
      entry.note("header Date", "the mail says that it was sent " + time::text_of(*date) + ", and was received " +
                                    time::text_of(*received) + ": look into it");
  } else {
    event.note = "the Date of the mail, by the sender's clock; no server on its way says when it came";
    entry.note("header Date", "there is no Received with a time: the sender's clock says when it was sent");
  }
  entry.one.events.push_back(std::move(event));
}

bool is_inline_pgp(std::string_view text) { return text.find("-----BEGIN PGP MESSAGE-----") != std::string_view::npos; }

}  // namespace

std::vector<HeaderField> read_header(std::string_view mail) {
  std::vector<HeaderField> out;
  if (mail.starts_with("\xEF\xBB\xBF")) mail.remove_prefix(3);
  mail = mail.substr(0, kMostHeader);
  bool first = true;
  while (!mail.empty() && out.size() < kMostFields) {
    const std::size_t end = std::min(mail.find('\n'), mail.size());
    std::string_view line = mail.substr(0, end);
    mail.remove_prefix(std::min(end + 1, mail.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    const bool mailbox = first && line.starts_with("From ");
    first = false;
    if (mailbox) continue;
    if (line.front() == ' ' || line.front() == '\t') {
      if (!out.empty()) out.back().value += " " + std::string(base::trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) break;
    out.push_back({base::to_lower(base::trim(line.substr(0, colon))), base::repair_utf8(base::trim(line.substr(colon + 1)))});
  }
  return out;
}

std::optional<Instant> moment_of_received(std::string_view value) {
  const std::size_t semicolon = value.rfind(';');
  if (semicolon == std::string_view::npos) return std::nullopt;
  return mail_date(value.substr(semicolon + 1));
}

/// Takes the signature off a quoted text: what a person is called does not belong into the chain of changes, from which nothing
/// can be taken away. Source: RFC 3676, 4.3. Whether there was one.
bool cut_signature(std::string& quoted) {
  for (const std::string_view mark : {"\n> -- \n", "\n> --\n"}) {
    if (const std::size_t at = quoted.find(mark); at != std::string::npos) {
      quoted.erase(at + 1);
      return true;
    }
  }
  return false;
}

std::string header_only(std::string_view mail) {
  std::string out;
  const auto fields = read_header(mail);
  for (const std::string_view name : {"from", "subject", "date"}) {
    if (const std::string_view value = value_of(fields, name); !value.empty())
      out += std::string(name) + ": " + std::string(value) + "\r\n";
  }
  return out + "\r\n.\r\n";
}

Intake case_of_mail(const Mail& mail, const Options& options) {
  Intake out;
  out.format = Format::eml;
  const std::vector<HeaderField> fields = read_header(mail.bytes);
  if (fields.empty()) {
    out.remarks.push_back({true, "", "there is no mail in it"});
    return out;
  }
  Entry& entry = out.entries.emplace_back();
  entry.place = "mail";
  disclosure::Case& one = entry.one;
  const Document* const decoded = mail.document != nullptr ? mail.document : mail.header;
  if (decoded != nullptr) {
    one.title = base::collapse_space(decoded->property("title"));
    one.source.reporter.text = base::collapse_space(decoded->property("author"));
  }
  if (one.title.empty()) entry.error("header Subject", "the mail has no subject to be the title");
  if (one.source.reporter.text.empty()) entry.note("header From", "the mail does not say from whom it is");
  one.source.reference = base::repair_utf8(base::collapse_space(value_of(fields, "message-id")));
  if (one.source.reference.empty()) entry.note("header Message-ID", "there is none: the same mail cannot be known again");
  take_time(fields, entry);
  Body body = mail.document == nullptr ? Body() : body_of(*mail.document);
  if (cut_signature(body.quoted))
    entry.note("text", "the signature behind \"-- \" was left out: of a description nothing can be erased later");
  const bool inline_pgp = is_inline_pgp(body.own);
  if (mail.encrypted || inline_pgp)
    entry.note("",
               "it is encrypted: what is encrypted was not read, and the case holds nothing of it; decrypt it, and put it in "
               "with 'vuln edit'");
  if (!inline_pgp && !body.quoted.empty())
    one.description = cut(std::string(disclosure::report_as_it_came) + "\n\n" + body.quoted, "text", entry);
  if (one.description.empty() && !mail.encrypted && !inline_pgp) entry.note("", "the mail has no text");
  Facts(entry, options).take(one.title, inline_pgp ? "" : body.own);
  for (const std::string& attachment : mail.attachments) entry.note("attachment", attachment + ": not taken");
  finish(entry, options);
  return out;
}

}  // namespace crosswalk::intake
