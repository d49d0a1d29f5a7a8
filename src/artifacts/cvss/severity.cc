// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cvss/severity.h"

#include <array>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/word_list.h"

namespace crosswalk::artifacts::cvss {
namespace {

constexpr std::array<std::string_view, 8> kLevels{"none",     "informational", "low",  "medium",
                                                  "moderate", "important",     "high", "critical"};
constexpr WordList kLevelWords(kLevels);
constexpr std::array<std::string_view, 10> kScales{"",     "CVSS",  "CVSS 2", "CVSS 3",       "CVSS 4",
                                                   "CWSS", "DREAD", "OWASP",  "Bugcrowd VRT", "Microsoft"};

std::string with_scale(std::string text, Scale scale) {
  if (scale != Scale::unsaid) text += " (" + std::string(text_of(scale)) + ")";
  return text;
}

/// Parts "VALUE (SCALE)"; the scale is unsaid where there is no parenthesis, nothing where it is none that is known.
std::optional<std::pair<std::string_view, Scale>> without_scale(std::string_view text) {
  const std::size_t open = text.find(" (");
  if (open == std::string_view::npos) return std::pair{text, Scale::unsaid};
  if (text.back() != ')') return std::nullopt;
  const std::string_view name = text.substr(open + 2, text.size() - open - 3);
  for (std::size_t i = 1; i < kScales.size(); ++i) {
    if (kScales[i] == name) return std::pair{text.substr(0, open), static_cast<Scale>(i)};
  }
  return std::nullopt;
}

}  // namespace

std::string_view text_of(Level level) { return kLevels[static_cast<std::size_t>(level)]; }

std::optional<Level> level_named(std::string_view word) {
  if (const std::size_t found = kLevelWords.index_of(word); found < kLevels.size()) return static_cast<Level>(found);
  return is_the_word(word, "info") ? std::optional(Level::informational) : std::nullopt;
}

int rank_of(Level level) {
  constexpr std::array<int, 8> ranks{0, 0, 1, 2, 2, 3, 3, 4};
  return ranks[static_cast<std::size_t>(level)];
}

std::string_view text_of(Scale scale) { return kScales[static_cast<std::size_t>(scale)]; }

std::string Severity::canonical() const { return with_scale(std::string(text_of(level)), scale); }

std::optional<Severity> parse_severity(std::string_view text) {
  const auto parts = without_scale(text);
  if (!parts) return std::nullopt;
  const auto level = level_named(parts->first);
  if (!level) return std::nullopt;
  return Severity{*level, parts->second};
}

std::string Score::canonical() const {
  return with_scale(std::to_string(tenths / 10) + "." + std::to_string(tenths % 10), scale);
}

std::optional<Score> parse_score(std::string_view text) {
  const auto parts = without_scale(text);
  if (!parts) return std::nullopt;
  const auto whole = number_at(parts->first, 0);
  if (!whole || whole->value > 10 || (whole->end > 1 && parts->first[0] == '0')) return std::nullopt;
  int tenths = static_cast<int>(whole->value) * 10;
  if (whole->end < parts->first.size()) {
    if (parts->first.size() != whole->end + 2 || parts->first[whole->end] != '.' || !is_digit(parts->first.back()))
      return std::nullopt;
    tenths += parts->first.back() - '0';
  }
  if (tenths > 100) return std::nullopt;
  return Score{tenths, parts->second};
}

}  // namespace crosswalk::artifacts::cvss
