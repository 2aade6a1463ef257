#include <capture/guarded_port.h>

#include <exception>
#include <new>
#include <optional>
#include <utility>

namespace tapscope {
namespace {

class GuardedPort final : public Port {
public:
    GuardedPort(std::unique_ptr<Port> port, std::string name) : port_(std::move(port)), name_(std::move(name)) {}

    [[nodiscard]] const PortFacts& facts() const noexcept override { return port_->facts(); }
    void watches(std::vector<Watch>& watches) override {
        guard("read", [&] { port_->watches(watches); });
    }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        std::optional<Clock::time_point> due;
        guard("read", [&] { due = port_->due(); });
        return error_ ? Clock::time_point::min() : due; // receive() is called at once and returns the error
    }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        Result<std::size_t> received = 0U;
        guard("read", [&] { received = port_->receive(sink, most); });
        if (error_)
            return std::unexpected(*error_);
        // The name that the user knows tells which source it is; the plugin's own name for the device may not.
        if (!received && received.error().kind == ErrorKind::System && received.error().object == port_->facts().name)
            received.error().object = name_;
        return received;
    }
    void drain(PortSink& sink, Clock::time_point until) override {
        guard("read", [&] { port_->drain(sink, until); });
    }
    [[nodiscard]] Sent send(std::span<const Frame> frames) override {
        Sent sent{.rest = Sent::Rest::Ended};
        guard("send to", [&] { sent = port_->send(frames); });
        return sent;
    }
    [[nodiscard]] DropCounts losses() override {
        guard("read", [&] { losses_ = port_->losses(); });
        return losses_;
    }

private:
    template <typename Call>
    void guard(std::string_view action, const Call& call) {
        if (error_)
            return;
        const auto failed = [&](std::string_view reason) {
            error_ = failure(ErrorKind::System, action, name_, reason, "The plugin is at fault").error();
        };
        try {
            call();
        } catch (const std::bad_alloc&) { // may be the engine's
            throw;
        } catch (const std::exception& fault) {
            failed(fault.what());
        } catch (...) {
            failed("its source failed");
        }
    }

    std::unique_ptr<Port> port_;
    std::string name_;
    std::optional<Error> error_;
    DropCounts losses_;
};

} // namespace

std::unique_ptr<Port> guardedPort(std::unique_ptr<Port> port, std::string name) {
    return std::make_unique<GuardedPort>(std::move(port), std::move(name));
}

} // namespace tapscope
