// SPDX-License-Identifier: Apache-2.0
#include "release/facts.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "artifacts/ids/ids.h"
#include "base/text.h"
#include "packs/yaml.h"

namespace crosswalk::release {
namespace {

using packs::Diagnostics;
using packs::Yaml;

constexpr long last_port = 65'535;

std::optional<long> number_of(std::string_view text) {
  long out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= 0 ? std::optional(out) : std::nullopt;
}

/// "443", "5000-5010"
bool is_port(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = number_of(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number_of(text.substr(dash + 1));
  return first && last && *first <= *last && *last <= last_port;
}

/// "4.1.3", "E.2.1"
bool is_clause(std::string_view text) {
  bool part = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = i == 0 && c >= 'A' && c <= 'G';
    if (c == '.') {
      if (!part) return false;
      part = false;
    } else if (letter || (c >= '0' && c <= '9')) {
      part = true;
    } else {
      return false;
    }
  }
  return part;
}

bool is_cve(std::string_view text) {
  const auto found = artifacts::ids::cve_at(text, 0);
  return found && found->value.canonical == text;
}

/// An id with which documents and other facts can name it.
bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::none_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '|'; });
}

std::vector<std::string_view> words_of(const FieldSpec& field) { return base::split(field.words, '|'); }

/// Reads one file.
class Reader {
 public:
  Reader(std::string_view file, Diagnostics& diagnostics) : diagnostics_(diagnostics) { out_.file = file; }

  ReleaseFacts read(const Yaml& root) {
    if (root.kind != Yaml::Kind::map) {
      error(root, "a release file is a map of groups", "begin with 'release:'");
      return std::move(out_);
    }
    for (const Yaml::Member& member : root.members) read_group(member);
    if (out_.entries("release").empty()) error(root, "the group 'release' is missing", "say at least product and version");
    return std::move(out_);
  }

 private:
  void error(const Yaml& at, std::string message, std::string advice) {
    diagnostics_.error(out_.file, at.line, at.column, std::move(message), std::move(advice));
  }

  void read_group(const Yaml::Member& member) {
    const std::string& name = member.key.scalar;
    const GroupSpec* group = find_group(name);
    if (group == nullptr) {
      std::string names;
      for (const GroupSpec& each : groups()) names += (names.empty() ? "" : ", ") + std::string(each.name);
      return error(member.key, "there is no group '" + name + "'", "one of: " + names);
    }
    if (member.value.kind == Yaml::Kind::null) return;
    const bool several = member.value.kind == Yaml::Kind::sequence;
    if (several && !group->list)
      return error(member.value, "'" + name + "' is no list", "write its fields below it, without dashes");
    std::vector<Entry>& entries = out_.groups[name];
    if (!several) return read_entry(*group, member.value, entries);
    for (const Yaml& item : member.value.items) read_entry(*group, item, entries);
  }

  void read_entry(const GroupSpec& group, const Yaml& yaml, std::vector<Entry>& into) {
    const std::string name(group.name);
    if (yaml.kind != Yaml::Kind::map) {
      return error(yaml, "an entry of '" + name + "' is a map of its fields", "write 'field: value', one a line");
    }
    Entry entry;
    entry.line = yaml.line;
    entry.column = yaml.column;
    for (const Yaml::Member& member : yaml.members) {
      const FieldSpec* field = group.find(member.key.scalar);
      if (field == nullptr) {
        std::string names;
        for (const FieldSpec& each : group.fields) names += (names.empty() ? "" : ", ") + std::string(each.name);
        error(member.key, "'" + name + "' has no field '" + member.key.scalar + "'", "one of: " + names);
        continue;
      }
      if (auto fact = read_fact(*field, member.value)) entry.facts[std::string(field->name)] = std::move(*fact);
    }
    into.push_back(std::move(entry));
  }

