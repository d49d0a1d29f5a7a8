// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Manual : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    const Ran ran = crosswalk({"--manual", at("m")});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }

  /// The words in the first column of a part of --help ("Subcommands:", "Options:") of a command.
  static std::vector<std::string> listed(Arguments command, const std::string& part) {
    command.emplace_back("--help");
    std::istringstream lines(crosswalk(command).out);
    std::vector<std::string> out;
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
      if (line == part) {
        inside = true;
      } else if (line.empty() || line[0] != ' ') {
        inside = false;
      } else if (inside && line.size() > 2 && line[2] != ' ') {
        for (std::size_t at = 2; at < line.size() && line[at] != ' ';) {
          const std::size_t end = std::min(line.find_first_of(", ", at), line.size());
          out.push_back(line.substr(at, end - at));
          at = line.compare(end, 2, ", ") == 0 ? end + 2 : line.size();
        }
      }
    }
    return out;
  }
};

/// `text` as a manual page writes it.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '-' ? std::string("\\-") : std::string(1, c);
  return out;
}

TEST_F(Manual, NamesEveryCommandAndOptionOfHelp) {
  std::vector<Arguments> commands{{}};
  for (std::size_t i = 0; i < commands.size(); ++i) {
    for (const std::string& name : listed(commands[i], "Subcommands:")) {
      commands.push_back(commands[i]);
      commands.back().push_back(name);
    }
  }
  ASSERT_GT(commands.size(), 10U);
  const std::string bash = read(at("m/completions/crosswalk.bash"));
  const std::string zsh = read(at("m/completions/crosswalk.zsh"));
  const std::string fish = read(at("m/completions/crosswalk.fish"));
  for (const Arguments& command : commands) {
    std::string name = "crosswalk";
    for (const std::string& word : command) name += "-" + word;
    const std::string page = read(at("m/man/man1/" + name + ".1"));
    ASSERT_THAT(page, StartsWith(".\\\" Written by crosswalk")) << name;
    const std::vector<std::string> options = listed(command, "Options:");
    EXPECT_FALSE(options.empty()) << name;
    for (const std::string& option : options) {
      if (!option.starts_with("--")) continue;
      EXPECT_THAT(page, HasSubstr(escaped(option))) << name;
      for (const std::string& shell : {bash, zsh}) EXPECT_THAT(shell, HasSubstr(option)) << name;
      EXPECT_THAT(fish, HasSubstr("-l " + option.substr(2))) << name;
    }
    for (const std::string& sub : listed(command, "Subcommands:"))
      EXPECT_THAT(page, HasSubstr(".B " + escaped(sub) + "\n")) << name;
  }
  EXPECT_THAT(read(at("m/man/man1/crosswalk-diff.1")), HasSubstr(".SH EXIT STATUS\n.TP\n.B 0\n"));
}

TEST_F(Manual, PagesHaveNoWarnings) {
  if (run("/bin/sh", {"-c", "command -v groff"}).code != 0) GTEST_SKIP() << "groff is not installed";
  for (const auto& entry : fs::directory_iterator(at("m/man/man1"))) {
    const Ran ran = run("groff", {"-man", "-ww", "-Tutf8", "-z", entry.path()});
    EXPECT_EQ(ran.code, 0) << entry.path();
    EXPECT_EQ(ran.err, "") << entry.path();
  }
}

TEST_F(Manual, CompletionsCompleteInTheirShells) {
  const std::string complete =
      "source \"$1\"; compopt() { :; }; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _crosswalk; printf '%s\\n' "
      "\"${COMPREPLY[@]}\"";
  const auto completed = [&](Arguments words) {
    Arguments arguments{"--norc", "-c", complete, "bash", at("m/completions/crosswalk.bash")};
    arguments.insert(arguments.end(), words.begin(), words.end());
    const Ran ran =
        run("bash", arguments, {.input = "", .folder = folder_, .environment = {}, .as_nobody = false, .output_file = ""});
    EXPECT_EQ(ran.err, "");
    return ran.out;
  };
  EXPECT_EQ(completed({"crosswalk", "rev"}), "review\n");
  EXPECT_EQ(completed({"crosswalk", "re"}), "review\nrelease\n");
  EXPECT_EQ(completed({"crosswalk", "pack", "li"}), "lint\n");
  EXPECT_EQ(completed({"crosswalk", "review", "--fail"}), "--fail-on\n");
  EXPECT_EQ(completed({"crosswalk", "review", "--fail-on", "m"}), "minor\nmajor\n");
  write("folder/file.md", "");
  write("file.txt", "");
  EXPECT_EQ(completed({"crosswalk", "review", "f"}), "file.txt\nfolder\n") << "names of files";
  EXPECT_EQ(completed({"crosswalk", "review", "--workspace", "f"}), "folder\n") << "names of folders";
  for (const char* shell : {"zsh", "fish"}) {
    if (run("/bin/sh", {"-c", std::string("command -v ") + shell}).code != 0) continue;
    const Ran ran = run(shell, {"-n", at(std::string("m/completions/crosswalk.") + shell)});
    EXPECT_EQ(ran.code, 0) << shell << ran.err;
  }
}

}  // namespace
}  // namespace crosswalk::end_to_end
