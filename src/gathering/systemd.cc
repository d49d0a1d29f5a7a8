// SPDX-License-Identifier: Apache-2.0
#include "gathering/systemd.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "gathering/credentials.h"
#include "gathering/maker.h"
#include "gathering/network.h"

namespace crosswalk::gathering {
namespace {

constexpr std::size_t most_bytes = 256U << 10U;

/// An option that confines a service. Of a list several assignments count, of others the last.
struct Option {
  std::string_view name;
  std::string_view what;
  bool list = false;
};

constexpr Option options[] = {
    {"NoNewPrivileges", "No gaining of privileges"},
    {"ProtectSystem", "System directories read-only"},
    {"ProtectHome", "Home directories out of reach"},
    {"PrivateTmp", "Temporary files of its own"},
    {"PrivateDevices", "No devices of the machine"},
    {"PrivateNetwork", "No network"},
    {"PrivateUsers", "User namespace"},
    {"PrivateIPC", "Inter-process communication of its own"},
    {"PrivateMounts", "Mounts of its own"},
    {"ProtectKernelTunables", "Kernel parameters read-only"},
    {"ProtectKernelModules", "No loading of kernel modules"},
    {"ProtectKernelLogs", "No access to the kernel log"},
    {"ProtectControlGroups", "Control groups read-only"},
    {"ProtectClock", "No setting of the clock"},
    {"ProtectHostname", "No setting of the host name"},
    {"ProtectProc", "Processes of others hidden"},
    {"ProcSubset", "What of /proc is there"},
    {"RestrictAddressFamilies", "Address families that may be used", true},
    {"RestrictNamespaces", "Namespaces that may be made", true},
    {"RestrictFileSystems", "File systems that may be used", true},
    {"RestrictNetworkInterfaces", "Network interfaces that may be used", true},
    {"RestrictRealtime", "No real-time scheduling"},
    {"RestrictSUIDSGID", "No making of set-user-ID files"},
    {"LockPersonality", "No change of the execution domain"},
    {"MemoryDenyWriteExecute", "No memory that can be written and executed"},
    {"RemoveIPC", "Inter-process communication removed at the end"},
    {"CapabilityBoundingSet", "Capabilities that may be had", true},
    {"AmbientCapabilities", "Capabilities given", true},
    {"SecureBits", "Secure bits", true},
    {"SystemCallFilter", "System calls that may be used", true},
    {"SystemCallArchitectures", "Architectures of system calls", true},
    {"SystemCallErrorNumber", "What a forbidden system call gives"},
    {"UMask", "Rights of new files"},
    {"KeyringMode", "Kernel keyring"},
    {"DevicePolicy", "Which devices may be used"},
    {"DeviceAllow", "Devices that may be used", true},
    {"IPAddressAllow", "Addresses that may be reached", true},
    {"IPAddressDeny", "Addresses that may not be reached", true},
    {"SocketBindAllow", "Ports that may be opened", true},
    {"SocketBindDeny", "Ports that may not be opened", true},
    {"ReadOnlyPaths", "Paths that are read-only", true},
    {"ReadWritePaths", "Paths that may be written", true},
    {"InaccessiblePaths", "Paths out of reach", true},
    {"ExecPaths", "Paths from which programs may be run", true},
    {"NoExecPaths", "Paths from which no program may be run", true},
    {"TemporaryFileSystem", "Temporary file systems", true},
    {"RootDirectory", "Root directory"},
    {"RootImage", "Root image"},
    {"SupplementaryGroups", "Additional groups", true},
    {"AppArmorProfile", "AppArmor profile"},
    {"SELinuxContext", "SELinux context"},
    {"MemoryMax", "Limit of memory"},
    {"TasksMax", "Limit of processes"},
    {"CPUQuota", "Limit of processor time"},
    {"LimitNOFILE", "Limit of open files"},
    {"LimitNPROC", "Limit of processes of the user"},
    {"LimitCORE", "Limit of core files"},
    {"MaxConnections", "Limit of connections"},
    {"MaxConnectionsPerSource", "Limit of connections from one address"},
};

/// A directory that systemd makes for a service. Source: systemd.exec(5), "RuntimeDirectory=", table 2.
struct Directory {
  std::string_view option;
  std::string_view place;
  std::string_view data;
};

constexpr Directory directories[] = {
    {"StateDirectory", "/var/lib/", ""},
    {"CacheDirectory", "/var/cache/", "cache"},
    {"LogsDirectory", "/var/log/", "logs"},
    {"ConfigurationDirectory", "/etc/", "configuration"},
};

constexpr std::array<std::string_view, 11> sections = {"Unit",      "Install", "Service", "Socket", "Timer", "Mount",
                                                       "Automount", "Path",    "Swap",    "Slice",  "Scope"};

/// What may stand behind '%'. Source: systemd.unit(5), "Specifiers".
constexpr std::string_view specifiers = "aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWyY";

/// "Key=value" in a section.
struct Assignment {
  std::string section;
  std::string key;
  std::string value;
  Place place;
};

bool is_yes(std::string_view value) {
  const std::string small = base::to_lower(value);
  return small == "1" || small == "yes" || small == "true" || small == "on";
}

bool is_listen(std::string_view key) { return key.starts_with("Listen"); }

/// Which unit a file is, or is a part of.
struct UnitName {
  /// "lysvik.service"
  std::string name;
  bool drop_in = false;

