#include "ssh_decoder.h"

#include "ssh_session.h"

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using namespace ssh;

constexpr std::array messageNames = {
    ValueName{1, "Disconnect"},
    ValueName{2, "Ignore"},
    ValueName{3, "Unimplemented"},
    ValueName{4, "Debug"},
    ValueName{5, "Service Request"},
    ValueName{6, "Service Accept"},
    ValueName{20, "Key Exchange Init"},
    ValueName{21, "New Keys"},
    ValueName{50, "User Authentication Request"},
    ValueName{51, "User Authentication Failure"},
    ValueName{52, "User Authentication Success"},
    ValueName{53, "User Authentication Banner"},
    ValueName{60, "Public Key algorithm accepted"},
    ValueName{80, "Global Request"},
    ValueName{81, "Request Success"},
    ValueName{82, "Request Failure"},
    ValueName{90, "Channel Open"},
    ValueName{91, "Channel Open Confirmation"},
    ValueName{92, "Channel Open Failure"},
    ValueName{93, "Window Adjust"},
    ValueName{94, "Channel Data"},
    ValueName{95, "Channel Extended Data"},
    ValueName{96, "Channel EOF"},
    ValueName{97, "Channel Close"},
    ValueName{98, "Channel Request"},
    ValueName{99, "Channel Success"},
    ValueName{100, "Channel Failure"},
};
constexpr std::array fixedNames = {ValueName{30, "Diffie-Hellman Key Exchange Init"},
                                   ValueName{31, "Diffie-Hellman Key Exchange Reply"}};
constexpr std::array groupNames = {
    ValueName{30, "Diffie-Hellman Group Exchange Request (Old)"}, ValueName{31, "Diffie-Hellman Group Exchange Group"},
    ValueName{32, "Diffie-Hellman Group Exchange Init"}, ValueName{33, "Diffie-Hellman Group Exchange Reply"},
    ValueName{34, "Diffie-Hellman Group Exchange Request"}};
constexpr std::array ellipticNames = {ValueName{30, "Elliptic Curve Diffie-Hellman Key Exchange Init"},
                                      ValueName{31, "Elliptic Curve Diffie-Hellman Key Exchange Reply"}};
constexpr std::uint8_t keyExchangeInit = 20, newKeys = 21;

enum Field : std::uint16_t {
    Protocol,
    SenderDirection,
    PacketLength,
    PaddingLength,
    MessageCode,
    Cookie,
    KexLength,
    FirstList = KexLength + 10, ///< the lists' lengths come before them, in the same order
    FirstPacketFollows = FirstList + 10,
    Reserved,
    Payload,
    Padding,
    EncryptedPacket,
};
constexpr FieldInfo octets(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::ByteString};
}
constexpr FieldInfo text(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::Text};
}
constexpr FieldInfo number(std::string_view name, std::string_view title) {
    return {.name = name, .title = title};
}
constexpr std::array fields = {
    text("ssh.protocol", "Protocol"),
    FieldInfo{.name = "ssh.direction", .title = "Direction", .type = FieldType::Boolean},
    number("ssh.packet_length", "Packet Length"),
    number("ssh.padding_length", "Padding Length"),
    FieldInfo{.name = "ssh.message_code", .title = "Message Code", .values = messageNames},
    octets("ssh.cookie", "Cookie"),
    number("ssh.kex_algorithms_length", "kex_algorithms length"),
    number("ssh.server_host_key_algorithms_length", "server_host_key_algorithms length"),
    number("ssh.encryption_algorithms_client_to_server_length", "encryption_algorithms_client_to_server length"),
    number("ssh.encryption_algorithms_server_to_client_length", "encryption_algorithms_server_to_client length"),
    number("ssh.mac_algorithms_client_to_server_length", "mac_algorithms_client_to_server length"),
    number("ssh.mac_algorithms_server_to_client_length", "mac_algorithms_server_to_client length"),
    number("ssh.compression_algorithms_client_to_server_length", "compression_algorithms_client_to_server length"),
    number("ssh.compression_algorithms_server_to_client_length", "compression_algorithms_server_to_client length"),
    number("ssh.languages_client_to_server_length", "languages_client_to_server length"),
    number("ssh.languages_server_to_client_length", "languages_server_to_client length"),
    text("ssh.kex_algorithms", "kex_algorithms string"),
    text("ssh.server_host_key_algorithms", "server_host_key_algorithms string"),
    text("ssh.encryption_algorithms_client_to_server", "encryption_algorithms_client_to_server string"),
    text("ssh.encryption_algorithms_server_to_client", "encryption_algorithms_server_to_client string"),
    text("ssh.mac_algorithms_client_to_server", "mac_algorithms_client_to_server string"),
    text("ssh.mac_algorithms_server_to_client", "mac_algorithms_server_to_client string"),
    text("ssh.compression_algorithms_client_to_server", "compression_algorithms_client_to_server string"),
    text("ssh.compression_algorithms_server_to_client", "compression_algorithms_server_to_client string"),
    text("ssh.languages_client_to_server", "languages_client_to_server string"),
    text("ssh.languages_server_to_client", "languages_server_to_client string"),
    number("ssh.first_kex_packet_follows", "First KEX Packet Follows"),
    octets("ssh.kex.reserved", "Reserved"),
    octets("ssh.payload", "Payload"),
    octets("ssh.padding_string", "Padding String"),
    octets("ssh.encrypted_packet", "Encrypted Packet"),
};
constexpr std::array hooks = {Hook{"tcp.port", 22}, Hook{"tcp.port", 29418}};
const ProtocolInfo info = {
    .abbreviation = "ssh", .title = "SSH Protocol", .column = "SSH", .fields = fields, .hooks = hooks, .learns = true};

