// SPDX-License-Identifier: Apache-2.0
#include "opinion/second_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/hash.h"

namespace crosswalk::opinion {
namespace {

using nlohmann::json;
using review::Agreement;
using review::OpinionState;
using review::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A review of four constraints: the last is shown twice, the second has no passage.
class Asking : public ::testing::Test {
 protected:
  Asking() {
    constraints_.resize(4);
    review_.clauses.resize(2);
    for (std::size_t i = 0; i < constraints_.size(); ++i) {
      constraints_[i].id = "p:1/c" + std::to_string(i);
      constraints_[i].text = "Requirement " + std::to_string(i);
      review::ConstraintResult result;
      result.constraint = &constraints_[i];
      result.verdict = result.machine_verdict = i == 2 ? Verdict::needs_review : Verdict::met;
      if (i != 1) {
        result.evidence.resize(2);
        result.evidence[0].quote = "first of " + std::to_string(i);
        result.evidence[1].quote = "second of " + std::to_string(i);
      }
      review_.clauses[0].constraints.push_back(result);
    }
    review_.clauses[1].constraints.push_back(review_.clauses[0].constraints[3]);
    settings_.endpoint = *parse_endpoint("http://127.0.0.1:1/v1");
    settings_.model = "m";
    means_.fetch = [this](const fetching::FetchRequest& request) {
      requests_.push_back(request);
      clock_ += 1000;
      return answer_;
    };
    means_.log = [this](std::string_view line) -> base::Result<void> {
      if (log_.size() >= log_room_) return base::Error{base::ErrorCode::disk_full, "log", {}};
      log_.emplace_back(line);
      return {};
    };
    means_.interrupted = [this] { return interrupted_; };
    means_.milliseconds = [this] { return clock_; };
    means_.now = [] { return "2026-01-31T12:00:00Z"; };
    say(R"({"choice": 2, "opinion": "met", "why": "because"})");
  }

  void say(const std::string& content) {
    answer_ = {"none", 200, json{{"choices", {{{"message", {{"content", content}}}}}}}.dump()};
  }
  std::vector<std::string> ask() { return opinion::ask(review_, settings_, "the-key", means_); }
  const std::optional<review::Opinion>& opinion(std::size_t i) { return review_.clauses[0].constraints[i].opinion; }

