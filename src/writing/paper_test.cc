// SPDX-License-Identifier: Apache-2.0
#include "writing/paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "writing/escape.h"

namespace crosswalk::writing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Paper sample() {
  Paper paper;
  paper.title = "A notice <b>";
  paper.tlp = "RED";
  paper.id = "N-1";
  paper.version = "2";
  paper.state = State::draft;
  paper.blocks.push_back(heading(2, "What <i>happened</i>"));
  paper.blocks.back().severity = "high";
  Line line("Plain, ");
  line.runs.push_back({"strong", {}, true, false, false, {}});
  line.runs.push_back({" and ", {}, false, false, false, {}});
  line.runs.push_back({"a link", "https://example.org/(a)", false, false, false, {}});
  line.runs.push_back({"`code`", {}, false, false, true, {}});
  paper.blocks.push_back(paragraph(std::move(line)));
  Block list;
  list.kind = Block::Kind::list;
  list.numbered = true;
  Block inner;
  inner.kind = Block::Kind::list;
  inner.items = {{paragraph("inner")}};
  list.items = {{paragraph("first"), inner}, {paragraph("second")}};
  paper.blocks.push_back(list);
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"Product", "Version"};
  table.rows = {{"Pump | 1", "2.0"}};
  paper.blocks.push_back(table);
  Block note;
  note.kind = Block::Kind::note;
  note.blocks = {paragraph(words_with_blanks("Sent on [[BLANK date: when it was sent]]."))};
  paper.blocks.push_back(note);
  return paper;
}

TEST(Paper, IsWrittenAsHtmlWithoutMarkupOfItsTexts) {
  const std::string html = as_html(sample());
  EXPECT_THAT(html,
              AllOf(HasSubstr("<h1>A notice &lt;b&gt;</h1>"), HasSubstr("TLP:RED"), HasSubstr("N-1, version 2"),
                    HasSubstr("Status: Draft, not approved"), HasSubstr("<h2>What &lt;i&gt;happened"),
                    HasSubstr("<span class=\"severity high\">High</span>"), HasSubstr("Plain, <strong>strong</strong> and "),
                    HasSubstr("<a href=\"https://example.org/(a)\""), HasSubstr("<code>`code`</code>"),
                    HasSubstr("<ol>\n<li><p>first</p>\n<ul>\n<li>inner</li>"), HasSubstr("<th scope=\"col\">Version</th>"),
                    HasSubstr("<mark>[[BLANK date: when it was sent]]</mark>")));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'unsafe-inline'\""));
}

