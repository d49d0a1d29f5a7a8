// SPDX-License-Identifier: Apache-2.0
#include "cli/release_vex.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "advisories/advisory.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/time/instant.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "pipeline/run.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "release/vulnerabilities.h"

namespace crosswalk::cli {
namespace {

using disclosure::AffectedStatus;
using disclosure::Case;

constexpr std::uint64_t largest_vex = 64ULL << 20U;

/// What the facts say of one vulnerability, whatever the number of components that have it.
struct Told {
  std::string id;
  AffectedStatus status = AffectedStatus::not_affected;
  std::vector<std::string> statements;
  std::vector<std::string> components;
};

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

/// The statements of the document of residual risks, in its order.
std::vector<Told> told_in(const release::ReleaseFacts& facts) {
  std::vector<Told> out;
  for (const release::Entry& entry : facts.entries("known_vulnerabilities")) {
    const release::Fact* ids = entry.find("vulnerability");
    const auto status = base::from_word<AffectedStatus>(entry.text("status"));
    if (ids == nullptr || !status) continue;
    for (const std::string& id : ids->texts) {
      auto found = std::find_if(out.begin(), out.end(), [&](const Told& one) { return one.id == id; });
      if (found == out.end()) {
        out.push_back({id, *status, {}, {}});
        found = out.end() - 1;
      }
      if (release::rank(*status) > release::rank(found->status)) {
        found->status = *status;
        found->statements.clear();
      }
      if (*status == found->status) add_once(found->statements, entry.text("statement"));
      add_once(found->components, entry.text("component"));
    }
  }
  return out;
}

/// The case of a vulnerability, where everybody may read it.
const Case* public_case(const OpenedRelease& opened, const std::string& id) {
  for (const release::CaseStatus& status : opened.statuses) {
    if (!status.withheld.empty() || std::find(status.ids.begin(), status.ids.end(), id) == status.ids.end()) continue;
    for (const Case& one : opened.cases) {
      if (one.id == status.case_id) return &one;
    }
  }
  return nullptr;
}

/// The reason of a case why this version is not affected, as one of VEX has it.
std::string justification_of(const Case& one, const OpenedRelease& opened) {
  for (const auto& item : one.affected) {
    const auto range = artifacts::vers::read(item.versions);
    const bool here = item.status == AffectedStatus::not_affected && range &&
                      base::equal_ignoring_case(item.product, opened.facts.product()) &&
                      artifacts::vers::contains(*range, opened.facts.version());
    if (here) return item.justification;
  }
  return {};
}

/// A case that says of this version what the facts say, and nothing that is not for everybody.
Case case_of(const Told& told, const OpenedRelease& opened) {
  const Case* known = public_case(opened, told.id);
  Case out;
  out.title = told.id;
  out.ids = {told.id};
  out.outcome = disclosure::Outcome::valid;
  if (known != nullptr) {
    out.id = known->id;
    if (!known->title.empty()) out.title = known->title;
    out.ids = known->ids;
    out.weaknesses = known->weaknesses;
    out.description = known->description;
    out.ratings = known->ratings;
    for (auto& rating : out.ratings) rating.context.clear();
  }
  for (const std::string& component : told.components) out.components.push_back({component, "", ""});
  const std::string statement = base::join(told.statements, " ");
  const std::string product = opened.facts.product();
  const std::string version = opened.facts.version();
  const artifacts::vers::Vers here{"generic", {{artifacts::vers::Comparator::equal, version}}};
  disclosure::AffectedProduct item{product, here.text(), told.status, "", ""};
  switch (told.status) {
    case AffectedStatus::affected:
      out.resolution.kind = disclosure::ResolutionKind::mitigation;
      out.resolution.details = statement;
      break;
    case AffectedStatus::not_affected:
      item.impact_statement = statement;
      if (known != nullptr) item.justification = justification_of(*known, opened);
      break;
    case AffectedStatus::fixed:
    case AffectedStatus::under_investigation:
      break;
  }
  out.affected = {std::move(item)};
  return out;
}

/// The manufacturer with this product in this version alone.
disclosure::Organisation narrowed(const OpenedRelease& opened) {
  disclosure::Organisation out = opened.workspace.organisation;
  const disclosure::Product* product = out.find(opened.facts.product());
  std::vector<disclosure::Product> products;
  if (product != nullptr) {
    products.push_back(*product);
    auto& versions = products.back().versions;
    std::erase_if(versions, [&](const auto& version) { return version.version != opened.facts.version(); });
  }
  out.products = std::move(products);
  // It goes out with the release, and not to where advisories are published.
  out.publisher.advisories_url.clear();
  return out;
}

const release::Document* residual_risk(const std::vector<release::Document>& documents) {
  for (const release::Document& document : documents) {
    if (document.kind == release::DocumentKind::residual_risk) return &document;
  }
  return nullptr;
}

/// What keeps it from being final: who publishes, and how programs know the product. That a score or a harm is not known keeps an
/// advisory from being final, and no VEX.
std::vector<advisories::Missing> lacking(const advisories::Prepared& prepared) {
  std::vector<advisories::Missing> out;
  for (const advisories::Missing& one : prepared.missing) {
    const bool of_statement = one.field == "resolution.details" || one.field.ends_with(".justification");
    const bool of_publisher =
        one.field == "manufacturer" || one.field.starts_with("disclosure.") || one.field.starts_with("products[");
    if (of_statement || (of_publisher && one.field != "disclosure.advisories_url")) out.push_back(one);
  }
  return out;
}

/// What a fixed one says besides stands in a note: it has no other place.
void add_statements(const std::vector<Told>& all, advisories::Advisory& advisory) {
  for (std::size_t i = 0; i < all.size() && i < advisory.vulnerabilities.size(); ++i) {
    const std::string statement = base::join(all[i].statements, " ");
    if (all[i].status != AffectedStatus::fixed || statement.empty()) continue;
    advisory.vulnerabilities[i].notes.push_back({"details", "What was done", statement});
  }
}

advisories::Prepared prepared(const std::vector<Told>& all, const OpenedRelease& opened, const release::Document* document) {
  std::vector<Case> cases;
  cases.reserve(all.size());
  for (const Told& told : all) cases.push_back(case_of(told, opened));
  advisories::Options options;
  options.title = "Known vulnerabilities of " + opened.facts.product() + " " + opened.facts.version();
  if (document != nullptr) options.as_of = release::made_at(opened.facts, document->kind).value_or(0);
  advisories::Prepared out = advisories::prepare(cases, narrowed(opened), options);
  const std::string id = document == nullptr || document->id.empty() ? "known-vulnerabilities" : document->id;
  out.advisory.id = id + "-" + opened.facts.version();
  out.advisory.tlp = "WHITE";
  add_statements(all, out.advisory);
  return out;
}

}  // namespace

const std::vector<std::string>& vex_formats() {
  static const std::vector<std::string> all{"csaf", "openvex", "cyclonedx"};
  return all;
}

base::Result<std::vector<release::Finding>> check_vex(const std::string& set, const OpenedRelease& opened,
                                                      const std::vector<release::Document>& documents) {
  using release::Weight;
  std::vector<release::Finding> out;
  CW_ASSIGN_OR_RETURN(const ReleaseVex vex, vex_of(opened, documents, vex_formats()));
  bool any = false;
  for (const VexFile& file : vex.files) {
    const std::string path = set + "/" + vex_folder + file.name;
    if (!platform::kind_of(path)) continue;
    any = true;
    CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, largest_vex));
    if (bytes == file.bytes) continue;
    out.push_back(
        {Weight::blocks, "set/vex", vex_folder + file.name, 0,
         "it does not say what facts and register say of known vulnerabilities now",
         "build it again: crosswalk release build " + opened.facts.version() + " --document residual_risk --out DIR --force"});
  }
  if (!any && !vex.files.empty()) {
    out.push_back({Weight::remark, "set/no-vex", "", 0, "there are known vulnerabilities, and no VEX that programs can read",
                   "crosswalk release build writes it beside the residual risks"});
  }
  if (any && !vex.final) {
    for (const std::string& one : vex.lacking)
      out.push_back({Weight::remark, "set/vex-draft", "", 0, "the VEX is a draft: " + one, "say it"});
  }
  return out;
}

