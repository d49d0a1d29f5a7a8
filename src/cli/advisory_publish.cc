// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "advisories/page.h"
#include "artifacts/csaf/advisory.h"
#include "artifacts/csaf/tracking.h"
#include "base/hash.h"
#include "base/text.h"
#include "cli/advisory_commands.h"
#include "cli/case_workspace.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/openpgp_sign.h"
#include "cli/vuln_common.h"
#include "disclosure/moment.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "platform/public_files.h"
#include "provider/files.h"
#include "provider/ledger.h"
#include "provider/plan.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using artifacts::time::Instant;
using provider::Candidate;
using provider::Fate;
using provider::Files;
using provider::Ledger;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t largest_file = 64ULL << 20;
constexpr Instant day = 24 * 60 * 60;
/// RFC 9116, 2.5.5 recommends less than a year; it is renewed well before it ends.
constexpr Instant security_txt_days = 330;
constexpr Instant renewed_days_before = 90;
constexpr int columns = 80;

struct Publishing {
  std::string folder;
  std::vector<std::string> from;
  std::vector<std::string> files;
  std::string workspace;
  std::string at;
  std::string by;
  std::string why;
  std::string format = "terminal";
  bool yes = false;
  bool unsandboxed = false;
};

/// A document as it lies in a file, and what was read of it.
struct Read {
  std::string file;
  std::string bytes;
  /// Nothing: it cannot be read, for this reason.
  std::optional<provider::Facts> facts;
  std::string problem;
  /// For people.
  std::string page;
  /// Whether it was found in a folder, where other JSON may lie too.
  bool walked = false;

  [[nodiscard]] Candidate candidate() const { return {file, *facts, base::sha256_hex(bytes)}; }
};

/// What is to be done about a document, with where it came from.
struct Planned {
  const Read* read = nullptr;
  provider::Decision decision;
};

/// All that a run decided before it writes.
struct Plan {
  Instant at = 0;
  provider::Provider provider;
  Ledger ledger;
  /// What the folder holds of the files that are to be there.
  Files present;
  /// Whether one of ours is not there as it was written.
  bool incomplete = false;
  std::vector<Read> served;
  std::vector<Read> offered;
  std::vector<Planned> planned;
  /// What is good to know, or keeps everything from being written.
  std::vector<std::string> warnings;
  std::vector<std::string> obstacles;
  /// The documents that will be served.
  std::vector<const Read*> documents;
  std::string state;
  /// The last change of the register when it was read.
  store::Change last;
};

/// What is to be written into the folder, signed, and what the ledger says while it is written and afterwards.
struct Prepared {
  Files files;
  /// Those of them that are new, in the order in which they are put there.
  std::vector<const Files::value_type*> changed;
  Ledger begun;
  Ledger done;
};

Json what_was_read(const Read& read) {
  auto document = artifacts::json::parse(read.bytes, {read.file});
  if (!document) return {{"problem", document.error().detail.empty() ? document.error().message() : document.error().detail}};
  if (read.walked && !document->root()["document"].is_object()) return {{"other", true}};
  const auto facts = provider::read_facts(document->root());
  if (!facts) return {{"problem", facts.error().detail}};
  const auto advisory = artifacts::csaf::read_advisory(document->root());
  return {{"facts", to_line(*facts)}, {"page", writing::as_html(advisories::page_of(advisory, advisories::PageDetail::whole))}};
}

/// Reads what documents say, in a locked copy of this process; files of folders that are no documents are left out.
base::Result<void> read_all(std::vector<Read>& all, bool unsandboxed) {
  const auto read_them = [&]() -> base::Result<Work> {
    Json out = Json::array();
    for (const Read& each : all) out.push_back(what_was_read(each));
    return Work{clean, out.dump(-1, ' ', false, Json::error_handler_t::replace)};
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(unsandboxed, read_them));
  const Json json = Json::parse(work.text, nullptr, false);
  const auto malformed = [] { return base::Error{base::ErrorCode::internal, "advisories", "what was read of them is broken"}; };
  if (!json.is_array() || json.size() != all.size()) return malformed();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto text = [&](const char* key) {
      return json[i].is_object() && json[i].contains(key) && json[i][key].is_string() ? json[i][key].get<std::string>() : "";
    };
    if (json[i].is_object() && json[i].contains("other")) continue;
    all[i].walked = false;
    all[i].problem = text("problem");
    all[i].page = text("page");
    if (!all[i].problem.empty()) continue;
    auto facts = provider::from_line(text("facts"));
    if (!facts) return malformed();
    all[i].facts = std::move(*facts);
  }
  std::erase_if(all, [](const Read& each) { return each.walked; });
  return {};
}

