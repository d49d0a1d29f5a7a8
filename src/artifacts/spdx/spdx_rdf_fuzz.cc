// SPDX-License-Identifier: Apache-2.0
// Reads anything as SPDX in RDF/XML or XML; what was read has to be consistent.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/spdx/rdf.h"
#include "artifacts/spdx/spdx.h"
#include "artifacts/xml/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace spdx = crosswalk::artifacts::spdx;
  using crosswalk::artifacts::sbom::Format;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(spdx::detect(bytes));
  if (const auto text = crosswalk::artifacts::xml::decode(bytes, {"fuzz", 100})) {
    // What is read without a tree says what the tree says.
    spdx::Kept kept;
    spdx::Graph graph;
    if (spdx::stream_triples(*text, kept, graph)) {
      const auto tree = crosswalk::artifacts::xml::parse_text(*text, {"fuzz", 100});
      spdx::Kept other;
      if (!tree) std::abort();
      const auto wanted = spdx::triples_of(*tree, "fuzz", other);
      if (!wanted || wanted->nodes.size() != graph.nodes.size() || wanted->statements.size() != graph.statements.size())
        std::abort();
    }
  }
  const auto reading = spdx::read(bytes, Format::spdx_rdf_xml, "fuzz");
  if (!reading) return 0;
  if (reading->bom.subject && *reading->bom.subject >= reading->bom.components.size()) std::abort();
  for (const auto& finding : reading->findings) {
    if (finding.message.empty() || finding.rule.empty()) std::abort();
  }
  return 0;
}
