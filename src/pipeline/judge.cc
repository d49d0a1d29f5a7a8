// SPDX-License-Identifier: Apache-2.0
#include "pipeline/judge.h"

#include <optional>
#include <set>
#include <utility>

#include "base/display_name.h"
#include "facts/facts.h"
#include "matching/match.h"
#include "platform/signals.h"
#include "review/control.h"
#include "review/values.h"

namespace crosswalk::pipeline {
namespace {

using document::Extracted;
using document::Member;
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
    entry.warnings.push_back("evidence for " + verdict.constraint.text() + " was dropped: its quote is not in the text");
  }
  std::erase_if(entry.constraints, [](const review::DocumentVerdict& verdict) { return verdict.evidence.empty(); });
}

std::string detail_of(const base::Error& error) {
  return error.detail.empty() ? std::string(base::text_of(error.code)) : error.detail;
}

/// Two members of one name are told apart by a number.
std::string unique_name(const std::string& name, std::set<std::string>& taken) {
  std::string out = name;
  for (int number = 2; !taken.insert(out).second; ++number) out = name + " (" + std::to_string(number) + ")";
  return out;
}

}  // namespace

/// A file that is read, wherever it lies.
struct Judge::Subject {
  const std::string& root;
  std::string path;
  std::string sha256;
  std::uint64_t size = 0;
  /// Containers that it lies in.
  std::uint32_t nesting = 0;
};

/// What one file of a listing may still unpack. Spent by one thread, in the order of the container, so that every run ends at the
/// same member.
struct Judge::Budget {
  std::uint64_t bytes = 0;
  std::uint32_t members = 0;
  bool spent = false;
};

Judge::Judge(const Request& request, const Memory& memory, const sources::IgnoreRules* ignore, Shelf* shelf,
             const Readers& readers, JudgeClient& client, Asking* asking)
    : request_(request), memory_(memory), ignore_(ignore), shelf_(shelf), readers_(readers), client_(client), asking_(asking) {}

review::DocumentEntry Judge::blank(const Subject& subject) const {
  review::DocumentEntry entry;
  entry.root = subject.root;
  entry.path = subject.path;
  entry.size = subject.size;
  entry.sha256 = subject.sha256;
  return entry;
}

review::DocumentEntry Judge::unread(const Subject& subject, Reason reason, std::string detail) const {
  Extracted extracted = extraction::unreadable(reason, std::move(detail));
  if (reason == Reason::not_a_document) extracted.status = Status::skipped;
  review::DocumentEntry entry = blank(subject);
  entry.status = extracted.status;
  entry.reason = extracted.reason;
  entry.detail = std::move(extracted.detail);
  entry.facts = facts::from_path(subject.path);
  if (request_.workspace != nullptr) review::apply_overrides(*request_.workspace, entry);
  return entry;
}

review::DocumentEntry Judge::entry_of(const Subject& subject, Extracted extracted, Scratch& scratch) const {
  // Of a file that was under way when the user ended the review nothing is known.
  const bool given_up = extracted.reason == Reason::interrupted || extracted.reason == Reason::crashed;
  if (given_up && platform::interrupted()) return unread(subject, Reason::interrupted, {});
  review::DocumentEntry entry = blank(subject);
  entry.media_type = extracted.document.media_type;
  entry.status = extracted.status;
  entry.reason = extracted.reason;
  entry.detail = extracted.detail;
  entry.members = std::move(extracted.members);
  const bool has_text = entry.status == Status::read || entry.status == Status::damaged;
  entry.facts = has_text ? std::move(extracted.facts) : facts::from_path(subject.path);
  if (extracted.artifact.kind != document::ArtifactKind::none) {
    entry.artifact_kinds = {std::string(base::word(extracted.artifact.kind))};
    entry.artifact_version = extracted.artifact.format_version;
    entry.artifact_faults = extracted.artifact.faults;
    entry.valid_until = extracted.artifact.valid_until;
  }
  entry.versions = review::mentions_of(extracted);
  entry.warnings = std::move(extracted.document.warnings);
  entry.pages = extracted.document.pages;
  entry.pages_without_text = extracted.document.pages_without_text;
  entry.ocr_pages = extracted.document.ocr_pages;
  entry.hidden = std::move(extracted.document.hidden);
  if (request_.workspace != nullptr) review::apply_overrides(*request_.workspace, entry);
  if (has_text && entry.facts.language != "en" && entry.facts.language != "und") {
    entry.status = Status::unreadable;
    entry.reason = Reason::unsupported_language;
    entry.detail = entry.facts.language;
  } else if (has_text) {
    // Rules that do not compile end the whole review: see run().
    const auto rules = request_.knowledge->rules();
    if (!rules) return entry;
    if (!scratch) scratch.emplace(*(*rules)->scanner);
    review::FileJudgement judgement = review::judge_file(**rules, extracted, entry.facts, subject.path, *scratch);
    entry.constraints = std::move(judgement.constraints);
    entry.lacking = std::move(judgement.lacking);
    entry.record_of = extracted.artifact.kind == document::ArtifactKind::case_register
                          ? review::decided_by_values(entry)
                          : matching::record_of(**rules, entry.facts, subject.path, *scratch);
    drop_unfounded(entry, extracted.document.text);
    if (asking_ != nullptr) asking_->look(extracted.document, entry);
  }
  return entry;
}

