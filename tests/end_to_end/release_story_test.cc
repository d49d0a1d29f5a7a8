// SPDX-License-Identifier: Apache-2.0
// The chapter docs/release-story.md, done as a reader does it: each command that it shows, in its order, ends as it says.
#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// A command of the chapter, and what it says of it.
struct Step {
  Arguments arguments;
  int code = -1;
  /// What the terminal shows, where the chapter shows it.
  std::string shown;
};

Arguments words_of(const std::string& line) {
  std::istringstream in(line);
  Arguments out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

/// Code in fences without a language are commands; the first "exit code N" behind one is its own; "text" is what it shows.
std::vector<Step> steps_of(const std::string& chapter) {
  std::istringstream lines(chapter);
  std::vector<Step> out;
  std::string fence;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      fence = fence.empty() ? line : "";
    } else if (fence == "```" && line.starts_with("crosswalk ")) {
      out.push_back({words_of(line.substr(10)), -1, ""});
    } else if (fence == "```text" && !out.empty()) {
      out.back().shown += line + "\n";
    } else if (fence.empty() && !out.empty() && out.back().code == -1) {
      const std::size_t found = line.find("exit code ");
      if (found != std::string::npos) out.back().code = line[found + 10] - '0';
    }
  }
  return out;
}

class ReleaseStory : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::create_directories(at("examples"));
    fs::copy(sources() / "examples/release", at("examples/release"), fs::copy_options::recursive);
  }
  [[nodiscard]] Ran here(const Arguments& arguments) const { return crosswalk(arguments, {{}, at(""), {}, false, {}}); }
};

TEST_F(ReleaseStory, EachCommandEndsAsTheChapterSays) {
  const std::vector<Step> steps = steps_of(read(sources() / "docs/release-story.md"));
  ASSERT_GE(steps.size(), 5U);
  for (const Step& step : steps) {
    const Ran ran = here(step.arguments);
    std::string command;
    for (const std::string& word : step.arguments) command += " " + word;
    EXPECT_EQ(ran.code, step.code) << command << "\n" << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr(step.shown)) << command;
  }
}

TEST_F(ReleaseStory, TheGateIsShutUntilEverythingIsThere) {
  const Arguments gate{"release",
                       "check",
                       "4.3.0",
                       "--workspace",
                       "examples/release/workspace",
                       "--set",
                       "set",
                       "--documents",
                       "examples/release/records"};
  const Arguments build{"release", "build", "4.3.0", "--workspace", "examples/release/workspace", "--out", "set", "--force"};
  const std::string facts = read(at("examples/release/workspace/releases/4.3.0.yaml"));
  const std::size_t entry = facts.find("  - {kind: dossier, ");
  ASSERT_NE(entry, std::string::npos);
  std::string without = facts;
  without.erase(entry, without.find('\n', entry) + 1 - entry);
  write("examples/release/workspace/releases/4.3.0.yaml", without);
  ASSERT_EQ(here(build).code, 1);
  const Ran draft = here(gate);
  EXPECT_EQ(draft.code, 1);
  EXPECT_THAT(draft.out, HasSubstr("'Release dossier of Lysvik PACS 4.3.0' has 4 blanks."));
  // With its entry, and built again, it opens; without the procedure or the review of the documents it does not.
  write("examples/release/workspace/releases/4.3.0.yaml", facts);
  ASSERT_EQ(here(build).code, 1);
  EXPECT_EQ(here(gate).code, 0) << here(gate).out;
  for (const char* record : {"SOP-14-release.md", "REV-43-reading-of-documents.md"}) {
    fs::rename(at("examples/release/records") / record, at("aside.md"));
    EXPECT_EQ(here(gate).code, 1) << record;
    fs::rename(at("aside.md"), at("examples/release/records") / record);
  }
}

}  // namespace
}  // namespace crosswalk::end_to_end
