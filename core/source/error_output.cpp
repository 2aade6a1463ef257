#include <source/error_output.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace tapscope {

bool ErrorOutput::read(int descriptor) {
    constexpr std::size_t most = 4096; // bytes that are kept
    constexpr int mostPieces = 16;
    std::array<char, 4096> piece{};
    for (int pieces = 0; pieces < mostPieces; ++pieces) {
        const ssize_t got = ::read(descriptor, piece.data(), piece.size());
        if (got <= 0)
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        text_.append(piece.data(), static_cast<std::size_t>(got));
        if (text_.size() > most)
            text_.erase(0, text_.size() - most);
    }
    return true;
}

std::string ErrorOutput::lastLine() const {
    const auto end = text_.find_last_not_of(" \r\n\t");
    if (end == std::string::npos)
        return {};
    const auto before = text_.find_last_of('\n', end);
    const auto start = before == std::string::npos ? 0 : before + 1;
    return text_.substr(start, end + 1 - start);
}

} // namespace tapscope
