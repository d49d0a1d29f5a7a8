// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/release_common.h"
#include "release/documents.h"
#include "release/manifest.h"

namespace crosswalk::cli {

/// A file of a set.
struct SetFile {
  std::string name;
  std::string bytes;
  release::FileRole role = release::FileRole::other;
  std::optional<release::DocumentKind> document = {};
};

/// A set that lies in a folder already.
struct EarlierSet {
  release::Manifest manifest;
  /// Whether a signature lies beside it.
  bool is_signed = false;
};

/// What a set is put together from.
struct SetParts {
  const OpenedRelease* opened = nullptr;
  /// All documents that the facts make: of those that are written, the manifest says what they are made of.
  const std::vector<release::Document>* documents = nullptr;
  /// What was written of them, and what goes with them.
  std::vector<SetFile> files;
  /// The fingerprint of the key that signs; empty: none does.
  std::string key;
  /// Documents of the set before that stay in it, with their files; none where all are written anew.
  std::vector<release::ManifestDocument> kept;
  std::vector<SetFile> kept_files = {};
};

/// A set, ready to be written.
struct ReleaseSet {
  release::Manifest manifest;
  /// Those of the manifest, and after them those that vouch for it.
  std::vector<SetFile> files;
};

/// Adds the first page, the manifest, both lists of sums and, with a key, the key and the signatures. The same parts give the
/// same bytes, but for signatures. Errors: usage, where two files would have one name; those of sign_detached() and
/// export_public_key().
base::Result<ReleaseSet> make_set(SetParts parts);

/// A file of the workspace that goes with the documents, by its path from the folder of crosswalk.yaml on: no path and no link
/// leads out of that folder. `named` says where it is named, for people ("release.sbom"). Errors: not_found, with a sentence for
/// people as its detail; not_readable, limit_exceeded.
base::Result<std::string> read_beside(const OpenedRelease& opened, const std::string& named, const std::string& path);

/// The files of the workspace that go with the documents: the bill of materials and the VEX statements that the facts name.
/// Where one is no file of the workspace, `remarks` say so. Errors: not_readable, limit_exceeded.
base::Result<std::vector<SetFile>> files_beside(const OpenedRelease& opened, std::vector<std::string>& remarks);

/// The set as one archive, in a folder of its own: "Lysvik-PACS-4.3.0". Errors: as of writing::zip_of().
base::Result<std::string> zip_of_set(const ReleaseSet& set);

/// The set in a folder; nothing where none was built into it. Its manifest is looked at in a locked copy of this process before
/// this one reads it. Errors: usage, where manifest.json is none; not_readable; those of do_locked().
base::Result<std::optional<EarlierSet>> read_earlier_set(const std::string& folder);

/// The files of these documents of a set in a folder. Errors: usage, naming what is missing or was changed; not_readable.
base::Result<std::vector<SetFile>> read_kept_files(const std::string& folder, const EarlierSet& earlier,
                                                   const std::vector<release::ManifestDocument>& kept);

/// What writing a set into a folder would do to what is there.
struct Replacement {
  /// Files that are written, and those of the set before that go.
  std::vector<std::string> written;
  std::vector<std::string> removed;
  /// Those of both that somebody changed since they were built.
  std::vector<std::string> edited;
};

/// Works out what writing would do. Only what the set before lists is replaced or goes. Without `force` nothing that was changed
/// since it was built, nothing approved and nothing of a signed set. Errors: usage, naming all files that would have to be;
/// not_readable.
base::Result<Replacement> plan_replacement(const std::string& folder, const ReleaseSet& set,
                                           const std::optional<EarlierSet>& earlier, bool force);

/// Writes the set: the files that vouch for it come last. Errors: not_writable, disk_full.
base::Result<void> write_set(const std::string& folder, const ReleaseSet& set, const Replacement& plan);

}  // namespace crosswalk::cli
