// SPDX-License-Identifier: Apache-2.0
#include "base/display_name.h"

#include <gtest/gtest.h>

namespace crosswalk::base {
namespace {

TEST(DisplayName, LeavesOrdinaryNamesAsTheyAre) {
  EXPECT_EQ(display_name("Plan \xC3\xBC\xE2\x80\x93 v1.2\\x (\xE6\x97\xA5).docx"),
            "Plan \xC3\xBC\xE2\x80\x93 v1.2\\x (\xE6\x97\xA5).docx");
}

TEST(DisplayName, ShowsControlsAndMalformedBytesAsEscapes) {
  EXPECT_EQ(display_name("a\x1B[31m\n\xFF\x7F"), "a\\x1B[31m\\x0A\\xFF\\x7F");
  EXPECT_EQ(display_name("\xC2\x9B"), "\\u{009B}");
  EXPECT_EQ(display_name("\xE2\x82"), "\\xE2\\x82");
}

TEST(DisplayName, ShowsCharactersThatTurnOrHideText) {
  EXPECT_EQ(display_name("gpj\xE2\x80\xAE.exe"), "gpj\\u{202E}.exe");
  EXPECT_EQ(display_name("a\xE2\x80\x8B\xF3\xA0\x80\x81"), "a\\u{200B}\\u{0E0001}");
}

TEST(DisplayName, CutsFloodsOfMarksAndShowsWhatIsNoCharacter) {
  EXPECT_EQ(display_name("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81x"), "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\\u{0301}x");
  EXPECT_EQ(display_name("\xEF\xB7\x90\xEF\xBF\xBF"), "\\u{FDD0}\\u{FFFF}");
}

}  // namespace
}  // namespace crosswalk::base
