// SPDX-License-Identifier: Apache-2.0
#include "extraction/archive/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/display_name.h"
#include "base/text.h"
#include "extraction/encoding/locale.h"

namespace crosswalk::extraction {
namespace {

using document::Extracted;
using document::Member;
using document::Reason;

constexpr std::size_t longest_path = 4'096;
constexpr std::size_t piece_size = 1U << 16;

struct Close {
  void operator()(struct archive* archive) const { archive_read_free(archive); }
};
using Archive = std::unique_ptr<struct archive, Close>;

/// An archive of one of the kinds that are read; null without memory. Libarchive's other readers, and those that start programs,
/// stay out.
Archive open(std::string_view bytes, bool& opened) {
  Archive archive(archive_read_new());
  if (!archive) return archive;
  struct archive* const a = archive.get();
  archive_read_support_filter_gzip(a);
  archive_read_support_filter_bzip2(a);
  archive_read_support_filter_xz(a);
  archive_read_support_filter_zstd(a);
  archive_read_support_format_tar(a);
  archive_read_support_format_zip(a);
  archive_read_support_format_7zip(a);
  // A single compressed file.
  archive_read_support_format_raw(a);
  opened = archive_read_open_memory(a, bytes.data(), bytes.size()) == ARCHIVE_OK;
  return archive;
}

std::string message_of(struct archive* archive) {
  const char* const text = archive_error_string(archive);
  return text == nullptr ? "damaged" : base::display_name(base::collapse_space(text));
}

/// Where a member lies in the archive: parts with "/" between, without those that say nothing. Names of the way out ("..") stay,
/// for they are shown and lead nowhere.
std::string clean_path(std::string_view written) {
  std::string slashed(written.substr(0, longest_path));
  // Programs on Windows write their own separator, which the format does not allow. Source: PKWARE APPNOTE.TXT 6.3.3, 4.4.17.
  std::replace(slashed.begin(), slashed.end(), '\\', '/');
  std::string out;
  for (const std::string_view part : base::split(slashed, '/')) {
    if (part.empty() || part == ".") continue;
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

std::string path_of(struct archive_entry* entry) {
  // The bytes as they are written, unless the library has them as Unicode only.
  const char* path = archive_entry_pathname(entry);
  if (path == nullptr) path = archive_entry_pathname_utf8(entry);
  std::string out = path == nullptr ? std::string() : clean_path(path);
  return out.empty() ? "unnamed" : out;
}

/// The name of the one file in "folder/notes.md.gz": "notes.md".
std::string name_without_ending(std::string_view path) {
  path.remove_prefix(path.find_last_of("/!") + 1);
  const std::size_t point = path.rfind('.');
  return std::string(point == std::string_view::npos || point == 0 ? path : path.substr(0, point));
}

Member refused(std::string path, Reason reason, std::string detail) {
  Member member;
  member.path = std::move(path);
  member.reason = reason;
  member.detail = std::move(detail);
  return member;
}

/// Reads the data of the member at hand into `bytes`. False where it cannot be had whole, with the reason.
bool read_data(struct archive* archive, std::uint64_t limit, std::string& bytes, Reason& reason, std::string& detail) {
  bytes.clear();
  std::array<char, piece_size> piece;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the library
  while (true) {
    const auto got = archive_read_data(archive, piece.data(), piece.size());
    if (got > 0) bytes.append(piece.data(), static_cast<std::size_t>(got));
    if (got == 0) return true;
    if (got < 0) {
      const bool encrypted = archive_read_has_encrypted_entries(archive) > 0;
      reason = encrypted ? Reason::encrypted : Reason::corrupt;
      detail = message_of(archive);
      return false;
    }
    if (bytes.size() > limit) {
      reason = Reason::too_large;
      detail = "more than " + std::to_string(limit) + " bytes";
      return false;
    }
  }
}

std::string media_type_of(struct archive* archive) {
  switch (archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_ZIP:
      return "application/zip";
    case ARCHIVE_FORMAT_TAR:
      return "application/x-tar";
    case ARCHIVE_FORMAT_7ZIP:
      return "application/x-7z-compressed";
    default:
      return "application/octet-stream";
  }
}

}  // namespace

document::Extracted unpack_archive(std::string_view bytes, std::string_view path, const Limits& limits,
                                   const OnMember& on_member) {
  return walk_archive(bytes, path, limits, [&](const Member& member, std::string_view data) {
    on_member(member, data);
    return true;
  });
}

document::Extracted walk_archive(std::string_view bytes, std::string_view path, const Limits& limits, const Visit& visit) {
  // The library gives names in the locale's character set.
  const UnicodeLocale unicode;
  bool opened = false;
  const Archive archive = open(bytes, opened);
  if (!archive) return unreadable(Reason::too_large, "needs more memory than the limit");
  struct archive* const a = archive.get();
  if (!opened) return unreadable(Reason::corrupt, message_of(a));
  std::uint64_t files = 0;
  std::string data;
  std::string media_type;
  while (true) {
    struct archive_entry* entry = nullptr;
    const int got = archive_read_next_header(a, &entry);
    if (got == ARCHIVE_EOF) break;
    if (got == ARCHIVE_RETRY) continue;
    if (got != ARCHIVE_OK && got != ARCHIVE_WARN) {
      const bool encrypted = archive_read_has_encrypted_entries(a) > 0;
      std::string detail = message_of(a);
      if (files > 0) detail = "after " + std::to_string(files) + " files: " + detail;
      return unreadable(encrypted ? Reason::encrypted : Reason::corrupt, detail);
    }
    if (media_type.empty()) media_type = media_type_of(a);
    const bool single = archive_format(a) == ARCHIVE_FORMAT_RAW;
    if (single && archive_filter_count(a) <= 1) return unreadable(Reason::corrupt, "no archive");
    const auto kind = archive_entry_filetype(entry);
    if (kind == AE_IFDIR) continue;
    ++files;
    if (files > limits.members) return unreadable(Reason::too_large, "more than " + std::to_string(limits.members) + " files");
    Member member;
    member.path = single ? name_without_ending(path) : path_of(entry);
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_hardlink_utf8(entry) != nullptr || kind == AE_IFLNK) {
      if (!visit(refused(member.path, Reason::not_a_document, "a link; its target is read where it lies"), {})) return {};
      continue;
    }
    // Kinds beyond files, and none: programs leave it out for files.
    if (kind != AE_IFREG && kind != 0) {
      if (!visit(refused(member.path, Reason::not_a_document, "a device, FIFO or socket"), {})) return {};
      continue;
    }
    if (archive_entry_is_encrypted(entry) != 0) {
      if (!visit(refused(member.path, Reason::encrypted, "member with a password"), {})) return {};
      continue;
    }
    Reason reason = Reason::none;
    std::string detail;
    if (read_data(a, limits.file_bytes, data, reason, detail)) {
      if (!visit(member, data)) return {};
    } else {
      // What was unpacked for nothing counts as well: an archive may hold very many of these.
      Member lost = refused(member.path, reason, detail);
      lost.size = data.size();
      if (!visit(lost, {})) return {};
    }
  }
  // Without its list of contents a ZIP archive is read from its beginning, and nobody knows what stood behind its end.
  if (media_type == "application/zip" && bytes.find("PK\5\6") == std::string_view::npos) {
    return unreadable(Reason::corrupt, "cut off: its list of contents is missing; of it were read " + std::to_string(files) +
                                           (files == 1 ? " file" : " files"));
  }
  Extracted extracted;
  extracted.status = document::Status::skipped;
  extracted.reason = Reason::not_a_document;
  extracted.detail = files == 0 ? "archive without files"
                                : "archive; its " + std::string(files == 1 ? "file is" : std::to_string(files) + " files are") +
                                      " reviewed one by one";
  extracted.document.format = "archive";
  extracted.document.media_type = media_type;
  return extracted;
}

}  // namespace crosswalk::extraction
