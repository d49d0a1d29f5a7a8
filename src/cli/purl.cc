// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/purl/check.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/text_input.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace purl = artifacts::purl;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<std::string> purls;
  bool from_stdin = false;
  std::string format = "text";
  std::string out;
};

Json json_of(const std::string& text, const purl::Check& check) {
  const auto or_null = [](const std::string& part) { return part.empty() ? Json() : Json(part); };
  const auto remarks = [](const std::vector<purl::Remark>& list) {
    Json out = Json::array();
    for (const purl::Remark& remark : list) out.push_back({{"part", remark.part}, {"what", remark.what}});
    return out;
  };
  Json out = {{"input", text}, {"valid", check.purl.has_value()}, {"canonical", nullptr}};
  if (check.purl) {
    const purl::Purl& found = *check.purl;
    out["canonical"] = found.canonical();
    Json qualifiers = Json::object();
    for (const auto& [key, value] : found.qualifiers) qualifiers[key] = value;
    out["parts"] = {{"type", found.type},
                    {"namespace", or_null(found.name_space)},
                    {"name", found.name},
                    {"version", or_null(found.version)},
                    {"qualifiers", found.qualifiers.empty() ? Json() : qualifiers},
                    {"subpath", or_null(found.subpath)}};
  }
  out["errors"] = remarks(check.errors);
  out["warnings"] = remarks(check.warnings);
  return out;
}

void add_row(std::string& out, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  constexpr std::size_t kLabel = 12;
  std::string row = "  " + std::string(label);
  row.resize(2 + kLabel, ' ');
  out += row + reports::visible(value) + "\n";
}

std::string text_of(const std::string& text, const purl::Check& check) {
  std::string out = reports::visible(text) + "\n";
  if (check.purl) {
    const purl::Purl& found = *check.purl;
    const std::string canonical = found.canonical();
    if (canonical == text) {
      out += "  canonical\n";
    } else {
      add_row(out, "canonical", canonical);
    }
    add_row(out, "type", found.type);
    add_row(out, "namespace", found.name_space);
    add_row(out, "name", found.name);
    add_row(out, "version", found.version);
    std::string_view label = "qualifiers";
    for (const auto& [key, value] : found.qualifiers) {
      add_row(out, label, key + " = " + value);
      label = "";
    }
    add_row(out, "subpath", found.subpath);
  }
  for (const purl::Remark& remark : check.errors) out += note_lines("error in " + remark.part + ": ", remark.what);
  for (const purl::Remark& remark : check.warnings) out += note_lines("note on " + remark.part + ": ", remark.what);
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  std::vector<std::string> purls = arguments.purls;
  if (arguments.from_stdin) {
    CW_ASSIGN_OR_RETURN(std::vector<std::string> lines, lines_of_stdin());
    purls.insert(purls.end(), lines.begin(), lines.end());
  }
  if (purls.empty() && !arguments.from_stdin)
    return base::Error{base::ErrorCode::usage, "crosswalk purl", "name package URLs, or give --stdin"};
  bool all = true;
  Json list = Json::array();
  std::string text;
  for (const std::string& one : purls) {
    const purl::Check check = purl::check(one);
    all = all && check.purl.has_value();
    if (arguments.format == "json") {
      list.push_back(json_of(one, check));
    } else {
      text += text_of(one, check);
    }
  }
  if (arguments.format == "json") text = list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  CW_RETURN_IF_ERROR(write_out(arguments.out, text));
  return all ? clean : gaps;
}

}  // namespace

void add_purl(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("purl", "Take package URLs apart, check them by the rules of their type");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PURL", arguments->purls, "Package URLs: pkg:npm/%40scope/name@1.0")->type_name("PURL");
  command->add_flag("--stdin", arguments->from_stdin, "Read further ones from standard input, one a line");
  command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}))->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
