// SPDX-License-Identifier: Apache-2.0
#include "gathering/image.h"

#include <algorithm>

#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::gathering {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_word(std::string_view text, std::string_view also) {
  return !text.empty() && is_letter_or_digit(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || also.find(c) != std::string_view::npos;
  });
}

bool is_digest(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view hex = text.substr(colon + 1);
  return hex.size() >= 32 && hex.size() <= 128 &&
         std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Whether the first part of a name is a registry: it has a dot or a port, or is this machine.
bool is_registry(std::string_view part) { return part.find_first_of(".:") != std::string_view::npos || part == "localhost"; }

}  // namespace

std::string_view Image::name() const {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

std::string Image::purl() const {
  artifacts::purl::Purl parts;
  parts.name = name();
  if (!digest.empty()) {
    parts.type = "oci";
    parts.version = digest;
    const std::string where = path.find('/') == std::string::npos ? "library/" + path : path;
    parts.qualifiers.emplace_back("repository_url", registry.empty() ? "docker.io/" + where : registry + "/" + path);
    if (!tag.empty()) parts.qualifiers.emplace_back("tag", tag);
  } else if (!tag.empty()) {
    parts.type = "docker";
    parts.version = tag;
    if (path.size() > parts.name.size()) parts.name_space = path.substr(0, path.size() - parts.name.size() - 1);
    if (!registry.empty()) parts.qualifiers.emplace_back("repository_url", registry);
  } else {
    return {};
  }
  const auto built = artifacts::purl::build(parts);
  return built ? built->canonical() : std::string();
}

std::optional<Image> read_image(std::string_view text) {
  text = base::trim(text);
  if (text.size() > 1024) return std::nullopt;
  Image out;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    out.digest = text.substr(at + 1);
    if (!is_digest(out.digest)) return std::nullopt;
    text = text.substr(0, at);
  }
  const std::size_t slash = text.rfind('/');
  const std::size_t colon = text.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    out.tag = text.substr(colon + 1);
    if (out.tag.size() > 128 || !(is_word(out.tag, "._-") || (out.tag[0] == '_' && is_word(out.tag.substr(1), "._-"))))
      return std::nullopt;
    text = text.substr(0, colon);
  }
  const std::size_t first = text.find('/');
  if (first != std::string_view::npos && is_registry(text.substr(0, first))) {
    out.registry = text.substr(0, first);
    if (!is_word(out.registry, ".-:")) return std::nullopt;
    text = text.substr(first + 1);
  }
  for (const std::string_view part : base::split(text, '/')) {
    if (!is_word(part, "._-")) return std::nullopt;
  }
  out.path = text;
  return out;
}

void take_image(Maker& maker, std::string_view text, std::string_view program, Place place) {
  const auto image = read_image(text);
  if (!image) {
    maker.remark(place, "the image of " + std::string(program) + " has a name that cannot be read",
                 "write it as registry/name:tag@digest");
    return;
  }
  const bool moves = image->tag.empty() || image->tag == "latest";
  if (moves && image->digest.empty()) {
    maker.remark(place, "the image of " + std::string(program) + " names no version: what it is changes from day to day",
                 "name a tag that stays, or better a digest");
  }
  if (!maker.is_first("image " + image->registry + "/" + image->path + ":" + image->tag + "@" + image->digest)) return;
  auto draft = maker.begin("items", place);
  draft.say("name", image->registry.empty() ? image->path : image->registry + "/" + image->path, place);
  draft.say("version", moves ? image->digest : image->tag, place);
  if (!moves || !image->digest.empty()) draft.say("purl", image->purl(), place);
  maker.add(std::move(draft), "image-" + std::string(image->name()));
}

}  // namespace crosswalk::gathering
