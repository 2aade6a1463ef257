#pragma once

#include <source/port.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

namespace tapscope {

/// How a port is opened. `open` runs on a thread of its own and may take as long as a person takes to type a password;
/// it should end soon after a stop is asked for. NotFound and Busy: not there yet.
struct PortChoice {
    std::string name;           ///< of the device, as people know it
    std::string nameSpace = {}; ///< that the device is in (PortFacts::nameSpace)
    std::function<Result<std::unique_ptr<Port>>(const std::stop_token&)> open;
};

/// Opens a port on a thread of its own: once, or again and again until the device is there.
///
/// Destroying it asks for a stop and waits for nobody: a thread that hangs in a call of somebody else's is left behind
/// with all that it uses, and what it opens then is closed at once.
class PortOpener {
public:
    enum class Patience : std::uint8_t {
        Once,
        UntilThere, ///< NotFound, Busy and the like are tried again every 50 ms
    };

    /// `onDone` is called on that thread when there is something to take(). NoSpace: the system gives no thread.
    [[nodiscard]] static Result<PortOpener> start(PortChoice choice, Patience patience, std::function<void()> onDone);
    PortOpener(PortOpener&&) noexcept = default;
    PortOpener& operator=(PortOpener&& other) noexcept {
        std::swap(shared_, other.shared_);
        return *this;
    }
    ~PortOpener();

    /// What came of it; nullopt while it is under way.
    [[nodiscard]] std::optional<Result<std::unique_ptr<Port>>> take();

private:
    struct Shared;
    explicit PortOpener(std::shared_ptr<Shared> shared) noexcept : shared_(std::move(shared)) {}

    std::shared_ptr<Shared> shared_;
};

} // namespace tapscope
