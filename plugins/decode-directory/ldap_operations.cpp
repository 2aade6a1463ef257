#include "ber_fields.h"
#include "ldap_fields.h"

#include <base/printable_text.h>

#include <algorithm>

namespace tapscope::ldap {
namespace {

/// Tags of the class "context", primitive.
constexpr std::uint8_t primitive(std::uint8_t number) {
    return 0x80U | number;
}

ByteReader next(ByteReader& bytes) {
    return ber::read(bytes).content;
}

std::string_view addNextText(ByteReader& bytes, Dissection& d, Field field) {
    return ber::addText(next(bytes), d, field);
}

std::int64_t addNextNumber(ByteReader& bytes, Dissection& d, Field field) {
    return ber::addInteger(next(bytes), d, field);
}

void addNameToInfo(std::string_view name, Dissection& d) {
    d.infoAppend("\"{}\" ", name.empty() ? std::string_view("<ROOT>") : PrintableText<1024>(name).view());
}

void decodeBindRequest(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t simple = 0, sasl = 3;
    addNextNumber(bytes, d, Version);
    addNameToInfo(addNextText(bytes, d, Name), d);
    const std::size_t start = bytes.offset();
    const ber::Element element = ber::read(bytes);
    const auto method = static_cast<std::uint8_t>(element.tag & 0x1fU);
    if (bytes.overrun())
        return;
    d.add(Authentication, {static_cast<std::uint32_t>(start), 1}, method);
    const auto nest = d.nest();
    ByteReader content = element.content;
    if (method == simple) {
        d.infoAppend("simple ");
        ber::addText(content, d, Simple);
    } else if (method == sasl) {
        d.infoAppend("sasl ");
        addNextText(content, d, Mechanism);
        if (!content.atEnd())
            ber::addOctets(next(content), d, Credentials);
    }
}

/// Decodes the beginning of all responses.
OperationFacts decodeResult(ByteReader& bytes, Dissection& d) {
    const std::int64_t code = addNextNumber(bytes, d, ResultCode);
    addNextText(bytes, d, MatchedDn);
    const std::string_view message = addNextText(bytes, d, ErrorMessage);
    d.infoAppend("{} ", nameIn(ResultCode, static_cast<std::uint64_t>(code)));
    if (!message.empty())
        d.infoAppend("({}) ", PrintableText<1024>(message.substr(0, 256)).view());
    return {.isSuccess = code == 0};
}

/// Decodes a filter. Its parts are shown one after the other: the operands of and, or and not follow them.
void decodeFilter(ByteReader& bytes, const ByteReader& end, Dissection& d) {
    enum Kind : std::uint8_t {
        And,
        Or,
        Not,
        Equality,
        Substrings,
        Greater,
        Less,
        IsPresent,
        Approximately,
        Extensible
    };
    while (!bytes.overrun() && bytes.offset() < end.offset()) {
        const auto start = static_cast<std::uint32_t>(bytes.offset());
        ByteReader ahead = bytes;
        const ber::Element element = ber::read(ahead);
        if (ahead.overrun()) {
            bytes.setOverrun();
            return;
        }
        const auto kind = static_cast<std::uint8_t>(element.tag & 0x1fU);
        d.add(Filter, {start, 1}, kind);
        if (kind <= Not) {
            bytes.skip(element.content.offset() - start);
            continue;
        }
        bytes = ahead;
        ByteReader content = element.content;
        const auto nest = d.nest();
        switch (kind) {
        case IsPresent:
            ber::addText(content, d, Present);
            break;
        case Equality:
        case Greater:
        case Less:
        case Approximately:
            addNextText(content, d, AttributeDescription);
            addNextText(content, d, AssertionValue);
            break;
        case Substrings: {
            addNextText(content, d, AttributeType);
            ByteReader parts = next(content);
            while (!parts.atEnd())
                addNextText(parts, d, AssertionValue);
            break;
        }
        default:
            break;
        }
    }
}

void decodeSearchRequest(ByteReader& bytes, Dissection& d) {
    addNameToInfo(addNextText(bytes, d, BaseObject), d);
    const auto scope = static_cast<std::uint64_t>(addNextNumber(bytes, d, Scope));
    d.infoAppend("{} ", nameIn(Scope, scope));
    addNextNumber(bytes, d, Dereference);
    addNextNumber(bytes, d, SizeLimit);
    addNextNumber(bytes, d, TimeLimit);
    const ByteReader typesOnly = next(bytes);
    if (!typesOnly.atEnd())
        d.add(TypesOnly, {static_cast<std::uint32_t>(typesOnly.offset()), 1}, typesOnly.peek() != 0 ? 1 : 0);
    ByteReader filter = bytes;
    static_cast<void>(ber::read(bytes));
    if (!bytes.overrun())
        decodeFilter(filter, bytes, d);
    ByteReader attributes = next(bytes);
    while (!attributes.atEnd())
        addNextText(attributes, d, RequestedAttribute);
}

/// A type and its values.
void decodeAttribute(ByteReader attribute, Dissection& d) {
    addNextText(attribute, d, AttributeType);
    const auto nest = d.nest();
    ByteReader values = next(attribute);
    while (!values.atEnd()) {
        const std::string_view value = addNextText(values, d, AttributeValue);
        if (isPlainAscii(value))
            d.label("AttributeValue: {}", value);
    }
}

void decodeAttributes(ByteReader& bytes, Dissection& d) {
    ByteReader attributes = next(bytes);
    while (!attributes.atEnd())
        decodeAttribute(next(attributes), d);
}

void decodeModifyRequest(ByteReader& bytes, Dissection& d) {
    addNameToInfo(addNextText(bytes, d, Object), d);
    ByteReader changes = next(bytes);
    while (!changes.atEnd()) {
        ByteReader change = next(changes);
        addNextNumber(change, d, ChangeOperation);
        decodeAttribute(next(change), d);
    }
}

void decodeRenameRequest(ByteReader& bytes, Dissection& d) {
    addNameToInfo(addNextText(bytes, d, Entry), d);
    addNextText(bytes, d, NewRdn);
    addNextNumber(bytes, d, DeleteOldRdn);
    if (!bytes.atEnd())
        addNextText(bytes, d, NewSuperior);
}

OperationFacts decodeExtendedRequest(ByteReader& bytes, Dissection& d) {
    constexpr std::string_view startTls = "1.3.6.1.4.1.1466.20037";
    OperationFacts told;
    while (!bytes.atEnd()) {
        const ber::Element element = ber::read(bytes);
        if (element.tag == primitive(0)) {
            const std::string_view name = ber::addText(element.content, d, RequestName);
            told.asksForTls = name == startTls;
            d.infoAppend("{} ", told.asksForTls ? std::string_view("LDAP_START_TLS_OID")
                                                : PrintableText<256>(name.substr(0, 64)).view());
        } else if (element.tag == primitive(1)) {
            ber::addOctets(element.content, d, RequestValue);
        }
    }
    return told;
}

OperationFacts decodeExtendedResponse(ByteReader& bytes, Dissection& d) {
    const std::int64_t code = addNextNumber(bytes, d, ResultCode);
    addNextText(bytes, d, MatchedDn);
    addNextText(bytes, d, ErrorMessage);
    while (!bytes.atEnd()) {
        const ber::Element element = ber::read(bytes);
        if (element.tag == primitive(10))
            ber::addText(element.content, d, ResponseName);
        else if (element.tag == primitive(11))
            ber::addOctets(element.content, d, ResponseValue);
    }
    return {.isSuccess = code == 0};
}

} // namespace

OperationFacts decodeOperation(std::uint8_t operation, ByteReader content, Dissection& d) {
    OperationFacts told;
    switch (operation) {
    case BindRequest:
        decodeBindRequest(content, d);
        break;
    case BindResponse:
    case SearchDone:
    case ModifyResponse:
    case AddResponse:
    case DeleteResponse:
    case RenameResponse:
    case CompareResponse:
        told = decodeResult(content, d);
        break;
    case SearchRequest:
        decodeSearchRequest(content, d);
        break;
    case SearchEntry:
        addNameToInfo(addNextText(content, d, ObjectName), d);
        decodeAttributes(content, d);
        break;
    case ModifyRequest:
        decodeModifyRequest(content, d);
        break;
    case AddRequest:
        addNameToInfo(addNextText(content, d, Entry), d);
        decodeAttributes(content, d);
        break;
    case DeleteRequestOperation:
        addNameToInfo(ber::addText(content, d, DeleteRequest), d);
        break;
    case RenameRequest:
        decodeRenameRequest(content, d);
        break;
    case CompareRequest: {
        addNameToInfo(addNextText(content, d, Entry), d);
        ByteReader assertion = next(content);
        addNextText(assertion, d, AttributeDescription);
        addNextText(assertion, d, AssertionValue);
        break;
    }
    case Abandon:
        ber::addInteger(content, d, AbandonRequest);
        break;
    case ExtendedRequest:
        told = decodeExtendedRequest(content, d);
        break;
    case ExtendedResponse:
        told = decodeExtendedResponse(content, d);
        break;
    default:
        break;
    }
    if (content.overrun())
        d.malformed("an element is longer than its operation");
    return told;
}

} // namespace tapscope::ldap
