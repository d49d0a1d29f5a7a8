// SPDX-License-Identifier: Apache-2.0
#include "oscal/catalog.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "oscal/ids.h"
#include "oscal/writer.h"
#include "reports/view.h"

namespace crosswalk::oscal {
namespace {

constexpr std::string_view kParaphrased =
    "Requirements are paraphrased. The text of the standard is not part of this catalog and has to be obtained from its "
    "publisher.";

/// "4.1" of "4.1.7"; empty for "4".
std::string_view chapter_of(std::string_view number) {
  const std::size_t dot = number.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : number.substr(0, dot);
}

class PackCatalog {
 public:
  PackCatalog(const packs::Pack& pack, std::string_view as_of, OscalWriter& out) : pack_(pack), as_of_(as_of), out_(out) {}

  void render() {
    std::vector<std::pair<std::string_view, std::vector<const packs::Clause*>>> chapters;
    std::map<std::string_view, std::size_t> places;
    for (const packs::Clause& clause : pack_.clauses) {
      const auto [place, fresh] = places.emplace(chapter_of(clause.number), chapters.size());
      if (fresh) chapters.push_back({place->first, {}});
      chapters[place->second].second.push_back(&clause);
    }
    out_.begin_object();
    out_.begin_object("catalog");
    out_.text("uuid", uuid_of("catalog", {pack_.id, pack_.version, pack_.sha256, as_of_}));
    metadata();
    if (const auto alone = places.find(std::string_view()); alone != places.end()) {
      controls(chapters[alone->second].second);
    }
    if (chapters.size() > places.count(std::string_view())) {
      out_.begin_array("groups");
      for (const auto& [number, clauses] : chapters) {
        if (!number.empty()) group(number, clauses);
      }
      out_.end_array();
    }
    works();
    out_.end_object();
    out_.end_object();
  }

 private:
  void metadata() {
    out_.begin_metadata(pack_.title, as_of_, pack_.version);
    Props props;
    props.add("pack", pack_.id).add("pack-sha256", pack_.sha256);
    props.add("edition", pack_.edition).add("publisher", pack_.publisher);
    for (const packs::Extension& one : pack_.extensions) {
      props.add("extension", one.id + " " + one.version, one.title + ", SHA-256 " + one.sha256);
    }
    for (const packs::Override& one : pack_.overrides) {
      props.add("override", one.constraint, one.by + ": " + one.what + (one.reason.empty() ? "" : ", because: " + one.reason));
    }
    for (const packs::Condition& condition : pack_.conditions) props.add("condition", condition.name, condition.question);
    out_.props(props);
    out_.prose("remarks", pack_.notice);
    out_.end_object();
  }

  void group(std::string_view number, const std::vector<const packs::Clause*>& clauses) {
    out_.begin_object();
    out_.text("id", token_of(pack_.id + ":" + std::string(number) + ":group"));
    const std::string_view title = pack_.clause_title(number);
    out_.prose("title", title.empty() ? "Clause " + std::string(number) : std::string(title));
    out_.props(Props().add_oscal("label", number));
    controls(clauses);
    out_.end_object();
  }

  void controls(const std::vector<const packs::Clause*>& clauses) {
    out_.begin_array("controls");
    for (const packs::Clause* clause : clauses) control(*clause);
    out_.end_array();
  }

  void control(const packs::Clause& clause) {
    out_.begin_object();
    out_.text("id", token_of(clause.id));
    out_.prose_or("title", clause.title, clause.number);
    Props props;
    props.add_oscal("label", clause.number);
    props.add("confidence", base::word(clause.confidence));
    props.add("confirmed", reports::is_confirmed(clause) ? "yes" : "no");
    props.add("confirmed-by", clause.confirmed.by).add("confirmed-on", clause.confirmed.on);
    props.add_all("evidence-document", clause.evidence_documents);
    out_.props(props);
    links(clause);
    out_.begin_array("parts");
    statement(clause);
    for (const packs::Constraint& constraint : clause.constraints) objective(constraint);
    guidance("why", clause.why);
    guidance("changed", clause.changed);
    guidance("audit-focus", clause.audit_focus);
    for (const packs::CommonGap& gap : clause.gaps) {
      Props about;
      about.add("severity", base::word(gap.severity)).add("remedy", gap.remedy).add_source(gap.source, gap.confidence, gap.by);
      out_.part({}, "guidance", "common-gap", about, gap.text);
    }
    guidance("further-reading", clause.further_reading);
    out_.end_array();
    out_.end_object();
  }

  void links(const packs::Clause& clause) {
    std::vector<std::string> related;
    for (const packs::ClauseLink& link : clause.related) {
      const std::size_t colon = link.clause.find(':');
      if (colon == std::string::npos || link.clause.compare(0, colon, pack_.id) != 0) continue;
      if (pack_.clause(link.clause.substr(colon + 1)) != nullptr) related.push_back(token_of(link.clause));
    }
    if (related.empty()) return;
    out_.begin_array("links");
    for (const std::string& id : related) {
      out_.begin_object();
      out_.text("href", "#" + id);
      out_.text("rel", "related");
      out_.end_object();
    }
    out_.end_array();
  }

  void statement(const packs::Clause& clause) {
    Props props;
    props.add_source(clause.requirement.source, clause.requirement.confidence, clause.requirement.by);
    out_.part(token_of(clause.id) + "_smt", "statement", {}, props, clause.requirement.text, true);
    if (!clause.constraints.empty()) {
      out_.begin_array("parts");
      for (const packs::Constraint& constraint : clause.constraints) item(constraint);
      out_.end_array();
    }
    out_.end_object();
  }

