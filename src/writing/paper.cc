// SPDX-License-Identifier: Apache-2.0
#include "writing/paper.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "writing/inline.h"

namespace crosswalk::writing {
namespace {

void collect(const std::vector<Block>& blocks, std::vector<Blank>& out);

void collect(const Line& line, std::vector<Blank>& out) {
  for (const Run& run : line.runs) {
    if (run.blank) out.push_back({*run.blank, run.text});
  }
}

void collect(const std::vector<Block>& blocks, std::vector<Blank>& out) {
  for (const Block& block : blocks) {
    collect(block.words, out);
    for (const Line& cell : block.header) collect(cell, out);
    for (const auto& row : block.rows) {
      for (const Line& cell : row) collect(cell, out);
    }
    for (const auto& item : block.items) collect(item, out);
    collect(block.blocks, out);
  }
}

}  // namespace

Line::Line(std::string text, std::string_view link) {
  if (text.empty()) return;
  Run run;
  run.text = std::move(text);
  run.link = safe_link(link);
  runs.push_back(std::move(run));
}

std::string Line::text() const {
  std::string out;
  for (const Run& run : runs) out += run.blank ? blank_text(*run.blank, run.text) : run.text;
  return out;
}

Block heading(int level, Line words) {
  Block block;
  block.kind = Block::Kind::heading;
  block.level = std::clamp(level, 2, 6);
  block.words = std::move(words);
  return block;
}

Block paragraph(Line words) {
  Block block;
  block.words = std::move(words);
  return block;
}

std::vector<Block> paragraphs(std::string_view text) {
  std::vector<Block> out;
  std::string words;
  const auto flush = [&] {
    if (!words.empty()) out.push_back(paragraph(words));
    words.clear();
  };
  for (std::string_view line : base::split(text, '\n')) {
    line = base::trim(line);
    if (line.starts_with("- ") || line.starts_with("* ")) {
      flush();
      if (out.empty() || out.back().kind != Block::Kind::list) out.emplace_back().kind = Block::Kind::list;
      out.back().items.push_back({paragraph(std::string(base::trim(line.substr(2))))});
      continue;
    }
    if (line.empty()) {
      flush();
    } else {
      words += (words.empty() ? "" : " ") + std::string(line);
    }
  }
  flush();
  return out;
}

std::string safe_link(std::string_view url) {
  const bool plain = std::none_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\';
  });
  const bool known = (url.starts_with("https://") && url.size() > 8) || (url.starts_with("mailto:") && url.size() > 7);
  return known && plain && base::is_utf8(url) ? std::string(url) : std::string();
}

std::string blank_text(BlankType type, std::string_view wanted) {
  return "[[BLANK " + std::string(base::word(type)) + ": " + std::string(wanted) + "]]";
}

Line words_with_blanks(std::string_view text) {
  constexpr std::string_view opening = "[[BLANK ";
  Line out;
  const auto plain = [&](std::string_view words) {
    if (words.empty()) return;
    if (out.runs.empty() || out.runs.back().blank) out.runs.emplace_back();
    out.runs.back().text += words;
  };
  while (!text.empty()) {
    const std::size_t at = text.find(opening);
    const std::size_t end = at == std::string_view::npos ? at : text.find("]]", at);
    if (end == std::string_view::npos) break;
    const std::string_view inner = text.substr(at + opening.size(), end - at - opening.size());
    const std::size_t colon = inner.find(':');
    const auto type = base::from_word<BlankType>(inner.substr(0, colon));
    if (!type || colon == std::string_view::npos || base::trim(inner.substr(colon + 1)).empty()) {
      plain(text.substr(0, at + opening.size()));
      text.remove_prefix(at + opening.size());
      continue;
    }
    plain(text.substr(0, at));
    Run blank;
    blank.blank = type;
    blank.text = std::string(base::trim(inner.substr(colon + 1)));
    out.runs.push_back(std::move(blank));
    text.remove_prefix(end + 2);
  }
  plain(text);
  return out;
}

bool is_for_writing(const Block& table) {
  if (table.kind != Block::Kind::table || table.header.size() < 2 || table.header.back().empty() || table.rows.empty())
    return false;
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Line>& row) {
    return row.size() < table.header.size() || row.back().text().find_first_not_of(' ') == std::string::npos;
  });
}

std::vector<Blank> blanks_of(const Paper& paper) {
  std::vector<Blank> out;
  collect(paper.blocks, out);
  return out;
}

bool is_severity(std::string_view word) {
  constexpr std::array<std::string_view, 5> words{"critical", "high", "medium", "low", "none"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string capital(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::string_view shown(State state) {
  switch (state) {
    case State::draft:
      return "Status: Draft, not approved";
    case State::approved:
      return "Status: Approved";
    case State::unsaid:
      break;
  }
  return {};
}

std::string reference_of(const Paper& paper) {
  std::string out = paper.id;
  if (!paper.version.empty()) out += (out.empty() ? "Version " : ", version ") + paper.version;
  if (!paper.date.empty()) out += (out.empty() ? "" : ", ") + paper.date;
  return out;
}

}  // namespace crosswalk::writing
