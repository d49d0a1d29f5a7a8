// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "artifacts/vers/scheme.h"
#include "base/text.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace vers = artifacts::vers;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

/// What is wrong with the answer to a case; empty if it is as expected, nothing if the case is of no known kind.
std::optional<std::string> difference(const Json& test) {
  const std::string kind = text_at(test, "test_type");
  const auto input = test.find("input");
  if (input == test.end()) return std::nullopt;
  if (kind == "comparison" || kind == "equality") {
    // The name of the key differs between versions of the schema.
    const std::string name = text_at(*input, "input_scheme") + text_at(*input, "input_type");
    const auto scheme = vers::scheme_named(name);
    if (!scheme) return "no such scheme: " + name;
    std::vector<std::string> versions = input->at("versions").get<std::vector<std::string>>();
    if (kind == "equality") {
      const bool equal = vers::compare(*scheme, versions.at(0), versions.at(1)) == 0;
      if (equal == test.at("expected_output").get<bool>()) return std::string();
      return versions[0] + (equal ? " equals " : " differs from ") + versions[1];
    }
    std::stable_sort(versions.begin(), versions.end(),
                     [&](const std::string& a, const std::string& b) { return vers::compare(*scheme, a, b) < 0; });
    const auto wanted = test.at("expected_output").get<std::vector<std::string>>();
    // A list may spell a version in another way than the input did.
    const bool same = std::equal(versions.begin(), versions.end(), wanted.begin(), wanted.end(),
                                 [&](const auto& a, const auto& b) { return a == b || vers::compare(*scheme, a, b) == 0; });
    if (same) return std::string();
    return "sorted otherwise: " + base::join(versions, ", ");
  }
  return std::nullopt;
}

/// The ecosystem whose versions are in a file "NAME-versions.txt" of osv-scalibr.
std::optional<vers::Scheme> scheme_of_file(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  name = name.substr(0, name.find("-versions"));
  if (const auto scheme = vers::scheme_named(name)) return scheme;
  const std::string wanted = base::to_lower(name);
  for (const vers::Ecosystem& ecosystem : vers::ecosystems()) {
    std::string own = base::to_lower(ecosystem.name);
    std::string dashed = own;
    std::replace(dashed.begin(), dashed.end(), ' ', '-');
    std::erase(own, ' ');
    if (own == wanted || dashed == wanted) return ecosystem.scheme;
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
  return outcome;
}

}  // namespace crosswalk::conformance
