#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace dccp {

/// Datagram Congestion Control Protocol (RFC 4340): the headers of all types, and options as octets.
class DccpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace dccp

namespace tipc {

/// Transparent Inter Process Communication, version 2: the words at the beginning of all its messages.
class TipcDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tipc

} // namespace tapscope
