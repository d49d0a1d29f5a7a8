// SPDX-License-Identifier: Apache-2.0
#include "facts/shape.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "facts/test_documents.h"
#include "facts/view.h"

namespace crosswalk::facts {
namespace {

using document::Document;
using document::Role;

/// A document of these lines, as document_of() takes them.
Document lines(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& line : all) text += line + "\n";
  return document_of(text);
}

double strength(Sign sign, const std::vector<std::string>& all, std::string_view path = "file.docx") {
  const Document document = lines(all);
  return shape_of(look_at(document, path))[sign];
}

/// `line` eight times, as a text of some length would have it.
std::vector<std::string> eight(const std::string& line) { return std::vector<std::string>(8, line); }

const std::vector<std::string> plain = {"# Harbour", "The harbour lies in the north of the town.", "Ships come in at high water.",
                                        "Fish is sold on Fridays."};

TEST(Shape, PlainTextHasNoSigns) {
  const Document document = lines(plain);
  const Shape shape = shape_of(look_at(document, "file.docx"));
  for (std::size_t i = 0; i < shape.strength.size(); ++i) {
    if (static_cast<Sign>(i) == Sign::brief) continue;
    EXPECT_EQ(shape.strength[i], 0) << name_of(static_cast<Sign>(i));
  }
  EXPECT_EQ(shape[Sign::brief], 1);
}

TEST(Shape, WordingsAreCountedInAThousandWords) {
  const struct {
    Sign sign;
    const char* line;
  } cases[] = {{Sign::reader, "You find your key in your drawer."},
               {Sign::screen, "Click the button on the settings page."},
               {Sign::we, "We keep our doors open to all of us."},
               {Sign::duties, "The owner shall lock it and must keep the key."},
               {Sign::actors, "The team lead and the officer notify the manager."},
               {Sign::rules, "The policy applies to all employees."},
               {Sign::risks, "The likelihood of harm and its severity give the risk."},
               {Sign::threats, "The adversary crosses a trust boundary by spoofing."},
               {Sign::identifiers, "CVE-2026-0001 is known."},
               {Sign::weakness, "An attacker could allow himself arbitrary reads with a crafted file."},
               {Sign::findings, "The audit identified two findings; both were reviewed."},
               {Sign::reporting, "Please report security issues in good faith."},
               {Sign::claims, "The viewer supports TLS and complies with the profile."},
               {Sign::past, "It was found that two had been lost."},
               {Sign::future, "It will be planned next to be ready in future."}};
  for (const auto& one : cases) {
    EXPECT_GT(strength(one.sign, eight(one.line)), 0.3) << name_of(one.sign);
    EXPECT_LE(strength(one.sign, eight(one.line)), 1.0) << name_of(one.sign);
  }
}

TEST(Shape, OrdersBeginBlocks) {
  EXPECT_EQ(
      strength(Sign::orders, {"Open the valve.", "Close the lid.", "Wait.", "Read the gauge.", "Stop the pump.", "Check it."}),
      1);
  EXPECT_EQ(strength(Sign::orders, {"The valve is open.", "They open it.", "A lid.", "A gauge.", "Pumps.", "Checks."}), 0);
}

TEST(Shape, CodeIsAShareOfTheText) {
  EXPECT_GT(strength(Sign::code, {"Run it.", "$ " + std::string(600, 'x')}), 0.9);
  EXPECT_EQ(strength(Sign::code, plain), 0);
}

TEST(Shape, ComponentsHaveVersionsAndLicencesNames) {
  const std::vector<std::string> table = {
      "| Part | Version | Licence |", "| zlib | 1.3.1 | Zlib |",   "| openssl | 3.0.13 | Apache-2.0 |", "| curl | 8.5.0 | MIT |",
      "| expat | 2.6.0 | MIT |",      "| libpng | 1.6.43 | BSD |", "| sqlite | 3.45.1 | MIT |",         "| pcre | 10.42 | BSD |"};
  EXPECT_GT(strength(Sign::components, table), 0.9);
  EXPECT_GT(strength(Sign::licences, table), 0.9);
  const std::vector<std::string> list = {"- zlib 1.3.1",  "- openssl 3.0.13", "- curl 8.5.0",
                                         "- expat 2.6.0", "- libpng 1.6.43",  "- sqlite 3.45.1",
                                         "- pcre 10.42",  "- boost 1.84.0",   "- fmt 10.2.1"};
  EXPECT_GT(strength(Sign::components, list), 0.8);
  EXPECT_EQ(strength(Sign::components, eight("It tells how a list of parts is made and kept for every version.")), 0);
}

TEST(Shape, RowsTellRecordsRequirementsAndAnswers) {
  EXPECT_GT(strength(Sign::records, {"| No | What |", "| R-01 | Door |", "| R-02 | Roof |", "| R-03 | Wall |", "| R-04 | Yard |",
                                     "| R-05 | Lamp |", "| R-06 | Gate |"}),
            0.8);
  const std::vector<std::string> mapping = {"| Clause | Status |", "| A.8.24 | Met |",   "| A.8.25 | Partial |",
                                            "| PW.4.1 | Met |",    "| AC-2 | Not met |", "| 164.312(a) | Met |",
                                            "| Article 13 | Yes |"};
  EXPECT_GT(strength(Sign::requirements, mapping), 0.8);
  EXPECT_GT(strength(Sign::answers, mapping), 0.8);
  EXPECT_EQ(strength(Sign::requirements, plain), 0);
}

TEST(Shape, BlanksAreSlotsAndNotLinks) {
  EXPECT_GT(strength(Sign::blanks, {"Name: [Company Name]", "Date: YYYY-MM-DD", "Signed: ________", "Of: {{ company }}"}), 0.9);
  EXPECT_EQ(strength(Sign::blanks, {"See [the guide](https://example.org) and <b>that</b>, [1] and a[0], {{< note >}}."}), 0);
}

TEST(Shape, HeadingsTellStagesStepsVersionsAndParts) {
  EXPECT_EQ(strength(Sign::stages, {"# Phase 1: Dig", "Text.", "# Phase 2: Build", "Text.", "# Milestones", "Text."}), 1);
  EXPECT_EQ(strength(Sign::steps, {"# Step 1", "Text.", "# Step 2", "Text.", "# Step 3", "Text."}), 1);
  EXPECT_EQ(strength(Sign::versions, {"# 2.1.0", "Text.", "# 2.0.1", "Text.", "# 2.0.0", "Text."}), 1);
  EXPECT_GE(strength(Sign::changes, {"# Added", "A lamp.", "# Fixed", "A door.", "# Removed", "A wall."}), 1);
  EXPECT_GE(
      strength(Sign::regulated, {"# 1 Purpose", "A.", "# 2 Scope", "B.", "# 3 Responsibilities", "C.", "# 4 Records", "D."}),
      0.7);
}

TEST(Shape, NamesTellTemplatesAndArticles) {
  EXPECT_EQ(strength(Sign::called_template, {"# Report Template", "Text."}), 1);
  EXPECT_EQ(strength(Sign::called_template, {"# Working with templates", "Text."}), 0);
  EXPECT_GT(strength(Sign::article, plain, "site/blog/2026-01-harbour.md"), 0.5);
  EXPECT_EQ(strength(Sign::article, plain, "docs/harbour.md"), 0);
}

Role role_of_lines(const std::vector<std::string>& all, std::string_view path) {
  document::Extracted extracted;
  extracted.document = lines(all);
  fill(extracted, path);
  return extracted.facts.role;
}

TEST(Role, ANameIsBelievedAsFarAsTheBodyBearsItOut) {
  std::vector<std::string> parts = {"| Part | Version | Licence |"};
  for (int i = 0; i < 12; ++i) parts.push_back("| lib" + std::to_string(i) + " | 1." + std::to_string(i) + ".0 | MIT |");
  parts.insert(parts.begin(), "# Software Bill of Materials");
  EXPECT_EQ(role_of_lines(parts, "docs/sbom.md"), Role::sbom);
  std::vector<std::string> how = {"# Generate a software bill of materials"};
  for (int i = 0; i < 30; ++i)
    how.emplace_back("Select your project on the page, and you can download your list with the button.");
  EXPECT_EQ(role_of_lines(how, "docs/sbom.md"), Role::guide);
}

TEST(Role, ATaskIsAGuideAndANounAfterItsObject) {
  const std::vector<std::string> body = eight("You set the value of your gateway on the settings page, and you save it.");
  const auto role = [&](const std::string& title) {
    std::vector<std::string> all = {"# " + title};
    all.insert(all.end(), body.begin(), body.end());
    return role_of_lines(all, "a.md");
  };
  EXPECT_EQ(role("Reading the advisory"), Role::guide);
  EXPECT_EQ(role("How to keep a risk register"), Role::guide);
  EXPECT_EQ(role("Enable the audit log"), Role::guide);
  EXPECT_EQ(role_of_lines({"# Monitoring Plan", "Text."}, "a.md"), Role::plan);
  EXPECT_EQ(role_of_lines({"# Purchasing Procedure", "Text."}, "a.md"), Role::procedure);
}

TEST(Role, AWordOfAFeatureIsNoRecordOfThatName) {
  std::vector<std::string> body = {"# Audit Log"};
  for (int i = 0; i < 12; ++i)
    body.emplace_back("You open the page of the log in your settings, and you see who changed what in your viewer.");
  EXPECT_EQ(role_of_lines(body, "docs/audit-log.md"), Role::guide);
}

TEST(Role, ALicenceLineOrAnExampleIsNoBillOfMaterials) {
  std::vector<std::string> body = {"SPDX-License-Identifier: Apache-2.0", "# Installing the viewer"};
  for (int i = 0; i < 12; ++i)
    body.emplace_back("You copy the file to your server, and you start it there with your own account.");
  EXPECT_EQ(role_of_lines(body, "docs/viewer.md"), Role::guide);
  document::Extracted example;
  body.emplace_back("$ {\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\"}");
  example.document = lines(body);
  example.document.format = "markdown";
  fill(example, "docs/viewer.md");
  EXPECT_EQ(example.facts.role, Role::guide);
}

TEST(Role, AFormForARecordIsAForm) {
  EXPECT_EQ(role_of_lines({"# Incident Report Template", "Name: [Company Name]", "Date: YYYY-MM-DD", "What happened: ________"},
                          "a.docx"),
            Role::form_template);
}

}  // namespace
}  // namespace crosswalk::facts
