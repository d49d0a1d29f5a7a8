// SPDX-License-Identifier: Apache-2.0
// The orders of Python, Maven, PHP, Conan and Perl.
#include <algorithm>
#include <array>
#include <string>

#include "artifacts/characters.h"
#include "artifacts/vers/order.h"
#include "base/text.h"

namespace crosswalk::artifacts::vers {
namespace {

constexpr auto kNone = std::string_view::npos;

/// A part "rc2" of a version of Python; the rank says where the version stands without it.
struct Tag {
  int rank = 0;
  std::string_view number;
};

struct PythonVersion {
  bool valid = false;
  std::string_view epoch;
  std::vector<std::string_view> release;
  Tag pre;
  Tag post;
  Tag dev;
  std::string_view local;
};

/// Reads along a version of Python in small letters. Source: PEP 440, appendix B.
class PythonReader {
 public:
  explicit PythonReader(std::string_view text) : text_(text) {}

  PythonVersion read() {
    PythonVersion out;
    if (byte_at(text_, 0) == 'v') ++at_;
    if (const std::size_t end = behind_digits(text_, at_); end > at_ && byte_at(text_, end) == '!') {
      out.epoch = text_.substr(at_, end - at_);
      at_ = end + 1;
    }
    std::size_t length = 0;
    out.release = numbers_at(text_.substr(std::min(at_, text_.size())), ".", length);
    if (out.release.empty()) return out;
    while (out.release.size() > 1 && compare_numbers(out.release.back(), "0") == 0) out.release.pop_back();
    at_ += length;
    // Without a tag: behind all pre-releases, before all post-releases, behind all of a developer's.
    constexpr int behind = 10;
    out.pre.rank = behind;
    out.post.rank = -1;
    out.dev.rank = behind;
    const bool has_pre =
        read_tag({{"alpha", 0}, {"a", 0}, {"beta", 1}, {"b", 1}, {"preview", 2}, {"pre", 2}, {"c", 2}, {"rc", 2}}, out.pre);
    bool has_post = false;
    if (byte_at(text_, at_) == '-' && is_digit(byte_at(text_, at_ + 1))) {
      ++at_;
      has_post = true;
      out.post = {0, number()};
    } else {
      has_post = read_tag({{"post", 0}, {"rev", 0}, {"r", 0}}, out.post);
    }
    const bool has_dev = read_tag({{"dev", 0}}, out.dev);
    // 1.0.dev1 is before 1.0a1.
    if (has_dev && !has_pre && !has_post) out.pre.rank = -1;
    if (byte_at(text_, at_) == '+') {
      out.local = text_.substr(at_ + 1);
      if (!is_local(out.local)) return out;
      at_ = text_.size();
    }
    out.valid = at_ == text_.size();
    return out;
  }

 private:
  struct Word {
    std::string_view word;
    int rank;
  };

  static bool is_separator(char c) { return c == '-' || c == '_' || c == '.'; }

  static bool is_local(std::string_view text) {
    bool part = false;
    for (const char c : text) {
      if (is_separator(c) && !part) return false;
      if (!is_separator(c) && !is_alnum(c)) return false;
      part = !is_separator(c);
    }
    return part;
  }

  std::string_view number() {
    const std::size_t begin = at_;
    at_ = behind_digits(text_, at_);
    return text_.substr(begin, at_ - begin);
  }

