#include "desktop_decoders.h"
#include "vnc_fields.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::vnc {
namespace {

using namespace vnc;

constexpr std::array hooks = {Hook{"tcp.port", 5900}, Hook{"tcp.port", 5901}, Hook{"tcp.port", 5500},
                              Hook{"tcp.port", 5501}};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "vnc",
                           .title = "Virtual Network Computing",
                           .column = "VNC",
                           .fields = fieldTable(),
                           .hooks = hooks,
                           .heuristics = heuristics,
                           .learns = true};
constexpr std::size_t versionSize = 12, challengeSize = 16;
constexpr std::uint8_t noSecurity = 1, passwords = 2, listVersion = 7, reasonVersion = 8;
constexpr std::uint32_t longestText = 1U << 20;

struct VncState final : ConversationState {
    Phase phase;
    Way serverWay = Way::Up; ///< of the side that sent the first version
    bool isKnown = false;
};

/// The fact kept for a frame.
struct Place {
    Phase phase;
    bool isServer = false;
};

bool isVersion(Bytes bytes) noexcept { // "RFB 003.008\n"
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() == versionSize && text.starts_with("RFB ") && text[7] == '.' && text.ends_with('\n') &&
           std::ranges::all_of(text.substr(4, 3), isDigit) && std::ranges::all_of(text.substr(8, 3), isDigit);
}

Place placeOf(Dissection& d, Bytes bytes) {
    if (!d.isLearning())
        return d.recall<Place>().value_or(Place{.isServer = !isToServer(d, 5900)});
    auto& state = d.conversation<VncState>();
    if (!state.isKnown) {
        state.isKnown = true;
        state.serverWay = isVersion(bytes) || !isToServer(d, 5900) ? d.way() : d.way() == Way::Up ? Way::Down : Way::Up;
        if (!isVersion(bytes)) // the beginning was not seen
            state.phase.kind = Phase::Established;
    }
    const Place place{state.phase, d.way() == state.serverWay};
    d.remember(place);
    return place;
}

bool isServersTurn(Phase::Kind kind) noexcept {
    return kind == Phase::ServerVersionNext || kind == Phase::SecurityNext || kind == Phase::ChallengeNext ||
           kind == Phase::ResultNext || kind == Phase::ServerInitNext;
}

std::uint8_t minorOf(std::string_view version) noexcept {
    return version.size() < versionSize ? std::uint8_t{0} : static_cast<std::uint8_t>(version[10] - '0');
}

void decodeReason(ByteReader& bytes, Dissection& d) {
    if (!bytes.atEnd())
        countedText(bytes, d, ErrorLength, ErrorText, 4);
}

void chooseSecurity(std::uint32_t type, Phase& phase) {
    if (type == passwords)
        phase.kind = Phase::ChallengeNext;
    else if (type == noSecurity)
        phase.kind = phase.minor >= reasonVersion ? Phase::ResultNext : Phase::ClientInitNext;
    else
        phase.kind = Phase::Unknown;
}

void decodeSecurity(ByteReader& bytes, Dissection& d, Phase& phase) {
    if (phase.minor < listVersion) {
        d.info("Security types supported");
        const std::uint32_t type = d.u32(bytes, ServerSecurity);
        if (type == 0)
            decodeReason(bytes, d);
        chooseSecurity(type, phase);
        return;
    }
    d.info("Security types supported");
    const std::uint8_t count = d.u8(bytes, SecurityCount);
    if (count == 0)
        decodeReason(bytes, d);
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i)
        d.u8(bytes, SecurityType);
    phase.kind = Phase::ChoiceNext;
}

void decodeServerInit(ByteReader& bytes, Dissection& d) {
    d.info("Server framebuffer parameters");
    d.u16(bytes, Width);
    d.u16(bytes, Height);
    for (const Dissection::Field field : {BitsPerPixel, Depth, BigEndian, TrueColour})
        d.u8(bytes, field);
    for (const Dissection::Field field : {RedMaximum, GreenMaximum, BlueMaximum})
        d.u16(bytes, field);
    for (const Dissection::Field field : {RedShift, GreenShift, BlueShift})
        d.u8(bytes, field);
    d.data(bytes, Padding, 3);
    countedText(bytes, d, NameLength, Name, 4);
}

