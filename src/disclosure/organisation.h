// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "packs/diagnostics.h"
#include "packs/yaml.h"

namespace crosswalk::disclosure {

/// A released version of a product.
struct ProductVersion {
  std::string version;
  bool supported = true;
  std::optional<base::Date> released;
  /// Its bill of materials: a path from the workspace's folder.
  std::string sbom = {};
};

/// A product with its versions.
struct Product {
  std::string name;
  std::vector<ProductVersion> versions;
  /// Its package URL and CPE 2.3 without a version; empty where it has none.
  std::string purl = {};
  std::string cpe = {};

  /// The version written so, or nullptr.
  [[nodiscard]] const ProductVersion* find(std::string_view version) const;
};

/// What everybody may know of who takes reports and publishes advisories. What is not known is empty.
struct Publisher {
  /// An https address that stands for the manufacturer. Source: CSAF 2.0, 3.2.1.8.5.
  std::string publisher_namespace;
  /// Where reports are taken: an e-mail address, and an https address of a form.
  std::string email;
  std::string contact_url;
  /// https addresses: the public OpenPGP key; the disclosure policy; whom we thank.
  std::string key_url;
  std::string policy_url;
  std::string acknowledgments_url;
  /// The OpenPGP key that signs, 40 or 64 hexadecimal digits.
  std::string key_fingerprint;
  /// The https address below which advisories are published: "https://example.org/.well-known/csaf".
  std::string advisories_url;
  /// Languages in which reports are answered, as language tags.
  std::vector<std::string> languages;
  /// For readers of advisories: what the publisher may decide. Source: CSAF 2.0, 3.2.1.8.3.
  std::string issuing_authority;
  /// How ids of cases and advisories begin, before the year: "V-", "EXAMPLE-SA-".
  std::string case_prefix = "V-";
  std::string advisory_prefix = "SA-";
};

/// The manufacturer, as far as vulnerability cases want to know it: what the workspace says.
struct Organisation {
  std::string name;
  std::vector<std::string> markets;
  /// Whether the products are medical devices; nothing where nobody said so.
  std::optional<bool> device;
  /// A name for Zone::named(); empty: UTC.
  std::string time_zone;
  std::vector<Product> products;
  Publisher publisher;

  /// The product of this name, case ignored, or nullptr.
  [[nodiscard]] const Product* find(std::string_view product) const;
};

/// Reads an entry of `products`: a name, or a map. Mistakes go to `diagnostics`; without a name where there is none.
Product read_product(const packs::Yaml& yaml, std::string_view file, packs::Diagnostics& diagnostics);
/// Reads the map `disclosure`. Mistakes go to `diagnostics`.
Publisher read_publisher(const packs::Yaml& yaml, std::string_view file, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::disclosure
