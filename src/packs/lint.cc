// SPDX-License-Identifier: Apache-2.0
#include "packs/lint.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "packs/catalogue.h"

namespace crosswalk::packs {
namespace {

/// A sentence of at least this many words is expected to be written for one page.
constexpr std::size_t words_of_a_sentence = 6;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// The bold names at the beginning of the list items of SOURCES.md.
std::vector<std::string> works_of(std::string_view sources) {
  std::vector<std::string> out;
  for (const std::string_view line : base::split(sources, '\n')) {
    if (!line.starts_with("- **")) continue;
    const std::size_t end = line.find("**", 4);
    if (end != std::string_view::npos && end > 4) out.emplace_back(line.substr(4, end - 4));
  }
  return out;
}

class Linter {
 public:
  Linter(const Pack& pack, const Files& files, Diagnostics& diagnostics)
      : pack_(pack), files_(files), by_(extended_by(files).empty() ? std::string() : id_of(files)), diagnostics_(diagnostics) {}

  void run() {
    const auto sources = files_.find("SOURCES.md");
    if (sources == files_.end()) {
      diagnostics_.error("SOURCES.md", 0, 0, "the pack has no SOURCES.md", "list its works as '- **NAME**: what it is'");
    } else {
      works_ = works_of(sources->second);
    }
    count_cases();
    collect_signals();
    const bool pages = by_.empty() && std::any_of(pack_.clauses.begin(), pack_.clauses.end(),
                                                  [](const Clause& clause) { return clause.has_page; });
    checklist_ = cases_.empty() && !pages &&
                 std::none_of(files_.begin(), files_.end(), [](const auto& file) { return file.first.starts_with("rules/"); });
    for (const Clause& clause : pack_.clauses) lint_clause(clause);
    if (!by_.empty()) {
      for (const Override& one : pack_.overrides) {
        if (one.by == by_) lint_sources(one.source, one.place);
      }
      return;
    }
    lint_mappings();
    report_unused();
  }

 private:
  void error(const Place& place, std::string message, std::string advice) {
    diagnostics_.error(place.file, place.line, place.column, std::move(message), std::move(advice));
  }

  void count_cases() {
    for (const Case& one : load_cases(files_, pack_, diagnostics_)) {
      auto& [matching, others] = cases_[one.clause + "/" + one.slug];
      ++(one.verdict == CaseVerdict::met ? matching : others);
    }
  }

  void collect_signals() {
    for (const Clause& clause : pack_.clauses) {
      for (const Signal& signal : clause.signals) {
        for (const std::string& name : signal.constraints) {
          signalled_.insert(name.find('/') == std::string::npos ? clause.number + "/" + name : name);
        }
      }
    }
  }

  void lint_clause(const Clause& clause) {
    if (const Confirmed& confirmed = clause.confirmed; confirmed.stale && confirmed.pack == by_) {
      diagnostics_.warning("clauses/" + clause.number + ".yaml", 0, 0,
                           "clause " + clause.number + " was changed since " + confirmed.by + " confirmed it on " + confirmed.on,
                           "compare it again, and let 'crosswalk pack confirm' say so");
    }
    lint_statement(clause.requirement, clause);
    for (const auto* part :
         {&clause.why, &clause.changed, &clause.is_new, &clause.audit_focus, &clause.audit_defence, &clause.further_reading}) {
      for (const Statement& statement : *part) lint_statement(statement, clause);
    }
    for (const ClauseLink& link : clause.related) {
      lint_statement(link.statement, clause);
      note_work(link.clause);
    }
    for (const CommonGap& gap : clause.gaps) {
      if (gap.by != by_) continue;
      lint_text(gap.text, gap.place, "the gap", clause);
      lint_text(gap.remedy, gap.place, "the remedy of the gap", clause);
      lint_sources(gap.source, gap.place);
    }
    for (const Constraint& constraint : clause.constraints) {
      if (constraint.by == by_) lint_constraint(constraint, clause);
    }
  }

  void note_work(const std::string& link) { used_works_.insert(link.substr(0, link.find(':'))); }

  void lint_statement(const Statement& statement, const Clause& clause) {
    // Of an extended pack only what the extension says.
    if (statement.by != by_) return;
    lint_text(statement.text, statement.place, "the statement", clause);
    lint_sources(statement.source, statement.place);
  }

  void lint_sources(const std::vector<std::string>& sources, const Place& place) {
    for (const std::string& source : sources) {
      const bool known = std::any_of(works_.begin(), works_.end(), [&](const std::string& work) {
        return source.starts_with(work) && (source.size() == work.size() || !is_letter_or_digit(source[work.size()]));
      });
      if (known || works_.empty()) continue;
      std::string head = source.substr(0, source.find(','));
      const std::string near = nearest(head, works_);
      error(place, "SOURCES.md lists no work '" + head + "'",
            near.empty() ? "add '- **" + head + "**: what it is' to SOURCES.md" : "did you mean '" + near + "'?");
    }
  }

