// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/reader.h"

#include <exception>
#include <utility>

#include "base/text.h"
#include "extraction/ooxml/properties.h"

namespace crosswalk::extraction::ooxml {

using document::Reason;

document::Extracted read_package(std::string_view bytes, const Limits& limits,
                                 document::Extracted (*read)(Package& package, const Limits& limits)) {
  // Only memory can run out here; the libraries report everything else as values.
  try {
    Refusal refusal;
    const auto package = Package::open(bytes, limits, refusal);
    if (package == nullptr) return unreadable(refusal.reason, refusal.detail);
    return read(*package, limits);
  } catch (const std::exception&) {
    return unreadable(Reason::too_large, "reading it needs too much memory");
  }
}

Reader::Reader(Package& package, const Limits& limits, document::Document start)
    : package_(package), limits_(limits), builder_(std::move(start)) {}

std::unique_ptr<XmlPart> Reader::open_main(std::string_view usual, std::string_view prefix, Refusal& refusal) {
  const std::string main = package_.main_part(usual, prefix);
  auto part = main.empty() ? nullptr : package_.xml(main, refusal);
  if (part == nullptr && !refusal) {
    refusal = {Reason::corrupt, "the archive has no " + (main.empty() ? std::string(usual) : main)};
  }
  if (refusal) return nullptr;
  read_properties(package_, builder_.document());
  main_relationships_ = package_.relationships(main);
  return part;
}

std::string Reader::part_of(std::string_view type, std::string_view usual) const {
  const Relationship* relationship = find_type(main_relationships_, type);
  return relationship != nullptr && package_.has(relationship->target) ? relationship->target : std::string(usual);
}

void Reader::add_hidden(document::HiddenText::Kind kind, std::string_view text, std::string where) {
  text = base::trim(text);
  if (text.empty()) return;
  hidden_bytes_ += text.size() + where.size();
  if (hidden_bytes_ > limits_.text_bytes) {
    too_large_ = true;
    return;
  }
  builder_.document().hidden.push_back({kind, std::string(text), std::move(where)});
}

void Reader::check_limits() {
  const document::Document& document = builder_.document();
  if (document.text.size() > limits_.text_bytes || document.blocks.size() > limits_.blocks) too_large_ = true;
}

document::Extracted Reader::finish_document() {
  if (too_large_) return unreadable(Reason::too_large, "the text is larger than the limit");
  document::Extracted out;
  out.document = builder_.finish();
  for (const std::string& warning : package_.warnings()) out.document.warnings.push_back(warning);
  if (!package_.warnings().empty()) out.status = document::Status::damaged;
  return out;
}

void Reader::call_empty(document::Extracted& out, bool pictures, std::string_view empty, std::string_view hidden) {
  out.status = document::Status::unreadable;
  out.reason = pictures ? Reason::scanned_no_ocr : Reason::empty;
  out.detail = pictures ? "only pictures, no text" : out.document.hidden.empty() ? empty : hidden;
}

}  // namespace crosswalk::extraction::ooxml
