// SPDX-License-Identifier: Apache-2.0
#include "retrieval/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "matching/normalize.h"

namespace crosswalk::retrieval {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<std::string> terms_of(std::string_view text) {
  std::vector<std::string> out;
  for_each_term(matching::normalize_text(text), [&](std::string_view term) { out.emplace_back(term); });
  return out;
}

std::vector<std::string> asked_of(std::string_view text) {
  std::vector<std::string> out;
  for_each_asked_term(matching::normalize_text(text), [&](std::string_view term) { out.emplace_back(term); });
  return out;
}

TEST(Stem, BringsInflectionsAndDerivationsTogether) {
  const std::vector<std::vector<std::string_view>> alike{
      {"disclose", "discloses", "disclosed", "disclosing", "disclosure", "disclosures"},
      {"notify", "notifies", "notified", "notifying", "notification", "notifications"},
      {"vulnerability", "vulnerabilities", "vulnerable"},
      {"mitigate", "mitigates", "mitigation", "mitigating"},
      {"report", "reports", "reported", "reporting", "reporter"},
      {"remove", "removes", "removed", "removal"},
      {"install", "installed", "installation", "installing", "installer"},
      {"configure", "configured", "configuration", "configures"},
      {"use", "used", "uses", "using", "user", "users"},
      {"authority", "authorities"},
      {"assess", "assesses", "assessed", "assessment"},
      {"document", "documents", "documented", "documentation"},
      {"fix", "fixes", "fixed", "fixing"},
      {"stop", "stopped", "stopping"},
      {"policy", "policies"},
  };
  for (const auto& words : alike) {
    for (const std::string_view word : words) EXPECT_EQ(stem(word), stem(words[0])) << word;
  }
}

TEST(Stem, KeepsDifferentWordsApart) {
  EXPECT_NE(stem("patch"), stem("patient"));
  EXPECT_NE(stem("version"), stem("verify"));
  EXPECT_NE(stem("report"), stem("repair"));
  EXPECT_NE(stem("authority"), stem("author"));
  EXPECT_NE(stem("party"), stem("part"));
  EXPECT_EQ(stem("cve"), "cve");
  EXPECT_EQ(stem("2026"), "2026");
  EXPECT_EQ(stem(""), "");
}

TEST(Terms, LeaveStopWordsOut) { EXPECT_THAT(terms_of("Which of the users shall be told?"), ElementsAre("use", "tell")); }

TEST(Terms, NameTheKindOfWhatIsKnownByItsForm) {
  EXPECT_THAT(terms_of("answered within 5 working days"), Contains("#time"));
  EXPECT_THAT(terms_of("ninety days later"), Contains("#time"));
  EXPECT_THAT(terms_of("in the early days of 2026"), Not(Contains("#time")));
  EXPECT_THAT(terms_of("released on 2026-01-31"), Contains("#date"));
  EXPECT_THAT(terms_of("released on 31.1.2026"), Contains("#date"));
  EXPECT_THAT(terms_of("released on 1/31/26, 31.12.99"), Contains("#date"));
  EXPECT_THAT(terms_of("released in March 2026"), Contains("#date"));
  EXPECT_THAT(terms_of("conforms with IEC 81001-5-1"), Not(Contains("#date")));
  EXPECT_THAT(terms_of("at 192.168.1 or 12/34567/8"), Not(Contains("#date")));
  EXPECT_THAT(terms_of("fixed in 3.4.1"), IsSupersetOf({"#version", "3.4.1"}));
  EXPECT_THAT(terms_of("write to <psirt@example.com>"), Contains("#mail"));
  EXPECT_THAT(terms_of("see https://example.com/security."), Contains("#link"));
  EXPECT_THAT(terms_of("see section 4, step 2"), Not(Contains("#version")));
}

TEST(Terms, OfAQuestionNameTheKindOfItsAnswer) {
  EXPECT_THAT(asked_of("Within how many days is a report acknowledged?"), Contains("#time"));
  EXPECT_THAT(asked_of("Which versions are affected?"), Contains("#version"));
  EXPECT_THAT(asked_of("Which address is there for reports?"), IsSupersetOf({"#mail", "#link"}));
  EXPECT_THAT(asked_of("Who approves the release?"), Not(Contains("#time")));
}

TEST(Terms, OfTheThesaurusStandForEachOther) {
  std::vector<std::string> alike;
  for_each_term_alike(stem("patch"), [&](std::string_view term) { alike.emplace_back(term); });
  EXPECT_THAT(alike, IsSupersetOf({stem("fix"), stem("workaround")}));
  EXPECT_THAT(alike, Not(Contains(stem("patch"))));
  alike.clear();
  for_each_term_alike(stem("lunch"), [&](std::string_view term) { alike.emplace_back(term); });
  EXPECT_THAT(alike, ElementsAre());
}

}  // namespace
}  // namespace crosswalk::retrieval
