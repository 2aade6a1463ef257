#pragma once

#include <decode/decoder.h>

namespace tapscope {

class Ipv4Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& d) const override;

private:
    /// Adds the fields after the header length, up to the total length.
    static void addLength(ByteReader& bytes, Dissection& d);
    /// Adds the fields after the total length, up to the options.
    static void addRest(ByteReader& bytes, Dissection& d, Bytes header, ByteReader route);
    static void checksum(ByteReader& bytes, Dissection& d, Bytes header);
    static void payload(const ByteReader& bytes, Dissection& d, std::uint8_t protocol, unsigned fragmentOffset,
                        std::uint16_t identification);
    /// Whether the fragment belongs to a datagram that is reassembled; it is then decoded and described as that
    /// datagram.
    static bool joins(const ByteReader& bytes, Dissection& d, std::uint16_t place, std::uint16_t identification);
};

} // namespace tapscope
