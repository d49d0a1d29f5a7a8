// SPDX-License-Identifier: Apache-2.0
#include "eval/labels.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"

namespace crosswalk::eval {

base::Result<std::vector<LabelledDocument>> read_labels(std::string_view jsonl, std::string_view path) {
  std::vector<LabelledDocument> out;
  std::size_t number = 0;
  for (const std::string_view line : base::split(jsonl, '\n')) {
    ++number;
    if (base::trim(line).empty()) continue;
    const auto wrong = [&](const std::string& detail) {
      return base::Error{base::ErrorCode::malformed_corpus, std::string(path) + ":" + std::to_string(number), detail};
    };
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return wrong("not a JSON object");
    if (!json.contains("document") || !json["document"].is_string()) return wrong("no 'document'");
    LabelledDocument document;
    document.name = json["document"].get<std::string>();
    const nlohmann::json facets = json.value("facets", nlohmann::json::object());
    for (const auto& [name, value] : facets.items()) {
      if (value.is_string()) document.facets.emplace(name, value.get<std::string>());
    }
    if (document.facets.contains("language")) document.language = document.facets["language"];
    const nlohmann::json labels = json.value("labels", nlohmann::json::object());
    for (const auto& [id, value] : labels.items()) {
      const std::string word = value.is_object() ? value.value("value", "") : "";
      if (word.size() != 1 || std::string_view("MPDXN").find(word[0]) == std::string_view::npos) {
        return wrong("label of " + id + " is none of M, P, D, X, N");
      }
      Label label;
      label.value = word[0];
      label.firm = value.value("firm", false);
      const nlohmann::json quotes = value.value("quotes", nlohmann::json::array());
      for (const auto& quote : quotes) {
        if (quote.is_string()) label.quotes.push_back(quote.get<std::string>());
      }
      document.labels.emplace(id, std::move(label));
    }
    out.push_back(std::move(document));
  }
  if (out.empty()) return base::Error{base::ErrorCode::malformed_corpus, std::string(path), "no documents"};
  return out;
}

}  // namespace crosswalk::eval
