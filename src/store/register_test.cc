// SPDX-License-Identifier: Apache-2.0
#include "store/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "store/migrate.h"
#include "store/sqlite.h"

namespace crosswalk::store {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* now = "2026-11-23T10:00:00Z";

class RegisterTest : public ::testing::Test {
 protected:
  RegisterTest() {
    std::string pattern = (fs::temp_directory_path() / "crosswalk-register-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ + "/register.sqlite";
  }
  ~RegisterTest() override { fs::remove_all(folder_); }

  [[nodiscard]] Register made() const {
    auto out = Register::create(path_, now);
    EXPECT_TRUE(out) << out.error().message();
    return std::move(out).value();
  }
  [[nodiscard]] Register opened(Register::Access access = Register::Access::write) const {
    auto out = Register::open(path_, access);
    EXPECT_TRUE(out) << out.error().message();
    return std::move(out).value();
  }
  /// Does to the file what somebody does who goes behind our back.
  void tamper(const char* sql) const {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
    const Database database(raw);
    ASSERT_EQ(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(raw);
  }
  [[nodiscard]] std::string bytes() const {
    std::string out;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::ifstream in(entry.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }

  std::string folder_;
  std::string path_;
};

/// Adds a change of a case, which is made where it is not there.
Change put(Register& in, std::string_view id, std::string_view state) {
  auto transaction = in.begin();
  EXPECT_TRUE(transaction) << transaction.error().message();
  const auto who = transaction->keep_private("person", "Jane Doe");
  EXPECT_TRUE(who);
  auto change = transaction->append({0, now, *who, "because", std::string(id), std::string(state), {}}, state);
  EXPECT_TRUE(change) << change.error().message();
  const auto done = transaction->commit();
  EXPECT_TRUE(done) << done.error().message();
  return *change;
}

std::vector<std::string> problems(const Register& in) {
  const auto found = in.verify();
  EXPECT_TRUE(found) << found.error().message();
  return found->problems;
}

TEST_F(RegisterTest, KeepsChangesAndTheirPresentState) {
  {
    Register one = made();
    EXPECT_EQ(one.head()->number, 0);
    put(one, "V-1", R"({"a":1})");
    put(one, "V-2", R"({"b":1})");
    put(one, "V-1", R"({"a":2})");
  }
  const Register again = opened(Register::Access::read);
  EXPECT_EQ((*again.find("V-1"))->state, R"({"a":2})");
  EXPECT_EQ((*again.find("V-1"))->changed_by, 3);
  EXPECT_FALSE(again.find("V-3")->has_value());
  std::vector<std::string> ids;
  ASSERT_TRUE(again.for_each_case([&](const StoredCase& found) {
    ids.push_back(found.id);
    return true;
  }));
  EXPECT_THAT(ids, ElementsAre("V-1", "V-2"));
  std::vector<std::int64_t> numbers;
  ASSERT_TRUE(again.for_each_change("V-1", [&](const Change& change) {
    numbers.push_back(change.number);
    return true;
  }));
  EXPECT_THAT(numbers, ElementsAre(1, 3));
  const auto found = again.verify();
  ASSERT_TRUE(found);
  EXPECT_THAT(found->problems, IsEmpty());
  EXPECT_EQ(found->changes, 3);
  EXPECT_EQ(found->cases, 2);
  EXPECT_EQ(found->head, again.head()->hash);
}

TEST_F(RegisterTest, IsPrivateAndMadeOnce) {
  static_cast<void>(made());
  struct stat info {};
  ASSERT_EQ(::stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  const auto twice = Register::create(path_, now);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, base::ErrorCode::not_writable);
}

TEST_F(RegisterTest, ForgetsWhatWasNotCommitted) {
  Register one = made();
  {
    auto transaction = one.begin();
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(transaction->append({0, now, "w", "y", "V-1", "{}", {}}, "{}"));
    EXPECT_TRUE(transaction->find("V-1")->has_value());
  }
  EXPECT_FALSE(one.find("V-1")->has_value());
  EXPECT_EQ(put(one, "V-2", "{}").number, 1);
}

TEST_F(RegisterTest, CountsWithoutGaps) {
  Register one = made();
  {
    auto lost = one.begin();
    EXPECT_EQ(*lost->next_id("V-2026-"), "V-2026-0001");
  }
  auto transaction = one.begin();
  EXPECT_EQ(*transaction->next_id("V-2026-"), "V-2026-0001");
  EXPECT_EQ(*transaction->next_id("V-2026-"), "V-2026-0002");
  EXPECT_EQ(*transaction->next_id("V-2027-"), "V-2027-0001");
}

TEST_F(RegisterTest, SeesEveryChangeBehindItsBack) {
  {
    Register one = made();
    put(one, "V-1", R"({"a":1})");
    put(one, "V-1", R"({"a":2})");
    put(one, "V-2", R"({"a":3})");
  }
  const std::array<const char*, 6> deeds{
      "UPDATE changes SET why = 'other' WHERE number = 2",
      "DELETE FROM changes WHERE number = 2",
      "UPDATE changes SET hash = (SELECT hash FROM changes WHERE number = 1) WHERE number = 2",
      "UPDATE origin SET at = '2020-01-01T00:00:00Z'",
      "UPDATE private SET content = 'John Roe'",
      "DELETE FROM changes WHERE number = 3",
  };
  const fs::path kept = folder_ + "/kept";
  fs::copy_file(path_, kept);
  for (const char* deed : deeds) {
    tamper(deed);
    EXPECT_THAT(problems(opened()), ::testing::Not(IsEmpty())) << deed;
    for (const char* end : {"-wal", "-shm"}) fs::remove(path_ + end);
    fs::copy_file(kept, path_, fs::copy_options::overwrite_existing);
    EXPECT_THAT(problems(opened()), IsEmpty());
  }
}

TEST_F(RegisterTest, ErasesSoThatNothingIsLeftAndTheChainHolds) {
  Register one = made();
  const std::string name = "Rumpelstiltskin of the Forest";
  std::string reference;
  {
    auto transaction = one.begin();
    reference = *transaction->keep_private("person", name);
    ASSERT_TRUE(transaction->append({0, now, reference, "received", "V-1", "{}", {}}, "{}"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ((*one.private_text(reference))->content, name);
  EXPECT_THAT(reference, ::testing::StartsWith("person:"));
  {
    auto transaction = one.begin();
    ASSERT_TRUE(transaction->erase(reference));
    EXPECT_EQ(transaction->erase("person:none").error().code, base::ErrorCode::not_found);
    ASSERT_TRUE(transaction->append({0, now, reference, "erased on request", {}, "{}", {}}, {}));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_FALSE((*one.private_text(reference))->content.has_value());
  EXPECT_FALSE(one.private_text("person:none")->has_value());
  const auto found = one.verify();
  EXPECT_THAT(found->problems, IsEmpty());
  EXPECT_EQ(found->erased.size(), 1U);
  // The same name has another reference now: nobody can try names out.
  auto transaction = one.begin();
  const auto again = transaction->keep_private("person", name);
  EXPECT_NE(*again, reference);
  EXPECT_EQ(*transaction->keep_private("person", name), *again);
  EXPECT_NE(*transaction->keep_private("file", name), *transaction->keep_private("file", name));
}

TEST_F(RegisterTest, LeavesNoTraceOfWhatWasErasedInTheFile) {
  const std::string name = "Rumpelstiltskin of the Forest";
  {
    Register one = made();
    auto transaction = one.begin();
    const std::string reference = *transaction->keep_private("person", name);
    ASSERT_TRUE(transaction->commit());
    auto second = one.begin();
    ASSERT_TRUE(second->erase(reference));
    ASSERT_TRUE(second->commit());
  }
  // The last connection that closes puts the log beside the file into it and removes it.
  EXPECT_EQ(bytes().find(name), std::string::npos);
}

TEST_F(RegisterTest, TwoMayChangeItAtOnce) {
  static_cast<void>(made());
  constexpr int each = 50;
  const auto work = [&](const char* id) {
    Register mine = opened();
    for (int i = 0; i < each; ++i) put(mine, id, "{}");
  };
  std::thread first(work, "V-1");
  std::thread second(work, "V-2");
  first.join();
  second.join();
  const auto found = opened().verify();
  EXPECT_EQ(found->changes, 2 * each);
  EXPECT_THAT(found->problems, IsEmpty());
}

TEST_F(RegisterTest, RefusesWhatIsNoneAndOnlyReadsANewerOne) {
  EXPECT_EQ(Register::open(path_, Register::Access::read).error().code, base::ErrorCode::not_found);
  std::ofstream(path_) << "Dear all, this is a text that is long enough to be taken for a database by somebody in a hurry.\n";
  EXPECT_EQ(Register::open(path_, Register::Access::write).error().code, base::ErrorCode::register_damaged);
  fs::remove(path_);
  tamper("CREATE TABLE t (a)");
  EXPECT_EQ(Register::open(path_, Register::Access::write).error().code, base::ErrorCode::register_damaged);
  fs::remove(path_);
  {
    Register one = made();
    put(one, "V-1", "{}");
  }
  tamper("PRAGMA user_version = 99");
  Register newer = opened();
  EXPECT_TRUE(newer.find("V-1")->has_value());
  const auto refused = newer.begin();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::register_newer);
  EXPECT_THAT(refused.error().detail, HasSubstr("99"));
}

TEST_F(RegisterTest, IsReadWhereNothingCanBeWritten) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become somebody who must not write there";
  {
    Register one = made();
    put(one, "V-1", "{}");
  }
  // A name that a URI has to escape.
  const std::string moved = folder_ + "/50%?#.db";
  fs::rename(path_, moved);
  ::chmod(moved.c_str(), 0444);
  ::chmod(folder_.c_str(), 0555);
  const auto outcome_for_nobody = [&] {
    const pid_t child = ::fork();
    if (child == 0) {
      if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(3);
      const auto one = Register::open(moved, Register::Access::read);
      if (!one) ::_exit(one.error().detail.find("-wal") != std::string::npos ? 2 : 1);
      const auto found = one->find("V-1");
      ::_exit(found && found->has_value() ? 0 : 4);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  EXPECT_EQ(outcome_for_nobody(), 0);
  // Changes that lie in the log alone are not passed over in silence.
  std::ofstream(moved + "-wal") << "a log";
  EXPECT_EQ(outcome_for_nobody(), 2);
  ::chmod(folder_.c_str(), 0700);
}

TEST_F(RegisterTest, NamesCasesThatAreGone) {
  {
    Register one = made();
    put(one, "V-1", "{}");
    put(one, "V-2", "{}");
  }
  tamper("DELETE FROM cases WHERE id = 'V-1'");
  EXPECT_THAT(opened().verify()->problems, ElementsAre("the case V-1 has changes, and is gone"));
}

TEST_F(RegisterTest, VerifySeesACaseThatNamesAnotherChange) {
  {
    Register one = made();
    put(one, "V-1", "{}");
    put(one, "V-2", "{}");
    put(one, "V-1", "{}");
  }
  EXPECT_THAT(opened().verify()->problems, IsEmpty());
  tamper("UPDATE cases SET changed_by = 1 WHERE id = 'V-1'");
  tamper("UPDATE cases SET changed_by = 99 WHERE id = 'V-2'");
  tamper("INSERT INTO cases (id, changed_by, state) VALUES ('V-3', 2, '{}')");
  EXPECT_THAT(opened().verify()->problems, ElementsAre("the case V-1 names change 1 as its last, and that is 3",
                                                       "the case V-2 names change 99 as its last, and that is 2",
                                                       "the case V-3 names change 2 as its last, and has none"));
  EXPECT_EQ(opened().verify()->cases, 3);
}

TEST_F(RegisterTest, OneThatWasOnlyBegunIsMadeAnew) {
  std::ofstream{path_};
  EXPECT_EQ(Register::open(path_, Register::Access::write).error().code, base::ErrorCode::not_found);
  tamper("PRAGMA journal_mode = WAL");
  EXPECT_EQ(Register::open(path_, Register::Access::read).error().code, base::ErrorCode::not_found);
  Register one = made();
  put(one, "V-1", "{}");
  EXPECT_TRUE(opened().find("V-1")->has_value());
}

TEST_F(RegisterTest, PartsHoldEveryCaseOnce) {
  Register one = made();
  for (const char* id : {"V-2", "V-4", "V-1", "V-3", "V-5"}) put(one, id, "{}");
  tamper("INSERT INTO cases VALUES ('V-35', 1, '{}'), ('', 1, '{}'), ('W', 1, '{}')");
  for (const std::size_t size : {1U, 2U, 3U, 5U, 9U}) {
    std::vector<std::string> seen;
    const auto parts = one.parts(size);
    ASSERT_TRUE(parts);
    for (const Part& part : *parts) {
      ASSERT_TRUE(one.for_each_case(
          [&](const StoredCase& stored) {
            seen.push_back(stored.id);
            return true;
          },
          part));
    }
    EXPECT_THAT(seen, ElementsAre("", "V-1", "V-2", "V-3", "V-35", "V-4", "V-5", "W")) << size;
  }
  EXPECT_THAT(*one.parts(2), SizeIs(3));
}

TEST_F(RegisterTest, MigratesWithACopyFirst) {
  constexpr std::array<Migration, 3> steps{"CREATE TABLE t (a); INSERT INTO t VALUES (1)", "ALTER TABLE t ADD COLUMN b",
                                           "UPDATE t SET b = a + 1"};
  tamper("CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA user_version = 1");
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
  const Database database(raw);
  ASSERT_TRUE(migrate(raw, path_, steps));
  EXPECT_EQ(number_of(raw, "SELECT b FROM t"), 2);
  EXPECT_EQ(number_of(raw, "PRAGMA user_version"), 3);
  ASSERT_TRUE(migrate(raw, path_, steps));
  sqlite3* old = nullptr;
  ASSERT_EQ(sqlite3_open((path_ + ".layout-1").c_str(), &old), SQLITE_OK);
  const Database copy(old);
  EXPECT_EQ(number_of(old, "SELECT a FROM t"), 1);
  EXPECT_EQ(number_of(old, "SELECT b FROM t"), -1);
  EXPECT_EQ(number_of(old, "PRAGMA user_version"), 1);
  // One that fails changes nothing.
  constexpr std::array<Migration, 4> wrong{steps[0], steps[1], steps[2], "UPDATE t SET a = 7; UPDATE nothing SET a = 1"};
  EXPECT_FALSE(migrate(raw, path_, wrong));
  EXPECT_EQ(number_of(raw, "SELECT a FROM t"), 1);
  EXPECT_EQ(number_of(raw, "PRAGMA user_version"), 3);
}

}  // namespace
}  // namespace crosswalk::store
