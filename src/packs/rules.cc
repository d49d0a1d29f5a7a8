// SPDX-License-Identifier: Apache-2.0
#include "packs/rules.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>

#include "base/text.h"
#include "base/words.h"
#include "document/document.h"
#include "packs/loader.h"
#include "packs/phrase.h"
#include "packs/yaml.h"

namespace crosswalk::packs {
namespace {

/// What takes one child, and what takes names.
constexpr Operator child_operators[] = {Operator::not_, Operator::under,   Operator::key,      Operator::block,
                                        Operator::row,  Operator::section, Operator::document, Operator::title};
constexpr Operator name_operators[] = {Operator::role, Operator::owner, Operator::state, Operator::kind};

std::vector<std::string> operator_words() {
  std::vector<std::string> words = base::words<Operator>();
  std::erase(words, base::word(Operator::concept_));
  return words;
}

/// The words that an operator on facts or kinds of blocks takes.
std::vector<std::string> allowed_names(Operator op) {
  switch (op) {
    case Operator::role:
      return base::words<document::Role>();
    case Operator::owner:
      return base::words<document::Owner>();
    case Operator::state:
      return base::words<document::State>();
    default:
      return base::words<document::BlockKind>();
  }
}

/// Reads expression trees; concepts are looked up by `find`, which reports unknown ones.
class ExpressionReader {
 public:
  ExpressionReader(const Lexicon& lexicon, std::string_view file, Diagnostics& diagnostics)
      : lexicon_(lexicon), file_(file), diagnostics_(diagnostics) {}

  std::optional<Expression> read(const Yaml& yaml) {
    switch (yaml.kind) {
      case Yaml::Kind::scalar:
        return named_concept(yaml);
      case Yaml::Kind::sequence:
        return children_of(Operator::any, yaml, yaml);
      case Yaml::Kind::map:
        return from_map(yaml);
      case Yaml::Kind::null:
        break;
    }
    diagnostics_.error(file_, yaml.line, yaml.column, "an expression is missing", "write a concept, or all:, any:, near: ...");
    return std::nullopt;
  }

 private:
  std::optional<Expression> named_concept(const Yaml& yaml) {
    const auto found = lexicon_.index.find(yaml.scalar);
    if (found == lexicon_.index.end()) {
      std::vector<std::string> names;
      for (const auto& [name, index] : lexicon_.index) names.push_back(name);
      const std::string near = nearest(yaml.scalar, names);
      diagnostics_.error(file_, yaml.line, yaml.column, "no concept '" + yaml.scalar + "'",
                         near.empty() ? "add it to packs/lexicon/" + lexicon_.language + "/" : "did you mean '" + near + "'?");
      return std::nullopt;
    }
    Expression expression;
    expression.op = Operator::concept_;
    expression.concept_index = found->second;
    return expression;
  }

  std::optional<Expression> children_of(Operator op, const Yaml& list, const Yaml& place) {
    Expression expression;
    expression.op = op;
    const auto take = [&](const Yaml& item) {
      if (auto child = read(item)) expression.children.push_back(std::move(*child));
    };
    if (list.kind == Yaml::Kind::sequence) {
      for (const Yaml& item : list.items) take(item);
    } else {
      take(list);
    }
    if (expression.children.empty()) {
      diagnostics_.error(file_, place.line, place.column, "an operator without anything to look for");
      return std::nullopt;
    }
    return expression;
  }

