// SPDX-License-Identifier: Apache-2.0
#include "writing/template.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/text.h"
#include "packs/yaml.h"
#include "writing/reader.h"

namespace crosswalk::writing {
namespace {

/// A part of a template.
struct Node {
  enum class Kind : std::uint8_t { words, value, section, inverted };
  Kind kind = Kind::words;
  /// The words, or the name.
  std::string text;
  /// Where it begins, from 1.
  int line = 1;
  std::vector<Node> children;
};

/// Whether it is shaped as a language tag. Source: RFC 5646, 2.1.
bool is_language(std::string_view tag) {
  constexpr std::size_t longest = 8;
  if (tag.empty()) return false;
  bool first = true;
  for (const std::string_view part : base::split(tag, '-')) {
    if (part.empty() || part.size() > longest) return false;
    for (const char c : part) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (first || c < '0' || c > '9')) return false;
    }
    first = false;
  }
  return true;
}

/// Takes a template apart; mistakes go to the diagnostics.
class Parser {
 public:
  Parser(std::string_view text, std::string_view file, packs::Diagnostics& diagnostics)
      : text_(text), file_(file), diagnostics_(diagnostics) {}

  std::vector<Node> run() {
    open_.push_back({Node::Kind::section, "", 0, {}});
    while (at_ < text_.size()) {
      const std::size_t tag = text_.find("{{", at_);
      words(tag == std::string_view::npos ? text_.size() : tag);
      if (tag != std::string_view::npos) read_tag();
    }
    while (open_.size() > 1) {
      error(open_.back().line, "'{{#" + open_.back().text + "}}' is not closed", "{{/" + open_.back().text + "}}");
      close();
    }
    return std::move(open_.front().children);
  }
  /// What the template says of its language; empty where it says nothing.
  [[nodiscard]] const std::string& language() const { return language_; }

 private:
  void error(int line, std::string message, std::string advice = {}) {
    diagnostics_.error(file_, line, 0, std::move(message), std::move(advice));
  }

  void words(std::size_t end) {
    if (end > at_) open_.back().children.push_back({Node::Kind::words, std::string(text_.substr(at_, end - at_)), line_, {}});
    advance(end);
  }
  void advance(std::size_t end) {
    line_ += static_cast<int>(
        std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }

  /// Whether nothing but white space stands before `at` in its line.
  [[nodiscard]] bool begins_line(std::size_t at) const {
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    return at == 0 || text_[at - 1] == '\n';
  }
  /// The end of the line where nothing but white space follows `at`; npos else.
  [[nodiscard]] std::size_t line_end(std::size_t at) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\r')) ++at;
    if (at == text_.size()) return at;
    return text_[at] == '\n' ? at + 1 : std::string_view::npos;
  }

