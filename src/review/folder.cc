// SPDX-License-Identifier: Apache-2.0
#include "review/folder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "base/text.h"
#include "base/threads.h"
#include "review/applicability.h"
#include "review/archive.h"
#include "review/contradictions.h"
#include "review/control.h"
#include "review/decisions.h"
#include "review/defence.h"
#include "review/gaps.h"
#include "review/ownership.h"
#include "review/renditions.h"
#include "review/signals.h"
#include "review/versions.h"

namespace crosswalk::review {
namespace {

using document::Owner;
using document::Role;
using document::Status;
using packs::Constraint;
using packs::Needs;
using packs::Quantifier;

constexpr std::size_t evidence_shown = 20;
constexpr std::array<Basis, 3> all_bases{Basis::process, Basis::record, Basis::output};

/// How far a verdict speaks for the constraint: met 4, partial 3, planned 2, denied 1, all else 0.
int rank(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return 4;
    case Verdict::partial:
      return 3;
    case Verdict::planned:
      return 2;
    case Verdict::denied:
      return 1;
    default:
      return 0;
  }
}

/// Place in the order of the clause's verdict; the worst is 0.
int badness(Verdict verdict) {
  static constexpr std::array<Verdict, 9> order{Verdict::denied,  Verdict::not_found,      Verdict::planned,
                                                Verdict::partial, Verdict::not_evaluable,  Verdict::needs_review,
                                                Verdict::met,     Verdict::not_applicable, Verdict::informative};
  return static_cast<int>(std::find(order.begin(), order.end(), verdict) - order.begin());
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool speaks_for_us(Owner owner) { return owner == Owner::own || owner == Owner::unknown; }

bool was_read(const DocumentEntry& entry) { return entry.status == Status::read || entry.status == Status::damaged; }

std::vector<Basis> bases_of(Needs needs) {
  switch (needs) {
    case Needs::process:
      return {Basis::process};
    case Needs::record:
      return {Basis::record};
    case Needs::both:
      return {Basis::process, Basis::record};
    case Needs::output:
      return {Basis::output};
  }
  return {};
}

/// The roles in which a document would be looked for, where the pack lists no records.
bool is_usual_role(Role role, Needs needs) {
  const bool process = role == Role::policy || role == Role::procedure || role == Role::plan;
  const bool record = role == Role::register_ || role == Role::risk_file || role == Role::report || role == Role::checklist;
  switch (needs) {
    case Needs::process:
      return process;
    case Needs::record:
      return record;
    case Needs::both:
      return process || record;
    case Needs::output:
      return role == Role::guide || role == Role::statement;
  }
  return false;
}

/// How little a passage says by itself: 0 a sentence, 1 more than a few words, or a number or day; 2 a fragment, as a cell is, or
/// a question, whose answer stands elsewhere.
int vagueness(std::string_view quote) {
  constexpr int words_of_a_sentence = 5;
  int words = 0;
  bool in_word = false;
  bool number = false;
  for (const char c : quote) {
    const bool part = c != ' ' && c != '\n' && c != '\t' && c != '|';
    if (part && !in_word) ++words;
    in_word = part;
    number = number || (c >= '0' && c <= '9');
  }
  const std::string_view text = base::trim(quote);
  if (text.ends_with('?')) return 2;
  const bool ended = text.ends_with('.') || text.ends_with('!');
  if (words >= words_of_a_sentence && ended) return 0;
  return words >= words_of_a_sentence || number ? 1 : 2;
}

/// What one document says on one constraint, as far as it counts in the folder.
struct Voice {
  std::size_t document = 0;
  Verdict verdict = Verdict::not_found;
  std::string reason;
  /// Without context; `numbers` says which one of the document each is.
  std::vector<Evidence> evidence;
  std::vector<std::size_t> numbers;
  bool in_force = true;
  /// Of a version that the review does not speak of.
  bool other_version = false;
  /// A record in scope of an each_record constraint.
  bool record = false;
  /// A person accepted it.
  bool accepted = false;
};

/// What a decision on one document does to it, by document path.
using DocumentDecisions = std::map<std::string, const Decision*, std::less<>>;

/// A passage at its place among all of a constraint.
struct Placed {
  const Evidence* evidence;
  std::size_t voice;
  /// Of a document that is not in force: worth less than it says.
  bool lowered;

  [[nodiscard]] Verdict verdict() const { return lowered ? Verdict::partial : evidence->verdict; }
};

/// The folder's verdict for one product.
struct Judgement {
  Verdict verdict = Verdict::not_found;
  std::string reason;
  std::map<Basis, Verdict> by_basis;
  std::optional<Coverage> coverage;
  std::vector<std::string> caveats;
  /// Everything that was said; `order` points into it.
  std::vector<Voice> voices;
  std::vector<Placed> order;
  std::vector<std::string> candidates;
  /// Passages that may answer a question, best first.
  std::vector<Evidence> proposals;
};

/// Judges the constraints of one folder.
class FolderJudge {
 public:
  FolderJudge(const std::vector<DocumentEntry>& documents, const EvidenceShelf* shelf, const Signals& signals,
              const Workspace* workspace, std::vector<const Product*> products, base::Date as_of, const Propose& propose)
      : documents_(documents),
        shelf_(shelf),
        signals_(signals),
        workspace_(workspace),
        products_(std::move(products)),
        as_of_(as_of),
        propose_(propose) {
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      for (const DocumentVerdict& verdict : documents_[i].constraints) said_[verdict.constraint].emplace_back(i, &verdict);
      for (const Shortfall& shortfall : documents_[i].lacking) lacking_[shortfall.constraint].emplace_back(i, &shortfall.text);
      by_role_[std::string(base::word(documents_[i].facts.role))].push_back(i);
      // A CSAF document that says of no product that it is affected discloses nothing, and is no record of a disclosure.
      for (const std::string& kind : documents_[i].artifact_kinds) {
        if (kind != "csaf" || documents_[i].facts.role != Role::statement) by_artifact_[kind].push_back(i);
      }
      if (documents_[i].status == Status::unreadable) unreadable_.push_back(i);
    }
    first_formats_ = first_formats(documents_);
    if (products_.empty()) products_.push_back(nullptr);
    for (const Product* product : products_) {
      std::vector<Fit>& fits = fits_.emplace_back();
      for (const DocumentEntry& entry : documents_) {
        fits.push_back(product == nullptr ? Fit::any : fit_of(entry.facts.control.products, *product, workspace_->products));
      }
    }
  }

  /// The verdict of the machine and, with the decisions on it, the one that counts.
  ConstraintResult judge(const Constraint& constraint, const std::vector<Decision>& decisions) const {
    ConstraintResult result;
    result.constraint = &constraint;
    result.signals = signals_.results_for(constraint.id);
    result.unreadable_files = static_cast<int>(unreadable_.size());

    const std::vector<Judgement> machine = judge_products(constraint, {});
    fill(result, machine);
    result.machine_verdict = result.verdict;
    result.machine_reason = result.reason;

    const Applicability applicability = applicability_of(constraint, workspace_, as_of_);
    if (applicability.answer == Applicability::Answer::unanswered) result.caveats.emplace_back("condition_unanswered");
    const bool left_out = applicability.answer == Applicability::Answer::left_out;
    if (left_out || applicability.answer == Applicability::Answer::left_out_unapproved) {
      const bool stands = left_out && !is_contradicted(constraint);
      result.verdict = stands ? Verdict::not_applicable : Verdict::needs_review;
      result.reason = stands ? "" : "applicability";
      result.machine_verdict = result.verdict;
      result.machine_reason = result.reason;
      for (auto& [name, product] : result.by_product) product.verdict = result.verdict;
    }
    result.evidence_sha256 = evidence_sha256(result, keys_of(machine));

    if (!left_out && applicability.answer != Applicability::Answer::left_out_unapproved) {
      apply_decisions(constraint, decisions, result);
    }
    return result;
  }

  /// What the document of this number says alone, or nullptr.
  const DocumentVerdict* said_by(std::size_t document, const std::string& constraint) const {
    const auto found = said_.find(constraint);
    if (found == said_.end()) return nullptr;
    const auto place = std::lower_bound(found->second.begin(), found->second.end(), document,
                                        [](const auto& one, std::size_t number) { return one.first < number; });
    return place != found->second.end() && place->first == document ? place->second : nullptr;
  }

  /// What one document says alone, or nullptr.
  const DocumentVerdict* said_by(const std::string& path, const std::string& constraint) const {
    const auto found = said_.find(constraint);
    if (found == said_.end()) return nullptr;
    for (const auto& [index, verdict] : found->second) {
      if (documents_[index].path == path) return verdict;
    }
    return nullptr;
  }

 private:
  void apply_decisions(const Constraint& constraint, const std::vector<Decision>& decisions, ConstraintResult& result) const {
    DocumentDecisions on_documents;
    const Decision* on_folder = nullptr;
    for (const Decision& decision : decisions) {
      if (decision.stale || decision.constraint != constraint.id) continue;
      if (decision.document.empty()) {
        on_folder = &decision;
      } else {
        on_documents[decision.document] = &decision;
        result.document_decisions.push_back(decision);
      }
    }
    // A decision on the folder is bound to what the machine found before any decision on a document.
    const bool folder_stands = on_folder != nullptr && on_folder->evidence_sha256 == result.evidence_sha256;
    if (!on_documents.empty()) {
      const Verdict machine_verdict = result.machine_verdict;
      const std::string machine_reason = result.machine_reason;
      const bool unanswered = contains(result.caveats, "condition_unanswered");
      fill(result, judge_products(constraint, on_documents));
      if (unanswered) result.caveats.emplace_back("condition_unanswered");
      result.machine_verdict = machine_verdict;
      result.machine_reason = machine_reason;
      result.decision = result.document_decisions.front();
    }
    if (!folder_stands) return;
    result.decision = *on_folder;
    result.reason = "decision";
    if (on_folder->kind == "accept") {
      result.verdict = Verdict::met;
    } else if (on_folder->kind == "not_applicable") {
      result.verdict = Verdict::not_applicable;
    } else if (badness(result.verdict) > badness(Verdict::not_found)) {
      result.verdict = Verdict::not_found;
    }
  }

  /// Whether a document in force shows the thing that is said not to be there.
  bool is_contradicted(const Constraint& constraint) const {
    const auto found = said_.find(constraint.id);
    if (found == said_.end()) return false;
    for (const auto& [index, verdict] : found->second) {
      if (!documents_[index].in_force) continue;
      const bool affirms =
          verdict->verdict == Verdict::met || (verdict->verdict == Verdict::partial && verdict->reason == "incomplete");
      if (!affirms) continue;
      const bool concerned = std::any_of(fits_.begin(), fits_.end(), [i = index](const std::vector<Fit>& fits) {
        return fits[i] != Fit::other_product && fits[i] != Fit::other_version;
      });
      if (!concerned) continue;
      for (const Evidence& evidence : evidence_of(*verdict, documents_[index].path, shelf_, Context::left_out)) {
        // "The product has no user accounts" is evidence where negations are content, and says the same as the workspace.
        if (speaks_for_us(evidence.owner) && evidence.assertion != Assertion::negated && rank(evidence.verdict) >= 3) return true;
      }
    }
    return false;
  }

  std::vector<Judgement> judge_products(const Constraint& constraint, const DocumentDecisions& decisions) const {
    std::vector<Judgement> out;
    for (std::size_t i = 0; i < products_.size(); ++i) out.push_back(judge_product(constraint, fits_[i], decisions));
    return out;
  }

  /// The folder's verdict is the worst of its products.
  static std::size_t worst_of(const std::vector<Judgement>& judgements) {
    std::size_t worst = 0;
    for (std::size_t i = 0; i < judgements.size(); ++i) {
      if (badness(judgements[i].verdict) < badness(judgements[worst].verdict)) worst = i;
    }
    return worst;
  }

  /// What a decision on the folder is bound to.
  static std::vector<EvidenceKey> keys_of(const std::vector<Judgement>& judgements) {
    std::vector<EvidenceKey> out;
    for (const Placed& placed : judgements[worst_of(judgements)].order) {
      out.push_back({placed.evidence->document, placed.evidence->quote, placed.verdict()});
    }
    // A decision stands as long as the same passages are proposed, in whatever order.
    const std::size_t said = out.size();
    for (const Evidence& one : judgements[worst_of(judgements)].proposals) out.push_back({one.document, one.quote, one.verdict});
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(said), out.end(), [](const EvidenceKey& a, const EvidenceKey& b) {
      return std::tie(a.document, a.quote) < std::tie(b.document, b.quote);
    });
    return out;
  }