TEST(Paper, IsWrittenAsMarkdown) {
  EXPECT_EQ(as_markdown(sample()), R"(# A notice \<b>

N-1, version 2

Status: Draft, not approved

## What \<i>happened\</i> (high)

Plain, **strong** and [a link](https://example.org/%28a%29)`` `code` ``

1. first

   - inner
2. second

| Product | Version |
| --- | --- |
| Pump \| 1 | 2.0 |

> Sent on **[[BLANK date: when it was sent]]**.
)");
}

TEST(Paper, MarkdownIsEscapedNoMoreThanItHasToBe) {
  const auto written = [](const std::string& text) {
    Paper paper;
    paper.title = "T";
    paper.blocks = {paragraph(text)};
    const std::string out = as_markdown(paper);
    return out.substr(5, out.size() - 6);
  };
  for (const char* plain : {"psirt@example.org", "under_investigation, not_affected", "R&D, a & b < 3 > 2", "2.4.1 (final)",
                            "vers:semver/>=2.0.0<2.4.1", "--final", "Look! 12) is {here} #no", "10 % = $5"})
    EXPECT_EQ(written(plain), plain);
  EXPECT_EQ(written("# h"), "\\# h");
  EXPECT_EQ(written("12. item"), "12\\. item");
  EXPECT_EQ(written("---"), "\\---");
  EXPECT_EQ(written("&amp; &#38; <b> _e_ *d* ~f~ `c` [a](b)"),
            "\\&amp; \\&#38; \\<b> \\_e\\_ \\*d\\* \\~f\\~ \\`c\\` \\[a\\](b)");
  EXPECT_EQ(written("http://x.example https://example.org/a_b www.x.example"),
            "http\\://x.example https\\://example.org/a_b www\\.x.example");
}

/// What a renderer of others makes of it, without its own elements.
std::string rendered_by_others(const std::string& markdown) {
  const std::string path = testing::TempDir() + "crosswalk_paper_" + std::to_string(::getpid()) + ".md";
  std::ofstream(path, std::ios::binary) << markdown;
  FILE* pipe =
      popen(("cmark-gfm --unsafe -e table -e strikethrough -e autolink -e tasklist -e footnotes '" + path + "'").c_str(), "r");
  std::string out;
  for (int c = 0; (c = fgetc(pipe)) != EOF;) out += static_cast<char>(c);
  EXPECT_EQ(pclose(pipe), 0);
  std::remove(path.c_str());
  return out;
}

TEST(Paper, MarkdownShowsItsTextsAsTheyAre) {
  if (std::system("command -v cmark-gfm >/dev/null 2>&1") != 0) GTEST_SKIP() << "cmark-gfm is not installed";
  const std::vector<std::string> texts{"# h",
                                       "- item",
                                       "+ item",
                                       "12. item",
                                       "3) item",
                                       "==",
                                       "---",
                                       "- - -",
                                       "* * *",
                                       "___",
                                       "> quoted",
                                       "[a](b) ![c](d) [e]: f [^1] [ ]",
                                       "<b> </b> <!-- x --> <?x?> <http://x.example/> a<b>c",
                                       "| a | b |",
                                       "``` ` ~~~ ~~g~~ ~h~",
                                       "**b** _e_ a_b_c *d* __u__ snake_case_",
                                       "&amp; &#38; &copy; & R&D;",
                                       "\\<b> \\[x\\](y) end\\",
                                       "Look!",
                                       "a # b #",
                                       "1.",
                                       "-",
                                       "=",
                                       "+",
                                       "http://x.example www.x.example",
                                       "$x$ {y} :z: 2.4.1 (final) #12 @user",
                                       "x]: y](z) a][b"};
  for (const std::string& text : texts) {
    Paper paper;
    paper.title = text;
    Block list;
    list.kind = Block::Kind::list;
    list.items = {{paragraph(text)}};
    Block table;
    table.kind = Block::Kind::table;
    table.header = {"H"};
    table.rows = {{Line(text)}};
    paper.blocks = {paragraph(text), list, table, paragraph(Line(text, "https://example.org/a"))};
    Line mixed = words_with_blanks("[[BLANK id: a " + std::string("number") + "]]");
    mixed.runs.push_back({"(" + text + ")", {}, true, false, false, {}});
    paper.blocks.push_back(paragraph(mixed));
    const std::string html = html_escape(text);
    std::string page = rendered_by_others(as_markdown(paper));
    for (std::size_t at = page.find("&#39;"); at != std::string::npos; at = page.find("&#39;")) page.replace(at, 5, "'");
    EXPECT_EQ(page, "<h1>" + html + "</h1>\n<p>" + html + "</p>\n<ul>\n<li>" + html +
                        "</li>\n</ul>\n<table>\n<thead>\n<tr>\n<th>H</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>" + html +
                        "</td>\n</tr>\n</tbody>\n</table>\n<p><a href=\"https://example.org/a\">" + html +
                        "</a></p>\n<p><strong>[[BLANK id: a number]](" + html + ")</strong></p>\n")
        << as_markdown(paper);
  }
}

TEST(Paper, IsWrittenAsText) {
  const std::string text = as_text(sample(), 40);
  EXPECT_THAT(text, AllOf(HasSubstr("A notice <b>\n============\n"), HasSubstr("What <i>happened</i> [high]\n---"),
                          HasSubstr("a link\n  <https://example.org/(a)>"), HasSubstr("  1. first\n     - inner\n"),
                          HasSubstr("[[BLANK date: when it was")));
}

TEST(Paper, RunsThatLookTheSameGetTheirMarksOnce) {
  Line line;
  line.runs.push_back({"Update", {}, true, false, false, {}});
  line.runs.push_back({" or ", {}, true, false, false, {}});
  line.runs.push_back({"what", {}, true, false, false, BlankType::text});
  line.runs.push_back({". ", {}, true, false, false, {}});
  line.runs.push_back({"End", {}, false, true, false, {}});
  Paper paper;
  paper.title = "T";
  paper.blocks = {paragraph(line)};
  EXPECT_EQ(as_markdown(paper), "# T\n\n**Update or [[BLANK text: what]].** *End*\n");
}

TEST(Paper, LinesStayLines) {
  Paper paper;
  Block lines;
  lines.kind = Block::Kind::lines;
  lines.words = Line("a line that is long enough to lie on the heap\n  and ```another\n");
  paper.blocks = {lines};
  EXPECT_THAT(as_markdown(paper), HasSubstr("````\na line that is long enough to lie on the heap\nand ```another\n"));
  EXPECT_THAT(as_text(paper, 80), HasSubstr("  a line that is long enough to lie on the heap\n  and ```another\n"));
  EXPECT_THAT(as_html(paper), HasSubstr("<pre>a line that is long enough to lie on the heap\n and ```another\n</pre>"));
}

TEST(Paper, TellsItsDayWhereItHasOne) {
  Paper paper = sample();
  paper.date = "2026-10-09";
  for (const std::string& text : {as_html(paper), as_markdown(paper), as_text(paper, 80)}) {
    EXPECT_THAT(text, HasSubstr("N-1, version 2, 2026-10-09"));
  }
}

TEST(Paper, PrintedPagesTellWhatTheyAreOf) {
  Paper paper = sample();
  EXPECT_THAT(as_html(paper), HasSubstr(R"(@bottom-left{content:"N-1, version 2 - Status: Draft, not approved - TLP:RED";)"));
  // Nothing of it ends the style sheet.
  paper.id = R"(N"}</style><b>\A)";
  EXPECT_THAT(as_html(paper), HasSubstr(R"(@bottom-left{content:"NstylebA, version 2 - )"));
}

