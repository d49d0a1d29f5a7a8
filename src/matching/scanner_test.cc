// SPDX-License-Identifier: Apache-2.0
#include "matching/scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <random>
#include <regex>

#include "matching/phrase_set.h"

namespace crosswalk::matching {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A scanner of these texts ("re:" before patterns); each is a concept, numbered in their order.
Scanner scanner_of(const std::vector<std::string>& texts) {
  std::vector<Atom> atoms;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    const bool is_pattern = texts[i].starts_with("re:");
    atoms.push_back({is_pattern ? texts[i].substr(3) : texts[i], is_pattern, i, "x.yaml", 1});
  }
  packs::Diagnostics diagnostics;
  auto scanner = Scanner::create(atoms, diagnostics);
  EXPECT_TRUE(scanner) << diagnostics.text();
  return std::move(scanner).value();
}

/// Occurrences as "concept:text", by concept.
std::vector<std::string> hits_in(const Scanner& scanner, std::string_view text) {
  Scanner::Scratch scratch(scanner);
  std::vector<std::string> out;
  const Occurrences found = scanner.scan(text, {}, scratch);
  for (std::uint32_t item = 0; item < scanner.sets().concepts(); ++item) {
    found.each(item, {0, static_cast<std::uint32_t>(text.size())}, [&](Range range) {
      out.push_back(std::to_string(item) + ":" + std::string(text.substr(range.begin, range.end - range.begin)));
      return true;
    });
  }
  return out;
}

TEST(Vocabulary, NumbersWordsFromOneAndKnowsThemAgain) {
  Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.add("security"), 1U);
  EXPECT_EQ(vocabulary.add("securely"), 2U);
  EXPECT_EQ(vocabulary.add("vulnerability"), 3U);
  EXPECT_EQ(vocabulary.add("vulnerabilities"), 4U);
  EXPECT_EQ(vocabulary.add("security"), 1U);
  EXPECT_EQ(vocabulary.add("vulnerability"), 3U);
}

TEST(Vocabulary, TellsThousandsOfWordsApart) {
  Vocabulary vocabulary;
  for (std::uint32_t i = 1; i <= 20000; ++i) ASSERT_EQ(vocabulary.add("w" + std::to_string(i * 7919)), i);
  for (std::uint32_t i = 1; i <= 20000; ++i) ASSERT_EQ(vocabulary.add("w" + std::to_string(i * 7919)), i);
}

TEST(Vocabulary, TellsLongWordsApartThatBeginAndEndAlike) {
  Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.add("electroencephalograph"), 1U);
  EXPECT_EQ(vocabulary.add("electroXXXephalograph"), 2U);
  EXPECT_EQ(vocabulary.add("electroealograph"), 3U);
  EXPECT_EQ(vocabulary.add("electroencephalograph"), 1U);
  EXPECT_EQ(vocabulary.add("electroealograph"), 3U);
  EXPECT_EQ(vocabulary.text_of(1), "electroencephalograph");
  EXPECT_EQ(vocabulary.text_of(3), "electroealograph");
}

TEST(Vocabulary, CutsLongTextsWhereverABlockEnds) {
  Vocabulary vocabulary;
  vocabulary.add("word");
  std::string text;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> wanted;
  for (std::size_t i = 0; i < 300; ++i) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += i % 7 == 0 ? "," : i % 3 == 0 ? "word" : std::string(1 + i % 90, 'x');
    wanted.emplace_back(begin, static_cast<std::uint32_t>(text.size()));
    text += " ";
  }
  std::vector<Token> tokens;
  vocabulary.tokenize(text, tokens);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const Token& token : tokens) {
    seen.emplace_back(token.begin, token.end);
    EXPECT_EQ(token.word / 2, text.substr(token.begin, token.end - token.begin) == "word" ? 1U : 0U);
  }
  EXPECT_EQ(seen, wanted);
}

TEST(Vocabulary, CutsAtSpacesAndPunctuation) {
  Vocabulary vocabulary;
  vocabulary.add("a");
  vocabulary.add(".");
  std::vector<Token> tokens;
  vocabulary.tokenize("a.a  b\n.", tokens);
  std::vector<std::string> seen;
  for (const Token& token : tokens) {
    seen.push_back(std::to_string(token.begin) + "-" + std::to_string(token.end) + ":" + std::to_string(token.word));
  }
  EXPECT_THAT(seen, ElementsAre("0-1:2", "1-2:4", "2-3:2", "5-6:1", "6-7:0", "7-8:4"));
}

