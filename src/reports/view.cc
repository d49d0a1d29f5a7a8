// SPDX-License-Identifier: Apache-2.0
#include "reports/view.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "reports/escape.h"

namespace crosswalk::reports {
namespace {

using review::Verdict;

struct Phrase {
  std::string_view word;
  std::string_view text;
};

constexpr std::array reasons{
    Phrase{"vague", "said only in general terms"},
    Phrase{"implied", "implied, not said"},
    Phrase{"placeholder", "a placeholder that nobody filled in"},
    Phrase{"optional_instruction", "only an optional instruction"},
    Phrase{"conditional", "said only under a condition"},
    Phrase{"incomplete", "only part of it is covered"},
    Phrase{"wrong_deadline", "with a deadline that does not fit"},
    Phrase{"standard_not_security", "names a standard, but not for security"},
    Phrase{"safety_only", "about safety, not security"},
    Phrase{"other_subject", "said of another subject"},
    Phrase{"unticked", "a box that is not ticked"},
    Phrase{"other_version", "shown for another version of the product"},
    Phrase{"other_standard", "shown for another standard"},
    Phrase{"process_only", "a process requires it, but nothing shows that it was done"},
    Phrase{"record_only", "it was done, but no process requires it"},
    Phrase{"output_only", "a released document shows it, but no process or record does"},
    Phrase{"not_effective", "only in documents that are not in force"},
    Phrase{"conflict", "documents in force contradict each other"},
    Phrase{"applicability", "declared not applicable, but not approved or contradicted"},
    Phrase{"question", "a person has to read the candidates"},
    Phrase{"tailored_out", "left out, with reason and approval"},
    Phrase{"condition", "its condition does not hold"},
    Phrase{"unreadable", "a document that may hold it could not be read"},
    Phrase{"candidate_unreadable", "a document that may hold it could not be read"},
    Phrase{"decision", "decided by a person"},
};

constexpr std::array caveats{
    Phrase{"no_record_yet", "No record is in scope yet; the process alone was judged."},
    Phrase{"owner_unknown", "It is not certain that the passage speaks of the manufacturer's own activity."},
    Phrase{"condition_unanswered", "The workspace does not answer the condition; it was taken to apply."},
    Phrase{"candidate_unreadable", "A document that may say more, or otherwise, could not be read."},
    Phrase{"record_planned", "A record says that it is planned."},
    Phrase{"record_denied", "A record says that it was not done."},
    Phrase{"ocr", "The passage was recognised from a scan; check the original."},
    Phrase{"ocr_uncertain",
           "The passage was recognised from a scan with little certainty; read the original before relying on it."},
    Phrase{"product_unnamed", "No product is named in the workspace; all documents were taken to be of one product."},
};

template <std::size_t N>
std::string phrase(const std::array<Phrase, N>& phrases, std::string_view word) {
  for (const Phrase& candidate : phrases) {
    if (candidate.word == word) return std::string(candidate.text);
  }
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// With a capital at the beginning and a full stop at the end.
std::string sentence(std::string_view words) {
  std::string text(words);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text + ".";
}

/// Why a second reader gave no opinion.
std::string problem_text(const review::Opinion& opinion) {
  using review::OpinionProblem;
  switch (opinion.problem) {
    case OpinionProblem::none:
      return "";
    case OpinionProblem::not_sent:
      return "nothing could be sent";
    case OpinionProblem::no_connection:
      return "no connection";
    case OpinionProblem::no_trust:
      return "its certificate is not to be trusted";
    case OpinionProblem::timed_out:
      return "it took too long";
    case OpinionProblem::too_large:
      return "the answer was too large";
    case OpinionProblem::cut_off:
      return "the answer was cut off";
    case OpinionProblem::redirected:
      return "it leads elsewhere";
    case OpinionProblem::status:
      return "status " + std::to_string(opinion.http_status);
    case OpinionProblem::no_message:
      return "no message in it";
    case OpinionProblem::no_json:
      return "not in JSON";
    case OpinionProblem::wrong_members:
      return "not the members that were asked for";
    case OpinionProblem::unknown_opinion:
      return "an opinion that is none of the list";
    case OpinionProblem::choice_out_of_range:
      return "a passage that there is not";
    case OpinionProblem::choice_missing:
      return "no passage chosen";
  }
  return "";
}

}  // namespace

Summary summarize(const review::Review& review) {
  Summary summary;
  std::set<std::string_view> seen;
  for (const review::ClauseResult& clause : review.clauses) {
    Tally tally{};
    for (const review::ConstraintResult& result : clause.constraints) {
      ++tally[static_cast<std::size_t>(result.verdict)];
      if (result.constraint != nullptr && seen.insert(result.constraint->id).second) {
        ++summary.verdicts[static_cast<std::size_t>(result.verdict)];
        ++summary.constraints;
      }
    }
    summary.clauses.push_back(tally);
  }
  summary.major = review.count_gaps(packs::Severity::major);
  summary.minor = review.count_gaps(packs::Severity::minor);
  summary.observations = review.count_gaps(packs::Severity::observation);
  summary.undecided = static_cast<int>(review.undecided.size());
  summary.read = review.count_documents(document::Status::read);
  summary.damaged = review.count_documents(document::Status::damaged);
  summary.unreadable = review.count_documents(document::Status::unreadable);
  summary.skipped = review.count_documents(document::Status::skipped);
  for (const review::DocumentEntry& entry : review.documents) {
    if (entry.reason == document::Reason::timeout) summary.timeouts.push_back(entry.path);
    if (entry.reason == document::Reason::interrupted) ++summary.not_reached;
  }
  summary.unreadable -= summary.not_reached;
  if (summary.unreadable > 0) {
    summary.not_found_note = counted(static_cast<std::uint64_t>(summary.unreadable), "document", "documents") +
                             " could not be read: what was not found may stand there.";
  }
  if (summary.not_reached > 0) {
    summary.not_found_note += (summary.not_found_note.empty() ? "" : " ") +
                              counted(static_cast<std::uint64_t>(summary.not_reached), "file was", "files were") +
                              " not reached before the review was interrupted: what was not found may stand there.";
  }
  return summary;
}

bool is_own(const review::ClauseResult& clause, const review::ConstraintResult& result) {
  if (clause.clause == nullptr || result.constraint == nullptr) return true;
  const std::string& id = result.constraint->id;
  const std::string& home = clause.clause->id;
  return id.size() > home.size() && id[home.size()] == '/' && id.compare(0, home.size(), home) == 0;
}

const packs::Clause* home_clause(const review::Review& review, std::string_view constraint_id) {
  const std::string_view home = constraint_id.substr(0, constraint_id.rfind('/'));
  for (const review::ClauseResult& result : review.clauses) {
    if (result.clause != nullptr && result.clause->id == home) return result.clause;
  }
  for (const auto& pack : review.keep) {
    if (pack == nullptr) continue;
    for (const packs::Clause& clause : pack->clauses) {
      if (clause.id == home) return &clause;
    }
  }
  return nullptr;
}

const review::ConstraintResult* find_result(const review::Review& review, std::string_view constraint_id) {
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& result : clause.constraints) {
      if (result.constraint != nullptr && result.constraint->id == constraint_id) return &result;
    }
  }
  return nullptr;
}

