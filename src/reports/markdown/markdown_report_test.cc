// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "reports/report.h"
#include "reports/testdata/sample_review.h"

namespace crosswalk::reports {
namespace {

std::string markdown_of(const review::Review& review) {
  StringSink sink;
  EXPECT_TRUE(render_markdown(review, {}, sink));
  return sink.text();
}

}  // namespace

TEST(MarkdownReport, LetsDocumentTextMakeNoMarkup) {
  const std::string text = markdown_of(sample_review());
  for (const std::string_view active :
       {"<script", "<img", "[click](", "http://evil", " www.evil", "a@evil", "</title>", "&lt;b&gt;"}) {
    for (std::size_t at = text.find(active); at != std::string::npos; at = text.find(active, at + 1)) {
      EXPECT_EQ(text[at - 1], '\\') << text.substr(at, 40);
    }
  }
  for (const std::string_view line : base::split(text, '\n')) {
    for (const std::string_view start : {"# Not", "1. item", "- item", "=====", "* ", "```"}) {
      EXPECT_NE(line.substr(0, start.size()), start) << line;
    }
  }
}

TEST(MarkdownReport, KeepsItsTablesWhole) {
  std::size_t bars = 0;
  const std::string text = markdown_of(sample_review());
  for (const std::string_view line : base::split(text, '\n')) {
    if (line.empty() || line.front() != '|') {
      bars = 0;
      continue;
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < line.size(); ++i) count += line[i] == '|' && line[i - (i > 0 ? 1 : 0)] != '\\' ? 1U : 0U;
    if (bars == 0) bars = count;
    EXPECT_EQ(count, bars) << line;
  }
}

TEST(MarkdownReport, QuotesWithPlaceAndDocument) {
  const std::string text = markdown_of(sample_review());
  EXPECT_NE(text.find("“Users of supported products are informed of every confirmed vulnerability"), std::string::npos);
  EXPECT_NE(text.find("procedures/SOP-012 Vulnerability handling.docx, heading \"5.3 Telling users\", paragraph 2"),
            std::string::npos);
}

}  // namespace crosswalk::reports
