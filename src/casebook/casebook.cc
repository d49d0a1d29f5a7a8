// SPDX-License-Identifier: Apache-2.0
#include "casebook/casebook.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "artifacts/json/value.h"
#include "base/text.h"
#include "disclosure/stored.h"

namespace crosswalk::casebook {
namespace {

using Json = nlohmann::json;
using store::Register;
using store::StoredCase;

constexpr std::string_view person_kind = "person";
constexpr std::string_view erased_mark = "(erased)";
/// What a change is called that erases a person.
constexpr const char* erased_member = "erased";

bool is_reference(std::string_view text) { return text.starts_with("person:"); }

base::Error damaged(std::string_view id, std::string detail) {
  return {base::ErrorCode::register_damaged, std::string(id), std::move(detail)};
}

/// A case from what the register holds of it.
base::Result<Case> case_of(std::string_view id, const std::string& state) {
  if (auto stored = disclosure::read_stored_case(state)) return std::move(*stored);
  const auto document = artifacts::json::parse(state, {std::string(id)});
  if (!document) return damaged(id, document.error().detail);
  std::vector<artifacts::Finding> findings;
  Case out = disclosure::read_case(document->root(), findings);
  if (!findings.empty()) return damaged(id, findings.front().pointer + ": " + findings.front().message);
  return out;
}

/// Everything that is wrong with a case, or lacks for its stage, in lines.
std::string mistakes_of(const Case& one) {
  std::string out;
  for (const artifacts::Finding& finding : disclosure::check_case(one)) {
    if (finding.level == artifacts::FindingLevel::error)
      out += (out.empty() ? "" : "\n") + finding.pointer + ": " + finding.message;
  }
  for (const std::string& missing : disclosure::missing_for(one, one.stage))
    out += (out.empty() ? "" : "\n") + ("missing for '" + std::string(base::word(one.stage)) + "': ") + missing;
  return out;
}

base::Result<void> check(const Case& one, const std::string& subject) {
  if (!base::is_utf8(disclosure::write_case(one)))
    return base::Error{base::ErrorCode::malformed_data, subject, "one of its texts is not in UTF-8"};
  std::string mistakes = mistakes_of(one);
  if (!mistakes.empty()) return base::Error{base::ErrorCode::malformed_data, subject, std::move(mistakes)};
  return {};
}

base::Result<void> check(const Signature& signature) {
  if (signature.who.empty()) return base::Error{base::ErrorCode::usage, "who", "a change needs somebody who makes it"};
  if (signature.why.empty()) return base::Error{base::ErrorCode::usage, "why", "a change needs a reason"};
  if (!base::is_utf8(signature.who) || !base::is_utf8(signature.why))
    return base::Error{base::ErrorCode::usage, "who and why", "they have to be in UTF-8"};
  return {};
}

/// Puts references in the place of persons.
base::Result<void> hide_persons(Register::Transaction& transaction, Case& one) {
  for (disclosure::Person* person : disclosure::persons_of(one)) {
    if (is_reference(person->text)) continue;
    CW_ASSIGN_OR_RETURN(person->text, transaction.keep_private(person_kind, person->text));
  }
  return {};
}

/// Adds one change of a case from what it was to what it is.
base::Result<void> append(Register::Transaction& transaction, const std::string& id, const Json& before, const std::string& state,
                          const Signature& signature) {
  CW_ASSIGN_OR_RETURN(const std::string who, transaction.keep_private(person_kind, signature.who));
  const std::string what = Json::diff(before, Json::parse(state)).dump();
  const auto change = transaction.append({0, artifacts::time::text_of(signature.at), who, signature.why, id, what, {}}, state);
  CW_RETURN_IF_ERROR(change);
  return {};
}

/// What a change did to a case: each field once, with what it was before; `state` becomes what it was after.
/// Throws what nlohmann::json throws for a change that does not fit.
std::vector<FieldChange> applied(Json& state, const Json& patch) {
  std::vector<FieldChange> out;
  for (const Json& step : patch) {
    const std::string path = step.at("path").get<std::string>();
    const Json::json_pointer pointer(path);
    const bool adds = step.at("op") == "add";
    FieldChange change{path, {}, {}};
    if (!adds && state.contains(pointer)) change.before = state.at(pointer).dump();
    state = state.patch(Json::array({step}));
    if (step.contains("value")) change.after = step.at("value").dump();
    out.push_back(std::move(change));
  }
  return out;
}

base::Error no_such_case(std::string_view id, const std::optional<Instant>& until) {
  return {base::ErrorCode::not_in_register, std::string(id), until ? "it had no such case then" : "it has no such case"};
}

/// Whether a change is not of a later moment.
bool is_until(const store::Change& change, Instant until) {
  const auto at = artifacts::time::parse_rfc3339(change.at);
  return at && *at <= until;
}

/// The numbers of the last changes until a moment: of one case, or (empty) of every case, by its id.
base::Result<std::map<std::string, std::int64_t>> last_changes(const Register& from, std::string_view id, Instant until) {
  std::map<std::string, std::int64_t> out;
  CW_RETURN_IF_ERROR(from.for_each_change(id, [&](const store::Change& change) {
    if (!change.case_id.empty() && is_until(change, until)) out[change.case_id] = change.number;
    return true;
  }));
  return out;
}

/// A case as this change of it left it.
base::Result<Case> case_after(const Register& from, const std::string& id, std::int64_t number) {
  Json state = Json::object();
  std::optional<base::Error> error;
  CW_RETURN_IF_ERROR(from.for_each_change(id, [&](const store::Change& change) {
    try {
      state = state.patch(Json::parse(change.what));
    } catch (const Json::exception& fault) {
      error = damaged(id, "change " + std::to_string(change.number) + ": " + fault.what());
    }
    return !error && change.number < number;
  }));
  if (error) return *error;
  return case_of(id, state.dump());
}

/// Works out a case from its changes, and compares.
base::Result<void> replay(const Register& from, const StoredCase& stored, std::vector<std::string>& problems) {
  Json state = Json::object();
  CW_RETURN_IF_ERROR(from.for_each_change(stored.id, [&](const store::Change& change) {
    try {
      state = state.patch(Json::parse(change.what));
    } catch (const Json::exception& fault) {
      problems.push_back("change " + std::to_string(change.number) + " does not fit the case " + stored.id + ": " + fault.what());
    }
    return true;
  }));
  // What is no JSON compares as neither equal nor different.
  const Json kept = Json::parse(stored.state, nullptr, false);
  if (kept.is_discarded() || state != kept) problems.push_back("the case " + stored.id + " is not what its changes made of it");
  return {};
}

/// The reference of what a change of no case erased; empty where it did something else.
std::string erased_by(const store::Change& change) {
  const Json what = Json::parse(change.what, nullptr, false);
  if (!what.is_object() || !what.contains(erased_member) || !what[erased_member].is_string()) return {};
  return what[erased_member].get<std::string>();
}

}  // namespace

std::vector<FieldChange> changes_between(const Case& before, const Case& after) {
  const auto json_of = [](const Case& one) {
    Json out = Json::parse(disclosure::write_case(one), nullptr, false);
    return out.is_discarded() ? Json::object() : out;
  };
  Json state = json_of(before);
  return applied(state, Json::diff(state, json_of(after)));
}

base::Result<Casebook> Casebook::create(const std::string& path, Instant at) {
  CW_ASSIGN_OR_RETURN(Register made, Register::create(path, artifacts::time::text_of(at)));
  return Casebook(std::move(made));
}

base::Result<Casebook> Casebook::open(const std::string& path, Register::Access access) {
  CW_ASSIGN_OR_RETURN(Register opened, Register::open(path, access));
  return Casebook(std::move(opened));
}

base::Result<std::string> Casebook::add(Case one, std::string_view prefix, const Signature& signature) {
  std::vector<Case> cases;
  cases.push_back(std::move(one));
  CW_ASSIGN_OR_RETURN(std::vector<std::string> ids, add_all(std::move(cases), prefix, signature));
  return std::move(ids.front());
}

base::Result<std::vector<std::string>> Casebook::add_all(std::vector<Case> cases, std::string_view prefix,
                                                         const Signature& signature) {
  CW_RETURN_IF_ERROR(check(signature));
  for (std::size_t i = 0; i < cases.size(); ++i)
    CW_RETURN_IF_ERROR(check(cases[i], cases.size() == 1 ? "the new case" : "case " + std::to_string(i + 1)));
  CW_ASSIGN_OR_RETURN(Register::Transaction transaction, register_.begin());
  std::vector<std::string> out;
  out.reserve(cases.size());
  for (Case& one : cases) {
    CW_ASSIGN_OR_RETURN(one.id, transaction.next_id(prefix));
    CW_RETURN_IF_ERROR(hide_persons(transaction, one));
    CW_RETURN_IF_ERROR(append(transaction, one.id, Json::object(), disclosure::write_case(one), signature));
    out.push_back(one.id);
  }
  CW_RETURN_IF_ERROR(transaction.commit());
  return out;
}

base::Result<bool> Casebook::apply(Register::Transaction& transaction, const Edit& edit) {
  CW_RETURN_IF_ERROR(check(edit.signature));
  CW_ASSIGN_OR_RETURN(Case one, find(edit.id));
  CW_ASSIGN_OR_RETURN(const std::optional<StoredCase> before, transaction.find(edit.id));
  CW_RETURN_IF_ERROR(check_order(edit.id, edit.signature));
  CW_RETURN_IF_ERROR(edit.change(one));
  one.id = edit.id;
  CW_RETURN_IF_ERROR(check(one, one.id));
  CW_RETURN_IF_ERROR(hide_persons(transaction, one));
  const std::string state = disclosure::write_case(one);
  if (state == before->state) return false;
  CW_RETURN_IF_ERROR(append(transaction, one.id, Json::parse(before->state), state, edit.signature));
  return true;
}

base::Result<bool> Casebook::edit(std::string_view id, const std::function<base::Result<void>(Case&)>& change,
                                  const Signature& signature) {
  CW_RETURN_IF_ERROR(check(signature));
  CW_ASSIGN_OR_RETURN(Register::Transaction transaction, register_.begin());
  CW_ASSIGN_OR_RETURN(const bool changed, apply(transaction, {std::string(id), change, signature}));
  if (changed) CW_RETURN_IF_ERROR(transaction.commit());
  return changed;
}

base::Result<std::size_t> Casebook::edit_all(const std::vector<Edit>& edits,
                                             const std::function<base::Result<void>(const store::Change& last)>& between) {
  CW_ASSIGN_OR_RETURN(Register::Transaction transaction, register_.begin());
  CW_ASSIGN_OR_RETURN(const store::Change last, register_.head());
  std::size_t changed = 0;
  for (const Edit& edit : edits) {
    CW_ASSIGN_OR_RETURN(const bool did, apply(transaction, edit));
    changed += did ? 1 : 0;
  }
  CW_RETURN_IF_ERROR(between(last));
  CW_RETURN_IF_ERROR(transaction.commit());
  return changed;
}

base::Result<void> Casebook::check_order(std::string_view id, const Signature& signature) const {
  if (!signature.at_is_named) return {};
  std::string last;
  CW_RETURN_IF_ERROR(register_.for_each_change(id, [&](const store::Change& change) {
    last = change.at;
    return true;
  }));
  const auto before = artifacts::time::parse_rfc3339(last);
  if (!before || signature.at >= *before) return {};
  return base::Error{base::ErrorCode::usage, "--at " + artifacts::time::text_of(signature.at),
                     "the last change of " + std::string(id) + " is of " + last + ", and none can come before it"};
}

base::Result<Case> Casebook::find(std::string_view id, const std::optional<Instant>& until) const {
  CW_ASSIGN_OR_RETURN(const std::optional<StoredCase> found, register_.find(id));
  if (!found) return no_such_case(id, {});
  std::int64_t number = found->changed_by;
  if (until) {
    CW_ASSIGN_OR_RETURN(const auto last, last_changes(register_, id, *until));
    if (last.empty()) return no_such_case(id, until);
    number = last.begin()->second;
  }
  CW_ASSIGN_OR_RETURN(Case out,
                      number == found->changed_by ? case_of(id, found->state) : case_after(register_, found->id, number));
  for (disclosure::Person* person : disclosure::persons_of(out)) {
    CW_ASSIGN_OR_RETURN(const std::optional<store::PrivateText> text, register_.private_text(person->text));
    // The reference of somebody who was erased stays, so that the case can be changed further.
    if (text && text->content) person->text = *text->content;
  }
  return out;
}

base::Result<void> Casebook::for_each(const std::function<bool(const Case&)>& look, const std::optional<Instant>& until) const {
  std::map<std::string, std::int64_t> last;
  if (until) {
    CW_ASSIGN_OR_RETURN(last, last_changes(register_, {}, *until));
  }
  std::optional<base::Error> error;
  const auto read = register_.for_each_case([&](const StoredCase& stored) {
    const auto then = last.find(stored.id);
    if (until && then == last.end()) return true;
    const auto one = !until || then->second == stored.changed_by ? case_of(stored.id, stored.state)
                                                                 : case_after(register_, stored.id, then->second);
    if (one) return look(*one);
    error = one.error();
    return false;
  });
  CW_RETURN_IF_ERROR(read);
  if (error) return *error;
  return {};
}

base::Result<void> Casebook::for_each_of(const store::Part& part,
                                         const std::function<bool(const Case&, std::int64_t)>& look) const {
  std::optional<base::Error> error;
  const auto read = register_.for_each_case(
      [&](const StoredCase& stored) {
        const auto one = case_of(stored.id, stored.state);
        if (one) return look(*one, stored.changed_by);
        error = one.error();
        return false;
      },
      part);
  CW_RETURN_IF_ERROR(read);
  if (error) return *error;
  return {};
}

base::Result<std::string> Casebook::person(std::string_view reference) const {
  CW_ASSIGN_OR_RETURN(const std::optional<store::PrivateText> text, register_.private_text(reference));
  if (!text) return std::string(reference);
  return text->content ? *text->content : std::string(erased_mark);
}

base::Result<std::vector<HistoryEntry>> Casebook::history(std::string_view id, const std::optional<Instant>& until) const {
  std::vector<HistoryEntry> out;
  std::size_t known = 0;
  std::optional<base::Error> error;
  Json state = Json::object();
  const auto read = register_.for_each_change(id, [&](const store::Change& change) {
    auto who = person(change.who);
    if (!who) {
      error = who.error();
      return false;
    }
    HistoryEntry entry{change.number, change.at, std::move(*who), change.why, {}, change.hash};
    try {
      entry.fields = applied(state, Json::parse(change.what));
    } catch (const Json::exception& fault) {
      error = damaged(id, "change " + std::to_string(change.number) + ": " + fault.what());
      return false;
    }
    out.push_back(std::move(entry));
    if (!until || is_until(change, *until)) known = out.size();
    return true;
  });
  CW_RETURN_IF_ERROR(read);
  if (error) return *error;
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(known), out.end());
  if (out.empty()) return no_such_case(id, until);
  return out;
}

