// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/contact/url.h"
#include "base/text.h"
#include "cli/advisory_commands.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/openpgp.h"
#include "cli/openpgp_sign.h"
#include "cli/status_line.h"
#include "cli/vuln_common.h"
#include "cli/workspace_files.h"
#include "disclosure/moment.h"
#include "fetching/fetcher.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "platform/public_files.h"
#include "platform/signals.h"
#include "provider/check.h"
#include "provider/files.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using provider::Answer;
using provider::Gathered;
using provider::Requirement;
using provider::Scope;
using provider::SignedPair;
using provider::Verdict;
using provider::Verified;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t largest_answer = 64ULL << 20;
constexpr std::uint64_t most_bytes = 1ULL << 30;
constexpr std::size_t most_addresses = 50'000;
constexpr int most_rounds = 20;
constexpr std::int64_t milliseconds = 30'000;
constexpr int columns = 80;

struct Checking {
  std::string target;
  std::string as_of;
  std::string workspace;
  std::string ca;
  std::vector<std::string> hosts;
  std::string format = "terminal";
  std::string out;
  bool strict = false;
  bool quiet = false;
  bool unsandboxed = false;
};

/// Asks for an address: a server, or a folder that stands for it.
class Asker {
 public:
  Asker() = default;
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;
  virtual ~Asker() = default;
  virtual Answer ask(const std::string& url) = 0;
};

Answer of_state(Answer::State state, std::string problem = {}) {
  Answer out;
  out.state = state;
  out.problem = std::move(problem);
  return out;
}

/// "example.org", with a port where it has one; empty for what is no https address.
std::string host_of(const std::string& url) {
  const auto parsed = artifacts::contact::parse_url(url);
  if (!parsed || parsed->scheme != "https" || !parsed->user.empty()) return {};
  return parsed->host + (parsed->port.empty() ? "" : ":" + parsed->port);
}

class ServerAsker final : public Asker {
 public:
  ServerAsker(fetching::Fetcher fetcher, std::string ca, std::set<std::string> hosts)
      : fetcher_(std::move(fetcher)), ca_(std::move(ca)), hosts_(std::move(hosts)) {}

  Answer ask(const std::string& url) override {
    const std::string host = host_of(url);
    if (host.empty()) return of_state(Answer::State::not_asked, "it is no https address");
    if (!hosts_.contains(host)) {
      return of_state(Answer::State::not_asked, "it is on another host; --host " + host + " lets it be asked");
    }
    fetching::FetchRequest request;
    request.url = url;
    request.ca_file = ca_;
    request.milliseconds = milliseconds;
    request.most_bytes = largest_answer;
    request.method = fetching::Method::get;
    return answer_of(fetcher_.fetch(request));
  }

 private:
  static Answer answer_of(fetching::FetchAnswer came) {
    using State = Answer::State;
    if (came.problem == "no_trust") {
      Answer out = of_state(State::failed, "the certificate is not to be trusted");
      out.untrusted = true;
      return out;
    }
    if (came.problem == "timed_out") return of_state(State::failed, "no answer in time");
    if (came.problem == "too_large") return of_state(State::failed, "the answer is too large");
    if (came.problem == "no_connection") return of_state(State::failed, "nothing answers there");
    if (came.problem != "none") return of_state(State::failed, "the connection broke");
    if (came.status == 401 || came.status == 403) return of_state(State::refused);
    if (came.status == 404 || came.status == 410) return of_state(State::missing);
    if (came.status >= 300 && came.status < 400) {
      Answer out = of_state(State::redirected);
      out.location = std::move(came.location);
      return out;
    }
    if (came.status != 200) return of_state(State::failed, "the server answers " + std::to_string(came.status));
    Answer out = of_state(State::found);
    out.bytes = std::move(came.body);
    return out;
  }

  fetching::Fetcher fetcher_;
  std::string ca_;
  std::set<std::string> hosts_;
};

class FolderAsker final : public Asker {
 public:
  /// `beginning`: what addresses begin with for which the folder stands; it ends with '/'.
  FolderAsker(platform::Folder folder, std::string beginning) : folder_(std::move(folder)), beginning_(std::move(beginning)) {}