  /// "service"; empty where the name has none.
  [[nodiscard]] std::string type() const {
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? "" : name.substr(dot + 1);
  }
  /// "lysvik"; of "lysvik@.service" too.
  [[nodiscard]] std::string prefix() const { return name.substr(0, std::min(name.find('@'), name.rfind('.'))); }
};

UnitName unit_of(std::string_view file) {
  const std::size_t slash = file.find_last_of("/\\");
  const std::string_view base = file.substr(slash == std::string_view::npos ? 0 : slash + 1);
  if (slash == std::string_view::npos || !base.ends_with(".conf")) return {short_name(base), false};
  std::string_view folder = file.substr(0, slash);
  folder = folder.substr(std::min(folder.find_last_of("/\\") + 1, folder.size()));
  if (!folder.ends_with(".d")) return {short_name(base), false};
  return {short_name(folder.substr(0, folder.size() - 2)), true};
}

/// Reads one unit.
class Reader {
 public:
  explicit Reader(std::string_view file) : maker_(file), accounts_(maker_), unit_(unit_of(file)) {}

  Gathering read(std::string_view bytes) {
    if (bytes.size() > most_bytes) {
      maker_.refuse({}, "larger than 256 KiB", "units are small: see that this is one");
      return maker_.finish();
    }
    parse(base::repair_utf8(bytes));
    if (said_.empty()) maker_.remark({1, 1}, "there is nothing in it", "see that this is a unit of systemd");
    read_sockets();
    read_accounts();
    read_settings();
    read_directories();
    read_environment();
    read_commands();
    read_mount();
    read_conditions();
    read_timer();
    accounts_.finish();
    return maker_.finish();
  }

 private:
  // Source: systemd.syntax(7).
  void parse(std::string_view text) {
    std::string section;
    std::string line;
    Place begin;
    int number = 0;
    bool continued = false;
    for (std::string_view raw : base::split(text, '\n')) {
      ++number;
      if (raw.ends_with('\r')) raw.remove_suffix(1);
      const std::string_view trimmed = base::trim(raw);
      if (trimmed.starts_with('#') || trimmed.starts_with(';')) continue;
      if (!continued) {
        line.clear();
        begin = {number, 1};
      }
      continued = raw.ends_with('\\');
      line += raw.substr(0, raw.size() - (continued ? 1 : 0));
      if (continued) {
        line += ' ';
      } else {
        take_line(line, begin, section);
      }
    }
    if (continued) take_line(line, begin, section);
  }

