// SPDX-License-Identifier: Apache-2.0
#include "release/write.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/text.h"
#include "packs/yaml.h"
#include "release/scalar.h"
#include "release/write_lines.h"

namespace crosswalk::release {
namespace {

using packs::Yaml;

std::string head_of(const GroupSpec& group) {
  return "# " + std::string(group.title) + ": " + std::string(group.help) + "\n" + std::string(group.name) + ":\n";
}

std::vector<const Addition*> of_group(std::span<const Addition> additions, std::string_view group) {
  std::vector<const Addition*> out;
  for (const Addition& each : additions) {
    if (each.group == group && !each.entry.facts.empty()) out.push_back(&each);
  }
  return out;
}

/// What others say of a group whose facts nobody has yet.
std::string hints_of(const GroupSpec& group, std::span<const Addition> additions) {
  std::string out;
  for (const Addition& each : additions) {
    if (each.group != group.name || !each.entry.facts.empty()) continue;
    for (const Aside& aside : each.asides)
      out += "  # " + yaml_comment("for '" + aside.field + "', from " + aside.origin + ": " + aside.text) + "\n";
  }
  return out;
}

std::string group_text(const GroupSpec& group, const std::vector<const Addition*>& additions, bool blanks,
                       const std::string& hints = {}) {
  std::string out = head_of(group) + hints;
  for (const Addition* each : additions) {
    out += group.list ? block_text(group, *each, "  - ", "    ", blanks) : block_text(group, *each, "  ", "  ", blanks);
  }
  if (!additions.empty() || !blanks) return out;
  return out + (group.list ? blank_lines(group, nullptr, "  # - ", "  #   ") : blank_lines(group, nullptr, "  # ", "  # "));
}

/// Bytes of a text by its lines.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size();) {
      begins_.push_back(at);
      const std::size_t end = text.find('\n', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
    }
    if (text.starts_with("\xEF\xBB\xBF") && !begins_.empty()) begins_[0] = 3;
  }

  [[nodiscard]] int count() const { return static_cast<int>(begins_.size()); }
  /// Where a line begins, from 1; the end of the text for those behind it.
  [[nodiscard]] std::size_t begin(int line) const {
    return line > count() ? text_.size() : begins_[static_cast<std::size_t>(line - 1)];
  }
  [[nodiscard]] std::string_view line(int number) const { return text_.substr(begin(number), begin(number + 1) - begin(number)); }
  [[nodiscard]] std::size_t at(const Yaml& yaml) const { return begin(yaml.line) + static_cast<std::size_t>(yaml.column - 1); }