std::string short_id(const review::Review& review, std::string_view id) {
  const std::size_t colon = id.find(':');
  if (review.packs.size() > 1 || colon == std::string_view::npos) return std::string(id);
  return std::string(id.substr(colon + 1));
}

std::string_view slug_of(std::string_view constraint_id) {
  const std::size_t slash = constraint_id.rfind('/');
  return slash == std::string_view::npos ? constraint_id : constraint_id.substr(slash + 1);
}

std::string_view mark(Verdict verdict) {
  constexpr std::array<std::string_view, 9> marks{"✓", "◐", "◔", "✗", "○", "⊘", "?", "–", "·"};
  return marks[static_cast<std::size_t>(verdict)];
}

std::string_view label(Verdict verdict) {
  constexpr std::array<std::string_view, 9> labels{"met",           "partial",      "planned",        "denied",     "not found",
                                                   "not evaluable", "needs review", "not applicable", "informative"};
  return labels[static_cast<std::size_t>(verdict)];
}

std::string_view meaning(Verdict verdict) {
  constexpr std::array<std::string_view, 9> meanings{
      "A passage in force shows it, and an auditor would hardly overturn it.",
      "Something is there, but it is not enough; the reason says what is missing.",
      "It is announced, and does not exist yet.",
      "A document in force says that it is not done or not given.",
      "Everything that could be read was read, and nothing was found.",
      "A document that may hold it could not be read, so nothing can be said.",
      "A person has to decide: documents contradict each other, or only a reader can tell.",
      "It does not apply here, with a reason and an approval.",
      "The clause asks for nothing that has to be met."};
  return meanings[static_cast<std::size_t>(verdict)];
}

