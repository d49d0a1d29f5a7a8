// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/xml.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "artifacts/spdx/document.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

constexpr int kMaxDepth = 100;

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> out{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    out.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return out;
}

base::Error error_at(std::string_view name, const std::vector<std::uint32_t>& lines, std::size_t offset, const std::string& what) {
  const auto line = static_cast<std::size_t>(std::upper_bound(lines.begin(), lines.end(), offset) - lines.begin());
  return {base::ErrorCode::malformed_data, std::string(name),
          "line " + std::to_string(line) + ", column " + std::to_string(offset - lines[line - 1] + 1) + ": " + what};
}

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
  Writer(const Xml& xml, Converted& out) : xml_(xml), out_(out) {}

  /// As deep as the elements, which parse_xml() limits.
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
    out_.numbers.push_back(xml_.line_of(node));
  }

  const Xml& xml_;
  Converted& out_;
};

}  // namespace

std::uint32_t Xml::line_of(pugi::xml_node node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  if (offset < 0) return 0;
  return static_cast<std::uint32_t>(std::upper_bound(lines_.begin(), lines_.end(), static_cast<std::size_t>(offset)) -
                                    lines_.begin());
}

base::Result<Xml> parse_xml(std::string text, std::string_view name) {
  Xml out;
  out.lines_ = line_starts(text);
  out.text_ = std::make_unique<std::string>(std::move(text));
  out.tree_ = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result result = out.tree_->load_buffer_inplace(
      out.text_->data(), out.text_->size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0));
  if (!result) return error_at(name, out.lines_, offset, std::string("not XML: ") + result.description());
  for (const pugi::xml_node child : out.tree_->children()) {
    if (child.type() == pugi::node_doctype) {
      return base::Error{base::ErrorCode::malformed_data, std::string(name),
                         "a document type declaration (<!DOCTYPE) is not read; take it out"};
    }
  }
  int depth = 0;
  for (pugi::xml_node node = out.root(); node;) {
    if (depth > kMaxDepth) {
      return error_at(name, out.lines_, static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)),
                      "elements lie too deep in each other");
    }
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && !node.next_sibling() && depth > 0) {
      node = node.parent();
      --depth;
    }
    node = depth > 0 ? node.next_sibling() : pugi::xml_node();
  }
  return out;
}

std::string text_within(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      out += child.value();
    } else if (child.type() == pugi::node_element) {
      out += text_within(child);
    }
  }
  return out;
}

base::Result<Converted> xml_to_json(std::string text, std::string_view name) {
  CW_ASSIGN_OR_RETURN(const Xml xml, parse_xml(std::move(text), name));
  Converted out;
  Writer(xml, out).value(xml.root());
  return out;
}

}  // namespace crosswalk::artifacts::spdx
