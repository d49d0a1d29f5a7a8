// SPDX-License-Identifier: Apache-2.0
#include "gathering/compose.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "gathering/credentials.h"
#include "gathering/image.h"
#include "gathering/interpolation.h"
#include "gathering/maker.h"
#include "gathering/network.h"
#include "packs/yaml_documents.h"

namespace crosswalk::gathering {
namespace {

using packs::Yaml;

/// A member of a service that confines its containers, or loosens that, and what it sets.
struct Setting {
  std::string_view key;
  std::string_view what;
};

constexpr Setting settings[] = {
    {"read_only", "Root file system read-only"},
    {"privileged", "Privileged container"},
    {"cap_drop", "Capabilities taken away"},
    {"cap_add", "Capabilities given"},
    {"security_opt", "Security options of the container"},
    {"userns_mode", "User namespace"},
    {"pid", "Process namespace"},
    {"ipc", "Namespace of inter-process communication"},
    {"uts", "Namespace of host names"},
    {"cgroup", "Namespace of control groups"},
    {"network_mode", "Network of the container"},
    {"group_add", "Additional groups"},
    {"device_cgroup_rules", "Rules for devices"},
    {"sysctls", "Kernel parameters"},
    {"ulimits", "Limits of the process"},
    {"pids_limit", "Limit of processes"},
    {"mem_limit", "Limit of memory"},
    {"cpus", "Limit of processors"},
};

/// A place of data in the making: who uses it, and where.
struct DataPlace {
  std::string name;
  std::vector<std::string> uses;
  Place place;
};

/// A mount of a service.
struct Mount {
  std::string type;
  std::string source;
  std::string target;
  bool read_only = false;
};

/// A port of a service.
struct Published {
  std::optional<Ports> port;
  std::string address;
  std::string protocol = "tcp";
  std::string name;
  std::string application;
};

bool is_true(std::string_view text) {
  const std::string small = base::to_lower(text);
  return small == "true" || small == "yes" || small == "on";
}

/// "C:\\data": the colon is none that separates.
bool has_drive(std::string_view path) {
  const bool letter = !path.empty() && ((path[0] >= 'a' && path[0] <= 'z') || (path[0] >= 'A' && path[0] <= 'Z'));
  return letter && path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
}

/// Whether the source of a mount is a path of the host, and no name of a volume. Source: Compose specification, volumes, short
/// syntax.
bool is_host_path(std::string_view source) {
  return source.starts_with('/') || source.starts_with('.') || source.starts_with('~') || has_drive(source);
}

/// "/dev/ttyUSB0" as what the interface goes over.
std::string_view medium_of(std::string_view device) {
  const auto is = [&](std::string_view prefix) { return device.starts_with(prefix); };
  if (is("/dev/tty") || is("/dev/serial") || is("/dev/rfcomm")) return "serial";
  if (is("/dev/bus/usb") || is("/dev/usb") || is("/dev/hidraw")) return "usb";
  if (is("/dev/sr") || is("/dev/cdrom") || is("/dev/sd") || is("/dev/mmcblk")) return "removable_media";
  return "other";
}

/// Reads one Compose file.
class Reader {
 public:
  explicit Reader(std::string_view file) : maker_(file), accounts_(maker_) {}

  Gathering read(std::string_view bytes) {
    packs::Diagnostics noted;
    const auto documents = packs::parse_yaml_documents(bytes, maker_.file(), {}, noted);
    maker_.take(noted);
    for (const Yaml& document : documents) read_document(document);
    accounts_.finish();
    add_data_places();
    return maker_.finish();
  }

 private:
  void read_document(const Yaml& document) {
    if (document.kind == Yaml::Kind::null) return;
    const Yaml* services = document.find("services");
    if (services == nullptr || services->kind != Yaml::Kind::map) {
      maker_.refuse(place_of(document), "there are no services in it", "a Compose file has a map 'services'");
      return;
    }
    told_elsewhere(document, "include");
    if (const Yaml* volumes = document.find("volumes")) volumes_ = *volumes;
    for (const auto& [name, service] : services->members) read_service(name, service);
    read_networks(document.find("networks"));
    read_secrets(document.find("secrets"));
  }

