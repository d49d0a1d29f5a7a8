// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <vector>

#include "base/display_name.h"
#include "base/text.h"
#include "base/words.h"
#include "packs/checklist.h"
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
# 'crosswalk pack confirm' writes who compared the clause with a licensed copy, and when
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

constexpr std::string_view extension_text =
    R"pack(# Laid over the shipped pack @EXTENDED@ with --pack FOLDER: what stands here is added to it or takes the place of what it says,
# and is marked as this pack's wherever it is shown.
id: @ID@
extends: @EXTENDED@
title: "@TITLE@"
version: "0.1.0"
# Questions of your own that decide whether constraints apply.
conditions: []
)pack";

constexpr std::string_view extension_clause_text =
    R"pack(# What differs on the page of this clause; a file for each clause. Take the '#' away from what you need.
clause: "@CLAUSE@"
# The standard's own text, if you hold a licence for it, in place of the paraphrase:
# requirement:
#   text: "..."
#   source: ["@TITLE@, @CLAUSE@"]
#   confidence: high
# Also why, changed, new, audit_focus, audit_defence, further_reading: added; 'replaces' with the first words of a statement
# takes its place.
# audit_defence:
#   - text: "What your auditor accepted the last time."
#     source: ["@TITLE@, @CLAUSE@"]
#     confidence: high
# Constraints of @EXTENDED@ by slug, and only the fields that change: text, level, demanded_by, applies_if, needs, note,
# question, remedy, severity, defence; 'drop: true' leaves one out.
# constraints:
#   - slug: @SLUG@
#     remedy:
#       default: "Fill in form F-12 and file it with the release."
#     severity: {partial: major}
#     source: ["@TITLE@, @CLAUSE@"]
#   # What asks for less needs a name and somebody who answers for it; the notes of every report list it.
#   - slug: @SLUG@
#     level: recommendation
#     override: {name: house-level, reason: "Why less is enough here.", by: NAME, role: ROLE, on: 2026-01-31}
#     source: ["@TITLE@, @CLAUSE@"]
# Constraints of your own, with all fields; rules for them in rules/*.yaml, cases in cases/@CLAUSE@/SLUG.cases.
# further_constraints: []
# gaps: []
# signals: []
# evidence_documents: []
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
  // The text of a file is shown in reports and terminals later.
  for (const char c : base::display_name(base::collapse_space(text))) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
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
  std::string plain = base::to_lower(question);
  for (const auto& [umlaut, letters] : {std::pair{"\u00E4", "ae"},
                                        {"\u00C4", "ae"},
                                        {"\u00F6", "oe"},
                                        {"\u00D6", "oe"},
                                        {"\u00FC", "ue"},
                                        {"\u00DC", "ue"},
                                        {"\u00DF", "ss"}}) {
    for (std::size_t at = plain.find(umlaut); at != std::string::npos; at = plain.find(umlaut, at)) plain.replace(at, 2, letters);
  }
  for (const char c : plain) {
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

/// Names of documents in a text that says what is expected as evidence: patterns of file names. One word alone ("procedure")
/// would be the name of every other file, unless it is written as a name ("SBOM").
std::vector<std::string> file_patterns(std::string_view evidence) {
  constexpr std::size_t most = 8;
  std::vector<std::string> out;
  std::string part;
  const auto end_part = [&] {
    std::vector<std::string> words;
    bool name = false;
    std::string cleaned;
    for (const char c : part) cleaned += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : ' ';
    const std::string spaced = base::collapse_space(cleaned);
    for (const std::string_view word : base::split(spaced, ' ')) {
      if (word.empty()) continue;
      name = word.size() >= 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      words.push_back(base::to_lower(word));
    }
    const bool ascii = std::none_of(part.begin(), part.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const bool good = (words.size() == 1 && name) || (words.size() >= 2 && words.size() <= 5);
    if (good && ascii && out.size() < most) out.push_back(base::join(words, "[ _.-]*"));
    part.clear();
  };
  for (const char c : evidence) {
    if (c == ',' || c == ';' || c == '\n' || c == '/' || c == '|' || c == '(' || c == ')') {
      end_part();
    } else {
      part += c;
    }
  }
  end_part();
  return out;
}

/// What became of the file, for people.
std::string import_report(const Checklist& checklist, std::string_view file) {
  std::string out = "# What became of " + base::display_name(file) + "\n";
  const auto list = [&](std::string_view title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    out += "\n## " + std::string(title) + "\n\n";
    for (const std::string& line : lines) out += "- " + line + "\n";
  };
  list("Columns", checklist.columns);
  list("Taken for something else", checklist.remarks);
  list("Left out", checklist.left_out);
  return out;
}

std::string clause_file(const ChecklistClause& clause, std::string_view title) {
  const std::string name = quoted(clause.title);
  std::string out = "clause: " + quoted(clause.number) + "\ntitle: " + name +
                    "\nhas_page: false\nconfidence: low\nconfirmed: {}\nrequirement:\n  text: " + name + "\n  source: [" +
                    quoted(title) + "]\n  confidence: low\nconstraints:\n";
  std::set<std::string> taken;
  std::string signals;
  for (const ChecklistItem& item : clause.items) {
    // An id is enough to tell it from others; "a" is not.
    const bool is_id = item.label.size() > 3;
    std::string slug =
        slug_of(item.label.empty() || is_id ? (is_id ? item.label : item.question) : item.label + " " + item.question, taken);
    const std::string question = quoted(item.question);
    std::string remedy = "Write down in a document in force: " + item.question;
    if (!item.evidence.empty()) remedy += " Expected as evidence: " + item.evidence;
    std::string note = item.guidance;
    if (!item.evidence.empty()) note += std::string(note.empty() ? "" : "; ") + "Expected as evidence: " + item.evidence;
    std::string source(title);
    if (!item.origin.empty()) source += ", " + item.origin;
    out += "  - slug: " + slug + "\n    text: " + quoted(item.requirement) +
           "\n    level: " + std::string(base::word(item.level)) +
           "\n    needs: process\n    quantifier: established\n    polarity: negation_denies\n" +
           (note.empty() ? "" : "    note: " + quoted(note) + "\n") + "    calibration: draft\n    question: " + question +
           "\n    remedy:\n      default: " + quoted(remedy) + "\n    defence: " + question + "\n    source: [" + quoted(source) +
           "]\n    confidence: low\n";
    for (const std::string& pattern : file_patterns(item.evidence)) {
      signals += "  - kind: file_exists\n    pattern: " + quoted(pattern) + "\n    constraints: [" + slug + "]\n";
    }
  }
  return out + (signals.empty() ? "signals: []\n" : "signals:\n" + signals);
}

}  // namespace

base::Result<Files> new_pack(std::string_view id, std::string_view title) {
  CW_RETURN_IF_ERROR(check_name(id, title));
  return Files{{"pack.yaml", fill(pack_text, id, title)},
               {"clauses/1.1.yaml", fill(clause_text, id, title)},
               {"cases/1.1/first-point.cases", fill(cases_text, id, title)},
               {"SOURCES.md", fill(sources_text, id, title)}};
}

base::Result<Files> new_extension(std::string_view id, std::string_view title, const Pack& extended) {
  CW_RETURN_IF_ERROR(check_name(id, title));
  if (id == extended.id) return base::Error{base::ErrorCode::usage, std::string(id), "is the id of what it extends"};
  const auto example = std::find_if(extended.clauses.begin(), extended.clauses.end(),
                                    [](const Clause& clause) { return clause.has_page && !clause.constraints.empty(); });
  const bool found = example != extended.clauses.end();
  const auto whole = [&](std::string_view pattern) {
    std::string out = fill(pattern, id, title);
    const std::string number = found ? example->number : "1.1";
    for (const auto& [mark, value] : {std::pair<std::string_view, std::string>{"@EXTENDED@", extended.id},
                                      {"@CLAUSE@", number},
                                      {"@SLUG@", found ? example->constraints.front().slug : "slug"}}) {
      for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size())) {
        out.replace(at, mark.size(), value);
      }
    }
    return out;
  };
  Files out{{"pack.yaml", whole(extension_text)}, {"SOURCES.md", fill(sources_text, id, title)}};
  if (found) out.emplace("clauses/" + example->number + ".yaml", whole(extension_clause_text));
  return out;
}

