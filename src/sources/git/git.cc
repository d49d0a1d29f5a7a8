// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/program.h"
#include "sources/source.h"

namespace crosswalk::sources {
namespace {

constexpr std::string_view kPrefix = "git:";
// A list of some million files.
constexpr std::uint64_t kMaxListing = 1ULL << 30;
constexpr std::int64_t kIdle = 60'000;
constexpr std::int64_t kWhole = 600'000;
// More than any blob that is read, with what it is a difference to.
constexpr std::uint64_t kMemory = 2ULL << 30;
constexpr std::string_view kPointer = "version https://git-lfs.github.com/spec/v1\n";
constexpr std::size_t kMaxPointer = 1024;
// How many objects that a partial clone lacks are found out one by one; of the others the size is not known before.
constexpr std::size_t kMaxStarts = 1000;

/// git, and how it is run: with nothing of the user's configuration, and so that nothing that the repository's configuration
/// names is started. The confinement holds what this misses: no network, no further process, no writing.
/// Source: git(1), git-config(1).
struct Git {
  std::string program;
  platform::ProgramOptions options;
  std::string folder;

  static base::Result<Git> find(const std::string& folder, bool unsandboxed) {
    Git git;
    CW_ASSIGN_OR_RETURN(git.program, platform::find_program("git"));
    git.folder = folder;
    git.options.environment = {"LC_ALL=C.UTF-8",
                               "HOME=/nonexistent",
                               "PATH=/nonexistent",
                               "GIT_CONFIG_NOSYSTEM=1",
                               "GIT_CONFIG_SYSTEM=/dev/null",
                               "GIT_CONFIG_GLOBAL=/dev/null",
                               "GIT_ATTR_NOSYSTEM=1",
                               "GIT_OPTIONAL_LOCKS=0",
                               "GIT_NO_REPLACE_OBJECTS=1",
                               "GIT_NO_LAZY_FETCH=1",
                               "GIT_GRAFT_FILE=/dev/null",
                               "GIT_TERMINAL_PROMPT=0",
                               "GIT_ALLOW_PROTOCOL=none",
                               "GIT_PAGER=cat"};
    platform::Confinement confinement;
    confinement.memory_bytes = kMemory;
    auto ready = platform::ReadyConfinement::prepare(confinement);
    if (ready) git.options.confinement = std::move(*ready);
    if (!ready && !unsandboxed) return ready.error();
    return git;
  }

  [[nodiscard]] std::vector<std::string> arguments(const std::vector<std::string>& command) const {
    std::vector<std::string> out{"-C", folder, "--no-pager", "--no-optional-locks"};
    // Owned by whoever it may be: it is read, and nothing in it is run.
    for (const char* setting : {"safe.directory=*", "core.fsmonitor=false", "core.hooksPath=/dev/null",
                                "core.askPass=", "credential.helper=", "protocol.allow=never", "core.packedGitWindowSize=64m",
                                "core.packedGitLimit=1g"}) {
      out.emplace_back("-c");
      out.emplace_back(setting);
    }
    out.insert(out.end(), command.begin(), command.end());
    return out;
  }

  /// Runs a command of git; `said` gets the last line of its error output.
  base::Result<platform::Ran> run(const std::vector<std::string>& command, std::string_view input, std::string* said) const {
    platform::ProgramOptions with = options;
    if (said != nullptr) with.on_error_line = [said](std::string_view line) { *said = line; };
    return platform::run_program(program, arguments(command), std::move(with), input, kMaxListing, kIdle, kWhole);
  }
};

bool is_object_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

/// Hands out the bytes of blobs, by processes of `git cat-file --batch` that stay for the next blob.
class BlobReader : public Reader {
 public:
  BlobReader(Git git, std::uint64_t limit) : git_(std::move(git)), limit_(limit) {}

  [[nodiscard]] base::Result<platform::File> open(const SourceItem& item) const override {
    if (item.size > limit_) {
      return base::Error{base::ErrorCode::limit_exceeded, item.id, "more than " + std::to_string(limit_) + " bytes"};
    }
    CW_ASSIGN_OR_RETURN(std::unique_ptr<platform::Program> program, take());
    auto file = read(item, *program);
    if (file) give_back(std::move(program));
    return file;
  }

