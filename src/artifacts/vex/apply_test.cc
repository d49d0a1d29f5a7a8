// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vex/apply.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace crosswalk::artifacts::vex {
namespace {

Component named(const std::string& id, const std::string& name = {}) {
  Component out;
  out.id = id;
  out.name = name;
  return out;
}

Statement statement(const std::string& vulnerability, Product product, Status status) {
  Statement out;
  out.vulnerability.name = vulnerability;
  out.products = {std::move(product)};
  out.status = status;
  return out;
}

const Subject codec{"codec", "codec", "2.1.0", "pkg:generic/codec@2.1.0?arch=amd64", {}};
const Subject viewer{"viewer", "Example Viewer", "3.4.2", "", {}};

TEST(VexApply, TellsWhetherAPackageUrlIsOfTheComponent) {
  EXPECT_TRUE(is_same(named("pkg:generic/codec@2.1.0"), codec));
  EXPECT_TRUE(is_same(named("pkg:generic/codec"), codec));
  EXPECT_FALSE(is_same(named("pkg:generic/codec@2.0.0"), codec));
  EXPECT_FALSE(is_same(named("pkg:generic/codec@2.1.0?arch=arm64"), codec));
  EXPECT_FALSE(is_same(named("pkg:npm/codec@2.1.0"), codec));
  EXPECT_TRUE(is_same(named("codec"), codec));
}

TEST(VexApply, ANameCountsOnlyWithoutAnIdentifier) {
  EXPECT_TRUE(is_same(named("", "example viewer 3.4.2"), viewer));
  EXPECT_TRUE(is_same(named("https://example.org/p/1", "Example Viewer"), viewer));
  EXPECT_FALSE(is_same(named("pkg:generic/other@1", "codec"), codec));
}

TEST(VexApply, AStatementOnTheProductHoldsForThePartsThatItNames) {
  const Product whole{named("", "Example Viewer 3.4.2"), {}};
  const Product part{named("", "Example Viewer 3.4.2"), {named("pkg:generic/codec@2.1.0")}};
  const Product other{named("", "Example Viewer 3.4.2"), {named("pkg:generic/log@1")}};
  for (const auto& [product, holds] : {std::pair{whole, true}, std::pair{part, true}, std::pair{other, false}}) {
    const std::vector<Statement> all{statement("CVE-2026-1", product, Status::not_affected)};
    EXPECT_EQ(statement_on(all, {"GHSA-x", "CVE-2026-1"}, codec, viewer) != nullptr, holds);
    EXPECT_EQ(statement_on(all, {"CVE-2026-2"}, codec, viewer), nullptr);
  }
}

TEST(VexApply, OfSeveralTheLastHolds) {
  const Product product{named("pkg:generic/codec"), {}};
  const std::vector<Statement> all{statement("CVE-2026-1", product, Status::under_investigation),
                                   statement("CVE-2026-1", product, Status::fixed)};
  EXPECT_EQ(statement_on(all, {"CVE-2026-1"}, codec, viewer), &all[1]);
}

}  // namespace
}  // namespace crosswalk::artifacts::vex
