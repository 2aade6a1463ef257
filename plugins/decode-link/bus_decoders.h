#pragma once

#include <decode/decoder.h>

namespace tapscope {

// Link types of buses and of other links that are not networks: headers, or only the name.

namespace arcnet {

/// LINKTYPE_ARCNET_BSD and LINKTYPE_ARCNET_LINUX, with the headers of RFC 1051 and RFC 1201.
class ArcnetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace arcnet

namespace bus {

/// LINKTYPE_CAN_SOCKETCAN: the frames of a Controller Area Network.
class CanDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// LINKTYPE_USB_LINUX, LINKTYPE_USB_LINUX_MMAPPED and LINKTYPE_USBPCAP, by name only.
class UsbDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace bus

namespace virtual_socket {

/// LINKTYPE_VSOCK: sockets between a virtual machine and its host.
class VirtualSocketDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace virtual_socket

} // namespace tapscope
