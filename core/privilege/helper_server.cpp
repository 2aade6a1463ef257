#include <net/device_setting.h>
#include <net/linux/netlink_socket.h>
#include <net/linux/pinned_device.h>
#include <privilege/helper_server.h>
#include <privilege/host_traffic.h>
#include <privilege/ring_memory.h>
#include <privilege/setting_effects.h>

#include <fmt/core.h>
#include <linux/filter.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {
namespace {

constexpr int lookAgainAfter = 5;                        // milliseconds, while a relay has more frames to hand over
constexpr std::size_t mostRelays = 16;                   // at the same time
constexpr std::size_t usualRing = std::size_t{16} << 20; // bytes: frames wait in the client's memory, not here
constexpr const char* anything = "use";
constexpr const char* helper = "tapscope-helper";

template <typename... Functions>
struct Overload : Functions... {
    using Functions::operator()...;
};

/// "it belongs to the user with id 1000"
std::string whose(const DeviceInfo& device) {
    std::string text;
    if (device.owner)
        text = fmt::format("it belongs to the user with id {}", *device.owner);
    if (device.group)
        text += fmt::format("{} the group with id {}", text.empty() ? "it belongs to" : " and", *device.group);
    return text.empty() ? "it has no owner, so it is not yours" : text;
}

std::string howToAllow(Grant grant) {
    const std::string_view word = grant == Grant::WatchOthers ? "watched" : "allowed";
    return fmt::format("Its owner or root may do it; an administrator allows it to all users of tapscope-helper with "
                       "\"others-devices = {}\" in {}, or to one when polkit asks",
                       word, helperConfiguration);
}

} // namespace

HelperServer::HelperServer(MessageSocket client, HelperPolicy policy)
    : client_(std::move(client)), policy_(std::move(policy)) {}

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
        return refusal(
            failure(ErrorKind::Invalid, anything, helper, "the kernel does not report which process sends the request")
                .error());
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
        return refusal(failure(ErrorKind::Invalid, anything, helper, "the first request is not a greeting").error());
    auto answer = std::visit(Overload{
                                 [&](const Hello& each) -> Result<Answer> { return welcome(each, message.sender); },
                                 [&](const CreateDevice& each) -> Result<Answer> { return create(each); },
                                 [&](const CreatePair& each) -> Result<Answer> { return createPair(each); },
                                 [&](const CreateBridge& each) -> Result<Answer> { return createBridge(each); },
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
                       fmt::format("it uses protocol version {}, but version {} was requested", helperProtocolVersion,
                                   hello.version),
                       "Install TapScope and tapscope-helper of the same release");
    greeted_ = sender;
    return Answer{Welcome{.process = static_cast<std::uint32_t>(getpid())}, {}};
}

Result<void> HelperServer::permitNewName(const std::optional<InterfaceName>& name) const {
    return !name || policy_.grants.has(Grant::HostTraffic) ? Result<void>{} : leavesHostNames(name->text());
}

std::unexpected<Error> HelperServer::refuse(std::string_view action, const InterfaceName& name, std::string_view reason,
                                            std::string_view hint) const {
    const std::string complaint = policy_.complaint.empty() ? "" : ". " + policy_.complaint;
    return failure(ErrorKind::NotPermitted, action, name.text(), reason, std::string(hint) + complaint);
}

bool HelperServer::may(const DeviceInfo& device, DeviceOperation operation) const noexcept {
    const Grant needed = neededGrant(device.kind, ownershipOf(device, policy_.user), operation);
    return needed == Grant::Impossible || policy_.grants.has(needed); // an impossible operation is refused with its own
                                                                      // reason
}

Result<DeviceInfo> HelperServer::permit(const InterfaceName& name, DeviceOperation operation,
                                        std::string_view action) const {
    auto info = devices_->info(name); // refuses interfaces of other kinds: physical ones, bridges, lo
    if (!info) {
        info.error().action = action;
        return info;
    }
    if (may(*info, operation))
        return info;
    const Grant needed = neededGrant(info->kind, ownershipOf(*info, policy_.user), operation);
    if (needed == Grant::OwnDevices)
        return refuse(action, name, "tapscope-helper was started for other users' devices only", "");
    if (ownershipOf(*info, policy_.user) == Ownership::Users)
        return refuse(action, name, "you may give devices only to yourself", howToAllow(needed));
    return refuse(action, name, whose(*info), howToAllow(needed));
}

