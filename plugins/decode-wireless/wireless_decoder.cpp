#include "radiotap.h"
#include "wireless_decoders.h"
#include "wireless_management.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>

namespace tapscope::wireless {
namespace {

using namespace wireless;

enum class Kind : std::uint8_t { Management, Control, Data, Extension };
constexpr std::uint8_t toSystem = 0x01, fromSystem = 0x02, protectedFrame = 0x40, order = 0x80;
constexpr std::array kinds = {ValueName{0, "Management frame"}, ValueName{1, "Control frame"},
                              ValueName{2, "Data frame"}, ValueName{3, "Extension frame"}};
constexpr std::array subtypes = {
    ValueName{0x00, "Association Request"},
    ValueName{0x01, "Association Response"},
    ValueName{0x02, "Reassociation Request"},
    ValueName{0x03, "Reassociation Response"},
    ValueName{0x04, "Probe Request"},
    ValueName{0x05, "Probe Response"},
    ValueName{0x06, "Measurement Pilot"},
    ValueName{0x08, "Beacon frame"},
    ValueName{0x09, "ATIM"},
    ValueName{0x0a, "Disassociate"},
    ValueName{0x0b, "Authentication"},
    ValueName{0x0c, "Deauthentication"},
    ValueName{0x0d, "Action"},
    ValueName{0x0e, "Action No Ack"},
    ValueName{0x12, "Trigger"},
    ValueName{0x14, "Beamforming Report Poll"},
    ValueName{0x15, "VHT/HE/EHT/RANGING NDP Announcement"},
    ValueName{0x17, "Control Wrapper"},
    ValueName{0x18, "802.11 Block Ack Req"},
    ValueName{0x19, "802.11 Block Ack"},
    ValueName{0x1a, "Power-Save poll"},
    ValueName{0x1b, "Request-to-send"},
    ValueName{0x1c, "Clear-to-send"},
    ValueName{0x1d, "Acknowledgement"},
    ValueName{0x1e, "CF-End (Control-frame)"},
    ValueName{0x1f, "CF-End + CF-Ack (Control-frame)"},
    ValueName{0x20, "Data"},
    ValueName{0x21, "Data + CF-Ack"},
    ValueName{0x22, "Data + CF-Poll"},
    ValueName{0x23, "Data + CF-Ack + CF-Poll"},
    ValueName{0x24, "Null function (No data)"},
    ValueName{0x25, "Acknowledgement (No data)"},
    ValueName{0x26, "CF-Poll (No data)"},
    ValueName{0x27, "CF-Ack/Poll (No data)"},
    ValueName{0x28, "QoS Data"},
    ValueName{0x29, "QoS Data + CF-Acknowledgment"},
    ValueName{0x2a, "QoS Data + CF-Poll"},
    ValueName{0x2b, "QoS Data + CF-Ack + CF-Poll"},
    ValueName{0x2c, "QoS Null function (No data)"},
    ValueName{0x2e, "QoS CF-Poll (No Data)"},
    ValueName{0x2f, "QoS CF-Ack + CF-Poll (No data)"},
};
constexpr std::array algorithms = {ValueName{0, "Open System"}, ValueName{1, "Shared key"},
                                   ValueName{2, "Fast BSS Transition"},
                                   ValueName{3, "Simultaneous Authentication of Equals (SAE)"}};
constexpr std::array checkStates = {ValueName{0, "Bad"}, ValueName{1, "Good"}, ValueName{2, "Unverified"}};

constexpr FieldInfo flag(std::string_view name, std::string_view title, std::uint64_t mask) {
    return {.name = name, .title = title, .type = FieldType::Boolean, .mask = mask};
}
constexpr FieldInfo hex(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .base = Base::Hex};
}
constexpr FieldInfo octets(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::ByteString};
}
constexpr FieldInfo address(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::Mac, .alias = "wlan.addr"};
}
constexpr std::array fields = {
    FieldInfo{
        .name = "wlan.fc.type_subtype", .title = "Type/Subtype", .base = Base::Hex, .hexDigits = 4, .values = subtypes},
    hex("wlan.fc", "Frame Control Field"),
    FieldInfo{.name = "wlan.fc.version", .title = "Version", .mask = 0x03},
    FieldInfo{.name = "wlan.fc.type", .title = "Type", .values = kinds, .mask = 0x0c},
    FieldInfo{.name = "wlan.fc.subtype", .title = "Subtype", .mask = 0xf0},
    hex("wlan.flags", "Flags"),
    flag("wlan.fc.tods", "To DS", toSystem),
    flag("wlan.fc.fromds", "From DS", fromSystem),
    flag("wlan.fc.frag", "More Fragments", 0x04),
    flag("wlan.fc.retry", "Retry", 0x08),
    flag("wlan.fc.pwrmgt", "PWR MGT", 0x10),
    flag("wlan.fc.moredata", "More Data", 0x20),
    flag("wlan.fc.protected", "Protected flag", protectedFrame),
    flag("wlan.fc.order", "+HTC/Order flag", order),
    FieldInfo{.name = "wlan.duration", .title = "Duration", .mask = 0x7fff, .unit = " microseconds"},
    FieldInfo{.name = "wlan.aid", .title = "Association ID", .mask = 0x3fff},
    address("wlan.ra", "Receiver address"),
    address("wlan.da", "Destination address"),
    address("wlan.ta", "Transmitter address"),
    address("wlan.sa", "Source address"),
    address("wlan.bssid", "BSS Id"),
    FieldInfo{.name = "wlan.frag", .title = "Fragment number", .mask = 0x000f},
    FieldInfo{.name = "wlan.seq", .title = "Sequence number", .mask = 0xfff0},
    hex("wlan.qos", "Qos Control"),
    FieldInfo{.name = "wlan.qos.tid", .title = "TID", .mask = 0x000f},
    FieldInfo{.name = "wlan.qos.ack", .title = "Ack Policy", .base = Base::Hex, .hexDigits = 4, .mask = 0x0060},
    flag("wlan.qos.amsdupresent", "Payload Type", 0x0080),
    hex("wlan.htc", "HT Control (+HTC)"),
    hex("wlan.ba.control", "Block Ack Control"),
    hex("wlan.fixed.ssc", "Block Ack Starting Sequence Control (SSC)"),
    octets("wlan.ba.bm", "Block Ack Bitmap"),
    octets("wlan.control.data", "Other data"),
    octets("wlan.wep.iv", "Initialization Vector"),
    hex("wlan.fcs", "Frame check sequence"),
    FieldInfo{.name = "wlan.fcs.status", .title = "FCS Status", .values = checkStates},
    FieldInfo{.name = "wlan.fixed.timestamp", .title = "Timestamp"},
    FieldInfo{.name = "wlan.fixed.beacon", .title = "Beacon Interval"},
    hex("wlan.fixed.capabilities", "Capabilities Information"),
    FieldInfo{.name = "wlan.fixed.auth.alg", .title = "Authentication Algorithm", .values = algorithms},
    hex("wlan.fixed.auth_seq", "Authentication SEQ"),
    hex("wlan.fixed.status_code", "Status code"),
    hex("wlan.fixed.reason_code", "Reason code"),
    hex("wlan.fixed.listen_ival", "Listen Interval"),
    FieldInfo{.name = "wlan.fixed.aid", .title = "Association ID", .base = Base::Hex, .hexDigits = 4, .mask = 0x3fff},
    address("wlan.fixed.current_ap", "Current AP"),
    FieldInfo{.name = "wlan.fixed.category_code", .title = "Category code"},
    FieldInfo{.name = "wlan.fixed.action_code", .title = "Action code"},
    octets("wlan.fixed.data", "Other data"),
    FieldInfo{.name = "wlan.tag.number", .title = "Tag Number"},
    FieldInfo{.name = "wlan.tag.length", .title = "Tag length"},
    octets("wlan.tag.data", "Tag Data"),
    octets("wlan.ssid", "SSID"),
    hex("wlan.supported_rates", "Supported Rates"),
    FieldInfo{.name = "wlan.ds.current_channel", .title = "Current Channel"},
    FieldInfo{.name = "wlan.tim.dtim_count", .title = "DTIM count"},
    FieldInfo{.name = "wlan.tim.dtim_period", .title = "DTIM period"},
    hex("wlan.tim.bmapctl", "Bitmap control"),
    octets("wlan.tim.partial_virtual_bitmap", "Partial Virtual Bitmap"),
    FieldInfo{.name = "wlan.rsn.version", .title = "RSN Version"},
    hex("wlan.extended_supported_rates", "Extended Supported Rates"),
    FieldInfo{.name = "wlan.mesh.id", .title = "Mesh ID", .type = FieldType::Text},
    FieldInfo{.name = "wlan.tag.oui", .title = "OUI"},
    FieldInfo{.name = "wlan.tag.vendor.oui.type", .title = "Vendor Specific OUI Type"},
    octets("wlan.tag.vendor.data", "Vendor Specific Data"),
};
enum Table : std::uint8_t { LogicalLink };
constexpr std::array<std::string_view, 1> tables = {"llc"};
constexpr std::array hooks = {Hook{"linktype", 105}, Hook{"wlan", 0}};
const ProtocolInfo info = {.abbreviation = "wlan",
                           .title = "IEEE 802.11",
                           .column = "802.11",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// "........": a letter for each flag that is set, from the highest bit of the last octet on.
class FlagText {
public:
    explicit FlagText(std::uint8_t flags) noexcept {
        constexpr std::string_view letters = "opmPRMFT";
        for (std::size_t i = 0; i < letters.size(); ++i)
            text_[i] = (flags >> (7 - i) & 1U) != 0 ? letters[i] : '.';
    }
    /// A ninth character if the check sequence is present.
    void add() noexcept {
        text_.back() = 'C';
        size_ = text_.size();
    }
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    std::array<char, 9> text_{};
    std::size_t size_ = 8;
};

struct Head {
    Kind kind = Kind::Management;
    std::uint8_t version = 0, subtype = 0, flags = 0;

    [[nodiscard]] bool isToSystem() const noexcept { return (flags & toSystem) != 0; }
    [[nodiscard]] bool isFromSystem() const noexcept { return (flags & fromSystem) != 0; }
    [[nodiscard]] bool isQos() const noexcept { return kind == Kind::Data && (subtype & 8U) != 0; }
    [[nodiscard]] bool hasData() const noexcept { return kind == Kind::Data && (subtype & 4U) == 0; }
    [[nodiscard]] std::string_view name() const noexcept {
        return nameOf(subtypes, static_cast<unsigned>(kind) << 4 | subtype, "Unknown");
    }
};

/// The roles of one address.
ColumnAddress addresses(ByteReader& bytes, Dissection& d, std::initializer_list<Field> meanings) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 6};
    const Bytes octets = bytes.take(range.length);
    if (bytes.overrun())
        return {};
    for (const Field meaning : meanings)
        d.addBytes(meaning, range);
    return ColumnAddress::mac(octets);
}

