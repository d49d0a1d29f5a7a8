// SPDX-License-Identifier: Apache-2.0
#include "facts/language.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "facts/view.h"

namespace crosswalk::facts {
namespace {

using document::Block;
using document::BlockKind;

constexpr std::size_t sample_bytes = 300'000;

struct Profile {
  std::string_view code;
  /// Frequent words, with single spaces; a word that several languages share counts less for each.
  std::string_view words;
};

constexpr Profile profiles[] = {
    {"en",
     "the of and to in is that for it as with be on by this are or from at an which was not have has will must should can may "
     "all any "
     "if we our your you they their these its when where how been were but more than into only each other such no do does out"},
    {"de",
     "der die das und ist nicht ein eine einer eines einen einem den dem des mit für auf von zu im in sich auch als an werden "
     "wird "
     "wurde sind sie bei oder aus nach über durch zur zum kann können muss müssen wenn dass diese dieser dieses nur noch wie "
     "ihre "
     "sowie vom unter keine hat haben er es um bis so"},
    {"fr",
     "le la les de des du et est un une en que qui pour dans sur par pas au aux avec ce cette ces il elle sont ne se ou plus "
     "être "
     "été nous vous leur leurs son sa ses mais comme tout tous si doit peut fait à où"},
    {"es",
     "el la los las de del y que en un una es por con para se no al lo como más su sus o este esta estos está pero son ser sobre "
     "también entre cuando muy sin hasta desde todo todos nos puede debe han ha"},
    {"it",
     "il lo la gli le di del della dei delle che e è in un una per con non si da al alla sono come più anche nel nella questo "
     "questa "
     "o ma se dal dalla essere tra ogni suo sua deve può gli stato"},
    {"nl",
     "de het een en van is dat niet in op te voor met zijn aan door bij ook als worden wordt of naar om deze dit die er maar uit "
     "kan moet kunnen over heeft hebben werd nog tot wel dan u uw"},
    {"pt",
     "o a os as de do da dos das e que em um uma é não para por com se no na nos nas ao mais como foi são ser ou seu sua este "
     "esta "
     "também pela pelo até pode deve entre quando sobre você"},
    {"sv",
     "och att det som en är av för på den med inte till ett om har de i kan ska vid från eller så var men skall när också denna "
     "detta utan bli sin efter under"},
    {"da",
     "og at det som en er af for på den med ikke til et om har de i kan skal ved fra eller så var men når også denne dette blive "
     "efter hvis være eller"},
    {"no",
     "og å det som en er av for på den med ikke til et om har de i kan skal ved fra eller så var men når også denne dette bli "
     "etter hvis være eller"},
    {"pl",
     "i w na z do się nie jest to że o jak przez dla od po są oraz lub który która które być może należy tym tego jego jej ale "
     "tylko przy ze za a"},
    {"cs",
     "a v na se je že s z do o pro jsou nebo k ve za po který která které by být jako podle však při také musí může není jeho "
     "pouze tak i od"},
    {"sk",
     "a v na sa je že s z do o pre sú alebo k vo za po ktorý ktorá ktoré by byť ako podľa však pri tiež musí môže nie jeho iba "
     "tak"},
    {"fi",
     "ja on ei että se oli hän tai mukaan kun myös ovat joka jos sekä voi tämä tämän niin kuin mutta ole vain olla sen joiden"},
    {"hu", "a az és hogy nem is egy ez van meg kell csak vagy amely mint ha el azt által minden már még lehet után szerint"},
    {"ro", "și de la în a cu pe este pentru care nu din un o că sau mai se prin sunt fi ale al după dacă către această trebuie"},
    {"tr", "ve bir bu için ile da de olarak olan gibi daha çok ise veya kadar sonra ancak her göre tarafından değil var"},
};

/// Words that English technical tables and lists are made of, for text without sentences.
constexpr std::string_view english_terms =
    "security system user users version software data access name description status date id type value test file control "
    "device product risk impact yes no high medium low open closed component license required number list role view create edit "
    "delete update key server network service password encryption report policy review owner action level code request response "
    "release support process management information medical health patient register requirement check failure severity detection "
    "cause effect mitigation hazard model problem alarm sensor sheet create import export enabled disabled true false page "
    "section "
    "table change issue fixed added removed open source library package vendor supplier";

struct Vocabulary {
  Vocabulary() {
    for (std::size_t i = 0; i < std::size(profiles); ++i) {
      for (const std::string_view word : base::split(profiles[i].words, ' ')) {
        auto& languages = words[word];
        if (std::find(languages.begin(), languages.end(), i) == languages.end())
          languages.push_back(static_cast<std::uint8_t>(i));
      }
    }
    for (const std::string_view word : base::split(english_terms, ' ')) terms[word] = true;
  }
  std::unordered_map<std::string_view, std::vector<std::uint8_t>> words;
  std::unordered_map<std::string_view, bool> terms;
};

struct Scripts {
  std::size_t latin = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0, ukrainian = 0, greek = 0, arabic = 0, hebrew = 0, thai = 0;
};

void count_scripts(std::string_view text, Scripts& scripts) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ++scripts.latin;
      ++i;
      continue;
    }
    const base::CodePoint point = base::decode_utf8(text, i);
    i += point.length;
    const char32_t v = point.value;
    if (v >= 0xC0 && v <= 0x24F) ++scripts.latin;
    if (v >= 0x370 && v <= 0x3FF) ++scripts.greek;
    if (v >= 0x400 && v <= 0x4FF) ++scripts.cyrillic;
    if (v == 0x456 || v == 0x457 || v == 0x454 || v == 0x491) ++scripts.ukrainian;
    if (v >= 0x590 && v <= 0x5FF) ++scripts.hebrew;
    if (v >= 0x600 && v <= 0x6FF) ++scripts.arabic;
    if (v >= 0xE00 && v <= 0xE7F) ++scripts.thai;
    if (v >= 0x3040 && v <= 0x30FF) ++scripts.kana;
    if ((v >= 0x4E00 && v <= 0x9FFF) || (v >= 0x3400 && v <= 0x4DBF)) ++scripts.han;
    if (v >= 0xAC00 && v <= 0xD7AF) ++scripts.hangul;
  }
}

}  // namespace

