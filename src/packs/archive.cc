// SPDX-License-Identifier: Apache-2.0
#include "packs/archive.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace crosswalk::packs {
namespace {

/// Files of packs nest no deeper (parse_yaml()), and concepts that stand for others hardly do.
constexpr std::uint32_t deepest = 400;

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
void transfer(Archive& a, Expression& expression, std::uint32_t depth = 0) {
  if constexpr (Archive::reading) a.ok = a.ok && depth < deepest;
  word_field(a, expression.op);
  a.field(expression.concept_index);
  a.field(expression.words);
  texts(a, expression.names);
  a.list(expression.children, [depth](Archive& archive, Expression& child) { transfer(archive, child, depth + 1); });
}

template <class Archive>
void transfer(Archive& a, artifacts::Kinds& kinds) {
  static_assert(artifacts::kind_count <= 32);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < artifacts::kind_count; ++i) {
    bits |= kinds.has(static_cast<artifacts::Kind>(i)) ? 1U << i : 0U;
  }
  a.field(bits);
  if constexpr (Archive::reading) {
    kinds = {};
    for (std::size_t i = 0; i < artifacts::kind_count; ++i) {
      if ((bits >> i & 1U) != 0) kinds.add(static_cast<artifacts::Kind>(i));
    }
  }
}

template <class Archive>
void transfer(Archive& a, Concept& item) {
  a.field(item.name);
  texts(a, item.patterns);
  transfer(a, item.artifacts);
  texts(a, item.link_texts);
  texts(a, item.link_patterns);
  a.list(item.expressions, [](Archive& archive, Expression& expression) { transfer(archive, expression); });
  a.field(item.file);
  a.field(item.line);
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
  transfer(a, rule.match);
  a.field(rule.file);
  a.field(rule.line);
}

template <class Archive>
void transfer(Archive& a, Lexicon& lexicon) {
  a.field(lexicon.language);
  a.list(lexicon.concepts, [](Archive& archive, Concept& item) { transfer(archive, item); });
}

template <class Archive>
void transfer(Archive& a, std::vector<Rule>& rules) {
  a.list(rules, [](Archive& archive, Rule& rule) { transfer(archive, rule); });
}

/// How deep expressions are nested, those of the concepts that they name among them.
class Depths {
 public:
  /// Of what cannot be walked through.
  static constexpr std::uint32_t unsound = 0xFFFFFFFF;

  explicit Depths(const Lexicon& lexicon) : lexicon_(lexicon), known_(lexicon.concepts.size(), unknown) {}

  /// That of an expression that stands `at` levels below the one that is asked for.
  std::uint32_t of(const Expression& expression, std::uint32_t at = 0) {
    switch (expression.op) {
      case Operator::concept_:
        return expression.children.empty() ? of_concept(expression.concept_index, at) : unsound;
      case Operator::role:
      case Operator::owner:
      case Operator::state:
      case Operator::kind:
        return expression.children.empty() ? 1 : unsound;
      default:
        return expression.children.empty() ? unsound : below(expression.children, at);
    }
  }
  std::uint32_t of_concept(std::uint32_t item, std::uint32_t at = 0) {
    if (item >= known_.size() || known_[item] == open) return unsound;
    if (known_[item] != unknown) return known_[item];
    known_[item] = open;
    return known_[item] = below(lexicon_.concepts[item].expressions, at);
  }

 private:
  static constexpr std::uint32_t unknown = 0;
  static constexpr std::uint32_t open = 0xFFFFFFFE;

  std::uint32_t below(const std::vector<Expression>& children, std::uint32_t at) {
    if (at >= deepest) return unsound;
    std::uint32_t out = 1;
    for (const Expression& child : children) {
      const std::uint32_t depth = of(child, at + 1);
      if (depth >= deepest) return unsound;
      out = std::max(out, depth + 1);
    }
    return out;
  }

  const Lexicon& lexicon_;
  std::vector<std::uint32_t> known_;
};

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

void write(base::ArchiveWriter& to, const Lexicon& lexicon, const std::vector<Rule>& rules) {
  // As above.
  transfer(to, const_cast<Lexicon&>(lexicon));          // NOLINT(cppcoreguidelines-pro-type-const-cast)
  transfer(to, const_cast<std::vector<Rule>&>(rules));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

LexiconAndRules read_lexicon_and_rules(base::ArchiveReader& from) {
  LexiconAndRules out;
  transfer(from, out.lexicon);
  transfer(from, out.rules);
  if (!from.ok) return {};
  Lexicon& lexicon = out.lexicon;
  for (std::uint32_t item = 0; item < lexicon.concepts.size(); ++item) {
    from.ok = from.ok && lexicon.index.emplace(lexicon.concepts[item].name, item).second;
  }
  Depths depths(lexicon);
  for (std::uint32_t item = 0; item < lexicon.concepts.size() && from.ok; ++item) {
    from.ok = depths.of_concept(item) != Depths::unsound;
  }
  for (const Rule& rule : out.rules) from.ok = from.ok && depths.of(rule.match) != Depths::unsound;
  return from.ok ? std::move(out) : LexiconAndRules{};
}

}  // namespace crosswalk::packs
