// SPDX-License-Identifier: Apache-2.0
#include "packs/loader.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "base/words.h"
#include "document/document.h"
#include "packs/yaml.h"

namespace crosswalk::packs {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Lower-case letters, digits and single hyphens, as in "severity-score".
bool is_slug(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  char last = 'a';
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter && (c != '-' || last == '-')) return false;
    last = c;
  }
  return true;
}

/// Numbers of clauses in the order of a book: 4.1.7 before 4.1.10.
bool number_before(std::string_view a, std::string_view b) {
  const auto key = [](std::string_view text) {
    std::vector<std::pair<int, std::string>> parts;
    for (const std::string_view part : base::split(text, '.')) {
      int value = 0;
      const bool digits =
          !part.empty() && part.size() < 6 && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (digits) {
        for (const char c : part) value = value * 10 + (c - '0');
      }
      parts.emplace_back(digits ? value : 1'000'000, digits ? std::string() : std::string(part));
    }
    return parts;
  };
  return key(a) < key(b);
}

Place place_of(const Yaml& yaml, std::string_view file) { return {std::string(file), yaml.line, yaml.column}; }

/// Reads the files of one pack; references are checked after all clauses are there.
class Loader {
 public:
  Loader(const Files& files, Diagnostics& diagnostics) : files_(files), diagnostics_(diagnostics) {}

  Pack read() {
    read_pack_file();
    for (const auto& [name, text] : files_) {
      if (name.starts_with("clauses/") && name.ends_with(".yaml")) read_clause_file(name, text);
    }
    // A file that could not be read may hold one.
    if (pack_.clauses.empty() && !diagnostics_.has_errors()) {
      diagnostics_.error("pack.yaml", 0, 0, "the pack has no clause", "add a file clauses/NUMBER.yaml");
    }
    std::stable_sort(pack_.clauses.begin(), pack_.clauses.end(),
                     [](const Clause& a, const Clause& b) { return number_before(a.number, b.number); });
    check_references();
    pack_.sha256 = hash_files(files_);
    return std::move(pack_);
  }

 private:
  /// A text at a place, to be resolved when everything is read.
  struct Reference {
    enum class Kind { constraint, condition, shown_under, clause };
    Kind kind;
    std::string value;
    /// The clause in which a bare slug is looked for.
    std::string home;
    Place place;
  };

  void error(const Place& place, std::string message, std::string advice) {
    diagnostics_.error(place.file, place.line, place.column, std::move(message), std::move(advice));
  }

  void read_pack_file() {
    const auto found = files_.find("pack.yaml");
    if (found == files_.end()) {
      diagnostics_.error("pack.yaml", 0, 0, "the folder has no pack.yaml", "'crosswalk pack new' writes one");
      return;
    }
    const auto yaml = parse_yaml(found->second, found->first, diagnostics_);
    if (!yaml) return;
    YamlReader reader(*yaml, found->first, "pack", diagnostics_);
    if (!reader.is_map()) return;
    pack_.id = reader.text("id", true);
    if (!pack_.id.empty() && !is_slug(pack_.id)) {
      reader.error("id", "'" + pack_.id + "' is no id", "use lower-case letters, digits and hyphens, like iso-13485");
    }
    pack_.title = reader.text("title", true);
    pack_.version = reader.text("version", true);
    pack_.edition = reader.text("edition", true);
    pack_.publisher = reader.text("publisher", true);
    pack_.notice = reader.text("notice", true);
    for (const Yaml* item : reader.list("conditions")) {
      YamlReader entry(*item, found->first, "condition", diagnostics_);
      Condition condition{entry.text("name", true), entry.text("question", true)};
      for (const Condition& other : pack_.conditions) {
        if (other.name == condition.name) {
          entry.error("name", "condition '" + condition.name + "' stands twice", "keep one of the two");
        }
      }
      entry.finish();
      pack_.conditions.push_back(std::move(condition));
    }
    for (const Yaml* item : reader.list("works")) {
      YamlReader entry(*item, found->first, "work", diagnostics_);
      Work work{entry.text("id", true), entry.text("title", true)};
      if (pack_.work(work.id) != nullptr) entry.error("id", "work '" + work.id + "' stands twice", "keep one of the two");
      entry.finish();
      pack_.works.push_back(std::move(work));
    }
    for (const Yaml* item : reader.list("contents", true)) {
      YamlReader entry(*item, found->first, "contents", diagnostics_);
      ContentsEntry line{entry.text("number", true), entry.text("title", true)};
      if (!pack_.clause_title(line.number).empty()) {
        entry.error("number", "clause '" + line.number + "' stands twice", "keep one of the two");
      }
      entry.finish();
      pack_.contents.push_back(std::move(line));
    }
    reader.finish();
  }

