// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/values.h"

#include <algorithm>

#include "artifacts/characters.h"
#include "base/date.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {

bool is_id(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix) || text.size() == prefix.size()) return false;
  text.remove_prefix(prefix.size());
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '.' || c == '-'; });
}

bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == 'd' ? !is_digit(text[i]) : text[i] != kForm[i]) return false;
  }
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  // A leap second may be the 60th.
  return base::parse_iso_date(text.substr(0, 10)).has_value() && number(11) < 24 && number(14) < 60 && number(17) <= 60;
}

bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size() || !is_letter(text.front())) return false;
  const auto scheme = [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; };
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), scheme) &&
         std::none_of(text.begin(), text.end(), is_space);
}

bool is_download_location(std::string_view text) {
  if (is_uri(text)) return true;
  for (const std::string_view system : {"git+", "hg+", "svn+", "bzr+"}) {
    if (text.starts_with(system)) text.remove_prefix(system.size());
  }
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find(':', at) != std::string_view::npos &&
         std::none_of(text.begin(), text.end(), is_space);
}

std::optional<sbom::Party> party_of(std::string_view text) {
  text = base::trim(text);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view kind = text.substr(0, colon);
  std::string_view name = base::trim(text.substr(colon + 1));
  if (kind != "Person" && kind != "Organization" && kind != "Tool") return std::nullopt;
  if (kind != "Tool" && name.ends_with(')')) {
    if (const std::size_t open = name.rfind('('); open != std::string_view::npos && open > 0)
      name = base::trim(name.substr(0, open));
  }
  if (name.empty()) return std::nullopt;
  return sbom::Party{std::string(name), base::to_lower(kind)};
}

bool says_nothing(std::string_view text) { return text == "NONE" || text == "NOASSERTION"; }

std::string_view reference_type(std::string_view type) {
  for (const std::string_view listed : {"http://spdx.org/rdf/references/", "https://spdx.org/rdf/references/"}) {
    if (type.starts_with(listed)) return type.substr(listed.size());
  }
  return type;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 80;
  if (text.size() <= kMost) return std::string(text);
  std::size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string(text.substr(0, cut)) + "...";
}

}  // namespace crosswalk::artifacts::spdx
