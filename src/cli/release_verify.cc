// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/common.h"
#include "cli/locked.h"
#include "cli/openpgp.h"
#include "cli/release_commands.h"
#include "cli/release_set_read.h"
#include "platform/file.h"
#include "platform/public_files.h"
#include "release/manifest_check.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using Json = nlohmann::ordered_json;
using release::SetFinding;

constexpr int columns = 78;
constexpr std::uint64_t largest_key = std::uint64_t{1} << 20U;

struct Arguments {
  std::string path;
  std::string key;
  std::string fingerprint;
  std::string format = "terminal";
  std::string out;
};

/// A signature of a file of the set.
struct Signed {
  std::string file;
  Signature signature;
};

/// Whose key the signatures were checked by.
enum class KeyFrom : std::uint8_t {
  none,    ///< there was none
  user,    ///< of --key
  set,     ///< that of the set, which proves nothing by itself
  pinned,  ///< that of the set, which has the fingerprint of --fingerprint
};

/// What is known before the manifest is read.
struct Evidence {
  ReceivedSet set;
  std::vector<Signed> signatures;
  KeyFrom key = KeyFrom::none;
};

/// How it came out.
enum class Verdict : std::uint8_t { good, broken, nobody_vouches };

struct Outcome {
  std::optional<release::Manifest> manifest;
  std::vector<SetFinding> faults;
  std::vector<SetFinding> remarks;
  Verdict verdict = Verdict::broken;
};

/// The fingerprint without spaces, in upper case. Errors: usage.
base::Result<std::string> fingerprint_of(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != ':') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const bool hex = out.find_first_not_of("0123456789ABCDEF") == std::string::npos;
  if (out.empty() || (hex && (out.size() == 40 || out.size() == 64))) return out;
  return base::Error{base::ErrorCode::usage, "--fingerprint " + text,
                     "the fingerprint of an OpenPGP key has 40 or 64 hexadecimal digits"};
}

/// The packets of keys that anybody may have written.
base::Result<std::string> packets_of(const std::string& armored) {
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(std::string packets, read_public_keys(armored));
    return Work{clean, std::move(packets)};
  };
  CW_ASSIGN_OR_RETURN(Work done, do_locked(false, work));
  return std::move(done.text);
}

/// The keys to check by: the user's, or else that of the set.
base::Result<std::string> keys_of(const Arguments& arguments, Evidence& evidence) {
  if (!arguments.key.empty()) {
    CW_ASSIGN_OR_RETURN(const std::string armored, platform::read_file(arguments.key, largest_key));
    evidence.key = KeyFrom::user;
    return packets_of(armored);
  }
  const std::string* armored = evidence.set.found.voucher(release::key_name);
  if (armored == nullptr) return std::string();
  auto packets = packets_of(*armored);
  if (packets) evidence.key = KeyFrom::set;
  // What the set calls its key may be anything; then there is none.
  return packets ? std::move(*packets) : std::string();
}

base::Result<Signature> check(const std::string& text, const std::string& signature, const std::string& keys) {
  CW_ASSIGN_OR_RETURN(const platform::TemporaryFolder folder, platform::TemporaryFolder::make());
  CW_RETURN_IF_ERROR(platform::write_file_atomically(folder.path() + "/text", text));
  CW_RETURN_IF_ERROR(platform::write_file_atomically(folder.path() + "/text.asc", signature));
  CW_ASSIGN_OR_RETURN(const std::string status, run_gpgv(folder.path() + "/text.asc", keys, folder.path() + "/text"));
  return read_verdict(status);
}

base::Result<void> check_signatures(const Arguments& arguments, Evidence& evidence) {
  CW_ASSIGN_OR_RETURN(const std::string keys, keys_of(arguments, evidence));
  for (const std::string_view name : {release::manifest_name, release::sha256_name}) {
    const std::string* text = evidence.set.found.voucher(name);
    const std::string* signature = evidence.set.found.voucher(std::string(name) + ".asc");
    if (text == nullptr || signature == nullptr) continue;
    Signed found{std::string(name), {Signature::State::not_checked, "there is no key to check it by", {}}};
    if (!keys.empty()) {
      CW_ASSIGN_OR_RETURN(found.signature, check(*text, *signature, keys));
    }
    evidence.signatures.push_back(std::move(found));
  }
  return {};
}

base::Result<Evidence> gather(const Arguments& arguments, const std::string& fingerprint) {
  Evidence out;
  CW_ASSIGN_OR_RETURN(out.set, read_received_set(arguments.path));
  CW_RETURN_IF_ERROR(check_signatures(arguments, out));
  const auto is_by_it = [&](const Signed& each) {
    return each.signature.fingerprint == fingerprint || each.signature.primary_fingerprint == fingerprint;
  };
  const bool pinned = !fingerprint.empty() && std::all_of(out.signatures.begin(), out.signatures.end(), is_by_it);
  if (pinned && out.key == KeyFrom::set) out.key = KeyFrom::pinned;
  return out;
}