base::Result<ReleaseVex> vex_of(const OpenedRelease& opened, const std::vector<release::Document>& documents,
                                const std::vector<std::string>& formats) {
  ReleaseVex out;
  const std::vector<Told> all = told_in(opened.facts);
  if (all.empty() || formats.empty()) return out;
  const release::Document* document = residual_risk(documents);
  advisories::Prepared made = prepared(all, opened, document);
  const std::vector<advisories::Missing> missing = lacking(made);
  for (const advisories::Missing& one : missing) out.lacking.push_back(one.text() + " (" + one.how + ")");
  out.final = missing.empty() && document != nullptr && document->paper.state == writing::State::approved;
  made.advisory.status = out.final ? advisories::Status::final : advisories::Status::draft;
  const std::string csaf = advisories::csaf_vex_text(made.advisory, missing, pipeline::tool_version());
  const std::string name = artifacts::csaf::file_name_for(advisories::vex_id(made.advisory));
  if (out.final) {
    for (const std::string& fault : advisories::csaf_faults(csaf, name)) {
      // What is only recommended, such as an address that it is published at, a file of a set need not have (CSAF 2.0, 6.2).
      if (!fault.starts_with("6.2.")) return base::Error{base::ErrorCode::internal, name, fault};
    }
  }
  const std::string stem = name.substr(0, name.rfind('.'));
  for (const std::string& format : formats) {
    if (format == "csaf") {
      out.files.push_back({name, csaf});
      continue;
    }
    const auto known = artifacts::vex::format_named(format);
    if (!known) return base::Error{base::ErrorCode::usage, "--vex " + format, "there are " + base::join(vex_formats(), ", ")};
    advisories::OtherVex other = advisories::other_vex(csaf, made.advisory, *known);
    if (other.text.empty()) return base::Error{base::ErrorCode::internal, name, other.losses.empty() ? "" : other.losses.front()};
    out.losses.insert(out.losses.end(), other.losses.begin(), other.losses.end());
    out.files.push_back({stem + "." + (format == "cyclonedx" ? "cdx" : format) + ".json", std::move(other.text)});
  }
  return out;
}

}  // namespace crosswalk::cli
