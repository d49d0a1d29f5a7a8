// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/builder.h"
#include "document/document.h"
#include "extraction/extractor.h"
#include "extraction/ooxml/package.h"

namespace crosswalk::extraction::ooxml {

/// Links beyond this number are left out.
inline constexpr std::size_t max_links = 100'000;
/// A longer target is none that a person wrote.
inline constexpr std::size_t max_target = 2'048;

/// Opens a package and reads it with `read`; unreadable where it cannot be opened, or where memory runs out.
document::Extracted read_package(std::string_view bytes, const Limits& limits,
                                 document::Extracted (*read)(Package& package, const Limits& limits));

/// What the readers of text documents and of workbooks have in common. To be derived from.
class Reader {
 protected:
  /// `start` is the document before anything was read: its format, media type and style.
  Reader(Package& package, const Limits& limits, document::Document start);
  ~Reader() = default;

  /// Opens the part that the package is about, reads what the file says of itself, and what the part points to. Null with the
  /// reason in `refusal` where there is no such part. `usual` and `prefix` as in Package::main_part.
  std::unique_ptr<XmlPart> open_main(std::string_view usual, std::string_view prefix, Refusal& refusal);
  /// The part that the main part points to by this type, else the usual one.
  [[nodiscard]] std::string part_of(std::string_view type, std::string_view usual) const;
  /// Keeps text that a reader of the document does not see; blank text is dropped.
  void add_hidden(document::HiddenText::Kind kind, std::string_view text, std::string where);
  /// Whether the text is still within the limits; sets too_large_ where it is not.
  void check_limits();
  /// The finished document with the warnings of the package: damaged where there are any.
  document::Extracted finish_document();
  /// Turns a finished document that says nothing into an unreadable one. `empty` says what is missing, `hidden` what it has
  /// instead.
  static void call_empty(document::Extracted& out, bool pictures, std::string_view empty, std::string_view hidden);

  Package& package_;
  const Limits& limits_;
  document::Builder builder_;
  /// Where the main part points.
  std::vector<Relationship> main_relationships_;
  /// The text passed a limit: nothing of the file may be used.
  bool too_large_ = false;

 private:
  std::uint64_t hidden_bytes_ = 0;
};

}  // namespace crosswalk::extraction::ooxml