  void take_line(std::string_view line, Place place, std::string& section) {
    line = base::trim(line);
    if (line.empty()) return;
    if (line.starts_with('[') && line.ends_with(']')) {
      section = short_name(line.substr(1, line.size() - 2));
      const bool known = std::find(sections.begin(), sections.end(), section) != sections.end() || section.starts_with("X-");
      if (!known)
        maker_.remark(place, "nothing is taken from the section [" + section + "]", "write what it states into the release file");
      return;
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || section.empty()) {
      maker_.remark(place, section.empty() ? "this stands before the first section" : "this is no assignment",
                    "write Key=value in a section");
      return;
    }
    assign({section, std::string(base::trim(line.substr(0, equals))), std::string(base::trim(line.substr(equals + 1))), place});
  }

  /// An empty value takes back what was assigned before.
  void assign(Assignment assignment) {
    const std::string key = is_listen(assignment.key) ? "Listen" : assignment.key;
    auto& all = said_[assignment.section + "." + key];
    if (assignment.value.empty()) {
      all.clear();
    } else {
      all.push_back(std::move(assignment));
    }
  }

  [[nodiscard]] const std::vector<Assignment>& all(const std::string& key) const {
    static const std::vector<Assignment> none;
    const auto found = said_.find(key);
    return found == said_.end() ? none : found->second;
  }

  [[nodiscard]] const Assignment* last(const std::string& key) const {
    const auto& found = all(key);
    return found.empty() ? nullptr : &found.back();
  }

  [[nodiscard]] std::string value(const std::string& key) const {
    const Assignment* found = last(key);
    return found == nullptr ? std::string() : found->value;
  }

  /// A value with its specifiers replaced; nothing, and told, where one depends on the machine or the instance.
  std::optional<std::string> expand(const Assignment& from, std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '%' || i + 1 == text.size()) {
        out += text[i];
        continue;
      }
      const char c = text[++i];
      if (c == '%') {
        out += '%';
      } else if (c == 'n') {
        out += unit_.name;
      } else if (c == 'N') {
        out += unit_.name.substr(0, unit_.name.rfind('.'));
      } else if (c == 'p') {
        out += unit_.prefix();
      } else if (specifiers.find(c) == std::string_view::npos) {
        // What is no specifier stays as it is.
        out += '%';
        out += c;
      } else {
        maker_.remark(from.place,
                      from.key + " depends on the specifier %" + std::string(1, c) + ", of which this file says nothing",
                      "write the value into the release file");
        return std::nullopt;
      }
    }
    return out;
  }

  [[nodiscard]] std::string where(const Assignment& of) const { return maker_.file() + ", [" + of.section + "] " + of.key; }

  [[nodiscard]] std::string title() const {
    const std::string description = short_name(value("Unit.Description"));
    // A description may hold specifiers, which say nothing here.
    return description.empty() || description.find('%') != std::string::npos ? unit_.name : description + " (" + unit_.name + ")";
  }

  void read_sockets() {
    for (const Assignment& each : all("Socket.Listen")) {
      const auto text = expand(each, each.value);
      if (!text) continue;
      if (each.key == "ListenStream" || each.key == "ListenDatagram" || each.key == "ListenSequentialPacket") {
        read_address(each, *text);
      } else if (each.key == "ListenUSBFunction") {
        add_other(each, *text, "usb");
      } else if (each.key == "ListenFIFO" || each.key == "ListenSpecial" || each.key == "ListenMessageQueue") {
        add_other(each, *text, "other");
      } else {
        maker_.remark(each.place, "nothing is taken from " + each.key,
                      "write it into the release file, if others can speak to it");
      }
    }
  }

  void read_address(const Assignment& from, std::string_view address) {
    if (address.starts_with('/') || address.starts_with('@')) return add_other(from, std::string(address), "other");
    std::string device = value("Socket.BindToDevice");
    // "[fe80::1]:80%eth0"
    if (const std::size_t percent = address.rfind('%'); percent != std::string_view::npos && percent > address.rfind(':')) {
      device = address.substr(percent + 1);
      address = address.substr(0, percent);
    }
    HostPort at;
    if (const auto port = read_ports(address); port && port->first == port->last) {
      at.ports = port;
    } else if (const auto host = read_host_port(address); host && host->ports && host->ports->first == host->ports->last) {
      at = *host;
    } else {
      maker_.remark(from.place, "the address of " + from.key + " is none of IPv4, IPv6 or the file system, and is not taken",
                    "write it into the release file, if others can speak to it");
      return;
    }
    add_port(from, at, device);
  }

