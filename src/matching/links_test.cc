// SPDX-License-Identifier: Apache-2.0
#include "matching/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "document/builder.h"
#include "matching/match.h"
#include "matching/test_rules.h"

namespace crosswalk::matching {
namespace {

using document::BlockKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view lexicon = R"yaml(concepts:
  form: {links: ["security/advisories/new", "re:forms?/\\d+"]}
  mailbox: {says: ["security office"], links: ["mailto:"]}
  report: ["report(s|ed|ing)?"]
  new: ["new"]
)yaml";

/// Paragraphs in which "[words](target)" is a link; of its notation nothing stays in the text.
document::Document with_links(const std::vector<std::string>& texts) {
  document::Document empty;
  empty.style = document::LocatorStyle::heading_paragraph;
  document::Builder builder(std::move(empty));
  std::vector<document::Link> links;
  for (const std::string& text : texts) {
    std::string plain;
    std::vector<document::Link> own;
    std::size_t at = 0;
    for (std::size_t open = text.find('['); open != std::string::npos; open = text.find('[', at)) {
      const std::size_t close = text.find("](", open);
      const std::size_t end = text.find(')', close);
      plain += text.substr(at, open - at);
      const auto begin = static_cast<document::ByteOffset>(plain.size());
      plain += text.substr(open + 1, close - open - 1);
      own.push_back({{begin, static_cast<document::ByteOffset>(plain.size())}, text.substr(close + 2, end - close - 2)});
      at = end + 1;
    }
    plain += text.substr(at);
    const document::ByteOffset block = builder.block(builder.add(BlockKind::paragraph, plain)).span.begin;
    for (document::Link& link : own) {
      link.span.begin += block;
      link.span.end += block;
      links.push_back(std::move(link));
    }
  }
  document::Document out = builder.finish();
  out.links = std::move(links);
  return out;
}

std::vector<std::string> quotes(std::string_view match, const document::Document& document) {
  const auto rules = compile_rules({{"a.yaml", std::string(lexicon)}}, "  - {rule: a, match: " + std::string(match) + "}\n");
  if (rules == nullptr) return {};
  const document::Facts facts;
  Scanner::Scratch scratch(*rules->scanner);
  const DocumentScan scan(*rules, document, facts, "a.md", scratch);
  std::vector<std::string> out;
  for (const Match& found : scan.matches()) {
    for (const Range& range : found.touched) out.emplace_back(document.view(scan.source(range)));
  }
  return out;
}

TEST(Links, SayByTheirTargetWhatTheirWordsStandFor) {
  const document::Document document = with_links(
      {"Text.", "Tell us [over there](https://example.net/a/b/security/advisories/new), or [so](https://example.net/forms/12)."});
  EXPECT_THAT(quotes("form", document), ElementsAre("over there", "so"));
  EXPECT_THAT(quotes("new", document), IsEmpty()) << "other concepts do not look at targets";
}

TEST(Links, AreNotLookedForInTheText) {
  EXPECT_THAT(quotes("form", with_links({"See security/advisories/new and forms/12."})), IsEmpty());
}

TEST(Links, StandBesidePhrasesOfTheSameConcept) {
  const document::Document document = with_links(
      {"[Report it](mailto:a@example.net).", "Report it to the security office.", "Report it [here](https://example.net)."});
  EXPECT_THAT(quotes("{all: [mailbox, report]}", document), ElementsAre("Report", "Report it", "Report", "security office"));
  EXPECT_THAT(quotes("{near: 0, of: [report, mailbox]}", document), ElementsAre("Report", "Report it"));
}

TEST(Links, TargetsAreNormalisedAsTextIs) {
  EXPECT_THAT(quotes("form", with_links({"Go [there](HTTPS://EXAMPLE.NET/Security/Advisories/New)."})), ElementsAre("there"));
}

TEST(Links, WithoutWordsSayNothing) {
  document::Document document = with_links({"Go there."});
  document.links.push_back({{3, 3}, "mailto:a@example.net"});
  document.links.push_back({{2, 3}, "mailto:a@example.net"});
  document.links.push_back({{900, 950}, "mailto:a@example.net"});
  EXPECT_THAT(quotes("mailbox", document), IsEmpty());
}

}  // namespace
}  // namespace crosswalk::matching
