// SPDX-License-Identifier: Apache-2.0
#include "release/staleness.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/hash.h"
#include "base/text.h"
#include "release/manifest.h"

namespace crosswalk::release {
namespace {

/// What a document tells of a group.
struct Use {
  enum class Of : std::uint8_t {
    value,     ///< what fields say
    presence,  ///< whether somebody said them
  };
  std::string_view group;
  /// Separated by spaces; empty: all of the group.
  std::string_view fields = {};
  /// Keys of entries, separated by spaces; empty: all.
  std::string_view entries = {};
  Of of = Of::value;
};

struct DocumentUses {
  DocumentKind kind;
  std::vector<Use> uses;
};

constexpr std::string_view head = "kind id version approved_by approved";
constexpr std::string_view of_release = "product version build released contact";

Use presence(std::string_view group, std::string_view fields = {}, std::string_view entries = {}) {
  return {group, fields, entries, Use::Of::presence};
}

/// The dossier lists the blanks of the others: to it, what counts is which facts were said.
std::vector<Use> uses_of_dossier() {
  return {
      {"release", "product version build released"},
      presence("release", "previous sbom contact"),
      {"documents", "kind id version"},
      {"documents", "record",
       "secure_operation account_management conformance residual_risk release_notes sbom_companion decommissioning mds2"},
      {"documents", "approved_by approved", "dossier"},
      presence("documents", "approved_by approved"),
      presence("documents", "role", "conformance"),
      presence("environment", "description network_zone physical_access operator_duties segmentation"),
      presence("assumptions", "id text answered_by if_not"),
      presence("requirements", "kind name versions supported_until"),
      presence("interfaces",
               "id name port transport protocol direction peer purpose encryption authentication default can_be_closed"),
      presence("hardening", "id setting where default recommended effect_on_security effect_on_use how"),
      presence("roles", "id name purpose rights"),
      presence("accounts", "id name kind purpose default_state credential change can_be_renamed can_be_disabled shared"),
      presence("authentication"),
      presence("logging"),
      presence("protection", "at_rest in_transit certificates malware removable_media remote_service degraded_mode"),
      presence("backup"),
      presence("updates"),
      presence("maintenance"),
      presence("incidents"),
      presence("installation", "step"),
      presence("support"),
      // Whether an entry shows at all, with its blanks, is said by its level, status or section.
      {"items", "level"},
      presence("items", "name version class supported_until justification"),
      presence("conformance", "standard route quality_system rigour independence completion"),
      presence("scope", "item inside"),
      presence("tailoring", "requirement decision approved_by expertise approved"),
      presence("coverage", "part covered document"),
      presence("risks",
               "id description affected condition effect_on_security effect_on_safety severity controls compensating plan status "
               "vulnerabilities transferred"),
      {"known_vulnerabilities", "status"},
      presence("known_vulnerabilities", "vulnerability component statement"),
      {"findings", "id text source decision reason record"},
      presence("changes", "text"),
      presence("data_places"),
      presence("decommissioning", "removal references credentials cloud media"),
      presence("integrity"),
      {"answers", "section"},
      presence("answers", "question answer"),
      {"not_applicable", {}, "findings"},
      presence("not_applicable", "group"),
  };
}

/// What the shipped templates tell. staleness_test.cc tries every fact in every document.
const std::array<DocumentUses, 9>& uses() {
  static const std::array<DocumentUses, 9> all{{
      {DocumentKind::secure_operation,
       {{"release", of_release},
        {"documents", head, "secure_operation"},
        {"documents", "kind id", "account_management residual_risk sbom_companion decommissioning"},
        {"environment"},
        {"assumptions"},
        {"requirements"},
        {"interfaces",
         "id name port transport protocol direction peer purpose encryption authentication default can_be_closed "
         "if_closed"},
        {"hardening"},
        {"logging"},
        {"protection"},
        {"backup"},
        {"updates"},
        {"maintenance"},
        {"incidents"},
        {"installation"},
        {"support"},
        {"integrity", "mechanism files verify key"},
        {"not_applicable",
         {},
         "environment assumptions requirements interfaces hardening logging protection backup updates maintenance incidents "
         "installation support integrity"}}},
      {DocumentKind::account_management,
       {{"release", of_release},
        {"documents", head, "account_management"},
        {"documents", "kind id", "secure_operation"},
        {"roles"},
        {"accounts"},
        {"authentication"},
        {"not_applicable", {}, "roles accounts authentication"}}},
      {DocumentKind::conformance,
       {{"release", "product version build released device_identifier"},
        {"documents", "kind id version approved_by role approved", "conformance"},
        {"items", "name version class own_term supported_until"},
        {"conformance"},
        {"scope"},
        {"tailoring"},
        {"coverage"},
        {"integrity", "key_control"},
        {"not_applicable", {}, "items conformance scope tailoring coverage integrity"}}},
      {DocumentKind::residual_risk,
       {{"release", of_release},
        {"documents", head, "residual_risk"},
        {"assumptions", "id text if_not"},
        {"items", "name version level justification"},
        {"risks"},
        {"known_vulnerabilities"},
        {"not_applicable", {}, "assumptions risks known_vulnerabilities"},
        presence("not_applicable", "group", "items")}},
      {DocumentKind::release_notes,
       {{"release", "product version build released previous contact"},
        {"documents", head, "release_notes"},
        {"interfaces", "id name port transport protocol direction encryption authentication default"},
        {"hardening", "id setting default recommended"},
        {"accounts", "id name kind default_state credential can_be_disabled"},
        {"updates", "source verification installation side_effects not_installed rollback"},
        {"items", "name version class level"},
        {"risks", "id description compensating vulnerabilities"},
        {"known_vulnerabilities"},
        {"changes"},
        {"not_applicable", {}, "updates changes"},
        presence("not_applicable", "group", "risks known_vulnerabilities")}},
      {DocumentKind::sbom_companion,
       {{"release", "product version build released sbom vex"},
        {"documents", head, "sbom_companion"},
        {"support"},
        {"items", "name version supplier purl class own_term level supported_until justification"},
        {"not_applicable", {}, "support items"}}},
      {DocumentKind::decommissioning,
       {{"release", of_release},
        {"documents", head, "decommissioning"},
        {"authentication", "at_decommissioning"},
        {"data_places"},
        {"decommissioning"},
        {"not_applicable", {}, "data_places decommissioning authentication"}}},
      {DocumentKind::mds2,
       {{"release", "product version build released sbom contact"},
        {"documents", "kind id version"},
        {"documents", "approved_by approved", "mds2"},
        {"environment", "description physical_access"},
        {"requirements", "name versions supported_until"},
        {"interfaces", "name port transport protocol direction peer encryption authentication"},
        {"hardening", "setting default recommended"},
        {"roles", "name purpose rights"},
        {"authentication",
         "password_rules first_login lockout session_timeout session_effect multi_factor directory emergency_access "
         "remote_support provisioning privileged_access"},
        {"logging", "events place retention export protection time_source"},
        {"protection", "at_rest in_transit certificates malware removable_media remote_service degraded_mode"},
        {"backup", "what interval restore configuration"},
        {"updates", "announced source verification installation operating_system"},
        {"support", "policy until"},
        {"data_places"},
        {"integrity", "mechanism"},
        {"answers"},
        {"not_applicable",
         {},
         "environment requirements interfaces hardening roles authentication logging protection backup updates support "
         "data_places integrity answers"}}},
      {DocumentKind::dossier, uses_of_dossier()},
  }};
  return all;
}

const std::vector<Use>& uses_of(DocumentKind kind) {
  const auto found = std::find_if(uses().begin(), uses().end(), [&](const DocumentUses& each) { return each.kind == kind; });
  return found->uses;
}

/// What release notes tell of the version before: what changes.cc compares.
const std::vector<Use>& uses_of_before(DocumentKind kind) {
  static const std::vector<Use> none;
  static const std::vector<Use> compared{
      {"interfaces", "id name port transport protocol direction encryption authentication default"},
      {"hardening", "id setting default recommended"},
      {"accounts", "id name kind default_state credential can_be_disabled"},
      {"items", "name version class level"}};
  return kind == DocumentKind::release_notes ? compared : none;
}

bool is_among(std::string_view words, std::string_view word) {
  if (words.empty()) return true;
  const auto all = base::split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

/// By which fields people tell the entries of a group apart.
std::string_view key_of(const GroupSpec& group) {
  if (group.find("id") != nullptr && group.name != "documents") return "id";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> others{
      {{"answers", "question"}, {"requirements", "name"}, {"changes", "text"}}};
  for (const auto& [name, field] : others) {
    if (group.name == name) return field;
  }
  return group.fields[0].name;
}

/// A text short enough to name something by, cut between characters.
std::string short_name(std::string text) {
  constexpr std::size_t most = 60;
  text = base::collapse_space(text);
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

/// The keys of all entries, each once.
std::vector<std::string> keys_of(const GroupSpec& group, std::span<const Entry> entries) {
  std::vector<std::string> out;
  if (!group.list) return {entries.size(), std::string()};
  std::map<std::string, int> seen;
  for (const Entry& entry : entries) {
    std::string key = short_name(entry.text(key_of(group)));
    if (group.name == "known_vulnerabilities") key += " in " + short_name(entry.text("component"));
    if (key.empty()) key = "entry " + std::to_string(out.size() + 1);
    const int times = ++seen[key];
    out.push_back(times == 1 ? key : key + " (" + std::to_string(times) + ")");
  }
  return out;
}

std::optional<std::string> digest_of(const std::vector<Use>& uses, const GroupSpec& group, const FieldSpec& field,
                                     const std::string& word, const Entry& entry) {
  std::optional<std::string> out;
  const std::string text = entry.text(field.name);
  if (text.empty()) return out;
  for (const Use& use : uses) {
    if (use.group != group.name || !is_among(use.fields, field.name) || !is_among(use.entries, word)) continue;
    if (use.of == Use::Of::value) return base::sha256_hex(text).substr(0, fact_digits);
    out = fact_is_said;
  }
  return out;
}

/// Whether a document tells of this entry at all.
bool is_used(const std::vector<Use>& uses, const GroupSpec& group, const std::string& word) {
  return std::any_of(uses.begin(), uses.end(),
                     [&](const Use& use) { return use.group == group.name && is_among(use.entries, word); });
}

FactDigests digests(const std::vector<Use>& uses, const ReleaseFacts& facts) {
  FactDigests out;
  for (const GroupSpec& group : groups()) {
    const auto entries = facts.entries(group.name);
    const auto keys = keys_of(group, entries);
    GroupDigest digest{std::string(group.name), {}};
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::string word = entries[i].text(key_of(group));
      if (!is_used(uses, group, word)) continue;
      EntryDigest entry{keys[i], {}};
      for (const FieldSpec& field : group.fields) {
        if (auto found = digest_of(uses, group, field, word, entries[i])) {
          entry.fields.emplace_back(field.name, std::move(*found));
        }
      }
      if (group.list || !entry.fields.empty()) digest.entries.push_back(std::move(entry));
    }
    if (!digest.entries.empty()) out.push_back(std::move(digest));
  }
  return out;
}

/// Finds where facts stand.
class Lines {
 public:
  explicit Lines(const ReleaseFacts* facts) : facts_(facts) {}

  /// The line of a fact, or, where `field` is empty or not there, of its entry; 0 where that is not there.
  [[nodiscard]] int of(std::string_view group, std::string_view key, std::string_view field) const {
    const GroupSpec* spec = find_group(group);
    if (facts_ == nullptr || spec == nullptr) return 0;
    const auto entries = facts_->entries(group);
    const auto keys = keys_of(*spec, entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (keys[i] != key) continue;
      const Fact* fact = entries[i].find(field);
      return fact == nullptr ? entries[i].line : fact->line;
    }
    return 0;
  }
  [[nodiscard]] int of_first(std::string_view group) const {
    const auto entries = facts_ == nullptr ? std::span<const Entry>() : facts_->entries(group);
    return entries.empty() ? 0 : entries[0].line;
  }

 private:
  const ReleaseFacts* facts_;
};

/// Compares what a document was made of with what there is now.
class Comparison {
 public:
  Comparison(const ReleaseFacts* facts, bool before, std::vector<FactChange>& out) : lines_(facts), before_(before), out_(out) {}

  void compare(const FactDigests& was, const FactDigests& is) {
    for (const GroupSpec& group : groups()) compare(group.name, group_of(was, group.name), group_of(is, group.name));
  }

 private:
  using Kind = FactChange::Kind;
  using Entries = std::vector<EntryDigest>;

  static const Entries& group_of(const FactDigests& all, std::string_view name) {
    static const Entries none;
    for (const GroupDigest& each : all) {
      if (each.group == name) return each.entries;
    }
    return none;
  }
  static const EntryDigest* find(const Entries& entries, std::string_view key) {
    for (const EntryDigest& each : entries) {
      if (each.key == key) return &each;
    }
    return nullptr;
  }
  static const std::string* find(const EntryDigest& entry, std::string_view field) {
    for (const auto& [name, digest] : entry.fields) {
      if (name == field) return &digest;
    }
    return nullptr;
  }

  void add(Kind kind, std::string_view group, std::string_view entry, std::string_view field, int line) {
    out_.push_back({kind, std::string(group), std::string(entry), std::string(field), line, before_});
  }

  void compare(std::string_view group, const Entries& was, const Entries& is) {
    for (const EntryDigest& entry : is) {
      const EntryDigest* old = find(was, entry.key);
      if (old == nullptr) {
        add_whole(Kind::added, group, entry);
      } else {
        compare(group, *old, entry);
      }
    }
    for (const EntryDigest& entry : was) {
      if (find(is, entry.key) == nullptr) add_whole(Kind::removed, group, entry);
    }
    if (in_both(was, is) != in_both(is, was)) add(Kind::moved, group, {}, {}, lines_.of_first(group));
  }

  /// An entry that came or went; of a group that is no list its fields.
  void add_whole(Kind kind, std::string_view group, const EntryDigest& entry) {
    const auto line = [&](std::string_view field) { return kind == Kind::added ? lines_.of(group, entry.key, field) : 0; };
    if (!entry.key.empty()) return add(kind, group, entry.key, {}, line({}));
    for (const auto& [field, digest] : entry.fields) add(kind, group, {}, field, line(field));
  }

  void compare(std::string_view group, const EntryDigest& was, const EntryDigest& is) {
    for (const auto& [field, digest] : is.fields) {
      const std::string* old = find(was, field);
      if (old != nullptr && *old == digest) continue;
      add(old == nullptr ? Kind::added : Kind::changed, group, is.key, field, lines_.of(group, is.key, field));
    }
    for (const auto& [field, digest] : was.fields) {
      if (find(is, field) == nullptr) add(Kind::removed, group, is.key, field, lines_.of(group, is.key, {}));
    }
  }

  /// The keys of `a` that `b` has too.
  static std::vector<std::string_view> in_both(const Entries& a, const Entries& b) {
    std::vector<std::string_view> out;
    for (const EntryDigest& each : a) {
      if (find(b, each.key) != nullptr) out.emplace_back(each.key);
    }
    return out;
  }

  Lines lines_;
  bool before_;
  std::vector<FactChange>& out_;
};

std::vector<FactChange> changes_of(const ManifestDocument& document, const ReleaseFacts& facts, const ReleaseFacts* previous) {
  std::vector<FactChange> out;
  Comparison(&facts, false, out).compare(document.facts, digests_for(document.kind, facts));
  const FactDigests before = previous == nullptr ? FactDigests() : digests_of_before(document.kind, *previous);
  Comparison(previous, true, out).compare(document.before, before);
  return out;
}

}  // namespace

std::string FactChange::name() const {
  std::string out = before ? "version before: " : "";
  if (kind == Kind::moved) return out + "order of " + group;
  out += group;
  if (!entry.empty()) out += " " + entry;
  if (!field.empty()) out += ", " + field;
  return out;
}

std::vector<std::string_view> groups_of(DocumentKind kind) {
  std::vector<std::string_view> out;
  for (const GroupSpec& group : groups()) {
    const auto& all = uses_of(kind);
    if (std::any_of(all.begin(), all.end(), [&](const Use& use) { return use.group == group.name; })) out.push_back(group.name);
  }
  return out;
}

FactDigests digests_for(DocumentKind kind, const ReleaseFacts& facts) { return digests(uses_of(kind), facts); }

FactDigests digests_of_before(DocumentKind kind, const ReleaseFacts& before) { return digests(uses_of_before(kind), before); }

std::vector<StaleDocument> stale_documents(const Manifest& manifest, const ReleaseFacts& facts, const ReleaseFacts* previous,
                                           std::span<const Document> made) {
  std::vector<StaleDocument> out;
  for (const ManifestDocument& document : manifest.documents) {
    StaleDocument stale{document.kind, changes_of(document, facts, previous)};
    const auto now = std::find_if(made.begin(), made.end(), [&](const Document& each) { return each.kind == document.kind; });
    const bool is_stale = now == made.end() ? !stale.changes.empty() : text_digest(*now) != document.text;
    if (is_stale) out.push_back(std::move(stale));
  }
  return out;
}

}  // namespace crosswalk::release
