// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "artifacts/securitytxt/securitytxt.h"
#include "artifacts/time/instant.h"
#include "disclosure/organisation.h"

namespace crosswalk::disclosure {

/// What a security.txt says besides what is known of its publisher.
struct SecurityTxtPlaces {
  artifacts::time::Instant expires = 0;
  /// Where the OpenPGP key can be had, if the publisher names no address of it; empty: by its fingerprint.
  std::string key_url;
  /// Where security.txt itself lies; empty: that is not said.
  std::string canonical;
  /// provider-metadata.json of the advisories; empty: there is none.
  std::string csaf;
};

/// A line of a security.txt; its value is empty where nobody knows it.
struct SecurityTxtLine {
  artifacts::securitytxt::FieldKind kind = artifacts::securitytxt::FieldKind::contact;
  std::string value;

  /// "Contact: mailto:psirt@example.org", with the end of the line.
  [[nodiscard]] std::string text() const;
};

/// All lines of a publisher's security.txt in their order: the contacts that there are, and every other field once.
/// Source: RFC 9116, 2.5; CSAF 2.0, 7.1.8.
std::vector<SecurityTxtLine> security_txt_lines(const Publisher& publisher, const SecurityTxtPlaces& places);

}  // namespace crosswalk::disclosure
