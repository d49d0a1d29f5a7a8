// SPDX-License-Identifier: Apache-2.0
#include "gathering/nginx.h"

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
#include "gathering/nginx_syntax.h"

namespace crosswalk::gathering {
namespace {

/// A directive that serves security.
struct Setting {
  std::string_view name;
  std::string_view what;
};

constexpr Setting settings[] = {
    {"ssl_protocols", "Versions of TLS"},
    {"ssl_ciphers", "Ciphers of TLS"},
    {"ssl_conf_command", "Settings of OpenSSL"},
    {"ssl_ecdh_curve", "Curves of TLS"},
    {"ssl_prefer_server_ciphers", "Order of ciphers"},
    {"ssl_session_tickets", "Session tickets of TLS"},
    {"ssl_early_data", "Early data of TLS 1.3"},
    {"ssl_stapling", "Stapling of certificate status (OCSP)"},
    {"ssl_verify_client", "Client certificates"},
    {"ssl_reject_handshake", "Refusal of unknown server names"},
    {"server_tokens", "Version of nginx in answers"},
    {"autoindex", "Listing of folders"},
    {"disable_symlinks", "Symbolic links"},
    {"client_max_body_size", "Largest request"},
    {"client_body_timeout", "Time limit for the body of a request"},
    {"client_header_timeout", "Time limit for the head of a request"},
    {"limit_req", "Limit of requests"},
    {"limit_conn", "Limit of connections"},
    {"proxy_ssl_verify", "Check of certificates of servers that are passed on to"},
    {"proxy_ssl_protocols", "Versions of TLS towards servers that are passed on to"},
    {"grpc_ssl_verify", "Check of certificates of servers that are passed on to (gRPC)"},
};

/// Headers of answers that tell browsers how to protect their user.
constexpr std::array<std::string_view, 10> headers = {
    "strict-transport-security",   "content-security-policy",    "x-frame-options",
    "x-content-type-options",      "x-xss-protection",           "referrer-policy",
    "permissions-policy",          "cross-origin-opener-policy", "cross-origin-embedder-policy",
    "cross-origin-resource-policy"};

/// A directive that passes requests on, how the peer speaks where no scheme says it, and the port where none is written.
struct Pass {
  std::string_view name;
  std::string_view protocol;
};

constexpr Pass passes[] = {
    {"proxy_pass", "HTTP"},  {"grpc_pass", "gRPC"}, {"fastcgi_pass", "FastCGI"},
    {"uwsgi_pass", "uwsgi"}, {"scgi_pass", "SCGI"}, {"memcached_pass", "memcached"},
};

enum class Context { http, stream, mail };

/// Who may connect, and where that is said; empty where anybody may.
struct Allowed {
  std::string peers;
  Place place;
};

/// The blocks around a directive, from the outside.
using Chain = std::vector<const Directive*>;

/// The directive that holds in the innermost block; blocks inherit from those around them.
const Directive* find_in(const Chain& chain, std::string_view name) {
  for (std::size_t i = chain.size(); i-- > 0;) {
    if (const Directive* found = chain[i]->find(name)) return found;
  }
  return nullptr;
}

std::string first_of(const Chain& chain, std::string_view name) {
  const Directive* found = find_in(chain, name);
  return found == nullptr ? std::string() : found->argument(0);
}

bool has_variable(std::string_view text) { return text.find('$') != std::string_view::npos; }

/// Reads one configuration.
class Reader {
 public:
  explicit Reader(std::string_view file) : maker_(file), accounts_(maker_) {}

  Gathering read(std::string_view bytes) {
    const Directive file = read_directives(bytes, maker_);
    collect_upstreams(file, 0);
    Chain chain = {&file};
    walk(file, chain, Context::http);
    for (auto& [key, draft] : settings_) maker_.add(std::move(draft), key);
    accounts_.finish();
    return maker_.finish();
  }

