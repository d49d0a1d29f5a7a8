// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "release/documents.h"
#include "release/staleness.h"

namespace crosswalk::release {

/// What a file of a set is.
enum class FileRole : std::uint8_t { document, sbom, vex, readme, key, other };

/// A file of a set.
struct ManifestFile {
  /// Relative to the manifest, with "/" between folders.
  std::string name;
  std::uint64_t size = 0;
  /// In lower-case hexadecimal digits.
  std::string sha256;
  std::string sha512;
  FileRole role = FileRole::other;
  /// Of documents: which.
  std::optional<DocumentKind> document;
};

/// A document of a set, whatever formats it is written in.
struct ManifestDocument {
  DocumentKind kind = DocumentKind::secure_operation;
  std::string id;
  std::string version;
  writing::State state = writing::State::draft;
  std::size_t blanks = 0;
  /// As text_digest().
  std::string text;
  /// What it is made of.
  FactDigests facts;
  /// What it tells of the version before; none where it tells nothing of it.
  FactDigests before;
};

/// What a set consists of.
struct Manifest {
  std::string product;
  std::string version;
  std::string build;
  /// In the order of the set, each kind at most once.
  std::vector<ManifestDocument> documents;
  /// By name.
  std::vector<ManifestFile> files;

  /// The document of this kind, or nullptr.
  [[nodiscard]] const ManifestDocument* find(DocumentKind kind) const;
  /// The file of this name, or nullptr.
  [[nodiscard]] const ManifestFile* find(std::string_view name) const;
};

/// The names of what vouches for a set: the manifest with its signature, and the same digests for sha256sum and sha512sum. Who
/// has no program but those and gpg needs a signature of the list that they read.
inline constexpr std::string_view manifest_name = "manifest.json";
inline constexpr std::string_view signature_name = "manifest.json.asc";
inline constexpr std::string_view sha256_name = "SHA256SUMS";
inline constexpr std::string_view sha256_signature_name = "SHA256SUMS.asc";
inline constexpr std::string_view sha512_name = "SHA512SUMS";
/// The public key in a set, which vouches for nothing by itself.
inline constexpr std::string_view key_name = "public-key.asc";
/// Whether it is one of the files that vouch for a set, whichever case its letters have. They are not in the manifest.
bool is_voucher(std::string_view name);
/// What manifests say that they are, and which version of the form this program writes and reads.
inline constexpr std::string_view manifest_format = "crosswalk-release-manifest";
inline constexpr int manifest_format_version = 1;
/// Limits of a manifest that is read: bytes of its text, and how many files it may name.
inline constexpr std::size_t largest_manifest = std::size_t{16} << 20U;
inline constexpr std::size_t most_files = 10'000;

/// Digests of a file.
ManifestFile describe(std::string name, std::string_view bytes);
/// SHA-256 of what a document says in whatever format: its text, id, version, state, and the day that its files say.
std::string text_digest(const Document& document);
/// What a manifest says of a document made of these facts (and of those of the version before, or nullptr).
ManifestDocument describe(const Document& document, const ReleaseFacts& facts, const ReleaseFacts* previous);

/// The manifest as JSON by schemas/release-manifest.schema.json: the same manifest gives the same bytes; files by name.
std::string text_of(const Manifest& manifest);
/// The lines that `sha256sum -c` and `sha512sum -c` check: of every file, and of the manifest with this text.
std::string sha256_sums(const Manifest& manifest, std::string_view manifest_text);
/// As sha256_sums().
std::string sha512_sums(const Manifest& manifest, std::string_view manifest_text);

/// What is wrong with a manifest.
struct ManifestFault {
  /// A JSON pointer; empty for the whole.
  std::string pointer;
  /// Counted from 1; 0 where the text is no JSON.
  std::size_t line = 0;
  /// In a sentence without a full stop.
  std::string what;

  bool operator==(const ManifestFault&) const = default;
};

/// Reads a manifest, whoever wrote it. Nothing where anything in it is wrong: `faults` then say what, at most a hundred. Refused
/// are names that lead out of the set, that Windows cannot have, that differ by the case of letters alone, and those of the files
/// that vouch for the set. Members that the schema does not have are faults.
std::optional<Manifest> read_manifest(std::string bytes, std::vector<ManifestFault>& faults);

}  // namespace crosswalk::release

template <>
struct crosswalk::base::Words<crosswalk::release::FileRole> {
  static constexpr std::array<std::string_view, 6> names{"document", "sbom", "vex", "readme", "key", "other"};
};
