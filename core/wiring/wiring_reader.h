#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/types.h>
#include <wiring/wiring.h>

#include <chrono>
#include <memory>

namespace tapscope {

/// Reads the map of the wiring, once or repeatedly. Parts that the process may not read are noted in the map and are
/// not errors.
///
/// For one thread, which must not be the GUI's: reading takes tens of milliseconds, half a second more for a
/// million routes that have changed, the first time more, and opens three sockets in each namespace. These sockets keep
/// an otherwise unused namespace alive until the next reading.
class WiringReader {
public:
    /// `sandbox`: a process in the program's own private network namespace; 0: there is none.
    [[nodiscard]] static Result<WiringReader> open(pid_t sandbox = 0);
    ~WiringReader();
    WiringReader(WiringReader&&) noexcept;
    WiringReader& operator=(WiringReader&&) noexcept;

    [[nodiscard]] Result<Wiring> read();

    /// Waits until a device or an address changes in a namespace of the last reading, until wake(), or for `most`.
    void wait(std::chrono::milliseconds most);
    /// Ends the current or the next wait(). Any thread.
    void wake() const noexcept;

    /// Namespaces beyond this number are counted and not shown.
    static constexpr std::size_t mostNetworks = 200;

private:
    class Networks;
    WiringReader(std::unique_ptr<Networks> networks, UniqueFd bell) noexcept;

    std::unique_ptr<Networks> networks_;
    UniqueFd bell_; ///< eventfd(2)
};

} // namespace tapscope
