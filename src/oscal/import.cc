// SPDX-License-Identifier: Apache-2.0
#include "oscal/import.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "oscal/ids.h"

namespace crosswalk::oscal {
namespace {

constexpr std::size_t kMostItems = 2000;
/// Statements are sentences; parameters that hold one another must not make books of them.
constexpr std::size_t kLongest = 4000;
constexpr int kMostNested = 5;
constexpr std::size_t kMostValues = 100;

/// A property of OSCAL's, or of ours; of several the first without a class, which is for all readers.
std::string prop_of(const Json& object, std::string_view name, bool ours = false) {
  std::string out;
  for (const Json& prop : list_of(object, "props")) {
    if (text_of(prop, "name") != name || (text_of(prop, "ns") == kNamespace) != ours) continue;
    if (text_of(prop, "class").empty()) return text_of(prop, "value");
    if (out.empty()) out = text_of(prop, "value");
  }
  return out;
}

/// `text` with only what may stand in the name of a file.
std::string as_name(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    out += good ? c : '-';
  }
  out.erase(0, out.find_first_not_of(".-"));
  return out.substr(0, longest);
}

/// Whether every control has a label that can be its number: "4.1.7", but not "AC-2(1)".
bool has_labels(const Json& object) {
  for (const Json& control : list_of(object, "controls")) {
    const std::string label = prop_of(control, "label");
    if (label.empty() || as_name(label) != label || !has_labels(control)) return false;
  }
  for (const Json& group : list_of(object, "groups")) {
    if (!has_labels(group)) return false;
  }
  return true;
}

/// Markdown as words on one line: without escapes, emphasis, targets of links and marks of lists.
std::string words_of(std::string_view prose) {
  std::string out;
  bool line_begins = true;
  for (std::size_t i = 0; i < prose.size(); ++i) {
    const char c = prose[i];
    if (c == '\\' && i + 1 < prose.size() && prose[i + 1] != '\n') {
      out += prose[++i];
    } else if (c == '`' || (c == '*' && i + 1 < prose.size() && prose[i + 1] == '*') ||
               (c == '*' && i > 0 && prose[i - 1] == '*')) {
      // Emphasis and code say nothing by themselves.
    } else if (c == ']' && i + 1 < prose.size() && prose[i + 1] == '(') {
      const std::size_t end = prose.find(')', i);
      out += ']';
      if (end == std::string_view::npos) continue;
      // The text of the link without its brackets.
      const std::size_t begin = out.rfind('[');
      out.pop_back();
      if (begin != std::string::npos) out.erase(begin, 1);
      i = end;
    } else if (line_begins && (c == '*' || c == '-' || c == '#') && (i + 1 == prose.size() || prose[i + 1] == ' ' || c == '#')) {
      continue;
    } else {
      out += c;
    }
    line_begins = c == '\n' || (line_begins && c == ' ');
  }
  return base::collapse_space(out);
}

class Importer {
 public:
  Importer(const Json& catalog, packs::Checklist& out) : out_(out), by_label_(has_labels(catalog)) { params_of(catalog); }

  /// False where there are too many items.
  bool run(const Json& catalog) {
    controls(catalog);
    groups(catalog);
    return items_ <= kMostItems;
  }

 private:
  void params_of(const Json& object) {
    for (const Json& param : list_of(object, "params")) params_.emplace(text_of(param, "id"), &param);
    for (const char* key : {"groups", "controls", "parts"}) {
      for (const Json& one : list_of(object, key)) params_of(one);
    }
  }

  void groups(const Json& object) {
    for (const Json& group : list_of(object, "groups")) {
      controls(group);
      groups(group);
    }
  }

  void controls(const Json& object) {
    for (const Json& control : list_of(object, "controls")) {
      if (items_ > kMostItems) return;
      this->control(control);
      controls(control);
    }
  }

  /// A number that may be the name of a file and that no other clause has.
  std::string number_of(const Json& control) {
    std::string number = as_name(by_label_ ? prop_of(control, "label") : text_of(control, "id"));
    if (number.empty()) number = "control";
    std::string out = number;
    // File names of some systems do not tell upper from lower case.
    for (int i = 2; !numbers_.insert(base::to_lower(out)).second; ++i) out = number + "-" + std::to_string(i);
    return out;
  }

  void control(const Json& control) {
    const std::string id = text_of(control, "id");
    const std::string title = words_of(text_of(control, "title"));
    const std::string name = id + (title.empty() ? "" : " (" + title + ")");
    const std::string status = prop_of(control, "status");
    if (base::equal_ignoring_case(status, "withdrawn")) {
      out_.left_out.push_back("Control " + name + " is withdrawn.");
      return;
    }
    packs::ChecklistClause clause;
    clause.title = title.empty() ? id : title;
    questions_.clear();
    questions_of(control);
    for (const Json& part : list_of(control, "parts")) {
      if (text_of(part, "name") == "statement") leaves(part, {}, {}, id, clause);
    }
    if (clause.items.empty()) {
      out_.left_out.push_back("Control " + name + " has no statement.");
      return;
    }
    clause.number = number_of(control);
    out_.clauses.push_back(std::move(clause));
  }

