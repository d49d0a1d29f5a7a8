// SPDX-License-Identifier: Apache-2.0
#include "oscal/resolve.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "oscal/ids.h"

namespace crosswalk::oscal {
namespace {

constexpr std::size_t kMostImports = 256;
constexpr std::size_t kMostPatterns = 1000;
constexpr std::size_t kMostBytes = 128ULL << 20;
constexpr std::size_t kMostInserted = 100'000;
constexpr std::size_t kLongestInsert = 1000;
constexpr std::string_view kOscalNamespace = "http://csrc.nist.gov/ns/oscal";

std::vector<std::string> texts_of(const Json& object, const char* key) {
  std::vector<std::string> out;
  for (const Json& one : list_of(object, key)) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

/// An object member of an object; an empty one where there is none.
const Json& object_of(const Json& object, const char* key) {
  static const Json kNone = Json::object();
  if (!object.is_object()) return kNone;
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : kNone;
}

bool is_kept_always(const Json& object) {
  for (const Json& prop : list_of(object, "props")) {
    if (text_of(prop, "name") == "keep" && text_of(prop, "value") == "always") return true;
  }
  return false;
}

/// Adds the members of `from[key]` to the list `to[key]`, before or behind what is there.
void add_list(Json& to, const Json& from, const char* key, bool before = false) {
  const Json& list = list_of(from, key);
  if (list.empty()) return;
  Json& own = to[key];
  if (!own.is_array()) own = Json::array();
  own.insert(before ? own.begin() : own.end(), list.begin(), list.end());
}

/// Which controls of a document a list of directives names.
class Selection {
 public:
  /// `directives` is the list of include-controls or exclude-controls; patterns beyond kMostPatterns are left out.
  explicit Selection(const Json& directives) {
    std::size_t patterns = 0;
    for (const Json& directive : directives) {
      const bool children = text_of(directive, "with-child-controls") == "yes";
      std::vector<std::string> ids = texts_of(directive, "with-ids");
      for (std::string& id : ids) {
        bool& deep = ids_[std::move(id)];
        deep = deep || children;
      }
      for (const Json& matching : list_of(directive, "matching")) {
        std::string pattern = text_of(matching, "pattern");
        if (!pattern.empty() && ++patterns <= kMostPatterns) patterns_.emplace_back(std::move(pattern), children);
      }
    }
  }

  /// Whether an id is named, and whether what lies in the control is named with it.
  [[nodiscard]] std::pair<bool, bool> names(const std::string& id) const {
    std::pair<bool, bool> out{false, false};
    if (const auto found = ids_.find(id); found != ids_.end()) out = {true, found->second};
    for (const auto& [pattern, children] : patterns_) {
      if ((!out.first || (children && !out.second)) && glob_matches(pattern, id)) out = {true, out.second || children};
    }
    return out;
  }

 private:
  std::map<std::string, bool> ids_;
  std::vector<std::pair<std::string, bool>> patterns_;
};

/// What one import brought in.
struct Inclusion {
  Json controls = Json::array();
  Json groups = Json::array();
};

/// The controls of a catalog or profile that are included; the structure above and between them is kept.
class Filter {
 public:
  Filter(const Json& include, const Json& exclude, bool all) : include_(include), exclude_(exclude), all_(all) {}

  Inclusion apply(const Json& catalog) {
    Inclusion out;
    out.controls = controls(list_of(catalog, "controls"), false, false);
    out.groups = groups(list_of(catalog, "groups"));
    return out;
  }

 private:
  /// The flags say whether the control above is included, or excluded, with all in it.
  Json controls(const Json& list, bool included_above, bool excluded_above) {
    Json out = Json::array();
    for (const Json& control : list) {
      const std::string id = text_of(control, "id");
      const auto [named, deep] = include_.names(id);
      const auto [unwanted, deeply_unwanted] = exclude_.names(id);
      Json inner = controls(list_of(control, "controls"), included_above || deep, excluded_above || deeply_unwanted);
      // A control that is included brings those above it.
      const bool wanted = (all_ || included_above || named || !inner.empty()) && !unwanted && !excluded_above;
      if (wanted) {
        Json copy = control;
        copy.erase("controls");
        if (!inner.empty()) copy["controls"] = std::move(inner);
        out.push_back(std::move(copy));
      } else {
        // What lies in a control that is not there stands in its place.
        for (Json& one : inner) out.push_back(std::move(one));
      }
    }
    return out;
  }

  Json groups(const Json& list) {
    Json out = Json::array();
    for (const Json& group : list) {
      Json inner_controls = controls(list_of(group, "controls"), false, false);
      Json inner_groups = groups(list_of(group, "groups"));
      if (inner_controls.empty() && inner_groups.empty() && !is_kept_always(group)) continue;
      Json copy = group;
      copy.erase("controls");
      copy.erase("groups");
      if (!inner_controls.empty()) copy["controls"] = std::move(inner_controls);
      if (!inner_groups.empty()) copy["groups"] = std::move(inner_groups);
      out.push_back(std::move(copy));
    }
    return out;
  }

  Selection include_;
  Selection exclude_;
  bool all_;
};

/// Visits each control of a list and of the controls in it, a control before those in it.
template <class Each>
void each_control(Json& list, const Each& each) {
  for (Json& control : list) {
    each(control);
    if (const auto inner = control.find("controls"); control.is_object() && inner != control.end()) each_control(*inner, each);
  }
}
template <class Each>
void each_control_in_groups(Json& groups, const Each& each) {
  for (Json& group : groups) {
    if (!group.is_object()) continue;
    if (const auto inner = group.find("controls"); inner != group.end()) each_control(*inner, each);
    if (const auto inner = group.find("groups"); inner != group.end()) each_control_in_groups(*inner, each);
  }
}

/// Drops controls whose id was seen before; what lies in them stands in their place if it is new.
void keep_first(Json& list, std::set<std::string>& seen) {
  Json out = Json::array();
  for (Json& control : list) {
    const std::string id = text_of(control, "id");
    const bool fresh = id.empty() || seen.insert(id).second;
    Json inner = list_of(control, "controls");
    keep_first(inner, seen);
    if (fresh) {
      control.erase("controls");
      if (!inner.empty()) control["controls"] = std::move(inner);
      out.push_back(std::move(control));
    } else {
      for (Json& one : inner) out.push_back(std::move(one));
    }
  }
  list = std::move(out);
}
void keep_first_in_groups(Json& groups, std::set<std::string>& seen) {
  Json out = Json::array();
  for (Json& group : groups) {
    Json controls = list_of(group, "controls");
    Json inner = list_of(group, "groups");
    keep_first(controls, seen);
    keep_first_in_groups(inner, seen);
    if (controls.empty() && inner.empty() && !is_kept_always(group)) continue;
    group.erase("controls");
    group.erase("groups");
    if (!controls.empty()) group["controls"] = std::move(controls);
    if (!inner.empty()) group["groups"] = std::move(inner);
    out.push_back(std::move(group));
  }
  groups = std::move(out);
}

/// Adds groups to others; those of one id are one group.
void join_groups(Json& to, Json from) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < to.size(); ++i) places.emplace(text_of(to[i], "id"), i);
  for (Json& group : from) {
    const std::string id = text_of(group, "id");
    const auto same = places.find(id);
    if (id.empty() || same == places.end()) {
      places.emplace(id, to.size());
      to.push_back(std::move(group));
      continue;
    }
    Json& first = to[same->second];
    add_list(first, group, "controls");
    if (group.contains("groups")) {
      Json& inner = first["groups"];
      if (!inner.is_array()) inner = Json::array();
      join_groups(inner, std::move(group["groups"]));
    }
  }
}

/// A control without those in it, and the ids of those above it.
struct Flat {
  Json control;
  std::vector<std::string> above;
};

void flatten(const Json& list, std::vector<std::string>& above, std::vector<Flat>& out) {
  for (const Json& control : list) {
    if (!control.is_object()) continue;
    Flat one{control, above};
    one.control.erase("controls");
    out.push_back(std::move(one));
    above.push_back(text_of(control, "id"));
    flatten(list_of(control, "controls"), above, out);
    above.pop_back();
  }
}
void flatten_groups(const Json& groups, std::vector<Flat>& out) {
  std::vector<std::string> above;
  for (const Json& group : groups) {
    flatten(list_of(group, "controls"), above, out);
    flatten_groups(list_of(group, "groups"), out);
  }
}

/// Ids that a text refers to: "#ID" and "{{ insert: param, ID }}".
void collect_references(const std::string& text, std::set<std::string>& out) {
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
    const std::size_t end = text.find_first_of(" \t\n)]}\"'<>,;#", at + 1);
    out.insert(text.substr(at + 1, end == std::string::npos ? end : end - at - 1));
  }
  for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
    // No id is longer.
    const std::string_view inside = std::string_view(text).substr(at + 2, kLongestInsert);
    const std::size_t comma = inside.find(',');
    const std::size_t end = inside.find("}}");
    if (comma < end && end != std::string_view::npos) out.emplace(base::trim(inside.substr(comma + 1, end - comma - 1)));
  }
}
void collect_references(const Json& json, std::set<std::string>& out) {
  if (json.is_string()) {
    collect_references(json.get_ref<const std::string&>(), out);
    return;
  }
  if (!json.is_structured()) return;
  if (const std::string other = text_of(json, "depends-on"); !other.empty()) out.insert(other);
  for (const Json& one : json) collect_references(one, out);
}

