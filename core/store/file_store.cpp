#include <store/file_store.h>
#include <store/foreign_format.h>
#include <store/read_window.h>
#include <store/unpack.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

namespace tapscope {
namespace {

constexpr const char* opening = "open";
constexpr std::size_t shortest = 4;          // bytes by which a format is recognised
constexpr std::uint64_t publishEvery = 4096; // frames

struct KnownFormat {
    std::string_view start;
    std::string_view reason;
    std::string_view hint = {}; ///< empty: Wireshark converts it
};

using namespace std::string_view_literals;
constexpr std::array knownFormats = {
    KnownFormat{"\xfd"
                "7zXZ"sv,
                "it is compressed with xz", "Unpack it first: unxz FILE"},
    KnownFormat{"PK\x03\x04"sv, "it is a zip archive", "Unpack it first: unzip FILE"},
    KnownFormat{"snoop\0\0\0"sv, "it is a snoop capture"},
    KnownFormat{"btsnoop\0"sv, "it is a btsnoop capture"},
    KnownFormat{"TRSNIFF data    \x1a"sv, "it is a Sniffer capture"},
    KnownFormat{"XCP\0"sv, "it is a NetXRay or Sniffer capture"},
    KnownFormat{"GMBU"sv, "it is a Network Monitor capture"},
    KnownFormat{"RTSS"sv, "it is a Network Monitor capture"},
    KnownFormat{"\x7fver"sv, "it is a Peek capture"},
    KnownFormat{"\x05VNF"sv, "it is a Visual Networks capture"},
};

Result<void> checkFirstBytes(const std::filesystem::path& path, Bytes start) {
    const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
    for (const auto& known : knownFormats) {
        if (text.starts_with(known.start))
            return failure(ErrorKind::Unsupported, opening, path.string(), known.reason, known.hint);
    }
    if (start.size() < shortest)
        return failure(ErrorKind::Invalid, opening, path.string(),
                       start.empty() ? "it is empty" : "it is too short for a capture file");
    CaptureParser parser;
    if (parser.next(start) == CaptureParser::Step::Damage && !parser.isRecognised())
        return failure(ErrorKind::Invalid, opening, path.string(), "it is not a pcap or pcapng file");
    return {};
}

/// What Wireshark makes of a file that checkFirstBytes() refused.
Result<Unpacked> converted(const std::filesystem::path& path, Error refusal, Syscalls& syscalls) {
    auto content = convertByWireshark(path, syscalls);
    if (content || (content.error().kind != ErrorKind::NotFound && content.error().kind != ErrorKind::Unsupported))
        return content;
    if (content.error().kind == ErrorKind::NotFound)
        refusal.hint =
            "TapScope reads pcap and pcapng. Wireshark's editcap, which converts other formats, is not installed";
    else if (refusal.kind == ErrorKind::Unsupported)
        refusal.hint = "Wireshark cannot convert it: " + content.error().reason;
    else
        refusal.hint = "TapScope reads pcap and pcapng, and Wireshark cannot convert it";
    return std::unexpected(std::move(refusal));
}

Result<std::vector<std::byte>> firstBytes(int file, const std::filesystem::path& path, Syscalls& syscalls) {
    ReadWindow window(syscalls);
    window.look(file);
    constexpr std::size_t enough = 64;
    const auto start = window.at(0, enough);
    if (!start)
        return systemError(start.error(), opening, path.string());
    const Bytes few = start->first(std::min(start->size(), enough));
    return std::vector(few.begin(), few.end());
}

} // namespace

Result<std::shared_ptr<FileStore>> FileStore::open(const std::filesystem::path& path, Syscalls& syscalls) {
    UniqueFd file(syscalls.open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0), syscalls);
    if (!file)
        return systemError(errno, opening, path.string());
    struct stat status{};
    if (fstat(file.get(), &status) != 0)
        return systemError(errno, opening, path.string());
    if (!S_ISREG(status.st_mode))
        return failure(ErrorKind::Invalid, opening, path.string(),
                       S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file",
                       S_ISFIFO(status.st_mode) ? "Read a pipe with -r -" : "");
    Unpacked content{.file = std::move(file), .size = static_cast<std::uint64_t>(status.st_size)};
    auto start = firstBytes(content.file.get(), path, syscalls);
    if (start && isPacked(*start)) {
        auto unpacked = unpack(content.file.get(), path, syscalls);
        if (!unpacked)
            return std::unexpected(unpacked.error());
        content = std::move(*unpacked);
        start = firstBytes(content.file.get(), path, syscalls);
    }
    if (!start)
        return std::unexpected(start.error());
    if (content.damage && start->size() < shortest)
        return failure(ErrorKind::Damaged, opening, path.string(), *content.damage, "Nothing of it can be unpacked");
    if (auto fits = checkFirstBytes(path, *start); !fits) {
        if (start->size() < shortest || !fits.error().hint.empty())
            return std::unexpected(fits.error());
        auto pcapng = converted(path, std::move(fits.error()), syscalls);
        if (!pcapng)
            return std::unexpected(pcapng.error());
        content = std::move(*pcapng);
    }
    return std::shared_ptr<FileStore>(new FileStore(path, std::move(content), syscalls));
}