  std::vector<std::string> sources(YamlReader& reader, std::string_view what) {
    std::vector<std::string> out = reader.texts("source", true);
    std::erase_if(out, [](const std::string& text) { return base::trim(text).empty(); });
    if (out.empty() && reader.is_map() && reader.node("source") != nullptr) {
      reader.error("source", std::string(what) + " has an empty 'source'", "name a work of SOURCES.md and the section");
    }
    return out;
  }

  Statement statement(YamlReader& reader, const Yaml& yaml, std::string_view file, std::string_view what) {
    Statement out;
    out.text = reader.text("text", true);
    out.source = sources(reader, what);
    out.confidence = reader.word<Confidence>("confidence", Confidence::low, true);
    out.place = place_of(yaml, file);
    return out;
  }

  std::vector<Statement> statements(YamlReader& clause, std::string_view key, std::string_view file, bool required) {
    std::vector<Statement> out;
    for (const Yaml* item : clause.list(key, required)) {
      YamlReader reader(*item, file, "statement", diagnostics_);
      if (!reader.is_map()) continue;
      out.push_back(statement(reader, *item, file, "statement"));
      reader.finish();
    }
    required_list(clause, key, required, out.empty());
    return out;
  }

  std::vector<ClauseLink> links(YamlReader& clause, std::string_view key, std::string_view file, bool required) {
    std::vector<ClauseLink> out;
    for (const Yaml* item : clause.list(key, required)) {
      YamlReader reader(*item, file, "link", diagnostics_);
      if (!reader.is_map()) continue;
      ClauseLink link;
      link.clause = reader.text("clause", true);
      if (const Yaml* node = reader.node("clause"); node != nullptr && !link.clause.empty()) {
        references_.push_back({Reference::Kind::clause, link.clause, {}, place_of(*node, file)});
      }
      link.statement = statement(reader, *item, file, "link");
      reader.finish();
      out.push_back(std::move(link));
    }
    required_list(clause, key, required, out.empty());
    return out;
  }

  /// A required list that is there and empty is as bad as one that is missing.
  void required_list(YamlReader& reader, std::string_view key, bool required, bool empty) {
    if (!required || !empty) return;
    const Yaml* node = reader.node(key);
    if (node != nullptr && (node->kind == Yaml::Kind::null || (node->kind == Yaml::Kind::sequence && node->items.empty()))) {
      reader.error(key, "'" + std::string(key) + "' is empty", "write at least one entry");
    }
  }

  /// The texts of a list, each remembered as a reference.
  std::vector<std::string> referring(YamlReader& reader, std::string_view key, Reference::Kind kind, const std::string& home,
                                     std::string_view file, bool required) {
    std::vector<std::string> out = reader.texts(key, required);
    for (const Yaml* item : reader.list(key)) {
      if (item->kind == Yaml::Kind::scalar) references_.push_back({kind, item->scalar, home, place_of(*item, file)});
    }
    required_list(reader, key, required, out.empty());
    return out;
  }

  void words_of(YamlReader& reader, std::string_view key, const std::vector<std::string>& allowed, std::string_view file) {
    for (const Yaml* item : reader.list(key)) {
      if (item->kind != Yaml::Kind::scalar || contains(allowed, item->scalar)) continue;
      unknown_word(place_of(*item, file), item->scalar, key, allowed);
    }
  }

