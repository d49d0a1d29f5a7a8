// SPDX-License-Identifier: Apache-2.0
#include "casebook/casebook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace crosswalk::casebook {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

Signature signature(std::string why) { return {"Max Roe <max@acme.example>", std::move(why), at("2026-11-23T10:00:00Z")}; }

Case received() {
  Case out;
  out.title = "Login without a password";
  out.source.kind = disclosure::SourceKind::researcher;
  out.source.reporter = {"Jane Doe <jane@example.org>"};
  out.events = {{disclosure::Trigger::aware, at("2026-11-20T09:00:00Z"), {}}};
  return out;
}

class CasebookTest : public ::testing::Test {
 protected:
  CasebookTest() {
    std::string pattern = (fs::temp_directory_path() / "crosswalk-casebook-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ + "/register.sqlite";
  }
  ~CasebookTest() override { fs::remove_all(folder_); }
  [[nodiscard]] Casebook made() const {
    auto out = Casebook::create(path_, at("2026-11-01T00:00:00Z"));
    EXPECT_TRUE(out) << out.error().message();
    return std::move(out).value();
  }
  /// Everything that lies in the folder of the register.
  [[nodiscard]] std::string bytes() const {
    std::string out;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::ifstream in(entry.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }

  std::string folder_;
  std::string path_;
};

TEST_F(CasebookTest, AddsAndChangesCasesAndTellsTheirHistory) {
  Casebook book = made();
  const auto id = book.add(received(), "V-2026-", signature("mail 4711"));
  ASSERT_TRUE(id) << id.error().message();
  EXPECT_EQ(*id, "V-2026-0001");
  const auto edited = book.edit(
      *id,
      [](Case& one) -> base::Result<void> {
        EXPECT_EQ(one.source.reporter.text, "Jane Doe <jane@example.org>");
        one.outcome = disclosure::Outcome::valid;
        one.stage = disclosure::Stage::reviewed;
        return {};
      },
      signature("reproduced"));
  ASSERT_TRUE(edited) << edited.error().message();
  EXPECT_TRUE(*edited);
  // What changes nothing leaves no trace.
  EXPECT_FALSE(*book.edit(
      *id, [](Case&) -> base::Result<void> { return {}; }, signature("nothing")));
  const auto history = book.history(*id);
  ASSERT_TRUE(history);
  ASSERT_THAT(*history, SizeIs(2));
  EXPECT_EQ((*history)[1].who, "Max Roe <max@acme.example>");
  EXPECT_EQ((*history)[1].why, "reproduced");
  std::vector<std::string> fields;
  for (const FieldChange& change : (*history)[1].fields)
    fields.push_back(change.field + " " + change.before + " -> " + change.after);
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre("/outcome  -> \"valid\"", "/stage \"received\" -> \"reviewed\""));
  EXPECT_THAT(book.verify()->problems, IsEmpty());
  EXPECT_EQ(book.head()->number, 2);
}

TEST_F(CasebookTest, TakesNothingThatIsWrong) {
  Casebook book = made();
  Case wrong = received();
  wrong.title.clear();
  wrong.ratings = {{"CVSS:3.1/AV:X", {}, {}}};
  const auto refused = book.add(wrong, "V-2026-", signature("x"));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail, ::testing::AllOf(HasSubstr("/ratings/0/vector"), HasSubstr("title")));
  EXPECT_EQ(book.add_all({received(), wrong}, "V-2026-", signature("x")).error().subject, "case 2");
  EXPECT_EQ(book.add(received(), "V-2026-", signature("")).error().code, base::ErrorCode::usage);
  EXPECT_EQ(book.add(received(), "V-2026-", {{}, "why", 0}).error().code, base::ErrorCode::usage);
  Case other = received();
  other.description = "\xFF";
  EXPECT_EQ(book.add(other, "V-2026-", signature("x")).error().code, base::ErrorCode::malformed_data);
  EXPECT_EQ(book.add(received(), "V-2026-", signature("\xFF")).error().code, base::ErrorCode::usage);
  // Nothing was kept, no number was used up.
  EXPECT_EQ(book.head()->number, 0);
  EXPECT_EQ(*book.add(received(), "V-2026-", signature("x")), "V-2026-0001");
  const auto further = book.edit(
      "V-2026-0001",
      [](Case& one) -> base::Result<void> {
        one.stage = disclosure::Stage::analysed;
        return {};
      },
      signature("x"));
  ASSERT_FALSE(further);
  EXPECT_THAT(further.error().detail, HasSubstr("missing for 'analysed': description"));
  EXPECT_EQ(book.find("V-2026-0001")->stage, disclosure::Stage::received);
  EXPECT_EQ(book.find("V-2026-0002").error().code, base::ErrorCode::not_in_register);
  EXPECT_EQ(book.history("V-2026-0002").error().code, base::ErrorCode::not_in_register);
}

