// SPDX-License-Identifier: Apache-2.0
#include "cli/release_set.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "cli/openpgp_sign.h"
#include "platform/folder.h"
#include "release/set_readme.h"
#include "writing/paper.h"
#include "writing/zip.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_beside = std::uint64_t{64} << 20U;
constexpr int readme_columns = 78;

release::ManifestFile described(const SetFile& file) {
  release::ManifestFile out = release::describe(file.name, file.bytes);
  out.role = file.role;
  out.document = file.document;
  return out;
}

/// Which documents are in the set, in its order: those of which files were written, and those that are kept.
std::vector<release::ManifestDocument> documents_in(const SetParts& parts) {
  const OpenedRelease& opened = *parts.opened;
  std::vector<release::ManifestDocument> out;
  for (const release::Document& document : *parts.documents) {
    const auto is_it = [&](const auto& each) { return each.document == document.kind; };
    if (std::any_of(parts.files.begin(), parts.files.end(), is_it)) {
      out.push_back(release::describe(document, opened.facts, opened.previous ? &*opened.previous : nullptr));
      continue;
    }
    for (const release::ManifestDocument& kept : parts.kept) {
      if (kept.kind == document.kind) out.push_back(kept);
    }
  }
  return out;
}

/// The first page for people without and with a browser.
std::vector<SetFile> readme_files(const SetParts& parts, const release::Manifest& manifest) {
  release::ReadmeFacts facts;
  facts.product = manifest.product;
  facts.version = manifest.version;
  facts.build = manifest.build;
  facts.manufacturer = parts.opened->workspace.organisation.name;
  facts.contact = parts.opened->facts.text("release", "contact");
  for (const release::ManifestDocument& document : manifest.documents) {
    for (const release::Document& made : *parts.documents) {
      if (made.kind == document.kind) facts.documents.push_back({made.paper.title, document});
    }
  }
  for (const SetFile& file : parts.files) {
    if (file.role == release::FileRole::sbom) facts.others.push_back("the software bill of materials, " + file.name);
    if (file.role == release::FileRole::vex) facts.others.push_back("statements on known vulnerabilities (VEX), " + file.name);
  }
  facts.is_signed = !parts.key.empty();
  const writing::Paper paper = readme_of(facts);
  return {{"README.txt", writing::as_text(paper, readme_columns), release::FileRole::readme},
          {"README.html", writing::as_html(paper), release::FileRole::readme}};
}

base::Result<void> check_names(const std::vector<SetFile>& files) {
  std::map<std::string, std::string> seen;
  for (const SetFile& file : files) {
    if (const std::string fault = writing::fault_of_member_name(file.name); !fault.empty()) {
      return base::Error{base::ErrorCode::usage, file.name, "the name " + fault + ": rename the file"};
    }
    const auto [found, fresh] = seen.emplace(writing::folded_name(file.name), file.name);
    if (!fresh || release::is_voucher(file.name)) {
      return base::Error{base::ErrorCode::usage, file.name, "the set has another file of this name: rename it"};
    }
  }
  return {};
}

base::Result<void> add_vouchers(ReleaseSet& set, const std::string& key) {
  const std::string manifest = release::text_of(set.manifest);
  const std::string sums = release::sha256_sums(set.manifest, manifest);
  const auto add = [&](std::string_view name, std::string bytes) { set.files.push_back({std::string(name), std::move(bytes)}); };
  if (!key.empty()) {
    CW_ASSIGN_OR_RETURN(std::string of_sums, sign_detached(sums, key));
    CW_ASSIGN_OR_RETURN(std::string of_manifest, sign_detached(manifest, key));
    add(release::sha256_signature_name, std::move(of_sums));
    add(release::signature_name, std::move(of_manifest));
  }
  add(release::sha512_name, release::sha512_sums(set.manifest, manifest));
  add(release::sha256_name, sums);
  add(release::manifest_name, manifest);
  return {};
}

/// A name for a folder that every system takes.
std::string folder_name(const release::Manifest& manifest) {
  std::string out;
  for (const char c : manifest.product + "-" + manifest.version) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    if (plain) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && (out.back() == '-' || out.back() == '.')) out.pop_back();
  constexpr std::size_t longest = 60;
  out = out.substr(0, longest);
  return writing::fault_of_member_name(out).empty() ? out : "release-documents";
}

}  // namespace

base::Result<ReleaseSet> make_set(SetParts parts) {
  ReleaseSet out;
  out.manifest.product = parts.opened->facts.product();
  out.manifest.version = parts.opened->facts.version();
  out.manifest.build = parts.opened->facts.text("release", "build");
  out.manifest.documents = documents_in(parts);
  for (SetFile& file : readme_files(parts, out.manifest)) out.files.push_back(std::move(file));
  for (std::vector<SetFile>* files : {&parts.files, &parts.kept_files}) {
    for (SetFile& file : *files) out.files.push_back(std::move(file));
  }
  if (!parts.key.empty()) {
    CW_ASSIGN_OR_RETURN(std::string key, export_public_key(parts.key));
    out.files.push_back({std::string(release::key_name), std::move(key), release::FileRole::key});
  }
  CW_RETURN_IF_ERROR(check_names(out.files));
  for (const SetFile& file : out.files) out.manifest.files.push_back(described(file));
  CW_RETURN_IF_ERROR(add_vouchers(out, parts.key));
  return out;
}

base::Result<std::string> read_beside(const OpenedRelease& opened, const std::string& named, const std::string& path) {
  CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(opened.workspace.folder));
  const base::Error none{base::ErrorCode::not_found, path, named + ": '" + path + "' is no file of the workspace"};
  if (!writing::fault_of_member_name(path).empty()) return none;
  const auto file = folder.open_file(path);
  if (!file) return none;
  return file->read_all(largest_beside);
}

base::Result<std::vector<SetFile>> files_beside(const OpenedRelease& opened, std::vector<std::string>& remarks) {
  struct Beside {
    const char* field;
    release::FileRole role;
  };
  constexpr std::array<Beside, 2> all{{{"sbom", release::FileRole::sbom}, {"vex", release::FileRole::vex}}};
  std::vector<SetFile> out;
  for (const Beside& each : all) {
    const std::string path = opened.facts.text("release", each.field);
    if (path.empty()) continue;
    auto bytes = read_beside(opened, "release." + std::string(each.field), path);
    if (!bytes && bytes.error().code != base::ErrorCode::not_found) return bytes.error();
    if (!bytes) {
      remarks.push_back(bytes.error().detail + "; the set goes without it");
      continue;
    }
    const std::string name = path.substr(path.rfind('/') + 1);
    out.push_back({std::string(base::word(each.role)) + "/" + name, std::move(*bytes), each.role});
  }
  return out;
}

base::Result<std::string> zip_of_set(const ReleaseSet& set) {
  const std::string folder = folder_name(set.manifest) + "/";
  std::vector<writing::ZipMember> members;
  for (const SetFile& file : set.files) members.push_back({folder + file.name, file.bytes});
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return writing::zip_of(members);
}

}  // namespace crosswalk::cli
