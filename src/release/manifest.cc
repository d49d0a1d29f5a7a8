// SPDX-License-Identifier: Apache-2.0
#include "release/manifest.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "artifacts/json/value.h"
#include "artifacts/time/instant.h"
#include "base/hash.h"
#include "base/text.h"
#include "writing/zip.h"

namespace crosswalk::release {
namespace {

namespace json = artifacts::json;

constexpr std::size_t most_faults = 100;
constexpr std::size_t longest_text = 4096;
constexpr std::size_t most_entries = 10'000;

std::string digest(base::DigestKind kind, std::string_view bytes) {
  base::Digest out(kind);
  out.update(bytes);
  return base::to_hex(out.finish());
}

/// Writes the manifest: objects and arrays over several lines, facts of an entry on one.
class Writer {
 public:
  std::string write(const Manifest& manifest) {
    out_ = "{\n";
    member(1, "format", manifest_format);
    out_ += "  \"format_version\": " + std::to_string(manifest_format_version) + ",\n";
    member(1, "product", manifest.product);
    member(1, "version", manifest.version);
    member(1, "build", manifest.build);
    out_ += "  \"documents\": [";
    list(manifest.documents, "\n    ", [this](const ManifestDocument& each) { document(each); });
    out_ += manifest.documents.empty() ? "],\n" : "\n  ],\n";
    std::vector<ManifestFile> files = manifest.files;
    std::sort(files.begin(), files.end(), [](const ManifestFile& a, const ManifestFile& b) { return a.name < b.name; });
    out_ += "  \"files\": [";
    list(files, "\n    ", [this](const ManifestFile& each) { file(each); });
    out_ += files.empty() ? "]\n}\n" : "\n  ]\n}\n";
    return std::move(out_);
  }

 private:
  template <class Items, class Write>
  void list(const Items& items, std::string_view before, Write write) {
    bool first = true;
    for (const auto& each : items) {
      out_ += first ? "" : ",";
      out_ += before;
      write(each);
      first = false;
    }
  }

  void member(int depth, std::string_view key, std::string_view value) {
    out_ +=
        std::string(static_cast<std::size_t>(depth) * 2, ' ') + "\"" + std::string(key) + "\": " + json::quoted(value) + ",\n";
  }

  void document(const ManifestDocument& each) {
    out_ += "{\n";
    member(3, "kind", base::word(each.kind));
    member(3, "id", each.id);
    member(3, "version", each.version);
    member(3, "state", base::word(each.state));
    out_ += "      \"blanks\": " + std::to_string(each.blanks) + ",\n";
    member(3, "text", each.text);
    out_ += "      \"facts\": ";
    facts(each.facts);
    out_ += ",\n      \"before\": ";
    facts(each.before);
    out_ += "\n    }";
  }

  void facts(const FactDigests& all) {
    out_ += "{";
    list(all, "\n        ", [this](const GroupDigest& group) {
      out_ += json::quoted(group.group) + ": ";
      if (find_group(group.group) != nullptr && !find_group(group.group)->list) return fields(group.entries[0]);
      out_ += "{";
      list(group.entries, "\n          ", [this](const EntryDigest& entry) {
        out_ += json::quoted(entry.key) + ": ";
        fields(entry);
      });
      out_ += "\n        }";
    });
    out_ += all.empty() ? "}" : "\n      }";
  }

  void fields(const EntryDigest& entry) {
    out_ += "{";
    bool first = true;
    for (const auto& [field, value] : entry.fields) {
      out_ += (first ? "" : ", ") + json::quoted(field) + ": " + json::quoted(value);
      first = false;
    }
    out_ += "}";
  }

  void file(const ManifestFile& each) {
    out_ += "{\n";
    member(3, "name", each.name);
    member(3, "role", base::word(each.role));
    if (each.document) member(3, "document", base::word(*each.document));
    out_ += "      \"size\": " + std::to_string(each.size) + ",\n";
    member(3, "sha256", each.sha256);
    out_ += "      \"sha512\": " + json::quoted(each.sha512) + "\n    }";
  }

