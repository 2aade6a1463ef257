#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/types.h>
#include <wiring/wiring.h>

#include <chrono>
#include <memory>

namespace tapscope {

/// Reads the map of the wiring, once or again and again. What the process may not see is told in the map, and no error.
///
/// One thread, which is not the GUI's: a reading takes some ten milliseconds, the first one more, and opens two sockets
/// in each namespace. These keep a namespace alive that nobody else uses any more until the next reading.
class WiringReader {
public:
    /// `sandbox`: a process in the program's own private network; 0: there is none.
    [[nodiscard]] static Result<WiringReader> open(pid_t sandbox = 0);
    ~WiringReader();
    WiringReader(WiringReader&&) noexcept;
    WiringReader& operator=(WiringReader&&) noexcept;

    [[nodiscard]] Result<Wiring> read();

    /// Waits until a device or an address changes in a namespace of the last reading, until wake(), or for that long.
    void wait(std::chrono::milliseconds most);
    /// Ends a wait(), or the next one. Any thread.
    void wake() const noexcept;

    /// More namespaces than this are counted and not shown.
    static constexpr std::size_t mostNetworks = 200;

private:
    class Networks;
    WiringReader(std::unique_ptr<Networks> networks, UniqueFd bell) noexcept;

    std::unique_ptr<Networks> networks_;
    UniqueFd bell_; ///< eventfd(2)
};

} // namespace tapscope
