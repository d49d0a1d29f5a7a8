// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/display_name.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/one_file.h"
#include "facts/facts.h"
#include "platform/terminal.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::string file;
  std::string format = "text";
  bool locators = false;
  std::uint32_t ocr_pages = extraction::Limits().ocr_pages;
  bool unsandboxed = false;
};

using Json = nlohmann::ordered_json;

Json json_of(const document::Extracted& extracted, const std::string& path) {
  const document::Document& document = extracted.document;
  const document::Control& control = extracted.facts.control;
  Json json;
  json["path"] = path;
  json["status"] = base::word(extracted.status);
  json["reason"] = base::word(extracted.reason);
  json["detail"] = extracted.detail;
  json["format"] = document.format;
  json["media_type"] = document.media_type;
  json["language"] = extracted.facts.language;
  json["role"] = base::word(extracted.facts.role);
  json["owner"] = base::word(extracted.facts.owner);
  json["owner_reason"] = extracted.facts.owner_reason;
  json["control"] = {{"title", control.title},
                     {"id", control.id},
                     {"version", control.version},
                     {"date", control.date ? control.date->iso() : ""},
                     {"approver", control.approver},
                     {"state", base::word(control.state)},
                     {"state_reason", control.state_reason},
                     {"superseded_by", control.superseded_by},
                     {"products", control.products}};
  json["pages"] = document.pages;
  json["pages_without_text"] = document.pages_without_text;
  Json& ocr_pages = json["ocr_pages"] = Json::array();
  for (const auto& page : document.ocr_pages) ocr_pages.push_back({{"page", page.page}, {"confidence", page.confidence}});
  json["warnings"] = document.warnings;
  Json& properties = json["properties"] = Json::array();
  for (const auto& property : document.properties) properties.push_back({{"name", property.name}, {"value", property.value}});
  Json& hidden = json["hidden"] = Json::array();
  for (const auto& item : document.hidden) {
    hidden.push_back({{"kind", base::word(item.kind)}, {"text", item.text}, {"where", item.where}});
  }
  Json& blocks = json["blocks"] = Json::array();
  for (const auto& block : document.blocks) {
    blocks.push_back({{"kind", base::word(block.kind)},
                      {"level", block.level},
                      {"locator", document.locate(block.span.begin).text()},
                      {"begin", block.span.begin},
                      {"end", block.span.end},
                      {"text", document.view(block.span)}});
  }
  json["text"] = document.text;
  Json& members = json["members"] = Json::array();
  for (const auto& member : extracted.members) {
    members.push_back({{"path", path + "!" + member.path}, {"size", member.size}, {"reason", base::word(member.reason)}});
  }
  return json;
}

std::string text_of(const document::Document& document, bool locators) {
  if (!locators) return document.text + "\n";
  std::string out;
  for (const auto& block : document.blocks) {
    out += "[" + document.locate(block.span.begin).text() + "] (" + std::string(base::word(block.kind)) + ") ";
    out += document.view(block.span);
    out += '\n';
  }
  return out;
}

std::string visible_lines(const std::string& text) {
  std::string out;
  for (const std::string_view line : base::split(text, '\n')) out += base::display_name(line) + "\n";
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(OneFile one, read_one_file(arguments.file, arguments.ocr_pages, arguments.unsandboxed));
  document::Extracted& extracted = one.extracted;
  const bool readable = has_text(extracted);
  if (!readable) extracted.facts = facts::from_path(one.path);
  std::string out;
  if (arguments.format == "json") {
    out = json_of(extracted, one.path).dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
  } else if (readable) {
    out = text_of(extracted.document, arguments.locators);
    // A person's terminal is not driven by a document; a file or pipe gets the text as it is.
    if (platform::is_terminal(platform::Stream::out)) out = visible_lines(out);
  }
  // What stands beside a text would be taken for text of it.
  std::string list;
  for (const document::Member& each : extracted.members) list += base::display_name(arguments.file + "!" + each.path) + "\n";
  if (arguments.format != "json" && !readable) out = list;
  CW_RETURN_IF_ERROR(write_out("", out));
  if (readable) {
    for (const std::string_view line : base::split(list, '\n')) {
      if (!line.empty()) say("crosswalk: attached: " + std::string(line));
    }
  }
  for (const std::string& warning : extracted.document.warnings) say("crosswalk: " + arguments.file + ": " + warning);
  const bool listed = !extracted.members.empty();
  if (!readable) say_unread(arguments.file, extracted);
  return readable || listed ? clean : failed;
}

}  // namespace

void add_extract(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("extract", "Show the text of one file as the review sees it");
  auto arguments = std::make_shared<Arguments>();
  command
      ->add_option("FILE", arguments->file, "The file, or - for standard input; ARCHIVE!MEMBER for a file in an archive or mail")
      ->required()
      ->type_name("FILE");
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--locators", arguments->locators, "Say of each block where it stands");
  add_ocr_option(*command, arguments->ocr_pages);
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where the system offers no sandbox");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
