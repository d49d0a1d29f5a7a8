// SPDX-License-Identifier: Apache-2.0
// The cases of other projects, where they are at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "artifacts/cvss/vector.h"
#include "artifacts/purl/purl.h"

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

purl::Purl parts_of(const Json& json) {
  purl::Purl out;
  out.type = text_at(json, "type");
  out.name_space = text_at(json, "namespace");
  out.name = text_at(json, "name");
  out.version = text_at(json, "version");
  out.subpath = text_at(json, "subpath");
  if (json.contains("qualifiers") && json["qualifiers"].is_object()) {
    for (const auto& [key, value] : json["qualifiers"].items()) out.qualifiers.emplace_back(key, value.get<std::string>());
  }
  return out;
}

/// Whether a case of the purl suite comes out as it says.
bool passes(const Json& test) {
  const std::string kind = text_at(test, "test_type");
  const Json& input = test["input"];
  const auto purl = kind == "build" ? purl::build(parts_of(input)) : purl::parse(input.get<std::string>());
  if (test.value("expected_failure", false)) return !purl;
  if (!purl) return false;
  if (kind == "parse") return *purl == parts_of(test["expected_output"]);
  return purl->canonical() == text_at(test, "expected_output");
}

TEST(Conformance, PassesTheSuiteOfThePurlSpecification) {
  const auto folder = conformance() / "purl";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "the suite is not at hand";
  std::vector<std::string> failed;
  std::size_t count = 0;
  for (const char* part : {"spec", "types"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder / part)) {
      const Json json = Json::parse(content(entry.path()), nullptr, false);
      ASSERT_TRUE(json.is_object()) << entry.path();
      for (const Json& test : json["tests"]) {
        ++count;
        if (!passes(test)) failed.push_back(text_at(test, "test_type") + " " + test["input"].dump());
      }
    }
  }
  std::sort(failed.begin(), failed.end());
  RecordProperty("cases", static_cast<int>(count));
  RecordProperty("failed", static_cast<int>(failed.size()));
  // Keys in upper case have to be refused in these two and have to be taken in others of the suite.
  const std::vector<std::string> known{R"(parse "pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25")",
                                       R"(parse "pkg:gem/jruby-launcher@1.1.2?Platform=java")"};
  EXPECT_GT(count, 0U);
  EXPECT_EQ(failed, known);
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
