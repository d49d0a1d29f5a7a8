// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/securitytxt/securitytxt.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/openpgp.h"
#include "platform/file.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace securitytxt = artifacts::securitytxt;
using artifacts::FindingLevel;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostBytes = 4ULL << 20;

struct Arguments {
  std::vector<std::string> files;
  std::string as_of;
  std::string key;
  std::string url;
  std::string format = "terminal";
  std::string out;
  bool unsandboxed = false;
};

/// A file before anything is made of it.
struct Input {
  std::string path;
  std::string bytes;
  /// What gpgv said of it: status lines, or why it could not be asked. Nothing: there is no key to ask it with.
  std::optional<base::Result<std::string>> asked;
};

struct Judged {
  const Input* input = nullptr;
  securitytxt::File file;
  Signature signature;
  [[nodiscard]] bool valid() const { return file.is_valid() && signature.state != Signature::State::bad; }
};

base::Result<std::vector<Input>> read_inputs(const std::vector<std::string>& paths) {
  std::vector<Input> out;
  for (const std::string& path : paths) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path, kMostBytes));
    out.push_back({path, std::move(bytes), std::nullopt});
  }
  return out;
}

/// Asks gpgv about all files. The keys are decoded in a locked copy; gpgv is a confined process of its own, started by this one,
/// as a locked copy can start nothing.
base::Result<void> ask_gpgv(const Arguments& arguments, std::vector<Input>& inputs) {
  if (arguments.key.empty()) return {};
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(arguments.key, kMostBytes));
  const auto decode = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(std::string keys, read_public_keys(bytes));
    return Work{clean, std::move(keys)};
  };
  auto keys = do_locked(arguments.unsandboxed, decode);
  if (!keys && keys.error().code != base::ErrorCode::malformed_data) return keys.error();
  for (Input& input : inputs) {
    input.asked = keys ? run_gpgv(input.path, keys->text)
                       : base::Error{base::ErrorCode::malformed_data, arguments.key, keys.error().detail};
  }
  return {};
}

/// What is to be said of the signature of a file that has one.
Signature signature_of(const Input& input) {
  const auto not_checked = [](std::string why) { return Signature{Signature::State::not_checked, std::move(why), {}}; };
  if (!input.asked) return not_checked("no key was given; name one with --key");
  if (*input.asked) return read_verdict(**input.asked);
  const base::Error& error = input.asked->error();
  if (error.code == base::ErrorCode::program_missing) return not_checked("gpgv is not installed");
  if (error.code == base::ErrorCode::sandbox_unavailable) return not_checked("this machine has no sandbox to run gpgv in");
  if (error.code == base::ErrorCode::malformed_data) return not_checked("the key cannot be read: " + error.detail);
  return not_checked("gpgv could not be run: " + error.message());
}

std::string_view word_of(FindingLevel level) {
  return level == FindingLevel::error ? "error" : level == FindingLevel::warning ? "warning" : "advice";
}

void add_wrapped(std::string& out, std::string head, std::string_view text) {
  constexpr int kText = 21;
  constexpr int kWidth = 80;
  head.resize(kText, ' ');
  for (const std::string& line : reports::wrap(reports::visible(text), kWidth - kText)) {
    out += head + line + "\n";
    head.assign(kText, ' ');
  }
}

void add_text(std::string& out, const Judged& one) {
  out += reports::visible(one.input->path) + ": " + (one.valid() ? "valid" : "not valid") + "\n";
  for (const securitytxt::Remark& remark : one.file.remarks) {
    const std::size_t line = remark.finding.line;
    std::string head = "  " + (line == 0 ? std::string("file") : "line " + std::to_string(line));
    head.resize(12, ' ');
    add_wrapped(out, head + std::string(word_of(remark.finding.level)), remark.finding.message);
  }
  if (one.file.is_signed) {
    const Signature& signature = one.signature;
    add_wrapped(out, "  signature",
                std::string(name_of(signature.state)) + ": " + signature.what +
                    (signature.fingerprint.empty() ? "" : ", key " + signature.fingerprint));
  }
}

Json json_of(const Judged& one) {
  Json out = {{"file", one.input->path}, {"valid", one.valid()}};
  if (one.file.expires) out["expires"] = artifacts::time::text_of(*one.file.expires);
  Json signature = {{"signed", one.file.is_signed}};
  if (one.file.is_signed) {
    const Signature& found = one.signature;
    signature["verdict"] = name_of(found.state);
    signature["reason"] = found.what;
    if (!found.fingerprint.empty()) signature["fingerprint"] = found.fingerprint;
  }
  out["signature"] = signature;
  Json fields = Json::array();
  for (const securitytxt::Field& field : one.file.fields)
    fields.push_back({{"line", field.line}, {"name", field.name}, {"value", field.value}});
  out["fields"] = fields;
  Json findings = Json::array();
  for (const securitytxt::Remark& remark : one.file.remarks) {
    Json finding = {{"level", artifacts::name_of(remark.finding.level)}, {"rule", remark.finding.rule}};
    if (remark.finding.line > 0) finding["line"] = remark.finding.line;
    finding["message"] = remark.finding.message;
    if (!remark.suggestion.empty()) finding["suggestion"] = remark.suggestion;
    findings.push_back(finding);
  }
  out["findings"] = findings;
  return out;
}

Judged judge(const Input& input, const securitytxt::Options& options) {
  Judged out{&input, securitytxt::read(input.bytes, options), {}};
  if (out.file.is_signed) out.signature = signature_of(input);
  return out;
}

Work judge_all(const std::vector<Input>& inputs, const securitytxt::Options& options, const std::string& day, bool as_json) {
  Work out{clean, {}};
  Json list = Json::array();
  for (const Input& input : inputs) {
    const Judged one = judge(input, options);
    if (!one.valid()) out.exit_code = gaps;
    if (as_json) {
      list.push_back(json_of(one));
    } else {
      add_text(out.text, one);
    }
  }
  if (as_json) {
    out.text = Json({{"as_of", day}, {"files", list}}).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const base::Date today, as_of(arguments.as_of));
  const securitytxt::Options options{artifacts::time::beginning_of(today), arguments.url};
  CW_ASSIGN_OR_RETURN(std::vector<Input> inputs, read_inputs(arguments.files));
  CW_RETURN_IF_ERROR(ask_gpgv(arguments, inputs));
  const auto judge_them = [&]() -> base::Result<Work> {
    return judge_all(inputs, options, today.iso(), arguments.format == "json");
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(arguments.unsandboxed, judge_them));
  CW_RETURN_IF_ERROR(write_out(arguments.out, work.text));
  return work.exit_code;
}

}  // namespace

void add_securitytxt(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("securitytxt", "Check security.txt files by RFC 9116, with their signatures");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->files, "The files")->required()->type_name("FILE");
  command->add_option("--as-of", arguments->as_of, "The day to judge Expires on (default: today)")->type_name("DATE");
  command->add_option("--key", arguments->key, "Public keys that signatures are checked against (needs gpgv)")->type_name("FILE");
  command->add_option("--url", arguments->url, "Where the file was found, to compare with Canonical")->type_name("URL");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write the result to this file")->type_name("FILE");
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where this machine has no sandbox");
  command->footer(
      "Exit codes:\n"
      "  0  every file keeps the mandatory rules, and no signature is bad\n"
      "  1  one of them does not\n"
      "  2  wrong usage\n"
      "  3  a file could not be read, or the result not be written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
