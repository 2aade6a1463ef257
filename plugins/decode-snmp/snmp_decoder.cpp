#include "snmp_decoder.h"

#include "snmp_bindings.h"

#include <array>

namespace tapscope {
namespace {

using namespace snmp;

constexpr std::int64_t version3 = 3;
constexpr std::array versions = {ValueName{0, "version-1"}, ValueName{1, "v2c"}, ValueName{2, "v2u"},
                                 ValueName{version3, "snmpv3"}};
enum Pdu : std::uint8_t { GetBulk = 0xa5, Trap = 0xa4, FirstPdu = 0xa0, LastPdu = 0xa8 };
constexpr std::array pdus = {ValueName{0, "get-request"},   ValueName{1, "get-next-request"},
                             ValueName{2, "get-response"},  ValueName{3, "set-request"},
                             ValueName{4, "trap"},          ValueName{5, "getBulkRequest"},
                             ValueName{6, "informRequest"}, ValueName{7, "snmpV2-trap"},
                             ValueName{8, "report"}};
constexpr std::array errors = {ValueName{0, "noError"},
                               ValueName{1, "tooBig"},
                               ValueName{2, "noSuchName"},
                               ValueName{3, "badValue"},
                               ValueName{4, "readOnly"},
                               ValueName{5, "genErr"},
                               ValueName{6, "noAccess"},
                               ValueName{7, "wrongType"},
                               ValueName{8, "wrongLength"},
                               ValueName{9, "wrongEncoding"},
                               ValueName{10, "wrongValue"},
                               ValueName{11, "noCreation"},
                               ValueName{12, "inconsistentValue"},
                               ValueName{13, "resourceUnavailable"},
                               ValueName{14, "commitFailed"},
                               ValueName{15, "undoFailed"},
                               ValueName{16, "authorizationError"},
                               ValueName{17, "notWritable"},
                               ValueName{18, "inconsistentName"}};
constexpr std::array traps = {ValueName{0, "coldStart"},
                              ValueName{1, "warmStart"},
                              ValueName{2, "linkDown"},
                              ValueName{3, "linkUp"},
                              ValueName{4, "authenticationFailure"},
                              ValueName{5, "egpNeighborLoss"},
                              ValueName{6, "enterpriseSpecific"}};
constexpr std::array securityModels = {ValueName{0, "Any"}, ValueName{1, "V1"}, ValueName{2, "V2C"},
                                       ValueName{3, "USM"}};
constexpr std::array messageData = {ValueName{0, "plaintext"}, ValueName{1, "encryptedPDU"}};

enum Field : std::uint16_t {
    Version = BindingFieldCount,
    Community,
    Data,
    RequestId,
    ErrorStatus,
    ErrorIndex,
    NonRepeaters,
    MaxRepetitions,
    Enterprise,
    AgentAddress,
    GenericTrap,
    SpecificTrap,
    TimeStamp,
    MessageVersion,
    MessageId,
    MaximumSize,
    MessageFlags,
    FlagReportable,
    FlagEncrypted,
    FlagAuthenticated,
    SecurityModel,
    EngineId,
    EngineBoots,
    EngineTime,
    UserName,
    AuthenticationParameters,
    PrivacyParameters,
    MessageData,
    EncryptedPdu,
    ContextEngine,
    ContextName,
    FieldCount,
};
constexpr std::array otherFields = {
    FieldInfo{.name = "snmp.version", .title = "version", .type = FieldType::Signed, .values = versions},
    FieldInfo{.name = "snmp.community", .title = "community", .type = FieldType::Text},
    FieldInfo{.name = "snmp.data", .title = "data", .values = pdus},
    FieldInfo{.name = "snmp.request_id", .title = "request-id", .type = FieldType::Signed},
    FieldInfo{.name = "snmp.error_status", .title = "error-status", .type = FieldType::Signed, .values = errors},
    FieldInfo{.name = "snmp.error_index", .title = "error-index", .type = FieldType::Signed},
    FieldInfo{.name = "snmp.non_repeaters", .title = "non-repeaters"},
    FieldInfo{.name = "snmp.max_repetitions", .title = "max-repetitions"},
    FieldInfo{.name = "snmp.enterprise", .title = "enterprise", .type = FieldType::Text},
    FieldInfo{.name = "snmp.agent_addr", .title = "agent-addr", .type = FieldType::Ipv4},
    FieldInfo{.name = "snmp.generic_trap", .title = "generic-trap", .type = FieldType::Signed, .values = traps},
    FieldInfo{.name = "snmp.specific_trap", .title = "specific-trap", .type = FieldType::Signed},
    FieldInfo{.name = "snmp.time_stamp", .title = "time-stamp"},
    FieldInfo{.name = "snmp.msgVersion", .title = "msgVersion", .type = FieldType::Signed, .values = versions},
    FieldInfo{.name = "snmp.msgID", .title = "msgID"},
    FieldInfo{.name = "snmp.msgMaxSize", .title = "msgMaxSize"},
    FieldInfo{.name = "snmp.msgFlags", .title = "msgFlags", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.v3.flags.report", .title = "Reportable", .type = FieldType::Boolean, .mask = 4},
    FieldInfo{.name = "snmp.v3.flags.crypt", .title = "Encrypted", .type = FieldType::Boolean, .mask = 2},
    FieldInfo{.name = "snmp.v3.flags.auth", .title = "Authenticated", .type = FieldType::Boolean, .mask = 1},
    FieldInfo{.name = "snmp.msgSecurityModel", .title = "msgSecurityModel", .values = securityModels},
    FieldInfo{
        .name = "snmp.msgAuthoritativeEngineID", .title = "msgAuthoritativeEngineID", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.msgAuthoritativeEngineBoots", .title = "msgAuthoritativeEngineBoots"},
    FieldInfo{.name = "snmp.msgAuthoritativeEngineTime", .title = "msgAuthoritativeEngineTime"},
    FieldInfo{.name = "snmp.msgUserName", .title = "msgUserName", .type = FieldType::Text},
    FieldInfo{.name = "snmp.msgAuthenticationParameters",
              .title = "msgAuthenticationParameters",
              .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.msgPrivacyParameters", .title = "msgPrivacyParameters", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.msgData", .title = "msgData", .values = messageData},
    FieldInfo{.name = "snmp.encryptedPDU", .title = "encryptedPDU", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.contextEngineID", .title = "contextEngineID", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.contextName", .title = "contextName", .type = FieldType::Text},
};
constexpr auto fields = [] {
    std::array<FieldInfo, FieldCount> all{};
    std::ranges::copy(bindingFields, all.begin());
    std::ranges::copy(otherFields, all.begin() + BindingFieldCount);
    return all;
}();
constexpr std::array hooks = {Hook{"udp.port", 161}, Hook{"udp.port", 162}, Hook{"udp.port", 8161},
                              Hook{"tcp.port", 161}, Hook{"tcp.port", 162}, Hook{"ethertype", 0x814c}};
const ProtocolInfo info = {.abbreviation = "snmp",
                           .title = "Simple Network Management Protocol",
                           .column = "SNMP",
                           .fields = fields,
                           .hooks = hooks};

/// Reads an element, adds it as a field, and returns its number.
std::int64_t addNumber(ByteReader& bytes, Dissection& d, std::uint16_t field) {
    const ber::Element element = ber::read(bytes);
    const std::int64_t number = ber::integer(element.content);
    if (element.tag != 0)
        d.add(field, rangeOf(element.content), static_cast<std::uint64_t>(number));
    return number;
}

void addOctets(ByteReader& bytes, Dissection& d, std::uint16_t field) {
    const ber::Element element = ber::read(bytes);
    if (element.tag != 0)
        d.addBytes(field, rangeOf(element.content));
}

/// The five numbers and addresses of a trap of version 1 (RFC 1157 section 4.1.6).
void addTrap(ByteReader& body, Dissection& d) {
    const ber::Element enterprise = ber::read(body);
    const ber::DottedText dotted(enterprise.content);
    d.addText(Enterprise, rangeOf(enterprise.content), dotted.view());
    d.infoAppend(" iso{}", dotted.view().substr(std::min<std::size_t>(1, dotted.view().size())));
    const ber::Element agent = ber::read(body);
    if (agent.content.remaining() == 4)
        d.add(AgentAddress, rangeOf(agent.content), ByteReader(agent.content).u32());
    addNumber(body, d, GenericTrap);
    addNumber(body, d, SpecificTrap);
    addNumber(body, d, TimeStamp);
}

void addPdu(ByteReader& bytes, Dissection& d) {
    ber::Element pdu = ber::read(bytes);
    if (pdu.tag < FirstPdu || pdu.tag > LastPdu) {
        d.malformed("it holds no PDU");
        return;
    }
    const unsigned kind = pdu.tag - FirstPdu;
    d.add(Data, rangeOf(pdu.content), kind);
    d.info("{}", nameOf(pdus, kind));
    const auto nest = d.nest();
    if (pdu.tag == Trap) {
        addTrap(pdu.content, d);
    } else {
        addNumber(pdu.content, d, RequestId);
        addNumber(pdu.content, d, pdu.tag == GetBulk ? NonRepeaters : ErrorStatus);
        addNumber(pdu.content, d, pdu.tag == GetBulk ? MaxRepetitions : ErrorIndex);
    }
    const ber::Element bindings = ber::read(pdu.content);
    if (bindings.tag != ber::Sequence || !addBindings(bindings.content, d)) {
        if (!bytes.overrun()) // otherwise the damage is reported
            d.malformed("its variable bindings are damaged");
    }
}

void addMessage3(ByteReader& bytes, Dissection& d) {
    ber::Element global = ber::read(bytes);
    addNumber(global.content, d, MessageId);
    addNumber(global.content, d, MaximumSize);
    const ber::Element flags = ber::read(global.content);
    d.addBytes(MessageFlags, rangeOf(flags.content));
    if (flags.content.remaining() == 1) {
        const auto nest = d.nest();
        d.addBits({FlagReportable, FlagEncrypted, FlagAuthenticated}, rangeOf(flags.content), flags.content.peek());
    }
    constexpr std::int64_t userBased = 3;
    const std::int64_t model = addNumber(global.content, d, SecurityModel);
    ber::Element parameters = ber::read(bytes);
    if (model == userBased) {
        ber::Element security = ber::read(parameters.content);
        addOctets(security.content, d, EngineId);
        addNumber(security.content, d, EngineBoots);
        addNumber(security.content, d, EngineTime);
        addOctets(security.content, d, UserName);
        addOctets(security.content, d, AuthenticationParameters);
        addOctets(security.content, d, PrivacyParameters);
    }
    ber::Element data = ber::read(bytes);
    if (data.tag == ber::OctetString) {
        d.add(MessageData, rangeOf(data.content), 1);
        d.addBytes(EncryptedPdu, rangeOf(data.content));
        d.info("encryptedPDU: privKey Unknown");
        return;
    }
    if (data.tag != ber::Sequence) {
        if (!bytes.overrun())
            d.malformed("it holds no data");
        return;
    }
    d.add(MessageData, rangeOf(data.content), 0);
    const auto nest = d.nest();
    addOctets(data.content, d, ContextEngine);
    addOctets(data.content, d, ContextName);
    addPdu(data.content, d);
}

} // namespace

const ProtocolInfo& SnmpDecoder::protocol() const noexcept {
    return info;
}

bool SnmpDecoder::accepts(Bytes bytes, Claim /*claim*/) const {
    ByteReader reader(bytes);
    ber::Element message = ber::read(reader);
    if (message.tag != ber::Sequence || !reader.atEnd())
        return false;
    ByteReader content(message.content);
    const ber::Element version = ber::read(content);
    return version.tag == ber::Integer && version.length == 1 && ber::integer(version.content) >= 0 &&
           ber::integer(version.content) <= version3;
}

void SnmpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    ber::Element message = ber::read(bytes);
    ByteReader look(message.content);
    const std::int64_t version = ber::integer(ber::read(look).content);
    addNumber(message.content, d, version == version3 ? MessageVersion : Version);
    if (version == version3) {
        addMessage3(message.content, d);
    } else {
        addOctets(message.content, d, Community);
        addPdu(message.content, d);
    }
}

} // namespace tapscope
