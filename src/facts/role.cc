// SPDX-License-Identifier: Apache-2.0
#include "facts/role.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/words.h"
#include "facts/shape.h"

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
    // Series of advisories.
    {"ossa", Role::advisory, 7},
    {"pysec", Role::advisory, 7},
    {"rustsec", Role::advisory, 7},
    {"hsec", Role::advisory, 7},
    {"icsa", Role::advisory, 7},
    {"icsma", Role::advisory, 7},
    {"gcve", Role::advisory, 7},
    {"rhsa", Role::advisory, 7},
    {"usn", Role::advisory, 6},
    {"dsa", Role::advisory, 5},
    {"vulnerable", Role::advisory, 4},
    // Kept about weaknesses, and no message about one.
    {"vulnerability record", Role::report, 9},
    {"vulnerability analysis", Role::report, 9},
    {"vulnerability assessment", Role::report, 9},
    {"vulnerability test", Role::report, 7},
    {"vulnerability scan", Role::report, 8},
    {"vulnerability log", Role::register_, 9},
    {"vulnerability register", Role::register_, 10},
    {"vulnerability list", Role::register_, 9},
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
    {"documentation", Role::guide, 1},
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
    {"cra", Role::statement, 4},
    {"cra assessment", Role::statement, 7},
    {"slsa assessment", Role::statement, 7},
    {"dtac", Role::statement, 5},
    {"gdpr", Role::statement, 4},
    {"soc 2", Role::statement, 4},
    {"soc2", Role::statement, 4},
    {"pci dss", Role::statement, 4},
    {"part 11", Role::statement, 5},
    {"21 cfr", Role::statement, 4},
    {"dora", Role::statement, 3},
    {"certifications", Role::statement, 5},
    {"slsa", Role::statement, 4},
    {"ssdf", Role::statement, 4},
    {"asvs", Role::statement, 4},
    {"iso iec 27001", Role::statement, 4},
    {"iso 27001", Role::statement, 3},
    {"iec 81001", Role::statement, 4},
    {"cyber resilience act", Role::statement, 4},
    {"report", Role::report, 7},
    {"audit", Role::report, 6},
    {"assessment", Role::report, 3},
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
    {"minutes", Role::report, 9},
    {"record", Role::report, 4},
    {"training record", Role::report, 9},
    {"training records", Role::report, 9},
    {"assessment record", Role::report, 8},
    {"test record", Role::report, 8},
    {"review record", Role::report, 8},
    {"attendance list", Role::report, 9},
    {"internal audit", Role::report, 8},
    {"capa", Role::report, 8},
    {"corrective action", Role::report, 6},
    {"management review", Role::report, 6},
    {"retest", Role::report, 8},
    {"test report", Role::report, 9},
    {"scan report", Role::report, 9},
    {"regression test", Role::report, 7},
    {"release record", Role::report, 8},
    {"release board", Role::report, 5},
    // What a product has or does, and no document of that name.
    {"audit log", Role::guide, 4},
    {"audit logs", Role::guide, 4},
    {"audit logging", Role::guide, 4},
    {"audit trail", Role::guide, 3},
    {"access log", Role::guide, 3},
    {"event log", Role::guide, 3},
    {"logging", Role::guide, 3},
    {"register api", Role::guide, 4},
    {"password policies", Role::guide, 4},
    {"password policy", Role::policy, 3},
    {"network policy", Role::guide, 3},
    {"network policies", Role::guide, 3},
    {"access policies", Role::guide, 4},
    {"blog", Role::other, 6},
    {"postmortem", Role::report, 8},
    {"post mortem", Role::report, 8},
    {"announcement", Role::other, 3},
    {"cli", Role::guide, 3},
    {"settings", Role::guide, 4},
    {"plugin", Role::guide, 3},
    {"contributing", Role::guide, 7},
    {"contribution", Role::guide, 4},
    {"walkthrough", Role::guide, 5},
    {"troubleshooting", Role::guide, 6},
    {"release pipeline", Role::guide, 5},
    {"release process", Role::procedure, 8},
    {"privacy notice", Role::policy, 8},
    {"issue template", Role::form_template, 9},
    {"proposal", Role::other, 7},
    {"rfc", Role::other, 5},
    {"meeting", Role::other, 6},
    {"summary", Role::report, 4},
    {"gaps", Role::report, 4},
    {"gap analysis", Role::report, 6},
    {"analysis", Role::report, 3},
    {"specification", Role::other, 8},
    {"description", Role::other, 4},
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

