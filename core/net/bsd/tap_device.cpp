#include <net/bsd/device_errors.h>
#include <net/bsd/device_list.h>
#include <net/bsd/interface_control.h>
#include <net/tap_device.h>

#include <fcntl.h>
#include <fmt/core.h>

#include <array>
#include <cerrno>

namespace tapscope {
namespace {

using bsd::Kernel;

constexpr unsigned firstNumber = 4, lastNumber = 999; // tap0 to tap3 often belong to others, or exist as nodes only

Kernel kernelWith(Syscalls& syscalls) {
    return {bsd::thisKernel().traits, syscalls};
}

bool isTaken(const Error& error) {
    return error.code == EBUSY || error.code == EEXIST;
}

std::unexpected<Error> openFailed(const Kernel& kernel, int code, std::string_view action, const InterfaceName& name) {
    if (code == ENOENT)
        return systemError(code, action, name.text(),
                           fmt::format("/dev/{0} is missing. Create it: cd /dev && sh MAKEDEV {0}", name.text()));
    return bsd::refused(kernel, code, action, name, code == EBUSY ? bsd::whoHasIt(kernel, name) : "");
}

/// Rejects options that this system does not support, before anything is created.
Result<void> checkOptions(const Kernel& kernel, const TapOptions& options, const InterfaceName& name) {
    if (options.kind != DeviceKind::Tap)
        return failure(ErrorKind::Unsupported, "create", name.text(), "TapScope creates only TAPs on this system");
    if (options.multiQueue)
        return bsd::unsupported(kernel, "create", name, "devices with several queues");
    if (options.owner || options.group)
        return bsd::unsupported(kernel, "create", name, "owner of a device",
                                fmt::format("Give /dev/{} to the user with chown(8)", name.text()));
    return {};
}

/// Whether opening /dev/tap creates a device.
bool cloningNodeWorks(const Kernel& kernel) {
    int isOn = 0;
    std::size_t size = sizeof isOn;
    return kernel.traits.hasCloningNode && kernel.calls.sysctlbyname("net.link.tap.devfs_cloning", &isOn, &size) == 0 &&
           size == sizeof isOn && isOn == 1;
}

} // namespace

/// Destroys a device when our last descriptor of it is closed, unless the device is persistent.
class TapDevice::Lifetime {
public:
    Lifetime(Kernel kernel, InterfaceName name, Persistence persistence)
        : persistence_(persistence), kernel_(kernel), name_(std::move(name)) {}
    Lifetime(const Lifetime&) = delete;
    Lifetime& operator=(const Lifetime&) = delete;
    ~Lifetime() {
        // An error could not be reported to anybody; some drivers have destroyed the device on close themselves.
        if (persistence_ == Persistence::Dropped)
            static_cast<void>(bsd::destroyInterface(kernel_, name_));
    }

    void set(Persistence persistence) noexcept { persistence_ = persistence; }