std::string_view messageName(std::uint8_t code, KeyExchange exchange) noexcept {
    std::string_view name = nameOf(messageNames, code);
    if (exchange == KeyExchange::Fixed && name.empty())
        name = nameOf(fixedNames, code);
    else if (exchange == KeyExchange::Group && name.empty())
        name = nameOf(groupNames, code);
    else if (exchange == KeyExchange::Elliptic && name.empty())
        name = nameOf(ellipticNames, code);
    return name;
}

/// A frame's packets while they are read.
struct Reading {
    Dissection& d;
    Facts facts;
    std::size_t end = 0; ///< the sender: 0 client, 1 server
    bool isFirst = true;

    State* state() const { return d.isLearning() ? &d.conversation<State>() : nullptr; }
    /// Adds to the Info column after "Client: " or ", ".
    template <typename... Args>
    void note(InfoFormat<Args...> format, Args&&... args) {
        d.infoAppend("{}", !isFirst ? ", " : end == 1 ? "Server: " : "Client: ");
        d.infoAppend(format, std::forward<Args>(args)...);
        isFirst = false;
    }
};

bool isBanner(const ByteReader& bytes) noexcept {
    return bytes.peek() == 'S' && bytes.peek(1) == 'S' && bytes.peek(2) == 'H' && bytes.peek(3) == '-';
}

void decodeBanner(ByteReader& bytes, Reading& reading) {
    const Bytes rest = bytes.rest();
    std::string_view line(reinterpret_cast<const char*>(rest.data()), rest.size());
    const std::size_t end = line.find('\n');
    const std::size_t size = end == std::string_view::npos ? line.size() : end + 1;
    line = line.substr(0, line.find_first_of("\r\n"));
    reading.d.addText(Protocol, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(line.size())},
                      line);
    reading.note("Protocol ({})", line);
    bytes.skip(size);
    const bool isSecond = line.starts_with("SSH-2.") || line.starts_with("SSH-1.99-");
    if (State* const state = reading.state(); state != nullptr && reading.end == 0)
        state->version = isSecond ? 2 : line.starts_with("SSH-1.") ? 1 : 0;
}

void decodeKeyExchangeInit(ByteReader& bytes, Reading& reading) {
    constexpr std::uint16_t lists = 10;
    Dissection& d = reading.d;
    d.data(bytes, Cookie, 16);
    for (std::uint16_t i = 0; i < lists; ++i) {
        const std::uint32_t length = d.u32(bytes, static_cast<std::uint16_t>(KexLength + i));
        const std::string_view names = d.text(bytes, static_cast<std::uint16_t>(FirstList + i), length);
        State* const state = reading.state();
        if (i != 0 || state == nullptr)
            continue;
        state->offered[reading.end] = names.substr(0, longestOffer);
        if (!state->offered[0].empty() && !state->offered[1].empty())
            state->exchange = agreedExchange(state->offered[0], state->offered[1]);
    }
    d.u8(bytes, FirstPacketFollows);
    d.data(bytes, Reserved, 4);
}

