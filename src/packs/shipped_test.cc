// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.h"
#include "packs/cases.h"
#include "packs/lint.h"
#include "packs/loader.h"
#include "packs/yaml.h"

namespace crosswalk::packs {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Files read_folder(const std::filesystem::path& root) {
  Files out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) out[entry.path().lexically_relative(root).generic_string()] = read_file(entry.path());
  }
  return out;
}

const std::filesystem::path packs_folder = std::filesystem::path(CROSSWALK_SOURCE_DIR) / "packs";

TEST(ShippedPack, LoadsAndLintsWithoutAnyDiagnostic) {
  const Files files = read_folder(packs_folder / "iec-81001-5-1");
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  lint_pack(*pack, files, diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
}

TEST(ShippedPack, HasTheClausesAndConstraintsOfTheIssue) {
  Diagnostics diagnostics;
  const auto pack = load_pack(read_folder(packs_folder / "iec-81001-5-1"), diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  ASSERT_EQ(pack->clauses.size(), 4U);
  std::string shape;
  for (const Clause& clause : pack->clauses) {
    shape += clause.number + (clause.has_page ? "+" : "-") + std::to_string(clause.constraints.size()) + " ";
  }
  EXPECT_EQ(shape, "4.1.7+8 5.8.2+10 9.2-2 9.3-1 ");
  const Constraint* score = pack->constraint("iec-81001-5-1:4.1.7/severity-score");
  ASSERT_NE(score, nullptr);
  EXPECT_EQ(score, pack->constraint("4.1.7/severity-score"));
  EXPECT_EQ(score->quantifier, Quantifier::each_record);
  EXPECT_EQ(pack->constraint("5.8.2/conformance-coverage")->folder_requires,
            (std::vector<std::string>{"names-iec-81001-5-1", "names-annex-e"}));
  EXPECT_EQ(pack->constraint("9.3/triage-timeline")->also_shown_under, std::vector<std::string>{"4.1.7"});
  EXPECT_EQ(pack->constraint("5.8.2/nothing"), nullptr);
}

TEST(ShippedPack, HasAtLeastFourCasesOfEachKindForEachConstraint) {
  const Files files = read_folder(packs_folder / "iec-81001-5-1");
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  std::map<std::string, std::pair<int, int>> counts;
  for (const Case& one : load_cases(files, *pack, diagnostics)) {
    auto& count = counts[one.clause + "/" + one.slug];
    ++(one.verdict == CaseVerdict::met ? count.first : count.second);
  }
  EXPECT_EQ(diagnostics.text(), "");
  for (const Clause& clause : pack->clauses) {
    for (const Constraint& constraint : clause.constraints) {
      const auto [matching, others] = counts[clause.number + "/" + constraint.slug];
      EXPECT_GE(matching, 4) << constraint.id;
      EXPECT_GE(others, 4) << constraint.id;
    }
  }
}

/// The value under a path of keys; nullptr where there is none.
const Yaml* at(const Yaml* node, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) node = node == nullptr ? nullptr : node->find(key);
  return node;
}

std::vector<std::string> scalars(const Yaml* node) {
  std::vector<std::string> out;
  if (node == nullptr) return out;
  for (const Yaml& item : node->items) out.push_back(item.scalar);
  return out;
}

template <class Enum>
std::vector<std::string> words() {
  return {base::Words<Enum>::names.begin(), base::Words<Enum>::names.end()};
}

TEST(PackSchema, HasTheWordsOfTheLoader) {
  Diagnostics diagnostics;
  const std::string text = read_file(std::filesystem::path(CROSSWALK_SOURCE_DIR) / "schemas" / "pack.schema.json");
  const auto schema = parse_yaml(text, "pack.schema.json", diagnostics);
  ASSERT_TRUE(schema.has_value()) << diagnostics.text();
  const Yaml* constraint = at(&*schema, {"definitions", "constraint", "properties"});
  ASSERT_NE(constraint, nullptr);
  EXPECT_EQ(scalars(at(constraint, {"level", "enum"})), words<Level>());
  EXPECT_EQ(scalars(at(constraint, {"needs", "enum"})), words<Needs>());
  EXPECT_EQ(scalars(at(constraint, {"quantifier", "enum"})), words<Quantifier>());
  EXPECT_EQ(scalars(at(constraint, {"polarity", "enum"})), words<Polarity>());
  EXPECT_EQ(scalars(at(constraint, {"confidence", "enum"})), words<Confidence>());
  EXPECT_EQ(scalars(at(constraint, {"records", "items", "enum"})), record_words());
  EXPECT_EQ(scalars(at(&*schema, {"definitions", "gap", "properties", "severity", "enum"})), words<Severity>());
  const Yaml* reasons = at(constraint, {"severity", "propertyNames", "pattern"});
  ASSERT_NE(reasons, nullptr);
  for (const std::string& reason : partial_reason_words()) {
    EXPECT_NE(reasons->scalar.find(reason), std::string::npos) << reason;
  }
}

/// Every key that the shipped clauses use is described in the schema, so that an editor accepts them.
TEST(PackSchema, DescribesEveryKeyOfTheShippedClauses) {
  Diagnostics diagnostics;
  const std::string text = read_file(std::filesystem::path(CROSSWALK_SOURCE_DIR) / "schemas" / "pack.schema.json");
  const auto schema = parse_yaml(text, "pack.schema.json", diagnostics);
  ASSERT_TRUE(schema.has_value()) << diagnostics.text();
  for (const auto& [name, bytes] : read_folder(packs_folder / "iec-81001-5-1" / "clauses")) {
    const auto clause = parse_yaml(bytes, name, diagnostics);
    ASSERT_TRUE(clause.has_value()) << diagnostics.text();
    for (const auto& [key, value] : clause->members) {
      EXPECT_NE(at(&*schema, {"definitions", "clause", "properties", key.scalar}), nullptr) << name << " " << key.scalar;
    }
    for (const Yaml& constraint : clause->find("constraints")->items) {
      for (const auto& [key, value] : constraint.members) {
        EXPECT_NE(at(&*schema, {"definitions", "constraint", "properties", key.scalar}), nullptr) << key.scalar;
      }
    }
  }
}

TEST(ShippedPack, StandsInTheIndex) {
  Diagnostics diagnostics;
  const auto index = load_index(read_file(packs_folder / "index.yaml"), "index.yaml", diagnostics);
  ASSERT_TRUE(index.has_value()) << diagnostics.text();
  for (const IndexEntry& entry : index->packs) {
    const auto pack = load_pack(read_folder(packs_folder / entry.folder), diagnostics);
    ASSERT_TRUE(pack.has_value()) << diagnostics.text();
    EXPECT_EQ(pack->id, entry.id);
    EXPECT_EQ(pack->title, entry.title);
  }
}

}  // namespace
}  // namespace crosswalk::packs