TEST(Scanner, FindsPhrasesAsWholeWords) {
  const Scanner scanner = scanner_of({"risk", "residual risk", "e.g."});
  EXPECT_THAT(hits_in(scanner, "residual risks, e.g. risk; asterisk residual\nrisk"), ElementsAre("0:risk", "0:risk", "2:e.g."));
  EXPECT_THAT(hits_in(scanner, "a residual risk."), ElementsAre("0:risk", "1:residual risk"));
}

TEST(Scanner, TellsASpaceFromNone) {
  const Scanner scanner = scanner_of({"security.txt", "note: this"});
  EXPECT_THAT(hits_in(scanner, "security.txt security. txt note: this note:this"), ElementsAre("0:security.txt", "1:note: this"));
}

TEST(Scanner, TakesTheLongestOfWhatBeginsAtOnePlace) {
  packs::Diagnostics diagnostics;
  const auto scanner = Scanner::create({{"access", false, 0, {}, 0},
                                        {"access control", false, 0, {}, 0},
                                        {"access control", false, 1, {}, 0},
                                        {"access control list", false, 0, {}, 0}},
                                       diagnostics);
  ASSERT_TRUE(scanner);
  EXPECT_THAT(hits_in(*scanner, "an access control list"), ElementsAre("0:access control list", "1:access control"));
}

/// What a slow, plain search for phrases finds, as hits_in() tells it: at every token the longest of each concept.
std::vector<std::string> slow_phrases(const std::vector<Atom>& atoms, std::uint32_t concepts, const std::string& text) {
  Vocabulary vocabulary;
  std::vector<Token> tokens;
  vocabulary.tokenize(text, tokens);
  std::vector<std::string> out;
  for (std::uint32_t item = 0; item < concepts; ++item) {
    for (const Token& token : tokens) {
      std::string_view longest;
      for (const Atom& atom : atoms) {
        if (atom.concept_index != item || atom.is_pattern || atom.text.size() <= longest.size()) continue;
        const std::size_t end = token.begin + atom.text.size();
        if (text.compare(token.begin, atom.text.size(), atom.text) != 0) continue;
        if (end == text.size() || !is_word_byte(text[end - 1]) || !is_word_byte(text[end])) longest = atom.text;
      }
      if (!longest.empty()) out.push_back(std::to_string(item) + ":" + std::string(longest));
    }
  }
  return out;
}

TEST(Scanner, AgreesWithAPlainSearchOnRandomPhrases) {
  const std::vector<std::string> words{"a", "b", "cc", "d1", "\xC3\xBC", "internationalisation", ".", "(", "no"};
  constexpr std::uint32_t concepts = 9;
  std::mt19937 random(20261122);
  const auto text_of = [&](std::size_t count, const std::vector<std::string>& between) {
    std::string text = words[random() % words.size()];
    for (std::size_t i = 1; i < count; ++i) text += between[random() % between.size()] + words[random() % words.size()];
    return text;
  };
  std::size_t found = 0;
  for (int round = 0; round < 30; ++round) {
    std::vector<Atom> atoms;
    // Some concepts also have patterns: what is said by phrases alone and what is not has to stay in order.
    for (std::uint32_t i = 0; i < 3; ++i) atoms.push_back({"never\\d", true, i, "x.yaml", 1});
    for (int i = 0; i < 60; ++i) {
      const auto item = static_cast<std::uint32_t>(random() % concepts);
      atoms.push_back({text_of(1 + random() % 4, {" ", " ", " ."}), false, item, {}, 0});
    }
    packs::Diagnostics diagnostics;
    const auto scanner = Scanner::create(atoms, diagnostics);
    ASSERT_TRUE(scanner) << diagnostics.text();
    // More words than are looked at together.
    const std::string text = text_of(1 + random() % 1500, {" ", " ", " ", "\n", " ,", " ."});
    const std::vector<std::string> wanted = slow_phrases(atoms, concepts, text);
    found += wanted.size();
    ASSERT_EQ(hits_in(*scanner, text), wanted) << text;
  }
  EXPECT_GT(found, 10000U);
}

