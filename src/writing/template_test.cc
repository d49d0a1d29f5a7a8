// SPDX-License-Identifier: Apache-2.0
#include "writing/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace crosswalk::writing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Facts some_facts(const std::string& value) {
  Facts facts;
  facts.text("name", value, BlankType::name, "the product's name");
  facts.text("url", "https://example.org/a", BlankType::address, "where it is");
  facts.flag("device", true);
  facts.list("versions").text("version", "", BlankType::id, "the version").text("note", "", BlankType::text, "a note");
  facts.item("versions").text("version", "1.0|2", BlankType::id, "");
  facts.item("versions").text("note", "x", BlankType::text, "");
  return facts;
}

std::optional<Rendered> filled(std::string_view text, const Facts& facts) {
  packs::Diagnostics diagnostics;
  auto out = render(text, "t.md", facts, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  return out;
}

std::string refused(std::string_view text) {
  packs::Diagnostics diagnostics;
  EXPECT_FALSE(render(text, "t.md", some_facts("x"), diagnostics)) << text;
  EXPECT_TRUE(diagnostics.has_errors()) << text;
  return diagnostics.text();
}

TEST(Template, IsFilledIn) {
  const auto out = filled(R"(# Notice on {{name}}
{{! a remark
over two lines }}
## Versions

{{#device}}
A device. [More]({{url}}).
{{/device}}
{{^device}}
No device.
{{/device}}

| Version | Note |
| --- | --- |
{{#versions}}
| {{version}} | {{note}} of {{name}} |
{{/versions}}

1. First
   - inner *word*
2. Sign here: [[BLANK name: who signs]]

> [!NOTE] Mind `this`.

| | |
| --- | --- |
| Sent | [[BLANK date: when]] |
)",
                          some_facts("ScanView"));
  ASSERT_TRUE(out);
  EXPECT_EQ(as_markdown(out->paper), R"(# Notice on ScanView

## Versions

A device. [More](https://example.org/a).

| Version | Note |
| --- | --- |
| 1.0\|2 | **[[BLANK text: a note]]** of ScanView |
| **[[BLANK id: the version]]** | x of ScanView |

1. First

   - inner *word*
2. Sign here: **[[BLANK name: who signs]]**

> Mind `this`.

- **Sent**: **[[BLANK date: when]]**
)");
  ASSERT_EQ(out->blanks.size(), 4U);
  EXPECT_EQ(out->blanks[0].wanted, "a note");
  EXPECT_EQ(out->blanks[3].type, BlankType::date);
  EXPECT_EQ(out->paper.blocks[4].kind, Block::Kind::note);
  EXPECT_EQ(out->paper.blocks[5].kind, Block::Kind::facts);
}

TEST(Template, AnEmptyFactIsABlank) {
  const auto out = filled("# T\n\nThe product {{name}}.\n\n{{^name}}none{{/name}}{{#name}}some{{/name}}\n", some_facts(""));
  ASSERT_TRUE(out);
  EXPECT_THAT(as_markdown(out->paper), AllOf(HasSubstr("The product **[[BLANK name: the product's name"), HasSubstr("none")));
  EXPECT_THAT(as_markdown(out->paper), Not(HasSubstr("some")));
}

/// What may be in a paper of one paragraph, whatever its value says.
void expect_words_alone(const std::string& value) {
  const auto out = filled("# T\n\nBefore {{name}} after.\n\n| A |\n| --- |\n| {{name}} |\n", some_facts(value));
  ASSERT_TRUE(out);
  ASSERT_EQ(out->paper.blocks.size(), 2U) << value;
  const Line& line = out->paper.blocks[0].words;
  EXPECT_EQ(line.text(), "Before " + value + " after.");
  for (const Run& run : line.runs) {
    EXPECT_FALSE(run.strong || run.emphasis || run.code || run.blank.has_value()) << value;
    EXPECT_EQ(run.link, "");
  }
  ASSERT_EQ(out->paper.blocks[1].rows.size(), 1U);
  EXPECT_EQ(out->paper.blocks[1].rows[0][0].text(), value);
  EXPECT_TRUE(out->blanks.empty());
}

TEST(Template, NoValueBecomesMarkup) {
  for (const char* value : {"**strong**", "# heading", "- item", "[x](https://evil.example)", "<script>alert(1)</script>", "a|b",
                            "`code`", "{{name}}", "{{#device}}", "[[BLANK date: a blank]]", "&amp;", "\\*", "![x](y)",
                            "https://evil.example", "| a |\n| - |\n| b |", "a\n\n# b", "1. x", "> q", "\uE0000\uE001"})
    expect_words_alone(value);
}

TEST(Template, NoRandomValueBecomesMarkup) {
  constexpr std::string_view pieces = "*_`[]()<>#|-+!&;{}\\\n ~^ab1.:/\"'";
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string value = "x";
    for (unsigned i = random() % 30; i > 0; --i) value += pieces[random() % pieces.size()];
    expect_words_alone(value + "x");
    if (HasFailure()) break;
  }
}

TEST(Template, AValueAloneMayHaveParagraphs) {
  const auto out = filled("# T\n\n{{name}}\n", some_facts("One **a**.\n\n- two\n- three"));
  ASSERT_TRUE(out);
  ASSERT_EQ(out->paper.blocks.size(), 2U);
  EXPECT_EQ(out->paper.blocks[0].words.text(), "One **a**.");
  EXPECT_EQ(out->paper.blocks[1].items.size(), 2U);
}

TEST(Template, LinksOfValuesLeadToSafePlacesOnly) {
  Facts facts = some_facts("x");
  facts.text("url", "javascript:alert(1)", BlankType::address, "");
  const auto out = filled("# T\n\n[More]({{url}})\n", facts);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->paper.blocks[0].words.runs[0].link, "");
}

TEST(Template, MistakesAreToldWithTheirLine) {
  EXPECT_THAT(refused("# T\n\n{{nmae}}\n"), AllOf(HasSubstr("t.md:3"), HasSubstr("'nmae'"), HasSubstr("name")));
  EXPECT_THAT(refused("# T\n\n{{#device}}\n{{verzion}}\n{{/device}}\n"), HasSubstr("t.md:4"));
  EXPECT_THAT(refused("# T\n\n{{version}}\n"), HasSubstr("t.md:3"));
  EXPECT_THAT(refused("# T\n{{#device}}\nx\n"), AllOf(HasSubstr("t.md:2"), HasSubstr("not closed")));
  EXPECT_THAT(refused("# T\n{{/device}}\n"), HasSubstr("closes nothing"));
  EXPECT_THAT(refused("# T\n{{#device}}{{#versions}}{{/device}}{{/versions}}\n"), HasSubstr("t.md:2"));
  EXPECT_THAT(refused("# T\n{{name\n"), HasSubstr("t.md:2"));
  EXPECT_THAT(refused("# T\n{{> other}}\n"), HasSubstr("t.md:2"));
  EXPECT_THAT(refused("# T\n{{=<% %>=}}\n"), HasSubstr("t.md:2"));
  EXPECT_THAT(refused("# T\n\n{{^device}}\n\n\n<b>x</b>\n{{/device}}\n"), AllOf(HasSubstr("t.md:6"), HasSubstr("HTML")));
  EXPECT_THAT(refused("# T\n\n<div>\nx\n</div>\n"), AllOf(HasSubstr("t.md:3"), HasSubstr("HTML")));
  EXPECT_THAT(refused("# T\n\n![a](b.png)\n"), HasSubstr("pictures"));
  EXPECT_THAT(refused("# T\n\na &amp; b\n"), HasSubstr("&amp;"));
  EXPECT_THAT(refused("# T\n\n[a](http://example.org)\n"), HasSubstr("no address"));
  EXPECT_THAT(refused("# T\n\n[[BLANK colour: x]]\n"), AllOf(HasSubstr("t.md:3"), HasSubstr("text|date")));
  EXPECT_THAT(refused("Text\n"), HasSubstr("title"));
  EXPECT_THAT(refused("# T\n# U\n"), HasSubstr("t.md:2"));
  EXPECT_THAT(refused("# T\n\xEE\x80\x80\n"), HasSubstr("private use"));
}

TEST(Template, DeepSectionsAreRefused) {
  std::string text = "# T\n";
  for (int i = 0; i < 5000; ++i) text += "{{#device}}";
  EXPECT_THAT(refused(text), HasSubstr("too deep"));
}

TEST(Template, DeepQuotesAreRefused) {
  EXPECT_THAT(refused("# T\n\n" + std::string(100'000, '>') + " x\n"), HasSubstr("too deep"));
}

TEST(Brand, IsRead) {
  packs::Diagnostics diagnostics;
  const BrandFile brand = read_brand("name: A\nfooter: F\ncolour: \"#0b57a4\"\nlogo: logo.png\n", "brand.yaml", diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  EXPECT_EQ(brand.brand.name, "A");
  EXPECT_EQ(brand.brand.colour, "#0b57a4");
  EXPECT_EQ(brand.logo_file, "logo.png");
  for (const char* wrong : {"colour: blue\n", "logo: ../x.png\n", "nam: A\n"}) {
    packs::Diagnostics found;
    static_cast<void>(read_brand(wrong, "brand.yaml", found));
    EXPECT_TRUE(found.has_errors()) << wrong;
  }
}

TEST(Brand, WantsAPngOfBoundedSize) {
  std::string png("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10", 24);
  EXPECT_EQ(fault_of_logo(png), "");
  png[17] = '\x7F';
  EXPECT_THAT(fault_of_logo(png), HasSubstr("4000"));
  EXPECT_THAT(fault_of_logo("GIF89a"), HasSubstr("no PNG"));
}

TEST(Template, SaysItsLanguage) {
  EXPECT_EQ(filled("# T\n", some_facts(""))->paper.language, "");
  EXPECT_EQ(filled("{{! language: de-AT }}\n# T\n", some_facts(""))->paper.language, "de-AT");
  packs::Diagnostics diagnostics;
  EXPECT_FALSE(render("# T\n\n{{! language: <b> }}\n", "own.md", some_facts(""), diagnostics));
  EXPECT_THAT(diagnostics.text(), AllOf(HasSubstr("own.md:3"), HasSubstr("'<b>' is no language")));
}

TEST(Brand, SaysTheLanguageOfTemplatesThatDoNot) {
  packs::Diagnostics diagnostics;
  EXPECT_EQ(read_brand("name: Example\nlanguage: de\n", "brand.yaml", diagnostics).brand.language, "de");
  EXPECT_FALSE(diagnostics.has_errors());
  EXPECT_EQ(read_brand("language: \"de en\"\n", "brand.yaml", diagnostics).brand.language, "");
  EXPECT_THAT(diagnostics.text(), HasSubstr("'de en' is no language"));
}

}  // namespace
}  // namespace crosswalk::writing
