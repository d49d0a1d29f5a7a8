// SPDX-License-Identifier: Apache-2.0
#include "opinion/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace crosswalk::opinion {
namespace {

using nlohmann::json;
using review::Agreement;
using review::OpinionProblem;
using review::Verdict;
using ::testing::HasSubstr;
using ::testing::Not;

std::string wrapped(const std::string& content) {
  return json{{"id", "x"}, {"choices", {{{"index", 0}, {"message", {{"role", "assistant"}, {"content", content}}}}}}}.dump();
}

Answer read(const std::string& content) { return read_answer(wrapped(content), 3, "the-key"); }

TEST(Answer, IsTakenWhereItIsWhatWasAskedFor) {
  for (const char* fence : {"%", " \n% \n", "```\n%\n```", "```json\n%\n```\n", "```JSON \r\n%\n```"}) {
    std::string content = fence;
    content.replace(content.find('%'), 1, R"({"why": "It says so.", "choice": 2, "opinion": "partial"})");
    const Answer answer = read(content);
    EXPECT_EQ(answer.problem, OpinionProblem::none) << content;
    EXPECT_EQ(answer.choice, 2U);
    EXPECT_EQ(answer.opinion, Verdict::partial);
    EXPECT_EQ(answer.why, "It says so.");
  }
  EXPECT_EQ(read(R"({"choice": 0, "opinion": "not_found", "why": ""})").problem, OpinionProblem::none);
  EXPECT_EQ(read(R"({"choice": 3, "opinion": "not_found", "why": ""})").problem, OpinionProblem::none);
}

TEST(Answer, IsOfNoUseOtherwise) {
  for (const auto& [content, problem] : std::vector<std::pair<std::string, OpinionProblem>>{
           {"", OpinionProblem::no_json},
           {"met", OpinionProblem::no_json},
           {"[]", OpinionProblem::no_json},
           {"null", OpinionProblem::no_json},
           {"```", OpinionProblem::no_json},
           {"```\n```", OpinionProblem::no_json},
           {R"(Sure: {"choice": 1, "opinion": "met", "why": ""})", OpinionProblem::no_json},
           {R"({"choice": 1, "opinion": "met", "why": ""} Done.)", OpinionProblem::no_json},
           {R"({"choice": 1, "opinion": "met", "why": ""}{"choice": 1, "opinion": "met", "why": ""})", OpinionProblem::no_json},
           {R"({"choice": 1, "opinion": "met", "why": "})", OpinionProblem::no_json},
           {"```python\n{\"choice\": 1, \"opinion\": \"met\", \"why\": \"\"}\n```", OpinionProblem::no_json},
           {std::string(100'000, '['), OpinionProblem::no_json},
           {R"({})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": "met"})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": "met", "why": "", "verdict": "met"})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": "denied", "opinion": "met", "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": "1", "opinion": "met", "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": 1.0, "opinion": "met", "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": true, "opinion": "met", "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": [1], "opinion": "met", "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": null, "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": "met", "why": {"a": 1}})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": "met", "why": "Bearer the-key"})", OpinionProblem::wrong_members},
           {R"({"choice": 1, "opinion": "Met", "why": ""})", OpinionProblem::unknown_opinion},
           {R"({"choice": 1, "opinion": "not_applicable", "why": ""})", OpinionProblem::unknown_opinion},
           {R"({"choice": 1, "opinion": "informative", "why": ""})", OpinionProblem::unknown_opinion},
           {R"({"choice": 4, "opinion": "met", "why": ""})", OpinionProblem::choice_out_of_range},
           {R"({"choice": -1, "opinion": "met", "why": ""})", OpinionProblem::choice_out_of_range},
           {R"({"choice": 18446744073709551615, "opinion": "met", "why": ""})", OpinionProblem::choice_out_of_range},
           {R"({"choice": 99999999999999999999, "opinion": "met", "why": ""})", OpinionProblem::wrong_members},
           {R"({"choice": 0, "opinion": "met", "why": ""})", OpinionProblem::choice_missing}}) {
    const Answer answer = read(content);
    EXPECT_EQ(answer.problem, problem) << content.substr(0, 200);
    EXPECT_EQ(answer.why, "") << content.substr(0, 200);
  }
}

TEST(Answer, IsOfNoUseWithoutAMessage) {
  for (const std::string& body : std::vector<std::string>{
           "", "null", "[]", "<html>", "{}", R"({"choices": []})", R"({"choices": {}})", R"({"choices": [1]})",
           R"({"choices": [{"message": "text"}]})", R"({"choices": [{"message": {"content": null}}]})",
           R"({"choices": [{"message": {"content": [{"type": "text", "text": "{}"}]}}]})",
           R"({"choices": [{"message": {"content": "{}"})", "{\"choices\": \"\xFF\"}", std::string(200'000, '['),
           wrapped("{}").substr(0, 20)}) {
    EXPECT_EQ(read_answer(body, 3, "").problem, OpinionProblem::no_message) << body.substr(0, 100);
  }
}

TEST(Answer, ItsWordsAreCutAndHarmless) {
  const json hostile{{"choice", 1}, {"opinion", "met"}, {"why", "a\n# b\x1b[2J\u202e\u200b\u0007" + std::string(3000, 'x')}};
  const Answer answer = read(hostile.dump());
  ASSERT_EQ(answer.problem, OpinionProblem::none);
  EXPECT_TRUE(base::is_utf8(answer.why));
  EXPECT_THAT(answer.why, ::testing::StartsWith("a # b"));
  for (const char* each : {"\n", "\x1b", "\u202e", "\u200b", "\u0007"}) EXPECT_THAT(answer.why, Not(HasSubstr(each)));
  EXPECT_THAT(answer.why, ::testing::EndsWith("x…"));
  EXPECT_EQ(answer.why.size(), kLongestWhy - 1 + std::string("…").size());
}

TEST(Agreement, ComparesWithTheMachineAndNotWithWhatNoPassageShows) {
  review::ConstraintResult result;
  const auto with = [&](Verdict machine, std::string reason, Verdict opinion) {
    result.verdict = Verdict::not_applicable;  // a person's
    result.machine_verdict = machine;
    result.machine_reason = std::move(reason);
    return agreement_of(result, opinion);
  };
  EXPECT_EQ(with(Verdict::met, "", Verdict::met), Agreement::agree);
  EXPECT_EQ(with(Verdict::met, "", Verdict::denied), Agreement::dissent);
  EXPECT_EQ(with(Verdict::partial, "vague", Verdict::met), Agreement::dissent);
  EXPECT_EQ(with(Verdict::partial, "process_only", Verdict::met), Agreement::agree);
  EXPECT_EQ(with(Verdict::partial, "process_only", Verdict::partial), Agreement::agree);
  EXPECT_EQ(with(Verdict::partial, "process_only", Verdict::denied), Agreement::dissent);
  EXPECT_EQ(with(Verdict::partial, "incomplete", Verdict::met), Agreement::dissent);
  result.coverage = review::Coverage{5, 2, {}};
  EXPECT_EQ(with(Verdict::partial, "incomplete", Verdict::met), Agreement::agree);
  EXPECT_EQ(with(Verdict::not_found, "", Verdict::not_found), Agreement::agree);
  for (const Verdict open : {Verdict::needs_review, Verdict::not_evaluable, Verdict::not_applicable}) {
    EXPECT_EQ(with(open, "", Verdict::met), Agreement::open);
  }
}

}  // namespace
}  // namespace crosswalk::opinion
