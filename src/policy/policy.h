// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/words.h"
#include "disclosure/clock.h"
#include "disclosure/organisation.h"
#include "disclosure/regime.h"
#include "packs/diagnostics.h"
#include "writing/paper.h"
#include "writing/template.h"

/// The documents of a manufacturer about how vulnerabilities are disclosed, as drafts from what the workspace says.
namespace crosswalk::policy {

/// What a document can be written as.
enum class Format : std::uint8_t { md, html, pdf, docx };

/// What the documents are made of.
struct Request {
  disclosure::Organisation organisation;
  /// Which regimes apply follows from it.
  disclosure::Manufacturer manufacturer;
  std::vector<disclosure::Regime> regimes;
  /// Whether the regime of own times (own_policy) is the manufacturer's. The shipped one only proposes: what it says becomes
  /// blanks.
  bool own_times = false;
  base::Date as_of;
  std::set<Format> formats{Format::md};
  writing::Brand brand;
  writing::TemplateSource find_template;
  /// Writes DOCX; the caller's own, because the brand's template is read in a locked process.
  std::function<base::Result<std::string>(const writing::Paper&, const writing::Brand&)> docx;
};

/// The id of the regime of own times, and of its clocks.
inline constexpr std::string_view own_policy = "own-policy";
inline constexpr std::string_view acknowledge_clock = "acknowledge";
inline constexpr std::string_view triage_clock = "triage";

/// The time that own_policy sets for one of its clocks; nothing where there is no such clock, or no number.
std::optional<disclosure::Period> own_period(const std::vector<disclosure::Regime>& regimes, std::string_view clock);

/// The templates, which are also the names of what is made of them.
inline constexpr std::array<std::string_view, 2> template_names{"vulnerability-disclosure-policy", "psirt-procedure"};

/// A file that was made, and what is left for a person to fill in.
struct File {
  std::string name;
  /// What it is, the same in every format: "PSIRT procedure".
  std::string title;
  std::string bytes;
  std::vector<writing::Blank> blanks;
};

/// What templates of every kind may name: who the manufacturer is, how to reach it, and its products with the versions that are
/// supported.
writing::Facts organisation_facts(const disclosure::Organisation& organisation);
/// What templates of these documents may name: that, own times, and the regimes that apply.
writing::Facts facts_of(const Request& request);

/// The file security.txt as a draft: what is not known is a comment with a blank. It holds until a day less than a year after
/// `as_of`. Source: RFC 9116, 2.5; CSAF 2.0, 7.1.8.
File security_txt(const disclosure::Organisation& organisation, const base::Date& as_of);

/// Whether there is an address for reports, which none of the documents can do without. Source: ISO/IEC 29147:2018, 9.2; RFC
/// 9116, 2.5.3.
bool takes_reports(const disclosure::Organisation& organisation);

/// Makes policy, procedure and security.txt. Mistakes in templates go to `diagnostics`.
///
/// Errors: usage where takes_reports() is false; malformed_workspace where a template is wrong; those of find_template; internal.
base::Result<std::vector<File>> build(const Request& request, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::policy

template <>
struct crosswalk::base::Words<crosswalk::policy::Format> {
  static constexpr std::array<std::string_view, 4> names{"md", "html", "pdf", "docx"};
};
