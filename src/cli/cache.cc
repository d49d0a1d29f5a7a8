// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <string>

#include "base/display_name.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "store/cache.h"

namespace crosswalk::cli {
namespace {

std::string megabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

base::Result<std::string> folder() {
  std::string folder = platform::cache_folder();
  if (folder.empty()) return base::Error{base::ErrorCode::usage, "cache", "neither XDG_CACHE_HOME nor HOME is set"};
  return folder;
}

base::Result<int> show() {
  CW_ASSIGN_OR_RETURN(const std::string where, folder());
  std::string out = base::display_name(where) + ": ";
  if (platform::kind_of(where)) {
    CW_ASSIGN_OR_RETURN(const store::Cache cache, store::Cache::open(where, {}));
    const store::Cache::Size size = cache.size();
    out += std::to_string(size.values) + (size.values == 1 ? " value, " : " values, ") + megabytes(size.bytes) + "\n";
  } else {
    out += "empty\n";
  }
  CW_RETURN_IF_ERROR(write_out("", out));
  return clean;
}

base::Result<int> clear() {
  CW_ASSIGN_OR_RETURN(const std::string where, folder());
  CW_ASSIGN_OR_RETURN(const std::uint64_t bytes, store::clear_cache(where));
  CW_RETURN_IF_ERROR(write_out("", base::display_name(where) + ": " + megabytes(bytes) + " removed\n"));
  return clean;
}

}  // namespace

void add_cache(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("cache", "Show or clear what earlier reviews found");
  command->require_subcommand(1);
  command->add_subcommand("show", "Say where the cache lies and how large it is")->callback([&exit_code] {
    const auto result = show();
    exit_code = result ? *result : report(result.error());
  });
  command->add_subcommand("clear", "Remove the cache; the next review makes it anew")->callback([&exit_code] {
    const auto result = clear();
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
