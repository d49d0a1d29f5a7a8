// SPDX-License-Identifier: Apache-2.0
#include "matching/scanner.h"

#include <hs.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace crosswalk::matching {
namespace {

struct FreeDatabase {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;

/// Letters, digits and all bytes of non-ASCII letters: a phrase must not begin or end within a word.
bool is_word_byte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || u >= 0x80;
}

/// All literals as one tree of bytes. Phrases match whole words, so that only the places where a word may begin are looked at,
/// and each for as long as the tree goes along: less work than an engine that has to find them anywhere.
class LiteralTree {
 public:
  LiteralTree() = default;
  /// `literals` sorted by text, each text once and none empty.
  explicit LiteralTree(const std::vector<Atom>& literals) {
    struct Open {
      std::uint32_t node;
      std::uint32_t first;
      std::uint32_t last;
      std::uint32_t depth;
    };
    nodes_.emplace_back();
    if (literals.empty()) return;
    std::vector<Open> open{{0, 0, static_cast<std::uint32_t>(literals.size()), 0}};
    for (std::size_t next = 0; next < open.size(); ++next) {
      Open at = open[next];
      const std::string& text = literals[at.first].text;
      if (text.size() == at.depth) {
        nodes_[at.node].atom = at.first++;
      } else if (at.last - at.first == 1 && at.depth > 1 && text.size() - at.depth < 0x10000) {
        nodes_[at.node].atom = at.first;
        nodes_[at.node].children = static_cast<std::uint32_t>(tails_.size());
        nodes_[at.node].tail = static_cast<std::uint16_t>(text.size() - at.depth);
        tails_.append(text, at.depth);
        continue;
      }
      nodes_[at.node].children = static_cast<std::uint32_t>(nodes_.size());
      while (at.first < at.last) {
        const char byte = literals[at.first].text[at.depth];
        std::uint32_t end = at.first + 1;
        while (end < at.last && literals[end].text[at.depth] == byte) ++end;
        open.push_back({static_cast<std::uint32_t>(nodes_.size()), at.first, end, at.depth + 1});
        nodes_.emplace_back().byte = byte;
        ++nodes_[at.node].count;
        at.first = end;
      }
    }
    for (Node& node : nodes_) {
      constexpr std::uint32_t few = 2;
      if (node.count <= few) continue;
      wide_.resize(wide_.size() + classes);
      node.wide = static_cast<std::uint32_t>(wide_.size() / classes);
      for (std::uint32_t i = 0; i < node.count; ++i) {
        const std::size_t column = class_of(nodes_[node.children + i].byte);
        if (column > 0) wide_[wide_.size() - classes + column] = node.children + i;
      }
    }
    for (std::uint32_t i = 0; i < nodes_[0].count; ++i) {
      const std::uint32_t child = nodes_[0].children + i;
      first_[static_cast<unsigned char>(nodes_[child].byte)] = child;
    }
  }

