// SPDX-License-Identifier: Apache-2.0
#include "retrieval/ranking.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "matching/layout.h"
#include "matching/normalize.h"
#include "retrieval/arithmetic.h"
#include "retrieval/passages.h"
#include "retrieval/words.h"

namespace crosswalk::retrieval {
namespace {

// BM25: how soon repetition stops to count, how much long passages are held back, and the length that is not.
constexpr double saturation = 3;
constexpr double length_share = 0.4;
constexpr double usual_words = 70;
// What a word in a heading or label counts beside one in the passage, and a word of the requirement beside one of the question.
constexpr double around_share = 0.5;
constexpr double about_share = 0.5;
// What a word counts that may stand for one of the question.
constexpr double alike_share = 0.55;
// Units that follow each other are weighed together up to the length that passages have in retrieval elsewhere (Karpukhin et al.
// 2020, Dense Passage Retrieval, 4.1). What is shown goes on to the sentences and items around, as far as they are of the same
// section: a reader understands a paragraph or a list with its beginning, and the ranking is not diluted by them.
constexpr std::size_t most_units = 8;
constexpr std::uint32_t most_words = 100;
constexpr std::uint32_t most_words_shown = 150;
// Of a heading or label the embedder is shown no more bytes than these.
constexpr std::size_t longest_label = 160;
// What the words count beside the meaning, when the best passage by words counts 1 and equal texts are 1 near.
constexpr double words_share = 0.8;
/// Sentences that have nothing to do with each other stay below this cosine (paraphrases lie at 0.43 on average, others at 0.18).
constexpr double nearest_unrelated = 0.35;

/// Inverse document frequency. Source: Robertson, Zaragoza 2009, (3.15), with 1 added so that it stays positive.
double rarity(double all, double holding) { return natural_log(1 + (all - holding + 0.5) / (holding + 0.5)); }

bool is_member(const std::string& path) { return path.find('!') != std::string::npos; }

/// Of files with the same bytes the one that counts.
bool comes_first(const Source& a, const Source& b) {
  return std::tuple(is_member(a.path), std::tie(a.root, a.path)) < std::tuple(is_member(b.path), std::tie(b.root, b.path));
}

}  // namespace

std::uint32_t Questions::number_of(std::string_view word) {
  const auto [place, fresh] = numbers_.emplace(std::string(word), static_cast<std::uint32_t>(prior_.size()));
  if (fresh) prior_.push_back(0);
  return place->second;
}

Questions::Questions(std::vector<Question> questions, const std::vector<std::string>& background)
    : questions_(std::move(questions)) {
  for (const Question& question : questions_) {
    std::vector<Asked>& asked = asked_.emplace_back();
    const auto add = [&](std::string_view word, double weight) {
      const std::uint32_t term = number_of(word);
      const auto known = std::find_if(asked.begin(), asked.end(), [&](const Asked& one) { return one.term == term; });
      if (known == asked.end()) asked.push_back({term, weight});
    };
    for_each_asked_term(matching::normalize_text(question.text), [&](std::string_view word) { add(word, 1); });
    for_each_term(matching::normalize_text(question.about), [&](std::string_view word) { add(word, about_share); });
    for_each_asked_term(matching::normalize_text(question.text), [&](std::string_view word) {
      for_each_term_alike(word, [&](std::string_view other) { add(other, alike_share); });
    });
  }
  std::vector<std::uint32_t> holding(prior_.size());
  for (const std::string& text : background) {
    std::set<std::uint32_t> terms;
    for_each_term(matching::normalize_text(text), [&](std::string_view word) {
      if (const std::int32_t known = term(word); known >= 0) terms.insert(static_cast<std::uint32_t>(known));
    });
    for (const std::uint32_t each : terms) ++holding[each];
  }
  for (std::size_t i = 0; i < prior_.size(); ++i) prior_[i] = rarity(static_cast<double>(background.size()), holding[i]);
}

std::int32_t Questions::term(std::string_view word) const {
  const auto found = numbers_.find(std::string(word));
  return found == numbers_.end() ? -1 : static_cast<std::int32_t>(found->second);
}

bool Search::Better::operator()(const Candidate& a, const Candidate& b) const {
  if (a.score != b.score) return a.score > b.score;
  return std::tie(a.source.identity, a.span.begin, a.span.end) < std::tie(b.source.identity, b.span.begin, b.span.end);
}

double Search::score(const std::vector<Questions::Asked>& asked, const std::vector<Count>& counts, std::uint32_t words,
                     const std::function<double(std::uint32_t)>& weight) const {
  double out = 0;
  const double length = saturation * (1 - length_share + length_share * words / usual_words);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const double often = counts[i].own + (counts[i].around ? around_share : 0);
    if (often > 0) out += asked[i].weight * weight(asked[i].term) * often / (often + length);
  }
  return out;
}

/// Units that are read together.
struct Search::Window {
  std::size_t first = 0;
  std::size_t last = 0;
  std::uint32_t words = 0;
};

