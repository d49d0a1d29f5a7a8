// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.h"
#include "atlas/render.h"
#include "base/result.h"
#include "base/words.h"
#include "reports/report.h"

namespace crosswalk::atlas {

/// What words are looked for in: a clause, a constraint, a common gap, a part of a catalogue.
enum class FoundKind : std::uint8_t { clause, constraint, gap, part };

/// Something that words were found in.
struct Found {
  FoundKind kind = FoundKind::clause;
  /// "iec-81001-5-1:4.1.7", "iec-81001-5-1:4.1.7/severity-score"; of a gap that of its clause; "iso-13485:7.2.3".
  std::string id;
  /// Of the clause or part; of the clause that the constraint or gap is of.
  std::string title;
  /// The sentence that fits best.
  std::string line;
};

/// The best `most` of what the packs and catalogues hold by the words of a query, best first: BM25 over the stems of their words
/// (retrieval/words.h), those of titles counting more, words that stand for others in the field less. A number of a clause or
/// part finds it. `only`: ids of packs and catalogues; empty: all. Nothing where no word of the query stands anywhere.
std::vector<Found> search(const Atlas& atlas, std::string_view query, const std::vector<std::string>& only, std::size_t most);

/// The hits for a person in a terminal. Errors: those of the sink.
base::Result<void> render_terminal(const std::vector<Found>& found, const RenderOptions& options, reports::Sink& sink);
/// The hits as one JSON object {"query", "found": [{"kind", "id", "title", "line"}]}. Errors: those of the sink.
base::Result<void> render_json(std::string_view query, const std::vector<Found>& found, reports::Sink& sink);

/// The page of a part of a catalogue: what it asks for, and the clauses mapped to it, read both ways. Errors: those of the sink.
base::Result<void> render_part(const Atlas& atlas, const packs::Catalogue& catalogue, const packs::CatalogueEntry& part,
                               const RenderOptions& options, reports::Sink& sink);

}  // namespace crosswalk::atlas

namespace crosswalk::base {

template <>
struct Words<atlas::FoundKind> {
  static constexpr std::array<std::string_view, 4> names{"clause", "constraint", "gap", "part"};
};

}  // namespace crosswalk::base
