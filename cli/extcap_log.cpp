#include "extcap_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>
#include <vector>

namespace tapscope::cli {
namespace {

constexpr unsigned char addCommand = 2; ///< appends to a log

/// A message of the toolbar's protocol: 'T', the length of the rest in 3 octets, the control, the command, the text.
std::vector<char> addMessage(const char* text, std::size_t size) {
    const std::size_t rest = size + 2;
    std::vector<char> message{'T',
                              static_cast<char>(rest >> 16U),
                              static_cast<char>(rest >> 8U),
                              static_cast<char>(rest),
                              static_cast<char>(ExtcapLog::control),
                              static_cast<char>(addCommand)};
    message.insert(message.end(), text, text + size);
    return message;
}

void forwardTo(const std::string& fifo, const UniqueFd& words) {
    UniqueFd log;
    std::array<char, 4096> piece{};
    ssize_t got = 0;
    while ((got = read(words.get(), piece.data(), piece.size())) > 0) {
        if (!log) // without waiting: there may be no reader yet, or none any more
            log = UniqueFd(open(fifo.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK));
        const auto message = addMessage(piece.data(), static_cast<std::size_t>(got));
        if (log)
            static_cast<void>(write(log.get(), message.data(), message.size()));
    }
}

} // namespace

ExtcapLog::ExtcapLog(const std::string& fifo) : errors_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
    std::array<int, 2> ends{};
    if (fifo.empty() || pipe2(ends.data(), O_CLOEXEC) != 0) {
        const UniqueFd nowhere(open("/dev/null", O_WRONLY | O_CLOEXEC));
        dup2(nowhere.get(), STDERR_FILENO);
        return;
    }
    UniqueFd reader(ends[0]);
    const UniqueFd writer(ends[1]);
    dup2(writer.get(), STDERR_FILENO);
    forwarding_ = std::thread([fifo, words = std::move(reader)] { forwardTo(fifo, words); });
}

ExtcapLog::~ExtcapLog() {
    dup2(errors_.get(), STDERR_FILENO); // closes the pipe, which ends the thread
    if (forwarding_.joinable())
        forwarding_.join();
}

} // namespace tapscope::cli
