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

/// The virtio_net_hdr before each frame of a TAP or TUN (VIRTIO 1.2 section 5.1.6), and the work that the device's host
/// may leave to the holder of the descriptor.
struct VirtioHeader {
    enum class Size : std::uint8_t { Short = 10, Long = 12 } size = Size::Short; ///< bytes; long: with num_buffers
    bool checksum = false;           ///< checksums need not be complete; required for the others
    bool tcp4 = false, tcp6 = false; ///< TCP segments up to 64 KiB
    bool udp = false;                ///< UDP datagrams of equal size, up to 64 KiB together; since Linux 6.2
    bool operator==(const VirtioHeader&) const = default;
};

/// How to create or open a TAP or TUN.
struct TapOptions {
    DeviceKind kind = DeviceKind::Tap;                                ///< Tap or Tun
    enum class Existing { Refuse, Open } existing = Existing::Refuse; ///< if a device of that kind has the name
    Persistence persistence = Persistence::Dropped;
    bool multiQueue = false; ///< several descriptors may be open at a time (IFF_MULTI_QUEUE)
    bool vnetHeader = false; ///< frames begin with a virtio_net_hdr (IFF_VNET_HDR)
    bool packetInfo = false; ///< frames begin with flags and protocol (no IFF_NO_PI)
    std::optional<uid_t> owner;
    std::optional<gid_t> group;
};

/// A TAP or TUN whose descriptor we hold. Move-only; for one thread at a time.
///
/// Both belong to one driver (/dev/net/tun). A frame is an Ethernet frame, or for a TUN an IP packet. Destroying the
/// object closes the descriptor, and the device then vanishes unless it is persistent. Errors name the device, and the
/// remedy if it is known. Configuration (state, MTU, …) goes through rtnetlink and needs CAP_NET_ADMIN; reading and
/// writing frames needs only the descriptor.
///
/// On the BSDs it is /dev/tapN, names begin with "tap", and there are only TAPs, without owner, group or several queues
/// (Unsupported). A device there lives until it is destroyed: a device that this class created and that is not
/// persistent is destroyed after its last descriptor here is closed, but stays if the process is killed.
class TapDevice {
public:
    /// Creates the first free one of "tap0", "tap1", … or "tun0", "tun1", … (tap%d, tun%d). On the BSDs from tap4 to
    /// tap999, or the one that FreeBSD's /dev/tap returns. Error: NotFound if all are taken.
    [[nodiscard]] static Result<TapDevice> createUnique(const TapOptions& options = {},
                                                        Syscalls& syscalls = Syscalls::real());
    /// Creates a device with this name.
    [[nodiscard]] static Result<TapDevice> createNamed(const InterfaceName& name, const TapOptions& options = {},
                                                       Syscalls& syscalls = Syscalls::real());
    /// Creates "tapN" or "tunN".
    [[nodiscard]] static Result<TapDevice> createNumbered(unsigned number, const TapOptions& options = {},
                                                          Syscalls& syscalls = Syscalls::real());
    /// Opens an existing device of either kind. Its headers stay as they are (frameHeader()). For a multi-queue device,
    /// this adds a queue of our own beside the others, and the kernel spreads the frames over all queues. Errors: Busy
    /// if another process has it open, with its name if that is visible; NotFound; Invalid for a vETH; Unsupported if
    /// the frames of another queue have a header of the driver (IFF_VNET_HDR), which the kernel keeps per device: a
    /// queue without it would remove it for the others.
    [[nodiscard]] static Result<TapDevice> open(const InterfaceName& name, Syscalls& syscalls = Syscalls::real());

    /// Takes over a descriptor that another process attached to `name` (Linux).
    [[nodiscard]] static TapDevice adopt(InterfaceName name, DeviceKind kind, UniqueFd fd);

    [[nodiscard]] const InterfaceName& name() const noexcept { return name_; }
    [[nodiscard]] DeviceKind kind() const noexcept { return kind_; }
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// Releases the descriptor to the caller. On the BSDs, the device then stays.
    [[nodiscard]] UniqueFd takeFd() && noexcept;

    /// Returns a second descriptor of the same attachment. The device lives until both are closed.
    [[nodiscard]] Result<TapDevice> duplicate() const;

    [[nodiscard]] Result<void> setPersistence(Persistence persistence);
    [[nodiscard]] Result<void> setOwner(std::optional<uid_t> owner);
    [[nodiscard]] Result<void> setGroup(std::optional<gid_t> group);
    /// For devices created with TapOptions::vnetHeader; the kernel keeps both settings. Error: Unsupported if the
    /// kernel does not know one of them.
    [[nodiscard]] Result<void> setVirtioHeader(const VirtioHeader& header);
    [[nodiscard]] Result<Blocking> blocking() const;
    [[nodiscard]] Result<void> setBlocking(Blocking blocking);

    /// The size in bytes of the headers before each received or sent frame. The kernel keeps them per device.
    struct FrameHeader {
        std::size_t packetInfo = 0; ///< a tun_pi: flags and protocol
        std::size_t offload = 0;    ///< a virtio_net_hdr, and additions of the driver on its other side
        [[nodiscard]] constexpr std::size_t size() const noexcept { return packetInfo + offload; }
    };
    /// `info` must be that of this device: TUNGETIFF (tun(4)) does not show whether there is a tun_pi, because the bit
    /// of IFF_NO_PI means IFF_NOFILTER there.
    [[nodiscard]] Result<FrameHeader> frameHeader(const DeviceInfo& info) const;

    /// Receives one frame with its header into `buffer`, and returns its size. Longer frames are truncated. The error
    /// code is EAGAIN if the descriptor is non-blocking and there is no frame.
    [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> buffer);
    /// Sends one whole frame with its header, 14 bytes to MTU + 18; for a TUN, an IPv4 or IPv6 packet of at most the
    /// MTU.
    [[nodiscard]] Result<void> send(Bytes frame);

    TapDevice(TapDevice&&) noexcept = default;
    TapDevice& operator=(TapDevice&& other) noexcept;
    TapDevice(const TapDevice&) = delete;
    TapDevice& operator=(const TapDevice&) = delete;
    ~TapDevice() = default;

private:
    class Lifetime; // for kernels that do not end a device with its last descriptor

    TapDevice(InterfaceName name, DeviceKind kind, UniqueFd fd, Syscalls& syscalls,
              std::shared_ptr<Lifetime> lifetime = {}) noexcept;
    static Result<TapDevice> attach(std::string_view pattern, const TapOptions& options, std::string_view action,
                                    Syscalls& syscalls);
    static Result<TapDevice> create(std::string_view pattern, const TapOptions& options, Syscalls& syscalls);

    InterfaceName name_;
    DeviceKind kind_;
    std::shared_ptr<Lifetime> lifetime_;
    UniqueFd fd_; // after lifetime_, so that it is closed before the device is destroyed
    Syscalls* syscalls_;
};

} // namespace tapscope
