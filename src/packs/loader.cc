// SPDX-License-Identifier: Apache-2.0
#include "packs/loader.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/display_name.h"
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
    check_confirmations();
    pack_.sha256 = hash_files(files_);
    pack_.own_sha256 = pack_.sha256;
    return std::move(pack_);
  }

  /// Lays the files over `extended`.
  Pack extend(const Pack& extended) {
    pack_ = extended;
    read_extension_file();
    for (const auto& [name, text] : files_) {
      if (name.starts_with("clauses/") && name.ends_with(".yaml")) read_changed_clause(name, text);
    }
    check_references();
    check_confirmations();
    Extension& own = pack_.extensions.back();
    own.sha256 = hash_files(files_);
    base::Sha256 hash;
    hash.update_field(extended.sha256);
    hash.update_field(own.sha256);
    pack_.sha256 = hash.finish();
    // Build metadata of Semantic Versioning.
    pack_.version += (extended.extensions.empty() ? "+" : ".") + own.id + "." + own.version;
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
    read_conditions_and_works(reader, found->first);
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

  void read_conditions_and_works(YamlReader& reader, std::string_view file) {
    for (const Yaml* item : reader.list("conditions")) {
      YamlReader entry(*item, file, "condition", diagnostics_);
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
      YamlReader entry(*item, file, "work", diagnostics_);
      Work work{entry.text("id", true), entry.text("title", true)};
      if (pack_.work(work.id) != nullptr) entry.error("id", "work '" + work.id + "' stands twice", "keep one of the two");
      entry.finish();
      pack_.works.push_back(std::move(work));
    }
  }

  void read_extension_file() {
    Extension own;
    if (const auto found = files_.find("pack.yaml"); found == files_.end()) {
      diagnostics_.error("pack.yaml", 0, 0, "the folder has no pack.yaml", "'crosswalk pack new --extends' writes one");
    } else if (const auto yaml = parse_yaml(found->second, found->first, diagnostics_)) {
      YamlReader reader(*yaml, found->first, "pack", diagnostics_);
      own.id = reader.text("id", true);
      if (!own.id.empty() && (!is_slug(own.id) || own.id == pack_.id || pack_.extension(own.id) != nullptr)) {
        reader.error("id", "'" + own.id + "' is no id of its own",
                     "use lower-case letters, digits and hyphens, like house-rules");
      }
      if (reader.text("extends", true) != pack_.id) {
        reader.error("extends", "it does not extend '" + pack_.id + "'", "write 'extends: " + pack_.id + "'");
      }
      own.title = reader.text("title", true);
      own.version = reader.text("version", true);
      const bool plain = std::all_of(own.version.begin(), own.version.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
      });
      if (!plain)
        reader.error("version", "'" + own.version + "' is no version", "use letters, digits, points and hyphens: 1.2.0");
      static_cast<void>(reader.text("publisher"));
      static_cast<void>(reader.text("notice"));
      read_conditions_and_works(reader, found->first);
      reader.finish();
    }
    by_ = own.id;
    pack_.extensions.push_back(std::move(own));
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
        out.check = reader.word<document::ArtifactCheck>("check", document::ArtifactCheck::none, false);
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
    static_cast<void>(read_confirmed(reader, file, out.confirmed));
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

  /// Whether somebody confirmed the clause.
  bool read_confirmed(YamlReader& clause, std::string_view file, Confirmed& out) {
    const Yaml* node = clause.node("confirmed");
    if (node == nullptr || node->kind != Yaml::Kind::map) return false;
    YamlReader reader(*node, file, "confirmed", diagnostics_);
    Confirmed own;
    own.by = reader.text("by");
    own.on = reader.text("on");
    static_cast<void>(reader.date("on"));
    own.role = reader.text("role");
    own.content = reader.text("content");
    own.pack = by_;
    if (own.by.empty() != own.on.empty()) {
      reader.error(own.by.empty() ? "on" : "by", "a confirmation has both a person and a date",
                   "let 'crosswalk pack confirm' write it, or write '{}' while nobody has confirmed it");
    }
    reader.finish();
    if (own.by.empty()) return false;
    out = std::move(own);
    return true;
  }

  /// Finds the confirmations of what was changed since.
  void check_confirmations() {
    for (Clause& clause : pack_.clauses) {
      Confirmed& confirmed = clause.confirmed;
      confirmed.stale = !confirmed.content.empty() && confirmed.content != content_sha256(clause);
    }
  }

  /// What an extension says of one clause: only what differs.
  void read_changed_clause(const std::string& file, const std::string& text) {
    const auto yaml = parse_yaml(text, file, diagnostics_);
    if (!yaml) return;
    YamlReader reader(*yaml, file, "clause", diagnostics_);
    if (!reader.is_map()) return;
    const std::string number = reader.text("clause", true);
    const auto found =
        std::find_if(pack_.clauses.begin(), pack_.clauses.end(), [&](const Clause& clause) { return clause.number == number; });
    if (found == pack_.clauses.end()) {
      std::vector<std::string> numbers;
      for (const Clause& clause : pack_.clauses) numbers.push_back(clause.number);
      const Yaml* const node = reader.node("clause");
      unknown(place_of(node == nullptr ? *yaml : *node, file), pack_.id + " has no clause '" + number + "'", number, numbers,
              "name a clause of the pack that is extended");
      return;
    }
    Clause& clause = *found;
    if (file != "clauses/" + number + ".yaml") {
      reader.error("clause", "clause '" + number + "' stands in " + file, "call the file clauses/" + number + ".yaml");
    }
    static_cast<void>(read_confirmed(reader, file, clause.confirmed));
    if (const Yaml* node = reader.node("requirement"); node != nullptr) {
      YamlReader requirement(*node, file, "requirement", diagnostics_);
      if (requirement.is_map()) {
        Statement own = statement(requirement, *node, file, "requirement");
        if (own.text == clause.requirement.text) changes_nothing(own.place, "requirement");
        own.by = by_;
        clause.requirement = std::move(own);
      }
      requirement.finish();
    }
    for (const auto& [key, list] : {std::pair{"why", &Clause::why},
                                    {"changed", &Clause::changed},
                                    {"new", &Clause::is_new},
                                    {"audit_focus", &Clause::audit_focus},
                                    {"audit_defence", &Clause::audit_defence},
                                    {"further_reading", &Clause::further_reading}}) {
      std::vector<Statement>& of = clause.*list;
      for (const Yaml* item : reader.list(key)) {
        YamlReader entry(*item, file, "statement", diagnostics_);
        if (!entry.is_map()) continue;
        const std::string replaces = entry.text("replaces");
        Statement own = statement(entry, *item, file, "statement");
        own.by = by_;
        entry.finish();
        if (Statement* const old = replaced(of, replaces, own.place, [](Statement& one) -> Statement& { return one; })) {
          if (old->text == own.text) changes_nothing(own.place, "statement");
          *old = std::move(own);
        } else if (replaces.empty()) {
          of.push_back(std::move(own));
        }
      }
    }
    for (ClauseLink& link : links(reader, "related", file, false)) {
      link.statement.by = by_;
      clause.related.push_back(std::move(link));
    }
    for (const Yaml* item : reader.list("constraints")) {
      change_constraint(*item, file, clause);
    }
    for (const Yaml* item : reader.list("further_constraints")) {
      Constraint one = constraint(*item, file, clause);
      if (one.slug.empty()) continue;
      const bool there = std::any_of(clause.constraints.begin(), clause.constraints.end(),
                                     [&](const Constraint& other) { return other.slug == one.slug; });
      if (there)
        error(one.place, "clause " + number + " has a constraint '" + one.slug + "' already", "change it under 'constraints'");
      one.by = by_;
      clause.constraints.push_back(std::move(one));
    }
    for (const Yaml* item : reader.list("gaps")) {
      clause.gaps.push_back(gap(*item, file, clause));
      clause.gaps.back().by = by_;
    }
    for (std::string& document : reader.texts("evidence_documents")) {
      clause.evidence_documents.push_back(std::move(document));
    }
    for (const Yaml* item : reader.list("signals")) {
      clause.signals.push_back(signal(*item, file, clause));
      clause.signals.back().by = by_;
    }
    reader.finish();
  }

  void changes_nothing(const Place& place, std::string_view what) {
    diagnostics_.warning(place.file, place.line, place.column, "this " + std::string(what) + " changes nothing", "remove it");
  }

  /// The one of `list` whose text begins with `beginning`; null where nothing is to be replaced, or nothing can be.
  template <class Item, class StatementOf>
  Item* replaced(std::vector<Item>& list, const std::string& beginning, const Place& place, const StatementOf& statement_of) {
    if (beginning.empty()) return nullptr;
    Item* out = nullptr;
    for (Item& one : list) {
      if (!base::collapse_space(statement_of(one).text).starts_with(base::collapse_space(beginning))) continue;
      if (out != nullptr) {
        error(place, "several statements begin with '" + beginning + "'", "write more of the one that is replaced");
        return nullptr;
      }
      out = &one;
    }
    if (out == nullptr)
      error(place, "no statement begins with '" + beginning + "'", "copy its first words from 'crosswalk clause show'");
    return out;
  }

  /// How much a constraint of this level asks for.
  static int rank(Level level) {
    switch (level) {
      case Level::shall:
        return 3;
      case Level::expectation:
        return 2;
      case Level::recommendation:
        return 1;
      case Level::permission:
        break;
    }
    return 0;
  }

  /// Whether a gap with `key` ("partial.vague") may weigh less with these severities than with those.
  static bool is_milder(const std::map<std::string, Severity>& now, const std::map<std::string, Severity>& before,
                        const std::string& key) {
    const auto of = [](const std::map<std::string, Severity>& all, const std::string& reason) {
      if (const auto exact = all.find(reason); exact != all.end()) return exact->second;
      const std::string verdict = reason.substr(0, reason.find('.'));
      if (const auto found = all.find(verdict); found != all.end()) return found->second;
      if (verdict != "partial") return Severity::major;
      // Without a reason: any of those that weigh most.
      const bool heavy = reason == "partial" || reason == "partial.not_effective" || reason == "partial.placeholder" ||
                         reason == "partial.incomplete";
      return heavy ? Severity::major : Severity::minor;
    };
    return of(now, key) < of(before, key);
  }

  /// Changes a constraint of the pack that is extended, and notes what.
  void change_constraint(const Yaml& yaml, std::string_view file, Clause& clause) {
    YamlReader reader(yaml, file, "constraint", diagnostics_);
    if (!reader.is_map()) return;
    const Place place = place_of(yaml, file);
    const std::string slug = reader.text("slug", true);
    const auto found = std::find_if(clause.constraints.begin(), clause.constraints.end(),
                                    [&](const Constraint& one) { return one.slug == slug; });
    if (found == clause.constraints.end()) {
      std::vector<std::string> slugs;
      for (const Constraint& one : clause.constraints) slugs.push_back(one.slug);
      if (!slug.empty()) {
        unknown(place, "clause " + clause.number + " has no constraint '" + slug + "'", slug, slugs,
                "write it whole under 'further_constraints'");
      }
      return;
    }
    const Constraint old = *found;
    Constraint& now = *found;
    Override note;
    note.by = by_;
    note.constraint = old.id;
    note.place = place;
    note.source = sources(reader, "constraint");
    Change change{by_, {}};
    std::vector<std::string> what;
    const auto changed = [&](std::string_view field, bool differs, std::string how = {}) {
      if (!differs) {
        diagnostics_.warning(place.file, place.line, place.column,
                             "'" + std::string(field) + "' of " + slug + " is what it was before", "remove it");
        return;
      }
      change.fields.emplace_back(field);
      what.push_back(std::string(field) + std::move(how));
    };
    for (const auto& [key, member] : {std::pair{"text", &Constraint::text},
                                      {"note", &Constraint::note},
                                      {"question", &Constraint::question},
                                      {"defence", &Constraint::defence}}) {
      if (reader.node(key) == nullptr) continue;
      now.*member = reader.text(key, true);
      changed(key, now.*member != old.*member);
    }
    if (reader.node("level") != nullptr) {
      now.level = reader.word<Level>("level", old.level, true);
      changed("level", now.level != old.level,
              " from " + std::string(base::word(old.level)) + " to " + std::string(base::word(now.level)));
      note.weakens = note.weakens || rank(now.level) < rank(old.level);
    }
    if (reader.node("demanded_by") != nullptr) {
      now.demanded_by = reader.texts("demanded_by");
      changed("demanded_by", now.demanded_by != old.demanded_by);
    }
    if ((now.level == Level::expectation) == now.demanded_by.empty()) {
      if (now.level == Level::expectation) {
        reader.error("demanded_by", "an expectation names who asks for it", "add 'demanded_by: [\"rule and section\"]'");
      } else {
        now.demanded_by.clear();
      }
    }
    if (const Yaml* node = reader.node("applies_if"); node != nullptr) {
      now.applies_if = reader.text("applies_if", true);
      references_.push_back({Reference::Kind::condition, now.applies_if, {}, place_of(*node, file)});
      changed("applies_if", now.applies_if != old.applies_if, ", now only if " + now.applies_if);
      note.weakens = note.weakens || now.applies_if != old.applies_if;
    }
    if (reader.node("needs") != nullptr) {
      now.needs = reader.word<Needs>("needs", old.needs, true);
      changed("needs", now.needs != old.needs,
              " from " + std::string(base::word(old.needs)) + " to " + std::string(base::word(now.needs)));
      note.weakens = note.weakens || (now.needs != old.needs && now.needs != Needs::both);
    }
    if (reader.node("remedy") != nullptr) {
      Constraint read;
      remedies(reader, file, read);
      // A remedy for all verdicts is for all of them.
      if (read.remedy.contains("default")) now.remedy.clear();
      for (auto& [key, text] : read.remedy) now.remedy[key] = text;
      changed("remedy", now.remedy != old.remedy);
    }
    if (reader.node("severity") != nullptr) {
      Constraint read;
      read.level = now.level;
      severities(reader, file, read);
      for (const auto& [key, severity] : read.severity) now.severity[key] = severity;
      changed("severity", now.severity != old.severity);
      for (const auto& [key, severity] : read.severity) {
        if (!is_milder(now.severity, old.severity, key)) continue;
        note.weakens = true;
        what.push_back("a gap that is " + key + " weighs " + std::string(base::word(severity)));
      }
    }
    const bool drop = reader.boolean("drop", false);
    if (drop) {
      note.weakens = true;
      what = {"left out"};
      if (!change.fields.empty()) reader.error("drop", "what is left out is not changed, too", "remove the other fields");
    }
    read_named_override(reader, file, slug, note);
    reader.finish();
    if (what.empty()) {
      changes_nothing(place, "constraint");
      return;
    }
    note.what = base::join(what, ", ");
    pack_.overrides.push_back(std::move(note));
    if (drop) {
      leave_out(clause, slug);
    } else {
      now.changes.push_back(std::move(change));
    }
  }

  /// Less than the pack asks for is a decision of somebody, for a reason.
  void read_named_override(YamlReader& constraint, std::string_view file, const std::string& slug, Override& note) {
    const Yaml* node = constraint.node("override");
    constexpr std::string_view form = "override: {name: NAME, reason: WHY, by: PERSON, role: ROLE, on: 2026-01-31}";
    if (node == nullptr) {
      if (note.weakens) {
        constraint.error("slug", "less is asked for than " + pack_.id + " asks for by " + slug + ", and nobody answers for it",
                         "add '" + std::string(form) + "'; it stands in the notes of every report");
      }
      return;
    }
    YamlReader reader(*node, file, "override", diagnostics_);
    if (!reader.is_map()) return;
    note.name = reader.text("name", true);
    note.reason = reader.text("reason", true);
    note.person = reader.text("by", true);
    note.role = reader.text("role", true);
    note.on = reader.text("on", true);
    static_cast<void>(reader.date("on"));
    reader.finish();
    for (const std::string* const text : {&note.name, &note.reason, &note.person, &note.role, &note.on}) {
      if (!base::trim(*text).empty()) continue;
      reader.error("", "the override is not whole", "write '" + std::string(form) + "'");
      break;
    }
    if (!note.weakens) {
      diagnostics_.warning(file, reader.line(), reader.column(), "nothing is weakened here: the override names nothing",
                           "remove it");
    }
  }

  /// Takes a constraint away, and what hangs on it alone.
  void leave_out(Clause& clause, const std::string& slug) {
    const auto forget = [&](const Clause& home, std::vector<std::string>& names) {
      return std::erase_if(names,
                           [&](const std::string& name) {
                             return name == clause.number + "/" + slug || (&home == &clause && name == slug);
                           }) > 0 &&
             names.empty();
    };
    for (Clause& other : pack_.clauses) {
      std::erase_if(other.gaps, [&](CommonGap& gap) { return forget(other, gap.constraints); });
      std::erase_if(other.signals, [&](Signal& signal) { return forget(other, signal.constraints); });
    }
    std::erase_if(clause.constraints, [&](const Constraint& one) { return one.slug == slug; });
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
        // Those of the pack that is extended were looked at with its own levels.
        if (gap.by != by_) continue;
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
  /// Id of the extension that is read; empty: a pack of its own.
  std::string by_;
  std::vector<Reference> references_;
};

}  // namespace

