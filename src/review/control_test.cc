// SPDX-License-Identifier: Apache-2.0
#include "review/control.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace crosswalk::review {
namespace {

using document::Role;
using document::State;
using testing::HasSubstr;
using testing::IsEmpty;

DocumentEntry file(std::string path, const std::function<void(document::Facts&)>& change = {}) {
  DocumentEntry entry;
  entry.path = std::move(path);
  if (change) change(entry.facts);
  return entry;
}

std::function<void(document::Facts&)> facts(std::string id, std::string version, State state = State::unknown,
                                            std::string title = {}, Role role = Role::procedure) {
  return [=](document::Facts& out) {
    out.control.id = id;
    out.control.version = version;
    out.control.state = state;
    out.control.title = title;
    out.role = role;
  };
}

/// Paths of the documents that are in force.
std::vector<std::string> in_force(std::vector<DocumentEntry> documents) {
  mark_in_force(documents);
  std::vector<std::string> out;
  for (const DocumentEntry& entry : documents) {
    EXPECT_EQ(entry.in_force, entry.not_in_force_because.empty());
    if (entry.in_force) out.push_back(entry.path);
  }
  return out;
}

using Paths = std::vector<std::string>;

TEST(InForce, IsADocumentOfWhichNothingIsKnown) { EXPECT_EQ(in_force({file("a.md")}), Paths{"a.md"}); }

TEST(InForce, IsNoDraftObsoleteOrTemplateDocument) {
  EXPECT_THAT(in_force({file("a.md", facts("", "", State::draft)), file("b.md", facts("", "", State::obsolete)),
                        file("c.md", facts("", "", State::template_))}),
              IsEmpty());
}

TEST(InForce, OfOneIdIsTheHighestEffectiveVersion) {
  EXPECT_EQ(in_force({file("a.md", facts("SOP-1", "9", State::effective)), file("b.md", facts("sop-1", "10", State::effective)),
                      file("c.md", facts("SOP-1", "11", State::draft))}),
            Paths{"b.md"});
}

TEST(InForce, AnUnknownStateDoesNotTakeAnEffectiveDocumentOutOfForce) {
  EXPECT_EQ(in_force({file("a.md", facts("SOP-1", "1", State::effective)), file("b.md", facts("SOP-1", "2"))}),
            (Paths{"a.md", "b.md"}));
  EXPECT_EQ(in_force({file("a.md", facts("SOP-1", "1")), file("b.md", facts("SOP-1", "2", State::effective))}), Paths{"b.md"});
}

TEST(InForce, ADraftOfTheNextVersionChangesNothing) {
  EXPECT_EQ(in_force({file("a.md", facts("SOP-1", "1")), file("b.md", facts("SOP-1", "2", State::draft))}), Paths{"a.md"});
}

TEST(InForce, AreTwoCopiesOfOneVersion) {
  EXPECT_EQ(
      in_force({file("a.docx", facts("SOP-1", "2", State::effective)), file("a.pdf", facts("SOP-1", "v2.0", State::effective))}),
      (Paths{"a.docx", "a.pdf"}));
}

TEST(InForce, TheDateTellsWhereThereIsNoVersion) {
  auto old = file("a.md", facts("SOP-1", ""));
  old.facts.control.date = base::Date{2020, 1, 1};
  auto young = file("b.md", facts("SOP-1", ""));
  young.facts.control.date = base::Date{2024, 1, 1};
  EXPECT_EQ(in_force({old, young}), Paths{"b.md"});
}

TEST(InForce, OldFoldersHoldOldDocuments) {
  for (const std::string folder :
       {"archive", "Archive", "obsolete", "_old", "superseded", "sops_alt", "old versions", "2019 archive"}) {
    EXPECT_THAT(in_force({file(folder + "/a.md")}), IsEmpty()) << folder;
    EXPECT_THAT(in_force({file("x/" + folder + "/y/a.md")}), IsEmpty()) << folder;
  }
  for (const std::string folder : {"archiving", "threshold", "old town project", "salt", "procedures", "alternatives"}) {
    EXPECT_EQ(in_force({file(folder + "/a.md")}), Paths{folder + "/a.md"}) << folder;
  }
}

TEST(InForce, AnEffectiveDocumentStaysSoInAnOldFolder) {
  EXPECT_EQ(in_force({file("archive/a.md", facts("", "", State::effective))}), Paths{"archive/a.md"});
}

TEST(InForce, OldNamesAreOfOldDocuments) {
  for (const std::string name :
       {"Copy of SOP-1.docx", "SOP-1_alt.docx", "SOP-1 old.docx", "OLD_SOP-1.docx", "SOP-1 - Copy.docx"}) {
    EXPECT_THAT(in_force({file(name)}), IsEmpty()) << name;
  }
  for (const std::string name : {"threshold.md", "archiving of records.md", "old.md", "copyright.md", "alternative.md"}) {
    EXPECT_EQ(in_force({file(name)}), Paths{name}) << name;
  }
}

TEST(InForce, OneVersionBesideANewerOneIsOld) {
  EXPECT_EQ(in_force({file("x/sop_v1.md"), file("x/SOP v2.md"), file("y/sop_v1.md")}), (Paths{"x/SOP v2.md", "y/sop_v1.md"}));
  EXPECT_EQ(in_force({file("sop-rev9.md"), file("sop-rev10.md")}), Paths{"sop-rev10.md"});
  EXPECT_EQ(in_force({file("sop-12.md"), file("sop-13.md")}), (Paths{"sop-12.md", "sop-13.md"}));
}

TEST(InForce, ReleaseNotesOfTwoProductVersionsAreBothInForce) {
  EXPECT_EQ(in_force({file("notes-v1.md", facts("", "", State::unknown, "Release notes", Role::release_notes)),
                      file("notes-v2.md", facts("", "", State::unknown, "Release notes", Role::release_notes))})
                .size(),
            2U);
}

TEST(InForce, ANewerDocumentOfTheSameTitleAndRoleMakesAnUnknownOneOld) {
  EXPECT_EQ(in_force({file("a.md", facts("", "1", State::unknown, "Disclosure  Policy")),
                      file("b.md", facts("", "2", State::unknown, "disclosure policy"))}),
            Paths{"b.md"});
  EXPECT_EQ(in_force({file("a.md", facts("", "1", State::unknown, "Disclosure", Role::policy)),
                      file("b.md", facts("", "2", State::unknown, "Disclosure", Role::procedure))})
                .size(),
            2U);
  EXPECT_EQ(
      in_force({file("a.md", facts("P-1", "1", State::unknown, "Plan")), file("b.md", facts("P-2", "2", State::unknown, "Plan"))})
          .size(),
      2U);
}

TEST(InForce, AdvisoriesOfOneTitleAndTwoDatesAreBothInForce) {
  auto first = file("a.md", facts("", "", State::unknown, "Security Advisory", Role::advisory));
  first.facts.control.date = base::Date{2025, 1, 1};
  auto second = file("b.md", facts("", "", State::unknown, "Security Advisory", Role::advisory));
  second.facts.control.date = base::Date{2026, 1, 1};
  EXPECT_EQ(in_force({first, second}).size(), 2U);
}

TEST(InForce, IsNoDocumentThatNamesItsSuccessor) {
  auto entry = file("a.md");
  entry.facts.control.superseded_by = "SOP-2";
  EXPECT_THAT(in_force({entry}), IsEmpty());
}

TEST(ControlWarnings, NameTwoEffectiveVersionsOfOneId) {
  std::vector<DocumentEntry> documents{file("a.md", facts("SOP-1", "1", State::effective)),
                                       file("b.md", facts("SOP-1", "2", State::effective))};
  mark_in_force(documents);
  const auto warnings = control_warnings(documents);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].document, "a.md");
  EXPECT_EQ(warnings[0].in_force, "b.md");
}

