// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace crosswalk::retrieval {

/// Cuts text into the pieces of words that a BERT model knows: lower case, without accents, punctuation by itself, of each word
/// the longest known beginnings (WordPiece). Source: Devlin et al. 2018, BERT; the reference is Hugging Face tokenizers. Accents
/// are known of Latin letters up to U+017F.
class Tokenizer {
 public:
  /// From the text of a tokenizer.json. Errors: malformed_data.
  static base::Result<Tokenizer> load(std::string_view json);

  /// The numbers of the pieces between those of [CLS] and [SEP], at most `most` in all.
  [[nodiscard]] std::vector<std::uint32_t> tokens(std::string_view text, std::size_t most) const;
  /// How many pieces there are.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void add_word(std::string_view word, std::vector<std::uint32_t>& out) const;
  [[nodiscard]] std::int64_t number_of(const std::string& piece) const;

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::size_t size_ = 0;
  std::uint32_t unknown_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace crosswalk::retrieval
