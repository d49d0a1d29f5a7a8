// SPDX-License-Identifier: Apache-2.0
#include "provider/check.h"

#include <algorithm>
#include <optional>
#include <set>

#include "artifacts/csaf/schema.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/csaf/tracking.h"
#include "artifacts/securitytxt/securitytxt.h"
#include "base/hash.h"
#include "base/text.h"

namespace crosswalk::provider {
namespace {

namespace csaf = artifacts::csaf;
namespace securitytxt = artifacts::securitytxt;
using artifacts::json::Value;
using State = Answer::State;

constexpr Instant warned_before = Instant{30} * 24 * 60 * 60;
/// Of one requirement, so that a provider with a thousand mistakes of one kind does not hide the others.
constexpr std::size_t most_faults = 50;

constexpr std::array<std::string_view, 21> titles{"",
                                                  "Valid CSAF documents",
                                                  "File names",
                                                  "TLS",
                                                  "TLP:WHITE is freely accessible",
                                                  "TLP:AMBER and TLP:RED are protected",
                                                  "No redirections",
                                                  "provider-metadata.json",
                                                  "security.txt",
                                                  "Well-known URL",
                                                  "DNS path",
                                                  "One folder per year",
                                                  "index.txt",
                                                  "changes.csv",
                                                  "Directory listings",
                                                  "ROLIE feed",
                                                  "ROLIE service document",
                                                  "ROLIE category document",
                                                  "Integrity: hashes",
                                                  "Signatures",
                                                  "Public OpenPGP key"};

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string documents_text(std::size_t count) { return counted(count, "document", "documents"); }

/// What an answer without bytes says, for people.
std::string why_not(const Answer* answer) {
  if (answer == nullptr) return "was not asked for";
  switch (answer->state) {
    case State::found:
      return "is there";
    case State::missing:
      return "is not there";
    case State::refused:
      return "wants a login";
    case State::redirected:
      return "leads on and on";
    case State::failed:
      return "cannot be read: " + answer->problem;
    case State::not_asked:
      return "was not asked for: " + answer->problem;
  }
  return {};
}

/// A document with what it says.
struct Looked {
  const Found* found = nullptr;
  const Answer* answer = nullptr;
  std::optional<Facts> facts;
  /// Why there are none.
  std::string problem;
};

class Checker {
 public:
  Checker(const Gathered& gathered, const Scope& scope, const std::map<SignedPair, Verified>& verified)
      : gathered_(gathered), scope_(scope), verified_(verified), survey_(gathered, scope) {}

  base::Result<std::vector<Requirement>> run() {
    for (std::size_t i = 1; i < titles.size(); ++i) all_.push_back({static_cast<int>(i), titles[i], Verdict::passed, "", {}, {}});
    CW_RETURN_IF_ERROR(metadata());
    if (all_[6].verdict == Verdict::failed && !survey_.metadata()) {
      for (Requirement& each : all_) {
        if (each.number != 7) skip(each.number, "there are no metadata that lead to anything");
      }
      transport();
      return all_;
    }
    CW_RETURN_IF_ERROR(look_at_documents());
    validity();
    names();
    transport();
    access();
    redirections();
    places();
    directories();
    CW_RETURN_IF_ERROR(rolie());
    hashes();
    signatures();
    keys();
    for (Requirement& each : all_) {
      if (!each.faults.empty()) each.verdict = Verdict::failed;
    }
    return all_;
  }

 private:
  Requirement& at(int number) { return all_[static_cast<std::size_t>(number) - 1]; }
  void fault(int number, std::string what) {
    Requirement& one = at(number);
    one.verdict = Verdict::failed;
    if (one.faults.size() < most_faults) one.faults.push_back(std::move(what));
    if (one.faults.size() == most_faults) one.faults.back() = "and more";
  }
  void skip(int number, std::string why) {
    Requirement& one = at(number);
    if (!one.faults.empty()) return;
    one.verdict = Verdict::skipped;
    one.found = std::move(why);
  }

  /// An address as people read it: what follows the provider's own host.
  [[nodiscard]] std::string shown(const std::string& url) const {
    const std::string& origin = survey_.origin();
    return url.starts_with(origin + "/") ? url.substr(origin.size()) : url;
  }