  /// The first passages in their order, with their context.
  std::vector<Evidence> shown(const Constraint& constraint, const Judgement& judgement) const {
    std::vector<Evidence> out;
    for (const Placed& placed : judgement.order) {
      if (out.size() == evidence_shown) break;
      const Voice& voice = judgement.voices[placed.voice];
      Evidence& evidence = out.emplace_back(*placed.evidence);
      if (placed.lowered) {
        evidence.verdict = Verdict::partial;
        evidence.reason = "not_effective";
      }
      const DocumentVerdict* const verdict = said_by(voice.document, constraint.id);
      if (verdict == nullptr || verdict->parked.empty()) continue;
      const std::vector<Evidence> all = evidence_of(*verdict, evidence.document, shelf_, Context::with);
      const std::size_t number = voice.numbers[static_cast<std::size_t>(placed.evidence - voice.evidence.data())];
      if (number >= all.size()) continue;
      evidence.before = all[number].before;
      evidence.after = all[number].after;
      evidence.locator = all[number].locator;
    }
    return out;
  }

  /// What files in force that are judged by their values lack.
  std::vector<Lacking> lacking_of(const Constraint& constraint, const std::vector<Fit>& fits) const {
    std::vector<Lacking> out;
    const auto found = lacking_.find(constraint.id);
    if (found == lacking_.end()) return out;
    for (const auto& [index, text] : found->second) {
      const DocumentEntry& entry = documents_[index];
      if (!was_read(entry) || !entry.in_force || !speaks_for_us(entry.facts.owner)) continue;
      if (fits[index] == Fit::other_product || fits[index] == Fit::other_version || out.size() == evidence_shown) continue;
      out.push_back({entry.path, *text});
    }
    return out;
  }

