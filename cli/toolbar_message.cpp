#include "toolbar_message.h"

namespace tapscope::cli {
namespace {

constexpr char mark = 'T';
constexpr std::size_t headerSize = 6;
constexpr std::size_t afterLength = 2;      ///< octets of the header that the length counts
constexpr std::size_t longest = 0xffff + 2; ///< Wireshark sends no longer values

} // namespace

std::vector<char> octetsOf(const ToolbarMessage& message) {
    const std::size_t rest = message.text.size() + afterLength;
    std::vector<char> octets{mark,
                             static_cast<char>(rest >> 16U),
                             static_cast<char>(rest >> 8U),
                             static_cast<char>(rest),
                             static_cast<char>(message.control),
                             static_cast<char>(message.command)};
    octets.insert(octets.end(), message.text.begin(), message.text.end());
    return octets;
}

std::optional<ToolbarMessage> ToolbarParser::next() {
    if (isDamaged_ || waiting_.size() < headerSize)
        return std::nullopt;
    std::size_t rest = 0;
    for (std::size_t i = 1; i < 4; ++i)
        rest = rest << 8U | static_cast<unsigned char>(waiting_[i]);
    if (waiting_.front() != mark || rest < afterLength || rest > longest) {
        isDamaged_ = true;
        waiting_.clear();
        return std::nullopt;
    }
    const std::size_t size = headerSize - afterLength + rest;
    if (waiting_.size() < size)
        return std::nullopt;
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
    ToolbarMessage message{.control = static_cast<std::uint8_t>(waiting_[4]),
                           .command = static_cast<ToolbarCommand>(waiting_[5]),
                           .text = std::string(waiting_.begin() + headerSize, end)};
    waiting_.erase(waiting_.begin(), end);
    return message;
}

} // namespace tapscope::cli
