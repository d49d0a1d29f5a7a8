// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace crosswalk::matching {

/// 64 bytes that are looked at together. With SSE2, which every x86-64 has, a question about them is a few instructions;
/// elsewhere it is a loop.
class Block64 {
#if defined(__SSE2__)
  using Part = __m128i;
#else
  using Part = signed char;
#endif
  static constexpr std::size_t count = 64 / sizeof(Part);

 public:
  static constexpr std::size_t size = 64;

  /// Some of the bytes.
  class Choice {
   public:
    /// Those of either.
    Choice operator|(const Choice& other) const {
      Choice out;
      for (std::size_t i = 0; i < count; ++i) out.parts_[i] = parts_[i] | other.parts_[i];
      return out;
    }
    /// A bit for each, the first byte's the lowest.
    [[nodiscard]] std::uint64_t bits() const {
      std::uint64_t out = 0;
      for (std::size_t i = 0; i < count; ++i) out |= bits_of(parts_[i]) << (i * sizeof(Part));
      return out;
    }

   private:
    friend class Block64;
    /// The highest bit of a byte says whether it is one of them.
    Part parts_[count];
  };

  /// Reads `size` bytes.
  explicit Block64(const char* bytes) { std::memcpy(parts_, bytes, size); }

  /// Those that are this ASCII character.
  [[nodiscard]] Choice equal(char c) const {
    return choose([&](Part part) { return same(part, c); });
  }
  /// Those that are one of the ASCII characters from `first` to `last`.
  [[nodiscard]] Choice between(char first, char last) const {
    return choose([&](Part part) { return within(part, first, last); });
  }
  /// Those that are no ASCII characters.
  [[nodiscard]] Choice beyond_ascii() const {
    return choose([](Part part) { return part; });
  }
  /// Writes all of them, ASCII letters in lower case.
  void write_lower(char* to) const {
    for (std::size_t i = 0; i < count; ++i) {
      const Part lower = add(parts_[i], within(parts_[i], 'A', 'Z'), 'a' - 'A');
      std::memcpy(to + i * sizeof(Part), &lower, sizeof(Part));
    }
  }

 private:
#if defined(__SSE2__)
  /// All bits of those bytes that are `c`; that are from `first` to `last`.
  static Part same(Part part, char c) { return _mm_cmpeq_epi8(part, _mm_set1_epi8(c)); }
  static Part within(Part part, char first, char last) {
    const auto below = static_cast<char>(first - 1);
    const auto above = static_cast<char>(last + 1);
    return _mm_and_si128(_mm_cmpgt_epi8(part, _mm_set1_epi8(below)), _mm_cmplt_epi8(part, _mm_set1_epi8(above)));
  }
  /// The highest bit of each byte.
  static std::uint64_t bits_of(Part part) { return static_cast<std::uint32_t>(_mm_movemask_epi8(part)); }
  /// Adds to those bytes of which all bits are set in `where`.
  static Part add(Part part, Part where, char what) { return _mm_add_epi8(part, _mm_and_si128(where, _mm_set1_epi8(what))); }
#else
  static Part same(Part part, char c) { return part == c ? Part{-1} : Part{0}; }
  static Part within(Part part, char first, char last) { return part >= first && part <= last ? Part{-1} : Part{0}; }
  static std::uint64_t bits_of(Part part) { return part < 0 ? 1 : 0; }
  static Part add(Part part, Part where, char what) { return static_cast<Part>(part + (where & what)); }
#endif
  template <class Of>
  [[nodiscard]] Choice choose(const Of& of) const {
    Choice out;
    for (std::size_t i = 0; i < count; ++i) out.parts_[i] = of(parts_[i]);
    return out;
  }

  Part parts_[count];
};

/// Calls each(index) for every bit that is set, the lowest first.
template <class Each>
void each_set_bit(std::uint64_t bits, const Each& each) {
  for (; bits != 0; bits &= bits - 1) each(static_cast<std::uint32_t>(std::countr_zero(bits)));
}

}  // namespace crosswalk::matching
