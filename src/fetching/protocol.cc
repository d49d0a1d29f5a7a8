// SPDX-License-Identifier: Apache-2.0
#include "fetching/protocol.h"

#include <nlohmann/json.hpp>

namespace crosswalk::fetching {
namespace {

using Json = nlohmann::ordered_json;

/// What stands in a head may be written as six bytes each.
constexpr std::size_t kLongestLocation = 2048;
constexpr std::size_t kLongestHead = 16384;

base::Error malformed(const char* what) { return {base::ErrorCode::malformed_data, "the helper", what}; }

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_line(const FetchRequest& request) {
  return dump(Json{{"url", request.url},
                   {"body", request.body},
                   {"key", request.key},
                   {"ca_file", request.ca_file},
                   {"proxy", request.proxy},
                   {"milliseconds", request.milliseconds},
                   {"most_bytes", request.most_bytes},
                   {"loopback_only", request.loopback_only},
                   {"get", request.method == Method::get}}) +
         "\n";
}

base::Result<FetchRequest> request_from_line(std::string_view line) {
  const auto json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return malformed("a request is no JSON object");
  FetchRequest out;
  bool whole = true;
  const auto find = [&](const char* key, auto fits) -> const Json* {
    const auto found = json.find(key);
    if (found != json.end() && fits(*found)) return &*found;
    whole = false;
    return nullptr;
  };
  const auto text = [&](const char* key, std::string& value) {
    if (const Json* found = find(key, [](const Json& each) { return each.is_string(); })) value = found->get<std::string>();
  };
  text("url", out.url);
  text("body", out.body);
  text("key", out.key);
  text("ca_file", out.ca_file);
  text("proxy", out.proxy);
  const auto is_number = [](const Json& each) { return each.is_number_unsigned(); };
  if (const Json* found = find("milliseconds", is_number)) out.milliseconds = found->get<std::int64_t>();
  if (const Json* found = find("most_bytes", is_number)) out.most_bytes = found->get<std::uint64_t>();
  const auto is_boolean = [](const Json& each) { return each.is_boolean(); };
  if (const Json* found = find("loopback_only", is_boolean)) out.loopback_only = found->get<bool>();
  if (const Json* found = find("get", is_boolean)) out.method = found->get<bool>() ? Method::get : Method::post;
  if (!whole) return malformed("a request lacks a member");
  return out;
}

std::string to_bytes(const FetchAnswer& answer) {
  return dump(Json{{"problem", answer.problem},
                   {"status", answer.status},
                   {"location", answer.location.substr(0, kLongestLocation)},
                   {"bytes", answer.body.size()}}) +
         "\n" + answer.body;
}

std::optional<base::Result<FetchAnswer>> answer_from_bytes(std::string_view bytes, std::uint64_t most_bytes) {
  const std::size_t end = bytes.substr(0, kLongestHead).find('\n');
  if (end == std::string_view::npos) {
    if (bytes.size() < kLongestHead) return std::nullopt;
    return malformed("an answer begins with a line that is too long");
  }
  const auto json = Json::parse(bytes.substr(0, end), nullptr, false);
  const auto has = [&](const char* key, bool (Json::*is)() const noexcept) {
    return json.is_object() && json.contains(key) && (json[key].*is)();
  };
  if (!has("problem", &Json::is_string) || !has("status", &Json::is_number_unsigned) || !has("location", &Json::is_string) ||
      !has("bytes", &Json::is_number_unsigned)) {
    return malformed("an answer begins with something else than its head");
  }
  const auto size = json["bytes"].get<std::uint64_t>();
  const auto status = json["status"].get<std::uint64_t>();
  if (size > most_bytes || status > 999) return malformed("an answer says what cannot be");
  bytes.remove_prefix(end + 1);
  if (bytes.size() < size) return std::nullopt;
  if (bytes.size() > size) return malformed("an answer is longer than it says");
  return FetchAnswer{json["problem"].get<std::string>(), static_cast<int>(status), std::string(bytes),
                     json["location"].get<std::string>()};
}

}  // namespace crosswalk::fetching
