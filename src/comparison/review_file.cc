// SPDX-License-Identifier: Apache-2.0
#include "comparison/review_file.h"

#include <algorithm>
#include <climits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "base/words.h"

namespace crosswalk::comparison {
namespace {

using nlohmann::json;

constexpr int deepest = 64;
/// A review of a hundred thousand documents keeps about three million.
constexpr std::size_t most_values = 20'000'000;

/// A mistake in a review: where, as a JSON pointer, and what.
struct Mistake : std::runtime_error {
  Mistake(const std::string& at, const std::string& what) : std::runtime_error((at.empty() ? "at the top" : at) + ": " + what) {}
};

/// A value and where it stands.
class Node {
 public:
  Node(const json& value, std::string at) : value_(value), at_(std::move(at)) {}

  [[noreturn]] void fail(const std::string& what) const { throw Mistake(at_, what); }

  [[nodiscard]] Node operator[](const char* key) const {
    must(value_.is_object(), "an object is wanted");
    const auto found = value_.find(key);
    if (found == value_.end()) fail("'" + std::string(key) + "' is missing");
    return {*found, at_ + "/" + key};
  }
  [[nodiscard]] bool has(const char* key) const { return value_.is_object() && value_.contains(key); }
  [[nodiscard]] bool is_null() const { return value_.is_null(); }
  [[nodiscard]] const std::string& text() const {
    must(value_.is_string(), "a text is wanted");
    return value_.get_ref<const std::string&>();
  }
  [[nodiscard]] std::uint64_t number() const {
    must(value_.is_number_unsigned(), "a whole number, not negative, is wanted");
    return value_.get<std::uint64_t>();
  }
  [[nodiscard]] int count() const {
    constexpr std::uint64_t most = 1'000'000'000;
    const std::uint64_t value = number();
    must(value <= most, "the number is too large");
    return static_cast<int>(value);
  }
  [[nodiscard]] bool boolean() const {
    must(value_.is_boolean(), "true or false is wanted");
    return value_.get<bool>();
  }
  /// A word of a closed list.
  template <class Enum>
  [[nodiscard]] Enum word() const {
    const auto value = base::from_word<Enum>(text());
    if (!value) fail("'" + text().substr(0, 40) + "' is none of " + base::join(base::words<Enum>(), ", "));
    return *value;
  }
  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> out;
    each([&](const Node& entry) { out.push_back(entry.text()); });
    return out;
  }
  template <class Function>
  void each(Function function) const {
    must(value_.is_array(), "an array is wanted");
    for (std::size_t i = 0; i < value_.size(); ++i) function(Node(value_[i], at_ + "/" + std::to_string(i)));
  }
  template <class Function>
  void each_member(Function function) const {
    must(value_.is_object(), "an object is wanted");
    for (const auto& [key, value] : value_.items()) {
      std::string escaped;
      for (const char c : key) escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      function(key, Node(value, at_ + "/" + escaped));
    }
  }

 private:
  void must(bool holds, const char* what) const {
    if (!holds) fail(what);
  }

  const json& value_;
  std::string at_;
};

/// Whether a member that is not compared is left out while reading. Keys at depth 4 and 6 are data (ids, names of products).
bool is_left_out(int depth, const std::string& key, Keep keep) {
  static const std::set<std::string> of_review{"summary", "manufacturer", "not_loaded", "notes"};
  static const std::set<std::string> of_entry{"audit_defence", "warnings", "hidden", "detail", "pages_without_text", "ocr_pages"};
  static const std::set<std::string> of_constraint{"signals", "calibration", "confirmed", "caveats", "by_basis", "opinion"};
  switch (depth) {
    case 1:
      return of_review.contains(key) && (keep == Keep::compared || (key != "manufacturer" && key != "summary"));
    case 3:
      return of_entry.contains(key) && (keep == Keep::compared || key != "audit_defence");
    case 5:
      return of_constraint.contains(key) && (keep == Keep::compared || key != "caveats");
    case 7:
      return key == "expression" || (keep == Keep::compared && (key == "quote" || key == "locator"));
    default:
      return false;
  }
}

json parse(std::string_view bytes, Keep kept) {
  std::size_t values = 0;
  const auto keep = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > deepest) throw Mistake("", "brackets are nested more than " + std::to_string(deepest) + " deep");
    if (event == json::parse_event_t::key) return !is_left_out(depth, parsed.get_ref<const std::string&>(), kept);
    if (event != json::parse_event_t::object_end && event != json::parse_event_t::array_end && ++values > most_values) {
      throw Mistake("", "there are more than " + std::to_string(most_values) + " values");
    }
    return true;
  };
  try {
    return json::parse(bytes.begin(), bytes.end(), keep);
  } catch (const json::parse_error& error) {
    // The byte counts from 1, and the one at which the parser stumbled is the last one it read.
    const std::size_t end = std::min(bytes.size(), error.byte > 0 ? error.byte - 1 : 0);
    const std::string_view before = bytes.substr(0, end);
    const std::size_t line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t column = end - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
    throw Mistake("line " + std::to_string(line) + ", column " + std::to_string(column),
                  end == bytes.size() ? "the JSON ends too early" : "no JSON from here on");
  } catch (const json::exception&) {
    throw Mistake("", "a number or text that cannot be read");
  }
}

