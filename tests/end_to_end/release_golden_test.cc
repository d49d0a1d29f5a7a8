// SPDX-License-Identifier: Apache-2.0
// What the documents of both releases of the example say, in every format: compared by their words, not their bytes.
#include <gmock/gmock.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path goldens = fs::path(CROSSWALK_SOURCE_DIR) / "tests/end_to_end/testdata/release";

class ReleasePapers : public EndToEnd {
 protected:
  /// Builds all documents of a release in all formats.
  void build(const std::string& version) const {
    const Ran ran = crosswalk({"release", "build", version, "--workspace",
                               (fs::path(CROSSWALK_SOURCE_DIR) / "examples/release/workspace").string(), "--out", at(version),
                               "--format", "docx,pdf,html,md"});
    ASSERT_LE(ran.code, 1) << ran.err;
  }
};

class ReleaseGolden : public ReleasePapers, public ::testing::WithParamInterface<const char*> {};

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) out.push_back(line);
  }
  return out;
}

/// The words of a text without what formats show in their own way: space, signs of lists and tables, escapes, marks of
/// emphasis and of columns.
std::string words_of(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c <= 0x20 || c == '*' || c == '|' || c == '\\' || c == '#' || c == '-' || c == ':') continue;
    if (text.compare(i, 3, "\xE2\x80\xA2") == 0) {
      i += 2;
      continue;
    }
    out += static_cast<char>(c);
  }
  return out;
}

/// Without a line of table rules: "| --- | --- |".
bool is_rule(const std::string& line) { return line.find_first_not_of("|- ") == std::string::npos; }

/// The blocks of a text that another does not have in this order, a line each. Before the table of the document's own data stands
/// what formats have in headers, in an order of their own.
std::string lost_blocks(const std::string& text, const std::string& other) {
  std::string others;
  for (const std::string& line : lines_of(other)) {
    if (!is_rule(line)) others += words_of(line);
  }
  std::string lost;
  std::size_t at = 0;
  bool head = true;
  for (const std::string& line : lines_of(text)) {
    head = head && line != "Document id";
    if (head) continue;
    const std::string words = words_of(line);
    const std::size_t found = others.find(words, at);
    if (found == std::string::npos) {
      lost += line + "\n";
    } else {
      at = found + words.size();
    }
  }
  return lost;
}

/// How often each word stands in a text.
std::map<std::string, int> count_words(const std::string& text) {
  std::istringstream in(text);
  std::map<std::string, int> out;
  for (std::string word; in >> word;) ++out[words_of(word)];
  return out;
}

/// The words that stand in a text more often than in another: a reader of PDF takes the lines of neighbouring cells in turn, so
/// that blocks cannot be compared.
std::string lost_words(const std::string& text, const std::string& other) {
  const auto others = count_words(other);
  std::string lost;
  for (const auto& [word, times] : count_words(text)) {
    const auto found = others.find(word);
    if (found == others.end() || found->second < times) lost += word + "\n";
  }
  return lost;
}

/// The golden of a document: its blocks, a line each, as the program's own reader has them in HTML.
void compare_with_golden(const std::string& text, const fs::path& golden) {
  if (std::getenv("CROSSWALK_REBASELINE") != nullptr) {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, read(golden)) << golden << "\nMeant so? CROSSWALK_REBASELINE=1, then read the difference.";
}

TEST_P(ReleaseGolden, SaysTheSameInEveryFormat) {
  const std::string version = GetParam();
  build(version);
  int documents = 0;
  for (const auto& entry : fs::directory_iterator(at(version))) {
    const std::string stem = entry.path().stem().string();
    // What stands beside the documents is no document.
    if (entry.path().extension() != ".html" || stem == "README") continue;
    ++documents;
    const auto extracted = [&](const char* ending) {
      const Ran ran = crosswalk({"extract", (at(version) / (stem + ending)).string()});
      EXPECT_EQ(ran.code, 0) << stem << ending << " " << ran.err;
      return ran.out;
    };
    const std::string text = extracted(".html");
    compare_with_golden(text, goldens / version / (stem + ".txt"));
    // Every block of it is in the other formats, in this order; what else they have is their frame: header, footer, contents.
    for (const char* ending : {".docx", ".md"}) EXPECT_EQ(lost_blocks(text, extracted(ending)), "") << stem << ending;
    EXPECT_EQ(lost_words(text, extracted(".pdf")), "") << stem;
  }
  EXPECT_EQ(documents, 9);
}

INSTANTIATE_TEST_SUITE_P(Releases, ReleaseGolden, ::testing::Values("4.2.0", "4.3.0"),
                         [](const auto& each) { return "V" + std::string(1, each.param[2]); });

