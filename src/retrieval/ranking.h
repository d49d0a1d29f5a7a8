// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/document.h"

namespace crosswalk::retrieval {

/// What is asked of documents.
struct Question {
  /// Names it for whoever asks.
  std::string id;
  /// "Who approves the release?"
  std::string text;
  /// The requirement that the question is about, whose words count for less; may be empty.
  std::string about;
};

/// Questions prepared for asking: their terms, numbered. Immutable; threads may share it.
class Questions {
 public:
  /// A term of a question and how much it counts, 0 to 1.
  struct Asked {
    std::uint32_t term = 0;
    double weight = 0;
  };

  /// `background` are texts of the kind that questions are of: a term that many of them hold tells little. It only decides which
  /// passages of a large folder are looked at closely, see Search.
  Questions(std::vector<Question> questions, const std::vector<std::string>& background);

  /// How many there are, and each by its number.
  [[nodiscard]] std::size_t size() const { return questions_.size(); }
  [[nodiscard]] const Question& operator[](std::size_t number) const { return questions_[number]; }
  /// The terms of a question.
  [[nodiscard]] const std::vector<Asked>& asked(std::size_t number) const { return asked_[number]; }
  /// Number of terms of all questions, and the number of one of them, or -1.
  [[nodiscard]] std::size_t terms() const { return prior_.size(); }
  [[nodiscard]] std::int32_t term(std::string_view word) const;
  /// How much a term tells by the background alone.
  [[nodiscard]] double prior(std::uint32_t term) const { return prior_[term]; }

 private:
  std::uint32_t number_of(std::string_view word);

  std::vector<Question> questions_;
  std::vector<std::vector<Asked>> asked_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<double> prior_;
};

/// Something that says how near two texts are in meaning.
class Embedder {
 public:
  virtual ~Embedder() = default;
  /// A vector of length 1; the nearness of two texts is the product of theirs. Equal texts give equal vectors. Threads may call
  /// it at the same time.
  [[nodiscard]] virtual std::vector<float> embed(std::string_view text) const = 0;
};

/// A passage that may answer a question.
struct Passage {
  /// The document's name, and where in its text the passage stands; `quote` is the verbatim text.
  std::string document;
  document::Span span;
  std::string quote;
  /// What Search::Describe made of it.
  std::string description;
};

/// Which file a document is. Of files with the same bytes the first by `root` and `path` counts, rather one that lies in no
/// container.
struct Source {
  std::string root;
  std::string path;
  /// SHA-256, or anything else that is equal where the bytes are.
  std::string identity;
};

/// Looks for answers in documents that come one after the other. Memory does not grow with their number: of each question the
/// best passages by the words of the question are kept, at most `kept`. What comes out depends on the set of documents alone, not
/// on their order or on threads.
///
/// Passages are ranked by BM25 over the words of the passage and, for less, of the headings and labels that it stands under; the
/// weight of a word comes from how many passages of all documents hold it. Source: Robertson, Zaragoza 2009, The Probabilistic
/// Relevance Framework, 3.5 and 3.6. With an Embedder the best `embedded` of them are ordered by a weighted sum of both: the
/// share of the best score by words, and how near its sentences are in meaning on average. What is told of a passage is longer
/// than what was weighed: it takes in what stands around it in its section, but nothing that a better passage took.
class Search {
 public:
  /// Passages of one question that are kept, and of one document, and how many are compared in meaning.
  static constexpr std::size_t kept = 400;
  static constexpr std::size_t kept_of_document = 50;
  static constexpr std::size_t embedded = 50;

  /// Says what whoever asked a question wants to know of a passage later, when the document is gone.
  using Describe = std::function<std::string(std::size_t question, document::Span passage)>;
  /// Whether passages of a document count.
  using Counts = std::function<bool(const std::string& path)>;

  /// `questions` has to outlive it.
  explicit Search(const Questions& questions) : questions_(questions), best_(questions.size()), holding_(questions.terms()) {}

  /// Looks through a document; one that was added before is not counted again. Threads may call it at the same time.
  void add(const document::Document& document, const Source& source, const Describe& describe);

  /// The best passages of a question, at most `most`, best first; equal ones in the order of documents and text. `embedder` may
  /// be null. Passages of documents that do not count, and a text that stands before, are left out. Threads may call it at the
  /// same time while nothing is added.
  [[nodiscard]] std::vector<Passage> best(std::size_t question, std::size_t most, const Counts& counts,
                                          const Embedder* embedder) const;

 private:
  /// How often a term stands in the passage (at most 255), and whether in what it stands under.
  struct Count {
    std::uint8_t own = 0;
    bool around = false;
  };
  struct Candidate {
    double score = 0;
    Source source;
    document::Span span;
    /// Of what was weighed, as `counts`; what is shown may be longer.
    std::uint32_t words = 0;
    /// Of the question's terms.
    std::vector<Count> counts;
    std::string quote;
    /// What the embedder is shown: each unit that was weighed.
    std::vector<std::string> readings;
    std::string description;
  };
  struct Found;
  struct Window;
  struct Better {
    bool operator()(const Candidate& a, const Candidate& b) const;
  };
  using Candidates = std::set<Candidate, Better>;

  [[nodiscard]] double score(const std::vector<Questions::Asked>& asked, const std::vector<Count>& counts, std::uint32_t words,
                             const std::function<double(std::uint32_t term)>& weight) const;

  const Questions& questions_;
  std::mutex mutex_;
  /// Root and path.
  std::set<std::pair<std::string, std::string>> added_;
  /// By question.
  std::vector<Candidates> best_;
  /// Units of all documents, and of these how many hold each term.
  std::uint64_t units_ = 0;
  std::vector<std::uint64_t> holding_;
};

}  // namespace crosswalk::retrieval