  /// Calls found(atom, begin, end) for every literal as whole words, in order of begin and end.
  template <class Found>
  void scan(std::string_view text, const Found& found) const {
    bool in_word = false;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
      const bool word = is_word_byte(text[begin]);
      const bool inside = word && in_word;
      in_word = word;
      if (inside) continue;
      std::uint32_t node = first_[static_cast<unsigned char>(text[begin])];
      for (std::size_t at = begin + 1; node != 0; ++at) {
        const Node& here = nodes_[node];
        if (here.tail > 0) {
          const std::size_t end = at + here.tail;
          if (end <= text.size() && std::memcmp(text.data() + at, tails_.data() + here.children, here.tail) == 0 &&
              ends_word(text, end)) {
            found(here.atom, begin, end);
          }
          break;
        }
        if (here.atom != none && ends_word(text, at)) found(here.atom, begin, at);
        if (at == text.size()) break;
        node = child_of(here, text[at]);
      }
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Node {
    std::uint32_t atom = none;
    /// Index of the first child; the others follow. With a tail: where it begins in tails_.
    std::uint32_t children = 0;
    std::uint16_t count = 0;
    /// Many children: one more than the number of their table in wide_, by class.
    std::uint32_t wide = 0;
    /// Where only one literal is left: how many of its bytes are still to come.
    std::uint16_t tail = 0;
    char byte = 0;
  };

  /// Small letters, digits and the space have a class from 1; other bytes 0.
  static constexpr std::size_t classes = 38;
  static std::size_t class_of(char c) {
    static constexpr std::array<std::uint8_t, 256> table = [] {
      std::array<std::uint8_t, 256> out{};
      for (std::size_t i = 0; i < 26; ++i) out['a' + i] = static_cast<std::uint8_t>(1 + i);
      for (std::size_t i = 0; i < 10; ++i) out['0' + i] = static_cast<std::uint8_t>(27 + i);
      out[' '] = 37;
      return out;
    }();
    return table[static_cast<unsigned char>(c)];
  }

  /// Whether no word goes on over `end`, which is not 0.
  static bool ends_word(std::string_view text, std::size_t end) {
    return end == text.size() || !is_word_byte(text[end - 1]) || !is_word_byte(text[end]);
  }

  [[nodiscard]] std::uint32_t child_of(const Node& node, char byte) const {
    if (node.wide > 0) {
      if (const std::size_t column = class_of(byte)) return wide_[(node.wide - 1) * classes + column];
    }
    const Node* child = nodes_.data() + node.children;
    for (const Node* const end = child + node.count; child != end; ++child) {
      if (child->byte == byte) return static_cast<std::uint32_t>(child - nodes_.data());
    }
    return 0;
  }

  std::vector<Node> nodes_;
  std::string tails_;
  std::vector<std::uint32_t> wide_;
  /// Nodes of the first byte, or 0.
  std::array<std::uint32_t, 256> first_{};
};

}  // namespace

struct Scanner::State {
  std::vector<Atom> literals;
  std::vector<Atom> patterns;
  LiteralTree literal_tree;
  std::vector<Database> pattern_databases;
  /// One more than the highest id of a concept.
  std::uint32_t concepts = 0;
};

struct Scanner::Scratch::State {
  hs_scratch_t* scratch = nullptr;
  ~State() { hs_free_scratch(scratch); }
};

Scanner::Scratch::Scratch(const Scanner& scanner) : state_(std::make_unique<State>()) {
  // An allocation that fails leaves null; scan() then finds nothing to scan with and says so.
  for (const Database& database : scanner.state_->pattern_databases) hs_alloc_scratch(database.get(), &state_->scratch);
}
Scanner::Scratch::~Scratch() = default;
Scanner::Scratch::Scratch(Scratch&&) noexcept = default;
Scanner::Scratch& Scanner::Scratch::operator=(Scratch&&) noexcept = default;

Scanner::Scanner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

base::Result<Scanner> Scanner::create(std::vector<Atom> atoms, packs::Diagnostics& diagnostics) {
  auto state = std::make_unique<State>();
  for (Atom& atom : atoms) {
    for (const std::uint32_t item : atom.concepts) state->concepts = std::max(state->concepts, item + 1);
    if (atom.is_pattern || !atom.text.empty()) (atom.is_pattern ? state->patterns : state->literals).push_back(std::move(atom));
  }
  std::sort(state->literals.begin(), state->literals.end(), [](const Atom& a, const Atom& b) { return a.text < b.text; });
  // The tree wants every text once.
  std::size_t kept = 0;
  for (std::size_t i = 1; i < state->literals.size(); ++i) {
    Atom& last = state->literals[kept];
    Atom& atom = state->literals[i];
    if (atom.text == last.text) {
      last.concepts.insert(last.concepts.end(), atom.concepts.begin(), atom.concepts.end());
    } else if (++kept != i) {
      state->literals[kept] = std::move(atom);
    }
  }
  if (!state->literals.empty()) state->literals.resize(kept + 1);
  state->literal_tree = LiteralTree(state->literals);

  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  hs_compile_error_t* error = nullptr;
  const auto take_error = [&]() -> std::string {
    std::string message = error != nullptr && error->message != nullptr ? error->message : "unknown reason";
    hs_free_compile_error(error);
    error = nullptr;
    return message;
  };

  // One by one first, so that each pattern that is refused is named with its place.
  constexpr unsigned pattern_flags = HS_FLAG_SOM_LEFTMOST;
  for (const Atom& atom : state->patterns) {
    hs_expr_info_t* info = nullptr;
    if (hs_expression_info(atom.text.c_str(), pattern_flags, &info, &error) != HS_SUCCESS) {
      diagnostics.error(atom.file, atom.line, 1, "pattern '" + atom.text + "': " + take_error(),
                        "patterns are regular expressions without look-around and back references");
      continue;
    }
    if (info->min_width == 0) diagnostics.error(atom.file, atom.line, 1, "pattern '" + atom.text + "' may be empty");
    free(info);  // NOLINT(cppcoreguidelines-no-malloc): the engine allocates it with malloc
    texts.push_back(atom.text.c_str());
    flags.push_back(pattern_flags);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "patterns", {}};
  // In groups: the time that the engine takes to compile grows much faster than the number of patterns.
  constexpr std::size_t group = 16;
  for (std::size_t first = 0; first < texts.size(); first += group) {
    const auto count = static_cast<unsigned>(std::min(group, texts.size() - first));
    hs_database_t* database = nullptr;
    if (hs_compile_multi(&texts[first], &flags[first], &ids[first], count, HS_MODE_BLOCK, nullptr, &database, &error) ==
        HS_SUCCESS) {
      state->pattern_databases.emplace_back(database);
      continue;
    }
    const std::string message = take_error();
    // The engine says that the set is too large, not which pattern makes it so.
    for (std::size_t i = first; i < first + count; ++i) {
      const Atom& atom = state->patterns[i];
      if (hs_compile(atom.text.c_str(), pattern_flags, HS_MODE_BLOCK, nullptr, &database, &error) == HS_SUCCESS) {
        hs_free_database(database);
      } else {
        diagnostics.error(atom.file, atom.line, 1, "pattern '" + atom.text + "': " + take_error(),
                          "use fewer counted repetitions, or + instead");
      }
    }
    return base::Error{base::ErrorCode::malformed_pack, "patterns", message};
  }
  return Scanner(std::move(state));
}

std::vector<Hit> Scanner::scan(std::string_view text, Scratch& scratch) const {
  std::vector<Hit> found;
  const auto add = [&found](const Atom& atom, std::size_t begin, std::size_t end) {
    for (const std::uint32_t item : atom.concepts) {
      found.push_back({item, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    }
  };
  state_->literal_tree.scan(
      text, [&](std::uint32_t atom, std::size_t begin, std::size_t end) { add(state_->literals[atom], begin, end); });
  if (!state_->pattern_databases.empty()) {
    struct Context {
      std::string_view text;
      const std::vector<Atom>& atoms;
      const decltype(add)& report;
    };
    Context context{text, state_->patterns, add};
    const auto on_match = [](unsigned id, unsigned long long begin, unsigned long long end, unsigned, void* pointer) -> int {
      const Context& to = *static_cast<Context*>(pointer);
      const std::string_view t = to.text;
      if (is_word_byte(t[begin]) && begin > 0 && is_word_byte(t[begin - 1])) return 0;
      if (is_word_byte(t[end - 1]) && end < t.size() && is_word_byte(t[end])) return 0;
      to.report(to.atoms[id], begin, end);
      return 0;
    };
    for (const Database& database : state_->pattern_databases) {
      hs_scan(database.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch.state_->scratch, on_match, &context);
    }
  }

  // By concept, keeping the order of finding; then each concept by place, as literals already are.
  std::vector<std::uint32_t> next(state_->concepts + 1, 0);
  for (const Hit& hit : found) ++next[hit.concept_index + 1];
  for (std::uint32_t i = 0; i < state_->concepts; ++i) next[i + 1] += next[i];
  std::vector<Hit> hits(found.size());
  for (const Hit& hit : found) hits[next[hit.concept_index]++] = hit;
  const auto before = [](const Hit& a, const Hit& b) { return a.range.begin < b.range.begin; };
  // Now next[i] is where concept i ends.
  auto begin = hits.begin();
  auto out = hits.begin();
  for (std::uint32_t i = 0; i < state_->concepts; ++i) {
    const auto end = hits.begin() + next[i];
    if (!std::is_sorted(begin, end, before)) std::sort(begin, end, before);
    const auto first = out;
    for (; begin != end; ++begin) {
      if (out == first || (out - 1)->range.begin != begin->range.begin) {
        *out++ = *begin;
      } else {
        (out - 1)->range.end = std::max((out - 1)->range.end, begin->range.end);
      }
    }
  }
  hits.erase(out, hits.end());
  return hits;
}

}  // namespace crosswalk::matching
