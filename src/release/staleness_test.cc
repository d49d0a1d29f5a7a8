// SPDX-License-Identifier: Apache-2.0
// That digests know every fact that can change a document, and no other, is found out by changing them all.
#include "release/staleness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"
#include "release/manifest.h"

namespace crosswalk::release {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Names = std::vector<std::string>;

base::Result<writing::TemplateFile> shipped(const std::string& name) {
  static std::map<std::string, std::string> texts;
  const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/packs/templates/" + name + ".md";
  if (!texts.contains(path)) {
    std::ifstream in(path, std::ios::binary);
    texts[path] = {std::istreambuf_iterator<char>(in), {}};
  }
  return writing::TemplateFile{texts[path], path};
}

std::vector<Document> documents_of(const ReleaseFacts& facts, const ReleaseFacts* before) {
  packs::Diagnostics diagnostics;
  Request request;
  request.facts = &facts;
  request.previous = before;
  request.find_template = shipped;
  auto out = make_documents(request, diagnostics);
  EXPECT_TRUE(out) << out.error().message() << diagnostics.text();
  return out ? std::move(*out) : std::vector<Document>();
}

Manifest manifest_of(const std::vector<Document>& documents, const ReleaseFacts& facts, const ReleaseFacts* before) {
  Manifest out;
  for (const Document& each : documents) out.documents.push_back(describe(each, facts, before));
  return out;
}

ReleaseFacts facts_of(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto out = read_release(text, "release.yaml", diagnostics);
  EXPECT_TRUE(out && !diagnostics.has_errors()) << diagnostics.text();
  return out ? *out : ReleaseFacts();
}

/// What a field may say, at least two texts.
Names values_of(const GroupSpec& group, const FieldSpec& field) {
  switch (field.kind) {
    case FieldKind::word: {
      const auto words = base::split(field.words, '|');
      return {words.begin(), words.end()};
    }
    case FieldKind::date:
      return {"2026-01-01", "2026-01-02"};
    case FieldKind::port:
      return {"401", "402"};
    case FieldKind::yes_no:
      return {"yes", "no"};
    case FieldKind::cves:
      return {"CVE-2026-10001", "CVE-2026-10002"};
    case FieldKind::clause:
      return {"E.2.1", "E.2.2"};
    default:
      break;
  }
  const std::string name = std::string(group.name) + "-" + std::string(field.name);
  return {name + "-1", name + "-2"};
}

/// What it says at first: of words that decide whether an entry shows, one with which it does.
std::string first_value(const GroupSpec& group, const FieldSpec& field) {
  if (group.name == "items" && field.name == "level") return "abandoned";
  if (group.name == "known_vulnerabilities" && field.name == "status") return "affected";
  return values_of(group, field)[0];
}

Fact fact(std::string text) {
  Fact out;
  out.texts = {std::move(text)};
  out.line = 7;
  return out;
}

/// Facts with everything said: an entry of each list, and of documents one of each kind.
ReleaseFacts full() {
  ReleaseFacts out;
  for (const GroupSpec& group : groups()) {
    if (group.name == "not_applicable") continue;
    Entry entry;
    for (const FieldSpec& field : group.fields) entry.facts[std::string(field.name)] = fact(first_value(group, field));
    std::vector<Entry>& entries = out.groups[std::string(group.name)];
    if (group.name != "documents") {
      entries.push_back(entry);
      continue;
    }
    for (const std::string& kind : base::words<DocumentKind>()) {
      entry.facts["kind"] = fact(kind);
      entry.facts["id"] = fact("D-" + kind);
      entries.push_back(entry);
    }
  }
  return out;
}

/// As full(), but what is compared with it says something else.
ReleaseFacts before_full() {
  ReleaseFacts out = full();
  for (const GroupSpec& group : groups()) {
    for (Entry& entry : out.groups[std::string(group.name)]) {
      for (auto& [name, fact] : entry.facts) {
        if (name != "id" && !(group.name == "items" && name == "name")) fact.texts[0] += "-before";
      }
    }
  }
  return out;
}

/// The fields of each group that a document is known to be made of: "hardening.default".
using Used = std::map<DocumentKind, std::set<std::string>>;

Used used_in(const std::function<FactDigests(DocumentKind)>& digests) {
  Used out;
  for (std::size_t kind = 0; kind < base::words<DocumentKind>().size(); ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    for (const GroupDigest& group : digests(document)) {
      for (const EntryDigest& entry : group.entries) {
        for (const auto& [field, digest] : entry.fields) {
          out[document].insert(group.group + (group.group == "documents" ? " " + entry.key : "") + "." + field);
        }
      }
    }
  }
  return out;
}

/// Changes facts, and looks which documents change with them.
class Trial {
 public:
  Trial(ReleaseFacts facts, const ReleaseFacts* before)
      : facts_(std::move(facts)), before_(before), documents_(documents_of(facts_, before)) {
    manifest_ = manifest_of(documents_, facts_, before);
  }

