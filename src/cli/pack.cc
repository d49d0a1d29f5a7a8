// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "atlas/atlas.h"
#include "base/display_name.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/one_file.h"
#include "cli/status_line.h"
#include "eval/concept_use.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "facts/facts.h"
#include "oscal/import.h"
#include "packs/cases.h"
#include "packs/checklist.h"
#include "packs/lint.h"
#include "packs/loader.h"
#include "packs/rules.h"
#include "pipeline/knowledge.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "review/values.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::vector<std::string> paths;
  std::string id;
  std::string title;
  std::string out = ".";
  std::string only;
  std::string questions;
  std::string extends;
  std::string corpus;
  std::string file;
  std::vector<std::string> columns;
  std::vector<std::string> sheets;
  std::vector<std::string> clauses;
  std::string by;
  std::string role;
  std::string on;
  bool unsandboxed = false;
  unsigned jobs = 0;
  bool verbose = false;
};

/// The folder of the lexicon that packs at `path` are checked with: itself if it is one, otherwise the shipped one.
base::Result<std::string> lexicon_folder() {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  return data + "/packs/lexicon/en";
}

/// Whether a pack's folder lies in the program's own.
bool is_shipped(const std::string& path) {
  const auto data = platform::data_folder();
  if (!data) return false;
  const auto own = platform::canonical(*data + "/packs");
  const auto here = platform::canonical(path);
  return own && here && here->starts_with(*own + "/");
}

bool is_pack(const packs::Files& files) { return files.contains("pack.yaml"); }

void add(const packs::Diagnostic& one, packs::Diagnostics& to) {
  if (one.level == packs::Diagnostic::Level::error) {
    to.error(one.file, one.line, one.column, one.message, one.advice);
  } else {
    to.warning(one.file, one.line, one.column, one.message, one.advice);
  }
}

/// Lints one folder: a pack, or packs/lexicon (which holds a folder per language), or one language of it.
/// What no shipped pack but the one in `path` uses of the lexicon, as the warnings say it.
base::Result<std::set<std::string>> unused_by_others(const std::string& path, const packs::Lexicon& lexicon) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  packs::Diagnostics told;
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> folders, pipeline::shipped_pack_folders(data, told));
  const auto here = platform::canonical(path);
  std::map<std::string, std::size_t> times;
  std::size_t others = 0;
  for (const std::string& folder : folders) {
    const auto there = platform::canonical(folder);
    if (here && there && *here == *there) continue;
    CW_ASSIGN_OR_RETURN(const packs::Files files, pipeline::read_files(folder));
    const auto pack = pipeline::load_pack(folder, files, told);
    if (!pack) continue;
    packs::Diagnostics unused;
    packs::lint_rules(*pack, lexicon, packs::load_rules(*pack, lexicon, files, told), unused);
    ++others;
    for (const packs::Diagnostic& one : unused.items()) ++times[one.text()];
  }
  std::set<std::string> out;
  if (others == 0) {
    packs::Diagnostics all;
    packs::lint_rules({}, lexicon, {}, all);
    for (const packs::Diagnostic& one : all.items()) out.insert(one.text());
  }
  for (const auto& [text, count] : times) {
    if (count == others) out.insert(text);
  }
  return out;
}

