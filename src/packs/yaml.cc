// SPDX-License-Identifier: Apache-2.0
#include "packs/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>
#include <unordered_set>

#include "base/text.h"
#include "packs/yaml_documents.h"

namespace crosswalk::packs {
namespace {

constexpr std::size_t max_bytes = 8U << 20;
constexpr std::size_t max_depth = 200;

/// A value with the name that aliases call it by, and how much it is.
struct Named {
  Yaml value;
  std::size_t values = 0;
  std::size_t depth = 0;
};

/// Counts the values of a tree into `out`, and its levels.
void measure(const Yaml& yaml, std::size_t level, Named& out) {
  ++out.values;
  out.depth = std::max(out.depth, level);
  for (const Yaml& item : yaml.items) measure(item, level + 1, out);
  for (const Yaml::Member& member : yaml.members) measure(member.value, level + 1, out);
}

/// Builds the tree from the parser's events, so that without limits neither aliases nor depth can make it larger than the text.
class TreeBuilder : public YAML::EventHandler {
 public:
  /// Without limits it refuses aliases, for those who write packs.
  TreeBuilder(std::string_view file, Diagnostics& diagnostics, const YamlLimits* limits = nullptr)
      : file_(file), diagnostics_(diagnostics), aliases_(limits != nullptr) {
    if (limits != nullptr) {
      depth_ = limits->depth;
      copied_ = limits->copied;
    }
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    // Where the library cannot go on behind a document it gives empty ones for ever.
    if (mark.pos <= begin_) throw YAML::ParserException(mark, "nothing that can be read follows here");
    begin_ = mark.pos;
    root_ = {};
    names_.clear();
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(make(mark, Yaml::Kind::null), anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (aliases_) return add_alias(mark, anchor);
    diagnostics_.error(file_, mark.line + 1, mark.column + 1, "aliases (*name) are not part of this language",
                       "write the value out where it is needed");
    add(make(mark, Yaml::Kind::null), 0);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    Yaml yaml = make(mark, Yaml::Kind::scalar);
    yaml.scalar = value;
    yaml.quoted = tag == "!";
    if (!yaml.quoted && (value == "~" || value == "null")) yaml.kind = Yaml::Kind::null;
    add(std::move(yaml), anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(make(mark, Yaml::Kind::sequence), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(make(mark, Yaml::Kind::map), anchor);
  }
  void OnMapEnd() override { close(); }

  Yaml take() { return std::move(root_); }

 private:
  struct Level {
    Yaml value;
    YAML::anchor_t anchor = 0;
    std::optional<Yaml> key;
    std::unordered_set<std::string> keys;
    /// Whether the key stands there for the first time and can be found again.
    bool keep = true;
  };

  static Yaml make(const YAML::Mark& mark, Yaml::Kind kind) {
    Yaml yaml;
    yaml.kind = kind;
    yaml.line = mark.line + 1;
    yaml.column = mark.column + 1;
    return yaml;
  }

  void open(Yaml yaml, YAML::anchor_t anchor) {
    if (stack_.size() >= depth_) throw YAML::ParserException(mark_of(yaml), "nested too deeply");
    Level level;
    level.value = std::move(yaml);
    level.anchor = anchor;
    stack_.push_back(std::move(level));
  }

  void close() {
    Level level = std::move(stack_.back());
    stack_.pop_back();
    if (aliases_ && level.value.kind == Yaml::Kind::map) merge(level);
    add(std::move(level.value), level.anchor);
  }

  void add(Yaml yaml, YAML::anchor_t anchor) {
    if (aliases_ && anchor != 0) remember(yaml, anchor);
    if (stack_.empty()) {
      root_ = std::move(yaml);
      return;
    }
    Level& level = stack_.back();
    if (level.value.kind == Yaml::Kind::sequence) {
      level.value.items.push_back(std::move(yaml));
    } else if (!level.key) {
      add_key(level, std::move(yaml));
    } else {
      if (level.keep || !aliases_) level.value.members.push_back({std::move(*level.key), std::move(yaml)});
      level.key.reset();
    }
  }

  void add_key(Level& level, Yaml yaml) {
    level.keep = yaml.kind == Yaml::Kind::scalar;
    if (!level.keep) {
      diagnostics_.error(file_, yaml.line, yaml.column, "a key has to be a word");
    } else if (!level.keys.insert(yaml.scalar).second) {
      level.keep = false;
      diagnostics_.error(file_, yaml.line, yaml.column, "'" + yaml.scalar + "' stands twice in the same map",
                         "keep one of the two");
    }
    level.key = std::move(yaml);
  }

  static YAML::Mark mark_of(const Yaml& yaml) {
    YAML::Mark mark;
    mark.line = yaml.line - 1;
    mark.column = yaml.column - 1;
    mark.pos = 0;
    return mark;
  }

  /// Takes so many values from what aliases may add.
  void pay(const Yaml& at, std::size_t values) {
    if (values > copied_) throw YAML::ParserException(mark_of(at), "its aliases make it far larger than it is");
    copied_ -= values;
  }

  void remember(const Yaml& yaml, YAML::anchor_t anchor) {
    Named named;
    measure(yaml, 1, named);
    pay(yaml, named.values);
    named.value = yaml;
    names_[anchor] = std::move(named);
  }

  void add_alias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto found = names_.find(anchor);
    const Yaml here = make(mark, Yaml::Kind::null);
    if (found == names_.end()) throw YAML::ParserException(mark_of(here), "an alias stands within what it names");
    const Named& named = found->second;
    pay(here, named.values);
    if (stack_.size() + named.depth > depth_) throw YAML::ParserException(mark_of(here), "nested too deeply");
    add(named.value, 0);
  }

  /// Puts the members of the maps that "<<" names behind those of the map itself.
  void merge(Level& level) {
    std::vector<Yaml::Member>& members = level.value.members;
    const auto found = std::find_if(members.begin(), members.end(),
                                    [](const Yaml::Member& each) { return each.key.scalar == "<<" && !each.key.quoted; });
    if (found == members.end()) return;
    const Yaml source = std::move(found->value);
    members.erase(found);
    if (source.kind == Yaml::Kind::sequence) {
      for (const Yaml& item : source.items) merge_map(level, item);
    } else {
      merge_map(level, source);
    }
  }

  void merge_map(Level& level, const Yaml& source) {
    if (source.kind == Yaml::Kind::null) return;
    if (source.kind != Yaml::Kind::map) {
      diagnostics_.error(file_, source.line, source.column, "'<<' takes a map, or a list of maps", "name a map: '<<: *name'");
      return;
    }
    for (const Yaml::Member& member : source.members) {
      if (level.keys.insert(member.key.scalar).second) level.value.members.push_back(member);
    }
  }

  std::string file_;
  Diagnostics& diagnostics_;
  bool aliases_;
  std::size_t depth_ = max_depth;
  std::size_t copied_ = 0;
  /// Where the document begins that is read.
  int begin_ = -1;
  std::vector<Level> stack_;
  std::map<YAML::anchor_t, Named> names_;
  Yaml root_;
};

/// Whether it can be read at all; else says why not.
bool is_readable(std::string_view text, std::size_t most, std::string_view file, Diagnostics& diagnostics) {
  if (text.size() > most) {
    diagnostics.error(file, 0, 0, "larger than " + std::to_string(most >> 20U) + " MiB", "split the file");
    return false;
  }
  if (!base::is_utf8(text)) {
    diagnostics.error(file, 0, 0, "not UTF-8", "save the file as UTF-8");
    return false;
  }
  return true;
}

void note(const YAML::Exception& exception, std::string_view file, Diagnostics& diagnostics) {
  const int line = exception.mark.is_null() ? 0 : exception.mark.line + 1;
  diagnostics.error(file, line, exception.mark.is_null() ? 0 : exception.mark.column + 1, "not YAML: " + exception.msg,
                    "check indentation, quotes and colons at this place");
}

}  // namespace

Yaml::Yaml() = default;
Yaml::~Yaml() = default;
Yaml::Yaml(const Yaml&) = default;
Yaml::Yaml(Yaml&&) noexcept = default;
Yaml& Yaml::operator=(const Yaml&) = default;
Yaml& Yaml::operator=(Yaml&&) noexcept = default;

const Yaml* Yaml::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name.scalar == key) return &value;
  }
  return nullptr;
}