  /// A fact of the facts says `value` (nothing: nobody says it), or one of the version before.
  void change(const GroupSpec& group, std::size_t entry, const FieldSpec& field, const std::string* value, bool before = false) {
    ReleaseFacts facts = facts_;
    ReleaseFacts old = before_ == nullptr ? ReleaseFacts() : *before_;
    Entry& at = (before ? old : facts).groups[std::string(group.name)][entry];
    if (value == nullptr) {
      at.facts.erase(std::string(field.name));
    } else {
      at.facts[std::string(field.name)] = fact(*value);
    }
    const ReleaseFacts* old_facts = before_ == nullptr ? nullptr : &old;
    const std::string what = std::string(group.name) + "." + std::string(field.name) + " = " + (value ? *value : "(nothing)");
    look(facts, old_facts, what,
         group.name == "documents" ? "documents " + base::words<DocumentKind>()[entry] + "." + std::string(field.name)
                                   : std::string(group.name) + "." + std::string(field.name));
  }

  /// The documents that were seen to change with a fact.
  [[nodiscard]] const Used& seen() const { return seen_; }

 private:
  void look(const ReleaseFacts& facts, const ReleaseFacts* before, const std::string& what, const std::string& name) {
    const std::vector<StaleDocument> stale = stale_documents(manifest_, facts, before);
    const std::vector<Document> now = documents_of(facts, before);
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (text_digest(now[i]) == text_digest(documents_[i])) continue;
      seen_[now[i].kind].insert(name);
      const bool known =
          std::any_of(stale.begin(), stale.end(), [&](const StaleDocument& each) { return each.kind == now[i].kind; });
      EXPECT_TRUE(known) << now[i].name << " changes with " << what;
    }
    // Of those the text of which is known, exactly those are stale that are another.
    for (const StaleDocument& each : stale_documents(manifest_, facts, before, now)) {
      EXPECT_THAT(seen_[each.kind], Contains(name)) << what;
      EXPECT_FALSE(each.changes.empty()) << what;
    }
  }

  ReleaseFacts facts_;
  const ReleaseFacts* before_;
  std::vector<Document> documents_;
  Manifest manifest_;
  Used seen_;
};

void add(Used& to, const Used& more) {
  for (const auto& [kind, names] : more) to[kind].insert(names.begin(), names.end());
}

/// What is seen where everything is said.
Used seen_in_full(const ReleaseFacts* before) {
  const ReleaseFacts facts = full();
  Trial trial(facts, before);
  for (const GroupSpec& group : groups()) {
    const std::size_t entries = facts.entries(group.name).size();
    for (std::size_t entry = 0; entry < entries; ++entry) {
      for (const FieldSpec& field : group.fields) {
        trial.change(group, entry, field, nullptr);
        if (group.name == "documents" && field.name == "kind") continue;
        for (const std::string& value : values_of(group, field)) {
          if (value != facts.entries(group.name)[entry].text(field.name)) trial.change(group, entry, field, &value);
          if (entry != 0) break;
        }
      }
    }
  }
  return trial.seen();
}

