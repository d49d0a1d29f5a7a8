// SPDX-License-Identifier: Apache-2.0
// The shipped example: its review shows exactly the gaps of examples/GAPS.md, and each verdict rests on what the golden file
// says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

/// The review of the example, made once.
const Json& example() {
  static const Json review = [] {
    const Ran ran = crosswalk({"review", (sources() / "examples/manufacturer").string(), "--workspace",
                               (sources() / "examples/workspace").string(), "--as-of", "2026-11-01", "--format", "json",
                               "--fail-on", "none", "--allow-undecided"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return Json::parse(ran.out);
  }();
  return review;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// "id verdict severity" of the rows of a table of GAPS.md whose first cell is a constraint id: `| `ID` | verdict (why) | major
/// |`.
std::set<std::string> rows_below(const std::string& text, const std::string& heading) {
  std::set<std::string> out;
  std::istringstream lines(text.substr(text.find("\n## " + heading + "\n") + 1));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && !line.starts_with("## ")) {
    if (!line.starts_with("| `")) continue;
    std::istringstream cells(line.substr(3));
    std::string id;
    std::string verdict;
    std::string severity;
    std::getline(cells, id, '`');
    std::getline(cells, severity, '|');
    std::getline(cells, verdict, '|');
    std::getline(cells, severity, '|');
    const auto first_word = [](const std::string& cell) {
      std::istringstream words(cell);
      std::string word;
      words >> word;
      return word;
    };
    out.insert(id + " " + first_word(verdict) + " " + first_word(severity));
  }
  return out;
}

TEST(Example, HasExactlyTheGapsOfItsList) {
  const std::string list = text_of(sources() / "examples/GAPS.md");
  std::set<std::string> gaps;
  std::set<std::string> undecided;
  for (const Json& gap : example()["clauses"]) {
    for (const Json& each : gap["constraints"]) {
      const std::string id = each["id"];
      const std::string verdict = each["verdict"];
      if (verdict == "needs_review" || verdict == "not_evaluable") undecided.insert(id + " " + verdict + " -");
      for (const Json& one : gap["gaps"]) {
        if (one["constraint"] == id) gaps.insert(id + " " + verdict + " " + one["severity"].get<std::string>());
      }
    }
  }
  std::set<std::string> listed = rows_below(list, "The gaps");
  listed.merge(rows_below(list, "Documents that contradict each other"));
  EXPECT_EQ(gaps, listed);
  EXPECT_EQ(undecided, rows_below(list, "What a person has to decide"));
  EXPECT_GE(example()["documents"].size(), 60U);
}

/// The texts of the contradictions between documents, each with the passages that it shows.
std::vector<std::string> contradictions_of(const Json& review) {
  std::set<std::string> out;
  for (const Json& clause : review["clauses"]) {
    for (const Json& gap : clause["gaps"]) {
      if (gap["kind"] != "contradiction") continue;
      std::string text = gap["text"];
      for (const Json& evidence : gap["evidence"]) {
        text += " | " + evidence["document"].get<std::string>() + ": " + evidence["quote"].get<std::string>();
      }
      out.insert(text);
    }
  }
  return {out.begin(), out.end()};
}

TEST(Example, ItsContradictionsNameBothPlaces) {
  using testing::AllOf;
  using testing::HasSubstr;
  const auto found = contradictions_of(example());
  EXPECT_THAT(found, testing::SizeIs(2));
  EXPECT_THAT(found,
              testing::Contains(AllOf(HasSubstr("says that version 4.2.1 fixes CVE-2026-90214"), HasSubstr("do not name it"),
                                      HasSubstr("ki-sa-2026-04.json: \"name\": \"4.2.1\""), HasSubstr("Version 4.2.1"))));
  EXPECT_THAT(found,
              testing::Contains(AllOf(HasSubstr("speaks of version 1.3.0 of pkg:generic/zlib"),
                                      HasSubstr("SBOM Lysvik PACS 4.2.1.cdx.json: \"name\": \"zlib\", \"version\": \"1.3.1\""))));
}

/// What the valid CSAF advisory lacks of what the standard asks for.
TEST(Example, TellsWhatTheCsafAdvisoryLacks) {
  std::set<std::string> told;
  for (const Json& clause : example()["clauses"]) {
    for (const Json& each : clause["constraints"]) {
      if (each["id"] != "iec-81001-5-1:4.1.7/resolution") continue;
      for (const Json& one : each["lacking"])
        told.insert(one["document"].get<std::string>() + ": " + one["text"].get<std::string>());
    }
  }
  EXPECT_THAT(told, testing::ElementsAre("Advisories/ki-sa-2026-04.json: no resolution for CVE-2026-90215 (1 of 2 have)"));
}

/// On what each verdict rests: a line each.
std::string verdicts_of(const Json& review) {
  std::ostringstream out;
  std::set<std::string> told;
  for (const Json& clause : review["clauses"]) {
    out << clause["id"].get<std::string>() << " " << clause["verdict"].get<std::string>() << "\n";
    for (const Json& each : clause["constraints"]) {
      const std::string id = each["id"];
      if (!told.insert(id).second) continue;
      out << "  " << id.substr(id.find(':') + 1) << " " << each["verdict"].get<std::string>();
      if (!each["reason"].get<std::string>().empty()) out << " (" << each["reason"].get<std::string>() << ")";
      out << "\n";
      std::size_t shown = 0;
      for (const Json& evidence : each["evidence"]) {
        if (++shown > 2) break;
        out << "    " << evidence["document"].get<std::string>() << ": " << evidence["quote"].dump() << "\n";
      }
    }
  }
  return out.str();
}

/// CROSSWALK_REBASELINE=1 writes the golden file anew: read its difference before it is committed.
TEST(Example, RestsOnWhatTheGoldenFileSays) {
  const fs::path golden = sources() / "examples/verdicts.golden.txt";
  const std::string verdicts = verdicts_of(example());
  if (std::getenv("CROSSWALK_REBASELINE") != nullptr) {
    std::ofstream(golden, std::ios::binary) << verdicts;
    return;
  }
  const std::string expected = text_of(golden);
  std::istringstream now(verdicts);
  std::istringstream then(expected);
  std::string line;
  std::string wanted;
  int number = 0;
  int different = 0;
  constexpr int most_told = 20;
  while (std::getline(then, wanted)) {
    ++number;
    if (!std::getline(now, line)) line.clear();
    if (line != wanted && ++different <= most_told)
      ADD_FAILURE() << "line " << number << "\n  is " << line << "\n  was " << wanted;
  }
  EXPECT_EQ(verdicts.size(), expected.size());
}

}  // namespace
}  // namespace crosswalk::end_to_end
