// SPDX-License-Identifier: Apache-2.0
#include "conformance/files.h"

#include <algorithm>
#include <filesystem>

#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

}  // namespace

std::vector<std::string> files_below(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) out.push_back(fs::path(entry.path()).lexically_relative(folder).generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

base::Result<Json> read_json(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, kMaxFile));
  Json json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return base::Error{base::ErrorCode::malformed_data, path, "JSON is wanted"};
  return json;
}

void judge_package_url_tests(const std::string& name, const Json& file, const Judge& judge, Outcome& outcome) {
  std::size_t number = 0;
  for (const Json& test : file.at("tests")) {
    const std::string kind = text_at(test, "test_group") + " " + text_at(test, "test_type");
    const std::string id = name + " " + kind + " " + std::to_string(++number);
    std::optional<std::string> wrong;
    try {
      if (test.is_object()) wrong = judge(test);
    } catch (const Json::exception&) {
      // A case of another form is none that is known.
    }
    if (!wrong) {
      outcome.unknown.push_back("case " + id);
    } else {
      outcome.add(kind, wrong->empty(), id, *wrong + " (" + text_at(test, "description") + ")");
    }
  }
}

base::Result<Outcome> run_package_url_tests(const Context& context, const Judge& judge) {
  Outcome outcome;
  for (const std::string& name : files_below(context.folder)) {
    if (!name.ends_with(".json") || name.starts_with("schema/") || name.starts_with("type-definitions/")) {
      if (name.find('/') != std::string::npos && !name.ends_with(".json")) outcome.unknown.push_back("file " + name);
      continue;
    }
    CW_ASSIGN_OR_RETURN(const Json file, read_json(context.folder + "/" + name));
    if (const auto tests = file.find("tests"); !file.is_object() || tests == file.end() || !tests->is_array()) {
      outcome.unknown.push_back("file " + name);
    } else {
      judge_package_url_tests(name, file, judge, outcome);
    }
  }
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
