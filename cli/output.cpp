#include "output.h"

#include <base/printable_text.h>

#include <unistd.h>

#include <array>
#include <cerrno>

namespace tapscope::cli {

Result<void> Output::flush() {
    std::string_view rest = waiting_;
    while (state_ && !rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            state_ = systemError(errno, "write to", name_);
    }
    waiting_.clear();
    return state_;
}

bool Output::isTerminal() const noexcept {
    return isatty(descriptor_) == 1;
}

namespace {

/// In one piece, so that lines of several threads and programs do not mix; cut at a length that no message of ours has.
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
