// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Interruption : public EndToEnd {
 protected:
  /// A folder that takes a while.
  void write_many() const {
    std::string words;
    for (int i = 0; i < 20'000; ++i) words += i % 12 == 11 ? "vulnerability advisory.\n\n" : "word ";
    for (int i = 0; i < 300; ++i)
      write("many/" + std::to_string(1000 + i) + ".md", std::string(procedure) + std::to_string(i) + words);
  }

  static std::vector<pid_t> still_running(const std::vector<pid_t>& ids) {
    for (int i = 0; i < 1000; ++i) {
      std::vector<pid_t> out;
      for (const pid_t id : ids) {
        if (is_running(id)) out.push_back(id);
      }
      if (out.empty()) return out;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      if (i == 999) return out;
    }
    return {};
  }
};

TEST_F(Interruption, CtrlCWritesWhatWasFoundAndLeavesNoProcess) {
  write_many();
  const std::string out = at("report.json");
  Running review({"review", at("many"), "--jobs", "2", "--as-of", "2026-01-31", "--out", out}, at("said"));
  ASSERT_TRUE(review.wait_for_children(2));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  const std::vector<pid_t> workers = review.children();
  review.signal_group(SIGINT);
  EXPECT_EQ(review.wait(), 130);
  EXPECT_THAT(still_running(workers), IsEmpty());
  EXPECT_THAT(read(at("said")), HasSubstr("interrupted: "));
  const Json json = Json::parse(read(out), nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_THAT(json.at("notes").dump(), HasSubstr("Interrupted: "));
  EXPECT_EQ(json.at("documents").size(), 300U);
  EXPECT_LT(json.at("summary").at("documents").at("read"), 300);
  EXPECT_EQ(document_of(json, "1299.md").at("reason"), "interrupted");
  EXPECT_THAT(json.at("summary").at("timeouts").dump(), "[]");
}

TEST_F(Interruption, CtrlCIsOneLineInTheReportForAllThatWasNotReached) {
  write_many();
  Running review({"review", at("many"), "--jobs", "2"}, at("said"));
  ASSERT_TRUE(review.wait_for_children(2));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  review.signal_group(SIGINT);
  EXPECT_EQ(review.wait(), 130);
  const std::string said = read(at("said"));
  EXPECT_THAT(said, HasSubstr(" files\n      Not reached before the review was interrupted."));
  EXPECT_THAT(said, HasSubstr("Next: Run the review again"));
  EXPECT_LT(std::count(said.begin(), said.end(), '\n'), 700) << "two lines and a blank for each clause, twenty gaps";
  EXPECT_THAT(said, HasSubstr(" more requirements in "));
}

TEST_F(Interruption, CtrlCOfAMeasurementIsTold) {
  write_many();
  fs::create_directory(at("corpus"));
  fs::rename(at("many"), at("corpus/documents"));
  std::string labels;
  for (int i = 0; i < 300; ++i) {
    labels += R"({"document": ")" + std::to_string(1000 + i) + R"(.md", "facets": {"owner": "manufacturer-or-project", )" +
              R"("state": "effective", "role": "procedure"}, "labels": {}})" + "\n";
  }
  write("corpus/labels.jsonl", labels);
  Running eval({"eval", "--corpus", at("corpus"), "--jobs", "2"}, at("said"));
  ASSERT_TRUE(eval.wait_for_children(2));
  eval.signal_group(SIGINT);
  EXPECT_EQ(eval.wait(), 130);
  EXPECT_THAT(read(at("said")), HasSubstr("interrupted"));
}

TEST_F(Interruption, WorkersEndWithTheProgram) {
  write_many();
  Running review({"review", at("many"), "--jobs", "3"});
  ASSERT_TRUE(review.wait_for_children(3));
  const std::vector<pid_t> workers = review.children();
  review.signal(SIGKILL);
  EXPECT_EQ(review.wait(), 128 + SIGKILL);
  EXPECT_THAT(still_running(workers), IsEmpty());
}

TEST_F(Interruption, AFullDiskLosesNothing) {
  write("d/procedure.md", procedure);
  fs::create_directory(at("small"));
  if (::mount("tmpfs", at("small").c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "may not mount a small file system";
  {
    std::ofstream filler(at("small/filler"));
    filler << std::string(128 << 10, 'x') << std::flush;
  }
  write("small/report.html", "");  // a name takes no room
  const Ran ran = crosswalk({"review", at("d"), "--quiet", "--out", at("small/report.html")});
  const std::string left = listing(at("small"));
  ::umount(at("small").c_str());
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("report.html: no space left"));
  EXPECT_THAT(ran.err, HasSubstr("\n  Make room on the disk"));
  EXPECT_THAT(ran.out, HasSubstr("Crosswalk review")) << "what was found is shown instead";
  EXPECT_EQ(std::count(left.begin(), left.end(), '\n'), 3) << "no half-written file is left: " << left;
}

TEST_F(Interruption, ADeviceIsWrittenToAndStays) {
  write("d/procedure.md", procedure);
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  for (const Arguments& more : {Arguments{"--out", "/dev/full", "--format", "json"}, Arguments{}}) {
    Arguments arguments{"review", at("d"), "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Setting setting;
    if (more.empty()) setting.output_file = "/dev/full";
    const Ran ran = crosswalk(arguments, setting);
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.err, HasSubstr("no space left"));
    EXPECT_EQ(fs::status("/dev/full").type(), fs::file_type::character);
  }
}

TEST_F(Interruption, AClosedPipeIsTold) {
  write("d/procedure.md", procedure);
  const Ran ran =
      run("/bin/sh", {"-c", "{ \"$0\" review \"$1\" --format html; echo code $? >&2; } | true", crosswalk(), at("d")});
  EXPECT_THAT(ran.err, HasSubstr("standard output: the reader of the output went away"));
  EXPECT_THAT(ran.err, HasSubstr("code 3"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
