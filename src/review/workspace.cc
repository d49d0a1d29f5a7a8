// SPDX-License-Identifier: Apache-2.0
#include "review/workspace.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "disclosure/zone.h"
#include "packs/yaml.h"
#include "review/yaml_text.h"

namespace crosswalk::review {
namespace {

using packs::Diagnostics;
using packs::Yaml;
using packs::YamlReader;

Place place_of(const Yaml& yaml) { return {yaml.line, yaml.column}; }

/// What an approval lacks, in words, or empty.
std::string lacking(const std::string& reason, const std::string& approver, const std::string& role, bool date) {
  std::vector<std::string> out;
  if (base::trim(reason).empty()) out.emplace_back("reason");
  if (base::trim(approver).empty()) out.emplace_back("approver");
  if (base::trim(role).empty()) out.emplace_back("role");
  if (!date) out.emplace_back("date");
  return base::join(out, ", ");
}

/// Reads one crosswalk.yaml.
class WorkspaceReader {
 public:
  WorkspaceReader(std::string_view name, Diagnostics& diagnostics) : name_(name), diagnostics_(diagnostics) {}

  Workspace read(const Yaml& root) {
    Workspace out;
    YamlReader top(root, name_, "the workspace", diagnostics_);
    out.manufacturer = top.text("manufacturer");
    for (const Yaml* item : top.list("products")) add_product(*item, out);
    out.markets = top.texts("markets");
    if (const Yaml* device = top.node("device"); device != nullptr && device->kind != Yaml::Kind::null)
      out.device = top.boolean("device", false);
    read_time_zone(top, out);
    if (const Yaml* publisher = top.node("disclosure"))
      out.publisher = disclosure::read_publisher(*publisher, name_, diagnostics_);
    if (const Yaml* conditions = top.node("conditions")) read_conditions(*conditions, out);
    for (const Yaml* item : top.list("tailoring")) add_tailoring(*item, out);
    for (const Yaml* item : top.list("no_event")) add_no_event(*item, out);
    for (const Yaml* item : top.list("documents")) add_document(*item, out);
    out.ignore = top.texts("ignore");
    top.finish();
    return out;
  }

 private:
  void error(const Yaml& at, std::string message, std::string advice) {
    diagnostics_.error(name_, at.line, at.column, std::move(message), std::move(advice));
  }
  void warning(const Yaml& at, std::string message, std::string advice) {
    diagnostics_.warning(name_, at.line, at.column, std::move(message), std::move(advice));
  }

  void add_product(const Yaml& yaml, Workspace& out) {
    Product product = disclosure::read_product(yaml, name_, diagnostics_);
    if (product.name.empty()) return;
    const bool twice = std::any_of(out.products.begin(), out.products.end(),
                                   [&](const Product& other) { return base::equal_ignoring_case(other.name, product.name); });
    if (twice) error(yaml, "product '" + product.name + "' stands twice", "put its versions into one entry");
    out.products.push_back(std::move(product));
  }

  void read_time_zone(YamlReader& top, Workspace& out) {
    out.time_zone = top.text("time_zone");
    if (out.time_zone.empty()) return;
    if (!disclosure::Zone::named(out.time_zone))
      top.error("time_zone", "'" + out.time_zone + "' is no time zone", "write a name like Europe/Berlin, or UTC");
  }

  void read_conditions(const Yaml& yaml, Workspace& out) {
    if (yaml.kind == Yaml::Kind::null) return;
    if (yaml.kind != Yaml::Kind::map) {
      error(yaml, "'conditions' has to be a map", "write 'has-user-accounts: {answer: yes}', one line a condition");
      return;
    }
    for (const auto& [key, value] : yaml.members) {
      ConditionAnswer answer;
      answer.place = place_of(key);
      std::string word;
      if (value.kind == Yaml::Kind::scalar) {
        word = value.scalar;
      } else {
        YamlReader reader(value, name_, "the answer to '" + key.scalar + "'", diagnostics_);
        if (!reader.is_map()) continue;
        word = reader.text("answer", true);
        answer.reason = reader.text("reason");
        answer.approver = reader.text("approver");
        answer.role = reader.text("role");
        answer.date = reader.date("date");
        reader.finish();
        if (value.find("answer") == nullptr) continue;
      }
      const std::string lower = base::to_lower(word);
      if (lower != "yes" && lower != "no" && lower != "true" && lower != "false") {
        const Yaml* at = value.kind == Yaml::Kind::map ? value.find("answer") : &value;
        error(*at, "'" + word + "' is no answer to '" + key.scalar + "'",
              "write yes or no, or leave the line out: unanswered applies");
        continue;
      }
      answer.yes = lower == "yes" || lower == "true";
      const std::string lacks = lacking(answer.reason, answer.approver, answer.role, answer.date.has_value());
      if (!answer.yes && !lacks.empty()) {
        warning(key, "'" + key.scalar + "' is answered no without " + lacks,
                "add it; until then the constraints that stand on it need a review");
      }
      out.conditions[key.scalar] = std::move(answer);
    }
  }

