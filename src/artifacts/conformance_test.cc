// SPDX-License-Identifier: Apache-2.0
// The cases of other projects, where they are at hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "artifacts/cvss/vector.h"

namespace crosswalk::artifacts {
namespace {

using Json = nlohmann::json;

std::filesystem::path conformance() {
  const char* given = std::getenv("CROSSWALK_SHARED");
  return std::filesystem::path(given != nullptr ? given : CROSSWALK_SOURCE_DIR "/../shared") / "conformance";
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::string text_at(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

TEST(Conformance, ReadsEveryVectorOfTheCvssSuites) {
  const auto folder = conformance() / "cvss";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "the suite is not at hand";
  std::size_t count = 0;
  for (const char* name : {"metaeffekt_cvss20.tsv", "metaeffekt_cvss30.tsv", "metaeffekt_cvss31.tsv", "metaeffekt_cvss40.tsv"}) {
    std::istringstream lines(content(folder / name));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      const std::size_t begin = line.find('\t') + 1;
      const std::string vector = line.substr(begin, line.find('\t', begin) - begin);
      const auto found = cvss::parse(vector);
      ASSERT_TRUE(found) << vector << ": " << found.error().message();
      const auto again = cvss::parse(found->canonical());
      ASSERT_TRUE(again) << found->canonical();
      EXPECT_EQ(again->canonical(), found->canonical());
      ++count;
    }
  }
  EXPECT_GT(count, 0U);
  const Json cases = Json::parse(content(folder / "gocvss_accept_reject.json"), nullptr, false);
  ASSERT_TRUE(cases.is_array());
  for (const Json& test : cases)
    EXPECT_EQ(cvss::parse(text_at(test, "vector")).has_value(), text_at(test, "expected") == "accept") << text_at(test, "name");
}

}  // namespace
}  // namespace crosswalk::artifacts
