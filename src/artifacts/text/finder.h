// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "artifacts/artifact.h"
#include "artifacts/characters.h"
#include "artifacts/contact/fingerprint.h"
#include "artifacts/cvss/severity.h"
#include "artifacts/text/find.h"
#include "artifacts/version/version.h"
#include "artifacts/word_list.h"

namespace crosswalk::artifacts::text {

/// No place.
inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

/// What makes a number a quantity.
inline constexpr WordList kQuantityWords(std::to_array<std::string_view>(
    {"million", "billion", "percent", "times", "kg",  "g",   "mg",   "mm",  "cm",     "m",      "km", "ml",
     "l",       "v",       "a",       "ma",    "w",   "kw",  "hz",   "khz", "mhz",    "ghz",    "kb", "mb",
     "gb",      "tb",      "px",      "pt",    "bar", "kpa", "inch", "eur", "points", "dollars"}));

/// What is taken at a place so far.
struct Candidate {
  Kind kind = Kind::version;
  std::uint8_t flags = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string canonical;
};

/// One walk through a text. Each kind looks at the text around a place where Triggers say that it may stand, and offers what it
/// finds; the longest of what is offered at a place is taken.
class Finder {
 public:
  Finder(std::string_view text, Kinds kinds, const std::function<void(Artifact&&)>& take)
      : text_(text), kinds_(kinds), take_(take) {}

  /// Walks from the beginning to the end.
  void run();

 private:
  /// The places where tokens begin before `at`, nearest first: words, numbers, signs of comparison.
  struct Starts {
    static constexpr std::size_t most = 8;
    std::array<std::size_t, most> at{};
    std::size_t count = 0;
  };

  // Here, as they are called for every number and word.

  bool wanted(Kind kind) const { return kinds_.has(kind); }
  void accept() {
    if (best_.end == best_.begin) return;
    floor_ = best_.end;
    if (best_.kind == Kind::severity || best_.kind == Kind::score) anchor_ = best_.end;
    take_(Artifact{best_.kind, best_.flags, best_.begin, best_.end, std::move(best_.canonical)});
    best_ = {};
  }
  /// The word that ends before `at`, with white space and at most one '.' or ':' between.
  [[nodiscard]] std::string_view word_before(std::size_t at) const {
    std::size_t end = at;
    for (int i = 0; i < 3; ++i) {
      const std::size_t space = space_before(text_, end);
      if (space == 0) break;
      end -= space;
    }
    const char c = byte_before(text_, end);
    if (c == '.' || c == ':') --end;
    return letters_before(text_, end);
  }
  /// Whether only white space and marks of headings and lists stand before `at` in its line.
  [[nodiscard]] bool begins_line(std::size_t at) const {
    for (std::size_t i = 0; i < 12; ++i) {
      if (at == 0 || text_[at - 1] == '\n') return true;
      const char c = text_[--at];
      if (c != ' ' && c != '\t' && c != '#' && c != '*' && c != '=') return false;
    }
    return false;
  }
  [[nodiscard]] bool scale_near(std::size_t at) const { return scale_at_ != kNowhere && at - scale_at_ < 160; }
  [[nodiscard]] cvss::Scale scale_for(std::size_t at) const { return scale_near(at) ? scale_ : cvss::Scale::unsaid; }
  [[nodiscard]] bool dotted_number(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < 20 && is_digit(text_[end])) ++end;
    if (byte_at(text_, end) != '.') return false;
    const char next = byte_at(text_, end + 1);
    return is_digit(next) || lower(next) == 'x' || next == '*';
  }

  // find.cc: the walk, and what all kinds need.

  void offer(Kind kind, std::size_t begin, std::size_t end, unsigned flags, std::string canonical);
  [[nodiscard]] Starts starts_before(std::size_t at) const;
  void sign(std::size_t at);
  void word(std::size_t at);

  // contacts.cc: e-mail addresses, URLs, package URLs, OpenPGP fingerprints.

  void email(std::size_t at);
  /// "security at acme dot com": `at` is the place of the first "dot".
  void spelled_email(std::size_t at);
  void url(std::size_t at);
  void package(std::size_t at);
  void fingerprint(std::size_t at);
  bool take_fingerprint(std::size_t begin);
  /// Whether the words nearby say that a row of digits is OpenPGP's; the flags, or nothing if they do not.
  [[nodiscard]] std::optional<unsigned> speaks_of_openpgp(std::size_t begin, std::size_t end,
                                                          const contact::Fingerprint& value) const;

