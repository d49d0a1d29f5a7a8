// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "artifacts/spdx/document.h"
#include "artifacts/spdx/rdf.h"
#include "artifacts/xml/document.h"

namespace crosswalk::artifacts::spdx {
namespace {

/// Members of the JSON form that are lists. Source: SPDX 2.3, JSON schema.
constexpr std::array<std::string_view, 25> kLists{"annotations",
                                                  "artifactOfs",
                                                  "attributionTexts",
                                                  "checksums",
                                                  "creators",
                                                  "crossRefs",
                                                  "documentDescribes",
                                                  "externalDocumentRefs",
                                                  "externalRefs",
                                                  "fileContributors",
                                                  "fileDependencies",
                                                  "fileTypes",
                                                  "files",
                                                  "hasExtractedLicensingInfos",
                                                  "hasFiles",
                                                  "licenseInfoFromFiles",
                                                  "licenseInfoInFiles",
                                                  "licenseInfoInSnippets",
                                                  "packageVerificationCodeExcludedFiles",
                                                  "packages",
                                                  "ranges",
                                                  "relationships",
                                                  "revieweds",
                                                  "seeAlsos",
                                                  "snippets"};

class Writer {
 public:
  Writer(const xml::Document& xml, Converted& out) : xml_(xml), out_(out) {}

  /// As deep as the elements, which xml::parse() limits.
  void value(pugi::xml_node node) {
    place(node);
    const auto is_element = [](pugi::xml_node child) { return child.type() == pugi::node_element; };
    if (std::none_of(node.begin(), node.end(), is_element)) {
      out_.json += json::quoted(text_within(node));
      return;
    }
    std::vector<std::string_view> names;
    std::map<std::string_view, std::vector<pugi::xml_node>> children;
    for (const pugi::xml_node child : node.children()) {
      if (!is_element(child)) continue;
      auto& same = children[child.name()];
      if (same.empty()) names.emplace_back(child.name());
      same.push_back(child);
    }
    out_.json += '{';
    for (const std::string_view name : names) {
      const std::vector<pugi::xml_node>& same = children[name];
      if (name != names.front()) out_.json += ',';
      place(same.front());
      out_.json += json::quoted(name) + ":";
      const bool list = same.size() > 1 || std::find(kLists.begin(), kLists.end(), name) != kLists.end();
      if (!list) {
        value(same.front());
        continue;
      }
      place(same.front());
      out_.json += '[';
      for (std::size_t i = 0; i < same.size(); ++i) {
        if (i > 0) out_.json += ',';
        value(same[i]);
      }
      out_.json += ']';
    }
    out_.json += '}';
  }

 private:
  void place(pugi::xml_node node) {
    out_.begins.push_back(static_cast<std::uint32_t>(out_.json.size()));
    out_.numbers.push_back(static_cast<std::uint32_t>(xml_.line_of(node)));
  }

  const xml::Document& xml_;
  Converted& out_;
};

}  // namespace

Converted xml_to_json(const xml::Document& document) {
  Converted out;
  Writer(document, out).value(document.root());
  return out;
}

}  // namespace crosswalk::artifacts::spdx
