// SPDX-License-Identifier: Apache-2.0
#include "facts/owner.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "base/words.h"
#include "facts/shape.h"

namespace crosswalk::facts {
namespace {

using document::Owner;
using document::Role;

struct Mark {
  std::string_view phrase;
  Owner owner;
  /// Points for the first occurrence, in halves; a second one adds a half as much, further ones nothing.
  int halves;
  /// The name of a work that others cite too: it tells who speaks only where the document begins.
  bool in_head = false;
  /// Counts only in advisories, notices and what is of no kind: a maker's guide recommends organisations this and that too.
  bool of_advisories = false;
};

constexpr Mark marks[] = {
    // A finder speaks of a vendor; a maker speaks of itself.
    {"vendor response", Owner::third_party, 6},
    {"vendor responded", Owner::third_party, 7},
    {"vendor notified", Owner::third_party, 8},
    {"vendor was notified", Owner::third_party, 8},
    {"vendor contacted", Owner::third_party, 8},
    {"vendor was contacted", Owner::third_party, 8},
    {"vendor contact", Owner::third_party, 3},
    {"contacted vendor", Owner::third_party, 8},
    {"contacted the vendor", Owner::third_party, 6},
    {"notified the vendor", Owner::third_party, 6},
    {"notified vendor", Owner::third_party, 8},
    {"reported to the vendor", Owner::third_party, 5},
    {"reported to vendor", Owner::third_party, 8},
    {"reported the vulnerability to", Owner::third_party, 3},
    {"vendor acknowledged", Owner::third_party, 7},
    {"vendor confirmed", Owner::third_party, 7},
    {"vendor confirms", Owner::third_party, 7},
    {"vendor replied", Owner::third_party, 7},
    {"vendor released", Owner::third_party, 5},
    {"vendor releases", Owner::third_party, 5},
    {"vendor fixed", Owner::third_party, 6},
    {"vendor patch", Owner::third_party, 4},
    {"vendor homepage", Owner::third_party, 8},
    {"vendor url", Owner::third_party, 8},
    {"vendor website", Owner::third_party, 6},
    {"vendor of product", Owner::third_party, 6},
    {"vendor did not", Owner::third_party, 5},
    {"no response from the vendor", Owner::third_party, 8},
    {"no vendor response", Owner::third_party, 8},
    {"exploit db", Owner::third_party, 6},
    {"exploit title", Owner::third_party, 10},
    {"exploit author", Owner::third_party, 10},
    {"software link", Owner::third_party, 6},
    {"google dork", Owner::third_party, 8},
    {"tested on", Owner::third_party, 1},
    {"found on", Owner::third_party, 1},
    {"steps to reproduce", Owner::third_party, 1},
    {"proof of concept", Owner::third_party, 1},
    {"timeline of disclosure", Owner::third_party, 3},
    {"disclosure timeline", Owner::third_party, 3},
    {"i discovered", Owner::third_party, 4},
    {"i found", Owner::third_party, 3},
    {"i reported", Owner::third_party, 5},
    {"i contacted", Owner::third_party, 5},
    {"i disclosed", Owner::third_party, 5},
    {"i emailed", Owner::third_party, 5},
    {"i was able to", Owner::third_party, 3},
    {"my report", Owner::third_party, 2},
    {"my research", Owner::third_party, 4},
    {"our researchers", Owner::third_party, 3},
    {"our research team", Owner::third_party, 3},
    {"we reported the vulnerability to", Owner::third_party, 6},
    {"we reported this", Owner::third_party, 4},
    {"we reported these", Owner::third_party, 4},
    {"we contacted the", Owner::third_party, 3},
    {"we disclosed the", Owner::third_party, 2},
    {"bug bounty report", Owner::third_party, 5},
    {"hackerone report", Owner::third_party, 5},
    {"the client s", Owner::third_party, 2},
    {"scope of the engagement", Owner::third_party, 5},
    {"rules of engagement", Owner::third_party, 4},
    {"discovered by", Owner::third_party, 2},
    {"metasploit", Owner::third_party, 5},
    {"metasploit module", Owner::third_party, 4},
    {"pwn2own", Owner::third_party, 4},
    {"full disclosure", Owner::third_party, 3},
    {"0 day", Owner::third_party, 3},
    {"this exploit", Owner::third_party, 4},
    {"the exploit", Owner::third_party, 2},
    {"exploit code", Owner::third_party, 2},
    {"reverse shell", Owner::third_party, 3},
    {"background on the affected product", Owner::third_party, 6},
    {"ghidra", Owner::third_party, 3},
    {"ida pro", Owner::third_party, 3},
    {"decompiled", Owner::third_party, 3},
    {"i have", Owner::third_party, 2},
    {"i decided", Owner::third_party, 3},
    {"i tried", Owner::third_party, 3},
    {"i used", Owner::third_party, 2},
    {"i then", Owner::third_party, 2},
    {"the vendor", Owner::third_party, 1},
    {"multiple vulnerabilities in", Owner::third_party, 1},
    {"vendors contacted", Owner::third_party, 6},
    {"vendor status", Owner::third_party, 5},
    {"vulnerable file", Owner::third_party, 5},
    {"vulnerable parameter", Owner::third_party, 5},
    {"vulnerability file", Owner::third_party, 6},
    {"vulnerability parameter", Owner::third_party, 6},
    {"sqlmap", Owner::third_party, 6},
    {"burp suite", Owner::third_party, 2},
    {"payload", Owner::third_party, 1},
    {"poc", Owner::third_party, 1},
    {"disclosed to the vendor", Owner::third_party, 6},
    {"responsibly disclosed to", Owner::third_party, 4},
    {"independent security researcher", Owner::third_party, 4},
    {"ethical security researcher", Owner::third_party, 6},
    {"the vendor has", Owner::third_party, 3},
    {"the vendor did", Owner::third_party, 4},
    {"public disclosure after", Owner::third_party, 2},
    {"vendor acknowledges", Owner::third_party, 7},
    {"vendor provides", Owner::third_party, 4},
    {"vendor provided", Owner::third_party, 4},
    {"vendor asked", Owner::third_party, 6},
    {"vendor informed", Owner::third_party, 7},
    {"informed the vendor", Owner::third_party, 6},
    {"emailed the vendor", Owner::third_party, 8},
    {"sent to the vendor", Owner::third_party, 6},
    {"reported vulnerability to", Owner::third_party, 8},
    {"reported vulnerabilities to", Owner::third_party, 8},
    {"reported the vulnerabilities to", Owner::third_party, 4},
    {"reported issue to", Owner::third_party, 6},
    {"reported issues to", Owner::third_party, 6},
    {"reported bug to", Owner::third_party, 6},
    {"contact author", Owner::third_party, 8},
    {"contacted the author", Owner::third_party, 6},
    {"case study", Owner::third_party, 1},
    {"cracked password", Owner::third_party, 4},
    {"vulnerability discovery", Owner::third_party, 4},
    {"has released a security advisory", Owner::third_party, 5},
    {"has published a security advisory", Owner::third_party, 4},
    {"product author", Owner::third_party, 8, false, true},
    {"disclosure mode", Owner::third_party, 8, false, true},
    {"proof of concept exploit", Owner::third_party, 5, false, true},
    {"root exploit", Owner::third_party, 4, false, true},
    {"remote exploit", Owner::third_party, 2, false, true},
    {"disclosure link", Owner::third_party, 6, false, true},
    {"file line", Owner::third_party, 3, false, true},
    {"exploitation screenshot", Owner::third_party, 4, false, true},
    {"forced disclosure", Owner::third_party, 8, false, true},
    {"developers were notified", Owner::third_party, 4, false, true},
    {"maintainer was contacted", Owner::third_party, 6, false, true},
    {"maintainers were contacted", Owner::third_party, 6, false, true},
    {"maintainer notified", Owner::third_party, 6, false, true},
    // A response team or authority hands on what others found in what others make.
    {"encourages users and administrators", Owner::authority, 10, false, true},
    {"users and administrators to review", Owner::authority, 10, false, true},
    {"recommends administrators", Owner::authority, 3, false, true},
    {"recommends that administrators", Owner::authority, 3, false, true},
    {"recommends organisations", Owner::authority, 5, false, true},
    {"recommends organizations", Owner::authority, 5, false, true},
    {"recommends that organisations", Owner::authority, 5, false, true},
    {"recommends that organizations", Owner::authority, 5, false, true},
    {"organisations running", Owner::authority, 4, false, true},
    {"as per vendor instructions", Owner::authority, 4, false, true},
    {"soc has observed", Owner::authority, 8, false, true},
    {"has been made aware of", Owner::authority, 2, false, true},
    {"what is the threat", Owner::authority, 5, false, true},
    {"australian organisations", Owner::authority, 6, false, true},
    {"constituent organisations", Owner::authority, 6, false, true},
    {"our constituents", Owner::authority, 6, false, true},
    {"agencies are advised", Owner::authority, 6, false, true},
    {"known exploited vulnerabilities catalog", Owner::authority, 4, false, true},
    // Course and personal work
    {"student id", Owner::third_party, 6},
    {"matriculation number", Owner::third_party, 7},
    {"students", Owner::third_party, 1},
    {"university", Owner::third_party, 1},
    {"professor", Owner::third_party, 2},
    {"assignment", Owner::third_party, 1},
    {"homework", Owner::third_party, 4},
    {"coursework", Owner::third_party, 6},
    {"course project", Owner::third_party, 7},
    {"capstone", Owner::third_party, 5},
    {"bachelor thesis", Owner::third_party, 7},
    {"master thesis", Owner::third_party, 7},
    {"master s thesis", Owner::third_party, 7},
    {"bachelor s thesis", Owner::third_party, 7},
    {"partial fulfillment", Owner::third_party, 8},
    {"partial fulfilment", Owner::third_party, 8},
    {"submitted to the faculty", Owner::third_party, 8},
    {"google summer of code", Owner::third_party, 5},
    {"gsoc", Owner::third_party, 4},
    {"semester", Owner::third_party, 3},
    {"hackathon", Owner::third_party, 3},
    {"dozent", Owner::third_party, 5},
    {"studenten", Owner::third_party, 4},
    {"matrikelnummer", Owner::third_party, 7},
    {"bachelorarbeit", Owner::third_party, 7},
    {"masterarbeit", Owner::third_party, 7},
    {"fictional company", Owner::third_party, 4},
    {"fictitious company", Owner::third_party, 4},

    // Those who run other people's products
    {"the hospital shall", Owner::operator_, 8},
    {"hospital staff", Owner::operator_, 4},
    {"the hospital", Owner::operator_, 2},
    {"hospital information", Owner::operator_, 2},
    {"our healthcare organization", Owner::operator_, 6},
    {"our organization s", Owner::operator_, 1},
    {"it department", Owner::operator_, 2},
    {"disciplinary action", Owner::operator_, 3},
    {"termination of employment", Owner::operator_, 3},
    {"acceptable use", Owner::operator_, 2},
    {"patient care", Owner::operator_, 1},
    {"covered entity", Owner::operator_, 4},
    {"hipaa security official", Owner::operator_, 6},
    {"hipaa privacy official", Owner::operator_, 5},
    {"hipaa security program", Owner::operator_, 6},
    {"hipaa security officer", Owner::operator_, 4},
    {"workforce members", Owner::operator_, 4},
    {"workforce", Owner::operator_, 2},
    {"business associates", Owner::operator_, 2},
    {"business associate agreements", Owner::operator_, 2},
    {"breach notification rule", Owner::operator_, 2},
    {"ephi", Owner::operator_, 3},
    {"our hospital", Owner::operator_, 6},
    {"our hospitals", Owner::operator_, 6},
    {"hospitals", Owner::operator_, 1},
    {"hospital", Owner::operator_, 1},
    {"health network", Owner::operator_, 3},
    {"health system", Owner::operator_, 2},
    {"clinical engineering", Owner::operator_, 4},
    {"biomedical engineering", Owner::operator_, 3},
    {"biomed", Owner::operator_, 3},
    {"iomt", Owner::operator_, 3},
    {"wards", Owner::operator_, 3},
    {"nursing", Owner::operator_, 2},
    {"infusion pumps", Owner::operator_, 2},
    {"medical device inventory", Owner::operator_, 5},
    {"medical device register", Owner::operator_, 5},
    {"device vlan", Owner::operator_, 4},
    {"vlan", Owner::operator_, 1},
    {"chief information officer", Owner::operator_, 2},
    {"chief medical information officer", Owner::operator_, 4},
    {"incident commander", Owner::operator_, 1},
    {"our network", Owner::operator_, 2},
    {"our organization s network", Owner::operator_, 3},
    {"help desk", Owner::operator_, 1},
    {"electronic health record system", Owner::operator_, 1},
    {"soc 2 readiness", Owner::operator_, 7},
    {"trust services criteria", Owner::operator_, 4},
    {"security awareness training", Owner::operator_, 3},
    {"phishing", Owner::operator_, 2},
    {"employee laptops", Owner::operator_, 4},
    {"laptops", Owner::operator_, 2},
    {"endpoints", Owner::operator_, 1},
    {"antivirus", Owner::operator_, 2},
    {"vpn gateway", Owner::operator_, 3},
    {"active directory", Owner::operator_, 1},
    {"microsoft 365", Owner::operator_, 3},
    {"hr database", Owner::operator_, 3},
    {"payroll", Owner::operator_, 3},
    {"it manager", Owner::operator_, 3},
    {"business email compromise", Owner::operator_, 4},
    {"insider threat", Owner::operator_, 2},
    {"siem", Owner::operator_, 1},
    {"edr", Owner::operator_, 1},

    // Authorities
    {"contains nonbinding recommendations", Owner::authority, 12},
    {"guidance for industry", Owner::authority, 10, true},
    {"food and drug administration staff", Owner::authority, 12, true},
    {"guidance for industry and food and drug administration staff", Owner::authority, 12, true},
    {"official journal of the european union", Owner::authority, 6, true},
    {"having regard to the", Owner::authority, 5},
    {"has adopted this regulation", Owner::authority, 10},
    {"medical device coordination group", Owner::authority, 4},
    {"this guidance represents the", Owner::authority, 8},
    {"cisa recommends", Owner::authority, 8},
    {"category coordinator", Owner::authority, 12},
    {"cisa reminds organizations", Owner::authority, 10},
    {"cisa also recommends", Owner::authority, 8},
    {"reported this vulnerability to cisa", Owner::authority, 10},
    {"reported these vulnerabilities to cisa", Owner::authority, 10},
    {"csirts network", Owner::authority, 8},
    {"csirts network members", Owner::authority, 6},
    {"enisa advises", Owner::authority, 8},
    {"enisa supports", Owner::authority, 8},
    {"enisa recommends", Owner::authority, 6},
    {"enisa encourages", Owner::authority, 6},
    {"enisa may", Owner::authority, 3},
    {"bsi recommends", Owner::authority, 6},
    {"bsi advises", Owner::authority, 6},
    {"ncsc recommends", Owner::authority, 6},
    {"ncsc advises", Owner::authority, 6},
    {"mhra recommends", Owner::authority, 6},
    {"mhra advises", Owner::authority, 6},
    {"health canada recommends", Owner::authority, 6},
    {"cert eu recommends", Owner::authority, 6},
    {"soc recommends", Owner::authority, 8},
    {"csirt recommends", Owner::authority, 8},
    {"cert recommends", Owner::authority, 6},
    {"cert cc recommends", Owner::authority, 6},
    {"federal register", Owner::authority, 3},
    {"u s c", Owner::authority, 2},
    {"of this part", Owner::authority, 3},
    {"this subpart", Owner::authority, 4},
    {"member states shall", Owner::authority, 6},
    {"this regulation shall", Owner::authority, 6},
    {"the competent authorities shall", Owner::authority, 4},
    {"agencies must", Owner::authority, 5},
    {"agencies should", Owner::authority, 4},
    {"fda recommends", Owner::authority, 5},
    {"the fda is", Owner::authority, 4},
    {"fda safety communication", Owner::authority, 6},

    // Teachers and journalists
    {"in this tutorial", Owner::tutorial, 2},
    {"this tutorial", Owner::tutorial, 2},
    {"in this article", Owner::tutorial, 4},
    {"this article", Owner::tutorial, 2},
    {"in this blog", Owner::tutorial, 7},
    {"this blog post", Owner::tutorial, 7},
    {"blog post", Owner::tutorial, 1},
    {"in this post", Owner::tutorial, 5},
    {"in this course", Owner::tutorial, 8},
    {"in this lesson", Owner::tutorial, 8},
    {"in this chapter you will", Owner::tutorial, 6},
    {"you will learn", Owner::tutorial, 4},
    {"in this episode", Owner::tutorial, 8},
    {"podcast", Owner::tutorial, 3},
    {"tl dr", Owner::tutorial, 2},
    {"key takeaways", Owner::tutorial, 5},
    {"common pitfalls", Owner::tutorial, 3},
    {"in this guide", Owner::tutorial, 1},
    {"this guide is written for", Owner::tutorial, 3},
    {"manufacturers should", Owner::tutorial, 2},
    {"manufacturers must", Owner::tutorial, 2},
    {"startups", Owner::tutorial, 3},
    {"not legal advice", Owner::tutorial, 5},
    {"use this page to", Owner::tutorial, 4},
    {"use this page when", Owner::tutorial, 5},
    {"disclaimer this article", Owner::tutorial, 5},
    {"this module covers", Owner::tutorial, 6},
    {"module overview", Owner::tutorial, 3},
    {"in this lab", Owner::tutorial, 6},
    {"intentionally vulnerable", Owner::tutorial, 7},
    {"deliberately vulnerable", Owner::tutorial, 7},
    {"for educational purposes", Owner::tutorial, 2},
    {"educational purposes only", Owner::tutorial, 3},
    {"our clients", Owner::tutorial, 2},
    {"medical device manufacturers", Owner::tutorial, 2},
    {"device makers", Owner::tutorial, 3},
    {"today announced", Owner::tutorial, 4},
    {"today issued", Owner::tutorial, 4},
    {"the author", Owner::tutorial, 1},
    {"learning objectives", Owner::tutorial, 6},
    {"min read", Owner::tutorial, 6},
    {"minutes to read", Owner::tutorial, 4},
    {"subscribe to our newsletter", Owner::tutorial, 5},
    {"cheat sheet", Owner::tutorial, 1},
    {"awesome list", Owner::tutorial, 8},
    {"curated list of", Owner::tutorial, 3},
    {"a curated list", Owner::tutorial, 4},
    {"frequently asked interview", Owner::tutorial, 6},
    {"guide for open source maintainers", Owner::tutorial, 6},

    // A maker of its own product; words of the trade, which others use too, count as unknown.
    {"our product", Owner::own, 5},
    {"our products", Owner::own, 5},
    {"our software", Owner::own, 5},
    {"our medical devices", Owner::own, 6},
    {"our medical device", Owner::own, 6},
    {"our devices", Owner::own, 5},
    {"our device", Owner::own, 5},
    {"our platform", Owner::own, 3},
    {"our platforms", Owner::own, 3},
    {"our application", Owner::own, 3},
    {"our project", Owner::own, 3},
    {"our code", Owner::own, 2},
    {"our customers", Owner::own, 4},
    {"our users", Owner::own, 4},
    {"our medical software", Owner::own, 6},
    {"we release", Owner::own, 4},
    {"we released", Owner::own, 4},
    {"we recommend upgrading", Owner::own, 3},
    {"we support", Owner::own, 2},
    {"we will fix", Owner::own, 3},
    {"the manufacturer", Owner::unknown, 2},
    {"manufacturer", Owner::unknown, 1},
    {"the security team", Owner::unknown, 1},
    {"report security issues to", Owner::own, 4},
    {"reporting a vulnerability", Owner::own, 5},
    {"report a vulnerability", Owner::own, 4},
    {"please report", Owner::own, 3},
    {"security policy", Owner::unknown, 2},
    {"psirt", Owner::unknown, 3},
    {"intended use", Owner::unknown, 4},
    {"our commitment to security", Owner::own, 4},
    {"our commitment", Owner::own, 2},
    {"we take security seriously", Owner::own, 3},
    {"our service", Owner::own, 2},
    {"our services", Owner::own, 2},
    {"our team", Owner::own, 1},
    {"clinical safety officer", Owner::unknown, 3},
    {"clinical risk management", Owner::unknown, 2},
    {"dcb 0129", Owner::unknown, 3},
    {"not a covered entity", Owner::own, 4},
    {"not itself a covered entity", Owner::own, 6},
    {"does not itself constitute compliance", Owner::own, 5},
    {"deployer", Owner::unknown, 2},
    {"deployers", Owner::unknown, 2},
    {"release candidate", Owner::unknown, 2},
    {"this product", Owner::unknown, 1},
    {"the product", Owner::unknown, 1},
    {"the device", Owner::unknown, 1},
    {"iec 62304", Owner::unknown, 4},
    {"iso 14971", Owner::unknown, 3},
    {"iso 13485", Owner::unknown, 3},
    {"dcb0129", Owner::unknown, 3},
    {"field safety corrective action", Owner::unknown, 3},
    {"post market surveillance", Owner::unknown, 3},
    {"technical documentation", Owner::unknown, 2},
    {"competent authority", Owner::unknown, 1},
    {"software class", Owner::unknown, 2},
    {"soup", Owner::unknown, 3},
    {"sbom", Owner::unknown, 2},
    {"affected versions", Owner::unknown, 1},
    {"upgrade to", Owner::unknown, 2},
    {"released version", Owner::unknown, 1},
    {"source code", Owner::unknown, 1},
    {"pull request", Owner::unknown, 2},
    {"repository", Owner::unknown, 1},
    {"maintainers", Owner::unknown, 2},
    {"release notes", Owner::unknown, 1},
    {"our system", Owner::own, 4},
    {"our systems", Owner::own, 1},
    {"this application", Owner::own, 2},
    {"our app", Owner::own, 4},
    {"our implementation", Owner::own, 3},
    // Who writes of the inside of a program makes it.
    {"endpoint", Owner::unknown, 2},
    {"api", Owner::unknown, 2},
    {"apis", Owner::unknown, 1},
    {"backend", Owner::unknown, 2},
    {"frontend", Owner::unknown, 2},
    {"middleware", Owner::unknown, 2},
    {"codebase", Owner::unknown, 3},
    {"docker", Owner::unknown, 1},
    {"environment variable", Owner::unknown, 2},
    {"environment variables", Owner::unknown, 2},
    {"unit tests", Owner::unknown, 2},
    {"github", Owner::unknown, 1},
    {"javascript", Owner::unknown, 1},
    {"typescript", Owner::unknown, 1},
    {"open source", Owner::unknown, 1},
};

/// "how ScanView addresses", "what the gateway provides": somebody tells what a product does about requirements. `words` as
/// words_of gives them.
bool tells_what_a_product_does(std::string_view words) {
  constexpr std::string_view verbs[] = {"supports", "addresses", "meets",    "implements", "helps",   "satisfies", "covers",
                                        "complies", "maps",      "provides", "fulfills",   "fulfils", "does"};
  constexpr std::string_view others[] = {"hospital", "organization", "organisation", "it",         "this", "entity",
                                         "clinic",   "policy",       "law",          "regulation", "who"};
  constexpr int most_words = 4;
  for (const std::string_view start : {" how ", " what "}) {
    for (std::size_t at = words.find(start); at != std::string_view::npos; at = words.find(start, at + 1)) {
      std::string_view rest = words.substr(at + start.size());
      for (int i = 0; i <= most_words && !rest.empty(); ++i) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, space);
        if (word.empty() || std::find(std::begin(others), std::end(others), word) != std::end(others)) break;
        if (i > 0 && std::find(std::begin(verbs), std::end(verbs), word) != std::end(verbs)) return true;
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
  }
  return false;
}

/// Whether a document maps requirements of others to what a product does, as makers write for those who run the product.
bool maps_requirements(const View& view) {
  if (has_phrase(view.folders, "docs compliance") || has_phrase(view.folders, "doc compliance")) return true;
  if (tells_what_a_product_does(view.head) || tells_what_a_product_does(view.heading_words)) return true;
  return std::any_of(view.columns.begin(), view.columns.end(), tells_what_a_product_does);
}

/// Whether somebody tells how a weakness was found and what became of it: a proof and a history under headings of their own.
bool has_proof_and_timeline(const View& view) {
  constexpr std::string_view proofs[] = {"proof of concept", "poc", "exploit", "exploitation", "steps to reproduce"};
  constexpr std::string_view histories[] = {"timeline", "disclosure timeline", "vendor communication", "vendor response",
                                            "vulnerability discovery"};
  return has_any(view.heading_words, proofs) && has_any(view.heading_words, histories);
}

struct Tally {
  double points = 0;
  std::size_t different = 0;
  /// Of the signs in the head.
  double head = 0;
  /// Different signs that hardly stand elsewhere.
  std::size_t strong = 0;
  std::string best;
  double best_points = 0;
};

}  // namespace

OwnerFound owner_of(const View& view, Role role) {
  static const std::vector<std::string_view> phrases = [] {
    std::vector<std::string_view> list;
    for (const Mark& mark : marks) list.push_back(mark.phrase);
    return list;
  }();
  static const PhraseTable table(phrases);

  const bool hands_on = role == Role::advisory || role == Role::notice || role == Role::other;
  std::array<Tally, base::Words<Owner>::names.size()> tallies;
  const auto tally = [&](Owner owner) -> Tally& { return tallies[static_cast<std::size_t>(owner)]; };
  const std::vector<std::uint32_t> counts = table.count(view.body);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    if (marks[i].in_head && !has_phrase(view.head, marks[i].phrase)) continue;
    if (marks[i].of_advisories && !hands_on) continue;
    Tally& entry = tally(marks[i].owner);
    double points = marks[i].halves / 2.0 * (counts[i] > 1 ? 1.5 : 1.0);
    // Who speaks says so at the beginning.
    if (marks[i].halves >= 3 && marks[i].owner != Owner::own && has_phrase(view.head, marks[i].phrase)) {
      points *= 1.5;
      entry.head += points;
    }
    entry.points += points;
    ++entry.different;
    if (marks[i].halves >= 3) ++entry.strong;
    if (points > entry.best_points) {
      entry.best_points = points;
      entry.best = marks[i].phrase;
    }
  }
  const auto found = [&](Owner owner, std::string_view who) {
    const std::size_t signs = tally(owner).different;
    const std::string more = signs < 2    ? ""
                             : signs == 2 ? " and another sign"
                                          : " and " + std::to_string(signs - 1) + " other signs";
    return OwnerFound{owner == Owner::unknown ? Owner::own : owner, std::string(who) + ": \"" + tally(owner).best + "\"" + more};
  };
  // An advisory that names a vendor as somebody else: a maker's own names its product.
  bool vendor_field = false;
  for (const Field& field : view.fields)
    vendor_field = vendor_field || (field.label == Label::vendor && !field.running && !field.history);
  Tally& finder = tally(Owner::third_party);
  if (vendor_field && role == Role::advisory) {
    finder.points += 3;
    ++finder.different;
    if (finder.best.empty()) finder.best = "vendor";
  }
  if (has_phrase(view.title_words, "case study")) {
    finder.points += 6;
    ++finder.different;
    ++finder.strong;
    if (finder.best_points < 6) finder.best = "case study";
  }
  if (role == Role::advisory && finder.strong > 0 && has_proof_and_timeline(view)) finder.points += 1.5;
  constexpr std::string_view collections[] = {"exploits", "securityexploits", "poc", "pocs", "writeups", "writeup", "exploit db"};
  if ((role == Role::advisory || role == Role::other) && has_any(view.folders, collections)) {
    finder.points += 5;
    ++finder.different;
    ++finder.strong;
    if (finder.best_points < 5) finder.best = "a folder of exploits";
  }
  const bool may_map = role == Role::statement || role == Role::other || role == Role::checklist || role == Role::form_template ||
                       role == Role::report;
  if (may_map && maps_requirements(view)) {
    tally(Owner::own).points += 5;
    ++tally(Owner::own).different;
    if (tally(Owner::own).best.empty()) tally(Owner::own).best = "what the product does about requirements";
  }
  // Whoever has a product's requirements, design and threats written down made it; its users are named in all of them.
  constexpr std::string_view of_makers[] = {"threat model",
                                            "requirements specification",
                                            "software requirements",
                                            "software architecture",
                                            "architecture description",
                                            "software design",
                                            "detailed design",
                                            "interface control",
                                            "code review",
                                            "soup"};
  if (has_any(view.title_words, of_makers)) tally(Owner::unknown).points += 5;
  if (is_law(view)) {
    tally(Owner::authority).points += 20;
    ++tally(Owner::authority).different;
    if (tally(Owner::authority).best.empty()) tally(Owner::authority).best = "numbered articles of a law";
  }
  // Words of the trade tell a maker from an operator, hardly from those who write about makers.
  const double trade = tally(Owner::unknown).points;
  const double self = tally(Owner::own).points + 0.3 * trade;
  const double own = tally(Owner::own).points + trade;
  // Long documents touch many things: signs must be denser there.
  const double length =
      view.body_count > 3'000 ? 1.0 + static_cast<double>(std::min<std::size_t>(view.body_count, 30'000) - 3'000) / 9'000.0 : 1.0;

  const Tally& authority = tally(Owner::authority);
  if (authority.points >= 5 * length && authority.points > self) return found(Owner::authority, "an authority speaks");
  const Tally& teacher = tally(Owner::tutorial);
  // A lesson on attacks uses a finder's words, and a finder's article a teacher's.
  const bool lesson = role != Role::advisory && teacher.head >= 4.5 && teacher.head > finder.head;
  if ((finder.points >= 4 * length || finder.head >= 4) && finder.strong > 0 && finder.points > self &&
      finder.points > tally(Owner::operator_).points && !lesson)
    return found(Owner::third_party, "somebody other than the maker speaks");
  if (role == Role::advisory && (teacher.points >= 3.5 * length || teacher.head >= 4.5) && teacher.points > self)
    return {Owner::third_party, "an article on a weakness: \"" + teacher.best + "\""};
  if ((teacher.points >= 3.5 * length || teacher.head >= 4.5) && teacher.points > self)
    return found(Owner::tutorial, "teaching or news");
  const Tally& user = tally(Owner::operator_);
  if (user.points >= 5 && user.different >= 4 && user.points > own * 1.2)
    return found(Owner::operator_, "an organisation that runs systems speaks");
  if (user.points >= 4 && user.different >= 2 && own < 1 && view.body_count < 1'500)
    return found(Owner::operator_, "an organisation that runs systems speaks");

  if (own >= 1) {
    return found(tally(Owner::own).different > 0 ? Owner::own : Owner::unknown, "the maker speaks of its own product");
  }
  switch (role) {
    case Role::policy:
    case Role::procedure:
    case Role::advisory:
    case Role::notice:
    case Role::release_notes:
    case Role::guide:
    case Role::sbom:
    case Role::statement:
      return {Owner::own, "no sign of another speaker (" + std::string(base::word(role)) + ")"};
    default:
      return {Owner::unknown, "no signs of who speaks"};
  }
}

}  // namespace crosswalk::facts
