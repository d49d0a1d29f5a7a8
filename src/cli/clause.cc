// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "atlas/search.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "oscal/catalog.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/terminal.h"
#include "reports/clause_page/clause_page.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::vector<std::string> packs;
  std::string clause;
  std::string html;
  std::string format;
  std::string out;
  std::string as_of;
  std::vector<std::string> words;
};

/// What --pack names: folders of further packs, and ids of those to choose.
struct Chosen {
  std::vector<std::string> all;
  std::vector<std::string> folders;
  std::vector<std::string> ids;

  explicit Chosen(const std::vector<std::string>& named) : all(named) {
    for (const std::string& one : named) {
      const bool is_id = one.find('/') == std::string::npos && !platform::kind_of(one);
      (is_id ? ids : folders).push_back(one);
    }
  }
  [[nodiscard]] bool has(std::string_view id) const { return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end(); }
};

base::Error no_such(const std::string& id, const std::vector<std::string>& known) {
  return {base::ErrorCode::usage, "--pack " + id, "is no folder, and there is no such id; there are " + base::join(known, ", ")};
}

/// One pack, or one of the works beside them, as an OSCAL catalog.
base::Result<void> list_as_oscal(const Arguments& arguments, const Chosen& chosen) {
  if (is_file(arguments.out)) CW_RETURN_IF_ERROR(platform::check_writable(arguments.out));
  CW_ASSIGN_OR_RETURN(const base::Date day, as_of(arguments.as_of));
  CW_ASSIGN_OR_RETURN(atlas::Atlas atlas, load_atlas(chosen.folders));
  std::string id;
  if (chosen.ids.size() == 1) {
    id = chosen.ids.front();
  } else if (chosen.ids.empty() && (chosen.folders.size() == 1 || atlas.standards.size() == 1)) {
    // Further packs stand behind those that come with the program.
    id = atlas.standards.back().pack->id;
  } else {
    return base::Error{base::ErrorCode::usage, "--format oscal",
                       "a catalog is one pack; name it with --pack: " + base::join(atlas.ids(), ", ")};
  }
  if (atlas.standard(id) == nullptr) {
    // It may be a pack that is used only by who names it.
    if (auto named = load_atlas(chosen.all)) atlas = std::move(*named);
  }
  reports::StringSink sink;
  if (const atlas::Atlas::Standard* standard = atlas.standard(id)) {
    CW_RETURN_IF_ERROR(oscal::render_catalog(*standard->pack, day.iso(), sink));
  } else if (const packs::Catalogue* catalogue = atlas.catalogue(id)) {
    CW_RETURN_IF_ERROR(oscal::render_catalog(*catalogue, day.iso(), sink));
  } else {
    return no_such(id, atlas.ids());
  }
  return write_out(arguments.out, sink.text());
}

base::Result<void> list(const Arguments& arguments) {
  const Chosen chosen(arguments.packs);
  if (arguments.format == "oscal") return list_as_oscal(arguments, chosen);
  CW_ASSIGN_OR_RETURN(auto packs, load_packs(chosen.folders));
  const auto known = [&](const std::string& id) {
    return std::any_of(packs.begin(), packs.end(), [&](const auto& pack) { return pack->id == id; });
  };
  std::vector<std::string> more = chosen.folders;
  std::copy_if(chosen.ids.begin(), chosen.ids.end(), std::back_inserter(more), [&](const std::string& id) { return !known(id); });
  if (more.size() > chosen.folders.size()) {
    // Packs that are used only by who names them.
    CW_ASSIGN_OR_RETURN(packs, load_packs(more));
  }
  std::string out;
  for (const auto& pack : packs) {
    if (!chosen.has(pack->id)) continue;
    for (const packs::Clause& clause : pack->clauses) {
      out += clause.id + "  " + clause.title + " (" + std::to_string(reports::constraints_on_page(*pack, clause).size()) +
             " constraints" + (clause.has_page ? "" : ", no page") + ")\n";
    }
  }
  return write_out(arguments.out, out);
}

atlas::RenderOptions on_screen() {
  return {platform::terminal_width(platform::Stream::out), platform::colour_wanted(platform::Stream::out)};
}

