// SPDX-License-Identifier: Apache-2.0
#include "sources/rclone/program.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::sources {
namespace {

/// What of the user's environment rclone gets: where its configuration lies, remotes that are defined in variables, logins of the
/// drives' own tools, proxies and certificates. Variables that stand for options are not among them: they could write logs, open
/// ports, or list something else.
bool is_for_rclone(std::string_view name) {
  for (const std::string_view each : {"HOME",           "PATH",
                                      "USER",           "LOGNAME",
                                      "TMPDIR",         "XDG_CONFIG_HOME",
                                      "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
                                      "RCLONE_CONFIG",  "RCLONE_PASSWORD_COMMAND",
                                      "SSL_CERT_FILE",  "SSL_CERT_DIR",
                                      "SSH_AUTH_SOCK",  "KRB5CCNAME",
                                      "KRB5_CONFIG",    "GOOGLE_APPLICATION_CREDENTIALS",
                                      "HTTP_PROXY",     "HTTPS_PROXY",
                                      "NO_PROXY",       "http_proxy",
                                      "https_proxy",    "no_proxy"}) {
    if (name == each) return true;
  }
  // Makes rclone 1.60 fail outright; SSL_CERT_FILE does the same.
  if (name == "AWS_CA_BUNDLE") return false;
  // RCLONE_CONFIG_PASS and RCLONE_CONFIG_REMOTE_OPTION.
  return name.starts_with("RCLONE_CONFIG_") || name.starts_with("AWS_") || name.starts_with("AZURE_");
}

/// The folders that rclone has to write to: that of its configuration, and its cache.
std::vector<std::string> writable_folders() {
  std::vector<std::string> out;
  const std::string home = platform::environment("HOME");
  const auto add = [&](const std::string& path) {
    if (auto place = platform::canonical(path)) out.push_back(std::move(*place));
  };
  const auto add_folder_of = [&](const std::string& file) {
    if (const auto place = platform::canonical(file)) add(place->substr(0, std::max<std::size_t>(place->rfind('/'), 1)));
  };
  const std::string named = platform::environment("RCLONE_CONFIG");
  const std::string config_home = platform::environment("XDG_CONFIG_HOME");
  const std::string cache_home = platform::environment("XDG_CACHE_HOME");
  if (!named.empty()) {
    add_folder_of(named);
  } else {
    add_folder_of((config_home.empty() ? home + "/.config" : config_home) + "/rclone/rclone.conf");
    // Its old place; a folder as wide as the home is not opened for it.
    add(home + "/.rclone.conf");
  }
  add((cache_home.empty() ? home + "/.cache" : cache_home) + "/rclone");
  return out;
}

std::string seconds(std::int64_t milliseconds) { return std::to_string(std::max<std::int64_t>(milliseconds, 1)) + "ms"; }

}  // namespace

base::Result<Rclone> Rclone::find(std::int64_t patience_milliseconds, bool unsandboxed) {
  Rclone rclone;
  rclone.patience_ = patience_milliseconds;
  CW_ASSIGN_OR_RETURN(rclone.path_, platform::find_program("rclone"));
  rclone.options_.environment = platform::environment_where(is_for_rclone);
  rclone.options_.environment.emplace_back("LC_ALL=C.UTF-8");
  const bool has_config = !platform::environment("HOME").empty() || !platform::environment("RCLONE_CONFIG").empty() ||
                          !platform::environment("XDG_CONFIG_HOME").empty();
  // Otherwise it would look for one in the current folder, which may be one that is reviewed.
  if (!has_config) rclone.options_.environment.emplace_back("RCLONE_CONFIG=/dev/null");
  platform::Confinement confinement;
  confinement.network = true;
  // A login may come from a program that the user configured.
  confinement.processes = true;
  confinement.writable = writable_folders();
  auto ready = platform::ReadyConfinement::prepare(confinement);
  if (ready) rclone.options_.confinement = std::move(*ready);
  if (!ready && !unsandboxed) return ready.error();
  return rclone;
}

std::int64_t Rclone::idle_milliseconds() const {
  // Connecting and waiting, each as often as it tries.
  return 6 * patience_ + 5000;
}

base::Result<platform::Program> Rclone::start(RcloneCommand command, const std::vector<std::string>& arguments,
                                              std::function<void(const RcloneMessage&)> on_message) const {
  // Options of backends are taken whatever the remote is; they hold for those that know them.
  std::vector<std::string> all{std::string(base::word(command)), "--use-json-log", "-vv",
                               // Nothing of the above writes; should that ever be wrong, these keep it from doing so.
                               "--dry-run", "--immutable", "--ask-password=false",
                               "--contimeout=" + seconds(std::min<std::int64_t>(patience_, 15'000)),
                               "--timeout=" + seconds(patience_), "--retries=1", "--low-level-retries=2", "--use-server-modtime",
                               "--drive-export-formats=docx,xlsx,pptx,pdf",
                               // No commands on the server, not even for hashes, and no way out of the folder there.
                               "--sftp-shell-type=none", "--sftp-disable-hashcheck", "--sftp-skip-links"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  platform::ProgramOptions options = options_;
  if (on_message) {
    options.on_error_line = [on_message = std::move(on_message)](std::string_view line) { on_message(read_message(line)); };
  }
  return platform::Program::start(path_, all, std::move(options));
}

RcloneMessage read_message(std::string_view line) {
  RcloneMessage out;
  if (line.starts_with('{')) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object()) {
      const auto text_of = [&](const char* name) {
        const auto found = json.find(name);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
      };
      out.level = text_of("level");
      out.text = text_of("msg");
      // Of the remote as a whole it gives the remote's name as the object.
      const std::string type = text_of("objectType");
      if (type == "string" || type.ends_with(".Object") || type.ends_with("Object")) out.object = text_of("object");
      return out;
    }
  }
  // "2026/01/31 12:00:00 Failed to ...": what it says at its very end.
  out.level = "fatal";
  constexpr std::size_t stamp = 20;
  out.text = line.size() > stamp && line[4] == '/' && line[stamp - 1] == ' ' ? line.substr(stamp) : line;
  // What it says before it has read that it is to write JSON.
  for (const auto& [word, level] :
       {std::pair{"DEBUG ", "debug"}, {"INFO ", "info"}, {"NOTICE", "warning"}, {"ERROR ", "error"}}) {
    if (out.text.starts_with(word)) out.level = level;
  }
  return out;
}

}  // namespace crosswalk::sources
