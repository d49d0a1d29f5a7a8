// SPDX-License-Identifier: Apache-2.0
#include "matching/rule_set.h"

#include <algorithm>
#include <utility>

#include "packs/archive.h"

namespace crosswalk::matching {

const packs::Constraint* RuleSet::constraint(std::string_view id) const {
  for (const auto& pack : packs) {
    if (const packs::Constraint* found = pack->constraint(id)) return found;
  }
  return nullptr;
}

namespace {

/// Finds what the program itself asks the lexicon for, and ties the rules to their constraints.
base::Result<std::shared_ptr<const RuleSet>> assemble(std::vector<std::shared_ptr<const packs::Pack>> packs,
                                                      packs::Lexicon lexicon, std::vector<packs::Rule> rules,
                                                      std::unique_ptr<const Scanner> scanner, Formulas formulas,
                                                      packs::Diagnostics& diagnostics) {
  auto set = std::make_shared<RuleSet>();
  set->packs = std::move(packs);
  set->lexicon = std::move(lexicon);
  set->rules = std::move(rules);
  set->scanner = std::move(scanner);
  set->formulas = std::move(formulas);
  const auto cue = [&](std::string_view name) {
    const auto found = set->lexicon.index.find(name);
    return found == set->lexicon.index.end() ? Cues::none : found->second;
  };
  Cues& cues = set->cues;
  cues.negation = cue("cue-negation");
  cues.no_negation = cue("cue-no-negation");
  cues.clause_break = cue("cue-clause-break");
  cues.exception = cue("cue-exception");
  cues.planned = cue("cue-planned");
  cues.no_plan = cue("cue-no-plan");
  cues.planned_document = cue("cue-planned-document");
  cues.conditional = cue("cue-conditional");
  cues.placeholder = cue("cue-placeholder");
  cues.instruction = cue("cue-instruction");
  cues.undetermined = cue("cue-undetermined");
  cues.withheld = cue("cue-withheld");
  cues.condition = cue("cue-condition");
  cues.not_the_case = cue("cue-not-the-case");
  cues.asked_whether = cue("cue-asked-whether");
  cues.not_told = cue("cue-not-told");
  cues.told_later = cue("cue-told-later");
  cues.other_party = cue("cue-other-party");
  cues.reporter_request = cue("cue-reporter-request");
  cues.findings = cue("cue-findings");
  cues.example = cue("cue-example");
  cues.commitment = cue("cue-commitment");
  cues.refusal = cue("cue-refusal");
  cues.no_refusal = cue("cue-no-refusal");
  cues.new_clause = cue("cue-new-clause");
  cues.undone = cue("cue-undone");
  cues.intended = cue("cue-intended");
  cues.foreign_agent = cue("cue-foreign-agent");
  cues.operator_agent = cue("cue-operator-agent");
  cues.passed_on = cue("cue-passed-on");
  cues.theirs = cue("cue-theirs");
  cues.operator_duty = cue("cue-operator-duty");
  cues.reporter_agent = cue("cue-reporter-agent");
  cues.attribution = cue("cue-attribution");
  cues.own_name = cue("cue-own-name");
  cues.receiving = cue("cue-receiving");
  cues.reader_demand = cue("cue-reader-demand");
  cues.answer_no = cue("cue-answer-no");
  const auto remarks = [&](const std::string& place) {
    return Cues::Remarks{cue("cue-" + place + "-denied"), cue("cue-" + place + "-planned"), cue("cue-" + place + "-placeholder"),
                         cue("cue-" + place + "-other-party")};
  };
  cues.following = remarks("following");
  cues.preceding = remarks("preceding");
  cues.status = remarks("status");
  cues.duration = cue("duration");
  for (const auto& pack : set->packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) {
        const auto index_of = [&](const std::string& field, const std::string& name) {
          const auto found = set->lexicon.index.find(name);
          if (found != set->lexicon.index.end()) return found->second;
          diagnostics.error(constraint.place.file, constraint.place.line, constraint.place.column,
                            field + ": no concept '" + name + "'", "add it to packs/lexicon/");
          return Cues::none;
        };
        for (const std::string& name : constraint.folder_requires) index_of("folder_requires", name);
        if (constraint.records_about.empty()) continue;
        RecordSubjects& subjects = set->record_subjects.emplace_back();
        subjects.constraint = &constraint;
        for (const std::string& name : constraint.records_about) subjects.concepts.push_back(index_of("records_about", name));
      }
    }
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "packs", {}};
  for (const packs::Rule& rule : set->rules) {
    std::vector<RequiredName>& names = set->required_names.emplace_back();
    const packs::Constraint* const constraint = set->constraint(rule.constraint);
    set->constraints.push_back(constraint);
    if (constraint == nullptr) continue;
    for (const std::string& name : constraint->folder_requires) names.push_back({name, set->lexicon.index.find(name)->second});
  }
  return std::shared_ptr<const RuleSet>(std::move(set));
}

}  // namespace