 private:
  void collect_upstreams(const Directive& block, int level) {
    for (const Directive& each : block.block) {
      if (each.name == "upstream") upstreams_.emplace(each.argument(0), &each);
      // They stand in http or stream.
      if (level == 0 && (each.name == "http" || each.name == "stream")) collect_upstreams(each, 1);
    }
  }

  static bool listens_to_udp(const Directive& server) {
    return std::any_of(server.block.begin(), server.block.end(),
                       [](const Directive& each) { return each.name == "listen" && each.has("udp"); });
  }

  /// A server that passes on by itself, or listens to UDP, is one of stream: http has locations for that.
  static bool is_stream(const Directive& server) { return listens_to_udp(server) || server.find("proxy_pass") != nullptr; }

  void walk(const Directive& block, Chain& chain, Context context) {
    for (const Directive& each : block.block) {
      Context inner = context;
      if (each.name == "stream") inner = Context::stream;
      if (each.name == "mail") inner = Context::mail;
      if (each.name == "server" && chain.size() == 1 && is_stream(each)) inner = Context::stream;
      const bool is_block = !each.block.empty();
      read_directive(each, chain, context);
      if (!is_block) continue;
      chain.push_back(&each);
      if (each.name == "server") read_server(each, chain, inner);
      if (each.name != "upstream" && each.name != "map" && each.name != "geo" && each.name != "types") walk(each, chain, inner);
      chain.pop_back();
    }
  }

  /// "http, server www.example.com, location /"
  static std::string path_of(const Chain& chain) {
    std::string out;
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const Directive& each = *chain[i];
      std::string what = each.name;
      if (each.name == "server") {
        const Directive* names = each.find("server_name");
        if (names != nullptr && !names->arguments.empty()) what += " " + short_name(names->arguments[0]);
      } else if (!each.arguments.empty()) {
        what += " " + short_name(each.text());
      }
      out += (out.empty() ? "" : ", ") + what;
    }
    return out;
  }

  void read_directive(const Directive& each, const Chain& chain, Context context) {
    if (each.name == "include") {
      maker_.remark(each.place, "'include " + each.text() + "' names other files, which are not followed",
                    "give these files too");
    } else if (each.name == "user") {
      accounts_.take(each.argument(0), each.argument(1), "the worker processes of nginx", each.place);
    } else if (each.name == "access_log" || each.name == "error_log") {
      read_log(each);
    } else if (each.name == "resolver") {
      read_resolver(each);
    } else if (each.name.ends_with("_cache_path")) {
      add_place(each.argument(0), "cache", each.place);
    } else if (each.name == "client_body_temp_path") {
      add_place(each.argument(0), "bodies of requests, for a short time", each.place);
    }
    read_setting(each, chain);
    read_credential(each);
    for (const Pass& pass : passes) {
      if (each.name == pass.name) read_pass(each, pass, chain, context);
    }
  }

  // Settings.

  void read_setting(const Directive& each, const Chain& chain) {
    if (each.name == "add_header") {
      const std::string name = base::to_lower(each.argument(0));
      if (std::find(headers.begin(), headers.end(), name) == headers.end()) return;
      add(each, "Header " + each.argument(0) + " of answers", each.argument(1), "header-" + each.argument(0), chain);
      return;
    }
    for (const Setting& setting : settings) {
      if (each.name == setting.name) add(each, std::string(setting.what), each.text(), each.name, chain);
    }
  }

  /// The same value in several places is one setting.
  void add(const Directive& each, const std::string& what, const std::string& value, const std::string& id, const Chain& chain) {
    const std::string path = path_of(chain);
    const std::string where = maker_.file() + ", " + each.name + (path.empty() ? "" : " of " + path);
    const auto [found, fresh] = setting_positions_.try_emplace(id + " " + value, settings_.size());
    if (fresh && settings_.size() >= Maker::most_entries) return;
    if (fresh) {
      settings_.emplace_back("nginx-" + id, maker_.begin("hardening", each.place));
      settings_.back().second.say("setting", what, each.place);
      if (has_variable(value)) {
        maker_.remark(each.place, "the value of '" + each.name + "' depends on variables, and is not taken",
                      "write it into the release file");
      } else {
        settings_.back().second.say("default", value, each.place);
      }
    }
    if (found->second < settings_.size()) settings_[found->second].second.say("where", where, each.place);
  }