  void unknown_word(const Place& place, const std::string& value, std::string_view key, const std::vector<std::string>& allowed) {
    const std::string near = nearest(value, allowed);
    error(place, "'" + value + "' is not a value of '" + std::string(key) + "'",
          near.empty() ? "one of: " + base::join(allowed, ", ")
                       : "did you mean '" + near + "'? The words are: " + base::join(allowed, ", "));
  }

  Calibration calibration(YamlReader& constraint, std::string_view file) {
    Calibration out;
    const Yaml* node = constraint.node("calibration");
    if (node == nullptr || node->kind == Yaml::Kind::null) return out;
    if (node->kind == Yaml::Kind::scalar) {
      out.kind = constraint.word<CalibrationKind>("calibration", CalibrationKind::draft);
      if (out.kind == CalibrationKind::measured) {
        constraint.error("calibration", "a measured calibration needs its figures",
                         "write {kind: measured, precision: 0.80, recall: 0.75, documents: 77}");
      }
      return out;
    }
    YamlReader reader(*node, file, "calibration", diagnostics_);
    if (!reader.is_map()) return out;
    out.kind = reader.word<CalibrationKind>("kind", CalibrationKind::draft, true);
    const auto precision = reader.number("precision");
    const auto recall = reader.number("recall");
    const auto documents = reader.number("documents");
    reader.finish();
    const bool measured = out.kind == CalibrationKind::measured;
    if (measured && (!precision || !recall || !documents)) {
      reader.error("kind", "a measured calibration needs its figures",
                   "write {kind: measured, precision: 0.80, recall: 0.75, documents: 77}");
    }
    for (const auto& [key, value] : {std::pair{"precision", precision}, std::pair{"recall", recall}}) {
      if (value && !(*value >= 0 && *value <= 1)) {
        reader.error(key, "'" + std::string(key) + "' lies between 0 and 1", "write 0.8 for 80 %");
      }
    }
    if (documents && !(*documents >= 1 && *documents <= 1e6)) {
      reader.error("documents", "'documents' is the number of labelled documents", "write a whole number from 1");
    } else if (documents) {
      out.documents = static_cast<int>(*documents);
    }
    out.precision = precision.value_or(0);
    out.recall = recall.value_or(0);
    return out;
  }

  void remedies(YamlReader& constraint, std::string_view file, Constraint& out) {
    static const std::vector<std::string> keys{"not_found", "partial", "planned", "denied", "default"};
    const Yaml* node = constraint.node("remedy", true);
    if (node == nullptr) return;
    YamlReader reader(*node, file, "remedy", diagnostics_);
    for (const std::string& key : keys) {
      const std::string text = reader.text(key);
      if (!text.empty()) out.remedy[key] = text;
    }
    reader.finish();
    if (reader.is_map() && out.remedy.empty()) {
      reader.error("", "the remedy is empty", "write 'default: ...' or one text per verdict");
    }
  }

  void severities(YamlReader& constraint, std::string_view file, Constraint& out) {
    static const std::vector<std::string> verdicts{"not_found", "partial", "planned", "denied"};
    const Yaml* node = constraint.node("severity");
    if (node == nullptr || node->kind == Yaml::Kind::null) return;
    if (node->kind != Yaml::Kind::map) {
      constraint.error("severity", "severity has to be a map", "write 'severity: {partial.incomplete: major}'");
      return;
    }
    for (const auto& [key, value] : node->members) {
      const auto parts = base::split(key.scalar, '.');
      const Place place = place_of(key, file);
      const std::string verdict(parts.front());
      if (!contains(verdicts, verdict)) {
        unknown_word(place, verdict, "severity", verdicts);
      } else if (parts.size() > 2) {
        error(place, "'" + key.scalar + "' is no severity key", "write 'verdict' or 'verdict.reason'");
      } else if (parts.size() == 2 && !contains(partial_reason_words(), parts[1])) {
        unknown_word(place, std::string(parts[1]), "reason", partial_reason_words());
      }
      const auto severity = base::from_word<Severity>(value.scalar);
      if (!severity) {
        unknown_word(place_of(value, file), value.scalar, "severity", {"observation", "minor", "major"});
        continue;
      }
      if (out.level == Level::expectation) {
        error(place, "an expectation is always an observation", "remove 'severity'");
      } else if (*severity == Severity::observation) {
        error(place_of(value, file), "a gap of a " + std::string(base::word(out.level)) + " is no observation",
              "write minor or major");
      }
      out.severity[key.scalar] = *severity;
    }
  }