std::string reason_text(std::string_view reason) { return phrase(reasons, reason); }

std::string caveat_text(std::string_view caveat) { return phrase(caveats, caveat); }

std::string_view unread_text(document::Reason reason) {
  using document::Reason;
  switch (reason) {
    case Reason::none:
      return "";
    case Reason::encrypted:
      return "encrypted";
    case Reason::scanned_no_ocr:
      return "scanned pages without text";
    case Reason::corrupt:
      return "broken file";
    case Reason::too_large:
      return "too large";
    case Reason::too_deep:
      return "nested too deeply";
    case Reason::timeout:
      return "took too long";
    case Reason::crashed:
      return "its reader crashed";
    case Reason::unsupported:
      return "format not supported";
    case Reason::unsupported_language:
      return "language without rules";
    case Reason::empty:
      return "no text in it";
    case Reason::interrupted:
      return "not reached before the review was interrupted";
    case Reason::ignored:
      return "ignored by a pattern";
    case Reason::not_a_document:
      return "not a document";
    case Reason::duplicate_of:
      return "same content as another file";
  }
  return "";
}

std::string_view unread_advice(document::Reason reason) {
  using document::Reason;
  switch (reason) {
    case Reason::encrypted:
      return "Save a copy without a password.";
    case Reason::scanned_no_ocr:
      return "Provide the original file or a clearer scan; scans are read where tesseract-ocr-eng is installed.";
    case Reason::corrupt:
    case Reason::crashed:
      return "Open it in its own program and save it anew.";
    case Reason::too_large:
    case Reason::too_deep:
    case Reason::timeout:
      return "Split it, or raise the limit.";
    case Reason::unsupported:
      return "Save it as PDF, DOCX, XLSX, HTML or text.";
    case Reason::unsupported_language:
      return "Have it read by a person; no rules exist for its language.";
    case Reason::empty:
      return "Check that it is the right file.";
    case Reason::interrupted:
      return "Run the review again, and let it come to its end.";
    case Reason::none:
    case Reason::ignored:
    case Reason::not_a_document:
    case Reason::duplicate_of:
      return "";
  }
  return "";
}

std::vector<Unread> unread(const review::Review& review) {
  std::vector<Unread> out;
  std::uint64_t not_reached = 0;
  for (const review::DocumentEntry& entry : review.documents) {
    const bool damaged = entry.status == document::Status::damaged;
    if (entry.status != document::Status::unreadable && !damaged) continue;
    if (entry.reason == document::Reason::interrupted) {
      ++not_reached;
      continue;
    }
    std::vector<std::string> parts;
    if (entry.reason != document::Reason::none) parts.emplace_back(unread_text(entry.reason));
    if (!entry.detail.empty()) parts.push_back(entry.detail);
    parts.insert(parts.end(), entry.warnings.begin(), entry.warnings.end());
    if (parts.empty()) parts.emplace_back(base::word(entry.status));
    for (std::string& part : parts) {
      if (part.size() > 1 && part.back() == '.') part.pop_back();
    }
    out.push_back({entry.path, sentence(base::join(parts, "; ")), unread_advice(entry.reason), damaged});
  }
  if (not_reached > 0) {
    using document::Reason;
    out.push_back({counted(not_reached, "file", "files"), sentence(unread_text(Reason::interrupted)),
                   unread_advice(Reason::interrupted), false});
  }
  return out;
}

