// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "packs/diagnostics.h"

namespace crosswalk::opinion {

/// Name of the user's file of settings, in platform::config_folder().
inline constexpr std::string_view kSettingsFile = "second-reader.yaml";
/// Name of the log, in platform::state_folder().
inline constexpr std::string_view kLogFile = "second-reader.log";

/// An address that requests go to.
struct Endpoint {
  /// The base as the user wrote it, without a slash at its end: "http://127.0.0.1:11434/v1".
  std::string base;
  /// What is posted to: the base and "/chat/completions". Source: OpenAI API reference, Chat Completions.
  std::string url;
  /// Whether it may be reached on this machine only, because what is sent is not encrypted.
  bool loopback_only = false;
};

/// Reads an address: https, or plain http to "localhost", 127.0.0.0/8 or [::1]; no name, password, query or fragment.
/// Errors: malformed_settings, without the text, which might hold a password.
base::Result<Endpoint> parse_endpoint(std::string_view text);

/// The user's settings of a second reader.
struct Settings {
  Endpoint endpoint;
  std::string model;
  /// Where the key is: a file that holds nothing else, or a variable of the environment. Both empty: there is none.
  std::string key_file;
  std::string key_env;
  /// A file of certificates (PEM) to trust instead of the system's; empty: the system's.
  std::string ca_file;
  /// A proxy for https ("http://proxy:3128"); empty: none, whatever the environment says.
  std::string proxy;
  /// For one answer, and for all of a review.
  std::int64_t timeout_seconds = 120;
  std::int64_t total_timeout_seconds = 3600;
  int most_requests = 200;
};

/// Reads the settings; `name` stands in messages. Errors: malformed_settings where `diagnostics` then holds an error.
base::Result<Settings> load_settings(std::string_view text, std::string_view name, packs::Diagnostics& diagnostics);

/// The key that the settings lead to, empty where they name none. Errors: malformed_settings, without the key; those of reading
/// the file.
base::Result<std::string> read_key(const Settings& settings);

}  // namespace crosswalk::opinion