  void read_credential(const Directive& each) {
    const std::string name = each.argument(0);
    const std::string value = each.argument(each.name == "env" || each.arguments.size() < 2 ? 0 : 1);
    bool written = false;
    if (each.name == "proxy_set_header" || each.name == "fastcgi_param" || each.name == "grpc_set_header" || each.name == "set" ||
        each.name == "add_header" || each.name == "uwsgi_param") {
      const bool secret = base::equal_ignoring_case(name, "authorization") || names_credential(name);
      written = secret && !value.empty() && each.arguments.size() > 1 && !is_only_variables(value);
    } else if (each.name == "env") {
      const std::size_t equals = name.find('=');
      written = equals != std::string::npos && equals + 1 < name.size() && names_credential(name.substr(0, equals));
    } else if (each.name == "secure_link_secret") {
      written = !has_variable(name);
    } else if (each.name.ends_with("certificate_key")) {
      written = name.starts_with("data:") && !has_variable(name);
    }
    for (const std::string& argument : each.arguments) {
      written = written || (argument.find("://") != std::string::npos && !has_variable(argument) && holds_credential(argument));
    }
    if (!written) return;
    maker_.remark(each.place, "a credential stands in this file, in '" + each.name + "'; it is not taken over",
                  "keep it elsewhere, and change it where others have had the file");
  }

  /// "$http_authorization", "Bearer $token"
  static bool is_only_variables(std::string_view value) { return has_variable(value); }

  // Places.

  void add_place(const std::string& place, const std::string& data, Place at) {
    if (place.empty() || has_variable(place) || !maker_.is_first("place " + place)) return;
    auto draft = maker_.begin("data_places", at);
    draft.say("place", place, at).say("data", data, at);
    maker_.add(std::move(draft));
  }

  void read_log(const Directive& each) {
    const std::string target = each.argument(0);
    const std::string what = each.name == "access_log" ? "access log" : "error log";
    if (target.empty() || target == "off" || target == "stderr" || target.starts_with("memory:") || target == "/dev/null") return;
    if (target.starts_with("syslog:")) return read_syslog(each, what);
    if (target.starts_with("/dev/")) return;
    add_place(target, what + " of nginx", each.place);
    if (!has_variable(target)) maker_.add_once("logging", "place", what + " of nginx: " + target, each.place);
  }

  /// "syslog:server=address[:port],parameter=value". Source: nginx.org/en/docs/syslog.html.
  void read_syslog(const Directive& each, const std::string& what) {
    for (const std::string_view part : base::split(std::string_view(each.arguments[0]).substr(7), ',')) {
      if (!part.starts_with("server=") || part.starts_with("server=unix:")) continue;
      const auto server = read_host_port(part.substr(7));
      if (!server) continue;
      const std::string port = server->ports ? server->ports->text() : "514";
      maker_.add_once("logging", "export", what + " of nginx by syslog to " + server->host + ":" + port, each.place);
      add_peer("syslog", "udp", "syslog", server->host, port, each.place);
    }
  }

  void read_resolver(const Directive& each) {
    for (const std::string& argument : each.arguments) {
      if (argument.find('=') != std::string::npos) continue;
      const auto server = read_host_port(argument);
      if (server) add_peer("names of hosts", "", "DNS", server->host, server->ports ? server->ports->text() : "53", each.place);
    }
  }

  // Ways out.

