// SPDX-License-Identifier: Apache-2.0
#include "retrieval/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace crosswalk::retrieval {
namespace {

using ::testing::ElementsAre;

const Tokenizer& tokenizer() {
  static const Tokenizer made = *Tokenizer::load(
      R"({"model":{"type":"WordPiece","vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"vulner":3,"##abil":4,"##ities":5,"a":6,"cafe":7,
      ",":8,"世":9,"##b":10,"œ":11}}})");
  return made;
}

TEST(Tokenizer, TakesTheLongestPiecesItKnows) {
  EXPECT_THAT(tokenizer().tokens("Vulnerabilities", 20), ElementsAre(1, 3, 4, 5, 2));
  EXPECT_THAT(tokenizer().tokens("a ab abc", 20), ElementsAre(1, 6, 6, 10, 0, 2));
}

TEST(Tokenizer, TakesCaseAndAccentsOffAndCutsAtPunctuation) {
  EXPECT_THAT(tokenizer().tokens("CAF\u00C9,a", 20), ElementsAre(1, 7, 8, 6, 2));
  EXPECT_THAT(tokenizer().tokens("a\u4E16a", 20), ElementsAre(1, 6, 9, 6, 2));
  EXPECT_THAT(tokenizer().tokens("\u0152 a\u0301\u200B", 20), ElementsAre(1, 11, 6, 2));
  EXPECT_THAT(tokenizer().tokens("a\u00A0\t\na", 20), ElementsAre(1, 6, 6, 2));
}

TEST(Tokenizer, CutsWhatIsTooLong) {
  EXPECT_THAT(tokenizer().tokens("a a a a a a", 5), ElementsAre(1, 6, 6, 6, 2));
  EXPECT_THAT(tokenizer().tokens(std::string(101, 'a'), 5), ElementsAre(1, 0, 2));
  EXPECT_THAT(tokenizer().tokens("", 5), ElementsAre(1, 2));
  EXPECT_THAT(tokenizer().tokens("\xFF\xC3", 5), ElementsAre(1, 2));
}

TEST(Tokenizer, RefusesWhatIsNoVocabulary) {
  for (const char* json :
       {"", "[]", "{", "{\"model\":3}", "{\"model\":{\"vocab\":[]}}", "{\"model\":{\"vocab\":{\"a\":-1}}}",
        "{\"model\":{\"vocab\":{\"a\":1}}}", "{\"model\":{\"vocab\":{\"[UNK]\":1,\"[CLS]\":2,\"[SEP]\":1e30}}}",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"[UNK]\":0,\"[CLS]\":1,\"[SEP]\":2}}}"}) {
    EXPECT_FALSE(Tokenizer::load(json).has_value()) << json;
  }
}

}  // namespace
}  // namespace crosswalk::retrieval
