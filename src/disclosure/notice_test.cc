// SPDX-License-Identifier: Apache-2.0
#include "disclosure/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

Notice notice() {
  Notice out{"N1", "Customers", "law/report", "a.pdf", "00", {}};
  add_recipients(out, {{{"St. Anna <it@anna.example>"}, "mail", {}, ""}, {{"Klinik Nord"}, "letter", {}, ""}});
  return out;
}

TEST(Notice, GetsTheNextFreeIdOfItsCase) {
  Case one;
  EXPECT_EQ(add_notice(one, notice()), "N1");
  EXPECT_EQ(add_notice(one, notice()), "N2");
  one.notices.erase(one.notices.begin());
  EXPECT_EQ(add_notice(one, notice()), "N3");
  EXPECT_NE(find_notice(one, "N2"), nullptr);
  EXPECT_EQ(find_notice(one, "N1"), nullptr);
}

TEST(Notice, NamesEverybodyOnce) {
  Notice one = notice();
  EXPECT_EQ(
      add_recipients(one, {{{"Anna again <IT@Anna.example>"}, "", {}, ""}, {{"klinik  nord"}, "", {}, ""}, {{"B"}, "", {}, ""}}),
      1U);
  EXPECT_THAT(one.recipients, SizeIs(3));
  EXPECT_TRUE(is_same_person("A <a@b.example>", "a@B.example"));
  EXPECT_FALSE(is_same_person("A <a@b.example>", "A <c@b.example>"));
}

TEST(Notice, MarksOnlyThoseWhoWereNotTold) {
  Notice one = notice();
  one.recipients.front().at = at("2026-11-01T00:00:00Z");
  EXPECT_EQ(mark_told(one, "portal", at("2026-11-02T00:00:00Z")), 1U);
  EXPECT_EQ(one.recipients[0].at, at("2026-11-01T00:00:00Z"));
  EXPECT_EQ(one.recipients[0].how, "mail");
  EXPECT_EQ(one.recipients[1].how, "portal");
  EXPECT_EQ(count_recipients(one).told, 2U);
}

TEST(Notice, ADeliveryReportConfirmsAndAFailureStaysOpen) {
  Notice one = notice();
  mark_told(one, "", at("2026-11-02T00:00:00Z"));
  const auto done =
      apply_deliveries(one,
                       {{{"it@anna.example"}, DeliveryStatus::delivered, at("2026-11-02T01:00:00Z"), "250 ok", "row 2"},
                        {{"Klinik Nord"}, DeliveryStatus::failed, at("2026-11-02T02:00:00Z"), "moved", "row 3"}},
                       "report.csv");
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_EQ(one.recipients[0].confirmed, "delivered 2026-11-02T01:00:00Z, by report.csv; 250 ok");
  EXPECT_FALSE(one.recipients[1].at);
  EXPECT_EQ(one.recipients[1].how, "letter; failed 2026-11-02T02:00:00Z: moved");
  EXPECT_EQ(count_recipients(one).open, 1U);
  EXPECT_EQ(count_recipients(one).confirmed, 1U);
}

TEST(Notice, AConfirmationIsKeptBesideTheDelivery) {
  Notice one = notice();
  mark_told(one, "", at("2026-11-02T00:00:00Z"));
  const auto take = [&](DeliveryStatus status, std::string_view when, std::string_view report) {
    const auto done = apply_deliveries(one, {{{"it@anna.example"}, status, at(when), "", "row 2"}}, report);
    EXPECT_TRUE(done);
    return one.recipients[0].confirmed;
  };
  EXPECT_EQ(take(DeliveryStatus::delivered, "2026-11-02T01:00:00Z", "a.csv"), "delivered 2026-11-02T01:00:00Z, by a.csv");
  const std::string both = "delivered 2026-11-02T01:00:00Z, by a.csv; confirmed 2026-11-03T01:00:00Z, by b.csv";
  EXPECT_EQ(take(DeliveryStatus::confirmed, "2026-11-03T01:00:00Z", "b.csv"), both);
  // The same report once more says nothing new.
  EXPECT_EQ(take(DeliveryStatus::delivered, "2026-11-02T01:00:00Z", "a.csv"), both);
}

// What earlier versions called "N-2" is shown and found as "N2", and its number is not given again.
TEST(Notice, IdsWithAHyphenAreTheSame) {
  Case one;
  one.notices.push_back(notice());
  one.notices.push_back(notice());
  one.notices.back().id = "N-2";
  EXPECT_EQ(shown_id(one.notices.back()), "N2");
  EXPECT_EQ(find_notice(one, "N2"), &one.notices.back());
  EXPECT_EQ(find_notice(one, "N-1"), &one.notices.front());
  EXPECT_EQ(find_notice(one, "N"), nullptr);
  EXPECT_EQ(find_notice(one, "N2x"), nullptr);
  EXPECT_EQ(add_notice(one, notice()), "N3");
  one.notices.erase(one.notices.begin());
  EXPECT_EQ(add_notice(one, notice()), "N4");
  one.notices.back().id = "letter";
  EXPECT_EQ(shown_id(one.notices.back()), "letter");
}

TEST(Notice, AReportThatDoesNotFitChangesNothingAndNamesEveryLine) {
  Notice one = notice();
  const auto done = apply_deliveries(one,
                                     {{{"it@anna.example"}, DeliveryStatus::delivered, at("2026-11-02T01:00:00Z"), "", "row 2"},
                                      {{"nobody@x.example"}, DeliveryStatus::delivered, {}, "", "row 3"},
                                      {{"Klinik Nord"}, DeliveryStatus::sent, {}, "", "row 4"}},
                                     "report.csv");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().detail,
              AllOf(HasSubstr("row 3: 'nobody@x.example' is no recipient"), HasSubstr("row 4: it does not say when")));
  EXPECT_EQ(count_recipients(one).open, 2U);
}

TEST(Notice, OpenAreThoseNotToldAndThoseWhoDidNotConfirm) {
  Case one;
  one.id = "V-1";
  Notice told = notice();
  told.recipients[0].at = at("2026-11-02T00:00:00Z");
  told.recipients[0].confirmed = "yes";
  told.recipients[1].at = at("2026-11-03T00:00:00Z");
  one.notices.push_back(told);
  const auto open = open_recipients(one, at("2026-11-04T00:00:00Z"));
  ASSERT_THAT(open, SizeIs(1));
  EXPECT_EQ(open.front().who.text, "Klinik Nord");
  EXPECT_EQ(open.front().told, at("2026-11-03T00:00:00Z"));
  // Earlier nobody was told.
  EXPECT_THAT(open_recipients(one, at("2026-11-01T00:00:00Z")), SizeIs(2));
  EXPECT_FALSE(open_recipients(one, at("2026-11-01T00:00:00Z")).front().told);
}

}  // namespace
}  // namespace crosswalk::disclosure