base::Result<void> lint_one(const std::string& path, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const packs::Files files, pipeline::read_files(path));
  if (!is_pack(files)) {
    std::map<std::string, packs::Files> languages;
    for (const auto& [name, text] : files) {
      const std::size_t slash = name.find('/');
      languages[slash == std::string::npos ? "" : name.substr(0, slash)].emplace(path + "/" + name, text);
    }
    if (languages.empty()) return base::Error{base::ErrorCode::malformed_pack, path, "neither a pack.yaml nor a lexicon"};
    for (const auto& [language, own] : languages) {
      packs::Lexicon lexicon = packs::load_lexicon(language, own, diagnostics);
      if (!diagnostics.has_errors()) static_cast<void>(matching::compile({}, std::move(lexicon), {}, diagnostics));
    }
    return {};
  }
  CW_ASSIGN_OR_RETURN(const std::string lexicon_path, lexicon_folder());
  CW_ASSIGN_OR_RETURN(const packs::Files lexicon_files, pipeline::read_files(lexicon_path));
  packs::Files named;
  for (const auto& [name, text] : lexicon_files) named.emplace("lexicon/en/" + name, text);
  packs::Lexicon lexicon = packs::load_lexicon("en", named, diagnostics);
  packs::Diagnostics own;
  const auto pack = pipeline::load_pack(path, files, own);
  if (!pack && !own.has_errors()) return pack.error();
  if (pack) {
    packs::lint_pack(*pack, files, own);
    // What is wrong in the files themselves has been told by then.
    packs::Diagnostics told;
    const bool is_extension = !pack->extensions.empty();
    auto mappings = is_extension ? base::Result(std::vector<packs::Mapping>()) : packs::load_mappings(*pack, files, told);
    if (mappings && !mappings->empty()) {
      CW_ASSIGN_OR_RETURN(std::vector<packs::Catalogue> catalogues, pipeline::load_shipped_catalogues(diagnostics));
      atlas::check({{{std::make_shared<const packs::Pack>(*pack), std::move(*mappings)}}, std::move(catalogues)}, own);
    }
    std::vector<packs::Rule> rules = packs::load_rules(*pack, lexicon, files, own);
    packs::Diagnostics of_rules;
    // An extension's rules are few beside those of what it extends.
    if (!is_extension) packs::lint_rules(*pack, lexicon, rules, of_rules);
    // What the shipped lexicon has beyond a user's pack is no mistake of that pack, nor what another shipped pack uses.
    std::set<std::string> unused;
    if (is_shipped(path)) {
      CW_ASSIGN_OR_RETURN(unused, unused_by_others(path, lexicon));
    }
    for (const packs::Diagnostic& one : of_rules.items()) {
      if (one.file.starts_with("lexicon/") && !unused.contains(one.text())) continue;
      add(one, own);
    }
    if (!own.has_errors() && !diagnostics.has_errors()) {
      static_cast<void>(
          matching::compile({std::make_shared<const packs::Pack>(*pack)}, std::move(lexicon), std::move(rules), own));
    }
  }
  pipeline::add_in_folder(own, path, diagnostics);
  return {};
}

/// Names the concepts of packs that change no verdict in the documents of a folder. What a small folder shows nothing of may well
/// be needed: they are not warnings.
base::Result<void> name_idle(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::string lexicon, lexicon_folder());
  std::vector<std::string> own;
  std::set<std::string> ids;
  for (const std::string& path : arguments.paths) {
    CW_ASSIGN_OR_RETURN(const packs::Files files, pipeline::read_files(path));
    packs::Diagnostics told;
    if (!is_pack(files)) {
      // The lexicon itself: every concept of every pack.
      ids.insert(std::string());
      continue;
    }
    CW_ASSIGN_OR_RETURN(const packs::Pack pack, pipeline::load_pack(path, files, told));
    ids.insert(pack.id);
    if (!is_shipped(path)) own.push_back(path);
  }
  CW_ASSIGN_OR_RETURN(const auto rules, load_rules(own));
  std::set<std::uint32_t> wanted;
  for (const std::string& id : ids) {
    for (const std::uint32_t one : eval::concepts_of(*rules, id)) wanted.insert(one);
  }
  StatusLine line;
  const auto on_done = [&](std::size_t done, std::size_t of) {
    line.show(std::to_string(done) + "/" + std::to_string(of) + " documents");
  };
  CW_ASSIGN_OR_RETURN(const eval::ConceptUses uses, eval::uses_in_folder(*rules, {wanted.begin(), wanted.end()}, arguments.corpus,
                                                                         jobs_or_default(arguments.jobs), on_done));
  line.clear();
  std::size_t deciding = 0;
  std::size_t absent = 0;
  const auto documents = [](std::size_t number) { return std::to_string(number) + (number == 1 ? " document" : " documents"); };
  std::string text;
  for (const eval::ConceptUse& use : uses.concepts) {
    if (use.decides) ++deciding;
    if (use.documents == 0) ++absent;
    if (use.decides) continue;
    const packs::Concept& item = rules->lexicon.concepts[use.concept_index];
    text += item.file + ":" + std::to_string(item.line) + ": '" + item.name + "' ";
    text +=
        use.documents == 0 ? "stands in no document\n" : "stands in " + documents(use.documents) + " and changes no verdict\n";
  }
  for (const std::string& name : uses.left_out) text += name + ": not read\n";
  const std::size_t idle = uses.concepts.size() - deciding - absent;
  text += documents(uses.judged) + ", " + std::to_string(uses.concepts.size()) + " concepts: " + std::to_string(deciding) +
          " change a verdict, " + std::to_string(idle) + " stand there and change none, " + std::to_string(absent) +
          " stand in no document\n";
  return tell(text);
}

