// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/package.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::ooxml {
namespace {

using document::Reason;

/// A tree needs about ten times the bytes of its part, and the worker's memory is bounded.
constexpr std::uint64_t kMaxTreeBytes = 64ULL << 20;
/// Text of documents packs ten- to a hundredfold; more, on this many bytes, is made to exhaust the reader.
constexpr std::uint64_t kMaxRatio = 400;
constexpr std::uint64_t kRatioFrom = 16ULL << 20;
constexpr std::int64_t kMaxEntries = 100'000;
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

/// What a compound file under the name of an Office Open XML file is. Source: [MS-OFFCRYPTO] 2.3.4.1, [MS-CFB] 2.6.
Refusal judge_compound_file(std::string_view bytes) {
  if (bytes.find(utf16("EncryptedPackage")) == std::string_view::npos) {
    for (std::string_view stream : {"WordDocument", "Workbook", "PowerPoint Document"}) {
      if (bytes.find(utf16(stream)) != std::string_view::npos)
        return {Reason::unsupported, "a binary file of Office 97-2003 under a newer name; save it in the new format"};
    }
  }
  return {Reason::encrypted, "the file needs a password"};
}

/// "/Word\Document.xml" as "word/document.xml".
std::string normal_name(std::string_view name) {
  while (!name.empty() && (name.front() == '/' || name.front() == '\\')) name.remove_prefix(1);
  std::string out = base::to_lower(name);
  std::replace(out.begin(), out.end(), '\\', '/');
  return out;
}

/// A relationship's target seen from the folder of its source, without "." and "..". Source: ISO/IEC 29500-2, 6.3.
std::string resolve(std::string_view source, std::string_view target) {
  std::vector<std::string> parts;
  const auto walk = [&](std::string_view path) {
    for (std::string_view part : base::split(path, '/')) {
      if (part == "..") {
        if (!parts.empty()) parts.pop_back();
      } else if (!part.empty() && part != ".") {
        parts.emplace_back(part);
      }
    }
  };
  const std::size_t slash = source.rfind('/');
  if (!target.starts_with('/') && slash != std::string_view::npos) walk(source.substr(0, slash));
  walk(target);
  return base::join(parts, "/");
}

}  // namespace

std::unique_ptr<Package> Package::open(std::string_view bytes, const Limits& limits, Refusal& refusal) {
  if (bytes.empty()) {
    refusal = {Reason::empty, "the file has no bytes"};
    return nullptr;
  }
  if (bytes.size() > limits.file_bytes) {
    refusal = {Reason::too_large, "the file is larger than the limit"};
    return nullptr;
  }
  if (bytes.starts_with(kCompoundFile)) {
    refusal = judge_compound_file(bytes);
    return nullptr;
  }
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    refusal = {Reason::corrupt, std::string("not a readable zip archive: ") + zip_error_strerror(&error)};
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return nullptr;
  }
  zip_error_fini(&error);
  std::unique_ptr<Package> package(new Package(limits));
  package->archive_ = archive;
  const std::int64_t count = zip_get_num_entries(archive, 0);
  if (count > kMaxEntries) {
    refusal = {Reason::too_large, "the archive has " + std::to_string(count) + " entries"};
    return nullptr;
  }
  for (std::int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    if (name != nullptr) package->entries_.emplace(normal_name(name), static_cast<std::uint64_t>(i));
  }
  return package;
}

std::unique_ptr<Package> Package::of_part(std::string_view name, std::string_view bytes, const Limits& limits) {
  std::unique_ptr<Package> package(new Package(limits));
  package->single_name_ = normal_name(name);
  package->single_bytes_ = bytes;
  return package;
}

Package::~Package() {
  if (archive_ != nullptr) zip_discard(archive_);
}

bool Package::has(std::string_view part) const {
  const std::string name = normal_name(part);
  return (!single_name_.empty() && name == single_name_) || entries_.find(name) != entries_.end();
}

std::vector<std::string> Package::names() const {
  std::vector<std::string> out;
  for (const auto& [name, index] : entries_) out.push_back(name);
  return out;
}

void Package::warn(std::string warning) {
  if (std::find(warnings_.begin(), warnings_.end(), warning) == warnings_.end() && warnings_.size() < 100)
    warnings_.push_back(std::move(warning));
}

