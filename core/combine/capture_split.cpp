#include <base/elapsed.h>
#include <file/ordered_reader.h>
#include <file/pcapng_copy.h>
#include <file/pcapng_format.h>
#include <store/file_walker.h>
#include <store/packer.h>

#include <combine/capture_split.h>
#include <fmt/chrono.h>
#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t mostBuffered = std::size_t{256} << 10; ///< bytes that are passed on together

class SplitRun {
public:
    SplitRun(const CaptureSplit& split, const CaptureSplit::Sink& sink) : split_(split), sink_(sink) {}

    Result<CaptureSplit::Report> run(FileWalker walker) {
        walker.keepPassages();
        for (FrameChunk chunk; walker.next(chunk);) {
            if (split_.stop.stop_requested())
                return failure(ErrorKind::Cancelled, "split", split_.file.string(), "stopped by the user");
            for (const auto& passage : chunk.passages) {
                auto taken = passage.frame == FrameChunk::Passage::none
                                 ? takeOther(chunk, passage.record)
                                 : takeFrame(chunk, chunk.frames[passage.frame], passage.record);
                if (!taken)
                    return std::unexpected(taken.error());
            }
        }
        if (auto ended = endFile(); !ended)
            return std::unexpected(ended.error());
        report_.damage = walker.damage();
        return report_;
    }

private:
    /// Keeps the blocks that each of the following files needs.
    Result<void> takeOther(const FrameChunk& chunk, Bytes record) {
        const StoredInterface* const first = chunk.interfaces.empty() ? nullptr : &chunk.interfaces[0];
        pcapng::Buffer block;
        pcapng::copyOther(block, first, record);
        const bool isPcap = first != nullptr && first->layout.format != FrameLayout::Format::PcapNg;
        const std::uint32_t little = OrderedReader(block, FrameLayout::ByteOrder::Little).u32();
        if (little == pcapng::sectionHeader && !isPcap) {
            preamble_.clear();
            order_ =
                OrderedReader(Bytes(block).subspan(8), FrameLayout::ByteOrder::Little).u32() == pcapng::byteOrderMagic
                    ? FrameLayout::ByteOrder::Little
                    : FrameLayout::ByteOrder::Big;
        }
        const std::uint32_t type = OrderedReader(block, order_).u32();
        if (isPcap || little == pcapng::sectionHeader || type == pcapng::interfaceDescription ||
            type == pcapng::nameResolution || type == pcapng::decryptionSecrets)
            preamble_.insert(preamble_.end(), block.begin(), block.end());
        return isOpen_ ? write(block) : Result<void>{};
    }

    Result<void> takeFrame(const FrameChunk& chunk, const Frame& frame, Bytes record) {
        pcapng::Buffer block;
        pcapng::copyFrame(block, chunk.interfaces[frame.interfaceId].layout, frame, record);
        if (report_.frames == 0)
            start_ = frame.time;
        if (isOpen_ && isFull(frame, block.size())) {
            if (auto ended = endFile(); !ended)
                return ended;
        }
        if (!isOpen_) {
            if (auto begun = beginFile(frame); !begun)
                return begun;
        }
        ++framesInFile_;
        ++report_.frames;
        return write(block);
    }

    [[nodiscard]] bool isFull(const Frame& frame, std::size_t size) const {
        return (split_.frames != 0 && framesInFile_ >= split_.frames) ||
               (split_.bytes != 0 && framesInFile_ > 0 && bytesInFile_ + size > split_.bytes) ||
               (split_.duration.count() > 0 && hasTime(frame) && elapsed(start_, frame.time) >= end_);
    }
    [[nodiscard]] bool hasTime(const Frame& frame) const { return frame.time != noTime && start_ != noTime; }

    Result<void> beginFile(const Frame& frame) {
        if (++report_.files > CaptureSplit::mostFiles)
            return failure(ErrorKind::Invalid, "split", split_.file.string(),
                           fmt::format("there would be more than {} files", CaptureSplit::mostFiles),
                           "Choose a higher limit");
        if (auto begun = sink_.begin(report_.files, frame.time); !begun)
            return begun;
        isOpen_ = true;
        framesInFile_ = bytesInFile_ = 0;
        if (split_.duration.count() > 0 && hasTime(frame)) // the interval of this frame
            end_ = split_.duration * (std::max<std::int64_t>(elapsed(start_, frame.time) / split_.duration, 0) + 1);
        return write(preamble_);
    }

    Result<void> write(Bytes block) {
        buffer_.insert(buffer_.end(), block.begin(), block.end());
        bytesInFile_ += block.size();
        return buffer_.size() < mostBuffered ? Result<void>{} : flush();
    }
    Result<void> flush() {
        auto written = buffer_.empty() ? Result<void>{} : sink_.write(buffer_);
        buffer_.clear();
        return written;
    }
    Result<void> endFile() {
        if (!std::exchange(isOpen_, false))
            return {};
        if (auto written = flush(); !written)
            return written;
        return sink_.end();
    }

    const CaptureSplit& split_;
    const CaptureSplit::Sink& sink_;
    pcapng::Buffer preamble_, buffer_;
    FrameLayout::ByteOrder order_ = FrameLayout::ByteOrder::Little;
    bool isOpen_ = false;
    FrameNumber framesInFile_ = 0;
    std::uint64_t bytesInFile_ = 0;
    Timestamp start_{};              ///< of the first frame
    std::chrono::nanoseconds end_{}; ///< of the current file, relative to start_
    CaptureSplit::Report report_;
};

} // namespace

Result<CaptureSplit::Report> CaptureSplit::run(const Sink& sink) const {
    auto walker = FileWalker::open(file);
    if (!walker)
        return std::unexpected(walker.error());
    return run(std::move(*walker), sink);
}

Result<CaptureSplit::Report> CaptureSplit::run(FileWalker walker, const Sink& sink) const {
    if (frames == 0 && duration.count() <= 0 && bytes == 0)
        return failure(ErrorKind::Invalid, "split", file.string(), "no limit is given",
                       "Give a number of frames, a duration or a size");
    return SplitRun(*this, sink).run(std::move(walker));
}

std::filesystem::path splitName(const std::filesystem::path& base, std::size_t number, Timestamp first) {
    const auto plain = withoutPackedSuffix(base);
    const std::string packed = plain == base ? std::string() : base.extension().string();
    std::string name = fmt::format("{}_{:05}", plain.stem().string(), number);
    if (first != noTime) {
        const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(first.time_since_epoch()).count();
        std::tm moment{};
        if (gmtime_r(&seconds, &moment) != nullptr)
            name += fmt::format("_{:%Y%m%d%H%M%S}", moment);
    }
    return base.parent_path() / (name + plain.extension().string() + packed);
}

} // namespace tapscope
