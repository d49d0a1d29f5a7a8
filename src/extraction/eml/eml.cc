// SPDX-License-Identifier: Apache-2.0
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/display_name.h"
#include "base/text.h"
#include "document/builder.h"
#include "extraction/detect.h"
#include "extraction/eml/append.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"
#include "extraction/registry.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::Extracted;
using document::Reason;

constexpr std::size_t most_parts = 5'000;
constexpr std::uint32_t most_depth = 50;

struct Unref {
  template <class T>
  void operator()(T* object) const {
    if (object != nullptr) g_object_unref(object);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct FreeOptions {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};
struct FreeText {
  void operator()(char* text) const { g_free(text); }
};

/// Prepares GMime once; mails without a word about their encoding are UTF-8 or Western.
void prepare() {
  static const bool done = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(done);
}

std::string text_of(const char* text) {
  if (text == nullptr) return {};
  std::string out = base::collapse_space(base::repair_utf8(text));
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return out;
}

bool has_text(const Extracted& extracted) {
  return extracted.status == document::Status::read || extracted.status == document::Status::damaged;
}

class Reader {
 public:
  Reader(const Limits& limits, document::Builder& builder, const OnMember& on_member)
      : limits_(limits), builder_(builder), on_member_(on_member) {}

  /// Reads a whole mail; false where there is none in the bytes.
  bool mail(std::string_view bytes, std::uint32_t depth);
  [[nodiscard]] Reason reason() const { return reason_; }
  [[nodiscard]] bool encrypted() const { return encrypted_; }
  [[nodiscard]] bool body() const { return body_; }
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  bool message(GMimeMessage* message, std::uint32_t depth);
  void object(GMimeObject* object, std::uint32_t depth);
  void multipart(GMimeMultipart* multipart, std::uint32_t depth);
  void alternative(GMimeMultipart* multipart, std::uint32_t depth);
  void part(GMimePart* part);
  void text_part(GMimePart* part);
  Extracted text_of_part(GMimePart* part);
  void plain(const std::string& text, Extracted& out);
  std::string bytes_of(GMimePart* part);
  void add_heading(const std::string& text, std::uint32_t depth);
  void add(const Extracted& inner, const std::string& where);
  void warn(std::string text) {
    constexpr std::size_t most = 1'000;
    if (builder_.document().warnings.size() < most) builder_.document().warnings.push_back(std::move(text));
  }
  void fail(Reason reason) {
    if (reason_ == Reason::none) reason_ = reason;
  }

  const Limits& limits_;
  document::Builder& builder_;
  const OnMember& on_member_;
  Reason reason_ = Reason::none;
  bool encrypted_ = false;
  bool body_ = false;
  bool damaged_ = false;
  std::size_t parts_ = 0;
  std::uint8_t level_ = 1;
};

void Reader::add_heading(const std::string& text, std::uint32_t depth) {
  level_ = static_cast<std::uint8_t>(std::min<std::uint32_t>(depth, 9));
  if (builder_.document().blocks.size() >= limits_.blocks) return fail(Reason::too_large);
  builder_.add(BlockKind::heading, text, level_);
}

void Reader::add(const Extracted& inner, const std::string& where) {
  damaged_ = damaged_ || inner.status == document::Status::damaged;
  if (!append(builder_, inner.document, level_, where, limits_.blocks, limits_.text_bytes)) fail(Reason::too_large);
}

bool Reader::mail(std::string_view bytes, std::uint32_t depth) {
  prepare();
  // The line that a mailbox puts before a mail.
  if (bytes.starts_with("From ")) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const std::unique_ptr<GMimeParserOptions, FreeOptions> options(g_mime_parser_options_new());
  std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
  g_mime_parser_options_set_fallback_charsets(options.get(), charsets.data());
  const Owned<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), options.get()));
  return parsed && message(parsed.get(), depth);
}