void decodePacket(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    const std::uint32_t length = d.u32(bytes, PacketLength);
    if (bytes.overrun())
        return;
    ByteReader packet = bytes.part(length);
    const std::uint8_t padding = d.u8(packet, PaddingLength);
    const std::uint8_t code = d.u8(packet, MessageCode);
    const std::string_view name = messageName(code, reading.facts.exchange);
    if (name.empty())
        reading.note("Unknown ({})", code);
    else
        reading.note("{}", name);
    d.label("Message Code: {} ({})", name.empty() ? "Unknown" : name, code);
    if (packet.all().size() < length || packet.overrun()) {
        bytes.setOverrun(); // the rest is in the next segment
        return;
    }
    ByteReader payload = packet.part(packet.remaining() > padding ? packet.remaining() - padding : 0);
    if (code == keyExchangeInit)
        decodeKeyExchangeInit(payload, reading);
    else if (!payload.atEnd())
        d.data(payload, Payload, payload.remaining());
    if (!packet.atEnd())
        d.data(packet, Padding, packet.remaining());
    if (State* const state = reading.state(); state != nullptr && code == newKeys)
        state->isEncrypted[reading.end] = true;
}

void decodeEncrypted(ByteReader& bytes, Reading& reading) {
    reading.note("Encrypted packet (len={})", bytes.remaining());
    reading.d.data(bytes, EncryptedPacket, bytes.remaining());
}

bool isServer(const Dissection::Carrier& carrier) noexcept {
    const auto isPort = [](std::uint32_t port) { return std::ranges::find(hooks, port, &Hook::key) != hooks.end(); };
    if (isPort(carrier.destinationPort))
        return false;
    return isPort(carrier.sourcePort) || carrier.sourcePort < carrier.destinationPort;
}

Facts factsOf(Dissection& d, std::size_t end) {
    if (!d.isLearning())
        return d.recall<Facts>().value_or(Facts{});
    const State& state = d.conversation<State>();
    const Facts facts{.version = state.version,
                      .exchange = state.exchange,
                      .isEncrypted = static_cast<std::uint8_t>(state.isEncrypted[end] ? 1 : 0)};
    d.remember(facts);
    return facts;
}

} // namespace

KeyExchange ssh::agreedExchange(std::string_view client, std::string_view server) noexcept {
    const auto nextName = [](std::string_view& list) {
        const std::size_t comma = std::min(list.find(','), list.size());
        const std::string_view name = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        return name;
    };
    while (!client.empty()) {
        const std::string_view name = nextName(client);
        for (std::string_view rest = server; !rest.empty();) {
            if (nextName(rest) != name)
                continue;
            if (name.starts_with("diffie-hellman-group-exchange"))
                return KeyExchange::Group;
            return name.starts_with("diffie-hellman") ? KeyExchange::Fixed : KeyExchange::Elliptic;
        }
    }
    return KeyExchange::Unknown;
}

const ProtocolInfo& SshDecoder::protocol() const noexcept {
    return info;
}

void SshDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::size_t end = isServer(d.carrier()) ? 1 : 0;
    Reading reading{.d = d, .facts = factsOf(d, end), .end = end};
    if (d.isLearning() && isBanner(bytes))
        d.assignConversation("ssh");
    if (reading.facts.version != 0)
        d.columnProtocol(reading.facts.version == 1 ? "SSHv1" : "SSHv2");
    d.info("{}", "");
    d.add(SenderDirection, {}, end);
    d.label("[Direction: {}]", end == 1 ? "server-to-client" : "client-to-server");
    while (!bytes.atEnd()) {
        if (isBanner(bytes))
            decodeBanner(bytes, reading);
        else if (reading.facts.version == 2 && reading.facts.isEncrypted == 0)
            decodePacket(bytes, reading);
        else
            decodeEncrypted(bytes, reading);
    }
}

} // namespace tapscope
