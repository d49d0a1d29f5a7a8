// SPDX-License-Identifier: Apache-2.0
#include "review/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "review/archive.h"
#include "review/control.h"
#include "review/decisions.h"

namespace crosswalk::review {
namespace {

using document::Owner;
using document::Role;
using document::State;
using document::Status;
using packs::Level;
using packs::Needs;
using packs::Quantifier;
using packs::Severity;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr base::Date day{2026, 6, 1};
constexpr base::Date earlier{2026, 1, 2};

Evidence passage(Verdict verdict, Basis basis, std::string reason = {}) {
  Evidence evidence;
  evidence.quote = "a passage that is " + std::string(base::word(verdict));
  evidence.before = "before";
  evidence.after = "after";
  evidence.locator.line = 7;
  evidence.verdict = verdict;
  evidence.reason = std::move(reason);
  evidence.basis = basis;
  evidence.owner = Owner::own;
  return evidence;
}

/// One document and what it says; the words of the tests.
struct Doc {
  DocumentEntry entry;

  Doc(std::string path, Role role) {
    entry.path = std::move(path);
    entry.size = 100;
    entry.facts.role = role;
    entry.facts.owner = Owner::own;
    entry.facts.control.state = State::effective;
  }
  Doc& says(const std::string& constraint, Evidence evidence) {
    evidence.document = entry.path;
    evidence.owner = entry.facts.owner;
    const std::string id = "p:1/" + constraint;
    for (DocumentVerdict& verdict : entry.constraints) {
      if (verdict.constraint != id) continue;
      verdict.evidence.push_back(std::move(evidence));
      return *this;
    }
    entry.constraints.push_back({id, evidence.verdict, evidence.reason, {std::move(evidence)}});
    return *this;
  }
  Doc& says(Verdict verdict, Basis basis, std::string reason = {}) {
    return says("c", passage(verdict, basis, std::move(reason)));
  }
  Doc& state(State value) {
    entry.facts.control.state = value;
    return *this;
  }
  Doc& owner(Owner value) {
    entry.facts.owner = value;
    return *this;
  }
  Doc& of(std::string product) {
    entry.facts.control.products.push_back(std::move(product));
    return *this;
  }
  Doc& id(std::string value, std::string version = {}) {
    entry.facts.control.id = std::move(value);
    entry.facts.control.version = std::move(version);
    return *this;
  }
  Doc& unreadable(document::Reason reason) {
    entry.status = Status::unreadable;
    entry.reason = reason;
    return *this;
  }
  Doc& limit(std::string act, std::uint32_t hours) {
    entry.constraints.back().evidence.back().limit = Limit{std::move(act), hours};
    return *this;
  }
  Doc& scanned(std::uint8_t confidence) {
    entry.constraints.back().evidence.back().locator.ocr_confidence = confidence;
    return *this;
  }
  Doc& names(std::vector<std::string> words) {
    entry.constraints.back().evidence.back().names = std::move(words);
    return *this;
  }
};

Doc procedure(std::string path = "sop.md") { return {std::move(path), Role::procedure}; }
Doc advisory(std::string path) { return {std::move(path), Role::advisory}; }
Doc guide(std::string path = "guide.pdf") { return {std::move(path), Role::guide}; }

/// A shelf in memory.
class Shelf : public EvidenceShelf {
 public:
  void park(DocumentEntry& entry) {
    for (DocumentVerdict& verdict : entry.constraints) {
      put_aside(verdict, [this](std::string_view bytes) {
        bytes_ += bytes;
        return Parked{bytes_.size() - bytes.size(), static_cast<std::uint32_t>(bytes.size())};
      });
    }
  }
  [[nodiscard]] std::string at(const Parked& place) const override { return bytes_.substr(place.offset, place.size); }
  [[nodiscard]] std::optional<base::Error> failure() const override { return std::nullopt; }

 private:
  std::string bytes_;
};

/// A folder, a pack with the clause 1 and its constraint "c", and a workspace.
struct Folder {
  packs::Pack pack;
  std::optional<Workspace> workspace;
  std::vector<Doc> documents;
  std::vector<Decision> decisions;
  std::vector<std::string> clauses;
  std::string product;

