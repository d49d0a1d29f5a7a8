// SPDX-License-Identifier: Apache-2.0
#include "packs/diagnostics.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace crosswalk::packs {

std::string Diagnostic::text() const {
  std::string out = file;
  if (line > 0) out += ":" + std::to_string(line) + ":" + std::to_string(column);
  out += level == Level::error ? ": error: " : ": warning: ";
  out += message + "\n";
  if (!advice.empty()) out += "    " + advice + "\n";
  return out;
}

void Diagnostics::error(std::string_view file, int line, int column, std::string message, std::string advice) {
  items_.push_back({Diagnostic::Level::error, std::string(file), line, column, std::move(message), std::move(advice)});
}

void Diagnostics::warning(std::string_view file, int line, int column, std::string message, std::string advice) {
  items_.push_back({Diagnostic::Level::warning, std::string(file), line, column, std::move(message), std::move(advice)});
}

bool Diagnostics::has_errors() const {
  return std::any_of(items_.begin(), items_.end(), [](const Diagnostic& d) { return d.level == Diagnostic::Level::error; });
}

std::string Diagnostics::text() const {
  std::vector<Diagnostic> sorted = items_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  std::string out;
  for (const Diagnostic& diagnostic : sorted) out += diagnostic.text();
  return out;
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::size_t best_distance = 1 + std::max<std::size_t>(1, word.size() / 3);
  std::string best;
  for (const std::string& candidate : candidates) {
    std::vector<std::size_t> row(candidate.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i + 1;
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        const std::size_t substitute = diagonal + (word[i] == candidate[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({substitute, row[j] + 1, row[j + 1] + 1});
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

}  // namespace crosswalk::packs
