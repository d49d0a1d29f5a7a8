// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/paths.h"
#include "sources/rclone/hashes.h"
#include "sources/rclone/program.h"
#include "sources/rclone/remote_path.h"
#include "sources/source.h"

namespace crosswalk::sources {
namespace {

constexpr std::int64_t kWholeListing = 3'600'000;
constexpr std::size_t kMaxEntries = 2'000'000;
constexpr std::size_t kMaxLine = 1 << 20;
constexpr std::size_t kMaxMessages = 1000;
// Larger files are fetched in parts of this size: what fails then is fetched again in part only.
constexpr std::uint64_t kPart = 64ULL << 20;
// A server that trickles is given up: two minutes, and this many bytes per second.
constexpr std::int64_t kGrace = 120'000;
constexpr std::uint64_t kSlowest = 32ULL << 10;
// A file that was changed just now may be changed again within the remote's smallest step of time.
constexpr std::int64_t kSettledSeconds = 10;

/// What somebody else's message says, without addresses: these may hold what opens the door.
std::string without_addresses(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find("://"); at != std::string::npos; at = out.find("://", at + 1)) {
    const std::string_view ends = " \t\"'<>";
    std::size_t begin = at;
    while (begin > 0 && ends.find(out[begin - 1]) == std::string_view::npos) --begin;
    const std::size_t end = std::min(out.find_first_of(ends, at), out.size());
    out.replace(begin, end - begin, "(address)");
    at = begin;
  }
  return as_detail(out);
}

/// Whether `number` stands in `text` as a number of its own, not as part of a port, an address or a longer number.
bool has_number(std::string_view text, std::string_view number) {
  const std::string_view joining = "0123456789abcdefghijklmnopqrstuvwxyz:.-_/";
  for (std::size_t at = text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const bool before = at > 0 && joining.find(text[at - 1]) != std::string_view::npos;
    const bool after = end < text.size() && text[end] != ':' && joining.find(text[end]) != std::string_view::npos;
    if (!before && !after) return true;
  }
  return false;
}

/// Why rclone failed, and what to do, for the reader of a report.
std::string why(const std::string& message, const RemotePath& remote) {
  const std::string lower = base::to_lower(message);
  const auto says = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return lower.find(word) != std::string::npos; });
  };
  const std::string detail = without_addresses(message);
  // The network first: a message about a lost connection may hold a port or a word that looks like a refused login.
  if (says({"no such host", "connection refused", "network is unreachable", "no route to host", "timeout", "deadline exceeded",
            "connection reset", "unexpected eof", "dial tcp", "proxyconnect"})) {
    return remote.name + " did not answer (" + detail + "); see whether the network and the server are up";
  }
  if (has_number(lower, "401") ||
      says({"invalid_grant", "token expired", "couldn't fetch token", "empty token", "unauthorized", "unable to authenticate",
            "access denied", "accessdenied", "invalidaccesskeyid", "signaturedoesnotmatch", "403 forbidden"})) {
    return "the login to " + remote.name + " has expired or does not allow this (" + detail + "); 'rclone config reconnect " +
           remote.name + ":' renews it";
  }
  if (says({"unable to decrypt configuration", "couldn't decrypt configuration", "enter configuration password"})) {
    return "rclone's configuration is encrypted; give its password in RCLONE_CONFIG_PASS";
  }
  return detail.empty() ? "rclone ended without a word" : detail;
}

