#include "extcap_toolbar.h"

#include "output.h"

#include <base/printable_text.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <utility>

namespace tapscope::cli {
namespace {

std::string checked(bool isChecked) {
    return std::string(1, isChecked ? '\1' : '\0');
}

} // namespace

const char* const ExtcapToolbar::sentences =
    "control {number=1}{type=boolean}{display=Up}{tooltip=Whether the device is up}\n"
    "control {number=2}{type=boolean}{display=Carrier}"
    "{tooltip=Whether the device has a carrier. Without one, its host finds the cable unplugged}\n"
    "control {number=3}{type=string}{display=Filter}{placeholder=such as icmp or arp}"
    "{tooltip=A capture filter. It applies from now on, in addition to that of the capture}\n";

UniqueFd ExtcapToolbar::open(const std::string& fifo) {
    return UniqueFd(fifo.empty() ? -1 : ::open(fifo.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

ExtcapToolbar::ExtcapToolbar(UniqueFd messages, std::shared_ptr<const ToolbarWriter> writer, Subject subject)
    : messages_(std::move(messages)), ended_(eventfd(0, EFD_CLOEXEC)), writer_(std::move(writer)),
      subject_(std::move(subject)), thread_([this] { run(); }) {}

ExtcapToolbar::~ExtcapToolbar() {
    eventfd_write(ended_.get(), 1);
    thread_.join();
}

void ExtcapToolbar::run() {
    const auto watcher = subject_.devices->watch();
    while (true) {
        std::array<pollfd, 3> waiting{pollfd{ended_.get(), POLLIN, 0}, pollfd{messages_.get(), POLLIN, 0},
                                      pollfd{watcher ? (*watcher)->fd() : -1, POLLIN, 0}};
        if (poll(waiting.data(), waiting.size(), -1) < 0 || waiting[0].revents != 0)
            return;
        if (waiting[1].revents != 0)
            readMessages();
        if (!watcher || !(*watcher)->process() || !isReady_)
            continue;
        const auto& devices = (*watcher)->devices();
        const auto device = std::ranges::find(devices, subject_.device, &DeviceInfo::name);
        show(device == devices.end() ? State{}
                                     : State{.isThere = true, .isUp = device->isUp, .hasCarrier = device->hasCarrier});
    }
}

void ExtcapToolbar::readMessages() {
    std::array<char, 4096> piece{};
    const ssize_t got = read(messages_.get(), piece.data(), piece.size());
    if (got > 0)
        parser_.append(std::span(piece).first(static_cast<std::size_t>(got)));
    while (const auto message = parser_.next())
        take(*message);
    const bool hasEnded = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
    if (hasEnded || parser_.isDamaged())
        messages_.reset();
}

void ExtcapToolbar::take(const ToolbarMessage& message) {
    if (message.command == ToolbarCommand::Initialized) {
        isReady_ = true;
        return;
    }
    if (message.command != ToolbarCommand::Set)
        return;
    const bool isChecked = !message.text.empty() && message.text.front() != 0;
    if (message.control == up)
        changeDevice(isChecked ? LinkState::Up : LinkState::Down);
    else if (message.control == carrier)
        changeDevice(isChecked ? Carrier::On : Carrier::Off);
    else if (message.control == filter)
        changeFilter(message.text);
}

void ExtcapToolbar::changeDevice(const DeviceChange& change) {
    shown_.reset(); // the check box has changed already
    if (const auto done = subject_.devices->change(subject_.device, change); !done)
        complainOf(done.error());
}

void ExtcapToolbar::changeFilter(const std::string& text) {
    if (const auto done = subject_.filter->replace(text); !done)
        complainOf(done.error());
    else
        say(text.empty() ? "The filter was removed"
                         : fmt::format("From now on, only frames that match \"{}\" are captured", text));
}

void ExtcapToolbar::show(const State& state) {
    const auto set = [&](std::uint8_t control, bool isChecked) {
        writer_->write({.control = control, .command = ToolbarCommand::Set, .text = checked(isChecked)});
    };
    for (const std::uint8_t control : {up, carrier}) {
        if (!shown_ || shown_->isThere != state.isThere)
            writer_->write({.control = control,
                            .command = state.isThere ? ToolbarCommand::Enable : ToolbarCommand::Disable,
                            .text = {}});
    }
    if (!shown_ || shown_->isUp != state.isUp)
        set(up, state.isUp);
    if (!shown_ || shown_->hasCarrier != state.hasCarrier)
        set(carrier, state.hasCarrier);
    shown_ = state;
}

void ExtcapToolbar::complainOf(const Error& error) const {
    writer_->write({.control = 0, .command = ToolbarCommand::ErrorMessage, .text = error.text()});
    complain(error.text());
}

} // namespace tapscope::cli
