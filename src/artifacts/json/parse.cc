// SPDX-License-Identifier: Apache-2.0
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "artifacts/encoding.h"
#include "artifacts/json/state.h"
#include "artifacts/json/value.h"

namespace crosswalk::artifacts::json {
namespace {

namespace ondemand = simdjson::ondemand;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the text is a number. Source: RFC 8259, 6.
bool is_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > from;
  };
  if (text.starts_with('-')) ++at;
  if (text.substr(at).starts_with('0')) {
    ++at;
  } else if (!digits()) {
    return false;
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

/// What an error of the library means for who wrote the text.
std::string text_of(simdjson::error_code error, bool at_end) {
  switch (error) {
    case simdjson::UNCLOSED_STRING:
      return "a text begins with \" and does not end";
    case simdjson::UNESCAPED_CHARS:
      return "a text holds a control character; write it with a backslash, like \\n";
    case simdjson::STRING_ERROR:
      return "a backslash is followed by what is no escape, or by half a character";
    case simdjson::EMPTY:
      return "there is nothing in it";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return at_end ? "it ends before all brackets are closed" : "a bracket is closed that is not open, or another one";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "there is not enough memory to read it";
    default:
      return at_end ? "it ends in the middle" : "this is no JSON: a comma, a colon, a bracket or a value is wanted";
  }
}

/// Copies what the library finds into nodes.
class Builder {
 public:
  Builder(State& state, const ParseOptions& options) : state_(state), options_(options) {}

  std::optional<base::Error> build() {
    ondemand::parser parser(std::numeric_limits<std::uint32_t>::max());
    ondemand::document document;
    const simdjson::padded_string_view text(state_.text.data(), state_.text.size(), state_.text.capacity());
    if (const auto error = parser.iterate(text).get(document); error != simdjson::SUCCESS) {
      return fault(error, whole_text_fault(error));
    }
    if (!walk(document, 0)) return std::move(error_);
    while (last_end_ < state_.text.size() && is_space(state_.text[last_end_])) ++last_end_;
    if (last_end_ < state_.text.size()) return fault_at(last_end_, "something stands behind the end of the data");
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t offset_of(const char* at) const {
    return std::min(static_cast<std::size_t>(at - state_.text.data()), state_.text.size());
  }

  [[nodiscard]] base::Error fault_at(std::size_t offset, const std::string& what) const {
    // Only to find the line.
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < std::min(offset, state_.text.size()); ++i) {
      if (state_.text[i] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(state_.text[i]) & 0xC0U) != 0x80U) {
        ++column;
      }
    }
    return {base::ErrorCode::malformed_data, options_.name, Place{line, column}.text() + ": " + what};
  }

  [[nodiscard]] base::Error fault(simdjson::error_code error, std::size_t offset) const {
    return fault_at(offset, text_of(error, offset >= state_.text.find_last_not_of(" \t\r\n") + 1));
  }

  /// Where something is wrong that the library finds before it looks at values: it does not say where.
  [[nodiscard]] std::size_t whole_text_fault(simdjson::error_code error) const {
    if (error == simdjson::EMPTY || (error != simdjson::UNCLOSED_STRING && error != simdjson::UNESCAPED_CHARS))
      return state_.text.size();
    std::size_t begin = 0;
    bool inside = false;
    for (std::size_t i = 0; i < state_.text.size(); ++i) {
      const char c = state_.text[i];
      if (!inside) {
        if (c == '"') {
          inside = true;
          begin = i;
        }
      } else if (c == '\\') {
        ++i;
      } else if (c == '"') {
        inside = false;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return i;
      }
    }
    return begin;
  }

  /// Where a bracket is closed that is not the last one open; the end of the text where none is.
  [[nodiscard]] std::size_t wrong_bracket() const {
    std::string open;
    bool inside = false;
    for (std::size_t i = 0; i < state_.text.size(); ++i) {
      const char c = state_.text[i];
      if (inside) {
        if (c == '\\') ++i;
        inside = c != '"';
      } else if (c == '"') {
        inside = true;
      } else if (c == '{' || c == '[') {
        open += c == '{' ? '}' : ']';
      } else if (c == '}' || c == ']') {
        if (open.empty() || open.back() != c) return i;
        open.pop_back();
      }
    }
    return state_.text.size();
  }

  template <class Json>
  bool fail(Json& json, simdjson::error_code error) {
    // That the brackets do not match is told at the first of them, whichever is wrong.
    if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) {
      error_ = fault(error, wrong_bracket());
      return false;
    }
    const char* at = nullptr;
    const bool known = json.current_location().get(at) == simdjson::SUCCESS;
    error_ = fault(error, known ? offset_of(at) : state_.text.size());
    return false;
  }

