// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"
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
# Standards, laws and guidance that mappings and links may name: {id: iso-13485, title: "ISO 13485:2016"}
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

base::Result<void> check_name(std::string_view id, std::string_view title) {
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
  return {};
}

/// In double quotes, on one line.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : base::collapse_space(base::repair_utf8(text))) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  return out + "\"";
}

/// A line without the mark of a list: "- ", "3. ", "2) ", "[ ] ".
std::string_view without_mark(std::string_view line) {
  for (bool again = true; again;) {
    again = false;
    line = base::trim(line);
    std::size_t digits = 0;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
    const auto blank_at = [&](std::size_t at) { return at < line.size() && (line[at] == ' ' || line[at] == '\t'); };
    std::size_t mark = 0;
    if (line.starts_with("[ ]") || line.starts_with("[x]") || line.starts_with("[X]")) {
      mark = 3;
    } else if (!line.empty() && (line[0] == '-' || line[0] == '*' || line[0] == '+') && blank_at(1)) {
      mark = 1;
    } else if (digits > 0 && digits < 6 && digits < line.size() && (line[digits] == '.' || line[digits] == ')') &&
               blank_at(digits + 1)) {
      mark = digits + 1;
    }
    if (mark == 0) break;
    line.remove_prefix(mark);
    again = true;
  }
  return line;
}

/// A short name from the first words of a question that no other has.
std::string slug_of(std::string_view question, std::set<std::string>& taken) {
  constexpr std::size_t longest = 40;
  std::string slug;
  for (const char c : base::to_lower(question)) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (part) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      if (slug.size() >= longest) break;
      slug += '-';
    }
    if (slug.size() >= longest + 20) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (slug.empty() || (slug[0] >= '0' && slug[0] <= '9')) slug.insert(0, slug.empty() ? "question" : "question-");
  std::string out = slug;
  for (int number = 2; !taken.insert(out).second; ++number) out = slug + "-" + std::to_string(number);
  return out;
}

struct Section {
  std::string title;
  std::vector<std::string> questions;
};

}  // namespace

base::Result<Files> new_pack(std::string_view id, std::string_view title) {
  CW_RETURN_IF_ERROR(check_name(id, title));
  return Files{{"pack.yaml", fill(pack_text, id, title)},
               {"clauses/1.1.yaml", fill(clause_text, id, title)},
               {"cases/1.1/first-point.cases", fill(cases_text, id, title)},
               {"SOURCES.md", fill(sources_text, id, title)}};
}

base::Result<Files> checklist_pack(std::string_view id, std::string_view title, std::string_view list, std::string_view file) {
  CW_RETURN_IF_ERROR(check_name(id, title));
  constexpr std::size_t most = 1000;
  std::vector<Section> sections;
  std::size_t count = 0;
  for (const std::string_view line : base::split(list, '\n')) {
    std::string_view text = base::trim(line);
    if (text.starts_with("#")) {
      while (text.starts_with("#")) text.remove_prefix(1);
      sections.push_back({std::string(base::trim(text)), {}});
      continue;
    }
    text = without_mark(text);
    if (text.empty()) continue;
    if (sections.empty()) sections.push_back({std::string(title), {}});
    sections.back().questions.emplace_back(text);
    ++count;
  }
  std::erase_if(sections, [](const Section& section) { return section.questions.empty(); });
  if (count == 0 || count > most) {
    return base::Error{base::ErrorCode::malformed_pack, std::string(file),
                       count == 0 ? "holds no question; write one a line" : "holds more than 1000 questions"};
  }

  std::string pack = fill(pack_text, id, title);
  pack.resize(pack.rfind("  - {number"));
  Files out;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string name = quoted(sections[i].title.empty() ? "Section " + number : sections[i].title);
    pack += "  - {number: \"" + number + "\", title: " + name + "}\n";
    std::string clause = "clause: \"" + number + "\"\ntitle: " + name +
                         "\nhas_page: false\nconfidence: low\nconfirmed: {}\nrequirement:\n  text: " + name + "\n  source: [" +
                         quoted(title) + "]\n  confidence: low\nconstraints:\n";
    std::set<std::string> taken;
    for (const std::string& question : sections[i].questions) {
      const std::string text = quoted(question);
      clause += "  - slug: " + slug_of(question, taken) + "\n    text: " + text +
                "\n    level: shall\n    needs: process\n    quantifier: established\n    polarity: negation_denies\n"
                "    calibration: draft\n    question: " +
                text + "\n    remedy:\n      default: " + quoted("Write down in a document in force: " + question) + "\n" +
                "    defence: " + text + "\n    source: [" + quoted(title) + "]\n    confidence: low\n";
    }
    out.emplace("clauses/" + number + ".yaml", clause + "signals: []\n");
  }
  out.emplace("pack.yaml", std::move(pack));
  out.emplace("SOURCES.md", fill(sources_text, id, title));
  return out;
}

}  // namespace crosswalk::packs
