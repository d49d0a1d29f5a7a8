// SPDX-License-Identifier: Apache-2.0
#include "packs/loader.h"

namespace crosswalk::packs {
namespace {

constexpr std::string_view pack_text = R"pack(id: @ID@
title: "@TITLE@"
version: "0.1.0"
edition: "Which edition, amendments and corrigenda the pack follows"
publisher: "Who publishes the standard"
notice: "All requirements are paraphrased; the standard's own text is not part of this pack."
# Questions that decide whether constraints apply. Name them in 'applies_if' of a constraint.
conditions: []
# Standards, laws and guidance that maps_to and links may name: {id: iso-13485, title: "ISO 13485:2016"}
works: []
# All numbered clauses of the standard, with or without a page here.
contents:
  - {number: "1.1", title: "Title of the clause"}
)pack";

constexpr std::string_view clause_text = R"pack(# One clause. Set has_page to true when every part of the page is written.
clause: "1.1"
title: "Title of the clause"
has_page: false
# high, medium or low: how sure the pack is of what it says here
confidence: low
# {by: NAME, on: 2026-01-31} once somebody compared the clause with a licensed copy
confirmed: {}
requirement:
  text: "What the clause asks for, in your own words."
  source: ["@TITLE@, 1.1 (paraphrase)"]
  confidence: low
constraints:
  - slug: first-point
    text: "One thing that the clause asks for."
    # shall, recommendation, permission, expectation (then also demanded_by)
    level: shall
    # process, record, both, output
    needs: process
    # established, each_record (then also records)
    quantifier: established
    # negation_denies, negation_is_content
    polarity: negation_denies
    # draft, cases_only, {kind: measured, precision: 0.80, recall: 0.75, documents: 77}
    calibration: draft
    question: "What would a reader ask of a document?"
    remedy:
      default: "What to write to close the gap."
    defence: "What is said when the point is met"
    source: ["@TITLE@, 1.1 (paraphrase)"]
    confidence: low
signals:
  - kind: content_match
    question: "What hints that a document is a candidate?"
    constraints: [first-point]
)pack";

constexpr std::string_view cases_text =
    R"pack(# Each case is a document text and the verdict that it has to get. Write them in the voice of real documents.
=== a procedure that asks for it
verdict: met
path: procedure.md
---
Replace this text by a passage that an auditor would accept.

=== a text about something else
verdict: not_found
---
Replace this text by one that only looks like it.
)pack";

constexpr std::string_view sources_text = R"pack(# Sources of this pack

Every statement names one of these works (the part in bold, then the section).

- **@TITLE@**: edition, date, where it is sold or published.
)pack";

std::string fill(std::string_view pattern, std::string_view id, std::string_view title) {
  std::string out;
  while (!pattern.empty()) {
    if (pattern.starts_with("@ID@")) {
      out += id;
      pattern.remove_prefix(4);
    } else if (pattern.starts_with("@TITLE@")) {
      out += title;
      pattern.remove_prefix(7);
    } else {
      out += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

base::Result<Files> new_pack(std::string_view id, std::string_view title) {
  bool good = !id.empty() && id.front() != '-' && id.back() != '-';
  for (const char c : id) good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (!good || id.find("--") != std::string_view::npos) {
    return base::Error{base::ErrorCode::usage, std::string(id), "a pack's id has lower-case letters, digits and hyphens"};
  }
  // The title goes into quoted YAML and into Markdown: a plain line of text.
  for (const char c : title) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '*') {
      return base::Error{base::ErrorCode::usage, std::string(title), "a pack's title has no quotes, asterisks and line ends"};
    }
  }
  if (title.empty()) return base::Error{base::ErrorCode::usage, std::string(id), "a pack has a title"};
  return Files{{"pack.yaml", fill(pack_text, id, title)},
               {"clauses/1.1.yaml", fill(clause_text, id, title)},
               {"cases/1.1/first-point.cases", fill(cases_text, id, title)},
               {"SOURCES.md", fill(sources_text, id, title)}};
}

}  // namespace crosswalk::packs
