// SPDX-License-Identifier: Apache-2.0
#include "prose.h"

#include <array>
#include <string_view>

namespace crosswalk::bench {
namespace {

/// Each upper-case letter between braces stands for a word of its list below.
constexpr std::array<std::string_view, 30> everyday{
    "The {R} keeps the {D} in the quality management system and reviews it {F}.",
    "Changes to the {D} are approved by the {R} before they take effect.",
    "This section describes how the {C} exchanges images with the {C} of the hospital.",
    "The user opens the {C} from the start page and selects the study to be shown.",
    "If the {C} does not answer, check the network cable and restart the service.",
    "The {R} records the result of the test in the {D} and signs it.",
    "Measurements are shown in millimetres; calibration is taken from the image header.",
    "Before use, make sure that the monitor has been calibrated {F}.",
    "The {C} stores studies for {N} days and removes the oldest first.",
    "Training of the {R} is repeated {F} and documented in the {D}.",
    "Figure {N} shows the main window with the list of patients on the left.",
    "The {D} names the inputs, the outputs and the acceptance criteria of each step.",
    "A copy of the {D} is kept for at least {N} years after the last product was sold.",
    "The {C} runs on a server with {N} GB of memory and a supported operating system.",
    "Suppliers are assessed {F} by the {R} with the checklist in annex {N}.",
    "The software unit is reviewed by a person who did not write it.",
    "For each complaint the {R} opens an entry in the {D} within {N} days.",
    "The printed report contains the name of the patient, the date of the examination and the findings.",
    "Select the hanging protocol in the menu and confirm with the return key.",
    "Residual data of earlier examinations are not shown in the {C}.",
    "Management reviews the figures of the {D} {F} and decides on measures.",
    "The interface to the {C} follows DICOM PS3.4 and HL7 version 2.5.",
    "Tests that fail are repeated after the cause was found; see the {D}.",
    "The {R} is responsible for the release of the {D} on the intranet.",
    "Images may be enlarged up to {N} times without loss of the original data.",
    "The {C} writes a log entry for each study that is opened, changed or sent.",
    "Requirements are traced to tests in the {D} by their number.",
    "In version {N}.{N} the search for studies by date was made faster.",
    "The installation takes about {N} minutes and needs no restart of the {C}.",
    "Deviations are handled by the {R} according to SOP-{N}."};
constexpr std::array<std::string_view, 16> security{
    "We inform affected customers of a vulnerability within {N} days by a security advisory.",
    "The {R} assesses each reported vulnerability with CVSS and records the score in the {D}.",
    "Vulnerabilities can be reported to security@example.org or on the web page of the product.",
    "An advisory names the affected versions, the severity and the fixed version of the {C}.",
    "The default password of the {C} has to be changed at the first login.",
    "CVE-2026-{N}: the {C} accepts malformed requests; CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H (7.5 high).",
    "The residual risk of unauthorised access to the {C} is acceptable if the network is segmented.",
    "Accounts of the {C} are managed by the administrator; unused accounts are removed {F}.",
    "The software bill of materials of the {C} is available to customers on request.",
    "Security patches of the {C} are released within {N} days after the fix was verified.",
    "Regulatory authorities are notified where a vulnerability may harm patients.",
    "Reporters get an acknowledgement within {N} business days.",
    "The {C} was updated from version {N}.{N} because of a weakness in a third-party component.",
    "Use the {C} behind a firewall and close the ports that are not needed.",
    "It is planned to publish the disclosure policy on the web page; it is not yet in force.",
    "Encryption of data in transit is enabled by default and shall not be disabled."};
constexpr std::array<std::string_view, 10> roles{
    "quality manager", "product owner",    "security officer", "head of development",
    "risk manager",    "service engineer", "administrator",    "person responsible for regulatory compliance",
    "test lead",       "project manager"};
constexpr std::array<std::string_view, 10> documents{
    "risk file",          "test report",         "release plan",  "training record", "configuration list",
    "complaint register", "design history file", "supplier list", "change request",  "maintenance plan"};
constexpr std::array<std::string_view, 10> components{"archive",     "viewer",           "DICOM receiver", "worklist server",
                                                      "web portal",  "reporting module", "gateway",        "licence server",
                                                      "image cache", "audit service"};
constexpr std::array<std::string_view, 5> frequencies{"every year", "every quarter", "twice a year", "every month",
                                                      "before each release"};
constexpr std::array<std::string_view, 12> headings{"Purpose",
                                                    "Scope",
                                                    "Responsibilities",
                                                    "Procedure",
                                                    "Operation",
                                                    "Installation",
                                                    "Vulnerability handling",
                                                    "Records",
                                                    "Residual risks",
                                                    "Account management",
                                                    "References",
                                                    "Changes in this version"};
constexpr std::array<std::string_view, 5> titles{"Procedure for {D}s", "Guide to the {C}", "Security advisory for the {C}",
                                                 "Policy on the {D}", "Release notes of the {C}"};

std::string fill(std::string_view pattern, Numbers& numbers) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      out += pattern[i];
      continue;
    }
    switch (pattern[i + 1]) {
      case 'R':
        out += roles[numbers.below(roles.size())];
        break;
      case 'D':
        out += documents[numbers.below(documents.size())];
        break;
      case 'C':
        out += components[numbers.below(components.size())];
        break;
      case 'F':
        out += frequencies[numbers.below(frequencies.size())];
        break;
      default:
        out += std::to_string(1 + numbers.below(90));
        break;
    }
    i += 2;
  }
  return out;
}

std::string sentence(Numbers& numbers) {
  const bool on_security = numbers.below(8) == 0;
  return fill(on_security ? security[numbers.below(security.size())] : everyday[numbers.below(everyday.size())], numbers);
}

}  // namespace

std::size_t Numbers::below(std::size_t end) {
  state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
  return static_cast<std::size_t>((state_ >> 33) % end);
}

Paper make_paper(Numbers& numbers, std::size_t bytes) {
  Paper paper;
  paper.title = fill(titles[numbers.below(titles.size())], numbers);
  paper.id = "SOP-" + std::to_string(100 + numbers.below(900));
  paper.version = std::to_string(1 + numbers.below(5)) + "." + std::to_string(numbers.below(10));
  std::size_t size = 0;
  for (std::size_t number = 1; size < bytes; ++number) {
    Section section;
    section.heading = std::to_string(number) + " " + std::string(headings[numbers.below(headings.size())]);
    for (std::size_t i = 2 + numbers.below(4); i > 0; --i) {
      std::string paragraph;
      for (std::size_t j = 2 + numbers.below(4); j > 0; --j) paragraph += (paragraph.empty() ? "" : " ") + sentence(numbers);
      size += paragraph.size();
      section.paragraphs.push_back(std::move(paragraph));
    }
    for (std::size_t i = numbers.below(5); i > 0; --i) {
      section.items.push_back(sentence(numbers));
      size += section.items.back().size();
    }
    if (numbers.below(4) == 0) {
      section.rows.push_back({"Id", "Component", "Responsible", "Remark"});
      for (std::size_t i = 3 + numbers.below(10); i > 0; --i) {
        section.rows.push_back(
            {"R-" + std::to_string(numbers.below(1000)), fill("{C}", numbers), fill("{R}", numbers), sentence(numbers)});
        size += 40 + section.rows.back().back().size();
      }
    }
    paper.sections.push_back(std::move(section));
  }
  return paper;
}

}  // namespace crosswalk::bench