  std::optional<Fact> read_fact(const FieldSpec& field, const Yaml& yaml) {
    Fact out;
    out.line = yaml.line;
    out.column = yaml.column;
    const Yaml* value = &yaml;
    if (yaml.kind == Yaml::Kind::map) {
      value = yaml.find("value");
      const Yaml* origin = yaml.find("origin");
      if (value == nullptr || yaml.members.size() != (origin == nullptr ? 1U : 2U)) {
        error(yaml, "'" + std::string(field.name) + "' is a map without value",
              "write {value: ..., origin: ...}, or the value alone");
        return std::nullopt;
      }
      if (origin != nullptr) out.origin = origin->scalar;
    }
    if (value->kind == Yaml::Kind::null) return std::nullopt;
    if (value->kind == Yaml::Kind::sequence) {
      if (!takes_several(field.kind)) {
        error(*value, "'" + std::string(field.name) + "' is one value, not a list", "write one");
        return std::nullopt;
      }
      for (const Yaml& item : value->items) add(field, item, out);
    } else {
      add(field, *value, out);
    }
    if (out.texts.empty()) return std::nullopt;
    return out;
  }

  void add(const FieldSpec& field, const Yaml& yaml, Fact& out) {
    if (yaml.kind == Yaml::Kind::null) return;
    if (yaml.kind != Yaml::Kind::scalar) return error(yaml, "'" + std::string(field.name) + "' is text", "write a text");
    const std::string text(base::trim(yaml.scalar));
    if (text.empty()) return;
    const std::string mistake = mistake_in(field, text);
    if (!mistake.empty()) return error(yaml, "'" + std::string(field.name) + "': '" + text + "' " + mistake, advice_for(field));
    out.texts.push_back(text);
  }

  ReleaseFacts out_;
  Diagnostics& diagnostics_;
};

/// Looks at what facts say beside each other.
class Checker {
 public:
  Checker(const ReleaseFacts& facts, const Known& known, Diagnostics& diagnostics)
      : facts_(facts), known_(known), diagnostics_(diagnostics) {}

  void check() {
    check_ids();
    check_versions();
    check_roles();
    check_ports();
    check_risks();
    check_reasons();
    check_approvals();
    check_vulnerabilities();
    check_not_applicable();
  }

 private:
  void error(const Fact& at, std::string message, std::string advice) {
    diagnostics_.error(facts_.file, at.line, at.column, std::move(message), std::move(advice));
  }
  void error(const Entry& at, std::string message, std::string advice) {
    diagnostics_.error(facts_.file, at.line, at.column, std::move(message), std::move(advice));
  }

  /// Calls `look` with each entry, its group and a field of this kind that it says.
  template <class Look>
  void each(FieldKind kind, Look look) const {
    for (const GroupSpec& group : groups()) {
      for (const FieldSpec& field : group.fields) {
        if (field.kind != kind) continue;
        for (const Entry& entry : facts_.entries(group.name)) {
          if (const Fact* fact = entry.find(field.name)) look(group, entry, *fact);
        }
      }
    }
  }

  void check_ids() {
    std::map<std::string, int> lines;
    each(FieldKind::id, [&](const GroupSpec& group, const Entry&, const Fact& fact) {
      if (group.name == "release") return;
      const auto [found, fresh] = lines.emplace(fact.texts[0], fact.line);
      if (!fresh)
        error(fact, "the id '" + fact.texts[0] + "' stands in line " + std::to_string(found->second) + " too",
              "give one of them another");
    });
  }

  void check_versions() {
    if (known_.versions.empty()) return;
    const auto known = [&](const Fact& fact) {
      if (known_.versions.contains(fact.texts[0])) return;
      const std::vector<std::string> all(known_.versions.begin(), known_.versions.end());
      error(fact, "there is no version '" + fact.texts[0] + "' of the product", "crosswalk.yaml knows: " + base::join(all, ", "));
    };
    each(FieldKind::version, [&](const GroupSpec&, const Entry&, const Fact& fact) { known(fact); });
    for (const Entry& entry : facts_.entries("release")) {
      if (const Fact* fact = entry.find("version")) known(*fact);
    }
  }

