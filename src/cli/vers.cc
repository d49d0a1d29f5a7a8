// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/vers/native.h"
#include "artifacts/vers/scheme.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/text_input.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace vers = artifacts::vers;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string scheme;
  std::string range;
  std::vector<std::string> texts;
  bool from_stdin = false;
  std::string format = "text";
  std::string out;
};

/// What a command found, as text and as JSON, and whether all of it was right.
struct Answer {
  std::string text;
  Json json = Json::array();
  bool right = true;
};

base::Result<vers::Scheme> scheme_of(const std::string& name) {
  if (const auto scheme = vers::scheme_named(name)) return *scheme;
  if (const vers::Ecosystem* ecosystem = vers::ecosystem_named(name)) return ecosystem->scheme;
  std::string known;
  for (const std::string_view one : vers::scheme_names()) known += (known.empty() ? "" : ", ") + std::string(one);
  return base::Error{base::ErrorCode::usage, name,
                     "there is no such order of versions; there are " + known + " and the ecosystems of OSV"};
}

/// The texts of the command line and of standard input.
base::Result<std::vector<std::string>> texts_of(const Arguments& arguments) {
  std::vector<std::string> out = arguments.texts;
  if (arguments.from_stdin) {
    CW_ASSIGN_OR_RETURN(const std::vector<std::string> lines, lines_of_stdin());
    out.insert(out.end(), lines.begin(), lines.end());
  }
  if (out.empty()) return base::Error{base::ErrorCode::usage, "crosswalk vers", "name what to look at, or give --stdin"};
  return out;
}

base::Result<Answer> compare(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const vers::Scheme scheme, scheme_of(arguments.scheme));
  if (arguments.texts.size() != 2)
    return base::Error{base::ErrorCode::usage, "crosswalk vers compare", "two versions are wanted"};
  const std::string& a = arguments.texts[0];
  const std::string& b = arguments.texts[1];
  const auto order = vers::compare(scheme, a, b);
  const std::string sign = order < 0 ? "<" : order > 0 ? ">" : "=";
  Answer out;
  out.text = reports::visible(a) + " " + sign + " " + reports::visible(b) + "\n";
  for (const std::string& one : arguments.texts) {
    if (!vers::is_version(scheme, one))
      out.text += note_lines("note: ", one + " is no version by the rules of " + std::string(vers::source_of(scheme)));
  }
  out.json = {{"scheme", vers::name_of(scheme)},
              {"versions", arguments.texts},
              {"order", sign},
              {"valid", {vers::is_version(scheme, a), vers::is_version(scheme, b)}}};
  return out;
}

base::Result<Answer> sort(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const vers::Scheme scheme, scheme_of(arguments.scheme));
  CW_ASSIGN_OR_RETURN(std::vector<std::string> versions, texts_of(arguments));
  std::stable_sort(versions.begin(), versions.end(),
                   [&](const std::string& a, const std::string& b) { return vers::compare(scheme, a, b) < 0; });
  Answer out;
  for (const std::string& one : versions) out.text += reports::visible(one) + "\n";
  out.json = versions;
  return out;
}

base::Result<Answer> contains(const Arguments& arguments) {
  auto range = vers::read(arguments.range);
  if (!range) return base::Error{base::ErrorCode::usage, arguments.range, range.error().detail};
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> versions, texts_of(arguments));
  Answer out;
  for (const std::string& version : versions) {
    const bool in = vers::contains(*range, version);
    out.right = out.right && in;
    out.text += reports::visible(version) + (in ? ": in\n" : ": not in\n");
    out.json.push_back({{"version", version}, {"in", in}});
  }
  return out;
}

