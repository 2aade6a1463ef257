#include "tls_fields.h"
#include "tls_handshake.h"
#include "tls_names.h"

namespace tapscope::tls {
namespace {

constexpr std::uint16_t serverName = 0, maximumFragment = 1, statusRequest = 5, supportedGroups = 10,
                        ecPointFormats = 11, signatures = 13, heartbeat = 15, applicationProtocols = 16, padding = 21,
                        compressCertificate = 27, recordSizeLimit = 28, sessionTicket = 35, preSharedKey = 41,
                        earlyData = 42, supportedVersions = 43, cookie = 44, pskKeyModes = 45,
                        certificateSignatures = 50, keyShare = 51, encryptedServerName = 0xffce, renegotiation = 0xff01;

void decodeServerNames(ByteReader& bytes, Dissection& d) {
    readVector(bytes, d.u16(bytes, NameListLength), [&d](ByteReader& names) {
        d.u8(names, NameType);
        d.text(names, ServerName, d.u16(names, NameLength));
    });
}

void decodeApplicationProtocols(ByteReader& bytes, Dissection& d) {
    const std::uint16_t length = d.u16(bytes, AlpnLength);
    d.addBytes(AlpnList, here(bytes, length));
    const auto nest = d.nest();
    readVector(bytes, length,
               [&d](ByteReader& protocols) { d.text(protocols, AlpnProtocol, d.u8(protocols, AlpnProtocolLength)); });
}

void decodeGroups(ByteReader& bytes, Dissection& d) {
    const std::uint16_t length = d.u16(bytes, GroupsLength);
    d.addBytes(Groups, here(bytes, length));
    d.label("Supported Groups ({} groups)", length / 2);
    const auto nest = d.nest();
    readVector(bytes, length, [&d](ByteReader& groups) { d.u16(groups, Group); });
}

void decodeSignatureAlgorithms(ByteReader& bytes, Dissection& d) {
    const std::uint16_t length = d.u16(bytes, SignatureAlgorithmsLength);
    d.addBytes(SignatureAlgorithms, here(bytes, length));
    d.label("Signature Hash Algorithms ({} algorithms)", length / 2);
    const auto nest = d.nest();
    readVector(bytes, length, [&d](ByteReader& algorithms) { d.u16(algorithms, SignatureAlgorithm); });
}

void decodeSupportedVersions(ByteReader& bytes, std::uint8_t handshakeType, Dissection& d) {
    if (handshakeType != ClientHello) {
        d.u16(bytes, SupportedVersion);
        return;
    }
    readVector(bytes, d.u8(bytes, SupportedVersionsLength), [&d](ByteReader& list) { d.u16(list, SupportedVersion); });
}

void decodeKeyShareEntry(ByteReader& bytes, Dissection& d) {
    d.u16(bytes, KeyShareGroup);
    d.data(bytes, KeyShareKey, d.u16(bytes, KeyShareKeyLength));
}

void decodeKeyShare(ByteReader& bytes, std::uint8_t handshakeType, Dissection& d) {
    if (handshakeType == ClientHello) {
        readVector(bytes, d.u16(bytes, KeyShareLength), [&d](ByteReader& shares) { decodeKeyShareEntry(shares, d); });
    } else if (bytes.remaining() == 2) { // a request for another group
        d.u16(bytes, KeyShareSelectedGroup);
    } else {
        decodeKeyShareEntry(bytes, d);
    }
}

void decodePreSharedKey(ByteReader& bytes, std::uint8_t handshakeType, Dissection& d) {
    if (handshakeType != ClientHello) {
        d.u16(bytes, PskSelected);
        return;
    }
    readVector(bytes, d.u16(bytes, PskIdentitiesLength), [&d](ByteReader& identities) {
        d.data(identities, PskIdentity, d.u16(identities, PskIdentityLength));
        d.u32(identities, PskTicketAge);
    });
    d.data(bytes, PskBinders, bytes.remaining());
}

void decodePointFormats(ByteReader& bytes, Dissection& d) {
    readVector(bytes, d.u8(bytes, PointFormatsLength), [&d](ByteReader& formats) { d.u8(formats, PointFormat); });
}

void decodePskModes(ByteReader& bytes, Dissection& d) {
    readVector(bytes, d.u8(bytes, PskModesLength), [&d](ByteReader& modes) { d.u8(modes, PskMode); });
}

void decodeCertificateCompressions(ByteReader& bytes, Dissection& d) {
    readVector(bytes, d.u8(bytes, CompressCertificateLength),
               [&d](ByteReader& algorithms) { d.u16(algorithms, CompressCertificateAlgorithm); });
}

/// draft-ietf-tls-esni-02: a suite, a group, and three byte strings. Their contents are encrypted.
void decodeEncryptedServerName(ByteReader& bytes, Dissection& d) {
    ByteReader parts = bytes;
    d.data(bytes, ExtensionData, bytes.remaining());
    parts.skip(4);
    for (int i = 0; i < 3; ++i)
        parts.skip(parts.u16());
    if (parts.overrun())
        bytes.skip(1);
}

void decodeExtension(ByteReader& bytes, std::uint16_t type, std::uint8_t handshakeType, Dissection& d) {
    if (bytes.atEnd())
        return;
    switch (type) {
    case serverName:
        decodeServerNames(bytes, d);
        break;
    case maximumFragment:
        d.u8(bytes, MaximumFragmentLength);
        break;
    case supportedGroups:
        decodeGroups(bytes, d);
        break;
    case ecPointFormats:
        decodePointFormats(bytes, d);
        break;
    case signatures:
    case certificateSignatures:
        decodeSignatureAlgorithms(bytes, d);
        break;
    case heartbeat:
        d.u8(bytes, HeartbeatMode);
        break;
    case applicationProtocols:
        decodeApplicationProtocols(bytes, d);
        break;
    case padding:
        d.data(bytes, Padding, bytes.remaining());
        break;
    case compressCertificate:
        decodeCertificateCompressions(bytes, d);
        break;
    case recordSizeLimit:
        d.u16(bytes, RecordSizeLimit);
        break;
    case sessionTicket:
        d.data(bytes, Ticket, bytes.remaining());
        break;
    case preSharedKey:
        decodePreSharedKey(bytes, handshakeType, d);
        break;
    case earlyData:
        if (handshakeType == NewSessionTicket)
            d.u32(bytes, MaximumEarlyData);
        break;
    case supportedVersions:
        decodeSupportedVersions(bytes, handshakeType, d);
        break;
    case cookie:
        d.data(bytes, ExtensionCookie, d.u16(bytes, ExtensionCookieLength));
        break;
    case pskKeyModes:
        decodePskModes(bytes, d);
        break;
    case keyShare:
        decodeKeyShare(bytes, handshakeType, d);
        break;
    case renegotiation:
        if (const std::uint8_t length = d.u8(bytes, RenegotiationLength); length > 0)
            d.data(bytes, Renegotiation, length);
        break;
    case statusRequest:
        if (handshakeType == ClientHello)
            d.u8(bytes, StatusType);
        else
            d.data(bytes, ExtensionData, bytes.remaining());
        break;
    case encryptedServerName:
        decodeEncryptedServerName(bytes, d);
        break;
    default:
        d.data(bytes, ExtensionData, bytes.remaining());
    }
}

} // namespace

void decodeExtensions(ByteReader& bytes, std::uint8_t handshakeType, Dissection& d) {
    readVector(bytes, d.u16(bytes, ExtensionsLength), [&](ByteReader& list) {
        ByteReader head = list;
        const std::uint16_t type = head.u16();
        const std::uint16_t size = head.u16();
        d.addBytes(ExtensionLine, here(list, std::min<std::size_t>(4U + size, list.remaining())));
        d.label("Extension: {} (len={})", nameOf(extensionTypes, type, "Unknown"), size);
        const auto nest = d.nest();
        d.u16(list, ExtensionType);
        d.u16(list, ExtensionLength);
        const bool fits = list.has(size);
        ByteReader extension = list.part(size);
        decodeExtension(extension, type, handshakeType, d);
        if (!fits || extension.overrun())
            list.setOverrun();
    });
}

} // namespace tapscope::tls