bool Package::unpack(std::string_view part, std::vector<char>& out, Refusal& refusal) {
  if (archive_ == nullptr) {
    if (normal_name(part) != single_name_) return false;
    if (single_bytes_.size() > std::min(limits_.part_bytes, kMaxTreeBytes)) {
      refusal = {Reason::too_large, "the file is larger than the limit"};
      return false;
    }
    out.assign(single_bytes_.begin(), single_bytes_.end());
    return true;
  }
  const auto entry = entries_.find(normal_name(part));
  if (entry == entries_.end()) return false;
  const std::string name(part);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_, entry->second, 0, &stat) != 0) {
    refusal = {Reason::corrupt, name + " cannot be found in the archive"};
    return false;
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    refusal = {Reason::encrypted, name + " needs a password"};
    return false;
  }
  const std::uint64_t budget = 2 * limits_.part_bytes;
  const std::uint64_t left = budget - std::min(budget, unpacked_);
  const std::uint64_t limit = std::min({limits_.part_bytes, kMaxTreeBytes, left});
  const std::uint64_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
  const auto too_large = [&](std::uint64_t size) { return size > limit || (size > kRatioFrom && size / kMaxRatio > packed); };
  const std::uint64_t declared = (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0;
  if (too_large(declared)) {
    refusal = {Reason::too_large, name + " unpacks to " + std::to_string(declared) + " bytes"};
    return false;
  }
  zip_file_t* file = zip_fopen_index(archive_, entry->second, 0);
  if (file == nullptr) {
    refusal = {Reason::corrupt, name + " cannot be unpacked: " + zip_strerror(archive_)};
    return false;
  }
  // The declared size may lie in both directions: what counts is what comes out.
  std::array<char, 65536> buffer;
  bool whole = true;
  while (true) {
    const zip_int64_t got = zip_fread(file, buffer.data(), buffer.size());
    if (got == 0) break;
    if (got < 0) {
      whole = false;
      break;
    }
    out.insert(out.end(), buffer.data(), buffer.data() + got);
    if (too_large(out.size())) {
      zip_fclose(file);
      refusal = {Reason::too_large, name + " unpacks to more than the limit"};
      return false;
    }
  }
  if (zip_fclose(file) != 0) whole = false;
  unpacked_ += out.size();
  if (!whole) {
    if (out.empty()) {
      refusal = {Reason::corrupt, name + " cannot be unpacked"};
      return false;
    }
    warn(name + " is damaged in the archive; read as far as it goes");
  }
  return true;
}

std::unique_ptr<XmlPart> Package::xml(std::string_view part, Refusal& refusal, Space space) {
  auto out = std::make_unique<XmlPart>();
  if (!unpack(part, out->bytes_, refusal)) return nullptr;
  // White space is kept where it is all that an element holds: a run of one space.
  const unsigned options = pugi::parse_default | (space == Space::all ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single);
  const pugi::xml_parse_result result = out->document_.load_buffer_inplace(out->bytes_.data(), out->bytes_.size(), options);
  if (result.status == pugi::status_out_of_memory) {
    refusal = {Reason::too_large, std::string(part) + " needs too much memory"};
    return nullptr;
  }
  if (!out->root()) {
    refusal = {Reason::corrupt, std::string(part) + " is not XML"};
    return nullptr;
  }
  if (!result) {
    warn(std::string(part) + " is damaged at byte " + std::to_string(result.offset) + "; read as far as it goes");
  }
  if (depth_below(out->root(), limits_.depth) > limits_.depth) {
    refusal = {Reason::too_deep, std::string(part) + " is nested deeper than " + std::to_string(limits_.depth) + " elements"};
    return nullptr;
  }
  return out;
}

std::unique_ptr<XmlPart> Package::optional_xml(std::string_view part, Space space) {
  Refusal refusal;
  auto out = xml(part, refusal, space);
  if (refusal) warn(std::string(part) + " was not read: " + refusal.detail);
  return out;
}

std::vector<Relationship> Package::relationships(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::string_view folder = slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
  const std::string_view file = slash == std::string_view::npos ? part : part.substr(slash + 1);
  std::vector<Relationship> out;
  const auto tree = optional_xml(std::string(folder) + "_rels/" + std::string(file) + ".rels");
  if (tree == nullptr) return out;
  for (pugi::xml_node node : tree->root().children()) {
    if (local(node) != "Relationship") continue;
    Relationship relationship;
    relationship.id = attribute(node, "Id");
    const std::string_view type = attribute(node, "Type");
    const std::size_t last = type.rfind('/');
    relationship.type = last == std::string_view::npos ? type : type.substr(last + 1);
    relationship.external = attribute(node, "TargetMode") == "External";
    const std::string target = clean(attribute(node, "Target"));
    relationship.target = relationship.external ? target : resolve(part, target);
    out.push_back(std::move(relationship));
  }
  std::stable_sort(out.begin(), out.end(), [](const Relationship& a, const Relationship& b) { return a.id < b.id; });
  return out;
}

std::string Package::main_part(std::string_view usual, std::string_view prefix) {
  for (const Relationship& relationship : relationships({})) {
    if (relationship.type == "officeDocument" && !relationship.external && has(relationship.target)) return relationship.target;
  }
  if (has(usual)) return std::string(usual);
  for (const auto& [name, index] : entries_) {
    if (name.starts_with(prefix) && name.ends_with(".xml")) return name;
  }
  return {};
}

const Relationship* find(const std::vector<Relationship>& relationships, std::string_view id) {
  const auto at = std::lower_bound(relationships.begin(), relationships.end(), id,
                                   [](const Relationship& r, std::string_view value) { return r.id < value; });
  return at != relationships.end() && at->id == id ? &*at : nullptr;
}

const Relationship* find_type(const std::vector<Relationship>& relationships, std::string_view type) {
  for (const Relationship& relationship : relationships) {
    if (relationship.type == type && !relationship.external) return &relationship;
  }
  return nullptr;
}

}  // namespace crosswalk::extraction::ooxml