DecisionState read_decision(const Node& node) {
  return {node["kind"].text(), node["document"].text(), node["reason"].text(), node["by"].text(), node["on"].text()};
}

PassageState read_passage(const Node& node) {
  PassageState out;
  out.evidence.document = node["document"].text();
  out.evidence.quote = node["quote"].text();
  out.evidence.verdict = node["verdict"].word<review::Verdict>();
  out.evidence.basis = node["basis"].word<review::Basis>();
  out.evidence.assertion = node["assertion"].word<review::Assertion>();
  out.evidence.owner = node["owner"].word<document::Owner>();
  out.evidence.reason = node["reason"].text();
  out.place = node["locator"]["text"].text();
  return out;
}

ConstraintState read_constraint(const Node& node, Keep keep) {
  ConstraintState out;
  out.level = node["level"].word<packs::Level>();
  out.text = node["text"].text();
  out.verdict = node["verdict"].word<review::Verdict>();
  out.reason = node["reason"].text();
  if (const Node coverage = node["coverage"]; !coverage.is_null()) {
    out.coverage = review::Coverage{coverage["of"].count(), coverage["with"].count(), coverage["without"].texts()};
    out.documents = out.coverage->without;
  }
  node["by_product"].each_member([&](const std::string& name, const Node& product) {
    out.products[name] = {product["version"].text(), product["verdict"].word<review::Verdict>()};
  });
  if (const Node decision = node["decision"]; !decision.is_null()) out.decisions.push_back(read_decision(decision));
  // The decision is that on the folder, or the first of those on documents.
  node["document_decisions"].each([&](const Node& each) {
    DecisionState decision = read_decision(each);
    if (out.decisions.empty() || out.decisions.front() != decision) out.decisions.push_back(std::move(decision));
  });
  node["evidence"].each([&](const Node& evidence) { out.documents.push_back(evidence["document"].text()); });
  for (const std::string& path : node["candidates"].texts()) out.documents.push_back(path);
  if (keep == Keep::compared) return out;
  node["evidence"].each([&](const Node& evidence) { out.passages.push_back(read_passage(evidence)); });
  out.passages_total = node["evidence_total"].count();
  out.caveats = node["caveats"].texts();
  out.candidates = node["candidates"].texts();
  out.machine_verdict = node["machine_verdict"].word<review::Verdict>();
  return out;
}

DocumentState read_document(const Node& node) {
  DocumentState out;
  out.sha256 = node["sha256"].text();
  out.status = node["status"].text();
  out.reason = node["reason"].text();
  out.role = node["role"].text();
  out.owner = node["owner"].text();
  const Node control = node["control"];
  for (const char* part : {"state", "id", "version", "date", "approver", "superseded_by"}) {
    const std::string& text = control[part].text();
    if (!text.empty()) out.control += (out.control.empty() ? "" : ", ") + std::string(part) + " " + text;
  }
  for (const std::string& product : control["products"].texts()) out.control += ", product " + product;
  out.in_force = control["in_force"].boolean();
  out.not_in_force_because = control["not_in_force_because"].text();
  return out;
}

