// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <ostream>
#include <string>
#include <string_view>

namespace crosswalk::base {

/// A text that many objects share and that is kept once, for as long as the program runs: names of a closed or nearly closed kind
/// (ids, reasons, media types), never words of a document. Takes the room of a pointer.
class Interned {
 public:
  Interned() : text_(&no_text()) {}
  // Implicit, so that it stands wherever a text did.
  Interned(std::string_view text) : text_(&kept(text)) {}                  // NOLINT(google-explicit-constructor)
  Interned(const std::string& text) : Interned(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Interned(const char* text) : Interned(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)
  operator const std::string&() const { return *text_; }                   // NOLINT(google-explicit-constructor)
  operator std::string_view() const { return *text_; }                     // NOLINT(google-explicit-constructor)

  /// The text itself.
  [[nodiscard]] const std::string& text() const { return *text_; }
  [[nodiscard]] bool empty() const { return text_->empty(); }

  friend bool operator==(const Interned& a, const Interned& b) { return a.text_ == b.text_; }
  friend bool operator==(const Interned& a, std::string_view b) { return *a.text_ == b; }
  friend bool operator==(const Interned& a, const std::string& b) { return *a.text_ == b; }
  friend bool operator==(const Interned& a, const char* b) { return *a.text_ == b; }
  friend std::strong_ordering operator<=>(const Interned& a, const Interned& b) { return *a.text_ <=> *b.text_; }
  friend std::ostream& operator<<(std::ostream& out, const Interned& text) { return out << *text.text_; }

 private:
  static const std::string& no_text();
  static const std::string& kept(std::string_view text);

  const std::string* text_;
};

}  // namespace crosswalk::base
