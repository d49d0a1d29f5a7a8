// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/finder.h"

#include <algorithm>

#include "artifacts/contact/email.h"
#include "artifacts/contact/url.h"
#include "artifacts/purl/purl.h"

namespace crosswalk::artifacts::text {

void Finder::email(std::size_t at) {
  auto found = contact::email_around(text_, at, floor_);
  if (!found) return;
  const unsigned flags = found->value.email.placeholder ? placeholder : 0;
  offer(Kind::email, found->value.begin, found->end, flags, found->value.email.canonical());
}

void Finder::spelled_email(std::size_t at) {
  const auto label_end = at - space_before(text_, at);
  std::size_t label = label_end;
  while (label > floor_ && label_end - label < 63 && (is_alnum(text_[label - 1]) || text_[label - 1] == '-')) --label;
  if (label == label_end || space_before(text_, label) == 0) return;
  const std::string_view before = letters_before(text_, label - space_before(text_, label));
  if (!is_the_word(before, "at")) return;
  const auto sign_at = static_cast<std::size_t>(before.data() - text_.data());
  if (const std::size_t space = space_before(text_, sign_at)) email(sign_at - space);
}

void Finder::url(std::size_t at) {
  const char before = byte_before(text_, at);
  if (!wanted(Kind::url) || at < url_floor_) return;
  if (stands_at(text_, at, "www.") && (before == '.' || before == '/' || before == '@' || before == '-')) return;
  auto found = contact::url_at(text_, at);
  if (!found) return;
  offer(Kind::url, at, found->end, found->value.placeholder ? placeholder : 0, found->value.canonical());
}

void Finder::package(std::size_t at) {
  constexpr std::size_t longest = 1024;
  if (!wanted(Kind::purl) || at < purl_floor_ || !stands_at(text_, at, "pkg:")) return;
  constexpr std::string_view never = "\"<>`|\\^{}',;";
  std::size_t end = at;
  int round = 0;
  int square = 0;
  while (end < text_.size() && end - at < longest) {
    const char c = text_[end];
    if (static_cast<unsigned char>(c) <= 0x20 || never.find(c) != std::string_view::npos) break;
    round += c == '(' ? 1 : c == ')' ? -1 : 0;
    square += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (round < 0 || square < 0) break;
    ++end;
  }
  purl_floor_ = end;
  constexpr std::string_view punctuation = ".:!?*_/@#";
  while (end > at && punctuation.find(text_[end - 1]) != std::string_view::npos) --end;
  const auto found = purl::parse(text_.substr(at, end - at));
  if (found) offer(Kind::purl, at, end, 0, found->canonical());
}

void Finder::fingerprint(std::size_t at) {
  if (at < hex_floor_) return;
  // The row that the digit stands in begins with its hexadecimal letters, and with groups that have letters only.
  std::size_t begin = at;
  while (begin > floor_ && at - begin < 64 && is_hex(text_[begin - 1])) --begin;
  if (begin > floor_ && lower(byte_before(text_, begin)) == 'x' && byte_before(text_, begin - 1) == '0') {
    begin -= 2;
  }
  if (begin > 0 && is_word(text_[begin - 1])) return;
  std::size_t end = at;
  while (end < text_.size() && end - begin < 70 && is_hex(text_[end])) ++end;
  const bool marked = text_[begin] == '0' && lower(byte_at(text_, begin + 1)) == 'x';
  const std::size_t length = end - begin;
  const bool grouped = (length == 4 || length == 8) && !marked;
  const bool paired = length == 2 && (byte_at(text_, end) == ':' || byte_before(text_, begin) == ':');
  if (!marked && !grouped && !paired && length != 16 && length != 40 && length != 64) return;
  if (grouped || paired) {
    if (paired ? byte_at(text_, end) != ':'
               : !is_hex(byte_at(text_, skip_space(text_, end, 8))) || skip_space(text_, end, 8) == end) {
      if (length != 8 || byte_before(text_, begin) != 'x') return;
    }
    // Groups of letters before this one belong to it.
    for (int i = 0; i < 16; ++i) {
      std::size_t place = begin;
      if (paired) {
        if (byte_before(text_, place) != ':') break;
        --place;
      } else {
        while (place > floor_ && begin - place < 3 && space_before(text_, place) > 0) place -= space_before(text_, place);
        if (place == begin) break;
      }
      std::size_t group = place;
      while (group > floor_ && place - group <= length && is_hex(text_[group - 1])) --group;
      if (place - group != length || is_word(byte_before(text_, group)) || group < hex_floor_) break;
      begin = group;
    }
    // A word of four of these letters ("dead", "face") may stand before it: the row is tried from each of its groups on.
  }
  for (int tries = 0; tries < 3 && begin <= at; ++tries) {
    if (take_fingerprint(begin)) return;
    if (!grouped) break;
    begin = skip_space(text_, begin + length, 8);
  }
  if (grouped || paired) {
    // A long row of groups is no fingerprint, wherever one begins.
    std::size_t place = end;
    for (int i = 0; i < 16; ++i) {
      const std::size_t next = paired ? place + (byte_at(text_, place) == ':' ? 1 : 0) : skip_space(text_, place, 8);
      std::size_t stop = next;
      while (stop < text_.size() && stop - next <= length && is_hex(text_[stop])) ++stop;
      if (next == place || stop - next != length) break;
      place = stop;
    }
    hex_floor_ = place;
  }
}

bool Finder::take_fingerprint(std::size_t begin) {
  const auto found = contact::fingerprint_at(text_, begin);
  if (!found) return false;
  const contact::Fingerprint& value = found->value;
  const auto flags = speaks_of_openpgp(begin, found->end, value);
  if (!flags) return false;
  offer(Kind::fingerprint, begin, found->end, *flags, value.canonical());
  return true;
}

std::optional<unsigned> Finder::speaks_of_openpgp(std::size_t begin, std::size_t end, const contact::Fingerprint& value) const {
  const std::size_t reach = value.whole() ? 160 : 48;
  const std::size_t from = begin > reach ? begin - reach : 0;
  // The last place before it of each sort of word.
  constexpr std::size_t nowhere = std::string_view::npos;
  std::size_t openpgp = nowhere;
  std::size_t other = nowhere;
  std::size_t fingerprint_word = nowhere;
  std::size_t key = nowhere;
  for (std::size_t place = from; place < begin; ++place) {
    const auto stands = [&](std::string_view word) { return stands_at(text_, place, word); };
    switch (lower(text_[place])) {
      case 'p':
        if (stands("pgp")) openpgp = place;
        break;
      case 'g':
        if (stands("gpg") || stands("gnupg")) openpgp = place;
        if (stands("git ")) other = place;
        break;
      case 's':
        if (stands("sha") && (place + 3 == begin || !is_letter(text_[place + 3]))) other = place;
        break;
      case 'm':
        if (stands("md5")) other = place;
        break;
      case 'c':
        if (stands("commit") || stands("checksum") || stands("certificate")) other = place;
        break;
      case 'd':
        if (stands("digest")) other = place;
        break;
      case 'h':
        if (stands("hash")) other = place;
        break;
      case 't':
        if (stands("tls")) other = place;
        break;
      case 'f':
        if (stands("fingerprint")) fingerprint_word = place;
        break;
      case 'k':
        if (stands("key")) key = place;
        break;
      default:
        break;
    }
  }
  bool behind = false;
  for (std::size_t place = end; value.whole() && place < end + 40 && place < text_.size(); ++place)
    behind = behind || stands_at(text_, place, "pgp") || stands_at(text_, place, "gpg");
  const bool nearer = openpgp != nowhere && (other == nowhere || openpgp > other);
  if (value.whole()) {
    if (nearer || (behind && other == nowhere)) return 0U;
    if (other != nowhere) return std::nullopt;
    if (value.grouping == contact::Grouping::openpgp) return fingerprint_word != nowhere || key != nowhere ? 0U : unsigned{weak};
    // Without a word of OpenPGP only the fingerprint of a key is one.
    if (value.grouping == contact::Grouping::none && fingerprint_word != nowhere) return unsigned{weak};
    return std::nullopt;
  }
  if (!value.marked) {
    // Sixteen digits are a key's id only where they are called so.
    const std::size_t gap = key == nowhere ? nowhere : skip_space(text_, key + 3);
    const bool called = key != nowhere && stands_at(text_, byte_at(text_, gap) == '-' ? gap + 1 : gap, "id") && begin - key < 12;
    return called ? std::optional(0U) : std::nullopt;
  }
  if (nearer || (key != nowhere && other == nowhere && begin - key < 24)) return 0U;
  return std::nullopt;
}

}  // namespace crosswalk::artifacts::text