  Answer ask(const std::string& url) override {
    using State = Answer::State;
    if (!url.starts_with(beginning_)) return of_state(State::not_asked, "the folder does not stand for it");
    std::string path = url.substr(beginning_.size());
    if (path.empty() || path.ends_with('/')) {
      while (path.ends_with('/')) path.pop_back();
      return list(path);
    }
    auto file = folder_.open_file(path);
    if (!file)
      return of_state(file.error().code == base::ErrorCode::not_found ? State::missing : State::failed, file.error().detail);
    auto bytes = file->read_all(largest_answer);
    if (!bytes) return of_state(State::failed, bytes.error().message());
    Answer out = of_state(State::found);
    out.bytes = std::move(*bytes);
    return out;
  }

 private:
  Answer list(const std::string& path) const {
    const auto entries = folder_.entries(path);
    if (!entries) return of_state(Answer::State::missing);
    Answer out = of_state(Answer::State::found);
    for (const platform::Entry& each : *entries) {
      if (!each.name.starts_with('.')) out.names.push_back(each.name + (each.kind == platform::EntryKind::folder ? "/" : ""));
    }
    return out;
  }

  platform::Folder folder_;
  std::string beginning_;
};

/// What is asked, and how.
struct Target {
  Scope scope;
  std::unique_ptr<Asker> asker;
};

base::Error wrong(const std::string& target, std::string why) { return {base::ErrorCode::usage, target, std::move(why)}; }

/// The address of metadata that a person means: their own, that of their folder, or a host.
std::string metadata_address(std::string url) {
  const std::string name(provider::Layout::metadata_name);
  if (url.ends_with(".json")) return url;
  while (url.ends_with('/')) url.pop_back();
  const bool host_alone = url.find('/', url.find("://") + 3) == std::string::npos;
  return url + (host_alone ? "/.well-known/csaf/" : "/") + name;
}

base::Result<Target> server_target(const Checking& arguments) {
  Target out;
  out.scope.metadata_url = metadata_address(arguments.target);
  const std::string host = host_of(out.scope.metadata_url);
  if (host.empty()) return wrong(arguments.target, "name a folder, or an https address without a login in it");
  std::set<std::string> hosts(arguments.hosts.begin(), arguments.hosts.end());
  hosts.insert(host);
  std::string ca;
  if (!arguments.ca.empty()) {
    CW_ASSIGN_OR_RETURN(ca, platform::canonical(arguments.ca));
  }
  CW_ASSIGN_OR_RETURN(const std::string folder, platform::executable_folder());
  CW_ASSIGN_OR_RETURN(auto fetcher,
                      fetching::Fetcher::create(folder + "/crosswalk-fetch", "crosswalk-fetch", arguments.unsandboxed));
  out.asker = std::make_unique<ServerAsker>(std::move(fetcher), ca, std::move(hosts));
  return out;
}

/// The member canonical_url of metadata, read in a locked copy of this process.
base::Result<std::string> canonical_url_in(const std::string& bytes, const std::string& path, bool unsandboxed) {
  const auto read = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const auto document, artifacts::json::parse(bytes, {path}));
    return Work{clean, std::string(document.root()["canonical_url"].string())};
  };
  CW_ASSIGN_OR_RETURN(Work work, do_locked(unsandboxed, read));
  return std::move(work.text);
}

/// A folder is that of a whole host, or the one with the metadata in it: the metadata themselves say of which address.
base::Result<Target> folder_target(const Checking& arguments) {
  const std::string name(provider::Layout::metadata_name);
  const std::string well_known = std::string(provider::Layout::well_known) + "/" + name;
  CW_ASSIGN_OR_RETURN(platform::Folder folder, platform::Folder::open(arguments.target));
  const bool is_root = folder.open_file(well_known).has_value();
  const std::string place = is_root ? well_known : name;
  auto file = folder.open_file(place);
  if (!file) {
    return base::Error{base::ErrorCode::not_found, arguments.target, "neither " + well_known + " nor " + name + " lies there"};
  }
  CW_ASSIGN_OR_RETURN(const std::string bytes, file->read_all(largest_answer));
  CW_ASSIGN_OR_RETURN(const std::string canonical, canonical_url_in(bytes, place, arguments.unsandboxed));
  const auto url = artifacts::contact::parse_url(canonical);
  if (!url || url->scheme != "https")
    return base::Error{base::ErrorCode::malformed_data, place, "canonical_url is no https address"};
  Target out;
  out.scope.served = false;
  const std::string origin = "https://" + url->host + (url->port.empty() ? "" : ":" + url->port) + "/";
  out.scope.metadata_url = is_root ? origin + well_known : canonical;
  out.asker = std::make_unique<FolderAsker>(std::move(folder), is_root ? origin : canonical.substr(0, canonical.rfind('/') + 1));
  return out;
}