  void read_tag() {
    const std::size_t begin = at_;
    const int line = line_;
    const bool triple = text_.substr(begin, 3) == "{{{";
    const std::size_t end = text_.find(triple ? "}}}" : "}}", begin);
    if (end == std::string_view::npos) {
      error(line, "'{{' is not closed", "{{name}}");
      return advance(text_.size());
    }
    std::string_view inner = base::trim(text_.substr(begin + (triple ? 3 : 2), end - begin - (triple ? 3 : 2)));
    const std::size_t behind = end + (triple ? 3 : 2);
    const char sign = inner.empty() || triple ? '\0' : inner[0];
    const bool alone = std::string_view("#^/!").find(sign) != std::string_view::npos && sign != '\0' && begins_line(begin) &&
                       line_end(behind) != std::string_view::npos;
    if (alone) take_indent();
    advance(alone ? line_end(behind) : behind);
    if (sign == '!') return read_remark(inner.substr(1), line);
    if (sign == '>' || sign == '=')
      return error(line, std::string("'{{") + sign + "' is not known here", "{{name}}, {{#name}}, {{^name}}");
    if (sign == '#' || sign == '^' || sign == '/' || sign == '&') inner = base::trim(inner.substr(1));
    if (inner.empty() || inner.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") != std::string_view::npos)
      return error(line, "'" + std::string(inner) + "' is no name", "small letters, digits, '_' and '.'");
    if (sign == '/') return end_section(std::string(inner), line);
    const Node::Kind kind = sign == '#' ? Node::Kind::section : sign == '^' ? Node::Kind::inverted : Node::Kind::value;
    Node node{kind, std::string(inner), line, {}};
    if (kind == Node::Kind::value) {
      open_.back().children.push_back(std::move(node));
    } else if (open_.size() > most_open) {
      error(line, "sections lie too deep in each other");
    } else {
      open_.push_back(std::move(node));
    }
  }
  void read_remark(std::string_view remark, int line) {
    constexpr std::string_view opening = "language:";
    remark = base::trim(remark);
    if (!remark.starts_with(opening)) return;
    language_ = std::string(base::trim(remark.substr(opening.size())));
    if (!is_language(language_)) error(line, "'" + language_ + "' is no language", "{{! language: en }}");
  }
  /// White space before a tag that has its line for itself is no text.
  void take_indent() {
    auto& siblings = open_.back().children;
    if (siblings.empty() || siblings.back().kind != Node::Kind::words) return;
    std::string& before = siblings.back().text;
    while (before.ends_with(' ') || before.ends_with('\t')) before.pop_back();
  }
  void end_section(const std::string& name, int line) {
    if (open_.size() == 1 || open_.back().text != name)
      return error(
          line, "'{{/" + name + "}}' closes nothing" + (open_.size() == 1 ? "" : "; '{{#" + open_.back().text + "}}' is open"));
    close();
  }
  void close() {
    Node node = std::move(open_.back());
    open_.pop_back();
    open_.back().children.push_back(std::move(node));
  }

  static constexpr std::size_t most_open = 20;
  std::string_view text_;
  std::string file_;
  packs::Diagnostics& diagnostics_;
  std::vector<Node> open_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::string language_;
};

/// Markdown with marks, the values that they stand for, and the line of the template that each of its lines begins in.
struct Filled {
  std::string text;
  std::vector<Value> values;
  std::vector<int> lines{1};

  void words(std::string_view words, int line) {
    if (text.empty() || text.ends_with('\n')) lines.back() = line;
    for (const char c : words) {
      text += c;
      if (c != '\n') continue;
      ++line;
      lines.push_back(line);
    }
  }
  [[nodiscard]] int line_of(std::size_t at) const {
    const auto number = static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size())), '\n'));
    return lines[std::min(number, lines.size() - 1)];
  }
};

}  // namespace

// ---- Facts
// ---------------------------------------------------------------------------------------------------------------------

Facts& Facts::text(std::string name, std::string value, BlankType type, std::string wanted) {
  for (Text& text : texts_) {
    if (text.name != name) continue;
    text.value = std::move(value);
    if (!wanted.empty()) {
      text.type = type;
      text.wanted = std::move(wanted);
    }
    return *this;
  }
  texts_.push_back({std::move(name), std::move(value), type, std::move(wanted)});
  return *this;
}

Facts& Facts::flag(std::string name, bool value) {
  for (auto& [known, flag] : flags_) {
    if (known != name) continue;
    flag = value;
    return *this;
  }
  flags_.emplace_back(std::move(name), value);
  return *this;
}

Facts& Facts::list(std::string name) {
  lists_.push_back({std::move(name), std::vector<Facts>(1), {}});
  return lists_.back().pattern.front();
}

Facts& Facts::item(std::string_view name) {
  for (List& list : lists_) {
    if (list.name == name) return list.items.emplace_back(list.pattern.front());
  }
  // A mistake of the program's own; the item goes into a list that no template was told of.
  return list(std::string(name));
}

const Facts::Text* Facts::find_text(std::string_view name) const {
  const auto found = std::find_if(texts_.begin(), texts_.end(), [&](const Text& text) { return text.name == name; });
  return found == texts_.end() ? nullptr : &*found;
}
const Facts::List* Facts::find_list(std::string_view name) const {
  const auto found = std::find_if(lists_.begin(), lists_.end(), [&](const List& list) { return list.name == name; });
  return found == lists_.end() ? nullptr : &*found;
}
std::optional<bool> Facts::find_flag(std::string_view name) const {
  for (const auto& [known, flag] : flags_) {
    if (known == name) return flag;
  }
  return std::nullopt;
}

