#include "tls_record.h"

#include "tls_fields.h"
#include "tls_handshake.h"
#include "tls_names.h"

namespace tapscope::tls {
namespace {

ByteRange all(const ByteReader& bytes) {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())};
}

void decodeAlert(ByteReader bytes, Dissection& d) {
    constexpr std::size_t plainLength = 2; // a longer one is encrypted, because alerts are not fragmented
    d.addBytes(AlertMessage, all(bytes));
    if (bytes.remaining() != plainLength) {
        d.label("Alert Message: Encrypted Alert");
        d.infoItem("Encrypted Alert");
        return;
    }
    const auto nest = d.nest();
    const std::uint8_t level = d.u8(bytes, AlertLevel);
    const std::uint8_t description = d.u8(bytes, AlertDescription);
    d.infoItem("Alert (Level: {}, Description: {})", nameOf(alertLevels, level, "Unknown"),
               nameOf(alertDescriptions, description, "Unknown"));
}

void decodeHeartbeat(ByteReader bytes, Dissection& d) {
    constexpr std::size_t smallestPadding = 16, headerLength = 3; // RFC 6520 section 4
    ByteReader head = bytes;
    const std::uint8_t type = head.u8();
    const std::uint16_t length = head.u16();
    const bool isPlain = bytes.remaining() <= headerLength + smallestPadding ||
                         headerLength + length + smallestPadding <= bytes.remaining();
    d.addBytes(HeartbeatMessage, all(bytes));
    if ((type != 1 && type != 2) || !isPlain) {
        d.label("Encrypted Heartbeat Message");
        d.infoItem("Encrypted Heartbeat");
        return;
    }
    d.infoItem("Heartbeat {}", type == 1 ? "Request" : "Response");
    const auto nest = d.nest();
    d.u8(bytes, HeartbeatType);
    d.u16(bytes, HeartbeatLength);
    d.data(bytes, HeartbeatPayload, std::min<std::size_t>(length, bytes.remaining()));
    if (!bytes.atEnd())
        d.data(bytes, HeartbeatPadding, bytes.remaining());
}

} // namespace

void decodeFragment(ByteReader fragment, std::uint8_t type, std::uint16_t version, Reading& reading) {
    Dissection& d = reading.d;
    switch (type) {
    case ChangeCipherSpec:
        d.infoItem("Change Cipher Spec");
        d.addBytes(CipherChange, all(fragment));
        if (version != tls13) // where it has no meaning (RFC 8446 appendix D.4)
            reading.session.encrypted[reading.end] = 1;
        break;
    case Alert:
        decodeAlert(fragment, d);
        break;
    case Handshake:
        decodeHandshakes(fragment, reading, version);
        break;
    case ApplicationData:
        d.infoItem("Application Data");
        d.addBytes(ApplicationDataBytes, all(fragment));
        break;
    case Heartbeat:
        decodeHeartbeat(fragment, d);
        break;
    case ConnectionId:
        d.infoItem("Connection ID");
        break;
    default:
        break;
    }
}

} // namespace tapscope::tls
