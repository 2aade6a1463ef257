#include <file/ordered_reader.h>
#include <file/pcapng_copy.h>
#include <file/pcapng_format.h>
#include <store/file_walker.h>

#include <combine/time_shift.h>

#include <limits>

namespace tapscope {
namespace {

__extension__ using Wide = __int128; ///< products of two 64-bit numbers

constexpr std::size_t timePlace = 12; ///< of the upper half of the time in a packet block
constexpr Wide nanosecondsPerSecond = 1'000'000'000;

std::int64_t nanoseconds(Timestamp time) noexcept {
    return time.time_since_epoch().count();
}

/// A duration in units of if_tsresol, rounded to the nearest.
Wide ticksOf(Wide duration, std::uint8_t resolution) {
    constexpr std::uint8_t binary = 0x80;
    constexpr unsigned mostDigits = 18, mostBits = 63;
    Wide perSecond = 1;
    if ((resolution & binary) != 0)
        perSecond <<= std::min<unsigned>(resolution & 0x7f, mostBits);
    else
        for (unsigned i = 0; i < std::min<unsigned>(resolution, mostDigits); ++i)
            perSecond *= 10;
    const Wide half = duration < 0 ? -nanosecondsPerSecond / 2 : nanosecondsPerSecond / 2;
    return (duration * perSecond + half) / nanosecondsPerSecond;
}

void put(pcapng::Buffer& out, std::size_t place, FrameLayout::ByteOrder order, std::uint32_t number) {
    for (unsigned i = 0; i < 4; ++i) {
        const unsigned shift = 8 * (order == FrameLayout::ByteOrder::Little ? i : 3 - i);
        out[place + i] = static_cast<std::byte>(number >> shift);
    }
}

bool hasTime(const FrameLayout& layout, Bytes record) {
    if (record.size() < pcapng::enhancedPacketHeader)
        return false;
    const std::uint32_t type = OrderedReader(record, layout.byteOrder).u32();
    return type == pcapng::enhancedPacket || type == pcapng::obsoletePacket;
}

/// Adds to the time of a packet block at `block`. False, and unchanged, if the result is not a 64-bit number.
bool addToTime(pcapng::Buffer& out, std::size_t block, FrameLayout::ByteOrder order, Wide ticks) {
    OrderedReader reader(Bytes(out).subspan(block + timePlace), order);
    const std::uint64_t high = reader.u32();
    const Wide time = static_cast<Wide>(high << 32 | reader.u32()) + ticks;
    if (time < 0 || time > static_cast<Wide>(std::numeric_limits<std::uint64_t>::max()))
        return false;
    put(out, block + timePlace, order, static_cast<std::uint32_t>(static_cast<std::uint64_t>(time) >> 32));
    put(out, block + timePlace + 4, order, static_cast<std::uint32_t>(time));
    return true;
}

/// Whether the frame has its new time.
bool copyShifted(pcapng::Buffer& out, const StoredInterface& interface, const Frame& frame, Bytes record,
                 const TimeShift& shift) {
    const std::size_t block = out.size();
    const auto time = frame.time == noTime ? std::nullopt : shift.of(frame.time);
    Frame written = frame;
    if (interface.layout.format != FrameLayout::Format::PcapNg) {
        written.time = time.value_or(frame.time == noTime ? Timestamp{} : frame.time);
        pcapng::copyFrame(out, interface.layout, written, record);
        return time.has_value();
    }
    pcapng::copyFrame(out, interface.layout, written, record);
    if (!time || !hasTime(interface.layout, record))
        return false;
    const Wide change = static_cast<Wide>(nanoseconds(*time)) - nanoseconds(frame.time);
    return addToTime(out, block, interface.layout.byteOrder, ticksOf(change, interface.description.timeResolution));
}

} // namespace

TimeShift TimeShift::by(std::chrono::nanoseconds offset) noexcept {
    TimeShift shift;
    shift.to_ = Timestamp(offset);
    return shift;
}

Result<TimeShift> TimeShift::through(const Anchor& one, const Anchor& other) {
    const Anchor& early = one.before < other.before ? one : other;
    const Anchor& late = one.before < other.before ? other : one;
    if (early.before == late.before)
        return failure(ErrorKind::Invalid, "set", "the times of two frames", "both have the same time now");
    if (late.after <= early.after)
        return failure(ErrorKind::Invalid, "set", "the times of two frames", "the frames would change their order");
    TimeShift shift;
    shift.from_ = early.before;
    shift.to_ = early.after;
    shift.length_ = late.before - early.before;
    shift.newLength_ = late.after - early.after;
    return shift;
}

std::optional<Timestamp> TimeShift::of(Timestamp time) const noexcept {
    const Wide after = static_cast<Wide>(nanoseconds(time)) - nanoseconds(from_);
    const Wide made = nanoseconds(to_) + after * newLength_.count() / length_.count();
    if (made < 0 || made > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return Timestamp(std::chrono::nanoseconds(static_cast<std::int64_t>(made)));
}

Result<ShiftedCopy::Report> ShiftedCopy::run(const std::function<Result<void>(Bytes)>& write) const {
    auto walker = FileWalker::open(file);
    if (!walker)
        return std::unexpected(walker.error());
    walker->keepPassages();
    Report report;
    pcapng::Buffer out;
    for (FrameChunk chunk; walker->next(chunk);) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, "shift the times of", file.string(), "stopped by the user");
        out.clear();
        for (const auto& passage : chunk.passages) {
            if (passage.frame == FrameChunk::Passage::none) {
                pcapng::copyOther(out, chunk.interfaces.empty() ? nullptr : &chunk.interfaces[0], passage.record);
                continue;
            }
            const Frame& frame = chunk.frames[passage.frame];
            ++report.frames;
            if (!copyShifted(out, chunk.interfaces[frame.interfaceId], frame, passage.record, shift))
                ++report.unchanged;
        }
        if (auto written = write(out); !written)
            return std::unexpected(written.error());
        if (progress)
            progress(report.frames);
    }
    report.damage = walker->damage();
    return report;
}

} // namespace tapscope