  void fill(ConstraintResult& result, const std::vector<Judgement>& judgements) const {
    const std::size_t worst = worst_of(judgements);
    result.by_product.clear();
    for (std::size_t i = 0; i < judgements.size(); ++i) {
      if (products_[i] == nullptr) continue;
      const ProductVersion* version = current_version(*products_[i]);
      result.by_product[products_[i]->name] = {version == nullptr ? "" : version->version, judgements[i].verdict};
    }
    const Judgement& judgement = judgements[worst];
    result.verdict = judgement.verdict;
    result.reason = judgement.reason;
    const auto basis = [&](Basis wanted) {
      const auto found = judgement.by_basis.find(wanted);
      return found == judgement.by_basis.end() ? Verdict::not_found : found->second;
    };
    result.by_process = basis(Basis::process);
    result.by_record = basis(Basis::record);
    result.by_output = basis(Basis::output);
    result.coverage = judgement.coverage;
    result.caveats = judgement.caveats;
    result.evidence = shown(*result.constraint, judgement);
    result.evidence.insert(result.evidence.end(), judgement.proposals.begin(), judgement.proposals.end());
    result.evidence_total = static_cast<int>(judgement.order.size() + judgement.proposals.size());
    result.lacking = lacking_of(*result.constraint, fits_[worst]);
    result.candidates = judgement.candidates;
  }

  /// The records in scope of an each_record constraint: own, in force, latest revision, of a supported version.
  std::set<std::size_t> records_in_scope(const Constraint& constraint, const std::vector<Fit>& fits,
                                         const DocumentDecisions& decisions) const {
    std::set<std::size_t> out;
    if (constraint.quantifier != Quantifier::each_record) return out;
    const auto add = [&](const std::map<std::string, std::vector<std::size_t>, std::less<>>& index, const std::string& word) {
      const auto found = index.find(word);
      if (found == index.end()) return;
      for (const std::size_t i : found->second) {
        const DocumentEntry& entry = documents_[i];
        if (!was_read(entry) || !entry.in_force || !speaks_for_us(entry.facts.owner)) continue;
        if (!is_about(constraint, entry)) continue;
        if (fits[i] == Fit::other_product || fits[i] == Fit::other_version) continue;
        const auto decision = decisions.find(entry.path);
        if (decision != decisions.end() && decision->second->kind == "not_applicable") continue;
        out.insert(i);
      }
    };
    for (const std::string& word : constraint.records) {
      add(by_role_, word);
      add(by_artifact_, word);
    }
    return out;
  }

  /// What the documents say, without what is no evidence: of others, of another product, set aside by a person.
  std::vector<Voice> voices_on(const Constraint& constraint, const std::vector<Fit>& fits, const std::set<std::size_t>& records,
                               const DocumentDecisions& decisions) const {
    std::vector<Voice> out;
    std::set<std::size_t> speaking;
    const auto found = said_.find(constraint.id);
    if (found != said_.end()) {
      for (const auto& [index, verdict] : found->second) {
        const DocumentEntry& entry = documents_[index];
        if (fits[index] == Fit::other_product || !was_read(entry)) continue;
        Voice voice;
        voice.document = index;
        voice.in_force = entry.in_force;
        voice.record = records.contains(index);
        voice.other_version = fits[index] == Fit::other_version || (fits[index] == Fit::supported && !voice.record);
        const auto decision = decisions.find(entry.path);
        if (decision != decisions.end()) {
          if (decision->second->kind != "accept") continue;
          voice.accepted = true;
        }
        std::vector<Evidence> all = evidence_of(*verdict, entry.path, shelf_, Context::left_out);
        for (std::size_t i = 0; i < all.size(); ++i) {
          if (!speaks_for_us(all[i].owner)) continue;
          voice.evidence.push_back(std::move(all[i]));
          voice.numbers.push_back(i);
        }
        if (voice.evidence.empty() && !voice.accepted) continue;
        voice.evidence.shrink_to_fit();
        const bool all_ours = voice.evidence.size() == all.size();
        voice.verdict = all_ours || voice.accepted ? verdict->verdict : best_of(voice.evidence, verdict->verdict);
        voice.reason = voice.verdict == verdict->verdict ? verdict->reason : voice.evidence.front().reason;
        weigh(constraint, voice);
        speaking.insert(index);
        out.push_back(std::move(voice));
      }
    }
    // A person may accept a document in which the machine saw nothing.
    for (const auto& [path, decision] : decisions) {
      if (decision->kind != "accept") continue;
      for (std::size_t i = 0; i < documents_.size(); ++i) {
        if (documents_[i].path != path || speaking.contains(i) || fits[i] == Fit::other_product) continue;
        Voice voice;
        voice.document = i;
        voice.in_force = documents_[i].in_force;
        voice.record = records.contains(i);
        voice.accepted = true;
        voice.verdict = Verdict::met;
        out.push_back(std::move(voice));
      }
    }
    return out;
  }

  static Verdict best_of(const std::vector<Evidence>& evidence, Verdict at_most) {
    Verdict best = Verdict::not_found;
    for (const Evidence& one : evidence) {
      if (rank(one.verdict) > rank(best) && rank(one.verdict) <= rank(at_most)) best = one.verdict;
    }
    return best == Verdict::not_found ? evidence.front().verdict : best;
  }

  /// Lowers what counts for less in the folder than in its document.
  static void weigh(const Constraint& constraint, Voice& voice) {
    if (voice.accepted) {
      voice.verdict = Verdict::met;
      voice.reason.clear();
      for (Evidence& evidence : voice.evidence) {
        if (evidence.verdict != Verdict::partial) continue;
        evidence.verdict = Verdict::met;
        evidence.reason = {};
      }
      return;
    }
    const auto lower_to = [&](const std::string& reason, const auto& concerned) {
      bool still_met = false;
      for (Evidence& evidence : voice.evidence) {
        if (evidence.verdict != Verdict::met) continue;
        if (concerned(evidence)) {
          evidence.verdict = Verdict::partial;
          evidence.reason = reason;
        } else {
          still_met = true;
        }
      }
      if (voice.verdict == Verdict::met && !still_met) {
        voice.verdict = Verdict::partial;
        voice.reason = reason;
      }
    };
    if (!constraint.folder_requires.empty()) {
      lower_to("other_standard", [&](const Evidence& evidence) {
        return !std::all_of(constraint.folder_requires.begin(), constraint.folder_requires.end(),
                            [&](const std::string& word) { return contains(evidence.names, word); });
      });
    }
    if (voice.other_version) {
      lower_to("other_version", [](const Evidence&) { return true; });
    }
  }

