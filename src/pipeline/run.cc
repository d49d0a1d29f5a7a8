// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "base/display_name.h"
#include "base/threads.h"
#include "pipeline/asking.h"
#include "pipeline/judge.h"
#include "pipeline/readers.h"
#include "pipeline/shelf.h"
#include "platform/signals.h"
#include "review/control.h"
#include "review/folder.h"

namespace crosswalk::pipeline {
namespace {

using document::Reason;
using document::Status;

/// The first of several files with the same bytes is reviewed, rather one that lies in a folder than one in an archive; the
/// others are named and left out.
void skip_duplicates(std::vector<review::DocumentEntry>& entries) {
  std::map<std::string_view, const review::DocumentEntry*> first;
  const auto counts = [](const review::DocumentEntry& entry) {
    return !entry.sha256.empty() && entry.size > 0 && entry.status != Status::skipped;
  };
  const auto is_member = [](const review::DocumentEntry& entry) { return entry.path.find('!') != std::string::npos; };
  for (const bool members : {false, true}) {
    for (const review::DocumentEntry& entry : entries) {
      if (counts(entry) && is_member(entry) == members) first.emplace(entry.sha256, &entry);
    }
  }
  for (review::DocumentEntry& entry : entries) {
    const auto place = counts(entry) ? first.find(entry.sha256) : first.end();
    if (place == first.end() || place->second == &entry) continue;
    entry.status = Status::skipped;
    entry.reason = Reason::duplicate_of;
    entry.detail = place->second->path;
    entry.constraints.clear();
    entry.hidden.clear();
    entry.warnings.clear();
  }
}

std::vector<review::DocumentEntry> entries_of_skipped(const sources::Listing& listing) {
  std::vector<review::DocumentEntry> out;
  for (const sources::Skipped& skipped : listing.skipped) {
    review::DocumentEntry entry;
    entry.root = skipped.root;
    entry.path = base::display_name(skipped.path);
    entry.status = skipped.reason == sources::SkipReason::unreadable_folder ? Status::unreadable : Status::skipped;
    entry.reason = entry.status == Status::unreadable ? Reason::corrupt : Reason::not_a_document;
    entry.detail = skipped.detail;
    out.push_back(std::move(entry));
  }
  return out;
}

/// What is to be judged, and what came of it: the files of a listing, and before these the members that containers brought along.
class Work : public JudgeClient {
 public:
  using Task = std::variant<const sources::SourceItem*, MemberFile>;

  Work(const sources::Listing& listing, const OnProgress& on_progress) : listing_(listing), on_progress_(on_progress) {
    results_.entries.reserve(listing.items.size());
  }

  /// The next task; nothing when all is done.
  std::optional<Task> next() {
    std::unique_lock lock(mutex_);
    while (true) {
      if (!members_.empty()) {
        MemberFile member = std::move(members_.front());
        members_.pop_front();
        waiting_bytes_ -= member.file.size();
        return Task(std::move(member));
      }
      if (next_item_ < listing_.items.size()) {
        ++in_hand_;
        return Task(&listing_.items[next_item_++]);
      }
      if (in_hand_ == 0) return std::nullopt;
      changed_.wait(lock);
    }
  }

  /// A file of the listing is done.
  void done(const sources::SourceItem& item) {
    const std::lock_guard lock(mutex_);
    --in_hand_;
    if (in_hand_ == 0) changed_.notify_all();
    if (platform::interrupted()) return;
    ++files_done_;
    if (on_progress_) on_progress_({files_done_, listing_.items.size(), item.path, met_});
  }

  void take(Judged judged) override {
    const std::lock_guard lock(mutex_);
    for (const review::DocumentEntry& entry : judged.entries) {
      for (const review::DocumentVerdict& verdict : entry.constraints) {
        if (verdict.verdict != review::Verdict::met || !met_ids_.insert(verdict.constraint).second) continue;
        met_.push_back({verdict.constraint, entry.path});
      }
    }
    for (review::DocumentEntry& entry : judged.entries) results_.entries.push_back(std::move(entry));
    for (std::string& path : judged.not_loaded) results_.not_loaded.push_back(std::move(path));
    results_.ignored += judged.ignored;
  }

