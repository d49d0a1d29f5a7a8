// SPDX-License-Identifier: Apache-2.0
#include "cli/openpgp_sign.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include "base/text.h"
#include "platform/program.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t most_output = 16ULL << 20;
/// A person may have to type a passphrase.
constexpr std::int64_t signing_milliseconds = 300'000;
constexpr std::string_view status_mark = "[GNUPG:] ";

/// What gpg and its agent need to find the user's keys, and to ask for a passphrase where the user sees it.
bool is_for_gpg(std::string_view name) {
  static const std::set<std::string_view> wanted{"GNUPGHOME",
                                                 "HOME",
                                                 "PATH",
                                                 "LANG",
                                                 "TERM",
                                                 "GPG_TTY",
                                                 "DISPLAY",
                                                 "TMPDIR",
                                                 "USER",
                                                 "LOGNAME",
                                                 "XAUTHORITY",
                                                 "XDG_RUNTIME_DIR",
                                                 "WAYLAND_DISPLAY",
                                                 "DBUS_SESSION_BUS_ADDRESS"};
  return wanted.contains(name) || name.starts_with("LC_") || name.starts_with("PINENTRY_");
}

base::Result<std::string> fingerprint_of(const std::string& text) {
  std::string out;
  for (const char each : text) {
    if (each != ' ') out += static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  }
  const bool hex = out.find_first_not_of("0123456789ABCDEF") == std::string::npos;
  if (hex && (out.size() == 40 || out.size() == 64)) return out;
  return base::Error{base::ErrorCode::usage, text, "the fingerprint of an OpenPGP key has 40 or 64 hexadecimal digits"};
}

/// What gpg said besides its output.
struct Said {
  bool signed_it = false;
  /// Its messages for people, in one line.
  std::string message;
};

/// Runs the user's gpg; its output, and what it said.
base::Result<std::string> run_gpg(const std::vector<std::string>& arguments, std::string_view input, Said& said) {
  CW_ASSIGN_OR_RETURN(const std::string program, platform::find_program("gpg"));
  platform::ProgramOptions options;
  options.environment = platform::environment_where(is_for_gpg);
  options.on_error_line = [&](std::string_view line) {
    if (line.starts_with(status_mark)) {
      said.signed_it = said.signed_it || line.substr(status_mark.size()).starts_with("SIG_CREATED ");
    } else {
      said.message += (said.message.empty() ? "" : "; ") + std::string(base::trim(line));
    }
  };
  std::vector<std::string> all{"--batch", "--no-tty", "--status-fd", "2"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  CW_ASSIGN_OR_RETURN(platform::Ran ran, platform::run_program(program, all, options, input, most_output, signing_milliseconds,
                                                               signing_milliseconds));
  return std::move(ran.out);
}

/// Signs in one of the ways of gpg; what comes of it begins with `begin`.
base::Result<std::string> sign(std::string_view bytes, const std::string& key_fingerprint, const char* way,
                               std::string_view begin) {
  CW_ASSIGN_OR_RETURN(const std::string fingerprint, fingerprint_of(key_fingerprint));
  Said said;
  CW_ASSIGN_OR_RETURN(
      std::string out,
      run_gpg({"--armor", "--digest-algo", "SHA512", "--local-user", fingerprint, "--output", "-", way}, bytes, said));
  if (said.signed_it && out.starts_with(begin)) return out;
  return base::Error{base::ErrorCode::signing_failed, "key " + fingerprint,
                     said.message.empty() ? "gpg gave no signature" : said.message};
}

}  // namespace

base::Result<std::string> sign_detached(std::string_view bytes, const std::string& key_fingerprint) {
  return sign(bytes, key_fingerprint, "--detach-sign", "-----BEGIN PGP SIGNATURE-----");
}

base::Result<std::string> clear_sign(std::string_view text, const std::string& key_fingerprint) {
  return sign(text, key_fingerprint, "--clear-sign", "-----BEGIN PGP SIGNED MESSAGE-----");
}

base::Result<std::string> export_public_key(const std::string& key_fingerprint) {
  CW_ASSIGN_OR_RETURN(const std::string fingerprint, fingerprint_of(key_fingerprint));
  Said said;
  CW_ASSIGN_OR_RETURN(std::string out,
                      run_gpg({"--armor", "--export-options", "export-minimal", "--export", fingerprint}, {}, said));
  if (out.starts_with("-----BEGIN PGP PUBLIC KEY BLOCK-----")) return out;
  return base::Error{base::ErrorCode::not_found, "key " + fingerprint, "the keyring of gpg does not hold it"};
}

}  // namespace crosswalk::cli
