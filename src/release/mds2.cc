// SPDX-License-Identifier: Apache-2.0
#include "release/mds2.h"

#include <string_view>
#include <utility>

#include "release/shown.h"

namespace crosswalk::release {
namespace {

/// What of an entry of a list is told, and after which words.
struct Part {
  std::string_view field;
  const char* before = "";
};

/// What belongs to a section: a field of a group that is no list, or a list, each entry by the field that names it and others.
struct Wanted {
  std::string_view group;
  std::string_view field;
  /// What it is called; of lists how it is called that there is none.
  const char* label;
  std::vector<Part> parts = {};
};

struct Plan {
  const char* code;
  const char* title;
  std::vector<Wanted> facts;
};

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all{
      {"DOC",
       "Device description",
       {{"release", "product", "Product"},
        {"release", "version", "Version"},
        {"release", "build", "Build"},
        {"release", "contact", "Contact for security"},
        {"environment", "description", "Use and place"}}},
      {"MPII",
       "Management of personally identifiable information",
       {{"data_places", "place", "Where data is stored", {{"data"}, {"erasure", "erased: "}}}}},
      {"ALOF",
       "Automatic logoff",
       {{"authentication", "session_timeout", "Session timeout"},
        {"authentication", "session_effect", "Effect of the timeout on patient care"}}},
      {"AUDT",
       "Audit controls",
       {{"logging", "events", "Events"},
        {"logging", "place", "Place and format"},
        {"logging", "retention", "Retention"},
        {"logging", "export", "Export"},
        {"logging", "protection", "Protection of logs"},
        {"logging", "time_source", "Source of time"}}},
      {"AUTH",
       "Authorization",
       {{"roles", "name", "Roles", {{"purpose"}, {"rights", "may: "}}},
        {"authentication", "provisioning", "Granting and withdrawing access"},
        {"authentication", "privileged_access", "Privileged access"}}},
      {"CSUP",
       "Cyber security product upgrades",
       {{"updates", "announced", "Announced"},
        {"updates", "source", "Source"},
        {"updates", "verification", "Verification"},
        {"updates", "installation", "Installation"},
        {"updates", "operating_system", "Patches of required software"}}},
      {"DIDT", "Health data de-identification", {}},
      {"DTBK",
       "Data backup and disaster recovery",
       {{"backup", "what", "Contents of copies"},
        {"backup", "interval", "Interval"},
        {"backup", "restore", "Restore"},
        {"backup", "configuration", "Known good configuration"}}},
      {"EMRG",
       "Emergency access",
       {{"authentication", "emergency_access", "Emergency access"}, {"protection", "degraded_mode", "Degraded mode"}}},
      {"IGAU", "Health data integrity and authenticity", {}},
      {"MLDP", "Malware detection and protection", {{"protection", "malware", "Malware protection"}}},
      {"NAUT",
       "Node authentication",
       {{"interfaces", "name", "Interfaces", {{"authentication"}}}, {"protection", "certificates", "Certificates"}}},
      {"CONN",
       "Connectivity capabilities",
       {{"interfaces",
         "name",
         "Interfaces",
         {{"port", "port "},
          {"transport"},
          {"protocol"},
          {"direction", "direction: "},
          {"peer", "other side: "},
          {"encryption", "encryption: "}}}}},
      {"PAUT",
       "Person authentication",
       {{"authentication", "password_rules", "Password rules"},
        {"authentication", "first_login", "First login"},
        {"authentication", "lockout", "Lockout"},
        {"authentication", "multi_factor", "Multi-factor authentication"},
        {"authentication", "directory", "Directory and single sign-on"}}},
      {"PLOK", "Physical locks", {{"environment", "physical_access", "Physical access"}}},
      {"RDMP",
       "Roadmap for third-party components in device life cycle",
       {{"requirements", "name", "Required software", {{"versions"}, {"supported_until", "supported until "}}},
        {"support", "policy", "Support of the product"},
        {"support", "until", "Supported until"}}},
      {"SBOM", "Software bill of materials", {{"release", "sbom", "File"}}},
      {"SAHD",
       "System and application hardening",
       {{"hardening", "setting", "Settings", {{"default", "as delivered: "}, {"recommended", "recommended: "}}},
        {"integrity", "mechanism", "Integrity of the software"}}},
      {"SGUD", "Security guidance", {{"documents", "id", "Documents", {{"kind"}, {"version", "version "}}}}},
      {"STCF",
       "Health data storage confidentiality",
       {{"protection", "at_rest", "Data at rest"}, {"protection", "removable_media", "Removable media"}}},
      {"TXCF", "Transmission confidentiality", {{"protection", "in_transit", "Data in transit"}}},
      {"TXIG", "Transmission integrity", {{"protection", "in_transit", "Data in transit"}}},
      {"RMOT",
       "Remote service",
       {{"protection", "remote_service", "Remote service"}, {"authentication", "remote_support", "Remote support"}}},
      {"OTHR", "Other security considerations", {}},
  };
  return all;
}

std::string told(const GroupSpec& group, const std::vector<Part>& parts, const Entry& entry) {
  std::string out;
  for (const Part& part : parts) {
    std::string text = shown(*group.find(part.field), entry);
    if (group.name == "documents" && part.field == "kind") text = document_name(entry.text("kind"));
    if (!text.empty()) out += (out.empty() ? "" : "; ") + std::string(part.before) + text;
  }
  return out;
}

void add(const ReleaseFacts& facts, const Wanted& wanted, Mds2Section& section) {
  const GroupSpec& group = *find_group(wanted.group);
  const FieldSpec& field = *group.find(wanted.field);
  if (const Entry* none = facts.not_applicable(group.name)) {
    section.facts.push_back({wanted.label, "Not applicable: " + none->text("reason") + " (decided by " + none->text("by") + ")"});
    return;
  }
  const auto entries = facts.entries(group.name);
  if (entries.empty() || !group.list) {
    const std::string value = entries.empty() ? std::string() : shown(field, entries[0]);
    if (value.empty() && !field.needed) return;
    section.facts.push_back({wanted.label, value, blank_of(field.kind), std::string(group.list ? group.help : field.wanted)});
    return;
  }
  for (const Entry& entry : entries) {
    section.facts.push_back({shown(field, entry), told(group, wanted.parts, entry), writing::BlankType::text, wanted.label});
  }
}

}  // namespace

std::vector<Mds2Section> mds2_sections(const ReleaseFacts& facts) {
  std::vector<Mds2Section> out;
  for (const Plan& plan : plans()) {
    Mds2Section section{plan.code, plan.title, {}, {}};
    for (const Wanted& wanted : plan.facts) add(facts, wanted, section);
    for (const Entry& entry : facts.entries("answers")) {
      if (entry.text("section") != plan.code) continue;
      std::string answer = in_words(entry.text("answer"));
      section.answers.push_back({entry.text("question"), std::move(answer), entry.text("note")});
    }
    out.push_back(std::move(section));
  }
  return out;
}

}  // namespace crosswalk::release
