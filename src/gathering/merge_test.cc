// SPDX-License-Identifier: Apache-2.0
#include "gathering/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "gathering/identity.h"

namespace crosswalk::gathering {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Gathered entry(std::string group, const std::map<std::string, std::string>& fields, const std::string& origin) {
  Gathered out;
  out.group = std::move(group);
  for (const auto& [field, text] : fields) out.entry.facts[field] = {{text}, 0, 0, origin};
  return out;
}

Gathering source(std::vector<Gathered> entries) { return {std::move(entries), {}}; }

release::ReleaseFacts file_of(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto out = release::read_release(text, "releases/1.yaml", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  return out.value_or(release::ReleaseFacts());
}

Merged merged(std::string_view file, std::vector<Gathering> sources) {
  return merge(file.empty() ? release::ReleaseFacts() : file_of(file), sources);
}

/// The additions as "group into field=value ...".
std::vector<std::string> lines_of(const Merged& merged) {
  std::vector<std::string> out;
  for (const release::Addition& each : merged.additions) {
    std::string line = each.group + (each.into ? " " + std::to_string(*each.into) : " new");
    for (const auto& [field, fact] : each.entry.facts) line += " " + field + "=" + fact.texts[0];
    out.push_back(line);
  }
  return out;
}

constexpr std::string_view head = "release: {product: A, version: \"1\"}\n";

TEST(Merge, TheFirstSourceIsTakenAndTheOtherIsTold) {
  const Merged out =
      merged("", {source({entry("interfaces", {{"id", "web"}, {"port", "443"}, {"transport", "tcp"}, {"name", "Web"}},
                                "compose.yaml, line 3")}),
                  source({entry("interfaces", {{"id", "https"}, {"port", "443"}, {"name", "Portal"}, {"peer", "clients"}},
                                "nginx.conf, line 9")})});
  EXPECT_THAT(lines_of(out), ElementsAre("interfaces new id=web name=Web peer=clients port=443 transport=tcp"));
  ASSERT_EQ(out.contradictions.size(), 1U);
  EXPECT_EQ(out.contradictions[0].entry, "web");
  EXPECT_EQ(out.contradictions[0].kept + " " + out.contradictions[0].kept_place, "Web compose.yaml, line 3");
  EXPECT_EQ(out.contradictions[0].other + " " + out.contradictions[0].other_place, "Portal nginx.conf, line 9");
  ASSERT_EQ(out.additions[0].asides.size(), 1U);
  EXPECT_EQ(out.additions[0].asides[0].text, "Portal");
}

TEST(Merge, WhatTheFileSaysStays) {
  const Merged out =
      merged(std::string(head) + "items:\n  - {name: libjpeg, version: 2.1.4, level: unknown}\nlogging: {place: /var/log}\n",
             {source({entry("items", {{"name", "libjpeg"}, {"version", "3.0.1"}, {"supplier", "IJG"}}, "bom.json"),
                      entry("logging", {{"place", "/srv/log"}, {"retention", "a year"}}, "x.yaml")})});
  EXPECT_THAT(lines_of(out), ElementsAre("logging 0 retention=a year", "items 0 supplier=IJG"));
  ASSERT_EQ(out.contradictions.size(), 2U);
  EXPECT_TRUE(out.contradictions[0].in_file);
  EXPECT_EQ(out.contradictions[0].field + " " + out.contradictions[0].kept_place, "version releases/1.yaml, line 3");
  EXPECT_THAT(out.additions[0].asides, IsEmpty());
}

TEST(Merge, AComponentInTwoVersionsIsTwoItems) {
  const Merged out =
      merged("", {source({entry("items", {{"id", "lodash"}, {"name", "lodash"}, {"version", "3.10.1"}}, "bom.json"),
                          entry("items", {{"id", "lodash"}, {"name", "lodash"}, {"version", "4.17.21"}}, "bom.json")}),
                  source({entry("items", {{"name", "Lodash"}, {"version", "4.17.21"}, {"class", "required"}}, "soup.csv")})});
  EXPECT_THAT(lines_of(out), ElementsAre("items new id=lodash name=lodash version=3.10.1",
                                         "items new class=required id=lodash-2 name=lodash version=4.17.21"));
  EXPECT_THAT(out.contradictions, IsEmpty());
}

TEST(Merge, IdsThatOthersHaveGetANumberAndRolesFollow) {
  const Merged out = merged(std::string(head) + "interfaces: [{id: admin}]\n",
                            {source({entry("accounts", {{"id", "root"}, {"name", "root"}, {"roles", "admin"}}, "k8s.yaml"),
                                     entry("roles", {{"id", "admin"}, {"name", "Administrator"}}, "k8s.yaml")})});
  EXPECT_THAT(lines_of(out),
              ElementsAre("roles new id=admin-2 name=Administrator", "accounts new id=root name=root roles=admin-2"));
}

TEST(Merge, WhatAFieldCannotHoldIsAnErrorAndNotTaken) {
  Gathering bad =
      source({entry("interfaces", {{"id", "a b"}, {"port", "70000"}, {"name", "Web"}, {"naem", "x"}}, "ports.csv, cell B2")});
  bad.remarks.warning("ports.csv", 0, 0, "seen");
  const Merged out = merged("", {bad});
  EXPECT_THAT(lines_of(out), ElementsAre("interfaces new name=Web"));
  EXPECT_TRUE(out.remarks.has_errors());
  EXPECT_EQ(out.remarks.items().size(), 4U);
  EXPECT_THAT(out.remarks.text(), HasSubstr("'interfaces.port': '70000' is no port"));
  EXPECT_THAT(out.remarks.text(), HasSubstr("ports.csv, cell B2"));
}

TEST(Merge, WhatDoesNotApplyGetsNoFacts) {
  const Merged out = merged(std::string(head) + "not_applicable: [{group: accounts, reason: none, by: A}]\n",
                            {source({entry("accounts", {{"name", "db"}}, "compose.yaml, line 3")})});
  EXPECT_THAT(out.additions, IsEmpty());
  EXPECT_THAT(out.remarks.text(), HasSubstr("that 'accounts' does not apply"));
  // What did not apply in the release before does now.
  const Merged other =
      merged("", {source({entry("accounts", {{"name", "db"}}, "compose.yaml")}),
                  source({entry("not_applicable", {{"group", "accounts"}, {"reason", "none"}}, "releases/0.yaml")})});
  EXPECT_THAT(lines_of(other), ElementsAre("accounts new name=db"));
  EXPECT_THAT(other.remarks.text(), HasSubstr("has facts now"));
}

TEST(Identity, TellsThingsApart) {
  const auto same = [](const std::string& group, const std::map<std::string, std::string>& a,
                       const std::map<std::string, std::string>& b) {
    return is_same_thing(group, entry(group, a, "").entry, entry(group, b, "").entry);
  };
  EXPECT_TRUE(same("interfaces", {{"port", "443"}, {"transport", "tcp"}}, {{"port", "443"}}));
  EXPECT_FALSE(same("interfaces", {{"port", "443"}, {"transport", "tcp"}}, {{"port", "443"}, {"transport", "udp"}}));
  EXPECT_FALSE(same("interfaces", {{"port", "443"}, {"direction", "in"}}, {{"port", "443"}, {"direction", "out"}}));
  EXPECT_TRUE(same("known_vulnerabilities", {{"vulnerability", "CVE-2026-1"}, {"component", "OpenSSL 3.0.1"}},
                   {{"vulnerability", "CVE-2026-1"}, {"component", "openssl 3.0.14"}}));
  EXPECT_FALSE(same("known_vulnerabilities", {{"vulnerability", "CVE-2026-1"}, {"component", "OpenSSL"}},
                    {{"vulnerability", "CVE-2026-1"}, {"component", "zlib"}}));
  EXPECT_TRUE(
      same("accounts", {{"name", "Root"}, {"kind", "operating_system"}}, {{"name", "root"}, {"kind", "operating_system"}}));
  EXPECT_FALSE(same("accounts", {{"name", "root"}, {"kind", "operating_system"}}, {{"name", "root"}, {"kind", "database"}}));
  EXPECT_FALSE(same("risks", {{"severity", "high"}}, {{"severity", "high"}}));
  EXPECT_TRUE(same("logging", {{"place", "a"}}, {{"place", "b"}}));
}

}  // namespace
}  // namespace crosswalk::gathering
