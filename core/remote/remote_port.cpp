#include <poll.h>
#include <remote/frame_blocks.h>
#include <remote/remote_port.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mostWaiting = std::size_t{1} << 20; ///< octets of frames that wait for the pipe
constexpr std::uint64_t mostUnderWay = 4096; ///< frames for which the far machine has not reported a result yet
constexpr std::size_t mostFrames = 256;      ///< in one message
constexpr std::size_t mostOctets = std::size_t{256} << 10; ///< in one message, before its last frame
constexpr auto endPatience = 1s;                           ///< between the end of the stream and that of ssh

class RemotePort final : public Port {
public:
    RemotePort(std::unique_ptr<MachineConnection> connection, PortFacts facts, std::string filter)
        : connection_(std::move(connection)), facts_(std::move(facts)), filter_(std::move(filter)) {}

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }

    void watches(std::vector<Watch>& watches) override {
        if (!ending_)
            watches.push_back(stream().input());
        if (stream().waiting() > 0 && !ending_)
            watches.push_back(stream().output());
        if (const int errors = connection_->program().ssh.pipes.errors.get(); errors >= 0)
            watches.push_back({errors, POLLIN});
    }

    [[nodiscard]] std::optional<Clock::time_point> due() override {
        return ending_ ? std::optional(lookAgain_) : std::nullopt;
    }

    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t) override {
        auto& pipes = connection_->program().ssh.pipes;
        if (pipes.errors && !connection_->program().errors.read(pipes.errors.get()))
            pipes.errors.reset();
        if (ending_)
            return whyItEnded();
        if (!stream().flush() || !stream().read()) {
            ending_ = Clock::now() + endPatience;
            return whyItEnded();
        }
        return deliver(sink);
    }

    void drain(PortSink& sink, Clock::time_point until) override {
        if (ending_ || isClosed_ || !stream().add(serve::encodeRequest(serve::Close{})))
            return;
        while (!isClosed_ && Clock::now() < until && stream().flush()) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
            const Watch in = stream().input();
            const Watch out = stream().output();
            std::array watched{pollfd{in.fd, in.events, 0},
                               pollfd{stream().waiting() > 0 ? out.fd : -1, out.events, 0}};
            if (poll(watched.data(), watched.size(), static_cast<int>(left)) <= 0)
                continue;
            if (watched[0].revents != 0 && (!stream().read() || !deliver(sink)))
                return;
        }
    }

    [[nodiscard]] Sent send(std::span<const Frame> frames) override {
        Sent sent{.refusedLater = static_cast<std::size_t>(std::exchange(refused_, 0))};
        if (!facts_.sends) {
            sent.rest = Sent::Rest::Unsupported;
        } else if (ending_ || isClosed_) {
            sent.refusedLater += static_cast<std::size_t>(std::exchange(underWay_, 0));
            sent.rest = Sent::Rest::Ended;
        } else if (frames.empty()) {
            sent.rest = underWay_ > 0 ? Sent::Rest::NoRoom : Sent::Rest::None;
        } else {
            add(frames, sent);
        }
        return sent;
    }

    [[nodiscard]] DropCounts losses() override { return losses_; }

