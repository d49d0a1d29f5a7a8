// SPDX-License-Identifier: Apache-2.0
#include "intake/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.h"
#include "document/builder.h"
#include "intake/moment.h"
#include "intake/versions.h"

namespace crosswalk::intake {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

disclosure::Organisation organisation() {
  disclosure::Organisation out;
  out.products.push_back({"Pump", {{"2.3.0", true, {}}, {"2.4.1", true, {}}}});
  return out;
}

/// A document of one sheet; cells with '|' between them, the first line holds the names.
document::Document sheet(const std::vector<std::string>& lines, const std::string& name = {}) {
  document::Builder builder({});
  builder.begin_table(name);
  for (std::size_t row = 0; row < lines.size(); ++row) {
    std::int32_t column = 0;
    for (const std::string_view cell : base::split(lines[row], '|'))
      builder.add_cell(static_cast<std::int32_t>(row), column++, cell);
  }
  builder.end_table(0);
  return builder.finish();
}

std::vector<std::string> errors_of(const std::vector<Remark>& remarks) {
  std::vector<std::string> out;
  for (const Remark& remark : remarks)
    if (remark.is_error) out.push_back(remark.place + " " + remark.text);
  return out;
}

class Table : public ::testing::Test {
 protected:
  Intake take(const std::vector<std::string>& lines) { return cases_of_tables(sheet(lines), Format::csv, options); }
  /// The errors of the one row below these names.
  std::vector<std::string> errors(const std::string& names, const std::string& row) {
    const Intake intake = take({"Title|Received on|Source|" + names, "A|2026-11-02|customer|" + row});
    EXPECT_THAT(errors_of(intake.remarks), IsEmpty());
    EXPECT_THAT(intake.entries, SizeIs(1));
    return intake.entries.empty() ? std::vector<std::string>() : errors_of(intake.entries.front().remarks);
  }
  disclosure::Organisation maker = organisation();
  Options options{DateOrder::unsaid, {}, &maker, {}, disclosure::SourceKind::unsaid, {}};
};

TEST_F(Table, UsualNamesOfColumnsBecomeMembersOfACase) {
  const Intake intake =
      take({"Title|CVE-ID|Received on|Found by|CVSS Vector|Product|Affected versions|Fixed in|TLP|Reported by",
            "Open port|cve-2026-1234, GHSA-abcd|2026-11-02|own test|CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H|"
            "pump|< 2.4.1|2.4.1|TLP:CLEAR|Jo <jo@example.org>"});
  ASSERT_THAT(intake.entries, SizeIs(1));
  EXPECT_THAT(errors_of(intake.entries.front().remarks), IsEmpty());
  const disclosure::Case& one = intake.entries.front().one;
  EXPECT_EQ(one.title, "Open port");
  EXPECT_THAT(one.ids, ElementsAre("CVE-2026-1234", "GHSA-abcd"));
  EXPECT_EQ(one.source.kind, disclosure::SourceKind::own_test);
  EXPECT_EQ(one.source.reporter.text, "Jo <jo@example.org>");
  EXPECT_EQ(disclosure::moment_of(one, disclosure::Trigger::aware), artifacts::time::parse_rfc3339("2026-11-02T00:00:00Z"));
  ASSERT_THAT(one.affected, SizeIs(1));
  EXPECT_EQ(one.affected.front().product, "Pump");
  EXPECT_EQ(one.affected.front().versions, "vers:generic/<2.4.1");
  ASSERT_THAT(one.resolution.fixed, SizeIs(1));
  EXPECT_EQ(one.resolution.fixed.front().version, "2.4.1");
  EXPECT_EQ(one.resolution.kind, disclosure::ResolutionKind::fix);
  EXPECT_EQ(one.distribution.tlp, disclosure::Tlp::white);
  EXPECT_EQ(intake.entries.front().place, "row 2");
}

TEST_F(Table, WordsOutsideTheirListAreErrorsWithTheListAndTheCell) {
  EXPECT_THAT(errors("Outcome", "maybe"), ElementsAre(AllOf(HasSubstr("cell D2"), HasSubstr("undecided, valid, not_a_vuln"))));
  EXPECT_THAT(errors("TLP", "purple"), ElementsAre(HasSubstr("WHITE (CLEAR), GREEN, AMBER, RED")));
  EXPECT_THAT(errors("Product", "Pumpe"), Contains(HasSubstr("the workspace has no product 'Pumpe'; it has: Pump")));
}

TEST_F(Table, WhatCannotBeReadIsAnErrorAndNothingIsGuessed) {
  EXPECT_THAT(errors("CVSS", "7.5"), ElementsAre(HasSubstr("'7.5' is no CVSS vector")));
  EXPECT_THAT(errors("CVSS", "CVSS:3.1/AV:N/AC:L"), ElementsAre(HasSubstr("no CVSS vector")));
  EXPECT_THAT(errors("CVE", "CVE-26-1"), ElementsAre(HasSubstr("no CVE id")));
  EXPECT_THAT(errors("CWE", "XSS"), ElementsAre(HasSubstr("no id of the CWE list")));
  EXPECT_THAT(errors("CWE", "CWE-99998"), ElementsAre(HasSubstr("no weakness")));
  EXPECT_THAT(errors("Fixed in", "2.4.1"), ElementsAre(HasSubstr("no product")));
  EXPECT_THAT(errors("Product|Affected versions", "Pump|some old ones"),
              Contains(HasSubstr("cell E2 'some old ones' is no range")));
}

TEST_F(Table, AnAmbiguousDateAsksForTheOrder) {
  const std::vector<std::string> lines{"Title|Received|Source", "A|03/04/2026|customer", "B|15/04/2026|customer"};
  const Intake unsaid = take(lines);
  ASSERT_THAT(unsaid.entries, SizeIs(2));
  EXPECT_THAT(errors_of(unsaid.entries[0].remarks),
              ElementsAre("cell B2 '03/04/2026' can be 2026-04-03 or 2026-03-04: give --date-order dmy or mdy"));
  EXPECT_THAT(errors_of(unsaid.entries[1].remarks), IsEmpty());
  options.order = DateOrder::dmy;
  EXPECT_FALSE(take(lines).has_errors());
  options.order = DateOrder::mdy;
  EXPECT_THAT(errors_of(take(lines).entries[1].remarks), ElementsAre(HasSubstr("does not fit --date-order mdy")));
}

TEST_F(Table, WithoutAwarenessOrSourceTheOptionsAreAskedFor) {
  const Intake intake = take({"Title|Owner", "A|Jo"});
  EXPECT_THAT(errors_of(intake.entries.front().remarks), ElementsAre(HasSubstr("--source"), HasSubstr("--aware")));
  EXPECT_EQ(intake.columns[1].member, "");
  options.source = disclosure::SourceKind::customer;
  options.aware = 1000;
  EXPECT_FALSE(take({"Title|Owner", "A|Jo"}).has_errors());
}

TEST_F(Table, TheUsersColumnsGoBeforeTheUsualNames) {
  options.columns = {{"Was ist es", "title"}, {"Title", "-"}, {"Wann", "events.aware"}};
  options.source = disclosure::SourceKind::customer;
  const Intake intake = take({"Was ist es|Title|Wann", "Ein Loch|x|2026-11-02"});
  ASSERT_THAT(intake.entries, SizeIs(1));
  EXPECT_FALSE(intake.has_errors());
  EXPECT_EQ(intake.entries.front().one.title, "Ein Loch");
}

TEST_F(Table, MappingsThatCannotBeAreErrorsOfTheFile) {
  options.columns = {{"Title", "tittle"}};
  EXPECT_THAT(errors_of(take({"Title|CVE", "A|CVE-2026-1234"}).remarks),
              Contains(HasSubstr("'tittle' is no member; there are: title")));
  options.columns = {{"Titel", "title"}};
  EXPECT_THAT(errors_of(take({"Title", "A"}).remarks), ElementsAre(HasSubstr("there is no column 'Titel'; there are: Title")));
  options.columns = {};
  EXPECT_THAT(errors_of(take({"Title|Summary", "A|B"}).remarks), ElementsAre(HasSubstr("taken for 'title' already")));
  EXPECT_THAT(errors_of(take({"Colour|Size", "A|B"}).remarks), ElementsAre(HasSubstr("no table of cases")));
}

TEST_F(Table, AProductWithoutVersionsIsUnderInvestigationAndThatIsSaid) {
  const Intake intake = take({"Title|Received|Source|Product", "A|2026-11-02|customer|Pump"});
  ASSERT_FALSE(intake.has_errors());
  EXPECT_EQ(intake.entries.front().one.affected.front().status, disclosure::AffectedStatus::under_investigation);
  EXPECT_THAT(intake.entries.front().remarks,
              Contains(::testing::Field(&Remark::text, HasSubstr("does not say which versions"))));
}

TEST_F(Table, ALaterStageWantsWhatThatStageNeeds) {
  EXPECT_THAT(errors("Stage|Outcome", "analysed|valid"), AllOf(Contains(HasSubstr("missing for 'analysed': ratings")),
                                                               Contains(HasSubstr("missing for 'analysed': affected"))));
}

TEST_F(Table, WhatIsWrittenIsReadAgain) {
  const Intake intake = take({"Title|CVE|Owner|CVSS", "\"A\"|CVE-2026-1234|x|7", "|||", "B|||"});
  const auto again = read_intake(write_intake(intake));
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(write_intake(*again), write_intake(intake));
  EXPECT_THAT(again->entries, SizeIs(2));
}

TEST_F(Table, AMessageIsNeverCutWithinACharacter) {
  std::string word = "x";
  while (word.size() < 200) word += "\xC3\xA4";
  const Intake intake = take({"Title|Outcome|CVSS", "A|" + word + "|" + word});
  for (const Remark& remark : intake.entries.front().remarks) EXPECT_TRUE(base::is_utf8(remark.text)) << remark.text;
  EXPECT_TRUE(read_intake(write_intake(intake)));
  EXPECT_EQ(beginning_of("a\xC3\xA4", 2), "a");
  EXPECT_EQ(beginning_of("a\xC3\xA4", 3), "a\xC3\xA4");
}

TEST_F(Table, EveryUsualNameStandsInTheManual) {
  std::ifstream file(std::string(CROSSWALK_SOURCE_DIR) + "/docs/importing-cases.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const Synonym& each : synonyms()) EXPECT_THAT(text.str(), HasSubstr(each.name)) << "docs/importing-cases.md";
  const std::vector<std::string> members = table_members();
  for (const std::string& member : members) {
    if (!member.starts_with("events.")) {
      EXPECT_THAT(text.str(), HasSubstr("`" + member + "`"));
    }
  }
  for (const Synonym& each : synonyms()) {
    if (!each.member.empty()) {
      EXPECT_THAT(members, Contains(std::string(each.member)));
    }
  }
}

TEST(Moment, ReadsWhatTablesHold) {
  const auto zone = *disclosure::Zone::named("Europe/Berlin");
  const auto text = [&](std::string_view moment) {
    const auto at = read_moment(moment, DateOrder::unsaid, zone);
    return at ? artifacts::time::text_of(*at) : at.error().detail;
  };
  EXPECT_EQ(text("2026-11-23"), "2026-11-22T23:00:00Z");
  EXPECT_EQ(text("2026-07-23 14:30"), "2026-07-23T12:30:00Z");
  EXPECT_EQ(text("2026-11-23T14:30:05"), "2026-11-23T13:30:05Z");
  EXPECT_EQ(text("2026-11-23T14:30:05Z"), "2026-11-23T14:30:05Z");
  EXPECT_EQ(text("23 November 2026"), "2026-11-22T23:00:00Z");
  EXPECT_EQ(text("Mon, 23 Nov 2026 14:30:00 +0100"), "2026-11-23T13:30:00Z");
  // The day on which the clock goes forward: 03:30 is two and a half hours after its beginning.
  EXPECT_EQ(text("2026-03-29 03:30"), "2026-03-29T01:30:00Z");
  EXPECT_THAT(text("November 2026"), HasSubstr("has no day"));
  EXPECT_THAT(text("23 November"), HasSubstr("has no year"));
  EXPECT_THAT(text("2026-02-30"), HasSubstr("is no date"));
  EXPECT_THAT(text("soon"), HasSubstr("is no date"));
  // A leap second behind the last moment that can be written down.
  EXPECT_EQ(text("9999-12-31T23:59:59Z"), "9999-12-31T23:59:59Z");
  EXPECT_THAT(text("9999-12-31T23:59:60Z"), HasSubstr("outside the years"));
  EXPECT_THAT(text("9999-12-31T23:30:00-01:00"), HasSubstr("outside the years"));
  EXPECT_THAT(text("2026-11-23 25:00"), HasSubstr("is no date"));
}

TEST(Versions, AreReadAsPeopleWriteThem) {
  const auto text = [](std::string_view range) {
    const auto read = read_versions(range);
    return read ? *read : "no: " + read.error().detail;
  };
  EXPECT_EQ(text("2.3.0"), "vers:generic/2.3.0");
  EXPECT_EQ(text("v2.3.0, 2.4.0"), "vers:generic/2.3.0|2.4.0");
  EXPECT_EQ(text("< 2.4.1"), "vers:generic/<2.4.1");
  EXPECT_EQ(text(">= 2.0, < 2.4.1"), "vers:generic/>=2.0|<2.4.1");
  EXPECT_EQ(text("prior to 2.1"), "vers:generic/<2.1");
  EXPECT_EQ(text("All"), "vers:generic/*");
  EXPECT_EQ(text("vers:semver/<2.4.1|>=2.0.0"), "vers:semver/>=2.0.0|<2.4.1");
  EXPECT_THAT(text("some old ones"), HasSubstr("no range of versions"));
  EXPECT_THAT(text(""), HasSubstr("no: "));
}

}  // namespace
}  // namespace crosswalk::intake
