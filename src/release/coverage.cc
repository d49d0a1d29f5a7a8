// SPDX-License-Identifier: Apache-2.0
#include "release/coverage.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace crosswalk::release {
namespace {

using View = std::string_view;

constexpr std::array<View, 1> overall{"E.2.1/documentation-existence"};
constexpr std::array<View, 3> defence_in_depth{"E.2.2/security-capabilities", "E.2.2/threats-addressed",
                                               "E.2.2/user-mitigations"};
constexpr std::array<View, 2> environment{"E.2.3/expected-measures", "E.2.3/context-agreement"};
constexpr std::array<View, 3> hardening{"E.2.4/integration-guidance", "E.2.4/security-options",
                                        "E.2.4/maintenance-and-reporting"};
constexpr std::array<View, 3> updates{"E.2.5/versions-and-installation", "E.2.5/side-effects-and-check",
                                      "E.2.5/non-installation-risk"};
constexpr std::array<View, 3> decommissioning{"E.3/removal-and-references", "E.3/erasure-and-disposal",
                                              "5.8.7/decommissioning-guidelines"};

constexpr std::array<AnnexPart, 6> parts{{{"E.2.1", "product security documentation", overall},
                                          {"E.2.2", "defence in depth of the product", defence_in_depth},
                                          {"E.2.3", "measures expected of the environment", environment},
                                          {"E.2.4", "hardening guideline", hardening},
                                          {"E.2.5", "information on security updates", updates},
                                          {"E.3", "guideline for taking it out of use", decommissioning}}};

std::string name_of(const Passage& passage) {
  if (passage.id.empty()) return passage.file;
  return passage.id + (passage.version.empty() ? "" : " version " + passage.version);
}

/// Keeps one passage of each document: the first that is whole, or else the first.
void keep(PartFound& part, const Passage& passage) {
  const auto same = std::find_if(part.passages.begin(), part.passages.end(), [&](const Passage& other) {
    return passage.id.empty() ? other.file == passage.file : other.id == passage.id;
  });
  if (same == part.passages.end()) {
    part.passages.push_back(passage);
  } else if (passage.whole && !same->whole) {
    *same = passage;
  }
}

const PartFound* find(const std::vector<PartFound>& found, View part) {
  const auto at = std::find_if(found.begin(), found.end(), [&](const PartFound& one) { return one.part == part; });
  return at == found.end() ? nullptr : &*at;
}

Fact said(std::string text) {
  Fact out;
  out.texts = {std::move(text)};
  out.origin = "review";
  return out;
}

Finding finding(const ReleaseFacts& facts, const Entry& entry, Weight weight, const char* rule, std::string sentence,
                std::string advice) {
  return {weight, rule, facts.file, entry.line, std::move(sentence), std::move(advice)};
}

/// What a part that facts say is covered lacks.
void check_covered(const ReleaseFacts& facts, const Entry& entry, const PartFound& found, std::vector<Finding>& out) {
  const std::string part = "part " + found.part + " of Annex E";
  const std::vector<std::string> named = documents_named(entry.text("document"));
  if (found.passages.empty()) {
    out.push_back(finding(facts, entry, Weight::remark, "coverage/not-found",
                          part + " is said to be in " + entry.text("document") + ", and the review found no passage for it",
                          "look whether it is there, and say it plainly: crosswalk clause show " + found.part));
    return;
  }
  const bool there = std::any_of(named.begin(), named.end(), [&](const std::string& id) { return found.is_in(id); });
  if (!there && !named.empty() && found.missing.empty()) {
    out.push_back(finding(facts, entry, Weight::blocks, "coverage/elsewhere",
                          part + " is said to be in " + entry.text("document") + ", and the review found it in " + found.text(),
                          "name the document in which it is"));
  } else if (!found.missing.empty()) {
    out.push_back(
        finding(facts, entry, Weight::remark, "coverage/in-part",
                part + " is said to be covered, and the review did not find all of it: " + base::join(found.missing, ", "),
                "see what it wants: crosswalk clause show " + found.part));
  }
}

}  // namespace

