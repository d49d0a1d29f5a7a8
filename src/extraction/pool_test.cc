// SPDX-License-Identifier: Apache-2.0
#include "extraction/pool.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "platform/clock.h"
#include "platform/process.h"
#include "platform/sandbox.h"
#include "platform/signals.h"

namespace crosswalk::extraction {
namespace {

namespace fs = std::filesystem;
using document::Extracted;
using document::Reason;
using document::Status;

const std::string kWorker = CROSSWALK_BIN_DIR "/crosswalk_test_worker";

platform::File file_with(const std::string& bytes) {
  std::string path = (fs::temp_directory_path() / "crosswalk-pool-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  std::ofstream(path, std::ios::binary) << bytes;
  auto file = platform::File::open(path);
  fs::remove(path);
  return std::move(file).value();
}

PoolOptions options_with(std::vector<std::string> arguments = {}) {
  PoolOptions options;
  options.limits.milliseconds = 10'000;
  options.worker = {kWorker, std::move(arguments)};
  options.pdf_helper = {kWorker, {"--pdf"}};
  return options;
}

WorkerPool pool_with(const PoolOptions& options = options_with()) {
  auto pool = WorkerPool::create(options);
  EXPECT_TRUE(pool) << pool.error().message();
  return std::move(pool).value();
}

std::size_t open_files() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

std::vector<int> children() {
  std::ifstream list("/proc/self/task/" + std::to_string(::getpid()) + "/children");
  std::vector<int> out;
  for (int id = 0; list >> id;) out.push_back(id);
  return out;
}

void expect_alive(WorkerPool& pool) { EXPECT_EQ(pool.extract(file_with("next"), "n.txt").document.text, "read: next"); }

TEST(Pool, HandsOverTheMembersOfAContainerWhileOtherFilesAreRead) {
  PoolOptions options = options_with();
  options.jobs = 1;  // The one worker waits with its members; another one reads them.
  WorkerPool pool = pool_with(options);
  std::vector<std::string> seen;
  const Extracted whole = pool.extract(file_with("members a ? b"), "a.txt", [&](document::Member member, auto file) {
    seen.push_back(member.path + " " + std::string(base::word(member.reason)));
    if (file) seen.push_back(pool.extract(*file, member.path).document.text);
    return true;
  });
  EXPECT_EQ(whole.document.text, "unpacked");
  EXPECT_EQ(seen, (std::vector<std::string>{"folder/a ", "read: a", "folder/? encrypted", "folder/b ", "read: b"}));
  EXPECT_EQ(children().size(), 1U) << "a worker too many is left";
  expect_alive(pool);
}

TEST(Pool, LeavesMembersOutThatNobodyWants) {
  WorkerPool pool = pool_with();
  EXPECT_EQ(pool.extract(file_with("members a b"), "a.txt").document.text, "unpacked");
  int count = 0;
  const auto only_one = [&](const document::Member&, auto) { return ++count < 1; };
  EXPECT_EQ(pool.extract(file_with("members a b"), "a.txt", only_one).reason, Reason::too_large);
  EXPECT_EQ(count, 1);
  expect_alive(pool);
}

TEST(Pool, SurvivesContainersThatBreak) {
  PoolOptions options = options_with();
  options.limits.file_bytes = 1'000;
  WorkerPool pool = pool_with(options);
  int count = 0;
  const auto take = [&](const document::Member&, auto) { return ++count > 0; };
  EXPECT_EQ(pool.extract(file_with("members a ! b"), "a.txt", take).reason, Reason::crashed);
  EXPECT_EQ(count, 1);
  EXPECT_EQ(pool.extract(file_with("giant"), "a.txt", take).reason, Reason::crashed);
  EXPECT_EQ(count, 1);
  expect_alive(pool);
}

TEST(Pool, ReadsAFileInAWorkerAndFillsTheFacts) {
  WorkerPool pool = pool_with();
  const Extracted extracted = pool.extract(file_with("hello"), "folder/a.txt");
  EXPECT_EQ(extracted.status, Status::read);
  EXPECT_EQ(extracted.document.text, "read: hello");
  EXPECT_EQ(extracted.facts.control.title, "folder/a.txt");
}

TEST(Pool, UsesOneWorkerAgain) {
  WorkerPool pool = pool_with();
  expect_alive(pool);
  const auto before = children();
  for (int i = 0; i < 20; ++i) expect_alive(pool);
  EXPECT_EQ(children(), before);
}

TEST(Pool, SurvivesACrash) {
  WorkerPool pool = pool_with();
  for (const char* how : {"crash", "abort", "exit"}) {
    const Extracted extracted = pool.extract(file_with(how), "a.txt");
    EXPECT_EQ(extracted.status, Status::unreadable);
    EXPECT_EQ(extracted.reason, Reason::crashed);
    EXPECT_NE(extracted.detail.find("ended"), std::string::npos) << extracted.detail;
    expect_alive(pool);
  }
}

TEST(Pool, StopsAHang) {
  PoolOptions options = options_with();
  options.limits.milliseconds = 300;
  WorkerPool pool = pool_with(options);
  const auto begin = platform::steady_milliseconds();
  const Extracted extracted = pool.extract(file_with("hang"), "a.txt");
  EXPECT_EQ(extracted.reason, Reason::timeout);
  EXPECT_LT(platform::steady_milliseconds() - begin, 5'000);
  expect_alive(pool);
}

TEST(Pool, TellsWhenMemoryIsNotEnough) {
  if (platform::sanitized_build()) GTEST_SKIP() << "AddressSanitizer reserves more than any limit";
  PoolOptions options = options_with();
  options.limits.memory_bytes = std::uint64_t{1} << 30;
  WorkerPool pool = pool_with(options);
  const Extracted extracted = pool.extract(file_with("memory"), "a.txt");
  EXPECT_EQ(extracted.status, Status::unreadable);
  EXPECT_EQ(extracted.reason, Reason::too_large);
  EXPECT_EQ(extracted.detail, "needs more memory than the limit");
  expect_alive(pool);
}

TEST(Pool, TurnsExceptionsIntoReasons) {
  WorkerPool pool = pool_with();
  const auto before = children();
  const Extracted extracted = pool.extract(file_with("throw"), "a.txt");
  EXPECT_EQ(extracted.reason, Reason::crashed);
  EXPECT_EQ(extracted.detail, "the reader gave up: a \\x1B[31mred\\x1B[0m fault");
  EXPECT_EQ(children(), before);
}

TEST(Pool, RefusesAnswersBeyondTheLimit) {
  PoolOptions options = options_with();
  options.limits.text_bytes = 1 << 20;
  options.limits.blocks = 1'000;
  WorkerPool pool = pool_with(options);
  EXPECT_EQ(pool.extract(file_with("large"), "a.txt").reason, Reason::too_large);
  expect_alive(pool);
}

TEST(Pool, BelievesNoNonsense) {
  WorkerPool pool = pool_with();
  EXPECT_EQ(pool.extract(file_with("malformed"), "a.txt").reason, Reason::crashed);
  expect_alive(pool);
  WorkerPool nonsense = pool_with(options_with({"--nonsense"}));
  EXPECT_EQ(nonsense.extract(file_with("x"), "a.txt").reason, Reason::crashed);
  EXPECT_EQ(nonsense.extract(file_with("x"), "a.txt").reason, Reason::crashed);
}

TEST(Pool, LocksItsWorkersIn) {
  WorkerPool pool = pool_with();
  EXPECT_EQ(pool.extract(file_with("sandbox"), "a.txt").document.text,
            "open denied\ncreate denied\nsocket denied\nfork denied\nexec denied\nsignal denied\n");
}

TEST(Pool, LetsWorkersConvertEncodings) {
  WorkerPool pool = pool_with();
  for (int round = 0; round < 2; ++round) {
    for (const char* name : {"ISO-8859-1", "latin1", "windows-1252", "CP1252"}) {
      EXPECT_EQ(pool.extract(file_with(std::string("encoding ") + name), "a.txt").document.text, "\xC3\xA9") << name;
    }
    EXPECT_EQ(pool.extract(file_with("encoding WINDOWS-1251"), "a.txt").document.text, "\xD0\xB9");
    // Not loaded, and out of reach.
    EXPECT_EQ(pool.extract(file_with("encoding ISO-2022-CN-EXT"), "a.txt").document.text, "unknown");
  }
}

TEST(Pool, LeavesTheSandboxOutOnlyWhenTold) {
  PoolOptions options = options_with();
  options.unsandboxed = true;
  WorkerPool pool = pool_with(options);
  EXPECT_EQ(pool.extract(file_with("hello"), "a.txt").document.text, "read: hello");
  EXPECT_EQ(WorkerPool::create(options_with({"--refuse"})).error().code, base::ErrorCode::sandbox_unavailable);
}

TEST(Pool, NamesAWorkerThatCannotBeStarted) {
  PoolOptions options = options_with();
  options.worker.path = "/no/such/worker";
  const auto missing = WorkerPool::create(options);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::ErrorCode::worker_failed);
  EXPECT_EQ(missing.error().subject, "/no/such/worker");
  const auto failing = WorkerPool::create(options_with({"--fail"}));
  ASSERT_FALSE(failing);
  EXPECT_EQ(failing.error().code, base::ErrorCode::worker_failed);
  EXPECT_NE(failing.error().detail.find("ended with code 4"), std::string::npos) << failing.error().detail;
  options.worker = {"/bin/cat", {}};
  EXPECT_EQ(WorkerPool::create(options).error().code, base::ErrorCode::worker_failed);
}

TEST(Pool, SendsPdfToItsHelper) {
  WorkerPool pool = pool_with();
  EXPECT_EQ(pool.extract(file_with("%PDF-1.4 x"), "a.txt").document.text, "pdf: %PDF-1.4 x");
  PoolOptions options = options_with();
  options.pdf_helper.path.clear();
  WorkerPool without = pool_with(options);
  const Extracted extracted = without.extract(file_with("%PDF-1.4 x"), "a.pdf");
  EXPECT_EQ(extracted.reason, Reason::unsupported);
  EXPECT_NE(extracted.detail.find("PDF helper"), std::string::npos);
}

TEST(Pool, SendsNeitherEmptyNorTooLargeFiles) {
  PoolOptions options = options_with();
  options.limits.file_bytes = 3;
  WorkerPool pool = pool_with(options);
  EXPECT_EQ(pool.extract(file_with(""), "a.txt").reason, Reason::empty);
  EXPECT_EQ(pool.extract(file_with("1234"), "a.txt").reason, Reason::too_large);
  EXPECT_EQ(pool.extract(file_with("123"), "a.txt").document.text, "read: 123");
}

TEST(Pool, GivesAFileToTheNextWorkerIfAnIdleOneDied) {
  WorkerPool pool = pool_with();
  expect_alive(pool);
  const auto ids = children();
  if (ids.empty()) GTEST_SKIP() << "the kernel does not list children";
  for (const int id : ids) ::kill(id, SIGKILL);
  ::usleep(50'000);
  expect_alive(pool);
}

TEST(Pool, ServesManyThreads) {
  PoolOptions options = options_with();
  options.jobs = 3;
  WorkerPool pool = pool_with(options);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string bytes = std::to_string(t) + "-" + std::to_string(i);
        const bool crash = i % 10 == 5;
        const Extracted extracted = pool.extract(file_with(crash ? "crash" : bytes), "a.txt");
        if (crash ? extracted.reason == Reason::crashed : extracted.document.text == "read: " + bytes) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 120);
  EXPECT_LE(children().size(), 3U);
}

TEST(Pool, LeavesNoProcessAndNoOpenFileBehind) {
  const std::size_t before = open_files();
  {
    WorkerPool pool = pool_with();
    expect_alive(pool);
    EXPECT_EQ(pool.extract(file_with("crash"), "a.txt").reason, Reason::crashed);
    EXPECT_EQ(pool.extract(file_with("%PDF-1.4"), "a.pdf").status, Status::read);
  }
  EXPECT_EQ(open_files(), before);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Pool, GivesUpQuicklyWhenInterrupted) {
  platform::install_signal_handlers();
  WorkerPool pool = pool_with();
  std::thread interrupter([] {
    ::usleep(200'000);
    ::kill(::getpid(), SIGINT);
  });
  const auto begin = platform::steady_milliseconds();
  const Extracted extracted = pool.extract(file_with("hang"), "a.txt");
  interrupter.join();
  platform::clear_interrupted();
  EXPECT_EQ(extracted.reason, Reason::interrupted);
  EXPECT_LT(platform::steady_milliseconds() - begin, 5'000);
}

/// A pool whose converter of DOC files is this command of the shell.
PoolOptions options_with_converter(const std::string& command) {
  PoolOptions options = options_with();
  options.limits.milliseconds = 1'500;
  options.confiner = {kWorker, {"--confined"}};
  options.converters = {{"doc", "antiword", "antiword", "/bin/sh", {"-c", command}, {}}};
  return options;
}

/// The beginning of a legacy Word file, as far as it is looked at.
std::string doc_file() {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  bytes.resize(600);
  for (const char c : std::string("WordDocument")) bytes += {c, '\0'};
  return bytes + "\nhere\n";
}

bool no_landlock(const Extracted& extracted) { return extracted.detail.find("sandbox_unavailable") != std::string::npos; }

TEST(Pool, ReadsWhatAConverterMakesOfALegacyFile) {
  // The converter sees the file as standard input, also by its name.
  WorkerPool pool =
      pool_with(options_with_converter("while read -r line; do last=$line; done < /proc/self/fd/0; echo \"$last\""));
  const Extracted extracted = pool.extract(file_with(doc_file()), "a.doc");
  if (no_landlock(extracted)) GTEST_SKIP() << "no Landlock";
  EXPECT_EQ(extracted.document.text, "converted: here\n") << extracted.detail;
  EXPECT_EQ(extracted.status, Status::read);
}

TEST(Pool, LocksConvertersIn) {
  // What goes through would print a word.
  const std::string attempts =
      "echo begin; (read -r x < /etc/passwd) 2>/dev/null && echo passwd; "
      "(: > /tmp/crosswalk-converter-test) 2>/dev/null && echo created; "
      "{ /bin/true && echo program; } 2>/dev/null; { /usr/bin/env true && echo program; } 2>/dev/null; "
      "for f in /home/* /root/*; do [ -r \"$f\" ] && (read -r x < \"$f\") 2>/dev/null && echo \"$f\"; done; exit 0";
  WorkerPool pool = pool_with(options_with_converter(attempts));
  const Extracted extracted = pool.extract(file_with(doc_file()), "a.doc");
  if (no_landlock(extracted)) GTEST_SKIP() << "no Landlock";
  // A shell that may not fork ends there.
  EXPECT_EQ(extracted.document.text, "converted: begin\n") << extracted.detail;
  EXPECT_FALSE(fs::exists("/tmp/crosswalk-converter-test"));
  const std::string direct = "echo begin; exec 3</etc/passwd && echo passwd";
  WorkerPool second = pool_with(options_with_converter(direct));
  EXPECT_EQ(second.extract(file_with(doc_file()), "a.doc").document.text, "converted: begin\n");
  const std::string other = "echo begin; exec /bin/cat /proc/self/fd/0";
  WorkerPool third = pool_with(options_with_converter(other));
  EXPECT_EQ(third.extract(file_with(doc_file()), "a.doc").document.text, "converted: begin\n");
}

TEST(Pool, LosesOnlyTheDocumentOfABadConverter) {
  struct Case {
    std::string command;
    Reason reason;
  };
  for (const auto& [command, reason] :
       {Case{"while :; do :; done", Reason::timeout}, Case{"exit 3", Reason::corrupt}, Case{":", Reason::unsupported},
        Case{"while :; do echo 0123456789012345678901234567890123456789; done", Reason::too_large}}) {
    PoolOptions options = options_with_converter(command);
    options.limits.part_bytes = 100'000;
    WorkerPool pool = pool_with(options);
    const Extracted extracted = pool.extract(file_with(doc_file()), "a.doc");
    if (no_landlock(extracted)) GTEST_SKIP() << "no Landlock";
    EXPECT_EQ(extracted.status, Status::unreadable) << command;
    EXPECT_EQ(extracted.reason, reason) << command << ": " << extracted.detail;
    expect_alive(pool);
  }
}

TEST(Pool, SaysWhichConverterIsMissing) {
  PoolOptions options = options_with_converter("");
  options.converters.front().path.clear();
  WorkerPool pool = pool_with(options);
  const Extracted extracted = pool.extract(file_with(doc_file()), "a.doc");
  EXPECT_EQ(extracted.reason, Reason::unsupported);
  EXPECT_EQ(extracted.detail, "legacy Office document (DOC): install antiword (Debian package antiword) to have it read");
}

TEST(Worker, EndsWhenItsParentDoes) {
  auto worker = platform::Process::start(kWorker, {});
  ASSERT_TRUE(worker);
  worker->channel().close();
  const platform::Ending ending = worker->wait(10'000);
  EXPECT_EQ(ending.signal, 0);
}

}  // namespace
}  // namespace crosswalk::extraction
