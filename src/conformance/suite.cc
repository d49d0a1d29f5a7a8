// SPDX-License-Identifier: Apache-2.0
#include "conformance/suite.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace crosswalk::conformance {
namespace {

std::string on_one_line(std::string_view text) {
  constexpr std::size_t kMost = 300;
  std::string out = base::collapse_space(base::repair_utf8(text));
  if (out.size() > kMost) {
    // Not in the middle of a character.
    std::size_t cut = kMost;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
    out = out.substr(0, cut) + "...";
  }
  return out;
}

void count(Outcome::Count& kind, bool passed) { ++(passed ? kind.passed : kind.failed); }

/// Ligatures from U+FB00 on. Source: Unicode 15, Alphabetic Presentation Forms.
constexpr std::array<std::string_view, 7> kLigatures{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

void append_folded(std::string& out, char32_t c) {
  if (c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x2028 ||
      c == 0x2029 || c == 0x85) {
    out += ' ';
  } else if (c >= 0xFB00 && c <= 0xFB06) {
    out += kLigatures[c - 0xFB00];
  } else if (c >= 0xFF01 && c <= 0xFF5E) {
    out += static_cast<char>(c - 0xFF01 + 0x21);
  } else if (c == 0xB2 || c == 0xB3 || c == 0xB9) {
    out += c == 0xB9 ? '1' : c == 0xB2 ? '2' : '3';
  } else if (c == 0x2026) {
    out += "...";
  } else if (c == 0x2122) {
    out += "TM";
  } else if (c == 0x2011) {
    base::append_utf8(out, 0x2010);
  } else if (c >= 0x2080 && c <= 0x2089) {
    out += static_cast<char>('0' + (c - 0x2080));
  } else {
    base::append_utf8(out, c);
  }
}

}  // namespace

void Outcome::add(const std::string& kind, bool passed, std::string id, std::string_view what) {
  count(kinds[kind], passed);
  if (!passed) failures.push_back({std::move(id), on_one_line(what)});
}

void Outcome::add_apart(const std::string& kind, bool passed, std::string id, std::string_view what) {
  count(apart[kind], passed);
  if (!passed) failures_apart.push_back({std::move(id), on_one_line(what)});
}

Outcome::Count Outcome::total() const {
  Count out;
  for (const auto& [name, kind] : kinds) {
    out.passed += kind.passed;
    out.failed += kind.failed;
  }
  return out;
}

RunSuite suite_of(std::string_view name) {
#define CW_SUITE(suite) \
  if (name == #suite) return &run_##suite;
#include "conformance/suites.def"
#undef CW_SUITE
  return nullptr;
}

std::set<std::string> parse_known(std::string_view text) {
  std::set<std::string> out;
  for (std::string_view line : base::split(text, '\n')) {
    line = base::trim(line.substr(0, line.find('\t')));
    if (!line.empty() && !line.starts_with('#')) out.emplace(line);
  }
  return out;
}

Difference compare(const std::vector<Failure>& failures, const std::set<std::string>& known) {
  Difference out;
  std::set<std::string> seen;
  for (const Failure& failure : failures) {
    seen.insert(failure.id);
    if (!known.contains(failure.id)) out.fresh.push_back(failure);
  }
  std::sort(out.fresh.begin(), out.fresh.end(), [](const Failure& a, const Failure& b) { return a.id < b.id; });
  for (const std::string& id : known) {
    if (!seen.contains(id)) out.stale.push_back(id);
  }
  return out;
}

std::string render(std::vector<Failure> failures) {
  std::sort(failures.begin(), failures.end(), [](const Failure& a, const Failure& b) { return a.id < b.id; });
  std::string out;
  for (const Failure& failure : failures) out += failure.id + "\t" + failure.what + "\n";
  return out;
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    i += point.length;
    if (point.value < 0x80) {
      out += static_cast<char>(point.value);
    } else {
      append_folded(out, point.value);
    }
  }
  return base::collapse_space(out);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view word : base::split(text, ' ')) {
    if (!word.empty()) out.emplace_back(word);
  }
  return out;
}

double word_recall(std::string_view wanted, const std::set<std::string, std::less<>>& words) {
  std::size_t all = 0;
  std::size_t found = 0;
  for (const std::string& word : words_of(wanted)) {
    ++all;
    found += words.contains(word) ? 1 : 0;
  }
  return all == 0 ? 1 : static_cast<double>(found) / static_cast<double>(all);
}

}  // namespace crosswalk::conformance
