// SPDX-License-Identifier: Apache-2.0
#include "comparison/comparison.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace crosswalk::comparison {
namespace {

using review::Verdict;

bool is_gap(Verdict verdict) {
  return verdict == Verdict::denied || verdict == Verdict::not_found || verdict == Verdict::planned ||
         verdict == Verdict::partial;
}
bool is_undecided(Verdict verdict) { return verdict == Verdict::not_evaluable || verdict == Verdict::needs_review; }

/// From the best to the worst; words.md, worst verdict of a clause.
int rank(Verdict verdict) {
  switch (verdict) {
    case Verdict::partial:
      return 1;
    case Verdict::planned:
      return 2;
    case Verdict::not_found:
      return 3;
    case Verdict::denied:
      return 4;
    default:
      return 0;
  }
}

Direction direction_of(Verdict before, Verdict after) {
  if (before == after) return Direction::same;
  if (is_undecided(after)) return is_undecided(before) ? Direction::other : Direction::undecided;
  if (is_gap(before) != is_gap(after)) return is_gap(after) ? Direction::worse : Direction::better;
  if (is_gap(before)) return rank(after) > rank(before) ? Direction::worse : Direction::better;
  if (is_undecided(before)) return Direction::better;
  return Direction::other;
}

/// What counts of several: the worst wins over the better, and every change over none.
Direction worst(Direction a, Direction b) { return std::min(a, b); }

template <class Map>
std::set<std::string> names_of(const Map& map) {
  std::set<std::string> out;
  for (const auto& [name, value] : map) out.insert(name);
  return out;
}

std::string listed(const std::set<std::string>& names) { return base::join({names.begin(), names.end()}, ", "); }

// ---------------------------------------------------------------------------------------------------------------- documents

std::string reading(const DocumentState& document) {
  return document.status + (document.reason.empty() ? "" : " (" + document.reason + ")");
}

std::vector<std::pair<std::string, std::string>> counting(const DocumentState& document) {
  return {{"role", document.role},
          {"owner", document.owner},
          {"control", document.control.empty() ? "nothing known" : document.control},
          {"in force",
           document.in_force
               ? "yes"
               : "no" + (document.not_in_force_because.empty() ? std::string() : " (" + document.not_in_force_because + ")")}};
}

/// The cause of a document whose bytes are the same and which counts otherwise, with the parts that differ.
Cause counted_otherwise(const std::string& path, const DocumentState& before, const DocumentState& after) {
  Cause cause{CauseKind::document_counted_otherwise, path, "", ""};
  const auto was = counting(before);
  const auto is = counting(after);
  for (std::size_t i = 0; i < was.size(); ++i) {
    if (was[i] == is[i]) continue;
    cause.before += (cause.before.empty() ? "" : "; ") + was[i].first + ": " + was[i].second;
    cause.after += (cause.after.empty() ? "" : "; ") + is[i].first + ": " + is[i].second;
  }
  return cause;
}

/// All that differs between the documents, by path.
std::vector<Cause> compare_documents(const ReviewFile& before, const ReviewFile& after) {
  std::vector<Cause> out;
  std::map<std::string, std::vector<std::string>> gone;  // by hash, in the order of paths
  for (const auto& [key, old] : before.documents) {
    if (!after.documents.contains(key) && !old.sha256.empty()) gone[old.sha256].push_back(key.first);
  }
  std::set<std::string> moved;
  for (const auto& [key, document] : after.documents) {
    const std::string& path = key.first;
    const auto old = before.documents.find(key);
    if (old == before.documents.end()) {
      const auto same = gone.find(document.sha256);
      if (same == gone.end() || same->second.empty()) {
        out.push_back({CauseKind::document_appeared, path, "", document.sha256});
        continue;
      }
      const std::string from = same->second.front();
      same->second.erase(same->second.begin());
      moved.insert(from);
      out.push_back({CauseKind::document_moved, path, from, path});
    } else if (old->second.sha256 != document.sha256) {
      out.push_back({CauseKind::document_changed, path, old->second.sha256, document.sha256});
    } else if (reading(old->second) != reading(document)) {
      out.push_back({CauseKind::document_read_otherwise, path, reading(old->second), reading(document)});
    } else if (counting(old->second) != counting(document)) {
      out.push_back(counted_otherwise(path, old->second, document));
    }
  }
  for (const auto& [key, document] : before.documents) {
    if (!after.documents.contains(key) && !moved.contains(key.first))
      out.push_back({CauseKind::document_gone, key.first, document.sha256, ""});
  }
  return out;
}

// ------------------------------------------------------------------------------------------------------------------- inputs

std::string version_and_hash(const PackState& pack) { return pack.version + " sha256:" + pack.sha256; }

std::map<std::string, std::string> product_versions(const ReviewFile& file) {
  std::map<std::string, std::string> out;
  for (const auto& [id, constraint] : file.constraints) {
    for (const auto& [name, product] : constraint.products) out.try_emplace(name, product.version);
  }
  return out;
}

/// All that differs between the inputs but documents and decisions.
std::vector<Cause> compare_inputs(const ReviewFile& before, const ReviewFile& after) {
  std::vector<Cause> out;
  for (const auto& [id, pack] : after.packs) {
    const auto old = before.packs.find(id);
    if (old == before.packs.end()) {
      out.push_back({CauseKind::options_changed, "pack " + id, "", pack.version});
    } else if (old->second != pack) {
      out.push_back({CauseKind::pack_changed, id, version_and_hash(old->second), version_and_hash(pack)});
    }
  }
  for (const auto& [id, pack] : before.packs) {
    if (!after.packs.contains(id)) out.push_back({CauseKind::options_changed, "pack " + id, pack.version, ""});
  }
  if (before.tool_version != after.tool_version)
    out.push_back({CauseKind::program_changed, "", before.tool_version, after.tool_version});
  const auto old_products = product_versions(before);
  const auto new_products = product_versions(after);
  for (const auto& [name, version] : new_products) {
    const auto old = old_products.find(name);
    if (old != old_products.end() && old->second != version)
      out.push_back({CauseKind::product_version_changed, name, old->second, version});
  }
  if (names_of(old_products) != names_of(new_products) && before.product == after.product) {
    out.push_back({CauseKind::workspace_changed, "products", listed(names_of(old_products)), listed(names_of(new_products))});
  }
  const auto conditions = [](const ReviewFile& file) {
    return listed({file.unanswered_conditions.begin(), file.unanswered_conditions.end()});
  };
  if (conditions(before) != conditions(after))
    out.push_back({CauseKind::workspace_changed, "unanswered conditions", conditions(before), conditions(after)});
  if (before.as_of != after.as_of) out.push_back({CauseKind::as_of_changed, "", before.as_of, after.as_of});
  if (before.product != after.product) out.push_back({CauseKind::options_changed, "--product", before.product, after.product});
  if (names_of(before.clauses) != names_of(after.clauses))
    out.push_back({CauseKind::options_changed, "clauses", listed(names_of(before.clauses)), listed(names_of(after.clauses))});
  if (before.ignored_files != after.ignored_files) {
    out.push_back(
        {CauseKind::options_changed, "ignored files", std::to_string(before.ignored_files), std::to_string(after.ignored_files)});
  }
  return out;
}

std::string decision_text(const DecisionState& decision) {
  std::string out = decision.kind;
  if (!decision.document.empty()) out += " of " + decision.document;
  return out + " by " + decision.by + " on " + decision.on + ": " + decision.reason;
}

std::string decisions_text(const ConstraintState& constraint) {
  std::vector<std::string> texts;
  for (const DecisionState& decision : constraint.decisions) texts.push_back(decision_text(decision));
  if (texts.empty() && !constraint.stale_because.empty())
    return "no longer stands because " + base::join(constraint.stale_because, "; ");
  return base::join(texts, "; ");
}

// -------------------------------------------------------------------------------------------------------------- constraints

class Comparer {
 public:
  Comparer(const ReviewFile& before, const ReviewFile& after) : before_(before), after_(after) {}

