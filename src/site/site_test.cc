// SPDX-License-Identifier: Apache-2.0
#include "site/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <set>

#include "site/library.h"

namespace crosswalk::site {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

packs::Statement statement(const std::string& text) { return {text, {"Demo 1"}, packs::Confidence::low, {}}; }

packs::Constraint constraint(const std::string& clause, const std::string& slug) {
  packs::Constraint out;
  out.slug = slug;
  out.id = "demo:" + clause + "/" + slug;
  out.text = "Text of " + slug + ".";
  out.question = "Question of " + slug + "?";
  out.remedy = {{"default", "Remedy of " + slug + "."}};
  out.source = {"Demo 1"};
  return out;
}

packs::Mapping mapping(const std::string& clause, const std::string& work, const std::string& section) {
  packs::Mapping out;
  out.clause = clause;
  out.work = work;
  out.section = section;
  out.relation = packs::Relation::superset;
  out.carries_over = "Carried from " + section + ".";
  out.is_new = "New beside " + section + ".";
  out.rationale = "Pair with " + section + ".";
  out.disputed = "Disputed of " + section + ".";
  out.source = {"Work"};
  return out;
}

/// Two clauses; one work with a catalogue and one without.
std::shared_ptr<packs::Pack> sample_pack() {
  auto out = std::make_shared<packs::Pack>();
  out->id = "demo";
  out->title = "Demo standard";
  out->version = "2.0";
  out->edition = "First";
  out->notice = "Notice of the pack.";
  out->works = {{"other", "Other work, 2020"}, {"bare", "Bare work"}};
  out->contents = {{"4", "General"}, {"4.1", "First part"}};
  out->conditions = {{"has-users", "Are there users?"}};
  packs::Clause first;
  first.number = "4.1.1";
  first.id = "demo:4.1.1";
  first.title = "First clause";
  first.requirement = statement("Asked in the first.");
  first.why = {statement("Why of the first.")};
  first.changed = {statement("Changed in the first.")};
  first.is_new = {statement("New in the first.")};
  first.audit_focus = {statement("Focus of the first.")};
  first.audit_defence = {statement("Defence of the first.")};
  first.further_reading = {statement("Reading of the first, on zebras.")};
  first.related = {{"demo:4.1.2", statement("Related to the second.")}, {"other:1.1", statement("Related to a part.")}};
  first.constraints = {constraint("4.1.1", "one"), constraint("4.1.1", "two")};
  first.constraints[1].applies_if = "has-users";
  first.constraints[0].also_shown_under = {"4.1.2"};
  first.gaps = {
      {"Gap of the first.", packs::Severity::major, {"one"}, {}, "Close the gap.", {"Demo 1"}, packs::Confidence::low, {}}};
  first.evidence_documents = {"A list"};
  first.signals = {{packs::SignalKind::content_match, "", "Is there a list?", {"one"}, {}}};
  packs::Clause second;
  second.number = "4.1.2";
  second.id = "demo:4.1.2";
  second.title = "Second clause";
  second.constraints = {constraint("4.1.2", "three")};
  second.confirmed = {"A. Reader", "2026-01-31"};
  out->clauses = {first, second};
  return out;
}

packs::Catalogue sample_catalogue() {
  packs::Catalogue out;
  out.id = "other";
  out.title = "Other work";
  out.edition = "2020";
  out.entries = {{"1", "Chapter", "A chapter.", "", {}, packs::Confidence::medium, {}},
                 {"1.1", "Part", "A part about giraffes.", "1", {}, packs::Confidence::medium, {}},
                 {"Annex I(4)", "Fourth", "A part of an annex.", "", {}, packs::Confidence::low, {}},
                 {"Annex I-4-", "Alike", "A part with nearly the same name.", "", {}, packs::Confidence::low, {}}};
  return out;
}

atlas::Atlas sample_atlas(std::shared_ptr<packs::Pack> pack = sample_pack()) {
  atlas::Atlas out;
  out.standards.push_back(
      {std::move(pack),
       {mapping("4.1.1", "other", "1.1"), mapping("4.1.1", "bare", "7"), mapping("4.1.2", "other", "Annex I(4)")}});
  out.standards[0].mappings[0].covers = {"one"};
  out.catalogues = {sample_catalogue()};
  return out;
}

comparison::ReviewFile sample_review() {
  comparison::ReviewFile out;
  out.schema_version = "1.0";
  out.as_of = "2026-02-03";
  out.manufacturer = "Maker of Things";
  out.steps = {"Correct what is denied."};
  out.packs["demo"] = {"1.0", "abc"};
  const auto state = [](review::Verdict verdict) {
    comparison::ConstraintState one;
    one.verdict = verdict;
    comparison::PassageState passage;
    passage.evidence.document = "folder/a.md";
    passage.evidence.quote = "The very words.";
    passage.evidence.verdict = verdict;
    passage.place = "line 12";
    one.passages = {passage};
    one.passages_total = 3;
    return one;
  };
  out.constraints["demo:4.1.1/one"] = state(review::Verdict::met);
  out.constraints["demo:4.1.1/two"] = state(review::Verdict::partial);
  out.constraints["demo:4.1.1/two"].gap =
      comparison::GapState{packs::Severity::minor, "Gap in two.", "Write two.", {"folder/a.md"}, {}};
  out.constraints["demo:4.1.2/three"] = state(review::Verdict::denied);
  out.constraints["demo:4.1.2/three"].gap =
      comparison::GapState{packs::Severity::major, "Gap in three.", "Write three.", {}, {"A rule"}};
  out.constraints["demo:4.1.2/three"].decisions = {{"accept", "", "Because of it.", "B. Decider", "2026-01-01"}};
  out.pages = {{"demo:4.1.1", review::Verdict::partial, {"demo:4.1.1/one", "demo:4.1.1/two"}, "- We say so.\n"},
               {"demo:4.1.2", review::Verdict::denied, {"demo:4.1.2/three"}, ""}};
  return out;
}

const Options options{"House library"};

/// All values of an attribute.
std::vector<std::string> attributes(const std::string& html, const std::string& name) {
  std::vector<std::string> out;
  const std::regex pattern(" " + name + "=\"([^\"]*)\"");
  for (auto at = std::sregex_iterator(html.begin(), html.end(), pattern); at != std::sregex_iterator(); ++at) {
    out.push_back((*at)[1].str());
  }
  return out;
}

/// Every link that leads nowhere, and every anchor that stands twice.
std::vector<std::string> broken(const Files& files) {
  std::map<std::string, std::set<std::string>> ids;
  std::vector<std::string> out;
  for (const auto& [name, html] : files) {
    for (const std::string& id : attributes(html, "id")) {
      if (!ids[name].insert(id).second) out.push_back(name + " has twice: " + id);
    }
  }
  for (const auto& [name, html] : files) {
    std::vector<std::string> links = attributes(html, "href");
    for (const char* more : {"src", "action"}) {
      for (std::string& one : attributes(html, more)) links.push_back(std::move(one));
    }
    for (const std::string& link : links) {
      std::string path = link.substr(0, link.find('#'));
      const std::size_t hash = link.find('#');
      if (path.empty()) {
        path = name;
      } else {
        const std::size_t slash = name.rfind('/');
        std::string folder = slash == std::string::npos ? "" : name.substr(0, slash + 1);
        for (; path.starts_with("../"); path.erase(0, 3)) folder.clear();
        path = folder + path;
      }
      if (!files.contains(path)) {
        out.push_back(name + " leads to " + link);
      } else if (hash != std::string::npos && !ids[path].contains(link.substr(hash + 1))) {
        out.push_back(name + " leads to an anchor that is not there: " + link);
      }
    }
  }
  return out;
}

TEST(Site, HasAPageForEveryClauseAndEveryWork) {
  const Files files = make(sample_atlas(), nullptr, options);
  std::vector<std::string> names;
  for (const auto& [name, content] : files) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"demo/4.1.1.html", "demo/4.1.2.html", "index.html", "matrix.html", "search-words.js",
                                             "search.html", "works/bare.html", "works/other.html"}));
  for (const auto& [name, content] : files) {
    if (name.ends_with(".html")) {
      EXPECT_THAT(content, HasSubstr("House library</title>")) << name;
    }
  }
}

