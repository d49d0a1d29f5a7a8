// SPDX-License-Identifier: Apache-2.0
#include "cli/release_check_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/case_text.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::Weight;
using Json = nlohmann::ordered_json;

std::string counted(std::size_t number, const std::string& one, const std::string& many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string place_of(const Finding& finding) {
  if (finding.file.empty() || finding.line == 0) return finding.file;
  return finding.file + ":" + std::to_string(finding.line);
}

/// The first letter of a sentence large: files write them small behind a place.
std::string begun(std::string sentence) {
  if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z') {
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
  }
  return sentence;
}

const RequirementState* requirement_of(const Gate& gate, const Finding& finding) {
  if (!gate.set) return nullptr;
  for (const RequirementState& one : gate.set->requirements) {
    if (finding.rule == "review/" + one.constraint) return &one;
  }
  return nullptr;
}

/// What documents say, short: the report of a review has all of it.
std::string quoted(const RequirementState& one) {
  constexpr std::size_t most = 160;
  std::string quote = one.quote;
  if (quote.size() > most) {
    const std::size_t space = quote.rfind(' ', most);
    quote.resize(space == std::string::npos || space == 0 ? most : space);
    quote += " ...";
  }
  return one.place + ": \"" + quote + "\"";
}

void put_finding(const Gate& gate, const Finding& finding, std::string& out) {
  const std::string place = place_of(finding);
  add_wrapped(out, 2, 4, begun(finding.sentence) + ".");
  if (!place.empty()) add_wrapped(out, 4, 6, "in " + place);
  const RequirementState* requirement = requirement_of(gate, finding);
  if (requirement != nullptr && !requirement->quote.empty()) add_wrapped(out, 4, 6, quoted(*requirement));
  if (!finding.advice.empty()) add_wrapped(out, 4, 6, "-> " + begun(finding.advice));
}

void put_findings(const Gate& gate, Weight weight, const char* title, std::string& out) {
  if (gate.count(weight) == 0) return;
  out += std::string("\n") + title + "\n";
  for (const Finding& finding : gate.findings) {
    if (finding.weight == weight) put_finding(gate, finding, out);
  }
}

/// The files of a document: "secure-operation.docx, secure-operation.pdf".
std::string files_of(const Gate& gate, release::DocumentKind kind) {
  if (!gate.set) return {};
  std::vector<std::string> names;
  for (const release::SetDocument& one : gate.set->documents) {
    if (one.kind != kind) continue;
    for (const std::size_t number : one.files) names.push_back(gate.set->files[number].path);
  }
  return names.empty() ? "not in the set" : base::join(names, ", ");
}

void put_documents(const Gate& gate, std::string& out) {
  out += "\nDocuments\n";
  for (const release::Document& document : gate.documents) {
    const bool approved = document.paper.state == writing::State::approved;
    std::string lines;
    add_wrapped(lines, 12, 12, document.paper.title + ", " + counted(document.blanks.size(), "blank", "blanks"));
    const std::string_view state = approved ? "approved" : "draft";
    out += lines.replace(2, state.size(), state);
    if (const std::string files = files_of(gate, document.kind); !files.empty()) add_wrapped(out, 12, 14, files);
  }
}

void put_requirements(const Gate& gate, std::string& out) {
  if (!gate.set) return;
  const auto& all = gate.set->requirements;
  const auto met = std::count_if(all.begin(), all.end(), [](const RequirementState& one) { return one.met; });
  std::vector<std::string> clauses;
  for (const std::string& clause : release_clauses()) clauses.push_back(clause);
  out += "\n";
  add_wrapped(out, 0, 2,
              "Requirements of " + base::join(clauses, ", ") + ": " + std::to_string(met) + " of " + std::to_string(all.size()) +
                  " are met");
}

Json json_of(const release::SetFile& file) {
  Json out;
  out["path"] = file.path;
  out["unread"] = file.unread;
  out["title"] = file.title;
  out["id"] = file.id;
  out["version"] = file.version;
  out["state"] = base::word(file.state);
  out["approver"] = file.approver;
  out["date"] = file.date ? file.date->iso() : "";
  return out;
}

