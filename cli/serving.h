#pragma once

#include <capture/source_opener.h>
#include <net/device_configuration.h>

#include <remote/frame_blocks.h>
#include <remote/message_stream.h>
#include <remote/serve_protocol.h>

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace tapscope::cli {

/// The far end of a pipe: answers the requests of serve_protocol.h. It waits for the pipe and the one open port in a
/// single place.
class Serving {
public:
    /// `leaveOut` is a capture filter for frames that no port may show, such as the pipe's own; it may be empty.
    Serving(serve::MessageStream& stream, std::shared_ptr<DeviceConfiguration> devices, SourceOpener opener,
            std::string leaveOut)
        : stream_(stream), devices_(std::move(devices)), opener_(std::move(opener)), leaveOut_(std::move(leaveOut)) {}

    /// Serves until the other side closes the pipe, or `stop` (a descriptor) becomes readable. Error: Damaged if a
    /// request is malformed.
    [[nodiscard]] Result<void> run(int stop);

private:
    class Delivery;

    void wait(int stop);
    [[nodiscard]] int patience() const;
    [[nodiscard]] bool takesMore() const;
    [[nodiscard]] Result<void> takeRequests();
    [[nodiscard]] Result<void> answer(const serve::Request& request);
    [[nodiscard]] Result<serve::Reply> replyTo(const serve::Request& request);
    [[nodiscard]] Result<serve::Reply> open(const serve::Open& request);
    [[nodiscard]] Result<void> close();
    [[nodiscard]] Result<void> reply(const serve::Reply& reply) { return stream_.add(serve::encodeReply(reply)); }

    [[nodiscard]] Result<void> receive();
    [[nodiscard]] Result<void> send();
    [[nodiscard]] Result<void> deliverBlocks();
    [[nodiscard]] Result<void> reportLosses();
    [[nodiscard]] Result<void> reportSent();

    serve::MessageStream& stream_;
    std::shared_ptr<DeviceConfiguration> devices_;
    SourceOpener opener_;
    std::string leaveOut_;
    bool isGreeted_ = false, isOver_ = false, isStopped_ = false;

    std::unique_ptr<Port> port_;
    serve::BlockWriter writer_;
    serve::BlockReader reader_;
    std::span<const Frame> toSend_; ///< in the octets that the stream has read last
    serve::Taken sent_;             ///< not reported yet
    DropCounts losses_;             ///< as reported last
    Port::Clock::time_point lossesTold_;
};

} // namespace tapscope::cli
