// SPDX-License-Identifier: Apache-2.0
// The story in examples/disclosure, from a researcher's mail to the closed case: what its steps print is what the transcript
// there says.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

class Story : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    if (::access("/usr/bin/gpg", X_OK) != 0 || ::access("/usr/bin/gpgv", X_OK) != 0)
      GTEST_SKIP() << "gpg and gpgv are not installed";
    const Ran ran = run("/usr/bin/env", {"sh", (sources() / "examples/disclosure/story.sh").string(), end_to_end::crosswalk(),
                                         at("run").string()});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  }
  /// Runs crosswalk in the workspace as the story left it.
  [[nodiscard]] Ran then(const Arguments& arguments) const {
    return crosswalk(arguments, {{}, at("run/workspace"), {}, false, {}});
  }
};

/// Names the first lines that differ.
void expect_same_lines(const std::string& text, const std::string& expected) {
  std::istringstream now(text);
  std::istringstream before(expected);
  std::string line;
  std::string wanted;
  int number = 0;
  int different = 0;
  constexpr int most_told = 20;
  while (std::getline(before, wanted)) {
    ++number;
    if (!std::getline(now, line)) line = "(nothing)";
    if (line != wanted && ++different <= most_told)
      ADD_FAILURE() << "line " << number << "\n  is " << line << "\n  was " << wanted;
  }
  EXPECT_EQ(text.size(), expected.size());
}

/// CROSSWALK_REBASELINE=1 writes the transcript anew: read its difference before it is committed, and mend
/// docs/disclosure-story.md.
TEST_F(Story, RunsAsTheTranscriptSaysAndEndsWithAClosedCaseThatHolds) {
  const fs::path golden = sources() / "examples/disclosure/transcript.golden.txt";
  const std::string transcript = read(at("run/transcript.txt"));
  if (std::getenv("CROSSWALK_REBASELINE") != nullptr) {
    std::ofstream(golden, std::ios::binary) << transcript;
  } else {
    expect_same_lines(transcript, read(golden));
  }

  const std::string published = at("run/www/.well-known/csaf/2026/ki-sa-2026-0001.json").string();
  const Ran valid = then({"csaf", "validate", published});
  EXPECT_EQ(valid.code, 0) << valid.out << valid.err;
  const Json advisory = Json::parse(read(published), nullptr, false);
  ASSERT_TRUE(advisory.is_object());
  EXPECT_EQ(advisory["document"]["tracking"]["version"], "2");
  EXPECT_EQ(advisory["document"]["tracking"]["status"], "final");
  EXPECT_EQ(advisory["vulnerabilities"][0]["cve"], "CVE-2026-90377");

  const Json cases = Json::parse(then({"vuln", "export"}).out, nullptr, false)["cases"];
  ASSERT_TRUE(cases.is_array());
  ASSERT_EQ(cases.size(), 2);
  for (const Json& each : cases) EXPECT_EQ(each["stage"], "closed") << each["id"];
  EXPECT_EQ(then({"disclosure", "open", "--as-of", "2026-12-01"}).code, 0);
  const Ran verified = then({"vuln", "verify"});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
}

/// The manual shows nothing that the steps do not print.
TEST(StoryManual, ShowsWhatTheStepsPrint) {
  const std::string transcript = read(sources() / "examples/disclosure/transcript.golden.txt");
  std::istringstream manual(read(sources() / "docs/disclosure-story.md"));
  std::string line;
  bool shown = false;
  int quoted = 0;
  while (std::getline(manual, line)) {
    if (line.starts_with("```")) {
      shown = !shown;
    } else if (shown && !line.empty() && line != "...") {
      ++quoted;
      EXPECT_NE(transcript.find("\n" + line + "\n"), std::string::npos) << line;
    }
  }
  EXPECT_FALSE(shown);
  EXPECT_GT(quoted, 50);
}

}  // namespace
}  // namespace crosswalk::end_to_end