  /// The line behind the last one of [first, end) that belongs to a block whose names or dashes stand `indent` columns in. A
  /// comment that stands further in may be part of a text of several lines, so it belongs to it.
  [[nodiscard]] int behind(int first, int end, std::size_t indent) const {
    int last = end - 1;
    for (; last > first; --last) {
      const std::string_view text = line(last);
      const std::string_view content = base::trim(text);
      const bool comment = content.starts_with('#') && text.find('#') <= indent;
      if (!content.empty() && !comment && content != "-") break;
    }
    return last + 1;
  }
  /// The line after the last of the document.
  [[nodiscard]] int end_of_document() const {
    for (int number = 1; number <= count(); ++number) {
      const std::string_view text = line(number);
      if (text.starts_with("...") && base::trim(text.substr(3)).empty()) return number;
    }
    return count() + 1;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

/// The end of a collection in brackets.
struct FlowEnd {
  /// Its last bracket; npos where it has none.
  std::size_t at = std::string_view::npos;
  /// What stands before it, comments and white space aside.
  char last = 0;
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Finds the end of the collection that begins at `begin`. Quotes begin a text only where a value or a name can begin. Source:
/// YAML 1.2.2, 7.3, 7.4.
FlowEnd end_of_flow(std::string_view text, std::size_t begin) {
  int depth = 0;
  bool may_begin = true;
  char last = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (is_space(c)) continue;
    if (c == '#' && is_space(text[i - 1])) {
      i = std::min(text.find('\n', i), text.size());
      continue;
    }
    if ((c == ']' || c == '}') && --depth == 0) return {i, last};
    if ((c == '"' || c == '\'') && may_begin) {
      for (++i; i < text.size() && text[i] != c; ++i) {
        if (c == '"' && text[i] == '\\') ++i;
      }
      // '' within single quotes is one quote: the next one begins where the last ended.
      may_begin = c == '\'';
    } else {
      if (c == '[' || c == '{') ++depth;
      const bool ends_name = c == ':' && (i + 1 == text.size() || is_space(text[i + 1]) || last == '"');
      may_begin = c == '[' || c == '{' || c == ',' || ends_name;
    }
    last = c;
  }
  return {};
}

/// Adds facts to one file: collects what is put in where, then puts it in.
class Editor {
 public:
  Editor(std::string_view text, const Yaml& root) : text_(text), root_(root), lines_(text) {}

  base::Result<std::string> add(std::span<const Addition> additions) {
    for (const GroupSpec& group : groups()) {
      const auto wanted = of_group(additions, group.name);
      if (!wanted.empty()) CW_RETURN_IF_ERROR(add_to_group(group, wanted));
    }
    return put_in();
  }

 private:
  struct Edit {
    std::size_t at = 0;
    std::string text;
  };

  [[nodiscard]] bool is_flow(const Yaml& yaml) const {
    const std::size_t at = lines_.at(yaml);
    return at < text_.size() && (text_[at] == '{' || text_[at] == '[');
  }
  [[nodiscard]] const Yaml::Member* member(std::string_view name) const {
    for (const Yaml::Member& each : root_.members) {
      if (each.key.scalar == name) return &each;
    }
    return nullptr;
  }
  /// The line in which the next group begins.
  [[nodiscard]] int end_of_group(const Yaml::Member& group) const {
    int out = lines_.end_of_document();
    for (const Yaml::Member& each : root_.members) {
      if (each.key.line > group.key.line) out = std::min(out, each.key.line);
    }
    return out;
  }

  base::Error cannot(const GroupSpec& group, int line, std::string advice) const {
    return {base::ErrorCode::malformed_data, "line " + std::to_string(line),
            "nothing can be added to '" + std::string(group.name) + "' as it is written: " + std::move(advice)};
  }

  base::Result<void> add_to_group(const GroupSpec& group, const std::vector<const Addition*>& wanted) {
    if (is_flow(root_)) return add_to_flow_root(group, wanted);
    const Yaml::Member* found = member(group.name);
    if (found == nullptr) {
      add_group(group, wanted);
      return {};
    }
    if (found->value.kind == Yaml::Kind::null) return add_to_empty(group, *found, wanted);
    std::vector<const Addition*> fresh;
    for (const Addition* each : wanted) {
      if (!each->into) {
        fresh.push_back(each);
      } else {
        CW_RETURN_IF_ERROR(add_to_entry(group, *found, *each));
      }
    }
    return fresh.empty() ? base::Result<void>() : add_entries(group, *found, fresh);
  }

  /// A group that the file does not have comes behind the last one that stands before it in the order of groups.
  void add_group(const GroupSpec& group, const std::vector<const Addition*>& wanted) {
    const Yaml::Member* before = nullptr;
    for (const GroupSpec& each : groups()) {
      if (each.name == group.name) break;
      if (const Yaml::Member* found = member(each.name)) before = found;
    }
    const int end = before == nullptr ? lines_.end_of_document() : end_of_group(*before);
    const int line = lines_.behind(before == nullptr ? 0 : before->key.line, end, 0);
    put_line(line, "\n" + group_text(group, wanted, false));
  }

  base::Result<void> add_to_empty(const GroupSpec& group, const Yaml::Member& found, const std::vector<const Addition*>& wanted) {
    std::string_view rest = lines_.line(found.key.line);
    rest = base::trim(rest.substr(std::min(rest.size(), rest.find(':') + 1)));
    if (!rest.empty() && !rest.starts_with('#')) return cannot(group, found.key.line, "write its name alone, with a colon");
    for (const Addition* each : wanted) {
      put_line(found.key.line + 1,
               group.list ? block_text(group, *each, "  - ", "    ", false) : block_text(group, *each, "  ", "  ", false));
    }
    return {};
  }

  base::Result<void> add_to_entry(const GroupSpec& group, const Yaml::Member& found, const Addition& addition) {
    const bool list = found.value.kind == Yaml::Kind::sequence;
    if (list ? *addition.into >= found.value.items.size() : *addition.into > 0)
      return cannot(group, found.value.line, "it has no such entry");
    const Yaml& entry = list ? found.value.items[*addition.into] : found.value;
    if (is_flow(entry)) return put_into_flow(group, entry, flow_text(group, addition.entry));
    int end = end_of_group(found);
    if (list && *addition.into + 1 < found.value.items.size()) end = found.value.items[*addition.into + 1].line;
    const auto indent = static_cast<std::size_t>(entry.column - 1);
    put_line(lines_.behind(entry.line, end, indent),
             block_text(group, addition, std::string(indent, ' '), std::string(indent, ' '), false));
    return {};
  }

  base::Result<void> add_entries(const GroupSpec& group, const Yaml::Member& found, const std::vector<const Addition*>& fresh) {
    if (found.value.kind != Yaml::Kind::sequence)
      return cannot(group, found.value.line, "write its one entry with a dash before it, so that there can be others");
    if (is_flow(found.value)) {
      std::string all;
      for (const Addition* each : fresh) all += (all.empty() ? "{" : ", {") + flow_text(group, each->entry) + "}";
      return put_into_flow(group, found.value, all);
    }
    const auto indent = static_cast<std::size_t>(found.value.column - 1);
    const int line = lines_.behind(found.key.line, end_of_group(found), indent);
    const std::string blanks(indent, ' ');
    for (const Addition* each : fresh) put_line(line, block_text(group, *each, blanks + "- ", blanks + "  ", false));
    return {};
  }

  base::Result<void> add_to_flow_root(const GroupSpec& group, const std::vector<const Addition*>& wanted) {
    const Yaml::Member* found = member(group.name);
    if (found == nullptr) {
      std::string all;
      for (const Addition* each : wanted) all += (all.empty() ? "{" : ", {") + flow_text(group, each->entry) + "}";
      return put_into_flow(group, root_, std::string(group.name) + ": " + (group.list ? "[" + all + "]" : all));
    }
    for (const Addition* each : wanted) {
      if (found->value.kind == Yaml::Kind::null) return cannot(group, found->key.line, "take its empty name out");
      if (each->into) {
        CW_RETURN_IF_ERROR(add_to_entry(group, *found, *each));
      } else {
        CW_RETURN_IF_ERROR(add_entries(group, *found, {each}));
      }
    }
    return {};
  }

  base::Result<void> put_into_flow(const GroupSpec& group, const Yaml& yaml, const std::string& content) {
    const FlowEnd end = end_of_flow(text_, lines_.at(yaml));
    if (end.at == std::string_view::npos) return cannot(group, yaml.line, "write it without brackets");
    const bool empty = yaml.items.empty() && yaml.members.empty();
    put_at(end.at, (empty || end.last == ',' ? "" : ", ") + content);
    return {};
  }

  void put_at(std::size_t at, std::string text) { edits_.push_back({at, std::move(text)}); }
  /// Before a line; the last one of a file may lack its end.
  void put_line(int line, std::string text) {
    const std::size_t at = lines_.begin(line);
    if (at == text_.size() && !text_.empty() && text_.back() != '\n' && !ended_) {
      text.insert(0, "\n");
      ended_ = true;
    }
    put_at(at, std::move(text));
  }

  [[nodiscard]] std::string put_in() {
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
    const bool crlf = text_.find("\r\n") != std::string_view::npos;
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
      out += text_.substr(at, edit.at - at);
      at = edit.at;
      for (const char c : edit.text) out += c == '\n' && crlf ? "\r\n" : std::string(1, c);
    }
    return out + std::string(text_.substr(at));
  }

  std::string_view text_;
  const Yaml& root_;
  Lines lines_;
  std::vector<Edit> edits_;
  bool ended_ = false;
};

bool same(const Entry& a, const Entry& b) {
  return std::equal(a.facts.begin(), a.facts.end(), b.facts.begin(), b.facts.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.texts == y.second.texts && x.second.origin == y.second.origin;
  });
}

