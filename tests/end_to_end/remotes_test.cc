// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>

#include "end_to_end/program.h"
#include "end_to_end/server.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

/// A port that nobody listens on.
int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  EXPECT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  socklen_t size = sizeof address;
  EXPECT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(fd);
  return ntohs(address.sin_port);
}

/// With the shipped example in the folder "d" of what a server serves, which may be written to.
class Remotes : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    if (run("rclone", {"version"}).code != 0) GTEST_SKIP() << "rclone is not installed";
    fs::create_directories(at("served"));
    fs::copy(sources() / "examples/manufacturer", at("served/d"), fs::copy_options::recursive);
    // Times of long ago: what was changed just now is not remembered by its time.
    for (const auto& entry : fs::recursive_directory_iterator(at("served"))) {
      fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1));
    }
    // An rclone that notes what it is asked to do, where it may write.
    const std::string real = run("sh", {"-c", "command -v rclone"}).out;
    const fs::path wrapper = write("bin/rclone", "#!/bin/sh\necho \"$@\" >> '" + at("config/asked").string() + "'\nexec " +
                                                     real.substr(0, real.find('\n')) + " \"$@\"\n");
    fs::permissions(wrapper, fs::perms::owner_all);
    write("config/rclone.conf", "");
    setting_.environment = {{"RCLONE_CONFIG", at("config/rclone.conf")},
                            {"PATH", at("bin").string() + ":" + std::getenv("PATH")},
                            {"CROSSWALK_SECRET", "secret"}};
  }
  void configure(const std::string& remote) const { write("config/rclone.conf", "[remote]\n" + remote); }
  void serve(const Arguments& words, int port) {
    server_ = std::make_unique<Server>(words, port, at("server.log"));
    ASSERT_TRUE(server_->answers()) << read(at("server.log"));
  }
  /// How often rclone was asked for files since this was called last; it must be asked for nothing else than to read.
  [[nodiscard]] std::size_t fetched() const {
    std::istringstream lines(read(at("config/asked")));
    std::size_t out = 0;
    for (std::string line; std::getline(lines, line);) {
      const std::string command = line.substr(0, line.find(' '));
      EXPECT_TRUE(command == "lsjson" || command == "cat" || command == "listremotes") << line;
      out += command == "cat" ? 1U : 0U;
    }
    fs::remove(at("config/asked"));
    return out;
  }
  /// Reviews the remote: as the local folder, with nothing changed there, and the second time without fetching a file.
  void expect_like_the_folder(const std::string& path) {
    Json folder = review_json({at("served/d"), "--no-cache"});
    const std::string before = listing(at("served"));
    Json remote = review_json({path}, setting_);
    ASSERT_TRUE(remote.is_object());
    EXPECT_THAT(remote.at("notes").dump(), HasSubstr("read from the remote remote ("));
    folder.erase("notes");
    remote.erase("notes");
    EXPECT_EQ(remote, folder);
    EXPECT_GT(fetched(), 20U);
    Json again = review_json({path}, setting_);
    again.erase("notes");
    EXPECT_EQ(again, folder);
    EXPECT_EQ(fetched(), 0U) << "what did not change is not fetched";
    static_cast<void>(review_json({path, "--strict"}, setting_));
    EXPECT_GT(fetched(), 20U);
    EXPECT_EQ(listing(at("served")), before) << "nothing is written to the remote, not even a time";
  }

  Setting setting_;
  std::unique_ptr<Server> server_;
};

TEST_F(Remotes, WebdavIsReviewedLikeTheFolderAndStaysAsItWas) {
  const int port = free_port();
  const std::string address = "127.0.0.1:" + std::to_string(port);
  serve({"rclone", "serve", "webdav", "--config", "/dev/null", "--addr", address, at("served")}, port);
  configure("type = webdav\nvendor = other\nurl = http://" + address + "\n");
  expect_like_the_folder("remote:d");
}

TEST_F(Remotes, SftpIsReviewedLikeTheFolderAndStaysAsItWas) {
  const int port = free_port();
  serve({"rclone", "serve", "sftp", "--config", "/dev/null", "--cache-dir", at("sftp"), "--user", "u", "--pass", "p", "--addr",
         "127.0.0.1:" + std::to_string(port), at("served")},
        port);
  const std::string secret = run("rclone", {"obscure", "p"}).out;
  configure("type = sftp\nhost = 127.0.0.1\nport = " + std::to_string(port) + "\nuser = u\npass = " + secret);
  expect_like_the_folder("remote:d");
}

TEST_F(Remotes, S3IsReviewedLikeTheFolderAndStaysAsItWas) {
  const fs::path folder = programs().parent_path() / "s3";
  const fs::path program = folder / "node_modules/.bin/s3rver";
  if (!fs::exists(program) && run("sh", {sources() / "tests/end_to_end/s3/install.sh", folder}).code != 0) {
    GTEST_SKIP() << "the S3 server cannot be installed: npm or its registry is missing";
  }
  const int port = free_port();
  serve({program, "--directory", at("store"), "--port", std::to_string(port), "--configure-bucket", "bucket"}, port);
  configure("type = s3\nprovider = Other\nendpoint = http://127.0.0.1:" + std::to_string(port) +
            "\naccess_key_id = S3RVER\nsecret_access_key = S3RVER\nregion = us-east-1\nforce_path_style = true\n");
  Setting filling;
  filling.environment = {{"AWS_CA_BUNDLE", ""}};
  const Ran copied = run("rclone", {"--config", at("config/rclone.conf"), "copy", at("served"), "remote:bucket"}, filling);
  ASSERT_EQ(copied.code, 0) << copied.err;
  const std::string before = listing(at("store"));
  expect_like_the_folder("remote:bucket/d");
  EXPECT_EQ(listing(at("store")), before);
}