  Comparison compare() {
    out_.before = head(before_);
    out_.after = head(after_);
    if (!check_comparable()) return std::move(out_);
    documents_ = compare_documents(before_, after_);
    for (const Cause& cause : documents_) by_path_.emplace(cause.subject, &cause);
    for (const Cause& cause : documents_) {
      if (cause.kind == CauseKind::document_moved) by_path_.emplace(cause.before, &cause);
    }
    inputs_ = compare_inputs(before_, after_);
    for (const auto& [id, state] : before_.constraints) {
      const auto now = after_.constraints.find(id);
      constraint(id, &state, now == after_.constraints.end() ? nullptr : &now->second);
    }
    for (const auto& [id, state] : after_.constraints) {
      if (!before_.constraints.contains(id)) constraint(id, nullptr, &state);
    }
    differences();
    std::stable_sort(out_.constraints.begin(), out_.constraints.end(), [](const ConstraintChange& a, const ConstraintChange& b) {
      const auto key = [](const ConstraintChange& change) {
        const std::optional<Side>& side = change.after && change.after->severity ? change.after : change.before;
        const int severity = side && side->severity ? static_cast<int>(*side->severity) : -1;
        return std::tuple<Change, Direction, int>(change.change, change.direction, -severity);
      };
      return key(a) < key(b) || (key(a) == key(b) && a.id < b.id);
    });
    return std::move(out_);
  }

