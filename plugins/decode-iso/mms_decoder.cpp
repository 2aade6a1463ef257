// The protocols above the presentation layer in industrial plants: ACSE, which opens and closes associations, and MMS.

#include "iso_decoders.h"

#include <decode/ber.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope {
namespace {

namespace acse {
constexpr std::array types = {ValueName{0x60, "aarq"}, ValueName{0x61, "aare"}, ValueName{0x62, "rlrq"},
                              ValueName{0x63, "rlre"}, ValueName{0x64, "abrt"}};
constexpr std::array names = {ValueName{0x60, "Associate-Request"}, ValueName{0x61, "Associate-Response"},
                              ValueName{0x62, "Release-Request"}, ValueName{0x63, "Release-Response"},
                              ValueName{0x64, "Abort"}};
enum Field : std::uint16_t { Type, Reason, Element };
constexpr std::array fields = {
    FieldInfo{.name = "acse.ACSE_apdu", .title = "ACSE-apdu", .base = Base::Hex, .values = types},
    FieldInfo{.name = "acse.reason", .title = "reason"},
    FieldInfo{.name = "acse.element", .title = "Element", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Users };
constexpr std::array<std::string_view, 1> tables = {"acse.user"};
constexpr std::array<std::string_view, 1> heuristics = {"pres.value"};
const ProtocolInfo info = {.abbreviation = "acse",
                           .title = "ISO 8650-1 OSI Association Control Service",
                           .column = "ACSE",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};
constexpr std::uint8_t userInformation = 0xbe, external = 0x28, singleValue = 0xa0, reason = 0x80;

/// An EXTERNAL: the number of a context, and a value in that context.
void decodeUserInformation(ByteReader bytes, Dissection& d) {
    ber::Element value = ber::read(bytes);
    while (value.tag == external && !value.content.atEnd()) {
        const ber::Element part = ber::read(value.content);
        if (part.tag == singleValue)
            d.next(Users, 0, part.content);
        if (part.tag == 0)
            break;
    }
}
} // namespace acse

namespace mms {
constexpr std::array types = {ValueName{0, "confirmed-RequestPDU"},
                              ValueName{1, "confirmed-ResponsePDU"},
                              ValueName{2, "confirmed-ErrorPDU"},
                              ValueName{3, "unconfirmed-PDU"},
                              ValueName{4, "rejectPDU"},
                              ValueName{5, "cancel-RequestPDU"},
                              ValueName{6, "cancel-ResponsePDU"},
                              ValueName{7, "cancel-ErrorPDU"},
                              ValueName{8, "initiate-RequestPDU"},
                              ValueName{9, "initiate-ResponsePDU"},
                              ValueName{10, "initiate-ErrorPDU"},
                              ValueName{11, "conclude-RequestPDU"},
                              ValueName{12, "conclude-ResponsePDU"},
                              ValueName{13, "conclude-ErrorPDU"}};
constexpr std::array services = {ValueName{0, "status"},
                                 ValueName{1, "getNameList"},
                                 ValueName{2, "identify"},
                                 ValueName{3, "rename"},
                                 ValueName{4, "read"},
                                 ValueName{5, "write"},
                                 ValueName{6, "getVariableAccessAttributes"},
                                 ValueName{11, "defineNamedVariableList"},
                                 ValueName{12, "getNamedVariableListAttributes"},
                                 ValueName{13, "deleteNamedVariableList"},
                                 ValueName{72, "fileOpen"},
                                 ValueName{73, "fileRead"},
                                 ValueName{74, "fileClose"},
                                 ValueName{77, "fileDirectory"}};
constexpr std::uint8_t confirmedRequest = 0, confirmedResponse = 1, confirmedError = 2;
enum Field : std::uint16_t { Type, InvokeId, Service, Element };
constexpr std::array fields = {
    FieldInfo{.name = "mms.MMSpdu", .title = "MMSpdu", .values = types, .mask = 0x1f},
    FieldInfo{.name = "mms.invokeID", .title = "invokeID"},
    FieldInfo{
        .name = "mms.confirmedServiceRequest", .title = "confirmedServiceRequest", .values = services, .mask = 0x1f},
    FieldInfo{.name = "mms.element", .title = "Element", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"acse.user", 0}};
constexpr std::array<std::string_view, 1> heuristics = {"pres.value"};
const ProtocolInfo info = {
    .abbreviation = "mms", .title = "MMS", .column = "MMS", .fields = fields, .hooks = hooks, .heuristics = heuristics};
constexpr std::uint8_t contextClass = 0x80, invokeIdTag = 0x80;
} // namespace mms

} // namespace

const ProtocolInfo& AcseDecoder::protocol() const noexcept {
    return acse::info;
}

bool AcseDecoder::recognises(Bytes bytes, const Dissection&) const {
    return !nameOf(acse::types, ByteReader(bytes).peek()).empty();
}

void AcseDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace acse;
    d.add(Type, rangeAhead(bytes, 1), bytes.peek());
    ber::Element pdu = ber::read(bytes);
    d.info("{}", nameOf(names, pdu.tag, "Unknown"));
    while (!pdu.content.atEnd()) {
        ber::Element part = ber::read(pdu.content);
        const std::size_t size = part.content.remaining();
        if (part.tag == 0)
            break;
        if (part.tag == userInformation)
            decodeUserInformation(part.content, d);
        else if (part.tag == reason && size != 0)
            d.uint(part.content, Reason, std::min<std::size_t>(size, 8));
        else if (size != 0)
            d.data(part.content, Element, size);
    }
}

const ProtocolInfo& MmsDecoder::protocol() const noexcept {
    return mms::info;
}

bool MmsDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint8_t classBits = 0xc0;
    const std::uint8_t tag = ByteReader(bytes).peek();
    return (tag & classBits) == mms::contextClass && !nameOf(mms::types, tag & 0x1fU).empty();
}

void MmsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace mms;
    d.add(mms::Type, rangeAhead(bytes, 1), bytes.peek());
    ber::Element pdu = ber::read(bytes);
    const std::uint8_t type = pdu.tag & 0x1fU;
    d.info("");
    const bool isConfirmed = type == confirmedRequest || type == confirmedResponse || type == confirmedError;
    bool hasInvokeId = false;
    while (!pdu.content.atEnd()) {
        const ByteRange tag = rangeAhead(pdu.content, 1);
        ber::Element part = ber::read(pdu.content);
        const std::size_t size = part.content.remaining();
        if (part.tag == 0)
            break;
        if (isConfirmed && !hasInvokeId && (part.tag == ber::Integer || part.tag == invokeIdTag) && size != 0) {
            const std::int64_t id = ber::integer(part.content);
            d.add(InvokeId, rangeAhead(part.content, size), static_cast<std::uint64_t>(id));
            d.info("{} ", id);
            hasInvokeId = true;
        } else {
            if (type == confirmedRequest)
                d.add(mms::Service, tag, part.tag);
            if (size != 0)
                d.data(part.content, mms::Element, size);
        }
    }
    d.infoAppend("{}", nameOf(types, type, "Unknown"));
}

} // namespace tapscope
