// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "extraction/detect.h"
#include "extraction/encoding/locale.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::Reason;
using document::Status;
using testing::ElementsAre;
using testing::HasSubstr;

struct File {
  std::string path;
  std::string bytes;
  unsigned kind = AE_IFREG;
};

/// An archive as `configure` wants it.
std::string archive_of(const std::vector<File>& files, const std::function<void(struct archive*)>& configure) {
  std::string out(std::size_t{4} << 20, '\0');
  std::size_t used = 0;
  struct archive* const a = archive_write_new();
  configure(a);
  archive_write_set_bytes_in_last_block(a, 1);
  EXPECT_EQ(archive_write_open_memory(a, out.data(), out.size(), &used), ARCHIVE_OK) << archive_error_string(a);
  for (const File& file : files) {
    struct archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.path.c_str());
    archive_entry_set_filetype(entry, file.kind);
    archive_entry_set_perm(entry, 0600);
    if (file.kind == AE_IFLNK) archive_entry_set_symlink(entry, "/etc/passwd");
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.bytes.size()));
    archive_write_header(a, entry);
    archive_write_data(a, file.bytes.data(), file.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

void zip(struct archive* a) { archive_write_set_format_zip(a); }
void stored_zip(struct archive* a) {
  archive_write_set_format_zip(a);
  archive_write_set_options(a, "zip:compression=store");
}
void seven_zip(struct archive* a) { archive_write_set_format_7zip(a); }
void tar(struct archive* a) { archive_write_set_format_ustar(a); }
void tar_gz(struct archive* a) {
  archive_write_set_format_pax_restricted(a);
  archive_write_add_filter_gzip(a);
}
void tar_xz(struct archive* a) {
  archive_write_set_format_gnutar(a);
  archive_write_add_filter_xz(a);
}
void gz(struct archive* a) {
  archive_write_set_format_raw(a);
  archive_write_add_filter_gzip(a);
}

struct Unpacked {
  document::Extracted whole;
  /// "path: bytes", or "path (reason)".
  std::vector<std::string> members;
};

Unpacked unpack(const std::string& bytes, std::string_view path = "a.zip", const Limits& limits = {}) {
  Unpacked out;
  out.whole = unpack_archive(bytes, path, limits, [&](const document::Member& member, std::string_view member_bytes) {
    out.members.push_back(member.reason == Reason::none ? member.path + ": " + std::string(member_bytes)
                                                        : member.path + " (" + std::string(base::word(member.reason)) + ")");
  });
  return out;
}

TEST(Archive, GivesTheFilesOfEveryKindOfArchive) {
  const std::vector<File> files{
      {"docs/a.md", "Alpha"}, {"docs", "", AE_IFDIR}, {"b.txt", std::string(300'000, 'b')}, {"empty", ""}};
  for (const auto& kind : {&zip, &seven_zip, &tar, &tar_gz, &tar_xz}) {
    const std::string bytes = archive_of(files, *kind);
    EXPECT_EQ(detect(bytes, "x").format, "archive");
    const Unpacked unpacked = unpack(bytes);
    std::vector<std::string> members = unpacked.members;
    std::sort(members.begin(), members.end());  // 7-Zip puts empty files last.
    EXPECT_THAT(members, ElementsAre("b.txt: " + std::string(300'000, 'b'), "docs/a.md: Alpha", "empty: "));
    EXPECT_EQ(unpacked.whole.status, Status::skipped);
    EXPECT_EQ(unpacked.whole.reason, Reason::not_a_document);
    EXPECT_THAT(unpacked.whole.detail, HasSubstr("3 files"));
  }
}

TEST(Archive, ReadsASingleCompressedFileUnderItsName) {
  const std::string bytes = archive_of({{"x", "# Notes"}}, &gz);
  EXPECT_EQ(detect(bytes, "notes.md.gz").format, "archive");
  EXPECT_THAT(unpack(bytes, "docs/notes.md.gz").members, ElementsAre("notes.md: # Notes"));
  EXPECT_THAT(unpack(bytes, "all.zip!notes.md.gz").members, ElementsAre("notes.md: # Notes"));
}

TEST(Archive, KeepsNamesApartFromPlaces) {
  const Unpacked unpacked = unpack(archive_of({{"/etc/passwd", "1"},
                                               {"../../up.md", "2"},
                                               {".//a//./b.md", "3"},
                                               {"windows\\style.md", "4"},
                                               {"link", "", AE_IFLNK},
                                               {"pipe", "", AE_IFIFO},
                                               {"pl\xC3\xA4ne.md", "5"}},
                                              &tar));
  EXPECT_THAT(unpacked.members, ElementsAre("etc/passwd: 1", "../../up.md: 2", "a/b.md: 3", "windows/style.md: 4",
                                            "link (not_a_document)", "pipe (not_a_document)", "pl\xC3\xA4ne.md: 5"));
}

TEST(Archive, KeepsNamesInUnicodeWithoutALocale) {
  // 7-Zip writes names in UTF-16, and the reader gives them in the encoding of its locale.
  std::string seven;
  {
    const UnicodeLocale unicode;
    seven = archive_of({{"pl\xC3\xA4ne.md", "5"}, {"\xE6\x97\xA5.md", "6"}}, &seven_zip);
  }
  EXPECT_THAT(unpack(seven).members, ElementsAre("pl\xC3\xA4ne.md: 5", "\xE6\x97\xA5.md: 6"));
}

TEST(Archive, TellsWhatIsDamagedOrCutOff) {
  const std::string whole = archive_of({{"a.md", "Alpha"}, {"b.md", std::string(5'000, 'b')}}, &tar_gz);
  const Unpacked cut = unpack(whole.substr(0, whole.size() - 12));
  EXPECT_EQ(cut.whole.status, Status::unreadable);
  EXPECT_EQ(cut.whole.reason, Reason::corrupt);
  std::string zipped = archive_of({{"a.md", "Alpha"}, {"b.md", "Beta"}}, &stored_zip);
  const Unpacked without_list = unpack(zipped.substr(0, zipped.find("PK\1\2")));
  EXPECT_THAT(without_list.members, ElementsAre("a.md: Alpha", HasSubstr("b.md")));
  EXPECT_EQ(without_list.whole.reason, Reason::corrupt);
  EXPECT_THAT(without_list.whole.detail, HasSubstr("2 files"));
  zipped[zipped.find("Alpha")] = 'X';
  EXPECT_THAT(unpack(zipped).members, ElementsAre("a.md (corrupt)", "b.md: Beta"));
  EXPECT_EQ(unpack("PK\3\4 nonsense").whole.status, Status::unreadable);
  EXPECT_EQ(unpack("no archive at all").whole.reason, Reason::corrupt);
  EXPECT_EQ(unpack("").whole.status, Status::unreadable);
}

TEST(Archive, NamesMembersWithAPassword) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* sink = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(sink);
  zip_t* archive = zip_open_from_source(sink, ZIP_CREATE, &error);
  zip_file_add(archive, "open.md", zip_source_buffer(archive, "Open", 4, 0), 0);
  const auto secret = zip_file_add(archive, "secret.md", zip_source_buffer(archive, "Secret", 6, 0), 0);
  zip_file_set_encryption(archive, static_cast<zip_uint64_t>(secret), ZIP_EM_AES_256, "password");
  zip_close(archive);
  zip_source_open(sink);
  std::string bytes(4'096, '\0');
  bytes.resize(static_cast<std::size_t>(zip_source_read(sink, bytes.data(), bytes.size())));
  zip_source_free(sink);
  EXPECT_THAT(unpack(bytes).members, ElementsAre("open.md: Open", "secret.md (encrypted)"));
}

TEST(Archive, KeepsToTheLimits) {
  Limits limits;
  limits.file_bytes = 1'000;
  const std::string bomb = archive_of({{"a.md", std::string(3 << 20, 'a')}, {"b.md", "Beta"}}, &zip);
  EXPECT_THAT(unpack(bomb, "a.zip", limits).members, ElementsAre("a.md (too_large)", "b.md: Beta"));
  limits.members = 2;
  const Unpacked many = unpack(archive_of({{"a", "1"}, {"b", "2"}, {"c", "3"}}, &tar), "a.tar", limits);
  EXPECT_THAT(many.members, ElementsAre("a: 1", "b: 2"));
  EXPECT_EQ(many.whole.reason, Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