  Constraint constraint(const Yaml& yaml, std::string_view file, const Clause& clause) {
    Constraint out;
    YamlReader reader(yaml, file, "constraint", diagnostics_);
    if (!reader.is_map()) return out;
    out.place = place_of(yaml, file);
    out.slug = reader.text("slug", true);
    if (!out.slug.empty() && !is_slug(out.slug)) {
      reader.error("slug", "'" + out.slug + "' is no slug", "use lower-case letters, digits and hyphens, like severity-score");
    }
    out.id = pack_.id + ":" + clause.number + "/" + out.slug;
    out.text = reader.text("text", true);
    out.level = reader.word<Level>("level", Level::shall, true);
    out.demanded_by = reader.texts("demanded_by");
    if (out.level == Level::expectation && out.demanded_by.empty()) {
      reader.error("demanded_by", "an expectation names who asks for it", "add 'demanded_by: [\"rule and section\"]'");
    } else if (out.level != Level::expectation && !out.demanded_by.empty()) {
      reader.error("demanded_by", "'demanded_by' is only for expectations", "remove it, or write 'level: expectation'");
    }
    out.applies_if = reader.text("applies_if");
    if (!out.applies_if.empty()) {
      references_.push_back({Reference::Kind::condition, out.applies_if, {}, place_of(*reader.node("applies_if"), file)});
    }
    out.note = reader.text("note");
    out.needs = reader.word<Needs>("needs", Needs::process, true);
    out.quantifier = reader.word<Quantifier>("quantifier", Quantifier::established, true);
    out.polarity = reader.word<Polarity>("polarity", Polarity::negation_denies, true);
    out.addresses_reporters = reader.boolean("addresses_reporters", false);
    out.addresses_operators = reader.boolean("addresses_operators", false);
    out.records = reader.texts("records");
    words_of(reader, "records", record_words(), file);
    if (out.quantifier == Quantifier::established && !out.records.empty()) {
      reader.error("records", "'records' is only for 'quantifier: each_record'", "remove it, or change the quantifier");
    }
    out.records_about = reader.texts("records_about");
    if (out.records.empty() && !out.records_about.empty()) {
      reader.error("records_about", "'records_about' says which of the 'records' count, and there are none",
                   "remove it, or add 'records'");
    }
    out.folder_requires = reader.texts("folder_requires");
    out.calibration = calibration(reader, file);
    out.also_shown_under = referring(reader, "also_shown_under", Reference::Kind::shown_under, clause.number, file, false);
    out.question = reader.text("question", true);
    remedies(reader, file, out);
    severities(reader, file, out);
    out.defence = reader.text("defence", true);
    out.source = sources(reader, "constraint");
    out.confidence = reader.word<Confidence>("confidence", Confidence::low, true);
    reader.finish();
    return out;
  }

  CommonGap gap(const Yaml& yaml, std::string_view file, const Clause& clause) {
    CommonGap out;
    YamlReader reader(yaml, file, "gap", diagnostics_);
    if (!reader.is_map()) return out;
    out.place = place_of(yaml, file);
    out.text = reader.text("text", true);
    out.severity = reader.word<Severity>("severity", Severity::minor, true);
    out.constraints = referring(reader, "constraints", Reference::Kind::constraint, clause.number, file, true);
    out.demanded_by = reader.texts("demanded_by");
    if (out.severity == Severity::observation && out.demanded_by.empty()) {
      reader.error("demanded_by", "an observation names who asks for it", "add 'demanded_by: [\"rule and section\"]'");
    }
    out.remedy = reader.text("remedy", true);
    out.source = sources(reader, "gap");
    out.confidence = reader.word<Confidence>("confidence", Confidence::medium, true);
    reader.finish();
    return out;
  }

