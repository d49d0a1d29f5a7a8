// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/spdx/document.h"
#include "artifacts/spdx/yaml.h"

namespace crosswalk::artifacts::spdx {
namespace {

/// Where and why reading ends.
struct Stop {
  base::ErrorCode code = base::ErrorCode::malformed_data;
  YAML::Mark mark;
  std::string what;
};

/// Tells the writer what the library reads.
class Events : public YAML::EventHandler {
 public:
  Events(Converted& out, std::size_t budget) : out_(out), writer_(out), budget_(budget) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { named(anchor, writer_.null(line_of(mark))); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    named(anchor, writer_.scalar(line_of(mark), value, tag.empty() || tag == "?"));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Stop{base::ErrorCode::malformed_data, mark, "an alias stands within what it names"};
    const auto [from, to] = found->second;
    if (writer_.is_key() && out_.json[from] != '"') throw Stop{base::ErrorCode::malformed_data, mark, "a key has to be a word"};
    if (to - from > budget_) throw Stop{base::ErrorCode::limit_exceeded, mark, "its aliases make it far larger than it is"};
    budget_ -= to - from;
    writer_.copy(line_of(mark), from, to);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, anchor, false);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, anchor, true);
  }
  void OnMapEnd() override { close(); }

 private:
  static std::size_t line_of(const YAML::Mark& mark) { return static_cast<std::size_t>(mark.line) + 1; }

  void named(YAML::anchor_t anchor, std::size_t begin) {
    if (anchor != 0) anchors_[anchor] = {begin, out_.json.size()};
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, bool map) {
    if (writer_.is_key()) throw Stop{base::ErrorCode::malformed_data, mark, "a key has to be a word"};
    if (writer_.depth() >= YamlWriter::kMaxDepth) {
      throw Stop{base::ErrorCode::malformed_data, mark, "lists and maps lie too deep in each other"};
    }
    writer_.open(line_of(mark), map);
    open_.push_back(anchor);
  }

  void close() {
    const YAML::anchor_t anchor = open_.back();
    open_.pop_back();
    named(anchor, writer_.close());
  }

  Converted& out_;
  YamlWriter writer_;
  std::size_t budget_;
  /// The anchors of the lists and maps that are open.
  std::vector<YAML::anchor_t> open_;
  /// Where in the JSON an anchor's value begins and ends.
  std::map<YAML::anchor_t, std::pair<std::size_t, std::size_t>> anchors_;
};

base::Error error_at(std::string_view name, base::ErrorCode code, const YAML::Mark& mark, const std::string& what) {
  const std::string place = mark.is_null()
                                ? std::string()
                                : "line " + std::to_string(mark.line + 1) + ", column " + std::to_string(mark.column + 1) + ": ";
  return {code, std::string(name), place + what};
}

/// A scalar without quotes: booleans and whole numbers as such. Source: YAML 1.2.2, 10.2.1 (JSON schema), but for numbers with a
/// fraction: 1.10 is a version far more often than it is 1.1.
bool stands_in_json(std::string_view value) {
  const std::string_view digits = value.substr(value.starts_with('-') ? 1 : 0);
  return !digits.empty() && digits.size() < 19 && std::all_of(digits.begin(), digits.end(), is_digit) &&
         (digits.size() == 1 || digits.front() != '0');
}

}  // namespace

/// Writes what stands before a value or key; gives where that begins.
std::size_t YamlWriter::before(std::size_t line) {
  if (!levels_.empty()) {
    Level& level = levels_.back();
    if (level.map && level.value_next) {
      out_.json += ':';
    } else if (!level.first) {
      out_.json += ',';
    }
    level.first = false;
  }
  out_.begins.push_back(static_cast<std::uint32_t>(out_.json.size()));
  out_.numbers.push_back(static_cast<std::uint32_t>(line));
  return out_.json.size();
}

void YamlWriter::after() {
  if (!levels_.empty() && levels_.back().map) levels_.back().value_next = !levels_.back().value_next;
}

std::size_t YamlWriter::null(std::size_t line) {
  const std::size_t begin = before(line);
  out_.json += is_key() ? "\"\"" : "null";
  after();
  return begin;
}

std::size_t YamlWriter::scalar(std::size_t line, std::string_view value, bool plain) {
  const std::size_t begin = before(line);
  if (is_key() || !plain) {
    json::append_quoted(out_.json, value);
  } else if (value == "true" || value == "True" || value == "TRUE") {
    out_.json += "true";
  } else if (value == "false" || value == "False" || value == "FALSE") {
    out_.json += "false";
  } else if (stands_in_json(value)) {
    out_.json += value;
  } else {
    json::append_quoted(out_.json, value);
  }
  after();
  return begin;
}

std::size_t YamlWriter::copy(std::size_t line, std::size_t from, std::size_t to) {
  const std::size_t begin = before(line);
  // The source may move while it is copied.
  out_.json.reserve(out_.json.size() + to - from);
  out_.json.append(out_.json, from, to - from);
  after();
  return begin;
}

std::size_t YamlWriter::open(std::size_t line, bool map) {
  const std::size_t begin = before(line);
  out_.json += map ? '{' : '[';
  levels_.push_back({map, false, true, begin});
  return begin;
}

std::size_t YamlWriter::close() {
  const Level level = levels_.back();
  levels_.pop_back();
  out_.json += level.map ? '}' : ']';
  after();
  return level.begin;
}

base::Result<Converted> yaml_to_json(const std::string& text, std::string_view name) {
  constexpr std::size_t kMost = 256U << 20U;
  if (text.size() > kMost) return base::Error{base::ErrorCode::limit_exceeded, std::string(name), "YAML is read up to 256 MiB"};
  Converted out;
  if (read_plain_yaml(text, out)) return out;
  return read_yaml_by_library(text, name);
}

base::Result<Converted> read_yaml_by_library(const std::string& text, std::string_view name) {
  Converted out;
  Events writer(out, 4 * text.size() + (1U << 20U));
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(writer)) {
      return base::Error{base::ErrorCode::malformed_data, std::string(name), "line 1, column 1: there is nothing in it"};
    }
    Converted rest;
    Events second(rest, 0);
    if (parser.HandleNextDocument(second) && rest.json != "null") {
      return base::Error{base::ErrorCode::malformed_data, std::string(name),
                         "line " + std::to_string(rest.numbers.empty() ? 1 : rest.numbers.front()) +
                             ", column 1: a second document begins; one file holds one"};
    }
  } catch (const Stop& stop) {
    return error_at(name, stop.code, stop.mark, stop.what);
  } catch (const YAML::Exception& exception) {
    return error_at(name, base::ErrorCode::malformed_data, exception.mark, "not YAML: " + exception.msg);
  }
  return out;
}

}  // namespace crosswalk::artifacts::spdx
