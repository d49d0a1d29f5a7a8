// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "artifacts/osv/match.h"
#include "artifacts/osv/vulnerability.h"
#include "base/result.h"

namespace crosswalk::artifacts::osv {

/// A vulnerability that affects a package, and why.
struct Match {
  /// Belongs to the Database.
  const Vulnerability* vulnerability = nullptr;
  const Affected* affected = nullptr;
  Reason reason;
};

/// Vulnerabilities that were read from files, found by package. Descriptions are not kept. Once all is added, any number of
/// threads may look things up.
class Database {
 public:
  /// Keeps from now on only what affects one of these packages, in any version; of other vulnerabilities their ids and times.
  /// To be called while the database is empty.
  void keep_only(const std::vector<Package>& packages);
  /// Takes in a vulnerability; one with the id of an earlier one replaces it if it was modified later, else it is left out.
  void add(Vulnerability vulnerability);
  /// Takes in all records of a JSON file; how many there were. Errors: those of read_records().
  base::Result<std::size_t> add_file(std::string bytes, std::string_view name);

  /// What affects a package, sorted by id; vulnerabilities that were withdrawn do not. Takes time in proportion to the
  /// vulnerabilities of this package.
  [[nodiscard]] std::vector<Match> find(const Package& package) const;
  /// The same for a package URL with a version. Errors: those of packages_of().
  [[nodiscard]] base::Result<std::vector<Match>> find(std::string_view purl) const;

  /// The vulnerability with this id, or null.
  [[nodiscard]] const Vulnerability* by_id(std::string_view id) const;
  /// How many vulnerabilities it was given, kept or not.
  [[nodiscard]] std::size_t size() const { return vulnerabilities_.size() + left_out_.size(); }

 private:
  using Place = std::pair<std::uint32_t, std::uint32_t>;

  void index(std::uint32_t number);
  [[nodiscard]] bool is_wanted(const Vulnerability& vulnerability) const;

  std::vector<Vulnerability> vulnerabilities_;
  std::unordered_map<std::string, std::uint32_t> by_id_;
  /// Numbers of vulnerabilities and of their packages, by ecosystem and name. A place may be stale where a record was replaced.
  std::unordered_map<std::string, std::vector<Place>> by_package_;
  /// Ecosystems and names of keep_only(); nothing: all are kept.
  std::optional<std::unordered_set<std::string>> wanted_;
  /// Ids of what was not kept, with its time: an older record with this id must not come in its place.
  std::unordered_map<std::string, std::string> left_out_;
};

}  // namespace crosswalk::artifacts::osv
