#include <privilege/helper_protocol.h>
#include <privilege/message_coding.h>

#include <bit>

namespace tapscope {
namespace {

constexpr std::size_t mostInstructions = 4096; // BPF_MAXINSNS

/// Writes the fields of one request.
struct WriteChange {
    MessageWriter& out;

    void operator()(LinkState state) const { out.choice(state); }
    void operator()(Mtu mtu) const { out.number(mtu.bytes, 4); }
    void operator()(const MacAddress& mac) const { out.octets(mac.octets); }
    void operator()(TransmitQueueLength length) const { out.number(length.frames, 4); }
    void operator()(const AddAddress& add) const { out.interfaceAddress(add.address); }
    void operator()(const RemoveAddress& remove) const { out.interfaceAddress(remove.address); }
    void operator()(Persistence persistence) const { out.choice(persistence); }
    void operator()(Owner owner) const { out.optionalId(owner.user); }
    void operator()(Group group) const { out.optionalId(group.group); }
    void operator()(const Alias& alias) const { out.text(alias.text); }
    void operator()(const Bridge& bridge) const {
        out.flag(bridge.name.has_value());
        if (bridge.name)
            out.name(*bridge.name);
    }
};

DeviceChange readChange(MessageReader& in) {
    switch (in.number8()) {
    case 0:
        return in.choice(LinkState::Up);
    case 1:
        return Mtu{in.number32()};
    case 2: {
        MacAddress mac;
        in.octets(mac.octets);
        return mac;
    }
    case 3:
        return TransmitQueueLength{in.number32()};
    case 4:
        return AddAddress{in.interfaceAddress()};
    case 5:
        return RemoveAddress{in.interfaceAddress()};
    case 6:
        return in.choice(Persistence::Kept);
    case 7:
        return Owner{in.optionalId()};
    case 8:
        return Group{in.optionalId()};
    case 9:
        return Alias{in.text()};
    case 10:
        return Bridge{in.flag() ? std::optional(in.name()) : std::nullopt};
    default:
        in.fail();
        return Mtu{};
    }
}

void write(MessageWriter& out, const TapOptions& options) {
    out.choice(options.kind);
    out.choice(options.existing);
    out.choice(options.persistence);
    out.flag(options.multiQueue);
    out.flag(options.vnetHeader);
    out.optionalId(options.owner);
    out.optionalId(options.group);
}

TapOptions readTapOptions(MessageReader& in) {
    TapOptions options;
    options.kind = in.choice(DeviceKind::Tun);
    options.existing = in.choice(TapOptions::Existing::Open);
    options.persistence = in.choice(Persistence::Kept);
    options.multiQueue = in.flag();
    options.vnetHeader = in.flag();
    options.owner = in.optionalId();
    options.group = in.optionalId();
    return options;
}

void write(MessageWriter& out, const PortRequest& port) {
    out.number(port.bufferSize, 4);
    out.choice(port.promiscuous);
    out.number(port.filter.size(), 2);
    for (const auto& each : port.filter) {
        out.number(each.code, 2);
        out.number(each.jumpIfTrue, 1);
        out.number(each.jumpIfFalse, 1);
        out.number(each.operand, 4);
    }
}

PortRequest readPort(MessageReader& in) {
    PortRequest port;
    port.bufferSize = in.number32();
    port.promiscuous = in.choice(PortRequest::Promiscuous::Yes);
    const std::size_t count = in.number16();
    if (port.bufferSize > largestRelayBuffer || count == 0 || count > mostInstructions)
        in.fail();
    for (std::size_t i = 0; i < count && in.isGood(); ++i) {
        FilterInstruction instruction{.code = in.number16()};
        instruction.jumpIfTrue = in.number8();
        instruction.jumpIfFalse = in.number8();
        instruction.operand = in.number32();
        port.filter.push_back(instruction);
    }
    return port;
}

void write(MessageWriter& out, const VethPair& pair) {
    out.name(pair.name);
    out.name(pair.peer);
}

VethPair readPair(MessageReader& in) {
    InterfaceName name = in.name();
    return {std::move(name), in.name()};
}

struct WriteRequest {
    MessageWriter& out;