  void add_peer(const std::string& name, const std::string& transport, const std::string& protocol, const std::string& host,
                const std::string& port, Place place, const std::string& encryption = "",
                const std::string& authentication = "") {
    const std::string id = protocol + "-" + host + (port.empty() ? "" : "-" + port);
    if (!maker_.is_first("peer " + id)) return;
    if (is_loopback(host)) {
      maker_.remark(place,
                    "nginx passes on to " + host + (port.empty() ? "" : ":" + port) +
                        " of the same machine, which is taken for no interface",
                    "list it under 'interfaces' if others reach it");
      return;
    }
    auto draft = maker_.begin("interfaces", place);
    draft.say("name", "nginx to " + host + " (" + name + ")", place).say("medium", "network", place).say("port", port, place);
    draft.say("transport", transport, place)
        .say("protocol", protocol, place)
        .say("direction", "out", place)
        .say("peer", host, place);
    draft.say("encryption", encryption, place).say("authentication", authentication, place);
    maker_.add(std::move(draft), "out-" + id);
  }

  void read_pass(const Directive& each, const Pass& pass, const Chain& chain, Context context) {
    const std::string target = each.argument(0);
    const std::string from = path_of(chain);
    if (target.starts_with("unix:") || target.find("://unix:") != std::string::npos || target.empty()) return;
    const auto url = read_url(target);
    const auto upstream = upstreams_.find(url ? url->host.host : target);
    if (upstream != upstreams_.end()) {
      const std::string once = "upstream " + upstream->first + " " + target.substr(0, target.find(':')) + " " + each.name;
      if (!maker_.is_first(once)) return;
      return read_upstream(*upstream->second, url ? url->scheme : "", pass, chain, context);
    }
    if (has_variable(target) || !url) {
      maker_.remark(each.place, "where " + each.name + (from.empty() ? "" : " of " + from) + " leads depends on variables",
                    "write the peers into the release file");
      return;
    }
    pass_on(url->host, url->scheme, from.empty() ? each.name : from, pass, chain, context, each.place);
  }

  void read_upstream(const Directive& upstream, const std::string& scheme, const Pass& pass, const Chain& chain,
                     Context context) {
    for (const Directive& server : upstream.block) {
      if (server.name != "server" || server.argument(0).starts_with("unix:")) continue;
      const auto host = read_host_port(server.argument(0));
      if (host) {
        pass_on(*host, scheme.empty() ? "" : scheme, "upstream " + upstream.argument(0), pass, chain, context, server.place);
      } else {
        maker_.remark(server.place, "this server of upstream " + upstream.argument(0) + " cannot be read",
                      "write it as host:port");
      }
    }
  }

  void pass_on(const HostPort& host, const std::string& scheme, const std::string& name, const Pass& pass, const Chain& chain,
               Context context, Place place) {
    const bool secure =
        scheme == "https" || scheme == "grpcs" || (context == Context::stream && first_of(chain, "proxy_ssl") == "on");
    std::string port;
    if (host.ports) port = host.ports->text();
    // Source: ngx_http_upstream_module, server: 80; ngx_http_proxy_module, proxy_pass: that of the scheme.
    const bool of_upstream = name.starts_with("upstream ");
    const bool has_default = of_upstream || pass.protocol == "HTTP" || pass.protocol == "gRPC";
    if (port.empty() && context == Context::http && has_default) port = secure && !of_upstream ? "443" : "80";
    std::string protocol(pass.protocol);
    if (protocol == "HTTP" && secure) protocol = "HTTPS";
    if (context == Context::stream) protocol = "";
    std::string authentication;
    if (secure && first_of(chain, "proxy_ssl_verify") == "on") authentication = "certificate of the server";
    std::string transport = "tcp";
    if (context == Context::stream && udp_) transport = "udp";
    add_peer(name, transport, protocol, host.host, port, place, secure ? "TLS" : "", authentication);
  }

  // Servers.

  void read_server(const Directive& server, const Chain& chain, Context context) {
    constexpr std::size_t most_servers = 1000;
    constexpr std::size_t most_addresses = 100;
    udp_ = listens_to_udp(server);
    if (++servers_ > most_servers) {
      if (servers_ == most_servers + 1) maker_.remark(server.place, "more than 1000 servers are not read", "split the file");
      return;
    }
    std::size_t listens = 0;
    for (const Directive& each : server.block) {
      if (each.name != "listen") continue;
      if (++listens > most_addresses) {
        maker_.remark(each.place, "more than 100 addresses of one server are not read", "split the server");
        break;
      }
      read_listen(each, server, chain, context);
    }
    if (listens == 0 && context == Context::http) {
      maker_.remark(server.place, "this server has no 'listen': nginx takes port 80, or 8000 without the rights for it",
                    "say 'listen'");
    }
  }

