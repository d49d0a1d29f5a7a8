// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gathering/gathered.h"
#include "packs/yaml.h"

namespace crosswalk::gathering {

/// Where something stands in a source, from 1.
struct Place {
  int line = 0;
  int column = 0;
};

/// Where a value of a YAML file stands.
inline Place place_of(const packs::Yaml& yaml) { return {yaml.line, yaml.column}; }

/// Puts together what one source states, with origins, ids that are unique, and within limits.
class Maker {
 public:
  /// No source gives more entries, and no more remarks: the rest is told in one.
  static constexpr std::size_t most_entries = 2000;
  static constexpr std::size_t most_remarks = 500;
  /// Bytes of one text; what is longer is left out and told.
  static constexpr std::size_t longest_text = 2000;

  /// An entry in the making. Does not outlive its maker, which may not move meanwhile.
  class Draft {
   public:
    /// States a field; an empty text states nothing. What is stated again stands beside the first, if it is something else.
    Draft& say(std::string_view field, std::string_view text, Place place);
    /// Adds one of several to a field that is a list; one that is there already is not added again.
    Draft& list(std::string_view field, std::string_view text, Place place);

   private:
    friend class Maker;
    Draft(Maker& maker, std::string_view group, Place place);
    Maker* maker_;
    Gathered made_;
  };

  /// `file` is how the source is called in origins and remarks.
  explicit Maker(std::string_view file) : file_(file) {}

  /// Begins an entry of this group of release::groups().
  Draft begin(std::string_view group, Place place) { return {*this, group, place}; }
  /// Adds an entry. Where its group has ids it gets one that is made of `id`: letters, digits, '.', '_' and '-', and a number at
  /// the end where another has it already.
  void add(Draft draft, std::string_view id = {});
  /// An id that no other entry gets, for entries that others name: say it as "id" before the entry is added.
  std::string reserve_id(std::string_view wanted);
  /// States a field of a group that is there once; several texts stand beside each other.
  void add_once(std::string_view group, std::string_view field, std::string_view text, Place place);

  /// Notes what was seen and not taken, or wants a look.
  void remark(Place place, std::string message, std::string advice);
  /// Notes what cannot be read.
  void refuse(Place place, std::string message, std::string advice);
  /// Takes over what a reader of the format noted.
  void take(const packs::Diagnostics& noted);

  /// Whether this key is seen for the first time, so that what is stated of the same thing twice is taken once.
  bool is_first(const std::string& key) { return seen_.insert(key).second; }

  /// "FILE, line N".
  [[nodiscard]] std::string origin(Place place) const;
  /// How the source is called.
  [[nodiscard]] const std::string& file() const { return file_; }

  /// What was made, by group in the order of release::groups() and within it in the order in which it was added.
  Gathering finish();

 private:
  void note(packs::Diagnostic::Level level, Place place, std::string message, std::string advice);

  std::string file_;
  Gathering out_;
  std::set<std::string> ids_;
  /// How often an id was wanted.
  std::map<std::string, int> numbers_;
  std::set<std::string> seen_;
  /// The position in `out_` of the entry of a group that is there once.
  std::map<std::string, std::size_t, std::less<>> once_;
  std::size_t left_out_ = 0;
  std::size_t remarks_left_out_ = 0;
};

/// Text as it may stand in a document or a terminal, in one line: no control characters, none that turn or hide text.
std::string plain(std::string_view text);

/// The same of a name, which is cut behind its first 120 bytes or so.
std::string short_name(std::string_view name);

/// Puts `addition` behind what a text says, after "; ", unless it says it already.
void put_beside(std::string& text, std::string_view addition);

/// Adds a setting that serves security: the entry of `hardening` with this id, what is set, where, and how it is delivered.
void add_setting(Maker& maker, std::string_view id, std::string_view setting, std::string_view where, std::string_view value,
                 Place place);

}  // namespace crosswalk::gathering
