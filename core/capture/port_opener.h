#pragma once

#include <source/port.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

namespace tapscope {

/// How to open a port. `open` runs on its own thread and may take as long as a person takes to type a password. It
/// should return soon after a stop is requested. The errors NotFound and Busy mean that the port is not available yet.
struct PortChoice {
    std::string name;           ///< the device's name, for people
    std::string nameSpace = {}; ///< the device's namespace (PortFacts::nameSpace)
    std::function<Result<std::unique_ptr<Port>>(const std::stop_token&)> open;
};

/// Opens a port on its own thread: once, or repeatedly until the device exists.
///
/// Destroying it requests a stop and does not wait. A thread that hangs in a foreign call is abandoned with everything
/// that it uses, and a port that it opens later is closed at once.
class PortOpener {
public:
    enum class Patience : std::uint8_t {
        Once,
        UntilThere, ///< after NotFound, Busy and the like, tries again every 50 ms
    };

    /// `onDone` is called on that thread when take() has a result. Error: NoSpace (the system provides no thread).
    [[nodiscard]] static Result<PortOpener> start(PortChoice choice, Patience patience, std::function<void()> onDone);
    PortOpener(PortOpener&&) noexcept = default;
    PortOpener& operator=(PortOpener&& other) noexcept {
        std::swap(shared_, other.shared_);
        return *this;
    }
    ~PortOpener();

    /// Returns the result; nullopt while there is none yet.
    [[nodiscard]] std::optional<Result<std::unique_ptr<Port>>> take();

private:
    struct Shared;
    explicit PortOpener(std::shared_ptr<Shared> shared) noexcept : shared_(std::move(shared)) {}

    std::shared_ptr<Shared> shared_;
};

} // namespace tapscope
