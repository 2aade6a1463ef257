#include "eapol_key.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::eapol {
namespace {

enum Descriptor : std::uint8_t { Rc4 = 1, Rsn = 2, Wpa = 254 };

void rc4Key(ByteReader& body, Dissection& d) {
    const std::size_t length = d.u16(body, KeyLength);
    d.u64(body, ReplayCounter);
    d.data(body, KeyIv, 16);
    const ByteRange index{static_cast<std::uint32_t>(body.offset()), 1};
    const std::uint8_t number = d.u8(body, KeyIndex);
    if (body.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({KeyIndexType, KeyIndexNumber}, index, number);
    }
    d.data(body, KeySignature, 16);
    if (length == 0 || body.overrun())
        return;
    const bool isLocal = body.atEnd(); // both ends have it from the authentication (section 7.6.3.6)
    if (!isLocal)
        d.data(body, KeyData, length);
    if (!body.overrun())
        d.add(KeyIsLocal, {}, isLocal ? 1 : 0);
}

/// The size of the integrity code depends on the suite that was negotiated (IEEE 802.11 table 12-10). It is the one
/// with which the length of the data behind it fits.
std::size_t micSize(const ByteReader& atMic) noexcept {
    constexpr std::array<std::size_t, 4> sizes = {16, 24, 32, 0};
    constexpr std::size_t lengthSize = 2;
    const auto fits = [&](std::size_t size) {
        const auto length = static_cast<std::size_t>(atMic.peek(size) << 8 | atMic.peek(size + 1));
        return atMic.remaining() == size + lengthSize + length;
    };
    const auto found = std::ranges::find_if(sizes, fits);
    return found == sizes.end() ? sizes.front() : *found;
}

/// The number of the message in its handshake (IEEE 802.11 sections 12.7.6 and 12.7.7), in the Info column, too.
/// Windows sets the secure bit earlier than the standard says, so that only the data tells the second message from the
/// fourth.
void messageNumber(std::uint16_t information, bool hasData, Dissection& d) {
    enum Bit : std::uint16_t {
        Pairwise = 0x0008,
        Installs = 0x0040,
        Acks = 0x0080,
        IsError = 0x0400,
        Requests = 0x0800
    };
    if ((information & Requests) != 0) {
        d.infoAppend(" (Request{})", (information & IsError) != 0 ? ", Error" : "");
        return;
    }
    const bool acks = (information & Acks) != 0;
    unsigned number = acks ? 1 : 2;
    if ((information & Pairwise) == 0) {
        d.infoAppend(" (Group Message {} of 2)", number);
    } else {
        if (acks && (information & Installs) != 0)
            number = 3;
        else if (!acks && !hasData)
            number = 4;
        d.infoAppend(" (Message {} of 4)", number);
    }
    d.add(MessageNumber, {}, number);
    d.label("[Message number: {}]", number);
}

void wirelessKey(ByteReader& body, Dissection& d) {
    constexpr std::size_t beforeMic = 76;
    ByteReader ahead = body;
    ahead.skip(beforeMic);
    const std::size_t mic = micSize(ahead);
    ahead.skip(mic);
    const bool hasData = ahead.u16() != 0;
    const ByteRange range{static_cast<std::uint32_t>(body.offset()), 2};
    const std::uint16_t information = ByteReader(body).u16();
    if (!ahead.overrun())
        messageNumber(information, hasData, d);
    d.u16(body, Information);
    if (body.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({DescriptorVersion, KeyType, GroupKeyIndex, Install, Acknowledge, HasMic, Secure, Error, Request,
                   EncryptedData, SmkMessage},
                  range, information);
    }
    d.u16(body, KeyLength);
    d.u64(body, ReplayCounter);
    d.data(body, Nonce, 32);
    d.data(body, KeyIv, 16);
    d.data(body, SequenceCounter, 8);
    d.data(body, KeyId, 8);
    if (mic != 0)
        d.data(body, Mic, mic);
    const std::size_t size = d.u16(body, DataLength);
    if (size != 0)
        d.data(body, Data, size);
    if (!body.atEnd())
        d.data(body, Extraneous, body.remaining());
}

} // namespace

void decodeKey(ByteReader& body, Dissection& d) {
    const std::uint8_t type = d.u8(body, DescriptorType);
    if (type == Rc4)
        rc4Key(body, d);
    else if (type == Rsn || type == Wpa)
        wirelessKey(body, d);
    else if (!body.atEnd())
        d.data(body, DescriptorBody, body.remaining());
}

} // namespace tapscope::eapol
