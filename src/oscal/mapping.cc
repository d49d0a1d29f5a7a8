// SPDX-License-Identifier: Apache-2.0
#include "oscal/mapping.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "oscal/ids.h"
#include "oscal/writer.h"
#include "reports/view.h"

namespace crosswalk::oscal {
namespace {

using atlas::Carried;
using atlas::ClauseCoverage;
using atlas::Help;

std::string_view relationship_of(packs::Relation relation) {
  switch (relation) {
    case packs::Relation::equal:
      // The same meaning in other words; "equal-to" would say the same words.
      return "equivalent-to";
    case packs::Relation::subset:
      return "subset-of";
    case packs::Relation::superset:
      return "superset-of";
    case packs::Relation::intersects:
      break;
  }
  return "intersects-with";
}

class MappingCollection {
 public:
  MappingCollection(const atlas::Atlas& atlas, const atlas::Coverage& coverage, std::string_view as_of, OscalWriter& out)
      : atlas_(atlas), coverage_(coverage), as_of_(as_of), out_(out) {
    for (const ClauseCoverage& clause : coverage.clauses) {
      for (const Help& help : clause.helps) helping_.insert(help.work);
    }
    std::string content;
    for (const std::string& id : helping_) content += id + "\n" + version_of(id) + "\n";
    for (const ClauseCoverage& clause : coverage.clauses) {
      for (const Help& help : clause.helps)
        content += clause.number + "\n" + help.work + "\n" + help.section + "\n" + help.mapping->rationale + "\n";
    }
    uuid_ = uuid_of("mapping", {coverage.wanted, version_of(coverage.wanted), base::join(coverage.have, ","), content, as_of});
  }

  void render() {
    out_.begin_object();
    out_.begin_object("mapping-collection");
    out_.text("uuid", uuid_);
    metadata();
    out_.begin_object("provenance");
    out_.text("method", "hybrid");
    out_.text("matching-rationale", "semantic");
    out_.text("status", "draft");
    out_.prose(
        "mapping-description",
        "Pairs of a pack of Crosswalk, each with its rationale, source and confidence. The relationship is that of the section "
        "that is followed to the clause that is wanted, after NIST IR 8477. Nothing was compared with licensed copies unless "
        "the source says so.");
    out_.end_object();
    out_.begin_array("mappings");
    for (const std::string& work : helping_) mapping(work);
    out_.end_array();
    resources();
    out_.end_object();
    out_.end_object();
  }

 private:
  /// Version of a pack, edition of a catalogue.
  [[nodiscard]] std::string version_of(const std::string& work) const {
    if (const atlas::Atlas::Standard* standard = atlas_.standard(work))
      return standard->pack->version + " " + standard->pack->sha256;
    const packs::Catalogue* catalogue = atlas_.catalogue(work);
    return catalogue == nullptr ? std::string() : catalogue->edition;
  }
  [[nodiscard]] std::string title_of(const std::string& work) const {
    if (const atlas::Atlas::Standard* standard = atlas_.standard(work)) return standard->pack->title;
    const packs::Catalogue* catalogue = atlas_.catalogue(work);
    return catalogue == nullptr ? reports::standard_name(work) : catalogue->title;
  }
  [[nodiscard]] std::string resource_of(const std::string& work) const { return uuid_of("resource", {uuid_, work}); }

  void figures(Props& props, int covered, int eased, int fresh, int share, int proven) const {
    props.add("covered", std::to_string(covered)).add("eased", std::to_string(eased)).add("new", std::to_string(fresh));
    props.add("share-of-new", std::to_string(share));
    if (coverage_.with_review) props.add("met-by-review", std::to_string(proven));
  }

  void metadata() {
    out_.begin_metadata("What carries over to " + coverage_.wanted_name, as_of_, std::string(as_of_));
    Props props;
    props.add("want", coverage_.wanted).add_all("have", coverage_.have);
    figures(props, coverage_.count(Carried::covered), coverage_.count(Carried::eased), coverage_.count(Carried::fresh),
            coverage_.share_of_new(), coverage_.proven());
    out_.props(props);
    out_.end_object();
  }

  void reference(std::string_view key, const std::string& work) {
    out_.begin_object(key);
    out_.text("type", "catalog");
    out_.text("href", "#" + resource_of(work));
    out_.end_object();
  }

