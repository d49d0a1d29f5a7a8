// SPDX-License-Identifier: Apache-2.0
#include "retrieval/sentence_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "retrieval/model.h"

namespace crosswalk::retrieval {
namespace {

constexpr std::size_t width = 64;
constexpr std::size_t inner = 96;
constexpr std::size_t vocabulary = 7;
constexpr std::size_t positions = 8;

/// Numbers that a binary16 holds exactly.
struct Tensors {
  std::map<std::string, std::vector<std::size_t>> shapes;
  std::map<std::string, std::vector<double>> values;
  std::uint32_t state = 1;

  void add(const std::string& name, std::vector<std::size_t> shape, double around = 0) {
    std::size_t count = 1;
    for (const std::size_t each : shape) count *= each;
    std::vector<double>& numbers = values[name];
    for (std::size_t i = 0; i < count; ++i) {
      state = state * 1664525 + 1013904223;
      numbers.push_back(around + (static_cast<double>(state >> 24) - 128) / 512);
    }
    shapes[name] = std::move(shape);
  }
  void add_norm(const std::string& name) {
    add(name + ".weight", {width}, 1);
    add(name + ".bias", {width});
  }
  void add_dense(const std::string& name, std::size_t out, std::size_t in) {
    add(name + ".weight", {out, in});
    add(name + ".bias", {out});
  }

  [[nodiscard]] std::string file() const {
    nlohmann::json header;
    std::string data;
    for (const auto& [name, numbers] : values) {
      const std::size_t begin = data.size();
      for (const double number : numbers) {
        int exponent = 0;
        const double part = std::frexp(std::abs(number), &exponent);
        auto bits = static_cast<std::uint16_t>(number < 0 ? 0x8000 : 0);
        if (number != 0)
          bits = static_cast<std::uint16_t>(bits | ((exponent + 14) << 10) | (static_cast<int>(part * 2048) & 0x3FF));
        data += static_cast<char>(bits & 0xFF);
        data += static_cast<char>(bits >> 8);
      }
      header[name] = {{"dtype", "F16"}, {"shape", shapes.at(name)}, {"data_offsets", {begin, data.size()}}};
    }
    const std::string text = header.dump();
    std::string out;
    for (std::size_t i = 0; i < 8; ++i) out += static_cast<char>((text.size() >> (8 * i)) & 0xFF);
    return out + text + data;
  }
};

Tensors small_model() {
  Tensors out;
  out.add("embeddings.word_embeddings.weight", {vocabulary, width});
  out.add("embeddings.position_embeddings.weight", {positions, width});
  out.add("embeddings.token_type_embeddings.weight", {2, width});
  out.add_norm("embeddings.LayerNorm");
  for (const std::string layer : {"encoder.layer.0.", "encoder.layer.1."}) {
    for (const std::string part : {"query", "key", "value"}) out.add_dense(layer + "attention.self." + part, width, width);
    out.add_dense(layer + "attention.output.dense", width, width);
    out.add_norm(layer + "attention.output.LayerNorm");
    out.add_dense(layer + "intermediate.dense", inner, width);
    out.add_dense(layer + "output.dense", width, inner);
    out.add_norm(layer + "output.LayerNorm");
  }
  return out;
}

constexpr const char* tokenizer =
    R"({"model":{"type":"WordPiece","vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"a":3,"b":4,"c":5,"d":6}}})";

using Rows = std::vector<std::vector<double>>;

/// The model written down again, as plainly as can be.
class Plain {
 public:
  explicit Plain(const Tensors& tensors) : tensors_(tensors) {}

