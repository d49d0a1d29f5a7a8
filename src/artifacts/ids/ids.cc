// SPDX-License-Identifier: Apache-2.0
#include "artifacts/ids/ids.h"

#include <algorithm>
#include <array>

namespace crosswalk::artifacts::ids {
namespace {

constexpr std::uint32_t kFirstCveYear = 1999;

struct Scheme {
  std::string_view prefix;
  std::string_view form;
};

constexpr Scheme kSchemes[] = {
#define CW_SCHEME(prefix, form) {prefix, form},
#include "artifacts/ids/schemes.def"
#undef CW_SCHEME
};

constexpr std::size_t kMostRepeated = 8;

/// Whether an id that ends at `at` goes on there: a letter or digit, or a dash with one behind it.
bool goes_on(std::string_view text, std::size_t at) {
  if (is_word(byte_at(text, at))) return true;
  const std::size_t dash = dash_at(text, at);
  return dash > 0 && is_alnum(byte_at(text, at + dash));
}

/// Whether a word ends right before `at`, so that no id can begin there.
bool within_word(std::string_view text, std::size_t at) { return is_word(byte_before(text, at)); }

/// "CVE" or "CWE" in any case, and a dash or, if it may be, a space. The place behind, or nothing.
std::optional<std::size_t> behind_prefix(std::string_view text, std::size_t at, std::string_view prefix, bool space_too) {
  if (within_word(text, at) || !stands_at(text, at, prefix)) return std::nullopt;
  at += prefix.size();
  if (const std::size_t dash = dash_at(text, at)) return at + dash;
  if (space_too && space_at(text, at) > 0) return at + space_at(text, at);
  return std::nullopt;
}

/// The place behind what fits `form` from `at`, or nothing; what fits is added to `canonical`.
std::optional<std::size_t> fit(std::string_view text, std::size_t at, std::string_view form, std::string& canonical) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char wanted = form[i];
    const char next = i + 1 < form.size() ? form[i + 1] : '\0';
    const auto one = [&]() -> bool {
      const char c = byte_at(text, at);
      if (wanted == '-') {
        const std::size_t dash = dash_at(text, at);
        if (dash == 0) return false;
        canonical += '-';
        at += dash;
        return true;
      }
      const bool fits = wanted == '9' ? is_digit(c) : wanted == 'L' ? is_letter(c) : c == wanted;
      if (!fits) return false;
      canonical += wanted == 'L' ? c : upper(c);
      ++at;
      return true;
    };
    if (wanted == '4') {
      const auto year = number_at(text, at);
      // In "499" a month follows at once.
      if (!year || text.size() - at < 4) return std::nullopt;
      const bool fits =
          (text.substr(at, 2) == "19" || text.substr(at, 2) == "20") && is_digit(text[at + 2]) && is_digit(text[at + 3]);
      if (!fits) return std::nullopt;
      canonical += text.substr(at, 4);
      at += 4;
      continue;
    }
    if (next == '?') {
      one();
      ++i;
      continue;
    }
    if (!one()) return std::nullopt;
    if (next == '+') {
      for (std::size_t more = 0; more < kMostRepeated && one(); ++more) {
      }
      ++i;
    }
  }
  return at;
}

/// The place behind `prefix` at `at`, dashes of any kind; nothing if it does not stand there.
std::optional<std::size_t> behind(std::string_view text, std::size_t at, std::string_view prefix, bool any_case) {
  for (const char wanted : prefix) {
    if (wanted == '-') {
      const std::size_t dash = dash_at(text, at);
      if (dash == 0) return std::nullopt;
      at += dash;
      continue;
    }
    const char c = byte_at(text, at);
    if (c != wanted && !(any_case && upper(c) == wanted)) return std::nullopt;
    ++at;
  }
  return at;
}

std::optional<Reading<Id>> known_scheme_at(std::string_view text, std::size_t at) {
  for (const Scheme& scheme : kSchemes) {
    if (upper(text[at]) != upper(scheme.prefix.front())) continue;
    const bool any_case = scheme.form.front() == '~';
    const auto from = behind(text, at, scheme.prefix, any_case);
    if (!from) continue;
    std::string canonical(scheme.prefix);
    const auto end = fit(text, *from, scheme.form.substr(any_case ? 1 : 0), canonical);
    if (end && !goes_on(text, *end)) return Reading<Id>{{Kind::advisory, 0, std::move(canonical)}, *end};
  }
  return std::nullopt;
}

/// cisco-sa-NAME-HASH, in small letters but for the hash. Source: Cisco Security Vulnerability Policy, its advisories.
std::optional<Reading<Id>> cisco_at(std::string_view text, std::size_t at) {
  constexpr std::string_view prefix = "cisco-sa-";
  constexpr std::size_t longest = 64;
  if (!text.substr(at).starts_with(prefix)) return std::nullopt;
  std::size_t end = at + prefix.size();
  while (end < text.size() && end - at < longest && (is_alnum(text[end]) || text[end] == '-')) ++end;
  while (text[end - 1] == '-') --end;
  if (end <= at + prefix.size() + 2 || goes_on(text, end)) return std::nullopt;
  return Reading<Id>{{Kind::advisory, 0, std::string(text.substr(at, end - at))}, end};
}

