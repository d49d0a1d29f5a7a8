// SPDX-License-Identifier: Apache-2.0
#include "advisories/build.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "advisories/page.h"
#include "artifacts/csaf/advisory.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/json/value.h"
#include "artifacts/vex/vex.h"
#include "disclosure/timeline.h"
#include "writing/pdf.h"

namespace crosswalk::advisories {
namespace {

constexpr std::array<PaperKind, 8> kPapers{{
    {"customer-notice", "", {}},
    {"us-806-report", "us-cfr-806", {"us-cfr-806/correction-report"}},
    {"us-customer-communication", "us-fda-postmarket", {"us-fda-postmarket/customers-told"}},
    {"eu-field-safety-notice", "eu-mdr", {"eu-mdr/field-safety-notice"}},
    {"eu-field-safety-report",
     "eu-mdr",
     {"eu-mdr/field-safety-corrective-action", "eu-mdr/serious-incident", "eu-mdr/death-or-deterioration",
      "eu-mdr/public-health-threat"}},
    {"eu-cra-early-warning", "eu-cra", {"eu-cra/exploited-early-warning", "eu-cra/incident-early-warning"}},
    {"eu-cra-notification", "eu-cra", {"eu-cra/exploited-notification", "eu-cra/incident-notification"}},
    {"eu-cra-final-report", "eu-cra", {"eu-cra/exploited-final-report", "eu-cra/incident-final-report"}},
}};

bool answers(const PaperKind& kind, std::string_view clock) {
  return !clock.empty() && std::find(kind.clocks.begin(), kind.clocks.end(), clock) != kind.clocks.end();
}

/// Makes the files of one request.
class Builder {
 public:
  Builder(const Request& request, packs::Diagnostics& diagnostics) : request_(request), diagnostics_(diagnostics) {}

