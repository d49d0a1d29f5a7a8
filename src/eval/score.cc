// SPDX-License-Identifier: Apache-2.0
#include "eval/score.h"

#include <set>

namespace crosswalk::eval {
namespace {

constexpr int folder_size = 20;

std::size_t row_of(const Label* label) {
  if (label == nullptr) return 4;
  switch (label->value) {
    case 'M':
      return 0;
    case 'P':
      return label->firm ? 1 : 2;
    case 'D':
      return 3;
    case 'X':
      return 5;
    default:
      return 4;
  }
}

std::size_t column_of(review::Verdict verdict) {
  const auto index = static_cast<std::size_t>(verdict);
  return index < 5 ? index : 4;
}

/// Probability that none of `bad` among `total` is in a draw of folder_size without replacement.
double none_drawn(int total, int bad) {
  double probability = 1;
  for (int i = 0; i < folder_size; ++i) {
    const int good_left = total - bad - i;
    if (good_left <= 0) return 0;
    probability *= static_cast<double>(good_left) / (total - i);
  }
  return probability;
}

}  // namespace

int Score::labelled_met() const {
  int sum = 0;
  for (const int count : confusion[0]) sum += count;
  return sum;
}

double Score::precision() const { return called_met() == 0 ? -1 : static_cast<double>(true_met()) / called_met(); }
double Score::recall() const { return labelled_met() == 0 ? -1 : static_cast<double>(true_met()) / labelled_met(); }

double Score::kappa() const {
  std::array<std::array<double, 3>, 3> cells{};
  constexpr std::array<int, 6> label_level{2, 1, -1, 0, 0, -1};
  constexpr std::array<std::size_t, 5> verdict_level{2, 1, 0, 0, 0};
  double total = 0;
  for (std::size_t row = 0; row < confusion.size(); ++row) {
    if (label_level[row] < 0) continue;
    for (std::size_t column = 0; column < 5; ++column) {
      cells[static_cast<std::size_t>(label_level[row])][verdict_level[column]] += confusion[row][column];
      total += confusion[row][column];
    }
  }
  double observed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      const double distance = static_cast<double>(i) - static_cast<double>(j);
      double row = 0;
      double column = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        row += cells[i][k];
        column += cells[k][j];
      }
      observed += distance * distance * cells[i][j];
      if (total > 0) expected += distance * distance * row * column / total;
    }
  }
  return expected == 0 ? 1 : 1 - observed / expected;
}

std::vector<std::string> labelled_constraints(const std::vector<LabelledDocument>& labels) {
  std::set<std::string> ids;
  for (const LabelledDocument& document : labels) {
    for (const auto& [id, label] : document.labels) ids.insert(id);
  }
  return {ids.begin(), ids.end()};
}

Scores score(const std::vector<LabelledDocument>& labels, const std::map<std::string, Verdicts>& verdicts,
             const std::vector<std::string>& ids) {
  Scores scores;
  std::map<std::string, std::pair<int, int>> unmet;  // documents that do not meet it, and how many of them are called met
  for (const LabelledDocument& document : labels) {
    if (document.language != "en") {
      ++scores.left_out_by_language;
      continue;
    }
    ++scores.documents;
    const auto said = verdicts.find(document.name);
    for (const std::string& id : ids) {
      const auto label = document.labels.find(id);
      const std::size_t row = row_of(label == document.labels.end() ? nullptr : &label->second);
      review::Verdict verdict = review::Verdict::not_found;
      if (said != verdicts.end()) {
        const auto found = said->second.find(id);
        if (found != said->second.end()) verdict = found->second;
      }
      const std::size_t column = column_of(verdict);
      Score& one = scores.by_constraint[id];
      ++one.confusion[row][column];
      ++scores.all.confusion[row][column];
      if (row == 0 && column != 0) one.missed.push_back(document.name);
      if (row == 1 || row == 3 || row == 4) {
        ++unmet[id].first;
        if (column == 0) {
          ++unmet[id].second;
          one.false_met.push_back(document.name);
        }
      }
    }
  }
  double sum = 0;
  int counted = 0;
  for (auto& [id, one] : scores.by_constraint) {
    const auto [total, bad] = unmet[id];
    if (total < folder_size) continue;
    one.gap_recall = none_drawn(total, bad);
    sum += one.gap_recall;
    ++counted;
  }
  if (counted > 0) scores.all.gap_recall = sum / counted;
  return scores;
}

}  // namespace crosswalk::eval
