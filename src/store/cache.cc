// SPDX-License-Identifier: Apache-2.0
#include "store/cache.h"

#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "base/hash.h"
#include "platform/clock.h"
#include "platform/folder.h"
#include "store/sqlite.h"

namespace crosswalk::store {
namespace {

/// "CrWk" in the header of the database, and the number of the layout below.
constexpr int application_id = 0x4372576B;
constexpr int layout_version = 1;
constexpr int busy_milliseconds = 5000;
/// Two seconds: the coarsest clock of a file system in use (FAT).
constexpr std::int64_t settled_nanoseconds = 2'000'000'000;
/// Digits of the checksum kept with each value: pages of the database have none of their own.
constexpr std::size_t sum_digits = 16;

constexpr const char* layout = R"sql(
CREATE TABLE IF NOT EXISTS items (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, used INTEGER NOT NULL, bytes INTEGER NOT NULL, sum TEXT NOT NULL,
  value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS items_by_use ON items (used, bytes);
CREATE TABLE IF NOT EXISTS files (
  device INTEGER NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
  used INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (device, number)) WITHOUT ROWID;
)sql";

std::string database_path(const std::string& folder) { return folder + "/cache.sqlite"; }

/// The day as a number that grows, for telling what was used least recently: nothing of it reaches a result.
std::int64_t day_now() {
  const base::Date today = platform::today();
  return (std::int64_t{today.year} * 100 + today.month) * 100 + today.day;
}

}  // namespace

bool is_settled(const platform::FileStamp& stamp) {
  using std::chrono::nanoseconds;
  const auto now = std::chrono::duration_cast<nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return stamp.changed <= now - settled_nanoseconds;
}

struct Cache::State {
  enum Use : std::size_t { get_item, touch_item, put_item, drop_item, get_file, put_file, uses };
  static constexpr std::array<const char*, uses> sql{
      "SELECT id, used, sum, value FROM items WHERE key = ?1",
      "UPDATE items SET used = ?2 WHERE id = ?1",
      "INSERT OR REPLACE INTO items (key, used, bytes, sum, value) VALUES (?1, ?2, ?3, ?4, ?5)",
      "DELETE FROM items WHERE id = ?1",
      "SELECT size, modified, changed, sha256 FROM files WHERE device = ?1 AND number = ?2",
      "INSERT OR REPLACE INTO files (device, number, size, modified, changed, used, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};

  /// Opens the database and makes sure that it is ours and whole. False: it is not to be had, as far as `code` tells.
  bool open(int& code) {
    statements = {};
    database.reset();
    sqlite3* raw = nullptr;
    const std::string path = database_path(folder);
    code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    database.reset(raw);
    if (code != SQLITE_OK) return false;
    sqlite3_busy_timeout(raw, busy_milliseconds);
    sqlite3_extended_result_codes(raw, 1);
    // What is lost when the machine loses its power is made again; what a killed program wrote is not lost.
    static_cast<void>(run(raw, "PRAGMA temp_store = MEMORY; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF"));
    const int tables = number_of(raw, "SELECT count(*) FROM sqlite_master");
    if (tables > 0 &&
        (number_of(raw, "PRAGMA application_id") != application_id || number_of(raw, "PRAGMA user_version") != layout_version)) {
      code = SQLITE_NOTADB;
      return false;
    }
    const std::string marks =
        "PRAGMA application_id = " + std::to_string(application_id) + "; PRAGMA user_version = " + std::to_string(layout_version);
    // Values of some ten kilobytes are read in fewer steps. It takes effect in a new database only.
    if (tables == 0) static_cast<void>(run(raw, "PRAGMA page_size = 16384"));
    if (tables < 0 || !run(raw, "PRAGMA journal_mode = WAL") || (tables == 0 && !run(raw, marks.c_str())) || !run(raw, layout)) {
      code = sqlite3_extended_errcode(raw);
      return false;
    }
    for (std::size_t i = 0; i < uses; ++i) {
      sqlite3_stmt* statement = nullptr;
      if (sqlite3_prepare_v3(raw, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        // The tables are others than ours.
        code = is_busy(sqlite3_extended_errcode(raw)) ? SQLITE_BUSY : SQLITE_NOTADB;
        return false;
      }
      statements[i].reset(statement);
    }
    return true;
  }

  /// Takes the database away. Another run that has it open goes on with its own.
  void remove() {
    statements = {};
    database.reset();
    for (const char* end : {"", "-wal", "-shm"}) static_cast<void>(platform::remove_file(database_path(folder) + end));
  }

  /// Looks at how a statement ended: a database that turns out to be damaged is begun anew, once.
  void ended(int code) {
    if (!is_damage(code) || rebuilt) return;
    rebuilt = true;
    remove();
    int ignored = SQLITE_OK;
    if (!open(ignored)) database.reset();
  }

  [[nodiscard]] Running use(Use which) { return Running(statements[which].get()); }

  /// Lets the values go that were used least recently, until nine tenths of what is allowed are left.
  void shrink() {
    if (!database) return;
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(database.get(), "SELECT coalesce(sum(bytes), 0) FROM items", -1, &raw, nullptr) != SQLITE_OK) return;
    const Statement total(raw);
    if (sqlite3_step(raw) != SQLITE_ROW) return;
    const auto bytes = static_cast<std::uint64_t>(sqlite3_column_int64(raw, 0));
    if (bytes <= options.most_bytes) return;
    const std::uint64_t wanted = options.most_bytes / 10 * 9;
    const std::string drop =
        "DELETE FROM items WHERE id IN (SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY used, id) - bytes AS before FROM "
        "items) "
        "WHERE before < " +
        std::to_string(bytes - wanted) + "); DELETE FROM files WHERE used < (SELECT min(used) FROM items)";
    if (run(database.get(), drop.c_str())) static_cast<void>(run(database.get(), "VACUUM"));
  }

  std::string folder;
  Options options;
  std::int64_t day = 0;
  bool rebuilt = false;
  std::mutex mutex;
  Database database;
  std::array<Statement, uses> statements;
};

Cache::Cache(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cache::Cache(Cache&&) noexcept = default;
Cache& Cache::operator=(Cache&&) noexcept = default;
Cache::~Cache() {
  if (state_) state_->shrink();
}

base::Result<Cache> Cache::open(const std::string& folder, const Options& options) {
  CW_RETURN_IF_ERROR(platform::make_private_folder(folder));
  CW_RETURN_IF_ERROR(platform::check_private_folder(folder));
  auto state = std::make_unique<State>();
  state->folder = folder;
  state->options = options;
  state->day = day_now();
  int code = SQLITE_OK;
  // SQLite does not always wait itself: of several runs that make the database at once, one would be told that it is locked.
  const std::int64_t deadline = platform::steady_milliseconds() + busy_milliseconds;
  while (!state->open(code) && is_busy(code) && platform::steady_milliseconds() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    code = SQLITE_OK;
  }
  if (is_damage(code)) {
    state->remove();
    code = SQLITE_OK;
    static_cast<void>(state->open(code));
  }
  if (code == SQLITE_FULL || (code & 0xFF) == SQLITE_FULL) return base::Error{base::ErrorCode::disk_full, folder, {}};
  if (code != SQLITE_OK) {
    return base::Error{base::ErrorCode::not_writable, database_path(folder), sqlite3_errstr(code)};
  }
  return Cache(std::move(state));
}

std::optional<std::string> Cache::get(std::string_view key) const {
  std::unique_lock lock(state_->mutex);
  if (!state_->database) return std::nullopt;
  std::string sum;
  std::string value;
  std::int64_t id = 0;
  std::int64_t used = 0;
  int code = SQLITE_OK;
  {
    const auto statement = state_->use(State::get_item);
    statement.bind(1, key);
    code = statement.step();
    if (code == SQLITE_ROW) {
      id = statement.number(0);
      used = statement.number(1);
      sum = statement.text(2);
      value = statement.text(3);
    }
  }
  if (code != SQLITE_ROW) {
    state_->ended(code);
    return std::nullopt;
  }
  if (used != state_->day) {
    const auto statement = state_->use(State::touch_item);
    statement.bind(1, id);
    statement.bind(2, state_->day);
    static_cast<void>(statement.step());
  }
  lock.unlock();
  if (base::sha256_hex(value).substr(0, sum_digits) == sum) return value;
  lock.lock();
  // Another thread may have begun the database anew.
  if (state_->database) {
    const auto statement = state_->use(State::drop_item);
    statement.bind(1, id);
    static_cast<void>(statement.step());
  }
  return std::nullopt;
}

void Cache::put(std::string_view key, std::string_view value) const {
  if (value.size() > state_->options.most_bytes / 4) return;
  const std::string sum = base::sha256_hex(value).substr(0, sum_digits);
  const std::lock_guard lock(state_->mutex);
  if (!state_->database) return;
  int code = SQLITE_OK;
  {
    const auto statement = state_->use(State::put_item);
    statement.bind(1, key);
    statement.bind(2, state_->day);
    statement.bind(3, static_cast<std::int64_t>(value.size()));
    statement.bind(4, std::string_view(sum));
    statement.bind_blob(5, value);
    code = statement.step();
  }
  state_->ended(code);
}

std::optional<std::string> Cache::hash_of(const platform::FileStamp& stamp) const {
  const std::lock_guard lock(state_->mutex);
  if (!state_->database) return std::nullopt;
  int code = SQLITE_OK;
  std::optional<std::string> out;
  {
    const auto statement = state_->use(State::get_file);
    statement.bind(1, static_cast<std::int64_t>(stamp.device));
    statement.bind(2, static_cast<std::int64_t>(stamp.number));
    code = statement.step();
    if (code == SQLITE_ROW && statement.number(0) == static_cast<std::int64_t>(stamp.size) &&
        statement.number(1) == stamp.modified && statement.number(2) == stamp.changed) {
      out = statement.text(3);
    }
  }
  state_->ended(code);
  return out;
}

void Cache::remember(const platform::FileStamp& stamp, std::string_view sha256) const {
  if (!is_settled(stamp)) return;
  const std::lock_guard lock(state_->mutex);
  if (!state_->database) return;
  int code = SQLITE_OK;
  {
    const auto statement = state_->use(State::put_file);
    statement.bind(1, static_cast<std::int64_t>(stamp.device));
    statement.bind(2, static_cast<std::int64_t>(stamp.number));
    statement.bind(3, static_cast<std::int64_t>(stamp.size));
    statement.bind(4, stamp.modified);
    statement.bind(5, stamp.changed);
    statement.bind(6, state_->day);
    statement.bind(7, sha256);
    code = statement.step();
  }
  state_->ended(code);
}

Cache::Size Cache::size() const {
  const std::lock_guard lock(state_->mutex);
  Size out;
  if (!state_->database) return out;
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(state_->database.get(), "SELECT count(*), coalesce(sum(bytes), 0) FROM items", -1, &raw, nullptr) ==
      SQLITE_OK) {
    const Statement statement(raw);
    if (sqlite3_step(raw) == SQLITE_ROW) {
      out = {static_cast<std::uint64_t>(sqlite3_column_int64(raw, 0)), static_cast<std::uint64_t>(sqlite3_column_int64(raw, 1))};
    }
  }
  return out;
}

base::Result<std::uint64_t> clear_cache(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const char* end : {"", "-wal", "-shm"}) {
    const std::string path = database_path(folder) + end;
    if (const auto file = platform::File::open(path)) bytes += file->size();
    CW_RETURN_IF_ERROR(platform::remove_file(path));
  }
  return bytes;
}

}  // namespace crosswalk::store
