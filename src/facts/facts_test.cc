// SPDX-License-Identifier: Apache-2.0
#include "facts/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "document/builder.h"
#include "facts/control.h"
#include "facts/language.h"
#include "facts/test_documents.h"
#include "facts/view.h"

namespace crosswalk::facts {
namespace {

using document::BlockKind;
using document::Builder;
using document::Document;
using document::Facts;
using document::Owner;
using document::Role;
using document::State;

Facts facts_of(std::string_view text, std::string_view path = "documents/file.docx") {
  document::Extracted extracted;
  extracted.document = document_of(text);
  fill(extracted, path);
  return extracted.facts;
}

TEST(Dates, AreReadInTheFormsThatDocumentsUse) {
  const auto iso = [](std::string_view text) {
    const auto date = find_date(text);
    return date ? date->iso() : std::string("none");
  };
  EXPECT_EQ(iso("2024-08-30"), "2024-08-30");
  EXPECT_EQ(iso("effective 30 August 2024"), "2024-08-30");
  EXPECT_EQ(iso("Aug 30, 2024"), "2024-08-30");
  EXPECT_EQ(iso("7th of July, 2026"), "2026-07-07");
  EXPECT_EQ(iso("July 28th, 2026"), "2026-07-28");
  EXPECT_EQ(iso("30.08.2024"), "2024-08-30");
  EXPECT_EQ(iso("08/30/2024"), "2024-08-30");
  EXPECT_EQ(iso("30/08/2024"), "2024-08-30");
  EXPECT_EQ(iso("2024-08-30T12:00:00Z"), "2024-08-30");
}

TEST(Dates, ThatHaveTwoReadingsOrNoDayAreNone) {
  EXPECT_FALSE(find_date("08/09/2024"));
  EXPECT_FALSE(find_date("August 2024"));
  EXPECT_FALSE(find_date("2024-02-30"));
  EXPECT_FALSE(find_date("version 1.2.2024.5"));
  EXPECT_FALSE(find_date("YYYY-MM-DD"));
}

TEST(Placeholder, IsToldFromAValue) {
  for (const std::string_view blank :
       {"[Company Name]", "<insert date>", "TBD", "YYYY-MM-DD", "{{ version }}", "____", "$VERSION", ""}) {
    EXPECT_TRUE(is_placeholder(blank)) << blank;
  }
  for (const std::string_view value :
       {"2.1", "A. Person", "2024-08-30", "[link](https://example.org)", "<security@example.org>"}) {
    EXPECT_FALSE(is_placeholder(value)) << value;
  }
}

TEST(Control, IsReadFromAHeaderTable) {
  const Facts facts = facts_of(
      "# Vulnerability Handling\n"
      "| Document ID | SOP-014 |\n| Version | 2.1 |\n| Effective date | 30 August 2024 |\n| Approved by | A. Person, Head of "
      "Quality |\n"
      "| Status | Released |\nPurpose of this procedure.");
  EXPECT_EQ(facts.control.title, "Vulnerability Handling");
  EXPECT_EQ(facts.control.id, "SOP-014");
  EXPECT_EQ(facts.control.version, "2.1");
  ASSERT_TRUE(facts.control.date);
  EXPECT_EQ(facts.control.date->iso(), "2024-08-30");
  EXPECT_EQ(facts.control.approver, "A. Person, Head of Quality");
  EXPECT_EQ(facts.control.state, State::effective);
  EXPECT_EQ(facts.role, Role::procedure);
}

TEST(Control, IsReadFromLinesAndTheLineUnderTheLabel) {
  const Facts facts =
      facts_of("# Patch Policy\nDocument No.: POL-7   Rev. C   Date: 2025-01-31\nApproved by:\nB. Person\nText of the policy.");
  EXPECT_EQ(facts.control.id, "POL-7");
  EXPECT_EQ(facts.control.version, "C");
  EXPECT_EQ(facts.control.date->iso(), "2025-01-31");
  EXPECT_EQ(facts.control.approver, "B. Person");
}

TEST(Control, IsReadFromThePageHeader) {
  const Facts facts = facts_of("> SOP-020 | Version 3.0 | Effective 2024-05-01\n# Incident Handling\nText.");
  EXPECT_EQ(facts.control.version, "3.0");
  EXPECT_EQ(facts.control.date->iso(), "2024-05-01");
}

TEST(Control, TakesTheNewestRowOfARevisionHistory) {
  const Facts facts = facts_of(
      "# Release Procedure\n| Version | Date | Author |\n| 1.9 | 2023-01-02 | A |\n| 1.10 | 2024-03-04 | B |\n| 1.2 | 2022-01-01 "
      "| A |\nText.");
  EXPECT_EQ(facts.control.version, "1.10");
  EXPECT_EQ(facts.control.date->iso(), "2024-03-04");
}

TEST(Control, DoesNotTakeVersionsOfComponentsForItsOwn) {
  const Facts facts = facts_of(
      "# Software Bill of Materials\n| Component | Version | Date | License |\n| openssl | 3.0.2 | 2024-01-01 | Apache-2.0 |\n"
      "| zlib | 1.3 | 2024-01-02 | Zlib |");
  EXPECT_EQ(facts.control.version, "");
  EXPECT_FALSE(facts.control.date);
  EXPECT_EQ(facts.role, Role::sbom);
}

TEST(Title, IsTheHeadingOrTheLineOfTheTitlePage) {
  EXPECT_EQ(facts_of("Acme Medical\nRelease Notes for Viewer 2\nMunich\n# Contents\nText.").control.title,
            "Release Notes for Viewer 2");
  EXPECT_EQ(facts_of("A paragraph.\n# Hardening Guide\nText.").control.title, "Hardening Guide");
  EXPECT_EQ(facts_of("# 1. Purpose\nText.").control.title, "1. Purpose");
  EXPECT_EQ(facts_of("| Title | Access Policy |\n| Version | 1 |\n# 1. Purpose\nText.").control.title, "Access Policy");
}

TEST(Title, PropertyCountsOnlyWhereTheTextShowsIt) {
  document::Extracted extracted;
  extracted.document = document_of("# Complaint Handling\nSOP 9 Complaint Handling of Acme\nText.");
  extracted.document.properties = {{"title", "Microsoft Word - old.doc"}};
  fill(extracted, "a.docx");
  EXPECT_EQ(extracted.facts.control.title, "Complaint Handling");
  extracted.document.properties = {{"title", "SOP 9 Complaint Handling of Acme"}};
  fill(extracted, "a.docx");
  EXPECT_EQ(extracted.facts.control.title, "SOP 9 Complaint Handling of Acme");
}

TEST(Control, DoesNotTakeAVersionOutOfASentence) {
  EXPECT_EQ(
      facts_of("# Parser Advisory\nUse the library in\nversion 2.9, because it is not open to this any more.").control.version,
      "");
}

TEST(State, FollowsStatusFolderMarksAndNames) {
  EXPECT_EQ(facts_of("# Plan\nStatus: Draft\nText.").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Not approved\nText.").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Withdrawn\nText.").control.state, State::obsolete);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nText.").control.state, State::effective);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nText.", "qms/Obsolete/plan.docx").control.state, State::obsolete);
  EXPECT_EQ(facts_of("# Plan\nText.", "qms/03_Archive/plan.docx").control.state, State::obsolete);
  EXPECT_EQ(facts_of("# Plan\nText.", "qms/plan_draft.docx").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nText.", "qms/plan_v0.3.docx").control.state, State::draft);
  EXPECT_EQ(facts_of("> OBSOLETE - DO NOT USE\n# Plan\nText.").control.state, State::obsolete);
  EXPECT_EQ(facts_of("DRAFT\n# Plan\nText.").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nSent on [[BLANK date: when]].").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nThe field shows [[BLANK and nothing else.").control.state, State::effective)
      << "no blank, but words about one";
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nIt ends [[BLANK Datum: wann]].").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nIt ends [[BLANK w\u00e4hlen: was]].").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nThe field shows [[BLANK and [[BLANK date: when]].").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nSent on **\\[\\[BLANK date: when\\]\\]**.").control.state, State::draft);
  EXPECT_EQ(facts_of("# Plan\nStatus: Approved\nSent on 2026-11-12.").control.state, State::effective);
  EXPECT_EQ(facts_of("# Plan\nText.").control.state, State::unknown);
}