  Signal signal(const Yaml& yaml, std::string_view file, const Clause& clause) {
    Signal out;
    YamlReader reader(yaml, file, "signal", diagnostics_);
    if (!reader.is_map()) return out;
    out.place = place_of(yaml, file);
    out.kind = reader.word<SignalKind>("kind", SignalKind::file_exists, true);
    out.constraints = referring(reader, "constraints", Reference::Kind::constraint, clause.number, file, true);
    switch (out.kind) {
      case SignalKind::file_exists: {
        out.pattern = reader.text("pattern", true);
        RE2::Options options(RE2::Quiet);
        options.set_case_sensitive(false);
        if (const RE2 expression(out.pattern, options); !expression.ok()) {
          reader.error("pattern", "the pattern is no regular expression: " + expression.error(),
                       "see the syntax of RE2; it has no look-around and no back references");
        }
        break;
      }
      case SignalKind::content_match:
        out.question = reader.text("question", true);
        break;
      case SignalKind::artifact:
        out.pattern = reader.text("artifact", true);
        words_of(reader, "artifact", artifact_words(), file);
        break;
    }
    reader.finish();
    return out;
  }

  void read_clause_file(const std::string& file, const std::string& text) {
    const auto yaml = parse_yaml(text, file, diagnostics_);
    if (!yaml) return;
    YamlReader reader(*yaml, file, "clause", diagnostics_);
    if (!reader.is_map()) return;
    Clause out;
    out.place = place_of(*yaml, file);
    out.number = reader.text("clause", true);
    out.id = pack_.id + ":" + out.number;
    if (!out.number.empty() && file != "clauses/" + out.number + ".yaml") {
      reader.error("clause", "clause '" + out.number + "' stands in " + file, "call the file clauses/" + out.number + ".yaml");
    }
    if (const Yaml* node = reader.node("clause"); node != nullptr && !out.number.empty()) {
      references_.push_back({Reference::Kind::clause, out.id, {}, place_of(*node, file)});
    }
    out.title = reader.text("title", true);
    out.has_page = reader.boolean("has_page", true);
    out.confidence = reader.word<Confidence>("confidence", Confidence::low, true);
    if (const Yaml* node = reader.node("confirmed"); node != nullptr && node->kind == Yaml::Kind::map) {
      YamlReader confirmed(*node, file, "confirmed", diagnostics_);
      out.confirmed.by = confirmed.text("by");
      out.confirmed.on = confirmed.text("on");
      static_cast<void>(confirmed.date("on"));
      if (out.confirmed.by.empty() != out.confirmed.on.empty()) {
        confirmed.error(out.confirmed.by.empty() ? "on" : "by", "a confirmation has both a person and a date",
                        "write 'confirmed: {by: NAME, on: 2026-01-31}', or '{}' while nobody has confirmed it");
      }
      confirmed.finish();
    }
    if (const Yaml* node = reader.node("requirement", true); node != nullptr) {
      YamlReader requirement(*node, file, "requirement", diagnostics_);
      if (requirement.is_map()) out.requirement = statement(requirement, *node, file, "requirement");
      requirement.finish();
    }
    const bool page = out.has_page;
    out.is_new = statements(reader, "new", file, page);
    out.audit_focus = statements(reader, "audit_focus", file, page);
    out.why = statements(reader, "why", file, page);
    out.changed = statements(reader, "changed", file, page);
    std::set<std::string> slugs;
    for (const Yaml* item : reader.list("constraints", true)) {
      Constraint one = constraint(*item, file, out);
      if (one.slug.empty()) continue;
      if (!slugs.insert(one.slug).second) {
        error(one.place, "slug '" + one.slug + "' stands twice in clause " + out.number, "give one of the two another slug");
      }
      out.constraints.push_back(std::move(one));
    }
    for (const Yaml* item : reader.list("gaps", page)) out.gaps.push_back(gap(*item, file, out));
    out.evidence_documents = reader.texts("evidence_documents", page);
    for (const Yaml* item : reader.list("signals", page)) out.signals.push_back(signal(*item, file, out));
    out.audit_defence = statements(reader, "audit_defence", file, page);
    out.related = links(reader, "related", file, page);
    out.further_reading = statements(reader, "further_reading", file, page);
    reader.finish();
    if (pack_.clause(out.number) != nullptr) {
      reader.error("clause", "clause '" + out.number + "' has two files", "keep one of the two");
    }
    pack_.clauses.push_back(std::move(out));
  }

