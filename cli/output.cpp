#include "output.h"

#include <base/printable_text.h>

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <span>
#include <vector>

namespace tapscope::cli {

Result<void> Output::flush() {
    if (!packer_) {
        writeNow(waiting_);
    } else {
        std::vector<std::byte> packed;
        if (!packer_->pack(std::as_bytes(std::span(waiting_)), packed))
            state_ = systemError(ENOMEM, "compress", name_);
        writeNow({reinterpret_cast<const char*>(packed.data()), packed.size()});
    }
    waiting_.clear();
    return state_;
}

Result<void> Output::lookForReader() {
    pollfd descriptor{descriptor_, 0, 0}; // for the events that poll(2) always reports
    if (state_ && poll(&descriptor, 1, 0) > 0 && (descriptor.revents & (POLLERR | POLLHUP)) != 0)
        state_ = systemError(EPIPE, "write to", name_);
    return state_;
}

Result<void> Output::end() {
    auto written = flush();
    if (!written || !packer_)
        return written;
    std::vector<std::byte> packed;
    if (!packer_->finish(packed))
        state_ = systemError(ENOMEM, "compress", name_);
    packer_.reset();
    writeNow({reinterpret_cast<const char*>(packed.data()), packed.size()});
    return state_;
}

void Output::writeNow(std::string_view rest) {
    while (state_ && !rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            state_ = systemError(errno, "write to", name_);
    }
}

bool Output::isTerminal() const noexcept {
    return isatty(descriptor_) == 1;
}

namespace {

/// Written in one piece, so that lines of several threads and programs do not mix; truncated at a length that no
/// message of ours reaches.
void writeLine(std::string_view prefix, std::string_view text) noexcept {
    std::array<char, 4096> line{};
    const std::span<char> room = std::span(line).first(line.size() - 1);
    std::size_t size = prefix.copy(room.data(), room.size());
    size += writePrintable(room.subspan(size), text);
    line[size++] = '\n';
    ssize_t written = -1;
    do {
        written = ::write(STDERR_FILENO, line.data(), size);
    } while (written < 0 && errno == EINTR);
}

} // namespace

void say(std::string_view line) noexcept {
    writeLine({}, line);
}

void complain(std::string_view what) noexcept {
    writeLine("tapscope-cli: ", what);
}

} // namespace tapscope::cli
