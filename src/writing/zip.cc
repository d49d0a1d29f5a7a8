// SPDX-License-Identifier: Apache-2.0
#include "writing/zip.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <utility>

#include "base/text.h"

namespace crosswalk::writing {
namespace {

base::Error failed(const char* what) { return {base::ErrorCode::internal, "zip archive", what}; }

/// 1980-01-01 00:00:00, the first moment that archives can say. Source: APPNOTE.TXT, 4.4.6 (as MS-DOS has dates).
constexpr std::uint16_t dos_time = 0;
constexpr std::uint16_t dos_date = (1U << 5U) | 1U;

}  // namespace

base::Result<std::string> zip_of(std::span<const ZipMember> members) {
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> sink(zip_source_buffer_create(nullptr, 0, 0, &error),
                                                                       zip_source_free);
  if (sink == nullptr) return failed(zip_error_strerror(&error));
  zip_t* archive = zip_open_from_source(sink.get(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) return failed(zip_error_strerror(&error));
  // The archive lets go of the source; it is read afterwards.
  zip_source_keep(sink.get());
  for (const ZipMember& member : members) {
    zip_source_t* bytes = zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0);
    const zip_int64_t index = bytes == nullptr ? -1 : zip_file_add(archive, member.name.c_str(), bytes, ZIP_FL_ENC_UTF_8);
    if (index < 0 || zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 6) != 0 ||
        zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), dos_time, dos_date, 0) != 0) {
      base::Error out = failed(zip_strerror(archive));
      if (bytes != nullptr && index < 0) zip_source_free(bytes);
      zip_discard(archive);
      return out;
    }
  }
  if (zip_close(archive) != 0) {
    base::Error out = failed(zip_strerror(archive));
    zip_discard(archive);
    return out;
  }
  if (zip_source_open(sink.get()) != 0) return failed(zip_error_strerror(zip_source_error(sink.get())));
  std::string out;
  zip_stat_t info;
  zip_stat_init(&info);
  if (zip_source_stat(sink.get(), &info) == 0) out.resize(info.size);
  const zip_int64_t got = zip_source_read(sink.get(), out.data(), out.size());
  zip_source_close(sink.get());
  if (got < 0 || static_cast<std::size_t>(got) != out.size()) return failed("it could not be read back");
  return out;
}

namespace {

base::Error malformed(std::string subject, std::string what) {
  return {base::ErrorCode::malformed_data, std::move(subject), std::move(what)};
}

/// An archive that is open for reading.
class Archive {
 public:
  /// `flags` as of zip_open().
  static base::Result<Archive> open(std::string_view bytes, int flags) {
    // libzip takes no bytes at all for an archive without members.
    if (bytes.empty()) return malformed("zip archive", "it is empty");
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return malformed("zip archive", zip_error_strerror(&error));
    zip_t* archive = zip_open_from_source(source, flags, &error);
    if (archive != nullptr) return Archive(archive);
    base::Error out = malformed("zip archive", std::string("it is damaged or cut off: ") + zip_error_strerror(&error));
    zip_error_fini(&error);
    zip_source_free(source);
    return out;
  }

  [[nodiscard]] std::uint64_t members() const {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    return count < 0 ? 0 : static_cast<std::uint64_t>(count);
  }

  /// The name of a member.
  [[nodiscard]] base::Result<std::string> name(std::uint64_t index) const {
    const char* name = zip_get_name(archive_.get(), index, ZIP_FL_ENC_RAW);
    if (name == nullptr) return malformed("member " + std::to_string(index + 1), "it has no name");
    return std::string(name);
  }

  /// The bytes of a member, at most `most`.
  [[nodiscard]] base::Result<std::string> read(std::uint64_t index, const std::string& name, std::uint64_t most) const {
    CW_RETURN_IF_ERROR(check_kind(index, name));
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(archive_.get(), index, 0), zip_fclose);
    if (file == nullptr) return malformed(name, std::string("it cannot be read: ") + zip_strerror(archive_.get()));
    std::string out;
    std::array<char, 1U << 16U> piece{};
    for (;;) {
      const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
      if (got < 0)
        return malformed(name, std::string("its bytes are not what the archive says: ") + zip_file_strerror(file.get()));
      if (got == 0) return out;
      out.append(piece.data(), static_cast<std::size_t>(got));
      if (out.size() > most) return base::Error{base::ErrorCode::limit_exceeded, name, "the archive unpacks to too much"};
    }
  }

