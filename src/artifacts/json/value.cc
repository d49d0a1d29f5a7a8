// SPDX-License-Identifier: Apache-2.0
#include "artifacts/json/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <unordered_map>

#include "artifacts/json/decimal.h"
#include "artifacts/json/state.h"

namespace crosswalk::artifacts::json {
namespace {

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  // The finaliser of splitmix64.
  seed ^= value + 0x9E3779B97F4A7C15ULL + (seed << 6U) + (seed >> 2U);
  seed = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  seed = (seed ^ (seed >> 27U)) * 0x94D049BB133111EBULL;
  return seed ^ (seed >> 31U);
}

std::uint64_t hash_text(std::string_view text) {
  // FNV-1a, the same on every machine.
  std::uint64_t out = 0xCBF29CE484222325ULL;
  for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return out;
}

/// A part of a JSON pointer with ~1 as / and ~0 as ~.
std::string unescape_part(std::string_view part) {
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '~' && i + 1 < part.size() && (part[i + 1] == '0' || part[i + 1] == '1')) {
      out += part[++i] == '0' ? '~' : '/';
    } else {
      out += part[i];
    }
  }
  return out;
}

void append_part(std::string& out, std::string_view key) {
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string_view name_of(Type type) {
  constexpr std::array<std::string_view, 6> names{"null", "boolean", "number", "string", "array", "object"};
  return names[static_cast<std::size_t>(type)];
}

std::string Place::text() const { return "line " + std::to_string(line) + ", column " + std::to_string(column); }

Type Value::type() const { return state_->nodes[node_].type; }
bool Value::is(Type type) const { return state_ != nullptr && state_->nodes[node_].type == type; }
bool Value::boolean() const { return is_boolean() && state_->nodes[node_].size != 0; }

std::string_view Value::string() const {
  if (!is_string()) return {};
  const Node& node = state_->nodes[node_];
  return {node.text, node.size};
}

std::string_view Value::number() const {
  if (!is_number()) return {};
  const Node& node = state_->nodes[node_];
  return {node.text, node.size};
}

double Value::real() const {
  const std::string_view text = number();
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc::result_out_of_range) return out;
  // Too large, or too near to 0.
  const Decimal decimal = decimal_of(text);
  if (decimal.exponent + static_cast<std::int64_t>(decimal.digits.size()) < 0) return 0;
  return decimal.negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
}

std::optional<std::int64_t> Value::integer() const {
  const std::string_view text = number();
  if (text.empty()) return std::nullopt;
  std::int64_t out = 0;
  if (const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
      error == std::errc() && end == text.data() + text.size()) {
    return out;
  }
  constexpr std::int64_t kMostZeros = 19;
  Decimal decimal = decimal_of(text);
  if (decimal.digits.empty()) return 0;
  if (decimal.exponent < 0 || decimal.exponent > kMostZeros) return std::nullopt;
  decimal.digits.append(static_cast<std::size_t>(decimal.exponent), '0');
  if (decimal.negative) decimal.digits.insert(0, "-");
  const char* last = decimal.digits.data() + decimal.digits.size();
  const auto [end, error] = std::from_chars(decimal.digits.data(), last, out);
  return error == std::errc() && end == last ? std::optional(out) : std::nullopt;
}

std::size_t Value::size() const { return is_array() || is_object() ? state_->nodes[node_].size : 0; }

Value Value::operator[](std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key == key) return member.value;
  }
  return {};
}

Value Value::at(std::size_t number) const {
  for (const Value item : items()) {
    if (number-- == 0) return item;
  }
  return {};
}

Value Value::resolve(std::string_view pointer) const {
  Value out = *this;
  while (!pointer.empty() && out) {
    if (pointer[0] != '/') return {};
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string part = unescape_part(pointer.substr(1, end - 1));
    pointer.remove_prefix(end);
    if (out.is_object()) {
      out = out[part];
      continue;
    }
    std::size_t number = 0;
    const char* last = part.data() + part.size();
    const auto [stop, error] = std::from_chars(part.data(), last, number);
    if (error != std::errc() || stop != last || (part.size() > 1 && part[0] == '0')) return {};
    out = out.at(number);
  }
  return out;
}

Value::Items::Iterator& Value::Items::Iterator::operator++() {
  node_ = state_->nodes[node_].after;
  return *this;
}

Member Value::Members::Iterator::operator*() const {
  const Node& key = state_->nodes[node_];
  return {{key.text, key.size}, {state_, node_}, {state_, node_ + 1}};
}

Value::Members::Iterator& Value::Members::Iterator::operator++() {
  node_ = state_->nodes[node_ + 1].after;
  return *this;
}

Value::Items Value::items() const {
  if (!is_array()) return {{}, {}};
  return {{state_, node_ + 1}, {state_, state_->nodes[node_].after}};
}

Value::Members Value::members() const {
  if (!is_object()) return {{}, {}};
  return {{state_, node_ + 1}, {state_, state_->nodes[node_].after}};
}

