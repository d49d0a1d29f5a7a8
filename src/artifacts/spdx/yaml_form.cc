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

namespace crosswalk::artifacts::spdx {
namespace {

constexpr std::size_t kMaxDepth = 100;

/// Where and why reading ends.
struct Stop {
  base::ErrorCode code = base::ErrorCode::malformed_data;
  YAML::Mark mark;
  std::string what;
};

/// Writes JSON as the parser tells what it reads; nothing is built of it in between.
class Writer : public YAML::EventHandler {
 public:
  Writer(Converted& out, std::size_t budget) : out_(out), budget_(budget) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t begin = before(mark);
    if (is_key()) {
      out_.json += "\"\"";
    } else {
      out_.json += "null";
    }
    after(anchor, begin);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    const std::size_t begin = before(mark);
    out_.json += is_key() || !(tag.empty() || tag == "?") ? json::quoted(value) : plain(value);
    after(anchor, begin);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Stop{base::ErrorCode::malformed_data, mark, "an alias stands within what it names"};
    const std::size_t begin = before(mark);
    const auto [from, to] = found->second;
    if (is_key() && out_.json[from] != '"') throw Stop{base::ErrorCode::malformed_data, mark, "a key has to be a word"};
    if (to - from > budget_) throw Stop{base::ErrorCode::limit_exceeded, mark, "its aliases make it far larger than it is"};
    budget_ -= to - from;
    // The source may move while it is copied.
    out_.json.reserve(out_.json.size() + to - from);
    out_.json.append(out_.json, from, to - from);
    after(0, begin);
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
  struct Level {
    bool map = false;
    bool value_next = false;
    bool first = true;
    YAML::anchor_t anchor = 0;
    std::size_t begin = 0;
  };

  [[nodiscard]] bool is_key() const { return !levels_.empty() && levels_.back().map && !levels_.back().value_next; }

  /// Writes what stands before a value or key; gives where that begins.
  std::size_t before(const YAML::Mark& mark) {
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
    out_.numbers.push_back(static_cast<std::uint32_t>(mark.line + 1));
    return out_.json.size();
  }

  void after(YAML::anchor_t anchor, std::size_t begin) {
    if (anchor != 0) anchors_[anchor] = {begin, out_.json.size()};
    if (!levels_.empty() && levels_.back().map) levels_.back().value_next = !levels_.back().value_next;
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, bool map) {
    if (is_key()) throw Stop{base::ErrorCode::malformed_data, mark, "a key has to be a word"};
    if (levels_.size() >= kMaxDepth)
      throw Stop{base::ErrorCode::malformed_data, mark, "lists and maps lie too deep in each other"};
    const std::size_t begin = before(mark);
    out_.json += map ? '{' : '[';
    levels_.push_back({map, false, true, anchor, begin});
  }

  void close() {
    const Level level = levels_.back();
    levels_.pop_back();
    out_.json += level.map ? '}' : ']';
    after(level.anchor, level.begin);
  }

  /// A scalar without quotes: booleans and whole numbers as such. Source: YAML 1.2.2, 10.2.1 (JSON schema), but for numbers with
  /// a fraction: 1.10 is a version far more often than it is 1.1.
  static std::string plain(const std::string& value) {
    if (value == "true" || value == "True" || value == "TRUE") return "true";
    if (value == "false" || value == "False" || value == "FALSE") return "false";
    const std::string_view digits = std::string_view(value).substr(value.starts_with('-') ? 1 : 0);
    if (!digits.empty() && digits.size() < 19 && std::all_of(digits.begin(), digits.end(), is_digit) &&
        (digits.size() == 1 || digits.front() != '0')) {
      return value;
    }
    return json::quoted(value);
  }

  Converted& out_;
  std::size_t budget_;
  std::vector<Level> levels_;
  /// Where in the JSON an anchor's value begins and ends.
  std::map<YAML::anchor_t, std::pair<std::size_t, std::size_t>> anchors_;
};

base::Error error_at(std::string_view name, base::ErrorCode code, const YAML::Mark& mark, const std::string& what) {
  const std::string place = mark.is_null()
                                ? std::string()
                                : "line " + std::to_string(mark.line + 1) + ", column " + std::to_string(mark.column + 1) + ": ";
  return {code, std::string(name), place + what};
}

}  // namespace

base::Result<Converted> yaml_to_json(const std::string& text, std::string_view name) {
  constexpr std::size_t kMost = 256U << 20U;
  if (text.size() > kMost) return base::Error{base::ErrorCode::limit_exceeded, std::string(name), "YAML is read up to 256 MiB"};
  Converted out;
  Writer writer(out, 4 * text.size() + (1U << 20U));
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(writer)) {
      return base::Error{base::ErrorCode::malformed_data, std::string(name), "line 1, column 1: there is nothing in it"};
    }
    Converted rest;
    Writer second(rest, 0);
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
