// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/openpgp_sign.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "cli/vuln_head.h"
#include "disclosure/moment.h"
#include "platform/file.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t largest_file = 1ULL << 20;
constexpr int columns = 78;
constexpr std::string_view signature_ending = ".asc";

struct Arguments {
  ReaderArguments reader;
  std::string head;
  std::string signature;
  std::string statement;
  std::string key;
  std::string format = "terminal";
  std::string out;
};

/// A hash noted elsewhere, held against the chain.
struct Noted {
  std::string hash;
  std::optional<std::int64_t> number;
};

/// A signed statement of a head.
struct Signed {
  Signature signature;
  std::optional<HeadStatement> statement;
  /// Whether the chain holds the change of this number with this hash.
  bool in_chain = false;
};

/// All that was found.
struct Outcome {
  store::Verification verification;
  std::optional<Noted> noted;
  std::optional<Signed> stated;

  [[nodiscard]] bool holds() const {
    const bool noted_holds = !noted || noted->number;
    const bool stated_holds = !stated || (stated->signature.state == Signature::State::good && stated->in_chain);
    return verification.problems.empty() && noted_holds && stated_holds;
  }
};

/// The number of the change with this hash; 0 for what the chain begins with, where nothing was changed yet.
base::Result<std::optional<std::int64_t>> place_of(const casebook::Casebook& book, const store::Verification& verification,
                                                   const std::string& hash) {
  if (verification.changes == 0 && hash == verification.head) return std::optional<std::int64_t>(0);
  return book.number_of(hash);
}

base::Result<std::string> packets_of(const std::string& armored) {
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(std::string packets, read_public_keys(armored));
    return Work{clean, std::move(packets)};
  };
  CW_ASSIGN_OR_RETURN(Work done, do_locked(false, work));
  return std::move(done.text);
}

base::Result<Signed> check_signature(const Arguments& arguments, const OpenedReader& reader, const casebook::Casebook& book,
                                     const store::Verification& verification) {
  std::string path = arguments.statement;
  if (path.empty() && arguments.signature.ends_with(signature_ending))
    path = arguments.signature.substr(0, arguments.signature.size() - signature_ending.size());
  if (path.empty())
    return base::Error{base::ErrorCode::usage, "--signature", "name the text that it signs with --statement FILE"};
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(path, largest_file));
  std::string armored;
  const std::string& fingerprint = reader.workspace.organisation.publisher.key_fingerprint;
  if (!arguments.key.empty()) {
    CW_ASSIGN_OR_RETURN(armored, platform::read_file(arguments.key, largest_file));
  } else if (!fingerprint.empty()) {
    CW_ASSIGN_OR_RETURN(armored, export_public_key(fingerprint));
  } else {
    return base::Error{base::ErrorCode::usage, "--signature",
                       "name the public key with --key FILE, or its fingerprint in crosswalk.yaml (key_fingerprint)"};
  }
  CW_ASSIGN_OR_RETURN(const std::string keys, packets_of(armored));
  CW_ASSIGN_OR_RETURN(const std::string status, run_gpgv(arguments.signature, keys, path));
  Signed out{read_verdict(status), read_head_statement(text), false};
  if (out.statement) {
    CW_ASSIGN_OR_RETURN(const auto number, place_of(book, verification, out.statement->head));
    out.in_chain = number && *number == out.statement->changes;
  }
  return out;
}

void add(std::string& out, const std::string& text) {
  for (const std::string& line : reports::wrap(reports::visible(text), columns)) out += line + "\n";
}

std::string later(std::int64_t changes) {
  return changes == 1 ? "1 change came later" : std::to_string(changes) + " changes came later";
}

void add_noted(std::string& out, const Outcome& outcome, const disclosure::Zone& zone) {
  if (outcome.noted) {
    const auto& number = outcome.noted->number;
    add(out, !number ? "NOT IN THE CHAIN: the hash that you noted is of no change of this register."
                     : "The hash that you noted is that of change " + std::to_string(*number) + "; " +
                           later(outcome.verification.changes - *number) + ". Nothing up to it was altered since you noted it.");
  }
  if (!outcome.stated) return;
  const Signed& stated = *outcome.stated;
  add(out, "Signature: " + std::string(name_of(stated.signature.state)) + ", " + stated.signature.what +
               (stated.signature.fingerprint.empty() ? "" : ", key " + stated.signature.fingerprint) + ".");
  if (!stated.statement) {
    add(out, "NO STATEMENT: what is signed is no statement of a head of a register.");
  } else if (!stated.in_chain) {
    add(out, "NOT IN THE CHAIN: change " + std::to_string(stated.statement->changes) +
                 " of this register does not have the hash that the statement names.");
  } else {
    add(out, "The statement of " + disclosure::with_local_moments(stated.statement->at, zone) + " names change " +
                 std::to_string(stated.statement->changes) + " of this chain; " +
                 later(outcome.verification.changes - stated.statement->changes) + ".");
  }
}

