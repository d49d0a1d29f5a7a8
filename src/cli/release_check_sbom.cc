// SPDX-License-Identifier: Apache-2.0
#include "cli/release_check_sbom.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "artifacts/sbom/read.h"
#include "cli/locked.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::Weight;
using Json = nlohmann::json;

constexpr std::uint64_t largest_sbom = 256ULL << 20U;

/// What the facts name, or else crosswalk.yaml.
std::string named_sbom(const OpenedRelease& opened) {
  std::string out = opened.facts.text("release", "sbom");
  if (!out.empty()) return out;
  const disclosure::Product* product = opened.workspace.organisation.find(opened.facts.product());
  const disclosure::ProductVersion* version = product == nullptr ? nullptr : product->find(opened.facts.version());
  return version == nullptr ? "" : version->sbom;
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
  const std::string name = named_sbom(opened);
  const int line = line_of_sbom(opened);
  if (name.empty()) {
    return std::vector<Finding>{{Weight::remark, "sbom/none", opened.facts.file, 0,
                                 "no bill of materials is named: the software items were compared with nothing",
                                 "name it in 'release.sbom', from the folder of crosswalk.yaml on"}};
  }
  const std::string path = name.starts_with('/') ? name : opened.workspace.folder + "/" + name;
  auto bytes = platform::read_file(path, largest_sbom);
  if (!bytes && !is_path(name)) {
    return std::vector<Finding>{{Weight::remark, "sbom/no-file", opened.facts.file, line,
                                 "the bill of materials '" + name + "' is no file of the workspace: nothing was compared with it",
                                 "name the file in crosswalk.yaml ('sbom' of the version) or in 'release.sbom'"}};
  }
  if (!bytes) {
    return std::vector<Finding>{
        {Weight::blocks, "sbom/no-file", opened.facts.file, line,
         "the bill of materials " + name + " cannot be read: " + std::string(base::text_of(bytes.error().code)),
         "put it there, or correct the path"}};
  }
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(unsandboxed, [&]() -> base::Result<Work> {
                        return Work{0, packed(compared(opened, std::move(*bytes), name))};
                      }));
  return unpacked(done.text, name);
}

}  // namespace crosswalk::cli