base::Result<void> show(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const atlas::Atlas atlas, load_atlas(arguments.packs));
  for (const auto& [pack, mappings] : atlas.standards) {
    for (const packs::Clause& clause : pack->clauses) {
      if (clause.number != arguments.clause && clause.id != arguments.clause) continue;
      if (!clause.has_page) {
        return base::Error{base::ErrorCode::usage, arguments.clause,
                           "the clause has no page; 'crosswalk review FOLDER --clause " + clause.number + "' reviews it"};
      }
      reports::StringSink sink;
      if (!arguments.html.empty()) {
        CW_RETURN_IF_ERROR(reports::render_clause_html(*pack, clause, mappings, sink));
        return write_out(arguments.html, sink.text());
      }
      reports::ReportOptions options;
      options.width = platform::terminal_width(platform::Stream::out);
      options.colour = platform::colour_wanted(platform::Stream::out);
      CW_RETURN_IF_ERROR(reports::render_clause_terminal(*pack, clause, mappings, options, sink));
      return write_out("", sink.text());
    }
  }
  const std::size_t colon = arguments.clause.find(':');
  const std::string work = arguments.clause.substr(0, colon);
  const packs::Catalogue* const catalogue = colon == std::string::npos ? nullptr : atlas.catalogue(work);
  const packs::CatalogueEntry* const part = catalogue == nullptr ? nullptr : catalogue->entry(arguments.clause.substr(colon + 1));
  if (part != nullptr) {
    if (!arguments.html.empty()) {
      return base::Error{base::ErrorCode::usage, "--html " + arguments.html,
                         "parts of a catalogue have no page; 'crosswalk map' shows them"};
    }
    reports::StringSink sink;
    CW_RETURN_IF_ERROR(atlas::render_part(atlas, *catalogue, *part, on_screen(), sink));
    return write_out("", sink.text());
  }
  return base::Error{base::ErrorCode::unknown_clause, arguments.clause, {}};
}

base::Result<void> search(const Arguments& arguments) {
  constexpr std::size_t most = 15;
  const Chosen chosen(arguments.packs);
  CW_ASSIGN_OR_RETURN(const atlas::Atlas atlas, load_atlas(chosen.folders));
  const std::vector<std::string> known = atlas.ids();
  for (const std::string& id : chosen.ids) {
    if (std::find(known.begin(), known.end(), id) == known.end()) return no_such(id, known);
  }
  const std::string query = base::join(arguments.words, " ");
  const std::vector<atlas::Found> found = atlas::search(atlas, query, chosen.ids, most);
  reports::StringSink sink;
  if (arguments.format == "json") {
    CW_RETURN_IF_ERROR(atlas::render_json(query, found, sink));
  } else if (found.empty()) {
    return tell("Nothing is said of this: " + query + "\n");
  } else {
    CW_RETURN_IF_ERROR(atlas::render_terminal(found, on_screen(), sink));
  }
  return write_out("", sink.text());
}

}  // namespace

void add_clause(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("clause", "What a clause asks, why, and what auditors look for");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  const auto finish = [&exit_code](const base::Result<void>& result) { exit_code = result ? clean : report(result.error()); };
  CLI::App* all = command->add_subcommand("list", "The clauses of all packs");
  all->add_option("--pack", arguments->packs, "Id of a pack, or folder of a further one (may be given again)")
      ->allow_extra_args(false)
      ->type_name("ID|DIR");
  all->add_option("--format", arguments->format, "terminal, or oscal: one pack as an OSCAL catalog")
      ->check(CLI::IsMember({"terminal", "oscal"}))
      ->type_name("NAME");
  all->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  all->add_option("--as-of", arguments->as_of, "The day that a catalog says it was made on (default: today)")->type_name("DATE");
  all->callback([arguments, finish] { finish(list(*arguments)); });
  CLI::App* finding = command->add_subcommand("search", "Clauses, constraints, gaps and parts of neighbouring works by words");
  finding->add_option("WORDS", arguments->words, "What they are about, or a number")->required()->type_name("WORDS");
  finding
      ->add_option("--pack", arguments->packs,
                   "Id of a pack or work to search alone, or folder of a further pack (may be given again)")
      ->allow_extra_args(false)
      ->type_name("ID|DIR");
  finding->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->type_name("NAME");
  finding->callback([arguments, finish] { finish(search(*arguments)); });
  CLI::App* page = command->add_subcommand("show", "The page of one clause, or what is mapped to a part of another work");
  add_packs_option(*page, arguments->packs);
  page->add_option("CLAUSE", arguments->clause, "Its number, e.g. 4.1.7, or iso-13485:7.2.3")->required()->type_name("CLAUSE");
  page->add_option("--html", arguments->html, "Write the page to this file instead")->type_name("FILE");
  page->callback([arguments, finish] { finish(show(*arguments)); });
}

}  // namespace crosswalk::cli
