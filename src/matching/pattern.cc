// SPDX-License-Identifier: Apache-2.0
#include "matching/pattern.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace crosswalk::matching {
namespace {

constexpr std::size_t max_positions = 2000;
constexpr std::size_t max_moves = 1000000;
constexpr std::uint32_t max_repeats = 1000;
constexpr int max_depth = 50;
constexpr std::uint32_t unlimited = 0xFFFFFFFF;

/// A part of the expression.
struct Node {
  enum class Kind : std::uint8_t { nothing, bytes, line_end, sequence, alternatives, repeat };
  Node() = default;
  explicit Node(Kind what) : kind(what) {}
  explicit Node(const ByteSet& one_of) : kind(Kind::bytes), bytes(one_of) {}

  Kind kind = Kind::nothing;
  ByteSet bytes;
  /// repeat: how often at least and at most.
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  std::vector<Node> children;
};

ByteSet range_of(unsigned char first, unsigned char last) {
  ByteSet out;
  for (unsigned c = first; c <= last; ++c) out.add(static_cast<unsigned char>(c));
  return out;
}

ByteSet without_line_end(const ByteSet& set) {
  ByteSet line_end;
  line_end.add('\n');
  ByteSet outside = set.inverted();
  outside.add(line_end);
  return outside.inverted();
}

/// What stands behind a backslash; nothing where it stands for itself.
std::optional<ByteSet> escaped_set(char c) {
  ByteSet set;
  switch (c) {
    case 'd':
    case 'D':
      set = range_of('0', '9');
      break;
    case 'w':
    case 'W':
      set = range_of('a', 'z');
      set.add(range_of('A', 'Z'));
      set.add(range_of('0', '9'));
      set.add('_');
      break;
    case 's':
    case 'S':
      set = range_of('\t', '\r');
      set.add(' ');
      break;
    case 'n':
      set.add('\n');
      return set;
    case 't':
      set.add('\t');
      return set;
    default:
      return std::nullopt;
  }
  return c >= 'a' ? set : set.inverted();
}

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Recursive descent from text to nodes.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  base::Result<Node> run() {
    CW_ASSIGN_OR_RETURN(Node node, alternatives(0));
    if (at_ < text_.size()) return wrong("a ')' without '('");
    return node;
  }

 private:
  [[nodiscard]] base::Error wrong(std::string detail) const {
    return {base::ErrorCode::malformed_pack, std::string(text_), std::move(detail)};
  }
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  [[nodiscard]] bool rest_starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  base::Result<Node> alternatives(int depth) {
    if (depth > max_depth) return wrong("groups nested too deeply");
    Node out(Node::Kind::alternatives);
    while (true) {
      CW_ASSIGN_OR_RETURN(Node part, sequence(depth));
      out.children.push_back(std::move(part));
      if (!more() || text_[at_] != '|') return out;
      ++at_;
    }
  }

  base::Result<Node> sequence(int depth) {
    Node out(Node::Kind::sequence);
    while (more() && text_[at_] != '|' && text_[at_] != ')') {
      CW_ASSIGN_OR_RETURN(Node part, item(depth));
      CW_RETURN_IF_ERROR(repeated(part));
      out.children.push_back(std::move(part));
    }
    return out;
  }

