// SPDX-License-Identifier: Apache-2.0
#include "matching/artifacts.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "artifacts/text/find.h"

namespace crosswalk::matching {
namespace {

using artifacts::Artifact;
using artifacts::Kind;
using artifacts::Kinds;

/// What holds others, and what is looked for in it.
constexpr Kinds holders{Kind::url, Kind::purl};
constexpr Kinds ids{Kind::cve, Kind::cwe, Kind::ghsa, Kind::advisory, Kind::cvss_vector};

/// Calls take(kind, begin, end) for every artifact of these kinds in the text, in order of their beginnings.
template <class Take>
void each_artifact(std::string_view text, Kinds kinds, const Take& take) {
  Kinds inner;
  for (std::size_t i = 0; i < artifacts::kind_count; ++i) {
    const auto kind = static_cast<Kind>(i);
    if (kinds.has(kind) && ids.has(kind)) inner.add(kind);
  }
  artifacts::text::scan(text, kinds, [&](Artifact&& found) {
    take(found.kind, found.begin, found.end);
    if (inner.empty() || !holders.has(found.kind)) return;
    artifacts::text::scan(text.substr(found.begin, found.end - found.begin), inner,
                          [&](Artifact&& within) { take(within.kind, found.begin + within.begin, found.begin + within.end); });
  });
}

/// The text without its notation, with spaces for what parts words.
struct Visible {
  std::string text;
  Origins origin;
};

Visible visible_text(const document::Document& document) {
  Visible out;
  out.text.reserve(document.text.size());
  std::size_t at = 0;
  const auto keep = [&](std::size_t end) {
    if (end <= at) return;
    out.origin.add(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(at));
    out.text.append(document.text, at, end - at);
  };
  for (const document::Span& notation : document.markup) {
    keep(std::min<std::size_t>(notation.begin, document.text.size()));
    if (parts_words(document.view(notation))) {
      out.origin.add(static_cast<std::uint32_t>(out.text.size()), notation.begin);
      out.text += document.view(notation).find("\n\n") == std::string_view::npos ? " " : "\n\n";
    }
    at = std::max<std::size_t>(at, notation.end);
  }
  keep(document.text.size());
  return out;
}

}  // namespace

std::vector<ArtifactPlace> find_artifacts(const document::Document& document, const Normalized& normalized, Kinds kinds) {
  std::vector<ArtifactPlace> out;
  if (kinds.empty() || normalized.text.empty()) return out;
  // Most formats have no notation in their text.
  Visible without_notation;
  const bool has_notation = !document.markup.empty();
  if (has_notation) without_notation = visible_text(document);
  const auto source = [&](std::size_t at) {
    return has_notation ? without_notation.origin[static_cast<std::uint32_t>(at)] : static_cast<std::uint32_t>(at);
  };
  each_artifact(has_notation ? without_notation.text : document.text, kinds, [&](Kind kind, std::size_t begin, std::size_t end) {
    const std::uint32_t first = source(begin);
    const std::uint32_t last = source(end - 1);
    const std::int32_t block = document.block_at(first);
    if (block < 0 || !document.blocks[static_cast<std::size_t>(block)].span.contains(last)) return;
    const Range range = normalized.range_of({first, last + 1});
    if (!range.empty()) out.push_back({range, kind});
  });
  return out;
}

Kinds kinds_in(std::string_view text, Kinds kinds) {
  Kinds out;
  if (kinds.empty()) return out;
  each_artifact(text, kinds, [&](Kind kind, std::size_t, std::size_t) { out.add(kind); });
  return out;
}

}  // namespace crosswalk::matching
