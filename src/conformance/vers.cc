// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "artifacts/vers/native.h"
#include "artifacts/vers/scheme.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace vers = artifacts::vers;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

/// How two lists of versions or texts differ; empty if they do not.
std::string compare_texts(const std::string& found, const std::string& wanted) {
  return found == wanted ? std::string() : "found " + found + " instead of " + wanted;
}

/// Versions in order, or whether two are equal.
std::string judge_order(const Json& test, bool equality) {
  const Json& input = test.at("input");
  // The name of the key differs between versions of the schema.
  const std::string name = text_at(input, "input_scheme") + text_at(input, "input_type");
  const auto scheme = vers::scheme_named(name);
  if (!scheme) return "no such scheme: " + name;
  auto versions = input.at("versions").get<std::vector<std::string>>();
  if (equality) {
    const bool equal = vers::compare(*scheme, versions.at(0), versions.at(1)) == 0;
    if (equal == test.at("expected_output").get<bool>()) return {};
    return versions[0] + (equal ? " equals " : " differs from ") + versions[1];
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [&](const std::string& a, const std::string& b) { return vers::compare(*scheme, a, b) < 0; });
  const auto wanted = test.at("expected_output").get<std::vector<std::string>>();
  // A list may spell a version in another way than the input did.
  const bool same = std::equal(versions.begin(), versions.end(), wanted.begin(), wanted.end(),
                               [&](const auto& a, const auto& b) { return a == b || vers::compare(*scheme, a, b) == 0; });
  return same ? std::string() : "sorted otherwise: " + base::join(versions, ", ");
}

/// Type and constraints as test files have them.
vers::Vers components(const Json& json) {
  vers::Vers out{text_at(json, "type") + text_at(json, "scheme"), {}};
  const auto list = json.contains("constraints") ? json.find("constraints") : json.find("version_constraints");
  if (list == json.end()) return out;
  for (const Json& pair : *list) {
    const auto sign = pair.at(0).get<std::string>();
    vers::Constraint one{vers::Comparator::equal, pair.at(1).get<std::string>()};
    for (int i = 0; i <= static_cast<int>(vers::Comparator::at_least); ++i) {
      const auto comparator = static_cast<vers::Comparator>(i);
      if (!sign.empty() && sign == vers::text_of(comparator)) one.comparator = comparator;
    }
    out.constraints.push_back(std::move(one));
  }
  return out;
}

/// What a range in the notation of its ecosystem comes to. A list of ranges stands for what is in any of them.
base::Result<std::string> from_native(const Json& input) {
  const std::string type = text_at(input, "scheme") + text_at(input, "type");
  const Json& native = input.at("native_range");
  std::string text = native.is_string() ? native.get<std::string>() : std::string();
  if (native.is_array()) {
    for (const Json& one : native) text += (text.empty() ? "" : " || ") + (one.is_string() ? one.get<std::string>() : one.dump());
  }
  CW_ASSIGN_OR_RETURN(const vers::NativeRange range, vers::from_native(type, text));
  return range.listed().text();
}

/// The answer of the program to a case; nothing if the case is of no known kind.
std::optional<base::Result<std::string>> answer(const std::string& kind, const Json& input) {
  if (kind == "from_native") return from_native(input);
  if (kind == "validate") {
    auto range = vers::read(input.get<std::string>());
    return range ? base::Result<std::string>(vers::sorted(std::move(*range)).text()) : range.error();
  }
  const auto text_of = [](const base::Result<vers::Vers>& range) {
    return range ? base::Result<std::string>(range->text()) : base::Result<std::string>(range.error());
  };
  if (kind == "parse" || kind == "roundtrip") return text_of(vers::parse(input.get<std::string>()));
  if (kind == "build") {
    // What is built has to be a range that is read again.
    const std::string built = vers::sorted(components(input)).text();
    return text_of(vers::parse(built));
  }
  if (kind == "invert") {
    const auto range = vers::read(input.get<std::string>());
    return text_of(range ? vers::invert(*range) : base::Result<vers::Vers>(range.error()));
  }
  if (kind == "merge") {
    std::vector<vers::Vers> ranges;
    for (const Json& one : input) {
      auto range = vers::read(one.get<std::string>());
      if (!range) return range.error();
      ranges.push_back(std::move(*range));
    }
    return text_of(vers::merge(ranges));
  }
  return std::nullopt;
}

