// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/words.h"

#include "base/text.h"

namespace crosswalk::artifacts::jsonschema {

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::string shown(const json::Value& value) {
  constexpr std::size_t kMost = 60;
  const std::string text = base::collapse_space(value.is_string() ? json::quoted(value.string()) : std::string(value.raw()));
  if (text.size() <= kMost) return text;
  std::size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "...";
}

std::string_view with_article(std::string_view type) {
  if (type == "null") return "null";
  if (type == "boolean") return "true or false";
  if (type == "number") return "a number";
  if (type == "string") return "a text";
  if (type == "array") return "a list";
  if (type == "object") return "an object";
  return "a whole number";
}

std::string one_of(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

}  // namespace crosswalk::artifacts::jsonschema
