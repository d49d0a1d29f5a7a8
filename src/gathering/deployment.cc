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

/// Puts a text beside another; too much is left as it was.
void join(std::string& text, std::string_view addition) {
  for (std::size_t from = 0; from <= addition.size();) {
    const std::size_t end = std::min(addition.find("; ", from), addition.size());
    if (text.size() + end - from <= Maker::longest_text) put_beside(text, addition.substr(from, end - from));
    from = end + 2;
  }
}

/// The source that an entry is from.
std::string_view source_of(const Entry& entry) {
  const Fact* port = entry.find("port");
  const std::string_view origin = port == nullptr ? std::string_view() : std::string_view(port->origin);
  return origin.substr(0, origin.find(", "));
}

/// What some entries say of a field with the same words.
struct Said {
  Fact fact;
  std::vector<const Entry*> by;
};

/// Merges the entries that say the same port.
class Merger {
 public:
  Merger(const std::vector<Entry>& entries, packs::Diagnostics& remarks) : entries_(entries), remarks_(remarks) {}

  Entry merge() {
    Entry out = entries_[0];
    for (const release::FieldSpec& field : release::find_group("interfaces")->fields) {
      if (field.name == "id") continue;
      const std::vector<Said> said = all_of(field.name);
      if (said.empty()) continue;
      auto fact = one_of(field, said);
      if (fact) {
        out.facts[std::string(field.name)] = std::move(*fact);
      } else {
        out.facts.erase(std::string(field.name));
      }
    }
    return out;
  }

 private:
  [[nodiscard]] std::vector<Said> all_of(std::string_view field) const {
    std::vector<Said> out;
    for (const Entry& entry : entries_) {
      const Fact* fact = entry.find(field);
      if (fact == nullptr || fact->texts.empty()) continue;
      const auto found = std::find_if(out.begin(), out.end(), [&](const Said& each) { return each.fact.texts == fact->texts; });
      if (found == out.end()) {
        out.push_back({*fact, {&entry}});
      } else {
        join(found->fact.origin, fact->origin);
        found->by.push_back(&entry);
      }
    }
    return out;
  }

  std::optional<Fact> one_of(const release::FieldSpec& field, const std::vector<Said>& said) {
    if (field.kind == release::FieldKind::text) return texts_of(field.name, said);
    if (said.size() == 1) return said[0].fact;
    if (field.name == "default") {
      // Closed in one place does not close it in the other.
      const auto open = std::find_if(said.begin(), said.end(), [](const Said& each) { return each.fact.texts[0] == "open"; });
      return open == said.end() ? said[0].fact : open->fact;
    }
    const Fact& last = said.back().fact;
    remarks_.warning(last.origin.substr(0, last.origin.find(", ")), last.line, last.column,
                     "'" + std::string(field.name) + "' of port " + entries_[0].text("port") + " is said in two ways, " +
                         said[0].fact.origin + " and " + last.origin + ": it is left out",
                     "write into the release file which is right");
    return std::nullopt;
  }

  [[nodiscard]] Fact texts_of(std::string_view field, const std::vector<Said>& said) const {
    Fact out = said[0].fact;
    out.texts[0].clear();
    for (const Said& each : said) {
      const bool of_all = field == "name" || !is_of_some(each);
      join(out.texts[0], of_all ? each.fact.texts[0] : each.fact.texts[0] + " (" + names_of(each) + ")");
      join(out.origin, each.fact.origin);
    }
    return out;
  }

  /// Whether the same source has an entry of which this is not said. Another source may just not know.
  [[nodiscard]] bool is_of_some(const Said& said) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      if (std::find(said.by.begin(), said.by.end(), &entry) != said.by.end()) return false;
      return std::any_of(said.by.begin(), said.by.end(), [&](const Entry* by) { return source_of(*by) == source_of(entry); });
    });
  }

  static std::string names_of(const Said& said) {
    std::string out;
    for (const Entry* each : said.by) join(out, each->text("name"));
    for (std::size_t at = out.find("; "); at != std::string::npos; at = out.find("; ", at)) out.replace(at, 2, ", ");
    return out.empty() ? "in part" : out;
  }

  const std::vector<Entry>& entries_;
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
  std::map<std::string, std::vector<Entry>> same;
  for (const Gathered& each : gathering.entries) {
    const std::string key = each.group == "interfaces" ? key_of(each.entry) : std::string();
    if (!key.empty()) same[key].push_back(each.entry);
  }
  std::vector<Gathered> kept;
  for (Gathered& each : gathering.entries) {
    const auto found = each.group == "interfaces" ? same.find(key_of(each.entry)) : same.end();
    if (found == same.end()) {
      kept.push_back(std::move(each));
    } else if (!found->second.empty()) {
      // The first stands for all.
      const std::vector<Entry> entries = std::exchange(found->second, {});
      kept.push_back({each.group, entries.size() == 1 ? entries[0] : Merger(entries, gathering.remarks).merge()});
    }
  }
  gathering.entries = std::move(kept);
}

}  // namespace crosswalk::gathering
