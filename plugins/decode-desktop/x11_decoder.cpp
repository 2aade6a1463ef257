#include "desktop_decoders.h"
#include "x11_names.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::x11 {
namespace {

constexpr std::array byteOrders = {ValueName{'B', "Big-endian"}, ValueName{'l', "Little-endian"}};
enum Field : std::uint16_t {
    ByteOrder,
    MajorVersion,
    MinorVersion,
    NameLength,
    DataLength,
    Name,
    Data,
    Opcode,
    RequestLength,
    Success,
    ReplyLength,
    ReasonLength,
    Reason,
    ReleaseNumber,
    ResourceBase,
    ResourceMask,
    Reply,
    ReplySequence,
    EventCode,
    EventSequence,
    ErrorCode,
    ErrorMinor,
    ErrorMajor,
};
/// Titles are those of the protocol's specification.
const std::array fields = {
    FieldInfo{.name = "x11.byte-order", .title = "byte-order", .base = Base::Hex, .values = byteOrders},
    FieldInfo{.name = "x11.protocol-major-version", .title = "protocol-major-version"},
    FieldInfo{.name = "x11.protocol-minor-version", .title = "protocol-minor-version"},
    FieldInfo{.name = "x11.authorization-protocol-name-length", .title = "authorization-protocol-name-length"},
    FieldInfo{.name = "x11.authorization-protocol-data-length", .title = "authorization-protocol-data-length"},
    FieldInfo{
        .name = "x11.authorization-protocol-name", .title = "authorization-protocol-name", .type = FieldType::Text},
    FieldInfo{.name = "x11.authorization-protocol-data",
              .title = "authorization-protocol-data",
              .type = FieldType::ByteString},
    FieldInfo{.name = "x11.opcode", .title = "opcode", .values = x11::requestNames()},
    FieldInfo{.name = "x11.request-length", .title = "request-length"},
    FieldInfo{.name = "x11.success", .title = "success"},
    FieldInfo{.name = "x11.replylength", .title = "replylength"},
    FieldInfo{.name = "x11.length-of-reason", .title = "length-of-reason"},
    FieldInfo{.name = "x11.reason", .title = "reason", .type = FieldType::Text},
    FieldInfo{.name = "x11.release-number", .title = "release-number"},
    FieldInfo{.name = "x11.resource-id-base", .title = "resource-id-base", .base = Base::Hex},
    FieldInfo{.name = "x11.resource-id-mask", .title = "resource-id-mask", .base = Base::Hex},
    FieldInfo{.name = "x11.reply", .title = "reply"},
    FieldInfo{.name = "x11.reply-sequencenumber", .title = "sequencenumber"},
    FieldInfo{.name = "x11.eventcode", .title = "eventcode", .values = x11::eventNames(), .mask = 0x7f},
    FieldInfo{.name = "x11.event-sequencenumber", .title = "sequencenumber"},
    FieldInfo{.name = "x11.errorcode", .title = "errorcode", .values = x11::errorNames()},
    FieldInfo{.name = "x11.minor-opcode", .title = "minor-opcode"},
    FieldInfo{.name = "x11.major-opcode", .title = "major-opcode", .values = x11::requestNames()},
};
constexpr std::uint32_t firstPort = 6000, lastPort = 6063; ///< one for each display
constexpr auto hooks = [] {
    std::array<Hook, lastPort - firstPort + 1> each{};
    for (std::uint32_t i = 0; i < each.size(); ++i)
        each[i] = {"tcp.port", firstPort + i};
    return each;
}();
const ProtocolInfo info = {
    .abbreviation = "x11", .title = "X11", .column = "X11", .fields = fields, .hooks = hooks, .learns = true};

constexpr std::uint8_t bigEndian = 'B', littleEndian = 'l';
constexpr std::size_t setupHead = 12, setupReplyHead = 8, eventSize = 32;

/// Facts about the connection that a frame needs.
struct Place {
    bool isBig = false;
    bool isSetUp = false; ///< requests or replies follow: each direction has one setup message
};
struct X11State final : ConversationState {
    bool isBig = false;
    bool isRequested = false, isReplied = false;
};

bool isClient(const Dissection& d) noexcept {
    return d.carrier().destinationPort >= firstPort && d.carrier().destinationPort <= lastPort;
}

bool beginsSetup(const ByteReader& bytes) noexcept {
    const std::uint8_t order = bytes.peek();
    const std::uint8_t high = order == bigEndian ? bytes.peek(2) : bytes.peek(3);
    const std::uint8_t low = order == bigEndian ? bytes.peek(3) : bytes.peek(2);
    return (order == bigEndian || order == littleEndian) && bytes.peek(1) == 0 && high == 0 && low == 11;
}

/// Reads numbers in the byte order chosen by the client.
class Numbers {
public:
    Numbers(Dissection& d, bool isBig) : d_(d), isBig_(isBig) {}

