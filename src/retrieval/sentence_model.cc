// SPDX-License-Identifier: Apache-2.0
#include "retrieval/sentence_model.h"

#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "retrieval/arithmetic.h"

namespace crosswalk::retrieval {
namespace {

constexpr std::size_t head = 32;
// As the tokenizer of the model says: what a text goes on with beyond that is not read.
constexpr std::size_t most_tokens = 128;
constexpr std::size_t most_layers = 48;
constexpr std::size_t most_width = 4096;
constexpr double tiny = 1e-12;

/// A number of IEEE 754 binary16.
float from_half(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000U) << 16;
  const std::uint32_t exponent = (bits >> 10) & 0x1FU;
  std::uint32_t fraction = bits & 0x3FFU;
  if (exponent == 0) {
    const float value = static_cast<float>(fraction) * 0x1p-24F;
    return sign != 0 ? -value : value;
  }
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13));
  return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (fraction << 13));
}

}  // namespace

/// The tensors of a safetensors file. Source: huggingface/safetensors, "Format".
class SentenceModel::Weights {  // NOLINT(bugprone-exception-escape): moving a JSON value throws nothing
 public:
  static std::optional<Weights> open(std::string_view bytes) {
    if (bytes.size() < 8) return std::nullopt;
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < 8; ++i) size |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    if (size > bytes.size() - 8) return std::nullopt;
    Weights out;
    out.header_ = nlohmann::json::parse(bytes.substr(8, size), nullptr, false);
    if (!out.header_.is_object()) return std::nullopt;
    out.data_ = bytes.substr(8 + size);
    return out;
  }

  /// The numbers of a tensor with `rows` x `columns` (rows 0: a vector); false in `ok` if there is none such.
  std::vector<std::uint16_t> halves(const std::string& name, std::size_t rows, std::size_t columns) {
    std::vector<std::uint16_t> out;
    const std::vector<std::size_t> shape = shape_of(name);
    const std::vector<std::size_t> wanted = rows == 0 ? std::vector{columns} : std::vector{rows, columns};
    const std::size_t count = (rows == 0 ? 1 : rows) * columns;
    const std::string_view bytes = shape == wanted ? bytes_of(name) : std::string_view();
    if (count == 0 || bytes.size() != 2 * count) {
      ok = false;
      return out;
    }
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[2 * i]) |
                                               static_cast<unsigned char>(bytes[2 * i + 1]) << 8));
    }
    return out;
  }
  std::vector<float> floats(const std::string& name, std::size_t rows, std::size_t columns) {
    std::vector<float> out;
    for (const std::uint16_t half : halves(name, rows, columns)) out.push_back(from_half(half));
    return out;
  }
  /// Empty where there is no such tensor.
  [[nodiscard]] std::vector<std::size_t> shape_of(const std::string& name) const {
    std::vector<std::size_t> out;
    const auto found = header_.find(name);
    if (found == header_.end() || !found->is_object() || !found->contains("shape") || !(*found)["shape"].is_array()) return out;
    for (const auto& each : (*found)["shape"]) {
      if (!each.is_number_unsigned() || each.get<std::uint64_t>() > (1U << 24)) return {};
      out.push_back(each.get<std::size_t>());
    }
    return out;
  }

  bool ok = true;

 private:
  [[nodiscard]] std::string_view bytes_of(const std::string& name) const {
    const auto& tensor = header_.at(name);
    if (!tensor.contains("dtype") || tensor["dtype"] != "F16" || !tensor.contains("data_offsets")) return {};
    const auto& offsets = tensor["data_offsets"];
    if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned()) {
      return {};
    }
    const auto begin = offsets[0].get<std::uint64_t>();
    const auto end = offsets[1].get<std::uint64_t>();
    if (begin > end || end > data_.size()) return {};
    return data_.substr(begin, end - begin);
  }

  nlohmann::json header_;
  std::string_view data_;
};

base::Result<std::unique_ptr<SentenceModel>> SentenceModel::create(std::string_view weights, std::string_view tokenizer,
                                                                   Engine engine) {
  const base::Error malformed{base::ErrorCode::malformed_data, "model", "not a BERT model of 16-bit numbers in safetensors"};
  CW_ASSIGN_OR_RETURN(Tokenizer words, Tokenizer::load(tokenizer));
  auto file = Weights::open(weights);
  if (!file) return malformed;
  const std::size_t vocabulary = words.size();
  std::unique_ptr<SentenceModel> out(new SentenceModel(std::move(words), std::move(engine)));
  const std::vector<std::size_t> shape = file->shape_of("embeddings.word_embeddings.weight");
  const std::vector<std::size_t> places = file->shape_of("embeddings.position_embeddings.weight");
  if (shape.size() != 2 || places.size() != 2 || shape[0] < vocabulary || shape[1] == 0 || shape[1] % head != 0 ||
      shape[1] > most_width) {
    return malformed;
  }
  const std::size_t width = out->width_ = shape[1];
  out->positions_ = places[0];
  out->words_ = file->halves("embeddings.word_embeddings.weight", shape[0], width);
  out->places_ = file->floats("embeddings.position_embeddings.weight", places[0], width);
  out->kind_ = file->floats("embeddings.token_type_embeddings.weight", 2, width);
  const auto norm = [&](const std::string& name) {
    return Norm{file->floats(name + ".weight", 0, width), file->floats(name + ".bias", 0, width)};
  };
  /// Adds the outputs of one more dense layer beside those that are there.
  const auto dense = [&](const std::vector<std::string>& names, std::size_t in, std::size_t each) {
    Dense layer{in, each * names.size(), std::vector<float>(in * each * names.size()), {}};
    for (std::size_t part = 0; part < names.size(); ++part) {
      const std::vector<float> stored = file->floats(names[part] + ".weight", each, in);
      if (stored.size() != in * each) return layer;
      for (std::size_t row = 0; row < each; ++row) {
        for (std::size_t i = 0; i < in; ++i) layer.weights[i * layer.out + part * each + row] = stored[row * in + i];
      }
      const std::vector<float> bias = file->floats(names[part] + ".bias", 0, each);
      layer.bias.insert(layer.bias.end(), bias.begin(), bias.end());
    }
    return layer;
  };
  out->norm_ = norm("embeddings.LayerNorm");
  for (std::size_t i = 0; i < most_layers; ++i) {
    const std::string name = "encoder.layer." + std::to_string(i) + ".";
    const std::vector<std::size_t> inner = file->shape_of(name + "intermediate.dense.weight");
    if (inner.size() != 2) break;
    if (inner[0] > 4 * most_width) return malformed;
    const std::string self = name + "attention.self.";
    Layer layer;
    layer.attention = dense({self + "query", self + "key", self + "value"}, width, width);
    layer.output = dense({name + "attention.output.dense"}, width, width);
    layer.output_norm = norm(name + "attention.output.LayerNorm");
    layer.inner = dense({name + "intermediate.dense"}, width, inner[0]);
    layer.outer = dense({name + "output.dense"}, inner[0], width);
    layer.outer_norm = norm(name + "output.LayerNorm");
    out->layers_.push_back(std::move(layer));
    if (!file->ok) return malformed;
  }
  if (!file->ok || out->layers_.empty() || out->positions_ < 2) return malformed;
  return out;
}

