#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::kerberos {

enum Field : std::uint16_t {
    RecordReserved,
    RecordLength,
    Pvno,
    MessageType,
    PadataType,
    PadataValue,
    KdcOptions,
    NameType,
    ClientName,
    ServerName,
    Realm,
    ClientRealm,
    From,
    Till,
    RenewTime,
    Nonce,
    RequestedEncryption,
    TicketVersion,
    EncryptionType,
    KeyVersion,
    Cipher,
    ApOptions,
    ClientTime,
    ClientMicroseconds,
    ServerTime,
    ServerMicroseconds,
    ErrorCode,
    ErrorText,
    ErrorData,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

} // namespace tapscope::kerberos
