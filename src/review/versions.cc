// SPDX-License-Identifier: Apache-2.0
#include "review/versions.h"

#include <algorithm>

#include "base/text.h"

namespace crosswalk::review {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Runs of digits and runs of letters of a version, without the word "version" or "revision" before it.
std::vector<std::string> version_parts(std::string_view text) {
  std::vector<std::string> parts;
  const std::string lower = base::to_lower(text);
  for (std::size_t i = 0; i < lower.size();) {
    const bool digit = is_digit(lower[i]);
    if (!digit && !is_letter(lower[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < lower.size() && (digit ? is_digit(lower[end]) : is_letter(lower[end]))) ++end;
    parts.push_back(lower.substr(i, end - i));
    i = end;
  }
  static const std::vector<std::string> labels{"v",        "ver", "version", "r",       "rev",
                                               "revision", "ed",  "edition", "release", "issue"};
  if (parts.size() > 1 && std::find(labels.begin(), labels.end(), parts.front()) != labels.end()) parts.erase(parts.begin());
  for (std::string& part : parts) {
    if (is_digit(part.front())) part.erase(0, std::min(part.find_first_not_of('0'), part.size() - 1));
  }
  return parts;
}

std::optional<std::strong_ordering> compare_parts(const std::string& a, const std::string& b) {
  if (is_digit(a.front()) != is_digit(b.front())) return std::nullopt;
  if (is_digit(a.front()) && a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

/// Number of the words of `name` if they stand one after the other in `words`, with the place behind them.
std::size_t match_words(const std::vector<std::string>& words, const std::vector<std::string>& name) {
  if (name.empty()) return std::string::npos;
  const auto found = std::search(words.begin(), words.end(), name.begin(), name.end());
  if (found == words.end()) return std::string::npos;
  return static_cast<std::size_t>(found - words.begin()) + name.size();
}

bool is_version_word(std::string_view word) {
  if (word.starts_with('v')) word.remove_prefix(1);
  return !word.empty() && is_digit(word.front());
}

}  // namespace

std::optional<std::strong_ordering> compare_versions(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = version_parts(a);
  const std::vector<std::string> right = version_parts(b);
  if (left.empty() || right.empty()) return std::nullopt;
  const std::string zero = "0";
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const auto order = compare_parts(i < left.size() ? left[i] : zero, i < right.size() ? right[i] : zero);
    if (!order || *order != std::strong_ordering::equal) return order;
  }
  return std::strong_ordering::equal;
}

bool same_version(std::string_view a, std::string_view b) {
  std::vector<std::string> left = version_parts(a);
  std::vector<std::string> right = version_parts(b);
  if (left.empty() || right.empty()) return false;
  if (left.back() == "x") left.pop_back();
  if (right.back() == "x") right.pop_back();
  const std::size_t common = std::min(left.size(), right.size());
  if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(common), right.begin())) return false;
  return common > 0;
}

const ProductVersion* current_version(const Product& product) {
  const ProductVersion* best = nullptr;
  for (const ProductVersion& version : product.versions) {
    if (best == nullptr || version.supported > best->supported) {
      best = &version;
    } else if (version.supported == best->supported &&
               (!best->released || !version.released || *best->released <= *version.released)) {
      best = &version;
    }
  }
  return best;
}

std::vector<std::string> name_words(std::string_view text) {
  std::vector<std::string> words;
  const std::string lower = base::to_lower(text);
  std::string word;
  for (std::size_t i = 0; i < lower.size();) {
    const base::CodePoint point = base::decode_utf8(lower, i);
    const bool dot = lower[i] == '.' && i > 0 && is_digit(lower[i - 1]) && i + 1 < lower.size() &&
                     (is_digit(lower[i + 1]) || lower[i + 1] == 'x');
    // Trade marks, spaces and dashes beyond ASCII part words as those within it do.
    const bool mark = (point.value >= 0x80 && point.value < 0xC0) || (point.value >= 0x2000 && point.value < 0x2200);
    if (is_digit(lower[i]) || (is_letter(lower[i]) && !mark) || dot) {
      word.append(lower, i, point.length);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
    i += point.length;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Fit fit_of(const std::vector<std::string>& named, const Product& product, const std::vector<Product>& products) {
  if (named.empty()) return Fit::any;
  const ProductVersion* current = current_version(product);
  bool about_this = false;
  bool supported = false;
  for (const std::string& entry : named) {
    const std::vector<std::string> words = name_words(entry);
    const Product* meant = nullptr;
    std::size_t longest = 0;
    std::size_t behind = 0;
    for (const Product& candidate : products) {
      const std::vector<std::string> name = name_words(candidate.name);
      const std::size_t end = match_words(words, name);
      if (end == std::string::npos || name.size() <= longest) continue;
      meant = &candidate;
      longest = name.size();
      behind = end;
    }
    if (meant == nullptr || meant->name != product.name) continue;
    about_this = true;
    bool has_version = false;
    for (std::size_t i = behind; i < words.size(); ++i) {
      if (!is_version_word(words[i])) continue;
      has_version = true;
      if (current == nullptr || same_version(words[i], current->version)) return Fit::current;
      for (const ProductVersion& version : product.versions) {
        if (version.supported && same_version(words[i], version.version)) supported = true;
      }
    }
    if (!has_version) return Fit::any;
  }
  if (!about_this) return Fit::other_product;
  return supported ? Fit::supported : Fit::other_version;
}

}  // namespace crosswalk::review
