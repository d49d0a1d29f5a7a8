// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifacts/time/instant.h"
#include "disclosure/case.h"
#include "disclosure/organisation.h"
#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// The release that cases are asked about.
struct AskedRelease {
  disclosure::Product product;
  std::string version;
  /// Cases under embargo at this moment are left out.
  artifacts::time::Instant now = 0;
  /// The register's name for origins.
  std::string register_name;
};

/// Adds what a case of the register says of one version of a product (release::status_in()): an entry of
/// `known_vulnerabilities` with the status of the version and its statement, and one of `changes` where the version fixes it.
/// Cases of other products and versions, those that turned out to be none and those that an earlier version fixed give nothing;
/// those under embargo, not for everybody by their TLP label, without a CVE id or without versions are told and left out.
void gather_case(const disclosure::Case& one, const AskedRelease& asked, Gathering& out);

}  // namespace crosswalk::gathering