  base::Result<void> metadata() {
    const Answer* answer = survey_.answer(scope_.metadata_url);
    if (answer == nullptr || answer->state != State::found) {
      fault(7, shown(scope_.metadata_url) + " " + why_not(answer));
      return {};
    }
    const Value root = survey_.metadata();
    if (!root) {
      fault(7, shown(scope_.metadata_url) + " is no JSON: " + survey_.json_problem(scope_.metadata_url));
      return {};
    }
    CW_ASSIGN_OR_RETURN(const auto findings, csaf::schema_findings(csaf::Kind::provider_metadata, root));
    for (const artifacts::Finding& finding : findings) fault(7, finding.pointer + ": " + finding.message);
    canonical_ = root["canonical_url"].string();
    if (canonical_ != scope_.metadata_url && canonical_ != survey_.well_known_url()) {
      const Answer* other = survey_.answer(canonical_);
      if (other == nullptr || other->bytes != answer->bytes) {
        fault(7, "canonical_url is " + canonical_ + ", and it was found at " + scope_.metadata_url);
      }
    }
    if (root["role"].string() != "csaf_trusted_provider") {
      fault(7, "its role is '" + std::string(root["role"].string()) + "' and not 'csaf_trusted_provider'");
    }
    if (survey_.directories().empty() && survey_.feeds().empty()) fault(7, "no distribution says where documents are");
    at(7).found =
        "of " + std::string(root["publisher"]["name"].string()) + ", last updated " + std::string(root["last_updated"].string());
    return {};
  }

  base::Result<void> look_at_documents() {
    for (const auto& [url, found] : survey_.documents()) {
      Looked one{&found, survey_.answer(url), std::nullopt, ""};
      if (one.answer != nullptr && one.answer->state == State::found) {
        const Value root = survey_.json(url);
        if (!root) {
          one.problem = "no JSON: " + survey_.json_problem(url);
        } else if (auto facts = read_facts(root)) {
          one.facts = std::move(*facts);
        } else if (facts.error().code == base::ErrorCode::internal) {
          return facts.error();
        } else {
          one.problem = facts.error().detail;
        }
      }
      looked_.push_back(std::move(one));
    }
    return {};
  }

  /// Whether there is any document to look at; else the requirement is skipped.
  bool any(int number) {
    const bool found = std::any_of(looked_.begin(), looked_.end(), [](const Looked& each) {
      return each.answer != nullptr && each.answer->state == State::found;
    });
    if (!found) skip(number, looked_.empty() ? "no document is published" : "no document can be read");
    return found;
  }

  // 7.1.1
  void validity() {
    if (!any(1)) return;
    std::size_t valid = 0;
    for (const Looked& each : looked_) {
      if (!each.problem.empty()) fault(1, shown(each.found->url) + ": " + each.problem);
      if (!each.facts) continue;
      valid += each.facts->faults.empty() ? 1 : 0;
      for (const std::string& what : each.facts->faults) fault(1, shown(each.found->url) + ": " + what);
    }
    at(1).found = documents_text(valid) + " valid by the schema and all mandatory tests";
  }

  // 7.1.2
  void names() {
    if (!any(2)) return;
    for (const Looked& each : looked_) {
      if (!each.facts) continue;
      const std::string name = each.found->url.substr(each.found->url.rfind('/') + 1);
      const std::string right = csaf::file_name_for(each.facts->id);
      if (name != right) fault(2, shown(each.found->url) + " has to be called " + right);
    }
    at(2).found = "file names follow from the documents' ids";
  }

  // 7.1.3
  void transport() {
    if (!scope_.served) return skip(3, "a folder was checked, and no server");
    std::size_t secure = 0;
    for (const auto& [url, answer] : gathered_) {
      if (answer.untrusted) fault(3, shown(url) + ": " + answer.problem);
      if (answer.state == State::not_asked && !url.starts_with("https://")) fault(3, url + " is no https address");
      secure += answer.state != State::failed && answer.state != State::not_asked ? 1 : 0;
    }
    at(3).found = counted(secure, "answer", "answers") + " over TLS with a certificate that was verified; http was not tried";
  }

