// SPDX-License-Identifier: Apache-2.0
#include "artifacts/securitytxt/securitytxt.h"

#include <algorithm>
#include <array>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/securitytxt/armor.h"
#include "artifacts/securitytxt/languages.h"
#include "artifacts/securitytxt/reader.h"
#include "base/text.h"

namespace crosswalk::artifacts::securitytxt {
namespace {

constexpr std::array<std::string_view, 10> kNames{"",           "Acknowledgments", "Canonical", "Contact", "CSAF",
                                                  "Encryption", "Expires",         "Hiring",    "Policy",  "Preferred-Languages"};

constexpr std::string_view kSignedBegin = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view kSignatureBegin = "-----BEGIN PGP SIGNATURE-----";
constexpr std::string_view kSignatureEnd = "-----END PGP SIGNATURE-----";

FieldKind kind_named(std::string_view name) {
  for (std::size_t i = 1; i < kNames.size(); ++i) {
    if (base::equal_ignoring_case(name, kNames[i])) return static_cast<FieldKind>(i);
  }
  return FieldKind::other;
}

bool holds_uri(FieldKind kind) {
  return kind != FieldKind::other && kind != FieldKind::expires && kind != FieldKind::preferred_languages;
}

/// The scheme of a URI in small letters; empty where the text is none. Source: RFC 3986, 2 and 3.
std::string scheme_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size() || !is_letter(text[0])) return {};
  for (const char c : text.substr(0, colon)) {
    if (!is_alnum(c) && c != '+' && c != '-' && c != '.') return {};
  }
  constexpr std::string_view never = "\"<>\\^`{|}";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F || never.find(c) != std::string_view::npos)
      return {};
  }
  return base::to_lower(text.substr(0, colon));
}

/// Whether an address of the web names a host.
bool has_host(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view rest = text.substr(colon + 1);
  return rest.starts_with("//") && rest.size() > 2 && rest[2] != '/' && rest[2] != '?' && rest[2] != '#';
}

