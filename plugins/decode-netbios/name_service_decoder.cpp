#include "netbios_decoders.h"
#include "netbios_name.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::name_service {
namespace {

using netbios::Name;

constexpr std::uint16_t responseFlag = 0x8000;
constexpr std::array types = {ValueName{32, "NB"}, ValueName{33, "NBSTAT"}};
constexpr std::array opcodes = {ValueName{0, "Name query"},
                                ValueName{5, "Registration"},
                                ValueName{6, "Release"},
                                ValueName{7, "Wait for acknowledgment"},
                                ValueName{8, "Refresh"},
                                ValueName{9, "Refresh (alternate opcode)"},
                                ValueName{15, "Multi-homed registration"}};
constexpr std::array replyCodes = {ValueName{0, "No error"},
                                   ValueName{1, "Request was invalidly formatted"},
                                   ValueName{2, "Server failure"},
                                   ValueName{3, "Requested name does not exist"},
                                   ValueName{4, "Request is not implemented"},
                                   ValueName{5, "Request was refused"},
                                   ValueName{6, "Name is owned by another node"},
                                   ValueName{7, "Name is in conflict"}};
constexpr std::array classes = {ValueName{1, "IN"}};
constexpr std::array nodeTypes = {ValueName{0, "B-node"}, ValueName{1, "P-node"}, ValueName{2, "M-node"}};
constexpr std::uint16_t nameRecord = 32;
constexpr std::uint16_t statusRecord = 33;

enum Field : std::uint16_t {
    Id,
    Flags,
    Response,
    Opcode,
    Authoritative,
    Truncated,
    RecursionDesired,
    RecursionAvailable,
    Broadcast,
    ReplyCode,
    QuestionCount,
    AnswerCount,
    AuthorityCount,
    AdditionalCount,
    Section,
    Record,
    RecordName,
    Type,
    Class,
    TimeToLive,
    DataLength,
    NbFlags,
    NbGroup,
    NbNode,
    Address,
    NameCount,
    NetbiosName,
    NameFlags,
    NameGroup,
    NameNode,
    Deregistering,
    InConflict,
    Active,
    Permanent,
    UnitId,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "nbns.id", .title = "Transaction ID", .base = Base::Hex},
    FieldInfo{.name = "nbns.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "nbns.flags.response", .title = "Response", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "nbns.flags.opcode", .title = "Opcode", .values = opcodes, .mask = 0x7800},
    FieldInfo{.name = "nbns.flags.authoritative", .title = "Authoritative", .type = FieldType::Boolean, .mask = 0x400},
    FieldInfo{.name = "nbns.flags.truncated", .title = "Truncated", .type = FieldType::Boolean, .mask = 0x200},
    FieldInfo{.name = "nbns.flags.recdesired", .title = "Recursion desired", .type = FieldType::Boolean, .mask = 0x100},
    FieldInfo{.name = "nbns.flags.recavail", .title = "Recursion available", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "nbns.flags.broadcast", .title = "Broadcast", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "nbns.flags.rcode", .title = "Reply code", .values = replyCodes, .mask = 0xf},
    FieldInfo{.name = "nbns.count.queries", .title = "Questions"},
    FieldInfo{.name = "nbns.count.answers", .title = "Answer RRs"},
    FieldInfo{.name = "nbns.count.auth_rr", .title = "Authority RRs"},
    FieldInfo{.name = "nbns.count.add_rr", .title = "Additional RRs"},
    FieldInfo{.name = "nbns.section", .title = "Records", .type = FieldType::Label},
    FieldInfo{.name = "nbns.record", .title = "Record", .type = FieldType::Label},
    FieldInfo{.name = "nbns.name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "nbns.type", .title = "Type", .values = types},
    FieldInfo{.name = "nbns.class", .title = "Class", .values = classes},
    FieldInfo{.name = "nbns.ttl", .title = "Time to live", .unit = " seconds"},
    FieldInfo{.name = "nbns.data_length", .title = "Data length"},
    FieldInfo{.name = "nbns.nb_flags", .title = "Name flags", .base = Base::Hex},
    FieldInfo{.name = "nbns.nb_flags.group", .title = "Name type", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "nbns.nb_flags.ont", .title = "ONT", .values = nodeTypes, .mask = 0x6000},
    FieldInfo{.name = "nbns.addr", .title = "Addr", .type = FieldType::Ipv4},
    FieldInfo{.name = "nbns.number_of_names", .title = "Number of names"},
    FieldInfo{.name = "nbns.netbios_name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "nbns.name_flags", .title = "Name flags", .base = Base::Hex},
    FieldInfo{.name = "nbns.name_flags.group", .title = "Name type", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "nbns.name_flags.ont", .title = "ONT", .values = nodeTypes, .mask = 0x6000},
    FieldInfo{.name = "nbns.name_flags.drg",
              .title = "Name is being deregistered",
              .type = FieldType::Boolean,
              .mask = 0x1000},
    FieldInfo{.name = "nbns.name_flags.cnf", .title = "Name is in conflict", .type = FieldType::Boolean, .mask = 0x800},
    FieldInfo{.name = "nbns.name_flags.act", .title = "Name is active", .type = FieldType::Boolean, .mask = 0x400},
    FieldInfo{.name = "nbns.name_flags.prm", .title = "Permanent node name", .type = FieldType::Boolean, .mask = 0x200},
    FieldInfo{.name = "nbns.unit_id", .title = "Unit ID", .type = FieldType::Mac},
    FieldInfo{.name = "nbns.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 137}};
const ProtocolInfo info = {
    .abbreviation = "nbns", .title = "NetBIOS Name Service", .column = "NBNS", .fields = fields, .hooks = hooks};

Name addName(ByteReader& bytes, Bytes message, Dissection& d) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const Name name = Name::encoded(bytes, message);
    if (bytes.overrun())
        return name;
    d.addText(RecordName, {start, static_cast<std::uint32_t>(bytes.offset()) - start}, name.text());
    if (!name.service().empty())
        d.label("Name: {} ({})", name.text(), name.service());
    return name;
}

std::string_view typeName(std::uint16_t type) {
    return nameOf(types, type, type == 1 ? "A" : type == 2 ? "NS" : type == 10 ? "NULL" : "Unknown");
}

/// NB: owners of a name (RFC 1002 section 4.2.1.3).
void decodeOwners(ByteReader& data, Dissection& d) {
    while (data.has(6)) {
        const ByteRange range{static_cast<std::uint32_t>(data.offset()), 2};
        const std::uint16_t flags = d.u16(data, NbFlags);
        {
            const auto nest = d.nest();
            d.addBits({NbGroup, NbNode}, range, flags);
        }
        const auto address = ColumnAddress::ipv4(d.ipv4(data, Address));
        if (d.wantsColumns())
            d.infoAppend(" {}", ColumnText(address).view());
    }
}

/// NBSTAT: the names of a node and its statistics (RFC 1002 section 4.2.18).
void decodeStatus(ByteReader& data, Dissection& d) {
    constexpr std::size_t nameSize = 16;
    const std::uint8_t count = d.u8(data, NameCount);
    for (unsigned i = 0; i < count && data.has(nameSize + 2); ++i) {
        const ByteRange nameRange{static_cast<std::uint32_t>(data.offset()), nameSize};
        const Name name = Name::plain(data.take(nameSize));
        d.addText(NetbiosName, nameRange, name.text());
        if (!name.service().empty())
            d.label("Name: {} ({})", name.text(), name.service());
        const ByteRange flagsRange{static_cast<std::uint32_t>(data.offset()), 2};
        const std::uint16_t flags = d.u16(data, NameFlags);
        const auto nest = d.nest();
        d.addBits({NameGroup, NameNode, Deregistering, InConflict, Active, Permanent}, flagsRange, flags);
    }
    if (data.has(6))
        d.mac(data, UnitId);
    if (!data.atEnd())
        d.data(data, Data, data.remaining());
}

/// Adds the group of a question or record and its first fields, and adds them to the Info column.
struct Head {
    std::uint16_t type = 0;
    std::uint16_t length = 0; ///< of a record's data
};
Head decodeHead(ByteReader& bytes, Bytes message, Dissection& d, bool isQuestion) {
    ByteReader ahead = bytes;
    const Name name = Name::encoded(ahead, message);
    Head head{.type = ahead.u16()};
    const std::uint16_t number = ahead.u16();
    ahead.skip(isQuestion ? 0 : 4);
    head.length = isQuestion ? std::uint16_t{0} : ahead.u16();
    static_cast<void>(ahead.part(head.length));
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    d.add(Record, {start, static_cast<std::uint32_t>(ahead.offset()) - start}, 0);
    d.label("{}: type {}, class {}", name.text(), typeName(head.type), nameOf(classes, number, "Unknown"));
    if (isQuestion && !ahead.overrun())
        d.infoAppend(" {} {}", typeName(head.type), name.text());
    else if (!ahead.overrun())
        d.infoAppend(" {}", typeName(head.type));
    return head;
}

void decodeQuestion(ByteReader& bytes, Bytes message, Dissection& d) {
    decodeHead(bytes, message, d, true);
    const auto nest = d.nest();
    addName(bytes, message, d);
    d.u16(bytes, Type);
    d.u16(bytes, Class);
}

void decodeRecord(ByteReader& bytes, Bytes message, Dissection& d) {
    const Head head = decodeHead(bytes, message, d, false);
    const auto nest = d.nest();
    addName(bytes, message, d);
    d.u16(bytes, Type);
    d.u16(bytes, Class);
    d.u32(bytes, TimeToLive);
    d.u16(bytes, DataLength);
    if (bytes.overrun())
        return;
    ByteReader data = bytes.part(head.length);
    if (head.type == nameRecord)
        decodeOwners(data, d);
    else if (head.type == statusRecord)
        decodeStatus(data, d);
    else if (head.length != 0)
        d.data(data, Data, data.remaining());
    if (data.overrun())
        bytes.setOverrun();
}

void decodeSection(ByteReader& bytes, Bytes message, Dissection& d, std::string_view title, unsigned count,
                   void (*decodeOne)(ByteReader&, Bytes, Dissection&)) {
    if (count == 0)
        return;
    d.add(Section, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())}, 0);
    d.label("{}", title);
    const auto nest = d.nest();
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i)
        decodeOne(bytes, message, d);
}

void decodeFlags(Dissection& d, ByteRange range, std::uint16_t flags) {
    d.add(Flags, range, flags);
    const auto nest = d.nest();
    d.addBits({Response, Opcode}, range, flags);
    if ((flags & responseFlag) != 0)
        d.addBits({Authoritative, Truncated, RecursionDesired, RecursionAvailable, Broadcast, ReplyCode}, range, flags);
    else
        d.addBits({Truncated, RecursionDesired, Broadcast}, range, flags);
}

} // namespace