base::Result<Checklist> read_question_list(std::string_view list, std::string_view title, std::string_view file) {
  constexpr std::size_t most = 1000;
  Checklist out;
  for (const std::string_view line : base::split(list, '\n')) {
    std::string_view text = base::trim(line);
    if (text.starts_with("#")) {
      while (text.starts_with("#")) text.remove_prefix(1);
      out.clauses.push_back({{}, std::string(base::trim(text)), {}});
      continue;
    }
    text = without_mark(text);
    if (text.empty()) continue;
    if (out.clauses.empty()) out.clauses.push_back({{}, std::string(title), {}});
    ChecklistItem item;
    item.requirement = text;
    item.question = text;
    out.clauses.back().items.push_back(std::move(item));
  }
  std::erase_if(out.clauses, [](const ChecklistClause& clause) { return clause.items.empty(); });
  for (std::size_t i = 0; i < out.clauses.size(); ++i) {
    ChecklistClause& clause = out.clauses[i];
    clause.number = std::to_string(i + 1);
    if (clause.title.empty()) clause.title = "Section " + clause.number;
  }
  const std::size_t count = out.size();
  if (count == 0 || count > most) {
    return base::Error{base::ErrorCode::malformed_pack, std::string(file),
                       count == 0 ? "holds no question; write one a line" : "holds more than 1000 questions"};
  }
  return out;
}

base::Result<Files> checklist_pack(std::string_view id, std::string_view title, const Checklist& checklist,
                                   std::string_view file) {
  CW_RETURN_IF_ERROR(check_name(id, title));
  std::string pack = fill(pack_text, id, title);
  pack.resize(pack.rfind("  - {number"));
  std::string sources = fill(sources_text, id, title);
  if (!file.empty()) {
    pack = "id: " + std::string(id) + "\ntitle: " + quoted(title) +
           "\nversion: \"0.1.0\"\nedition: " + quoted("As imported from " + std::string(file)) +
           "\npublisher: \"Whoever wrote the checklist\"\nnotice: " +
           quoted("The texts are those of " + std::string(file) + "; where they quote a standard, its publisher's terms hold.") +
           "\nconditions: []\nworks: []\ncontents:\n";
    sources.resize(sources.rfind("- **"));
    sources += "- **" + std::string(title) + "**: imported from " + base::display_name(file) + "\n";
  }
  Files out;
  for (const ChecklistClause& clause : checklist.clauses) {
    pack += "  - {number: " + quoted(clause.number) + ", title: " + quoted(clause.title) + "}\n";
    if (!clause.items.empty()) out.emplace("clauses/" + clause.number + ".yaml", clause_file(clause, title));
  }
  if (!file.empty()) out.emplace("IMPORT.md", import_report(checklist, file));
  out.emplace("pack.yaml", std::move(pack));
  out.emplace("SOURCES.md", std::move(sources));
  return out;
}

}  // namespace crosswalk::packs