  base::Result<void> repeated(Node& part) {
    if (!more()) return {};
    std::uint32_t least = 0;
    std::uint32_t most = unlimited;
    const char c = text_[at_];
    if (c == '{') {
      const std::size_t end = text_.find('}', at_);
      const auto number = [&](std::string_view digits, std::uint32_t& out) {
        out = 0;
        for (const char digit : digits) {
          if (digit < '0' || digit > '9') return false;
          out = out * 10 + static_cast<std::uint32_t>(digit - '0');
          if (out > max_repeats) return false;
        }
        return !digits.empty();
      };
      if (end == std::string_view::npos) return wrong("a '{' without '}'");
      const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
      const std::size_t comma = inside.find(',');
      bool good = number(inside.substr(0, comma), least);
      if (comma == std::string_view::npos) {
        most = least;
      } else if (comma + 1 < inside.size()) {
        good = good && number(inside.substr(comma + 1), most);
      }
      if (!good || least > most) return wrong("'{" + std::string(inside) + "}': numbers up to 1000 as in {2}, {2,} or {2,5}");
      at_ = end + 1;
    } else if (c == '?' || c == '*' || c == '+') {
      least = c == '+' ? 1 : 0;
      most = c == '?' ? 1 : unlimited;
      ++at_;
    } else {
      return {};
    }
    if (more() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+' || text_[at_] == '{')) {
      return wrong("a repetition of a repetition; put the inner one into ( )");
    }
    Node repeat(Node::Kind::repeat);
    repeat.least = least;
    repeat.most = most;
    repeat.children.push_back(std::move(part));
    part = std::move(repeat);
    return {};
  }

  base::Result<Node> item(int depth) {
    const char c = text_[at_];
    switch (c) {
      case '(': {
        ++at_;
        if (rest_starts_with("?:")) {
          at_ += 2;
        } else if (more() && text_[at_] == '?') {
          return wrong("look-around and named groups are not taken");
        }
        CW_ASSIGN_OR_RETURN(Node group, alternatives(depth + 1));
        if (!more()) return wrong("a '(' without ')'");
        ++at_;
        return group;
      }
      case '[':
        return set();
      case '.':
        ++at_;
        return Node(without_line_end(ByteSet{}.inverted()));
      case '$':
        ++at_;
        return Node(Node::Kind::line_end);
      case '^':
        return wrong("'^' is not taken: use the operators 'key' and 'under', or the kind of block");
      case '?':
      case '*':
      case '+':
      case '{':
        return wrong(std::string("nothing to repeat before '") + c + "'");
      default:
        break;
    }
    ByteSet bytes;
    if (c == '\\') {
      if (at_ + 1 >= text_.size()) return wrong("a backslash at the end");
      const char escaped = text_[at_ + 1];
      at_ += 2;
      if (escaped == 'b') {
        if (at_ != 2 && more() && text_[at_] != ')' && text_[at_] != '|') return wrong("'\\b' in the middle");
        return Node{};
      }
      if (const auto set = escaped_set(escaped)) {
        bytes = *set;
      } else if (is_alnum(escaped)) {
        return wrong(std::string("'\\") + escaped + "' is not taken");
      } else {
        bytes.add(static_cast<unsigned char>(escaped));
      }
    } else {
      if (c >= 'A' && c <= 'Z') return wrong("capital letters: the text is in small ones");
      bytes.add(static_cast<unsigned char>(c));
      ++at_;
    }
    return Node(bytes);
  }

  base::Result<Node> set() {
    const std::size_t open = at_++;
    const bool inverted = more() && text_[at_] == '^';
    if (inverted) ++at_;
    ByteSet bytes;
    bool empty = true;
    while (true) {
      if (!more()) return wrong("a '[' without ']'");
      char c = text_[at_];
      if (c == ']' && !empty) break;
      if (static_cast<unsigned char>(c) >= 0x80) return wrong("letters beyond ASCII cannot stand in [ ]; use (?: | )");
      ++at_;
      empty = false;
      if (c == '\\') {
        if (!more()) return wrong("a '[' without ']'");
        c = text_[at_++];
        if (const auto escaped = escaped_set(c)) {
          bytes.add(*escaped);
          continue;
        }
      }
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        const char last = text_[at_ + 1] == '\\' && at_ + 2 < text_.size() ? text_[at_ + 2] : text_[at_ + 1];
        at_ += text_[at_ + 1] == '\\' ? 3 : 2;
        if (last < c) return wrong("a range in " + std::string(text_.substr(open, at_ - open)) + "] runs backwards");
        bytes.add(range_of(static_cast<unsigned char>(c), static_cast<unsigned char>(last)));
      } else {
        bytes.add(static_cast<unsigned char>(c));
      }
    }
    ++at_;
    if (inverted) bytes = without_line_end(bytes.inverted());
    return Node(bytes);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// From nodes to positions.
class Builder {
 public:
  /// Where a part may begin and end, and whether it may be left out.
  struct Part {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> last;
    bool empty = true;
  };

  Part build(const Node& node) {
    switch (node.kind) {
      case Node::Kind::nothing:
        return {};
      case Node::Kind::bytes:
      case Node::Kind::line_end: {
        if (positions.size() >= max_positions) {
          too_large = true;
          return {};
        }
        const auto index = static_cast<std::uint32_t>(positions.size());
        positions.emplace_back().bytes = node.bytes;
        line_end.push_back(node.kind == Node::Kind::line_end);
        return {{index}, {index}, false};
      }
      case Node::Kind::sequence: {
        Part out;
        for (const Node& child : node.children) append(out, build(child));
        return out;
      }
      case Node::Kind::alternatives: {
        Part out;
        out.empty = false;
        for (const Node& child : node.children) {
          const Part part = build(child);
          out.first.insert(out.first.end(), part.first.begin(), part.first.end());
          out.last.insert(out.last.end(), part.last.begin(), part.last.end());
          out.empty = out.empty || part.empty;
        }
        return out;
      }
      case Node::Kind::repeat:
        break;
    }
    const Node& child = node.children.front();
    Part out;
    for (std::uint32_t i = 0; i < node.least && !too_large; ++i) append(out, build(child));
    if (node.most == unlimited) {
      Part loop = build(child);
      connect(loop.last, loop.first);
      loop.empty = true;
      append(out, loop);
      return out;
    }
    for (std::uint32_t i = node.least; i < node.most && !too_large; ++i) {
      Part part = build(child);
      part.empty = true;
      append(out, part);
    }
    return out;
  }

  std::vector<Pattern::Position> positions;
  std::vector<bool> line_end;
  bool too_large = false;

 private:
  void connect(const std::vector<std::uint32_t>& from, const std::vector<std::uint32_t>& to) {
    moves_ += from.size() * to.size();
    if (moves_ > max_moves) too_large = true;
    if (too_large) return;
    for (const std::uint32_t position : from) {
      auto& follow = positions[position].follow;
      follow.insert(follow.end(), to.begin(), to.end());
    }
  }

  void append(Part& before, const Part& next) {
    connect(before.last, next.first);
    if (before.empty) before.first.insert(before.first.end(), next.first.begin(), next.first.end());
    if (!next.empty) before.last.clear();
    before.last.insert(before.last.end(), next.last.begin(), next.last.end());
    before.empty = before.empty && next.empty;
  }

  std::size_t moves_ = 0;
};

}  // namespace

base::Result<Pattern> parse_pattern(std::string_view text) {
  CW_ASSIGN_OR_RETURN(const Node node, Parser(text).run());
  Builder builder;
  const Builder::Part part = builder.build(node);
  const auto wrong = [&](const char* detail) { return base::Error{base::ErrorCode::malformed_pack, std::string(text), detail}; };
  if (builder.too_large) return wrong("too large; use fewer counted repetitions, or + instead");
  if (part.empty) return wrong("may be empty");
  for (const std::uint32_t first : part.first) {
    if (builder.line_end[first]) return wrong("may be empty");
  }
  Pattern out;
  out.positions = std::move(builder.positions);
  for (const std::uint32_t last : part.last) out.positions[last].ends = true;
  for (std::size_t i = 0; i < out.positions.size(); ++i) {
    Pattern::Position& position = out.positions[i];
    for (const std::uint32_t next : position.follow) {
      if (builder.line_end[next] && out.positions[next].ends) position.ends_at_line_end = true;
    }
    std::sort(position.follow.begin(), position.follow.end());
    position.follow.erase(std::unique(position.follow.begin(), position.follow.end()), position.follow.end());
    std::erase_if(position.follow, [&](std::uint32_t next) { return builder.line_end[next]; });
  }
  out.first = part.first;
  return out;
}

}  // namespace crosswalk::matching
