// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace crosswalk::base {

/// Writes values as bytes: little-endian integers, texts and lists with their length before them. One description of a layout, a
/// function template over the archive, serves writing and reading.
class ArchiveWriter {
 public:
  static constexpr bool reading = false;

  /// Writes a number, or the number of an enumerator.
  template <class T>
  requires std::integral<T> || std::is_enum_v<T>
  void field(T& value) {
    const auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(static_cast<unsigned char>(bits >> (8 * i)));
  }
  /// Writes a text.
  void field(std::string& text) {
    auto size = static_cast<std::uint32_t>(text.size());
    field(size);
    out += text;
  }
  /// Writes a list; each(archive, item) writes an item.
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    auto size = static_cast<std::uint32_t>(items.size());
    field(size);
    for (T& item : items) each(*this, item);
  }

  /// Writes a number in as few bytes as it needs: seven bits in each, the lowest first, and one that says whether more follow.
  void packed(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) out += static_cast<char>(static_cast<unsigned char>(number | 0x80));
    out += static_cast<char>(static_cast<unsigned char>(number));
  }
  /// Writes a list of numbers.
  template <std::integral T>
  void numbers(const std::vector<T>& items) {
    auto size = static_cast<std::uint32_t>(items.size());
    field(size);
    if constexpr (std::endian::native == std::endian::little) {
      out.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
    } else {
      for (T item : items) field(item);
    }
  }

  std::string out;
};

/// Reads what ArchiveWriter wrote. Every length is checked against the bytes at hand; after the first that is wrong, `ok` is
/// false and nothing more is read.
class ArchiveReader {
 public:
  static constexpr bool reading = true;

  explicit ArchiveReader(std::string_view bytes) : bytes_(bytes) {}

  /// Reads a number, or the number of an enumerator, which may be none of the list.
  template <class T>
  requires std::integral<T> || std::is_enum_v<T>
  void field(T& value) {
    if (!take(sizeof(T))) return;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_ - sizeof(T) + i])) << (8 * i);
    }
    value = static_cast<T>(bits);
  }
  /// Reads a text.
  void field(std::string& text) {
    std::uint32_t size = 0;
    field(size);
    if (take(size)) text.assign(bytes_.substr(at_ - size, size));
  }
  /// Reads a list; each(archive, item) reads an item.
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    std::uint32_t size = 0;
    field(size);
    // Every item takes at least one byte: a length beyond the bytes at hand is a lie and not an allocation.
    if (!ok || size > bytes_.size() - at_) {
      ok = false;
      return;
    }
    items.clear();
    items.reserve(size);
    for (std::uint32_t i = 0; i < size && ok; ++i) {
      T item{};
      each(*this, item);
      items.push_back(std::move(item));
    }
  }

  /// Reads a packed number of at most 32 bits.
  std::uint32_t packed() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (!take(1)) return 0;
      const auto byte = static_cast<unsigned char>(bytes_[at_ - 1]);
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) {
        if (number > 0xFFFFFFFF) break;
        return static_cast<std::uint32_t>(number);
      }
    }
    ok = false;
    return 0;
  }
  /// Reads a list of numbers.
  template <std::integral T>
  void numbers(std::vector<T>& items) {
    std::uint32_t size = 0;
    field(size);
    if (!ok || size > (bytes_.size() - at_) / sizeof(T)) {
      ok = false;
      return;
    }
    items.resize(size);
    if constexpr (std::endian::native == std::endian::little) {
      if (size > 0) std::memcpy(items.data(), bytes_.data() + at_, size * sizeof(T));
      at_ += size * sizeof(T);
    } else {
      for (T& item : items) field(item);
    }
  }

  /// Bytes that are left.
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  /// Whether nothing is left.
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

  bool ok = true;

 private:
  bool take(std::size_t count) {
    if (!ok || count > bytes_.size() - at_) {
      ok = false;
      return false;
    }
    at_ += count;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace crosswalk::base