std::vector<std::string> Facts::names() const {
  std::vector<std::string> out;
  for (const Text& text : texts_) out.push_back(text.name);
  for (const auto& [name, flag] : flags_) out.push_back(name);
  for (const List& list : lists_) {
    out.push_back(list.name);
    for (const std::string& name : list.pattern.front().names()) out.push_back(std::string(list.name) + "[]." + name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// ---- looking up names
// ------------------------------------------------------------------------------------------------------------

/// Looks every name up, whatever the facts say, and reads all of the template once as Markdown.
class Checker {
 public:
  Checker(std::string_view file, packs::Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  void run(const std::vector<Node>& nodes, const Facts& facts) {
    scopes_.push_back(&facts);
    check(nodes);
    scopes_.pop_back();
  }
  /// The template with every section taken once.
  [[nodiscard]] const Filled& whole() const { return filled_; }

 private:
  void check(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (node.kind == Node::Kind::words) {
        filled_.words(node.text, node.line);
      } else if (node.kind == Node::Kind::value) {
        check_value(node);
      } else {
        check_section(node);
      }
    }
  }
  void check_value(const Node& node) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if ((*scope)->find_text(node.text) == nullptr) continue;
      filled_.text += mark_of(filled_.values.size());
      filled_.values.push_back({"x", BlankType::text, ""});
      return;
    }
    unknown(node, "a text");
  }
  void check_section(const Node& node) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (const Facts::List* list = (*scope)->find_list(node.text)) {
        const bool inside = node.kind == Node::Kind::section;
        if (inside) scopes_.push_back(&list->pattern.front());
        check(node.children);
        if (inside) scopes_.pop_back();
        return;
      }
      if ((*scope)->find_flag(node.text) || (*scope)->find_text(node.text) != nullptr) return check(node.children);
    }
    unknown(node, "a list, a flag or a text");
  }
  void unknown(const Node& node, const std::string& wanted) {
    std::vector<std::string> names;
    for (const Facts* scope : scopes_) {
      for (std::string& name : scope->names()) {
        if (name.find("[].") == std::string::npos) names.push_back(std::move(name));
      }
    }
    const std::string meant = packs::nearest(node.text, names);
    diagnostics_.error(file_, node.line, 0, "nothing is known by the name '" + node.text + "' (" + wanted + " is wanted here)",
                       meant.empty() ? base::join(names, ", ") : meant);
  }

  std::string file_;
  packs::Diagnostics& diagnostics_;
  std::vector<const Facts*> scopes_;
  Filled filled_;
};

/// Fills in what was checked.
class Renderer {
 public:
  Filled run(const std::vector<Node>& nodes, const Facts& facts) {
    scopes_.push_back(&facts);
    fill(nodes);
    return std::move(filled_);
  }

 private:
  void fill(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (node.kind == Node::Kind::words) {
        filled_.words(node.text, node.line);
      } else if (node.kind == Node::Kind::value) {
        fill_value(node.text);
      } else {
        fill_section(node);
      }
    }
  }
  void fill_value(std::string_view name) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      const Facts::Text* found = (*scope)->find_text(name);
      if (found == nullptr) continue;
      filled_.text += mark_of(filled_.values.size());
      filled_.values.push_back({std::string(base::trim(found->value)), found->type, found->wanted});
      return;
    }
  }
  void fill_section(const Node& node) {
    const bool inverted = node.kind == Node::Kind::inverted;
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (const Facts::List* list = (*scope)->find_list(node.text)) return fill_list(node, *list, inverted);
      std::optional<bool> holds = (*scope)->find_flag(node.text);
      if (const Facts::Text* text = (*scope)->find_text(node.text); !holds && text != nullptr)
        holds = !base::trim(text->value).empty();
      if (!holds) continue;
      if (*holds != inverted) fill(node.children);
      return;
    }
  }
  void fill_list(const Node& node, const Facts::List& list, bool inverted) {
    if (inverted) {
      if (list.items.empty()) fill(node.children);
      return;
    }
    for (const Facts& item : list.items) {
      scopes_.push_back(&item);
      fill(node.children);
      scopes_.pop_back();
    }
  }

  std::vector<const Facts*> scopes_;
  Filled filled_;
};