/// "1.0.0-rc2" in the order of versions: one before a release is less than the release.
std::tuple<std::vector<int>, bool, std::string> version_key(const std::string& version) {
  const std::size_t dash = version.find('-');
  const std::string_view release = std::string_view(version).substr(0, dash);
  std::vector<int> numbers;
  for (const std::string_view part : base::split(release, '.')) {
    int number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    numbers.push_back(number);
  }
  return {numbers, dash == std::string::npos, dash == std::string::npos ? std::string() : version.substr(dash)};
}

const char* ns_of(const Json& object) {
  const auto found = object.find("ns");
  return found != object.end() && found->is_string() ? found->get_ref<const std::string&>().c_str() : kOscalNamespace.data();
}

/// Directives of "modify", applied to one control.
class Alteration {
 public:
  static void remove(Json& object, const Json& directive) {
    constexpr std::array<std::pair<const char*, const char*>, 5> lists{
        {{"params", "param"}, {"props", "prop"}, {"links", "link"}, {"parts", "part"}, {"controls", "control"}}};
    const auto wanted = [&](const char* key, const char* old) {
      std::string value = text_of(directive, key);
      return value.empty() ? text_of(directive, old) : value;
    };
    const std::string item = wanted("by-item-name", "item-name");
    const std::string name = wanted("by-name", "name-ref");
    const std::string id = wanted("by-id", "id-ref");
    const std::string kind = wanted("by-class", "class-ref");
    const std::string ns = text_of(directive, "by-ns");
    if (item.empty() && name.empty() && id.empty() && kind.empty() && ns.empty()) return;
    for (const auto& [key, singular] : lists) {
      const auto list = object.find(key);
      if (list == object.end() || !list->is_array()) continue;
      Json kept = Json::array();
      for (Json& one : *list) {
        const bool matches = (item.empty() || item == singular) && (name.empty() || text_of(one, "name") == name) &&
                             (id.empty() || text_of(one, "id") == id) && (kind.empty() || text_of(one, "class") == kind) &&
                             (ns.empty() || (one.is_object() && ns == ns_of(one)));
        if (matches) continue;
        if (one.is_object()) remove(one, directive);
        kept.push_back(std::move(one));
      }
      if (kept.empty()) {
        object.erase(key);
      } else {
        *list = std::move(kept);
      }
    }
  }