base::Result<std::vector<Read>> offered_files(const Publishing& arguments) {
  std::vector<std::pair<std::string, bool>> paths;
  for (const std::string& each : arguments.files) paths.emplace_back(each, false);
  for (std::string folder : arguments.from) {
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    CW_ASSIGN_OR_RETURN(const platform::Folder opened, platform::Folder::open(folder));
    CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, opened.entries(""));
    for (const platform::Entry& entry : entries) {
      if (entry.kind == platform::EntryKind::file && entry.name.ends_with(".json"))
        paths.emplace_back(folder + "/" + entry.name, true);
    }
  }
  std::vector<Read> out;
  for (const auto& [path, walked] : paths) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path, largest_file));
    out.push_back({path, std::move(bytes), std::nullopt, "", "", walked});
  }
  return out;
}

/// A file of the folder; nothing where there is none. Errors: where it cannot be read, or is no regular file.
base::Result<std::optional<std::string>> present_file(const std::string& folder, const std::string& path) {
  auto opened = platform::Folder::open(folder);
  if (!opened && opened.error().code == base::ErrorCode::not_found) return std::optional<std::string>();
  if (!opened) return opened.error();
  auto file = opened->open_file(path);
  if (!file && file.error().code == base::ErrorCode::not_found) return std::optional<std::string>();
  if (!file) return file.error();
  CW_ASSIGN_OR_RETURN(std::string bytes, file->read_all(largest_file));
  return std::optional<std::string>(std::move(bytes));
}

/// Whether a path of the ledger is that of a document: in the folder of a year.
bool is_document(const std::string& path, const provider::Layout& layout) {
  const std::string beginning = layout.folder + "/";
  if (!path.starts_with(beginning) || !path.ends_with(".json")) return false;
  const std::string_view rest = std::string_view(path).substr(beginning.size());
  return rest.size() > 5 && rest.find_first_not_of("0123456789") == 4 && rest[4] == '/';
}

/// Reads the ledger and the documents that are served now. One that is not as it was published is an obstacle, unless it is
/// offered again.
base::Result<void> read_served(const std::string& folder, Plan& plan) {
  const std::string place = plan.provider.layout.place(Ledger::name);
  CW_ASSIGN_OR_RETURN(const auto text, present_file(folder, place));
  if (!text) return {};
  auto ledger = provider::read_ledger(*text);
  if (!ledger) {
    return base::Error{base::ErrorCode::usage, folder + "/" + place,
                       "this program did not write it; move it away, or name another folder"};
  }
  plan.ledger = std::move(*ledger);
  std::set<std::string> offered;
  for (const Read& each : plan.offered) {
    if (each.facts) offered.insert(plan.provider.layout.place(each.facts->path()));
  }
  for (const auto& [path, hash] : plan.ledger.files) {
    if (!is_document(path, plan.provider.layout)) continue;
    CW_ASSIGN_OR_RETURN(auto bytes, present_file(folder, path));
    const bool whole = bytes && (hash.empty() || base::sha256_hex(*bytes) == hash);
    if (whole) {
      plan.served.push_back({path, std::move(*bytes), std::nullopt, "", "", false});
    } else if (!offered.contains(path) && !(hash.empty() && !bytes)) {
      plan.obstacles.push_back(path +
                               (bytes ? " is not as it was published: somebody changed it" : " was published and is gone") +
                               "; put it back, or offer it again with --file");
    }
  }
  return {};
}

