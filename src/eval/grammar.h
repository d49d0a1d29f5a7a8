// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::eval {

/// How a sentence is built, as far as a small grammar of English can tell without a dictionary of nouns.
enum class Shape : std::uint8_t {
  /// "We notify users": has a finite verb, and stands by itself.
  statement,
  /// "Change the default password": begins with the base form of a verb.
  command,
  /// "CVSS score of the vulnerability": anything else.
  fragment
};

/// One sentence on one line, taken apart. All functions take and give plain text: one sentence without notation.
class Sentence {
 public:
  /// `text` may end with a mark of punctuation, may stand in parentheses, and may begin with a label: "Triage: we look at it."
  explicit Sentence(std::string_view text);

  /// How it is built.
  [[nodiscard]] Shape shape() const { return shape_; }
  /// Whether its main clause says "not", "never", "no" or the like.
  [[nodiscard]] bool negative() const { return negative_; }
  /// Whether something stands before its main clause: "If you find one, ...".
  [[nodiscard]] bool has_lead() const { return main_ > 0; }
  /// Whether its verb tells of the past.
  [[nodiscard]] bool of_the_past() const;
  /// Whether its subject is "we" or "I".
  [[nodiscard]] bool of_us() const { return of_us_; }
  /// "We do not notify users": the verb denied. Nothing where that would leave a part of the sentence undenied (a second clause),
  /// where it is denied already, or where the verb was not found.
  [[nodiscard]] std::optional<std::string> denied() const;
  /// "We plan to notify users", "users are planned to be notified". Nothing where neither fits.
  [[nodiscard]] std::optional<std::string> intended() const;
  /// What is done, as behind "to": "notify users within 30 days" of "We will notify users within 30 days" and of a command,
  /// "our" and "us" as they stand. Nothing where the subject is another than "we", "I" or the reader.
  [[nodiscard]] std::optional<std::string> act() const;
  /// "Users will be notified by us" of "We will notify users". Only where object and verb are told with certainty.
  [[nodiscard]] std::optional<std::string> passive() const;
  /// "We will notify users" of "Users will be notified by us".
  [[nodiscard]] std::optional<std::string> active() const;
  /// The sentence as another speaker would have it told: `name` instead of "we" and "I" with the verb to match, "its" for "our".
  [[nodiscard]] std::string of_other(std::string_view name) const;
  /// The sentence as it is said to the one of whom it speaks: "you" for "we" and the other way round.
  [[nodiscard]] static std::string turned(std::string_view text);
  /// The sentence behind "that" or "whether": without label and full stop, its first letter small if that is not a name's.
  [[nodiscard]] std::string inner() const;
  /// The sentence without label and full stop, as it begins.
  [[nodiscard]] std::string bare() const;
  /// What stands before it ("Triage: ", "(") and after it (".", ")."). With bare() between it is the text.
  [[nodiscard]] const std::string& before() const { return before_; }
  [[nodiscard]] const std::string& after() const { return after_; }

 private:
  enum class Tense : std::uint8_t { auxiliary, plain, singular, past };
  struct Verb {
    std::size_t word = 0;
    Tense tense = Tense::auxiliary;
  };

  [[nodiscard]] std::optional<Verb> verb_in(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::size_t main_clause() const;
  [[nodiscard]] bool is_command(std::size_t from) const;
  [[nodiscard]] std::string text_with(std::size_t from, std::size_t to, std::string_view instead) const;
  [[nodiscard]] bool goes_on_elsewhere() const;

  std::string before_;
  std::string after_;
  std::vector<std::string> words_;
  /// Words in small letters without punctuation around them.
  std::vector<std::string> cores_;
  Shape shape_ = Shape::fragment;
  bool negative_ = false;
  bool of_us_ = false;
  std::size_t main_ = 0;
  std::optional<Verb> verb_;
};

/// `text` with its first letter small, if the first word is one that is only written large because it stands first.
std::string with_small_letter(std::string_view text);
/// `text` with its first letter large.
std::string with_large_letter(std::string_view text);
/// "notify" of "notifies", "notified" and "notify"; nothing where it is no verb that the grammar knows.
std::optional<std::string> base_form(std::string_view word);
/// "notifies" of "notify".
std::string singular_form(std::string_view base);
/// "notified" of "notify", "sent" of "send".
std::string participle(std::string_view base);

/// A label at the beginning of a line with what stands behind it: "CVSS: 7.5", "cvss = \"7.5\"".
struct Labelled {
  std::string label;
  /// What stands between them, white space included.
  std::string sign;
  std::string value;
};
/// Takes a line apart; nothing where it has no label of at most six words.
std::optional<Labelled> labelled_value(std::string_view line);

}  // namespace crosswalk::eval
