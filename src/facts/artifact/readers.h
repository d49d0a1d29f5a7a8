// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"
#include "document/wire.h"

namespace crosswalk::facts {

// One function per kind of file. Each gets a file of its kind and fills in artifact, role and control.

/// Source: OASIS CSAF 2.0.
void read_csaf(const artifacts::json::Document& json, document::Extracted& extracted);
/// CycloneDX and SPDX in all their syntaxes. Source: CycloneDX 1.0 to 1.7, SPDX 2.2 to 3.0.1.
void read_bom(document::Extracted& extracted);
/// Source: OpenVEX 0.2.0.
void read_openvex(const artifacts::json::Document& json, document::Extracted& extracted);
/// Source: RFC 9116. The path tells it apart from other texts with contacts.
void read_security_txt(std::string_view path, document::Extracted& extracted);
/// The register of vulnerability cases as `crosswalk vuln export` writes it (schemas/case.schema.json has a case).
void read_case_register(const artifacts::json::Document& json, document::Extracted& extracted);
/// Release notes and changelogs, in any format.
void read_release_notes(document::Extracted& extracted);

/// The most quotes of a check.
inline constexpr std::size_t most_quotes = 20;

/// The bytes of a member with its name: `"baseScore": 9.8`.
inline document::Span span_of(const artifacts::json::Value& owner, std::string_view key) {
  for (const artifacts::json::Member& member : owner.members()) {
    if (member.key == key) {
      return {static_cast<document::ByteOffset>(member.name.begin()), static_cast<document::ByteOffset>(member.value.end())};
    }
  }
  return {};
}

/// Counts things of which each needs something, and writes down what the rest lacks.
class Tally {
 public:
  Tally(document::ArtifactCheck check, std::string lacks) : lacks_(std::move(lacks)) { point_.check = check; }

  /// One that has it, with what shows it.
  void has(document::Span quote) {
    ++point_.of;
    ++point_.with;
    quote_once(quote);
  }
  /// One that has it in a way that does not do, with the word for why.
  void has_partly(const std::string& name, std::string_view reason, document::Span quote) {
    ++point_.of;
    if (point_.reason.empty()) point_.reason = reason;
    partly_ = true;
    name_one(name);
    quote_once(quote);
  }
  /// One that has not.
  void lacks(const std::string& name) {
    ++point_.of;
    name_one(name);
  }
  /// One that says it will.
  void plans(const std::string& name, document::Span quote) {
    ++point_.of;
    ++planned_;
    name_one(name);
    quote_once(quote);
  }
  [[nodiscard]] std::uint32_t of() const { return point_.of; }

  /// What came of it: met where all have it, partial where some do.
  document::ArtifactPoint finish() {
    using State = document::ArtifactPoint::State;
    if (point_.of == point_.with && point_.of > 0) {
      point_.state = State::met;
      point_.reason.clear();
    } else if (point_.with > 0 || partly_) {
      point_.state = State::partial;
      if (point_.with > 0 || point_.reason.empty()) point_.reason = "incomplete";
    } else {
      point_.state = planned_ > 0 ? State::planned : State::missing;
    }
    if (!names_.empty()) {
      point_.lacking = lacks_ + " " + names_;
      if (named_ > most_names) point_.lacking += " and " + std::to_string(named_ - most_names) + " more";
      point_.lacking += " (" + std::to_string(point_.with) + " of " + std::to_string(point_.of) + " have)";
    }
    return point_;
  }

 private:
  static constexpr std::size_t most_names = 5;
  void name_one(const std::string& name) {
    if (++named_ <= most_names) names_ += (names_.empty() ? "" : ", ") + name;
  }
  void quote_once(document::Span quote) {
    const bool known = std::any_of(point_.quotes.begin(), point_.quotes.end(), [&](document::Span one) { return one == quote; });
    if (!quote.empty() && !known && point_.quotes.size() < most_quotes) point_.quotes.push_back(quote);
  }

  document::ArtifactPoint point_;
  std::string lacks_;
  std::string names_;
  std::size_t named_ = 0;
  std::uint32_t planned_ = 0;
  bool partly_ = false;
};

}  // namespace crosswalk::facts