TEST_F(CasebookTest, ChangesSeveralCasesAroundSomethingElseOrNone) {
  Casebook book = made();
  ASSERT_TRUE(book.add_all({received(), received()}, "V-2026-", signature("import")));
  const auto titled = [](const std::string& title) {
    return [title](Case& one) -> base::Result<void> {
      one.title = title;
      return {};
    };
  };
  const std::vector<Edit> edits{{"V-2026-0001", titled("One"), signature("a")}, {"V-2026-0002", titled("Two"), signature("b")}};
  std::string seen;
  const auto refuse = [&](const store::Change& last) -> base::Result<void> {
    seen = last.hash;
    return base::Error{base::ErrorCode::disk_full, "elsewhere", {}};
  };
  EXPECT_EQ(book.edit_all(edits, refuse).error().code, base::ErrorCode::disk_full);
  EXPECT_EQ(seen, book.head()->hash);
  EXPECT_EQ(book.head()->number, 2);
  // What the register does not take is told before anything else is done.
  bool called = false;
  const auto call = [&](const store::Change&) -> base::Result<void> {
    called = true;
    return {};
  };
  EXPECT_EQ(book.edit_all({edits[0], {"V-2026-0009", titled("None"), signature("c")}}, call).error().code,
            base::ErrorCode::not_in_register);
  EXPECT_FALSE(called);
  EXPECT_EQ(book.find("V-2026-0001")->title, "Login without a password");
  EXPECT_EQ(*book.edit_all(edits, call), 2U);
  EXPECT_TRUE(called);
  EXPECT_EQ(book.find("V-2026-0002")->title, "Two");
  EXPECT_THAT(book.verify()->problems, IsEmpty());
}

TEST_F(CasebookTest, ErasesAPersonFromAllCases) {
  {
    Casebook book = made();
    ASSERT_TRUE(book.add_all({received(), received()}, "V-2026-", signature("import")));
    EXPECT_EQ(book.erase("Jane", signature("request")).error().code, base::ErrorCode::not_in_register);
    EXPECT_FALSE(*book.knows("Jane"));
    EXPECT_TRUE(*book.knows("Jane Doe <jane@example.org>"));
    ASSERT_TRUE(book.erase("Jane Doe <jane@example.org>", signature("request of 2026-11-22")));
    EXPECT_FALSE(*book.knows("Jane Doe <jane@example.org>"));
    EXPECT_THAT(book.verify()->problems, IsEmpty());
    EXPECT_THAT(book.verify()->erased, SizeIs(1));
    const auto left = book.find("V-2026-0002");
    EXPECT_EQ(*book.person(left->source.reporter.text), "(erased)");
    // The case can be changed further.
    const auto edited = book.edit(
        "V-2026-0002",
        [](Case& one) -> base::Result<void> {
          one.title = "Other";
          return {};
        },
        signature("title"));
    EXPECT_TRUE(edited) << edited.error().message();
  }
  EXPECT_EQ(bytes().find("jane@example.org"), std::string::npos);
}

TEST_F(CasebookTest, SeesThatWhatStandsInTheCasesPlaceIsNone) {
  ASSERT_TRUE(made().add(received(), "V-2026-", signature("x")));
  {
    auto open = store::Register::open(path_, store::Register::Access::write);
    ASSERT_TRUE(open);
    auto transaction = open->begin();
    ASSERT_TRUE(transaction->append({0, "2026-11-23T10:00:00Z", "w", "y", "V-2026-0001", "[]", {}}, "no JSON"));
    ASSERT_TRUE(transaction->commit());
  }
  const auto book = Casebook::open(path_, store::Register::Access::read);
  EXPECT_THAT(book->verify()->problems, ElementsAre(HasSubstr("is not what its changes made of it")));
}

TEST_F(CasebookTest, SeesThatAPersonIsGoneWhomNobodyErased) {
  ASSERT_TRUE(made().add(received(), "V-2026-", signature("x")));
  {
    auto open = store::Register::open(path_, store::Register::Access::write);
    ASSERT_TRUE(open);
    auto transaction = open->begin();
    const auto reference = transaction->find_person("Jane Doe <jane@example.org>");
    ASSERT_TRUE(reference && *reference);
    ASSERT_TRUE(transaction->erase(**reference));
    ASSERT_TRUE(transaction->commit());
    EXPECT_THAT(open->verify()->problems, IsEmpty());
  }
  const auto book = Casebook::open(path_, store::Register::Access::read);
  EXPECT_THAT(book->verify()->problems, ElementsAre(HasSubstr("no change says that it was erased")));
}

TEST_F(CasebookTest, SeesACaseThatWasPutInThePlaceOfAnother) {
  {
    Casebook book = made();
    ASSERT_TRUE(book.add(received(), "V-2026-", signature("x")));
  }
  {
    // The chain holds: the state beside it is another.
    auto open = store::Register::open(path_, store::Register::Access::write);
    ASSERT_TRUE(open);
    auto transaction = open->begin();
    ASSERT_TRUE(transaction->append({0, "2026-11-23T10:00:00Z", "w", "y", "V-2026-0001", "[]", {}},
                                    R"({"id":"V-2026-0001","stage":"closed"})"));
    ASSERT_TRUE(transaction->commit());
    EXPECT_THAT(open->verify()->problems, IsEmpty());
  }
  const auto book = Casebook::open(path_, store::Register::Access::read);
  EXPECT_THAT(book->verify()->problems, ElementsAre(HasSubstr("is not what its changes made of it")));
}

