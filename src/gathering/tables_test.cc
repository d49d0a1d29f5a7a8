// SPDX-License-Identifier: Apache-2.0
#include "gathering/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "document/builder.h"
#include "gathering/cells.h"
#include "gathering/columns.h"
#include "intake/table.h"

namespace crosswalk::gathering {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

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

Gathering take(const std::vector<std::string>& lines, const TableOptions& options = {}, const std::string& name = "t.csv") {
  return gather_tables(sheet(lines), name, options);
}

std::string first(const Gathering& gathering) {
  if (gathering.entries.empty()) return {};
  std::string out = gathering.entries[0].group + ":";
  for (const auto& [field, fact] : gathering.entries[0].entry.facts) out += " " + field + "=" + base::join(fact.texts, ";");
  return out;
}

TEST(Tables, AreKnownByTheirColumns) {
  EXPECT_EQ(
      first(take({"Risk ID|Threat|Mitigations|CVSS vector|Acceptance record|CVE",
                  "R-1|Somebody listens|TLS; VPN|high|RMF-1|CVE-2026-12345"})),
      "risks: accepted=RMF-1 controls=TLS;VPN description=Somebody listens id=R-1 severity=high vulnerabilities=CVE-2026-12345");
  EXPECT_EQ(
      first(take({"SOUP|Version|Manufacturer|End of support|Support level", "zlib|1.3|Adler|2028-01-31|Actively maintained"})),
      "items: id=zlib level=actively_maintained name=zlib supplier=Adler supported_until=2028-01-31 version=1.3");
  EXPECT_EQ(first(take({"User name|Type|Roles|Shared", "root|OS|admin, service|No"})),
            "accounts: id=root kind=operating_system name=root roles=admin;service shared=no");
  EXPECT_EQ(first(take({"Interface|Port|Protocol|Direction|Default state", "Web|443|TCP|inbound|enabled"})),
            "interfaces: default=open direction=in id=web name=Web port=443 transport=tcp");
  EXPECT_EQ(first(take({"Finding ID|Finding|Found in|Disposition|Ticket", "F-1|Cookie without Secure|testing|resolved|LP-1"})),
            "findings: decision=fixed id=F-1 record=LP-1 source=testing text=Cookie without Secure");
  EXPECT_EQ(first(take({"CVE ID|Package|VEX status|Justification", "cve-2026-12345|zlib|not affected|Never called"})),
            "known_vulnerabilities: component=zlib statement=Never called status=not_affected vulnerability=CVE-2026-12345");
}

TEST(Tables, FactsHaveTheirCellAsOrigin) {
  const Gathering out = gather_tables(sheet({"Risk ID|Threat|Controls", "R-1|x|TLS"}, "Risks"), "register.xlsx", {});
  ASSERT_EQ(out.entries.size(), 1U);
  EXPECT_EQ(out.entries[0].entry.find("controls")->origin, "register.xlsx, sheet Risks, cell C2");
}

TEST(Tables, CellsThatCannotBeUnderstoodAreErrorsWithTheirCell) {
  const Gathering out = take({"Interface|Port|Direction|Can be closed|Medium", "Web|99999|sideways|perhaps|carrier pigeon"});
  EXPECT_TRUE(out.remarks.has_errors());
  const std::string text = out.remarks.text();
  EXPECT_THAT(text, HasSubstr("t.csv, cell B2: error: 'port': '99999' is no port"));
  EXPECT_THAT(text, HasSubstr("t.csv, cell C2: error: 'direction': 'sideways' is none of: in, out, both"));
  EXPECT_THAT(text, HasSubstr("t.csv, cell D2: error: 'can_be_closed': 'perhaps' is neither yes nor no"));
  EXPECT_THAT(text, HasSubstr("t.csv, cell E2: error: 'medium'"));
  EXPECT_EQ(first(out), "interfaces: id=web name=Web");
}

TEST(Tables, DatesThatCanBeTwoDaysAreRefusedUntilSomebodySaysTheOrder) {
  const std::vector<std::string> lines{"SOUP|Version|End of support", "zlib|1.3|03/04/2028"};
  EXPECT_THAT(take(lines).remarks.text(), HasSubstr("t.csv, cell C2: error: 'supported_until': '03/04/2028' can be 2028-04-03 or "
                                                    "2028-03-04: give --date-order dmy or mdy"));
  TableOptions options;
  options.order = intake::DateOrder::mdy;
  EXPECT_THAT(first(take(lines, options)), HasSubstr("supported_until=2028-03-04"));
  EXPECT_THAT(first(take({lines[0], "zlib|1.3|31.12.2028"})), HasSubstr("supported_until=2028-12-31"));
  EXPECT_THAT(take({lines[0], "zlib|1.3|December 2028"}).remarks.text(), HasSubstr("has no day"));
}

TEST(Tables, RisksThatAreClosedAndColumnsThatNobodyKnowsAreToldAndLeftOut) {
  const Gathering out = take({"Risk ID|Threat|Status|Owner", "R-1|a|Closed|x", "R-2|b|Open|y"});
  ASSERT_EQ(out.entries.size(), 1U);
  EXPECT_EQ(out.entries[0].entry.text("id"), "R-2");
  EXPECT_FALSE(out.remarks.has_errors());
  EXPECT_THAT(out.remarks.text(), HasSubstr("t.csv, cell C2: warning: the row is left out: it is 'Closed'"));
  EXPECT_THAT(out.remarks.text(), HasSubstr("column D: warning: 'Owner' left out"));
}

TEST(Tables, PasswordsAreNotTaken) {
  const Gathering out = take({"Account|Type|Default password", "root|OS|hunter2"});
  EXPECT_EQ(first(out), "accounts: id=root kind=operating_system name=root");
  EXPECT_THAT(out.remarks.text(), Not(HasSubstr("hunter2")));
}

TEST(Tables, TheUserSaysWhatColumnsAre) {
  TableOptions options;
  options.columns = {{"Was kann passieren", "risks.description"}, {"Kennung", "risks.id"}, {"Maßnahme", "risks.controls"}};
  EXPECT_EQ(first(take({"Kennung|Was kann passieren|Maßnahme", "R-1|Mitlesen|TLS"}, options)),
            "risks: controls=TLS description=Mitlesen id=R-1");
  options.columns["Nirgends"] = "risks.plan";
  EXPECT_THAT(take({"Kennung|Was kann passieren|Maßnahme", "R-1|Mitlesen|TLS"}, options).remarks.text(),
              HasSubstr("there is no column 'Nirgends'"));
  options.columns = {{"Risk", "-"}};
  EXPECT_THAT(take({"Risk|Threat|Controls", "a|b|c"}).remarks.text(),
              HasSubstr("another column is taken for 'description' already"));
  EXPECT_EQ(first(take({"Risk|Threat|Controls", "a|b|c"}, options)), "risks: controls=c description=b");
}

TEST(Tables, WhatCouldBeTwoThingsOrNoneIsNotGuessed) {
  const Gathering none = take({"Date|Weather", "2026-01-01|rain"});
  EXPECT_THAT(none.entries, IsEmpty());
  EXPECT_THAT(none.remarks.text(), HasSubstr("left out: its columns are none of risks"));
  const Gathering two = take({"Name|Purpose", "x|y"});
  EXPECT_THAT(two.entries, IsEmpty());
  EXPECT_THAT(two.remarks.text(), HasSubstr("error: its rows can be 'interfaces' or 'accounts'"));
  EXPECT_EQ(first(take({"Name|Purpose", "x|y"}, {}, "our-accounts.csv")), "accounts: id=x name=x purpose=y");
}

TEST(Tables, UsualNamesLeadToFieldsThatThereAre) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const ColumnName& each : column_names()) {
    const release::GroupSpec* group = release::find_group(each.group);
    ASSERT_NE(group, nullptr) << each.group;
    EXPECT_TRUE(each.field.empty() || each.field == closed_rows || group->find(each.field) != nullptr)
        << each.group << "." << each.field;
    EXPECT_EQ(intake::plain_name(each.name), each.name);
    EXPECT_TRUE(seen.emplace(each.group, each.name).second) << each.group << " " << each.name;
    EXPECT_FALSE(needed_columns(each.group).empty()) << each.group;
  }
}

TEST(Cells, IdsAreMadeOfNames) {
  EXPECT_EQ(id_of("@angular/core"), "angular-core");
  EXPECT_EQ(id_of("Web  Interface (HTTPS)"), "web-interface-https");
  EXPECT_EQ(id_of("\xC3\xA4\xC3\xB6"), "");
}

}  // namespace
}  // namespace crosswalk::gathering
