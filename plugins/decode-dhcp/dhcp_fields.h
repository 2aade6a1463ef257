#pragma once

#include <decode/field.h>

#include <array>
#include <cstdint>
#include <span>

namespace tapscope::dhcp {

enum Field : std::uint16_t {
    Type,
    HardwareType,
    HardwareLength,
    Hops,
    Transaction,
    Seconds,
    Flags,
    Broadcast,
    ReservedFlags,
    ClientIp,
    YourIp,
    ServerIp,
    RelayIp,
    ClientMac,
    ClientAddress,
    AddressPadding,
    ServerName,
    FileName,
    Cookie,
    Option,
    OptionLength,
    OptionValue,
    MessageType,
    SubnetMask,
    TimeOffset,
    Router,
    DomainNameServer,
    LogServer,
    HostName,
    DomainName,
    InterfaceMtu,
    BroadcastAddress,
    NtpServer,
    NetbiosNameServer,
    RequestedAddress,
    LeaseTime,
    ServerId,
    RequestedOption,
    ErrorMessage,
    MaximumSize,
    RenewalTime,
    RebindingTime,
    VendorClass,
    TftpServer,
    BootFile,
    ClientHardware,
    Architecture,
    Padding,
    OptionOverload,
    FileOptions,
    ServerOptions,
    NotGiven,
    VendorArea,
    fieldCount,
};

/// In the order of Field.
extern const std::array<FieldInfo, fieldCount> fields;
/// Names of messages and options (IANA, BOOTP and DHCP parameters).
extern const std::span<const ValueName> bootTypes;
extern const std::span<const ValueName> messageTypes;
extern const std::span<const ValueName> optionNames;

} // namespace tapscope::dhcp
