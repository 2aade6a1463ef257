#include "dns_message.h"

#include "dns_fields.h"
#include "dns_values.h"

#include <decode/open_requests.h>

#include <algorithm>
#include <array>

namespace tapscope::dns {
namespace {

constexpr std::uint16_t responseFlag = 0x8000;
constexpr std::uint16_t optType = 41;
constexpr unsigned dynamicUpdate = 5;

struct Header {
    std::uint16_t flags = 0;
    std::array<std::uint16_t, 4> counts{}; ///< questions, answers, authorities, additionals
    [[nodiscard]] unsigned opcode() const noexcept { return flags >> 11 & 15U; }
    [[nodiscard]] bool isUpdate() const noexcept { return opcode() == dynamicUpdate; }
};

/// The range from the position of `bytes` to that of `ahead`, a copy that has moved on.
ByteRange from(const ByteReader& bytes, const ByteReader& ahead) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    return {start, static_cast<std::uint32_t>(ahead.offset()) - start};
}

void addFlags(Dissection& d, ByteRange range, std::uint16_t flags, Variant variant) {
    const bool isResponse = (flags & responseFlag) != 0;
    d.add(Flags, range, flags);
    if (d.wantsTree()) {
        const auto opcode = nameOf(dnsOpcodes, flags >> 11 & 15U, "Unknown operation");
        if (isResponse)
            d.label("Flags: 0x{:04x} {} response, {}", flags, opcode, nameOf(dnsReplyCodes, flags & 15U, "Unknown"));
        else
            d.label("Flags: 0x{:04x} {}", flags, opcode);
    }
    const auto nest = d.nest();
    d.addBits({Response, Opcode}, range, flags);
    if (variant == Variant::LinkLocal)
        d.addBits({Conflict, Truncated, Tentative}, range, flags);
    else if (isResponse)
        d.addBits({Authoritative, Truncated, RecursionDesired, RecursionAvailable, Z, Authenticated}, range, flags);
    else
        d.addBits({Truncated, RecursionDesired, Z}, range, flags);
    if (variant != Variant::LinkLocal)
        d.add(CheckingDisabled, range, flags);
    if (isResponse)
        d.add(ReplyCode, range, flags);
}

void summarise(Dissection& d, std::uint16_t id, std::uint16_t flags) {
    if (!d.wantsColumns())
        return;
    const unsigned opcode = flags >> 11 & 15U;
    const unsigned replyCode = flags & 15U;
    const bool isResponse = (flags & responseFlag) != 0;
    if (const auto name = nameOf(dnsOpcodes, opcode); !name.empty())
        d.info("{}", name);
    else
        d.info("Unknown operation ({})", opcode);
    d.infoAppend("{} 0x{:04x}", isResponse ? " response" : "", id);
    if (!isResponse || replyCode == 0)
        return;
    if (const auto name = nameOf(dnsReplyCodes, replyCode); !name.empty())
        d.infoAppend(" {}", name);
    else
        d.infoAppend(" Unknown error ({})", replyCode);
}

/// A record type's name on the stack.
class TypeName {
public:
    explicit TypeName(std::uint16_t type) {
        name_ = nameOf(dnsTypes, type);
        if (name_.empty()) {
            const auto end = fmt::format_to_n(text_.data(), text_.size(), "Unknown ({})", type);
            name_ = {text_.data(), end.size};
        }
    }
    TypeName(const TypeName&) = delete;
    TypeName& operator=(const TypeName&) = delete;
    [[nodiscard]] std::string_view view() const noexcept { return name_; }

private:
    std::array<char, 16> text_{};
    std::string_view name_;
};

/// Adds the class, and mDNS's flag in its highest bit (RFC 6762 sections 5.4 and 10.2).
void addClass(const Message& message, ByteRange range, std::uint16_t number, Dissection::Field whole,
              Dissection::Field topBit) {
    Dissection& d = message.d;
    const bool isMulticast = message.variant == Variant::Multicast;
    d.add(whole, range, isMulticast ? number & 0x7fffU : number);
    if (isMulticast)
        d.add(topBit, range, number);
}

void decodeQuestion(const Message& message, ByteReader& bytes, bool isUpdate) {
    Dissection& d = message.d;
    ByteReader ahead = bytes; // the line of the group describes its members
    const Name name(ahead, message.bytes, d);
    const ByteRange nameRange = from(bytes, ahead);
    const std::uint16_t type = ahead.u16();
    const std::uint16_t number = ahead.u16();
    if (ahead.overrun()) {
        bytes.setOverrun();
        return;
    }
    const TypeName typeName(type);
    const bool isMulticast = message.variant == Variant::Multicast;
    const unsigned plainClass = isMulticast ? number & 0x7fffU : number;
    d.add(Query, from(bytes, ahead), 0);
    d.label("{}: type {}, class {}", name.text(), typeName.view(), nameOf(dnsClasses, plainClass, "Unknown"));
    const auto nest = d.nest();
    d.addText(QueryName, nameRange, name.text());
    d.add(QueryNameLength, {}, name.length());
    d.add(LabelCount, {}, name.labels());
    bytes.skip(nameRange.length);
    d.u16(bytes, QueryType);
    const ByteRange classRange{static_cast<std::uint32_t>(bytes.offset()), 2};
    bytes.skip(2);
    addClass(message, classRange, number, QueryClass, QueryUnicast);
    d.infoAppend(" {} {}", typeName.view(), name.text());
    if (isMulticast && !isUpdate)
        d.infoAppend(", {} question", (number & 0x8000U) != 0 ? "\"QU\"" : "\"QM\"");
}

/// RFC 2782: the name of an SRV record contains the service and the protocol.
void addServiceName(Dissection& d, ByteRange range, std::string_view name) {
    const auto first = name.find('.');
    if (first == std::string_view::npos)
        return;
    const auto second = name.find('.', first + 1);
    d.addText(ServiceName, range, name.substr(0, first));
    d.addText(ServiceProtocol, range, name.substr(first + 1, second == name.npos ? second : second - first - 1));
    if (second != std::string_view::npos)
        d.addText(ServiceDomain, range, name.substr(second + 1));
}

/// RFC 6891 section 6.1.2: the meaning of class and time to live in OPT.
void decodeOptHeader(Dissection& d, ByteReader& bytes) {
    d.u16(bytes, PayloadSize);
    d.u8(bytes, ExtendedReplyCode);
    d.u8(bytes, EdnsVersion);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t z = d.u16(bytes, EdnsZ);
    const auto nest = d.nest();
    d.addBits({EdnsDo, EdnsReserved}, range, z);
}

void decodeRecord(const Message& message, ByteReader& bytes) {
    constexpr std::uint16_t srvType = 33;
    Dissection& d = message.d;
    ByteReader ahead = bytes;
    const Name name(ahead, message.bytes, d);
    const ByteRange nameRange = from(bytes, ahead);
    const std::uint16_t type = ahead.u16();
    const std::uint16_t number = ahead.u16();
    ahead.skip(4); // time to live
    const std::uint16_t length = ahead.u16();
    if (ahead.overrun()) {
        bytes.setOverrun();
        return;
    }
    const TypeName typeName(type);
    const bool isOpt = type == optType;
    const bool isMulticast = message.variant == Variant::Multicast;
    const auto className = nameOf(dnsClasses, isMulticast ? number & 0x7fffU : number, "Unknown");
    ByteReader data = ahead.part(length);
    const bool isWhole = data.remaining() == length;
    d.add(Record, from(bytes, ahead), 0);
    d.label("{}: type {}{}{}", name.text(), typeName.view(), isOpt ? "" : ", class ", isOpt ? "" : className);
    const auto nest = d.nest();
    if (type == srvType)
        addServiceName(d, nameRange, name.text());
    else
        d.addText(RecordName, nameRange, name.text());
    bytes.skip(nameRange.length);
    d.u16(bytes, RecordType);
    d.infoAppend(" {}", typeName.view());
    if (isOpt) {
        decodeOptHeader(d, bytes);
    } else {
        addClass(message, {static_cast<std::uint32_t>(bytes.offset()), 2}, number, RecordClass, CacheFlush);
        bytes.skip(2);
        if (isMulticast && (number & 0x8000U) != 0)
            d.infoAppend(", cache flush");
        d.u32(bytes, TimeToLive);
    }
    d.u16(bytes, DataLength);
    if (isToldByOwner(type))
        d.infoAppend(" {}", name.text());
    bytes = ahead;
    if (length != 0)
        decodeRecordData(message, type, data);
    if (!isWhole || data.overrun())
        bytes.setOverrun(); // the message ends within the record
}

/// Skips a name without following its pointer.
void skipName(ByteReader& bytes) {
    while (!bytes.overrun()) {
        const unsigned length = bytes.u8();
        if (length == 0)
            return;
        if ((length & 0xc0U) == 0xc0U) {
            bytes.skip(1);
            return;
        }
        if (length == 0x41) { // RFC 2673: a bit string; a length of 0 means 256 bits
            const unsigned bits = bytes.u8();
            bytes.skip(bits == 0 ? 32 : (bits + 7) / 8);
        } else if ((length & 0xc0U) != 0)
            return;
        else
            bytes.skip(length);
    }
}

/// The end of `count` questions or records, for their group in the tree.
std::size_t endOf(ByteReader bytes, unsigned count, bool areQuestions) {
    for (unsigned i = 0; i < count && !bytes.atEnd(); ++i) {
        skipName(bytes);
        bytes.skip(areQuestions ? 4 : 8);
        if (!areQuestions)
            static_cast<void>(bytes.part(bytes.u16()));
    }
    return bytes.offset();
}

void addGroup(const Message& message, const ByteReader& bytes, Dissection::Field group, unsigned count,
              bool areQuestions) {
    if (!message.d.wants(group))
        return;
    const std::size_t end = endOf(bytes, count, areQuestions);
    message.d.add(group, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(end - bytes.offset())},
                  0);
}

