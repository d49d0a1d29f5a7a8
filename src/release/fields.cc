// SPDX-License-Identifier: Apache-2.0
#include "release/fields.h"

#include <algorithm>

namespace crosswalk::release {
namespace {

using K = FieldKind;

constexpr FieldSpec identity[] = {
    {"product", K::text, "the product"},
    {"version", K::id, "the version that is released"},
    {"build", K::text, "build number or identifier", {}, false},
    {"released", K::date, "when it is released"},
    {"previous", K::version, "the version before", {}, false},
    {"device_identifier", K::text, "UDI-DI", {}, false},
    {"sbom", K::reference, "the software bill of materials", {}, false},
    {"vex", K::reference, "statements on known vulnerabilities (VEX)", {}, false},
    {"contact", K::text, "where security questions are answered"},
};
constexpr FieldSpec environment[] = {
    {"description", K::text, "where and by whom it is used"},
    {"network_zone", K::text, "in which network zone it stands"},
    {"physical_access", K::text, "who can touch it"},
    {"operator_duties", K::texts, "what the operator has to provide"},
    {"shared_responsibility", K::text, "who answers for what, where parts run in a cloud", {}, false},
    {"segmentation", K::text, "how the network is divided, and which rules a firewall needs"},
    {"infrastructure", K::texts, "what else has to be there: directory, time, log server", {}, false},
    {"diagram", K::reference, "the diagram of the deployment", {}, false},
};
constexpr FieldSpec assumptions[] = {
    {"id", K::id, "id"},
    {"text", K::text, "what is assumed"},
    {"answered_by", K::text, "who has to see to it"},
    {"if_not", K::text, "which risk grows where it does not hold"},
};
constexpr FieldSpec requirements[] = {
    {"kind", K::word, "what it is", "operating_system|hardware|browser|database|virtualisation|mobile|network|other"},
    {"name", K::text, "what is required"},
    {"versions", K::text, "which versions"},
    {"supported_until", K::date, "until when its maker supports it", {}, false},
};
constexpr FieldSpec interfaces[] = {
    {"id", K::id, "id"},
    {"name", K::text, "what the interface is called"},
    {"medium", K::word, "over what it goes", "network|wireless|serial|usb|removable_media|other"},
    {"port", K::port, "port", {}, false},
    {"transport", K::word, "TCP or UDP", "tcp|udp|tcp_udp|other", false},
    {"protocol", K::text, "protocol"},
    {"direction", K::word, "who begins to speak", "in|out|both"},
    {"peer", K::text, "with whom"},
    {"purpose", K::text, "what it is for"},
    {"encryption", K::text, "how it is encrypted"},
    {"authentication", K::text, "how the other side is known"},
    {"default", K::word, "how it is delivered", "open|closed"},
    {"can_be_closed", K::yes_no, "whether it can be closed"},
    {"if_closed", K::text, "what does not work then", {}, false},
};
constexpr FieldSpec hardening[] = {
    {"id", K::id, "id"},
    {"setting", K::text, "what is set"},
    {"where", K::text, "where it is set"},
    {"default", K::text, "how it is delivered"},
    {"values", K::text, "which values there are", {}, false},
    {"recommended", K::text, "which value is recommended"},
    {"effect_on_security", K::text, "what it does for security"},
    {"effect_on_use", K::text, "what it does to the work"},
    {"how", K::text, "how it is set"},
    {"raises_risk", K::text, "which change raises the risk", {}, false},
};
constexpr FieldSpec roles[] = {
    {"id", K::id, "id"},
    {"name", K::text, "what the role is called"},
    {"purpose", K::text, "who has it, and for what"},
    {"rights", K::texts, "what it may do"},
};
constexpr FieldSpec accounts[] = {
    {"id", K::id, "id"},
    {"name", K::text, "what the account is called"},
    {"kind", K::word, "of whom or what it is", "human|service|operating_system|database|cloud|api_key|vendor"},
    {"roles", K::roles, "its roles", {}, false},
    {"purpose", K::text, "what it is for"},
    {"default_state", K::word, "how it is delivered", "enabled|disabled|created_at_installation"},
    {"credential", K::text, "which credential it has when it is delivered"},
    {"change", K::text, "how its credential is changed"},
    {"can_be_renamed", K::yes_no, "whether it can be renamed"},
    {"can_be_disabled", K::yes_no, "whether it can be disabled"},
    {"shared", K::yes_no, "whether several people use it"},
};
constexpr FieldSpec authentication[] = {
    {"password_rules", K::text, "length and other rules of passwords"},
    {"password_storage", K::text, "how passwords are kept"},
    {"first_login", K::text, "whether a password has to be changed when it is first used"},
    {"lockout", K::text, "after how many failures an account is locked, and for how long"},
    {"lockout_effect", K::text, "what that means for the care of patients"},
    {"session_timeout", K::text, "after which time a session ends"},
    {"session_effect", K::text, "what that means for the care of patients"},
    {"multi_factor", K::text, "whether a second factor can be used, and how"},
    {"directory", K::text, "how it works with a directory or single sign-on"},
    {"emergency_access", K::text, "how somebody gets in who has to help at once, and who looks at it afterwards"},
    {"remote_support", K::text, "who of the manufacturer can get in, who allows it, for how long, and where it is logged"},
    {"provisioning", K::text, "how accounts are given out and taken back"},
    {"privileged_access", K::text, "how administrators' rights are kept few"},
    {"review", K::text, "how often accounts and rights are looked through"},
    {"recovery", K::text, "what to do where the last administrator's credential is lost"},
    {"at_decommissioning", K::text, "what becomes of accounts when it is taken out of use"},
};
constexpr FieldSpec logging[] = {
    {"events", K::texts, "what is logged"},
    {"place", K::text, "where logs lie, and in which format"},
    {"retention", K::text, "how long they are kept"},
    {"export", K::text, "how they are sent to a log server"},
    {"protection", K::text, "who can read and change them"},
    {"forensics", K::text, "what to keep for an investigation"},
    {"time_source", K::text, "where the time comes from"},
    {"time_drift", K::text, "what a wrong time does to logs and certificates"},
};
constexpr FieldSpec protection[] = {
    {"at_rest", K::text, "how data is encrypted where it lies"},
    {"in_transit", K::text, "how data is encrypted on its way"},
    {"certificates", K::text, "how certificates are imported, renewed and revoked, and which authorities are trusted"},
    {"malware", K::text, "which malware protection can be used, with which exclusions"},
    {"removable_media", K::text, "what removable media may be used for, and how that is switched off"},
    {"remote_service", K::text, "over which channel service is given, and how that is switched off"},
    {"degraded_mode", K::text, "what still works under attack or without a network"},
    {"critical_functions", K::text, "how critical functions stay protected", {}, false},
};
constexpr FieldSpec backup[] = {
    {"what", K::text, "what has to be saved"},
    {"interval", K::text, "how often"},
    {"encryption", K::text, "how copies are protected"},
    {"restore", K::text, "how it is restored, and how that is tried out"},
    {"configuration", K::text, "how a known good configuration is brought back"},
};
constexpr FieldSpec updates[] = {
    {"announced", K::text, "how users learn of updates"},
    {"source", K::text, "from where they are got"},
    {"verification", K::text, "how it is checked that an update is genuine"},
    {"installation", K::text, "how it is installed, by whom, and whether it restarts"},
    {"side_effects", K::text, "what else it changes"},
    {"not_installed", K::text, "which risk stays where it is not installed"},
    {"rollback", K::text, "how one goes back"},
    {"operating_system", K::text, "which patches of the operating system and other required software may be installed"},
};
constexpr FieldSpec maintenance[] = {
    {"task", K::text, "what is looked after"},
    {"interval", K::text, "how often"},
    {"by", K::text, "by whom"},
};
constexpr FieldSpec incidents[] = {
    {"signs", K::texts, "what a security incident looks like"},
    {"first_actions", K::texts, "what to do first"},
    {"preserve", K::text, "what to keep"},
    {"contact", K::text, "whom to tell"},
};
constexpr FieldSpec installation[] = {
    {"step", K::text, "what is done"},
    {"check", K::text, "how one sees that it is done", {}, false},
};
constexpr FieldSpec support[] = {
    {"policy", K::text, "what is supported, and how"},
    {"until", K::date, "until when this version is supported"},
    {"afterwards", K::text, "what changes for the operator then"},
};
constexpr FieldSpec items[] = {
    {"id", K::id, "id"},
    {"name", K::text, "name of the software item"},
    {"version", K::text, "its version"},
    {"supplier", K::text, "who makes it", {}, false},
    {"purl", K::text, "its package URL", {}, false},
    {"class", K::word, "maintained, supported or required software (4.3)", "maintained|supported|required"},
    {"own_term", K::text, "what the manufacturer calls this class", {}, false},
    {"level", K::word, "how its maker supports it", "actively_maintained|no_longer_maintained|abandoned|unknown"},
    {"supported_until", K::date, "until when its maker supports it"},
    {"justification", K::text, "why something of it is not known, and what is done about it", {}, false},
};
constexpr FieldSpec conformance[] = {
    {"standard", K::text, "the standard with its edition"},
    {"interpretation", K::text, "which corrections and interpretations were considered", {}, false},
    {"route", K::word, "by which route", "clauses_4_to_9|annex_f"},
    {"quality_system", K::text, "the quality management system"},
    {"rigour", K::text, "how deep the activities went, and why so deep"},
    {"independence", K::text, "who tested, and how independent of development"},
    {"completion", K::reference, "the record that all security activities were completed (5.8.6)"},
    {"other_standards", K::text, "other standards that are claimed", {}, false},
};
constexpr FieldSpec scope[] = {
    {"item", K::text, "product, version, platform or part"},
    {"inside", K::yes_no, "whether the standard was applied to it"},
    {"reason", K::text, "why"},
};
constexpr FieldSpec tailoring[] = {
    {"requirement", K::clause, "which requirement"},
    {"decision", K::word, "what was decided", "adapted|not_applied"},
    {"justification", K::text, "why"},
    {"approved_by", K::text, "who approved it"},
    {"expertise", K::text, "which security expertise they have"},
    {"approved", K::date, "when it was approved"},
    {"record", K::reference, "the record of it", {}, false},
};
constexpr FieldSpec coverage[] = {
    {"part", K::clause, "which part of Annex E"},
    {"covered", K::yes_no, "whether it is covered"},
    {"document", K::reference, "the document that covers it"},
    {"reason", K::text, "why it is not covered", {}, false},
};
constexpr FieldSpec risks[] = {
    {"id", K::id, "id"},
    {"description", K::text, "what can happen"},
    {"affected", K::text, "which versions or configurations"},
    {"condition", K::text, "what an attacker needs"},
    {"effect_on_security", K::text, "effect on confidentiality, integrity, availability"},
    {"effect_on_safety", K::text, "effect on safety and effectiveness"},
    {"severity", K::text, "CVSS vector or rank"},
    {"controls", K::texts, "controls in the product"},
    {"compensating", K::texts, "what the operator can do"},
    {"plan", K::text, "what is planned, or why nothing"},
    {"status", K::date, "on which day this was true"},
    {"vulnerabilities", K::cves, "CVE", {}, false},
    {"transferred", K::yes_no, "whether the operator has to act"},
    {"accepted", K::reference, "the record of its acceptance"},
};
constexpr FieldSpec known_vulnerabilities[] = {
    {"vulnerability", K::cves, "CVE"},
    {"component", K::text, "in which software item"},
    {"status", K::word, "its status for this version", "not_affected|affected|fixed|under_investigation"},
    {"statement", K::text, "why, or what to do"},
};
constexpr FieldSpec findings[] = {
    {"id", K::id, "id"},
    {"text", K::text, "what was found"},
    {"source", K::word, "where it comes from", "requirements|design|implementation|testing|defect_management"},
    {"decision", K::word, "what was decided", "fixed|accepted|open"},
    {"reason", K::text, "why"},
    {"record", K::reference, "where it is tracked"},
    {"closed", K::date, "when it was closed", {}, false},
};
constexpr FieldSpec changes[] = {
    {"kind", K::word, "what kind of change", "fixed_vulnerability|setting|port|account|component|security_function|other"},
    {"text", K::text, "what is changed"},
    {"vulnerabilities", K::cves, "CVE", {}, false},
    {"action", K::text, "what the operator has to do", {}, false},
};
constexpr FieldSpec data_places[] = {
    {"place", K::text, "where data lies"},
    {"data", K::text, "which data"},
    {"erasure", K::text, "how it is erased"},
};
constexpr FieldSpec decommissioning[] = {
    {"removal", K::text, "how it is taken out of its environment"},
    {"references", K::text, "what of it is left elsewhere: addresses, rules, accounts"},
    {"credentials", K::text, "what becomes of credentials, keys and certificates"},
    {"cloud", K::text, "how data in a cloud is given back and erased"},
    {"media", K::text, "what to do with media that cannot be erased"},
    {"transfer", K::text, "what to do where it is handed on", {}, false},
};
constexpr FieldSpec integrity[] = {
    {"mechanism", K::text, "how files are protected"},
    {"files", K::texts, "which files: programs, scripts, configuration"},
    {"verify", K::text, "how a user checks them"},
    {"key", K::text, "the public key or its fingerprint"},
    {"key_control", K::text, "how private keys are protected (5.8.4)"},
};
constexpr FieldSpec answers[] = {
    {"section", K::word, "section of MDS2",
     "DOC|MPII|ALOF|AUDT|AUTH|CSUP|DIDT|DTBK|EMRG|IGAU|MLDP|NAUT|CONN|PAUT|PLOK|RDMP|SBOM|SAHD|SGUD|STCF|TXCF|TXIG|RMOT|OTHR"},
    {"question", K::text, "its number and question"},
    {"answer", K::word, "the answer", "yes|no|not_applicable|see_note"},
    {"note", K::text, "note", {}, false},
};
constexpr FieldSpec not_applicable[] = {
    {"group", K::text, "which group of facts"},
    {"reason", K::text, "why there is nothing to say"},
    {"by", K::text, "who decided it"},
};
constexpr FieldSpec documents[] = {
    {"kind", K::word, "which document",
     "secure_operation|account_management|conformance|residual_risk|release_notes|sbom_companion|decommissioning|mds2|dossier"},
    {"id", K::id, "its id"},
    {"version", K::text, "its version"},
    {"approved_by", K::text, "who approved it", {}, false},
    {"role", K::text, "in which role", {}, false},
    {"approved", K::date, "when it was approved", {}, false},
    {"record", K::reference, "the record of its review (4.1.9)", {}, false},
};

constexpr GroupSpec all[] = {
    {"release", "The release", false, identity, "what is released"},
    {"documents", "Documents of the set", true, documents,
     "ids, versions and approvals; without an approval a document stays a draft"},
    {"environment", "Intended environment", false, environment, "where it is used (7.1.2)"},
    {"assumptions", "Assumptions", true, assumptions, "what others have to see to"},
    {"requirements", "Minimum requirements", true, requirements, "hardware, systems and networks"},
    {"interfaces", "Interfaces and ports", true, interfaces, "every way in and out"},
    {"hardening", "Settings for security", true, hardening, "each setting that serves security"},
    {"roles", "Roles", true, roles, "who may do what"},
    {"accounts", "Accounts", true, accounts, "of people, services, system, database, manufacturer: all of them"},
    {"authentication", "Passwords, sessions and access", false, authentication, "how people get in, and how they are kept out"},
    {"logging", "Logging", false, logging, "what is written down"},
    {"protection", "Protection of data and system", false, protection, "encryption, malware, media, service"},
    {"backup", "Backup and restoring", false, backup, "what is saved, and how it comes back"},
    {"updates", "Updates", false, updates, "how it is kept secure (6.3)"},
    {"maintenance", "Periodic tasks", true, maintenance, "what operators look after"},
    {"incidents", "Incidents", false, incidents, "what to do when something happens"},
    {"installation", "Secure installation", true, installation, "from delivery to first use"},
    {"support", "Support", false, support, "how long it is looked after"},
    {"items", "Software items", true, items, "maintained, supported, required (4.3)"},
    {"conformance", "Conformance", false, conformance, "what is claimed (5.8.2 b)"},
    {"scope", "Scope", true, scope, "what the standard was applied to (4.1.3)"},
    {"tailoring", "Tailoring", true, tailoring, "which requirements were not applied as they are (5.1.1)"},
    {"coverage", "Documents of Annex E", true, coverage, "which are there"},
    {"risks", "Residual security risks", true, risks, "which risks stay (5.8.2 d)"},
    {"known_vulnerabilities", "Known vulnerabilities", true, known_vulnerabilities, "in components, with their status (VEX)"},
    {"findings", "Findings before release", true, findings, "what was found and decided (5.8.1, 5.8.5)"},
    {"changes", "Changes", true, changes, "what is new for security since the version before"},
    {"data_places", "Where data lies", true, data_places, "for erasing it"},
    {"decommissioning", "Taking it out of use", false, decommissioning, "without leaving anything behind (5.8.7)"},
    {"integrity", "Integrity of files", false, integrity, "how files are checked (5.8.3, 5.8.4)"},
    {"answers", "Answers of the MDS2 form", true, answers, "where facts above do not answer"},
    {"not_applicable", "What does not apply", true, not_applicable, "groups without facts, with a reason"},
};

}  // namespace

const FieldSpec* GroupSpec::find(std::string_view field) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldSpec& each) { return each.name == field; });
  return found == fields.end() ? nullptr : &*found;
}

std::span<const GroupSpec> groups() { return all; }

const GroupSpec* find_group(std::string_view name) {
  const auto found = std::find_if(std::begin(all), std::end(all), [&](const GroupSpec& each) { return each.name == name; });
  return found == std::end(all) ? nullptr : &*found;
}

writing::BlankType blank_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::date:
      return writing::BlankType::date;
    case FieldKind::port:
      return writing::BlankType::number;
    case FieldKind::yes_no:
    case FieldKind::word:
      return writing::BlankType::choice;
    case FieldKind::id:
    case FieldKind::version:
    case FieldKind::cves:
    case FieldKind::clause:
    case FieldKind::roles:
      return writing::BlankType::id;
    case FieldKind::reference:
      return writing::BlankType::reference;
    case FieldKind::text:
    case FieldKind::texts:
      return writing::BlankType::text;
  }
  return writing::BlankType::text;
}

}  // namespace crosswalk::release