  /// The basis of a passage; what a record of an each_record constraint shows is of the basis that the constraint needs.
  static Basis basis_of(const Constraint& constraint, const Voice& voice, const Evidence& evidence) {
    if (!voice.record || evidence.basis == Basis::process || constraint.needs == Needs::process) return evidence.basis;
    return constraint.needs == Needs::output ? Basis::output : Basis::record;
  }

  static std::map<Basis, Verdict> by_basis_of(const Constraint& constraint, const std::vector<Voice>& voices) {
    std::map<Basis, Verdict> out;
    const auto raise = [&](Basis basis, Verdict verdict) {
      const auto [place, added] = out.emplace(basis, verdict);
      if (!added && rank(verdict) > rank(place->second)) place->second = verdict;
    };
    for (const Voice& voice : voices) {
      if (!voice.in_force) continue;
      if (voice.accepted) {
        for (const Basis basis : bases_of(constraint.needs)) raise(basis, Verdict::met);
      }
      for (const Evidence& evidence : voice.evidence) {
        const Verdict verdict = rank(evidence.verdict) < rank(voice.verdict) ? evidence.verdict : voice.verdict;
        raise(basis_of(constraint, voice, evidence), verdict);
      }
    }
    return out;
  }

  /// The evidence in its fixed order: in force first, then by verdict, by whether its basis is asked for, by document, by place.
  static std::vector<Placed> ordered(const Constraint& constraint, const std::vector<Voice>& voices) {
    struct Key {
      bool not_in_force;
      int verdict;
      bool other_basis;
      int vagueness;
      std::size_t document;
      std::size_t index;
      const Evidence* evidence;
      std::size_t voice;
    };
    const std::vector<Basis> needed = bases_of(constraint.needs);
    std::vector<Key> keys;
    for (std::size_t v = 0; v < voices.size(); ++v) {
      const Voice& voice = voices[v];
      for (std::size_t i = 0; i < voice.evidence.size(); ++i) {
        const Evidence& evidence = voice.evidence[i];
        const Basis basis = basis_of(constraint, voice, evidence);
        const bool other = std::find(needed.begin(), needed.end(), basis) == needed.end();
        keys.push_back(
            {!voice.in_force, -rank(evidence.verdict), other, vagueness(evidence.quote), voice.document, i, &evidence, v});
      }
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
      return std::tie(a.not_in_force, a.verdict, a.other_basis, a.vagueness, a.document, a.index) <
             std::tie(b.not_in_force, b.verdict, b.other_basis, b.vagueness, b.document, b.index);
    });
    std::vector<Placed> out;
    out.reserve(keys.size());
    for (const Key& key : keys) {
      out.push_back({key.evidence, key.voice, key.not_in_force && key.evidence->verdict == Verdict::met});
    }
    return out;
  }

  /// The two passages that contradict each other, the affirming one (or the shorter limit) first.
  using Conflict = std::pair<const Evidence*, const Evidence*>;

  static const Evidence* first_with(const Voice& voice, Verdict verdict) {
    for (const Evidence& evidence : voice.evidence) {
      if (evidence.verdict == verdict) return &evidence;
    }
    return voice.evidence.empty() ? nullptr : &voice.evidence.front();
  }

  static std::optional<Conflict> conflict_in(const std::vector<Voice>& voices) {
    const Voice* yes = nullptr;
    const Voice* no = nullptr;
    for (const Voice& voice : voices) {
      if (!voice.in_force || voice.other_version) continue;
      if (voice.verdict == Verdict::met && yes == nullptr && !voice.evidence.empty()) yes = &voice;
      if (voice.verdict == Verdict::denied && no == nullptr) no = &voice;
    }
    if (yes != nullptr && no != nullptr) return Conflict{first_with(*yes, Verdict::met), first_with(*no, Verdict::denied)};

    // Two documents agree on an act where one limit is in both: a document may set several, by severity or by addressee.
    struct Limits {
      const Voice* voice;
      std::map<std::uint32_t, const Evidence*> hours;
    };
    std::map<std::string, std::vector<Limits>> by_act;
    for (const Voice& voice : voices) {
      if (!voice.in_force || voice.other_version) continue;
      for (const Evidence& evidence : voice.evidence) {
        if (!evidence.limit || rank(evidence.verdict) < 3) continue;
        std::vector<Limits>& all = by_act[evidence.limit->act];
        if (all.empty() || all.back().voice != &voice) all.push_back({&voice, {}});
        all.back().hours.emplace(evidence.limit->hours, &evidence);
      }
    }
    for (const auto& entry : by_act) {
      const std::vector<Limits>& all = entry.second;
      for (std::size_t i = 1; i < all.size(); ++i) {
        const bool agree = std::any_of(all[i].hours.begin(), all[i].hours.end(),
                                       [&](const auto& limit) { return all[0].hours.contains(limit.first); });
        if (agree) continue;
        const auto [left_hours, left] = *all[0].hours.begin();
        const auto [right_hours, right] = *all[i].hours.begin();
        return left_hours < right_hours ? Conflict{left, right} : Conflict{right, left};
      }
    }
    return std::nullopt;
  }

  static void put_first(std::vector<Placed>& order, const Conflict& conflict) {
    for (const Evidence* one : {conflict.second, conflict.first}) {
      const auto found = std::find_if(order.begin(), order.end(), [&](const Placed& other) { return other.evidence == one; });
      if (found != order.end()) std::rotate(order.begin(), found, found + 1);
    }
  }

  /// Files that may hold the answer and could not be read.
  std::vector<std::string> unreadable_candidates(const Constraint& constraint, const std::vector<Fit>& fits) const {
    std::vector<std::string> out;
    if (unreadable_.empty()) return out;
    const std::map<std::size_t, int> by_signal = signals_.hits_for(constraint.id);
    for (const std::size_t i : unreadable_) {
      const DocumentEntry& entry = documents_[i];
      if (!entry.in_force || fits[i] == Fit::other_product) continue;
      // A file without a byte was looked at: there is nothing in it.
      if (entry.reason == document::Reason::empty && entry.size == 0) continue;
      const bool anything = entry.reason == document::Reason::unsupported_language || entry.facts.role == Role::other;
      if (anything || by_signal.contains(i) || is_candidate_by_role(constraint, entry)) out.push_back(entry.path);
    }
    return out;
  }

  /// Whether a document of a role that has records of a constraint is one of them. A register of cases is one of what its cases
  /// are asked for and nothing else.
  static bool is_about(const Constraint& constraint, const DocumentEntry& entry) {
    const bool all =
        constraint.records_about.empty() && !contains(entry.artifact_kinds, base::word(document::ArtifactKind::case_register));
    return all || contains(entry.record_of, constraint.id);
  }

  static bool is_candidate_by_role(const Constraint& constraint, const DocumentEntry& entry) {
    if (contains(constraint.records, base::word(entry.facts.role)) && is_about(constraint, entry)) return true;
    for (const std::string& kind : entry.artifact_kinds) {
      if (contains(constraint.records, kind)) return true;
    }
    return constraint.records.empty() && is_usual_role(entry.facts.role, constraint.needs);
  }

  /// Whether a document may hold the answer to a question.
  bool may_answer(std::size_t document, const std::vector<Fit>& fits) const {
    const DocumentEntry& entry = documents_[document];
    return was_read(entry) && entry.in_force && speaks_for_us(entry.facts.owner) && fits[document] != Fit::other_product &&
           fits[document] != Fit::other_version;
  }

  /// The best passages that may answer a constraint's question.
  std::vector<Evidence> proposals_on(const Constraint& constraint, const std::vector<Fit>& fits) const {
    if (!propose_) return {};
    return propose_(constraint, [&](const std::string& path) {
      const auto place = std::lower_bound(documents_.begin(), documents_.end(), path,
                                          [](const DocumentEntry& entry, const std::string& name) { return entry.path < name; });
      return place != documents_.end() && place->path == path &&
             may_answer(static_cast<std::size_t>(place - documents_.begin()), fits);
    });
  }

  /// The best three documents in which a reader may find the answer: those of the passages; without passages most signals first,
  /// then by role, then by path.
  std::vector<std::string> question_candidates(const Constraint& constraint, const std::vector<Fit>& fits,
                                               const std::vector<Evidence>& proposals) const {
    if (!proposals.empty()) {
      std::vector<std::string> out;
      for (const Evidence& one : proposals) {
        if (!contains(out, one.document)) out.push_back(one.document);
      }
      return out;
    }
    const std::map<std::size_t, int> by_signal = signals_.hits_for(constraint.id);
    std::vector<std::tuple<int, bool, std::size_t>> found;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      if (!may_answer(i, fits)) continue;
      const DocumentEntry& entry = documents_[i];
      const auto hits = by_signal.find(i);
      const int signals = hits == by_signal.end() ? 0 : hits->second;
      const bool role = is_candidate_by_role(constraint, entry);
      if (signals > 0 || role) found.emplace_back(-signals, !role, i);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < found.size() && i < 3; ++i) out.push_back(documents_[std::get<2>(found[i])].path);
    return out;
  }

  /// Whether what makes the verdict met comes, on some basis, only from documents whose owner is not known.
  static bool rests_on_unknown_owner(const Constraint& constraint, const std::vector<Voice>& voices,
                                     const std::vector<Basis>& bases) {
    return rests_without(constraint, voices, bases, [](const Evidence& evidence) { return evidence.owner == Owner::own; });
  }

  /// Names what is to be known where it comes, on some basis, only from pages that were recognised in pictures.
  static void add_ocr_caveats(const Constraint& constraint, const std::vector<Voice>& voices, const std::vector<Basis>& bases,
                              std::vector<std::string>& caveats) {
    // Below this about every tenth word is wrong.
    constexpr int low = 70;
    const auto certain = [](const Evidence& evidence) {
      return evidence.locator.ocr_confidence == 0 || evidence.locator.ocr_confidence >= low;
    };
    const auto no_ocr = [](const Evidence& evidence) { return evidence.locator.ocr_confidence == 0; };
    if (rests_without(constraint, voices, bases, certain)) {
      caveats.emplace_back("ocr_uncertain");
    } else if (rests_without(constraint, voices, bases, no_ocr)) {
      caveats.emplace_back("ocr");
    }
  }

  /// Whether what makes the verdict met has, on some basis, neither a `sound` passage nor one that a person accepted.
  template <class Sound>
  static bool rests_without(const Constraint& constraint, const std::vector<Voice>& voices, const std::vector<Basis>& bases,
                            Sound sound) {
    for (const Basis basis : bases) {
      bool some = false;
      bool any = false;
      for (const Voice& voice : voices) {
        if (!voice.in_force || voice.verdict != Verdict::met) continue;
        some = some || voice.accepted;
        for (const Evidence& evidence : voice.evidence) {
          if (evidence.verdict != Verdict::met || basis_of(constraint, voice, evidence) != basis) continue;
          any = true;
          some = some || sound(evidence);
        }
      }
      if (any && !some) return true;
    }
    return false;
  }

  /// The table of verdicts, row by row; the first that fits.
  Judgement judge_product(const Constraint& constraint, const std::vector<Fit>& fits, const DocumentDecisions& decisions) const {
    const std::set<std::size_t> records = records_in_scope(constraint, fits, decisions);
    const std::vector<Basis> needed = bases_of(constraint.needs);

    Judgement out;
    out.voices = voices_on(constraint, fits, records, decisions);
    const std::vector<Voice>& voices = out.voices;
    out.by_basis = by_basis_of(constraint, voices);
    out.order = ordered(constraint, voices);
    const auto met_on = [&](Basis basis) {
      const auto found = out.by_basis.find(basis);
      return found != out.by_basis.end() && found->second == Verdict::met;
    };
    const auto decide = [&](Verdict verdict, std::string reason) {
      out.verdict = verdict;
      out.reason = std::move(reason);
    };

    // Which records carry the point. A sentence about records in general ("every advisory states ...") is not the record's own.
    // Which of them do cannot be told where nothing but a question is known, and no person said so.
    const bool each_record = constraint.quantifier == Quantifier::each_record && (constraint.has_expression || !voices.empty());
    std::set<std::size_t> carrying;
    const Voice* best_lacking = nullptr;
    for (const Voice& voice : voices) {
      if (!voice.record || !voice.in_force) continue;
      const bool shows = voice.accepted || std::any_of(voice.evidence.begin(), voice.evidence.end(), [&](const Evidence& one) {
                           return one.verdict == Verdict::met &&
                                  (constraint.needs == Needs::process || basis_of(constraint, voice, one) != Basis::process);
                         });
      if (voice.verdict == Verdict::met && shows) {
        carrying.insert(voice.document);
      } else if (voice.verdict != Verdict::met &&
                 (best_lacking == nullptr || rank(voice.verdict) > rank(best_lacking->verdict))) {
        best_lacking = &voice;
      }
    }
    if (each_record && !records.empty()) out.coverage = coverage_of(records, carrying);

    if (const auto conflict = conflict_in(voices)) {
      put_first(out.order, *conflict);
      decide(Verdict::needs_review, "conflict");
      return out;
    }
    if (each_record && !records.empty() && carrying.empty()) {
      if (best_lacking != nullptr && best_lacking->verdict == Verdict::planned) out.caveats.emplace_back("record_planned");
      if (best_lacking != nullptr && best_lacking->verdict == Verdict::denied) out.caveats.emplace_back("record_denied");
      if (met_on(Basis::process)) {
        decide(Verdict::partial, "incomplete");
      } else if (best_lacking != nullptr && best_lacking->verdict == Verdict::partial) {
        decide(Verdict::partial, best_lacking->reason);
      } else {
        decide(Verdict::not_found, "");
      }
      return out;
    }
    if (each_record && out.coverage && out.coverage->with < out.coverage->of) {
      decide(Verdict::partial, "incomplete");
      return out;
    }
    const bool nothing_on_record =
        each_record ? records.empty()
                    : !met_on(Basis::record) && !met_on(Basis::output) && no_event_for(constraint, workspace_, as_of_) != nullptr;
    const std::vector<std::string> unreadable = unreadable_candidates(constraint, fits);
    if (nothing_on_record && met_on(Basis::process)) {
      decide(Verdict::met, "");
      const bool wants_record = needed != std::vector<Basis>{Basis::process} || each_record;
      if (wants_record && !met_on(Basis::record) && !met_on(Basis::output)) out.caveats.emplace_back("no_record_yet");
      if (rests_on_unknown_owner(constraint, voices, {Basis::process})) out.caveats.emplace_back("owner_unknown");
      add_ocr_caveats(constraint, voices, {Basis::process}, out.caveats);
      if (!unreadable.empty()) out.caveats.emplace_back("candidate_unreadable");
      return out;
    }
    if (std::all_of(needed.begin(), needed.end(), met_on)) {
      decide(Verdict::met, "");
      if (rests_on_unknown_owner(constraint, voices, needed)) out.caveats.emplace_back("owner_unknown");
      add_ocr_caveats(constraint, voices, needed, out.caveats);
      if (each_record && !unreadable.empty()) out.caveats.emplace_back("candidate_unreadable");
      return out;
    }
    if (std::any_of(all_bases.begin(), all_bases.end(), met_on)) {
      decide(Verdict::partial, one_basis_only(needed, met_on));
      return out;
    }
    Verdict best = Verdict::not_found;
    std::string best_reason;
    bool met_not_in_force = false;
    bool placed_not_in_force = false;
    bool planned_not_in_force = false;
    std::string reason_not_in_force;
    for (const Voice& voice : voices) {
      if (voice.in_force) {
        if (rank(voice.verdict) > rank(best)) {
          best = voice.verdict;
          best_reason = voice.reason;
        }
        continue;
      }
      met_not_in_force = met_not_in_force || voice.verdict == Verdict::met;
      if (voice.verdict == Verdict::partial) {
        placed_not_in_force = true;
        if (reason_not_in_force.empty()) reason_not_in_force = voice.reason == "placeholder" ? voice.reason : "not_effective";
      }
      const bool may_come = documents_[voice.document].facts.control.state != document::State::obsolete;
      planned_not_in_force = planned_not_in_force || (voice.verdict == Verdict::planned && may_come);
    }
    // A document that is not in force does not affirm, so it does not soften a denial by one that is.
    if (met_not_in_force && best != Verdict::denied) {
      decide(Verdict::partial, "not_effective");
      return out;
    }
    if (best != Verdict::not_found) {
      decide(best, best == Verdict::partial ? best_reason : "");
      return out;
    }
    if (placed_not_in_force) {
      decide(Verdict::partial, reason_not_in_force);
      return out;
    }
    if (planned_not_in_force) {
      decide(Verdict::planned, "");
      return out;
    }
    if (!unreadable.empty()) {
      out.candidates = unreadable;
      decide(Verdict::not_evaluable, "candidate_unreadable");
      return out;
    }
    if (!constraint.has_expression && !constraint.question.empty()) {
      out.proposals = proposals_on(constraint, fits);
      out.candidates = question_candidates(constraint, fits, out.proposals);
      if (!out.candidates.empty()) {
        decide(Verdict::needs_review, "question");
        return out;
      }
    }
    decide(Verdict::not_found, "");
    return out;
  }

  /// How many of the records carry it; formats of one document are one record.
  Coverage coverage_of(const std::set<std::size_t>& records, const std::set<std::size_t>& carrying) const {
    std::set<std::size_t> all;
    std::set<std::size_t> with;
    for (const std::size_t index : records) all.insert(first_formats_[index]);
    for (const std::size_t index : carrying) with.insert(first_formats_[index]);
    Coverage out;
    out.of = static_cast<int>(all.size());
    out.with = static_cast<int>(with.size());
    for (const std::size_t index : records) {
      if (!with.contains(first_formats_[index])) out.without.push_back(documents_[index].path);
    }
    return out;
  }

  template <class MetOn>
  static std::string one_basis_only(const std::vector<Basis>& needed, const MetOn& met_on) {
    // Of the bases that are asked for the one that is there; else the one nearest to what is asked for.
    for (const Basis basis : needed) {
      if (met_on(basis)) return std::string(base::word(basis)) + "_only";
    }
    for (const Basis basis : {Basis::output, Basis::record, Basis::process}) {
      if (met_on(basis)) return std::string(base::word(basis)) + "_only";
    }
    return {};
  }

  const std::vector<DocumentEntry>& documents_;
  const EvidenceShelf* shelf_;
  const Signals& signals_;
  const Workspace* workspace_;
  std::vector<const Product*> products_;
  base::Date as_of_;
  const Propose& propose_;
  std::map<std::string, std::vector<std::pair<std::size_t, const DocumentVerdict*>>> said_;
  std::map<std::string, std::vector<std::pair<std::size_t, const std::string*>>> lacking_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_role_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_artifact_;
  std::vector<std::size_t> unreadable_;
  /// By document: first_formats().
  std::vector<std::size_t> first_formats_;
  /// By product, then by document.
  std::vector<std::vector<Fit>> fits_;
};

