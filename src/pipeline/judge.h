// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/asking.h"
#include "pipeline/memory.h"
#include "pipeline/readers.h"
#include "pipeline/run.h"
#include "pipeline/shelf.h"
#include "platform/file.h"
#include "review/review.h"
#include "sources/ignore.h"
#include "sources/listing.h"

namespace crosswalk::pipeline {

/// A file that came out of another one.
struct MemberFile {
  std::string root;
  /// "archive!member"
  std::string path;
  std::string sha256;
  platform::File file;
};

/// What one file, or all of a container, came to.
struct Judged {
  std::vector<review::DocumentEntry> entries;
  /// Members that a pattern leaves out, and those with the name of a configuration.
  std::uint64_t ignored = 0;
  std::vector<std::string> not_loaded;
};

/// Who gets what a Judge finds. Several threads may call it at the same time.
class JudgeClient {
 public:
  virtual ~JudgeClient() = default;
  /// Takes results.
  virtual void take(Judged judged) = 0;
  /// Takes a member to be judged later, by any thread; false if there is no room: it is then judged at once.
  virtual bool offer(MemberFile& member) = 0;
};

/// Reads and judges files: how each was read, what it says of itself, and its verdicts. A container brings the files in it along.
/// What earlier runs found is not worked out again. Keeps no text but the quotes.
class Judge {
 public:
  /// What one thread needs; made when it first matches.
  using Scratch = std::optional<matching::Scanner::Scratch>;

  /// All must outlive it. `ignore` (may be null) holds for members; evidence goes to `shelf` (may be null: it stays in the
  /// entries); `asking` (may be null) gets to see every text.
  Judge(const Request& request, const Memory& memory, const sources::IgnoreRules* ignore, Shelf* shelf, const Readers& readers,
        JudgeClient& client, Asking* asking = nullptr);

  /// Judges a file of a listing.
  void judge(const sources::SourceItem& item, Scratch& scratch) const;
  /// Judges a member that was offered.
  void judge(const MemberFile& member, Scratch& scratch) const;

 private:
  struct Subject;
  struct Budget;

  void read(const Subject& subject, const platform::File& file, Budget& budget, Scratch& scratch) const;
  bool take_member(const Subject& container, document::Member& member, std::optional<platform::File> file, Budget& budget,
                   Scratch& scratch) const;
  bool recall(const Subject& subject, Judged& out, Scratch& scratch) const;
  [[nodiscard]] bool is_left_out(const std::string& path, Judged& out) const;
  [[nodiscard]] review::DocumentEntry blank(const Subject& subject) const;
  [[nodiscard]] review::DocumentEntry unread(const Subject& subject, document::Reason reason, std::string detail) const;
  [[nodiscard]] review::DocumentEntry entry_of(const Subject& subject, document::Extracted extracted, Scratch& scratch) const;

  const Request& request_;
  const Memory& memory_;
  const sources::IgnoreRules* ignore_;
  Shelf* shelf_;
  const Readers& readers_;
  JudgeClient& client_;
  Asking* asking_;
};

}  // namespace crosswalk::pipeline
