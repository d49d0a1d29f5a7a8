// SPDX-License-Identifier: Apache-2.0
#include "gathering/previous.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::gathering {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view before =
    R"(release: {product: ScanView, version: 4.2.0, build: "7", released: 2026-03-02, contact: psirt@a.example}
documents:
  - {kind: mds2, id: SEC-1, version: "1", approved_by: A. B., approved: 2026-03-01}
environment:
  description: Version 4.2.0 is used in hospitals.
  network_zone: {value: An imaging network, origin: "guide.md, line 3"}
items:
  - {name: libjpeg, version: 2.1.4, supplier: IJG, class: maintained, level: actively_maintained}
  - {name: zlib, version: "1.3", class: maintained, supported_until: 2028-01-01}
tailoring:
  - {requirement: 5.7.4, decision: adapted, justification: x, approved_by: A, expertise: y, approved: 2026-02-27}
risks:
  - {id: R-1, description: d, controls: [c], affected: versions from 14.2.0 on, status: 2026-02-27, accepted: RMF-1}
known_vulnerabilities:
  - {vulnerability: CVE-2026-11111, component: zlib, status: fixed}
  - {vulnerability: CVE-2026-22222, component: zlib, status: not_affected, statement: s}
findings:
  - {id: F-1, text: done, decision: fixed, record: T-1, closed: 2026-02-27}
  - {id: F-2, text: open, decision: accepted, reason: r, record: T-2}
changes:
  - {kind: other, text: new}
)";

Gathering carried(const std::vector<Gathering>& others = {}) {
  packs::Diagnostics diagnostics;
  const auto facts = release::read_release(before, "b.yaml", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  return carry_over(*facts, "releases/4.2.0.yaml", others);
}

/// The fields of a group's entries: "field=value ...", a line for each entry.
std::string group_of(const Gathering& gathering, std::string_view group) {
  std::string out;
  for (const Gathered& each : gathering.entries) {
    if (each.group != group) continue;
    for (const auto& [field, fact] : each.entry.facts) out += field + "=" + fact.texts[0] + " ";
    out += "\n";
  }
  return out;
}

TEST(CarryOver, WhatStaysHasItsLineAsOrigin) {
  const Gathering out = carried();
  EXPECT_EQ(group_of(out, "release"), "contact=psirt@a.example product=ScanView \n");
  EXPECT_EQ(group_of(out, "documents"), "id=SEC-1 kind=mds2 \n");
  EXPECT_EQ(group_of(out, "environment"), "network_zone=An imaging network \n");
  EXPECT_EQ(group_of(out, "risks"), "affected=versions from 14.2.0 on controls=c description=d id=R-1 \n");
  for (const Gathered& each : out.entries) {
    if (each.group == "environment") {
      EXPECT_EQ(each.entry.find("network_zone")->origin, "releases/4.2.0.yaml, line 6 (from guide.md, line 3)");
    } else if (each.group == "risks") {
      EXPECT_EQ(each.entry.find("id")->origin, "releases/4.2.0.yaml, line 13");
    }
  }
}

TEST(CarryOver, WhatIsOfOneReleaseIsLeftOutAndTold) {
  const Gathering out = carried();
  EXPECT_EQ(group_of(out, "tailoring"), "");
  EXPECT_EQ(group_of(out, "changes"), "");
  EXPECT_EQ(group_of(out, "known_vulnerabilities"), "component=zlib vulnerability=CVE-2026-22222 \n");
  EXPECT_EQ(group_of(out, "findings"), "id=F-2 record=T-2 text=open \n");
  EXPECT_FALSE(out.remarks.has_errors());
  EXPECT_THAT(out.remarks.text(),
              HasSubstr("not carried over, as it was decided and approved for the version before: tailoring"));
  EXPECT_THAT(out.remarks.text(), HasSubstr("as they name version 4.2.0: environment.description"));
  EXPECT_THAT(out.remarks.text(), Not(HasSubstr("risks.affected")));
}

TEST(CarryOver, FactsOfAnItemsVersionNeedTheSameVersion) {
  EXPECT_EQ(group_of(carried(), "items"), "class=maintained name=libjpeg supplier=IJG \nclass=maintained name=zlib \n");
  Gathering bom;
  for (const auto& [name, version] : std::map<std::string, std::string>{{"libjpeg", "3.0.1"}, {"zlib", "1.3"}}) {
    Gathered item;
    item.group = "items";
    item.entry.facts["name"] = {{name}, 0, 0, "bom.json"};
    item.entry.facts["version"] = {{version}, 0, 0, "bom.json"};
    bom.entries.push_back(std::move(item));
  }
  EXPECT_EQ(group_of(carried({bom}), "items"),
            "class=maintained name=libjpeg supplier=IJG \nclass=maintained name=zlib supported_until=2028-01-01 version=1.3 \n");
}

TEST(CarryOver, NamesFieldsThatThereAre) {
  for (const OfOneRelease& each : of_one_release()) {
    const release::GroupSpec* group = release::find_group(each.group);
    ASSERT_NE(group, nullptr) << each.group;
    EXPECT_TRUE(each.field.empty() || group->find(each.field) != nullptr) << each.group << "." << each.field;
    EXPECT_FALSE(each.why.empty());
  }
}

}  // namespace
}  // namespace crosswalk::gathering
