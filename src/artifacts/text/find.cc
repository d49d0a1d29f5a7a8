// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/find.h"

#include <algorithm>
#include <array>
#include <bit>

#include "artifacts/characters.h"
#include "artifacts/contact/email.h"
#include "artifacts/contact/fingerprint.h"
#include "artifacts/contact/url.h"
#include "artifacts/cvss/severity.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/ids/ids.h"
#include "artifacts/purl/purl.h"
#include "artifacts/text/triggers.h"
#include "artifacts/time/date.h"
#include "artifacts/time/duration.h"
#include "artifacts/version/range.h"
#include "artifacts/version/version.h"
#include "artifacts/word_list.h"
#include "base/text.h"

namespace crosswalk::artifacts::text {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

/// Words before a number that make it the number of a place in a document or of a standard.
constexpr WordList kSectionWords(std::to_array<std::string_view>(
    {"section",  "sections", "sec",    "clause",      "clauses",      "subclause", "subclauses", "subsection", "chapter",
     "chapters", "table",    "tables", "figure",      "figures",      "fig",       "annex",      "annexes",    "appendix",
     "part",     "parts",    "step",   "steps",       "page",         "pages",     "item",       "items",      "article",
     "articles", "art",      "rule",   "requirement", "requirements", "req",       "note",       "paragraph",  "para",
     "control",  "controls", "iec",    "iso",         "cfr",          "question",  "cr",         "sr",         "fr",
     "ndr",      "edr",      "hdr",    "sar"}));
/// Words before four numbers that make them an address.
constexpr WordList kAddressWords(std::to_array<std::string_view>({"ip",      "ips",    "ipv4",    "address", "addresses", "host",
                                                                  "hosts",   "server", "gateway", "subnet",  "dns",       "ping",
                                                                  "netmask", "router", "client",  "node",    "network",   "proxy",
                                                                  "ntp",     "mask",   "listen",  "bind"}));
/// What makes a number a quantity.
constexpr WordList kQuantityWords(std::to_array<std::string_view>(
    {"million", "billion", "percent", "times", "kg",  "g",   "mg",   "mm",  "cm",     "m",      "km", "ml",
     "l",       "v",       "a",       "ma",    "w",   "kw",  "hz",   "khz", "mhz",    "ghz",    "kb", "mb",
     "gb",      "tb",      "px",      "pt",    "bar", "kpa", "inch", "eur", "points", "dollars"}));
/// What may stand between a word like "severity" and its value.
constexpr WordList kConnecting(std::to_array<std::string_view>(
    {"is",      "are",     "was",         "as",       "of",     "level",  "levels",     "rating",     "ratings",  "score",
     "scores",  "scored",  "rated",       "severity", "base",   "class",  "classified", "considered", "assessed", "assigned",
     "the",     "a",       "an",          "be",       "to",     "or",     "and",        "from",       "with",     "v",
     "version", "overall", "qualitative", "cvss",     "either", "deemed", "value"}));

/// What is taken at a place so far.
struct Candidate {
  Kind kind = Kind::version;
  std::uint8_t flags = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string canonical;
};

/// One walk through a text.
class Finder {
 public:
  Finder(std::string_view text, Kinds kinds, const std::function<void(Artifact&&)>& take)
      : text_(text), kinds_(kinds), take_(take) {}

  void run() {
    Triggers triggers(text_);
    constexpr std::size_t block_size = 64;
    for (std::size_t begin = 0; begin < text_.size(); begin += block_size) {
      const Block block = triggers.block(begin);
      std::uint64_t places = block.words | block.digits | block.signs;
      while (places != 0) {
        const int i = std::countr_zero(places);
        places &= places - 1;
        const std::size_t at = begin + static_cast<std::size_t>(i);
        if (at < floor_) continue;
        if ((block.digits >> i & 1) != 0) {
          digit(at);
        } else if ((block.words >> i & 1) != 0) {
          word(at);
        } else {
          sign(at);
        }
        accept();
      }
    }
  }

 private:
  // ---- candidates

  bool wanted(Kind kind) const { return kinds_.has(kind); }

  void offer(Kind kind, std::size_t begin, std::size_t end, unsigned flags, std::string canonical) {
    if (!wanted(kind) || begin < floor_) return;
    const std::size_t length = end - begin;
    const std::size_t best_length = best_.end - best_.begin;
    if (best_length > length || (best_length == length && best_.kind <= kind)) return;
    best_ = {kind, static_cast<std::uint8_t>(flags), begin, end, std::move(canonical)};
  }

  void accept() {
    if (best_.end == best_.begin) return;
    floor_ = best_.end;
    if (best_.kind == Kind::severity || best_.kind == Kind::score) anchor_ = best_.end;
    take_(Artifact{best_.kind, best_.flags, best_.begin, best_.end, std::move(best_.canonical)});
    best_ = {};
  }

  // ---- looking backwards

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