 private:
  static base::Error unreadable(const SourceItem& item, std::string detail) {
    return {base::ErrorCode::not_readable, item.id, std::move(detail)};
  }

  base::Result<std::unique_ptr<platform::Program>> take() const {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto program = std::move(idle_.back());
        idle_.pop_back();
        return program;
      }
    }
    platform::ProgramOptions options = git_.options;
    options.input = true;
    CW_ASSIGN_OR_RETURN(platform::Program program,
                        platform::Program::start(git_.program, git_.arguments({"cat-file", "--batch"}), std::move(options)));
    return std::make_unique<platform::Program>(std::move(program));
  }

  void give_back(std::unique_ptr<platform::Program> program) const {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(program));
  }

  base::Result<platform::File> read(const SourceItem& item, platform::Program& program) const {
    const std::string question = item.key + "\n";
    std::string_view left = question;
    std::string got;
    const auto more = [&]() -> base::Result<void> {
      switch (program.exchange(left, got, kIdle)) {
        case platform::Exchanged::some:
          return {};
        case platform::Exchanged::ended:
          return unreadable(item, "git has no bytes for it: the clone is partial or damaged ('git fetch' may mend that)");
        case platform::Exchanged::timeout:
          return unreadable(item, "git did not answer");
        case platform::Exchanged::interrupted:
          break;
      }
      return base::Error{base::ErrorCode::interrupted, item.id, {}};
    };
    while (got.find('\n') == std::string::npos) CW_RETURN_IF_ERROR(more());
    // "ID blob SIZE", or "ID missing".
    const std::string header = first_line(got);
    const std::vector<std::string_view> words = base::split(header, ' ');
    const std::string digits(words.size() == 3 ? words[2] : std::string_view());
    if (words[0] != item.key || words.size() != 3 || words[1] != "blob" || digits.empty() || digits.size() > 18 ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
      return unreadable(item, "git has no bytes for it: the clone is partial or damaged");
    }
    const std::uint64_t size = std::stoull(digits);
    if (size > limit_) {
      return base::Error{base::ErrorCode::limit_exceeded, item.id, "more than " + std::to_string(limit_) + " bytes"};
    }
    got.erase(0, header.size() + 1);
    // The name of a blob is the hash of this and its bytes. Source: git-hash-object(1).
    base::Digest digest(item.key.size() == 64 ? base::DigestKind::sha256 : base::DigestKind::sha1);
    digest.update("blob " + digits);
    digest.update(std::string_view("\0", 1));
    CW_ASSIGN_OR_RETURN(platform::File::Spool spool, platform::File::Spool::begin(item.id));
    bool pointer = size <= kMaxPointer;
    while (true) {
      const std::size_t part = std::min<std::uint64_t>(got.size(), size - spool.size());
      const std::string_view bytes = std::string_view(got).substr(0, part);
      if (size <= kMaxPointer && got.size() < size + 1) {
        // Small: wait for all of it, to see what it is.
      } else {
        if (spool.size() == 0) pointer = pointer && bytes.starts_with(kPointer);
        digest.update(bytes);
        CW_RETURN_IF_ERROR(spool.write(bytes));
        got.erase(0, part);
        if (spool.size() == size && !got.empty()) break;
      }
      CW_RETURN_IF_ERROR(more());
    }
    if (got != "\n") return unreadable(item, "git answered something else");
    const std::string id = digest.finish();
    if (!id.empty() && base::to_hex(id) != item.key) {
      return unreadable(item, "the repository is damaged: these are not the bytes that the object's id names");
    }
    if (pointer) {
      return unreadable(item,
                        "a Git LFS pointer: its bytes are not in the repository; check the revision out with 'git lfs pull' and "
                        "review that folder");
    }
    return std::move(spool).finish();
  }

  Git git_;
  std::uint64_t limit_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<platform::Program>> idle_;
};

/// A file of a tree.
struct TreeFile {
  std::string path;
  std::string object;
};

/// Revisions of git repositories.
class GitSource : public Source {
 public:
  base::Result<bool> takes(const std::string& argument) override { return argument.starts_with(kPrefix); }

