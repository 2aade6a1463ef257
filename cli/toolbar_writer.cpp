#include "toolbar_writer.h"

#include <fcntl.h>
#include <unistd.h>

namespace tapscope::cli {

// For reading, too: opening a pipe for writing alone fails until it has a reader (fifo(7)).
ToolbarWriter::ToolbarWriter(const std::string& fifo)
    : fifo_(fifo.empty() ? -1 : open(fifo.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK)) {}

void ToolbarWriter::write(ToolbarMessage message) const {
    if (message.text.size() > longestText)
        message.text.resize(longestText);
    const auto octets = octetsOf(message);
    const std::lock_guard lock(mutex_);
    if (fifo_)
        static_cast<void>(::write(fifo_.get(), octets.data(), octets.size()));
}

} // namespace tapscope::cli