  /// Whether there was something to add to.
  static bool add(Json& control, const Json& directive) {
    const std::string position = text_of(directive, "position");
    const std::string id = text_of(directive, "by-id");
    // A control that names itself means itself as a whole.
    if (id.empty() || id == text_of(control, "id")) {
      add_into(control, directive, position == "starting" || position == "before");
      return true;
    }
    return add_at(control, directive, id, position);
  }

 private:
  static constexpr std::array<const char*, 4> kContents{"params", "props", "links", "parts"};

  static void add_into(Json& object, const Json& directive, bool starting) {
    if (directive.contains("title")) object["title"] = directive["title"];
    for (const char* key : kContents) add_list(object, directive, key, starting);
  }

  static bool add_at(Json& object, const Json& directive, const std::string& id, const std::string& position) {
    for (const char* key : {"params", "parts", "controls"}) {
      const auto list = object.find(key);
      if (list == object.end() || !list->is_array()) continue;
      for (std::size_t i = 0; i < list->size(); ++i) {
        Json& one = (*list)[i];
        if (!one.is_object()) continue;
        if (text_of(one, "id") != id) {
          if (add_at(one, directive, id, position)) return true;
        } else if (position == "before" || position == "after") {
          add_beside(object, key, i, directive, position == "before");
          return true;
        } else {
          add_into(one, directive, position == "starting");
          return true;
        }
      }
    }
    return false;
  }