    std::uint64_t add(ByteReader& bytes, Dissection::Field field, std::size_t size) {
        return isBig_ ? d_.uint(bytes, field, size) : d_.uintLe(bytes, field, size);
    }
    [[nodiscard]] std::uint64_t peek(const ByteReader& bytes, std::size_t at, std::size_t size) const {
        ByteReader ahead = bytes;
        ahead.skip(at);
        return isBig_ ? ahead.big(size) : ahead.little(size);
    }

private:
    Dissection& d_;
    bool isBig_;
};

constexpr std::size_t padded(std::size_t size) noexcept {
    return (size + 3) / 4 * 4;
}

std::size_t setupSize(const ByteReader& bytes, const Numbers& numbers) {
    return setupHead + padded(numbers.peek(bytes, 6, 2)) + padded(numbers.peek(bytes, 8, 2));
}

void decodeSetup(ByteReader& bytes, Dissection& d, Numbers numbers) {
    d.infoItem("Initial connection request");
    d.u8(bytes, ByteOrder);
    bytes.skip(1);
    numbers.add(bytes, MajorVersion, 2);
    numbers.add(bytes, MinorVersion, 2);
    const auto nameLength = static_cast<std::size_t>(numbers.add(bytes, NameLength, 2));
    const auto dataLength = static_cast<std::size_t>(numbers.add(bytes, DataLength, 2));
    bytes.skip(2);
    d.text(bytes, Name, nameLength);
    bytes.skip(padded(nameLength) - nameLength);
    if (dataLength != 0)
        d.data(bytes, Data, dataLength);
    bytes.skip(padded(dataLength) - dataLength);
}

void decodeSetupReply(ByteReader& bytes, Dissection& d, Numbers numbers) {
    d.infoItem("Initial connection reply");
    const std::size_t size = setupReplyHead + numbers.peek(bytes, 6, 2) * 4;
    ByteReader reply = bytes.part(size);
    const bool isWhole = reply.remaining() == size;
    const std::uint8_t success = d.u8(reply, Success);
    const std::uint8_t reasonLength = success == 0 ? d.u8(reply, ReasonLength) : reply.u8();
    numbers.add(reply, MajorVersion, 2);
    numbers.add(reply, MinorVersion, 2);
    numbers.add(reply, ReplyLength, 2);
    if (success == 0) {
        d.text(reply, Reason, reasonLength);
    } else if (success == 1) {
        numbers.add(reply, ReleaseNumber, 4);
        numbers.add(reply, ResourceBase, 4);
        numbers.add(reply, ResourceMask, 4);
    }
    if (reply.overrun() || !isWhole)
        bytes.setOverrun();
}

/// The size of a request in octets: its length field in words, or, if that is 0, the 32 bits after it (BIG-REQUESTS).
std::size_t requestSize(const ByteReader& bytes, const Numbers& numbers) {
    const std::uint64_t words = numbers.peek(bytes, 2, 2);
    return 4 * (words != 0 ? words : numbers.peek(bytes, 4, 4));
}

void decodeRequests(ByteReader& bytes, Dissection& d, Numbers numbers) {
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        const std::size_t size = requestSize(bytes, numbers);
        const std::uint8_t opcode = d.u8(bytes, Opcode);
        bytes.skip(1);
        numbers.add(bytes, RequestLength, 2);
        if (bytes.overrun())
            return;
        if (isFirst)
            d.infoItem("Requests: ");
        else
            d.infoAppend(", ");
        if (const auto name = nameOf(x11::requestNames(), opcode); !name.empty())
            d.infoAppend("{}", name);
        else
            d.infoAppend("<Unknown opcode {}>", opcode);
        if (size < 4) {
            d.malformed("a request is shorter than its header");
            return;
        }
        if (size - 4 > bytes.remaining()) {
            bytes.setOverrun();
            return;
        }
        bytes.skip(size - 4);
    }
}

