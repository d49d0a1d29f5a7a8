// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::store {

/// One change of the register, as it is kept for good.
struct Change {
  /// From 1, without gaps.
  std::int64_t number = 0;
  /// RFC 3339, UTC.
  std::string at;
  /// Who asserts it: a reference of keep_private().
  std::string who;
  std::string why;
  /// The case that it changes; empty for a change of the register itself.
  std::string case_id;
  /// What was changed, in JSON. Holds references where it speaks of persons.
  std::string what;
  /// SHA-256 over all of this and the hash of the change before, in hexadecimal digits.
  std::string hash;
};

/// A case as it is now.
struct StoredCase {
  std::string id;
  /// The number of the last change of it.
  std::int64_t changed_by = 0;
  /// All of it, in JSON.
  std::string state;
};

/// A part of what the register holds that may be erased one day: a text about a person, or a file that somebody sent.
struct PrivateText {
  std::string reference;
  /// Nothing: it was erased.
  std::optional<std::string> content;
};

/// Cases from one id to another.
struct Part {
  /// Behind this id; empty: from the first.
  std::string after;
  /// Up to and with this id; empty: to the last.
  std::string last;
};

/// What Register::verify() found.
struct Verification {
  std::int64_t changes = 0;
  std::int64_t cases = 0;
  std::int64_t private_texts = 0;
  /// References of private texts that are gone.
  std::vector<std::string> erased;
  /// The hash of the last change; of the beginning where there is none.
  std::string head;
  /// What does not fit, each a sentence: a change whose hash is another, a number that is missing, a private text that is not the
  /// one that was kept.
  std::vector<std::string> problems;
};

/// The register of vulnerability cases: an append-only log of changes in which every change carries the hash of the one before,
/// the present state of all cases beside it, and what may have to be erased in a table of its own. One SQLite file (mode 0600).
/// Several processes may use it at once; what append() or commit() acknowledged is on the disk.
///
/// What the chain proves: that no change was altered, left out or put in between, given its last hash. It does not prove who made
/// a change, nor when: both are asserted. Somebody who can write the file can make a whole new chain; a head that was signed or
/// printed elsewhere shows it.
class Register {
 public:
  /// How it may be used.
  enum class Access { read, write };

  /// Makes a new one. Errors: not_writable (also where there is a file already), disk_full.
  static base::Result<Register> create(const std::string& path, std::string_view at);
  /// Opens one that is there. A layout older than ours is brought up to date, after a copy was put beside it; a newer one can be
  /// read only.
  ///
  /// Errors: not_found (also where one was begun, and who made it was ended before it was whole: create() goes on with it),
  /// not_readable, not_writable, disk_full, register_damaged.
  static base::Result<Register> open(const std::string& path, Access access);
  Register(Register&&) noexcept;
  Register& operator=(Register&&) noexcept;
  ~Register();

  /// Whether it lies on a file system of another machine, where a log beside the database is not safe: then it has a rollback
  /// journal.
  [[nodiscard]] bool on_network() const;

  /// Changes of one transaction: all of them are kept, or none.
  class Transaction;
  /// Begins one; nobody else can change anything until it is committed or gone.
  ///
  /// Errors: register_busy, register_newer, not_writable, disk_full.
  base::Result<Transaction> begin();

  /// The case with this id; nothing if there is none. Errors: register_damaged, not_readable.
  [[nodiscard]] base::Result<std::optional<StoredCase>> find(std::string_view id) const;
  /// All cases of a part in the order of their ids, until `look` says that it has seen enough (false). The same errors.
  base::Result<void> for_each_case(const std::function<bool(const StoredCase&)>& look, const Part& part = {}) const;
  /// Parts that hold all cases together, each about so many (more where a case has no change), in the order of their ids. The
  /// same errors.
  [[nodiscard]] base::Result<std::vector<Part>> parts(std::size_t cases) const;
  /// All changes in their order, of one case or (empty) of all, until `look` has seen enough. The same errors.
  base::Result<void> for_each_change(std::string_view case_id, const std::function<bool(const Change&)>& look) const;
  /// What a reference stands for; nothing for one that was never given. The same errors.
  [[nodiscard]] base::Result<std::optional<PrivateText>> private_text(std::string_view reference) const;
  /// The hash of the last change, and its number (0: none yet). The same errors.
  [[nodiscard]] base::Result<Change> head() const;

  /// Works out all hashes again. Says nothing of whether states follow from changes: that is known to who wrote them.
  /// Errors: not_readable, register_damaged (so badly that it cannot be read on).
  /// `look`, where there is one, is shown each change on the way.
  [[nodiscard]] base::Result<Verification> verify(const std::function<void(const Change&)>& look = {}) const;

 private:
  struct State;
  explicit Register(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Changes that are kept together. What was not committed is gone with the object.
class Register::Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  /// The next id with this beginning: "V-2026-" gives "V-2026-0001", and numbers without gaps. Errors: as of append().
  base::Result<std::string> next_id(std::string_view prefix);
  /// The case as it is within the transaction. Errors: as of Register::find().
  [[nodiscard]] base::Result<std::optional<StoredCase>> find(std::string_view id) const;
  /// Keeps what may have to be erased; the reference that stands for it: a hash of it with a random salt, so that nobody can tell
  /// from the reference what was erased. `kind` is "person" or "file"; the same person has the same reference until it is erased.
  base::Result<std::string> keep_private(std::string_view kind, std::string_view content);
  /// The reference that stands for this very person; nothing where there is none. Errors: as of append().
  [[nodiscard]] base::Result<std::optional<std::string>> find_person(std::string_view content) const;
  /// Erases what a reference stands for, with its salt. The caller appends a change that says so. Errors: as of append();
  /// not_found.
  base::Result<void> erase(std::string_view reference);
  /// Adds a change (its number and hash are worked out) and puts the new state of its case in the place of the old one; without a
  /// case `state` is left alone. Errors: disk_full, not_writable, register_damaged.
  base::Result<Change> append(Change change, std::string_view state);
  /// Keeps all of it; when this returns it is on the disk. Errors: disk_full, not_writable.
  base::Result<void> commit();

 private:
  friend class Register;
  explicit Transaction(State& state) : state_(&state) {}
  State* state_;
};

}  // namespace crosswalk::store