    void operator()(const Hello& hello) const { out.number(hello.version, 2); }
    void operator()(const CreateDevice& create) const {
        out.flag(create.name.has_value());
        if (create.name)
            out.name(*create.name);
        write(out, create.options);
    }
    void operator()(const OpenDevice& open) const { out.name(open.name); }
    void operator()(const DestroyDevice& destroy) const { out.name(destroy.name); }
    void operator()(const ChangeDevice& change) const {
        out.name(change.name);
        out.number(change.change.index(), 1);
        std::visit(WriteChange{out}, change.change);
    }
    void operator()(const OpenPort& open) const {
        out.name(open.name);
        write(out, open.port);
    }
    void operator()(const OpenRouteSocket& open) const { out.choice(open.use); }
    void operator()(const CreatePair& create) const {
        out.flag(create.names.has_value());
        if (create.names)
            write(out, *create.names);
    }
};

Request readRequest(MessageReader& in) {
    switch (in.number8()) {
    case 0:
        return Hello{in.number16()};
    case 1: {
        CreateDevice create;
        if (in.flag())
            create.name = in.name();
        create.options = readTapOptions(in);
        return create;
    }
    case 2:
        return OpenDevice{in.name()};
    case 3:
        return DestroyDevice{in.name()};
    case 4: {
        ChangeDevice change{in.name(), Mtu{}};
        change.change = readChange(in);
        return change;
    }
    case 5: {
        OpenPort open{in.name(), {}};
        open.port = readPort(in);
        return open;
    }
    case 6:
        return OpenRouteSocket{in.choice(OpenRouteSocket::Use::Notifications)};
    case 7:
        return CreatePair{in.flag() ? std::optional(readPair(in)) : std::nullopt};
    default:
        in.fail();
        return Hello{};
    }
}

struct WriteReply {
    MessageWriter& out;

    void operator()(const Error& error) const {
        out.choice(error.kind);
        out.number(std::bit_cast<std::uint32_t>(error.code), 4);
        for (const auto* text : {&error.action, &error.object, &error.reason, &error.hint})
            out.text(*text);
    }
    void operator()(const Welcome& welcome) const {
        out.number(welcome.version, 2);
        out.number(welcome.process, 4);
    }
    void operator()(Done /*done*/) const {}
    void operator()(const DeviceOpened& opened) const {
        out.name(opened.name);
        out.choice(opened.kind);
    }
    void operator()(const PairCreated& created) const { write(out, created.pair); }
    void operator()(const PortOpened& opened) const { out.number(opened.blocks, 4); }
};

Reply readReply(MessageReader& in) {
    switch (in.number8()) {
    case 0: {
        Error error;
        error.kind = in.choice(ErrorKind::Gone);
        error.code = std::bit_cast<int>(in.number32());
        for (auto* text : {&error.action, &error.object, &error.reason, &error.hint})
            *text = in.text();
        return error;
    }
    case 1: {
        Welcome welcome{.version = in.number16()};
        welcome.process = in.number32();
        return welcome;
    }
    case 2:
        return Done{};
    case 3: {
        DeviceOpened opened{in.name()};
        opened.kind = in.choice(DeviceKind::Tun);
        return opened;
    }
    case 4:
        return PortOpened{in.number32()};
    case 5:
        return PairCreated{readPair(in)};
    default:
        in.fail();
        return Done{};
    }
}

} // namespace

std::vector<std::byte> encode(const Request& request) {
    MessageWriter out;
    out.number(request.index(), 1);
    std::visit(WriteRequest{out}, request);
    return std::move(out).take();
}

std::vector<std::byte> encode(const Reply& reply) {
    MessageWriter out;
    out.number(reply.index(), 1);
    std::visit(WriteReply{out}, reply);
    return std::move(out).take();
}

Result<Request> parseRequest(Bytes message) {
    MessageReader in(message);
    auto request = readRequest(in);
    if (!in.isWhole())
        return failure(ErrorKind::Damaged, "read", "a request to tapscope-helper", "it is malformed");
    return request;
}

Result<Reply> parseReply(Bytes message) {
    MessageReader in(message);
    auto reply = readReply(in);
    if (!in.isWhole())
        return failure(ErrorKind::Damaged, "read", "the answer of tapscope-helper", "it is malformed");
    return reply;
}

} // namespace tapscope
