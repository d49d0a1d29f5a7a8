// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
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

TEST(ShippedPack, HasAPageForEverySubClauseOfTheStandard) {
  Diagnostics diagnostics;
  const auto pack = load_pack(read_folder(packs_folder / "iec-81001-5-1"), diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  ASSERT_EQ(pack->clauses.size(), 66U) << "57 of Clauses 4 to 9, 6 of Annex E, 3 of Annex F";
  for (const Clause& clause : pack->clauses) EXPECT_TRUE(clause.has_page) << clause.number;
  // What the standard numbers and has no part below it has a page.
  for (const ContentsEntry& entry : pack->contents) {
    const bool has_parts = std::any_of(pack->contents.begin(), pack->contents.end(),
                                       [&](const ContentsEntry& other) { return other.number.starts_with(entry.number + "."); });
    if (has_parts || entry.number.starts_with("Annex")) continue;
    EXPECT_NE(pack->clause(entry.number), nullptr) << entry.number;
  }
  const Constraint* score = pack->constraint("iec-81001-5-1:4.1.7/severity-score");
  ASSERT_NE(score, nullptr);
  EXPECT_EQ(score, pack->constraint("4.1.7/severity-score"));
  EXPECT_EQ(score->quantifier, Quantifier::each_record);
  EXPECT_EQ(pack->constraint("5.8.2/conformance-coverage")->folder_requires,
            (std::vector<std::string>{"names-iec-81001-5-1", "names-annex-e"}));
  EXPECT_EQ(pack->constraint("9.3/triage-timeline")->also_shown_under, std::vector<std::string>{"4.1.7"});
  EXPECT_EQ(pack->constraint("5.8.2/nothing"), nullptr);
}

TEST(ShippedPack, HasCasesThatMatchAndCasesThatDoNotForEachConstraint) {
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
      const int least = constraint.calibration.kind == CalibrationKind::measured ? 4 : 2;
      EXPECT_GE(matching, least) << constraint.id;
      EXPECT_GE(others, least) << constraint.id;
    }
  }
}

/// Slugs and fields of the constraints are fixed by the research that the pack stands on; it lies beside the project where it is
/// developed.
TEST(ShippedPack, HasTheConstraintsOfTheResearch) {
  const char* const shared = std::getenv("CROSSWALK_SHARED");
  const std::filesystem::path folder =
      shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path(CROSSWALK_SOURCE_DIR) / "../shared";
  const std::filesystem::path file = folder / "domain" / "iec81001-5-1.yaml";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the research is not here";
  Diagnostics diagnostics;
  const auto pack = load_pack(read_folder(packs_folder / "iec-81001-5-1"), diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  const auto research = parse_yaml(read_file(file), "research", diagnostics);
  ASSERT_TRUE(research.has_value()) << diagnostics.text();
  std::size_t count = 0;
  for (const Yaml& clause : research->find("clauses")->items) {
    for (const Yaml& wanted : clause.find("constraints")->items) {
      const auto field = [&](const char* key) { return wanted.find(key)->scalar; };
      const std::string id = clause.find("clause")->scalar + "/" + field("slug");
      ++count;
      const Constraint* const constraint = pack->constraint(id);
      ASSERT_NE(constraint, nullptr) << id;
      EXPECT_EQ(base::word(constraint->level), field("level")) << id;
      EXPECT_EQ(base::word(constraint->needs), field("needs")) << id;
      EXPECT_EQ(base::word(constraint->quantifier), field("quantifier")) << id;
      EXPECT_EQ(base::word(constraint->polarity), field("polarity")) << id;
      EXPECT_EQ(constraint->applies_if, field("applies_if")) << id;
    }
  }
  std::size_t own = 0;
  for (const Clause& clause : pack->clauses) own += clause.constraints.size();
  EXPECT_EQ(own, count);
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

TEST(PackSchema, DescribesEveryKeyOfTheShippedMappings) {
  Diagnostics diagnostics;
  const std::string text = read_file(std::filesystem::path(CROSSWALK_SOURCE_DIR) / "schemas" / "pack.schema.json");
  const auto schema = parse_yaml(text, "pack.schema.json", diagnostics);
  ASSERT_TRUE(schema.has_value()) << diagnostics.text();
  const Yaml* const row = at(&*schema, {"definitions", "mappings", "properties", "mappings", "items", "properties"});
  ASSERT_NE(row, nullptr);
  std::size_t rows = 0;
  for (const auto& [name, bytes] : read_folder(packs_folder / "iec-81001-5-1" / "mappings")) {
    const auto file = parse_yaml(bytes, name, diagnostics);
    ASSERT_TRUE(file.has_value()) << diagnostics.text();
    for (const Yaml& mapping : file->find("mappings")->items) {
      ++rows;
      for (const auto& [key, value] : mapping.members) EXPECT_NE(row->find(key.scalar), nullptr) << name << " " << key.scalar;
    }
  }
  EXPECT_GT(rows, 1000U);
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