/// What a survey of the answers so far wants to be asked, worked out in a locked copy of this process.
base::Result<std::vector<std::string>> wanted(const Gathered& gathered, const Scope& scope, bool unsandboxed) {
  const auto survey = [&]() -> base::Result<Work> {
    const Json list(provider::Survey(gathered, scope).missing());
    return Work{clean, list.dump(-1, ' ', false, Json::error_handler_t::replace)};
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(unsandboxed, survey));
  const Json json = Json::parse(work.text, nullptr, false);
  std::vector<std::string> out;
  if (!json.is_array()) return base::Error{base::ErrorCode::internal, "addresses", "they cannot be read"};
  for (const Json& each : json) {
    if (each.is_string() && !gathered.contains(each.get<std::string>())) out.push_back(each.get<std::string>());
  }
  return out;
}

/// Asks until nothing is left to be asked.
base::Result<Gathered> gather(const Target& target, const Checking& arguments) {
  Gathered out;
  std::uint64_t bytes = 0;
  StatusLine status(arguments.quiet || !target.scope.served);
  for (int round = 0; round < most_rounds; ++round) {
    CW_ASSIGN_OR_RETURN(const auto urls, wanted(out, target.scope, arguments.unsandboxed));
    if (urls.empty()) break;
    for (const std::string& url : urls) {
      if (platform::interrupted()) return base::Error{base::ErrorCode::interrupted, arguments.target, ""};
      if (out.size() >= most_addresses || bytes > most_bytes) {
        return base::Error{base::ErrorCode::limit_exceeded, arguments.target, "too many files, or too large ones"};
      }
      status.show("asking: " + std::to_string(out.size() + 1));
      const Answer& answer = out[url] = target.asker->ask(url);
      bytes += answer.bytes.size();
    }
  }
  return out;
}

/// The fingerprint of the primary key in gpgv's word on a valid signature. Source: GnuPG, doc/DETAILS (VALIDSIG).
std::string primary_key_in(std::string_view status) {
  for (const std::string_view line : base::split(status, '\n')) {
    if (!line.starts_with("[GNUPG:] VALIDSIG ")) continue;
    const auto words = base::split(line, ' ');
    return std::string(words.back());
  }
  return {};
}

Verified verified_by(const base::Result<std::string>& status) {
  if (!status) {
    const bool missing = status.error().code == base::ErrorCode::program_missing;
    return {Verified::State::not_checked, missing ? "gpgv is not installed" : status.error().message(), ""};
  }
  const Signature signature = read_verdict(*status);
  const auto state = signature.state == Signature::State::good          ? Verified::State::good
                     : signature.state == Signature::State::bad         ? Verified::State::bad
                     : signature.state == Signature::State::unknown_key ? Verified::State::unknown_key
                                                                        : Verified::State::bad;
  return {state, signature.what, primary_key_in(*status)};
}

/// What a redirection led to, in the end.
const Answer* followed(const Gathered& gathered, const std::string& url) {
  auto found = gathered.find(url);
  for (int i = 0; i < 3 && found != gathered.end() && found->second.state == Answer::State::redirected; ++i) {
    found = gathered.find(found->second.location);
  }
  return found == gathered.end() ? nullptr : &found->second;
}

