// SPDX-License-Identifier: Apache-2.0
#include "atlas/render.h"

#include "reports/escape.h"
#include "reports/json/json_writer.h"
#include "reports/terminal/screen.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::atlas {
namespace {

using reports::Screen;
using reports::visible;
using Style = Screen::Style;

std::string counts_text(int covered, int eased, int fresh) {
  return std::to_string(covered) + " covered, " + std::to_string(eased) + " eased, " + std::to_string(fresh) + " new";
}

std::string have_text(const Coverage& coverage) {
  std::string out;
  for (const std::string& id : coverage.have) out += (out.empty() ? "" : ", ") + reports::standard_name(id);
  return out;
}

std::string head_text(const Coverage& coverage) {
  const int all = coverage.count(Carried::covered) + coverage.count(Carried::eased) + coverage.count(Carried::fresh);
  std::string out = "Of " + reports::counted(static_cast<std::uint64_t>(all), "requirement", "requirements");
  out += ": " + counts_text(coverage.count(Carried::covered), coverage.count(Carried::eased), coverage.count(Carried::fresh));
  out += "; " + std::to_string(coverage.share_of_new()) + " % of the work is new.";
  if (coverage.with_review) out += " The review shows " + std::to_string(coverage.proven()) + " of them as met.";
  return out;
}

/// "ISO 13485, 7.2.3 Communication"
std::string section_text(const Help& help) {
  return reports::standard_name(help.work) + ", " + help.section + (help.section_title.empty() ? "" : " " + help.section_title);
}

/// What a mapping says in the direction that was asked for; a rationale says it of both.
std::string help_text(const Help& help) {
  const bool forward = help.mapping->work == help.work && help.mapping->section == help.section;
  return forward && !help.mapping->carries_over.empty() ? help.mapping->carries_over : help.mapping->rationale;
}

Style style_of(Carried carried) {
  if (carried == Carried::covered) return Style::green;
  return carried == Carried::eased ? Style::yellow : Style::red;
}

std::string confidence_text(const packs::Mapping& mapping) { return "confidence " + std::string(base::word(mapping.confidence)); }

class Terminal {
 public:
  Terminal(const Coverage& coverage, const RenderOptions& options, reports::Writer& out)
      : coverage_(coverage), screen_(out, options.width, options.colour) {}

  void render() {
    screen_.ends({{"Crosswalk map", Style::bold}}, {std::to_string(coverage_.share_of_new()) + " % new", Style::dim});
    screen_.rule();
    screen_.paragraph(8, visible(have_text(coverage_)), Style::plain, {{"Have"}});
    screen_.paragraph(8, visible(coverage_.wanted_name), Style::plain, {{"Want"}});
    screen_.blank();
    screen_.paragraph(0, head_text(coverage_), Style::bold);
    for (const ClauseCoverage& clause : coverage_.clauses) this->clause(clause);
  }

 private:
  void clause(const ClauseCoverage& clause) {
    screen_.blank();
    screen_.ends({{visible(clause.number) + "  " + visible(clause.title), Style::bold}},
                 {std::to_string(clause.share_of_new()) + " % new", Style::dim});
    screen_.paragraph(2, figures_text(clause, coverage_.with_review), Style::dim);
    for (const Help& help : clause.helps) {
      screen_.paragraph(4, visible(section_text(help)) + ": " + visible(help_text(help)), Style::plain, {{"  + ", Style::green}});
    }
    for (const std::string& text : clause.is_new) screen_.paragraph(4, visible(text), Style::plain, {{"  ! ", Style::red}});
    // A part of a catalogue is its only requirement, said by its title.
    if (clause.requirements.size() < 2) return;
    for (const RequirementCoverage& one : clause.requirements) {
      const std::string slug = one.id.substr(one.id.find('/') + 1);
      const std::string word(base::word(one.carried));
      std::string said = visible(slug);
      if (one.verdict) said += " · " + std::string(reports::label(*one.verdict));
      screen_.paragraph(12, said, Style::plain, {{"    "}, {word, style_of(one.carried)}});
    }
  }

  const Coverage& coverage_;
  Screen screen_;
};

class Markdown {
 public:
  Markdown(const Coverage& coverage, reports::Writer& out) : coverage_(coverage), out_(out) {}

  void render() {
    raw("# What carries over to ").text(coverage_.wanted_name).raw("\n\n");
    raw("Followed already: ").text(have_text(coverage_)).raw(". ").text(head_text(coverage_)).raw("\n\n");
    raw("| Clause | Covered | Eased | New | Share of new work |").raw(coverage_.with_review ? " Met by the review |" : "");
    raw("\n| --- | ---: | ---: | ---: | ---: |").raw(coverage_.with_review ? " ---: |" : "").raw("\n");
    for (const ClauseCoverage& clause : coverage_.clauses) {
      raw("| ").text(clause.number + " " + clause.title);
      for (const Carried carried : {Carried::covered, Carried::eased, Carried::fresh}) {
        raw(" | ").raw(std::to_string(clause.count(carried)));
      }
      raw(" | ").raw(std::to_string(clause.share_of_new())).raw(" %");
      if (coverage_.with_review) raw(" | ").raw(std::to_string(clause.proven()));
      raw(" |\n");
    }
    for (const ClauseCoverage& clause : coverage_.clauses) this->clause(clause);
  }

