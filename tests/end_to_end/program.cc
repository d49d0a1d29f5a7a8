// SPDX-License-Identifier: Apache-2.0
#include "end_to_end/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace crosswalk::end_to_end {
namespace {

constexpr uid_t nobody = 65534;

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

[[noreturn]] void become(const std::string& program, const Arguments& arguments, const Setting& setting) {
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  if (!setting.folder.empty() && ::chdir(setting.folder.c_str()) != 0) ::_exit(125);
  for (const auto& [name, value] : setting.environment) {
    if (value.empty()) {
      ::unsetenv(name.c_str());
    } else {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
  if (setting.as_nobody && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) ::_exit(125);
  ::signal(SIGPIPE, SIG_DFL);
  ::execvp(program.c_str(), words.data());
  ::_exit(127);
}

}  // namespace

fs::path programs() { return CROSSWALK_BIN_DIR; }
std::string crosswalk() { return programs() / "crosswalk"; }
fs::path sources() { return CROSSWALK_SOURCE_DIR; }

Ran run(const std::string& program, const Arguments& arguments, const Setting& setting) {
  std::array<std::array<int, 2>, 3> pipes{};
  for (auto& ends : pipes) EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(pipes[0][0], 0);
    const int out = setting.output_file.empty() ? pipes[1][1] : ::open(setting.output_file.c_str(), O_WRONLY | O_CREAT, 0600);
    ::dup2(out, 1);
    ::dup2(pipes[2][1], 2);
    become(program, arguments, setting);
  }
  ::close(pipes[0][0]);
  ::close(pipes[1][1]);
  ::close(pipes[2][1]);
  ::signal(SIGPIPE, SIG_IGN);
  // Inputs of these tests fit into a pipe's buffer.
  EXPECT_EQ(::write(pipes[0][1], setting.input.data(), setting.input.size()), static_cast<ssize_t>(setting.input.size()));
  ::close(pipes[0][1]);
  Ran ran;
  std::array<pollfd, 2> open{{{pipes[1][0], POLLIN, 0}, {pipes[2][0], POLLIN, 0}}};
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (std::chrono::steady_clock::now() > end) {
      ADD_FAILURE() << program << " does not end";
      ::kill(child, SIGKILL);
      break;
    }
    ::poll(open.data(), open.size(), 1000);
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i].fd < 0 || open[i].revents == 0) continue;
      std::array<char, 65536> block{};
      const ssize_t got = ::read(open[i].fd, block.data(), block.size());
      if (got > 0) {
        (i == 0 ? ran.out : ran.err).append(block.data(), static_cast<std::size_t>(got));
      } else {
        open[i].fd = -1;
      }
    }
  }
  ::close(pipes[1][0]);
  ::close(pipes[2][0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ran.code = code_of(status);
  return ran;
}

Ran crosswalk(const Arguments& arguments, const Setting& setting) { return run(crosswalk(), arguments, setting); }

bool can_validate() { return run("/usr/bin/python3", {"-c", "import jsonschema"}).code == 0; }

Ran validate(const fs::path& file, const std::string& schema) {
  return run("/usr/bin/python3",
             {"-c", "import json, sys, jsonschema\njsonschema.validate(*[json.load(open(p)) for p in sys.argv[1:]])", file,
              sources() / "schemas" / schema});
}

Json review_json(Arguments arguments, const Setting& setting) {
  arguments.insert(arguments.begin(), "review");
  for (const char* each : {"--as-of", "2026-01-31", "--format", "json"}) arguments.emplace_back(each);
  const Ran ran = crosswalk(arguments, setting);
  const Json json = Json::parse(ran.out, nullptr, false);
  EXPECT_TRUE(json.is_object()) << "code " << ran.code << ": " << ran.err;
  return json;
}

Running::Running(const Arguments& arguments, const std::string& output_file) {
  id_ = ::fork();
  if (id_ == 0) {
    ::setpgid(0, 0);
    const int out = ::open(output_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    become(crosswalk(), arguments, {});
  }
  ::setpgid(id_, id_);
}

Running::~Running() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

std::vector<pid_t> Running::children() const {
  std::vector<pid_t> out;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "stat");
    std::string text;
    std::getline(file, text);
    const std::size_t after = text.rfind(')');
    if (after == std::string::npos) continue;
    std::istringstream rest(text.substr(after + 1));
    char state = 0;
    pid_t parent = 0;
    rest >> state >> parent;
    if (parent == id_ && state != 'Z') out.push_back(static_cast<pid_t>(std::stol(name)));
  }
  return out;
}

bool Running::wait_for_children(std::size_t count) const {
  for (int i = 0; i < 3000 && is_running(id_); ++i) {
    if (children().size() >= count) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

void Running::signal_group(int signal) const { ::kill(-id_, signal); }
void Running::signal(int signal) const { ::kill(id_, signal); }

int Running::wait() {
  int status = 0;
  ::waitpid(id_, &status, 0);
  id_ = -1;
  return code_of(status);
}

bool is_running(pid_t id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string text;
  if (!std::getline(file, text)) return false;
  const std::size_t after = text.rfind(')');
  return after != std::string::npos && text.substr(after + 2, 1) != "Z";
}

void EndToEnd::SetUp() {
  std::string name = fs::temp_directory_path() / "crosswalk.XXXXXX";
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  folder_ = name;
  // Every test begins with no cache, and beside what it reviews.
  ::setenv("XDG_CACHE_HOME", cache_home().c_str(), 1);
}

void EndToEnd::TearDown() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  fs::remove_all(cache_home(), ignored);
}

fs::path EndToEnd::write(const std::string& path, std::string_view bytes) const {
  const fs::path whole = folder_ / path;
  fs::create_directories(whole.parent_path());
  std::ofstream file(whole, std::ios::binary);
  file << bytes;
  EXPECT_TRUE(file.good()) << whole;
  return whole;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string listing(const fs::path& folder) {
  std::map<std::string, std::string> lines;
  const auto add = [&](const fs::path& path) {
    struct stat info {};
    EXPECT_EQ(::lstat(path.c_str(), &info), 0) << path;
    std::ostringstream line;
    line << std::oct << info.st_mode << std::dec << ' ' << info.st_ino << ' ' << info.st_size << ' ' << info.st_mtim.tv_sec << '.'
         << info.st_mtim.tv_nsec << ' ' << info.st_ctim.tv_sec << '.' << info.st_ctim.tv_nsec;
    lines[path] = line.str();
  };
  add(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) add(entry.path());
  std::string out;
  for (const auto& [path, line] : lines) out += path + " " + line + "\n";
  return out;
}

Json document_of(const Json& review, const std::string& path) {
  for (const Json& each : review.at("documents")) {
    if (each.at("path") == path) return each;
  }
  return nullptr;
}

Json constraint_of(const Json& review, const std::string& id) {
  for (const Json& clause : review.at("clauses")) {
    for (const Json& each : clause.at("constraints")) {
      const std::string whole = each.at("id");
      if (whole == id || whole.substr(whole.find(':') + 1) == id) return each;
    }
  }
  return nullptr;
}

}  // namespace crosswalk::end_to_end
