// SPDX-License-Identifier: Apache-2.0
#include "reports/report.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/testdata/golden.h"
#include "reports/testdata/sample_review.h"
#include "reports/view.h"

namespace crosswalk::reports {
namespace {

std::string rendered(const review::Review& review, std::string_view name, const ReportOptions& options = {}) {
  StringSink sink;
  const ReportFormat* format = find_report(name);
  EXPECT_NE(format, nullptr) << name;
  EXPECT_TRUE(format->render(review, options, sink)) << name;
  return sink.text();
}

ReportOptions with(Detail detail, int width = 80) {
  ReportOptions options;
  options.detail = detail;
  options.width = width;
  return options;
}

/// A full disk.
class FailingSink final : public Sink {
 public:
  base::Result<void> write(std::string_view) override { return base::Error{base::ErrorCode::disk_full, "out", ""}; }
};

}  // namespace

TEST(Reports, AreFoundByNameAndByEnding) {
  ASSERT_NE(find_report("markdown"), nullptr);
  EXPECT_EQ(find_report("md"), find_report("markdown"));
  EXPECT_EQ(find_report("json")->ending, ".json");
  EXPECT_EQ(find_report("pdf"), nullptr);
  EXPECT_EQ(find_report(""), nullptr);
}

TEST(Reports, MatchTheirGoldenFiles) {
  const review::Review review = sample_review();
  for (const ReportFormat& format : all_reports()) {
    for (const Detail detail : {Detail::summary, Detail::detailed}) {
      if (format.name == "json" && detail == Detail::summary) continue;
      expect_golden("sample." + std::string(base::word(detail)) + std::string(format.ending),
                    rendered(review, format.name, with(detail)));
    }
  }
  expect_golden("sample.narrow.txt", rendered(review, "terminal", with(Detail::detailed, 60)));
}

TEST(Reports, AreEqualForEqualReviews) {
  for (const ReportFormat& format : all_reports()) {
    EXPECT_EQ(rendered(sample_review(), format.name), rendered(sample_review(), format.name)) << format.name;
  }
}

TEST(Reports, RenderAnEmptyReview) {
  for (const ReportFormat& format : all_reports()) {
    for (const Detail detail : {Detail::summary, Detail::detailed}) {
      const std::string text = rendered(review::Review{}, format.name, with(detail));
      EXPECT_FALSE(text.empty()) << format.name;
      EXPECT_EQ(text.back(), '\n') << format.name;
    }
  }
  EXPECT_NE(rendered(review::Review{}, "terminal").find("No document was found"), std::string::npos);
}

TEST(Reports, PassOnTheErrorOfTheSink) {
  for (const ReportFormat& format : all_reports()) {
    FailingSink sink;
    const auto result = format.render(sample_review(), {}, sink);
    ASSERT_FALSE(result) << format.name;
    EXPECT_EQ(result.error().code, base::ErrorCode::disk_full);
  }
}

TEST(Reports, CarryNoControlOfTheDocumentsToTheScreen) {
  const review::Review review = sample_review();
  for (const ReportFormat& format : all_reports()) {
    for (const Quotes quotes : {Quotes::full, Quotes::short_, Quotes::none}) {
      ReportOptions options;
      options.quotes = quotes;
      const std::string text = rendered(review, format.name, options);
      ASSERT_TRUE(base::is_utf8(text)) << format.name;
      for (std::size_t at = 0; at < text.size();) {
        const base::CodePoint point = base::decode_utf8(text, at);
        at += point.length;
        ASSERT_TRUE(point.value == '\n' || !is_control(point.value))
            << format.name << ": U+" << std::hex << static_cast<unsigned>(point.value) << " before " << text.substr(at, 40);
      }
    }
  }
}

TEST(Reports, RepeatNoWordOfADocumentWithoutQuotes) {
  ReportOptions options;
  options.quotes = Quotes::none;
  for (const ReportFormat& format : all_reports()) {
    const std::string text = rendered(sample_review(), format.name, options);
    for (const std::string_view words : {"Users of supported products", "Not a heading", "are informed within 24 hours",
                                         "decides on the disclosure", "The notice is repeated", "scores 9.8"}) {
      EXPECT_EQ(text.find(words), std::string::npos) << format.name << ": " << words;
    }
  }
}

TEST(TerminalReport, KeepsToItsWidth) {
  for (const int width : {40, 60, 80, 160}) {
    for (const Detail detail : {Detail::summary, Detail::detailed}) {
      const std::string text = rendered(sample_review(), "terminal", with(detail, width));
      for (const std::string_view line : base::split(text, '\n')) {
        EXPECT_LE(display_width(line), width) << line;
      }
    }
  }
}

TEST(TerminalReport, ColoursOnlyByItsOwnCodes) {
  ReportOptions options;
  options.colour = true;
  std::string text = rendered(sample_review(), "terminal", options);
  EXPECT_NE(text.find("\x1b[31m"), std::string::npos);
  for (const std::string_view code : {"0", "1", "2", "31", "32", "33", "34", "35"}) {
    const std::string sequence = "\x1b[" + std::string(code) + "m";
    for (std::size_t at = text.find(sequence); at != std::string::npos; at = text.find(sequence, at))
      text.erase(at, sequence.size());
  }
  EXPECT_EQ(text, rendered(sample_review(), "terminal"));
}

TEST(TerminalReport, EndsWithWhatToDoNext) {
  const std::string text = rendered(sample_review(), "terminal", with(Detail::summary));
  EXPECT_NE(text.find("Next: Close the major gaps, first 4.1.7/vulnerability-description"), std::string::npos);
  review::Review undecided = sample_review();
  undecided.gaps.clear();
  EXPECT_NE(rendered(undecided, "terminal").find("crosswalk decide 4.1.7/regulator-notification"), std::string::npos);
}

TEST(TerminalReport, ShowsTheWordsThatDeny) {
  review::Review review = sample_review();
  for (review::ClauseResult& clause : review.clauses) {
    for (review::ConstraintResult& result : clause.constraints) {
      if (result.constraint->id != review.gaps.front().constraint) continue;
      result.verdict = review::Verdict::denied;
      review::Evidence evidence;
      evidence.document = "plan.md";
      evidence.quote = "No advisory is written.";
      evidence.verdict = review::Verdict::denied;
      result.evidence.push_back(evidence);
    }
  }
  const std::string text = rendered(review, "terminal", with(Detail::summary));
  EXPECT_NE(text.find("“No advisory is written.” (line 0)"), std::string::npos) << text;
}

TEST(View, CountsWhatAVerdictStandsOn) {
  review::ConstraintResult result;
  EXPECT_EQ(found_text(result), "");
  result.evidence.resize(3);
  for (review::Evidence& evidence : result.evidence) evidence.document = "a.md";
  result.evidence_total = 3;
  EXPECT_EQ(found_text(result), "3 passages in 1 document");
  result.evidence.back().document = "b.md";
  EXPECT_EQ(found_text(result), "3 passages in 2 documents");
  result.evidence_total = 30;
  EXPECT_EQ(found_text(result), "30 passages in 2 or more documents");
}

TEST(View, ShortensTheIdsOfANoteWhereThereIsOnePack) {
  review::Review review;
  review.packs.push_back({"house", "1", "", ""});
  EXPECT_EQ(note_text(review, "a.md denies house:4.1/x, in house:rules"), "a.md denies 4.1/x, in house:rules");
  review.packs.push_back({"more", "1", "", ""});
  EXPECT_EQ(note_text(review, "a.md denies house:4.1/x"), "a.md denies house:4.1/x");
}

TEST(View, NamesTheDocumentsOfAGapOnce) {
  review::Gap gap;
  gap.text = "\"a.md\" says that this is not done.";
  gap.documents = {"a.md"};
  EXPECT_TRUE(documents_to_name(gap).empty());
  gap.documents = {"a.md", "b.md"};
  EXPECT_EQ(documents_to_name(gap).size(), 2U);
}

TEST(TerminalReport, ShowsBothSidesOfAConflict) {
  const std::string text = rendered(sample_review(), "terminal");
  EXPECT_NE(text.find("The competent authority is informed within 15 days."), std::string::npos);
  EXPECT_NE(text.find("We do not inform authorities about vulnerabilities."), std::string::npos);
}

}  // namespace crosswalk::reports