  Folder() {
    pack.id = "p";
    pack.version = "1.0";
    packs::Clause clause;
    clause.number = "1";
    clause.id = "p:1";
    pack.clauses.push_back(clause);
    add("c", Needs::process);
  }
  packs::Constraint& add(std::string slug, Needs needs, std::size_t clause = 0) {
    packs::Constraint constraint;
    constraint.slug = slug;
    constraint.id = pack.clauses[clause].id + "/" + slug;
    constraint.text = "The thing shall be done.";
    constraint.defence = "We do the thing.";
    constraint.needs = needs;
    pack.clauses[clause].constraints.push_back(constraint);
    return pack.clauses[clause].constraints.back();
  }
  packs::Constraint& c() { return pack.clauses[0].constraints[0]; }
  Workspace& ws() {
    if (!workspace) workspace.emplace();
    return *workspace;
  }
  Folder& needs(Needs needs) {
    c().needs = needs;
    return *this;
  }
  Folder& each_record(Needs needs = Needs::output) {
    c().needs = needs;
    c().quantifier = Quantifier::each_record;
    c().records = {"advisory", "csaf"};
    return *this;
  }
  Folder& operator<<(const Doc& doc) {
    documents.push_back(doc);
    return *this;
  }
  /// Two products; ScanView has the current version 3.2, the supported 3.1 and the unsupported 2.0.
  Folder& scan_view() {
    ws().products = {
        {"ScanView", {{"2.0", false, {}}, {"3.1", true, base::Date{2025, 1, 1}}, {"3.2", true, base::Date{2026, 1, 1}}}}};
    return *this;
  }
  /// With a shelf, the evidence lies there.
  base::Result<Review> run(const std::shared_ptr<Shelf>& shelf = nullptr) const {
    FolderInput input;
    for (const Doc& doc : documents) input.documents.push_back(doc.entry);
    if (shelf != nullptr) {
      for (DocumentEntry& entry : input.documents) {
        // What the workspace says is applied before: evidence on the shelf is not changed any more.
        if (workspace) apply_overrides(*workspace, entry);
        shelf->park(entry);
      }
      input.shelf = shelf;
    }
    input.packs = {std::make_shared<const packs::Pack>(pack)};
    input.workspace = workspace ? &*workspace : nullptr;
    input.decisions = decisions;
    input.clauses = clauses;
    input.product = product;
    input.as_of = day;
    input.jobs = 3;
    return review_folder(std::move(input));
  }
};

/// What a review comes to, in words: all that may depend on evidence.
std::string told(const Review& review) {
  std::string out;
  for (const ClauseResult& clause : review.clauses) {
    for (const ConstraintResult& result : clause.constraints) {
      out += result.constraint->id + " " + std::string(base::word(result.verdict)) + " " + result.reason + " " +
             std::string(base::word(result.machine_verdict)) + " " + result.evidence_sha256 + " " +
             std::to_string(result.evidence_total) + "\n";
      for (const std::string& caveat : result.caveats) out += "  " + caveat + "\n";
      for (const Evidence& evidence : result.evidence) {
        out += "  " + evidence.document + ": " + evidence.quote + " " + evidence.reason.text() + " " + evidence.locator.text() +
               " " + evidence.before + evidence.after + "\n";
      }
    }
    out += clause.audit_defence + "\n";
  }
  for (const ControlWarning& warning : review.control_warnings) out += warning.text + "\n";
  for (const Gap& gap : review.gaps) out += gap.id + " " + gap.text + "\n";
  for (const Decision& decision : review.stale_decisions) out += decision.stale_because + "\n";
  return out;
}

Review review_of(const Folder& folder) {
  auto review = folder.run();
  EXPECT_TRUE(review) << review.error().message();
  // It must not matter where the evidence lies.
  const auto parked = folder.run(std::make_shared<Shelf>());
  EXPECT_TRUE(parked) << parked.error().message();
  EXPECT_EQ(told(*parked), told(*review));
  return std::move(review).value();
}

const ConstraintResult& first(const Review& review) { return review.clauses.at(0).constraints.at(0); }

Evidence met_process() { return passage(Verdict::met, Basis::process); }

/// One row of the table of verdicts, or one phrase of it.
struct Row {
  std::string name;
  std::function<void(Folder&)> folder;
  Verdict verdict;
  std::string reason{};
  std::string caveat{};
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class VerdictTable : public testing::TestWithParam<Row> {};

TEST_P(VerdictTable, GivesTheRowsVerdict) {
  Folder folder;
  GetParam().folder(folder);
  const Review review = review_of(folder);
  const ConstraintResult& result = first(review);
  EXPECT_EQ(base::word(result.verdict), base::word(GetParam().verdict));
  EXPECT_EQ(result.reason, GetParam().reason);
  if (GetParam().caveat.empty()) {
    EXPECT_THAT(result.caveats, IsEmpty());
  } else {
    EXPECT_THAT(result.caveats, Contains(GetParam().caveat));
  }
}

Tailoring tailored() { return {"p:1/c", "not built", "A. Person", "security expert", earlier, {}}; }
ConditionAnswer answered_no() { return {false, "there are none", "A. Person", "security expert", earlier, {}}; }

const std::vector<Row> rows{
    // Tailored out, or a condition answered no.
    {"TailoredOutWithApproval", [](Folder& f) { f.ws().tailoring = {tailored()}; }, Verdict::not_applicable},
    {"TailoredOutByShortName",
     [](Folder& f) {
       f.ws().tailoring = {tailored()};
       f.ws().tailoring[0].constraint = "1/c";
     },
     Verdict::not_applicable},
    {"ConditionAnsweredNoWithApproval",
     [](Folder& f) {
       f.c().applies_if = "has-x";
       f.ws().conditions["has-x"] = answered_no();
     },
     Verdict::not_applicable},
    {"ConditionAnsweredNoButContradicted",
     [](Folder& f) {
       f.c().applies_if = "has-x";
       f.ws().conditions["has-x"] = answered_no();
       f << procedure().says(Verdict::met, Basis::process);
     },
     Verdict::needs_review, "applicability"},
    {"AnObsoleteDocumentDoesNotContradict",
     [](Folder& f) {
       f.c().applies_if = "has-x";
       f.ws().conditions["has-x"] = answered_no();
       f << procedure().state(State::obsolete).says(Verdict::met, Basis::process);
     },
     Verdict::not_applicable},
    {"ADenialAgreesWithTheAnswerNo",
     [](Folder& f) {
       f.c().applies_if = "has-x";
       f.ws().conditions["has-x"] = answered_no();
       f << procedure().says(Verdict::denied, Basis::process);
     },
     Verdict::not_applicable},
    {"AnotherMakersDocumentDoesNotContradict",
     [](Folder& f) {
       f.ws().tailoring = {tailored()};
       f << procedure().owner(Owner::third_party).says(Verdict::met, Basis::process);
     },
     Verdict::not_applicable},
    {"TailoredOutWithoutApprover",
     [](Folder& f) {
       f.ws().tailoring = {tailored()};
       f.ws().tailoring[0].approver.clear();
     },
     Verdict::needs_review, "applicability"},
    {"ConditionAnsweredNoWithoutReason",
     [](Folder& f) {
       f.c().applies_if = "has-x";
       f.ws().conditions["has-x"] = answered_no();
       f.ws().conditions["has-x"].reason.clear();
     },
     Verdict::needs_review, "applicability"},
    {"ApprovedAfterTheDayOfTheReview",
     [](Folder& f) {
       f.ws().tailoring = {tailored()};
       f.ws().tailoring[0].date = base::Date{2027, 1, 1};
     },
     Verdict::needs_review, "applicability"},
    {"ConditionAnsweredYes",
     [](Folder& f) {
       f.c().applies_if = "has-x";
       f.ws().conditions["has-x"].yes = true;
     },
     Verdict::not_found},
    {"ConditionUnansweredApplies", [](Folder& f) { f.c().applies_if = "has-x"; }, Verdict::not_found, "", "condition_unanswered"},

    // Conflict.
    {"OneAffirmsAndAnotherDenies",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process) << procedure("b.md").says(Verdict::denied, Basis::process);
     },
     Verdict::needs_review, "conflict"},
    {"TheOneThatDeniesIsObsolete",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process)
         << procedure("b.md").state(State::obsolete).says(Verdict::denied, Basis::process);
     },
     Verdict::met},
    {"TheOneThatDeniesIsOfAnotherMaker",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process)
         << procedure("b.md").owner(Owner::third_party).says(Verdict::denied, Basis::process);
     },
     Verdict::met},
    {"DifferentLimitsForTheSameAct",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process).limit("acknowledge", 120)
         << procedure("b.md").says(Verdict::met, Basis::process).limit("acknowledge", 72);
     },
     Verdict::needs_review, "conflict"},
    {"TheSameLimitTwice",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process).limit("acknowledge", 72)
         << procedure("b.md").says(Verdict::met, Basis::process).limit("acknowledge", 72);
     },
     Verdict::met},
    {"LimitsForDifferentActs",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process).limit("acknowledge", 72)
         << procedure("b.md").says(Verdict::met, Basis::process).limit("fix", 720);
     },
     Verdict::met},
    {"OneOfSeveralLimitsAgrees",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process).limit("fix", 24).says("c", met_process()).limit("fix", 168)
         << procedure("b.md").says(Verdict::met, Basis::process).limit("fix", 168);
     },
     Verdict::met},
    {"AnotherLimitInADraft",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::met, Basis::process).limit("fix", 24)
         << procedure("b.md").state(State::draft).says(Verdict::met, Basis::process).limit("fix", 168);
     },
     Verdict::met},

    // Scans.
    {"MetOnAScan", [](Folder& f) { f << procedure().says(Verdict::met, Basis::process).scanned(93); }, Verdict::met, "", "ocr"},
    {"MetOnAnUncertainScan", [](Folder& f) { f << procedure().says(Verdict::met, Basis::process).scanned(58); }, Verdict::met, "",
     "ocr_uncertain"},
    {"MetOnAScanAndInATypedDocument",
     [](Folder& f) {
       f << procedure("a.pdf").says(Verdict::met, Basis::process).scanned(58)
         << procedure("b.md").says(Verdict::met, Basis::process);
     },
     Verdict::met},

    // Each record.
    {"NoRecordCarriesItAndAProcessRequiresIt",
     [](Folder& f) {
       f.each_record() << procedure().says(Verdict::met, Basis::process) << advisory("a1.md") << advisory("a2.md");
     },
     Verdict::partial, "incomplete"},
    {"NoRecordCarriesItAndNoProcessRequiresIt", [](Folder& f) { f.each_record() << advisory("a1.md") << advisory("a2.md"); },
     Verdict::not_found},
    {"AProcessNotInForceDoesNotRequireIt",
     [](Folder& f) {
       f.each_record() << procedure().state(State::draft).says(Verdict::met, Basis::process) << advisory("a1.md");
     },
     Verdict::not_found},
    {"SomeRecordsLackIt",
     [](Folder& f) { f.each_record() << advisory("a1.md").says(Verdict::met, Basis::output) << advisory("a2.md"); },
     Verdict::partial, "incomplete"},
    {"AVagueRecordLacksIt",
     [](Folder& f) {
       f.each_record() << advisory("a1.md").says(Verdict::met, Basis::output)
                       << advisory("a2.md").says(Verdict::partial, Basis::output, "vague");
     },
     Verdict::partial, "incomplete"},
    {"TheOnlyRecordsAreVague",
     [](Folder& f) { f.each_record() << advisory("a1.md").says(Verdict::partial, Basis::output, "vague"); }, Verdict::partial,
     "vague"},
    {"EveryRecordCarriesIt",
     [](Folder& f) {
       f.each_record() << advisory("a1.md").says(Verdict::met, Basis::output)
                       << advisory("a2.md").says(Verdict::met, Basis::output);
     },
     Verdict::met},
    {"AnArtifactIsARecord",
     [](Folder& f) {
       Doc csaf("a1.json", Role::other);
       csaf.entry.artifact_kinds = {"csaf"};
       f.each_record() << csaf << advisory("a2.md").says(Verdict::met, Basis::output);
     },
     Verdict::partial, "incomplete"},
    {"ASentenceOnAdvisoriesInGeneralIsNotTheRecordsOwn",
     [](Folder& f) { f.each_record() << advisory("a1.md").says(Verdict::met, Basis::process); }, Verdict::partial, "incomplete"},
    {"OnlyWhatIsAboutTheSubjectIsARecord",
     [](Folder& f) {
       Doc about = advisory("a1.md").says(Verdict::met, Basis::output);
       about.entry.record_of = {"p:1/c"};
       f.each_record().c().records_about = {"bulletin"};
       f << about << advisory("a2.md");
     },
     Verdict::met},
    {"NothingAboutTheSubjectIsNoRecord",
     [](Folder& f) {
       f.each_record().c().records_about = {"bulletin"};
       f << advisory("a1.md") << advisory("a2.md");
     },
     Verdict::not_found},
    {"AnotherMakersAdvisoryIsNoRecordInScope",
     [](Folder& f) {
       f.each_record() << advisory("a1.md").says(Verdict::met, Basis::output) << advisory("a2.md").owner(Owner::authority);
     },
     Verdict::met},
    {"ADraftIsNoRecordInScope",
     [](Folder& f) {
       f.each_record() << advisory("a1.md").says(Verdict::met, Basis::output) << advisory("a2.md").state(State::draft);
     },
     Verdict::met},
    {"OnlyTheLatestRevisionIsInScope",
     [](Folder& f) {
       f.each_record() << advisory("a1.md").id("SA-1", "1.0")
                       << advisory("a1-new.md").id("SA-1", "1.1").says(Verdict::met, Basis::output);
     },
     Verdict::met},
    {"ARecordOfAnUnsupportedVersionIsNotInScope",
     [](Folder& f) {
       f.each_record().scan_view() << advisory("a1.md").of("ScanView 3.2").says(Verdict::met, Basis::output)
                                   << advisory("a2.md").of("ScanView 2.0");
     },
     Verdict::met},
    {"ARecordOfASupportedVersionIsInScope",
     [](Folder& f) {
       f.each_record().scan_view() << advisory("a1.md").of("ScanView 3.2").says(Verdict::met, Basis::output)
                                   << advisory("a2.md").of("ScanView 3.1");
     },
     Verdict::partial, "incomplete"},
    {"BothNeedsTheProcessToo",
     [](Folder& f) { f.each_record(Needs::both) << advisory("a1.md").says(Verdict::met, Basis::output); }, Verdict::partial,
     "record_only"},
    {"BothWithProcessAndEveryRecord",
     [](Folder& f) {
       f.each_record(Needs::both) << procedure().says(Verdict::met, Basis::process)
                                  << advisory("a1.md").says(Verdict::met, Basis::output);
     },
     Verdict::met},

    // No record yet.
    {"NoRecordInScopeAndAProcessMeetsIt", [](Folder& f) { f.each_record() << procedure().says(Verdict::met, Basis::process); },
     Verdict::met, "", "no_record_yet"},
    {"NoRecordInScopeAndADraftProcess",
     [](Folder& f) { f.each_record() << procedure().state(State::draft).says(Verdict::met, Basis::process); }, Verdict::partial,
     "not_effective"},
    {"NoEventWithReasonRoleAndDate",
     [](Folder& f) {
       f.needs(Needs::both) << procedure().says(Verdict::met, Basis::process);
       f.ws().no_event = {{"p:1/c", "nothing was reported", "security officer", "", earlier, {}}};
     },
     Verdict::met, "", "no_record_yet"},
    {"NoEventWithoutRole",
     [](Folder& f) {
       f.needs(Needs::both) << procedure().says(Verdict::met, Basis::process);
       f.ws().no_event = {{"p:1/c", "nothing was reported", "", "", earlier, {}}};
     },
     Verdict::partial, "process_only"},
    {"NoEventWithoutAProcess",
     [](Folder& f) {
       f.needs(Needs::both);
       f.ws().no_event = {{"p:1/c", "nothing was reported", "security officer", "", earlier, {}}};
     },
     Verdict::not_found},

    // Bases.
    {"ProcessMet", [](Folder& f) { f << procedure().says(Verdict::met, Basis::process); }, Verdict::met},
    {"RecordMet", [](Folder& f) { f.needs(Needs::record) << procedure().says(Verdict::met, Basis::record); }, Verdict::met},
    {"OutputMet", [](Folder& f) { f.needs(Needs::output) << guide().says(Verdict::met, Basis::output); }, Verdict::met},
    {"BothMetByTwoDocuments",
     [](Folder& f) {
       f.needs(Needs::both) << procedure("a.md").says(Verdict::met, Basis::process)
                            << procedure("b.md").says(Verdict::met, Basis::record);
     },
     Verdict::met},
    {"OwnerUnknownIsACaveat", [](Folder& f) { f << procedure().owner(Owner::unknown).says(Verdict::met, Basis::process); },
     Verdict::met, "", "owner_unknown"},
    {"OwnerUnknownIsNoCaveatBesideAnOwnDocument",
     [](Folder& f) {
       f << procedure("a.md").owner(Owner::unknown).says(Verdict::met, Basis::process)
         << procedure("b.md").says(Verdict::met, Basis::process);
     },
     Verdict::met},
    {"AnOperatorsDocumentIsNoEvidence",
     [](Folder& f) { f << procedure().owner(Owner::operator_).says(Verdict::met, Basis::process); }, Verdict::not_found},
    {"ATutorialIsNoEvidence", [](Folder& f) { f << procedure().owner(Owner::tutorial).says(Verdict::met, Basis::process); },
     Verdict::not_found},
    {"BothWithProcessOnly", [](Folder& f) { f.needs(Needs::both) << procedure().says(Verdict::met, Basis::process); },
     Verdict::partial, "process_only"},
    {"BothWithRecordOnly", [](Folder& f) { f.needs(Needs::both) << procedure().says(Verdict::met, Basis::record); },
     Verdict::partial, "record_only"},
    {"OutputWithProcessOnly", [](Folder& f) { f.needs(Needs::output) << procedure().says(Verdict::met, Basis::process); },
     Verdict::partial, "process_only"},
    {"ProcessWithOutputOnly", [](Folder& f) { f << guide().says(Verdict::met, Basis::output); }, Verdict::partial, "output_only"},
    {"RecordWithOutputOnly", [](Folder& f) { f.needs(Needs::record) << guide().says(Verdict::met, Basis::output); },
     Verdict::partial, "output_only"},
    {"AFormThatRequiresTheFieldIsProcess",
     [](Folder& f) { f << Doc("form.docx", Role::form_template).says(Verdict::met, Basis::process); }, Verdict::met},

    // Not in force.
    {"MetOnlyByADraft", [](Folder& f) { f << procedure().state(State::draft).says(Verdict::met, Basis::process); },
     Verdict::partial, "not_effective"},
    {"MetOnlyByAnObsoleteDocument", [](Folder& f) { f << procedure().state(State::obsolete).says(Verdict::met, Basis::process); },
     Verdict::partial, "not_effective"},
    {"MetOnlyByATemplate", [](Folder& f) { f << procedure().state(State::template_).says(Verdict::met, Basis::process); },
     Verdict::partial, "not_effective"},
    {"ADraftDoesNotSoftenADenialInForce",
     [](Folder& f) {
       f << procedure("a.md").state(State::draft).says(Verdict::met, Basis::process)
         << procedure("b.md").says(Verdict::denied, Basis::process);
     },
     Verdict::denied},
    {"AnObsoleteDenialDoesNotDeny",
     [](Folder& f) { f << procedure().state(State::obsolete).says(Verdict::denied, Basis::process); }, Verdict::not_found},
    {"UnknownStateIsInForce", [](Folder& f) { f << procedure().state(State::unknown).says(Verdict::met, Basis::process); },
     Verdict::met},

    // The best of what is there.
    {"BestIsPartial",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::partial, Basis::process, "vague")
         << procedure("b.md").says(Verdict::planned, Basis::process);
     },
     Verdict::partial, "vague"},
    {"BestIsPlanned",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::denied, Basis::process) << procedure("b.md").says(Verdict::planned, Basis::process);
     },
     Verdict::planned},
    {"BestIsDenied", [](Folder& f) { f << procedure().says(Verdict::denied, Basis::process); }, Verdict::denied},

    // Could not look.
    {"ACandidateByRoleIsUnreadable", [](Folder& f) { f << procedure().unreadable(document::Reason::encrypted); },
     Verdict::not_evaluable, "candidate_unreadable"},
    {"ACandidateByRecordsIsUnreadable",
     [](Folder& f) { f.each_record() << advisory("a.pdf").unreadable(document::Reason::corrupt); }, Verdict::not_evaluable,
     "candidate_unreadable"},
    {"ACandidateBySignalIsUnreadable",
     [](Folder& f) {
       f.pack.clauses[0].signals = {{packs::SignalKind::file_exists, "disclosure.*policy", "", {"c"}}};
       f << guide("Disclosure Policy.pdf").unreadable(document::Reason::scanned_no_ocr);
     },
     Verdict::not_evaluable, "candidate_unreadable"},
    {"ACandidateByTheWorkspaceIsUnreadable",
     [](Folder& f) {
       f << guide().unreadable(document::Reason::encrypted);
       f.ws().documents.push_back({"guide.pdf", Role::procedure, {}, {}, {}, "", "", false, {}});
     },
     Verdict::not_evaluable, "candidate_unreadable"},
    {"AnUnreadableDocumentOfUnknownRoleIsACandidateForAll",
     [](Folder& f) { f << Doc("x.pdf", Role::other).unreadable(document::Reason::scanned_no_ocr); }, Verdict::not_evaluable,
     "candidate_unreadable"},
    {"AnUnsupportedLanguageIsACandidateForAll",
     [](Folder& f) { f << guide().unreadable(document::Reason::unsupported_language); }, Verdict::not_evaluable,
     "candidate_unreadable"},
    {"AnUnreadableDocumentOfAnotherRoleIsNone", [](Folder& f) { f << guide().unreadable(document::Reason::encrypted); },
     Verdict::not_found},
    {"AnUnreadableCandidateThatIsObsoleteIsNone",
     [](Folder& f) { f << procedure().state(State::obsolete).unreadable(document::Reason::encrypted); }, Verdict::not_found},
    {"AnEmptyFileWasLookedAt",
     [](Folder& f) {
       f << Doc("x.md", Role::other).unreadable(document::Reason::empty);
       f.documents.back().entry.size = 0;
     },
     Verdict::not_found},
    {"APartialIsNotHiddenByAnUnreadableCandidate",
     [](Folder& f) {
       f << procedure("a.md").says(Verdict::partial, Basis::process, "vague")
         << procedure("b.md").unreadable(document::Reason::encrypted);
     },
     Verdict::partial, "vague"},

    // Only a question.
    {"AQuestionWithoutExpressionAndACandidate",
     [](Folder& f) {
       f.c().has_expression = false;
       f.c().question = "Is it done?";
       f << procedure();
     },
     Verdict::needs_review, "question"},
    {"AQuestionWithoutExpressionAndNoCandidate",
     [](Folder& f) {
       f.c().has_expression = false;
       f.c().question = "Is it done?";
       f << guide();
     },
     Verdict::not_found},
    {"Nothing", [](Folder& f) { f << procedure() << guide(); }, Verdict::not_found},
    {"AnEmptyFolder", [](Folder&) {}, Verdict::not_found},

    // The standard that the evidence names.
    {"TheEvidenceNamesTheStandard",
     [](Folder& f) {
       f.needs(Needs::output).c().folder_requires = {"names_standard"};
       f << guide().says(Verdict::met, Basis::output).names({"names_standard"});
     },
     Verdict::met},
    {"TheEvidenceNamesAnotherStandard",
     [](Folder& f) {
       f.needs(Needs::output).c().folder_requires = {"names_standard"};
       f << guide().says(Verdict::met, Basis::output);
     },
     Verdict::partial, "other_standard"},
    {"OneOfTwoDocumentsNamesTheStandard",
     [](Folder& f) {
       f.needs(Needs::output).c().folder_requires = {"names_standard"};
       f << guide("a.md").says(Verdict::met, Basis::output)
         << guide("b.md").says(Verdict::met, Basis::output).names({"names_standard"});
     },
     Verdict::met},

    // Products and versions.
    {"ADocumentOfTheCurrentVersion",
     [](Folder& f) { f.scan_view() << procedure().of("ScanView 3.2").says(Verdict::met, Basis::process); }, Verdict::met},
    {"ADocumentOfNoParticularProduct", [](Folder& f) { f.scan_view() << procedure().says(Verdict::met, Basis::process); },
     Verdict::met},
    {"ADocumentOfAnOlderVersion",
     [](Folder& f) { f.scan_view() << procedure().of("ScanView v2.0").says(Verdict::met, Basis::process); }, Verdict::partial,
     "other_version"},
    {"ADocumentOfAnotherProduct",
     [](Folder& f) { f.scan_view() << procedure().of("Other Viewer 3.2").says(Verdict::met, Basis::process); },
     Verdict::not_found},
    {"TheFolderIsTheWorstOfItsProducts",
     [](Folder& f) {
       f.scan_view().ws().products.push_back({"ScanView Mobile", {{"1.0", true, {}}}});
       f << procedure().of("ScanView 3.2").says(Verdict::met, Basis::process);
     },
     Verdict::not_found},
    {"AnOlderVersionsDenialIsNoConflict",
     [](Folder& f) {
       f.scan_view() << procedure("a.md").of("ScanView 3.2").says(Verdict::met, Basis::process)
                     << procedure("b.md").of("ScanView 2.0").says(Verdict::denied, Basis::process);
     },
     Verdict::met},
};