TEST(Scanner, KnowsTheSentencesOfWhatIsSaidByOtherWordsToo) {
  // More sentences than a number has bits; each concept is said by several words, and words say several concepts.
  packs::Diagnostics diagnostics;
  const auto scanner = Scanner::create(
      {{"a", false, 0, {}, 0}, {"b", false, 0, {}, 0}, {"b", false, 1, {}, 0}, {"c", false, 2, {}, 0}}, diagnostics);
  ASSERT_TRUE(scanner);
  Scanner::Scratch scratch(*scanner);
  std::mt19937 random(3);
  // The same scratch again and again: nothing is left of the text before.
  for (int round = 0; round < 5; ++round) {
    std::string text;
    std::vector<Range> sentences;
    std::vector<std::vector<std::uint64_t>> wanted(3, std::vector<std::uint64_t>(3));
    for (std::size_t i = 0; i < 150; ++i) {
      const auto begin = static_cast<std::uint32_t>(text.size());
      const std::size_t word = random() % (round % 2 == 0 ? 9 : 2);
      text += word == 0 ? "a x. " : word == 1 ? "x b. " : "x x. ";
      sentences.push_back({begin, static_cast<std::uint32_t>(text.size() - 1)});
      if (word < 2) wanted[0][i / 64] |= 1ULL << (i % 64);
      if (word == 1) wanted[1][i / 64] |= 1ULL << (i % 64);
    }
    const Occurrences found = scanner->scan(text, sentences, scratch);
    ASSERT_EQ(found.groups(), 3U);
    EXPECT_FALSE(found.any(2));
    for (std::uint32_t item = 0; item < 2; ++item) {
      ASSERT_TRUE(found.any(item));
      const std::uint64_t* const bits = found.sentences_of(item);
      EXPECT_EQ(std::vector<std::uint64_t>(bits, bits + 3), wanted[item]);
    }
  }
}

TEST(Scanner, LeavesOutPatternMatchesWithinOthers) {
  const Scanner scanner = scanner_of({"re:\\d+(?:\\.\\d+)*"});
  EXPECT_THAT(hits_in(scanner, "version 4.2.1, v4.2.1 and 5"), ElementsAre("0:4.2.1", "0:5"));
}

TEST(Scanner, PatternsBeginAndEndBetweenWords) {
  const Scanner scanner = scanner_of({"re:\\d+ days?", "re:\\[[^\\]\\n]*\\]", "re:v\\d$"});
  EXPECT_THAT(hits_in(scanner, "90 days 190 daysx a90 days [insert a name] [open\n] v1 x\nv2\nv34 v5"),
              ElementsAre("0:90 days", "1:[insert a name]", "2:v2", "2:v5"));
}

TEST(Scanner, KnowsTheSentenceOfEachOccurrence) {
  const Scanner scanner = scanner_of({"a"});
  Scanner::Scratch scratch(scanner);
  const std::vector<Range> sentences{{0, 2}, {3, 5}, {6, 9}};
  const Occurrences found = scanner.scan("a. b. a a", sentences, scratch);
  EXPECT_EQ(*found.sentences_of(0), 0b101U);
  std::vector<std::uint32_t> seen;
  found.each(0, {3, 9}, [&](Range range) {
    seen.push_back(range.begin);
    return true;
  });
  EXPECT_THAT(seen, ElementsAre(6U, 8U));
}

TEST(Scanner, StaysLinearOnTextsMadeToHurt) {
  const Scanner scanner = scanner_of({"re:[a-z.]+@[a-z]+", "re:\\[[^\\]\\n]*\\]"});
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "[a.";
  // Without a bound on a walk this would take 10^11 steps.
  EXPECT_THAT(hits_in(scanner, text), IsEmpty());
}

TEST(Scanner, GoesOnWhenItsCacheIsFull) {
  // Every count of letters and digits is a state of its own.
  const Scanner scanner = scanner_of({"re:(?:[a-m]|[n-z]{2}|\\d{3}){1,60} ok", "re:(?:[a-c]{1,30}[d-f]{1,30}){1,3} ok"});
  std::mt19937 random(7);
  std::string text;
  std::size_t wanted = 0;
  for (int i = 0; i < 60000; ++i) {
    text += "\n";
    const std::size_t length = 1 + random() % 25;
    for (std::size_t k = 0; k < length; ++k) text += static_cast<char>('a' + random() % 13);
    text += " ok";
    ++wanted;
  }
  Scanner::Scratch scratch(scanner);
  std::size_t found = 0;
  const Occurrences all = scanner.scan(text, {}, scratch);
  all.each(0, {0, static_cast<std::uint32_t>(text.size())}, [&](Range) {
    ++found;
    return true;
  });
  EXPECT_EQ(found, wanted);
}

