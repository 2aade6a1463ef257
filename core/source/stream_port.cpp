#include <file/capture_parser.h>
#include <file/standalone_blocks.h>

#include <poll.h>
#include <source/stream_port.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <map>
#include <vector>

namespace tapscope {
namespace {

/// A pcap or pcapng stream from a pipe.
class StreamPort final : public Port {
public:
    StreamPort(UniqueFd stream, std::string name) : stream_(std::move(stream)) { facts_.name = std::move(name); }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override { watches.push_back({stream_.get(), POLLIN}); }
    /// What the stream's writer reports as lost.
    [[nodiscard]] DropCounts losses() override {
        std::map<std::uint32_t, DropCounts> latest; // by interface, whose statistics may come several times
        for (const CaptureStatistics& each : parser_.statistics())
            latest[each.interfaceId] = {.system = each.droppedSystem.value_or(0),
                                        .interface = each.droppedInterface.value_or(0)};
        DropCounts sum;
        for (const auto& [interface, counts] : latest)
            sum += counts;
        return sum;
    }
    // Data that was written to the pipe but not read is not counted here: the writer has to report it.
    void drain(PortSink&, Clock::time_point) override {}

    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t) override {
        if (ended_)
            return failure(ErrorKind::Ended, "read", facts_.name, "the stream has ended");
        pollfd descriptor{stream_.get(), POLLIN, 0}; // its creator may not have made it non-blocking
        if (poll(&descriptor, 1, 0) <= 0)
            return 0U;
        if (auto more = readMore(); !more)
            return std::unexpected(more.error());
        auto frames = parse(sink);
        if (frames && *frames == 0)
            return 1U; // an incomplete block: look again
        return frames;
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
            return systemError(errno, "read", facts_.name);
        ended_ = got == 0;
        if (ended_ && !buffer_.empty())
            return failure(ErrorKind::Damaged, "read all of", facts_.name, parser_.cutShort());
        return {};
    }

    Result<std::size_t> parse(PortSink& sink) {
        batch_.clear();
        auto step = CaptureParser::Step::Skipped;
        for (; step == CaptureParser::Step::Skipped || step == CaptureParser::Step::Frame;
             used_ += parser_.consumed()) {
            const Bytes rest = Bytes(buffer_).subspan(used_);
            step = parser_.next(rest);
            if (step == CaptureParser::Step::Frame)
                batch_.push_back(parser_.frame());
            else if (step != CaptureParser::Step::Skipped)
                continue;
            else if (const auto block = blocks_.examine(rest.first(parser_.consumed())))
                sink.block(block->type, block->body);
        }
        give(sink);
        if (step == CaptureParser::Step::Damage)
            return failure(ErrorKind::Damaged, "read all of", facts_.name, parser_.damage());
        return batch_.size();
    }

    /// Each interface of the stream becomes one of the port, even if it has no frames.
    void give(PortSink& sink) {
        const auto& interfaces = parser_.interfaces();
        for (; described_ < interfaces.size(); ++described_)
            sink.interface(static_cast<std::uint32_t>(described_), interfaces[described_].description);
        if (!batch_.empty())
            sink.frames(batch_);
    }

    UniqueFd stream_;
    PortFacts facts_;
    std::size_t described_ = 0; ///< interfaces that have been described
    CaptureParser parser_;
    pcapng::StandaloneBlocks blocks_;
    std::vector<Frame> batch_; ///< their bytes are in buffer_
    std::vector<std::byte> buffer_;
    std::size_t used_ = 0;
    bool ended_ = false;
};

} // namespace

std::unique_ptr<Port> streamPort(UniqueFd stream, std::string name) {
    return std::make_unique<StreamPort>(std::move(stream), std::move(name));
}

} // namespace tapscope