  [[nodiscard]] std::vector<double> embed(const std::vector<std::size_t>& tokens) const {
    Rows rows;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      std::vector<double> row(width);
      for (std::size_t k = 0; k < width; ++k) {
        row[k] = at("embeddings.word_embeddings.weight", tokens[i], k) + at("embeddings.position_embeddings.weight", i, k) +
                 at("embeddings.token_type_embeddings.weight", 0, k);
      }
      rows.push_back(row);
    }
    rows = norm("embeddings.LayerNorm", rows);
    for (const std::string layer : {"encoder.layer.0.", "encoder.layer.1."}) {
      const Rows query = dense(layer + "attention.self.query", rows);
      const Rows key = dense(layer + "attention.self.key", rows);
      const Rows value = dense(layer + "attention.self.value", rows);
      Rows mixed(rows.size(), std::vector<double>(width));
      for (std::size_t head = 0; head < width; head += 32) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
          std::vector<double> share(rows.size());
          double total = 0;
          for (std::size_t j = 0; j < rows.size(); ++j) {
            double sum = 0;
            for (std::size_t k = head; k < head + 32; ++k) sum += query[i][k] * key[j][k];
            share[j] = std::exp(sum / std::sqrt(32.0));
            total += share[j];
          }
          for (std::size_t j = 0; j < rows.size(); ++j) {
            for (std::size_t k = head; k < head + 32; ++k) mixed[i][k] += share[j] / total * value[j][k];
          }
        }
      }
      rows = norm(layer + "attention.output.LayerNorm", sum(rows, dense(layer + "attention.output.dense", mixed)));
      Rows middle = dense(layer + "intermediate.dense", rows);
      for (auto& row : middle) {
        for (double& x : row) x = x / 2 * (1 + std::erf(x / std::sqrt(2.0)));
      }
      rows = norm(layer + "output.LayerNorm", sum(rows, dense(layer + "output.dense", middle)));
    }
    std::vector<double> mean(width);
    double length = 0;
    for (std::size_t k = 0; k < width; ++k) {
      for (const auto& row : rows) mean[k] += row[k];
      length += mean[k] * mean[k];
    }
    for (double& x : mean) x /= std::sqrt(length);
    return mean;
  }

 private:
  [[nodiscard]] double at(const std::string& name, std::size_t row, std::size_t column) const {
    return tensors_.values.at(name)[row * tensors_.shapes.at(name).back() + column];
  }
  [[nodiscard]] Rows dense(const std::string& name, const Rows& rows) const {
    Rows out;
    for (const auto& row : rows) {
      out.emplace_back(tensors_.values.at(name + ".bias"));
      for (std::size_t i = 0; i < out.back().size(); ++i) {
        for (std::size_t k = 0; k < row.size(); ++k) out.back()[i] += at(name + ".weight", i, k) * row[k];
      }
    }
    return out;
  }
  [[nodiscard]] Rows norm(const std::string& name, Rows rows) const {
    for (auto& row : rows) {
      double mean = 0;
      double square = 0;
      for (const double x : row) mean += x / width;
      for (const double x : row) square += (x - mean) * (x - mean) / width;
      for (std::size_t k = 0; k < width; ++k) {
        row[k] =
            (row[k] - mean) / std::sqrt(square) * tensors_.values.at(name + ".weight")[k] + tensors_.values.at(name + ".bias")[k];
      }
    }
    return rows;
  }
  static Rows sum(Rows a, const Rows& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t k = 0; k < a[i].size(); ++k) a[i][k] += b[i][k];
    }
    return a;
  }

  const Tensors& tensors_;
};

