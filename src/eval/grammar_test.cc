// SPDX-License-Identifier: Apache-2.0
#include "eval/grammar.h"

#include <gtest/gtest.h>

namespace crosswalk::eval {
namespace {

std::string denied(std::string_view text) { return Sentence(text).denied().value_or("-"); }
std::string intended(std::string_view text) { return Sentence(text).intended().value_or("-"); }
std::string act(std::string_view text) { return Sentence(text).act().value_or("-"); }
std::string passive(std::string_view text) { return Sentence(text).passive().value_or("-"); }
std::string active(std::string_view text) { return Sentence(text).active().value_or("-"); }

TEST(Grammar, DeniesTheVerbOfTheMainClause) {
  EXPECT_EQ(denied("We notify our customers."), "We do not notify our customers.");
  EXPECT_EQ(denied("We will notify our customers."), "We will not notify our customers.");
  EXPECT_EQ(denied("The team publishes an advisory."), "The team does not publish an advisory.");
  EXPECT_EQ(denied("The team reviews the report."), "The team does not review the report.");
  EXPECT_EQ(denied("Customers are informed by mail."), "Customers are not informed by mail.");
  EXPECT_EQ(denied("A fix was released on Monday."), "A fix was not released on Monday.");
  EXPECT_EQ(denied("We informed the authority on 3 May."), "We did not inform the authority on 3 May.");
  EXPECT_EQ(denied("The manufacturer must inform the authority."), "The manufacturer need not inform the authority.");
  EXPECT_EQ(denied("The device has a default password."), "The device does not have a default password.");
  EXPECT_EQ(denied("The issue has been fixed."), "The issue has not been fixed.");
  EXPECT_EQ(denied("Everybody can read the list."), "Everybody cannot read the list.");
  EXPECT_EQ(denied("When an update is there, we inform users."), "When an update is there, we do not inform users.");
  EXPECT_EQ(denied("Once approved, the notice is sent."), "Once approved, the notice is not sent.");
  EXPECT_EQ(denied("The notice that we send contains a score."), "The notice that we send does not contain a score.");
}

TEST(Grammar, DeniesCommands) {
  EXPECT_EQ(denied("Report vulnerabilities to psirt@example.com."), "Do not report vulnerabilities to psirt@example.com.");
  EXPECT_EQ(denied("Please send us a mail"), "Please do not send us a mail");
  EXPECT_EQ(denied("If you find one, please report it to us."), "If you find one, please do not report it to us.");
  EXPECT_EQ(denied("Triage: Assess the severity."), "Triage: Do not assess the severity.");
}

TEST(Grammar, DoesNotDenyHalfASentenceOrOneThatIsDenied) {
  EXPECT_EQ(denied("We validate the report, and we publish an advisory."), "-");
  EXPECT_EQ(denied("The team validates the report and publishes an advisory."), "-");
  EXPECT_EQ(denied("We inform users, but the fix comes later."), "-");
  EXPECT_EQ(denied("We never inform users."), "-");
  EXPECT_EQ(denied("Never share accounts."), "-");
  EXPECT_EQ(denied("CVSS base score"), "-");
}

TEST(Grammar, TellsShapes) {
  EXPECT_EQ(Sentence("Change requests are handled by the board.").shape(), Shape::statement);
  EXPECT_EQ(Sentence("Change default passwords after installation.").shape(), Shape::command);
  EXPECT_EQ(Sentence("Access to the archive is restricted.").shape(), Shape::statement);
  EXPECT_EQ(Sentence("Fixed an issue where the list was empty.").shape(), Shape::fragment);
  EXPECT_EQ(Sentence("CVSS base score of the vulnerability").shape(), Shape::fragment);
  EXPECT_EQ(Sentence("When it is published before the agreed date:").shape(), Shape::fragment);
  EXPECT_EQ(Sentence("Is it fixed?").shape(), Shape::fragment);
  EXPECT_EQ(Sentence("").shape(), Shape::fragment);
  EXPECT_EQ(Sentence("...").shape(), Shape::fragment);
}

TEST(Grammar, PlansWhatIsDone) {
  EXPECT_EQ(intended("We notify users within 30 days."), "We plan to notify users within 30 days.");
  EXPECT_EQ(intended("We will notify users."), "We plan to notify users.");
  EXPECT_EQ(intended("If one is found, we notify users."), "If one is found, we plan to notify users.");
  EXPECT_EQ(intended("Users are notified by mail."), "Users are planned to be notified by mail.");
  EXPECT_EQ(intended("The authority was informed."), "The authority is planned to be informed.");
  EXPECT_EQ(intended("A notice has been sent."), "A notice is planned to be sent.");
  EXPECT_EQ(intended("We updated the library."), "We plan to update the library.");
  EXPECT_EQ(intended("The list is long."), "-");
}

TEST(Grammar, NamesTheAct) {
  EXPECT_EQ(act("We will notify users within 30 days."), "notify users within 30 days");
  EXPECT_EQ(act("Please change the password."), "change the password");
  EXPECT_EQ(act("If you find one, report it to us."), "report it to us if you find one");
  EXPECT_EQ(act("The board notifies users."), "-");
  EXPECT_EQ(act("We will promptly notify users."), "notify users");
}

TEST(Grammar, TurnsActiveIntoPassiveAndBack) {
  EXPECT_EQ(passive("We notify users within 30 days."), "Users are notified by us within 30 days.");
  EXPECT_EQ(passive("We will publish an advisory."), "An advisory will be published by us.");
  EXPECT_EQ(passive("The security team sends a notice."), "A notice is sent by the security team.");
  EXPECT_EQ(passive("We describe compliance with the standard."), "-") << "the object goes on";
  EXPECT_EQ(passive("We send users a notice."), "-") << "two objects";
  EXPECT_EQ(active("Users are notified by us within 30 days."), "We notify users within 30 days.");
  EXPECT_EQ(active("An advisory will be published by the team."), "The team will publish an advisory.");
  EXPECT_EQ(active("Users are notified within 30 days."), "-");
}

TEST(Grammar, TellsOfOthers) {
  EXPECT_EQ(Sentence("We notify our users; they thank us.").of_other("Norrland"), "Norrland notifies its users; they thank it");
  EXPECT_EQ(Sentence("We have told users and we are glad.").of_other("Norrland"), "Norrland has told users and it is glad");
  EXPECT_EQ(Sentence("Sold in the US by our partner.").of_other("Norrland"), "Sold in the US by its partner");
  EXPECT_EQ(Sentence::turned("notify you of our progress"), "notify us of your progress");
  EXPECT_EQ(Sentence::turned("tell us if you find one"), "tell you if we find one");
}

TEST(Grammar, KnowsForms) {
  EXPECT_EQ(base_form("notifies"), "notify");
  EXPECT_EQ(base_form("Submitted"), "submit");
  EXPECT_EQ(base_form("table"), std::nullopt);
  EXPECT_EQ(singular_form("publish"), "publishes");
  EXPECT_EQ(participle("send"), "sent");
  EXPECT_EQ(participle("notify"), "notified");
}

TEST(Grammar, KeepsTheLetterOfNames) {
  EXPECT_EQ(with_small_letter("Users are told"), "users are told");
  EXPECT_EQ(with_small_letter("CVSS scores"), "CVSS scores");
  EXPECT_EQ(with_small_letter("Norrland tells"), "Norrland tells");
  EXPECT_EQ(with_small_letter("I tell"), "I tell");
}

TEST(Grammar, TakesLabelsApart) {
  const auto colon = labelled_value("CVSS score: 7.5");
  ASSERT_TRUE(colon);
  EXPECT_EQ(colon->label, "CVSS score");
  EXPECT_EQ(colon->sign, ": ");
  EXPECT_EQ(colon->value, "7.5");
  const auto equals = labelled_value("cvss = \"7.5\"");
  ASSERT_TRUE(equals);
  EXPECT_EQ(equals->sign, " = ");
  EXPECT_EQ(equals->value, "\"7.5\"");
  EXPECT_FALSE(labelled_value("See https://example.com/x"));
  EXPECT_FALSE(labelled_value("It was late. Then: nothing"));
  EXPECT_FALSE(labelled_value("The following:"));
  EXPECT_FALSE(labelled_value("We inform every customer of the region by mail: always"));
}

}  // namespace
}  // namespace crosswalk::eval
