// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using testing::ElementsAre;
using testing::IsEmpty;

document::Document read(std::string_view markdown) {
  document::Extracted extracted = extract_markdown(markdown, Limits());
  EXPECT_NE(extracted.status, document::Status::unreadable) << extracted.detail;
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return std::move(extracted.document);
}

TEST(Markdown, KeepsTheFileAsItsText) {
  const std::string source = "# Title #\n\nSome *text*.\n";
  const document::Document document = read(source);
  EXPECT_EQ(document.text, source);
  EXPECT_THAT(contents(document), ElementsAre("Title", "Some text."));
  EXPECT_EQ(document.view(document.blocks[1].span), "Some *text*.");
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[1].heading, 0);
  EXPECT_EQ(document.locate(document.blocks[1].span.begin).text(), "line 3");
}

TEST(Markdown, TakesNotationOutOfAParagraph) {
  const document::Document document =
      read("**Contact:** write to [the *team*](mailto:a@example.org \"t\") or <https://example.org/x>, `ab`\\_c &amp; d.\n");
  EXPECT_THAT(contents(document), ElementsAre("Contact: write to the team or https://example.org/x, ab_c &amp; d."));
  EXPECT_TRUE(document.view(document.blocks[0].span).starts_with("**Contact"));
  ASSERT_EQ(document.links.size(), 2U);
  EXPECT_EQ(document.links[0].target, "mailto:a@example.org");
  EXPECT_EQ(document.view(document.links[0].span), "the *team");
  EXPECT_EQ(document.links[1].target, "https://example.org/x");
  EXPECT_EQ(document.view(document.links[1].span), "https://example.org/x");
}

TEST(Markdown, ReadsListsWithDepthNumbersAndBoxes) {
  const document::Document document = read("- one\n- [x] two\n  1. three\n  2. [ ] four\n\n     more of four\n* five\n");
  EXPECT_THAT(contents(document), ElementsAre("one", "two", "three", "four", "more of four", "five"));
  EXPECT_EQ(document.blocks[1].checkbox, document::Checkbox::ticked);
  EXPECT_EQ(document.blocks[3].checkbox, document::Checkbox::unticked);
  EXPECT_EQ(document.blocks[2].level, 2);
  EXPECT_TRUE(document.blocks[2].numbered);
  EXPECT_FALSE(document.blocks[1].numbered);
  EXPECT_EQ(document.blocks[4].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[5].level, 1);
}

TEST(Markdown, ReadsTablesWithRowsColumnsAndBreaksInCells) {
  const document::Document document =
      read("Severity | Fix within\n--- | ---\n**High** | 7 days<br>or less\nLow |\n| [ ] a \\| b | `c` |\n");
  EXPECT_THAT(contents(document), ElementsAre("Severity", "Fix within", "High", "7 daysor less", "Low", "a | b", "c"));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 4);
  EXPECT_EQ(document.tables[0].columns, 2);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.blocks[3].row, 1);
  EXPECT_EQ(document.blocks[3].column, 1);
  EXPECT_EQ(document.blocks[5].checkbox, document::Checkbox::unticked);
}

TEST(Markdown, ReadsATableDirectlyBelowTextAsGitHubDoes) {
  const std::string source =
      "---\ntitle: T\n---\nFirst line\nof *text*:\n| A | B |\n|---|:-:|\n| 1 | 2 |\n\n- item\n  | C | D |\n  |---|---|\n  | 3 | "
      "4 |\n\nEnd:\n| E |\n|---|\n| [5](x) |\nLast\n";
  const document::Document document = read(source);
  EXPECT_EQ(document.text, source);
  EXPECT_THAT(contents(document), ElementsAre("title: T", "First line\nof text:", "A", "B", "1", "2", "item", "C", "D", "3", "4",
                                              "End:", "E", "5", "Last"));
  ASSERT_EQ(document.tables.size(), 3U);
  EXPECT_EQ(document.tables[0].columns, 2);
  EXPECT_EQ(document.view(document.blocks[5].span), "2");
  EXPECT_EQ(document.locate(document.blocks[5].span.begin).text(), "line 8");
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "5");
}

