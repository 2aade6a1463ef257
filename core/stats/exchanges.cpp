#include <base/elapsed.h>
#include <base/hash.h>
#include <stats/exchanges.h>

#include <algorithm>

namespace tapscope {
namespace {

using Side = ExchangedProtocol::Side;

/// RFC 2131: DISCOVER is answered by OFFER; REQUEST and INFORM by ACK or NAK.
std::optional<Side> dhcpSide(bool, std::uint64_t type) {
    switch (type) {
    case 1:
        return Side{.step = 0, .isAnswer = false};
    case 2:
        return Side{.step = 0, .isAnswer = true};
    case 3:
    case 8:
        return Side{.step = 1, .isAnswer = false};
    case 5:
    case 6:
        return Side{.step = 1, .isAnswer = true};
    default:
        return std::nullopt;
    }
}

/// RFC 5531: CALL and REPLY.
std::optional<Side> rpcSide(bool, std::uint64_t type) {
    return type <= 1 ? std::optional(Side{.step = 0, .isAnswer = type == 1}) : std::nullopt;
}

/// RFC 3261: a status of 200 or more is the final response to a request.
std::optional<Side> sipSide(bool isStatus, std::uint64_t status) {
    constexpr std::uint64_t firstFinal = 200;
    if (isStatus && status < firstFinal)
        return std::nullopt;
    return Side{.step = 0, .isAnswer = isStatus};
}

constexpr std::array<ExchangedProtocol, 3> protocols = {{
    {"dhcp", "DHCP", {"dhcp.id", ""}, "dhcp.option.dhcp", "dhcp.option.dhcp", dhcpSide, false},
    {"sip", "SIP", {"sip.Call-ID", "sip.CSeq"}, "sip.Method", "sip.Status-Code", sipSide, false},
    {"rpc", "ONC-RPC", {"rpc.xid", ""}, "rpc.msgtyp", "rpc.msgtyp", rpcSide, true},
}};

std::uint64_t mixed(std::uint64_t seed, Bytes bytes) noexcept {
    for (const std::byte each : bytes)
        seed = mixHash(seed, std::to_integer<std::uint64_t>(each));
    return seed;
}

/// The same for both directions.
std::uint64_t endsOf(const Dissection& dissection) noexcept {
    const auto hashOf = [](const ColumnAddress& address, std::uint32_t port) {
        return mixHash(mixHash(mixHash(0, address.words[0]), address.words[1]), port);
    };
    const auto& carrier = dissection.carrier();
    return hashOf(carrier.source, carrier.sourcePort) + hashOf(carrier.destination, carrier.destinationPort);
}

} // namespace

std::span<const ExchangedProtocol> exchangedProtocols() noexcept {
    return protocols;
}

Exchanges::Reader::Reader(const ExchangedProtocol& protocol, const DecoderRegistry& registry) : protocol_(protocol) {
    ids_ = {fieldNamed(registry, protocol.numbers[0]),
            protocol.numbers[1].empty() ? noField : fieldNamed(registry, protocol.numbers[1]),
            fieldNamed(registry, protocol.request), fieldNamed(registry, protocol.answer)};
}

bool Exchanges::Reader::isKnown() const noexcept {
    return ids_[FirstNumber] != noField && ids_[Request] != noField && ids_[Answer] != noField;
}

void Exchanges::Message::add(const Message& other) noexcept {
    if (other.frame != 0 && (frame == 0 || other.frame < frame))
        *this = other;
}

void Exchanges::take(const Reader& reader, const CountedFrame& frame) {
    using enum Reader::Wanted;
    const Dissection& dissection = frame.dissection;
    const FieldValue *number = nullptr, *second = nullptr, *kind = nullptr;
    for (const FieldValue& value : dissection.fields()) {
        if (value.field == noField)
            continue;
        // Only the first of each is used: a message quoted in another one is not answered here.
        if (value.field == reader.ids_[FirstNumber] && number == nullptr)
            number = &value;
        else if (value.field == reader.ids_[SecondNumber] && second == nullptr)
            second = &value;
        else if ((value.field == reader.ids_[Request] || value.field == reader.ids_[Answer]) && kind == nullptr)
            kind = &value;
    }
    if (number == nullptr || kind == nullptr)
        return;
    const auto side = reader.protocol_.sideOf(kind->field == reader.ids_[Answer], kind->number);
    if (!side)
        return;
    Key key{.number = mixed(0, dissection.bytesOf(*number)), .step = side->step};
    if (second != nullptr)
        key.number = mixed(key.number, dissection.bytesOf(*second));
    if (reader.protocol_.isBetweenTwo)
        key.number = mixHash(key.number, endsOf(dissection));
    const Message message{frame.time, frame.frame().number};
    exchanges_[key].add(side->isAnswer ? Exchange{.answer = message} : Exchange{.request = message});
}

std::vector<Exchanges::Answered> Exchanges::answered() const {
    std::vector<Answered> all;
    for (const auto* each : exchanges_.sorted(
             [](const auto& one, const auto& other) { return one.second.answer.frame < other.second.answer.frame; })) {
        const auto& [request, answer] = each->second;
        if (request.frame != 0 && answer.frame > request.frame)
            all.push_back({elapsed(Timestamp(request.time), Timestamp(answer.time)), answer.frame});
    }
    return all;
}

} // namespace tapscope
