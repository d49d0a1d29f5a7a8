// SPDX-License-Identifier: Apache-2.0
#include "disclosure/stored.h"

#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

/// Something in every field, with characters that have to be escaped.
Case whole() {
  const Instant at = *artifacts::time::parse_rfc3339("2026-11-02T09:00:00Z");
  Case out;
  out.id = "V-2026-0001";
  out.title = "\"quoted\" \\ and\nnew lines\t\r\b\f\x1b / \xC3\xA9";
  out.stage = Stage::disclosed;
  out.outcome = Outcome::valid;
  out.outcome_reason = "r";
  out.duplicate_of = "V-2026-0002";
  out.ids = {"CVE-2026-12345", ""};
  out.weaknesses = {"CWE-287"};
  out.source = {SourceKind::researcher, {"person:1"}, "mail", "J"};
  out.events = {{Trigger::aware, at, "n"}, {Trigger::measure_available, {}, {}}};
  out.components = {{"n", "1", "pkg:generic/n@1"}};
  out.description = "d";
  out.clinical = {"h", RiskControl::uncontrolled, "r"};
  out.ratings = {{"v", "own", "c"}};
  out.affected = {{"p", "vers:semver/*", AffectedStatus::not_affected, "j", "i"}};
  out.resolution = {ResolutionKind::fix, "d", {{"p", "1"}, {}}, "u", "r"};
  out.decisions = {{"c", true, "r", {"b"}, "o", at}, {"d", false, {}, {}, {}, {}}};
  out.distribution = {at, Tlp::white, "a"};
  out.approval = {{"b"}, "r", at};
  out.publications = {{"a", "1", at, "u", "s", PublicationKind::withdrawn, "s"}};
  out.notices = {{"N-1", "t", "c", "d", "s", {{{"w"}, "h", at, "y"}}}};
  out.related = {"V-2026-0003"};
  return out;
}

TEST(StoredCase, IsReadAsItWasWritten) {
  const std::string text = write_case(whole());
  const auto again = read_stored_case(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(write_case(*again), text);
  EXPECT_EQ(again->title, whole().title);
  Case little;
  little.stage = Stage::reviewed;
  EXPECT_EQ(write_case(*read_stored_case(write_case(little))), write_case(little));
}

TEST(StoredCase, WhatIsWrittenOtherwiseIsLeftToTheOtherReader) {
  const std::string text = write_case(whole());
  // Every end that is too early, and every byte that is another.
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_FALSE(read_stored_case(text.substr(0, i))) << i;
  for (const char* other :
       {"", "{", "[]", "{} ", " {}", R"({"stage": "closed"})", R"({"stage":"new"})", R"({"title":"a","id":"b"})",
        R"({"id":"b",})", R"({"no":"b"})", R"({"title":"\u0041"})", R"({"title":1})", "{\"title\":\"a\nb\"}",
        "{\"title\":\"\xFF\"}", R"({"ids":[]})", R"({"events":[{"at":"2026"}]})", R"({"decisions":[{"required":maybe}]})"})
    EXPECT_FALSE(read_stored_case(other)) << other;
}

TEST(StoredCase, ReadsWithTheOtherReaderOrNotAtAllWhateverByteChanged) {
  const std::string text = write_case(whole());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char byte : {'"', '\\', '}', ',', 'x', '\n'}) {
      std::string changed = text;
      changed[i] = byte;
      const auto fast = read_stored_case(changed);
      if (!fast) continue;
      const auto document = artifacts::json::parse(changed, {"test"});
      ASSERT_TRUE(document) << changed;
      std::vector<artifacts::Finding> findings;
      EXPECT_EQ(write_case(read_case(document->root(), findings)), write_case(*fast)) << changed;
      EXPECT_TRUE(findings.empty()) << changed;
    }
  }
}

}  // namespace
}  // namespace crosswalk::disclosure
