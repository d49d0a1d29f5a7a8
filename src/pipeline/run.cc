// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "base/display_name.h"
#include "facts/facts.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "platform/signals.h"
#include "review/control.h"
#include "review/document.h"
#include "review/folder.h"

namespace crosswalk::pipeline {
namespace {

using document::Reason;
using document::Status;

/// The promise that no quote is shown which is not in the document, kept even against a fault of our own: such evidence is
/// dropped and said, and a verdict left without any is none.
void drop_unfounded(review::DocumentEntry& entry, const std::string& text) {
  for (review::DocumentVerdict& verdict : entry.constraints) {
    const std::size_t dropped = std::erase_if(verdict.evidence, [&](const review::Evidence& evidence) {
      return evidence.quote.empty() || text.find(evidence.quote) == std::string::npos;
    });
    if (dropped == 0) continue;
    if (!verdict.evidence.empty()) {
      verdict.verdict = verdict.evidence.front().verdict;
      verdict.reason = verdict.evidence.front().reason;
    }
    entry.warnings.push_back("evidence for " + verdict.constraint + " was dropped: its quote is not in the text");
  }
  std::erase_if(entry.constraints, [](const review::DocumentVerdict& verdict) { return verdict.evidence.empty(); });
}

/// The first of several files with the same bytes is reviewed; the others are named and left out.
void skip_duplicates(std::vector<review::DocumentEntry>& entries) {
  std::map<std::string_view, const review::DocumentEntry*> first;
  for (review::DocumentEntry& entry : entries) {
    if (entry.sha256.empty() || entry.size == 0 || entry.status == Status::skipped) continue;
    const auto [place, fresh] = first.emplace(entry.sha256, &entry);
    if (fresh) continue;
    entry.status = Status::skipped;
    entry.reason = Reason::duplicate_of;
    entry.detail = place->second->path;
    entry.constraints.clear();
    entry.hidden.clear();
    entry.warnings.clear();
  }
}

/// What stands for a file that the user's interrupt left unread.
review::DocumentEntry not_reached(const sources::SourceItem& item) {
  review::DocumentEntry entry;
  entry.root = item.root;
  entry.path = item.path;
  entry.size = item.size;
  entry.facts = facts::from_path(item.path);
  entry.status = Status::unreadable;
  entry.reason = Reason::interrupted;
  return entry;
}

std::vector<review::DocumentEntry> entries_of_skipped(const sources::Listing& listing) {
  std::vector<review::DocumentEntry> out;
  for (const sources::Skipped& skipped : listing.skipped) {
    review::DocumentEntry entry;
    entry.root = skipped.root;
    entry.path = skipped.path;
    entry.status = skipped.reason == sources::SkipReason::unreadable_folder ? Status::unreadable : Status::skipped;
    entry.reason = entry.status == Status::unreadable ? Reason::corrupt : Reason::not_a_document;
    entry.detail = skipped.detail;
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace

std::string_view tool_version() { return CROSSWALK_VERSION; }

base::Result<extraction::WorkerPool> make_pool(unsigned jobs, const extraction::Limits& limits, bool unsandboxed) {
  CW_ASSIGN_OR_RETURN(const std::string self, platform::executable_path());
  CW_ASSIGN_OR_RETURN(const std::string folder, platform::executable_folder());
  extraction::PoolOptions options;
  options.jobs = jobs;
  options.limits = limits;
  options.unsandboxed = unsandboxed;
  options.worker = {self, {"--worker"}};
  const std::string helper = folder + "/crosswalk-pdf";
  if (platform::kind_of(helper)) options.pdf_helper = {helper, {"--worker"}};
  return extraction::WorkerPool::create(std::move(options));
}

review::DocumentEntry judge_file(const sources::SourceItem& item, extraction::WorkerPool& pool, const Request& request,
                                 const Memory& memory, matching::Scanner::Scratch& scratch) {
  review::DocumentEntry entry;
  entry.root = item.root;
  entry.path = item.path;
  entry.size = item.size;
  const auto file = item.open();
  if (!file) {
    entry.status = Status::unreadable;
    entry.reason = Reason::corrupt;
    entry.detail = file.error().detail.empty() ? std::string(base::text_of(file.error().code)) : file.error().detail;
    entry.facts = facts::from_path(item.path);
    if (request.workspace != nullptr) review::apply_overrides(*request.workspace, entry);
    return entry;
  }
  // A sparse file has any size at no cost: what is too large is not read to its end either.
  if (file->size() <= request.limits.file_bytes) {
    if (auto hash = memory.sha256_of(*file)) entry.sha256 = std::move(*hash);
  }
  if (auto known = memory.entry(entry.sha256, item.path)) {
    known->root = item.root;
    return std::move(*known);
  }
  auto read_before = memory.text(entry.sha256, item.path);
  document::Extracted extracted = read_before ? std::move(*read_before) : pool.extract(*file, item.path);
  if (!read_before) memory.keep(entry.sha256, item.path, extracted);
  entry.media_type = extracted.document.media_type;
  entry.status = extracted.status;
  entry.reason = extracted.reason;
  entry.detail = extracted.detail;
  const bool has_text = entry.status == Status::read || entry.status == Status::damaged;
  entry.facts = has_text ? std::move(extracted.facts) : facts::from_path(item.path);
  entry.warnings = std::move(extracted.document.warnings);
  entry.pages = extracted.document.pages;
  entry.pages_without_text = extracted.document.pages_without_text;
  entry.hidden = std::move(extracted.document.hidden);
  if (request.workspace != nullptr) review::apply_overrides(*request.workspace, entry);
  if (!has_text) {
    memory.keep(entry);
    return entry;
  }
  if (entry.facts.language != "en" && entry.facts.language != "und") {
    entry.status = Status::unreadable;
    entry.reason = Reason::unsupported_language;
    entry.detail = entry.facts.language;
    memory.keep(entry);
    return entry;
  }
  entry.constraints = review::judge_document(*request.rules, extracted.document, entry.facts, item.path, scratch);
  drop_unfounded(entry, extracted.document.text);
  memory.keep(entry);
  return entry;
}

base::Result<Outcome> run(const Request& request, const OnProgress& on_progress) {
  CW_RETURN_IF_ERROR(review::check_selection(request.rules->packs, request.workspace, request.clauses, request.product));

  // 1. Where the documents lie.
  sources::ListOptions list_options;
  list_options.ignore = request.ignore;
  list_options.workspace = request.workspace_folder;
  list_options.workspace_named = request.workspace_named;
  list_options.stdin_bytes = request.limits.file_bytes;
  if (request.workspace != nullptr) {
    for (const std::string& pattern : request.workspace->ignore) list_options.ignore.push_back(pattern);
  }
  CW_ASSIGN_OR_RETURN(sources::Listing listing, sources::list(request.paths, list_options));
  std::uint64_t ignored_by_workspace = 0;
  if (request.workspace != nullptr) {
    ignored_by_workspace = std::erase_if(
        listing.items, [&](const sources::SourceItem& item) { return review::is_ignored(*request.workspace, item.path); });
  }

  // 2. to 5. Bytes to text in workers; facts; rules x text; verdicts of each document alone.
  CW_ASSIGN_OR_RETURN(extraction::WorkerPool pool, make_pool(request.jobs, request.limits, request.unsandboxed));
  const Memory memory(request);
  std::vector<review::DocumentEntry> entries(listing.items.size());
  std::atomic<std::size_t> next{0};
  std::mutex progress_mutex;
  std::size_t done = 0;
  const auto work = [&] {
    matching::Scanner::Scratch scratch(*request.rules->scanner);
    for (std::size_t i = next++; i < listing.items.size(); i = next++) {
      if (!platform::interrupted()) entries[i] = judge_file(listing.items[i], pool, request, memory, scratch);
      // Of a file that was under way nothing is known either.
      const bool given_up = entries[i].reason == Reason::none && entries[i].root.empty();
      if (platform::interrupted() &&
          (given_up || entries[i].reason == Reason::interrupted || entries[i].reason == Reason::crashed)) {
        entries[i] = not_reached(listing.items[i]);
        continue;
      }
      const std::lock_guard lock(progress_mutex);
      if (on_progress) on_progress({++done, listing.items.size(), entries[i].path});
    }
  };
  std::vector<std::thread> threads;
  // One thread more than workers: while a worker reads, another document is matched.
  try {
    for (unsigned i = 0; i < request.jobs; ++i) threads.emplace_back(work);
  } catch (const std::system_error&) {
    // The system gives no more threads: those that there are do the work.
  }
  work();
  for (std::thread& thread : threads) thread.join();
  skip_duplicates(entries);
  for (review::DocumentEntry& entry : entries_of_skipped(listing)) entries.push_back(std::move(entry));

  // 6. The folder's verdicts.
  review::InputsFingerprint inputs;
  for (const review::DocumentEntry& entry : entries) {
    inputs.documents.emplace_back(entry.root + "/" + entry.path,
                                  entry.sha256.empty() ? "size=" + std::to_string(entry.size) : entry.sha256);
  }
  for (const auto& pack : request.rules->packs) inputs.packs.push_back({pack->id, pack->version, pack->sha256, pack->title});
  inputs.workspace = request.workspace_text;
  inputs.decisions = request.decisions_text;
  inputs.as_of = request.as_of;
  inputs.extractors = {{"crosswalk", std::string(tool_version())}, {"wire", std::to_string(document::wire_version)}};
  for (const std::string& clause : request.clauses) inputs.options.push_back("clause=" + clause);
  if (!request.product.empty()) inputs.options.push_back("product=" + request.product);

  review::FolderInput folder;
  folder.documents = std::move(entries);
  folder.packs = request.rules->packs;
  folder.workspace = request.workspace;
  folder.decisions = request.decisions;
  folder.clauses = request.clauses;
  folder.product = request.product;
  folder.as_of = request.as_of;
  CW_ASSIGN_OR_RETURN(review::Review result, review::review_folder(std::move(folder)));
  result.tool_version = tool_version();
  result.inputs_sha256 = review::inputs_sha256(std::move(inputs));
  result.ignored_files = listing.ignored_files() + ignored_by_workspace;
  for (const sources::NotLoaded& file : listing.not_loaded) result.not_loaded.push_back(file.path);
  if (request.unsandboxed) result.notes.emplace_back("Documents were decoded without a sandbox (--unsandboxed).");
  Outcome outcome{std::move(result), platform::interrupted(), done, listing.items.size()};
  if (outcome.interrupted) {
    outcome.review.notes.insert(outcome.review.notes.begin(), "Interrupted: " + std::to_string(done) + " of " +
                                                                  std::to_string(listing.items.size()) +
                                                                  " files were read; the verdicts are of these only.");
  }
  return outcome;
}

}  // namespace crosswalk::pipeline