  bool offer(MemberFile& member) override {
    constexpr std::size_t most_members = 16;
    constexpr std::uint64_t most_bytes = 64ULL << 20;
    const std::lock_guard lock(mutex_);
    if (members_.size() >= most_members || waiting_bytes_ + member.file.size() > most_bytes) return false;
    waiting_bytes_ += member.file.size();
    members_.push_back(std::move(member));
    changed_.notify_one();
    return true;
  }

  [[nodiscard]] std::size_t files_done() const { return files_done_; }

  /// Everything, in an order that depends on names only.
  Judged results() {
    std::sort(results_.entries.begin(), results_.entries.end(),
              [](const auto& a, const auto& b) { return std::tie(a.root, a.path) < std::tie(b.root, b.path); });
    std::sort(results_.not_loaded.begin(), results_.not_loaded.end());
    return std::move(results_);
  }

 private:
  const sources::Listing& listing_;
  const OnProgress& on_progress_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<MemberFile> members_;
  std::uint64_t waiting_bytes_ = 0;
  std::size_t next_item_ = 0;
  /// Files of the listing that threads are at: more members may come of them.
  std::size_t in_hand_ = 0;
  std::size_t files_done_ = 0;
  std::set<base::Interned> met_ids_;
  std::vector<FirstMet> met_;
  Judged results_;
};

/// Opens a document that was supplied.
class SuppliedReader final : public sources::Reader {
 public:
  explicit SuppliedReader(Supplied supplied) : supplied_(std::move(supplied)) {}

  [[nodiscard]] base::Result<platform::File> open(const sources::SourceItem& item) const override {
    if (supplied_.fault) return *supplied_.fault;
    CW_ASSIGN_OR_RETURN(platform::File::Spool spool, platform::File::Spool::begin(item.path));
    CW_RETURN_IF_ERROR(spool.write(supplied_.bytes));
    return std::move(spool).finish();
  }

