// SPDX-License-Identifier: Apache-2.0
#include "cli/release_set_read.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
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
constexpr std::uint64_t largest_key = std::uint64_t{1} << 20U;
constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_entries = 20'000;
constexpr int deepest = 16;

/// Files whose bytes are wanted, not their digests alone: how many of them.
std::uint64_t wanted_bytes(std::string_view name) {
  if (name == release::key_name) return largest_key;
  return release::is_voucher(name) ? release::largest_manifest : 0;
}

/// Puts a file where it belongs.
void take(ReceivedSet& out, release::ManifestFile file, std::string bytes) {
  const std::string name = file.name;
  if (wanted_bytes(name) != 0) out.found.vouchers[name] = std::move(bytes);
  if (!release::is_voucher(name)) out.found.files.push_back(std::move(file));
}

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
  FolderReader(const platform::Folder& folder, ReceivedSet& out) : folder_(folder), out_(out) {}

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
        out_.odd.push_back({name, "is a link or device, no file"});
      }
    }
    return {};
  }

 private:
  base::Result<void> read_one(const std::string& name) {
    CW_ASSIGN_OR_RETURN(const platform::File file, folder_.open_file(name));
    std::string bytes;
    if (const std::uint64_t most = wanted_bytes(name); most != 0) {
      CW_ASSIGN_OR_RETURN(bytes, file.read_all(most));
      take(out_, release::describe(name, bytes), bytes);
      return {};
    }
    CW_ASSIGN_OR_RETURN(release::ManifestFile described, describe_file(name, file));
    take(out_, std::move(described), {});
    return {};
  }

  const platform::Folder& folder_;
  ReceivedSet& out_;
  std::size_t entries_ = 0;
};

/// The folder of a set in an archive, with its slash: where its manifest lies, the nearest to the top.
std::optional<std::string> folder_in(const std::vector<writing::ZipMember>& members) {
  std::optional<std::string> out;
  for (const writing::ZipMember& member : members) {
    const std::string folder = member.name.substr(0, member.name.rfind('/') + 1);
    if (member.name != folder + std::string(release::manifest_name)) continue;
    if (!out || folder.size() < out->size()) out = folder;
  }
  return out;
}

/// Lines that say what an archive holds, for the process that cannot read it itself: "F size sha256 sha512 name", "B size name"
/// and that many bytes, "X name".
std::string lines_of_archive(const std::vector<writing::ZipMember>& members) {
  const std::string folder = folder_in(members).value_or("");
  std::string out;
  for (const writing::ZipMember& member : members) {
    if (!member.name.starts_with(folder)) {
      out += "X " + member.name + "\n";
      continue;
    }
    const std::string name = member.name.substr(folder.size());
    const release::ManifestFile file = release::describe(name, member.bytes);
    out += "F " + std::to_string(file.size) + " " + file.sha256 + " " + file.sha512 + " " + name + "\n";
    if (member.bytes.size() > wanted_bytes(name)) continue;
    if (wanted_bytes(name) != 0) out += "B " + std::to_string(member.bytes.size()) + " " + name + "\n" + member.bytes;
  }
  return out;
}

/// Reads such lines. They come from a process in which hostile bytes were read: nothing of them is taken for granted.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  std::optional<ReceivedSet> read() {
    ReceivedSet out;
    while (!text_.empty()) {
      if (!read_line(out)) return std::nullopt;
    }
    return out;
  }

 private:
  std::optional<std::string_view> until(char end) {
    const std::size_t at = text_.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view out = text_.substr(0, at);
    text_.remove_prefix(at + 1);
    return out;
  }

  std::optional<std::uint64_t> number() {
    const auto word = until(' ');
    std::uint64_t out = 0;
    if (!word) return std::nullopt;
    const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), out);
    return error == std::errc() && end == word->data() + word->size() ? std::optional(out) : std::nullopt;
  }

  bool read_line(ReceivedSet& out) {
    const auto kind = until(' ');
    if (kind == "X") {
      const auto name = until('\n');
      if (name) out.odd.push_back({std::string(*name), "lies beside the folder of the set"});
      return name.has_value();
    }
    const auto size = number();
    if (!size) return false;
    if (kind == "F") {
      const auto first = until(' ');
      const auto second = first ? until(' ') : std::nullopt;
      const auto name = second ? until('\n') : std::nullopt;
      if (!name) return false;
      release::ManifestFile file;
      file.name = *name;
      file.size = *size;
      file.sha256 = *first;
      file.sha512 = *second;
      if (!release::is_voucher(file.name)) out.found.files.push_back(std::move(file));
      return true;
    }
    const auto name = until('\n');
    if (kind != "B" || !name || wanted_bytes(*name) == 0 || *size > text_.size()) return false;
    out.found.vouchers[std::string(*name)] = text_.substr(0, *size);
    text_.remove_prefix(*size);
    return true;
  }

  std::string_view text_;
};

base::Result<ReceivedSet> read_archive(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, largest_archive));
  const auto unpack = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const auto members, writing::unzip(bytes));
    return Work{clean, lines_of_archive(members)};
  };
  const auto done = do_locked(false, unpack);
  if (!done) {
    const base::Error& error = done.error();
    const bool is_of_archive = error.code == base::ErrorCode::malformed_data || error.code == base::ErrorCode::limit_exceeded;
    if (!is_of_archive) return error;
    ReceivedSet out;
    out.unreadable.push_back({error.subject, error.detail});
    return out;
  }
  auto out = LineReader(done->text).read();
  if (!out) return base::Error{base::ErrorCode::malformed_data, path, "what was unpacked of it makes no sense"};
  return std::move(*out);
}

}  // namespace

base::Result<ReceivedSet> read_received_set(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const platform::EntryKind kind, platform::kind_of(path));
  if (kind != platform::EntryKind::folder) return read_archive(path);
  CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(path));
  ReceivedSet out;
  CW_RETURN_IF_ERROR(FolderReader(folder, out).read("", 0));
  return out;
}

}  // namespace crosswalk::cli
