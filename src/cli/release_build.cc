// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/time/instant.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/release_commands.h"
#include "cli/release_common.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::cli {
namespace {

constexpr std::array<std::string_view, 4> format_names{"docx", "pdf", "html", "md"};

struct Arguments {
  std::string version;
  std::string workspace;
  std::string out;
  std::vector<std::string> formats{"docx"};
  std::vector<std::string> kinds;
  std::string house_template;
  bool force = false;
};

struct File {
  std::string name;
  std::string bytes;
};

base::Result<void> check_usage(const Arguments& arguments) {
  for (const std::string& format : arguments.formats) {
    if (std::find(format_names.begin(), format_names.end(), format) == format_names.end()) {
      return base::Error{base::ErrorCode::usage, "--format " + format, "there are docx, pdf, html, md"};
    }
  }
  for (const std::string& kind : arguments.kinds) {
    if (!base::from_word<release::DocumentKind>(kind)) {
      return base::Error{base::ErrorCode::usage, "--document " + kind,
                         "there are " + base::join(base::words<release::DocumentKind>(), ", ")};
    }
  }
  return {};
}

/// The only clock of a document is what the facts say of it: the day of its approval, or else of the release.
std::optional<artifacts::time::Instant> made_at(const release::ReleaseFacts& facts, const release::Document& document) {
  for (const release::Entry& entry : facts.entries("documents")) {
    if (entry.text("kind") != base::word(document.kind)) continue;
    if (const auto day = entry.date("approved")) return artifacts::time::beginning_of(*day);
  }
  for (const release::Entry& entry : facts.entries("release")) {
    if (const auto day = entry.date("released")) return artifacts::time::beginning_of(*day);
  }
  return std::nullopt;
}

/// Writes all files, or none where one is there that may not be replaced.
base::Result<void> write_files(const Arguments& arguments, const std::vector<File>& files) {
  for (const File& file : files) {
    const std::string path = arguments.out + "/" + file.name;
    if (!arguments.force && platform::kind_of(path))
      return base::Error{base::ErrorCode::usage, path, "is there already; name another folder, or replace it with --force"};
  }
  CW_RETURN_IF_ERROR(platform::make_private_folder(arguments.out));
  for (const File& file : files) CW_RETURN_IF_ERROR(platform::write_file_atomically(arguments.out + "/" + file.name, file.bytes));
  return {};
}

base::Result<int> run(const Arguments& arguments) {
  CW_RETURN_IF_ERROR(check_usage(arguments));
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(const auto opened, open_release(arguments.workspace, arguments.version, diagnostics));
  if (!opened || diagnostics.has_errors()) {
    report(diagnostics);
    return usage;
  }
  auto made = documents_of(*opened, diagnostics);
  report(diagnostics);
  if (!made) return made.error();
  CW_ASSIGN_OR_RETURN(const writing::Brand brand, looks_of(*opened, arguments.house_template));
  std::vector<release::Document> documents;
  for (release::Document& document : *made) {
    const bool wanted = arguments.kinds.empty() || std::find(arguments.kinds.begin(), arguments.kinds.end(),
                                                             base::word(document.kind)) != arguments.kinds.end();
    if (wanted) documents.push_back(std::move(document));
  }
  std::vector<File> files;
  std::string told = "Documents of " + opened->facts.product() + " " + opened->facts.version() + " in " + arguments.out + ":\n";
  std::size_t blanks = 0;
  for (release::Document& document : documents) {
    document.paper.made = made_at(opened->facts, document);
    blanks += document.blanks.size();
    for (const std::string& format : arguments.formats) {
      CW_ASSIGN_OR_RETURN(std::string bytes, written(document, format, brand));
      files.push_back({document.name + "." + format, std::move(bytes)});
      told += "  " + files.back().name + " (" + (document.paper.state == writing::State::approved ? "approved" : "draft") + ", " +
              std::to_string(document.blanks.size()) + (document.blanks.size() == 1 ? " blank)\n" : " blanks)\n");
    }
  }
  CW_RETURN_IF_ERROR(write_files(arguments, files));
  CW_RETURN_IF_ERROR(tell(told + blanks_told(documents)));
  return blanks == 0 ? clean : gaps;
}

}  // namespace

void add_release_build(CLI::App& release, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = release.add_subcommand("build", "Write the documents of a release from its facts");
  command->add_option("VERSION", arguments->version, "The release: its facts stand in releases/VERSION.yaml")
      ->required()
      ->type_name("VERSION");
  command->add_option("--out", arguments->out, "Folder to write into; it is made where it is missing")
      ->required()
      ->type_name("DIR");
  command->add_option("--format", arguments->formats, "docx, pdf, html, md (several: docx,pdf)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str()
      ->type_name("NAME");
  command
      ->add_option("--document", arguments->kinds,
                   "Which: all (default), " + base::join(base::words<release::DocumentKind>(), ", "))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME");
  command->add_option("--workspace", arguments->workspace, "The folder of crosswalk.yaml (default: the current one)")
      ->type_name("DIR");
  command
      ->add_option("--house-template", arguments->house_template,
                   "DOCX or DOTX file whose styles, page, header and footer the DOCX files get (default: docx_template of "
                   "templates/brand.yaml)")
      ->type_name("FILE");
  command->add_flag("--force", arguments->force, "Replace files that are there already");
  command->footer(
      "Exit codes:\n"
      "  0  the documents are written, and nothing in them is blank\n"
      "  1  the documents are written, with blanks that somebody has to fill in\n"
      "  2  wrong usage, a file is there already, or a mistake in workspace, facts\n"
      "     or templates: nothing is written\n"
      "  3  something could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
