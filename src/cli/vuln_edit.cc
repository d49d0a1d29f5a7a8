// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "cli/vuln_editor.h"
#include "cli/vuln_fields.h"
#include "platform/file.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;

constexpr std::uint64_t largest_draft = 16ULL << 20;
constexpr std::string_view erased_mark = "(erased)";

struct Arguments {
  WriterArguments writer;
  FieldOptions fields;
  std::string id;
  std::string from;
  bool editor = false;
  bool dry_run = false;
};

/// What came of trying to change a case.
struct Attempt {
  Case before;
  Case after;
  std::vector<casebook::FieldChange> changes;
  std::vector<std::string> obstacles;
};

/// The whole case that a file or an editor gave, and what it was made of.
struct Draft {
  std::optional<Case> whole;
  /// What the editor was given: a case that somebody changed meanwhile is not overwritten.
  std::optional<std::string> made_of;
  /// The file of the editor; empty: none.
  std::string path;
};

base::Error refused(const std::string& id) { return {base::ErrorCode::malformed_data, id, "nothing was kept"}; }

/// Puts persons in the place of references, as the case that is changed has them; those erased stay as they are.
base::Result<void> name_persons(const casebook::Casebook& book, Case& one) {
  for (disclosure::Person* person : disclosure::persons_of(one)) {
    CW_ASSIGN_OR_RETURN(std::string name, book.person(person->text));
    if (name != erased_mark) person->text = std::move(name);
  }
  return {};
}

base::Result<Draft> draft_of(const Arguments& arguments, const casebook::Casebook& book, std::vector<std::string>& obstacles) {
  Draft out;
  std::vector<artifacts::Finding> findings;
  std::string name = arguments.from;
  if (!arguments.from.empty()) {
    CW_ASSIGN_OR_RETURN(out.whole, read_case_file(arguments.from, findings));
    if (arguments.from == "-") name = "standard input";
  } else if (arguments.editor) {
    CW_ASSIGN_OR_RETURN(const Case now, book.find(arguments.id));
    out.made_of = disclosure::write_case(now);
    const std::string text = writing::harmless_json(nlohmann::ordered_json::parse(*out.made_of).dump(2) + "\n");
    CW_ASSIGN_OR_RETURN(out.path, edit_text(arguments.id + ".json", text));
    name = out.path;
    CW_ASSIGN_OR_RETURN(std::string edited, platform::read_file(out.path, largest_draft));
    auto whole = read_case_text(std::move(edited), out.path, findings);
    if (!whole) {
      obstacles.push_back(whole.error().message());
      return out;
    }
    out.whole = std::move(*whole);
  }
  if (out.whole) CW_RETURN_IF_ERROR(name_persons(book, *out.whole));
  for (std::string& line : lines_of(name, findings)) obstacles.push_back(std::move(line));
  if (out.whole && !out.whole->id.empty() && out.whole->id != arguments.id)
    obstacles.push_back(name + ": it is the case " + out.whole->id + ", not " + arguments.id);
  return out;
}

/// Changes `one` as the user wants it, and says in `attempt` what that does.
base::Result<void> change(const Arguments& arguments, const OpenedWriter& writer, const Draft& draft, Attempt& attempt,
                          Case& one) {
  const Case& before = attempt.before = one;
  if (draft.made_of && disclosure::write_case(one) != *draft.made_of) {
    attempt.obstacles.push_back("somebody changed " + arguments.id + " meanwhile");
    return refused(arguments.id);
  }
  if (draft.whole) one = *draft.whole;
  one.id = before.id;
  CW_RETURN_IF_ERROR(apply(arguments.fields, writer.workspace, writer.signature, one));
  // When it was reviewed is what clocks ask for; who says so later gives --event reviewed=TIME.
  const bool reviewed_now = before.stage == disclosure::Stage::received && one.stage != disclosure::Stage::received;
  if (reviewed_now && !disclosure::moment_of(one, disclosure::Trigger::reviewed))
    one.events.push_back({disclosure::Trigger::reviewed, writer.signature.at, {}});
  attempt.changes = casebook::changes_between(before, one);
  attempt.obstacles = obstacles_of(one, writer.workspace.manufacturer.zone);
  attempt.after = one;
  if (!attempt.obstacles.empty()) return refused(arguments.id);
  return {};
}

/// Does what Casebook::edit() does, and keeps nothing. The same errors.
base::Result<bool> preview(const casebook::Casebook& book, const std::string& id,
                           const std::function<base::Result<void>(Case&)>& change_it, const casebook::Signature& signature) {
  CW_RETURN_IF_ERROR(book.check_order(id, signature));
  CW_ASSIGN_OR_RETURN(Case one, book.find(id));
  CW_RETURN_IF_ERROR(change_it(one));
  return true;
}

int refuse(const Arguments& arguments, const Draft& draft, const std::vector<std::string>& obstacles) {
  for (const std::string& line : obstacles) say_wrapped(line);
  say("nothing was kept");
  if (!draft.path.empty())
    say("your draft: " + draft.path + "; mend it, then: crosswalk vuln edit " + arguments.id + " --from " + draft.path);
  return gaps;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedWriter writer, open_writer_or_preview(arguments.dry_run, arguments.writer, {}));
  const auto access = arguments.dry_run ? store::Register::Access::read : store::Register::Access::write;
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_casebook(writer.workspace, access));
  std::vector<std::string> obstacles;
  CW_ASSIGN_OR_RETURN(const Draft draft, draft_of(arguments, book, obstacles));
  if (!obstacles.empty()) return refuse(arguments, draft, obstacles);
  Attempt attempt;
  const auto change_it = [&](Case& one) { return change(arguments, writer, draft, attempt, one); };
  const auto done = arguments.dry_run ? preview(book, arguments.id, change_it, writer.signature)
                                      : book.edit(arguments.id, change_it, writer.signature);
  if (!done && attempt.obstacles.empty()) return in_zone(done.error(), writer.workspace);
  if (!attempt.changes.empty()) CW_RETURN_IF_ERROR(tell(text_of(attempt.changes, writer.workspace.manufacturer.zone)));
  if (!attempt.obstacles.empty()) return refuse(arguments, draft, attempt.obstacles);
  if (!draft.path.empty()) remove_draft(draft.path);
  say_remarks(attempt.before, attempt.after, writer.workspace, writer.signature.at);
  std::string last = "kept " + arguments.id;
  if (attempt.changes.empty()) {
    last = "nothing to change in " + arguments.id;
  } else if (arguments.dry_run) {
    last = "nothing was kept: a dry run";
  }
  CW_RETURN_IF_ERROR(tell(last + "\n"));
  return clean;
}

}  // namespace

void add_vuln_edit(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("edit", "Change a case; shows field by field what changes");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CASE", arguments->id, "Its id")->required()->type_name("CASE");
  auto* from =
      command->add_option("--from", arguments->from, "The whole case in JSON, as 'vuln export' writes it (- is standard input)")
          ->type_name("FILE");
  command->add_flag("--editor", arguments->editor, "Change the whole case in $VISUAL or $EDITOR")->excludes(from);
  add_writer_options(*command, arguments->writer);
  add_field_options(*command, arguments->fields);
  command->add_flag("--dry-run", arguments->dry_run, "Show what would change, and keep nothing");
  command->footer(
      "Exit codes:\n"
      "  0  the change was kept, or nothing was to change\n"
      "  1  something is wrong or missing: nothing was kept\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  there is no such case, or a file could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