TEST(ControlWarnings, NameAnotherLimitInADocumentNotInForce) {
  const auto with_limit = [](DocumentEntry entry, std::uint32_t hours) {
    Evidence evidence;
    evidence.verdict = Verdict::met;
    evidence.limit = Limit{"acknowledge", hours};
    entry.constraints.push_back({"p:1/c", Verdict::met, "", {evidence}});
    return entry;
  };
  std::vector<DocumentEntry> documents{with_limit(file("a.md", facts("", "", State::effective)), 72),
                                       with_limit(file("b.md", facts("", "", State::draft)), 120),
                                       with_limit(file("c.md", facts("", "", State::draft)), 72)};
  mark_in_force(documents);
  const auto warnings = control_warnings(documents);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].document, "b.md");
  EXPECT_THAT(warnings[0].text, HasSubstr("acknowledge"));
}

TEST(Overrides, ReplaceWhatTheDocumentSaysOfItself) {
  Workspace workspace;
  workspace.documents = {{"sops/*.md", Role::policy, State::effective, document::Owner::own, {"ScanView"}, "X-1", "4", false, {}},
                         {"sops/b.md", Role::plan, {}, {}, {}, "", "", false, {}}};
  std::vector<DocumentEntry> documents{file("sops/a.md"), file("sops/b.md"), file("other/a.md")};
  for (DocumentEntry& document : documents) apply_overrides(workspace, document);
  EXPECT_EQ(documents[0].facts.role, Role::policy);
  EXPECT_EQ(documents[0].facts.control.state, State::effective);
  EXPECT_EQ(documents[0].facts.control.id, "X-1");
  EXPECT_EQ(documents[0].facts.control.version, "4");
  EXPECT_EQ(documents[0].facts.control.products, std::vector<std::string>{"ScanView"});
  EXPECT_EQ(documents[1].facts.role, Role::plan);
  EXPECT_EQ(documents[2].facts.role, Role::other);
}

}  // namespace
}  // namespace crosswalk::review
