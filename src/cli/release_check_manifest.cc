// SPDX-License-Identifier: Apache-2.0
#include "cli/release_check_manifest.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cli/release_set.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "release/manifest.h"
#include "release/staleness.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::Manifest;
using release::Weight;

constexpr std::uint64_t largest_file = 1ULL << 30U;

const std::string& manifest_file() {
  static const std::string name(release::manifest_name);
  return name;
}

Finding of_manifest(Weight weight, const char* rule, std::string sentence, std::string advice, int line = 0) {
  return {weight, rule, manifest_file(), line, std::move(sentence), std::move(advice)};
}

std::string title_of(const std::vector<release::Document>& documents, release::DocumentKind kind) {
  for (const release::Document& document : documents) {
    if (document.kind == kind) return "'" + document.paper.title + "'";
  }
  return std::string(base::word(kind));
}

/// Some of the facts that changed: "hardening H-2, default (line 71)".
std::string told(const std::vector<release::FactChange>& changes) {
  constexpr std::size_t most = 4;
  std::vector<std::string> out;
  for (const release::FactChange& change : changes) {
    if (out.size() == most) break;
    std::string one = change.name();
    if (change.line != 0) one += " (line " + std::to_string(change.line) + (change.before ? " of the version before)" : ")");
    out.push_back(std::move(one));
  }
  std::string text = base::join(out, "; ");
  if (changes.size() > most) text += "; and " + std::to_string(changes.size() - most) + " more";
  return text;
}

int first_line(const std::vector<release::FactChange>& changes) {
  for (const release::FactChange& change : changes) {
    if (change.line != 0 && !change.before) return change.line;
  }
  return 0;
}

void check_stale(const Manifest& manifest, const OpenedRelease& opened, const std::vector<release::Document>& documents,
                 std::vector<Finding>& out) {
  const release::ReleaseFacts* previous = opened.previous ? &*opened.previous : nullptr;
  for (const release::StaleDocument& stale : stale_documents(manifest, opened.facts, previous, documents)) {
    const std::string title = title_of(documents, stale.kind);
    const std::string again = "build it again: crosswalk release build " + opened.facts.version() + " --document " +
                              std::string(base::word(stale.kind)) + " --out DIR --force";
    if (stale.changes.empty()) {
      out.push_back(of_manifest(Weight::remark, "set/other-text",
                                title +
                                    " would be another now, though its facts are the same: by a template, by this program, or "
                                    "by what a review found",
                                again));
      continue;
    }
    out.push_back({Weight::blocks, "set/stale", opened.facts.file, first_line(stale.changes),
                   title + " is stale; what changed since it was built: " + told(stale.changes), again});
  }
}

/// Whether the files are those of the manifest.
base::Result<void> check_files(const Manifest& manifest, const std::string& set, std::vector<Finding>& out) {
  std::vector<std::string> changed;
  std::vector<std::string> gone;
  for (const release::ManifestFile& file : manifest.files) {
    const std::string path = set + "/" + file.name;
    if (!platform::kind_of(path)) {
      gone.push_back(file.name);
      continue;
    }
    CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, largest_file));
    const release::ManifestFile now = release::describe(file.name, bytes);
    if (now.sha256 != file.sha256 || now.sha512 != file.sha512 || now.size != file.size) changed.push_back(file.name);
  }
  if (!gone.empty()) {
    out.push_back(of_manifest(Weight::blocks, "set/file-gone", "files of the manifest are not there: " + base::join(gone, ", "),
                              "put them back, or build the set again"));
  }
  if (!changed.empty()) {
    out.push_back(of_manifest(Weight::blocks, "set/file-changed",
                              "files are not those of the manifest: " + base::join(changed, ", "),
                              "see who changed them, and write a new manifest once they are as they go out"));
  }
  return {};
}

void check_identity(const Manifest& manifest, const OpenedRelease& opened, std::vector<Finding>& out) {
  if (manifest.product == opened.facts.product() && manifest.version == opened.facts.version()) return;
  out.push_back(of_manifest(Weight::blocks, "set/other-release",
                            "the manifest is of " + manifest.product + " " + manifest.version + ", the release is " +
                                opened.facts.product() + " " + opened.facts.version(),
                            "name the folder of this version's set"));
}

}  // namespace

base::Result<std::vector<Finding>> check_manifest(const std::string& set, const OpenedRelease& opened,
                                                  const std::vector<release::Document>& documents) {
  std::vector<Finding> out;
  const auto found = read_earlier_set(set);
  if (!found && found.error().code != base::ErrorCode::usage) return found.error();
  if (!found) {
    out.push_back(of_manifest(Weight::blocks, "set/manifest", "the manifest cannot be understood: " + found.error().detail,
                              "build the set again"));
    return out;
  }
  if (!*found) return out;
  const Manifest* manifest = &(*found)->manifest;
  check_identity(*manifest, opened, out);
  check_stale(*manifest, opened, documents, out);
  CW_RETURN_IF_ERROR(check_files(*manifest, set, out));
  if (!platform::kind_of(set + "/" + std::string(release::signature_name))) {
    out.push_back(
        of_manifest(Weight::remark, "set/unsigned", "nobody signed the set", "sign its manifest before it goes out (5.8.3)"));
  }
  return out;
}

}  // namespace crosswalk::cli
