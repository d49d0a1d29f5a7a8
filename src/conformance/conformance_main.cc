// SPDX-License-Identifier: Apache-2.0
// Runs the test suites of other projects: crosswalk_conformance --data DIR [--suite NAME].
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.h"
#include "conformance/suite.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/signals.h"

namespace crosswalk::conformance {
namespace {

constexpr std::string_view kUsage =
    "crosswalk_conformance --data DIR [--suite NAME] [--failures FILE] [--known FILE] [--jobs N] [--unsandboxed]\n"
    "\n"
    "Runs the test suites of other projects that lie in DIR, a folder per suite, and prints \"SUITE: N passed, N failed\".\n"
    "  --suite NAME     this suite only; may be given several times\n"
    "  --failures FILE  writes the failing cases there, one a line\n"
    "  --known FILE     failing cases that are known: only a new failure, or a known one that passes, is a failure of the run\n"
    "  --jobs N         files read at the same time (default: 2)\n"
    "  --unsandboxed    goes on where this machine has no sandbox\n"
    "Exit code: 0 all passed, or as known; 1 not so; 2 wrong usage; 3 could not be done; 130 interrupted.\n";

enum ExitCode { clean = 0, failed = 1, usage = 2, not_done = 3, stopped = 130 };

struct Arguments {
  std::string data;
  std::vector<std::string> suites;
  std::string failures;
  std::string known;
  unsigned jobs = 2;
  bool unsandboxed = false;
  bool help = false;
};

void say(std::string_view text) {
  std::fprintf(stderr, "crosswalk_conformance: %.*s\n", static_cast<int>(text.size()), text.data());
}
void print(const std::string& text) { static_cast<void>(platform::write_to_stdout(text + "\n")); }

/// The arguments, or what is wrong with them.
base::Result<Arguments> parse(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--help" || option == "-h") {
      out.help = true;
      continue;
    }
    if (option == "--unsandboxed") {
      out.unsandboxed = true;
      continue;
    }
    if (i + 1 >= argc)
      return base::Error{base::ErrorCode::usage, std::string(option), "an option that is known, with its value, is wanted"};
    const std::string value = argv[++i];
    if (option == "--data") {
      out.data = value;
    } else if (option == "--suite") {
      out.suites.push_back(value);
    } else if (option == "--failures") {
      out.failures = value;
    } else if (option == "--known") {
      out.known = value;
    } else if (option == "--jobs" && value.size() == 1 && value[0] >= '1' && value[0] <= '9') {
      out.jobs = static_cast<unsigned>(value[0] - '0');
    } else {
      return base::Error{base::ErrorCode::usage, std::string(option), "there is no such option, or no such value of it"};
    }
  }
  if (out.data.empty() && !out.help) return base::Error{base::ErrorCode::usage, "--data", "a folder of suites is wanted"};
  return out;
}

std::vector<std::string> suites_in(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.is_directory(error)) out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string counts(const Outcome::Count& count) {
  return std::to_string(count.passed) + " passed, " + std::to_string(count.failed) + " failed";
}

void report(const std::string& suite, const Outcome& outcome) {
  print(suite + ": " + counts(outcome.total()));
  for (const auto& [kind, count] : outcome.kinds) print("  " + kind + " - " + counts(count));
  for (const auto& [kind, count] : outcome.apart) print("  not counted: " + kind + " - " + counts(count));
  for (const std::string& note : outcome.notes) print("  " + note);
  for (const std::string& line : outcome.unknown) print("  not known to this program: " + line);
}

int run(int argc, char** argv) {
  platform::install_signal_handlers();
  const auto arguments = parse(argc, argv);
  if (!arguments) {
    say(arguments.error().subject + ": " + arguments.error().detail);
    std::fputs(std::string(kUsage).c_str(), stderr);
    return usage;
  }
  if (arguments->help) {
    static_cast<void>(platform::write_to_stdout(kUsage));
    return clean;
  }
  std::error_code error;
  if (!std::filesystem::is_directory(arguments->data, error)) {
    say(arguments->data + " is no folder");
    return not_done;
  }
  std::vector<Failure> failures;
  const std::vector<std::string> suites = arguments->suites.empty() ? suites_in(arguments->data) : arguments->suites;
  for (const std::string& suite : suites) {
    const RunSuite run_suite = suite_of(suite);
    if (run_suite == nullptr) {
      print(suite + ": not known to this program");
      continue;
    }
    const auto outcome = run_suite({arguments->data + "/" + suite, arguments->jobs, arguments->unsandboxed});
    if (platform::interrupted()) return stopped;
    if (!outcome) {
      say(suite + " could not be run: " + outcome.error().subject + ": " + outcome.error().detail);
      return not_done;
    }
    report(suite, *outcome);
    // Of several suites each case says which it is of.
    for (const Failure& failure : outcome->failures)
      failures.push_back({suites.size() == 1 ? failure.id : suite + "/" + failure.id, failure.what});
  }
  if (!arguments->failures.empty()) {
    if (const auto written = platform::write_file_atomically(arguments->failures, render(failures)); !written) {
      say(arguments->failures + " could not be written");
      return not_done;
    }
  }
  if (arguments->known.empty()) return failures.empty() ? clean : failed;
  constexpr std::uint64_t kMaxKnown = 16ULL << 20;
  const auto known = platform::read_file(arguments->known, kMaxKnown);
  if (!known) {
    say(arguments->known + " could not be read");
    return not_done;
  }
  const Difference difference = compare(failures, parse_known(*known));
  for (const Failure& failure : difference.fresh) print("new failure: " + failure.id + " - " + failure.what);
  for (const std::string& id : difference.stale) print("no failure any more, take it out of the list: " + id);
  return difference.fresh.empty() && difference.stale.empty() ? clean : failed;
}

}  // namespace
}  // namespace crosswalk::conformance

int main(int argc, char** argv) {
  try {
    return crosswalk::conformance::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "crosswalk_conformance: %s\n", error.what());
    return crosswalk::conformance::not_done;
  }
}
