// SPDX-License-Identifier: Apache-2.0
#include "release/set_readme.h"

#include <utility>

namespace crosswalk::release {
namespace {

using writing::Block;
using writing::Line;

Block lines(std::string words) {
  Block out;
  out.kind = Block::Kind::lines;
  out.words = Line(std::move(words));
  return out;
}

/// A document in words: a table would be broken into lines that no longer tell what belongs together, in a file of text.
std::string line_of(const ReadmeFacts::Line& line) {
  const ManifestDocument& document = line.document;
  std::string out = line.title + ": ";
  if (!document.id.empty()) out += document.id + ", ";
  if (!document.version.empty()) out += "version " + document.version + ", ";
  return out + (document.state == writing::State::approved ? "approved" : "DRAFT, not to be relied on");
}

Block list_of(const ReadmeFacts& facts) {
  Block out;
  out.kind = Block::Kind::list;
  for (const ReadmeFacts::Line& line : facts.documents) out.items.push_back({writing::paragraph(line_of(line))});
  return out;
}

void add_signature(std::vector<Block>& out, const ReadmeFacts& facts) {
  const std::string key(key_name);
  if (!facts.is_signed) {
    out.push_back(
        writing::paragraph("Nobody signed this set: whoever changed a file on its way could have changed the lists, too. Ask the "
                           "manufacturer by another "
                           "way for the SHA-256 of the file " +
                           std::string(sha256_name) + ", and compare it."));
    return;
  }
  out.push_back(writing::paragraph("The lists are signed with OpenPGP. Check the signature before the files:"));
  out.push_back(
      lines("gpg --import " + key + "\ngpg --verify " + std::string(sha256_signature_name) + " " + std::string(sha256_name)));
  out.push_back(writing::paragraph(
      "gpg has to say \"Good signature\", and shows the fingerprint of the key. The key that lies in this set proves nothing by "
      "itself: whoever exchanges the files can exchange the key. Compare the fingerprint with one that you did not get with this "
      "set: from the security.txt or the security page of the manufacturer's web site, from your contract, or by telephone."));
  out.push_back(writing::paragraph("The manifest is signed in the same way, for programs:"));
  out.push_back(lines("gpg --verify " + std::string(signature_name) + " " + std::string(manifest_name)));
}

void add_sums(std::vector<Block>& out, const ReadmeFacts& facts) {
  out.push_back(writing::heading(2, "How to check that these files are whole"));
  out.push_back(writing::paragraph(std::string(sha256_name) + " and " + std::string(sha512_name) +
                                   " list the digests of all files. In this folder, on Linux:"));
  out.push_back(lines("sha256sum -c " + std::string(sha256_name)));
  out.push_back(writing::paragraph("On macOS:"));
  out.push_back(lines("shasum -a 256 -c " + std::string(sha256_name)));
  out.push_back(
      writing::paragraph("Each file has to be \"OK\". On Windows, for each file, compare with the list what this shows:"));
  out.push_back(lines("certutil -hashfile FILE SHA256"));
  if (!facts.is_signed) return;
  out.push_back(writing::paragraph(
      "Both checks together show that the files are those that the owner of the key put together. They do not show that what the "
      "files say is true, nor that no newer version of them exists."));
}

}  // namespace

writing::Paper readme_of(const ReadmeFacts& facts) {
  writing::Paper out;
  const std::string name = facts.product + " " + facts.version;
  out.title = "Documents of " + name;
  const std::string build = facts.build.empty() ? "" : ", build " + facts.build;
  out.blocks.push_back(writing::paragraph("This folder holds the documents that belong to " + name + build +
                                          (facts.manufacturer.empty() ? "." : ", by " + facts.manufacturer + ".") +
                                          " They hold for this version alone."));
  out.blocks.push_back(list_of(facts));
  if (!facts.others.empty()) {
    out.blocks.push_back(writing::paragraph("Beside them:"));
    writing::Block& list = out.blocks.emplace_back();
    list.kind = writing::Block::Kind::list;
    for (const std::string& other : facts.others) list.items.push_back({writing::paragraph(other)});
  }
  out.blocks.push_back(writing::heading(2, "How to check who made these files"));
  add_signature(out.blocks, facts);
  add_sums(out.blocks, facts);
  if (!facts.contact.empty()) out.blocks.push_back(writing::paragraph("Questions: " + facts.contact));
  return out;
}

}  // namespace crosswalk::release
