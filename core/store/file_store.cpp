#include <store/file_store.h>
#include <store/read_window.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace tapscope {
namespace {

constexpr const char* action = "open";
constexpr std::uint64_t publishEvery = 4096; // frames

struct KnownFormat {
    std::string_view start;
    std::string_view reason, hint;
};

using namespace std::string_view_literals;
constexpr std::array knownFormats = {
    KnownFormat{"\x1f\x8b"sv, "it is compressed with gzip", "Unpack it first: gunzip FILE"},
    KnownFormat{"\x28\xb5\x2f\xfd"sv, "it is compressed with zstd", "Unpack it first: unzstd FILE"},
    KnownFormat{"\x04\x22\x4d\x18"sv, "it is compressed with lz4", "Unpack it first: unlz4 FILE"},
    KnownFormat{"\xfd"
                "7zXZ"sv,
                "it is compressed with xz", "Unpack it first: unxz FILE"},
    KnownFormat{"PK\x03\x04"sv, "it is a zip archive", "Unpack it first: unzip FILE"},
    KnownFormat{"snoop\0\0\0"sv, "it is a snoop capture", "Convert it first: editcap FILE NEW.pcapng"},
};

Result<void> checkFirstBytes(const std::filesystem::path& path, Bytes start) {
    const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
    for (const auto& known : knownFormats) {
        if (text.starts_with(known.start))
            return failure(ErrorKind::Unsupported, action, path.string(), known.reason, known.hint);
    }
    CaptureParser parser;
    if (parser.next(start) == CaptureParser::Step::Damage && !parser.isRecognised())
        return failure(ErrorKind::Invalid, action, path.string(), "it is no pcap or pcapng file",
                       "TapScope reads pcap and pcapng");
    if (start.size() < 4)
        return failure(ErrorKind::Invalid, action, path.string(),
                       start.empty() ? "it is empty" : "it is too short for a capture file");
    return {};
}

} // namespace

Result<std::shared_ptr<FileStore>> FileStore::open(const std::filesystem::path& path, Syscalls& syscalls) {
    UniqueFd file(syscalls.open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0), syscalls);
    if (!file)
        return systemError(errno, action, path.string());
    struct stat status{};
    if (fstat(file.get(), &status) != 0)
        return systemError(errno, action, path.string());
    if (!S_ISREG(status.st_mode))
        return failure(ErrorKind::Invalid, action, path.string(),
                       S_ISDIR(status.st_mode) ? "it is a folder" : "it is no regular file",
                       S_ISFIFO(status.st_mode) ? "Read a pipe with -r -" : "");
    ReadWindow window(syscalls);
    window.look(file.get());
    constexpr std::size_t enough = 64;
    auto start = window.at(0, enough);
    if (!start)
        return systemError(start.error(), action, path.string());
    if (auto fits = checkFirstBytes(path, *start); !fits)
        return std::unexpected(fits.error());
    return std::shared_ptr<FileStore>(
        new FileStore(path, std::move(file), static_cast<std::uint64_t>(status.st_size), syscalls));
}

FileStore::FileStore(std::filesystem::path path, UniqueFd file, std::uint64_t size, Syscalls& syscalls)
    : FrameStore(path, syscalls), file_(std::make_shared<StorePart>(1)), syscalls_(syscalls) {
    file_->setFile(std::move(path), std::make_shared<const UniqueFd>(std::move(file)));
    file_->setSizeOnDisk(size);
    addPart(file_);
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
            if (bytes->size() >= parser.needed() || bytes->size() < wanted) { // the file ends here
                if (!bytes->empty())
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
