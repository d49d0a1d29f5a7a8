// SPDX-License-Identifier: Apache-2.0
#include "facts/role.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "base/words.h"

namespace crosswalk::facts {
namespace {

using document::Role;
using document::State;

struct NameWord {
  std::string_view phrase;
  Role role;
  /// Weight in a title; a file name counts nearly as much, a heading little.
  int weight;
};

/// The nouns by which documents are named.
constexpr NameWord names[] = {
    {"policy", Role::policy, 6},
    {"security policy", Role::policy, 8},
    {"disclosure policy", Role::policy, 9},
    {"responsible disclosure", Role::policy, 6},
    {"coordinated disclosure", Role::policy, 6},
    {"vulnerability disclosure", Role::policy, 6},
    {"reporting security issues", Role::policy, 7},
    {"reporting vulnerabilities", Role::policy, 7},
    {"charter", Role::policy, 6},
    {"security txt", Role::policy, 7},
    {"code of conduct", Role::policy, 6},
    {"principles", Role::policy, 3},
    {"sop", Role::procedure, 9},
    {"procedure", Role::procedure, 8},
    {"procedures", Role::procedure, 6},
    {"standard operating procedure", Role::procedure, 10},
    {"process", Role::procedure, 6},
    {"work instruction", Role::procedure, 8},
    {"workflow", Role::procedure, 4},
    {"playbook", Role::procedure, 6},
    {"runbook", Role::procedure, 6},
    {"handling process", Role::procedure, 7},
    {"incident response", Role::procedure, 5},
    {"security response", Role::procedure, 7},
    {"response guidelines", Role::procedure, 5},
    {"handling guidelines", Role::procedure, 5},
    {"incident management", Role::procedure, 5},
    {"patch management", Role::procedure, 5},
    {"vulnerability management", Role::procedure, 5},
    {"vulnerability handling", Role::procedure, 5},
    {"vulnerability response", Role::procedure, 5},
    {"plan", Role::plan, 8},
    {"roadmap", Role::plan, 5},
    {"strategy", Role::plan, 4},
    {"advisory", Role::advisory, 9},
    {"security advisory", Role::advisory, 10},
    {"security advisories", Role::advisory, 10},
    {"advisories", Role::advisory, 8},
    {"security bulletin", Role::advisory, 9},
    {"security notifications", Role::advisory, 8},
    {"security announcement", Role::advisory, 8},
    {"security update", Role::advisory, 5},
    {"disclosure of", Role::advisory, 5},
    {"vulnerability", Role::advisory, 3},
    {"cve", Role::advisory, 7},
    {"ghsa", Role::advisory, 7},
    {"vulnerable", Role::advisory, 4},
    {"injection", Role::advisory, 3},
    {"authentication bypass", Role::advisory, 5},
    {"buffer overflow", Role::advisory, 5},
    {"privilege escalation", Role::advisory, 4},
    {"denial of service", Role::advisory, 4},
    {"side channel", Role::advisory, 4},
    {"timing attack", Role::advisory, 4},
    {"remote code execution", Role::advisory, 5},
    {"code execution", Role::advisory, 4},
    {"command execution", Role::advisory, 4},
    {"use after free", Role::advisory, 6},
    {"double free", Role::advisory, 6},
    {"heap overflow", Role::advisory, 5},
    {"stack overflow", Role::advisory, 4},
    {"integer overflow", Role::advisory, 5},
    {"out of bounds", Role::advisory, 4},
    {"overread", Role::advisory, 4},
    {"null pointer dereference", Role::advisory, 5},
    {"memory safety", Role::advisory, 3},
    {"memory corruption", Role::advisory, 5},
    {"memory exhaustion", Role::advisory, 5},
    {"type confusion", Role::advisory, 5},
    {"sandbox escape", Role::advisory, 6},
    {"spoofing", Role::advisory, 3},
    {"cross site scripting", Role::advisory, 4},
    {"cross site request forgery", Role::advisory, 4},
    {"request forgery", Role::advisory, 4},
    {"path traversal", Role::advisory, 5},
    {"directory traversal", Role::advisory, 5},
    {"information disclosure", Role::advisory, 4},
    {"account takeover", Role::advisory, 5},
    {"security notice", Role::notice, 7},
    {"field safety notice", Role::notice, 12},
    {"customer letter", Role::notice, 9},
    {"customer notification", Role::notice, 8},
    {"customer notice", Role::notice, 9},
    {"notice", Role::notice, 5},
    {"recall", Role::notice, 4},
    {"dear customer", Role::notice, 6},
    {"release notes", Role::release_notes, 11},
    {"releasenotes", Role::release_notes, 11},
    {"release note", Role::release_notes, 10},
    {"changelog", Role::release_notes, 11},
    {"change log", Role::release_notes, 10},
    {"release history", Role::release_notes, 9},
    {"version history", Role::release_notes, 8},
    {"what s new", Role::release_notes, 8},
    {"whats new", Role::release_notes, 8},
    {"whatsnew", Role::release_notes, 11},
    {"security patch", Role::release_notes, 7},
    {"service pack", Role::release_notes, 5},
    {"hotfix", Role::release_notes, 5},
    {"relnotes", Role::release_notes, 11},
    {"relnote", Role::release_notes, 11},
    {"releasenote", Role::release_notes, 11},
    {"rel notes", Role::release_notes, 10},
    {"changes", Role::release_notes, 3},
    {"releases", Role::release_notes, 5},
    {"guide", Role::guide, 8},
    {"guidelines", Role::guide, 5},
    {"manual", Role::guide, 8},
    {"handbook", Role::guide, 7},
    {"instructions for use", Role::guide, 9},
    {"instructions", Role::guide, 4},
    {"ifu", Role::guide, 7},
    {"benutzerhandbuch", Role::guide, 9},
    {"handbuch", Role::guide, 8},
    {"installation", Role::guide, 5},
    {"installing", Role::guide, 5},
    {"administration", Role::guide, 5},
    {"administrator", Role::guide, 5},
    {"admin", Role::guide, 4},
    {"configuration", Role::guide, 4},
    {"configuring", Role::guide, 4},
    {"deployment", Role::guide, 4},
    {"hardening", Role::guide, 6},
    {"getting started", Role::guide, 6},
    {"quick start", Role::guide, 6},
    {"setup", Role::guide, 4},
    {"how to", Role::guide, 5},
    {"howto", Role::guide, 5},
    {"documentation", Role::guide, 3},
    {"permissions", Role::guide, 4},
    {"user management", Role::guide, 5},
    {"authentication", Role::guide, 2},
    {"authorization", Role::guide, 2},
    {"access control", Role::guide, 2},
    {"tasks", Role::guide, 3},
    {"best practices", Role::guide, 5},
    {"security guide", Role::guide, 9},
    {"readme", Role::guide, 3},
    {"tutorial", Role::guide, 6},
    {"securing", Role::guide, 6},
    {"securely", Role::guide, 5},
    {"secure your", Role::guide, 6},
    {"security considerations", Role::guide, 4},
    {"security recommendations", Role::guide, 5},
    {"server security", Role::guide, 4},
    {"firewall", Role::guide, 4},
    {"firewalls", Role::guide, 4},
    {"onboarding", Role::guide, 3},
    {"operating", Role::guide, 3},
    {"upgrading", Role::guide, 4},
    {"managing users", Role::guide, 6},
    {"group management", Role::guide, 5},
    {"key management", Role::guide, 2},
    {"user accounts", Role::guide, 4},
    {"roles and permissions", Role::guide, 5},
    {"fmea", Role::risk_file, 10},
    {"accepted risks", Role::risk_file, 9},
    {"accepted vulnerabilities", Role::risk_file, 10},
    {"risk acceptance", Role::risk_file, 8},
    {"threat model", Role::risk_file, 10},
    {"threat modeling", Role::risk_file, 8},
    {"threat analysis", Role::risk_file, 9},
    {"hazard", Role::risk_file, 6},
    {"hazard analysis", Role::risk_file, 9},
    {"hazard log", Role::risk_file, 7},
    {"risk", Role::risk_file, 4},
    {"risks", Role::risk_file, 4},
    {"risk analysis", Role::risk_file, 9},
    {"risk assessment", Role::risk_file, 9},
    {"risk management file", Role::risk_file, 10},
    {"risk management report", Role::risk_file, 9},
    {"clinical safety", Role::risk_file, 5},
    {"dcb0129", Role::risk_file, 5},
    {"dcb0160", Role::risk_file, 5},
    {"safety case", Role::risk_file, 7},
    {"register", Role::register_, 8},
    {"registry", Role::register_, 3},
    {"inventory", Role::register_, 7},
    {"risk register", Role::register_, 10},
    {"log", Role::register_, 3},
    {"tracker", Role::register_, 5},
    {"list of", Role::register_, 5},
    {"known anomalies", Role::register_, 5},
    {"known issues", Role::register_, 4},
    {"asset list", Role::register_, 6},
    {"list", Role::register_, 4},
    {"matrix", Role::register_, 4},
    {"findings", Role::register_, 4},
    {"user roles", Role::register_, 3},
    {"checklist", Role::checklist, 11},
    {"check list", Role::checklist, 9},
    {"questionnaire", Role::checklist, 7},
    {"template", Role::form_template, 5},
    {"templates", Role::form_template, 9},
    {"form", Role::form_template, 6},
    {"sbom", Role::sbom, 11},
    {"bom", Role::sbom, 8},
    {"bill of materials", Role::sbom, 11},
    {"soup list", Role::sbom, 10},
    {"soup", Role::sbom, 6},
    {"dependencies", Role::sbom, 5},
    {"third party components", Role::sbom, 7},
    {"third party software", Role::sbom, 6},
    {"third party licenses", Role::sbom, 5},
    {"third party notices", Role::sbom, 9},
    {"third party content", Role::sbom, 7},
    {"attributions", Role::sbom, 5},
    {"unknown provenance", Role::sbom, 6},
    {"open source components", Role::sbom, 7},
    {"components list", Role::sbom, 6},
    {"cyclonedx", Role::sbom, 8},
    {"spdx", Role::sbom, 6},
    {"statement", Role::statement, 7},
    {"declaration", Role::statement, 8},
    {"conformance", Role::statement, 7},
    {"conformity", Role::statement, 7},
    {"compliance", Role::statement, 6},
    {"statement of applicability", Role::statement, 12},
    {"soa", Role::statement, 7},
    {"white paper", Role::statement, 8},
    {"whitepaper", Role::statement, 8},
    {"scope", Role::statement, 5},
    {"mds2", Role::statement, 8},
    {"regulatory mapping", Role::statement, 8},
    {"mapping", Role::statement, 4},
    {"traceability", Role::statement, 4},
    {"security overview", Role::statement, 6},
    {"implementations", Role::statement, 3},
    {"limitations", Role::statement, 6},
    {"security model", Role::statement, 5},
    {"security architecture", Role::statement, 5},
    {"security features", Role::statement, 4},
    {"security warnings", Role::statement, 7},
    {"application security", Role::statement, 4},
    {"compliance matrix", Role::statement, 9},
    {"controls", Role::statement, 4},
    {"nist", Role::statement, 5},
    {"fips", Role::statement, 5},
    {"cmmc", Role::statement, 6},
    {"assessment pack", Role::statement, 6},
    {"known limitations", Role::statement, 8},
    {"end of life", Role::statement, 6},
    {"end of support", Role::statement, 6},
    {"end of maintenance", Role::statement, 6},
    {"openssf", Role::statement, 6},
    {"best practices badge", Role::statement, 7},
    {"security target", Role::statement, 8},
    {"security profiles", Role::statement, 5},
    {"self assessment", Role::statement, 6},
    {"iec 62443", Role::statement, 4},
    {"hipaa", Role::statement, 4},
    {"slsa", Role::statement, 4},
    {"ssdf", Role::statement, 4},
    {"asvs", Role::statement, 4},
    {"iso iec 27001", Role::statement, 4},
    {"iso 27001", Role::statement, 3},
    {"iec 81001", Role::statement, 4},
    {"cyber resilience act", Role::statement, 4},
    {"report", Role::report, 7},
    {"audit", Role::report, 6},
    {"assessment", Role::report, 4},
    {"readiness assessment", Role::report, 8},
    {"penetration test", Role::report, 6},
    {"pentest", Role::report, 6},
    {"test results", Role::report, 7},
    {"review", Role::report, 3},
    {"evaluation", Role::report, 4},
    {"summary report", Role::report, 9},
    {"acknowledgement", Role::other, 7},
    {"acknowledgements", Role::other, 7},
    {"contact", Role::other, 7},
    {"license", Role::other, 6},
    {"index", Role::other, 4},
    {"minutes", Role::other, 9},
    {"record", Role::report, 4},
    {"training record", Role::report, 9},
    {"training records", Role::report, 9},
    {"assessment record", Role::report, 8},
    {"test record", Role::report, 8},
    {"review record", Role::report, 8},
    {"attendance list", Role::report, 9},
    {"specification", Role::other, 8},
    {"description", Role::other, 5},
    {"architecture", Role::other, 5},
};

struct BodyWord {
  std::string_view phrase;
  Role role;
  /// Points per occurrence, in tenths; at most four occurrences count.
  int tenths;
};

constexpr BodyWord vocabulary[] = {
    {"reporting a vulnerability", Role::policy, 20},
    {"report a vulnerability", Role::policy, 12},
    {"report security vulnerabilities", Role::policy, 10},
    {"report vulnerabilities", Role::policy, 8},
    {"security vulnerabilities", Role::policy, 2},
    {"supported versions", Role::policy, 10},
    {"safe harbor", Role::policy, 10},
    {"safe harbour", Role::policy, 10},
    {"good faith", Role::policy, 6},
    {"this policy", Role::policy, 8},
    {"please report", Role::policy, 6},
    {"responsible disclosure", Role::policy, 4},
    {"this sop", Role::procedure, 15},
    {"this procedure", Role::procedure, 12},
    {"process owner", Role::procedure, 8},
    {"process steps", Role::procedure, 12},
    {"responsibilities", Role::procedure, 3},
    {"this plan", Role::plan, 12},
    {"response plan", Role::plan, 6},
    {"milestones", Role::plan, 4},
    {"affected versions", Role::advisory, 8},
    {"not affected", Role::advisory, 5},
    {"patched in", Role::advisory, 6},
    {"fixed in version", Role::advisory, 6},
    {"an attacker", Role::advisory, 3},
    {"cvss", Role::advisory, 3},
    {"cve id", Role::advisory, 4},
    {"workaround", Role::advisory, 4},
    {"this advisory", Role::advisory, 10},
    {"the vulnerability", Role::advisory, 2},
    {"dear customer", Role::notice, 40},
    {"dear customers", Role::notice, 30},
    {"field safety notice", Role::notice, 15},
    {"field safety corrective action", Role::notice, 3},
    {"bug fixes", Role::release_notes, 6},
    {"new features", Role::release_notes, 6},
    {"breaking changes", Role::release_notes, 6},
    {"known issues", Role::release_notes, 3},
    {"click", Role::guide, 4},
    {"run the following command", Role::guide, 6},
    {"the following command", Role::guide, 4},
    {"log in", Role::guide, 3},
    {"this guide", Role::guide, 8},
    {"this manual", Role::guide, 10},
    {"prerequisites", Role::guide, 6},
    {"troubleshooting", Role::guide, 6},
    {"you can", Role::guide, 2},
    {"severity", Role::risk_file, 1},
    {"likelihood", Role::risk_file, 3},
    {"hazard", Role::risk_file, 3},
    {"hazardous situation", Role::risk_file, 5},
    {"mitigation", Role::risk_file, 2},
    {"residual risk", Role::risk_file, 4},
    {"threat", Role::risk_file, 2},
    {"risk score", Role::risk_file, 4},
    {"component", Role::sbom, 1},
    {"license", Role::sbom, 2},
    {"package", Role::sbom, 1},
    {"supplier", Role::sbom, 2},
    {"purl", Role::sbom, 6},
    {"compliance", Role::statement, 2},
    {"compliant", Role::statement, 2},
    {"conforms to", Role::statement, 5},
    {"our commitment", Role::statement, 15},
    {"commitment to security", Role::statement, 15},
    {"complies with", Role::statement, 4},
    {"we declare", Role::statement, 12},
    {"requirement", Role::statement, 1},
    {"evidence", Role::statement, 2},
    {"executive summary", Role::report, 15},
    {"findings", Role::report, 5},
    {"recommendations", Role::report, 4},
    {"this report", Role::report, 8},
    {"methodology", Role::report, 4},
};

/// Points of a form that says what it is.
constexpr double certain = 40;

std::size_t index(Role role) { return static_cast<std::size_t>(role); }

using Scores = std::array<double, base::Words<Role>::names.size()>;

/// A name without the numbers of other documents: "training record sop 014" of a document that is not SOP-014. What follows the
/// noun of a copy ("signed scan", "final") is left out too, so that the noun ends the name.
std::string own_name(std::string_view words, std::string_view id_words) {
  const bool record = names_a_record(words);
  const std::vector<std::string_view> parts = base::split(base::trim(words), ' ');
  std::vector<std::string_view> kept;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool number = i > 0 && i + 1 < parts.size() && is_kind_prefix(parts[i]) && !parts[i + 1].empty() &&
                        parts[i + 1][0] >= '0' && parts[i + 1][0] <= '9';
    if (number) {
      const bool own = has_phrase(id_words, std::string(parts[i]) + " " + std::string(parts[i + 1]));
      if (!own && (record || !base::trim(id_words).empty())) {
        ++i;
        continue;
      }
    }
    kept.push_back(parts[i]);
  }
  constexpr std::string_view copies[] = {"scan", "scanned", "signed", "copy", "page", "pages", "final"};
  while (kept.size() > 1 && std::find(std::begin(copies), std::end(copies), kept.back()) != std::end(copies)) kept.pop_back();
  std::string out = " ";
  for (const std::string_view part : kept) out += std::string(part) + " ";
  return out;
}

/// The noun that ends a name tells what it is: a risk management plan is a plan. A name ends where an explanation begins.
void score_name(std::string_view words, double factor, Scores& scores) {
  const std::string_view trimmed = base::trim(words);
  Scores best{};
  for (const NameWord& name : names) {
    if (!has_phrase(trimmed, name.phrase)) continue;
    double weight = name.weight;
    if (trimmed.ends_with(name.phrase)) weight *= 1.5;
    best[index(name.role)] = std::max(best[index(name.role)], weight);
  }
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += best[i] * factor;
}

/// The part of a title before its explanation: "Release Notes" of "Release Notes (Product X)", of "SOP 12: Release Notes" all.
std::string_view main_part(std::string_view title) {
  for (const std::string_view cut : {" (", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " - ", " | "}) {
    const std::size_t at = title.find(cut);
    if (at != std::string_view::npos && at >= 8) title = title.substr(0, at);
  }
  return title;
}

/// What a name that ends in something people do about vulnerabilities is: "CVE Numbering Authority tasks" is no advisory, nor is
/// "Vulnerability Management Program". Weaknesses have such words in their names too ("Improper Privilege Management"): what is
/// done must be about security matters in general. `Role::other` for any other name.
Role deals_with_vulnerabilities(std::string_view words) {
  struct Activity {
    std::string_view noun;
    Role role;
  };
  constexpr Activity activities[] = {{"process", Role::procedure},
                                     {"processes", Role::procedure},
                                     {"procedure", Role::procedure},
                                     {"procedures", Role::procedure},
                                     {"workflow", Role::procedure},
                                     {"management", Role::procedure},
                                     {"handling", Role::procedure},
                                     {"response", Role::procedure},
                                     {"triage", Role::procedure},
                                     {"coordination", Role::procedure},
                                     {"program", Role::procedure},
                                     {"programme", Role::procedure},
                                     {"playbook", Role::procedure},
                                     {"runbook", Role::procedure},
                                     {"plan", Role::plan},
                                     {"handbook", Role::guide},
                                     {"guide", Role::guide},
                                     {"guidelines", Role::guide},
                                     {"tasks", Role::guide},
                                     {"ratings", Role::policy},
                                     {"rating", Role::policy},
                                     {"levels", Role::policy},
                                     {"classification", Role::policy},
                                     {"requirements", Role::policy},
                                     {"policy", Role::policy},
                                     {"policies", Role::policy},
                                     {"authority", Role::other},
                                     {"numbering", Role::other},
                                     {"team", Role::other},
                                     {"publication", Role::other},
                                     {"disclosure", Role::policy}};
  constexpr std::string_view matters[] = {
      "vulnerability", "vulnerabilities", "incident", "incidents", "security", "advisory", "advisories", "cve",       "cves",
      "disclosure",    "patch",           "threat",   "severity",  "psirt",    "cvd",      "bulletin",   "bulletins", "release"};
  Role role = Role::other;
  std::string_view rest = base::trim(words);
  while (!rest.empty()) {
    const std::size_t space = rest.rfind(' ');
    const std::string_view last = space == std::string_view::npos ? rest : rest.substr(space + 1);
    if (role != Role::other && std::find(std::begin(matters), std::end(matters), last) != std::end(matters)) return role;
    const auto activity =
        std::find_if(std::begin(activities), std::end(activities), [&](const Activity& a) { return a.noun == last; });
    if (activity == std::end(activities) || space == std::string_view::npos) return Role::other;
    if (role == Role::other) role = activity->role;
    rest = base::trim(rest.substr(0, space));
  }
  return Role::other;
}

/// "Reporting a vulnerability", "How to report security issues": it tells how to report, not what was found.
bool tells_how_to_report(std::string_view words) {
  std::string_view text = base::trim(words);
  if (text.starts_with("how to ")) text.remove_prefix(7);
  constexpr std::string_view matters[] = {"vulnerability", "vulnerabilities", "security"};
  return (text.starts_with("reporting ") || text.starts_with("report ")) && has_any(text, matters) &&
         std::count(text.begin(), text.end(), ' ') <= 6;
}

/// "4.16.1", "[1.2.0] - 2024-01-31", "Release 6.9.1, July 28th", "v2.0"; not "4.2.1 Security", a chapter.
bool version_heading(std::string_view words) {
  std::string_view text = base::trim(words);
  bool named = false;
  for (const std::string_view word : {"release ", "version ", "v "}) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    named = true;
  }
  if (text.size() > 1 && text[0] == 'v') {
    text.remove_prefix(1);
    named = true;
  }
  std::size_t numbers = 0;
  std::size_t i = 0;
  while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    if (i < text.size() && text[i] != ' ') break;
    ++numbers;
    if (i < text.size()) ++i;
  }
  if (numbers < 2) return false;
  const std::string_view rest = i < text.size() ? text.substr(i) : std::string_view{};
  constexpr std::string_view months[] = {"jan", "feb", "mar", "apr", "may", "jun",  "jul",  "aug",
                                         "sep", "oct", "nov", "dec", "rc",  "beta", "alpha"};
  return named || rest.empty() ||
         std::any_of(std::begin(months), std::end(months), [&](std::string_view month) { return rest.starts_with(month); });
}

