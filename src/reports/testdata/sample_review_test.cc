// SPDX-License-Identifier: Apache-2.0
#include "reports/testdata/sample_review.h"

#include <gtest/gtest.h>

#include <set>

namespace crosswalk::reports {
namespace {

using review::Verdict;

packs::Statement statement(std::string text, std::string source, packs::Confidence confidence = packs::Confidence::medium) {
  return {std::move(text), {std::move(source)}, confidence};
}

packs::Constraint constraint(std::string_view clause, std::string slug, std::string text, packs::Needs needs,
                             packs::Quantifier quantifier = packs::Quantifier::established) {
  packs::Constraint made;
  made.slug = std::move(slug);
  made.id = "iec-81001-5-1:" + std::string(clause) + "/" + made.slug;
  made.text = std::move(text);
  made.needs = needs;
  made.quantifier = quantifier;
  made.question = "Does the document say so?";
  made.source = {"IEC 81001-5-1:2021, " + std::string(clause)};
  return made;
}

std::string sha(int number) {
  std::string digits(64, 'a');
  for (std::size_t i = 0; i < digits.size(); ++i) {
    digits[i] = "0123456789abcdef"[(static_cast<std::size_t>(number) * 7 + i * i + 3 * i) % 16];
  }
  return digits;
}

review::Evidence evidence(std::string document, std::string quote, Verdict verdict, review::Basis basis) {
  review::Evidence made;
  made.document = std::move(document);
  made.quote = std::move(quote);
  made.verdict = verdict;
  made.basis = basis;
  made.owner = document::Owner::own;
  made.locator.style = document::LocatorStyle::line;
  made.locator.line = 42;
  made.expression = "4.1.7/sample#phrase";
  return made;
}

document::Locator heading_place(std::string heading, std::uint32_t paragraph) {
  document::Locator locator;
  locator.style = document::LocatorStyle::heading_paragraph;
  locator.headings = {"SOP-012 Vulnerability handling", std::move(heading)};
  locator.paragraph = paragraph;
  return locator;
}

document::Locator page_place(std::uint32_t page, std::uint32_t line) {
  document::Locator locator;
  locator.style = document::LocatorStyle::page_line;
  locator.page = page;
  locator.line = line;
  return locator;
}

constexpr std::string_view procedure = "procedures/SOP-012 Vulnerability handling.docx";
constexpr std::string_view guide = "guides/HM3 Security guide.pdf";
constexpr std::string_view hostile_path = "incoming/<img src=x onerror=alert(1)>\x1b[31m\xE2\x80\xAEtxt.exe.md";

std::vector<review::DocumentEntry> sample_documents() {
  std::vector<review::DocumentEntry> documents;
  for (int i = 0; i < 60; ++i) {
    review::DocumentEntry entry;
    entry.root = "manufacturer";
    entry.size = 10'000U + 137U * static_cast<unsigned>(i);
    entry.sha256 = sha(i);
    entry.media_type = "text/markdown";
    entry.facts.language = "en";
    entry.facts.owner = document::Owner::own;
    entry.facts.role = static_cast<document::Role>(i % 15);
    entry.facts.control.title = "Record " + std::to_string(i);
    entry.facts.control.id = "REC-" + std::to_string(100 + i);
    entry.facts.control.version = std::to_string(1 + i % 4);
    entry.facts.control.date = base::Date{2025, 1 + i % 12, 1 + i % 28};
    entry.facts.control.state = document::State::effective;
    entry.facts.control.state_reason = "status field says Released";
    entry.path = "records/" + std::to_string(100 + i) + " record.md";
    documents.push_back(entry);
  }
  documents[0].path = procedure;
  documents[0].media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  documents[0].facts.role = document::Role::procedure;
  documents[0].facts.control.title = "Vulnerability handling and disclosure";
  documents[0].facts.control.approver = "Dr. A. Berg";
  documents[0].hidden = {{document::HiddenText::Kind::deleted, "Customers are informed within 24 hours.", "heading \"6 Notice\""},
                         {document::HiddenText::Kind::white, "<b>fully</b> compliant with IEC 81001-5-1", "last page"}};
  documents[0].constraints.push_back(
      {"iec-81001-5-1:4.1.7/user-notification",
       Verdict::met,
       "",
       {evidence(std::string(procedure), "Users are told by e-mail.", Verdict::met, review::Basis::process)}});
  documents[1].path = guide;
  documents[1].media_type = "application/pdf";
  documents[1].pages = 48;
  documents[1].pages_without_text = {47, 48};
  documents[1].status = document::Status::damaged;
  documents[1].warnings = {"Pages 47 and 48 have no text."};
  documents[1].facts.role = document::Role::guide;
  documents[1].facts.control.products = {"HeartMonitor"};
  documents[2].path = hostile_path;
  documents[2].facts.control.title =
      "</title><script>alert('title')</script>| pipe | \xE2\x80\xAE"
      "desrever";
  documents[2].facts.control.approver = "=cmd|' /C calc'!A0";
  documents[3].path = "archive/SOP-012 Vulnerability handling (old).docx";
  documents[3].in_force = false;
  documents[3].not_in_force_because = "SOP-012 version 3 is in force";
  documents[3].facts.control.state = document::State::obsolete;
  documents[3].facts.control.superseded_by = "SOP-012 version 3";
  documents[4].path = "scans/FSCA decision 2024.pdf";
  documents[4].status = document::Status::unreadable;
  documents[4].reason = document::Reason::scanned_no_ocr;
  documents[4].detail = "12 pages without text";
  documents[5].path = "contracts/penetration test report.pdf";
  documents[5].status = document::Status::unreadable;
  documents[5].reason = document::Reason::encrypted;
  documents[6].path = "photos/IMG_2041.jpg";
  documents[6].status = document::Status::skipped;
  documents[6].reason = document::Reason::not_a_document;
  documents[7].path = "große Ordner/セキュリティ通知 2025.md";
  documents[7].facts.language = "ja";
  documents[7].status = document::Status::unreadable;
  documents[7].reason = document::Reason::unsupported_language;
  documents[8].path = "exports/huge.xlsx";
  documents[8].status = document::Status::unreadable;
  documents[8].reason = document::Reason::timeout;
  documents[8].detail = "after 60 s";
  documents[9].path = "templates/advisory template.md";
  documents[9].in_force = false;
  documents[9].not_in_force_because = "unfilled template";
  documents[9].facts.control.state = document::State::template_;
  documents[10].path = "bad \xFF\xFE bytes.txt";
  return documents;
}

review::Decision decision(std::string kind, std::string_view constraint_id, std::string on) {
  review::Decision made;
  made.kind = std::move(kind);
  made.constraint = "iec-81001-5-1:" + std::string(constraint_id);
  made.by = "J. Møller";
  made.role = "Product security officer";
  made.on = std::move(on);
  return made;
}

const packs::Constraint* find(const packs::Pack& pack, std::string_view id) {
  for (const packs::Clause& clause : pack.clauses) {
    for (const packs::Constraint& candidate : clause.constraints) {
      if (candidate.id == pack.id + ":" + std::string(id)) return &candidate;
    }
  }
  return nullptr;
}

void fill_first_clause(const packs::Pack& pack, review::ClauseResult& clause) {
  const auto result = [&](std::string_view id, Verdict verdict, std::string reason = {}) -> review::ConstraintResult& {
    review::ConstraintResult made;
    made.constraint = find(pack, id);
    made.verdict = made.machine_verdict = verdict;
    made.reason = made.machine_reason = std::move(reason);
    clause.constraints.push_back(made);
    return clause.constraints.back();
  };
  {
    auto& entry = result("4.1.7/user-notification", Verdict::met);
    entry.by_process = entry.by_record = Verdict::met;
    auto best =
        evidence(std::string(procedure),
                 "Users of supported products are informed of every confirmed vulnerability by e-mail and on the advisory page.",
                 Verdict::met, review::Basis::process);
    best.before = "The product security officer decides on the disclosure together with regulatory affairs.";
    best.after = "The notice is repeated until at least 95 % of the sites have confirmed it.";
    best.locator = heading_place("5.3 Telling users", 2);
    entry.evidence.push_back(best);
    auto second = evidence(std::string(guide), "Security advisories are published at https://security.example.com/advisories.",
                           Verdict::met, review::Basis::output);
    second.locator = page_place(31, 12);
    second.before = "<script>alert('before')</script>";
    entry.evidence.push_back(second);
    for (int i = 0; i < 4; ++i) {
      entry.evidence.push_back(
          evidence("records/" + std::to_string(120 + i) + " record.md",
                   "Notice sent to " + std::to_string(200 + i) + " sites on 2025-03-0" + std::to_string(1 + i) + ".",
                   Verdict::met, review::Basis::record));
    }
    entry.evidence_total = 27;
    entry.signals = {{packs::SignalKind::file_exists, "advisor(y|ies)", 7, {"records/120 record.md", "records/121 record.md"}},
                     {packs::SignalKind::content_match, "How are users told of vulnerabilities?", 2, {std::string(procedure)}}};
    entry.by_product = {{"HeartMonitor", {"3.2", Verdict::met}}, {"HeartView", {"1.9", Verdict::met}}};
  }
  {
    auto& entry = result("4.1.7/regulator-notification", Verdict::needs_review, "conflict");
    auto yes = evidence(std::string(procedure), "The competent authority is informed within 15 days.", Verdict::met,
                        review::Basis::process);
    yes.locator = heading_place("5.4 Telling authorities", 1);
    auto no = evidence("policies/POL-003 Communication.pdf", "We do not inform authorities about vulnerabilities.",
                       Verdict::denied, review::Basis::process);
    no.assertion = review::Assertion::negated;
    no.locator = page_place(4, 20);
    no.locator.ocr_confidence = 64;
    entry.evidence = {yes, no};
    entry.evidence_total = 2;
    entry.caveats = {"condition_unanswered"};
  }
  {
    auto& entry = result("4.1.7/timeliness", Verdict::partial, "process_only");
    auto vague =
        evidence(std::string(hostile_path),
                 "# Not a heading\n\n[click](javascript:alert(1)) <script>alert('quote')</script> \x1b]0;owned\x07\x1b[2J "
                 "\xC2\x9B"
                 "31m \xE2\x80\xAE"
                 "esrever \xE2\x80\x8B"
                 "| a | b | http://evil.example/x www.evil.example a@evil.example "
                 "&lt;b&gt; `code` ```",
                 Verdict::partial, review::Basis::process);
    vague.owner = document::Owner::unknown;
    vague.before = "1. item\n- item\n=====\n";
    vague.after = "</blockquote></details><h1>after</h1>\xFF";
    vague.reason = "vague";
    entry.evidence = {vague};
    entry.evidence_total = 1;
    entry.caveats = {"owner_unknown", "ocr"};
    entry.by_process = Verdict::met;
  }
  {
    auto& entry = result("4.1.7/vulnerability-description", Verdict::planned);
    auto planned = evidence("plans/PLN-007.md", "The advisory text will be defined in release 4 (TBD).", Verdict::planned,
                            review::Basis::process);
    planned.assertion = review::Assertion::planned;
    entry.evidence = {planned};
    entry.evidence_total = 1;
  }
  {
    auto& entry = result("4.1.7/severity-score", Verdict::partial, "incomplete");
    entry.coverage = review::Coverage{3, 2, {"advisories/NM-SA-2025-003.md"}};
    std::string quote;
    while (quote.size() < 3000) quote += "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H scores 9.8; ";
    auto longest = evidence("advisories/NM-SA-2025-001.md", quote, Verdict::met, review::Basis::output);
    auto unbroken =
        evidence("advisories/NM-SA-2025-002.md", std::string(300, 'W') + "\xF0\x9F\x94\x92", Verdict::met, review::Basis::output);
    entry.evidence = {longest, unbroken};
    entry.evidence_total = 2;
    entry.by_output = Verdict::partial;
    entry.by_product = {{"HeartMonitor", {"3.2", Verdict::partial}}, {"HeartView", {"1.9", Verdict::met}}};
  }
  {
    auto& entry = result("4.1.7/affected-versions", Verdict::denied);
    auto denial = evidence("advisories/NM-SA-2025-003.md", "The affected versions are not stated in this advisory.",
                           Verdict::denied, review::Basis::output);
    denial.assertion = review::Assertion::negated;
    entry.evidence = {denial};
    entry.evidence_total = 1;
  }
  result("4.1.7/resolution", Verdict::not_found);
  result("4.1.7/handling-chain", Verdict::not_evaluable, "candidate_unreadable").candidates = {"scans/FSCA decision 2024.pdf"};
  {
    auto& entry = result("4.1.7/machine-readable", Verdict::not_found);
    entry.caveats = {"some_new_caveat"};
  }
  {
    auto& entry = result("9.2/intake-channel", Verdict::met);
    entry.machine_verdict = Verdict::partial;
    entry.machine_reason = "vague";
    review::Decision accepted = decision("accept", "9.2/intake-channel", "2026-01-12");
    accepted.reason = "The address is on the home page, seen on 2026-01-12.";
    accepted.evidence_sha256 = entry.evidence_sha256 = sha(500);
    accepted.pack_version = "0.1.0";
    accepted.verdict = "partial";
    entry.decision = accepted;
    review::Decision rejected = decision("reject", "9.2/intake-channel", "2026-01-13");
    rejected.document = "guides/עברית.md";
    rejected.reason = "The guide is of another product.";
    entry.document_decisions = {rejected};
    auto rtl = evidence("guides/עברית.md", "דווחו על פגיעות אל security@example.com תוך 48 שעות.", Verdict::partial,
                        review::Basis::output);
    entry.evidence = {rtl};
    entry.evidence_total = 1;
  }
  clause.verdict = Verdict::denied;
  clause.audit_defence =
      "Users are informed of confirmed vulnerabilities by e-mail and on the advisory page (SOP-012 Vulnerability handling.docx, "
      "5.3).\n"
      "Open: affected versions, resolution, authorities.";
}

}  // namespace

std::shared_ptr<const packs::Pack> sample_pack() {
  static const std::shared_ptr<const packs::Pack> pack = [] {
    using packs::Confidence;
    using packs::Needs;
    using packs::Quantifier;
    auto made = std::make_shared<packs::Pack>();
    made->id = "iec-81001-5-1";
    made->title = "IEC 81001-5-1 security activities in the product life cycle";
    made->version = "0.1.0";
    made->edition = "2021, first edition";
    made->publisher = "Crosswalk";
    made->notice = "Requirements are paraphrased; the text of the standard is not part of this pack.";
    made->sha256 = sha(900);

    packs::Clause first;
    first.number = "4.1.7";
    first.id = "iec-81001-5-1:4.1.7";
    first.title = "Disclosing security-related issues";
    first.requirement = statement(
        "Have an activity that tells users and authorities in time of vulnerabilities in supported products, with what, how bad, "
        "which versions and what to do.",
        "IEC 81001-5-1:2021, 4.1.7", Confidence::high);
    first.why = {statement("Users can only protect patients from what they know of.", "MDCG 2019-16, 5")};
    first.changed = {
        statement("A score or a comparable rank is asked for since the interpretation sheet.", "ISH1:2025", Confidence::low)};
    first.is_new = {statement("The content of a notice is defined.", "IEC 81001-5-1:2021, 4.1.7", Confidence::high)};
    first.audit_focus = {statement("The last three advisories, each with score, versions and resolution.", "Auditor's practice")};
    first.constraints = {
        constraint("4.1.7", "user-notification", "An activity informs product users about vulnerabilities in supported products.",
                   Needs::both),
        constraint("4.1.7", "regulator-notification",
                   "An activity informs regulatory authorities about vulnerabilities in supported products.", Needs::both),
        constraint("4.1.7", "timeliness", "The information is given in a timely manner, and timely is defined.", Needs::both),
        constraint("4.1.7", "vulnerability-description", "Each disclosure describes the vulnerability.", Needs::output,
                   Quantifier::each_record),
        constraint("4.1.7", "severity-score", "Each disclosure states a CVSS score or a comparable rank.", Needs::output,
                   Quantifier::each_record),
        constraint("4.1.7", "affected-versions", "Each disclosure names the affected versions.", Needs::output,
                   Quantifier::each_record),
        constraint("4.1.7", "resolution", "Each disclosure describes the resolution.", Needs::output, Quantifier::each_record),
        constraint("4.1.7", "handling-chain", "The disclosure activity is connected to the handling of issues.", Needs::both),
        constraint("4.1.7", "machine-readable", "Advisories are also published in a machine-readable form.", Needs::output)};
    first.constraints[0].calibration = {packs::CalibrationKind::measured, 0.914, 0.8375, 120};
    first.constraints[1].calibration = {packs::CalibrationKind::cases_only, 0, 0, 0};
    first.constraints[1].applies_if = "placed-on-market";
    first.constraints[4].remedy = {{"partial", "Add the CVSS vector to the advisories that lack it."},
                                   {"default", "State a CVSS score with its vector in every advisory."}};
    first.constraints[8].level = packs::Level::expectation;
    first.constraints[8].demanded_by = {"BSI TR-03183-3"};
    first.gaps = {{"Advisories lack a severity score, affected versions or the resolution.",
                   packs::Severity::major,
                   {"severity-score", "affected-versions", "resolution"},
                   {},
                   "Make the three mandatory fields of the template.",
                   {"IEC 81001-5-1:2021, 4.1.7 (paraphrase)"},
                   packs::Confidence::high},
                  {"Advisories are PDF only.",
                   packs::Severity::observation,
                   {"machine-readable"},
                   {"BSI TR-03183-3"},
                   "Publish each advisory as CSAF, too.",
                   {"BSI TR-03183-3"},
                   packs::Confidence::medium}};
    first.evidence_documents = {"Coordinated vulnerability disclosure policy", "Issued advisories", "security.txt"};
    first.signals = {{packs::SignalKind::file_exists, "advisor(y|ies)", "", {"user-notification"}},
                     {packs::SignalKind::content_match, "", "How are users told of vulnerabilities?", {"user-notification"}},
                     {packs::SignalKind::artifact, "csaf", "", {"severity-score"}}};
    first.audit_defence = {
        statement("Show the procedure, then one advisory from awareness to confirmation by the sites.", "Auditor's practice")};
    first.related = {{"iec-81001-5-1:9.5", statement("The decision to disclose is taken there.", "IEC 81001-5-1:2021, 9.5")}};
    first.further_reading = {statement("FIRST guidelines for multi-party vulnerability coordination.", "FIRST, 2020")};
    first.confidence = Confidence::high;

    packs::Clause second;
    second.number = "5.8.2";
    second.id = "iec-81001-5-1:5.8.2";
    second.title = "Release documentation";
    second.requirement =
        statement("Release with the documents that users need for safe and secure operation.", "IEC 81001-5-1:2021, 5.8.2");
    second.constraints = {
        constraint("5.8.2", "security-release-notes", "The release notes name the security changes.", Needs::output),
        constraint("5.8.2", "operator-tailoring", "Deviations for one operator are documented.", Needs::record)};
    second.confirmed = {"C. Licensee", "2026-02-01"};

    packs::Clause third;
    third.number = "9.2";
    third.id = "iec-81001-5-1:9.2";
    third.title = "Receiving notifications about vulnerabilities";
    third.constraints = {
        constraint("9.2", "intake-channel", "Outsiders can report vulnerabilities through a known channel.", Needs::output)};
    third.constraints[0].also_shown_under = {"4.1.7"};
    third.has_page = false;

    packs::Clause fourth;
    fourth.number = "4.1.10";
    fourth.id = "iec-81001-5-1:4.1.10";
    fourth.title = "Recommendations only";
    made->clauses = {first, second, third, fourth};
    made->works = {{"iso-13485", "ISO 13485:2016"}};
    made->contents = {{"9.5", "Addressing security-related issues"}};
    made->conditions = {{"placed-on-market", "Is the product placed on a market with duties to report to authorities?"}};
    return std::shared_ptr<const packs::Pack>(made);
  }();
  return pack;
}

std::vector<packs::Mapping> sample_mappings() {
  const auto mapping = [](std::string_view work, std::string_view section, packs::Relation relation,
                          std::string_view carries_over, std::string_view source) {
    packs::Mapping out;
    out.clause = "4.1.7";
    out.work = work;
    out.section = section;
    out.relation = relation;
    out.carries_over = carries_over;
    out.rationale = "Both tell users.";
    out.source = {std::string(source)};
    return out;
  };
  using packs::Relation;
  return {mapping("iso-13485", "7.2.3", Relation::intersects, "Advisory notices are part of customer communication.",
                  "ISO 13485:2016, 7.2.3"),
          mapping("iso-13485", "8.2.3", Relation::intersects, "", "ISO 13485:2016, 8.2.3"),
          mapping("iec-62443-4-1", "DM-5", Relation::superset, "", "IEC 62443-4-1:2018, DM-5"),
          mapping("fda-premarket", "VI.B", Relation::subset, "", "FDA premarket cybersecurity guidance (2026), VI.B")};
}

review::Review sample_review() {
  const auto pack = sample_pack();
  review::Review review;
  review.tool_version = "0.1.0";
  review.as_of = "2026-03-01";
  review.packs = {{pack->id, pack->version, pack->sha256, pack->title}};
  review.inputs_sha256 = sha(901);
  review.manufacturer = "Nordlicht Medical <GmbH> & Co. KG";
  review.keep = {pack};
  review.documents = sample_documents();

  review.clauses.resize(3);
  review.clauses[0].clause = &pack->clauses[0];
  fill_first_clause(*pack, review.clauses[0]);
  const auto gap = [&](std::string_view slug, packs::Severity severity, std::string text, std::string remedy) {
    review::Gap made;
    made.constraint = "iec-81001-5-1:" + std::string(slug);
    made.id = "GAP-" + made.constraint;
    made.severity = severity;
    made.text = std::move(text);
    made.remedy = std::move(remedy);
    review.gaps.push_back(made);
    return &review.gaps.back();
  };
  using packs::Severity;
  gap("4.1.7/timeliness", Severity::minor, "Timely is required, but no record shows when users were told.",
      "Record for each disclosure when you learned of the issue, decided, and sent the notice.")
      ->documents = {std::string(hostile_path)};
  gap("4.1.7/vulnerability-description", Severity::major, "The content of an advisory is only announced.",
      "Define the advisory's content in the procedure and use it in the next advisory.")
      ->documents = {"plans/PLN-007.md"};
  gap("4.1.7/severity-score", Severity::minor, "One of three advisories states no severity.",
      "Add the CVSS vector to the advisories that lack it.")
      ->documents = {"advisories/NM-SA-2025-003.md"};
  gap("4.1.7/affected-versions", Severity::major, "An advisory says that the affected versions are not stated.",
      "Name every affected version, or the range of versions, in each advisory: \"HeartMonitor 3.0 to 3.2.1\".")
      ->documents = {"advisories/NM-SA-2025-003.md"};
  gap("4.1.7/resolution", Severity::major, "No document describes how a vulnerability is resolved for users.",
      "Say in each advisory what to do: the fixed version, a mitigation, or a workaround, and by when.");
  gap("4.1.7/machine-readable", Severity::observation, "Advisories are not published in a machine-readable form.",
      "Publish each advisory as CSAF beside the readable text.")
      ->demanded_by = {"BSI TR-03183-3"};
  review.clauses[0].gaps = review.gaps;

  auto& second = review.clauses[1];
  second.clause = &pack->clauses[1];
  second.verdict = Verdict::met;
  second.constraints.resize(2);
  second.constraints[0].constraint = &pack->clauses[1].constraints[0];
  second.constraints[0].verdict = second.constraints[0].machine_verdict = Verdict::met;
  second.constraints[0].caveats = {"no_record_yet"};
  auto cell =
      evidence("records/115 record.xlsx", "Fixed CVE-2025-1234 in the update service", Verdict::met, review::Basis::output);
  cell.locator.style = document::LocatorStyle::sheet_cell;
  cell.locator.line = 0;
  cell.locator.sheet = "Changes";
  cell.locator.cell = "C7";
  auto pointer = evidence("sbom/bom.json", "\"fixed\": \"3.2.1\"", Verdict::met, review::Basis::record);
  pointer.locator.style = document::LocatorStyle::pointer;
  pointer.locator.line = 0;
  pointer.locator.pointer = "/vulnerabilities/0/fixed";
  second.constraints[0].evidence = {cell, pointer};
  second.constraints[0].evidence_total = 2;
  second.constraints[1].constraint = &pack->clauses[1].constraints[1];
  second.constraints[1].verdict = second.constraints[1].machine_verdict = Verdict::not_applicable;
  second.constraints[1].reason = second.constraints[1].machine_reason = "tailored_out";
  second.audit_defence = "Release notes 3.2 name the security changes (record.xlsx, sheet Changes).";

  review.clauses[2].clause = &pack->clauses[3];
  review.clauses[2].verdict = Verdict::informative;

  review::Undecided conflict;
  conflict.constraint = "iec-81001-5-1:4.1.7/regulator-notification";
  conflict.reason = "conflict";
  conflict.question = "Which of the two documents holds: are authorities informed?";
  conflict.documents = {std::string(procedure), "policies/POL-003 Communication.pdf"};
  review::Undecided unread;
  unread.constraint = "iec-81001-5-1:4.1.7/handling-chain";
  unread.verdict = Verdict::not_evaluable;
  unread.reason = "candidate_unreadable";
  unread.documents = {"scans/FSCA decision 2024.pdf"};
  review.undecided = {conflict, unread};
  review::Decision old = decision("reject", "4.1.7/user-notification", "2025-06-01");
  old.document = procedure;
  old.reason = "Only a draft was sent.";
  old.evidence_sha256 = sha(501);
  old.pack_version = "0.0.9";
  old.stale = true;
  old.stale_because = "the evidence changed";
  review.stale_decisions = {old};
  review.ignored_files = 14;
  review.not_loaded = {"incoming/crosswalk.yaml"};
  review.unanswered_conditions = {"placed-on-market"};
  review.notes = {"archive/SOP-012 Vulnerability handling (old).docx differs from the version in force."};
  return review;
}

TEST(SampleReview, ShowsEveryVerdictAndSeverity) {
  const review::Review review = sample_review();
  std::set<Verdict> verdicts;
  std::set<packs::Severity> severities;
  for (const auto& clause : review.clauses) {
    verdicts.insert(clause.verdict);
    for (const auto& result : clause.constraints) verdicts.insert(result.verdict);
  }
  for (const auto& gap : review.gaps) severities.insert(gap.severity);
  EXPECT_EQ(verdicts.size(), base::Words<Verdict>::names.size());
  EXPECT_EQ(severities.size(), base::Words<packs::Severity>::names.size());
  EXPECT_EQ(review.documents.size(), 60U);
}

}  // namespace crosswalk::reports