  std::optional<Expression> from_map(const Yaml& yaml) {
    if (const Yaml* number = find_number(yaml)) {
      const Yaml* of = yaml.find("of");
      if (of == nullptr || yaml.members.size() != 2) {
        diagnostics_.error(file_, yaml.line, yaml.column, "near and then need 'of' and nothing else",
                           "write {near: 8, of: [a, b]}");
        return std::nullopt;
      }
      const Operator op = yaml.find("near") != nullptr       ? Operator::near
                          : yaml.find("at_least") != nullptr ? Operator::at_least
                                                             : Operator::then;
      auto expression = children_of(op, *of, yaml);
      if (!expression) return std::nullopt;
      const std::string& digits = number->scalar;
      if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string::npos) {
        diagnostics_.error(file_, number->line, number->column, "a number from 0 to 999 is needed");
        return std::nullopt;
      }
      expression->words = static_cast<std::uint32_t>(std::stoi(digits));
      return expression;
    }
    if (yaml.members.size() != 1) {
      diagnostics_.error(file_, yaml.line, yaml.column, "one operator a map", "nest them: {all: [{any: [...]}, ...]}");
      return std::nullopt;
    }
    const auto& [key, value] = yaml.members.front();
    if (key.scalar == "all") return children_of(Operator::all, value, yaml);
    if (key.scalar == "any") return children_of(Operator::any, value, yaml);
    for (const Operator op : child_operators) {
      if (key.scalar != base::word(op)) continue;
      auto child = read(value);
      if (!child) return std::nullopt;
      Expression expression;
      expression.op = op;
      expression.children.push_back(std::move(*child));
      return expression;
    }
    for (const Operator op : name_operators) {
      if (key.scalar == base::word(op)) return names_of(op, value, yaml);
    }
    const std::string near = nearest(key.scalar, operator_words());
    diagnostics_.error(file_, key.line, key.column, "no operator '" + key.scalar + "'",
                       near.empty() ? "one of: " + base::join(operator_words(), ", ") : "did you mean '" + near + "'?");
    return std::nullopt;
  }

  static const Yaml* find_number(const Yaml& yaml) {
    for (const std::string_view key : {"near", "then", "at_least"}) {
      if (const Yaml* found = yaml.find(key)) return found;
    }
    return nullptr;
  }

  std::optional<Expression> names_of(Operator op, const Yaml& value, const Yaml& place) {
    Expression expression;
    expression.op = op;
    const std::vector<std::string> allowed = allowed_names(op);
    const auto take = [&](const Yaml& item) {
      if (std::find(allowed.begin(), allowed.end(), item.scalar) == allowed.end()) {
        diagnostics_.error(file_, item.line, item.column, "'" + item.scalar + "' is not in the list",
                           "one of: " + base::join(allowed, ", "));
      }
      expression.names.push_back(item.scalar);
    };
    if (value.kind == Yaml::Kind::sequence) {
      for (const Yaml& item : value.items) take(item);
    } else {
      take(value);
    }
    if (expression.names.empty()) {
      diagnostics_.error(file_, place.line, place.column, "an operator without names");
      return std::nullopt;
    }
    return expression;
  }

  const Lexicon& lexicon_;
  std::string file_;
  Diagnostics& diagnostics_;
};

/// Reports what is no kind of artifact, with the kinds that there are.
void unknown_kind(std::string_view file, const Yaml& kind, Diagnostics& diagnostics) {
  const std::vector<std::string> names(artifacts::kind_names().begin(), artifacts::kind_names().end());
  const std::string near = nearest(kind.scalar, names);
  diagnostics.error(file, kind.line, kind.column, "no kind of artifact '" + kind.scalar + "'",
                    (near.empty() ? "" : "did you mean '" + near + "'? ") + "The kinds are: " + base::join(names, ", "));
}

/// Reports concepts that need themselves.
void check_circles(const Lexicon& lexicon, Diagnostics& diagnostics) {
  enum class Mark : std::uint8_t { fresh, open, done };
  std::vector<Mark> marks(lexicon.concepts.size(), Mark::fresh);
  const std::function<void(std::uint32_t)> visit = [&](std::uint32_t index) {
    if (marks[index] == Mark::done) return;
    const Concept& item = lexicon.concepts[index];
    if (marks[index] == Mark::open) {
      diagnostics.error(item.file, item.line, 1, "concept '" + item.name + "' needs itself", "break the circle");
      return;
    }
    marks[index] = Mark::open;
    const std::function<void(const Expression&)> walk = [&](const Expression& expression) {
      if (expression.op == Operator::concept_) visit(expression.concept_index);
      for (const Expression& child : expression.children) walk(child);
    };
    for (const Expression& expression : item.expressions) walk(expression);
    marks[index] = Mark::done;
  };
  for (std::uint32_t i = 0; i < lexicon.concepts.size(); ++i) visit(i);
}

}  // namespace

