// SPDX-License-Identifier: Apache-2.0
#include "reports/clause_page/clause_page.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/testdata/golden.h"
#include "reports/testdata/sample_review.h"

namespace crosswalk::reports {
namespace {

std::string in_terminal(const packs::Pack& pack, const packs::Clause& clause, int width = 80,
                        const std::vector<packs::Mapping>& mappings = sample_mappings()) {
  StringSink sink;
  ReportOptions options;
  options.width = width;
  EXPECT_TRUE(render_clause_terminal(pack, clause, mappings, options, sink));
  return sink.text();
}

std::string in_html(const packs::Pack& pack, const packs::Clause& clause,
                    const std::vector<packs::Mapping>& mappings = sample_mappings()) {
  StringSink sink;
  EXPECT_TRUE(render_clause_html(pack, clause, mappings, sink));
  return sink.text();
}

}  // namespace

TEST(ClausePage, MatchesItsGoldenFiles) {
  const auto pack = sample_pack();
  expect_golden("clause.txt", in_terminal(*pack, pack->clauses[0]));
  expect_golden("clause.html", in_html(*pack, pack->clauses[0]));
}

TEST(ClausePage, ShowsEveryPart) {
  const auto pack = sample_pack();
  const std::string terminal = in_terminal(*pack, pack->clauses[0], 160);
  const std::string html = in_html(*pack, pack->clauses[0]);
  for (const std::string_view part : {"Requirement, paraphrased",
                                      "Why it exists",
                                      "What changed",
                                      "Carries over",
                                      "What is new",
                                      "Audit focus",
                                      "Maps to",
                                      "Constraints",
                                      "Common gaps",
                                      "Evidence signals",
                                      "Audit defence",
                                      "Related clauses",
                                      "Further reading",
                                      "Unconfirmed",
                                      "ISO 13485, 7.2.3",
                                      "ISO 13485:2016",
                                      "9.5 Addressing security-related issues",
                                      "FDA premarket",
                                      "7.2.3, 8.2.3 ask for some of it and for other things",
                                      "DM-5 asks for a part of it",
                                      "VI.B asks for all of it and more",
                                      "confidence low",
                                      "ISH1:2025",
                                      "9.2/intake-channel",
                                      "MDCG 2019-16, 5"}) {
    EXPECT_NE(terminal.find(part), std::string::npos) << part;
    EXPECT_NE(html.find(part), std::string::npos) << part;
  }
}

TEST(ClausePage, NamesWhoConfirmedIt) {
  const auto pack = sample_pack();
  EXPECT_NE(in_terminal(*pack, pack->clauses[1]).find("Confirmed against a licensed copy by C. Licensee"), std::string::npos);
  EXPECT_EQ(in_html(*pack, pack->clauses[1]).find("Unconfirmed"), std::string::npos);
}

TEST(ClausePage, KeepsToTheWidthAndEscapes) {
  packs::Pack pack = *sample_pack();
  packs::Clause& clause = pack.clauses[0];
  clause.why.push_back({"<script>alert(1)</script>\x1b[2J " + std::string(300, 'x'), {"<b>"}, packs::Confidence::low});
  clause.title = "<i>title</i>\xE2\x80\xAE";
  const std::string terminal = in_terminal(pack, clause, 60);
  for (const std::string_view line : base::split(terminal, '\n')) EXPECT_LE(display_width(line), 60) << line;
  EXPECT_EQ(terminal.find('\x1b'), std::string::npos);
  const std::string html = in_html(pack, clause);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<i>"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
}

TEST(ClausePage, EscapesWhatMappingsSay) {
  const auto pack = sample_pack();
  std::vector<packs::Mapping> mappings = sample_mappings();
  mappings[0].section = mappings[0].work = mappings[0].carries_over = "<script>alert(1)</script>\x1b[2J";
  EXPECT_EQ(in_terminal(*pack, pack->clauses[0], 60, mappings).find('\x1b'), std::string::npos);
  EXPECT_EQ(in_html(*pack, pack->clauses[0], mappings).find("<script"), std::string::npos);
}

TEST(ClausePage, SaysNothingOfMappingsWhereThereAreNone) {
  const auto pack = sample_pack();
  const std::string terminal = in_terminal(*pack, pack->clauses[0], 80, {});
  EXPECT_EQ(terminal.find("Carries over"), std::string::npos);
  EXPECT_EQ(terminal.find("Maps to"), std::string::npos);
}

TEST(ClausePage, RendersAnEmptyClause) {
  EXPECT_FALSE(in_terminal(packs::Pack{}, packs::Clause{}).empty());
  EXPECT_NE(in_html(packs::Pack{}, packs::Clause{}).find("</html>"), std::string::npos);
}

}  // namespace crosswalk::reports