/// Judges what was received; called where a crash does no harm.
class Judge {
 public:
  Judge(const Evidence& evidence, const std::string& fingerprint) : evidence_(evidence), fingerprint_(fingerprint) {}

  Outcome judge() {
    const ReceivedSet& set = evidence_.set;
    out_.faults = set.unreadable;
    out_.remarks = set.odd;
    if (out_.faults.empty()) look_at_manifest();
    if (out_.faults.empty() || out_.manifest) look_at_signatures();
    const bool vouched = evidence_.key == KeyFrom::user || evidence_.key == KeyFrom::pinned;
    const bool good = !evidence_.signatures.empty() && vouched;
    out_.verdict = !out_.faults.empty() ? Verdict::broken : good ? Verdict::good : Verdict::nobody_vouches;
    return std::move(out_);
  }

 private:
  void fault(std::string_view file, std::string what) { out_.faults.push_back({std::string(file), std::move(what)}); }

  void look_at_manifest() {
    const std::string* text = evidence_.set.found.voucher(release::manifest_name);
    if (text == nullptr) return fault(release::manifest_name, "is missing: nothing says what belongs to the set");
    std::vector<release::ManifestFault> faults;
    out_.manifest = release::read_manifest(*text, faults);
    for (const release::ManifestFault& each : faults) {
      const std::string line = each.line == 0 ? "" : "line " + std::to_string(each.line) + ", ";
      fault(release::manifest_name,
            "is not as it has to be: " + line + (each.pointer.empty() ? "" : each.pointer + " ") + each.what);
    }
    if (!out_.manifest) return;
    release::SetComparison compared = compare_set(*out_.manifest, evidence_.set.found);
    for (SetFinding& each : compared.faults) out_.faults.push_back(std::move(each));
    for (SetFinding& each : compared.extra) out_.remarks.push_back(std::move(each));
    for (const release::ManifestDocument& each : out_.manifest->documents) {
      if (each.state != writing::State::approved) {
        out_.remarks.push_back({std::string(base::word(each.kind)), "is a draft: nobody approved it"});
      }
    }
  }

  void look_at_signatures() {
    const release::FoundSet& found = evidence_.set.found;
    const bool first = found.voucher(release::signature_name) != nullptr;
    const bool second = found.voucher(release::sha256_signature_name) != nullptr;
    const bool wanted = evidence_.key == KeyFrom::user || !fingerprint_.empty();
    if (first != second || (wanted && !first)) {
      fault(first ? release::sha256_signature_name : release::signature_name, "is missing: it would be the signature");
    }
    for (const Signed& each : evidence_.signatures) look_at(each, wanted);
  }

  void look_at(const Signed& each, bool wanted) {
    const Signature& signature = each.signature;
    const std::string name = each.file + ".asc";
    if (signature.state == Signature::State::bad) {
      fault(name, "is no good signature: " + signature.what);
    } else if (signature.state != Signature::State::good && (wanted || evidence_.key == KeyFrom::set)) {
      fault(name, "is not shown to be by that key: " + signature.what);
    } else if (!fingerprint_.empty() && signature.fingerprint != fingerprint_ && signature.primary_fingerprint != fingerprint_) {
      fault(name, "is by another key than you named: " + signature.primary_fingerprint);
    }
  }

  const Evidence& evidence_;
  const std::string& fingerprint_;
  Outcome out_;
};

std::string_view name_of(KeyFrom from) {
  switch (from) {
    case KeyFrom::user:
      return "the key that you named";
    case KeyFrom::set:
      return "the key in the set";
    case KeyFrom::pinned:
      return "the key in the set, with the fingerprint that you named";
    case KeyFrom::none:
      break;
  }
  return "no key";
}

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::good:
      return "good";
    case Verdict::broken:
      return "broken";
    case Verdict::nobody_vouches:
      break;
  }
  return "nobody_vouches";
}

void add(std::string& out, const std::string& text) {
  for (const std::string& line : reports::wrap(reports::visible(text), columns)) out += line + "\n";
}

