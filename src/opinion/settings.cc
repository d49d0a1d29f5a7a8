// SPDX-License-Identifier: Apache-2.0
#include "opinion/settings.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "packs/yaml.h"
#include "platform/file.h"
#include "platform/paths.h"

namespace crosswalk::opinion {
namespace {

constexpr std::uint64_t kLargestKeyFile = 16 << 10;
constexpr std::size_t kLongestKey = 8 << 10;
constexpr std::size_t kLongestName = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Letters of ASCII and no blank: nothing that could begin another line of a request.
bool is_graphic(char c) { return c > ' ' && c < '\x7F'; }

template <class Fits>
bool all_of(std::string_view text, Fits fits) {
  return std::all_of(text.begin(), text.end(), fits);
}

base::Error mistake(std::string detail) { return {base::ErrorCode::malformed_settings, "endpoint", std::move(detail)}; }

/// Whether it is four decimal numbers up to 255 without leading zeros, of which the first is 127: other ways to write an address
/// are read differently by different programs.
bool is_loopback_v4(std::string_view host) {
  const auto parts = base::split(host, '.');
  if (parts.size() != 4 || parts.front() != "127") return false;
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    if (part.empty() || part.size() > 3 || !all_of(part, is_digit) || (part.size() > 1 && part.front() == '0')) return false;
    return part.size() < 3 || part <= "255";
  });
}

struct Address {
  bool encrypted = false;
  std::string host;
};

/// Takes scheme, host and port from the front of `rest`; what is left is the path.
base::Result<Address> take_address(std::string_view& rest) {
  Address out;
  if (rest.starts_with("https://")) {
    out.encrypted = true;
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return mistake("write an address that begins with https://, or with http:// for this machine");
  }
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view place = rest.substr(0, end);
  rest.remove_prefix(end);
  if (place.find('@') != std::string_view::npos) return mistake("holds a name or password; use key_file or key_env");
  std::string_view port;
  if (place.starts_with('[')) {
    const std::size_t close = std::min(place.find(']'), place.size());
    out.host = place.substr(1, close - 1);
    port = place.substr(std::min(close + 1, place.size()));
    if (close == place.size() || !all_of(out.host, [](char c) { return is_word(c) || c == ':' || c == '.'; })) {
      return mistake("has a host in brackets that is no IPv6 address");
    }
    out.host = "[" + out.host + "]";
  } else {
    const std::size_t colon = std::min(place.find(':'), place.size());
    out.host = base::to_lower(place.substr(0, colon));
    port = place.substr(colon);
    if (!all_of(out.host, [](char c) { return is_word(c) || c == '.' || c == '-'; })) {
      return mistake("has a host with signs other than letters, digits, dots and dashes");
    }
  }
  if (out.host.empty() || out.host == "[]") return mistake("names no host");
  if (!port.empty()) {
    const std::string_view number = port.substr(1);
    if (port.front() != ':' || number.empty() || number.size() > 5 || !all_of(number, is_digit) ||
        std::stoi(std::string(number)) > 65535) {
      return mistake("has a port that is none");
    }
  }
  return out;
}

/// A number of seconds or requests; an error where it is none of 1 to `most`.
std::int64_t whole_number(packs::YamlReader& reader, std::string_view key, std::int64_t otherwise, std::int64_t most) {
  const auto number = reader.number(key);
  if (!number) return otherwise;
  if (*number != std::floor(*number) || *number < 1 || *number > static_cast<double>(most)) {
    reader.error(key, "'" + std::string(key) + "' is no whole number from 1 to " + std::to_string(most));
    return otherwise;
  }
  return static_cast<std::int64_t>(*number);
}

}  // namespace

