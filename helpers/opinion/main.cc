// SPDX-License-Identifier: Apache-2.0
// crosswalk-opinion: asks a server of the user's choice for a second opinion, in a process of its own; crosswalk starts it.
#include <curl/curl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>

#include "fetch.h"

namespace {

bool write_all(const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t done = ::write(STDOUT_FILENO, bytes.data() + at, bytes.size() - at);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    at += static_cast<std::size_t>(done);
  }
  return true;
}

}  // namespace

/// Reads one request per line (opinion/protocol.h) until there are no more, and answers each.
int main(int argc, char** /*argv*/) {
  if (argc > 1) {
    std::cerr << "crosswalk-opinion: started by crosswalk for --second-reader; not meant to be called by people\n";
    return 2;
  }
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return 3;
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = crosswalk::opinion::request_from_line(line);
    crosswalk::opinion::FetchAnswer refused;
    refused.problem = "not_sent";
    if (!write_all(crosswalk::opinion::to_bytes(request ? crosswalk::opinion::fetch(*request) : refused))) return 1;
  }
  curl_global_cleanup();
  return 0;
}