INSTANTIATE_TEST_SUITE_P(Words, VerdictTable, testing::ValuesIn(rows),
                         [](const testing::TestParamInfo<Row>& one) { return one.param.name; });

TEST(FolderVerdict, ShowsBothQuotesOfAConflictFirst) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::met, Basis::process) << procedure("b.md").says(Verdict::met, Basis::process)
         << procedure("c.md").says(Verdict::denied, Basis::process);
  const Review review = review_of(folder);
  ASSERT_EQ(first(review).evidence.size(), 3U);
  EXPECT_EQ(first(review).evidence[0].document, "a.md");
  EXPECT_EQ(first(review).evidence[1].document, "c.md");
  ASSERT_EQ(review.undecided.size(), 1U);
  EXPECT_THAT(review.gaps, IsEmpty());
}

TEST(FolderVerdict, CountsFormatsOfOneDocumentOnce) {
  Folder folder;
  folder.each_record() << advisory("a1.docx").id("A-1", "1").says(Verdict::met, Basis::output) << advisory("a1.md").id("A-1", "1")
                       << advisory("a2.docx").id("A-2", "1") << advisory("a2.md").id("A-2", "1");
  const Review review = review_of(folder);
  ASSERT_TRUE(first(review).coverage);
  EXPECT_EQ(first(review).verdict, Verdict::partial);
  EXPECT_EQ(first(review).coverage->of, 2);
  EXPECT_EQ(first(review).coverage->with, 1);
  EXPECT_THAT(first(review).coverage->without, ElementsAre("a2.docx", "a2.md"));
  EXPECT_THAT(review.notes, Contains(HasSubstr("a1 (docx, md), a2 (docx, md)")));
}