base::Result<Endpoint> parse_endpoint(std::string_view text) {
  Endpoint out;
  std::string_view rest = text;
  CW_ASSIGN_OR_RETURN(const Address address, take_address(rest));
  const bool here = address.host == "localhost" || address.host == "[::1]" || is_loopback_v4(address.host);
  if (!address.encrypted && !here) {
    return mistake("is plain http to another machine, where others could read what is sent; use https");
  }
  if (!all_of(rest, [](char c) { return is_word(c) || std::string_view("/._~-").find(c) != std::string_view::npos; })) {
    return mistake("has a path with other signs than letters, digits and /._~-");
  }
  out.base = text;
  while (out.base.ends_with('/')) out.base.pop_back();
  constexpr std::string_view chat = "/chat/completions";
  if (out.base.ends_with(chat)) out.base.resize(out.base.size() - chat.size());
  out.url = out.base + std::string(chat);
  out.loopback_only = !address.encrypted;
  return out;
}

base::Result<Settings> load_settings(std::string_view text, std::string_view name, packs::Diagnostics& diagnostics) {
  const base::Error error{base::ErrorCode::malformed_settings, std::string(name), {}};
  const auto yaml = packs::parse_yaml(text, name, diagnostics);
  if (!yaml) return error;
  Settings out;
  packs::YamlReader reader(*yaml, name, "the settings of the second reader", diagnostics);
  const std::string endpoint = reader.text("endpoint", true);
  if (!endpoint.empty()) {
    auto parsed = parse_endpoint(endpoint);
    if (parsed) out.endpoint = std::move(*parsed);
    if (!parsed) reader.error("endpoint", "'endpoint' " + parsed.error().detail, "endpoint: http://127.0.0.1:11434/v1");
  }
  out.model = reader.text("model", true);
  if (out.model.size() > kLongestName || !all_of(out.model, [](char c) { return is_graphic(c) || c == ' '; })) {
    reader.error("model", "'model' is no name of a model: up to 200 letters, digits and signs of ASCII");
  }
  out.key_file = reader.text("key_file");
  if (!out.key_file.empty() && !out.key_file.starts_with('/')) {
    reader.error("key_file", "'key_file' is no absolute path", "key_file: /path/to/second-reader.key");
  }
  out.key_env = reader.text("key_env");
  if (!all_of(out.key_env, [](char c) { return is_word(c) || c == '_'; })) {
    reader.error("key_env", "'key_env' is no name of a variable", "key_env: SECOND_READER_KEY");
  }
  if (!out.key_file.empty() && !out.key_env.empty())
    reader.error("key_env", "there are 'key_file' and 'key_env'", "one of the two");
  out.ca_file = reader.text("ca_file");
  if (!out.ca_file.empty() && !out.ca_file.starts_with('/')) reader.error("ca_file", "'ca_file' is no absolute path");
  out.proxy = reader.text("proxy");
  if (!out.proxy.empty()) {
    std::string_view rest = out.proxy;
    const auto address = take_address(rest);
    if (!address || (!rest.empty() && rest != "/")) {
      reader.error("proxy", "'proxy' is no address of a proxy without name and password", "proxy: http://proxy.example:3128");
    }
    if (out.endpoint.loopback_only) {
      reader.error("proxy", "there is a 'proxy' for a server on this machine", "leave the line out");
    }
  }
  out.timeout_seconds = whole_number(reader, "timeout", out.timeout_seconds, 3600);
  out.total_timeout_seconds = whole_number(reader, "total_timeout", out.total_timeout_seconds, 86'400);
  out.most_requests = static_cast<int>(whole_number(reader, "most_requests", out.most_requests, 10'000));
  reader.finish();
  if (diagnostics.has_errors()) return error;
  return out;
}

base::Result<std::string> read_key(const Settings& settings) {
  std::string key;
  std::string where;
  if (!settings.key_file.empty()) {
    where = settings.key_file;
    CW_ASSIGN_OR_RETURN(key, platform::read_file(settings.key_file, kLargestKeyFile));
  } else if (!settings.key_env.empty()) {
    where = "the environment variable " + settings.key_env;
    key = platform::environment(settings.key_env);
  } else {
    return key;
  }
  key = std::string(base::trim(key));
  if (key.empty()) return base::Error{base::ErrorCode::malformed_settings, where, "holds no key"};
  if (key.size() > kLongestKey || !all_of(key, is_graphic)) {
    return base::Error{base::ErrorCode::malformed_settings, where, "holds more than a key of ASCII in one line"};
  }
  return key;
}

}  // namespace crosswalk::opinion
