// SPDX-License-Identifier: Apache-2.0
#include "packs/phrase.h"

#include <algorithm>

#include "base/text.h"

namespace crosswalk::packs {
namespace {

constexpr std::size_t max_texts = 4096;
constexpr int max_depth = 20;

base::Error wrong(std::string_view phrase, std::string detail) {
  return {base::ErrorCode::malformed_pack, std::string(phrase), std::move(detail)};
}

/// Recursive descent over the phrase; each function returns the set of texts of its part.
class Expander {
 public:
  explicit Expander(std::string_view phrase) : phrase_(phrase) {}

  base::Result<std::vector<std::string>> run() {
    CW_ASSIGN_OR_RETURN(std::vector<std::string> texts, alternatives(0));
    if (at_ < phrase_.size()) return wrong(phrase_, "a ')' without '('");
    return texts;
  }

 private:
  using Texts = std::vector<std::string>;

  base::Result<Texts> alternatives(int depth) {
    if (depth > max_depth) return wrong(phrase_, "groups nested too deeply");
    Texts out;
    while (true) {
      CW_ASSIGN_OR_RETURN(Texts texts, sequence(depth));
      out.insert(out.end(), texts.begin(), texts.end());
      if (out.size() > max_texts) return wrong(phrase_, "more than 4096 texts; use fewer alternatives");
      if (at_ >= phrase_.size() || phrase_[at_] != '|') return out;
      ++at_;
    }
  }

  base::Result<Texts> sequence(int depth) {
    Texts out{""};
    while (at_ < phrase_.size() && phrase_[at_] != '|' && phrase_[at_] != ')') {
      CW_ASSIGN_OR_RETURN(Texts part, item(depth));
      if (at_ < phrase_.size() && phrase_[at_] == '?') {
        ++at_;
        part.emplace_back();
      }
      Texts joined;
      if (out.size() * part.size() > max_texts) return wrong(phrase_, "more than 4096 texts; use fewer alternatives");
      for (const std::string& head : out) {
        for (const std::string& tail : part) joined.push_back(head + tail);
      }
      out = std::move(joined);
    }
    return out;
  }

  base::Result<Texts> item(int depth) {
    const char c = phrase_[at_];
    if (c == '(') {
      ++at_;
      CW_ASSIGN_OR_RETURN(Texts texts, alternatives(depth + 1));
      if (at_ >= phrase_.size() || phrase_[at_] != ')') return wrong(phrase_, "a '(' without ')'");
      ++at_;
      return texts;
    }
    if (c == '[') {
      const std::size_t end = phrase_.find(']', at_);
      if (end == std::string_view::npos) return wrong(phrase_, "a '[' without ']'");
      Texts texts;
      for (const char letter : phrase_.substr(at_ + 1, end - at_ - 1)) texts.emplace_back(1, letter);
      at_ = end + 1;
      if (texts.empty()) return wrong(phrase_, "empty '[]'");
      return texts;
    }
    if (c == '*' || c == '+')
      return wrong(phrase_, std::string("a '") + c + "', which only stands in patterns that begin with \"re:\"");
    if (c == '?' || c == ']') return wrong(phrase_, std::string("a '") + c + "' where a letter should be");
    if (c >= 'A' && c <= 'Z') return wrong(phrase_, "capital letters: phrases are lower case");
    if (c == '\\' && at_ + 1 < phrase_.size()) {
      at_ += 2;
      return Texts{std::string(1, phrase_[at_ - 1])};
    }
    ++at_;
    return Texts{std::string(1, c)};
  }

  std::string_view phrase_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_pattern(std::string_view phrase) { return phrase.starts_with("re:"); }

base::Result<std::vector<std::string>> expand_phrase(std::string_view phrase) {
  CW_ASSIGN_OR_RETURN(std::vector<std::string> texts, Expander(phrase).run());
  for (std::string& text : texts) {
    // What may be missing can leave two spaces, or one at an end.
    if (text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string::npos) text = base::collapse_space(text);
    if (text.empty()) return wrong(phrase, "may be empty: every word in it can be missing");
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

}  // namespace crosswalk::packs
