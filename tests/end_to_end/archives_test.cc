// SPDX-License-Identifier: Apache-2.0

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Archives : public EndToEnd {
 protected:
  /// Packs what lies in the folder `from` into the file `to`, with the system's tar and gzip.
  void pack(const std::string& from, const std::string& to) const {
    fs::create_directories(at(to).parent_path());
    const Ran ran = run("/bin/tar", {"-C", at(from), "--sort=name", "--mtime=@0", "-czf", at(to), "."});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
};

/// What a review says of each constraint, and the paths of the documents that it quotes.
std::string verdicts_of(const Json& review) {
  std::string out;
  for (const Json& clause : review["clauses"]) {
    for (const Json& constraint : clause["constraints"]) {
      out += constraint["id"].get<std::string>() + " " + constraint["verdict"].get<std::string>() + " ";
      for (const Json& evidence : constraint["evidence"]) out += evidence["quote"].get<std::string>() + " ";
      out += "\n";
    }
  }
  return out;
}

TEST_F(Archives, GiveTheVerdictsOfTheFolderThatWasPacked) {
  fs::copy(sources() / "examples/manufacturer", at("plain"), fs::copy_options::recursive);
  pack("plain", "packed/all.tar.gz");
  const Json plain = review_json({at("plain"), "--no-cache"});
  const Json packed = review_json({at("packed"), "--no-cache"});
  EXPECT_EQ(verdicts_of(packed), verdicts_of(plain));
  EXPECT_EQ(packed["documents"].size(), plain["documents"].size() + 1);
  for (const Json& document : plain["documents"]) {
    const Json member = document_of(packed, "all.tar.gz!" + document["path"].get<std::string>());
    ASSERT_FALSE(member.is_null()) << document["path"];
    for (const char* key : {"sha256", "status", "role", "title", "control"})
      EXPECT_EQ(member[key], document[key]) << document["path"];
  }
}

TEST_F(Archives, AreReadInEachOtherAndTheirMembersNamed) {
  write("inner/docs/procedure.md", procedure);
  write("inner/crosswalk.yaml", "products: []\n");
  write("inner/node_modules/a.md", procedure);
  pack("inner", "middle/inner.tgz");
  write("middle/mail.eml",
        "From: a@example.org\r\nSubject: New plan\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
        "boundary=b\r\n\r\n--b\r\n\r\n"
        "Please see the plan.\r\n--b\r\nContent-Type: text/markdown\r\nContent-Disposition: attachment; filename=plan.md\r\n\r\n"
        "# Plan\r\n\r\nWe publish an advisory for every vulnerability.\r\n--b--\r\n");
  pack("middle", "d/outer.tar.gz");
  const Json review = review_json({at("d")});
  const Json member = document_of(review, "outer.tar.gz!inner.tgz!docs/procedure.md");
  ASSERT_FALSE(member.is_null());
  EXPECT_EQ(member["status"], "read");
  EXPECT_FALSE(member["constraints"].empty());
  EXPECT_EQ(document_of(review, "outer.tar.gz!mail.eml")["status"], "read");
  EXPECT_EQ(document_of(review, "outer.tar.gz!mail.eml!plan.md")["title"], "Plan");
  EXPECT_EQ(document_of(review, "outer.tar.gz")["reason"], "not_a_document");
  EXPECT_EQ(review["ignored_files"], 1);
  EXPECT_EQ(review["not_loaded"], Json::array({"outer.tar.gz!inner.tgz!crosswalk.yaml"}));
  // The second time from the cache, and byte for byte the same.
  EXPECT_EQ(review_json({at("d")}), review);
}

TEST_F(Archives, CountForNothingWhereTheSameFileLiesBesides) {
  write("d/procedure.md", procedure);
  write("inner/a.md", procedure);
  pack("inner", "d/a.tgz");
  const Json review = review_json({at("d")});
  EXPECT_EQ(document_of(review, "procedure.md")["status"], "read");
  EXPECT_EQ(document_of(review, "a.tgz!a.md")["reason"], "duplicate_of");
}

TEST_F(Archives, WithinArchivesEndAtALimit) {
  write("0/a.md", procedure);
  for (int i = 0; i < 7; ++i) pack(std::to_string(i), std::to_string(i + 1) + "/a.tgz");
  const Json review = review_json({at("7")});
  EXPECT_EQ(review["documents"].size(), 6U);
  const Json last = document_of(review, "a.tgz!a.tgz!a.tgz!a.tgz!a.tgz!a.tgz");
  ASSERT_FALSE(last.is_null());
  EXPECT_EQ(last["status"], "unreadable");
  EXPECT_EQ(last["reason"], "too_deep");
}

TEST_F(Archives, ThatAreCutOffLeaveTheRestUndecided) {
  write("inner/a.md", procedure);
  write("inner/b.md", std::string(200'000, 'b') + "\n");
  pack("inner", "whole/a.tgz");
  const std::string whole = read(at("whole/a.tgz"));
  write("d/a.tgz", std::string_view(whole).substr(0, whole.size() - 100));
  const Json review = review_json({at("d")});
  EXPECT_EQ(document_of(review, "a.tgz")["reason"], "corrupt");
  EXPECT_EQ(document_of(review, "a.tgz!a.md")["status"], "read");
}

TEST_F(Archives, AreListedAndReadByExtract) {
  write("inner/docs/a.md", procedure);
  pack("inner", "a.tgz");
  const std::string archive = at("a.tgz");
  const Ran list = crosswalk({"extract", archive});
  EXPECT_EQ(list.code, 0);
  EXPECT_EQ(list.out, archive + "!docs/a.md\n");
  const Ran member = crosswalk({"extract", archive + "!docs/a.md"});
  EXPECT_EQ(member.code, 0) << member.err;
  EXPECT_THAT(member.out, HasSubstr("Acme publishes"));
  const Ran missing = crosswalk({"extract", archive + "!docs/b.md"});
  EXPECT_EQ(missing.code, 3);
  EXPECT_THAT(missing.err, HasSubstr("the archive holds no such file"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
