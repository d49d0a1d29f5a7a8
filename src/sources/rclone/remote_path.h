// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::sources {

/// "REMOTE:PATH", "REMOTE,OPTION=VALUE:PATH" or ":BACKEND,OPTION=VALUE:PATH". Source: rclone's page on connection strings.
struct RemotePath {
  /// "REMOTE" or "BACKEND", without options: fit to be shown.
  std::string name;
  /// Whether the remote is not one of the configuration.
  bool on_the_fly = false;
  /// Everything up to and with the last colon. May hold passwords.
  std::string prefix;
  /// Behind the colon, without slashes at its end.
  std::string path;

  /// Without options, for people: "REMOTE:PATH".
  [[nodiscard]] std::string shown() const;
  /// What rclone is to be told for a path below.
  [[nodiscard]] std::string below(std::string_view relative) const;
};

/// Takes an argument apart; nothing if it has none of the forms.
std::optional<RemotePath> parse_remote_path(std::string_view argument);

}  // namespace crosswalk::sources
