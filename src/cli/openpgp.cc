// SPDX-License-Identifier: Apache-2.0
#include "cli/openpgp.h"

#include <filesystem>
#include <optional>
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

constexpr std::string_view kArmorBegin = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
constexpr std::string_view kArmorEnd = "-----END PGP PUBLIC KEY BLOCK-----";

/// What one status line says: `word` is its keyword, `rest` what follows, which is mostly a key's number and its owner's name.
/// Words that say nothing of a signature give nothing.
std::optional<Signature> verdict_of(std::string_view word, std::string_view rest) {
  using State = Signature::State;
  const std::size_t space = rest.find(' ');
  const std::string key(rest.substr(0, space));
  const std::string who(space == std::string_view::npos ? rest : rest.substr(space + 1));
  if (word == "GOODSIG") return Signature{State::good, "made by " + who, {}};
  if (word == "BADSIG") return Signature{State::bad, "the text was changed after " + who + " signed it", {}};
  if (word == "EXPKEYSIG") return Signature{State::bad, "the key of " + who + " has expired", {}};
  if (word == "EXPSIG") return Signature{State::bad, "the signature of " + who + " has expired", {}};
  if (word == "REVKEYSIG") return Signature{State::bad, "the key of " + who + " was revoked", {}};
  if (word == "NO_PUBKEY") {
    return Signature{State::unknown_key, "the key that made it, " + key + ", is not among those given", {}};
  }
  return std::nullopt;
}

/// Which of the verdicts on several signatures of a file is that of the file: the one that weighs most.
int weight_of(Signature::State state) {
  switch (state) {
    case Signature::State::not_checked:
      return 0;
    case Signature::State::unknown_key:
      return 1;
    case Signature::State::good:
      return 2;
    case Signature::State::bad:
      return 3;
  }
  return 0;
}

}  // namespace

base::Result<std::string> read_public_keys(std::string_view bytes) {
  std::string out;
  std::size_t begin = bytes.find(kArmorBegin);
  if (begin == std::string_view::npos) out = bytes;
  while (begin != std::string_view::npos) {
    const std::size_t end = bytes.find(kArmorEnd, begin);
    const std::string_view block = bytes.substr(begin, end == std::string_view::npos ? end : end + kArmorEnd.size() - begin);
    CW_ASSIGN_OR_RETURN(const std::string packets, artifacts::securitytxt::without_armor(block, "PUBLIC KEY BLOCK"));
    out += packets;
    bytes.remove_prefix(begin + block.size());
    begin = bytes.find(kArmorBegin);
  }
  if (artifacts::securitytxt::begins_with_packet(out, 6)) return out;
  return base::Error{base::ErrorCode::malformed_data, "PGP PUBLIC KEY BLOCK", "no public key stands at its beginning"};
}

std::string_view name_of(Signature::State state) {
  switch (state) {
    case Signature::State::good:
      return "good";
    case Signature::State::bad:
      return "bad";
    case Signature::State::unknown_key:
      return "unknown key";
    case Signature::State::not_checked:
      break;
  }
  return "not checked";
}

base::Result<std::string> run_gpgv(const std::string& path, std::string_view keys, const std::string& signed_file) {
  CW_ASSIGN_OR_RETURN(const std::string program, platform::find_program("gpgv"));
  CW_ASSIGN_OR_RETURN(platform::File::Spool spool, platform::File::Spool::begin("keys"));
  CW_RETURN_IF_ERROR(spool.write(keys));
  CW_ASSIGN_OR_RETURN(const platform::File file, std::move(spool).finish());

  platform::ProgramOptions options;
  options.environment = {"LC_ALL=C.UTF-8", "HOME=/nonexistent", "GNUPGHOME=/nonexistent", "PATH=/nonexistent"};
  platform::Confinement confinement;
  confinement.memory_bytes = 512ULL << 20;
  CW_ASSIGN_OR_RETURN(options.confinement, platform::ReadyConfinement::prepare(confinement));
  options.input_file = file.fd();
  std::vector<std::string> arguments{"--status-fd", "1", "--keyring", "/dev/stdin", "--"};
  for (const std::string& each : {path, signed_file}) {
    if (each.empty()) continue;
    std::error_code error;
    arguments.push_back(std::filesystem::absolute(each, error).string());
    if (error) return base::Error{base::ErrorCode::not_found, each, error.message()};
  }
  CW_ASSIGN_OR_RETURN(platform::Ran ran,
                      platform::run_program(program, arguments, options, {}, kMostOutput, kMilliseconds, kMilliseconds));
  return std::move(ran.out);
}

Signature read_verdict(std::string_view status) {
  using State = Signature::State;
  Signature out{State::not_checked, "gpgv gave no verdict", {}};
  for (const std::string_view line : base::split(status, '\n')) {
    const auto words = base::split(line, ' ');
    if (words.size() < 3 || words[0] != "[GNUPG:]") continue;
    if (words[1] == "VALIDSIG" && out.state == State::good) {
      constexpr std::size_t primary = 11;
      out.fingerprint = words[2];
      out.primary_fingerprint = words[words.size() > primary ? primary : 2];
    }
    auto verdict = verdict_of(words[1], line.substr(static_cast<std::size_t>(words[2].data() - line.data())));
    if (verdict && weight_of(verdict->state) > weight_of(out.state)) out = std::move(*verdict);
  }
  return out;
}

}  // namespace crosswalk::cli