 private:
  static Comparison::Head head(const ReviewFile& file) {
    return {file.schema_version, file.tool_version, file.as_of, file.inputs_sha256, file.product, file.packs};
  }

  bool check_comparable() {
    const auto fail = [&](const std::string& why) {
      out_.comparable = false;
      out_.why_not = why;
      return false;
    };
    for (const auto& [file, name] : {std::pair{&before_, "older"}, std::pair{&after_, "newer"}}) {
      if (!is_known_schema(file->schema_version)) {
        return fail("the " + std::string(name) + " review has schema version " + file->schema_version.substr(0, 40) +
                    ", which this program does not know; it knows 1");
      }
    }
    const bool common = std::any_of(before_.clauses.begin(), before_.clauses.end(),
                                    [&](const auto& clause) { return after_.clauses.contains(clause.first); });
    if (!common && !(before_.clauses.empty() && after_.clauses.empty())) {
      return fail("the two reviews have no clause in common: " + listed(names_of(before_.clauses)) + " and " +
                  listed(names_of(after_.clauses)));
    }
    return true;
  }

  /// Whether one of the pages that show the constraint was reviewed in the other file too.
  static bool in_scope(const ConstraintState& state, const ReviewFile& other) {
    return std::any_of(state.clauses.begin(), state.clauses.end(),
                       [&](const std::string& clause) { return other.clauses.contains(clause); });
  }

  static Side side_of(const ConstraintState& state) {
    return {state.verdict, state.reason, state.gap ? std::optional(state.gap->severity) : std::nullopt, state.coverage};
  }

  void constraint(const std::string& id, const ConstraintState* old, const ConstraintState* now) {
    ConstraintChange change;
    change.id = id;
    const ConstraintState& shown = now != nullptr ? *now : *old;
    change.level = shown.level;
    change.text = shown.text;
    if (old != nullptr) change.before = side_of(*old);
    if (now != nullptr) change.after = side_of(*now);
    if (now != nullptr && now->gap) change.remedy = now->gap->remedy;
    if (old == nullptr || now == nullptr) {
      in_one_only(change, old, now);
    } else {
      products(change, *old, *now);
      in_both(change, *old, *now);
    }
    const bool gap = (old != nullptr && old->gap) || (now != nullptr && now->gap);
    if (change.change == Change::unchanged && !gap) {
      ++out_.clear;
      return;
    }
    if (change.change != Change::unchanged && change.change != Change::not_comparable)
      change.because = causes(id, old, now, old == nullptr || now == nullptr);
    out_.constraints.push_back(std::move(change));
  }

  /// A constraint of one review only: the pack asks for it now, or no longer; or nobody looked in the other review.
  void in_one_only(ConstraintChange& change, const ConstraintState* old, const ConstraintState* now) const {
    const ConstraintState& state = now != nullptr ? *now : *old;
    if (!in_scope(state, now != nullptr ? before_ : after_)) {
      change.change = Change::not_comparable;
      change.direction = Direction::other;
      change.why_not = "its clause was not reviewed in the " + std::string(now != nullptr ? "older" : "newer") + " review";
    } else if (state.gap) {
      change.change = now != nullptr ? Change::new_gap : Change::closed;
      change.direction = now != nullptr ? Direction::worse : Direction::better;
    } else {
      change.change = Change::changed;
      change.direction = now != nullptr && is_undecided(state.verdict) ? Direction::undecided : Direction::other;
    }
  }