const std::vector<std::string>& artifact_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out = base::words<document::ArtifactKind>();
    // The first word is that of files that are no artifact.
    out.erase(out.begin());
    return out;
  }();
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

std::string content_sha256(const Clause& clause) {
  base::Sha256 hash;
  const auto text = [&](std::string_view one) { hash.update_field(base::collapse_space(one)); };
  const auto texts = [&](std::string_view name, const std::vector<std::string>& list) {
    text(name);
    for (const std::string& one : list) text(one);
  };
  const auto statements = [&](std::string_view name, const std::vector<Statement>& list) {
    text(name);
    for (const Statement& one : list) {
      text(one.text);
      texts("source", one.source);
    }
  };
  text(clause.number);
  text(clause.title);
  statements("requirement", {clause.requirement});
  statements("why", clause.why);
  statements("changed", clause.changed);
  statements("new", clause.is_new);
  statements("audit_focus", clause.audit_focus);
  statements("audit_defence", clause.audit_defence);
  statements("further_reading", clause.further_reading);
  text("related");
  for (const ClauseLink& link : clause.related) {
    text(link.clause);
    statements("statement", {link.statement});
  }
  text("constraints");
  for (const Constraint& one : clause.constraints) {
    for (const std::string_view part :
         {std::string_view(one.slug), std::string_view(one.text), base::word(one.level), base::word(one.needs),
          base::word(one.quantifier), base::word(one.polarity), std::string_view(one.applies_if), std::string_view(one.note),
          std::string_view(one.question), std::string_view(one.defence)}) {
      text(part);
    }
    texts("demanded_by", one.demanded_by);
    texts("records", one.records);
    texts("source", one.source);
    for (const auto& [verdict, remedy] : one.remedy) texts("remedy", {verdict, remedy});
    for (const auto& [verdict, severity] : one.severity) texts("severity", {verdict, std::string(base::word(severity))});
  }
  text("gaps");
  for (const CommonGap& one : clause.gaps) {
    texts("gap", {one.text, std::string(base::word(one.severity)), one.remedy});
    texts("constraints", one.constraints);
    texts("demanded_by", one.demanded_by);
    texts("source", one.source);
  }
  texts("evidence_documents", clause.evidence_documents);
  return hash.finish();
}

