// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Diff : public EndToEnd {
 protected:
  /// Reviews the folder "docs" and keeps the JSON below the test's folder.
  std::string review(const std::string& name, Arguments more = {}) const {
    more.insert(more.begin(), {"review", at("docs"), "--as-of", "2026-01-31", "--quiet", "--out", at(name)});
    const int code = crosswalk(more).code;
    EXPECT_TRUE(code == 0 || code == 1 || code == 4) << code;
    return at(name);
  }
};

TEST_F(Diff, SaysWhatChangedAndWhy) {
  write("docs/procedure.md", procedure);
  const std::string before = review("before.json");
  write("docs/procedure.md", "# Vulnerability disclosure procedure\n\nThe canteen is closed.\n");
  const std::string after = review("after.json");

  Ran ran = crosswalk({"diff", before, before});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Gaps: 0 new, 0 worse, 0 better, 0 closed, "));
  ran = crosswalk({"diff", before, after});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("4.1.7/severity-score"));
  EXPECT_THAT(ran.out, HasSubstr("because: \"procedure.md\" changed (sha256 "));
  EXPECT_EQ(crosswalk({"diff", before, after, "--fail-on", "none"}).code, 0);
  EXPECT_EQ(crosswalk({"diff", after, before}).code, 0) << "better is not worse";
  ran = crosswalk({"diff", before, after, "--format", "md"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("## Crosswalk: what changed\n\n**Gaps:** "));
  EXPECT_EQ(ran.out, crosswalk({"diff", before, after, "--format", "md"}).out);
  EXPECT_EQ(crosswalk({"diff", before, after, "--out", at("diff.md")}).code, 1);
  EXPECT_EQ(read(at("diff.md")), ran.out);
}

TEST_F(Diff, JsonIsAsItsSchemaSays) {
  if (!can_validate()) GTEST_SKIP() << "python3-jsonschema is not installed";
  write("docs/procedure.md", procedure);
  const std::string before = review("before.json");
  write("docs/broken.docx", std::string("PK\x03\x04") + std::string(64, '\0'));
  const std::string after = review("after.json");
  const std::string other = review("other.json", {"--clause", "5.8.2"});
  write("future.json", R"({"schema_version": "9.0"})");
  for (const std::string& file : {before, after, other, at("future.json").string()}) {
    ASSERT_NE(crosswalk({"diff", before, file, "--out", at("diff.json")}).code, 3);
    const Ran ran = validate(at("diff.json"), "diff.schema.json");
    EXPECT_EQ(ran.code, 0) << file << ran.err;
  }
}

TEST_F(Diff, WhatBecameUndecidedOrCannotBeComparedIsFour) {
  write("docs/procedure.md", procedure);
  const std::string before = review("before.json");
  const std::string part = review("part.json", {"--clause", "4.1.7"});
  write("docs/broken.docx", std::string("PK\x03\x04") + std::string(64, '\0'));
  const std::string after = review("after.json");
  write("future.json", R"({"schema_version": "9.0"})");
  for (const std::string& file : {after, part, at("future.json").string()}) {
    EXPECT_EQ(crosswalk({"diff", before, file}).code, 4) << file;
    EXPECT_EQ(crosswalk({"diff", before, file, "--allow-undecided"}).code, 0) << file;
  }
  EXPECT_THAT(crosswalk({"diff", before, after}).out, HasSubstr("undecided now"));
  EXPECT_THAT(crosswalk({"diff", before, part}).out, HasSubstr("Not comparable"));
  EXPECT_THAT(crosswalk({"diff", before, at("future.json")}).out, HasSubstr("schema version 9.0"));
}

TEST_F(Diff, BadInputIsTwoWithItsPlaceAndUnreadableInputIsThree) {
  write("docs/procedure.md", procedure);
  const std::string good = review("good.json");
  const struct {
    const char* name;
    std::string bytes;
    const char* says;
  } cases[] = {
      {"empty.json", "", "line 1, column 1: the JSON ends too early"},
      {"text.json", "# Note\n", "line 1, column 1: no JSON from here on"},
      {"list.json", "[]", "at the top: an object is wanted"},
      {"cut.json", read(good).substr(0, 5000), "the JSON ends too early"},
      {"deep.json", std::string(1'000'000, '['), "more than 64 deep"},
      {"other.json", R"({"schema_version": "1.0"})", "at the top: 'tool' is missing"},
      {"type.json", R"({"schema_version": 1})", "/schema_version: a text is wanted"},
  };
  for (const auto& one : cases) {
    const std::string bad = write(one.name, one.bytes);
    for (const Arguments& arguments : {Arguments{"diff", good, bad}, Arguments{"diff", bad, good}}) {
      const Ran ran = crosswalk(arguments);
      EXPECT_EQ(ran.code, 2) << one.name;
      EXPECT_THAT(ran.err, HasSubstr(bad + ": is no review in JSON: ")) << one.name;
      EXPECT_THAT(ran.err, HasSubstr(one.says)) << one.name;
      EXPECT_EQ(ran.out, "") << one.name;
    }
  }
  EXPECT_EQ(crosswalk({"diff", good}).code, 2);
  EXPECT_EQ(crosswalk({"diff", good, good, "--out", at("diff.docx")}).code, 2);
  EXPECT_EQ(crosswalk({"diff", good, at("nowhere.json")}).code, 3);
  EXPECT_EQ(crosswalk({"diff", at("docs"), good}).code, 3);
  ASSERT_EQ(::mkfifo(at("fifo").c_str(), 0600), 0);
  EXPECT_EQ(crosswalk({"diff", good, at("fifo")}).code, 3);
}

}  // namespace
}  // namespace crosswalk::end_to_end