  bool read_tag(std::initializer_list<Word> words, Tag& out) {
    const std::size_t begin = at_ + (is_separator(byte_at(text_, at_)) ? 1 : 0);
    for (const Word& word : words) {
      if (!stands_at(text_, begin, word.word)) continue;
      std::size_t end = begin + word.word.size();
      // "c" of "charlie" is none; "a" of "alpha" was tried as "alpha" before.
      if (is_letter(byte_at(text_, end)) && !stands_at(text_, end, "dev") && !stands_at(text_, end, "post") &&
          !stands_at(text_, end, "r"))
        continue;
      at_ = end;
      out = {word.rank, {}};
      if (is_separator(byte_at(text_, end)) && is_digit(byte_at(text_, end + 1))) {
        // "1.0-alpha-1", but "1.0.post-1" has no other reading either.
        ++at_;
      }
      out.number = number();
      // "1.0a_": a separator may end a tag.
      if (out.number.empty() && at_ + 1 == text_.size() && is_separator(byte_at(text_, at_))) ++at_;
      return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Order compare_tags(const Tag& a, const Tag& b) {
  return a.rank != b.rank ? Order(a.rank <=> b.rank) : compare_numbers(a.number, b.number);
}

/// Behind '+': numbers are behind words; what is not there is before all.
Order compare_local(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return b.empty() <=> a.empty();
  while (true) {
    const std::size_t first = a.find_first_of(".-_");
    const std::size_t second = b.find_first_of(".-_");
    const std::string_view x = a.substr(0, first);
    const std::string_view y = b.substr(0, second);
    Order order = Order::equivalent;
    if (is_number(x) != is_number(y)) {
      order = is_number(x) ? Order::greater : Order::less;
    } else {
      order = is_number(x) ? compare_numbers(x, y) : compare_bytes(x, y);
    }
    if (order != 0) return order;
    if (first == kNone || second == kNone) return (first != kNone) <=> (second != kNone);
    a.remove_prefix(first + 1);
    b.remove_prefix(second + 1);
  }
}

/// What is no version of PEP 440, as setuptools ordered it before: runs of digits and letters, words before numbers.
std::vector<std::string> read_old_python(std::string_view text) {
  std::vector<std::string> out;
  const auto add = [&out](std::string part) {
    const bool is_word = part.front() == '*';
    if (is_word && part < "*final") {
      while (!out.empty() && out.back() == "*final-") out.pop_back();
    }
    if (is_word) {
      while (!out.empty() && is_number(out.back()) && compare_numbers(out.back(), "0") == 0) out.pop_back();
    }
    out.push_back(std::move(part));
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (is_digit(text[i])) {
      end = behind_digits(text, i);
    } else if (is_letter(text[i])) {
      while (end < text.size() && is_letter(text[end])) ++end;
    } else if (text[i] != '.' && text[i] != '-') {
      while (end < text.size() && !is_alnum(text[end]) && text[end] != '.' && text[end] != '-') ++end;
    }
    const std::string_view part = text.substr(i, end - i);
    i = end;
    if (part == ".") continue;
    if (is_digit(part.front())) {
      add(std::string(part));
    } else if (part == "-") {
      add("*final-");
    } else if (part == "pre" || part == "preview" || part == "rc") {
      add("*c");
    } else {
      add(part == "dev" ? std::string("*@") : "*" + std::string(part));
    }
  }
  add("*final");
  return out;
}

Order compare_old_python(std::string_view a, std::string_view b) {
  const auto first = read_old_python(a);
  const auto second = read_old_python(b);
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
    const bool numbers = is_number(first[i]) && is_number(second[i]);
    const Order order = numbers ? compare_numbers(first[i], second[i]) : compare_bytes(first[i], second[i]);
    if (order != 0) return order;
  }
  return first.size() <=> second.size();
}

std::string python_text(std::string_view text) {
  // White space around is allowed.
  return base::to_lower(base::trim(text));
}

}  // namespace

Order compare_pypi(std::string_view a, std::string_view b) {
  const std::string first_text = python_text(a);
  const std::string second_text = python_text(b);
  const PythonVersion first = PythonReader(first_text).read();
  const PythonVersion second = PythonReader(second_text).read();
  if (first.valid != second.valid) return first.valid ? Order::greater : Order::less;
  if (!first.valid) return compare_old_python(first_text, second_text);
  if (const Order order = compare_numbers(first.epoch, second.epoch); order != 0) return order;
  if (const Order order = compare_lists(first.release, second.release, true); order != 0) return order;
  if (const Order order = compare_tags(first.pre, second.pre); order != 0) return order;
  if (const Order order = compare_tags(first.post, second.post); order != 0) return order;
  if (const Order order = compare_tags(first.dev, second.dev); order != 0) return order;
  return compare_local(first.local, second.local);
}

bool is_pypi(std::string_view text) {
  const std::string small = python_text(text);
  return PythonReader(small).read().valid;
}

namespace {

/// A part of a Maven version with the separator before it.
struct MavenToken {
  char separator = '.';
  bool number = false;
  std::string_view text;
};

constexpr std::array<std::string_view, 7> kMavenQualifiers{"alpha", "beta", "milestone", "rc", "snapshot", "", "sp"};

bool is_null(const MavenToken& token) { return token.number ? compare_numbers(token.text, "0") == 0 : token.text.empty(); }

std::string_view maven_qualifier(std::string_view word, bool number_follows) {
  if (word == "ga" || word == "final" || word == "release") return "";
  if (word == "cr") return "rc";
  if (number_follows && word == "a") return "alpha";
  if (number_follows && word == "b") return "beta";
  if (number_follows && word == "m") return "milestone";
  return word;
}

std::vector<MavenToken> read_maven(std::string_view text) {
  std::vector<MavenToken> out;
  char separator = '.';
  for (std::size_t i = 0; i <= text.size();) {
    std::size_t end = i;
    const bool number = is_digit(byte_at(text, i));
    while (end < text.size() && text[end] != '.' && text[end] != '-' && is_digit(text[end]) == number) ++end;
    const std::string_view part = text.substr(i, end - i);
    if (part.empty()) {
      out.push_back({separator, true, "0"});
    } else if (number) {
      out.push_back({separator, true, part});
    } else {
      out.push_back({separator, false, maven_qualifier(part, is_digit(byte_at(text, end)))});
    }
    if (end >= text.size()) break;
    const bool separated = text[end] == '.' || text[end] == '-';
    separator = separated ? text[end] : '-';
    i = end + (separated ? 1 : 0);
  }
  // Nulls at the end, and before each '-', do not count.
  std::vector<MavenToken> kept;
  for (const MavenToken& token : out) {
    if (token.separator == '-') {
      while (!kept.empty() && is_null(kept.back())) kept.pop_back();
    }
    kept.push_back(token);
  }
  while (!kept.empty() && is_null(kept.back())) kept.pop_back();
  return kept;
}

Order compare_maven_qualifiers(std::string_view a, std::string_view b) {
  const auto* first = std::find(kMavenQualifiers.begin(), kMavenQualifiers.end(), a);
  const auto* second = std::find(kMavenQualifiers.begin(), kMavenQualifiers.end(), b);
  if (first != second) return first <=> second;
  return first == kMavenQualifiers.end() ? compare_bytes(a, b) : Order::equivalent;
}

Order compare_maven_tokens(const MavenToken& a, const MavenToken& b) {
  if (a.number != b.number) return a.number ? Order::greater : Order::less;
  if (!a.number && a.separator == b.separator) return compare_maven_qualifiers(a.text, b.text);
  // ".qualifier" < "-qualifier", "-number" < ".number"
  if (a.separator != b.separator) return (a.separator == '-') == a.number ? Order::less : Order::greater;
  return compare_numbers(a.text, b.text);
}

}  // namespace

Order compare_maven(std::string_view a, std::string_view b) {
  const std::string first_text = base::to_lower(base::trim(a));
  const std::string second_text = base::to_lower(base::trim(b));
  const auto first = read_maven(first_text);
  const auto second = read_maven(second_text);
  // What is missing is a null with the separator of the other.
  const auto null_like = [](const MavenToken& token) {
    return token.separator == '.' && token.number ? MavenToken{'.', true, "0"} : MavenToken{token.separator, false, ""};
  };
  for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
    const MavenToken x = i < first.size() ? first[i] : null_like(second[i]);
    const MavenToken y = i < second.size() ? second[i] : null_like(first[i]);
    if (const Order order = compare_maven_tokens(x, y); order != 0) return order;
  }
  return Order::equivalent;
}

namespace {

/// The words of PHP's version_compare(), and where a number stands among them.
constexpr int kPhpNumber = 4;
int php_rank(std::string_view word) {
  if (is_number(word) || word == "#") return kPhpNumber;
  struct Form {
    std::string_view word;
    int rank;
  };
  for (const Form& form : {Form{"dev", 0}, Form{"alpha", 1}, Form{"a", 1}, Form{"beta", 2}, Form{"b", 2}, Form{"rc", 3},
                           Form{"c", 3}, Form{"patch", 5}, Form{"pl", 5}, Form{"p", 5}}) {
    // As PHP does: "post" is a "p".
    if (word.starts_with(form.word)) return form.rank;
  }
  return -1;
}

/// Runs of digits and of others; the numbers before the first word are filled up to four, as Composer does.
std::vector<std::string_view> read_php(std::string_view text) {
  if (const std::size_t plus = text.find('+'); plus != kNone) text = text.substr(0, plus);
  if (text.starts_with('v')) text.remove_prefix(1);
  std::vector<std::string_view> out;
  bool head = true;
  const auto fill = [&] {
    constexpr std::size_t numbers = 4;
    while (head && !out.empty() && out.size() < numbers) out.emplace_back("0");
    head = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '-' || text[i] == '_' || text[i] == '.') {
      ++i;
      continue;
    }
    std::size_t end = i;
    const bool number = is_digit(text[i]);
    while (end < text.size() && is_digit(text[end]) == number && text[end] != '-' && text[end] != '_' && text[end] != '.') ++end;
    const std::string_view part = text.substr(i, end - i);
    i = end;
    if (part == "stable") continue;
    if (!number && part != "#") fill();
    out.push_back(part);
  }
  fill();
  return out;
}

}  // namespace

Order compare_composer(std::string_view a, std::string_view b) {
  const std::string first_text = base::to_lower(base::trim(a));
  const std::string second_text = base::to_lower(base::trim(b));
  const auto first = read_php(first_text);
  const auto second = read_php(second_text);
  const std::size_t common = std::min(first.size(), second.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (is_number(first[i]) && is_number(second[i])) {
      if (const Order order = compare_numbers(first[i], second[i]); order != 0) return order;
    } else {
      const int x = php_rank(first[i]);
      const int y = php_rank(second[i]);
      if (x != y) return x <=> y;
      // Two words that are none of the list: by their letters, as names of branches.
      if (x < 0) {
        if (const Order order = compare_bytes(first[i], second[i]); order != 0) return order;
      }
    }
  }
  // What goes on with a number is later; with a word, as that word stands to a release.
  if (first.size() > common) return php_rank(first[common]) < kPhpNumber ? Order::less : Order::greater;
  if (second.size() > common) return php_rank(second[common]) < kPhpNumber ? Order::greater : Order::less;
  return Order::equivalent;
}

namespace {

/// Items with '.' between them: numbers by value, else as text; zeros at the end do not count.
Order compare_conan_items(std::string_view a, std::string_view b) {
  const auto read = [](std::string_view text) {
    std::vector<std::string_view> out = base::split(text, '.');
    while (!out.empty() && (out.back().empty() || (is_number(out.back()) && compare_numbers(out.back(), "0") == 0)))
      out.pop_back();
    return out;
  };
  const auto first = read(a);
  const auto second = read(b);
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
    const bool numbers = is_number(first[i]) && is_number(second[i]);
    const Order order = numbers ? compare_numbers(first[i], second[i]) : compare_bytes(first[i], second[i]);
    if (order != 0) return order;
  }
  return first.size() <=> second.size();
}

}  // namespace

