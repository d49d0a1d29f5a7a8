// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/review_request.h"
#include "platform/file.h"
#include "review/decisions.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  ReviewArguments review;
  std::string constraint;
  /// The document if there is one, then the kind of decision.
  std::vector<std::string> words;
  std::string reason;
  std::string by;
  std::string role;
};

base::Result<void> run(const Arguments& arguments) {
  if (arguments.words.empty() || arguments.words.size() > 2) {
    return base::Error{base::ErrorCode::usage, "decide", "write CONSTRAINT [DOCUMENT] accept|reject|not-applicable"};
  }
  std::string kind = arguments.words.back();
  if (kind == "not-applicable") kind = "not_applicable";
  if (kind != "accept" && kind != "reject" && kind != "not_applicable") {
    return base::Error{base::ErrorCode::usage, kind, "a decision is accept, reject or not-applicable"};
  }
  const std::string document = arguments.words.size() == 2 ? arguments.words.front() : "";
  CW_ASSIGN_OR_RETURN(const Reviewed reviewed, run_review(arguments.review));
  if (reviewed.outcome.interrupted) return base::Error{base::ErrorCode::interrupted, "decide", {}};
  if (reviewed.files.folder.empty()) {
    return base::Error{base::ErrorCode::usage, "decide",
                       "a decision is kept in a workspace: name it by --workspace DIR; 'crosswalk init DIR' makes one"};
  }
  CW_ASSIGN_OR_RETURN(const base::Date on, as_of(arguments.review.as_of));
  CW_ASSIGN_OR_RETURN(const review::Decision decision,
                      review::make_decision(reviewed.outcome.review, kind, arguments.constraint, document, arguments.reason,
                                            arguments.by, arguments.role, on));
  CW_ASSIGN_OR_RETURN(const std::string text, review::append_decision(reviewed.files.decisions_text, decision));
  const std::string path = reviewed.files.folder + "/" + decisions_file;
  CW_RETURN_IF_ERROR(platform::write_file_atomically(path, text));
  return tell("Added to " + path + ": " + decision.kind + " " + decision.constraint +
              (document.empty() ? "" : " in " + document) + " (machine verdict: " + decision.verdict + ")\n");
}

}  // namespace

void add_decide(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("decide", "Keep a person's decision on a verdict, bound to its evidence");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CONSTRAINT", arguments->constraint, "e.g. 4.1.7/timeliness")->required()->type_name("CONSTRAINT");
  command
      ->add_option("DECISION", arguments->words,
                   "accept, reject or not-applicable; before it the document, if it is decided on one alone")
      ->required()
      ->expected(1, 2)
      ->type_name("[DOCUMENT] DECISION");
  command->add_option("--in", arguments->review.paths, "The reviewed folder or file (may be given again)")
      ->required()
      ->allow_extra_args(false)
      ->type_name("PATH");
  command->add_option("--workspace", arguments->review.workspace, "Folder with crosswalk.yaml and decisions.yaml")
      ->type_name("DIR");
  add_packs_option(*command, arguments->review.packs);
  command->add_option("--ignore", arguments->review.ignore, "Leave out files that match, as in the review")
      ->allow_extra_args(false)
      ->type_name("PATTERN");
  command->add_option("--as-of", arguments->review.as_of, "The day of the decision (default: today)")->type_name("DATE");
  add_jobs_option(*command, arguments->review.jobs);
  command->add_flag("--unsandboxed", arguments->review.unsandboxed, "Go on where the system offers no sandbox");
  command->add_option("--reason", arguments->reason, "Why")->required()->type_name("TEXT");
  command->add_option("--by", arguments->by, "Who decides")->required()->type_name("NAME");
  command->add_option("--role", arguments->role, "In which role")->required()->type_name("TEXT");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report(result.error());
  });
}

}  // namespace crosswalk::cli