 private:
  Markdown& raw(std::string_view markup) {
    out_.put(markup);
    return *this;
  }
  Markdown& text(std::string_view text) { return raw(reports::markdown_escape(text)); }

  void clause(const ClauseCoverage& clause) {
    raw("\n## ").text(clause.number + " " + clause.title).raw("\n\n");
    text(figures_text(clause, coverage_.with_review)).raw("\n\n");
    for (const Help& help : clause.helps) {
      raw("- **").text(section_text(help)).raw("** (").text(reports::relation_text(help.relation)).raw("; ");
      text(confidence_text(*help.mapping)).raw("): ").text(help_text(help)).raw("\n");
      if (!help.mapping->is_new.empty() && help.mapping->work == help.work) raw("  - New: ").text(help.mapping->is_new).raw("\n");
      if (!help.mapping->disputed.empty()) raw("  - Disputed: ").text(help.mapping->disputed).raw("\n");
    }
    for (const std::string& text : clause.is_new) raw("- New: ").text(text).raw("\n");
    if (clause.requirements.size() < 2) return;
    raw("\n| Requirement | |").raw(coverage_.with_review ? " Review |" : "").raw("\n| --- | --- |");
    raw(coverage_.with_review ? " --- |" : "").raw("\n");
    for (const RequirementCoverage& one : clause.requirements) {
      raw("| ").text(one.text).raw(" | ").raw(base::word(one.carried));
      if (coverage_.with_review) raw(" | ").raw(one.verdict ? reports::label(*one.verdict) : "not reviewed");
      raw(" |\n");
    }
  }

  const Coverage& coverage_;
  reports::Writer& out_;
};

class Json {
 public:
  Json(const Coverage& coverage, reports::Writer& out) : coverage_(coverage), json_(out) {}

  void render() {
    json_.begin_object();
    json_.text("schema_version", "1.0");
    json_.text("want", coverage_.wanted);
    texts("have", coverage_.have);
    figures(coverage_.count(Carried::covered), coverage_.count(Carried::eased), coverage_.count(Carried::fresh),
            coverage_.share_of_new(), coverage_.proven());
    json_.begin_array("clauses");
    for (const ClauseCoverage& one : coverage_.clauses) clause(one);
    json_.end_array();
    json_.end_object();
  }

 private:
  void texts(std::string_view key, const std::vector<std::string>& list) {
    json_.begin_array(key);
    for (const std::string& text : list) json_.text({}, text);
    json_.end_array();
  }

  void figures(int covered, int eased, int fresh, int share, int proven) {
    json_.number("covered", covered);
    json_.number("eased", eased);
    json_.number("new", fresh);
    json_.number("share_of_new", share);
    if (coverage_.with_review) json_.number("met_by_review", proven);
  }

  void clause(const ClauseCoverage& clause) {
    json_.begin_object();
    json_.text("number", clause.number);
    json_.text("title", clause.title);
    figures(clause.count(Carried::covered), clause.count(Carried::eased), clause.count(Carried::fresh), clause.share_of_new(),
            clause.proven());
    json_.begin_array("mappings");
    for (const Help& help : clause.helps) mapping(help);
    json_.end_array();
    texts("is_new", clause.is_new);
    json_.begin_array("requirements");
    for (const RequirementCoverage& one : clause.requirements) {
      json_.begin_object();
      json_.text("id", one.id);
      json_.text("text", one.text);
      json_.text("carried", base::word(one.carried));
      if (one.verdict) json_.text("verdict", base::word(*one.verdict));
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void mapping(const Help& help) {
    json_.begin_object();
    json_.text("work", help.work);
    json_.text("section", help.section);
    json_.text("section_title", help.section_title);
    json_.text("relation", base::word(help.relation));
    json_.text("carries_over", help_text(help));
    json_.text("is_new", help.mapping->is_new);
    json_.text("rationale", help.mapping->rationale);
    json_.text("disputed", help.mapping->disputed);
    texts("source", help.mapping->source);
    json_.text("confidence", base::word(help.mapping->confidence));
    json_.end_object();
  }

  const Coverage& coverage_;
  reports::JsonWriter json_;
};

}  // namespace

std::string figures_text(const ClauseCoverage& clause, bool with_review) {
  std::string out = counts_text(clause.count(Carried::covered), clause.count(Carried::eased), clause.count(Carried::fresh));
  if (with_review) out += "; " + std::to_string(clause.proven()) + " met by the review";
  return out;
}

base::Result<void> render_terminal(const Coverage& coverage, const RenderOptions& options, reports::Sink& sink) {
  reports::Writer writer(sink);
  Terminal(coverage, options, writer).render();
  return writer.finish();
}

base::Result<void> render_markdown(const Coverage& coverage, const RenderOptions&, reports::Sink& sink) {
  reports::Writer writer(sink);
  Markdown(coverage, writer).render();
  return writer.finish();
}

base::Result<void> render_json(const Coverage& coverage, const RenderOptions&, reports::Sink& sink) {
  reports::Writer writer(sink);
  Json(coverage, writer).render();
  return writer.finish();
}

}  // namespace crosswalk::atlas