Lexicon load_lexicon(std::string_view language, const std::map<std::string, std::string>& files, Diagnostics& diagnostics) {
  Lexicon lexicon;
  lexicon.language = language;
  std::vector<std::pair<std::string, Yaml>> parsed;
  for (const auto& [path, text] : files) {
    if (auto yaml = parse_yaml(text, path, diagnostics)) parsed.emplace_back(path, std::move(*yaml));
  }
  // First all names, so that concepts may refer to each other in any order.
  for (const auto& [path, yaml] : parsed) {
    const Yaml* concepts = yaml.find("concepts");
    if (concepts == nullptr || concepts->kind != Yaml::Kind::map || yaml.members.size() != 1) {
      diagnostics.error(path, 1, 1, "a lexicon file holds one map 'concepts'");
      continue;
    }
    for (const auto& [name, value] : concepts->members) {
      Concept item;
      item.name = name.scalar;
      item.file = path;
      item.line = name.line;
      const auto [place, fresh] = lexicon.index.emplace(item.name, static_cast<std::uint32_t>(lexicon.concepts.size()));
      if (!fresh) {
        const Concept& first = lexicon.concepts[place->second];
        diagnostics.error(path, name.line, name.column,
                          "concept '" + item.name + "' stands already in " + first.file + ":" + std::to_string(first.line),
                          "give it another name, or make the two one");
        continue;
      }
      lexicon.concepts.push_back(std::move(item));
    }
  }
  for (const auto& [path, yaml] : parsed) {
    const Yaml* concepts = yaml.find("concepts");
    if (concepts == nullptr) continue;
    for (const auto& [name, value] : concepts->members) {
      // A name that was reported above is in no index.
      const auto known = lexicon.index.find(name.scalar);
      if (known == lexicon.index.end()) continue;
      Concept& item = lexicon.concepts[known->second];
      if (item.file != path || item.line != name.line) continue;
      Yaml short_form;
      const Yaml* body = &value;
      if (value.kind == Yaml::Kind::sequence) {
        short_form.kind = Yaml::Kind::map;
        short_form.line = value.line;
        short_form.column = value.column;
        Yaml says;
        says.scalar = "says";
        short_form.members.push_back({says, value});
        body = &short_form;
      }
      YamlReader reader(*body, path, "concept", diagnostics);
      static_cast<void>(reader.text("means"));
      const std::string& file = path;
      const auto read_phrases = [&](std::string_view key, std::vector<std::string>& texts, std::vector<std::string>& patterns) {
        for (const Yaml* phrase : reader.list(key)) {
          if (is_pattern(phrase->scalar)) {
            patterns.push_back(phrase->scalar.substr(3));
            continue;
          }
          auto expanded = expand_phrase(phrase->scalar);
          if (!expanded) {
            diagnostics.error(file, phrase->line, phrase->column, "phrase '" + phrase->scalar + "': " + expanded.error().detail);
            continue;
          }
          std::move(expanded->begin(), expanded->end(), std::back_inserter(texts));
        }
      };
      read_phrases("says", item.texts, item.patterns);
      read_phrases("links", item.link_texts, item.link_patterns);
      // What has been told of need not be told again.
      bool has_unknown_kind = false;
      for (const Yaml* kind : reader.list("artifact")) {
        if (const auto named = artifacts::kind_named(kind->scalar)) {
          item.artifacts.add(*named);
        } else {
          unknown_kind(path, *kind, diagnostics);
          has_unknown_kind = true;
        }
      }
      ExpressionReader expressions(lexicon, path, diagnostics);
      for (const Yaml* expression : reader.list("any")) {
        if (auto read = expressions.read(*expression)) item.expressions.push_back(std::move(*read));
      }
      reader.finish();
      if (item.texts.empty() && item.patterns.empty() && item.artifacts.empty() && item.link_texts.empty() &&
          item.link_patterns.empty() && item.expressions.empty() && !has_unknown_kind) {
        diagnostics.error(path, name.line, name.column, "concept '" + item.name + "' says nothing",
                          "give it 'says', 'artifact', 'links' or 'any'");
      }
    }
  }
  check_circles(lexicon, diagnostics);
  return lexicon;
}