/// The headers that people read, as "name: value", and the body. Source: RFC 5322, 3.6.
bool Reader::message(GMimeMessage* message, std::uint32_t depth) {
  GMimeHeaderList* const headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  const auto value_of = [&](const char* name) {
    GMimeHeader* const header = g_mime_header_list_get_header(headers, name);
    return header == nullptr ? std::string() : text_of(g_mime_header_get_value(header));
  };
  const std::string subject = value_of("Subject");
  std::vector<std::pair<std::string, std::string>> shown;
  for (const char* name : {"From", "To", "Cc", "Bcc", "Reply-To", "Date"}) {
    // Some may stand more than once.
    const int count = g_mime_header_list_get_count(headers);
    std::string all;
    for (int i = 0; i < count && i < 1'000; ++i) {
      GMimeHeader* const header = g_mime_header_list_get_header_at(headers, i);
      if (!base::equal_ignoring_case(g_mime_header_get_name(header), name)) continue;
      const std::string value = text_of(g_mime_header_get_value(header));
      if (!value.empty()) all += (all.empty() ? "" : ", ") + value;
    }
    if (!all.empty()) shown.emplace_back(name, all);
  }
  const bool known = !subject.empty() || !shown.empty() || !value_of("Received").empty() || !value_of("MIME-Version").empty();
  if (!known) return false;
  if (!subject.empty() || depth > 1) add_heading(subject.empty() ? "Message" : subject, depth);
  for (const auto& [name, value] : shown) builder_.add(BlockKind::paragraph, name + ": " + value);
  if (depth == 1) {
    std::vector<document::Property>& properties = builder_.document().properties;
    if (!subject.empty()) properties.push_back({"title", subject});
    for (const auto& [name, value] : shown) {
      if (name == "From") properties.push_back({"author", value});
    }
    // "Thu, 5 Mar 2026 09:00:00 +0100": the day where it was written.
    if (GDateTime* const date = g_mime_message_get_date(message); date != nullptr) {
      std::array<char, 32> text{};
      std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year(date),
                    g_date_time_get_month(date), g_date_time_get_day_of_month(date), g_date_time_get_hour(date),
                    g_date_time_get_minute(date), g_date_time_get_second(date));
      properties.push_back({"created", text.data()});
    }
  }
  if (GMimeObject* const root = g_mime_message_get_mime_part(message); root != nullptr) object(root, depth);
  return true;
}

void Reader::object(GMimeObject* object, std::uint32_t depth) {
  if (reason_ != Reason::none) return;
  if (depth > std::min(most_depth, limits_.depth)) return fail(Reason::too_deep);
  if (++parts_ > most_parts) return fail(Reason::too_large);
  if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage* const inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (inner != nullptr) {
      const std::uint8_t outer = level_;
      message(inner, depth + 1);
      level_ = outer;
      body_ = true;
    }
  } else if (GMIME_IS_MULTIPART(object)) {
    multipart(GMIME_MULTIPART(object), depth);
  } else if (GMIME_IS_PART(object)) {
    part(GMIME_PART(object));
  } else {
    damaged_ = true;
    warn("A part of the mail of an unknown kind was not read.");
  }
}

void Reader::multipart(GMimeMultipart* multipart, std::uint32_t depth) {
  GMimeContentType* const type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
  const int count = g_mime_multipart_get_count(multipart);
  if (g_mime_content_type_is_type(type, "multipart", "encrypted") != 0) {
    encrypted_ = true;
    warn("An encrypted part of the mail was not read.");
    return;
  }
  if (g_mime_content_type_is_type(type, "multipart", "alternative") != 0) return alternative(multipart, depth);
  for (int i = 0; i < count && reason_ == Reason::none; ++i) {
    GMimeObject* const child = g_mime_multipart_get_part(multipart, i);
    // Pictures that the text shows are no documents of their own.
    const bool shown = g_mime_content_type_is_type(type, "multipart", "related") != 0 && i > 0 &&
                       g_mime_content_type_is_type(g_mime_object_get_content_type(child), "image", "*") != 0;
    if (!shown) object(child, depth + 1);
  }
}

/// The last form that can be read is the best one. Source: RFC 2046, 5.1.4.
void Reader::alternative(GMimeMultipart* multipart, std::uint32_t depth) {
  const int count = g_mime_multipart_get_count(multipart);
  for (int i = count - 1; i >= 0; --i) {
    GMimeObject* const child = g_mime_multipart_get_part(multipart, i);
    GMimeContentType* const type = g_mime_object_get_content_type(child);
    if (GMIME_IS_MULTIPART(child)) return object(child, depth + 1);
    const bool html = g_mime_content_type_is_type(type, "text", "html") != 0;
    if (!GMIME_IS_PART(child) || (!html && g_mime_content_type_is_type(type, "text", "plain") == 0)) {
      if (i == 0) object(child, depth + 1);
      continue;
    }
    if (++parts_ > most_parts) return fail(Reason::too_large);
    const Extracted inner = text_of_part(GMIME_PART(child));
    if (!has_text(inner) && i > 0) continue;
    if (has_text(inner)) {
      body_ = true;
      add(inner, {});
    }
    return;
  }
}

std::string Reader::bytes_of(GMimePart* part) {
  GMimeDataWrapper* const content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* const array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  if (array == nullptr || array->len == 0) return {};
  return {reinterpret_cast<const char*>(array->data), array->len};
}

