// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "artifacts/jsonschema/program.h"
#include "base/text.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

using json::Type;
using json::Value;

/// How many schemas may lie on the way to each other; only a schema that refers to itself without end gets there.
constexpr std::size_t kDeepest = 1000;
/// How many schemas of alternatives are looked at to find the one that comes nearest.
constexpr std::size_t kMostLooks = 50'000;

/// Which members or elements of a value a schema spoke of.
class Marks {
 public:
  void add(std::size_t number) {
    if (number >= seen_.size()) seen_.resize(number + 1);
    seen_[number] = true;
  }
  void add_all() { all_ = true; }
  void add(const Marks& other) {
    all_ = all_ || other.all_;
    if (other.seen_.size() > seen_.size()) seen_.resize(other.seen_.size());
    for (std::size_t i = 0; i < other.seen_.size(); ++i) {
      if (other.seen_[i]) seen_[i] = true;
    }
  }
  [[nodiscard]] bool has(std::size_t number) const { return all_ || (number < seen_.size() && seen_[number]); }

 private:
  std::vector<bool> seen_;
  bool all_ = false;
};

/// A problem as it is found.
struct Found {
  Value at;
  NodeId node = kNone;
  std::string keyword;
  std::string message;
};

/// Takes problems down.
struct Collector {
  std::size_t most = 100;
  std::vector<Found> found;
  [[nodiscard]] bool full() const { return found.size() >= most; }
};

/// A number of anything with its noun.
std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

/// A value on one line of a message.
std::string shown(const Value& value) {
  constexpr std::size_t kMost = 60;
  const std::string text = base::collapse_space(value.is_string() ? json::quoted(value.string()) : std::string(value.raw()));
  if (text.size() <= kMost) return text;
  std::size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "...";
}

std::string_view with_article(std::string_view type) {
  if (type == "null") return "null";
  if (type == "boolean") return "true or false";
  if (type == "number") return "a number";
  if (type == "string") return "a text";
  if (type == "array") return "a list";
  if (type == "object") return "an object";
  return "a whole number";
}

/// A list in words: "a, b or c".
std::string one_of(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_whole(const Value& number, bool strict) {
  const std::string_view text = number.number();
  if (text.find_first_of(".eE") == std::string_view::npos) return true;
  return !strict && json::decimal_of(text).whole();
}

std::string text_of(const json::Decimal& number) {
  std::string out = number.digits.empty() ? "0" : number.digits;
  if (number.exponent > 0 && number.exponent < 30) out.append(static_cast<std::size_t>(number.exponent), '0');
  const auto below = static_cast<std::size_t>(-number.exponent);
  if (number.exponent < 0 && below < 30) {
    if (out.size() <= below) out.insert(0, below + 1 - out.size(), '0');
    out.insert(out.size() - below, ".");
  } else if (number.exponent < 0 || number.exponent >= 30) {
    out += "e" + std::to_string(number.exponent);
  }
  return number.negative ? "-" + out : out;
}

/// Base64 with its padding. Source: RFC 4648, 4.
std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kLetters.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
  }
  return out;
}

/// Compares one document with a program.
class Run {
 public:
  explicit Run(const Program& program) : program_(program) {}

  bool quiet(const Value& value) { return check(program_.root, value, 0, nullptr, nullptr); }

  std::vector<Found> collect(const Value& value, std::size_t most) {
    Collector out;
    out.most = most;
    if (!check(program_.root, value, 0, nullptr, &out) && out.found.empty())
      report(&out, value, program_.root, "", "this is not as its schema wants it");
    return std::move(out.found);
  }