    /// Opens a new device with FreeBSD's cloning node.
    static Result<TapDevice> clone(const Kernel& kernel, Persistence persistence);

private:
    Persistence persistence_;
    Kernel kernel_;
    InterfaceName name_;
};

Result<TapDevice> TapDevice::attach(std::string_view text, const TapOptions& options, std::string_view action,
                                    Syscalls& syscalls) {
    const auto name = InterfaceName::parse(text);
    if (!name)
        return std::unexpected(name.error());
    const auto kernel = kernelWith(syscalls);
    // Created first: if open() fails, the device is destroyed unless it is persistent.
    auto lifetime = std::make_shared<Lifetime>(kernel, *name, options.persistence);
    UniqueFd fd(syscalls.open(("/dev/" + name->text()).c_str(), O_RDWR | O_CLOEXEC, 0), syscalls);
    if (!fd) {
        const int code = errno;
        if (code == EBUSY && kernel.traits.destroyWaitsForClose) // another program was faster and has it open
            lifetime->set(Persistence::Kept);
        return openFailed(kernel, code, action, *name);
    }
    return TapDevice(*name, DeviceKind::Tap, std::move(fd), syscalls, std::move(lifetime));
}

Result<TapDevice> TapDevice::create(std::string_view text, const TapOptions& options, Syscalls& syscalls) {
    constexpr std::string_view action = "create";
    const auto name = InterfaceName::parse(text);
    if (!name)
        return std::unexpected(name.error());
    if (!text.starts_with("tap"))
        return failure(ErrorKind::Invalid, action, text, "the name of a TAP must begin with \"tap\" on this system",
                       "Choose a name such as tap4");
    const auto kernel = kernelWith(syscalls);
    if (auto possible = checkOptions(kernel, options, *name); !possible)
        return std::unexpected(possible.error());
    if (auto made = bsd::createInterface(kernel, *name); !made) {
        auto& error = made.error();
        if (isTaken(error) && options.existing == TapOptions::Existing::Open) // not created by us, so it stays
            return attach(text, {.persistence = Persistence::Kept}, "open", syscalls);
        if (isTaken(error)) {
            error.kind = ErrorKind::NameTaken;
            error.reason = "a device with that name already exists";
            error.hint = "Choose another name or open that one";
        } else if (error.code == EINVAL || error.kind == ErrorKind::NotFound) {
            error.hint = "A TAP is named \"tap\" and a number on this system, and the kernel must have the tap driver";
        }
        return std::unexpected(error);
    }
    // A device that cannot be opened is destroyed, whatever was requested.
    auto device = attach(text, {.persistence = Persistence::Dropped}, action, syscalls);
    if (device && options.persistence == Persistence::Kept)
        device->lifetime_->set(Persistence::Kept);
    return device;
}

Result<TapDevice> TapDevice::Lifetime::clone(const Kernel& kernel, Persistence persistence) {
    constexpr const char* node = "/dev/tap";
    UniqueFd fd(kernel.calls.open(node, O_RDWR | O_CLOEXEC, 0), kernel.calls);
    if (!fd)
        return systemError(errno, "open", node,
                           errno == EPERM || errno == EACCES ? bsd::missingRight(kernel.traits) : "");
    std::array<char, 64> text{};
    if (kernel.calls.fdevname(fd.get(), text.data(), text.size()) != 0)
        return systemError(errno, "find the name of", "the new TAP", "ifconfig(8) shows it, and can destroy it");
    const auto name = InterfaceName::parse(text.data());
    if (!name)
        return std::unexpected(name.error());
    return TapDevice(*name, DeviceKind::Tap, std::move(fd), kernel.calls,
                     std::make_shared<Lifetime>(kernel, *name, persistence));
}

Result<TapDevice> TapDevice::createUnique(const TapOptions& options, Syscalls& syscalls) {
    auto named = options;
    named.existing = TapOptions::Existing::Refuse;
    const auto kernel = kernelWith(syscalls);
    if (auto possible = checkOptions(kernel, options, *InterfaceName::parse("tap")); !possible)
        return std::unexpected(possible.error());
    if (cloningNodeWorks(kernel))
        return Lifetime::clone(kernel, options.persistence);
    for (unsigned number = firstNumber; number <= lastNumber; ++number) {
        auto device = createNumbered(number, named, syscalls);
        if (device || !isTaken(device.error()))
            return device;
    }
    return std::unexpected(Error{ErrorKind::NotFound, ENOENT, "create", "a TAP",
                                 fmt::format("tap{} to tap{} are all taken", firstNumber, lastNumber),
                                 "Destroy an unused one: ifconfig tapN destroy"});
}

Result<TapDevice> TapDevice::open(const InterfaceName& name, Syscalls& syscalls) {
    constexpr std::string_view action = "open";
    const auto kernel = kernelWith(syscalls);
    // Checked first, because on some systems opening the node of a missing device creates it.
    const auto info = bsd::deviceOf(kernel, name, action);
    if (!info)
        return std::unexpected(info.error());
    if (info->kind != DeviceKind::Tap)
        return failure(ErrorKind::Invalid, action, name.text(), "it is a TUN device, not a TAP");
    return attach(name.text(), {.persistence = Persistence::Kept}, action, syscalls);
}

UniqueFd TapDevice::takeFd() && noexcept {
    lifetime_->set(Persistence::Kept); // destroying it while the new owner has it open would be wrong, or block
    return std::move(fd_);
}

Result<void> TapDevice::setPersistence(Persistence persistence) {
    lifetime_->set(persistence);
    return {};
}

Result<void> TapDevice::setOwner(std::optional<uid_t>) {
    return bsd::unsupported(kernelWith(*syscalls_), "set the owner of", name_, "owner of a device",
                            fmt::format("Give /dev/{} to the user with chown(8)", name_.text()));
}

Result<void> TapDevice::setGroup(std::optional<gid_t>) {
    return bsd::unsupported(kernelWith(*syscalls_), "set the group of", name_, "group of a device",
                            fmt::format("Give /dev/{} to the group with chgrp(1)", name_.text()));
}

Result<void> TapDevice::setVirtioHeader(const VirtioHeader& /*header*/) {
    return bsd::unsupported(kernelWith(*syscalls_), "set the virtio header of", name_, "virtio header of a device", "");
}

Result<TapDevice::FrameHeader> TapDevice::frameHeader(const DeviceInfo& /*info*/) const {
    return FrameHeader{}; // these systems have none
}

Result<void> TapDevice::send(Bytes frame) {
    while (true) {
        const ssize_t size = syscalls_->write(fd_.get(), frame.data(), frame.size());
        if (size == static_cast<ssize_t>(frame.size()))
            return {};
        if (size >= 0)
            return failure(ErrorKind::System, "send to", name_.text(), "only a part of the frame was accepted");
        if (errno == EIO || errno == EHOSTDOWN || errno == ENETDOWN)
            return systemError(errno, "send to", name_.text(), "The device is switched off; switch it on first");
        if (errno == EMSGSIZE || errno == EINVAL)
            return systemError(errno, "send to", name_.text(),
                               "A frame is at least an Ethernet header and at most the MTU and that header");
        if (errno != EINTR)
            return systemError(errno, "send to", name_.text());
    }
}

} // namespace tapscope
