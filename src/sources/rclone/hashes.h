// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace crosswalk::sources {

/// The hash of a file as a cloud drive names it, from bytes that come in pieces.
class RemoteHash {
 public:
  /// The hash that rclone calls `name` ("md5", "sha1", "sha256", "dropbox", "quickxor"); nullptr for others. Source: the pages of
  /// rclone on hashes; Dropbox's "Content Hash"; Microsoft's "QuickXorHash algorithm".
  static std::unique_ptr<RemoteHash> create(std::string_view name);

  RemoteHash() = default;
  RemoteHash(const RemoteHash&) = delete;
  RemoteHash& operator=(const RemoteHash&) = delete;
  virtual ~RemoteHash() = default;

  /// Adds the next piece.
  virtual void update(std::string_view bytes) = 0;
  /// In lower-case hexadecimal; empty where the system does not offer it. Call once.
  virtual std::string finish() = 0;
};

}  // namespace crosswalk::sources