/// Text as people write it in mails: what is quoted from another mail ("> ...") apart from what is new.
void Reader::plain(const std::string& text, Extracted& out) {
  document::Document document;
  document::Builder builder(std::move(document));
  const auto quoted = [](std::string_view line) { return line.starts_with('>'); };
  std::string segment;
  bool in_quote = false;
  bool fits = true;
  const auto end_segment = [&] {
    if (base::trim(segment).empty()) return segment.clear();
    if (in_quote) {
      // Paragraphs of the quotation.
      std::string paragraph;
      for (const std::string_view line : base::split(segment, '\n')) {
        if (base::trim(line).empty()) {
          builder.add(BlockKind::quote, paragraph);
          paragraph.clear();
        } else {
          (paragraph += line) += '\n';
        }
      }
      builder.add(BlockKind::quote, paragraph);
    } else {
      const Extracted read = extract_text(segment, limits_);
      if (has_text(read)) fits = fits && append(builder, read.document, 0, {}, limits_.blocks, limits_.text_bytes);
    }
    segment.clear();
  };
  for (std::string_view line : base::split(text, '\n')) {
    if (quoted(line) != in_quote && !(in_quote && base::trim(line).empty())) {
      end_segment();
      in_quote = quoted(line);
    }
    while (in_quote && (line.starts_with('>') || line.starts_with(' '))) line.remove_prefix(1);
    (segment += line) += '\n';
  }
  end_segment();
  out.document = builder.finish();
  if (!fits) fail(Reason::too_large);
}

Extracted Reader::text_of_part(GMimePart* part) {
  GMimeContentType* const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  const char* const charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
  std::string declared = charset == nullptr ? std::string() : std::string(charset);
  // What mail programs write under these names.
  if (base::equal_ignoring_case(declared, "us-ascii") || base::equal_ignoring_case(declared, "iso-8859-1"))
    declared = "WINDOWS-1252";
  Decoded decoded = decode(bytes_of(part), declared);
  if (base::trim(decoded.text).empty()) return unreadable(Reason::empty);
  if (decoded.text.size() > limits_.text_bytes) return unreadable(Reason::too_large);
  Extracted out;
  if (g_mime_content_type_is_type(type, "text", "html") != 0) {
    out = extract_html(decoded.text, limits_);
  } else {
    plain(decoded.text, out);
    if (out.document.blocks.empty()) return unreadable(Reason::empty);
  }
  if (decoded.damaged && has_text(out)) {
    out.status = document::Status::damaged;
    for (std::string& warning : decoded.warnings) out.document.warnings.push_back(std::move(warning));
  }
  return out;
}

void Reader::text_part(GMimePart* part) {
  const Extracted inner = text_of_part(part);
  if (has_text(inner)) {
    body_ = true;
    add(inner, {});
  } else if (inner.reason == Reason::too_large || inner.reason == Reason::too_deep) {
    fail(inner.reason);
  } else if (inner.reason != Reason::empty) {
    damaged_ = true;
    warn("The text of the mail could not be read: " + std::string(base::word(inner.reason)) + ".");
  }
}

void Reader::part(GMimePart* part) {
  GMimeContentType* const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  const std::unique_ptr<char, FreeText> written(g_mime_content_type_get_mime_type(type));
  const std::string mime = base::to_lower(text_of(written.get()));
  const char* const disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  const bool attached = disposition != nullptr && base::equal_ignoring_case(disposition, "attachment");
  const std::string name = text_of(g_mime_part_get_filename(part));
  if (mime == "application/pgp-signature" || mime == "application/pkcs7-signature" || mime == "application/x-pkcs7-signature")
    return;
  if (mime == "application/pkcs7-mime" || mime == "application/x-pkcs7-mime" || mime == "application/pgp-encrypted") {
    encrypted_ = true;
    warn("An encrypted part of the mail was not read.");
    return;
  }
  if (!attached && name.empty() && (mime == "text/plain" || mime == "text/html" || mime == "text/enriched"))
    return text_part(part);
  // What is attached is a document of its own.
  document::Member member;
  member.path = name.substr(name.find_last_of("/\\") + 1);
  if (member.path.empty()) member.path = "attachment";
  on_member_(member, bytes_of(part));
}

}  // namespace

document::Extracted unpack_eml(std::string_view bytes, std::string_view, const Limits& limits, const OnMember& on_member) {
  if (bytes.size() > limits.file_bytes) return unreadable(Reason::too_large, std::to_string(bytes.size()) + " bytes");
  if (base::trim(bytes).empty()) return unreadable(Reason::empty);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  document::Document document;
  document.format = "eml";
  document.media_type = "message/rfc822";
  document.style = document::LocatorStyle::heading_paragraph;
  document::Builder builder(std::move(document));
  Reader reader(limits, builder, on_member);
  if (!reader.mail(bytes, 1)) return unreadable(Reason::corrupt, "no mail");
  if (reader.reason() != Reason::none) return unreadable(reader.reason());
  if (reader.encrypted() && !reader.body()) return unreadable(Reason::encrypted, "encrypted mail");
  document::Extracted extracted;
  extracted.document = builder.finish();
  if (extracted.document.blocks.empty()) return unreadable(Reason::empty, "no text");
  if (reader.damaged()) extracted.status = document::Status::damaged;
  return extracted;
}

}  // namespace crosswalk::extraction