  // 7.1.4 and 7.1.5
  void access() {
    if (any(5)) {
      for (const Looked& each : looked_) {
        if (each.facts && (each.facts->tlp == "AMBER" || each.facts->tlp == "RED")) {
          fault(5, shown(each.found->url) + " is TLP:" + each.facts->tlp + ", and everybody can read it");
        }
      }
      at(5).found = "none of the documents that everybody can read is TLP:AMBER or TLP:RED";
    }
    if (!scope_.served) return skip(4, "a folder was checked: whether everybody may read it is the server's business");
    if (!any(4)) return;
    std::size_t white = 0;
    for (const Looked& each : looked_) {
      const bool listed_as_white = each.found->feed_label == "WHITE" || each.found->in_index;
      if (each.answer != nullptr && each.answer->state == State::refused && listed_as_white) {
        fault(4, shown(each.found->url) + " wants a login");
      }
      white += each.facts && each.facts->tlp == "WHITE" ? 1 : 0;
    }
    at(4).found = documents_text(white) + " with TLP:WHITE read without a login";
  }

  // 7.1.6
  void redirections() {
    if (!scope_.served) return skip(6, "a folder was checked, and no server");
    for (const auto& [url, answer] : gathered_) {
      if (answer.state == State::redirected && url != survey_.dns_url()) fault(6, shown(url) + " leads to " + answer.location);
    }
    at(6).found = counted(gathered_.size(), "address", "addresses") + " asked, none leads elsewhere";
  }

  [[nodiscard]] bool is_metadata(const Answer* answer) const {
    const Answer* metadata = survey_.answer(scope_.metadata_url);
    return answer != nullptr && metadata != nullptr && answer->state == State::found && answer->bytes == metadata->bytes;
  }

  // 7.1.8 to 7.1.10: one of them is enough.
  void places() {
    const std::string well_known = survey_.well_known_url();
    const Answer* direct = survey_.answer(well_known);
    const bool by_well_known = is_metadata(direct);
    const bool by_text = security_txt();
    const std::string dns = survey_.dns_url();
    const Answer* by_name = dns.empty() ? nullptr : survey_.answer(dns);
    if (by_well_known) {
      at(9).found = shown(well_known) + " serves the metadata";
    } else if (direct != nullptr && direct->state == State::found) {
      fault(9, shown(well_known) + " serves other metadata");
    } else if (by_text || is_metadata(by_name)) {
      skip(9, shown(well_known) + " " + why_not(direct) + "; another way leads to the metadata");
    } else {
      fault(9, shown(well_known) + " " + why_not(direct) + ", and no other way leads to the metadata");
    }
    if (is_metadata(by_name)) {
      at(10).found = dns + " serves the metadata";
    } else if (dns.empty()) {
      skip(10, scope_.served ? "the host has no domain: csaf.data.security.DOMAIN is not to be asked"
                             : "a folder was checked, and no server: csaf.data.security.DOMAIN was not asked");
    } else if (by_well_known || by_text) {
      skip(10, dns + " " + why_not(by_name) + "; another way leads to the metadata");
    } else {
      fault(10, dns + " " + why_not(by_name));
    }
  }

  /// Whether security.txt leads to the metadata.
  bool security_txt() {
    const std::string url = survey_.security_txt_url();
    const Answer* answer = survey_.answer(url);
    if (answer == nullptr || answer->state != State::found) {
      skip(8, shown(url) + " " + why_not(answer));
      return false;
    }
    const securitytxt::File file = securitytxt::read(answer->bytes, {scope_.as_of, scope_.served ? url : ""});
    const std::vector<std::string> places = file.values(securitytxt::FieldKind::csaf);
    const bool leads = std::any_of(places.begin(), places.end(), [&](const std::string& each) {
      return each == canonical_ || each == scope_.metadata_url || each == survey_.well_known_url();
    });
    for (const securitytxt::Remark& remark : file.remarks) {
      if (remark.finding.level == artifacts::FindingLevel::error) fault(8, remark.finding.message);
    }
    if (file.expires && *file.expires >= scope_.as_of && *file.expires < scope_.as_of + warned_before) {
      at(8).warnings.push_back("it ends within 30 days, at " + artifacts::time::text_of(*file.expires));
    }
    if (file.is_signed) {
      const auto found = verified_.find({url, url});
      if (found != verified_.end() && found->second.state == Verified::State::bad)
        fault(8, "its signature is bad: " + found->second.what);
      if (found == verified_.end() || found->second.state == Verified::State::unknown_key ||
          found->second.state == Verified::State::not_checked) {
        at(8).warnings.push_back("its signature was not verified" + (found == verified_.end() ? "" : ": " + found->second.what));
      }
    } else {
      at(8).warnings.emplace_back("it is not signed");
    }
    if (places.empty()) {
      skip(8, shown(url) + " has no CSAF field");
      return false;
    }
    if (!leads) fault(8, "its CSAF field leads to " + places.front() + ", which are not these metadata");
    at(8).found =
        shown(url) + " leads to the metadata" + (file.expires ? ", and ends " + artifacts::time::text_of(*file.expires) : "");
    return leads && at(8).faults.empty();
  }

