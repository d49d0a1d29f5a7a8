// SPDX-License-Identifier: Apache-2.0
#include "gathering/kubernetes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "gathering/credentials.h"
#include "gathering/image.h"
#include "gathering/maker.h"
#include "gathering/network.h"
#include "packs/yaml_documents.h"

namespace crosswalk::gathering {
namespace {

using packs::Yaml;

/// An object of a file.
struct Object {
  const Yaml* yaml = nullptr;
  std::string kind;
  std::string name;
  std::string space;

  /// "Deployment web"
  [[nodiscard]] std::string title() const { return kind + " " + name; }
};

/// What a member of a security context is called in documents.
struct Setting {
  std::string_view key;
  std::string_view what;
};

constexpr Setting context_settings[] = {
    {"readOnlyRootFilesystem", "Root file system read-only"},
    {"privileged", "Privileged container"},
    {"allowPrivilegeEscalation", "Gaining of privileges"},
    {"runAsNonRoot", "Refusal to run as root"},
    {"procMount", "How /proc is mounted"},
    {"fsGroup", "Group of volumes"},
};
constexpr Setting context_profiles[] = {
    {"seccompProfile", "Filter of system calls (seccomp)"},
    {"appArmorProfile", "AppArmor profile"},
};
constexpr Setting pod_settings[] = {
    {"hostNetwork", "Network of the host"},
    {"hostPID", "Processes of the host"},
    {"hostIPC", "Inter-process communication of the host"},
    {"hostUsers", "Users of the host"},
    {"shareProcessNamespace", "Processes shared among containers"},
    {"automountServiceAccountToken", "Credential of the service account in the pod"},
    {"runtimeClassName", "Runtime class"},
};

/// Kinds that state nothing of what is taken.
constexpr std::array<std::string_view, 9> silent_kinds = {"HorizontalPodAutoscaler",
                                                          "PodDisruptionBudget",
                                                          "PriorityClass",
                                                          "StorageClass",
                                                          "IngressClass",
                                                          "ControllerRevision",
                                                          "Lease",
                                                          "Event",
                                                          "RuntimeClass"};

const Yaml* at(const Yaml* yaml, std::string_view key) { return yaml == nullptr ? nullptr : yaml->find(key); }

template <class... Keys>
const Yaml* at(const Yaml* yaml, std::string_view key, Keys... keys) {
  return at(at(yaml, key), keys...);
}

std::string text_of(const Yaml* yaml) {
  return yaml != nullptr && yaml->kind == Yaml::Kind::scalar ? yaml->scalar : std::string();
}

std::string text_in(const Yaml* yaml, std::string_view key) { return text_of(at(yaml, key)); }

const std::vector<Yaml>& items_of(const Yaml* yaml) {
  static const std::vector<Yaml> none;
  return yaml == nullptr ? none : yaml->items;
}

const std::vector<Yaml::Member>& members_of(const Yaml* yaml) {
  static const std::vector<Yaml::Member> none;
  return yaml == nullptr ? none : yaml->members;
}

std::string joined(const Yaml* list, std::string_view separator = ", ") {
  std::string out;
  for (const Yaml& item : items_of(list)) {
    const std::string text = text_of(&item);
    if (!text.empty()) out += (out.empty() ? "" : std::string(separator)) + text;
  }
  return out;
}

/// "app=web, tier=front"; empty for a selector of everything.
std::string labels_of(const Yaml* selector) {
  std::string out;
  const auto put = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  for (const auto& [key, value] : members_of(at(selector, "matchLabels"))) put(key.scalar + "=" + text_of(&value));
  for (const Yaml& each : items_of(at(selector, "matchExpressions"))) {
    const std::string values = joined(at(&each, "values"));
    put(text_in(&each, "key") + " " + text_in(&each, "operator") + (values.empty() ? "" : " " + values));
  }
  return out;
}

bool is_true(const Yaml* yaml) { return text_of(yaml) == "true"; }

/// tcp, udp, or other, of a protocol as the API writes it; TCP where it says none.
std::string transport_of(const std::string& protocol) {
  const std::string small = base::to_lower(protocol);
  return small.empty() || small == "tcp" ? "tcp" : small == "udp" ? "udp" : "other";
}

/// The template of the pods of an object, which holds metadata and spec; nullptr where it has none.
const Yaml* pod_of(const Object& object) {
  if (object.kind == "Pod") return object.yaml;
  if (object.kind == "CronJob") return at(object.yaml, "spec", "jobTemplate", "spec", "template");
  for (const char* kind : {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"}) {
    if (object.kind == kind) return at(object.yaml, "spec", "template");
  }
  return nullptr;
}

/// Reads one file.
class Reader {
 public:
  explicit Reader(std::string_view file) : maker_(file), users_(maker_) {}

  Gathering read(std::string_view bytes) {
    if (is_helm_template(bytes)) {
      maker_.refuse({1, 1}, "this is a template of Helm, not what is deployed",
                    "render it with the values that are delivered, 'helm template NAME CHART', and give that");
      return maker_.finish();
    }
    packs::Diagnostics noted;
    const auto documents = packs::parse_yaml_documents(bytes, maker_.file(), {}, noted);
    maker_.take(noted);
    if (noted.has_errors() && bytes.find("{{") != std::string_view::npos) {
      maker_.refuse({}, "expressions in {{ }} stand in it: a template, perhaps, not what is deployed",
                    "render it, and give that");
    }
    for (const Yaml& document : documents) collect(document, 0);
    for (const Object& object : objects_) name_role(object);
    for (const Object& object : objects_) read_binding(object);
    for (const Object& object : objects_) read_object(object);
    users_.finish();
    finish_accounts();
    return maker_.finish();
  }

 private:
  void collect(const Yaml& yaml, int level) {
    if (yaml.kind == Yaml::Kind::null) return;
    const std::string kind = text_in(&yaml, "kind");
    const Yaml* items = yaml.find("items");
    constexpr int deepest_list = 4;
    if (kind.ends_with("List") && items != nullptr && level < deepest_list) {
      for (const Yaml& item : items->items) collect(item, level + 1);
      return;
    }
    if (kind.empty() || text_in(&yaml, "apiVersion").empty()) {
      maker_.remark(place_of(yaml), "this is no object of Kubernetes: it has no apiVersion or no kind", "add both");
      return;
    }
    const Yaml* metadata = yaml.find("metadata");
    std::string space = text_in(metadata, "namespace");
    objects_.push_back(
        {&yaml, short_name(kind), short_name(text_in(metadata, "name")), space.empty() ? "default" : short_name(space)});
  }

  [[nodiscard]] std::string where(const Object& object, const std::string& path) const {
    return maker_.file() + ", " + object.title() + ", " + path;
  }

  void read_object(const Object& object) {
    const std::string& kind = object.kind;
    if (kind == "Service") return read_service(object);
    if (kind == "Ingress") return read_ingress(object);
    if (kind == "Gateway") return read_gateway(object);
    if (kind == "NetworkPolicy") return read_policy(object);
    if (kind == "ServiceAccount") return read_service_account(object);
    if (kind == "Role" || kind == "ClusterRole") return read_role(object);
    if (kind == "RoleBinding" || kind == "ClusterRoleBinding") return;
    if (kind == "Secret") return read_secret(object);
    if (kind == "ConfigMap") return read_config(object);
    if (kind == "PersistentVolumeClaim") return read_claim(object.yaml, "PersistentVolumeClaim " + object.name);
    if (kind == "PersistentVolume") return read_volume_object(object);
    if (kind == "Namespace") return read_namespace(object);
    if (const Yaml* pod = pod_of(object)) return read_workload(object, *pod);
    if (std::find(silent_kinds.begin(), silent_kinds.end(), kind) != silent_kinds.end()) return;
    if (maker_.is_first("kind " + kind)) {
      maker_.remark(place_of(*object.yaml), "nothing is taken from objects of kind " + kind,
                    "write what they state into the release file");
    }
  }

  // Services, ingresses, gateways.

  /// The number of a named port of the pods that a service selects; nothing where none has it.
  std::optional<Ports> resolve(const Object& service, const std::string& name) {
    const Yaml* selector = at(service.yaml, "spec", "selector");
    for (const Object& object : objects_) {
      const Yaml* pod = pod_of(object);
      if (pod == nullptr || object.space != service.space || !selects(selector, at(pod, "metadata", "labels"))) continue;
      for (const Yaml& container : items_of(at(pod, "spec", "containers"))) {
        for (const Yaml& port : items_of(at(&container, "ports"))) {
          if (text_in(&port, "name") == name) return read_ports(text_in(&port, "containerPort"));
        }
      }
    }
    return std::nullopt;
  }

  static bool selects(const Yaml* selector, const Yaml* labels) {
    const auto& wanted = members_of(selector);
    constexpr std::size_t most_labels = 100;
    return !wanted.empty() && wanted.size() <= most_labels &&
           std::all_of(wanted.begin(), wanted.end(), [&](const Yaml::Member& each) {
             return at(labels, each.key.scalar) != nullptr && text_in(labels, each.key.scalar) == text_of(&each.value);
           });
  }

  /// What is said of each port of a service.
  struct ServicePort {
    std::string name;
    std::string port;
    std::string node_port;
    std::string transport;
    std::string protocol;
    Place place;
  };

  ServicePort port_of(const Object& service, const Yaml& yaml) {
    ServicePort out;
    out.place = place_of(yaml);
    const std::string name = text_in(&yaml, "name");
    out.name = service.name + (name.empty() ? "" : ": " + name);
    out.port = valid_port(at(&yaml, "port"), "a port of " + service.title());
    out.node_port = valid_port(at(&yaml, "nodePort"), "a node port of " + service.title());
    const std::string protocol = text_in(&yaml, "protocol");
    out.transport = transport_of(protocol);
    out.protocol = text_in(&yaml, "appProtocol");
    if (out.protocol.empty() && out.transport == "other") out.protocol = protocol;
    const std::string target = text_in(&yaml, "targetPort");
    if (target.empty() || read_ports(target)) return out;
    constexpr std::size_t most_lookups = 500;
    const auto number = ++lookups_ <= most_lookups ? resolve(service, target) : std::nullopt;
    if (number) {
      out.name += " (port " + number->text() + " of the container)";
    } else {
      maker_.remark(out.place, "no pod of this file that " + service.title() + " selects has a port '" + plain(target) + "'",
                    "give the file with the pods too, or correct the name");
    }
    return out;
  }

  /// The port as text; empty, and told, where it is none.
  std::string valid_port(const Yaml* yaml, const std::string& what) {
    if (yaml == nullptr || yaml->kind == Yaml::Kind::null) return {};
    const auto port = read_ports(text_of(yaml));
    if (port && port->first == port->last) return port->text();
    maker_.remark(place_of(*yaml), what + " is no port", "write a number up to 65535");
    return {};
  }

  void read_service(const Object& object) {
    const Yaml* spec = at(object.yaml, "spec");
    const std::string type = text_in(spec, "type");
    const auto& ports = items_of(at(spec, "ports"));
    if (type == "ExternalName") return read_external(object, *spec);
    const bool addresses = !items_of(at(spec, "externalIPs")).empty();
    if (!addresses && type != "NodePort" && type != "LoadBalancer") {
      maker_.remark(place_of(*object.yaml),
                    object.title() + " is reached within the cluster alone, and is taken for no interface",
                    "list it under 'interfaces' if others reach it");
      return;
    }
    const std::string peers = joined(at(spec, "loadBalancerSourceRanges"));
    for (const Yaml& yaml : ports) {
      if (yaml.kind != Yaml::Kind::map) {
        maker_.remark(place_of(yaml), "a port of " + object.title() + " is no map", "write 'port: NUMBER'");
        continue;
      }
      const ServicePort port = port_of(object, yaml);
      if (addresses || type == "LoadBalancer") add_port(object, port, port.port, peers);
      if (type == "NodePort" && port.node_port.empty()) {
        maker_.remark(port.place, object.title() + " gets a node port that the cluster chooses",
                      "write 'nodePort', or how it is found");
        add_port(object, port, "", peers);
      } else if (!port.node_port.empty()) {
        add_port(object, port, port.node_port, peers);
      }
    }
  }

  void add_port(const Object& object, const ServicePort& port, const std::string& number, const std::string& peers) {
    auto draft = maker_.begin("interfaces", port.place);
    draft.say("name", port.name, port.place).say("medium", "network", port.place).say("port", number, port.place);
    draft.say("transport", port.transport, port.place).say("protocol", port.protocol, port.place);
    draft.say("direction", "in", port.place).say("peer", peers, port.place).say("default", "open", port.place);
    std::string id = object.name + (number.empty() ? "" : "-" + number);
    if (port.transport != "tcp") id += "-" + port.transport;
    maker_.add(std::move(draft), id);
  }

  void read_external(const Object& object, const Yaml& spec) {
    const Place place = place_of(spec);
    auto draft = maker_.begin("interfaces", place);
    draft.say("name", object.name, place).say("medium", "network", place).say("direction", "out", place);
    draft.say("peer", text_in(&spec, "externalName"), place);
    const auto& ports = items_of(at(&spec, "ports"));
    if (ports.size() == 1) {
      draft.say("port", valid_port(at(ports.data(), "port"), "a port of " + object.title()), place);
      draft.say("transport", transport_of(text_in(ports.data(), "protocol")), place);
    }
    maker_.add(std::move(draft), object.name + "-out");
  }

  /// What an ingress says of hosts with and without TLS, each one interface.
  struct Hosts {
    std::string names;
    Place place;
    bool any = false;

    void put(const std::string& name, Place where) {
      if (!any) place = where;
      any = true;
      if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    }
  };

  void read_ingress(const Object& object) {
    const Yaml* spec = at(object.yaml, "spec");
    const auto& tls = items_of(at(spec, "tls"));
    std::map<std::string, std::string> secrets;
    bool all = false;
    for (const Yaml& each : tls) {
      const auto& hosts = items_of(at(&each, "hosts"));
      all = all || hosts.empty();
      for (const Yaml& host : hosts) secrets.emplace(text_of(&host), text_in(&each, "secretName"));
    }
    Hosts secure;
    Hosts open;
    for (const Yaml& rule : items_of(at(spec, "rules"))) {
      const std::string host = text_in(&rule, "host");
      (all || secrets.contains(host) ? secure : open).put(host, place_of(rule));
    }
    if (const Yaml* backend = at(spec, "defaultBackend")) (all ? secure : open).put("", place_of(*backend));
    std::string encryption = "TLS";
    std::string names;
    for (const Yaml& each : tls) {
      const std::string secret = text_in(&each, "secretName");
      if (!secret.empty()) names += (names.empty() ? "" : ", ") + secret;
    }
    if (!names.empty()) encryption += ", certificate in the secret " + names;
    if (secure.any) add_ingress(object, secure, "443", "HTTPS", encryption);
    if (open.any) add_ingress(object, open, "80", "HTTP", "");
  }

  void add_ingress(const Object& object, const Hosts& hosts, const std::string& port, const std::string& protocol,
                   const std::string& encryption) {
    const Place place = hosts.place;
    auto draft = maker_.begin("interfaces", place);
    draft.say("name", object.name + (hosts.names.empty() ? "" : ": " + hosts.names), place).say("medium", "network", place);
    draft.say("port", port, place).say("transport", "tcp", place).say("protocol", protocol, place).say("direction", "in", place);
    draft.say("encryption", encryption, place).say("default", "open", place);
    maker_.add(std::move(draft), object.name + "-" + port);
  }

  void read_gateway(const Object& object) {
    for (const Yaml& listener : items_of(at(object.yaml, "spec", "listeners"))) {
      const Place place = place_of(listener);
      const std::string port = valid_port(at(&listener, "port"), "a port of " + object.title());
      const std::string protocol = text_in(&listener, "protocol");
      const std::string host = text_in(&listener, "hostname");
      auto draft = maker_.begin("interfaces", place);
      draft.say("name", object.name + ": " + text_in(&listener, "name") + (host.empty() ? "" : ", " + host), place);
      draft.say("medium", "network", place).say("port", port, place).say("direction", "in", place).say("default", "open", place);
      draft.say("transport", protocol == "UDP" ? "udp" : "tcp", place);
      if (protocol != "UDP" && protocol != "TCP") draft.say("protocol", protocol, place);
      const bool ends_here = text_in(at(&listener, "tls"), "mode") != "Passthrough";
      if (protocol == "HTTPS" || protocol == "TLS")
        draft.say("encryption", ends_here ? "TLS" : "TLS, which ends behind the gateway", place);
      maker_.add(std::move(draft), object.name + "-" + port + (protocol == "UDP" ? "-udp" : ""));
    }
  }

  // Network policies.

  static std::string peers_of(const Yaml* peers) {
    std::string out;
    for (const Yaml& peer : items_of(peers)) {
      std::string text;
      if (const Yaml* block = at(&peer, "ipBlock")) {
        const std::string except = joined(at(block, "except"));
        text = text_in(block, "cidr") + (except.empty() ? "" : " without " + except);
      } else {
        const Yaml* pods = at(&peer, "podSelector");
        const Yaml* spaces = at(&peer, "namespaceSelector");
        const std::string pod_labels = labels_of(pods);
        const std::string space_labels = labels_of(spaces);
        text = pod_labels.empty() ? "all pods" : "pods " + pod_labels;
        if (spaces == nullptr && pod_labels.empty()) text += " of the namespace";
        if (spaces != nullptr) text += space_labels.empty() ? " of all namespaces" : " of namespaces " + space_labels;
      }
      out += (out.empty() ? "" : ", ") + text;
    }
    return out;
  }

  static std::string ports_of(const Yaml* ports) {
    std::string out;
    for (const Yaml& port : items_of(ports)) {
      const std::string end = text_in(&port, "endPort");
      std::string text = transport_name(text_in(&port, "protocol"));
      if (const std::string number = text_in(&port, "port"); !number.empty())
        text += " " + number + (end.empty() ? "" : "-" + end);
      out += (out.empty() ? "" : ", ") + text;
    }
    return out;
  }

  static std::string transport_name(const std::string& protocol) { return protocol.empty() ? "TCP" : protocol; }

  /// "in from pods app=web (TCP 8080)", for each rule; "nothing in" where there is none.
  static std::string rules_of(const Yaml* rules, std::string_view peers, const std::string& way, const std::string& from) {
    if (items_of(rules).empty()) return "nothing " + way;
    std::string out;
    for (const Yaml& rule : rules->items) {
      const std::string who = peers_of(at(&rule, peers));
      const std::string ports = ports_of(at(&rule, "ports"));
      out += (out.empty() ? "" : "; ") + way + " " + from + " " + (who.empty() ? "everywhere" : who) +
             (ports.empty() ? "" : " (" + ports + ")");
    }
    return out;
  }

  void read_policy(const Object& object) {
    const Yaml* spec = at(object.yaml, "spec");
    const Place place = place_of(*object.yaml);
    const Yaml* egress = at(spec, "egress");
    const std::string types = joined(at(spec, "policyTypes"));
    // Where no types are named: Ingress always, Egress where there are rules for it.
    const bool in = types.empty() || types.find("Ingress") != std::string::npos;
    const bool out = types.empty() ? egress != nullptr : types.find("Egress") != std::string::npos;
    const std::string pods = labels_of(at(spec, "podSelector"));
    std::string value = pods.empty() ? "all pods of the namespace" : "pods " + pods;
    value += ": ";
    if (in) value += rules_of(at(spec, "ingress"), "from", "in", "from");
    if (out) value += (in ? "; " : "") + rules_of(egress, "to", "out", "to");
    add_setting(maker_, "policy-" + object.name, "Network policy " + object.name, where(object, "spec"), value, place);
    if (out) read_egress(object, egress);
  }

  /// Ways out of the cluster: rules that name addresses.
  void read_egress(const Object& object, const Yaml* egress) {
    for (const Yaml& rule : items_of(egress)) {
      const Yaml* to = at(&rule, "to");
      if (items_of(to).empty()) add_egress(object, "any address", rule, place_of(rule));
      for (const Yaml& peer : items_of(to)) {
        const std::string block = text_in(at(&peer, "ipBlock"), "cidr");
        if (!block.empty()) add_egress(object, block, rule, place_of(peer));
      }
    }
  }

  /// One interface for each port of a rule; one for all where it names none.
  void add_egress(const Object& object, const std::string& block, const Yaml& rule, Place place) {
    const auto& ports = items_of(at(&rule, "ports"));
    if (ports.empty()) add_egress_port(object, block, nullptr, place);
    for (const Yaml& port : ports) add_egress_port(object, block, &port, place_of(port));
  }

  void add_egress_port(const Object& object, const std::string& block, const Yaml* port, Place place) {
    auto draft = maker_.begin("interfaces", place);
    draft.say("name", "allowed by " + object.title(), place).say("medium", "network", place).say("direction", "out", place);
    draft.say("peer", block, place);
    std::string id = object.name + "-out";
    if (port != nullptr) {
      const std::string end = text_in(port, "endPort");
      const auto number = read_ports(text_in(port, "port") + (end.empty() ? "" : "-" + end));
      draft.say("transport", transport_of(text_in(port, "protocol")), place);
      if (number) {
        draft.say("port", number->text(), place);
        id += "-" + number->text();
      }
    }
    maker_.add(std::move(draft), id);
  }

  // Accounts and roles.

  /// An account in the making, as objects all over the file speak of it.
  struct Account {
    std::string name;
    Maker::Draft draft;
  };

  Maker::Draft& account_of(const std::string& kind, const std::string& space, const std::string& name, Place place) {
    const auto [found, fresh] = account_positions_.try_emplace(kind + "/" + space + "/" + name, account_drafts_.size());
    if (fresh) {
      account_drafts_.push_back({(kind == "ServiceAccount" ? "sa-" : "user-") + name, maker_.begin("accounts", place)});
      Maker::Draft& draft = account_drafts_.back().draft;
      const bool elsewhere = kind == "ServiceAccount" && space != "default";
      draft.say("name", elsewhere ? name + " (namespace " + space + ")" : name, place);
      if (kind == "ServiceAccount") draft.say("kind", "service", place);
    }
    return account_drafts_[found->second].draft;
  }

  void finish_accounts() {
    for (Account& each : account_drafts_) maker_.add(std::move(each.draft), each.name);
  }

  void read_service_account(const Object& object) {
    const Place place = place_of(*object.yaml);
    account_of("ServiceAccount", object.space, object.name, place).say("default_state", "created_at_installation", place);
    if (const Yaml* mount = at(object.yaml, "automountServiceAccountToken")) {
      add_setting(maker_, "sa-" + object.name + "-token", "Credential of the service account in pods",
                  where(object, "automountServiceAccountToken"), text_of(mount), place_of(*mount));
    }
  }

  static std::string role_key(const std::string& kind, const std::string& space, const std::string& name) {
    return kind + "/" + (kind == "ClusterRole" ? "" : space) + "/" + name;
  }

  void name_role(const Object& object) {
    if (object.kind != "Role" && object.kind != "ClusterRole") return;
    const std::string key = role_key(object.kind, object.space, object.name);
    if (!role_ids_.contains(key)) role_ids_[key] = maker_.reserve_id("role-" + object.name);
  }

  void read_role(const Object& object) {
    const std::string key = role_key(object.kind, object.space, object.name);
    if (!maker_.is_first("role " + key)) return;
    const Place place = place_of(*object.yaml);
    auto draft = maker_.begin("roles", place);
    draft.say("id", role_ids_[key], place).say("name", object.name + " (" + object.kind + " of Kubernetes)", place);
    for (const Yaml& rule : items_of(at(object.yaml, "rules"))) draft.list("rights", right_of(rule), place_of(rule));
    if (at(object.yaml, "aggregationRule") != nullptr) {
      maker_.remark(place, object.title() + " is put together of other roles by their labels",
                    "write its rights into the release file");
    }
    maker_.add(std::move(draft));
  }

  /// "get, list: pods, deployments.apps"
  static std::string right_of(const Yaml& rule) {
    std::string out = joined(at(&rule, "verbs")) + ": ";
    const std::string addresses = joined(at(&rule, "nonResourceURLs"));
    if (!addresses.empty()) return out + addresses;
    out += joined(at(&rule, "resources"));
    const std::string groups = joined(at(&rule, "apiGroups"));
    if (!groups.empty()) out += " of " + groups;
    const std::string names = joined(at(&rule, "resourceNames"));
    return out + (names.empty() ? "" : ", those named " + names);
  }

  void read_binding(const Object& object) {
    if (object.kind != "RoleBinding" && object.kind != "ClusterRoleBinding") return;
    const Yaml* reference = at(object.yaml, "roleRef");
    const std::string role = short_name(text_in(reference, "name"));
    if (role.empty()) return;
    const std::string key = role_key(short_name(text_in(reference, "kind")), object.space, role);
    const auto [found, fresh] = role_ids_.try_emplace(key);
    if (fresh) found->second = add_role_of_elsewhere(role, place_of(*reference));
    for (const Yaml& subject : items_of(at(object.yaml, "subjects"))) {
      const std::string kind = text_in(&subject, "kind");
      const std::string name = short_name(text_in(&subject, "name"));
      const std::string space = short_name(text_in(&subject, "namespace"));
      const Place place = place_of(subject);
      if (kind == "ServiceAccount" || kind == "User") {
        account_of(kind,
                   kind == "User"  ? ""
                   : space.empty() ? object.space
                                   : space,
                   name, place)
            .list("roles", found->second, place);
      } else {
        maker_.remark(place,
                      "the role " + role + " is given to the group " + name + ", of which this file does not say who is in it",
                      "write it into the release file");
      }
    }
  }

  /// A role that is bound and stands in no object of the file; gives its id.
  std::string add_role_of_elsewhere(const std::string& role, Place place) {
    auto draft = maker_.begin("roles", place);
    const std::string id = maker_.reserve_id("role-" + role);
    draft.say("id", id, place).say("name", role + " (role of Kubernetes)", place);
    maker_.add(std::move(draft));
    maker_.remark(place, "the role " + role + " is bound, and its rights do not stand in this file",
                  "write its rights into the release file");
    return id;
  }

  // Secrets and settings.

  void read_secret(const Object& object) {
    const Place place = place_of(*object.yaml);
    std::string keys;
    for (const char* part : {"data", "stringData"}) {
      for (const auto& [key, value] : members_of(at(object.yaml, part))) {
        keys += (keys.empty() ? "" : ", ") + key.scalar;
        if (text_of(&value).empty()) continue;
        maker_.remark(
            place_of(key),
            "a credential stands in this file: " + plain(key.scalar) + " of " + object.title() + "; it is not taken over",
            "keep it elsewhere, and change it where others have had the file");
      }
    }
    auto draft = maker_.begin("data_places", place);
    draft.say("place", object.title() + " of the cluster", place)
        .say("data", keys.empty() ? "credentials" : "credentials: " + keys, place);
    maker_.add(std::move(draft));
  }

  void read_config(const Object& object) {
    std::vector<Variable> variables;
    for (const auto& [key, value] : members_of(at(object.yaml, "data"))) {
      variables.push_back({plain(key.scalar), text_of(&value), {}, place_of(key)});
    }
    take_accounts(maker_, object.title(), variables);
  }

  void read_namespace(const Object& object) {
    for (const auto& [key, value] : members_of(at(object.yaml, "metadata", "labels"))) {
      constexpr std::string_view prefix = "pod-security.kubernetes.io/";
      const std::string_view mode = key.scalar;
      if (!mode.starts_with(prefix) || mode.ends_with("-version")) continue;
      add_setting(maker_, object.name + "-pod-security-" + std::string(mode.substr(prefix.size())),
                  "Pod security standard, " + std::string(mode.substr(prefix.size())), where(object, "metadata.labels"),
                  text_of(&value), place_of(value));
    }
  }

  // Volumes.

  void read_claim(const Yaml* yaml, const std::string& title) {
    const Yaml* spec = at(yaml, "spec");
    const std::string size = text_in(at(spec, "resources", "requests"), "storage");
    const std::string kind = text_in(spec, "storageClassName");
    std::string more = size;
    if (!kind.empty()) more += (more.empty() ? "" : ", ") + ("storage class " + kind);
    const Place place = place_of(*yaml);
    auto draft = maker_.begin("data_places", place);
    draft.say("place", title + (more.empty() ? "" : " (" + more + ")"), place);
    maker_.add(std::move(draft));
  }

  void read_volume_object(const Object& object) {
    const Yaml* spec = at(object.yaml, "spec");
    std::string at_place = text_in(at(spec, "hostPath"), "path");
    if (at_place.empty()) at_place = text_in(at(spec, "local"), "path");
    if (const Yaml* nfs = at(spec, "nfs")) at_place = "NFS, " + text_in(nfs, "server") + ":" + text_in(nfs, "path");
    if (const Yaml* csi = at(spec, "csi")) at_place = "driver " + text_in(csi, "driver");
    const Place place = place_of(*object.yaml);
    auto draft = maker_.begin("data_places", place);
    draft.say("place", object.title() + (at_place.empty() ? "" : " (" + at_place + ")"), place);
    maker_.add(std::move(draft));
  }

  void read_pod_volume(const Object& object, const Yaml& volume) {
    const Place place = place_of(volume);
    const Yaml* host = at(&volume, "hostPath");
    const std::string path = text_in(host, "path");
    if (path.ends_with("docker.sock") || path.ends_with("containerd.sock") || path.ends_with("crio.sock")) {
      maker_.remark(place, object.title() + " has the socket of the container engine: whoever takes it over has the node",
                    "take it out");
      return;
    }
    std::string name;
    if (!path.empty()) name = path + " of the node";
    if (const Yaml* nfs = at(&volume, "nfs")) name = "NFS, " + text_in(nfs, "server") + ":" + text_in(nfs, "path");
    if (name.empty() || !maker_.is_first("place " + name)) return;
    auto draft = maker_.begin("data_places", place);
    draft.say("place", name + " (" + object.title() + ")", place);
    maker_.add(std::move(draft));
  }

  // Workloads.

  void read_workload(const Object& object, const Yaml& pod) {
    const Yaml* spec = at(&pod, "spec");
    for (const Setting& each : pod_settings) add_member(object, object.name, spec, each, "spec.");
    const Yaml* context = at(spec, "securityContext");
    read_context(object, object.name, "pods", context);
    if (is_true(at(spec, "hostNetwork"))) {
      maker_.remark(place_of(*at(spec, "hostNetwork")),
                    object.title() + " is in the node's network: every port that it opens is open on the node",
                    "list them under 'interfaces'");
    }
    read_account_of_pod(object, spec);
    read_node_selector(at(spec, "nodeSelector"));
    for (const char* part : {"initContainers", "containers", "ephemeralContainers"}) {
      for (const Yaml& container : items_of(at(spec, part)))
        read_container(object, container, context, is_true(at(spec, "hostNetwork")));
    }
    for (const Yaml& volume : items_of(at(spec, "volumes"))) read_pod_volume(object, volume);
    for (const Yaml& claim : items_of(at(object.yaml, "spec", "volumeClaimTemplates"))) {
      read_claim(&claim, "PersistentVolumeClaim " + text_in(at(&claim, "metadata"), "name") + " of " + object.title());
    }
  }

  void read_account_of_pod(const Object& object, const Yaml* spec) {
    for (const char* key : {"serviceAccountName", "serviceAccount"}) {
      const Yaml* account = at(spec, key);
      const std::string name = short_name(text_of(account));
      if (name.empty()) continue;
      account_of("ServiceAccount", object.space, name, place_of(*account))
          .say("purpose", "Pods of " + object.title() + " use the Kubernetes API with it", place_of(*account));
      return;
    }
  }

  void read_node_selector(const Yaml* selector) {
    const Yaml* system = at(selector, "kubernetes.io/os");
    const Yaml* machine = at(selector, "kubernetes.io/arch");
    if (system != nullptr) add_requirement("operating_system", text_of(system), "", place_of(*system));
    if (machine != nullptr) add_requirement("hardware", text_of(machine), "", place_of(*machine));
  }

  void add_requirement(const std::string& kind, const std::string& name, const std::string& versions, Place place) {
    if (!maker_.is_first("requirement " + kind + name + versions)) return;
    auto draft = maker_.begin("requirements", place);
    draft.say("kind", kind, place).say("name", name, place).say("versions", versions, place);
    maker_.add(std::move(draft));
  }

  void add_member(const Object& object, const std::string& id, const Yaml* map, const Setting& setting, const std::string& path) {
    const Yaml* found = at(map, setting.key);
    if (found == nullptr) return;
    add_setting(maker_, id + "-" + std::string(setting.key), setting.what, where(object, path + std::string(setting.key)),
                text_of(found), place_of(*found));
  }

  void read_context(const Object& object, const std::string& id, const std::string& of, const Yaml* context) {
    const std::string path = of + ", securityContext.";
    for (const Setting& each : context_settings) add_member(object, id, context, each, path);
    for (const Setting& each : context_profiles) {
      const Yaml* profile = at(context, each.key);
      const std::string type = text_in(profile, "type");
      if (type.empty()) continue;
      const std::string local = text_in(profile, "localhostProfile");
      add_setting(maker_, id + "-" + std::string(each.key), each.what, where(object, path + std::string(each.key)),
                  type + (local.empty() ? "" : " " + local), place_of(*profile));
    }
    for (const char* way : {"drop", "add"}) {
      const Yaml* list = at(context, "capabilities", way);
      const std::string names = joined(list);
      if (names.empty()) continue;
      add_setting(maker_, id + "-capabilities-" + way, std::string("Capabilities ") + (*way == 'd' ? "taken away" : "given"),
                  where(object, path + "capabilities." + way), names, place_of(*list));
    }
    if (const Yaml* privileged = at(context, "privileged"); is_true(privileged)) {
      maker_.remark(place_of(*privileged), object.title() + " has a privileged container: whoever takes it over has the node",
                    "give it the capabilities that it needs instead");
    }
  }

  void read_container(const Object& object, const Yaml& container, const Yaml* pod_context, bool on_node) {
    const std::string name = short_name(text_in(&container, "name"));
    const std::string title = name.empty() || name == object.name ? object.title() : object.title() + ", container " + name;
    const std::string id = name.empty() || name == object.name ? object.name : object.name + "-" + name;
    if (const Yaml* image = at(&container, "image")) take_image(maker_, text_of(image), title, place_of(*image));
    const Yaml* context = at(&container, "securityContext");
    read_context(object, id, "container " + name, context);
    read_user(title, place_of(container), context, pod_context);
    read_variables(title, at(&container, "env"));
    for (const char* part : {"command", "args"}) {
      std::vector<std::string> words;
      for (const Yaml& word : items_of(at(&container, part))) words.push_back(without_references(text_of(&word)));
      if (!words.empty()) remark_upon_command(maker_, title, words, place_of(*at(&container, part)));
    }
    read_resources(object, id, name, title, at(&container, "resources"));
    for (const Yaml& port : items_of(at(&container, "ports"))) read_container_port(object, port, on_node);
  }

  /// What a container does not say, its pod does.
  void read_user(const std::string& title, Place place, const Yaml* context, const Yaml* pod_context) {
    const Yaml* user = at(context, "runAsUser");
    if (user == nullptr) user = at(pod_context, "runAsUser");
    const Yaml* group = at(context, "runAsGroup");
    if (group == nullptr) group = at(pod_context, "runAsGroup");
    if (user != nullptr) return users_.take(text_of(user), text_of(group), title, place_of(*user));
    maker_.remark(place, "nothing says as which user " + title + " runs: its image decides",
                  "say 'runAsUser', or add the account to 'accounts'");
  }

  void read_variables(const std::string& title, const Yaml* list) {
    std::vector<Variable> out;
    for (const Yaml& each : items_of(list)) {
      Variable variable{plain(text_in(&each, "name")), without_references(text_in(&each, "value")), {}, place_of(each)};
      const Yaml* from = at(&each, "valueFrom");
      if (const Yaml* secret = at(from, "secretKeyRef")) {
        variable.source = "secret " + plain(text_in(secret, "name")) + ", key " + plain(text_in(secret, "key"));
      } else if (const Yaml* config = at(from, "configMapKeyRef")) {
        variable.source = "config map " + plain(text_in(config, "name")) + ", key " + plain(text_in(config, "key"));
      }
      out.push_back(std::move(variable));
    }
    take_accounts(maker_, title, out);
  }

  /// A value without "$(NAME)", which is replaced when the container starts; "$$(" is a "$(".
  static std::string without_references(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i] == '$' && i + 1 < value.size() && value[i + 1] == '$') {
        out += value[++i];
      } else if (value[i] == '$' && i + 1 < value.size() && value[i + 1] == '(') {
        const std::size_t end = value.find(')', i);
        if (end == std::string_view::npos) return out + std::string(value.substr(i));
        i = end;
      } else {
        out += value[i];
      }
    }
    return out;
  }