double nearness(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

TEST(SentenceModel, ComesToWhatAPlainForwardPassComesTo) {
  auto engine = Engine::load();
  if (!engine) GTEST_SKIP() << "oneDNN is not installed";
  const Tensors tensors = small_model();
  const auto model = SentenceModel::create(tensors.file(), tokenizer, std::move(*engine));
  ASSERT_TRUE(model.has_value());
  const std::vector<std::pair<std::string, std::vector<std::size_t>>> texts{
      {"a b c d", {1, 3, 4, 5, 6, 2}}, {"", {1, 2}}, {"d", {1, 6, 2}}, {"a a a a a a a a a a", {1, 3, 3, 3, 3, 3, 3, 2}}};
  for (const auto& [text, tokens] : texts) {
    const std::vector<float> vector = (*model)->embed(text);
    const std::vector<double> wanted = Plain(tensors).embed(tokens);
    ASSERT_EQ(vector.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(static_cast<double>(vector[i]), wanted[i], 2e-5) << text << i;
  }
  EXPECT_LT(nearness((*model)->embed("a b"), (*model)->embed("c d")), 0.9999);
}

TEST(SentenceModel, RefusesWhatIsNoModel) {
  const auto create = [](const std::string& weights) {
    auto engine = Engine::load();
    return engine && SentenceModel::create(weights, tokenizer, std::move(*engine)).has_value();
  };
  if (!Engine::load()) GTEST_SKIP() << "oneDNN is not installed";
  const Tensors whole = small_model();
  EXPECT_TRUE(create(whole.file()));
  for (const std::string& bytes : {std::string(), std::string("1234567"), std::string(8, '\xFF'), std::string(16, '\0')}) {
    EXPECT_FALSE(create(bytes));
  }
  const std::string file = whole.file();
  for (const std::size_t size : {file.size() - 1, file.size() / 2, std::size_t{100}}) EXPECT_FALSE(create(file.substr(0, size)));
  for (const char* lacking :
       {"embeddings.word_embeddings.weight", "embeddings.LayerNorm.bias", "encoder.layer.1.output.dense.weight"}) {
    Tensors less = whole;
    less.values.erase(lacking);
    EXPECT_FALSE(create(less.file())) << lacking;
  }
  Tensors other = whole;
  other.shapes["encoder.layer.0.attention.self.key.weight"] = {width / 2, width * 2};
  EXPECT_FALSE(create(other.file()));
}

class RealModel : public ::testing::Test {
 protected:
  void SetUp() override {
    if (found_.embedder == nullptr) GTEST_SKIP() << found_.why_not << " (CROSSWALK_MODEL names its folder)";
  }
  [[nodiscard]] std::vector<float> embed(std::string_view text) const { return found_.embedder->embed(text); }

  FoundModel found_ = find_model();
};

// What another implementation (candle, compiled to WebAssembly) comes to with the same weights.
TEST_F(RealModel, ComesToWhatAnotherImplementationComesTo) {
  struct Known {
    const char* text;
    std::vector<double> first;
  };
  const std::vector<Known> known{
      {"Users are told of vulnerabilities in the product by a security advisory.",
       {-0.058390, 0.047782, -0.062985, 0.041138, 0.022078, 0.022964}},
      {"We publish CVE-2024-1234 (CVSS:3.1/AV:N/AC:L) for versions < 3.4.1!",
       {-0.135418, -0.014652, -0.050703, -0.051574, 0.054310, 0.041330}},
      {"Zürich's naïve café — “quoted” text… 90 days’ notice", {-0.002342, 0.110363, 0.073590, 0.037794, 0.120242, 0.019599}}};
  for (const Known& one : known) {
    const std::vector<float> vector = embed(one.text);
    for (std::size_t i = 0; i < one.first.size(); ++i)
      EXPECT_NEAR(static_cast<double>(vector[i]), one.first[i], 1e-5) << one.text;
  }
}

TEST_F(RealModel, PutsParaphrasesNearerThanOtherSentences) {
  const std::vector<std::pair<const char*, const char*>> pairs{
      {"Users are told of vulnerabilities in the product.", "We inform our customers about security flaws of the device."},
      {"Security updates are free of charge.", "Patches are provided at no cost."},
      {"Reports are acknowledged within five days.", "Whoever reports an issue gets an answer in less than a week."},
      {"The list of third-party components is supplied.", "A software bill of materials names all libraries that are used."}};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::vector<float> wanted = embed(pairs[i].first);
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      if (k == i) continue;
      EXPECT_GT(nearness(wanted, embed(pairs[i].second)), nearness(wanted, embed(pairs[k].second))) << pairs[i].first;
    }
  }
}

}  // namespace
}  // namespace crosswalk::retrieval