/// Decodes one message of the handshake, and advances the phase.
void decodeHandshake(ByteReader& bytes, Dissection& d, Phase& phase) {
    switch (phase.kind) {
    case Phase::ServerVersionNext:
    case Phase::ClientVersionNext: {
        const bool isServer = phase.kind == Phase::ServerVersionNext;
        const std::string_view text = d.text(bytes, isServer ? ServerVersion : ClientVersion, versionSize);
        if (text.size() == versionSize)
            d.info("{} protocol version: {}", isServer ? "Server" : "Client", text.substr(4, 7));
        phase.minor = minorOf(text);
        phase.kind = isServer ? Phase::ClientVersionNext : Phase::SecurityNext;
        break;
    }
    case Phase::SecurityNext:
        decodeSecurity(bytes, d, phase);
        break;
    case Phase::ChoiceNext: {
        const std::uint8_t type = d.u8(bytes, ClientSecurity);
        d.info("Security type {} ({}) selected by client", nameOf(fieldTable()[SecurityType].values, type, "Unknown"),
               type);
        chooseSecurity(type, phase);
        break;
    }
    case Phase::ChallengeNext:
        d.info("Authentication challenge from server");
        d.data(bytes, Challenge, challengeSize);
        phase.kind = Phase::ResponseNext;
        break;
    case Phase::ResponseNext:
        d.info("Authentication response from client");
        d.data(bytes, ChallengeResponse, challengeSize);
        phase.kind = Phase::ResultNext;
        break;
    case Phase::ResultNext:
        d.info("Authentication result");
        if (d.u32(bytes, AuthenticationResult) != 0)
            decodeReason(bytes, d);
        phase.kind = Phase::ClientInitNext;
        break;
    case Phase::ClientInitNext:
        d.info("Share desktop flag");
        d.u8(bytes, Shared);
        phase.kind = Phase::ServerInitNext;
        break;
    case Phase::ServerInitNext:
        decodeServerInit(bytes, d);
        phase.kind = Phase::Established;
        break;
    default:
        break;
    }
}

StreamMessage sized(Bytes bytes, const MessageSize& size) {
    if (size.fixed == 0)
        return {};
    if (size.countAt == 0)
        return StreamMessage::of(size.fixed);
    ByteReader reader(bytes);
    reader.skip(size.countAt);
    const std::uint64_t count = reader.big(size.countSize);
    if (reader.overrun())
        return StreamMessage::later();
    return count <= longestText ? StreamMessage::of(size.fixed + count * size.each) : StreamMessage{};
}

StreamMessage handshakeMessage(Bytes bytes, const Phase& phase) {
    const auto type = ByteReader(bytes).peek();
    switch (phase.kind) {
    case Phase::ServerVersionNext:
    case Phase::ClientVersionNext:
        return StreamMessage::of(versionSize);
    case Phase::SecurityNext:
        if (phase.minor < listVersion)
            return StreamMessage::of(std::max<std::size_t>(4, bytes.size()));
        return type == 0 ? StreamMessage{} : StreamMessage::of(std::size_t{1} + type);
    case Phase::ChallengeNext:
    case Phase::ResponseNext:
        return StreamMessage::of(challengeSize);
    case Phase::ResultNext:
        return StreamMessage::of(std::max<std::size_t>(4, bytes.size()));
    case Phase::ServerInitNext:
        return sized(bytes, {.fixed = 24, .countAt = 20, .countSize = 4});
    default:
        return {};
    }
}

} // namespace

const ProtocolInfo& VncDecoder::protocol() const noexcept {
    return info;
}

bool VncDecoder::recognises(Bytes bytes, const Dissection&) const {
    return isVersion(bytes);
}

StreamMessage VncDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    const auto& state = d.conversation<VncState>();
    const std::uint8_t type = ByteReader(bytes).peek();
    const bool isServer = !state.isKnown || d.way() == state.serverWay;
    if (state.phase.kind == Phase::Established)
        return sized(bytes, isServer ? serverMessageSize(type) : clientMessageSize(type));
    return isServer == isServersTurn(state.phase.kind) ? handshakeMessage(bytes, state.phase) : StreamMessage{};
}

void VncDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Place place = placeOf(d, bytes.rest());
    Phase phase = place.phase;
    d.info("");
    if (d.isLearning() && isVersion(bytes.rest()))
        d.assignConversation("vnc");
    while (!bytes.atEnd()) {
        if (phase.kind == Phase::Established && place.isServer) {
            decodeServerMessage(bytes, d);
        } else if (phase.kind == Phase::Established) {
            decodeClientMessage(bytes, d);
        } else if (phase.kind != Phase::Unknown && place.isServer == isServersTurn(phase.kind)) {
            decodeHandshake(bytes, d, phase);
        } else {
            d.infoItem("Continuation");
            d.nextAsData(bytes);
            break;
        }
    }
    if (d.isLearning())
        d.conversation<VncState>().phase = phase;
}

} // namespace tapscope::vnc