void read_clauses(const Node& clauses, ReviewFile& out, Keep keep) {
  clauses.each([&](const Node& clause) {
    const std::string& id = clause["id"].text();
    out.clauses[id] = clause["title"].text();
    ClauseState page;
    if (keep == Keep::whole) {
      page = {id, clause["verdict"].word<review::Verdict>(), {}, clause["audit_defence"].text()};
    }
    clause["constraints"].each([&](const Node& node) {
      const std::string& name = node["id"].text();
      const auto [at, fresh] = out.constraints.try_emplace(name);
      // On a second page it says the same once more.
      if (fresh) at->second = read_constraint(node, keep);
      at->second.clauses.push_back(id);
      page.constraints.push_back(name);
    });
    if (keep == Keep::whole) out.pages.push_back(std::move(page));
  });
  clauses.each([&](const Node& clause) {
    clause["gaps"].each([&](const Node& node) {
      // Other kinds are no state of the constraint. Reviews of earlier versions have no kinds.
      if (node.has("kind") && node["kind"].text() != base::word(review::GapKind::shortfall)) return;
      const Node id = node["constraint"];
      const auto at = out.constraints.find(id.text());
      if (at == out.constraints.end()) id.fail("no constraint of the review has this id");
      GapState gap{
          node["severity"].word<packs::Severity>(), node["text"].text(), node["remedy"].text(), node["documents"].texts(), {}};
      if (keep == Keep::whole) gap.demanded_by = node["demanded_by"].texts();
      std::vector<std::string>& documents = at->second.documents;
      documents.insert(documents.end(), gap.documents.begin(), gap.documents.end());
      at->second.gap = std::move(gap);
    });
  });
}

void read_documents(const Node& documents, ReviewFile& out) {
  documents.each([&](const Node& node) {
    const std::string& path = node["path"].text();
    auto last = out.documents.upper_bound({path, INT_MAX});
    const bool again = last != out.documents.begin() && (--last)->first.first == path;
    out.documents[{path, again ? last->first.second + 1 : 1}] = read_document(node);
    node["constraints"].each_member([&](const std::string& id, const Node&) {
      const auto at = out.constraints.find(id);
      if (at != out.constraints.end()) at->second.documents.push_back(path);
    });
  });
}

ReviewFile read(const json& value, Keep keep) {
  const Node top(value, "");
  ReviewFile out;
  out.schema_version = top["schema_version"].text();
  if (!is_known_schema(out.schema_version)) return out;
  out.tool_version = top["tool"]["version"].text();
  out.as_of = top["as_of"].text();
  out.inputs_sha256 = top["inputs_sha256"].text();
  out.product = top["product"].text();
  out.ignored_files = top["ignored_files"].number();
  out.unanswered_conditions = top["unanswered_conditions"].texts();
  top["packs"].each([&](const Node& pack) { out.packs[pack["id"].text()] = {pack["version"].text(), pack["sha256"].text()}; });
  read_clauses(top["clauses"], out, keep);
  if (keep == Keep::whole) {
    out.manufacturer = top["manufacturer"].text();
    top["summary"]["first_steps"].each([&](const Node& step) { out.steps.push_back(step["text"].text()); });
  }
  read_documents(top["documents"], out);
  top["undecided"].each([&](const Node& node) {
    const auto at = out.constraints.find(node["constraint"].text());
    if (at == out.constraints.end()) return;
    for (const std::string& path : node["documents"].texts()) at->second.documents.push_back(path);
  });
  top["stale_decisions"].each([&](const Node& node) {
    const auto at = out.constraints.find(node["constraint"].text());
    if (at != out.constraints.end()) at->second.stale_because.push_back(node["stale_because"].text());
  });
  for (auto& [id, constraint] : out.constraints) {
    std::vector<std::string>& paths = constraint.documents;
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  }
  return out;
}

}  // namespace

bool is_known_schema(std::string_view schema_version) { return schema_version.starts_with("1."); }

base::Result<ReviewFile> read_review(std::string_view bytes, const std::string& name, Keep keep) {
  try {
    return read(parse(bytes, keep), keep);
  } catch (const Mistake& mistake) {
    return base::Error{base::ErrorCode::malformed_review, name, mistake.what()};
  }
}

}  // namespace crosswalk::comparison
