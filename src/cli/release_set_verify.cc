// SPDX-License-Identifier: Apache-2.0
#include "cli/release_set_verify.h"

#include <algorithm>
#include <utility>

#include "cli/common.h"
#include "cli/locked.h"
#include "cli/release_set_read.h"
#include "platform/file.h"
#include "platform/public_files.h"

namespace crosswalk::cli {
namespace {

using release::SetFinding;
using release::SetMatter;

constexpr std::uint64_t largest_key = std::uint64_t{1} << 20U;

/// The packets of keys that anybody may have written.
base::Result<std::string> packets_of(const std::string& armored, bool unsandboxed) {
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(std::string packets, read_public_keys(armored));
    return Work{clean, std::move(packets)};
  };
  CW_ASSIGN_OR_RETURN(Work done, do_locked(unsandboxed, work));
  return std::move(done.text);
}

/// The keys to check by: the user's, or else that of the set.
base::Result<std::string> keys_of(const VerifyOptions& options, SetEvidence& evidence) {
  if (!options.key.empty()) {
    CW_ASSIGN_OR_RETURN(const std::string armored, platform::read_file(options.key, largest_key));
    evidence.key = KeyFrom::user;
    return packets_of(armored, options.unsandboxed);
  }
  const std::string* armored = evidence.set.found.voucher(release::key_name);
  if (armored == nullptr) return std::string();
  auto packets = packets_of(*armored, options.unsandboxed);
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

base::Result<void> check_signatures(const VerifyOptions& options, SetEvidence& evidence) {
  CW_ASSIGN_OR_RETURN(const std::string keys, keys_of(options, evidence));
  for (const std::string_view name : {release::manifest_name, release::sha256_name}) {
    const std::string* text = evidence.set.found.voucher(name);
    const std::string* signature = evidence.set.found.voucher(std::string(name) + ".asc");
    if (text == nullptr || signature == nullptr) continue;
    SignedFile found{std::string(name), {Signature::State::not_checked, "there is no key to check it by", {}}};
    if (!keys.empty()) {
      CW_ASSIGN_OR_RETURN(found.signature, check(*text, *signature, keys));
    }
    evidence.signatures.push_back(std::move(found));
  }
  return {};
}

/// Why a document of the set is a draft still.
std::string why_draft(const release::ManifestDocument& document) {
  if (document.blanks == 0) return "is a draft: nobody approved it";
  return "is a draft: " + std::to_string(document.blanks) + (document.blanks == 1 ? " blank is" : " blanks are") +
         " to be filled in";
}

/// Judges what was received; called where a crash does no harm.
class Judge {
 public:
  Judge(const SetEvidence& evidence, const VerifyOptions& options) : evidence_(evidence), options_(options) {}

  SetOutcome judge() {
    const release::ReceivedSet& set = evidence_.set;
    out_.faults = set.unreadable;
    out_.remarks = set.odd;
    if (out_.faults.empty()) look_at_manifest();
    if (out_.faults.empty() || out_.manifest) look_at_signatures();
    const bool vouched = evidence_.key == KeyFrom::user || evidence_.key == KeyFrom::pinned;
    const bool good = !evidence_.signatures.empty() && vouched;
    out_.verdict = !out_.faults.empty() ? SetVerdict::broken : good ? SetVerdict::good : SetVerdict::nobody_vouches;
    return std::move(out_);
  }

 private:
  void fault(SetMatter matter, std::string_view file, std::string what) {
    out_.faults.push_back({std::string(file), std::move(what), matter});
  }

  void look_at_manifest() {
    const std::string* text = evidence_.set.found.voucher(release::manifest_name);
    if (text == nullptr)
      return fault(SetMatter::manifest, release::manifest_name, "is missing: nothing says what belongs to the set");
    std::vector<release::ManifestFault> faults;
    out_.manifest = release::read_manifest(*text, faults);
    for (const release::ManifestFault& each : faults) {
      const std::string line = each.line == 0 ? "" : "line " + std::to_string(each.line) + ", ";
      fault(SetMatter::manifest, release::manifest_name,
            "is not as it has to be: " + line + (each.pointer.empty() ? "" : each.pointer + " ") + each.what);
    }
    if (!out_.manifest) return;
    release::SetComparison compared = compare_set(*out_.manifest, evidence_.set.found);
    for (SetFinding& each : compared.faults) out_.faults.push_back(std::move(each));
    for (SetFinding& each : compared.extra) out_.remarks.push_back(std::move(each));
    for (const release::ManifestDocument& each : out_.manifest->documents) {
      if (each.state != writing::State::approved) {
        out_.remarks.push_back({std::string(base::word(each.kind)), why_draft(each), SetMatter::draft});
      }
    }
  }

  void look_at_signatures() {
    const release::FoundSet& found = evidence_.set.found;
    const bool first = found.voucher(release::signature_name) != nullptr;
    const bool second = found.voucher(release::sha256_signature_name) != nullptr;
    const bool wanted = evidence_.key == KeyFrom::user || !options_.fingerprint.empty();
    if (first != second || (wanted && !first)) {
      fault(SetMatter::signature, first ? release::sha256_signature_name : release::signature_name,
            "is missing: it would be the signature");
    }
    for (const SignedFile& each : evidence_.signatures) look_at(each, wanted);
  }

  void look_at(const SignedFile& each, bool wanted) {
    const Signature& signature = each.signature;
    const std::string name = each.file + ".asc";
    const std::string& fingerprint = options_.fingerprint;
    if (signature.state == Signature::State::bad) {
      fault(SetMatter::signature, name, "is no good signature: " + signature.what);
    } else if (signature.state != Signature::State::good && (wanted || evidence_.key == KeyFrom::set)) {
      fault(SetMatter::signature, name, "is not shown to be by that key: " + signature.what);
    } else if (!fingerprint.empty() && signature.fingerprint != fingerprint && signature.primary_fingerprint != fingerprint) {
      fault(SetMatter::signature, name, "is by another key than you named: " + signature.primary_fingerprint);
    }
  }

  const SetEvidence& evidence_;
  const VerifyOptions& options_;
  SetOutcome out_;
};

}  // namespace

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

base::Result<SetEvidence> gather_set(const std::string& path, const VerifyOptions& options) {
  SetEvidence out;
  CW_ASSIGN_OR_RETURN(out.set, read_received_set(path));
  CW_RETURN_IF_ERROR(check_signatures(options, out));
  const auto is_by_it = [&](const SignedFile& each) {
    return each.signature.fingerprint == options.fingerprint || each.signature.primary_fingerprint == options.fingerprint;
  };
  const bool pinned = !options.fingerprint.empty() && std::all_of(out.signatures.begin(), out.signatures.end(), is_by_it);
  if (pinned && out.key == KeyFrom::set) out.key = KeyFrom::pinned;
  return out;
}

SetOutcome judge_set(const SetEvidence& evidence, const VerifyOptions& options) { return Judge(evidence, options).judge(); }

}  // namespace crosswalk::cli
