// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/language.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::csaf {
namespace {

// One constant per list, with a space before each subtag and behind the last.
#define CW_SUBTAGS(kind, subtags) constexpr std::string_view kind = " " subtags;
#include "artifacts/csaf/language_subtags.def"
#undef CW_SUBTAGS

bool in_list(std::string_view list, std::string_view subtag) {
  return list.find(" " + std::string(subtag) + " ") != std::string_view::npos;
}

/// Whether `subtag` stands in a sorted list of subtags of its own length.
bool in_sorted(std::string_view list, std::string_view subtag) {
  const std::size_t step = subtag.size() + 1;
  std::size_t low = 0;
  std::size_t high = list.size() / step;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = list.substr(middle * step + 1, subtag.size()).compare(subtag);
    if (order == 0) return true;
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return false;
}

bool between(std::string_view subtag, std::string_view first, std::string_view last) { return first <= subtag && subtag <= last; }

// The ranges of the registry that are for private use.
bool is_private_language(std::string_view subtag) { return subtag.size() == 3 && between(subtag, "qaa", "qtz"); }
bool is_private_script(std::string_view subtag) { return subtag.size() == 4 && between(subtag, "qaaa", "qabx"); }
bool is_private_region(std::string_view subtag) {
  return subtag == "aa" || subtag == "zz" || (subtag.size() == 2 && (between(subtag, "qm", "qz") || between(subtag, "xa", "xz")));
}

bool all_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), is_letter); }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

bool is_registered_language(std::string_view subtag) {
  if (subtag.size() == 2) return in_sorted(languages_2, subtag);
  return subtag.size() == 3 && (is_private_language(subtag) || in_sorted(languages_3, subtag));
}

std::string quoted(std::string_view subtag, std::string_view is_no) {
  return "'" + std::string(subtag) + "' is no " + std::string(is_no);
}

/// Goes over the subtags of one tag.
struct Reader {
  std::vector<std::string_view> subtags;
  std::size_t at = 0;
  Language language;

  [[nodiscard]] std::string_view next() const { return at < subtags.size() ? subtags[at] : std::string_view(); }

  void read_private() {
    language.private_use = true;
    if (++at == subtags.size()) language.problem = "nothing stands behind 'x'";
  }

  void read_start() {
    const std::string_view first = next();
    if (!is_registered_language(first)) {
      language.problem = quoted(first, "language");
      return;
    }
    language.private_use = is_private_language(first);
    ++at;
    if (next().size() == 3 && all_letters(next())) {
      if (!in_list(extended, std::string(first) + "-" + std::string(next()))) {
        language.problem = quoted(next(), "extension of the language '" + std::string(first) + "'");
        return;
      }
      ++at;
    }
    if (next().size() == 4 && all_letters(next())) {
      if (!is_private_script(next()) && !in_list(scripts, next())) {
        language.problem = quoted(next(), "script");
        return;
      }
      language.private_use = language.private_use || is_private_script(next());
      ++at;
    }
    if ((next().size() == 2 && all_letters(next())) || (next().size() == 3 && all_digits(next()))) {
      if (!is_private_region(next()) && !in_list(regions, next())) {
        language.problem = quoted(next(), "region");
        return;
      }
      language.private_use = language.private_use || is_private_region(next());
      ++at;
    }
  }

  void read_variants() {
    const std::size_t first = at;
    while (next().size() >= 4) {
      if (!in_list(variants, next())) {
        language.problem = quoted(next(), "variant of a language");
        return;
      }
      if (std::find(subtags.begin() + static_cast<std::ptrdiff_t>(first), subtags.begin() + static_cast<std::ptrdiff_t>(at),
                    next()) != subtags.begin() + static_cast<std::ptrdiff_t>(at)) {
        language.problem = "'" + std::string(next()) + "' stands twice";
        return;
      }
      ++at;
    }
  }

  void read_extensions() {
    std::string seen;
    while (next().size() == 1 && next() != "x") {
      // Unicode's are the only extensions that are registered. Source: IANA, Language Tag Extensions Registry; RFC 6067, RFC
      // 6497.
      if (next() != "u" && next() != "t") {
        language.problem = quoted(next(), "extension that is registered");
        return;
      }
      if (seen.find(next()) != std::string::npos) {
        language.problem = "'" + std::string(next()) + "' stands twice";
        return;
      }
      seen += next();
      ++at;
      const std::size_t first = at;
      while (next().size() >= 2) ++at;
      if (at == first) {
        language.problem = "nothing stands behind '" + seen.substr(seen.size() - 1) + "'";
        return;
      }
    }
  }
};

}  // namespace

Language read_language(std::string_view tag) {
  std::string small(tag);
  std::transform(small.begin(), small.end(), small.begin(), lower);
  Reader reader;
  reader.language.is_default = small == "i-default";
  if (!small.empty() && small.size() <= 12 && in_list(grandfathered, small)) return reader.language;
  for (std::size_t from = 0; from <= small.size();) {
    const std::size_t to = std::min(small.find('-', from), small.size());
    const std::string_view subtag = std::string_view(small).substr(from, to - from);
    if (subtag.empty() || subtag.size() > 8 || !std::all_of(subtag.begin(), subtag.end(), is_alnum)) {
      reader.language.problem = "parts of a language tag are one to eight letters or digits";
      return reader.language;
    }
    reader.subtags.push_back(subtag);
    from = to + 1;
  }
  if (reader.next() == "x") {
    reader.read_private();
    return reader.language;
  }
  reader.read_start();
  if (reader.language.problem.empty()) reader.read_variants();
  if (reader.language.problem.empty()) reader.read_extensions();
  if (!reader.language.problem.empty()) return reader.language;
  if (reader.next() == "x") {
    reader.read_private();
  } else if (reader.at < reader.subtags.size()) {
    reader.language.problem = "'" + std::string(reader.next()) + "' stands where it means nothing";
  }
  return reader.language;
}

}  // namespace crosswalk::artifacts::csaf