base::Result<std::shared_ptr<const RuleSet>> compile(std::vector<std::shared_ptr<const packs::Pack>> packs,
                                                     packs::Lexicon lexicon, std::vector<packs::Rule> rules,
                                                     packs::Diagnostics& diagnostics) {
  std::vector<Atom> atoms;
  for (std::uint32_t index = 0; index < lexicon.concepts.size(); ++index) {
    packs::Concept& item = lexicon.concepts[index];
    for (std::string& text : item.texts) atoms.push_back({std::move(text), false, index, {}, 0});
    for (const std::string& pattern : item.patterns) atoms.push_back({pattern, true, index, item.file, item.line});
    for (std::size_t kind = 0; kind < artifacts::kind_count; ++kind) {
      const auto one = static_cast<artifacts::Kind>(kind);
      if (item.artifacts.has(one)) atoms.push_back({{}, false, index, item.file, item.line, one});
    }
    for (const std::string& text : item.link_texts) atoms.push_back({text, false, index, {}, 0, {}, true});
    for (const std::string& pattern : item.link_patterns) {
      atoms.push_back({pattern, true, index, item.file, item.line, {}, true});
    }
    item.texts = {};
  }
  CW_ASSIGN_OR_RETURN(Scanner scanner, Scanner::create(atoms, diagnostics));
  Formulas formulas(lexicon, rules);
  return assemble(std::move(packs), std::move(lexicon), std::move(rules), std::make_unique<const Scanner>(std::move(scanner)),
                  std::move(formulas), diagnostics);
}

std::string rule_set_to_bytes(const RuleSet& rules) {
  base::ArchiveWriter writer;
  std::uint32_t version = packs::compiled_version;
  writer.field(version);
  std::string language = rules.lexicon.language;
  writer.field(language);
  std::vector<std::string> names;
  for (const packs::Concept& item : rules.lexicon.concepts) names.push_back(item.name);
  writer.list(names, [](base::ArchiveWriter& archive, std::string& name) { archive.field(name); });
  packs::write(writer, rules.rules);
  rules.formulas.write(writer);
  rules.scanner->write(writer);
  return std::move(writer.out);
}

base::Result<std::shared_ptr<const RuleSet>> rule_set_from_bytes(std::string_view bytes,
                                                                 std::vector<std::shared_ptr<const packs::Pack>> packs) {
  base::ArchiveReader reader(bytes);
  std::uint32_t version = 0;
  reader.field(version);
  reader.ok = reader.ok && version == packs::compiled_version;
  packs::Lexicon lexicon;
  reader.field(lexicon.language);
  reader.list(lexicon.concepts, [](base::ArchiveReader& archive, packs::Concept& item) { archive.field(item.name); });
  const auto concepts = static_cast<std::uint32_t>(lexicon.concepts.size());
  for (std::uint32_t item = 0; item < concepts; ++item) {
    reader.ok = reader.ok && lexicon.index.emplace(lexicon.concepts[item].name, item).second;
  }
  std::vector<packs::Rule> rules = packs::read_rules(reader);
  Formulas formulas = Formulas::read(reader, concepts, rules.size());
  auto scanner = Scanner::read(reader, concepts);
  packs::Diagnostics diagnostics;
  if (reader.ok && reader.at_end()) {
    auto set =
        assemble(std::move(packs), std::move(lexicon), std::move(rules), std::move(scanner), std::move(formulas), diagnostics);
    if (set) return set;
  }
  return base::Error{base::ErrorCode::malformed_data, "compiled rules", "not what this version writes"};
}

}  // namespace crosswalk::matching
