// SPDX-License-Identifier: Apache-2.0
#include "extraction/vouching.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace crosswalk::extraction {
namespace {

using namespace std::string_view_literals;

/// A kind of digest that checksum programs write.
struct Digest {
  std::size_t digits;
  /// In lines of BSD: "SHA256 (name) = digest".
  std::string_view tag;
  std::string_view list;
};

constexpr std::array digests{
    Digest{32, "MD5", "list of checksums (MD5)"},        Digest{40, "SHA1", "list of checksums (SHA-1)"},
    Digest{56, "SHA224", "list of checksums (SHA-224)"}, Digest{64, "SHA256", "list of checksums (SHA-256)"},
    Digest{96, "SHA384", "list of checksums (SHA-384)"}, Digest{128, "SHA512", "list of checksums (SHA-512)"},
};

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

/// The kind of digest of "DIGEST  NAME" or "DIGEST *NAME"; null for another line.
const Digest* coreutils_line(std::string_view line) {
  // A backslash says that the name has escapes.
  if (line.starts_with('\\')) line.remove_prefix(1);
  const std::size_t space = line.find(' ');
  const bool form =
      space != std::string_view::npos && space + 2 < line.size() && (line[space + 1] == ' ' || line[space + 1] == '*');
  if (!form || !is_hex(line.substr(0, space))) return nullptr;
  const auto found = std::find_if(digests.begin(), digests.end(), [&](const Digest& each) { return each.digits == space; });
  return found == digests.end() ? nullptr : &*found;
}

/// The same of "SHA256 (NAME) = DIGEST".
const Digest* bsd_line(std::string_view line) {
  for (const Digest& each : digests) {
    if (!line.starts_with(each.tag) || !line.substr(each.tag.size()).starts_with(" (")) continue;
    const std::size_t end = line.rfind(") = ");
    const bool form = end != std::string_view::npos && end > each.tag.size() + 2;
    if (form && line.size() - end - 4 == each.digits && is_hex(line.substr(end + 4))) return &each;
  }
  return nullptr;
}

/// What a list is of which every line is a checksum of one kind; empty where any is not.
std::string_view list_of_checksums(std::string_view text) {
  const Digest* kind = nullptr;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = base::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const Digest* found = coreutils_line(line);
    if (found == nullptr) found = bsd_line(line);
    if (found == nullptr || (kind != nullptr && found != kind)) return {};
    kind = found;
  }
  return kind == nullptr ? std::string_view() : kind->list;
}

/// Whether a text is one armored block of this name, and nothing stands before, behind or beside it.
bool is_armor(std::string_view text, std::string_view name) {
  const std::string begin = "-----BEGIN PGP " + std::string(name) + "-----";
  const std::string end = "-----END PGP " + std::string(name) + "-----";
  text = base::trim(text);
  if (!text.starts_with(begin) || !text.ends_with(end) || text.size() < begin.size() + end.size()) return false;
  const std::string_view inside = text.substr(begin.size(), text.size() - begin.size() - end.size());
  if (inside.find("-----") != std::string_view::npos) return false;
  // Lines of base64, and headers ("Comment: ...") before them. Words anywhere else are words.
  bool headers = true;
  for (std::string_view line : base::split(inside, '\n')) {
    line = base::trim(line);
    const bool base64 =
        line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == std::string_view::npos;
    const bool header = headers && (line.starts_with("Version: ") || line.starts_with("Hash: ") ||
                                    line.starts_with("Charset: ") || line.starts_with("Comment: "));
    if (base64 && !line.empty()) headers = false;
    if (!base64 && !header) return false;
  }
  return true;
}

/// Whether the text begins as manifests of this program do: with its form as the first member of an object.
bool is_manifest(std::string_view text) {
  for (const std::string_view part : {"{"sv, "\"format\""sv, ":"sv, "\"crosswalk-release-manifest\""sv, ","sv}) {
    text = base::trim(text.substr(0, 200)).empty() ? std::string_view() : text.substr(text.find_first_not_of(" \t\r\n"));
    if (!text.starts_with(part)) return false;
    text.remove_prefix(part.size());
  }
  return true;
}

}  // namespace

std::string_view what_vouches(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (is_armor(text, "SIGNATURE")) return "OpenPGP signature";
  if (is_armor(text, "PUBLIC KEY BLOCK")) return "OpenPGP public key";
  if (is_manifest(text)) return "manifest of a set of release documents";
  return list_of_checksums(text);
}

}  // namespace crosswalk::extraction
