#include "input.h"

#include "output.h"

#include <store/unpack.h>
#include <store/unpacked_file.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tapscope::cli {
namespace {

constexpr const char* standardInput = "the standard input";
constexpr const char* descriptors = "/proc/self/fd/";

std::string titleOf(const std::string& name) {
    return name == "-" ? standardInput : name;
}

/// A stream: a readable input that is not a regular file with a name.
bool isStream(const std::string& name) {
    struct stat status{};
    return name == "-" || (stat(name.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
}

Result<UniqueFd> openStream(const std::string& name) {
    UniqueFd stream(name == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                : open(name.c_str(), O_RDONLY | O_CLOEXEC));
    if (!stream)
        return systemError(errno, "open", titleOf(name));
    if (isatty(stream.get()) == 1)
        return failure(ErrorKind::Invalid, "read", titleOf(name), "it is a terminal",
                       "Send a capture into it: tcpdump -w - | tapscope-cli read -");
    return stream;
}

/// Waits until a file changes. inotify(7) reports most changes; for file systems that it does not cover (NFS, FUSE),
/// the wait is at most a second.
class GrowthWatch {
public:
    explicit GrowthWatch(const std::string& path) : changes_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
        static_cast<void>(inotify_add_watch(changes_.get(), path.c_str(), IN_MODIFY));
    }
    bool wait() {
        constexpr int longest = 1000; // milliseconds
        pollfd descriptor{changes_.get(), POLLIN, 0};
        static_cast<void>(poll(&descriptor, 1, longest));
        std::array<char, 4096> events{};
        while (read(changes_.get(), events.data(), events.size()) > 0) {
        }
        return true;
    }

private:
    UniqueFd changes_;
};

/// The first bytes of a stream, which stay in it. Waits for them; none if the stream cannot be looked into.
std::vector<std::byte> peekedStart(int stream) {
    constexpr std::size_t enough = 32; // for all formats
    std::vector<std::byte> start(enough);
    struct stat status{};
    ssize_t got = 0;
    if (fstat(stream, &status) == 0 && S_ISREG(status.st_mode)) {
        got = pread(stream, start.data(), start.size(), lseek(stream, 0, SEEK_CUR));
    } else if (S_ISFIFO(status.st_mode)) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) == 0) {
            const UniqueFd reader(ends[0]), writer(ends[1]);
            if (tee(stream, writer.get(), start.size(), 0) > 0)
                got = read(reader.get(), start.data(), start.size());
        }
    } else if (S_ISSOCK(status.st_mode)) {
        got = recv(stream, start.data(), start.size(), MSG_PEEK);
    }
    start.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return start;
}

CaptureFile unnamedFile(UnpackedFile content, std::string name) {
    UniqueFd file = content.finish(std::nullopt).file;
    auto path = descriptors + std::to_string(file.get());
    return {.name = std::move(name), .path = std::move(path), .copy = std::move(file)};
}

void sayConverted(const std::string& name) {
    say(name + " was converted by Wireshark (editcap)");
}

/// Copies a stream to an unnamed file.
Result<CaptureFile> copyOf(int stream, const std::string& name) {
    auto copy = UnpackedFile::create(Syscalls::real());
    if (!copy)
        return std::unexpected(copy.error());
    std::vector<std::byte> buffer(std::size_t{256} << 10);
    while (true) {
        const ssize_t got = read(stream, buffer.data(), buffer.size());
        if (got == 0)
            return unnamedFile(std::move(*copy), titleOf(name));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(errno, "read", titleOf(name));
        const Bytes piece = Bytes(buffer).first(static_cast<std::size_t>(got));
        if (auto kept = copy->append(piece, "keep a copy of", titleOf(name)); !kept)
            return std::unexpected(kept.error());
    }
}

/// Whether a stream is of a known format other than pcap and pcapng. A file of its first bytes shows it: it is
/// converted, or Unsupported instead of Invalid.
bool isOfAnotherFormat(Bytes start) {
    CaptureParser parser;
    if (parser.next(start) != CaptureParser::Step::Damage || parser.isRecognised())
        return false;
    auto beginning = UnpackedFile::create(Syscalls::real());
    if (!beginning || !beginning->append(start, "look at", standardInput))
        return false;
    const auto opened = FileStore::open(unnamedFile(std::move(*beginning), standardInput).path);
    return opened ? (*opened)->isConverted() : opened.error().kind == ErrorKind::Unsupported;
}

} // namespace

Result<FileWalker> openCapture(const std::string& name, AtEnd atEnd) {
    if (isStream(name)) {
        auto stream = openStream(name);
        if (!stream)
            return std::unexpected(stream.error());
        if (const auto start = peekedStart(stream->get()); isPacked(start) || isOfAnotherFormat(start)) {
            const auto copy = copyOf(stream->get(), name);
            return copy ? openCapture(*copy) : std::unexpected(copy.error());
        }
        return FileWalker::ofStream(std::move(*stream), titleOf(name));
    }
    auto file = FileWalker::open(name);
    if (file && file->isConverted())
        sayConverted(name);
    if (file && atEnd == AtEnd::Follow)
        file->follow([watch = std::make_shared<GrowthWatch>(name)] { return watch->wait(); });
    return file;
}

Result<FileWalker> openCapture(const CaptureFile& file, AtEnd atEnd) {
    if (!file.copy)
        return openCapture(file.path.string(), atEnd);
    auto walker = file.walk();
    if (walker && walker->isConverted())
        sayConverted(file.name);
    return walker;
}

Result<FileWalker> CaptureFile::walk() const {
    auto walker = FileWalker::open(path);
    return walker ? std::move(walker) : std::unexpected(callStream(name, walker.error()));
}

Result<std::shared_ptr<FileStore>> CaptureFile::open() const {
    auto store = FileStore::open(path);
    if (!store)
        return std::unexpected(callStream(name, store.error()));
    if ((*store)->isConverted())
        sayConverted(name);
    return store;
}

Error callStream(const std::string& name, Error error) {
    if (error.object.starts_with(descriptors))
        error.object = titleOf(name);
    return error;
}

Result<CaptureFile> seekableCapture(const std::string& name) {
    if (!isStream(name))
        return CaptureFile{.name = name, .path = name, .copy = {}};
    auto stream = openStream(name);
    if (!stream)
        return std::unexpected(stream.error());
    return copyOf(stream->get(), name);
}

} // namespace tapscope::cli
