#include "serving.h"

#include <poll.h>
#include <remote/device_coding.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>
#include <vector>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mostWaiting = std::size_t{16}
                                    << 20; ///< octets buffered for the pipe; above that, the port has to wait
constexpr std::size_t pieceOctets = std::size_t{64} << 10; ///< octets of blocks in one message, before its last frame
constexpr std::size_t batch = 1024;                        ///< frames; then requests have their turn
constexpr auto reportLossesEvery = 500ms;
constexpr auto roomAgainAfter = 1; ///< milliseconds
constexpr auto longestDrain = 60ms;

std::unexpected<Error> refused(const std::string& device, std::string_view why) {
    return failure(ErrorKind::Invalid, "open", device, why);
}

/// The port wanted by a request.
Result<WantedPort> wantedOf(const serve::Open& request, const std::string& leaveOut) {
    if (!SourceCatalog::isDevice(request.device))
        return refused(request.device, "only devices are served");
    WantedPort wanted{.name = request.device, .role = {}};
    for (const auto& [key, value] : request.words) {
        if (key == "role") {
            wanted.role = value;
        } else if (key == "filter") {
            wanted.filter = value;
        } else if (key == "snaplen") {
            const char* const end = value.data() + value.size();
            const auto [stop, code] = std::from_chars(value.data(), end, wanted.snapLength);
            if (code != std::errc() || stop != end)
                return refused(request.device, "its snap length is not a number");
        } else {
            wanted.settings[key].push_back(value);
        }
    }
    if (!leaveOut.empty())
        wanted.filter = wanted.filter.empty() ? leaveOut : "(" + wanted.filter + ") and " + leaveOut;
    return wanted;
}

Result<serve::Reply> doneOr(const Result<void>& done) {
    return done ? Result<serve::Reply>(serve::Done{}) : std::unexpected(done.error());
}

} // namespace

/// Collects the frames of a port as messages.
class Serving::Delivery final : public PortSink {
public:
    explicit Delivery(Serving& serving) : serving_(serving) {}

    void interface(std::uint32_t id, const CaptureInterface& description) override {
        serving_.writer_.interface(id, description);
    }
    void frames(std::span<const Frame> frames) override {
        for (const Frame& frame : frames) {
            serving_.writer_.frames(std::span(&frame, 1));
            if (serving_.writer_.blocks().size() >= pieceOctets)
                keep(serving_.deliverBlocks());
        }
    }
    void gap(std::string_view why, std::optional<std::uint64_t> lost) override {
        keep(serving_.deliverBlocks()); // the frames that arrived before it
        keep(serving_.reply(serve::Gap{.why = std::string(why), .lost = lost}));
    }
    void block(std::uint32_t type, Bytes body) override { serving_.writer_.block(type, body); }

    /// Delivers the rest.
    [[nodiscard]] Result<void> finish() {
        keep(serving_.deliverBlocks());
        return result_;
    }

private:
    void keep(Result<void> result) {
        if (result_)
            result_ = std::move(result);
    }

    Serving& serving_;
    Result<void> result_;
};

Result<void> Serving::run(int stop) {
    while (!isOver_ && !isStopped_) {
        for (const auto step : {&Serving::takeRequests, &Serving::send, &Serving::receive, &Serving::reportLosses}) {
            if (auto done = (this->*step)(); !done)
                return done;
        }
        if (!stream_.flush())
            return {}; // the other side has closed the pipe
        if (!isOver_)
            wait(stop);
    }
    return {};
}

bool Serving::takesMore() const {
    return stream_.waiting() < mostWaiting;
}

int Serving::patience() const {
    if (!toSend_.empty())
        return roomAgainAfter;
    if (!port_)
        return -1;
    auto until = lossesTold_ + reportLossesEvery;
    if (const auto due = port_->due())
        until = std::min(until, *due);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Port::Clock::now());
    return static_cast<int>(std::max(left, 0ms).count());
}

void Serving::wait(int stop) {
    std::vector<Watch> watches{{stop, POLLIN}};
    if (toSend_.empty() && takesMore())
        watches.push_back(stream_.input());
    if (stream_.waiting() > 0)
        watches.push_back(stream_.output());
    if (port_ && takesMore())
        port_->watches(watches);
    std::vector<pollfd> polled;
    for (const Watch& each : watches)
        polled.push_back({each.fd, each.events, 0});
    static_cast<void>(poll(polled.data(), polled.size(), patience()));
    isStopped_ = polled.front().revents != 0;
}

Result<void> Serving::takeRequests() {
    while (toSend_.empty() && takesMore()) {
        auto message = stream_.next();
        if (!message)
            return std::unexpected(message.error());
        if (*message) {
            const auto request = serve::parseRequest(**message);
            if (!request)
                return std::unexpected(request.error());
            if (auto done = answer(*request); !done)
                return done;
            continue;
        }
        const auto more = stream_.read();
        if (!more) {
            isOver_ = true;
            return more.error().kind == ErrorKind::Ended ? Result<void>() : std::unexpected(more.error());
        }
        if (*more == 0)
            return {};
    }
    return {};
}