/// Each record takes at least 11 bytes, so a count from the wire cannot cause a long loop.
void decodeRecords(const Message& message, ByteReader& bytes, Dissection::Field group, std::uint16_t count) {
    if (count == 0)
        return;
    addGroup(message, bytes, group, count, false);
    const auto nest = message.d.nest();
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i)
        decodeRecord(message, bytes);
}

void decodeQuestions(const Message& message, ByteReader& bytes, const Header& header) {
    if (header.counts[0] == 0)
        return;
    addGroup(message, bytes, header.isUpdate() ? Zones : Queries, header.counts[0], true);
    const auto nest = message.d.nest();
    for (unsigned i = 0; i < header.counts[0] && !bytes.overrun(); ++i)
        decodeQuestion(message, bytes, header.isUpdate());
}

/// Adds the query that a response answers.
void addRequest(Dissection& d, std::uint16_t id, bool isResponse, std::uint8_t slot) {
    struct Queries final : ConversationState {
        OpenRequests open;
        [[nodiscard]] std::size_t owned() const noexcept override { return open.owned(); }
    };
    std::optional<SeenRequest> query;
    if (d.isLearning()) {
        OpenRequests& open = d.conversation<Queries>().open;
        if (!isResponse)
            open.add(id, SeenRequest::in(d));
        else if ((query = open.take(id)))
            d.remember(*query, slot);
    } else if (isResponse) {
        query = d.recall<SeenRequest>(slot);
    }
    if (!query)
        return;
    d.add(ResponseTo, {}, query->frame);
    d.label("[Request In: {}]", query->frame);
    d.add(ResponseTime, {}, static_cast<std::uint64_t>(query->timeTo(d)));
}

} // namespace

