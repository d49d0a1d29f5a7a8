// SPDX-License-Identifier: Apache-2.0
#include "artifacts/contact/url.h"

#include <algorithm>
#include <array>

#include "artifacts/contact/email.h"
#include "base/text.h"

namespace crosswalk::artifacts::contact {
namespace {

constexpr std::size_t kLongest = 4096;

struct Scheme {
  std::string_view name;
  std::string_view port;
};
constexpr std::array<Scheme, 11> kSchemes{{{"https", "443"},
                                           {"http", "80"},
                                           {"ftps", "990"},
                                           {"ftp", "21"},
                                           {"sftp", "22"},
                                           {"ssh", "22"},
                                           {"git", "9418"},
                                           {"ldaps", "636"},
                                           {"ldap", "389"},
                                           {"wss", "443"},
                                           {"ws", "80"}}};

/// The length of the character at `at` if it may stand in a URL, else 0. Letters beyond ASCII may; quotation marks, dashes longer
/// than a hyphen, spaces of other width and full stops of CJK may not.
std::size_t length_of(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c <= 0x20 || c == 0x7F) return 0;
  constexpr std::string_view never = "\"<>`|\\^{}";
  if (never.find(text[at]) != std::string_view::npos) return 0;
  if (c < 0x80) return 1;
  const auto code = base::decode_utf8(text, at);
  const bool out = code.value <= 0xA0 || code.value == 0xAB || code.value == 0xBB ||
                   (code.value >= 0x2000 && code.value <= 0x206F) || (code.value >= 0x3000 && code.value <= 0x303F) ||
                   code.value == 0xFEFF || code.value == 0xFFFD || code.value >= 0xFF00;
  return out && code.value < 0x10000 ? 0 : code.length;
}

/// Where a URL that begins at `begin`, its host at `host`, ends.
std::size_t end_of(std::string_view text, std::size_t begin, std::size_t host) {
  int round = 0;
  int square = 0;
  std::size_t end = host;
  while (end < text.size() && end - begin < kLongest) {
    const char c = text[end];
    if (c == '(') ++round;
    if (c == ')' && --round < 0) break;
    if (c == '[') ++square;
    if (c == ']' && --square < 0) break;
    const std::size_t length = length_of(text, end);
    if (length == 0) break;
    end += length;
  }
  constexpr std::string_view punctuation = ".,;:!?'*_~";
  while (end > host) {
    const char c = text[end - 1];
    if (punctuation.find(c) != std::string_view::npos) {
      --end;
    } else if ((c == '(' && round > 0) || (c == '[' && square > 0)) {
      --end;
    } else if (end - host > 6 && text.substr(end - 6, 6) == "&quot;") {
      end -= 6;
    } else {
      break;
    }
  }
  return end;
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  if (host.front() == '[') {
    const std::string_view inner = host.substr(1, host.size() - 2);
    return host.back() == ']' && inner.size() >= 2 && inner.find(':') != std::string_view::npos &&
           std::all_of(inner.begin(), inner.end(), [](char c) { return is_hex(c) || c == ':' || c == '.'; });
  }
  bool letter_or_digit = false;
  for (const std::string_view label : base::split(host, '.')) {
    // A point at the very end is the root.
    if (label.empty() && label.data() == host.data() + host.size()) continue;
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    for (const char c : label) {
      const bool beyond = static_cast<unsigned char>(c) >= 0x80;
      if (!is_alnum(c) && c != '-' && c != '_' && !beyond) return false;
      letter_or_digit = letter_or_digit || is_alnum(c) || beyond;
    }
  }
  return letter_or_digit;
}

/// The parts of a URL that is the whole text.
std::optional<Url> take_apart(std::string_view text) {
  Url out;
  std::string_view rest = text;
  std::string_view own_port = "80";
  if (stands_at(text, 0, "www.")) {
    out.scheme = "http";
  } else {
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    out.scheme = base::to_lower(text.substr(0, colon));
    const auto* scheme = std::find_if(kSchemes.begin(), kSchemes.end(), [&](const Scheme& s) { return s.name == out.scheme; });
    if (scheme == kSchemes.end()) return std::nullopt;
    own_port = scheme->port;
    rest = text.substr(colon + 3);
  }
  std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  rest.remove_prefix(authority.size());
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    out.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.rfind(']');
  if (const std::size_t colon = authority.rfind(':');
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    const std::string_view port = authority.substr(colon + 1);
    const auto number = number_at(port, 0);
    if (!port.empty() && (!number || number->end != port.size() || number->value > 65535)) return std::nullopt;
    if (port != own_port) out.port = port;
    authority = authority.substr(0, colon);
  }
  if (!is_host(authority)) return std::nullopt;
  out.host = base::to_lower(authority);
  if (stands_at(text, 0, "www.") && std::count(out.host.begin(), out.host.end(), '.') < 2) return std::nullopt;
  out.rest = rest;
  for (std::size_t i = 0; i + 2 < out.rest.size(); ++i) {
    if (out.rest[i] != '%' || !is_hex(out.rest[i + 1]) || !is_hex(out.rest[i + 2])) continue;
    out.rest[i + 1] = upper(out.rest[i + 1]);
    out.rest[i + 2] = upper(out.rest[i + 2]);
  }
  std::string_view host = out.host;
  if (host.ends_with('.')) host.remove_suffix(1);
  out.placeholder = is_placeholder_domain(host) && host != "localhost";
  return out;
}

}  // namespace

std::string Url::canonical() const {
  std::string out = scheme + "://";
  if (!user.empty()) out += user + "@";
  out += host;
  if (!port.empty()) out += ":" + port;
  return out + rest;
}

/// Where the scheme and authority of the URL at `at` end: before a '/', '?', '#' or what no URL has, without punctuation of the
/// sentence.
std::size_t authority_end(std::string_view text, std::size_t host) {
  constexpr std::size_t longest = 320;
  constexpr std::string_view ends = "/?#(),;'";
  const bool bracket = byte_at(text, host) == '[';
  std::size_t end = host;
  while (end < text.size() && end - host < longest && ends.find(text[end]) == std::string_view::npos) {
    const std::size_t length = length_of(text, end);
    if (length == 0 || (!bracket && (text[end] == '[' || text[end] == ']'))) break;
    end += length;
  }
  constexpr std::string_view punctuation = ".:!*_~";
  while (end > host && punctuation.find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

std::optional<Reading<Url>> url_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_word(byte_before(text, at))) return std::nullopt;
  std::size_t host = at;
  if (!stands_at(text, at, "www.")) {
    const std::string_view scheme = letters_at(text, at, 5);
    const bool known =
        std::any_of(kSchemes.begin(), kSchemes.end(), [&](const Scheme& s) { return is_the_word(scheme, s.name); });
    if (!known || !text.substr(at + scheme.size()).starts_with("://")) return std::nullopt;
    host = at + scheme.size() + 3;
  }
  // What has no host is told before all of a long text is looked at.
  const std::size_t short_end = authority_end(text, host);
  if (short_end == host || !take_apart(text.substr(at, short_end - at))) return std::nullopt;
  const std::size_t end = end_of(text, at, host);
  if (end <= host) return std::nullopt;
  auto url = take_apart(text.substr(at, end - at));
  if (!url) return std::nullopt;
  return Reading<Url>{std::move(*url), end};
}

std::optional<Url> parse_url(std::string_view text) {
  auto found = url_at(text, 0);
  if (!found || found->end != text.size()) return std::nullopt;
  return std::move(found->value);
}

}  // namespace crosswalk::artifacts::contact
