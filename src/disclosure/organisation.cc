// SPDX-License-Identifier: Apache-2.0
#include "disclosure/organisation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "artifacts/contact/email.h"
#include "artifacts/contact/fingerprint.h"
#include "artifacts/contact/url.h"
#include "artifacts/purl/purl.h"
#include "artifacts/securitytxt/languages.h"
#include "base/text.h"

namespace crosswalk::disclosure {
namespace {

using packs::Diagnostics;
using packs::Yaml;
using packs::YamlReader;

/// An https address; anything else is an error.
std::string read_address(YamlReader& reader, std::string_view key) {
  std::string value = reader.text(key);
  if (!value.empty() && (!artifacts::contact::parse_url(value) || !value.starts_with("https://")))
    reader.error(key, "'" + value + "' is no https address", "write it whole: https://example.org/security");
  return value;
}

std::string read_fingerprint(YamlReader& reader, std::string_view key) {
  const std::string written = reader.text(key);
  if (written.empty()) return {};
  const auto parsed = artifacts::contact::parse_fingerprint(written);
  if (!parsed || !parsed->whole()) {
    reader.error(key, "'" + written + "' is no fingerprint of an OpenPGP key",
                 "write its 40 or 64 hexadecimal digits; 'gpg --fingerprint' shows them");
    return {};
  }
  return parsed->digits;
}

/// What ids begin with: letters, digits, '-' and '.', so that they can be names of files.
void read_prefix(YamlReader& reader, std::string_view key, std::string& out) {
  const std::string written = reader.text(key);
  if (written.empty()) return;
  const bool right = written.size() <= 40 && std::all_of(written.begin(), written.end(), [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
                     });
  if (!right) reader.error(key, "'" + written + "' cannot begin an id", "use letters, digits, '-' and '.', 40 at most");
  out = written;
}

/// Language tags: they go into a line of security.txt.
std::vector<std::string> read_languages(YamlReader& reader, std::string_view key) {
  std::vector<std::string> out = reader.texts(key);
  for (const std::string& tag : out) {
    if (!artifacts::securitytxt::is_language_tag(tag))
      reader.error(key, "'" + tag + "' is no language tag", "write it like en or pt-BR");
  }
  return out;
}

ProductVersion read_version(const Yaml& yaml, std::string_view file, Diagnostics& diagnostics) {
  ProductVersion version;
  if (yaml.kind == Yaml::Kind::scalar) {
    version.version = yaml.scalar;
    return version;
  }
  YamlReader reader(yaml, file, "a version", diagnostics);
  version.version = reader.text("version", true);
  version.supported = reader.boolean("supported", true);
  version.released = reader.date("released");
  version.sbom = reader.text("sbom");
  reader.finish();
  return version;
}

}  // namespace

Product read_product(const Yaml& yaml, std::string_view file, Diagnostics& diagnostics) {
  Product product;
  if (yaml.kind == Yaml::Kind::scalar) {
    product.name = yaml.scalar;
  } else {
    YamlReader reader(yaml, file, "a product", diagnostics);
    product.name = reader.text("name", true);
    std::set<std::string> seen;
    for (const Yaml* item : reader.list("versions")) {
      ProductVersion version = read_version(*item, file, diagnostics);
      if (!version.version.empty() && !seen.insert(version.version).second) {
        diagnostics.error(std::string(file), item->line, item->column, "version '" + version.version + "' stands twice",
                          "keep one of the two");
      }
      product.versions.push_back(std::move(version));
    }
    product.purl = reader.text("purl");
    if (!product.purl.empty() && !artifacts::purl::parse(product.purl)) {
      reader.error("purl", "'" + product.purl + "' is no package URL",
                   "write it like pkg:generic/example/scanview, without a version");
    }
    product.cpe = reader.text("cpe");
    reader.finish();
  }
  if (!base::trim(product.name).empty()) return product;
  if (yaml.kind == Yaml::Kind::scalar || yaml.find("name") != nullptr)
    diagnostics.error(std::string(file), yaml.line, yaml.column, "the product has no name", "write 'name: \"...\"'");
  return {};
}

Publisher read_publisher(const Yaml& yaml, std::string_view file, Diagnostics& diagnostics) {
  Publisher out;
  if (yaml.kind == Yaml::Kind::null) return out;
  YamlReader reader(yaml, file, "'disclosure'", diagnostics);
  out.publisher_namespace = read_address(reader, "namespace");
  out.email = reader.text("email");
  if (!out.email.empty() && !artifacts::contact::parse_email(out.email))
    reader.error("email", "'" + out.email + "' is no e-mail address", "write name@example.org");
  out.contact_url = read_address(reader, "contact_url");
  out.key_url = read_address(reader, "key_url");
  out.policy_url = read_address(reader, "policy_url");
  out.acknowledgments_url = read_address(reader, "acknowledgments_url");
  out.key_fingerprint = read_fingerprint(reader, "key_fingerprint");
  out.advisories_url = read_address(reader, "advisories_url");
  while (out.advisories_url.ends_with('/')) out.advisories_url.pop_back();
  out.languages = read_languages(reader, "languages");
  out.issuing_authority = reader.text("issuing_authority");
  read_prefix(reader, "case_prefix", out.case_prefix);
  read_prefix(reader, "advisory_prefix", out.advisory_prefix);
  reader.finish();
  return out;
}

const ProductVersion* Product::find(std::string_view version) const {
  const auto found =
      std::find_if(versions.begin(), versions.end(), [&](const ProductVersion& one) { return one.version == version; });
  return found == versions.end() ? nullptr : &*found;
}

const Product* Organisation::find(std::string_view product) const {
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const Product& one) { return base::equal_ignoring_case(one.name, product); });
  return found == products.end() ? nullptr : &*found;
}

}  // namespace crosswalk::disclosure
