// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/artifact.h"
#include "base/archive.h"
#include "base/result.h"
#include "matching/normalize.h"
#include "matching/occurrences.h"
#include "packs/diagnostics.h"

namespace crosswalk::matching {

/// A text, pattern or kind of artifact to scan for, and the concept that it says.
struct Atom {
  /// Empty where it is a kind of artifact.
  std::string text;
  /// Whether `text` is a regular expression (without the "re:").
  bool is_pattern = false;
  std::uint32_t concept_index = 0;
  /// Where a pattern stands.
  std::string_view file;
  int line = 0;
  std::optional<artifacts::Kind> artifact{};
  /// Whether it is looked for in what links lead to, and not in the text.
  bool is_link = false;
};

/// All atoms compiled for one pass over a text. Immutable; each thread scans with a Scratch of its own.
class Scanner {
 public:
  class Scratch {
   public:
    explicit Scratch(const Scanner& scanner);
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class Scanner;
    struct State;
    std::unique_ptr<State> state_;
  };

  /// Patterns that cannot be read go to `diagnostics`; errors: malformed_pack.
  static base::Result<Scanner> create(const std::vector<Atom>& atoms, packs::Diagnostics& diagnostics);
  /// Writes what was compiled.
  void write(base::ArchiveWriter& to) const;
  /// Reads what was written; null, and `ok` of the reader false, where it was not, or where there are more than `concepts`
  /// concepts.
  static std::unique_ptr<const Scanner> read(base::ArchiveReader& from, std::uint32_t concepts);
  ~Scanner();
  Scanner(Scanner&&) noexcept;
  Scanner& operator=(Scanner&&) noexcept;

  /// Every occurrence of every concept as whole words, in order of place; of occurrences of one concept that begin at the same
  /// place the longest, of at most Automaton::longest_match bytes; those of a pattern only where no earlier one of the same
  /// concept reaches as far. `others` is what was found otherwise, in order of place. Linear in the text. `sentences` are in
  /// order.
  [[nodiscard]] Occurrences scan(std::string_view text, std::span<const Range> sentences, Scratch& scratch,
                                 std::span<const Occurrence> others = {}) const;
  /// Adds what a link says by the normalised text of its target: occurrences of these words.
  void scan_link(std::string_view target, Range words, Scratch& scratch, std::vector<Occurrence>& out) const;
  /// Whether any concept is said by links.
  [[nodiscard]] bool reads_links() const;
  /// A bit for each concept that stands anywhere in a short text, or that one of `artifacts` says.
  [[nodiscard]] std::vector<std::uint64_t> concepts_in(std::string_view text, Scratch& scratch,
                                                       artifacts::Kinds artifacts = {}) const;
  /// The set of concepts that a kind of artifact says; only for one of kinds().
  [[nodiscard]] std::uint32_t set_of(artifacts::Kind kind) const;
  /// The kinds of artifacts that say any concept.
  [[nodiscard]] artifacts::Kinds kinds() const;
  /// Which concepts are said together.
  [[nodiscard]] const ConceptSets& sets() const;

 private:
  struct State;
  /// Leaves what is found in the scratch.
  void find(std::string_view text, Scratch& scratch) const;
  enum class Links : std::uint8_t { allowed, none };
  static std::unique_ptr<const Scanner> read(base::ArchiveReader& from, std::uint32_t concepts, Links links);
  explicit Scanner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::matching
