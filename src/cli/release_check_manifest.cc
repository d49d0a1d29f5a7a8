// SPDX-License-Identifier: Apache-2.0
#include "cli/release_check_manifest.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cli/locked.h"
#include "release/manifest.h"
#include "release/staleness.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::Manifest;
using release::SetMatter;
using release::Weight;

const std::string& manifest_file() {
  static const std::string name(release::manifest_name);
  return name;
}

Finding of_manifest(Weight weight, const char* rule, std::string sentence, std::string advice, int line = 0) {
  return {weight, rule, manifest_file(), line, std::move(sentence), std::move(advice)};
}

std::string title_of(const std::vector<release::Document>& documents, release::DocumentKind kind) {
  for (const release::Document& document : documents) {
    if (document.kind == kind) return "'" + document.paper.title + "'";
  }
  return std::string(base::word(kind));
}

/// Some of the facts that changed: "hardening H-2, default (line 71)".
std::string told(const std::vector<release::FactChange>& changes) {
  constexpr std::size_t most = 4;
  std::vector<std::string> out;
  for (const release::FactChange& change : changes) {
    if (out.size() == most) break;
    std::string one = change.name();
    if (change.line != 0) one += " (line " + std::to_string(change.line) + (change.before ? " of the version before)" : ")");
    out.push_back(std::move(one));
  }
  std::string text = base::join(out, "; ");
  if (changes.size() > most) text += "; and " + std::to_string(changes.size() - most) + " more";
  return text;
}

int first_line(const std::vector<release::FactChange>& changes) {
  for (const release::FactChange& change : changes) {
    if (change.line != 0 && !change.before) return change.line;
  }
  return 0;
}

void check_stale(const Manifest& manifest, const OpenedRelease& opened, const std::vector<release::Document>& documents,
                 std::vector<Finding>& out) {
  const release::ReleaseFacts* previous = opened.previous ? &*opened.previous : nullptr;
  for (const release::StaleDocument& stale : stale_documents(manifest, opened.facts, previous, documents)) {
    const std::string title = title_of(documents, stale.kind);
    const std::string again = "build it again: crosswalk release build " + opened.facts.version() + " --document " +
                              std::string(base::word(stale.kind)) + " --out DIR --force";
    if (stale.changes.empty()) {
      out.push_back(of_manifest(Weight::remark, "set/other-text",
                                title +
                                    " would be another now, though its facts are the same: by a template, by this program, or "
                                    "by what a review found",
                                again));
      continue;
    }
    out.push_back({Weight::blocks, "set/stale", opened.facts.file, first_line(stale.changes),
                   title + " is stale; what changed since it was built: " + told(stale.changes), again});
  }
}

void check_identity(const Manifest& manifest, const OpenedRelease& opened, std::vector<Finding>& out) {
  if (manifest.product == opened.facts.product() && manifest.version == opened.facts.version()) return;
  out.push_back(of_manifest(Weight::blocks, "set/other-release",
                            "the manifest is of " + manifest.product + " " + manifest.version + ", the release is " +
                                opened.facts.product() + " " + opened.facts.version(),
                            "name the folder of this version's set"));
}

/// The rule of a finding, and what to do.
struct Rule {
  const char* name;
  const char* advice;
};

Rule rule_of(SetMatter matter) {
  switch (matter) {
    case SetMatter::changed:
      return {"set/file-changed", "see who changed it, and build the set again once it is as it goes out"};
    case SetMatter::missing:
      return {"set/file-gone", "put it back, or build the set again"};
    case SetMatter::list:
      return {"set/sums", "build the set again: who checks it with sha256sum finds another set than the manifest's"};
    case SetMatter::signature:
      return {"set/signature", "see which key signed it, and sign it again: release build --sign FINGERPRINT --force"};
    case SetMatter::added:
      return {"set/file-added", "take it out of the folder, or send it beside the set"};
    case SetMatter::manifest:
    case SetMatter::archive:
    case SetMatter::draft:
      break;
  }
  return {"set/manifest", "build the set again"};
}

