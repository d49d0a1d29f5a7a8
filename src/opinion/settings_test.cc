// SPDX-License-Identifier: Apache-2.0
#include "opinion/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace crosswalk::opinion {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Settings, ReadsThemAll) {
  packs::Diagnostics diagnostics;
  const auto settings = load_settings(
      "endpoint: https://models.example:8443/v1/\nmodel: org/model-7b:q4\nkey_env: KEY\nca_file: /etc/ca.pem\n"
      "proxy: http://proxy.example:3128\ntimeout: 5\ntotal_timeout: 60\nmost_requests: 7\n",
      "file", diagnostics);
  ASSERT_TRUE(settings) << diagnostics.text();
  EXPECT_EQ(settings->endpoint.base, "https://models.example:8443/v1");
  EXPECT_EQ(settings->endpoint.url, "https://models.example:8443/v1/chat/completions");
  EXPECT_FALSE(settings->endpoint.loopback_only);
  EXPECT_EQ(settings->model, "org/model-7b:q4");
  EXPECT_EQ(settings->key_env, "KEY");
  EXPECT_EQ(settings->ca_file, "/etc/ca.pem");
  EXPECT_EQ(settings->proxy, "http://proxy.example:3128");
  EXPECT_EQ(settings->timeout_seconds, 5);
  EXPECT_EQ(settings->total_timeout_seconds, 60);
  EXPECT_EQ(settings->most_requests, 7);
}

TEST(Settings, NameThePlaceOfAMistake) {
  const std::string whole = "endpoint: http://127.0.0.1/v1\nmodel: m\n";
  for (const auto& [text, message] : std::vector<std::pair<std::string, std::string>>{
           {"model: m\n", "endpoint"},
           {"endpoint: http://127.0.0.1/v1\n", "model"},
           {whole + "key: abc\n", "key"},
           {whole + "timeout: 0\n", "timeout"},
           {whole + "timeout: 1.5\n", "timeout"},
           {whole + "most_requests: 1000000\n", "most_requests"},
           {whole + "key_file: relative\n", "absolute"},
           {whole + "key_file: /a\nkey_env: B\n", "key_env"},
           {whole + "key_env: \"A=B\"\n", "key_env"},
           {whole + "proxy: http://proxy.example:3128\n", "on this machine"},
           {"endpoint: https://a.example\nmodel: m\nproxy: http://me:pass@proxy.example\n", "proxy"},
           {"endpoint: http://127.0.0.1/v1\nmodel: \"a\\nb\"\n", "model"},
           {"[]\n", ""}}) {
    packs::Diagnostics diagnostics;
    const auto settings = load_settings(text, "second-reader.yaml", diagnostics);
    ASSERT_FALSE(settings) << text;
    EXPECT_EQ(settings.error().code, base::ErrorCode::malformed_settings);
    EXPECT_THAT(diagnostics.text(), HasSubstr("second-reader.yaml:")) << text;
    EXPECT_THAT(diagnostics.text(), HasSubstr(message)) << text;
    EXPECT_THAT(diagnostics.text(), Not(HasSubstr("pass@"))) << text;
  }
}

TEST(Endpoint, IsEncryptedOrOnThisMachine) {
  for (const char* each : {"http://127.0.0.1:11434/v1", "http://localhost:8080", "http://LOCALHOST/v1", "http://[::1]:1/v1",
                           "http://127.255.0.3/"}) {
    const auto endpoint = parse_endpoint(each);
    ASSERT_TRUE(endpoint) << each;
    EXPECT_TRUE(endpoint->loopback_only) << each;
  }
  for (const char* each : {"https://api.example/v1", "https://127.0.0.1", "https://[2001:db8::1]:443/v1/chat/completions"}) {
    const auto endpoint = parse_endpoint(each);
    ASSERT_TRUE(endpoint) << each;
    EXPECT_FALSE(endpoint->loopback_only) << each;
    EXPECT_TRUE(endpoint->url.ends_with("/chat/completions")) << each;
    EXPECT_EQ(endpoint->url.find("/chat/completions"), endpoint->url.rfind("/chat/completions")) << each;
  }
}

TEST(Endpoint, RefusesWhatOthersCouldReadOrReadOtherwise) {
  for (const char* each : {"",
                           "localhost",
                           "ftp://127.0.0.1",
                           "file:///etc/passwd",
                           "HTTP://127.0.0.1",
                           "http://192.0.2.1/v1",
                           "http://example/v1",
                           "http://127.0.0.1.example/",
                           "http://localhost.example/",
                           "http://127.1/",
                           "http://0177.0.0.1/",
                           "http://127.0.0.01/",
                           "http://127.0.0.256/",
                           "http://127.0.0.1000/",
                           "http://2130706433/",
                           "http://0x7f000001/",
                           "http://127.0.0.1@evil.example/",
                           "http://me:hunter2@127.0.0.1/",
                           "http://[::1",
                           "http://[::ffff:127.0.0.1]/",
                           "http://[::1]x/",
                           "http://127.0.0.1:/v1",
                           "http://127.0.0.1:99999/",
                           "http://127.0.0.1:80:80/",
                           "http://127.0.0.1/v1?key=a",
                           "http://127.0.0.1/v1#a",
                           "http://127.0.0.1/a b",
                           "http://127.0.0.1\\@evil.example/",
                           "https://",
                           "https:///v1",
                           "https://exa mple/",
                           "http://127.0.0.1\n.evil.example/",
                           "http://127.0.0.1/%2e"}) {
    const auto endpoint = parse_endpoint(each);
    ASSERT_FALSE(endpoint) << each;
    EXPECT_THAT(endpoint.error().message(), Not(HasSubstr("hunter2"))) << each;
  }
}

TEST(Key, ComesFromAFileOrTheEnvironmentAndIsOneLine) {
  std::string name = (std::filesystem::temp_directory_path() / "crosswalk-key-XXXXXX").string();
  ::close(::mkstemp(name.data()));
  const auto put = [&](const std::string& text) { std::ofstream(name, std::ios::binary | std::ios::trunc) << text; };
  Settings settings;
  EXPECT_EQ(*read_key(settings), "");
  settings.key_file = name;
  put("  sk-abc\r\n");
  EXPECT_EQ(*read_key(settings), "sk-abc");
  for (const char* wrong : {"", "\n", "sk-abc\nX-Other: header\n", "sk abc", "sk-\xC3\xA9"}) {
    put(wrong);
    const auto key = read_key(settings);
    ASSERT_FALSE(key) << wrong;
    EXPECT_THAT(key.error().message(), Not(HasSubstr("sk")));
  }
  std::filesystem::remove(name);
  EXPECT_FALSE(read_key(settings));
  settings.key_file.clear();
  settings.key_env = "CROSSWALK_TEST_KEY";
  ::unsetenv("CROSSWALK_TEST_KEY");
  EXPECT_FALSE(read_key(settings));
  ::setenv("CROSSWALK_TEST_KEY", "sk-def", 1);
  EXPECT_EQ(*read_key(settings), "sk-def");
  ::unsetenv("CROSSWALK_TEST_KEY");
}

}  // namespace
}  // namespace crosswalk::opinion