TEST(Markdown, EndsATableAtAHeadingOrFenceRightBelow) {
  const std::string source = "| A | B |\n|---|---|\n| a | b |\n## Next\nText\n\n| C |\n|---|\n| #5 |\n#6\n```\ncode\n```\n";
  const document::Document document = read(source);
  EXPECT_EQ(document.text, source);
  EXPECT_THAT(contents(document), ElementsAre("A", "B", "a", "b", "Next", "Text", "C", "#5", "#6", "code"));
  EXPECT_EQ(document.blocks[4].kind, document::BlockKind::heading);
  EXPECT_EQ(document.blocks[5].heading, 4);
}

TEST(Markdown, ReadsTablesWithOneHyphenInEachCellAsGitHubDoes) {
  const document::Document document = extract_markdown("Text\n\n| A | B |\n|-|:-:|\n| a | b |\n\nFurther *text*\n", {}).document;
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 2);
  std::vector<std::string> cells;
  for (const auto& block : document.blocks) cells.emplace_back(document.view(block.span));
  EXPECT_EQ(cells, (std::vector<std::string>{"Text", "A", "B", "a", "b", "Further *text*"}));
}

TEST(Markdown, TakesNoOtherTextForATable) {
  for (const std::string_view source :
       {"Text\n| A | B |\n|---|\n", "Text\nA\n---|---\n", "```\nText\n| A | B |\n|---|---|\n```\n",
        "<div>\nText\n| A | B |\n|---|---|\n</div>\n", "<!--\nText\n\nText\n| A | B |\n|---|---|\n-->\n",
        "    Text\n    | A | B |\n    |---|---|\n", "- Text\n| A | B |\n|---|---|\n", "> Text\n> | A | B |\n> |---|---|\n"}) {
    EXPECT_TRUE(read(source).tables.empty()) << source;
  }
}

TEST(Markdown, ReadsSetextHeadingsQuotesAndCode) {
  const document::Document document =
      read("Title\nof two lines\n===\n\n> quoted\n> text\n\n```sh\nls\n\ncd x\n```\n\n    indented\n");
  EXPECT_THAT(contents(document), ElementsAre("Title\nof two lines", "quoted\n text", "ls\n\ncd x", "indented"));
  EXPECT_EQ(document.blocks[0].level, 1);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::quote);
  EXPECT_EQ(document.blocks[2].kind, BlockKind::code);
}

TEST(Markdown, HidesCommentsAndDeletedText) {
  const document::Document document = read(
      "We fix ~~nothing~~ all <!-- inline note --> and <del>some</del> more.\n\n<!-- Describe here\nyour process. -->\n\nEnd.\n");
  EXPECT_THAT(contents(document), ElementsAre("We fix  all  and  more.", "End."));
  ASSERT_EQ(document.hidden.size(), 4U);
  EXPECT_EQ(document.hidden[0].text, "nothing");
  EXPECT_EQ(document.hidden[0].kind, document::HiddenText::Kind::deleted);
  EXPECT_EQ(document.hidden[1].text, "inline note");
  EXPECT_EQ(document.hidden[2].text, "some");
  EXPECT_EQ(document.hidden[3].text, "Describe here\nyour process.");
  EXPECT_EQ(document.hidden[3].where, "line 3");
}

TEST(Markdown, ReadsHtmlBlocksByTheirTags) {
  const document::Document document = read(
      "<details>\n<summary>More</summary>\n<h2>Part</h2><p>One <b>bold</b> <a "
      "href=\"https://example.org\">link</a></p><p>Two</p>\n"
      "<ul><li>item</li></ul>\n<img src=\"x.png\" alt=\"A picture\">\n<style>p{}</style></details>\n");
  EXPECT_THAT(contents(document), ElementsAre("More", "Part", "One bold link", "Two", "item", "A picture"));
  EXPECT_EQ(document.blocks[1].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[4].kind, BlockKind::list_item);
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "link");
}