/// The names by which the documents may mean a case.
std::set<std::string> names_in(const Plan& plan) {
  const disclosure::Publisher& publisher = plan.provider.organisation->publisher;
  std::set<std::string> out;
  for (const auto* all : {&plan.offered, &plan.served}) {
    for (const Read& each : *all) {
      if (!each.facts) continue;
      out.insert(provider::case_id_of(each.facts->id, publisher));
      for (const provider::Named& named : each.facts->vulnerabilities) {
        out.insert(named.cve);
        out.insert(named.ids.begin(), named.ids.end());
      }
    }
  }
  return out;
}

/// The cases that documents may tell of, with what their history says.
base::Result<std::vector<provider::CaseState>> cases_for(const Plan& plan, casebook::Casebook& book) {
  const std::set<std::string> names = names_in(plan);
  std::vector<provider::CaseState> out;
  CW_RETURN_IF_ERROR(book.for_each([&](const disclosure::Case& one) {
    const bool meant = names.contains(one.id) ||
                       std::any_of(one.ids.begin(), one.ids.end(), [&](const std::string& id) { return names.contains(id); });
    if (meant) out.push_back({one, 0, 0, 0, 0});
    return true;
  }));
  for (provider::CaseState& state : out) {
    CW_ASSIGN_OR_RETURN(const auto history, book.history(state.one.id));
    for (const casebook::HistoryEntry& entry : history) {
      for (const casebook::FieldChange& change : entry.fields) {
        if (change.field.starts_with("/approval")) state.approved = entry.number;
        if (change.field.starts_with("/publications")) state.published = entry.number;
        if (!provider::is_told(change.field)) continue;
        state.told = entry.number;
        state.told_at = artifacts::time::parse_rfc3339(entry.at).value_or(0);
      }
    }
  }
  return out;
}

/// What was approved is known by the register alone: while that does not hold, nothing gets public.
base::Result<void> look_at_register(Plan& plan, const casebook::Casebook& book) {
  CW_ASSIGN_OR_RETURN(const store::Verification found, book.verify());
  if (found.problems.empty()) return {};
  plan.obstacles.push_back("the register does not hold: " + found.problems.front() +
                           (found.problems.size() > 1 ? ", and more" : "") + "; 'crosswalk vuln verify' tells what is whole");
  return {};
}

/// Whether another file offers a later revision of the same advisory.
const Read* later_one(const Read& read, const std::vector<Read>& all) {
  const auto mine = artifacts::csaf::read_version(read.facts->version);
  for (const Read& other : all) {
    if (&other == &read || !other.facts || other.facts->id != read.facts->id) continue;
    const auto theirs = artifacts::csaf::read_version(other.facts->version);
    if (!mine || !theirs) continue;
    const auto order = artifacts::csaf::compare(*theirs, *mine);
    if (order > 0 || (order == 0 && &other < &read)) return &other;
  }
  return nullptr;
}

void decide_all(Plan& plan, const std::vector<provider::CaseState>& cases) {
  const provider::Circumstances circumstances{plan.provider.organisation, &cases, plan.at};
  std::map<std::string, Candidate> served;
  for (const Read& each : plan.served) {
    if (each.facts) served.emplace(each.facts->id, each.candidate());
  }
  std::map<std::string, const Read*> by_path;
  for (const Read& each : plan.served) {
    if (!each.facts) {
      plan.obstacles.push_back(each.file + " cannot be read: " + each.problem);
      continue;
    }
    by_path[each.facts->path()] = &each;
  }
  for (const Read& each : plan.offered) {
    Planned planned{&each, {}};
    if (!each.facts) {
      planned.decision.reasons = {each.problem};
    } else if (const Read* later = later_one(each, plan.offered)) {
      planned.decision.reasons = {"revision " + later->facts->version + " of it is offered too: " + later->file};
    } else {
      const auto found = served.find(each.facts->id);
      planned.decision = decide(each.candidate(), found == served.end() ? nullptr : &found->second, circumstances);
      const auto other = by_path.find(each.facts->path());
      if (other != by_path.end() && other->second->facts->id != each.facts->id) {
        planned.decision.fate = Fate::left_out;
        planned.decision.reasons.push_back("its file has the name of that of " + other->second->facts->id);
      }
    }
    if (planned.decision.fate != Fate::left_out) by_path[each.facts->path()] = &each;
    plan.planned.push_back(std::move(planned));
  }
  // What is served stays, and is looked at again: a case may have been changed, or a publication not been recorded.
  for (const Read& each : plan.served) {
    if (!each.facts || by_path[each.facts->path()] != &each) continue;
    const Candidate candidate = each.candidate();
    Planned planned{&each, decide(candidate, &candidate, circumstances)};
    for (const std::string& reason : planned.decision.reasons)
      plan.warnings.push_back(each.facts->id + " is published, but " + reason);
    plan.planned.push_back(
        {&each, {Fate::unchanged, {}, planned.decision.reasons.empty() ? planned.decision.cases : std::vector<std::string>()}});
  }
  for (const auto& [path, read] : by_path) plan.documents.push_back(read);
}