TEST(State, IsNotReadFromWhatADocumentOnlySpeaksOf) {
  EXPECT_EQ(facts_of("# Archiving Procedure\nText.", "qms/archive-policy.md").control.state, State::unknown);
  EXPECT_EQ(facts_of("# Manual\nStatus: DRAFT / SENT / PAID / OVERDUE\nText.").control.state, State::unknown);
  EXPECT_EQ(facts_of("# Document Control\nDraft documents are marked and obsolete ones archived.").control.state, State::unknown);
  std::string later = "# Guide\n";
  for (int i = 0; i < 100; ++i) later += "A paragraph of the guide that says how it is done.\n";
  EXPECT_EQ(facts_of(later + "# Orders\nStatus: Draft\n" + later.substr(8)).control.state, State::unknown);
}

TEST(State, NamesTheSuccessor) {
  const Facts facts = facts_of("# Complaint Handling\nThis procedure has been superseded by SOP-020 since May.\nText.");
  EXPECT_EQ(facts.control.superseded_by, "SOP-020");
  EXPECT_EQ(facts.control.state, State::obsolete);
  EXPECT_EQ(facts_of("# Complaint Handling\nThis document supersedes SOP-012.\nText.").control.state, State::unknown);
}

TEST(State, TemplateIsAnUnfilledOne) {
  EXPECT_EQ(facts_of("# Disclosure Policy (Template)\nLast updated: YYYY-MM-DD\nWrite to security@yourdomain.com.").control.state,
            State::template_);
  EXPECT_EQ(facts_of("# User Manual\nVersion: [enter version]\n[Company Name]\nText.").control.state, State::template_);
  EXPECT_EQ(
      facts_of("# Incident Form\nDocument ID: FRM-003\nVersion: 2\nApproved by: A. Person\nName: ____\nDescription: [describe]")
          .control.state,
      State::effective);
}

TEST(State, SettingsOfTheReaderAreNoBlanks) {
  EXPECT_EQ(facts_of("# Installation Guide\nSet <YOUR_MAIL_SERVER> and <your-token>.\nRun git push <name>.\nSee "
                     "[Security](security.md) and [x].")
                .control.state,
            State::unknown);
}

