// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace crosswalk::store {

/// Closes a database when it goes out of use.
struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
/// An open database.
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

/// Gives up a prepared statement.
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
/// A prepared statement.
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

/// A statement ready to be bound, that is made ready again when it is let go.
class Running {
 public:
  explicit Running(sqlite3_stmt* statement) : statement_(statement) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  /// Gives the parameter with this number (from 1) a value. Bytes have to outlive the run.
  void bind(int place, std::int64_t value) const { sqlite3_bind_int64(statement_, place, value); }
  void bind(int place, std::string_view text) const {
    sqlite3_bind_text64(statement_, place, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  void bind_blob(int place, std::string_view bytes) const {
    sqlite3_bind_blob64(statement_, place, bytes.data(), bytes.size(), SQLITE_STATIC);
  }
  /// Goes on to the next row: SQLITE_ROW, SQLITE_DONE, or what went wrong.
  [[nodiscard]] int step() const { return sqlite3_step(statement_); }
  /// What stands in a column (from 0) of the row.
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
  /// As text(), until the next step.
  [[nodiscard]] std::string_view view(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
  }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  sqlite3_stmt* statement_;
};

/// Runs SQL that gives no rows; whether it worked.
inline bool run(sqlite3* database, const char* sql) {
  return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// The number that a query gives; -1 where it gives none.
inline int number_of(sqlite3* database, const char* sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database, sql, -1, &raw, nullptr) != SQLITE_OK) return -1;
  const Statement statement(raw);
  return sqlite3_step(raw) == SQLITE_ROW ? sqlite3_column_int(raw, 0) : -1;
}

/// Whether another process has the database to itself just now.
inline bool is_busy(int code) { return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED; }

/// Whether the file is no database, or damaged.
inline bool is_damage(int code) { return (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB; }

}  // namespace crosswalk::store