  static void products(ConstraintChange& change, const ConstraintState& old, const ConstraintState& now) {
    std::set<std::string> names = names_of(old.products);
    names.merge(names_of(now.products));
    for (const std::string& name : names) {
      ProductChange product;
      product.name = name;
      const auto was = old.products.find(name);
      const auto is = now.products.find(name);
      if (was != old.products.end()) product.before = was->second;
      if (is != now.products.end()) product.after = is->second;
      if (!product.before || !product.after) {
        product.change = Change::not_comparable;
        product.direction = Direction::other;
      } else {
        product.direction = direction_of(product.before->verdict, product.after->verdict);
        if (product.direction != Direction::same) {
          const bool had = is_gap(product.before->verdict);
          const bool has = is_gap(product.after->verdict);
          product.change = has && !had                                                ? Change::new_gap
                           : had && !has && product.direction != Direction::undecided ? Change::closed
                                                                                      : Change::changed;
        }
      }
      change.products.push_back(std::move(product));
    }
  }

  /// Where two gaps of the same severity and verdict went: by how many records carry the point.
  static Direction coverage_direction(const ConstraintState& old, const ConstraintState& now) {
    if (!old.coverage || !now.coverage) return Direction::same;
    const review::Coverage& was = *old.coverage;
    const review::Coverage& is = *now.coverage;
    if (was.of - was.with != is.of - is.with) return is.of - is.with > was.of - was.with ? Direction::worse : Direction::better;
    return was.with == is.with ? Direction::same : is.with > was.with ? Direction::better : Direction::worse;
  }

  /// As in_both() where not the same products were judged: the worst verdict of all says nothing, those of common products do.
  static void in_both_for_some(ConstraintChange& change, const std::vector<std::string>& uncommon, Direction of_common,
                               bool differs) {
    change.direction = of_common;
    if (of_common == Direction::same) {
      change.change = differs ? Change::not_comparable : Change::unchanged;
      if (!differs) return;
      change.direction = Direction::other;
      change.why_not = "not judged for the same products; in one review only: " + base::join(uncommon, ", ");
      return;
    }
    bool had = false;
    bool has = false;
    for (const ProductChange& product : change.products) {
      if (product.change == Change::not_comparable) continue;
      had = had || is_gap(product.before->verdict);
      has = has || is_gap(product.after->verdict);
    }
    const bool counts = change.level == packs::Level::shall || change.level == packs::Level::expectation;
    change.change = counts && has && !had                                        ? Change::new_gap
                    : counts && had && !has && of_common != Direction::undecided ? Change::closed
                                                                                 : Change::changed;
  }

  static void in_both(ConstraintChange& change, const ConstraintState& old, const ConstraintState& now) {
    Direction of_products = Direction::same;
    std::vector<std::string> uncommon;
    bool common = change.products.empty();
    for (const ProductChange& product : change.products) {
      if (product.change == Change::not_comparable) {
        uncommon.push_back(product.name);
      } else {
        common = true;
        of_products = worst(of_products, product.direction);
      }
    }
    Direction direction = direction_of(old.verdict, now.verdict);
    if (!uncommon.empty()) {
      in_both_for_some(change, uncommon, common ? of_products : Direction::same, direction != Direction::same || !common);
      return;
    }
    direction = worst(direction, of_products);
    if (old.gap && now.gap) {
      if (old.gap->severity != now.gap->severity) {
        direction = worst(direction, now.gap->severity > old.gap->severity ? Direction::worse : Direction::better);
      } else if (old.verdict == now.verdict) {
        direction = worst(direction, coverage_direction(old, now));
      }
      const auto without = [](const ConstraintState& state) {
        return state.coverage ? state.coverage->without : std::vector<std::string>();
      };
      if (direction == Direction::same &&
          (old.reason != now.reason || old.gap->documents != now.gap->documents || without(old) != without(now))) {
        direction = Direction::other;
      }
      change.change = direction == Direction::same ? Change::unchanged : Change::changed;
    } else if (now.gap) {
      change.change = Change::new_gap;
      direction = Direction::worse;
    } else if (old.gap && !is_undecided(now.verdict)) {
      change.change = Change::closed;
      direction = Direction::better;
    } else {
      if (direction == Direction::same && is_undecided(now.verdict) && old.reason != now.reason) direction = Direction::other;
      change.change = direction == Direction::same ? Change::unchanged : Change::changed;
    }
    change.direction = direction;
  }