Result<void> Serving::answer(const serve::Request& request) {
    if (!isGreeted_ && !std::holds_alternative<serve::Hello>(request))
        return failure(ErrorKind::Damaged, "serve", "the other machine", "it does not begin with its version");
    if (const auto* const frames = std::get_if<serve::Frames>(&request)) {
        const auto read = reader_.read(frames->blocks);
        if (!read)
            return std::unexpected(read.error());
        toSend_ = *read;
        return send();
    }
    if (std::holds_alternative<serve::Close>(request))
        return close();
    auto answered = replyTo(request);
    if (!answered)
        answered = serve::Failed{.error = std::move(answered.error())};
    if (reply(*answered))
        return {};
    return reply(serve::Failed{
        .error = failure(ErrorKind::OutOfRange, "answer", "a request", "there are too many devices").error()});
}

Result<serve::Reply> Serving::replyTo(const serve::Request& request) {
    if (std::holds_alternative<serve::Hello>(request)) {
        isGreeted_ = true;
        return serve::Welcome{.program = "tapscope-cli " TAPSCOPE_VERSION};
    }
    if (std::holds_alternative<serve::List>(request)) {
        const auto devices = devices_->list();
        if (!devices)
            return std::unexpected(devices.error());
        serve::Devices reply;
        std::ranges::transform(*devices, std::back_inserter(reply.devices), serve::wordsOf);
        return reply;
    }
    if (const auto* const create = std::get_if<serve::Create>(&request)) {
        const auto made = devices_->create(create->words);
        if (!made)
            return std::unexpected(made.error());
        serve::Created reply;
        std::ranges::transform(*made, std::back_inserter(reply.names), &InterfaceName::text);
        return reply;
    }
    if (const auto* const set = std::get_if<serve::Set>(&request))
        return doneOr(devices_->set(set->device, set->words));
    if (const auto* const destroy = std::get_if<serve::Destroy>(&request))
        return doneOr(devices_->destroy(destroy->device));
    return open(std::get<serve::Open>(request));
}

Result<serve::Reply> Serving::open(const serve::Open& request) {
    if (port_)
        return refused(request.device, "another device is open on this connection");
    const auto wanted = wantedOf(request, leaveOut_);
    if (!wanted)
        return std::unexpected(wanted.error());
    auto added = opener_.open(*wanted, {});
    if (!added)
        return std::unexpected(added.error());
    port_ = std::move(added->port);
    writer_ = {};
    reader_ = {};
    losses_ = {};
    sent_ = {};
    lossesTold_ = Port::Clock::now();
    return serve::Opened{.facts = port_->facts()};
}

Result<void> Serving::close() {
    if (port_) {
        Delivery delivery(*this);
        port_->drain(delivery, Port::Clock::now() + longestDrain);
        if (auto delivered = delivery.finish(); !delivered)
            return delivered;
        lossesTold_ = {};
        if (auto told = reportLosses(); !told)
            return told;
        port_.reset();
    }
    return reply(serve::Closed{});
}

Result<void> Serving::receive() {
    if (!port_ || !takesMore())
        return {};
    Delivery delivery(*this);
    auto received = port_->receive(delivery, batch);
    while (received && *received > 0 && takesMore() && toSend_.empty())
        received = port_->receive(delivery, batch);
    if (!received && received.error().kind == ErrorKind::Gone)
        port_->drain(delivery, Port::Clock::now() + longestDrain);
    if (auto delivered = delivery.finish(); !delivered)
        return delivered;
    if (received)
        return {};
    lossesTold_ = {};
    if (auto told = reportLosses(); !told)
        return told;
    port_.reset();
    return reply(serve::PortEnded{.error = std::move(received.error())});
}

Result<void> Serving::deliverBlocks() {
    if (writer_.blocks().empty())
        return {};
    auto added = reply(serve::Frames{.blocks = writer_.blocks()});
    writer_.clear();
    return added;
}

Result<void> Serving::send() {
    while (!toSend_.empty()) {
        if (!port_) { // it has ended by itself, which is being reported to the other side
            sent_.refused += toSend_.size();
            toSend_ = {};
            break;
        }
        const Sent sent = port_->send(toSend_);
        sent_.taken += sent.taken();
        sent_.refused += sent.refused.size() + sent.refusedLater;
        toSend_ = toSend_.subspan(sent.frames);
        if (sent.rest == Sent::Rest::NoRoom)
            break;
        if (sent.rest == Sent::Rest::Refused || sent.rest == Sent::Rest::TooLong) {
            ++sent_.refused;
            toSend_ = toSend_.subspan(1);
        } else if (sent.rest != Sent::Rest::None) {
            sent_.refused += toSend_.size();
            toSend_ = {};
        }
    }
    return reportSent();
}

Result<void> Serving::reportSent() {
    if (sent_.taken == 0 && sent_.refused == 0)
        return {};
    return reply(std::exchange(sent_, {}));
}

Result<void> Serving::reportLosses() {
    const auto now = Port::Clock::now();
    if (!port_ || now - lossesTold_ < reportLossesEvery)
        return {};
    lossesTold_ = now;
    const DropCounts losses = port_->losses();
    if (losses == losses_)
        return {};
    losses_ = losses;
    return reply(serve::Losses{.counts = losses});
}

} // namespace tapscope::cli
