// SPDX-License-Identifier: Apache-2.0
#include "extraction/csv/records.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace crosswalk::extraction {
namespace {

using document::ByteOffset;
using document::Span;

constexpr auto npos = std::string_view::npos;
constexpr std::array<char, 4> separators{'\t', ';', ',', '|'};
/// How much of a file tells its separator.
constexpr std::size_t sample_records = 50;
constexpr std::size_t sample_bytes = 256 << 10;

Span span_of(std::size_t begin, std::size_t end) { return {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)}; }

/// How many of the first records have the usual number of values.
struct Regularity {
  std::size_t records = 0;
  std::size_t usual = 0;
  std::size_t same = 0;
  std::size_t most = 0;
  bool sentences = false;
};

Regularity regularity(std::string_view text, char separator) {
  Regularity out;
  std::map<std::size_t, std::size_t> counts;
  RecordReader reader(text.substr(0, sample_bytes), 0, separator);
  while (reader.more() && out.records < sample_records) {
    const std::vector<Value> values = reader.next();
    // The last record may be cut.
    if (!reader.more() && text.size() > sample_bytes && out.records > 0) break;
    if (values.size() == 1 && values[0].span.empty()) continue;
    ++out.records;
    ++counts[values.size()];
    out.most = std::max(out.most, values.size());
    for (const Value& value : values) {
      const bool quoted = value.span.begin > 0 && text[value.span.begin - 1] == '"';
      out.sentences = out.sentences || (!quoted && value.span.size() > 120);
    }
  }
  for (const auto& [size, count] : counts) {
    if (count >= out.same) {
      out.same = count;
      out.usual = size;
    }
  }
  return out;
}

}  // namespace

std::vector<Value> RecordReader::next() {
  std::vector<Value> values;
  const auto blank = [&](std::size_t i) { return text_[i] == ' ' || (text_[i] == '\t' && separator_ != '\t'); };
  while (true) {
    Value value;
    std::size_t begin = at_;
    while (begin < text_.size() && blank(begin)) ++begin;
    std::size_t after = begin;
    bool quoted = !unclosed_ && begin < text_.size() && text_[begin] == '"';
    if (quoted) {
      std::size_t close = text_.find('"', begin + 1);
      while (close != npos && close + 1 < text_.size() && text_[close + 1] == '"') {
        value.markup.push_back(span_of(close, close + 1));
        close = text_.find('"', close + 2);
      }
      if (close == npos) {
        unclosed_ = true;
        quoted = false;
        value.markup.clear();
      } else {
        after = close + 1;
      }
    }
    std::size_t end = after;
    while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n') ++end;
    const std::size_t stop = end;
    while (end > after && (blank(end - 1))) --end;
    if (quoted) {
      ++begin;
      if (end == after) {
        end = after - 1;
      } else {
        value.markup.push_back(span_of(after - 1, after));
      }
    }
    value.span = span_of(begin, std::max(begin, end));
    values.push_back(std::move(value));
    at_ = std::min(stop + 1, text_.size());
    if (stop >= text_.size() || text_[stop] == '\n') return values;
    // A separator at the very end of the text: an empty value stands behind it.
    if (at_ >= text_.size()) {
      values.push_back({span_of(at_, at_), {}});
      return values;
    }
  }
}

char separator_of_table(std::string_view text) {
  for (const char separator : separators) {
    // Drawn tables begin with a bar.
    if (separator == '|' && (text.starts_with('|') || text.find("\n|") != npos)) continue;
    const Regularity found = regularity(text, separator);
    if (found.records < 2 || found.usual < (separator == ',' ? 3U : 2U)) continue;
    if (separator == ',' && found.sentences) continue;
    if (found.same * 10 >= found.records * 9) return separator;
  }
  return '\0';
}

char best_separator(std::string_view text) {
  char best = ',';
  std::size_t best_score = 0;
  for (const char separator : separators) {
    const Regularity found = regularity(text, separator);
    if (found.records == 0 || found.most < 2) continue;
    // First how regular, then how many values.
    const std::size_t regular = found.usual < 2 ? 0 : found.same * 100 / found.records;
    const std::size_t score = 1 + regular * 1000 + std::min<std::size_t>(found.most, 999);
    if (score > best_score) {
      best_score = score;
      best = separator;
    }
  }
  return best;
}

}  // namespace crosswalk::extraction
