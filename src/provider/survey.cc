// SPDX-License-Identifier: Apache-2.0
#include "provider/survey.h"

#include <algorithm>

#include "artifacts/contact/url.h"
#include "base/text.h"

namespace crosswalk::provider {
namespace {

using artifacts::json::Value;

constexpr int most_redirections = 3;

std::string with_slash(std::string_view url) {
  std::string out(url);
  if (!out.ends_with('/')) out += '/';
  return out;
}

/// Whether a line of an index is a path below its folder.
bool is_below(std::string_view path) {
  const auto parts = base::split(path, '/');
  return std::all_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return !part.empty() && part != "." && part != ".."; }) &&
         path.find(':') == std::string_view::npos && path.find('?') == std::string_view::npos &&
         path.find('#') == std::string_view::npos;
}

bool is_year(std::string_view name) { return name.size() == 4 && name.find_first_not_of("0123456789") == std::string_view::npos; }

std::string folder_of(const std::string& url) { return url.substr(0, url.rfind('/') + 1); }

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::string_view line : base::split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!base::trim(line).empty()) out.emplace_back(line);
  }
  return out;
}

std::vector<std::string> csv_fields(std::string_view line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char each = line[i];
    if (quoted && each == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      out.back() += line[++i];
    } else if (each == '"') {
      quoted = !quoted;
    } else if (each == ',' && !quoted) {
      out.emplace_back();
    } else {
      out.back() += each;
    }
  }
  for (std::string& field : out) field = base::trim(field);
  return out;
}

std::set<std::string> names_in_listing(const Answer& answer) {
  std::set<std::string> out(answer.names.begin(), answer.names.end());
  constexpr std::string_view mark = "href=\"";
  const std::string_view page = answer.bytes;
  for (std::size_t at = page.find(mark); at != std::string_view::npos; at = page.find(mark, at)) {
    at += mark.size();
    std::string_view target = page.substr(at, page.find('"', at) - at);
    const bool folder = target.ends_with('/');
    if (folder) target.remove_suffix(1);
    const std::string_view name = target.substr(target.rfind('/') + 1);
    if (!name.empty() && name != "." && name != "..") out.insert(std::string(name) + (folder ? "/" : ""));
  }
  return out;
}

Survey::Survey(const Gathered& gathered, const Scope& scope) : gathered_(gathered), scope_(scope) {
  if (const auto url = artifacts::contact::parse_url(scope.metadata_url)) {
    origin_ = url->scheme + "://" + url->host + (url->port.empty() ? "" : ":" + url->port);
  }
  want(scope.metadata_url);
  want(well_known_url());
  want(security_txt_url());
  if (!dns_url().empty()) want(dns_url());
  read_metadata();
  for (const std::string& each : directories_) read_directory(each);
  for (const Feed& each : feeds_) read_feed(each);
  for (auto& [url, found] : documents_) {
    folders_.insert(folder_of(url));
    if (found.entry) continue;
    // Without a feed that says which there are, those beside it by their usual names.
    found.hashes = {url + ".sha256", url + ".sha512"};
    found.signatures = {url + ".asc"};
  }
  if (!directories_.empty()) {
    // A listing may name documents that nothing else does.
    for (const std::string& each : std::set<std::string>(folders_)) read_listing(each);
  }
  for (const auto& [url, found] : documents_) {
    want(url);
    for (const auto* all : {&found.hashes, &found.signatures}) {
      for (const std::string& each : *all) want(each);
    }
  }
  for (const auto& [url, each] : gathered_) {
    if (each.state == Answer::State::redirected && !each.location.empty()) want(each.location);
  }
}

void Survey::want(const std::string& url) {
  if (!url.empty() && !gathered_.contains(url) && seen_.insert(url).second) wanted_.push_back(url);
}

std::vector<std::string> Survey::missing() const { return wanted_; }

const Answer* Survey::answer(const std::string& url) const {
  auto found = gathered_.find(url);
  for (int i = 0; i < most_redirections && found != gathered_.end() && found->second.state == Answer::State::redirected; ++i) {
    found = gathered_.find(found->second.location);
  }
  return found == gathered_.end() ? nullptr : &found->second;
}

Value Survey::json(const std::string& url) const {
  const Answer* found = answer(url);
  if (found == nullptr || found->state != Answer::State::found) return {};
  auto parsed = parsed_.find(url);
  if (parsed == parsed_.end()) parsed = parsed_.emplace(url, artifacts::json::parse(found->bytes, {})).first;
  return parsed->second ? parsed->second->root() : Value();
}

