// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "document/wire.h"
#include "platform/file.h"
#include "review/archive.h"
#include "review/review.h"
#include "store/cache.h"

namespace crosswalk::pipeline {

struct Request;

/// What earlier runs found about the files of this one. Keys say everything that a result depends on: the bytes and the path of
/// the file, the programs that read it and their limits; for verdicts also the packs and the workspace. Without a cache it knows
/// nothing.
class Memory {
 public:
  /// `request` has to outlive it.
  explicit Memory(const Request& request);

  /// Tells the programs that read and judge from those of another version.
  static std::string program_identity();

  /// SHA-256 of a file, in hexadecimal: remembered, unless the request is strict, or worked out. It is remembered for `version`
  /// too, if that is not empty (SourceItem::version). Errors: not_readable.
  [[nodiscard]] base::Result<std::string> sha256_of(const platform::File& file, std::string_view version = {}) const;

  /// A file that need not be opened to be told.
  struct Known {
    std::string sha256;
    std::uint64_t size = 0;
  };
  /// What a file of this version was when it was read; nothing if that is not known, or the request is strict.
  [[nodiscard]] std::optional<Known> known(std::string_view version) const;

  /// SHA-256 of a file that lies in memory, in hexadecimal. Errors: not_readable.
  [[nodiscard]] static base::Result<std::string> worked_out_sha256_of(const platform::File& file);

  /// The text of the file with these bytes, if it was read before.
  [[nodiscard]] std::optional<document::Extracted> text(std::string_view sha256, std::string_view path) const;
  /// Keeps a text, unless another run may come to another one (time ran out, a worker died).
  void keep(std::string_view sha256, std::string_view path, const document::Extracted& extracted) const;

  /// What the file came to, if the same rules judged it before; its evidence goes to `park` (may be empty).
  [[nodiscard]] std::optional<review::DocumentEntry> entry(std::string_view sha256, std::string_view path,
                                                           const review::Park& park) const;
  /// Keeps what a file came to, as far as another run must come to the same.
  void keep(const review::DocumentEntry& entry) const;

 private:
  [[nodiscard]] std::string key_of(const std::string& kind, std::string_view sha256, std::string_view path) const;

  const store::Cache* cache_;
  bool strict_;
  /// Hashes of what the results of all files depend on.
  std::string readers_;
  std::string judges_;
};

}  // namespace crosswalk::pipeline
