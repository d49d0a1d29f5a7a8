// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {

/// A port of this machine as sockets take it.
inline sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// A server that runs as long as the object is there. It is waited for until it answers at `port`, or, where that is 0, until it
/// has written something (its port).
class Server {
 public:
  Server(const Arguments& words, int port, const fs::path& log) {
    id_ = ::fork();
    if (id_ == 0) {
      std::vector<char*> argv;
      for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
      argv.push_back(nullptr);
      const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      ::dup2(out, 1);
      ::dup2(out, 2);
      ::execvp(argv[0], argv.data());
      ::_exit(127);
    }
    const sockaddr_in address = loopback(port);
    for (int i = 0; i < 600 && !answers_; ++i) {
      if (port == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        answers_ = read(log).ends_with('\n');
        continue;
      }
      const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      answers_ = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
      ::close(fd);
      if (!answers_) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  [[nodiscard]] bool answers() const { return answers_; }

 private:
  pid_t id_ = -1;
  bool answers_ = false;
};

}  // namespace crosswalk::end_to_end
