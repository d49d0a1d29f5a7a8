// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "document/document.h"
#include "document/wire.h"

namespace crosswalk::document {

/// Layout of Facts in the byte format of base/archive.h, for writing and reading.
template <class Archive>
void transfer(Archive& a, Facts& facts) {
  Control& control = facts.control;
  a.field(control.title);
  a.field(control.id);
  a.field(control.version);
  std::string date = control.date ? control.date->iso() : std::string();
  a.field(date);
  if constexpr (Archive::reading) control.date = base::parse_iso_date(date);
  a.field(control.approver);
  a.field(control.state);
  a.field(control.superseded_by);
  a.list(control.products, [](Archive& archive, std::string& text) { archive.field(text); });
  a.field(control.state_reason);
  a.field(facts.role);
  a.field(facts.owner);
  a.field(facts.owner_reason);
  a.field(facts.language);
}

/// Layout of HiddenText.
template <class Archive>
void transfer(Archive& a, HiddenText& hidden) {
  a.field(hidden.kind);
  a.field(hidden.text);
  a.field(hidden.where);
}

/// Layout of OcrPage.
template <class Archive>
void transfer(Archive& a, OcrPage& page) {
  a.field(page.page);
  a.field(page.confidence);
}

/// Layout of Locator.
template <class Archive>
void transfer(Archive& a, Locator& locator) {
  a.field(locator.style);
  a.field(locator.page);
  a.field(locator.line);
  a.list(locator.headings, [](Archive& archive, std::string& text) { archive.field(text); });
  a.field(locator.paragraph);
  a.field(locator.sheet);
  a.field(locator.cell);
  a.field(locator.pointer);
  a.field(locator.ocr_confidence);
}

/// Layout of Member.
template <class Archive>
void transfer(Archive& a, Member& member) {
  a.field(member.path);
  a.field(member.size);
  a.field(member.sha256);
  a.field(member.container);
  a.field(member.reason);
  a.field(member.detail);
}

/// Whether a number that was read is one of the closed list.
template <class Enum>
bool is_known(Enum value) {
  return static_cast<std::size_t>(value) < base::Words<Enum>::names.size();
}

/// Whether its confidence is one.
inline bool is_sound(const OcrPage& page) { return page.confidence >= 1 && page.confidence <= 100; }

/// Whether all closed lists of the facts hold a word of theirs.
inline bool is_known(const Facts& facts) {
  return is_known(facts.role) && is_known(facts.owner) && is_known(facts.control.state);
}

}  // namespace crosswalk::document
