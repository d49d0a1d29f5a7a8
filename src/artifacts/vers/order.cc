// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/order.h"

#include <algorithm>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::vers {

Order compare_bytes(std::string_view a, std::string_view b) { return a.compare(b) <=> 0; }

Order compare_ignoring_case(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto first = static_cast<unsigned char>(lower(a[i]));
    const auto second = static_cast<unsigned char>(lower(b[i]));
    if (first != second) return first <=> second;
  }
  return a.size() <=> b.size();
}

Order compare_numbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() <=> b.size();
  return compare_bytes(a, b);
}

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::size_t behind_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

Order compare_lists(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b, bool padded) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (const Order order = compare_numbers(a[i], b[i]); order != 0) return order;
  }
  if (!padded) return a.size() <=> b.size();
  for (std::size_t i = common; i < std::max(a.size(), b.size()); ++i) {
    const Order order = compare_numbers(i < a.size() ? a[i] : std::string_view(), i < b.size() ? b[i] : std::string_view());
    if (order != 0) return order;
  }
  return Order::equivalent;
}

std::vector<std::string_view> numbers_at(std::string_view text, std::string_view separators, std::size_t& end) {
  std::vector<std::string_view> out;
  end = 0;
  while (true) {
    const std::size_t begin = out.empty() ? 0 : end + 1;
    const std::size_t behind = behind_digits(text, begin);
    if (behind == begin) return out;
    out.push_back(text.substr(begin, behind - begin));
    end = behind;
    if (end >= text.size() || separators.find(text[end]) == std::string_view::npos) return out;
  }
}

SemanticVersion read_semantic(std::string_view text) {
  while (!text.empty() && (is_space(text.front()) || text.front() == '=')) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  if (text.size() > 1 && lower(text.front()) == 'v' && is_digit(text[1])) text.remove_prefix(1);
  SemanticVersion out;
  if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
    out.build = text.substr(plus + 1);
    text = text.substr(0, plus);
  }
  std::size_t end = 0;
  out.numbers = numbers_at(text, ".", end);
  std::string_view rest = text.substr(end);
  if (rest.starts_with('-') || rest.starts_with('.')) rest.remove_prefix(1);
  out.prerelease = rest;
  return out;
}

namespace {

/// What stands behind '-' or '+', by identifiers with '.' between them.
Order compare_identifiers(std::string_view a, std::string_view b, bool ignoring_case) {
  while (true) {
    const std::size_t first = a.find('.');
    const std::size_t second = b.find('.');
    const std::string_view x = a.substr(0, first);
    const std::string_view y = b.substr(0, second);
    Order order = Order::equivalent;
    if (is_number(x) != is_number(y)) {
      order = is_number(x) ? Order::less : Order::greater;
    } else if (is_number(x)) {
      order = compare_numbers(x, y);
    } else {
      order = ignoring_case ? compare_ignoring_case(x, y) : compare_bytes(x, y);
    }
    if (order != 0) return order;
    if (first == std::string_view::npos || second == std::string_view::npos)
      return (first != std::string_view::npos) <=> (second != std::string_view::npos);
    a.remove_prefix(first + 1);
    b.remove_prefix(second + 1);
  }
}

Order compare_semantic(const SemanticVersion& a, const SemanticVersion& b, bool ignoring_case) {
  if (const Order order = compare_lists(a.numbers, b.numbers, true); order != 0) return order;
  if (a.prerelease.empty() || b.prerelease.empty()) return a.prerelease.empty() <=> b.prerelease.empty();
  return compare_identifiers(a.prerelease, b.prerelease, ignoring_case);
}

}  // namespace

Order compare_semver(std::string_view a, std::string_view b) {
  return compare_semantic(read_semantic(a), read_semantic(b), false);
}

Order compare_nuget(std::string_view a, std::string_view b) { return compare_semantic(read_semantic(a), read_semantic(b), true); }

Order compare_pub(std::string_view a, std::string_view b) {
  const SemanticVersion first = read_semantic(a);
  const SemanticVersion second = read_semantic(b);
  if (const Order order = compare_semantic(first, second, false); order != 0) return order;
  // Unlike Semantic Versioning, pub orders what stands behind '+', and nothing is before something.
  if (first.build.empty() || second.build.empty()) return second.build.empty() <=> first.build.empty();
  return compare_identifiers(first.build, second.build, false);
}