namespace {

/// What the embedder is shown of a unit: its nearest heading, what else announces it, and its text. Headings further up would
/// only make all units of a chapter alike.
std::string reading_of(const document::Document& document, const matching::Normalized& normalized, const Unit& unit) {
  std::string out;
  bool under_heading = false;
  std::vector<std::uint32_t> labels;
  for (const std::uint32_t block : unit.context) {
    const bool heading = document.blocks[block].kind == document::BlockKind::heading;
    if (heading && under_heading) continue;
    under_heading = under_heading || heading;
    labels.push_back(block);
  }
  for (auto block = labels.rbegin(); block != labels.rend(); ++block) {
    std::string label = base::collapse_space(document.view(document.blocks[*block].span));
    if (label.size() > longest_label) {
      const std::size_t space = label.rfind(' ', longest_label);
      label.resize(space == std::string::npos ? 0 : space);
    }
    if (!label.empty()) out += label + ": ";
  }
  return out + base::collapse_space(document.view(normalized.source(unit.range)));
}

/// Widens a window in the same section, first to all of its blocks, up to the length that is shown and to units in `taken`.
template <class Window>
Window widened(const std::vector<Unit>& units, const std::set<std::size_t>& taken, Window window) {
  for (const bool beyond_block : {false, true}) {
    const auto takes = [&](std::size_t unit, const Unit& later, const Unit& earlier) {
      return later.joins && taken.count(unit) == 0 && window.words + units[unit].words <= most_words_shown &&
             (beyond_block || earlier.last_block == later.first_block);
    };
    bool down = true;
    bool up = true;
    while (down || up) {
      const std::size_t next = window.last + 1;
      down = down && next < units.size() && takes(next, units[next], units[window.last]);
      if (down) {
        window.last = next;
        window.words += units[next].words;
      }
      up = up && window.first > 0 && takes(window.first - 1, units[window.first], units[window.first - 1]);
      if (up) window.words += units[--window.first].words;
    }
  }
  return window;
}

}  // namespace

/// A window that may answer a question.
struct Search::Found {
  double score = 0;
  Window window;
  std::vector<Count> counts;
};

void Search::add(const document::Document& document, const Source& source, const Describe& describe) {
  const matching::Normalized normalized = matching::normalize(document);
  const matching::Layout layout(document, normalized);
  const std::vector<Unit> units = cut(document, normalized, layout);

  // The terms of each unit and block that are asked for, ascending, with how often they stand there.
  using Terms = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  const auto terms_of = [&](matching::Range range) {
    Terms out;
    for_each_term(std::string_view(normalized.text).substr(range.begin, range.end - range.begin), [&](std::string_view word) {
      if (const std::int32_t term = questions_.term(word); term >= 0) out.emplace_back(static_cast<std::uint32_t>(term), 1);
    });
    std::sort(out.begin(), out.end());
    std::size_t size = 0;
    for (const auto& one : out) {
      if (size > 0 && out[size - 1].first == one.first) {
        ++out[size - 1].second;
      } else {
        out[size++] = one;
      }
    }
    out.resize(size);
    return out;
  };
  std::vector<Terms> own(units.size());
  std::vector<std::uint64_t> holding(questions_.terms());
  for (std::size_t i = 0; i < units.size(); ++i) {
    own[i] = terms_of(units[i].range);
    for (const auto& one : own[i]) ++holding[one.first];
  }
  std::unordered_map<std::uint32_t, Terms> of_block;
  for (const Unit& unit : units) {
    for (const std::uint32_t block : unit.context) {
      if (const auto [place, fresh] = of_block.try_emplace(block); fresh) place->second = terms_of(normalized.blocks[block]);
    }
  }

  std::vector<std::vector<Found>> found(questions_.size());
  std::vector<Count> all(questions_.terms());
  std::vector<std::uint32_t> touched;
  const auto prior = [&](std::uint32_t term) { return questions_.prior(term); };
  for (std::size_t first = 0; first < units.size(); ++first) {
    for (const std::uint32_t term : touched) all[term] = {};
    touched.clear();
    for (const std::uint32_t block : units[first].context) {
      for (const auto& one : of_block[block]) {
        touched.push_back(one.first);
        all[one.first].around = true;
      }
    }
    Window window{first, first, 0};
    for (; window.last < units.size() && window.last - first < most_units; ++window.last) {
      const Unit& unit = units[window.last];
      if (window.last > first && (!unit.joins || window.words + unit.words > most_words)) break;
      window.words += unit.words;
      bool some = false;
      for (const auto& one : own[window.last]) {
        touched.push_back(one.first);
        std::uint8_t& count = all[one.first].own;
        count = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, count + one.second));
        some = true;
      }
      // What adds nothing that is asked for only makes the passage longer.
      if (!some && window.last > first) continue;
      for (std::size_t q = 0; q < questions_.size(); ++q) {
        const std::vector<Questions::Asked>& asked = questions_.asked(q);
        std::vector<Count> counts(asked.size());
        bool said = false;
        for (std::size_t i = 0; i < asked.size(); ++i) {
          counts[i] = all[asked[i].term];
          said = said || counts[i].own > 0 || counts[i].around;
        }
        if (!said) continue;
        found[q].push_back({score(asked, counts, window.words, prior), window, std::move(counts)});
      }
    }
  }

  const auto span_of = [&](const Window& window) {
    return normalized.source({units[window.first].range.begin, units[window.last].range.end});
  };
  const std::lock_guard lock(mutex_);
  if (!added_.emplace(source.root, source.path).second) return;
  units_ += units.size();
  for (std::size_t i = 0; i < holding.size(); ++i) holding_[i] += holding[i];
  for (std::size_t q = 0; q < questions_.size(); ++q) {
    std::sort(found[q].begin(), found[q].end(), [](const Found& a, const Found& b) {
      if (a.score != b.score) return a.score > b.score;
      return std::tie(a.window.first, a.window.last) < std::tie(b.window.first, b.window.last);
    });
    // Passages of one question do not overlap.
    std::set<std::size_t> taken;
    std::size_t count = 0;
    // Where few passages hold words of the question, others may still be near to it in meaning.
    for (std::size_t i = 0; i < units.size() && i < kept_of_document; ++i) {
      found[q].push_back({0, {i, i, units[i].words}, std::vector<Count>(questions_.asked(q).size())});
    }
    Candidates& best = best_[q];
    for (Found& one : found[q]) {
      if (count == kept_of_document) break;
      if (best.size() == kept && one.score < std::prev(best.end())->score) break;
      const auto next = taken.lower_bound(one.window.first);
      if (next != taken.end() && *next <= one.window.last) continue;
      const Window shown = one.score > 0 ? widened(units, taken, one.window) : one.window;
      for (std::size_t i = shown.first; i <= shown.last; ++i) taken.insert(i);
      ++count;
      Candidate candidate;
      candidate.score = one.score;
      candidate.source = source;
      candidate.span = span_of(shown);
      if (candidate.span.empty()) continue;
      const auto same = best.find(candidate);
      if (same != best.end()) {
        if (!comes_first(source, same->source)) continue;
        best.erase(same);
      }
      candidate.words = one.window.words;
      candidate.counts = std::move(one.counts);
      candidate.quote = document.view(candidate.span);
      for (std::size_t i = one.window.first; i <= one.window.last; ++i)
        candidate.readings.push_back(reading_of(document, normalized, units[i]));
      candidate.description = describe(q, candidate.span);
      best.insert(std::move(candidate));
      if (best.size() > kept) best.erase(std::prev(best.end()));
    }
  }
}

