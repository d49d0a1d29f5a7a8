// SPDX-License-Identifier: Apache-2.0
// The closed loop: documents made of facts carry a review of 5.8.2, and what is not known carries nothing. Every line of
// release::dependencies() is held against reviews of what the program writes.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "end_to_end/program.h"
#include "release/dependencies.h"
#include "release/fields.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::Not;

using Names = std::vector<std::string>;

Names names_of(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

Names all_constraints() {
  Names out;
  for (const release::Dependency& one : release::dependencies()) out.emplace_back(one.constraint);
  return out;
}

/// The group that a line of a release file begins, or nothing.
std::string begun_by(const std::string& line) {
  const std::size_t end = line.find(':');
  const bool name = end != std::string::npos && end > 0 && line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == end;
  return name ? line.substr(0, end) : std::string();
}

/// A release file without some of its groups; without roles accounts name none, which would be a mistake.
std::string without(const std::string& text, const Names& groups) {
  std::istringstream lines(text);
  std::string out;
  bool left_out = false;
  for (std::string line; std::getline(lines, line);) {
    const std::string group = begun_by(line);
    if (!group.empty()) left_out = std::find(groups.begin(), groups.end(), group) != groups.end();
    if (left_out) continue;
    const std::string roles = "roles: [administrator], ";
    const std::size_t found = line.find(roles);
    if (found != std::string::npos && std::find(groups.begin(), groups.end(), "roles") != groups.end()) {
      line.erase(found, roles.size());
    }
    out += line + "\n";
  }
  return out;
}

/// The same, where somebody says that they do not apply.
std::string not_applicable(const std::string& text, const Names& groups) {
  std::string out = without(text, groups) + "not_applicable:\n";
  for (const std::string& group : groups) {
    out += "  - {group: " + group + ", reason: It was looked for and is not there, by: Ingrid Solheim}\n";
  }
  return out;
}

class ReleaseLoop : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::copy(fs::path(CROSSWALK_SOURCE_DIR) / "examples/release/workspace", at("w"), fs::copy_options::recursive);
    for (const char* version : {"4.2.0", "4.3.0"}) facts_[version] = read(at(file_of(version)));
  }
  static std::string file_of(const std::string& version) { return "w/releases/" + version + ".yaml"; }

  /// Builds the set of 4.3.0 and gives which constraints of 5.8.2 a review finds met, in the order of the table; the documents
  /// that are the evidence go to `carriers`.
  Names met(std::map<std::string, std::set<std::string>>* carriers = nullptr, const std::string& format = "docx") {
    fs::remove_all(at("set"));
    const Ran built =
        crosswalk({"release", "build", "4.3.0", "--workspace", at("w"), "--out", at("set"), "--format", format, "--vex", "none"});
    // The bill of materials is evidence of its own, whatever the facts say.
    fs::remove_all(at("set/sbom"));
    if (built.code > 1) {
      ADD_FAILURE() << built.err;
      return {};
    }
    const Json found = review_json({at("set"), "--clause", "5.8.2", "--fail-on", "none", "--allow-undecided"});
    Names out;
    for (const std::string& each : all_constraints()) {
      const Json constraint = constraint_of(found, each);
      if (constraint["verdict"] != "met") continue;
      out.push_back(each);
      if (carriers == nullptr) continue;
      for (const Json& evidence : constraint["evidence"]) {
        if (evidence["verdict"] == "met") (*carriers)[each].insert(evidence["document"].get<std::string>());
      }
    }
    return out;
  }
  /// What of the constraints is not in `met`.
  static Names lost(const Names& met) {
    Names out;
    for (const std::string& each : all_constraints()) {
      if (std::find(met.begin(), met.end(), each) == met.end()) out.push_back(each);
    }
    return out;
  }
  void set_not_applicable(const Names& groups) {
    for (const auto& [version, text] : facts_) write(file_of(version), not_applicable(text, groups));
  }

  std::map<std::string, std::string> facts_;
};

/// Groups whose absence is looked at: but for what is released, without which nothing is built.
Names groups_looked_at(bool with_documents) {
  Names out;
  for (const release::GroupSpec& group : release::groups()) {
    const bool head = group.name == "release" || group.name == "not_applicable" || (group.name == "documents" && !with_documents);
    if (!head) out.emplace_back(group.name);
  }
  return out;
}