TEST(Role, FollowsTheNounOfTheTitle) {
  EXPECT_EQ(facts_of("# Incident Response Plan\nText.").role, Role::plan);
  EXPECT_EQ(facts_of("# Risk Management Plan\nText.").role, Role::plan);
  EXPECT_EQ(facts_of("# Hazard Log Guide\nText.").role, Role::guide);
  EXPECT_EQ(facts_of("# Software Release Checklist\nText.").role, Role::checklist);
  EXPECT_EQ(facts_of("# Statement of Applicability\nText.").role, Role::statement);
  EXPECT_EQ(facts_of("# Penetration Test Report\nText.").role, Role::report);
  EXPECT_EQ(facts_of("# Software Architecture Description\nText.").role, Role::other);
  EXPECT_EQ(facts_of("Text of something.", "SOP-014_Complaints.docx").role, Role::procedure);
}

TEST(Role, AdvisoryIsKnownByItsFields) {
  const Facts facts = facts_of(
      "# Timing side channel in decryption\n| CVE | CVE-2026-1234 |\n| Affects | all versions to 2.3 |\n| Severity | High |\n"
      "| Fixed in | 2.4 |\nAn attacker can read plaintext.");
  EXPECT_EQ(facts.role, Role::advisory);
  EXPECT_EQ(facts.owner, Owner::own);
}

TEST(Role, ReleaseNotesAreKnownByVersionHeadingsAndChaptersAreNot) {
  EXPECT_EQ(facts_of("# Product\n# 4.16.1\n# Added\nA thing.\n# Fixed\nA fault.\n# 4.16.0\n# Fixed\nText.", "news.md").role,
            Role::release_notes);
  EXPECT_NE(facts_of("# Requirements\n# 1.1.1 General\nText.\n# 1.1.2 Security\nText.\n# 1.2.1 Changed\nText.").role,
            Role::release_notes);
}

TEST(Role, ReleaseNotesAreKnownByTheirFileNames) {
  for (const char* name :
       {"RELNOTES-4.2.md", "relnotes_4_2.txt", "whatsnew-4.2.md", "Whats new in 4.2.md", "ChangeLog", "Rel-Notes 4.2.md"}) {
    EXPECT_EQ(facts_of("Acme Viewer 4.2\n\nThe viewer opens studies faster.\n", name).role, Role::release_notes) << name;
  }
  // What a build asks for is not the list of what was delivered.
  EXPECT_NE(facts_of("requests==2.31.0\nflask==3.0.2\n", "requirements.txt").role, Role::sbom);
}

TEST(Role, UnfilledNoticeIsAForm) {
  EXPECT_EQ(facts_of("# Field Safety Notice\n(Enter Date)\n[Company Name]\n[Address]\nDear Customer,").role, Role::form_template);
  EXPECT_EQ(facts_of("# Field Safety Notice\nDate: 2024-05-06\nDear Customer,\nwe found a fault in our product.").role,
            Role::notice);
}

TEST(Owner, MakerSpeaksOfItsOwnProduct) {
  EXPECT_EQ(facts_of("# Security Policy\nPlease report vulnerabilities of our products to security@example.org.").owner,
            Owner::own);
  EXPECT_EQ(facts_of("# SOP Vigilance\nWe inform the competent authority of incidents with our medical devices.").owner,
            Owner::own);
}

TEST(Owner, FinderSpeaksOfAVendor) {
  const Facts facts = facts_of(
      "# Authentication bypass in a viewer\nI discovered that the login can be skipped.\n# Timeline\n2024-01-02: Vendor "
      "contacted\n"
      "2024-02-03: No response from the vendor\n2024-04-05: Public release");
  EXPECT_EQ(facts.owner, Owner::third_party);
  EXPECT_FALSE(facts.owner_reason.empty());
}

TEST(Owner, PolicyThatMentionsVendorsStaysOwn) {
  EXPECT_EQ(
      facts_of(
          "# Vulnerability Handling\nVulnerabilities in components are reported to the vendor. We release fixes for our products "
          "and inform our customers.")
          .owner,
      Owner::own);
}

TEST(Owner, HospitalRunsSystems) {
  EXPECT_EQ(
      facts_of(
          "# Incident Response Policy\nThe hospital shall respond to incidents that touch ePHI. Workforce members call the IT "
          "department. Clinical engineering isolates infusion pumps. Phishing is reported by hospital staff.")
          .owner,
      Owner::operator_);
}

TEST(Owner, MakerOfHospitalSoftwareIsNoOperator) {
  EXPECT_EQ(facts_of("# Administrator Guide\nThis guide is for the hospital and its IT department. Our product connects to the "
                     "active directory "
                     "of the hospital. Put the server in a VLAN.")
                .owner,
            Owner::own);
}

TEST(Owner, AuthorityAndTeacherAreTold) {
  EXPECT_EQ(
      facts_of(
          "# Cybersecurity in Medical Devices\nGuidance for Industry and Food and Drug Administration Staff\nContains Nonbinding "
          "Recommendations")
          .owner,
      Owner::authority);
  EXPECT_EQ(facts_of("# Writing an SBOM\nIn this tutorial you will learn how manufacturers write an SBOM.").owner,
            Owner::tutorial);
}

TEST(Owner, ACitedWorkDoesNotSpeak) {
  std::string text = "# Part 11 Mapping\nThis document describes how the viewer complies with the rules.\n";
  for (int i = 0; i < 60; ++i)
    text += "Records of study " + std::to_string(i) + " are kept with their date and the name of the person.\n\n";
  EXPECT_EQ(facts_of(text + "# References\nElectronic Records, Guidance for Industry, 2024\n").owner, Owner::own);
  EXPECT_EQ(facts_of("# Records\nGuidance for Industry and Food and Drug Administration Staff\n" + text).owner, Owner::authority);
}