std::string relation_text(packs::Relation relation, std::size_t sections) {
  std::string_view what;
  switch (relation) {
    case packs::Relation::equal:
      what = "the same";
      break;
    case packs::Relation::superset:
      what = "all of it and more";
      break;
    case packs::Relation::subset:
      what = "a part of it";
      break;
    case packs::Relation::intersects:
      what = "some of it and for other things";
      break;
  }
  return (sections == 1 ? "asks for " : "ask for ") + std::string(what);
}

std::string two_decimals(double number) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, 2);
  return error == std::errc() ? std::string(digits.data(), end) : std::string("?");
}

std::string calibration_text(const packs::Calibration& calibration) {
  switch (calibration.kind) {
    case packs::CalibrationKind::measured:
      return "measured on " + std::to_string(calibration.documents) + " labelled documents: precision of met " +
             two_decimals(calibration.precision) + ", recall " + two_decimals(calibration.recall);
    case packs::CalibrationKind::cases_only:
      return "tested on the pack's own cases only";
    case packs::CalibrationKind::draft:
      return "draft: not tested yet";
  }
  return "";
}

std::string coverage_text(const review::Coverage& coverage) {
  return std::to_string(coverage.with) + " of " + counted(static_cast<std::uint64_t>(coverage.of), "record", "records") +
         (coverage.with == 1 ? " carries it" : " carry it");
}

std::string signal_text(const review::SignalResult& signal) {
  switch (signal.kind) {
    case packs::SignalKind::file_exists:
      return "File name like \"" + signal.question_or_pattern +
             "\": " + counted(static_cast<std::uint64_t>(signal.matches), "file", "files");
    case packs::SignalKind::content_match:
      return "Asked: " + signal.question_or_pattern + " " +
             (signal.matches > 0
                  ? "Answered in " + counted(static_cast<std::uint64_t>(signal.matches), "document", "documents") + "."
                  : "No document answers it.");
    case packs::SignalKind::artifact:
      return "Security file of kind " + signal.question_or_pattern + ": " +
             counted(static_cast<std::uint64_t>(signal.matches), "file", "files");
  }
  return "";
}

std::string evidence_text(const review::Evidence& evidence) {
  constexpr std::array<std::string_view, 3> bases{"process", "record", "released document"};
  std::string text(bases[static_cast<std::size_t>(evidence.basis)]);
  if (evidence.assertion != review::Assertion::asserted) text += ", " + std::string(base::word(evidence.assertion));
  if (evidence.owner == document::Owner::unknown) {
    text += ", owner unknown";
  } else if (evidence.owner != document::Owner::own) {
    std::string owner(base::word(evidence.owner));
    std::replace(owner.begin(), owner.end(), '_', ' ');
    text += ", speaks of: " + owner;
  }
  return text;
}

std::string control_text(const document::Control& control) {
  std::string text(base::word(control.state));
  if (!control.version.empty()) text += ", version " + control.version;
  if (control.date) text += ", " + control.date->iso();
  return text;
}

std::string whose_text(const review::DocumentEntry& entry) {
  using document::Owner;
  const std::string& reason = entry.facts.owner_reason;
  if (entry.facts.owner == Owner::own || reason.empty()) return {};
  if (entry.facts.owner != Owner::unknown) return "Not the manufacturer's own: " + reason + ".";
  return entry.artifact_kinds.empty() ? "" : "Whose it is is not certain: " + reason + ".";
}

