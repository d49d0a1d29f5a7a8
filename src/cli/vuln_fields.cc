// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_fields.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "artifacts/json/value.h"
#include "base/text.h"
#include "cli/vuln_common.h"
#include "disclosure/notice.h"
#include "packs/diagnostics.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using Json = nlohmann::ordered_json;

base::Error wrong(std::string option, std::string detail) {
  return {base::ErrorCode::usage, std::move(option), std::move(detail)};
}

/// "NAME=VALUE" taken apart at the first '=' behind which `marker` stands (empty: the first).
base::Result<std::pair<std::string, std::string>> pair_of(const std::string& option, const std::string& text,
                                                          std::string_view marker = {}) {
  const std::size_t at = text.find("=" + std::string(marker));
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    return wrong(option + " " + text, "write NAME=" + (marker.empty() ? "VALUE" : std::string(marker) + "..."));
  return std::pair(std::string(base::trim(text.substr(0, at))), std::string(base::trim(text.substr(at + 1))));
}

/// Puts the value of a word into `out`, if a word was given.
template <class Enum>
base::Result<void> put_word(const std::string& option, const std::string& text, Enum& out) {
  if (text.empty()) return {};
  if (const auto found = base::from_word<Enum>(text)) {
    out = *found;
    return {};
  }
  return wrong(option + " " + text, "one of these words is wanted: " + base::join(base::words<Enum>(), ", "));
}

void put_text(const std::string& text, std::string& out) {
  if (!text.empty()) out = text;
}

void add_new(const std::vector<std::string>& from, std::vector<std::string>& to) {
  for (const std::string& each : from) {
    if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
  }
}

/// The clock of any regime with this id, whether the regime concerns the manufacturer or not.
base::Result<const disclosure::Clock*> clock_named(const std::string& option, const std::string& id,
                                                   const CaseWorkspace& workspace) {
  std::vector<std::string> known;
  for (const disclosure::Regime& regime : workspace.regimes) {
    for (const disclosure::Clock& clock : regime.clocks) {
      if (clock.id == id) return &clock;
      known.push_back(clock.id);
    }
  }
  const std::string meant = packs::nearest(id, known);
  return wrong(option + " " + id, "no regime has this clock" + (meant.empty() ? "" : "; '" + meant + "' may be meant") +
                                      "; 'crosswalk clock --list-regimes' shows them");
}

/// Applies options to a case.
class Applier {
 public:
  Applier(const FieldOptions& options, const CaseWorkspace& workspace, const casebook::Signature& signature, Case& one)
      : options_(options), workspace_(workspace), signature_(signature), case_(one) {}

  base::Result<void> run() {
    CW_RETURN_IF_ERROR(put_head());
    CW_RETURN_IF_ERROR(put_times());
    CW_RETURN_IF_ERROR(put_products());
    CW_RETURN_IF_ERROR(put_resolution());
    CW_RETURN_IF_ERROR(put_decisions());
    CW_RETURN_IF_ERROR(put_answers());
    CW_RETURN_IF_ERROR(put_distribution());
    for (const std::string& set : options_.sets) CW_RETURN_IF_ERROR(put(set));
    return {};
  }

 private:
  [[nodiscard]] const disclosure::Zone& zone() const { return workspace_.manufacturer.zone; }

  base::Result<void> put_head() {
    put_text(options_.title, case_.title);
    put_text(options_.description, case_.description);
    CW_RETURN_IF_ERROR(put_word("--stage", options_.stage, case_.stage));
    CW_RETURN_IF_ERROR(put_word("--outcome", options_.outcome, case_.outcome));
    CW_RETURN_IF_ERROR(put_word("--source", options_.source, case_.source.kind));
    put_text(options_.reporter, case_.source.reporter.text);
    put_text(options_.reference, case_.source.reference);
    put_text(options_.credit, case_.source.credit);
    add_new(options_.ids, case_.ids);
    add_new(options_.weaknesses, case_.weaknesses);
    for (const std::string& text : options_.components) {
      disclosure::AffectedComponent component;
      (text.starts_with("pkg:") ? component.purl : component.name) = text;
      case_.components.push_back(std::move(component));
    }
    for (const std::string& vector : options_.vectors) {
      const auto same = [&](const disclosure::Rating& rating) {
        return rating.vector == vector && rating.by == options_.vector_by;
      };
      if (std::none_of(case_.ratings.begin(), case_.ratings.end(), same))
        case_.ratings.push_back({vector, options_.vector_by, {}});
    }
    CW_RETURN_IF_ERROR(put_word("--risk", options_.risk, case_.clinical.risk));
    put_text(options_.harm, case_.clinical.harm);
    return {};
  }