 private:
  /// A schema resource on the way, and what lay before it. 0 is the way without any.
  struct Step {
    std::uint32_t before = 0;
    std::uint32_t resource = 0;
  };
  struct Key {
    NodeId node;
    std::uint32_t way;
    std::size_t value;
    bool marks;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t out = key.value * 0x9E3779B97F4A7C15ULL;
      out ^= ((static_cast<std::uint64_t>(key.node) << 32U) | key.way) * 0xBF58476D1CE4E5B9ULL;
      out += key.marks ? 1 : 0;
      return static_cast<std::size_t>(out ^ (out >> 29U));
    }
  };
  enum class State : std::uint8_t { open, good, bad };
  struct Known {
    State state = State::open;
    std::unique_ptr<Marks> marks;
  };

  static bool report(Collector* out, const Value& at, NodeId node, std::string_view keyword, std::string message) {
    if (!out->full()) out->found.push_back({at, node, std::string(keyword), std::move(message)});
    return false;
  }

  /// The way to a resource by another one, each only where it came first: what lies behind decides nothing.
  std::uint32_t way_to(std::uint32_t way, std::uint32_t resource) {
    for (std::uint32_t at = way; at != 0; at = steps_[at].before) {
      if (steps_[at].resource == resource) return way;
    }
    const std::uint64_t key = (static_cast<std::uint64_t>(way) << 32U) | resource;
    const auto [known, fresh] = ways_.emplace(key, static_cast<std::uint32_t>(steps_.size()));
    if (fresh) steps_.push_back({way, resource});
    return known->second;
  }

  NodeId target_of(const DynamicRef& ref, std::uint32_t way) const {
    NodeId out = ref.target;
    if (!ref.dynamic) return out;
    // The outermost one is the last on the way back.
    for (std::uint32_t at = way; at != 0; at = steps_[at].before) {
      const Resource& resource = program_.resources[steps_[at].resource];
      if (ref.anchor.empty()) {
        if (resource.recursive_anchor && resource.root_node != kNone) out = resource.root_node;
      } else if (const auto found = resource.dynamic_nodes.find(ref.anchor); found != resource.dynamic_nodes.end()) {
        out = found->second;
      }
    }
    return out;
  }

  /// Whether the value is as the node wants it. With `out`, says how it is not; without, stops at the first that it is not.
  bool check(NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    const Node& node = program_.nodes[id];
    if (program_.dynamic) way = way_to(way, node.resource);
    if (depth_ >= kDeepest) {
      if (out != nullptr) report(out, value, id, "$ref", "the schema refers to itself without end here");
      return false;
    }
    if (!node.compound || remembering_ == 0) return enter(id, value, way, marks, out);
    const Key key{id, way, value.begin(), marks != nullptr};
    const auto [known, fresh] = known_.try_emplace(key);
    if (!fresh) {
      // The same question while it is being asked: the schema goes round in a circle, and says nothing more.
      if (known->second.state == State::good) {
        if (marks != nullptr && known->second.marks) marks->add(*known->second.marks);
        return true;
      }
      if (out == nullptr) return false;
      if (known->second.state == State::open)
        return report(out, value, id, "$ref", "the schema refers to itself without end here");
      return tell(key, value, out);
    }
    Marks own;
    const bool good = enter(id, value, way, marks != nullptr ? &own : nullptr, nullptr);
    // Other entries may have come in between; places of elements stay.
    Known& entry = known_.find(key)->second;
    entry.state = good ? State::good : State::bad;
    if (good && marks != nullptr) {
      marks->add(own);
      entry.marks = std::make_unique<Marks>(std::move(own));
    }
    if (!good && out != nullptr) tell(key, value, out);
    return good;
  }

  /// Says why a value that is known to be wrong is so; of a circle once.
  bool tell(const Key& key, const Value& value, Collector* out) {
    if (!told_.insert(key).second) return report(out, value, key.node, "$ref", "the schema refers to itself without end here");
    enter(key.node, value, key.way, nullptr, out);
    told_.erase(key);
    return false;
  }

  bool enter(NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    ++depth_;
    const bool good = compare(id, value, way, marks, out);
    --depth_;
    return good;
  }

  bool compare(NodeId id, const Value& value, std::uint32_t way, Marks* outer, Collector* out) {
    const Node& node = program_.nodes[id];
    if (node.never) return out != nullptr && report(out, value, id, "false schema", "nothing may stand here");
    bool good = plain(node, id, value, out);
    if (!good && (out == nullptr || out->full())) return false;

    // What unevaluatedItems and unevaluatedProperties ask about is noted where one of them stands, here or further out.
    const bool asks =
        (node.unevaluated_items != kNone && value.is_array()) || (node.unevaluated_properties != kNone && value.is_object());
    std::unique_ptr<Marks> own;
    Marks* marks = outer;
    if (asks) {
      own = std::make_unique<Marks>();
      marks = own.get();
    }
    good = in_place(node, id, value, way, marks, out) && good;
    if (!good && (out == nullptr || out->full())) return false;
    if (value.is_object()) {
      good = object(node, id, value, way, marks, out) && good;
    } else if (value.is_array()) {
      good = array(node, id, value, way, marks, out) && good;
    }
    if (!asks) return good;
    if (!good) return false;
    good = unevaluated(node, value, way, *marks, out);
    if (good && outer != nullptr) {
      outer->add(*own);
      outer->add_all();
    }
    return good;
  }

  /// What a value says for itself.
  static bool plain(const Node& node, NodeId id, const Value& value, Collector* out) {
    bool good = true;
    const auto fail = [&](std::string_view keyword, auto message) {
      good = false;
      if (out != nullptr) report(out, value, id, keyword, message());
      return out != nullptr;
    };
    if (node.types != 0 && !has_type(node, value)) {
      if (!fail("type", [&] { return wrong_type(node, value); })) return false;
    }
    if (node.has_values && !is_listed(node, value)) {
      if (!fail(node.is_const ? "const" : "enum", [&] { return not_listed(node, value); })) return false;
    }
    if (value.is_number()) return number(node, value, fail) && good;
    if (value.is_string()) return text(node, value, fail) && good;
    return good;
  }

  static bool has_type(const Node& node, const Value& value) {
    if ((node.types & (1U << static_cast<unsigned>(value.type()))) != 0) return true;
    return value.is_number() && (node.types & Node::kInteger) != 0 && is_whole(value, node.strict_integer);
  }

  static std::string wrong_type(const Node& node, const Value& value) {
    std::vector<std::string> wanted;
    for (unsigned i = 0; i < 6; ++i) {
      if ((node.types & (1U << i)) != 0) wanted.emplace_back(with_article(json::name_of(static_cast<Type>(i))));
    }
    if ((node.types & Node::kInteger) != 0) wanted.emplace_back(with_article("integer"));
    const std::string is =
        value.is_object() || value.is_array() ? std::string(with_article(json::name_of(value.type()))) : shown(value);
    return one_of(wanted) + " is wanted here, not " + is;
  }

  static bool is_listed(const Node& node, const Value& value) {
    constexpr std::size_t kFew = 4;
    if (node.values.size() <= kFew) {
      return std::any_of(node.values.begin(), node.values.end(), [&](const Value& other) { return json::equal(other, value); });
    }
    const auto [first, last] = node.values_by_hash.equal_range(json::hash(value));
    return std::any_of(first, last, [&](const auto& entry) { return json::equal(node.values[entry.second], value); });
  }

  static std::string not_listed(const Node& node, const Value& value) {
    constexpr std::size_t kMost = 12;
    if (node.values.size() > kMost)
      return shown(value) + " is none of the " + std::to_string(node.values.size()) + " values that may stand here";
    std::vector<std::string> wanted;
    for (const Value& other : node.values) wanted.push_back(shown(other));
    if (wanted.size() == 1) return wanted[0] + " is wanted here, not " + shown(value);
    return shown(value) + " is none of the values that may stand here: " + one_of(wanted);
  }

  template <class Fail>
  static bool number(const Node& node, const Value& value, const Fail& fail) {
    if (!node.minimum && !node.maximum && !node.exclusive_minimum && !node.exclusive_maximum && !node.multiple_of) return true;
    const json::Decimal is = json::decimal_of(value.number());
    bool good = true;
    const auto bound = [&](const std::optional<json::Decimal>& limit, std::string_view keyword, std::string_view words,
                           auto allowed) {
      if (!limit || allowed(json::compare(is, *limit))) return true;
      good = false;
      return static_cast<bool>(fail(
          keyword, [&] { return shown(value) + " is wrong here: it has to be " + std::string(words) + " " + text_of(*limit); }));
    };
    if (!bound(node.minimum, "minimum", "at least", [](int order) { return order >= 0; })) return false;
    if (!bound(node.maximum, "maximum", "at most", [](int order) { return order <= 0; })) return false;
    if (!bound(node.exclusive_minimum, "exclusiveMinimum", "more than", [](int order) { return order > 0; })) return false;
    if (!bound(node.exclusive_maximum, "exclusiveMaximum", "less than", [](int order) { return order < 0; })) return false;
    if (node.multiple_of && !json::is_multiple(is, *node.multiple_of)) {
      good = false;
      fail("multipleOf", [&] { return shown(value) + " is no multiple of " + text_of(*node.multiple_of); });
    }
    return good;
  }

  template <class Fail>
  static bool text(const Node& node, const Value& value, const Fail& fail) {
    const std::string_view is = value.string();
    bool good = true;
    const auto wrong = [&](std::string_view keyword, auto message) {
      good = false;
      return static_cast<bool>(fail(keyword, message));
    };
    if (node.length.least > 0 || node.length.most != kUnlimited) {
      const std::size_t length = characters(is);
      if (length < node.length.least) {
        const auto message = [&] {
          return length == 0
                     ? std::string("the text is empty")
                     : shown(value) + " is too short: " + counted(node.length.least, "character", "characters") + " at least";
        };
        if (!wrong("minLength", message)) return false;
      }
      if (length > node.length.most) {
        const auto message = [&] {
          return shown(value) + " is too long: " + counted(node.length.most, "character", "characters") + " at most";
        };
        if (!wrong("maxLength", message)) return false;
      }
    }
    if (node.pattern != nullptr && !node.pattern->found_in(is)) {
      const auto message = [&] {
        return shown(value) + " does not have the form that is wanted: " + std::string(node.place["pattern"].string());
      };
      if (!wrong("pattern", message)) return false;
    }
    if (node.format != nullptr && !node.format->fits(is)) {
      if (!wrong("format", [&] { return shown(value) + " is not " + std::string(node.format->wanted); })) return false;
    }
    if (!node.base64 && !node.json_text) return good;
    const auto decoded = node.base64 ? from_base64(is) : std::optional(std::string(is));
    if (!decoded) {
      wrong("contentEncoding", [&] { return shown(value) + " is not in base64"; });
    } else if (node.json_text && !json::parse(*decoded, {"content", 128, true})) {
      wrong("contentMediaType", [&] { return shown(value) + " is not JSON"; });
    }
    return good;
  }

  /// The schemas that look at the same value.
  bool in_place(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    bool good = true;
    const auto step = [&](NodeId next) {
      if (!check(next, value, way, marks, out)) good = false;
      return good || (out != nullptr && !out->full());
    };
    if (node.ref != kNone && !step(node.ref)) return false;
    if (node.dynamic_ref && !step(target_of(*node.dynamic_ref, way))) return false;
    const bool many = !node.all_of.empty() || !node.any_of.empty() || !node.one_of.empty() || node.not_ != kNone ||
                      node.if_ != kNone || !node.dependent_schemas.empty();
    if (!many) return good;
    ++remembering_;
    good = combined(node, id, value, way, marks, out) && good;
    --remembering_;
    return good;
  }

  bool combined(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    bool good = true;
    const auto go_on = [&] { return good || (out != nullptr && !out->full()); };
    for (const NodeId next : node.all_of) {
      good = check(next, value, way, marks, out) && good;
      if (!go_on()) return false;
    }
    if (!node.any_of.empty()) good = any_of(node, id, value, way, marks, out) && good;
    if (!go_on()) return false;
    if (!node.one_of.empty()) good = just_one_of(node, id, value, way, marks, out) && good;
    if (!go_on()) return false;
    if (node.not_ != kNone && check(node.not_, value, way, nullptr, nullptr)) {
      good = false;
      if (out != nullptr) report(out, value, id, "not", shown(value) + " is just what may not stand here");
    }
    if (!go_on()) return false;
    if (node.if_ != kNone) {
      Marks found;
      const bool holds = check(node.if_, value, way, marks != nullptr ? &found : nullptr, nullptr);
      if (holds && marks != nullptr) marks->add(found);
      const NodeId next = holds ? node.then_ : node.else_;
      if (next != kNone) good = check(next, value, way, marks, out) && good;
    }
    if (!go_on()) return false;
    if (value.is_object()) {
      for (const auto& [name, next] : node.dependent_schemas) {
        if (!value[name]) continue;
        good = check(next, value, way, marks, out) && good;
        if (!go_on()) return false;
      }
    }
    return good;
  }

  bool any_of(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    bool any = false;
    for (const NodeId next : node.any_of) {
      Marks found;
      if (!check(next, value, way, marks != nullptr ? &found : nullptr, nullptr)) continue;
      any = true;
      if (marks == nullptr) break;
      marks->add(found);
    }
    if (!any && out != nullptr) tell_nearest(node.any_of, "anyOf", id, value, way, out);
    return any;
  }

  bool just_one_of(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    std::size_t fitting = 0;
    Marks kept;
    for (const NodeId next : node.one_of) {
      Marks found;
      if (!check(next, value, way, marks != nullptr ? &found : nullptr, nullptr)) continue;
      ++fitting;
      if (marks != nullptr) kept.add(found);
      if (fitting > 1 && out == nullptr) return false;
    }
    if (fitting == 1) {
      if (marks != nullptr) marks->add(kept);
      return true;
    }
    if (out != nullptr && fitting == 0) tell_nearest(node.one_of, "oneOf", id, value, way, out);
    if (out != nullptr && fitting > 1) {
      report(out, value, id, "oneOf",
             "this fits " + std::to_string(fitting) + " of the " + std::to_string(node.one_of.size()) +
                 " alternatives that the schema has for it, and only one may");
    }
    return false;
  }

  /// How far a value is from an alternative.
  static std::size_t distance(const std::vector<Found>& found, const Value& value) {
    std::size_t out = 0;
    for (const Found& one : found) {
      if (one.at == value) {
        const bool other_kind =
            one.keyword == "type" || one.keyword == "const" || one.keyword == "enum" || one.keyword == "false schema";
        out += other_kind ? 1000 : 3;
      } else {
        // A member that tells alternatives apart.
        out += one.keyword == "const" ? 10 : 1;
      }
    }
    return out;
  }

  void tell_nearest(const std::vector<NodeId>& alternatives, std::string_view keyword, NodeId id, const Value& value,
                    std::uint32_t way, Collector* out) {
    constexpr std::size_t kMost = 20;
    std::vector<std::vector<Found>> tried;
    std::size_t best = 0;
    std::size_t best_distance = 0;
    for (const NodeId next : alternatives) {
      if (looks_ >= kMostLooks) break;
      ++looks_;
      Collector alone;
      alone.most = kMost;
      check(next, value, way, nullptr, &alone);
      const std::size_t far = distance(alone.found, value);
      if (tried.empty() || far < best_distance) {
        best = tried.size();
        best_distance = far;
      }
      tried.push_back(std::move(alone.found));
    }
    constexpr std::size_t kOtherKind = 1000;
    if (tried.empty() || (tried.size() > 1 && best_distance >= kOtherKind)) {
      std::string message =
          "this fits none of the " + std::to_string(alternatives.size()) + " alternatives that the schema has for it";
      std::vector<std::string> reasons;
      for (const auto& found : tried) {
        if (found.empty() || std::find(reasons.begin(), reasons.end(), found.front().message) != reasons.end()) continue;
        reasons.push_back(found.front().message);
        message += (reasons.size() == 1 ? ": " : "; ") + reasons.back();
        if (reasons.size() == 3) break;
      }
      report(out, value, id, keyword, std::move(message));
      return;
    }
    for (Found& one : tried[best]) {
      if (!out->full()) out->found.push_back(std::move(one));
    }
  }

  bool object(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    bool good = true;
    const auto fail = [&](std::string_view keyword, auto message) {
      good = false;
      if (out != nullptr) report(out, value, id, keyword, message());
      return out != nullptr && !out->full();
    };
    if (value.size() < node.properties_count.least) {
      const auto message = [&] {
        return "too little is said here: " + counted(node.properties_count.least, "member", "members") + " at least";
      };
      if (!fail("minProperties", message)) return false;
    }
    if (value.size() > node.properties_count.most) {
      const auto message = [&] {
        return "too much is said here: " + counted(node.properties_count.most, "member", "members") + " at most";
      };
      if (!fail("maxProperties", message)) return false;
    }
    if (!members(node, id, value, way, marks, out)) {
      good = false;
      if (out == nullptr || out->full()) return false;
    }
    for (const auto& [name, needed] : node.dependent_required) {
      if (!value[name]) continue;
      for (const std::string_view other : needed) {
        if (value[other]) continue;
        const auto message = [&, present = name] {
          return json::quoted(other) + " is missing, which has to stand beside " + json::quoted(present);
        };
        if (!fail(node.place["dependentRequired"] ? "dependentRequired" : "dependencies", message)) return false;
      }
    }
    return good;
  }

  bool members(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    if (node.properties.empty() && node.pattern_properties.empty() && node.additional_properties == kNone &&
        node.property_names == kNone)
      return true;
    bool good = true;
    const auto go_on = [&] { return good || (out != nullptr && !out->full()); };
    std::uint64_t seen = 0;
    std::size_t number = 0;
    for (const json::Member& member : value.members()) {
      bool spoken_of = false;
      if (!node.properties.empty()) {
        if (const auto found = node.properties.find(member.key); found != node.properties.end()) {
          if (found->second.required < 64) seen |= std::uint64_t{1} << found->second.required;
          if (found->second.node != kNone) {
            spoken_of = true;
            good = check(found->second.node, member.value, way, nullptr, out) && good;
            if (!go_on()) return false;
          }
        }
      }
      for (const auto& [pattern, next] : node.pattern_properties) {
        if (!pattern->found_in(member.key)) continue;
        spoken_of = true;
        good = check(next, member.value, way, nullptr, out) && good;
        if (!go_on()) return false;
      }
      if (!spoken_of && node.additional_properties != kNone) {
        spoken_of = true;
        if (program_.nodes[node.additional_properties].never) {
          good = false;
          if (out != nullptr)
            report(out, member.value, id, "additionalProperties", json::quoted(member.key) + " is not known here");
        } else {
          good = check(node.additional_properties, member.value, way, nullptr, out) && good;
        }
        if (!go_on()) return false;
      }
      if (node.property_names != kNone && !check(node.property_names, member.name, way, nullptr, out)) good = false;
      if (!go_on()) return false;
      if (spoken_of && marks != nullptr) marks->add(number);
      ++number;
    }
    for (std::size_t i = 0; i < node.required.size(); ++i) {
      const bool there = i < 64 ? ((seen >> i) & 1U) != 0 : static_cast<bool>(value[node.required[i]]);
      if (there) continue;
      good = false;
      if (out != nullptr) report(out, value, id, "required", json::quoted(node.required[i]) + " is missing");
      if (!go_on()) return false;
    }
    return good;
  }

  bool array(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
    bool good = true;
    const auto fail = [&](std::string_view keyword, auto message) {
      good = false;
      if (out != nullptr) report(out, value, id, keyword, message());
      return out != nullptr && !out->full();
    };
    if (value.size() < node.items_count.least) {
      const auto message = [&] {
        return value.empty() ? std::string("the list is empty")
                             : "the list is too short: " + counted(node.items_count.least, "element", "elements") + " at least";
      };
      if (!fail("minItems", message)) return false;
    }
    if (value.size() > node.items_count.most) {
      const auto message = [&] {
        return "the list is too long: " + counted(node.items_count.most, "element", "elements") + " at most";
      };
      if (!fail("maxItems", message)) return false;
    }
    if (node.items != kNone || !node.prefix_items.empty()) {
      std::size_t number = 0;
      for (const Value item : value.items()) {
        const NodeId next = number < node.prefix_items.size() ? node.prefix_items[number] : node.items;
        if (next == kNone) break;
        if (program_.nodes[next].never) {
          if (!fail(node.items_keyword,
                    [&] { return "the list is too long: " + counted(number, "element", "elements") + " at most"; }))
            return false;
          break;
        }
        if (!check(next, item, way, nullptr, out)) good = false;
        if (!good && (out == nullptr || out->full())) return false;
        if (marks != nullptr) marks->add(number);
        ++number;
      }
      if (node.items != kNone && marks != nullptr) marks->add_all();
    }
    if (node.contains != kNone && !contains(node, value, way, marks, fail)) return false;
    if (node.unique_items) {
      if (const auto twin = repeated(value); twin && !fail("uniqueItems", [&] {
                                               return "elements " + std::to_string(twin->first + 1) + " and " +
                                                      std::to_string(twin->second + 1) + " of the list are the same";
                                             })) {
        return false;
      }
    }
    return good;
  }

  template <class Fail>
  bool contains(const Node& node, const Value& value, std::uint32_t way, Marks* marks, const Fail& fail) {
    ++remembering_;
    std::uint64_t found = 0;
    std::size_t number = 0;
    const bool all = (marks != nullptr && node.contains_evaluates) || node.contains_count.most != kUnlimited;
    for (const Value item : value.items()) {
      if (check(node.contains, item, way, nullptr, nullptr)) {
        ++found;
        if (marks != nullptr && node.contains_evaluates) marks->add(number);
      }
      ++number;
      if (!all && found >= node.contains_count.least) break;
    }
    --remembering_;
    if (found < node.contains_count.least) {
      const auto message = [&] {
        return "the list has " + std::to_string(found) + " of the elements that it has to have, and " +
               std::to_string(node.contains_count.least) + " are wanted";
      };
      return fail(node.place["minContains"] ? "minContains" : "contains", message);
    }
    if (found > node.contains_count.most) {
      const auto message = [&] {
        return "the list has " + std::to_string(found) + " elements of a kind of which it may have " +
               std::to_string(node.contains_count.most);
      };
      return fail("maxContains", message);
    }
    return true;
  }

  /// The numbers of two elements that say the same.
  static std::optional<std::pair<std::size_t, std::size_t>> repeated(const Value& value) {
    if (value.size() < 2) return std::nullopt;
    std::unordered_multimap<std::uint64_t, std::pair<Value, std::size_t>> seen;
    seen.reserve(value.size());
    std::size_t number = 0;
    for (const Value item : value.items()) {
      const std::uint64_t hash = json::hash(item);
      const auto [first, last] = seen.equal_range(hash);
      for (auto at = first; at != last; ++at) {
        if (json::equal(at->second.first, item)) return std::pair(at->second.second, number);
      }
      seen.emplace(hash, std::pair(item, number));
      ++number;
    }
    return std::nullopt;
  }

  bool unevaluated(const Node& node, const Value& value, std::uint32_t way, const Marks& marks, Collector* out) {
    bool good = true;
    std::size_t number = 0;
    const auto look = [&](NodeId next, const Value& at) {
      if (marks.has(number++)) return true;
      good = check(next, at, way, nullptr, out) && good;
      return good || (out != nullptr && !out->full());
    };
    if (value.is_array()) {
      for (const Value item : value.items()) {
        if (!look(node.unevaluated_items, item)) return false;
      }
    } else {
      for (const json::Member& member : value.members()) {
        if (!look(node.unevaluated_properties, member.value)) return false;
      }
    }
    return good;
  }

  const Program& program_;
  std::size_t depth_ = 0;
  std::size_t looks_ = 0;
  /// Above 0 where a value may be compared with the same schema more than once.
  std::size_t remembering_ = 0;
  std::unordered_map<Key, Known, KeyHash> known_;
  /// What is being told.
  std::unordered_set<Key, KeyHash> told_;
  std::vector<Step> steps_{Step{}};
  std::unordered_map<std::uint64_t, std::uint32_t> ways_;
};

}  // namespace

bool accepts(const Program& program, const Value& value) { return value && Run(program).quiet(value); }

std::vector<Problem> problems(const Program& program, const Value& value, std::size_t most) {
  std::vector<Problem> out;
  if (!value || most == 0) return out;
  for (const Found& found : Run(program).collect(value, most)) {
    Problem problem;
    problem.pointer = found.at.pointer();
    problem.line = found.at.place().line;
    problem.keyword = found.keyword;
    problem.message = found.message;
    const Node& node = program.nodes[found.node];
    const Resource& resource = program.resources[node.resource];
    const Resource& root = program.resources[program.nodes[program.root].resource];
    if (&resource != &root) problem.schema = resource.uri;
    std::string pointer = node.place.pointer();
    const std::string before = resource.root.pointer();
    problem.schema += "#" + pointer.substr(std::min(before.size(), pointer.size()));
    if (problem.keyword != "false schema") problem.schema += "/" + problem.keyword;
    out.push_back(std::move(problem));
  }
  return out;
}

}  // namespace crosswalk::artifacts::jsonschema