TEST_F(CasebookTest, TellsWhatItHeldAtAMoment) {
  Casebook book = made();
  const auto by = [](std::string_view when) { return Signature{"Max", "x", at(when)}; };
  const auto rename = [&](const char* id, const char* title, std::string_view when) {
    EXPECT_TRUE(book.edit(
        id,
        [&](Case& one) -> base::Result<void> {
          one.title = title;
          return {};
        },
        by(when)));
  };
  ASSERT_TRUE(book.add(received(), "V-2026-", by("2026-11-01T00:00:00Z")));
  ASSERT_TRUE(book.add(received(), "V-2026-", by("2026-11-05T00:00:00Z")));
  rename("V-2026-0001", "Second", "2026-11-10T00:00:00Z");
  rename("V-2026-0001", "Third", "2026-11-20T00:00:00Z");
  const auto titles = [&](std::string_view when) {
    std::string out;
    EXPECT_TRUE(book.for_each(
        [&](const Case& one) {
          out += one.id.substr(10) + " " + one.title + "; ";
          return true;
        },
        at(when)));
    return out;
  };
  EXPECT_EQ(titles("2026-10-31T00:00:00Z"), "");
  EXPECT_EQ(titles("2026-11-01T00:00:00Z"), "1 Login without a password; ");
  EXPECT_EQ(titles("2026-11-10T00:00:00Z"), "1 Second; 2 Login without a password; ");
  EXPECT_EQ(titles("2026-11-30T00:00:00Z"), "1 Third; 2 Login without a password; ");
  EXPECT_EQ(book.find("V-2026-0001", at("2026-11-19T23:59:59Z"))->title, "Second");
  EXPECT_EQ(book.find("V-2026-0001", at("2026-11-02T00:00:00Z"))->source.reporter.text, "Jane Doe <jane@example.org>");
  EXPECT_THAT(*book.history("V-2026-0001", at("2026-11-19T23:59:59Z")), SizeIs(2));
  EXPECT_EQ(book.find("V-2026-0002", at("2026-11-02T00:00:00Z")).error().detail, "it had no such case then");
  EXPECT_FALSE(book.history("V-2026-0002", at("2026-11-02T00:00:00Z")));
  // A change that a clock dated too early came after those before it all the same.
  rename("V-2026-0001", "Fourth", "2026-11-15T00:00:00Z");
  EXPECT_EQ(book.find("V-2026-0001", at("2026-11-15T00:00:00Z"))->title, "Fourth");
  EXPECT_EQ(book.find("V-2026-0001", at("2026-11-14T00:00:00Z"))->title, "Second");
}

TEST_F(CasebookTest, AMomentThatIsNamedDoesNotLieBeforeTheLastChange) {
  Casebook book = made();
  ASSERT_TRUE(book.add(received(), "V-2026-", signature("x")));
  const auto retitle = [](Case& one) -> base::Result<void> {
    one.title += "!";
    return {};
  };
  const Signature early{"Max", "x", at("2026-11-23T09:59:59Z"), true};
  const auto refused = book.edit("V-2026-0001", retitle, early);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
  EXPECT_THAT(refused.error().detail, HasSubstr("the last change of V-2026-0001 is of 2026-11-23T10:00:00Z"));
  EXPECT_FALSE(book.check_order("V-2026-0001", early));
  EXPECT_TRUE(book.edit("V-2026-0001", retitle, {"Max", "x", at("2026-11-23T10:00:00Z"), true}));
  // The clock of a machine may be behind: nobody can do anything about it.
  EXPECT_TRUE(book.edit("V-2026-0001", retitle, {"Max", "x", at("2026-11-23T09:00:00Z")}));
}

TEST_F(CasebookTest, FindsAChangeByItsHash) {
  Casebook book = made();
  ASSERT_TRUE(book.add(received(), "V-2026-", signature("x")));
  const std::string first = book.head()->hash;
  ASSERT_TRUE(book.add(received(), "V-2026-", signature("x")));
  EXPECT_EQ(*book.number_of(first), 1);
  EXPECT_EQ(*book.number_of(book.head()->hash), 2);
  EXPECT_EQ(*book.number_of(std::string(64, '0')), std::nullopt);
}

TEST(ChangesBetween, NamesEachField) {
  const Case before = received();
  Case after = before;
  after.title = "Other";
  after.source.kind = disclosure::SourceKind::unsaid;
  after.ids = {"CVE-2026-12345"};
  std::vector<std::string> fields;
  for (const FieldChange& change : changes_between(before, after))
    fields.push_back(change.field + " " + change.before + " -> " + change.after);
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre("/ids  -> [\"CVE-2026-12345\"]", "/source/kind \"researcher\" -> ",
                                                      "/title \"Login without a password\" -> \"Other\""));
  EXPECT_THAT(changes_between(before, before), IsEmpty());
}

}  // namespace
}  // namespace crosswalk::casebook