std::string conclusion(const Outcome& outcome, const Evidence& evidence) {
  if (outcome.verdict == Verdict::broken) return "This is NOT the set that was built: rely on none of it before you know why.";
  if (outcome.verdict == Verdict::good) {
    return "Every file of the set is there and unchanged, and the owner of that key put it together. This does not prove that "
           "what "
           "the documents say is true, nor that no newer version of them exists.";
  }
  if (evidence.signatures.empty()) {
    return "Every file is there and as the manifest says. Nobody signed the manifest: whoever changed a file on its way could "
           "have "
           "changed the manifest, too. Compare the SHA-256 of manifest.json with the manufacturer by another way.";
  }
  if (evidence.key == KeyFrom::none) {
    return "Every file is there and as the manifest says. The signature was not checked: name the manufacturer's public key with "
           "--key.";
  }
  return "Every file is there and as the manifest says, and the signature is by the key in the set. That key proves nothing by "
         "itself: "
         "whoever exchanges the files can exchange it. Compare its fingerprint with one that you did not get with this set (the "
         "manufacturer's web site or security.txt, your contract, by telephone), and say it with --fingerprint.";
}

std::string terminal_text(const Outcome& outcome, const Evidence& evidence) {
  std::string out;
  if (const auto& manifest = outcome.manifest) {
    add(out, manifest->product + " " + manifest->version + (manifest->build.empty() ? "" : ", build " + manifest->build) + ": " +
                 std::to_string(manifest->documents.size()) + " documents, " + std::to_string(manifest->files.size()) + " files");
  }
  for (const SetFinding& each : outcome.faults) add(out, "FAULT: " + each.file + ": " + each.what);
  for (const SetFinding& each : outcome.remarks) add(out, "Remark: " + each.file + ": " + each.what);
  for (const Signed& each : evidence.signatures) {
    const Signature& signature = each.signature;
    add(out, "Signature of " + each.file + ": " + std::string(name_of(signature.state)) + ", " + signature.what +
                 (signature.primary_fingerprint.empty() ? "" : ", key " + signature.primary_fingerprint) + " (checked by " +
                 std::string(name_of(evidence.key)) + ")");
  }
  out += "\n";
  add(out, conclusion(outcome, evidence));
  return out;
}

Json list_of(const std::vector<SetFinding>& findings) {
  Json out = Json::array();
  for (const SetFinding& each : findings) out.push_back({{"file", each.file}, {"what", each.what}});
  return out;
}

std::string json_text(const Outcome& outcome, const Evidence& evidence) {
  Json out = {{"verdict", word_of(outcome.verdict)}};
  if (const auto& manifest = outcome.manifest) {
    out["product"] = manifest->product;
    out["version"] = manifest->version;
    out["build"] = manifest->build;
    out["files"] = manifest->files.size();
  }
  out["faults"] = list_of(outcome.faults);
  out["remarks"] = list_of(outcome.remarks);
  out["signatures"] = Json::array();
  for (const Signed& each : evidence.signatures) {
    Json one = {{"file", each.file}, {"verdict", name_of(each.signature.state)}, {"reason", each.signature.what}};
    if (!each.signature.fingerprint.empty()) {
      one["fingerprint"] = each.signature.fingerprint;
      one["primary_fingerprint"] = each.signature.primary_fingerprint;
    }
    out["signatures"].push_back(std::move(one));
  }
  out["key"] = name_of(evidence.key);
  out["conclusion"] = conclusion(outcome, evidence);
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

int code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::good:
      return clean;
    case Verdict::broken:
      return gaps;
    case Verdict::nobody_vouches:
      break;
  }
  return undecided;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::string fingerprint, fingerprint_of(arguments.fingerprint));
  CW_ASSIGN_OR_RETURN(const Evidence evidence, gather(arguments, fingerprint));
  const auto judge = [&]() -> base::Result<Work> {
    const Outcome outcome = Judge(evidence, fingerprint).judge();
    const bool json = arguments.format == "json";
    return Work{code_of(outcome.verdict), json ? json_text(outcome, evidence) : terminal_text(outcome, evidence)};
  };
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(false, judge));
  CW_RETURN_IF_ERROR(write_out(arguments.out, done.text));
  return done.exit_code;
}

}  // namespace

void add_release_verify(CLI::App& release, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = release.add_subcommand("verify", "Whether a set of documents is whole, unchanged, and signed by whom");
  command->add_option("SET", arguments->path, "A folder that 'release build' wrote, or the archive")
      ->required()
      ->type_name("DIR|ZIP");
  command->add_option("--key", arguments->key, "The manufacturer's public keys, got by another way than the set (needs gpgv)")
      ->type_name("FILE");
  command
      ->add_option("--fingerprint", arguments->fingerprint,
                   "The fingerprint of the manufacturer's key, got by another way: the key in the set is used if it has it")
      ->type_name("HEX");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  every file is there and unchanged, and the signature is by the key that you\n"
      "     named\n"
      "  1  something is missing, was changed, or is not signed as it should be\n"
      "  2  wrong usage\n"
      "  3  the set, or the key, could not be read\n"
      "  4  every file is as the manifest says, but nobody vouches for it: it is not\n"
      "     signed, or no key was named that you got by another way");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
