// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/licence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace crosswalk::artifacts::spdx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::size_t warnings_in(std::string_view text) {
  const LicenceExpression read = parse_licence(text);
  std::size_t out = 0;
  for (const LicenceFault& fault : read.faults) out += fault.warning ? 1 : 0;
  return out;
}

TEST(SpdxLicence, TakesExpressionsOfListedLicences) {
  for (const char* text : {"MIT", "GPL-2.0-or-later", "Apache-2.0 OR MIT", "(MIT AND (Zlib OR BSD-3-Clause))", "CDDL-1.0+",
                           "GPL-2.0-only WITH Classpath-exception-2.0", "  MIT  ", "MIT AND(Zlib)"}) {
    EXPECT_TRUE(parse_licence(text).valid()) << text;
    EXPECT_EQ(warnings_in(text), 0U) << text;
  }
}

TEST(SpdxLicence, TakesReferences) {
  const LicenceExpression read = parse_licence("LicenseRef-a.1 OR DocumentRef-other:LicenseRef-b AND MIT");
  EXPECT_TRUE(read.valid());
  EXPECT_THAT(read.references, ElementsAre("LicenseRef-a.1"));
  EXPECT_THAT(read.documents, ElementsAre("DocumentRef-other"));
  EXPECT_THAT(read.listed, ElementsAre("MIT"));
}

TEST(SpdxLicence, RefusesWhatIsNoExpression) {
  for (const char* text : {"",
                           " ",
                           "MIT OR",
                           "OR MIT",
                           "MIT Zlib",
                           "(MIT",
                           "MIT)",
                           "()",
                           "MIT WITH",
                           "MIT WITH MIT",
                           "MIT WITH unknown-exception",
                           "Classpath-exception-2.0",
                           "Unknown-1.0",
                           "MIT/Zlib",
                           "LicenseRef-",
                           "LicenseRef-a_b",
                           "DocumentRef-x",
                           "DocumentRef-:LicenseRef-x",
                           "DocumentRef-x:MIT",
                           "MIT And Zlib",
                           "(MIT) WITH Classpath-exception-2.0",
                           "NONE OR MIT",
                           "MIT AND NOASSERTION",
                           "MIT, Zlib",
                           "MIT WITH Classpath-exception-2.0 WITH 389-exception",
                           "MIT ++",
                           "+"}) {
    EXPECT_FALSE(parse_licence(text).valid()) << text;
  }
}

TEST(SpdxLicence, WarnsOfDeprecatedIdsAndOfOtherLetters) {
  EXPECT_TRUE(parse_licence("GPL-2.0").valid());
  EXPECT_EQ(warnings_in("GPL-2.0"), 1U);
  EXPECT_THAT(parse_licence("LGPL-2.1+").faults.front().message, HasSubstr("deprecated"));
  const LicenceExpression read = parse_licence("mit and ZLIB");
  EXPECT_TRUE(read.valid());
  EXPECT_EQ(warnings_in("mit and ZLIB"), 3U);
  EXPECT_EQ(read.canonical, "MIT AND Zlib");
}

TEST(SpdxLicence, WritesCanonically) {
  EXPECT_EQ(parse_licence(" ( mit  OR Zlib )AND BSD-3-Clause+").canonical, "(MIT OR Zlib) AND BSD-3-Clause+");
}

TEST(SpdxLicence, TakesNoLongerForDeepBrackets) {
  const std::size_t depth = 200'000;
  EXPECT_TRUE(parse_licence(std::string(depth, '(') + "MIT" + std::string(depth, ')')).valid());
  EXPECT_FALSE(parse_licence(std::string(depth, '(')).valid());
}

TEST(SpdxLicence, FindsIdsInAnyCase) {
  EXPECT_EQ(listed_licence("apache-2.0").id, "Apache-2.0");
  EXPECT_TRUE(listed_licence("AGPL-3.0").deprecated);
  EXPECT_TRUE(listed_licence("Apache").id.empty());
  EXPECT_EQ(listed_exception("llvm-exception").id, "LLVM-exception");
}

}  // namespace
}  // namespace crosswalk::artifacts::spdx
