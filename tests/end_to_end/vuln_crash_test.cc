// SPDX-License-Identifier: Apache-2.0
// What the register acknowledged is there, whoever is killed when, and whoever writes at the same time.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using Clock = std::chrono::steady_clock;

class VulnCrash : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    write("crosswalk.yaml", "manufacturer: Acme\nproducts: [Pump]\n");
  }
  [[nodiscard]] Arguments always(Arguments arguments) const {
    arguments.insert(arguments.begin(), "vuln");
    arguments.insert(arguments.end(),
                     {"--workspace", folder_.string(), "--by", "Max Roe", "--why", "session", "--at", "2026-11-23"});
    return arguments;
  }
  [[nodiscard]] Arguments add(const std::string& title) const {
    return always({"add", "--title", title, "--source", "own_test", "--aware", "2026-11-20"});
  }
  [[nodiscard]] Arguments edit(const std::string& id, const std::string& description) const {
    return always({"edit", id, "--description", description});
  }
  /// All cases by their ids.
  [[nodiscard]] std::map<std::string, Json> cases() const {
    const Ran ran = crosswalk({"vuln", "export", "--workspace", folder_.string()});
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::map<std::string, Json> out;
    const Json all = Json::parse(ran.out, nullptr, false);
    for (const Json& one : all.at("cases")) out.emplace(one.at("id"), one);
    return out;
  }
  void expect_that_it_holds() const {
    const Ran ran = crosswalk({"vuln", "verify", "--workspace", folder_.string()});
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  }
};

/// The line of an output that tells that something was kept, if it got that far: whole, with its end.
std::string acknowledged(const std::string& said, const std::string& beginning) {
  for (std::size_t begin = 0; begin < said.size();) {
    const std::size_t end = said.find('\n', begin);
    if (end == std::string::npos) break;
    if (said.compare(begin, beginning.size(), beginning) == 0) return said.substr(begin, end - begin);
    begin = end + 1;
  }
  return {};
}

TEST_F(VulnCrash, NothingThatWasAcknowledgedIsLostAtTwoHundredKills) {
  constexpr int kills = 200;
  constexpr double earlier = 0.92;
  constexpr double later = 1.05;
  std::mt19937 random(20261123);
  // How long a change takes here, in a register of its own.
  const fs::path other = at("other");
  write("other/crosswalk.yaml", "manufacturer: Acme\n");
  Arguments warm = add("warm");
  *std::find(warm.begin(), warm.end(), folder_.string()) = other;
  long takes = std::numeric_limits<long>::max();
  for (int i = 0; i < 5; ++i) {
    const auto begin = Clock::now();
    ASSERT_EQ(crosswalk(warm).code, 0);
    takes = std::min<long>(takes, std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count());
  }
  // Moments from the start to this one; it moves, so that on a busy machine, too, some are before the change is kept and some
  // after.
  double latest = static_cast<double>(takes) * 1.5;
  std::uniform_real_distribution<double> part(0, 1);

  std::map<std::string, std::string> titles;
  // What a description may be: what was acknowledged last, and what was tried since.
  std::map<std::string, std::set<std::string>> descriptions;
  std::set<std::string> tried;
  int kept = 0;
  for (int i = 0; i < kills; ++i) {
    const std::string text = "text " + std::to_string(i);
    const bool adds = titles.empty() || random() % 2 == 0;
    std::string id;
    if (!adds) {
      auto chosen = titles.begin();
      std::advance(chosen, static_cast<long>(random() % titles.size()));
      id = chosen->first;
    }
    const std::string said_to = at("said-" + std::to_string(i));
    {
      Running session(adds ? add(text) : edit(id, text), said_to);
      std::this_thread::sleep_for(std::chrono::microseconds(std::lround(part(random) * latest)));
      session.signal(SIGKILL);
      session.wait();
    }
    const std::string said = read(said_to);
    if (adds) {
      const std::string made = acknowledged(said, "V-2026-");
      tried.insert(text);
      latest *= made.empty() ? later : earlier;
      if (made.empty()) continue;
      EXPECT_TRUE(titles.emplace(made, text).second) << "two cases got the id " << made;
      descriptions[made] = {""};
    } else {
      descriptions[id].insert(text);
      const bool said_so = !acknowledged(said, "kept " + id).empty();
      latest *= said_so ? earlier : later;
      if (!said_so) continue;
      descriptions[id] = {text};
    }
    ++kept;
  }
  // Both happened: or nothing was tested.
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, kills);
  if (titles.empty()) return;
  const auto found = cases();
  for (const auto& [id, title] : titles) {
    ASSERT_TRUE(found.contains(id)) << id << " was acknowledged and is gone";
    EXPECT_EQ(found.at(id).at("title"), title);
    EXPECT_TRUE(descriptions[id].contains(found.at(id).value("description", ""))) << id;
  }
  for (const auto& [id, one] : found) EXPECT_TRUE(tried.contains(one.at("title").get<std::string>())) << "nobody added " << id;
  expect_that_it_holds();
}

TEST_F(VulnCrash, SeveralMayWriteAtOnceFromTheFirstMoment) {
  constexpr int writers = 4;
  constexpr int each = 8;
  std::vector<std::vector<std::string>> ids(writers);
  std::vector<std::thread> threads;
  threads.reserve(writers);
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < each; ++i) {
        const std::string name = std::to_string(writer) + "-" + std::to_string(i);
        const Ran added = crosswalk(add("title " + name));
        EXPECT_EQ(added.code, 0) << added.err;
        const std::string id = added.out.substr(0, added.out.find('\n'));
        ids[static_cast<std::size_t>(writer)].push_back(id);
        const Ran edited = crosswalk(edit(id, "description " + name));
        EXPECT_EQ(edited.code, 0) << edited.err;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  const auto found = cases();
  for (int writer = 0; writer < writers; ++writer) {
    for (int i = 0; i < each; ++i) {
      const std::string& id = ids[static_cast<std::size_t>(writer)][static_cast<std::size_t>(i)];
      all.insert(id);
      ASSERT_TRUE(found.contains(id)) << id;
      EXPECT_EQ(found.at(id).value("description", ""), "description " + std::to_string(writer) + "-" + std::to_string(i));
    }
  }
  EXPECT_EQ(all.size(), static_cast<std::size_t>(writers * each));
  EXPECT_EQ(found.size(), all.size());
  expect_that_it_holds();
}

}  // namespace
}  // namespace crosswalk::end_to_end
