// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/finder.h"

#include <algorithm>

#include "artifacts/cvss/vector.h"
#include "artifacts/time/duration.h"
#include "base/text.h"

namespace crosswalk::artifacts::text {
namespace {

/// What may stand between a word like "severity" and its value.
constexpr WordList kConnecting(std::to_array<std::string_view>(
    {"is",      "are",     "was",         "as",       "of",     "level",  "levels",     "rating",     "ratings",  "score",
     "scores",  "scored",  "rated",       "severity", "base",   "class",  "classified", "considered", "assessed", "assigned",
     "the",     "a",       "an",          "be",       "to",     "or",     "and",        "from",       "with",     "v",
     "version", "overall", "qualitative", "cvss",     "either", "deemed", "value"}));

}  // namespace

bool Finder::is_label(std::size_t colon) const {
  constexpr std::size_t kLongest = 3;
  std::size_t letters = 0;
  while (letters <= kLongest && letters < colon && is_letter(text_[colon - 1 - letters])) ++letters;
  return letters > kLongest;
}

void Finder::vector(std::size_t at) {
  if (!wanted(Kind::cvss_vector)) return;
  // One metric alone is none, and cheaply told.
  if (text_[at] != 'C' && byte_at(text_, at + 4) != '/') return;
  const char before = byte_before(text_, at);
  // "CVSS:3.1/AV:N/...", "9.8/AV:N/...".
  const bool behind_number = before == '/' && at >= 2 && is_digit(text_[at - 2]);
  const bool prefixed = stands_at(text_, at, "cvss:");
  const bool underlined = before == '_' && !is_word(byte_before(text_, at - 1));
  if (is_word(before) && !underlined) return;
  if ((before == ':' && !prefixed && !is_label(at - 1)) || (before == '/' && !behind_number)) return;
  const bool said = scale_ == cvss::Scale::cvss_3 && scale_at_ != kNowhere && at - scale_at_ < 160;
  const auto version = said && says_3_0_ ? cvss::Version::v3_0 : cvss::Version::v3_1;
  const auto found = cvss::vector_at(text_, at, version);
  if (!found) return;
  const bool unsaid = !prefixed && found->value.version() != cvss::Version::v2_0 && !said;
  offer(Kind::cvss_vector, at, found->end, unsaid ? ambiguous : 0, found->value.canonical());
}

bool Finder::wants_severity() const {
  return kinds_.has_any({Kind::severity, Kind::score, Kind::version, Kind::version_range, Kind::cvss_vector});
}

void Finder::cvss_word(std::size_t at) {
  if (!wants_severity()) return;
  if (byte_at(text_, at + 4) == ':' && byte_at(text_, at + 6) == '.') vector(at);
  if (is_letter(byte_at(text_, at + 4)) && lower(text_[at + 4]) != 'v') return;
  scale_ = cvss::Scale::cvss;
  std::size_t end = at + 4;
  // "CVSS v3.1", "CVSSv3", "CVSS:3.1", "CVSS version 4.0": its own version.
  std::size_t place = byte_at(text_, end) == ':' || byte_at(text_, end) == '-' ? end + 1 : skip_space(text_, end);
  bool marked = false;
  for (const std::string_view word : {"version", "ver.", "v.", "v"}) {
    if (!stands_at(text_, place, word)) continue;
    const std::size_t behind = skip_space(text_, place + word.size());
    if (!is_digit(byte_at(text_, behind))) continue;
    place = behind;
    marked = true;
    break;
  }
  const char major = byte_at(text_, place);
  if (major >= '2' && major <= '4') {
    std::size_t behind = place + 1;
    const bool minor = byte_at(text_, behind) == '.' &&
                       (byte_at(text_, behind + 1) == '0' || (major == '3' && byte_at(text_, behind + 1) == '1'));
    if (minor) behind += 2;
    const bool whole =
        !is_word(byte_at(text_, behind)) && !(byte_at(text_, behind) == '.' && is_digit(byte_at(text_, behind + 1)));
    if (whole && (marked || minor || place == end || text_[place - 1] == ':')) {
      scale_ = major == '2' ? cvss::Scale::cvss_2 : major == '3' ? cvss::Scale::cvss_3 : cvss::Scale::cvss_4;
      says_3_0_ = minor && major == '3' && byte_at(text_, behind - 1) == '0';
      end = behind;
      not_version_ = end;
    }
  }
  scale_at_ = end;
  set_anchor(end, true);
}

void Finder::scale_word(std::size_t at, std::string_view word, cvss::Scale scale) {
  if (!word_stands_at(text_, at, word)) return;
  scale_ = scale;
  scale_at_ = at + word.size();
}

void Finder::set_anchor(std::size_t end, bool certain) {
  anchor_ = end;
  anchor_certain_ = certain;
  anchor_weak_ = false;
}

void Finder::anchor_word(std::size_t at) {
  if (!wants_severity()) return;
  const std::string_view found = letters_at(text_, at, 12);
  static constexpr WordList severities(std::to_array<std::string_view>({"severity", "severities", "baseseverity"}));
  static constexpr WordList scores(std::to_array<std::string_view>({"score", "scores", "scored", "basescore"}));
  static constexpr WordList ratings(std::to_array<std::string_view>({"rated", "rating", "ratings"}));
  const std::size_t end = at + found.size();
  if (severities.has(found)) {
    set_anchor(end, true);
  } else if (scores.has(found)) {
    // A score of something else is only then one of severity if CVSS is near.
    const bool near = anchor_ != kNowhere && at - anchor_ < 48 && anchor_certain_;
    const bool base = found.size() > 6 || is_the_word(word_before(at), "base");
    set_anchor(end, near || base || scale_near(at));
    anchor_weak_ = !anchor_certain_;
  } else if (ratings.has(found) && !(anchor_ != kNowhere && connects(anchor_, at))) {
    set_anchor(end, scale_near(at));
    anchor_weak_ = !anchor_certain_;
  }
}

bool Finder::connects(std::size_t from, std::size_t to) const {
  constexpr std::size_t longest = 48;
  if (from > to || to - from > longest) return false;
  std::size_t breaks = 0;
  for (std::size_t place = from; place < to;) {
    const char c = text_[place];
    if (is_letter(c)) {
      const std::string_view word = letters_at(text_, place, 12);
      if (word.empty() || (!kConnecting.has(word) && !cvss::level_named(word))) return false;
      place += word.size();
    } else if (is_digit(c)) {
      const auto number = number_at(text_, place);
      if (!number || number->value > 10) return false;
      place = number->end;
      if (byte_at(text_, place) == '.' && is_digit(byte_at(text_, place + 1))) place += 2;
      if (is_digit(byte_at(text_, place))) return false;
    } else if (c == '\n') {
      if (++breaks > 1) return false;
      ++place;
    } else {
      constexpr std::string_view signs = " \t:|=(\"'*`_,/-[>";
      if (signs.find(c) != std::string_view::npos) {
        ++place;
      } else if (const std::size_t dash = dash_at(text_, place)) {
        place += dash;
      } else if (const std::size_t space = space_at(text_, place)) {
        place += space;
      } else {
        return false;
      }
    }
  }
  return true;
}

bool Finder::before_vulnerability(std::size_t at, bool severity_only) const {
  std::size_t place = at;
  for (int words = 0; words < 6; ++words) {
    std::size_t next = place;
    if (byte_at(text_, next) == ',' || byte_at(text_, next) == '/') ++next;
    if (const std::size_t dash = dash_at(text_, next)) next += dash;
    next = skip_space(text_, next);
    if (next == place) return false;
    const std::string_view word = letters_at(text_, next, 16);
    if (is_the_word(word, "severity") || is_the_word(word, "severities")) return true;
    if (word.empty()) return false;
    if (stands_at(word, 0, "vulnerabilit") || is_the_word(word, "cve") || is_the_word(word, "cves")) return !severity_only;
    static constexpr WordList between(
        std::to_array<std::string_view>({"and", "or", "to", "security", "risk", "rated", "software", "base", "impact"}));
    if (!between.has(word) && !cvss::level_named(word)) return false;
    place = next + word.size();
  }
  return false;
}

bool Finder::before_score(std::size_t at) const {
  std::size_t place = at;
  for (int i = 0; i < 5 && place < text_.size(); ++i) {
    constexpr std::string_view signs = " \t:|(=*";
    if (signs.find(text_[place]) == std::string_view::npos) break;
    ++place;
  }
  if (place == at) return false;
  const auto whole = number_at(text_, place);
  if (!whole || whole->value > 10 || byte_at(text_, whole->end) != '.' || !is_digit(byte_at(text_, whole->end + 1))) return false;
  const std::size_t end = whole->end + 2;
  const char c = byte_at(text_, end);
  if (is_word(c) || c == '%' || (c == '.' && is_digit(byte_at(text_, end + 1)))) return false;
  const std::string_view word = letters_at(text_, skip_space(text_, end), 8);
  return !kQuantityWords.has(word);
}

void Finder::level(std::size_t at) {
  if (!kinds_.has_any({Kind::severity, Kind::score})) return;
  const std::string_view found = letters_at(text_, at, 14);
  const auto named = cvss::level_named(found);
  const std::size_t end = at + found.size();
  if (!named || is_word(byte_at(text_, end))) return;
  // "safety-critical", but "CVSS-high"
  const bool joined = byte_before(text_, at) == '-' && is_letter(byte_before(text_, at - 1)) && anchor_ != at - 1;
  const bool anchored = anchor_ != kNowhere && anchor_ <= at && connects(anchor_, at);
  const bool rare = *named == cvss::Level::none || *named == cvss::Level::informational || *named == cvss::Level::important;
  // "no severity lower than", "severity is low enough" are no values; "info" alone is too short a word for one.
  const bool stands = !joined && (anchored || before_vulnerability(end, rare) || (!rare && before_score(end)));
  if (!stands) return;
  const cvss::Severity severity{*named, scale_for(at)};
  const unsigned flags = anchored && anchor_weak_ ? weak : 0;
  if (!anchored) set_anchor(end, true);
  anchor_ = end;
  offer(Kind::severity, at, end, flags, severity.canonical());
}

void Finder::score(std::size_t at) {
  if (at < not_version_) return;
  const auto whole = number_at(text_, at);
  if (!whole || whole->value > 10 || (whole->end - at == 2 && whole->value < 10)) return;
  std::size_t end = whole->end;
  const bool decimal = byte_at(text_, end) == '.' && is_digit(byte_at(text_, end + 1));
  if (decimal) end += 2;
  const char c = byte_at(text_, end);
  if (is_word(c) || c == '%' || ((c == '.' || c == ',') && is_digit(byte_at(text_, end + 1)))) return;
  const bool of_ten = word_stands_at(text_, end, "/10") ||
                      (skip_space(text_, end) > end && stands_at(text_, skip_space(text_, end), "out of 10"));
  const bool anchored = anchor_ != kNowhere && anchor_ <= at && connects(anchor_, at) && (anchor_certain_ || decimal);
  const std::size_t next =
      skip_space(text_, byte_at(text_, end) == ' ' && byte_at(text_, end + 1) == '(' ? end + 2 : end + (c == '(' ? 1 : 0));
  const std::string_view following = letters_at(text_, next, 14);
  const auto named = next > end ? cvss::level_named(following) : std::nullopt;
  const cvss::Level level_there = named.value_or(cvss::Level::none);
  const bool levelled = decimal && level_there != cvss::Level::important && level_there != cvss::Level::none;
  // "3.1 Critical hazards" is a heading.
  if (!(anchored && (decimal || of_ten || score_word_before(at))) && !(levelled && !begins_line(at))) return;
  if (kQuantityWords.has(following) || (!decimal && time::unit_named(following))) return;
  const auto value = cvss::parse_score(text_.substr(at, end - at));
  if (!value) return;
  const unsigned flags = !anchor_certain_ || !anchored ? (levelled ? 0U : unsigned{weak}) : 0U;
  if (levelled) set_anchor(end, true);
  offer(Kind::score, at, end, flags, cvss::Score{value->tenths, scale_for(at)}.canonical());
}

bool Finder::score_word_before(std::size_t at) const {
  const std::string_view word = word_before(at);
  return is_the_word(word, "score") || is_the_word(word, "of") || is_the_word(word, "scored");
}

}  // namespace crosswalk::artifacts::text