std::vector<Rule> load_rules(const Pack& pack, const Lexicon& lexicon, const std::map<std::string, std::string>& files,
                             Diagnostics& diagnostics) {
  std::vector<Rule> rules;
  const std::string own = extended_by(files).empty() ? std::string() : id_of(files);
  for (const auto& [path, text] : files) {
    if (!path.starts_with("rules/") || !path.ends_with(".yaml")) continue;
    const auto yaml = parse_yaml(text, path, diagnostics);
    if (!yaml) continue;
    if (yaml->kind != Yaml::Kind::map) {
      diagnostics.error(path, 1, 1, "a rules file is a map of 'clause/slug' to a list of rules");
      continue;
    }
    for (const auto& [slug, list] : yaml->members) {
      const Constraint* constraint = pack.constraint(slug.scalar);
      if (constraint == nullptr) {
        diagnostics.error(path, slug.line, slug.column, "no constraint '" + slug.scalar + "' in pack " + pack.id,
                          "write it as clause/slug, e.g. 4.1.7/timeliness");
        continue;
      }
      if (constraint->by != own) {
        // A rule of its own could let a requirement of the standard be met by anything.
        diagnostics.error(path, slug.line, slug.column, "'" + slug.scalar + "' is a constraint of " + pack.id + " itself",
                          "an extension has rules for its 'further_constraints' only");
        continue;
      }
      if (list.kind != Yaml::Kind::sequence) {
        diagnostics.error(path, list.line, list.column, "the rules of a constraint are a list");
        continue;
      }
      std::set<std::string> names;
      for (const Yaml& item : list.items) {
        YamlReader reader(item, path, "rule", diagnostics);
        if (!reader.is_map()) continue;
        Rule rule;
        const std::string name = reader.text("rule", true);
        if (!names.insert(name).second) reader.error("rule", "rule '" + name + "' stands twice", "give it another name");
        rule.id = slug.scalar + "#" + name;
        rule.constraint = constraint->id;
        rule.file = path;
        rule.line = item.line;
        rule.unit = reader.word<Unit>("within", Unit::sentence);
        rule.verdict = reader.word<RuleVerdict>("verdict", RuleVerdict::met);
        rule.basis = reader.word<RuleBasis>("basis", RuleBasis::automatic);
        rule.reason = reader.text("reason");
        rule.limit = reader.text("limit");
        if (const auto places = reader.number("places")) {
          rule.places = static_cast<std::uint32_t>(std::clamp(*places, 1.0, 1000.0));
        }
        rule.read_cues = reader.boolean("read_cues", true);
        static_cast<void>(reader.text("note"));
        if (rule.verdict == RuleVerdict::partial && rule.reason.empty()) reader.error("rule", "a partial rule needs a reason");
        ExpressionReader expressions(lexicon, path, diagnostics);
        if (const Yaml* match = reader.node("match", true)) {
          if (auto read = expressions.read(*match)) rule.match = std::move(*read);
        }
        reader.finish();
        rules.push_back(std::move(rule));
      }
    }
  }
  return rules;
}

namespace {

/// Whether a concept of the expression is looked for in the unit itself.
bool names_concept(const Expression& expression) {
  if (expression.op == Operator::concept_) return true;
  if (expression.op == Operator::not_ || expression.op == Operator::title || expression.op == Operator::document) return false;
  return std::any_of(expression.children.begin(), expression.children.end(), names_concept);
}

}  // namespace

