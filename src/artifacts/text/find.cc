// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/find.h"

#include <algorithm>
#include <bit>

#include "artifacts/text/finder.h"
#include "artifacts/text/triggers.h"

namespace crosswalk::artifacts::text {

void Finder::run() {
  Triggers triggers(text_);
  constexpr std::size_t block_size = 64;
  for (std::size_t begin = 0; begin < text_.size(); begin += block_size) {
    const Block block = triggers.block(begin);
    std::uint64_t places = block.words | block.digits | block.signs;
    while (places != 0) {
      const int i = std::countr_zero(places);
      places &= places - 1;
      const std::size_t at = begin + static_cast<std::size_t>(i);
      if (at < floor_) continue;
      if ((block.digits >> i & 1) != 0) {
        digit(at);
      } else if ((block.words >> i & 1) != 0) {
        word(at);
      } else {
        sign(at);
      }
      accept();
    }
  }
}

void Finder::offer(Kind kind, std::size_t begin, std::size_t end, unsigned flags, std::string canonical) {
  if (!wanted(kind) || begin < floor_) return;
  const std::size_t length = end - begin;
  const std::size_t best_length = best_.end - best_.begin;
  if (best_length > length || (best_length == length && best_.kind <= kind)) return;
  best_ = {kind, static_cast<std::uint8_t>(flags), begin, end, std::move(canonical)};
}

Finder::Starts Finder::starts_before(std::size_t at) const {
  Starts out;
  std::size_t place = at;
  std::size_t breaks = 0;
  while (out.count < Starts::most && place > floor_ && at - place < 96) {
    if (const std::size_t space = space_before(text_, place)) {
      if (text_[place - 1] == '\n' && ++breaks > 1) break;
      place -= space;
      continue;
    }
    const char c = text_[place - 1];
    std::size_t begin = place;
    if (is_alnum(c)) {
      // A number keeps its points and its "v".
      while (begin > floor_ && place - begin < 24 &&
             (is_alnum(text_[begin - 1]) ||
              (text_[begin - 1] == '.' && is_digit(text_[begin]) && begin > 1 && is_digit(text_[begin - 2]))))
        --begin;
      if (begin > floor_ && is_word(text_[begin - 1])) break;
    } else if (c == '<' || c == '>' || c == '=') {
      while (begin > floor_ && place - begin < 3 &&
             (text_[begin - 1] == '<' || text_[begin - 1] == '>' || text_[begin - 1] == '='))
        --begin;
      // The end of a tag, and a quotation of Markdown.
      const char before = byte_before(text_, begin);
      if (place - begin == 1 && c == '>' && (is_word(before) || before == '/' || before == '"' || begins_line(begin))) break;
    } else if (place >= 3 && (text_.substr(place - 3, 3) == "\xE2\x89\xA4" || text_.substr(place - 3, 3) == "\xE2\x89\xA5")) {
      begin = place - 3;
    } else if (c == ';' && place >= 4 && (text_.substr(place - 4, 4) == "&lt;" || text_.substr(place - 4, 4) == "&gt;")) {
      begin = place - 4;
    } else if (c == '(' || c == ')' || c == ',' || c == '-' || c == '+' || c == ':' ||
               (c == '.' && place == at - space_before(text_, at))) {
      --place;
      continue;
    } else {
      break;
    }
    out.at[out.count++] = begin;
    place = begin;
  }
  return out;
}

void Finder::sign(std::size_t at) {
  if (!wanted(Kind::email)) return;
  if (text_[at] == '@') {
    email(at);
    return;
  }
  const std::size_t next = byte_at(text_, at + 1) == ' ' ? at + 2 : at + 1;
  if (lower(byte_at(text_, next)) != 'a' || lower(byte_at(text_, next + 1)) != 't') return;
  email(at);
}

void Finder::word(std::size_t at) {
  switch (lower(text_[at])) {
    case 'h':
      if (stands_at(text_, at, "http")) return url(at);
      if (stands_at(text_, at, "hour")) return unit(at);
      return level(at);
    case 'w':
      if (stands_at(text_, at, "week")) return unit(at);
      return url(at);
    case 'f':
    case 'l':
      if (stands_at(text_, at, "low")) return level(at);
      return url(at);
    case 'g':
      if (stands_at(text_, at, "ghsa")) return id(at);
      return url(at);
    case 'p':
      return package(at);
    case 'a':
      return vector(at);
    case 'c':
      if (stands_at(text_, at, "cvss")) return cvss_word(at);
      if (stands_at(text_, at, "cisco-sa-")) return id(at);
      return level(at);
    case 'd':
      if (stands_at(text_, at, "dot")) {
        if (wanted(Kind::email)) spelled_email(at);
        return;
      }
      if (stands_at(text_, at, "day")) return unit(at);
      return scale_word(at, "dread", cvss::Scale::dread);
    case 'y':
      return unit(at);
    case 'm':
      if (stands_at(text_, at, "mont") || stands_at(text_, at, "minu")) return unit(at);
      if (stands_at(text_, at, "micr")) return scale_word(at, "microsoft", cvss::Scale::microsoft);
      return level(at);
    case 's':
      if (stands_at(text_, at, "seco")) return unit(at);
      if (stands_at(text_, at, "sftp") || stands_at(text_, at, "ssh:")) return url(at);
      return anchor_word(at);
    case 'b':
      if (stands_at(text_, at, "bugc")) return scale_word(at, "bugcrowd", cvss::Scale::bugcrowd_vrt);
      return anchor_word(at);
    case 'r':
      return anchor_word(at);
    case 'o':
      return scale_word(at, "owasp", cvss::Scale::owasp);
    default:
      return level(at);
  }
}

void scan(std::string_view text, Kinds kinds, const std::function<void(Artifact&&)>& take) { Finder(text, kinds, take).run(); }

std::vector<Artifact> find(std::string_view text, Kinds kinds) {
  std::vector<Artifact> out;
  scan(text, kinds, [&](Artifact&& artifact) { out.push_back(std::move(artifact)); });
  return out;
}

}  // namespace crosswalk::artifacts::text
