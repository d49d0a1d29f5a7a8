// SPDX-License-Identifier: Apache-2.0
#include "opinion/second_reader.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "opinion/answer.h"
#include "opinion/question.h"

namespace crosswalk::opinion {
namespace {

using Json = nlohmann::ordered_json;
using review::Opinion;
using review::OpinionProblem;
using review::OpinionState;

constexpr int kOk = 200;

std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// What went wrong, for the user.
std::string text_of(const Opinion& opinion, const Settings& settings) {
  const std::string& place = settings.endpoint.base;
  switch (opinion.problem) {
    case OpinionProblem::no_connection:
      return "nothing answers at " + place + "; is it running?";
    case OpinionProblem::no_trust:
      return "the certificate of " + place + " is not to be trusted; name the file of its authority with ca_file";
    case OpinionProblem::timed_out:
      return place + " did not answer within " + std::to_string(settings.timeout_seconds) +
             " seconds; take a smaller model, or raise timeout";
    case OpinionProblem::too_large:
      return "an answer of " + place + " is larger than 1 MiB";
    case OpinionProblem::cut_off:
      return place + " ended the connection within an answer";
    case OpinionProblem::redirected:
      return place + " leads to another address, which is not followed; write the right one as endpoint";
    case OpinionProblem::status:
      return place + " answered with status " + std::to_string(opinion.http_status) +
             (opinion.http_status == 401 || opinion.http_status == 403 ? "; see key_file or key_env"
              : opinion.http_status == 404                             ? "; see endpoint and model"
                                                                       : "");
    default:
      return "crosswalk-opinion could not send a request; check the installation";
  }
}

/// Asks, counts and logs.
class Asking {
 public:
  Asking(const Settings& settings, const std::string& key, const Means& means)
      : settings_(settings), key_(key), means_(means), start_(means.milliseconds()) {
    counts_.model = settings.model;
  }

  /// The opinion on a constraint, if it was asked for.
  std::optional<Opinion> on(const review::ConstraintResult& result) {
    const std::vector<std::size_t> passages = passages_of(result);
    if (passages.empty()) {
      ++counts_.without_passages;
      return std::nullopt;
    }
    const std::int64_t left = settings_.total_timeout_seconds * 1000 - (means_.milliseconds() - start_);
    if (stopped_.empty() && counts_.asked >= settings_.most_requests) stop("most_requests is reached");
    if (stopped_.empty() && left <= 0) stop("total_timeout is reached");
    if (stopped_.empty() && means_.interrupted()) stop("the review was interrupted");
    if (!stopped_.empty()) {
      ++counts_.left_out;
      return std::nullopt;
    }
    Opinion out = send(result, passages, std::min(left, settings_.timeout_seconds * 1000));
    if (out.request_sha256.empty()) {
      ++counts_.left_out;
      return std::nullopt;
    }
    count(out);
    return out;
  }

  [[nodiscard]] const review::SecondReading& counts() const { return counts_; }

  [[nodiscard]] std::vector<std::string> warnings() const {
    std::vector<std::string> out;
    if (!trouble_.empty()) out.push_back(trouble_);
    if (counts_.left_out > 0) out.push_back(std::to_string(counts_.left_out) + " constraints were not asked about: " + stopped_);
    return out;
  }

 private:
  void stop(std::string why) { stopped_ = std::move(why); }