private:
    [[nodiscard]] serve::MessageStream& stream() noexcept { return connection_->stream(); }

    void add(std::span<const Frame> frames, Sent& sent) {
        while (sent.frames < frames.size() && stream().waiting() <= mostWaiting && underWay_ < mostUnderWay) {
            const std::size_t taken = addPiece(frames.subspan(sent.frames));
            if (taken == 0) {
                sent.rest = Sent::Rest::TooLong;
                break;
            }
            sent.frames += taken;
            underWay_ += taken;
        }
        if (sent.frames < frames.size() && sent.rest == Sent::Rest::None)
            sent.rest = Sent::Rest::NoRoom;
        static_cast<void>(stream().flush()); // the next read reports a broken connection
    }

    /// Adds one message with the first of these frames, and returns how many it has.
    std::size_t addPiece(std::span<const Frame> frames) {
        std::size_t count = 0;
        for (; count < std::min(frames.size(), mostFrames) && writer_.blocks().size() < mostOctets; ++count) {
            // Whichever interface the frame comes from, it is sent to this one interface.
            Frame frame = frames[count];
            frame.interfaceId = 0;
            frame.linkType = facts_.linkType;
            frame.comment = {};
            writer_.frames(std::span(&frame, 1));
        }
        const bool fits = stream().add(serve::encodeRequest(serve::Frames{.blocks = writer_.blocks()})).has_value();
        writer_.clear();
        return fits ? count : 0;
    }

    Result<std::size_t> deliver(PortSink& sink) {
        std::size_t frames = 0;
        while (true) {
            auto message = stream().next();
            if (!message)
                return std::unexpected(message.error());
            if (!*message)
                return frames;
            auto reply = serve::parseReply(**message);
            if (!reply)
                return std::unexpected(reply.error());
            auto taken = take(*reply, sink);
            if (!taken)
                return taken;
            frames += *taken;
        }
    }

    Result<std::size_t> take(serve::Reply& reply, PortSink& sink) {
        if (const auto* const frames = std::get_if<serve::Frames>(&reply))
            return give(frames->blocks, sink);
        if (const auto* const losses = std::get_if<serve::Losses>(&reply)) {
            losses_ = losses->counts;
        } else if (const auto* const gap = std::get_if<serve::Gap>(&reply)) {
            sink.gap(gap->why, gap->lost);
        } else if (const auto* const sent = std::get_if<serve::Taken>(&reply)) {
            underWay_ -= std::min(underWay_, sent->taken + sent->refused);
            refused_ += sent->refused;
        } else if (std::holds_alternative<serve::Closed>(reply)) {
            isClosed_ = true;
        } else if (auto* const ended = std::get_if<serve::PortEnded>(&reply)) {
            isClosed_ = true;
            return std::unexpected(std::move(ended->error));
        } else if (auto* const failed = std::get_if<serve::Failed>(&reply)) {
            return std::unexpected(std::move(failed->error));
        }
        return 0U;
    }

    Result<std::size_t> give(Bytes blocks, PortSink& sink) {
        const auto frames = reader_.read(blocks);
        if (!frames)
            return std::unexpected(frames.error());
        for (; described_ < reader_.interfaces().size(); ++described_) {
            CaptureInterface description = reader_.interfaces()[described_].description;
            description.filter = filter_; // without the ssh connection's part, which changes
            sink.interface(static_cast<std::uint32_t>(described_), description);
        }
        if (!frames->empty())
            sink.frames(*frames);
        return frames->size();
    }

    Result<std::size_t> whyItEnded() {
        const auto wrong = connection_->program().ssh.end();
        if (!wrong && Clock::now() < *ending_) {
            lookAgain_ = Clock::now() + 5ms;
            return 0U;
        }
        Error error = farError(connection_->machine(), connection_->program().errors, "the connection has ended");
        if (error.kind != ErrorKind::NotPermitted)
            error.kind = ErrorKind::Gone;
        return std::unexpected(std::move(error));
    }

    std::unique_ptr<MachineConnection> connection_;
    PortFacts facts_;
    std::string filter_; ///< the capture's filter
    serve::BlockReader reader_;
    serve::BlockWriter writer_;
    std::size_t described_ = 0; ///< interfaces
    DropCounts losses_;
    std::uint64_t underWay_ = 0, refused_ = 0; ///< frames
    std::optional<Clock::time_point> ending_;  ///< set when the stream has ended: until when to wait for ssh
    Clock::time_point lookAgain_;              ///< when to check again whether ssh has ended
    bool isClosed_ = false;
};

} // namespace

Result<std::unique_ptr<Port>> remotePort(std::unique_ptr<MachineConnection> connection,
                                         const RemotePortRequest& request, const std::stop_token& stop) {
    auto reply = connection->ask(serve::Open{.device = request.device, .words = request.words}, stop);
    if (!reply)
        return std::unexpected(std::move(reply.error()));
    auto* const opened = std::get_if<serve::Opened>(&*reply);
    if (opened == nullptr)
        return failure(ErrorKind::Damaged, "open", request.device,
                       "tapscope-cli there gives an answer that does not fit");
    PortFacts facts = std::move(opened->facts);
    facts.name = connection->machine().text() + "/" + request.device;
    facts.nameSpace.clear();
    const auto filter = std::ranges::find(request.words, "filter", &SettingText::key);
    return std::make_unique<RemotePort>(std::move(connection), std::move(facts),
                                        filter == request.words.end() ? std::string() : filter->value);
}

} // namespace tapscope
