// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/threads.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "reports/view.h"
#include "site/site.h"

namespace crosswalk::cli {
namespace {

/// Bytes that a file of a site may have.
constexpr std::uint64_t largest_page = 256ULL << 20;

struct Arguments {
  std::string folder;
  std::string review;
  std::string title;
  std::vector<std::string> packs;
};

base::Error foreign(const std::string& path, std::string why) { return {base::ErrorCode::usage, path, std::move(why)}; }

/// The files of the site that the folder holds; none where it is new or empty. Errors: usage, where it holds anything else.
base::Result<std::vector<std::string>> former_files(const std::string& folder) {
  const auto kind = platform::kind_of(folder);
  if (!kind) {
    if (kind.error().code != base::ErrorCode::not_found) return kind.error();
    return std::vector<std::string>();
  }
  if (*kind != platform::EntryKind::folder) return foreign(folder, "it is no folder; name one that is empty or not there yet");
  CW_ASSIGN_OR_RETURN(const platform::Folder opened, platform::Folder::open(folder));
  CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, opened.entries(""));
  if (entries.empty()) return std::vector<std::string>();
  const auto is_marker = [](const platform::Entry& entry) { return entry.name == site::marker_name; };
  if (std::none_of(entries.begin(), entries.end(), is_marker)) {
    return foreign(
        folder, "the folder is not empty, and no site of Crosswalk is in it; name an empty folder, or one that is not there yet");
  }
  CW_ASSIGN_OR_RETURN(const platform::File file, opened.open_file(std::string(site::marker_name)));
  CW_ASSIGN_OR_RETURN(const std::string text, file.read_all(largest_page));
  const auto names = site::read_marker(text);
  if (!names) {
    return foreign(folder + "/" + std::string(site::marker_name),
                   "it was not written by this program; move it away, or name another folder");
  }
  return *names;
}

/// What the folder holds under the name of a page: nothing, a regular file (its content), or something that no site wrote.
base::Result<std::optional<std::string>> present(const std::string& folder, const std::string& name) {
  auto opened = platform::Folder::open(folder);
  if (!opened) return opened.error();
  auto file = opened->open_file(name);
  if (!file) {
    if (file.error().code == base::ErrorCode::not_found) return std::optional<std::string>();
    return file.error();
  }
  CW_ASSIGN_OR_RETURN(std::string text, file->read_all(largest_page));
  return std::optional<std::string>(std::move(text));
}

/// Writes them all, several at a time: most of the time goes into waiting for the disk. The first error ends it.
base::Result<void> write_files(const std::string& folder, const std::vector<const site::Files::value_type*>& files) {
  constexpr unsigned at_a_time = 8;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::optional<base::Error> failure;
  base::work_together(at_a_time - 1, [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      const auto written = platform::write_file_atomically(folder + "/" + files[i]->first, files[i]->second);
      if (written) continue;
      const std::lock_guard lock(mutex);
      if (!failure) failure = written.error();
      next = files.size();
    }
  });
  if (failure) return *failure;
  return {};
}

/// Puts the files there; those of a former site that the new one has no more are removed, and nothing else is touched.
base::Result<void> write_site(const std::string& folder, const site::Files& files) {
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> former, former_files(folder));
  CW_RETURN_IF_ERROR(platform::make_private_folder(folder));
  const std::set<std::string> ours(former.begin(), former.end());
  std::vector<const site::Files::value_type*> changed;
  for (const auto& file : files) {
    CW_ASSIGN_OR_RETURN(const auto old, present(folder, file.first));
    if (old && !ours.contains(file.first))
      return foreign(folder + "/" + file.first, "a page has this name, and the file is not the site's");
    if (!old || *old != file.second) changed.push_back(&file);
  }
  // First the marker with the files of both, so that a site that was cut short can be made again.
  site::Files both = files;
  for (const std::string& name : former) both.try_emplace(name);
  const std::string marker_path = folder + "/" + std::string(site::marker_name);
  CW_RETURN_IF_ERROR(platform::write_file_atomically(marker_path, site::marker(both)));
  for (const auto* file : changed) {
    const std::size_t slash = file->first.find('/');
    if (slash == std::string::npos) continue;
    CW_RETURN_IF_ERROR(platform::make_private_folder(folder + "/" + file->first.substr(0, slash)));
  }
  CW_RETURN_IF_ERROR(write_files(folder, changed));
  for (const std::string& name : former) {
    if (files.contains(name)) continue;
    CW_ASSIGN_OR_RETURN(const auto old, present(folder, name));
    if (old) CW_RETURN_IF_ERROR(platform::remove_file(folder + "/" + name));
  }
  return platform::write_file_atomically(marker_path, site::marker(files));
}

base::Result<void> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const atlas::Atlas atlas, load_atlas(arguments.packs));
  std::optional<comparison::ReviewFile> review;
  if (!arguments.review.empty()) {
    CW_ASSIGN_OR_RETURN(review, read_known_review(arguments.review, comparison::Keep::whole));
  }
  const site::Files files = site::make(atlas, review ? &*review : nullptr, {arguments.title});
  CW_RETURN_IF_ERROR(write_site(arguments.folder, files));
  say(reports::counted(files.size(), "file", "files") + " in " + arguments.folder + "; begin with " + arguments.folder +
      "/index.html");
  return {};
}

}  // namespace

void add_site(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("site", "The packs and the map of standards as a library of HTML pages");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "The folder for it: empty, not there yet, or a site made before")
      ->required()
      ->type_name("DIR");
  command->add_option("--review", arguments->review, "A review in JSON: its verdicts, passages and gaps on the pages")
      ->type_name("FILE");
  command->add_option("--title", arguments->title, "Name of the library on every page")
      ->default_val("Crosswalk library")
      ->type_name("TEXT");
  add_packs_option(*command, arguments->packs);
  command->footer(
      "The pages need no server and load nothing from elsewhere. How much of the documents' words\n"
      "they repeat is what the review keeps: see 'crosswalk review --quotes'.");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report(result.error());
  });
}

}  // namespace crosswalk::cli
