// SPDX-License-Identifier: Apache-2.0
#include "cli/release_set_read.h"

#include <utility>

#include "base/hash.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "writing/zip.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_archive = std::uint64_t{1} << 30U;
constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_entries = 20'000;
constexpr int deepest = 16;

/// Digests of a file of any size.
base::Result<release::ManifestFile> describe_file(const std::string& name, const platform::File& file) {
  release::ManifestFile out;
  out.name = name;
  base::Digest first(base::DigestKind::sha256);
  base::Digest second(base::DigestKind::sha512);
  for (;;) {
    CW_ASSIGN_OR_RETURN(const std::string piece, file.read_at(out.size, piece_bytes));
    if (piece.empty()) break;
    first.update(piece);
    second.update(piece);
    out.size += piece.size();
  }
  out.sha256 = base::to_hex(first.finish());
  out.sha512 = base::to_hex(second.finish());
  return out;
}

class FolderReader {
 public:
  FolderReader(const platform::Folder& folder, release::ReceivedSet& out) : folder_(folder), out_(out) {}

  base::Result<void> read(const std::string& relative, int depth) {
    CW_ASSIGN_OR_RETURN(const auto entries, folder_.entries(relative));
    entries_ += entries.size();
    if (entries_ > most_entries || depth > deepest) {
      return base::Error{base::ErrorCode::limit_exceeded, folder_.canonical_path(), "no set has so many files or folders"};
    }
    for (const platform::Entry& entry : entries) {
      const std::string name = relative.empty() ? entry.name : relative + "/" + entry.name;
      if (entry.kind == platform::EntryKind::folder) {
        CW_RETURN_IF_ERROR(read(name, depth + 1));
      } else if (entry.kind == platform::EntryKind::file) {
        CW_RETURN_IF_ERROR(read_one(name));
      } else {
        out_.odd.push_back({name, "is a link or device, no file", release::SetMatter::added});
      }
    }
    return {};
  }

 private:
  base::Result<void> read_one(const std::string& name) {
    CW_ASSIGN_OR_RETURN(const platform::File file, folder_.open_file(name));
    std::string bytes;
    if (const std::uint64_t most = release::wanted_bytes(name); most != 0) {
      CW_ASSIGN_OR_RETURN(bytes, file.read_all(most));
      take(out_, release::describe(name, bytes));
      out_.found.vouchers[name] = std::move(bytes);
      return {};
    }
    CW_ASSIGN_OR_RETURN(release::ManifestFile described, describe_file(name, file));
    take(out_, std::move(described));
    return {};
  }

  const platform::Folder& folder_;
  release::ReceivedSet& out_;
  std::size_t entries_ = 0;
};

base::Result<release::ReceivedSet> read_archive(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, largest_archive));
  const auto unpack = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const auto members, writing::unzip(bytes));
    return Work{clean, release::lines_of_archive(members)};
  };
  const auto done = do_locked(false, unpack);
  if (!done) {
    const base::Error& error = done.error();
    const bool is_of_archive = error.code == base::ErrorCode::malformed_data || error.code == base::ErrorCode::limit_exceeded;
    if (!is_of_archive) return error;
    release::ReceivedSet out;
    out.unreadable.push_back({error.subject, error.detail, release::SetMatter::archive});
    return out;
  }
  auto out = release::read_archive_lines(done->text);
  if (!out) return base::Error{base::ErrorCode::malformed_data, path, "what was unpacked of it makes no sense"};
  return std::move(*out);
}

}  // namespace

base::Result<release::ReceivedSet> read_received_set(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const platform::EntryKind kind, platform::kind_of(path));
  if (kind != platform::EntryKind::folder) return read_archive(path);
  CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(path));
  release::ReceivedSet out;
  CW_RETURN_IF_ERROR(FolderReader(folder, out).read("", 0));
  return out;
}

}  // namespace crosswalk::cli
