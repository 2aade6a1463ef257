#include <decode/ber.h>

#include <charconv>

namespace tapscope::ber {

Element read(ByteReader& bytes) noexcept {
    constexpr std::size_t longestLength = 4;
    Element element;
    const std::uint8_t tag = bytes.u8();
    const std::uint8_t first = bytes.u8();
    element.length = first;
    if ((first & 0x80U) != 0) {
        const std::size_t octets = first & 0x7fU;
        if (octets == 0 || octets > longestLength) { // indefinite, or longer than any frame
            bytes.setOverrun();
            return {};
        }
        element.length = bytes.big(octets);
    }
    if (bytes.overrun())
        return {};
    element.tag = tag;
    element.content = bytes.part(element.length);
    if (!element.isWhole())
        bytes.skip(1);
    return element;
}

std::int64_t integer(ByteReader content) noexcept {
    if (content.remaining() == 9 && content.peek() == 0) // an unsigned number whose highest bit is set
        content.skip(1);
    const std::size_t size = content.remaining();
    if (size == 0 || size > 8)
        return 0;
    const std::uint64_t value = content.big(size);
    const unsigned unused = 64 - 8 * static_cast<unsigned>(size);
    return static_cast<std::int64_t>(value << unused) >> unused;
}

DottedText::DottedText(ByteReader content) noexcept {
    bool isFirst = true;
    while (!content.atEnd()) {
        std::uint64_t part = 0;
        std::uint8_t octet = 0;
        do {
            octet = content.u8();
            part = part << 7 | (octet & 0x7fU);
        } while ((octet & 0x80U) != 0 && !content.atEnd());
        if (isFirst) {
            const std::uint64_t root = part < 80 ? part / 40 : 2;
            append(root);
            part -= root * 40;
        }
        isFirst = false;
        append(part);
    }
}

void DottedText::append(std::uint64_t part) noexcept {
    constexpr std::size_t longest = 21; // a dot and the digits of 64 bits
    if (text_.size() - size_ < longest)
        return;
    if (size_ != 0)
        text_[size_++] = '.';
    size_ = static_cast<std::size_t>(std::to_chars(text_.data() + size_, text_.data() + text_.size(), part).ptr -
                                     text_.data());
}

} // namespace tapscope::ber
