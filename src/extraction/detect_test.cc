// SPDX-License-Identifier: Apache-2.0
#include "extraction/detect.h"

#include "extraction/legacy/converters.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace crosswalk::extraction {
namespace {

using document::Reason;
using document::Status;
using namespace std::string_literals;

/// A ZIP container made by libzip, as an independent writer.
std::string container(const std::vector<std::pair<std::string, std::string>>& members, bool store = true) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* sink = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(sink);
  zip_t* archive = zip_open_from_source(sink, ZIP_CREATE, &error);
  for (const auto& [name, bytes] : members) {
    const auto index = zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), store ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
  }
  zip_close(archive);
  zip_source_open(sink);
  zip_source_seek(sink, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(zip_source_tell(sink)), '\0');
  zip_source_seek(sink, 0, SEEK_SET);
  zip_source_read(sink, out.data(), out.size());
  zip_source_close(sink);
  zip_source_free(sink);
  return out;
}

void expect_format(const std::string& bytes, const std::string& path, const std::string& format) {
  const Detected detected = detect(bytes, path);
  EXPECT_EQ(detected.format, format) << path << ": " << detected.detail;
}
void expect_reason(const std::string& bytes, const std::string& path, Status status, Reason reason) {
  const Detected detected = detect(bytes, path);
  // Named for who may make something of it: pictures are recognised, legacy files converted.
  const bool more = detected.format == "image" || legacy::is_converted(detected.format);
  EXPECT_TRUE(detected.format.empty() || more) << path << " " << detected.format;
  EXPECT_EQ(detected.status, status) << path << ": " << detected.detail;
  EXPECT_EQ(detected.reason, reason) << path << ": " << detected.detail;
}
void expect_unsupported(const std::string& bytes, const std::string& path) {
  expect_reason(bytes, path, Status::unreadable, Reason::unsupported);
}
void expect_no_document(const std::string& bytes, const std::string& path) {
  expect_reason(bytes, path, Status::skipped, Reason::not_a_document);
}

const std::string kNoise = [] {
  std::string out;
  std::uint32_t state = 7;
  for (int i = 0; i < 5'000; ++i) {
    state = state * 1664525U + 1013904223U;
    out += static_cast<char>(state >> 24);
  }
  return out;
}();

TEST(Detect, TellsTextFormatsByTheirEndings) {
  expect_format("# Policy\n", "a/POLICY.MD", "markdown");
  expect_format("plain", "notes.txt", "text");
  expect_format("<p>x</p>", "page.htm", "html");
  expect_format("{}", "x.json", "json");
  expect_format("<a/>", "x.xml", "xml");
  expect_format("a,b\n1,2\n", "x.csv", "csv");
  expect_format("a\tb\n1\t2\n", "x.TSV", "csv");
  expect_format("Plain words.\n", "x.rst", "rst");
}

TEST(Detect, TellsTextFormatsByTheirLookWithoutAnEnding) {
  expect_format("Just words.\n", "README", "text");
  expect_format("\xEF\xBB\xBF\n <!DOCTYPE HTML><html>", "page", "html");
  expect_format("{\"a\": 1}\n", "data", "json");
  expect_format("[{\"a\": 1}]", "data.vex", "json");
  expect_format("[1] A reference\n", "references", "text");
  expect_format("<?xml version='1.0'?><bom/>", "bom", "xml");
  expect_format("int main() {}\n", "main.c", "text");
  expect_format("Notes\n=====\n\n.. note:: Keep it.\n", "README", "rst");
  expect_format("Notes\n=====\n\nPlain words, underlined.\n", "README.txt", "text");
  expect_format("id;name\n1;a\n2;b\n", "export.txt", "csv");
  expect_format("One, two, three and four.\n\nFive, six, seven and eight.\nNine, ten\n", "words.txt", "text");
}

TEST(Detect, ReadsOtherEncodingsAsText) {
  expect_format("\xFF\xFEP\0l\0a\0n\0"s, "a", "text");
  expect_format("P\0l\0a\0n\0 \0o\0f\0 \0r\0e\0l\0e\0a\0s\0e\0"s, "a", "text");
  expect_format(
      "Pr\xFC"
      "fplan f\xFCr die Ger\xE4te\n",
      "a", "text");
  expect_format("\x83\x65\x83\x58\x83\x67\x8E\xE8\x8F\x87\n", "a", "text");
}

TEST(Detect, LetsTheContentWinOverTheEnding) {
  expect_format("From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n\r\nHello", "mail", "eml");
  expect_format("Subject: x\n\nHello", "mail.eml", "eml");
  expect_format("{\\rtf1\\ansi Hello}", "letter.doc", "rtf");
  expect_format("{\\rtf1\\ansi Hello}", "letter.txt", "rtf");
  expect_format("Only words.", "letter.rtf", "text");
  expect_format("<html><table><tr><td>exported</td></tr></table></html>", "table.csv", "html");
  expect_format("<html><body>exported</body></html>", "table.xls", "html");
  expect_format("<!DOCTYPE html><html>", "report.pdf", "html");
  expect_format("%PDF-1.7\n\x01\x02", "report.txt", "pdf");
  expect_format(container({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}}), "plan.zip", "docx");
}

TEST(Detect, FindsPdfHeadersWhereReadersFindThem) {
  expect_format(std::string(900, '\1') + "%PDF-1.4", "a.pdf", "pdf");
  expect_format("\r\n%PDF-1.4", "a", "pdf");
  expect_format("A file begins with %PDF-1.4 if it is one.", "about.md", "markdown");
  expect_reason(kNoise, "a.pdf", Status::unreadable, Reason::corrupt);
  expect_reason("no such thing", "a.pdf", Status::unreadable, Reason::corrupt);
}

