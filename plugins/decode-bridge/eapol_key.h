#pragma once

#include <base/byte_reader.h>

#include <cstdint>

namespace tapscope {
class Dissection;
}

namespace tapscope::eapol {

/// All fields of the protocol, in the order of the table in eapol_decoder.cpp.
enum Field : std::uint16_t {
    Version,
    TypeField,
    Length,
    DescriptorType,
    DescriptorBody,
    KeyLength,
    ReplayCounter,
    KeyIv,
    KeyIndex,
    KeyIndexType,
    KeyIndexNumber,
    KeySignature,
    KeyData,
    KeyIsLocal,
    MessageNumber,
    Information,
    DescriptorVersion,
    KeyType,
    GroupKeyIndex,
    Install,
    Acknowledge,
    HasMic,
    Secure,
    Error,
    Request,
    EncryptedData,
    SmkMessage,
    Nonce,
    SequenceCounter,
    KeyId,
    Mic,
    DataLength,
    Data,
    Extraneous,
};

/// Reads a packet of the type Key: a key descriptor of IEEE 802.1X-2004 (section 7.6) or IEEE 802.11 (section 12.7.2).
void decodeKey(ByteReader& body, Dissection& d);

} // namespace tapscope::eapol