/// The files with these times; signatures only where they are known.
Files files_of(const Plan& plan, Instant updated, const std::map<std::string, std::string>& signatures) {
  provider::Provider provider = plan.provider;
  provider.updated = updated;
  std::vector<provider::Document> documents;
  for (const Read* each : plan.documents) {
    const auto signature = signatures.find(each->facts->path());
    documents.push_back({*each->facts, each->bytes, signature == signatures.end() ? "" : signature->second, each->page});
  }
  return make_files(provider, documents);
}

std::string state_of(const Plan& plan) {
  base::Sha256 hash;
  for (const auto& [path, bytes] : files_of(plan, 0, {})) {
    hash.update_field(path);
    hash.update_field(bytes);
  }
  provider::Provider without_time = plan.provider;
  without_time.expires = 0;
  hash.update_field(make_security_txt(without_time));
  return hash.finish();
}

/// When things last changed and when security.txt ends: as before, where nothing is new.
void settle_times(Plan& plan) {
  plan.state = state_of(plan);
  const bool same = plan.state == plan.ledger.state;
  plan.provider.updated = same ? plan.ledger.updated : plan.at;
  const bool fresh = plan.ledger.expires >= plan.at + renewed_days_before * day;
  plan.provider.expires = same && fresh ? plan.ledger.expires : (plan.at / day + security_txt_days) * day;
}

/// Looks whether the places are free: what is there and not ours stays as it is.
base::Result<void> look_at_places(const std::string& folder, Plan& plan) {
  Files wanted = files_of(plan, plan.provider.updated, {});
  wanted.emplace(provider::Layout::security_txt, "");
  for (const auto& [path, unused] : wanted) {
    CW_ASSIGN_OR_RETURN(auto bytes, present_file(folder, path));
    if (!bytes) plan.incomplete = plan.incomplete || plan.ledger.files.contains(path);
    if (!bytes) continue;
    const bool ours = plan.ledger.files.contains(path);
    if (!ours && path == provider::Layout::security_txt) {
      const std::string line = "CSAF: " + plan.provider.layout.metadata_url();
      if (bytes->find(line) == std::string::npos)
        plan.warnings.push_back(path + " is not ours and stays as it is; add the line '" + line + "' to it");
    } else if (!ours) {
      plan.obstacles.push_back(path + " is there already, and this program did not write it; move it away");
    }
    if (ours && !plan.ledger.has(path, *bytes)) plan.incomplete = true;
    plan.present[path] = std::move(*bytes);
  }
  return {};
}

/// Signs what has no signature yet by the key of the workspace.
base::Result<std::map<std::string, std::string>> signatures_for(const Plan& plan) {
  const std::string& key = plan.provider.organisation->publisher.key_fingerprint;
  std::map<std::string, std::string> out;
  for (const Read* each : plan.documents) {
    const std::string path = plan.provider.layout.place(each->facts->path());
    const auto old = plan.present.find(path + ".asc");
    if (plan.ledger.key == key && plan.ledger.has(path, each->bytes) && old != plan.present.end() &&
        plan.ledger.has(path + ".asc", old->second)) {
      out[each->facts->path()] = old->second;
      continue;
    }
    CW_ASSIGN_OR_RETURN(out[each->facts->path()], sign_detached(each->bytes, key));
  }
  return out;
}

