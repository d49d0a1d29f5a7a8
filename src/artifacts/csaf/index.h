// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "artifacts/csaf/tracking.h"
#include "artifacts/json/value.h"

namespace crosswalk::artifacts::csaf {

/// A Full Product Name. Source: CSAF 2.0, 3.1.3.
struct ProductName {
  /// The object, and its product_id.
  json::Value value;
  json::Value id;
  /// Where it stands in a branch: a number in Index::branches.
  std::optional<std::size_t> branch;
};

/// A branch of the product tree. Source: CSAF 2.0, 3.1.2.
struct Branch {
  json::Value value;
  std::string_view category;
  std::string_view name;
  /// The branch that it lies in: a number in Index::branches.
  std::optional<std::size_t> parent;
};

/// An item of the revision history with what it says. Source: CSAF 2.0, 3.2.1.12.6.
struct Revision {
  json::Value value;
  json::Value number;
  std::optional<DocumentVersion> version;
  std::optional<Moment> date;
};

/// A product id as a number: the same id is the same number within an Index.
using ProductNumber = std::uint32_t;

/// A document as the tests of section 6 ask for it: gathered once, in one pass. What is of another type than the specification
/// says is left out; the schema tells of it.
struct Index {
  /// Gathers.
  explicit Index(const json::Value& root_of_document);

  json::Value root;
  json::Value document;
  json::Value tracking;
  json::Value product_tree;
  /// /document/category and /document/tracking/status.
  std::string_view category;
  std::string_view status;

  /// All that are defined: full_product_names, branches, relationships.
  std::vector<ProductName> products;
  /// All of them, each before those in it.
  std::vector<Branch> branches;
  std::vector<json::Value> relationships;
  std::vector<json::Value> groups;
  std::vector<json::Value> vulnerabilities;
  /// In the order of the document.
  std::vector<Revision> revisions;
  /// Those whose date and number can be read, sorted by date and, on one date, by number.
  std::vector<Revision> sorted_revisions;

  /// What refers to products and to groups, each a string.
  std::vector<json::Value> product_references;
  std::vector<json::Value> group_references;

  /// The number of a product id that stands anywhere in the document.
  [[nodiscard]] ProductNumber number_of(std::string_view product_id) const;
  /// How many product ids there are.
  [[nodiscard]] std::size_t product_numbers() const { return numbers_.size(); }
  /// The number of the first group with this id, or nothing.
  [[nodiscard]] std::optional<std::size_t> group_named(std::string_view id) const;
  /// The products of a group, and the groups that a product is in, sorted.
  std::vector<std::vector<ProductNumber>> products_of_group;
  std::vector<std::vector<std::size_t>> groups_of_product;
  /// Whether a product id is defined.
  [[nodiscard]] bool defines(std::string_view product_id) const;

 private:
  void gather_products();
  void gather_branches();
  void gather_groups();
  void gather_references();
  void gather_revisions();
  void add_product(const json::Value& value, std::optional<std::size_t> branch);
  void refer(const json::Value& id);
  void refer_to_all(const json::Value& ids);
  ProductNumber intern(std::string_view id);

  std::unordered_map<std::string_view, ProductNumber> numbers_;
  std::vector<bool> defined_;
  std::unordered_map<std::string_view, std::size_t> group_names_;
};

/// Which products an array of items (remediations, threats, flags) speaks of, by product_ids or by groups.
class Coverage {
 public:
  explicit Coverage(const Index& index) : index_(&index) {}
  /// Adds the products of one item.
  void add(const json::Value& item);
  /// Whether an item speaks of the product.
  [[nodiscard]] bool has(std::string_view product_id) const;

 private:
  const Index* index_;
  std::unordered_set<std::string_view> products_;
  std::unordered_set<std::size_t> groups_;
};

/// The elements of an array that are strings; nothing for anything else.
std::vector<json::Value> strings_of(const json::Value& array);

}  // namespace crosswalk::artifacts::csaf
