// SPDX-License-Identifier: Apache-2.0
#include "cli/release_check_sbom.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "artifacts/sbom/read.h"
#include "cli/locked.h"
#include "cli/release_set.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::Weight;
using Json = nlohmann::json;

/// A bill of materials, and where it is named.
struct NamedSbom {
  std::string path;
  std::string where;
};

/// What the facts name, or else crosswalk.yaml.
NamedSbom named_sbom(const OpenedRelease& opened) {
  std::string named = opened.facts.text("release", "sbom");
  if (!named.empty()) return {std::move(named), "release.sbom"};
  const disclosure::Product* product = opened.workspace.organisation.find(opened.facts.product());
  const disclosure::ProductVersion* version = product == nullptr ? nullptr : product->find(opened.facts.version());
  if (version == nullptr || version->sbom.empty()) return {};
  return {version->sbom, "crosswalk.yaml, sbom of " + version->version};
}

int line_of_sbom(const OpenedRelease& opened) {
  for (const release::Entry& entry : opened.facts.entries("release")) {
    if (const release::Fact* fact = entry.find("sbom")) return fact->line;
  }
  return 0;
}

/// Whether a reference is a path, and no number of a document.
bool is_path(std::string_view text) {
  constexpr std::array<std::string_view, 8> endings{".json", ".xml", ".spdx", ".rdf", ".yaml", ".yml", ".tag", ".txt"};
  for (const std::string_view ending : endings) {
    if (text.ends_with(ending)) return true;
  }
  return text.find('/') != std::string_view::npos;
}

/// Findings as text, to come out of the locked copy.
std::string packed(const std::vector<Finding>& findings) {
  Json out = Json::array();
  for (const Finding& one : findings) {
    out.push_back({static_cast<int>(one.weight), one.rule, one.file, one.line, one.sentence, one.advice});
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The reverse. What does not look like findings is none: the copy may be in the hands of the file that it read.
base::Result<std::vector<Finding>> unpacked(const std::string& text, const std::string& name) {
  const base::Error wrong{base::ErrorCode::worker_failed, name, "the answer of the locked copy cannot be understood"};
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) return wrong;
  std::vector<Finding> out;
  for (const Json& one : json) {
    const bool built = one.is_array() && one.size() == 6 && one[0].is_number_integer() && one[1].is_string() &&
                       one[2].is_string() && one[3].is_number_integer() && one[4].is_string() && one[5].is_string();
    if (!built) return wrong;
    Finding finding;
    finding.weight = one[0].get<int>() == static_cast<int>(Weight::remark) ? Weight::remark : Weight::blocks;
    finding.rule = one[1].get<std::string>();
    finding.file = one[2].get<std::string>();
    finding.line = one[3].get<int>();
    finding.sentence = one[4].get<std::string>();
    finding.advice = one[5].get<std::string>();
    out.push_back(std::move(finding));
  }
  return out;
}

std::vector<Finding> compared(const OpenedRelease& opened, std::string bytes, const std::string& name) {
  const auto reading = artifacts::sbom::read(std::move(bytes), {name, false});
  if (!reading) {
    return {{Weight::blocks, "sbom/unread", name, 0, "the bill of materials cannot be read: " + reading.error().detail,
             "see what is wrong: crosswalk sbom validate " + name}};
  }
  return check_sbom(opened.facts, reading->bom, name);
}

}  // namespace

base::Result<std::vector<Finding>> check_sbom_file(const OpenedRelease& opened, bool unsandboxed) {
  const NamedSbom named = named_sbom(opened);
  const std::string& name = named.path;
  const int line = line_of_sbom(opened);
  if (name.empty()) {
    return std::vector<Finding>{{Weight::remark, "sbom/none", opened.facts.file, 0,
                                 "no bill of materials is named: the software items were compared with nothing",
                                 "name it in 'release.sbom', from the folder of crosswalk.yaml on"}};
  }
  auto bytes = read_beside(opened, named.where, name);
  if (!bytes && bytes.error().code == base::ErrorCode::not_found) {
    // What is no path may be the number of a document that goes its own way.
    const Weight weight = is_path(name) ? Weight::blocks : Weight::remark;
    return std::vector<Finding>{{weight, "sbom/no-file", opened.facts.file, line,
                                 bytes.error().detail + ": nothing was compared with it, and the set goes without it",
                                 "put it into the folder of crosswalk.yaml, and name it from there on"}};
  }
  if (!bytes) {
    return std::vector<Finding>{
        {Weight::blocks, "sbom/unread", opened.facts.file, line,
         "the bill of materials " + name + " cannot be read: " + std::string(base::text_of(bytes.error().code)),
         "see that it can be read, and that it is the right file"}};
  }
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(unsandboxed, [&]() -> base::Result<Work> {
                        return Work{0, packed(compared(opened, std::move(*bytes), name))};
                      }));
  return unpacked(done.text, name);
}

}  // namespace crosswalk::cli
