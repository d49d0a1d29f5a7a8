// SPDX-License-Identifier: Apache-2.0
#include "release/manifest_check.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace crosswalk::release {
namespace {

using Lines = std::map<std::string, std::string, std::less<>>;

/// The digests of a list of sums, by file; what is no such line goes to `odd`. Source: sha256sum(1).
Lines lines_of(std::string_view text, std::vector<std::string>& odd) {
  Lines out;
  std::size_t number = 0;
  for (const std::string_view line : base::split(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    const std::size_t space = line.find(' ');
    const bool form =
        space != std::string_view::npos && space + 2 < line.size() && (line[space + 1] == ' ' || line[space + 1] == '*');
    if (!form) {
      odd.push_back("line " + std::to_string(number) + " is no digest with a name");
    } else if (!out.emplace(line.substr(space + 2), line.substr(0, space)).second) {
      odd.push_back("line " + std::to_string(number) + " names " + std::string(line.substr(space + 2)) + " a second time");
    }
  }
  return out;
}

class Comparison {
 public:
  Comparison(const Manifest& manifest, const FoundSet& found) : manifest_(manifest), found_(found) {}

  SetComparison compare() {
    std::set<std::string_view> taken;
    for (const ManifestFile& wanted : manifest_.files) {
      const ManifestFile* file = find(wanted.name);
      if (file == nullptr) {
        fault(SetMatter::missing, wanted.name, missing(wanted));
      } else {
        compare(wanted, *file);
        taken.insert(file->name);
      }
    }
    for (const ManifestFile& file : found_.files) {
      if (!taken.contains(file.name))
        out_.extra.push_back({file.name, "is not in the manifest: nothing vouches for it", SetMatter::added});
    }
    const std::string* text = found_.voucher(manifest_name);
    const std::string_view manifest_text = text == nullptr ? std::string_view() : *text;
    compare_sums(sha256_name, sha256_sums(manifest_, manifest_text));
    compare_sums(sha512_name, sha512_sums(manifest_, manifest_text));
    return std::move(out_);
  }

 private:
  void fault(SetMatter matter, std::string_view file, std::string what) {
    out_.faults.push_back({std::string(file), std::move(what), matter});
  }

  [[nodiscard]] const ManifestFile* find(std::string_view name) const {
    for (const ManifestFile& each : found_.files) {
      if (each.name == name) return &each;
    }
    return nullptr;
  }

  [[nodiscard]] std::string missing(const ManifestFile& wanted) const {
    for (const ManifestFile& each : found_.files) {
      const bool same = each.sha256 == wanted.sha256 && each.sha512 == wanted.sha512;
      if (same && manifest_.find(each.name) == nullptr) return "is missing; " + each.name + " has its bytes: it was renamed";
    }
    return "is missing";
  }

  void compare(const ManifestFile& wanted, const ManifestFile& file) {
    const bool first = wanted.sha256 == file.sha256;
    const bool second = wanted.sha512 == file.sha512;
    if (first && second && wanted.size == file.size) return;
    if (!first && !second) {
      fault(SetMatter::changed, file.name, "was changed: its SHA-256 is " + file.sha256 + ", the manifest says " + wanted.sha256);
    } else if (first && second) {
      fault(SetMatter::changed, file.name,
            "has " + std::to_string(file.size) + " bytes and the digests of the manifest, which says " +
                std::to_string(wanted.size) + " bytes: the manifest was edited");
    } else {
      fault(SetMatter::changed, file.name,
            std::string("has the SHA-") + (first ? "256" : "512") + " that the manifest says, but not the SHA-" +
                (first ? "512" : "256") + ": the manifest was edited");
    }
  }

  void compare_sums(std::string_view name, const std::string& wanted) {
    const std::string* text = found_.voucher(name);
    if (text == nullptr) return fault(SetMatter::list, name, "is missing");
    if (*text == wanted) return;
    std::vector<std::string> odd;
    const Lines is = lines_of(*text, odd);
    const Lines should = lines_of(wanted, odd);
    const std::size_t before = out_.faults.size();
    for (std::string& each : odd) fault(SetMatter::list, name, std::move(each));
    for (const auto& [file, digest] : should) {
      const auto found = is.find(file);
      if (found == is.end()) {
        fault(SetMatter::list, name, "does not list " + file);
      } else if (base::to_lower(found->second) != digest) {
        fault(SetMatter::list, name,
              file == manifest_name ? "lists another manifest than the one that is there"
                                    : "lists another digest of " + file + " than the manifest");
      }
    }
    for (const auto& [file, digest] : is) {
      if (!should.contains(file)) fault(SetMatter::list, name, "lists " + file + ", which the manifest does not have");
    }
    if (out_.faults.size() == before)
      fault(SetMatter::list, name, "says the same as the manifest, but is not written as it was built");
  }

  const Manifest& manifest_;
  const FoundSet& found_;
  SetComparison out_;
};

}  // namespace

const std::string* FoundSet::voucher(std::string_view name) const {
  const auto found = vouchers.find(name);
  return found == vouchers.end() ? nullptr : &found->second;
}

SetComparison compare_set(const Manifest& manifest, const FoundSet& found) { return Comparison(manifest, found).compare(); }

}  // namespace crosswalk::release
