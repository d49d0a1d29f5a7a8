// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::extraction::ppt {

/// The unsigned integer of `length` bytes (at most 4) at `offset`, little-endian; 0 where the bytes end before.
std::uint32_t number_at(std::string_view bytes, std::size_t offset, std::size_t length);

/// A file that holds streams, as all of legacy Office does. Source: [MS-CFB] 2.
class CompoundFile {
 public:
  /// Nothing where it is none, or its tables lead nowhere. `bytes` must outlive it.
  static std::optional<CompoundFile> open(std::string_view bytes);

  /// The bytes of the first stream of this name (ASCII); what can be had of a damaged one, which is then shorter than it says.
  [[nodiscard]] std::optional<std::string> stream(std::string_view name) const;

 private:
  CompoundFile() = default;
  [[nodiscard]] std::string_view sector(std::uint32_t number) const;
  [[nodiscard]] std::string chain(std::uint32_t first, std::uint64_t most) const;
  [[nodiscard]] std::string small_chain(std::uint32_t first, std::uint64_t most) const;

  std::string_view bytes_;
  std::size_t sector_size_ = 512;
  std::size_t small_size_ = 64;
  std::uint32_t small_below_ = 4096;
  /// The sector behind each sector.
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> small_next_;
  std::string folder_;
  std::string small_sectors_;
};

}  // namespace crosswalk::extraction::ppt