  std::string out_;
};

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Reads a manifest that anybody may have written.
class Reader {
 public:
  explicit Reader(std::vector<ManifestFault>& faults) : faults_(faults) {}

  Manifest read(const json::Value& root) {
    Manifest out;
    if (!object(root, "", {"format", "format_version", "product", "version", "build", "documents", "files"})) return out;
    if (root["format"].string() != manifest_format) {
      fault(root["format"], "is not \"" + std::string(manifest_format) + "\"");
    }
    if (root["format_version"].integer() != manifest_format_version) {
      fault(root["format_version"], "this program reads version " + std::to_string(manifest_format_version) + " of manifests");
      return out;
    }
    out.product = text(root["product"]);
    out.version = text(root["version"]);
    out.build = text(root["build"]);
    each(root["documents"], most_entries, [&](const json::Value& value) { out.documents.push_back(document(value)); });
    each(root["files"], most_files, [&](const json::Value& value) { out.files.push_back(file(value)); });
    if (!faults_.empty()) return out;
    check_kinds(out, root);
    check_names(out, root);
    return out;
  }

 private:
  void fault(const json::Value& at, std::string what) {
    if (faults_.size() < most_faults) faults_.push_back({at ? at.pointer() : "", at ? at.place().line : 0, std::move(what)});
  }

  /// Whether it is an object with these members and no others; faults where not.
  bool object(const json::Value& value, std::string_view what, const std::vector<std::string_view>& members,
              const std::vector<std::string_view>& more = {}) {
    if (!value.is_object()) {
      fault(value, std::string(what.empty() ? "the manifest" : what) + " is no object");
      return false;
    }
    const std::size_t before = faults_.size();
    for (const std::string_view name : members) {
      if (!value[name]) fault(value, "\"" + std::string(name) + "\" is missing");
    }
    for (const json::Member& member : value.members()) {
      const bool known = std::find(members.begin(), members.end(), member.key) != members.end() ||
                         std::find(more.begin(), more.end(), member.key) != more.end();
      if (!known) fault(member.value, "manifests have no such member");
    }
    return faults_.size() == before;
  }

  template <class Read>
  void each(const json::Value& array, std::size_t most, Read read) {
    if (!array.is_array()) return fault(array, "is no array");
    if (array.size() > most) return fault(array, "has more than " + std::to_string(most) + " elements");
    for (const json::Value& value : array.items()) read(value);
  }

  std::string text(const json::Value& value) {
    if (!value.is_string()) {
      fault(value, "is no text");
    } else if (value.string().size() > longest_text) {
      fault(value, "is longer than " + std::to_string(longest_text) + " bytes");
    } else {
      return std::string(value.string());
    }
    return {};
  }

  template <class Enum>
  Enum word(const json::Value& value) {
    const auto found = base::from_word<Enum>(value.string());
    if (!found) fault(value, "is none of " + base::join(base::words<Enum>(), ", "));
    return found.value_or(Enum());
  }

  std::string hex(const json::Value& value, std::size_t digits) {
    if (!is_hex(value.string(), digits))
      fault(value, "is no digest of " + std::to_string(digits) + " hexadecimal digits in small letters");
    return std::string(value.string());
  }

  std::uint64_t number(const json::Value& value) {
    const auto found = value.integer();
    if (!found || *found < 0) fault(value, "is no whole number from 0 on");
    return found && *found >= 0 ? static_cast<std::uint64_t>(*found) : 0;
  }

  ManifestDocument document(const json::Value& value) {
    ManifestDocument out;
    if (!object(value, "a document", {"kind", "id", "version", "state", "blanks", "text", "facts", "before"})) return out;
    out.kind = word<DocumentKind>(value["kind"]);
    out.id = text(value["id"]);
    out.version = text(value["version"]);
    out.state = word<writing::State>(value["state"]);
    if (out.state == writing::State::unsaid) fault(value["state"], "is neither draft nor approved");
    out.blanks = number(value["blanks"]);
    if (out.state == writing::State::approved && out.blanks != 0) fault(value["blanks"], "nothing with blanks is approved");
    out.text = hex(value["text"], 64);
    out.facts = facts(value["facts"]);
    out.before = facts(value["before"]);
    return out;
  }

