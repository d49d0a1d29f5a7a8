// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sbom/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::artifacts::sbom {
namespace {

/// Components of one key in both files.
struct Group {
  std::vector<std::size_t> before;
  std::vector<std::size_t> after;
};

std::string joined(std::vector<std::string> parts) {
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return base::join(parts, ", ");
}

std::string supplier_of(const Component& component) {
  if (!component.supplier.name.empty()) return component.supplier.name;
  return component.manufacturer.name.empty() ? component.publisher : component.manufacturer.name;
}

void compare(std::string_view field, const std::string& before, const std::string& after, std::vector<FieldChange>& out) {
  if (before != after) out.push_back({std::string(field), before, after});
}

/// Checksums of algorithms that both files give differ: one that only one of them gives says nothing. Where several of one
/// algorithm are given, one that both files have will do.
void compare_hashes(const Component& before, const Component& after, std::vector<FieldChange>& out) {
  const auto has = [](const Component& component, const auto& wanted) {
    return std::any_of(component.hashes.begin(), component.hashes.end(), wanted);
  };
  for (const Hash& hash : after.hashes) {
    const auto same_algorithm = [&](const Hash& other) { return other.algorithm == hash.algorithm; };
    const auto old = std::find_if(before.hashes.begin(), before.hashes.end(), same_algorithm);
    if (old == before.hashes.end()) continue;
    const auto in_both = [&](const Hash& one) {
      return same_algorithm(one) &&
             has(before, [&](const Hash& other) { return same_algorithm(other) && other.value == one.value; });
    };
    if (has(after, in_both)) continue;
    out.push_back({"checksum", old->algorithm + " " + old->value, hash.algorithm + " " + hash.value});
    return;
  }
}

std::vector<FieldChange> fields_of(const Component& before, const Component& after) {
  std::vector<FieldChange> out;
  compare("name", before.group.empty() ? before.name : before.group + "/" + before.name,
          after.group.empty() ? after.name : after.group + "/" + after.name, out);
  compare("version", before.version, after.version, out);
  compare("licence", joined(before.licences), joined(after.licences), out);
  compare("supplier", supplier_of(before), supplier_of(after), out);
  // Of another version the bytes are others, too.
  if (before.version == after.version) compare_hashes(before, after, out);
  compare("end of support", before.end_of_support, after.end_of_support, out);
  compare("level of support", before.support_level, after.support_level, out);
  return out;
}

bool changes_version(const ComponentChange& change) {
  return std::any_of(change.fields.begin(), change.fields.end(),
                     [](const FieldChange& field) { return field.field == "version"; });
}

std::vector<Relation> keyed(const Bom& bom, const std::vector<std::string>& keys) {
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    if (!bom.components[i].ref.empty()) numbers.emplace(bom.components[i].ref, i);
  }
  const auto name = [&](const std::string& ref) {
    const auto found = numbers.find(ref);
    return found == numbers.end() ? ref : keys[found->second];
  };
  std::vector<Relation> out;
  out.reserve(bom.relations.size());
  for (const Relation& relation : bom.relations) {
    // What the document as a whole describes is its subject, compared elsewhere.
    if (relation.kind != "describes") out.push_back({name(relation.from), relation.kind, name(relation.to)});
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// The keys of all components; both subjects have the same.
std::vector<std::string> keys_of(const Bom& bom) {
  std::vector<std::string> out;
  out.reserve(bom.components.size());
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    out.push_back(bom.subject == i ? "the product" : key_of(bom.components[i]));
  }
  return out;
}

std::string authors_of(const Bom& bom) {
  std::vector<std::string> out;
  for (const Party& author : bom.authors) out.push_back(author.name);
  return joined(std::move(out));
}

void pair_up(const Bom& before, const Bom& after, Group group, Difference& out) {
  const auto by_version = [](const Bom& bom) {
    return [&bom](std::size_t a, std::size_t b) { return bom.components[a].version < bom.components[b].version; };
  };
  std::stable_sort(group.before.begin(), group.before.end(), by_version(before));
  std::stable_sort(group.after.begin(), group.after.end(), by_version(after));
  std::vector<std::size_t> old;
  std::vector<std::size_t> fresh;
  const auto pair = [&](std::size_t a, std::size_t b) {
    ComponentChange change{a, b, fields_of(before.components[a], after.components[b])};
    if (change.fields.empty()) {
      ++out.same;
    } else {
      out.changed.push_back(std::move(change));
    }
  };
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < group.before.size() && b < group.after.size()) {
    const std::string& first = before.components[group.before[a]].version;
    const std::string& second = after.components[group.after[b]].version;
    if (first == second) {
      pair(group.before[a++], group.after[b++]);
    } else if (first < second) {
      old.push_back(group.before[a++]);
    } else {
      fresh.push_back(group.after[b++]);
    }
  }
  old.insert(old.end(), group.before.begin() + static_cast<std::ptrdiff_t>(a), group.before.end());
  fresh.insert(fresh.end(), group.after.begin() + static_cast<std::ptrdiff_t>(b), group.after.end());
  const std::size_t both = std::min(old.size(), fresh.size());
  for (std::size_t i = 0; i < both; ++i) pair(old[i], fresh[i]);
  out.removed.insert(out.removed.end(), old.begin() + static_cast<std::ptrdiff_t>(both), old.end());
  out.added.insert(out.added.end(), fresh.begin() + static_cast<std::ptrdiff_t>(both), fresh.end());
}

