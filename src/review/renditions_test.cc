// SPDX-License-Identifier: Apache-2.0
#include "review/renditions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace crosswalk::review {
namespace {

using ::testing::ElementsAre;

DocumentEntry file(std::string path, std::string id = "SEC-1", std::string version = "4") {
  DocumentEntry out;
  out.root = "set";
  out.path = std::move(path);
  out.facts.control.id = std::move(id);
  out.facts.control.version = std::move(version);
  out.facts.control.state = document::State::effective;
  out.facts.language = "en";
  return out;
}

TEST(Formats, OfOneDocumentAreKnownByNameIdAndVersion) {
  EXPECT_THAT(first_formats({file("a/guide.docx"), file("a/guide.md"), file("a/guide.pdf")}), ElementsAre(0, 0, 0));
  // Another folder, name, id or version.
  EXPECT_THAT(first_formats({file("a/guide.docx"), file("b/guide.md"), file("a/guide-2.md"), file("a/guide.pdf", "SEC-2"),
                             file("a/guide.html", "SEC-1", "5")}),
              ElementsAre(0, 1, 2, 3, 4));
  // What says no id or version of itself may be anything.
  EXPECT_THAT(
      first_formats({file("guide.docx", ""), file("guide.md", ""), file("x.docx", "SEC-1", ""), file("x.md", "SEC-1", "")}),
      ElementsAre(0, 1, 2, 3));
}

TEST(Formats, ADraftATranslationAnotherFolderOrASecurityFileIsNone) {
  std::vector<DocumentEntry> all{file("guide.docx"), file("guide.md"), file("guide.pdf"), file("guide.html"), file("guide.json")};
  all[1].facts.control.state = document::State::draft;
  all[2].facts.language = "no";
  all[3].root = "other";
  all[4].artifact_kinds = {"csaf"};
  EXPECT_THAT(first_formats(all), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(formats_note(all), "");
}

TEST(Formats, AreTold) {
  std::vector<DocumentEntry> all{file("a/guide.docx"), file("a/guide.md"), file("notes.docx", "SEC-2"), file("old.docx", "SEC-3"),
                                 file("old.md", "SEC-3")};
  all[4].in_force = false;
  EXPECT_EQ(formats_note(all),
            "Files that are one document in several formats count as one where records are counted: a/guide (docx, md).");
  EXPECT_EQ(formats_note({}), "");
}

}  // namespace
}  // namespace crosswalk::review
