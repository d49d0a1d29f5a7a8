// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace crosswalk::artifacts {

/// What kinds of artifacts there are; kinds.def is the list, the most specific first.
enum class Kind : std::uint8_t {
#define CW_ARTIFACT(name, text) name,
#include "artifacts/kinds.def"
#undef CW_ARTIFACT
};

/// How many kinds there are.
inline constexpr std::size_t kind_count = 0
#define CW_ARTIFACT(name, text) +1
#include "artifacts/kinds.def"
#undef CW_ARTIFACT
    ;

/// The kind as one word: "cve".
std::string_view name_of(Kind kind);
/// The kind for people: "CVE id".
std::string_view text_of(Kind kind);
/// The kind with this name, or nothing.
std::optional<Kind> kind_named(std::string_view name);
/// The names of all kinds, in the order of kinds.def.
std::span<const std::string_view> kind_names();

/// A set of kinds.
class Kinds {
 public:
  constexpr Kinds() = default;
  constexpr Kinds(std::initializer_list<Kind> kinds) {
    for (const Kind kind : kinds) add(kind);
  }
  /// All kinds that there are.
  static constexpr Kinds all() {
    Kinds out;
    out.bits_ = (1U << kind_count) - 1;
    return out;
  }
  /// Takes a kind in.
  constexpr void add(Kind kind) { bits_ |= 1U << static_cast<unsigned>(kind); }
  /// Whether the kind is in.
  [[nodiscard]] constexpr bool has(Kind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0; }
  /// Whether any of these is in.
  [[nodiscard]] constexpr bool has_any(Kinds other) const { return (bits_ & other.bits_) != 0; }
  /// Whether no kind is in.
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  constexpr bool operator==(const Kinds&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

/// What has to be known of an artifact beside its value; bits.
enum Flag : std::uint8_t {
  /// Unfilled boilerplate or documentation's own example: security@your-company.com, GHSA-xxxx-xxxx-xxxx.
  placeholder = 1,
  /// Two readings are possible: 03/04/2024, a CVSS v3 vector without its version.
  ambiguous = 2,
  /// Its form alone says so, no word beside it: "2.3.1" without "version", an id of an unknown scheme.
  weak = 4,
};

/// An artifact in a text.
struct Artifact {
  Kind kind = Kind::version;
  /// Flag bits.
  std::uint8_t flags = 0;
  /// The place: bytes of the text, the end excluded.
  std::size_t begin = 0;
  std::size_t end = 0;
  /// The canonical form; the parser of its kind reads it again and gives the value.
  std::string canonical;

  bool operator==(const Artifact&) const = default;
};

}  // namespace crosswalk::artifacts
