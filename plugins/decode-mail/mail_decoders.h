#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace smtp {

/// SMTP (RFC 5321): commands, replies, and mail as fragments.
class SmtpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace smtp

namespace pop {

/// POP3 (RFC 1939).
class PopDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace pop

namespace imap {

/// IMAP (RFC 9051).
class ImapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace imap

} // namespace tapscope
