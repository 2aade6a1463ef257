#pragma once

#include <net/tap_device.h>
#include <support/commands.h>

#include <atomic>
#include <cstdint>
#include <thread>

namespace tapscope::test {

/// Numbered frames, written by the owner of a TAP at a rate until stop(): what the kernel received is what was sent.
class Traffic {
public:
    Traffic(TapDevice& owner, std::uint64_t framesPerSecond);
    ~Traffic() { stop(); }
    Traffic(const Traffic&) = delete;
    Traffic& operator=(const Traffic&) = delete;

    /// How many were sent: numbers 1 to this.
    std::uint64_t stop();

private:
    void send(std::uint64_t framesPerSecond);

    TapDevice& owner_;
    std::atomic<bool> isOver_ = false;
    std::atomic<std::uint64_t> sent_ = 0;
    std::thread thread_;
};

/// Devices that come, are switched on, renamed, switched off and destroyed, all the time.
class DevicesThatComeAndGo {
public:
    DevicesThatComeAndGo();

private:
    RunningProgram program_;
};

} // namespace tapscope::test