bool Judge::is_left_out(const std::string& path, Judged& out) const {
  if (sources::is_configuration(path.substr(path.find_last_of("/!") + 1))) {
    out.not_loaded.push_back(path);
    return true;
  }
  std::string slashed = path;
  std::replace(slashed.begin(), slashed.end(), '!', '/');
  bool ignored = request_.workspace != nullptr && review::is_ignored(*request_.workspace, path);
  for (std::size_t at = slashed.find('/'); !ignored && ignore_ != nullptr; at = slashed.find('/', at + 1)) {
    ignored = !ignore_->ignored_by(slashed.substr(0, at), at != std::string::npos).empty();
    if (at == std::string::npos) break;
  }
  if (ignored) ++out.ignored;
  return ignored;
}

bool Judge::recall(const Subject& subject, Judged& out, Scratch& scratch) const {
  review::Park park;
  if (shelf_ != nullptr) park = [this](std::string_view evidence) { return shelf_->park(evidence); };
  std::optional<review::DocumentEntry> entry = memory_.entry(subject.sha256, subject.path, park);
  if (entry) entry->root = subject.root;
  if (entry && asking_ != nullptr && Asking::wants(*entry)) {
    // Questions need the text itself.
    const std::optional<Extracted> extracted = memory_.text(subject.sha256, subject.path);
    if (!extracted) return false;
    asking_->look(extracted->document, *entry);
  }
  if (!entry) {
    std::optional<Extracted> extracted = memory_.text(subject.sha256, subject.path);
    if (!extracted) return false;
    entry = entry_of(subject, std::move(*extracted), scratch);
    memory_.keep(*entry);
    if (shelf_ != nullptr) shelf_->park(*entry);
  }
  for (const Member& member : entry->members) {
    const Subject inner{subject.root, subject.path + "!" + member.path, member.sha256, member.size, subject.nesting + 1};
    if (is_left_out(inner.path, out)) continue;
    if (member.reason != Reason::none) {
      out.entries.push_back(unread(inner, member.reason, member.detail));
    } else if (!recall(inner, out, scratch)) {
      return false;
    }
  }
  entry->members.clear();
  out.entries.push_back(std::move(*entry));
  return true;
}

