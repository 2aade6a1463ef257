#include <net/if.h>
#include <net/interface.h>
#include <net/linux/device_errors.h>
#include <net/tap_device.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

namespace tapscope {
namespace {

constexpr const char* node = "/dev/net/tun";

Result<UniqueFd> openNode(Syscalls& syscalls) {
    UniqueFd fd(syscalls.open(node, O_RDWR | O_CLOEXEC, 0), syscalls);
    if (fd)
        return fd;
    const int code = errno;
    if (code == ENOENT || code == ENODEV)
        return systemError(code, "open", node, "The kernel's tun driver is missing; load it: modprobe tun");
    return systemError(code, "open", node, code == EACCES ? missingRight : "");
}

std::unexpected<Error> explain(int code, std::string_view action, std::string_view pattern, const TapOptions& options) {
    if (code == EBUSY) {
        const auto name = InterfaceName::parse(pattern);
        return systemError(code, action, pattern, name ? whoHasIt(*name) : "");
    }
    if (code == EPERM)
        return systemError(code, action, pattern, missingRight);
    if (code == EINVAL)
        return systemError(code, action, pattern,
                           fmt::format("A device with that name exists, but it is not a {}, or has {}",
                                       kindTitle(options.kind),
                                       options.multiQueue ? "only one queue" : "several queues"));
    return systemError(code, action, pattern);
}

} // namespace

Result<TapDevice> TapDevice::attach(std::string_view pattern, const TapOptions& options, std::string_view action,
                                    Syscalls& syscalls) {
    auto fd = openNode(syscalls);
    if (!fd)
        return std::unexpected(fd.error());
    unsigned flags = options.kind == DeviceKind::Tun ? IFF_TUN : IFF_TAP;
    if (!options.packetInfo)
        flags |= IFF_NO_PI;
    if (options.vnetHeader)
        flags |= IFF_VNET_HDR;
    if (options.multiQueue)
        flags |= IFF_MULTI_QUEUE;
    // The kernel can refuse to open an existing device (IFF_TUN_EXCL), but not to create a new one: open() checks
    // first.
    if (options.existing == TapOptions::Existing::Refuse)
        flags |= IFF_TUN_EXCL;
    ifreq request{};
    pattern.copy(request.ifr_name, IFNAMSIZ - 1);
    request.ifr_flags = static_cast<short>(flags);
    if (syscalls.ioctl(fd->get(), TUNSETIFF, &request) != 0)
        return explain(errno, action, pattern, options);
    auto name = InterfaceName::parse({request.ifr_name, strnlen(request.ifr_name, IFNAMSIZ)});
    if (!name)
        return std::unexpected(name.error());
    return TapDevice(std::move(*name), options.kind, std::move(*fd), syscalls);
}

Result<TapDevice> TapDevice::create(std::string_view pattern, const TapOptions& options, Syscalls& syscalls) {
    auto device = attach(pattern, options, "create", syscalls);
    if (!device) {
        if (device.error().code == EBUSY && options.existing == TapOptions::Existing::Refuse) {
            device.error().kind = ErrorKind::NameTaken;
            device.error().reason = "a device with that name already exists";
            device.error().hint = "Choose another name or open that one";
        }
        return device;
    }
    if (options.owner) {
        if (auto set = device->setOwner(options.owner); !set)
            return std::unexpected(set.error());
    }
    if (options.group) {
        if (auto set = device->setGroup(options.group); !set)
            return std::unexpected(set.error());
    }
    if (options.persistence == Persistence::Kept) {
        if (auto set = device->setPersistence(Persistence::Kept); !set)
            return std::unexpected(set.error());
    }
    return device;
}

Result<TapDevice> TapDevice::createUnique(const TapOptions& options, Syscalls& syscalls) {
    return create(fmt::format("{}%d", kindWord(options.kind)), options, syscalls);
}

Result<TapDevice> TapDevice::open(const InterfaceName& name, Syscalls& syscalls) {
    const auto info = deviceInfo(name);
    if (!info) {
        auto error = info.error();
        error.action = "open";
        return std::unexpected(std::move(error));
    }
    if (!hasDescriptor(info->kind))
        return failure(ErrorKind::Invalid, "open", name.text(),
                       fmt::format("a {} has no descriptor", kindTitle(info->kind)), "Monitor it instead");
    if (info->openQueues > 0 && (info->hasVnetHeader || info->hasPacketInfo))
        return failure(ErrorKind::Unsupported, "open", name.text(),
                       "its frames have a header for the program that has it open, which a second queue would remove",
                       whoHasIt(name) + ". Monitor it instead");
    return attach(name.text(),
                  {.kind = info->kind,
                   .existing = TapOptions::Existing::Open,
                   .multiQueue = info->isMultiQueue,
                   .vnetHeader = info->hasVnetHeader,
                   .packetInfo = info->hasPacketInfo},
                  "open", syscalls);
}

TapDevice TapDevice::adopt(InterfaceName name, DeviceKind kind, UniqueFd fd) {
    return {std::move(name), kind, std::move(fd), Syscalls::real()};
}

UniqueFd TapDevice::takeFd() && noexcept {
    return std::move(fd_);
}

Result<TapDevice::FrameHeader> TapDevice::frameHeader(const DeviceInfo& info) const {
    ifreq request{};
    if (syscalls_->ioctl(fd_.get(), TUNGETIFF, &request) != 0)
        return systemError(errno, "look at", name_.text());
    const auto flags = static_cast<unsigned>(request.ifr_flags);
    FrameHeader header;
    if (info.hasPacketInfo)
        header.packetInfo = sizeof(tun_pi);
    int size = 0;
    if ((flags & IFF_VNET_HDR) == 0)
        return header;
    if (syscalls_->ioctl(fd_.get(), TUNGETVNETHDRSZ, &size) != 0)
        return systemError(errno, "look at", name_.text());
    header.offload = static_cast<std::size_t>(size);
    return header;
}

Result<void> TapDevice::setPersistence(Persistence persistence) {
    const unsigned long kept = persistence == Persistence::Kept ? 1 : 0;
    if (syscalls_->ioctl(fd_.get(), TUNSETPERSIST, reinterpret_cast<void*>(kept)) != 0)
        return systemError(errno, "set the persistence of", name_.text(), errno == EPERM ? missingRight : "");
    return {};
}

Result<void> TapDevice::setOwner(std::optional<uid_t> owner) {
    // (uid_t)-1 means "none" to the kernel.
    const auto id = static_cast<unsigned long>(owner.value_or(static_cast<uid_t>(-1)));
    if (syscalls_->ioctl(fd_.get(), TUNSETOWNER, reinterpret_cast<void*>(id)) != 0)
        return systemError(errno, "set the owner of", name_.text(),
                           errno == EINVAL ? "There is no such user in this namespace" : "");
    return {};
}

Result<void> TapDevice::setGroup(std::optional<gid_t> group) {
    const auto id = static_cast<unsigned long>(group.value_or(static_cast<gid_t>(-1)));
    if (syscalls_->ioctl(fd_.get(), TUNSETGROUP, reinterpret_cast<void*>(id)) != 0)
        return systemError(errno, "set the group of", name_.text(),
                           errno == EINVAL ? "There is no such group in this namespace" : "");
    return {};
}

Result<void> TapDevice::setVirtioHeader(const VirtioHeader& header) {
    int size = static_cast<int>(header.size);
    if (syscalls_->ioctl(fd_.get(), TUNSETVNETHDRSZ, &size) != 0)
        return systemError(errno, "set the virtio header of", name_.text());
    // Not all versions of linux/if_tun.h in Debian 12 have these.
    constexpr unsigned long checksum = 0x01, tcp4 = 0x02, tcp6 = 0x04, udp4 = 0x20, udp6 = 0x40;
    const unsigned long offloads = (header.checksum ? checksum : 0) | (header.tcp4 ? tcp4 : 0) |
                                   (header.tcp6 ? tcp6 : 0) | (header.udp ? udp4 | udp6 : 0);
    if (syscalls_->ioctl(fd_.get(), TUNSETOFFLOAD, reinterpret_cast<void*>(offloads)) == 0)
        return {};
    auto refused = systemError(errno, "set the offloads of", name_.text(),
                               header.udp ? "Segmentation of UDP needs Linux 6.2" : "");
    if (errno == EINVAL)
        refused.error().kind = ErrorKind::Unsupported;
    return refused;
}

Result<void> TapDevice::send(Bytes frame) {
    while (true) {
        const ssize_t size = syscalls_->write(fd_.get(), frame.data(), frame.size());
        if (size == static_cast<ssize_t>(frame.size()))
            return {};
        if (size >= 0)
            return failure(ErrorKind::System, "send to", name_.text(), "only a part of the frame was accepted");
        if (errno == EIO)
            return systemError(errno, "send to", name_.text(), "The device is switched off; switch it on first");
        if (errno == EINVAL)
            return systemError(errno, "send to", name_.text(),
                               kind_ == DeviceKind::Tun ? "A frame sent to a TUN must be an IPv4 or IPv6 packet"
                                                        : "The frame is shorter than an Ethernet header");
        if (errno != EINTR)
            return systemError(errno, "send to", name_.text());
    }
}

} // namespace tapscope