Json json_of(const Gate& gate, const release::Document& document) {
  Json out;
  out["kind"] = base::word(document.kind);
  out["title"] = document.paper.title;
  out["id"] = document.id;
  out["version"] = document.version;
  out["state"] = base::word(document.paper.state);
  out["blanks"] = Json::array();
  for (const writing::Blank& blank : document.blanks) {
    out["blanks"].push_back({{"type", base::word(blank.type)}, {"wanted", blank.wanted}});
  }
  if (!gate.set) return out;
  out["files"] = Json::array();
  for (const release::SetDocument& one : gate.set->documents) {
    if (one.kind != document.kind) continue;
    for (const std::size_t number : one.files) out["files"].push_back(json_of(gate.set->files[number]));
  }
  return out;
}

Json json_of(const RequirementState& one) {
  Json out;
  out["constraint"] = one.constraint;
  out["level"] = one.level;
  out["text"] = one.text;
  out["verdict"] = one.verdict;
  out["reason"] = one.reason;
  out["met"] = one.met;
  out["evidence"] = one.quote.empty() ? Json() : Json{{"document", one.document}, {"locator", one.place}, {"quote", one.quote}};
  out["gap"] = one.met ? Json() : Json{{"text", one.finding}, {"remedy", one.remedy}};
  return out;
}

Json json_of(const release::PartFound& part) {
  Json out;
  out["part"] = part.part;
  out["passages"] = Json::array();
  for (const release::Passage& one : part.passages) {
    out["passages"].push_back({{"constraint", one.constraint},
                               {"document", one.file},
                               {"id", one.id},
                               {"version", one.version},
                               {"locator", one.place},
                               {"whole", one.whole}});
  }
  out["missing"] = part.missing;
  return out;
}

/// Files of the set that are none of the nine documents.
Json others_of(const ReviewedSet& set) {
  std::vector<bool> known(set.files.size(), false);
  for (const release::SetDocument& one : set.documents) {
    for (const std::size_t number : one.files) known[number] = true;
  }
  Json out = Json::array();
  for (std::size_t i = 0; i < set.files.size(); ++i) {
    if (!known[i]) out.push_back(set.files[i].path);
  }
  return out;
}

}  // namespace

std::size_t Gate::count(Weight weight) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& one) { return one.weight == weight; }));
}

std::string gate_told(const Gate& gate) {
  std::string out;
  const std::size_t blocking = gate.count(Weight::blocks);
  const std::size_t remarks = gate.count(Weight::remark);
  std::string head = "Release " + gate.opened->facts.version() + " of " + gate.opened->facts.product() + ": ";
  head += blocking == 0 ? "nothing blocks it" : counted(blocking, "finding blocks it", "findings block it");
  if (remarks != 0) head += ", " + counted(remarks, "remark", "remarks");
  add_wrapped(out, 0, 2, head);
  put_findings(gate, Weight::blocks, "Blocks the release", out);
  put_findings(gate, Weight::remark, "Remarks", out);
  put_documents(gate, out);
  put_requirements(gate, out);
  return out + blanks_told(gate.documents);
}

std::string gate_json(const Gate& gate) {
  Json out;
  out["product"] = gate.opened->facts.product();
  out["version"] = gate.opened->facts.version();
  out["blocks"] = gate.count(Weight::blocks);
  out["remarks"] = gate.count(Weight::remark);
  out["findings"] = Json::array();
  for (const Finding& one : gate.findings) {
    out["findings"].push_back({{"weight", base::word(one.weight)},
                               {"rule", one.rule},
                               {"file", one.file},
                               {"line", one.line},
                               {"sentence", one.sentence},
                               {"advice", one.advice}});
  }
  out["documents"] = Json::array();
  for (const release::Document& document : gate.documents) out["documents"].push_back(json_of(gate, document));
  if (gate.set) {
    out["other_files"] = others_of(*gate.set);
    out["requirements"] = Json::array();
    for (const RequirementState& one : gate.set->requirements) out["requirements"].push_back(json_of(one));
    out["annex_e"] = Json::array();
    for (const release::PartFound& one : gate.set->coverage) out["annex_e"].push_back(json_of(one));
  }
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace crosswalk::cli
