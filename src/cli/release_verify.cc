// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/common.h"
#include "cli/locked.h"
#include "cli/release_commands.h"
#include "cli/release_set_verify.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using Json = nlohmann::ordered_json;
using release::SetFinding;

constexpr int columns = 78;

struct Arguments {
  std::string path;
  std::string key;
  std::string fingerprint;
  std::string format = "terminal";
  std::string out;
};

std::string_view name_of(KeyFrom from) {
  switch (from) {
    case KeyFrom::user:
      return "the key that you named";
    case KeyFrom::set:
      return "the key in the set";
    case KeyFrom::pinned:
      return "the key in the set, with the fingerprint that you named";
    case KeyFrom::none:
      break;
  }
  return "no key";
}

std::string_view word_of(SetVerdict verdict) {
  switch (verdict) {
    case SetVerdict::good:
      return "good";
    case SetVerdict::broken:
      return "broken";
    case SetVerdict::nobody_vouches:
      break;
  }
  return "nobody_vouches";
}

void add(std::string& out, const std::string& text) {
  for (const std::string& line : reports::wrap(reports::visible(text), columns)) out += line + "\n";
}

std::string conclusion(const SetOutcome& outcome, const SetEvidence& evidence) {
  if (outcome.verdict == SetVerdict::broken) return "This is NOT the set that was built: rely on none of it before you know why.";
  if (outcome.verdict == SetVerdict::good) {
    return "Every file of the set is there and unchanged, and the owner of that key put it together. This does not prove that "
           "what "
           "the documents say is true, nor that no newer version of them exists.";
  }
  if (evidence.signatures.empty()) {
    return "Every file is there and as the manifest says. Nobody signed the manifest: whoever changed a file on its way could "
           "have "
           "changed the manifest, too. Compare the SHA-256 of manifest.json with the manufacturer by another way.";
  }
  if (evidence.key == KeyFrom::none) {
    return "Every file is there and as the manifest says. The signature was not checked: name the manufacturer's public key with "
           "--key.";
  }
  return "Every file is there and as the manifest says, and the signature is by the key in the set. That key proves nothing by "
         "itself: "
         "whoever exchanges the files can exchange it. Compare its fingerprint with one that you did not get with this set (the "
         "manufacturer's web site or security.txt, your contract, by telephone), and say it with --fingerprint.";
}

std::string terminal_text(const SetOutcome& outcome, const SetEvidence& evidence) {
  std::string out;
  if (const auto& manifest = outcome.manifest) {
    add(out, manifest->product + " " + manifest->version + (manifest->build.empty() ? "" : ", build " + manifest->build) + ": " +
                 std::to_string(manifest->documents.size()) + " documents, " + std::to_string(manifest->files.size()) + " files");
  }
  for (const SetFinding& each : outcome.faults) add(out, "FAULT: " + each.file + ": " + each.what);
  for (const SetFinding& each : outcome.remarks) add(out, "Remark: " + each.file + ": " + each.what);
  for (const SignedFile& each : evidence.signatures) {
    const Signature& signature = each.signature;
    add(out, "Signature of " + each.file + ": " + std::string(name_of(signature.state)) + ", " + signature.what +
                 (signature.primary_fingerprint.empty() ? "" : ", key " + signature.primary_fingerprint) + " (checked by " +
                 std::string(name_of(evidence.key)) + ")");
  }
  out += "\n";
  add(out, conclusion(outcome, evidence));
  return out;
}

Json list_of(const std::vector<SetFinding>& findings) {
  Json out = Json::array();
  for (const SetFinding& each : findings) out.push_back({{"file", each.file}, {"what", each.what}});
  return out;
}

std::string json_text(const SetOutcome& outcome, const SetEvidence& evidence) {
  Json out = {{"verdict", word_of(outcome.verdict)}};
  if (const auto& manifest = outcome.manifest) {
    out["product"] = manifest->product;
    out["version"] = manifest->version;
    out["build"] = manifest->build;
    out["files"] = manifest->files.size();
  }
  out["faults"] = list_of(outcome.faults);
  out["remarks"] = list_of(outcome.remarks);
  out["signatures"] = Json::array();
  for (const SignedFile& each : evidence.signatures) {
    Json one = {{"file", each.file}, {"verdict", name_of(each.signature.state)}, {"reason", each.signature.what}};
    if (!each.signature.fingerprint.empty()) {
      one["fingerprint"] = each.signature.fingerprint;
      one["primary_fingerprint"] = each.signature.primary_fingerprint;
    }
    out["signatures"].push_back(std::move(one));
  }
  out["key"] = name_of(evidence.key);
  out["conclusion"] = conclusion(outcome, evidence);
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

int code_of(SetVerdict verdict) {
  switch (verdict) {
    case SetVerdict::good:
      return clean;
    case SetVerdict::broken:
      return gaps;
    case SetVerdict::nobody_vouches:
      break;
  }
  return undecided;
}

base::Result<int> run(const Arguments& arguments) {
  VerifyOptions options;
  options.key = arguments.key;
  CW_ASSIGN_OR_RETURN(options.fingerprint, fingerprint_of(arguments.fingerprint));
  CW_ASSIGN_OR_RETURN(const SetEvidence evidence, gather_set(arguments.path, options));
  const auto judge = [&]() -> base::Result<Work> {
    const SetOutcome outcome = judge_set(evidence, options);
    const bool json = arguments.format == "json";
    return Work{code_of(outcome.verdict), json ? json_text(outcome, evidence) : terminal_text(outcome, evidence)};
  };
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(false, judge));
  CW_RETURN_IF_ERROR(write_out(arguments.out, done.text));
  return done.exit_code;
}

}  // namespace

void add_release_verify(CLI::App& release, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = release.add_subcommand("verify", "Whether a set of documents is whole, unchanged, and signed by whom");
  command->add_option("SET", arguments->path, "A folder that 'release build' wrote, or the archive")
      ->required()
      ->type_name("DIR|ZIP");
  command->add_option("--key", arguments->key, "The manufacturer's public keys, got by another way than the set (needs gpgv)")
      ->type_name("FILE");
  command
      ->add_option("--fingerprint", arguments->fingerprint,
                   "The fingerprint of the manufacturer's key, got by another way: the key in the set is used if it has it")
      ->type_name("HEX");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  every file is there and unchanged, and the signature is by the key that you\n"
      "     named\n"
      "  1  something is missing, was changed, or is not signed as it should be\n"
      "  2  wrong usage\n"
      "  3  the set, or the key, could not be read\n"
      "  4  every file is as the manifest says, but nobody vouches for it: it is not\n"
      "     signed, or no key was named that you got by another way");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
