// SPDX-License-Identifier: Apache-2.0
// The contract that every format keeps, held against a sample of each: testdata/samples/README.md says what a sample holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/words.h"
#include "document/wire.h"
#include "extraction/detect.h"
#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "extraction/legacy/converters.h"
#include "extraction/pool.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "facts/facts.h"

namespace crosswalk::extraction {
namespace {

namespace fs = std::filesystem;
using document::BlockKind;
using document::Document;
using document::Extracted;
using document::Reason;
using document::Status;
using testing::IsEmpty;

constexpr std::string_view kHeading = "Handling of vulnerabilities";
constexpr std::string_view kParagraph = "We inform our customers of every vulnerability within 30 days.";
constexpr std::string_view kFirstItem = "Confirm the report.";
constexpr std::string_view kSecondItem = "Publish the advisory.";
constexpr std::string_view kCell = "Answers every report within two days.";
constexpr std::string_view kLetters = "The office in Łódź is the point of contact.";
constexpr std::string_view kGerman = "Wir informieren unsere Kunden über jede größere Schwachstelle.";
constexpr std::array kSentences{kHeading, kParagraph, kFirstItem, kSecondItem, kCell, kLetters, kGerman};

/// What sets a format apart. A new line in formats.def needs no line here, and is then held to everything.
struct Exception {
  /// Sentences that its sample cannot hold.
  std::set<std::string_view> lacks;
  /// Kinds of blocks that it does not have.
  std::set<BlockKind> no_kinds;
  /// It has no mark of its own and is text like any other: a name without an ending leaves it to its looks, a wrong one is
  /// believed.
  bool looks_only = false;
  /// Without its ending it is taken for another kind of text.
  bool named_only = false;
  /// What comes before a limit is kept, with a warning.
  bool keeps_beginning = false;
};

Exception exception_of(std::string_view format) {
  using enum BlockKind;
  static const std::map<std::string_view, Exception> exceptions{
      // Notation that other texts have too; commas between sentences.
      {"markdown", {{}, {}, true, true}},
      {"text", {{}, {table_cell}, true, false}},
      {"rst", {{}, {}, true, true}},
      {"html", {{}, {}, true, false}},
      {"xml", {{}, {heading, list_item, table_cell}, true, false}},
      {"json", {{}, {heading, list_item, table_cell}, true, false}},
      // Sheets: everything is a cell.
      {"csv", {{}, {heading, paragraph, list_item}, true, true}},
      {"xlsx", {{}, {heading, paragraph, list_item}, false, false}},
      {"ods", {{}, {heading, paragraph, list_item}, false, false}},
      {"xls", {{}, {heading, paragraph, list_item}, false, false}},
      {"pdf", {{}, {}, false, false, true}},
      // The English data of recognition do not know these letters, and a picture has lines only.
      {"image", {{kLetters, kGerman}, {heading, list_item, table_cell}, false, false, true}},
  };
  const auto found = exceptions.find(format);
  return found == exceptions.end() ? Exception{} : found->second;
}

struct Format {
  std::string name;
  std::string media_type;
  std::string endings;
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.name; }

/// All of formats.def, and what helper programs read.
std::vector<Format> formats() {
  std::vector<Format> out;
#define CW_FORMAT(name, media_type, endings) out.push_back({#name, media_type, endings});
#include "extraction/formats.def"
  out.push_back({"pdf", "application/pdf", ".pdf"});
  out.push_back({"image", "image/png", ".png"});
  return out;
}

std::vector<std::string> endings_of(const Format& format) {
  std::vector<std::string> out;
  for (const std::string_view ending : base::split(format.endings, ' ')) out.emplace_back(ending);
  return out;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The samples of a format, by the endings of their names.
std::vector<fs::path> samples_of(const Format& format) {
  std::vector<fs::path> out;
  const std::vector<std::string> endings = endings_of(format);
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(CROSSWALK_SOURCE_DIR) / "src/extraction/testdata/samples")) {
    const fs::path& path = entry.path();
    if (path.stem().stem() == "sample" && std::find(endings.begin(), endings.end(), path.extension()) != endings.end()) {
      out.push_back(path);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

platform::File file_with(const std::string& bytes) {
  std::string path = (fs::temp_directory_path() / "crosswalk-formats-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  std::ofstream(path, std::ios::binary) << bytes;
  auto file = platform::File::open(path);
  fs::remove(path);
  return std::move(file).value();
}

/// A program of the build, if it was built.
Program built(const std::string& name, std::vector<std::string> arguments) {
  const std::string path = std::string(CROSSWALK_BIN_DIR) + "/" + name;
  return fs::exists(path) ? Program{path, std::move(arguments)} : Program{};
}

/// Reads as a review does: in a worker within its sandbox, through helper programs and converters.
WorkerPool pool_with(const Limits& limits) {
  PoolOptions options;
  options.limits = limits;
  options.worker = built("crosswalk_test_worker", {"--formats"});
  options.confiner = built("crosswalk_test_worker", {"--confined"});
  options.pdf_helper = built("crosswalk-pdf", {"--worker"});
  options.ocr_helper = built("crosswalk-ocr", {"--worker"});
  options.converters = legacy::find_converters();
  auto pool = WorkerPool::create(options);
  EXPECT_TRUE(pool) << pool.error().message();
  return std::move(pool).value();
}

/// A document with its path: "a.zip!b.md" for what is in a container.
using Read = std::pair<std::string, Extracted>;

constexpr int kNesting = 3;

/// The file and what is in it, in order, read in this process.
void read_here(std::string_view bytes, const std::string& path, const Limits& limits, int nesting, std::vector<Read>& out) {
  const std::size_t index = out.size();
  out.emplace_back(path, Extracted());
  Extracted whole =
      read_document(bytes, path, limits, &reader_of, nullptr, [&](const document::Member& member, std::string_view member_bytes) {
        EXPECT_FALSE(member.path.empty());
        EXPECT_EQ(member.path.find('\0'), std::string::npos);
        EXPECT_TRUE(member.reason == Reason::none || member_bytes.empty());
        const std::string inner = path + "!" + member.path;
        if (member.reason != Reason::none) {
          out.emplace_back(inner, unreadable(member.reason, member.detail));
        } else if (nesting < kNesting) {
          read_here(member_bytes, inner, limits, nesting + 1, out);
        }
      });
  out[index].second = std::move(whole);
}

/// The same in the workers of a pool.
void read_in(WorkerPool& pool, const platform::File& file, const std::string& path, int nesting, std::vector<Read>& out) {
  const std::size_t index = out.size();
  out.emplace_back(path, Extracted());
  Extracted whole = pool.extract(file, path, [&](const document::Member& member, std::optional<platform::File> inside) {
    const std::string inner = path + "!" + member.path;
    if (!inside) {
      out.emplace_back(inner, unreadable(member.reason, member.detail));
    } else if (nesting < kNesting) {
      read_in(pool, *inside, inner, nesting + 1, out);
    }
    return true;
  });
  out[index].second = std::move(whole);
}

/// Which promises a result breaks.
std::vector<std::string> broken_promises(const Extracted& extracted) {
  const Document& document = extracted.document;
  std::vector<std::string> broken = faults_of(document);
  const bool has_text = extracted.status == Status::read || extracted.status == Status::damaged;
  if (!has_text && extracted.reason == Reason::none) broken.emplace_back("neither text nor a reason");
  if (extracted.status == Status::read && extracted.reason != Reason::none) broken.emplace_back("read, and a reason why not");
  if (extracted.status == Status::damaged && document.warnings.empty()) broken.emplace_back("damaged without a warning");
  if (!base::is_utf8(document.text)) broken.emplace_back("text that is not UTF-8");
  if (document.text.find('\r') != std::string::npos) broken.emplace_back("line ends of another kind");
  for (std::size_t i = 1; i < document.blocks.size(); ++i) {
    // Values of JSON and XML, and cells, may share a line of the file.
    if (document.style == document::LocatorStyle::pointer) break;
    const document::Span between{document.blocks[i - 1].span.end, document.blocks[i].span.begin};
    if (faults_of(document).empty() && document.view(between).find('\n') == std::string_view::npos &&
        (document.blocks[i].row < 0 || document.blocks[i].row != document.blocks[i - 1].row)) {
      broken.push_back("no line feed before block " + std::to_string(i));
    }
  }
  const std::string wire = document::to_wire(extracted);
  const auto back = document::from_wire(wire);
  if (!back || document::to_wire(*back) != wire) broken.emplace_back("does not go over the wire");
  Extracted with_facts = extracted;
  if (has_text) facts::fill(with_facts, "Release 4.2/Draft SOP-014 Disclosure v2.1");
  for (const document::Block& block : document.blocks) static_cast<void>(document.locate(block.span.begin));
  return broken;
}

std::string one_line(std::string_view text) { return base::collapse_space(text); }

/// The block that holds a sentence, without the notation inside; -1 where there is none.
std::int32_t block_with(const Document& document, std::string_view sentence) {
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (one_line(content(document, document.blocks[i])).find(sentence) != std::string::npos) return static_cast<std::int32_t>(i);
  }
  return -1;
}

/// The column and row of "C7", from 0.
std::pair<std::int32_t, std::int32_t> cell_place(std::string_view cell) {
  std::int32_t column = 0;
  std::int32_t row = 0;
  for (const char c : cell) {
    if (c >= 'A' && c <= 'Z') column = column * 26 + (c - 'A' + 1);
    if (c >= '0' && c <= '9') row = row * 10 + (c - '0');
  }
  return {column - 1, row - 1};
}

/// Who follows a locator through the document, without the code that made it: the blocks that it leads to.
std::vector<std::int32_t> blocks_at(const Document& document, const document::Locator& locator) {
  using document::LocatorStyle;
  std::vector<std::int32_t> out;
  // The range of the text that an anchor or a pointer stands for.
  const auto range_of = [&](const auto& marks, auto is_wanted, document::ByteOffset offset) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const std::size_t end = i + 1 < marks.size() ? marks[i + 1].offset : document.text.size();
      if (is_wanted(marks[i]) && marks[i].offset <= offset && offset < end) return true;
    }
    return false;
  };
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const document::Block& block = document.blocks[i];
    bool here = false;
    const auto on_line = [&] {
      return range_of(
          document.anchors, [&](const document::Anchor& a) { return a.page == locator.page && a.line == locator.line; },
          block.span.begin);
    };
    const auto in_cell = [&] {
      if (block.table < 0) return false;
      const document::Table& table = document.tables[static_cast<std::size_t>(block.table)];
      const auto [column, row] = cell_place(locator.cell);
      return table.sheet == locator.sheet && table.first_row + block.row == row && table.first_column + block.column == column;
    };
    switch (locator.style) {
      case LocatorStyle::line:
      case LocatorStyle::page_line:
        here = on_line();
        break;
      case LocatorStyle::sheet_cell:
        here = in_cell();
        break;
      case LocatorStyle::pointer:
        here = range_of(
            document.pointers, [&](const document::Pointer& p) { return p.value == locator.pointer; }, block.span.begin);
        break;
      case LocatorStyle::heading_paragraph: {
        std::vector<std::string> headings;
        std::int32_t above = block.kind == BlockKind::heading ? static_cast<std::int32_t>(i) : block.heading;
        for (; above >= 0; above = document.blocks[static_cast<std::size_t>(above)].heading) {
          headings.insert(headings.begin(), one_line(document.view(document.blocks[static_cast<std::size_t>(above)].span)));
        }
        here = headings == locator.headings && block.paragraph == locator.paragraph;
        break;
      }
    }
    if (here) out.push_back(static_cast<std::int32_t>(i));
  }
  return out;
}

/// A line of a file, from 1.
std::string line_of(const std::string& bytes, std::uint32_t number) {
  const std::vector<std::string_view> lines = base::split(bytes, '\n');
  return number >= 1 && number <= lines.size() ? std::string(lines[number - 1]) : "(no such line)";
}

/// Numbers that are the same in every run.
class Numbers {
 public:
  /// Below `limit`, which is not 0.
  std::size_t below(std::size_t limit) {
    // Source: Knuth, The Art of Computer Programming, volume 2, 3.3.4, table 1, line 26 (MMIX).
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 1;
};

/// The bytes with some of them changed, cut out or doubled.
std::string changed(const std::string& bytes, Numbers& numbers) {
  std::string out = bytes;
  for (std::size_t i = 1 + numbers.below(8); i > 0; --i) {
    const std::size_t at = numbers.below(out.size());
    const std::size_t length = std::min(out.size() - at, 1 + numbers.below(32));
    switch (numbers.below(5)) {
      case 0:
        if (out.size() > length) out.erase(at, length);
        break;
      case 1:
        out.insert(at, out.substr(at, length));
        break;
      case 2:
        out[at] = static_cast<char>(std::array{0, 0xFF, 0x7F, 0x80}[numbers.below(4)]);
        break;
      default:
        out[at] = static_cast<char>(static_cast<unsigned char>(out[at]) ^ (1U << numbers.below(8)));
    }
  }
  return out;
}

class Formats : public testing::TestWithParam<Format> {
 protected:
  void SetUp() override {
    const std::string& name = GetParam().name;
    samples_ = samples_of(GetParam());
    ASSERT_FALSE(samples_.empty()) << "the format '" << name
                                   << "' has no sample: add src/extraction/testdata/samples/sample.ENDING (one of "
                                   << GetParam().endings << "), of what README.md there says";
    const FormatReader reader = reader_of(name);
    in_process_ = !legacy::is_converted(name) && (reader.extract != nullptr || reader.unpack != nullptr);
  }
  /// Whether this machine can read the format at all. Says what is missing.
  [[nodiscard]] std::string missing() const {
    const std::string& name = GetParam().name;
    if ((name == "pdf" || name == "image") && built("crosswalk-pdf", {}).path.empty()) return "crosswalk-pdf is not built";
    if (name == "image" && built("crosswalk-ocr", {}).path.empty()) return "crosswalk-ocr is not built";
    if (name == "image") {
      WorkerPool pool = pool_with({});
      const Extracted seen = pool.extract(file_with(bytes_of(samples_.front())), "sample.png");
      if (seen.reason == Reason::not_a_document) return "tesseract-ocr-eng is not installed";
    }
    for (const legacy::Converter& converter : legacy::find_converters()) {
      if (converter.format != name) continue;
      if (converter.path.empty()) return converter.name + " is not installed";
      WorkerPool pool = pool_with({});
      const Extracted seen = pool.extract(file_with(bytes_of(samples_.front())), samples_.front().filename().string());
      if (seen.detail.find("sandbox_unavailable") != std::string::npos) return "no Landlock";
    }
    return {};
  }
  /// The sample and what is in it, read in a worker.
  static std::vector<Read> read(const fs::path& sample) {
    WorkerPool pool = pool_with({});
    std::vector<Read> out;
    read_in(pool, file_with(bytes_of(sample)), sample.filename().string(), 0, out);
    return out;
  }
  /// The bytes under the name of the first sample: in this process where that can be done, else in the pool.
  [[nodiscard]] std::vector<Read> read_bytes(const std::string& bytes, const Limits& limits, WorkerPool* pool) const {
    std::vector<Read> out;
    const std::string name = samples_.front().filename().string();
    if (pool == nullptr) {
      read_here(bytes, name, limits, 0, out);
    } else {
      read_in(*pool, file_with(bytes), name, 0, out);
    }
    return out;
  }

