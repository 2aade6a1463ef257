#include "vnc_fields.h"

#include <decode/message_fields.h>

#include <algorithm>

namespace tapscope::vnc {
namespace {

enum ClientMessage : std::uint8_t {
    SetPixelFormat = 0,
    SetEncodings = 2,
    UpdateRequest,
    KeyEvent,
    PointerEvent,
    ClientCut
};
enum ServerMessage : std::uint8_t { Update, ColourMap, Bell, ServerCut };

void decodePixelFormat(ByteReader& bytes, Dissection& d) {
    for (const Field field : {ClientBitsPerPixel, ClientDepth, ClientBigEndian, ClientTrueColour})
        d.u8(bytes, field);
    for (const Field field : {ClientRedMaximum, ClientGreenMaximum, ClientBlueMaximum})
        d.u16(bytes, field);
    for (const Field field : {ClientRedShift, ClientGreenShift, ClientBlueShift})
        d.u8(bytes, field);
    d.data(bytes, Padding, 3);
}

/// Decodes the header of each rectangle; for encodings other than raw, the end of the pixels is found only by decoding
/// them.
void decodeUpdate(ByteReader& bytes, Dissection& d) {
    d.data(bytes, Padding, 1);
    if (d.u16(bytes, RectangleCount) == 0)
        return;
    for (const Field field : {RectangleX, RectangleY, RectangleWidth, RectangleHeight})
        d.u16(bytes, field);
    signedNumber(bytes, d, RectangleEncoding, 4);
    if (!bytes.atEnd())
        d.data(bytes, PixelData, bytes.remaining());
}

} // namespace

void decodeClientMessage(ByteReader& bytes, Dissection& d) {
    const std::uint8_t type = d.u8(bytes, ClientType);
    const auto nest = d.nest();
    switch (type) {
    case SetPixelFormat:
        d.infoItem("Client set pixel format");
        d.data(bytes, Padding, 3);
        decodePixelFormat(bytes, d);
        break;
    case SetEncodings:
        d.infoItem("Client set encodings");
        d.data(bytes, Padding, 1);
        for (unsigned count = d.u16(bytes, EncodingCount); count > 0 && !bytes.overrun(); --count)
            signedNumber(bytes, d, Encoding, 4);
        break;
    case UpdateRequest:
        d.infoItem("Client framebuffer update request");
        d.u8(bytes, Incremental);
        for (const Field field : {RequestX, RequestY, RequestWidth, RequestHeight})
            d.u16(bytes, field);
        break;
    case KeyEvent:
        d.infoItem("Client key event");
        d.u8(bytes, KeyDown);
        d.data(bytes, Padding, 2);
        d.u32(bytes, KeySymbol);
        break;
    case PointerEvent: {
        d.infoItem("Client pointer event");
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t buttons = bytes.u8();
        if (!bytes.overrun())
            d.addBits({Button1, Button2, Button3}, range, buttons);
        d.u16(bytes, PointerX);
        d.u16(bytes, PointerY);
        break;
    }
    case ClientCut:
        d.infoItem("Client cut text");
        d.data(bytes, Padding, 3);
        countedText(bytes, d, CutLength, CutText, 4);
        break;
    default:
        d.infoItem("Unknown client message type ({})", type);
        d.nextAsData(bytes);
        bytes.skip(bytes.remaining());
    }
}

void decodeServerMessage(ByteReader& bytes, Dissection& d) {
    const std::uint8_t type = d.u8(bytes, ServerType);
    const auto nest = d.nest();
    switch (type) {
    case Update:
        d.infoItem("Server framebuffer update");
        decodeUpdate(bytes, d);
        break;
    case ColourMap:
        d.infoItem("Server set colormap entries");
        bytes.skip(3);
        bytes.skip(bytes.u16() * std::size_t{6});
        break;
    case Bell:
        d.infoItem("Server ring bell on client");
        break;
    case ServerCut:
        d.infoItem("Server cut text");
        d.data(bytes, Padding, 3);
        countedText(bytes, d, ServerCutLength, ServerCutText, 4);
        break;
    default:
        d.infoItem("Continuation");
        d.nextAsData(bytes);
        bytes.skip(bytes.remaining());
    }
}

MessageSize clientMessageSize(std::uint8_t type) noexcept {
    switch (type) {
    case SetPixelFormat:
        return {.fixed = 20};
    case SetEncodings:
        return {.fixed = 4, .countAt = 2, .countSize = 2, .each = 4};
    case UpdateRequest:
        return {.fixed = 10};
    case KeyEvent:
        return {.fixed = 8};
    case PointerEvent:
        return {.fixed = 6};
    case ClientCut:
        return {.fixed = 8, .countAt = 4, .countSize = 4};
    default:
        return {};
    }
}

MessageSize serverMessageSize(std::uint8_t type) noexcept {
    switch (type) {
    case ColourMap:
        return {.fixed = 6, .countAt = 4, .countSize = 2, .each = 6};
    case Bell:
        return {.fixed = 1};
    case ServerCut:
        return {.fixed = 8, .countAt = 4, .countSize = 4};
    default: // the size of an update depends on its pixels
        return {};
    }
}

} // namespace tapscope::vnc
