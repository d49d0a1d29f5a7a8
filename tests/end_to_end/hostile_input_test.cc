// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <regex>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class HostileInput : public EndToEnd {};

/// A PDF that wants a password: the keys in it fit to none.
std::string encrypted_pdf() {
  const std::string key = "<" + std::string(64, '7') + ">";
  const std::string objects[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
                                 "<</Filter/Standard/V 1/R 2/O " + key + "/U " + key + "/P -4>>"};
  std::string out = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  int number = 0;
  for (const std::string& object : objects) {
    std::string at = std::to_string(out.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    out += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  return out + "xref\n0 5\n" + table + "trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n" + start +
         "\n%%EOF\n";
}

/// The compound file that office programs write for a document with a password.
std::string encrypted_office() {
  std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0');
  for (const char c : std::string("EncryptedPackage")) out += std::string(1, c) + '\0';
  return out + std::string(2048, '\0');
}

/// Characters that no output may hold: controls but the line feed, and those that turn or hide text.
std::string forbidden_in(const std::string& text) {
  for (const unsigned char c : text) {
    if ((c < 0x20 && c != '\n') || c == 0x7F) return "control " + std::to_string(c);
  }
  for (const char* each : {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200B"}) {
    if (text.find(each) != std::string::npos) return "an invisible or turning character";
  }
  return "";
}

TEST_F(HostileInput, EveryBrokenFileIsNamedWithItsReason) {
  const std::string whole = read(sources() / "examples/manufacturer/QMS/SOP-021 Software release.docx");
  ASSERT_GT(whole.size(), 1000U);
  write("d/cut.docx", whole.substr(0, whole.size() / 2));
  write("d/noise.xlsx", std::string("PK\x03\x04") + std::string(100, '\x5A'));
  write("d/cut.pdf", "%PDF-1.7\n1 0 obj\n<</Type/Catalog");
  write("d/archive.zip", "PK\x03\x04 not a zip");
  write("d/locked.docx", encrypted_office());
  write("d/locked.pdf", encrypted_pdf());
  write("d/zeros.md", std::string("Text\0with zeros\0in it", 21));
  for (const char* name : {"d/empty.md", "d/empty.docx", "d/empty.pdf"}) write(name, "");
  write("d/big.md", "");
  fs::resize_file(at("d/big.md"), 300ULL << 20);
  write("d/endless.txt", "");
  fs::resize_file(at("d/endless.txt"), 1ULL << 40);
  write("d/latin.md", "# Caf\xE9\n\nThe caf\xE9 is closed \xFF\xFE today.\n");
  write("d/note.md", procedure);
  const Json json = review_json({at("d")});
  const auto reason = [&](const std::string& name) { return document_of(json, name).at("reason").get<std::string>(); };
  EXPECT_EQ(reason("cut.docx"), "corrupt");
  EXPECT_EQ(reason("noise.xlsx"), "corrupt");
  EXPECT_EQ(reason("cut.pdf"), "corrupt");
  EXPECT_EQ(reason("archive.zip"), "corrupt");
  EXPECT_EQ(reason("locked.docx"), "encrypted");
  EXPECT_EQ(reason("locked.pdf"), "encrypted");
  EXPECT_EQ(reason("zeros.md"), "corrupt");
  for (const char* name : {"empty.md", "empty.docx", "empty.pdf"}) EXPECT_EQ(reason(name), "empty") << name;
  EXPECT_EQ(reason("big.md"), "too_large");
  EXPECT_EQ(reason("endless.txt"), "too_large");
  for (const char* name : {"latin.md", "note.md"}) EXPECT_EQ(document_of(json, name).at("status"), "read") << name;
  EXPECT_EQ(constraint_of(json, "4.1.7/sbom"), nullptr);
  EXPECT_EQ(constraint_of(json, "5.8.2/sbom").at("verdict"), "not_evaluable") << "it may stand in what could not be read";
  EXPECT_THAT(json.at("summary").at("not_found_note").get<std::string>(), HasSubstr("could not be read"));
}

TEST_F(HostileInput, NothingButDocumentsOfTheFolderIsRead) {
  write("outside/secret.md", "secret words");
  write("d/note.md", procedure);
  write("d/crosswalk.yaml", "manufacturer: Mallory\n");
  write("d/part/pack.yaml", "id: mallory\n");
  write("d/part/decisions.yaml", "decisions: [\n");
  std::string deep = "d/deep";
  for (int i = 0; i < 120; ++i) deep += "/below";
  write(deep + "/note.txt", "Deep down.");
  fs::create_symlink(".", at("d/loop"));
  fs::create_symlink("self", at("d/self"));
  fs::create_symlink("nowhere", at("d/dead"));
  fs::create_symlink("note.md", at("d/twin.md"));
  fs::create_symlink(at("outside"), at("d/out"));
  fs::create_symlink(at("outside/secret.md"), at("d/out.md"));
  ASSERT_EQ(::mkfifo(at("d/fifo.md").c_str(), 0600), 0);
  const Json json = review_json({at("d")});
  for (const char* name : {"loop", "self", "dead", "twin.md", "out", "out.md", "fifo.md"}) {
    EXPECT_EQ(document_of(json, name).at("status"), "skipped") << name;
  }
  EXPECT_THAT(json.dump(), Not(HasSubstr("secret words")));
  EXPECT_EQ(document_of(json, deep.substr(2) + "/note.txt").at("status"), "read");
  EXPECT_EQ(json.at("summary").at("documents").at("read"), 2);
  EXPECT_THAT(json.at("not_loaded").dump(), HasSubstr("part/decisions.yaml"));
  EXPECT_EQ(json.at("not_loaded").size(), 3U);
  EXPECT_THAT(json.dump(), Not(HasSubstr("Mallory")));
}

TEST_F(HostileInput, NoOutputCarriesCommandsOfDocumentsOrNames) {
  const std::string text =
      std::string(procedure) +
      "\nCustomers are told of every vulnerability \x1B]0;owned\x07\x1B[2J<script>alert(1)</script><img src=x onerror=alert(1)> "
      "[here](javascript:alert(1)) \u202Ewithin 30 days of the fix in a security advisory.\n";
  int number = 0;
  for (const std::string name :
       {"a\x1B[31mred\x07.md", "bad\xFF\xFE.md", "new\nline.md", "turn\u202Egnp.md", "-dash.md", "--help.md",
        "<img src=x onerror=alert(1)>.md", "`|*_[x](y).md", "\"quote'.md", " lead.md", "z\u200Bw.md"}) {
    write("d/" + name, text + std::to_string(++number) + "\n");
  }
  write("d/" + std::string(252, 'x') + ".md", text);
  const std::string docs = at("d");
  for (const std::string format : {"html", "md", "json", "terminal"}) {
    const Ran ran = crosswalk({"review", docs, "--format", format, "--report", "detailed", "--as-of", "2026-01-31"});
    EXPECT_EQ(ran.code, 1) << format << ran.err;
    // The terminal shows the first quote alone, but names the files.
    EXPECT_THAT(ran.out, HasSubstr(format == "terminal" ? "red" : "owned")) << format;
    EXPECT_EQ(forbidden_in(ran.out), "") << format;
    EXPECT_EQ(ran.err, "") << format;
    if (format == "html") {
      EXPECT_THAT(ran.out, Not(HasSubstr("<script")));
      EXPECT_THAT(ran.out, Not(HasSubstr("<img")));
      EXPECT_THAT(ran.out, Not(HasSubstr("href=\"javascript")));
    } else if (format == "md") {
      EXPECT_THAT(ran.out, Not(HasSubstr(" <script")));
      // With an escaped bracket it is no link.
      EXPECT_FALSE(std::regex_search(ran.out, std::regex(R"([^\\]\]\(javascript)")));
      EXPECT_THAT(ran.out, Not(HasSubstr("[x](y)")));
    } else if (format == "json") {
      const Json json = Json::parse(ran.out, nullptr, false);
      ASSERT_TRUE(json.is_object());
      EXPECT_EQ(json.at("documents").size(), 12U);
      EXPECT_EQ(document_of(json, "new\\x0Aline.md").at("status"), "read");
    }
  }
}

TEST_F(HostileInput, AnEmptyFolderIsReviewed) {
  fs::create_directory(at("d"));
  const Ran ran = crosswalk({"review", at("d")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("Documents  0 read"));
}

TEST_F(HostileInput, ReadsStandardInputAndSingleFiles) {
  Setting setting;
  setting.input = procedure;
  const Json piped = review_json({"-"}, setting);
  EXPECT_EQ(document_of(piped, "stdin").at("status"), "read");
  const Json named = review_json({write("one/procedure.md", procedure), write("two/note.txt", "Nothing of note here.")});
  EXPECT_EQ(named.at("documents").size(), 2U);
  for (const Json* json : {&piped, &named}) EXPECT_EQ(constraint_of(*json, "4.1.7/user-notification").at("verdict"), "partial");
  EXPECT_EQ(crosswalk({"extract", "-"}, setting).out.substr(0, 10), "# Vulnerab");
}

}  // namespace
}  // namespace crosswalk::end_to_end