int lint(const Arguments& arguments) {
  if (const auto there = check_folders(arguments.paths, "a pack.yaml or a lexicon"); !there) return report(there.error());
  packs::Diagnostics diagnostics;
  std::set<std::string> told;
  int worst = clean;
  for (const std::string& path : arguments.paths) {
    // Each folder for itself: a mistake in one must not hide those of the next. What all share is told once.
    packs::Diagnostics own;
    const auto result = lint_one(path, own);
    for (const packs::Diagnostic& one : own.items()) {
      if (told.insert(one.text()).second) add(one, diagnostics);
    }
    if (result) continue;
    const int code = report(result.error());
    if (worst == clean || code == usage) worst = code;
  }
  report(diagnostics);
  const auto& items = diagnostics.items();
  const auto errors = std::count_if(items.begin(), items.end(),
                                    [](const packs::Diagnostic& d) { return d.level == packs::Diagnostic::Level::error; });
  const auto warnings = static_cast<std::ptrdiff_t>(items.size()) - errors;
  if (const auto written = tell(std::to_string(errors) + " errors, " + std::to_string(warnings) + " warnings\n"); !written) {
    return report(written.error());
  }
  if (errors > 0) return usage;
  if (!arguments.corpus.empty() && worst == clean) {
    if (const auto named = name_idle(arguments); !named) return report(named.error());
  }
  return worst;
}

struct Tally {
  int passed = 0;
  int failed = 0;
  std::string failures;
};

void run_case(const packs::Case& one, const packs::Pack& pack, const matching::RuleSet& rules,
              matching::Scanner::Scratch& scratch, Tally& tally) {
  // The author's own text: it needs no worker process.
  const document::Extracted extracted = extraction::read_document(one.text, one.path, {}, extraction::reader_of, facts::fill, {});
  const std::string id = pack.id + ":" + one.clause + "/" + one.slug;
  review::DocumentVerdict got;
  review::FileJudgement judgement = review::judge_file(rules, extracted, extracted.facts, one.path, scratch);
  for (review::DocumentVerdict& verdict : judgement.constraints) {
    if (verdict.constraint == id) got = std::move(verdict);
  }
  const std::string_view wanted = base::word(one.verdict);
  std::string why;
  if (base::word(got.verdict) != wanted) {
    why = "wanted " + std::string(wanted) + ", got " + std::string(base::word(got.verdict));
  } else if (!one.reason.empty() && got.reason != one.reason) {
    why = "wanted reason " + one.reason + ", got " + got.reason.text();
  } else if (!one.quote.empty()) {
    const std::string quote = base::collapse_space(one.quote);
    const bool shown = std::any_of(got.evidence.begin(), got.evidence.end(), [&](const review::Evidence& evidence) {
      return base::collapse_space(evidence.quote).find(quote) != std::string::npos;
    });
    if (!shown) why = "the quote is not among the evidence";
  }
  if (why.empty()) {
    ++tally.passed;
    return;
  }
  ++tally.failed;
  tally.failures += one.file + ":" + std::to_string(one.line) + ": " + one.name + ": " + why;
  if (!got.evidence.empty()) {
    const review::Evidence& best = got.evidence.front();
    tally.failures += " (" + best.expression.text() + ": \"" + base::collapse_space(best.quote) + "\")";
  }
  tally.failures += "\n";
}

