// SPDX-License-Identifier: Apache-2.0
#include "packs/archive.h"

#include <gtest/gtest.h>

#include "packs/loader.h"

namespace crosswalk::packs {
namespace {

std::vector<std::shared_ptr<const Pack>> sample() {
  const auto files = new_pack("iso-99999", "A standard of tests");
  EXPECT_TRUE(files);
  Diagnostics diagnostics;
  auto pack = load_pack(*files, diagnostics);
  EXPECT_TRUE(pack) << diagnostics.text();
  Constraint& constraint = pack->clauses.front().constraints.front();
  constraint.calibration = {CalibrationKind::measured, 0.975, 0.5, 40};
  constraint.severity = {{"not_found", Severity::major}, {"partial.vague", Severity::observation}};
  return {std::make_shared<const Pack>(std::move(*pack))};
}

TEST(PackArchive, CarriesPacksThereAndBack) {
  const auto packs = sample();
  const std::string bytes = packs_to_bytes(packs);
  const auto back = packs_from_bytes(bytes);
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), 1U);
  const Pack& pack = *back->front();
  EXPECT_EQ(pack.title, "A standard of tests");
  EXPECT_EQ(pack.sha256, packs.front()->sha256);
  const Constraint& constraint = pack.clauses.front().constraints.front();
  EXPECT_EQ(constraint.id, packs.front()->clauses.front().constraints.front().id);
  EXPECT_EQ(constraint.remedy, packs.front()->clauses.front().constraints.front().remedy);
  EXPECT_EQ(constraint.calibration.precision, 0.975);
  EXPECT_EQ(constraint.severity.at("partial.vague"), Severity::observation);
  EXPECT_EQ(packs_to_bytes(*back), bytes);
}

TEST(PackArchive, RefusesEveryTruncationAndWordsThatThereAreNot) {
  const std::string bytes = packs_to_bytes(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(packs_from_bytes(std::string_view(bytes).substr(0, size))) << size;
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x80);
    const auto back = packs_from_bytes(damaged);
    if (!back) continue;
    for (const auto& pack : *back) {
      for (const Clause& clause : pack->clauses) EXPECT_LE(static_cast<int>(clause.confidence), 2);
    }
  }
}

}  // namespace
}  // namespace crosswalk::packs
