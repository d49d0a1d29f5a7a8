// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::extraction::ooxml {

/// CRC-32 as ZIP archives have it. Source: PKWARE APPNOTE 6.3.10, 4.4.7.
inline std::uint32_t crc32_of(std::string_view bytes) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t i = 0; i < out.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
      out[i] = value;
    }
    return out;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU];
  return ~crc;
}

/// What a fuzz target of a ZIP format reads: archives as they are; any other bytes are the text of an archive's parts, each begun
/// by a line "=== NAME", so that changes reach the readers behind the compression and the checksums.
inline std::string package_of(std::string_view bytes) {
  if (!bytes.starts_with("=== ")) return std::string(bytes);
  std::string out;
  std::string directory;
  std::uint32_t count = 0;
  const auto put = [](std::string& to, std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) to += static_cast<char>((value >> (8 * i)) & 0xFFU);
  };
  while (!bytes.empty() && count < 1000) {
    const std::size_t line = bytes.find('\n');
    const std::string_view name = bytes.substr(4, line == std::string_view::npos ? line : line - 4);
    bytes.remove_prefix(line == std::string_view::npos ? bytes.size() : line + 1);
    std::size_t end = bytes.starts_with("=== ") ? 0 : bytes.find("\n=== ");
    if (end == std::string_view::npos) end = bytes.size();
    const std::string_view part = bytes.substr(0, end);
    bytes.remove_prefix(end < bytes.size() && end > 0 ? end + 1 : end);
    std::string entry;
    put(entry, 20, 2);          // version needed
    put(entry, 0x0800, 2);      // names are UTF-8
    put(entry, 0, 2);           // stored
    put(entry, 0x00210000, 4);  // 1980-01-01
    put(entry, crc32_of(part), 4);
    put(entry, static_cast<std::uint32_t>(part.size()), 4);
    put(entry, static_cast<std::uint32_t>(part.size()), 4);
    put(entry, static_cast<std::uint32_t>(name.size()), 2);
    put(entry, 0, 2);
    const auto offset = static_cast<std::uint32_t>(out.size());
    out.append("PK\x03\x04").append(entry).append(name).append(part);
    directory.append("PK\x01\x02");
    put(directory, 20, 2);
    directory.append(entry);
    for (int i = 0; i < 5; ++i) put(directory, 0, 2);  // comment, disk, attributes
    put(directory, offset, 4);
    directory.resize(directory.size());
    directory.append(name);
    ++count;
  }
  const auto start = static_cast<std::uint32_t>(out.size());
  out += directory;
  out.append("PK\x05\x06");
  put(out, 0, 4);
  put(out, count, 2);
  put(out, count, 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

}  // namespace crosswalk::extraction::ooxml
