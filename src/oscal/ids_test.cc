// SPDX-License-Identifier: Apache-2.0
#include "oscal/ids.h"

#include <gtest/gtest.h>

#include <set>

namespace crosswalk::oscal {
namespace {

TEST(OscalIds, AnIdIsTheNameBasedUuidOfItsParts) {
  // Made with another implementation of version 5, from "7:catalog1:a" in our namespace.
  EXPECT_EQ(uuid_of("catalog", {"a"}), "095bc6dd-0b53-559d-b55d-ce2cb9de55e4");
  EXPECT_NE(uuid_of("catalog", {"ab", "c"}), uuid_of("catalog", {"a", "bc"}));
}

TEST(OscalIds, DifferentIdsAreDifferentTokens) {
  EXPECT_EQ(token_of("iec-81001-5-1:4.1.7/severity-score"), "iec-81001-5-1_4.1.7__severity-score");
  EXPECT_EQ(token_of("4.1"), "_4.1");
  const std::set<std::string> tokens{token_of("eu-cra:Art. 13(1)"), token_of("eu-cra:Art. 13 1"), token_of("eu-cra:Art. 13_1"),
                                     token_of("eu-cra:Art. 13:1"), token_of("eu-cra:Art. 13/1")};
  EXPECT_EQ(tokens.size(), 5U);
  for (const std::string& token : tokens) EXPECT_EQ(token.find_first_of(" ()/:"), std::string::npos) << token;
}

TEST(OscalIds, AValueIsOneLineWithoutWhiteSpaceAtItsEnds) {
  EXPECT_EQ(one_line(" \xC2\xA0 a  b\r\n\xE2\x80\xA8 c\xEF\xBB\xBF\n"), "a  b    c");
  EXPECT_EQ(one_line(" \n\t"), "");
}

TEST(OscalIds, ProseShowsMarksInsteadOfObeyingThem) {
  EXPECT_EQ(markup("*a* [b](c) <d> {{ insert: param, e }} \"f\""),
            "\\*a\\* \\[b\\](c) \\<d\\> \\{\\{ insert: param, e \\}\\} \\\"f\\\"");
  EXPECT_EQ(markup("- a\n- b"), "\\- a - b");
  EXPECT_EQ(markup("12. a, a@b.org"), "12\\. a, a@b.org");
}

TEST(OscalIds, APathIsARelativeReference) {
  EXPECT_EQ(reference_of("a b/\xC3\xBC:x.zip!c#1?.txt"), "a%20b/%C3%BC%3Ax.zip!c%231%3F.txt");
  EXPECT_EQ(reference_of("//host/a"), ".//host/a");
}

}  // namespace
}  // namespace crosswalk::oscal
