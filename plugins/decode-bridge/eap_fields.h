#pragma once

#include <decode/field.h>

#include <array>
#include <cstdint>

namespace tapscope::eap {

/// All fields of the protocol, in the order of `eapFields`.
enum Field : std::uint16_t {
    Code,
    Identifier,
    Length,
    Method,
    DesiredMethod,
    Identity,
    IdentityPadding,
    IdentityLength,
    Notification,
    Md5Size,
    Md5Value,
    Md5Extra,
    TlsFlags,
    TlsLengthIncluded,
    TlsMoreFragments,
    TlsStart,
    TlsOuterIncluded,
    TlsVersion,
    TlsLength,
    TlsOuterLength,
    FastType,
    FastLength,
    FastAuthority,
    SimSubtype,
    SimReserved,
    SimAttribute,
    SimType,
    SimLength,
    SimNotification,
    SimError,
    SimValue,
    AkaSubtype,
    AkaReserved,
    AkaAttribute,
    AkaType,
    AkaLength,
    AkaNotification,
    AkaError,
    AkaValue,
    LeapVersion,
    LeapReserved,
    LeapCount,
    LeapData,
    LeapName,
    ChapOpcode,
    ChapIdentifier,
    ChapLength,
    ChapValueSize,
    ChapChallenge,
    ChapName,
    ChapPeerChallenge,
    ChapReserved,
    ChapNtResponse,
    ChapFlags,
    ChapResponse,
    ChapMessage,
    ChapFailure,
    ChapData,
    VendorId,
    VendorType,
    Data,
    fieldCount,
};

extern const std::array<FieldInfo, fieldCount> eapFields;

enum CodeValue : std::uint8_t { Request = 1, Response };
extern const std::array<ValueName, 6> codes;
extern const std::array<ValueName, 56> methods;    ///< IANA's registry of method types
extern const std::array<ValueName, 44> attributes; ///< of EAP-SIM and EAP-AKA

} // namespace tapscope::eap