/// Has gpgv check all signatures: bytes of others in files of ours, one pair at a time.
base::Result<std::map<SignedPair, Verified>> verify_all(const Gathered& gathered, const Scope& scope, bool unsandboxed) {
  const auto list = [&]() -> base::Result<Work> {
    const Json pairs(provider::signatures_of(gathered, scope));
    return Work{clean, pairs.dump(-1, ' ', false, Json::error_handler_t::replace)};
  };
  CW_ASSIGN_OR_RETURN(const Work pairs, do_locked(unsandboxed, list));
  const auto decode = [&]() -> base::Result<Work> { return Work{clean, provider::keys_of(gathered, scope)}; };
  CW_ASSIGN_OR_RETURN(const Work keys, do_locked(unsandboxed, decode));
  const Json json = Json::parse(pairs.text, nullptr, false);
  std::map<SignedPair, Verified> out;
  if (!json.is_array() || keys.text.empty()) {
    for (const Json& each : json) out[{each[0], each[1]}] = {Verified::State::unknown_key, "no public key is published", ""};
    return out;
  }
  CW_ASSIGN_OR_RETURN(const platform::TemporaryFolder folder, platform::TemporaryFolder::make());
  const std::string signature = folder.path() + "/signature";
  const std::string document = folder.path() + "/document";
  for (const Json& each : json) {
    const SignedPair pair{each.at(0).get<std::string>(), each.at(1).get<std::string>()};
    const Answer* first = followed(gathered, pair.first);
    const Answer* second = followed(gathered, pair.second);
    if (first == nullptr || second == nullptr) continue;
    CW_RETURN_IF_ERROR(platform::write_file_atomically(signature, first->bytes));
    if (pair.first == pair.second) {
      out[pair] = verified_by(run_gpgv(signature, keys.text));
      continue;
    }
    CW_RETURN_IF_ERROR(platform::write_file_atomically(document, second->bytes));
    out[pair] = verified_by(run_gpgv(signature, keys.text, document));
  }
  return out;
}

std::size_t count(const std::vector<Requirement>& all, Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Requirement& each) { return each.verdict == verdict; }));
}

std::size_t warnings_in(const std::vector<Requirement>& all) {
  std::size_t out = 0;
  for (const Requirement& each : all) out += each.warnings.size();
  return out;
}

void add_lines(std::string_view text, const std::string& mark, std::string& out) {
  constexpr int indent = 13;
  std::string head = std::string(indent, ' ') + mark;
  for (const std::string& line : reports::wrap(reports::visible(text), columns - static_cast<int>(head.size()))) {
    out += head + line + "\n";
    head.assign(head.size(), ' ');
  }
}

/// For people: moments are those of `zone`, and so is `when`, by which it was judged.
std::string as_terminal(const std::vector<Requirement>& all, const Scope& scope, const disclosure::Zone& zone,
                        const std::string& when) {
  const auto local = [&](const std::string& text) { return disclosure::with_local_moments(text, zone); };
  std::string out;
  for (const std::string& line : reports::wrap(reports::visible(scope.metadata_url), columns)) out += line + "\n";
  out += "as of " + when + ", by CSAF 2.0, 7.1, as a trusted provider\n\n";
  for (const Requirement& each : all) {
    std::string head =
        (each.number < 10 ? "  " : " ") + std::to_string(each.number) + "  " + std::string(base::word(each.verdict));
    head.resize(13, ' ');
    out += head + std::string(each.title) + "\n";
    if (each.verdict != Verdict::failed) add_lines(local(each.found), "", out);
    for (const std::string& what : each.faults) add_lines(local(what), "- ", out);
    for (const std::string& what : each.warnings) add_lines("Warning: " + local(what), "", out);
  }
  out += "\n" + std::to_string(count(all, Verdict::passed)) + " passed, " + std::to_string(count(all, Verdict::failed)) +
         " failed, " + std::to_string(count(all, Verdict::skipped)) + " skipped";
  const std::size_t warnings = warnings_in(all);
  if (warnings > 0) out += "; " + std::to_string(warnings) + (warnings == 1 ? " warning" : " warnings");
  return out + "\n";
}