  /// Remarks upon a member that names other files.
  void told_elsewhere(const Yaml& map, std::string_view key) {
    const Yaml* found = map.find(key);
    if (found == nullptr || found->kind == Yaml::Kind::null) return;
    maker_.remark(place_of(*found), "'" + std::string(key) + "' names other files, which are not followed",
                  "give these files too");
  }

  /// A scalar with its variables replaced; nothing where one has no value, or where it is no scalar.
  std::optional<std::string> text_of(const Yaml& yaml, std::string_view what) {
    if (yaml.kind != Yaml::Kind::scalar) {
      if (yaml.kind != Yaml::Kind::null) {
        maker_.remark(place_of(yaml), std::string(what) + " is no text here, and is not taken", "see the Compose specification");
      }
      return std::nullopt;
    }
    const Interpolated read = interpolate(yaml.scalar);
    if (read.malformed) {
      maker_.remark(place_of(yaml), std::string(what) + " has an expression that cannot be read",
                    "write ${NAME} or ${NAME:-default}");
      return std::nullopt;
    }
    if (!read.unknown.empty()) {
      maker_.remark(place_of(yaml),
                    std::string(what) + " depends on the variable " + read.unknown[0] + ", of which this file says nothing",
                    "write the value into the release file");
      return std::nullopt;
    }
    if (!read.defaults.empty()) {
      maker_.remark(place_of(yaml), std::string(what) + " is the default of the variable " + read.defaults[0],
                    "see that it is delivered so");
    }
    return std::string(base::trim(read.text));
  }

  std::string text_in(const Yaml& map, std::string_view key, const std::string& what) {
    const Yaml* found = map.find(key);
    if (found == nullptr) return {};
    return text_of(*found, what).value_or("");
  }

  /// A scalar, a list or a map as one text: "a, b", "x=1, y=2".
  std::string joined(const Yaml& yaml, const std::string& what) {
    if (yaml.kind == Yaml::Kind::scalar) return text_of(yaml, what).value_or("");
    std::string out;
    const auto put = [&](const std::string& text) { out += (out.empty() || text.empty() ? "" : ", ") + text; };
    for (const Yaml& item : yaml.items) put(text_of(item, what).value_or(""));
    for (const auto& [key, value] : yaml.members) {
      const std::string inner =
          value.kind == Yaml::Kind::map ? "(" + joined_once(value, what) + ")" : text_of(value, what).value_or("");
      put(key.scalar + "=" + inner);
    }
    return out;
  }

  std::string joined_once(const Yaml& map, const std::string& what) {
    std::string out;
    for (const auto& [key, value] : map.members) {
      out += (out.empty() ? "" : ", ") + key.scalar + "=" + text_of(value, what).value_or("");
    }
    return out;
  }

  void read_service(const Yaml& key, const Yaml& service) {
    const std::string name = short_name(key.scalar);
    if (service.kind != Yaml::Kind::map) {
      if (service.kind != Yaml::Kind::null)
        maker_.remark(place_of(service), "the service '" + name + "' is no map", "write its members");
      return;
    }
    told_elsewhere(service, "extends");
    told_elsewhere(service, "env_file");
    const std::string network = read_settings(name, service);
    read_ports(name, service, network);
    if (const Yaml* user = service.find("user")) {
      read_user(name, *user);
    } else {
      maker_.remark(place_of(key), "nothing says as which user service " + name + " runs: its image decides",
                    "say 'user', or add the account to 'accounts'");
    }
    if (const Yaml* image = service.find("image")) {
      if (const auto text = text_of(*image, "the image of service " + name))
        take_image(maker_, *text, "service " + name, place_of(*image));
    }
    if (const Yaml* environment = service.find("environment")) read_environment(name, *environment);
    for (const char* part : {"command", "entrypoint"}) read_command(name, service.find(part));
    if (const Yaml* build = service.find("build")) {
      if (const Yaml* arguments = build->find("args")) read_environment(name, *arguments);
    }
    if (const Yaml* volumes = service.find("volumes")) {
      for (const Yaml& volume : volumes->items) read_volume(name, volume);
    }
    if (const Yaml* devices = service.find("devices")) {
      for (const Yaml& device : devices->items) read_device(name, device);
    }
    read_platform(name, service);
    if (const Yaml* deploy = service.find("deploy")) read_deploy(name, *deploy);
    if (const Yaml* logging = service.find("logging")) read_logging(name, *logging);
  }

