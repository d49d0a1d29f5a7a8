// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::gathering {

/// A port, or several that follow each other.
struct Ports {
  int first = 0;
  int last = 0;

  /// "443", "5000-5010"
  [[nodiscard]] std::string text() const;
};

/// Reads "443" or "5000-5010", from 1 to 65535; nothing for anything else.
std::optional<Ports> read_ports(std::string_view text);

/// Whether an address is reached from the same machine alone: 127.0.0.0/8, ::1, localhost; brackets may stand around it.
bool is_loopback(std::string_view address);
/// Whether an address stands for all of a machine: empty, "*", 0.0.0.0, ::.
bool is_any_address(std::string_view address);

/// A host and a port, as addresses have them.
struct HostPort {
  /// Without brackets.
  std::string host;
  std::optional<Ports> ports;
};

/// Reads "host", "host:443", "[::1]:443", "10.0.0.1:5000-5010"; nothing where the port is none or the host is empty or no host.
std::optional<HostPort> read_host_port(std::string_view text);

/// The parts of "scheme://host:port/path".
struct Url {
  /// In small letters; empty where there is none.
  std::string scheme;
  HostPort host;
};

/// Reads the scheme, host and port of a URL; what stands before '@' is left out. Nothing where it has no host.
std::optional<Url> read_url(std::string_view text);

/// What the peer of something that listens at this loopback address is called: others cannot reach it.
std::string this_machine(std::string_view address);

}  // namespace crosswalk::gathering
