// SPDX-License-Identifier: Apache-2.0
#include "store/register.h"

#include <array>
#include <utility>

#include "base/hash.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/random.h"
#include "store/migrate.h"
#include "store/sqlite.h"

namespace crosswalk::store {
namespace {

/// "CrRg" in the header of the database, as the first layout sets it.
constexpr int application_id = 0x43725267;
/// How long to wait for somebody else's transaction.
constexpr int busy_milliseconds = 10'000;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t id_digits = 4;
/// What the chain begins with, so that no hash of it is one of anything else.
constexpr std::string_view chain_name = "crosswalk register 1";

constexpr std::array<Migration, 1> migrations{R"sql(
PRAGMA application_id = 0x43725267;
CREATE TABLE origin (id TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE changes (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, case_id TEXT NOT NULL, what TEXT NOT NULL,
  hash TEXT NOT NULL);
CREATE INDEX changes_by_case ON changes (case_id, number);
CREATE TABLE cases (id TEXT PRIMARY KEY, changed_by INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE private (reference TEXT PRIMARY KEY, kind TEXT NOT NULL, salt BLOB, content BLOB) WITHOUT ROWID;
CREATE INDEX persons ON private (content) WHERE kind = 'person';
CREATE TABLE numbers (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
)sql"};

/// The hash of the change, given that of the one before.
std::string hash_of(const Change& change, std::string_view before) {
  base::Sha256 hash;
  hash.update_field(before);
  hash.update_field(std::to_string(change.number));
  hash.update_field(change.at);
  hash.update_field(change.who);
  hash.update_field(change.why);
  hash.update_field(change.case_id);
  hash.update_field(change.what);
  return hash.finish();
}

/// What stands for a text that may be erased.
std::string reference_of(std::string_view kind, std::string_view salt, std::string_view content) {
  base::Sha256 hash;
  hash.update_field(salt);
  hash.update_field(kind);
  hash.update_field(content);
  return std::string(kind) + ":" + hash.finish();
}

std::string padded(std::int64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < id_digits) digits.insert(0, id_digits - digits.size(), '0');
  return digits;
}

/// A path for the inside of a URI. Source: RFC 3986, 3.3.
std::string escaped(std::string_view path) {
  std::string out;
  for (const char each : path) {
    if (each == '%' || each == '?' || each == '#') {
      out += '%' + base::to_hex(std::string_view(&each, 1));
    } else {
      out += each;
    }
  }
  return out;
}

/// Whether the log beside a database could not be made, because its folder cannot be written to.
/// Source: SQLite, "Write-Ahead Logging", Read-Only Databases.
bool cannot_make_log(int code) { return (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_READONLY; }

/// Holds what is read at one moment together.
class Snapshot {
 public:
  explicit Snapshot(sqlite3* database) : database_(database), began_(run(database, "BEGIN")) {}
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot() {
    if (began_) static_cast<void>(run(database_, "ROLLBACK"));
  }

 private:
  sqlite3* database_;
  bool began_;
};

}  // namespace

struct Register::State {
  /// A prepared statement for one use, or none where the database refuses it.
  [[nodiscard]] Statement prepare(std::string_view sql) const {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(database.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
    return Statement(raw);
  }
  /// What went wrong last.
  [[nodiscard]] base::Error failure(base::ErrorCode otherwise) const {
    const int code = sqlite3_extended_errcode(database.get());
    const std::string detail = sqlite3_errmsg(database.get());
    if (is_damage(code)) return {base::ErrorCode::register_damaged, path, detail};
    if (is_busy(code)) return {base::ErrorCode::register_busy, path, detail};
    if ((code & 0xFF) == SQLITE_FULL) return {base::ErrorCode::disk_full, path, detail};
    return {otherwise, path, detail};
  }
  [[nodiscard]] base::Error read_failure() const { return failure(base::ErrorCode::not_readable); }
  [[nodiscard]] base::Error write_failure() const { return failure(base::ErrorCode::not_writable); }

  /// Runs SQL with texts for its parameters.
  base::Result<void> execute(std::string_view sql, std::initializer_list<std::string_view> texts) const {
    const Statement statement = prepare(sql);
    if (!statement) return write_failure();
    const Running running(statement.get());
    int place = 0;
    for (const std::string_view text : texts) running.bind(++place, text);
    if (running.step() != SQLITE_DONE) return write_failure();
    return {};
  }

  /// Opens a file that lies where nothing can be written, so that there can be no log beside it. Taken to be as it is: nobody
  /// changes it meanwhile.
  base::Result<void> connect_unchanging() {
    const auto log = platform::File::open(path + "-wal");
    if (log && log->size() > 0)
      return base::Error{base::ErrorCode::not_readable, path,
                         "its last changes lie in " + path +
                             "-wal, and a folder that can be written to is needed to read them: copy both files there"};
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(("file:" + escaped(path) + "?immutable=1").c_str(), &raw,
                                     SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, nullptr);
    database.reset(raw);
    if (code != SQLITE_OK) return read_failure();
    sqlite3_extended_result_codes(raw, 1);
    return {};
  }

  /// Opens the file and sets what every connection needs.
  base::Result<void> connect(bool write, bool make) {
    sqlite3* raw = nullptr;
    const int flags = (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | (make ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    database.reset(raw);
    if (code != SQLITE_OK) return write ? write_failure() : read_failure();
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, busy_milliseconds);
    static_cast<void>(run(raw, "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON"));
    // Erased means overwritten.
    static_cast<void>(run(raw, "PRAGMA secure_delete = ON"));
    if (!make) {
      int found = number_of(raw, "PRAGMA application_id");
      if (found < 0 && !write && cannot_make_log(sqlite3_extended_errcode(raw))) {
        CW_RETURN_IF_ERROR(connect_unchanging());
        raw = database.get();
        found = number_of(raw, "PRAGMA application_id");
      }
      if (found < 0) return read_failure();
      // Who began to make it was ended before it was whole.
      if (found == 0 && number_of(raw, "SELECT count(*) FROM sqlite_master") == 0)
        return base::Error{base::ErrorCode::not_found, path, "it was begun, and holds nothing yet"};
      if (found != application_id) return base::Error{base::ErrorCode::register_damaged, path, "it is no register of Crosswalk"};
    }
    if (!write) return {};
    // A case of some kilobytes fits into one page and needs none beside it.
    if (make) static_cast<void>(run(raw, "PRAGMA page_size = 16384"));
    const char* mode = network ? "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA"
                               : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
    if (!run(raw, mode)) return write_failure();
    return {};
  }

  /// The last change, or what the chain begins with.
  base::Result<Change> head() const {
    const Statement statement = prepare("SELECT number, hash, at FROM changes ORDER BY number DESC LIMIT 1");
    if (!statement) return read_failure();
    const Running running(statement.get());
    Change out;
    switch (running.step()) {
      case SQLITE_ROW:
        out.number = running.number(0);
        out.hash = running.text(1);
        out.at = running.text(2);
        return out;
      case SQLITE_DONE:
        break;
      default:
        return read_failure();
    }
    CW_ASSIGN_OR_RETURN(out.hash, beginning());
    return out;
  }

  /// The hash that stands before the first change: of the register's own id and when it was made.
  base::Result<std::string> beginning() const {
    const Statement statement = prepare("SELECT id, at FROM origin");
    if (!statement) return read_failure();
    const Running running(statement.get());
    if (running.step() != SQLITE_ROW)
      return base::Error{base::ErrorCode::register_damaged, path, "it does not say where it begins"};
    base::Sha256 hash;
    hash.update_field(chain_name);
    hash.update_field(running.text(0));
    hash.update_field(running.text(1));
    return hash.finish();
  }

  base::Result<std::optional<StoredCase>> find(std::string_view id) const {
    const Statement statement = prepare("SELECT id, changed_by, state FROM cases WHERE id = ?1");
    if (!statement) return read_failure();
    const Running running(statement.get());
    running.bind(1, id);
    switch (running.step()) {
      case SQLITE_ROW:
        return std::optional(StoredCase{running.text(0), running.number(1), running.text(2)});
      case SQLITE_DONE:
        return std::optional<StoredCase>();
      default:
        return read_failure();
    }
  }

  /// Holds cases and changes against each other, both in the order of ids: cases that name another change as their last than the
  /// changes do, and cases that have changes and are gone. States are not read: they are half of the file.
  base::Result<void> look_at_cases(Verification& out) const {
    const Statement cases = prepare("SELECT id, changed_by FROM cases ORDER BY id");
    const Statement changes =
        prepare("SELECT case_id, max(number) FROM changes WHERE case_id <> '' GROUP BY case_id ORDER BY case_id");
    if (!cases || !changes) return read_failure();
    const Running kept(cases.get());
    const Running changed(changes.get());
    int case_code = kept.step();
    int change_code = changed.step();
    while (case_code == SQLITE_ROW || change_code == SQLITE_ROW) {
      const int order = case_code != SQLITE_ROW ? 1 : change_code != SQLITE_ROW ? -1 : kept.view(0).compare(changed.view(0));
      if (order > 0) {
        out.problems.push_back("the case " + changed.text(0) + " has changes, and is gone");
      } else {
        ++out.cases;
        const std::int64_t last = order == 0 ? changed.number(1) : 0;
        if (kept.number(1) != last)
          out.problems.push_back("the case " + kept.text(0) + " names change " + std::to_string(kept.number(1)) +
                                 " as its last, and " + (last == 0 ? "has none" : "that is " + std::to_string(last)));
      }
      if (order <= 0) case_code = kept.step();
      if (order >= 0) change_code = changed.step();
    }
    if (case_code != SQLITE_DONE || change_code != SQLITE_DONE) return read_failure();
    return {};
  }

  std::string path;
  bool network = false;
  /// Why nothing can be changed; nothing: it can.
  std::optional<base::Error> read_only;
  Database database;
};

Register::Register(std::unique_ptr<State> state) : state_(std::move(state)) {}
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;
Register::~Register() = default;

base::Result<Register> Register::create(const std::string& path, std::string_view at) {
  // A private file first: SQLite would make one that others can read.
  CW_RETURN_IF_ERROR(platform::make_private_file(path));
  auto state = std::make_unique<State>();
  state->path = path;
  CW_ASSIGN_OR_RETURN(state->network, platform::is_on_network(path));
  CW_RETURN_IF_ERROR(state->connect(true, true));
  CW_ASSIGN_OR_RETURN(const std::string id, platform::random_bytes(salt_bytes));
  // All in one transaction: the file is empty, or a whole register.
  if (!run(state->database.get(), "BEGIN IMMEDIATE")) return state->write_failure();
  if (number_of(state->database.get(), "SELECT count(*) FROM sqlite_master") != 0)
    return base::Error{base::ErrorCode::not_writable, path, "there is a register already"};
  if (!make_layout(state->database.get(), migrations)) return state->write_failure();
  CW_RETURN_IF_ERROR(state->execute("INSERT INTO origin (id, at) VALUES (?1, ?2)", {base::to_hex(id), at}));
  if (!run(state->database.get(), "COMMIT")) return state->write_failure();
  return Register(std::move(state));
}

base::Result<Register> Register::open(const std::string& path, Access access) {
  CW_ASSIGN_OR_RETURN(const auto kind, platform::kind_of(path));
  if (kind != platform::EntryKind::file) return base::Error{base::ErrorCode::not_readable, path, "it is no file"};
  auto state = std::make_unique<State>();
  state->path = path;
  CW_ASSIGN_OR_RETURN(state->network, platform::is_on_network(path));
  CW_RETURN_IF_ERROR(state->connect(access == Access::write, false));
  if (access == Access::read) {
    state->read_only = base::Error{base::ErrorCode::not_writable, path, "it was opened for reading"};
    return Register(std::move(state));
  }
  if (const auto moved = migrate(state->database.get(), path, migrations); !moved) {
    if (moved.error().code != base::ErrorCode::register_newer) return moved.error();
    state->read_only = moved.error();
  }
  return Register(std::move(state));
}

bool Register::on_network() const { return state_->network; }

base::Result<Register::Transaction> Register::begin() {
  if (state_->read_only) return *state_->read_only;
  if (!run(state_->database.get(), "BEGIN IMMEDIATE")) return state_->write_failure();
  return Transaction(*state_);
}

base::Result<std::optional<StoredCase>> Register::find(std::string_view id) const { return state_->find(id); }

base::Result<std::vector<Part>> Register::parts(std::size_t cases) const {
  // An index has the ids, and is much smaller than the cases.
  const Statement statement = state_->prepare("SELECT DISTINCT case_id FROM changes WHERE case_id <> '' ORDER BY case_id");
  if (!statement) return state_->read_failure();
  const Running running(statement.get());
  std::vector<Part> out(1);
  std::size_t in_part = 0;
  int code = SQLITE_ROW;
  while ((code = running.step()) == SQLITE_ROW) {
    if (++in_part < cases) continue;
    out.back().last = running.text(0);
    out.push_back({out.back().last, {}});
    in_part = 0;
  }
  if (code != SQLITE_DONE) return state_->read_failure();
  return out;
}

base::Result<void> Register::for_each_case(const std::function<bool(const StoredCase&)>& look, const Part& part) const {
  std::string sql = "SELECT id, changed_by, state FROM cases WHERE true ";
  if (!part.after.empty()) sql += "AND id > ?1 ";
  if (!part.last.empty()) sql += "AND id <= ?2 ";
  sql += "ORDER BY id";
  const Statement statement = state_->prepare(sql);
  if (!statement) return state_->read_failure();
  const Running running(statement.get());
  if (!part.after.empty()) running.bind(1, std::string_view(part.after));
  if (!part.last.empty()) running.bind(2, std::string_view(part.last));
  // One for all, so that their memory is used again.
  StoredCase one;
  for (;;) {
    switch (running.step()) {
      case SQLITE_ROW:
        one.id = running.view(0);
        one.changed_by = running.number(1);
        one.state = running.view(2);
        if (!look(one)) return {};
        break;
      case SQLITE_DONE:
        return {};
      default:
        return state_->read_failure();
    }
  }
}

base::Result<void> Register::for_each_change(std::string_view case_id, const std::function<bool(const Change&)>& look) const {
  const std::string sql = "SELECT number, at, who, why, case_id, what, hash FROM changes " +
                          std::string(case_id.empty() ? "" : "WHERE case_id = ?1 ") + "ORDER BY number";
  const Statement statement = state_->prepare(sql);
  if (!statement) return state_->read_failure();
  const Running running(statement.get());
  if (!case_id.empty()) running.bind(1, case_id);
  Change change;
  for (;;) {
    switch (running.step()) {
      case SQLITE_ROW:
        change.number = running.number(0);
        change.at = running.view(1);
        change.who = running.view(2);
        change.why = running.view(3);
        change.case_id = running.view(4);
        change.what = running.view(5);
        change.hash = running.view(6);
        if (!look(change)) return {};
        break;
      case SQLITE_DONE:
        return {};
      default:
        return state_->read_failure();
    }
  }
}

base::Result<std::optional<PrivateText>> Register::private_text(std::string_view reference) const {
  const Statement statement = state_->prepare("SELECT reference, content FROM private WHERE reference = ?1");
  if (!statement) return state_->read_failure();
  const Running running(statement.get());
  running.bind(1, reference);
  switch (running.step()) {
    case SQLITE_ROW: {
      PrivateText out{running.text(0), std::nullopt};
      if (!running.is_null(1)) out.content = running.text(1);
      return std::optional(std::move(out));
    }
    case SQLITE_DONE:
      return std::optional<PrivateText>();
    default:
      return state_->read_failure();
  }
}

base::Result<Change> Register::head() const { return state_->head(); }

base::Result<Verification> Register::verify(const std::function<void(const Change&)>& look) const {
  // What others change meanwhile is not seen: chain and cases have to be of one moment.
  const Snapshot snapshot(state_->database.get());
  Verification out;
  CW_ASSIGN_OR_RETURN(out.head, state_->beginning());
  const auto found = for_each_change({}, [&](const Change& change) {
    ++out.changes;
    if (change.number != out.changes) {
      out.problems.push_back("change " + std::to_string(out.changes) + " is missing; " + std::to_string(change.number) +
                             " follows the one before it");
      out.changes = change.number;
    }
    if (hash_of(change, out.head) != change.hash)
      out.problems.push_back("change " + std::to_string(change.number) + " is not what it was, or not the one that followed " +
                             (change.number == 1 ? "the beginning" : std::to_string(change.number - 1)));
    out.head = change.hash;
    if (look) look(change);
    return true;
  });
  CW_RETURN_IF_ERROR(found);
  CW_RETURN_IF_ERROR(state_->look_at_cases(out));
  const Statement statement = state_->prepare("SELECT reference, kind, salt, content FROM private ORDER BY reference");
  if (!statement) return state_->read_failure();
  const Running running(statement.get());
  int code = SQLITE_ROW;
  while ((code = running.step()) == SQLITE_ROW) {
    ++out.private_texts;
    if (running.is_null(3)) {
      out.erased.push_back(running.text(0));
    } else if (reference_of(running.text(1), running.text(2), running.text(3)) != running.text(0)) {
      out.problems.push_back("what " + running.text(0) + " stands for is not what was kept");
    }
  }
  if (code != SQLITE_DONE) return state_->read_failure();
  return out;
}

Register::Transaction::Transaction(Transaction&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}

Register::Transaction::~Transaction() {
  if (state_ != nullptr) static_cast<void>(run(state_->database.get(), "ROLLBACK"));
}

base::Result<std::string> Register::Transaction::next_id(std::string_view prefix) {
  const Statement statement = state_->prepare(
      "INSERT INTO numbers (prefix, last) VALUES (?1, 1) ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last");
  if (!statement) return state_->write_failure();
  const Running running(statement.get());
  running.bind(1, prefix);
  if (running.step() != SQLITE_ROW) return state_->write_failure();
  const std::int64_t number = running.number(0);
  if (running.step() != SQLITE_DONE) return state_->write_failure();
  return std::string(prefix) + padded(number);
}

base::Result<std::optional<StoredCase>> Register::Transaction::find(std::string_view id) const { return state_->find(id); }

base::Result<std::string> Register::Transaction::keep_private(std::string_view kind, std::string_view content) {
  if (kind == "person") {
    // One reference for all that is kept of a person, so that all of it can be erased at once.
    CW_ASSIGN_OR_RETURN(const std::optional<std::string> known, find_person(content));
    if (known) return *known;
  }
  CW_ASSIGN_OR_RETURN(const std::string salt, platform::random_bytes(salt_bytes));
  std::string reference = reference_of(kind, salt, content);
  const Statement statement = state_->prepare("INSERT INTO private (reference, kind, salt, content) VALUES (?1, ?2, ?3, ?4)");
  if (!statement) return state_->write_failure();
  const Running running(statement.get());
  running.bind(1, std::string_view(reference));
  running.bind(2, kind);
  running.bind_blob(3, salt);
  // An empty text is kept, too: only what was erased is null.
  running.bind_blob(4, content.empty() ? std::string_view("") : content);
  if (running.step() != SQLITE_DONE) return state_->write_failure();
  return reference;
}

base::Result<std::optional<std::string>> Register::Transaction::find_person(std::string_view content) const {
  const Statement statement = state_->prepare("SELECT reference FROM private WHERE kind = 'person' AND content = ?1");
  if (!statement) return state_->read_failure();
  const Running running(statement.get());
  running.bind_blob(1, content);
  switch (running.step()) {
    case SQLITE_ROW:
      return std::optional(running.text(0));
    case SQLITE_DONE:
      return std::optional<std::string>();
    default:
      return state_->read_failure();
  }
}

base::Result<void> Register::Transaction::erase(std::string_view reference) {
  CW_RETURN_IF_ERROR(state_->execute("UPDATE private SET salt = NULL, content = NULL WHERE reference = ?1", {reference}));
  if (sqlite3_changes(state_->database.get()) == 0)
    return base::Error{base::ErrorCode::not_found, std::string(reference), "the register holds nothing under this reference"};
  return {};
}

base::Result<Change> Register::Transaction::append(Change change, std::string_view state) {
  CW_ASSIGN_OR_RETURN(const Change last, state_->head());
  change.number = last.number + 1;
  change.hash = hash_of(change, last.hash);
  const Statement statement =
      state_->prepare("INSERT INTO changes (number, at, who, why, case_id, what, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!statement) return state_->write_failure();
  {
    const Running running(statement.get());
    running.bind(1, change.number);
    int place = 1;
    for (const std::string* text : {&change.at, &change.who, &change.why, &change.case_id, &change.what, &change.hash})
      running.bind(++place, std::string_view(*text));
    if (running.step() != SQLITE_DONE) return state_->write_failure();
  }
  if (change.case_id.empty()) return change;
  const Statement put = state_->prepare("INSERT OR REPLACE INTO cases (id, changed_by, state) VALUES (?1, ?2, ?3)");
  if (!put) return state_->write_failure();
  const Running running(put.get());
  running.bind(1, std::string_view(change.case_id));
  running.bind(2, change.number);
  running.bind(3, state);
  if (running.step() != SQLITE_DONE) return state_->write_failure();
  return change;
}

base::Result<void> Register::Transaction::commit() {
  if (!run(state_->database.get(), "COMMIT")) return state_->write_failure();
  state_ = nullptr;
  return {};
}

}  // namespace crosswalk::store
