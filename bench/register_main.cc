// SPDX-License-Identifier: Apache-2.0
// bench_register [--cases N] [--rounds N] [--keep DIR]: a register of made-up cases, half of them open, listed, asked for its
// clocks, walked through as an audit does, and verified; each command everything included, in turn.
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/time/instant.h"
#include "casebook/casebook.h"
#include "disclosure/timeline.h"
#include "platform/paths.h"
#include "watched_process.h"

namespace {

using namespace crosswalk;
using disclosure::Case;
using disclosure::Instant;
using disclosure::Stage;

constexpr Instant day = 86'400;
constexpr Instant begin = 1'735'689'600;  // 2025-01-01T00:00:00Z

/// A case as they are: two products, a rating or two, decisions, and from a stage on publication and notices.
Case made_up(std::size_t number) {
  Case out;
  const Instant aware = begin + static_cast<Instant>(number % 600) * day;
  const std::string text = std::to_string(number);
  out.title = "Weakness " + text + " in the service interface";
  out.stage = std::min(Stage::closed, static_cast<Stage>(number % 10));
  out.outcome = disclosure::Outcome::valid;
  out.ids = {"CVE-2025-" + std::to_string(10'000 + number)};
  out.weaknesses = {"CWE-287"};
  out.source.kind = disclosure::SourceKind::researcher;
  out.source.reporter = {"Reporter " + std::to_string(number % 1000) + " <r" + std::to_string(number % 1000) + "@example.org>"};
  out.source.reference = "mail " + text;
  out.events = {{disclosure::Trigger::aware, aware, "the report"},
                {disclosure::Trigger::measure_available, aware + 20 * day, {}}};
  if (number % 4 == 0) out.events.push_back({disclosure::Trigger::uncontrolled_risk, aware + 2 * day, {}});
  out.components = {
      {"libservice", "1." + std::to_string(number % 50), "pkg:generic/libservice@1." + std::to_string(number % 50)}};
  out.description =
      "The interface for service technicians takes a message before it has seen who sends it. Somebody on the same network can "
      "change settings of the device, which a nurse does not notice until the next therapy. Found on the bench, reproduced "
      "twice.";
  out.clinical = {"therapy is delayed", disclosure::RiskControl::controlled, "an alarm stands before it"};
  out.ratings = {{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "own", "bedside"}};
  if (number % 3 == 0) out.ratings.push_back({"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "own", {}});
  out.affected = {{"Pump", "vers:semver/>=2.0.0|<2.4.1", disclosure::AffectedStatus::affected, {}, {}},
                  {"Viewer", "vers:semver/*", disclosure::AffectedStatus::not_affected, "component_not_present", {}}};
  out.resolution = {
      disclosure::ResolutionKind::fix, "Install version 2.4.1, which asks who sends a message.", {{"Pump", "2.4.1"}}, {}, {}};
  out.decisions = {{"own-policy/acknowledge", false, "found by ourselves", {"Max Roe <max@acme.example>"}, "PSIRT", aware + day}};
  out.distribution.tlp = disclosure::Tlp::white;
  out.approval = {{"Max Roe <max@acme.example>"}, "PSIRT", aware + 25 * day};
  out.publications = {{"SA-2025-" + text, "1", aware + 30 * day, "https://example.org/sa-" + text + ".json", std::string(64, 'a'),
                       disclosure::PublicationKind::published, "2.4.1 is out"}};
  disclosure::Notice notice{"N-1", "Customers", "us-fda-postmarket/customers-told", "n.pdf", std::string(64, 'b'), {}};
  for (std::size_t i = 0; i < 3; ++i)
    notice.recipients.push_back({{"Hospital " + std::to_string((number + i) % 200)}, "mail", aware + 30 * day, {}});
  out.notices.push_back(std::move(notice));
  return out;
}

template <class Work>
double seconds_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool fill(const std::string& path, std::size_t cases) {
  auto book = casebook::Casebook::create(path, begin);
  if (!book) return false;
  constexpr std::size_t at_once = 5'000;
  for (std::size_t first = 0; first < cases; first += at_once) {
    std::vector<Case> some;
    for (std::size_t i = first; i < std::min(cases, first + at_once); ++i) some.push_back(made_up(i));
    const auto added = book->add_all(std::move(some), "V-2025-", {"Max Roe <max@acme.example>", "made up", begin});
    if (added) continue;
    std::fprintf(stderr, "%s\n", added.error().message().c_str());
    return false;
  }
  return true;
}

int measure(std::size_t cases, std::size_t rounds, std::string folder) {
  const auto programs = platform::executable_folder();
  const bool keep = !folder.empty();
  if (!keep) folder = (std::filesystem::temp_directory_path() / "crosswalk-bench-XXXXXX").string();
  if (!programs || (!keep && ::mkdtemp(folder.data()) == nullptr)) return 3;
  std::ofstream(folder + "/crosswalk.yaml") << "manufacturer: Acme\nproducts: [{name: Pump, versions: [2.3.0, 2.4.1]}, Viewer]\n"
                                               "markets: [EU, US]\ndevice: yes\ntime_zone: Europe/Berlin\n";
  const std::string path = folder + "/register.db";
  bool filled = true;
  const double filling = seconds_of([&] { filled = fill(path, cases); });
  if (!filled) return 3;
  std::printf("%zu cases, %.0f MB, made in %.1f s\n", cases, static_cast<double>(std::filesystem::file_size(path)) / 1e6,
              filling);
  if (keep) return 0;
  struct Measured {
    const char* name;
    std::vector<std::string> command;
    int code;
    double wall = 1e9;
    double processor = 1e9;
  };
  const std::string program = *programs + "/crosswalk";
  const std::string as_of = "2026-08-01";
  std::vector<Measured> all{{"vuln list", {program, "vuln", "list"}, 0},
                            {"vuln list --open --cve", {program, "vuln", "list", "--open", "--cve", "CVE-2025-10002"}, 0},
                            {"vuln list --format json", {program, "vuln", "list", "--format", "json"}, 0},
                            {"vuln list --as-of", {program, "vuln", "list", "--as-of", as_of}, 0},
                            {"clock --within 7d", {program, "clock", "--within", "7d", "--as-of", as_of}, 1},
                            {"clock --format json", {program, "clock", "--format", "json", "--as-of", as_of}, 1},
                            {"vuln audit", {program, "vuln", "audit", "--as-of", as_of}, 1}};
  for (Measured& one : all) one.command.insert(one.command.end(), {"--workspace", folder});
  double walk = 1e9;
  for (std::size_t round = 0; round < rounds; ++round) {
    for (Measured& one : all) {
      const bench::Taken taken = bench::run_watched(one.command, false);
      if (taken.exit_code != one.code) {
        std::fprintf(stderr, "%s ended with %d\n", one.name, taken.exit_code);
        return 3;
      }
      one.wall = std::min(one.wall, taken.wall_seconds);
      one.processor = std::min(one.processor, taken.processor_seconds);
    }
    std::size_t seen = 0;
    walk = std::min(walk, seconds_of([&] {
                      const auto book = casebook::Casebook::open(path, store::Register::Access::read);
                      if (!book) return;
                      static_cast<void>(book->for_each([&](const Case& one) {
                        seen += disclosure::timeline_of(one).events.size() + disclosure::missing_for(one, one.stage).size();
                        return true;
                      }));
                    }));
    if (seen < cases) return 3;
  }
  std::filesystem::remove_all(folder);
  for (const Measured& one : all)
    std::printf("%-28s %8.3f s wall   %8.3f s processor   %6.2f of the walk\n", one.name, one.wall, one.processor,
                one.wall / walk);
  std::printf("%-28s %8.3f s wall\n", "walk over all cases", walk);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t cases = 100'000;
  std::size_t rounds = 5;
  std::string keep;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--cases") cases = static_cast<std::size_t>(std::atol(argv[i + 1]));
    if (name == "--rounds") rounds = static_cast<std::size_t>(std::atol(argv[i + 1]));
    if (name == "--keep") keep = argv[i + 1];
  }
  return measure(cases, std::max<std::size_t>(1, rounds), keep);
}