const ProtocolInfo& NameServiceDecoder::protocol() const noexcept {
    return info;
}

void NameServiceDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes message = bytes.rest();
    d.u16(bytes, Id);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t flags = bytes.u16();
    if (bytes.overrun())
        return;
    decodeFlags(d, range, flags);
    const bool isResponse = (flags & responseFlag) != 0;
    d.info("{}{}", nameOf(opcodes, flags >> 11 & 15U, "Unknown operation"), isResponse ? " response" : "");
    if (isResponse && (flags & 15U) != 0)
        d.infoAppend(", {}", nameOf(replyCodes, flags & 15U, "Unknown error"));
    const std::uint16_t questions = d.u16(bytes, QuestionCount);
    const std::uint16_t answers = d.u16(bytes, AnswerCount);
    const std::uint16_t authorities = d.u16(bytes, AuthorityCount);
    const std::uint16_t additionals = d.u16(bytes, AdditionalCount);
    decodeSection(bytes, message, d, "Queries", questions, decodeQuestion);
    decodeSection(bytes, message, d, "Answers", answers, decodeRecord);
    decodeSection(bytes, message, d, "Authoritative nameservers", authorities, decodeRecord);
    decodeSection(bytes, message, d, "Additional records", additionals, decodeRecord);
}

} // namespace tapscope::name_service
