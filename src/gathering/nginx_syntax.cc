// SPDX-License-Identifier: Apache-2.0
#include "gathering/nginx_syntax.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace crosswalk::gathering {
namespace {

constexpr std::size_t most_bytes = 1U << 20;
constexpr std::size_t deepest = 50;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Reads a text once from the beginning to the end.
class Parser {
 public:
  Parser(std::string_view text, Maker& maker) : text_(text), maker_(maker) {}

  Directive read() {
    open_.emplace_back();
    while (skip_space()) {
      if (!read_next()) break;
    }
    if (!failed_ && open_.size() > 1) maker_.refuse(open_.back().place, "this block does not end", "add the missing '}'");
    while (open_.size() > 1) close();
    return std::move(open_[0]);
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char next() const { return text_[at_]; }

  void step() {
    if (text_[at_] == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U) {
      ++place_.column;
    }
    ++at_;
  }

  /// Whether anything follows.
  bool skip_space() {
    while (!at_end()) {
      if (next() == '#') {
        while (!at_end() && next() != '\n') step();
      } else if (is_space(next())) {
        step();
      } else {
        return true;
      }
    }
    return false;
  }

  bool fail(Place place, const std::string& what, const std::string& advice) {
    maker_.refuse(place, what, advice);
    failed_ = true;
    return false;
  }

  /// Reads a directive up to its ';' or '{', or a '}'; gives whether reading can go on.
  bool read_next() {
    if (next() == '}') {
      if (open_.size() == 1) return fail(place_, "a '}' without a '{'", "take it out");
      step();
      close();
      return true;
    }
    if (next() == ';') {
      step();
      return true;
    }
    Directive directive;
    directive.place = place_;
    while (skip_space() && next() != ';' && next() != '{' && next() != '}') {
      std::string word = read_word();
      if (failed_) return false;
      if (directive.name.empty()) {
        directive.name = std::move(word);
      } else {
        directive.arguments.push_back(std::move(word));
      }
    }
    return end_directive(std::move(directive));
  }

  bool end_directive(Directive directive) {
    if (at_end() || next() == '}') return fail(directive.place, "this directive has no ';'", "add it");
    const bool block = next() == '{';
    step();
    if (!block) {
      open_.back().add(std::move(directive));
      return true;
    }
    if (directive.name.ends_with("_by_lua_block")) {
      maker_.remark(directive.place, "nothing is taken from the code of " + directive.name,
                    "write what it does into the release file");
      return skip_lua(directive.place);
    }
    if (open_.size() > deepest) return fail(directive.place, "too many blocks in each other", "see that every block ends");
    open_.push_back(std::move(directive));
    return true;
  }

  void close() {
    Directive done = std::move(open_.back());
    open_.pop_back();
    open_.back().add(std::move(done));
  }

  std::string read_word() {
    if (next() == '"' || next() == '\'') return read_quoted();
    std::string out;
    while (!at_end() && !is_space(next()) && next() != ';') {
      // The brace of "${name}" begins no block.
      const bool variable = next() == '{' && !out.empty() && out.back() == '$';
      if (next() == '{' && !variable) break;
      if (next() == '\\' && at_ + 1 < text_.size()) take(out);
      take(out);
      if (variable) {
        while (!at_end() && next() != '}' && next() != '\n') take(out);
        if (!at_end() && next() == '}') take(out);
      } else if (!at_end() && next() == '}') {
        break;
      }
    }
    return out;
  }

  void take(std::string& out) {
    out += next();
    step();
  }

  std::string read_quoted() {
    const char quote = next();
    const Place begin = place_;
    step();
    std::string out;
    while (!at_end() && next() != quote) {
      if (next() == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == quote || text_[at_ + 1] == '\\')) step();
      take(out);
    }
    if (at_end()) {
      fail(begin, "this quote does not end", "add the missing quote");
    } else {
      step();
    }
    return out;
  }

  /// Skips code of Lua behind its '{' up to the '}' that ends it: braces in strings and comments do not count.
  bool skip_lua(Place begin) {
    int open = 1;
    while (!at_end() && open > 0) {
      const char c = next();
      if (text_.substr(at_).starts_with("--")) {
        step();
        step();
        if (!skip_long_bracket()) {
          while (!at_end() && next() != '\n') step();
        }
      } else if (c == '"' || c == '\'') {
        skip_lua_string(c);
      } else if (c != '[' || !skip_long_bracket()) {
        if (c == '{') ++open;
        if (c == '}') --open;
        step();
      }
    }
    return open == 0 || fail(begin, "this block does not end", "add the missing '}'");
  }

  void skip_lua_string(char quote) {
    step();
    while (!at_end() && next() != quote && next() != '\n') {
      if (next() == '\\' && at_ + 1 < text_.size()) step();
      step();
    }
    if (!at_end()) step();
  }

  /// "[[ ... ]]", "[==[ ... ]==]"; whether one begins here.
  bool skip_long_bracket() {
    std::size_t level = 0;
    while (at_ + 1 + level < text_.size() && text_[at_ + 1 + level] == '=') ++level;
    const bool begins = !at_end() && next() == '[' && at_ + 1 + level < text_.size() && text_[at_ + 1 + level] == '[';
    if (!begins) return false;
    const std::string end = "]" + std::string(level, '=') + "]";
    const std::size_t stop = text_.find(end, at_ + level + 2);
    const std::size_t last = stop == std::string_view::npos ? text_.size() : stop + end.size();
    while (at_ < last) step();
    return true;
  }

  std::string_view text_;
  Maker& maker_;
  std::size_t at_ = 0;
  Place place_{1, 1};
  /// The blocks that are open; the first is the file.
  std::vector<Directive> open_;
  bool failed_ = false;
};

}  // namespace

const Directive* Directive::find(std::string_view wanted) const {
  const auto found = first.find(wanted);
  return found == first.end() ? nullptr : &block[found->second];
}

void Directive::add(Directive directive) {
  first.try_emplace(directive.name, block.size());
  block.push_back(std::move(directive));
}

std::string Directive::text() const { return base::join(arguments, " "); }

bool Directive::has(std::string_view argument) const {
  return std::find(arguments.begin(), arguments.end(), argument) != arguments.end();
}

Directive read_directives(std::string_view bytes, Maker& maker) {
  if (bytes.size() > most_bytes) {
    maker.refuse({}, "larger than 1 MiB", "give the parts of it that listen");
    return {};
  }
  const std::string text = base::repair_utf8(bytes);
  return Parser(text, maker).read();
}

}  // namespace crosswalk::gathering
