// SPDX-License-Identifier: Apache-2.0
#include "review/decisions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "packs/yaml.h"
#include "review/archive.h"
#include "review/yaml_text.h"

namespace crosswalk::review {
namespace {

constexpr std::string_view header =
    "# Decisions of people on what Crosswalk found; 'crosswalk decide' adds entries at the end.\n"
    "# A decision stands while the evidence and the pack are those it was made on; then it is listed as stale.\n"
    "# Of several on the same constraint and document the last one counts. Comments are kept.\n"
    "decisions:\n";

bool is_kind(std::string_view kind) { return kind == "accept" || kind == "reject" || kind == "not_applicable"; }

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string evidence_sha256(const ConstraintResult& result, const std::vector<EvidenceKey>& all) {
  base::Sha256 hash;
  hash.update_field(result.constraint->id);
  hash.update_field(base::word(result.machine_verdict));
  hash.update_field(result.machine_reason);
  for (const EvidenceKey& evidence : all) {
    hash.update_field(evidence.document);
    hash.update_field(evidence.quote);
    hash.update_field(base::word(evidence.verdict));
  }
  if (result.coverage) {
    hash.update_field(std::to_string(result.coverage->of));
    for (const std::string& path : result.coverage->without) hash.update_field(path);
  }
  return hash.finish();
}

std::string evidence_sha256(const DocumentVerdict* verdict, const EvidenceShelf* shelf) {
  base::Sha256 hash;
  if (verdict != nullptr) {
    hash.update_field(base::word(verdict->verdict));
    for (const Evidence& evidence : evidence_of(*verdict, {}, shelf, Context::left_out)) hash.update_field(evidence.quote);
  }
  return hash.finish();
}

base::Result<std::vector<Decision>> load_decisions(std::string_view text, std::string_view name,
                                                   packs::Diagnostics& diagnostics) {
  std::vector<Decision> out;
  const base::Error malformed{base::ErrorCode::malformed_workspace, std::string(name), ""};
  packs::Diagnostics found;
  const auto yaml = packs::parse_yaml(text, name, found);
  if (yaml && yaml->kind != packs::Yaml::Kind::null) {
    packs::YamlReader top(*yaml, name, "the list of decisions", found);
    for (const packs::Yaml* item : top.list("decisions")) {
      packs::YamlReader reader(*item, name, "a decision", found);
      Decision decision;
      decision.kind = reader.text("kind", true);
      decision.constraint = reader.text("constraint", true);
      decision.document = reader.text("document");
      decision.reason = reader.text("reason", true);
      decision.by = reader.text("by", true);
      decision.role = reader.text("role", true);
      reader.node("on", true);
      if (const auto on = reader.date("on")) decision.on = on->iso();
      decision.evidence_sha256 = reader.text("evidence_sha256", true);
      decision.pack_version = reader.text("pack_version", true);
      decision.verdict = reader.text("verdict");
      reader.finish();
      if (!decision.kind.empty() && !is_kind(decision.kind)) {
        const std::string near = packs::nearest(decision.kind, {"accept", "reject", "not_applicable"});
        reader.error("kind", "'" + decision.kind + "' is no kind of decision",
                     near.empty() ? "one of: accept, reject, not_applicable" : "did you mean '" + near + "'?");
      }
      for (const std::string_view key : {"reason", "by", "role"}) {
        const packs::Yaml* node = item->find(key);
        if (node != nullptr && base::trim(node->scalar).empty()) {
          reader.error(key, "'" + std::string(key) + "' is empty", "say it in words: a decision without it does not stand");
        }
      }
      if (!decision.evidence_sha256.empty() && !is_sha256(decision.evidence_sha256)) {
        reader.error("evidence_sha256", "this is no SHA-256", "let 'crosswalk decide' write the entry");
      }
      if (!decision.verdict.empty() && !base::from_word<Verdict>(decision.verdict)) {
        reader.error("verdict", "'" + decision.verdict + "' is no verdict", "let 'crosswalk decide' write the entry");
      }
      out.push_back(std::move(decision));
    }
    top.finish();
  }
  for (const packs::Diagnostic& one : found.items()) {
    if (one.level == packs::Diagnostic::Level::error) {
      diagnostics.error(one.file, one.line, one.column, one.message, one.advice);
    } else {
      diagnostics.warning(one.file, one.line, one.column, one.message, one.advice);
    }
  }
  if (found.has_errors()) return malformed;
  return out;
}

base::Result<Decision> make_decision(const Review& review, std::string_view kind, std::string_view constraint,
                                     std::string_view document, std::string_view reason, std::string_view by,
                                     std::string_view role, base::Date on) {
  const auto usage = [](std::string subject, std::string detail) {
    return base::Error{base::ErrorCode::usage, std::move(subject), std::move(detail)};
  };
  std::string wanted(kind);
  std::replace(wanted.begin(), wanted.end(), '-', '_');
  if (!is_kind(wanted)) return usage(std::string(kind), "a decision is accept, reject or not-applicable");
  const std::array<std::pair<std::string_view, std::string_view>, 3> needed{
      {{"--reason", reason}, {"--by", by}, {"--role", role}}};
  for (const auto& [option, value] : needed) {
    if (base::trim(value).empty()) return usage(std::string(option), "a decision needs a reason, a name and a role");
  }

  const ConstraintResult* result = nullptr;
  for (const ClauseResult& clause : review.clauses) {
    for (const ConstraintResult& candidate : clause.constraints) {
      const std::string_view id = candidate.constraint->id;
      const std::size_t colon = id.find(':');
      if (id == constraint || (colon != std::string_view::npos && id.substr(colon + 1) == constraint)) result = &candidate;
      if (result != nullptr) break;
    }
    if (result != nullptr) break;
  }
  if (result == nullptr) {
    return base::Error{base::ErrorCode::unknown_constraint, std::string(constraint), "it is not part of this review"};
  }

  Decision decision;
  decision.kind = std::move(wanted);
  decision.constraint = result->constraint->id;
  decision.document = document;
  decision.reason = base::trim(reason);
  decision.by = base::trim(by);
  decision.role = base::trim(role);
  decision.on = on.iso();
  decision.verdict = base::word(result->machine_verdict);
  decision.evidence_sha256 = result->evidence_sha256;
  if (!document.empty()) {
    const auto entry = std::find_if(review.documents.begin(), review.documents.end(),
                                    [&](const DocumentEntry& one) { return one.path == document; });
    if (entry == review.documents.end()) return usage(std::string(document), "no such document in the reviewed folder");
    const auto verdict = std::find_if(entry->constraints.begin(), entry->constraints.end(),
                                      [&](const DocumentVerdict& one) { return one.constraint == decision.constraint; });
    const DocumentVerdict* said = verdict == entry->constraints.end() ? nullptr : &*verdict;
    decision.verdict = base::word(said == nullptr ? Verdict::not_found : said->verdict);
    decision.evidence_sha256 = evidence_sha256(said, review.shelf.get());
  }
  const std::string pack = decision.constraint.substr(0, decision.constraint.find(':'));
  for (const PackInfo& info : review.packs) {
    if (info.id == pack) decision.pack_version = info.version;
  }
  return decision;
}

base::Result<std::string> append_decision(std::string_view text, const Decision& decision) {
  packs::Diagnostics diagnostics;
  const auto before = load_decisions(text, "decisions.yaml", diagnostics);
  if (!before) return base::Error{base::ErrorCode::malformed_workspace, "decisions.yaml", diagnostics.text()};
  std::string entry = "  - constraint: " + yaml_quoted(decision.constraint) + "\n";
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) entry += "    " + std::string(key) + ": " + yaml_quoted(value) + "\n";
  };
  add("document", decision.document);
  add("kind", decision.kind);
  add("reason", decision.reason);
  add("by", decision.by);
  add("role", decision.role);
  add("on", decision.on);
  add("verdict", decision.verdict);
  add("evidence_sha256", decision.evidence_sha256);
  add("pack_version", decision.pack_version);