  bool fail_at(std::size_t offset, const std::string& what) {
    error_ = fault_at(offset, what);
    return false;
  }

  std::uint32_t add(Type type, std::size_t begin, std::size_t end) {
    Node node;
    node.type = type;
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(end);
    node.after = static_cast<std::uint32_t>(state_.nodes.size()) + 1;
    state_.nodes.push_back(node);
    return node.after - 1;
  }

  static simdjson::simdjson_result<std::string_view> token_of(ondemand::document& json) { return json.raw_json_token(); }
  static simdjson::simdjson_result<std::string_view> token_of(ondemand::value& json) { return json.raw_json_token(); }

  /// Adds a value and all that it holds.
  template <class Json>
  bool walk(Json& json, std::size_t depth) {
    std::string_view token;
    if (const auto error = token_of(json).get(token); error != simdjson::SUCCESS) return fail(json, error);
    while (!token.empty() && is_space(token.back())) token.remove_suffix(1);
    const std::size_t begin = offset_of(token.data());
    if (begin >= state_.text.size() || token.empty()) return fail(json, simdjson::TAPE_ERROR);
    switch (token[0]) {
      case '{':
      case '[':
        if (depth >= options_.max_depth) {
          return fail_at(begin, "more than " + std::to_string(options_.max_depth) + " brackets lie in each other");
        }
        return token[0] == '{' ? object(json, begin, depth) : array(json, begin, depth);
      case '"':
        return string(json, begin);
      default:
        return scalar(token, begin);
    }
  }

  template <class Json>
  bool object(Json& json, std::size_t begin, std::size_t depth) {
    const std::uint32_t self = add(Type::object, begin, begin);
    ondemand::object members;
    if (const auto error = json.get_object().get(members); error != simdjson::SUCCESS) return fail(json, error);
    std::uint32_t count = 0;
    for (auto result : members) {
      ondemand::field field;
      if (const auto error = std::move(result).get(field); error != simdjson::SUCCESS) return fail(json, error);
      const std::size_t key_begin = offset_of(field.key().raw()) - 1;
      if (!text(key_begin, [&](std::string_view& out) { return field.unescaped_key().get(out); })) return false;
      ondemand::value value = field.value();
      if (!walk(value, depth + 1)) return false;
      ++count;
    }
    return close(self, count) && unique_keys(self);
  }

  template <class Json>
  bool array(Json& json, std::size_t begin, std::size_t depth) {
    const std::uint32_t self = add(Type::array, begin, begin);
    ondemand::array items;
    if (const auto error = json.get_array().get(items); error != simdjson::SUCCESS) return fail(json, error);
    std::uint32_t count = 0;
    for (auto result : items) {
      ondemand::value value;
      // The library takes the move for its promise that the result is asked once.
      // NOLINTNEXTLINE(performance-move-const-arg)
      if (const auto error = std::move(result).get(value); error != simdjson::SUCCESS) return fail(json, error);
      if (!walk(value, depth + 1)) return false;
      ++count;
    }
    return close(self, count);
  }

  bool close(std::uint32_t self, std::uint32_t count) {
    Node& node = state_.nodes[self];
    node.size = count;
    node.after = static_cast<std::uint32_t>(state_.nodes.size());
    // The library has been behind the last thing in it; from there white space leads to the bracket.
    std::size_t at = count == 0 ? node.begin + 1 : last_end_;
    const char bracket = node.type == Type::object ? '}' : ']';
    while (at < state_.text.size() && is_space(state_.text[at])) ++at;
    if (at >= state_.text.size() || state_.text[at] != bracket) {
      return fail_at(at, std::string("the bracket ") + bracket + " is wanted");
    }
    node.end = static_cast<std::uint32_t>(at + 1);
    last_end_ = node.end;
    return true;
  }

  template <class Json>
  bool string(Json& json, std::size_t begin) {
    return text(begin, [&](std::string_view& out) { return json.get_string().get(out); });
  }

