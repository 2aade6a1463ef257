#include "dns_name.h"

#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>

namespace tapscope::dns {
namespace {

constexpr unsigned pointerMark = 0xc0;
// The limit for following pointers: a name has at most 255 bytes, and thousands of names may point to the same place.
constexpr std::size_t farthest = 1024;

} // namespace

Name::Name(ByteReader& bytes, Bytes message, Dissection* d) noexcept {
    read(bytes, message, d);
    if (rawSize_ == 0)
        replace("<Root>");
    textSize_ = writePrintable(text_, {raw_.data(), rawSize_});
}

void Name::read(ByteReader& bytes, Bytes message, Dissection* d) noexcept {
    ByteReader behindPointer;
    ByteReader* from = &bytes;
    std::size_t bytesSeen = 0; // seen while following pointers: each label takes at least one byte, so a loop ends
    const std::size_t most = std::max<std::size_t>(message.size(), 2);
    while (true) {
        const unsigned length = from->u8();
        if (from->overrun() || length == 0)
            break;
        if ((length & pointerMark) == 0) {
            bytesSeen += length + 1;
            appendLabel(from->take(length));
            ++labels_;
        } else if ((length & pointerMark) == pointerMark) {
            const std::size_t target = (length & 0x3fU) << 8 | from->u8();
            bytesSeen += 2;
            if (from->overrun())
                break;
            behindPointer = ByteReader(message);
            behindPointer.skip(target);
            from = &behindPointer;
        } else if (length == 0x41) { // RFC 2673: a bit string
            appendBitString(*from);
            bytesSeen += 2;
        } else {
            replace("<Unknown extended label>");
            return;
        }
        if (from != &bytes && d != nullptr && !d->mayReadAgain(std::size_t{length & 0x3fU} + 2)) {
            replace("<Name not followed: the message has too many>");
            labels_ = 1;
            return;
        }
        if (bytesSeen >= (from == &bytes ? most : std::min(most, farthest))) {
            replace(bytesSeen >= most ? "<Name contains a pointer that loops>" : "<Name too long>");
            labels_ = 1;
            return;
        }
        if (from->overrun())
            break;
    }
    if (from != &bytes && from->overrun())
        bytes.setOverrun(); // the pointer led beyond the message
}

void Name::appendLabel(Bytes label) noexcept {
    if (rawSize_ != 0 && rawSize_ < raw_.size())
        raw_[rawSize_++] = '.';
    const std::size_t size = std::min(label.size(), raw_.size() - rawSize_);
    std::ranges::transform(label.first(size), raw_.begin() + static_cast<std::ptrdiff_t>(rawSize_),
                           [](std::byte octet) { return static_cast<char>(octet); });
    rawSize_ += size;
}

void Name::appendBitString(ByteReader& bytes) noexcept {
    constexpr std::string_view digits = "0123456789abcdef";
    const unsigned bits = bytes.u8() == 0 ? 256U : std::to_integer<unsigned>(bytes.all()[bytes.position() - 1]);
    const auto append = [this](std::string_view text) {
        for (const char c : text) {
            if (rawSize_ < raw_.size())
                raw_[rawSize_++] = c;
        }
    };
    append(rawSize_ == 0 ? "\\[x" : ".\\[x");
    for (const std::byte octet : bytes.take((bits + 7) / 8)) {
        const auto value = std::to_integer<unsigned>(octet);
        append({digits.data() + (value >> 4), 1});
        append({digits.data() + (value & 15), 1});
    }
    append("]");
    ++labels_;
}

void Name::replace(std::string_view text) noexcept {
    rawSize_ = std::min(text.size(), raw_.size());
    std::ranges::copy(text.substr(0, rawSize_), raw_.begin());
}

} // namespace tapscope::dns
