// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"
#include "provider/facts.h"

namespace crosswalk::provider {

/// What came of asking for an address.
struct Answer {
  /// found: there are bytes. missing: there is nothing (404, 410, no such file). refused: it wants a login (401, 403).
  /// redirected: it is elsewhere. not_asked: its host is none of those that may be asked, or a folder does not hold it.
  enum class State : std::uint8_t { found, missing, refused, redirected, failed, not_asked } state = State::not_asked;
  std::string bytes{};
  /// Where a redirection leads.
  std::string location{};
  /// For people: why it failed.
  std::string problem{};
  /// Whether it failed because the server's certificate is not to be trusted.
  bool untrusted = false;
  /// Of a folder on this machine: the names in it, those of folders with '/' at the end.
  std::vector<std::string> names{};
};

/// Answers by address.
using Gathered = std::map<std::string, Answer>;

/// What is looked at.
struct Scope {
  /// Where the provider's metadata are.
  std::string metadata_url;
  /// Whether a server is asked; else a folder on this machine stands for it.
  bool served = true;
  Instant as_of = 0;
};

/// A document, and what speaks of it.
struct Found {
  std::string url;
  /// Whether index.txt and a listing of its folder name it.
  bool in_index = false;
  bool in_listing = false;
  /// The date that changes.csv has for it.
  std::optional<std::string> change;
  /// The entry of a ROLIE feed, and the label of the feed.
  artifacts::json::Value entry;
  std::string feed_label;
  /// Files with its hashes and signatures: those that the feed names, or, without a feed, those beside it.
  std::vector<std::string> hashes;
  std::vector<std::string> signatures;
};

/// A feed that the metadata name.
struct Feed {
  std::string url;
  std::string label;
};

/// An OpenPGP key that the metadata name.
struct Key {
  std::string url;
  std::string fingerprint;
};

/// What the answers so far tell of a provider. Holds on to `gathered`.
class Survey {
 public:
  Survey(const Gathered& gathered, const Scope& scope);

  /// Addresses that have to be asked yet to know more, each once; none: all is known.
  [[nodiscard]] std::vector<std::string> missing() const;

  /// The answer, redirections followed as far as they were asked; null: not asked yet.
  [[nodiscard]] const Answer* answer(const std::string& url) const;
  /// The metadata as JSON; none where they are none.
  [[nodiscard]] artifacts::json::Value metadata() const;
  /// "https://example.org", with a port where it has one.
  [[nodiscard]] const std::string& origin() const { return origin_; }
  /// Addresses of clients' first places. Source: CSAF 2.0, 7.1.8 to 7.1.10.
  [[nodiscard]] std::string well_known_url() const { return origin_ + "/.well-known/csaf/provider-metadata.json"; }
  [[nodiscard]] std::string security_txt_url() const { return origin_ + "/.well-known/security.txt"; }
  /// Empty for an address or a host without a domain.
  [[nodiscard]] std::string dns_url() const;

  /// What the metadata name; folders end with '/'.
  [[nodiscard]] const std::vector<std::string>& directories() const { return directories_; }
  [[nodiscard]] const std::vector<Feed>& feeds() const { return feeds_; }
  [[nodiscard]] const std::vector<std::string>& services() const { return services_; }
  [[nodiscard]] const std::vector<std::string>& categories() const { return categories_; }
  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  /// All documents, by address.
  [[nodiscard]] const std::map<std::string, Found>& documents() const { return documents_; }
  /// Folders with documents, those of years, by address; each ends with '/'.
  [[nodiscard]] const std::set<std::string>& folders() const { return folders_; }
  /// A JSON answer; none where it is none, or not there.
  [[nodiscard]] artifacts::json::Value json(const std::string& url) const;
  /// Why an answer is no JSON; empty where it is, or not there.
  [[nodiscard]] std::string json_problem(const std::string& url) const;

 private:
  void read_metadata();
  void read_directory(const std::string& url);
  void read_feed(const Feed& feed);
  void read_listing(const std::string& url);
  Found& document(const std::string& url);
  void want(const std::string& url);

  const Gathered& gathered_;
  const Scope& scope_;
  std::string origin_;
  std::vector<std::string> directories_;
  std::vector<Feed> feeds_;
  std::vector<std::string> services_;
  std::vector<std::string> categories_;
  std::vector<Key> keys_;
  std::map<std::string, Found> documents_;
  std::set<std::string> folders_;
  std::vector<std::string> wanted_;
  std::set<std::string> seen_;
  mutable std::map<std::string, base::Result<artifacts::json::Document>> parsed_;
};

/// The fields of a line of comma-separated values. Source: RFC 4180, 2.
std::vector<std::string> csv_fields(std::string_view line);
/// The names that a folder's listing has: of a page, the last part of every link in it.
std::set<std::string> names_in_listing(const Answer& answer);
/// The lines of a text, without ends of line and empty ones.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace crosswalk::provider
