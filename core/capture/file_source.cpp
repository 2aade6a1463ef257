#include <capture/own_sources.h>
#include <capture/source_catalog.h>
#include <file/standalone_blocks.h>
#include <store/file_walker.h>

#include <source/threaded_port.h>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace tapscope {
namespace {

/// Waits a moment for a file to grow; false once a stop is requested.
bool waitForMore(const std::stop_token& stop) {
    constexpr std::chrono::milliseconds moment{50};
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    static_cast<void>(never.wait_for(lock, stop, moment, [] { return false; }));
    return !stop.stop_requested();
}

/// Reads a file from its first frame to its last on its own thread, because the disk may be slow.
class FileReading final : public BlockingSource {
public:
    /// If `follows`, waits for more data at the end of the file.
    FileReading(FileWalker walker, bool follows) : walker_(std::move(walker)), follows_(follows) {
        walker_.keepPassages();
    }

    [[nodiscard]] Result<void> run(PortSink& sink, const std::stop_token& stop) override {
        if (follows_)
            walker_.follow([&stop] { return waitForMore(stop); });
        std::size_t described = 0;
        while (!stop.stop_requested() && walker_.next(chunk_)) {
            for (; described < chunk_.interfaces.size(); ++described)
                sink.interface(static_cast<std::uint32_t>(described), chunk_.interfaces[described].description);
            // Names and keys may come before the frames that they are for.
            for (const auto& passage : chunk_.passages) {
                const auto block =
                    passage.frame == FrameChunk::Passage::none ? blocks_.examine(passage.record) : std::nullopt;
                if (block)
                    sink.block(block->type, block->body);
            }
            if (!chunk_.frames.empty())
                sink.frames(chunk_.frames);
        }
        if (walker_.damage() && !stop.stop_requested())
            return std::unexpected(*walker_.damage());
        return {};
    }

private:
    FileWalker walker_;
    bool follows_;
    FrameChunk chunk_;
    pcapng::StandaloneBlocks blocks_;
};

/// A capture file, read-only.
class FileSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "file"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "File"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "reads a capture file from its first frame to its last";
    }
    [[nodiscard]] std::span<const std::string_view> roles() const noexcept override {
        static constexpr std::array roles{source_role::file};
        return roles;
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema schema({{.key = "follow",
                                             .title = "Follow",
                                             .type = SettingType::Switch,
                                             .defaultValue = "off",
                                             .help = "At the end of the file, wait for the program that writes it"}});
        return schema;
    }
    [[nodiscard]] bool suits(const SourceRequest& request) const override {
        struct stat status{};
        return isPath(request.name) && request.name != "-" &&
               (stat(request.name.c_str(), &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
    }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token&) const override {
        auto walker = FileWalker::open(request.name);
        if (!walker)
            return std::unexpected(walker.error());
        PortFacts facts;
        facts.name = request.name;
        return threadedPort(std::move(facts),
                            std::make_unique<FileReading>(std::move(*walker), request.settings.isOn("follow")));
    }
};

} // namespace

const SourceFactory& fileSource() {
    static const FileSource source;
    return source;
}

} // namespace tapscope
