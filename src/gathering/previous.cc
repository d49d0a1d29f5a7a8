// SPDX-License-Identifier: Apache-2.0
#include "gathering/previous.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "gathering/identity.h"

namespace crosswalk::gathering {
namespace {

using release::Entry;
using release::Fact;

constexpr OfOneRelease one_release[] = {
    {"release", "version", "each release has its own"},
    {"release", "build", "each release has its own"},
    {"release", "released", "each release has its own"},
    {"release", "previous", "each release has its own"},
    {"release", "device_identifier", "a new version may need a new one"},
    {"release", "sbom", "each release has its own"},
    {"documents", "version", "documents are approved anew"},
    {"documents", "approved_by", "documents are approved anew"},
    {"documents", "role", "documents are approved anew"},
    {"documents", "approved", "documents are approved anew"},
    {"documents", "record", "documents are approved anew"},
    {"support", "until", "it is that of the version before"},
    {"conformance", "rigour", "it tells what was done for the version before"},
    {"conformance", "independence", "it tells who tested the version before"},
    {"conformance", "completion", "it is the record of the version before"},
    {"tailoring", "", "it was decided and approved for the version before"},
    {"risks", "status", "somebody has to look whether it is still true"},
    {"risks", "accepted", "it was accepted for the version before"},
    {"known_vulnerabilities", "status", "it is that of the version before"},
    {"known_vulnerabilities", "statement", "it is that of the version before"},
    {"findings", "decision", "it was decided for the version before"},
    {"findings", "reason", "it was decided for the version before"},
    {"findings", "closed", "it was closed for the version before"},
    {"changes", "", "it tells what was new in the version before"},
};

/// Of an item: true of its version alone.
constexpr std::array<std::string_view, 5> of_a_version{"version", "purl", "level", "supported_until", "justification"};

const OfOneRelease* find(std::string_view group, std::string_view field) {
  const auto found = std::find_if(std::begin(one_release), std::end(one_release),
                                  [&](const OfOneRelease& each) { return each.group == group && each.field == field; });
  return found == std::end(one_release) ? nullptr : &*found;
}

bool is_part_of_version(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.'; }

/// Whether a text names this version, and no longer one that holds it ("14.2.0", "4.2.0.1").
bool names_version(std::string_view text, std::string_view version) {
  if (version.empty()) return false;
  for (std::size_t at = text.find(version); at != std::string_view::npos; at = text.find(version, at + 1)) {
    const std::size_t end = at + version.size();
    const bool begins = at == 0 || !is_part_of_version(text[at - 1]) || text[at - 1] == 'v';
    // A full stop that ends a sentence is no part of a version.
    const bool stop = end < text.size() && text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' ');
    if (begins && (end == text.size() || stop || !is_part_of_version(text[end]))) return true;
  }
  return false;
}

class Carrier {
 public:
  Carrier(const release::ReleaseFacts& before, std::string_view name, std::span<const Gathering> others)
      : before_(before), name_(name), version_(before.version()), others_(others) {}

  Gathering take() {
    for (const release::GroupSpec& group : release::groups()) {
      for (const Entry& entry : before_.entries(group.name)) carry(group, entry);
    }
    for (const auto& [why, left] : left_out_) {
      out_.remarks.warning(name_, left.line, 0, "not carried over, as " + why + ": " + base::join(left.what, ", "));
    }
    return std::move(out_);
  }

 private:
  struct Left {
    int line = 0;
    std::vector<std::string> what;
  };

  /// Told once for each reason, with the first line; a field is named once.
  void leave_out(const std::string& what, int line, const std::string& why) {
    Left& left = left_out_[why];
    if (left.what.empty() || line < left.line) left.line = line;
    if (std::find(left.what.begin(), left.what.end(), what) == left.what.end()) left.what.push_back(what);
  }

  void carry(const release::GroupSpec& group, const Entry& entry) {
    const std::string name(group.name);
    if (const OfOneRelease* whole = find(name, "")) return leave_out(name, entry.line, std::string(whole->why));
    if (name == "findings" && entry.text("decision") == "fixed")
      return leave_out("findings that were fixed", entry.line, "they are closed");
    if (name == "known_vulnerabilities" && entry.text("status") == "fixed")
      return leave_out("known vulnerabilities that were fixed", entry.line, "they are gone");
    const bool same_version = name != "items" || is_in_others(entry);
    Gathered out;
    out.group = name;
    for (const auto& [field, fact] : entry.facts) {
      const std::string what = name + "." + field;
      if (const OfOneRelease* one = find(name, field)) {
        leave_out(what, fact.line, std::string(one->why));
      } else if (!same_version && std::find(of_a_version.begin(), of_a_version.end(), field) != of_a_version.end()) {
        leave_out(what, fact.line, "nothing says that this release has the item in the same version");
      } else if (std::any_of(fact.texts.begin(), fact.texts.end(),
                             [&](const auto& text) { return names_version(text, version_); })) {
        leave_out(what + " ('" + base::join(fact.texts, "; ").substr(0, 60) + "')", fact.line, "they name version " + version_);
      } else {
        Fact carried = fact;
        carried.origin =
            name_ + ", line " + std::to_string(fact.line) + (fact.origin.empty() ? "" : " (from " + fact.origin + ")");
        out.entry.facts[field] = std::move(carried);
      }
    }
    if (!out.entry.facts.empty()) out_.entries.push_back(std::move(out));
  }

  /// Whether another source has this item in this version.
  [[nodiscard]] bool is_in_others(const Entry& item) const {
    return std::any_of(others_.begin(), others_.end(), [&](const Gathering& other) {
      return std::any_of(other.entries.begin(), other.entries.end(), [&](const Gathered& each) {
        return each.group == "items" && !item.text("version").empty() && each.entry.text("version") == item.text("version") &&
               is_same_thing("items", each.entry, item);
      });
    });
  }

  const release::ReleaseFacts& before_;
  std::string name_;
  std::string version_;
  std::span<const Gathering> others_;
  std::map<std::string, Left> left_out_;
  Gathering out_;
};

}  // namespace

std::span<const OfOneRelease> of_one_release() { return one_release; }

Gathering carry_over(const release::ReleaseFacts& before, std::string_view name, std::span<const Gathering> others) {
  return Carrier(before, name, others).take();
}

}  // namespace crosswalk::gathering
