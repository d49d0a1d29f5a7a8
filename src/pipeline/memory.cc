// SPDX-License-Identifier: Apache-2.0
#include "pipeline/memory.h"

#include <charconv>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "extraction/legacy/converters.h"
#include "extraction/ocr/recognized.h"
#include "pipeline/run.h"
#include "platform/paths.h"

namespace crosswalk::pipeline {
namespace {

using document::Reason;
using document::Status;

/// Whether the same bytes come to the same in every run: not where time, memory, the user or a missing helper decided.
bool is_lasting(Status status, Reason reason) {
  // Of a text the reason says why some of its pages could not be recognised.
  if (status == Status::read || status == Status::damaged) return reason == Reason::none;
  switch (reason) {
    case Reason::encrypted:
    case Reason::scanned_no_ocr:
    case Reason::corrupt:
    case Reason::too_large:
    case Reason::too_deep:
    case Reason::unsupported_language:
    case Reason::empty:
      return status == Status::unreadable;
    case Reason::not_a_document:
      return status == Status::skipped;
    default:
      return false;
  }
}

constexpr std::size_t sha256_digits = 64;

void add_program(base::Sha256& hash, const std::string& path) {
  const auto file = platform::File::open(path);
  const platform::FileStamp stamp = file ? file->stamp() : platform::FileStamp{};
  hash.update_field(std::to_string(stamp.size));
  hash.update_field(std::to_string(stamp.modified));
  hash.update_field(std::to_string(stamp.changed));
}

}  // namespace

std::string Memory::program_identity() {
  base::Sha256 hash;
  hash.update_field(tool_version());
  hash.update_field(std::to_string(document::wire_version));
  hash.update_field(std::to_string(review::entry_version));
  // A version that is being worked on changes without its number.
  if (const auto path = platform::executable_path()) add_program(hash, *path);
  if (const auto folder = platform::executable_folder()) {
    for (const char* helper : {"/crosswalk-pdf", "/crosswalk-ocr"}) add_program(hash, *folder + helper);
  }
  for (const std::string& place : extraction::ocr::language_data_places()) add_program(hash, place);
  for (const auto& converter : extraction::legacy::find_converters()) add_program(hash, converter.path);
  return hash.finish();
}

Memory::Memory(const Request& request) : cache_(request.cache), strict_(request.strict) {
  if (cache_ == nullptr) return;
  base::Sha256 readers;
  readers.update_field(program_identity());
  const extraction::Limits& limits = request.limits;
  for (const std::uint64_t limit :
       {limits.file_bytes, limits.part_bytes, limits.text_bytes, std::uint64_t{limits.blocks}, std::uint64_t{limits.depth},
        std::uint64_t{limits.pages}, limits.unpacked_bytes, std::uint64_t{limits.members}, std::uint64_t{limits.nesting},
        std::uint64_t{limits.milliseconds}, std::uint64_t{limits.ocr_pages}, std::uint64_t{limits.ocr_page_milliseconds},
        limits.memory_bytes}) {
    readers.update_field(std::to_string(limit));
  }
  readers_ = readers.finish();
  base::Sha256 judges;
  judges.update_field(readers_);
  for (const auto& pack : request.knowledge->packs()) judges.update_field(pack->sha256);
  judges.update_field(request.workspace_text);
  judges_ = judges.finish();
}

std::string Memory::key_of(const std::string& kind, std::string_view sha256, std::string_view path) const {
  base::Sha256 hash;
  hash.update_field(kind == "text" ? readers_ : judges_);
  hash.update_field(sha256);
  hash.update_field(path);
  return kind + ":" + hash.finish();
}

std::optional<Memory::Known> Memory::known(std::string_view version) const {
  if (cache_ == nullptr || strict_ || version.empty()) return std::nullopt;
  const auto value = cache_->get("version:" + base::sha256_hex(version));
  const std::size_t blank = value ? value->find(' ') : std::string::npos;
  if (blank != sha256_digits) return std::nullopt;
  Known out;
  out.sha256 = value->substr(0, blank);
  const auto [end, error] = std::from_chars(value->data() + blank + 1, value->data() + value->size(), out.size);
  if (error != std::errc() || end != value->data() + value->size()) return std::nullopt;
  return out;
}

base::Result<std::string> Memory::worked_out_sha256_of(const platform::File& file) {
  constexpr std::size_t piece = 1U << 20;
  base::Sha256 hash;
  for (std::uint64_t offset = 0;;) {
    CW_ASSIGN_OR_RETURN(const std::string bytes, file.read_at(offset, piece));
    hash.update(bytes);
    offset += bytes.size();
    if (bytes.size() < piece) break;
  }
  return hash.finish();
}

base::Result<std::string> Memory::sha256_of(const platform::File& file, std::string_view version) const {
  if (!version.empty()) {
    // It lies in memory, and is no file that could be met again by its stamp.
    CW_ASSIGN_OR_RETURN(std::string hash, worked_out_sha256_of(file));
    if (cache_ != nullptr) cache_->put("version:" + base::sha256_hex(version), hash + " " + std::to_string(file.size()));
    return hash;
  }
  if (cache_ != nullptr && !strict_) {
    if (auto known = cache_->hash_of(file.stamp())) return std::move(*known);
  }
  CW_ASSIGN_OR_RETURN(std::string out, worked_out_sha256_of(file));
  if (cache_ != nullptr) cache_->remember(file.stamp(), out);
  return out;
}

std::optional<document::Extracted> Memory::text(std::string_view sha256, std::string_view path) const {
  if (cache_ == nullptr || sha256.empty()) return std::nullopt;
  const auto bytes = cache_->get(key_of("text", sha256, path));
  if (!bytes) return std::nullopt;
  auto extracted = document::from_wire(*bytes);
  if (!extracted) return std::nullopt;
  return std::move(*extracted);
}

void Memory::keep(std::string_view sha256, std::string_view path, const document::Extracted& extracted) const {
  if (cache_ == nullptr || sha256.empty() || !is_lasting(extracted.status, extracted.reason)) return;
  cache_->put(key_of("text", sha256, path), document::to_wire(extracted));
}

std::optional<review::DocumentEntry> Memory::entry(std::string_view sha256, std::string_view path,
                                                   const review::Park& park) const {
  if (cache_ == nullptr || sha256.empty()) return std::nullopt;
  const auto bytes = cache_->get(key_of("entry", sha256, path));
  if (!bytes) return std::nullopt;
  auto entry = review::entry_from_bytes(*bytes, path, park);
  if (!entry) return std::nullopt;
  return std::move(*entry);
}

void Memory::keep(const review::DocumentEntry& entry) const {
  if (cache_ == nullptr || entry.sha256.empty() || !is_lasting(entry.status, entry.reason)) return;
  cache_->put(key_of("entry", entry.sha256, entry.path), review::entry_to_bytes(entry));
}

}  // namespace crosswalk::pipeline