TEST_F(ReleasePapers, NotesTellWhatDiffers) {
  build("4.3.0");
  const std::string notes = read(at("4.3.0/release-notes.md"));
  EXPECT_THAT(notes, HasSubstr("CVE-2026-99101"));
  EXPECT_THAT(notes, HasSubstr(R"(Setting DICOM without TLS: as delivered "off" instead of "on")"));
  EXPECT_THAT(notes, HasSubstr(R"("closed" instead of "open")"));
  EXPECT_THAT(notes, HasSubstr("libjpeg-turbo"));
}

TEST_F(ReleasePapers, IsWellBuilt) {
  build("4.3.0");
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(at("4.3.0"))) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".pdf" || ending == ".docx") files.push_back(entry.path().string());
  }
  ASSERT_EQ(files.size(), 18U);
  Arguments arguments{(fs::path(CROSSWALK_SOURCE_DIR) / "tools/check_papers.py").string()};
  arguments.insert(arguments.end(), files.begin(), files.end());
  const Ran ran = run("/usr/bin/python3", arguments);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

TEST_F(ReleasePapers, TheCheckOfTheirStructureNoticesFaults) {
  build("4.3.0");
  const std::string tool = (fs::path(CROSSWALK_SOURCE_DIR) / "tools/check_papers.py").string();
  const auto faults_of = [&](const fs::path& file) { return run("/usr/bin/python3", {tool, file.string()}); };
  std::string pdf = read(at("4.3.0/mds2.pdf"));
  const std::string marked = "/Marked true";
  std::size_t found = pdf.find(marked);
  ASSERT_NE(found, std::string::npos);
  for (; found != std::string::npos; found = pdf.find(marked)) pdf.replace(found, marked.size(), "/Marked null");
  const Ran untagged = faults_of(write("a.pdf", pdf));
  EXPECT_EQ(untagged.code, 1);
  EXPECT_THAT(untagged.out, HasSubstr("it is not marked as tagged"));
  // Changes to the body of a DOCX file: what is exchanged, and what the check says of it.
  const std::string change =
      "import sys, zipfile\n"
      "source, target, old, new = sys.argv[1:]\n"
      "with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, 'w') as b:\n"
      "    for name in a.namelist():\n"
      "        data = a.read(name)\n"
      "        b.writestr(name, data.replace(old.encode(), new.encode(), 1) if name == 'word/document.xml' else data)\n";
  const std::vector<std::array<const char*, 3>> changes{
      {"w:val=\"Heading1\"", "w:val=\"Heading3\"", "a heading of level 3 follows one of level 0"},
      {"<w:tblHeader/>", "", "the header row of a table is not repeated"},
      {"<w:gridCol ", "<w:gridCol/><w:gridCol ", "a row has 2 cells in a grid of 3"},
      {"w:name=\"_Toc100001\"", "w:name=\"_Toc100002\"", "stands twice"},
      {"<w:pStyle w:val=\"Normal\"/><w:keepNext/>", "<w:keepNext/><w:pStyle w:val=\"Normal\"/>", "stands too late in 'pPr'"},
      {"w:fldCharType=\"end\"", "w:fldCharType=\"separate\"", "a field does not end"}};
  for (const auto& [from, to, fault] : changes) {
    ASSERT_EQ(
        run("/usr/bin/python3", {"-c", change, at("4.3.0/secure-operation.docx").string(), at("b.docx").string(), from, to}).code,
        0);
    const Ran ran = faults_of(at("b.docx"));
    EXPECT_EQ(ran.code, 1) << from;
    EXPECT_THAT(ran.out, HasSubstr(fault)) << from;
  }
}

/// Another program than ours opens the DOCX files and draws them; what it draws has every heading.
TEST_F(ReleasePapers, OpensInLibreOffice) {
  if (!fs::exists("/usr/bin/soffice")) GTEST_SKIP() << "LibreOffice is not installed here";
  build("4.3.0");
  Arguments arguments{"-env:UserInstallation=file://" + at("profile").string(),
                      "--headless",
                      "--convert-to",
                      "pdf",
                      "--outdir",
                      at("drawn").string()};
  for (const char* name : {"secure-operation", "conformance", "dossier"}) {
    arguments.push_back((at("4.3.0") / (std::string(name) + ".docx")).string());
  }
  const Ran ran = run("/usr/bin/soffice", arguments);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string drawn = crosswalk({"extract", at("drawn/secure-operation.pdf").string()}).out;
  for (const char* words : {"Secure operation of Lysvik PACS 4.3.0", "Intended environment", "DICOM with TLS (dicom-tls)",
                            "SEC-101, version 4", "Page 1 of"}) {
    EXPECT_THAT(drawn, HasSubstr(words));
  }
  EXPECT_TRUE(fs::exists(at("drawn/dossier.pdf")));
}

}  // namespace
}  // namespace crosswalk::end_to_end