/// What is wrong with the answer to a case; empty if it is as expected, nothing if the case is of no known kind.
std::optional<std::string> difference(const Json& test) {
  const std::string kind = text_at(test, "test_type");
  const auto input = test.find("input");
  if (input == test.end()) return std::nullopt;
  if (kind == "comparison" || kind == "equality") return judge_order(test, kind == "equality");
  const bool fails = flag_at(test, "expected_failure");
  if (kind == "containment") {
    const auto range = vers::read(text_at(*input, "vers"));
    if (!range || fails) return range.has_value() != fails ? std::string() : "read otherwise";
    const bool found = vers::contains(*range, text_at(*input, "version"));
    return found == test.at("expected_output").get<bool>() ? std::string() : found ? "it is in" : "it is not in";
  }
  const auto found = answer(kind, *input);
  if (!found) return std::nullopt;
  if (fails) return *found ? "taken, but it is wrong: " + **found : std::string();
  if (!*found) return "refused: " + found->error().message();
  const Json& wanted = test.at("expected_output");
  return compare_texts(**found, wanted.is_string() ? wanted.get<std::string>() : components(wanted).text());
}

/// The ecosystem whose versions are in a file "NAME-versions.txt" of osv-scalibr.
std::optional<vers::Scheme> scheme_of_file(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  name = name.substr(0, name.find("-versions"));
  if (const auto scheme = vers::scheme_named(name)) return scheme;
  const auto plain = [](std::string_view text) {
    std::string out = base::to_lower(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '-' || c == '_'; });
    return out;
  };
  for (const vers::Ecosystem& ecosystem : vers::ecosystems()) {
    if (plain(ecosystem.name) == plain(name)) return ecosystem.scheme;
  }
  return std::nullopt;
}

/// The lines "A < B", "A = B" and "A > B" of one file.
void run_lines(const std::string& name, std::string_view text, Outcome& outcome) {
  const auto scheme = scheme_of_file(name);
  if (!scheme) {
    outcome.unknown.push_back("order of " + name);
    return;
  }
  std::size_t number = 0;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (std::string_view line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    if (line.empty() || line.starts_with("#") || line.starts_with("//")) continue;
    std::size_t at = std::string_view::npos;
    for (const std::string_view sign : {" < ", " = ", " > "}) at = std::min(at, line.find(sign));
    const std::string id = name + " line " + std::to_string(number);
    if (at == std::string_view::npos) {
      outcome.unknown.push_back(id);
      continue;
    }
    const std::string_view a = line.substr(0, at);
    const std::string_view b = line.substr(at + 3);
    const char wanted = line[at + 1];
    const auto sign_of = [&](std::string_view x, std::string_view y) {
      const auto order = vers::compare(*scheme, x, y);
      return order < 0 ? '<' : order > 0 ? '>' : '=';
    };
    const char found = sign_of(a, b);
    const char back = sign_of(b, a);
    const bool turned = (found == '=' && back == '=') || (found == '<' && back == '>') || (found == '>' && back == '<');
    outcome.add("order", found == wanted && turned, id, std::string(line) + ": found " + found);
  }
}

}  // namespace

/// What package-url and osv-scalibr expect of the order of versions and of ranges.
base::Result<Outcome> run_vers(const Context& context) {
  CW_ASSIGN_OR_RETURN(Outcome outcome, run_package_url_tests(context, difference));
  std::erase_if(outcome.unknown, [](const std::string& line) { return line.ends_with(".txt"); });
  for (const std::string& name : files_below(context.folder)) {
    if (!name.ends_with(".txt")) continue;
    CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(context.folder + "/" + name, kMaxFile));
    run_lines(name, text, outcome);
  }
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