std::string standard_name(std::string_view id) {
  std::string name;
  bool digits_before = false;
  bool first = true;
  for (std::string_view part : base::split(id, '-')) {
    const bool digits = !part.empty() && part.front() >= '0' && part.front() <= '9';
    if (!first) name += digits && digits_before ? '-' : ' ';
    const bool acronym = !digits && part.size() <= 4 && (first || !digits_before || part == "cfr");
    for (const char c : part) name += acronym && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    digits_before = digits;
    first = false;
  }
  return name;
}

std::string tally_text(const Tally& tally, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < tally.size(); ++i) {
    if (tally[i] > 0) parts.push_back(std::to_string(tally[i]) + " " + std::string(label(static_cast<Verdict>(i))));
  }
  return parts.empty() ? "no constraints" : base::join(parts, separator);
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::vector<std::string> roots(const review::Review& review) {
  std::set<std::string> found;
  for (const review::DocumentEntry& entry : review.documents) found.insert(entry.root);
  found.erase("");
  return {found.begin(), found.end()};
}

std::vector<std::pair<std::string, std::string>> products(const review::Review& review) {
  std::map<std::string, std::string> found;
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& result : clause.constraints) {
      for (const auto& [name, verdict] : result.by_product) found.emplace(name, verdict.version);
    }
  }
  return {found.begin(), found.end()};
}

std::vector<const review::Evidence*> to_weigh(const review::ConstraintResult& result, std::size_t most) {
  std::vector<const review::Evidence*> chosen;
  const auto take_first = [&](auto&& fits) {
    for (const review::Evidence& evidence : result.evidence) {
      if (std::find(chosen.begin(), chosen.end(), &evidence) == chosen.end() && fits(evidence)) {
        chosen.push_back(&evidence);
        return;
      }
    }
  };
  if (result.reason == "conflict" || result.machine_reason == "conflict") {
    take_first([](const review::Evidence& evidence) { return evidence.verdict == Verdict::met; });
    take_first([](const review::Evidence& evidence) { return evidence.verdict == Verdict::denied; });
    if (chosen.size() == 1) {
      take_first([&](const review::Evidence& evidence) { return evidence.document != chosen.front()->document; });
    }
  }
  while (chosen.size() < std::min(most, result.evidence.size())) {
    take_first([](const review::Evidence&) { return true; });
  }
  if (chosen.size() > most) chosen.resize(most);
  return chosen;
}

const review::Evidence* passage_against(const review::ConstraintResult& result) {
  if (result.verdict != Verdict::denied && result.verdict != Verdict::planned) return nullptr;
  for (const review::Evidence& evidence : result.evidence) {
    if (evidence.verdict == result.verdict) return &evidence;
  }
  return nullptr;
}

std::string found_text(const review::ConstraintResult& result) {
  std::set<std::string_view> documents;
  for (const review::Evidence& evidence : result.evidence) documents.insert(evidence.document);
  if (documents.empty()) return "";
  const std::string more = result.evidence_total > static_cast<int>(result.evidence.size()) ? " or more" : "";
  return counted(static_cast<std::uint64_t>(std::max<int>(result.evidence_total, 1)), "passage", "passages") + " in " +
         std::to_string(documents.size()) + more + (documents.size() == 1 && more.empty() ? " document" : " documents");
}

std::vector<std::string> documents_to_name(const review::Gap& gap) {
  if (gap.documents.size() == 1 && gap.text.find("\"" + gap.documents.front() + "\"") != std::string::npos) return {};
  return gap.documents;
}

std::string note_text(const review::Review& review, std::string_view note) {
  std::string text(note);
  if (review.packs.size() != 1) return text;
  const std::string prefix = review.packs.front().id + ":";
  for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at)) {
    const char next = at + prefix.size() < text.size() ? text[at + prefix.size()] : ' ';
    if (next >= '0' && next <= '9') {
      text.erase(at, prefix.size());
    } else {
      at += prefix.size();
    }
  }
  return text;
}