TEST(Owner, ATutorialOfAProductIsItsMakers) {
  EXPECT_EQ(
      facts_of("# Sending a study\nIn this tutorial you send a study from the viewer to the archive.\nOpen the viewer.").owner,
      Owner::own);
  EXPECT_EQ(facts_of("# Scanners\nIn this lesson you will learn which scanners there are, Metasploit among them.\n").owner,
            Owner::tutorial);
}

TEST(Owner, AnArticleOnAWeaknessIsAFindersAndSoIsAFolderOfExploits) {
  const std::string told = "# Buffer overflow in Acme Viewer (CVE-2026-1234)\n";
  const std::string facts =
      "An attacker sends a crafted file. The overflow lets arbitrary code run.\nSeverity: High\nAffected versions: 1.0\nCVE: "
      "CVE-2026-1234\n";
  EXPECT_EQ(facts_of(told + "In this blog post the overflow is told.\n" + facts, "a.md").owner, Owner::third_party);
  EXPECT_EQ(facts_of(told + facts, "exploits/viewer/readme-cve-2026-1234.md").owner, Owner::third_party);
  EXPECT_EQ(facts_of(told + facts, "advisories/cve-2026-1234.md").owner, Owner::own);
}

TEST(Owner, WhoWritesOfTheInsideOfAProgramMakesIt) {
  const std::string law =
      "# HIPAA Compliance\nA HIPAA security officer is named. The workforce has security awareness training. Business associates "
      "sign.\n";
  EXPECT_EQ(facts_of(law + "The hospital trains its staff.\n").owner, Owner::operator_);
  EXPECT_EQ(
      facts_of(law +
               "Each endpoint of the API checks the session in a middleware; the backend keeps a log. The codebase has unit "
               "tests, and environment variables hold the keys.\n")
          .owner,
      Owner::own);
}

TEST(Products, TheHeadOfAListIsNoProduct) {
  const auto products = [](std::string_view table) {
    return facts_of("# Vulnerability policy\n" + std::string(table) + "\n\nText.").control.products;
  };
  using testing::IsEmpty;
  EXPECT_THAT(products("| Product | Supported versions |\n| ScanView | 4.1, 4.2 |\n| ScanBox | 2.0 |"), IsEmpty());
  EXPECT_THAT(products("| Product | End of support |\n| ScanView | 2027 |"), IsEmpty());
  // A label and its value, also where the table has no other head.
  EXPECT_EQ(products("| Product | ScanView |\n| Version | 4.2 |"), std::vector<std::string>{"ScanView"});
  EXPECT_EQ(products("| Product | Release Manager |\n| Intended use | Planning |"), std::vector<std::string>{"Release Manager"});
  EXPECT_EQ(products("| Product | ScanView Support |\n| Document ID | SOP-3 |"), std::vector<std::string>{"ScanView Support"});
}

TEST(Products, AllProductsAreNoProductOfThatName) {
  const auto products = [](std::string_view value) {
    return facts_of("# Complaint Handling\n| Document ID | SOP-3 |\n| Applies to | " + std::string(value) + " |\nText.")
        .control.products;
  };
  EXPECT_TRUE(products("All supported products of Acme Medical").empty());
  EXPECT_TRUE(products("all medical devices").empty());
  EXPECT_TRUE(products("All versions").empty());
  EXPECT_TRUE(products("All supported versions").empty());
  EXPECT_TRUE(products("All").empty());
  EXPECT_TRUE(products("The entire product range").empty());
  EXPECT_EQ(products("ScanView 4.2"), std::vector<std::string>{"ScanView 4.2"});
  EXPECT_EQ(products("All versions of ScanView"), std::vector<std::string>{"All versions of ScanView"});
  EXPECT_EQ(products("Allview 3"), std::vector<std::string>{"Allview 3"});
}

TEST(Role, WhatIsDoneAboutVulnerabilitiesIsNoAdvisory) {
  const auto role = [](std::string_view title) {
    return facts_of("# " + std::string(title) +
                    "\nThe severity of the vulnerability is rated with CVSS. A CVE ID is asked for. The advisory names affected "
                    "versions and a workaround. An attacker may read it.\n# Severity\nHigh.\n# Impact\nText.\n# Credits\nText.")
        .role;
  };
  EXPECT_EQ(role("Security Advisory Process"), Role::procedure);
  EXPECT_EQ(role("Vulnerability Management"), Role::procedure);
  EXPECT_EQ(role("Acme Vulnerability Management Program"), Role::procedure);
  EXPECT_EQ(role("Incident Response"), Role::procedure);
  EXPECT_EQ(role("Vulnerability Response Plan"), Role::plan);
  EXPECT_EQ(role("CVE Numbering Authority Tasks"), Role::guide);
  EXPECT_EQ(role("Security Advisory Handbook"), Role::guide);
  EXPECT_EQ(role("Severity Ratings"), Role::policy);
  EXPECT_EQ(role("Reporting a Vulnerability"), Role::policy);
}

TEST(Owner, ALawSpeaksOfMakersAndIsNone) {
  std::string law = "# Part 806: Reports\n";
  for (int i = 1; i < 5; ++i) {
    law += "# \u00a7 806." + std::to_string(i) + " Reports\n\nEach manufacturer shall report the intended use of its device.\n\n";
  }
  EXPECT_EQ(facts_of(law).owner, Owner::authority);
  std::string mapping = law + "Our product keeps a log, and we test it.\n";
  EXPECT_NE(facts_of(mapping).owner, Owner::authority) << "who maps a law to what he does speaks of himself";
  EXPECT_NE(facts_of("# Report\nOur device fulfils \u00a7 3 and shall go on.\n\n\u00a7 4 is fulfilled, too.").owner,
            Owner::authority);
}