/// What is seen where each entry says one thing: documents that tell the first few of an entry tell it then.
Used seen_in_sparse() {
  Used out;
  const ReleaseFacts all = full();
  std::size_t most = 0;
  for (const GroupSpec& group : groups()) most = std::max(most, group.fields.size());
  for (std::size_t number = 0; number < most; ++number) {
    ReleaseFacts facts;
    for (const GroupSpec& group : groups()) {
      if (number >= group.fields.size() || !group.list || group.name == "not_applicable") continue;
      const std::string name(group.fields[number].name);
      for (const Entry& full_entry : all.entries(group.name)) {
        Entry entry;
        for (const char* key : {"id", "kind", name.c_str()}) {
          const bool wanted = key == name || (group.name == "documents" && std::string_view(key) == "kind");
          if (wanted) entry.facts[key] = full_entry.facts.at(key);
        }
        facts.groups[std::string(group.name)].push_back(entry);
      }
    }
    Trial trial(facts, nullptr);
    for (const GroupSpec& group : groups()) {
      if (facts.entries(group.name).empty()) continue;
      const FieldSpec& field = group.fields[number];
      for (std::size_t entry = 0; entry < facts.entries(group.name).size(); ++entry) {
        if (group.name == "documents" && field.name == "kind") continue;
        for (const std::string& value : values_of(group, field)) {
          if (value != facts.entries(group.name)[entry].text(field.name)) trial.change(group, entry, field, &value);
        }
        trial.change(group, entry, field, nullptr);
      }
    }
    add(out, trial.seen());
  }
  return out;
}

TEST(Staleness, ADocumentChangesWithItsFactsAndWithNoOthers) {
  const ReleaseFacts before = before_full();
  const ReleaseFacts facts = full();
  Used seen = seen_in_full(&before);
  add(seen, seen_in_sparse());
  const Used used = used_in([&](DocumentKind kind) { return digests_for(kind, facts); });
  for (const auto& [kind, names] : used) {
    for (const std::string& name : names) {
      // The day of the release is that of files whose document nobody approved.
      if (name == "release.released") continue;
      EXPECT_THAT(seen[kind], Contains(name)) << base::word(kind);
    }
    std::set<std::string_view> groups;
    for (const std::string& name : names) groups.insert(std::string_view(name).substr(0, name.find_first_of(" .")));
    for (const std::string_view group : groups_of(kind)) {
      EXPECT_TRUE(groups.contains(group) || group == "not_applicable") << base::word(kind) << " " << group;
    }
  }
}

TEST(Staleness, TheDayOfTheReleaseIsThatOfFilesNobodyApproved) {
  ReleaseFacts facts = full();
  facts.groups["documents"].clear();
  Trial trial(facts, nullptr);
  const std::string day = "2026-05-05";
  const GroupSpec& release = *find_group("release");
  trial.change(release, 0, *release.find("released"), &day);
  EXPECT_EQ(trial.seen().size(), 9U);
}

TEST(Staleness, ReleaseNotesChangeWithWhatIsComparedOfTheVersionBefore) {
  const ReleaseFacts before = before_full();
  const ReleaseFacts facts = full();
  Trial trial(facts, &before);
  for (const GroupSpec& group : groups()) {
    if (group.name == "not_applicable" || group.name == "documents") continue;
    for (const FieldSpec& field : group.fields) {
      // Of yes and no there is one other answer alone: that of before is no "yes".
      const std::string value = field.kind == FieldKind::yes_no ? "yes" : "another";
      trial.change(group, 0, field, &value, true);
    }
  }
  Used seen = trial.seen();
  // What a setting was called is told where it is no longer there.
  ReleaseFacts fewer = facts;
  for (const char* group : {"interfaces", "hardening", "accounts"}) fewer.groups[group].clear();
  Trial gone(fewer, &before);
  for (const auto& [group, field] :
       std::map<std::string, std::string>{{"interfaces", "name"}, {"hardening", "setting"}, {"accounts", "name"}}) {
    const std::string value = "another";
    gone.change(*find_group(group), 0, *find_group(group)->find(field), &value, true);
  }
  add(seen, gone.seen());
  const Used used = used_in([&](DocumentKind kind) { return digests_of_before(kind, before); });
  EXPECT_EQ(seen, used);
}