TEST(FolderVerdict, CountsTheRecordsThatLackIt) {
  Folder folder;
  folder.each_record() << advisory("a1.md").says(Verdict::met, Basis::output) << advisory("a2.md") << advisory("a3.md");
  const Review review = review_of(folder);
  ASSERT_TRUE(first(review).coverage);
  EXPECT_EQ(first(review).coverage->of, 3);
  EXPECT_EQ(first(review).coverage->with, 1);
  EXPECT_THAT(first(review).coverage->without, ElementsAre("a2.md", "a3.md"));
  ASSERT_EQ(review.gaps.size(), 1U);
  EXPECT_EQ(review.gaps[0].severity, Severity::minor);
  EXPECT_EQ(review.gaps[0].text, "1 of 3 files that should carry it does.");
}

TEST(FolderVerdict, GivesTheVerdictOfEveryBasis) {
  Folder folder;
  folder.needs(Needs::both)
      << procedure().says(Verdict::met, Basis::process).says("c", passage(Verdict::partial, Basis::record, "vague"));
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).by_process, Verdict::met);
  EXPECT_EQ(first(review).by_record, Verdict::partial);
  EXPECT_EQ(first(review).by_output, Verdict::not_found);
}

TEST(FolderVerdict, GivesTheVerdictOfEveryProductAndRestrictsToOne) {
  Folder folder;
  folder.scan_view().ws().products.push_back({"ScanView Mobile", {{"1.0", true, {}}}});
  folder << procedure().of("ScanView 3.2").says(Verdict::met, Basis::process);
  const Review both = review_of(folder);
  EXPECT_EQ(first(both).by_product.at("ScanView").verdict, Verdict::met);
  EXPECT_EQ(first(both).by_product.at("ScanView").version, "3.2");
  EXPECT_EQ(first(both).by_product.at("ScanView Mobile").verdict, Verdict::not_found);
  folder.product = "ScanView";
  EXPECT_EQ(first(review_of(folder)).verdict, Verdict::met);
  folder.product = "Other";
  const auto wrong = folder.run();
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, base::ErrorCode::usage);
}

