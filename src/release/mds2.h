// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "release/facts.h"

namespace crosswalk::release {

/// What a fact says to a section.
struct Mds2Fact {
  std::string name;
  /// Empty where nobody said it: then a blank of this type stands there, which wants `wanted`.
  std::string value;
  writing::BlankType type = writing::BlankType::text;
  std::string wanted = {};
};

/// An answer that somebody gave.
struct Mds2Answer {
  std::string question;
  std::string answer;
  std::string note;
};

/// A section of the form with what the release says to it.
struct Mds2Section {
  std::string code;
  std::string title;
  std::vector<Mds2Fact> facts;
  std::vector<Mds2Answer> answers;
};

/// All sections in the order of the form. Source: ANSI/NEMA HN 1-2019; confidence: high for the sections, medium for which facts
/// belong to each. The questions themselves are not in it.
std::vector<Mds2Section> mds2_sections(const ReleaseFacts& facts);

}  // namespace crosswalk::release