Order compare_conan(std::string_view a, std::string_view b) {
  struct Version {
    std::string_view main;
    std::string_view pre;
    std::string_view build;
    bool has_pre = false;
  };
  const auto read = [](std::string_view text) {
    Version out;
    if (const std::size_t plus = text.rfind('+'); plus != kNone) {
      out.build = text.substr(plus + 1);
      text = text.substr(0, plus);
    }
    if (const std::size_t dash = text.rfind('-'); dash != kNone) {
      out.pre = text.substr(dash + 1);
      out.has_pre = true;
      text = text.substr(0, dash);
    }
    out.main = text;
    return out;
  };
  const std::string first_text = base::to_lower(base::trim(a));
  const std::string second_text = base::to_lower(base::trim(b));
  const Version first = read(first_text);
  const Version second = read(second_text);
  if (const Order order = compare_conan_items(first.main, second.main); order != 0) return order;
  if (first.has_pre != second.has_pre) return first.has_pre ? Order::less : Order::greater;
  if (const Order order = compare_conan_items(first.pre, second.pre); order != 0) return order;
  if (first.build.empty() || second.build.empty()) return second.build.empty() <=> first.build.empty();
  return compare_conan_items(first.build, second.build);
}

Order compare_cpan(std::string_view a, std::string_view b) {
  // "1.23" is v1.230: three digits behind the point are one number. Two points, or a "v", and each part is one.
  const auto read = [](std::string_view text) {
    std::string kept;
    const bool dotted = text.starts_with('v') || std::count(text.begin(), text.end(), '.') > 1;
    if (text.starts_with('v')) text.remove_prefix(1);
    for (const char c : text) {
      // "1.23_01" is 1.2301 and a developer's version.
      if (c != '_') kept += c;
    }
    if (dotted) return kept;
    const std::size_t point = kept.find('.');
    if (point == std::string::npos) return kept;
    std::string out = kept.substr(0, point);
    std::string fraction = kept.substr(point + 1);
    constexpr std::size_t group = 3;
    while (fraction.size() % group != 0) fraction += '0';
    for (std::size_t i = 0; i < fraction.size(); i += group) out += "." + fraction.substr(i, group);
    return out;
  };
  const std::string first = read(base::trim(a));
  const std::string second = read(base::trim(b));
  return compare_intdot(first, second);
}

}  // namespace crosswalk::artifacts::vers
