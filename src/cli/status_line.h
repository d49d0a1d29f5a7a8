// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace crosswalk::cli {

/// A line on the terminal of standard error that is written over, to show that long work goes on; gone when this is. Where
/// standard error is no terminal nothing is written.
class StatusLine {
 public:
  /// `quiet`: shows nothing.
  explicit StatusLine(bool quiet = false);
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;
  ~StatusLine() { clear(); }

  /// Whether anything is shown.
  [[nodiscard]] bool shown() const { return shown_; }
  /// Shows this instead; it has to be harmless for a terminal (base::display_name).
  void show(const std::string& text);
  /// Ends with a line that stays above.
  void keep(const std::string& text);
  /// Takes the line away.
  void clear();

 private:
  static void write(const std::string& text);

  bool shown_;
  bool dirty_ = false;
};

}  // namespace crosswalk::cli
