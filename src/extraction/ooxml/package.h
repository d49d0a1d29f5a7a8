// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "extraction/extractor.h"

struct zip;

namespace crosswalk::extraction::ooxml {

/// Why a package or one of its parts is not read.
struct Refusal {
  document::Reason reason = document::Reason::none;
  /// For people.
  std::string detail;

  explicit operator bool() const { return reason != document::Reason::none; }
};

/// Which white space of an XML part is kept where there is nothing else between two tags: only that which is all that an element
/// holds, or all of it.
enum class Space : std::uint8_t { alone, all };

/// One part of a package as an XML tree that is no deeper than Limits::depth.
class XmlPart {
 public:
  XmlPart() = default;
  XmlPart(const XmlPart&) = delete;
  XmlPart& operator=(const XmlPart&) = delete;

  /// The outermost element; empty where the part has none.
  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }

 private:
  friend class Package;
  // The tree points into these bytes.
  std::vector<char> bytes_;
  pugi::xml_document document_;
};

/// Where one part points: the targets of its relationships by id. Source: ISO/IEC 29500-2, 6.5.
struct Relationship {
  std::string id;
  /// The last word of the type: "officeDocument", "header", "hyperlink".
  std::string type;
  /// The name of a part of the package, or, where external, the address as written.
  std::string target;
  bool external = false;
};

/// A file of Office Open XML: a zip archive of parts. Keeps every unpacked size within Limits, whatever the archive says.
/// Source: ISO/IEC 29500-2 (Open Packaging Conventions).
class Package {
 public:
  /// Opens the bytes, which must outlive the package; null with the reason in `refusal` (encrypted, corrupt, unsupported,
  /// too_large, empty) where that cannot be done.
  static std::unique_ptr<Package> open(std::string_view bytes, const Limits& limits, Refusal& refusal);
  /// A package of one part, for files that are not packed: its name and its bytes, which must outlive the package.
  static std::unique_ptr<Package> of_part(std::string_view name, std::string_view bytes, const Limits& limits);
  ~Package();
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  /// Whether there is a part of this name. Names are compared without regard to case.
  [[nodiscard]] bool has(std::string_view part) const;
  /// The names of all parts, in lower case and in order.
  [[nodiscard]] std::vector<std::string> names() const;
  /// The part as a tree. Null where it is absent (`refusal` untouched) or cannot be read (`refusal` set: encrypted, too_large,
  /// too_deep, corrupt). A damaged part gives what could be read of it, and a warning.
  /// `space` says what becomes of white space between two elements.
  std::unique_ptr<XmlPart> xml(std::string_view part, Refusal& refusal, Space space = Space::alone);
  /// The same for a part that the document can do without: a refusal becomes a warning.
  std::unique_ptr<XmlPart> optional_xml(std::string_view part, Space space = Space::alone);
  /// The relationships of a part, of the package itself for an empty name, sorted by id.
  std::vector<Relationship> relationships(std::string_view part);
  /// The part that the package is about: by its relationship, else `usual`, else the first whose name begins with `prefix` and
  /// ends with ".xml"; empty where there is none.
  std::string main_part(std::string_view usual, std::string_view prefix);

  /// What was damaged; each warning once.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  void warn(std::string warning);

 private:
  explicit Package(const Limits& limits) : limits_(limits) {}
  /// Unpacks a part into `out`; false where it is absent or refused.
  bool unpack(std::string_view part, std::vector<char>& out, Refusal& refusal);

  Limits limits_;
  struct zip* archive_ = nullptr;
  /// Of a package of one part: its name in lower case, and its bytes.
  std::string single_name_;
  std::string_view single_bytes_;
  std::map<std::string, std::uint64_t, std::less<>> entries_;
  std::vector<std::string> warnings_;
  std::uint64_t unpacked_ = 0;
};

/// The relationship of this id, or null.
const Relationship* find(const std::vector<Relationship>& relationships, std::string_view id);
/// The first relationship of this type that leads to a part of the package, or null.
const Relationship* find_type(const std::vector<Relationship>& relationships, std::string_view type);

}  // namespace crosswalk::extraction::ooxml
