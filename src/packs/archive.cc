// SPDX-License-Identifier: Apache-2.0
#include "packs/archive.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace crosswalk::packs {
namespace {

/// A word of a closed list; one that is not in the list ends the reading.
template <class Archive, class Enum>
void word_field(Archive& a, Enum& value) {
  a.field(value);
  if constexpr (Archive::reading) a.ok = a.ok && static_cast<std::size_t>(value) < base::Words<Enum>::names.size();
}

template <class Archive>
void flag(Archive& a, bool& value) {
  auto number = static_cast<std::uint8_t>(value);
  a.field(number);
  if constexpr (Archive::reading) value = number != 0;
}

template <class Archive>
void real(Archive& a, double& value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  a.field(bits);
  if constexpr (Archive::reading) value = std::bit_cast<double>(bits);
}

template <class Archive>
void texts(Archive& a, std::vector<std::string>& items) {
  a.list(items, [](Archive& archive, std::string& text) { archive.field(text); });
}

/// The members of a map, each through value(archive, value).
template <class Archive, class Value, class Each>
void map_field(Archive& a, std::map<std::string, Value>& map, const Each& each) {
  std::vector<std::pair<std::string, Value>> members;
  if constexpr (!Archive::reading) members.assign(map.begin(), map.end());
  a.list(members, [&](Archive& archive, std::pair<std::string, Value>& member) {
    archive.field(member.first);
    each(archive, member.second);
  });
  if constexpr (Archive::reading) map.insert(std::make_move_iterator(members.begin()), std::make_move_iterator(members.end()));
}

/// What any member of a type can be made of.
struct Any {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};

/// How many members a type has.
template <class T, class... Members>
consteval std::size_t count_members() {
  if constexpr (requires { T{Members{}..., Any{}}; }) {
    return count_members<T, Members..., Any>();
  } else {
    return sizeof...(Members);
  }
}

// A member that is not carried would be another verdict from the cache than without it: who adds one adds it below too, and
// changes compiled_version.
static_assert(count_members<Place>() == 3);
static_assert(count_members<Statement>() == 5);
static_assert(count_members<ClauseLink>() == 2);
static_assert(count_members<Calibration>() == 4);
static_assert(count_members<Change>() == 2);
static_assert(count_members<Constraint>() == 27);
static_assert(count_members<CommonGap>() == 9);
static_assert(count_members<Signal>() == 7);
static_assert(count_members<Clause>() == 19);
static_assert(count_members<Override>() == 11);
static_assert(count_members<Extension>() == 4);
static_assert(count_members<Pack>() == 14);
static_assert(count_members<Rule>() == 12);

template <class Archive>
void transfer(Archive& a, Place& place) {
  a.field(place.file);
  a.field(place.line);
  a.field(place.column);
}

template <class Archive>
void transfer(Archive& a, Statement& statement) {
  a.field(statement.text);
  texts(a, statement.source);
  word_field(a, statement.confidence);
  transfer(a, statement.place);
  a.field(statement.by);
}

template <class Archive>
void transfer(Archive& a, ClauseLink& link) {
  a.field(link.clause);
  transfer(a, link.statement);
}

template <class Archive>
void transfer(Archive& a, Constraint& constraint) {
  a.field(constraint.slug);
  a.field(constraint.id);
  a.field(constraint.text);
  word_field(a, constraint.level);
  texts(a, constraint.demanded_by);
  a.field(constraint.applies_if);
  a.field(constraint.note);
  word_field(a, constraint.needs);
  word_field(a, constraint.quantifier);
  word_field(a, constraint.polarity);
  flag(a, constraint.addresses_reporters);
  flag(a, constraint.addresses_operators);
  texts(a, constraint.records);
  texts(a, constraint.records_about);
  texts(a, constraint.folder_requires);
  word_field(a, constraint.calibration.kind);
  real(a, constraint.calibration.precision);
  real(a, constraint.calibration.recall);
  a.field(constraint.calibration.documents);
  texts(a, constraint.also_shown_under);
  a.field(constraint.question);
  map_field(a, constraint.remedy, [](Archive& archive, std::string& text) { archive.field(text); });
  map_field(a, constraint.severity, [](Archive& archive, Severity& severity) { word_field(archive, severity); });
  flag(a, constraint.has_expression);
  a.field(constraint.defence);
  texts(a, constraint.source);
  word_field(a, constraint.confidence);
  transfer(a, constraint.place);
  a.field(constraint.by);
  a.list(constraint.changes, [](Archive& archive, Change& change) {
    archive.field(change.by);
    texts(archive, change.fields);
  });
}

template <class Archive>
void transfer(Archive& a, CommonGap& gap) {
  a.field(gap.text);
  word_field(a, gap.severity);
  texts(a, gap.constraints);
  texts(a, gap.demanded_by);
  a.field(gap.remedy);
  texts(a, gap.source);
  word_field(a, gap.confidence);
  transfer(a, gap.place);
  a.field(gap.by);
}

template <class Archive>
void transfer(Archive& a, Signal& signal) {
  word_field(a, signal.kind);
  a.field(signal.pattern);
  a.field(signal.question);
  word_field(a, signal.check);
  texts(a, signal.constraints);
  transfer(a, signal.place);
  a.field(signal.by);
}

template <class Archive>
void transfer(Archive& a, Clause& clause) {
  const auto each = [](Archive& archive, auto& item) { transfer(archive, item); };
  a.field(clause.number);
  a.field(clause.id);
  a.field(clause.title);
  transfer(a, clause.requirement);
  a.list(clause.why, each);
  a.list(clause.changed, each);
  a.list(clause.is_new, each);
  a.list(clause.audit_focus, each);
  a.list(clause.constraints, each);
  a.list(clause.gaps, each);
  texts(a, clause.evidence_documents);
  a.list(clause.signals, each);
  a.list(clause.audit_defence, each);
  a.list(clause.related, each);
  a.list(clause.further_reading, each);
  word_field(a, clause.confidence);
  a.field(clause.confirmed.by);
  a.field(clause.confirmed.on);
  a.field(clause.confirmed.role);
  a.field(clause.confirmed.content);
  a.field(clause.confirmed.pack);
  flag(a, clause.confirmed.stale);
  flag(a, clause.has_page);
  transfer(a, clause.place);
}

template <class Archive>
void transfer(Archive& a, Override& one) {
  a.field(one.by);
  a.field(one.constraint);
  a.field(one.what);
  flag(a, one.weakens);
  a.field(one.name);
  a.field(one.reason);
  a.field(one.person);
  a.field(one.role);
  a.field(one.on);
  texts(a, one.source);
  transfer(a, one.place);
}

template <class Archive>
void transfer(Archive& a, Pack& pack) {
  a.field(pack.id);
  a.field(pack.title);
  a.field(pack.version);
  a.field(pack.edition);
  a.field(pack.publisher);
  a.field(pack.notice);
  a.field(pack.sha256);
  a.list(pack.clauses, [](Archive& archive, Clause& clause) { transfer(archive, clause); });
  a.list(pack.conditions, [](Archive& archive, Condition& condition) {
    archive.field(condition.name);
    archive.field(condition.question);
  });
  a.list(pack.works, [](Archive& archive, Work& work) {
    archive.field(work.id);
    archive.field(work.title);
  });
  a.list(pack.contents, [](Archive& archive, ContentsEntry& entry) {
    archive.field(entry.number);
    archive.field(entry.title);
  });
  a.field(pack.own_sha256);
  a.list(pack.extensions, [](Archive& archive, Extension& extension) {
    archive.field(extension.id);
    archive.field(extension.title);
    archive.field(extension.version);
    archive.field(extension.sha256);
  });
  a.list(pack.overrides, [](Archive& archive, Override& one) { transfer(archive, one); });
}

template <class Archive>
void transfer(Archive& a, Rule& rule) {
  a.field(rule.id);
  a.field(rule.constraint);
  word_field(a, rule.unit);
  word_field(a, rule.verdict);
  a.field(rule.reason);
  word_field(a, rule.basis);
  a.field(rule.limit);
  a.field(rule.places);
  flag(a, rule.read_cues);
  a.field(rule.file);
  a.field(rule.line);
}

}  // namespace