  std::string where(const std::string& service, std::string_view key) const {
    return maker_.file() + ", services." + service + "." + std::string(key);
  }

  /// Gives the network mode.
  std::string read_settings(const std::string& service, const Yaml& map) {
    std::string network;
    for (const Setting& each : settings) {
      const Yaml* found = map.find(each.key);
      if (found == nullptr || found->kind == Yaml::Kind::null) continue;
      const std::string value = joined(*found, "'" + std::string(each.key) + "' of service " + service);
      if (each.key == "network_mode") network = value;
      std::string id = service + "-" + std::string(each.key);
      std::replace(id.begin(), id.end(), '_', '-');
      if (!value.empty()) add_setting(maker_, id, each.what, where(service, each.key), value, place_of(*found));
      if (each.key == "privileged" && is_true(value)) {
        maker_.remark(place_of(*found), "service " + service + " is privileged: whoever takes it over has the host",
                      "give it the capabilities and devices that it needs instead");
      }
    }
    return network;
  }

  void read_ports(const std::string& service, const Yaml& map, const std::string& network) {
    const bool on_host = network == "host";
    const Yaml* profiles = map.find("profiles");
    if (profiles != nullptr && profiles->items.empty()) profiles = nullptr;
    if (const Yaml* ports = map.find("ports")) {
      for (const Yaml& port : ports->items) {
        auto published = port.kind == Yaml::Kind::map ? read_long_port(service, port) : read_short_port(service, port);
        if (on_host && published) {
          maker_.remark(place_of(port), "'ports' of service " + service + " have no effect in the host's network",
                        "take them out");
        } else if (published) {
          add_port(service, *published, profiles, place_of(port));
        }
      }
    }
    if (const Yaml* exposed = map.find("expose")) {
      for (const Yaml& port : exposed->items) read_exposed(service, port, on_host, profiles);
    }
    if (on_host) {
      maker_.remark(place_of(map),
                    "service " + service + " is in the host's network: every port that it opens is open on the host",
                    "list them under 'interfaces'");
    }
  }

  /// "[[ADDRESS:]PORTS:]PORTS[/PROTOCOL]"
  std::optional<Published> read_short_port(const std::string& service, const Yaml& yaml) {
    const auto text = text_of(yaml, "a port of service " + service);
    if (!text) return std::nullopt;
    Published out;
    std::string_view rest = *text;
    if (const std::size_t slash = rest.rfind('/'); slash != std::string_view::npos) {
      out.protocol = base::to_lower(rest.substr(slash + 1));
      rest = rest.substr(0, slash);
    }
    const std::size_t colon = rest.rfind(':');
    const bool container_ok = gathering::read_ports(rest.substr(colon == std::string_view::npos ? 0 : colon + 1)).has_value();
    bool host_ok = true;
    if (colon != std::string_view::npos) {
      std::string_view host = rest.substr(0, colon);
      const std::size_t before = host.rfind(':');
      if (before != std::string_view::npos) {
        out.address = host.substr(0, before);
        host = host.substr(before + 1);
      }
      out.port = gathering::read_ports(host);
      host_ok = out.port.has_value() || (host.empty() && !out.address.empty());
    }
    if (container_ok && host_ok) return out;
    maker_.remark(place_of(yaml), "this port of service " + service + " cannot be read",
                  "write it as \"8443:443\" or \"127.0.0.1:8443:443/tcp\"");
    return std::nullopt;
  }