  void add_tailoring(const Yaml& yaml, Workspace& out) {
    YamlReader reader(yaml, name_, "an entry of 'tailoring'", diagnostics_);
    if (!reader.is_map()) return;
    Tailoring one;
    one.place = place_of(yaml);
    one.constraint = reader.text("constraint", true);
    one.reason = reader.text("reason");
    one.approver = reader.text("approver");
    one.role = reader.text("role");
    one.date = reader.date("date");
    reader.finish();
    const std::string lacks = lacking(one.reason, one.approver, one.role, one.date.has_value());
    if (!lacks.empty())
      warning(yaml, "'" + one.constraint + "' is left out without " + lacks, "add it; until then it needs a review");
    const bool twice = std::any_of(out.tailoring.begin(), out.tailoring.end(),
                                   [&](const Tailoring& other) { return other.constraint == one.constraint; });
    if (twice) error(yaml, "'" + one.constraint + "' is left out twice", "keep one of the two");
    out.tailoring.push_back(std::move(one));
  }

  void add_no_event(const Yaml& yaml, Workspace& out) {
    YamlReader reader(yaml, name_, "an entry of 'no_event'", diagnostics_);
    if (!reader.is_map()) return;
    NoEvent one;
    one.place = place_of(yaml);
    one.constraint = reader.text("constraint", true);
    one.reason = reader.text("reason");
    one.role = reader.text("role");
    one.by = reader.text("by");
    one.date = reader.date("date");
    reader.finish();
    // The name is welcome, but the rule asks for reason, role and date.
    const std::string lacks = lacking(one.reason, "-", one.role, one.date.has_value());
    if (!lacks.empty())
      warning(yaml, "'no_event' for '" + one.constraint + "' is without " + lacks, "add it; until then it does not count");
    out.no_event.push_back(std::move(one));
  }

  template <class Enum>
  std::optional<Enum> word_of(YamlReader& reader, std::string_view key) {
    const Yaml* node = reader.node(key);
    if (node == nullptr || node->kind == Yaml::Kind::null) return std::nullopt;
    return reader.word<Enum>(key, Enum{});
  }

  void add_document(const Yaml& yaml, Workspace& out) {
    YamlReader reader(yaml, name_, "an entry of 'documents'", diagnostics_);
    if (!reader.is_map()) return;
    DocumentOverride one;
    one.place = place_of(yaml);
    one.pattern = reader.text("path", true);
    one.role = word_of<document::Role>(reader, "role");
    one.state = word_of<document::State>(reader, "state");
    one.owner = word_of<document::Owner>(reader, "owner");
    one.products = reader.texts("products");
    one.id = reader.text("id");
    one.version = reader.text("version");
    one.ignore = reader.boolean("ignore", false);
    reader.finish();
    if (one.pattern.starts_with("/") || one.pattern.starts_with("./")) {
      reader.error("path", "'" + one.pattern + "' does not begin in the reviewed folder",
                   "write the path as the report shows it, without '/' in front");
    }
    if (yaml.members.size() == 1 && yaml.find("path") != nullptr) {
      warning(yaml, "nothing is said about '" + one.pattern + "'", "add role, state, owner, products, id, version or ignore");
    }
    out.documents.push_back(std::move(one));
  }

