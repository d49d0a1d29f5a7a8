// SPDX-License-Identifier: Apache-2.0
// The tests of the product tree.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/purl/purl.h"

namespace crosswalk::artifacts::csaf {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

/// Flags each of the values whose text another one of them has too.
void flag_duplicates(const std::vector<json::Value>& ids, std::string_view what, Flags& flags) {
  std::unordered_map<std::string_view, std::size_t> counts;
  for (const json::Value& id : ids) ++counts[id.string()];
  for (const json::Value& id : ids) {
    const std::size_t count = counts[id.string()];
    if (count > 1)
      flags.at(id, std::string(what) + " " + quoted(id.string()) + " is defined " + std::to_string(count) + " times");
  }
}

/// All items of hashes of all products.
std::vector<json::Value> hashes_of(const Index& index) {
  std::vector<json::Value> out;
  for (const ProductName& product : index.products) {
    for (const json::Value item : product.value["product_identification_helper"]["hashes"].items()) out.push_back(item);
  }
  return out;
}

void flag_alone(const Index& index, std::string_view algorithm, std::string_view name, Flags& flags) {
  for (const json::Value& item : hashes_of(index)) {
    const json::Value hashes = item["file_hashes"];
    bool alone = !hashes.empty();
    for (const json::Value hash : hashes.items()) alone = alone && hash["algorithm"].string() == algorithm;
    if (alone)
      flags.at(hashes, std::string(name) + " is the only hash of " + quoted(item["filename"].string()) +
                           "; collisions of it can be made, so a stronger one belongs beside it");
  }
}

/// Whether the path of branches to this product has these categories in this order.
bool has_ancestors(const Index& index, const ProductName& product) {
  constexpr std::array<std::string_view, 3> wanted{"product_version", "product_name", "vendor"};
  std::size_t found = 0;
  for (auto at = product.branch; at && found < wanted.size(); at = index.branches[*at].parent) {
    if (index.branches[*at].category == wanted[found]) ++found;
  }
  return found == wanted.size();
}

/// The strongly connected component of each node of a graph, by Tarjan's method with a stack of its own.
std::vector<std::size_t> components(const std::vector<std::vector<std::size_t>>& edges) {
  constexpr auto none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> component(edges.size(), none);
  std::vector<std::size_t> order(edges.size(), none);
  std::vector<std::size_t> low(edges.size(), 0);
  std::vector<std::size_t> open;
  std::vector<std::pair<std::size_t, std::size_t>> path;
  std::size_t count = 0;
  for (std::size_t start = 0; start < edges.size(); ++start) {
    if (order[start] != none) continue;
    path.emplace_back(start, 0);
    while (!path.empty()) {
      const std::size_t node = path.back().first;
      if (path.back().second == 0) {
        order[node] = low[node] = count++;
        open.push_back(node);
      }
      if (path.back().second < edges[node].size()) {
        const std::size_t next = edges[node][path.back().second++];
        if (order[next] == none) {
          path.emplace_back(next, 0);
        } else if (component[next] == none) {
          low[node] = std::min(low[node], order[next]);
        }
        // A node with edges is not begun again when the path comes back to it: its number of edges gone is above 0.
        continue;
      }
      path.pop_back();
      if (!path.empty()) low[path.back().first] = std::min(low[path.back().first], low[node]);
      if (low[node] != order[node]) continue;
      for (std::size_t member = none; member != node;) {
        member = open.back();
        open.pop_back();
        component[member] = node;
      }
    }
  }
  return component;
}

/// Whether the name says a range, by signs or by words that stand alone.
bool says_range(std::string_view name) {
  constexpr std::array<std::string_view, 7> words{"after", "all", "before", "earlier", "later", "prior", "versions"};
  if (name.find_first_of("<>") != std::string_view::npos) return true;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view letters = letters_at(name, at, name.size());
    if (std::any_of(words.begin(), words.end(), [&](std::string_view word) { return is_the_word(letters, word); })) return true;
    at += std::max<std::size_t>(letters.size(), 1);
  }
  return false;
}

/// Whether the text is of the form "vers:scheme/ranges".
bool looks_like_vers(std::string_view text) {
  if (!text.starts_with("vers:")) return false;
  text.remove_prefix(5);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size() || is_digit(text[0])) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash),
                     [](char c) { return (is_alnum(c) && !is_upper(c)) || c == '.' || c == '-' || c == '+'; });
}

}  // namespace

void test_product_id_defined(const Index& index, Flags& flags) {
  for (const json::Value& id : index.product_references) {
    if (!index.defines(id.string())) flags.at(id, "the product tree defines no product " + quoted(id.string()));
  }
}

void test_product_id_defined_once(const Index& index, Flags& flags) {
  std::vector<json::Value> ids;
  for (const ProductName& product : index.products) {
    if (product.id.is_string()) ids.push_back(product.id);
  }
  flag_duplicates(ids, "the product", flags);
}