std::string terminal_text(const Outcome& outcome, const disclosure::Zone& zone) {
  const store::Verification& found = outcome.verification;
  std::string out;
  for (const std::string& problem : found.problems) add(out, "PROBLEM: " + problem + ".");
  add(out, std::to_string(found.changes) + " changes, " + std::to_string(found.cases) + " cases, " +
               std::to_string(found.private_texts) + " private texts (" + std::to_string(found.erased.size()) + " erased): " +
               (found.problems.empty() ? "the chain holds, and every case is what its changes made of it."
                                       : std::to_string(found.problems.size()) + " problems."));
  out += "head: " + reports::visible(found.head) + "\n";
  add_noted(out, outcome, zone);
  if (!found.problems.empty()) return out;
  out += "\n";
  add(out,
      "What this proves: given this head, no change was altered, left out, or put in between, and no private text is "
      "another than the one that was kept.");
  add(out,
      "What it does not prove: who made a change and when, which are asserted; and that nobody who can write the file made a "
      "whole new chain. Against that note the head elsewhere, or sign it with 'crosswalk vuln sign', and compare it later "
      "with --head or --signature.");
  return out;
}

std::string json_text(const Outcome& outcome) {
  const store::Verification& found = outcome.verification;
  Json out = {{"holds", outcome.holds()},      {"changes", found.changes},
              {"cases", found.cases},          {"private_texts", found.private_texts},
              {"erased", found.erased.size()}, {"head", found.head},
              {"problems", found.problems}};
  if (outcome.noted) {
    out["noted"] = {{"hash", outcome.noted->hash}, {"change", outcome.noted->number ? Json(*outcome.noted->number) : Json()}};
  }
  if (outcome.stated) {
    const Signed& stated = *outcome.stated;
    Json signature = {{"verdict", name_of(stated.signature.state)}, {"reason", stated.signature.what}};
    if (!stated.signature.fingerprint.empty()) signature["fingerprint"] = stated.signature.fingerprint;
    if (stated.statement) {
      signature["change"] = stated.statement->changes;
      signature["head"] = stated.statement->head;
      signature["stated"] = stated.statement->at;
    }
    signature["in_chain"] = stated.in_chain;
    out["signature"] = signature;
  }
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

base::Result<int> run(const Arguments& arguments) {
  const std::string hash = base::to_lower(arguments.head);
  if (!hash.empty() && !is_hash(hash))
    return base::Error{base::ErrorCode::usage, "--head " + arguments.head, "a hash has 64 hexadecimal digits"};
  CW_ASSIGN_OR_RETURN(const OpenedReader reader, open_reader(arguments.reader));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(reader.workspace, store::Register::Access::read));
  Outcome outcome;
  CW_ASSIGN_OR_RETURN(outcome.verification, book.verify());
  if (!hash.empty()) {
    CW_ASSIGN_OR_RETURN(const auto number, place_of(book, outcome.verification, hash));
    outcome.noted = Noted{hash, number};
  }
  if (!arguments.signature.empty()) {
    CW_ASSIGN_OR_RETURN(outcome.stated, check_signature(arguments, reader, book, outcome.verification));
  }
  CW_RETURN_IF_ERROR(write_out(arguments.out, arguments.format == "json"
                                                  ? json_text(outcome)
                                                  : terminal_text(outcome, reader.workspace.manufacturer.zone)));
  return outcome.holds() ? clean : gaps;
}

}  // namespace

void add_vuln_verify(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("verify", "Work out the chain of changes and all cases again");
  auto arguments = std::make_shared<Arguments>();
  add_workspace_option(*command, arguments->reader.workspace);
  command->add_option("--head", arguments->head, "A head that was noted elsewhere, to find in the chain")->type_name("HASH");
  command->add_option("--signature", arguments->signature, "A detached signature of a statement by 'vuln sign' (needs gpgv)")
      ->type_name("FILE");
  command->add_option("--statement", arguments->statement, "The statement (default: the signature's file without .asc)")
      ->type_name("FILE");
  command->add_option("--key", arguments->key, "Public keys (default: key_fingerprint of crosswalk.yaml, out of gpg)")
      ->type_name("FILE");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  everything holds\n"
      "  1  something does not: it says what\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register or a file could not be read");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
