// SPDX-License-Identifier: Apache-2.0
#include "cli/second_reading.h"

#include <optional>
#include <utility>
#include <vector>

#include "cli/common.h"
#include "cli/status_line.h"
#include "fetching/fetcher.h"
#include "opinion/second_reader.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "platform/signals.h"
#include "platform/terminal.h"
#include "sources/listing.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t kLargestSettings = 64 << 10;

/// Where a file lies that may not be there yet: links of the folders above it are followed as far as these are there.
std::string place_of(const std::string& path) {
  std::string rest;
  std::string above = path;
  while (!above.empty()) {
    if (const auto there = platform::canonical(above)) return (*there == "/" ? "" : *there) + rest;
    const std::size_t slash = above.rfind('/');
    if (slash == std::string::npos) break;
    rest = above.substr(slash) + rest;
    above.resize(slash);
  }
  return path;
}

/// Whether a file of the user's lies where documents, workspaces or packs do: what comes from there configures nothing.
base::Result<void> check_place(const std::string& path, const ReviewArguments& arguments) {
  std::vector<std::string> others;
  for (const std::string& each : arguments.paths) others.push_back(sources::local_place_of(each));
  if (!arguments.workspace.empty()) others.push_back(place_of(arguments.workspace));
  for (const std::string& each : arguments.packs) others.push_back(place_of(each));
  const std::string place = place_of(path);
  for (const std::string& other : others) {
    if (other.empty() || !is_within(place, other)) continue;
    return base::Error{base::ErrorCode::usage, path,
                       "lies in " + other +
                           ", which is reviewed or a workspace or pack: nothing there configures a second "
                           "reader; set XDG_CONFIG_HOME and XDG_STATE_HOME to folders outside, or review another folder"};
  }
  return {};
}

void warn(const std::string& what) { say("crosswalk: second reader: " + what); }

}  // namespace

base::Result<SecondReader> prepare_second_reader(const ReviewArguments& arguments) {
  const auto wrong = [](std::string detail) { return base::Error{base::ErrorCode::usage, "--second-reader", std::move(detail)}; };
  const std::string config = platform::config_folder();
  const std::string state = platform::state_folder();
  if (config.empty() || state.empty()) return wrong("there is no place for its settings and log; set HOME");
  const std::string path = config + "/" + std::string(opinion::kSettingsFile);
  SecondReader out;
  out.log_path = state + "/" + std::string(opinion::kLogFile);
  auto text = platform::read_file(path, kLargestSettings);
  if (!text && text.error().code == base::ErrorCode::not_found) {
    return wrong("there is no " + path + "; docs/second-reader.md tells what to write into it");
  }
  if (!text) return text.error();
  CW_RETURN_IF_ERROR(check_place(path, arguments));
  CW_RETURN_IF_ERROR(check_place(out.log_path, arguments));
  packs::Diagnostics diagnostics;
  auto settings = opinion::load_settings(*text, path, diagnostics);
  report(diagnostics);
  if (!settings) return settings.error();
  out.settings = std::move(*settings);
  if (!out.settings.key_file.empty()) CW_RETURN_IF_ERROR(check_place(out.settings.key_file, arguments));
  CW_ASSIGN_OR_RETURN(out.key, opinion::read_key(out.settings));
  return out;
}

void ask_second_reader(const SecondReader& reader, const ReviewArguments& arguments, review::Review& review) {
  const auto folder = platform::executable_folder();
  if (!folder) return warn(folder.error().message());
  auto fetcher = fetching::Fetcher::create(*folder + "/crosswalk-opinion", "crosswalk-second-reader", arguments.unsandboxed);
  if (!fetcher) return warn(fetcher.error().message() + "; the review goes on without it");
  auto log = platform::PrivateLog::open(reader.log_path);
  if (!log) return warn(log.error().message() + "; what cannot be logged is not sent");
  if (!arguments.quiet) {
    warn("asking " + reader.settings.model + " at " + reader.settings.endpoint.base + "; what is sent is logged in " +
         reader.log_path);
  }
  std::vector<std::string> warnings;
  {
    StatusLine asked(arguments.quiet);
    int requests = 0;
    opinion::Means means;
    means.fetch = [&](const fetching::FetchRequest& request) {
      asked.show("second reader: request " + std::to_string(++requests));
      return fetcher->fetch(request);
    };
    means.log = [&](std::string_view line) { return log->add(line); };
    means.interrupted = &platform::interrupted;
    means.milliseconds = &platform::steady_milliseconds;
    means.now = &platform::utc_now;
    warnings = opinion::ask(review, reader.settings, reader.key, means);
  }
  for (const std::string& each : warnings) warn(each);
}

}  // namespace crosswalk::cli
