// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/wire.h"
#include "eval/labels.h"
#include "matching/rule_set.h"
#include "review/review.h"
#include "sources/listing.h"

namespace crosswalk::eval {

/// A folder of labelled documents: labels.jsonl, and the files that it names in documents/.
struct Corpus {
  std::vector<LabelledDocument> labels;
  /// Folder of the files.
  std::string folder;
  sources::Listing listing;
  /// The files that are labelled, in the order of the listing.
  std::vector<const sources::SourceItem*> items;
};

/// Finds the documents of a corpus. Errors: malformed_corpus, those of reading and listing.
base::Result<Corpus> open_corpus(const std::string& path);

/// Reads files in the sandbox, each as itself: the files in archives are left out. In the order of `items`. Errors: those of the
/// pool; interrupted.
base::Result<std::vector<document::Extracted>> read_items(const std::vector<const sources::SourceItem*>& items, unsigned jobs,
                                                          bool unsandboxed);
/// Whether there is a text, in a language that there are rules for.
bool is_judged(const document::Extracted& extracted);

/// A labelled document in English with its text.
struct Text {
  const LabelledDocument* labels = nullptr;
  document::Extracted extracted;
};

/// Reads the labelled documents that are in English and can be read, in the order of their names. `corpus` has to outlive them.
/// Errors: those of the pool; interrupted.
base::Result<std::vector<Text>> read_texts(const Corpus& corpus, unsigned jobs, bool unsandboxed);

/// Judges texts as a review does; one for each thread.
class Bench {
 public:
  /// `rules` has to outlive it.
  explicit Bench(const matching::RuleSet& rules);

  /// What a document with this text and name says about a constraint. What it says of itself (role, owner, state) is told anew.
  review::DocumentVerdict judge(document::Document document, const std::string& name, std::string_view constraint);

 private:
  const matching::RuleSet& rules_;
  matching::Scanner::Scratch scratch_;
};

/// A constraint that a document is labelled to meet, and that the rules find met.
struct Cell {
  const Text* text = nullptr;
  const packs::Constraint* constraint = nullptr;
  review::DocumentVerdict verdict;
};

/// All such cells, by document and constraint.
std::vector<Cell> met_cells(const matching::RuleSet& rules, const std::vector<Text>& texts);

/// A number that depends on these bytes alone: what is chosen by it is chosen alike on every machine. Source: FNV-1a, 64 bits.
std::uint64_t fingerprint(std::string_view bytes);

}  // namespace crosswalk::eval
