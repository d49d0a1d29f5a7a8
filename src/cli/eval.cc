// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands.h"
#include "cli/common.h"
#include "eval/ablation.h"
#include "eval/corpus.h"
#include "eval/mutation.h"
#include "eval/paraphrase.h"
#include "eval/questions.h"
#include "eval/run.h"
#include "eval/trial.h"
#include "platform/signals.h"
#include "retrieval/model.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  eval::Request request;
  std::vector<std::string> packs;
  /// "4", or "1..4".
  std::string jobs;
  eval::Repetition repetition;
  bool repeat = false;
  bool mutate = false;
  bool held_back = false;
  bool paraphrase = false;
  bool ablate = false;
  bool json = false;
  bool mistakes = false;
  int show = 0;
  bool questions = false;
};

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0 || value > 256) return std::nullopt;
  return value;
}

/// What --jobs says: a number, or for --repeat the numbers from one to another.
base::Result<void> set_jobs(Arguments& arguments) {
  const std::string_view text = arguments.jobs;
  arguments.request.jobs = jobs_or_default(0);
  if (text.empty()) return {};
  const std::size_t dots = text.find("..");
  const auto most = number(dots == std::string_view::npos ? text : text.substr(dots + 2));
  const auto fewest = dots == std::string_view::npos ? most : number(text.substr(0, dots));
  if (!most || !fewest || *fewest > *most)
    return base::Error{base::ErrorCode::usage, "--jobs " + arguments.jobs, "neither a number nor two as 1..4"};
  if (dots != std::string_view::npos && !arguments.repeat)
    return base::Error{base::ErrorCode::usage, "--jobs " + arguments.jobs, "several numbers need --repeat"};
  arguments.request.jobs = *most;
  arguments.repetition.fewest_jobs = *fewest;
  return {};
}

/// Judges changed documents.
base::Result<void> experiment(const Arguments& arguments) {
  const eval::Request& request = arguments.request;
  CW_ASSIGN_OR_RETURN(const eval::Corpus corpus, eval::open_corpus(request.corpus));
  CW_ASSIGN_OR_RETURN(const std::vector<eval::Text> texts, eval::read_texts(corpus, request.jobs, request.unsandboxed));
  const std::vector<eval::Cell> cells = eval::met_cells(*request.rules, texts);
  std::vector<eval::Experiment> done;
  const auto wordings = arguments.held_back ? eval::Wordings::held_back : eval::Wordings::everyday;
  if (arguments.mutate) done.push_back(eval::mutate(*request.rules, cells, request.jobs, wordings));
  if (arguments.paraphrase) done.push_back(eval::paraphrase(*request.rules, cells, request.jobs));
  if (arguments.ablate) done.push_back(eval::ablate(*request.rules, cells, request.jobs));
  if (platform::interrupted()) return base::Error{base::ErrorCode::interrupted, "eval", "not all documents were judged again"};
  if (arguments.json) return write_out("", eval::as_json(done));
  std::string out =
      std::to_string(cells.size()) + " cells of " + std::to_string(texts.size()) + " documents are labelled and called met\n";
  for (const eval::Experiment& one : done) out += "\n" + eval::as_text(one, arguments.mistakes, arguments.show);
  return tell(out);
}

base::Result<void> ask(const Arguments& arguments) {
  eval::QuestionsRequest request;
  request.corpus = arguments.request.corpus;
  request.rules = arguments.request.rules;
  request.jobs = arguments.request.jobs;
  request.unsandboxed = arguments.request.unsandboxed;
  const retrieval::FoundModel model = retrieval::find_model();
  request.embedder = model.embedder.get();
  if (model.embedder == nullptr) say("crosswalk: by words alone: " + model.why_not);
  CW_ASSIGN_OR_RETURN(const eval::QuestionsReport report, eval::ask(request));
  return arguments.json ? write_out("", eval::as_json(report)) : tell(eval::as_text(report, arguments.mistakes));
}

base::Result<void> run(Arguments& arguments, int& exit_code) {
  CW_RETURN_IF_ERROR(set_jobs(arguments));
  const bool changes = arguments.mutate || arguments.paraphrase || arguments.ablate;
  if (changes && arguments.repeat)
    return base::Error{base::ErrorCode::usage, "--repeat",
                       "judges documents as they are; not with --mutate, --paraphrase or --ablate"};
  CW_ASSIGN_OR_RETURN(arguments.request.rules, load_rules(arguments.packs));
  exit_code = clean;
  if (changes) return experiment(arguments);
  if (arguments.questions) return ask(arguments);
  if (arguments.repeat) {
    CW_ASSIGN_OR_RETURN(const eval::Repeated repeated, eval::repeat(arguments.request, arguments.repetition));
    if (!repeated.difference.empty()) exit_code = failed;
    return arguments.json ? write_out("", eval::as_json(repeated)) : tell(eval::as_text(repeated));
  }
  CW_ASSIGN_OR_RETURN(const eval::Report report, eval::run(arguments.request));
  CW_RETURN_IF_ERROR(arguments.json ? write_out("", eval::as_json(report)) : tell(eval::as_text(report, arguments.mistakes)));
  if (platform::interrupted())
    return base::Error{base::ErrorCode::interrupted, "eval", "the figures are of a part of the corpus"};
  return {};
}

}  // namespace

void add_eval(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("eval", "Measure the verdicts against documents that people have labelled");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--corpus", arguments->request.corpus, "Folder with labels.jsonl and documents/")
      ->required()
      ->type_name("DIR");
  add_packs_option(*command, arguments->packs);
  command
      ->add_option("--jobs", arguments->jobs, "Worker processes, 1 to 256 (default: one per processor); for --repeat also 1..N")
      ->type_name("N");
  command->add_flag("--unsandboxed", arguments->request.unsandboxed, "Go on where the system offers no sandbox");
  command->add_flag("--json", arguments->json, "Print JSON");
  command->add_flag("--mistakes", arguments->mistakes, "Name the documents that were called met wrongly, or missed");
  CLI::Option* mutate =
      command->add_flag("--mutate", arguments->mutate, "Rewrite what carries a met as denied, planned ..., and judge again");
  command->add_flag("--held-back", arguments->held_back, "With --mutate: in wordings that rules are not mended by")
      ->needs(mutate);
  command->add_flag("--paraphrase", arguments->paraphrase, "Say what carries a met in other words, and judge again");
  command->add_flag("--ablate", arguments->ablate, "Judge again without the labelled passages, and without others");
  command->add_option("--show", arguments->show, "With these: show N passages before and after")
      ->check(CLI::Range(0, 1'000'000))
      ->type_name("N");
  auto* repeat =
      command->add_option("--repeat", arguments->repetition.times, "Judge all documents N times and compare byte for byte")
          ->check(CLI::Range(1, 10'000))
          ->type_name("N");
  command->add_flag("--shuffle", arguments->repetition.shuffle, "With --repeat: in another order each time")->needs(repeat);
  command->add_flag("--questions", arguments->questions, "Measure instead how well passages are found by the questions alone");
  command->callback([arguments, repeat, &exit_code] {
    arguments->repeat = repeat->count() > 0;
    const auto result = run(*arguments, exit_code);
    if (!result) exit_code = report(result.error());
  });
}

}  // namespace crosswalk::cli
