// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::fetching {

/// What is asked of a server: to take something (POST), or to give something (GET). A helper does one of them only.
enum class Method : std::uint8_t { post, get };

/// What a helper with code for the network is to send: one line of JSON on its standard input per request.
struct FetchRequest {
  std::string url;
  /// Posted as application/json; empty for GET.
  std::string body;
  /// Sent as a bearer token; empty: none.
  std::string key;
  /// Certificates to trust; empty: the system's.
  std::string ca_file;
  /// Empty: none.
  std::string proxy;
  std::int64_t milliseconds = 0;
  /// Of the answer.
  std::uint64_t most_bytes = 0;
  /// Whether it is sent only if the other end is on this machine.
  bool loopback_only = false;
  Method method = Method::post;
};

/// What came back: a line of JSON with problem, status, place of a redirection and number of bytes, and then these bytes.
struct FetchAnswer {
  /// "none" where there is an answer, whatever it says; else not_sent, no_connection, no_trust, timed_out, too_large or cut_off.
  std::string problem = "none";
  /// Of HTTP; 0 where there was none.
  int status = 0;
  std::string body{};
  /// Where a redirection leads, as the server wrote it; it is never followed. Empty: there is none.
  std::string location{};
};

/// The line, with its end.
std::string to_line(const FetchRequest& request);
/// The reverse, with or without the end of line. Errors: malformed_data.
base::Result<FetchRequest> request_from_line(std::string_view line);

/// The bytes of an answer.
std::string to_bytes(const FetchAnswer& answer);
/// The reverse; nothing while `bytes` is only a beginning. Errors: malformed_data, also for more than `most_bytes` of body.
std::optional<base::Result<FetchAnswer>> answer_from_bytes(std::string_view bytes, std::uint64_t most_bytes);

}  // namespace crosswalk::fetching