/// What a slow, plain search finds: at every token the longest match, those within an earlier one left out.
std::vector<std::string> slow_hits(const std::string& pattern, const std::string& text) {
  const std::regex regex(pattern, std::regex::ECMAScript);
  Vocabulary vocabulary;
  std::vector<Token> tokens;
  vocabulary.tokenize(text, tokens);
  std::vector<std::string> out;
  std::size_t covered = 0;
  for (const Token& token : tokens) {
    for (std::size_t end = text.size(); end > token.begin; --end) {
      const bool between = end == text.size() || !is_word_byte(text[end - 1]) || !is_word_byte(text[end]);
      if (!between || !std::regex_match(text.begin() + token.begin, text.begin() + static_cast<std::ptrdiff_t>(end), regex))
        continue;
      const bool part = token.begin >= 2 && text[token.begin - 1] == '.' && std::isdigit(text[token.begin - 2]) != 0 &&
                        std::isdigit(text[token.begin]) != 0;
      if (part) break;
      if (end > covered) out.push_back("0:" + text.substr(token.begin, end - token.begin));
      covered = std::max(covered, end);
      break;
    }
  }
  return out;
}

TEST(Scanner, AgreesWithAnotherEngineOnRandomTexts) {
  const std::vector<std::string> patterns{"\\d{1,3}(?: ?\\(\\d\\))? ?(?:days?|h)",
                                          "v?\\d+\\.\\d+(?:\\.\\d+)*(?:[-+.](?:rc|a)[-.]?\\d*)?",
                                          "[a-d]{2,4}-\\d+(?:-\\d+)?",
                                          "[\\[<](?:a|day)[^\\]>\\n]*[\\]>]",
                                          "[a-d0-9.]+@[a-d0-9.]+\\.[a-d]{2,3}",
                                          "(?:(?:a|b )+c|d\\w)[ .]?\\d?",
                                          "\\S+ \\D\\s?[^a\\n]"};
  const std::vector<std::string> pieces{"a", "b", "c", "d", "1",  "23", " ", " ", ".", "-",   "@",    "(",  ")",
                                        "[", "]", "<", ">", "\n", "rc", "h", "v", "+", "day", "days", "cd", "."};
  std::mt19937 random(20261121);
  std::size_t found = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = 0; i < 3 + random() % 12; ++i) text += pieces[random() % pieces.size()];
    for (const std::string& pattern : patterns) {
      const std::vector<std::string> wanted = slow_hits(pattern, text);
      found += wanted.size();
      const Scanner scanner = scanner_of({"re:" + pattern});
      ASSERT_EQ(hits_in(scanner, text), wanted) << pattern << " in: " << text;
    }
  }
  EXPECT_GT(found, 400U);
}

TEST(Scanner, FindsWithManyPatternsTogetherWhatEachFindsAlone) {
  // So many that more classes of bytes are told apart than a number has bits.
  std::vector<std::string> patterns{"re:[a-z]{2,5}-\\d+",    "re:no [a-z]{2,}",        "re:[a-d0-9.]+@[a-z]+\\.[a-d]{2}",
                                    "re:v?\\d+(?:\\.\\d+)*", "re:(?:ab|ba)+[:=] ?\\w", "re:q[^;]*;"};
  for (char c = '!'; c <= '~'; ++c) {
    if (c >= 'A' && c <= 'Z') continue;
    patterns.push_back("re:z[" + (std::string("\\]^-").find(c) == std::string::npos ? "" : std::string("\\")) + c + "]");
  }
  const std::vector<std::string> pieces{"a", "b", "ab", "no", "z", "q", "1",  "2", " ", " ",
                                        ".", "-", "@",  ":",  "=", ";", "\n", "%", "~", "\xC3\xBC"};
  const Scanner together = scanner_of(patterns);
  std::vector<Scanner> alone;
  for (const std::string& pattern : patterns) alone.push_back(scanner_of({pattern}));
  std::mt19937 random(5);
  std::size_t found = 0;
  for (int round = 0; round < 600; ++round) {
    std::string text;
    for (std::size_t i = 0; i < 40; ++i) text += pieces[random() % pieces.size()];
    std::vector<std::string> wanted;
    for (std::size_t i = 0; i < alone.size(); ++i) {
      for (const std::string& hit : hits_in(alone[i], text)) wanted.push_back(std::to_string(i) + hit.substr(1));
    }
    found += wanted.size();
    ASSERT_EQ(hits_in(together, text), wanted) << text;
  }
  EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace crosswalk::matching