Result<void> HelperServer::permitNewOwner(const TapOptions& options) const {
    const bool isOthers =
        (options.owner && *options.owner != policy_.user.user) || (options.group && !policy_.user.isIn(*options.group));
    if (!policy_.grants.has(isOthers ? Grant::ChangeOthers : Grant::OwnDevices))
        return failure(ErrorKind::NotPermitted, "create", "a device",
                       isOthers ? "it would belong to another user, or to a group that you are not in"
                                : "tapscope-helper was started for watching only",
                       isOthers ? howToAllow(Grant::ChangeOthers) : "");
    return {};
}

Result<void> HelperServer::permitMoreDevices(std::size_t more) const {
    if (!policy_.devices)
        return {};
    const auto all = devices_->list();
    if (!all)
        return std::unexpected(all.error());
    const auto isUsers = [&](const DeviceInfo& device) { return device.owner == policy_.user.user; };
    const auto own = static_cast<std::size_t>(std::ranges::count_if(*all, isUsers));
    if (own + more <= *policy_.devices)
        return {};
    return failure(ErrorKind::NoSpace, "create", "a device",
                   fmt::format("you have {} of the {} that a user may have", own, *policy_.devices),
                   fmt::format("Destroy some, or ask an administrator to allow more: devices = NUMBER in {}",
                               helperConfiguration));
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
    if (auto permitted = permitNewOwner(request.options); !permitted)
        return std::unexpected(std::move(permitted.error()));
    if (request.name && request.options.existing == TapOptions::Existing::Open && devices_->info(*request.name))
        return open({*request.name}); // unchanged
    if (auto permitted = permitNewName(request.name); !permitted)
        return std::unexpected(std::move(permitted.error()));
    if (auto permitted = permitMoreDevices(1); !permitted)
        return std::unexpected(std::move(permitted.error()));
    TapOptions options = request.options;
    options.existing = TapOptions::Existing::Refuse; // a device that has appeared meanwhile is not to be opened
    // So that its creator can open it again without the helper.
    if (!options.owner && !options.group)
        options.owner = policy_.user.user;
    return opened(devices_->create(request.name, options));
}

Result<HelperServer::Answer> HelperServer::createPair(const CreatePair& request) {
    if (auto permitted = permitNewOwner({}); !permitted)
        return std::unexpected(std::move(permitted.error()));
    if (request.names) {
        for (const auto& name : {request.names->name, request.names->peer}) {
            if (auto permitted = permitNewName(name); !permitted)
                return std::unexpected(std::move(permitted.error()));
        }
    }
    if (auto permitted = permitMoreDevices(2); !permitted)
        return std::unexpected(std::move(permitted.error()));
    const uid_t owner = policy_.user.user;
    auto pair =
        request.names ? createVethPair(request.names->name, request.names->peer, owner) : createUniqueVethPair(owner);
    if (!pair)
        return std::unexpected(std::move(pair.error()));
    return Answer{PairCreated{*pair}, {}};
}

Result<HelperServer::Answer> HelperServer::createBridge(const CreateBridge& request) {
    // A bridge is useless without ports, which need the same grant.
    if (!policy_.grants.has(Grant::HostTraffic))
        return failure(
            ErrorKind::NotPermitted, "create", "a bridge", "the devices in it become one network with the host",
            fmt::format("An administrator allows it: host-traffic = allowed in {}; or use the private sandbox",
                        helperConfiguration));
    for (const auto& permitted : {permitNewOwner({}), permitNewName(request.name), permitMoreDevices(1)}) {
        if (!permitted)
            return std::unexpected(permitted.error());
    }
    auto name = tapscope::createBridge(request.name, policy_.user.user);
    if (!name)
        return std::unexpected(std::move(name.error()));
    return Answer{BridgeCreated{*name}, {}};
}

Result<HelperServer::Answer> HelperServer::open(const OpenDevice& request) {
    const auto device = permit(request.name, DeviceOperation::Attach, "open");
    if (!device)
        return std::unexpected(device.error());
    return opened(openDevice({request.name, device->index}));
}

Result<HelperServer::Answer> HelperServer::destroy(const DestroyDevice& request) {
    const auto device = permit(request.name, DeviceOperation::Destroy, "destroy");
    if (!device)
        return std::unexpected(device.error());
    return done(destroyDevice({request.name, device->index}));
}

Result<HelperServer::Answer> HelperServer::change(const ChangeDevice& request) {
    const auto device = permit(request.name, operationOf(request.change, policy_.user), "change");
    if (!device)
        return std::unexpected(device.error());
    if (const auto& setting = settingOf(request.change); !setting.has(device->kind))
        return failure(ErrorKind::Invalid, "change", request.name.text(),
                       fmt::format("a {} has no setting \"{}\"", kindTitle(device->kind), setting.key));
    const bool isChecked =
        !policy_.grants.has(Grant::HostTraffic) || effectOf(request.change, device->kind) == HostEffect::OwnsAlias;
    if (auto left = isChecked ? leavesHost(*device, request.change, policy_.user) : Result<void>{}; !left)
        return std::unexpected(std::move(left.error()));
    return done(changeDevice({request.name, device->index}, request.change));
}

