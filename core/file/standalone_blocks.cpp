#include <file/ordered_reader.h>
#include <file/pcapng_format.h>
#include <file/standalone_blocks.h>

namespace tapscope::pcapng {

std::optional<StandaloneBlocks::Block> StandaloneBlocks::examine(Bytes record) {
    using ByteOrder = FrameLayout::ByteOrder;
    constexpr std::size_t head = 8; // the type and the first length
    if (record.size() < minimumBlock)
        return std::nullopt;
    if (OrderedReader(record, ByteOrder::Little).u32() == sectionHeader) { // the same number in both byte orders
        const bool isLittle = OrderedReader(record.subspan(head), ByteOrder::Little).u32() == byteOrderMagic;
        order_ = isLittle ? ByteOrder::Little : ByteOrder::Big;
        static_cast<void>(converter_.convert(record));
        return std::nullopt;
    }
    const std::uint32_t type = OrderedReader(record, order_).u32();
    if (type != nameResolution && type != decryptionSecrets)
        return std::nullopt;
    const Bytes block = converter_.convert(record);
    return Block{.type = type, .body = block.subspan(head, block.size() - minimumBlock)};
}

} // namespace tapscope::pcapng
