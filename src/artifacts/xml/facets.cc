// SPDX-License-Identifier: Apache-2.0
#include "artifacts/xml/facets.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "artifacts/characters.h"
#include "artifacts/xml/document.h"

namespace crosswalk::artifacts::xml {
namespace {

constexpr std::string_view kSchema = "http://www.w3.org/2001/XMLSchema";
/// Fewer values are compared as fast.
constexpr std::size_t kManyValues = 16;
/// Of a value; trees as deep as this are built and written by functions that call themselves.
constexpr std::size_t kLongestValue = 200;
constexpr std::size_t kLongestPattern = 1024;

/// What may follow what was read of a value.
struct Branch {
  std::map<char, Branch> next;
  bool ends = false;
};

void add_escaped(char c, std::string& out) {
  if (std::string_view(R"(\|.-^?*+{}()[])").find(c) != std::string_view::npos) out += '\\';
  out += c;
}

void write(const Branch& branch, std::string& out) {
  if (branch.next.empty()) return;
  const bool group = branch.ends || branch.next.size() > 1;
  if (group) out += '(';
  bool first = true;
  for (const auto& [c, rest] : branch.next) {
    if (!first) out += '|';
    first = false;
    add_escaped(c, out);
    write(rest, out);
  }
  if (group) out += ')';
  if (branch.ends) out += '?';
}

/// One "([a-f]{2})" at the beginning of a pattern, which is taken off.
struct Repeated {
  std::string_view characters;
  std::size_t count = 0;
};

std::optional<Repeated> take_repeated(std::string_view& pattern) {
  if (!pattern.starts_with("([")) return std::nullopt;
  const std::size_t end = pattern.find(']');
  if (end == std::string_view::npos) return std::nullopt;
  Repeated out{pattern.substr(1, end), 0};
  // Classes within classes and characters that are escaped are more than this reads.
  if (out.characters.find_first_of("\\[", 1) != std::string_view::npos) return std::nullopt;
  pattern.remove_prefix(end + 1);
  if (!pattern.starts_with('{')) return std::nullopt;
  pattern.remove_prefix(1);
  while (!pattern.empty() && is_digit(pattern[0]) && out.count < kLongestPattern) {
    out.count = out.count * 10 + static_cast<std::size_t>(pattern[0] - '0');
    pattern.remove_prefix(1);
  }
  if (!pattern.starts_with("})")) return std::nullopt;
  pattern.remove_prefix(2);
  return out;
}

bool is_of_schema(pugi::xml_node node, std::string_view name) {
  return node.type() == pugi::node_element && local_name(node.name()) == name;
}

/// Whether values are compared as they stand.
bool is_of_text(pugi::xml_node restriction) {
  const std::string_view base = restriction.attribute("base").value();
  const std::string_view name = local_name(base);
  return (name == "string" || name == "normalizedString" || name == "token") &&
         namespace_of(restriction, prefix_of(base)) == kSchema;
}

void make_values_quick(pugi::xml_node restriction) {
  std::vector<pugi::xml_node> nodes;
  std::vector<std::string> values;
  for (const pugi::xml_node child : restriction.children()) {
    // Patterns of one restriction are alternatives: another one would add values.
    if (is_of_schema(child, "pattern")) return;
    if (!is_of_schema(child, "enumeration")) continue;
    nodes.push_back(child);
    values.emplace_back(child.attribute("value").value());
  }
  if (values.size() < kManyValues || !is_of_text(restriction)) return;
  const auto pattern = pattern_of(values);
  if (!pattern) return;
  nodes.back().attribute("value").set_value(pattern->c_str());
  const std::string_view prefix = prefix_of(restriction.name());
  nodes.back().set_name((prefix.empty() ? "pattern" : std::string(prefix) + ":pattern").c_str());
  nodes.pop_back();
  for (const pugi::xml_node node : nodes) restriction.remove_child(node);
}

}  // namespace

std::optional<std::string> pattern_of(const std::vector<std::string>& values) {
  Branch all;
  for (const std::string& value : values) {
    if (value.empty() || value.size() > kLongestValue) return std::nullopt;
    Branch* branch = &all;
    for (const char c : value) {
      if (c <= ' ' || c >= '\x7F') return std::nullopt;
      branch = &branch->next[c];
    }
    branch->ends = true;
  }
  std::string out;
  write(all, out);
  return out;
}

std::optional<std::string> pattern_of_lengths(std::string_view pattern) {
  std::string_view characters;
  std::vector<std::size_t> counts;
  while (true) {
    const auto one = take_repeated(pattern);
    if (!one || (!counts.empty() && one->characters != characters)) return std::nullopt;
    characters = one->characters;
    counts.push_back(one->count);
    if (pattern.empty()) break;
    if (!pattern.starts_with('|')) return std::nullopt;
    pattern.remove_prefix(1);
  }
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  if (counts.size() < 2 || counts.front() == 0 || counts.back() > kLongestPattern) return std::nullopt;
  std::string out;
  std::size_t have = 0;
  for (const std::size_t count : counts) {
    if (have > 0) out += '(';
    for (; have < count; ++have) out += characters;
  }
  for (std::size_t i = 1; i < counts.size(); ++i) out += ")?";
  return out;
}

void make_quick(pugi::xml_node schema) {
  for (pugi::xml_node node = schema; node;) {
    if (is_of_schema(node, "restriction")) make_values_quick(node);
    if (is_of_schema(node, "pattern")) {
      if (const auto quick = pattern_of_lengths(node.attribute("value").value())) {
        node.attribute("value").set_value(quick->c_str());
      }
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && node != schema && !node.next_sibling()) node = node.parent();
    node = node == schema ? pugi::xml_node() : node.next_sibling();
  }
}

}  // namespace crosswalk::artifacts::xml
