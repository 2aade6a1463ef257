#pragma once

#include <decode/dissection.h>

#include <array>

namespace tapscope::tls {

inline constexpr std::uint16_t ssl2 = 0x0002, ssl3 = 0x0300, tls10 = 0x0301, tls11 = 0x0302, tls12 = 0x0303,
                               tls13 = 0x0304, gmtls = 0x0101, dtls10OpenSsl = 0x0100, dtls10 = 0xfeff, dtls12 = 0xfefd,
                               dtls13 = 0xfefc;

enum ContentType : std::uint8_t {
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
    Heartbeat = 24,
    ConnectionId = 25,
};

enum HandshakeType : std::uint8_t {
    HelloRequest = 0,
    ClientHello = 1,
    ServerHello = 2,
    HelloVerifyRequest = 3,
    NewSessionTicket = 4,
    EndOfEarlyData = 5,
    HelloRetryRequest = 6,
    EncryptedExtensions = 8,
    Certificate = 11,
    ServerKeyExchange = 12,
    CertificateRequest = 13,
    ServerHelloDone = 14,
    CertificateVerify = 15,
    ClientKeyExchange = 16,
    Finished = 20,
    CertificateUrl = 21,
    CertificateStatus = 22,
    SupplementalData = 23,
    KeyUpdate = 24,
    CompressedCertificate = 25,
    NextProtocol = 67,
};

/// Facts about a connection from its earlier records. Kept for each frame, as they were before that frame.
struct Session {
    std::uint16_t version = 0;                 ///< selected by the ServerHello; 0 = not known
    std::uint8_t draft = 0;                    ///< of TLS 1.3; 0 = none
    std::uint8_t serverWay = 0;                ///< 1 + Way of the server's direction; 0 = not known
    std::array<std::uint8_t, 2> encrypted{};   ///< by end (0 client, 1 server): whether it has changed the cipher
    std::array<std::uint8_t, 2> pendingType{}; ///< by end: type of a handshake message that continues in the next
                                               ///< record,
    std::array<std::uint32_t, 2> pending{};    ///< and the number of bytes still missing
    std::uint32_t unused = 0;
};
static_assert(sizeof(Session) == 20);

struct SessionState final : ConversationState {
    Session session;
};

/// The session as it was before this frame: from the conversation while the frame is learned, otherwise from its fact.
[[nodiscard]] inline Session sessionOf(Dissection& d) {
    if (!d.isLearning())
        return d.recall<Session>().value_or(Session{});
    const Session& session = d.conversation<SessionState>().session;
    d.remember(session);
    return session;
}
/// Stores the session as it is after this frame.
inline void keep(Dissection& d, const Session& session) {
    if (d.isLearning())
        d.conversation<SessionState>().session = session;
}

/// The state of reading a frame's records.
struct Reading {
    Dissection& d;
    Session session;
    std::array<std::uint8_t, 2> encryptedBefore{}; ///< Session::encrypted before this frame
    Way way = Way::Up;
    std::size_t end = 0;     ///< the sender: 0 client (also if not known), 1 server
    bool isDatagram = false; ///< DTLS
    bool isQuic = false;     ///< handshake messages without records, carried by QUIC
    bool isDamaged = false;  ///< the layer has been marked as damaged already
};

[[nodiscard]] inline bool isContentType(std::uint8_t type) noexcept {
    return type >= ChangeCipherSpec && type <= ConnectionId;
}
/// Uses the version of a record or of a ServerHello as that of the connection, if it is possible.
void takeVersion(Reading& reading, std::uint16_t version);

} // namespace tapscope::tls
