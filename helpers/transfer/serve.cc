// SPDX-License-Identifier: Apache-2.0
#include "serve.h"

#include <curl/curl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>

#include "fetch.h"

namespace crosswalk::fetching {
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

bool is_allowed(const FetchRequest& request, const Duty& duty) {
  if (request.method != duty.method || (request.loopback_only && !duty.plain_to_loopback)) return false;
  // What is only to give something takes nothing along.
  return duty.method == Method::post || (request.body.empty() && request.key.empty());
}

}  // namespace

int serve(const Duty& duty) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return 3;
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = request_from_line(line);
    FetchAnswer answer;
    answer.problem = "not_sent";
    if (request && is_allowed(*request, duty)) answer = fetch(*request);
    if (!write_all(to_bytes(answer))) return 1;
  }
  curl_global_cleanup();
  return 0;
}

}  // namespace crosswalk::fetching
