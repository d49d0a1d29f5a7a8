// SPDX-License-Identifier: Apache-2.0
#include "artifacts/securitytxt/languages.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "base/text.h"

namespace crosswalk::artifacts::securitytxt {
namespace {

/// The languages of ISO 639-1, two letters each.
constexpr std::string_view kLanguages =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et "
    "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl "
    "km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj "
    "om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn "
    "to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Tags that were registered before the rules for their parts and do not follow them. Source: RFC 5646, 2.1, "irregular".
constexpr std::array<std::string_view, 17> kIrregular{"en-gb-oed", "i-ami", "i-bnn",     "i-default", "i-enochian", "i-hak",
                                                      "i-klingon", "i-lux", "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",
                                                      "i-tay",     "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de"};

/// Countries whose code is no language, and the language that most of their people mean by it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kCountries{{
    {"at", "de"}, {"cn", "zh"}, {"cz", "cs"}, {"dk", "da"}, {"eg", "ar"}, {"gb", "en"}, {"gr", "el"},
    {"hk", "zh"}, {"il", "he"}, {"in", "hi"}, {"ir", "fa"}, {"jp", "ja"}, {"kz", "kk"}, {"mx", "es"},
    {"nz", "en"}, {"ph", "tl"}, {"rs", "sr"}, {"ua", "uk"}, {"us", "en"}, {"vn", "vi"},
}};

bool is_known(std::string_view two_letters) {
  const std::string code{lower(two_letters[0]), lower(two_letters[1])};
  for (std::size_t at = 0; at < kLanguages.size(); at += 3) {
    if (kLanguages.substr(at, 2) == code) return true;
  }
  return false;
}

bool are(std::string_view text, bool (*is)(char)) { return std::all_of(text.begin(), text.end(), is); }

/// Whether a subtag is a variant: five to eight letters or digits, or four that begin with a digit.
bool is_variant(std::string_view part) { return part.size() >= 5 || (part.size() == 4 && is_digit(part[0])); }

}  // namespace

bool is_language_tag(std::string_view tag) {
  if (std::find(kIrregular.begin(), kIrregular.end(), base::to_lower(tag)) != kIrregular.end()) return true;
  const std::vector<std::string_view> parts = base::split(tag, '-');
  for (const std::string_view part : parts) {
    if (part.empty() || part.size() > 8 || !are(part, is_alnum)) return false;
  }
  const std::string_view first = parts[0];
  std::size_t at = 1;
  if (first.size() == 1) return (first == "x" || first == "X") && parts.size() > 1;
  if (!are(first, is_letter) || (first.size() == 2 && !is_known(first))) return false;
  const auto has = [&](std::size_t size, bool (*is)(char)) {
    return at < parts.size() && parts[at].size() == size && are(parts[at], is);
  };
  for (int extended = 0; first.size() <= 3 && extended < 3 && has(3, is_letter); ++extended) ++at;
  if (has(4, is_letter)) ++at;
  if (has(2, is_letter) || has(3, is_digit)) ++at;
  while (at < parts.size() && is_variant(parts[at])) ++at;
  while (at < parts.size() && parts[at].size() == 1) {
    const bool own = parts[at] == "x" || parts[at] == "X";
    const std::size_t from = ++at;
    while (at < parts.size() && (own || parts[at].size() >= 2)) ++at;
    if (at == from) return false;
  }
  return at == parts.size();
}

std::string meant_by(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find('-'));
  if (first.size() != 2 || is_known(first)) return {};
  for (const auto& [country, language] : kCountries) {
    if (base::equal_ignoring_case(first, country)) return std::string(language) + std::string(tag.substr(2));
  }
  return {};
}

}  // namespace crosswalk::artifacts::securitytxt
