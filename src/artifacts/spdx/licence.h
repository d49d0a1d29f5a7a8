// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts::spdx {

/// What is known of an id of the SPDX Licence List.
struct ListedId {
  /// As the list writes it; empty where it is not on the list.
  std::string_view id;
  bool deprecated = false;
};

/// A licence of the SPDX Licence List by its id, in any case.
ListedId listed_licence(std::string_view id);
/// An exception of the SPDX Licence List by its id, in any case.
ListedId listed_exception(std::string_view id);

/// Something that is wrong in a licence expression, or that should be otherwise.
struct LicenceFault {
  /// Whether it can be left so: a deprecated id, an id in other letters than the list has it.
  bool warning = false;
  /// The byte of the expression where it stands.
  std::size_t at = 0;
  /// For people, in one sentence without a full stop.
  std::string message;
};

/// A licence expression, read.
struct LicenceExpression {
  std::vector<LicenceFault> faults;
  /// The listed ids in it, as the list writes them, without "+".
  std::vector<std::string> listed;
  /// LicenseRef-... and AdditionRef-... of this document.
  std::vector<std::string> references;
  /// What stands before the colon of DocumentRef-...:LicenseRef-....
  std::vector<std::string> documents;
  /// With the ids as the list writes them and single spaces; as it was written where it is no expression.
  std::string canonical;

  /// Whether no fault is more than a warning.
  [[nodiscard]] bool valid() const;
};

/// Reads an SPDX licence expression: ids of the list with or without "+", LicenseRef- and DocumentRef-:LicenseRef-, WITH and an
/// exception, AND, OR, brackets. Ids are compared in any case (other letters: a warning), the operators stand in upper case, or
/// in lower case with a warning. NONE and NOASSERTION are none. Never fails; time in proportion to the text.
/// Source: SPDX 2.3, Annex D; SPDX 3.0.1, Annex "SPDX License Expressions".
LicenceExpression parse_licence(std::string_view text);

}  // namespace crosswalk::artifacts::spdx
