// SPDX-License-Identifier: Apache-2.0
#include "artifacts/securitytxt/armor.h"

#include <cstdint>
#include <optional>

#include "artifacts/characters.h"
#include "base/text.h"

namespace crosswalk::artifacts::securitytxt {
namespace {

/// The value of a digit of base64, or -1. Source: RFC 4648, 4.
int digit_of(char c) {
  if (is_upper(c)) return c - 'A';
  if (is_letter(c)) return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Appends what four-digit groups of base64 stand for; `digits` has no white space.
std::optional<std::string> decoded(std::string_view digits) {
  if (digits.size() % 4 != 0) return std::nullopt;
  std::string out;
  out.reserve(digits.size() / 4 * 3);
  for (std::size_t at = 0; at < digits.size(); at += 4) {
    const std::string_view group = digits.substr(at, 4);
    const std::size_t filled = group.find('=') == std::string_view::npos ? 4 : group.find('=');
    const bool last = at + 4 == digits.size();
    if (filled < 2 || (filled < 4 && !last) || (filled == 2 && group[3] != '=')) return std::nullopt;
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const int digit = i < filled ? digit_of(group[i]) : 0;
      if (digit < 0) return std::nullopt;
      bits = bits << 6 | static_cast<std::uint32_t>(digit);
    }
    for (std::size_t i = 0; i + 1 < filled; ++i) out += static_cast<char>(bits >> (16 - 8 * i) & 0xFF);
  }
  return out;
}

/// Source: RFC 4880, 6.1.
std::uint32_t crc24(std::string_view bytes) {
  std::uint32_t crc = 0xB704CE;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 16;
    for (int bit = 0; bit < 8; ++bit) {
      crc <<= 1;
      if ((crc & 0x1000000U) != 0) crc ^= 0x1864CFB;
    }
  }
  return crc & 0xFFFFFF;
}

std::string_view without_end_space(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  return line;
}

}  // namespace

base::Result<std::string> without_armor(std::string_view text, std::string_view what) {
  const auto wrong = [&](std::string_view why) {
    return base::Error{base::ErrorCode::malformed_data, "PGP " + std::string(what), std::string(why)};
  };
  const std::string begin = "-----BEGIN PGP " + std::string(what) + "-----";
  const std::string end = "-----END PGP " + std::string(what) + "-----";
  enum class Part { before, headers, body, sum, after } part = Part::before;
  std::string digits;
  std::string sum;
  for (std::string_view line : base::split(text, '\n')) {
    line = without_end_space(line);
    if (part == Part::before) {
      if (line == begin) part = Part::headers;
      if (!line.empty() && line != begin) return wrong("it does not begin with \"" + begin + "\"");
    } else if (line == end) {
      part = Part::after;
      break;
    } else if (part == Part::headers) {
      if (line.empty())
        part = Part::body;
      else if (line.find(": ") == std::string_view::npos)
        return wrong("no blank line follows its headers");
    } else if (line.size() == 5 && line[0] == '=') {
      if (part == Part::sum) return wrong("it has two checksums");
      sum = line.substr(1);
      part = Part::sum;
    } else if (!line.empty()) {
      if (part == Part::sum) return wrong("something follows its checksum");
      digits += line;
    }
  }
  if (part != Part::after) return wrong("it does not end with \"" + end + "\"");
  const auto bytes = decoded(digits);
  if (!bytes || bytes->empty()) return wrong("it is no base64");
  if (!sum.empty()) {
    const auto stated = decoded(sum);
    std::uint32_t number = 0;
    if (stated) {
      for (const char c : *stated) number = number << 8 | static_cast<unsigned char>(c);
    }
    if (!stated || stated->size() != 3 || number != crc24(*bytes))
      return wrong("its checksum is wrong: something was changed or lost");
  }
  return *bytes;
}

bool begins_with_packet(std::string_view bytes, unsigned tag) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(byte_at(bytes, at)); };
  if (bytes.size() < 3 || (byte(0) & 0x80U) == 0) return false;
  std::uint64_t length = 0;
  std::size_t header = 0;
  unsigned found = 0;
  if ((byte(0) & 0x40U) != 0) {
    found = byte(0) & 0x3FU;
    if (byte(1) < 192) {
      length = byte(1);
      header = 2;
    } else if (byte(1) < 224) {
      length = ((byte(1) - 192ULL) << 8) + byte(2) + 192;
      header = 3;
    } else if (byte(1) == 255) {
      for (std::size_t i = 2; i < 6; ++i) length = length << 8 | byte(i);
      header = 6;
    } else {
      return false;  // Lengths in parts are for data only.
    }
  } else {
    found = byte(0) >> 2 & 0xFU;
    const unsigned form = byte(0) & 3U;
    if (form == 3) return false;
    header = 1 + (std::size_t{1} << form);
    for (std::size_t i = 1; i < header; ++i) length = length << 8 | byte(i);
  }
  return found == tag && length > 0 && header < bytes.size() && length <= bytes.size() - header;
}

}  // namespace crosswalk::artifacts::securitytxt