  void check_roles() {
    std::set<std::string> roles;
    for (const Entry& entry : facts_.entries("roles")) roles.insert(entry.text("id"));
    each(FieldKind::roles, [&](const GroupSpec&, const Entry&, const Fact& fact) {
      for (const std::string& role : fact.texts) {
        if (!roles.contains(role)) error(fact, "there is no role '" + role + "'", "define it in the group 'roles'");
      }
    });
  }

  void check_ports() {
    std::map<std::string, int> lines;
    for (const Entry& entry : facts_.entries("interfaces")) {
      const std::string medium = entry.text("medium");
      const Fact* port = entry.find("port");
      const bool network = medium == "network" || medium == "wireless";
      if (port == nullptr) continue;
      if (!network) error(*port, "an interface over '" + medium + "' has no port", "leave it out, or say 'medium: network'");
      if (entry.text("direction") == "out") continue;
      const std::string key = entry.text("transport") + " " + port->texts[0];
      const auto [found, fresh] = lines.emplace(key, port->line);
      if (!fresh)
        error(*port, "port " + port->texts[0] + " is taken in line " + std::to_string(found->second), "one port, one interface");
    }
  }

  /// A risk that stays has something against it, or somebody accepted it.
  void check_risks() {
    for (const Entry& entry : facts_.entries("risks")) {
      const bool controlled = entry.find("controls") != nullptr || entry.find("compensating") != nullptr;
      if (!controlled && entry.find("accepted") == nullptr) {
        error(entry, "risk '" + entry.text("id") + "' has no control, no compensating control and no acceptance",
              "say 'controls', 'compensating' or 'accepted'");
      }
      if (entry.yes_no("transferred") == true && entry.find("compensating") == nullptr) {
        error(entry, "risk '" + entry.text("id") + "' is the operator's, who is not told what to do", "say 'compensating'");
      }
    }
  }

  void require(const Entry& entry, std::string_view field, const std::string& what) {
    if (entry.find(field) == nullptr)
      error(entry, what + " without '" + std::string(field) + "'", "say it: nobody can check it otherwise");
  }

  void check_reasons() {
    for (const Entry& entry : facts_.entries("tailoring")) {
      for (const char* field : {"requirement", "justification", "approved_by", "expertise", "approved"}) {
        require(entry, field, "tailoring of '" + entry.text("requirement") + "'");
      }
    }
    for (const Entry& entry : facts_.entries("findings")) {
      const std::string decision = entry.text("decision");
      if (decision == "accepted") require(entry, "reason", "finding '" + entry.text("id") + "' is accepted");
      if (decision == "fixed") require(entry, "record", "finding '" + entry.text("id") + "' is fixed");
    }
    for (const Entry& entry : facts_.entries("scope")) {
      if (entry.yes_no("inside") == false) require(entry, "reason", "'" + entry.text("item") + "' is outside the scope");
    }
    for (const Entry& entry : facts_.entries("coverage")) {
      if (entry.yes_no("covered") == true) require(entry, "document", "part '" + entry.text("part") + "' is covered");
    }
  }

  void check_approvals() {
    for (const Entry& entry : facts_.entries("documents")) {
      const bool named = entry.find("approved_by") != nullptr;
      if (named != (entry.find("approved") != nullptr)) {
        error(entry, "document '" + entry.text("id") + "' is approved without " + (named ? "a day" : "a name"),
              "say both 'approved_by' and 'approved', or neither");
      }
    }
  }

  void check_vulnerabilities() {
    if (!known_.vulnerabilities) return;
    each(FieldKind::cves, [&](const GroupSpec&, const Entry&, const Fact& fact) {
      for (const std::string& id : fact.texts) {
        if (!known_.vulnerabilities->contains(id)) {
          diagnostics_.warning(facts_.file, fact.line, fact.column, "the register has no case of " + id,
                               "crosswalk vuln add --cve " + id);
        }
      }
    });
  }

  void check_not_applicable() {
    for (const Entry& entry : facts_.entries("not_applicable")) {
      const std::string group = entry.text("group");
      if (find_group(group) == nullptr) {
        error(entry, "there is no group '" + group + "'", "name one of the groups of this file");
      } else if (!facts_.entries(group).empty()) {
        error(entry, "'" + group + "' does not apply, and has facts", "take one of them out");
      }
      for (const char* field : {"reason", "by"}) require(entry, field, "'" + group + "' does not apply");
    }
  }