std::string language_text(std::string_view code) {
  constexpr std::array languages{
      Phrase{"en", "English"},    Phrase{"de", "German"},   Phrase{"fr", "French"},
      Phrase{"es", "Spanish"},    Phrase{"it", "Italian"},  Phrase{"nl", "Dutch"},
      Phrase{"pt", "Portuguese"}, Phrase{"da", "Danish"},   Phrase{"sv", "Swedish"},
      Phrase{"no", "Norwegian"},  Phrase{"fi", "Finnish"},  Phrase{"pl", "Polish"},
      Phrase{"cs", "Czech"},      Phrase{"ja", "Japanese"}, Phrase{"zh", "Chinese"},
      Phrase{"ko", "Korean"},     Phrase{"ru", "Russian"},  Phrase{"und", "language not known"},
  };
  return phrase(languages, code);
}

std::string spaced(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::vector<std::string> defence_lines(std::string_view audit_defence) {
  std::vector<std::string> lines;
  for (std::string_view line : base::split(audit_defence, '\n')) {
    line = base::trim(line);
    if (line.size() > 2 && line.substr(0, 2) == "- ") line = base::trim(line.substr(2));
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

std::string house_text(const packs::Constraint& constraint) {
  std::string text = constraint.by.empty() ? "" : "House rule of " + constraint.by;
  for (const packs::Change& change : constraint.changes) {
    text += (text.empty() ? "Changed by " : ", changed by ") + change.by + " (" + base::join(change.fields, ", ") + ")";
  }
  return text;
}

std::string requirement_title(const packs::Statement& requirement) {
  return requirement.by.empty() ? "Requirement, paraphrased" : "Requirement text by " + requirement.by;
}

bool is_confirmed(const packs::Clause& clause) { return !clause.confirmed.by.empty() && !clause.confirmed.stale; }

namespace {

std::string confirmer(const packs::Confirmed& confirmed) {
  return confirmed.by + (confirmed.role.empty() ? "" : ", " + confirmed.role) + ", " + confirmed.on +
         (confirmed.pack.empty() ? "" : ", " + confirmed.pack);
}

/// The clauses that are shown, or whose constraints are, each once.
std::vector<const packs::Clause*> clauses_on_show(const review::Review& review) {
  std::vector<const packs::Clause*> out;
  const auto add = [&](const packs::Clause* clause) {
    const bool known = std::any_of(out.begin(), out.end(), [&](const packs::Clause* other) { return other->id == clause->id; });
    if (!known) out.push_back(clause);
  };
  for (const review::ClauseResult& result : review.clauses) {
    if (result.clause != nullptr) add(result.clause);
    for (const review::ConstraintResult& constraint : result.constraints) {
      const packs::Clause* home = constraint.constraint == nullptr ? nullptr : home_clause(review, constraint.constraint->id);
      if (home != nullptr) add(home);
    }
  }
  return out;
}

}  // namespace

std::string confirmed_text(const packs::Clause& clause) {
  const packs::Confirmed& confirmed = clause.confirmed;
  if (is_confirmed(clause)) return "Confirmed against a licensed copy by " + confirmer(confirmed) + ".";
  if (confirmed.stale) return "Unconfirmed: changed since it was compared with a licensed copy (" + confirmer(confirmed) + ").";
  return "Unconfirmed: nobody has compared this clause with a licensed copy of the standard yet.";
}

std::vector<std::string> confirmed_clauses(const review::Review& review) {
  std::vector<std::string> out;
  for (const packs::Clause* clause : clauses_on_show(review)) {
    if (is_confirmed(*clause)) out.push_back(short_id(review, clause->id) + " (" + confirmer(clause->confirmed) + ")");
  }
  return out;
}

std::vector<std::string> unconfirmed_clauses(const review::Review& review) {
  std::vector<std::string> ids;
  for (const packs::Clause* clause : clauses_on_show(review)) {
    if (!is_confirmed(*clause)) ids.push_back(short_id(review, clause->id));
  }
  return ids;
}

std::string opinion_text(const review::ConstraintResult& result) {
  if (!result.opinion) return "";
  const review::Opinion& opinion = *result.opinion;
  switch (opinion.state) {
    case review::OpinionState::failed:
      return "did not answer (" + problem_text(opinion) + ")";
    case review::OpinionState::unusable:
      return "its answer is of no use (" + problem_text(opinion) + ")";
    case review::OpinionState::given:
      break;
  }
  std::string text(label(opinion.opinion));
  const std::string of = result.verdict == result.machine_verdict ? " the verdict" : " the machine's verdict";
  if (opinion.agreement == review::Agreement::agree) text += ", agrees with" + of;
  if (opinion.agreement == review::Agreement::dissent) text += ", dissents from" + of;
  if (opinion.agreement == review::Agreement::open) text += ", where the machine decided nothing";
  if (opinion.evidence >= 0 && static_cast<std::size_t>(opinion.evidence) < result.evidence.size()) {
    const review::Evidence& chosen = result.evidence[static_cast<std::size_t>(opinion.evidence)];
    text += "; it chose the passage in " + chosen.document + ", " + chosen.locator.text();
  }
  return text;
}

std::string_view opinion_words(const review::ConstraintResult& result, Quotes quotes) {
  return result.opinion ? allowed_quote(result.opinion->why, quotes) : std::string_view();
}

std::string second_reader_text(const review::SecondReading& reading) {
  std::string text = reading.model + " (a language model: no verdict, no evidence) was asked " +
                     counted(static_cast<std::uint64_t>(reading.asked), "time", "times") + ": " + std::to_string(reading.agree) +
                     " agree, " + std::to_string(reading.dissent) + " dissent";
  const auto add = [&](int number, std::string_view what) {
    if (number > 0) text += ", " + std::to_string(number) + " " + std::string(what);
  };
  add(reading.open, "where the machine decided nothing");
  add(reading.unusable, "of no use");
  add(reading.failed, "failed");
  if (reading.without_passages > 0) text += "; " + std::to_string(reading.without_passages) + " without passages to choose from";
  if (reading.left_out > 0) text += "; " + std::to_string(reading.left_out) + " left out";
  return text;
}

std::vector<std::string> dissents(const review::Review& review) {
  std::vector<std::string> out;
  std::set<std::string_view> seen;
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& result : clause.constraints) {
      if (result.constraint == nullptr || !result.opinion || result.opinion->agreement != review::Agreement::dissent ||
          !seen.insert(result.constraint->id).second) {
        continue;
      }
      out.push_back(short_id(review, result.constraint->id) + ": " + std::string(label(result.machine_verdict)) +
                    ", the second reader says " + std::string(label(result.opinion->opinion)));
    }
  }
  return out;
}

std::string next_step(const review::Review& review, const Summary& summary) {
  if (review.documents.empty()) return "No document was found: check the folder that you named.";
  if (summary.not_reached > 0) return "Run the review again, and let it come to its end.";
  for (const packs::Severity severity : {packs::Severity::major, packs::Severity::minor}) {
    for (const review::Gap& gap : review.gaps) {
      if (gap.severity != severity) continue;
      const std::string id = short_id(review, gap.constraint);
      return "Close the " + std::string(base::word(severity)) + " gaps, first " + id +
             "; what the clause asks and why: crosswalk clause show " + id.substr(0, id.find('/'));
    }
  }
  for (const review::Undecided& undecided : review.undecided) {
    if (undecided.verdict != Verdict::needs_review) continue;
    const std::string id = short_id(review, undecided.constraint);
    return "Read the passages of " + id + " and record what you decide: crosswalk decide " + id +
           " accept|reject|not-applicable --reason ... --by ... --role ...";
  }
  if (summary.unreadable > 0) return "Provide the documents that could not be read in a readable form, and review again.";
  return "Hand on the report: crosswalk review ... --format html --out review.html";
}

std::string_view allowed_quote(std::string_view quote, Quotes quotes) {
  if (quotes == Quotes::full) return quote;
  if (quotes == Quotes::none) return {};
  std::size_t at = 0;
  for (int points = 0; at < quote.size() && points < 160; ++points) at += base::decode_utf8(quote, at).length;
  return quote.substr(0, at);
}

}  // namespace crosswalk::reports
