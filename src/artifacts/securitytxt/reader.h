// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "artifacts/securitytxt/securitytxt.h"

namespace crosswalk::artifacts::securitytxt {

/// Reads lines into a file and notes what is wrong with each.
class Reader {
 public:
  Reader(const Options& options, File& out) : options_(options), out_(out) {}

  /// Reads all lines.
  void read(std::string_view bytes);

 private:
  void note(FindingLevel level, std::string_view rule, std::size_t line, std::string message, std::string suggestion = {});
  void error(std::string_view rule, std::string message, std::string suggestion = {});
  void line(std::string_view text);
  void signed_line(std::string_view text);
  void field(std::string_view text);
  void value_of(Field& field);
  void uri(const Field& field);
  void expires(const Field& field);
  void languages(const Field& field);
  void unknown(const Field& field, std::string_view text);
  void end_of_signature();
  void whole();
  void place();
  [[nodiscard]] const Field* first(FieldKind kind) const;

  /// Where in a signed message a line stands. Source: RFC 4880, 7.
  enum class Part : std::uint8_t { unsigned_text, headers, text, signature, after };

  const Options& options_;
  File& out_;
  std::size_t number_ = 0;
  std::size_t lines_ = 0;
  Part part_ = Part::unsigned_text;
  std::string signature_;
  std::size_t signature_line_ = 0;
  bool told_after_ = false;
};

}  // namespace crosswalk::artifacts::securitytxt