  std::string out(text);
  if (!out.empty() && out.back() != '\n') out += '\n';
  if (base::trim(out).empty()) {
    out = header;
  } else if (before->empty()) {
    // Only comments, or "decisions:" with nothing (or []) after it.
    packs::Diagnostics ignored;
    const auto yaml = packs::parse_yaml(text, "decisions.yaml", ignored);
    if (!yaml || yaml->kind != packs::Yaml::Kind::map || yaml->members.empty()) {
      out += "decisions:\n";
    } else {
      const std::size_t flow = out.rfind("[]");
      if (flow != std::string::npos) out.erase(flow, 2);
    }
  }
  out += entry;
  // The hand-written part may be indented otherwise, or hold the list in brackets: then there is no safe place at its end.
  packs::Diagnostics after;
  const auto loaded = load_decisions(out, "decisions.yaml", after);
  if (!loaded || loaded->size() != before->size() + 1) {
    return base::Error{base::ErrorCode::malformed_workspace, "decisions.yaml",
                       "cannot add at its end; write the list below 'decisions:' with two spaces before each '-'"};
  }
  return out;
}

std::vector<Decision> latest_decisions(const std::vector<Decision>& decisions) {
  std::vector<Decision> out;
  std::set<std::pair<std::string, std::string>> seen;
  for (auto one = decisions.rbegin(); one != decisions.rend(); ++one) {
    if (seen.emplace(one->constraint, one->document).second) out.push_back(*one);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace crosswalk::review