std::optional<Yaml> parse_yaml(std::string_view text, std::string_view file, Diagnostics& diagnostics) {
  if (!is_readable(text, max_bytes, file, diagnostics)) return std::nullopt;
  const bool had_errors = diagnostics.has_errors();
  TreeBuilder builder(file, diagnostics);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return Yaml{};
    Yaml root = builder.take();
    TreeBuilder second(file, diagnostics);
    if (parser.HandleNextDocument(second)) {
      diagnostics.error(file, second.take().line, 1, "a second YAML document", "one document a file: remove the '---'");
    }
    if (!had_errors && diagnostics.has_errors()) return std::nullopt;
    return root;
  } catch (const YAML::Exception& exception) {
    note(exception, file, diagnostics);
    return std::nullopt;
  }
}

std::vector<Yaml> parse_yaml_documents(std::string_view text, std::string_view file, const YamlLimits& limits,
                                       Diagnostics& diagnostics) {
  std::vector<Yaml> out;
  if (!is_readable(text, limits.bytes, file, diagnostics)) return out;
  TreeBuilder builder(file, diagnostics, &limits);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) out.push_back(builder.take());
  } catch (const YAML::Exception& exception) {
    note(exception, file, diagnostics);
  }
  return out;
}

YamlReader::YamlReader(const Yaml& map, std::string_view file, std::string_view what, Diagnostics& diagnostics)
    : map_(map), file_(file), what_(what), diagnostics_(diagnostics) {
  if (map.kind != Yaml::Kind::map) {
    diagnostics_.error(file_, map.line, map.column, what_ + " has to be a map", "write 'key: value' lines");
  }
}

