// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/display_name.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "facts/facts.h"
#include "pipeline/run.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/terminal.h"
#include "reports/view.h"
#include "sources/listing.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::string file;
  std::string format = "text";
  bool locators = false;
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
  const auto kind = platform::kind_of(arguments.file);
  if (arguments.file != "-" && kind && *kind == platform::EntryKind::folder) {
    return base::Error{base::ErrorCode::usage, arguments.file, "extract takes one file; review takes folders"};
  }
  CW_ASSIGN_OR_RETURN(const sources::Listing listing, sources::list({arguments.file}, {}));
  CW_ASSIGN_OR_RETURN(const platform::File file, listing.items.front().open());
  CW_ASSIGN_OR_RETURN(extraction::WorkerPool pool, pipeline::make_pool(1, {}, arguments.unsandboxed));
  document::Extracted extracted = pool.extract(file, listing.items.front().path);
  const bool read = extracted.status == document::Status::read || extracted.status == document::Status::damaged;
  if (!read) extracted.facts = facts::from_path(listing.items.front().path);
  std::string out;
  if (arguments.format == "json") {
    out = json_of(extracted, listing.items.front().path).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  } else if (read) {
    out = text_of(extracted.document, arguments.locators);
    // A person's terminal is not driven by a document; a file or pipe gets the text as it is.
    if (platform::is_terminal(platform::Stream::out)) out = visible_lines(out);
  }
  CW_RETURN_IF_ERROR(write_out("", out));
  for (const std::string& warning : extracted.document.warnings) say("crosswalk: " + arguments.file + ": " + warning);
  if (!read) {
    say("crosswalk: " + arguments.file + ": " + std::string(base::word(extracted.status)) + ": " +
        std::string(base::word(extracted.reason)) + (extracted.detail.empty() ? "" : ": " + extracted.detail));
    say("  " + std::string(reports::unread_advice(extracted.reason)));
  }
  return read ? clean : failed;
}

}  // namespace

void add_extract(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("extract", "Show the text of one file as the review sees it");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->file, "The file, or - for standard input")->required()->type_name("FILE");
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--locators", arguments->locators, "Say of each block where it stands");
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where the system offers no sandbox");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
