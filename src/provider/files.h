// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "disclosure/organisation.h"
#include "provider/facts.h"

namespace crosswalk::provider {

/// Path from the web root, with '/' between its parts, to bytes.
using Files = std::map<std::string, std::string>;

/// Where everything lies: what is served and how its address begins.
struct Layout {
  /// "https://example.org", with a port where it has one.
  std::string origin;
  /// From the web root: ".well-known/csaf". Never empty.
  std::string folder;

  /// "https://example.org/.well-known/csaf/" and a path in that folder.
  [[nodiscard]] std::string url(std::string_view path) const;
  /// From the web root, a path in that folder.
  [[nodiscard]] std::string place(std::string_view path) const;
  /// "https://example.org/.well-known/csaf/provider-metadata.json".
  [[nodiscard]] std::string metadata_url() const { return url(metadata_name); }

  static constexpr std::string_view metadata_name = "provider-metadata.json";
  static constexpr std::string_view feed_name = "csaf-feed-tlp-white.json";
  static constexpr std::string_view service_name = "service.json";
  static constexpr std::string_view category_name = "category-documents.json";
  static constexpr std::string_view page_name = "advisories/index.html";
  static constexpr std::string_view atom_name = "advisories/atom.xml";
  static constexpr std::string_view security_txt = ".well-known/security.txt";
  static constexpr std::string_view well_known = ".well-known/csaf";
};

/// The layout below publisher.advisories_url. Errors: malformed_workspace, where that is no https address with a path of plain
/// names.
base::Result<Layout> layout_of(const disclosure::Publisher& publisher);

/// What has to be known of a publisher before anything can be published, and is not, each the member of crosswalk.yaml that is
/// missing. Source: CSAF 2.0, 7.1.7, 7.1.19; RFC 9116, 2.5.3.
std::vector<std::string> missing_of(const disclosure::Organisation& organisation);

/// A document that is served.
struct Document {
  Facts facts;
  std::string bytes;
  /// Its OpenPGP signature, armored.
  std::string signature;
  /// For people: a page of HTML; empty: none.
  std::string page;
};

/// What all files are made of, besides the documents.
struct Provider {
  const disclosure::Organisation* organisation = nullptr;
  Layout layout;
  /// Armored.
  std::string public_key;
  /// When anything in it last changed.
  Instant updated = 0;
  /// When security.txt ends.
  Instant expires = 0;
};

/// All files of a trusted provider but for security.txt. The same input gives the same bytes.
/// Source: CSAF 2.0, 7.1.7, 7.1.9, 7.1.11 to 7.1.13, 7.1.15 to 7.1.20; RFC 8322; RFC 4287.
Files make_files(const Provider& provider, const std::vector<Document>& documents);
/// security.txt, not signed. Source: RFC 9116, 2; CSAF 2.0, 7.1.8.
std::string make_security_txt(const Provider& provider);

/// In which order files are put in their place, the lowest first: what an index names comes before the index, so that whoever
/// reads meanwhile finds all that is named.
int order_of(std::string_view path, const Layout& layout);

/// The page of all advisories for people, and their Atom feed.
std::string make_page(const Provider& provider, const std::vector<const Document*>& newest_first);
std::string make_atom(const Provider& provider, const std::vector<const Document*>& newest_first);

}  // namespace crosswalk::provider