Order compare_gem(std::string_view a, std::string_view b) {
  // Runs of digits and runs of letters; '-' stands for ".pre.". Zeros at the end, and before the first letters, do not count.
  const auto read = [](std::string_view text) {
    std::vector<std::string_view> out;
    const auto drop_zeros = [&out] {
      while (!out.empty() && is_number(out.back()) && compare_numbers(out.back(), "0") == 0) out.pop_back();
    };
    bool letters = false;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i;
      if (is_digit(text[i])) {
        end = behind_digits(text, i);
        out.push_back(text.substr(i, end - i));
      } else if (is_letter(text[i]) || text[i] == '-') {
        if (!letters) drop_zeros();
        letters = true;
        if (text[i] == '-') {
          out.emplace_back("pre");
          end = i + 1;
        } else {
          while (end < text.size() && is_letter(text[end])) ++end;
          out.push_back(text.substr(i, end - i));
        }
      } else {
        end = i + 1;
      }
      i = end;
    }
    drop_zeros();
    return out;
  };
  const auto first = read(a);
  const auto second = read(b);
  for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
    const std::string_view x = i < first.size() ? first[i] : "0";
    const std::string_view y = i < second.size() ? second[i] : "0";
    Order order = Order::equivalent;
    if (is_number(x) != is_number(y)) {
      order = is_number(x) ? Order::greater : Order::less;
    } else {
      order = is_number(x) ? compare_numbers(x, y) : compare_bytes(x, y);
    }
    if (order != 0) return order;
  }
  return Order::equivalent;
}

bool is_gem(std::string_view text) {
  // Gem::Version::ANCHORED_VERSION_PATTERN: a number, then ".alnum" parts, then perhaps "-" and such parts.
  std::size_t at = behind_digits(text, 0);
  if (at == 0) return false;
  bool dashed = false;
  while (at < text.size()) {
    const bool dash = text[at] == '-' && !dashed;
    if (text[at] != '.' && !dash) return false;
    dashed = dashed || dash;
    std::size_t end = at + 1;
    while (end < text.size() && (is_alnum(text[end]) || (dashed && text[end] == '-'))) ++end;
    if (end == at + 1) return false;
    at = end;
  }
  return true;
}

Order compare_cran(std::string_view a, std::string_view b) {
  std::size_t first = 0;
  std::size_t second = 0;
  const auto x = numbers_at(a, ".-", first);
  const auto y = numbers_at(b, ".-", second);
  if (const Order order = compare_lists(x, y, false); order != 0) return order;
  return compare_bytes(a.substr(first), b.substr(second));
}

Order compare_hackage(std::string_view a, std::string_view b) {
  std::size_t first = 0;
  std::size_t second = 0;
  const auto x = numbers_at(a, ".", first);
  const auto y = numbers_at(b, ".", second);
  // Tags behind the numbers do not count.
  return compare_lists(x, y, false);
}

Order compare_intdot(std::string_view a, std::string_view b) {
  std::size_t end = 0;
  const auto x = numbers_at(a, ".", end);
  const auto y = numbers_at(b, ".", end);
  return compare_lists(x, y, true);
}

namespace {

/// "1.0.2zh-fips", "1.1.0-pre3": numbers, letters, and what follows '-'.
struct OpensslVersion {
  std::vector<std::string_view> numbers;
  std::string_view letters;
  std::string_view rest;
};

OpensslVersion read_openssl(std::string_view text) {
  OpensslVersion out;
  std::size_t end = 0;
  out.numbers = numbers_at(text, ".", end);
  std::size_t behind = end;
  while (behind < text.size() && is_letter(text[behind])) ++behind;
  out.letters = text.substr(end, behind - end);
  out.rest = text.substr(behind);
  return out;
}

}  // namespace

Order compare_openssl(std::string_view a, std::string_view b) {
  const OpensslVersion first = read_openssl(a);
  const OpensslVersion second = read_openssl(b);
  if (const Order order = compare_lists(first.numbers, second.numbers, true); order != 0) return order;
  // "z" is followed by "za".
  if (first.letters.size() != second.letters.size()) return first.letters.size() <=> second.letters.size();
  if (const Order order = compare_ignoring_case(first.letters, second.letters); order != 0) return order;
  const auto released = [](std::string_view rest) { return rest.empty() || rest.front() == '+'; };
  if (released(first.rest) || released(second.rest)) return released(first.rest) <=> released(second.rest);
  return compare_generic(first.rest, second.rest);
}

bool is_openssl(std::string_view text) {
  const OpensslVersion version = read_openssl(text);
  return version.numbers.size() >= 2 && (version.rest.empty() || version.rest.front() == '-' || version.rest.front() == '+');
}

}  // namespace crosswalk::artifacts::vers