  std::optional<Published> read_long_port(const std::string& service, const Yaml& map) {
    const std::string what = "a port of service " + service;
    Published out;
    out.address = text_in(map, "host_ip", what);
    out.name = text_in(map, "name", what);
    out.application = text_in(map, "app_protocol", what);
    if (const std::string protocol = text_in(map, "protocol", what); !protocol.empty()) out.protocol = base::to_lower(protocol);
    const Yaml* published = map.find("published");
    if (published == nullptr || published->kind == Yaml::Kind::null) return out;
    const auto text = text_of(*published, what);
    if (!text) return std::nullopt;
    out.port = gathering::read_ports(*text);
    // 0 and an empty text leave the choice to the program, as a missing one does.
    if (out.port || text->empty() || *text == "0") return out;
    maker_.remark(place_of(*published), "this port of service " + service + " cannot be read", "write a number up to 65535");
    return std::nullopt;
  }

  void add_port(const std::string& service, const Published& published, const Yaml* profiles, Place place) {
    auto draft = maker_.begin("interfaces", place);
    std::string name = published.name.empty() ? service : service + ": " + published.name;
    const bool everywhere = is_any_address(published.address);
    const bool local = is_loopback(published.address);
    if (!everywhere && !local) name += " at " + published.address;
    draft.say("name", name, place).say("medium", "network", place).say("direction", "in", place);
    if (published.port) {
      draft.say("port", published.port->text(), place);
    } else {
      maker_.remark(place, "a port of service " + service + " is published at a port that is chosen when it starts",
                    "publish it at a port of your choice, or write into the release file how it is found");
    }
    const bool common = published.protocol == "tcp" || published.protocol == "udp";
    draft.say("transport", common ? published.protocol : "other", place);
    draft.say("protocol", published.application, place);
    if (!common && published.application.empty()) draft.say("protocol", published.protocol, place);
    if (local) draft.say("peer", this_machine(published.address), place);
    draft.say("default", profiles == nullptr ? "open" : "closed", profiles == nullptr ? place : place_of(*profiles));
    std::string id = service + (published.port ? "-" + published.port->text() : "");
    if (published.protocol != "tcp") id += "-" + published.protocol;
    maker_.add(std::move(draft), id);
  }

  void read_exposed(const std::string& service, const Yaml& yaml, bool on_host, const Yaml* profiles) {
    const auto text = text_of(yaml, "an exposed port of service " + service);
    if (!text) return;
    Published out;
    std::string_view rest = *text;
    if (const std::size_t slash = rest.find('/'); slash != std::string_view::npos) {
      out.protocol = base::to_lower(rest.substr(slash + 1));
      rest = rest.substr(0, slash);
    }
    out.port = gathering::read_ports(rest);
    if (out.port && on_host) return add_port(service, out, profiles, place_of(yaml));
    maker_.remark(
        place_of(yaml),
        out.port ? "port " + out.port->text() + " of service " + service + " is exposed to other services alone, and is not taken"
                 : "this exposed port of service " + service + " cannot be read",
        out.port ? "list it under 'interfaces' if others reach it" : "write a number up to 65535");
  }

  /// "user", "user:group"
  void read_user(const std::string& service, const Yaml& yaml) {
    const auto text = text_of(yaml, "the user of service " + service);
    if (!text || text->empty()) return;
    const std::size_t colon = text->find(':');
    const std::string group = colon == std::string::npos ? "" : text->substr(colon + 1);
    accounts_.take(text->substr(0, colon), group, "service " + service, place_of(yaml));
  }

