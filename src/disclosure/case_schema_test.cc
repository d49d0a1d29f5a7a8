// SPDX-License-Identifier: Apache-2.0
// schemas/case.schema.json and read_case() take the same cases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "artifacts/jsonschema/schema.h"
#include "disclosure/case.h"

namespace crosswalk::disclosure {
namespace {

namespace json = artifacts::json;

std::string schema_text() {
  std::ifstream file(std::string(CROSSWALK_SOURCE_DIR) + "/schemas/case.schema.json");
  EXPECT_TRUE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

json::Document parsed(const std::string& text) {
  auto out = json::parse(text, {"test"});
  EXPECT_TRUE(out) << out.error().message() << "\n" << text;
  return std::move(out).value();
}

class CaseSchema : public ::testing::Test {
 protected:
  CaseSchema()
      : schema_([] {
          artifacts::jsonschema::Options options;
          options.assert_formats = true;
          auto out = artifacts::jsonschema::Schema::compile(parsed(schema_text()), options);
          EXPECT_TRUE(out) << out.error().message();
          return std::move(out).value();
        }()) {}

  [[nodiscard]] bool schema_takes(const std::string& text) const { return schema_.accepts(parsed(text).root()); }
  static bool reader_takes(const std::string& text) {
    std::vector<artifacts::Finding> findings;
    const json::Document document = parsed(text);
    static_cast<void>(read_case(document.root(), findings));
    return findings.empty();
  }
  void expect(const std::string& text, bool good) const {
    EXPECT_EQ(reader_takes(text), good) << text;
    EXPECT_EQ(schema_takes(text), good) << text;
  }

 private:
  artifacts::jsonschema::Schema schema_;
};

/// Something in every field.
constexpr const char* whole = R"({
 "id": "V-2026-0001", "title": "t", "stage": "disclosed", "outcome": "valid", "outcome_reason": "r", "duplicate_of": "V-2026-0002",
 "ids": ["CVE-2026-12345"], "weaknesses": ["CWE-287"],
 "source": {"kind": "researcher", "reporter": "Jane Doe", "reference": "m", "credit": "J"},
 "events": [{"kind": "aware", "at": "2026-11-02T09:00:00Z", "note": "n"}],
 "components": [{"name": "n", "version": "1", "purl": "pkg:generic/n@1"}],
 "description": "d", "clinical": {"harm": "h", "risk": "uncontrolled", "reason": "r"},
 "ratings": [{"vector": "v", "by": "own", "context": "c"}],
 "affected": [{"product": "p", "versions": "vers:semver/*", "status": "not_affected", "justification": "j", "impact_statement": "i"}],
 "resolution": {"kind": "fix", "details": "d", "fixed": [{"product": "p", "version": "1"}], "url": "u", "reason": "r"},
 "decisions": [{"clock": "c", "required": true, "reason": "r", "by": "b", "role": "r", "at": "2026-11-02T09:00:00+02:00"}],
 "distribution": {"embargo_until": "2026-11-02T09:00:00.5Z", "tlp": "WHITE", "audience": "a"},
 "approval": {"by": "b", "role": "r", "at": "2026-11-02T09:00:00Z"},
 "publications": [{"advisory": "a", "revision": "1", "at": "2026-11-02T09:00:00Z", "url": "u", "sha256": "s", "kind": "corrected", "summary": "s"}],
 "notices": [{"id": "N-1", "title": "t", "clock": "c", "further_clocks": ["e"], "document": "d", "sha256": "s",
   "recipients": [{"who": "w", "how": "h", "at": "2026-11-02T09:00:00Z", "confirmed": "c"}]}],
 "related": ["V-2026-0003"]})";

TEST_F(CaseSchema, TakesWhatTheReaderTakes) {
  for (const char* good : {whole, "{}", R"({"events": [{}], "notices": [{"recipients": [{}]}], "ids": []})",
                           R"({"stage": "received", "outcome": "undecided", "source": {"kind": "unsaid"}})"})
    expect(good, true);
}

TEST_F(CaseSchema, RefusesWhatTheReaderRefuses) {
  for (const char* bad :
       {"[]", "null", "3", R"({"titel": "x"})", R"({"stage": "new"})", R"({"events": {}})", R"({"events": ["aware"]})",
        R"({"events": [{"at": "2026-11-02"}]})", R"({"events": [{"at": "2026-13-02T09:00:00Z"}]})", R"({"events": [{"at": 5}]})",
        R"({"events": [{"kind": "Aware"}]})", R"({"source": []})", R"({"source": {"reporter": {"text": "x"}}})",
        R"({"ids": [1]})", R"({"decisions": [{"required": "yes"}]})", R"({"distribution": {"tlp": "white"}})",
        R"({"title": null})"})
    expect(bad, false);
}

/// Where a value may stand: bytes of the text.
void collect(const json::Value& value, std::vector<std::pair<std::size_t, std::size_t>>& out) {
  out.emplace_back(value.begin(), value.end());
  for (const json::Value item : value.items()) collect(item, out);
  for (const json::Member& member : value.members()) collect(member.value, out);
}

TEST_F(CaseSchema, AgreesWithTheReaderOnEveryPlace) {
  const json::Document document = parsed(whole);
  std::vector<std::pair<std::size_t, std::size_t>> places;
  collect(document.root(), places);
  EXPECT_GT(places.size(), 80U);
  for (const auto& [begin, end] : places) {
    for (const char* other : {"1", "true", "null", "[]", "{}", "\"word\"", R"({"no_such_field": 1})", "[[]]"}) {
      std::string text(document.text());
      text.replace(begin, end - begin, other);
      EXPECT_EQ(schema_takes(text), reader_takes(text)) << text;
    }
  }
}

template <class Enum>
void expect_words(const std::string& schema) {
  std::string list;
  for (const std::string& word : base::words<Enum>()) list += (list.empty() ? "\"" : ", \"") + word + "\"";
  EXPECT_THAT(schema, ::testing::HasSubstr("[" + list + "]"));
}

TEST_F(CaseSchema, HoldsTheWordsOfEveryList) {
  std::string schema = schema_text();
  expect_words<Stage>(schema);
  expect_words<Outcome>(schema);
  expect_words<SourceKind>(schema);
  expect_words<Trigger>(schema);
  expect_words<AffectedStatus>(schema);
  expect_words<ResolutionKind>(schema);
  expect_words<RiskControl>(schema);
  expect_words<PublicationKind>(schema);
  expect_words<Tlp>(schema);
}

}  // namespace
}  // namespace crosswalk::disclosure