int test(const Arguments& arguments) {
  if (const auto there = check_folders(arguments.paths, "a pack.yaml or a lexicon"); !there) return report(there.error());
  Tally tally;
  packs::Diagnostics diagnostics;
  const auto lexicon = lexicon_folder();
  if (!lexicon) return report(lexicon.error());
  for (const std::string& path : arguments.paths) {
    const auto files = pipeline::read_files(path);
    if (!files) return report(files.error());
    // The lexicon has no cases of its own: loading it is its test.
    base::Result<std::vector<std::string>> folders = std::vector<std::string>();
    if (is_pack(*files)) folders = pipeline::with_extended(path, *files);
    if (!folders) return report(folders.error());
    const auto rules = pipeline::load_rule_set(*folders, is_pack(*files) ? *lexicon : path, diagnostics);
    if (!rules) {
      report(diagnostics);
      return report(rules.error());
    }
    matching::Scanner::Scratch scratch(*(*rules)->scanner);
    for (const auto& pack : (*rules)->packs) {
      for (const packs::Case& one : packs::load_cases(*files, *pack, diagnostics)) {
        const auto is_wanted = [&](std::string_view name) { return name == arguments.only; };
        if (!arguments.only.empty() && !is_wanted(one.slug) && !is_wanted(one.clause) &&
            !is_wanted(one.clause + "/" + one.slug)) {
          continue;
        }
        run_case(one, *pack, **rules, scratch, tally);
      }
    }
  }
  report(diagnostics);
  if (!arguments.only.empty() && tally.passed + tally.failed == 0) {
    return report(
        base::Error{base::ErrorCode::usage, "--only " + arguments.only, "no constraint or clause of this name has cases"});
  }
  const std::string text =
      tally.failures + std::to_string(tally.passed) + " passed, " + std::to_string(tally.failed) + " failed\n";
  if (const auto written = tell(text); !written) return report(written.error());
  return tally.failed > 0 ? gaps : diagnostics.has_errors() ? usage : clean;
}

/// Writes the files of a pack into a folder that is not there yet.
base::Result<void> write_pack(const std::string& folder, const packs::Files& files) {
  if (platform::kind_of(folder)) return base::Error{base::ErrorCode::usage, folder, "is there already; choose another folder"};
  for (const auto& [path, text] : files) {
    const std::string whole = folder + "/" + path;
    CW_RETURN_IF_ERROR(platform::make_private_folder(whole.substr(0, whole.rfind('/'))));
    CW_RETURN_IF_ERROR(platform::write_file_atomically(whole, text));
  }
  return {};
}

base::Result<void> make_new(const Arguments& arguments) {
  constexpr std::uint64_t largest_list = 1U << 20;
  packs::Files files;
  if (!arguments.extends.empty()) {
    CW_ASSIGN_OR_RETURN(const auto shipped, load_packs({}));
    const packs::Pack* extended = nullptr;
    std::vector<std::string> ids;
    for (const auto& pack : shipped) {
      ids.push_back(pack->id);
      if (pack->id == arguments.extends) extended = pack.get();
    }
    if (extended == nullptr) {
      return base::Error{base::ErrorCode::usage, "--extends " + arguments.extends,
                         "the shipped packs are: " + base::join(ids, ", ")};
    }
    CW_ASSIGN_OR_RETURN(files, packs::new_extension(arguments.id, arguments.title, *extended));
  } else if (arguments.questions.empty()) {
    CW_ASSIGN_OR_RETURN(files, packs::new_pack(arguments.id, arguments.title));
  } else {
    CW_ASSIGN_OR_RETURN(const std::string list, platform::read_file(arguments.questions, largest_list));
    CW_ASSIGN_OR_RETURN(const packs::Checklist checklist, packs::read_question_list(list, arguments.title, arguments.questions));
    CW_ASSIGN_OR_RETURN(files, packs::checklist_pack(arguments.id, arguments.title, checklist, {}));
  }
  const std::string folder = arguments.out + "/" + arguments.id;
  CW_RETURN_IF_ERROR(write_pack(folder, files));
  const std::string next = arguments.questions.empty() ? "check it with\n  crosswalk pack lint " + folder
                                                       : "ask its questions with\n  crosswalk review FOLDER --pack " + folder;
  return tell("Made " + folder + " with " + std::to_string(files.size()) + " files; " + next + "\n");
}