  void read_environment(const std::string& service, const Yaml& yaml) {
    std::vector<Variable> out;
    for (const Yaml& item : yaml.items) {
      if (item.kind != Yaml::Kind::scalar) continue;
      const std::size_t equals = item.scalar.find('=');
      const std::string value = equals == std::string::npos ? "" : item.scalar.substr(equals + 1);
      out.push_back(variable(item.scalar.substr(0, equals), value, equals != std::string::npos, place_of(item)));
    }
    for (const auto& [key, value] : yaml.members) {
      const bool said = value.kind == Yaml::Kind::scalar;
      out.push_back(variable(key.scalar, said ? value.scalar : "", said, place_of(said ? value : key)));
    }
    take_accounts(maker_, "service " + service, out);
  }

  void read_command(const std::string& service, const Yaml* command) {
    if (command == nullptr) return;
    std::vector<std::string> words;
    for (const Yaml& word : command->items) words.push_back(interpolate(word.scalar).text);
    if (command->kind == Yaml::Kind::scalar) words = words_of_command(interpolate(command->scalar).text);
    remark_upon_command(maker_, "service " + service, words, place_of(*command));
  }

  static Variable variable(std::string_view name, const std::string& value, bool said, Place place) {
    const Interpolated read = interpolate(value);
    Variable out{plain(base::trim(name)), read.text, {}, place};
    if (!said) out.source = "from the environment in which it is started";
    if (!read.unknown.empty()) out.source = "from the variable " + read.unknown[0] + " of the environment in which it is started";
    return out;
  }

  void read_volume(const std::string& service, const Yaml& yaml) {
    Mount mount;
    if (yaml.kind == Yaml::Kind::map) {
      const std::string what = "a volume of service " + service;
      mount.type = text_in(yaml, "type", what);
      mount.source = text_in(yaml, "source", what);
      mount.target = text_in(yaml, "target", what);
      mount.read_only = is_true(text_in(yaml, "read_only", what));
      if (mount.target.empty()) return;
    } else {
      const auto text = text_of(yaml, "a volume of service " + service);
      if (!text || text->empty()) return;
      mount = short_mount(*text);
    }
    add_mount(service, mount, place_of(yaml));
  }

  /// "[SOURCE:]TARGET[:MODE]"
  static Mount short_mount(const std::string& text) {
    Mount out;
    const std::size_t first = text.find(':', has_drive(text) ? 2 : 0);
    if (first == std::string::npos) {
      out.type = "volume";
      out.target = text;
      return out;
    }
    out.source = text.substr(0, first);
    const std::string rest = text.substr(first + 1);
    const std::size_t second = rest.find(':', has_drive(rest) ? 2 : 0);
    out.target = rest.substr(0, second);
    if (second != std::string::npos) {
      const std::string modes = rest.substr(second + 1);
      for (const std::string_view mode : base::split(modes, ',')) out.read_only = out.read_only || mode == "ro";
    }
    out.type = is_host_path(out.source) ? "bind" : "volume";
    return out;
  }

  void add_mount(const std::string& service, const Mount& mount, Place place) {
    if (mount.type == "tmpfs") return;
    if (mount.source.ends_with("docker.sock") || mount.source.ends_with("podman.sock") ||
        mount.source.ends_with("containerd.sock")) {
      maker_.remark(place, "service " + service + " has the socket of the container engine: whoever takes it over has the host",
                    "take it out, or put a proxy before it that lets through what is needed");
      return;
    }
    if (mount.read_only) {
      maker_.remark(place, "service " + service + " only reads " + mount.target + ": it is taken for no place of data",
                    "add it to 'data_places' if data lies there");
      return;
    }
    std::string name = "volume " + mount.source;
    if (mount.source.empty()) name = "volume without a name, at " + mount.target + " of service " + service;
    if (mount.type == "bind") name = mount.source;
    if (places_.size() >= Maker::most_entries) return;
    const auto [found, fresh] = positions_.try_emplace(name, places_.size());
    if (fresh) places_.push_back({name + volume_options(mount), {}, place});
    if (!mount.source.empty()) places_[found->second].uses.push_back("service " + service + ": " + mount.target);
  }