  void add_port(const Assignment& from, const HostPort& at, const std::string& device) {
    const Place place = from.place;
    auto draft = maker_.begin("interfaces", place);
    std::string name = title();
    const bool local = is_loopback(at.host);
    if (!local && !is_any_address(at.host)) name += " at " + at.host;
    if (!device.empty()) name += " on " + device;
    draft.say("name", name, place).say("medium", "network", place).say("port", at.ports->text(), place);
    const std::string protocol = base::to_lower(value("Socket.SocketProtocol"));
    const bool stream = from.key == "ListenStream";
    const bool common = (protocol.empty() && from.key != "ListenSequentialPacket") || protocol == "mptcp";
    draft.say("transport",
              !common  ? "other"
              : stream ? "tcp"
                       : "udp",
              place)
        .say("protocol", protocol, place)
        .say("direction", "in", place);
    if (local) draft.say("peer", this_machine(at.host), place);
    maker_.add(std::move(draft), unit_.prefix() + "-" + at.ports->text() + (stream ? "" : "-udp"));
  }

  /// Something of the file system: its rights say who may speak to it.
  void add_other(const Assignment& from, const std::string& path, std::string_view medium) {
    const Place place = from.place;
    auto draft = maker_.begin("interfaces", place);
    draft.say("name", title() + ": " + path, place).say("medium", medium, place).say("direction", "in", place);
    if (medium == "other") draft.say("peer", "programs of the same machine", place);
    std::string rights;
    Place rights_place;
    for (const char* key : {"SocketUser", "SocketGroup", "SocketMode"}) {
      const Assignment* found = last(std::string("Socket.") + key);
      if (found == nullptr || path.starts_with('@')) continue;
      rights += (rights.empty() ? "" : ", ") + found->key + "=" + found->value;
      rights_place = found->place;
    }
    if (!rights.empty()) draft.say("authentication", "rights of the file: " + rights, rights_place);
    maker_.add(std::move(draft), unit_.prefix() + "-" + path.substr(path.find_last_of("/@") + 1));
  }

  void read_accounts() {
    const Assignment* user = last("Service.User");
    const Assignment* dynamic = last("Service.DynamicUser");
    if (user != nullptr) {
      const auto name = expand(*user, user->value);
      const std::string group = value("Service.Group");
      if (name) accounts_.take(*name, group.find('%') == std::string::npos ? group : "", unit_.name, user->place);
    } else if (dynamic != nullptr && is_yes(dynamic->value)) {
      accounts_.take(unit_.prefix(), "", unit_.name + " while it runs (DynamicUser)", dynamic->place);
    } else if (!unit_.drop_in && unit_.type() == "service" && has_section("Service")) {
      maker_.remark({1, 1}, unit_.name + " names no user: systemd runs it as root",
                    "say User= or DynamicUser=, or add the account root to 'accounts'");
    }
  }

  [[nodiscard]] bool has_section(const std::string& section) const {
    const auto found = said_.lower_bound(section + ".");
    return found != said_.end() && found->first.starts_with(section + ".");
  }

  void read_settings() {
    for (const char* section : {"Service", "Socket", "Mount"}) {
      for (const Option& each : options) {
        const auto& found = all(std::string(section) + "." + std::string(each.name));
        if (found.empty()) continue;
        std::string text;
        for (std::size_t i = each.list ? 0 : found.size() - 1; i < found.size(); ++i)
          text += (text.empty() ? "" : " ") + found[i].value;
        add_setting(maker_, unit_.prefix() + "-" + std::string(each.name), each.what, where(found.back()), text,
                    found.back().place);
      }
    }
  }

  void add_place(const std::string& place, const std::string& data, Place at) {
    auto draft = maker_.begin("data_places", at);
    draft.say("place", place, at).say("data", data, at);
    maker_.add(std::move(draft));
  }

