// SPDX-License-Identifier: Apache-2.0
#include "extraction/ppt/compound_file.h"

#include <algorithm>

namespace crosswalk::extraction::ppt {
namespace {

// Numbers from here on are no sectors. Source: [MS-CFB] 2.1.
constexpr std::uint32_t kNoSector = 0xFFFFFFFA;
constexpr std::size_t kEntrySize = 128;

std::vector<std::uint32_t> numbers_in(std::string_view bytes) {
  std::vector<std::uint32_t> out(bytes.size() / 4);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = number_at(bytes, 4 * i, 4);
  return out;
}

}  // namespace

std::uint32_t number_at(std::string_view bytes, std::size_t offset, std::size_t length) {
  if (offset > bytes.size() || bytes.size() - offset < length) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < length; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
  }
  return value;
}

std::optional<CompoundFile> CompoundFile::open(std::string_view bytes) {
  CompoundFile file;
  file.bytes_ = bytes;
  if (bytes.size() < 512 || !bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return std::nullopt;
  const std::uint32_t shift = number_at(bytes, 30, 2);
  const std::uint32_t small_shift = number_at(bytes, 32, 2);
  if ((shift != 9 && shift != 12) || small_shift != 6) return std::nullopt;
  file.sector_size_ = std::size_t{1} << shift;
  file.small_size_ = std::size_t{1} << small_shift;
  file.small_below_ = number_at(bytes, 56, 4);
  const std::size_t sectors = bytes.size() / file.sector_size_;

  // Which sectors hold the table of sectors: 109 stand in the header, more in a chain of sectors.
  std::vector<std::uint32_t> tables = numbers_in(bytes.substr(76, 109 * 4));
  std::uint32_t more = number_at(bytes, 68, 4);
  for (std::size_t i = 0; i < sectors && more < kNoSector; ++i) {
    std::vector<std::uint32_t> part = numbers_in(file.sector(more));
    if (part.size() < 2) break;
    more = part.back();
    part.pop_back();
    tables.insert(tables.end(), part.begin(), part.end());
    if (tables.size() > sectors + 109) break;
  }
  for (const std::uint32_t table : tables) {
    if (table >= kNoSector || file.next_.size() >= sectors) continue;
    const std::vector<std::uint32_t> part = numbers_in(file.sector(table));
    file.next_.insert(file.next_.end(), part.begin(), part.end());
  }
  file.folder_ = file.chain(number_at(bytes, 48, 4), bytes.size());
  if (file.folder_.size() < kEntrySize) return std::nullopt;
  file.small_next_ = numbers_in(file.chain(number_at(bytes, 60, 4), bytes.size()));
  // The first entry is the root, which holds the streams that are small.
  file.small_sectors_ = file.chain(number_at(file.folder_, 116, 4), number_at(file.folder_, 120, 4));
  return file;
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
  const std::uint64_t begin = (std::uint64_t{number} + 1) * sector_size_;
  return begin >= bytes_.size() ? std::string_view() : bytes_.substr(static_cast<std::size_t>(begin), sector_size_);
}

std::string CompoundFile::chain(std::uint32_t first, std::uint64_t most) const {
  std::string out;
  // A chain that comes back to itself ends with the file's size.
  for (std::uint32_t at = first; at < kNoSector && out.size() < most && out.size() < bytes_.size();) {
    const std::string_view part = sector(at);
    if (part.empty()) break;
    out += part;
    at = at < next_.size() ? next_[at] : kNoSector;
  }
  if (out.size() > most) out.resize(static_cast<std::size_t>(most));
  return out;
}

std::string CompoundFile::small_chain(std::uint32_t first, std::uint64_t most) const {
  std::string out;
  for (std::uint32_t at = first; at < small_next_.size() && out.size() < most && out.size() < small_sectors_.size();) {
    const std::size_t begin = at * small_size_;
    if (begin >= small_sectors_.size()) break;
    out += std::string_view(small_sectors_).substr(begin, small_size_);
    at = small_next_[at];
  }
  if (out.size() > most) out.resize(static_cast<std::size_t>(most));
  return out;
}

std::optional<std::string> CompoundFile::stream(std::string_view name) const {
  for (std::size_t at = 0; at + kEntrySize <= folder_.size(); at += kEntrySize) {
    const std::string_view entry = std::string_view(folder_).substr(at, kEntrySize);
    // Two bytes for each character and for the zero at the end; kind 2 is a stream.
    if (entry[66] != 2 || number_at(entry, 64, 2) != 2 * name.size() + 2) continue;
    bool same = true;
    for (std::size_t i = 0; i < name.size() && same; ++i) same = entry[2 * i] == name[i] && entry[2 * i + 1] == '\0';
    if (!same) continue;
    const std::uint32_t first = number_at(entry, 116, 4);
    const std::uint32_t size = number_at(entry, 120, 4);
    return size < small_below_ ? small_chain(first, size) : chain(first, size);
  }
  return std::nullopt;
}

}  // namespace crosswalk::extraction::ppt
