#include "extcap_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace tapscope::cli {
namespace {

void forwardTo(const ToolbarWriter& toolbar, const UniqueFd& words) {
    std::array<char, ToolbarWriter::longestText> piece{};
    ssize_t got = 0;
    while ((got = read(words.get(), piece.data(), piece.size())) > 0)
        toolbar.write({.control = ExtcapLog::control,
                       .command = ToolbarCommand::Add,
                       .text = std::string(piece.data(), static_cast<std::size_t>(got))});
}

} // namespace

ExtcapLog::ExtcapLog(const std::shared_ptr<const ToolbarWriter>& toolbar)
    : errors_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
    std::array<int, 2> ends{};
    if (!toolbar->hasToolbar() || pipe2(ends.data(), O_CLOEXEC) != 0) {
        const UniqueFd nowhere(open("/dev/null", O_WRONLY | O_CLOEXEC));
        dup2(nowhere.get(), STDERR_FILENO);
        return;
    }
    UniqueFd reader(ends[0]);
    const UniqueFd writer(ends[1]);
    dup2(writer.get(), STDERR_FILENO);
    forwarding_ = std::thread([toolbar, words = std::move(reader)] { forwardTo(*toolbar, words); });
}

ExtcapLog::~ExtcapLog() {
    dup2(errors_.get(), STDERR_FILENO); // closes the pipe, which ends the thread
    if (forwarding_.joinable())
        forwarding_.join();
}

} // namespace tapscope::cli
