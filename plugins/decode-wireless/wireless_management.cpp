#include "wireless_management.h"

namespace tapscope::wireless {
namespace {

enum Subtype : std::uint8_t {
    AssociationRequest = 0,
    AssociationResponse = 1,
    ReassociationRequest = 2,
    ReassociationResponse = 3,
    ProbeRequest = 4,
    ProbeResponse = 5,
    Beacon = 8,
    AnnounceTraffic = 9,
    Disassociation = 10,
    Authentication = 11,
    Deauthentication = 12,
    Action = 13,
    ActionNoAck = 14,
};

void allOctets(ByteReader& value, Dissection& d, Field field) {
    while (!value.atEnd())
        d.u8(value, field);
}

void name(ByteReader& value, Dissection& d) {
    const Bytes octets = d.data(value, NetworkName, value.remaining());
    const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
    if (text.empty()) {
        d.label("SSID: Wildcard (Broadcast)");
        d.infoAppend(", SSID=Wildcard (Broadcast)");
    } else {
        d.label("SSID: \"{}\"", text);
        d.infoAppend(", SSID=\"{}\"", text);
    }
}

/// IEEE 802.11-2020 section 9.4.2. Octets left in `value` are shown as such.
void element(std::uint8_t tag, ByteReader& value, Dissection& d) {
    switch (tag) {
    case 0:
        name(value, d);
        break;
    case 1:
        allOctets(value, d, SupportedRates);
        break;
    case 3:
        d.u8(value, CurrentChannel);
        break;
    case 5:
        d.u8(value, DtimCount);
        d.u8(value, DtimPeriod);
        d.u8(value, BitmapControl);
        if (!value.atEnd())
            d.data(value, Bitmap, value.remaining());
        break;
    case 48:
        d.uintLe(value, SecurityVersion, 2);
        break;
    case 50:
        allOctets(value, d, ExtendedRates);
        break;
    case 114: {
        const std::string_view id = d.text(value, MeshId, value.remaining());
        d.infoAppend(", MESHID={}", id);
        break;
    }
    case 221:
        d.u24(value, VendorOui);
        d.u8(value, VendorType);
        if (!value.atEnd())
            d.data(value, VendorData, value.remaining());
        break;
    default:
        break;
    }
}

void elements(ByteReader& bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const std::uint8_t tag = d.u8(bytes, TagNumber);
        const std::size_t size = d.u8(bytes, TagLength);
        if (bytes.overrun() || !bytes.has(size)) {
            bytes.setOverrun();
            return;
        }
        ByteReader value = bytes.part(size);
        element(tag, value, d);
        if (value.overrun())
            d.malformed("an element is shorter than its fields");
        if (!value.atEnd())
            d.data(value, TagData, value.remaining());
    }
}

} // namespace

void management(std::uint8_t subtype, ByteReader& bytes, Dissection& d) {
    switch (subtype) {
    case AssociationRequest:
    case ReassociationRequest:
        d.uintLe(bytes, Capabilities, 2);
        d.uintLe(bytes, ListenInterval, 2);
        if (subtype == ReassociationRequest)
            d.mac(bytes, CurrentAp);
        break;
    case AssociationResponse:
    case ReassociationResponse:
        d.uintLe(bytes, Capabilities, 2);
        d.uintLe(bytes, StatusCode, 2);
        d.uintLe(bytes, FixedAssociationId, 2);
        break;
    case ProbeRequest:
        break;
    case ProbeResponse:
    case Beacon: {
        d.uintLe(bytes, Timestamp, 8);
        const std::uint64_t interval = d.uintLe(bytes, BeaconInterval, 2);
        d.uintLe(bytes, Capabilities, 2);
        if (!bytes.overrun())
            d.infoAppend(", BI={}", interval);
        break;
    }
    case Disassociation:
    case Deauthentication:
        d.uintLe(bytes, ReasonCode, 2);
        break;
    case Authentication:
        d.uintLe(bytes, AuthenticationAlgorithm, 2);
        d.uintLe(bytes, AuthenticationSequence, 2);
        d.uintLe(bytes, StatusCode, 2);
        break;
    case Action:
    case ActionNoAck:
        d.u8(bytes, Category);
        d.u8(bytes, ActionCode);
        if (!bytes.atEnd())
            d.data(bytes, ActionData, bytes.remaining());
        return;
    case AnnounceTraffic:
    default:
        if (!bytes.atEnd())
            d.data(bytes, ActionData, bytes.remaining());
        return;
    }
    elements(bytes, d);
}

} // namespace tapscope::wireless
