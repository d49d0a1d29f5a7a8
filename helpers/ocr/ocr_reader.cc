// SPDX-License-Identifier: GPL-3.0-or-later
#include "ocr_reader.h"

#include <optional>
#include <string>
#include <utility>

#include "extraction/detect.h"
#include "helpers/pdf/reader.h"
#include "pictures.h"
#include "recognizer.h"

namespace crosswalk::ocr {
namespace {

constexpr std::string_view kNotInstalled = "the language data of tesseract are not installed (Debian package tesseract-ocr-eng)";

const std::string& language_data() {
  static const std::string data = load_language_data();
  return data;
}

}  // namespace

void prepare() {
  pdf::prepare_reader();
  static_cast<void>(language_data());
}

document::Extracted read_scan(std::string_view bytes, const extraction::Limits& limits) {
  const bool is_pdf = extraction::looks_like_pdf(bytes, ".pdf");
  if (language_data().empty()) {
    document::Extracted extracted;
    if (is_pdf) {
      extracted = pdf::read_pdf(bytes, limits);
      if (extracted.reason == document::Reason::scanned_no_ocr) {
        extracted.detail += "; " + std::string(kNotInstalled);
      } else if (!extracted.document.pages_without_text.empty()) {
        extracted.document.warnings.push_back(extraction::ocr::page_list(extracted.document.pages_without_text) +
                                              " without text: not recognised, because " + std::string(kNotInstalled));
      }
    } else {
      extracted.status = document::Status::skipped;
      extracted.reason = document::Reason::not_a_document;
      extracted.detail = "image; " + std::string(kNotInstalled);
      extracted.document.format = "image";
    }
    return extracted;
  }
  // Set up for this document alone, and only where there is something to recognise.
  std::optional<Recognizer> recognizer;
  const extraction::ocr::Recognize recognize =
      [&](const extraction::ocr::GreyPicture& picture) -> base::Result<extraction::ocr::Page> {
    if (!recognizer) {
      CW_ASSIGN_OR_RETURN(recognizer, Recognizer::create(language_data()));
    }
    return recognizer->recognize(picture, 3 * limits.ocr_page_milliseconds);
  };
  return is_pdf ? pdf::read_pdf(bytes, limits, recognize) : read_picture(bytes, limits, recognize);
}

}  // namespace crosswalk::ocr