  /// What the top-level volumes say of where a volume lies: "", " (nfs, server:/path)".
  std::string volume_options(const Mount& mount) {
    const Yaml* volume = mount.type == "volume" ? volumes_.find(mount.source) : nullptr;
    const Yaml* options = volume == nullptr ? nullptr : volume->find("driver_opts");
    if (options == nullptr) return {};
    const Yaml* device = options->find("device");
    const Yaml* type = options->find("type");
    const Yaml* more = options->find("o");
    if (more != nullptr && holds_credential(interpolate(more->scalar).text)) {
      maker_.remark(place_of(*more),
                    "a credential stands in the options of the volume " + mount.source + "; it is not taken over",
                    "use a file of credentials, and change it where others have had the file");
    }
    if (device == nullptr) return {};
    const std::string what = "the volume " + mount.source;
    const std::string at = without_credentials(text_of(*device, what).value_or(""));
    const std::string kind = type == nullptr ? "" : text_of(*type, what).value_or("");
    return at.empty() ? "" : " (" + (kind.empty() || kind == "none" ? "" : kind + ", ") + at + ")";
  }

  void add_data_places() {
    for (const DataPlace& each : places_) {
      auto draft = maker_.begin("data_places", each.place);
      std::string text = each.name;
      // However many use it, the text stays readable.
      constexpr std::size_t most_uses = 10;
      for (std::size_t i = 0; i < each.uses.size() && i < most_uses; ++i) text += (i == 0 ? " (" : ", ") + each.uses[i];
      if (each.uses.size() > most_uses) text += ", and " + std::to_string(each.uses.size() - most_uses) + " more";
      draft.say("place", text + (each.uses.empty() ? "" : ")"), each.place);
      maker_.add(std::move(draft));
    }
  }

  void read_device(const std::string& service, const Yaml& yaml) {
    std::optional<std::string> text;
    if (yaml.kind == Yaml::Kind::map) {
      text = text_in(yaml, "source", "a device of service " + service);
    } else {
      text = text_of(yaml, "a device of service " + service);
    }
    if (!text || text->empty()) return;
    const std::string device = text->substr(0, text->find(':', 1));
    auto draft = maker_.begin("interfaces", place_of(yaml));
    draft.say("name", device + " for service " + service, place_of(yaml)).say("medium", medium_of(device), place_of(yaml));
    maker_.add(std::move(draft), service + "-" + device.substr(device.rfind('/') + 1));
  }

  void read_platform(const std::string& service, const Yaml& map) {
    const Yaml* platform = map.find("platform");
    if (platform == nullptr) return;
    const std::string text = text_of(*platform, "the platform of service " + service).value_or("");
    if (!text.empty()) add_requirement(text, "", place_of(*platform));
  }

  void add_requirement(const std::string& name, const std::string& versions, Place place) {
    if (!maker_.is_first("requirement " + name + " " + versions)) return;
    auto draft = maker_.begin("requirements", place);
    draft.say("kind", "hardware", place).say("name", name, place).say("versions", versions, place);
    maker_.add(std::move(draft));
  }

  void read_deploy(const std::string& service, const Yaml& deploy) {
    const Yaml* resources = deploy.find("resources");
    if (resources == nullptr) return;
    if (const Yaml* limits = resources->find("limits")) {
      for (const auto& [key, value] : limits->members) {
        const std::string text = text_of(value, "a limit of service " + service).value_or("");
        if (text.empty()) continue;
        add_setting(maker_, service + "-limit-" + key.scalar, "Limit of " + key.scalar,
                    where(service, "deploy.resources.limits." + key.scalar), text, place_of(value));
      }
    }
    if (const Yaml* reserved = resources->find("reservations")) {
      for (const auto& [key, value] : reserved->members) {
        if (value.kind != Yaml::Kind::scalar) continue;
        const std::string text = text_of(value, "what is reserved for service " + service).value_or("");
        if (!text.empty()) add_requirement(key.scalar + " for service " + service, text + " reserved", place_of(value));
      }
    }
  }

