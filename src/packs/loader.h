// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "packs/diagnostics.h"
#include "packs/pack.h"

namespace crosswalk::packs {

/// The files of a folder: path relative to it, with '/' -> bytes.
using Files = std::map<std::string, std::string>;

/// Reads a pack from its files: pack.yaml and clauses/*.yaml. The other files only enter the hash.
///
/// Every mistake goes to `diagnostics` with file, line, column and what to write instead; all files are read before
/// the function gives up.
/// Errors: malformed_pack where `diagnostics` holds an error afterwards.
base::Result<Pack> load_pack(const Files& files, Diagnostics& diagnostics);

/// The id of the pack that the files extend ('extends' of pack.yaml); empty where they are a pack of their own, or no pack.
std::string extended_by(const Files& files);
/// What 'id' of pack.yaml says; empty where it says nothing.
std::string id_of(const Files& files);

/// Lays the files of an extension over the pack that it extends: what it adds and changes carries its id, `version` and `sha256`
/// cover both. What asks for less than `extended` does is only allowed by a named override.
///
/// Mistakes go to `diagnostics`, changes that change nothing as warnings. Errors: malformed_pack.
base::Result<Pack> extend_pack(const Pack& extended, const Files& files, Diagnostics& diagnostics);

/// SHA-256 over what the page of a clause says, in lower-case hexadecimal: a confirmation is of this content. Of everything but
/// confidence, calibration, signals and the confirmation itself.
std::string content_sha256(const Clause& clause);

/// The text of a clause's file with a confirmation in it, in place of the one before; with no text a file that holds nothing
/// else.
std::string with_confirmation(std::string_view text, std::string_view clause, const Confirmed& confirmed);

/// SHA-256 over names and bytes in the order of the names, in lower-case hexadecimal.
std::string hash_files(const Files& files);

/// The words of Constraint::records: the roles of documents and the kinds of artifacts.
const std::vector<std::string>& record_words();
/// The kinds of artifact that a signal may name.
const std::vector<std::string>& artifact_words();
/// The reasons of a partial verdict, of one document and of a folder.
const std::vector<std::string>& partial_reason_words();

/// One line of the list of shipped packs.
struct IndexEntry {
  std::string id;
  std::string title;
  /// Folder beside the index.
  std::string folder;
  /// Whether the pack is used only by who asks for it by its id.
  bool when_asked = false;
};

/// What packs/index.yaml lists, in its order.
struct Index {
  std::vector<IndexEntry> packs;
  /// Ids; the catalogue of an id is catalogues/ID.yaml beside the index.
  std::vector<std::string> catalogues;
};

/// Reads packs/index.yaml. Errors: malformed_pack, with the places in `diagnostics`.
base::Result<Index> load_index(std::string_view text, std::string_view file, Diagnostics& diagnostics);

/// The files of a new pack with one clause and one constraint, ready for its author: path -> text. The result loads, and
/// lint names what is still to be written. `id` has to be in lower case with hyphens, like "iso-13485".
/// Errors: usage where `id` is not.
base::Result<Files> new_pack(std::string_view id, std::string_view title);

/// The files of a new extension of a pack, with an example of what it may change and add, as comments, for one clause. The result
/// loads and changes nothing. Errors: as new_pack().
base::Result<Files> new_extension(std::string_view id, std::string_view title, const Pack& extended);

}  // namespace crosswalk::packs