std::string with_confirmation(std::string_view text, std::string_view clause, const Confirmed& confirmed) {
  const auto quoted = [](std::string_view value) {
    std::string out = "\"";
    for (const char c : base::display_name(base::collapse_space(value))) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  };
  const std::string line = "confirmed: {by: " + quoted(confirmed.by) + ", role: " + quoted(confirmed.role) +
                           ", on: " + confirmed.on + ", content: " + confirmed.content + "}\n";
  if (text.empty()) return "clause: " + quoted(clause) + "\n" + line;
  std::string out;
  bool written = false;
  bool within = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view one = text.substr(at, end - at);
    at = end;
    // The lines of a map in several lines are indented.
    within = one.starts_with("confirmed:") || (within && (one.starts_with(" ") || base::trim(one).empty()));
    if (!within) out += one;
    if (one.starts_with("confirmed:") && !written) {
      out += line;
      written = true;
    }
  }
  if (!out.ends_with('\n')) out += '\n';
  return written ? out : out + line;
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

namespace {

/// A text of pack.yaml, or empty.
std::string text_of_pack_file(const Files& files, std::string_view key) {
  const auto found = files.find("pack.yaml");
  // Parsing the file of every pack once more would be a waste.
  if (found == files.end() || found->second.find(key) == std::string::npos) return {};
  Diagnostics untold;
  const auto yaml = parse_yaml(found->second, found->first, untold);
  const Yaml* const node = yaml ? yaml->find(key) : nullptr;
  return node != nullptr && node->kind == Yaml::Kind::scalar ? node->scalar : std::string();
}

}  // namespace

std::string extended_by(const Files& files) { return text_of_pack_file(files, "extends"); }

std::string id_of(const Files& files) { return text_of_pack_file(files, "id"); }

base::Result<Pack> extend_pack(const Pack& extended, const Files& files, Diagnostics& diagnostics) {
  Diagnostics own;
  Pack pack = Loader(files, own).extend(extended);
  diagnostics.add(own);
  if (own.has_errors()) {
    return base::Error{base::ErrorCode::malformed_pack, pack.extensions.back().id, {}};
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