  void mapping(const std::string& work) {
    out_.begin_object();
    out_.text("uuid", uuid_of("mapping-of", {uuid_, work}));
    reference("source-resource", work);
    reference("target-resource", coverage_.wanted);
    out_.begin_array("maps");
    int number = 0;
    std::vector<std::string> unmapped;
    for (const ClauseCoverage& clause : coverage_.clauses) {
      bool any = false;
      for (const Help& help : clause.helps) {
        if (help.work != work) continue;
        any = true;
        map(clause, help, uuid_of("map", {uuid_, work, std::to_string(number++)}));
      }
      if (!any) unmapped.push_back(token_of(coverage_.wanted + ":" + clause.number));
    }
    out_.end_array();
    if (!unmapped.empty()) {
      out_.begin_object("target-gap-summary");
      out_.text("uuid", uuid_of("gaps", {uuid_, work}));
      out_.begin_array("unmapped-controls");
      out_.begin_object();
      out_.begin_array("with-ids");
      for (const std::string& id : unmapped) out_.text({}, id);
      out_.end_array();
      out_.end_object();
      out_.end_array();
      out_.end_object();
    }
    out_.end_object();
  }

  void item(std::string_view key, const std::string& id, const Props& props) {
    out_.begin_array(key);
    out_.begin_object();
    out_.text("type", "control");
    out_.text("id-ref", token_of(id));
    out_.props(props);
    out_.end_object();
    out_.end_array();
  }

  void map(const ClauseCoverage& clause, const Help& help, const std::string& uuid) {
    const packs::Mapping& mapping = *help.mapping;
    // A pack speaks of its clause and the section of the other work; asked the other way round the pack's clause is the source.
    const bool forward = mapping.work == help.work && mapping.section == help.section;
    const std::string pack_clause = forward ? coverage_.wanted + ":" + clause.number : help.work + ":" + help.section;
    out_.begin_object();
    out_.text("uuid", uuid);
    out_.text("relationship", relationship_of(help.relation));
    Props source;
    source.add_oscal("label", help.section).add("title", help.section_title);
    item("sources", help.work + ":" + help.section, source);
    Props target;
    target.add_oscal("label", clause.number).add("title", clause.title);
    figures(target, clause.count(Carried::covered), clause.count(Carried::eased), clause.count(Carried::fresh),
            clause.share_of_new(), clause.proven());
    item("targets", coverage_.wanted + ":" + clause.number, target);
    out_.begin_object("confidence-score");
    out_.text("category", base::word(mapping.confidence));
    out_.end_object();
    Props props;
    if (forward) props.add("carries-over", mapping.carries_over).add("is-new", mapping.is_new);
    for (const std::string& slug : mapping.covers) props.add("covers", token_of(pack_clause + "/" + slug));
    for (const std::string& slug : mapping.eases) props.add("eases", token_of(pack_clause + "/" + slug));
    props.add("disputed", mapping.disputed).add_all("source", mapping.source);
    out_.props(props);
    out_.prose("remarks", mapping.rationale);
    out_.end_object();
  }

  void resources() {
    out_.begin_object("back-matter");
    out_.begin_array("resources");
    std::set<std::string> works = helping_;
    works.insert(coverage_.wanted);
    for (const std::string& work : works) {
      out_.begin_object();
      out_.text("uuid", resource_of(work));
      out_.prose_or("title", title_of(work), work);
      out_.prose("description",
                 "Ids are those of the catalog that Crosswalk writes of it, as far as that has the part: crosswalk clause list "
                 "--format oscal --pack " +
                     work);
      out_.props(Props().add("work", work).add("edition", version_of(work)));
      out_.end_object();
    }
    out_.end_array();
    out_.end_object();
  }

  const atlas::Atlas& atlas_;
  const atlas::Coverage& coverage_;
  std::string_view as_of_;
  OscalWriter& out_;
  /// Works that have a pair, sorted.
  std::set<std::string> helping_;
  std::string uuid_;
};

}  // namespace

base::Result<void> render_mapping(const atlas::Atlas& atlas, const atlas::Coverage& coverage, std::string_view as_of,
                                  reports::Sink& sink) {
  OscalWriter out(sink);
  MappingCollection(atlas, coverage, as_of, out).render();
  return out.finish();
}

}  // namespace crosswalk::oscal