  base::Result<void> put_times() {
    if (!options_.aware.empty()) {
      CW_ASSIGN_OR_RETURN(const Instant at, moment_named("--aware", options_.aware, zone(), signature_.at));
      put_event(disclosure::Trigger::aware, at);
    }
    for (const std::string& text : options_.events) {
      CW_ASSIGN_OR_RETURN(const auto pair, pair_of("--event", text));
      disclosure::Trigger kind{};
      CW_RETURN_IF_ERROR(put_word("--event", pair.first, kind));
      CW_ASSIGN_OR_RETURN(const Instant at, moment_named("--event", pair.second, zone(), signature_.at));
      put_event(kind, at);
    }
    return {};
  }

  void put_event(disclosure::Trigger kind, Instant at) {
    for (const disclosure::Event& event : case_.events) {
      if (event.kind == kind && event.at == at) return;
    }
    case_.events.push_back({kind, at, {}});
  }

  base::Result<void> put_products() {
    for (const std::string& text : options_.affected) {
      CW_ASSIGN_OR_RETURN(const auto pair, pair_of("--affected", text, "vers:"));
      const auto found = std::find_if(case_.affected.begin(), case_.affected.end(), [&](const auto& one) {
        return one.product == pair.first && one.status == disclosure::AffectedStatus::affected;
      });
      if (found == case_.affected.end()) {
        case_.affected.push_back({pair.first, pair.second, disclosure::AffectedStatus::affected, {}, {}});
      } else {
        found->versions = pair.second;
      }
    }
    for (const std::string& text : options_.fixed) {
      CW_ASSIGN_OR_RETURN(const auto pair, pair_of("--fixed", text));
      auto& fixed = case_.resolution.fixed;
      const auto found = std::find_if(fixed.begin(), fixed.end(),
                                      [&](const auto& one) { return one.product == pair.first && one.version == pair.second; });
      if (found == fixed.end()) fixed.push_back({pair.first, pair.second});
    }
    return {};
  }

  base::Result<void> put_resolution() {
    CW_RETURN_IF_ERROR(put_word("--resolution", options_.resolution, case_.resolution.kind));
    put_text(options_.details, case_.resolution.details);
    return {};
  }

  base::Result<void> put_decisions() {
    for (const std::string& text : options_.decisions) {
      CW_ASSIGN_OR_RETURN(const auto pair, pair_of("--decide", text));
      CW_RETURN_IF_ERROR(clock_named("--decide", pair.first, workspace_));
      if (pair.second != "yes" && pair.second != "no")
        return wrong("--decide " + text, "write CLOCK=yes where somebody is to be told, or CLOCK=no");
      disclosure::ReportDecision made{pair.first,       pair.second == "yes", signature_.why,
                                      {signature_.who}, options_.role,        signature_.at};
      const auto found =
          std::find_if(case_.decisions.begin(), case_.decisions.end(), [&](const auto& one) { return one.clock == pair.first; });
      if (found == case_.decisions.end()) {
        case_.decisions.push_back(std::move(made));
      } else {
        *found = std::move(made);
      }
    }
    return {};
  }

  base::Result<void> put_answers() {
    for (const std::string& text : options_.answers) {
      CW_ASSIGN_OR_RETURN(const auto pair, pair_of("--answered", text));
      CW_ASSIGN_OR_RETURN(const disclosure::Clock* clock, clock_named("--answered", pair.first, workspace_));
      CW_ASSIGN_OR_RETURN(const Instant at, moment_named("--answered", pair.second, zone(), signature_.at));
      if (at > signature_.at)
        return base::Error{base::ErrorCode::usage, "--answered " + text, "nobody can have been told in the future"};
      disclosure::Notice notice;
      notice.title = clock->title;
      notice.clock = clock->id;
      notice.recipients.push_back({{clock->to}, signature_.why, at, {}});
      disclosure::add_notice(case_, std::move(notice));
    }
    return {};
  }

  base::Result<void> put_distribution() {
    if (!options_.tlp.empty()) {
      const auto tlp = disclosure::tlp_named(options_.tlp);
      if (!tlp) return wrong("--tlp " + options_.tlp, "one of these words is wanted: " + std::string(disclosure::tlp_words));
      case_.distribution.tlp = *tlp;
    }
    if (options_.embargo == "none") {
      case_.distribution.embargo_until.reset();
    } else if (!options_.embargo.empty()) {
      CW_ASSIGN_OR_RETURN(const Instant until, moment_named("--embargo", options_.embargo, zone(), signature_.at));
      case_.distribution.embargo_until = until;
    }
    if (!options_.approve) return {};
    if (options_.role.empty()) return wrong("--approve", "say with --role in which role the approval is given");
    case_.approval = {{signature_.who}, options_.role, signature_.at};
    return {};
  }

