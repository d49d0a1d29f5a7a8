// SPDX-License-Identifier: Apache-2.0
#include "artifacts/xml/document.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/encoding.h"
#include "base/text.h"

namespace crosswalk::artifacts::xml {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 31U;
constexpr std::size_t kMaxAttributes = 1000;

/// What Windows-1252 has where ISO 8859-1 has controls; 0 where it has nothing.
constexpr std::array<char16_t, 32> kWindows{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

/// Of the declaration of a text in some extension of ASCII: the encoding in small letters; empty where it says none.
std::string declared_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), std::size_t{200}));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  std::string out(declaration.substr(at + 1, end - at - 1));
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

base::Error wrong(const std::string& name, std::string_view text, std::size_t offset, const std::string& what) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t start = before.rfind('\n');
  const std::string_view row = before.substr(start == std::string_view::npos ? 0 : start + 1);
  const auto column = static_cast<std::size_t>(std::count_if(
                          row.begin(), row.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; })) +
                      1;
  return {base::ErrorCode::malformed_data, name,
          "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what};
}

base::Result<std::string> decoded(std::string bytes, const ParseOptions& options) {
  const std::string encoding = declared_encoding(bytes);
  const bool windows = encoding == "windows-1252" || encoding == "cp1252";
  if (windows || encoding == "iso-8859-1" || encoding == "latin1" || encoding == "iso8859-1" || encoding == "iso_8859-1") {
    std::string out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      const unsigned value = windows && byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80U] : byte;
      if (value == 0 && byte != 0) return wrong(options.name, out, out.size(), "a byte that is no Windows-1252");
      base::append_utf8(out, value);
    }
    return out;
  }
  if (!encoding.empty() && !encoding.starts_with("utf") && encoding != "us-ascii" && encoding != "ascii") {
    return wrong(options.name, bytes, 0,
                 "the encoding '" + encoding + "' is not read; there are UTF-8, UTF-16, UTF-32, ISO-8859-1 and Windows-1252");
  }
  return to_utf8(std::move(bytes), options.name);
}

/// What is wrong, in our words.
std::string reason_of(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_bad_doctype:
      return "a document type declaration that is broken; none is allowed here";
    case pugi::status_bad_comment:
      return "a comment that does not end";
    case pugi::status_bad_cdata:
      return "a CDATA section that does not end";
    case pugi::status_bad_pi:
      return "a declaration or processing instruction that does not end";
    case pugi::status_bad_start_element:
      return "an element whose start is broken or cut off";
    case pugi::status_bad_attribute:
      return "an attribute that is broken or cut off";
    case pugi::status_bad_end_element:
    case pugi::status_end_element_mismatch:
      return "an element ends here that did not begin, or one before it did not end";
    case pugi::status_no_document_element:
      return "no element: this is no XML";
    default:
      return "this is no XML";
  }
}

/// Whether a reference stands here that a document without declarations may have: "&amp;", "&#160;", "&#xA0;".
/// Source: XML 1.0, 4.1 and 4.6.
bool is_reference(std::string_view text) {
  const std::size_t end = text.substr(0, 16).find(';');
  if (end == std::string_view::npos || end < 2) return false;
  std::string_view name = text.substr(1, end - 1);
  if (name.front() != '#') {
    constexpr std::array<std::string_view, 5> kNames{"amp", "lt", "gt", "quot", "apos"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
  }
  name.remove_prefix(1);
  const bool is_hexadecimal = name.starts_with('x');
  if (is_hexadecimal) name.remove_prefix(1);
  std::uint32_t value = 0;
  for (const char c : name) {
    if (is_hexadecimal ? !is_hex(c) : !is_digit(c)) return false;
    value = value * (is_hexadecimal ? 16U : 10U) + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : lower(c) - 'a' + 10);
    if (value > 0x10FFFFU) return false;
  }
  const bool is_control = value < 0x20U && value != '\t' && value != '\n' && value != '\r';
  return !name.empty() && !is_control && (value < 0xD800U || value > 0xDFFFU) && value != 0xFFFEU && value != 0xFFFFU;
}

struct Fault {
  std::size_t offset = 0;
  std::string what;
};

/// What the library lets pass in characters and references. Source: XML 1.0, 2.2, 2.4 and 4.1.
std::optional<Fault> fault_in_characters(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kWithout{
      {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x20U && c != '\t' && c != '\n' && c != '\r')
      return Fault{i, "a control character, which XML does not allow"};
    if (c == '&' && !is_reference(text.substr(i))) return Fault{i, "'&' begins no character reference and no entity of XML"};
    if (c != '<') continue;
    for (const auto& [begin, end] : kWithout) {
      if (!text.substr(i).starts_with(begin)) continue;
      const std::size_t stop = std::min(text.find(end, i + begin.size()), text.size());
      const auto part = text.substr(i, stop - i);
      const auto bad = std::find_if(part.begin(), part.end(), [](char one) {
        return static_cast<unsigned char>(one) < 0x20U && one != '\t' && one != '\n' && one != '\r';
      });
      if (bad != part.end())
        return Fault{i + static_cast<std::size_t>(bad - part.begin()), "a control character, which XML does not allow"};
      i = stop + end.size() - 1;
      break;
    }
  }
  return std::nullopt;
}