/// "requirement=C" of --column. Errors: usage.
base::Result<packs::ChecklistChoice> choice_of(const Arguments& arguments) {
  packs::ChecklistChoice out;
  out.sheets = arguments.sheets;
  for (const std::string& one : arguments.columns) {
    const std::size_t equals = one.find('=');
    const auto column = base::from_word<packs::ChecklistColumn>(base::to_lower(one.substr(0, equals)));
    if (equals == std::string::npos || equals + 1 == one.size() || !column) {
      return base::Error{base::ErrorCode::usage, "--column " + one,
                         "write NAME=COLUMN with a letter or the column's own name; NAME is one of: " +
                             base::join(base::words<packs::ChecklistColumn>(), ", ")};
    }
    out.columns.emplace_back(*column, one.substr(equals + 1));
  }
  return out;
}

/// "Audit_checklist" of "docs/Audit_checklist.xlsx".
std::string stem_of(const std::string& path) {
  std::string name = path.substr(path.find_last_of("/!") + 1);
  if (const std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0) name.resize(dot);
  return name;
}

/// Any text as the title of a pack; may be empty.
std::string as_title(std::string_view text) {
  std::string out = base::collapse_space(base::display_name(base::collapse_space(text)));
  std::erase_if(out, [](char c) { return c == '"' || c == '\\' || c == '*'; });
  return out;
}

/// A file's name as the title of a pack.
std::string title_of(const std::string& path) {
  const std::string out = as_title(stem_of(path));
  return out.empty() ? "Checklist" : out;
}

constexpr std::uint64_t kMostOscal = 64ULL << 20;

/// Whether a file that may be one is an OSCAL document.
bool holds_oscal(const std::string& path) {
  const std::string ending = base::to_lower(path.substr(path.rfind('.') + 1));
  if (ending != "json" && ending != "xml" && ending != "yaml" && ending != "yml") return false;
  const auto bytes = platform::read_file(path, kMostOscal);
  return bytes && oscal::is_oscal(*bytes);
}

/// The controls of an OSCAL catalog or profile. What a profile imports is looked for below its folder; what it says to lie
/// elsewhere, beside it.
base::Result<oscal::Import> import_oscal(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  return oscal::import_controls(path.substr(folder.size()), [&](const std::string& name) -> base::Result<std::string> {
    const bool elsewhere = name.starts_with("/") || name == ".." || name.starts_with("../");
    return platform::read_file(folder + (elsewhere ? name.substr(name.rfind('/') + 1) : name), kMostOscal);
  });
}

base::Result<int> import(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const packs::ChecklistChoice choice, choice_of(arguments));
  std::string folder = arguments.out;
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  if (platform::kind_of(folder)) return base::Error{base::ErrorCode::usage, folder, "is there already; choose another --to"};
  packs::Checklist checklist;
  std::string path = arguments.file;
  std::string title;
  if (holds_oscal(arguments.file)) {
    CW_ASSIGN_OR_RETURN(oscal::Import imported, import_oscal(arguments.file));
    checklist = std::move(imported.checklist);
    title = as_title(imported.title);
  } else {
    CW_ASSIGN_OR_RETURN(const OneFile one, read_one_file(arguments.file, 0, arguments.unsandboxed));
    if (!has_text(one.extracted)) {
      say_unread(arguments.file, one.extracted);
      return failed;
    }
    path = one.path;
    CW_ASSIGN_OR_RETURN(checklist, packs::read_checklist(one.extracted.document, choice, arguments.file));
    for (const std::string& warning : one.extracted.document.warnings) checklist.remarks.push_back(base::display_name(warning));
  }
  const std::string name = path.substr(path.find_last_of("/!") + 1);
  const std::string id = arguments.id.empty() ? packs::pack_id_of(stem_of(folder)) : arguments.id;
  if (!arguments.title.empty()) title = arguments.title;
  if (title.empty()) title = title_of(path);
  CW_ASSIGN_OR_RETURN(const packs::Files files, packs::checklist_pack(id, title, checklist, name));
  CW_RETURN_IF_ERROR(write_pack(folder, files));

  std::map<packs::Level, std::size_t> levels;
  std::size_t clauses = 0;
  for (const packs::ChecklistClause& clause : checklist.clauses) {
    if (!clause.items.empty()) ++clauses;
    for (const packs::ChecklistItem& item : clause.items) ++levels[item.level];
  }
  std::string text = "Made " + folder + " with " + std::to_string(checklist.size()) +
                     (checklist.size() == 1 ? " question in " : " questions in ") + std::to_string(clauses) +
                     (clauses == 1 ? " clause" : " clauses");
  for (const auto& [level, count] : levels) text += ", " + std::to_string(count) + " " + std::string(base::word(level));
  text += "\n";
  const auto list = [&](std::string_view heading, const std::vector<std::string>& lines) {
    constexpr std::size_t most = 20;
    if (lines.empty()) return;
    text += std::string(heading) + "\n";
    for (std::size_t i = 0; i < lines.size() && i < most; ++i) text += "  " + lines[i] + "\n";
    if (lines.size() > most) text += "  and " + std::to_string(lines.size() - most) + " more, all in " + folder + "/IMPORT.md\n";
  };
  list("Columns:", checklist.columns);
  list("Taken for something else:", checklist.remarks);
  list("Left out:", checklist.left_out);
  CW_RETURN_IF_ERROR(tell(text + "Ask its questions with\n  crosswalk review FOLDER --pack " + folder + "\n"));
  return clean;
}

