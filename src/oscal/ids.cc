// SPDX-License-Identifier: Apache-2.0
#include "oscal/ids.h"

#include <array>

#include "base/hash.h"
#include "base/text.h"
#include "reports/escape.h"

namespace crosswalk::oscal {
namespace {

/// Version 5 of "urn:crosswalk:oscal" in the namespace of URLs.
constexpr std::array<unsigned char, 16> kOurs{0x31, 0xd1, 0xb6, 0xcd, 0xbe, 0x0a, 0x51, 0x65,
                                              0x9c, 0xf2, 0x09, 0xde, 0x06, 0xcf, 0x6d, 0x50};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_hex(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += digits[static_cast<unsigned char>(c) >> 4U];
  out += digits[static_cast<unsigned char>(c) & 0xFU];
}

bool breaks_line(char32_t c) { return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }
/// What ECMAScript's \s matches. Source: ECMA-262, 22.2.2.9 CharacterClassEscape.
bool is_space(char32_t c) {
  return breaks_line(c) || c == '\t' || c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

}  // namespace

std::string uuid_of(std::string_view kind, std::initializer_list<std::string_view> parts) {
  const auto fill = [&](auto& hash) {
    const auto field = [&](std::string_view part) {
      hash.update(std::to_string(part.size()));
      hash.update(":");
      hash.update(part);
    };
    hash.update({reinterpret_cast<const char*>(kOurs.data()), kOurs.size()});
    field(kind);
    for (const std::string_view part : parts) field(part);
  };
  base::Digest digest(base::DigestKind::sha1);
  fill(digest);
  std::string bytes = digest.finish();
  // A system whose rules switch SHA-1 off still gets ids, only others than everybody else.
  if (bytes.size() < kOurs.size()) {
    base::Digest other(base::DigestKind::sha256);
    fill(other);
    bytes = other.finish();
  }
  bytes.resize(kOurs.size());
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x50U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string hex = base::to_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) hex.insert(at, "-");
  return hex;
}

std::string token_of(std::string_view id) {
  std::string out;
  if (id.empty() || !is_letter(id.front())) out += '_';
  for (const char c : id) {
    if (is_letter(c) || is_digit(c) || c == '-' || c == '.') {
      out += c;
    } else if (c == ':') {
      out += '_';
    } else if (c == '/') {
      out += "__";
    } else {
      out += "_.";
      append_hex(out, c);
    }
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, at);
    at += point.length;
    if (is_space(point.value) && out.empty()) continue;
    base::append_utf8(out, breaks_line(point.value) ? U' ' : point.value);
    if (!is_space(point.value)) end = out.size();
  }
  out.resize(end);
  return out;
}

std::string markup(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]<>#~^\"!|&";
  const std::string line = reports::visible(text);
  std::string out;
  const std::size_t digits = line.find_first_not_of("0123456789");
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool list = (i == 0 && (c == '-' || c == '+' || c == '=')) || (i == digits && i > 0 && (c == '.' || c == ')'));
    if (list || special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string reference_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (is_letter(c) || is_digit(c) || std::string_view("-._~/!").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      append_hex(out, c);
    }
  }
  // Two slashes would begin the name of a host.
  return out.starts_with("//") ? "." + out : out;
}

}  // namespace crosswalk::oscal