/// security.txt with its signature; the one that is there where it says the same.
base::Result<std::string> signed_security_txt(const Plan& plan) {
  const std::string text = make_security_txt(plan.provider);
  const std::string& key = plan.provider.organisation->publisher.key_fingerprint;
  const std::string path(provider::Layout::security_txt);
  const auto old = plan.present.find(path);
  if (old != plan.present.end() && plan.ledger.key == key && plan.ledger.has(path, old->second) &&
      old->second.find("\n\n" + text + "-----BEGIN PGP SIGNATURE-----") != std::string::npos) {
    return old->second;
  }
  return clear_sign(text, key);
}

/// By which files are put in their place. The parts of one document stay beside each other, itself the last of them, so that it
/// is out of step with its hashes for a moment only.
std::tuple<int, std::string_view, bool, std::string_view> place_in_order(const std::string& path,
                                                                         const provider::Layout& layout) {
  const std::string_view document = std::string_view(path).substr(0, path.rfind(".json") + 5);
  const bool is_part = path.find(".json") != std::string::npos && is_document(std::string(document), layout);
  if (!is_part) return {order_of(path, layout), {}, false, path};
  return {order_of(std::string(document), layout), document, document == path, path};
}

/// Makes and signs what is new, in an order in which no reader meets a name without its file.
base::Result<std::unique_ptr<Prepared>> prepare(const Plan& plan) {
  const provider::Layout& layout = plan.provider.layout;
  auto out = std::make_unique<Prepared>();
  CW_ASSIGN_OR_RETURN(const auto signatures, signatures_for(plan));
  out->files = files_of(plan, plan.provider.updated, signatures);
  const std::string security_txt(provider::Layout::security_txt);
  if (!plan.present.contains(security_txt) || plan.ledger.files.contains(security_txt)) {
    CW_ASSIGN_OR_RETURN(out->files[security_txt], signed_security_txt(plan));
  }
  for (const auto& file : out->files) {
    const auto old = plan.present.find(file.first);
    if (old == plan.present.end() || old->second != file.second) out->changed.push_back(&file);
  }
  std::sort(out->changed.begin(), out->changed.end(),
            [&](const auto* a, const auto* b) { return place_in_order(a->first, layout) < place_in_order(b->first, layout); });
  // While a file is being written, the ledger says that it is ours and not what it holds: a run that is killed can be run again.
  out->begun = plan.ledger;
  out->begun.state.clear();
  for (const auto* each : out->changed) out->begun.files[each->first] = "";
  out->done = {plan.ledger.files, plan.state, plan.provider.updated, plan.provider.expires,
               plan.provider.organisation->publisher.key_fingerprint};
  for (const auto& [path, bytes] : out->files) out->done.files[path] = base::sha256_hex(bytes);
  return out;
}

base::Result<void> write_all(const platform::PublicFolder& folder, const Plan& plan, const Prepared& prepared) {
  const std::string ledger = plan.provider.layout.place(Ledger::name);
  if (!prepared.changed.empty()) CW_RETURN_IF_ERROR(folder.write(ledger, write_ledger(prepared.begun)));
  std::vector<platform::PublicFile> files;
  files.reserve(prepared.changed.size());
  for (const auto* each : prepared.changed) files.push_back({each->first, each->second});
  CW_RETURN_IF_ERROR(folder.write_all(files));
  if (!prepared.changed.empty() || write_ledger(prepared.done) != write_ledger(plan.ledger)) {
    CW_RETURN_IF_ERROR(folder.write(ledger, write_ledger(prepared.done)));
  }
  return {};
}

/// The cases whose publication the register does not know yet, with the document each.
std::vector<std::pair<std::string, const Planned*>> to_record(const Plan& plan, const std::vector<provider::CaseState>& cases) {
  std::vector<std::pair<std::string, const Planned*>> out;
  for (const Planned& planned : plan.planned) {
    if (planned.decision.fate == Fate::left_out) continue;
    for (const std::string& id : planned.decision.cases) {
      const auto found = std::find_if(cases.begin(), cases.end(), [&](const auto& each) { return each.one.id == id; });
      if (found != cases.end() && !is_recorded(found->one, planned.read->candidate())) out.emplace_back(id, &planned);
    }
  }
  return out;
}

