// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/properties.h"

#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::ooxml {
namespace {

struct Name {
  std::string_view element;
  std::string_view property;
};

constexpr std::array<Name, 12> kCore{{{"title", "title"},
                                      {"creator", "author"},
                                      {"created", "created"},
                                      {"modified", "modified"},
                                      {"contentStatus", "status"},
                                      {"revision", "revision"},
                                      {"subject", "subject"},
                                      {"keywords", "keywords"},
                                      {"category", "category"},
                                      {"version", "version"},
                                      {"description", "description"},
                                      {"lastModifiedBy", "last_modified_by"}}};
constexpr std::array<Name, 2> kExtended{{{"Company", "company"}, {"Manager", "manager"}}};

void add(document::Document& document, std::string_view name, std::string_view value) {
  value = base::trim(value);
  if (name.empty() || value.empty() || document.properties.size() >= 1000) return;
  document.properties.push_back({std::string(name), std::string(value)});
}

template <std::size_t N>
void add_named(pugi::xml_node root, const std::array<Name, N>& names, document::Document& document) {
  for (const Name& name : names) add(document, name.property, deep_text(child(root, name.element)));
}

}  // namespace

void read_properties(Package& package, document::Document& document) {
  const std::vector<Relationship> relationships = package.relationships({});
  const auto open = [&](std::string_view type, std::string_view usual) {
    const Relationship* relationship = find_type(relationships, type);
    return package.optional_xml(relationship != nullptr && package.has(relationship->target) ? relationship->target : usual);
  };
  if (const auto core = open("core-properties", "docProps/core.xml")) add_named(core->root(), kCore, document);
  if (const auto extended = open("extended-properties", "docProps/app.xml")) add_named(extended->root(), kExtended, document);
  if (const auto custom = open("custom-properties", "docProps/custom.xml")) {
    for (pugi::xml_node property : custom->root().children()) {
      if (local(property) == "property") add(document, clean(attribute(property, "name")), deep_text(property));
    }
  }
}

}  // namespace crosswalk::extraction::ooxml
