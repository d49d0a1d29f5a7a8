// SPDX-License-Identifier: Apache-2.0
#include "review/versions.h"

#include <gtest/gtest.h>

namespace crosswalk::review {
namespace {

bool less(std::string_view a, std::string_view b) {
  const auto order = compare_versions(a, b);
  return order && *order == std::strong_ordering::less;
}

TEST(Versions, CompareByNumberAndNotByText) {
  EXPECT_TRUE(less("9", "10"));
  EXPECT_TRUE(less("v1.9", "Version 1.10"));
  EXPECT_TRUE(less("Rev. B", "Rev. C"));
  EXPECT_TRUE(less("1.0", "1.0.1"));
  EXPECT_TRUE(less("99999999999999999999", "100000000000000000000"));
  EXPECT_EQ(compare_versions("1.0", "1"), std::strong_ordering::equal);
  EXPECT_EQ(compare_versions("01", "v1"), std::strong_ordering::equal);
}

TEST(Versions, DoNotCompareWhereALetterStandsAgainstANumber) {
  EXPECT_FALSE(compare_versions("A", "1"));
  EXPECT_FALSE(compare_versions("", "1"));
  EXPECT_FALSE(compare_versions("-", "1"));
}

TEST(Versions, ALessExactOneCoversTheOther) {
  EXPECT_TRUE(same_version("3.2", "3.2.1"));
  EXPECT_TRUE(same_version("3.x", "3.2"));
  EXPECT_TRUE(same_version("v3.2", "3.2"));
  EXPECT_FALSE(same_version("3.2", "3.20"));
  EXPECT_FALSE(same_version("3.1.x", "3.2"));
  EXPECT_FALSE(same_version("", "3.2"));
}

TEST(Versions, TheCurrentOneIsTheSupportedOneReleasedLast) {
  Product product{
      "P", {{"3", true, base::Date{2026, 1, 1}}, {"4", false, base::Date{2026, 2, 1}}, {"2", true, base::Date{2025, 1, 1}}}};
  EXPECT_EQ(current_version(product)->version, "3");
  product.versions = {{"1", true, {}}, {"2", true, {}}};
  EXPECT_EQ(current_version(product)->version, "2");
  product.versions.clear();
  EXPECT_EQ(current_version(product), nullptr);
}

TEST(Fit, TellsProductsAndVersionsApart) {
  const std::vector<Product> products{{"ScanView", {{"2.0", false, {}}, {"3.1", true, {}}, {"3.2", true, {}}}},
                                      {"ScanView Mobile", {{"1.0", true, {}}}}};
  const auto fit = [&](const std::vector<std::string>& named) { return fit_of(named, products[0], products); };
  EXPECT_EQ(fit({}), Fit::any);
  EXPECT_EQ(fit({"scanview"}), Fit::any);
  EXPECT_EQ(fit({"ScanView\xC2\xAE 3.2"}), Fit::current);
  EXPECT_EQ(fit({"Acme ScanView, versions 3.1 and 3.2"}), Fit::current);
  EXPECT_EQ(fit({"ScanView 3.1"}), Fit::supported);
  EXPECT_EQ(fit({"ScanView 2.0"}), Fit::other_version);
  EXPECT_EQ(fit({"ScanView 7"}), Fit::other_version);
  EXPECT_EQ(fit({"ScanView Mobile 3.2"}), Fit::other_product);
  EXPECT_EQ(fit({"Other"}), Fit::other_product);
  EXPECT_EQ(fit({"Other", "ScanView 3.2"}), Fit::current);
  EXPECT_EQ(fit_of({"ScanView Mobile 1.0"}, products[1], products), Fit::current);
}

}  // namespace
}  // namespace crosswalk::review
