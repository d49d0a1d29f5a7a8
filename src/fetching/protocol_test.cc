// SPDX-License-Identifier: Apache-2.0
#include "fetching/protocol.h"

#include <gtest/gtest.h>

namespace crosswalk::fetching {
namespace {

TEST(Protocol, ARequestIsOneLineAndComesBackAsItWas) {
  const FetchRequest request{"http://127.0.0.1/v1", "{\"a\": \"\n\"}", "key", "/ca.pem", "", 1500, 1 << 20, true, Method::get};
  const std::string line = to_line(request);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto back = request_from_line(line);
  ASSERT_TRUE(back);
  EXPECT_EQ(to_line(*back), line);
  EXPECT_EQ(back->body, request.body);
  EXPECT_TRUE(back->loopback_only);
  EXPECT_EQ(back->method, Method::get);
}

TEST(Protocol, ARequestThatLacksSomethingIsNone) {
  for (
      const char* line :
      {"", "{", "[]", "{}", R"({"url": 1})", R"({"url":"u","body":"","key":"","ca_file":"","proxy":""})",
       R"({"url":"u","body":"","key":"","ca_file":"","proxy":"","milliseconds":-1,"most_bytes":1,"loopback_only":true,"get":true})",
       R"({"url":"u","body":"","key":"","ca_file":"","proxy":"","milliseconds":1,"most_bytes":1,"loopback_only":true})",
       R"({"url":"u","body":"","key":"","ca_file":"","proxy":"","milliseconds":1,"most_bytes":1})"}) {
    EXPECT_FALSE(request_from_line(line)) << line;
  }
}

TEST(Protocol, AnAnswerIsThereWhenAllOfItIs) {
  const std::string bytes = to_bytes({"none", 301, std::string("{\0\n\xFF}", 5), "https://example.org/\n"});
  for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_FALSE(answer_from_bytes(bytes.substr(0, i), 100)) << i;
  const auto answer = answer_from_bytes(bytes, 100);
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->status, 301);
  EXPECT_EQ((*answer)->location, "https://example.org/\n");
  EXPECT_EQ((*answer)->problem, "none");
  EXPECT_EQ((*answer)->body, std::string("{\0\n\xFF}", 5));
}

TEST(Protocol, AnAnswerThatCannotBeIsRefused) {
  const std::string bytes = to_bytes({"none", 200, "12345", ""});
  for (const std::string& each :
       {bytes + "6", std::string(20000, 'x'), std::string("x\n"), std::string("[]\n"), std::string("{\"problem\":\"none\"}\n"),
        std::string("{\"problem\":\"none\",\"status\":-1,\"location\":\"\",\"bytes\":0}\n"),
        std::string("{\"problem\":\"none\",\"status\":1000,\"location\":\"\",\"bytes\":0}\n"),
        std::string("{\"problem\":\"none\",\"status\":200,\"location\":\"\",\"bytes\":101}\n")}) {
    const auto answer = answer_from_bytes(each, 100);
    ASSERT_TRUE(answer) << each;
    EXPECT_FALSE(*answer) << each;
  }
  EXPECT_FALSE(*answer_from_bytes(bytes, 4));
}

}  // namespace
}  // namespace crosswalk::fetching