/// Pairs what is left over by group and name, where only one of the files gives purls.
void pair_by_name(const Bom& before, const Bom& after, Difference& out) {
  std::map<std::string, Group> groups;
  const auto name = [](const Component& component) { return component.group + "/" + component.name; };
  for (const std::size_t number : std::exchange(out.removed, {}))
    groups[name(before.components[number])].before.push_back(number);
  for (const std::size_t number : std::exchange(out.added, {})) groups[name(after.components[number])].after.push_back(number);
  const auto without = [](const Bom& bom, const std::vector<std::size_t>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [&](std::size_t number) { return bom.components[number].purl.empty(); });
  };
  for (auto& [key, group] : groups) {
    if (without(before, group.before) || without(after, group.after)) {
      pair_up(before, after, std::move(group), out);
    } else {
      out.removed.insert(out.removed.end(), group.before.begin(), group.before.end());
      out.added.insert(out.added.end(), group.after.begin(), group.after.end());
    }
  }
}

}  // namespace

std::size_t Difference::versions() const {
  return static_cast<std::size_t>(std::count_if(changed.begin(), changed.end(), changes_version));
}

std::string key_of(const Component& component) {
  if (!component.purl.empty()) {
    if (auto purl = purl::parse(component.purl)) {
      purl->version.clear();
      purl->qualifiers.clear();
      return purl->canonical();
    }
  }
  if (component.name.empty()) return component.ref;
  return component.group.empty() ? component.name : component.group + "/" + component.name;
}

Difference diff(const Bom& before, const Bom& after) {
  Difference out;
  const auto subject = [](const Bom& bom) { return bom.subject ? bom.components[*bom.subject] : Component(); };
  compare("product", subject(before).name, subject(after).name, out.file);
  compare("version of the product", subject(before).version, subject(after).version, out.file);
  compare("timestamp", before.timestamp, after.timestamp, out.file);
  compare("author", authors_of(before), authors_of(after), out.file);
  const auto format = [](const Bom& bom) { return std::string(text_of(bom.format)) + " " + bom.spec_version; };
  compare("format", format(before), format(after), out.file);

  const std::vector<std::string> old_keys = keys_of(before);
  const std::vector<std::string> new_keys = keys_of(after);
  std::map<std::string_view, Group> groups;
  for (std::size_t i = 0; i < old_keys.size(); ++i) groups[old_keys[i]].before.push_back(i);
  for (std::size_t i = 0; i < new_keys.size(); ++i) groups[new_keys[i]].after.push_back(i);
  for (auto& [key, group] : groups) pair_up(before, after, std::move(group), out);
  pair_by_name(before, after, out);
  std::sort(out.removed.begin(), out.removed.end());
  std::sort(out.added.begin(), out.added.end());
  std::sort(out.changed.begin(), out.changed.end(), [](const ComponentChange& a, const ComponentChange& b) {
    const bool first = changes_version(a);
    return first != changes_version(b) ? first : a.after < b.after;
  });
  const std::vector<Relation> old_relations = keyed(before, old_keys);
  const std::vector<Relation> new_relations = keyed(after, new_keys);
  std::set_difference(new_relations.begin(), new_relations.end(), old_relations.begin(), old_relations.end(),
                      std::back_inserter(out.relations_added));
  std::set_difference(old_relations.begin(), old_relations.end(), new_relations.begin(), new_relations.end(),
                      std::back_inserter(out.relations_removed));
  return out;
}

}  // namespace crosswalk::artifacts::sbom