/// A clause to show and the pack it is of.
struct Selected {
  const packs::Pack* pack = nullptr;
  const packs::Clause* clause = nullptr;
};

std::vector<Selected> select_clauses(const FolderInput& input) {
  std::vector<Selected> out;
  for (const auto& pack : input.packs) {
    // A pack without any page, as a checklist is, is shown whole.
    const bool pages =
        std::any_of(pack->clauses.begin(), pack->clauses.end(), [](const auto& clause) { return clause.has_page; });
    for (const packs::Clause& clause : pack->clauses) {
      const bool wanted = input.clauses.empty() ? clause.has_page || !pages
                                                : contains(input.clauses, clause.id) || contains(input.clauses, clause.number);
      if (wanted) out.push_back({pack.get(), &clause});
    }
  }
  return out;
}

/// The clause's own constraints, then those of other clauses that its page shows too.
std::vector<const Constraint*> constraints_of(const Selected& selected, const FolderInput& input) {
  std::vector<const Constraint*> out;
  for (const Constraint& constraint : selected.clause->constraints) out.push_back(&constraint);
  for (const auto& pack : input.packs) {
    for (const packs::Clause& clause : pack->clauses) {
      if (&clause == selected.clause) continue;
      for (const Constraint& constraint : clause.constraints) {
        const bool here = contains(constraint.also_shown_under, selected.clause->id) ||
                          (pack.get() == selected.pack && contains(constraint.also_shown_under, selected.clause->number));
        if (here) out.push_back(&constraint);
      }
    }
  }
  return out;
}