void score_structure(const View& view, Scores& scores) {
  const std::string_view format = view.document->format;
  // Headings
  std::size_t versions = 0;
  for (const std::string& heading : view.headings) {
    if (version_heading(heading)) ++versions;
  }
  constexpr std::string_view change_kinds[] = {"added",      "fixed",     "changed", "removed",      "improvements",
                                               "features",   "bug fixes", "fixes",   "new features", "security",
                                               "deprecated", "fix",       "bugs"};
  std::size_t changes = 0;
  for (const std::string& heading : view.headings) {
    if (std::find(std::begin(change_kinds), std::end(change_kinds), base::trim(heading)) != std::end(change_kinds)) ++changes;
  }
  if (versions >= 2) scores[index(Role::release_notes)] += 4;
  if (versions >= 2 && changes >= 2) scores[index(Role::release_notes)] += 6;
  if (versions >= 6) scores[index(Role::release_notes)] += 3;
  constexpr std::string_view sop_parts[] = {
      "purpose",    "scope",         "responsibilities",           "procedure",       "records", "definitions",
      "references", "process steps", "roles and responsibilities", "revision history"};
  const std::size_t sop = count_distinct(view.heading_words, sop_parts);
  if (sop >= 3) scores[index(Role::procedure)] += static_cast<double>(sop);
  if (has_phrase(view.heading_words, "policy statement")) scores[index(Role::policy)] += 4;

  // Key-value blocks of advisories
  constexpr std::string_view advisory_keys[] = {"cve",
                                                "cves",
                                                "cve id",
                                                "cvss",
                                                "cvss score",
                                                "cvss vector",
                                                "severity",
                                                "affects",
                                                "affected",
                                                "affected versions",
                                                "affected products",
                                                "not affected",
                                                "fixed in",
                                                "fixed versions",
                                                "patched versions",
                                                "credits",
                                                "credit",
                                                "impact",
                                                "solution",
                                                "workaround",
                                                "remediation",
                                                "remediations",
                                                "mitigations",
                                                "base score",
                                                "vulnerabilities",
                                                "vulnerability details",
                                                "cwe",
                                                "aliases",
                                                "ghsa",
                                                "advisory id",
                                                "confirmed affected versions",
                                                "severity rating",
                                                "fixed",
                                                "exploit",
                                                "introduced",
                                                "reported by",
                                                "reporter",
                                                "announced",
                                                "discovered by",
                                                "package"};
  std::vector<std::string_view> seen;
  for (const Field& field : view.fields) {
    const auto found = std::find(std::begin(advisory_keys), std::end(advisory_keys), field.key);
    if (found != std::end(advisory_keys) && !field.history && std::find(seen.begin(), seen.end(), *found) == seen.end())
      seen.push_back(*found);
  }
  for (const std::string& heading : view.headings) {
    const auto found = std::find(std::begin(advisory_keys), std::end(advisory_keys), base::trim(heading));
    if (found != std::end(advisory_keys) && std::find(seen.begin(), seen.end(), *found) == seen.end()) seen.push_back(*found);
  }
  // What a security.txt must have. Source: RFC 9116, 2.5.
  const auto has_key = [&](std::string_view key) {
    return std::any_of(view.fields.begin(), view.fields.end(), [&](const Field& field) { return field.key == key; });
  };
  if (format == "text" && has_key("contact") && has_key("expires")) scores[index(Role::policy)] += 12;
  if (seen.size() >= 3) scores[index(Role::advisory)] += 6 + static_cast<double>(std::min<std::size_t>(seen.size(), 8));
  const std::size_t cves = count_phrase(view.body, "cve");
  if (cves >= 2 && cves * 60 > view.body_count) scores[index(Role::advisory)] += 4;

  // Tables
  for (const std::string& columns : view.columns) {
    constexpr std::string_view component[] = {"component", "package", "library", "dependency", "name", "software", "purl"};
    constexpr std::string_view origin[] = {"license", "licence", "supplier", "manufacturer", "vendor", "purl"};
    constexpr std::string_view risk[] = {"likelihood", "probability", "severity",   "hazard", "rpn",         "failure mode",
                                         "harm",       "risk level",  "likeliness", "threat", "consequence", "risk score"};
    constexpr std::string_view id[] = {"id", "no", "nr", "ref", "risk id", "incident id", "asset id"};
    constexpr std::string_view state[] = {"status", "owner", "due", "target completion date", "closed", "state"};
    constexpr std::string_view tick[] = {"yes", "no", "done", "ok", "n a", "pass", "fail", "fulfilled", "checked"};
    if (has_any(columns, component) && has_phrase(columns, "version") && has_any(columns, origin)) scores[index(Role::sbom)] += 3;
    if (count_distinct(columns, risk) >= 3) scores[index(Role::risk_file)] += 4;
    const bool sheet = format == "xlsx" || view.ending == ".csv";
    if (has_any(columns, id) && has_any(columns, state)) scores[index(Role::register_)] += sheet ? 4 : 1;
    if (count_distinct(columns, tick) >= 2) scores[index(Role::checklist)] += 3;
    if (has_phrase(columns, "applicable") && has_phrase(columns, "justification")) scores[index(Role::statement)] += 8;
    if (has_phrase(columns, "requirement") || has_phrase(columns, "clause") || has_phrase(columns, "control id")) {
      scores[index(Role::statement)] += 1.5;
    }
  }
  if (format == "xlsx" && !view.columns.empty()) scores[index(Role::register_)] += 3;
  if (view.checkboxes >= 5) scores[index(Role::checklist)] += view.checkboxes * 60 > view.body_count ? 5 : 2;

  // Machine-readable forms say what they are.
  const std::string_view start = std::string_view(view.document->text).substr(0, 4'000);
  if (start.find("\"bomFormat\"") != std::string_view::npos || start.find("\"spdxVersion\"") != std::string_view::npos ||
      start.find("SPDXVersion:") != std::string_view::npos || start.find("cyclonedx.org/schema/bom") != std::string_view::npos) {
    scores[index(Role::sbom)] += certain;
  }
  if (start.find("\"csaf_version\"") != std::string_view::npos) scores[index(Role::advisory)] += certain;
}

/// Whether a document tells its reader what to do, whatever it is called: obligations and advice in the text, and blocks that
/// begin with an order ("Configure ...", "Do not ...").
bool instructs_its_reader(const View& view) {
  constexpr std::size_t fewest_words = 200;
  constexpr std::size_t most_blocks = 3000;
  if (view.body_count < fewest_words) return false;
  constexpr std::string_view obligations[] = {"should", "must", "need to", "make sure", "ensure", "recommended", "recommend"};
  std::size_t advice = 0;
  for (const std::string_view phrase : obligations) advice += count_phrase(view.body, phrase);
  constexpr std::string_view orders[] = {
      "configure", "set",     "enable",  "disable",  "install", "run",     "use",    "click",    "select",  "create",
      "add",       "open",    "ensure",  "make",     "check",   "copy",    "edit",   "deploy",   "change",  "start",
      "stop",      "restart", "enter",   "log",      "go",      "avoid",   "update", "remove",   "verify",  "do",
      "never",     "always",  "keep",    "restrict", "limit",   "store",   "choose", "download", "replace", "generate",
      "apply",     "define",  "specify", "follow",   "provide", "connect", "protect"};
  std::size_t ordered = 0;
  const std::vector<document::Block>& blocks = view.document->blocks;
  for (std::size_t i = 0; i < std::min(blocks.size(), most_blocks); ++i) {
    if (blocks[i].kind != document::BlockKind::paragraph && blocks[i].kind != document::BlockKind::list_item) continue;
    constexpr std::size_t longest_order = 16;
    const std::string start = words_of(view.document->view(blocks[i].span).substr(0, longest_order));
    const std::string_view first = base::trim(start);
    const std::string_view word = first.substr(0, first.find(' '));
    if (std::find(std::begin(orders), std::end(orders), word) != std::end(orders)) ++ordered;
  }
  constexpr std::size_t per = 1000;
  return advice * per >= 5 * view.body_count && ordered * per >= 2 * view.body_count && ordered >= 2;
}

}  // namespace

