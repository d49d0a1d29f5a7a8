// SPDX-License-Identifier: Apache-2.0
#include "packs/phrase.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::packs {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> texts(std::string_view phrase) {
  auto expanded = expand_phrase(phrase);
  EXPECT_TRUE(expanded) << phrase;
  return expanded ? *expanded : std::vector<std::string>{};
}

TEST(Phrase, StandsForEveryWayOfSayingIt) {
  EXPECT_THAT(texts("advisor(y|ies)"), ElementsAre("advisories", "advisory"));
  EXPECT_THAT(texts("(cyber ?)?security"), ElementsAre("cyber security", "cybersecurity", "security"));
  EXPECT_THAT(texts("organi[sz]ation"), ElementsAre("organisation", "organization"));
  EXPECT_THAT(texts("a( b)? c|d"), ElementsAre("a b c", "a c", "d"));
  EXPECT_THAT(texts("a\\(b\\)"), ElementsAre("a(b)"));
}

TEST(Phrase, RefusesWhatIsNoPhrase) {
  for (const std::string_view wrong : {"(a", "a)", "[a", "?a", "A", "(a)?", "[]x", "a]"})
    EXPECT_FALSE(expand_phrase(wrong)) << wrong;
}

TEST(Phrase, RefusesTooManyTextsQuickly) {
  std::string phrase = "x";
  for (int i = 0; i < 60; ++i) phrase += "(a|b)";
  EXPECT_FALSE(expand_phrase(phrase));
  EXPECT_FALSE(expand_phrase(std::string(10000, '(')));
}

}  // namespace
}  // namespace crosswalk::packs
