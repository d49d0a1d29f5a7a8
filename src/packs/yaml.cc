// SPDX-License-Identifier: Apache-2.0
#include "packs/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/text.h"

namespace crosswalk::packs {
namespace {

constexpr std::size_t max_bytes = 8U << 20;
constexpr std::size_t max_depth = 200;

/// Builds the tree from the parser's events, so that neither aliases nor depth can make it larger than the text.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(make(mark, Yaml::Kind::null)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    diagnostics_.error(file_, mark.line + 1, mark.column + 1, "aliases (*name) are not part of this language",
                       "write the value out where it is needed");
    add(make(mark, Yaml::Kind::null));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    Yaml yaml = make(mark, Yaml::Kind::scalar);
    yaml.scalar = value;
    yaml.quoted = tag == "!";
    if (!yaml.quoted && (value == "~" || value == "null")) yaml.kind = Yaml::Kind::null;
    add(std::move(yaml));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(make(mark, Yaml::Kind::sequence));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(make(mark, Yaml::Kind::map));
  }
  void OnMapEnd() override { close(); }

  Yaml take() { return std::move(root_); }

 private:
  struct Level {
    Yaml value;
    std::optional<Yaml> key;
  };

  static Yaml make(const YAML::Mark& mark, Yaml::Kind kind) {
    Yaml yaml;
    yaml.kind = kind;
    yaml.line = mark.line + 1;
    yaml.column = mark.column + 1;
    return yaml;
  }

  void open(Yaml yaml) {
    if (stack_.size() >= max_depth) throw YAML::ParserException({}, "nested too deeply");
    stack_.push_back({std::move(yaml), std::nullopt});
  }

  void close() {
    Yaml done = std::move(stack_.back().value);
    stack_.pop_back();
    add(std::move(done));
  }

  void add(Yaml yaml) {
    if (stack_.empty()) {
      root_ = std::move(yaml);
      return;
    }
    Level& level = stack_.back();
    if (level.value.kind == Yaml::Kind::sequence) {
      level.value.items.push_back(std::move(yaml));
    } else if (!level.key) {
      if (yaml.kind != Yaml::Kind::scalar) {
        diagnostics_.error(file_, yaml.line, yaml.column, "a key has to be a word");
      } else if (level.value.find(yaml.scalar) != nullptr) {
        diagnostics_.error(file_, yaml.line, yaml.column, "'" + yaml.scalar + "' stands twice in the same map",
                           "keep one of the two");
      }
      level.key = std::move(yaml);
    } else {
      level.value.members.push_back({std::move(*level.key), std::move(yaml)});
      level.key.reset();
    }
  }

  std::string file_;
  Diagnostics& diagnostics_;
  std::vector<Level> stack_;
  Yaml root_;
};

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
  if (text.size() > max_bytes) {
    diagnostics.error(file, 0, 0, "larger than 8 MiB", "split the file");
    return std::nullopt;
  }
  if (!base::is_utf8(text)) {
    diagnostics.error(file, 0, 0, "not UTF-8", "save the file as UTF-8");
    return std::nullopt;
  }
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
    const int line = exception.mark.is_null() ? 0 : exception.mark.line + 1;
    diagnostics.error(file, line, exception.mark.is_null() ? 0 : exception.mark.column + 1, "not YAML: " + exception.msg,
                      "check indentation, quotes and colons at this place");
    return std::nullopt;
  }
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