 private:
  explicit Archive(zip_t* archive) : archive_(archive, zip_discard) {}

  [[nodiscard]] base::Result<void> check_kind(std::uint64_t index, const std::string& name) const {
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat_index(archive_.get(), index, 0, &info) != 0) return malformed(name, zip_strerror(archive_.get()));
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE) {
      return malformed(name, "it is encrypted");
    }
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive_.get(), index, 0, &system, &attributes) != 0) return {};
    constexpr zip_uint32_t kind_of_file = 0170000;
    constexpr zip_uint32_t regular = 0100000;
    const zip_uint32_t kind = (attributes >> 16U) & kind_of_file;
    if (system == ZIP_OPSYS_UNIX && kind != 0 && kind != regular) return malformed(name, "it is a link or device, no file");
    return {};
  }

  std::unique_ptr<zip_t, decltype(&zip_discard)> archive_;
};

/// Names that Windows keeps for devices, whatever ending they have.
bool is_device(std::string_view part) {
  static const std::set<std::string_view> devices{"con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4",
                                                  "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3",
                                                  "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
  return devices.contains(base::to_lower(base::trim(part.substr(0, part.find('.')))));
}

std::string fault_of_part(std::string_view part) {
  if (part.empty()) return "has an empty part between slashes";
  if (part == "." || part == "..") return "leads out of its folder";
  if (part.back() == '.' || part.back() == ' ' || part.front() == ' ')
    return "has a part that begins with a space, or ends with one or with a full stop";
  if (is_device(part)) return "is the name of a device of Windows";
  return {};
}

base::Result<void> check_names(const Archive& archive, const UnzipLimits& limits) {
  if (archive.members() > limits.members) {
    return base::Error{base::ErrorCode::limit_exceeded, "zip archive",
                       "it has more than " + std::to_string(limits.members) + " members"};
  }
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < archive.members(); ++i) {
    CW_ASSIGN_OR_RETURN(const std::string name, archive.name(i));
    const bool is_folder = name.ends_with('/');
    const std::string path = is_folder ? name.substr(0, name.size() - 1) : name;
    if (const std::string fault = fault_of_member_name(path); !fault.empty()) return malformed(name, "the name " + fault);
    if (names.insert(folded_name(path)).second) continue;
    return malformed(name, "two members have this name, or one that differs by the case of letters alone");
  }
  return {};
}

}  // namespace

std::string fault_of_member_name(std::string_view name) {
  constexpr std::size_t longest = 180;
  if (name.empty()) return "is empty";
  if (name.size() > longest) return "is longer than " + std::to_string(longest) + " characters";
  if (name.front() == '/') return "is an absolute path";
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E)
      return "has characters that not every system has";
    if (std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos)
      return std::string("has a character that Windows does not take: ") + c;
  }
  for (const std::string_view part : base::split(name, '/')) {
    if (std::string fault = fault_of_part(part); !fault.empty()) return fault;
  }
  return {};
}

std::string folded_name(std::string_view name) { return base::to_lower(name); }

base::Result<std::vector<ZipMember>> unzip(std::string_view bytes, const UnzipLimits& limits) {
  // Names come first, as the library would not say which of them stands twice.
  CW_ASSIGN_OR_RETURN(const Archive listing, Archive::open(bytes, ZIP_RDONLY));
  CW_RETURN_IF_ERROR(check_names(listing, limits));
  CW_ASSIGN_OR_RETURN(const Archive archive, Archive::open(bytes, ZIP_RDONLY | ZIP_CHECKCONS));
  std::vector<ZipMember> out;
  std::uint64_t left = limits.bytes;
  for (std::uint64_t i = 0; i < archive.members(); ++i) {
    CW_ASSIGN_OR_RETURN(std::string name, archive.name(i));
    if (name.ends_with('/')) continue;
    CW_ASSIGN_OR_RETURN(std::string member, archive.read(i, name, std::min(limits.member_bytes, left)));
    left -= member.size();
    out.push_back({std::move(name), std::move(member)});
  }
  return out;
}

}  // namespace crosswalk::writing
