#pragma once

#include <decode/decoder.h>
#include <decode/dissection.h>

#include <string>
#include <unordered_map>

namespace tapscope {

namespace ftp {

/// The control connection of FTP (RFC 959, RFC 2428).
class FtpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ftp

namespace ftp_data {

/// The data connections negotiated by the control connection.
class FtpDataDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ftp_data

namespace ftp {

/// A data connection as negotiated.
struct Transfer {
    std::string_view method; ///< "PASV", "PORT", …; static storage
    std::string command;     ///< the command that transfers the data: "RETR 1MB.zip"
};

/// All data connections of a capture, by the listening end.
struct Transfers final : ConversationState {
    static constexpr std::size_t most = 4096;
    std::unordered_map<Endpoint, Transfer, Endpoint::Hash> byEndpoint;
};

} // namespace ftp

} // namespace tapscope