  std::vector<fs::path> samples_;
  bool in_process_ = false;
};

TEST_P(Formats, HaveALineOfTheirOwnAndEndingsThatNoOtherHas) {
  const Format& format = GetParam();
  EXPECT_NE(format.media_type.find('/'), std::string::npos);
  for (const std::string& ending : endings_of(format)) {
    EXPECT_TRUE(ending.size() > 1 && ending.front() == '.' && base::to_lower(ending) == ending) << ending;
    for (const Format& other : formats()) {
      if (other.name == format.name) continue;
      const std::vector<std::string> others = endings_of(other);
      EXPECT_EQ(std::find(others.begin(), others.end(), ending), others.end()) << ending << " is of " << other.name << " too";
    }
  }
  for (const fs::path& sample : samples_) EXPECT_LE(fs::file_size(sample), 64U << 10) << sample << " is too large for a sample";
}

TEST_P(Formats, AreToldByTheirContent) {
  const Format& format = GetParam();
  const Exception exception = exception_of(format.name);
  for (const fs::path& sample : samples_) {
    const std::string bytes = bytes_of(sample);
    for (const std::string& ending : endings_of(format)) {
      EXPECT_EQ(detect(bytes, "folder/a" + ending).format, format.name) << sample << " as " << ending;
      EXPECT_EQ(detect(bytes, "folder/A" + ending).format, format.name) << sample << " as " << ending;
    }
    const std::string bare = detect(bytes, "folder/sample").format;
    if (exception.named_only) {
      EXPECT_TRUE(bare == format.name || bare == "text" || bare == "rst") << bare;
      continue;
    }
    EXPECT_EQ(bare, format.name) << sample << " under a name without an ending";
    if (exception.looks_only) continue;
    for (const char* wrong : {"a.txt", "a.md", "a.pdf", "a.docx", "a.png", "a.bin", "a.doc", "a.exe"}) {
      EXPECT_EQ(detect(bytes, wrong).format, format.name) << sample << " as " << wrong;
    }
  }
}

TEST_P(Formats, GiveTheSentencesOfTheirSampleAndSayWhereTheyStand) {
  if (const std::string reason = missing(); !reason.empty()) GTEST_SKIP() << reason;
  const Format& format = GetParam();
  const Exception exception = exception_of(format.name);
  for (const fs::path& sample : samples_) {
    const std::vector<Read> all = read(sample);
    const Extracted& whole = all.front().second;
    EXPECT_EQ(whole.document.format.empty() ? format.name : whole.document.format, format.name) << sample;
    std::set<std::string_view> found;
    std::set<BlockKind> kinds;
    for (const auto& [path, extracted] : all) {
      EXPECT_NE(extracted.status, Status::unreadable) << path << ": " << base::word(extracted.reason) << " " << extracted.detail;
      EXPECT_THAT(broken_promises(extracted), IsEmpty()) << path;
      const Document& document = extracted.document;
      for (const document::Block& block : document.blocks) kinds.insert(block.kind);
      for (const std::string_view sentence : kSentences) {
        const std::int32_t index = block_with(document, sentence);
        if (index < 0) continue;
        found.insert(sentence);
        const document::Block& block = document.blocks[static_cast<std::size_t>(index)];
        const document::Locator locator = document.locate(block.span.begin);
        const std::vector<std::int32_t> there = blocks_at(document, locator);
        EXPECT_THAT(there, testing::Contains(index)) << path << ": " << sentence << " is not at " << locator.text();
        // Cells of a row share a line and a place under a heading; everything else has a place of its own.
        // So do the name that a slide without a title is given and its first line.
        if (locator.style == document::LocatorStyle::page_line) continue;
        if (block.table < 0 || locator.style == document::LocatorStyle::sheet_cell) {
          EXPECT_EQ(there.size(), 1U) << path << ": " << locator.text() << " leads to more than " << sentence;
        }
        if (locator.style == document::LocatorStyle::line && path == sample.filename()) {
          const std::string words = one_line(content(document, block));
          const std::string line = line_of(bytes_of(sample), locator.line);
          EXPECT_NE(line.find(words.substr(0, words.find(' '))), std::string::npos)
              << path << ", " << locator.text() << ": " << line;
        }
      }
    }
    for (const std::string_view sentence : kSentences) {
      EXPECT_TRUE(found.contains(sentence) || exception.lacks.contains(sentence))
          << sample << " gives no sentence \"" << sentence << '"';
    }
    for (const BlockKind kind : {BlockKind::heading, BlockKind::paragraph, BlockKind::list_item, BlockKind::table_cell}) {
      EXPECT_TRUE(kinds.contains(kind) || exception.no_kinds.contains(kind)) << sample << " has no " << base::word(kind);
    }
  }
}

TEST_P(Formats, GiveTheSameBytesEveryTimeAndInEveryProcess) {
  if (const std::string reason = missing(); !reason.empty()) GTEST_SKIP() << reason;
  for (const fs::path& sample : samples_) {
    const std::vector<Read> first = read(sample);
    std::vector<Read> second = read(sample);
    ASSERT_EQ(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      EXPECT_EQ(document::to_wire(first[i].second), document::to_wire(second[i].second)) << first[i].first;
    }
    if (!in_process_) continue;
    std::vector<Read> here;
    read_here(bytes_of(sample), sample.filename().string(), {}, 0, here);
    ASSERT_EQ(first.size(), here.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      EXPECT_EQ(first[i].first, here[i].first);
      EXPECT_EQ(document::to_wire(first[i].second), document::to_wire(here[i].second)) << first[i].first;
    }
  }
}

TEST_P(Formats, EndWithADocumentOrAReasonForWhatIsCutOffOrChanged) {
  if (const std::string reason = missing(); !reason.empty()) GTEST_SKIP() << reason;
  // Where processes have to be started, or pages recognised, fewer.
  const std::size_t most = in_process_ ? 400 : GetParam().name == "image" ? 4 : 24;
  std::optional<WorkerPool> pool;
  if (!in_process_) pool.emplace(pool_with({}));
  const std::string bytes = bytes_of(samples_.front());
  const auto expect_sound = [&](const std::string& damaged, const std::string& how) {
    for (const auto& [path, extracted] : read_bytes(damaged, {}, pool ? &*pool : nullptr)) {
      EXPECT_THAT(broken_promises(extracted), IsEmpty()) << path << " " << how;
      EXPECT_NE(extracted.reason, Reason::crashed) << path << " " << how << ": " << extracted.detail;
      EXPECT_NE(extracted.reason, Reason::timeout) << path << " " << how;
    }
  };
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / most);
  for (std::size_t length = 1; length < bytes.size(); length += step) {
    expect_sound(bytes.substr(0, length), "cut off at " + std::to_string(length));
  }
  Numbers numbers;
  for (std::size_t i = 0; i < most; ++i) expect_sound(changed(bytes, numbers), "change " + std::to_string(i));
}

TEST_P(Formats, NameAnEmptyFileAndOneThatIsTooLarge) {
  Limits limits;
  limits.file_bytes = 40;
  WorkerPool pool = pool_with(limits);
  for (const fs::path& sample : samples_) {
    const Extracted empty = pool.extract(file_with(""), sample.filename().string());
    EXPECT_EQ(empty.status, Status::unreadable);
    EXPECT_EQ(empty.reason, Reason::empty);
    const Extracted large = pool.extract(file_with(bytes_of(sample)), sample.filename().string());
    EXPECT_EQ(large.status, Status::unreadable);
    EXPECT_EQ(large.reason, Reason::too_large);
  }
}

TEST_P(Formats, StopAtTheirLimits) {
  if (const std::string reason = missing(); !reason.empty()) GTEST_SKIP() << reason;
  const auto with = [&](auto set) {
    Limits limits;
    set(limits);
    std::optional<WorkerPool> pool;
    if (!in_process_) pool.emplace(pool_with(limits));
    return read_bytes(bytes_of(samples_.front()), limits, pool ? &*pool : nullptr);
  };
  const bool keeps = exception_of(GetParam().name).keeps_beginning;
  const auto is_stopped = [&](const std::vector<Read>& all, Reason reason) {
    return std::any_of(all.begin(), all.end(), [&](const Read& each) {
      return (each.second.status == Status::unreadable && each.second.reason == reason) ||
             (keeps && each.second.status == Status::damaged && !each.second.document.warnings.empty());
    });
  };
  EXPECT_TRUE(is_stopped(with([](Limits& limits) { limits.text_bytes = 20; }), Reason::too_large)) << "text_bytes";
  EXPECT_TRUE(is_stopped(with([](Limits& limits) { limits.blocks = 2; }), Reason::too_large)) << "blocks";
  if (reader_of(GetParam().name).unpack != nullptr) {
    WorkerPool pool = pool_with({});
    const Extracted whole = pool.extract(file_with(bytes_of(samples_.front())), samples_.front().filename().string(),
                                         [](const document::Member&, const std::optional<platform::File>&) { return false; });
    EXPECT_EQ(whole.status, Status::unreadable) << "its reading ends when its members are too much";
    EXPECT_EQ(whole.reason, Reason::too_large);
  }
  // The sample may need no more than these; what they end says so.
  for (const auto& all : {with([](Limits& limits) { limits.depth = 1; }), with([](Limits& limits) { limits.part_bytes = 20; }),
                          with([](Limits& limits) { limits.pages = 1; })}) {
    for (const auto& [path, extracted] : all) {
      EXPECT_THAT(broken_promises(extracted), IsEmpty()) << path;
      EXPECT_TRUE(extracted.reason == Reason::none || extracted.reason == Reason::too_large ||
                  extracted.reason == Reason::too_deep || extracted.status == Status::skipped)
          << path << ": " << base::word(extracted.reason) << " " << extracted.detail;
    }
  }
}

std::string name_of(const testing::TestParamInfo<Format>& each) { return each.param.name; }

INSTANTIATE_TEST_SUITE_P(All, Formats, testing::ValuesIn(formats()), &name_of);

}  // namespace
}  // namespace crosswalk::extraction