  /// Contents of the kind of the target stand beside it, others at the edge of their own list.
  static void add_beside(Json& object, const char* key, std::size_t place, const Json& directive, bool before) {
    for (const char* other : kContents) {
      if (std::string_view(other) != key) {
        add_list(object, directive, other, before);
        continue;
      }
      const Json fresh = list_of(directive, other);
      Json& list = object[other];
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(place + (before ? 0 : 1)), fresh.begin(), fresh.end());
    }
  }
};

class Resolver {
 public:
  explicit Resolver(const Loader& load) : load_(load) {}

  std::vector<std::string> problems;
  bool complete = true;
  bool circular = false;

  base::Result<Json> run(const Json& profile, const std::string& path) {
    chain_.push_back(path);
    auto out = one(profile, path);
    chain_.pop_back();
    return out;
  }

 private:
  /// What is collected for one profile.
  struct Work {
    std::vector<Inclusion> inclusions;
    /// Parameters that lie in no control, each id once.
    std::vector<Json> loose;
    std::set<std::string> loose_ids;
    /// Null where another one took the place.
    std::vector<Json> resources;
    std::map<std::string, std::size_t> resource_places;
    Json roles = Json::array();
    Json parties = Json::array();
    std::string oscal_version;
    /// Ids that "modify" speaks of.
    std::set<std::string> touched;
  };

  base::Result<Json> one(const Json& profile, const std::string& path) {
    Work work;
    const Json& metadata = object_of(profile, "metadata");
    work.oscal_version = text_of(metadata, "oscal-version");
    for (const Json& import : list_of(profile, "imports")) {
      this->import(profile, path, import, work);
      if (circular) break;
    }
    Json out = Json::object();
    if (circular) {
      work = Work{};
      work.oscal_version = text_of(metadata, "oscal-version");
    } else {
      for (const Json& resource : list_of(object_of(profile, "back-matter"), "resources")) add_resource(work, resource);
      CW_ASSIGN_OR_RETURN(out, merge(object_of(profile, "merge"), work));
      modify(object_of(profile, "modify"), out, work);
      prune(out, work);
    }
    out["metadata"] = metadata_of(metadata, path, work);
    out["uuid"] = uuid_of("resolved", {path, out.dump(-1, ' ', false, Json::error_handler_t::replace)});
    return out;
  }

  void fail(const std::string& href, const std::string& why) {
    complete = false;
    problems.push_back("The import of \"" + href + "\" failed: " + why + ".");
  }

  /// The document that a reference of the profile leads to.
  base::Result<std::pair<Document, std::string>> fetch(const Json& profile, const std::string& path, const std::string& href) {
    std::vector<std::string> places;
    if (href.starts_with("#")) {
      for (const Json& resource : list_of(object_of(profile, "back-matter"), "resources")) {
        if (text_of(resource, "uuid") != href.substr(1)) continue;
        for (const Json& link : list_of(resource, "rlinks")) places.push_back(text_of(link, "href"));
      }
    } else {
      places.push_back(href);
    }
    base::Error error{base::ErrorCode::not_found, href, "leads nowhere"};
    for (const std::string& place : places) {
      const std::string target = resolve_reference(path, place);
      if (target.empty()) {
        error = {base::ErrorCode::not_found, place, "is no path of a file"};
        continue;
      }
      if (std::find(chain_.begin(), chain_.end(), target) != chain_.end()) {
        circular = true;
        return base::Error{base::ErrorCode::malformed_data, target, "circular import"};
      }
      const auto bytes = load_(target);
      if (!bytes) {
        error = bytes.error();
        continue;
      }
      bytes_ += bytes->size();
      if (bytes_ > kMostBytes) return base::Error{base::ErrorCode::limit_exceeded, target, "the imports are larger than 128 MiB"};
      CW_ASSIGN_OR_RETURN(Document document, read_document(*bytes, target));
      return std::pair{std::move(document), target};
    }
    return error;
  }

