#include <net/linux/netlink_socket.h>
#include <privilege/helper_server.h>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {
namespace {

constexpr int lookAgainAfter = 5;                       // milliseconds, while a relay has more to hand over
constexpr std::size_t mostRelays = 16;                  // at a time
constexpr std::size_t ringSize = std::size_t{16} << 20; // bytes: frames wait in the client's memory, not here
constexpr const char* anything = "use";
constexpr const char* helper = "tapscope-helper";

template <typename... Functions>
struct Overload : Functions... {
    using Functions::operator()...;
};

} // namespace

HelperServer::HelperServer(MessageSocket client, HelperPolicy policy) : client_(std::move(client)), policy_(policy) {}

void HelperServer::serve() {
    if (!client_.tellSenders())
        return;
    while (true) {
        std::vector<pollfd> waits{{client_.fd(), POLLIN, 0}};
        bool looksAgain = false;
        for (const auto& relay : relays_) {
            std::ranges::copy(relay.waits(), std::back_inserter(waits));
            looksAgain = looksAgain || relay.looksAgain();
        }
        if (poll(waits.data(), waits.size(), looksAgain ? lookAgainAfter : -1) < 0 && errno != EINTR)
            return;
        std::erase_if(relays_, [](PacketRelay& relay) { return !relay.carry(); });
        if (waits.front().revents != 0 && !serveOne())
            return;
    }
}

bool HelperServer::serveOne() {
    auto message = client_.receive(largestRequest, 0);
    if (!message)
        return false;
    const Answer given = answer(*message);
    return client_.send(encode(given.reply), given.descriptors).has_value();
}

HelperServer::Answer HelperServer::answer(const MessageSocket::Message& message) {
    const auto refusal = [](Error error) { return Answer{std::move(error), {}}; };
    if (message.sender == 0)
        return refusal(failure(ErrorKind::Invalid, anything, helper, "the kernel does not tell who asks").error());
    if (greeted_ != 0 && message.sender != greeted_)
        return refusal(
            failure(ErrorKind::Busy, anything, helper, fmt::format("it serves process {} and no other", greeted_))
                .error());
    if (message.isTooLong)
        return refusal(failure(ErrorKind::Damaged, "read", "a request to tapscope-helper", "it is too long").error());
    auto request = parseRequest(message.bytes);
    if (!request)
        return refusal(request.error());
    const auto* hello = std::get_if<Hello>(&*request);
    if (greeted_ == 0 && hello == nullptr)
        return refusal(failure(ErrorKind::Invalid, anything, helper, "the first request is no greeting").error());
    auto answer = std::visit(Overload{
                                 [&](const Hello& each) -> Result<Answer> { return welcome(each, message.sender); },
                                 [&](const CreateDevice& each) -> Result<Answer> { return create(each); },
                                 [&](const CreatePair& each) -> Result<Answer> { return createPair(each); },
                                 [&](const OpenDevice& each) -> Result<Answer> { return open(each); },
                                 [&](const DestroyDevice& each) -> Result<Answer> { return destroy(each); },
                                 [&](const ChangeDevice& each) -> Result<Answer> { return change(each); },
                                 [&](const OpenPort& each) -> Result<Answer> { return openPort(each); },
                                 [&](const OpenRouteSocket& each) -> Result<Answer> { return openRouteSocket(each); },
                             },
                             *request);
    return answer ? std::move(*answer) : refusal(std::move(answer.error()));
}

Result<HelperServer::Answer> HelperServer::welcome(const Hello& hello, pid_t sender) {
    if (greeted_ != 0)
        return failure(ErrorKind::Busy, anything, helper, "it has greeted its one client already");
    if (hello.version != helperProtocolVersion)
        return failure(ErrorKind::Unsupported, anything, helper,
                       fmt::format("it speaks version {} and was asked for {}", helperProtocolVersion, hello.version),
                       "Install the TapScope and the tapscope-helper of one release");
    greeted_ = sender;
    return Answer{Welcome{.process = static_cast<std::uint32_t>(getpid())}, {}};
}

