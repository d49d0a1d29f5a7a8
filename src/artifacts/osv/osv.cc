// SPDX-License-Identifier: Apache-2.0
// Records of OSV.
#include <algorithm>
#include <array>
#include <set>

#include "artifacts/characters.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/osv/checker.h"
#include "artifacts/osv/match.h"
#include "artifacts/osv/vulnerability.h"
#include "artifacts/purl/purl.h"
#include "artifacts/vers/scheme.h"
#include "base/text.h"

namespace crosswalk::artifacts::osv {
namespace {

using json::Value;

/// What ids of databases begin with. Source: OSV schema 1.7, id field.
constexpr std::string_view kPrefixes[] = {
    "ASB-A-",      "PUB-A-",   "ALPINE-",  "ALSA-",    "ALBA-",   "ALEA-", "AZL-",    "BELL-", "BIT-",         "CGA-",
    "CLEANSTART-", "CLSA-",    "CURL-",    "CVE-",     "DEBIAN-", "DHI-",  "DRUPAL-", "DSA-",  "DLA-",         "ELA-",
    "DTSA-",       "ECHO-",    "EEF-",     "FreeBSD-", "GHSA-",   "GO-",   "GSD-",    "HSEC-", "JLSEC-",       "KUBE-",
    "LBSEC-",      "LSN-",     "MAL-",     "MINI-",    "MGASA-",  "OESA-", "OSEC-",   "OSV-",  "openSUSE-SU-", "PHSA-",
    "PSF-",        "PYSEC-",   "RHBA-",    "RHEA-",    "RHSA-",   "RLSA-", "RXSA-",   "RSEC-", "ROOT-",        "RUSTSEC-",
    "SUSE-SU-",    "SUSE-RU-", "SUSE-FU-", "SUSE-OU-", "UBUNTU-", "USN-",  "V8-",     "x_"};

constexpr std::string_view kMembers[] = {"schema_version", "id",       "modified",   "published", "withdrawn",
                                         "aliases",        "related",  "upstream",   "summary",   "details",
                                         "severity",       "affected", "references", "credits",   "database_specific"};

constexpr std::string_view kReferenceTypes[] = {"ADVISORY",   "ARTICLE", "DETECTION", "DISCUSSION", "REPORT", "FIX",
                                                "INTRODUCED", "GIT",     "PACKAGE",   "EVIDENCE",   "WEB"};

constexpr std::string_view kCreditTypes[] = {
    "FINDER", "REPORTER", "ANALYST", "COORDINATOR", "REMEDIATION_DEVELOPER", "REMEDIATION_REVIEWER", "REMEDIATION_VERIFIER",
    "TOOL",   "SPONSOR",  "OTHER"};

template <class List>
bool has(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_timestamp(std::string_view text) {
  return vers::is_version(vers::Scheme::datetime, text) && text.ends_with('Z') && text[10] == 'T';
}

/// "https:", then something: the part of RFC 3986 that tells a URI from other text.
bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || !is_letter(text.front())) return false;
  const bool scheme = std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                                  [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  constexpr std::string_view forbidden = "\"<>\\^`{|}";
  return scheme && std::none_of(text.begin(), text.end(),
                                [&](char c) { return c <= ' ' || c > '~' || forbidden.find(c) != std::string_view::npos; });
}

bool is_commit(std::string_view text) {
  if (text == "0") return true;
  const bool hex = std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  return hex && (text.size() == 40 || text.size() == 64);
}

std::string timestamp(Checker& checker, const Value& root, std::string_view key, bool required) {
  std::string out = checker.text(root, key, required);
  if (root[key].is_string() && !is_timestamp(out))
    checker.wrong("timestamp", root[key], "'" + std::string(key) + "' has to be a time in UTC: 2026-01-31T10:30:00Z");
  return out;
}

std::vector<Severity> read_severity(Checker& checker, const Value& object) {
  std::vector<Severity> out;
  for (const Value one : checker.list(object, "severity", false, true).items()) {
    if (!checker.object(one, "severity")) continue;
    Severity severity{checker.text(one, "type", true), checker.text(one, "score", true)};
    if (one["type"].is_string() && one["score"].is_string()) {
      const std::string& type = severity.type;
      if (type == "Ubuntu") {
        constexpr std::array<std::string_view, 5> words{"negligible", "low", "medium", "high", "critical"};
        if (!has(words, severity.score))
          checker.wrong("severity", one["score"], "negligible, low, medium, high or critical is wanted");
      } else if (type == "CVSS_V2" || type == "CVSS_V3" || type == "CVSS_V4") {
        const auto vector = cvss::parse(severity.score);
        const char version = type.back();
        if (!vector) {
          checker.wrong("severity", one["score"],
                        "this is no vector of CVSS " + std::string(1, version) + ": " + vector.error().detail);
        } else if (cvss::text_of(vector->version()).front() != version) {
          checker.wrong("severity", one["score"], "the vector is of another version of CVSS than " + type + " says");
        } else if (version == '4' && !vector->in_order()) {
          checker.wrong("severity", one["score"], "the metrics are not in the order that CVSS 4.0 demands");
        }
      } else {
        checker.wrong("enum", one["type"], "CVSS_V2, CVSS_V3, CVSS_V4 or Ubuntu is wanted");
      }
    }
    out.push_back(std::move(severity));
  }
  return out;
}

void read_events(Checker& checker, const Value& list, Range& range) {
  constexpr std::array<std::pair<std::string_view, EventKind>, 4> kinds{{{"introduced", EventKind::introduced},
                                                                         {"fixed", EventKind::fixed},
                                                                         {"last_affected", EventKind::last_affected},
                                                                         {"limit", EventKind::limit}}};
  std::set<EventKind> seen;
  for (const Value one : list.items()) {
    if (!checker.object(one, "events")) continue;
    std::size_t count = 0;
    for (const auto& [name, kind] : kinds) {
      const Value version = one[name];
      if (!version) continue;
      seen.insert(kind);
      if (!version.is_string()) {
        checker.wrong("type", version, "a version has to be a text");
        continue;
      }
      ++count;
      if (range.kind == RangeKind::git && !is_commit(version.string()))
        checker.wrong("commit", version, "a full hash of a commit in small hexadecimal digits is wanted, or 0");
      range.events.push_back({kind, std::string(version.string())});
    }
    if (count != 1) checker.wrong("event", one, "an event is one of introduced, fixed, last_affected and limit");
  }
  if (list.empty()) checker.wrong("event", list, "there is no event");
  if (!seen.contains(EventKind::introduced)) checker.wrong("event", list, "no event says where it was introduced");
  if (seen.contains(EventKind::fixed) && seen.contains(EventKind::last_affected))
    checker.wrong("event", list, "'fixed' and 'last_affected' do not stand in one range");
}

/// What the history of versions has to be beyond the schema. Source: OSV schema, "Requirements" of events.
void check_history(Checker& checker, const Value& list, const Range& range, vers::Scheme scheme) {
  if (range.kind == RangeKind::git) {
    // Of commits only this can be said without their repository.
    std::set<std::string_view> introduced;
    for (const Event& event : range.events) {
      if (event.kind == EventKind::introduced) introduced.insert(event.version);
    }
    for (const Event& event : range.events) {
      if (event.kind == EventKind::fixed && introduced.contains(event.version))
        checker.say(FindingLevel::error, "history", list, "commit " + event.version + " is introduced and fixed at once");
    }
    return;
  }
  if (range.kind == RangeKind::semver) {
    scheme = vers::Scheme::semver;
    for (const Event& event : range.events) {
      const std::string_view version = event.version;
      if (version != "0" && version != "*" && !vers::is_version(vers::Scheme::semver, version))
        checker.say(FindingLevel::warning, "semver", list,
                    "'" + std::string(version) + "' is no version by Semantic Versioning 2.0.0");
    }
  }
  const std::vector<Event> events = in_order(range.events, scheme);
  for (std::size_t i = 1; i < events.size(); ++i) {
    const Event& before = events[i - 1];
    const Event& event = events[i];
    if (event.kind == EventKind::limit || before.kind == EventKind::limit) continue;
    const bool same = before.version == event.version || (before.version != "0" && event.version != "0" &&
                                                          vers::compare(scheme, before.version, event.version) == 0);
    if (same && before.kind == event.kind) {
      checker.say(FindingLevel::error, "history", list,
                  "'" + std::string(name_of(event.kind)) + "' stands twice for version " + event.version);
    } else if (same && event.kind != EventKind::last_affected && before.kind != EventKind::last_affected) {
      checker.say(FindingLevel::error, "history", list, "version " + event.version + " is introduced and fixed at once");
    } else if (before.kind == EventKind::introduced && event.kind == EventKind::introduced) {
      checker.say(FindingLevel::warning, "history", list,
                  "introduced in " + before.version + " and again in " + event.version + " without a fix between");
    }
  }
  if (!events.empty() && events.front().kind != EventKind::introduced && events.front().kind != EventKind::limit)
    checker.say(FindingLevel::error, "history", list, "version " + events.front().version + " ends what has not begun");
}

void read_ranges(Checker& checker, const Value& object, Affected& out) {
  const vers::Ecosystem* ecosystem = vers::ecosystem_named(out.ecosystem);
  for (const Value one : checker.list(object, "ranges").items()) {
    if (!checker.object(one, "ranges")) continue;
    Range range;
    const std::string kind = checker.text(one, "type", true);
    if (kind == "GIT") {
      range.kind = RangeKind::git;
    } else if (kind == "SEMVER") {
      range.kind = RangeKind::semver;
    } else if (kind != "ECOSYSTEM" && one["type"].is_string()) {
      checker.wrong("enum", one["type"], "GIT, SEMVER or ECOSYSTEM is wanted");
    }
    range.repository = checker.text(one, "repo", range.kind == RangeKind::git);
    if (const Value specific = one["database_specific"]; specific) checker.object(specific, "database_specific");
    if (const Value events = checker.list(one, "events", true)) {
      read_events(checker, events, range);
      check_history(checker, events, range, ecosystem != nullptr ? ecosystem->scheme : vers::Scheme::generic);
    }
    out.ranges.push_back(std::move(range));
  }
}

void read_package(Checker& checker, const Value& package, Affected& out) {
  if (!checker.object(package, "package")) return;
  out.ecosystem = checker.text(package, "ecosystem", true);
  out.name = checker.text(package, "name", true);
  out.purl = checker.text(package, "purl");
  const std::size_t colon = out.ecosystem.find(':');
  const std::string_view base_name = std::string_view(out.ecosystem).substr(0, colon);
  if (package["ecosystem"].is_string() && ((vers::ecosystem_named(base_name) == nullptr && base_name != "GIT") ||
                                           (colon != std::string::npos && colon + 1 == out.ecosystem.size())))
    checker.wrong("ecosystem", package["ecosystem"], "'" + out.ecosystem + "' is no ecosystem that OSV defines");
  if (out.purl.empty()) return;
  const auto purl = purl::parse(out.purl);
  if (!purl) {
    checker.say(FindingLevel::error, "purl", package["purl"], "this is no package URL: " + purl.error().message());
  } else if (!purl->version.empty()) {
    checker.say(FindingLevel::error, "purl", package["purl"], "the package URL names a version, and the ranges are to do that");
  } else if (const vers::Ecosystem* ecosystem = vers::ecosystem_named(out.ecosystem);
             ecosystem != nullptr && !ecosystem->purl_type.empty() && ecosystem->purl_type != purl->type) {
    checker.say(FindingLevel::warning, "purl", package["purl"], "the package URL is of another ecosystem than " + out.ecosystem);
  }
}

Affected read_affected(Checker& checker, const Value& one, bool severity_above) {
  Affected out;
  read_package(checker, one["package"], out);
  read_ranges(checker, one, out);
  out.versions = checker.texts(one, "versions");
  out.severity = read_severity(checker, one);
  if (severity_above && one["severity"] && !one["severity"].is_null())
    checker.wrong("severity", one["severity"], "the record has a severity of its own, so that packages have none");
  for (const std::string_view key : {"ecosystem_specific", "database_specific"}) checker.object(one[key], key);
  return out;
}

void read_references(Checker& checker, const Value& root, Vulnerability& out) {
  for (const Value one : checker.list(root, "references", false, true).items()) {
    if (!checker.object(one, "references")) continue;
    Reference reference{checker.text(one, "type", true), checker.text(one, "url", true)};
    if (one["type"].is_string() && !has(kReferenceTypes, reference.type))
      checker.wrong("enum", one["type"], "this type of references is not known");
    if (one["url"].is_string() && !is_uri(reference.url)) checker.wrong("url", one["url"], "this is no address");
    out.references.push_back(std::move(reference));
  }
}

void check_credits(Checker& checker, const Value& root) {
  for (const Value one : checker.list(root, "credits").items()) {
    if (!checker.object(one, "credits")) continue;
    checker.text(one, "name", true);
    checker.texts(one, "contact");
    const std::string type = checker.text(one, "type");
    if (one["type"].is_string() && !has(kCreditTypes, type))
      checker.wrong("enum", one["type"], "this type of credits is not known");
  }
}

}  // namespace

std::string_view name_of(EventKind kind) {
  constexpr std::array<std::string_view, 4> names{"introduced", "fixed", "last_affected", "limit"};
  return names[static_cast<std::size_t>(kind)];
}

bool is_osv(const Value& root) {
  return root["id"].is_string() && !root["dataType"] && (root["modified"] || root["affected"] || root["schema_version"]);
}

Record read_osv(const Value& root) {
  Record record;
  Vulnerability& out = record.vulnerability;
  Checker checker("osv/");
  if (!checker.object(root, "record")) {
    record.findings = checker.take();
    return record;
  }
  for (const json::Member member : root.members()) {
    if (!has(kMembers, member.key))
      checker.wrong("member", member.value, "'" + std::string(member.key) + "' is no member that OSV defines");
  }
  out.schema_version = checker.text(root, "schema_version");
  out.id = checker.text(root, "id", true);
  if (root["id"].is_string() &&
      std::none_of(std::begin(kPrefixes), std::end(kPrefixes), [&](auto prefix) { return out.id.starts_with(prefix); }))
    checker.wrong("id", root["id"], "no database is known whose ids begin like '" + out.id + "'");
  out.modified = timestamp(checker, root, "modified", true);
  out.published = timestamp(checker, root, "published", false);
  out.withdrawn = timestamp(checker, root, "withdrawn", false);
  out.aliases = checker.texts(root, "aliases", true);
  out.related = checker.texts(root, "related");
  out.upstream = checker.texts(root, "upstream");
  out.summary = checker.text(root, "summary");
  out.details = checker.text(root, "details");
  out.severity = read_severity(checker, root);
  const bool severity_above = static_cast<bool>(root["severity"]);
  for (const Value one : checker.list(root, "affected", false, true).items()) {
    if (checker.object(one, "affected")) out.affected.push_back(read_affected(checker, one, severity_above));
  }
  read_references(checker, root, out);
  check_credits(checker, root);
  checker.object(root["database_specific"], "database_specific");
  for (const Value one : root["database_specific"]["cwe_ids"].items()) {
    if (one.is_string()) out.weaknesses.emplace_back(one.string());
  }
  record.findings = checker.take();
  return record;
}

base::Result<std::vector<Record>> read_records(std::string bytes, std::string_view name) {
  json::ParseOptions options;
  options.name = name;
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(bytes), options));
  std::vector<Record> out;
  const auto add = [&out](const Value& one) {
    if (is_cve(one)) {
      out.push_back(read_cve(one));
    } else if (is_osv(one)) {
      out.push_back(read_osv(one));
    }
  };
  const Value root = document.root();
  const Value list = root.is_array() ? root : root["vulns"];
  if (list.is_array()) {
    for (const Value one : list.items()) add(one);
  } else {
    add(root);
  }
  if (out.empty() && !(list.is_array() && list.empty()))
    return base::Error{base::ErrorCode::malformed_data, std::string(name), "there is no record of OSV or CVE in it"};
  return out;
}

}  // namespace crosswalk::artifacts::osv
