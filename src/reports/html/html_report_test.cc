// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "reports/html/page.h"
#include "reports/report.h"
#include "reports/testdata/sample_review.h"

namespace crosswalk::reports {
namespace {

std::string html_of(const review::Review& review, Detail detail = Detail::detailed) {
  StringSink sink;
  ReportOptions options;
  options.detail = detail;
  EXPECT_TRUE(render_html(review, options, sink));
  return sink.text();
}

/// Everything between '<' and '>' after the style sheet, as a browser would see it.
std::vector<std::string> tags(const std::string& html) {
  std::vector<std::string> found;
  for (std::size_t at = html.find('<', html.find("</style>")); at != std::string::npos; at = html.find('<', at + 1)) {
    found.push_back(html.substr(at + 1, html.find('>', at) - at - 1));
  }
  return found;
}

std::string name_of(const std::string& tag) {
  const std::string inner = tag.substr(tag.front() == '/' ? 1 : 0);
  return inner.substr(0, inner.find_first_of(" /"));
}

std::vector<std::string> attributes(const std::string& html, const std::string& name) {
  std::vector<std::string> values;
  const std::string start = " " + name + "=\"";
  for (const std::string& tag : tags(html)) {
    const std::size_t at = tag.find(start);
    if (at != std::string::npos)
      values.push_back(tag.substr(at + start.size(), tag.find('"', at + start.size()) - at - start.size()));
  }
  return values;
}

}  // namespace

TEST(HtmlReport, HoldsOnlyTagsOfItsOwn) {
  const std::set<std::string> known{
      "style",  "head",       "body",  "html",       "a",       "header",  "p",   "h1",   "h2",      "h3",     "h4",
      "dl",     "dt",         "dd",    "nav",        "ul",      "ol",      "li",  "main", "section", "strong", "span",
      "table",  "caption",    "thead", "tbody",      "tr",      "th",      "td",  "svg",  "rect",    "div",    "article",
      "figure", "blockquote", "mark",  "figcaption", "details", "summary", "bdi", "br",   "wbr",     "code",   "footer"};
  for (const Detail detail : {Detail::summary, Detail::detailed}) {
    for (const std::string& tag : tags(html_of(sample_review(), detail))) {
      EXPECT_EQ(known.count(name_of(tag)), 1U) << tag;
      EXPECT_EQ(tag.find(" on"), std::string::npos) << tag;
      EXPECT_EQ(tag.find("style="), std::string::npos) << tag;
      EXPECT_EQ(tag.find("src="), std::string::npos) << tag;
    }
  }
}

TEST(HtmlReport, ClosesWhatItOpens) {
  const std::set<std::string> empty{"br", "rect", "wbr"};
  for (const review::Review& review : {sample_review(), review::Review{}}) {
    // tags() begins with the end of the style sheet.
    std::vector<std::string> open{"html", "head", "style"};
    for (const std::string& tag : tags(html_of(review))) {
      const std::string name = name_of(tag);
      if (empty.count(name) > 0) continue;
      if (tag.front() == '/') {
        ASSERT_FALSE(open.empty()) << tag;
        ASSERT_EQ(open.back(), name);
        open.pop_back();
      } else {
        open.push_back(name);
      }
    }
    EXPECT_TRUE(open.empty());
  }
}

TEST(HtmlReport, LinksOnlyToPlacesOnThePage) {
  for (const Detail detail : {Detail::summary, Detail::detailed}) {
    const std::string html = html_of(sample_review(), detail);
    const std::vector<std::string> ids = attributes(html, "id");
    const std::set<std::string> unique(ids.begin(), ids.end());
    EXPECT_EQ(unique.size(), ids.size()) << "an id stands twice";
    for (const std::string& link : attributes(html, "href")) {
      ASSERT_EQ(link.front(), '#') << link;
      EXPECT_EQ(unique.count(link.substr(1)), 1U) << link;
    }
  }
}

TEST(HtmlReport, AllowsNothingButItsStyle) {
  const std::string html = html_of(sample_review());
  EXPECT_NE(html.find("content=\"default-src 'none'; style-src " + policy_hash(style_sheet()) +
                      "; base-uri 'none'; form-action 'none'\""),
            std::string::npos);
  EXPECT_NE(html.find("<style>" + std::string(style_sheet()) + "</style>"), std::string::npos);
  EXPECT_EQ(policy_hash(style_sheet()).size(), std::string("'sha256-'").size() + 44);
}

TEST(HtmlReport, EscapesWhatDocumentsSay) {
  const std::string html = html_of(sample_review());
  EXPECT_NE(html.find("&lt;script&gt;alert(&#39;quote&#39;)&lt;/script&gt;"), std::string::npos);
  EXPECT_NE(html.find("&lt;/title&gt;&lt;script&gt;"), std::string::npos);
  EXPECT_NE(html.find("&lt;img src=x onerror=alert(1)&gt;"), std::string::npos);
  EXPECT_NE(html.find("Nordlicht Medical &lt;GmbH&gt; &amp; Co. KG"), std::string::npos);
}

TEST(HtmlReport, WritesAConstraintOfTwoPagesOutOnce) {
  review::Review review = sample_review();
  review.clauses[1].constraints.push_back(review.clauses[0].constraints.back());
  const std::string html = html_of(review);
  const std::vector<std::string> ids = attributes(html, "id");
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "iec-81001-5-1:9.2/intake-channel"), 1);
}

TEST(HtmlReport, ShowsTheMachinesVerdictBesideThePersons) {
  const std::string html = html_of(sample_review());
  const std::size_t decision = html.find("Decided by a person:");
  ASSERT_NE(decision, std::string::npos);
  const std::size_t machine = html.find("The machine's verdict:", decision);
  ASSERT_NE(machine, std::string::npos);
  EXPECT_LT(html.find("v-partial", machine), html.find("</div>", machine));
}

TEST(Anchor, KeepsOnlyHarmlessCharacters) { EXPECT_EQ(anchor("a:4.1/b c\"<"), "a:4.1/b-c--"); }

}  // namespace crosswalk::reports
