// The parts that are the same on every system; the rest is in linux/ and bsd/.

#include <net/tap_device.h>

#include <fcntl.h>
#include <fmt/core.h>

#include <cerrno>

namespace tapscope {

TapDevice::TapDevice(InterfaceName name, DeviceKind kind, UniqueFd fd, Syscalls& syscalls,
                     std::shared_ptr<Lifetime> lifetime) noexcept
    : name_(std::move(name)), kind_(kind), lifetime_(std::move(lifetime)), fd_(std::move(fd)), syscalls_(&syscalls) {}

TapDevice& TapDevice::operator=(TapDevice&& other) noexcept {
    name_ = std::move(other.name_);
    kind_ = other.kind_;
    fd_ = std::move(other.fd_); // the descriptor must be closed before the device is destroyed
    lifetime_ = std::move(other.lifetime_);
    syscalls_ = other.syscalls_;
    return *this;
}

Result<TapDevice> TapDevice::createNamed(const InterfaceName& name, const TapOptions& options, Syscalls& syscalls) {
    return create(name.text(), options, syscalls);
}

Result<TapDevice> TapDevice::createNumbered(unsigned number, const TapOptions& options, Syscalls& syscalls) {
    auto name = InterfaceName::parse(fmt::format("{}{}", kindWord(options.kind), number));
    if (!name)
        return std::unexpected(name.error());
    return create(name->text(), options, syscalls);
}

Result<TapDevice> TapDevice::duplicate() const {
    UniqueFd copy(syscalls_->fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0), *syscalls_);
    if (!copy)
        return systemError(errno, "share", name_.text());
    return TapDevice(name_, kind_, std::move(copy), *syscalls_, lifetime_);
}

Result<Blocking> TapDevice::blocking() const {
    const int flags = syscalls_->fcntl(fd_.get(), F_GETFL, 0);
    if (flags < 0)
        return systemError(errno, "look at", name_.text());
    return (flags & O_NONBLOCK) != 0 ? Blocking::No : Blocking::Yes;
}

Result<void> TapDevice::setBlocking(Blocking blocking) {
    const int flags = syscalls_->fcntl(fd_.get(), F_GETFL, 0);
    const int wanted = blocking == Blocking::No ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (flags < 0 || syscalls_->fcntl(fd_.get(), F_SETFL, wanted) != 0)
        return systemError(errno, "set the blocking mode of", name_.text());
    return {};
}

Result<std::size_t> TapDevice::receive(std::span<std::byte> buffer) {
    while (true) {
        const ssize_t size = syscalls_->read(fd_.get(), buffer.data(), buffer.size());
        if (size >= 0)
            return static_cast<std::size_t>(size);
        if (errno != EINTR)
            return systemError(errno, "receive from", name_.text());
    }
}

} // namespace tapscope
