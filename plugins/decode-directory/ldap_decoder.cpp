#include "ber_fields.h"
#include "directory_decoders.h"
#include "ldap_fields.h"

#include <decode/open_requests.h>

#include <algorithm>
#include <array>

namespace tapscope::ldap {
namespace {

using namespace ldap;

constexpr std::array streamHooks = {Hook{"tcp.port", 389}, Hook{"tcp.port", 3268}};
constexpr std::array datagramHooks = {Hook{"udp.port", 389}};
const ProtocolInfo streamInfo = {.abbreviation = "ldap",
                                 .title = "Lightweight Directory Access Protocol",
                                 .column = "LDAP",
                                 .fields = fieldTable(),
                                 .hooks = streamHooks,
                                 .learns = true};
const ProtocolInfo datagramInfo = {.abbreviation = "cldap",
                                   .title = "Connectionless Lightweight Directory Access Protocol",
                                   .column = "CLDAP",
                                   .fields = fieldTable(),
                                   .hooks = datagramHooks,
                                   .learns = true};
constexpr std::size_t longestMessage = 64U << 20;
constexpr std::uint8_t mostResponses = 8; ///< per frame, that remember their requests

struct LdapState final : ConversationState {
    OpenRequests requests;
    bool isTlsAsked = false;

    [[nodiscard]] std::size_t owned() const noexcept override { return requests.owned(); }
};

/// The header of a message. Nothing if it is not a message.
struct Head {
    std::size_t size = 0;   ///< of tag and length together
    std::size_t length = 0; ///< of the content
    bool isKnown = false;
};
Head headOf(const ByteReader& bytes) noexcept {
    constexpr std::uint8_t longForm = 0x80, mostOctets = 4;
    ByteReader ahead = bytes;
    if (ahead.u8() != ber::Sequence)
        return {};
    Head head{.size = 2, .length = ahead.u8(), .isKnown = true};
    if (head.length > longForm + mostOctets || head.length == longForm)
        return {};
    if (head.length > longForm) {
        const std::size_t octets = head.length - longForm;
        head.size += octets;
        head.length = ahead.big(octets);
    }
    head.isKnown = !ahead.overrun() && head.length <= longestMessage;
    return head;
}

bool isRequest(std::uint8_t operation) noexcept {
    return operation == BindRequest || operation == SearchRequest || operation == ModifyRequest ||
           operation == AddRequest || operation == DeleteRequestOperation || operation == RenameRequest ||
           operation == CompareRequest || operation == ExtendedRequest;
}

/// Adds the request that a response answers; a search has many responses.
void decodeAnswer(Dissection& d, std::uint32_t id, std::uint8_t operation, std::uint8_t number) {
    if (d.isLearning()) {
        auto& requests = d.conversation<LdapState>().requests;
        const auto request = requests.take(id);
        if (!request)
            return;
        if (operation == SearchEntry || operation == SearchReference)
            requests.add(id, *request);
        if (number < mostResponses)
            d.remember(*request, number);
    }
    const auto request = number < mostResponses ? d.recall<SeenRequest>(number) : std::nullopt;
    if (!request)
        return;
    d.add(ResponseTo, {}, request->frame);
    d.add(ResponseTime, {}, static_cast<std::uint64_t>(request->timeTo(d)));
}

void decodeControls(ByteReader controls, Dissection& d) {
    while (!controls.atEnd()) {
        ByteReader control = ber::read(controls).content;
        ber::addText(ber::read(control).content, d, ControlType);
        const auto nest = d.nest();
        while (!control.atEnd()) {
            const ber::Element element = ber::read(control);
            if (element.tag == ber::OctetString)
                ber::addOctets(element.content, d, ControlValue);
            else if (!element.content.atEnd())
                d.add(Criticality, {static_cast<std::uint32_t>(element.content.offset()), 1},
                      element.content.peek() != 0 ? 1 : 0);
        }
    }
}

void followTls(const OperationFacts& told, std::uint8_t operation, Dissection& d) {
    if (!d.isLearning())
        return;
    auto& state = d.conversation<LdapState>();
    if (operation == ExtendedResponse && state.isTlsAsked && told.isSuccess)
        d.assignConversation("tls");
    if (operation == ExtendedRequest || operation == ExtendedResponse)
        state.isTlsAsked = told.asksForTls;
}

void decodeMessage(ByteReader message, Dissection& d, std::uint8_t number) {
    const auto id = static_cast<std::uint32_t>(ber::addInteger(ber::read(message).content, d, MessageId));
    const auto start = static_cast<std::uint32_t>(message.offset());
    const ber::Element element = ber::read(message);
    if (element.tag == 0) {
        d.malformed("it has no operation");
        return;
    }
    const auto operation = static_cast<std::uint8_t>(element.tag & 0x1fU);
    d.add(ProtocolOperation, {start, 1}, operation);
    d.infoAppend("{}{}({}) ", number > 0 ? " | " : "", nameIn(ProtocolOperation, operation), id);
    const auto nest = d.nest();
    const OperationFacts told = decodeOperation(operation, element.content, d);
    if (isRequest(operation)) {
        if (d.isLearning())
            d.conversation<LdapState>().requests.add(id, SeenRequest::in(d));
    } else {
        decodeAnswer(d, id, operation, number);
    }
    followTls(told, operation, d);
    if (!message.atEnd())
        decodeControls(ber::read(message).content, d);
}

} // namespace

const ProtocolInfo& LdapDecoder::protocol() const noexcept {
    return transport_ == Transport::Stream ? streamInfo : datagramInfo;
}

bool LdapDecoder::accepts(Bytes bytes, Claim) const {
    return ByteReader(bytes).peek() == ber::Sequence && (bytes.size() < 6 || headOf(ByteReader(bytes)).isKnown);
}

StreamMessage LdapDecoder::messageIn(Bytes bytes, Dissection&) const {
    const ByteReader reader(bytes);
    if (!accepts(bytes, Claim::ByKey))
        return {};
    const Head head = headOf(reader);
    return head.isKnown ? StreamMessage::of(head.size + head.length) : StreamMessage::later();
}

void LdapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    for (std::uint8_t number = 0; !bytes.atEnd();
         number = std::min(static_cast<std::uint8_t>(number + 1), mostResponses)) {
        const Head head = headOf(bytes);
        if (!head.isKnown) {
            if (bytes.peek() == ber::Sequence && !bytes.has(6))
                bytes.setOverrun();
            else
                d.nextAsData(bytes);
            return;
        }
        bytes.skip(head.size);
        const ByteReader message = bytes.part(head.length);
        if (message.remaining() < head.length) {
            bytes.setOverrun();
            return;
        }
        decodeMessage(message, d, number);
    }
}

} // namespace tapscope::ldap