std::span<const AnnexPart> annex_parts() { return parts; }

std::string PartFound::text() const {
  constexpr std::size_t most = 3;
  std::vector<std::string> out;
  for (const Passage& passage : passages) {
    if (out.size() == most) break;
    out.push_back(name_of(passage) + (passage.place.empty() ? "" : " (" + passage.place + ")"));
  }
  std::string text = base::join(out, "; ");
  if (passages.size() > most) text += "; and " + std::to_string(passages.size() - most) + " more";
  return text;
}

bool PartFound::is_in(std::string_view id) const {
  return std::any_of(passages.begin(), passages.end(), [&](const Passage& passage) { return passage.id == id; });
}

std::vector<PartFound> coverage_found(const std::vector<Passage>& passages, const std::set<std::string>& without) {
  std::vector<PartFound> out;
  for (const AnnexPart& each : annex_parts()) {
    PartFound part;
    part.part = each.part;
    for (const View constraint : each.constraints) {
      bool whole = false;
      for (const Passage& passage : passages) {
        if (passage.constraint != constraint || (!passage.id.empty() && without.contains(passage.id))) continue;
        keep(part, passage);
        whole = whole || passage.whole;
      }
      if (!whole) part.missing.emplace_back(constraint);
    }
    // What is whole tells more than what is not.
    std::stable_sort(part.passages.begin(), part.passages.end(),
                     [](const Passage& a, const Passage& b) { return a.whole && !b.whole; });
    out.push_back(std::move(part));
  }
  return out;
}

void add_coverage(ReleaseFacts& facts, const std::vector<PartFound>& found) {
  if (facts.not_applicable("coverage") != nullptr) return;
  std::set<std::string> told;
  std::vector<Entry>& entries = facts.groups["coverage"];
  for (Entry& entry : entries) {
    const std::string part = entry.text("part");
    told.insert(part);
    const PartFound* one = find(found, part);
    if (one == nullptr || one->passages.empty() || entry.yes_no("covered") != true) continue;
    Fact& document = entry.facts["document"];
    document.texts.push_back("found by review: " + one->text());
    document.origin = document.origin.empty() ? "review" : document.origin + "; review";
  }
  for (const PartFound& one : found) {
    if (told.contains(one.part) || one.passages.empty() || !one.missing.empty()) continue;
    Entry entry;
    entry.facts["part"] = said(one.part);
    entry.facts["covered"] = said("yes");
    entry.facts["document"] = said("found by review: " + one.text());
    entries.push_back(std::move(entry));
  }
  if (entries.empty()) facts.groups.erase("coverage");
}

std::vector<Finding> check_coverage(const ReleaseFacts& facts, const std::vector<PartFound>& found) {
  std::vector<Finding> out;
  for (const Entry& entry : facts.entries("coverage")) {
    const PartFound* one = find(found, entry.text("part"));
    if (one == nullptr) continue;
    if (entry.yes_no("covered") == true) {
      check_covered(facts, entry, *one, out);
    } else if (!one->passages.empty() && one->missing.empty()) {
      out.push_back(
          finding(facts, entry, Weight::remark, "coverage/covered-after-all",
                  "part " + one->part + " of Annex E is said not to be covered, and the review found it in " + one->text(),
                  "say that it is covered, or see whether the passage is meant so"));
    }
  }
  return out;
}

std::vector<std::string> documents_named(std::string_view reference) {
  std::vector<std::string> out;
  for (const std::string_view part : base::split(reference, ';')) {
    const std::string_view text = base::trim(part);
    const std::string_view id = text.substr(0, text.find_first_of(", \t"));
    if (!id.empty()) out.emplace_back(id);
  }
  return out;
}

}  // namespace crosswalk::release