  FactDigests facts(const json::Value& value) {
    FactDigests out;
    if (!value.is_object()) fault(value, "is no object");
    for (const json::Member& member : value.members()) {
      const GroupSpec* group = find_group(member.key);
      if (group == nullptr) {
        fault(member.value, "there is no group of facts of this name");
        continue;
      }
      GroupDigest digest{std::string(group->name), {}};
      if (!member.value.is_object() || member.value.empty()) {
        fault(member.value, "is no object with members");
      } else if (!group->list) {
        digest.entries.push_back({{}, fields(*group, member.value)});
      } else {
        for (const json::Member& entry : member.value.members()) {
          if (entry.key.empty()) fault(entry.value, "an entry without a name");
          digest.entries.push_back({std::string(entry.key), fields(*group, entry.value)});
        }
      }
      out.push_back(std::move(digest));
    }
    return out;
  }

  std::vector<std::pair<std::string, std::string>> fields(const GroupSpec& group, const json::Value& value) {
    std::vector<std::pair<std::string, std::string>> out;
    if (!value.is_object()) fault(value, "is no object");
    for (const json::Member& member : value.members()) {
      if (group.find(member.key) == nullptr) fault(member.value, "the group has no field of this name");
      if (member.value.string() != fact_is_said && !is_hex(member.value.string(), fact_digits)) {
        fault(member.value, "is no digest of a fact");
      }
      out.emplace_back(member.key, member.value.string());
    }
    return out;
  }

  ManifestFile file(const json::Value& value) {
    ManifestFile out;
    if (!object(value, "a file", {"name", "role", "size", "sha256", "sha512"}, {"document"})) return out;
    out.name = text(value["name"]);
    const std::string wrong = writing::fault_of_member_name(out.name);
    if (!wrong.empty()) fault(value["name"], wrong);
    if (is_voucher(out.name)) fault(value["name"], "is the name of a file that vouches for the set");
    out.role = word<FileRole>(value["role"]);
    out.size = number(value["size"]);
    out.sha256 = hex(value["sha256"], 64);
    out.sha512 = hex(value["sha512"], 128);
    if (const json::Value kind = value["document"]) out.document = word<DocumentKind>(kind);
    if ((out.role == FileRole::document) != out.document.has_value()) {
      fault(value["role"], out.document ? "a file of a document has the role document" : "which document it is, is missing");
    }
    return out;
  }

  /// Each kind of document once, and each file of a document that there is.
  void check_kinds(const Manifest& manifest, const json::Value& root) {
    std::set<DocumentKind> kinds;
    auto value = root["documents"].items().begin();
    for (const ManifestDocument& each : manifest.documents) {
      if (!kinds.insert(each.kind).second) fault((*value)["kind"], "this document is in the list already");
      ++value;
    }
    auto file = root["files"].items().begin();
    for (const ManifestFile& each : manifest.files) {
      if (each.document && !kinds.contains(*each.document)) fault((*file)["document"], "the manifest has no such document");
      ++file;
    }
  }

  /// No name twice, also where the case of letters does not count, and none that is a folder of another.
  void check_names(const Manifest& manifest, const json::Value& root) {
    std::map<std::string, std::string> seen;
    auto value = root["files"].items().begin();
    for (const ManifestFile& each : manifest.files) {
      const auto [found, fresh] = seen.emplace(writing::folded_name(each.name), each.name);
      if (!fresh) {
        fault((*value)["name"], each.name == found->second ? "this name stands in the list already"
                                                           : "differs from another name by the case of letters alone");
      }
      ++value;
    }
    value = root["files"].items().begin();
    for (const ManifestFile& each : manifest.files) {
      for (std::size_t slash = each.name.find('/'); slash != std::string::npos; slash = each.name.find('/', slash + 1)) {
        if (seen.contains(writing::folded_name(each.name.substr(0, slash)))) {
          fault((*value)["name"], "lies in a folder that is a file of the list");
        }
      }
      ++value;
    }
  }