  void read_directories() {
    for (const Directory& each : directories) {
      for (const Assignment& found : all("Service." + std::string(each.option))) {
        const auto text = expand(found, found.value);
        if (!text) continue;
        // "name:link" makes a link to it.
        for (const std::string& word : words_of_command(*text)) {
          add_place(std::string(each.place) + word.substr(0, word.find(':')), std::string(each.data), found.place);
        }
      }
    }
    for (const char* key : {"Service.LoadCredential", "Service.LoadCredentialEncrypted"}) {
      for (const Assignment& found : all(key)) {
        const std::size_t colon = found.value.find(':');
        if (colon != std::string::npos)
          add_place(found.value.substr(colon + 1), "the credential " + found.value.substr(0, colon), found.place);
      }
    }
    for (const Assignment& found : all("Service.SetCredential")) {
      maker_.remark(
          found.place,
          "a credential stands in this file: " + found.value.substr(0, found.value.find(':')) + "; it is not taken over",
          "use LoadCredential= or SetCredentialEncrypted=, and change it where others have had the file");
    }
  }

  void read_environment() {
    std::vector<Variable> variables;
    for (const Assignment& found : all("Service.Environment")) {
      for (const std::string& word : words_of_command(found.value)) {
        const std::size_t equals = word.find('=');
        if (equals != std::string::npos)
          variables.push_back({plain(word.substr(0, equals)), word.substr(equals + 1), {}, found.place});
      }
    }
    take_accounts(maker_, unit_.name, variables);
    for (const Assignment& found : all("Service.EnvironmentFile")) {
      maker_.remark(found.place, "EnvironmentFile= names another file, which is not followed",
                    "write what it states into the release file");
    }
  }

  void read_commands() {
    for (const char* key : {"ExecStart", "ExecStartPre", "ExecStartPost", "ExecStop", "ExecReload", "ExecCondition"}) {
      for (const Assignment& found : all(std::string("Service.") + key)) {
        remark_upon_command(maker_, unit_.name, words_of_command(found.value), found.place);
      }
    }
  }

  void read_mount() {
    const Assignment* target = last("Mount.Where");
    if (target == nullptr) return;
    const auto path = expand(*target, target->value);
    const std::string source = without_credentials(value("Mount.What"));
    const std::string type = value("Mount.Type");
    if (!path || type == "tmpfs") return;
    std::string more = source;
    if (!type.empty()) more += (more.empty() ? "" : ", ") + type;
    add_place(*path + (more.empty() ? "" : " (" + more + ")"), "", target->place);
    const std::string mount_options = value("Mount.Options");
    if (holds_credential(mount_options)) {
      maker_.remark(last("Mount.Options")->place, "a credential stands in the options of the mount; it is not taken over",
                    "use a file of credentials, and change it where others have had the file");
    }
  }

  void read_conditions() {
    for (const char* way : {"Condition", "Assert"}) {
      for (const Assignment& found : all("Unit." + std::string(way) + "KernelVersion"))
        add_requirement("operating_system", "Linux", found);
      for (const Assignment& found : all("Unit." + std::string(way) + "Architecture")) {
        // "!" asks for any other.
        if (!found.value.starts_with('!') && !found.value.starts_with('|')) add_requirement("hardware", found.value, found);
      }
    }
  }

  void add_requirement(const std::string& kind, const std::string& name, const Assignment& from) {
    auto draft = maker_.begin("requirements", from.place);
    draft.say("kind", kind, from.place).say("name", name, from.place);
    if (name != from.value) draft.say("versions", "kernel " + from.value, from.place);
    maker_.add(std::move(draft));
  }

  void read_timer() {
    for (const Assignment& found : all("Timer.OnCalendar")) {
      maker_.remark(found.place, unit_.name + " starts something by the clock (" + found.value + "); what for is not said",
                    "if it saves, updates or checks something, write that under 'backup', 'updates' or 'maintenance'");
    }
  }

  Maker maker_;
  SystemAccounts accounts_;
  UnitName unit_;
  /// "Section.Key" to its assignments that count; those of all Listen options under "Socket.Listen".
  std::map<std::string, std::vector<Assignment>> said_;
};

}  // namespace

Gathering gather_systemd(std::string_view bytes, std::string_view file) { return Reader(file).read(bytes); }

}  // namespace crosswalk::gathering