  /// The places where tokens begin before `at`, nearest first: words, numbers, signs of comparison.
  struct Starts {
    static constexpr std::size_t most = 8;
    std::array<std::size_t, most> at{};
    std::size_t count = 0;
  };
  [[nodiscard]] Starts starts_before(std::size_t at) const {
    Starts out;
    std::size_t place = at;
    std::size_t breaks = 0;
    while (out.count < Starts::most && place > floor_ && at - place < 96) {
      if (const std::size_t space = space_before(text_, place)) {
        if (text_[place - 1] == '\n' && ++breaks > 1) break;
        place -= space;
        continue;
      }
      const char c = text_[place - 1];
      std::size_t begin = place;
      if (is_alnum(c)) {
        // A number keeps its points and its "v".
        while (begin > floor_ && place - begin < 24 &&
               (is_alnum(text_[begin - 1]) ||
                (text_[begin - 1] == '.' && is_digit(text_[begin]) && begin > 1 && is_digit(text_[begin - 2]))))
          --begin;
        if (begin > floor_ && is_word(text_[begin - 1])) break;
      } else if (c == '<' || c == '>' || c == '=') {
        while (begin > floor_ && place - begin < 3 &&
               (text_[begin - 1] == '<' || text_[begin - 1] == '>' || text_[begin - 1] == '='))
          --begin;
        // The end of a tag, and a quotation of Markdown.
        const char before = byte_before(text_, begin);
        if (place - begin == 1 && c == '>' && (is_word(before) || before == '/' || before == '"' || begins_line(begin))) break;
      } else if (place >= 3 && (text_.substr(place - 3, 3) == "\xE2\x89\xA4" || text_.substr(place - 3, 3) == "\xE2\x89\xA5")) {
        begin = place - 3;
      } else if (c == ';' && place >= 4 && (text_.substr(place - 4, 4) == "&lt;" || text_.substr(place - 4, 4) == "&gt;")) {
        begin = place - 4;
      } else if (c == '(' || c == ')' || c == ',' || c == '-' || c == '+' || c == ':' ||
                 (c == '.' && place == at - space_before(text_, at))) {
        --place;
        continue;
      } else {
        break;
      }
      out.at[out.count++] = begin;
      place = begin;
    }
    return out;
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

  // ---- triggers

  void sign(std::size_t at) {
    if (!wanted(Kind::email)) return;
    if (text_[at] == '@') {
      email(at);
      return;
    }
    const std::size_t next = byte_at(text_, at + 1) == ' ' ? at + 2 : at + 1;
    if (lower(byte_at(text_, next)) != 'a' || lower(byte_at(text_, next + 1)) != 't') return;
    email(at);
  }

  void email(std::size_t at) {
    auto found = contact::email_around(text_, at, floor_);
    if (!found) return;
    const unsigned flags = found->value.email.placeholder ? placeholder : 0;
    offer(Kind::email, found->value.begin, found->end, flags, found->value.email.canonical());
  }

  /// "security at acme dot com": `at` is the place of the first "dot".
  void spelled_email(std::size_t at) {
    const auto label_end = at - space_before(text_, at);
    std::size_t label = label_end;
    while (label > floor_ && label_end - label < 63 && (is_alnum(text_[label - 1]) || text_[label - 1] == '-')) --label;
    if (label == label_end || space_before(text_, label) == 0) return;
    const std::string_view before = letters_before(text_, label - space_before(text_, label));
    if (!is_the_word(before, "at")) return;
    const auto sign_at = static_cast<std::size_t>(before.data() - text_.data());
    if (const std::size_t space = space_before(text_, sign_at)) email(sign_at - space);
  }

  void word(std::size_t at) {
    switch (lower(text_[at])) {
      case 'h':
        if (stands_at(text_, at, "http")) return url(at);
        if (stands_at(text_, at, "hour")) return unit(at);
        return level(at);
      case 'w':
        if (stands_at(text_, at, "week")) return unit(at);
        return url(at);
      case 'f':
      case 'l':
        if (stands_at(text_, at, "low")) return level(at);
        return url(at);
      case 'g':
        if (stands_at(text_, at, "ghsa")) return id(at);
        return url(at);
      case 'p':
        return package(at);
      case 'a':
        return vector(at);
      case 'c':
        if (stands_at(text_, at, "cvss")) return cvss_word(at);
        if (stands_at(text_, at, "cisco-sa-")) return id(at);
        return level(at);
      case 'd':
        if (stands_at(text_, at, "dot")) {
          if (wanted(Kind::email)) spelled_email(at);
          return;
        }
        if (stands_at(text_, at, "day")) return unit(at);
        return scale_word(at, "dread", cvss::Scale::dread);
      case 'y':
        return unit(at);
      case 'm':
        if (stands_at(text_, at, "mont") || stands_at(text_, at, "minu")) return unit(at);
        if (stands_at(text_, at, "micr")) return scale_word(at, "microsoft", cvss::Scale::microsoft);
        return level(at);
      case 's':
        if (stands_at(text_, at, "seco")) return unit(at);
        if (stands_at(text_, at, "sftp") || stands_at(text_, at, "ssh:")) return url(at);
        return anchor_word(at);
      case 'b':
        if (stands_at(text_, at, "bugc")) return scale_word(at, "bugcrowd", cvss::Scale::bugcrowd_vrt);
        return anchor_word(at);
      case 'r':
        return anchor_word(at);
      case 'o':
        return scale_word(at, "owasp", cvss::Scale::owasp);
      default:
        return level(at);
    }
  }

  void url(std::size_t at) {
    const char before = byte_before(text_, at);
    if (!wanted(Kind::url) || at < url_floor_) return;
    if (stands_at(text_, at, "www.") && (before == '.' || before == '/' || before == '@' || before == '-')) return;
    auto found = contact::url_at(text_, at);
    if (!found) return;
    offer(Kind::url, at, found->end, found->value.placeholder ? placeholder : 0, found->value.canonical());
  }

  void package(std::size_t at) {
    constexpr std::size_t longest = 1024;
    if (!wanted(Kind::purl) || at < purl_floor_ || !stands_at(text_, at, "pkg:")) return;
    constexpr std::string_view never = "\"<>`|\\^{}',;";
    std::size_t end = at;
    int round = 0;
    int square = 0;
    while (end < text_.size() && end - at < longest) {
      const char c = text_[end];
      if (static_cast<unsigned char>(c) <= 0x20 || never.find(c) != std::string_view::npos) break;
      round += c == '(' ? 1 : c == ')' ? -1 : 0;
      square += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (round < 0 || square < 0) break;
      ++end;
    }
    purl_floor_ = end;
    constexpr std::string_view punctuation = ".:!?*_/@#";
    while (end > at && punctuation.find(text_[end - 1]) != std::string_view::npos) --end;
    const auto found = purl::parse(text_.substr(at, end - at));
    if (found) offer(Kind::purl, at, end, 0, found->canonical());
  }

  void id(std::size_t at) {
    if (!kinds_.has_any({Kind::cve, Kind::cwe, Kind::ghsa, Kind::advisory}) || at < floor_) return;
    auto found = ids::id_at(text_, at);
    if (found) offer(found->value.kind, at, found->end, found->value.flags, std::move(found->value.canonical));
  }

  /// Whether a colon stands behind a word that is longer than the name of any metric: "Vector:".
  [[nodiscard]] bool is_label(std::size_t colon) const {
    constexpr std::size_t kLongest = 3;
    std::size_t letters = 0;
    while (letters <= kLongest && letters < colon && is_letter(text_[colon - 1 - letters])) ++letters;
    return letters > kLongest;
  }

  void vector(std::size_t at) {
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

  // ---- severity

  [[nodiscard]] bool wants_severity() const {
    return kinds_.has_any({Kind::severity, Kind::score, Kind::version, Kind::version_range, Kind::cvss_vector});
  }

  void cvss_word(std::size_t at) {
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

  void scale_word(std::size_t at, std::string_view word, cvss::Scale scale) {
    if (!word_stands_at(text_, at, word)) return;
    scale_ = scale;
    scale_at_ = at + word.size();
  }

  /// `certain` if a number behind it is a score.
  void set_anchor(std::size_t end, bool certain) {
    anchor_ = end;
    anchor_certain_ = certain;
    anchor_weak_ = false;
  }

  void anchor_word(std::size_t at) {
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

  [[nodiscard]] bool scale_near(std::size_t at) const { return scale_at_ != kNowhere && at - scale_at_ < 160; }
  [[nodiscard]] cvss::Scale scale_for(std::size_t at) const { return scale_near(at) ? scale_ : cvss::Scale::unsaid; }

  /// Whether only words and signs that connect a name with its value stand between the two places, which are near.
  [[nodiscard]] bool connects(std::size_t from, std::size_t to) const {
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

  /// Whether "severity", "vulnerability" or the like stands behind a level: "high-severity", "critical and high vulnerabilities".
  [[nodiscard]] bool before_vulnerability(std::size_t at, bool severity_only) const {
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

  /// Whether a score or a range of scores stands behind a level: "High (7.0-8.9)", "| High | 7.0 |".
  [[nodiscard]] bool before_score(std::size_t at) const {
    std::size_t place = at;
    for (int i = 0; i < 5 && place < text_.size(); ++i) {
      constexpr std::string_view signs = " \t:|(=*";
      if (signs.find(text_[place]) == std::string_view::npos) break;
      ++place;
    }
    if (place == at) return false;
    const auto whole = number_at(text_, place);
    if (!whole || whole->value > 10 || byte_at(text_, whole->end) != '.' || !is_digit(byte_at(text_, whole->end + 1)))
      return false;
    const std::size_t end = whole->end + 2;
    const char c = byte_at(text_, end);
    if (is_word(c) || c == '%' || (c == '.' && is_digit(byte_at(text_, end + 1)))) return false;
    const std::string_view word = letters_at(text_, skip_space(text_, end), 8);
    return !kQuantityWords.has(word);
  }

  void level(std::size_t at) {
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

  void score(std::size_t at) {
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

  [[nodiscard]] bool score_word_before(std::size_t at) const {
    const std::string_view word = word_before(at);
    return is_the_word(word, "score") || is_the_word(word, "of") || is_the_word(word, "scored");
  }

  // ---- numbers

  void digit(std::size_t at) {
    const char before = byte_before(text_, at);
    // Within a number that was looked at already.
    if ((before == '.' || before == ',') && at >= 2 && is_digit(text_[at - 2])) return;
    if (wanted(Kind::fingerprint)) fingerprint(at);
    if (is_letter(before) || before == '-' || before == '#' || before == ':' || before == ' ' || before == '\x80' ||
        (before & 0x80) != 0)
      id_with_number(at);
    if (is_letter(before)) {
      if ((before == 'P' || before == 'T') && wanted(Kind::duration)) iso_duration(at);
      if (lower(before) != 'v' || is_word(byte_before(text_, at - 1))) return;
    }
    if (before == '_' || before == '$') return;
    if (before == '/' && is_alnum(byte_before(text_, at - 1))) return;
    if (wanted(Kind::date)) date(at);
    if (wanted(Kind::duration)) duration(at);
    const bool dotted = dotted_number(at);
    if (dotted && wanted(Kind::ip_address)) address(at);
    if (wanted(Kind::score) && byte_at(text_, at) <= '9' && !is_letter(before)) score(at);
    if (kinds_.has_any({Kind::version, Kind::version_range})) version(at, dotted);
  }

  [[nodiscard]] bool dotted_number(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < 20 && is_digit(text_[end])) ++end;
    if (byte_at(text_, end) != '.') return false;
    const char next = byte_at(text_, end + 1);
    return is_digit(next) || lower(next) == 'x' || next == '*';
  }

  void id_with_number(std::size_t at) {
    if (!kinds_.has_any({Kind::cve, Kind::cwe, Kind::advisory, Kind::ghsa})) return;
    std::size_t begin = at;
    if (text_[at - 1] == ' ' || (text_[at - 1] & 0x80) != 0) {
      // "CVE 2024-1234", "CWE 79", and dashes of three bytes.
      const std::size_t gap = std::max(space_before(text_, at), dash_before(text_, at));
      if (gap == 0 || at < gap + 2) return;
      begin -= gap;
      if (text_[at - 1] == ' ' && (lower(text_[begin - 1]) != 'e' || at < gap + 3 || lower(text_[begin - 3]) != 'c')) return;
    }
    constexpr std::size_t longest = 40;
    while (begin > floor_ && at - begin < longest) {
      const char c = text_[begin - 1];
      if (is_letter(c) || c == '#' || c == ':') {
        --begin;
      } else if (const std::size_t dash = dash_before(text_, begin); dash > 0 && begin - dash >= floor_) {
        begin -= dash;
      } else {
        break;
      }
    }
    while (begin < at && !is_letter(text_[begin])) ++begin;
    if (begin == at || (begin > 0 && is_digit(text_[begin - 1]))) return;
    id(begin);
    if (best_.end > at) return;
    // "Fixes:CVE-2024-1234", "see-CWE-79": behind the last sign that ids do not have.
    for (std::size_t i = begin; i < at; ++i) {
      if (text_[i] == ':' || text_[i] == '-') {
        if (stands_at(text_, i + 1, "cve") || stands_at(text_, i + 1, "cwe")) return id(i + 1);
      }
    }
  }

  void date(std::size_t at) {
    const char before = byte_before(text_, at);
    const bool inside = before == '/' || before == '.' || (before == '-' && is_word(byte_before(text_, at - 1))) || before == '+';
    if (inside || is_word(before)) return;
    const auto take = [&](std::size_t begin) {
      auto found = time::date_at(text_, begin);
      if (!found || found->end <= at) return;
      // "MDCG 2023-03" may be a number.
      const bool numbers_only = found->value.precision == time::Precision::month && is_digit(text_[begin]);
      const bool partial = found->value.precision == time::Precision::day_without_year || numbers_only;
      const unsigned flags = (found->value.other ? unsigned{ambiguous} : 0U) | (partial ? unsigned{weak} : 0U);
      offer(Kind::date, begin, found->end, flags, found->value.canonical());
    };
    take(at);
    if (space_before(text_, at) == 0) return;
    std::string_view month = word_before(at);
    // "March, 2024"
    if (month.empty() && byte_before(text_, at - space_before(text_, at)) == ',')
      month = letters_before(text_, at - space_before(text_, at) - 1);
    if (time::month_named(month) == 0) return;
    const auto begin = static_cast<std::size_t>(month.data() - text_.data());
    // "30 February 2024" is no date, and so is no month of it.
    const std::size_t day_end = begin - space_before(text_, begin);
    if (day_end == begin || !is_digit(byte_before(text_, day_end)) || best_.end > at) take(begin);
  }

  void iso_duration(std::size_t at) {
    const std::size_t begin = text_[at - 1] == 'P' ? at - 1 : at >= 2 && text_[at - 2] == 'P' ? at - 2 : at;
    take_duration(begin, at);
  }

  bool take_duration(std::size_t begin, std::size_t at) {
    if (begin < floor_) return false;
    const auto found = time::duration_at(text_, begin);
    if (!found || found->end <= at) return false;
    offer(Kind::duration, begin, found->end, 0, found->value.canonical());
    return true;
  }

  void duration(std::size_t at) {
    const char before = byte_before(text_, at);
    if (is_word(before) || before == '.' || before == '/' || before == '#' || before == ':') return;
    const bool plus = before == '+' || (before == ' ' && byte_before(text_, at - 1) == '+');
    if (plus) {
      const std::size_t begin = at - (before == '+' ? 1 : 2);
      const std::size_t letter = begin - space_before(text_, begin);
      if (letter > 0 && !is_word(byte_before(text_, letter - 1))) take_duration(letter - 1, at);
      return;
    }
    if (before == '-' && is_word(byte_before(text_, at - 1))) return;
    const bool forward = time::duration_at(text_, at).has_value();
    if (!forward && before != '(') return;
    if (extend_duration(at)) return;
    if (forward) take_duration(at, at);
  }

  /// From the word farthest before `at` that a duration through `at` can begin with.
  bool extend_duration(std::size_t at) {
    const Starts starts = starts_before(at);
    for (std::size_t i = starts.count; i-- > 0;) {
      const std::size_t begin = starts.at[i];
      const bool sign = !is_alnum(text_[begin]);
      if (!sign && !time::begins_duration(letters_at(text_, begin, 12))) continue;
      if (take_duration(begin, at)) return true;
    }
    return false;
  }

  void unit(std::size_t at) {
    if (!wanted(Kind::duration)) return;
    // A number in words, with or without what is counted, has to stand before it.
    std::size_t end = at - space_before(text_, at);
    if (end == at && byte_before(text_, at) == '-') --end;
    if (end == at) return;
    std::string_view before = letters_before(text_, end, 12);
    if (before.empty() && byte_before(text_, end) != ')') return;
    static constexpr WordList counts(
        std::to_array<std::string_view>({"working", "business", "calendar", "work", "bank", "consecutive"}));
    if (counts.has(before)) {
      end -= before.size();
      end -= space_before(text_, end);
      before = letters_before(text_, end, 12);
    }
    if (!time::number_named(before) && !is_the_word(before, "hundred") && byte_before(text_, end) != ')') return;
    extend_duration(at);
  }

  void address(std::size_t at) {
    std::array<std::uint32_t, 4> octets{};
    std::size_t place = at;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto number = number_at(text_, place);
      if (!number || number->value > 255 || (number->end - place > 1 && text_[place] == '0')) return;
      octets[i] = number->value;
      place = number->end;
      if (i == 3) break;
      if (byte_at(text_, place) != '.') return;
      ++place;
    }
    const char next = byte_at(text_, place);
    if (is_word(next) || ((next == '.' || next == '-') && is_alnum(byte_at(text_, place + 1)))) return;
    if (!is_address(at, place, octets)) return;
    offer(Kind::ip_address, at, place, 0, std::string(text_.substr(at, place - at)));
  }

  [[nodiscard]] bool is_address(std::size_t at, std::size_t end, const std::array<std::uint32_t, 4>& octets) const {
    if (is_word(byte_before(text_, at))) return false;
    const std::string_view before = word_before(at);
    if (version::says_version(before)) return false;
    // Source: RFC 1918, 3; RFC 1122, 3.2.1.3; RFC 3927.
    const bool local = octets[0] == 127 || (octets[0] == 192 && octets[1] == 168) ||
                       (octets[0] == 172 && octets[1] >= 16 && octets[1] <= 31) || (octets[0] == 169 && octets[1] == 254) ||
                       (octets[0] == 255 && octets[1] == 255) || octets == std::array<std::uint32_t, 4>{};
    const char next = byte_at(text_, end);
    const bool marked = (next == '/' || next == ':') && is_digit(byte_at(text_, end + 1));
    return local || marked || kAddressWords.has(before);
  }

  [[nodiscard]] bool reads_as_address(std::size_t at, std::size_t end) const {
    std::array<std::uint32_t, 4> octets{};
    std::size_t place = at;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto number = number_at(text_, place);
      if (!number || number->value > 255) return false;
      octets[i] = number->value;
      place = number->end + (i < 3 ? 1 : 0);
    }
    return place == end && is_address(at, end, octets);
  }

  // ---- versions

  /// Whether the number at `at` is that of a section, a clause or a standard.
  bool is_section(std::size_t at, std::size_t end) {
    const std::string_view before = word_before(at);
    bool section =
        kSectionWords.has(before) || text_.substr(0, at).ends_with("\xC2\xA7") || text_.substr(0, at).ends_with("\xC2\xA7 ");
    if (!section && section_end_ != kNowhere && section_end_ <= at && at - section_end_ <= 12) {
      // "clauses 4.1.7, 5.8.2 and 9.2.1"
      section = true;
      for (std::size_t place = section_end_; place < at;) {
        const std::string_view word = letters_at(text_, place, 8);
        static constexpr WordList joints(std::to_array<std::string_view>({"and", "or", "to", "through"}));
        const std::size_t dash = dash_at(text_, place);
        constexpr std::string_view signs = " ,;/&\n";
        if (!word.empty() && joints.has(word)) {
          place += word.size();
        } else if (dash > 0 || signs.find(text_[place]) != std::string_view::npos) {
          place += std::max<std::size_t>(dash, 1);
        } else {
          section = false;
          break;
        }
      }
    }
    if (section) section_end_ = end;
    return section;
  }

  void version(std::size_t at, bool dotted) {
    if (at < not_version_) return;
    const bool letter = lower(byte_before(text_, at)) == 'v' && !is_word(byte_before(text_, at - 1));
    const bool letter_point = !letter && byte_before(text_, at) == '.' && lower(byte_before(text_, at - 1)) == 'v' && at >= 2 &&
                              !is_word(byte_before(text_, at - 2));
    const std::size_t begin = letter ? at - 1 : letter_point ? at - 2 : at;
    if (begin < floor_) return;
    const char before = byte_before(text_, begin);
    if (is_word(before) || before == '/' || before == '\\' || before == '#' || before == '$' || before == '+') return;
    const std::string_view word = word_before(begin);
    // Another number with one point or none is a version beside certain words only.
    const bool said = letter || letter_point || version::says_version(word);
    if (!dotted && !said && !range_word_before(begin, word)) return;
    if (before == '.' && !said) return;
    if (before == ':' && is_digit(byte_before(text_, begin - 1))) return;
    if (before == '-' && !is_letter(byte_before(text_, begin - 1)) && byte_before(text_, begin - 1) != ' ') return;
    const auto found = version::version_at(text_, begin);
    if (!found) return;
    const version::Shape& shape = found->value;
    if (!said && is_section(begin, found->end)) return;
    // IEEE 802.1X
    if (!said && stands_at(text_, begin, "802.")) return;
    if (!said && shape.parts == 4 && !shape.wildcard && !shape.suffix && reads_as_address(begin, found->end)) return;
    if (!said && shape.parts <= 3 && time::parse_date(text_.substr(begin, found->end - begin))) return;
    // 31.02.2024 is no date, and no version either.
    if (!said && shape.parts == 3 && found->end - begin >= 8 && text_[found->end - 5] == '.' &&
        (text_[found->end - 4] == '2' || text_[found->end - 4] == '1'))
      return;
    if (wanted(Kind::version_range) && range(begin, found->end, said, word)) return;
    if (wanted(Kind::version)) single(begin, found->end, shape, said, word);
  }

  [[nodiscard]] bool range_word_before(std::size_t at, std::string_view word) const {
    static constexpr WordList last(
        std::to_array<std::string_view>({"to", "than", "before", "from", "since", "including", "through", "below", "above",
                                         "after", "between", "and", "with", "preceding"}));
    if (last.has(word)) return true;
    std::size_t end = at - space_before(text_, at);
    const char c = byte_before(text_, end);
    return c == '<' || c == '>' || c == '=';
  }

  /// Whether the number that ends at `end` is one of something: "3.2 million", "2.5 mm", "5.0 %".
  [[nodiscard]] bool is_quantity(std::size_t end) const {
    const std::size_t next = skip_space(text_, end);
    if (byte_at(text_, next) == '%' || byte_at(text_, next) == '\xC2' || byte_at(text_, next) == '\xCE') return true;
    const std::string_view word = letters_at(text_, next, 12);
    return kQuantityWords.has(word) || time::unit_named(word).has_value();
  }

  bool range(std::size_t begin, std::size_t end, bool said, std::string_view word) {
    const auto take = [&](std::size_t from) {
      auto found = version::range_at(text_, from);
      if (!found || found->end <= begin) return false;
      const version::RangeShape& shape = found->value;
      const bool says = shape.says_version || (from == begin && said);
      if (!says) {
        if (shape.parts < 2) return false;
        if (shape.parts == 2) {
          const bool sign = !shape.words;
          const bool bare = sign && from == begin;
          const bool thousands = text_.substr(0, found->end).ends_with(".000");
          const bool scores = anchor_ != kNowhere && anchor_ <= from && from - anchor_ < 60;
          if (bare || scores || thousands || is_quantity(found->end)) return false;
        }
        if (from != begin && is_section(begin, found->end)) return false;
      }
      const unsigned flags = says || shape.parts > 2 ? 0U : unsigned{weak};
      offer(Kind::version_range, from, found->end, flags, shape.range.canonical());
      return true;
    };
    const bool any = range_word_before(begin, word) || version::says_version(word);
    if (any) {
      const Starts starts = starts_before(begin);
      // Words before another number were tried with that one.
      std::size_t count = 0;
      while (count < starts.count && !is_digit(text_[starts.at[count]])) ++count;
      while (count-- > 0) {
        const std::size_t from = starts.at[count];
        const bool sign = !is_alnum(text_[from]);
        if (!sign && !version::begins_range(letters_at(text_, from, 12))) continue;
        if (take(from)) return true;
      }
    }
    return joins_range(end) && take(begin);
  }

  /// Whether what stands behind a version may make a range of it: a dash, a '+', "to", "through", "and", "or", "up to", "before",
  /// "(".
  [[nodiscard]] bool joins_range(std::size_t end) const {
    std::size_t place = end;
    if (byte_at(text_, place) == '+' || dash_at(text_, place) > 0) return true;
    if (byte_at(text_, place) == ',') ++place;
    place = skip_space(text_, place);
    if (place == end) return false;
    if (dash_at(text_, place) > 0) return true;
    constexpr std::string_view first = "tuboapi(&/";
    return first.find(lower(byte_at(text_, place))) != std::string_view::npos;
  }

  void single(std::size_t begin, std::size_t end, const version::Shape& shape, bool said, std::string_view word) {
    unsigned flags = 0;
    if (!said) {
      flags = weak;
      const bool tagged = shape.wildcard || shape.suffix;
      if (shape.parts < 2 || (shape.parts == 2 && !tagged && !behind_product(begin, end, word))) return;
      if (is_quantity(end) && shape.parts < 3) return;
      // The number of a heading, or of an entry of a list.
      if (!tagged && begins_line(begin)) {
        const std::size_t next = skip_space(text_, end);
        if (next > end && is_letter(byte_at(text_, next))) return;
      }
    } else if (shape.parts == 1 && !is_version_number(begin, end, word)) {
      return;
    }
    auto value = version::parse_version(text_.substr(begin, end - begin));
    if (value) offer(Kind::version, begin, end, flags, value->canonical());
  }

  /// "version 4" and "v4", but not "release 2 weeks later", "software 100 %".
  [[nodiscard]] bool is_version_number(std::size_t begin, std::size_t end, std::string_view word) const {
    if (is_quantity(end)) return false;
    static constexpr WordList vague(std::to_array<std::string_view>({"software", "sw", "series", "releases", "builds", "vers"}));
    return !is_digit(text_[begin]) || !vague.has(word);
  }

  /// "OpenSSL 3.0": a name with a capital letter before it, which is neither a month nor a word that begins a sentence.
  [[nodiscard]] bool behind_product(std::size_t begin, std::size_t end, std::string_view word) const {
    static constexpr WordList others(std::to_array<std::string_view>(
        {"the",   "a",     "in",    "on",    "of",      "at",     "is",    "and",   "or",     "with",
         "level", "class", "phase", "cvss",  "score",   "rating", "about", "only",  "over",   "from",
         "eur",   "usd",   "size",  "value", "figures", "scale",  "see",   "under", "nearly", "severity"}));
    if (word.size() < 2 || !std::any_of(word.begin(), word.end(), is_upper) || others.has(word)) return false;
    if (space_before(text_, begin) == 0 || byte_before(text_, begin - space_before(text_, begin)) == ':') return false;
    if (time::month_named(word) != 0 || cvss::level_named(word) || is_quantity(end)) return false;
    if (anchor_ != kNowhere && anchor_ <= begin && begin - anchor_ < 24) return false;
    // "Between 3.0 and 3.4" begins a sentence; names have no small word of range.
    return !version::begins_range(word) && !time::begins_duration(word);
  }

  // ---- fingerprints

  void fingerprint(std::size_t at) {
    if (at < hex_floor_) return;
    // The row that the digit stands in begins with its hexadecimal letters, and with groups that have letters only.
    std::size_t begin = at;
    while (begin > floor_ && at - begin < 64 && is_hex(text_[begin - 1])) --begin;
    if (begin > floor_ && lower(byte_before(text_, begin)) == 'x' && byte_before(text_, begin - 1) == '0') {
      begin -= 2;
    }
    if (begin > 0 && is_word(text_[begin - 1])) return;
    std::size_t end = at;
    while (end < text_.size() && end - begin < 70 && is_hex(text_[end])) ++end;
    const bool marked = text_[begin] == '0' && lower(byte_at(text_, begin + 1)) == 'x';
    const std::size_t length = end - begin;
    const bool grouped = (length == 4 || length == 8) && !marked;
    const bool paired = length == 2 && (byte_at(text_, end) == ':' || byte_before(text_, begin) == ':');
    if (!marked && !grouped && !paired && length != 16 && length != 40 && length != 64) return;
    if (grouped || paired) {
      if (paired ? byte_at(text_, end) != ':'
                 : !is_hex(byte_at(text_, skip_space(text_, end, 8))) || skip_space(text_, end, 8) == end) {
        if (length != 8 || byte_before(text_, begin) != 'x') return;
      }
      // Groups of letters before this one belong to it.
      for (int i = 0; i < 16; ++i) {
        std::size_t place = begin;
        if (paired) {
          if (byte_before(text_, place) != ':') break;
          --place;
        } else {
          while (place > floor_ && begin - place < 3 && space_before(text_, place) > 0) place -= space_before(text_, place);
          if (place == begin) break;
        }
        std::size_t group = place;
        while (group > floor_ && place - group <= length && is_hex(text_[group - 1])) --group;
        if (place - group != length || is_word(byte_before(text_, group)) || group < hex_floor_) break;
        begin = group;
      }
      // A word of four of these letters ("dead", "face") may stand before it: the row is tried from each of its groups on.
    }
    for (int tries = 0; tries < 3 && begin <= at; ++tries) {
      if (take_fingerprint(begin)) return;
      if (!grouped) break;
      begin = skip_space(text_, begin + length, 8);
    }
    if (grouped || paired) {
      // A long row of groups is no fingerprint, wherever one begins.
      std::size_t place = end;
      for (int i = 0; i < 16; ++i) {
        const std::size_t next = paired ? place + (byte_at(text_, place) == ':' ? 1 : 0) : skip_space(text_, place, 8);
        std::size_t stop = next;
        while (stop < text_.size() && stop - next <= length && is_hex(text_[stop])) ++stop;
        if (next == place || stop - next != length) break;
        place = stop;
      }
      hex_floor_ = place;
    }
  }

  bool take_fingerprint(std::size_t begin) {
    const auto found = contact::fingerprint_at(text_, begin);
    if (!found) return false;
    const contact::Fingerprint& value = found->value;
    const auto flags = speaks_of_openpgp(begin, found->end, value);
    if (!flags) return false;
    offer(Kind::fingerprint, begin, found->end, *flags, value.canonical());
    return true;
  }

  /// Whether the words nearby say that a row of digits is OpenPGP's; the flags, or nothing if they do not.
  [[nodiscard]] std::optional<unsigned> speaks_of_openpgp(std::size_t begin, std::size_t end,
                                                          const contact::Fingerprint& value) const {
    const std::size_t reach = value.whole() ? 160 : 48;
    const std::size_t from = begin > reach ? begin - reach : 0;
    // The last place before it of each sort of word.
    constexpr std::size_t nowhere = std::string_view::npos;
    std::size_t openpgp = nowhere;
    std::size_t other = nowhere;
    std::size_t fingerprint_word = nowhere;
    std::size_t key = nowhere;
    for (std::size_t place = from; place < begin; ++place) {
      const auto stands = [&](std::string_view word) { return stands_at(text_, place, word); };
      switch (lower(text_[place])) {
        case 'p':
          if (stands("pgp")) openpgp = place;
          break;
        case 'g':
          if (stands("gpg") || stands("gnupg")) openpgp = place;
          if (stands("git ")) other = place;
          break;
        case 's':
          if (stands("sha") && (place + 3 == begin || !is_letter(text_[place + 3]))) other = place;
          break;
        case 'm':
          if (stands("md5")) other = place;
          break;
        case 'c':
          if (stands("commit") || stands("checksum") || stands("certificate")) other = place;
          break;
        case 'd':
          if (stands("digest")) other = place;
          break;
        case 'h':
          if (stands("hash")) other = place;
          break;
        case 't':
          if (stands("tls")) other = place;
          break;
        case 'f':
          if (stands("fingerprint")) fingerprint_word = place;
          break;
        case 'k':
          if (stands("key")) key = place;
          break;
        default:
          break;
      }
    }
    bool behind = false;
    for (std::size_t place = end; value.whole() && place < end + 40 && place < text_.size(); ++place)
      behind = behind || stands_at(text_, place, "pgp") || stands_at(text_, place, "gpg");
    const bool nearer = openpgp != nowhere && (other == nowhere || openpgp > other);
    if (value.whole()) {
      if (nearer || (behind && other == nowhere)) return 0U;
      if (other != nowhere) return std::nullopt;
      if (value.grouping == contact::Grouping::openpgp)
        return fingerprint_word != nowhere || key != nowhere ? 0U : unsigned{weak};
      // Without a word of OpenPGP only the fingerprint of a key is one.
      if (value.grouping == contact::Grouping::none && fingerprint_word != nowhere) return unsigned{weak};
      return std::nullopt;
    }
    if (!value.marked) {
      // Sixteen digits are a key's id only where they are called so.
      const std::size_t gap = key == nowhere ? nowhere : skip_space(text_, key + 3);
      const bool called =
          key != nowhere && stands_at(text_, byte_at(text_, gap) == '-' ? gap + 1 : gap, "id") && begin - key < 12;
      return called ? std::optional(0U) : std::nullopt;
    }
    if (nearer || (key != nowhere && other == nowhere && begin - key < 24)) return 0U;
    return std::nullopt;
  }

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

}  // namespace

void scan(std::string_view text, Kinds kinds, const std::function<void(Artifact&&)>& take) { Finder(text, kinds, take).run(); }

std::vector<Artifact> find(std::string_view text, Kinds kinds) {
  std::vector<Artifact> out;
  scan(text, kinds, [&](Artifact&& artifact) { out.push_back(std::move(artifact)); });
  return out;
}

}  // namespace crosswalk::artifacts::text
