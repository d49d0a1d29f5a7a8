// SPDX-License-Identifier: Apache-2.0
// A made-up manufacturer and case, for tests.
#pragma once

#include "advisories/build.h"

namespace crosswalk::advisories::testing {

/// A moment.
inline Instant at(std::string_view text) { return artifacts::time::parse_rfc3339(text).value_or(0); }

/// A manufacturer of two products with everything that advisories want.
inline disclosure::Organisation organisation() {
  disclosure::Organisation out;
  out.name = "Example Medical Ltd";
  out.markets = {"EU", "US"};
  out.device = true;
  disclosure::Product pump;
  pump.name = "InfuPump";
  for (const char* version : {"2.0.0", "2.3.0", "2.4.0", "2.4.1"}) pump.versions.push_back({version, true, std::nullopt});
  pump.purl = "pkg:generic/example/infupump";
  pump.cpe = "cpe:2.3:o:example:infupump_firmware:*:*:*:*:*:*:*:*";
  disclosure::Product viewer;
  viewer.name = "ScanView";
  for (const char* version : {"1.0", "1.1"}) viewer.versions.push_back({version, true, std::nullopt});
  viewer.purl = "pkg:generic/example/scanview";
  out.products = {std::move(pump), std::move(viewer)};
  out.publisher.publisher_namespace = "https://example.com";
  out.publisher.email = "psirt@example.com";
  out.publisher.contact_url = "https://example.com/security";
  out.publisher.advisories_url = "https://example.com/.well-known/csaf";
  out.publisher.advisory_prefix = "EX-SA-";
  out.publisher.issuing_authority = "The product security team of Example Medical Ltd decides on advisories.";
  return out;
}

/// A case that lacks nothing.
inline disclosure::Case whole_case() {
  using namespace disclosure;  // NOLINT(google-build-using-namespace): all of a case is from there
  Case out;
  out.id = "V-2026-0001";
  out.title = "Login to the service port without a password";
  out.outcome = Outcome::valid;
  out.stage = Stage::addressed;
  out.ids = {"CVE-2026-12345", "GHSA-2fc3-23fg-45hj"};
  out.weaknesses = {"CWE-287", "CWE-306"};
  out.source = {SourceKind::researcher, {"Jane Doe <jane@example.org>"}, "mail 4711", "Jane Doe, Example University"};
  out.events = {{Trigger::aware, at("2026-11-02T09:00:00Z"), "her mail"}};
  out.components = {{"libauth", "1.2", "pkg:generic/libauth@1.2"}};
  out.description = "The service port takes any password.\n\nWhoever reaches the network of the ward can log in as a technician.";
  out.clinical = {"The rate of an infusion can be changed.", RiskControl::uncontrolled, "No other control stands before it."};
  out.ratings = {{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "own", "At the bedside; integrity weighs most."},
                 {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "own", ""}};
  out.affected = {
      {"InfuPump", "vers:semver/>=2.0.0|<2.4.1", AffectedStatus::affected, "", ""},
      {"ScanView", "vers:generic/*", AffectedStatus::not_affected, "component_not_present", "It has no service port."}};
  out.resolution = {
      ResolutionKind::fix,
      "Install version 2.4.1.\n\nUntil then, keep the pump off the network:\n- unplug the cable\n- switch the radio off",
      {{"InfuPump", "2.4.1"}},
      "https://example.com/updates",
      ""};
  out.decisions = {{"us-cfr-806/correction-report",
                    true,
                    "It reduces a risk to health.",
                    {"Max Roe"},
                    "regulatory affairs",
                    at("2026-11-04T10:00:00Z")}};
  out.distribution = {std::nullopt, Tlp::white, "All users of InfuPump."};
  out.approval = {{"Max Roe"}, "PSIRT lead", at("2026-11-10T12:00:00Z")};
  return out;
}

}  // namespace crosswalk::advisories::testing