/// Seconds since 1970 of "2026-01-31T12:00:00.5+01:00"; nothing for another form. Source: RFC 3339.
std::optional<std::int64_t> seconds_of(const std::string& time) {
  if (time.size() < 20 || time[10] != 'T' || time[13] != ':' || time[16] != ':') return std::nullopt;
  const auto date = base::parse_iso_date(time.substr(0, 10));
  const auto two = [&](std::size_t at) {
    const bool digits = at + 1 < time.size() && time[at] >= '0' && time[at] <= '9' && time[at + 1] >= '0' && time[at + 1] <= '9';
    return digits ? (time[at] - '0') * 10 + (time[at + 1] - '0') : -1;
  };
  if (!date || two(11) < 0 || two(14) < 0 || two(17) < 0) return std::nullopt;
  using std::chrono::day, std::chrono::month, std::chrono::year;
  const std::chrono::sys_days days{year(date->year) / month(static_cast<unsigned>(date->month)) /
                                   day(static_cast<unsigned>(date->day))};
  std::int64_t out = days.time_since_epoch().count() * std::int64_t{86'400} + two(11) * 3600 + two(14) * 60 + two(17);
  const std::size_t zone = time.find_first_of("+-Z", 19);
  if (zone == std::string::npos) return std::nullopt;
  if (time[zone] == 'Z') return out;
  if (two(zone + 1) < 0 || two(zone + 4) < 0) return std::nullopt;
  const std::int64_t offset = two(zone + 1) * 3600 + two(zone + 4) * 60;
  return time[zone] == '+' ? out - offset : out + offset;
}

/// Whether it was changed long enough ago that its time tells its bytes.
bool is_settled(const std::string& time) {
  const auto then = seconds_of(time);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return then && *then < std::chrono::duration_cast<std::chrono::seconds>(now).count() - kSettledSeconds;
}

/// A line of the listing.
struct Entry {
  std::string path;
  bool is_folder = false;
  /// Negative: not known before it is read.
  std::int64_t size = -1;
  std::string modified;
  std::map<std::string, std::string> hashes;
  std::string id;

  /// Of Google Drive: rclone gives both the ids of what is linked to and of the link.
  [[nodiscard]] bool is_shortcut() const { return id.find('\t') != std::string::npos; }
};

std::optional<Entry> entry_of(std::string_view line) {
  while (!line.empty() && (line.back() == ',' || line.back() == '\r')) line.remove_suffix(1);
  if (!line.starts_with('{')) return std::nullopt;
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto text_of = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  Entry entry;
  entry.path = text_of("Path");
  entry.modified = text_of("ModTime");
  entry.id = text_of("ID");
  const auto folder = json.find("IsDir");
  entry.is_folder = folder != json.end() && folder->is_boolean() && folder->get<bool>();
  const auto size = json.find("Size");
  if (size != json.end() && size->is_number_integer()) entry.size = size->get<std::int64_t>();
  const auto hashes = json.find("Hashes");
  if (hashes != json.end() && hashes->is_object()) {
    for (const auto& [name, value] : hashes->items()) {
      // Older versions write "SHA-1" and "DropboxHash".
      std::string plain = base::to_lower(name);
      std::erase(plain, '-');
      if (plain == "dropboxhash") plain = "dropbox";
      if (value.is_string() && !value.get<std::string>().empty()) entry.hashes[plain] = base::to_lower(value.get<std::string>());
    }
  }
  return entry;
}

/// What a reader has to know of a file, beside its name.
struct RemoteFile {
  std::string target;
  std::int64_t size = -1;
  std::string hash_name;
  std::string hash;
};

std::string key_of(const RemoteFile& file) {
  return std::to_string(file.size) + '\n' + file.hash_name + '\n' + file.hash + '\n' + file.target;
}

RemoteFile file_of(const std::string& key) {
  RemoteFile out;
  const std::size_t first = key.find('\n');
  const std::size_t second = key.find('\n', first + 1);
  const std::size_t third = key.find('\n', second + 1);
  out.size = std::stoll(key.substr(0, first));
  out.hash_name = key.substr(first + 1, second - first - 1);
  out.hash = key.substr(second + 1, third - second - 1);
  out.target = key.substr(third + 1);
  return out;
}

/// Fetches files by `rclone cat`, each by a process of its own.
class RemoteReader : public Reader {
 public:
  RemoteReader(Rclone rclone, RemotePath remote, std::uint64_t limit)
      : rclone_(std::move(rclone)), remote_(std::move(remote)), limit_(limit) {}

  [[nodiscard]] base::Result<platform::File> open(const SourceItem& item) const override {
    const RemoteFile remote_file = file_of(item.key);
    if (item.size > limit_) return too_large(item);
    const std::int64_t start = platform::steady_milliseconds();
    auto file = fetch(item, remote_file);
    // Once more, unless it was waited for long enough.
    const bool again = !file && file.error().code == base::ErrorCode::not_readable &&
                       platform::steady_milliseconds() - start < rclone_.idle_milliseconds() / 6;
    if (again) file = fetch(item, remote_file);
    return file;
  }

 private:
  [[nodiscard]] base::Error too_large(const SourceItem& item) const {
    return {base::ErrorCode::limit_exceeded, item.id, "more than " + std::to_string(limit_) + " bytes"};
  }
  static base::Error unreadable(const SourceItem& item, std::string detail) {
    return {base::ErrorCode::not_readable, item.id, std::move(detail)};
  }

  [[nodiscard]] base::Result<platform::File> fetch(const SourceItem& item, const RemoteFile& file) const {
    const bool known = file.size >= 0;
    const std::uint64_t size = known ? static_cast<std::uint64_t>(file.size) : 0;
    const auto hash = RemoteHash::create(file.hash_name);
    CW_ASSIGN_OR_RETURN(platform::File::Spool spool, platform::File::Spool::begin(item.id));
    do {
      std::vector<std::string> arguments;
      const std::uint64_t part = known ? std::min(size - spool.size(), kPart) : 0;
      if (known && size > kPart) {
        arguments = {"--offset=" + std::to_string(spool.size()), "--count=" + std::to_string(part)};
      }
      arguments.insert(arguments.end(), {"--", file.target});
      const std::uint64_t most = known ? spool.size() + part : limit_;
      const std::uint64_t before = spool.size();
      CW_RETURN_IF_ERROR(fetch_part(item, arguments, most, known, spool, hash.get()));
      if (known && spool.size() - before != part) {
        return unreadable(item, "the remote gave " + std::to_string(spool.size()) + " bytes where its listing says " +
                                    std::to_string(size) + ": it was cut off, or changed meanwhile");
      }
    } while (known && spool.size() < size);
    if (hash != nullptr) {
      const std::string digest = hash->finish();
      if (!digest.empty() && digest != file.hash) {
        return unreadable(item, "the bytes that came are not those of the remote's " + file.hash_name +
                                    " hash: it was damaged on the way, or changed meanwhile");
      }
    }
    return std::move(spool).finish();
  }

  /// Appends what one process gives, and no more than up to `most` bytes in all.
  base::Result<void> fetch_part(const SourceItem& item, const std::vector<std::string>& arguments, std::uint64_t most, bool known,
                                platform::File::Spool& spool, RemoteHash* hash) const {
    std::string said;
    CW_ASSIGN_OR_RETURN(platform::Program program,
                        rclone_.start(RcloneCommand::cat, arguments, [&](const RcloneMessage& message) {
                          if (message.level == "error" && said.empty()) said = message.text;
                          if (message.level == "fatal" || message.level == "critical") said = message.text;
                        }));
    const std::int64_t start = platform::steady_milliseconds();
    std::string_view nothing;
    std::string bytes;
    while (true) {
      const auto how = program.exchange(nothing, bytes, rclone_.idle_milliseconds());
      if (how == platform::Exchanged::interrupted) return base::Error{base::ErrorCode::interrupted, item.id, {}};
      const std::int64_t took = platform::steady_milliseconds() - start;
      const bool trickles = took > kGrace && spool.size() < static_cast<std::uint64_t>(took - kGrace) / 1000 * kSlowest;
      if (how == platform::Exchanged::timeout || trickles) {
        return unreadable(item, remote_.name + " did not send it in time");
      }
      if (how == platform::Exchanged::ended) break;
      if (spool.size() + bytes.size() > most) {
        if (!known) return too_large(item);
        return unreadable(item, "the remote gave more bytes than its listing says: it changed meanwhile");
      }
      if (hash != nullptr) hash->update(bytes);
      CW_RETURN_IF_ERROR(spool.write(bytes));
      bytes.clear();
    }
    const platform::Ending ending = program.wait(rclone_.idle_milliseconds());
    if (ending.code == 0) return {};
    return unreadable(item, why(said, remote_));
  }

  Rclone rclone_;
  RemotePath remote_;
  std::uint64_t limit_;
};

/// What rclone found at a remote.
struct Found {
  std::vector<Entry> entries;
  std::vector<RcloneMessage> messages;
  platform::Ending ending;
};

/// Remotes of rclone.
class RcloneSource : public Source {
 public:
  base::Result<bool> takes(const std::string& argument) override {
    const auto remote = parse_remote_path(argument);
    if (!remote) return false;
    if (remote->on_the_fly) return true;
    return is_configured(remote->name, argument);
  }

  base::Result<void> add(const std::string& argument, Collector& collector) override {
    const auto remote = parse_remote_path(argument);
    if (!remote || !collector.is_new("rclone:" + remote->prefix + remote->path)) return {};
    const ListOptions& options = collector.options();
    CW_ASSIGN_OR_RETURN(const Rclone rclone, Rclone::find(options.patience_milliseconds, options.unsandboxed));
    CW_ASSIGN_OR_RETURN(Found found, listed(rclone, {"-R", "--hash", "--no-mimetype", "--", remote->below({})}, remote->shown()));
    std::set<std::string> unread_folders;
    CW_RETURN_IF_ERROR(check_listing(found, *remote, unread_folders));

    RemotePath base = *remote;
    CW_ASSIGN_OR_RETURN(const bool is_file, is_single_file(rclone, found.entries, *remote));
    if (is_file) {
      const std::size_t slash = base.path.rfind('/');
      base.path.resize(slash == std::string::npos ? 0 : std::max<std::size_t>(slash, 1));
    }
    const std::size_t slash = base.path.rfind('/');
    const std::string last = base.path.substr(slash == std::string::npos ? 0 : slash + 1);
    const std::string root = collector.name_root(last.empty() ? base.name : last);
    const auto reader = std::make_shared<const RemoteReader>(rclone, *remote, options.spooled_bytes);

    for (const std::string& folder : unread_folders) {
      if (collector.takes_flat(root, folder + "/x")) {
        collector.skip({root, folder, SkipReason::unreadable_folder, "the remote could not list this folder"});
      }
    }
    std::set<std::string> left_out = skip_messages(found.messages, root, collector);
    for (const Entry& entry : found.entries) {
      if (!entry.is_folder || !entry.is_shortcut()) continue;
      left_out.insert(entry.path);
      collector.skip({root, entry.path, SkipReason::link, "a shortcut to a folder; its target is read where it lies"});
    }
    for (Entry& entry : found.entries) {
      if (entry.is_folder || is_below(entry.path, left_out)) continue;
      if (!is_plain_path(entry.path)) {
        collector.skip({root, entry.path, SkipReason::not_a_file, "a name that no file in a folder can have"});
        continue;
      }
      if (!collector.takes_flat(root, entry.path)) continue;
      if (entry.is_shortcut()) {
        collector.skip({root, entry.path, SkipReason::link, "a shortcut; its target is read where it lies"});
        continue;
      }
      add_item(entry, root, base, reader, collector);
    }
    const std::string type = type_of(*remote);
    collector.note(root + ": read from the remote " + remote->name + (type.empty() ? "" : " (" + type + ")") +
                   " with rclone; nothing was written there." +
                   (type == "sftp" ? " Symbolic links on the server were left out." : ""));
    return {};
  }

 private:
  /// The user's remotes and their types, asked for once.
  base::Result<bool> is_configured(const std::string& name, const std::string& argument) {
    if (!asked_) {
      auto rclone = Rclone::find(30'000, true);
      if (!rclone) {
        return base::Error{rclone.error().code, rclone.error().subject,
                           "to read " + as_detail(name) + ":, which is no local path"};
      }
      std::string said;
      CW_ASSIGN_OR_RETURN(platform::Program program,
                          rclone->start(RcloneCommand::listremotes, {"--long"}, [&](const RcloneMessage& message) {
                            if (message.level == "fatal" || message.level == "error") said = message.text;
                          }));
      std::string out;
      std::string_view nothing;
      platform::Exchanged how{};
      do {
        how = program.exchange(nothing, out, 10'000);
      } while (how == platform::Exchanged::some && out.size() < kMaxLine);
      if (how == platform::Exchanged::interrupted) return base::Error{base::ErrorCode::interrupted, argument, {}};
      if (program.wait(10'000).code != 0) {
        RemotePath remote;
        remote.name = name;
        return base::Error{base::ErrorCode::remote_failed, argument, why(said, remote)};
      }
      for (const std::string_view line : base::split(out, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        types_[std::string(line.substr(0, colon))] = base::trim(line.substr(colon + 1));
      }
      asked_ = true;
    }
    if (types_.contains(name)) return true;
    // One that is defined by variables. Source: rclone, "Config file" under "Environment Variables".
    std::string variable = "RCLONE_CONFIG_";
    for (const char c : name) variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::string type = platform::environment(variable + "_TYPE");
    if (!type.empty()) types_[name] = type;
    return !type.empty();
  }

  [[nodiscard]] std::string type_of(const RemotePath& remote) const {
    if (remote.on_the_fly) return {};
    const auto found = types_.find(remote.name);
    return found == types_.end() ? std::string() : as_detail(found->second);
  }

  static base::Result<Found> listed(const Rclone& rclone, const std::vector<std::string>& arguments, const std::string& subject) {
    Found found;
    CW_ASSIGN_OR_RETURN(platform::Program program,
                        rclone.start(RcloneCommand::lsjson, arguments, [&](const RcloneMessage& message) {
                          const bool told = message.level != "debug" || message.text.starts_with("No export formats found") ||
                                            message.text.starts_with("Ignoring unknown document type");
                          if (told && found.messages.size() < kMaxMessages) found.messages.push_back(message);
                        }));
    const std::int64_t deadline = platform::steady_milliseconds() + kWholeListing;
    std::string_view nothing;
    std::string text;
    // A folder is told when all of it is known, so that large ones take their time.
    const std::int64_t idle = std::max<std::int64_t>(rclone.idle_milliseconds(), 10 * rclone.idle_milliseconds() / 2);
    while (true) {
      const auto how = program.exchange(nothing, text, idle);
      if (how == platform::Exchanged::interrupted) return base::Error{base::ErrorCode::interrupted, subject, {}};
      if (how == platform::Exchanged::timeout || platform::steady_milliseconds() > deadline) {
        return base::Error{base::ErrorCode::remote_failed, subject, "it did not answer in time"};
      }
      std::size_t begin = 0;
      for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        if (auto entry = entry_of(std::string_view(text).substr(begin, end - begin))) found.entries.push_back(std::move(*entry));
        begin = end + 1;
      }
      text.erase(0, begin);
      if (how == platform::Exchanged::ended) break;
      if (found.entries.size() > kMaxEntries || text.size() > kMaxLine) {
        return base::Error{base::ErrorCode::limit_exceeded, subject,
                           "more than " + std::to_string(kMaxEntries) +
                               " files; name a folder of it, and see whether shortcuts lead "
                               "in a circle"};
      }
    }
    if (auto entry = entry_of(text)) found.entries.push_back(std::move(*entry));
    found.ending = program.wait(rclone.idle_milliseconds());
    return found;
  }

  /// Errors of single folders are gathered, others end the listing.
  static base::Result<void> check_listing(const Found& found, const RemotePath& remote, std::set<std::string>& unread_folders) {
    if (found.ending.code == 0) return {};
    std::string whole;
    for (const RcloneMessage& message : found.messages) {
      if (message.level == "error" && !message.object.empty() && message.text.starts_with("error listing")) {
        unread_folders.insert(message.object);
      } else if (message.level == "error" && message.object.empty()) {
        whole = message.text;
      } else if (message.level == "fatal" && whole.empty() && unread_folders.empty()) {
        whole = message.text;
      }
    }
    if (whole.empty() && !unread_folders.empty()) return {};
    constexpr int no_folder = 3;
    if (found.ending.code == no_folder) {
      return base::Error{base::ErrorCode::not_found, remote.shown(), "the remote has no folder or file of this name"};
    }
    return base::Error{base::ErrorCode::remote_failed, remote.shown(), why(whole, remote)};
  }

  /// A remote path may name a file; the listing of it and of a folder with one file of its name look alike.
  static base::Result<bool> is_single_file(const Rclone& rclone, const std::vector<Entry>& entries, const RemotePath& remote) {
    if (entries.size() != 1 || entries[0].is_folder || remote.path.empty()) return false;
    const std::string last = remote.path.substr(remote.path.rfind('/') + 1);
    if (entries[0].path != last) return false;
    std::string out;
    CW_ASSIGN_OR_RETURN(platform::Program program,
                        rclone.start(RcloneCommand::lsjson, {"--stat", "--no-mimetype", "--", remote.below({})}, {}));
    std::string_view nothing;
    platform::Exchanged how{};
    do {
      how = program.exchange(nothing, out, rclone.idle_milliseconds());
    } while (how == platform::Exchanged::some && out.size() < kMaxLine);
    if (how == platform::Exchanged::interrupted) return base::Error{base::ErrorCode::interrupted, remote.shown(), {}};
    const auto json = nlohmann::json::parse(out, nullptr, false);
    return json.is_object() && json.contains("IsDir") && json["IsDir"].is_boolean() && !json["IsDir"].get<bool>();
  }

  /// What rclone names but does not list, as skipped; the paths.
  static std::set<std::string> skip_messages(const std::vector<RcloneMessage>& messages, const std::string& root,
                                             Collector& collector) {
    std::set<std::string> out;
    for (const RcloneMessage& message : messages) {
      if (message.object.empty() || !is_plain_path(message.object)) continue;
      const bool form =
          message.text.starts_with("No export formats found") || message.text.starts_with("Ignoring unknown document");
      const bool link = message.text.starts_with("Can't follow symlink");
      if ((!form && !link) || !out.insert(message.object).second || !collector.takes_flat(root, message.object)) continue;
      if (link) collector.skip({root, message.object, SkipReason::link, "a symbolic link; its target is read where it lies"});
      if (form) {
        collector.skip({root, message.object, SkipReason::no_bytes,
                        "a document of the drive's own kind that it gives out in no file format (a form, a site, a map)"});
      }
    }
    return out;
  }

  static bool is_below(const std::string& path, const std::set<std::string>& folders) {
    if (folders.empty()) return false;
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      if (folders.contains(path.substr(0, slash))) return true;
    }
    return false;
  }

  static void add_item(Entry& entry, const std::string& root, const RemotePath& base,
                       const std::shared_ptr<const RemoteReader>& reader, Collector& collector) {
    RemoteFile file;
    file.target = base.below(entry.path);
    file.size = entry.size;
    // The strongest that can be worked out here.
    for (const char* name : {"sha256", "sha1", "md5", "dropbox", "quickxor"}) {
      const auto hash = entry.hashes.find(name);
      if (hash == entry.hashes.end()) continue;
      file.hash_name = name;
      file.hash = hash->second;
      break;
    }
    SourceItem item;
    item.root = root;
    item.path = entry.path;
    item.size = entry.size < 0 ? 0 : static_cast<std::uint64_t>(entry.size);
    item.key = key_of(file);
    if (!entry.hashes.empty() || is_settled(entry.modified)) {
      item.version = "rclone:" + file.target + '\0' + std::to_string(entry.size) + '\0' + entry.modified;
      for (const auto& [name, hash] : entry.hashes) item.version += '\0' + name + "=" + hash;
    }
    item.reader = reader;
    collector.add(std::move(item));
  }

  bool asked_ = false;
  std::map<std::string, std::string> types_;
};

}  // namespace

std::unique_ptr<Source> make_rclone_source() { return std::make_unique<RcloneSource>(); }

}  // namespace crosswalk::sources
