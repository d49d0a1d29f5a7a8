// SPDX-License-Identifier: Apache-2.0
// That something was tested, reviewed or completed stands in documents with its record alone, whatever the facts leave out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "release/documents.h"

namespace crosswalk::release {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What stands for the words of a field, and cannot be taken for those of a template.
std::string mark_of(const GroupSpec& group, const FieldSpec& field) {
  return "Q" + std::string(group.name) + "Q" + std::string(field.name) + "Q";
}

std::string value_of(const GroupSpec& group, const FieldSpec& field) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::texts:
    case FieldKind::version:
    case FieldKind::reference:
    case FieldKind::roles:
      return mark_of(group, field);
    case FieldKind::id:
      return "I-" + std::string(group.name) + "-" + std::string(field.name);
    case FieldKind::date:
      return "2026-11-23";
    case FieldKind::port:
      return "443";
    case FieldKind::yes_no:
      return "yes";
    case FieldKind::word:
      return std::string(field.words.substr(0, field.words.find('|')));
    case FieldKind::cves:
      return "CVE-2026-12345";
    case FieldKind::clause:
      return "E.2.1";
  }
  return {};
}

/// Facts in which every field says something, but for a group or one field of it.
ReleaseFacts facts_without(std::string_view group_left_out, std::string_view field_left_out = {}) {
  ReleaseFacts out;
  out.file = "release.yaml";
  for (const GroupSpec& group : groups()) {
    if (group.name == "not_applicable" || (group.name == group_left_out && field_left_out.empty())) continue;
    Entry entry;
    for (const FieldSpec& field : group.fields) {
      if (group.name == group_left_out && field.name == field_left_out) continue;
      Fact fact;
      fact.texts = {value_of(group, field)};
      entry.facts[std::string(field.name)] = std::move(fact);
    }
    out.groups[std::string(group.name)].push_back(std::move(entry));
  }
  // Each document has its entry and was approved.
  if (group_left_out == "documents") return out;
  std::vector<Entry>& documents = out.groups["documents"];
  const Entry pattern = documents.front();
  documents.clear();
  for (const std::string& kind : base::words<DocumentKind>()) {
    documents.push_back(pattern);
    documents.back().facts["kind"].texts = {kind};
    documents.back().facts["id"].texts = {"I-" + kind};
  }
  return out;
}

base::Result<writing::TemplateFile> shipped(const std::string& name) {
  const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/packs/templates/" + name + ".md";
  std::ifstream in(path, std::ios::binary);
  return writing::TemplateFile{{std::istreambuf_iterator<char>(in), {}}, path};
}

/// Sentences and cells of a document in words, blanks taken out: what is asked for is not said.
std::vector<std::string> sentences_of(const Document& document) {
  static const std::regex blank(R"(\[\[BLANK[^\]]*\]\])");
  const std::string text = std::regex_replace(writing::as_markdown(document.paper), blank, "");
  std::vector<std::string> out;
  std::string sentence;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == '\n' || (text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'));
    if (!stop) {
      sentence += text[i];
      continue;
    }
    if (!sentence.empty()) out.push_back(std::move(sentence));
    sentence.clear();
  }
  return out;
}

/// Whether a sentence says that somebody did something that an auditor would want to see the record of.
bool claims_completion(const std::string& sentence) {
  static const std::regex claim(
      R"(\b(was|were|has been|have been|had been)\s+(\w+\s+){0,3}(test|review|verif|validat|complet|perform|carried|conduct|execut|assess|audit|check|inspect|analy|evaluat|clos|resolv|train|approv|accept|sign|done|run|scann|record|document)\w*)"
      R"(|\b(is|are) (recorded|documented|proven|shown) in\b|\b(accepted|approved|completed|tested|reviewed|verified|closed|signed off) (in|on)\b)"
      R"(|\b(we|our team|the manufacturer) (\w+\s+){0,2}(tested|reviewed|verified|completed|performed|assessed|audited|checked)\b)",
      std::regex::icase);
  return std::regex_search(sentence, claim);
}

/// Whether it names its record: what a field of the kind reference says.
bool names_record(const std::string& sentence) {
  for (const GroupSpec& group : groups()) {
    for (const FieldSpec& field : group.fields) {
      if (field.kind == FieldKind::reference && sentence.find(mark_of(group, field)) != std::string::npos) return true;
    }
  }
  return false;
}

