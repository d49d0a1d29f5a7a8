// SPDX-License-Identifier: Apache-2.0
#include "disclosure/case.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "base/text.h"
#include "disclosure/members.h"
#include "packs/diagnostics.h"

namespace crosswalk::disclosure {
namespace {

namespace json = artifacts::json;
using artifacts::Finding;
using artifacts::FindingLevel;

/// Reads values into parts.
class Reader {
 public:
  explicit Reader(std::vector<Finding>& findings) : findings_(findings) {}

  template <class Part>
  void read_part(const json::Value& value, Part& part) {
    if (!value.is_object()) return refuse(value, "an object is wanted here");
    for (const json::Member& member : value.members()) {
      bool is_known = false;
      members(part, [&](std::string_view name, auto& field) {
        if (is_known || name != member.key) return;
        is_known = true;
        read(member.value, field);
      });
      if (!is_known) refuse_name(member, part);
    }
  }

 private:
  void refuse(const json::Value& value, std::string message) {
    findings_.push_back({FindingLevel::error, "case/field", value.pointer(), value.place().line, std::move(message)});
  }

  /// Says which field may be meant by a name that there is not.
  template <class Part>
  void refuse_name(const json::Member& member, Part& part) {
    std::vector<std::string> known;
    members(part, [&](std::string_view name, const auto&) { known.emplace_back(name); });
    const std::string meant = packs::nearest(member.key, known);
    refuse(member.value,
           "there is no field '" + std::string(member.key) + "'" + (meant.empty() ? "" : "; '" + meant + "' may be meant"));
  }

  void read(const json::Value& value, std::string& out) {
    if (!value.is_string()) return refuse(value, "a text is wanted here");
    out = std::string(value.string());
  }
  void read(const json::Value& value, Person& out) { read(value, out.text); }
  void read(const json::Value& value, std::optional<bool>& out) {
    if (!value.is_boolean()) return refuse(value, "true or false is wanted here");
    out = value.boolean();
  }
  void read(const json::Value& value, std::optional<Instant>& out) {
    out = artifacts::time::parse_rfc3339(value.string());
    if (!out) refuse(value, "a date and time as 2026-11-23T14:30:00Z is wanted here");
  }
  template <class Item>
  void read(const json::Value& value, std::vector<Item>& out) {
    if (!value.is_array()) return refuse(value, "a list is wanted here");
    for (const json::Value item : value.items()) read(item, out.emplace_back());
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void read(const json::Value& value, Enum& out) {
    if (const auto found = base::from_word<Enum>(value.string()); found && value.is_string()) {
      out = *found;
      return;
    }
    std::string words;
    for (const std::string& word : base::words<Enum>()) words += (words.empty() ? "" : ", ") + word;
    refuse(value, "one of these words is wanted here: " + words);
  }
  template <class Part>
  requires std::is_class_v<Part>
  void read(const json::Value& value, Part& out) { read_part(value, out); }

  std::vector<Finding>& findings_;
};

/// Writes parts as JSON; what is empty, or a word for nothing, is left out.
class Writer {
 public:
  template <class Part>
  std::string part(const Part& part) {
    std::string out;
    members(part, [&](std::string_view name, const auto& member) {
      const std::string text = value(member);
      if (!text.empty()) out += (out.empty() ? "" : ",") + json::quoted(name) + ":" + text;
    });
    return out.empty() ? out : "{" + out + "}";
  }

 private:
  static std::string value(const std::string& text) { return text.empty() ? text : json::quoted(text); }
  static std::string value(const Person& person) { return value(person.text); }
  static std::string value(const std::optional<bool>& flag) { return !flag ? "" : *flag ? "true" : "false"; }
  static std::string value(const std::optional<Instant>& at) { return at ? json::quoted(artifacts::time::text_of(*at)) : ""; }
  template <class Enum>
  requires std::is_enum_v<Enum>
  static std::string value(Enum value) {
    const std::string_view word = base::word(value);
    return word == "unsaid" || word == "undecided" || word == "undetermined" ? "" : json::quoted(word);
  }
  template <class Item>
  std::string value(const std::vector<Item>& items) {
    std::string out;
    for (const Item& item : items) {
      const std::string text = value(item);
      // An empty item keeps its place.
      out += (out.empty() ? "[" : ",") +
             (text.empty() ? std::string(std::is_class_v<Item> && !std::is_same_v<Item, std::string> ? "{}" : "\"\"") : text);
    }
    return out.empty() ? out : out + "]";
  }
  template <class Part>
  requires std::is_class_v<Part> std::string value(const Part& one) { return part(one); }
};

/// Finds persons, wherever in a case they stand.
class PersonFinder {
 public:
  template <class Part>
  void look(Part& part) {
    members(part, [&](std::string_view, auto& member) { see(member); });
  }
  std::vector<Person*> found;

 private:
  void see(Person& person) {
    if (!person.text.empty()) found.push_back(&person);
  }
  template <class Item>
  void see(std::vector<Item>& items) {
    for (Item& item : items) see(item);
  }
  template <class Other>
  void see(Other& other) {
    if constexpr (std::is_class_v<Other> && requires { members(other, [](std::string_view, auto&) {}); }) look(other);
  }
};

}  // namespace

Case read_case(const json::Value& root, std::vector<Finding>& findings) {
  Case out;
  Reader(findings).read_part(root, out);
  return out;
}

std::string write_case(const Case& one) { return Writer().part(one); }

std::vector<Person*> persons_of(Case& one) {
  PersonFinder finder;
  finder.look(one);
  return std::move(finder.found);
}

std::optional<Tlp> tlp_named(std::string_view text) {
  constexpr std::string_view prefix = "TLP:";
  text = base::trim(text);
  if (base::equal_ignoring_case(text.substr(0, prefix.size()), prefix)) text = base::trim(text.substr(prefix.size()));
  if (base::equal_ignoring_case(text, "CLEAR")) return Tlp::white;
  for (const Tlp each : {Tlp::white, Tlp::green, Tlp::amber, Tlp::red}) {
    if (base::equal_ignoring_case(text, base::word(each))) return each;
  }
  return std::nullopt;
}

std::optional<Instant> moment_of(const Case& one, Trigger kind) {
  std::optional<Instant> out;
  for (const Event& event : one.events) {
    if (event.kind == kind && event.at && (!out || *event.at < *out)) out = event.at;
  }
  return out;
}

}  // namespace crosswalk::disclosure
