// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "retrieval/engine.h"
#include "retrieval/ranking.h"
#include "retrieval/tokenizer.h"

namespace crosswalk::retrieval {

/// A BERT model that turns a text into a vector: the mean of what its last layer says of every piece, brought to length 1. Sizes
/// are those that the weights have; heads have 32 numbers each. Source: Devlin et al. 2018; Reimers, Gurevych 2019,
/// Sentence-BERT.
class SentenceModel : public Embedder {
 public:
  /// Units:  `weights` are a safetensors file of 16-bit numbers, `tokenizer` the text of its tokenizer.json.
  /// Errors: malformed_data.
  static base::Result<std::unique_ptr<SentenceModel>> create(std::string_view weights, std::string_view tokenizer, Engine engine);

  [[nodiscard]] std::vector<float> embed(std::string_view text) const override;

 private:
  /// Weights of a dense layer, by input and then output, and what is added.
  struct Dense {
    std::size_t in = 0;
    std::size_t out = 0;
    std::vector<float> weights;
    std::vector<float> bias;
  };
  struct Norm {
    std::vector<float> weight;
    std::vector<float> bias;
  };
  struct Layer {
    /// Query, key and value side by side.
    Dense attention;
    Dense output;
    Norm output_norm;
    Dense inner;
    Dense outer;
    Norm outer_norm;
  };
  class Weights;

  SentenceModel(Tokenizer tokenizer, Engine engine) : tokenizer_(std::move(tokenizer)), engine_(std::move(engine)) {}
  std::vector<float> apply(const Dense& dense, const std::vector<float>& rows, std::size_t count) const;
  void attend(const Layer& layer, std::vector<float>& rows, std::size_t count) const;
  void normalize(const Norm& norm, std::vector<float>& rows) const;

  Tokenizer tokenizer_;
  Engine engine_;
  std::size_t width_ = 0;
  std::size_t positions_ = 0;
  /// As they are in the file: of all of them few are ever looked at.
  std::vector<std::uint16_t> words_;
  std::vector<float> places_;
  std::vector<float> kind_;
  Norm norm_;
  std::vector<Layer> layers_;
};

}  // namespace crosswalk::retrieval