TEST(Role, ADocumentWithoutATellingNameThatInstructsItsReaderIsAGuide) {
  std::string orders = "# Viewer and your network\n";
  std::string story = "# Viewer and your network\n";
  for (int i = 0; i < 12; ++i) {
    orders +=
        "Set the address of gateway " + std::to_string(i) +
        " in the third panel. The name should be written in small letters, and the panel must stay open while it is read.\n\n";
    story +=
        "The address of gateway " + std::to_string(i) +
        " stood in the third panel. The name was once written in small letters, and the panel stayed open while we read.\n\n";
  }
  EXPECT_EQ(facts_of(orders).role, Role::guide);
  EXPECT_EQ(facts_of(story).role, Role::other);
}

TEST(Role, PagesThatTellHowToReportAreAdvisoriesOnlyWhereTheyListThem) {
  EXPECT_EQ(
      facts_of("# Reporting security vulnerabilities\nWrite to us. The severity of the vulnerability is rated with CVSS.").role,
      Role::policy);
  EXPECT_EQ(facts_of("# Reporting security vulnerabilities\nWrite to us.\n# Listing\nCVE-2023-3592, affected versions 1.0\n"
                     "CVE-2023-3593, affected versions 1.1\nCVE-2023-3594, affected versions 1.2")
                .role,
            Role::advisory);
  EXPECT_EQ(facts_of("# Operator Guide\nText.\n# Reporting a vulnerability\nWrite to us.").role, Role::guide);
}

TEST(Role, WeaknessesWithSuchWordsInTheirNamesAreAdvisories) {
  const auto role = [](std::string_view title) {
    return facts_of("# " + std::string(title) + "\nSeverity: High\nAffected versions: 1.0\nFixed in: 1.1\nText.").role;
  };
  EXPECT_EQ(role("Improper Privilege Management"), Role::advisory);
  EXPECT_EQ(role("Denial of service in ticket handling"), Role::advisory);
  EXPECT_EQ(role("Use-after-free when a study is closed"), Role::advisory);
}

TEST(Role, AdvisoriesAreKnownByTheirFrontMatterAndTheirRecord) {
  document::Extracted front;
  front.document = document_of(
      "---\nannounced: May 2, 2024\nfixed_in:\n- Viewer 4.1\n- Archive 2\nimpact: High\nreporter: A. Person\n"
      "title: Wrong patient shown after a race\n---\n# Description\nText.");
  front.document.format = "markdown";
  fill(front, "a.md");
  EXPECT_EQ(front.facts.role, Role::advisory);
  EXPECT_EQ(front.facts.control.title, "Wrong patient shown after a race");

  document::Extracted record;
  Builder builder({});
  builder.add(BlockKind::code,
              "```\nid: ASA-2024-03\npublished: \"2024-04-15T22:00:00Z\"\nseverity: \"5.7\"\naffected: \"viewer\" {< "
              "\"2.5.1\"}\ncwe: [ CWE-693 ]\ncredits: [\n  [reporter \"A. Person\"]\n]\n```");
  builder.add(BlockKind::heading, "Import leaves its folder", 1);
  builder.add(BlockKind::paragraph, "Files are written elsewhere.");
  record.document = builder.finish();
  record.document.format = "markdown";
  fill(record, "a.md");
  EXPECT_EQ(record.facts.role, Role::advisory);
  EXPECT_EQ(record.facts.control.id, "ASA-2024-03");
  EXPECT_EQ(record.facts.control.title, "Import leaves its folder");

  document::Extracted settings;
  Builder other({});
  other.add(BlockKind::code, "```\nversion: 3\nid: gateway-7\nservices: all\n```");
  other.add(BlockKind::heading, "Gateway", 1);
  settings.document = other.finish();
  settings.document.format = "markdown";
  fill(settings, "a.md");
  EXPECT_EQ(settings.facts.control.version, "");
  EXPECT_EQ(settings.facts.role, Role::other);
}

TEST(State, SlotsToFillMakeATemplate) {
  EXPECT_EQ(facts_of("# Security Policy\nTemplate stub - fill per project before publishing.\nText.").control.state,
            State::template_);
  EXPECT_EQ(facts_of("# Security Policy\nWe answer within <e.g. 3 business days>.\nFixes take <e.g. 90 days>.\nWrite to <e.g. a "
                     "mailbox>.")
                .control.state,
            State::template_);
  EXPECT_EQ(facts_of("# Security Policy\nWrite to <!-- TODO: $NAME -->.\nWe answer within <!-- TODO: $X days -->.\nSee <!-- "
                     "TODO: $LINK -->.")
                .control.state,
            State::template_);
  EXPECT_EQ(
      facts_of("# Guide\nA <!-- TODO: new picture -->.\nB <!-- TODO: shorter -->.\nC <!-- TODO: price in $ -->.").control.state,
      State::unknown);
}