  const ReleaseFacts& facts_;
  const Known& known_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::string mistake_in(const FieldSpec& field, const std::string& text) {
  switch (field.kind) {
    case FieldKind::date:
      return base::parse_iso_date(text) ? "" : "is no day";
    case FieldKind::port:
      return is_port(text) ? "" : "is no port";
    case FieldKind::yes_no:
      return text == "yes" || text == "no" || text == "true" || text == "false" ? "" : "is neither yes nor no";
    case FieldKind::word: {
      const auto words = words_of(field);
      return std::find(words.begin(), words.end(), text) != words.end() ? "" : "is not in the list";
    }
    case FieldKind::id:
      return is_id(text) ? "" : "is no id";
    case FieldKind::cves:
      return is_cve(text) ? "" : "is no CVE id";
    case FieldKind::clause:
      return is_clause(text) ? "" : "is no number of a clause";
    case FieldKind::text:
    case FieldKind::texts:
    case FieldKind::version:
    case FieldKind::roles:
    case FieldKind::reference:
      return {};
  }
  return {};
}

std::string advice_for(const FieldSpec& field) {
  const auto words = words_of(field);
  switch (field.kind) {
    case FieldKind::date:
      return "write it as 2026-01-31";
    case FieldKind::port:
      return "write a number up to 65535, or a range as 5000-5010";
    case FieldKind::word:
      return "one of: " + base::join(std::vector<std::string>(words.begin(), words.end()), ", ");
    case FieldKind::id:
      return "without spaces, at most 64 letters";
    case FieldKind::cves:
      return "write it as CVE-2026-12345";
    case FieldKind::clause:
      return "write it as 5.7.4 or E.2.1";
    default:
      return "write " + std::string(field.wanted);
  }
}

bool takes_several(FieldKind kind) { return kind == FieldKind::texts || kind == FieldKind::cves || kind == FieldKind::roles; }

const Fact* Entry::find(std::string_view field) const {
  const auto found = facts.find(field);
  return found == facts.end() ? nullptr : &found->second;
}

std::string Entry::text(std::string_view field) const {
  const Fact* fact = find(field);
  std::string out;
  if (fact == nullptr) return out;
  for (const std::string& text : fact->texts) {
    if (!out.empty() && out.back() == '.') out.pop_back();
    out += (out.empty() ? "" : "; ") + text;
  }
  return out;
}

std::optional<base::Date> Entry::date(std::string_view field) const {
  const Fact* fact = find(field);
  return fact == nullptr ? std::nullopt : base::parse_iso_date(fact->texts[0]);
}

std::optional<bool> Entry::yes_no(std::string_view field) const {
  const Fact* fact = find(field);
  if (fact == nullptr) return std::nullopt;
  return fact->texts[0] == "yes" || fact->texts[0] == "true";
}

std::span<const Entry> ReleaseFacts::entries(std::string_view group) const {
  const auto found = groups.find(group);
  return found == groups.end() ? std::span<const Entry>() : std::span<const Entry>(found->second);
}

std::string ReleaseFacts::text(std::string_view group, std::string_view field) const {
  const auto all = entries(group);
  return all.empty() ? std::string() : all[0].text(field);
}

const Entry* ReleaseFacts::not_applicable(std::string_view group) const {
  for (const Entry& entry : entries("not_applicable")) {
    if (entry.text("group") == group) return &entry;
  }
  return nullptr;
}

std::optional<ReleaseFacts> read_release(std::string_view text, std::string_view file, Diagnostics& diagnostics) {
  const auto yaml = packs::parse_yaml(text, file, diagnostics);
  if (!yaml) return std::nullopt;
  return Reader(file, diagnostics).read(*yaml);
}

void check_release(const ReleaseFacts& facts, const Known& known, Diagnostics& diagnostics) {
  Checker(facts, known, diagnostics).check();
}

}  // namespace crosswalk::release
