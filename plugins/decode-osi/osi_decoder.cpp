#include "osi_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::osi {
namespace {

enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"osinl"};
constexpr std::array hooks = {Hook{"llc.dsap", 0xfe}, Hook{"ppp.protocol", 0x0023}, Hook{"gre.proto", 0x00fe},
                              Hook{"chdlc.protocol", 0xfefe}};
const ProtocolInfo info = {.abbreviation = "osi", .title = "OSI", .column = "OSI", .hooks = hooks, .tables = tables};

} // namespace

const ProtocolInfo& OsiDecoder::protocol() const noexcept {
    return info;
}

void OsiDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.layerLength(0);
    // Without LLC, there may be an octet of padding in front (RFC 1661 and Cisco HDLC).
    if (bytes.peek() == 0 && bytes.remaining() > 1)
        bytes.skip(1);
    d.next(ByProtocol, bytes.peek(), ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::osi
