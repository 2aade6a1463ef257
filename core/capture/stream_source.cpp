#include <capture/sources.h>
#include <capture/wake_event.h>
#include <file/capture_parser.h>

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

namespace tapscope {
namespace {

/// A pcap or pcapng stream from a pipe.
class StreamSource final : public FrameSource {
public:
    StreamSource(UniqueFd stream, std::string name) : stream_(std::move(stream)) { interface_.name = std::move(name); }

    [[nodiscard]] const CaptureInterface& interface() const noexcept override { return interface_; }
    void wake() noexcept override { wake_.signal(); }
    [[nodiscard]] bool seesOwnFrames() const noexcept override { return false; }
    [[nodiscard]] DropCounts drops() override { return {}; }
    [[nodiscard]] Result<void> send(Bytes) override {
        return failure(ErrorKind::Unsupported, "send to", interface_.name, "a stream is only read");
    }

    void drain(FrameSink&, Clock::time_point) override {} // what was written to it and not read is its writer's to tell
    [[nodiscard]] Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) override {
        if (ended_)
            return failure(ErrorKind::Ended, "read", interface_.name, "the stream is over");
        std::array<pollfd, 2> descriptors = {pollfd{stream_.get(), POLLIN, 0}, pollfd{wake_.fd(), POLLIN, 0}};
        if (poll(descriptors.data(), descriptors.size(), static_cast<int>(patience.count())) < 0 && errno != EINTR)
            return systemError(errno, "wait for", interface_.name);
        if (descriptors[1].revents != 0)
            wake_.clear();
        if (descriptors[0].revents == 0)
            return 0U;
        if (auto more = readMore(); !more)
            return std::unexpected(more.error());
        return parse(sink);
    }

private:
    Result<void> readMore() {
        constexpr std::size_t step = std::size_t{256} << 10;
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
        used_ = 0;
        const std::size_t before = buffer_.size();
        buffer_.resize(before + step);
        const ssize_t got = read(stream_.get(), buffer_.data() + before, step);
        buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno != EINTR && errno != EAGAIN)
            return systemError(errno, "read", interface_.name);
        ended_ = got == 0;
        if (ended_ && !buffer_.empty())
            return failure(ErrorKind::Damaged, "read all of", interface_.name, parser_.cutShort());
        return {};
    }

    Result<std::size_t> parse(FrameSink& sink) {
        std::size_t frames = 0;
        while (true) {
            switch (parser_.next(Bytes(buffer_).subspan(used_))) {
            case CaptureParser::Step::Frame:
                sink.frame(parser_.frame());
                ++frames;
                break;
            case CaptureParser::Step::Skipped:
                if (parser_.interfaces().size() == 1)
                    interface_ = parser_.interfaces().front().description;
                break;
            case CaptureParser::Step::NeedMore:
                return frames;
            case CaptureParser::Step::Damage:
                return failure(ErrorKind::Damaged, "read all of", interface_.name, parser_.damage());
            }
            used_ += parser_.consumed();
        }
    }

    UniqueFd stream_;
    WakeEvent wake_;
    CaptureInterface interface_;
    CaptureParser parser_;
    std::vector<std::byte> buffer_;
    std::size_t used_ = 0;
    bool ended_ = false;
};

} // namespace

Result<std::unique_ptr<FrameSource>> readStream(UniqueFd stream, std::string name) {
    return std::make_unique<StreamSource>(std::move(stream), std::move(name));
}

} // namespace tapscope
