// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "base/result.h"
#include "matching/rule_set.h"
#include "packs/diagnostics.h"
#include "packs/loader.h"
#include "store/cache.h"

namespace crosswalk::pipeline {

/// The files of a folder and of all folders below it, none larger than 8 MiB; names that begin with a dot are left out.
/// Errors: not_found, not_readable, limit_exceeded.
base::Result<packs::Files> read_files(const std::string& folder);

/// Adds diagnostics whose files are relative to `folder` to `all`, their files named with it.
void add_in_folder(const packs::Diagnostics& own, const std::string& folder, packs::Diagnostics& all);

/// The folders of the shipped packs that are always used, and of those that the user names besides: by their folder, or by the
/// id of a shipped pack. Errors: usage where a name is neither; not_found, malformed_pack.
base::Result<std::vector<std::string>> pack_folders(const std::string& data_folder, const std::vector<std::string>& more,
                                                    packs::Diagnostics& diagnostics);

/// The folder of a pack; of an extension, behind that of the shipped pack that it extends. Errors: malformed_pack, where that is
/// not shipped; those of reading.
base::Result<std::vector<std::string>> with_extended(const std::string& folder, const packs::Files& files);

/// The pack of a folder whose files were read; an extension laid over the shipped pack that it extends. Errors: malformed_pack,
/// and those of reading.
base::Result<packs::Pack> load_pack(const std::string& folder, const packs::Files& files, packs::Diagnostics& diagnostics);

/// The folders of all shipped packs, also of those that are only used when asked for. Errors: not_found, malformed_pack.
base::Result<std::vector<std::string>> shipped_pack_folders(const std::string& data_folder, packs::Diagnostics& diagnostics);

/// Reads and compiles packs and the lexicon of a language. Extensions are laid over the packs that they extend. What is wrong
/// goes to `diagnostics`; errors: malformed_pack and those of reading. A pack's hash covers its own files and the lexicon.
base::Result<std::shared_ptr<const matching::RuleSet>> load_rule_set(const std::vector<std::string>& pack_folders,
                                                                     const std::string& lexicon_folder,
                                                                     packs::Diagnostics& diagnostics);

/// Whether files that were read before are met again by their names, sizes and times, or by their bytes only.
enum class MeetAgain : std::uint8_t { by_stamp, by_bytes };

/// Packs with their rules, which are made ready when they are first needed: a review of documents that are all known needs none.
/// Threads may use it at the same time.
class Knowledge {
 public:
  /// The shipped packs and those in `more`. What is wrong goes to `diagnostics`; errors: malformed_pack and those of reading.
  /// Packs in which nothing is wrong are kept in `cache` (may be null, has to outlive the last call of rules()) as they were read
  /// and compiled; they are taken from there as long as neither their files, those of the lexicon nor the program change. All
  /// others are compiled at once, so that what is wrong in them is told.
  static base::Result<std::shared_ptr<const Knowledge>> load_shipped(const std::vector<std::string>& more,
                                                                     const store::Cache* cache, MeetAgain meet_again,
                                                                     packs::Diagnostics& diagnostics);
  /// Of rules that are compiled.
  static std::shared_ptr<const Knowledge> of(std::shared_ptr<const matching::RuleSet> rules);

  /// The packs.
  [[nodiscard]] const std::vector<std::shared_ptr<const packs::Pack>>& packs() const { return packs_; }
  /// The compiled rules: from the cache, or compiled now. Errors: malformed_pack, and those of reading, if the files were changed
  /// since they were loaded.
  [[nodiscard]] base::Result<std::shared_ptr<const matching::RuleSet>> rules() const;
  /// Begins to make the rules ready beside what this thread does next.
  void prepare_rules() const;
  /// The error of rules(), if there was one.
  [[nodiscard]] std::optional<base::Error> failure() const;

 private:
  /// Takes the packs with this key from the cache; false where it does not have them.
  bool recall_packs(const std::string& key);
  [[nodiscard]] std::shared_ptr<const matching::RuleSet> recall_rules() const;
  void keep_rules() const;

  std::vector<std::shared_ptr<const packs::Pack>> packs_;
  const store::Cache* cache_ = nullptr;
  /// Where the rules are, for those that are not compiled yet.
  std::vector<std::string> folders_;
  std::string lexicon_folder_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const matching::RuleSet> rules_;
  mutable std::optional<base::Error> failure_;
  /// Ends before all of the above.
  mutable std::future<void> preparation_;
};

/// The shipped packs and those in `more`, compiled with the shipped English lexicon.
base::Result<std::shared_ptr<const matching::RuleSet>> load_shipped_rule_set(const std::vector<std::string>& more,
                                                                             packs::Diagnostics& diagnostics);

/// The same packs for who only shows what they hold: compiling takes most of the time of loading.
base::Result<std::vector<std::shared_ptr<const packs::Pack>>> load_shipped_packs(const std::vector<std::string>& more,
                                                                                 packs::Diagnostics& diagnostics);

/// The shipped catalogues. What is wrong goes to `diagnostics`; errors: malformed_pack and those of reading.
base::Result<std::vector<packs::Catalogue>> load_shipped_catalogues(packs::Diagnostics& diagnostics);

/// The shipped packs and those in `more` with their mappings, and the shipped catalogues. What is wrong goes to `diagnostics`;
/// errors: malformed_pack and those of reading. Whether mappings lead somewhere is not looked at: see atlas::check().
base::Result<atlas::Atlas> load_shipped_atlas(const std::vector<std::string>& more, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::pipeline