/// The worst among the clause's own applicable shalls.
Verdict verdict_of(const ClauseResult& clause, std::size_t own) {
  Verdict worst = Verdict::informative;
  bool all_left_out = own > 0;
  for (std::size_t i = 0; i < own; ++i) {
    const ConstraintResult& result = clause.constraints[i];
    if (result.verdict != Verdict::not_applicable) all_left_out = false;
    if (result.constraint->level != packs::Level::shall || result.verdict == Verdict::not_applicable) continue;
    worst = worse(worst, result.verdict);
  }
  if (worst != Verdict::informative) return worst;
  return all_left_out ? Verdict::not_applicable : Verdict::informative;
}

/// What is said not to apply, why and by whom, for the notes: constraints with the same answer in one sentence.
class Tailored {
 public:
  void add(const Applicability& applicability, const ConstraintResult& result) {
    const bool approved = applicability.answer == Applicability::Answer::left_out;
    if (!approved && applicability.answer != Applicability::Answer::left_out_unapproved) return;
    std::string text = "Not applicable, ";
    if (result.verdict != Verdict::not_applicable) text = "Said not to apply, and to be decided by a person: ";
    text += applicability.said;
    if (approved && result.verdict != Verdict::not_applicable) text += ", but a document in force contradicts";
    const auto known = std::find_if(said_.begin(), said_.end(), [&](const auto& one) { return one.first == text; });
    std::vector<std::string>& ids =
        known == said_.end() ? said_.emplace_back(text, std::vector<std::string>()).second : known->second;
    ids.push_back(result.constraint->id);
  }
  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> out;
    for (const auto& [text, ids] : said_) {
      std::string all;
      for (const std::string& id : ids) all += (all.empty() ? "" : ", ") + id;
      out.push_back(text + ": " + all + ".");
    }
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> said_;
};

