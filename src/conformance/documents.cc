// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/text.h"
#include "conformance/suite.h"
#include "document/document.h"
#include "extraction/pool.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::conformance {
namespace {

using document::Extracted;
using document::Reason;
using document::Status;
using Json = nlohmann::json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;
constexpr std::chrono::seconds kInTime{10};

/// What reading one file came to, and how long it took.
struct Answer {
  Extracted extracted;
  std::chrono::steady_clock::duration time{};
};

/// A document as the suite looks at it, all folded.
struct Looked {
  /// What the document shows to a reader, without notation.
  std::string text;
  /// The same with it, where the text is the file's own.
  std::string with_notation;
  /// What it says besides: comments and hidden text, properties, targets of links, warnings.
  std::string besides;
};

base::Result<Json> read_list(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, kMaxFile));
  Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_array()) return base::Error{base::ErrorCode::malformed_data, path, "a list of cases in JSON is wanted"};
  return json;
}

std::string text_at(const Json& entry, const char* key) {
  const auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> list_at(const Json& entry, const char* key) {
  std::vector<std::string> out;
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_array()) return out;
  for (const Json& value : *found) {
    if (value.is_string()) out.push_back(value.get<std::string>());
  }
  return out;
}

base::Result<extraction::WorkerPool> make_pool(const Context& context) {
  CW_ASSIGN_OR_RETURN(const std::string programs, platform::executable_folder());
  extraction::PoolOptions options;
  options.jobs = context.jobs;
  options.unsandboxed = context.unsandboxed;
  options.worker = {programs + "/crosswalk", {"--worker"}};
  options.pdf_helper = {programs + "/crosswalk-pdf", {"--worker"}};
  options.ocr_helper = {programs + "/crosswalk-ocr", {"--worker"}};
  options.converters = extraction::legacy::find_converters();
  options.confiner = {programs + "/crosswalk", {"--confined"}};
  return extraction::WorkerPool::create(std::move(options));
}

/// What is read of a file, and of the files in it: text, links and warnings one after the other.
Extracted read_with_members(extraction::WorkerPool& pool, const platform::File& file, const std::string& name) {
  std::vector<Extracted> members;
  Extracted whole = pool.extract(file, name, [&](const document::Member& member, std::optional<platform::File> inner) {
    if (inner) members.push_back(read_with_members(pool, *inner, name + "!" + member.path));
    members.emplace_back().document.warnings.push_back(member.path + " " + member.detail);
    return true;
  });
  for (Extracted& member : members) {
    document::Document& all = whole.document;
    const auto offset = static_cast<document::ByteOffset>(all.text.size() + 1);
    all.text += "\n" + member.document.text;
    for (const document::Span span : member.document.markup) all.markup.push_back({span.begin + offset, span.end + offset});
    for (const document::Property& property : member.document.properties) all.properties.push_back(property);
    for (const document::Link& link : member.document.links) all.links.push_back({{}, link.target});
    for (const document::HiddenText& hidden : member.document.hidden) all.hidden.push_back(hidden);
    for (const std::string& warning : member.document.warnings) all.warnings.push_back(warning);
    // An archive is read where its files are.
    const bool has_text = member.status == Status::read || member.status == Status::damaged;
    if (has_text && whole.status == Status::skipped) whole.status = Status::read;
  }
  return whole;
}

Answer read(extraction::WorkerPool& pool, const Context& context, const std::string& name) {
  Answer answer;
  const auto begin = std::chrono::steady_clock::now();
  const auto file = platform::File::open(context.folder + "/" + name);
  if (file) {
    answer.extracted = read_with_members(pool, *file, name);
  } else {
    answer.extracted.status = Status::unreadable;
    answer.extracted.detail = "the file of the case is missing";
  }
  answer.time = std::chrono::steady_clock::now() - begin;
  return answer;
}

/// Reads the file of every entry, several at a time; the answers stand in the order of the entries.
std::vector<Answer> read_all(extraction::WorkerPool& pool, const Context& context, const Json& entries) {
  std::vector<Answer> answers(entries.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < entries.size(); i = next++) answers[i] = read(pool, context, text_at(entries[i], "file"));
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < context.jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return answers;
}

Looked look_at(const document::Document& document) {
  std::string plain;
  std::size_t at = 0;
  for (const document::Span span : document.markup) {
    plain.append(document.text, at, span.begin - at);
    at = span.end;
  }
  plain.append(document.text, at, std::string::npos);
  std::string besides;
  for (const document::HiddenText& hidden : document.hidden) besides += hidden.text + "\n";
  for (const document::Property& property : document.properties) besides += property.value + "\n";
  for (const document::Link& link : document.links) besides += link.target + "\n";
  for (const std::string& warning : document.warnings) besides += warning + "\n";
  return {fold(plain), document.markup.empty() ? std::string() : fold(document.text), fold(besides)};
}

