// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace crosswalk::platform {

/// A program, its arguments and its environment ("NAME=value") as execve(2) takes them. Stays where it is: it points into itself.
class CommandLine {
 public:
  CommandLine(const std::string& program, const std::vector<std::string>& arguments, std::vector<std::string> environment)
      : arguments_(arguments), environment_(std::move(environment)) {
    arguments_.insert(arguments_.begin(), program);
    argv_ = pointers(arguments_);
    envp_ = pointers(environment_);
  }
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine() = default;

  /// The path of the program.
  [[nodiscard]] const char* path() const { return argv_.front(); }
  /// Its name and its arguments, and a null pointer.
  [[nodiscard]] char* const* argv() const { return argv_.data(); }
  /// Its environment, and a null pointer.
  [[nodiscard]] char* const* envp() const { return envp_.data(); }

 private:
  static std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    out.reserve(texts.size() + 1);
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
  }

  std::vector<std::string> arguments_;
  std::vector<std::string> environment_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
};

}  // namespace crosswalk::platform