base::Result<bool> Casebook::knows(std::string_view person) {
  CW_ASSIGN_OR_RETURN(const Register::Transaction transaction, register_.begin());
  CW_ASSIGN_OR_RETURN(const std::optional<std::string> reference, transaction.find_person(person));
  return reference.has_value();
}

base::Result<void> Casebook::erase(std::string_view person, const Signature& signature) {
  CW_RETURN_IF_ERROR(check(signature));
  CW_ASSIGN_OR_RETURN(Register::Transaction transaction, register_.begin());
  CW_ASSIGN_OR_RETURN(const std::optional<std::string> reference, transaction.find_person(person));
  if (!reference)
    return base::Error{base::ErrorCode::not_in_register, std::string(person), "it knows nobody by exactly this text"};
  CW_RETURN_IF_ERROR(transaction.erase(*reference));
  CW_ASSIGN_OR_RETURN(const std::string who, transaction.keep_private(person_kind, signature.who));
  const std::string what = Json({{erased_member, *reference}}).dump();
  const auto change = transaction.append({0, artifacts::time::text_of(signature.at), who, signature.why, {}, what, {}}, {});
  CW_RETURN_IF_ERROR(change);
  return transaction.commit();
}

base::Result<std::optional<std::int64_t>> Casebook::number_of(std::string_view hash) const {
  std::optional<std::int64_t> out;
  CW_RETURN_IF_ERROR(register_.for_each_change({}, [&](const store::Change& change) {
    if (change.hash == hash) out = change.number;
    return !out;
  }));
  return out;
}

base::Result<store::Verification> Casebook::verify_chain(const std::function<void(const store::Change&)>& look) const {
  std::set<std::string> erased;
  CW_ASSIGN_OR_RETURN(store::Verification out, register_.verify([&](const store::Change& change) {
    if (change.case_id.empty()) erased.insert(erased_by(change));
    if (look) look(change);
  }));
  for (const std::string& reference : out.erased) {
    if (!erased.contains(reference))
      out.problems.push_back("what " + reference + " stands for is gone, and no change says that it was erased");
  }
  return out;
}

base::Result<store::Verification> Casebook::verify() const {
  CW_ASSIGN_OR_RETURN(store::Verification out, verify_chain({}));
  std::optional<base::Error> error;
  const auto compared = register_.for_each_case([&](const StoredCase& stored) {
    const auto replayed = replay(register_, stored, out.problems);
    if (!replayed) error = replayed.error();
    return !error;
  });
  CW_RETURN_IF_ERROR(compared);
  if (error) return *error;
  return out;
}

}  // namespace crosswalk::casebook
