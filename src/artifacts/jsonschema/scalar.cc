// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/scalar.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "artifacts/jsonschema/words.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

using json::Type;
using json::Value;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_whole(const Value& number, bool strict) {
  const std::string_view text = number.number();
  if (text.find_first_of(".eE") == std::string_view::npos) return true;
  return !strict && json::decimal_of(text).whole();
}

std::string text_of(const json::Decimal& number) {
  std::string out = number.digits.empty() ? "0" : number.digits;
  if (number.exponent > 0 && number.exponent < 30) out.append(static_cast<std::size_t>(number.exponent), '0');
  const auto below = static_cast<std::size_t>(-number.exponent);
  if (number.exponent < 0 && below < 30) {
    if (out.size() <= below) out.insert(0, below + 1 - out.size(), '0');
    out.insert(out.size() - below, ".");
  } else if (number.exponent < 0 || number.exponent >= 30) {
    out += "e" + std::to_string(number.exponent);
  }
  return number.negative ? "-" + out : out;
}

/// Base64 with its padding. Source: RFC 4648, 4.
std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kLetters.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
  }
  return out;
}

bool has_type(const Node& node, const Value& value) {
  if ((node.types & (1U << static_cast<unsigned>(value.type()))) != 0) return true;
  return value.is_number() && (node.types & Node::kInteger) != 0 && is_whole(value, node.strict_integer);
}

std::string wrong_type(const Node& node, const Value& value) {
  std::vector<std::string> wanted;
  for (unsigned i = 0; i < 6; ++i) {
    if ((node.types & (1U << i)) != 0) wanted.emplace_back(with_article(json::name_of(static_cast<Type>(i))));
  }
  if ((node.types & Node::kInteger) != 0) wanted.emplace_back(with_article("integer"));
  const std::string is =
      value.is_object() || value.is_array() ? std::string(with_article(json::name_of(value.type()))) : shown(value);
  return one_of(wanted) + " is wanted here, not " + is;
}

bool is_listed(const Node& node, const Value& value) {
  constexpr std::size_t kFew = 4;
  if (node.values.size() <= kFew) {
    return std::any_of(node.values.begin(), node.values.end(), [&](const Value& other) { return json::equal(other, value); });
  }
  const auto [first, last] = node.values_by_hash.equal_range(json::hash(value));
  return std::any_of(first, last, [&](const auto& entry) { return json::equal(node.values[entry.second], value); });
}

std::string not_listed(const Node& node, const Value& value) {
  constexpr std::size_t kMost = 12;
  if (node.values.size() > kMost)
    return shown(value) + " is none of the " + std::to_string(node.values.size()) + " values that may stand here";
  std::vector<std::string> wanted;
  for (const Value& other : node.values) wanted.push_back(shown(other));
  if (wanted.size() == 1) return wanted[0] + " is wanted here, not " + shown(value);
  return shown(value) + " is none of the values that may stand here: " + one_of(wanted);
}

template <class Fail>
bool number(const Node& node, const Value& value, const Fail& fail) {
  if (!node.minimum && !node.maximum && !node.exclusive_minimum && !node.exclusive_maximum && !node.multiple_of) return true;
  const json::Decimal is = json::decimal_of(value.number());
  bool good = true;
  const auto bound = [&](const std::optional<json::Decimal>& limit, std::string_view keyword, std::string_view words,
                         auto allowed) {
    if (!limit || allowed(json::compare(is, *limit))) return true;
    good = false;
    return static_cast<bool>(fail(
        keyword, [&] { return shown(value) + " is wrong here: it has to be " + std::string(words) + " " + text_of(*limit); }));
  };
  if (!bound(node.minimum, "minimum", "at least", [](int order) { return order >= 0; })) return false;
  if (!bound(node.maximum, "maximum", "at most", [](int order) { return order <= 0; })) return false;
  if (!bound(node.exclusive_minimum, "exclusiveMinimum", "more than", [](int order) { return order > 0; })) return false;
  if (!bound(node.exclusive_maximum, "exclusiveMaximum", "less than", [](int order) { return order < 0; })) return false;
  if (node.multiple_of && !json::is_multiple(is, *node.multiple_of)) {
    good = false;
    fail("multipleOf", [&] { return shown(value) + " is no multiple of " + text_of(*node.multiple_of); });
  }
  return good;
}

template <class Fail>
bool text(const Node& node, const Value& value, const Fail& fail) {
  const std::string_view is = value.string();
  bool good = true;
  const auto wrong = [&](std::string_view keyword, auto message) {
    good = false;
    return static_cast<bool>(fail(keyword, message));
  };
  if (node.length.least > 0 || node.length.most != kUnlimited) {
    const std::size_t length = characters(is);
    if (length < node.length.least) {
      const auto message = [&] {
        return length == 0
                   ? std::string("the text is empty")
                   : shown(value) + " is too short: " + counted(node.length.least, "character", "characters") + " at least";
      };
      if (!wrong("minLength", message)) return false;
    }
    if (length > node.length.most) {
      const auto message = [&] {
        return shown(value) + " is too long: " + counted(node.length.most, "character", "characters") + " at most";
      };
      if (!wrong("maxLength", message)) return false;
    }
  }
  if (node.pattern != nullptr && !node.pattern->found_in(is)) {
    const auto message = [&] {
      return shown(value) + " does not have the form that is wanted: " + std::string(node.place["pattern"].string());
    };
    if (!wrong("pattern", message)) return false;
  }
  if (node.format != nullptr && !node.format->fits(is)) {
    if (!wrong("format", [&] { return shown(value) + " is not " + std::string(node.format->wanted); })) return false;
  }
  if (!node.base64 && !node.json_text) return good;
  const auto decoded = node.base64 ? from_base64(is) : std::optional(std::string(is));
  if (!decoded) {
    wrong("contentEncoding", [&] { return shown(value) + " is not in base64"; });
  } else if (node.json_text && !json::parse(*decoded, {"content", 128, true})) {
    wrong("contentMediaType", [&] { return shown(value) + " is not JSON"; });
  }
  return good;
}

}  // namespace

bool check_alone(const Node& node, NodeId id, const Value& value, Collector* out) {
  bool good = true;
  const auto fail = [&](std::string_view keyword, auto message) {
    good = false;
    if (out != nullptr) report(out, value, id, keyword, message());
    return out != nullptr;
  };
  if (node.types != 0 && !has_type(node, value)) {
    if (!fail("type", [&] { return wrong_type(node, value); })) return false;
  }
  if (node.has_values && !is_listed(node, value)) {
    if (!fail(node.is_const ? "const" : "enum", [&] { return not_listed(node, value); })) return false;
  }
  if (value.is_number()) return number(node, value, fail) && good;
  if (value.is_string()) return text(node, value, fail) && good;
  return good;
}

}  // namespace crosswalk::artifacts::jsonschema
