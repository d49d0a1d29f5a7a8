// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/time/instant.h"
#include "base/result.h"
#include "disclosure/case.h"
#include "store/register.h"

namespace crosswalk::casebook {

using artifacts::time::Instant;
using disclosure::Case;

/// Who changes something, why, and when. Asserted: nobody checks it.
struct Signature {
  /// "Jane Doe <jane@example.org>".
  std::string who;
  std::string why;
  Instant at = 0;
  /// Whether somebody named the moment, and no clock: then it may not lie before the last change of the case.
  bool at_is_named = false;
};

/// A change of a case that is yet to be made; as of Casebook::edit().
struct Edit {
  std::string id;
  std::function<base::Result<void>(Case&)> change;
  Signature signature;
};

/// One field that a change touched.
struct FieldChange {
  /// A JSON pointer into the case: "/resolution/kind".
  std::string field;
  /// In JSON; empty where there was nothing, or is nothing any more.
  std::string before;
  std::string after;
};

/// What makes of one case the other, field by field, sorted by their names.
std::vector<FieldChange> changes_between(const Case& before, const Case& after);

/// One change of a case, for people.
struct HistoryEntry {
  std::int64_t number = 0;
  std::string at;
  /// "(erased)" where the person was erased.
  std::string who;
  std::string why;
  std::vector<FieldChange> fields;
  std::string hash;
};

/// The register of vulnerability cases as cases: what is put in is checked, persons lie apart, and every change says what it
/// changed. Source: IEC 81001-5-1, 9.1 to 9.5.
class Casebook {
 public:
  /// Makes a new register at `path`. Errors: as store::Register::create().
  static base::Result<Casebook> create(const std::string& path, Instant at);
  /// Opens one. Errors: as store::Register::open().
  static base::Result<Casebook> open(const std::string& path, store::Register::Access access);

  /// Adds a case; its id is the next one with this beginning ("V-2026-"). The id.
  ///
  /// Errors: malformed_data with everything that is wrong with the case, or lacks for its stage, a line each; usage where nobody
  /// is named or no reason is given; those of store::Register::begin() and commit().
  base::Result<std::string> add(Case one, std::string_view prefix, const Signature& signature);
  /// Adds several, all or none. The same errors, with the number of the case.
  base::Result<std::vector<std::string>> add_all(std::vector<Case> cases, std::string_view prefix, const Signature& signature);
  /// Changes a case: `change` gets it with persons in clear, as nobody else can change it meanwhile. A change that changes
  /// nothing is none. Whether anything was changed.
  ///
  /// Errors: not_in_register; usage, for a moment that was named and lies before the last change of the case; what `change` says;
  /// those of add().
  base::Result<bool> edit(std::string_view id, const std::function<base::Result<void>(Case&)>& change,
                          const Signature& signature);

  /// Changes several cases, all or none. `between` is called when nobody else can change the register any more and all changes
  /// are in it but for their being kept; it is given the last change that others made. Where it says an error nothing is changed:
  /// what has to be true of both the register and something else is done in it. How many were changed.
  ///
  /// Errors: those of edit(), in the order of the edits, before `between` is called; what `between` says; those of commit().
  base::Result<std::size_t> edit_all(const std::vector<Edit>& edits,
                                     const std::function<base::Result<void>(const store::Change& last)>& between);

  /// That a change is of no earlier moment than the last one of the case, where its moment was named. Errors: usage; as of
  /// find().
  [[nodiscard]] base::Result<void> check_order(std::string_view id, const Signature& signature) const;

  /// A case with persons in clear; of those erased the reference is left. With `until` as the register had it then: as the last
  /// change left it that is not of a later moment (and those before it in the chain). Errors: not_in_register, also for a case
  /// that the register did not have yet; register_damaged, not_readable.
  [[nodiscard]] base::Result<Case> find(std::string_view id, const std::optional<Instant>& until = {}) const;
  /// All cases in the order of their ids, persons as references, until `look` has seen enough (false); with `until` as the
  /// register had them then. The same errors.
  base::Result<void> for_each(const std::function<bool(const Case&)>& look, const std::optional<Instant>& until = {}) const;
  /// As for_each(), of a part of the cases as they are now, each with the number of its last change. The same errors.
  base::Result<void> for_each_of(const store::Part& part, const std::function<bool(const Case&, std::int64_t)>& look) const;
  /// As store::Register::parts().
  [[nodiscard]] base::Result<std::vector<store::Part>> parts(std::size_t cases) const { return register_.parts(cases); }
  /// What happened to a case, the first change first; with `until` what the register had then. Errors: as of find().
  [[nodiscard]] base::Result<std::vector<HistoryEntry>> history(std::string_view id,
                                                                const std::optional<Instant>& until = {}) const;
  /// A person in clear; "(erased)" where the text was erased, the reference itself where it is none. Errors: as of find().
  [[nodiscard]] base::Result<std::string> person(std::string_view reference) const;

  /// Whether a person stands in the register by exactly this text. Errors: those of store::Register::begin().
  base::Result<bool> knows(std::string_view person);
  /// Erases a person from the register for good: the text that stands for all references to it. The chain of changes goes on to
  /// hold. Errors: not_in_register; those of add().
  base::Result<void> erase(std::string_view person, const Signature& signature);

  /// Works out the chain again, and whether what is gone was erased by a change of it; `look` sees each change on the way.
  /// Errors: as of store::Register::verify().
  [[nodiscard]] base::Result<store::Verification> verify_chain(const std::function<void(const store::Change&)>& look) const;
  /// Works out the chain again, and every case from its changes, one after the other. Errors: as of store::Register::verify().
  [[nodiscard]] base::Result<store::Verification> verify() const;
  /// The number of the change with this hash; nothing where the chain holds none. Errors: as of find().
  [[nodiscard]] base::Result<std::optional<std::int64_t>> number_of(std::string_view hash) const;
  /// The last change: its number, moment and hash. Errors: as of find().
  [[nodiscard]] base::Result<store::Change> head() const { return register_.head(); }
  /// Whether it lies on another machine.
  [[nodiscard]] bool on_network() const { return register_.on_network(); }

 private:
  explicit Casebook(store::Register opened) : register_(std::move(opened)) {}
  /// Changes a case within a transaction; whether anything was changed.
  base::Result<bool> apply(store::Register::Transaction& transaction, const Edit& edit);

  store::Register register_;
};

}  // namespace crosswalk::casebook