TEST(State, SettingsAndCommandsOfSiteGeneratorsAreNoBlanks) {
  const auto state = [](std::string_view front, std::string_view text) {
    return facts_of("---\n" + std::string(front) + "\n---\n# Guide\n" + std::string(text), "docs/guide.md").control.state;
  };
  EXPECT_EQ(state("draft: false\nversion: [viewer_4]\nproduct: [viewer, archive]\ndate: {{ .Date }}",
                  "{{< note >}}\n{{% alert title=\"Note\" %}}\n{{ site.url }}\n{{ .Title }} and ${{ secrets.KEY }}"),
            State::unknown);
  EXPECT_EQ(state("draft: true", "Text."), State::draft);
  EXPECT_EQ(state("title: A", "draft: true"), State::unknown);
  EXPECT_EQ(state("title: A", "{{ company }} runs {{ product }} for {{ customer }}."), State::template_);
  EXPECT_EQ(state("version: [Insert version]", "Text."), State::template_);
}

TEST(Owner, FindersAndCaseStudiesAreThirdParties) {
  EXPECT_EQ(facts_of("# Acme Viewer denial of service\nAn attacker can stop it.\n# Proof of Concept\nSend this.\n# Timeline\n"
                     "2024-06-19 - Reported vulnerability to Acme\n2024-06-20 - Acme acknowledges receipt of the report")
                .owner,
            Owner::third_party);
  EXPECT_EQ(facts_of("# Case Study: A shared key in a monitor\nThe manufacturer used one key for each device.").owner,
            Owner::third_party);
  // A maker's own advisory has such headings too.
  EXPECT_EQ(facts_of("# Viewer sandbox escape\nSeverity: High\nAffected versions: 1.0\nFixed in: 1.1\n# Exploit\nSend this.\n# "
                     "Timeline\n2024-06-19 - The issue was reported to our security team")
                .owner,
            Owner::own);
}

TEST(Owner, AResponseTeamHandsOnWhatIsFoundInOthersProducts) {
  EXPECT_EQ(
      facts_of(
          "# Ladle 3 vulnerability\n## Overview\nLadle has a buffer overflow, CVE-2031-1234. The team recommends organisations "
          "that run Ladle 3 apply the fixes as per vendor instructions within 48 hours.",
          "advisories/ladle.md")
          .owner,
      document::Owner::authority);
  EXPECT_EQ(
      facts_of("# CVE-2031-77 in Ladle\nDisclosure mode: forced\nProduct: Ladle 3\nThe server reads any file. Update to 3.2.",
               "advisories/ladle-77.md")
          .owner,
      document::Owner::third_party);
  EXPECT_EQ(facts_of("# Security advisory CVE-2031-77\nOur server reads any file. We recommend that organisations update to 3.2.",
                     "advisories/own-77.md")
                .owner,
            document::Owner::own);
  // A maker may name who is to do what, and that others' products come with instructions of their own.
  EXPECT_EQ(facts_of("# Ladle 3 administration guide\nAcme recommends organisations to keep Ladle in a network of its own. "
                     "Install the virus "
                     "scanner as per vendor instructions.",
                     "docs/admin-guide.md")
                .owner,
            document::Owner::own);
}

TEST(Owner, CoordinatorsAreAuthorities) {
  EXPECT_EQ(facts_of("# Coordinated Vulnerability Disclosure Policy\nENISA advises parties to work with the vendor. As the "
                     "secretariat of the EU CSIRTs network, ENISA supports its members. Report a vulnerability to us.")
                .owner,
            Owner::authority);
  EXPECT_EQ(
      facts_of("# Regulatory Reporting Procedure\nWe notify ENISA and the designated CSIRT of vulnerabilities in our products "
               "within 24 hours.")
          .owner,
      Owner::own);
}

TEST(Owner, MappingOfRequirementsToAProductIsItsMakers) {
  const std::string mapping =
      "# HIPAA Security Rule\nThe rule protects ePHI of patients. Relay supports technical safeguards of a covered entity and "
      "its "
      "workforce.\n| Standard | How Relay Addresses It |\n| Access control | Every service has a certificate of its own. |";
  EXPECT_EQ(facts_of(mapping, "docs/hipaa.md").owner, Owner::own);
  EXPECT_EQ(
      facts_of("# Relay Control Mapping\nDisclaimer: this is not legal advice.\n| Requirement | Artifact |\n| Audit | log.c |",
               "docs/compliance/control-mapping.md")
          .owner,
      Owner::own);
  EXPECT_EQ(facts_of("# HIPAA Compliance Statement\nThe hospital shall protect ePHI. Workforce members are trained on how the "
                     "hospital complies. Phishing is reported to the help desk. Disciplinary action may follow.",
                     "policies/hipaa.md")
                .owner,
            Owner::operator_);
}

TEST(FromPath, TellsRoleAndStateOfAFileWithoutText) {
  EXPECT_EQ(from_path("Release 2/PT-7 Penetration test report, signed page (scan).pdf").role, Role::report);
  EXPECT_EQ(from_path("Release 2/PT-7 Penetration test report, signed page (scan).pdf").control.id, "PT-7");
  EXPECT_EQ(from_path("qms/Security incident response plan (signed copy).pdf").role, Role::plan);
  EXPECT_EQ(from_path("qms/SOP-014_v3.1.pdf").role, Role::procedure);
  EXPECT_EQ(from_path("qms/SOP-014_v3.1.pdf").control.version, "3.1");
  EXPECT_EQ(from_path("scans/scan0001.pdf").role, Role::other);
  EXPECT_EQ(from_path("qms/Archive/SOP-014.pdf").control.state, State::obsolete);
  EXPECT_EQ(from_path("qms/drafts/SOP-014.pdf").control.state, State::draft);
  EXPECT_EQ(from_path("qms/Templates/Security advisory.docx").control.state, State::template_);
  EXPECT_EQ(from_path("qms/Templates/Security advisory.docx").role, Role::form_template);
  EXPECT_EQ(from_path("qms/SOP-014.pdf").control.state, State::unknown);
  EXPECT_EQ(from_path("qms/SOP-014.pdf").owner, Owner::unknown);
  EXPECT_EQ(from_path("qms/SOP-014.pdf").language, "und");
  EXPECT_EQ(from_path("").role, Role::other);
  EXPECT_EQ(from_path("a.zip!/\xFF/..").control.title, "");
}