Head head(ByteReader& bytes, Dissection& d) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t control = bytes.u16();
    const std::uint8_t first = static_cast<std::uint8_t>(control >> 8);
    const Head head{.kind = static_cast<Kind>(first >> 2 & 3),
                    .version = static_cast<std::uint8_t>(first & 3U),
                    .subtype = static_cast<std::uint8_t>(first >> 4),
                    .flags = static_cast<std::uint8_t>(control)};
    if (bytes.overrun())
        return head;
    d.add(TypeSubtype, {at, 1}, static_cast<std::uint64_t>(head.kind) << 4 | head.subtype);
    d.add(FrameControl, {at, 2}, control);
    const auto nest = d.nest();
    d.addBits({Version, Type, Subtype}, {at, 1}, first);
    d.add(Flags, {at + 1, 1}, head.flags);
    d.addBits({ToSystem, FromSystem, MoreFragments, Retry, PowerManagement, MoreData, Protected, Order}, {at + 1, 1},
              head.flags);
    return head;
}

void controlFrame(const Head& head, ByteReader& bytes, Dissection& d) {
    enum { BlockAckRequest = 8, BlockAck = 9, PowerSavePoll = 10, RequestToSend = 11, ContentionEnd = 14, EndAck = 15 };
    const ByteRange duration{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint64_t value = bytes.u16le();
    d.add(head.subtype == PowerSavePoll ? AssociationId : Duration, duration, value);
    ColumnAddress source;
    const ColumnAddress destination =
        head.subtype == PowerSavePoll ? addresses(bytes, d, {Receiver, Bssid}) : addresses(bytes, d, {Receiver});
    switch (head.subtype) {
    case BlockAckRequest:
    case BlockAck:
        source = addresses(bytes, d, {Transmitter});
        d.uintLe(bytes, BlockAckControl, 2);
        d.uintLe(bytes, BlockAckStart, 2);
        if (head.subtype == BlockAck && !bytes.atEnd())
            d.data(bytes, BlockAckBitmap, bytes.remaining());
        break;
    case PowerSavePoll:
    case RequestToSend:
        source = addresses(bytes, d, {Transmitter});
        break;
    case ContentionEnd:
    case EndAck:
        source = addresses(bytes, d, {Bssid});
        break;
    default:
        break;
    }
    d.columnAddresses(source, destination);
    if (!bytes.atEnd())
        d.data(bytes, ControlRest, bytes.remaining());
}

/// The addresses of management and data frames (table 9-30).
void ends(const Head& head, ByteReader& bytes, Dissection& d) {
    ColumnAddress source, destination;
    if (!head.isToSystem()) {
        destination = addresses(bytes, d, {Receiver, Destination});
        source = head.isFromSystem() ? addresses(bytes, d, {Transmitter, Bssid})
                                     : addresses(bytes, d, {Transmitter, Source});
        if (const auto third = head.isFromSystem() ? addresses(bytes, d, {Source}) : addresses(bytes, d, {Bssid});
            head.isFromSystem())
            source = third;
    } else if (!head.isFromSystem()) {
        addresses(bytes, d, {Receiver, Bssid});
        source = addresses(bytes, d, {Transmitter, Source});
        destination = addresses(bytes, d, {Destination});
    } else {
        addresses(bytes, d, {Receiver});
        source = addresses(bytes, d, {Transmitter});
        destination = addresses(bytes, d, {Destination});
    }
    d.columnAddresses(source, destination);
}

void dataFrame(const Head& head, ByteReader& bytes, Dissection& d) {
    bool isAggregate = false;
    if (head.isQos()) {
        constexpr std::uint64_t aggregate = 0x80;
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
        const std::uint64_t control = d.uintLe(bytes, QualityOfService, 2);
        isAggregate = (control & aggregate) != 0;
        if (!bytes.overrun()) {
            const auto nest = d.nest();
            d.addBits({TrafficId, AckPolicy, IsAggregate}, range, control);
        }
        if ((head.flags & order) != 0)
            d.uintLe(bytes, HighThroughput, 4);
    }
    if (bytes.overrun())
        return;
    const bool isProtected = (head.flags & protectedFrame) != 0;
    if (isProtected && bytes.has(4)) {
        constexpr std::uint8_t isExtended = 0x20;
        d.data(bytes, Initialization, (bytes.peek(3) & isExtended) != 0 && bytes.has(8) ? 8 : 4);
    }
    d.layerLength(bytes.position());
    const ByteReader payload(bytes.rest(), bytes.offset());
    bytes.skip(bytes.remaining());
    if (!head.hasData() || isProtected || isAggregate)
        d.nextAsData(payload);
    else
        d.next(LogicalLink, 0, payload);
}

constexpr std::size_t crcSize = 4;

/// How many of the captured octets are the frame check sequence, which the file or radiotap announces.
std::size_t checkSequenceSize(const ByteReader& bytes, const Dissection& d) {
    const auto layers = d.layers();
    const Frame& frame = d.frame();
    bool isThere = frame.frameCheckLength == crcSize;
    if (layers.size() > 2 && layers[1].name == "radiotap") {
        const std::size_t start = layers[1].range.offset;
        isThere = isThere || radiotap::announcesCheckSequence(frame.bytes.subspan(std::min(start, frame.bytes.size())));
    }
    const std::size_t end = bytes.offset() + bytes.remaining();
    if (!isThere || end < frame.bytes.size() || frame.originalLength < bytes.offset() + crcSize)
        return 0;
    const std::size_t checked = frame.originalLength - crcSize;
    return end > checked ? std::min<std::size_t>(end - checked, bytes.remaining()) : 0;
}

bool isGood(Bytes covered, Bytes check) {
    const uLong crc = crc32_z(0, reinterpret_cast<const unsigned char*>(covered.data()), covered.size());
    return ByteReader(check).u32le() == static_cast<std::uint32_t>(crc);
}

} // namespace

