// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.h"

#include "platform/file.h"
#include "platform/folder.h"
#include "store/sqlite.h"

namespace crosswalk::store {
namespace {

base::Error failure(sqlite3* database, const std::string& path) {
  const int code = sqlite3_extended_errcode(database);
  const auto what = (code & 0xFF) == SQLITE_FULL ? base::ErrorCode::disk_full : base::ErrorCode::not_writable;
  return {what, path, sqlite3_errmsg(database)};
}

/// Goes from layout `from` to the last one.
bool advance(sqlite3* database, std::size_t from, std::span<const Migration> migrations) {
  for (std::size_t next = from; next < migrations.size(); ++next) {
    if (!run(database, migrations[next])) return false;
  }
  const std::string mark = "PRAGMA user_version = " + std::to_string(migrations.size());
  return run(database, mark.c_str());
}

}  // namespace

bool make_layout(sqlite3* database, std::span<const Migration> migrations) { return advance(database, 0, migrations); }

base::Result<void> copy_database(sqlite3* database, const std::string& path) {
  // SQLite copies into a file that is not there yet, or empty.
  const std::string temporary = path + ".new";
  static_cast<void>(platform::remove_file(temporary));
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database, "VACUUM INTO ?1", -1, &raw, nullptr) != SQLITE_OK) return failure(database, path);
  const Statement statement(raw);
  sqlite3_bind_text64(raw, 1, temporary.data(), temporary.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (sqlite3_step(raw) != SQLITE_DONE) {
    const base::Error error = failure(database, path);
    static_cast<void>(platform::remove_file(temporary));
    return error;
  }
  return platform::replace_file(temporary, path);
}

base::Result<void> migrate(sqlite3* database, const std::string& path, std::span<const Migration> migrations) {
  const int layout = number_of(database, "PRAGMA user_version");
  if (layout < 0) return failure(database, path);
  const auto at = static_cast<std::size_t>(layout);
  if (at == migrations.size()) return {};
  if (at > migrations.size())
    return base::Error{
        base::ErrorCode::register_newer, path,
        "its layout is " + std::to_string(layout) + ", this program knows up to " + std::to_string(migrations.size())};
  CW_RETURN_IF_ERROR(copy_database(database, path + ".layout-" + std::to_string(layout)));
  if (!run(database, "BEGIN IMMEDIATE")) return failure(database, path);
  // Somebody else may have done it while we waited.
  const int now = number_of(database, "PRAGMA user_version");
  if (now > 0 && advance(database, static_cast<std::size_t>(now), migrations) && run(database, "COMMIT")) return {};
  const base::Error error = failure(database, path);
  static_cast<void>(run(database, "ROLLBACK"));
  return error;
}

}  // namespace crosswalk::store
