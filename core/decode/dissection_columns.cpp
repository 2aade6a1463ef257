#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>

namespace tapscope {

void Dissection::columnProtocol(std::string_view name) noexcept {
    if (columnsOpen())
        protocolColumn_ = name;
}

void Dissection::columnProtocolAround(std::string_view name) noexcept {
    if (columnsOpen() && columnAround_.empty())
        columnAround_ = name;
}

void Dissection::finishProtocolColumn() noexcept {
    if (columnAround_.empty())
        return;
    innerColumn_ = protocolColumn_;
    if (innerColumn_ == columnAround_) // nothing follows
        return;
    const auto written =
        fmt::format_to_n(wholeColumn_.data(), wholeColumn_.size(), "{} <{}>", columnAround_, innerColumn_);
    protocolColumn_ = {wholeColumn_.data(), std::min(written.size, wholeColumn_.size())};
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
    if (!written.isPlain)
        escapeInfo(start);
}

void Dissection::escapeInfo(std::size_t start) noexcept {
    const std::string_view written(info_.data() + start, infoLength_ - start);
    if (isPlainAscii(written))
        return;
    const PrintableText<infoCapacity> text(written);
    infoLength_ = start + text.view().copy(info_.data() + start, info_.size() - start);
}

} // namespace tapscope
