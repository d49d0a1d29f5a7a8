// SPDX-License-Identifier: Apache-2.0
#include "intake/recipients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "document/builder.h"

namespace crosswalk::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

document::Document sheet(const std::vector<std::string>& lines) {
  document::Builder builder({});
  builder.begin_table();
  for (std::size_t row = 0; row < lines.size(); ++row) {
    std::int32_t column = 0;
    for (const std::string_view cell : base::split(lines[row], '|'))
      builder.add_cell(static_cast<std::int32_t>(row), column++, cell);
  }
  builder.end_table(0);
  return builder.finish();
}

TEST(Recipients, AreReadByUsualNamesOfColumns) {
  const RecipientList list =
      read_recipients(sheet({"Customer|E-Mail|Channel", "St. Anna|it@anna.example|portal", "Nord||", "|a@b.example|"}));
  EXPECT_THAT(list.remarks, IsEmpty());
  ASSERT_THAT(list.recipients, SizeIs(3));
  EXPECT_EQ(list.recipients[0].who.text, "St. Anna <it@anna.example>");
  EXPECT_EQ(list.recipients[0].how, "portal");
  EXPECT_EQ(list.recipients[1].who.text, "Nord");
  EXPECT_EQ(list.recipients[2].who.text, "a@b.example");
}

TEST(Recipients, ARowThatNamesNobodyAndATableWithoutPeopleAreErrors) {
  EXPECT_EQ(read_recipients(sheet({"Name|How", "|portal"})).remarks.front().place, "row 2");
  EXPECT_THAT(read_recipients(sheet({"Colour", "red"})).remarks.front().text, HasSubstr("no column of recipients"));
}

TEST(Deliveries, AreReadWithStatusTimeAndReason) {
  const DeliveryList list = read_deliveries(
      sheet({"Mail|Status|Time|Reason", "a@b.example|Delivered|2026-11-02T01:00:00Z|", "c@d.example|bounced||no such user"}), {});
  EXPECT_THAT(list.remarks, IsEmpty());
  ASSERT_THAT(list.deliveries, SizeIs(2));
  EXPECT_EQ(list.deliveries[0].status, disclosure::DeliveryStatus::delivered);
  EXPECT_EQ(list.deliveries[0].at, artifacts::time::parse_rfc3339("2026-11-02T01:00:00Z"));
  EXPECT_EQ(list.deliveries[1].status, disclosure::DeliveryStatus::failed);
  EXPECT_EQ(list.deliveries[1].detail, "no such user");
  EXPECT_EQ(list.deliveries[1].place, "row 3");
}

TEST(Deliveries, UnknownWordsAndTimesAreErrorsOfTheirCell) {
  const DeliveryList list =
      read_deliveries(sheet({"Mail|Status|Time", "a@b.example|vanished|", "a@b.example||", "a@b.example|ok|03/04/2026"}), {});
  EXPECT_THAT(list.deliveries, IsEmpty());
  ASSERT_THAT(list.remarks, SizeIs(3));
  EXPECT_EQ(list.remarks[0].place, "cell B2");
  EXPECT_THAT(list.remarks[0].text, HasSubstr("'vanished' is none of: sent, "));
  EXPECT_EQ(list.remarks[2].place, "cell C4");
  EXPECT_THAT(list.remarks[2].text, HasSubstr("--date-order"));
}

}  // namespace
}  // namespace crosswalk::intake