std::string as_json(const std::vector<Requirement>& all, const Scope& scope) {
  Json list = Json::array();
  for (const Requirement& each : all) {
    Json one{{"number", each.number},
             {"section", "7.1." + std::to_string(each.number)},
             {"title", each.title},
             {"verdict", base::word(each.verdict)}};
    one[each.verdict == Verdict::skipped ? "reason" : "found"] = each.found;
    one["faults"] = each.faults;
    one["warnings"] = each.warnings;
    list.push_back(std::move(one));
  }
  const Json out{{"metadata", scope.metadata_url},
                 {"as_of", artifacts::time::text_of(scope.as_of)},
                 {"served", scope.served},
                 {"role", "csaf_trusted_provider"},
                 {"passed", count(all, Verdict::passed)},
                 {"failed", count(all, Verdict::failed)},
                 {"skipped", count(all, Verdict::skipped)},
                 {"requirements", std::move(list)}};
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

/// Whether the metadata could be asked for at all.
base::Result<void> check_reached(const Gathered& gathered, const Scope& scope) {
  const Answer* answer = followed(gathered, scope.metadata_url);
  if (answer == nullptr || answer->state != Answer::State::failed || answer->untrusted) return {};
  return base::Error{base::ErrorCode::not_readable, scope.metadata_url, answer->problem};
}

/// Where days end: as the workspace says, in UTC where there is none. Errors: those of the workspace.
base::Result<disclosure::Zone> zone_of(const std::string& workspace) {
  CW_ASSIGN_OR_RETURN(const WorkspaceFiles files, open_workspace(workspace, {}, {}));
  if (!files.workspace) return disclosure::Zone();
  const std::string name = review::organisation_of(*files.workspace).time_zone;
  if (name.empty()) return disclosure::Zone();
  return disclosure::Zone::named(name);
}

base::Result<int> run(const Checking& arguments) {
  CW_ASSIGN_OR_RETURN(const disclosure::Zone zone, zone_of(arguments.workspace));
  CW_ASSIGN_OR_RETURN(const auto as_of, end_named("--as-of", arguments.as_of, zone));
  const bool is_url = arguments.target.find("://") != std::string::npos;
  CW_ASSIGN_OR_RETURN(Target target, is_url ? server_target(arguments) : folder_target(arguments));
  target.scope.as_of = as_of;
  CW_ASSIGN_OR_RETURN(const Gathered gathered, gather(target, arguments));
  CW_RETURN_IF_ERROR(check_reached(gathered, target.scope));
  CW_ASSIGN_OR_RETURN(const auto verified, verify_all(gathered, target.scope, arguments.unsandboxed));
  // The zone's file is read before this process locks itself in.
  const std::string when = zone.text_of(as_of);
  const auto judge = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const std::vector<Requirement> all, check(gathered, target.scope, verified));
    const bool fine = count(all, Verdict::failed) == 0 && !(arguments.strict && warnings_in(all) > 0);
    return Work{fine ? clean : gaps,
                arguments.format == "json" ? as_json(all, target.scope) : as_terminal(all, target.scope, zone, when)};
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(arguments.unsandboxed, judge));
  CW_RETURN_IF_ERROR(write_out(arguments.out, work.text));
  return work.exit_code;
}

}  // namespace

void add_advisory_check(CLI::App& advisory, int& exit_code) {
  CLI::App* command = advisory.add_subcommand("check", "Check a trusted provider of CSAF: a web server, or its folder");
  auto arguments = std::make_shared<Checking>();
  command
      ->add_option("TARGET", arguments->target,
                   "The https address of a host or of provider-metadata.json, or the server's folder")
      ->required()
      ->type_name("DIR|URL");
  command->add_option("--as-of", arguments->as_of, "The moment, or the end of the day, to judge by (default: now)")
      ->type_name("TIME");
  command
      ->add_option("--workspace", arguments->workspace,
                   "Folder of crosswalk.yaml, for its time_zone (default: this one; without one, times are in UTC)")
      ->type_name("DIR");
  command->add_option("--ca", arguments->ca, "Trust the certificate authorities in this file, and no others")->type_name("FILE");
  command->add_option("--host", arguments->hosts, "Another host that may be asked (may be given again)")->type_name("NAME");
  command->add_flag("--strict", arguments->strict, "Exit with 1 for warnings too");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write the result to this file")->type_name("FILE");
  command->add_flag("--quiet", arguments->quiet, "Show no progress");
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where this machine has no sandbox");
  command->footer(
      "All twenty requirements of CSAF 2.0, 7.1 are looked at; of 8, 9 and 10 one is\n"
      "enough. Times are told in the time_zone of crosswalk.yaml, in JSON in UTC.\n"
      "A server is asked by crosswalk-fetch, a program of its own, by HTTPS alone.\n\n"
      "Exit codes:\n"
      "  0  no requirement failed\n"
      "  1  one did\n"
      "  2  wrong usage\n"
      "  3  the metadata could not be reached, or the result not be written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
