// SPDX-License-Identifier: Apache-2.0
#include "writing/zip.h"

#include <zip.h>

#include <ctime>
#include <memory>

namespace crosswalk::writing {
namespace {

base::Error failed(const char* what) { return {base::ErrorCode::internal, "zip archive", what}; }

/// The first moment that archives can say, in local time, in which libzip writes them.
std::time_t no_time() {
  std::tm first{};
  first.tm_year = 80;
  first.tm_mday = 1;
  first.tm_isdst = -1;
  return std::mktime(&first);
}

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
  const std::time_t time = no_time();
  for (const ZipMember& member : members) {
    zip_source_t* bytes = zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0);
    const zip_int64_t index = bytes == nullptr ? -1 : zip_file_add(archive, member.name.c_str(), bytes, ZIP_FL_ENC_UTF_8);
    if (index < 0 || zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 6) != 0 ||
        zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), time, 0) != 0) {
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

}  // namespace crosswalk::writing
