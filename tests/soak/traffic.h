#pragma once

#include <net/tap_device.h>
#include <support/commands.h>

#include <atomic>
#include <cstdint>
#include <thread>

namespace tapscope::test {

/// Numbered frames, which the owner of a TAP writes at a rate until stop(). The kernel receives all of them.
class Traffic {
public:
    Traffic(TapDevice& owner, std::uint64_t framesPerSecond);
    ~Traffic() { stop(); }
    Traffic(const Traffic&) = delete;
    Traffic& operator=(const Traffic&) = delete;

    /// Returns the number of sent frames, which have the numbers from 1 on.
    std::uint64_t stop();

private:
    void send(std::uint64_t framesPerSecond);

    TapDevice& owner_;
    std::atomic<bool> isOver_ = false;
    std::atomic<std::uint64_t> sent_ = 0;
    std::thread thread_;
};

/// Devices that are created, switched on, renamed, switched off and destroyed all the time.
class DevicesThatComeAndGo {
public:
    DevicesThatComeAndGo();

private:
    RunningProgram program_;
};

} // namespace tapscope::test