std::string Survey::json_problem(const std::string& url) const {
  if (json(url)) return {};
  const auto parsed = parsed_.find(url);
  if (parsed == parsed_.end() || parsed->second) return {};
  return parsed->second.error().detail;
}

Value Survey::metadata() const { return json(scope_.metadata_url); }

std::string Survey::dns_url() const {
  const auto url = artifacts::contact::parse_url(scope_.metadata_url);
  if (!scope_.served || !url) return {};
  const std::string_view host = url->host;
  const bool address = host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
  if (address || host.find('.') == std::string_view::npos) return {};
  return "https://csaf.data.security." + url->host + "/";
}

void Survey::read_metadata() {
  const Value root = metadata();
  for (const Value distribution : root["distributions"].items()) {
    if (distribution["directory_url"].is_string()) directories_.push_back(with_slash(distribution["directory_url"].string()));
    const Value rolie = distribution["rolie"];
    for (const Value feed : rolie["feeds"].items()) {
      feeds_.push_back({std::string(feed["url"].string()), std::string(feed["tlp_label"].string())});
    }
    for (const Value each : rolie["services"].items()) services_.emplace_back(each.string());
    for (const Value each : rolie["categories"].items()) categories_.emplace_back(each.string());
  }
  for (const Value key : root["public_openpgp_keys"].items()) {
    keys_.push_back({std::string(key["url"].string()), std::string(key["fingerprint"].string())});
  }
  for (const std::string& each : directories_) {
    for (const char* name : {"", "index.txt", "changes.csv"}) want(each + name);
  }
  for (const Feed& each : feeds_) want(each.url);
  for (const auto* all : {&services_, &categories_}) {
    for (const std::string& each : *all) want(each);
  }
  for (const Key& each : keys_) want(each.url);
}

Found& Survey::document(const std::string& url) {
  Found& out = documents_[url];
  out.url = url;
  return out;
}

void Survey::read_directory(const std::string& url) {
  if (const Answer* index = answer(url + "index.txt"); index != nullptr && index->state == Answer::State::found) {
    for (const std::string& line : lines_of(index->bytes)) {
      if (is_below(line)) document(url + line).in_index = true;
    }
  }
  if (const Answer* changes = answer(url + "changes.csv"); changes != nullptr && changes->state == Answer::State::found) {
    for (const std::string& line : lines_of(changes->bytes)) {
      const std::vector<std::string> fields = csv_fields(line);
      if (fields.size() == 2 && is_below(fields[0])) document(url + fields[0]).change = fields[1];
    }
  }
  if (const Answer* listing = answer(url); listing != nullptr && listing->state == Answer::State::found) {
    for (std::string name : names_in_listing(*listing)) {
      if (!name.ends_with('/')) continue;
      name.pop_back();
      if (is_year(name)) folders_.insert(url + name + "/");
    }
  }
}

void Survey::read_listing(const std::string& url) {
  want(url);
  const Answer* listing = answer(url);
  if (listing == nullptr || listing->state != Answer::State::found) return;
  for (const std::string& name : names_in_listing(*listing)) {
    if (!name.ends_with(".json")) continue;
    const bool fresh = !documents_.contains(url + name);
    Found& found = document(url + name);
    found.in_listing = true;
    if (!fresh) continue;
    found.hashes = {found.url + ".sha256", found.url + ".sha512"};
    found.signatures = {found.url + ".asc"};
  }
}

void Survey::read_feed(const Feed& feed) {
  for (const Value entry : json(feed.url)["feed"]["entry"].items()) {
    std::string url(entry["content"]["src"].string());
    std::vector<std::string> hashes;
    std::vector<std::string> signatures;
    for (const Value link : entry["link"].items()) {
      const std::string_view relation = link["rel"].string();
      if (relation == "self" && url.empty()) url = link["href"].string();
      if (relation == "hash") hashes.emplace_back(link["href"].string());
      if (relation == "signature") signatures.emplace_back(link["href"].string());
    }
    if (url.empty()) continue;
    Found& found = document(url);
    found.entry = entry;
    found.feed_label = feed.label;
    found.hashes = std::move(hashes);
    found.signatures = std::move(signatures);
  }
}

}  // namespace crosswalk::provider
