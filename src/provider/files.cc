// SPDX-License-Identifier: Apache-2.0
#include "provider/files.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "artifacts/contact/url.h"
#include "base/hash.h"
#include "base/text.h"
#include "disclosure/security_txt.h"

namespace crosswalk::provider {
namespace {

using Json = nlohmann::ordered_json;
using artifacts::time::text_of;

constexpr std::string_view schema_url = "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json";
constexpr std::string_view information_type = "urn:ietf:params:rolie:category:information-type";

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

/// A part of a path that every server, file system and browser takes as it is.
bool is_plain(std::string_view name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
  return !name.empty() && name != "." && name != ".." && name.find_first_not_of(allowed) == std::string_view::npos;
}

std::string digest(base::DigestKind kind, std::string_view bytes) {
  base::Digest out(kind);
  out.update(bytes);
  return base::to_hex(out.finish());
}

/// The latest first; on the same moment by id, so that there is one order.
std::vector<const Document*> newest_first(const std::vector<Document>& documents) {
  std::vector<const Document*> out;
  out.reserve(documents.size());
  for (const Document& each : documents) out.push_back(&each);
  std::sort(out.begin(), out.end(), [](const Document* a, const Document* b) {
    return std::pair(-a->facts.current, a->facts.path()) < std::pair(-b->facts.current, b->facts.path());
  });
  return out;
}

/// A field of a comma-separated file. Source: RFC 4180, 2.
std::string csv_field(std::string_view text) {
  std::string out = "\"";
  for (const char each : text) out += each == '"' ? std::string("\"\"") : std::string(1, each);
  return out + "\"";
}

std::string key_path(const Provider& provider) { return "openpgp/" + provider.organisation->publisher.key_fingerprint + ".asc"; }

Json publisher_of(const disclosure::Organisation& organisation) {
  const disclosure::Publisher& publisher = organisation.publisher;
  Json out{{"category", "vendor"}};
  std::vector<std::string> contacts;
  if (!publisher.email.empty()) contacts.push_back(publisher.email);
  if (!publisher.contact_url.empty()) contacts.push_back(publisher.contact_url);
  if (!contacts.empty()) out["contact_details"] = base::join(contacts, ", ");
  if (!publisher.issuing_authority.empty()) out["issuing_authority"] = publisher.issuing_authority;
  out["name"] = organisation.name;
  out["namespace"] = publisher.publisher_namespace;
  return out;
}

std::string make_metadata(const Provider& provider) {
  const Layout& layout = provider.layout;
  const Json feed{{"summary", "All advisories that everybody may read (TLP:WHITE)."},
                  {"tlp_label", "WHITE"},
                  {"url", layout.url(Layout::feed_name)}};
  const Json rolie{{"categories", Json::array({layout.url(Layout::category_name)})},
                   {"feeds", Json::array({feed})},
                   {"services", Json::array({layout.url(Layout::service_name)})}};
  return dump({{"canonical_url", layout.metadata_url()},
               {"distributions", Json::array({Json{{"directory_url", layout.url("")}}, Json{{"rolie", rolie}}})},
               {"last_updated", text_of(provider.updated)},
               {"list_on_CSAF_aggregators", true},
               {"metadata_version", "2.0"},
               {"mirror_on_CSAF_aggregators", true},
               {"public_openpgp_keys", Json::array({Json{{"fingerprint", provider.organisation->publisher.key_fingerprint},
                                                         {"url", layout.url(key_path(provider))}}})},
               {"publisher", publisher_of(*provider.organisation)},
               {"role", "csaf_trusted_provider"}});
}

Json link(std::string_view relation, std::string target) { return {{"rel", relation}, {"href", std::move(target)}}; }

std::string category_scheme(const Layout& layout) { return layout.url(Layout::category_name); }

Json entry_of(const Document& document, const Layout& layout) {
  const Facts& facts = document.facts;
  const std::string url = layout.url(facts.path());
  return {{"id", facts.id},
          {"title", facts.title},
          {"link", Json::array({link("self", url), link("hash", url + ".sha256"), link("hash", url + ".sha512"),
                                link("signature", url + ".asc")})},
          {"published", facts.initial_release},
          {"updated", facts.current_release},
          {"summary", {{"content", facts.summary}}},
          {"content", {{"type", "application/json"}, {"src", url}}},
          {"format", {{"schema", schema_url}, {"version", "2.0"}}},
          {"category", Json::array({Json{{"scheme", category_scheme(layout)}, {"term", facts.category}}})}};
}

std::string make_feed(const Provider& provider, const std::vector<const Document*>& documents) {
  Json entries = Json::array();
  for (const Document* each : documents) entries.push_back(entry_of(*each, provider.layout));
  const Json category{{"scheme", information_type}, {"term", "csaf"}};
  return dump({{"feed",
                {{"id", "csaf-feed-tlp-white"},
                 {"title", provider.organisation->name + ": CSAF feed (TLP:WHITE)"},
                 {"link", Json::array({link("self", provider.layout.url(Layout::feed_name)),
                                       link("service", provider.layout.url(Layout::service_name))})},
                 {"category", Json::array({category})},
                 {"updated", text_of(provider.updated)},
                 {"entry", std::move(entries)}}}});
}

std::string make_service(const Provider& provider) {
  const Json category{{"scheme", information_type}, {"term", "csaf"}};
  const Json collection{{"title", provider.organisation->name + ": advisories (TLP:WHITE)"},
                        {"href", provider.layout.url(Layout::feed_name)},
                        {"categories", {{"category", Json::array({category})}}}};
  const Json workspace{{"title", "Public CSAF feeds"}, {"collection", Json::array({collection})}};
  return dump({{"service", {{"workspace", Json::array({workspace})}}}});
}

std::string make_categories(const Provider& provider, const std::vector<const Document*>& documents) {
  std::set<std::string> terms{"csaf_security_advisory"};
  for (const Document* each : documents) terms.insert(each->facts.category);
  Json list = Json::array();
  for (const std::string& term : terms) list.push_back({{"scheme", category_scheme(provider.layout)}, {"term", term}});
  return dump({{"categories", {{"category", std::move(list)}}}});
}

}  // namespace

std::string Layout::url(std::string_view path) const { return origin + "/" + place(path); }

std::string Layout::place(std::string_view path) const { return folder + "/" + std::string(path); }

base::Result<Layout> layout_of(const disclosure::Publisher& publisher) {
  const auto url = artifacts::contact::parse_url(publisher.advisories_url);
  Layout out;
  bool fine = url && url->scheme == "https" && url->user.empty() && url->rest.size() > 1 && url->rest[0] == '/';
  if (fine) {
    out.origin = "https://" + url->host + (url->port.empty() ? "" : ":" + url->port);
    out.folder = url->rest.substr(1);
    while (out.folder.ends_with('/')) out.folder.pop_back();
    const auto parts = base::split(out.folder, '/');
    fine = std::all_of(parts.begin(), parts.end(), is_plain);
  }
  if (fine) return out;
  return base::Error{base::ErrorCode::malformed_workspace, "disclosure: advisories_url",
                     "advisories are published below an address like https://example.org/.well-known/csaf"};
}

std::vector<std::string> missing_of(const disclosure::Organisation& organisation) {
  const disclosure::Publisher& publisher = organisation.publisher;
  std::vector<std::string> out;
  const auto want = [&](bool there, const char* member) {
    if (!there) out.emplace_back(member);
  };
  want(!organisation.name.empty(), "manufacturer");
  want(!publisher.publisher_namespace.empty(), "disclosure: namespace");
  want(!publisher.advisories_url.empty(), "disclosure: advisories_url");
  want(!publisher.key_fingerprint.empty(), "disclosure: key_fingerprint");
  want(!publisher.email.empty() || !publisher.contact_url.empty(), "disclosure: email or contact_url");
  return out;
}

Files make_files(const Provider& provider, const std::vector<Document>& documents) {
  const Layout& layout = provider.layout;
  const std::vector<const Document*> sorted = newest_first(documents);
  Files out;
  std::set<std::string> names;
  std::string changes;
  for (const Document* each : sorted) {
    const std::string path = each->facts.path();
    const std::string name = path.substr(path.find('/') + 1);
    out[layout.place(path)] = each->bytes;
    out[layout.place(path + ".sha256")] = digest(base::DigestKind::sha256, each->bytes) + "  " + name + "\n";
    out[layout.place(path + ".sha512")] = digest(base::DigestKind::sha512, each->bytes) + "  " + name + "\n";
    out[layout.place(path + ".asc")] = each->signature;
    if (!each->page.empty()) out[layout.place("advisories/" + name.substr(0, name.size() - 5) + ".html")] = each->page;
    names.insert(path);
    changes += csv_field(path) + "," + csv_field(each->facts.current_release) + "\r\n";
  }
  std::string index;
  for (const std::string& path : names) index += path + "\n";
  out[layout.place(key_path(provider))] = provider.public_key;
  out[layout.place("index.txt")] = index;
  out[layout.place("changes.csv")] = changes;
  out[layout.place(Layout::feed_name)] = make_feed(provider, sorted);
  out[layout.place(Layout::service_name)] = make_service(provider);
  out[layout.place(Layout::category_name)] = make_categories(provider, sorted);
  out[layout.place(Layout::metadata_name)] = make_metadata(provider);
  // Where clients look first, whatever the advisories' own place. Source: CSAF 2.0, 7.1.9.
  out[std::string(Layout::well_known) + "/" + std::string(Layout::metadata_name)] = make_metadata(provider);
  out[layout.place(Layout::page_name)] = make_page(provider, sorted);
  out[layout.place(Layout::atom_name)] = make_atom(provider, sorted);
  return out;
}

std::string make_security_txt(const Provider& provider) {
  const Layout& layout = provider.layout;
  const disclosure::SecurityTxtPlaces places{provider.expires, layout.url(key_path(provider)),
                                             layout.origin + "/" + std::string(Layout::security_txt), layout.metadata_url()};
  std::string out;
  for (const disclosure::SecurityTxtLine& line : security_txt_lines(provider.organisation->publisher, places)) {
    if (!line.value.empty()) out += line.text();
  }
  return out;
}

int order_of(std::string_view path, const Layout& layout) {
  const bool ours = path.starts_with(layout.folder + "/");
  const std::string_view name = ours ? path.substr(layout.folder.size() + 1) : path;
  if (path == Layout::security_txt) return 7;
  if (name.ends_with(Layout::metadata_name)) return 6;
  if (name == Layout::page_name || name == Layout::atom_name) return 5;
  if (name == "index.txt" || name == "changes.csv") return 4;
  if (name == Layout::feed_name) return 3;
  if (name == Layout::service_name || name == Layout::category_name) return 2;
  // A signature and hashes stand beside their document before it does: a new one never lacks them.
  if (name.ends_with(".json")) return 1;
  return 0;
}

}  // namespace crosswalk::provider
