#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::vnc {

enum Field : std::uint16_t {
    ServerVersion,
    ClientVersion,
    SecurityCount,
    SecurityType,
    ServerSecurity,
    ClientSecurity,
    Challenge,
    ChallengeResponse,
    AuthenticationResult,
    ErrorLength,
    ErrorText,
    Shared,
    Width,
    Height,
    BitsPerPixel,
    Depth,
    BigEndian,
    TrueColour,
    RedMaximum,
    GreenMaximum,
    BlueMaximum,
    RedShift,
    GreenShift,
    BlueShift,
    NameLength,
    Name,
    ClientType,
    ServerType,
    ClientBitsPerPixel,
    ClientDepth,
    ClientBigEndian,
    ClientTrueColour,
    ClientRedMaximum,
    ClientGreenMaximum,
    ClientBlueMaximum,
    ClientRedShift,
    ClientGreenShift,
    ClientBlueShift,
    EncodingCount,
    Encoding,
    Incremental,
    RequestX,
    RequestY,
    RequestWidth,
    RequestHeight,
    KeyDown,
    KeySymbol,
    Button1,
    Button2,
    Button3,
    PointerX,
    PointerY,
    CutLength,
    CutText,
    ServerCutLength,
    ServerCutText,
    RectangleCount,
    RectangleX,
    RectangleY,
    RectangleWidth,
    RectangleHeight,
    RectangleEncoding,
    PixelData,
    Padding,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

/// What the sender sends next. Kept for each frame, so that a frame can be decoded alone.
struct Phase {
    enum Kind : std::uint8_t {
        ServerVersionNext,
        ClientVersionNext,
        SecurityNext, ///< from the server: the types that it accepts, or the one that it chose
        ChoiceNext,
        ChallengeNext,
        ResponseNext,
        ResultNext,
        ClientInitNext,
        ServerInitNext,
        Established,
        Unknown, ///< after a security type that is not decoded
    } kind = ServerVersionNext;
    std::uint8_t minor = 0; ///< of the version
    bool operator==(const Phase&) const = default;
};

/// One message of an established session. The pixels that follow a server's update are not read; the caller skips them.
void decodeClientMessage(ByteReader& bytes, Dissection& d);
void decodeServerMessage(ByteReader& bytes, Dissection& d);
/// The size of a message's fixed part, and the position of its length.
struct MessageSize {
    std::size_t fixed = 0;   ///< 0 = not known
    std::size_t countAt = 0; ///< 0 = nothing is counted
    std::size_t countSize = 0;
    std::size_t each = 1; ///< size of one counted element, in octets
};
[[nodiscard]] MessageSize clientMessageSize(std::uint8_t type) noexcept;
[[nodiscard]] MessageSize serverMessageSize(std::uint8_t type) noexcept;

} // namespace tapscope::vnc
