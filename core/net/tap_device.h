#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>
#include <net/device_change.h>
#include <net/device_info.h>

#include <memory>
#include <optional>
#include <span>

namespace tapscope {

/// Whether receive() waits for a frame and send() for room (O_NONBLOCK).
enum class Blocking : std::uint8_t { No, Yes };

/// The virtio_net_hdr before each frame of a TAP or TUN (VIRTIO 1.2 section 5.1.6), and what its host may leave to
/// whoever has the descriptor.
struct VirtioHeader {
    enum class Size : std::uint8_t { Short = 10, Long = 12 } size = Size::Short; ///< bytes; long: with num_buffers
    bool checksum = false;           ///< checksums need not be finished; the others need it
    bool tcp4 = false, tcp6 = false; ///< TCP segments up to 64 KiB
    bool udp = false;                ///< UDP datagrams of one size, up to 64 KiB together; since Linux 6.2
    bool operator==(const VirtioHeader&) const = default;
};

/// How a TAP or TUN is made or opened.
struct TapOptions {
    DeviceKind kind = DeviceKind::Tap;                                ///< Tap or Tun
    enum class Existing { Refuse, Open } existing = Existing::Refuse; ///< when the name is taken by one of that kind
    Persistence persistence = Persistence::Dropped;
    bool multiQueue = false; ///< several descriptors may be open at a time (IFF_MULTI_QUEUE)
    bool vnetHeader = false; ///< frames begin with a virtio_net_hdr (IFF_VNET_HDR)
    bool packetInfo = false; ///< frames begin with flags and protocol (no IFF_NO_PI)
    std::optional<uid_t> owner;
    std::optional<gid_t> group;
};

/// A TAP or TUN whose descriptor we hold: the primitives of the program's core. Move-only; one thread at a time.
///
/// Both are one driver's (/dev/net/tun) and differ in what a frame is: an Ethernet frame, or for a TUN an IP packet.
/// Dropping it closes the descriptor; the device then goes too, unless it is persistent.
/// Names are "the device" in the errors, which say what to do where we know it. Configuration (state, MTU, …) goes
/// through rtnetlink and needs CAP_NET_ADMIN; reading and writing frames needs only the descriptor.
///
/// On the BSDs it is /dev/tapN, names begin with "tap", and there are only TAPs, without owner, group or several queues
/// (Unsupported). A device there lives until it is destroyed: one that this class has made and that is not persistent
/// is destroyed after its last descriptor here is closed, or stays when the process is killed.
class TapDevice {
public:
    /// "tap0", "tap1", … or "tun0", "tun1", …: the first free one (tap%d, tun%d). On the BSDs from tap4 to tap999, or
    /// what FreeBSD's /dev/tap gives; NotFound when all are taken.
    [[nodiscard]] static Result<TapDevice> createUnique(const TapOptions& options = {},
                                                        Syscalls& syscalls = Syscalls::real());
    /// This name.
    [[nodiscard]] static Result<TapDevice> createNamed(const InterfaceName& name, const TapOptions& options = {},
                                                       Syscalls& syscalls = Syscalls::real());
    /// "tapN" or "tunN".
    [[nodiscard]] static Result<TapDevice> createNumbered(unsigned number, const TapOptions& options = {},
                                                          Syscalls& syscalls = Syscalls::real());
    /// One that exists, of either kind, as it is: its headers stay (frameHeader()). Of a multi-queue device this is a
    /// queue of our own beside those of others; the kernel then spreads the frames over all queues. Busy when somebody
    /// else has it open, and says who where that can be seen; NotFound; Invalid for a vETH; Unsupported when another
    /// queue's frames have a header of the driver's (IFF_VNET_HDR), which the kernel keeps per device: a queue without
    /// would take it from the others.
    [[nodiscard]] static Result<TapDevice> open(const InterfaceName& name, Syscalls& syscalls = Syscalls::real());

    /// Takes over a descriptor that another process attached to `name` (Linux).
    [[nodiscard]] static TapDevice adopt(InterfaceName name, DeviceKind kind, UniqueFd fd);

    [[nodiscard]] const InterfaceName& name() const noexcept { return name_; }
    [[nodiscard]] DeviceKind kind() const noexcept { return kind_; }
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// Gives the descriptor away; on the BSDs the device then stays.
    [[nodiscard]] UniqueFd takeFd() && noexcept;

    /// A second descriptor of the same attachment: the device lives until both are gone.
    [[nodiscard]] Result<TapDevice> duplicate() const;

    [[nodiscard]] Result<void> setPersistence(Persistence persistence);
    [[nodiscard]] Result<void> setOwner(std::optional<uid_t> owner);
    [[nodiscard]] Result<void> setGroup(std::optional<gid_t> group);
    /// For who made the device with TapOptions::vnetHeader: the kernel keeps both for it. Unsupported: the kernel does
    /// not know one of them.
    [[nodiscard]] Result<void> setVirtioHeader(const VirtioHeader& header);
    [[nodiscard]] Result<Blocking> blocking() const;
    [[nodiscard]] Result<void> setBlocking(Blocking blocking);

    /// What stands before each frame that is received or sent: bytes. The kernel keeps it per device.
    struct FrameHeader {
        std::size_t packetInfo = 0; ///< a tun_pi: flags and protocol
        std::size_t offload = 0;    ///< a virtio_net_hdr, and what the driver of its other side added
        [[nodiscard]] constexpr std::size_t size() const noexcept { return packetInfo + offload; }
    };
    /// `info` is of this device: TUNGETIFF(tun(4)) cannot tell whether there is a tun_pi, because the bit of IFF_NO_PI
    /// means IFF_NOFILTER there.
    [[nodiscard]] Result<FrameHeader> frameHeader(const DeviceInfo& info) const;

    /// One frame into `buffer`, with its header; how many bytes. Longer ones are cut. Error code EAGAIN when
    /// non-blocking and none is there.
    [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> buffer);
    /// One whole frame with its header, 14 bytes to MTU + 18; for a TUN an IPv4 or IPv6 packet of at most the MTU.
    [[nodiscard]] Result<void> send(Bytes frame);

    TapDevice(TapDevice&&) noexcept = default;
    TapDevice& operator=(TapDevice&& other) noexcept;
    TapDevice(const TapDevice&) = delete;
    TapDevice& operator=(const TapDevice&) = delete;
    ~TapDevice() = default;

private:
    class Lifetime; // of the device, where its kernel does not end it with its last descriptor

    TapDevice(InterfaceName name, DeviceKind kind, UniqueFd fd, Syscalls& syscalls,
              std::shared_ptr<Lifetime> lifetime = {}) noexcept;
    static Result<TapDevice> attach(std::string_view pattern, const TapOptions& options, std::string_view action,
                                    Syscalls& syscalls);
    static Result<TapDevice> create(std::string_view pattern, const TapOptions& options, Syscalls& syscalls);

    InterfaceName name_;
    DeviceKind kind_;
    std::shared_ptr<Lifetime> lifetime_;
    UniqueFd fd_; // after lifetime_: closed before the device goes
    Syscalls* syscalls_;
};

} // namespace tapscope