  /// Adds a text whose quotation mark is at `begin`. `unescaped` gives it where it has escapes.
  template <class Unescaped>
  bool text(std::size_t begin, const Unescaped& unescaped) {
    std::size_t end = begin + 1;
    bool escapes = false;
    // The library has seen to it that the text ends, and that no control character is in it.
    for (; end < state_.text.size() && state_.text[end] != '"'; ++end) {
      if (state_.text[end] == '\\') {
        escapes = true;
        ++end;
      }
    }
    if (end >= state_.text.size()) return fail_at(begin, text_of(simdjson::UNCLOSED_STRING, false));
    const std::uint32_t self = add(Type::string, begin, end + 1);
    last_end_ = end + 1;
    Node& node = state_.nodes[self];
    if (!escapes) {
      node.text = state_.text.data() + begin + 1;
      node.size = static_cast<std::uint32_t>(end - begin - 1);
      return true;
    }
    std::string_view found;
    if (const auto error = unescaped(found); error != simdjson::SUCCESS) {
      return fail_at(begin, text_of(simdjson::STRING_ERROR, false));
    }
    node.text = keep(found);
    node.size = static_cast<std::uint32_t>(found.size());
    return true;
  }

  bool scalar(std::string_view token, std::size_t begin) {
    last_end_ = begin + token.size();
    if (token == "null") {
      add(Type::null, begin, last_end_);
    } else if (token == "true" || token == "false") {
      state_.nodes[add(Type::boolean, begin, last_end_)].size = token == "true" ? 1 : 0;
    } else if (is_number(token)) {
      Node& node = state_.nodes[add(Type::number, begin, last_end_)];
      node.text = state_.text.data() + begin;
      node.size = static_cast<std::uint32_t>(token.size());
    } else if (token[0] == '}' || token[0] == ']' || token[0] == ',' || token[0] == ':') {
      return fail_at(begin, "a value is wanted");
    } else {
      return fail_at(begin, "this is no value: texts stand in \"\", and true, false and null in small letters");
    }
    return true;
  }

  /// The bytes in memory that stays.
  const char* keep(std::string_view bytes) {
    constexpr std::size_t kBlock = std::size_t{64} << 10U;
    if (bytes.size() > left_) {
      left_ = std::max(kBlock, bytes.size());
      state_.unescaped.push_back(std::make_unique<char[]>(left_));
      free_ = state_.unescaped.back().get();
    }
    if (!bytes.empty()) std::memcpy(free_, bytes.data(), bytes.size());
    const char* out = free_;
    free_ += bytes.size();
    left_ -= bytes.size();
    return out;
  }

  /// Looks for names that stand twice in the object.
  bool unique_keys(std::uint32_t self) {
    keys_.clear();
    for (std::uint32_t at = self + 1; at < state_.nodes[self].after; at = state_.nodes[at + 1].after) keys_.push_back(at);
    const auto key_of = [&](std::uint32_t node) { return std::string_view(state_.nodes[node].text, state_.nodes[node].size); };
    std::sort(keys_.begin(), keys_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int order = key_of(a).compare(key_of(b));
      return order != 0 ? order < 0 : a < b;
    });
    for (std::size_t i = 1; i < keys_.size(); ++i) {
      if (key_of(keys_[i]) != key_of(keys_[i - 1])) continue;
      if (!options_.duplicate_keys) {
        return fail_at(state_.nodes[keys_[i]].begin, "the name " + quoted(key_of(keys_[i])) + " stands twice in one object");
      }
      state_.duplicates.push_back(keys_[i]);
    }
    return true;
  }

  State& state_;
  const ParseOptions& options_;
  std::optional<base::Error> error_;
  /// Behind the last value or key.
  std::size_t last_end_ = 0;
  std::vector<std::uint32_t> keys_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace

base::Result<Document> parse(std::string bytes, const ParseOptions& options) {
  if (bytes.size() >= std::numeric_limits<std::uint32_t>::max() - simdjson::SIMDJSON_PADDING) {
    return base::Error{base::ErrorCode::limit_exceeded, options.name, "it has 4 GiB or more"};
  }
  CW_ASSIGN_OR_RETURN(std::string text, to_utf8(std::move(bytes), options.name));
  const auto state = std::make_shared<State>();
  state->text = std::move(text);
  // The library reads beyond the end, in words of the processor.
  state->text.reserve(state->text.size() + simdjson::SIMDJSON_PADDING);
  // About as many values as files of the field have; what is not used is never touched.
  constexpr std::size_t kBytesPerValue = 16;
  state->nodes.reserve(state->text.size() / kBytesPerValue + 16);
  Builder builder(*state, options);
  if (auto error = builder.build()) return std::move(*error);
  std::sort(state->duplicates.begin(), state->duplicates.end());
  return Document(state);
}

}  // namespace crosswalk::artifacts::json
