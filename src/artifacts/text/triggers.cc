// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/triggers.h"

#include <array>
#include <bit>
#include <cstring>

#include "artifacts/characters.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace crosswalk::artifacts::text {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kHashes = 1U << 16;

/// Four bytes as a number in which the two cases of a letter are the same; so are a few other bytes, which costs a look in vain.
constexpr std::uint32_t fold(std::uint32_t bytes) { return bytes & 0x1F1F1F1FU; }
constexpr std::uint32_t hash(std::uint32_t folded) { return (folded * 0x9E3779B1U) >> 16; }

/// The bytes as they lie in memory on a machine that puts the lowest first.
constexpr std::uint32_t pack(char a, char b, char c, char d) {
  const auto byte = [](char x) { return static_cast<std::uint32_t>(static_cast<unsigned char>(x)); };
  return byte(a) | byte(b) << 8 | byte(c) << 16 | byte(d) << 24;
}

constexpr std::array<std::uint64_t, kHashes / 64> make_filter() {
  std::array<std::uint64_t, kHashes / 64> filter{};
  const auto add = [&](char a, char b, char c, char d) {
    const std::uint32_t bit = hash(fold(pack(a, b, c, d)));
    filter[bit / 64] |= std::uint64_t{1} << (bit % 64);
  };
  const auto add_word = [&](std::string_view word) {
    if (word[3] != '?') return add(word[0], word[1], word[2], word[3]);
    for (char any = 0; any < 32; ++any) add(word[0], word[1], word[2], any);
  };
#define CW_TRIGGER(word) add_word(word);
#include "artifacts/text/triggers.def"
#undef CW_TRIGGER
  return filter;
}
constexpr std::array<std::uint64_t, kHashes / 64> kFilter = make_filter();

/// Where letters, digits and signs are, of a block.
struct Classes {
  std::uint64_t letters = 0;
  std::uint64_t digits = 0;
  std::uint64_t signs = 0;
};

#if defined(__SSE2__)
Classes classes_of(const char* bytes) {
  Classes out;
  const auto mask = [](__m128i matches) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(matches)));
  };
  for (unsigned i = 0; i < 4; ++i) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const __m128i letter = _mm_sub_epi8(_mm_or_si128(c, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i digit = _mm_sub_epi8(c, _mm_set1_epi8('0'));
    const __m128i bracket = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('[')), _mm_cmpeq_epi8(c, _mm_set1_epi8('{')));
    const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('@')), _mm_cmpeq_epi8(c, _mm_set1_epi8('(')));
    out.letters |= mask(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter)) << (16 * i);
    out.digits |= mask(_mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit)) << (16 * i);
    out.signs |= mask(_mm_or_si128(bracket, sign)) << (16 * i);
  }
  return out;
}
#else
Classes classes_of(const char* bytes) {
  Classes out;
  for (unsigned i = 0; i < kBlock; ++i) {
    const char c = bytes[i];
    out.letters |= static_cast<std::uint64_t>(is_letter(c)) << i;
    out.digits |= static_cast<std::uint64_t>(is_digit(c)) << i;
    out.signs |= static_cast<std::uint64_t>(c == '@' || c == '[' || c == '(' || c == '{') << i;
  }
  return out;
}
#endif

}  // namespace

Block Triggers::block(std::size_t begin) {
  std::array<char, kBlock + 4> padded{};
  const char* bytes = text_.data() + begin;
  const std::size_t left = text_.size() - begin;
  // Words at the end of the last block are looked up with the zeros behind it.
  if (left < kBlock + 4) {
    std::memcpy(padded.data(), bytes, left);
    bytes = padded.data();
  }
  const Classes classes = classes_of(bytes);
  // A word may begin behind an underscore, which is emphasis of Markdown.
  const std::uint64_t joined = classes.letters | classes.digits;
  Block out;
  out.digits = classes.digits & ~(classes.digits << 1 | (after_digit_ ? 1 : 0));
  out.signs = classes.signs;
  std::uint64_t starts = classes.letters & ~(joined << 1 | (after_word_ ? 1 : 0));
  after_word_ = (joined >> 63) != 0;
  after_digit_ = (classes.digits >> 63) != 0;
  while (starts != 0) {
    const int i = std::countr_zero(starts);
    starts &= starts - 1;
    std::uint32_t four = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&four, bytes + i, 4);
    } else {
      four = pack(bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]);
    }
    const std::uint32_t bit = hash(fold(four));
    out.words |= (kFilter[bit / 64] >> (bit % 64) & 1U) << i;
  }
  return out;
}

}  // namespace crosswalk::artifacts::text