  void read_resources(const Object& object, const std::string& id, const std::string& container, const std::string& title,
                      const Yaml* resources) {
    for (const auto& [key, value] : members_of(at(resources, "limits"))) {
      add_setting(maker_, id + "-limit-" + key.scalar, "Limit of " + key.scalar,
                  where(object, "container " + container + ", resources.limits." + key.scalar), text_of(&value), place_of(value));
    }
    for (const auto& [key, value] : members_of(at(resources, "requests"))) {
      add_requirement("hardware", key.scalar + " for " + title, text_of(&value) + " requested", place_of(value));
    }
  }

  /// Only a port of the node is reached without a service.
  void read_container_port(const Object& object, const Yaml& yaml, bool on_node) {
    const Yaml* node = at(&yaml, "hostPort");
    if (node == nullptr && on_node) node = at(&yaml, "containerPort");
    if (node == nullptr) return;
    ServicePort port;
    port.place = place_of(yaml);
    const std::string name = text_in(&yaml, "name");
    port.name = object.name + (name.empty() ? "" : ": " + name);
    const std::string protocol = text_in(&yaml, "protocol");
    port.transport = transport_of(protocol);
    if (port.transport == "other") port.protocol = protocol;
    const std::string number = valid_port(node, "a port of " + object.title());
    const std::string address = text_in(&yaml, "hostIP");
    if (!number.empty()) add_port(object, port, number, is_loopback(address) ? this_machine(address) : "");
  }

  Maker maker_;
  SystemAccounts users_;
  /// They point into the documents, which read() keeps.
  std::vector<Object> objects_;
  std::vector<Account> account_drafts_;
  std::map<std::string, std::size_t> account_positions_;
  /// The ids of roles, by kind, namespace and name.
  std::map<std::string, std::string> role_ids_;
  std::size_t lookups_ = 0;
};

}  // namespace

bool is_helm_template(std::string_view bytes) {
  constexpr std::array<std::string_view, 9> words = {".Values",   ".Release",   ".Chart",      ".Capabilities", ".Files",
                                                     ".Template", "include \"", "template \"", "define \""};
  std::size_t at = bytes.find("{{");
  while (at != std::string_view::npos) {
    constexpr std::size_t longest_action = 2000;
    std::string_view action = bytes.substr(at, longest_action);
    action = action.substr(0, action.find("}}"));
    for (const std::string_view word : words) {
      if (action.find(word) != std::string_view::npos) return true;
    }
    at = bytes.find("{{", at + std::max<std::size_t>(action.size(), 2));
  }
  return false;
}

Gathering gather_kubernetes(std::string_view bytes, std::string_view file) { return Reader(file).read(bytes); }

}  // namespace crosswalk::gathering
