// SPDX-License-Identifier: Apache-2.0
#include "artifacts/purl/check.h"

#include <algorithm>

#include "artifacts/characters.h"
#include "base/text.h"

namespace crosswalk::artifacts::purl {
namespace {

/// A package URL cut at its separators, still encoded.
struct Raw {
  std::string_view scheme;
  std::string_view type;
  std::string_view path;
  std::string_view version;
  std::string_view qualifiers;
  std::string_view subpath;
};

Raw cut(std::string_view text) {
  Raw out;
  if (const std::size_t hash = text.rfind('#'); hash != std::string_view::npos) {
    out.subpath = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.rfind('?'); mark != std::string_view::npos) {
    out.qualifiers = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return out;
  out.scheme = text.substr(0, colon);
  text = text.substr(colon + 1);
  const std::size_t slash = text.find('/', std::min(text.find_first_not_of('/'), text.size()));
  out.type = text.substr(0, slash);
  if (slash == std::string_view::npos) return out;
  out.path = text.substr(slash + 1);
  const std::size_t at = out.path.rfind('@');
  if (at != std::string_view::npos && at > 0 && out.path[at - 1] != '/') {
    out.version = out.path.substr(at + 1);
    out.path = out.path.substr(0, at);
  }
  return out;
}

bool has_upper(std::string_view text) { return std::any_of(text.begin(), text.end(), is_upper); }

void compare_qualifiers(std::string_view given, std::string_view wanted, std::vector<Remark>& out) {
  if (given == wanted) return;
  const std::vector<std::string_view> parts = base::split(given, '&');
  const auto key_of = [](std::string_view part) { return part.substr(0, part.find('=')); };
  bool told = false;
  const auto say = [&](std::string what) {
    out.push_back({"qualifiers", std::move(what)});
    told = true;
  };
  if (std::any_of(parts.begin(), parts.end(), [&](auto part) { return has_upper(key_of(part)); }))
    say("keys are written in small letters");
  if (std::any_of(parts.begin(), parts.end(), [](auto part) { return part.empty() || part.back() == '='; }))
    say("a qualifier without a value is left out");
  std::vector<std::string> keys;
  keys.reserve(parts.size());
  for (const std::string_view part : parts) keys.push_back(base::to_lower(key_of(part)));
  if (!std::is_sorted(keys.begin(), keys.end())) say("they are sorted by their keys");
  if (!told) say("characters are not encoded as in the canonical form");
}

/// What the definitions of types advise against without making it wrong.
void advise(const Purl& purl, std::vector<Remark>& out) {
  if (!is_known_type(purl.type)) {
    out.push_back({"type", "'" + purl.type + "' is not a registered type, so that no rules of a type were checked"});
    return;
  }
  if (purl.type == "oci" && !purl.version.empty() && !purl.version.starts_with("sha256:"))
    out.push_back({"version", "the digest of the image is wanted: sha256:..."});
  if (purl.type == "luarocks" && has_upper(purl.version)) out.push_back({"version", "small letters are wanted"});
}

}  // namespace

Check check(std::string_view text) {
  Check out;
  auto purl = parse(text);
  if (!purl) {
    out.errors.push_back({purl.error().subject, purl.error().detail});
    return out;
  }
  const std::string canonical = purl->canonical();
  if (canonical != text) {
    const Raw given = cut(text);
    const Raw wanted = cut(canonical);
    if (given.scheme != wanted.scheme) out.warnings.push_back({"scheme", "'pkg' is written in small letters"});
    if (base::to_lower(given.type) != wanted.type) {
      out.warnings.push_back({"type", "no '/' stands between 'pkg:' and the type"});
    } else if (given.type != wanted.type) {
      out.warnings.push_back({"type", "it is written in small letters"});
    }
    if (given.path != wanted.path) {
      const bool by_case = base::equal_ignoring_case(given.path, wanted.path);
      out.warnings.push_back({"name", by_case ? "this type does not tell upper from lower case, or wants another one"
                                              : "namespace and name are not written or encoded as in the canonical form"});
    }
    if (given.version != wanted.version)
      out.warnings.push_back({"version", "it is not written or encoded as in the canonical form"});
    compare_qualifiers(given.qualifiers, wanted.qualifiers, out.warnings);
    if (given.subpath != wanted.subpath)
      out.warnings.push_back({"subpath", "it is not written or encoded as in the canonical form"});
    if (out.warnings.empty()) out.warnings.push_back({"purl", "a separator stands without a part behind it"});
  }
  advise(*purl, out.warnings);
  out.purl = std::move(*purl);
  return out;
}

}  // namespace crosswalk::artifacts::purl
