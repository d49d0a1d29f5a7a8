// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/common.h"
#include "cli/openpgp_sign.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "cli/vuln_head.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  ReaderArguments reader;
  std::string key;
  std::string out = "register-head.txt";
};

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedReader reader, open_reader(arguments.reader));
  const std::string& key = arguments.key.empty() ? reader.workspace.organisation.publisher.key_fingerprint : arguments.key;
  if (key.empty())
    return base::Error{base::ErrorCode::usage, "--key", "name the fingerprint of the key that signs, here or in crosswalk.yaml"};
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(reader.workspace, store::Register::Access::read));
  // A chain that does not hold is not vouched for.
  CW_ASSIGN_OR_RETURN(const store::Verification found, book.verify());
  if (!found.problems.empty()) {
    for (const std::string& problem : found.problems) say("PROBLEM: " + problem);
    say("nothing was signed");
    return gaps;
  }
  const std::string text = text_of(HeadStatement{found.changes, found.head, artifacts::time::text_of(reader.as_of)});
  CW_ASSIGN_OR_RETURN(const std::string signature, sign_detached(text, key));
  CW_RETURN_IF_ERROR(write_out(arguments.out, text));
  CW_RETURN_IF_ERROR(write_out(arguments.out + ".asc", signature));
  CW_RETURN_IF_ERROR(tell(text + "wrote " + arguments.out + " and its signature " + arguments.out + ".asc\n"));
  return clean;
}

}  // namespace

void add_vuln_sign(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("sign", "Sign the head of the register with gpg, to be kept elsewhere");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--key", arguments->key, "Fingerprint of the key (default: key_fingerprint of crosswalk.yaml)")
      ->type_name("FINGERPRINT");
  add_reader_options(*command, arguments->reader, "The moment that the statement names (default: now)");
  command->add_option("--out", arguments->out, "Where the statement goes; its signature goes beside it, with .asc")
      ->capture_default_str()
      ->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  the head is signed\n"
      "  1  the chain does not hold: nothing was signed\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register could not be read, or gpg did not sign");
  command->callback([arguments, &exit_code] {
    if (!is_file(arguments->out)) {
      exit_code =
          report_wrapped({base::ErrorCode::usage, "--out " + arguments->out, "a file is wanted: the signature goes beside it"});
      return;
    }
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
