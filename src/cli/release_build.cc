// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
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
#include "cli/release_set.h"
#include "cli/release_vex.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::cli {
namespace {

constexpr std::array<std::string_view, 4> format_names{"docx", "pdf", "html", "md"};
constexpr std::uint64_t largest_archive = std::uint64_t{1} << 30U;

struct Arguments {
  std::string version;
  std::string workspace;
  std::string out;
  std::vector<std::string> formats{"docx"};
  std::vector<std::string> kinds;
  /// Folders of documents in which a review looks for the parts of Annex E.
  std::vector<std::string> documents;
  std::vector<std::string> vex = vex_formats();
  std::string key;
  std::string zip;
  std::string house_template;
  bool force = false;
};

/// A release with the documents that its facts make.
struct Made {
  OpenedRelease opened;
  std::vector<release::Document> documents;
  writing::Brand brand;
};

/// What was built, and what is to be told of it.
struct Built {
  ReleaseSet set;
  Replacement plan;
  std::vector<std::string> remarks;
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

bool is_wanted(const Arguments& arguments, release::DocumentKind kind) {
  return arguments.kinds.empty() ||
         std::find(arguments.kinds.begin(), arguments.kinds.end(), base::word(kind)) != arguments.kinds.end();
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

/// The known vulnerabilities for programs; what keeps them drafts goes to `remarks`.
base::Result<std::vector<SetFile>> vex_files(const Arguments& arguments, const Made& made, std::vector<std::string>& remarks) {
  std::vector<SetFile> out;
  if (arguments.vex == std::vector<std::string>{"none"}) return out;
  CW_ASSIGN_OR_RETURN(ReleaseVex vex, vex_of(made.opened, made.documents, arguments.vex));
  for (VexFile& file : vex.files) out.push_back({vex_folder + file.name, std::move(file.bytes), release::FileRole::vex});
  for (const std::string& one : vex.lacking) remarks.push_back("the VEX is a draft: " + one);
  return out;
}

/// The release with its documents; nothing where there are mistakes, which were written to standard error.
base::Result<std::optional<Made>> make(const Arguments& arguments) {
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(auto opened, open_release(arguments.workspace, arguments.version, diagnostics));
  if (!opened || diagnostics.has_errors()) {
    report(diagnostics);
    return std::optional<Made>();
  }
  CW_ASSIGN_OR_RETURN(const OpenedRelease covered, with_coverage(arguments, *opened));
  auto documents = documents_of(covered, diagnostics);
  report(diagnostics);
  if (!documents) return documents.error();
  CW_ASSIGN_OR_RETURN(writing::Brand brand, looks_of(*opened, arguments.house_template));
  return std::optional(Made{std::move(*opened), std::move(*documents), std::move(brand)});
}

/// The wanted documents in the wanted formats.
base::Result<std::vector<SetFile>> document_files(const Arguments& arguments, const Made& made) {
  std::vector<SetFile> out;
  for (const release::Document& document : made.documents) {
    if (!is_wanted(arguments, document.kind)) continue;
    for (const std::string& format : arguments.formats) {
      CW_ASSIGN_OR_RETURN(std::string bytes, written(document, format, made.brand));
      out.push_back({document.name + "." + format, std::move(bytes), release::FileRole::document, document.kind});
    }
  }
  return out;
}

/// A folder has the set of one version.
base::Result<void> check_same_release(const Arguments& arguments, const Made& made, const EarlierSet& earlier) {
  const release::Manifest& manifest = earlier.manifest;
  const bool same = manifest.product == made.opened.facts.product() && manifest.version == made.opened.facts.version();
  if (same || (arguments.force && arguments.kinds.empty())) return {};
  return base::Error{base::ErrorCode::usage, arguments.out,
                     "the set of " + manifest.product + " " + manifest.version + " lies there: name another folder"};
}

/// Documents of the set before that were not asked for stay in it.
base::Result<void> keep_others(const Arguments& arguments, const EarlierSet& earlier, SetParts& parts) {
  if (arguments.kinds.empty()) return {};
  for (const release::ManifestDocument& document : earlier.manifest.documents) {
    if (!is_wanted(arguments, document.kind)) parts.kept.push_back(document);
  }
  CW_ASSIGN_OR_RETURN(parts.kept_files, read_kept_files(arguments.out, earlier, parts.kept));
  return {};
}

base::Result<Built> build(const Arguments& arguments, const Made& made) {
  Built out;
  CW_ASSIGN_OR_RETURN(const auto earlier, read_earlier_set(arguments.out));
  SetParts parts;
  parts.opened = &made.opened;
  parts.documents = &made.documents;
  parts.key = arguments.key;
  CW_ASSIGN_OR_RETURN(parts.files, document_files(arguments, made));
  CW_ASSIGN_OR_RETURN(std::vector<SetFile> beside, files_beside(made.opened, out.remarks));
  for (SetFile& file : beside) parts.files.push_back(std::move(file));
  CW_ASSIGN_OR_RETURN(std::vector<SetFile> vex, vex_files(arguments, made, out.remarks));
  for (SetFile& file : vex) parts.files.push_back(std::move(file));
  if (earlier) {
    CW_RETURN_IF_ERROR(check_same_release(arguments, made, *earlier));
    CW_RETURN_IF_ERROR(keep_others(arguments, *earlier, parts));
  }
  CW_ASSIGN_OR_RETURN(out.set, make_set(std::move(parts)));
  CW_ASSIGN_OR_RETURN(out.plan, plan_replacement(arguments.out, out.set, earlier, arguments.force));
  return out;
}

/// The archive is a file of the user's: another one is not replaced without being told to.
base::Result<void> check_archive(const Arguments& arguments, const std::string& bytes) {
  if (arguments.force || !platform::kind_of(arguments.zip)) return {};
  const auto there = platform::read_file(arguments.zip, largest_archive);
  if (there && *there == bytes) return {};
  return base::Error{base::ErrorCode::usage, arguments.zip, "is there already; name another file, or replace it with --force"};
}

base::Result<void> write(const Arguments& arguments, const Built& built) {
  std::string zip;
  if (!arguments.zip.empty()) {
    CW_ASSIGN_OR_RETURN(zip, zip_of_set(built.set));
    CW_RETURN_IF_ERROR(check_archive(arguments, zip));
  }
  CW_RETURN_IF_ERROR(write_set(arguments.out, built.set, built.plan));
  if (!arguments.zip.empty()) CW_RETURN_IF_ERROR(platform::write_file_atomically(arguments.zip, zip));
  return {};
}

std::string documents_told(const release::Manifest& manifest) {
  std::string out;
  for (const release::ManifestDocument& document : manifest.documents) {
    for (const release::ManifestFile& file : manifest.files) {
      if (file.document != document.kind) continue;
      out += "  " + file.name + " (" + std::string(base::word(document.state)) + ", " + std::to_string(document.blanks) +
             (document.blanks == 1 ? " blank)\n" : " blanks)\n");
    }
  }
  return out;
}

std::string told(const Arguments& arguments, const Made& made, const Built& built) {
  const release::Manifest& manifest = built.set.manifest;
  std::string out = "Documents of " + manifest.product + " " + manifest.version + " in " + arguments.out + ":\n";
  out += documents_told(manifest);
  for (const release::ManifestFile& file : manifest.files) {
    if (file.role == release::FileRole::sbom || file.role == release::FileRole::vex) out += "  " + file.name + "\n";
  }
  out += "  " + std::string(release::manifest_name) + (arguments.key.empty() ? ", not signed\n" : ", signed\n");
  if (!arguments.zip.empty()) out += "The same as an archive: " + arguments.zip + "\n";
  for (const std::string& name : built.plan.edited) out += "Replaced, though it was changed since it was built: " + name + "\n";
  for (const std::string& name : built.plan.removed) out += "No longer in the set: " + name + "\n";
  std::vector<release::Document> wanted;
  for (const release::Document& document : made.documents) {
    if (is_wanted(arguments, document.kind)) wanted.push_back(document);
  }
  return out + blanks_told(wanted);
}

bool has_blanks(const Arguments& arguments, const Made& made) {
  return std::any_of(made.documents.begin(), made.documents.end(), [&](const release::Document& document) {
    return is_wanted(arguments, document.kind) && !document.blanks.empty();
  });
}

base::Result<int> run(const Arguments& arguments) {
  CW_RETURN_IF_ERROR(check_usage(arguments));
  CW_ASSIGN_OR_RETURN(const auto made, make(arguments));
  if (!made) return usage;
  CW_ASSIGN_OR_RETURN(const Built built, build(arguments, *made));
  for (const std::string& remark : built.remarks) say_wrapped(remark);
  CW_RETURN_IF_ERROR(write(arguments, built));
  CW_RETURN_IF_ERROR(tell(told(arguments, *made, built)));
  return has_blanks(arguments, *made) ? gaps : clean;
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
  command->add_option("--sign", arguments->key, "Sign the set with this key of gpg: its fingerprint")->type_name("FINGERPRINT");
  command->add_option("--zip", arguments->zip, "Write the whole set into an archive, too")->type_name("FILE");
  command->add_flag("--force", arguments->force,
                    "Replace what was built before although it is approved, signed or was changed since");
  command->footer(
      "Beside the documents go manifest.json, SHA256SUMS, SHA512SUMS, a README and the\n"
      "bill of materials that the facts name. 'crosswalk release verify' checks all of\n"
      "it. In a folder with a set only what that set lists is replaced; with --document\n"
      "its other documents stay in it.\n\n"
      "Exit codes:\n"
      "  0  the documents are written, and nothing in them is blank\n"
      "  1  the documents are written, with blanks that somebody has to fill in\n"
      "  2  wrong usage, a file may not be replaced, or a mistake in workspace, facts\n"
      "     or templates: nothing is written\n"
      "  3  something could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