  /// A driver that sends logs elsewhere is a way out.
  void read_logging(const std::string& service, const Yaml& logging) {
    const Yaml* options = logging.find("options");
    const std::string driver = text_in(logging, "driver", "the log driver of service " + service);
    if (options == nullptr) return;
    for (const auto& [key, value] : options->members) {
      if (!names_credential(key.scalar) || interpolate(value.scalar).text.empty()) continue;
      maker_.remark(place_of(key),
                    "a credential of the log driver of service " + service + " stands in this file: " + key.scalar +
                        "; it is not taken over",
                    "keep it elsewhere, and change it where others have had the file");
    }
    if (driver.empty()) return;
    for (const char* key : {"syslog-address", "fluentd-address", "gelf-address", "splunk-url", "loki-url"}) {
      const Yaml* found = options->find(key);
      if (found == nullptr) continue;
      const std::string text = text_of(*found, "the log server of service " + service).value_or("");
      const auto url = read_url(text);
      if (!url || url->scheme == "unix" || url->scheme == "unixgram") continue;
      add_log_server(driver, *url, place_of(*found));
    }
  }

  void add_log_server(const std::string& driver, const Url& url, Place place) {
    maker_.add_once("logging", "export", driver + " to " + url.host.host + (url.host.ports ? ":" + url.host.ports->text() : ""),
                    place);
    if (is_loopback(url.host.host) || !maker_.is_first("log server " + url.scheme + url.host.host)) return;
    auto draft = maker_.begin("interfaces", place);
    draft.say("name", "Logs by " + driver, place).say("medium", "network", place).say("direction", "out", place);
    if (url.host.ports) draft.say("port", url.host.ports->text(), place);
    if (url.scheme == "udp") draft.say("transport", "udp", place);
    if (url.scheme.starts_with("tcp") || url.scheme.starts_with("http")) draft.say("transport", "tcp", place);
    if (url.scheme == "tcp+tls" || url.scheme == "https") draft.say("encryption", "TLS", place);
    draft.say("protocol", driver, place).say("peer", url.host.host, place);
    maker_.add(std::move(draft), "logs-" + driver);
  }

  void read_networks(const Yaml* networks) {
    if (networks == nullptr) return;
    for (const auto& [key, network] : networks->members) {
      const Yaml* internal = network.find("internal");
      if (internal == nullptr) continue;
      const std::string name = short_name(key.scalar);
      const std::string text = text_of(*internal, "'internal' of network " + name).value_or("");
      if (text.empty()) continue;
      add_setting(maker_, "network-" + name + "-internal", "Network without connections to the outside",
                  maker_.file() + ", networks." + name + ".internal", text, place_of(*internal));
    }
  }

  void read_secrets(const Yaml* secrets) {
    if (secrets == nullptr) return;
    for (const auto& [key, secret] : secrets->members) {
      const std::string name = short_name(key.scalar);
      const std::string what = "where the secret " + name + " lies";
      std::string at = "secret store of the container engine";
      if (const Yaml* file = secret.find("file")) at = text_of(*file, what).value_or("");
      if (const Yaml* variable = secret.find("environment"))
        at = "variable " + text_of(*variable, what).value_or("") + " of the environment in which it is started";
      if (at.empty()) continue;
      auto draft = maker_.begin("data_places", place_of(key));
      draft.say("place", at, place_of(key)).say("data", "the secret " + name, place_of(key));
      maker_.add(std::move(draft));
    }
  }

  Maker maker_;
  SystemAccounts accounts_;
  /// The top-level volumes of the document.
  Yaml volumes_;
  std::vector<DataPlace> places_;
  std::map<std::string, std::size_t, std::less<>> positions_;
};

}  // namespace

Gathering gather_compose(std::string_view bytes, std::string_view file) { return Reader(file).read(bytes); }

}  // namespace crosswalk::gathering