Role role_of(const View& view, State state, std::string_view id) {
  static const std::vector<std::string_view> phrases = [] {
    std::vector<std::string_view> list;
    for (const BodyWord& word : vocabulary) list.push_back(word.phrase);
    return list;
  }();
  static const PhraseTable table(phrases);

  Scores scores{};
  const std::string id_words = words_of(id);
  score_name(own_name(words_of(main_part(view.title)), id_words), 1.0, scores);
  // What a title adds after a dash or in brackets, and the first lines under it, tell less.
  score_name(own_name(view.title_words, id_words), 0.25, scores);
  score_name(own_name(view.file_name, id_words), 0.8, scores);
  Scores headings{};
  for (std::size_t i = 0; i < std::min<std::size_t>(view.headings.size(), 40); ++i) score_name(view.headings[i], 0.12, headings);
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += std::min(headings[i], 3.0);
  const std::string_view name = base::trim(view.file_name);
  // Document numbers begin with the kind: SOP-014, POL-2, FRM-7.
  constexpr NameWord prefixes[] = {
      {"sop", Role::procedure, 6},     {"pol", Role::policy, 6},         {"wi", Role::procedure, 5},
      {"frm", Role::form_template, 7}, {"tmpl", Role::form_template, 7}, {"tpl", Role::form_template, 7},
      {"pln", Role::plan, 6},          {"ifu", Role::guide, 6},          {"rpt", Role::report, 6},
      {"fsn", Role::notice, 7},        {"rn", Role::release_notes, 6}};
  for (const NameWord& prefix : prefixes) {
    const std::string start = " " + std::string(prefix.phrase) + " ";
    if (view.file_name.starts_with(start) || view.title_words.starts_with(start) || id_words.starts_with(start)) {
      scores[index(prefix.role)] += prefix.weight;
    }
  }
  // A bulletin in plain text has no title but its first lines.
  constexpr std::size_t first_lines = 200;
  constexpr std::string_view bulletins[] = {"security bulletin", "security advisory", "security notice"};
  if (has_any(view.head.substr(0, first_lines), bulletins) &&
      (has_phrase(view.body, "affected") || has_phrase(view.heading_words, "affected"))) {
    scores[index(Role::advisory)] += 6;
  }
  // What it says of itself where it begins.
  constexpr NameWord self_descriptions[] = {{"this policy", Role::policy, 3},
                                            {"summarizes policies", Role::policy, 9},
                                            {"our policy", Role::policy, 2},
                                            {"this procedure", Role::procedure, 4},
                                            {"of this process", Role::procedure, 4},
                                            {"issues are handled", Role::procedure, 6},
                                            {"are handled by", Role::procedure, 3},
                                            {"this plan", Role::plan, 4},
                                            {"this advisory", Role::advisory, 4},
                                            {"this bulletin", Role::advisory, 4},
                                            {"this guide", Role::guide, 4},
                                            {"this manual", Role::guide, 5},
                                            {"this report", Role::report, 3},
                                            {"this checklist", Role::checklist, 4},
                                            {"this release", Role::release_notes, 3},
                                            {"these release notes", Role::release_notes, 6},
                                            {"vulnerabilities are handled", Role::procedure, 6}};
  for (const NameWord& entry : self_descriptions) {
    if (has_phrase(view.head, entry.phrase)) scores[index(entry.role)] += entry.weight;
  }
  if (name == "security" && (view.ending == ".md" || view.ending == ".txt" || view.ending == ".rst"))
    scores[index(Role::policy)] += 5;
  // A README tells about a folder, also about one of advisories.
  if (name == "readme") scores[index(Role::advisory)] *= 0.4;
  if (name == "sbom" || name == "bom") scores[index(Role::sbom)] += 6;
  constexpr NameWord folders[] = {{"advisories", Role::advisory, 4},
                                  {"security advisories", Role::advisory, 3},
                                  {"policies", Role::policy, 3},
                                  {"procedures", Role::procedure, 3},
                                  {"sops", Role::procedure, 3},
                                  {"guides", Role::guide, 3},
                                  {"release notes", Role::release_notes, 4},
                                  {"sbom", Role::sbom, 3},
                                  {"checklists", Role::checklist, 3},
                                  {"forms", Role::form_template, 3},
                                  {"manuals", Role::guide, 3},
                                  {"risk management", Role::risk_file, 2},
                                  {"plans", Role::plan, 3},
                                  {"notices", Role::notice, 4}};
  for (const NameWord& folder : folders) {
    if (has_phrase(view.folders, folder.phrase)) scores[index(folder.role)] += folder.weight;
  }
  const std::vector<std::uint32_t> counts = table.count(view.body);
  const double scale = view.body_count > 4'000 ? 0.5 : 1.0;
  Scores body{};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    body[index(vocabulary[i].role)] += scale * std::min<double>(counts[i], 4) * vocabulary[i].tenths / 10.0;
  }
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += std::min(body[i], 6.0);
  score_structure(view, scores);

  // What is done about vulnerabilities is written in the words of advisories.
  if (scores[index(Role::advisory)] < certain) {
    const std::string main_name = own_name(words_of(main_part(view.title)), id_words);
    const std::string& whole_name = view.title.empty() ? view.file_name : main_name;
    const Role activity = deals_with_vulnerabilities(whole_name);
    // A page that tells how to report may list what was found, too.
    const bool reporting = tells_how_to_report(whole_name) && count_phrase(view.body, "cve") < 3;
    if (activity != Role::other) scores[index(activity)] += 5;
    if (reporting) {
      scores[index(Role::policy)] += 7;
      scores[index(Role::report)] = 0;
    }
    if (activity != Role::other || reporting) scores[index(Role::advisory)] *= 0.3;
  }

  const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  if (scores[best] < 2.5) return instructs_its_reader(view) ? Role::guide : Role::other;
  const Role role = static_cast<Role>(best);
  const bool named =
      has_phrase(view.title_words, "template") || has_phrase(view.file_name, "template") || has_phrase(view.title_words, "form");
  const bool filled_in = role == Role::advisory || role == Role::notice || role == Role::report || role == Role::release_notes ||
                         role == Role::statement || role == Role::risk_file;
  if ((state == State::template_ || named) && filled_in) return Role::form_template;
  return role;
}

}  // namespace crosswalk::facts
