// SPDX-License-Identifier: Apache-2.0
#include "writing/json_text.h"

#include <gtest/gtest.h>

namespace crosswalk::writing {
namespace {

TEST(JsonText, CharactersThatCommandOrHideAreWrittenAsNumbers) {
  EXPECT_EQ(harmless_json("{\"a\": \"\u009b2J\x7F \u202Ex\u202C\"}\n"), "{\"a\": \"\\u009b2J\\u007f \\u202ex\\u202c\"}\n");
  EXPECT_EQ(harmless_json("\"\U000E0041\U0001FFFE\uFEFF\""), "\"\\udb40\\udc41\\ud83f\\udffe\\ufeff\"");
}

TEST(JsonText, EverythingElseStaysAsItIs) {
  const std::string plain = "{\n  \"name\": \"J\u00fcrgen \u7530\u4e2d \U0001F600 \\u001b \\\" \\\\\"\n}\n";
  EXPECT_EQ(harmless_json(plain), plain);
  EXPECT_EQ(harmless_json(""), "");
}

}  // namespace
}  // namespace crosswalk::writing