void test_product_id_not_circular(const Index& index, Flags& flags) {
  std::unordered_map<std::string_view, std::size_t> nodes;
  for (const json::Value& relationship : index.relationships) {
    const json::Value id = relationship["full_product_name"]["product_id"];
    if (id.is_string()) nodes.emplace(id.string(), nodes.size());
  }
  std::vector<std::vector<std::size_t>> edges(nodes.size());
  constexpr std::array<std::string_view, 2> keys{"product_reference", "relates_to_product_reference"};
  const auto node_of = [&](const json::Value& id) {
    const auto found = id.is_string() ? nodes.find(id.string()) : nodes.end();
    return found == nodes.end() ? nodes.size() : found->second;
  };
  for (const json::Value& relationship : index.relationships) {
    const std::size_t from = node_of(relationship["full_product_name"]["product_id"]);
    for (const std::string_view key : keys) {
      const std::size_t to = node_of(relationship[key]);
      if (from < nodes.size() && to < nodes.size()) edges[from].push_back(to);
    }
  }
  const std::vector<std::size_t> component = components(edges);
  for (const json::Value& relationship : index.relationships) {
    const json::Value id = relationship["full_product_name"]["product_id"];
    const std::size_t from = node_of(id);
    for (const std::string_view key : keys) {
      const std::size_t to = node_of(relationship[key]);
      if (from == nodes.size() || to == nodes.size() || component[from] != component[to]) continue;
      flags.at(relationship[key], "the product " + quoted(id.string()) + " is defined by " + quoted(relationship[key].string()) +
                                      (from == to ? ", which is itself" : ", which leads back to it"));
    }
  }
}

void test_group_id_defined(const Index& index, Flags& flags) {
  for (const json::Value& id : index.group_references) {
    if (!index.group_named(id.string())) flags.at(id, "the product tree defines no product group " + quoted(id.string()));
  }
}

void test_group_id_defined_once(const Index& index, Flags& flags) {
  std::vector<json::Value> ids;
  for (const json::Value& group : index.groups) {
    if (group["group_id"].is_string()) ids.push_back(group["group_id"]);
  }
  flag_duplicates(ids, "the product group", flags);
}

void test_purl(const Index& index, Flags& flags) {
  for (const ProductName& product : index.products) {
    const json::Value text = product.value["product_identification_helper"]["purl"];
    if (!text.is_string()) continue;
    if (const auto parsed = purl::parse(text.string()); !parsed) {
      flags.at(text, quoted(text.string()) + " is no package URL: " + parsed.error().detail);
    }
  }
}

void test_hash_algorithm_once(const Index& index, Flags& flags) {
  for (const json::Value& item : hashes_of(index)) {
    std::unordered_set<std::string_view> seen;
    for (const json::Value hash : item["file_hashes"].items()) {
      const json::Value algorithm = hash["algorithm"];
      if (algorithm.is_string() && !seen.insert(algorithm.string()).second) {
        flags.at(hash, "the algorithm " + quoted(algorithm.string()) + " is used twice for " + quoted(item["filename"].string()));
      }
    }
  }
}

void test_no_range_in_version(const Index& index, Flags& flags) {
  for (const Branch& branch : index.branches) {
    if (branch.category == "product_version" && says_range(branch.name)) {
      flags.at(branch.value["name"],
               quoted(branch.name) + " is a range of versions, and the category of the branch is product_version");
    }
  }
}

void test_product_id_used(const Index& index, Flags& flags) {
  if (index.category == "csaf_informational_advisory") return;
  std::unordered_set<std::string_view> used;
  for (const json::Value& id : index.product_references) used.insert(id.string());
  for (const ProductName& product : index.products) {
    if (product.id.is_string() && !used.contains(product.id.string())) {
      flags.at(product.id, "the product " + quoted(product.id.string()) + " is defined and nothing refers to it");
    }
  }
}

void test_not_md5_alone(const Index& index, Flags& flags) { flag_alone(index, "md5", "MD5", flags); }
void test_not_sha1_alone(const Index& index, Flags& flags) { flag_alone(index, "sha1", "SHA-1", flags); }

void test_identification_helper(const Index& index, Flags& flags) {
  for (const ProductName& product : index.products) {
    if (!product.value["product_identification_helper"]) {
      flags.at(product.value,
               "the product " + quoted(product.id.string()) +
                   " has no identification helper, such as a CPE, a package URL or a hash, by which programs know it");
    }
  }
}

void test_range_in_vers(const Index& index, Flags& flags) {
  for (const Branch& branch : index.branches) {
    if (branch.category == "product_version_range" && !looks_like_vers(branch.name)) {
      flags.at(branch.value["name"], "the range " + quoted(branch.name) + " is not written as vers, like 'vers:generic/<4.2'");
    }
  }
}

void test_hash_not_short(const Index& index, Flags& flags) {
  for (const json::Value& item : hashes_of(index)) {
    for (const json::Value hash : item["file_hashes"].items()) {
      const json::Value value = hash["value"];
      if (value.is_string() && value.string().size() < 64) {
        flags.at(value, "the hash of " + quoted(item["filename"].string()) + " has " + std::to_string(value.string().size()) +
                            " characters; 64 or more are hard to forge");
      }
    }
  }
}

void test_branch_categories(const Index& index, Flags& flags) {
  for (const ProductName& product : index.products) {
    if (product.branch && !has_ancestors(index, product)) {
      flags.at(product.value, "the branches that lead to the product " + quoted(product.id.string()) +
                                  " are not vendor, product_name and product_version, in this order");
    }
  }
}

void test_no_version_range(const Index& index, Flags& flags) {
  for (const Branch& branch : index.branches) {
    if (branch.category == "product_version_range") {
      flags.at(branch.value["category"], "programs can hardly tell whether a version is in the range " + quoted(branch.name) +
                                             "; list the versions where you can");
    }
  }
}

void test_no_v_in_version(const Index& index, Flags& flags) {
  for (const Branch& branch : index.branches) {
    if (branch.category == "product_version" && (byte_at(branch.name, 0) == 'v' || byte_at(branch.name, 0) == 'V') &&
        is_digit(byte_at(branch.name, 1))) {
      flags.at(branch.value["name"], "the version " + quoted(branch.name) + " begins with a 'v'");
    }
  }
}

}  // namespace crosswalk::artifacts::csaf
