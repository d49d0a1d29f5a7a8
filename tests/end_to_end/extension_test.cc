// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view source = "    source: [\"House, 4.1.7\"]\n";

/// House rules of a maker, laid over the shipped pack.
class HouseRules : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    const Ran made = crosswalk({"pack", "new", "house", "--title", "House", "--extends", "iec-81001-5-1", "--out", folder_});
    ASSERT_EQ(made.code, 0) << made.err;
    write("d/procedure.md", procedure);
  }
  void write_rules() const {
    write("house/clauses/4.1.7.yaml",
          "clause: \"4.1.7\"\nrequirement:\n  text: \"The words of the licensed copy.\"\n  source: [\"House, 4.1.7\"]\n  "
          "confidence: "
          "high\nconstraints:\n  - slug: regulator-notification\n    remedy: {default: \"Use form F-12.\"}\n" +
              std::string(source) +
              "  - slug: affected-versions\n    level: recommendation\n    override: {name: one-version, reason: \"There is one "
              "version only.\", by: J. Doe, role: head of quality, on: 2026-01-31}\n" +
              std::string(source) +
              "further_constraints:\n  - slug: board-informed\n    text: \"The board is told of each disclosure.\"\n    level: "
              "shall\n"
              "    needs: process\n    quantifier: established\n    polarity: negation_denies\n    calibration: draft\n    "
              "question: "
              "\"Who tells the board?\"\n    remedy: {default: \"Tell the board.\"}\n    defence: \"The board is told\"\n" +
              std::string(source) + "    confidence: high\n");
    write("house/SOURCES.md", "- **House**: rules of the house\n");
  }
};

TEST_F(HouseRules, BeginWithoutMistakesAndChangeNothing) {
  const Ran lint = crosswalk({"pack", "lint", at("house")});
  EXPECT_EQ(lint.code, 0) << lint.err;
  EXPECT_EQ(lint.out, "0 errors, 0 warnings\n");
  const Ran unknown = crosswalk({"pack", "new", "h2", "--title", "H", "--extends", "iec-0", "--out", folder_});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("iec-81001-5-1"));
}

TEST_F(HouseRules, AreMarkedInEveryReportAndTellWhatTheyWeaken) {
  write_rules();
  const Ran lint = crosswalk({"pack", "lint", at("house")});
  ASSERT_EQ(lint.code, 0) << lint.err;
  const Arguments review{"review", at("d"), "--pack", at("house"), "--clause", "4.1.7", "--as-of", "2026-02-01", "--no-cache"};
  for (const char* format : {"terminal", "html", "md", "json"}) {
    Arguments arguments = review;
    arguments.insert(arguments.end(), {"--format", format, "--report", "detailed"});
    std::string text = crosswalk(arguments).out;
    if (std::string(format) == "terminal") {
      std::string flat;
      for (const char c : text) {
        if (c != '\n' && (c != ' ' || !flat.ends_with(' '))) flat += c;
        if (c == '\n' && !flat.ends_with(' ')) flat += ' ';
      }
      text = flat;
    }
    EXPECT_THAT(text, HasSubstr("There is one version only.")) << format;
    EXPECT_THAT(text, HasSubstr("J. Doe, head of quality")) << format;
    EXPECT_THAT(text, HasSubstr("Use form F")) << format;
    if (std::string(format) != "json") {
      EXPECT_THAT(text, HasSubstr("House rule of house")) << format;
    } else {
      const Json json = Json::parse(text);
      EXPECT_EQ(json.at("packs").at(0).at("version"), "0.1.0+house.0.1.0");
      EXPECT_EQ(constraint_of(json, "4.1.7/board-informed").at("house_rule").at("added_by"), "house");
      const Json changed = constraint_of(json, "4.1.7/affected-versions");
      EXPECT_EQ(changed.at("level"), "recommendation");
      EXPECT_EQ(changed.at("house_rule").at("changed_by").at(0).at("fields").at(0), "level");
      EXPECT_FALSE(constraint_of(json, "4.1.7/timeliness").contains("house_rule"));
      if (can_validate()) {
        const fs::path file = write("r.json", text);
        EXPECT_EQ(validate(file, "review.schema.json").code, 0) << validate(file, "review.schema.json").err;
      }
    }
  }
  const Ran page = crosswalk({"clause", "show", "4.1.7", "--pack", at("house")});
  EXPECT_THAT(page.out, HasSubstr("Requirement text by house"));
  EXPECT_THAT(page.out, HasSubstr("The words of the licensed copy."));
  EXPECT_THAT(crosswalk({"clause", "show", "4.1.7"}).out, Not(HasSubstr("house")));
}

