#include <file/packet_offload.h>
#include <file/pcapng_format.h>
#include <file/pcapng_writer.h>

#include <algorithm>
#include <cstring>

namespace tapscope::pcapng {
namespace {

constexpr std::size_t optionHeader = 4;

/// Writes numbers and bytes one after another.
class Cursor {
public:
    explicit Cursor(std::byte* out) noexcept : out_(out) {}

    template <typename Number>
    void put(Number number) noexcept {
        std::memcpy(out_, &number, sizeof number);
        out_ += sizeof number;
    }
    void putPadded(const void* data, std::size_t size) noexcept {
        if (size != 0)
            std::memcpy(out_, data, size);
        std::memset(out_ + size, 0, padded(size) - size);
        out_ += padded(size);
    }

private:
    std::byte* out_;
};

/// A block that grows in a buffer. Its two lengths are filled in at the end.
class Block {
public:
    Block(Buffer& out, std::uint32_t type) : out_(out), start_(out.size()) {
        put(type);
        put(std::uint32_t{0});
    }
    template <typename Number>
    void put(Number number) {
        const auto at = out_.size();
        out_.resize(at + sizeof number);
        std::memcpy(out_.data() + at, &number, sizeof number);
    }
    void bytes(Bytes content) {
        const auto at = out_.size();
        out_.resize(at + padded(content.size()));
        Cursor(out_.data() + at).putPadded(content.data(), content.size());
    }
    void option(std::uint16_t code, const void* data, std::size_t size) {
        put(code);
        put(static_cast<std::uint16_t>(size));
        bytes({static_cast<const std::byte*>(data), size});
    }
    void textOption(std::uint16_t code, std::string_view text) {
        if (!text.empty())
            option(code, text.data(), std::min<std::size_t>(text.size(), 0xffff));
    }
    template <typename Number>
    void numberOption(std::uint16_t code, Number number) {
        option(code, &number, sizeof number);
    }
    void end() {
        const auto length = static_cast<std::uint32_t>(out_.size() - start_ + 4);
        put(length);
        std::memcpy(out_.data() + start_ + 4, &length, sizeof length);
    }

private:
    Buffer& out_;
    std::size_t start_;
};

/// epb_flags: the direction and the length of the frame check sequence.
std::uint32_t flagsOf(const Frame& frame) noexcept {
    return static_cast<std::uint32_t>(frame.direction) | std::min<std::uint32_t>(frame.frameCheckLength, frameCheckMask)
                                                             << frameCheckShift;
}

std::size_t optionsSize(const Frame& frame) noexcept {
    const std::size_t flags = flagsOf(frame) == 0 ? 0 : optionHeader + 4;
    const std::size_t remark =
        frame.comment.empty() ? 0 : optionHeader + padded(std::min<std::size_t>(frame.comment.size(), 0xffff));
    const std::size_t offload = frame.offload == Offload{} ? 0 : optionHeader + padded(packetOffloadSize);
    const std::size_t all = flags + remark + offload;
    return all == 0 ? 0 : all + optionHeader;
}

} // namespace

void appendSectionHeader(Buffer& out, std::string_view text) {
    Block block(out, sectionHeader);
    block.put(byteOrderMagic);
    block.put(std::uint16_t{1});
    block.put(std::uint16_t{0});
    block.put(std::int64_t{-1}); // the length is not known while the section grows
    block.textOption(comment, text);
    block.textOption(userApplication, "TapScope");
    block.put(std::uint32_t{endOfOptions});
    block.end();
}

void appendInterface(Buffer& out, const CaptureInterface& interface) {
    Block block(out, interfaceDescription);
    block.put(static_cast<std::uint16_t>(interface.linkType));
    block.put(std::uint16_t{0});
    block.put(interface.snapLength);
    block.textOption(interfaceName, interface.name);
    block.textOption(interfaceText, interface.description);
    if (!interface.filter.empty()) {
        const std::string value = std::string(1, '\0') + interface.filter;
        block.textOption(interfaceFilter, value);
    }
    block.textOption(interfaceHardware, interface.hardware);
    block.textOption(interfaceOs, interface.os);
    block.numberOption(timeResolution, std::uint8_t{9});
    if (interface.frameCheckLength != 0)
        block.numberOption(frameCheckLength, interface.frameCheckLength);
    block.put(std::uint32_t{endOfOptions});
    block.end();
}

std::size_t frameBlockSize(const Frame& frame) noexcept {
    return enhancedPacketHeader + padded(frame.bytes.size()) + optionsSize(frame) + 4;
}

void writeFrame(std::byte* out, const Frame& frame) noexcept {
    const auto length = static_cast<std::uint32_t>(frameBlockSize(frame));
    const auto time = static_cast<std::uint64_t>(frame.time.time_since_epoch().count());
    Cursor cursor(out);
    cursor.put(enhancedPacket);
    cursor.put(length);
    cursor.put(frame.interfaceId);
    cursor.put(static_cast<std::uint32_t>(time >> 32));
    cursor.put(static_cast<std::uint32_t>(time));
    cursor.put(static_cast<std::uint32_t>(frame.bytes.size()));
    cursor.put(frame.originalLength);
    cursor.putPadded(frame.bytes.data(), frame.bytes.size());
    if (const std::uint32_t flags = flagsOf(frame); flags != 0) {
        cursor.put(packetFlags);
        cursor.put(std::uint16_t{4});
        cursor.put(flags);
    }
    if (!frame.comment.empty()) {
        const auto size = static_cast<std::uint16_t>(std::min<std::size_t>(frame.comment.size(), 0xffff));
        cursor.put(comment);
        cursor.put(size);
        cursor.putPadded(frame.comment.data(), size);
    }
    if (frame.offload != Offload{}) {
        const auto value = packetOffload(frame.offload);
        cursor.put(customBytes);
        cursor.put(static_cast<std::uint16_t>(value.size()));
        cursor.putPadded(value.data(), value.size());
    }
    if (optionsSize(frame) != 0)
        cursor.put(std::uint32_t{endOfOptions});
    cursor.put(length);
}

void appendFrame(Buffer& out, const Frame& frame) {
    const auto at = out.size();
    out.resize(at + frameBlockSize(frame));
    writeFrame(out.data() + at, frame);
}

void appendBlock(Buffer& out, std::uint32_t type, Bytes body) {
    Block block(out, type);
    block.bytes(body);
    block.end();
}

void appendStatistics(Buffer& out, const CaptureStatistics& statistics, Timestamp now) {
    const auto time = static_cast<std::uint64_t>(now.time_since_epoch().count());
    Block block(out, interfaceStatistics);
    block.put(statistics.interfaceId);
    block.put(static_cast<std::uint32_t>(time >> 32));
    block.put(static_cast<std::uint32_t>(time));
    block.textOption(comment, statistics.comment);
    if (statistics.received)
        block.numberOption(received, *statistics.received);
    if (statistics.droppedInterface)
        block.numberOption(droppedByInterface, *statistics.droppedInterface);
    if (statistics.droppedSystem)
        block.numberOption(droppedBySystem, *statistics.droppedSystem);
    if (statistics.delivered)
        block.numberOption(delivered, *statistics.delivered);
    block.put(std::uint32_t{endOfOptions});
    block.end();
}

} // namespace tapscope::pcapng
