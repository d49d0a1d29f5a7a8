// SPDX-License-Identifier: Apache-2.0
#include "eval/rewriting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace crosswalk::eval {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// All that a passage becomes under different seeds.
std::set<std::string> all(std::string_view passage, Mutation as, Place place = {}) {
  std::set<std::string> out;
  for (std::uint64_t seed = 0; seed < 200; ++seed) out.insert(rewritten(passage, as, place, seed));
  return out;
}

TEST(Rewriting, DeniesActsByTheirVerbOrAsAWhole) {
  const auto texts = all("We notify users within 30 days.", Mutation::denied);
  EXPECT_THAT(texts, Contains("We do not notify users within 30 days."));
  EXPECT_THAT(texts, Contains("It is not the case that we notify users within 30 days."));
  EXPECT_GE(texts.size(), 4U);
}

TEST(Rewriting, DeniesInformationAsNotGiven) {
  Place place;
  place.information = true;
  EXPECT_THAT(all("The service accepts any password.", Mutation::denied, place),
              Each(HasSubstr("hether the service accepts any password")));
}

TEST(Rewriting, AsksHowOfCommandsThatGuide) {
  Place place;
  place.information = true;
  EXPECT_THAT(all("Change the default password.", Mutation::denied, place), Each(HasSubstr("ow to change the default password")));
  EXPECT_THAT(all("Do not share accounts.", Mutation::denied, place), Each(EndsWith(": do not share accounts.")));
}

TEST(Rewriting, ReplacesValues) {
  EXPECT_THAT(all("CVSS: 7.5", Mutation::denied), Each(AllOf(StartsWith("CVSS: no"), Not(HasSubstr("7.5")))));
  EXPECT_THAT(all("CVSS: 7.5", Mutation::planned), Contains("CVSS: to be determined"));
  EXPECT_THAT(all("CVSS: 7.5", Mutation::placeholder), Contains("CVSS: [insert CVSS]"));
  EXPECT_THAT(all("CVSS: 7.5", Mutation::third_party), Each(AllOf(StartsWith("CVSS: 7.5 ("), HasSubstr("product"))));
  EXPECT_THAT(all("CVSS: 7.5", Mutation::reporter), Contains("CVSS: please state this in your report"));
  EXPECT_THAT(all("cvss = \"7.5\"", Mutation::denied), Contains("cvss = \"not stated\""));
  EXPECT_THAT(all("Fix: in the next release.", Mutation::third_party),
              Each(AllOf(EndsWith(")."), HasSubstr(": in the next release ("))));
  Place code;
  code.code = true;
  EXPECT_THAT(all("cvss = \"7.5\"", Mutation::third_party, code), Each(StartsWith("cvss = \"7.5\"  # of another manufacturer")));
  Place cell;
  cell.cell = true;
  EXPECT_THAT(all("7.5", Mutation::planned, cell), Contains("still to be assessed"));
}

TEST(Rewriting, LeavesBlanksForWhatIsParticular) {
  const auto one = [](std::string_view text) { return rewritten(text, Mutation::placeholder, {}, 1); };
  EXPECT_EQ(one("Report it to psirt@example.com within 30 days."), "Report it to [e-mail address] within [number] days.");
  EXPECT_EQ(one("See https://example.com/a (CVE-2024-1234)."), "See [link] (CVE-XXXX-XXXX).");
  EXPECT_EQ(one("Fixed in 1.2.3 on 2024-05-06."), "Fixed in [version] on [date].");
  EXPECT_EQ(one("We answer within two weeks."), "We answer within [number] weeks.");
  EXPECT_EQ(one("We notify users."), "[Company name] notifies users.");
  EXPECT_THAT(one("Users are told of IEC 62443."), AllOf(StartsWith("Users are told of IEC 62443 "), Not(HasSubstr("[number]"))));
}

TEST(Rewriting, SpeaksOfOthersWithTheirVoice) {
  EXPECT_THAT(all("We notify our users.", Mutation::third_party),
              Each(AllOf(HasSubstr("notifies its users"), Not(HasSubstr("we notify")))));
}

TEST(Rewriting, AsksReporters) {
  EXPECT_THAT(all("We notify you within 30 days.", Mutation::reporter), Each(HasSubstr("please notify us within 30 days")));
  EXPECT_THAT(all("Advisories contain a score.", Mutation::reporter),
              Each(AllOf(HasSubstr("report"), HasSubstr("whether advisories contain a score"))));
}

TEST(Rewriting, KeepsLabelsAndMarksInFront) {
  EXPECT_THAT(all("Triage: We look at it within 3 days.", Mutation::planned), Each(StartsWith("Triage: ")));
  EXPECT_THAT(all("# Generate the list", Mutation::denied), Each(StartsWith("# ")));
}

TEST(Rewriting, HoldsOtherWordingsBack) {
  Place place;
  place.wordings = Wordings::held_back;
  for (const std::string_view text :
       {"We notify users.", "Change the password.", "CVSS: 7.5", "CVSS score", "Users were told on 2024-05-06."}) {
    for (std::size_t kind = 0; kind < base::Words<Mutation>::names.size(); ++kind) {
      const auto as = static_cast<Mutation>(kind);
      const auto usual = all(text, as);
      for (const std::string& other : all(text, as, place)) {
        EXPECT_FALSE(usual.contains(other)) << other;
        EXPECT_NE(other, text);
      }
    }
  }
  EXPECT_EQ(rewritten("We answer within 3 days.", Mutation::placeholder, place, 1), "We answer within NN days.");
}

TEST(Rewriting, ComesToAnEndWithAnyText) {
  for (const std::string_view text :
       {"", " ", "-", "- ", "(", "\"", "::", ": :", "# # # x", "(a", "a)", "?", "= =", "we", "do not"}) {
    for (std::size_t kind = 0; kind < base::Words<Mutation>::names.size(); ++kind) {
      for (const bool flag : {false, true})
        EXPECT_NO_THROW(rewritten(text, static_cast<Mutation>(kind), {flag, !flag, flag}, kind + 3)) << text;
    }
  }
}

}  // namespace
}  // namespace crosswalk::eval
