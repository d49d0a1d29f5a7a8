// SPDX-License-Identifier: Apache-2.0
#include "matching/scanner.h"

#include <hs.h>

#include <algorithm>
#include <tuple>

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

}  // namespace

struct Scanner::State {
  std::vector<Atom> literals;
  std::vector<Atom> patterns;
  Database literal_database;
  Database pattern_database;
};

struct Scanner::Scratch::State {
  hs_scratch_t* scratch = nullptr;
  ~State() { hs_free_scratch(scratch); }
};

Scanner::Scratch::Scratch(const Scanner& scanner) : state_(std::make_unique<State>()) {
  // An allocation that fails leaves null; scan() then finds nothing to scan with and says so.
  if (scanner.state_->literal_database) hs_alloc_scratch(scanner.state_->literal_database.get(), &state_->scratch);
  if (scanner.state_->pattern_database) hs_alloc_scratch(scanner.state_->pattern_database.get(), &state_->scratch);
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
  for (Atom& atom : atoms) (atom.is_pattern ? state->patterns : state->literals).push_back(std::move(atom));

  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  std::vector<std::size_t> lengths;
  hs_compile_error_t* error = nullptr;
  const auto take_error = [&]() -> std::string {
    std::string message = error != nullptr && error->message != nullptr ? error->message : "unknown reason";
    hs_free_compile_error(error);
    error = nullptr;
    return message;
  };

  for (const Atom& atom : state->literals) {
    texts.push_back(atom.text.c_str());
    lengths.push_back(atom.text.size());
    flags.push_back(0);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  if (!texts.empty()) {
    hs_database_t* database = nullptr;
    if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(), static_cast<unsigned>(texts.size()),
                             HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
      return base::Error{base::ErrorCode::internal, "phrases", take_error()};
    }
    state->literal_database.reset(database);
  }

  // One by one first, so that each pattern that is refused is named with its place.
  texts.clear();
  flags.clear();
  ids.clear();
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
  if (!texts.empty()) {
    hs_database_t* database = nullptr;
    if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr,
                         &database, &error) != HS_SUCCESS) {
      const std::string message = take_error();
      // The engine says that the set is too large, not which pattern makes it so.
      for (const Atom& atom : state->patterns) {
        if (hs_compile(atom.text.c_str(), pattern_flags, HS_MODE_BLOCK, nullptr, &database, &error) == HS_SUCCESS) {
          hs_free_database(database);
        } else {
          diagnostics.error(atom.file, atom.line, 1, "pattern '" + atom.text + "': " + take_error(),
                            "use fewer counted repetitions, or + instead");
        }
      }
      return base::Error{base::ErrorCode::malformed_pack, "patterns", message};
    }
    state->pattern_database.reset(database);
  }
  return Scanner(std::move(state));
}

std::vector<Hit> Scanner::scan(std::string_view text, Scratch& scratch) const {
  struct Context {
    std::string_view text;
    const std::vector<Atom>* atoms;
    std::vector<Hit>* hits;
    bool literals;
  };
  const auto on_match = [](unsigned id, unsigned long long from, unsigned long long to, unsigned, void* pointer) -> int {
    auto& context = *static_cast<Context*>(pointer);
    const Atom& atom = (*context.atoms)[id];
    const std::size_t begin = context.literals ? to - atom.text.size() : from;
    const std::size_t end = to;
    const std::string_view t = context.text;
    if (is_word_byte(t[begin]) && begin > 0 && is_word_byte(t[begin - 1])) return 0;
    if (is_word_byte(t[end - 1]) && end < t.size() && is_word_byte(t[end])) return 0;
    for (const std::uint32_t item : atom.concepts) {
      context.hits->push_back({item, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    }
    return 0;
  };
  std::vector<Hit> hits;
  Context context{text, &state_->literals, &hits, true};
  const auto size = static_cast<unsigned>(text.size());
  if (state_->literal_database) {
    hs_scan(state_->literal_database.get(), text.data(), size, 0, scratch.state_->scratch, on_match, &context);
  }
  if (state_->pattern_database) {
    context.atoms = &state_->patterns;
    context.literals = false;
    hs_scan(state_->pattern_database.get(), text.data(), size, 0, scratch.state_->scratch, on_match, &context);
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.concept_index, a.range.begin, b.range.end) < std::tie(b.concept_index, b.range.begin, a.range.end);
  });
  const auto same_start = [](const Hit& a, const Hit& b) {
    return a.concept_index == b.concept_index && a.range.begin == b.range.begin;
  };
  hits.erase(std::unique(hits.begin(), hits.end(), same_start), hits.end());
  return hits;
}

}  // namespace crosswalk::matching
