// SPDX-License-Identifier: Apache-2.0
// bench_matching --corpus DIR [--seconds S]: how fast matching is over the text of real documents, step by step, on one core.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/wire.h"
#include "extraction/detect.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "facts/facts.h"
#include "matching/match.h"
#include "matching/normalize.h"
#include "pipeline/knowledge.h"
#include "platform/file.h"
#include "platform/paths.h"
#include "review/document.h"

namespace {

using namespace crosswalk;

/// Time that this thread ran on a processor: the machine may be busy with other things.
struct Clock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<Clock>;
  static constexpr bool is_steady = true;
  static time_point now() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time_point(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
  }
};

struct Item {
  std::string path;
  document::Extracted extracted;
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Output of the PDF helper for one file; empty where it does not run.
std::string pdf_as_wire(const std::string& helper, const std::string& path) {
  std::string quoted;
  for (const char c : path) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  std::FILE* pipe = ::popen(("'" + helper + "' --once < '" + quoted + "'").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string out;
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) out.append(block, got);
  return ::pclose(pipe) == 0 ? out : std::string();
}

/// All documents below `root` that matching would see, in the order of their names.
std::vector<Item> read_corpus(const std::string& root) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  const auto folder = platform::executable_folder();
  const std::string helper = folder ? *folder + "/crosswalk-pdf" : std::string();
  std::vector<Item> items;
  std::size_t left_out = 0;
  for (const std::string& path : paths) {
    const auto bytes = platform::read_file(path, 256ULL << 20);
    if (!bytes) continue;
    Item item;
    item.path = path.substr(root.size() + 1);
    if (extraction::looks_like_pdf(std::string_view(*bytes).substr(0, extraction::kPdfHeadBytes), path)) {
      if (auto read = document::from_wire(pdf_as_wire(helper, path))) {
        item.extracted = std::move(read).value();
        facts::fill(item.extracted, item.path);
      } else {
        item.extracted = extraction::unreadable(document::Reason::crashed);
      }
    } else {
      item.extracted = extraction::read_document(*bytes, item.path, {}, extraction::reader_of, facts::fill, {});
    }
    const bool read = item.extracted.status == document::Status::read || item.extracted.status == document::Status::damaged;
    const std::string& language = item.extracted.facts.language;
    if (read && (language == "en" || language == "und")) {
      items.push_back(std::move(item));
    } else {
      ++left_out;
    }
  }
  std::printf("documents: %zu (%zu more not read or in another language)\n", items.size(), left_out);
  return items;
}

/// What `step` takes for one pass, in seconds: the fastest third of the passes, which the rest of the machine disturbed least.
double time_of(double least_seconds, const std::function<double()>& step) {
  std::vector<double> passes;
  double sum = 0;
  while (sum < least_seconds || passes.size() < 3) {
    passes.push_back(step());
    sum += passes.back();
  }
  std::sort(passes.begin(), passes.end());
  const std::size_t count = std::max<std::size_t>(1, passes.size() / 3);
  double out = 0;
  for (std::size_t i = 0; i < count; ++i) out += passes[i];
  return out / static_cast<double>(count);
}

}  // namespace

int main(int argc, char** argv) {
  std::string corpus;
  double least = 2;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--corpus") corpus = argv[i + 1];
    if (std::string_view(argv[i]) == "--seconds") least = std::atof(argv[i + 1]);
  }
  if (corpus.empty()) {
    std::fputs("usage: bench_matching --corpus DIR [--seconds S]\n", stderr);
    return 2;
  }
  if (std::filesystem::is_directory(corpus + "/documents")) corpus += "/documents";
  const std::vector<Item> items = read_corpus(corpus);
  std::size_t bytes = 0;
  for (const Item& item : items) bytes += item.extracted.document.text.size();
  if (bytes == 0) return 3;

  packs::Diagnostics diagnostics;
  const auto loading = Clock::now();
  const auto loaded = pipeline::load_shipped_rule_set({}, diagnostics);
  if (!loaded) {
    std::fputs(diagnostics.text().c_str(), stderr);
    return 3;
  }
  const matching::RuleSet& rules = **loaded;
  std::printf("text: %.2f MB; packs: %zu concepts, %zu rules, loaded and compiled in %.2f s\n", static_cast<double>(bytes) / 1e6,
              rules.lexicon.concepts.size(), rules.rules.size(), seconds_since(loading));
  matching::Scanner::Scratch scratch(*rules.scanner);

  // The least that any look at every byte costs: a copy of the text in small letters, byte by byte.
  std::string copy;
  const double fold = time_of(least, [&] {
    const auto start = Clock::now();
    for (const Item& item : items) {
      copy.clear();
      for (const char c : item.extracted.document.text) copy += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return seconds_since(start);
  });
  std::vector<matching::Normalized> normalized;
  for (const Item& item : items) normalized.push_back(matching::normalize(item.extracted.document));
  const double normalise = time_of(least, [&] {
    const auto start = Clock::now();
    for (const Item& item : items) static_cast<void>(matching::normalize(item.extracted.document));
    return seconds_since(start);
  });
  std::size_t hits = 0;
  const double scan = time_of(least, [&] {
    hits = 0;
    const auto start = Clock::now();
    for (const matching::Normalized& text : normalized) hits += rules.scanner->scan(text.text, text.sentences, scratch).size();
    return seconds_since(start);
  });
  std::size_t matches = 0;
  double prepare = 0;
  const double confirm = time_of(least, [&] {
    double inside = 0;
    matches = 0;
    const auto start = Clock::now();
    for (const Item& item : items) {
      const document::Extracted& e = item.extracted;
      const matching::DocumentScan document_scan(rules, e.document, e.facts, item.path, scratch);
      const auto begin = Clock::now();
      matches += document_scan.matches().size();
      inside += seconds_since(begin);
    }
    const double outside = seconds_since(start) - inside;
    prepare = prepare == 0 ? outside : std::min(prepare, outside);
    return inside;
  });
  const double whole = time_of(least, [&] {
    const auto start = Clock::now();
    for (const Item& item : items) {
      const document::Extracted& e = item.extracted;
      static_cast<void>(review::judge_document(rules, e.document, e.facts, item.path, scratch));
    }
    return seconds_since(start);
  });

  const auto line = [&](const char* name, double seconds) {
    std::printf("%-34s %9.2f MB/s   %8.3f ms   %6.1f x the copy\n", name, static_cast<double>(bytes) / 1e6 / seconds,
                seconds * 1e3, seconds / fold);
  };
  std::printf("%zu hits, %zu matches; one core\n", hits, matches);
  line("copy in small letters", fold);
  line("normalise", normalise);
  line("scan", scan);
  line("sections, cells, title", std::max(prepare - normalise - scan, 1e-9));
  line("confirm (expressions, cues)", confirm);
  line("status and evidence", std::max(whole - prepare - confirm, 1e-9));
  line("whole (judge_document)", whole);
  return 0;
}