TEST(Role, NumberOfAnotherDocumentInTheNameOfARecordIsNoRole) {
  const std::string text = "| Training | Date | Participants |\n| SOP-014 | 2024-01-02 | 4 |";
  EXPECT_NE(facts_of(text, "TR-2024-05 Training record SOP-014.xlsx").role, Role::procedure);
  EXPECT_EQ(from_path("TR-2024-05 Training record SOP-014.pdf").role, Role::report);
  EXPECT_EQ(from_path("TR-2024-05 Training record SOP-014.pdf").control.id, "TR-2024-05");
  EXPECT_EQ(from_path("Minutes of the review of SOP-014.pdf").role, Role::report);
  EXPECT_EQ(from_path("Minutes of the review of SOP-014.pdf").control.id, "");
  EXPECT_EQ(from_path("Disclosure log DL-001.pdf").control.id, "DL-001");
  EXPECT_EQ(from_path("Complaint Handling SOP-014.pdf").role, Role::procedure);
  EXPECT_EQ(from_path("ACM-SOP-014 Complaints.pdf").role, Role::procedure);
}

TEST(Role, WhatIsKeptAboutWeaknessesIsNoAdvisory) {
  EXPECT_EQ(from_path("CAPA-2026-07 Code review did not find injection.pdf").role, Role::report);
  EXPECT_EQ(from_path("Vulnerability analysis VA-0117.pdf").role, Role::report);
  EXPECT_EQ(from_path("Vulnerability log 2026.xlsx").role, Role::register_);
  EXPECT_EQ(from_path("Retest of CVE-2026-1234.pdf").role, Role::report);
  EXPECT_EQ(from_path("Security advisory SA-2026-01, SQL injection.pdf").role, Role::advisory);
}

TEST(Role, SecurityTxtIsAPolicy) {
  const Facts facts = [] {
    document::Extracted extracted;
    extracted.document = document_of(
        "Contact: mailto:psirt@example.org\nContact: https://example.org/security/report\nExpires: 2027-01-31T22:59:00Z\n"
        "Policy: https://example.org/security/policy");
    extracted.document.format = "text";
    fill(extracted, "www/security.txt");
    return extracted.facts;
  }();
  EXPECT_EQ(facts.role, Role::policy);
  EXPECT_EQ(facts.control.title, "");
}

TEST(Control, NamesOfStandardsLicencesAndAlgorithmsAreNoIds) {
  for (const char* name : {"BSD-3-Clause", "Apache-2.0", "GPL-3", "CVE-2024-1", "ISO 13485", "ISO-13485", "RFC 9116", "RFC-9116",
                           "UTF-8", "SHA-256", "SHA3-256", "MDCG-2019-16"}) {
    EXPECT_EQ(facts_of("# Notes on " + std::string(name) + "\nText.").control.id, "") << name;
    EXPECT_EQ(facts_of("# Notes\nDocument No.: " + std::string(name) + "\nText.").control.id, "") << name;
  }
  EXPECT_EQ(facts_of("# Notes on ISO-13485 (QM-12)\nText.").control.id, "QM-12");
}

TEST(Control, MembersOfAJsonFileThatSpeakOfItsPartsAreNotItsOwn) {
  document::Extracted extracted;
  Builder builder({});
  builder.document().style = document::LocatorStyle::pointer;
  builder.document().pointers.push_back({builder.next_offset(), "/bomFormat"});
  builder.add(BlockKind::paragraph, R"("bomFormat": "CycloneDX")");
  builder.document().pointers.push_back({builder.next_offset(), "/version"});
  builder.add(BlockKind::paragraph, R"("version": 3)");
  builder.document().pointers.push_back({builder.next_offset(), "/metadata/timestamp"});
  builder.add(BlockKind::paragraph, R"("timestamp": "2024-05-06T01:02:03Z")");
  builder.document().pointers.push_back({builder.next_offset(), "/metadata/component/name"});
  builder.add(BlockKind::paragraph, R"("name": "Viewer &amp; Archive")");
  builder.document().pointers.push_back({builder.next_offset(), "/metadata/component/version"});
  builder.add(BlockKind::paragraph, R"("version": "2.1")");
  builder.document().pointers.push_back({builder.next_offset(), "/components/0/licenses/0/license/id"});
  builder.add(BlockKind::paragraph, R"("id": "XYZ-77")");
  extracted.document = builder.finish();
  extracted.document.format = "json";
  fill(extracted, "bom.json");
  const document::Control& control = extracted.facts.control;
  EXPECT_EQ(control.id, "");
  EXPECT_EQ(control.version, "3");
  ASSERT_TRUE(control.date);
  EXPECT_EQ(control.date->iso(), "2024-05-06");
  EXPECT_EQ(control.title, "Viewer & Archive 2.1");
}