TEST(Paper, TablesBreakNoNamesAndLeaveRoomToSign) {
  Paper paper;
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"Id", "Name", "Signature"};
  table.rows = {{"SEC-101", "A name of several-word parts", ""}};
  paper.blocks = {table};
  const std::string html = as_html(paper);
  EXPECT_THAT(html, HasSubstr("<table class=\"sign\">"));
  EXPECT_THAT(html, HasSubstr("<td class=\"name\">SEC-101</td><td>A name of several-word parts</td>"));
  paper.blocks[0].rows[0][2] = "signed";
  EXPECT_THAT(as_html(paper), Not(HasSubstr("class=\"sign\"")));
}

TEST(Paper, ShowsTheBrand) {
  Brand brand;
  brand.name = "Example & Co";
  brand.footer = "Example Road 1";
  brand.colour = "#123456";
  brand.logo = "\x89PNG";
  const std::string html = as_html(sample(), brand);
  EXPECT_THAT(html,
              AllOf(HasSubstr("Example &amp; Co"), HasSubstr("<footer>Example Road 1</footer>"), HasSubstr("--brand:#123456"),
                    HasSubstr("src=\"data:image/png;base64,iVBORw==\""), HasSubstr("; img-src data:")));
  brand.colour = "red}body{display:none";
  EXPECT_THAT(as_html(sample(), brand), Not(HasSubstr("display:none")));
}

TEST(Paper, CountsItsBlanks) {
  const auto blanks = blanks_of(sample());
  ASSERT_EQ(blanks.size(), 1U);
  EXPECT_EQ(blanks[0].type, BlankType::date);
  EXPECT_EQ(blanks[0].wanted, "when it was sent");
}

TEST(Paper, TakesBlanksOfKnownTypesOnly) {
  EXPECT_EQ(words_with_blanks("a [[BLANK number: how many]] b").runs.size(), 3U);
  EXPECT_EQ(words_with_blanks("a [[BLANK colour: which]] b").runs.size(), 1U);
  EXPECT_EQ(words_with_blanks("a [[BLANK date:]] b").text(), "a [[BLANK date:]] b");
  EXPECT_EQ(words_with_blanks("a [[BLANK date: b").runs.size(), 1U);
  EXPECT_EQ(words_with_blanks("[[BLANK x: y]][[BLANK date: z]]").text(), "[[BLANK x: y]][[BLANK date: z]]");
}

TEST(Paper, LinksLeadToKnownPlacesOnly) {
  EXPECT_EQ(safe_link("https://example.org/a?b=c"), "https://example.org/a?b=c");
  EXPECT_EQ(safe_link("mailto:psirt@example.org"), "mailto:psirt@example.org");
  for (const char* url : {"javascript:alert(1)", "http://example.org", "https://a b", "https://a\"b", "https://",
                          "data:text/html,x", "https://a<b", "https://a\nb"})
    EXPECT_EQ(safe_link(url), "") << url;
}

TEST(Paper, ParagraphsOfATextAreWords) {
  const auto blocks = paragraphs("One\ntwo.\n\n# no heading\n- item <b>\n* other\n\nEnd");
  ASSERT_EQ(blocks.size(), 4U);
  EXPECT_EQ(blocks[0].words.text(), "One two.");
  EXPECT_EQ(blocks[1].words.text(), "# no heading");
  EXPECT_EQ(blocks[2].items.size(), 2U);
  EXPECT_EQ(blocks[3].words.text(), "End");
}

}  // namespace
}  // namespace crosswalk::writing