/// What a file says with the additions.
std::map<std::string, std::vector<Entry>, std::less<>> expected(const ReleaseFacts& before, std::span<const Addition> additions) {
  auto out = before.groups;
  for (const Addition& each : additions) {
    if (each.entry.facts.empty()) continue;
    std::vector<Entry>& entries = out[each.group];
    if (each.into && *each.into < entries.size()) {
      entries[*each.into].facts.insert(each.entry.facts.begin(), each.entry.facts.end());
    } else {
      entries.push_back(each.entry);
    }
  }
  return out;
}

bool says(const ReleaseFacts& facts, const std::map<std::string, std::vector<Entry>, std::less<>>& wanted) {
  return std::all_of(groups().begin(), groups().end(), [&](const GroupSpec& group) {
    const auto found = wanted.find(group.name);
    const std::span<const Entry> all = found == wanted.end() ? std::span<const Entry>() : found->second;
    const std::span<const Entry> have = facts.entries(group.name);
    return std::equal(all.begin(), all.end(), have.begin(), have.end(), same);
  });
}

base::Error mistakes(std::string_view file, const packs::Diagnostics& diagnostics) {
  return {base::ErrorCode::malformed_data, std::string(file), diagnostics.items().empty() ? "" : diagnostics.items()[0].message};
}

}  // namespace

std::string new_release_text(std::span<const Addition> additions, std::string_view schema) {
  std::string out;
  if (!schema.empty()) out += "# yaml-language-server: $schema=" + std::string(schema) + "\n";
  out +=
      "# The facts of a release. What is not known stays out: documents have a blank for it.\n"
      "# A fact that was taken from somewhere is {value: ..., origin: ...}.\n";
  for (const GroupSpec& group : groups())
    out += "\n" + group_text(group, of_group(additions, group.name), true, hints_of(group, additions));
  return out;
}

base::Result<std::string> add_to_release(std::string_view text, std::string_view file, std::span<const Addition> additions) {
  packs::Diagnostics diagnostics;
  const auto root = packs::parse_yaml(text, file, diagnostics);
  const auto before = root ? read_release(text, file, diagnostics) : std::nullopt;
  if (!before || diagnostics.has_errors()) return mistakes(file, diagnostics);
  auto made = Editor(text, *root).add(additions);
  if (!made) return base::Error{made.error().code, std::string(file), made.error().subject + ": " + made.error().detail};
  packs::Diagnostics again;
  const auto after = read_release(*made, file, again);
  // A file may be written in ways that nobody thought of: then it stays as it is.
  if (!after || again.has_errors() || !says(*after, expected(*before, additions))) {
    return base::Error{base::ErrorCode::malformed_data, std::string(file),
                       "nothing can be added to it as it is written" +
                           (again.items().empty() ? std::string() : ": " + again.items()[0].message)};
  }
  return std::move(*made);
}

}  // namespace crosswalk::release