  /// The directory that a document lies in, or null.
  [[nodiscard]] const std::string* directory_of(const std::string& url) const {
    const std::string* out = nullptr;
    for (const std::string& each : survey_.directories()) {
      if (url.starts_with(each) && (out == nullptr || each.size() > out->size())) out = &each;
    }
    return out;
  }

  // 7.1.11 to 7.1.14
  void directories() {
    if (survey_.directories().empty()) {
      for (int number = 11; number <= 14; ++number) skip(number, "no directory_url is named: documents are distributed by ROLIE");
      return;
    }
    years();
    for (const std::string& each : survey_.directories()) {
      index(each);
      changes(each);
      listings(each);
    }
  }

  void years() {
    if (!any(11)) return;
    std::set<std::string> folders;
    for (const Looked& each : looked_) {
      const std::string* directory = directory_of(each.found->url);
      if (directory == nullptr || !each.facts) continue;
      const std::string rest = each.found->url.substr(directory->size());
      const std::string year = each.facts->initial_release.substr(0, 4);
      folders.insert(year);
      if (rest.size() < 6 || rest.substr(0, 5) != year + "/" || rest.find('/', 5) != std::string::npos) {
        fault(11, shown(each.found->url) + " was first released in " + year + " and does not lie in a folder of that name");
      }
    }
    at(11).found = counted(folders.size(), "folder", "folders") + ": " + base::join({folders.begin(), folders.end()}, ", ");
  }

  /// What names a document besides the file that is looked at.
  static std::string elsewhere(const Found& found) {
    if (found.entry) return "the ROLIE feed";
    if (found.in_listing) return "the folder";
    return found.in_index ? "index.txt" : "changes.csv";
  }

  void index(const std::string& directory) {
    const std::string url = directory + "index.txt";
    const Answer* answer = survey_.answer(url);
    if (answer == nullptr || answer->state != State::found) return fault(12, shown(url) + " " + why_not(answer));
    std::set<std::string> seen;
    for (const std::string& line : lines_of(answer->bytes)) {
      const auto found = survey_.documents().find(directory + line);
      if (found == survey_.documents().end() || line != base::trim(line)) {
        fault(12, "'" + line + "' is no path of a document");
      } else if (!seen.insert(line).second) {
        fault(12, line + " stands there twice");
      }
    }
    for (const Looked& each : looked_) {
      if (directory_of(each.found->url) == nullptr || *directory_of(each.found->url) != directory) continue;
      const std::string path = each.found->url.substr(directory.size());
      const bool there = each.answer != nullptr && each.answer->state == State::found;
      if (each.found->in_index && !there) fault(12, "it names " + path + ", which " + why_not(each.answer));
      if (!each.found->in_index && there) fault(12, path + " is missing; " + elsewhere(*each.found) + " names it");
    }
    at(12).found = counted(seen.size(), "document is", "documents are") + " named, all that were found";
  }

