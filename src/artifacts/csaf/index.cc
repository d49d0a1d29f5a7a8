// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/index.h"

#include <algorithm>
#include <array>
#include <utility>

namespace crosswalk::artifacts::csaf {
namespace {

std::vector<json::Value> items_of(const json::Value& array) {
  std::vector<json::Value> out;
  for (const json::Value item : array.items()) {
    if (item.is_object()) out.push_back(item);
  }
  return out;
}

}  // namespace

std::vector<json::Value> strings_of(const json::Value& array) {
  std::vector<json::Value> out;
  for (const json::Value item : array.items()) {
    if (item.is_string()) out.push_back(item);
  }
  return out;
}

Index::Index(const json::Value& root_of_document)
    : root(root_of_document),
      document(root["document"]),
      tracking(document["tracking"]),
      product_tree(root["product_tree"]),
      category(document["category"].string()),
      status(tracking["status"].string()),
      relationships(items_of(product_tree["relationships"])),
      groups(items_of(product_tree["product_groups"])),
      vulnerabilities(items_of(root["vulnerabilities"])) {
  gather_products();
  gather_groups();
  gather_references();
  gather_revisions();
}

ProductNumber Index::intern(std::string_view id) {
  const auto [entry, fresh] = numbers_.emplace(id, static_cast<ProductNumber>(numbers_.size()));
  if (fresh) defined_.push_back(false);
  return entry->second;
}

ProductNumber Index::number_of(std::string_view product_id) const {
  const auto found = numbers_.find(product_id);
  return found == numbers_.end() ? 0 : found->second;
}

bool Index::defines(std::string_view product_id) const {
  const auto found = numbers_.find(product_id);
  return found != numbers_.end() && defined_[found->second];
}

std::optional<std::size_t> Index::group_named(std::string_view id) const {
  const auto found = group_names_.find(id);
  return found == group_names_.end() ? std::nullopt : std::optional(found->second);
}

void Index::add_product(const json::Value& value, std::optional<std::size_t> branch) {
  if (!value.is_object()) return;
  const json::Value id = value["product_id"];
  products.push_back({value, id, branch});
  if (id.is_string()) defined_[intern(id.string())] = true;
}

void Index::gather_branches() {
  // A stack of its own: each branch is noted before those in it, in the order of the document.
  std::vector<std::pair<json::Value, std::optional<std::size_t>>> open;
  const auto push = [&](const json::Value& array, std::optional<std::size_t> parent) {
    const std::vector<json::Value> items = items_of(array);
    for (auto item = items.rbegin(); item != items.rend(); ++item) open.emplace_back(*item, parent);
  };
  push(product_tree["branches"], std::nullopt);
  while (!open.empty()) {
    const auto [value, parent] = open.back();
    open.pop_back();
    const std::size_t number = branches.size();
    branches.push_back({value, value["category"].string(), value["name"].string(), parent});
    add_product(value["product"], number);
    push(value["branches"], number);
  }
}

void Index::gather_products() {
  for (const json::Value name : product_tree["full_product_names"].items()) add_product(name, std::nullopt);
  gather_branches();
  for (const json::Value& relationship : relationships) add_product(relationship["full_product_name"], std::nullopt);
}

void Index::refer(const json::Value& id) {
  if (!id.is_string()) return;
  intern(id.string());
  product_references.push_back(id);
}

void Index::refer_to_all(const json::Value& ids) {
  for (const json::Value& id : strings_of(ids)) refer(id);
}

void Index::gather_groups() {
  products_of_group.resize(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (const json::Value id = groups[i]["group_id"]; id.is_string()) group_names_.emplace(id.string(), i);
    for (const json::Value& id : strings_of(groups[i]["product_ids"])) {
      refer(id);
      products_of_group[i].push_back(intern(id.string()));
    }
    std::sort(products_of_group[i].begin(), products_of_group[i].end());
  }
}

void Index::gather_references() {
  for (const json::Value& relationship : relationships) {
    refer(relationship["product_reference"]);
    refer(relationship["relates_to_product_reference"]);
  }
  for (const json::Value& vulnerability : vulnerabilities) {
    for (const json::Member& member : vulnerability["product_status"].members()) refer_to_all(member.value);
    for (const json::Value score : vulnerability["scores"].items()) refer_to_all(score["products"]);
    for (const char* list : {"remediations", "threats", "flags"}) {
      for (const json::Value item : vulnerability[list].items()) {
        refer_to_all(item["product_ids"]);
        for (const json::Value& id : strings_of(item["group_ids"])) group_references.push_back(id);
      }
    }
  }
  groups_of_product.resize(numbers_.size());
  for (std::size_t i = 0; i < products_of_group.size(); ++i) {
    for (const ProductNumber product : products_of_group[i]) {
      if (groups_of_product[product].empty() || groups_of_product[product].back() != i) groups_of_product[product].push_back(i);
    }
  }
}

void Index::gather_revisions() {
  for (const json::Value item : tracking["revision_history"].items()) {
    const json::Value number = item["number"];
    revisions.push_back({item, number, read_version(number.string()), read_moment(item["date"].string())});
    if (revisions.back().version && revisions.back().date) sorted_revisions.push_back(revisions.back());
  }
  std::stable_sort(sorted_revisions.begin(), sorted_revisions.end(), [](const Revision& a, const Revision& b) {
    if (a.date != b.date) return a.date < b.date;
    return compare(*a.version, *b.version) < 0;
  });
}

void Coverage::add(const json::Value& item) {
  for (const json::Value& id : strings_of(item["product_ids"])) products_.insert(id.string());
  for (const json::Value& id : strings_of(item["group_ids"])) {
    if (const auto group = index_->group_named(id.string())) groups_.insert(*group);
  }
}

bool Coverage::has(std::string_view product_id) const {
  if (products_.contains(product_id)) return true;
  if (groups_.empty() || index_->product_numbers() == 0) return false;
  // The shorter list is gone through, so that a large group that much refers to does not take the square of its size.
  const std::vector<std::size_t>& groups = index_->groups_of_product[index_->number_of(product_id)];
  if (groups.size() <= groups_.size()) {
    return std::any_of(groups.begin(), groups.end(), [&](std::size_t group) { return groups_.contains(group); });
  }
  return std::any_of(groups_.begin(), groups_.end(),
                     [&](std::size_t group) { return std::binary_search(groups.begin(), groups.end(), group); });
}

}  // namespace crosswalk::artifacts::csaf