  void read_listen(const Directive& listen, const Directive& server, const Chain& chain, Context context) {
    const std::string address = listen.argument(0);
    const Place place = listen.place;
    if (address.starts_with("unix:")) return read_unix(listen, address.substr(5), server);
    HostPort at;
    if (const auto ports = read_ports(address)) {
      at.ports = ports;
    } else if (const auto host = read_host_port(address); host && address.find_first_not_of("0123456789-") != std::string::npos) {
      at = *host;
      // Source: ngx_http_core_module, listen: without a port it is 80.
      if (!at.ports && context == Context::http) at.ports = Ports{80, 80};
    }
    if (!at.ports) {
      maker_.remark(place, "the address of this 'listen' cannot be read", "write it as 443, 10.0.0.1:443 or [::]:443");
      return;
    }
    auto draft = maker_.begin("interfaces", place);
    std::string name = names_of(server);
    const bool local = is_loopback(at.host);
    if (!local && !is_any_address(at.host)) name += " at " + at.host;
    draft.say("name", name, place).say("medium", "network", place).say("port", at.ports->text(), place);
    const bool udp = listen.has("udp") || listen.has("quic");
    draft.say("transport", udp ? "udp" : "tcp", place).say("direction", "in", place).say("default", "open", place);
    describe(listen, chain, context, draft);
    if (local) {
      draft.say("peer", this_machine(at.host), place);
    } else {
      say_allowed(chain, draft);
    }
    maker_.add(std::move(draft), "nginx-" + at.ports->text() + (udp ? "-udp" : ""));
  }

  static std::string names_of(const Directive& server) {
    std::string out = "nginx";
    const Directive* names = server.find("server_name");
    if (names == nullptr) return out;
    for (const std::string& name : names->arguments) {
      // "_" and an empty name stand for none.
      if (name != "_" && !name.empty()) out += (out == "nginx" ? ": " : ", ") + name;
    }
    return out;
  }

  void read_unix(const Directive& listen, const std::string& path, const Directive& server) {
    auto draft = maker_.begin("interfaces", listen.place);
    draft.say("name", names_of(server) + ", " + path, listen.place).say("medium", "other", listen.place);
    draft.say("direction", "in", listen.place).say("peer", "programs of the same machine", listen.place);
    maker_.add(std::move(draft), "nginx-" + path.substr(path.rfind('/') + 1));
  }

  /// Protocol, encryption, authentication of what listens.
  void describe(const Directive& listen, const Chain& chain, Context context, Maker::Draft& draft) {
    const bool secure = listen.has("ssl") || listen.has("quic") || first_of(chain, "ssl") == "on";
    const Place place = listen.place;
    if (context == Context::http) {
      std::string protocol = listen.has("quic") ? "HTTP/3 (QUIC)" : secure ? "HTTPS" : "HTTP";
      if (!listen.has("quic") && (listen.has("http2") || first_of(chain, "http2") == "on")) protocol += " (HTTP/2)";
      draft.say("protocol", protocol, place);
      say_redirection(*chain.back(), draft);
    } else if (context == Context::mail) {
      draft.say("protocol", base::to_lower(first_of(chain, "protocol")), place);
    }
    if (listen.has("proxy_protocol")) draft.say("protocol", "behind a proxy that speaks PROXY", place);
    if (secure) {
      say_tls(chain, listen, draft);
    } else if (context == Context::http) {
      draft.say("encryption", "none", place);
    }
    if (const Directive* starttls = context == Context::mail ? find_in(chain, "starttls") : nullptr) {
      draft.say("encryption", "STARTTLS: " + starttls->argument(0), starttls->place);
    }
    say_authentication(chain, secure, draft);
  }

