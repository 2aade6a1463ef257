#include "coap_decoder.h"

#include "coap_fields.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>
#include <decode/open_requests.h>

namespace tapscope {
namespace {

using namespace coap;

constexpr std::array hooks = {Hook{"udp.port", 5683}};
const ProtocolInfo info = {.abbreviation = "coap",
                           .title = "Constrained Application Protocol",
                           .column = "CoAP",
                           .fields = fieldTable(),
                           .hooks = hooks,
                           .learns = true};
constexpr std::array shortTypes = {ValueName{0, "CON"}, ValueName{1, "NON"}, ValueName{2, "ACK"}, ValueName{3, "RST"}};
constexpr std::uint8_t longestToken = 8;

struct CoapState final : ConversationState {
    OpenRequests requests; ///< by the message ID

    [[nodiscard]] std::size_t owned() const noexcept override { return requests.owned(); }
};

bool isRequest(std::uint8_t code) noexcept {
    return code != 0 && code < 0x20;
}

void follow(std::uint8_t code, std::uint16_t id, Dissection& d) {
    if (d.isLearning()) {
        auto& requests = d.conversation<CoapState>().requests;
        if (isRequest(code))
            requests.add(id, SeenRequest::in(d));
        else if (const auto request = requests.take(id))
            d.remember(*request);
    }
    if (const auto request = d.recall<SeenRequest>()) {
        d.add(ResponseTo, {}, request->frame);
        d.add(ResponseTime, {}, static_cast<std::uint64_t>(request->timeTo(d)));
    }
}

void tell(const InfoFacts& told, Bytes token, Dissection& d) {
    if (told.hasPayload && !told.format.empty()) {
        if (told.format == "application/json") {
            d.columnProtocol("CoAP/JSON");
            d.infoAppend(", JavaScript Object Notation (application/json)");
        } else {
            d.infoAppend(" ({})", told.format.substr(0, told.format.find(';')));
        }
    }
    if (!token.empty()) {
        d.infoAppend(", TKN:");
        for (std::size_t i = 0; i < token.size(); ++i)
            d.infoAppend("{}{:02x}", i == 0 ? "" : " ", std::to_integer<unsigned>(token[i]));
    }
    if (told.hasBlock)
        d.infoAppend(", Block #{}", told.block);
    const std::string_view path(told.path.data(), told.pathLength);
    if (!told.host.empty())
        d.infoAppend(", coap://{}{}", PrintableText<512>(told.host.substr(0, 128)).view(),
                     PrintableText<2048>(path).view());
    else if (!path.empty())
        d.infoAppend(", {}", PrintableText<2048>(path).view());
}

} // namespace

const ProtocolInfo& CoapDecoder::protocol() const noexcept {
    return info;
}

bool CoapDecoder::accepts(Bytes bytes, Claim) const {
    const std::uint8_t first = ByteReader(bytes).peek();
    return first >> 6 == 1 && (first & 0xfU) <= longestToken;
}

void CoapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t first = bytes.u8();
    const std::uint8_t tokenLength = first & 0xfU;
    d.addBits({Version, Type, TokenLength}, range, first);
    const std::uint8_t code = d.u8(bytes, Code);
    const std::uint16_t id = d.u16(bytes, MessageId);
    if (bytes.overrun())
        return;
    d.info("{}, MID:{}, {}", nameOf(shortTypes, first >> 4 & 3U), id,
           nameOf(fieldTable()[Code].values, code, "Unknown Code"));
    const Bytes token = tokenLength == 0 ? Bytes() : d.data(bytes, Token, tokenLength);
    const InfoFacts told = decodeOptions(bytes, d);
    tell(told, token, d);
    if (told.pathLength != 0)
        d.addText(WholePath, {}, std::string_view(told.path.data(), told.pathLength));
    if (told.hasPayload && bytes.atEnd() && !bytes.overrun())
        d.malformed("no payload follows its marker");
    if (told.hasPayload && !bytes.atEnd()) {
        d.add(PayloadLength, {}, bytes.remaining());
        d.data(bytes, Payload, bytes.remaining());
    }
    follow(code, id, d);
}

} // namespace tapscope
