// SPDX-License-Identifier: Apache-2.0
#include "retrieval/model.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "retrieval/engine.h"
#include "retrieval/sentence_model.h"

namespace crosswalk::retrieval {
namespace {

constexpr std::uint64_t largest_file = 256ULL << 20;

std::vector<std::string> places() {
  if (std::string named = platform::environment("CROSSWALK_MODEL"); !named.empty()) return {std::move(named)};
  std::vector<std::string> out;
  if (const std::string own = platform::user_data_folder(); !own.empty()) out.push_back(own + "/model");
  if (const auto data = platform::data_folder()) out.push_back(*data + "/model");
  return out;
}

bool holds(const std::string& folder, std::string_view name) {
  const auto kind = platform::kind_of(folder + "/" + std::string(name));
  return kind.has_value();
}

FoundModel none(std::string why) { return {nullptr, {}, std::move(why)}; }

}  // namespace

FoundModel find_model() {
  std::string folder;
  for (const std::string& place : places()) {
    if (!holds(place, weights_name) || !holds(place, tokenizer_name)) continue;
    folder = place;
    break;
  }
  if (folder.empty()) return none("there is no sentence model");
  auto engine = Engine::load();
  if (!engine) return none("oneDNN (libdnnl) is not installed, or cannot be used on this processor");
  const auto verified = [&](std::string_view name, std::string_view sha256) -> std::optional<std::string> {
    auto bytes = platform::read_file(folder + "/" + std::string(name), largest_file);
    if (!bytes || base::sha256_hex(*bytes) != sha256) return std::nullopt;
    return std::move(*bytes);
  };
  const auto weights = verified(weights_name, weights_sha256);
  const auto tokenizer = verified(tokenizer_name, tokenizer_sha256);
  if (!weights || !tokenizer) {
    return none("the sentence model that was found is not the one that this version knows");
  }
  const std::string engine_name = engine->name();
  auto model = SentenceModel::create(*weights, *tokenizer, std::move(*engine));
  if (!model) return none("the sentence model cannot be used");
  return {std::move(*model), "all-MiniLM-L6-v2 " + std::string(weights_sha256.substr(0, 8)) + ", " + engine_name + " SSE4.1", {}};
}

}  // namespace crosswalk::retrieval