  void check_references() {
    std::vector<std::string> constraint_names;
    std::vector<std::string> conditions;
    std::vector<std::string> works;
    std::vector<std::string> numbers;
    std::vector<std::string> pages;
    for (const Clause& clause : pack_.clauses) {
      if (clause.has_page) pages.push_back(clause.number);
      for (const Constraint& constraint : clause.constraints) constraint_names.push_back(clause.number + "/" + constraint.slug);
    }
    for (const Condition& condition : pack_.conditions) conditions.push_back(condition.name);
    for (const Work& work : pack_.works) works.push_back(work.id);
    for (const ContentsEntry& entry : pack_.contents) numbers.push_back(entry.number);
    for (const Reference& reference : references_) {
      switch (reference.kind) {
        case Reference::Kind::condition:
          if (!contains(conditions, reference.value)) {
            unknown(reference.place, "no condition '" + reference.value + "' in pack.yaml", reference.value, conditions,
                    "add it under 'conditions' of pack.yaml with its question");
          }
          break;
        case Reference::Kind::constraint:
          check_constraint(reference, constraint_names);
          break;
        case Reference::Kind::shown_under:
          if (reference.value == reference.home) {
            error(reference.place, "the constraint belongs to clause " + reference.home + " itself", "remove the entry");
          } else if (const Clause* clause = pack_.clause(reference.value); clause == nullptr || !clause->has_page) {
            error(reference.place, "the pack has no page for clause '" + reference.value + "'",
                  "the pages are: " + base::join(pages, ", "));
          }
          break;
        case Reference::Kind::clause:
          check_clause(reference, works, numbers);
          break;
      }
    }
    check_gap_levels();
  }

  void unknown(const Place& place, std::string message, const std::string& value, const std::vector<std::string>& candidates,
               std::string advice) {
    const std::string near = nearest(value, candidates);
    error(place, std::move(message), near.empty() ? std::move(advice) : "did you mean '" + near + "'? Otherwise " + advice);
  }

  void check_constraint(const Reference& reference, const std::vector<std::string>& names) {
    const bool qualified = reference.value.find('/') != std::string::npos;
    const std::string wanted = qualified ? reference.value : reference.home + "/" + reference.value;
    if (contains(names, wanted)) return;
    const std::string near = nearest(wanted, names);
    std::string shown = near;
    if (!qualified && near.starts_with(reference.home + "/")) shown = near.substr(reference.home.size() + 1);
    error(reference.place, "no constraint '" + reference.value + "'",
          near.empty() ? "write the slug of this clause, or 'clause/slug'" : "did you mean '" + shown + "'?");
  }

  void check_clause(const Reference& reference, const std::vector<std::string>& works, const std::vector<std::string>& numbers) {
    const std::size_t colon = reference.value.find(':');
    if (colon == std::string::npos || colon + 1 == reference.value.size()) {
      error(reference.place, "'" + reference.value + "' names no clause", "write 'work:section', like iso-13485:7.2.3");
      return;
    }
    const std::string work = reference.value.substr(0, colon);
    const std::string section = reference.value.substr(colon + 1);
    if (work == pack_.id) {
      if (!contains(numbers, section)) {
        unknown(reference.place, "the standard has no clause '" + section + "'", section, numbers,
                "add it under 'contents' of pack.yaml");
      }
    } else if (!contains(works, work)) {
      unknown(reference.place, "no work '" + work + "' in pack.yaml", work, works,
              "add it under 'works' of pack.yaml with its title");
    }
  }

