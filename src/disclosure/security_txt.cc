// SPDX-License-Identifier: Apache-2.0
#include "disclosure/security_txt.h"

#include "base/text.h"

namespace crosswalk::disclosure {
namespace {

/// The key's address: where it lies, or by its fingerprint. Source: RFC 9116, 2.5.4.
std::string encryption_of(const Publisher& publisher, const std::string& otherwise) {
  if (!publisher.key_url.empty()) return publisher.key_url;
  if (!otherwise.empty() || publisher.key_fingerprint.empty()) return otherwise;
  return "openpgp4fpr:" + base::to_lower(publisher.key_fingerprint);
}

}  // namespace

std::string SecurityTxtLine::text() const { return std::string(artifacts::securitytxt::name_of(kind)) + ": " + value + "\n"; }

std::vector<SecurityTxtLine> security_txt_lines(const Publisher& publisher, const SecurityTxtPlaces& places) {
  using artifacts::securitytxt::FieldKind;
  std::vector<SecurityTxtLine> out;
  if (!publisher.contact_url.empty()) out.push_back({FieldKind::contact, publisher.contact_url});
  if (!publisher.email.empty()) out.push_back({FieldKind::contact, "mailto:" + publisher.email});
  out.push_back({FieldKind::expires, artifacts::time::text_of(places.expires)});
  out.push_back({FieldKind::encryption, encryption_of(publisher, places.key_url)});
  out.push_back({FieldKind::acknowledgments, publisher.acknowledgments_url});
  out.push_back({FieldKind::preferred_languages, base::join(publisher.languages, ", ")});
  out.push_back({FieldKind::canonical, places.canonical});
  out.push_back({FieldKind::policy, publisher.policy_url});
  out.push_back({FieldKind::csaf, places.csaf});
  return out;
}

}  // namespace crosswalk::disclosure
