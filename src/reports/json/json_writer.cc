// SPDX-License-Identifier: Apache-2.0
#include "reports/json/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string>

#include "base/text.h"
#include "reports/escape.h"

namespace crosswalk::reports {

void JsonWriter::start(std::string_view key, bool named) {
  if (!filled_.empty()) {
    out_.put(filled_.back() ? ",\n" : "\n");
    filled_.back() = true;
    out_.put(std::string(filled_.size() * 2, ' '));
  }
  if (named) {
    quoted(key);
    out_.put(": ");
  }
}

void JsonWriter::quoted(std::string_view value) {
  std::string text = "\"";
  const auto unit = [&](unsigned code) {
    std::array<char, 16> digits{};
    std::snprintf(digits.data(), digits.size(), "\\u%04x", code);
    text += digits.data();
  };
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  text.reserve(value.size() + 2);
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t from = at;
    while (at < value.size() && is_plain(value[at])) ++at;
    text += value.substr(from, at - from);
    if (at == value.size()) break;
    const base::CodePoint point = base::decode_utf8(value, at);
    at += point.length;
    if (point.value == '"' || point.value == '\\') {
      text += '\\';
      text += static_cast<char>(point.value);
    } else if (point.value == '\n') {
      text += "\\n";
    } else if (point.value == '\t') {
      text += "\\t";
    } else if (point.value > 0xFFFF && is_control(point.value)) {
      unit(0xD800 + static_cast<unsigned>((point.value - 0x10000) >> 10U));
      unit(0xDC00 + static_cast<unsigned>((point.value - 0x10000) & 0x3FFU));
    } else if (is_control(point.value)) {
      unit(static_cast<unsigned>(point.value));
    } else {
      base::append_utf8(text, point.value);
    }
  }
  text += '"';
  out_.put(text);
}

void JsonWriter::close(char bracket) {
  const bool filled = filled_.back();
  filled_.pop_back();
  if (filled) out_.put("\n" + std::string(filled_.size() * 2, ' '));
  out_.put(std::string_view(&bracket, 1));
  if (filled_.empty()) out_.put("\n");
}

void JsonWriter::begin_object(std::string_view key) {
  start(key, !key.empty());
  out_.put("{");
  filled_.push_back(false);
}

void JsonWriter::begin_object_named(std::string_view name) {
  start(name, true);
  out_.put("{");
  filled_.push_back(false);
}

void JsonWriter::end_object() { close('}'); }

void JsonWriter::begin_array(std::string_view key) {
  start(key, !key.empty());
  out_.put("[");
  filled_.push_back(false);
}

void JsonWriter::end_array() { close(']'); }

void JsonWriter::text(std::string_view key, std::string_view value) {
  start(key, !key.empty());
  quoted(value);
}

void JsonWriter::number(std::string_view key, std::int64_t value) {
  start(key, !key.empty());
  out_.put(std::to_string(value));
}

void JsonWriter::real(std::string_view key, double value) {
  start(key, !key.empty());
  std::array<char, 40> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out_.put(error == std::errc() && std::isfinite(value) ? std::string_view(digits.data(), end) : std::string_view("null"));
}

void JsonWriter::boolean(std::string_view key, bool value) {
  start(key, !key.empty());
  out_.put(value ? "true" : "false");
}

void JsonWriter::null(std::string_view key) {
  start(key, !key.empty());
  out_.put("null");
}

}  // namespace crosswalk::reports
