// IKE (RFC 2409, RFC 7296) and its encapsulation beside ESP in UDP (RFC 3948).

#include "cipher_text.h"
#include "vpn_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::isakmp {
namespace {

namespace messages {
constexpr std::array exchangeTypes = {ValueName{0, "NONE"},
                                      ValueName{1, "Base"},
                                      ValueName{2, "Identity Protection (Main Mode)"},
                                      ValueName{3, "Authentication Only"},
                                      ValueName{4, "Aggressive"},
                                      ValueName{5, "Informational"},
                                      ValueName{6, "Transaction (Config Mode)"},
                                      ValueName{32, "Quick Mode"},
                                      ValueName{33, "New Group Mode"},
                                      ValueName{34, "IKE_SA_INIT"},
                                      ValueName{35, "IKE_AUTH"},
                                      ValueName{36, "CREATE_CHILD_SA"},
                                      ValueName{37, "INFORMATIONAL"},
                                      ValueName{38, "IKE_SESSION_RESUME"}};
constexpr std::array payloadTypes = {ValueName{0, "NONE / No Next Payload"},
                                     ValueName{1, "Security Association"},
                                     ValueName{2, "Proposal"},
                                     ValueName{3, "Transform"},
                                     ValueName{4, "Key Exchange"},
                                     ValueName{5, "Identification"},
                                     ValueName{6, "Certificate"},
                                     ValueName{7, "Certificate Request"},
                                     ValueName{8, "Hash"},
                                     ValueName{9, "Signature"},
                                     ValueName{10, "Nonce"},
                                     ValueName{11, "Notification"},
                                     ValueName{12, "Delete"},
                                     ValueName{13, "Vendor ID"},
                                     ValueName{14, "Attributes"},
                                     ValueName{15, "SA KEK Payload"},
                                     ValueName{16, "SA TEK Payload"},
                                     ValueName{17, "Key Download"},
                                     ValueName{18, "Sequence Number"},
                                     ValueName{19, "Proof of Possession"},
                                     ValueName{20, "NAT-D (RFC 3947)"},
                                     ValueName{21, "NAT-OA (RFC 3947)"},
                                     ValueName{22, "Group Associated Policy"},
                                     ValueName{33, "Security Association"},
                                     ValueName{34, "Key Exchange"},
                                     ValueName{35, "Identification - Initiator"},
                                     ValueName{36, "Identification - Responder"},
                                     ValueName{37, "Certificate"},
                                     ValueName{38, "Certificate Request"},
                                     ValueName{39, "Authentication"},
                                     ValueName{40, "Nonce"},
                                     ValueName{41, "Notify"},
                                     ValueName{42, "Delete"},
                                     ValueName{43, "Vendor ID"},
                                     ValueName{44, "Traffic Selector - Initiator"},
                                     ValueName{45, "Traffic Selector - Responder"},
                                     ValueName{46, "Encrypted and Authenticated"},
                                     ValueName{47, "Configuration"},
                                     ValueName{48, "Extensible Authentication"},
                                     ValueName{49, "Generic Secure Password Method"},
                                     ValueName{50, "Group Identification"},
                                     ValueName{51, "Group Security Association"},
                                     ValueName{52, "Key Download"},
                                     ValueName{53, "Encrypted and Authenticated Fragment"},
                                     ValueName{130, "NAT-D (draft-ietf-ipsec-nat-t-ike-01 to 03)"},
                                     ValueName{131, "NAT-OA (draft-ietf-ipsec-nat-t-ike-01 to 03)"},
                                     ValueName{132, "Cisco-Fragmentation"}};
enum Field : std::uint16_t {
    InitiatorSpi,
    ResponderSpi,
    NextPayload,
    Version,
    ExchangeType,
    Flags,
    Encrypted,
    Commit,
    Authentication,
    Initiator,
    VersionFlag,
    Response,
    MessageId,
    Length,
    PayloadType,
    PayloadLength,
    PayloadData,
    EncryptedData,
};
constexpr std::array fields = {
    FieldInfo{.name = "isakmp.ispi", .title = "Initiator SPI", .type = FieldType::ByteString},
    FieldInfo{.name = "isakmp.rspi", .title = "Responder SPI", .type = FieldType::ByteString},
    FieldInfo{.name = "isakmp.nextpayload", .title = "Next payload", .values = payloadTypes},
    FieldInfo{.name = "isakmp.version", .title = "Version", .base = Base::Hex},
    FieldInfo{.name = "isakmp.exchangetype", .title = "Exchange type", .values = exchangeTypes},
    FieldInfo{.name = "isakmp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "isakmp.flag_e", .title = "Encryption", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "isakmp.flag_c", .title = "Commit", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "isakmp.flag_a", .title = "Authentication", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "isakmp.flag_i", .title = "Initiator", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "isakmp.flag_v", .title = "Version", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "isakmp.flag_r", .title = "Response", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "isakmp.messageid", .title = "Message ID", .base = Base::Hex},
    FieldInfo{.name = "isakmp.length", .title = "Length"},
    FieldInfo{.name = "isakmp.typepayload", .title = "Payload", .values = payloadTypes},
    FieldInfo{.name = "isakmp.payloadlength", .title = "Payload length"},
    FieldInfo{.name = "isakmp.datapayload", .title = "Data Payload", .type = FieldType::ByteString},
    FieldInfo{.name = "isakmp.enc.data", .title = "Encrypted Data", .type = FieldType::Label},
};
constexpr std::array hooks = {Hook{"udp.port", 500}, Hook{"tcp.port", 500}, Hook{"udpencap", 0}};
const ProtocolInfo info = {.abbreviation = "isakmp",
                           .title = "Internet Security Association and Key Management Protocol",
                           .column = "ISAKMP",
                           .fields = fields,
                           .hooks = hooks};

constexpr std::size_t spiSize = 8, headerSize = 28;
constexpr unsigned version2 = 2;
constexpr std::uint8_t encryptedFlag = 0x01;
constexpr std::uint8_t initiatorFlag = 0x08;
constexpr std::uint8_t responseFlag = 0x20;
constexpr std::uint8_t encryptedPayload = 46; // RFC 7296 section 3.14

/// Whether bytes begin with a header of version 1 or 2. A wrong length makes it a damaged one.
bool isHeader(ByteReader bytes) noexcept {
    constexpr std::uint8_t flagsOf1 = 0x07, flagsOf2 = 0x38; // RFC 2408 section 3.1, RFC 7296 section 3.1
    constexpr std::uint8_t firstPrivate = 240;
    constexpr std::uint32_t longerThanAny = 0x1000000;
    bytes.skip(2 * spiSize + 1);
    const unsigned version = bytes.u8() >> 4;
    const std::uint8_t exchange = bytes.u8();
    const std::uint8_t flags = bytes.u8();
    bytes.skip(4);
    const std::uint32_t length = bytes.u32();
    const bool isExchange = !nameOf(exchangeTypes, exchange).empty() || exchange >= firstPrivate;
    return !bytes.overrun() && (version == 1 || version == version2) && isExchange &&
           (flags & ~(version == 1 ? flagsOf1 : flagsOf2)) == 0 && length < longerThanAny;
}

void decodePayloads(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    constexpr std::uint16_t headerSize = 4;
    while (type != 0 && !bytes.atEnd() && !bytes.overrun()) {
        const std::size_t size =
            std::min(static_cast<std::size_t>(bytes.peek(2)) << 8 | bytes.peek(3), bytes.remaining());
        d.add(PayloadType, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, type);
        d.label("Payload: {} ({})", nameOf(payloadTypes, type, "Unknown"), type);
        const auto nest = d.nest();
        const std::uint8_t next = d.u8(bytes, NextPayload);
        bytes.skip(1);
        const std::uint16_t length = d.u16(bytes, PayloadLength);
        if (length < headerSize) {
            d.malformed("a payload is shorter than its header");
            return;
        }
        ByteReader content = bytes.part(length - headerSize);
        if (content.remaining() + headerSize < length)
            bytes.skip(1);
        d.data(content, type == encryptedPayload ? EncryptedData : PayloadData, content.remaining());
        if (type == encryptedPayload)
            return;
        type = next;
    }
}
} // namespace messages

namespace encapsulation {
constexpr std::array fields = {
    FieldInfo{.name = "udpencap.nat_keepalive", .title = "NAT-keepalive packet", .type = FieldType::Label},
    FieldInfo{.name = "udpencap.non_esp_marker", .title = "Non-ESP Marker", .type = FieldType::ByteString},
};
enum Field : std::uint16_t { Keepalive, Marker };
enum Table : std::uint8_t { Ike, ByProtocol };
constexpr std::array<std::string_view, 2> tables = {"udpencap", "ip.proto"};
constexpr std::array hooks = {Hook{"udp.port", 4500}};
const ProtocolInfo info = {.abbreviation = "udpencap",
                           .title = "UDP Encapsulation of IPsec Packets",
                           .column = "UDPENCAP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};
constexpr std::uint8_t keepalive = 0xff;
constexpr std::size_t markerSize = 4;

bool isKeepalive(Bytes bytes) noexcept {
    return bytes.size() == 1 && ByteReader(bytes).peek() == keepalive;
}

bool isIke(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    return reader.u32() == 0 && !reader.overrun() && messages::isHeader(reader);
}

/// ESP has no mark: an SPI that is not reserved, and at the end a check value or something encrypted.
bool canBeEsp(Bytes bytes) noexcept {
    constexpr std::uint32_t reservedSpis = 256;
    constexpr std::size_t header = 8, word = 4, checkValue = 12;
    return bytes.size() >= header + word + checkValue && ByteReader(bytes).u32() >= reservedSpis &&
           !looksLikeText(bytes) && !isPattern(bytes.last(checkValue));
}

/// What the datagrams of a conversation have shown. Of a guess that they are ESP, SPIs that come back are the proof.
class EspConversation final : public ConversationState {
public:
    void announce() noexcept { isAnnounced_ = true; }
    /// Counts a packet. Returns false if it is one too many that fits none before.
    [[nodiscard]] bool count(std::uint32_t spi, std::uint32_t sequence) noexcept {
        constexpr std::uint32_t early = 1024; // a security association that begins
        constexpr std::uint32_t most = 4;     // two tunnels in both directions, in the middle of their time
        if (std::ranges::find(spis_, spi) != spis_.end()) {
            ++known_;
            return true;
        }
        spis_[next_++ % spis_.size()] = spi;
        strangers_ += sequence > early ? 1 : 0;
        return isAnnounced_ || strangers_ <= most + known_;
    }

private:
    std::array<std::uint32_t, 16> spis_{};
    std::size_t next_ = 0;
    std::uint32_t known_ = 0, strangers_ = 0;
    bool isAnnounced_ = false; ///< by IKE
};

void learn(ByteReader bytes, Dissection& d) {
    d.assignConversation("udpencap");
    auto& conversation = d.conversation<EspConversation>();
    constexpr std::size_t word = 4; // padding fills it (RFC 4303 section 2.4)
    const std::uint32_t spi = bytes.u32();
    if (spi == 0)
        conversation.announce();
    else if (!conversation.count(spi, bytes.u32()) || d.carrier().payloadLength % word != 0)
        d.assignConversation("data");
}
} // namespace encapsulation

} // namespace

const ProtocolInfo& IsakmpDecoder::protocol() const noexcept {
    return messages::info;
}

bool IsakmpDecoder::accepts(Bytes bytes, Claim) const {
    return messages::isHeader(ByteReader(bytes));
}

void IsakmpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace messages;
    d.data(bytes, InitiatorSpi, spiSize);
    d.data(bytes, ResponderSpi, spiSize);
    const std::uint8_t firstPayload = d.u8(bytes, NextPayload);
    const std::uint8_t version = d.u8(bytes, Version);
    const std::uint8_t exchange = d.u8(bytes, ExchangeType);
    const auto name = nameOf(exchangeTypes, exchange);
    if (!bytes.overrun() && name.empty())
        d.info("Unknown {}", exchange);
    else if (!bytes.overrun())
        d.info("{}", name);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, Flags);
    const bool isVersion2 = version >> 4 == version2;
    {
        const auto nest = d.nest();
        if (isVersion2)
            d.addBits({Initiator, VersionFlag, Response}, range, flags);
        else
            d.addBits({Encrypted, Commit, Authentication}, range, flags);
    }
    const std::uint32_t message = d.u32(bytes, MessageId);
    const std::uint32_t length = d.u32(bytes, Length);
    if (bytes.overrun())
        return;
    if (isVersion2)
        d.infoAppend(" MID={:02} {} {}", message, (flags & initiatorFlag) != 0 ? "Initiator" : "Responder",
                     (flags & responseFlag) != 0 ? "Response" : "Request");
    if (length < headerSize) {
        d.malformed("its length is shorter than its header");
        return;
    }
    ByteReader payloads = bytes.part(length - headerSize);
    const bool isWhole = payloads.remaining() + headerSize == length;
    if (!isVersion2 && (flags & encryptedFlag) != 0)
        d.data(payloads, EncryptedData, payloads.remaining());
    else
        decodePayloads(payloads, d, firstPayload);
    if (payloads.overrun() || !isWhole)
        bytes.setOverrun();
}

const ProtocolInfo& UdpEncapsulationDecoder::protocol() const noexcept {
    return encapsulation::info;
}

bool UdpEncapsulationDecoder::accepts(Bytes bytes, Claim) const {
    using namespace encapsulation;
    return isKeepalive(bytes) || isIke(bytes) || canBeEsp(bytes);
}

bool UdpEncapsulationDecoder::recognises(Bytes bytes, const Dissection&) const {
    return encapsulation::isIke(bytes);
}

void UdpEncapsulationDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace encapsulation;
    constexpr std::uint32_t esp = 50;
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    if (isKeepalive(bytes.rest())) {
        d.add(Keepalive, {start, 1}, 0);
        d.info("NAT-keepalive");
        bytes.skip(1);
        return;
    }
    if (d.isLearning())
        learn(bytes, d);
    if (isIke(bytes.rest())) {
        d.data(bytes, Marker, markerSize);
        d.next(Ike, 0, bytes);
        return;
    }
    d.info("ESP");
    d.next(ByProtocol, esp, bytes);
}

} // namespace tapscope::isakmp