std::vector<Passage> Search::best(std::size_t question, std::size_t most, const Counts& counts, const Embedder* embedder) const {
  const std::vector<Questions::Asked>& asked = questions_.asked(question);
  const auto weight = [&](std::uint32_t term) {
    return rarity(static_cast<double>(units_), static_cast<double>(holding_[term]));
  };
  struct Ranked {
    const Candidate* candidate;
    double score;
    /// Whether it has to do with the question at all: by its words, or by its meaning.
    bool related;
  };
  std::vector<Ranked> ranked;
  for (const Candidate& candidate : best_[question]) {
    if (!counts(candidate.source.path)) continue;
    const double by_words = score(asked, candidate.counts, candidate.words, weight);
    ranked.push_back({&candidate, by_words, by_words > 0});
  }
  const auto order = [](const Ranked& a, const Ranked& b) {
    if (a.score != b.score) return a.score > b.score;
    return std::tie(a.candidate->source.path, a.candidate->span.begin) <
           std::tie(b.candidate->source.path, b.candidate->span.begin);
  };
  std::sort(ranked.begin(), ranked.end(), order);
  if (ranked.size() > embedded) ranked.resize(embedded);

  if (embedder != nullptr) {
    const auto near = [](const std::vector<float>& a, const std::vector<float>& b) {
      double sum = 0;
      for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
      // What two processors could tell apart is no difference.
      constexpr double steps = 10'000;
      return static_cast<double>(static_cast<std::int64_t>(sum * steps + (sum < 0 ? -0.5 : 0.5))) / steps;
    };
    const std::vector<float> wanted = embedder->embed(questions_[question].text);
    const double most_by_words = ranked.empty() || ranked.front().score <= 0 ? 1 : ranked.front().score;
    for (Ranked& one : ranked) {
      // Sentence by sentence: the model was made for sentences, and what several questions propose is read once.
      double nearness = 0;
      for (const std::string& reading : one.candidate->readings) nearness += near(wanted, embedder->embed(reading));
      nearness /= static_cast<double>(one.candidate->readings.size());
      one.related = one.related || nearness >= nearest_unrelated;
      one.score = words_share * one.score / most_by_words + nearness;
    }
    std::sort(ranked.begin(), ranked.end(), order);
  }

  std::vector<Passage> out;
  for (const Ranked& one : ranked) {
    if (out.size() == most) break;
    if (!one.related) continue;
    const Candidate& candidate = *one.candidate;
    const bool known = std::any_of(out.begin(), out.end(), [&](const Passage& other) { return other.quote == candidate.quote; });
    if (!known) out.push_back({candidate.source.path, candidate.span, candidate.quote, candidate.description});
  }
  return out;
}

}  // namespace crosswalk::retrieval