void decodeFromServer(ByteReader& bytes, Dissection& d, Numbers numbers) {
    enum Kind : std::uint8_t { Error, ReplyMessage };
    while (!bytes.atEnd()) {
        const std::uint8_t kind = bytes.peek();
        if (kind == Error) {
            bytes.skip(1);
            const std::uint8_t code = d.u8(bytes, ErrorCode);
            numbers.add(bytes, EventSequence, 2);
            bytes.skip(4);
            numbers.add(bytes, ErrorMinor, 2);
            d.u8(bytes, ErrorMajor);
            bytes.skip(eventSize - 11);
            d.infoItem("Error: {}", nameOf(x11::errorNames(), code, "<Unknown error>"));
        } else if (kind == ReplyMessage) {
            const std::uint64_t words = numbers.peek(bytes, 4, 4);
            d.u8(bytes, Reply);
            bytes.skip(1);
            numbers.add(bytes, ReplySequence, 2);
            numbers.add(bytes, ReplyLength, 4);
            bytes.skip(static_cast<std::size_t>(eventSize - 8 + words * 4));
            d.infoItem("Reply");
        } else {
            const std::uint8_t code = d.u8(bytes, EventCode) & 0x7fU;
            bytes.skip(1);
            numbers.add(bytes, EventSequence, 2);
            bytes.skip(eventSize - 4);
            d.infoItem("Event: {}", nameOf(x11::eventNames(), code, "<Unknown eventcode>"));
        }
    }
}

Place placeOf(Dissection& d, const ByteReader& bytes, bool isFromClient) {
    if (!d.isLearning())
        return d.recall<Place>().value_or(Place{.isBig = bytes.peek() == bigEndian && isFromClient});
    auto& state = d.conversation<X11State>();
    if (isFromClient && !state.isRequested && beginsSetup(bytes))
        state.isBig = bytes.peek() == bigEndian;
    const Place place{state.isBig, isFromClient ? state.isRequested : state.isReplied};
    (isFromClient ? state.isRequested : state.isReplied) = true;
    d.remember(place);
    return place;
}

} // namespace

const ProtocolInfo& X11Decoder::protocol() const noexcept {
    return info;
}

StreamMessage X11Decoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    constexpr std::size_t longest = std::size_t{16} << 20;
    const auto& state = d.conversation<X11State>();
    const ByteReader reader(bytes);
    const bool isFromClient = isClient(d);
    if (!reader.has(setupReplyHead))
        return StreamMessage::later();
    std::size_t size = 0;
    if (isFromClient && !state.isRequested) {
        if (!beginsSetup(reader))
            return {};
        if (!reader.has(setupHead))
            return StreamMessage::later();
        size = setupSize(reader, Numbers(d, reader.peek() == bigEndian));
    } else if (isFromClient) {
        size = requestSize(reader, Numbers(d, state.isBig));
    } else if (!state.isReplied) {
        size = setupReplyHead + Numbers(d, state.isBig).peek(reader, 6, 2) * 4;
    } else {
        size = reader.peek() == 1 ? eventSize + Numbers(d, state.isBig).peek(reader, 4, 4) * 4 : eventSize;
    }
    return size != 0 && size <= longest ? StreamMessage::of(size) : StreamMessage{};
}

void X11Decoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isFromClient = isClient(d);
    const Place place = placeOf(d, bytes, isFromClient);
    Numbers numbers(d, place.isBig);
    d.info("");
    if (isFromClient && !place.isSetUp && beginsSetup(bytes))
        decodeSetup(bytes, d, Numbers(d, bytes.peek() == bigEndian));
    if (!isFromClient && !place.isSetUp && bytes.peek() <= 2 && bytes.has(setupReplyHead))
        decodeSetupReply(bytes, d, numbers);
    if (bytes.overrun())
        return;
    if (isFromClient)
        decodeRequests(bytes, d, numbers);
    else
        decodeFromServer(bytes, d, numbers);
}

} // namespace tapscope::x11