/// Says what extensions made of a pack; what asks for less in full, with who answers for it.
void add_house_rules(const packs::Pack& pack, std::vector<std::string>& notes) {
  for (const packs::Extension& extension : pack.extensions) {
    std::size_t added = 0;
    std::size_t changed = 0;
    for (const packs::Clause& clause : pack.clauses) {
      for (const packs::Constraint& constraint : clause.constraints) {
        if (constraint.by == extension.id) ++added;
      }
    }
    for (const packs::Override& one : pack.overrides) {
      if (one.by == extension.id) ++changed;
    }
    const auto constraints = [](std::size_t count) {
      return std::to_string(count) + (count == 1 ? " constraint" : " constraints");
    };
    notes.push_back("House rules: \"" + extension.title + "\" (" + extension.id + " " + extension.version + ") was laid over " +
                    pack.id + "; it adds " + constraints(added) + " and changes " + constraints(changed) + ".");
    for (const packs::Override& one : pack.overrides) {
      if (one.by != extension.id || !one.weakens) continue;
      notes.push_back("Override \"" + one.name + "\" of " + one.by + " asks for less than the pack by " + one.constraint + ": " +
                      one.what + ". Reason: " + one.reason + " (" + one.person + ", " + one.role + ", " + one.on + ")");
    }
  }
}

}  // namespace

base::Result<void> check_selection(const std::vector<std::shared_ptr<const packs::Pack>>& packs, const Workspace* workspace,
                                   const std::vector<std::string>& clauses, const std::string& product) {
  for (const std::string& wanted : clauses) {
    const bool found = std::any_of(packs.begin(), packs.end(), [&](const auto& pack) {
      return std::any_of(pack->clauses.begin(), pack->clauses.end(),
                         [&](const packs::Clause& clause) { return clause.id == wanted || clause.number == wanted; });
    });
    if (!found) return base::Error{base::ErrorCode::unknown_clause, wanted, {}};
  }
  if (product.empty()) return {};
  if (workspace == nullptr) {
    return base::Error{base::ErrorCode::usage, "--product " + product, "products are named in a workspace, and there is none"};
  }
  std::string names;
  for (const Product& each : workspace->products) {
    if (each.name == product) return {};
    names += (names.empty() ? "" : ", ") + each.name;
  }
  return base::Error{base::ErrorCode::usage, "--product " + product,
                     "no such product in the workspace, which " + (names.empty() ? "names none" : "names " + names)};
}

Verdict worse(Verdict a, Verdict b) { return badness(a) <= badness(b) ? a : b; }