TEST(Markdown, ReadsFrontMatterAsProperties) {
  const document::Document yaml =
      read("---\ntitle: \"Security policy\"\nversion: 1.2\nproducts:\n  - Alpha\n  - Beta\n---\n# Body\n");
  EXPECT_EQ(yaml.property("title"), "Security policy");
  EXPECT_EQ(yaml.property("products"), "Alpha, Beta");
  EXPECT_EQ(contents(yaml).front(), "title: \"Security policy\"");
  EXPECT_EQ(contents(yaml).back(), "Body");
  const document::Document toml = read("+++\nid = \"A-1\"\n+++\n\ntext\n");
  EXPECT_EQ(toml.property("id"), "A-1");
  const document::Document fenced = read("```toml\n[advisory]\nid = \"A-2\"\n```\n\n# Title\n");
  EXPECT_EQ(fenced.property("id"), "A-2");
  EXPECT_EQ(fenced.blocks.back().kind, BlockKind::heading);
  const document::Document rule = read("---\nJust text between rules.\n\n---\n");
  EXPECT_THAT(rule.properties, IsEmpty());
}

TEST(Markdown, LeavesReferenceDefinitionsAndTargetsOut) {
  const document::Document document = read("See [the site][s] and ![logo of us](l.png).\n\n[s]: https://example.org \"t\"\n");
  EXPECT_THAT(contents(document), ElementsAre("See the site and logo of us."));
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.links[0].target, "https://example.org");
}

TEST(Markdown, MakesNoLinksOfMoreAddressesThanItCanGoThrough) {
  const auto links = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "www.example.com ";
    return extract_markdown(text, Limits()).document.links.size();
  };
  EXPECT_EQ(links(100), 100U);
  EXPECT_EQ(links(100'000), 0U);
  EXPECT_EQ(extract_markdown("[a](b" + std::string(3'000, 'c') + ")", Limits()).document.links.size(), 0U);
}

TEST(Markdown, SurvivesHostileInput) {
  const Limits limits;
  EXPECT_EQ(extract_markdown("", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_markdown("\xEF\xBB\xBF \n", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_markdown(std::string(5000, '>') + " deep", limits).reason, document::Reason::too_deep);
  std::string lists;
  for (std::size_t i = 0; i < 300; ++i) lists += std::string(2 * i, ' ') + "- x\n";
  EXPECT_EQ(extract_markdown(lists, limits).reason, document::Reason::too_deep);
  for (const std::string_view part : {"[", "](", "*a_ ", "`", "<", "<a \"", "<!--", "![", "|", "~~", "\\", "&#0;", "- ", "a|"}) {
    std::string text = "x ";
    while (text.size() < 20000) text += part;
    const document::Extracted extracted = extract_markdown(text, limits);
    EXPECT_THAT(faults_of(extracted.document), IsEmpty()) << part;
  }
  const document::Extracted broken = extract_markdown(std::string("Caf\xC3\xA9 \xC3\xA9t\xC3\xA9 \xFF and \0 nul", 23), limits);
  EXPECT_EQ(broken.status, document::Status::damaged);
  EXPECT_EQ(broken.document.warnings.size(), 2U);
  Limits small;
  small.blocks = 3;
  EXPECT_EQ(extract_markdown("a\n\nb\n\nc\n\nd\n\ne\n", small).reason, document::Reason::too_large);
  small = Limits();
  small.text_bytes = 5'000;
  EXPECT_EQ(extract_markdown("[a]: " + std::string(1'000, 'x') + "\n\n[a] [a] [a] [a] [a] ![a]", small).reason,
            document::Reason::too_large);
  small.file_bytes = 3;
  EXPECT_EQ(extract_markdown("abcd", small).reason, document::Reason::too_large);
}

TEST(Markdown, TakesASecondRowOfHyphensForARowOfTheTable) {
  const document::Document document = read("| A | B |\n|---|-- |\n|---|---|\n| c | d |\n\nEnd.\n");
  EXPECT_EQ(document.tables.size(), 1U);
  EXPECT_THAT(contents(document), ElementsAre("A", "B", "---", "---", "c", "d", "End."));
}

}  // namespace
}  // namespace crosswalk::extraction