  std::vector<packs::Constraint> constraints_;
  review::Review review_;
  Settings settings_;
  Means means_;
  fetching::FetchAnswer answer_;
  std::vector<fetching::FetchRequest> requests_;
  std::vector<std::string> log_;
  std::size_t log_room_ = 1000;
  bool interrupted_ = false;
  std::int64_t clock_ = 5'000'000;
};

TEST_F(Asking, AsksOnceAboutEachConstraintThatHasPassages) {
  EXPECT_THAT(ask(), IsEmpty());
  ASSERT_EQ(requests_.size(), 3U);
  EXPECT_EQ(requests_[0].url, "http://127.0.0.1:1/v1/chat/completions");
  EXPECT_EQ(requests_[0].key, "the-key");
  EXPECT_TRUE(requests_[0].loopback_only);
  EXPECT_EQ(requests_[0].milliseconds, 120'000);
  ASSERT_TRUE(opinion(0));
  EXPECT_EQ(opinion(0)->state, OpinionState::given);
  EXPECT_EQ(opinion(0)->agreement, Agreement::agree);
  EXPECT_EQ(opinion(0)->evidence, 1);
  EXPECT_EQ(opinion(0)->why, "A language model's words: because");
  EXPECT_EQ(opinion(0)->request_sha256, base::sha256_hex(requests_[0].body));
  EXPECT_FALSE(opinion(1));
  EXPECT_EQ(opinion(2)->agreement, Agreement::open);
  ASSERT_TRUE(review_.clauses[1].constraints[0].opinion);
  EXPECT_EQ(review_.clauses[1].constraints[0].opinion->request_sha256, opinion(3)->request_sha256);
  const review::SecondReading& counts = *review_.second_reader;
  EXPECT_EQ(counts.model, "m");
  EXPECT_EQ(counts.asked, 3);
  EXPECT_EQ(counts.agree, 2);
  EXPECT_EQ(counts.open, 1);
  EXPECT_EQ(counts.without_passages, 1);
  EXPECT_EQ(counts.left_out, 0);
}

TEST_F(Asking, LogsWhatIsSentBeforeItIsSentAndWhatCameBack) {
  std::size_t logged_when_sent = 0;
  const auto fetch = means_.fetch;
  means_.fetch = [&](const fetching::FetchRequest& request) {
    logged_when_sent = log_.size();
    return fetch(request);
  };
  settings_.most_requests = 1;
  EXPECT_THAT(ask(), ElementsAre(HasSubstr("most_requests")));
  EXPECT_EQ(logged_when_sent, 1U);
  ASSERT_EQ(log_.size(), 2U);
  const json request = json::parse(log_[0]);
  EXPECT_EQ(request.at("event"), "request");
  EXPECT_EQ(request.at("time"), "2026-01-31T12:00:00Z");
  EXPECT_EQ(request.at("endpoint"), "http://127.0.0.1:1/v1/chat/completions");
  EXPECT_EQ(request.at("model"), "m");
  EXPECT_EQ(request.at("body"), requests_[0].body);
  EXPECT_EQ(request.at("sha256"), base::sha256_hex(requests_[0].body));
  const json answer = json::parse(log_[1]);
  EXPECT_EQ(answer.at("event"), "answer");
  EXPECT_EQ(answer.at("request_sha256"), request.at("sha256"));
  EXPECT_EQ(answer.at("status"), 200);
  EXPECT_EQ(answer.at("bytes"), answer_.body.size());
  EXPECT_EQ(answer.at("sha256"), base::sha256_hex(answer_.body));
  for (const std::string& line : log_) EXPECT_THAT(line, Not(HasSubstr("the-key")));
  EXPECT_EQ(review_.second_reader->left_out, 2);
}

TEST_F(Asking, SendsNothingThatCannotBeLogged) {
  log_room_ = 0;
  EXPECT_THAT(ask(), ElementsAre(HasSubstr("could not be logged")));
  EXPECT_THAT(requests_, IsEmpty());
  EXPECT_FALSE(opinion(0));
  EXPECT_EQ(review_.second_reader->asked, 0);
  EXPECT_EQ(review_.second_reader->left_out, 3);
  log_room_ = 1;
  EXPECT_THAT(ask(), ElementsAre(HasSubstr("could not be logged")));
  EXPECT_EQ(requests_.size(), 1U);
}

TEST_F(Asking, GivesUpAfterThreeFailures) {
  settings_.most_requests = 100;
  review_.clauses[1].constraints.clear();
  std::vector<packs::Constraint> more(5);
  for (packs::Constraint& each : more) {
    review_.clauses[1].constraints.push_back(review_.clauses[0].constraints[0]);
    review_.clauses[1].constraints.back().constraint = &each;
  }
  answer_ = {"none", 503, "busy"};
  EXPECT_THAT(ask(), ElementsAre(HasSubstr("status 503"), HasSubstr("3 times in a row")));
  EXPECT_EQ(requests_.size(), 3U);
  EXPECT_EQ(review_.second_reader->failed, 3);
  EXPECT_EQ(review_.second_reader->left_out, 5);
  EXPECT_EQ(opinion(0)->http_status, 503);
  // Answers that are of no use are answers.
  requests_.clear();
  say("no");
  ask();
  EXPECT_EQ(requests_.size(), 8U);
  EXPECT_EQ(review_.second_reader->unusable, 8);
}

TEST_F(Asking, KeepsTheTimeOfTheWholeAndHeedsTheUser) {
  settings_.total_timeout_seconds = 2;
  EXPECT_THAT(ask(), ElementsAre(HasSubstr("total_timeout")));
  ASSERT_EQ(requests_.size(), 2U);
  EXPECT_EQ(requests_[0].milliseconds, 2000);
  EXPECT_EQ(requests_[1].milliseconds, 1000);
  interrupted_ = true;
  requests_.clear();
  EXPECT_THAT(ask(), ElementsAre(HasSubstr("interrupted")));
  EXPECT_THAT(requests_, IsEmpty());
}

TEST_F(Asking, TakesAHelperThatTellsNonsenseForOneThatSentNothing) {
  answer_ = {"<script>", 0, ""};
  ask();
  EXPECT_EQ(opinion(0)->problem, review::OpinionProblem::not_sent);
}

TEST_F(Asking, ChangesNothingButOpinions) {
  const review::Review before = review_;
  say(R"({"choice": 1, "opinion": "denied", "why": "no"})");
  ask();
  for (std::size_t i = 0; i < 4; ++i) {
    const review::ConstraintResult& now = review_.clauses[0].constraints[i];
    const review::ConstraintResult& was = before.clauses[0].constraints[i];
    EXPECT_EQ(now.verdict, was.verdict);
    EXPECT_EQ(now.machine_verdict, was.machine_verdict);
    EXPECT_EQ(now.evidence.size(), was.evidence.size());
  }
  EXPECT_EQ(review_.gaps.size(), before.gaps.size());
  EXPECT_EQ(review_.second_reader->dissent, 2);
}

}  // namespace
}  // namespace crosswalk::opinion
