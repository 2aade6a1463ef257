#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>
#include <net/device_info.h>

#include <optional>
#include <span>

namespace tapscope {

/// How a TAP is made or opened.
struct TapOptions {
    enum class Existing { Refuse, Open } existing = Existing::Refuse; ///< what to do when the name is taken by a TAP
    bool persistent = false;
    bool multiQueue = false;
    std::optional<uid_t> owner;
    std::optional<gid_t> group;
};

/// A TAP whose descriptor we hold: the primitives of the program's core. Move-only; one thread at a time.
///
/// Dropping it closes the descriptor; the device then goes too, unless it is persistent.
/// Names are "the device" in the errors, which say what to do where we know it. Configuration (state, MTU, …) goes
/// through rtnetlink and needs CAP_NET_ADMIN; reading and writing frames needs only the descriptor.
class TapDevice {
public:
    /// "tap0", "tap1", …: the first free one (tap%d).
    [[nodiscard]] static Result<TapDevice> createUnique(const TapOptions& options = {});
    /// This name.
    [[nodiscard]] static Result<TapDevice> createNamed(const InterfaceName& name, const TapOptions& options = {});
    /// "tapN".
    [[nodiscard]] static Result<TapDevice> createNumbered(unsigned number, const TapOptions& options = {});
    /// One that exists. Busy when somebody else has it open, and says who where that can be seen; NotFound.
    [[nodiscard]] static Result<TapDevice> open(const InterfaceName& name);

    [[nodiscard]] const InterfaceName& name() const noexcept { return name_; }
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// Gives the descriptor away.
    [[nodiscard]] UniqueFd takeFd() && noexcept { return std::move(fd_); }

    [[nodiscard]] Result<void> setPersistent(bool persistent);
    [[nodiscard]] Result<void> setOwner(std::optional<uid_t> owner);
    [[nodiscard]] Result<void> setGroup(std::optional<gid_t> group);
    [[nodiscard]] Result<bool> isNonBlocking() const;
    [[nodiscard]] Result<void> setNonBlocking(bool nonBlocking);

    /// One frame into `buffer`; how many bytes. Longer ones are cut. Error code EAGAIN when non-blocking and none is
    /// there.
    [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> buffer);
    /// One whole frame, 14 bytes to MTU + 18.
    [[nodiscard]] Result<void> send(Bytes frame);

private:
    TapDevice(InterfaceName name, UniqueFd fd, Syscalls& syscalls) noexcept;

    InterfaceName name_;
    UniqueFd fd_;
    Syscalls* syscalls_;
};

} // namespace tapscope