/// Whether it is a line of the dossier's list of what is left to fill in: it tells what somebody has to say.
bool asks(const std::string& sentence, const std::set<std::string>& wanted) {
  if (!sentence.starts_with("- ")) return false;
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return sentence.ends_with(": " + one); });
}

/// The claims in all nine documents made of these facts, each with the name of its document.
std::vector<std::string> claims_in(const ReleaseFacts& facts, bool with_record) {
  packs::Diagnostics diagnostics;
  Request request;
  request.facts = &facts;
  request.find_template = shipped;
  const auto made = make_documents(request, diagnostics);
  EXPECT_TRUE(made) << diagnostics.text();
  std::vector<std::string> out;
  if (!made) return out;
  EXPECT_EQ(made->size(), 9U);
  std::set<std::string> wanted;
  for (const Document& document : *made) {
    for (const writing::Blank& blank : document.blanks) wanted.insert(blank.wanted);
  }
  for (const Document& document : *made) {
    for (const std::string& sentence : sentences_of(document)) {
      if (document.kind == DocumentKind::dossier && asks(sentence, wanted)) continue;
      if (claims_completion(sentence) && names_record(sentence) == with_record) out.push_back(document.name + ": " + sentence);
    }
  }
  return out;
}

TEST(NothingInvented, ClaimsAreKnownWhenTheyAreSeen) {
  for (const char* claim : {"All security tests were successfully completed before release",
                            "A penetration test was performed by us", "It has been independently reviewed",
                            "We thoroughly tested it", "Completion is recorded in REC-1", "The findings were closed"}) {
    EXPECT_TRUE(claims_completion(claim)) << claim;
  }
  for (const char* none : {"How the other side is known", "Try out restoring a copy once a year", "Approved by", "DRAFT",
                           "What is checked, and how often"}) {
    EXPECT_FALSE(claims_completion(none)) << none;
  }
}

TEST(NothingInvented, CompleteFactsHaveTheirRecordBesideEachClaim) {
  const ReleaseFacts facts = facts_without("");
  EXPECT_THAT(claims_in(facts, false), IsEmpty());
  EXPECT_THAT(claims_in(facts, true), Contains(HasSubstr("QconformanceQcompletionQ")));
  EXPECT_THAT(claims_in(facts, true), Contains(HasSubstr("QrisksQacceptedQ")));
}

TEST(NothingInvented, NoClaimStaysWhereAGroupIsEmpty) {
  for (const GroupSpec& group : groups()) {
    const ReleaseFacts facts = facts_without(group.name);
    EXPECT_THAT(claims_in(facts, false), IsEmpty()) << "without " << group.name;
    for (const std::string& claim : claims_in(facts, true)) {
      EXPECT_THAT(claim, Not(HasSubstr("Q" + std::string(group.name) + "Q"))) << "without " << group.name;
    }
  }
  EXPECT_THAT(claims_in(facts_without("conformance"), true), Not(Contains(HasSubstr("completed"))));
}

TEST(NothingInvented, NoClaimStaysWhereItsRecordIsMissing) {
  std::size_t records = 0;
  for (const GroupSpec& group : groups()) {
    for (const FieldSpec& field : group.fields) {
      if (field.kind != FieldKind::reference && field.kind != FieldKind::date) continue;
      ++records;
      EXPECT_THAT(claims_in(facts_without(group.name, field.name), false), IsEmpty()) << group.name << " " << field.name;
    }
  }
  EXPECT_GT(records, 10U);
}

TEST(NothingInvented, WhatNobodySaidIsNeverSaidToBeNoneOrDone) {
  ReleaseFacts bare;
  bare.file = "release.yaml";
  EXPECT_THAT(claims_in(bare, false), IsEmpty());
  EXPECT_THAT(claims_in(bare, true), IsEmpty());
}

TEST(NothingInvented, NobodyApprovedWhatHasNoApproval) {
  for (const char* field : {"approved_by", "approved"}) {
    const ReleaseFacts facts = facts_without("documents", field);
    packs::Diagnostics diagnostics;
    Request request;
    request.facts = &facts;
    request.find_template = shipped;
    const auto made = make_documents(request, diagnostics);
    ASSERT_TRUE(made) << diagnostics.text();
    for (const Document& document : *made) {
      EXPECT_EQ(document.paper.state, writing::State::draft) << document.name << " without " << field;
      EXPECT_THAT(writing::as_markdown(document.paper), HasSubstr("DRAFT")) << document.name;
    }
  }
}

}  // namespace
}  // namespace crosswalk::release