  void changes(const std::string& directory) {
    const std::string url = directory + "changes.csv";
    const Answer* answer = survey_.answer(url);
    if (answer == nullptr || answer->state != State::found) return fault(13, shown(url) + " " + why_not(answer));
    std::optional<csaf::Moment> before;
    std::size_t count = 0;
    for (const std::string& line : lines_of(answer->bytes)) {
      const std::vector<std::string> fields = csv_fields(line);
      const auto moment = fields.size() == 2 ? csaf::read_moment(fields[1]) : std::nullopt;
      if (!moment) {
        fault(13, "'" + line + "' is no path and time");
        continue;
      }
      if (before && *before < *moment)
        fault(13, "it is not sorted, the latest first: " + fields[0] + " is later than the one before");
      before = moment;
      ++count;
    }
    for (const Looked& each : looked_) {
      if (directory_of(each.found->url) == nullptr || *directory_of(each.found->url) != directory) continue;
      const std::string path = each.found->url.substr(directory.size());
      const bool there = each.answer != nullptr && each.answer->state == State::found;
      if (each.found->change && !there) fault(13, "it names " + path + ", which " + why_not(each.answer));
      if (!each.found->change && there) fault(13, path + " is missing; " + elsewhere(*each.found) + " names it");
      if (each.found->change && each.facts &&
          csaf::read_moment(*each.found->change) != csaf::read_moment(each.facts->current_release)) {
        fault(13, path + " was released " + each.facts->current_release + ", and not " + *each.found->change);
      }
    }
    at(13).found = counted(count, "document", "documents") + " with the time of its release, the latest first";
  }

  void listings(const std::string& directory) {
    if (!scope_.served) return skip(14, "a folder was checked: listings are the server's business");
    std::set<std::string> folders{directory};
    for (const std::string& each : survey_.folders()) {
      if (each.starts_with(directory)) folders.insert(each);
    }
    for (const std::string& folder : folders) {
      const Answer* answer = survey_.answer(folder);
      if (answer == nullptr || answer->state != State::found) {
        fault(14, shown(folder) + " " + why_not(answer));
        continue;
      }
      const std::set<std::string> names = names_in_listing(*answer);
      for (const Looked& each : looked_) {
        if (!each.found->url.starts_with(folder) || each.answer == nullptr || each.answer->state != State::found) continue;
        const std::string rest = each.found->url.substr(folder.size());
        const std::size_t slash = rest.find('/');
        const std::string name = slash == std::string::npos ? rest : rest.substr(0, slash + 1);
        if (!names.contains(name)) fault(14, shown(folder) + " does not list " + name);
      }
    }
    at(14).found = counted(folders.size(), "folder is", "folders are") + " listed";
  }

  // 7.1.15 to 7.1.17
  base::Result<void> rolie() {
    if (survey_.feeds().empty()) {
      for (int number = 15; number <= 17; ++number) skip(number, "no feed is named: documents are distributed by directories");
      return {};
    }
    CW_RETURN_IF_ERROR(feeds());
    CW_RETURN_IF_ERROR(companions(16, survey_.services(), csaf::Kind::rolie_service));
    CW_RETURN_IF_ERROR(companions(17, survey_.categories(), csaf::Kind::rolie_category));
    for (const std::string& url : survey_.services()) {
      std::set<std::string> listed;
      for (const Value workspace : survey_.json(url)["service"]["workspace"].items()) {
        for (const Value collection : workspace["collection"].items()) listed.emplace(collection["href"].string());
      }
      for (const Feed& feed : survey_.feeds()) {
        if (survey_.json(url) && !listed.contains(feed.url)) fault(16, shown(url) + " does not list " + shown(feed.url));
      }
    }
    return {};
  }

  base::Result<void> companions(int number, const std::vector<std::string>& urls, csaf::Kind kind) {
    if (urls.empty()) skip(number, "none is named; it is optional");
    for (const std::string& url : urls) {
      const Value root = survey_.json(url);
      if (!root) {
        const Answer* answer = survey_.answer(url);
        const bool there = answer != nullptr && answer->state == State::found;
        fault(number, shown(url) + " " + (there ? "is no JSON: " + survey_.json_problem(url) : why_not(answer)));
        continue;
      }
      if (csaf::kind_of(root) != kind) {
        fault(number, shown(url) + " is none");
        continue;
      }
      CW_ASSIGN_OR_RETURN(const auto findings, csaf::schema_findings(kind, root));
      for (const artifacts::Finding& finding : findings) fault(number, shown(url) + finding.pointer + ": " + finding.message);
      at(number).found = shown(url);
    }
    return {};
  }

