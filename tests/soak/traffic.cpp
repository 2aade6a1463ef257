#include "traffic.h"

#include <support/numbered_frames.h>

#include <chrono>
#include <cstring>

namespace tapscope::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t batch = 200;

/// Once a second, because reading the devices without a pause would take a processor for as long as the test runs.
constexpr const char* comeAndGo = R"(
while :; do
    for i in $(seq 8); do ip tuntap add come$i mode tap; ip link set come$i up; done
    ip link add pair0 type veth peer pair1; ip link set pair0 up; ip link set pair1 up
    for i in $(seq 8); do ip link set come$i down; ip link set come$i name went$i; ip link delete went$i; done
    ip link delete pair0
    sleep 1
done)";

} // namespace

Traffic::Traffic(TapDevice& owner, std::uint64_t framesPerSecond)
    : owner_(owner), thread_([this, framesPerSecond] { send(framesPerSecond); }) {}

std::uint64_t Traffic::stop() {
    isOver_ = true;
    if (thread_.joinable())
        thread_.join();
    return sent_;
}

void Traffic::send(std::uint64_t framesPerSecond) {
    auto next = std::chrono::steady_clock::now();
    std::uint64_t number = 0;
    while (!isOver_) {
        for (std::uint64_t i = 0; i < batch; ++i) {
            const NumberedFrame frame(number + 1);
            if (!owner_.send(frame.bytes()))
                qFatal("frame %llu is not sent", static_cast<unsigned long long>(number + 1));
            ++number;
        }
        sent_ = number;
        next += std::chrono::nanoseconds(1s) * batch / framesPerSecond;
        std::this_thread::sleep_until(next); // the pace
    }
}

DevicesThatComeAndGo::DevicesThatComeAndGo() : program_("bash", {"-c", comeAndGo}) {}

} // namespace tapscope::test