std::optional<Rendered> render(std::string_view text, std::string_view file, const Facts& facts,
                               packs::Diagnostics& diagnostics) {
  packs::Diagnostics own;
  if (!base::is_utf8(text)) own.error(file, 0, 0, "the text is not in UTF-8");
  if (holds_marks(text)) own.error(file, 0, 0, "it holds characters for private use (U+E000 or U+E001)");
  std::vector<Node> nodes;
  std::string language;
  if (!own.has_errors()) {
    Parser parser(text, file, own);
    nodes = parser.run();
    language = parser.language();
  }
  if (!own.has_errors()) {
    Checker checker(file, own);
    checker.run(nodes, facts);
    std::string title;
    const Filled& whole = checker.whole();
    const auto blocks = read_markdown(whole.text, whole.values, title, [&](std::size_t at, std::string message) {
      own.error(file, whole.line_of(at), 0, std::move(message));
    });
    if (title.empty()) own.error(file, 1, 0, "there is no title", "# What the document is called");
  }
  diagnostics.add(own);
  if (own.has_errors()) return std::nullopt;
  const Filled filled = Renderer().run(nodes, facts);
  Rendered out;
  out.paper.language = language;
  // What can be wrong was found by the checker, which saw every section.
  out.paper.blocks = read_markdown(filled.text, filled.values, out.paper.title, [](std::size_t, const std::string&) {});
  out.blanks = blanks_of(out.paper);
  return out;
}

base::Result<Rendered> fill_in(const std::string& name, const TemplateSource& find, const Facts& facts, const Brand& brand,
                               packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const TemplateFile file, find(name));
  auto out = render(file.text, file.file, facts, diagnostics);
  if (!out) return base::Error{base::ErrorCode::malformed_workspace, file.file, "a template"};
  if (out->paper.language.empty()) out->paper.language = brand.language;
  return std::move(*out);
}

BrandFile read_brand(std::string_view text, std::string_view file, packs::Diagnostics& diagnostics) {
  BrandFile out;
  const auto yaml = packs::parse_yaml(text, file, diagnostics);
  if (!yaml) return out;
  packs::YamlReader reader(*yaml, file, "the brand", diagnostics);
  out.brand.name = reader.text("name");
  out.brand.footer = reader.text("footer");
  out.brand.colour = reader.text("colour");
  const std::string& colour = out.brand.colour;
  if (!colour.empty() &&
      (colour.size() != 7 || colour[0] != '#' || colour.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)) {
    reader.error("colour", "'" + colour + "' is no colour", "\"#0b57a4\"");
    out.brand.colour.clear();
  }
  const auto file_beside = [&](const char* key, const char* kind) {
    std::string name = reader.text(key);
    if (name.find('/') == std::string::npos && !name.starts_with('.')) return name;
    reader.error(key, "'" + name + "' is no name of a file",
                 "put the " + std::string(kind) + " beside brand.yaml and write its name");
    return std::string();
  };
  out.logo_file = file_beside("logo", "PNG");
  out.docx_template_file = file_beside("docx_template", "DOCX or DOTX file");
  out.brand.language = reader.text("language");
  if (!out.brand.language.empty() && !is_language(out.brand.language)) {
    reader.error("language", "'" + out.brand.language + "' is no language", "a tag, such as en or de-AT");
    out.brand.language.clear();
  }
  reader.finish();
  return out;
}

std::string fault_of_logo(std::string_view png) {
  constexpr std::string_view signature = "\x89PNG\r\n\x1A\n";
  constexpr std::size_t header = 24;
  constexpr std::size_t largest = 1U << 20;
  constexpr std::uint32_t widest = 4000;
  if (png.size() < header || !png.starts_with(signature) || png.substr(12, 4) != "IHDR") return "it is no PNG";
  if (png.size() > largest) return "it is larger than 1 MiB";
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(png[at + i]);
    return value;
  };
  const std::uint32_t width = number(16);
  const std::uint32_t height = number(20);
  if (width == 0 || height == 0 || width > widest || height > widest) return "it is larger than 4000 by 4000 pixels";
  return {};
}

}  // namespace crosswalk::writing