  void import(const Json& profile, const std::string& path, const Json& import, Work& work) {
    const std::string href = text_of(import, "href");
    if (++imports_ > kMostImports) return fail(href, "there are more than " + std::to_string(kMostImports) + " imports");
    auto source = fetch(profile, path, href);
    if (!source) return fail(href, source.error().message());
    Json& catalog = source->first.body;
    if (source->first.model == "profile") {
      if (chain_.size() >= kMostChained) return fail(href, "profiles import profiles too deeply");
      auto resolved = run(catalog, source->second);
      if (circular) return fail(href, "circular import");
      if (!resolved) return fail(href, resolved.error().message());
      catalog = std::move(*resolved);
    } else if (source->first.model != "catalog") {
      return fail(href, "it is a " + source->first.model);
    }
    const Json& include = list_of(import, "include-controls");
    // Directives of neither kind: all.
    const bool all = import.contains("include-all") || !import.contains("include-controls");
    work.inclusions.push_back(Filter(include, list_of(import, "exclude-controls"), all).apply(catalog));
    collect_loose(catalog, work);
    for (const Json& resource : list_of(object_of(catalog, "back-matter"), "resources")) add_resource(work, resource);
    const Json& metadata = object_of(catalog, "metadata");
    for (const Json& role : list_of(metadata, "roles")) {
      if (is_kept_always(role)) work.roles.push_back(role);
    }
    for (const Json& party : list_of(metadata, "parties")) {
      if (is_kept_always(party)) work.parties.push_back(party);
    }
    const std::string version = text_of(metadata, "oscal-version");
    if (version_key(work.oscal_version) < version_key(version)) work.oscal_version = version;
    if (std::get<0>(version_key(version)).front() != std::get<0>(version_key(kVersion.data())).front()) {
      problems.push_back("\"" + href + "\" is of another major version of OSCAL (" + version + ").");
    }
  }

  static void collect_loose(const Json& object, Work& work) {
    for (const Json& param : list_of(object, "params")) {
      if (work.loose_ids.insert(text_of(param, "id")).second) work.loose.push_back(param);
    }
    for (const Json& group : list_of(object, "groups")) collect_loose(group, work);
  }

  static void add_resource(Work& work, const Json& resource) {
    const std::string uuid = text_of(resource, "uuid");
    if (const auto same = work.resource_places.find(uuid); same != work.resource_places.end()) {
      Json& earlier = work.resources[same->second];
      if (is_kept_always(earlier) && !is_kept_always(resource)) return;
      earlier = nullptr;
    }
    if (!uuid.empty()) work.resource_places[uuid] = work.resources.size();
    work.resources.push_back(resource);
  }