base::Result<Review> review_folder(FolderInput input) {
  CW_RETURN_IF_ERROR(check_selection(input.packs, input.workspace, input.clauses, input.product));
  Review review;
  review.as_of = input.as_of.iso();
  review.keep = input.packs;
  review.product = input.product;
  for (const auto& pack : input.packs) review.packs.push_back({pack->id, pack->version, pack->sha256, pack->title});

  std::vector<const Product*> products;
  if (input.workspace != nullptr) {
    review.manufacturer = input.workspace->manufacturer;
    for (const Product& product : input.workspace->products) {
      if (input.product.empty() || product.name == input.product) products.push_back(&product);
    }
  }
  if (input.workspace == nullptr) {
    review.notes.emplace_back(
        "There is no workspace: the folder was reviewed as one unnamed product, and every condition counts as applicable.");
  } else if (products.empty()) {
    review.notes.emplace_back("The workspace names no product: the folder was reviewed as one unnamed product.");
  }

  const std::vector<Selected> selected = select_clauses(input);

  review.documents = std::move(input.documents);
  review.shelf = std::move(input.shelf);
  std::stable_sort(review.documents.begin(), review.documents.end(), [](const DocumentEntry& a, const DocumentEntry& b) {
    return std::tie(a.path, a.sha256) < std::tie(b.path, b.sha256);
  });
  if (input.workspace != nullptr) {
    for (DocumentEntry& document : review.documents) apply_overrides(*input.workspace, document);
  }
  mark_in_force(review.documents);
  for (DocumentEntry& entry : review.documents) {
    if (!entry.in_force || entry.valid_until.empty() || entry.valid_until >= review.as_of) continue;
    entry.in_force = false;
    entry.not_in_force_because = "it says that it holds until " + entry.valid_until;
  }
  settle_owners(review.documents, review.shelf.get(), input.workspace);
  review.control_warnings = control_warnings(review.documents, review.shelf.get());
  for (const ControlWarning& warning : review.control_warnings) review.notes.push_back(warning.text);
  for (const auto& pack : input.packs) add_house_rules(*pack, review.notes);
  if (std::string note = formats_note(review.documents); !note.empty()) review.notes.push_back(std::move(note));

  CW_ASSIGN_OR_RETURN(const Signals signals, Signals::evaluate(input.packs, review.documents));
  const FolderJudge judge(review.documents, review.shelf.get(), signals, input.workspace, products, input.as_of, input.propose);

  // Decisions: what they were made on is compared before they are used.
  std::map<std::string, const Constraint*> known;
  std::map<std::string, std::string> versions;
  for (const auto& pack : input.packs) {
    versions[pack->id] = pack->version;
    for (const packs::Clause& clause : pack->clauses) {
      for (const Constraint& constraint : clause.constraints) known[constraint.id] = &constraint;
    }
  }
  std::map<std::string, const DocumentEntry*> by_path;
  for (const DocumentEntry& entry : review.documents) by_path.emplace(entry.path, &entry);
  std::vector<Decision> decisions = latest_decisions(input.decisions);
  for (Decision& decision : decisions) {
    const auto pack = versions.find(decision.constraint.substr(0, decision.constraint.find(':')));
    if (pack == versions.end()) continue;
    const auto stale = [&](std::string because) {
      decision.stale = true;
      decision.stale_because = std::move(because);
    };
    if (!known.contains(decision.constraint)) {
      stale("the pack has no such constraint any more");
    } else if (decision.pack_version != pack->second) {
      stale("the pack is now version " + pack->second + ", it was " + decision.pack_version);
    } else if (!decision.document.empty() && !by_path.contains(decision.document)) {
      stale("the document is no longer in the folder");
    } else if (!decision.document.empty() && evidence_sha256(judge.said_by(decision.document, decision.constraint),
                                                             review.shelf.get()) != decision.evidence_sha256) {
      stale("what the document says has changed");
    }
  }

  std::map<std::string, ConstraintResult> results;
  std::vector<const Constraint*> wanted;
  for (const Selected& one : selected) {
    for (const Constraint* constraint : constraints_of(one, input)) {
      if (results.try_emplace(constraint->id).second) wanted.push_back(constraint);
    }
  }
  std::atomic<std::size_t> next{0};
  base::work_together(input.jobs - 1, [&] {
    for (std::size_t i = next++; i < wanted.size(); i = next++) {
      results.find(wanted[i]->id)->second = judge.judge(*wanted[i], decisions);
    }
  });

  std::set<std::string> unanswered;
  for (const Selected& one : selected) {
    ClauseResult clause;
    clause.clause = one.clause;
    for (const Constraint* constraint : constraints_of(one, input)) {
      const ConstraintResult& result = results.find(constraint->id)->second;
      if (contains(result.caveats, "condition_unanswered")) unanswered.insert(constraint->applies_if);
      if (auto gap = gap_of(result)) clause.gaps.push_back(std::move(*gap));
      clause.constraints.push_back(result);
    }
    clause.verdict = verdict_of(clause, one.clause->constraints.size());
    clause.audit_defence = audit_defence(clause, by_path);
    review.clauses.push_back(std::move(clause));
  }
  review.unanswered_conditions.assign(unanswered.begin(), unanswered.end());

  // Each gap once, in the order of the home clauses, whether these are selected or not.
  Tailored tailored;
  for (const auto& pack : input.packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const Constraint& constraint : clause.constraints) {
        const auto found = results.find(constraint.id);
        if (found == results.end()) continue;
        tailored.add(applicability_of(constraint, input.workspace, input.as_of), found->second);
        if (auto gap = gap_of(found->second)) review.gaps.push_back(std::move(*gap));
        if (auto undecided = undecided_of(found->second)) review.undecided.push_back(std::move(*undecided));
      }
    }
  }

  std::vector<Gap> beside = contradictions(input.packs, review.documents, input.workspace);
  std::move(input.case_audit.begin(), input.case_audit.end(), std::back_inserter(beside));
  for (Gap& gap : beside) {
    if (!results.contains(gap.constraint)) continue;
    for (ClauseResult& clause : review.clauses) {
      const bool shown = std::any_of(clause.constraints.begin(), clause.constraints.end(),
                                     [&](const ConstraintResult& one) { return one.constraint->id == gap.constraint; });
      if (shown) clause.gaps.push_back(gap);
    }
    review.gaps.push_back(std::move(gap));
  }

  for (std::string& note : tailored.notes()) review.notes.push_back(std::move(note));

  for (Decision& decision : decisions) {
    const auto found = results.find(decision.constraint);
    if (!decision.stale && found != results.end() && decision.document.empty() &&
        found->second.evidence_sha256 != decision.evidence_sha256) {
      decision.stale = true;
      decision.stale_because = "the evidence in the folder has changed";
    }
    if (decision.stale) review.stale_decisions.push_back(decision);
  }
  return review;
}

std::string inputs_sha256(InputsFingerprint inputs) {
  std::sort(inputs.documents.begin(), inputs.documents.end());
  std::sort(inputs.extractors.begin(), inputs.extractors.end());
  std::sort(inputs.options.begin(), inputs.options.end());
  std::sort(inputs.packs.begin(), inputs.packs.end(), [](const PackInfo& a, const PackInfo& b) {
    return std::tie(a.id, a.version, a.sha256) < std::tie(b.id, b.version, b.sha256);
  });
  base::Sha256 hash;
  const auto count = [&](std::size_t number) { hash.update_field(std::to_string(number)); };
  count(inputs.documents.size());
  for (const auto& [path, sha256] : inputs.documents) {
    hash.update_field(path);
    hash.update_field(sha256);
  }
  count(inputs.packs.size());
  for (const PackInfo& pack : inputs.packs) {
    hash.update_field(pack.id);
    hash.update_field(pack.version);
    hash.update_field(pack.sha256);
  }
  hash.update_field(inputs.workspace);
  hash.update_field(inputs.decisions);
  hash.update_field(inputs.as_of.iso());
  count(inputs.extractors.size());
  for (const auto& [name, version] : inputs.extractors) {
    hash.update_field(name);
    hash.update_field(version);
  }
  count(inputs.options.size());
  for (const std::string& option : inputs.options) hash.update_field(option);
  return hash.finish();
}

}  // namespace crosswalk::review
