// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::eval {

/// What readers said about one constraint in one document: M met, P partial, D denied or planned, X undecidable, N none.
struct Label {
  char value = 'N';
  /// For P: whether calling it met is wrong for certain; soft ones are left out of precision and kappa.
  bool firm = false;
  std::vector<std::string> quotes;
};

/// One line of labels.jsonl: a file of documents/ and what readers said about it.
struct LabelledDocument {
  std::string name;
  /// ISO 639-1; documents not in English are left out of the figures.
  std::string language = "en";
  std::map<std::string, std::string> facets;
  /// By constraint id; a constraint that is not here is N.
  std::map<std::string, Label> labels;
};

/// Reads labels.jsonl: one JSON object a line. Errors: malformed_corpus with the line.
base::Result<std::vector<LabelledDocument>> read_labels(std::string_view jsonl, std::string_view path);

}  // namespace crosswalk::eval