namespace {

std::string with_names(const Lexicon& lexicon, const Expression& expression) {
  if (expression.op == Operator::concept_) return lexicon.concepts[expression.concept_index].name;
  std::vector<std::string> parts = expression.names;
  for (const Expression& child : expression.children) parts.push_back(with_names(lexicon, child));
  std::string out(base::word(expression.op));
  const bool counts = expression.op == Operator::at_least || expression.op == Operator::near || expression.op == Operator::then;
  if (counts) out += " " + std::to_string(expression.words);
  return out + " [" + base::join(parts, ", ") + "]";
}

}  // namespace

std::string text_of(const Lexicon& lexicon, const Expression& expression) {
  std::string out = with_names(lexicon, expression);
  if (expression.op != Operator::concept_) return out;
  const Concept& item = lexicon.concepts[expression.concept_index];
  std::vector<std::string> besides;
  for (const std::string_view name : artifacts::kind_names()) {
    if (item.artifacts.has(*artifacts::kind_named(name))) besides.push_back("artifact " + std::string(name));
  }
  if (!item.link_texts.empty() || !item.link_patterns.empty()) besides.emplace_back("links");
  return besides.empty() ? out : out + " (" + base::join(besides, ", ") + ")";
}

void lint_rules(const Pack& pack, const Lexicon& lexicon, const std::vector<Rule>& rules, Diagnostics& diagnostics) {
  std::set<std::string> answered;
  std::vector<bool> reached(lexicon.concepts.size(), false);
  const std::function<void(const Expression&)> walk = [&](const Expression& expression) {
    if (expression.op == Operator::concept_ && !reached[expression.concept_index]) {
      reached[expression.concept_index] = true;
      for (const Expression& part : lexicon.concepts[expression.concept_index].expressions) walk(part);
    }
    for (const Expression& child : expression.children) walk(child);
  };
  // Cues are read by the program itself.
  const auto is_cue = [](const Concept& item) { return item.name.starts_with("cue-"); };
  for (const Concept& item : lexicon.concepts) {
    if (!is_cue(item)) continue;
    for (const Expression& part : item.expressions) walk(part);
  }
  const std::vector<std::string>& reasons = partial_reason_words();
  for (const Rule& rule : rules) {
    answered.insert(rule.constraint);
    walk(rule.match);
    if (rule.verdict == RuleVerdict::partial && std::find(reasons.begin(), reasons.end(), rule.reason) == reasons.end()) {
      diagnostics.error(rule.file, rule.line, 1, "'" + rule.reason + "' is no reason of a partial verdict",
                        "one of: " + base::join(reasons, ", "));
    }
  }
  for (const Rule& rule : rules) {
    // What could not be read has been told of.
    if (rule.unit != Unit::section || (rule.match.op == Operator::all && rule.match.children.empty())) continue;
    const Expression& first = rule.match.op == Operator::all ? rule.match.children.front() : rule.match;
    if (names_concept(first)) continue;
    diagnostics.error(rule.file, rule.line, 1, rule.id + ": the first part of a rule within a section names no concept",
                      "begin with what has to stand in the section's own text");
  }
  for (const Clause& clause : pack.clauses) {
    for (const Constraint& constraint : clause.constraints) {
      for (const auto* names : {&constraint.folder_requires, &constraint.records_about}) {
        for (const std::string& name : *names) {
          const auto found = lexicon.index.find(name);
          if (found == lexicon.index.end()) continue;
          Expression named;
          named.op = Operator::concept_;
          named.concept_index = found->second;
          walk(named);
        }
      }
      if (answered.contains(constraint.id)) continue;
      diagnostics.warning(constraint.place.file, constraint.place.line, constraint.place.column,
                          constraint.id + " has no rule: reviews will only ask its question", "add it to rules/");
    }
  }
  for (std::size_t i = 0; i < lexicon.concepts.size(); ++i) {
    const Concept& item = lexicon.concepts[i];
    if (reached[i] || is_cue(item)) continue;
    diagnostics.warning(item.file, item.line, 1, "no rule reaches the concept '" + item.name + "'", "use it, or remove it");
  }
}

}  // namespace crosswalk::packs
