// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <set>

#include "artifacts/ids/ids.h"
#include "artifacts/text/find.h"
#include "artifacts/version/version.h"
#include "base/text.h"
#include "facts/artifact/readers.h"
#include "facts/view.h"

namespace crosswalk::facts {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::NamedVersion;
using document::Span;

constexpr std::size_t most_mentions = 2000;
constexpr std::uint32_t longest_quote = 300;

/// The first word that is a version of at least two numbers, without a "v".
std::string version_in(std::string_view text) {
  constexpr std::string_view around = "()[]{},:;*_`#";
  for (std::string_view word : base::split(text, ' ')) {
    while (!word.empty() && around.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && around.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    if (word.empty() || word.size() > 40) continue;
    const auto version = artifacts::version::parse_version(word);
    if (!version || version->numbers.size() < 2 || version->wildcard) continue;
    // A day is none: 2026.11.22.
    if (version->numbers[0] >= 1990 && version->numbers[0] < 2100 && version->numbers.size() == 3 && version->numbers[1] <= 12)
      continue;
    return version->canonical();
  }
  return {};
}

/// The product of a title such as "Release notes for ViewStation 3.4.2": what is left of it without the words for what it is.
std::string product_in(std::string_view title, std::string_view version) {
  static const std::set<std::string_view> words{
      "release", "releases", "note",     "notes",       "changelog", "changes",  "change",  "log",
      "history", "version",  "v",        "ver",         "for",       "of",       "the",     "what",
      "s",       "is",       "new",      "in",          "security",  "update",   "and",     "software",
      "patch",   "service",  "bulletin", "information", "rev",       "revision", "document"};
  std::string out;
  const std::string_view before = version.empty() ? title : title.substr(0, title.find(version));
  const std::string said = words_of(before);
  for (const std::string_view word : base::split(said, ' ')) {
    if (word.empty() || words.contains(word)) continue;
    out += (out.empty() ? "" : " ") + std::string(word);
  }
  return out;
}

/// Whether the sentence tells of a weakness that this version does not remove.
bool tells_of_open(std::string_view words) {
  constexpr std::string_view phrases[] = {"not affected",  "not vulnerable", "known issue",   "known issues",
                                          "not fixed",     "not yet fixed",  "will be fixed", "remains",
                                          "not addressed", "planned",        "workaround"};
  return has_any(words, phrases);
}

}  // namespace

void read_release_notes(document::Extracted& extracted) {
  const Document& document = extracted.document;
  document::Artifact& artifact = extracted.artifact;
  const std::string& title = extracted.facts.control.title;
  const std::string whole = version_in(title);
  std::string product = product_in(title, whole);
  if (product.empty() && extracted.facts.control.products.size() == 1) {
    const std::string& named = extracted.facts.control.products.front();
    product = product_in(named, version_in(named));
  }

  std::string version = whole;
  std::uint8_t level = 0;
  bool open = false;
  std::set<std::string> told;
  const auto tell = [&](const std::string& one, Span quote) {
    if (told.insert(one).second) artifact.versions.push_back({NamedVersion::Use::subject, product, one, {}, {}, quote});
  };
  for (const Block& block : document.blocks) {
    if (artifact.versions.size() >= most_mentions) break;
    const std::string_view text = document.view(block.span);
    if (block.kind == BlockKind::heading) {
      const std::string named = version_in(text.substr(0, longest_quote));
      if (!named.empty()) {
        version = named;
        level = block.level;
        tell(version, block.span);
      } else if (block.level <= level) {
        version = whole;
        level = 0;
      }
      open = tells_of_open(words_of(text.substr(0, longest_quote)));
      continue;
    }
    if (!whole.empty() && told.empty() && text.find(whole) != std::string_view::npos && block.span.size() <= longest_quote) {
      tell(whole, block.span);
    }
    if (version.empty() || open) continue;
    for (const artifacts::Artifact& cve : artifacts::text::find(text, {artifacts::Kind::cve})) {
      if ((cve.flags & artifacts::Flag::placeholder) != 0 || artifact.versions.size() >= most_mentions) continue;
      const bool whole_block = block.span.size() <= longest_quote;
      const std::size_t from = whole_block || cve.begin < longest_quote / 2 ? 0 : cve.begin - longest_quote / 2;
      if (tells_of_open(words_of(text.substr(from, longest_quote)))) continue;
      const auto at = [&](std::size_t offset) { return block.span.begin + static_cast<document::ByteOffset>(offset); };
      const Span quote = whole_block ? block.span : Span{at(cve.begin), at(cve.end)};
      artifact.versions.push_back({NamedVersion::Use::fixed, product, version, {}, cve.canonical, quote});
    }
  }
}

}  // namespace crosswalk::facts