Result<void> HelperServer::permit(const InterfaceName& name, std::string_view action) {
    auto info = devices_->info(name); // refuses what is no device of ours: a physical interface, a bridge, lo
    if (!info) {
        info.error().action = action;
        return std::unexpected(std::move(info.error()));
    }
    if (policy_.othersDevices == HelperPolicy::OthersDevices::Refused && info->owner && *info->owner != policy_.user)
        return failure(
            ErrorKind::NotPermitted, action, name.text(),
            fmt::format("it belongs to the user with id {}", *info->owner),
            "Its owner or root can change it, or an administrator can allow it in /etc/tapscope/helper.conf");
    return {};
}

Result<HelperServer::Answer> HelperServer::opened(Result<TapDevice> device) {
    if (!device)
        return std::unexpected(std::move(device.error()));
    Answer answer{DeviceOpened{device->name(), device->kind()}, {}};
    answer.descriptors.push_back(std::move(*device).takeFd());
    return answer;
}

Result<HelperServer::Answer> HelperServer::done(Result<void> done) {
    if (!done)
        return std::unexpected(std::move(done.error()));
    return Answer{Done{}, {}};
}

Result<HelperServer::Answer> HelperServer::create(const CreateDevice& request) {
    if (request.name && request.options.existing == TapOptions::Existing::Open && devices_->info(*request.name)) {
        if (auto permitted = permit(*request.name, "open"); !permitted)
            return std::unexpected(std::move(permitted.error()));
    }
    TapOptions options = request.options;
    // Its maker can open it again without us.
    if (!options.owner && !options.group)
        options.owner = policy_.user;
    return opened(devices_->create(request.name, options));
}

Result<HelperServer::Answer> HelperServer::createPair(const CreatePair& request) {
    auto pair = devices_->createPair(request.names);
    if (!pair)
        return std::unexpected(std::move(pair.error()));
    return Answer{PairCreated{*pair}, {}};
}

Result<HelperServer::Answer> HelperServer::open(const OpenDevice& request) {
    if (auto permitted = permit(request.name, "open"); !permitted)
        return std::unexpected(std::move(permitted.error()));
    return opened(devices_->open(request.name));
}

Result<HelperServer::Answer> HelperServer::destroy(const DestroyDevice& request) {
    if (auto permitted = permit(request.name, "destroy"); !permitted)
        return std::unexpected(std::move(permitted.error()));
    return done(devices_->destroy(request.name));
}

Result<HelperServer::Answer> HelperServer::change(const ChangeDevice& request) {
    if (auto permitted = permit(request.name, "change"); !permitted)
        return std::unexpected(std::move(permitted.error()));
    return done(devices_->change(request.name, request.change));
}

Result<HelperServer::Answer> HelperServer::openPort(const OpenPort& request) {
    if (relays_.size() >= mostRelays)
        return failure(ErrorKind::NoSpace, "monitor", request.name.text(),
                       fmt::format("{} captures run already", mostRelays));
    if (auto permitted = permit(request.name, "monitor"); !permitted)
        return std::unexpected(std::move(permitted.error()));
    auto port = devices_->openPacketPort(
        request.name, {.filter = request.port.filter, .bufferSize = ringSize, .promiscuous = request.port.promiscuous});
    if (!port)
        return std::unexpected(std::move(port.error()));
    auto relay = PacketRelay::start(std::move(*port), request.port.bufferSize);
    if (!relay)
        return std::unexpected(std::move(relay.error()));
    relays_.push_back(std::move(relay->first));
    Answer answer{PortOpened{static_cast<std::uint32_t>(relay->second.blocks)}, {}};
    answer.descriptors.push_back(std::move(relay->second.ring));
    answer.descriptors.push_back(std::move(relay->second.channel));
    return answer;
}

Result<HelperServer::Answer> HelperServer::openRouteSocket(const OpenRouteSocket& request) {
    if (policy_.routeSockets == HelperPolicy::RouteSockets::Refused)
        return failure(ErrorKind::NotPermitted, "open", "a route socket", "everybody can open one without help");
    auto socket =
        NetlinkSocket::open(request.use == OpenRouteSocket::Use::Notifications ? NetlinkSocket::deviceGroups : 0);
    if (!socket)
        return std::unexpected(std::move(socket.error()));
    Answer answer{Done{}, {}};
    answer.descriptors.push_back(std::move(*socket).takeFd());
    return answer;
}

} // namespace tapscope
