// SPDX-License-Identifier: Apache-2.0
#include "packs/cases.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"

namespace crosswalk::packs {
namespace {

const std::vector<std::string>& header_words() {
  static const std::vector<std::string> words{"verdict", "reason", "quote", "path"};
  return words;
}

/// Reads the lines of one file one after the other.
class CaseReader {
 public:
  CaseReader(std::string_view text, std::string_view file, std::string_view clause, std::string_view slug,
             Diagnostics& diagnostics)
      : lines_(base::split(text, '\n')), file_(file), clause_(clause), slug_(slug), diagnostics_(diagnostics) {
    for (std::string_view& line : lines_) {
      if (line.ends_with('\r')) line.remove_suffix(1);
    }
  }

  std::vector<Case> read() {
    while (at_ < lines_.size() && !is_start(lines_[at_])) {
      const std::string_view line = base::trim(lines_[at_]);
      if (!line.empty() && !line.starts_with('#')) {
        error(1, "a text stands before the first case", "begin each case with '=== what it shows'");
      }
      ++at_;
    }
    while (at_ < lines_.size()) read_case();
    return std::move(cases_);
  }

 private:
  static bool is_start(std::string_view line) { return line.starts_with("=== ") && !base::trim(line.substr(4)).empty(); }

  void error(int column, std::string message, std::string advice) {
    diagnostics_.error(file_, static_cast<int>(at_) + 1, column, std::move(message), std::move(advice));
    good_ = false;
  }

  void read_case() {
    good_ = true;
    Case one;
    one.clause = clause_;
    one.slug = slug_;
    one.file = file_;
    one.line = static_cast<int>(at_) + 1;
    one.name = base::trim(lines_[at_].substr(4));
    if (!names_.insert(one.name).second) error(5, "case '" + one.name + "' stands twice", "give each case a name of its own");
    ++at_;
    bool has_verdict = false;
    std::set<std::string> seen;
    bool has_text = false;
    for (; at_ < lines_.size() && !is_start(lines_[at_]); ++at_) {
      const std::string_view line = lines_[at_];
      if (line == "---") {
        has_text = true;
        break;
      }
      if (base::trim(line).empty()) continue;
      const std::size_t colon = line.find(':');
      const std::string key(base::trim(line.substr(0, colon)));
      if (colon == std::string_view::npos ||
          std::find(header_words().begin(), header_words().end(), key) == header_words().end()) {
        const std::string near = colon == std::string_view::npos ? std::string() : nearest(key, header_words());
        error(1, "'" + std::string(line.substr(0, 40)) + "' is no line of a case's head",
              near.empty() ? "write verdict, reason, quote or path, then '---' before the document"
                           : "did you mean '" + near + "'?");
        continue;
      }
      if (!seen.insert(key).second) error(1, "'" + key + "' stands twice", "keep one of the two");
      const std::string value(base::trim(line.substr(colon + 1)));
      const int column = static_cast<int>(colon) + 3;
      if (key == "verdict") {
        has_verdict = true;
        if (const auto verdict = base::from_word<CaseVerdict>(value)) {
          one.verdict = *verdict;
        } else {
          error(column, "'" + value + "' is no verdict of one document", "one of: met, partial, planned, denied, not_found");
        }
      } else if (key == "reason") {
        one.reason = value;
        const auto& words = partial_reason_words();
        if (std::find(words.begin(), words.end(), value) == words.end()) {
          error(column, "'" + value + "' is no reason of a partial verdict", "one of: " + base::join(words, ", "));
        }
      } else if (key == "quote") {
        one.quote = value;
      } else {
        one.path = value;
        if (value.empty() || value.find('/') != std::string::npos || value.find('.') == std::string::npos) {
          error(column, "'" + value + "' is no file name", "write a name with an extension, like SECURITY.md");
        }
      }
    }
    if (!has_text) {
      at_ = std::min(at_, lines_.size() - 1);
      diagnostics_.error(file_, one.line, 1, "case '" + one.name + "' has no document", "write '---' and the text below it");
      if (!is_start(lines_[at_]) || static_cast<int>(at_) + 1 == one.line) ++at_;
      return;
    }
    if (!has_verdict) {
      diagnostics_.error(file_, one.line, 1, "case '" + one.name + "' has no verdict", "add a line 'verdict: met'");
      good_ = false;
    }
    if (!one.reason.empty() && one.verdict != CaseVerdict::partial && good_) {
      diagnostics_.error(file_, one.line, 1, "only a partial verdict has a reason", "remove the line 'reason'");
      good_ = false;
    }
    for (++at_; at_ < lines_.size() && !is_start(lines_[at_]); ++at_) {
      one.text += lines_[at_];
      one.text += '\n';
    }
    while (one.text.ends_with("\n\n")) one.text.pop_back();
    if (base::trim(one.text).empty()) {
      diagnostics_.error(file_, one.line, 1, "case '" + one.name + "' has an empty document", "write the text below '---'");
      good_ = false;
    }
    if (!one.quote.empty() && base::collapse_space(one.text).find(base::collapse_space(one.quote)) == std::string::npos) {
      diagnostics_.error(file_, one.line, 1, "the quote of case '" + one.name + "' is not in its document",
                         "copy it from the text below '---'");
      good_ = false;
    }
    if (good_) cases_.push_back(std::move(one));
  }

  std::vector<std::string_view> lines_;
  std::string file_;
  std::string clause_;
  std::string slug_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool good_ = true;
  std::set<std::string> names_;
  std::vector<Case> cases_;
};

}  // namespace

std::vector<Case> read_cases(std::string_view text, std::string_view file, std::string_view clause, std::string_view slug,
                             Diagnostics& diagnostics) {
  if (!base::is_utf8(text)) {
    diagnostics.error(file, 0, 0, "not UTF-8", "save the file as UTF-8");
    return {};
  }
  if (text.ends_with('\n')) text.remove_suffix(1);
  return CaseReader(text, file, clause, slug, diagnostics).read();
}

std::vector<Case> load_cases(const Files& files, const Pack& pack, Diagnostics& diagnostics) {
  std::vector<Case> out;
  std::set<std::string> used;
  std::vector<std::string> names;
  for (const Clause& clause : pack.clauses) {
    for (const Constraint& constraint : clause.constraints) {
      const std::string name = "cases/" + clause.number + "/" + constraint.slug + ".cases";
      names.push_back(name);
      const auto found = files.find(name);
      if (found == files.end()) continue;
      std::vector<Case> cases = read_cases(found->second, name, clause.number, constraint.slug, diagnostics);
      out.insert(out.end(), std::make_move_iterator(cases.begin()), std::make_move_iterator(cases.end()));
    }
  }
  for (auto at = files.lower_bound("cases/"); at != files.end() && at->first.starts_with("cases/"); ++at) {
    if (std::find(names.begin(), names.end(), at->first) != names.end()) continue;
    const std::string near = nearest(at->first, names);
    diagnostics.error(at->first, 0, 0, "the file belongs to no constraint of the pack",
                      near.empty() ? "call it cases/CLAUSE/SLUG.cases" : "did you mean '" + near + "'?");
  }
  return out;
}

}  // namespace crosswalk::packs