 private:
  Supplied supplied_;
};

/// Puts what was supplied among what was listed, in order.
void add_supplied(const std::vector<Supplied>& supplied, std::vector<sources::SourceItem>& items) {
  for (const Supplied& one : supplied) {
    sources::SourceItem item;
    item.root = "register";
    item.path = one.path;
    item.id = item.root + "/" + item.path;
    item.size = one.bytes.size();
    item.reader = std::make_shared<SuppliedReader>(one);
    items.push_back(std::move(item));
  }
  std::stable_sort(items.begin(), items.end(), [](const sources::SourceItem& a, const sources::SourceItem& b) {
    return std::tie(a.root, a.path) < std::tie(b.root, b.path);
  });
}

}  // namespace

std::string_view tool_version() { return CROSSWALK_VERSION; }

base::Result<Outcome> run(const Request& request, const OnProgress& on_progress) {
  CW_RETURN_IF_ERROR(review::check_selection(request.knowledge->packs(), request.workspace, request.clauses, request.product));

  // 1. Where the documents lie.
  sources::ListOptions list_options;
  list_options.ignore = request.ignore;
  list_options.workspace = request.workspace_folder;
  list_options.workspace_named = request.workspace_named;
  list_options.spooled_bytes = request.limits.file_bytes;
  list_options.unsandboxed = request.unsandboxed;
  if (request.workspace != nullptr) {
    for (const std::string& pattern : request.workspace->ignore) list_options.ignore.push_back(pattern);
  }
  CW_ASSIGN_OR_RETURN(sources::Listing listing, sources::list(request.paths, list_options));
  std::uint64_t ignored_by_workspace = 0;
  if (request.workspace != nullptr) {
    ignored_by_workspace = std::erase_if(
        listing.items, [&](const sources::SourceItem& item) { return review::is_ignored(*request.workspace, item.path); });
  }

  if (!request.supplied.empty()) add_supplied(request.supplied, listing.items);

  // 2. to 5. Bytes to text in workers; facts; rules x text; verdicts of each document alone.
  const Readers readers([&] { return make_pool(request.jobs, request.limits, request.unsandboxed); });
  const Memory memory(request);
  const auto shelf = std::make_shared<Shelf>();
  Work work(listing, on_progress);
  const std::unique_ptr<Asking> asking = Asking::of(request.knowledge->packs(), request.cache);
  const Judge judge(request, memory, &listing.rules, shelf.get(), readers, work, asking.get());
  const auto judge_all = [&] {
    Judge::Scratch scratch;
    while (const auto task = work.next()) {
      if (const auto* item = std::get_if<const sources::SourceItem*>(&*task)) {
        judge.judge(**item, scratch);
        work.done(**item);
      } else {
        judge.judge(std::get<MemberFile>(*task), scratch);
      }
    }
  };
  // One thread more than workers: while a worker reads, another document is matched.
  base::work_together(request.jobs, judge_all);
  if (const auto failure = readers.failure()) return *failure;
  if (const auto failure = request.knowledge->failure()) return *failure;
  Judged judged = work.results();
  std::vector<review::DocumentEntry> entries = std::move(judged.entries);
  skip_duplicates(entries);
  for (review::DocumentEntry& entry : entries_of_skipped(listing)) entries.push_back(std::move(entry));

  // 6. The folder's verdicts.
  review::InputsFingerprint inputs;
  for (const review::DocumentEntry& entry : entries) {
    inputs.documents.emplace_back(entry.root.text() + "/" + entry.path,
                                  entry.sha256.empty() ? "size=" + std::to_string(entry.size) : entry.sha256);
  }
  for (const auto& pack : request.knowledge->packs())
    inputs.packs.push_back({pack->id, pack->version, pack->sha256, pack->title});
  inputs.workspace = request.workspace_text;
  inputs.decisions = request.decisions_text;
  inputs.as_of = request.as_of;
  inputs.extractors = {{"crosswalk", std::string(tool_version())}, {"wire", std::to_string(document::wire_version)}};
  for (const std::string& clause : request.clauses) inputs.options.push_back("clause=" + clause);
  if (request.limits.ocr_pages != extraction::Limits().ocr_pages) {
    inputs.options.push_back("ocr-pages=" + std::to_string(request.limits.ocr_pages));
  }
  if (!request.product.empty()) inputs.options.push_back("product=" + request.product);
  for (const std::string& resolved : listing.resolved) inputs.options.push_back(resolved);
  if (asking != nullptr) inputs.options.push_back("questions=" + asking->ranking());
  for (const review::Gap& gap : request.case_audit) inputs.options.push_back("case-audit=" + gap.id + "\n" + gap.text);

  review::FolderInput folder;
  folder.documents = std::move(entries);
  folder.shelf = shelf;
  folder.packs = request.knowledge->packs();
  folder.workspace = request.workspace;
  folder.decisions = request.decisions;
  folder.clauses = request.clauses;
  folder.product = request.product;
  folder.as_of = request.as_of;
  folder.case_audit = request.case_audit;
  // What all of a large folder say on one requirement fills the memory: there one at a time.
  folder.jobs = shelf->in_memory() ? request.jobs : 1;
  if (asking != nullptr) {
    folder.propose = [&](const packs::Constraint& constraint, const auto& counts) { return asking->best(constraint, counts); };
  }
  CW_ASSIGN_OR_RETURN(review::Review result, review::review_folder(std::move(folder)));
  // Without what was put aside verdicts would be guesses.
  if (const auto failure = shelf->failure()) return *failure;
  result.tool_version = tool_version();
  result.inputs_sha256 = review::inputs_sha256(std::move(inputs));
  result.ignored_files = listing.ignored_files() + ignored_by_workspace + judged.ignored;
  for (const sources::NotLoaded& file : listing.not_loaded) result.not_loaded.push_back(base::display_name(file.path));
  for (std::string& path : judged.not_loaded) result.not_loaded.push_back(std::move(path));
  for (const std::string& note : listing.notes) result.notes.push_back(base::display_name(note));
  for (const std::string& note : request.notes) result.notes.push_back(note);
  if (asking != nullptr && !asking->note().empty()) result.notes.push_back(asking->note());
  if (request.unsandboxed) result.notes.emplace_back("Documents were decoded without a sandbox (--unsandboxed).");
  Outcome outcome{std::move(result), platform::interrupted(), work.files_done(), listing.items.size()};
  if (outcome.interrupted) {
    outcome.review.notes.insert(outcome.review.notes.begin(), "Interrupted: " + std::to_string(outcome.done) + " of " +
                                                                  std::to_string(listing.items.size()) +
                                                                  " files were read; the verdicts are of these only.");
  }
  return outcome;
}

}  // namespace crosswalk::pipeline