TEST(FolderVerdict, MarksEvidenceThatIsNotInForce) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::met, Basis::process)
         << procedure("b.md").state(State::draft).says(Verdict::met, Basis::process);
  const Review review = review_of(folder);
  ASSERT_EQ(first(review).evidence.size(), 2U);
  EXPECT_EQ(first(review).evidence[1].document, "b.md");
  EXPECT_EQ(first(review).evidence[1].reason, "not_effective");
}

TEST(FolderVerdict, ShowsTwentyPassagesAndSaysHowManyThereAre) {
  Folder folder;
  for (int i = 0; i < 25; ++i) folder << procedure("p" + std::to_string(100 + i) + ".md").says(Verdict::met, Basis::process);
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).evidence.size(), 20U);
  EXPECT_EQ(first(review).evidence_total, 25);
}

TEST(FolderVerdict, NamesTheNumberOfUnreadableFilesWhereNothingIsFound) {
  Folder folder;
  folder << guide().unreadable(document::Reason::encrypted);
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).unreadable_files, 1);
  EXPECT_THAT(review.gaps.at(0).text, HasSubstr("1 file of the folder could not be read"));
}

TEST(FolderVerdict, NamesTheBestThreeDocumentsForAQuestionInOrder) {
  Folder folder;
  folder.c().has_expression = false;
  folder.c().question = "Is it done?";
  folder.pack.clauses[0].signals = {{packs::SignalKind::file_exists, "psirt", "", {"c"}}};
  folder << procedure("a.md") << procedure("b.md") << procedure("c.md") << guide("our PSIRT.md");
  const Review review = review_of(folder);
  EXPECT_THAT(first(review).candidates, ElementsAre("our PSIRT.md", "a.md", "b.md"));
  EXPECT_THAT(review.undecided.at(0).documents, ElementsAre("our PSIRT.md", "a.md", "b.md"));
  EXPECT_EQ(review.undecided[0].question, "Is it done?");
}

