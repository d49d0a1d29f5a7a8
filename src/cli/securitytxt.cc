// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/securitytxt/securitytxt.h"
#include "cli/commands.h"
#include "cli/common.h"
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
};

/// What was read of a file before anything is made of it.
struct Input {
  std::string path;
  std::string bytes;
  Signature signature;
};

struct Judged {
  const Input* input = nullptr;
  securitytxt::File file;
  [[nodiscard]] bool valid() const { return file.is_valid() && input->signature.state != Signature::State::bad; }
};

base::Result<std::vector<Input>> read_inputs(const Arguments& arguments, const securitytxt::Options& options) {
  std::string keys;
  if (!arguments.key.empty()) {
    CW_ASSIGN_OR_RETURN(keys, platform::read_file(arguments.key, kMostBytes));
  }
  std::vector<Input> out;
  for (const std::string& path : arguments.files) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path, kMostBytes));
    Input input{path, std::move(bytes), {}};
    if (securitytxt::read(input.bytes, options).is_signed) input.signature = check_signature(path, keys);
    out.push_back(std::move(input));
  }
  return out;
}

std::string_view word_of(FindingLevel level) {
  return level == FindingLevel::error ? "error" : level == FindingLevel::warning ? "warning" : "advice";
}

std::string_view word_of(Signature::State state) {
  return state == Signature::State::good ? "good" : state == Signature::State::bad ? "bad" : "not checked";
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
    const Signature& signature = one.input->signature;
    add_wrapped(out, "  signature",
                std::string(word_of(signature.state)) + ": " + signature.what +
                    (signature.fingerprint.empty() ? "" : ", key " + signature.fingerprint));
  }
}

Json json_of(const Judged& one) {
  Json out = {{"file", one.input->path}, {"valid", one.valid()}};
  if (one.file.expires) out["expires"] = artifacts::time::text_of(*one.file.expires);
  Json signature = {{"signed", one.file.is_signed}};
  if (one.file.is_signed) {
    const Signature& found = one.input->signature;
    signature["verdict"] = word_of(found.state);
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

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const base::Date today, as_of(arguments.as_of));
  const securitytxt::Options options{artifacts::time::beginning_of(today), arguments.url};
  CW_ASSIGN_OR_RETURN(const std::vector<Input> inputs, read_inputs(arguments, options));
  std::string text;
  Json list = Json::array();
  bool valid = true;
  for (const Input& input : inputs) {
    const Judged one{&input, securitytxt::read(input.bytes, options)};
    valid = valid && one.valid();
    if (arguments.format == "json") {
      list.push_back(json_of(one));
    } else {
      add_text(text, one);
    }
  }
  if (arguments.format == "json") {
    text = Json({{"as_of", today.iso()}, {"files", list}}).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  CW_RETURN_IF_ERROR(write_out(arguments.out, text));
  return valid ? clean : gaps;
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
