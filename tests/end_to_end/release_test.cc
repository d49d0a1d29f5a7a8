// SPDX-License-Identifier: Apache-2.0
// The documents of a release: made of complete facts, they carry a review of 5.8.2; as drafts they do not.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class Release : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::copy(fs::path(CROSSWALK_SOURCE_DIR) / "examples/release/workspace", at("w"), fs::copy_options::recursive);
  }
  [[nodiscard]] Ran release(Arguments arguments) const {
    arguments.insert(arguments.begin(), "release");
    arguments.insert(arguments.end(), {"--workspace", at("w")});
    return crosswalk(arguments);
  }
  /// Exchanges a text in the facts of a release.
  void change(const std::string& version, const std::string& from, const std::string& to) const {
    const std::string path = "w/releases/" + version + ".yaml";
    std::string text = read(at(path));
    std::size_t found = text.find(from);
    ASSERT_NE(found, std::string::npos) << from;
    for (; found != std::string::npos; found = text.find(from, found + to.size())) text.replace(found, from.size(), to);
    write(path, text);
  }
};

TEST_F(Release, IsBuiltInEveryFormatAndTheSameAgain) {
  const Ran ran = release({"build", "4.3.0", "--out", at("set"), "--format", "docx,pdf,html,md"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("conformance.docx (approved, 0 blanks)"));
  EXPECT_THAT(ran.out, HasSubstr("dossier.docx (draft, "));
  std::size_t files = 0;
  const Ran again = release({"build", "4.3.0", "--out", at("again"), "--format", "docx,pdf,html,md"});
  EXPECT_EQ(again.code, 1);
  for (const auto& entry : fs::recursive_directory_iterator(at("set"))) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(read(entry.path()), read(at("again") / fs::relative(entry.path(), at("set")))) << entry.path();
  }
  // Nine documents in four formats, the manifest, two lists of sums, the first page as text and HTML, the bill of materials, and
  // the known vulnerabilities in three formats.
  EXPECT_EQ(files, 36U + 5U + 1U + 3U);
  // Nothing is replaced without being told to.
  EXPECT_EQ(release({"build", "4.3.0", "--out", at("set")}).code, 2);
  EXPECT_EQ(release({"build", "4.3.0", "--out", at("set"), "--document", "mds2", "--force"}).code, 0);
}

TEST_F(Release, TheSetCarriesAReviewOnceItIsApproved) {
  const auto met = [this](const std::string& folder, const std::string& format) {
    EXPECT_NE(release({"build", "4.3.0", "--out", at(folder), "--format", format}).code, 2);
    const Json found =
        review_json({at(folder), "--clause", "5.8.2", "--clause", "5.8.7", "--fail-on", "none", "--allow-undecided"});
    std::vector<std::string> out;
    for (const char* each :
         {"5.8.2/secure-operation", "5.8.2/account-management", "5.8.2/conformance-scope", "5.8.2/conformance-tailoring",
          "5.8.2/conformance-coverage", "5.8.2/process-rigour", "5.8.2/residual-risk"}) {
      const Json constraint = constraint_of(found, each);
      if (constraint["verdict"] == "met") {
        out.emplace_back(each);
      } else if (folder.starts_with("approved")) {
        ADD_FAILURE() << format << " " << each << " " << constraint["verdict"] << " " << constraint["reason"];
      }
    }
    return out.size();
  };
  EXPECT_EQ(met("approved-docx", "docx"), 7U);
  EXPECT_EQ(met("approved-md", "md"), 7U);
  change("4.3.0", "approved_by: Ingrid Solheim, role: Head of product security, approved: 2026-10-09, ", "");
  change("4.3.0", "approved_by: Per Aune, role: Regulatory affairs, approved: 2026-10-09, ", "");
  EXPECT_EQ(met("draft-docx", "docx"), 0U);
  EXPECT_EQ(met("draft-md", "md"), 0U);
}

TEST_F(Release, TakesTheLookOfAHouse) {
  const auto build = [this](const std::string& folder, const std::string& file) {
    return release({"build", "4.3.0", "--out", at(folder), "--document", "mds2", "--house-template", at(file)});
  };
  ASSERT_EQ(release({"build", "4.3.0", "--out", at("set"), "--document", "mds2"}).code, 0);
  // A file of our own has every style; the same look is the same words.
  const Ran own = build("own", "set/mds2.docx");
  EXPECT_EQ(own.code, 0) << own.err;
  EXPECT_EQ(own.err, "");
  EXPECT_EQ(crosswalk({"extract", at("own/mds2.docx")}).out, crosswalk({"extract", at("set/mds2.docx")}).out);
  // The workspace names one for every build, and what is no template is refused before anything is written.
  write("w/templates/brand.yaml", "docx_template: house.dotx\n");
  write("w/templates/house.dotx", read(at("set/mds2.docx")));
  EXPECT_EQ(release({"build", "4.3.0", "--out", at("again"), "--document", "mds2"}).code, 0);
  EXPECT_EQ(read(at("again/mds2.docx")), read(at("own/mds2.docx")));
  write("none.docx", "no zip archive");
  const Ran none = build("none", "none.docx");
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("it is no DOCX or DOTX file"));
  EXPECT_FALSE(fs::exists(at("none")));
  EXPECT_EQ(build("gone", "nowhere.docx").code, 3);
}

TEST_F(Release, MistakesHaveFileAndLineAndNothingIsWritten) {
  change("4.3.0", "port: 443,", "port: 443000,");
  const Ran ran = release({"build", "4.3.0", "--out", at("set")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("4.3.0.yaml:"));
  EXPECT_THAT(ran.err, HasSubstr("'443000' is no port"));
  EXPECT_FALSE(fs::exists(at("set")));
  EXPECT_EQ(release({"check", "../4.3.0"}).code, 2);
  EXPECT_EQ(release({"check", "9.9.9"}).code, 3);
  change("4.2.0", "version: 4.2.0", "version: 4.2.1");
  const Ran other = release({"check", "4.2.0"});
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.err, HasSubstr("there is no version '4.2.1' of the product"));
}

TEST_F(Release, CheckNamesWhatIsMissing) {
  change("4.3.0", "  retention: 365 days, adjustable\n", "");
  const Ran ran = release({"check", "4.3.0"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("draft     Secure operation of Lysvik PACS 4.3.0, 1 blank\n"));
  EXPECT_THAT(ran.out, HasSubstr("text: how long they are kept"));
  EXPECT_THAT(ran.out, HasSubstr("approved  Account management of Lysvik PACS 4.3.0, 0 blanks\n"));
  const Ran json = release({"check", "4.3.0", "--format", "json"});
  EXPECT_EQ(Json::parse(json.out)["documents"][0]["state"], "draft");
  for (std::size_t at = 0, end = 0; (end = ran.out.find('\n', at)) != std::string::npos; at = end + 1) EXPECT_LE(end - at, 80U);
}

}  // namespace
}  // namespace crosswalk::end_to_end