/// What keeps the register from taking the publications: told before anything is public.
void look_at_cases(Plan& plan, const std::vector<provider::CaseState>& cases,
                   const std::vector<std::pair<std::string, const Planned*>>& missing, const disclosure::Zone& zone) {
  for (const auto& [id, planned] : missing) {
    const auto found = std::find_if(cases.begin(), cases.end(), [&id = id](const auto& each) { return each.one.id == id; });
    if (found == cases.end()) continue;
    const Candidate candidate = planned->read->candidate();
    disclosure::Case one = found->one;
    one.publications.push_back(publication_of(candidate, plan.provider.layout.url(candidate.facts.path())));
    for (const std::string& obstacle : obstacles_of(one, zone)) plan.obstacles.push_back(id + " would not take it: " + obstacle);
  }
}

/// What the register is to know, a change for each case and document.
std::vector<casebook::Edit> edits_for(const Plan& plan, const Publishing& arguments,
                                      const std::vector<std::pair<std::string, const Planned*>>& missing) {
  std::vector<casebook::Edit> out;
  for (const auto& [id, planned] : missing) {
    const Candidate candidate = planned->read->candidate();
    const std::string url = plan.provider.layout.url(candidate.facts.path());
    const std::string why =
        arguments.why.empty() ? candidate.facts.id + " revision " + candidate.facts.version + " was published" : arguments.why;
    const auto add = [candidate, url](disclosure::Case& one) -> base::Result<void> {
      if (!is_recorded(one, candidate)) one.publications.push_back(publication_of(candidate, url));
      return {};
    };
    out.push_back({id, add, {arguments.by, why, plan.at}});
  }
  return out;
}

/// What happened, or would.
struct Done {
  bool written = false;
  std::size_t files = 0;
  std::size_t recorded = 0;
};

/// Writes the files and puts the publications into the register. It is held from before the first file until both are done, so
/// that nothing gets public that the register does not take, and nothing that was decided on by what it said before.
base::Result<Done> publish(const platform::PublicFolder& folder, const CaseWorkspace& workspace, const Plan& plan,
                           const std::vector<casebook::Edit>& edits) {
  // Before the register is held: GnuPG may ask for a passphrase and wait.
  CW_ASSIGN_OR_RETURN(const auto prepared, prepare(plan));
  Done done{false, prepared->changed.size(), 0};
  if (edits.empty()) {
    CW_RETURN_IF_ERROR(write_all(folder, plan, *prepared));
    done.written = true;
    return done;
  }
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_casebook(workspace, store::Register::Access::write));
  const auto write = [&](const store::Change& last) -> base::Result<void> {
    if (last.hash != plan.last.hash) {
      return base::Error{base::ErrorCode::register_busy, workspace.register_path(),
                         "it was changed after this run had read it; nothing was published"};
    }
    CW_RETURN_IF_ERROR(write_all(folder, plan, *prepared));
    done.written = true;
    return {};
  };
  auto recorded = book.edit_all(edits, write);
  if (!recorded) {
    base::Error error = recorded.error();
    if (done.written) error.detail += "; the files are public and the register does not know it: run this again";
    return error;
  }
  done.recorded = *recorded;
  return done;
}

void add_lines(std::string_view text, std::string_view first, std::size_t indent, std::string& out) {
  std::string head(first);
  head.resize(std::max(indent, head.size()), ' ');
  for (const std::string& line : reports::wrap(reports::visible(text), columns - static_cast<int>(indent))) {
    out += head + line + "\n";
    head.assign(indent, ' ');
  }
}

std::string word_for(Fate fate) { return fate == Fate::left_out ? "left out" : std::string(base::word(fate)); }

/// Whether a run with --yes would write anything, or put anything into the register.
bool has_work(const Plan& plan, bool unrecorded) {
  return unrecorded || plan.incomplete || plan.state != plan.ledger.state || plan.provider.expires != plan.ledger.expires;
}

