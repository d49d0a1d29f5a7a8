// SPDX-License-Identifier: Apache-2.0
#include "opinion/answer.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "base/display_name.h"
#include "base/text.h"
#include "opinion/question.h"

namespace crosswalk::opinion {
namespace {

using nlohmann::json;
using review::OpinionProblem;
using review::Verdict;

/// The message in an answer; nothing where there is none.
std::optional<std::string> message_of(std::string_view body) {
  const json answer = json::parse(body, nullptr, false);
  if (!answer.is_object()) return std::nullopt;
  const auto choices = answer.find("choices");
  if (choices == answer.end() || !choices->is_array() || choices->empty() || !choices->front().is_object()) return std::nullopt;
  const auto message = choices->front().find("message");
  if (message == choices->front().end() || !message->is_object()) return std::nullopt;
  const auto content = message->find("content");
  if (content == message->end() || !content->is_string()) return std::nullopt;
  return content->get<std::string>();
}

/// `text` without the fence of Markdown that may stand around all of it.
std::string_view without_fence(std::string_view text) {
  constexpr std::string_view fence = "```";
  text = base::trim(text);
  const std::size_t line = text.find('\n');
  if (!text.starts_with(fence) || !text.ends_with(fence) || line == std::string_view::npos) return text;
  const std::string_view language = base::trim(text.substr(fence.size(), line - fence.size()));
  if (!language.empty() && !base::equal_ignoring_case(language, "json")) return text;
  text.remove_prefix(line + 1);
  if (!text.ends_with(fence)) return {};
  text.remove_suffix(fence.size());
  return base::trim(text);
}

/// Whether a verdict's reason is one of the folder as a whole.
bool is_of_the_folder(const review::ConstraintResult& result) {
  constexpr std::array<std::string_view, 6> reasons{"process_only",  "record_only",   "output_only",
                                                    "not_effective", "other_version", "other_standard"};
  return (result.coverage && result.machine_reason == "incomplete") ||
         std::find(reasons.begin(), reasons.end(), std::string_view(result.machine_reason)) != reasons.end();
}

}  // namespace

Answer read_answer(std::string_view body, std::size_t passages, std::string_view key) {
  Answer out;
  const auto refuse = [&](OpinionProblem problem) {
    out = {};
    out.problem = problem;
    return out;
  };
  const std::optional<std::string> message = message_of(body);
  if (!message) return refuse(OpinionProblem::no_message);
  std::set<std::string> keys;
  bool twice = false;
  const json::parser_callback_t watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::key && depth == 1) twice = !keys.insert(parsed.get<std::string>()).second || twice;
    return true;
  };
  const std::string_view text = without_fence(*message);
  const json answer = json::parse(text.begin(), text.end(), watch, false);
  if (!answer.is_object()) return refuse(OpinionProblem::no_json);
  if (twice || keys != std::set<std::string>{"choice", "opinion", "why"}) return refuse(OpinionProblem::wrong_members);
  const json& choice = answer["choice"];
  if (!choice.is_number_integer() || !answer["opinion"].is_string() || !answer["why"].is_string()) {
    return refuse(OpinionProblem::wrong_members);
  }
  const auto verdict = base::from_word<Verdict>(answer["opinion"].get<std::string>());
  if (!verdict || *verdict > Verdict::not_found) return refuse(OpinionProblem::unknown_opinion);
  if (!choice.is_number_unsigned() || choice.get<std::uint64_t>() > passages) return refuse(OpinionProblem::choice_out_of_range);
  out.choice = choice.get<std::size_t>();
  out.opinion = *verdict;
  // A statement on what the documents say, without a place in them.
  if (out.choice == 0 && out.opinion != Verdict::not_found) return refuse(OpinionProblem::choice_missing);
  const std::string why = answer["why"].get<std::string>();
  const std::string words = cut(base::display_name(base::collapse_space(cut(why, 4 * kLongestWhy))), kLongestWhy - 1);
  for (const std::string& each : {why, words}) {
    if (!key.empty() && each.find(key) != std::string::npos) return refuse(OpinionProblem::wrong_members);
  }
  out.why = words;
  return out;
}

review::Agreement agreement_of(const review::ConstraintResult& result, Verdict opinion) {
  using review::Agreement;
  const Verdict machine = result.machine_verdict;
  if (machine > Verdict::not_found) return Agreement::open;
  if (machine == opinion) return Agreement::agree;
  if (machine == Verdict::partial && opinion == Verdict::met && is_of_the_folder(result)) return Agreement::agree;
  return Agreement::dissent;
}

}  // namespace crosswalk::opinion
