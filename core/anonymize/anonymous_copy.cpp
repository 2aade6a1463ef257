#include <file/pcapng_writer.h>
#include <store/frame_reader.h>

#include <anonymize/anonymous_copy.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>

namespace tapscope {
namespace {

constexpr const char* action = "make an anonymous copy in";

Result<void> writeAll(int file, pcapng::Buffer& buffer, const std::string& folder) {
    std::span<const std::byte> rest(buffer);
    while (!rest.empty()) {
        const ssize_t written = write(file, rest.data(), rest.size());
        if (written < 0 && errno != EINTR)
            return systemError(errno, action, folder, "Set TMPDIR to a folder with more room");
        rest = rest.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    buffer.clear();
    return {};
}

} // namespace

Result<AnonymousCopy> makeAnonymousCopy(std::shared_ptr<const FrameStore> store, const DecoderRegistry& registry,
                                        const AnonymizeOptions& options,
                                        const std::function<void(FrameNumber)>& progress, const std::stop_token& stop) {
    std::error_code unknown;
    const std::string folder = std::filesystem::temp_directory_path(unknown).string();
    const UniqueFd file(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (!file)
        return systemError(errno, action, folder);
    FrameAnonymizer anonymizer(registry, options);
    pcapng::Buffer buffer;
    pcapng::appendSectionHeader(buffer);
    for (std::size_t id = 0; id < store->interfaceCount(); ++id)
        pcapng::appendInterface(buffer, anonymizer.anonymize(store->interface(id)));
    FrameReader reader(store);
    const FrameNumber count = store->count();
    const FrameNumber step = std::max<FrameNumber>(count / 200, 1000);
    for (FrameNumber number = 1; number <= count; ++number) {
        if (number % step == 0 && stop.stop_requested())
            return failure(ErrorKind::Cancelled, action, folder, "stopped by the user");
        if (number % step == 0 && progress)
            progress(number);
        auto frame = reader.read(number);
        if (!frame)
            return std::unexpected(frame.error());
        if (frame->linkType == LinkType::CustomBlock)
            continue;
        if (frame->time == noTime)
            frame->time = Timestamp{};
        pcapng::appendFrame(buffer, anonymizer.anonymize(*frame));
        constexpr std::size_t enough = std::size_t{256} << 10;
        if (buffer.size() >= enough) {
            if (auto written = writeAll(file.get(), buffer, folder); !written)
                return std::unexpected(written.error());
        }
    }
    if (auto written = writeAll(file.get(), buffer, folder); !written)
        return std::unexpected(written.error());
    auto copy = FileStore::open("/proc/self/fd/" + std::to_string(file.get()));
    if (!copy)
        return std::unexpected(copy.error());
    if (auto indexed = (*copy)->index(stop); !indexed)
        return std::unexpected(indexed.error());
    return AnonymousCopy{.store = std::move(*copy), .report = anonymizer.report()};
}

} // namespace tapscope
