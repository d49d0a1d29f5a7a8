// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/result.h"
#include "base/words.h"
#include "disclosure/clock.h"
#include "disclosure/regime.h"
#include "packs/diagnostics.h"
#include "writing/template.h"

namespace crosswalk::advisories {

/// What can be made of an advisory.
enum class Kind : std::uint8_t { csaf, vex, openvex, cyclonedx, html, pdf, markdown, notice, regulators };

/// What an advisory and the papers around it are made of.
struct Request {
  std::vector<disclosure::Case> cases;
  disclosure::Organisation organisation;
  Options options;
  std::set<Kind> kinds;
  /// Which papers for regulators are wanted follows from both.
  disclosure::Manufacturer manufacturer;
  std::vector<disclosure::Regime> regimes;
  writing::Brand brand;
  /// The program's.
  std::string version;
  writing::TemplateSource find_template;
};

/// A file that was made.
struct File {
  /// Its path in the folder: "ex-sa-2026-0001.json", "regulators/ex-sa-2026-0001-us-806.md".
  std::string name;
  std::string bytes;
  Kind kind = Kind::csaf;
  /// What is left for a person to fill in.
  std::vector<writing::Blank> blanks;
};

/// What came of a request.
struct Built {
  Advisory advisory;
  std::vector<Missing> missing;
  /// Of a final one: what keeps it from passing the tests of its format. Not the case's fault, but the program's or the texts'.
  std::vector<std::string> faults;
  /// What other formats could not say.
  std::vector<std::string> losses;
  /// Papers for regulators that are left out, each with the reason.
  std::vector<std::string> left_out;
  /// None where a final one was asked for and something is missing or wrong.
  std::vector<File> files;
};

/// Makes everything that is asked for from one Advisory. Final documents have passed the schema and all mandatory and optional
/// tests of CSAF. Mistakes in templates go to `diagnostics`.
///
/// Errors: usage without cases, malformed_workspace where a template is wrong, those of find_template, internal.
base::Result<Built> build(const Request& request, packs::Diagnostics& diagnostics);

/// What templates may name, from the advisory and its cases.
writing::Facts facts_of(const Advisory& advisory, const std::vector<disclosure::Case>& cases,
                        const disclosure::Organisation& organisation);

/// A paper that is made of a template.
struct PaperKind {
  /// The template: "us-806-report".
  std::string_view name;
  /// The regime that asks for it; empty: none, it is for everybody.
  std::string_view regime;
  /// The clocks of that regime that it answers, in the shipped packs; the rest is empty.
  std::array<std::string_view, 4> clocks;
};
/// All of them.
std::span<const PaperKind> paper_kinds();

}  // namespace crosswalk::advisories

template <>
struct crosswalk::base::Words<crosswalk::advisories::Kind> {
  static constexpr std::array<std::string_view, 9> names{"csaf", "vex",      "openvex", "cyclonedx", "html",
                                                         "pdf",  "markdown", "notice",  "regulators"};
};
