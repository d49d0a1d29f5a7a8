// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/securitytxt/securitytxt.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/clock.h"

namespace crosswalk::conformance {
namespace {

namespace securitytxt = artifacts::securitytxt;
using artifacts::FindingLevel;
using Json = nlohmann::ordered_json;
using artifacts::time::Instant;
using securitytxt::FieldKind;

/// What the two projects call our rules: spaze's violations and sectxt's codes. Several of ours may be one of theirs, and the
/// other way round.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"utf8", "ContentNotUtf8"},
    {"utf8", "utf8"},
    {"byte-order-mark", "bom_in_file"},
    {"line-end", "LineNoEol"},
    {"line-end", "no_line_separators"},
    {"line-form", "invalid_line"},
    {"space-before-colon", "prec_ws"},
    {"no-space-after-colon", "no_space"},
    {"name-missing", "empty_key"},
    {"value-missing", "empty_value"},
    {"expires-missing", "NoExpires"},
    {"expires-missing", "no_expire"},
    {"expires-repeated", "MultipleExpires"},
    {"expires-repeated", "multi_expire"},
    {"expires-form", "ExpiresWrongFormat"},
    {"expires-form", "invalid_expiry"},
    {"expires-old-form", "ExpiresOldFormat"},
    {"expires-old-form", "invalid_expiry"},
    {"expired", "Expired"},
    {"expired", "expired"},
    {"expires-far", "ExpiresTooLong"},
    {"expires-far", "long_expiry"},
    {"contact-missing", "NoContact"},
    {"contact-missing", "no_contact"},
    {"not-uri", "no_uri"},
    {"not-https", "no_https"},
    {"languages-repeated", "MultiplePreferredLanguages"},
    {"languages-repeated", "multi_lang"},
    {"languages-separator", "PreferredLanguagesSeparatorNotComma"},
    {"languages-separator", "invalid_lang"},
    {"language-mistake", "PreferredLanguagesCommonMistake"},
    {"language-mistake", "invalid_lang"},
    {"language-tag", "PreferredLanguagesWrongLanguageTags"},
    {"language-tag", "PreferredLanguagesEmpty"},
    {"language-tag", "invalid_lang"},
    {"value-missing", "PreferredLanguagesEmpty"},
    {"signed-begin", "signed_format_issue"},
    {"after-signature", "data_after_sig"},
    {"blank-after-signature", "too_many_line_separators"},
    {"signature-frame", "pgp_data_error"},
    {"signature-frame", "pgp_error"},
    {"signature-armor", "pgp_data_error"},
    {"signature-armor", "pgp_error"},
    {"signature-armor", "pgp_signature_error"},
    {"signature-packet", "pgp_error"},
    {"signature-packet", "pgp_data_error"},
    {"signature-packet", "pgp_signature_error"},
    {"dash-escape", "pgp_data_error"},
    {"not-signed", "not_signed"},
    {"canonical-missing", "SignedButNoCanonical"},
    {"canonical-missing", "no_canonical"},
    {"canonical-other", "CanonicalUriMismatch"},
    {"canonical-other", "no_canonical_match"},
    {"location", "location"},
    {"location-https", "invalid_uri_scheme"},
    {"encryption-missing", "no_encryption"},
    {"csaf-file", "CsafWrongFile"},
    {"csaf-file", "no_csaf_file"},
    {"csaf-repeated", "multiple_csaf_fields"},
    {"field-unknown", "UnknownField"},
    {"field-unknown", "unknown_field"},
    {"field-typo", "PossibleFieldTypo"},
    {"field-typo", "unknown_field"},
};

/// Whether a remark is what another project names so. Of fields that hold addresses spaze has a violation each: "ContactNotUri".
bool is_named(const securitytxt::Remark& remark, std::string_view name) {
  const std::string_view rule = std::string_view(remark.finding.rule).substr(std::string_view("securitytxt/").size());
  if (std::find(std::begin(kNames), std::end(kNames), std::pair(rule, name)) != std::end(kNames)) return true;
  return (rule == "not-uri" && name.ends_with("NotUri")) || (rule == "not-https" && name.ends_with("NotHttps"));
}

bool is_known(std::string_view name) {
  return name.ends_with("NotUri") || name.ends_with("NotHttps") ||
         std::any_of(std::begin(kNames), std::end(kNames), [&](const auto& pair) { return pair.second == name; });
}

int days_in(int year, int month) {
  const artifacts::time::Instant first = artifacts::time::beginning_of({year, month, 1});
  const artifacts::time::Instant next =
      month == 12 ? artifacts::time::beginning_of({year + 1, 1, 1}) : artifacts::time::beginning_of({year, month + 1, 1});
  return static_cast<int>((next - first) / 86'400);
}

/// The value of a placeholder without its braces: "NOW+2M", "TODAY-10D", "THIS_YEAR+3"; nothing for others.
std::optional<std::string> filled(std::string_view name, const base::Date& today) {
  const std::size_t sign = name.find_first_of("+-");
  const std::string_view word = name.substr(0, sign);
  int count = 0;
  char unit = 'D';
  if (sign != std::string_view::npos) {
    const std::string rest(name.substr(sign + 1));
    char* end = nullptr;
    count = static_cast<int>(std::strtol(rest.c_str(), &end, 10)) * (name[sign] == '-' ? -1 : 1);
    if (*end != '\0') unit = *end;
  }
  if (word == "THIS_YEAR") return std::to_string(today.year + count);
  base::Date day = today;
  Instant shift = 0;
  if (unit == 'D') shift = count * Instant{86'400};
  if (unit == 'H') shift = count * Instant{3'600};
  if (unit == 'Y') day.year += count;
  if (unit == 'M') {
    const int months = day.year * 12 + day.month - 1 + count;
    day.year = months / 12;
    day.month = months % 12 + 1;
  }
  day.day = std::min(day.day, days_in(day.year, day.month));
  const std::string text = artifacts::time::text_of(artifacts::time::beginning_of(day) + shift);
  if (word == "NOW") return text;
  if (word == "TODAY") return text.substr(0, 10);
  return std::nullopt;
}

/// The text with its placeholders filled; nothing where one is not known.
std::optional<std::string> filled_text(std::string_view text, const base::Date& today) {
  std::string out;
  while (true) {
    const std::size_t open = text.find("{{");
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) return out + std::string(text);
    const auto value = filled(text.substr(open + 2, close - open - 2), today);
    if (!value) return std::nullopt;
    out += std::string(text.substr(0, open)) + *value;
    text.remove_prefix(close + 2);
  }
}

/// A case with what came of it.
class Judge {
 public:
  Judge(const securitytxt::File& file, Instant now, Outcome& outcome, std::string id)
      : file_(file), now_(now), outcome_(outcome), id_(std::move(id)) {}

  void judge(const Json& expected, const std::string& kind) {
    const std::size_t line =
        expected.contains("line") && expected["line"].is_number_unsigned() ? expected["line"].get<std::size_t>() : 0;
    for (const auto& [key, value] : expected.items()) {
      if (key == "error" || key == "warning" || key == "recommendation" || key == "notification") {
        for (const std::string& name : names_of(value)) wants(name, key == "error", line);
      } else if (key == "file_error" || key == "file_warning") {
        for (const std::string& name : names_of(value)) wants(name, key == "file_error", 0);
      } else if ((key == "errors" || key == "warnings" || key == "recommendations" || key == "notifications")) {
        if (value.is_object()) {
          for (const auto& [number, list] : value.items()) {
            for (const std::string& name : names_of(list))
              wants(name, key == "errors", static_cast<std::size_t>(std::strtoul(number.c_str(), nullptr, 10)));
          }
        } else {
          for (const std::string& name : names_of(value)) wants(name, key == "errors", line);
        }
      } else if (key == "line_errors" || key == "file_errors") {
        wants_count(key, value, key == "line_errors");
      } else if (key == "valid" || key == "is_valid") {
        if (value.is_boolean() && value.get<bool>() != file_.is_valid())
          wrong(value.get<bool>() ? "valid, and it is not: " + all_errors() : "not valid, and it is");
      } else if (key == "is_expired") {
        const bool expired = file_.expires && *file_.expires < now_;
        if (value.is_boolean() && expired != value.get<bool>()) wrong("is_expired " + value.dump());
      } else if (key == "suggested") {
        suggested(value);
      } else if (key != "line") {
        values(key, value);
      }
    }
    outcome_.add(kind, wrong_.empty(), id_, wrong_);
  }

 private:
  static std::vector<std::string> names_of(const Json& value) {
    std::vector<std::string> out;
    if (value.is_string()) out.push_back(value.get<std::string>());
    if (!value.is_array()) return out;
    for (const Json& one : value) {
      if (one.is_string()) out.push_back(one.get<std::string>());
      if (one.is_object()) out.push_back(text_at(one, "code"));
    }
    return out;
  }

  void wrong(const std::string& what) { wrong_ += (wrong_.empty() ? "wanted: " : "; ") + what; }

  [[nodiscard]] std::string all_errors() const {
    std::string out;
    for (const securitytxt::Remark& remark : file_.remarks) {
      if (remark.finding.level == FindingLevel::error) out += remark.finding.rule + " ";
    }
    return out;
  }

  /// Whether it is an error matters, what other levels are called does not: each project has its own.
  void wants(const std::string& name, bool is_error, std::size_t line) {
    if (!is_known(name)) {
      outcome_.unknown.push_back("finding " + name + " of " + id_);
      return;
    }
    const bool found = std::any_of(file_.remarks.begin(), file_.remarks.end(), [&](const securitytxt::Remark& remark) {
      return is_named(remark, name) && (remark.finding.level == FindingLevel::error) == is_error &&
             (line == 0 || remark.finding.line == line);
    });
    if (!found) wrong(name + (line == 0 ? "" : " in line " + std::to_string(line)));
  }

  void wants_count(const std::string& key, const Json& value, bool of_lines) {
    const auto count = std::count_if(file_.remarks.begin(), file_.remarks.end(), [&](const securitytxt::Remark& remark) {
      return remark.finding.level == FindingLevel::error && (remark.finding.line != 0) == of_lines;
    });
    if (value.is_number() && value.get<long>() != count)
      wrong(key + " " + value.dump() + ", and there are " + std::to_string(count));
  }

  /// What the project would write instead is no part of the verdict.
  void suggested(const Json& value) {
    const bool found = std::any_of(file_.remarks.begin(), file_.remarks.end(), [&](const securitytxt::Remark& remark) {
      return value.is_string() && remark.suggestion == value.get<std::string>();
    });
    outcome_.add_apart("suggestions", found, id_, "wanted: " + value.dump());
  }

  void values(const std::string& key, const Json& value) {
    const std::map<std::string_view, FieldKind> kinds{{"acknowledgments", FieldKind::acknowledgments},
                                                      {"canonical", FieldKind::canonical},
                                                      {"contact", FieldKind::contact},
                                                      {"csaf", FieldKind::csaf},
                                                      {"encryption", FieldKind::encryption},
                                                      {"hiring", FieldKind::hiring},
                                                      {"policy", FieldKind::policy}};
    std::vector<std::string> found;
    if (key == "languages" || key == "preferred_languages") {
      found = file_.languages;
    } else if (const auto kind = kinds.find(key); kind != kinds.end()) {
      found = file_.values(kind->second);
    } else {
      outcome_.unknown.push_back("expectation " + key + " of " + id_);
      return;
    }
    if (found != names_of(value)) wrong(key + " " + value.dump());
  }

  const securitytxt::File& file_;
  Instant now_;
  Outcome& outcome_;
  std::string id_;
  std::string wrong_;
};

void run_list(const std::string& name, const Json& list, const base::Date& today, Outcome& outcome) {
  std::size_t number = 0;
  for (const Json& test : list) {
    ++number;
    const std::string own = test.is_object() ? text_at(test, "id") : std::string();
    const std::string id = name + " " + (own.empty() ? std::to_string(number) : own);
    const auto text = test.is_object() ? filled_text(text_at(test, "content"), today) : std::nullopt;
    if (!text || !test.contains("content") || !test.contains("expected") || !test["expected"].is_object()) {
      outcome.unknown.push_back("case " + id);
      continue;
    }
    securitytxt::Options options;
    options.now = artifacts::time::beginning_of(today);
    for (const char* key : {"url", "urls", "location"}) {
      if (test.contains(key)) options.url = test[key].is_string() ? test[key].get<std::string>() : std::string();
    }
    const securitytxt::File file = securitytxt::read(*text, options);
    Judge(file, options.now, outcome, id).judge(test["expected"], name.substr(name.rfind('/') + 1));
  }
}

}  // namespace

/// What two other checkers of security.txt files find in small files.
base::Result<Outcome> run_security_txt(const Context& context) {
  Outcome outcome;
  for (const std::string& name : files_below(context.folder)) {
    if (name.ends_with("SOURCES.tsv")) continue;
    if (!name.ends_with(".json")) {
      outcome.unknown.push_back("file " + name);
      continue;
    }
    CW_ASSIGN_OR_RETURN(const Json file, read_json(context.folder + "/" + name));
    const Json& list = file.is_object() && file.contains("cases") ? file["cases"] : file;
    if (list.is_array()) {
      run_list(name, list, platform::today(), outcome);
    } else {
      outcome.unknown.push_back("file " + name);
    }
  }
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