TEST(Title, EntitiesAreCharactersAndSheetsAreNamedByTheirFile) {
  EXPECT_EQ(facts_of("# Research &amp; Development &#8211; Policy&nbsp;A\nText.").control.title,
            "Research & Development \xE2\x80\x93 Policy A");
  EXPECT_EQ(facts_of("# Ports & protocols; a guide &unknown; &#xZZ; end\nText.").control.title,
            "Ports & protocols; a guide &unknown; &#xZZ; end");
  document::Extracted extracted;
  extracted.document = document_of("| ID | Threat | Measure |\n| 1 | A | B |");
  extracted.document.format = "xlsx";
  fill(extracted, "risks/RMF-7 Threat list.xlsx");
  EXPECT_EQ(extracted.facts.control.title, "RMF-7 Threat list");
  std::string rows = "| ID | Threat | Measure |\n";
  for (int i = 0; i < 200; ++i) rows += "| 1 | somebody reads the data on the network | encryption |\n";
  extracted.document = document_of(rows + "Record\n| Document ID | RMF-7 |\n| Title | Threats of the viewer |\n| Version | 2 |");
  extracted.document.format = "xlsx";
  fill(extracted, "risks/RMF-7 Threat list.xlsx");
  EXPECT_EQ(extracted.facts.control.title, "Threats of the viewer");
}

TEST(Control, DayBehindTheApproverIsNotPartOfTheName) {
  const Facts facts =
      facts_of("# Policy\n| Document ID | POL-1 |\n| Version | 2 |\n| Approved by | Head of Quality, 2024-03-04 |\nText.");
  EXPECT_EQ(facts.control.approver, "Head of Quality");
  ASSERT_TRUE(facts.control.date);
  EXPECT_EQ(facts.control.date->iso(), "2024-03-04");
  EXPECT_EQ(facts_of("# Policy\nApproved by: A. Person (30 August 2024)\nText.").control.approver, "A. Person");
  EXPECT_EQ(facts_of("# Policy\nApproved by: Board, meeting 12\nText.").control.approver, "Board, meeting 12");
}

TEST(Language, IsToldFromCommonWordsAndScripts) {
  const auto language = [](std::string_view text) { return language_of(document_of(text)); };
  EXPECT_EQ(language("This document describes how we handle the reports that are sent to us by the users of our software."),
            "en");
  EXPECT_EQ(language("Dieses Dokument beschreibt, wie wir die Meldungen bearbeiten, die uns von den Anwendern der Software "
                     "geschickt werden."),
            "de");
  EXPECT_EQ(
      language(
          "Ce document décrit comment nous traitons les rapports qui nous sont envoyés par les utilisateurs de notre logiciel."),
      "fr");
  EXPECT_EQ(
      language("Este documento describe cómo tratamos los informes que los usuarios de nuestro software nos envían por correo."),
      "es");
  EXPECT_EQ(language("Questo documento descrive come gestiamo le segnalazioni che gli utenti del nostro software ci inviano per "
                     "la sicurezza."),
            "it");
  EXPECT_EQ(language("Dit document beschrijft hoe wij de meldingen behandelen die door de gebruikers van onze software aan ons "
                     "worden gestuurd."),
            "nl");
  EXPECT_EQ(language("Detta dokument beskriver hur vi hanterar de rapporter som skickas till oss av dem som använder vår "
                     "programvara och inte andra."),
            "sv");
  EXPECT_EQ(language("Ten dokument opisuje, jak obsługujemy zgłoszenia, które są przesyłane do nas przez użytkowników oraz ich "
                     "firmy w Polsce."),
            "pl");
  EXPECT_EQ(language("この文書は、当社のソフトウェアの利用者から送られた報告をどのように扱うかを説明します。"), "ja");
  EXPECT_EQ(language("本文件说明我们如何处理软件用户发送给我们的安全漏洞报告以及发布补丁的时间。"), "zh");
  EXPECT_EQ(language("이 문서는 소프트웨어 사용자가 보낸 보고를 어떻게 처리하는지 설명합니다."), "ko");
  EXPECT_EQ(language("Этот документ описывает, как мы обрабатываем сообщения пользователей нашего программного обеспечения."),
            "ru");
}

TEST(Language, EnglishWithForeignTermsAndTablesOfTermsIsEnglish) {
  EXPECT_EQ(language_of(document_of(
                "# Benutzerhandbuch\nThe Konnektor is the device that the Praxis uses for the Telematikinfrastruktur. It must be "
                "configured by the Dienstleister vor Ort before the first use.")),
            "en");
  EXPECT_EQ(language_of(document_of(
                "| Risk ID | Severity | Owner | Status |\n| R-1 | High | System | Open |\n| R-2 | Low | Network | Closed |")),
            "en");
  EXPECT_EQ(language_of(document_of("1 2 3 4")), "und");
  EXPECT_EQ(language_of(document_of("")), "und");
}

TEST(Facts, AnyBytesAndLongLinesAreReadInLinearTime) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "[(<{{ a: b | ";
  document::Extracted extracted;
  extracted.document = document_of(text);
  extracted.document.text[7] = static_cast<char>(0xFF);
  fill(extracted, "a/!/\xFF..");
  EXPECT_TRUE(extracted.document.warnings.empty());
  EXPECT_EQ(extracted.facts.control.state, State::unknown);
}

TEST(View, PhrasesStandBetweenWordsOnly) {
  EXPECT_EQ(words_of("The **Vendor's** response\xE2\x80\x94"
                     "late"),
            " the vendor s response late ");
  EXPECT_TRUE(has_phrase(words_of("superseded by X"), "superseded by"));
  EXPECT_FALSE(has_phrase(words_of("not undrafted"), "draft"));
}

}  // namespace
}  // namespace crosswalk::facts