TEST(Staleness, WhatDoesNotApplyMakesTheDocumentsStaleThatSaySo) {
  const ReleaseFacts all = full();
  for (const GroupSpec& group : groups()) {
    if (group.name == "not_applicable" || group.name == "release" || group.name == "documents") continue;
    ReleaseFacts facts = all;
    facts.groups.erase(std::string(group.name));
    // Then release notes say why there are no changes.
    facts.groups["release"][0].facts.erase("previous");
    Entry entry;
    entry.facts["group"] = fact(std::string(group.name));
    entry.facts["reason"] = fact("There is none.");
    entry.facts["by"] = fact("A. Person");
    ReleaseFacts said = facts;
    said.groups["not_applicable"] = {entry};
    ReleaseFacts other = said;
    other.groups["not_applicable"][0].facts["reason"] = fact("It has none.");
    const auto changed = [&](const ReleaseFacts& from, const ReleaseFacts& to) {
      std::set<DocumentKind> out;
      const auto was = documents_of(from, nullptr);
      const auto is = documents_of(to, nullptr);
      for (std::size_t i = 0; i < was.size(); ++i) {
        if (text_digest(was[i]) != text_digest(is[i])) out.insert(was[i].kind);
      }
      return out;
    };
    const auto stale = [&](const ReleaseFacts& from, const ReleaseFacts& to) {
      std::set<DocumentKind> out;
      for (const StaleDocument& each : stale_documents(manifest_of(documents_of(from, nullptr), from, nullptr), to))
        out.insert(each.kind);
      return out;
    };
    for (const DocumentKind kind : changed(facts, said)) EXPECT_THAT(stale(facts, said), Contains(kind)) << group.name;
    EXPECT_EQ(changed(said, other), stale(said, other)) << group.name;
  }
}

/// The changes of a document in words.
Names changes_in(const std::vector<StaleDocument>& stale, DocumentKind kind) {
  Names out;
  for (const StaleDocument& each : stale) {
    if (each.kind != kind) continue;
    for (const FactChange& change : each.changes) {
      out.push_back(std::string(base::word(change.kind)) + " " + change.name() + " @" + std::to_string(change.line));
    }
  }
  return out;
}

TEST(Staleness, NamesWhatChangedWithItsLine) {
  const std::string text =
      "release: {product: S, version: \"2\"}\n"
      "hardening:\n"
      "  - {id: H-1, setting: TLS, default: \"1.2\"}\n"
      "  - {id: H-2, setting: Login, default: on}\n"
      "logging:\n"
      "  retention: a year\n"
      "installation:\n"
      "  - {step: Unpack it.}\n"
      "  - {step: Start it.}\n";
  const ReleaseFacts was = facts_of(text);
  const Manifest manifest = manifest_of(documents_of(was, nullptr), was, nullptr);
  EXPECT_THAT(stale_documents(manifest, was), IsEmpty());
  const ReleaseFacts is = facts_of(
      "release: {product: S, version: \"2\"}\n"
      "hardening:\n"
      "  - {id: H-2, setting: Login, default: \"off\", how: Ask.}\n"
      "  - {id: H-3, setting: New}\n"
      "logging:\n"
      "  place: here\n"
      "installation:\n"
      "  - {step: Start it.}\n"
      "  - {step: Unpack it.}\n");
  const auto stale = stale_documents(manifest, is);
  EXPECT_THAT(changes_in(stale, DocumentKind::secure_operation),
              ElementsAre("changed hardening H-2, default @3", "added hardening H-2, how @3", "added hardening H-3 @4",
                          "removed hardening H-1 @0", "added logging, place @6", "removed logging, retention @6",
                          "moved order of installation @8"));
  EXPECT_THAT(changes_in(stale, DocumentKind::release_notes),
              ElementsAre("changed hardening H-2, default @3", "added hardening H-3 @4", "removed hardening H-1 @0"));
  EXPECT_THAT(changes_in(stale, DocumentKind::account_management), IsEmpty());
  // How something is written is no change, nor is where it stands.
  const ReleaseFacts moved = facts_of("# a remark\n" + text);
  EXPECT_THAT(stale_documents(manifest, moved), IsEmpty());
}