const ProtocolInfo& WirelessDecoder::protocol() const noexcept {
    return info;
}

void WirelessDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::size_t checkSize = checkSequenceSize(bytes, d);
    ByteReader frame = bytes.part(bytes.remaining() - checkSize);
    ByteReader check(bytes.rest(), bytes.offset());
    bytes.skip(checkSize);
    const bool hasCheck = checkSize == crcSize;
    const bool isCheckGood = hasCheck && isGood(frame.all(), check.rest());
    const Head start = head(frame, d);
    FlagText flags(start.flags);
    if (hasCheck)
        flags.add();
    if (start.version != 0) {
        d.info("Unknown protocol version: {}", start.version);
        d.nextAsData(frame);
        return;
    }
    d.info("{}", start.name());
    d.layerLabel("IEEE 802.11 {}, Flags: {}", start.name(), flags.view());
    if (start.kind == Kind::Control) {
        d.infoAppend(", Flags={}", flags.view());
        controlFrame(start, frame, d);
    } else if (start.kind == Kind::Extension) {
        if (!frame.atEnd())
            d.data(frame, ControlRest, frame.remaining());
    } else {
        d.uintLe(frame, Duration, 2);
        ends(start, frame, d);
        const ByteRange range{static_cast<std::uint32_t>(frame.offset()), 2};
        const std::uint64_t sequence = frame.u16le();
        if (!frame.overrun()) {
            d.addBits({Fragment, Sequence}, range, sequence);
            d.infoAppend(", SN={}, FN={}, Flags={}", sequence >> 4, sequence & 0xfU, flags.view());
            if (start.kind == Kind::Data && start.isToSystem() && start.isFromSystem())
                addresses(frame, d, {Source});
            if (start.kind == Kind::Data)
                dataFrame(start, frame, d);
            else if ((start.flags & protectedFrame) != 0)
                d.data(frame, ActionData, frame.remaining());
            else
                management(start.subtype, frame, d);
        }
    }
    if (frame.overrun())
        bytes.setOverrun();
    if (!hasCheck)
        return;
    const std::uint64_t found = d.uintLe(check, CheckSequence, crcSize);
    d.label("Frame check sequence: 0x{:08x} [{}]", found, isCheckGood ? "correct" : "incorrect");
    d.mark(isCheckGood ? FieldValue::Mark::Good : FieldValue::Mark::Error);
    d.add(CheckStatus, {}, isCheckGood ? 1 : 0);
}

} // namespace tapscope::wireless