  base::Result<Json> merge(const Json& merge, Work& work) {
    const bool as_is = merge.is_object() && merge.value("as-is", Json(false)) == Json(true);
    const bool custom = merge.is_object() && merge.contains("custom");
    if (static_cast<int>(as_is) + static_cast<int>(custom) + static_cast<int>(merge.contains("flat")) > 1) {
      return base::Error{base::ErrorCode::malformed_data, "merge", "more than one structure is wanted"};
    }
    const std::string method = text_of(object_of(merge, "combine"), "method");
    if (method == "use-first") {
      std::set<std::string> seen;
      for (Inclusion& inclusion : work.inclusions) {
        keep_first(inclusion.controls, seen);
        keep_first_in_groups(inclusion.groups, seen);
      }
    } else {
      note_clashes(work);
    }
    Json out = Json::object();
    if (as_is) {
      Json controls = Json::array();
      Json groups = Json::array();
      for (Inclusion& inclusion : work.inclusions) {
        for (Json& control : inclusion.controls) controls.push_back(std::move(control));
        join_groups(groups, std::move(inclusion.groups));
      }
      if (!controls.empty()) out["controls"] = std::move(controls);
      if (!groups.empty()) out["groups"] = std::move(groups);
      return out;
    }
    std::vector<Flat> flat;
    std::vector<std::string> above;
    for (const Inclusion& inclusion : work.inclusions) {
      flatten(inclusion.controls, above, flat);
      flatten_groups(inclusion.groups, flat);
    }
    if (custom) {
      const Json& wanted = merge["custom"];
      if (Json controls = inserted(wanted, flat); !controls.empty()) out["controls"] = std::move(controls);
      GroupIndex index;
      for (const Inclusion& inclusion : work.inclusions) index_groups(inclusion.groups, index);
      if (Json groups = custom_groups(list_of(wanted, "groups"), flat, index); !groups.empty()) out["groups"] = std::move(groups);
      return out;
    }
    for (Flat& one : flat) out["controls"].push_back(std::move(one.control));
    return out;
  }

  void note_clashes(const Work& work) {
    std::vector<Flat> flat;
    std::vector<std::string> above;
    for (const Inclusion& inclusion : work.inclusions) {
      flatten(inclusion.controls, above, flat);
      flatten_groups(inclusion.groups, flat);
    }
    std::set<std::string> seen;
    std::set<std::string> twice;
    for (const Flat& one : flat) {
      const std::string id = text_of(one.control, "id");
      if (!seen.insert(id).second) twice.insert(id);
    }
    for (const std::string& id : twice) problems.push_back("Control \"" + id + "\" is there more than once.");
  }

  /// What the insert-controls of an object of "custom" bring to it.
  Json inserted(const Json& object, const std::vector<Flat>& flat) {
    Json out = Json::array();
    for (const Json& insert : list_of(object, "insert-controls")) {
      const Selection include(list_of(insert, "include-controls"));
      const Selection exclude(list_of(insert, "exclude-controls"));
      const bool all = insert.is_object() && insert.contains("include-all");
      const auto chosen = [](const Selection& selection, const Flat& one) {
        if (selection.names(text_of(one.control, "id")).first) return true;
        return std::any_of(one.above.begin(), one.above.end(), [&](const std::string& id) { return selection.names(id).second; });
      };
      std::vector<const Flat*> wanted;
      for (const Flat& one : flat) {
        if ((all || chosen(include, one)) && !chosen(exclude, one)) wanted.push_back(&one);
      }
      const std::string order = text_of(insert, "order");
      if (order == "ascending" || order == "descending") {
        std::stable_sort(wanted.begin(), wanted.end(), [&](const Flat* a, const Flat* b) {
          const std::string first = text_of(a->control, "id");
          const std::string second = text_of(b->control, "id");
          return order == "ascending" ? first < second : second < first;
        });
      }
      for (const Flat* one : wanted) {
        if (++inserted_ > kMostInserted) {
          complete = false;
          problems.emplace_back("More controls are to be inserted than any catalog has.");
          return out;
        }
        out.push_back(one->control);
      }
    }
    return out;
  }

  using GroupIndex = std::map<std::string, const Json*>;

  static void index_groups(const Json& groups, GroupIndex& index) {
    for (const Json& group : groups) {
      index.emplace(text_of(group, "id"), &group);
      index_groups(list_of(group, "groups"), index);
    }
  }

  Json custom_groups(const Json& groups, const std::vector<Flat>& flat, const GroupIndex& index) {
    Json out = Json::array();
    for (const Json& group : groups) {
      if (!group.is_object()) continue;
      Json copy = group;
      copy.erase("insert-controls");
      copy.erase("groups");
      const std::string id = text_of(group, "id");
      if (const auto found = index.find(id); !id.empty() && found != index.end()) {
        const Json* source = found->second;
        for (const char* key : {"class", "title"}) {
          if (!copy.contains(key) && source->contains(key)) copy[key] = (*source)[key];
        }
        for (const char* key : {"params", "props", "links", "parts"}) add_list(copy, *source, key, true);
      }
      if (Json controls = inserted(group, flat); !controls.empty()) copy["controls"] = std::move(controls);
      if (Json inner = custom_groups(list_of(group, "groups"), flat, index); !inner.empty()) copy["groups"] = std::move(inner);
      out.push_back(std::move(copy));
    }
    return out;
  }

