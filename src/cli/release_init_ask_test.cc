// SPDX-License-Identifier: Apache-2.0
#include "cli/release_init_ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>

namespace crosswalk::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

release::ReleaseFacts facts_of(const std::string& text) {
  packs::Diagnostics diagnostics;
  auto out = release::read_release(text, "r.yaml", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  return out.value_or(release::ReleaseFacts());
}

/// Answers by question: by the field's name, in order; anything else gets an empty answer.
class Scripted {
 public:
  using Answers = std::map<std::string, std::deque<std::string>>;
  explicit Scripted(Answers answers) : answers_(std::move(answers)) {}

  Person person() {
    Person out;
    out.say = [this](std::string_view text) {
      said += text;
      last_ = text;
    };
    out.answer = [this]() -> std::optional<std::string> {
      ++asked;
      const std::string field = last_.substr(2, last_.find(' ', 2) - 2);
      auto& left = answers_[field];
      if (left.empty()) return "";
      const std::string out_text = left.front();
      left.pop_front();
      if (out_text == "(gone)") return std::nullopt;
      return out_text;
    };
    return out;
  }

  std::string said;
  int asked = 0;

 private:
  Answers answers_;
  std::string last_;
};

const std::string head = "release: {product: A, version: \"1\"}\n";

TEST(AskForMissing, AsksForWhatNobodySaidAndKeepsAnswers) {
  Scripted scripted({{"place", {"/var/log"}},
                     {"released", {"next week", "2026-12-01"}},
                     {"rights", {"read; write"}},
                     {"id", {"", "", "", "admin"}}});
  const auto out = ask_for_missing(facts_of(head + "logging: {retention: a year}\n"), scripted.person());
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[0].group + " " + out[0].entry.text("released"), "release 2026-12-01");
  EXPECT_EQ(out[0].into, 0U);
  EXPECT_EQ(out[1].group, "roles");
  EXPECT_FALSE(out[1].into);
  EXPECT_EQ(out[1].entry.find("rights")->texts.size(), 2U);
  EXPECT_EQ(out[2].group + " " + out[2].entry.text("place"), "logging /var/log");
  EXPECT_THAT(scripted.said, HasSubstr("'next week' is no day"));
  EXPECT_THAT(scripted.said, HasSubstr("Logging: what is written down\n"));
  EXPECT_THAT(scripted.said, Not(HasSubstr("  retention (how long they are kept")));
  EXPECT_THAT(scripted.said, Not(HasSubstr("  product (")));
}

TEST(AskForMissing, APointLeavesTheRestOfAGroupOutAndQEnds) {
  Scripted point({{"build", {"."}}, {"description", {"Hospitals", "(gone)"}}});
  const auto out = ask_for_missing(facts_of(head), point.person());
  EXPECT_THAT(point.said, Not(HasSubstr("  released (")));
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].entry.text("description"), "Hospitals");
  Scripted end({{"build", {"7"}}, {"released", {"q"}}});
  const auto kept = ask_for_missing(facts_of(head), end.person());
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].entry.text("build"), "7");
  EXPECT_EQ(end.asked, 2);
}

TEST(AskForMissing, EntriesOfListsAreAskedForWhatDocumentsNeed) {
  Scripted scripted(Scripted::Answers{{"rights", {"read"}}});
  const auto out = ask_for_missing(
      facts_of(head + "roles:\n  - {id: a, name: A, purpose: p, rights: [x]}\n  - {id: b, name: B, purpose: p}\n"),
      scripted.person());
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].into, 1U);
  EXPECT_THAT(scripted.said, HasSubstr("Roles, b: who may do what"));
  EXPECT_THAT(scripted.said, Not(HasSubstr("Roles, a:")));
}

TEST(AddAnswers, AnswersComeToTheEntryThatIsAddedOrThere) {
  std::vector<release::Addition> additions(3);
  additions[0].group = "roles";
  additions[0].into = 0;
  additions[0].entry.facts["name"] = {{"A"}, 0, 0, "x"};
  additions[1].group = "roles";
  additions[1].entry.facts["id"] = {{"b"}, 0, 0, "x"};
  additions[2].group = "logging";
  std::vector<release::Addition> answers(4);
  for (std::size_t i = 0; i < 2; ++i) {
    answers[i].group = "roles";
    answers[i].into = i;
    answers[i].entry.facts["purpose"] = {{"p" + std::to_string(i)}, 0, 0, ""};
  }
  answers[2].group = "roles";
  answers[2].entry.facts["id"] = {{"c"}, 0, 0, ""};
  answers[3].group = "logging";
  answers[3].entry.facts["place"] = {{"/var/log"}, 0, 0, ""};
  add_answers(std::move(answers), facts_of(head + "roles: [{id: a}]\n"), additions);
  ASSERT_EQ(additions.size(), 5U);
  EXPECT_EQ(additions[0].entry.text("purpose"), "p0");
  EXPECT_EQ(additions[1].entry.text("purpose"), "p1");
  EXPECT_EQ(additions[3].entry.text("id"), "c");
  EXPECT_EQ(additions[4].entry.text("place"), "/var/log");
}

}  // namespace
}  // namespace crosswalk::cli
