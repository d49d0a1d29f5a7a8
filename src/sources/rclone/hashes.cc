// SPDX-License-Identifier: Apache-2.0
#include "sources/rclone/hashes.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/hash.h"

namespace crosswalk::sources {
namespace {

class PlainHash : public RemoteHash {
 public:
  explicit PlainHash(base::DigestKind kind) : digest_(kind) {}
  void update(std::string_view bytes) override { digest_.update(bytes); }
  std::string finish() override { return base::to_hex(digest_.finish()); }

 private:
  base::Digest digest_;
};

/// SHA-256 of the SHA-256 of each 4 MiB.
class DropboxHash : public RemoteHash {
 public:
  void update(std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::size_t part = std::min(bytes.size(), kBlock - in_block_);
      block_.update(bytes.substr(0, part));
      bytes.remove_prefix(part);
      in_block_ += part;
      if (in_block_ == kBlock) end_block();
    }
  }
  std::string finish() override {
    if (in_block_ > 0) end_block();
    return base::to_hex(whole_.finish());
  }

 private:
  static constexpr std::size_t kBlock = std::size_t{4} << 20;
  void end_block() {
    whole_.update(block_.finish());
    block_ = base::Digest(base::DigestKind::sha256);
    in_block_ = 0;
  }
  base::Digest whole_{base::DigestKind::sha256};
  base::Digest block_{base::DigestKind::sha256};
  std::size_t in_block_ = 0;
};

/// Every byte is put, 11 bits after the one before, into a ring of 160 bits; the length comes on top of the last 64.
class QuickXorHash : public RemoteHash {
 public:
  void update(std::string_view bytes) override {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      const std::size_t at = bit_ / 8;
      const unsigned shift = bit_ % 8;
      ring_[at] = static_cast<unsigned char>(ring_[at] ^ (byte << shift));
      if (shift > 0) ring_[(at + 1) % kBytes] = static_cast<unsigned char>(ring_[(at + 1) % kBytes] ^ (byte >> (8 - shift)));
      bit_ = (bit_ + 11) % (8 * kBytes);
    }
    length_ += bytes.size();
  }
  std::string finish() override {
    for (std::size_t i = 0; i < 8; ++i) {
      ring_[kBytes - 8 + i] = static_cast<unsigned char>(ring_[kBytes - 8 + i] ^ (length_ >> (8 * i)));
    }
    return base::to_hex({reinterpret_cast<const char*>(ring_.data()), ring_.size()});
  }

 private:
  static constexpr std::size_t kBytes = 20;
  std::array<unsigned char, kBytes> ring_{};
  std::size_t bit_ = 0;
  std::uint64_t length_ = 0;
};

}  // namespace

std::unique_ptr<RemoteHash> RemoteHash::create(std::string_view name) {
  if (name == "md5") return std::make_unique<PlainHash>(base::DigestKind::md5);
  if (name == "sha1") return std::make_unique<PlainHash>(base::DigestKind::sha1);
  if (name == "sha256") return std::make_unique<PlainHash>(base::DigestKind::sha256);
  if (name == "dropbox") return std::make_unique<DropboxHash>();
  if (name == "quickxor") return std::make_unique<QuickXorHash>();
  return nullptr;
}

}  // namespace crosswalk::sources
