// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/document.h"
#include "matching/rule_set.h"

namespace crosswalk::eval {

/// What one concept does in the documents of a folder.
struct ConceptUse {
  std::uint32_t concept_index = 0;
  /// Documents in which it stands, in the text, the title or the file name.
  std::size_t documents = 0;
  /// Whether a document's verdict, its reason or what it names for the folder is another one without it.
  bool decides = false;
};

/// What all concepts do, in the order of the lexicon.
struct ConceptUses {
  std::vector<ConceptUse> concepts;
  /// Documents that were judged, and those that could not be read or are in a language without rules.
  std::size_t judged = 0;
  std::vector<std::string> left_out;
};

/// A document to judge. All have to outlive what is done with it.
struct NamedDocument {
  std::string_view name;
  const document::Document* text = nullptr;
  const document::Facts* facts = nullptr;
};

/// Told how many documents are done, of how many; by one thread at a time.
using OnDone = std::function<void(std::size_t done, std::size_t of)>;

/// The concepts that rules of a pack ask for, directly or through other concepts, ascending; those of all packs where `pack` is
/// empty, and then the cues too, that is every concept there is.
std::vector<std::uint32_t> concepts_of(const matching::RuleSet& rules, std::string_view pack);

/// Judges each document as it is, and again without each concept that stands in it and is not known to decide anything yet.
/// `concepts` as concepts_of() gives them. The same for every number of threads.
std::vector<ConceptUse> uses_of(const matching::RuleSet& rules, const std::vector<std::uint32_t>& concepts,
                                const std::vector<NamedDocument>& documents, unsigned jobs, const OnDone& on_done);

/// The same for the files of a folder: a corpus with labels.jsonl, or any other. Files in archives are left out. Errors: those of
/// listing and of the pool; interrupted.
base::Result<ConceptUses> uses_in_folder(const matching::RuleSet& rules, const std::vector<std::uint32_t>& concepts,
                                         const std::string& folder, unsigned jobs, const OnDone& on_done);

}  // namespace crosswalk::eval
