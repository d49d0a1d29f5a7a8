// SPDX-License-Identifier: Apache-2.0
#include "gathering/sbom.h"

#include <string>

#include "gathering/cells.h"

namespace crosswalk::gathering {
namespace {

using artifacts::sbom::Component;

/// Where a component stands, for people.
std::string place_of(std::string_view name, const artifacts::sbom::Location& at) {
  std::string out(name);
  if (at.line > 0) return out + ", line " + std::to_string(at.line);
  return at.pointer.empty() ? out : out + ", " + at.pointer;
}

std::string supplier_of(const Component& component) {
  if (!component.supplier.name.empty()) return component.supplier.name;
  return component.manufacturer.name.empty() ? component.publisher : component.manufacturer.name;
}

class Taker {
 public:
  Taker(std::string_view name, Gathering& out) : name_(name), out_(out) {}

  void take(const Component& component) {
    place_ = place_of(name_, component.location);
    line_ = static_cast<int>(component.location.line);
    entry_ = {};
    const std::string name = (component.group.empty() ? "" : component.group + "/") + component.name;
    put("id", id_of(name));
    put("name", name);
    put("version", component.version);
    put("supplier", supplier_of(component));
    put("purl", component.purl);
    understand("level", component.support_level);
    understand("supported_until", component.end_of_support);
    out_.entries.push_back({"items", std::move(entry_)});
  }

 private:
  void put(std::string_view field, std::string text) {
    if (!text.empty()) entry_.facts[std::string(field)] = {{std::move(text)}, line_, 0, place_};
  }
  /// A word of a list, or a day; what is none is told.
  void understand(std::string_view field, const std::string& text) {
    if (text.empty()) return;
    // A time of day behind the day says nothing more.
    const std::size_t time = text.find('T');
    const bool moment = field == "supported_until" && time == 10;
    const auto values = values_of("items", *release::find_group("items")->find(field), moment ? text.substr(0, time) : text,
                                  intake::DateOrder::unsaid);
    if (values) {
      put(field, values->front());
    } else {
      out_.remarks.warning(name_, line_, 0,
                           "'" + entry_.text("name") + "': '" + std::string(field) + "' left out: " + values.error().detail,
                           "say it in the release file");
    }
  }

  std::string name_;
  Gathering& out_;
  release::Entry entry_;
  std::string place_;
  int line_ = 0;
};

}  // namespace

Gathering gather_sbom(const artifacts::sbom::Bom& bom, std::string_view name) {
  Gathering out;
  Taker taker(name, out);
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    const Component& component = bom.components[i];
    const bool is_item =
        i != bom.subject && component.type != "file" && component.type != "cryptographic-asset" && !component.name.empty();
    if (is_item) taker.take(component);
  }
  if (out.entries.empty()) out.remarks.warning(name, 0, 0, "it names no component");
  return out;
}

}  // namespace crosswalk::gathering
