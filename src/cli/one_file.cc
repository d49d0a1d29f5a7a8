// SPDX-License-Identifier: Apache-2.0
#include "cli/one_file.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/common.h"
#include "pipeline/readers.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "reports/view.h"
#include "sources/listing.h"

namespace crosswalk::cli {
namespace {

/// Reads a file, or the member of it that `wanted` names ("folder/inner.zip!a.md"); nothing where there is no such member.
std::optional<document::Extracted> read(extraction::WorkerPool& pool, const platform::File& file, const std::string& path,
                                        std::string_view wanted) {
  std::optional<document::Extracted> found;
  std::vector<document::Member> members;
  document::Extracted whole = pool.extract(file, path, [&](document::Member member, std::optional<platform::File> inner) {
    const bool is_it = member.path == wanted;
    const bool is_above = wanted.starts_with(member.path + "!");
    if (wanted.empty()) {
      members.push_back(std::move(member));
    } else if (is_it && !inner) {
      found = extraction::unreadable(member.reason, member.detail);
    } else if (is_it || is_above) {
      found = read(pool, *inner, path + "!" + member.path, is_it ? std::string_view() : wanted.substr(member.path.size() + 1));
    }
    return !found;
  });
  if (!wanted.empty()) return found;
  whole.members = std::move(members);
  return whole;
}

/// The file that exists of "docs/all.zip!folder/a.md", and the member.
std::pair<std::string, std::string> file_and_member(const std::string& argument) {
  if (argument == "-" || platform::kind_of(argument)) return {argument, {}};
  for (std::size_t at = argument.find('!'); at != std::string::npos; at = argument.find('!', at + 1)) {
    const auto kind = platform::kind_of(argument.substr(0, at));
    if (kind && *kind == platform::EntryKind::file) return {argument.substr(0, at), argument.substr(at + 1)};
  }
  return {argument, {}};
}

}  // namespace

base::Result<OneFile> read_one_file(const std::string& name, std::uint32_t ocr_pages, bool unsandboxed) {
  const base::Error several{base::ErrorCode::usage, name, "this command takes one file; review takes folders"};
  const auto kind = platform::kind_of(name);
  if (name != "-" && kind && *kind == platform::EntryKind::folder) return several;
  const auto [file_name, member] = file_and_member(name);
  CW_ASSIGN_OR_RETURN(const sources::Listing listing, sources::list({file_name}, {}));
  if (listing.items.size() != 1) return several;
  CW_ASSIGN_OR_RETURN(const platform::File file, listing.items.front().open());
  extraction::Limits limits;
  limits.ocr_pages = ocr_pages;
  CW_ASSIGN_OR_RETURN(extraction::WorkerPool pool, pipeline::make_pool(1, limits, unsandboxed));
  OneFile out{listing.items.front().path, {}};
  auto found = read(pool, file, out.path, member);
  if (!found) return base::Error{base::ErrorCode::not_found, name, "the archive holds no such file"};
  out.extracted = std::move(*found);
  if (!member.empty()) out.path += "!" + member;
  return out;
}

bool has_text(const document::Extracted& extracted) {
  return extracted.status == document::Status::read || extracted.status == document::Status::damaged;
}

void say_unread(const std::string& name, const document::Extracted& extracted) {
  say("crosswalk: " + name + ": " + std::string(base::word(extracted.status)) + ": " + std::string(base::word(extracted.reason)) +
      (extracted.detail.empty() ? "" : ": " + extracted.detail));
  const std::string_view advice = reports::unread_advice(extracted.reason);
  if (!advice.empty()) say("  " + std::string(advice));
}

}  // namespace crosswalk::cli
