// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/licence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::spdx {
namespace {

constexpr ListedId kLicences[] = {
#define CW_LICENCE(id, deprecated) {id, deprecated},
#include "artifacts/spdx/licences.def"
#undef CW_LICENCE
};
constexpr ListedId kExceptions[] = {
#define CW_LICENCE_EXCEPTION(id, deprecated) {id, deprecated},
#include "artifacts/spdx/licences.def"
#undef CW_LICENCE_EXCEPTION
};

bool before(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) < lower(y); });
}

template <std::size_t N>
ListedId listed(const ListedId (&list)[N], std::string_view id) {
  const auto* found = std::lower_bound(std::begin(list), std::end(list), id,
                                       [](const ListedId& one, std::string_view wanted) { return before(one.id, wanted); });
  return found != std::end(list) && !before(id, found->id) ? *found : ListedId{};
}

/// Letters, digits, dots and hyphens. Source: SPDX 2.3, D.2, idstring.
bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '-' || c == '.'; });
}

enum class Kind : std::uint8_t { open, close, conjunction, disjunction, with, word, end };

struct Token {
  Kind kind = Kind::end;
  std::string_view text;
  std::size_t at = 0;
};

/// Reads tokens one after the other. Brackets are counted, not recursed into, so that depth costs nothing.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  LicenceExpression parse() {
    next();
    if (token_.kind == Kind::end) fault("an expression is wanted here, and there is nothing");
    bool operand = true;
    while (token_.kind != Kind::end && !broken_) {
      if (operand) {
        if (token_.kind == Kind::open) {
          ++open_;
          append("(");
          next();
          continue;
        }
        operand_here();
        operand = false;
      } else if (token_.kind == Kind::close) {
        if (open_ == 0) {
          fault("a bracket is closed that is not open");
          break;
        }
        --open_;
        out_.canonical += ')';
        // No licence, but an expression ends here: WITH may not follow.
        next();
      } else if (token_.kind == Kind::conjunction || token_.kind == Kind::disjunction) {
        append(token_.kind == Kind::conjunction ? "AND" : "OR");
        next();
        if (token_.kind == Kind::end) fault("a licence is wanted behind AND and OR");
        operand = true;
      } else if (token_.kind == Kind::with) {
        fault("WITH belongs behind one licence, not behind a bracket or an exception");
      } else {
        fault("AND, OR or WITH is wanted before '" + std::string(token_.text) + "'");
      }
    }
    if (!broken_ && operand && token_.kind == Kind::end) fault("a licence is wanted here, and the expression ends");
    if (!broken_ && open_ > 0) fault("a bracket is not closed");
    if (broken_) out_.canonical = std::string(text_);
    return std::move(out_);
  }

 private:
  void next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    token_ = {Kind::end, {}, at_};
    if (at_ >= text_.size()) return;
    if (text_[at_] == '(' || text_[at_] == ')') {
      token_ = {text_[at_] == '(' ? Kind::open : Kind::close, text_.substr(at_, 1), at_};
      ++at_;
      return;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != '(' && text_[at_] != ')') ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    token_ = {Kind::word, word, begin};
    constexpr std::array<std::pair<std::string_view, Kind>, 3> kOperators{
        {{"and", Kind::conjunction}, {"or", Kind::disjunction}, {"with", Kind::with}}};
    for (const auto& [name, kind] : kOperators) {
      if (!is_the_word(word, name)) continue;
      const bool all_upper = std::all_of(word.begin(), word.end(), is_upper);
      if (!all_upper && word != name) {
        fault("'" + std::string(word) + "' is neither in upper case nor in lower case");
      } else if (!all_upper) {
        warn("'" + std::string(word) + "' should stand in upper case");
      }
      token_.kind = kind;
    }
  }

  void append(std::string_view part) {
    if (!out_.canonical.empty() && out_.canonical.back() != '(') out_.canonical += ' ';
    out_.canonical += part;
  }

  void fault(std::string message) {
    out_.faults.push_back({false, token_.at, std::move(message)});
    broken_ = true;
  }
  /// Something that is wrong, but not with the form.
  void flaw(std::string message) { out_.faults.push_back({false, token_.at, std::move(message)}); }
  void warn(std::string message) { out_.faults.push_back({true, token_.at, std::move(message)}); }

  void operand_here() {
    if (token_.kind != Kind::word) {
      fault("a licence is wanted before '" + std::string(token_.text) + "'");
      return;
    }
    licence();
    next();
    if (token_.kind != Kind::with) return;
    append("WITH");
    next();
    if (token_.kind != Kind::word) {
      fault("an exception is wanted behind WITH");
      return;
    }
    exception();
    next();
  }

  /// LicenseRef-x, AdditionRef-x, with DocumentRef-x: before it or not. Whether it was meant as one.
  bool reference(std::string_view word, std::string_view prefix) {
    const std::size_t colon = word.find(':');
    const bool foreign = word.starts_with("DocumentRef-");
    const std::string_view own = foreign && colon != std::string_view::npos ? word.substr(colon + 1) : word;
    if (!foreign && !own.starts_with(prefix)) return false;
    if (foreign && (colon == std::string_view::npos || !is_id(word.substr(0, colon)) || colon == 12)) {
      flaw("'" + std::string(word) + "' is no reference to another document: DocumentRef-NAME:" + std::string(prefix) + "NAME");
    } else if (!own.starts_with(prefix) || own.size() == prefix.size() || !is_id(own)) {
      flaw("'" + std::string(word) + "' is no reference to a licence: " + std::string(prefix) +
           "NAME, of letters, digits, '.' and '-'");
    } else if (foreign) {
      out_.documents.emplace_back(word.substr(0, colon));
    } else {
      out_.references.emplace_back(own);
    }
    append(word);
    return true;
  }

  void licence() {
    std::string_view word = token_.text;
    if (reference(word, "LicenseRef-")) return;
    const bool later = word.ends_with('+');
    if (later) word.remove_suffix(1);
    const ListedId found = listed_licence(word);
    if (found.id.empty()) {
      append(token_.text);
      if (word == "NONE" || word == "NOASSERTION") {
        flaw(std::string(word) + " stands alone or not at all, not within an expression");
      } else if (!listed_exception(word).id.empty()) {
        flaw("'" + std::string(word) + "' is an exception: it belongs behind WITH");
      } else if (is_id(word)) {
        flaw("'" + std::string(word) + "' is not on the SPDX Licence List; write LicenseRef-NAME and give its text");
      } else {
        flaw("'" + std::string(word) + "' is no id of a licence");
      }
      return;
    }
    known(found, word, "licence");
    out_.listed.emplace_back(found.id);
    append(std::string(found.id) + (later ? "+" : ""));
  }

  void exception() {
    const std::string_view word = token_.text;
    if (reference(word, "AdditionRef-")) return;
    const ListedId found = listed_exception(word);
    if (found.id.empty()) {
      append(word);
      flaw("'" + std::string(word) + "' is no exception of the SPDX Licence List");
      return;
    }
    known(found, word, "exception");
    append(found.id);
  }

  void known(const ListedId& found, std::string_view word, std::string_view what) {
    if (found.deprecated) warn("the id of the " + std::string(what) + " '" + std::string(found.id) + "' is deprecated");
    if (found.id != word) warn("the list writes '" + std::string(word) + "' as '" + std::string(found.id) + "'");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;
  bool broken_ = false;
  Token token_;
  LicenceExpression out_;
};

}  // namespace

ListedId listed_licence(std::string_view id) { return listed(kLicences, id); }
ListedId listed_exception(std::string_view id) { return listed(kExceptions, id); }

bool LicenceExpression::valid() const {
  return std::all_of(faults.begin(), faults.end(), [](const LicenceFault& fault) { return fault.warning; });
}

LicenceExpression parse_licence(std::string_view text) { return Parser(text).parse(); }

}  // namespace crosswalk::artifacts::spdx
