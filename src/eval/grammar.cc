// SPDX-License-Identifier: Apache-2.0
#include "eval/grammar.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace crosswalk::eval {
namespace {

using Words = std::set<std::string_view>;

const Words auxiliaries{"is",    "are",   "was",    "were", "will", "shall", "must", "should", "can", "may", "might",
                        "could", "would", "cannot", "has",  "have", "had",   "does", "do",     "did", "am"};
const Words modals{"will", "shall", "must", "should", "can", "may", "might", "could", "would"};
const Words negations{"not",    "never",   "no",     "none",    "nobody", "nothing", "neither", "nor",
                      "cannot", "without", "hardly", "unable",  "don't",  "doesn't", "won't",   "isn't",
                      "aren't", "didn't",  "wasn't", "weren't", "can't",  "hasn't",  "haven't", "shouldn't"};
const Words us{"we", "i"};
const Words plural_pronouns{"we", "i", "you", "they", "these", "those"};
const Words singular_pronouns{"it", "he", "she", "this", "that"};
const Words determiners{"a",     "an",   "the",   "all",  "any",   "each", "every", "our",  "your", "its",
                        "their", "this", "these", "that", "those", "both", "some",  "such", "no",   "my",
                        "his",   "her",  "which", "what", "more",  "most", "other", "one",  "two",  "three"};
const Words object_pronouns{"us", "you", "them", "it", "him", "her", "me"};
const Words prepositions{"about",  "above",  "after",   "against",   "along",     "as",         "at",         "before",
                         "behind", "below",  "between", "beyond",    "by",        "despite",    "due",        "during",
                         "for",    "from",   "in",      "inside",    "into",      "like",       "near",       "of",
                         "off",    "on",     "onto",    "out",       "outside",   "over",       "per",        "through",
                         "to",     "toward", "towards", "under",     "until",     "up",         "upon",       "via",
                         "with",   "within", "without", "following", "regarding", "concerning", "throughout", "including"};
const Words subordinators{"if",        "when",          "whenever",     "once",         "after",        "before",
                          "until",     "while",         "because",      "since",        "although",     "though",
                          "unless",    "where",         "as",           "given",        "in",           "on",
                          "at",        "for",           "within",       "upon",         "during",       "by",
                          "with",      "under",         "following",    "to",           "from",         "through",
                          "prior",     "depending",     "provided",     "additionally", "furthermore",  "however",
                          "moreover",  "therefore",     "finally",      "generally",    "typically",    "usually",
                          "then",      "first",         "second",       "also",         "afterwards",   "consequently",
                          "currently", "alternatively", "nevertheless", "otherwise",    "similarly",    "even",
                          "per",       "between",       "starting",     "using",        "based",        "besides",
                          "unlike",    "instead",       "hence",        "thus",         "specifically", "importantly",
                          "note",      "e.g",           "i.e",          "according",    "internally",   "externally"};
const Words relatives{"that", "which",   "who",     "whose", "where", "whom",  "what",   "when", "if",
                      "as",   "because", "whether", "how",   "why",   "while", "unless", "once"};
const Words adverbs{"also",         "always",    "then",      "only",         "usually",       "generally", "promptly",
                    "immediately",  "typically", "regularly", "actively",     "currently",     "further",   "therefore",
                    "additionally", "strongly",  "publicly",  "privately",    "normally",      "just",      "still",
                    "now",          "first",     "never",     "definitively", "automatically", "formally",  "clearly",
                    "explicitly",   "fully",     "often",     "sometimes",    "again",         "kindly",    "carefully",
                    "securely",     "directly",  "simply",    "internally",   "already"};
/// Words that are written small wherever they do not begin a sentence.
const Words common{"users",
                   "customers",
                   "security",
                   "vulnerabilities",
                   "vulnerability",
                   "reports",
                   "advisories",
                   "updates",
                   "patches",
                   "fixes",
                   "access",
                   "members",
                   "passwords",
                   "accounts",
                   "severity",
                   "affected",
                   "details",
                   "information",
                   "software",
                   "issues",
                   "researchers",
                   "reporters",
                   "please",
                   "notify",
                   "every",
                   "there",
                   "here",
                   "depending",
                   "known",
                   "new",
                   "old",
                   "default",
                   "remote",
                   "local",
                   "attackers",
                   "several",
                   "many",
                   "versions",
                   "releases",
                   "serious",
                   "critical",
                   "high",
                   "medium",
                   "low",
                   "public",
                   "private",
                   "incidents",
                   "risks",
                   "only",
                   "not",
                   "never",
                   "when",
                   "otherwise",
                   "permission",
                   "permissions",
                   "roles",
                   "role",
                   "supported",
                   "previous",
                   "earlier",
                   "later",
                   "system",
                   "data",
                   "device",
                   "devices",
                   "product",
                   "products",
                   "responses",
                   "response",
                   "timing",
                   "libraries",
                   "residual",
                   "or",
                   "and",
                   "but",
                   "for",
                   "nor",
                   "so",
                   "as",
                   "details",
                   "by",
                   "generally",
                   "additionally",
                   "usually",
                   "nobody",
                   "nothing",
                   "everyone",
                   "half"};

/// Base forms of verbs that documents of this kind are made of; regular unless they stand in `irregular`.
constexpr std::string_view verb_list =
    "accept access acknowledge act add address adjust advise affect agree aim allow alert analyse analyze announce answer appear "
    "apply appoint approve archive ask assess assign assume attach attack audit authenticate authorise authorize avoid base "
    "block build bypass call carry categorise categorize cause change check choose classify close collect come commit "
    "communicate compare compile complete comply configure confirm connect consider consist consult contact contain continue "
    "control coordinate copy correct cover create credit customise customize deal decide define delete deliver demand "
    "demonstrate "
    "deny depend deploy describe design destroy detect determine develop diagnose disable disclose discover discuss display "
    "distribute document download edit email employ enable encourage encrypt end enforce ensure enter escalate establish "
    "estimate evaluate examine execute exist expect expire explain exploit expose extend fail file fill filter find finish fix "
    "follow force forward gain generate get give go grant guarantee guide handle harden have help hold host identify ignore "
    "impact implement import improve include indicate inform inherit inspect install instruct intend introduce investigate "
    "invite involve issue keep know lead learn leave let limit link list log look maintain make manage mark match mean "
    "measure meet mention migrate minimise minimize mitigate modify monitor move need notify observe obtain occur offer open "
    "operate outline own participate pass patch perform permit plan post prefer prepare present prevent prioritise prioritize "
    "process produce prohibit promise protect prove provide publicise publicize publish pull push put raise rank rate reach "
    "read receive recommend record recover reduce refer refine refrain refuse register reject relate release rely remain "
    "remediate remove rename repair repeat replace reply report represent reproduce request require reserve reset resolve "
    "respect respond restart restore restrict result retain retire return reveal review revise revoke rotate run save scan "
    "schedule score search secure see select send separate serve set share show sign specify start state stop store strive "
    "submit summarise summarize supply support suspend take tell terminate test track train transfer transmit treat triage "
    "trigger try turn uninstall update upgrade upload use validate vary verify view visit wait warn work write";

/// Of these the form for one ("reports") or for many ("report") is as often a noun.
const Words also_nouns{
    "access",  "act",     "address", "aim",     "alert",    "answer",    "attack",  "audit",   "base",     "block",
    "build",   "call",    "cause",   "change",  "check",    "contact",   "control", "copy",    "cover",    "credit",
    "deal",    "demand",  "design",  "display", "document", "download",  "email",   "end",     "estimate", "exploit",
    "file",    "filter",  "fix",     "force",   "gain",     "guarantee", "guide",   "handle",  "help",     "hold",
    "host",    "impact",  "import",  "issue",   "lead",     "limit",     "link",    "list",    "log",      "look",
    "mark",    "match",   "mean",    "measure", "move",     "need",      "notice",  "offer",   "own",      "pass",
    "patch",   "permit",  "plan",    "post",    "present",  "process",   "produce", "promise", "pull",     "push",
    "rank",    "rate",    "reach",   "record",  "register", "release",   "repair",  "repeat",  "reply",    "report",
    "request", "reserve", "reset",   "result",  "return",   "review",    "run",     "scan",    "schedule", "score",
    "search",  "secure",  "set",     "share",   "show",     "sign",      "start",   "state",   "stop",     "store",
    "support", "test",    "track",   "train",   "transfer", "triage",    "trigger", "try",     "turn",     "update",
    "upgrade", "upload",  "use",     "view",    "visit",    "wait",      "work",    "open",    "complete", "separate",
    "correct", "finish",  "rate",    "close",   "find",     "patch",     "process", "focus",   "approach"};

struct Irregular {
  std::string_view base, past, participle;
};
constexpr Irregular irregular[] = {{"build", "built", "built"},
                                   {"choose", "chose", "chosen"},
                                   {"come", "came", "come"},
                                   {"deal", "dealt", "dealt"},
                                   {"find", "found", "found"},
                                   {"get", "got", "got"},
                                   {"give", "gave", "given"},
                                   {"go", "went", "gone"},
                                   {"have", "had", "had"},
                                   {"hold", "held", "held"},
                                   {"keep", "kept", "kept"},
                                   {"know", "knew", "known"},
                                   {"lead", "led", "led"},
                                   {"leave", "left", "left"},
                                   {"let", "let", "let"},
                                   {"make", "made", "made"},
                                   {"mean", "meant", "meant"},
                                   {"meet", "met", "met"},
                                   {"put", "put", "put"},
                                   {"read", "read", "read"},
                                   {"run", "ran", "run"},
                                   {"see", "saw", "seen"},
                                   {"send", "sent", "sent"},
                                   {"set", "set", "set"},
                                   {"reset", "reset", "reset"},
                                   {"show", "showed", "shown"},
                                   {"strive", "strove", "striven"},
                                   {"take", "took", "taken"},
                                   {"tell", "told", "told"},
                                   {"write", "wrote", "written"},
                                   {"commit", "committed", "committed"},
                                   {"submit", "submitted", "submitted"},
                                   {"permit", "permitted", "permitted"},
                                   {"refer", "referred", "referred"},
                                   {"occur", "occurred", "occurred"},
                                   {"plan", "planned", "planned"},
                                   {"stop", "stopped", "stopped"},
                                   {"log", "logged", "logged"},
                                   {"prefer", "preferred", "preferred"},
                                   {"transfer", "transferred", "transferred"},
                                   {"scan", "scanned", "scanned"},
                                   {"transmit", "transmitted", "transmitted"},
                                   {"control", "controlled", "controlled"},
                                   {"bypass", "bypassed", "bypassed"}};

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string past_form(std::string_view base) {
  for (const Irregular& verb : irregular) {
    if (verb.base == base) return std::string(verb.past);
  }
  if (base.ends_with('e')) return std::string(base) + "d";
  if (base.ends_with('y') && base.size() > 1 && !is_vowel(base[base.size() - 2]))
    return std::string(base.substr(0, base.size() - 1)) + "ied";
  return std::string(base) + "ed";
}

/// What a form is: of which verb, and which one.
struct Form {
  std::string base;
  bool plain = false;
  bool singular = false;
  bool past = false;
  bool participle = false;
};

const std::map<std::string, Form, std::less<>>& forms() {
  static const auto* all = [] {
    auto* map = new std::map<std::string, Form, std::less<>>();
    for (const std::string_view base : base::split(verb_list, ' ')) {
      const auto add = [&](const std::string& form, bool Form::*what) {
        Form& entry = (*map)[form];
        if (entry.base.empty()) entry.base = base;
        entry.*what = true;
      };
      add(std::string(base), &Form::plain);
      add(singular_form(base), &Form::singular);
      add(past_form(base), &Form::past);
      add(participle(base), &Form::participle);
    }
    return map;
  }();
  return *all;
}

const Form* form_of(std::string_view word) {
  const auto found = forms().find(word);
  return found == forms().end() ? nullptr : &found->second;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string core_of(std::string_view word) {
  while (!word.empty() && !is_word_byte(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_word_byte(word.back())) word.remove_suffix(1);
  std::string out = base::to_lower(word);
  // The apostrophe of "don’t".
  for (std::size_t at = out.find("\xE2\x80\x99"); at != std::string::npos; at = out.find("\xE2\x80\x99")) out.replace(at, 3, "'");
  return out;
}

bool ends_clause(std::string_view word) { return word.ends_with(',') || word.ends_with(';') || word.ends_with(':'); }

bool is_adverb(std::string_view core) {
  return adverbs.contains(core) || (core.size() > 4 && core.ends_with("ly") && core != "supply" && core != "apply" &&
                                    core != "reply" && core != "comply" && core != "rely");
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to && i < words.size(); ++i) {
    if (!out.empty()) out += ' ';
    out += words[i];
  }
  return out;
}

/// `word` in another form, with the punctuation and the large letter of the one that stood there.
std::string in_place_of(std::string_view old, std::string form) {
  std::size_t begin = 0;
  while (begin < old.size() && !is_word_byte(old[begin])) ++begin;
  std::size_t end = old.size();
  while (end > begin && !is_word_byte(old[end - 1])) --end;
  if (begin < end && old[begin] >= 'A' && old[begin] <= 'Z') form = with_large_letter(form);
  return std::string(old.substr(0, begin)) + form + std::string(old.substr(end));
}

}  // namespace

std::string singular_form(std::string_view base) {
  if (base == "have") return "has";
  if (base == "be") return "is";
  if (base.ends_with('y') && base.size() > 1 && !is_vowel(base[base.size() - 2]))
    return std::string(base.substr(0, base.size() - 1)) + "ies";
  const bool hissing = base.ends_with('s') || base.ends_with('x') || base.ends_with("ch") || base.ends_with("sh") ||
                       base.ends_with('o') || base.ends_with('z');
  return std::string(base) + (hissing ? "es" : "s");
}

std::string participle(std::string_view base) {
  for (const Irregular& verb : irregular) {
    if (verb.base == base) return std::string(verb.participle);
  }
  return past_form(base);
}

std::optional<std::string> base_form(std::string_view word) {
  const Form* form = form_of(base::to_lower(word));
  if (form == nullptr) return std::nullopt;
  return form->base;
}

std::string with_large_letter(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string with_small_letter(std::string_view text) {
  std::string out(text);
  if (out.size() < 2 || out[0] < 'A' || out[0] > 'Z') return out;
  const std::string_view first = text.substr(0, text.find(' '));
  const std::string core = core_of(first);
  if (core == "i" || core.starts_with("i'")) return out;
  const bool one_large = std::none_of(first.begin() + 1, first.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool known = determiners.contains(core) || prepositions.contains(core) || subordinators.contains(core) ||
                     plural_pronouns.contains(core) || singular_pronouns.contains(core) || common.contains(core) ||
                     is_adverb(core) || form_of(core) != nullptr || auxiliaries.contains(core);
  if (known && one_large) out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

std::optional<Labelled> labelled_value(std::string_view line) {
  const std::string_view text = base::trim(line);
  for (std::size_t i = 1; i < text.size() && i < 80; ++i) {
    const char c = text[i];
    if (c == '.' || c == ';' || c == ',' || c == '?' || c == '!') {
      if (i + 1 < text.size() && text[i + 1] == ' ') return std::nullopt;
      continue;
    }
    if (c == '=' && (text[i - 1] == ' ' || is_word_byte(text[i - 1])) && text.find(' ') >= i - 1) {
      std::size_t begin = i;
      while (begin > 0 && text[begin - 1] == ' ') --begin;
      std::size_t end = i + 1;
      while (end < text.size() && text[end] == ' ') ++end;
      if (end >= text.size()) return std::nullopt;
      return Labelled{std::string(text.substr(0, begin)), std::string(text.substr(begin, end - begin)),
                      std::string(text.substr(end))};
    }
    if (c != ':') continue;
    std::size_t end = i + 1;
    if (end >= text.size() || text[end] != ' ') return std::nullopt;
    while (end < text.size() && text[end] == ' ') ++end;
    if (end >= text.size()) return std::nullopt;
    const std::string_view label = text.substr(0, i);
    if (std::count(label.begin(), label.end(), ' ') > 5) return std::nullopt;
    return Labelled{std::string(label), std::string(text.substr(i, end - i)), std::string(text.substr(end))};
  }
  return std::nullopt;
}

Sentence::Sentence(std::string_view text) {
  text = base::trim(text);
  std::string_view body = text;
  // A label that a whole sentence stands behind.
  if (const auto labelled = labelled_value(text); labelled && labelled->sign.starts_with(':')) {
    const Sentence value(labelled->value);
    if (value.shape() != Shape::fragment) {
      *this = value;
      before_ = labelled->label + labelled->sign + before_;
      return;
    }
  }
  std::size_t begin = 0;
  while (begin < body.size() && std::string_view("([\"*-").find(body[begin]) != std::string_view::npos) {
    // Only where the parenthesis holds the whole sentence.
    if (body[begin] == '(' && body.substr(begin).find(')') + 3 < body.size() - begin) break;
    if (body[begin] == '[' || (body[begin] == '"' && std::count(body.begin(), body.end(), '"') < 3)) break;
    ++begin;
    while (begin < body.size() && body[begin] == ' ') ++begin;
  }
  std::size_t end = body.size();
  const bool parenthesised = begin > 0 && body.substr(0, begin).find('(') != std::string_view::npos;
  while (end > begin) {
    const char c = body[end - 1];
    if (c == '.' || c == ';' || c == ':' || c == '!' || c == ',' || c == ' ' || (parenthesised && c == ')')) {
      --end;
    } else {
      break;
    }
  }
  before_ = body.substr(0, begin);
  after_ = body.substr(end);
  for (const std::string_view word : base::split(body.substr(begin, end - begin), ' ')) {
    if (word.empty()) continue;
    words_.emplace_back(word);
    cores_.push_back(core_of(word));
  }
  if (words_.empty() || text.ends_with('?')) return;
  main_ = main_clause();
  std::size_t first = main_;
  while (first < words_.size() && (cores_[first] == "please" || cores_[first] == "always" || cores_[first] == "never" ||
                                   cores_[first] == "then" || cores_[first] == "kindly")) {
    if (cores_[first] == "never") negative_ = true;
    ++first;
  }
  bool denied_command = false;
  if (first + 2 < words_.size() && (cores_[first] == "do" || cores_[first] == "don't")) {
    denied_command = cores_[first] == "don't" || cores_[first + 1] == "not";
    const std::size_t act = first + (cores_[first] == "don't" ? 1 : 2);
    const Form* form = form_of(cores_[act]);
    denied_command = denied_command && form != nullptr && form->plain;
    if (denied_command) first = act;
  }
  if (denied_command || is_command(first)) {
    shape_ = Shape::command;
    negative_ = negative_ || denied_command;
    verb_ = Verb{first, Tense::plain};
    return;
  }
  // "Fixed an issue where ...", "When it is shared before the date:".
  const Form* form = form_of(cores_[main_]);
  const bool note = form != nullptr && form->past && !form->plain && words_.size() > main_ + 1 &&
                    (main_ == 0 || !determiners.contains(cores_[main_])) && !auxiliaries.contains(cores_[main_ + 1]);
  static const Words conjunctions{"when", "whenever", "if", "once", "because", "while", "unless", "although", "whether"};
  if (note || (main_ == 0 && conjunctions.contains(cores_[0]))) return;
  verb_ = verb_in(main_, words_.size());
  if (!verb_) return;
  shape_ = Shape::statement;
  of_us_ = us.contains(cores_[main_]);
  for (std::size_t i = main_; i < words_.size() && i < verb_->word + 4; ++i) {
    if (negations.contains(cores_[i])) negative_ = true;
    if (i > verb_->word && ends_clause(words_[i])) break;
  }
}

std::size_t Sentence::main_clause() const {
  if (!subordinators.contains(cores_[0]) && !is_adverb(cores_[0])) return 0;
  std::size_t first_comma = 0;
  for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
    if (!words_[i].ends_with(',')) continue;
    const std::size_t next = i + 1;
    const std::string& core = cores_[next];
    if (core == "and" || core == "or") continue;
    if (first_comma == 0) first_comma = next;
    if (plural_pronouns.contains(core) || singular_pronouns.contains(core) || core == "please" || core == "there") return next;
    if (is_command(next) && !(cores_[0] == "to" && i < 2)) {
      // "before they fix, test, or release": another verb of the clause before.
      const Form* before = form_of(cores_[i]);
      if (before == nullptr || !before->plain) return next;
    }
    if (determiners.contains(core) && verb_in(next, words_.size())) return next;
  }
  if (first_comma == 0 || relatives.contains(cores_[first_comma])) return 0;
  return verb_in(first_comma, words_.size()) ? first_comma : 0;
}

bool Sentence::is_command(std::size_t from) const {
  if (from >= words_.size()) return false;
  const Form* form = form_of(cores_[from]);
  if (form == nullptr || !form->plain) return false;
  if (ends_clause(words_[from]) && from + 1 < words_.size()) return false;
  if (from + 1 >= words_.size()) return !also_nouns.contains(cores_[from]);
  const std::string& next = cores_[from + 1];
  if (auxiliaries.contains(next)) return false;
  if (from > 0 && cores_[from - 1] == "please") return true;
  if (!also_nouns.contains(cores_[from])) return next != "of" || form->base != "use";
  if (next == "of" || next == "and" || next == "or") return false;
  if (determiners.contains(next) || object_pronouns.contains(next) || next == "only" ||
      words_[from + 1].find('@') != std::string::npos) {
    return true;
  }
  if (prepositions.contains(next) && next != "to" && next != "via" && next != "at") return false;
  // "Change default passwords after installation", not "Change requests are handled" or "Access to it is restricted".
  for (std::size_t i = from + 1; i < words_.size() && i < from + 7; ++i) {
    const Form* other = form_of(cores_[i]);
    if (auxiliaries.contains(cores_[i])) return false;
    if (other != nullptr && (other->singular || other->past)) return false;
  }
  return !is_word_byte(words_[from].back()) ? false : words_.size() > from + 2;
}

std::optional<Sentence::Verb> Sentence::verb_in(std::size_t from, std::size_t to) const {
  // A pronoun in front: the verb comes next.
  const bool of_many = from < to && plural_pronouns.contains(cores_[from]);
  const bool of_one = from < to && singular_pronouns.contains(cores_[from]);
  if (of_many || of_one || (from < to && cores_[from] == "there")) {
    std::size_t i = from + 1;
    while (i < to && is_adverb(cores_[i])) ++i;
    if (i < to) {
      if (auxiliaries.contains(cores_[i])) return Verb{i, Tense::auxiliary};
      if (const Form* form = form_of(cores_[i])) {
        if (of_many && form->plain) return Verb{i, Tense::plain};
        if (of_one && form->singular) return Verb{i, Tense::singular};
        if (form->past && cores_[from] != "this" && cores_[from] != "these") return Verb{i, Tense::past};
      }
    }
    if (of_many && cores_[from] != "these" && cores_[from] != "those") return std::nullopt;
  }
  // Then the surest sign first: an auxiliary, a form that is no noun, and forms that may be one.
  for (int round = 0; round < 3; ++round) {
    int inner = 0;
    for (std::size_t i = from; i < to; ++i) {
      const std::string& core = cores_[i];
      if (i > from && relatives.contains(core) && !(core == "as" && i + 1 < to && !auxiliaries.contains(cores_[i + 1]))) {
        if (core != "as") ++inner;
        continue;
      }
      const bool name = i > from && words_[i].size() > 1 && words_[i][0] >= 'A' && words_[i][0] <= 'Z';
      bool found = false;
      Tense tense = Tense::auxiliary;
      if (auxiliaries.contains(core) && !name) {
        found = i > from;
      } else if (round >= 1 && i > from && !name) {
        const Form* form = form_of(core);
        const std::string& previous = cores_[i - 1];
        const bool after_noun = !determiners.contains(previous) && !prepositions.contains(previous) && previous != "and" &&
                                previous != "or" && !ends_clause(words_[i - 1]);
        if (form != nullptr && after_noun) {
          const bool noun = also_nouns.contains(form->base);
          const bool before_object = i + 1 < to && (determiners.contains(cores_[i + 1]) ||
                                                    object_pronouns.contains(cores_[i + 1]) || relatives.contains(cores_[i + 1]));
          if (plural_pronouns.contains(previous) && (form->plain || form->past)) {
            found = true;
            tense = form->plain ? Tense::plain : Tense::past;
          } else if (form->singular && (!noun || before_object)) {
            found = true;
            tense = Tense::singular;
          } else if (form->plain && previous.ends_with('s') && (!noun || before_object)) {
            found = true;
            tense = Tense::plain;
          } else if (round == 2 && form->past && (before_object || !form->participle)) {
            found = true;
            tense = Tense::past;
          }
        }
      }
      if (!found) continue;
      if (inner > 0) {
        --inner;
        continue;
      }
      return Verb{i, tense};
    }
  }
  return std::nullopt;
}

std::string Sentence::text_with(std::size_t from, std::size_t to, std::string_view instead) const {
  std::string out = before_ + joined(words_, 0, from);
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty() && out != before_) out += ' ';
    out += part;
  };
  add(instead);
  add(joined(words_, to, words_.size()));
  return out + after_;
}

bool Sentence::goes_on_elsewhere() const {
  for (std::size_t i = verb_->word + 1; i + 1 < words_.size(); ++i) {
    const bool joint = cores_[i] == "and" || cores_[i] == "but" || cores_[i] == "so" || words_[i].ends_with(';') ||
                       words_[i].ends_with(':') || cores_[i] == "though" || cores_[i] == "although";
    if (!joint) continue;
    if (words_[i].ends_with(';') || words_[i].ends_with(':')) return true;
    if (cores_[i] == "but" || cores_[i] == "so" || cores_[i] == "though" || cores_[i] == "although") return true;
    const std::string& next = cores_[i + 1];
    if (plural_pronouns.contains(next) || singular_pronouns.contains(next) || auxiliaries.contains(next)) return true;
    const Form* form = form_of(next);
    if (form != nullptr && !also_nouns.contains(form->base)) return true;
    if (form != nullptr && i + 2 < words_.size() &&
        (determiners.contains(cores_[i + 2]) || object_pronouns.contains(cores_[i + 2])))
      return true;
    // "and the team publishes"
    if (determiners.contains(next)) {
      for (std::size_t j = i + 2; j < words_.size() && j < i + 6; ++j) {
        const Form* later = form_of(cores_[j]);
        if (auxiliaries.contains(cores_[j]) || (later != nullptr && later->singular && !also_nouns.contains(later->base)))
          return true;
        if (ends_clause(words_[j])) break;
      }
    }
  }
  return false;
}

std::optional<std::string> Sentence::denied() const {
  if (!verb_ || negative_ || goes_on_elsewhere()) return std::nullopt;
  const std::size_t at = verb_->word;
  const std::string& core = cores_[at];
  if (shape_ == Shape::command) {
    return text_with(at, at + 1,
                     in_place_of(words_[at], (words_[at][0] >= 'A' && words_[at][0] <= 'Z' ? "do not " : "do not ") + core));
  }
  if (shape_ != Shape::statement) return std::nullopt;
  switch (verb_->tense) {
    case Tense::auxiliary: {
      if (at == 0) return std::nullopt;
      if (core == "have" || core == "has" || core == "had" || core == "do" || core == "does" || core == "did") {
        std::size_t next = at + 1;
        while (next < words_.size() && is_adverb(cores_[next])) ++next;
        const Form* form = next < words_.size() ? form_of(cores_[next]) : nullptr;
        const bool perfect = next < words_.size() && (cores_[next] == "been" || (form != nullptr && form->participle));
        if (core.starts_with('h') && !perfect) {
          const std::string helper = core == "has" ? "does" : core == "have" ? "do" : "did";
          return text_with(at, at + 1, in_place_of(words_[at], helper + " not have"));
        }
        if (core.starts_with('d') && (form == nullptr || !form->plain)) return std::nullopt;
      }
      if (core == "must") return text_with(at, at + 1, "need not");
      if (core == "can") return text_with(at, at + 1, "cannot");
      return text_with(at, at + 1, words_[at] + " not");
    }
    case Tense::plain:
      return text_with(at, at + 1, "do not " + words_[at]);
    case Tense::singular:
      return text_with(at, at + 1, "does not " + in_place_of(words_[at], *base_form(core)));
    case Tense::past:
      return text_with(at, at + 1, "did not " + in_place_of(words_[at], *base_form(core)));
  }
  return std::nullopt;
}

std::optional<std::string> Sentence::act() const {
  if (!verb_ || negative_) return std::nullopt;
  const std::size_t at = verb_->word;
  const auto with_lead = [&](std::size_t from) {
    // "If you find one, report it": what stood in front goes to the end.
    std::string out = joined(words_, from, words_.size());
    if (main_ == 0) return out;
    std::string lead = with_small_letter(joined(words_, 0, main_));
    if (lead.ends_with(',')) lead.pop_back();
    return out + " " + lead;
  };
  if (shape_ == Shape::command) {
    std::string out = with_lead(at);
    if (out[0] >= 'A' && out[0] <= 'Z') out = with_small_letter(out);
    return out;
  }
  const bool reader = shape_ == Shape::statement && cores_[main_] == "you";
  if (shape_ != Shape::statement || (!of_us_ && !reader)) return std::nullopt;
  if (verb_->tense == Tense::plain) return with_lead(at);
  if (verb_->tense != Tense::auxiliary || !modals.contains(cores_[at]) || at + 1 >= words_.size()) return std::nullopt;
  std::size_t next = at + 1;
  while (next < words_.size() && is_adverb(cores_[next])) ++next;
  if (next >= words_.size() || ends_clause(words_[at])) return std::nullopt;
  const Form* form = form_of(cores_[next]);
  if (cores_[next] != "be" && (form == nullptr || !form->plain)) return std::nullopt;
  return with_lead(next);
}

std::optional<std::string> Sentence::intended() const {
  if (shape_ != Shape::statement || negative_ || goes_on_elsewhere()) return std::nullopt;
  const std::size_t at = verb_->word;
  const std::string& core = cores_[at];
  if (of_us_ && verb_->tense == Tense::past) return text_with(at, at + 1, "plan to " + *base_form(core));
  if (verb_->tense == Tense::auxiliary && at + 1 < words_.size()) {
    // "is sent", "was sent", "has been sent"
    std::size_t next = at + 1;
    if ((core == "has" || core == "have") && cores_[next] == "been") ++next;
    const Form* form = next < words_.size() ? form_of(cores_[next]) : nullptr;
    const bool done = form != nullptr && form->participle && !form->plain && !ends_clause(words_[next]);
    const bool perfect = next == at + 2;
    if (done && (core == "is" || core == "was" || (core == "has" && perfect))) return text_with(at, next, "is planned to be");
    if (done && (core == "are" || core == "were" || (core == "have" && perfect))) return text_with(at, next, "are planned to be");
  }
  if (!of_us_) return std::nullopt;
  const auto what = act();
  if (!what || what->starts_with("aim ") || what->starts_with("intend ") || what->starts_with("plan ")) return std::nullopt;
  if (main_ == 0) return before_ + words_[0] + " plan to " + *what + after_;
  // The lead went to the end with act(); here it stays.
  const std::string lead = joined(words_, 0, main_ + 1);
  const std::size_t from = at + (verb_->tense == Tense::auxiliary ? 1 : 0);
  return before_ + lead + " plan to " + joined(words_, from, words_.size()) + after_;
}

bool Sentence::of_the_past() const {
  if (!verb_) return false;
  if (verb_->tense == Tense::past) return true;
  const std::string& core = cores_[verb_->word];
  return verb_->tense == Tense::auxiliary &&
         (core == "was" || core == "were" || core == "has" || core == "have" || core == "had" || core == "did");
}

std::optional<std::string> Sentence::passive() const {
  // "SUBJECT [will] VERB OBJECT rest"; the subject is a pronoun, or a determiner with at most three words; the object is a
  // determiner or nothing, then at most four plain words, up to a preposition.
  if (shape_ != Shape::statement || negative_ || goes_on_elsewhere() || verb_->tense == Tense::past) return std::nullopt;
  std::size_t at = verb_->word;
  const std::size_t subject_end = at;
  static const std::map<std::string_view, std::string_view> doers{{"we", "us"}, {"they", "them"}, {"i", "me"}};
  const auto pronoun = doers.find(cores_[main_]);
  if (pronoun != doers.end() ? subject_end != main_ + 1 : !determiners.contains(cores_[main_]) || subject_end > main_ + 4)
    return std::nullopt;
  for (std::size_t i = main_; i < subject_end; ++i) {
    if (prepositions.contains(cores_[i]) || relatives.contains(cores_[i]) || ends_clause(words_[i]) || is_adverb(cores_[i]))
      return std::nullopt;
  }
  std::string helper;
  if (verb_->tense == Tense::auxiliary) {
    if (!modals.contains(cores_[at])) return std::nullopt;
    helper = cores_[at];
    ++at;
  }
  if (at + 1 >= words_.size()) return std::nullopt;
  const Form* form = form_of(cores_[at]);
  static const Words no_passive{"aim",    "agree",    "strive", "work",      "have",      "commit", "respond", "reply",
                                "plan",   "prefer",   "try",    "need",      "want",      "rely",   "let",     "make",
                                "keep",   "ask",      "advise", "recommend", "encourage", "do",     "look",    "refrain",
                                "intend", "continue", "wait",   "give",      "encrypt"};
  if (form == nullptr || no_passive.contains(form->base) || (!form->plain && verb_->tense != Tense::singular))
    return std::nullopt;
  std::size_t end = at + 1;
  while (end < words_.size() && !prepositions.contains(cores_[end]) && cores_[end] != "and" && cores_[end] != "as" &&
         !relatives.contains(cores_[end]) && !is_adverb(cores_[end]) && form_of(cores_[end] + "?") == nullptr) {
    ++end;
    if (ends_clause(words_[end - 1])) return std::nullopt;
  }
  if (end == at + 1 || end > at + 6) return std::nullopt;
  if (end < words_.size() &&
      (cores_[end] == "and" || cores_[end] == "as" || cores_[end] == "of" || relatives.contains(cores_[end])))
    return std::nullopt;
  // "send users a notice": two objects.
  for (std::size_t i = at + 1; i < end; ++i) {
    if (i > at + 1 && determiners.contains(cores_[i])) return std::nullopt;
    if (words_[i].find_first_of("()=\"") != std::string::npos) return std::nullopt;
  }
  // What belongs to the object and not to the verb would be torn off: "compliance with the standard".
  static const Words of_the_verb{"within", "by", "via", "after", "before", "about", "through", "without", "during", "upon", "at"};
  if (end < words_.size() && !of_the_verb.contains(cores_[end])) return std::nullopt;
  std::string object = joined(words_, at + 1, end);
  const std::string& head = cores_[end - 1];
  bool many = head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("us") && !head.ends_with("is");
  if (object_pronouns.contains(cores_[at + 1])) {
    static const std::map<std::string_view, std::string_view> subjects{
        {"them", "they"}, {"us", "we"}, {"him", "he"}, {"me", "I"}};
    const auto other = subjects.find(cores_[at + 1]);
    if (other != subjects.end()) object = other->second;
    many = object == "they" || object == "you" || object == "we";
  }
  const std::string be = helper.empty() ? (many ? "are" : "is") : helper + " be";
  const std::string rest = joined(words_, end, words_.size());
  const std::string lead = joined(words_, 0, main_);
  const std::string doer =
      pronoun != doers.end() ? std::string(pronoun->second) : with_small_letter(joined(words_, main_, subject_end));
  std::string out = before_ + lead + (lead.empty() ? "" : " ") + (lead.empty() ? with_large_letter(object) : object) + " " + be +
                    " " + participle(form->base) + " by " + doer;
  if (!rest.empty()) out += " " + rest;
  return out + after_;
}

std::optional<std::string> Sentence::active() const {
  // "SUBJECT [will] be/is VERBed by AGENT rest" with an agent of a determiner and at most two words, or a pronoun.
  if (shape_ != Shape::statement || verb_->tense != Tense::auxiliary || negative_ || goes_on_elsewhere()) return std::nullopt;
  const std::size_t at = verb_->word;
  std::size_t next = at + 1;
  const bool modal = modals.contains(cores_[at]);
  if (modal) {
    if (next >= words_.size() || cores_[next] != "be") return std::nullopt;
    ++next;
  } else if (cores_[at] != "is" && cores_[at] != "are") {
    return std::nullopt;
  }
  if (next + 2 >= words_.size() || at == main_ || at > main_ + 6) return std::nullopt;
  const Form* form = form_of(cores_[next]);
  if (form == nullptr || !form->participle || cores_[next + 1] != "by") return std::nullopt;
  const std::size_t agent = next + 2;
  for (std::size_t i = main_; i < at; ++i) {
    if (relatives.contains(cores_[i]) || ends_clause(words_[i])) return std::nullopt;
  }
  std::size_t end = agent;
  if (object_pronouns.contains(cores_[agent])) {
    ++end;
  } else if (determiners.contains(cores_[agent])) {
    ++end;
    while (end < words_.size() && end < agent + 4 && !prepositions.contains(cores_[end]) && cores_[end] != "and" &&
           cores_[end] != "or" && !relatives.contains(cores_[end])) {
      ++end;
      if (ends_clause(words_[end - 1])) return std::nullopt;
    }
    if (end < words_.size() && !prepositions.contains(cores_[end])) return std::nullopt;
    if (end < words_.size() && cores_[end] == "of") return std::nullopt;
  } else {
    return std::nullopt;
  }
  static const std::map<std::string_view, std::string_view> subject{{"us", "we"}, {"them", "they"}, {"him", "he"}, {"me", "I"}};
  std::string doer = joined(words_, agent, end);
  const auto other = subject.find(cores_[agent]);
  if (other != subject.end()) doer = other->second;
  const bool many = doer == "we" || doer == "they" || doer == "you" || doer == "I" ||
                    (cores_[end - 1].ends_with('s') && !cores_[end - 1].ends_with("ss"));
  const std::string act = modal ? cores_[at] + " " + form->base : many ? form->base : singular_form(form->base);
  std::string object = joined(words_, main_, at);
  const std::string lead = joined(words_, 0, main_);
  if (lead.empty()) object = with_small_letter(object);
  const std::string rest = joined(words_, end, words_.size());
  std::string out =
      before_ + lead + (lead.empty() ? "" : " ") + (lead.empty() ? with_large_letter(doer) : doer) + " " + act + " " + object;
  if (!rest.empty()) out += " " + rest;
  return out + after_;
}

std::string Sentence::of_other(std::string_view name) const {
  static const std::map<std::string_view, std::string_view> others{{"our", "its"},          {"ours", "its own"}, {"us", "it"},
                                                                   {"ourselves", "itself"}, {"my", "its"},       {"me", "it"}};
  std::vector<std::string> words = words_;
  bool named = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& core = cores_[i];
    if (us.contains(core) && (core == "we" || words_[i].starts_with("I"))) {
      std::string replacement = named && i > 0 ? std::string("it") : std::string(name);
      named = true;
      std::size_t tail = words_[i].size();
      while (tail > 0 && !is_word_byte(words_[i][tail - 1])) --tail;
      std::size_t head = 0;
      while (head < words_[i].size() && !is_word_byte(words_[i][head])) ++head;
      words[i] = words_[i].substr(0, head) + replacement + words_[i].substr(tail);
      std::size_t next = i + 1;
      while (next < words.size() && is_adverb(cores_[next])) ++next;
      if (next >= words.size()) continue;
      const Form* form = form_of(cores_[next]);
      if (cores_[next] == "are" || cores_[next] == "am") {
        words[next] = in_place_of(words_[next], "is");
      } else if (cores_[next] == "were") {
        words[next] = in_place_of(words_[next], "was");
      } else if (cores_[next] == "do") {
        words[next] = in_place_of(words_[next], "does");
      } else if (form != nullptr && form->plain && !form->past) {
        words[next] = in_place_of(words_[next], singular_form(form->base));
      }
      continue;
    }
    const auto other = others.find(core);
    if (other != others.end() && words_[i] != "US") words[i] = in_place_of(words_[i], std::string(other->second));
  }
  return joined(words, 0, words.size());
}

std::string Sentence::turned(std::string_view text) {
  static const std::map<std::string_view, std::string_view> others{{"we", "you"},   {"i", "you"},     {"us", "you"},
                                                                   {"me", "you"},   {"our", "your"},  {"my", "your"},
                                                                   {"your", "our"}, {"ours", "yours"}};
  std::vector<std::string> words;
  for (const std::string_view word : base::split(text, ' ')) words.emplace_back(word);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string core = core_of(words[i]);
    std::string instead;
    if (const auto other = others.find(core); other != others.end() && words[i] != "US") {
      instead = other->second;
    } else if (core == "you") {
      const std::string next = i + 1 < words.size() && !ends_clause(words[i]) ? core_of(words[i + 1]) : "";
      const Form* form = form_of(next);
      instead = auxiliaries.contains(next) || (form != nullptr && form->plain) ? "we" : "us";
    }
    if (!instead.empty()) words[i] = in_place_of(words[i], instead);
  }
  return joined(words, 0, words.size());
}

std::string Sentence::inner() const { return with_small_letter(bare()); }
std::string Sentence::bare() const { return joined(words_, 0, words_.size()); }

}  // namespace crosswalk::eval