base::Result<Answer> canonical(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> texts, texts_of(arguments));
  Answer out;
  for (const std::string& text : texts) {
    const auto range = vers::read(text);
    const auto best = range ? vers::canonical(*range) : range;
    Json one = {{"input", text}, {"canonical", nullptr}, {"wrong", Json::array()}};
    if (best) {
      one["canonical"] = best->text();
      out.text += reports::visible(best->text()) + "\n";
    } else {
      out.right = false;
      out.text += reports::visible(text) + "\n";
    }
    std::vector<std::string> wrong = range ? vers::faults(*range) : std::vector<std::string>{range.error().detail};
    if (wrong.empty()) {
      if (const auto strict = vers::parse(text); !strict) wrong.push_back(strict.error().detail);
    }
    if (range && !best) wrong.push_back(best.error().detail);
    for (const std::string& fault : wrong) {
      one["wrong"].push_back(fault);
      out.text += note_lines(best ? "note: " : "error: ", fault);
    }
    if (range && !vers::scheme_named(range->type) && range->type != "all" && range->type != "none")
      out.text += note_lines("note: ", "the type is not known; versions were compared as generic ones");
    out.json.push_back(std::move(one));
  }
  return out;
}

base::Result<Answer> from_native(const Arguments& arguments) {
  CW_RETURN_IF_ERROR(scheme_of(arguments.scheme));
  std::string type = arguments.scheme;
  if (!vers::scheme_named(type)) type = vers::name_of(vers::ecosystem_named(type)->scheme);
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> texts, texts_of(arguments));
  Answer out;
  for (const std::string& text : texts) {
    const auto range = vers::from_native(type, text);
    Json one = {{"input", text}, {"range", nullptr}};
    if (range) {
      one["range"] = range->range().text();
      out.text += reports::visible(range->range().text()) + "\n";
    } else {
      out.right = false;
      one["wrong"] = range.error().detail;
      out.text += reports::visible(text) + "\n" + note_lines("error: ", range.error().subject + ": " + range.error().detail);
    }
    out.json.push_back(std::move(one));
  }
  return out;
}

using Run = base::Result<Answer> (*)(const Arguments&);

int run(Run work, const Arguments& arguments) {
  const auto answer = work(arguments);
  if (!answer) return report(answer.error());
  const std::string text =
      arguments.format == "json" ? answer->json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : answer->text;
  if (const auto written = write_out(arguments.out, text); !written) return report(written.error());
  return answer->right ? clean : gaps;
}

}  // namespace

void add_vers(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("vers", "Compare and sort versions, ranges of versions (VERS)");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  const auto add = [&](const char* name, const char* what, Run work) {
    CLI::App* one = command->add_subcommand(name, what);
    one->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}))->type_name("NAME");
    one->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
    one->callback([arguments, work, &exit_code] { exit_code = run(work, *arguments); });
    return one;
  };
  const auto scheme = [&](CLI::App* one) {
    one->add_option("SCHEME", arguments->scheme, "Whose versions: npm, pypi, maven, deb, rpm, ..., or an ecosystem of OSV")
        ->required()
        ->type_name("SCHEME");
  };
  const auto texts = [&](CLI::App* one, const char* name, const char* what) {
    one->add_option(name, arguments->texts, what)->type_name(name);
    one->add_flag("--stdin", arguments->from_stdin, "Read further ones from standard input, one a line");
  };
  CLI::App* comparing = add("compare", "Say which of two versions comes first", compare);
  scheme(comparing);
  comparing->add_option("VERSION", arguments->texts, "Two versions")->required()->expected(2)->type_name("VERSION");
  CLI::App* sorting = add("sort", "Write versions in order, one a line", sort);
  scheme(sorting);
  texts(sorting, "VERSION", "Versions");
  CLI::App* containing = add("contains", "Say whether versions are in a range", contains);
  containing->add_option("VERS", arguments->range, "The range: 'vers:npm/>=1.2.0|<2.0.0'")->required()->type_name("VERS");
  texts(containing, "VERSION", "Versions");
  CLI::App* normal = add("canonical", "Give the canonical form of ranges, and say what keeps them from it", canonical);
  texts(normal, "VERS", "Ranges: 'vers:npm/>=1.2.0|<2.0.0'");
  CLI::App* native = add("from-native", "Turn ranges as an ecosystem's tools write them into VERS", from_native);
  scheme(native);
  texts(native, "RANGE", "Ranges: '^1.2 || >=2.1 <3', '[1.0,2.0)', 'prior to 2.1'");
}

}  // namespace crosswalk::cli