TEST(Staleness, AManifestOfAnyFactsCanBeReadAgain) {
  const ReleaseFacts before = before_full();
  const ReleaseFacts some =
      facts_of("release: {product: S, version: \"2\"}\nauthentication: {password_rules: long}\nroles: [{name: x}]\n");
  for (const ReleaseFacts& facts : {full(), before, some}) {
    const Manifest manifest = manifest_of(documents_of(facts, &before), facts, &before);
    std::vector<ManifestFault> faults;
    const auto read = read_manifest(text_of(manifest), faults);
    ASSERT_TRUE(read) << faults[0].pointer << ": " << faults[0].what;
    EXPECT_THAT(stale_documents(*read, facts, &before), IsEmpty());
    EXPECT_EQ(stale_documents(*read, facts, nullptr).size(), 1U);
  }
}

TEST(Staleness, EntriesWithoutIdsAreNamedByWhatTheyAreAndTwiceTheSameIsTold) {
  const ReleaseFacts facts = facts_of(
      "release: {product: S, version: \"2\"}\n"
      "known_vulnerabilities:\n"
      "  - {vulnerability: CVE-2026-1111, component: libfoo}\n"
      "  - {vulnerability: CVE-2026-1111, component: libbar}\n"
      "  - {vulnerability: CVE-2026-1111, component: libbar}\n"
      "scope:\n"
      "  - {reason: why}\n"
      "maintenance:\n"
      "  - {task: " +
      std::string(59, 'x') + "é and more}\n");
  std::map<std::string, Names> keys;
  for (const DocumentKind kind : {DocumentKind::residual_risk, DocumentKind::conformance, DocumentKind::secure_operation}) {
    for (const GroupDigest& group : digests_for(kind, facts)) {
      for (const EntryDigest& entry : group.entries) keys[group.group].push_back(entry.key);
    }
  }
  EXPECT_THAT(keys["known_vulnerabilities"],
              ElementsAre("CVE-2026-1111 in libfoo", "CVE-2026-1111 in libbar", "CVE-2026-1111 in libbar (2)"));
  EXPECT_THAT(keys["scope"], ElementsAre("entry 1"));
  EXPECT_THAT(keys["maintenance"], ElementsAre(std::string(59, 'x') + "..."));
}

TEST(Staleness, TheTextDecidesWhereItIsKnown) {
  const ReleaseFacts was =
      facts_of("release: {product: S, version: \"2\"}\nitems: [{id: a, name: A, version: \"1\", level: actively_maintained}]\n");
  const Manifest manifest = manifest_of(documents_of(was, nullptr), was, nullptr);
  // An item that is supported is not told among those that nobody supports.
  const ReleaseFacts is =
      facts_of("release: {product: S, version: \"2\"}\nitems: [{id: a, name: A, version: \"2\", level: actively_maintained}]\n");
  EXPECT_THAT(changes_in(stale_documents(manifest, is), DocumentKind::residual_risk), ElementsAre("changed items a, version @2"));
  EXPECT_THAT(changes_in(stale_documents(manifest, is, nullptr, documents_of(is, nullptr)), DocumentKind::residual_risk),
              IsEmpty());
  EXPECT_THAT(changes_in(stale_documents(manifest, is, nullptr, documents_of(is, nullptr)), DocumentKind::sbom_companion),
              ElementsAre("changed items a, version @2"));
  // Another template is no fact.
  std::vector<Document> other = documents_of(was, nullptr);
  other[0].paper.title = "Another title";
  const auto stale = stale_documents(manifest, was, nullptr, other);
  ASSERT_EQ(stale.size(), 1U);
  EXPECT_EQ(stale[0].kind, DocumentKind::secure_operation);
  EXPECT_THAT(stale[0].changes, IsEmpty());
}

}  // namespace
}  // namespace crosswalk::release