  // severities.cc: CVSS, scales, severities and scores.

  /// Whether a colon stands behind a word that is longer than the name of any metric: "Vector:".
  [[nodiscard]] bool is_label(std::size_t colon) const;
  void vector(std::size_t at);
  [[nodiscard]] bool wants_severity() const;
  void cvss_word(std::size_t at);
  void scale_word(std::size_t at, std::string_view word, cvss::Scale scale);
  /// `certain` if a number behind it is a score.
  void set_anchor(std::size_t end, bool certain);
  void anchor_word(std::size_t at);
  /// Whether only words and signs that connect a name with its value stand between the two places, which are near.
  [[nodiscard]] bool connects(std::size_t from, std::size_t to) const;
  /// Whether "severity", "vulnerability" or the like stands behind a level: "high-severity", "critical and high vulnerabilities".
  [[nodiscard]] bool before_vulnerability(std::size_t at, bool severity_only) const;
  /// Whether a score or a range of scores stands behind a level: "High (7.0-8.9)", "| High | 7.0 |".
  [[nodiscard]] bool before_score(std::size_t at) const;
  void level(std::size_t at);
  void score(std::size_t at);
  [[nodiscard]] bool score_word_before(std::size_t at) const;

  // numbers.cc: what a digit may begin or end: ids, dates, durations, addresses of the network.

  void id(std::size_t at);
  void digit(std::size_t at);
  void id_with_number(std::size_t at);
  void date(std::size_t at);
  void iso_duration(std::size_t at);
  bool take_duration(std::size_t begin, std::size_t at);
  void duration(std::size_t at);
  /// From the word farthest before `at` that a duration through `at` can begin with.
  bool extend_duration(std::size_t at);
  void unit(std::size_t at);
  void address(std::size_t at);
  [[nodiscard]] bool is_address(std::size_t at, std::size_t end, const std::array<std::uint32_t, 4>& octets) const;
  [[nodiscard]] bool reads_as_address(std::size_t at, std::size_t end) const;

  // versions.cc: versions and their ranges.

  /// Whether the number at `at` is that of a section, a clause or a standard.
  bool is_section(std::size_t at, std::size_t end);
  void version(std::size_t at, bool dotted);
  [[nodiscard]] bool range_word_before(std::size_t at, std::string_view word) const;
  /// Whether the number that ends at `end` is one of something: "3.2 million", "2.5 mm", "5.0 %".
  [[nodiscard]] bool is_quantity(std::size_t end) const;
  bool range(std::size_t begin, std::size_t end, bool said, std::string_view word);
  /// Whether what stands behind a version may make a range of it: a dash, a '+', "to", "through", "and", "or", "up to", "before",
  /// "(".
  [[nodiscard]] bool joins_range(std::size_t end) const;
  void single(std::size_t begin, std::size_t end, const version::Shape& shape, bool said, std::string_view word);
  /// "version 4" and "v4", but not "release 2 weeks later", "software 100 %".
  [[nodiscard]] bool is_version_number(std::size_t begin, std::size_t end, std::string_view word) const;
  /// "OpenSSL 3.0": a name with a capital letter before it, which is neither a month nor a word that begins a sentence.
  [[nodiscard]] bool behind_product(std::size_t begin, std::size_t end, std::string_view word) const;

  std::string_view text_;
  Kinds kinds_;
  const std::function<void(Artifact&&)>& take_;
  Candidate best_;
  /// The end of the last artifact: nothing begins before it.
  std::size_t floor_ = 0;
  /// Ends of what was tried in vain: nothing of that kind begins before them, so that no byte is tried from many beginnings.
  std::size_t url_floor_ = 0;
  std::size_t purl_floor_ = 0;
  std::size_t hex_floor_ = 0;
  /// The end of CVSS's own version.
  std::size_t not_version_ = 0;
  /// The end of the last word (or value) that a severity or score may follow, whether it speaks of severity for certain, and
  /// whether it makes what follows weak.
  std::size_t anchor_ = kNowhere;
  bool anchor_certain_ = false;
  bool anchor_weak_ = false;
  /// The last scale that was named.
  cvss::Scale scale_ = cvss::Scale::unsaid;
  std::size_t scale_at_ = kNowhere;
  bool says_3_0_ = false;
  /// The end of the last number of a section.
  std::size_t section_end_ = kNowhere;
};

}  // namespace crosswalk::artifacts::text