TEST(Site, TellsEveryPartOfAClause) {
  const std::string page = make(sample_atlas(), nullptr, options).at("demo/4.1.1.html");
  for (const char* part : {"Asked in the first.",
                           "Why of the first.",
                           "Changed in the first.",
                           "Carried from 1.1.",
                           "New beside 1.1.",
                           "New in the first.",
                           "Focus of the first.",
                           "Pair with 1.1.",
                           "Disputed of 1.1.",
                           "asks for a part of it",
                           "Text of one.",
                           "Question of one?",
                           "Remedy of two.",
                           "Are there users?",
                           "Gap of the first.",
                           "Close the gap.",
                           "A list",
                           "Is there a list?",
                           "Defence of the first.",
                           "Related to the second.",
                           "Reading of the first",
                           "Demo 1 · confidence low",
                           "Unconfirmed",
                           "rule draft: not tested yet",
                           "Notice of the pack."}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
  EXPECT_THAT(page, Not(HasSubstr("Your documents")));
  EXPECT_THAT(make(sample_atlas(), nullptr, options).at("demo/4.1.2.html"), HasSubstr("by A. Reader, 2026-01-31"));
}

TEST(Site, LinksLeadSomewhere) {
  const comparison::ReviewFile review = sample_review();
  EXPECT_EQ(broken(make(sample_atlas(), nullptr, options)), std::vector<std::string>());
  EXPECT_EQ(broken(make(sample_atlas(), &review, options)), std::vector<std::string>());
}

TEST(Site, MappingsCanBeFollowedBothWays) {
  const Files files = make(sample_atlas(), nullptr, options);
  EXPECT_THAT(files.at("demo/4.1.2.html"), HasSubstr("href=\"../works/other.html#s-Annex-I-4-\""));
  EXPECT_THAT(files.at("works/other.html"), HasSubstr("id=\"s-Annex-I-4-\""));
  EXPECT_THAT(files.at("works/other.html"), HasSubstr("href=\"../demo/4.1.2.html\""));
  EXPECT_THAT(files.at("works/other.html"), HasSubstr("A part about giraffes."));
  EXPECT_THAT(files.at("works/bare.html"), HasSubstr("Carried from 7."));
  // The section asks for a part of the clause, and the clause for all of the section.
  EXPECT_THAT(files.at("works/other.html"), HasSubstr("asks for all of it and more"));
  EXPECT_THAT(files.at("matrix.html"), HasSubstr("href=\"demo/4.1.1.html#maps-other\">part 1</a>"));
}

TEST(Site, ShowsWhatAReviewSays) {
  const comparison::ReviewFile review = sample_review();
  const Files files = make(sample_atlas(), &review, options);
  const std::string& first = files.at("demo/4.1.1.html");
  for (const char* part : {"1 of 2 shalls met, as of 2026-02-03", "The very words.", "folder/a.md", "line 12", "v-partial",
                           "2 further passages were found", "Gap in two.", "Write two.", "We say so."}) {
    EXPECT_THAT(first, HasSubstr(part));
  }
  EXPECT_THAT(first, Not(HasSubstr("Gap in three.")));
  // Passages stand where the constraint is at home, its verdict on both pages.
  EXPECT_THAT(files.at("demo/4.1.2.html"), HasSubstr("../demo/4.1.1.html#c:one"));
  EXPECT_THAT(files.at("demo/4.1.2.html"), HasSubstr("B. Decider, 2026-01-01. Because of it."));
  const std::string& index = files.at("index.html");
  for (const char* part : {"Maker of Things", "Correct what is denied.", "of 3 shalls that apply met",
                           "1 met, 1 partial, 1 denied", "1 of 3", "made with version 1.0 of the pack demo"}) {
    EXPECT_THAT(index, HasSubstr(part));
  }
  const std::string& todo = files.at("todo.html");
  EXPECT_LT(todo.find("Gap in three."), todo.find("Gap in two.")) << "major gaps come first";
  EXPECT_THAT(todo, HasSubstr("asked for by A rule"));
  EXPECT_THAT(todo, Not(HasSubstr("For a person to decide")));
  comparison::ReviewFile open = review;
  open.constraints["demo:4.1.1/one"].verdict = review::Verdict::needs_review;
  open.constraints["demo:4.1.1/one"].candidates = {"folder/b.md"};
  const std::string more = make(sample_atlas(), &open, options).at("todo.html");
  for (const char* part : {"For a person to decide", "Question of one?", "folder/b.md"}) EXPECT_THAT(more, HasSubstr(part));
}

TEST(Site, LeavesOutQuotesThatTheReviewDoesNotKeep) {
  comparison::ReviewFile review = sample_review();
  for (auto& [id, state] : review.constraints) state.passages[0].evidence.quote.clear();
  const std::string page = make(sample_atlas(), &review, options).at("demo/4.1.1.html");
  EXPECT_THAT(page, Not(HasSubstr("<mark")));
  EXPECT_THAT(page, HasSubstr("line 12"));
}

TEST(Site, IsTheSameForTheSameInput) {
  const comparison::ReviewFile review = sample_review();
  EXPECT_EQ(make(sample_atlas(), &review, options), make(sample_atlas(), &review, options));
}

/// Puts an attack before every text.
void poison(std::string& text) { text = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\xE2\x80\xAE" + text; }

TEST(Site, TakesNoTextForMarkup) {
  auto pack = sample_pack();
  for (std::string* text : {&pack->title, &pack->version, &pack->edition, &pack->notice, &pack->works[0].title,
                            &pack->contents[1].title, &pack->conditions[0].question}) {
    poison(*text);
  }
  packs::Clause& clause = pack->clauses[0];
  for (std::string* text :
       {&clause.title, &clause.requirement.text, &clause.why[0].text, &clause.why[0].source[0], &clause.related[0].clause,
        &clause.evidence_documents[0], &clause.signals[0].question, &clause.gaps[0].text, &clause.gaps[0].remedy,
        &clause.gaps[0].constraints[0], &clause.constraints[0].text, &clause.constraints[0].note, &clause.constraints[0].slug,
        &clause.constraints[0].question, &clause.constraints[0].remedy["default"]}) {
    poison(*text);
  }
  clause.number = "4.1.1\"><script>alert(3)</script>";
  atlas::Atlas atlas = sample_atlas(pack);
  packs::Mapping& mapped = atlas.standards[0].mappings[0];
  mapped.clause = clause.number;
  for (std::string* text : {&mapped.section, &mapped.carries_over, &mapped.is_new, &mapped.rationale, &mapped.disputed,
                            &mapped.covers[0], &mapped.source[0]}) {
    poison(*text);
  }
  packs::Catalogue& catalogue = atlas.catalogues[0];
  for (std::string* text :
       {&catalogue.edition, &catalogue.entries[0].title, &catalogue.entries[0].text, &catalogue.entries[1].number}) {
    poison(*text);
  }
  comparison::ReviewFile review = sample_review();
  for (std::string* text :
       {&review.steps[0], &review.manufacturer, &review.as_of, &review.product, &review.packs["demo"].version})
    poison(*text);
  for (auto& [id, state] : review.constraints) {
    review::Evidence& evidence = state.passages[0].evidence;
    evidence.document = "\"'><script>alert(7)</script>";
    evidence.reason = "\"'><script>alert(8)</script>";
    for (std::string* text : {&state.reason, &evidence.quote, &state.passages[0].place}) poison(*text);
    state.coverage = review::Coverage{2, 1, {"<script>alert(4)</script>"}};
    state.caveats = {"<script>alert(5)</script>"};
    state.candidates = {"<script>alert(6)</script>"};
    if (state.gap) {
      for (std::string* text : {&state.gap->text, &state.gap->remedy}) poison(*text);
    }
    for (comparison::DecisionState& decision : state.decisions) {
      for (std::string* text : {&decision.kind, &decision.by, &decision.on, &decision.reason}) poison(*text);
    }
  }
  for (comparison::ClauseState& page : review.pages) poison(page.audit_defence);
  Options hostile;
  poison(hostile.title);
  const Files files = make(atlas, &review, hostile);
  for (const auto& [name, content] : files) {
    EXPECT_EQ(content.find("<script>alert"), std::string::npos) << name;
    EXPECT_EQ(content.find("<img"), std::string::npos) << name;
    EXPECT_EQ(content.find('\x1b'), std::string::npos) << name;
    EXPECT_EQ(content.find("\xE2\x80\xAE"), std::string::npos) << name;
    if (name != "search.html") {
      EXPECT_EQ(content.find("<script"), std::string::npos) << name;
    }
  }
  EXPECT_EQ(broken(files), std::vector<std::string>());
  EXPECT_TRUE(read_marker(marker(files))) << "names of files are plain";
}

TEST(Site, PutsNoFileOutsideAndNoneOnAnother) {
  auto pack = sample_pack();
  pack->clauses[0].number = "../../../etc/passwd";
  pack->clauses[0].id = "demo:../../../etc/passwd";
  pack->clauses[1].number = "..-..-..-ETC-passwd";
  pack->clauses[1].id = "demo:..-..-..-ETC-passwd";
  atlas::Atlas atlas;
  atlas.standards.push_back({pack, {}});
  const Files files = make(atlas, nullptr, options);
  EXPECT_EQ(files.size(), 6U);
  for (const auto& [name, content] : files) EXPECT_THAT(name, Not(HasSubstr(".."))) << name;
  EXPECT_TRUE(read_marker(marker(files)));
}

TEST(Site, SearchesByWordsOfPages) {
  const Files files = make(sample_atlas(), nullptr, options);
  const std::string& words = files.at("search-words.js");
  // Items are counted as they stand in the list: two clauses, three constraints, one part of 'other' before it.
  EXPECT_THAT(words, HasSubstr("\"zebras\":\"0\""));
  EXPECT_THAT(words, HasSubstr("\"giraffes\":\"6\""));
  const std::string& page = files.at("search.html");
  for (const char* part : {"Asked in the first.", "4.1.1/two", "Text of two.", "data-of=\"other\"", "<noscript>"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
  EXPECT_THAT(page, HasSubstr("script-src 'self' 'sha256-"));
  EXPECT_THAT(files.at("index.html"), Not(HasSubstr("script-src")));
}

TEST(Marker, NamesTheFilesOfASite) {
  const Files files{{"index.html", "x"}, {"works/a.html", "y"}, {"search-words.js", "z"}};
  EXPECT_EQ(read_marker(marker(files)), (std::vector<std::string>{"index.html", "search-words.js", "works/a.html"}));
}

TEST(Marker, RefusesNamesThatNoSiteHas) {
  const std::string head = marker({});
  for (const char* name :
       {"../a.html", "/etc/a.html", ".ssh/a.html", "a/b/c.html", "a.txt", "a//b.html", "a\\b.html", "a b.html", "..html/.html"}) {
    EXPECT_FALSE(read_marker(head + name + "\n")) << name;
  }
  EXPECT_FALSE(read_marker("index.html\n"));
  EXPECT_TRUE(read_marker(head));
}

}  // namespace
}  // namespace crosswalk::site