  /// An opinion without a hash where nothing was sent.
  Opinion send(const review::ConstraintResult& result, const std::vector<std::size_t>& passages, std::int64_t milliseconds) {
    Opinion out;
    fetching::FetchRequest request;
    request.url = settings_.endpoint.url;
    request.body = body_of(settings_.model, result, passages);
    request.key = key_;
    request.ca_file = settings_.ca_file;
    request.proxy = settings_.proxy;
    request.milliseconds = milliseconds;
    request.most_bytes = kMostAnswerBytes;
    request.loopback_only = settings_.endpoint.loopback_only;
    const std::string sha256 = base::sha256_hex(request.body);
    Json sent;
    sent["time"] = means_.now();
    sent["event"] = "request";
    sent["endpoint"] = request.url;
    sent["model"] = settings_.model;
    sent["constraint"] = result.constraint != nullptr ? result.constraint->id : std::string();
    sent["sha256"] = sha256;
    sent["body"] = request.body;
    if (const auto logged = means_.log(line_of(sent)); !logged) {
      stop("what is sent could not be logged: " + logged.error().message());
      return out;
    }
    const fetching::FetchAnswer answer = means_.fetch(request);
    out.request_sha256 = sha256;
    read(answer, result, passages, out);
    Json came;
    came["time"] = means_.now();
    came["event"] = "answer";
    came["request_sha256"] = sha256;
    came["status"] = answer.status;
    came["bytes"] = answer.body.size();
    came["sha256"] = base::sha256_hex(answer.body);
    came["state"] = base::word(out.state);
    came["problem"] = base::word(out.problem);
    if (const auto logged = means_.log(line_of(came)); !logged) {
      stop("what came back could not be logged: " + logged.error().message());
    }
    return out;
  }

  void read(const fetching::FetchAnswer& answer, const review::ConstraintResult& result, const std::vector<std::size_t>& passages,
            Opinion& out) const {
    out.http_status = answer.status;
    out.problem = base::from_word<OpinionProblem>(answer.problem).value_or(OpinionProblem::not_sent);
    if (out.problem == OpinionProblem::none && answer.status != kOk) {
      out.problem = answer.status >= 300 && answer.status < 400 ? OpinionProblem::redirected : OpinionProblem::status;
    }
    if (out.problem != OpinionProblem::none) return;
    const Answer read = read_answer(answer.body, passages.size(), key_);
    out.problem = read.problem;
    out.state = read.problem == OpinionProblem::none ? OpinionState::given : OpinionState::unusable;
    if (out.state != OpinionState::given) return;
    out.opinion = read.opinion;
    out.agreement = agreement_of(result, read.opinion);
    if (read.choice > 0) out.evidence = static_cast<int>(passages[read.choice - 1]);
    if (!read.why.empty()) out.why = std::string(review::kModelsWords) + read.why;
  }

  void count(const Opinion& opinion) {
    ++counts_.asked;
    failures_ = opinion.state == OpinionState::failed ? failures_ + 1 : 0;
    switch (opinion.state) {
      case OpinionState::failed:
        ++counts_.failed;
        if (trouble_.empty() && !means_.interrupted()) trouble_ = text_of(opinion, settings_);
        break;
      case OpinionState::unusable:
        ++counts_.unusable;
        break;
      case OpinionState::given:
        ++(opinion.agreement == review::Agreement::agree     ? counts_.agree
           : opinion.agreement == review::Agreement::dissent ? counts_.dissent
                                                             : counts_.open);
        break;
    }
    if (failures_ == kMostFailures && stopped_.empty()) stop("it failed " + std::to_string(kMostFailures) + " times in a row");
  }

  const Settings& settings_;
  const std::string& key_;
  const Means& means_;
  std::int64_t start_;
  review::SecondReading counts_;
  int failures_ = 0;
  /// Why nothing more is asked; empty: it goes on.
  std::string stopped_;
  /// The first failure.
  std::string trouble_;
};

}  // namespace

std::vector<std::string> ask(review::Review& review, const Settings& settings, const std::string& key, const Means& means) {
  Asking asking(settings, key, means);
  // A constraint may stand on several pages.
  std::map<const packs::Constraint*, std::optional<Opinion>> opinions;
  for (review::ClauseResult& clause : review.clauses) {
    for (review::ConstraintResult& result : clause.constraints) {
      if (result.constraint == nullptr) continue;
      const auto [place, is_new] = opinions.try_emplace(result.constraint);
      if (is_new) place->second = asking.on(result);
      result.opinion = place->second;
    }
  }
  review.second_reader = asking.counts();
  return asking.warnings();
}

}  // namespace crosswalk::opinion
