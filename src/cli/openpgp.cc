// SPDX-License-Identifier: Apache-2.0
#include "cli/openpgp.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "artifacts/securitytxt/armor.h"
#include "base/text.h"
#include "platform/confinement.h"
#include "platform/file.h"
#include "platform/program.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t kMostOutput = 1ULL << 20;
constexpr std::int64_t kMilliseconds = 20'000;

Signature not_checked(std::string why) { return {Signature::State::not_checked, std::move(why), {}}; }

/// What the status lines say. Source: GnuPG, doc/DETAILS.
Signature judged(std::string_view status) {
  Signature out = not_checked("gpgv gave no verdict");
  for (const std::string_view line : base::split(status, '\n')) {
    const auto words = base::split(line, ' ');
    if (words.size() < 3 || words[0] != "[GNUPG:]") continue;
    const std::string_view word = words[1];
    const std::string_view rest = line.substr(static_cast<std::size_t>(words[2].data() - line.data()));
    const std::size_t space = rest.find(' ');
    const std::string who(space == std::string_view::npos ? rest : rest.substr(space + 1));
    if (word == "GOODSIG") {
      out.state = Signature::State::good;
      out.what = "made by " + who;
    } else if (word == "BADSIG") {
      out = {Signature::State::bad, "the text was changed after " + who + " signed it", {}};
    } else if (word == "EXPKEYSIG") {
      out = {Signature::State::bad, "the key of " + who + " has expired", {}};
    } else if (word == "EXPSIG") {
      out = {Signature::State::bad, "the signature of " + who + " has expired", {}};
    } else if (word == "REVKEYSIG") {
      out = {Signature::State::bad, "the key of " + who + " was revoked", {}};
    } else if (word == "NO_PUBKEY") {
      out = not_checked("the key that made it, " + std::string(words[2]) + ", is not among those given");
    } else if (word == "VALIDSIG") {
      out.fingerprint = words[2];
    }
  }
  return out;
}

}  // namespace

Signature check_signature(const std::string& path, std::string_view keys) {
  if (keys.empty()) return not_checked("no key was given; name one with --key");
  const auto program = platform::find_program("gpgv");
  if (!program) return not_checked("gpgv is not installed");
  std::string bare(keys);
  if (keys.find("-----BEGIN PGP PUBLIC KEY BLOCK-----") != std::string_view::npos) {
    auto read = artifacts::securitytxt::without_armor(keys, "PUBLIC KEY BLOCK");
    if (!read) return not_checked("the key cannot be read: " + read.error().detail);
    bare = std::move(*read);
  }
  if (!artifacts::securitytxt::begins_with_packet(bare, 6)) return not_checked("the file named with --key holds no public key");
  auto spool = platform::File::Spool::begin("keys");
  if (!spool || !spool->write(bare)) return not_checked("there is no memory left for the key");
  const auto file = std::move(*spool).finish();
  if (!file) return not_checked("there is no memory left for the key");

  platform::ProgramOptions options;
  options.environment = {"LC_ALL=C.UTF-8", "HOME=/nonexistent", "GNUPGHOME=/nonexistent", "PATH=/nonexistent"};
  platform::Confinement confinement;
  confinement.memory_bytes = 512ULL << 20;
  const auto ready = platform::ReadyConfinement::prepare(confinement);
  if (!ready) return not_checked("this machine has no sandbox to run gpgv in");
  options.confinement = *ready;
  options.input_file = file->fd();
  std::error_code error;
  const std::string absolute = std::filesystem::absolute(path, error).string();
  if (error) return not_checked("the file cannot be named");
  const auto ran = platform::run_program(*program, {"--status-fd", "1", "--keyring", "/dev/stdin", "--", absolute}, options, {},
                                         kMostOutput, kMilliseconds, kMilliseconds);
  if (!ran) return not_checked("gpgv could not be run: " + ran.error().message());
  return judged(ran->out);
}

}  // namespace crosswalk::cli