  void lint_text(const std::string& text, const Place& place, const std::string& what, const Clause& clause) {
    if (base::trim(text).empty()) {
      error(place, what + " has no text", "write it, or remove the entry");
      return;
    }
    // What others ask for may be asked for twice.
    if (checklist_) return;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const bool stop = i == text.size() || ((text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == ';') &&
                                             (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'));
      if (!stop) continue;
      lint_sentence(std::string_view(text).substr(begin, i - begin), place, clause);
      begin = i + 1;
    }
  }

  void lint_sentence(std::string_view raw, const Place& place, const Clause& clause) {
    const std::string sentence = base::to_lower(base::collapse_space(raw));
    if (base::split(sentence, ' ').size() < words_of_a_sentence) return;
    const auto [found, added] = sentences_.emplace(sentence, std::pair{clause.number, place});
    if (added || found->second.first == clause.number) return;
    const Place& other = found->second.second;
    error(place, "this sentence stands in " + other.file + ":" + std::to_string(other.line) + " too: '" + sentence + "'",
          "say what is true of clause " + clause.number + " alone");
  }

  void lint_constraint(const Constraint& constraint, const Clause& clause) {
    const std::string name = clause.number + "/" + constraint.slug;
    const Place& place = constraint.place;
    lint_text(constraint.text, place, "constraint " + name, clause);
    lint_sources(constraint.source, place);
    if (base::trim(constraint.question).empty()) {
      error(place, "constraint " + name + " has no question", "write what a reader would ask of a document");
    } else {
      lint_text(constraint.question, place, "the question", clause);
    }
    if (base::trim(constraint.defence).empty()) {
      error(place, "constraint " + name + " has no defence", "write the sentence that is said when it is met");
    } else {
      lint_text(constraint.defence, place, "the defence", clause);
    }
    for (const char* verdict : {"not_found", "partial", "planned", "denied"}) {
      const bool has = constraint.remedy.contains(verdict) || constraint.remedy.contains("default");
      if (!has) {
        error(place, "constraint " + name + " has no remedy for " + verdict,
              "write under 'remedy' what closes it: '" + std::string(verdict) + ": ...' or 'default: ...'");
      }
    }
    for (const auto& [verdict, text] : constraint.remedy) lint_text(text, place, "the remedy", clause);
    if (constraint.quantifier == Quantifier::each_record && constraint.records.empty()) {
      error(place, "constraint " + name + " holds for each record and names no records",
            "add 'records: [...]' with the roles or artifact kinds that are records of it");
    }
    if (!signalled_.contains(name) && !checklist_) {
      diagnostics_.warning(place.file, place.line, place.column, "no signal bears on constraint " + name,
                           "add it to a signal, so that an unreadable candidate is noticed");
    }
    if (!constraint.applies_if.empty()) used_conditions_.insert(constraint.applies_if);
    // What is only asked cannot be tried on texts.
    if (checklist_) return;
    const auto [matching, others] = cases_[name];
    const std::string file = "cases/" + name + ".cases";
    if (matching == 0) {
      error(place, "constraint " + name + " has no case that must match", "add one with 'verdict: met' to " + file);
    }
    if (others == 0) {
      error(place, "constraint " + name + " has no case that must not match", "add one with another verdict to " + file);
    }
  }

  void lint_mappings() {
    const auto mappings = load_mappings(pack_, files_, diagnostics_);
    if (!mappings) return;
    for (const Mapping& mapping : *mappings) {
      const Clause* const clause = pack_.clause(mapping.clause);
      lint_text(mapping.rationale, mapping.place, "the rationale", *clause);
      for (const std::string* const text : {&mapping.carries_over, &mapping.is_new, &mapping.disputed}) {
        if (!text->empty()) lint_text(*text, mapping.place, "the mapping", *clause);
      }
      lint_sources(mapping.source, mapping.place);
      used_works_.insert(mapping.work);
    }
  }

  void report_unused() {
    for (const Condition& condition : pack_.conditions) {
      if (used_conditions_.contains(condition.name)) continue;
      diagnostics_.warning("pack.yaml", 0, 0, "condition '" + condition.name + "' is used by no constraint", "remove it");
    }
    for (const Work& work : pack_.works) {
      if (used_works_.contains(work.id)) continue;
      diagnostics_.warning("pack.yaml", 0, 0, "work '" + work.id + "' is named by no mapping and no link", "remove it");
    }
  }

  const Pack& pack_;
  const Files& files_;
  /// Id of the extension that is looked at; empty: a pack of its own.
  const std::string by_;
  /// Nothing but questions: no rules, no cases, no clause pages.
  bool checklist_ = false;
  Diagnostics& diagnostics_;
  std::vector<std::string> works_;
  std::map<std::string, std::pair<int, int>> cases_;
  std::set<std::string> signalled_;
  std::set<std::string> used_conditions_;
  std::set<std::string> used_works_;
  std::map<std::string, std::pair<std::string, Place>> sentences_;
};

}  // namespace

void lint_pack(const Pack& pack, const Files& files, Diagnostics& diagnostics) { Linter(pack, files, diagnostics).run(); }

}  // namespace crosswalk::packs
