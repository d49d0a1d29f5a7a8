// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "extraction/ocr/recognized.h"

namespace crosswalk::ocr {

/// The language data of tesseract, read from where they are usually installed: what `eng.traineddata` holds. Empty where there
/// are none.
std::string load_language_data();

/// tesseract, set up for one document, so that what it read before cannot change what it reads next.
class Recognizer {
 public:
  /// `language_data` as from load_language_data(); copied where needed. Errors: worker_failed if tesseract does not take them.
  static base::Result<Recognizer> create(const std::string& language_data);

  Recognizer(Recognizer&&) noexcept;
  Recognizer& operator=(Recognizer&&) noexcept;
  ~Recognizer();

  /// Reads one picture. Errors: limit_exceeded if it takes longer than `milliseconds`; worker_failed.
  base::Result<extraction::ocr::Page> recognize(const extraction::ocr::GreyPicture& picture, std::uint32_t milliseconds);

 private:
  struct State;
  explicit Recognizer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::ocr
