// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace crosswalk::end_to_end {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

/// The folder of the built programs.
fs::path programs();
/// The program under test.
std::string crosswalk();
/// The top of the source tree.
fs::path sources();

/// How a program is run.
struct Setting {
  /// What it reads from standard input.
  std::string input;
  /// Where it runs; empty: in the folder of the test run.
  fs::path folder;
  /// Added to the environment; an empty value removes a variable.
  std::map<std::string, std::string> environment;
  /// As the user 65534 instead of root.
  bool as_nobody = false;
  /// Its standard output, instead of a pipe to the test.
  std::string output_file;
};

/// What came of a run; a signal is 128 and its number.
struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

/// Runs a program by its path to its end, at most five minutes.
Ran run(const std::string& program, const Arguments& arguments, const Setting& setting = {});
/// Runs crosswalk.
Ran crosswalk(const Arguments& arguments, const Setting& setting = {});
/// Reviews at a fixed day and reads the JSON.
Json review_json(Arguments arguments, const Setting& setting = {});

/// Whether JSON can be held against a schema here (python3-jsonschema), and what the check of a file by schemas/`schema` says;
/// code 0 if it is as the schema says.
bool can_validate();
Ran validate(const fs::path& file, const std::string& schema);

/// A program that goes on while the test looks at it; in a process group of its own, ended with the object.
class Running {
 public:
  explicit Running(const Arguments& arguments, const std::string& output_file = "/dev/null");
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  /// The processes that it started and that still run.
  [[nodiscard]] std::vector<pid_t> children() const;
  /// Waits until `count` children run. False if it ends before, or after 150 seconds.
  [[nodiscard]] bool wait_for_children(std::size_t count) const;
  /// Sends a signal to the group, as a terminal does, or to the one process.
  void signal_group(int signal) const;
  void signal(int signal) const;
  /// Waits for its end and gives the code, as in Ran.
  int wait();

 private:
  pid_t id_ = -1;
};

/// Whether a process runs (one that ended and was not yet waited for does not).
bool is_running(pid_t id);

/// Each test has a folder that is removed at its end.
class EndToEnd : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// Writes a file below the folder, with the folders above it; gives its path.
  fs::path write(const std::string& path, std::string_view bytes) const;
  [[nodiscard]] fs::path at(const std::string& path) const { return folder_ / path; }
  /// Where the programs keep their cache, beside the folder.
  [[nodiscard]] fs::path cache_home() const { return folder_.string() + ".cache"; }

  fs::path folder_;
};

std::string read(const fs::path& path);
/// A listing of all that lies below, with kinds, sizes, modes and times.
std::string listing(const fs::path& folder);
/// The document of this path in a review's JSON; null if there is none.
Json document_of(const Json& review, const std::string& path);
/// The constraint "clause/slug" of a review's JSON; null if there is none.
Json constraint_of(const Json& review, const std::string& id);

/// A procedure that meets some constraints and says nothing of others.
inline constexpr std::string_view procedure =
    "# Vulnerability disclosure procedure\n\nDocument: SOP-1, version 2, effective 2025-03-01, approved by J. Doe\n\n"
    "Acme publishes a security advisory for customers within 30 days after a fix for a vulnerability is available.\n\n"
    "Every advisory states the CVSS base score of the vulnerability.\n";

}  // namespace crosswalk::end_to_end