/// Notes that somebody compared clauses with a licensed copy, in the files of the pack or extension.
base::Result<void> confirm(const Arguments& arguments) {
  for (const auto& [option, value] : {std::pair{"--by", &arguments.by}, {"--role", &arguments.role}}) {
    if (base::trim(*value).empty())
      return base::Error{base::ErrorCode::usage, option, "say who compared them, and in which role"};
  }
  if (!arguments.on.empty() && !base::parse_iso_date(arguments.on)) {
    return base::Error{base::ErrorCode::usage, "--on " + arguments.on, "write a day as 2026-01-31"};
  }
  CW_ASSIGN_OR_RETURN(const base::Date day, as_of(arguments.on));
  const std::string& folder = arguments.file;
  CW_RETURN_IF_ERROR(check_folders({folder}, "a pack.yaml"));
  CW_ASSIGN_OR_RETURN(const packs::Files files, pipeline::read_files(folder));
  packs::Diagnostics own;
  const auto pack = pipeline::load_pack(folder, files, own);
  if (!pack) {
    packs::Diagnostics told;
    pipeline::add_in_folder(own, folder, told);
    report(told);
    return pack.error();
  }
  packs::Files written;
  for (const std::string& number : arguments.clauses) {
    const packs::Clause* clause = pack->clause(number);
    if (clause == nullptr) return base::Error{base::ErrorCode::unknown_clause, number, {}};
    const std::string path = "clauses/" + clause->number + ".yaml";
    const auto old = files.find(path);
    packs::Confirmed confirmed{arguments.by, day.iso(), arguments.role, packs::content_sha256(*clause)};
    written[path] = packs::with_confirmation(old == files.end() ? std::string_view() : old->second, clause->number, confirmed);
  }
  // Whatever form the file has, what is written has to be what is read.
  packs::Files next = files;
  for (const auto& [path, text] : written) next[path] = text;
  packs::Diagnostics after;
  CW_ASSIGN_OR_RETURN(const packs::Pack changed, pipeline::load_pack(folder, next, after));
  for (const std::string& number : arguments.clauses) {
    const packs::Clause* clause = changed.clause(number);
    if (clause == nullptr || clause->confirmed.by.empty() || clause->confirmed.stale) {
      return base::Error{base::ErrorCode::malformed_pack, folder,
                         "its file of clause " + number + " could not be changed; write 'confirmed' by hand"};
    }
  }
  for (const auto& [path, text] : written) {
    // Packs that come with the program may be anybody's to read and nobody's to write.
    const auto made = platform::make_private_folder(folder + "/clauses");
    const auto done = made ? platform::write_file_atomically(folder + "/" + path, text) : made;
    if (done) continue;
    if (done.error().code != base::ErrorCode::not_writable) return done.error();
    return base::Error{base::ErrorCode::usage, folder,
                       "cannot be written; make a pack that is laid over it and confirm the clauses there: crosswalk pack new ID "
                       "--title TEXT --extends " +
                           pack->id};
  }
  return tell("Confirmed " + base::join(arguments.clauses, ", ") + " of " + pack->id + " by " + arguments.by + ", " +
              arguments.role + ", " + day.iso() + ". A change of these clauses makes it stale.\n");
}

}  // namespace