/// How many letters have to be put in, taken out or changed to come from one word to the other, in any case.
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t same = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({same, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

/// The field that a name was likely meant to be.
FieldKind meant_field(std::string_view name) {
  constexpr std::size_t longest = 40;
  if (name.size() > longest) return FieldKind::other;
  // One change for every four letters, and one more in words of more than three.
  std::size_t most = name.size() / 4 + (name.size() > 3 ? 1 : 0);
  FieldKind out = FieldKind::other;
  for (std::size_t i = 1; i < kNames.size(); ++i) {
    const std::size_t count = changes(name, kNames[i]);
    if (count > most || count >= kNames[i].size() / 2) continue;
    if (out != FieldKind::other && count == most) continue;
    most = count;
    out = static_cast<FieldKind>(i);
  }
  return out;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

}  // namespace

std::string_view name_of(FieldKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::vector<std::string> File::values(FieldKind kind) const {
  std::vector<std::string> out;
  for (const Field& field : fields) {
    if (field.kind == kind) out.push_back(field.value);
  }
  return out;
}

bool File::is_valid() const {
  return std::none_of(remarks.begin(), remarks.end(),
                      [](const Remark& remark) { return remark.finding.level == FindingLevel::error; });
}

void Reader::note(FindingLevel level, std::string_view rule, std::size_t line, std::string message, std::string suggestion) {
  out_.remarks.push_back({{level, "securitytxt/" + std::string(rule), {}, line, std::move(message)}, std::move(suggestion)});
}

void Reader::error(std::string_view rule, std::string message, std::string suggestion) {
  note(FindingLevel::error, rule, number_, std::move(message), std::move(suggestion));
}

const Field* Reader::first(FieldKind kind) const {
  const auto found = std::find_if(out_.fields.begin(), out_.fields.end(), [&](const Field& field) { return field.kind == kind; });
  return found == out_.fields.end() ? nullptr : &*found;
}

void Reader::read(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    number_ = 1;
    error("byte-order-mark", "the file begins with a byte-order mark, which no security.txt may have");
  }
  if (!base::is_utf8(bytes)) note(FindingLevel::error, "utf8", 0, "the file is not in UTF-8");
  number_ = 0;
  while (!bytes.empty()) {
    ++number_;
    const std::size_t feed = bytes.find('\n');
    std::string_view text = bytes.substr(0, feed);
    if (feed == std::string_view::npos) error("line-end", "the last line does not end with a line feed");
    bytes.remove_prefix(feed == std::string_view::npos ? bytes.size() : feed + 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.find('\r') != std::string_view::npos)
      error("line-end", "a carriage return stands alone; lines end with a line feed, or with carriage return and line feed");
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (part_ == Part::unsigned_text && text != kSignedBegin) {
      line(text);
    } else {
      signed_line(text);
    }
  }
  lines_ = number_;
  if (part_ != Part::unsigned_text) end_of_signature();
  whole();
}

/// Source: RFC 4880, 7 (cleartext signature framework).
void Reader::signed_line(std::string_view text) {
  switch (part_) {
    case Part::unsigned_text:
      out_.is_signed = true;
      part_ = Part::headers;
      if (number_ != 1)
        error("signed-begin", "a signed file begins with the line " + quoted(kSignedBegin) + ", and nothing stands before it");
      return;
    case Part::headers:
      if (text.empty()) {
        part_ = Part::text;
      } else if (!text.starts_with("Hash: ")) {
        error("signature-frame", "between the first line and the blank line behind it only \"Hash:\" may stand");
        part_ = Part::text;
        line(text);
      }
      return;
    case Part::text:
      if (text == kSignatureBegin) {
        part_ = Part::signature;
        signature_line_ = number_;
        signature_ = std::string(text) + "\n";
        return;
      }
      if (text.starts_with("- ")) {
        text.remove_prefix(2);
      } else if (text.starts_with('-')) {
        error("dash-escape", "a line of a signed file that begins with a dash has \"- \" before it");
      }
      line(text);
      return;
    case Part::signature:
      signature_ += std::string(text) + "\n";
      if (text == kSignatureEnd) part_ = Part::after;
      return;
    case Part::after:
      if (text.empty()) {
        if (!told_after_) error("blank-after-signature", "a blank line follows the signature, which is the end of the file");
      } else if (!told_after_) {
        error("after-signature", "something follows the signature, which is the end of the file");
      }
      told_after_ = true;
      return;
  }
}

void Reader::end_of_signature() {
  number_ = signature_line_;
  if (part_ != Part::after) {
    number_ = 0;
    error("signature-frame", part_ == Part::signature
                                 ? "the signature does not end with the line " + quoted(kSignatureEnd)
                                 : "the file begins as a signed one, and no signature follows: " + quoted(kSignatureBegin));
    return;
  }
  const auto packets = without_armor(signature_, "SIGNATURE");
  if (!packets) {
    error("signature-armor", "the signature cannot be read: " + packets.error().detail);
  } else if (!begins_with_packet(*packets, 2)) {
    error("signature-packet", "what stands where the signature should is no OpenPGP signature");
  }
}

void Reader::line(std::string_view text) {
  if (text.empty() || text.starts_with('#')) return;
  if (text.front() == ' ' || text.front() == '\t') {
    error("line-begin", "white space stands before the field");
    text = base::trim(text);
    if (text.starts_with('#')) return;
  }
  if (text.find(':') == std::string_view::npos) {
    error("line-form", "the line is neither a field (\"Name: value\") nor a comment (\"# ...\")");
    return;
  }
  field(text);
}

void Reader::field(std::string_view text) {
  const std::size_t colon = text.find(':');
  std::string_view name = text.substr(0, colon);
  if (!name.empty() && is_space(name.back())) {
    error("space-before-colon", "white space stands before the colon");
    name = base::trim(name);
  }
  const std::string_view behind = text.substr(colon + 1);
  const std::string_view value = base::trim(behind);
  if (name.empty()) return error("name-missing", "no field name stands before the colon");
  const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  if (!printable) return error("line-form", "a field's name has no spaces and only ASCII characters");
  if (value.empty()) return error("value-missing", "the field " + std::string(name) + " has no value");
  if (behind.front() != ' ')
    error("no-space-after-colon", "a space is wanted behind the colon", std::string(name) + ": " + std::string(value));
  Field field{kind_named(name), std::string(name), std::string(value), number_};
  if (field.kind == FieldKind::other) unknown(field, text);
  value_of(field);
  out_.fields.push_back(std::move(field));
}

void Reader::value_of(Field& field) {
  if (holds_uri(field.kind)) return uri(field);
  if (field.kind == FieldKind::expires) return expires(field);
  if (field.kind == FieldKind::preferred_languages) return languages(field);
}

void Reader::unknown(const Field& field, std::string_view text) {
  if (const FieldKind meant = meant_field(field.name); meant != FieldKind::other) {
    note(FindingLevel::warning, "field-typo", number_,
         "there is no field " + quoted(field.name) + "; " + std::string(name_of(meant)) + " may be meant",
         std::string(name_of(meant)) + std::string(text.substr(text.find(':'))));
  } else {
    note(FindingLevel::information, "field-unknown", number_,
         "the field " + quoted(field.name) + " is not registered; readers pass over it");
  }
}

/// Source: RFC 9116, 2.5.1 to 2.5.8; CSAF 2.0, 7.1.8.
void Reader::uri(const Field& field) {
  const std::string name(name_of(field.kind));
  const std::string scheme = scheme_of(field.value);
  const bool web = scheme == "http" || scheme == "https";
  if (scheme.empty() || (web && !has_host(field.value))) {
    const std::size_t at = field.value.find('@');
    const bool mail = at != std::string::npos && at > 0 && field.value.find(' ') == std::string::npos;
    const bool phone = std::all_of(field.value.begin(), field.value.end(), [](char c) {
      return is_digit(c) || c == '+' || c == '-' || c == ' ' || c == '(' || c == ')';
    });
    std::string better;
    if (mail) better = "mailto:" + field.value;
    if (!mail && phone) {
      better = "tel:";
      for (const char c : field.value) better += c == ' ' ? '-' : c;
    }
    error("not-uri", "the value of " + name + " is no URI" + (better.empty() ? "" : "; write " + better), better);
  } else if (scheme == "http") {
    const std::string better = "https" + field.value.substr(4);
    error("not-https", "web addresses begin with https://", better);
  }
  if (field.kind != FieldKind::csaf || scheme.empty()) return;
  if (!field.value.ends_with("/provider-metadata.json"))
    error("csaf-file", "the value of CSAF leads to a file provider-metadata.json");
}

/// Source: RFC 9116, 2.5.5.
void Reader::expires(const Field& field) {
  if (first(FieldKind::expires) != nullptr) error("expires-repeated", "Expires stands more than once");
  const auto instant = time::parse_rfc3339(field.value);
  const auto old = instant ? std::nullopt : time::parse_rfc5322(field.value);
  if (!out_.expires) out_.expires = instant ? instant : old;
  if (old) {
    std::string better = time::text_of(*old);
    better.replace(better.size() - 1, 1, "+00:00");
    return error("expires-old-form", "Expires is written as in mail; write " + better, better);
  }
  if (!instant) return error("expires-form", "Expires is no date and time as in 2027-01-31T12:00:00Z");
  if (*instant < options_.now) {
    error("expired", "the file expired on " + time::text_of(*instant));
  } else if (*instant > time::years_later(options_.now, 1)) {
    note(FindingLevel::warning, "expires-far", number_, "Expires is more than a year away; less is recommended");
  }
}

/// Source: RFC 9116, 2.5.8; RFC 5646.
void Reader::languages(const Field& field) {
  const bool repeated = first(FieldKind::preferred_languages) != nullptr;
  if (repeated) error("languages-repeated", "Preferred-Languages stands more than once");
  std::vector<std::string> found;
  std::string one;
  bool other_separator = false;
  for (const char c : field.value + ",") {
    const bool separator = c == ',' || c == ';' || c == '.' || c == ':';
    if (!separator) {
      one += c;
      continue;
    }
    other_separator = other_separator || c != ',';
    found.emplace_back(base::trim(one));
    one.clear();
  }
  if (other_separator) {
    const std::string better = base::join(found, ", ");
    error("languages-separator", "languages are separated by commas: " + better, better);
  }
  for (const std::string& tag : found) {
    if (const std::string better = meant_by(tag); !better.empty()) {
      error("language-mistake", quoted(tag) + " names a country and no language; " + better + " may be meant", better);
    } else if (tag.empty() || !is_language_tag(tag)) {
      error("language-tag", quoted(tag) + " is no language tag such as en or de-CH");
    }
  }
  if (!repeated) out_.languages = std::move(found);
}

void Reader::whole() {
  const auto error_of_file = [&](std::string_view rule, std::string message) {
    note(FindingLevel::error, rule, 0, std::move(message));
  };
  if (first(FieldKind::contact) == nullptr) error_of_file("contact-missing", "there is no Contact field; at least one is wanted");
  if (first(FieldKind::expires) == nullptr) error_of_file("expires-missing", "there is no Expires field; exactly one is wanted");
  const std::vector<std::string> contacts = out_.values(FieldKind::contact);
  const bool mail =
      std::any_of(contacts.begin(), contacts.end(), [](const std::string& value) { return stands_at(value, 0, "mailto:"); });
  if (mail && first(FieldKind::encryption) == nullptr)
    note(FindingLevel::information, "encryption-missing", 0,
         "a Contact is a mail address, and no Encryption field says which key to use");
  if (!out_.is_signed) {
    note(FindingLevel::information, "not-signed", 0, "the file is not signed; a signature is recommended");
  } else if (first(FieldKind::canonical) == nullptr) {
    note(FindingLevel::warning, "canonical-missing", 0,
         "the file is signed and has no Canonical field: it may be a copy of another place's");
  }
  if (out_.values(FieldKind::csaf).size() > 1)
    note(FindingLevel::information, "csaf-repeated", 0, "CSAF stands more than once, which is allowed and better avoided");
  place();
}

/// Source: RFC 9116, 2.5.2 and 3.
void Reader::place() {
  if (options_.url.empty()) return;
  const std::string& url = options_.url;
  if (stands_at(url, 0, "http:")) note(FindingLevel::error, "location-https", 0, "the file has to be served over https");
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string::npos ? std::string::npos : url.find('/', host + 3);
  const std::string_view rest = path == std::string::npos ? std::string_view() : std::string_view(url).substr(path);
  if (rest != "/.well-known/security.txt")
    note(FindingLevel::error, "location", 0,
         rest == "/security.txt" ? "the file lies at the old place; the place is /.well-known/security.txt"
                                 : "the file's place is /.well-known/security.txt");
  const std::vector<std::string> canonical = out_.values(FieldKind::canonical);
  if (!canonical.empty() && std::find(canonical.begin(), canonical.end(), url) == canonical.end())
    note(FindingLevel::error, "canonical-other", 0, "no Canonical field names the place that the file was found at");
}

File read(std::string_view bytes, const Options& options) {
  File out;
  Reader(options, out).read(bytes);
  std::stable_sort(out.remarks.begin(), out.remarks.end(), [](const Remark& a, const Remark& b) {
    const auto key = [](const Remark& remark) { return remark.finding.line == 0 ? ~std::size_t{0} : remark.finding.line; };
    return key(a) < key(b);
  });
  return out;
}

}  // namespace crosswalk::artifacts::securitytxt
