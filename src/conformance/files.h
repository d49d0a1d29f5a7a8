// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "conformance/suite.h"

namespace crosswalk::conformance {

/// All files below the folder, relative to it, sorted.
std::vector<std::string> files_below(const std::string& folder);
/// The text at a key, or an empty one.
std::string text_at(const nlohmann::ordered_json& json, const char* key);
/// Whether true stands at a key.
bool flag_at(const nlohmann::ordered_json& json, const char* key);
/// A JSON file of the suite. Errors: those of reading, malformed_data.
base::Result<nlohmann::ordered_json> read_json(const std::string& path);

/// A row of a table by the names of its columns.
using Row = std::map<std::string, std::string, std::less<>>;
/// The cell of this column; empty where the row has none.
std::string cell(const Row& row, std::string_view name);
/// Cells between tabs below a line with the names of columns, in any order.
struct Table {
  std::set<std::string, std::less<>> columns;
  std::vector<Row> rows;
};
/// Reads a table. A byte order mark, carriage returns at the ends of lines and empty lines are nothing of it; cells that a row
/// lacks are empty.
Table parse_table(std::string_view bytes);

/// What follows the last slash.
std::string_view last_part(std::string_view path);
/// Everything to the last slash, with it; empty without one.
std::string folder_part(std::string_view path);
/// The file that a list of the suite names, relative to the suite: it is named from there, or from the list's folder.
std::string resolve(const Context& context, const std::string& list, const std::string& file);
/// Whether a file of the suite holds neither cases nor what they speak of: where it comes from, licences, schemas.
bool is_about_the_suite(std::string_view name);

/// Judges each case of a list; what is no case of a form that `judge` can read is noted as unknown.
void judge_each(const std::string& list, const nlohmann::ordered_json& cases,
                const std::function<void(const nlohmann::ordered_json& test, std::size_t number)>& judge, Outcome& outcome);
/// Judges each case of a list, bare or under "cases", that names the file it is about ("file"): `judge` gets the file relative to
/// the suite, which goes to `named`, and says whether it can read such a case. A case without a file is noted as unknown, and so
/// is what is no list.
void judge_files(const Context& context, const std::string& list, const nlohmann::ordered_json& json,
                 std::set<std::string>& named,
                 const std::function<bool(const std::string& file, const nlohmann::ordered_json& test)>& judge, Outcome& outcome);
/// Notes the files that no list names and that are about the suite neither, by folder and ending.
void note_unnamed(const std::vector<std::string>& files, const std::set<std::string>& named, Outcome& outcome);

/// What is wrong with the answer to one case of package-url's test files: empty if it is as expected, nothing if the case is of
/// no known kind.
using Judge = std::function<std::optional<std::string>(const nlohmann::ordered_json& test)>;

/// Judges the cases of one file of package-url (`{"tests": [...]}`); a kind is "required parse", and what is no case is noted as
/// unknown.
void judge_package_url_tests(const std::string& name, const nlohmann::ordered_json& file, const Judge& judge, Outcome& outcome);

/// Runs the test files of package-url that lie in the suite's folder: every JSON file with a list of tests. Errors: a
/// file that is no JSON.
base::Result<Outcome> run_package_url_tests(const Context& context, const Judge& judge);

}  // namespace crosswalk::conformance