const Yaml* YamlReader::node(std::string_view key, bool required) {
  asked_.emplace(key);
  const Yaml* found = map_.find(key);
  if (found == nullptr && required && is_map()) {
    diagnostics_.error(file_, map_.line, map_.column, what_ + " lacks '" + std::string(key) + "'",
                       "add '" + std::string(key) + ": ...'");
  }
  return found;
}

std::string YamlReader::text(std::string_view key, bool required) {
  const Yaml* found = node(key, required);
  if (found == nullptr || found->kind == Yaml::Kind::null) return {};
  if (found->kind != Yaml::Kind::scalar) {
    error(key, "'" + std::string(key) + "' has to be a text", "write '" + std::string(key) + ": \"...\"'");
    return {};
  }
  return found->scalar;
}

std::vector<std::string> YamlReader::texts(std::string_view key, bool required) {
  std::vector<std::string> out;
  for (const Yaml* item : list(key, required)) {
    if (item->kind == Yaml::Kind::scalar) {
      out.push_back(item->scalar);
    } else if (item->kind != Yaml::Kind::null) {
      diagnostics_.error(file_, item->line, item->column, "'" + std::string(key) + "' has to be a list of texts",
                         "put texts with a colon or a bracket in quotes");
    }
  }
  return out;
}

bool YamlReader::boolean(std::string_view key, bool otherwise) {
  const std::string value = text(key);
  if (value.empty()) return otherwise;
  if (value == "true" || value == "yes") return true;
  if (value == "false" || value == "no") return false;
  error(key, "'" + std::string(key) + "' has to be true or false");
  return otherwise;
}

std::optional<double> YamlReader::number(std::string_view key) {
  const std::string value = text(key);
  if (value.empty()) return std::nullopt;
  double out = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (code != std::errc() || end != value.data() + value.size()) {
    error(key, "'" + std::string(key) + "' has to be a number");
    return std::nullopt;
  }
  return out;
}

std::optional<base::Date> YamlReader::date(std::string_view key) {
  const std::string value = text(key);
  if (value.empty()) return std::nullopt;
  const auto date = base::parse_iso_date(value);
  if (!date) error(key, "'" + value + "' is no date", "write it as 2026-01-31");
  return date;
}

std::vector<const Yaml*> YamlReader::list(std::string_view key, bool required) {
  const Yaml* found = node(key, required);
  std::vector<const Yaml*> out;
  if (found == nullptr || found->kind == Yaml::Kind::null) return out;
  if (found->kind == Yaml::Kind::sequence) {
    for (const Yaml& item : found->items) out.push_back(&item);
  } else {
    out.push_back(found);
  }
  return out;
}

void YamlReader::error(std::string_view key, std::string message, std::string advice) {
  const Yaml* found = map_.find(key);
  const Yaml& place = found != nullptr ? *found : map_;
  diagnostics_.error(file_, place.line, place.column, std::move(message), std::move(advice));
}

void YamlReader::unknown_word(std::string_view key, const std::string& value, const std::vector<std::string>& words) {
  const std::string near = nearest(value, words);
  error(key, "'" + value + "' is not a value of '" + std::string(key) + "'",
        near.empty() ? "one of: " + base::join(words, ", ")
                     : "did you mean '" + near + "'? The words are: " + base::join(words, ", "));
}

void YamlReader::finish() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [key, value] : map_.members) {
    if (asked_.contains(key.scalar)) continue;
    const std::string near = nearest(key.scalar, known);
    diagnostics_.error(file_, key.line, key.column, what_ + " has no '" + key.scalar + "'",
                       near.empty() ? "it may have: " + base::join(known, ", ") : "did you mean '" + near + "'?");
  }
}

}  // namespace crosswalk::packs
