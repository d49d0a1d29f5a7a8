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

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/common.h"
#include "cli/release_check_review.h"
#include "cli/release_commands.h"
#include "cli/release_common.h"
#include "cli/release_vex.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "writing/docx.h"
#include "writing/pdf.h"

namespace crosswalk::cli {
namespace {

constexpr std::array<std::string_view, 4> format_names{"docx", "pdf", "html", "md"};

struct Arguments {
  std::string version;
  std::string workspace;
  std::string out;
  std::vector<std::string> formats{"docx"};
  std::vector<std::string> kinds;
  /// Folders of documents in which a review looks for the parts of Annex E.
  std::vector<std::string> documents;
  std::vector<std::string> vex = vex_formats();
  bool force = false;
};

struct File {
  std::string name;
  std::string bytes;
};

base::Result<std::string> written(const release::Document& document, std::string_view format, const writing::Brand& brand) {
  if (format == "docx") return writing::as_docx(document.paper, brand);
  if (format == "pdf") return writing::as_pdf(document.paper, brand);
  if (format == "html") return writing::as_html(document.paper, brand);
  return writing::as_markdown(document.paper);
}

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

/// The release with what a review of its documents shows of Annex E; as it is where no folder was named.
base::Result<OpenedRelease> with_coverage(const Arguments& arguments, const OpenedRelease& opened) {
  OpenedRelease out = opened;
  if (arguments.documents.empty()) return out;
  SetArguments reviewed;
  reviewed.documents = arguments.documents;
  CW_ASSIGN_OR_RETURN(const std::vector<release::PartFound> found, review_coverage(reviewed, opened));
  add_coverage(out.facts, found);
  return out;
}

/// Adds the VEX that stands beside the residual risks, where they are made.
base::Result<void> add_vex(const Arguments& arguments, const OpenedRelease& opened,
                           const std::vector<release::Document>& documents, std::vector<File>& files, std::string& told) {
  const bool wanted = std::any_of(documents.begin(), documents.end(), [](const release::Document& document) {
    return document.kind == release::DocumentKind::residual_risk;
  });
  if (!wanted || arguments.vex == std::vector<std::string>{"none"}) return {};
  CW_ASSIGN_OR_RETURN(ReleaseVex vex, vex_of(opened, documents, arguments.vex));
  for (VexFile& file : vex.files) {
    told += "  " + file.name + " (VEX, " + (vex.final ? "final" : "draft") + ")\n";
    files.push_back({std::move(file.name), std::move(file.bytes)});
  }
  for (const std::string& one : vex.lacking) add_wrapped(told, 4, 6, "it lacks " + one);
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
  CW_ASSIGN_OR_RETURN(const OpenedRelease covered, with_coverage(arguments, *opened));
  auto made = documents_of(covered, diagnostics);
  report(diagnostics);
  if (!made) return made.error();
  packs::Diagnostics unread;
  CW_ASSIGN_OR_RETURN(writing::Brand brand, brand_of(*opened, unread));
  std::vector<release::Document> documents;
  for (release::Document& document : *made) {
    const bool wanted = arguments.kinds.empty() || std::find(arguments.kinds.begin(), arguments.kinds.end(),
                                                             base::word(document.kind)) != arguments.kinds.end();
    if (wanted) documents.push_back(std::move(document));
  }
  std::vector<File> files;
  std::string told = "Documents of " + opened->facts.product() + " " + opened->facts.version() + " in " + arguments.out + ":\n";
  std::size_t blanks = 0;
  for (const release::Document& document : documents) {
    blanks += document.blanks.size();
    for (const std::string& format : arguments.formats) {
      CW_ASSIGN_OR_RETURN(std::string bytes, written(document, format, brand));
      files.push_back({document.name + "." + format, std::move(bytes)});
      told += "  " + files.back().name + " (" + (document.paper.state == writing::State::approved ? "approved" : "draft") + ", " +
              std::to_string(document.blanks.size()) + (document.blanks.size() == 1 ? " blank)\n" : " blanks)\n");
    }
  }
  CW_RETURN_IF_ERROR(add_vex(arguments, *opened, documents, files, told));
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
      ->add_option(
          "--documents", arguments->documents,
          "Documents in which a review looks for the parts of Annex E: the conformance statement names id, version and place "
          "(may be given again)")
      ->allow_extra_args(false)
      ->type_name("DIR");
  command
      ->add_option("--vex", arguments->vex,
                   "Formats of the known vulnerabilities for programs: csaf, openvex, cyclonedx (default: all), or none")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME");
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