/// What stands beside the one element that a document is. Source: XML 1.0, 2.1.
std::optional<Fault> fault_beside_root(const pugi::xml_document& tree, std::string_view text) {
  bool has_root = false;
  for (const pugi::xml_node child : tree.children()) {
    const auto type = child.type();
    auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(child.offset_debug(), 0));
    offset = std::min(text.find_first_not_of(" \t\r\n", offset), text.size());
    if (type == pugi::node_pcdata || type == pugi::node_cdata) return Fault{offset, "text outside of the document's element"};
    if (type != pugi::node_element) continue;
    if (has_root) return Fault{offset, "a second element beside that of the document"};
    has_root = true;
  }
  return std::nullopt;
}

/// The name of an attribute that stands twice at an element; empty where none does. Source: XML 1.0, 3.1.
std::string_view repeated_attribute(pugi::xml_node node) {
  std::vector<std::string_view> names;
  for (const pugi::xml_attribute attribute : node.attributes()) names.emplace_back(attribute.name());
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? std::string_view() : *twice;
}

}  // namespace

struct Document::State {
  std::string text;
  pugi::xml_document tree;
  Lines lines;
};

Document::Document(std::shared_ptr<const State> state) : state_(std::move(state)) {}

pugi::xml_node Document::root() const { return state_->tree.document_element(); }

const std::string& Document::text() const { return state_->text; }

std::size_t Document::line_of(pugi::xml_node node) const {
  const std::ptrdiff_t offset = node ? node.offset_debug() : -1;
  return offset < 0 ? 0 : state_->lines.line_of(static_cast<std::size_t>(offset));
}

base::Result<std::string> decode(std::string bytes, const ParseOptions& options) {
  if (bytes.size() >= kMaxBytes) return base::Error{base::ErrorCode::limit_exceeded, options.name, "2 GiB is the most"};
  CW_ASSIGN_OR_RETURN(std::string text, decoded(std::move(bytes), options));
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos) {
    return wrong(options.name, text, zero, "the character 0, which XML does not allow");
  }
  return text;
}

base::Result<Document> parse(std::string bytes, const ParseOptions& options) {
  CW_ASSIGN_OR_RETURN(std::string text, decode(std::move(bytes), options));
  return parse_text(std::move(text), options);
}

base::Result<Document> parse_text(std::string decoded_text, const ParseOptions& options) {
  auto state = std::make_shared<Document::State>();
  state->text = std::move(decoded_text);
  const std::string& text = state->text;
  constexpr unsigned kFlags = pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment;
  const pugi::xml_parse_result result = state->tree.load_buffer(text.data(), text.size(), kFlags, pugi::encoding_utf8);
  for (const pugi::xml_node child : state->tree.children()) {
    if (child.type() == pugi::node_doctype) {
      return wrong(options.name, text, text.find("<!DOCTYPE"), "a document type declaration, which is not allowed here");
    }
  }
  if (!result) return wrong(options.name, text, static_cast<std::size_t>(result.offset), reason_of(result.status));
  const pugi::xml_node root = state->tree.document_element();
  if (!root) return wrong(options.name, text, 0, "no element: this is no XML");
  if (const auto fault = fault_beside_root(state->tree, text)) return wrong(options.name, text, fault->offset, fault->what);
  if (const auto fault = fault_in_characters(text)) return wrong(options.name, text, fault->offset, fault->what);
  state->lines = Lines(text);
  std::size_t depth = 1;
  for (pugi::xml_node node = root; node;) {
    // Who looks at the attributes of an element may compare each with each.
    if (const auto attributes = node.attributes();
        static_cast<std::size_t>(std::distance(attributes.begin(), attributes.end())) > kMaxAttributes) {
      return wrong(options.name, text, static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)),
                   "an element with more than " + std::to_string(kMaxAttributes) + " attributes");
    }
    if (const std::string_view twice = repeated_attribute(node); !twice.empty()) {
      return wrong(options.name, text, static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)),
                   "the attribute '" + std::string(twice) + "' stands twice at an element");
    }
    if (depth > options.max_depth) {
      return wrong(options.name, text, static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)),
                   "elements lie deeper in each other than " + std::to_string(options.max_depth));
    }
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
  return Document(std::move(state));
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view namespace_of(pugi::xml_node node, std::string_view prefix) {
  const std::string wanted = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (; node; node = node.parent()) {
    if (const pugi::xml_attribute found = node.attribute(wanted.c_str())) return found.value();
  }
  return {};
}

std::string text_of(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out += child.value();
  }
  return std::string(base::trim(out));
}

}  // namespace crosswalk::artifacts::xml
