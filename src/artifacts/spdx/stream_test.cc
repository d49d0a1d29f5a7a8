// SPDX-License-Identifier: Apache-2.0
// What reads large YAML and RDF quickly gives what the libraries give, or leaves it to them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/spdx/rdf.h"
#include "artifacts/spdx/spdx.h"
#include "artifacts/spdx/yaml.h"
#include "artifacts/xml/document.h"
#include "artifacts/xml/scan.h"

namespace crosswalk::artifacts::spdx {
namespace {

using testing::Contains;
using testing::ElementsAre;

std::string file(const std::string& name) {
  std::ifstream in(std::string(CROSSWALK_SOURCE_DIR) + "/src/artifacts/spdx/testdata/" + name, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// The text with something inserted, taken away or moved to the right, at one to three places.
std::string spoilt(std::string text, std::mt19937& random, std::span<const std::string_view> pieces) {
  const std::size_t times = 1 + random() % 3;
  for (std::size_t i = 0; i < times; ++i) {
    std::size_t at = random() % text.size();
    const bool at_line = random() % 2 == 0;
    if (at_line) at = text.rfind('\n', at) + 1;
    if (random() % 4 == 0) {
      text.erase(at, 1 + random() % 5);
    } else {
      text.insert(at, pieces[random() % pieces.size()]);
    }
    if (text.empty()) text = "\n";
  }
  return text;
}

// YAML

/// Whether it was read as plain; then the library must give the same, places included.
bool is_plain(const std::string& text) {
  Converted out;
  if (!read_plain_yaml(text, out)) return false;
  const auto wanted = read_yaml_by_library(text, "x");
  EXPECT_TRUE(wanted) << text << "\n" << (wanted ? "" : wanted.error().detail);
  if (!wanted) return true;
  EXPECT_EQ(out.json, wanted->json) << text;
  EXPECT_EQ(out.begins, wanted->begins) << text;
  EXPECT_EQ(out.numbers, wanted->numbers) << text;
  return true;
}

std::string json_of(const std::string& text) {
  Converted out;
  return read_plain_yaml(text, out) && is_plain(text) ? out.json : "not plain";
}

/// As programs write it, with everything that is plain.
constexpr std::string_view kYaml = R"(# made by hand
---
spdxVersion: SPDX-2.3
SPDXID: "SPDXRef-DOCUMENT"
creationInfo:
  created: '2026-03-01T08:00:00Z'
  creators:
  - 'Tool: builder''s'
  - "Organization: \"Devices\" \u00e4"
  comment: a text that goes on in
    the next line

    and behind an empty one
  licenseListVersion:   # nothing
packages:
- name: pump   # a comment
  versionInfo: 4.2
  filesAnalyzed: false
  checksums: []
  verified: {}
  number: 12
  comment: "one line\n\
    \ another, and
    a third

    one"
  licenseComments: |
    As it stands:
      deeper # no comment

    end
  summary: |-
    without its line end
  description: 'a
    b'
-
  - - deep
    - x: 1
      y: 2
"quoted key": ~
last: null
)";

TEST(SpdxPlainYaml, IsReadAsTheLibraryReadsIt) {
  EXPECT_TRUE(is_plain(std::string(kYaml)));
  std::string windows;
  for (const char c : kYaml) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_TRUE(is_plain(windows));
  EXPECT_EQ(json_of("a: b\nc:\n- 1\n- 'd''e'\nf: |\n  x\n  y\n"), R"({"a":"b","c":[1,"d'e"],"f":"x\ny\n"})");
  EXPECT_EQ(json_of("a: x\n  y\n\n  z # no key\nb:\n"), R"({"a":"x y\nz","b":null})");
  EXPECT_EQ(json_of("a: \"x\\\n  \\ y\\u00e4\"\n"), "{\"a\":\"x y\xC3\xA4\"}");
}

TEST(SpdxPlainYaml, IsLeftToTheLibraryWhereItIsMore) {
  for (const char* text : {"a: &x b\n",
                           "a: *x\n",
                           "a: !!str 1\n",
                           "a: [1, 2]\n",
                           "a: {b: c}\n",
                           "a: >\n  folded\n",
                           "? a\n: b\n",
                           "a: b\n---\nc: d\n",
                           "%YAML 1.2\n---\na: b\n",
                           "a: b: c\n",
                           "a:\tb\n",
                           "- a\n",
                           "a\n",
                           "",
                           "a: \"b\n",
                           "a: b",
                           "a: 'b' c\n",
                           "a: \"\\ud800\"\n",
                           "a: \"\\q\"\n",
                           "a: b\n c: d\n",
                           "a:\n  b: c\n d: e\n",
                           "a: |2\n   b\n",
                           "a: @b\n",
                           "a: b\n...\n",
                           "~: a\n",
                           "a: \x01\n"}) {
    Converted out;
    EXPECT_FALSE(read_plain_yaml(text, out)) << text;
  }
  std::string deep;
  for (std::size_t i = 0; i < 200; ++i) deep += std::string(i, ' ') + "a:\n";
  Converted out;
  EXPECT_FALSE(read_plain_yaml(deep, out));
}

TEST(SpdxPlainYaml, IsNeverReadOtherwiseThanByTheLibrary) {
  constexpr std::string_view kPieces[] = {
      "\n",   "\n\n",   " ",    "  ",   ": ", "#",        " # c\n", "- ",    "-",   "'",  "\"", "''",     "\\n", "\\\n",
      "|",    "|-\n",   "~",    "null", "[]", "\t",       "?",      "---\n", "&a ", "*a", "!",  ":",      "01",  "\\x41",
      "\r\n", "k: v\n", "- a:", ",",    "\\", "\xC3\xA4", "a#b",    "- ",    ">",   "%",  "@",  "  - x\n"};
  std::mt19937 random(1);
  std::size_t plain = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = spoilt(std::string(kYaml), random, kPieces);
    if (is_plain(text)) ++plain;
    if (HasFailure()) return;
  }
  EXPECT_GT(plain, 500U);
}

// RDF

std::vector<std::string> told(const Graph& graph) {
  std::vector<std::string> out;
  for (const Node& node : graph.nodes) {
    out.push_back(std::string(node.id) + " " + std::to_string(node.blank) + " line " + std::to_string(node.line));
    for (std::uint32_t at = node.first; at != Statement::npos; at = graph.statements[at].next) {
      const Statement& one = graph.statements[at];
      out.push_back("  " + std::to_string(static_cast<int>(one.predicate)) + " " + std::to_string(one.node) + " '" +
                    std::string(one.literal) + "' line " + std::to_string(one.line));
    }
  }
  return out;
}

/// Whether it was read without a tree; then the tree must give the same.
bool is_streamed(const std::string& text) {
  const auto decoded = xml::decode(text, {"x", 100});
  if (!decoded) return false;
  Kept kept;
  Graph graph;
  if (!stream_triples(*decoded, kept, graph)) return false;
  const auto tree = xml::parse_text(*decoded, {"x", 100});
  EXPECT_TRUE(tree) << text;
  if (!tree) return true;
  Kept other;
  const auto wanted = triples_of(*tree, "x", other);
  EXPECT_TRUE(wanted) << text;
  EXPECT_EQ(told(graph), wanted ? told(*wanted) : std::vector<std::string>()) << text;
  return true;
}

TEST(SpdxStream, GivesTheTriplesOfTheTree) { EXPECT_TRUE(is_streamed(file("pump.spdx.rdf"))); }

TEST(SpdxStream, NeverGivesOtherTriplesThanTheTree) {
  constexpr std::string_view kPieces[] = {"\n",
                                          " ",
                                          "<",
                                          ">",
                                          "/>",
                                          "</",
                                          "<!-- c -->",
                                          "<?p x?>",
                                          "<![CDATA[x\r\n<]]>",
                                          "&amp;",
                                          "&#65;",
                                          "&#xD800;",
                                          "&foo;",
                                          "\r\n",
                                          " xmlns=\"u\"",
                                          " xmlns:s=\"v\"",
                                          " rdf:parseType=\"Resource\"",
                                          " rdf:about=\"#x\"",
                                          " rdf:nodeID=\"described\"",
                                          " s:name=\"a&#10;\tb\"",
                                          " xml:base=\"http://b/c#d\"",
                                          "<name>x</name>",
                                          "<rdf:Description/>",
                                          "<a xmlns=\"\"/>"};
  std::mt19937 random(1);
  const std::string whole = file("pump.spdx.rdf");
  std::size_t streamed = 0;
  for (int i = 0; i < 2000; ++i) {
    if (is_streamed(spoilt(whole, random, kPieces))) ++streamed;
    if (HasFailure()) return;
  }
  EXPECT_GT(streamed, 300U);
}

TEST(SpdxStream, KnowsNamespacesWhereTheyAreDeclared) {
  const std::string open =
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:s=\"http://spdx.org/rdf/terms#\">";
  const std::string text =
      open + "<s:Package rdf:about='#a'><s:name xmlns:s='other:'>x</s:name><s:name>y</s:name></s:Package></rdf:RDF>";
  ASSERT_TRUE(is_streamed(text));
  Kept kept;
  Graph graph;
  ASSERT_TRUE(stream_triples(text, kept, graph));
  std::vector<std::string_view> names;
  for (const Statement& one : graph.statements) {
    if (one.predicate == Term::name) names.push_back(one.literal);
  }
  EXPECT_THAT(names, ElementsAre("y"));
}

TEST(SpdxStream, LeavesWhatIsNotPlainToTheTree) {
  const std::string open = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:s=\"s:\">";
  EXPECT_TRUE(is_streamed(open + "<s:a/></rdf:RDF>"));
  for (const std::string& text : {open, open + "<a/></rdf:RDF>", open + "<s:a s:b=1/></rdf:RDF>",
                                  open + "<s:a><s:b rdf:parseType='Literal'/></s:a></rdf:RDF>",
                                  open + "<s:a>&#0;<s:b/></s:a></rdf:RDF>", open + "</rdf:RDF><s:a/>", std::string("<Document/>"),
                                  std::string("text"), "<!DOCTYPE a>" + open + "</rdf:RDF>", open + "<s:a></s:b></rdf:RDF>"}) {
    EXPECT_FALSE(is_streamed(text)) << text;
  }
}

TEST(XmlScanner, TellsElementsTextsAndLines) {
  xml::Scanner scanner("<?xml version='1.0'?>\n<a b='1&amp;2'>\n  <c/>x &lt; y<!-- n -->\n</a>\n");
  std::vector<std::string> out;
  xml::Token token = scanner.next();
  for (; token != xml::Token::done && token != xml::Token::unclear; token = scanner.next()) {
    std::string text;
    if (token == xml::Token::start) {
      text = "<" + std::string(scanner.name()) + " " + std::to_string(scanner.line());
      for (const xml::RawAttribute& one : scanner.attributes()) EXPECT_TRUE(xml::resolve(one.value, true, text += " "));
    } else if (token == xml::Token::text) {
      EXPECT_TRUE(xml::resolve(scanner.text(), false, text));
    } else {
      text = ">";
    }
    out.push_back(text);
  }
  EXPECT_EQ(token, xml::Token::done);
  EXPECT_THAT(out, ElementsAre("<a 2 1&2", "<c 3", ">", "x < y", ">"));
}

/// Places of a document that is not small stay those of its text.
TEST(SpdxStream, KeepsLinesOfManyPackages) {
  std::string yaml = "spdxVersion: SPDX-2.3\npackages:\n";
  for (int i = 0; i < 1000; ++i) yaml += "- name: p" + std::to_string(i) + "\n  SPDXID: SPDXRef-" + std::to_string(i) + "\n";
  const auto reading = read(yaml, sbom::Format::spdx_yaml, "x");
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->bom.components.size(), 1000U);
  EXPECT_EQ(reading->bom.components[999].location.line, 2001U);
  EXPECT_EQ(reading->bom.components[999].location.pointer, "/packages/999");
  std::vector<std::string> messages;
  for (const Finding& one : reading->findings) {
    messages.push_back(std::to_string(one.line) + " " + one.pointer + " " + one.message);
  }
  EXPECT_THAT(messages, Contains("2001 /packages/999 a package needs the member 'downloadLocation'"));
}

}  // namespace
}  // namespace crosswalk::artifacts::spdx