/// For people: moments are those of `zone`.
std::string as_terminal(const Publishing& arguments, const Plan& plan, const Done& done, bool work,
                        const disclosure::Zone& zone) {
  constexpr std::size_t wide = 13;
  const auto local = [&](const std::string& text) { return disclosure::with_local_moments(text, zone); };
  std::string out;
  add_lines(arguments.folder + " as " + plan.provider.layout.origin + "/", "", 0, out);
  out += "\n";
  for (const Planned& each : plan.planned) {
    const auto& facts = each.read->facts;
    std::string text = facts ? facts->id + " revision " + facts->version : each.read->file;
    if (facts && each.decision.fate != Fate::left_out) text += ", " + facts->path();
    add_lines(text, "  " + word_for(each.decision.fate), wide, out);
    if (each.decision.fate == Fate::left_out && facts) add_lines(each.read->file, "", wide, out);
    for (const std::string& reason : each.decision.reasons)
      add_lines(local(reason), std::string(wide, ' ') + "- ", wide + 2, out);
  }
  if (plan.planned.empty()) out += "  No advisory is offered, and none is published.\n";
  out += "\n";
  for (const std::string& each : plan.warnings) add_lines("Note: " + local(each), "", 0, out);
  for (const std::string& each : plan.obstacles) add_lines("Nothing can be written: " + local(each), "", 0, out);
  if (done.written) {
    out += std::to_string(done.files) + (done.files == 1 ? " file was" : " files were") + " written, " +
           std::to_string(done.recorded) + (done.recorded == 1 ? " publication" : " publications") + " put into the register.\n";
  } else if (plan.obstacles.empty()) {
    out += work ? "Nothing was written; --yes does it.\n" : "Nothing is to be written.\n";
  }
  return out;
}

std::string as_json(const Publishing& arguments, const Plan& plan, const Done& done) {
  Json documents = Json::array();
  for (const Planned& each : plan.planned) {
    Json one{{"file", each.read->file}, {"fate", base::word(each.decision.fate)}};
    if (each.read->facts) {
      one["id"] = each.read->facts->id;
      one["revision"] = each.read->facts->version;
      one["path"] = each.read->facts->path();
      one["sha256"] = base::sha256_hex(each.read->bytes);
    }
    one["cases"] = each.decision.cases;
    one["reasons"] = each.decision.reasons;
    documents.push_back(std::move(one));
  }
  const Json out{{"at", artifacts::time::text_of(plan.at)},
                 {"folder", arguments.folder},
                 {"url", plan.provider.layout.url("")},
                 {"documents", std::move(documents)},
                 {"notes", plan.warnings},
                 {"obstacles", plan.obstacles},
                 {"written", done.written},
                 {"files", done.files},
                 {"recorded", done.recorded}};
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

base::Result<void> check_publisher(const CaseWorkspace& workspace) {
  const std::vector<std::string> missing = provider::missing_of(workspace.organisation);
  if (missing.empty()) return {};
  return base::Error{base::ErrorCode::malformed_workspace, workspace.folder + "/crosswalk.yaml",
                     "a trusted provider needs " + base::join(missing, "; ")};
}

base::Result<int> run(const Publishing& given) {
  Publishing arguments = given;
  while (arguments.folder.size() > 1 && arguments.folder.back() == '/') arguments.folder.pop_back();
  if (arguments.by.empty()) arguments.by = platform::environment("CROSSWALK_BY");
  Plan plan;
  CW_ASSIGN_OR_RETURN(plan.at, moment_named("--at", arguments.at, disclosure::Zone()));
  CW_ASSIGN_OR_RETURN(const CaseWorkspace workspace,
                      open_case_workspace(arguments.workspace, disclosure::Zone().day_of(plan.at)));
  // Times of day are those of the workspace, which is known only now.
  CW_ASSIGN_OR_RETURN(plan.at, moment_named("--at", arguments.at, workspace.manufacturer.zone));
  CW_RETURN_IF_ERROR(check_publisher(workspace));
  plan.provider.organisation = &workspace.organisation;
  CW_ASSIGN_OR_RETURN(plan.provider.layout, provider::layout_of(workspace.organisation.publisher));
  std::optional<platform::PublicFolder> folder;
  if (arguments.yes) {
    if (arguments.by.empty()) {
      return base::Error{base::ErrorCode::usage, "--by", "who publishes is put into the register; write --by \"Name <address>\""};
    }
    CW_ASSIGN_OR_RETURN(folder, platform::PublicFolder::open(arguments.folder));
  }
  CW_ASSIGN_OR_RETURN(plan.offered, offered_files(arguments));
  CW_RETURN_IF_ERROR(read_all(plan.offered, arguments.unsandboxed));
  CW_RETURN_IF_ERROR(read_served(arguments.folder, plan));
  CW_RETURN_IF_ERROR(read_all(plan.served, arguments.unsandboxed));
  std::vector<provider::CaseState> cases;
  {
    CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
    // Before the cases: a change between the two is noticed when the register is held.
    CW_ASSIGN_OR_RETURN(plan.last, book.head());
    CW_ASSIGN_OR_RETURN(cases, cases_for(plan, book));
    if (!plan.offered.empty()) CW_RETURN_IF_ERROR(look_at_register(plan, book));
  }
  decide_all(plan, cases);
  CW_ASSIGN_OR_RETURN(plan.provider.public_key, export_public_key(workspace.organisation.publisher.key_fingerprint));
  settle_times(plan);
  CW_RETURN_IF_ERROR(look_at_places(arguments.folder, plan));
  Done done;
  const auto missing = to_record(plan, cases);
  look_at_cases(plan, cases, missing, workspace.manufacturer.zone);
  if (arguments.yes && plan.obstacles.empty()) {
    CW_ASSIGN_OR_RETURN(done, publish(*folder, workspace, plan, edits_for(plan, arguments, missing)));
  }
  CW_RETURN_IF_ERROR(tell(arguments.format == "json" ? as_json(arguments, plan, done)
                                                     : as_terminal(arguments, plan, done, has_work(plan, !missing.empty()),
                                                                   workspace.manufacturer.zone)));
  const bool left_out = std::any_of(plan.planned.begin(), plan.planned.end(),
                                    [](const Planned& each) { return each.decision.fate == Fate::left_out; });
  return left_out || !plan.obstacles.empty() || !plan.warnings.empty() ? gaps : clean;
}

}  // namespace