  base::Result<Built> run() {
    Prepared prepared = prepare(request_.cases, request_.organisation, request_.options);
    out_.advisory = std::move(prepared.advisory);
    out_.missing = std::move(prepared.missing);
    if (is_final() && !out_.missing.empty()) return std::move(out_);
    stem_ = artifacts::csaf::file_name_for(out_.advisory.id);
    stem_.resize(stem_.size() - std::string_view(".json").size());
    csaf_ = csaf_text(out_.advisory, out_.missing, request_.version);
    vex_ = csaf_vex_text(out_.advisory, out_.missing, request_.version);
    // Whatever was asked for: what is called final has passed the tests.
    check(csaf_, stem_ + ".json");
    check(vex_, artifacts::csaf::file_name_for(vex_id(out_.advisory)));
    if (!out_.faults.empty()) return std::move(out_);
    if (wants(Kind::csaf)) add(stem_ + ".json", csaf_, Kind::csaf);
    if (wants(Kind::vex)) add(artifacts::csaf::file_name_for(vex_id(out_.advisory)), vex_, Kind::vex);
    add_other_vex();
    CW_RETURN_IF_ERROR(add_page());
    CW_RETURN_IF_ERROR(add_papers());
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_final() const { return request_.options.status == Status::final; }
  [[nodiscard]] bool wants(Kind kind) const { return request_.kinds.contains(kind); }
  void add(std::string name, std::string bytes, Kind kind, std::vector<writing::Blank> blanks = {}) {
    out_.files.push_back({std::move(name), std::move(bytes), kind, std::move(blanks)});
  }

  void check(const std::string& text, const std::string& name) {
    if (!is_final()) return;
    for (std::string& fault : csaf_faults(text, name)) out_.faults.push_back(name + ": " + std::move(fault));
  }

  void add_other_vex() {
    using artifacts::vex::Format;
    for (const auto& [kind, format, ending] : {std::tuple(Kind::openvex, Format::openvex, ".openvex.json"),
                                               std::tuple(Kind::cyclonedx, Format::cyclonedx, ".cdx.json")}) {
      if (!wants(kind)) continue;
      OtherVex other = other_vex(vex_, out_.advisory, format);
      for (const std::string& loss : other.losses) out_.losses.push_back(stem_ + ending + ": " + loss);
      add(stem_ + ending, std::move(other.text), kind);
    }
  }

  /// The advisory itself for people: what the CSAF document says.
  base::Result<void> add_page() {
    CW_ASSIGN_OR_RETURN(const artifacts::json::Document document, artifacts::json::parse(csaf_, {stem_ + ".json"}));
    artifacts::csaf::Advisory read = artifacts::csaf::read_advisory(document.root());
    say_what_is_public(read);
    writing::Paper paper = page_of(read, PageDetail::whole);
    paper.id = out_.advisory.id;
    paper.version = std::to_string(out_.advisory.revisions.back().number);
    paper.state = is_final() ? writing::State::approved : writing::State::draft;
    paper.made = out_.advisory.made;
    put_missing(paper);
    const auto blanks = writing::blanks_of(paper);
    if (wants(Kind::html)) add(stem_ + ".html", writing::as_html(paper, request_.brand), Kind::html, blanks);
    if (wants(Kind::markdown)) add(stem_ + ".md", writing::as_markdown(paper), Kind::markdown, blanks);
    if (wants(Kind::pdf)) {
      CW_ASSIGN_OR_RETURN(std::string pdf, writing::as_pdf(paper, request_.brand));
      add(stem_ + ".pdf", std::move(pdf), Kind::pdf, blanks);
    }
    return {};
  }
  /// CSAF wants the day of first release and an address of every document; people are told neither of what is not public.
  void say_what_is_public(artifacts::csaf::Advisory& read) const {
    const Advisory& advisory = out_.advisory;
    if (!advisory.has_address()) {
      read.initial_release_date.clear();
      std::erase_if(read.references, [](const auto& reference) { return reference.category == "self"; });
    }
    if (!advisory.embargo_until) return;
    artifacts::csaf::Note note;
    note.category = "summary";
    note.title = "Not public yet";
    note.text = "It is under embargo until " + artifacts::time::text_of(*advisory.embargo_until) +
                ": until then it is for its recipients alone" + (advisory.tlp.empty() ? "" : " (TLP:" + advisory.tlp + ")") + ".";
    read.notes.insert(read.notes.begin(), std::move(note));
  }
  /// What is not known, as blanks at the head of a draft, in place of the note that CSAF has.
  void put_missing(writing::Paper& paper) const {
    if (out_.missing.empty()) return;
    writing::Block list;
    list.kind = writing::Block::Kind::list;
    for (const Missing& one : out_.missing) {
      writing::Line line(one.case_id + (one.case_id.empty() ? "" : ", ") + one.name() + ": ");
      writing::Run blank;
      blank.blank = writing::BlankType::text;
      blank.text = one.wanted;
      line.runs.push_back(std::move(blank));
      list.items.push_back({writing::paragraph(std::move(line))});
    }
    writing::Block note;
    note.kind = writing::Block::Kind::note;
    note.blocks = {writing::paragraph("This is a draft. What is not known yet:"), std::move(list)};
    // The heading of the note in CSAF and its list give way.
    auto& blocks = paper.blocks;
    const auto found = std::find_if(blocks.begin(), blocks.end(), [](const writing::Block& block) {
      return block.kind == writing::Block::Kind::heading && block.words.text() == draft_title;
    });
    if (found != blocks.end()) blocks.erase(found, std::next(found, found + 1 == blocks.end() ? 1 : 2));
    blocks.insert(blocks.begin(), std::move(note));
  }

  base::Result<void> add_papers() {
    if (!wants(Kind::notice) && !wants(Kind::regulators)) return {};
    const writing::Facts facts = facts_of(out_.advisory, request_.cases, request_.organisation);
    for (const PaperKind& kind : kPapers) {
      const bool for_all = kind.regime.empty();
      if (!wants(for_all ? Kind::notice : Kind::regulators)) continue;
      if (!for_all && !concerns(kind)) continue;
      CW_RETURN_IF_ERROR(add_paper(kind, facts));
    }
    return {};
  }
  bool concerns(const PaperKind& kind) {
    const auto regime = std::find_if(request_.regimes.begin(), request_.regimes.end(),
                                     [&](const disclosure::Regime& one) { return one.id == kind.regime; });
    if (regime == request_.regimes.end()) {
      out_.left_out.push_back(std::string(kind.name) + ": there is no regime '" + std::string(kind.regime) + "'");
      return false;
    }
    const auto holds = disclosure::applies(*regime, request_.manufacturer);
    if (holds && !*holds) {
      out_.left_out.push_back(std::string(kind.name) + ": " + regime->title + " does not concern these products or markets");
      return false;
    }
    if (!is_wanted(kind)) return false;
    if (!holds)
      out_.left_out.push_back(std::string(kind.name) + " is made although nobody said whether the products are devices");
    return true;
  }
  /// Whether nobody decided of all cases that what this paper answers need not be reported. Says so.
  bool is_wanted(const PaperKind& kind) {
    std::string decided;
    for (const disclosure::Case& one : request_.cases) {
      const disclosure::ReportDecision* no = decision_against(kind, one);
      if (no == nullptr) return true;
      decided += (decided.empty() ? "" : "; ") + one.id + ", " + no->clock + ": " +
                 (no->reason.empty() ? "no reason was given" : no->reason);
    }
    out_.left_out.push_back(std::string(kind.name) + ": it was decided that no report is required (" + decided + ")");
    return false;
  }
  /// A decision that nothing has to be reported; null where there is none, or another clock of this paper runs all the same.
  [[nodiscard]] const disclosure::ReportDecision* decision_against(const PaperKind& kind, const disclosure::Case& one) const {
    const disclosure::ReportDecision* no = nullptr;
    for (const disclosure::ReportDecision& decision : one.decisions) {
      if (!answers(kind, decision.clock) || !decision.required) continue;
      if (*decision.required) return nullptr;
      no = &decision;
    }
    if (no == nullptr) return nullptr;
    const auto readings =
        disclosure::read_clocks(disclosure::timeline_of(one), request_.regimes, request_.manufacturer, request_.options.as_of);
    const bool runs = std::any_of(readings.begin(), readings.end(), [&](const disclosure::Reading& reading) {
      return answers(kind, reading.clock->id) && reading.state != disclosure::ClockState::not_required;
    });
    return runs ? nullptr : no;
  }
  base::Result<void> add_paper(const PaperKind& kind, const writing::Facts& facts) {
    const std::string name(kind.name);
    CW_ASSIGN_OR_RETURN(writing::Rendered rendered,
                        writing::fill_in(name, request_.find_template, facts, request_.brand, diagnostics_));
    writing::Paper& paper = rendered.paper;
    paper.tlp = kind.regime.empty() ? out_.advisory.tlp : "";
    paper.id = out_.advisory.id;
    paper.version = std::to_string(out_.advisory.revisions.back().number);
    // What a person has to fill in, nobody has approved.
    const bool approved = is_final() && kind.regime.empty() && rendered.blanks.empty();
    paper.state = approved ? writing::State::approved : writing::State::draft;
    paper.made = out_.advisory.made;
    const Kind made = kind.regime.empty() ? Kind::notice : Kind::regulators;
    const std::string stem = (kind.regime.empty() ? "" : "regulators/") + stem_ + "-" + name;
    add(stem + ".html", writing::as_html(paper, request_.brand), made, rendered.blanks);
    add(stem + ".md", writing::as_markdown(paper), made, rendered.blanks);
    CW_ASSIGN_OR_RETURN(std::string pdf, writing::as_pdf(paper, request_.brand));
    add(stem + ".pdf", std::move(pdf), made, rendered.blanks);
    return {};
  }

  const Request& request_;
  packs::Diagnostics& diagnostics_;
  Built out_;
  /// The name of files without their endings.
  std::string stem_;
  std::string csaf_;
  std::string vex_;
};

}  // namespace

std::span<const PaperKind> paper_kinds() { return kPapers; }

base::Result<Built> build(const Request& request, packs::Diagnostics& diagnostics) {
  if (request.cases.empty())
    return base::Error{base::ErrorCode::usage, "no case", "name a vulnerability case, such as V-2026-0001"};
  return Builder(request, diagnostics).run();
}

}  // namespace crosswalk::advisories
