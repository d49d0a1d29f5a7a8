// SPDX-License-Identifier: Apache-2.0
#include "sources/rclone/remote_path.h"

namespace crosswalk::sources {
namespace {

/// Characters of a remote's name. Source: rclone, "Valid remote names".
bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
         c == ' ' || c == '+' || c == '@' || (c & '\x80') != 0;
}

}  // namespace

std::string RemotePath::shown() const { return (on_the_fly ? ":" : "") + name + ":" + path; }

std::string RemotePath::below(std::string_view relative) const {
  std::string out = prefix + path;
  if (relative.empty()) return out;
  if (!path.empty() && !out.ends_with('/')) out += '/';
  return out.append(relative);
}

std::optional<RemotePath> parse_remote_path(std::string_view argument) {
  RemotePath out;
  std::size_t at = 0;
  out.on_the_fly = argument.starts_with(':');
  if (out.on_the_fly) ++at;
  const std::size_t begin = at;
  while (at < argument.size() && is_name_character(argument[at])) ++at;
  out.name = argument.substr(begin, at - begin);
  if (out.name.empty() || out.name.front() == '-' || out.name.front() == ' ' || out.name.back() == ' ') return std::nullopt;
  if (at == argument.size()) return std::nullopt;
  // Options: ",name=value", where a value in quotes may hold anything, with the quote itself twice.
  while (at < argument.size() && argument[at] == ',') {
    ++at;
    while (at < argument.size() && argument[at] != '=' && argument[at] != ',' && argument[at] != ':') ++at;
    if (at >= argument.size() || argument[at] != '=') continue;
    ++at;
    if (at < argument.size() && (argument[at] == '"' || argument[at] == '\'')) {
      const char quote = argument[at++];
      while (true) {
        at = argument.find(quote, at);
        if (at == std::string_view::npos) return std::nullopt;
        ++at;
        if (at >= argument.size() || argument[at] != quote) break;
        ++at;
      }
    } else {
      while (at < argument.size() && argument[at] != ',' && argument[at] != ':') ++at;
    }
  }
  if (at >= argument.size() || argument[at] != ':') return std::nullopt;
  out.prefix = argument.substr(0, at + 1);
  std::string_view path = argument.substr(at + 1);
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  out.path = path;
  return out;
}

}  // namespace crosswalk::sources
