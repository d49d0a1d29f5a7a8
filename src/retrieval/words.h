// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace crosswalk::retrieval {

/// What an English word has in common with its inflections and nearest derivations: "disclosures" and "disclosed" give "disclos".
/// Takes lower-case ASCII letters; all else comes back as it is. The endings are a closed list of our own, taken off until none
/// fits; what is left need not be a word, and means nothing but that two words are one.
std::string stem(std::string_view word);

/// Whether a word says nothing about what a text is about ("the", "which", "shall").
bool is_stop_word(std::string_view word);

/// Tells every term of a text in order: stems of its words without stop words, numbers as they stand, and for what is known by
/// its form a term for its kind besides: "#time" (a number of hours, days, weeks, months, years), "#date", "#version", "#mail",
/// "#link". `text` is normalised (matching::normalize): lower case, hyphens as spaces.
void for_each_term(std::string_view text, const std::function<void(std::string_view term)>& tell);

/// Tells the terms of a question: those of its words, and the kinds that an answer to it is likely to hold: "within how many
/// days" asks for "#time". A term may be told more than once.
void for_each_asked_term(std::string_view question, const std::function<void(std::string_view term)>& tell);

/// Tells the terms that may stand for a term in an answer, by the closed list thesaurus.def. A term may be told more than once.
void for_each_term_alike(std::string_view term, const std::function<void(std::string_view term)>& tell);

}  // namespace crosswalk::retrieval
