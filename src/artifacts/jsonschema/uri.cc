// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/uri.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "base/text.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../") || path == "/..") {
      path = path == "/.." ? std::string_view("/") : path.substr(3);
      out.erase(std::min(out.rfind('/'), out.size()));
    } else if (path == "." || path == "..") {
      path = {};
    } else {
      const std::size_t end = std::min(path.find('/', 1), path.size());
      out += path.substr(0, end);
      path.remove_prefix(end);
    }
  }
  return out;
}

/// Characters beyond ASCII in an IRI. Source: RFC 3987, 2.2, ucschar and iprivate.
bool is_international(char32_t c, bool with_private) {
  if (c >= 0xA0 && c <= 0xD7FF) return true;
  if ((c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF)) return true;
  if (c >= 0x10000 && c <= 0xEFFFF) return (c & 0xFFFFU) <= 0xFFFD && !(c >= 0xE0000 && c <= 0xE0FFF);
  return with_private && ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000);
}

/// Whether all characters are unreserved, sub-delimiters, percent-encoded, or among `more`.
bool all_allowed(std::string_view text, std::string_view more, bool international, bool with_private = false) {
  constexpr std::string_view kPlain = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const base::CodePoint point = base::decode_utf8(text, i);
      if (!international || !is_international(point.value, with_private)) return false;
      i += point.length;
      continue;
    }
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 3;
      continue;
    }
    if (!is_alpha(c) && !is_digit(c) && kPlain.find(c) == std::string_view::npos && more.find(c) == std::string_view::npos)
      return false;
    ++i;
  }
  return true;
}

bool is_authority(std::string_view text, bool international) {
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    if (!all_allowed(text.substr(0, at), ":", international)) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view inside = text.substr(1, end - 1);
    const std::string_view rest = text.substr(end + 1);
    if (!rest.empty() && rest[0] != ':') return false;
    if (!rest.empty()) port = rest.substr(1);
    if (inside.starts_with('v') || inside.starts_with('V')) {
      const std::size_t point = inside.find('.');
      if (point == std::string_view::npos || point < 2 || point + 1 >= inside.size()) return false;
      if (!std::all_of(inside.begin() + 1, inside.begin() + static_cast<std::ptrdiff_t>(point), is_hex)) return false;
      if (!all_allowed(inside.substr(point + 1), ":", false)) return false;
    } else if (!is_ipv6(inside)) {
      return false;
    }
  } else {
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) port = text.substr(colon + 1);
    if (!all_allowed(text.substr(0, colon), "", international)) return false;
  }
  return std::all_of(port.begin(), port.end(), is_digit);
}

}  // namespace

Uri split_uri(std::string_view text) {
  Uri out;
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    out.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    out.query = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  if (const std::size_t end = text.find_first_of(":/"); end != std::string_view::npos && end > 0 && text[end] == ':') {
    out.scheme = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  if (text.starts_with("//")) {
    const std::size_t end = std::min(text.find('/', 2), text.size());
    out.authority = text.substr(2, end - 2);
    text.remove_prefix(end);
  }
  out.path = text;
  return out;
}

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const Uri from = split_uri(base);
  Uri to = split_uri(reference);
  std::string path;
  if (to.scheme || to.authority) {
    path = without_dots(to.path);
    if (!to.scheme) to.scheme = from.scheme;
    // Of a URN or the like dots mean nothing.
    if (!to.authority) path = std::string(to.path);
  } else {
    to.scheme = from.scheme;
    to.authority = from.authority;
    if (to.path.empty()) {
      path = std::string(from.path);
      if (!to.query) to.query = from.query;
    } else if (to.path.starts_with('/')) {
      path = without_dots(to.path);
    } else {
      const std::size_t slash = from.path.rfind('/');
      std::string merged;
      if (from.authority && from.path.empty()) {
        merged = "/";
      } else if (slash != std::string_view::npos) {
        merged = from.path.substr(0, slash + 1);
      }
      path = without_dots(merged + std::string(to.path));
    }
  }
  std::string out;
  if (to.scheme) out += std::string(*to.scheme) + ":";
  if (to.authority) out += "//" + std::string(*to.authority);
  out += path;
  if (to.query) out += "?" + std::string(*to.query);
  if (to.fragment) out += "#" + std::string(*to.fragment);
  return out;
}

std::string decode_percent(std::string_view text) {
  const auto value = [](char c) { return is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      out += static_cast<char>(value(text[i + 1]) * 16 + value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_uri(std::string_view text, bool relative, bool international) {
  const Uri uri = split_uri(text);
  if (uri.scheme) {
    const std::string_view scheme = *uri.scheme;
    const bool good = !scheme.empty() && is_alpha(scheme[0]) && std::all_of(scheme.begin(), scheme.end(), [](char c) {
      return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
    if (!good) return false;
  } else if (!relative || (!uri.authority && uri.path.substr(0, uri.path.find('/')).find(':') != std::string_view::npos)) {
    return false;
  }
  if (uri.authority && !is_authority(*uri.authority, international)) return false;
  return all_allowed(uri.path, ":@/", international) && (!uri.query || all_allowed(*uri.query, ":@/?", international, true)) &&
         (!uri.fragment || all_allowed(*uri.fragment, ":@/?", international));
}

bool is_ipv4(std::string_view text) {
  int parts = 0;
  for (const std::string_view part : base::split(text, '.')) {
    ++parts;
    if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0') ||
        !std::all_of(part.begin(), part.end(), is_digit))
      return false;
    int value = 0;
    for (const char c : part) value = value * 10 + (c - '0');
    if (value > 255) return false;
  }
  return parts == 4;
}

bool is_ipv6(std::string_view text) {
  constexpr std::size_t kLongest = 45;
  if (text.size() < 2 || text.size() > kLongest) return false;
  int groups = 0;
  bool shortened = false;
  std::size_t at = 0;
  if (text.starts_with("::")) {
    shortened = true;
    at = 2;
  } else if (text[0] == ':') {
    return false;
  }
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(':', at), text.size());
    const std::string_view group = text.substr(at, end - at);
    if (end == text.size() && group.find('.') != std::string_view::npos) {
      if (!is_ipv4(group)) return false;
      groups += 2;
      at = end;
      break;
    }
    if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex)) return false;
    ++groups;
    at = end;
    if (at == text.size()) break;
    if (text.substr(at).starts_with("::")) {
      if (shortened) return false;
      shortened = true;
      at += 2;
    } else if (++at == text.size()) {
      return false;
    }
  }
  return shortened ? groups <= 7 : groups == 8;
}

}  // namespace crosswalk::artifacts::jsonschema