  /// What differs between the reviews and may concern this constraint.
  std::vector<Cause> causes(const std::string& id, const ConstraintState* old, const ConstraintState* now,
                            bool in_one_only) const {
    std::vector<Cause> out;
    if (!in_one_only && (old->decisions != now->decisions || old->stale_because != now->stale_because))
      out.push_back({CauseKind::decision_changed, id, decisions_text(*old), decisions_text(*now)});
    std::set<const Cause*> documents;
    for (const ConstraintState* state : {old, now}) {
      if (state == nullptr || in_one_only) continue;
      for (const std::string& path : state->documents) {
        const auto [begin, end] = by_path_.equal_range(path);
        for (auto at = begin; at != end; ++at) documents.insert(at->second);
      }
    }
    for (const Cause& cause : documents_) {
      if (documents.contains(&cause)) out.push_back(cause);
    }
    const bool near = !out.empty();
    const std::string pack = id.substr(0, id.find(':'));
    for (const Cause& cause : inputs_) {
      switch (cause.kind) {
        case CauseKind::pack_changed:
          if (cause.subject == pack) out.push_back(cause);
          break;
        case CauseKind::program_changed:
        case CauseKind::product_version_changed:
          out.push_back(cause);
          break;
        default:
          // These concern few constraints; they are named where nothing nearer is known.
          if (!near) out.push_back(cause);
      }
    }
    if (out.empty()) out.push_back({CauseKind::unknown, "", "", ""});
    std::stable_sort(out.begin(), out.end(), [](const Cause& a, const Cause& b) { return a.kind < b.kind; });
    return out;
  }

  /// Everything that differs, once.
  void differences() {
    std::vector<Cause>& all = out_.differences;
    for (const auto& [id, state] : after_.constraints) {
      const auto old = before_.constraints.find(id);
      if (old == before_.constraints.end()) continue;
      if (old->second.decisions != state.decisions || old->second.stale_because != state.stale_because)
        all.push_back({CauseKind::decision_changed, id, decisions_text(old->second), decisions_text(state)});
    }
    all.insert(all.end(), documents_.begin(), documents_.end());
    all.insert(all.end(), inputs_.begin(), inputs_.end());
    if (all.empty() && before_.inputs_sha256 != after_.inputs_sha256) all.push_back({CauseKind::unknown, "", "", ""});
    std::stable_sort(all.begin(), all.end(), [](const Cause& a, const Cause& b) { return a.kind < b.kind; });
  }

  const ReviewFile& before_;
  const ReviewFile& after_;
  std::vector<Cause> documents_;
  std::multimap<std::string, const Cause*> by_path_;
  std::vector<Cause> inputs_;
  Comparison out_;
};

}  // namespace

int Comparison::count(Change change) const {
  return static_cast<int>(
      std::count_if(constraints.begin(), constraints.end(), [&](const ConstraintChange& each) { return each.change == change; }));
}

int Comparison::count_newly_undecided() const {
  return static_cast<int>(std::count_if(constraints.begin(), constraints.end(), [](const ConstraintChange& each) {
    const bool was = each.before && is_undecided(each.before->verdict);
    return each.level == packs::Level::shall && each.after && is_undecided(each.after->verdict) && !was &&
           each.change != Change::not_comparable;
  }));
}

Comparison compare(const ReviewFile& before, const ReviewFile& after) { return Comparer(before, after).compare(); }

bool is_worse(const ConstraintChange& change, packs::Severity least, bool expectations) {
  if (change.change == Change::not_comparable || change.direction != Direction::worse) return false;
  if (!change.after || !change.after->severity) return false;
  if (*change.after->severity == packs::Severity::observation) return expectations;
  return *change.after->severity >= least;
}

}  // namespace crosswalk::comparison
