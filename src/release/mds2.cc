// SPDX-License-Identifier: Apache-2.0
#include "release/mds2.h"

#include <algorithm>
#include <string_view>

namespace crosswalk::release {
namespace {

struct Plan {
  const char* code;
  const char* title;
  /// "group.field" of a group that is no list; "group" of a list, each entry by its first fields.
  std::vector<std::string_view> facts;
};

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all{
      {"DOC",
       "Device description",
       {"release.product", "release.version", "release.build", "release.contact", "environment.description"}},
      {"MPII", "Management of personally identifiable information", {"data_places"}},
      {"ALOF", "Automatic logoff", {"authentication.session_timeout", "authentication.session_effect"}},
      {"AUDT",
       "Audit controls",
       {"logging.events", "logging.place", "logging.retention", "logging.export", "logging.protection", "logging.time_source"}},
      {"AUTH", "Authorization", {"roles", "authentication.provisioning", "authentication.privileged_access"}},
      {"CSUP",
       "Cyber security product upgrades",
       {"updates.announced", "updates.source", "updates.verification", "updates.installation", "updates.operating_system"}},
      {"DIDT", "Health data de-identification", {}},
      {"DTBK", "Data backup and disaster recovery", {"backup.what", "backup.interval", "backup.restore", "backup.configuration"}},
      {"EMRG", "Emergency access", {"authentication.emergency_access", "protection.degraded_mode"}},
      {"IGAU", "Health data integrity and authenticity", {"integrity.mechanism"}},
      {"MLDP", "Malware detection and protection", {"protection.malware"}},
      {"NAUT", "Node authentication", {"protection.certificates"}},
      {"CONN", "Connectivity capabilities", {"interfaces"}},
      {"PAUT",
       "Person authentication",
       {"authentication.password_rules", "authentication.first_login", "authentication.lockout", "authentication.multi_factor",
        "authentication.directory"}},
      {"PLOK", "Physical locks", {"environment.physical_access"}},
      {"RDMP", "Roadmap for third-party components in device life cycle", {"requirements", "support.policy", "support.until"}},
      {"SBOM", "Software bill of materials", {"release.sbom"}},
      {"SAHD", "System and application hardening", {"hardening"}},
      {"SGUD", "Security guidance", {"documents"}},
      {"STCF", "Health data storage confidentiality", {"protection.at_rest", "protection.removable_media"}},
      {"TXCF", "Transmission confidentiality", {"protection.in_transit"}},
      {"TXIG", "Transmission integrity", {"protection.in_transit"}},
      {"RMOT", "Remote service", {"protection.remote_service", "authentication.remote_support"}},
      {"OTHR", "Other security considerations", {}},
  };
  return all;
}

/// What an entry of a list is told by: its first three fields, that it says.
std::string told(const GroupSpec& group, const Entry& entry) {
  std::string out;
  int fields = 0;
  for (const FieldSpec& field : group.fields) {
    const std::string text = entry.text(field.name);
    if (text.empty() || field.kind == FieldKind::id || fields == 4) continue;
    out += (fields++ == 0 ? "" : ", ") + text;
  }
  return out;
}

void add(const ReleaseFacts& facts, std::string_view path, Mds2Section& section) {
  const std::size_t dot = path.find('.');
  const GroupSpec& group = *find_group(path.substr(0, dot));
  if (dot != std::string_view::npos) {
    const FieldSpec& field = *group.find(path.substr(dot + 1));
    const std::string value = facts.text(group.name, field.name);
    if (!value.empty()) section.facts.push_back({std::string(field.wanted), value});
    return;
  }
  for (const Entry& entry : facts.entries(group.name)) {
    const std::string id = entry.text("id");
    section.facts.push_back({id.empty() ? std::string(group.title) : id, told(group, entry)});
  }
}

}  // namespace

std::vector<Mds2Section> mds2_sections(const ReleaseFacts& facts) {
  std::vector<Mds2Section> out;
  for (const Plan& plan : plans()) {
    Mds2Section section{plan.code, plan.title, {}, {}};
    for (const std::string_view path : plan.facts) add(facts, path, section);
    for (const Entry& entry : facts.entries("answers")) {
      if (entry.text("section") != plan.code) continue;
      std::string answer = entry.text("answer");
      std::replace(answer.begin(), answer.end(), '_', ' ');
      section.answers.push_back({entry.text("question"), std::move(answer), entry.text("note")});
    }
    out.push_back(std::move(section));
  }
  return out;
}

}  // namespace crosswalk::release
