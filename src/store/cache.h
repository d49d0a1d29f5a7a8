// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/file.h"

namespace crosswalk::store {

/// Whether a file with this stamp can be met again by it: one that was changed in the last two seconds may be changed once more
/// within one step of the file system's clock, and would look the same.
bool is_settled(const platform::FileStamp& stamp);

/// What earlier runs found, by a key that says all that it depends on: one SQLite database in a private folder. Runs may share it
/// at the same time, and threads a Cache. What is put is there for the next run even if this one is killed. A database that is
/// damaged or not ours is begun anew: nothing in it cannot be made again.
class Cache {
 public:
  struct Options {
    /// Bytes of values kept; what was used least recently goes first.
    std::uint64_t most_bytes = 2ULL << 30;
  };

  /// Opens the cache in `folder`, which is made (mode 0700) if it is not there.
  ///
  /// Errors: not_writable, disk_full; not_readable for a folder of somebody else.
  static base::Result<Cache> open(const std::string& folder, const Options& options);
  Cache(Cache&&) noexcept;
  Cache& operator=(Cache&&) noexcept;
  ~Cache();

  /// The value that was put under this key; nothing if there is none or it is damaged.
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const;
  /// Keeps a value. That it cannot be kept (full disk) is no error: it is found again next time.
  void put(std::string_view key, std::string_view value) const;

  /// The hash that was remembered for this very file with this size and these times; nothing for one that changed.
  [[nodiscard]] std::optional<std::string> hash_of(const platform::FileStamp& stamp) const;
  /// Remembers the hash of a file, unless it was changed in the last two seconds.
  void remember(const platform::FileStamp& stamp, std::string_view sha256) const;

  /// Sums for people.
  struct Size {
    std::uint64_t values = 0;
    std::uint64_t bytes = 0;
  };
  /// What it holds.
  [[nodiscard]] Size size() const;

 private:
  struct State;
  explicit Cache(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Removes the cache in `folder`; the bytes that it took. Errors: not_writable.
base::Result<std::uint64_t> clear_cache(const std::string& folder);

}  // namespace crosswalk::store
