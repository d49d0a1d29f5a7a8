// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "document/document.h"
#include "review/review.h"

namespace crosswalk::review {
namespace {

std::string schema(const std::string& name) {
  std::ifstream file(std::string(CROSSWALK_SOURCE_DIR) + "/schemas/" + name);
  EXPECT_TRUE(file) << name;
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

template <class Enum>
std::string as_json() {
  std::string out = "[";
  for (const std::string_view name : base::Words<Enum>::names) out += (out.size() > 1 ? ", \"" : "\"") + std::string(name) + "\"";
  return out + "]";
}

TEST(Schemas, HoldTheWordsThatTheLoadersTake) {
  const std::string workspace = schema("workspace.schema.json");
  EXPECT_THAT(workspace, testing::HasSubstr(as_json<document::Role>()));
  EXPECT_THAT(workspace, testing::HasSubstr(as_json<document::State>()));
  EXPECT_THAT(workspace, testing::HasSubstr(as_json<document::Owner>()));
  EXPECT_THAT(schema("decisions.schema.json"), testing::HasSubstr(as_json<Verdict>()));
  const std::string review = schema("review.schema.json");
  for (const std::string& each : base::words<OpinionProblem>()) {
    EXPECT_TRUE(each == "none" || review.find("\"" + each + "\"") != std::string::npos) << each;
  }
}

}  // namespace
}  // namespace crosswalk::review