  void item(const packs::Constraint& constraint) {
    Props props;
    props.add_oscal("label", constraint.slug);
    props.add("constraint", constraint.id).add("level", base::word(constraint.level));
    props.add("needs", base::word(constraint.needs)).add("quantifier", base::word(constraint.quantifier));
    props.add_all("record", constraint.records);
    props.add("applies-if", constraint.applies_if).add_all("demanded-by", constraint.demanded_by);
    props.add("calibration", base::word(constraint.calibration.kind), reports::calibration_text(constraint.calibration));
    props.add("has-expression", constraint.has_expression ? "yes" : "no");
    props.add_all("also-shown-under", constraint.also_shown_under);
    props.add("note", constraint.note).add_source(constraint.source, constraint.confidence, constraint.by);
    for (const packs::Change& change : constraint.changes) props.add("changed-by", change.by, base::join(change.fields, ", "));
    out_.part(token_of(constraint.id), "item", {}, props, constraint.text, true);
    out_.end_object();
  }

  void objective(const packs::Constraint& constraint) {
    if (markup(constraint.question).empty()) return;
    out_.part(token_of(constraint.id) + "_obj", "assessment-objective", {}, Props(), constraint.question, true);
    out_.begin_array("links");
    out_.begin_object();
    out_.text("href", "#" + token_of(constraint.id));
    out_.text("rel", "assessment-for");
    out_.end_object();
    out_.end_array();
    out_.end_object();
  }

  void guidance(std::string_view kind, const std::vector<packs::Statement>& statements) {
    for (const packs::Statement& one : statements) {
      out_.part({}, "guidance", kind, Props().add_source(one.source, one.confidence, one.by), one.text);
    }
  }

  void works() {
    if (pack_.works.empty()) return;
    out_.begin_object("back-matter");
    out_.begin_array("resources");
    for (const packs::Work& work : pack_.works) {
      out_.begin_object();
      out_.text("uuid", uuid_of("work", {pack_.id, work.id}));
      out_.prose_or("title", work.title, work.id);
      out_.props(Props().add("work", work.id));
      out_.end_object();
    }
    out_.end_array();
    out_.end_object();
  }

  const packs::Pack& pack_;
  std::string_view as_of_;
  OscalWriter& out_;
};

class WorkCatalog {
 public:
  WorkCatalog(const packs::Catalogue& work, std::string_view as_of, OscalWriter& out) : work_(work), as_of_(as_of), out_(out) {
    std::map<std::string_view, std::size_t> places;
    depth_.resize(work.entries.size());
    for (std::size_t i = 0; i < work.entries.size(); ++i) {
      const packs::CatalogueEntry& entry = work.entries[i];
      const auto parent = places.find(entry.parent);
      // A parent stands before its parts; what is nested deeper than any standard is, stands at the top.
      if (!entry.parent.empty() && parent != places.end() && depth_[parent->second] < kMostDeep) {
        depth_[i] = depth_[parent->second] + 1;
        parts_[parent->second].push_back(i);
      } else {
        tops_.push_back(i);
      }
      places.emplace(entry.number, i);
    }
  }

  void render() {
    out_.begin_object();
    out_.begin_object("catalog");
    std::string all;
    for (const packs::CatalogueEntry& entry : work_.entries) all += entry.number + "\n" + entry.title + "\n" + entry.text + "\n";
    out_.text("uuid", uuid_of("catalog", {work_.id, work_.title, work_.edition, all, as_of_}));
    out_.begin_metadata(work_.title, as_of_, work_.edition);
    Props props;
    props.add("work", work_.id).add("edition", work_.edition).add("publisher", work_.publisher).add_all("source", work_.source);
    out_.props(props);
    out_.prose("remarks", kParaphrased);
    out_.end_object();
    controls(tops_);
    out_.end_object();
    out_.end_object();
  }

 private:
  static constexpr int kMostDeep = 16;

  void controls(const std::vector<std::size_t>& places) {
    if (places.empty()) return;
    out_.begin_array("controls");
    for (const std::size_t place : places) {
      const packs::CatalogueEntry& entry = work_.entries[place];
      const std::string id = token_of(work_.id + ":" + entry.number);
      out_.begin_object();
      out_.text("id", id);
      out_.prose_or("title", entry.title, entry.number);
      Props props;
      props.add_oscal("label", entry.number);
      props.add_source(entry.source.empty() ? work_.source : entry.source, entry.confidence);
      out_.props(props);
      if (!markup(entry.text).empty()) {
        out_.begin_array("parts");
        out_.part(id + "_smt", "statement", {}, Props(), entry.text);
        out_.end_array();
      }
      if (const auto parts = parts_.find(place); parts != parts_.end()) controls(parts->second);
      out_.end_object();
    }
    out_.end_array();
  }

  const packs::Catalogue& work_;
  std::string_view as_of_;
  OscalWriter& out_;
  std::vector<int> depth_;
  std::map<std::size_t, std::vector<std::size_t>> parts_;
  std::vector<std::size_t> tops_;
};

}  // namespace

base::Result<void> render_catalog(const packs::Pack& pack, std::string_view as_of, reports::Sink& sink) {
  OscalWriter out(sink);
  PackCatalog(pack, as_of, out).render();
  return out.finish();
}

base::Result<void> render_catalog(const packs::Catalogue& catalogue, std::string_view as_of, reports::Sink& sink) {
  OscalWriter out(sink);
  WorkCatalog(catalogue, as_of, out).render();
  return out.finish();
}

}  // namespace crosswalk::oscal