std::string state_of(const Extracted& extracted) {
  std::string out(base::word(extracted.status));
  if (extracted.reason != Reason::none) out += " (" + std::string(base::word(extracted.reason)) + ")";
  return out;
}

void judge_text(const Json& entry, const Answer& answer, std::size_t& found_besides, Outcome& outcome) {
  const std::string file = text_at(entry, "file");
  const std::string mode = text_at(entry, "mode");
  if (mode != "contains_all" && mode != "word_recall") {
    outcome.unknown.push_back("mode \"" + mode + "\" of " + file);
    return;
  }
  const Looked looked = look_at(answer.extracted.document);
  const std::vector<std::string> words = mode == "word_recall" ? words_of(looked.text) : std::vector<std::string>();
  const std::set<std::string, std::less<>> bag(words.begin(), words.end());
  const double least = entry.value("min_word_recall", 0.9);
  const std::string state = answer.extracted.status == Status::read ? std::string() : state_of(answer.extracted) + ", ";
  const auto seen = [&](const std::string& wanted) {
    return looked.text.find(wanted) != std::string::npos || looked.with_notation.find(wanted) != std::string::npos;
  };
  const auto check = [&](const char* key, bool counted) {
    const std::vector<std::string> strings = list_at(entry, key);
    for (std::size_t i = 0; i < strings.size(); ++i) {
      const std::string wanted = fold(strings[i]);
      bool passed = mode == "word_recall" && counted ? word_recall(wanted, bag) >= least : seen(wanted);
      if (!passed && looked.besides.find(wanted) != std::string::npos) {
        passed = true;
        if (counted) ++found_besides;
      }
      const std::string id = file + " " + key + " " + std::to_string(i);
      if (counted) {
        outcome.add(key, passed, id, state + "missing: " + wanted);
      } else {
        outcome.add_apart(key, passed, id, state + "missing: " + wanted);
      }
    }
  };
  check("strings", true);
  check("strings_header_footer", false);
  check("strings_notes_or_comments", false);
  check("numeric_cells_optional", false);
  const std::vector<std::string> unwanted = list_at(entry, "not_contains");
  for (std::size_t i = 0; i < unwanted.size(); ++i) {
    // A file that was not read does not contain it for the wrong reason.
    const bool was_read = answer.extracted.status == Status::read || answer.extracted.status == Status::damaged;
    outcome.add("not_contains", was_read && !seen(fold(unwanted[i])), file + " not_contains " + std::to_string(i),
                state + "unwanted: " + fold(unwanted[i]));
  }
}

void judge_robust(const Json& entry, const Answer& answer, Outcome& outcome) {
  const Extracted& extracted = answer.extracted;
  const bool was_read = extracted.status == Status::read || extracted.status == Status::damaged;
  const bool says = was_read ? !base::trim(extracted.document.text).empty() || !extracted.document.hidden.empty()
                             : extracted.reason != Reason::none;
  const bool survived = extracted.reason != Reason::crashed && extracted.reason != Reason::timeout;
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(answer.time).count();
  outcome.add("robust", says && survived && answer.time < kInTime, text_at(entry, "file") + " robust",
              state_of(extracted) + " after " + std::to_string(milliseconds) + " ms");
}

/// Lists of cases that lie there besides those that are run.
void name_unknown(const Context& context, Outcome& outcome) {
  std::set<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(context.folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("expected") && name != "expected_text.json" && name != "expected_robust.json") names.insert(name);
  }
  for (const std::string& name : names) outcome.unknown.push_back("list of cases " + name);
}

}  // namespace

/// What other projects expect of a reader of documents: strings that are found, files that are survived.
base::Result<Outcome> run_documents(const Context& context) {
  CW_ASSIGN_OR_RETURN(extraction::WorkerPool pool, make_pool(context));
  Outcome outcome;
  std::size_t found_besides = 0;
  bool any = false;
  if (platform::kind_of(context.folder + "/expected_text.json")) {
    CW_ASSIGN_OR_RETURN(const Json entries, read_list(context.folder + "/expected_text.json"));
    const std::vector<Answer> answers = read_all(pool, context, entries);
    for (std::size_t i = 0; i < entries.size(); ++i) judge_text(entries[i], answers[i], found_besides, outcome);
    any = true;
  }
  if (platform::kind_of(context.folder + "/expected_robust.json")) {
    CW_ASSIGN_OR_RETURN(const Json entries, read_list(context.folder + "/expected_robust.json"));
    const std::vector<Answer> answers = read_all(pool, context, entries);
    for (std::size_t i = 0; i < entries.size(); ++i) judge_robust(entries[i], answers[i], outcome);
    any = true;
  }
  if (!any)
    return base::Error{base::ErrorCode::not_found, context.folder + "/expected_text.json", "the suite has no list of cases"};
  name_unknown(context, outcome);
  outcome.notes.push_back(std::to_string(found_besides) +
                          " of the strings found stand in comments, hidden text, properties, targets of links or warnings");
  return outcome;
}

}  // namespace crosswalk::conformance
