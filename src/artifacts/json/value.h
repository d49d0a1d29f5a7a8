// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::artifacts::json {

/// What a value is.
enum class Type : std::uint8_t { null, boolean, number, string, array, object };

/// The type as JSON Schema calls it: "object".
std::string_view name_of(Type type);

/// A place in a text for people; both count from 1, columns in characters.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;

  /// "line 3, column 7".
  [[nodiscard]] std::string text() const;
};

class Value;
struct Member;

/// What a Document holds: one node per value, each object's keys before their values, in the order of the text.
struct State;

/// A value of a Document, or none. A handle of two words, valid as long as any copy of its Document lives. Whatever is asked of
/// a value that is none, or of another type, gives none, an empty text or 0: chains like root["a"]["b"].string() need no checks.
class Value {
 public:
  Value() = default;

  /// Whether there is a value.
  explicit operator bool() const { return state_ != nullptr; }
  /// Its type; only where there is a value.
  [[nodiscard]] Type type() const;
  /// Whether there is a value and it is of this type.
  [[nodiscard]] bool is(Type type) const;
  [[nodiscard]] bool is_null() const { return is(Type::null); }
  [[nodiscard]] bool is_boolean() const { return is(Type::boolean); }
  [[nodiscard]] bool is_number() const { return is(Type::number); }
  [[nodiscard]] bool is_string() const { return is(Type::string); }
  [[nodiscard]] bool is_array() const { return is(Type::array); }
  [[nodiscard]] bool is_object() const { return is(Type::object); }

  /// The boolean; false for anything else.
  [[nodiscard]] bool boolean() const;
  /// The text of a string without its escapes, in UTF-8; empty for anything else.
  [[nodiscard]] std::string_view string() const;
  /// A number as it is written, of any length: "1.50e3"; empty for anything else.
  [[nodiscard]] std::string_view number() const;
  /// The number as the nearest double; infinite where it is too large, 0 for anything else.
  [[nodiscard]] double real() const;
  /// The number where it is whole, whichever way it is written ("3", "3.0", "30e-1"), and fits; else nothing.
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  /// How many elements or members it has.
  [[nodiscard]] std::size_t size() const;
  /// Whether it has neither elements nor members.
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// The member with this key: of several the first. Takes time in proportion to the members.
  [[nodiscard]] Value operator[](std::string_view key) const;
  /// The element with this number. Takes time in proportion to it: loop over items() instead.
  [[nodiscard]] Value at(std::size_t number) const;
  /// What a JSON pointer leads to from here; a tilde or slash in keys stands as ~0 or ~1. Source: RFC 6901.
  [[nodiscard]] Value resolve(std::string_view pointer) const;

  /// Goes over elements.
  class Items;
  /// Goes over members.
  class Members;
  /// The elements of an array, in order; nothing for anything else.
  [[nodiscard]] Items items() const;
  /// The members of an object, in order; nothing for anything else.
  [[nodiscard]] Members members() const;

  /// Its bytes in Document::text(), the end excluded.
  [[nodiscard]] std::size_t begin() const;
  [[nodiscard]] std::size_t end() const;
  /// The bytes as they are written.
  [[nodiscard]] std::string_view raw() const;
  /// Where it begins.
  [[nodiscard]] Place place() const;
  /// The JSON pointer that leads from the root to it, "" for the root itself. Source: RFC 6901, 3.
  [[nodiscard]] std::string pointer() const;

  /// Whether it is the same value in the same document; equal() compares what values say.
  bool operator==(const Value&) const = default;

 private:
  friend class Document;
  Value(const State* state, std::uint32_t node) : state_(state), node_(node) {}

  const State* state_ = nullptr;
  std::uint32_t node_ = 0;
};

/// A member of an object.
struct Member {
  std::string_view key;
  /// The key as a string value, for its place.
  Value name;
  Value value;
};

/// The elements of an array.
class Value::Items {
 public:
  /// Goes from one to the next.
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Value;
    using iterator_category = std::input_iterator_tag;
    Iterator() = default;
    Iterator(const State* state, std::uint32_t node) : state_(state), node_(node) {}
    Value operator*() const { return {state_, node_}; }
    Iterator& operator++();
    void operator++(int) { ++*this; }
    bool operator==(const Iterator& other) const { return node_ == other.node_; }

   private:
    const State* state_ = nullptr;
    std::uint32_t node_ = 0;
  };
  Items(Iterator first, Iterator last) : first_(first), last_(last) {}
  /// For loops over all of them.
  [[nodiscard]] Iterator begin() const { return first_; }
  [[nodiscard]] Iterator end() const { return last_; }

 private:
  Iterator first_;
  Iterator last_;
};

/// The members of an object.
class Value::Members {
 public:
  /// Goes from one to the next.
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Member;
    using iterator_category = std::input_iterator_tag;
    Iterator() = default;
    Iterator(const State* state, std::uint32_t node) : state_(state), node_(node) {}
    Member operator*() const;
    Iterator& operator++();
    void operator++(int) { ++*this; }
    bool operator==(const Iterator& other) const { return node_ == other.node_; }

   private:
    const State* state_ = nullptr;
    std::uint32_t node_ = 0;
  };
  Members(Iterator first, Iterator last) : first_(first), last_(last) {}
  /// For loops over all of them.
  [[nodiscard]] Iterator begin() const { return first_; }
  [[nodiscard]] Iterator end() const { return last_; }

 private:
  Iterator first_;
  Iterator last_;
};

/// Whether two values say the same: numbers by their value (1 and 1.0), objects without regard to the order of members.
/// Meant for objects in which no name stands twice.
bool equal(const Value& a, const Value& b);
/// The same number for values that are equal(), and hardly ever for others.
std::uint64_t hash(const Value& value);

/// How a text is read.
struct ParseOptions {
  /// What errors call the text: a file's name.
  std::string name;
  /// How deep arrays and objects may lie in each other.
  std::size_t max_depth = 128;
  /// Whether an object may have two members of one name; else that is an error.
  bool duplicate_keys = false;
};

/// A text in JSON, read whole, with the place of every value. Copies share what was read; it never changes.
class Document {
 public:
  /// The value that the text is.
  [[nodiscard]] Value root() const;
  /// The text in UTF-8: places are those in it. Of UTF-8 the bytes that were given, without a byte-order mark.
  [[nodiscard]] std::string_view text() const;
  /// The names that stand twice in an object, each a second one; only where ParseOptions::duplicate_keys allowed them.
  [[nodiscard]] std::vector<Value> duplicates() const;
  /// The place of a byte of text().
  [[nodiscard]] Place place_of(std::size_t offset) const;
  /// What keeps the bytes of strings, numbers and text() when no Document is left: for who needs those and no more values, which
  /// take several times as much memory.
  [[nodiscard]] std::shared_ptr<const void> texts() const;

 private:
  friend base::Result<Document> parse(std::string bytes, const ParseOptions& options);
  explicit Document(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

/// Reads a text in JSON: UTF-8, or UTF-16 or UTF-32 with or without a byte-order mark; below 4 GiB.
///
/// Errors: malformed_data with line and column of what is wrong (not JSON, cut off, too deep, a name twice, an encoding that is
/// broken); limit_exceeded. Source: RFC 8259.
base::Result<Document> parse(std::string bytes, const ParseOptions& options = {});

/// `text` as a string in JSON with its quotes. Source: RFC 8259, 7.
std::string quoted(std::string_view text);
/// The same behind `out`.
void append_quoted(std::string& out, std::string_view text);

}  // namespace crosswalk::artifacts::json