  static void set_parameter(Json& param, const Json& directive) {
    for (const char* key : {"class", "depends-on", "label", "usage", "values", "select"}) {
      if (directive.contains(key)) param[key] = directive[key];
    }
    for (const char* key : {"props", "links", "constraints", "guidelines"}) add_list(param, directive, key);
  }

  template <class Each>
  static void each_param(Json& object, const Each& each) {
    if (!object.is_object()) return;
    for (const char* key : {"params", "parts", "controls", "groups"}) {
      const auto list = object.find(key);
      if (list == object.end() || !list->is_array()) continue;
      for (Json& one : *list) {
        if (std::string_view(key) == "params") {
          if (one.is_object()) each(one);
        } else {
          each_param(one, each);
        }
      }
    }
  }

  void modify(const Json& modify, Json& out, Work& work) {
    std::map<std::string, std::vector<const Json*>> settings;
    for (const Json& directive : list_of(modify, "set-parameters"))
      settings[text_of(directive, "param-id")].push_back(&directive);
    if (!settings.empty()) {
      std::set<std::string> found;
      const auto set = [&](Json& param) {
        const auto wanted = settings.find(text_of(param, "id"));
        if (wanted == settings.end()) return;
        found.insert(wanted->first);
        for (const Json* directive : wanted->second) set_parameter(param, *directive);
      };
      each_param(out, set);
      for (Json& param : work.loose) set(param);
      for (const auto& [id, directives] : settings) {
        work.touched.insert(id);
        if (!found.contains(id)) problems.push_back("There is no parameter \"" + id + "\" to set.");
      }
    }
    std::map<std::string, std::vector<const Json*>> alters;
    for (const Json& alter : list_of(modify, "alters")) alters[text_of(alter, "control-id")].push_back(&alter);
    if (alters.empty()) return;
    std::set<std::string> found;
    const auto change = [&](Json& control) {
      const auto wanted = alters.find(text_of(control, "id"));
      if (wanted == alters.end()) return;
      found.insert(wanted->first);
      for (const Json* alter : wanted->second) {
        for (const Json& directive : list_of(*alter, "removes")) Alteration::remove(control, directive);
        for (const Json& directive : list_of(*alter, "adds")) {
          if (directive.is_object() && !Alteration::add(control, directive)) {
            problems.push_back("Control \"" + wanted->first + "\" has no \"" + text_of(directive, "by-id") + "\" to add to.");
          }
        }
      }
    };
    if (const auto controls = out.find("controls"); controls != out.end()) each_control(*controls, change);
    if (const auto groups = out.find("groups"); groups != out.end()) each_control_in_groups(*groups, change);
    for (const auto& [id, directives] : alters) {
      if (!found.contains(id)) problems.push_back("There is no control \"" + id + "\" to alter.");
    }
  }