std::size_t Value::begin() const { return state_ == nullptr ? 0 : state_->nodes[node_].begin; }
std::size_t Value::end() const { return state_ == nullptr ? 0 : state_->nodes[node_].end; }
std::string_view Value::raw() const {
  return state_ == nullptr ? std::string_view() : std::string_view(state_->text).substr(begin(), end() - begin());
}

std::string Value::pointer() const {
  std::string out;
  if (state_ == nullptr) return out;
  // Down from the root, always into the child that holds it.
  std::uint32_t at = 0;
  while (at != node_) {
    const Node& node = state_->nodes[at];
    std::uint32_t child = at + 1;
    if (node.type == Type::object) {
      while (state_->nodes[child + 1].after <= node_) child = state_->nodes[child + 1].after;
      append_part(out, {state_->nodes[child].text, state_->nodes[child].size});
      if (child == node_) return out;  // the key itself: where its value is
      at = child + 1;
    } else {
      std::size_t number = 0;
      for (; state_->nodes[child].after <= node_; ++number) child = state_->nodes[child].after;
      append_part(out, std::to_string(number));
      at = child;
    }
  }
  return out;
}

namespace {

Place place_in(const State& state, std::size_t offset) {
  std::call_once(state.lines_once, [&] {
    state.lines.push_back(0);
    for (const char *at = state.text.data(), *const end = at + state.text.size();
         (at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr;) {
      state.lines.push_back(static_cast<std::uint32_t>(++at - state.text.data()));
    }
  });
  offset = std::min(offset, state.text.size());
  const auto next = std::upper_bound(state.lines.begin(), state.lines.end(), offset);
  Place out;
  out.line = static_cast<std::size_t>(next - state.lines.begin());
  for (std::size_t i = *(next - 1); i < offset; ++i) {
    // Bytes that go on with a character are none.
    if ((static_cast<unsigned char>(state.text[i]) & 0xC0U) != 0x80U) ++out.column;
  }
  return out;
}

}  // namespace

Place Value::place() const { return state_ == nullptr ? Place() : place_in(*state_, begin()); }

Value Document::root() const { return {state_.get(), 0}; }
std::string_view Document::text() const { return state_->text; }
std::shared_ptr<const void> Document::texts() const { return state_->texts; }
Place Document::place_of(std::size_t offset) const { return place_in(*state_, offset); }

std::vector<Value> Document::duplicates() const {
  std::vector<Value> out;
  out.reserve(state_->duplicates.size());
  for (const std::uint32_t node : state_->duplicates) out.push_back(Value(state_.get(), node));
  return out;
}

bool equal(const Value& a, const Value& b) {
  if (!a || !b) return !a && !b;
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case Type::null:
      return true;
    case Type::boolean:
      return a.boolean() == b.boolean();
    case Type::number:
      return a.number() == b.number() || decimal_of(a.number()) == decimal_of(b.number());
    case Type::string:
      return a.string() == b.string();
    case Type::array: {
      if (a.size() != b.size()) return false;
      auto other = b.items().begin();
      for (const Value item : a.items()) {
        if (!equal(item, *other)) return false;
        ++other;
      }
      return true;
    }
    case Type::object:
      break;
  }
  if (a.size() != b.size()) return false;
  constexpr std::size_t kFew = 16;
  if (a.size() <= kFew) {
    for (const Member& member : a.members()) {
      const Value other = b[member.key];
      if (!other || !equal(member.value, other)) return false;
    }
    return true;
  }
  std::unordered_map<std::string_view, Value> others;
  for (const Member& member : b.members()) others.emplace(member.key, member.value);
  for (const Member& member : a.members()) {
    const auto other = others.find(member.key);
    if (other == others.end() || !equal(member.value, other->second)) return false;
  }
  return true;
}

std::uint64_t hash(const Value& value) {
  if (!value) return 0;
  std::uint64_t out = static_cast<std::uint64_t>(value.type()) + 1;
  switch (value.type()) {
    case Type::null:
      break;
    case Type::boolean:
      return mix(out, value.boolean() ? 1 : 0);
    case Type::number: {
      const Decimal decimal = decimal_of(value.number());
      out = mix(out, hash_text(decimal.digits));
      return mix(mix(out, decimal.negative ? 1 : 0), static_cast<std::uint64_t>(decimal.exponent));
    }
    case Type::string:
      return mix(out, hash_text(value.string()));
    case Type::array:
      for (const Value item : value.items()) out = mix(out, hash(item));
      break;
    case Type::object: {
      // A sum, as the order of members says nothing.
      std::uint64_t sum = 0;
      for (const Member& member : value.members()) sum += mix(hash_text(member.key), hash(member.value));
      return mix(out, sum);
    }
  }
  return out;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, from, i - from);
    from = i + 1;
    out += '\\';
    switch (c) {
      case '"':
      case '\\':
        out += text[i];
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += kHex[c >> 4U];
        out += kHex[c & 15U];
    }
  }
  out.append(text, from);
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_quoted(out, text);
  return out;
}

}  // namespace crosswalk::artifacts::json