  base::Result<void> add(const std::string& argument, Collector& collector) override {
    const std::size_t at = argument.rfind('@');
    if (at == std::string::npos || at <= kPrefix.size() || at + 1 == argument.size()) {
      return base::Error{base::ErrorCode::usage, argument, "write git:PATH@REV, for example git:.@HEAD or git:qms/docs@v1.0"};
    }
    const std::string revision = argument.substr(at + 1);
    if (revision.front() == '-' || revision.find_first_of(std::string("\0\n", 2)) != std::string::npos) {
      return base::Error{base::ErrorCode::usage, argument, "no revision begins with '-' or has line breaks"};
    }
    // What is not in the folders of today may have been in the revision.
    std::string folder = argument.substr(kPrefix.size(), at - kPrefix.size());
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
    std::string below;
    while (true) {
      const auto kind = platform::kind_of(folder);
      if (kind && *kind == platform::EntryKind::folder) break;
      const std::size_t slash = folder.rfind('/');
      const std::string name = folder.substr(slash == std::string::npos ? 0 : slash + 1);
      below = below.empty() ? name : name + "/" + below;
      folder = slash == std::string::npos ? "." : slash == 0 ? "/" : folder.substr(0, slash);
      if (slash == std::string::npos) break;
    }
    CW_ASSIGN_OR_RETURN(folder, platform::canonical(folder));
    CW_ASSIGN_OR_RETURN(const Git git, Git::find(folder, collector.options().unsandboxed));

    std::string said;
    CW_ASSIGN_OR_RETURN(platform::Ran ran, git.run({"rev-parse", "--absolute-git-dir", "--show-prefix"}, {}, &said));
    if (ran.ending.code != 0) {
      return base::Error{base::ErrorCode::not_found, argument,
                         said.find("not a git repository") != std::string::npos ? "there is no git repository at " + folder
                                                                                : "git cannot read it: " + as_detail(said)};
    }
    const std::vector<std::string_view> lines = base::split(ran.out, '\n');
    const std::string repository(lines[0]);
    std::string prefix(lines.size() > 1 ? lines[1] : std::string_view());
    prefix += below;
    while (prefix.ends_with('/')) prefix.pop_back();

    CW_ASSIGN_OR_RETURN(ran,
                        git.run({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"}, {}, &said));
    const std::string commit = first_line(ran.out);
    if (ran.ending.code != 0 || !is_object_id(commit)) {
      return base::Error{base::ErrorCode::unknown_revision, argument,
                         "the repository " + repository + " has no branch, tag or commit '" + revision + "'"};
    }
    CW_ASSIGN_OR_RETURN(ran, git.run({"rev-parse", "--verify", "--quiet", "--end-of-options",
                                      prefix.empty() ? commit + "^{tree}" : commit + ":" + prefix},
                                     {}, &said));
    const std::string object = first_line(ran.out);
    if (ran.ending.code != 0 || !is_object_id(object)) {
      return base::Error{base::ErrorCode::not_found, argument, "the revision has no folder or file '" + prefix + "'"};
    }
    CW_ASSIGN_OR_RETURN(ran, git.run({"cat-file", "-t", object}, {}, &said));
    const std::string type = first_line(ran.out);
    if (!collector.is_new("git:" + repository + '\0' + commit + '\0' + prefix)) return {};

    const std::size_t slash = prefix.rfind('/');
    const bool is_file = type == "blob";
    const std::string whole = is_file ? (slash == std::string::npos ? std::string() : prefix.substr(0, slash)) : prefix;
    const std::string root = collector.name_root(name_of(repository, whole) + "@" + revision);
    std::vector<TreeFile> files;
    if (is_file) {
      files.push_back({prefix.substr(slash == std::string::npos ? 0 : slash + 1), object});
    } else if (type == "tree") {
      CW_ASSIGN_OR_RETURN(files, files_of(git, object, root, argument, collector));
    } else {
      return base::Error{base::ErrorCode::not_found, argument, "'" + prefix + "' is neither a folder nor a file there"};
    }
    CW_ASSIGN_OR_RETURN(const auto sizes, sizes_of(git, files));
    const auto reader = std::make_shared<const BlobReader>(git, collector.options().spooled_bytes);
    for (TreeFile& file : files) {
      SourceItem item;
      item.root = root;
      item.path = std::move(file.path);
      const auto size = sizes.find(file.object);
      item.size = size == sizes.end() ? 0 : size->second;
      item.version = "git:" + repository + '\0' + file.object;
      item.key = std::move(file.object);
      item.reader = reader;
      collector.add(std::move(item));
    }
    collector.note(root + ": read from the git repository at commit " + commit +
                   (prefix.empty() ? std::string() : ", below " + prefix) + "; nothing was checked out.");
    collector.resolved("git=" + root + ":" + commit + ":" + prefix);
    return {};
  }

 private:
  /// The name of the folder that is read: the last one of `prefix`, or that of the repository.
  static std::string name_of(const std::string& repository, const std::string& prefix) {
    if (!prefix.empty()) return prefix.substr(prefix.rfind('/') + 1);
    std::string path = repository;
    if (path.ends_with("/.git")) path.resize(path.size() - 5);
    // A work tree of its own has its part of the repository in .git/worktrees/NAME, a submodule in .git/modules/NAME.
    std::string name = path.substr(path.rfind('/') + 1);
    if (name.size() > 4 && name.ends_with(".git")) name.resize(name.size() - 4);
    return name.empty() ? "repository" : name;
  }

  static base::Result<std::vector<TreeFile>> files_of(const Git& git, const std::string& tree, const std::string& root,
                                                      const std::string& argument, Collector& collector) {
    std::string said;
    CW_ASSIGN_OR_RETURN(const platform::Ran ran, git.run({"ls-tree", "-r", "-z", "--full-tree", tree}, {}, &said));
    if (ran.ending.code != 0) {
      return base::Error{base::ErrorCode::not_readable, argument, "git cannot list it: " + as_detail(said)};
    }
    std::vector<TreeFile> files;
    for (const std::string_view line : base::split(ran.out, '\0')) {
      // "MODE TYPE ID\tPATH".
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos) continue;
      const std::vector<std::string_view> words = base::split(line.substr(0, tab), ' ');
      std::string path(line.substr(tab + 1));
      if (words.size() != 3 || !is_object_id(words[2])) continue;
      if (!is_plain_path(path)) {
        collector.skip({root, std::move(path), SkipReason::not_a_file, "a name that no file in a folder can have"});
      } else if (!collector.takes_flat(root, path)) {
        continue;
      } else if (words[0] == "120000") {
        collector.skip({root, std::move(path), SkipReason::link, "a symbolic link; its target is read where it lies"});
      } else if (words[1] == "commit") {
        collector.skip({root, std::move(path), SkipReason::no_bytes,
                        "a submodule: a repository of its own, at commit " + std::string(words[2])});
      } else if (words[1] == "blob") {
        files.push_back({std::move(path), std::string(words[2])});
      }
    }
    return files;
  }

  /// Bytes of each blob that the repository has.
  static base::Result<std::map<std::string, std::uint64_t>> sizes_of(const Git& git, const std::vector<TreeFile>& files) {
    std::vector<std::string> objects;
    objects.reserve(files.size());
    for (const TreeFile& file : files) objects.push_back(file.object);
    std::sort(objects.begin(), objects.end());
    objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
    std::map<std::string, std::uint64_t> sizes;
    std::size_t next = 0;
    for (std::size_t starts = 0; next < objects.size() && starts < kMaxStarts; ++starts) {
      std::string input;
      for (std::size_t i = next; i < objects.size(); ++i) input += objects[i] + "\n";
      CW_ASSIGN_OR_RETURN(const platform::Ran ran,
                          git.run({"cat-file", "--batch-check=%(objectname) %(objectsize)"}, input, nullptr));
      for (const std::string_view line : base::split(ran.out, '\n')) {
        if (line.empty() || next == objects.size()) continue;
        const std::size_t blank = line.find(' ');
        const std::string digits(blank == std::string_view::npos ? "" : line.substr(blank + 1));
        if (!digits.empty() && digits.size() < 19 && digits.find_first_not_of("0123456789") == std::string::npos) {
          sizes[objects[next]] = std::stoull(digits);
        }
        ++next;
      }
      // It ends early at an object that it would have to fetch; that one is unreadable, and the others are not.
      if (next < objects.size()) ++next;
    }
    return sizes;
  }
};

}  // namespace

std::unique_ptr<Source> make_git_source() { return std::make_unique<GitSource>(); }

}  // namespace crosswalk::sources