void add_pack(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("pack", "Check, test, begin, import and confirm packs");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  CLI::App* linting = command->add_subcommand("lint", "Name every mistake of a pack or of packs/lexicon");
  linting->add_option("PATH", arguments->paths, "Folders")->required()->type_name("PATH");
  linting
      ->add_option("--corpus", arguments->corpus, "Also name the concepts that change no verdict in the documents of this folder")
      ->type_name("DIR");
  add_jobs_option(*linting, arguments->jobs);
  linting->callback([arguments, &exit_code] { exit_code = lint(*arguments); });
  CLI::App* testing = command->add_subcommand("test", "Run the cases of a pack");
  testing->add_option("PATH", arguments->paths, "Folders")->required()->type_name("PATH");
  testing->add_option("--only", arguments->only, "Only the cases of this constraint, or of this clause")->type_name("NAME");
  testing->callback([arguments, &exit_code] { exit_code = test(*arguments); });
  CLI::App* making = command->add_subcommand("new", "Begin a pack of your own");
  making->add_option("ID", arguments->id, "In lower case with hyphens, e.g. house-rules")->required()->type_name("ID");
  making->add_option("--title", arguments->title, "Title of the standard or rule set")->required()->type_name("TEXT");
  making
      ->add_option("--questions", arguments->questions,
                   "Make it of a checklist: a text with one question a line, sections under lines with #")
      ->type_name("FILE");
  making->add_option("--extends", arguments->extends, "Make it of what it changes of this shipped pack, e.g. iec-81001-5-1")
      ->excludes("--questions")
      ->type_name("ID");
  making->add_option("--out", arguments->out, "Folder in which to make it")->capture_default_str()->type_name("DIR");
  making->callback([arguments, &exit_code] {
    const auto result = make_new(*arguments);
    exit_code = result ? clean : report(result.error());
  });
  CLI::App* confirming =
      command->add_subcommand("confirm", "Note who compared clauses with a licensed copy of the standard, and when");
  confirming->add_option("PACK", arguments->file, "Folder of a pack of your own, or of what you lay over a shipped one")
      ->required()
      ->type_name("PACK");
  confirming->add_option("CLAUSE", arguments->clauses, "Numbers of the clauses")->required()->type_name("CLAUSE");
  confirming->add_option("--by", arguments->by, "Who compared them")->required()->type_name("NAME");
  confirming->add_option("--role", arguments->role, "In which role")->required()->type_name("ROLE");
  confirming->add_option("--on", arguments->on, "The day, as 2026-01-31; otherwise today")->type_name("DATE");
  confirming->callback([arguments, &exit_code] {
    const auto result = confirm(*arguments);
    exit_code = result ? clean : report(result.error());
  });
  CLI::App* importing =
      command->add_subcommand("import", "Make a pack that only asks: of a checklist in a sheet or table, or of OSCAL");
  importing
      ->add_option("FILE", arguments->file,
                   "CSV, XLSX, any other file with a table, or an OSCAL catalog or profile (JSON, XML, YAML)")
      ->required()
      ->type_name("FILE");
  importing->add_option("--to", arguments->out, "Folder of the new pack")->required()->type_name("DIR");
  importing->add_option("--id", arguments->id, "Its id; otherwise the folder's name")->type_name("ID");
  importing->add_option("--title", arguments->title, "Its title; otherwise the file's name")->type_name("TEXT");
  importing
      ->add_option(
          "--column", arguments->columns,
          "What a column holds, where its name does not tell: clause, id, section, requirement, question, evidence, guidance "
          "or level, and the column's letter or name, e.g. requirement=C; may be repeated")
      ->type_name("NAME=COLUMN");
  importing->add_option("--sheet", arguments->sheets, "Read only this sheet; may be repeated")->type_name("NAME");
  importing->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where the system offers no sandbox");
  importing->callback([arguments, &exit_code] {
    const auto result = import(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