Name decodeName(const Message& message, ByteReader& bytes, Dissection::Field field) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const Name name(bytes, message.bytes, message.d);
    if (!bytes.overrun())
        message.d.addText(field, {start, static_cast<std::uint32_t>(bytes.offset()) - start}, name.text());
    return name;
}

bool looksLikeMessage(Bytes bytes) noexcept {
    constexpr std::uint16_t mostRecords = 16;
    constexpr std::uint16_t internet = 1;
    ByteReader reader(bytes);
    reader.skip(2);
    const std::uint16_t flags = reader.u16();
    const std::uint16_t questions = reader.u16();
    const std::uint16_t answers = reader.u16();
    const std::uint16_t authorities = reader.u16();
    const std::uint16_t additionals = reader.u16();
    const bool isResponse = (flags & responseFlag) != 0;
    if (reader.overrun() || (flags >> 11 & 15U) != 0 || questions != 1 ||
        std::max({answers, authorities, additionals}) > mostRecords)
        return false;
    if (!isResponse && (answers != 0 || authorities != 0))
        return false;
    const Name name(reader, bytes);
    const std::uint16_t type = reader.u16();
    return !reader.overrun() && !nameOf(dnsTypes, type).empty() && reader.u16() == internet && !reader.overrun();
}

void decodeMessage(ByteReader& bytes, Dissection& d, Variant variant, std::uint8_t place) {
    const Message message{d, bytes.rest(), variant};
    const std::uint16_t id = d.u16(bytes, Id);
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 2};
    Header header{.flags = bytes.u16()};
    if (bytes.overrun())
        return;
    addFlags(d, flagsRange, header.flags, variant);
    summarise(d, id, header.flags);
    d.layerLabel("{} ({})",
                 variant == Variant::Dns         ? "Domain Name System"
                 : variant == Variant::Multicast ? "Multicast Domain Name System"
                                                 : "Link-local Multicast Name Resolution",
                 (header.flags & responseFlag) != 0 ? "response" : "query");
    const bool update = header.isUpdate();
    header.counts[0] = d.u16(bytes, update ? ZoneCount : QuestionCount);
    header.counts[1] = d.u16(bytes, update ? PrerequisiteCount : AnswerCount);
    header.counts[2] = d.u16(bytes, update ? UpdateCount : AuthorityCount);
    header.counts[3] = d.u16(bytes, AdditionalCount);
    if (d.wantsLayer()) {
        decodeQuestions(message, bytes, header);
        decodeRecords(message, bytes, update ? Prerequisites : Answers, header.counts[1]);
        decodeRecords(message, bytes, update ? Updates : Authorities, header.counts[2]);
        decodeRecords(message, bytes, Additionals, header.counts[3]);
    }
    if (variant == Variant::Dns)
        addRequest(d, id, (header.flags & responseFlag) != 0, place);
}

} // namespace tapscope::dns