  std::string name_;
  Diagnostics& diagnostics_;
};

/// Adds what the pattern position can reach without reading a character; `at_name` says that a name begins here.
void add_state(std::vector<char>& states, std::string_view pattern, std::size_t at, bool at_name) {
  while (true) {
    states[at] = 1;
    if (at >= pattern.size() || pattern[at] != '*') return;
    std::size_t behind = at;
    while (behind < pattern.size() && pattern[behind] == '*') ++behind;
    // "**/" also stands for no folder at all.
    if (at_name && behind - at >= 2 && behind < pattern.size() && pattern[behind] == '/') {
      states[behind] = 1;
      ++behind;
    }
    at = behind;
  }
}

bool fits_name_or_path(std::string_view pattern, std::string_view path) {
  const bool anywhere = pattern.find('/') == std::string_view::npos;
  std::size_t begin = 0;
  for (std::size_t end = 0; end <= path.size(); ++end) {
    if (end < path.size() && path[end] != '/' && path[end] != '!') continue;
    if (matches_pattern(pattern, anywhere ? path.substr(begin, end - begin) : path.substr(0, end))) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

disclosure::Organisation organisation_of(const Workspace& workspace) {
  return {workspace.manufacturer, workspace.markets,  workspace.device,
          workspace.time_zone,    workspace.products, workspace.publisher};
}

base::Result<Workspace> load_workspace(std::string_view text, std::string_view name, Diagnostics& diagnostics) {
  Diagnostics found;
  Workspace out;
  const auto yaml = packs::parse_yaml(text, name, found);
  if (yaml && yaml->kind != Yaml::Kind::null) out = WorkspaceReader(name, found).read(*yaml);
  for (const packs::Diagnostic& one : found.items()) {
    if (one.level == packs::Diagnostic::Level::error) {
      diagnostics.error(one.file, one.line, one.column, one.message, one.advice);
    } else {
      diagnostics.warning(one.file, one.line, one.column, one.message, one.advice);
    }
  }
  if (found.has_errors()) return base::Error{base::ErrorCode::malformed_workspace, std::string(name), ""};
  return out;
}

void check_workspace(const Workspace& workspace, const std::vector<std::shared_ptr<const packs::Pack>>& packs,
                     std::string_view name, Diagnostics& diagnostics) {
  std::vector<std::string> conditions;
  std::vector<std::string> constraints;
  std::set<std::string> pack_ids;
  for (const auto& pack : packs) {
    pack_ids.insert(pack->id);
    for (const packs::Condition& condition : pack->conditions) conditions.push_back(condition.name);
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) constraints.push_back(constraint.id);
    }
  }
  for (const auto& [condition, answer] : workspace.conditions) {
    if (std::find(conditions.begin(), conditions.end(), condition) != conditions.end()) continue;
    const std::string near = packs::nearest(condition, conditions);
    diagnostics.error(name, answer.place.line, answer.place.column, "no pack has a condition '" + condition + "'",
                      near.empty() ? "the conditions are: " + base::join(conditions, ", ") : "did you mean '" + near + "'?");
  }
  const auto check = [&](const std::string& written, const Place& place) {
    const std::size_t colon = written.find(':');
    if (colon != std::string::npos && !pack_ids.contains(written.substr(0, colon))) return;
    std::vector<std::string> candidates;
    for (const std::string& id : constraints) {
      candidates.push_back(colon == std::string::npos ? id.substr(id.find(':') + 1) : id);
      if (candidates.back() == written) return;
    }
    const std::string near = packs::nearest(written, candidates);
    diagnostics.error(name, place.line, place.column, "no pack has a constraint '" + written + "'",
                      near.empty() ? "'crosswalk clause show CLAUSE' lists them" : "did you mean '" + near + "'?");
  };
  for (const Tailoring& one : workspace.tailoring) check(one.constraint, one.place);
  for (const NoEvent& one : workspace.no_event) check(one.constraint, one.place);
}

bool matches_pattern(std::string_view pattern, std::string_view path) {
  // Sets of pattern positions, one step per character: no backtracking on hostile patterns.
  std::vector<char> states(pattern.size() + 2, 0);
  add_state(states, pattern, 0, true);
  std::vector<char> next(states.size(), 0);
  for (const char c : path) {
    std::fill(next.begin(), next.end(), char{0});
    bool any = false;
    const bool separator = c == '/' || c == '!';
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (states[at] == 0) continue;
      if (pattern[at] == '*') {
        const bool over_folders = (at + 1 < pattern.size() && pattern[at + 1] == '*') || (at > 0 && pattern[at - 1] == '*');
        if (separator && !over_folders) continue;
        add_state(next, pattern, at, separator);
        any = true;
      } else if (pattern[at] == c || (pattern[at] == '?' && !separator)) {
        add_state(next, pattern, at + 1, separator);
        any = true;
      }
    }
    if (!any) return false;
    states.swap(next);
  }
  return states[pattern.size()] != 0;
}

bool is_ignored(const Workspace& workspace, std::string_view path) {
  const bool by_document = std::any_of(workspace.documents.begin(), workspace.documents.end(), [&](const DocumentOverride& one) {
    return one.ignore && matches_pattern(one.pattern, path);
  });
  return by_document || std::any_of(workspace.ignore.begin(), workspace.ignore.end(), [&](const std::string& written) {
           std::string_view pattern = written;
           if (pattern.ends_with("/")) pattern.remove_suffix(1);
           return !pattern.empty() && fits_name_or_path(pattern, path);
         });
}

std::string default_workspace_text(const InitAnswers& answers, const std::vector<std::shared_ptr<const packs::Pack>>& packs) {
  std::string out =
      "# What Crosswalk has to know about you and your documents. All of it is optional.\n"
      "# Lines that begin with '#' are comments: remove the '#' to use them.\n\n";
  out += "manufacturer: " + yaml_quoted(answers.manufacturer) + "\n\n";

  out += "# Each product and its versions. Of each product the supported version released last is reviewed.\n";
  if (answers.products.empty()) {
    out +=
        "# products:\n"
        "#   - name: \"ScanView\"\n"
        "#     versions:\n"
        "#       - {version: \"3.2\", supported: true, released: 2026-01-31}\n";
  } else {
    out += "products:\n";
    for (const Product& product : answers.products) {
      out += "  - name: " + yaml_quoted(product.name) + "\n";
      if (!product.versions.empty()) out += "    versions:\n";
      for (const ProductVersion& version : product.versions) {
        out += "      - {version: " + yaml_quoted(version.version) + ", supported: " + (version.supported ? "true" : "false");
        if (version.released) out += ", released: " + version.released->iso();
        out += "}\n";
      }
    }
  }
  out += "\n# Where it is sold: \"EU\" or states of it (\"DE\"), \"US\", \"GB\", \"NO\", ...\nmarkets: [";
  for (std::size_t i = 0; i < answers.markets.size(); ++i) out += (i > 0 ? ", " : "") + yaml_quoted(answers.markets[i]);
  out += "]\n\n";

  out +=
      "# Whether the products are medical devices: it decides which duties to report apply.\n"
      "# device: yes\n\n"
      "# Where days end, for deadlines; without it UTC.\n"
      "# time_zone: \"Europe/Berlin\"\n\n"
      "# Who takes reports of vulnerabilities and publishes advisories.\n"
      "# disclosure:\n"
      "#   namespace: \"https://example.org\"\n"
      "#   email: \"psirt@example.org\"\n"
      "#   policy_url: \"https://example.org/security/policy\"\n"
      "#   advisories_url: \"https://example.org/.well-known/csaf\"\n"
      "#   case_prefix: \"V-\"\n"
      "#   advisory_prefix: \"EXAMPLE-SA-\"\n\n";

  out +=
      "# Questions that decide which requirements apply. An unanswered one counts as yes.\n"
      "# A no needs a reason, and who approved it, in which role, and when.\n"
      "conditions:\n";
  std::set<std::string> written;
  for (const auto& pack : packs) {
    for (const packs::Condition& condition : pack->conditions) {
      if (!written.insert(condition.name).second) continue;
      out += yaml_comment(condition.question, 2);
      const auto found = answers.conditions.find(condition.name);
      if (found == answers.conditions.end()) {
        out += "  # " + condition.name + ": {answer: no, reason: \"...\", approver: \"...\", role: \"...\", date: 2026-01-31}\n";
        continue;
      }
      const ConditionAnswer& answer = found->second;
      out += "  " + condition.name + ": {answer: " + (answer.yes ? "yes" : "no");
      if (!answer.reason.empty()) out += ", reason: " + yaml_quoted(answer.reason);
      if (!answer.approver.empty()) out += ", approver: " + yaml_quoted(answer.approver);
      if (!answer.role.empty()) out += ", role: " + yaml_quoted(answer.role);
      if (answer.date) out += ", date: " + answer.date->iso();
      out += "}\n";
    }
  }
  out +=
      "\n# Requirements that you left out, with the approval that the standard asks for.\n"
      "# tailoring:\n"
      "#   - {constraint: \"PACK:CLAUSE/NAME\", reason: \"...\", approver: \"...\", role: \"...\", date: 2026-01-31}\n"
      "\n# Requirements for which there was no occasion yet that would have left a record.\n"
      "# no_event:\n"
      "#   - {constraint: \"PACK:CLAUSE/NAME\", reason: \"...\", role: \"...\", by: \"...\", date: 2026-01-31}\n"
      "\n# What you know better about some documents: path or pattern ('*' in a name, '**' over folders).\n"
      "# role: ";
  const auto words = [&](const auto& names) {
    for (std::size_t i = 0; i < names.size(); ++i) out += std::string(i > 0 ? ", " : "") + std::string(names[i]);
  };
  words(base::Words<document::Role>::names);
  out += "\n# state: ";
  words(base::Words<document::State>::names);
  out += "\n# owner: ";
  words(base::Words<document::Owner>::names);
  out +=
      "\n# documents:\n"
      "#   - {path: \"procedures/SOP-12.docx\", role: procedure, state: effective, owner: own, id: \"SOP-12\", version: \"3\"}\n"
      "#   - {path: \"vendor/**\", owner: third_party}\n"
      "#   - {path: \"scratch/**\", ignore: true}\n"
      "\n# Files and folders to leave out, by name or pattern.\n"
      "ignore: []\n";
  return out;
}

}  // namespace crosswalk::review