std::string packs_to_bytes(const std::vector<std::shared_ptr<const Pack>>& packs) {
  base::ArchiveWriter writer;
  std::uint32_t version = compiled_version;
  writer.field(version);
  auto count = static_cast<std::uint32_t>(packs.size());
  writer.field(count);
  // The one description of the layout serves both ways and so takes its fields by reference; writing changes none.
  for (const auto& pack : packs) transfer(writer, const_cast<Pack&>(*pack));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

base::Result<std::vector<std::shared_ptr<const Pack>>> packs_from_bytes(std::string_view bytes) {
  base::ArchiveReader reader(bytes);
  std::uint32_t version = 0;
  reader.field(version);
  reader.ok = reader.ok && version == compiled_version;
  std::uint32_t count = 0;
  reader.field(count);
  std::vector<std::shared_ptr<const Pack>> out;
  for (std::uint32_t i = 0; i < count && reader.ok; ++i) {
    Pack pack;
    transfer(reader, pack);
    out.push_back(std::make_shared<const Pack>(std::move(pack)));
  }
  if (reader.ok && reader.at_end()) return out;
  return base::Error{base::ErrorCode::malformed_data, "packs", "not what this version writes"};
}

void write(base::ArchiveWriter& to, const std::vector<Rule>& rules) {
  // As above.
  auto& all = const_cast<std::vector<Rule>&>(rules);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  to.list(all, [](base::ArchiveWriter& archive, Rule& rule) { transfer(archive, rule); });
}

std::vector<Rule> read_rules(base::ArchiveReader& from) {
  std::vector<Rule> out;
  from.list(out, [](base::ArchiveReader& archive, Rule& rule) { transfer(archive, rule); });
  return out;
}

}  // namespace crosswalk::packs