Result<std::size_t> HelperServer::roomForRing(const InterfaceName& name) const {
    if (!policy_.ringMemory)
        return usualRing;
    const auto used = ringMemoryOf(policy_.user.user);
    if (!used)
        return failure(ErrorKind::Unsupported, "monitor", name.text(),
                       "the kernel does not report how much memory your captures use: " + used.error().reason,
                       fmt::format("An administrator allows any: ring-memory = unlimited in {}", helperConfiguration));
    const auto room = nextRing(*used, *policy_.ringMemory);
    if (!room)
        return failure(ErrorKind::NoSpace, "monitor", name.text(),
                       fmt::format("your captures hold {} MiB of the kernel's memory, of {} allowed", *used >> 20,
                                   *policy_.ringMemory >> 20),
                       fmt::format("End another capture; an administrator allows more: ring-memory = MEBIBYTES in {}",
                                   helperConfiguration));
    return *room;
}

Result<PacketPort> HelperServer::openRing(const InterfaceName& name, PortRequest request) {
    const auto room = roomForRing(name);
    if (!room)
        return std::unexpected(room.error());
    request.bufferSize = *room;
    auto port = devices_->openPacketPort(name, request);
    // Checked again with this socket included: another helper of the user may have checked at the same time.
    if (port && policy_.ringMemory && ringMemoryOf(policy_.user.user).value_or(0) > *policy_.ringMemory)
        return failure(ErrorKind::NoSpace, "monitor", name.text(), "another capture took the memory", "Try again");
    return port;
}

Result<HelperServer::Answer> HelperServer::openPort(const OpenPort& request) {
    if (relays_.size() >= mostRelays)
        return failure(ErrorKind::NoSpace, "monitor", request.name.text(),
                       fmt::format("{} captures run already", mostRelays));
    if (request.name.text() == PacketPort::anyInterface)
        return openPortOfAll(request.port);
    const bool isPromiscuous = request.port.promiscuous == PortRequest::Promiscuous::Yes;
    const auto device =
        permit(request.name, isPromiscuous ? DeviceOperation::WatchPromiscuous : DeviceOperation::Watch, "monitor");
    if (!device)
        return std::unexpected(device.error());
    auto port = openRing(request.name, request.port);
    if (!port)
        return std::unexpected(std::move(port.error()));
    if (static_cast<std::uint32_t>(port->index) != device->index)
        return failure(ErrorKind::NotFound, "monitor", request.name.text(), "another device has that name now");
    const auto sending =
        may(*device, DeviceOperation::Send) ? PacketRelay::Sending::Allowed : PacketRelay::Sending::Refused;
    return carried(PacketRelay::start(std::move(*port), request.port.bufferSize, sending));
}

Result<HelperServer::Answer> HelperServer::openPortOfAll(const PortRequest& request) {
    const auto name = InterfaceName::parse(PacketPort::anyInterface);
    if (!name)
        return std::unexpected(name.error());
    // It receives nothing until the devices are known.
    constexpr FilterInstruction nothing{.code = BPF_RET | BPF_K, .operand = 0};
    auto port = openRing(*name, {.filter = {nothing}, .promiscuous = PortRequest::Promiscuous::No});
    if (!port)
        return std::unexpected(std::move(port.error()));
    const auto mayWatch = [policy = policy_](const DeviceInfo& device) {
        return policy.grants.has(neededGrant(device.kind, ownershipOf(device, policy.user), DeviceOperation::Watch));
    };
    auto devices = WatchedDevices::start(port->ring.get(), request.filter, devices_, mayWatch);
    if (!devices)
        return std::unexpected(std::move(devices.error()));
    return carried(
        PacketRelay::start(std::move(*port), request.bufferSize, PacketRelay::Sending::Refused, std::move(*devices)));
}

Result<HelperServer::Answer> HelperServer::carried(Result<std::pair<PacketRelay, PacketPort>> relay) {
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
        return failure(ErrorKind::NotPermitted, "open", "a route socket", "no rights are needed to open one");
    auto socket =
        NetlinkSocket::open(request.use == OpenRouteSocket::Use::Notifications ? NetlinkSocket::deviceGroups : 0);
    if (!socket)
        return std::unexpected(std::move(socket.error()));
    Answer answer{Done{}, {}};
    answer.descriptors.push_back(std::move(*socket).takeFd());
    return answer;
}

} // namespace tapscope
