// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

/// A workspace that says that something does not apply.
class Tailoring : public EndToEnd {
 protected:
  void write_workspace(const std::string& more) const {
    write("w/crosswalk.yaml",
          "manufacturer: Acme\nconditions:\n  has-user-accounts: {answer: no, reason: \"There is no login anywhere.\"" + more +
              "}\n");
  }
  [[nodiscard]] Ran review(const std::string& format, const std::string& detail) const {
    return crosswalk({"review", at("d"), "--workspace", at("w"), "--clause", "5.8.2", "--as-of", "2026-02-01", "--format", format,
                      "--report", detail});
  }
  /// White space as one blank, whatever the width of the terminal.
  static std::string flat(const std::string& text) {
    std::string out;
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\n';
      if (!blank || !out.ends_with(' ')) out += blank ? ' ' : c;
    }
    return out;
  }
  /// Constraints that stand on the condition, with their verdicts.
  [[nodiscard]] Json on_condition() const {
    Json out = Json::array();
    const Json json = Json::parse(review("json", "detailed").out);
    for (const Json& clause : json.at("clauses")) {
      for (const Json& one : clause.at("constraints")) {
        if (one.at("applies_if") == "has-user-accounts") out.push_back(one);
      }
    }
    return out;
  }
};

TEST_F(Tailoring, ShowsItsReasonAndApproverInEveryReport) {
  write("d/release.md", "# Release\n\nThe release is approved by the head of quality.\n");
  write_workspace(", approver: J. Doe, role: security expert, date: 2026-01-31");
  for (const char* format : {"terminal", "html", "md", "json"}) {
    for (const char* detail : {"summary", "detailed"}) {
      const std::string text = flat(review(format, detail).out);
      EXPECT_THAT(text, HasSubstr("has-user-accounts answered no: There is no login anywhere.")) << format << " " << detail;
      EXPECT_THAT(text, HasSubstr("approved by J. Doe, security expert, 2026")) << format << " " << detail;
    }
  }
  const Json constraints = on_condition();
  ASSERT_FALSE(constraints.empty());
  for (const Json& one : constraints) EXPECT_EQ(one.at("verdict"), "not_applicable");
}

TEST_F(Tailoring, WithoutApprovalIsForAPersonToDecide) {
  write("d/release.md", "# Release\n\nThe release is approved by the head of quality.\n");
  write_workspace("");
  const Json constraints = on_condition();
  ASSERT_FALSE(constraints.empty());
  for (const Json& one : constraints) {
    EXPECT_EQ(one.at("verdict"), "needs_review");
    EXPECT_EQ(one.at("reason"), "applicability");
  }
  for (const char* format : {"terminal", "html", "md", "json"}) {
    const std::string text = flat(review(format, "summary").out);
    EXPECT_THAT(text, HasSubstr("to be decided by a person: has-user-accounts answered no")) << format;
    EXPECT_THAT(text, HasSubstr("without approver, role, date")) << format;
  }
}

TEST_F(Tailoring, ThatADocumentInForceContradictsIsForAPersonToDecide) {
  write("d/guide.md",
        "# Sign-in settings\n\nPasswords have at least 12 characters. After five failed attempts the user is locked for 15 "
        "minutes. "
        "The administrator creates and locks user accounts.\n");
  write_workspace(", approver: J. Doe, role: security expert, date: 2026-01-31");
  const Json constraints = on_condition();
  ASSERT_FALSE(constraints.empty());
  EXPECT_EQ(constraints.at(0).at("verdict"), "needs_review");
  EXPECT_EQ(constraints.at(0).at("reason"), "applicability");
  for (const char* format : {"terminal", "html", "md", "json"}) {
    const std::string text = flat(review(format, "summary").out);
    EXPECT_THAT(text, HasSubstr("approved by J. Doe, security expert, 2026")) << format;
    EXPECT_THAT(text, HasSubstr("but a document in force contradicts")) << format;
  }
}

}  // namespace
}  // namespace crosswalk::end_to_end