  /// "/pointer=VALUE": the value in JSON where it looks like it, else a text; null takes the field away.
  base::Result<void> put(const std::string& text) {
    CW_ASSIGN_OR_RETURN(const auto pair, pair_of("--set", text));
    const std::string& value = pair.second;
    const bool is_json = value == "true" || value == "false" || value == "null" || value.front() == '{' || value.front() == '[' ||
                         value.front() == '"';
    Json parsed = is_json ? Json::parse(value, nullptr, false) : Json(value);
    if (parsed.is_discarded()) return wrong("--set " + text, "the value is no JSON");
    const std::string written = disclosure::write_case(case_);
    Json whole = Json::parse(written.empty() ? "{}" : written);
    try {
      const Json::json_pointer pointer(pair.first);
      if (parsed.is_null()) {
        whole = whole.patch(Json::array({{{"op", "remove"}, {"path", pair.first}}}));
      } else {
        whole[pointer] = std::move(parsed);
      }
    } catch (const Json::exception&) {
      return wrong("--set " + text, "no field of the case lies there; write /resolution/url=..., or /ids/-=... to add to a list");
    }
    CW_ASSIGN_OR_RETURN(const auto document, artifacts::json::parse(whole.dump(), {"--set"}));
    std::vector<artifacts::Finding> findings;
    Case changed = disclosure::read_case(document.root(), findings);
    if (!findings.empty())
      return base::Error{base::ErrorCode::usage, "--set " + text, findings.front().pointer + ": " + findings.front().message};
    case_ = std::move(changed);
    return {};
  }

  const FieldOptions& options_;
  const CaseWorkspace& workspace_;
  const casebook::Signature& signature_;
  Case& case_;
};

}  // namespace

void add_field_options(CLI::App& command, FieldOptions& options) {
  const auto text = [&](const char* name, std::string& target, const char* help, const char* type) {
    command.add_option(name, target, help)->type_name(type);
  };
  const auto list = [&](const char* name, std::vector<std::string>& target, const char* help, const char* type) {
    command.add_option(name, target, help)->allow_extra_args(false)->type_name(type);
  };
  text("--title", options.title, "What it is called", "TEXT");
  text("--description", options.description, "What it is", "TEXT");
  text("--stage", options.stage, "How far the case has come: received, reviewed, ... closed", "WORD");
  text("--outcome", options.outcome, "What the review came to: valid, not_a_vulnerability, ...", "WORD");
  text("--source", options.source, "Who found it: researcher, customer, supplier, own_test, ...", "WORD");
  text("--reporter", options.reporter, "The person who told us; kept so that it can be erased", "\"NAME <MAIL>\"");
  text("--reference", options.reference, "A message, a ticket, a URL", "TEXT");
  text("--credit", options.credit, "How the reporter wants to be named", "TEXT");
  text("--aware", options.aware, "When we became aware of it; a day counts from its beginning", "TIME");
  list("--cve", options.ids, "A CVE or other id (may be given again)", "ID");
  list("--cwe", options.weaknesses, "A weakness: CWE-287 (may be given again)", "ID");
  list("--component", options.components, "A name, or a package URL (may be given again)", "TEXT");
  list("--vector", options.vectors, "A CVSS vector (may be given again)", "VECTOR");
  text("--vector-by", options.vector_by, "Who rated it so: own, NVD, a supplier", "NAME");
  text("--risk", options.risk, "Whether the risk of patient harm is controlled or uncontrolled", "WORD");
  text("--harm", options.harm, "What it may do to patients", "TEXT");
  list("--affected", options.affected, "Affected versions: \"PUMP=vers:semver/<2.4.1\" (may be given again)", "PRODUCT=RANGE");
  list("--fixed", options.fixed, "A version in which it is fixed (may be given again)", "PRODUCT=VERSION");
  text("--resolution", options.resolution, "What is done: fix, mitigation, workaround, none_planned", "WORD");
  text("--details", options.details, "What users shall do", "TEXT");
  list("--event", options.events, "What happened, and when: actively_exploited=TIME (may be given again)", "KIND=TIME");
  list("--decide", options.decisions, "Whether somebody is to be told; --why is the reason (may be given again)", "CLOCK=yes|no");
  list("--answered", options.answers, "That a duty was done; --why says how (may be given again)", "CLOCK=TIME");
  text("--tlp", options.tlp, "Who may read the advisory: WHITE (CLEAR), GREEN, AMBER, RED", "WORD");
  text("--embargo", options.embargo, "Until when nothing may be published, or none", "TIME");
  command.add_flag("--approve", options.approve, "Agree to publish, in the name of --by and in the --role");
  text("--role", options.role, "In which role --by approves or decides", "TEXT");
  list("--set", options.sets, "Any field, by its JSON pointer; null takes it away (may be given again)", "/FIELD=VALUE");
}

base::Result<void> apply(const FieldOptions& options, const CaseWorkspace& workspace, const casebook::Signature& signature,
                         Case& one) {
  return Applier(options, workspace, signature, one).run();
}

}  // namespace crosswalk::cli
