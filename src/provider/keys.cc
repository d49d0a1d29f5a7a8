// SPDX-License-Identifier: Apache-2.0
// Public keys: their packets and fingerprints.
#include <optional>

#include "artifacts/securitytxt/armor.h"
#include "base/hash.h"
#include "base/text.h"
#include "provider/check.h"

namespace crosswalk::provider {
namespace {

constexpr unsigned public_key_tag = 6;

/// A packet: its kind and body. Source: RFC 4880, 4.2.
struct Packet {
  unsigned tag = 0;
  std::string_view body;
};

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::optional<std::size_t> number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  if (at + width > bytes.size()) return std::nullopt;
  std::size_t out = 0;
  for (std::size_t i = 0; i < width; ++i) out = (out << 8U) | byte_at(bytes, at + i);
  return out;
}

/// Takes a packet from the front; nothing where none of a known length stands there.
std::optional<Packet> take_packet(std::string_view& bytes) {
  if (bytes.size() < 2 || (byte_at(bytes, 0) & 0x80U) == 0) return std::nullopt;
  const unsigned first = byte_at(bytes, 0);
  Packet out;
  std::size_t head = 0;
  std::optional<std::size_t> length;
  if ((first & 0x40U) == 0) {
    out.tag = (first >> 2U) & 0x0FU;
    const unsigned kind = first & 3U;
    if (kind == 3) return std::nullopt;
    head = 1 + (std::size_t{1} << kind);
    length = number_at(bytes, 1, std::size_t{1} << kind);
  } else {
    out.tag = first & 0x3FU;
    const unsigned second = byte_at(bytes, 1);
    if (second < 192) {
      head = 2;
      length = second;
    } else if (second < 224) {
      head = 3;
      if (bytes.size() >= 3) length = ((second - 192U) << 8U) + byte_at(bytes, 2) + 192U;
    } else if (second == 255) {
      head = 6;
      length = number_at(bytes, 2, 4);
    }
  }
  if (!length || head + *length > bytes.size()) return std::nullopt;
  out.body = bytes.substr(head, *length);
  bytes.remove_prefix(head + *length);
  return out;
}

std::string fingerprint_of(std::string_view body) {
  const unsigned version = body.empty() ? 0 : byte_at(body, 0);
  std::string framed;
  if (version == 4) {
    framed = {'\x99', static_cast<char>(body.size() >> 8U), static_cast<char>(body.size())};
  } else if (version == 6) {
    framed = '\x9B';
    for (int shift = 24; shift >= 0; shift -= 8) framed += static_cast<char>(body.size() >> static_cast<unsigned>(shift));
  } else {
    return {};
  }
  base::Digest digest(version == 4 ? base::DigestKind::sha1 : base::DigestKind::sha256);
  digest.update(framed);
  digest.update(body);
  std::string out = base::to_hex(digest.finish());
  for (char& each : out) each = each >= 'a' ? static_cast<char>(each - 'a' + 'A') : each;
  return out;
}

/// The packets of a file of keys, armored or not; empty where they are none.
std::string packets_of(std::string_view bytes) {
  constexpr std::string_view begin_mark = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  constexpr std::string_view end_mark = "-----END PGP PUBLIC KEY BLOCK-----";
  std::string out;
  std::size_t begin = bytes.find(begin_mark);
  if (begin == std::string_view::npos) out = bytes;
  while (begin != std::string_view::npos) {
    const std::size_t end = bytes.find(end_mark, begin);
    if (end == std::string_view::npos) return {};
    const auto packets =
        artifacts::securitytxt::without_armor(bytes.substr(begin, end + end_mark.size() - begin), "PUBLIC KEY BLOCK");
    if (!packets) return {};
    out += *packets;
    begin = bytes.find(begin_mark, end);
  }
  return artifacts::securitytxt::begins_with_packet(out, public_key_tag) ? out : "";
}

}  // namespace

std::string keys_of(const Gathered& gathered, const Scope& scope) {
  const Survey survey(gathered, scope);
  std::string out;
  for (const Key& key : survey.keys()) {
    const Answer* answer = survey.answer(key.url);
    if (answer != nullptr && answer->state == Answer::State::found) out += packets_of(answer->bytes);
  }
  return out;
}

std::vector<std::string> fingerprints_of(std::string_view packets) {
  std::string owned;
  if (packets.starts_with("-----")) {
    owned = packets_of(packets);
    packets = owned;
  }
  std::vector<std::string> out;
  while (const auto packet = take_packet(packets)) {
    if (packet->tag != public_key_tag) continue;
    std::string fingerprint = fingerprint_of(packet->body);
    if (!fingerprint.empty()) out.push_back(std::move(fingerprint));
  }
  return out;
}

}  // namespace crosswalk::provider
