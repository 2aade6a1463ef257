#include <capture/engine.h>

#include <fmt/core.h>

#include <system_error>
#include <utility>

namespace tapscope {

Result<std::unique_ptr<CaptureEngine>> CaptureEngine::start(std::shared_ptr<Recording> recording, Options options) {
    auto wake = WakeEvent::make();
    if (!wake)
        return std::unexpected(wake.error());
    auto engine = std::make_unique<Engine>(std::make_shared<WakeEvent>(std::move(*wake)), std::move(recording),
                                           std::move(options.stop), options.keep);
    for (auto& [injector, name] : options.injectors)
        engine->addInjector(std::move(injector), std::move(name));
    if (auto started = engine->run(std::move(options.ports)); !started)
        return std::unexpected(started.error());
    return engine;
}

Result<void> Engine::run(std::vector<AddedPort> ports) {
    for (AddedPort& request : ports)
        addPort(std::move(request));
    try {
        thread_ = std::jthread([this] { work(); });
    } catch (const std::system_error& fault) {
        return systemError(fault.code().value(), "start", "a thread to capture");
    }
    return {};
}

Result<void> Engine::stop() {
    stopping_ = true;
    wake_->signal();
    if (thread_.joinable()) {
        thread_.join();
        constexpr auto diskPatience = std::chrono::milliseconds(30);
        if (recording_ && recording_->settle(diskPatience) &&
            recording_->status().state == RecordingStatus::State::Failed)
            fail(recording_->error().value_or(Error{.action = "record"}));
    }
    if (auto error = failure())
        return std::unexpected(*error);
    return {};
}

CaptureStatus Engine::status() const {
    CaptureStatus total{.state = CaptureStatus::State::Waiting};
    for (const PortStatus& port : ports()) {
        if (port.state == PortStatus::State::Running)
            total.state = CaptureStatus::State::Running;
        total.frames += port.frames;
        total.bytes += port.bytes;
        total.drops += port.drops;
        total.sent += port.sent;
        total.failed += port.failed;
    }
    total.late = late_.load(std::memory_order_relaxed);
    total.left = left_.load(std::memory_order_relaxed);
    total.hasSeen = hasSeen_.load(std::memory_order_relaxed);
    if (hasEnded_.load(std::memory_order_acquire))
        total.state = CaptureStatus::State::Ended;
    return total;
}

std::vector<PortStatus> Engine::ports() const {
    std::vector<std::shared_ptr<PublishedPort>> published;
    {
        const std::lock_guard lock(mutex_);
        published = published_;
    }
    std::vector<PortStatus> ports;
    for (const auto& port : published)
        ports.push_back(port->status());
    return ports;
}

std::optional<Error> Engine::failure() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

PortId Engine::addPort(AddedPort request) {
    const std::lock_guard lock(mutex_);
    const auto id = static_cast<PortId>(published_.size() + 1);
    PortFacts facts = request.port ? request.port->facts() : PortFacts{.name = request.choice.name};
    facts.nameSpace = request.choice.nameSpace;
    published_.push_back(std::make_shared<PublishedPort>(id, std::move(facts)));
    if (hasEnded_) {
        published_.back()->setState(PortStatus::State::Ended);
        return id;
    }
    if (request.port) // runs at the engine's next turn
        published_.back()->setState(PortStatus::State::Running);
    EnginePort::Owner& owner = *this;
    toAdd_.push_back(
        {std::make_unique<EnginePort>(owner, id, std::move(request.choice), request.use, published_.back()),
         std::move(request.port)});
    hasRequests_.store(true, std::memory_order_release);
    wake_->signal();
    return id;
}

void Engine::removePort(PortId id) {
    const std::lock_guard lock(mutex_);
    toRemove_.push_back(id);
    hasRequests_.store(true, std::memory_order_release);
    wake_->signal();
}

InjectorId Engine::addInjector(std::unique_ptr<Injector> injector, std::string name) {
    const InjectorId id = injectors_.add(std::move(injector), std::move(name));
    wake_->signal();
    return id;
}

void Engine::removeInjector(InjectorId id) {
    injectors_.remove(id);
    wake_->signal();
}

InjectorStatus Engine::injectorStatus(InjectorId id) const {
    return injectors_.status(id);
}

} // namespace tapscope