/// Whether the last word of a prefix says that it is an advisory's.
bool says_advisory(std::string_view word) {
  constexpr std::array<std::string_view, 11> words{"SA", "SB", "PSA", "PSB", "CSA", "SEC", "PSIRT", "ADV", "FSN", "FSCA", "SN"};
  return std::find(words.begin(), words.end(), word) != words.end() || (word.size() > 3 && word.ends_with("SA"));
}

std::optional<Reading<Id>> other_scheme_at(std::string_view text, std::size_t at) {
  constexpr std::size_t most_words = 4;
  std::string canonical;
  std::size_t words = 0;
  bool says = false;
  while (true) {
    std::size_t end = at;
    while (end < text.size() && end - at <= 12 && is_upper(text[end])) ++end;
    if (end == at) break;
    const std::string_view word = text.substr(at, end - at);
    const std::size_t dash = dash_at(text, end);
    if (word.size() < 2 || word.size() > 12 || dash == 0 || ++words > most_words) return std::nullopt;
    says = says_advisory(word);
    canonical += word;
    canonical += '-';
    at = end + dash;
  }
  if (!says) return std::nullopt;
  // A year of four or two digits and a number, or a number of five digits and more.
  for (const std::string_view form : {"4-9+-9+", "4-9+", "99-999+-9+", "99-99+", "99999+"}) {
    std::string tried = canonical;
    const auto end = fit(text, at, form, tried);
    if (end && !goes_on(text, *end)) return Reading<Id>{{Kind::advisory, weak, std::move(tried)}, *end};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reading<Id>> cve_at(std::string_view text, std::size_t at) {
  constexpr std::size_t fewest = 4;
  constexpr std::size_t most = 19;
  auto from = behind_prefix(text, at, "cve", true);
  if (!from) return std::nullopt;
  const auto year = number_at(text, *from);
  if (!year || year->end != *from + 4 || year->value < kFirstCveYear) return std::nullopt;
  const std::size_t dash = dash_at(text, year->end);
  if (dash == 0) return std::nullopt;
  const std::size_t begin = year->end + dash;
  std::size_t end = begin;
  while (end < text.size() && end - begin <= most && is_digit(text[end])) ++end;
  if (end - begin < fewest || end - begin > most || goes_on(text, end)) return std::nullopt;
  const std::string_view number = text.substr(begin, end - begin);
  const bool all_zero = number.find_first_not_of('0') == std::string_view::npos;
  return Reading<Id>{{Kind::cve, static_cast<std::uint8_t>(all_zero ? placeholder : 0),
                      "CVE-" + std::to_string(year->value) + "-" + std::string(number)},
                     end};
}

std::optional<Reading<Id>> cwe_at(std::string_view text, std::size_t at) {
  const auto from = behind_prefix(text, at, "cwe", true);
  if (!from) return std::nullopt;
  const auto number = number_at(text, *from);
  if (!number || number->value == 0 || number->value > 99999 || goes_on(text, number->end)) return std::nullopt;
  // "CWE 4.14" is a version of the list.
  if (byte_at(text, number->end) == '.' && is_digit(byte_at(text, number->end + 1))) return std::nullopt;
  return Reading<Id>{{Kind::cwe, 0, "CWE-" + std::to_string(number->value)}, number->end};
}

std::optional<Reading<Id>> ghsa_at(std::string_view text, std::size_t at) {
  constexpr std::string_view alphabet = "23456789cfghjmpqrvwx";
  if (within_word(text, at) || !stands_at(text, at, "ghsa")) return std::nullopt;
  std::string canonical = "GHSA";
  at += 4;
  for (int group = 0; group < 3; ++group) {
    const std::size_t dash = dash_at(text, at);
    if (dash == 0) return std::nullopt;
    at += dash;
    canonical += '-';
    for (int i = 0; i < 4; ++i, ++at) {
      const char c = lower(byte_at(text, at));
      if (c == '\0' || alphabet.find(c) == std::string_view::npos) return std::nullopt;
      canonical += c;
    }
  }
  if (goes_on(text, at)) return std::nullopt;
  const bool filler = canonical.find_first_not_of("x-", 4) == std::string::npos;
  return Reading<Id>{{Kind::ghsa, static_cast<std::uint8_t>(filler ? placeholder : 0), std::move(canonical)}, at};
}

std::optional<Reading<Id>> advisory_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || within_word(text, at) || !is_letter(text[at])) return std::nullopt;
  if (auto found = known_scheme_at(text, at)) return found;
  if (auto found = cisco_at(text, at)) return found;
  return other_scheme_at(text, at);
}

std::optional<Reading<Id>> id_at(std::string_view text, std::size_t at) {
  if (auto found = cve_at(text, at)) return found;
  if (auto found = cwe_at(text, at)) return found;
  if (auto found = ghsa_at(text, at)) return found;
  return advisory_at(text, at);
}

std::optional<Id> parse(std::string_view text) {
  auto found = id_at(text, 0);
  if (!found || found->end != text.size()) return std::nullopt;
  return std::move(found->value);
}

}  // namespace crosswalk::artifacts::ids