TEST(Detect, LooksIntoContainers) {
  expect_format(container({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", std::string(5'000, 'x')}}, false), "a", "xlsx");
  expect_format(container({{"word/document.xml", "<x/>"}, {"[Content_Types].xml", "<x/>"}}), "a.docm", "docx");
  expect_format(container({{"[Content_Types].xml", "<x/>"}, {"ppt/presentation.xml", "<x/>"}}), "a", "pptx");
  expect_format(container({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<x/>"}}), "a", "odt");
  expect_format(container({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}), "a", "ods");
  expect_format(container({{"mimetype", "application/vnd.oasis.opendocument.presentation-template"}}), "a", "odp");
  expect_format(container({{"content.xml", "<x/>"}, {"META-INF/manifest.xml", "<x/>"}}), "a.odt", "odt");
  expect_unsupported(container({{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", "<x/>"}}), "a.epub");
  expect_format(container({{"a.docx", "x"}}), "a.zip", "archive");
  expect_no_document(container({{"META-INF/MANIFEST.MF", "x"}, {"A.class", "x"}}), "a.jar");
}

TEST(Detect, KnowsFlatOpenDocumentFilesByTheirMediaType) {
  const std::string flat = "<?xml version=\"1.0\"?>\n<office:document" + std::string(3'000, ' ') +
                           " office:mimetype=\"application/vnd.oasis.opendocument.";
  expect_format(flat + "text\">", "a.fodt", "odt");
  expect_format(flat + "spreadsheet\">", "a.xml", "ods");
  expect_format("<?xml version=\"1.0\"?><office/>", "a.fodt", "xml");
  expect_reason("no archive at all", "a.odt", Status::unreadable, Reason::corrupt);
}

TEST(Detect, GivesBrokenContainersToTheReaderThatTheyAreNamedFor) {
  const std::string whole = container({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", std::string(500, 'x')}});
  const std::string cut = whole.substr(0, whole.size() / 2);
  expect_format(cut, "a.docx", "docx");
  expect_format(cut, "a", "archive");
  // Bytes before and behind the container, as some mail programs leave them, move all places.
  expect_format("PK\3\4" + whole + "trailing", "a", "docx");
}

TEST(Detect, SurvivesEveryCutAndEveryChangedByteOfAContainer) {
  const std::string whole = container({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}});
  for (std::size_t size = 0; size <= whole.size(); ++size) detect(whole.substr(0, size), "a");
  std::size_t read = 0;
  for (std::size_t at = 4; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(~changed[at]);
    if (detect(changed, "a").format == "docx") ++read;
  }
  EXPECT_GT(read, whole.size() / 4);
  EXPECT_LT(read, whole.size());
}

TEST(Detect, TellsEncryptedFromLegacyOffice) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0');
  expect_reason(ole + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s, "a.docx", Status::unreadable, Reason::encrypted);
  expect_unsupported(ole + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s, "a.doc");
  EXPECT_NE(detect(ole + "W\0o\0r\0k\0b\0o\0o\0k\0"s, "a").detail.find("XLS"), std::string::npos);
}

TEST(Detect, KnowsArchives) {
  expect_format("\x1F\x8B\x08" + kNoise, "docs.tar.gz", "archive");
  expect_format("7z\xBC\xAF\x27\x1C" + kNoise, "docs", "archive");
  expect_format(std::string(257, '\0') + "ustar\0"s + std::string(300, '\0'), "docs.tar", "archive");
  expect_reason("plain text", "docs.zip", Status::unreadable, Reason::corrupt);
}

TEST(Detect, NamesDocumentsThatCannotBeReadYet) { expect_unsupported("Rar!\x1A\x07" + kNoise, "docs.rar"); }

TEST(Detect, SkipsWhatIsNoDocument) {
  expect_no_document("\x89PNG\r\n\x1A\n" + kNoise, "scan.png");
  expect_no_document("\xFF\xD8\xFF\xE0", "scan.jpg");
  expect_no_document(
      "\x7F"
      "ELF\2\1\1" +
          kNoise,
      "tool");
  expect_no_document("MZ" + kNoise, "tool.exe");
  expect_no_document("OTTO\0\x0B"s + kNoise, "font.otf");
  expect_no_document("<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg");
  expect_no_document(kNoise, "blob");
  // Letters that also begin these files begin ordinary texts too.
  expect_format("BMW is a maker of cars.", "a", "text");
  expect_format("MZ and ID3 and OggS are marks.", "a", "text");
}

TEST(Detect, CallsDamagedDocumentsDamagedAndNotOther) {
  expect_reason(std::string(4'000, '\0'), "plan.docx", Status::unreadable, Reason::corrupt);
  expect_reason(kNoise, "notes.txt", Status::unreadable, Reason::corrupt);
  expect_reason("", "a.md", Status::unreadable, Reason::empty);
}

TEST(Detect, KnowsFormatsByEndingAndName) {
  EXPECT_EQ(format_of_ending("a.b/c.DocX"), "docx");
  EXPECT_EQ(format_of_ending("a.md/c"), "");
  EXPECT_EQ(format_of_ending(".md"), "");
  EXPECT_EQ(media_type_of("json"), "application/json");
  EXPECT_EQ(media_type_of("no such"), "");
}

}  // namespace
}  // namespace crosswalk::extraction