TEST_F(HouseRules, CannotAskForLessInSilence) {
  write("house/clauses/4.1.7.yaml",
        "clause: \"4.1.7\"\nconstraints:\n  - slug: timeliness\n    level: permission\n" + std::string(source));
  const Ran ran = crosswalk({"review", at("d"), "--pack", at("house")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("nobody answers for it"));
  EXPECT_THAT(ran.err, HasSubstr("clauses/4.1.7.yaml"));
  EXPECT_EQ(crosswalk({"pack", "lint", at("house")}).code, 2);
}

TEST_F(HouseRules, AreKeptInTheCacheAndLeftWhenTheyAreNotNamed) {
  write_rules();
  const Arguments with{"--pack", at("house"), "--clause", "4.1.7"};
  const auto board = [&](Arguments more) {
    Arguments arguments{at("d")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return constraint_of(review_json(arguments), "4.1.7/board-informed");
  };
  EXPECT_FALSE(board(with).is_null());
  const Json again = board(with);
  ASSERT_FALSE(again.is_null());
  EXPECT_EQ(again.at("house_rule").at("added_by"), "house");
  EXPECT_TRUE(board({"--clause", "4.1.7"}).is_null());
}

TEST_F(HouseRules, HoldConfirmationsThatReportsShowUntilThePageChanges) {
  const Arguments confirm{"pack", "confirm", at("house"), "4.1.7", "5.8.2", "--by", "J. Doe", "--role", "head of quality"};
  Arguments on = confirm;
  on.insert(on.end(), {"--on", "2026-01-31"});
  const Ran done = crosswalk(on);
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, StartsWith("Confirmed 4.1.7, 5.8.2 of iec-81001-5-1 by J. Doe, head of quality, 2026-01-31."));
  EXPECT_EQ(crosswalk({"pack", "lint", at("house")}).out, "0 errors, 0 warnings\n");
  EXPECT_THAT(crosswalk({"clause", "show", "4.1.7", "--pack", at("house")}).out,
              HasSubstr("Confirmed against a licensed copy by"));
  const Json json = review_json({at("d"), "--pack", at("house"), "--clause", "4.1.7"});
  const Json one = constraint_of(json, "4.1.7/timeliness").at("confirmed");
  EXPECT_EQ(one, (Json{{"by", "J. Doe"}, {"on", "2026-01-31"}, {"role", "head of quality"}, {"pack", "house"}}));
  EXPECT_THAT(crosswalk({"review", at("d"), "--pack", at("house"), "--clause", "4.1.7"}).out, HasSubstr("4.1.7 (J. Doe"));

  std::string text = read(at("house/clauses/4.1.7.yaml"));
  write("house/clauses/4.1.7.yaml",
        text + "requirement: {text: \"Other words.\", source: [\"House, 4.1.7\"], confidence: high}\n");
  const Ran lint = crosswalk({"pack", "lint", at("house")});
  EXPECT_THAT(lint.err, HasSubstr("clause 4.1.7 was changed since J. Doe confirmed it on 2026-01-31"));
  EXPECT_THAT(crosswalk({"clause", "show", "4.1.7", "--pack", at("house")}).out, HasSubstr("Unconfirmed: changed since"));

  EXPECT_EQ(crosswalk({"pack", "confirm", at("house"), "4.1.77", "--by", "a", "--role", "b"}).code, 2);
  EXPECT_EQ(crosswalk({"pack", "confirm", at("house"), "4.1.7", "--by", " ", "--role", "b"}).code, 2);
  EXPECT_EQ(crosswalk({"pack", "confirm", at("house"), "4.1.7", "--by", "a", "--role", "b", "--on", "today"}).code, 2);
  EXPECT_EQ(crosswalk({"pack", "confirm", at("nothing"), "4.1.7", "--by", "a", "--role", "b"}).code, 2);
}

}  // namespace
}  // namespace crosswalk::end_to_end