bool Judge::take_member(const Subject& container, Member& member, std::optional<platform::File> file, Budget& budget,
                        Scratch& scratch) const {
  if (budget.members == 0 || member.size > budget.bytes) {
    budget.spent = true;
    return false;
  }
  --budget.members;
  budget.bytes -= member.size;
  if (file) {
    auto hash = Memory::worked_out_sha256_of(*file);
    if (hash) member.sha256 = std::move(*hash);
  }
  Subject inner{container.root, container.path + "!" + member.path, member.sha256, member.size, container.nesting + 1};
  Judged judged;
  if (is_left_out(inner.path, judged)) {
    client_.take(std::move(judged));
    return true;
  }
  if (!file) {
    judged.entries.push_back(unread(inner, member.reason, member.detail));
  } else if (platform::interrupted()) {
    judged.entries.push_back(unread(inner, Reason::interrupted, {}));
  } else if (member.container && inner.nesting >= request_.limits.nesting) {
    member.reason = Reason::too_deep;
    member.detail = "more than " + std::to_string(request_.limits.nesting) + " archives within each other";
    judged.entries.push_back(unread(inner, member.reason, member.detail));
  } else if (member.container) {
    // Here and now: what it unpacks is counted in the order of the container.
    read(inner, *file, budget, scratch);
    return !budget.spent;
  } else {
    MemberFile offered{inner.root, inner.path, inner.sha256, std::move(*file)};
    if (!client_.offer(offered)) judge(offered, scratch);
    return true;
  }
  client_.take(std::move(judged));
  return true;
}

void Judge::read(const Subject& subject, const platform::File& file, Budget& budget, Scratch& scratch) const {
  Judged judged;
  if (!subject.sha256.empty() && recall(subject, judged, scratch)) return client_.take(std::move(judged));
  judged = {};
  // A worker may have to be started first.
  request_.knowledge->prepare_rules();
  std::vector<Member> members;
  std::set<std::string> names;
  Extracted extracted = readers_.extract(file, subject.path, [&](Member member, std::optional<platform::File> member_file) {
    member.path = unique_name(base::display_name(member.path), names);
    const bool go_on = take_member(subject, member, std::move(member_file), budget, scratch);
    if (go_on) members.push_back(std::move(member));
    return go_on;
  });
  if (budget.spent) {
    extracted = extraction::unreadable(
        Reason::too_large, "unpacks to more than the limit; of it were read " + std::to_string(members.size()) + " files");
  }
  extracted.members = std::move(members);
  if (!budget.spent) memory_.keep(subject.sha256, subject.path, extracted);
  review::DocumentEntry entry = entry_of(subject, std::move(extracted), scratch);
  if (!budget.spent) memory_.keep(entry);
  entry.members.clear();
  if (shelf_ != nullptr) shelf_->park(entry);
  judged.entries.push_back(std::move(entry));
  client_.take(std::move(judged));
}

void Judge::judge(const sources::SourceItem& item, Scratch& scratch) const {
  // Names may be any bytes; all that looks at a review gets them harmless and in UTF-8.
  Subject subject{item.root, base::display_name(item.path), {}, item.size, 0};
  if (const auto known = memory_.known(item.version)) {
    // What the source says to have the same bytes as before need not be fetched.
    subject.sha256 = known->sha256;
    subject.size = known->size;
    Judged judged;
    if (recall(subject, judged, scratch)) return client_.take(std::move(judged));
    subject.sha256.clear();
  }
  const auto file =
      platform::interrupted() ? base::Result<platform::File>(base::Error{base::ErrorCode::interrupted, {}, {}}) : item.open();
  if (!file) {
    const base::ErrorCode code = file.error().code;
    const Reason reason = code == base::ErrorCode::limit_exceeded ? Reason::too_large : Reason::corrupt;
    Judged judged;
    judged.entries.push_back(code == base::ErrorCode::interrupted ? unread(subject, Reason::interrupted, {})
                                                                  : unread(subject, reason, detail_of(file.error())));
    return client_.take(std::move(judged));
  }
  subject.size = file->size();
  // A sparse file has any size at no cost: what is too large is not read to its end either.
  if (file->size() <= request_.limits.file_bytes) {
    if (auto hash = memory_.sha256_of(*file, item.version)) subject.sha256 = std::move(*hash);
  }
  Budget budget{request_.limits.unpacked_bytes, request_.limits.members, false};
  read(subject, *file, budget, scratch);
}

void Judge::judge(const MemberFile& member, Scratch& scratch) const {
  // Containers are not offered.
  Budget none;
  read({member.root, member.path, member.sha256, member.file.size(), 1}, member.file, none, scratch);
}

}  // namespace crosswalk::pipeline