  static void say_redirection(const Directive& server, Maker::Draft& draft) {
    const Directive* answer = server.find("return");
    if (answer == nullptr || !answer->argument(0).starts_with("30") || !answer->argument(1).starts_with("https://")) return;
    draft.say("purpose", "Answers with a redirection to HTTPS", answer->place);
  }

  static void say_tls(const Chain& chain, const Directive& listen, Maker::Draft& draft) {
    const Directive* versions = find_in(chain, "ssl_protocols");
    const Directive* certificate = find_in(chain, "ssl_certificate");
    std::string text = versions == nullptr ? "TLS" : base::join(versions->arguments, ", ");
    if (certificate != nullptr && !certificate->argument(0).starts_with("data:"))
      text += ", certificate " + certificate->argument(0);
    draft.say("encryption", text, versions == nullptr ? listen.place : versions->place);
  }

  static void say_authentication(const Chain& chain, bool secure, Maker::Draft& draft) {
    const Directive* verify = secure ? find_in(chain, "ssl_verify_client") : nullptr;
    if (verify != nullptr && verify->argument(0) != "off") {
      const std::string authorities = first_of(chain, "ssl_client_certificate");
      draft.say(
          "authentication",
          "client certificate (" + verify->argument(0) + ")" + (authorities.empty() ? "" : ", authorities in " + authorities),
          verify->place);
    }
    say_password(chain, "", draft);
    for (const Directive& each : chain.back()->block) {
      if (each.name != "location") continue;
      Chain inner = {&each};
      say_password(inner, each.text() + ": ", draft);
    }
  }

  static void say_password(const Chain& chain, const std::string& prefix, Maker::Draft& draft) {
    const Directive* basic = find_in(chain, "auth_basic");
    if (basic != nullptr && basic->argument(0) != "off")
      draft.say("authentication", prefix + "name and password (HTTP basic)", basic->place);
    const Directive* request = find_in(chain, "auth_request");
    if (request != nullptr && request->argument(0) != "off") {
      draft.say("authentication", prefix + "asked of " + request->argument(0), request->place);
    }
    const Directive* token = find_in(chain, "auth_jwt");
    if (token != nullptr && token->argument(0) != "off") draft.say("authentication", prefix + "JSON web token", token->place);
  }

  /// Who may connect, where all others are refused. The innermost block with such directives decides.
  void say_allowed(const Chain& chain, Maker::Draft& draft) {
    for (std::size_t i = chain.size(); i-- > 0;) {
      if (chain[i]->find("allow") == nullptr && chain[i]->find("deny") == nullptr) continue;
      auto found = allowed_.find(chain[i]);
      if (found == allowed_.end()) found = allowed_.emplace(chain[i], allowed_in(*chain[i])).first;
      draft.say("peer", found->second.peers, found->second.place);
      return;
    }
  }

  /// The first directive that an address fits decides; so what is refused before stays refused.
  static Allowed allowed_in(const Directive& block) {
    Allowed out;
    std::string refused;
    for (const Directive& each : block.block) {
      const std::string address = each.argument(0);
      if (each.name == "deny" && address == "all") {
        if (!refused.empty() && !out.peers.empty()) out.peers += " without " + refused;
        return out;
      }
      if (each.name == "deny") refused += (refused.empty() ? "" : ", ") + address;
      if (each.name != "allow") continue;
      if (address == "all") break;
      out.peers += (out.peers.empty() ? "" : ", ") + address;
      out.place = each.place;
    }
    return {};
  }

  Maker maker_;
  SystemAccounts accounts_;
  std::map<std::string, const Directive*, std::less<>> upstreams_;
  std::vector<std::pair<std::string, Maker::Draft>> settings_;
  std::map<std::string, std::size_t> setting_positions_;
  /// What allowed_in() says of a block.
  std::map<const Directive*, Allowed> allowed_;
  std::size_t servers_ = 0;
  /// Whether the server that is read listens to UDP.
  bool udp_ = false;
};

}  // namespace

Gathering gather_nginx(std::string_view bytes, std::string_view file) { return Reader(file).read(bytes); }

}  // namespace crosswalk::gathering