  /// What the objectives of assessment ask, by the id of the part that they are for.
  void questions_of(const Json& object) {
    for (const Json& part : list_of(object, "parts")) {
      const std::string question = words_of(text_of(part, "prose"));
      if (text_of(part, "name") == "assessment-objective" && question.ends_with('?')) {
        for (const Json& link : list_of(part, "links")) {
          const std::string target = text_of(link, "href");
          if (text_of(link, "rel") == "assessment-for" && target.starts_with('#')) questions_.emplace(target.substr(1), question);
        }
      }
      questions_of(part);
    }
  }

  /// The leaves of a statement; `above` are the words that lead to them, `label` the marks.
  void leaves(const Json& part, const std::string& above, const std::string& label, const std::string& id,
              packs::ChecklistClause& clause) {
    if (items_ > kMostItems) return;
    std::vector<const Json*> inner;
    for (const Json& one : list_of(part, "parts")) {
      if (text_of(one, "name") == "item" || text_of(one, "name") == "statement") inner.push_back(&one);
    }
    const std::string own = words_of(filled(text_of(part, "prose"), 0));
    const bool is_item = text_of(part, "name") == "item";
    const std::string mark = is_item ? one_line(prop_of(part, "label")) : std::string();
    const std::string marks = label + mark;
    // Constraints of our own catalogs are whole sentences; what stands above them says the same in other words.
    const bool whole = is_item && !prop_of(part, "constraint", true).empty();
    std::string words = whole || above.empty() ? own : above + (own.empty() ? "" : " " + own);
    if (words.size() > kLongest) words.resize(kLongest);
    if (!inner.empty()) {
      for (const Json* one : inner) leaves(*one, words, marks, id, clause);
      return;
    }
    if (own.empty()) return;
    packs::ChecklistItem item;
    item.requirement = base::repair_utf8(words);
    const auto question = questions_.find(text_of(part, "id"));
    item.question = question == questions_.end() ? item.requirement : question->second;
    if (const auto level = base::from_word<packs::Level>(prop_of(part, "level", true))) item.level = *level;
    item.label = marks;
    item.origin = id + (marks.empty() || whole ? "" : " " + marks);
    clause.items.push_back(std::move(item));
    ++items_;
  }

  /// Prose with its parameters filled in.
  std::string filled(const std::string& prose, int nested) const {
    std::string out;
    std::size_t at = 0;
    while (at < prose.size() && out.size() < kLongest) {
      const std::size_t begin = prose.find("{{", at);
      const std::size_t end = begin == std::string::npos ? begin : prose.find("}}", begin);
      if (end == std::string::npos) break;
      out += prose.substr(at, begin - at);
      const std::string inside = prose.substr(begin + 2, end - begin - 2);
      const std::size_t comma = inside.find(',');
      if (comma != std::string::npos) out += param(std::string(base::trim(std::string_view(inside).substr(comma + 1))), nested);
      at = end + 2;
    }
    return out + prose.substr(at);
  }

  std::string param(const std::string& id, int nested) const {
    const auto found = params_.find(id);
    if (found == params_.end() || nested >= kMostNested) return "[assignment: " + id + "]";
    const Json& param = *found->second;
    const auto listed = [&](const Json& list) {
      std::string out;
      for (std::size_t i = 0; i < list.size() && i < kMostValues; ++i) {
        const Json& one = list[i];
        if (!one.is_string() || out.size() > kLongest) continue;
        out += (out.empty() ? "" : "; ") + filled(one.get<std::string>(), nested + 1);
      }
      return out;
    };
    if (std::string values = listed(list_of(param, "values")); !values.empty()) return values;
    if (const auto select = param.find("select"); select != param.end() && select->is_object()) {
      const std::string many = text_of(*select, "how-many") == "one-or-more" ? "selection (one or more)" : "selection";
      return "[" + many + ": " + listed(list_of(*select, "choice")) + "]";
    }
    const std::string label = text_of(param, "label");
    return "[assignment: " + (label.empty() ? id : filled(label, nested + 1)) + "]";
  }

  packs::Checklist& out_;
  /// Whether labels are the numbers of clauses; else ids are.
  bool by_label_;
  std::map<std::string, const Json*> params_;
  std::map<std::string, std::string> questions_;
  std::set<std::string> numbers_;
  std::size_t items_ = 0;
};

}  // namespace

bool is_oscal(std::string_view bytes) { return read_document(bytes, "").has_value(); }

base::Result<Import> import_controls(const std::string& path, const Loader& load) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, load(path));
  CW_ASSIGN_OR_RETURN(Document document, read_document(bytes, path));
  Import out;
  if (document.model == "profile") {
    CW_ASSIGN_OR_RETURN(Resolution resolution, resolve(document, path, load));
    if (!resolution.complete) {
      return base::Error{base::ErrorCode::malformed_data, path, resolution.problems.empty() ? "" : resolution.problems.front()};
    }
    document = std::move(resolution.catalog);
    out.checklist.remarks = std::move(resolution.problems);
  }
  if (document.model != "catalog") {
    return base::Error{base::ErrorCode::malformed_data, path, "is neither a catalog nor a profile but a " + document.model};
  }
  if (!Importer(document.body, out.checklist).run(document.body)) {
    return base::Error{base::ErrorCode::malformed_data, path,
                       "has more than " + std::to_string(kMostItems) + " statements; choose some of them by a profile"};
  }
  if (out.checklist.clauses.empty()) return base::Error{base::ErrorCode::malformed_data, path, "has no control with a statement"};
  out.title = words_of(facts_of(document).title);
  return out;
}

}  // namespace crosswalk::oscal