std::vector<float> SentenceModel::apply(const Dense& dense, const std::vector<float>& rows, std::size_t count) const {
  std::vector<float> out(count * dense.out);
  engine_.multiply(rows.data(), dense.weights.data(), out.data(), count, dense.out, dense.in);
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t i = 0; i < dense.out; ++i) out[row * dense.out + i] += dense.bias[i];
  }
  return out;
}

void SentenceModel::normalize(const Norm& norm, std::vector<float>& rows) const {
  for (std::size_t begin = 0; begin < rows.size(); begin += width_) {
    double sum = 0;
    for (std::size_t i = 0; i < width_; ++i) sum += rows[begin + i];
    const double mean = sum / static_cast<double>(width_);
    double squares = 0;
    for (std::size_t i = 0; i < width_; ++i) {
      const double off = rows[begin + i] - mean;
      squares += off * off;
    }
    const double scale = 1 / std::sqrt(squares / static_cast<double>(width_) + tiny);
    for (std::size_t i = 0; i < width_; ++i) {
      const double value = (rows[begin + i] - mean) * scale;
      rows[begin + i] = static_cast<float>(value * norm.weight[i] + norm.bias[i]);
    }
  }
}

void SentenceModel::attend(const Layer& layer, std::vector<float>& rows, std::size_t count) const {
  const std::vector<float> all = apply(layer.attention, rows, count);
  const std::size_t stride = 3 * width_;
  const double scale = 1 / std::sqrt(static_cast<double>(head));
  std::vector<float> mixed(count * width_);
  std::vector<double> weights(count);
  for (std::size_t from = 0; from < width_; from += head) {
    for (std::size_t row = 0; row < count; ++row) {
      const float* const query = &all[row * stride + from];
      double most = -1e300;
      for (std::size_t other = 0; other < count; ++other) {
        const float* const key = &all[other * stride + width_ + from];
        float sum = 0;
        for (std::size_t i = 0; i < head; ++i) sum += query[i] * key[i];
        weights[other] = static_cast<double>(sum) * scale;
        most = weights[other] > most ? weights[other] : most;
      }
      double total = 0;
      for (double& weight : weights) {
        weight = exponential(weight - most);
        total += weight;
      }
      float* const out = &mixed[row * width_ + from];
      for (std::size_t other = 0; other < count; ++other) {
        const auto share = static_cast<float>(weights[other] / total);
        const float* const value = &all[other * stride + 2 * width_ + from];
        for (std::size_t i = 0; i < head; ++i) out[i] += share * value[i];
      }
    }
  }
  const std::vector<float> out = apply(layer.output, mixed, count);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] += out[i];
  normalize(layer.output_norm, rows);
}

std::vector<float> SentenceModel::embed(std::string_view text) const {
  // By itself, so that the vector does not depend on what else is asked.
  const std::vector<std::uint32_t> tokens = tokenizer_.tokens(text, std::min(most_tokens, positions_));
  const std::size_t count = tokens.size();
  std::vector<float> rows(count * width_);
  for (std::size_t row = 0; row < count; ++row) {
    const std::size_t word = tokens[row] * width_;
    for (std::size_t i = 0; i < width_; ++i) {
      rows[row * width_ + i] = from_half(words_[word + i]) + places_[row * width_ + i] + kind_[i];
    }
  }
  normalize(norm_, rows);
  for (const Layer& layer : layers_) {
    attend(layer, rows, count);
    std::vector<float> inner = apply(layer.inner, rows, count);
    for (float& value : inner) {
      constexpr double root_of_half = 0.70710678118654752440;
      const double x = value;
      value = static_cast<float>(0.5 * x * (1 + error_function(x * root_of_half)));
    }
    const std::vector<float> outer = apply(layer.outer, inner, count);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] += outer[i];
    normalize(layer.outer_norm, rows);
  }
  std::vector<double> mean(width_);
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t i = 0; i < width_; ++i) mean[i] += rows[row * width_ + i];
  }
  double squares = 0;
  for (const double value : mean) squares += value * value;
  const double scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
  std::vector<float> out;
  out.reserve(width_);
  for (const double value : mean) out.push_back(static_cast<float>(value * scale));
  return out;
}

}  // namespace crosswalk::retrieval