TEST(FolderVerdict, EvaluatesSignals) {
  Folder folder;
  folder.pack.clauses[0].signals = {{packs::SignalKind::file_exists, "^sop", "", {"c"}},
                                    {packs::SignalKind::artifact, "csaf", "", {"c"}},
                                    {packs::SignalKind::content_match, "", "Is it said?", {"1/c"}}};
  folder << procedure("x/SOP-1.md").says(Verdict::met, Basis::process) << procedure("x/other.md");
  folder.documents.back().entry.artifact_kinds = {"csaf"};
  const Review review = review_of(folder);
  ASSERT_EQ(first(review).signals.size(), 3U);
  EXPECT_THAT(first(review).signals[0].documents, ElementsAre("x/SOP-1.md"));
  EXPECT_THAT(first(review).signals[1].documents, ElementsAre("x/other.md"));
  EXPECT_EQ(first(review).signals[2].matches, 1);
}

TEST(FolderVerdict, RefusesASignalThatDoesNotCompile) {
  Folder folder;
  folder.pack.clauses[0].signals = {{packs::SignalKind::file_exists, "(", "", {"c"}}};
  const auto review = folder.run();
  ASSERT_FALSE(review);
  EXPECT_EQ(review.error().code, base::ErrorCode::malformed_pack);
}

TEST(FolderVerdict, DoesNotDependOnTheOrderOfTheFiles) {
  Folder folder;
  folder << procedure("b.md").says(Verdict::met, Basis::process) << procedure("a.md").says(Verdict::met, Basis::process);
  const Review review = review_of(folder);
  EXPECT_EQ(review.documents[0].path, "a.md");
  EXPECT_EQ(first(review).evidence[0].document, "a.md");
}

// Clauses.

TEST(ClauseVerdict, IsTheWorstOfItsOwnApplicableShalls) {
  Folder folder;
  folder.add("d", Needs::process);
  folder.add("e", Needs::process).level = Level::recommendation;
  folder << procedure().says("c", met_process()).says("d", passage(Verdict::planned, Basis::process));
  EXPECT_EQ(review_of(folder).clauses[0].verdict, Verdict::planned);
}

TEST(ClauseVerdict, OrdersDeniedBeforeNotFoundAndPartialBeforeTheUndecided) {
  EXPECT_EQ(worse(Verdict::not_found, Verdict::denied), Verdict::denied);
  EXPECT_EQ(worse(Verdict::planned, Verdict::not_found), Verdict::not_found);
  EXPECT_EQ(worse(Verdict::partial, Verdict::planned), Verdict::planned);
  EXPECT_EQ(worse(Verdict::not_evaluable, Verdict::partial), Verdict::partial);
  EXPECT_EQ(worse(Verdict::needs_review, Verdict::not_evaluable), Verdict::not_evaluable);
  EXPECT_EQ(worse(Verdict::met, Verdict::needs_review), Verdict::needs_review);
}

TEST(ClauseVerdict, IsNotApplicableWhereAllIs) {
  Folder folder;
  folder.ws().tailoring = {tailored()};
  EXPECT_EQ(review_of(folder).clauses[0].verdict, Verdict::not_applicable);
  folder.add("d", Needs::process).level = Level::recommendation;
  EXPECT_EQ(review_of(folder).clauses[0].verdict, Verdict::informative);
}

TEST(ClauseVerdict, IgnoresWhatIsShownFromAnotherClause) {
  Folder folder;
  packs::Clause other;
  other.number = "2";
  other.id = "p:2";
  other.has_page = false;
  folder.pack.clauses.push_back(other);
  folder.add("shown", Needs::process, 1).also_shown_under = {"1"};
  folder << procedure().says("c", met_process());
  folder.clauses = {"1"};
  const Review review = review_of(folder);
  ASSERT_EQ(review.clauses.size(), 1U);
  EXPECT_EQ(review.clauses[0].verdict, Verdict::met);
  ASSERT_EQ(review.clauses[0].constraints.size(), 2U);
  // Its gap keeps its severity and counts, though its home clause is not selected.
  ASSERT_EQ(review.clauses[0].gaps.size(), 1U);
  ASSERT_EQ(review.gaps.size(), 1U);
  EXPECT_EQ(review.gaps[0].id, "GAP-p:2/shown");
  EXPECT_EQ(review.gaps[0].severity, Severity::major);
}

TEST(ClauseVerdict, ListsAGapOnBothPagesAndCountsItOnce) {
  Folder folder;
  packs::Clause other;
  other.number = "2";
  other.id = "p:2";
  folder.pack.clauses.push_back(other);
  folder.add("shown", Needs::process, 1).also_shown_under = {"1"};
  folder << procedure().says("c", met_process());
  const Review review = review_of(folder);
  ASSERT_EQ(review.clauses.size(), 2U);
  EXPECT_EQ(review.clauses[0].gaps.size(), 1U);
  EXPECT_EQ(review.clauses[1].gaps.size(), 1U);
  EXPECT_EQ(review.clauses[1].verdict, Verdict::not_found);
  EXPECT_EQ(review.count_gaps(Severity::major), 1);
}

TEST(ClauseVerdict, RefusesAClauseThatNoPackHas) {
  Folder folder;
  folder.clauses = {"p:9"};
  const auto review = folder.run();
  ASSERT_FALSE(review);
  EXPECT_EQ(review.error().code, base::ErrorCode::unknown_clause);
}

// Gaps.

Severity severity_in(Folder& folder) {
  const Review review = review_of(folder);
  EXPECT_EQ(review.gaps.size(), 1U);
  return review.gaps.empty() ? Severity::observation : review.gaps[0].severity;
}

TEST(Gap, IsMajorForDeniedNotFoundAndPlanned) {
  Folder nothing;
  EXPECT_EQ(severity_in(nothing), Severity::major);
  Folder denied;
  denied << procedure().says(Verdict::denied, Basis::process);
  EXPECT_EQ(severity_in(denied), Severity::major);
  Folder planned;
  planned << procedure().says(Verdict::planned, Basis::process);
  EXPECT_EQ(severity_in(planned), Severity::major);
}