TEST_F(Remotes, SeesWhatChanged) {
  const int port = free_port();
  const std::string address = "127.0.0.1:" + std::to_string(port);
  serve({"rclone", "serve", "webdav", "--config", "/dev/null", "--dir-cache-time", "0s", "--addr", address, at("served")}, port);
  configure("type = webdav\nvendor = other\nurl = http://" + address + "\n");
  write("served/few/a.md", procedure);
  write("served/few/b.md", std::string(procedure) + "More.\n");
  for (const char* each : {"a.md", "b.md"}) {
    fs::last_write_time(at("served/few") / each, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  const Json before = review_json({"remote:few"}, setting_);
  EXPECT_EQ(fetched(), 2U);
  std::string other(procedure);
  other.replace(other.find("within 30 days"), 14, "within 31 days");
  write("served/few/a.md", other);
  fs::last_write_time(at("served/few/a.md"), fs::file_time_type::clock::now() - std::chrono::minutes(30));
  const Json after = review_json({"remote:few"}, setting_);
  EXPECT_EQ(fetched(), 1U);
  EXPECT_THAT(after.dump(), HasSubstr("within 31 days"));
}

TEST_F(Remotes, SaysWhatIsWrongAndWhatToDo) {
  const Ran unknown = crosswalk({"review", "nowhere:d"}, setting_);
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("rclone listremotes"));
  // A port that looks like the answer of a server that refuses the login.
  configure("type = webdav\nvendor = other\nurl = http://127.0.0.1:401\n");
  const Ran gone = crosswalk({"review", "remote:d"}, setting_);
  EXPECT_EQ(gone.code, 3);
  EXPECT_THAT(gone.err, HasSubstr("remote:d: the remote could not be read: remote did not answer"));
  const int port = free_port();
  const std::string address = "127.0.0.1:" + std::to_string(port);
  configure("type = webdav\nvendor = other\nurl = http://" + address + "\n");
  serve({"rclone", "serve", "webdav", "--config", "/dev/null", "--user", "u", "--pass", "p", "--addr", address, at("served")},
        port);
  const Ran refused = crosswalk({"review", "remote:d"}, setting_);
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("login to remote has expired or does not allow this"));
  EXPECT_THAT(refused.err, HasSubstr("rclone config reconnect remote:"));
  Setting without = setting_;
  without.environment["PATH"] = at("nothing").string();
  const Ran missing = crosswalk({"review", "remote:d"}, without);
  EXPECT_EQ(missing.code, 3);
  EXPECT_THAT(missing.err, HasSubstr("not installed"));
}

TEST_F(Remotes, AFileThatIsCutOffIsUnreadableAndTheReviewGoesOn) {
  if (run("python3", {"--version"}).code != 0) GTEST_SKIP() << "python3 is not installed";
  const fs::path log = at("port");
  const Server server({"python3", sources() / "tests/end_to_end/webdav_stub.py", "ok.md", "short.md", "gone.md"}, 0, log);
  const std::string port = read(log);
  ASSERT_THAT(port, HasSubstr("\n"));
  configure("type = webdav\nvendor = other\nurl = http://127.0.0.1:" + port);
  const Json json = review_json({"remote:"}, setting_);
  EXPECT_EQ(document_of(json, "ok.md").at("status"), "read");
  for (const char* each : {"short.md", "gone.md"}) {
    EXPECT_EQ(document_of(json, each).at("status"), "unreadable") << each;
    EXPECT_NE(document_of(json, each).at("detail"), "") << each;
  }
}

TEST_F(Remotes, CtrlCEndsWhatItStarted) {
  if (run("python3", {"--version"}).code != 0) GTEST_SKIP() << "python3 is not installed";
  const Server server({"python3", sources() / "tests/end_to_end/webdav_stub.py", "hang.md"}, 0, at("port"));
  std::string port = read(at("port"));
  ASSERT_THAT(port, HasSubstr("\n"));
  port.pop_back();
  Running review({"review", ":webdav,url=\"http://127.0.0.1:" + port + "/\":", "--jobs", "1", "--as-of", "2026-01-31"});
  // rclone; a worker is started when there is something to read.
  ASSERT_TRUE(review.wait_for_children(1));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  const std::vector<pid_t> children = review.children();
  review.signal_group(SIGINT);
  EXPECT_EQ(review.wait(), 130);
  for (const pid_t child : children) {
    for (int i = 0; i < 100 && is_running(child); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_FALSE(is_running(child));
  }
}

}  // namespace
}  // namespace crosswalk::end_to_end
