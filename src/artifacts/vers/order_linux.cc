// SPDX-License-Identifier: Apache-2.0
// The orders of Debian, RPM and Arch Linux.
#include <algorithm>
#include <cstdint>

#include "artifacts/characters.h"
#include "artifacts/vers/order.h"

namespace crosswalk::artifacts::vers {
namespace {

/// "EPOCH:VERSION-RELEASE".
struct Parts {
  std::string_view epoch;
  std::string_view version;
  std::string_view release;
  bool has_release = false;
};

Parts split(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  Parts out;
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos && behind_digits(text, 0) == colon) {
    out.epoch = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (const std::size_t dash = text.rfind('-'); dash != std::string_view::npos) {
    out.release = text.substr(dash + 1);
    out.has_release = true;
    text = text.substr(0, dash);
  }
  out.version = text;
  return out;
}

/// The place of a character that is no digit: '~' before the end, letters before all others. 0 is the end or a digit.
int deb_weight(std::string_view text, std::size_t at) {
  const char c = byte_at(text, at);
  if (at >= text.size() || is_digit(c)) return 0;
  if (c == '~') return -1;
  return is_letter(c) ? static_cast<unsigned char>(c) : static_cast<unsigned char>(c) + 256;
}

/// Debian Policy 5.6.12: runs without digits and runs of digits in turn.
Order compare_deb_part(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    while ((i < a.size() && !is_digit(a[i])) || (j < b.size() && !is_digit(b[j]))) {
      const int first = deb_weight(a, i);
      const int second = deb_weight(b, j);
      if (first != second) return first <=> second;
      ++i;
      ++j;
    }
    const std::size_t first_end = behind_digits(a, i);
    const std::size_t second_end = behind_digits(b, j);
    if (const Order order =
            compare_numbers(a.substr(std::min(i, a.size()), first_end - i), b.substr(std::min(j, b.size()), second_end - j));
        order != 0)
      return order;
    i = first_end;
    j = second_end;
  }
  return Order::equivalent;
}

/// rpm-version(7): segments of digits or letters, separators left out; `modern` knows '~' (before) and '^' (behind).
Order compare_rpm_part(std::string_view a, std::string_view b, bool modern) {
  std::size_t i = 0;
  std::size_t j = 0;
  const auto separates = [modern](char c) { return !is_alnum(c) && !(modern && (c == '~' || c == '^')); };
  while (i < a.size() || j < b.size()) {
    if (!modern && (i >= a.size() || j >= b.size())) break;
    const std::size_t i_before = i;
    const std::size_t j_before = j;
    while (i < a.size() && separates(a[i])) ++i;
    while (j < b.size() && separates(b[j])) ++j;
    const char x = byte_at(a, i);
    const char y = byte_at(b, j);
    if (modern && (x == '~' || y == '~')) {
      if (x != '~') return Order::greater;
      if (y != '~') return Order::less;
      ++i;
      ++j;
      continue;
    }
    if (modern && (x == '^' || y == '^')) {
      if (i >= a.size()) return Order::less;
      if (j >= b.size()) return Order::greater;
      if (x != '^') return Order::greater;
      if (y != '^') return Order::less;
      ++i;
      ++j;
      continue;
    }
    if (i >= a.size() || j >= b.size()) break;
    // In Arch Linux more separators are later: "1..0" than "1.0".
    if (!modern && i - i_before != j - j_before) return (i - i_before) <=> (j - j_before);
    const bool number = is_digit(x);
    if (number != is_digit(y)) return number ? Order::greater : Order::less;
    const auto behind = [number](std::string_view text, std::size_t at) {
      while (at < text.size() && (number ? is_digit(text[at]) : is_letter(text[at]))) ++at;
      return at;
    };
    const std::size_t first_end = behind(a, i);
    const std::size_t second_end = behind(b, j);
    const std::string_view first = a.substr(i, first_end - i);
    const std::string_view second = b.substr(j, second_end - j);
    if (const Order order = number ? compare_numbers(first, second) : compare_bytes(first, second); order != 0) return order;
    i = first_end;
    j = second_end;
  }
  const std::string_view first_rest = a.substr(std::min(i, a.size()));
  const std::string_view second_rest = b.substr(std::min(j, b.size()));
  if (first_rest.empty() && second_rest.empty()) return Order::equivalent;
  if (modern) return second_rest.empty() <=> first_rest.empty();
  // In Arch Linux letters that follow make it earlier: "1.0rc" before "1.0" before "1.0.1".
  const bool letters = first_rest.empty() ? is_letter(second_rest.front()) : is_letter(first_rest.front());
  return first_rest.empty() == letters ? Order::greater : Order::less;
}

}  // namespace

Order compare_deb(std::string_view a, std::string_view b) {
  const Parts first = split(a);
  const Parts second = split(b);
  if (const Order order = compare_numbers(first.epoch, second.epoch); order != 0) return order;
  if (const Order order = compare_deb_part(first.version, second.version); order != 0) return order;
  return compare_deb_part(first.release, second.release);
}

Order compare_rpm(std::string_view a, std::string_view b) {
  const Parts first = split(a);
  const Parts second = split(b);
  if (const Order order = compare_numbers(first.epoch, second.epoch); order != 0) return order;
  if (const Order order = compare_rpm_part(first.version, second.version, true); order != 0) return order;
  return compare_rpm_part(first.release, second.release, true);
}

Order compare_alpm(std::string_view a, std::string_view b) {
  const Parts first = split(a);
  const Parts second = split(b);
  if (const Order order = compare_numbers(first.epoch, second.epoch); order != 0) return order;
  if (const Order order = compare_rpm_part(first.version, second.version, false); order != 0) return order;
  // Where one has no release, it does not matter.
  if (!first.has_release || !second.has_release) return Order::equivalent;
  return compare_rpm_part(first.release, second.release, false);
}

bool is_deb(std::string_view text) {
  const Parts parts = split(text);
  if (parts.version.empty() || !is_digit(parts.version.front()) || (parts.has_release && parts.release.empty())) return false;
  const auto fits = [](std::string_view part, std::string_view more) {
    return std::all_of(part.begin(), part.end(), [&](char c) { return is_alnum(c) || more.find(c) != std::string_view::npos; });
  };
  return fits(parts.version, parts.has_release ? ".+~-:" : ".+~:") && fits(parts.release, ".+~");
}

}  // namespace crosswalk::artifacts::vers