  base::Result<void> feeds() {
    std::set<std::string> labels;
    std::size_t entries = 0;
    for (const Feed& feed : survey_.feeds()) {
      if (!labels.insert(feed.label).second) fault(15, "there is more than one feed for TLP:" + feed.label);
      const Value root = survey_.json(feed.url);
      if (!root || csaf::kind_of(root) != csaf::Kind::rolie_feed) {
        const Answer* answer = survey_.answer(feed.url);
        const bool there = answer != nullptr && answer->state == State::found;
        fault(15, shown(feed.url) + " " + (there ? "is no ROLIE feed" : why_not(answer)));
        continue;
      }
      CW_ASSIGN_OR_RETURN(const auto findings, csaf::schema_findings(csaf::Kind::rolie_feed, root));
      for (const artifacts::Finding& finding : findings)
        fault(15, shown(feed.url) + " " + finding.pointer + ": " + finding.message);
      entries += root["feed"]["entry"].size();
    }
    if (!labels.contains("WHITE") && !labels.contains("GREEN") && !labels.contains("UNLABELED")) {
      fault(15, "there is no feed for TLP:WHITE, TLP:GREEN or documents without a label");
    }
    for (const Looked& each : looked_) entry(each);
    at(15).found = counted(survey_.feeds().size(), "feed", "feeds") + " with " + counted(entries, "entry", "entries");
    return {};
  }

  /// Whether the entry of a document says what the document says.
  void entry(const Looked& one) {
    const std::string name = shown(one.found->url);
    const Value entry = one.found->entry;
    const bool there = one.answer != nullptr && one.answer->state == State::found;
    if (!entry) {
      if (there) fault(15, name + " is in no feed; " + elsewhere(*one.found) + " names it");
      return;
    }
    if (!there) return fault(15, "a feed names " + name + ", which " + why_not(one.answer));
    if (!one.facts) return;
    const std::string label = one.facts->tlp.empty() ? "UNLABELED" : one.facts->tlp;
    if (one.found->feed_label != label) fault(15, name + " is " + label + " and stands in the feed for " + one.found->feed_label);
    if (entry["id"].string() != one.facts->id) fault(15, "the entry of " + name + " has another id than the document");
    if (csaf::read_moment(entry["updated"].string()) != csaf::read_moment(one.facts->current_release)) {
      fault(15, "the entry of " + name + " was updated at another time than the document");
    }
    if (csaf::read_moment(entry["published"].string()) != csaf::read_moment(one.facts->initial_release)) {
      fault(15, "the entry of " + name + " was published at another time than the document");
    }
    if (one.found->hashes.empty()) fault(15, "the entry of " + name + " has no link to a hash");
    if (one.found->signatures.empty()) fault(15, "the entry of " + name + " has no link to a signature");
  }

  /// What is wrong with a file of a hash; empty: nothing.
  static std::string hash_fault(const std::string& url, const std::string& text, const std::string& bytes) {
    base::DigestKind kind = base::DigestKind::sha512;
    if (url.ends_with(".sha256")) {
      kind = base::DigestKind::sha256;
    } else if (!url.ends_with(".sha512")) {
      return url.ends_with(".md5") || url.ends_with(".sha1") ? "is of an algorithm that is not allowed"
                                                             : "is of an algorithm that is not known here";
    }
    base::Digest digest(kind);
    digest.update(bytes);
    const std::string right = base::to_hex(digest.finish());
    const std::string said = base::to_lower(text.substr(0, right.size()));
    const bool ends =
        text.size() == right.size() ||
        (text.size() > right.size() && (text[right.size()] == ' ' || text[right.size()] == '\n' || text[right.size()] == '\r'));
    if (said != right || !ends) return "is not the hash of the document";
    return {};
  }

  // 7.1.18
  void hashes() {
    if (!any(18)) return;
    std::size_t good = 0;
    for (const Looked& each : looked_) {
      if (each.answer == nullptr || each.answer->state != State::found) continue;
      std::size_t right = 0;
      for (const std::string& url : each.found->hashes) {
        const Answer* answer = survey_.answer(url);
        if (answer == nullptr || answer->state != State::found) {
          // A feed's word has to hold; the usual names beside a document are only guessed.
          if (each.found->entry) fault(18, shown(url) + " " + why_not(answer));
          continue;
        }
        const std::string problem = hash_fault(url, answer->bytes, each.answer->bytes);
        if (!problem.empty()) fault(18, shown(url) + " " + problem);
        right += problem.empty() ? 1 : 0;
      }
      if (right == 0 && each.found->hashes.empty()) fault(18, shown(each.found->url) + " has no hash");
      if (right == 0 && !each.found->entry) fault(18, shown(each.found->url) + " has no hash that is right");
      good += right;
    }
    at(18).found = counted(good, "hash fits its document", "hashes fit their documents");
  }

