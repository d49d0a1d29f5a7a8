// SPDX-License-Identifier: Apache-2.0
#include "conformance/files.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::conformance {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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

std::string cell(const Row& row, std::string_view name) {
  const auto found = row.find(name);
  return found == row.end() ? std::string() : found->second;
}

Table parse_table(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  Table out;
  std::vector<std::string> names;
  for (std::string_view line : base::split(bytes, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const std::vector<std::string_view> cells = base::split(line, '\t');
    if (names.empty()) {
      for (const std::string_view name : cells) names.emplace_back(base::trim(name));
      out.columns.insert(names.begin(), names.end());
      continue;
    }
    Row& row = out.rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) row.emplace(names[i], i < cells.size() ? cells[i] : std::string_view());
  }
  return out;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string folder_part(std::string_view path) { return std::string(path.substr(0, path.rfind('/') + 1)); }

std::string resolve(const Context& context, const std::string& list, const std::string& file) {
  const std::string beside = folder_part(list) + file;
  if (platform::kind_of(context.folder + "/" + file) || !platform::kind_of(context.folder + "/" + beside)) return file;
  return beside;
}

bool is_about_the_suite(std::string_view name) {
  const std::string_view last = last_part(name);
  return last == "SOURCES.tsv" || last.starts_with("LICENSE") || last.starts_with("README") || name.starts_with("schema/") ||
         name.find("/schema/") != std::string_view::npos;
}

void judge_each(const std::string& list, const Json& cases, const std::function<void(const Json&, std::size_t)>& judge,
                Outcome& outcome) {
  std::size_t number = 0;
  for (const Json& test : cases) {
    ++number;
    const std::string id = "case " + list + " " + std::to_string(number);
    if (!test.is_object()) {
      outcome.unknown.push_back(id);
      continue;
    }
    try {
      judge(test, number);
    } catch (const Json::exception&) {
      outcome.unknown.push_back(id);
    }
  }
}

void judge_files(const Context& context, const std::string& list, const nlohmann::ordered_json& json,
                 std::set<std::string>& named,
                 const std::function<bool(const std::string& file, const nlohmann::ordered_json& test)>& judge,
                 Outcome& outcome) {
  const nlohmann::ordered_json& cases = json.is_object() && json.contains("cases") ? json["cases"] : json;
  if (!cases.is_array()) {
    outcome.unknown.push_back("file " + list);
    return;
  }
  judge_each(
      list, cases,
      [&](const nlohmann::ordered_json& test, std::size_t number) {
        const std::string written = test.is_object() ? text_at(test, "file") : std::string();
        const std::string file = written.empty() ? written : resolve(context, list, written);
        if (file.empty() || !judge(file, test)) {
          outcome.unknown.push_back("case " + list + " " + std::to_string(number));
          return;
        }
        named.insert(file);
      },
      outcome);
}

void note_unnamed(const std::vector<std::string>& files, const std::set<std::string>& named, Outcome& outcome) {
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> groups;
  for (const std::string& file : files) {
    if (named.contains(file) || is_about_the_suite(file)) continue;
    const std::string_view last = last_part(file);
    const std::size_t dot = last.rfind('.');
    groups[{folder_part(file), std::string(dot == std::string_view::npos ? "" : last.substr(dot))}].push_back(file);
  }
  for (const auto& [group, names] : groups) {
    outcome.unknown.push_back(names.size() == 1 ? "file " + names.front()
                                                : std::to_string(names.size()) + " files " + group.first + "*" + group.second);
  }
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
    if (is_about_the_suite(name) || name.ends_with("-definition.json")) continue;
    if (!name.ends_with(".json")) {
      outcome.unknown.push_back("file " + name);
      continue;
    }
    CW_ASSIGN_OR_RETURN(const Json file, read_json(context.folder + "/" + name));
    if (const auto tests = file.find("tests"); !file.is_object() || tests == file.end() || !tests->is_array()) {
      outcome.unknown.push_back("file " + name);
    } else {
      judge_package_url_tests(name, file, judge, outcome);
    }
  }
  return outcome;
}

}  // namespace crosswalk::conformance