Finding finding_of(Weight weight, const release::SetFinding& one) {
  const Rule rule = rule_of(one.matter);
  return {weight, rule.name, one.file, 0, one.file + " " + one.what, rule.advice};
}

/// Files that nothing vouches for, in one sentence: a folder may have many.
void tell_added(const std::vector<release::SetFinding>& remarks, std::vector<Finding>& out) {
  constexpr std::size_t most = 6;
  std::vector<std::string> names;
  for (const release::SetFinding& one : remarks) {
    if (one.matter == SetMatter::added) names.push_back(one.file);
  }
  if (names.empty()) return;
  const std::size_t more = names.size() > most ? names.size() - most : 0;
  names.resize(names.size() - more);
  std::string list = base::join(names, ", ");
  if (more != 0) list += " and " + std::to_string(more) + " more";
  const Rule rule = rule_of(SetMatter::added);
  out.push_back(of_manifest(Weight::remark, rule.name, "nothing vouches for what lies there besides: " + list, rule.advice));
}

/// Who signed it, as far as it can be told.
void check_signed(const SetEvidence& evidence, const std::vector<release::SetFinding>& faults, std::vector<Finding>& out) {
  const auto is_of_signature = [](const release::SetFinding& one) { return one.matter == SetMatter::signature; };
  if (std::any_of(faults.begin(), faults.end(), is_of_signature)) return;
  const auto remark = [&](const char* rule, std::string sentence, std::string advice) {
    out.push_back(of_manifest(Weight::remark, rule, std::move(sentence), std::move(advice)));
  };
  if (evidence.signatures.empty()) {
    return remark("set/unsigned", "nobody signed the set", "sign its manifest before it goes out (5.8.3)");
  }
  const std::string& fingerprint = evidence.signatures.front().signature.primary_fingerprint;
  if (evidence.key == KeyFrom::none) {
    remark("set/not-verified", "the set is signed, and there is no key to check the signature by",
           "name the file of your public key: --key FILE");
  } else if (evidence.key == KeyFrom::set) {
    remark("set/key", "the set is signed by the key that lies in it, " + fingerprint,
           "see whether it is yours, or say its fingerprint: --fingerprint HEX");
  }
}

/// Whether anything in the folder vouches for a set.
bool has_voucher(const release::FoundSet& found) {
  return std::any_of(found.vouchers.begin(), found.vouchers.end(),
                     [](const auto& each) { return release::is_voucher(each.first); });
}

}  // namespace

base::Result<std::vector<Finding>> check_manifest(const std::string& set, const OpenedRelease& opened,
                                                  const std::vector<release::Document>& documents, const VerifyOptions& options) {
  std::vector<Finding> out;
  CW_ASSIGN_OR_RETURN(const SetEvidence evidence, gather_set(set, options));
  const bool key_named = !options.key.empty() || !options.fingerprint.empty();
  if (!has_voucher(evidence.set.found) && !key_named) {
    out.push_back(of_manifest(Weight::remark, "set/no-manifest",
                              "there is no manifest: whether files were changed cannot be told",
                              "build the set with 'crosswalk release build', which writes one (5.8.3)"));
    return out;
  }
  // What crashes a reader crashes a copy of this process first.
  CW_ASSIGN_OR_RETURN(const Work looked, do_locked(options.unsandboxed, [&]() -> base::Result<Work> {
                        static_cast<void>(judge_set(evidence, options));
                        return Work{};
                      }));
  static_cast<void>(looked);
  const SetOutcome outcome = judge_set(evidence, options);
  if (outcome.manifest) {
    check_identity(*outcome.manifest, opened, out);
    check_stale(*outcome.manifest, opened, documents, out);
  }
  for (const release::SetFinding& one : outcome.faults) out.push_back(finding_of(Weight::blocks, one));
  tell_added(outcome.remarks, out);
  check_signed(evidence, outcome.faults, out);
  return out;
}

}  // namespace crosswalk::cli
