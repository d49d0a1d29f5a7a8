// SPDX-License-Identifier: Apache-2.0
#include "release/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::release {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What is wrong with a release file, "LINE: MESSAGE".
std::vector<std::string> mistakes(std::string_view text, const Known& known = {}) {
  packs::Diagnostics diagnostics;
  const auto facts = read_release(text, "release.yaml", diagnostics);
  if (facts) check_release(*facts, known, diagnostics);
  std::vector<std::string> out;
  for (const packs::Diagnostic& each : diagnostics.items()) out.push_back(std::to_string(each.line) + ": " + each.message);
  return out;
}

constexpr std::string_view complete = R"(release:
  product: ScanView
  version: 4.3.0
  previous: 4.2.1
roles:
  - id: admin
    name: Administrator
accounts:
  - id: service-login
    kind: vendor
    roles: [admin]
    can_be_disabled: yes
interfaces:
  - {id: web, medium: network, port: 443, transport: tcp, direction: in}
  - {id: dicom, medium: network, port: 11112, transport: tcp, direction: in}
  - {id: update, medium: network, port: 443, transport: tcp, direction: out}
risks:
  - id: R-1
    description: Studies can be read on the way.
    compensating: [Put it into a network of its own., Use the proxy.]
    transferred: yes
    vulnerabilities: CVE-2026-12345
backup:
  what: {value: The database., origin: "backup.md, line 3"}
)";

TEST(ReleaseFacts, AreReadWithPlacesAndOrigins) {
  packs::Diagnostics diagnostics;
  const auto facts = read_release(complete, "release.yaml", diagnostics);
  ASSERT_TRUE(facts);
  EXPECT_THAT(diagnostics.items(), IsEmpty());
  EXPECT_EQ(facts->product(), "ScanView");
  EXPECT_EQ(facts->entries("interfaces").size(), 3U);
  EXPECT_EQ(facts->entries("accounts")[0].yes_no("can_be_disabled"), true);
  EXPECT_EQ(facts->entries("accounts")[0].yes_no("shared"), std::nullopt);
  EXPECT_EQ(facts->entries("risks")[0].text("compensating"), "Put it into a network of its own; Use the proxy.");
  EXPECT_EQ(facts->entries("backup")[0].find("what")->origin, "backup.md, line 3");
  EXPECT_EQ(facts->entries("risks")[0].find("description")->line, 19);
  EXPECT_THAT(facts->entries("hardening"), IsEmpty());
}

TEST(ReleaseFacts, WhatIsRightHasNoMistakes) {
  EXPECT_THAT(mistakes(complete, {{"4.3.0", "4.2.1"}, std::set<std::string>{"CVE-2026-12345"}}), IsEmpty());
}

TEST(ReleaseFacts, MistakesOfFormHaveTheirLine) {
  EXPECT_THAT(mistakes("release: {product: A, version: \"1\"}\nports:\n  - 443\n"), ElementsAre("2: there is no group 'ports'"));
  EXPECT_THAT(mistakes("release:\n  product: A\n  versoin: 1\n"), ElementsAre("3: 'release' has no field 'versoin'"));
  EXPECT_THAT(mistakes("release: [1]\n"), ElementsAre("1: 'release' is no list", "1: the group 'release' is missing"));
  EXPECT_THAT(mistakes("- a\n"), ElementsAre("1: a release file is a map of groups"));
  const std::string head = "release: {product: A, version: \"1\"}\n";
  EXPECT_THAT(mistakes(head + "interfaces: {port: 70000}\n"), ElementsAre("2: 'port': '70000' is no port"));
  EXPECT_THAT(mistakes(head + "interfaces: {port: 6000-5000}\n"), ElementsAre("2: 'port': '6000-5000' is no port"));
  EXPECT_THAT(mistakes(head + "support: {until: 2026-02-30}\n"), ElementsAre("2: 'until': '2026-02-30' is no day"));
  EXPECT_THAT(mistakes(head + "items: {class: ours}\n"), ElementsAre("2: 'class': 'ours' is not in the list"));
  EXPECT_THAT(mistakes(head + "accounts: {shared: maybe}\n"), ElementsAre("2: 'shared': 'maybe' is neither yes nor no"));
  EXPECT_THAT(mistakes(head + "accounts: {name: [a, b]}\n"), ElementsAre("2: 'name' is one value, not a list"));
  EXPECT_THAT(mistakes(head + "changes: {vulnerabilities: [CVE-1]}\n"),
              ElementsAre("2: 'vulnerabilities': 'CVE-1' is no CVE id"));
  EXPECT_THAT(mistakes(head + "coverage: {part: chapter 2}\n"), ElementsAre("2: 'part': 'chapter 2' is no number of a clause"));
}

