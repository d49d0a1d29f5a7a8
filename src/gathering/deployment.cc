// SPDX-License-Identifier: Apache-2.0
#include "gathering/deployment.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "gathering/compose.h"
#include "gathering/kubernetes.h"
#include "gathering/maker.h"
#include "gathering/nginx.h"
#include "gathering/systemd.h"

namespace crosswalk::gathering {
namespace {

using release::Entry;
using release::Fact;

/// How much of a file is looked at to tell what it is.
constexpr std::size_t looked_at = 64U << 10U;

bool ends_with_one_of(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

/// What the beginnings of lines say of a file.
struct Signs {
  /// A map "services", not a list, as others have it.
  bool services = false;
  /// Whether the line before was "services:".
  bool after_services = false;
  /// A member that services of Compose have.
  bool image = false;
  bool api_version = false;
  bool kind = false;
  bool unit_section = false;
  bool nginx_block = false;
  bool nginx_directive = false;
};

bool is_block_of_nginx(std::string_view line) {
  for (const std::string_view name : {"server", "http", "stream", "events", "upstream", "mail"}) {
    if (!line.starts_with(name)) continue;
    const std::string_view rest = line.substr(name.size());
    if (name == "upstream" ? rest.starts_with(' ') && rest.find('{') != std::string_view::npos
                           : base::trim(rest).starts_with('{'))
      return true;
  }
  return false;
}

bool is_directive_of_nginx(std::string_view line) {
  for (const std::string_view name : {"listen ", "server_name ", "proxy_pass ", "ssl_protocols ", "ssl_certificate ",
                                      "worker_processes ", "location ", "ssl_ciphers ", "add_header ", "worker_connections "}) {
    if (line.starts_with(name) && (line.find(';') != std::string_view::npos || line.find('{') != std::string_view::npos))
      return true;
  }
  return false;
}

void look_at(std::string_view line, Signs& signs) {
  // In a list of objects they stand deeper.
  std::string_view inner = base::trim(line);
  if (inner.empty() || inner.starts_with('#')) return;
  if (signs.after_services) signs.services = !inner.starts_with('-') && line.front() == ' ';
  signs.after_services = line.starts_with("services:");
  if (signs.after_services && base::trim(line.substr(9)).starts_with('{')) signs.services = true;
  signs.image = signs.image || line.find("image:") != std::string_view::npos || line.find("build:") != std::string_view::npos;
  if (inner.starts_with("- ")) inner = base::trim(inner.substr(2));
  if (inner.starts_with('"')) inner.remove_prefix(1);
  signs.api_version = signs.api_version || inner.starts_with("apiVersion:") || inner.starts_with("apiVersion\"");
  signs.kind = signs.kind || inner.starts_with("kind:") || inner.starts_with("kind\"");
  for (const std::string_view section : {"[Unit]", "[Service]", "[Socket]", "[Timer]", "[Mount]", "[Install]"}) {
    signs.unit_section = signs.unit_section || inner == section;
  }
  signs.nginx_block = signs.nginx_block || is_block_of_nginx(inner);
  signs.nginx_directive = signs.nginx_directive || is_directive_of_nginx(inner);
}

Signs signs_of(std::string_view bytes) {
  Signs out;
  for (const std::string_view line : base::split(bytes.substr(0, looked_at), '\n')) look_at(line, out);
  // JSON may stand in one line.
  const std::string_view text = base::trim(bytes.substr(0, looked_at));
  if (text.starts_with('{')) {
    out.api_version = out.api_version || text.find("\"apiVersion\"") != std::string_view::npos;
    out.kind = out.kind || text.find("\"kind\"") != std::string_view::npos;
    out.image = out.image || text.find("\"image\"") != std::string_view::npos || text.find("\"build\"") != std::string_view::npos;
    const std::size_t services = text.find("\"services\"");
    if (services != std::string_view::npos) {
      std::string_view rest = base::trim(text.substr(services + 10));
      if (rest.starts_with(':')) rest = base::trim(rest.substr(1));
      out.services = out.services || rest.starts_with('{');
    }
  }
  return out;
}

bool is_unit_name(std::string_view path) {
  if (ends_with_one_of(path, {".service", ".socket", ".timer", ".mount", ".automount"})) return true;
  const std::size_t slash = path.find_last_of("/\\");
  if (slash == std::string_view::npos || !path.ends_with(".conf")) return false;
  return ends_with_one_of(path.substr(0, slash), {".service.d", ".socket.d", ".timer.d", ".mount.d", "service.d", "socket.d"});
}

/// Two texts as one; too much is left as it was.
void join(std::string& text, std::string_view addition) {
  for (std::size_t from = 0; from <= addition.size();) {
    const std::size_t end = std::min(addition.find("; ", from), addition.size());
    if (text.size() + end - from <= Maker::longest_text) put_beside(text, addition.substr(from, end - from));
    from = end + 2;
  }
}

/// Merges entries of one gathering into the first that says the same port.
class Merger {
 public:
  explicit Merger(packs::Diagnostics& remarks) : remarks_(remarks) {}

  void merge(Entry& into, const Entry& from) {
    for (const auto& [name, fact] : from.facts) {
      if (name == "id") continue;
      const auto [found, fresh] = into.facts.try_emplace(name, fact);
      if (!fresh) merge_fact(into, name, found->second, fact);
    }
  }

 private:
  void merge_fact(Entry& entry, const std::string& name, Fact& into, const Fact& from) {
    if (into.texts == from.texts) return join(into.origin, from.origin);
    const release::FieldSpec* field = release::find_group("interfaces")->find(name);
    const bool text = field != nullptr && field->kind == release::FieldKind::text;
    if (text && !into.texts.empty() && !from.texts.empty()) {
      join(into.texts[0], from.texts[0]);
      join(into.origin, from.origin);
    } else if (name == "default") {
      // Closed in one place does not close it in the other.
      if (from.texts == std::vector<std::string>{"open"}) into = from;
    } else {
      remarks_.warning(from.origin.substr(0, from.origin.rfind(", line ")), from.line, from.column,
                       "'" + name + "' of port " + entry.text("port") + " is said in two ways, " + into.origin + " and " +
                           from.origin + ": it is left out",
                       "write into the release file which is right");
      entry.facts.erase(name);
    }
  }

  packs::Diagnostics& remarks_;
};

/// What two interfaces have in common that are one; empty where nothing can be the same.
std::string key_of(const Entry& entry) {
  const std::string port = entry.text("port");
  const std::string direction = entry.text("direction");
  if (port.empty() || direction.empty()) return {};
  std::string key = entry.text("medium") + "|" + port + "|" + entry.text("transport") + "|" + direction;
  if (direction != "in") key += "|" + entry.text("peer");
  return key;
}

}  // namespace

std::optional<DeploymentKind> kind_of(std::string_view name, std::string_view bytes) {
  const std::string path = base::to_lower(name);
  const std::string_view file = std::string_view(path).substr(path.find_last_of("/\\") + 1);
  if (is_unit_name(path)) return DeploymentKind::systemd;
  const bool yaml = ends_with_one_of(file, {".yaml", ".yml", ".json"});
  const bool config = ends_with_one_of(file, {".conf", ".nginx", ".vhost"}) || file.find('.') == std::string_view::npos;
  if (!yaml && !config) return std::nullopt;
  if (yaml && (file.starts_with("docker-compose") || file.starts_with("compose.") || file.starts_with("compose-"))) {
    return DeploymentKind::compose;
  }
  const Signs signs = signs_of(bytes);
  if (yaml && signs.api_version && signs.kind) return DeploymentKind::kubernetes;
  if (yaml && signs.services && signs.image) return DeploymentKind::compose;
  if (yaml) return std::nullopt;
  if (signs.unit_section) return DeploymentKind::systemd;
  if (file.starts_with("nginx") || signs.nginx_block || signs.nginx_directive) return DeploymentKind::nginx;
  return std::nullopt;
}

Gathering gather_deployment(DeploymentKind kind, std::string_view bytes, std::string_view file) {
  Gathering out;
  switch (kind) {
    case DeploymentKind::compose:
      out = gather_compose(bytes, file);
      break;
    case DeploymentKind::kubernetes:
      out = gather_kubernetes(bytes, file);
      break;
    case DeploymentKind::systemd:
      out = gather_systemd(bytes, file);
      break;
    case DeploymentKind::nginx:
      out = gather_nginx(bytes, file);
      break;
  }
  merge_interfaces(out);
  return out;
}

void merge_interfaces(Gathering& gathering) {
  Merger merger(gathering.remarks);
  std::map<std::string, std::size_t> first;
  std::vector<Gathered> kept;
  for (Gathered& each : gathering.entries) {
    const std::string key = each.group == "interfaces" ? key_of(each.entry) : std::string();
    const auto [found, fresh] = first.try_emplace(key, kept.size());
    if (key.empty() || fresh) {
      kept.push_back(std::move(each));
    } else {
      merger.merge(kept[found->second].entry, each.entry);
    }
  }
  gathering.entries = std::move(kept);
}

}  // namespace crosswalk::gathering