std::string language_of(const document::Document& document) {
  static const Vocabulary vocabulary;
  Scripts scripts;
  std::array<double, std::size(profiles)> scores{};
  std::vector<std::string_view> different;
  std::size_t words = 0;
  std::size_t terms = 0;
  std::size_t bytes = 0;
  const auto look = [&](std::string_view raw, std::size_t base_offset) {
    raw = raw.substr(0, sample_bytes - std::min(bytes, sample_bytes));
    bytes += raw.size();
    count_scripts(raw, scripts);
    const std::string text = words_of(raw, document.markup, base_offset);
    for (const std::string_view word : base::split(text, ' ')) {
      if (word.empty() || (word[0] >= '0' && word[0] <= '9')) continue;
      ++words;
      if (vocabulary.terms.contains(word)) ++terms;
      const auto found = vocabulary.words.find(word);
      if (found == vocabulary.words.end()) continue;
      if (word.size() > 1 && different.size() < 4 &&
          std::find(different.begin(), different.end(), found->first) == different.end()) {
        different.push_back(found->first);
      }
      for (const std::uint8_t language : found->second) scores[language] += 1.0 / static_cast<double>(found->second.size());
    }
  };
  for (const Block& block : document.blocks) {
    if (bytes >= sample_bytes) break;
    if (block.kind != BlockKind::code) look(document.view(block.span), block.span.begin);
  }
  // Only code, or no blocks at all: then that is what there is.
  if (words < 5) look(document.text, 0);

  const std::size_t east = scripts.han + scripts.kana + scripts.hangul;
  // One such character says about as much as three or four letters.
  if (east >= 10 && east * 3 > scripts.latin) {
    if (scripts.hangul * 2 > east) return "ko";
    return scripts.kana * 10 > east ? "ja" : "zh";
  }
  struct Other {
    std::size_t letters;
    std::string_view code;
  };
  for (const Other other :
       {Other{scripts.cyrillic, scripts.ukrainian * 50 > scripts.cyrillic ? "uk" : "ru"}, Other{scripts.greek, "el"},
        Other{scripts.arabic, "ar"}, Other{scripts.hebrew, "he"}, Other{scripts.thai, "th"}}) {
    if (other.letters >= 20 && other.letters > scripts.latin) return std::string(other.code);
  }
  const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  constexpr std::size_t english = 0;
  // Words like "a", "no", "de" stand in tables of any language; a few of them prove nothing. English is given the benefit of the
  // doubt, because technical texts of every language are full of its terms and the other way about hardly.
  const double foreign = best == english ? 0 : scores[best];
  const double words_counted = static_cast<double>(words);
  if (different.size() >= 4 && foreign >= 2 && foreign * 20 >= words_counted && foreign > 2 * scores[english] &&
      foreign > scores[english] + static_cast<double>(terms)) {
    return std::string(profiles[best].code);
  }
  if (words >= 3 && (static_cast<double>(terms) + scores[english]) * 20 >= words_counted) return "en";
  return "und";
}

}  // namespace crosswalk::facts
