// SPDX-License-Identifier: Apache-2.0
#include "release/received.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace crosswalk::release {
namespace {

constexpr std::uint64_t largest_key = std::uint64_t{1} << 20U;

/// The folder of a set in an archive, with its slash: where its manifest lies, the nearest to the top.
std::optional<std::string> folder_in(const std::vector<writing::ZipMember>& members) {
  std::optional<std::string> out;
  for (const writing::ZipMember& member : members) {
    const std::string folder = member.name.substr(0, member.name.rfind('/') + 1);
    if (member.name != folder + std::string(manifest_name)) continue;
    if (!out || folder.size() < out->size()) out = folder;
  }
  return out;
}

/// Whether a file of this very name vouches for a set. One whose letters differ in case does not, and is a file that nothing
/// vouches for.
bool vouches(std::string_view name) {
  constexpr std::array<std::string_view, 5> all{manifest_name, signature_name, sha256_name, sha256_signature_name, sha512_name};
  return std::find(all.begin(), all.end(), name) != all.end();
}

/// Reads lines from the front of a text.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  std::optional<ReceivedSet> read() {
    ReceivedSet out;
    while (!text_.empty()) {
      if (!read_line(out)) return std::nullopt;
    }
    return out;
  }

 private:
  std::optional<std::string_view> until(char end) {
    const std::size_t at = text_.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view out = text_.substr(0, at);
    text_.remove_prefix(at + 1);
    return out;
  }

  std::optional<std::uint64_t> number() {
    const auto word = until(' ');
    std::uint64_t out = 0;
    if (!word) return std::nullopt;
    const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), out);
    return error == std::errc() && end == word->data() + word->size() ? std::optional(out) : std::nullopt;
  }

  bool read_line(ReceivedSet& out) {
    const auto kind = until(' ');
    if (kind == "X") {
      const auto name = until('\n');
      if (name) out.odd.push_back({std::string(*name), "lies beside the folder of the set", SetMatter::added});
      return name.has_value();
    }
    const auto size = number();
    if (!size) return false;
    if (kind == "F") {
      const auto first = until(' ');
      const auto second = first ? until(' ') : std::nullopt;
      const auto name = second ? until('\n') : std::nullopt;
      if (!name) return false;
      ManifestFile file;
      file.name = *name;
      file.size = *size;
      file.sha256 = *first;
      file.sha512 = *second;
      take(out, std::move(file));
      return true;
    }
    const auto name = until('\n');
    if (kind != "B" || !name || wanted_bytes(*name) == 0 || *size > text_.size()) return false;
    out.found.vouchers[std::string(*name)] = text_.substr(0, *size);
    text_.remove_prefix(*size);
    return true;
  }

  std::string_view text_;
};

}  // namespace

std::uint64_t wanted_bytes(std::string_view name) {
  if (name == key_name) return largest_key;
  return vouches(name) ? largest_manifest : 0;
}

void take(ReceivedSet& set, ManifestFile file) {
  if (!vouches(file.name)) set.found.files.push_back(std::move(file));
}

std::string lines_of_archive(const std::vector<writing::ZipMember>& members) {
  const std::string folder = folder_in(members).value_or("");
  std::string out;
  for (const writing::ZipMember& member : members) {
    if (!member.name.starts_with(folder)) {
      out += "X " + member.name + "\n";
      continue;
    }
    const std::string name = member.name.substr(folder.size());
    const ManifestFile file = describe(name, member.bytes);
    out += "F " + std::to_string(file.size) + " " + file.sha256 + " " + file.sha512 + " " + name + "\n";
    if (member.bytes.size() > wanted_bytes(name)) continue;
    if (wanted_bytes(name) != 0) out += "B " + std::to_string(member.bytes.size()) + " " + name + "\n" + member.bytes;
  }
  return out;
}

std::optional<ReceivedSet> read_archive_lines(std::string_view text) { return LineReader(text).read(); }

}  // namespace crosswalk::release