TEST_F(ReleaseLoop, EachConstraintIsCarriedByTheDocumentThatIsMadeForIt) {
  std::map<std::string, std::set<std::string>> carriers;
  EXPECT_THAT(met(&carriers), ElementsAreArray(all_constraints()));
  for (const release::Dependency& one : release::dependencies()) {
    std::string file(base::word(one.document));
    std::replace(file.begin(), file.end(), '_', '-');
    EXPECT_THAT(carriers[std::string(one.constraint)], ElementsAre(file + ".docx")) << one.constraint;
  }
}

TEST_F(ReleaseLoop, OtherFormatsCarryTheSame) {
  for (const char* format : {"md", "html", "pdf"})
    EXPECT_THAT(met(nullptr, format), ElementsAreArray(all_constraints())) << format;
}

TEST_F(ReleaseLoop, WithoutAGroupOfFactsThoseConstraintsAreLostThatTheTableNames) {
  for (const std::string& group : groups_looked_at(true)) {
    write(file_of("4.3.0"), without(facts_["4.3.0"], {group}));
    EXPECT_THAT(lost(met()), ElementsAreArray(names_of(release::lost_without(group)))) << group;
  }
}

TEST_F(ReleaseLoop, WhereAGroupDoesNotApplyThoseConstraintsAreLostThatTheTableNames) {
  for (const std::string& group : groups_looked_at(false)) {
    set_not_applicable({group});
    EXPECT_THAT(lost(met()), ElementsAreArray(names_of(release::lost_where_not_applicable(group)))) << group;
  }
}

/// Of groups one of which is enough: each alone is, and none of the others of its document.
TEST_F(ReleaseLoop, OneOfTheGroupsThatTheTableNamesIsEnough) {
  for (const release::Dependency& one : release::dependencies()) {
    const std::string constraint(one.constraint);
    const Names carrying = names_of(one.any_of);
    if (carrying.empty()) continue;
    set_not_applicable(carrying);
    EXPECT_THAT(met(), Not(Contains(constraint))) << "without all of them";
    for (const std::string& alone : carrying) {
      Names others;
      std::copy_if(carrying.begin(), carrying.end(), std::back_inserter(others),
                   [&](const std::string& each) { return each != alone; });
      set_not_applicable(others);
      EXPECT_THAT(met(), Contains(constraint)) << "by " << alone;
    }
  }
}

/// Where nothing applies documents are made of the words of their templates alone; those prove nothing but that nothing changed.
TEST_F(ReleaseLoop, TheWordsOfTemplatesCarryNothing) {
  set_not_applicable(groups_looked_at(false));
  EXPECT_THAT(met(), ElementsAre("5.8.2/security-release-notes"));
  const Json notes = constraint_of(review_json({at("set"), "--clause", "5.8.2", "--fail-on", "none", "--allow-undecided"}),
                                   "5.8.2/security-release-notes");
  ASSERT_FALSE(notes.at("evidence").empty());
  for (const Json& evidence : notes.at("evidence")) {
    if (evidence["verdict"] == "met") {
      EXPECT_THAT(evidence["quote"].get<std::string>(),
                  AnyOf(HasSubstr("was added, removed or changed since version 4.2.0."), HasSubstr("is listed"),
                        HasSubstr("No open vulnerability of this release is known.")));
    }
  }
  // They were looked at: nothing in them is blank, so that they are no drafts.
  EXPECT_THAT(crosswalk({"release", "check", "4.3.0", "--workspace", at("w")}).out,
              HasSubstr("approved  Conformance statement of Lysvik PACS 4.3.0, 0 blanks"));
}

TEST_F(ReleaseLoop, WithoutWhatIsReleasedNothingIsBuilt) {
  write(file_of("4.3.0"), without(facts_["4.3.0"], {"release"}));
  const Ran ran = crosswalk({"release", "build", "4.3.0", "--workspace", at("w"), "--out", at("set")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_FALSE(fs::exists(at("set")));
  EXPECT_THAT(names_of(release::lost_without("release")), ElementsAreArray(all_constraints()));
}

TEST_F(ReleaseLoop, TheTableStandsInTheManual) {
  const std::string page = read(fs::path(CROSSWALK_SOURCE_DIR) / "docs/release-story.md");
  EXPECT_NE(page.find(release::dependency_table()), std::string::npos) << release::dependency_table();
}

}  // namespace
}  // namespace crosswalk::end_to_end
