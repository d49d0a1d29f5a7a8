// SPDX-License-Identifier: Apache-2.0
// A worker whose documents say what goes wrong: for the tests of the pool. With --formats it reads all formats, without facts.
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "extraction/pool.h"
#include "extraction/protocol.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "platform/process.h"

namespace crosswalk::extraction {
namespace {

document::Extracted with_text(std::string text) {
  document::Extracted extracted;
  extracted.document.format = "text";
  extracted.document.text = std::move(text);
  return extracted;
}

std::string outcome(std::string_view what, bool done) { return std::string(what) + (done ? " done\n" : " denied\n"); }

std::string try_everything() {
  std::string report;
  report += outcome("open", ::open("/etc/passwd", O_RDONLY) >= 0);
  report += outcome("create", ::open("/tmp/crosswalk-worker-test", O_CREAT | O_WRONLY, 0600) >= 0);
  report += outcome("socket", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  report += outcome("fork", child > 0);
  ::execl("/bin/true", "true", nullptr);
  report += outcome("exec", errno != EPERM && errno != EACCES);
  report += outcome("signal", ::kill(::getppid(), 0) == 0);
  return report;
}

/// The character e with acute accent (byte E9 in Latin-1) by way of an encoding opened here.
std::string convert(const std::string& encoding) {
  const iconv_t handle = ::iconv_open("UTF-8", encoding.c_str());
  if (handle == reinterpret_cast<iconv_t>(-1)) return "unknown";
  std::string input = "\xE9";
  std::string output(16, '\0');
  char* from = input.data();
  char* to = output.data();
  std::size_t left = input.size();
  std::size_t room = output.size();
  ::iconv(handle, &from, &left, &to, &room);
  ::iconv_close(handle);
  output.resize(output.size() - room);
  return output;
}

document::Extracted act(std::string_view bytes, const Limits&) {
  if (const auto converted = legacy::converted_text(bytes); !converted.empty())
    return with_text("converted: " + std::string(converted));
  if (bytes == "crash") ::raise(SIGSEGV);
  if (bytes == "abort") std::abort();
  if (bytes == "exit") ::_exit(9);
  if (bytes == "hang") {
    while (true) ::usleep(1000);
  }
  if (bytes == "throw") throw std::runtime_error("a \x1B[31mred\x1B[0m fault");
  if (bytes == "memory") return with_text(std::string(std::size_t{3} << 30, 'x'));
  if (bytes == "malformed") return with_text("\xFF\xFE");
  if (bytes.starts_with("large")) return with_text(std::string(std::size_t{200} << 20, 'x'));
  if (bytes.starts_with("encoding ")) return with_text(convert(std::string(bytes.substr(9))));
  if (bytes == "sandbox") return with_text(try_everything());
  return with_text("read: " + std::string(bytes));
}

/// "members a b c" holds three files of one letter each, "giant" one that is larger than the limit; the rest is as of act().
document::Extracted act_or_unpack(std::string_view bytes, std::string_view, const Limits& limits, const OnMember& on_member) {
  document::Member member;
  if (bytes == "giant") {
    member.path = "giant";
    on_member(member, std::string(limits.file_bytes + 1, 'x'));
  }
  if (!bytes.starts_with("members ")) return act(bytes, limits);
  for (const char letter : bytes.substr(8)) {
    if (letter == ' ') continue;
    if (letter == '!') std::abort();
    member.path = std::string("folder/") + letter;
    member.reason = letter == '?' ? document::Reason::encrypted : document::Reason::none;
    on_member(member, letter == '?' ? std::string() : std::string(1, letter));
  }
  return with_text("unpacked");
}

FormatReader act_for(std::string_view format) {
  // What a converter gave is told by what stands before it.
  if (format == "doc") return FormatReader{&act, nullptr};
  return format == "text" ? FormatReader{nullptr, &act_or_unpack} : FormatReader{};
}

void fill(document::Extracted& extracted, std::string_view path) { extracted.facts.control.title = path; }

/// Answers everything with bytes that are no Extracted.
int talk_nonsense() {
  platform::Channel channel{platform::UniqueFd(platform::kChannelDescriptor)};
  if (!receive_hello(channel) || !send(channel, Ready{true, {}}, {})) return 1;
  while (true) {
    platform::UniqueFd file;
    if (!receive_request(channel, file) || !send_answer(channel, "nonsense", {})) return 0;
  }
}

int refuse() {
  platform::Channel channel{platform::UniqueFd(platform::kChannelDescriptor)};
  if (!receive_hello(channel)) return 1;
  return send(channel, Ready{false, "no seccomp"}, {}) ? 0 : 1;
}

}  // namespace
}  // namespace crosswalk::extraction

int main(int argc, char** argv) {
  namespace ex = crosswalk::extraction;
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "--nonsense") return ex::talk_nonsense();
  if (mode == "--refuse") return ex::refuse();
  if (mode == "--confined") return ex::run_confined({argv + 2, argv + argc});
  if (mode == "--fail") return 4;
  if (mode == "--formats") return ex::run_worker(crosswalk::platform::kChannelDescriptor, &ex::reader_of, {});
  ex::WorkerSetup setup;
  setup.fill_facts = &ex::fill;
  if (mode == "--pdf") {
    return ex::run_worker(
        crosswalk::platform::kChannelDescriptor,
        [](std::string_view bytes, const ex::Limits&) { return ex::with_text("pdf: " + std::string(bytes)); }, setup);
  }
  return ex::run_worker(crosswalk::platform::kChannelDescriptor, &ex::act_for, setup);
}
