#include <decode/dissection.h>

#include <algorithm>
#include <cstring>

namespace tapscope {

void Dissection::columnProtocol(std::string_view name) noexcept {
    if (columnsOpen())
        protocolColumn_ = name;
}

void Dissection::appendFormatted(fmt::string_view format, fmt::format_args args) {
    const std::size_t start = infoLength_;
    const std::size_t room = info_.size() - start;
    const auto written = fmt::vformat_to_n(info_.data() + start, room, format, args);
    infoLength_ += std::min(written.size, room);
    escapeInfo(start);
}

void Dissection::appendPlain(PlainFormat format, std::span<const PlainArgument> arguments) noexcept {
    const std::size_t start = infoLength_;
    const PlainText written = writePlain(std::span(info_).subspan(start), format, arguments);
    infoLength_ += written.size;
    if (written.hasControl)
        escapeInfo(start);
}

void Dissection::escapeInfo(std::size_t start) {
    if (!hasControl({info_.data() + start, infoLength_ - start}))
        return;
    for (std::size_t at = start; at < infoLength_; ++at) {
        const char c = info_[at];
        if (!isControl(c))
            continue;
        std::array<char, 4> escape{};
        const auto size = c == '\n'   ? fmt::format_to_n(escape.data(), escape.size(), "{}", "\\n").size
                          : c == '\r' ? fmt::format_to_n(escape.data(), escape.size(), "{}", "\\r").size
                          : c == '\t' ? fmt::format_to_n(escape.data(), escape.size(), "{}", "\\t").size
                                      : fmt::format_to_n(escape.data(), escape.size(), "\\{:03o}",
                                                         static_cast<unsigned>(static_cast<unsigned char>(c)))
                                            .size;
        const std::size_t tail = std::min(infoLength_ - at - 1, info_.size() - std::min(info_.size(), at + size));
        std::memmove(info_.data() + std::min(at + size, info_.size()), info_.data() + at + 1, tail);
        std::memcpy(info_.data() + at, escape.data(), std::min(size, info_.size() - at));
        infoLength_ = std::min(info_.size(), at + size) + tail;
        at += size - 1;
    }
}

} // namespace tapscope