  // 7.1.19
  void signatures() {
    if (!any(19)) return;
    std::size_t good = 0;
    std::string unchecked;
    for (const Looked& each : looked_) {
      if (each.answer == nullptr || each.answer->state != State::found) continue;
      if (each.found->signatures.empty()) fault(19, shown(each.found->url) + " has no signature");
      for (const std::string& url : each.found->signatures) {
        const Answer* answer = survey_.answer(url);
        if (answer == nullptr || answer->state != State::found) {
          fault(19, shown(url) + " " + why_not(answer));
          continue;
        }
        const auto found = verified_.find({url, each.found->url});
        const Verified verified =
            found == verified_.end() ? Verified{Verified::State::not_checked, "it was not asked", ""} : found->second;
        if (verified.state == Verified::State::not_checked) {
          unchecked = verified.what;
        } else if (verified.state == Verified::State::good) {
          ++good;
          signers_.insert(verified.fingerprint);
        } else {
          fault(19, shown(url) + " is bad: " + verified.what);
        }
      }
    }
    at(19).found = counted(good, "signature is", "signatures are") + " good";
    if (!unchecked.empty()) skip(19, "signatures could not be checked: " + unchecked);
  }

  // 7.1.20
  void keys() {
    if (survey_.keys().empty()) return fault(20, "the metadata name no public key (public_openpgp_keys)");
    std::set<std::string> known;
    for (const Key& key : survey_.keys()) {
      const Answer* answer = survey_.answer(key.url);
      if (answer == nullptr || answer->state != State::found) {
        fault(20, shown(key.url) + " " + why_not(answer));
        continue;
      }
      const std::vector<std::string> prints = fingerprints_of(answer->bytes);
      if (prints.empty()) fault(20, shown(key.url) + " holds no public key that is known here");
      std::string named = key.fingerprint;
      for (char& each : named) each = each >= 'a' && each <= 'f' ? static_cast<char>(each - 'a' + 'A') : each;
      if (!named.empty() && !prints.empty() && std::find(prints.begin(), prints.end(), named) == prints.end()) {
        fault(20, shown(key.url) + " is the key " + prints.front() + ", and not " + named);
      }
      known.insert(prints.begin(), prints.end());
    }
    for (const std::string& each : signers_) {
      if (!known.contains(each)) fault(20, "documents are signed by the key " + each + ", which is not published");
    }
    at(20).found = "key " + (known.empty() ? std::string("unknown") : *known.begin());
  }

  const Gathered& gathered_;
  const Scope& scope_;
  const std::map<SignedPair, Verified>& verified_;
  Survey survey_;
  std::string canonical_;
  std::vector<Looked> looked_;
  std::set<std::string> signers_;
  std::vector<Requirement> all_;
};

}  // namespace

std::vector<SignedPair> signatures_of(const Gathered& gathered, const Scope& scope) {
  const Survey survey(gathered, scope);
  const auto is_there = [&](const std::string& url) {
    const Answer* answer = survey.answer(url);
    return answer != nullptr && answer->state == State::found;
  };
  std::vector<SignedPair> out;
  for (const auto& [url, found] : survey.documents()) {
    for (const std::string& signature : found.signatures) {
      if (is_there(url) && is_there(signature)) out.emplace_back(signature, url);
    }
  }
  const std::string text = survey.security_txt_url();
  if (is_there(text) && survey.answer(text)->bytes.find("-----BEGIN PGP SIGNED MESSAGE-----") != std::string::npos) {
    out.emplace_back(text, text);
  }
  return out;
}

base::Result<std::vector<Requirement>> check(const Gathered& gathered, const Scope& scope,
                                             const std::map<SignedPair, Verified>& verified) {
  return Checker(gathered, scope, verified).run();
}

}  // namespace crosswalk::provider
