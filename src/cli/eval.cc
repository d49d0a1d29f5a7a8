// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/common.h"
#include "eval/questions.h"
#include "eval/run.h"
#include "platform/signals.h"
#include "retrieval/model.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  eval::Request request;
  std::vector<std::string> packs;
  bool json = false;
  bool mistakes = false;
  bool questions = false;
};

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

base::Result<void> run(Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(arguments.request.rules, load_rules(arguments.packs));
  arguments.request.jobs = jobs_or_default(arguments.request.jobs);
  if (arguments.questions) return ask(arguments);
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
  command->add_option("--pack", arguments->packs, "Folder of a further pack (may be given again)")
      ->allow_extra_args(false)
      ->type_name("DIR");
  add_jobs_option(*command, arguments->request.jobs);
  command->add_flag("--unsandboxed", arguments->request.unsandboxed, "Go on where the system offers no sandbox");
  command->add_flag("--json", arguments->json, "Print JSON");
  command->add_flag("--mistakes", arguments->mistakes, "Name the documents that were called met wrongly, or missed");
  command->add_flag("--questions", arguments->questions, "Measure instead how well passages are found by the questions alone");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report(result.error());
  });
}

}  // namespace crosswalk::cli
