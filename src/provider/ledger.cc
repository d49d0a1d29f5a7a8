// SPDX-License-Identifier: Apache-2.0
#include "provider/ledger.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace crosswalk::provider {
namespace {

constexpr std::string_view first_line = "crosswalk provider 1";
/// Without it the ledger was cut off.
constexpr std::string_view last_line = "end";

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// A path of names, none of which leads up or is hidden but for the well-known folder.
bool is_path(std::string_view text) {
  const auto parts = base::split(text, '/');
  return std::all_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return !part.empty() && part != "." && part != ".."; });
}

}  // namespace

bool Ledger::has(const std::string& path, std::string_view bytes) const {
  const auto found = files.find(path);
  return found != files.end() && found->second == base::sha256_hex(bytes);
}

std::string write_ledger(const Ledger& ledger) {
  using artifacts::time::text_of;
  std::string out = std::string(first_line) + "\n";
  out += "state " + (ledger.state.empty() ? "-" : ledger.state) + "\n";
  out += "updated " + text_of(ledger.updated) + "\nexpires " + text_of(ledger.expires) + "\n";
  out += "key " + (ledger.key.empty() ? "-" : ledger.key) + "\n";
  for (const auto& [path, hash] : ledger.files) out += "file " + (hash.empty() ? "-" : hash) + " " + path + "\n";
  return out + std::string(last_line) + "\n";
}

std::optional<Ledger> read_ledger(std::string_view text) {
  const auto lines = base::split(text, '\n');
  if (lines.size() < 7 || lines[0] != first_line || !lines.back().empty() || lines[lines.size() - 2] != last_line) {
    return std::nullopt;
  }
  const auto value = [&](std::size_t line, std::string_view key) -> std::optional<std::string> {
    if (!lines[line].starts_with(std::string(key) + " ")) return std::nullopt;
    std::string out(lines[line].substr(key.size() + 1));
    return out == "-" ? std::string() : out;
  };
  const auto state = value(1, "state");
  const auto updated = value(2, "updated");
  const auto expires = value(3, "expires");
  const auto key = value(4, "key");
  if (!state || !updated || !expires || !key) return std::nullopt;
  const auto updated_at = artifacts::time::parse_rfc3339(*updated);
  const auto expires_at = artifacts::time::parse_rfc3339(*expires);
  if (!updated_at || !expires_at) return std::nullopt;
  Ledger out{{}, *state, *updated_at, *expires_at, *key};
  for (std::size_t i = 5; i + 2 < lines.size(); ++i) {
    const auto words = base::split(lines[i], ' ');
    if (words.size() != 3 || words[0] != "file" || (words[1] != "-" && !is_hash(words[1])) || !is_path(words[2]))
      return std::nullopt;
    out.files[std::string(words[2])] = words[1] == "-" ? "" : std::string(words[1]);
  }
  return out;
}

}  // namespace crosswalk::provider
