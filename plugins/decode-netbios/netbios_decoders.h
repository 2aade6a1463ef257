#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace name_service {

/// NBNS: queries for names, registrations and releases (RFC 1002 section 4.2).
class NameServiceDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace name_service

namespace datagram_service {

/// NetBIOS datagrams (RFC 1002 section 4.4).
class DatagramServiceDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace datagram_service

namespace session_service {

/// NetBIOS sessions (RFC 1002 section 4.3), and SMB directly over TCP.
class SessionServiceDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace session_service

namespace smb {

/// SMB version 1: the header, and transactions on mail slots.
class SmbDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace smb

namespace smb2 {

/// SMB versions 2 and 3: the headers of messages, and those of encrypted and compressed ones.
class Smb2Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace smb2

namespace browser {

/// Announcements of the Windows browser in mail slots ([MS-BRWS]).
class BrowserDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace browser

} // namespace tapscope