TEST(Gap, IsMinorForPartialButMajorForNotEffectivePlaceholderAndNoCoverage) {
  Folder vague;
  vague << procedure().says(Verdict::partial, Basis::process, "vague");
  EXPECT_EQ(severity_in(vague), Severity::minor);
  Folder placeholder;
  placeholder << procedure().says(Verdict::partial, Basis::process, "placeholder");
  EXPECT_EQ(severity_in(placeholder), Severity::major);
  Folder draft;
  draft << procedure().state(State::draft).says(Verdict::met, Basis::process);
  EXPECT_EQ(severity_in(draft), Severity::major);
  Folder none;
  none.each_record() << procedure().says(Verdict::met, Basis::process) << advisory("a.md");
  EXPECT_EQ(severity_in(none), Severity::major);
}

TEST(Gap, TakesThePacksSeverityForTheReasonBeforeTheVerdict) {
  Folder folder;
  folder.c().severity = {{"partial", Severity::major}, {"partial.vague", Severity::observation}};
  folder << procedure().says(Verdict::partial, Basis::process, "vague");
  EXPECT_EQ(severity_in(folder), Severity::observation);
  folder.c().severity.erase("partial.vague");
  EXPECT_EQ(severity_in(folder), Severity::major);
}

TEST(Gap, OfAnExpectationIsAlwaysAnObservation) {
  Folder folder;
  folder.c().level = Level::expectation;
  folder.c().severity = {{"not_found", Severity::major}};
  EXPECT_EQ(severity_in(folder), Severity::observation);
}

TEST(Gap, IsNoneForARecommendationOrAPermission) {
  Folder folder;
  folder.c().level = Level::recommendation;
  EXPECT_THAT(review_of(folder).gaps, IsEmpty());
  folder.c().level = Level::permission;
  EXPECT_THAT(review_of(folder).gaps, IsEmpty());
}

TEST(Gap, CarriesTheRemedyForItsVerdict) {
  Folder folder;
  folder.c().remedy = {{"not_found", "Write it."}, {"default", "Mend it."}, {"partial.vague", "Say it clearly."}};
  EXPECT_EQ(review_of(folder).gaps.at(0).remedy, "Write it.");
  folder << procedure().says(Verdict::denied, Basis::process);
  EXPECT_EQ(review_of(folder).gaps.at(0).remedy, "Mend it.");
  folder.documents.clear();
  folder << procedure().says(Verdict::partial, Basis::process, "vague");
  EXPECT_EQ(review_of(folder).gaps.at(0).remedy, "Say it clearly.");
  EXPECT_THAT(review_of(folder).gaps.at(0).documents, ElementsAre("sop.md"));
}

TEST(Undecided, HoldsExpectationsTooButOnlyShallsCount) {
  Folder folder;
  folder.c().level = Level::expectation;
  folder << procedure().unreadable(document::Reason::encrypted);
  const Review review = review_of(folder);
  EXPECT_EQ(review.undecided.size(), 1U);
  EXPECT_EQ(review.count_undecided_shalls(), 0);
  folder.c().level = Level::shall;
  EXPECT_EQ(review_of(folder).count_undecided_shalls(), 1);
}

// Audit defence.

TEST(AuditDefence, NamesTheCarryingDocumentsAndWhatIsOpen) {
  Folder folder;
  folder.add("d", Needs::process);
  Doc sop = procedure().id("SOP-12", "3.0").says("c", met_process());
  sop.entry.facts.control.title = "Vulnerability handling";
  folder << sop;
  EXPECT_EQ(review_of(folder).clauses[0].audit_defence,
            "We do the thing: \"Vulnerability handling\" (SOP-12, version 3.0).\nOpen: d (not_found).");
}

TEST(AuditDefence, IsEmptyWhereNothingIsMet) {
  Folder folder;
  folder << procedure().says(Verdict::partial, Basis::process, "vague");
  EXPECT_EQ(review_of(folder).clauses[0].audit_defence, "");
}

TEST(AuditDefence, NamesNoDocumentThatIsNotInForce) {
  Folder folder;
  folder << procedure("a.md").says("c", met_process()) << procedure("draft.md").state(State::draft).says("c", met_process());
  EXPECT_EQ(review_of(folder).clauses[0].audit_defence, "We do the thing: a.md.");
}

TEST(AuditDefence, SaysThatThereIsNoRecordYet) {
  Folder folder;
  folder.each_record() << procedure().says(Verdict::met, Basis::process);
  EXPECT_THAT(review_of(folder).clauses[0].audit_defence, HasSubstr("no occasion for a record"));
}

// Decisions.

Decision decide(const Folder& folder, std::string_view kind, std::string_view document = {}) {
  const auto decision = make_decision(review_of(folder), kind, "p:1/c", document, "because", "A. Person", "officer", earlier);
  EXPECT_TRUE(decision);
  return decision.value();
}

TEST(FolderDecision, StandsBesideTheMachinesVerdict) {
  Folder folder;
  folder << procedure().says(Verdict::partial, Basis::process, "vague");
  folder.decisions = {decide(folder, "accept")};
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::met);
  EXPECT_EQ(first(review).reason, "decision");
  EXPECT_EQ(first(review).machine_verdict, Verdict::partial);
  EXPECT_EQ(first(review).machine_reason, "vague");
  ASSERT_TRUE(first(review).decision);
  EXPECT_THAT(review.gaps, IsEmpty());
  EXPECT_THAT(review.clauses[0].audit_defence, HasSubstr("A. Person (officer, 2026-01-02)"));
}

TEST(FolderDecision, RejectLeavesNothingShown) {
  Folder folder;
  folder << procedure().says(Verdict::met, Basis::process);
  folder.decisions = {decide(folder, "reject")};
  EXPECT_EQ(first(review_of(folder)).verdict, Verdict::not_found);
}

TEST(FolderDecision, NotApplicableTakesTheConstraintOut) {
  Folder folder;
  folder.decisions = {decide(folder, "not-applicable")};
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::not_applicable);
  EXPECT_THAT(review.gaps, IsEmpty());
}

TEST(FolderDecision, SettlesAConflict) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::met, Basis::process) << procedure("b.md").says(Verdict::denied, Basis::process);
  folder.decisions = {decide(folder, "accept")};
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::met);
  EXPECT_THAT(review.undecided, IsEmpty());
}

TEST(FolderDecision, IsStaleWhenTheEvidenceChanges) {
  Folder folder;
  folder << procedure().says(Verdict::partial, Basis::process, "vague");
  folder.decisions = {decide(folder, "accept")};
  folder.documents[0].entry.constraints[0].evidence[0].quote = "other words";
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::partial);
  ASSERT_EQ(review.stale_decisions.size(), 1U);
  EXPECT_EQ(review.stale_decisions[0].stale_because, "the evidence in the folder has changed");
}