  std::vector<ManifestFault>& faults_;
};

std::string sums(const Manifest& manifest, std::string_view manifest_text, base::DigestKind kind,
                 std::string ManifestFile::*sum) {
  std::map<std::string, std::string> lines{{std::string(manifest_name), digest(kind, manifest_text)}};
  for (const ManifestFile& file : manifest.files) lines[file.name] = file.*sum;
  std::string out;
  for (const auto& [name, hex] : lines) {
    out += hex;
    out += "  " + name + "\n";
  }
  return out;
}

}  // namespace

const ManifestDocument* Manifest::find(DocumentKind kind) const {
  const auto found =
      std::find_if(documents.begin(), documents.end(), [&](const ManifestDocument& each) { return each.kind == kind; });
  return found == documents.end() ? nullptr : &*found;
}

const ManifestFile* Manifest::find(std::string_view name) const {
  const auto found = std::find_if(files.begin(), files.end(), [&](const ManifestFile& each) { return each.name == name; });
  return found == files.end() ? nullptr : &*found;
}

bool is_voucher(std::string_view name) {
  constexpr std::array<std::string_view, 5> all{manifest_name, signature_name, sha256_name, sha256_signature_name, sha512_name};
  return std::any_of(all.begin(), all.end(), [&](std::string_view each) { return base::equal_ignoring_case(each, name); });
}

ManifestFile describe(std::string name, std::string_view bytes) {
  ManifestFile out;
  out.name = std::move(name);
  out.size = bytes.size();
  out.sha256 = digest(base::DigestKind::sha256, bytes);
  out.sha512 = digest(base::DigestKind::sha512, bytes);
  return out;
}

std::string text_digest(const Document& document) {
  base::Sha256 out;
  out.update_field(writing::as_markdown(document.paper));
  out.update_field(document.paper.id);
  out.update_field(document.paper.version);
  out.update_field(base::word(document.paper.state));
  out.update_field(document.paper.language);
  out.update_field(document.paper.made ? artifacts::time::text_of(*document.paper.made) : "");
  return out.finish();
}

ManifestDocument describe(const Document& document, const ReleaseFacts& facts, const ReleaseFacts* previous) {
  ManifestDocument out;
  out.kind = document.kind;
  out.id = document.id;
  out.version = document.version;
  out.state = document.paper.state;
  out.blanks = document.blanks.size();
  out.text = text_digest(document);
  out.facts = digests_for(document.kind, facts);
  if (previous != nullptr) out.before = digests_of_before(document.kind, *previous);
  return out;
}

std::string text_of(const Manifest& manifest) { return Writer().write(manifest); }

std::string sha256_sums(const Manifest& manifest, std::string_view manifest_text) {
  return sums(manifest, manifest_text, base::DigestKind::sha256, &ManifestFile::sha256);
}

std::string sha512_sums(const Manifest& manifest, std::string_view manifest_text) {
  return sums(manifest, manifest_text, base::DigestKind::sha512, &ManifestFile::sha512);
}

std::optional<Manifest> read_manifest(std::string bytes, std::vector<ManifestFault>& faults) {
  const std::size_t before = faults.size();
  if (bytes.size() > largest_manifest) {
    faults.push_back({{}, 0, "is larger than " + std::to_string(largest_manifest >> 20U) + " MiB"});
    return std::nullopt;
  }
  json::ParseOptions options;
  options.name = manifest_name;
  options.max_depth = 16;
  const auto parsed = json::parse(std::move(bytes), options);
  if (!parsed) {
    faults.push_back({{}, 0, parsed.error().detail});
    return std::nullopt;
  }
  Manifest out = Reader(faults).read(parsed->root());
  if (faults.size() != before) return std::nullopt;
  return out;
}

}  // namespace crosswalk::release