FileStore::FileStore(std::filesystem::path path, Unpacked content, Syscalls& syscalls)
    : FrameStore(path, syscalls), file_(std::make_shared<StorePart>(1)), syscalls_(syscalls),
      packedDamage_(std::move(content.damage)), isConverted_(content.isConverted) {
    file_->setFile(std::move(path), std::make_shared<const UniqueFd>(std::move(content.file)));
    file_->setSizeOnDisk(content.size);
    addPart(file_);
}

Result<std::shared_ptr<const UniqueFd>> FileStore::content() const {
    return file_->open(syscalls_);
}

void FileStore::publishFrames() noexcept {
    file_->index().publish();
    publish(file_->count());
}

void FileStore::takeInterfaces(const CaptureParser& parser) {
    const auto& known = parser.interfaces();
    while (interfaces_.appended() < known.size() && interfaces_.append(known[interfaces_.appended()])) {
    }
    interfaces_.publish();
}

Result<IndexingReport> FileStore::index(const std::stop_token& stop) {
    CaptureParser parser;
    const auto file = file_->open(syscalls_);
    if (!file)
        return std::unexpected(file.error());
    ReadWindow window(syscalls_);
    window.look((*file)->get());
    FrameIndex& index = file_->index();
    IndexingReport report;
    const auto finish = [&] {
        takeInterfaces(parser);
        publishFrames();
        indexed_ = file_->sizeOnDisk();
        report.statistics = parser.statistics();
        report.sectionComment = parser.sectionComment();
        if (parser.hasSecrets())
            noteSecrets();
        if (!report.damage)
            noteWhole();
        return report;
    };
    const auto damagedBecause = [&](const std::string& reason) {
        report.damage =
            failure(ErrorKind::Damaged, "read all of", path().string(), reason, "All frames before it are shown")
                .error();
    };
    std::size_t wanted = frameHeaderSize;
    while (true) {
        auto bytes = window.at(parser.offset(), wanted);
        if (!bytes) {
            damagedBecause(systemError(bytes.error(), "read", path().string()).error().reason);
            return finish();
        }
        switch (parser.next(*bytes)) {
        case CaptureParser::Step::Frame: {
            wanted = frameHeaderSize;
            const auto& frame = parser.frame();
            if (interfaces_.appended() < parser.interfaces().size())
                takeInterfaces(parser);
            if (frame.interfaceId >= Interfaces::capacity ||
                !index.append(IndexEntry::of(parser.frameOffset(), frame.interfaceId, frame.time))) {
                damagedBecause("it has more frames or interfaces than can be shown");
                return finish();
            }
            if (index.appended() % publishEvery == 0) {
                publishFrames();
                indexed_.store(parser.offset(), std::memory_order_relaxed);
                if (stop.stop_requested())
                    return failure(ErrorKind::Cancelled, "read all of", path().string(), "stopped by the user");
            }
            break;
        }
        case CaptureParser::Step::Skipped:
            wanted = frameHeaderSize;
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, "read all of", path().string(), "stopped by the user");
            break;
        case CaptureParser::Step::NeedMore:
            if (bytes->size() >= parser.needed() || bytes->size() < wanted) { // the end of the file
                const std::uint64_t end = parser.offset() + bytes->size();
                if (end < sizeOnDisk())
                    damagedBecause(fmt::format("it became shorter while it was read: {} of {} bytes are there", end,
                                               sizeOnDisk()));
                else if (packedDamage_)
                    damagedBecause(*packedDamage_);
                else if (!bytes->empty())
                    damagedBecause(parser.cutShort());
                return finish();
            }
            wanted = parser.needed();
            break;
        case CaptureParser::Step::Damage:
            damagedBecause(parser.damage());
            return finish();
        }
    }
}

} // namespace tapscope