  /// A gap that stands on a shall is minor or major; one that stands on none is an observation.
  void check_gap_levels() {
    for (const Clause& clause : pack_.clauses) {
      for (const CommonGap& gap : clause.gaps) {
        bool known = !gap.constraints.empty();
        bool shall = false;
        for (const std::string& name : gap.constraints) {
          const bool qualified = name.find('/') != std::string::npos;
          const Constraint* constraint = pack_.constraint(qualified ? name : clause.number + "/" + name);
          known = known && constraint != nullptr;
          shall = shall || (constraint != nullptr && constraint->level == Level::shall);
        }
        if (!known || shall != (gap.severity == Severity::observation)) continue;
        error(gap.place,
              shall ? "the gap stands on a shall and is no observation" : "the gap stands on no shall of this standard",
              shall ? "write 'severity: minor' or 'severity: major'" : "write 'severity: observation'");
      }
    }
  }

  const Files& files_;
  Diagnostics& diagnostics_;
  Pack pack_;
  std::vector<Reference> references_;
};

}  // namespace

const std::vector<std::string>& artifact_words() {
  static const std::vector<std::string> words{"csaf", "cyclonedx", "openvex", "osv", "security_txt", "spdx"};
  return words;
}

const std::vector<std::string>& record_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out = base::words<document::Role>();
    out.insert(out.end(), artifact_words().begin(), artifact_words().end());
    return out;
  }();
  return words;
}

const std::vector<std::string>& partial_reason_words() {
  static const std::vector<std::string> words{"vague",        "implied",       "placeholder",    "optional_instruction",
                                              "conditional",  "incomplete",    "wrong_deadline", "standard_not_security",
                                              "safety_only",  "other_subject", "unticked",       "process_only",
                                              "record_only",  "output_only",   "not_effective",  "other_standard",
                                              "other_version"};
  return words;
}

std::string hash_files(const Files& files) {
  base::Sha256 hash;
  for (const auto& [name, bytes] : files) {
    hash.update_field(name);
    hash.update_field(bytes);
  }
  return hash.finish();
}

base::Result<Pack> load_pack(const Files& files, Diagnostics& diagnostics) {
  Diagnostics own;
  Pack pack = Loader(files, own).read();
  diagnostics.add(own);
  if (own.has_errors()) {
    return base::Error{base::ErrorCode::malformed_pack, pack.id.empty() ? "pack.yaml" : pack.id, {}};
  }
  return pack;
}

base::Result<Index> load_index(std::string_view text, std::string_view file, Diagnostics& diagnostics) {
  const base::Error failed{base::ErrorCode::malformed_pack, std::string(file), {}};
  Diagnostics own;
  Index out;
  if (const auto yaml = parse_yaml(text, file, own)) {
    YamlReader reader(*yaml, file, "index", own);
    for (const Yaml* item : reader.list("packs", true)) {
      YamlReader entry(*item, file, "pack", own);
      IndexEntry line{entry.text("id", true), entry.text("title", true), entry.text("folder", true),
                      entry.boolean("when_asked", false)};
      // A folder beside the index and nothing else, whatever the text says.
      if (!line.folder.empty() && !is_slug(line.folder)) {
        entry.error("folder", "'" + line.folder + "' is no folder beside the index", "write its name alone, like iso-13485");
      }
      entry.finish();
      out.packs.push_back(std::move(line));
    }
    out.catalogues = reader.texts("catalogues");
    for (const std::string& id : out.catalogues) {
      if (!is_slug(id)) reader.error("catalogues", "'" + id + "' is no id", "write the id of a catalogue, like iso-13485");
    }
    reader.finish();
  }
  diagnostics.add(own);
  if (own.has_errors()) return failed;
  return out;
}

}  // namespace crosswalk::packs