void add_advisory_publish(CLI::App& advisory, int& exit_code) {
  CLI::App* command =
      advisory.add_subcommand("publish", "Put approved advisories into a web server's folder, as a provider of CSAF");
  auto arguments = std::make_shared<Publishing>();
  command->add_option("DIR", arguments->folder, "The folder that the web server shows as the host of advisories_url")
      ->required()
      ->type_name("DIR");
  command->add_option("--from", arguments->from, "Offer all CSAF files in this folder (may be given again)")->type_name("DIR");
  command->add_option("--file", arguments->files, "Offer this CSAF file (may be given again)")->type_name("FILE");
  command->add_option("--workspace", arguments->workspace, "The folder of crosswalk.yaml and the register (default: this one)")
      ->type_name("DIR");
  command->add_flag("--yes", arguments->yes, "Write; without it what would be done is shown and nothing is written");
  command->add_option("--at", arguments->at, "When it is published: a day, from its beginning, or a time (default: now)")
      ->type_name("TIME");
  command->add_option("--by", arguments->by, "Who publishes, for the register (default: CROSSWALK_BY)")->type_name("NAME");
  command->add_option("--why", arguments->why, "Why, for the register")->type_name("TEXT");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where this machine has no sandbox");
  command->footer(
      "Only what is final, valid, TLP:WHITE, free of embargo and approved after its\n"
      "last change is published. Without --from and --file what is published is looked\n"
      "after: security.txt is renewed in time, and what a killed run left undone is\n"
      "done. Times are told in the time_zone of crosswalk.yaml, in JSON in UTC.\n"
      "Nothing is removed, and no file that others put into DIR is touched.\n\n"
      "Exit codes:\n"
      "  0  everything that was offered is published, or would be\n"
      "  1  something was left out, or is to be known: it is told why\n"
      "  2  wrong usage, or a workspace that lacks what a publisher has to say\n"
      "  3  it could not be done");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