TEST(FolderDecision, IsStaleWhenARecordIsAddedThatLacksThePoint) {
  Folder folder;
  folder.each_record() << advisory("a1.md").says(Verdict::met, Basis::output) << advisory("a2.md");
  folder.decisions = {decide(folder, "accept")};
  EXPECT_EQ(first(review_of(folder)).verdict, Verdict::met);
  folder << advisory("a3.md");
  EXPECT_EQ(first(review_of(folder)).verdict, Verdict::partial);
}

TEST(FolderDecision, IsStaleWhenThePackChanges) {
  Folder folder;
  folder << procedure().says(Verdict::partial, Basis::process, "vague");
  folder.decisions = {decide(folder, "accept")};
  folder.pack.version = "1.1";
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::partial);
  EXPECT_THAT(review.stale_decisions.at(0).stale_because, HasSubstr("1.1"));
}

TEST(FolderDecision, OfAConstraintOrDocumentThatIsGoneIsStale) {
  Folder folder;
  folder << procedure().says(Verdict::met, Basis::process);
  folder.decisions = {decide(folder, "accept", "sop.md"), decide(folder, "accept")};
  folder.decisions[1].constraint = "p:1/gone";
  folder.documents.clear();
  const Review review = review_of(folder);
  EXPECT_EQ(review.stale_decisions.size(), 2U);
}

TEST(DocumentDecision, RejectTakesOneDocumentsEvidenceAway) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::met, Basis::process)
         << procedure("b.md").says(Verdict::partial, Basis::process, "vague");
  folder.decisions = {decide(folder, "reject", "a.md")};
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::partial);
  EXPECT_EQ(first(review).machine_verdict, Verdict::met);
  EXPECT_EQ(first(review).document_decisions.size(), 1U);
}

TEST(DocumentDecision, AcceptMakesAVaguePassageEnough) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::partial, Basis::process, "vague");
  folder.decisions = {decide(folder, "accept", "a.md")};
  EXPECT_EQ(first(review_of(folder)).verdict, Verdict::met);
}

TEST(DocumentDecision, NotApplicableTakesARecordOutOfScope) {
  Folder folder;
  folder.each_record() << advisory("a1.md").says(Verdict::met, Basis::output) << advisory("a2.md");
  folder.decisions = {decide(folder, "not_applicable", "a2.md")};
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::met);
  EXPECT_EQ(first(review).coverage->of, 1);
}

TEST(DocumentDecision, IsStaleOnlyWhenItsDocumentSaysSomethingElse) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::partial, Basis::process, "vague");
  folder.decisions = {decide(folder, "accept", "a.md")};
  folder << procedure("b.md").says(Verdict::planned, Basis::process);
  EXPECT_THAT(review_of(folder).stale_decisions, IsEmpty());
  folder.documents[0].entry.constraints[0].evidence[0].quote = "other words";
  EXPECT_EQ(review_of(folder).stale_decisions.size(), 1U);
}

// The whole review.

TEST(Review, ShowsSentencesBeforeFragments) {
  Evidence cell = passage(Verdict::met, Basis::process);
  cell.quote = "Done | yes";
  Folder folder;
  Evidence sentence = passage(Verdict::met, Basis::process);
  sentence.quote = "We do the thing every day.";
  folder << procedure("a.md").says("c", cell) << procedure("b.md").says(Verdict::met, Basis::process)
         << procedure("c.md").says("c", sentence);
  const Review review = review_of(folder);
  std::vector<std::string> order;
  for (const Evidence& evidence : first(review).evidence) order.push_back(evidence.document);
  EXPECT_EQ(order, (std::vector<std::string>{"c.md", "b.md", "a.md"}));
}

TEST(Review, NamesWhoDenies) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::denied, Basis::process);
  EXPECT_EQ(review_of(folder).gaps.front().text, "\"a.md\" says that this is not done or not given.");
  folder << procedure("b.md").says(Verdict::denied, Basis::process);
  EXPECT_EQ(review_of(folder).gaps.front().text, "\"a.md\" and 1 other document say that this is not done or not given.");
}

TEST(Review, ListsUnansweredConditionsAndTheMissingWorkspace) {
  Folder folder;
  folder.c().applies_if = "has-x";
  const Review review = review_of(folder);
  EXPECT_THAT(review.unanswered_conditions, ElementsAre("has-x"));
  ASSERT_EQ(review.notes.size(), 1U);
  EXPECT_THAT(review.notes[0], HasSubstr("no workspace"));
}

TEST(Review, ListsADocumentNotInForceThatDiffersFromOneInForce) {
  Folder folder;
  folder << procedure("a.md").says(Verdict::met, Basis::process)
         << procedure("b.md").state(State::obsolete).says(Verdict::denied, Basis::process);
  const Review review = review_of(folder);
  ASSERT_EQ(review.control_warnings.size(), 1U);
  EXPECT_EQ(review.control_warnings[0].document, "b.md");
  EXPECT_EQ(review.control_warnings[0].in_force, "a.md");
  EXPECT_THAT(review.notes, Contains(HasSubstr("b.md is not in force")));
}

TEST(Review, CarriesNoResultOfADocumentThatTheWorkspaceIgnores) {
  Folder folder;
  folder << procedure("scratch/a.md").says(Verdict::met, Basis::process);
  folder.ws().ignore = {"scratch"};
  const Review review = review_of(folder);
  EXPECT_EQ(first(review).verdict, Verdict::not_found);
  EXPECT_EQ(review.documents[0].status, Status::skipped);
}

TEST(Review, AnOwnerGivenByTheWorkspaceHoldsForTheEvidenceToo) {
  Folder folder;
  folder << procedure("vendor/a.md").owner(Owner::unknown).says(Verdict::met, Basis::process);
  folder.ws().documents.push_back({"vendor/**", {}, {}, Owner::third_party, {}, "", "", false, {}});
  EXPECT_EQ(first(review_of(folder)).verdict, Verdict::not_found);
}

TEST(InputsSha256, DependsOnEveryInputButNotOnTheirOrder) {
  InputsFingerprint inputs;
  inputs.documents = {{"a", "1"}, {"b", "2"}};
  inputs.packs = {{"p", "1.0", "x", ""}};
  inputs.as_of = day;
  const std::string before = inputs_sha256(inputs);
  InputsFingerprint swapped = inputs;
  std::swap(swapped.documents[0], swapped.documents[1]);
  EXPECT_EQ(inputs_sha256(swapped), before);
  const auto changed = [&](const std::function<void(InputsFingerprint&)>& change) {
    InputsFingerprint other = inputs;
    change(other);
    return inputs_sha256(other) != before;
  };
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.documents[0].second = "3"; }));
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.packs[0].sha256 = "y"; }));
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.workspace = "manufacturer: x"; }));
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.decisions = "decisions:"; }));
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.as_of = earlier; }));
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.extractors = {{"pdf", "2"}}; }));
  EXPECT_TRUE(changed([](InputsFingerprint& i) { i.options = {"clause=1"}; }));
}

}  // namespace
}  // namespace crosswalk::review
