// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/csaf/index.h"
#include "artifacts/finding.h"
#include "artifacts/json/value.h"

namespace crosswalk::artifacts::csaf {

/// What failing a test means: the document is invalid (an error), has a weakness (a warning), or could say more (information).
/// Source: CSAF 2.0, 6.1, 6.2, 6.3.
enum class Group : std::uint8_t { mandatory, optional, informative };

/// The group in small letters: "mandatory".
std::string_view name_of(Group group);
/// How bad it is to fail a test of this group.
FindingLevel level_of(Group group);

/// A finding whose place is not worked out yet.
struct Noted {
  Finding finding;
  /// What it is about; none where the finding has its place already.
  json::Value value;
  /// What is missing in the value; empty where nothing is.
  std::string missing;
};

/// Where a test notes what it finds.
class Flags {
 public:
  /// Notes findings of the rule `id`.
  Flags(std::string_view id, FindingLevel level) : id_(id), level_(level) {}

  /// Something is wrong with this value.
  void at(const json::Value& value, std::string message);
  /// This object has no member `key`, or one that does not do.
  void missing(const json::Value& object, std::string_view key, std::string message);
  /// Findings that another check made, with their places.
  void add(std::vector<Finding> findings);
  /// All that was noted.
  [[nodiscard]] std::vector<Noted> take() { return std::move(noted_); }

 private:
  std::string_view id_;
  FindingLevel level_;
  std::vector<Noted> noted_;
};

/// Works out the places of all findings of a document in one pass over it, whatever their number.
void locate(const json::Value& root, const std::vector<Noted*>& noted);

/// A test of section 6.
struct Test {
  /// Its section: "6.1.27.9".
  std::string_view id;
  Group group = Group::mandatory;
  /// What it looks for, for people: "Missing definition of a product id".
  std::string_view title;
  /// Null for one that is not run.
  void (*run)(const Index&, Flags&) = nullptr;
  /// Why it is not run; empty for one that is.
  std::string_view skipped;
};

/// All tests of the specification in its order. Source: CSAF 2.0, 6.1.1 to 6.3.11.
std::span<const Test> tests();
/// The test with this id, or null.
const Test* test_named(std::string_view id);

// One function per line of tests.def.
#define CW_CSAF_TEST(name, id, group, title) void name(const Index& index, Flags& flags);
#define CW_CSAF_SKIPPED(id, group, title, reason)
#include "artifacts/csaf/tests.def"
#undef CW_CSAF_TEST
#undef CW_CSAF_SKIPPED

/// The name that the file of a document with this /document/tracking/id has. Source: CSAF 2.0, 5.1.
std::string file_name_for(std::string_view tracking_id);

}  // namespace crosswalk::artifacts::csaf
