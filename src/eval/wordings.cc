// SPDX-License-Identifier: Apache-2.0
#include "eval/wordings.h"

#include <iterator>

namespace crosswalk::eval {
namespace {

constexpr Wording everyday[] = {
    {Mutation::denied, Form::statement, "It is not the case that {s}"},
    {Mutation::denied, Form::statement, "We do not promise that {s}"},
    {Mutation::denied, Form::statement, "There is no rule by which {s}"},
    {Mutation::denied, Form::statement, "No procedure of ours demands that {s}"},
    {Mutation::denied, Form::account, "It is not the case that {s}"},
    {Mutation::denied, Form::account, "It is not true that {s}"},
    {Mutation::denied, Form::fact, "Whether {s} is not stated in this document"},
    {Mutation::denied, Form::fact, "This document does not say whether {s}"},
    {Mutation::denied, Form::fact, "We give no information on whether {s}"},
    {Mutation::denied, Form::fact, "We do not disclose whether {s}"},
    {Mutation::denied, Form::fact, "Information on whether {s} is not available from us"},
    {Mutation::denied, Form::long_fact, "The following is not part of this document: {s}"},
    {Mutation::denied, Form::long_fact, "Not described here: {s}"},
    {Mutation::denied, Form::long_fact, "We do not publish this piece of information: {s}"},
    {Mutation::denied, Form::command, "There is no way to {a}"},
    {Mutation::denied, Form::command, "It is not possible to {a}"},
    {Mutation::denied, Form::guidance, "How to {a} is not described in this document"},
    {Mutation::denied, Form::guidance, "This document does not explain how to {a}"},
    {Mutation::denied, Form::guidance, "Instructions on how to {a} are not included"},
    {Mutation::denied, Form::guidance, "We give no guidance on how to {a}"},
    {Mutation::denied, Form::ban, "There is no rule that says: {s}"},
    {Mutation::denied, Form::ban, "No advice is given on the following: {s}"},
    {Mutation::denied, Form::fragment, "Not done: {f}"},
    {Mutation::denied, Form::fragment, "We do not have this: {f}"},
    {Mutation::denied, Form::fragment, "The following is not done: {f}"},
    {Mutation::denied, Form::phrase, "{F} – not available"},
    {Mutation::denied, Form::phrase, "{F}: not offered"},
    {Mutation::denied, Form::phrase, "Not done: {f}"},
    {Mutation::denied, Form::short_item, "{F}: not described here"},
    {Mutation::denied, Form::short_item, "{F} – no details are given"},
    {Mutation::denied, Form::short_item, "Not covered by this document: {f}"},
    {Mutation::denied, Form::item, "No information is given on this point: {f}"},
    {Mutation::denied, Form::item, "Not covered by this document: {f}"},
    {Mutation::denied, Form::item, "Details of the following are not disclosed: {f}"},
    {Mutation::denied, Form::value, "not provided"},
    {Mutation::denied, Form::value, "not stated"},
    {Mutation::denied, Form::value, "none given"},
    {Mutation::denied, Form::value, "not available"},
    {Mutation::denied, Form::value, "not disclosed"},

    {Mutation::planned, Form::statement, "It is planned that {s}"},
    {Mutation::planned, Form::statement, "From next year on, {s}"},
    {Mutation::planned, Form::statement, "Our roadmap foresees that {s}"},
    {Mutation::planned, Form::statement, "Still to be introduced: {s}"},
    {Mutation::planned, Form::statement, "A future version of this document will lay down that {s}"},
    {Mutation::planned, Form::account, "Still to be done: {s}"},
    {Mutation::planned, Form::account, "Planned for next year: {s}"},
    {Mutation::planned, Form::fact, "Whether {s} is still to be determined"},
    {Mutation::planned, Form::fact, "It has yet to be clarified whether {s}"},
    {Mutation::planned, Form::fact, "A later version of this document will say whether {s}"},
    {Mutation::planned, Form::fact, "We plan to publish whether {s}"},
    {Mutation::planned, Form::long_fact, "To be described in a later version: {s}"},
    {Mutation::planned, Form::long_fact, "This paragraph is planned for the next edition: {s}"},
    {Mutation::planned, Form::command, "In the future it will be possible to {a}"},
    {Mutation::planned, Form::command, "We plan to make it possible to {a}"},
    {Mutation::planned, Form::guidance, "How to {a} will be described in a later version of this document"},
    {Mutation::planned, Form::guidance, "A chapter on how to {a} is planned"},
    {Mutation::planned, Form::guidance, "Instructions on how to {a} are still to be written"},
    {Mutation::planned, Form::ban, "Planned as a rule for the next version: {s}"},
    {Mutation::planned, Form::ban, "Advice on this point is still to be written: {s}"},
    {Mutation::planned, Form::fragment, "Planned: {f}"},
    {Mutation::planned, Form::fragment, "Planned for next year: {f}"},
    {Mutation::planned, Form::fragment, "Still to be done: {f}"},
    {Mutation::planned, Form::phrase, "{F} (planned)"},
    {Mutation::planned, Form::phrase, "{F} – to be introduced next year"},
    {Mutation::planned, Form::phrase, "Still to be done: {f}"},
    {Mutation::planned, Form::item, "To be added in a later version: {f}"},
    {Mutation::planned, Form::item, "Still to be described: {f}"},
    {Mutation::planned, Form::short_item, "{F} – to follow in the next version"},
    {Mutation::planned, Form::short_item, "{F}: to be described later"},
    {Mutation::planned, Form::value, "to be determined"},
    {Mutation::planned, Form::value, "to be announced"},
    {Mutation::planned, Form::value, "will be added in the next version"},
    {Mutation::planned, Form::value, "still to be assessed"},
    {Mutation::planned, Form::value, "to follow later"},

    // Only where nothing in the passage can be replaced by a blank.
    {Mutation::placeholder, Form::statement, "{S} [insert details]"},
    {Mutation::placeholder, Form::statement, "{S} <complete this sentence>"},
    {Mutation::placeholder, Form::statement, "{S} [to be filled in by the author]"},
    {Mutation::placeholder, Form::statement, "{S} [describe when and how]"},
    {Mutation::placeholder, Form::fragment, "{F} [insert details]"},
    {Mutation::placeholder, Form::fragment, "{F} <fill in>"},
    {Mutation::placeholder, Form::fragment, "{F}: ________"},
    {Mutation::placeholder, Form::value, "[insert {l}]"},
    {Mutation::placeholder, Form::value, "<{l}>"},
    {Mutation::placeholder, Form::value, "[enter {l} here]"},
    {Mutation::placeholder, Form::value, "XXXX"},
    {Mutation::placeholder, Form::value, "________"},

    {Mutation::third_party, Form::statement, "{n}, a competitor of ours, says of its own product that {s}"},
    {Mutation::third_party, Form::statement, "For comparison, this is what another manufacturer ({n}) writes: {s}"},
    {Mutation::third_party, Form::statement, "Of the product of {n}, which we neither make nor sell, it is known that {s}"},
    {Mutation::third_party, Form::statement, "In the product of {n}, which is not ours, {s}"},
    {Mutation::third_party, Form::command, "{n}, another manufacturer, tells the users of its own product to {a}"},
    {Mutation::third_party, Form::command, "For comparison: a competitor, {n}, asks the users of its product to {a}"},
    {Mutation::third_party, Form::ban, "For comparison, the manual of another manufacturer's product says: {s}"},
    {Mutation::third_party, Form::phrase, "{F} (in the product of another manufacturer, {n})"},
    {Mutation::third_party, Form::phrase, "A competitor's product: {f}"},
    {Mutation::third_party, Form::fragment, "At {n}, another manufacturer: {f}"},
    {Mutation::third_party, Form::fragment, "For comparison, a competitor's product: {f}"},
    {Mutation::third_party, Form::value, "{v} (for the product of another manufacturer)"},
    {Mutation::third_party, Form::value, "{v} (this concerns the product of {n}, not ours)"},
    {Mutation::third_party, Form::value, "{v} (a competitor's product, for comparison)"},

    {Mutation::reporter, Form::statement, "Please tell us in your report whether {s}"},
    {Mutation::reporter, Form::statement, "Your report to us should state whether {s}"},
    {Mutation::reporter, Form::statement, "When you report a problem, please let us know whether {s}"},
    {Mutation::reporter, Form::long_fact, "Please comment on this in your report to us: {s}"},
    {Mutation::reporter, Form::long_fact, "Your report to us should say if the following is true: {s}"},
    {Mutation::reporter, Form::command, "Please tell us in your report whether you were able to {a}"},
    {Mutation::reporter, Form::command, "When you report a problem, describe what happened when you tried to {a}"},
    {Mutation::reporter, Form::ban, "Please comment in your report on the following rule: {s}"},
    {Mutation::reporter, Form::fragment, "Please include in your report to us: {f}"},
    {Mutation::reporter, Form::fragment, "Your report should contain the following: {f}"},
    {Mutation::reporter, Form::phrase, "{F} (please state this when you report a problem)"},
    {Mutation::reporter, Form::phrase, "Please include in your report to us: {f}"},
    {Mutation::reporter, Form::value, "please state this in your report"},
    {Mutation::reporter, Form::value, "to be stated by the person who reports the problem, e.g. {v}"},
};

/// Nobody who mends rules looks at what fails with these.
constexpr Wording held_back[] = {
    {Mutation::denied, Form::statement, "There is no obligation on anybody to see that {s}"},
    {Mutation::denied, Form::statement, "It would be wrong to assume that {s}"},
    {Mutation::denied, Form::statement, "We have given up the practice that {s}"},
    {Mutation::denied, Form::statement, "Nothing in this document means that {s}"},
    {Mutation::denied, Form::account, "It never happened that {s}"},
    {Mutation::denied, Form::account, "The claim that {s} is false"},
    {Mutation::denied, Form::fact, "You will find nothing in these pages on whether {s}"},
    {Mutation::denied, Form::fact, "We keep it to ourselves whether {s}"},
    {Mutation::denied, Form::fact, "Whether {s} is outside the scope of this text"},
    {Mutation::denied, Form::fact, "We make no statement as to whether {s}"},
    {Mutation::denied, Form::long_fact, "Left out of this document on purpose: {s}"},
    {Mutation::denied, Form::long_fact, "This is a point that we say nothing about: {s}"},
    {Mutation::denied, Form::command, "Nobody can {a}"},
    {Mutation::denied, Form::command, "You have no means to {a}"},
    {Mutation::denied, Form::guidance, "You will not learn from this text how to {a}"},
    {Mutation::denied, Form::guidance, "Directions on how to {a} have been omitted"},
    {Mutation::denied, Form::guidance, "How to {a} lies beyond the scope of these pages"},
    {Mutation::denied, Form::ban, "We have no opinion on this: {s}"},
    {Mutation::denied, Form::ban, "Nowhere is it laid down: {s}"},
    {Mutation::denied, Form::fragment, "There is none of this: {f}"},
    {Mutation::denied, Form::fragment, "Something that we lack: {f}"},
    {Mutation::denied, Form::phrase, "{F}: we have none"},
    {Mutation::denied, Form::phrase, "{F} – does not exist"},
    {Mutation::denied, Form::item, "Omitted from this text: {f}"},
    {Mutation::denied, Form::item, "We are silent about this: {f}"},
    {Mutation::denied, Form::short_item, "{F}: omitted"},
    {Mutation::denied, Form::short_item, "{F} – missing"},
    {Mutation::denied, Form::value, "omitted"},
    {Mutation::denied, Form::value, "we have none"},
    {Mutation::denied, Form::value, "unpublished"},
    {Mutation::denied, Form::value, "confidential"},
    {Mutation::denied, Form::value, "missing"},
    {Mutation::planned, Form::statement, "We hope that one day {s}"},
    {Mutation::planned, Form::statement, "In two years' time, if all goes well, {s}"},
    {Mutation::planned, Form::statement, "The intention is that {s} once the necessary people have been hired"},
    {Mutation::planned, Form::statement, "A project has been started so that in the end {s}"},
    {Mutation::planned, Form::account, "On the list of things that are yet to happen: {s}"},
    {Mutation::planned, Form::account, "Scheduled for the coming quarter: {s}"},
    {Mutation::planned, Form::fact, "Whether {s} is being looked into"},
    {Mutation::planned, Form::fact, "We shall let you know in due course whether {s}"},
    {Mutation::planned, Form::fact, "It is an open question whether {s}"},
    {Mutation::planned, Form::fact, "The answer to whether {s} is expected next month"},
    {Mutation::planned, Form::long_fact, "Text for a coming edition: {s}"},
    {Mutation::planned, Form::long_fact, "We are still working on this paragraph: {s}"},
    {Mutation::planned, Form::command, "Soon you will be able to {a}"},
    {Mutation::planned, Form::command, "One day it may become possible to {a}"},
    {Mutation::planned, Form::guidance, "We are preparing instructions on how to {a}"},
    {Mutation::planned, Form::guidance, "How to {a} is the subject of a coming chapter"},
    {Mutation::planned, Form::ban, "A rule that we are thinking of: {s}"},
    {Mutation::planned, Form::ban, "Under preparation: {s}"},
    {Mutation::planned, Form::fragment, "On the agenda for next year: {f}"},
    {Mutation::planned, Form::fragment, "Yet to be set up: {f}"},
    {Mutation::planned, Form::phrase, "{F} (coming soon)"},
    {Mutation::planned, Form::phrase, "{F} – in preparation"},
    {Mutation::planned, Form::item, "Yet to be written: {f}"},
    {Mutation::planned, Form::item, "In preparation: {f}"},
    {Mutation::planned, Form::short_item, "{F}: coming soon"},
    {Mutation::planned, Form::short_item, "{F} – in preparation"},
    {Mutation::planned, Form::value, "in preparation"},
    {Mutation::planned, Form::value, "coming soon"},
    {Mutation::planned, Form::value, "yet to be decided"},
    {Mutation::planned, Form::value, "awaiting assessment"},
    {Mutation::planned, Form::value, "expected in June"},
    {Mutation::placeholder, Form::statement, "{S} {{here the author states how}}"},
    {Mutation::placeholder, Form::statement, "{S} ???"},
    {Mutation::placeholder, Form::statement, "{S} <<to complete>>"},
    {Mutation::placeholder, Form::fragment, "{F} <<add>>"},
    {Mutation::placeholder, Form::fragment, "{F} .........."},
    {Mutation::placeholder, Form::fragment, "{F} ???"},
    {Mutation::placeholder, Form::value, "<<{l}>>"},
    {Mutation::placeholder, Form::value, "??"},
    {Mutation::placeholder, Form::value, ".........."},
    {Mutation::placeholder, Form::value, "<your {l}>"},
    {Mutation::placeholder, Form::value, "(fill in {l})"},
    {Mutation::third_party, Form::statement, "Over at {n}, a firm that has nothing to do with us, {s}"},
    {Mutation::third_party, Form::statement, "One of our competitors ({n}) tells its customers that {s}"},
    {Mutation::third_party, Form::statement,
     "A look at what the rest of the industry does: {n} writes in its own policy that {s}"},
    {Mutation::third_party, Form::statement, "In a device of {n} that we do not sell, {s}"},
    {Mutation::third_party, Form::command, "{n} wants the owners of its devices, which are not ours, to {a}"},
    {Mutation::third_party, Form::command, "The handbook of a rival product by {n} asks readers to {a}"},
    {Mutation::third_party, Form::ban, "From the handbook of a rival product: {s}"},
    {Mutation::third_party, Form::ban, "{n}, a rival of ours, has this rule: {s}"},
    {Mutation::third_party, Form::fragment, "From the website of a rival firm, {n}: {f}"},
    {Mutation::third_party, Form::fragment, "Seen in a rival's product: {f}"},
    {Mutation::third_party, Form::phrase, "{F} (a rival product by {n})"},
    {Mutation::third_party, Form::phrase, "Seen in a rival's product: {f}"},
    {Mutation::third_party, Form::value, "{v} (a rival's figure)"},
    {Mutation::third_party, Form::value, "{v} (taken from the data sheet of {n}'s device, which is not ours)"},
    {Mutation::third_party, Form::value, "{v} (some other firm's product)"},
    {Mutation::reporter, Form::statement, "Finders should write down whether {s}"},
    {Mutation::reporter, Form::statement, "What we would like to hear from you when you get in touch: whether {s}"},
    {Mutation::reporter, Form::statement, "Tell us, as the finder, whether {s}"},
    {Mutation::reporter, Form::long_fact, "Something for you, the finder, to confirm in your mail to us: {s}"},
    {Mutation::reporter, Form::long_fact, "A question to you as the finder, to be answered in your mail: is it true that {s}"},
    {Mutation::reporter, Form::command, "Write to us whether you managed to {a}"},
    {Mutation::reporter, Form::command, "Finders should let us know what they saw when they tried to {a}"},
    {Mutation::reporter, Form::ban, "Finders should let us know what they think of this: {s}"},
    {Mutation::reporter, Form::ban, "Write to us what you think of this rule: {s}"},
    {Mutation::reporter, Form::fragment, "Your mail to us ought to mention: {f}"},
    {Mutation::reporter, Form::fragment, "What finders should send along: {f}"},
    {Mutation::reporter, Form::phrase, "{F} (finders, please send this along)"},
    {Mutation::reporter, Form::phrase, "What finders should send along: {f}"},
    {Mutation::reporter, Form::value, "for the finder to supply"},
    {Mutation::reporter, Form::value, "the finder is asked to tell us, for instance {v}"},
};

constexpr std::string_view everyday_requests[] = {"If you report a vulnerability to us, please {a}", "As a reporter, please {a}",
                                                  "We ask everyone who reports a problem: please {a}"};
constexpr std::string_view held_back_requests[] = {"Finders are kindly requested to {a}",
                                                   "Should you be the finder of a flaw, then {a}"};

constexpr std::string_view everyday_makers[] = {"Norrland Medical", "Belvaris Systems", "Tessel Diagnostics"};
constexpr std::string_view held_back_makers[] = {"Ostra Devices", "Quillon Imaging"};

struct Blank {
  std::string_view what, everyday, held_back;
};
constexpr Blank blanks[] = {{"mail", "[e-mail address]", "<your mail address>"},
                            {"link", "[link]", "<URL>"},
                            {"vector", "[CVSS vector]", "<vector>"},
                            {"date", "[date]", "DD.MM.YYYY"},
                            {"version", "[version]", "X.Y.Z"},
                            {"number", "[number]", "NN"},
                            {"company", "[Company name]", "<Manufacturer>"}};

}  // namespace

std::span<const Wording> wordings(Wordings set) {
  return set == Wordings::everyday ? std::span<const Wording>(everyday) : std::span<const Wording>(held_back);
}

std::span<const std::string_view> asked_of_reporters(Wordings set) {
  return set == Wordings::everyday ? std::span<const std::string_view>(everyday_requests)
                                   : std::span<const std::string_view>(held_back_requests);
}

std::string_view comment_on_others(Wordings set) {
  return set == Wordings::everyday ? "of another manufacturer's product ({n}), not of ours" : "some other firm's product ({n})";
}

std::span<const std::string_view> makers(Wordings set) {
  return set == Wordings::everyday ? std::span<const std::string_view>(everyday_makers)
                                   : std::span<const std::string_view>(held_back_makers);
}

std::string_view blank(Wordings set, std::string_view what) {
  for (const Blank& one : blanks) {
    if (one.what == what) return set == Wordings::everyday ? one.everyday : one.held_back;
  }
  return {};
}

}  // namespace crosswalk::eval
