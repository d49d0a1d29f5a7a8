// SPDX-License-Identifier: Apache-2.0
#include "release/origins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "release/documents.h"

namespace crosswalk::release {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

ReleaseFacts facts_of(const std::string& text) {
  packs::Diagnostics diagnostics;
  auto out = read_release(text, "r.yaml", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  return out.value_or(ReleaseFacts());
}

std::string dossier_of(const ReleaseFacts& facts) {
  Request request;
  request.facts = &facts;
  request.find_template = [](const std::string& name) -> base::Result<writing::TemplateFile> {
    const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/packs/templates/" + name + ".md";
    std::ifstream in(path);
    return writing::TemplateFile{{std::istreambuf_iterator<char>(in), {}}, path};
  };
  packs::Diagnostics diagnostics;
  const auto all = make_documents(request, diagnostics);
  EXPECT_TRUE(all) << diagnostics.text();
  return all ? writing::as_markdown(all->back().paper) : "";
}

const std::string by_hand = "release: {product: A, version: \"1\"}\n";
const std::string taken =
    by_hand +
    "logging:\n  place: {value: /var/log, origin: \"guide.md, line 3\"}\n  retention: {value: a year, origin: \"guide.md, line "
    "4\"}\n"
    "backup: {what: {value: all, origin: \"guide.md, line 9\"}}\nroles: [{id: {value: a, origin: roles.csv}}]\n";

TEST(Origins, AreCountedByFile) {
  const auto all = origins_of(facts_of(taken));
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].source, "");
  EXPECT_EQ(all[0].facts, 2U);
  EXPECT_EQ(all[1].source, "guide.md");
  EXPECT_EQ(all[1].facts, 3U);
  EXPECT_THAT(all[1].groups, ElementsAre("logging", "backup"));
  EXPECT_EQ(all[2].source, "roles.csv");
  EXPECT_THAT(origins_of(ReleaseFacts()), IsEmpty());
}

TEST(Origins, StandInTheDossierWhereFactsWereTakenFromSomewhere) {
  EXPECT_THAT(dossier_of(facts_of(taken)), HasSubstr("| guide.md | 3 | logging, backup |"));
  EXPECT_THAT(dossier_of(facts_of(by_hand)), Not(HasSubstr("Where facts come from")));
}

}  // namespace
}  // namespace crosswalk::release
