#include <capture/batch_sender.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {
namespace {

/// Why sending stopped, from the errno of the refused frame.
Sent::Rest restOf(int code) {
    switch (code) {
    case EAGAIN:
    case ENOBUFS:
    case ENOMEM:
        return Sent::Rest::NoRoom;
    case EMSGSIZE:
        return Sent::Rest::TooLong;
    case EBADF:
    case EBADFD:
    case ENXIO:
    case ENODEV:
    case EPIPE:
    case ECONNRESET:
        return Sent::Rest::Ended;
    default:
        return Sent::Rest::Refused;
    }
}

} // namespace

Sent BatchSender::send(std::span<const Frame> frames) {
    refused_.clear();
    Sent sent{.refusedLater = takeRefusedLater()};
    while (sent.frames < frames.size()) {
        const auto rest = frames.subspan(sent.frames, std::min(batchSize, frames.size() - sent.frames));
        const std::size_t tried = tryToSend(rest, results_);
        std::size_t dealtWith = tried;
        while (dealtWith > 0 && results_[dealtWith - 1] != 0)
            --dealtWith;
        for (std::size_t i = 0; i < dealtWith; ++i) {
            if (results_[i] != 0)
                refused_.push_back(sent.frames + i);
        }
        sent.frames += dealtWith;
        if (dealtWith < tried) {
            sent.rest = restOf(results_[dealtWith]);
            break;
        }
    }
    sent.refused = refused_;
    return sent;
}

} // namespace tapscope