  /// Keeps those loose parameters and resources that something refers to which is kept.
  void prune(Json& out, const Work& work) {
    std::set<std::string> there;
    each_param(out, [&](Json& param) { there.insert(text_of(param, "id")); });
    std::multimap<std::string, std::pair<std::vector<bool>*, std::size_t>> places;
    std::vector<bool> params(work.loose.size(), false);
    std::vector<bool> resources(work.resources.size(), false);
    std::set<std::string> seen;
    std::vector<std::string> open;
    const auto refer = [&](const Json& json) {
      std::set<std::string> found;
      collect_references(json, found);
      for (const std::string& id : found) {
        if (seen.insert(id).second) open.push_back(id);
      }
    };
    refer(out);
    for (std::size_t i = 0; i < work.loose.size(); ++i) {
      const std::string id = text_of(work.loose[i], "id");
      if (there.contains(id)) continue;
      places.emplace(id, std::pair{&params, i});
      if ((is_kept_always(work.loose[i]) || work.touched.contains(id)) && seen.insert(id).second) open.push_back(id);
    }
    for (std::size_t i = 0; i < work.resources.size(); ++i) {
      const std::string id = text_of(work.resources[i], "uuid");
      places.emplace(id, std::pair{&resources, i});
      if (is_kept_always(work.resources[i]) && seen.insert(id).second) open.push_back(id);
    }
    while (!open.empty()) {
      const std::string id = std::move(open.back());
      open.pop_back();
      const auto [begin, end] = places.equal_range(id);
      for (auto place = begin; place != end; ++place) {
        const auto [kept, i] = place->second;
        const Json& object = kept == &params ? work.loose[i] : work.resources[i];
        (*kept)[i] = object.is_object();
        refer(object);
      }
    }
    for (std::size_t i = 0; i < params.size(); ++i) {
      if (params[i]) out["params"].push_back(work.loose[i]);
    }
    for (std::size_t i = 0; i < resources.size(); ++i) {
      if (resources[i]) out["back-matter"]["resources"].push_back(work.resources[i]);
    }
  }

  Json metadata_of(const Json& profile, const std::string& path, const Work& work) const {
    Json out = profile.is_object() ? profile : Json::object();
    if (version_key(std::string(kVersion)) < version_key(work.oscal_version)) {
      out["oscal-version"] = kVersion;
    } else {
      out["oscal-version"] = work.oscal_version;
    }
    Json more = Json::object();
    more["roles"] = work.roles;
    more["parties"] = work.parties;
    more["props"] = Json::array({Json{{"name", "resolution-tool"}, {"value", "Crosswalk"}}});
    more["links"] = Json::array({Json{{"rel", "source-profile"}, {"href", reference_of(path)}}});
    for (const char* key : {"roles", "parties", "props", "links"}) add_list(out, more, key);
    return out;
  }

  static constexpr std::size_t kMostChained = 32;

  const Loader& load_;
  /// Paths of the profiles that are being resolved, the outermost first.
  std::vector<std::string> chain_;
  std::size_t imports_ = 0;
  std::size_t bytes_ = 0;
  std::size_t inserted_ = 0;
};

}  // namespace

base::Result<Resolution> resolve(const Document& profile, const std::string& path, const Loader& load) {
  if (profile.model != "profile")
    return base::Error{base::ErrorCode::malformed_data, path, "is no profile but a " + profile.model};
  try {
    Resolver resolver(load);
    CW_ASSIGN_OR_RETURN(Json catalog, resolver.run(profile.body, resolve_reference("", path)));
    return Resolution{{"catalog", std::move(catalog)}, std::move(resolver.problems), resolver.complete};
  } catch (const Json::exception& error) {
    // Something is of another type than its name says.
    return base::Error{base::ErrorCode::malformed_data, path, error.what()};
  }
}

std::string resolve_reference(std::string_view base, std::string_view reference) {
  reference = reference.substr(0, reference.find_first_of("#?"));
  const std::size_t colon = reference.find_first_of(":/");
  if (reference.empty() || reference.starts_with("//")) return {};
  if (colon != std::string_view::npos && reference[colon] == ':') return {};
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string decoded;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (reference[i] == '%' && i + 2 < reference.size() && digit(reference[i + 1]) >= 0 && digit(reference[i + 2]) >= 0) {
      decoded += static_cast<char>(digit(reference[i + 1]) * 16 + digit(reference[i + 2]));
      i += 2;
    } else {
      decoded += reference[i];
    }
  }
  if (decoded.find('\0') != std::string::npos) return {};
  std::string whole = decoded;
  if (!decoded.starts_with("/")) whole = std::string(base.substr(0, base.rfind('/') + 1)) + decoded;
  std::vector<std::string> steps;
  for (const std::string_view step : base::split(whole, '/')) {
    if (step.empty() || step == ".") continue;
    if (step == ".." && !steps.empty() && steps.back() != "..") {
      steps.pop_back();
    } else {
      steps.emplace_back(step);
    }
  }
  return (whole.starts_with("/") ? "/" : "") + base::join(steps, "/");
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace crosswalk::oscal