TEST(ReleaseFacts, WhatCannotBeSoIsNamed) {
  const std::string head = "release: {product: A, version: 4.3.0}\n";
  EXPECT_THAT(mistakes(head, {{"4.2.0"}, {}}), ElementsAre("1: there is no version '4.3.0' of the product"));
  EXPECT_THAT(mistakes(head + "roles:\n  - id: admin\naccounts:\n  - id: admin\n"),
              ElementsAre("5: the id 'admin' stands in line 3 too"));
  EXPECT_THAT(mistakes(head + "accounts: {id: a, roles: [nurse]}\n"), ElementsAre("2: there is no role 'nurse'"));
  EXPECT_THAT(
      mistakes(
          head +
          "interfaces:\n  - {medium: network, port: 443, transport: tcp}\n  - {medium: network, port: 443, transport: tcp}\n"),
      ElementsAre("4: port 443 is taken in line 3"));
  EXPECT_THAT(mistakes(head + "interfaces: {medium: usb, port: 1}\n"), ElementsAre("2: an interface over 'usb' has no port"));
  EXPECT_THAT(mistakes(head + "risks: {id: R-1, description: x}\n"),
              ElementsAre("2: risk 'R-1' has no control, no compensating control and no acceptance"));
  EXPECT_THAT(mistakes(head + "risks: {id: R-1, controls: x, transferred: yes}\n"),
              ElementsAre("2: risk 'R-1' is the operator's, who is not told what to do"));
  EXPECT_THAT(mistakes(head + "tailoring: {requirement: 5.7.4, justification: x, approved_by: A, expertise: y}\n"),
              ElementsAre("2: tailoring of '5.7.4' without 'approved'"));
  EXPECT_THAT(mistakes(head + "findings: {id: F-1, decision: accepted}\n"),
              ElementsAre("2: finding 'F-1' is accepted without 'reason'"));
  EXPECT_THAT(mistakes(head + "scope: {item: App, inside: no}\n"), ElementsAre("2: 'App' is outside the scope without 'reason'"));
  EXPECT_THAT(mistakes(head + "coverage: {part: E.2.1, covered: yes}\n"),
              ElementsAre("2: part 'E.2.1' is covered without 'document'"));
  EXPECT_THAT(mistakes(head + "documents: {kind: mds2, id: D-1, approved_by: A}\n"),
              ElementsAre("2: document 'D-1' is approved without a day"));
  EXPECT_THAT(mistakes(head + "not_applicable: {group: accounts, reason: none, by: A}\naccounts: {id: a}\n"),
              ElementsAre("2: 'accounts' does not apply, and has facts"));
  EXPECT_THAT(mistakes(head + "not_applicable: {group: accounts, by: A}\n"),
              ElementsAre("2: 'accounts' does not apply without 'reason'"));
  EXPECT_THAT(mistakes(head + "changes: {vulnerabilities: CVE-2026-1111}\n", {{}, std::set<std::string>{}}),
              ElementsAre("2: the register has no case of CVE-2026-1111"));
}

TEST(ReleaseFields, AreNamedOnceAndSayWhatTheyWant) {
  std::set<std::string_view> seen;
  for (const GroupSpec& group : groups()) {
    EXPECT_TRUE(seen.insert(group.name).second) << group.name;
    EXPECT_FALSE(group.title.empty() || group.help.empty()) << group.name;
    std::set<std::string_view> fields;
    for (const FieldSpec& field : group.fields) {
      EXPECT_TRUE(fields.insert(field.name).second) << group.name << "." << field.name;
      EXPECT_FALSE(field.wanted.empty()) << group.name << "." << field.name;
      EXPECT_EQ(field.kind == FieldKind::word, !field.words.empty()) << group.name << "." << field.name;
    }
  }
}

}  // namespace
}  // namespace crosswalk::release
