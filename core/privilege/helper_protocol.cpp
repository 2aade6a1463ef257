#include <privilege/change_coding.h>
#include <privilege/helper_protocol.h>
#include <privilege/message_coding.h>

#include <bit>

namespace tapscope {
namespace {

constexpr std::size_t mostInstructions = 4096; // BPF_MAXINSNS

void write(MessageWriter& out, const TapOptions& options) {
    out.choice(options.kind);
    out.choice(options.existing);
    out.choice(options.persistence);
    out.flag(options.multiQueue);
    out.flag(options.vnetHeader);
    out.flag(options.packetInfo);
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
    options.packetInfo = in.flag();
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

/// Encodes the fields of one request.
struct WriteRequest {
    MessageWriter& out;

    void operator()(const Hello& hello) const { out.number(hello.version, 2); }
    void operator()(const CreateDevice& create) const {
        out.optionalName(create.name);
        write(out, create.options);
    }
    void operator()(const OpenDevice& open) const { out.name(open.name); }
    void operator()(const DestroyDevice& destroy) const { out.name(destroy.name); }
    void operator()(const ChangeDevice& change) const {
        out.name(change.name);
        writeChange(out, change.change);
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
    void operator()(const CreateBridge& create) const { out.optionalName(create.name); }
};

Request readRequest(MessageReader& in) {
    switch (in.number8()) {
    case 0:
        return Hello{in.number16()};
    case 1: {
        CreateDevice create{.name = in.optionalName(), .options = {}};
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
    case 8:
        return CreateBridge{in.optionalName()};
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
    void operator()(const BridgeCreated& created) const { out.name(created.name); }
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
    case 6:
        return BridgeCreated{in.name()};
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