/// Words after which a name only tells what the document is about: a policy for reports is a policy.
constexpr std::array<std::string_view, 15> prepositions{"for", "of", "on",  "in",      "to",    "with",  "from", "by",
                                                        "at",  "as", "and", "against", "about", "under", "v"};

/// Which noun of a name is its head, and what the others count for. The head ends the name or stands before a preposition or a
/// number: a risk management plan is a plan, a guide to disclosure is a guide. Of phrases that overlap the longest one counts.
void score_name(std::string_view words, double factor, Scores& scores) {
  constexpr double head = 1.5;
  constexpr double modifier = 0.7;
  constexpr double complement = 0.4;
  const std::string_view text = base::trim(words);
  struct Found {
    std::size_t begin;
    std::size_t end;
    const NameWord* name;
  };
  std::vector<Found> found;
  for (const NameWord& name : names) {
    for (std::size_t at = text.find(name.phrase); at != std::string_view::npos; at = text.find(name.phrase, at + 1)) {
      const std::size_t end = at + name.phrase.size();
      const bool whole = (at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ');
      if (whole) found.push_back({at, end, &name});
    }
  }
  std::size_t first_preposition = text.size();
  for (const std::string_view word : prepositions) {
    const std::size_t at = text.find(" " + std::string(word) + " ");
    if (at != std::string_view::npos && at > 0) first_preposition = std::min(first_preposition, at);
  }
  Scores best{};
  Scores without_head{};
  bool has_head = false;
  for (const Found& one : found) {
    const bool covered = std::any_of(found.begin(), found.end(), [&](const Found& other) {
      return other.begin <= one.begin && other.end >= one.end && other.end - other.begin > one.end - one.begin;
    });
    if (covered) continue;
    const std::string_view after = text.substr(one.end);
    const std::string_view next = base::trim(after).substr(0, base::trim(after).find(' '));
    const bool number = !next.empty() && next[0] >= '0' && next[0] <= '9';
    const bool ends = next.empty() || number || std::find(prepositions.begin(), prepositions.end(), next) != prepositions.end();
    const bool about = one.begin > first_preposition;
    const double place = about ? (after.empty() ? modifier : complement) : ends ? head : modifier;
    has_head = has_head || (!about && ends);
    const std::size_t role = index(one.name->role);
    best[role] = std::max(best[role], one.name->weight * place);
    without_head[role] = std::max<double>(without_head[role], one.name->weight);
  }
  // A name whose head is no noun of documents is told by what else it names.
  if (!has_head) best = without_head;
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += best[i] * factor;
}

/// Whether a title is what its reader wants to do: "Installing the gateway", "How to ...", "Generate keys". What it names then is
/// what the task is about. Words that are nouns too ("change", "monitoring") need an article or a plural: a monitoring plan is a
/// plan.
bool names_a_task(std::string_view words) {
  const std::string_view text = base::trim(words);
  if (text.starts_with("how to report") || text.starts_with("how do i report")) return false;
  if (text.starts_with("how to ") || text.starts_with("how do ")) return true;
  const std::vector<std::string_view> parts = base::split(text, ' ');
  if (parts.size() < 2) return false;
  const std::string_view first = parts[0];
  constexpr std::array<std::string_view, 22> verbs{
      "configure", "enable", "disable", "install", "generate", "create", "remove", "manage", "connect", "deploy", "verify",
      "encrypt",   "rotate", "restore", "migrate", "harden",   "add",    "get",    "run",    "use",     "make",   "set"};
  if (std::find(verbs.begin(), verbs.end(), first) != verbs.end()) return parts[1] != "after";
  constexpr std::array<std::string_view, 8> matters{"reporting", "handling", "training",    "meeting",
                                                    "testing",   "planning", "engineering", "briefing"};
  constexpr std::array<std::string_view, 10> nouns_too{"secure",  "change", "update", "backup", "check",
                                                       "monitor", "build",  "sign",   "test",   "upgrade"};
  constexpr std::size_t shortest = 6;
  const bool gerund =
      first.size() >= shortest && first.ends_with("ing") && std::find(matters.begin(), matters.end(), first) == matters.end();
  if (!gerund && std::find(nouns_too.begin(), nouns_too.end(), first) == nouns_too.end()) return false;
  constexpr std::array<std::string_view, 12> articles{"the",  "a",  "an", "your", "with", "up",
                                                      "from", "on", "in", "to",   "and",  "access"};
  const bool article = std::find(articles.begin(), articles.end(), parts[1]) != articles.end();
  const std::string_view last = parts.back();
  return article || (last.size() > 3 && last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("is"));
}

/// The votes of a name: of one that is a task only that it guides, where the text is long enough to do so.
void score_whole_name(std::string_view words, double weight_of_task, std::size_t length, Scores& scores) {
  constexpr std::size_t shortest_guide = 60;
  if (length >= shortest_guide && names_a_task(words)) {
    scores[index(Role::guide)] += weight_of_task;
  } else {
    score_name(words, 1.0, scores);
  }
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
  for (const std::string_view looked_at : {"review of ", "audit of ", "evaluation of ", "assessment of "}) {
    if (base::trim(words).starts_with(looked_at)) return Role::report;
  }
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

/// What the name, the place and the first lines of a document say, each on its own.
struct Names {
  Scores title{};
  /// What a title adds after a dash or in brackets, and the first lines under it.
  Scores subtitle{};
  Scores file{};
  Scores headings{};
  Scores folders{};
  Scores prefix{};
  /// What it says of itself where it begins.
  Scores itself{};
  Scores vocabulary{};
};

Names names_of(const View& view, std::string_view id_words) {
  static const std::vector<std::string_view> phrases = [] {
    std::vector<std::string_view> list;
    for (const BodyWord& word : vocabulary) list.push_back(word.phrase);
    return list;
  }();
  static const PhraseTable table(phrases);

  Names out;
  const std::string main_title = own_name(words_of(main_part(view.title)), id_words);
  score_whole_name(main_title, 8.0, view.body_count, out.title);
  score_name(own_name(view.title_words, id_words), 1.0, out.subtitle);
  score_whole_name(own_name(view.file_name, id_words), 6.0, view.body_count, out.file);
  for (std::size_t i = 0; i < std::min<std::size_t>(view.headings.size(), 40); ++i)
    score_name(view.headings[i], 0.12, out.headings);
  for (double& value : out.headings) value = std::min(value, 3.0);
  // Document numbers begin with the kind: SOP-014, POL-2, FRM-7.
  constexpr NameWord prefixes[] = {
      {"sop", Role::procedure, 6},     {"pol", Role::policy, 6},        {"wi", Role::procedure, 5},
      {"qp", Role::procedure, 5},      {"frm", Role::form_template, 7}, {"tmpl", Role::form_template, 7},
      {"tpl", Role::form_template, 7}, {"pln", Role::plan, 6},          {"ifu", Role::guide, 6},
      {"rpt", Role::report, 6},        {"rec", Role::report, 6},        {"fsn", Role::notice, 7},
      {"rn", Role::release_notes, 6}};
  for (const NameWord& prefix : prefixes) {
    const std::string start = " " + std::string(prefix.phrase) + " ";
    // "rec" alone is a word of many languages; with a number it is one of a quality system.
    const bool needs_number = prefix.phrase == "rec";
    const auto begins = [&](std::string_view words) {
      if (!words.starts_with(start)) return false;
      return !needs_number || (words.size() > start.size() && words[start.size()] >= '0' && words[start.size()] <= '9');
    };
    if (begins(view.file_name) || begins(view.title_words) || begins(id_words)) {
      out.prefix[index(prefix.role)] += prefix.weight;
    }
  }
  // Minutes are of what was talked about, whatever it is.
  const auto are_minutes = [](std::string_view words) {
    constexpr std::size_t behind_a_number = 16;
    const std::size_t at = words.find(" minutes ");
    return at != std::string_view::npos && at < behind_a_number;
  };
  if (are_minutes(view.file_name) || are_minutes(view.title_words)) out.prefix[index(Role::report)] += 8;
  // A bulletin in plain text has no title but its first lines.
  constexpr std::size_t first_lines = 200;
  constexpr std::string_view bulletins[] = {"security bulletin", "security advisory", "security notice"};
  if (has_any(view.head.substr(0, first_lines), bulletins) &&
      (has_phrase(view.body, "affected") || has_phrase(view.heading_words, "affected"))) {
    out.itself[index(Role::advisory)] += 6;
  }
  constexpr NameWord self_descriptions[] = {{"this policy", Role::policy, 3},
                                            {"summarizes policies", Role::policy, 9},
                                            {"our policy", Role::policy, 2},
                                            {"this sop", Role::procedure, 6},
                                            {"this procedure", Role::procedure, 4},
                                            {"of this process", Role::procedure, 4},
                                            {"issues are handled", Role::procedure, 6},
                                            {"are handled by", Role::procedure, 3},
                                            {"this plan", Role::plan, 4},
                                            {"this advisory", Role::advisory, 4},
                                            {"this bulletin", Role::advisory, 4},
                                            {"this guide", Role::guide, 4},
                                            {"this manual", Role::guide, 5},
                                            {"this tutorial", Role::guide, 5},
                                            {"this report", Role::report, 3},
                                            {"this register", Role::register_, 5},
                                            {"this registry", Role::register_, 5},
                                            {"this checklist", Role::checklist, 4},
                                            {"this template", Role::form_template, 2},
                                            {"this statement", Role::statement, 4},
                                            {"this sbom", Role::sbom, 4},
                                            {"this threat model", Role::risk_file, 5},
                                            {"this risk assessment", Role::risk_file, 4},
                                            {"this release", Role::release_notes, 3},
                                            {"these release notes", Role::release_notes, 6},
                                            {"vulnerabilities are handled", Role::procedure, 6}};
  for (const NameWord& entry : self_descriptions) {
    if (has_phrase(view.head, entry.phrase)) out.itself[index(entry.role)] += entry.weight;
  }
  const std::string_view name = base::trim(view.file_name);
  if (name == "security" && (view.ending == ".md" || view.ending == ".txt" || view.ending == ".rst")) {
    out.file[index(Role::policy)] += 5;
  }
  if ((name == "sbom" || name == "bom") && !names_a_task(main_title)) out.file[index(Role::sbom)] += 4;
  constexpr NameWord folders[] = {{"advisories", Role::advisory, 4},
                                  {"security advisories", Role::advisory, 3},
                                  {"policies", Role::policy, 3},
                                  {"procedures", Role::procedure, 3},
                                  {"sops", Role::procedure, 3},
                                  {"guides", Role::guide, 3},
                                  {"guide", Role::guide, 3},
                                  {"how to", Role::guide, 3},
                                  {"tutorials", Role::guide, 3},
                                  {"install", Role::guide, 2},
                                  {"configuration", Role::guide, 2},
                                  {"user guide", Role::guide, 3},
                                  {"release notes", Role::release_notes, 4},
                                  {"sbom", Role::sbom, 3},
                                  {"checklists", Role::checklist, 3},
                                  {"forms", Role::form_template, 3},
                                  {"templates", Role::form_template, 3},
                                  {"issue template", Role::form_template, 9},
                                  {"issue templates", Role::form_template, 9},
                                  {"manuals", Role::guide, 3},
                                  {"risk management", Role::risk_file, 2},
                                  {"plans", Role::plan, 3},
                                  {"compliance", Role::statement, 2},
                                  {"audits", Role::report, 3},
                                  {"adr", Role::other, 9},
                                  {"adrs", Role::other, 9},
                                  {"proposals", Role::other, 7},
                                  {"meetings", Role::other, 7},
                                  {"blog", Role::other, 6},
                                  {"notices", Role::notice, 4}};
  for (const NameWord& folder : folders) {
    if (has_phrase(view.folders, folder.phrase)) {
      out.folders[index(folder.role)] = std::max<double>(out.folders[index(folder.role)], folder.weight);
    }
  }
  const std::vector<std::uint32_t> counts = table.count(view.body);
  const double scale = view.body_count > 4'000 ? 0.5 : 1.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out.vocabulary[index(vocabulary[i].role)] += scale * std::min<double>(counts[i], 4) * vocabulary[i].tenths / 10.0;
  }
  for (double& value : out.vocabulary) value = std::min(value, 6.0);
  return out;
}

/// Forms that say what they are.
void add_certainties(const View& view, Scores& scores) {
  const std::string_view text = view.document->text;
  const std::string_view start = text.substr(0, 4'000);
  const std::string_view format = view.document->format;
  // In a text for people these words are an example.
  const bool machine = format == "json" || format == "xml" || format == "text";
  if (machine &&
      (start.find("\"bomFormat\"") != std::string_view::npos || start.find("\"spdxVersion\"") != std::string_view::npos ||
       start.starts_with("SPDXVersion: SPDX-") || start.find("\nSPDXVersion: SPDX-") != std::string_view::npos ||
       start.find("cyclonedx.org/schema/bom") != std::string_view::npos)) {
    scores[index(Role::sbom)] += certain;
  }
  if (machine && start.find("\"csaf_version\"") != std::string_view::npos) scores[index(Role::advisory)] += certain;
  // What a security.txt must have. Source: RFC 9116, 2.5.
  const auto has_key = [&](std::string_view key) {
    return std::any_of(view.fields.begin(), view.fields.end(), [&](const Field& field) { return field.key == key; });
  };
  if (view.document->format == "text" && has_key("contact") && has_key("expires")) scores[index(Role::policy)] += 12;
}

/// What a sign of the body says of a role, for or against it, with the reason beside it. The weights were fitted on documents
/// that people had labelled, each with the sign that its reason asks for, and rounded to quarters; votes without a reason are
/// left out.
struct Vote {
  Sign sign;
  Role role;
  double weight;
};

constexpr Vote votes[] = {
    {Sign::reporting, Role::policy, 1.0},  // it tells how and what to report
    {Sign::we, Role::policy, 0.5},         // an organisation binds itself
    {Sign::rules, Role::policy, 0.5},      // it has rules for everybody

    {Sign::orders, Role::procedure, 2.75},       // it is a series of acts
    {Sign::actors, Role::procedure, 1.25},       // it says who acts
    {Sign::duties, Role::procedure, 1.0},        // it says what must be done
    {Sign::regulated, Role::procedure, 0.75},    // it has the parts of a procedure of a quality system
    {Sign::steps, Role::procedure, 0.5},         // it has steps
    {Sign::code, Role::procedure, -0.5},         // it rather shows commands
    {Sign::identifiers, Role::procedure, -1.0},  // a procedure is for any weakness and names none

    {Sign::actors, Role::plan, 2.75},    // it says who does it
    {Sign::boxes, Role::plan, 1.75},     // it has tasks that are not done yet
    {Sign::stages, Role::plan, 1.5},     // it has phases, weeks or deliverables
    {Sign::future, Role::plan, 0.5},     // it tells what is to come
    {Sign::regulated, Role::plan, 0.5},  // it has the parts of a controlled document
    {Sign::reader, Role::plan, -1.0},    // a plan does not speak to its reader

    {Sign::weakness, Role::advisory, 2.25},         // it tells what an attacker can do
    {Sign::identifiers, Role::advisory, 2.0},       // it names weaknesses by number
    {Sign::dated, Role::advisory, 2.0},             // it has a history with dates
    {Sign::advisory_fields, Role::advisory, 4.0},   // it has the fields of an advisory
    {Sign::orders, Role::advisory, -0.5},           // it rather tells what to do
    {Sign::duties, Role::advisory, -0.5},           // it rather says what must be
    {Sign::claims, Role::advisory, -0.75},          // it rather tells what a product does
    {Sign::reporting, Role::advisory, -2.0},        // it rather tells how to report
    {Sign::reader, Role::advisory, -2.25},          // it rather speaks to its reader
    {Sign::called_template, Role::advisory, -3.0},  // an advisory is filled in
    {Sign::unfilled, Role::advisory, -3.0},         // an advisory is filled in

    {Sign::letter, Role::notice, 3.0},  // it addresses customers

    {Sign::changes, Role::release_notes, 2.5},   // it lists what was added, changed and fixed
    {Sign::versions, Role::release_notes, 2.0},  // versions are its headings

    {Sign::reader, Role::guide, 3.25},           // it speaks to its reader
    {Sign::code, Role::guide, 2.25},             // it shows commands and settings
    {Sign::screen, Role::guide, 0.75},           // it describes screens
    {Sign::orders, Role::guide, 0.5},            // it tells its reader what to do
    {Sign::settings, Role::guide, 0.5},          // it has tables of settings
    {Sign::advisory_fields, Role::guide, -0.5},  // it rather has the fields of an advisory
    {Sign::article, Role::guide, -0.5},          // it rather is an article
    {Sign::requirements, Role::guide, -1.0},     // it rather goes through requirements
    {Sign::findings, Role::guide, -1.25},        // it rather tells what was found
    {Sign::past, Role::guide, -1.25},            // it rather tells what happened
    {Sign::we, Role::guide, -1.5},               // it rather speaks of its authors
    {Sign::weakness, Role::guide, -1.75},        // it rather tells of a weakness
    {Sign::risks, Role::guide, -1.25},           // it rather weighs risks
    {Sign::boxes, Role::guide, -2.0},            // it rather is to be ticked
    {Sign::tabular, Role::guide, -2.25},         // it rather is a list

    {Sign::threats, Role::risk_file, 1.5},  // it names threats and assets
    {Sign::risks, Role::risk_file, 1.75},   // it weighs risks
    {Sign::orders, Role::risk_file, -1.0},  // it rather tells what to do
    {Sign::reader, Role::risk_file, -1.0},  // a risk file does not speak to its reader

    {Sign::sheet, Role::register_, 2.5},    // it is a sheet
    {Sign::answers, Role::register_, 1.5},  // its rows have states
    {Sign::tabular, Role::register_, 1.5},  // it is a table
    {Sign::records, Role::register_, 0.5},  // its rows are numbered
    {Sign::code, Role::register_, -0.5},    // it rather shows commands
    {Sign::orders, Role::register_, -1.0},  // it rather tells what to do

    {Sign::boxes, Role::checklist, 3.5},      // it has boxes to tick
    {Sign::answers, Role::checklist, 0.5},    // it has answers
    {Sign::questions, Role::checklist, 0.5},  // it asks

    {Sign::called_template, Role::form_template, 5.5},  // it calls itself a template
    {Sign::unfilled, Role::form_template, 4.5},         // its control fields are not filled in
    {Sign::blanks, Role::form_template, 1.5},           // it has blanks
    {Sign::empty_fields, Role::form_template, 0.75},    // its fields are empty

    {Sign::licences, Role::sbom, 3.5},    // its rows name licences
    {Sign::components, Role::sbom, 2.0},  // its rows name components and their versions
    {Sign::orders, Role::sbom, -0.75},    // it rather tells what to do
    {Sign::reader, Role::sbom, -1.25},    // a list does not speak to its reader
    {Sign::code, Role::sbom, -3.0},       // it rather shows commands

    {Sign::claims, Role::statement, 2.0},         // it tells what a product does
    {Sign::requirements, Role::statement, 0.75},  // it goes through requirements
    {Sign::blanks, Role::statement, -0.75},       // a statement is filled in
    {Sign::orders, Role::statement, -1.25},       // it rather tells what to do
    {Sign::steps, Role::statement, -1.25},        // it rather has steps

    {Sign::past, Role::report, 0.75},             // it tells what happened
    {Sign::sheet, Role::report, -3.0},            // a report is told in sentences
    {Sign::tabular, Role::report, -1.0},          // a report is told in sentences
    {Sign::findings, Role::report, 0.75},         // it tells what was found
    {Sign::called_template, Role::report, -0.5},  // a report is filled in
    {Sign::blanks, Role::report, -0.75},          // a report is filled in
    {Sign::unfilled, Role::report, -1.0},         // a report is filled in

    {Sign::law, Role::other, 8.0},       // it is a law
    {Sign::article, Role::other, 1.5},   // it is an article
    {Sign::orders, Role::other, -0.75},  // it tells what to do
};

/// What a role has before anything is known: how common such documents are, and how little their signs say.
constexpr std::array<std::pair<Role, double>, 15> priors{{{Role::policy, 5.25},
                                                          {Role::procedure, 4.25},
                                                          {Role::plan, 4.5},
                                                          {Role::advisory, 6.25},
                                                          {Role::notice, 0.0},
                                                          {Role::release_notes, 4.5},
                                                          {Role::guide, 7.25},
                                                          {Role::risk_file, 4.25},
                                                          {Role::register_, 4.5},
                                                          {Role::checklist, 3.5},
                                                          {Role::form_template, 5.5},
                                                          {Role::sbom, 4.0},
                                                          {Role::statement, 5.5},
                                                          {Role::report, 4.0},
                                                          {Role::other, 6.75}}};

/// What bears out a name: a bill of materials has components, an advisory tells of a weakness.
struct Proof {
  Role role;
  /// The share of its weight that a name keeps when nothing bears it out.
  double least;
  /// The strength from which on a sign counts, and at which it is enough.
  double from;
  double enough;
  std::vector<Sign> signs;
};

/// Whether a sign is one of how a document is built, which a few words show as well as many.
bool is_built(Sign sign) {
  constexpr std::array<Sign, 18> built{
      Sign::advisory_fields, Sign::called_template, Sign::unfilled, Sign::blanks, Sign::empty_fields, Sign::sheet,
      Sign::versions,        Sign::boxes,           Sign::letter,   Sign::law,    Sign::changes,      Sign::identifiers,
      Sign::components,      Sign::licences,        Sign::stages,   Sign::steps,  Sign::answers,      Sign::dated};
  return std::find(built.begin(), built.end(), sign) != built.end();
}

/// How far the body bears out a name that says `role`: 1 fully, less where a document is only about such documents.
double borne_out(Role role, const Shape& shape) {
  static const std::array<Proof, 10> proofs{{
      {Role::sbom, 0.5, 0.1, 0.5, {Sign::components, Sign::licences}},
      {Role::advisory, 0.45, 0, 0.4, {Sign::identifiers, Sign::weakness, Sign::advisory_fields}},
      {Role::checklist, 0.5, 0, 0.4, {Sign::boxes, Sign::questions, Sign::answers, Sign::requirements}},
      {Role::register_, 0.4, 0, 0.5, {Sign::records, Sign::tabular, Sign::answers, Sign::components}},
      {Role::notice, 0.4, 0, 0.4, {Sign::letter, Sign::advisory_fields, Sign::weakness}},
      {Role::risk_file, 0.7, 0, 0.4, {Sign::risks, Sign::threats}},
      {Role::release_notes, 0.8, 0, 0.4, {Sign::versions, Sign::changes, Sign::dated}},
      {Role::procedure, 0.6, 0, 0.4, {Sign::steps, Sign::actors, Sign::regulated, Sign::duties, Sign::orders, Sign::stages}},
      {Role::report, 0.5, 0, 0.4, {Sign::findings, Sign::dated, Sign::answers}},
      {Role::policy, 0.7, 0, 0.4, {Sign::reporting, Sign::duties, Sign::we, Sign::regulated}},
  }};
  // Sheets and empty files have no sentences that could.
  if (shape[Sign::sheet] > 0) return 1;
  for (const Proof& proof : proofs) {
    if (proof.role != role) continue;
    double strongest = 0;
    for (const Sign sign : proof.signs) strongest = std::max(strongest, shape[sign]);
    // Of a few words nothing can be asked.
    const double share = std::max((strongest - proof.from) / (proof.enough - proof.from), shape[Sign::brief]);
    return proof.least + (1 - proof.least) * std::clamp(share, 0.0, 1.0);
  }
  return 1;
}

}  // namespace

Role role_of(const View& view, State state, std::string_view id) {
  const std::string id_words = words_of(id);
  const Names says = names_of(view, id_words);
  Shape shape = shape_of(view);
  shape.set(Sign::unfilled, state == State::template_ ? 1 : 0);
  Scores scores{};
  // A few words say nothing by their number: then the name tells, or nothing does.
  const double brief = shape[Sign::brief];
  constexpr double nothing = 2.5;
  for (const auto& [role, points] : priors) scores[index(role)] = points * (1 - brief);
  scores[index(Role::other)] += nothing * brief;
  // The file name is somebody's choice for this file, a title often the name of a chapter or a product. Where one of them says
  // nothing, the other counts more.
  const auto silent = [](const Scores& votes_of_name) {
    return std::all_of(votes_of_name.begin(), votes_of_name.end(), [](double value) { return value == 0; });
  };
  const double title_factor = std::max(silent(says.file) ? 0.5 : 0.35, brief);
  const double file_factor = silent(says.title) ? 0.7 : 0.65;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double named = title_factor * says.title[i] + 0.1 * says.subtitle[i] + file_factor * says.file[i] +
                         0.8 * says.headings[i] + 1.4 * says.folders[i] + says.prefix[i] + 1.2 * says.itself[i] +
                         0.9 * says.vocabulary[i];
    scores[i] += named * borne_out(static_cast<Role>(i), shape);
  }
  for (const Vote& vote : votes) {
    const double share = is_built(vote.sign) ? 1 : 1 - brief;
    scores[index(vote.role)] += vote.weight * shape[vote.sign] * share;
  }
  // A README tells about a folder, also about one of advisories.
  if (base::trim(view.file_name) == "readme") scores[index(Role::advisory)] *= 0.4;
  // A NOTICE that speaks of licences holds those of others.
  if ((base::trim(view.file_name) == "notice" || base::trim(view.file_name) == "notices") && shape[Sign::licences] > 0.2) {
    scores[index(Role::sbom)] += 6;
    scores[index(Role::notice)] = 0;
  }
  add_certainties(view, scores);

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
  const Role role = static_cast<Role>(best);
  // A form for a report is no report; a policy that others may take over is a policy.
  const bool filled_in = role == Role::advisory || role == Role::notice || role == Role::report || role == Role::release_notes ||
                         role == Role::statement || role == Role::risk_file;
  const bool called = shape[Sign::called_template] > 0;
  const bool unfilled = state == State::template_;
  if (filled_in && (unfilled || called || has_phrase(view.title_words, "form"))) return Role::form_template;
  if (role != Role::policy && called && (unfilled || shape[Sign::blanks] > 0.5)) return Role::form_template;
  return role;
}

}  // namespace crosswalk::facts
