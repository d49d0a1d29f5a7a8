// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/words.h"
#include "packs/diagnostics.h"

namespace crosswalk::packs {

/// A YAML 1.2 value with its place. Aliases, tags and multiple documents are refused: the pack language needs none.
struct Yaml {
  struct Member;
  enum class Kind { null, scalar, sequence, map };
  Kind kind = Kind::null;
  std::string scalar;
  /// Whether the scalar was written with quotes, so that "no" is a text and no is a word.
  bool quoted = false;
  std::vector<Yaml> items;
  std::vector<Member> members;
  int line = 0;
  int column = 0;

  // Defined where Yaml is complete: its members hold pairs of it.
  Yaml();
  ~Yaml();
  Yaml(const Yaml&);
  Yaml(Yaml&&) noexcept;
  Yaml& operator=(const Yaml&);
  Yaml& operator=(Yaml&&) noexcept;

  /// The member of a map; null where there is none, and for what is no map.
  [[nodiscard]] const Yaml* find(std::string_view key) const;
};

/// One key of a map and its value.
struct Yaml::Member {
  Yaml key;
  Yaml value;
};

/// Reads one YAML document of at most 8 MiB and 200 levels; mistakes go to `diagnostics` and give nothing.
std::optional<Yaml> parse_yaml(std::string_view text, std::string_view file, Diagnostics& diagnostics);

/// Takes the members of a YAML map one by one and reports what is missing, of the wrong kind, or unknown.
class YamlReader {
 public:
  /// `what` names the map in messages: "constraint", "product".
  YamlReader(const Yaml& map, std::string_view file, std::string_view what, Diagnostics& diagnostics);

  /// Whether it reads a map at all; otherwise every member is missing.
  [[nodiscard]] bool is_map() const { return map_.kind == Yaml::Kind::map; }
  /// A text; missing: empty, and an error if required.
  std::string text(std::string_view key, bool required = false);
  /// A list of texts; one text alone is a list of one.
  std::vector<std::string> texts(std::string_view key, bool required = false);
  /// true or false, a number, or a date; missing: `otherwise`, or nothing.
  bool boolean(std::string_view key, bool otherwise);
  std::optional<double> number(std::string_view key);
  std::optional<base::Date> date(std::string_view key);
  /// The member itself, whatever it is; nullptr where missing.
  const Yaml* node(std::string_view key, bool required = false);
  /// The items of a list; one map alone is a list of one.
  std::vector<const Yaml*> list(std::string_view key, bool required = false);
  /// A word of a closed list; an unknown one is an error that lists the words.
  template <class Enum>
  Enum word(std::string_view key, Enum otherwise, bool required = false) {
    const std::string value = text(key, required);
    if (value.empty()) return otherwise;
    if (const auto found = base::from_word<Enum>(value)) return *found;
    unknown_word(key, value, {base::Words<Enum>::names.begin(), base::Words<Enum>::names.end()});
    return otherwise;
  }
  /// Reports an error at the member (or at the map if there is none).
  void error(std::string_view key, std::string message, std::string advice = {});
  /// Reports every member that nobody asked for. Call last.
  void finish();

  /// Where the map begins, from 1.
  [[nodiscard]] int line() const { return map_.line; }
  [[nodiscard]] int column() const { return map_.column; }

 private:
  void unknown_word(std::string_view key, const std::string& value, const std::vector<std::string>& words);

  const Yaml& map_;
  std::string file_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace crosswalk::packs
