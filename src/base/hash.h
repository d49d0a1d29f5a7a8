// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace crosswalk::base {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits. Source: FIPS 180-4.
std::string sha256_hex(std::string_view bytes);

/// SHA-256 of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  /// Adds the next piece.
  void update(std::string_view bytes);
  /// Adds `field` with its length before it, so that ("ab","c") and ("a","bc") differ.
  void update_field(std::string_view field);
  /// The digest in lower-case hexadecimal; call once.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What others name the bytes of a file by. MD5 and SHA-1 find damage, but no forgery. Source: RFC 1321, FIPS 180-4.
enum class DigestKind { md5, sha1, sha256, sha512 };

/// A digest of bytes that come in pieces.
class Digest {
 public:
  explicit Digest(DigestKind kind);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  /// Whether the system's library offers this kind; else finish() gives nothing.
  [[nodiscard]] bool available() const;
  /// Adds the next piece.
  void update(std::string_view bytes);
  /// The digest as bytes; call once.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Bytes as lower-case hexadecimal digits.
std::string to_hex(std::string_view bytes);

}  // namespace crosswalk::base
