// SPDX-License-Identifier: Apache-2.0
#include "artifacts/schemas/schemas.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "artifacts/schemas/embedded.h"

namespace crosswalk::artifacts::schemas {
namespace {

std::optional<std::string_view> text_of(const Embedded& schema) {
  if (schema.begin == nullptr) return std::nullopt;
  return std::string_view(schema.begin, static_cast<std::size_t>(schema.end - schema.begin));
}

}  // namespace

std::optional<std::string_view> text(std::string_view name) {
  for (const Embedded& schema : embedded()) {
    if (name == schema.name) return text_of(schema);
  }
  return std::nullopt;
}

std::optional<std::string_view> text_by_uri(std::string_view uri) {
  if (uri.empty()) return std::nullopt;
  for (const Embedded& schema : embedded()) {
    if (uri == schema.uri) return text_of(schema);
  }
  return std::nullopt;
}

const jsonschema::Schema* schema(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<jsonschema::Schema>, std::less<>> ready;
  const std::lock_guard lock(mutex);
  if (const auto known = ready.find(name); known != ready.end()) return known->second.get();
  std::unique_ptr<jsonschema::Schema> made;
  if (const auto found = text(name)) {
    if (auto document = json::parse(std::string(*found), {std::string(name)})) {
      jsonschema::Options options;
      options.assert_formats = true;
      if (auto compiled = jsonschema::Schema::compile(*document, options)) {
        made = std::make_unique<jsonschema::Schema>(std::move(*compiled));
      }
    }
  }
  return ready.emplace(std::string(name), std::move(made)).first->second.get();
}

}  // namespace crosswalk::artifacts::schemas
