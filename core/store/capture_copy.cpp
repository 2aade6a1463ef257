#include <file/capture_parser.h>
#include <file/pcapng_copy.h>
#include <file/pcapng_format.h>
#include <file/pcapng_sections.h>
#include <store/capture_copy.h>
#include <store/file_store.h>
#include <store/kernel_copy.h>
#include <store/read_window.h>

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr const char* copying = "copy";
constexpr std::size_t enough = std::size_t{256} << 10; ///< bytes that are passed on together

std::unexpected<Error> stopped() {
    return failure(ErrorKind::Cancelled, "save", "the frames", "stopped by the user");
}

using Progress = std::function<void(FrameNumber done, FrameNumber total)>;

/// Whether the sections of a capture must be examined before it is copied.
bool mayNeedOneSection(const FrameStore& store) {
    if (dynamic_cast<const FileStore*>(&store) == nullptr) // a recording has one section, with times in nanoseconds
        return false;
    constexpr std::uint8_t nanoseconds = 9;
    const std::size_t interfaces = store.interfaceCount();
    for (std::size_t id = 0; id < interfaces; ++id) {
        if (store.interface(id).timeResolution > nanoseconds)
            return true;
    }
    return interfaces > 1;
}

/// Calls `visit(parser, record)` for each record or block of a file until it returns false or an error, or the file
/// ends.
template <typename Visit>
Result<void> forEachRecord(const StorePart& part, ReadWindow& window, Syscalls& syscalls, Visit visit) {
    auto file = part.open(syscalls);
    if (!file)
        return std::unexpected(file.error());
    window.look((*file)->get());
    CaptureParser parser;
    std::size_t needed = frameHeaderSize;
    while (true) {
        const auto bytes = window.at(parser.offset(), needed);
        if (!bytes)
            return systemError(bytes.error(), "read", part.path().string());
        const auto step = parser.next(*bytes);
        if (step == CaptureParser::Step::Damage) // it was reported when the file was opened
            return {};
        if (step == CaptureParser::Step::NeedMore) {
            if (bytes->size() >= parser.needed() || bytes->size() < needed) // the end
                return {};
            needed = parser.needed();
            continue;
        }
        needed = frameHeaderSize;
        const Result<bool> goesOn = visit(parser, step, bytes->first(parser.consumed()));
        if (!goesOn)
            return std::unexpected(goesOn.error());
        if (!*goesOn)
            return {};
    }
}

/// The progress of a copy that examines the whole file before or after it: each of the two passes is one half.
class HalfProgress {
public:
    enum Half : std::uint8_t { First, Second };

    HalfProgress(Half half, const Progress& progress) : half_(half), progress_(progress) {}
    void report(FrameNumber done, FrameNumber total) const {
        if (progress_)
            progress_(half_ == First ? done / 2 : total / 2 + done / 2, total);
    }

private:
    Half half_;
    const Progress& progress_;
};

/// Examines the sections of a capture; returns nothing if they need not or cannot be joined. It reads the whole file,
/// which may take as long as copying it.
Result<std::optional<pcapng::OneSection>> sectionsToJoin(const FrameStore& store, Syscalls& syscalls,
                                                         const Progress& progress, const std::stop_token& stop) {
    const auto parts = store.parts();
    if (parts.size() != 1 || !mayNeedOneSection(store)) // each file of a ring repeats its interfaces
        return std::nullopt;
    constexpr FrameNumber reportEvery = 4096;
    const HalfProgress way(HalfProgress::First, progress);
    FrameNumber frames = 0;
    pcapng::OneSection sections;
    ReadWindow window(syscalls);
    bool isNg = true;
    auto looked =
        forEachRecord(*parts.front(), window, syscalls,
                      [&](const CaptureParser& parser, CaptureParser::Step step, Bytes record) -> Result<bool> {
                          if (stop.stop_requested())
                              return stopped();
                          if (step == CaptureParser::Step::Frame && ++frames % reportEvery == 0)
                              way.report(frames, store.count());
                          isNg = parser.interfaces().empty() ||
                                 parser.interfaces().front().layout.format == FrameLayout::Format::PcapNg;
                          if (isNg)
                              sections.examine(record);
                          return isNg;
                      });
    if (!looked)
        return std::unexpected(looked.error());
    if (!isNg || !sections.isNeeded())
        return std::nullopt;
    return sections;
}

/// One run of a copy: the frames that were copied, and those that are still missing.
class CopyRun {
public:
    CopyRun(const CaptureCopy& copy, const std::function<Result<void>(Bytes)>& write, Syscalls& syscalls)
        : copy_(copy), write_(write), last_(lastOf(copy)), window_(syscalls), syscalls_(syscalls) {
        wanted_ = copy.chosen ? copy.chosen->size() : last_ + 1 - std::min(copy.store->first(), last_ + 1);
    }

    Result<void> run() {
        isHalf_ = mayNeedOneSection(*copy_.store);
        auto sections = sectionsToJoin(*copy_.store, syscalls_, copy_.progress, copy_.stop);
        if (!sections)
            return std::unexpected(sections.error());
        sections_ = std::move(*sections);
        for (const auto& part : copy_.store->parts()) {
            if (part->first() > last_ && last_ != 0)
                break;
            if (auto copied = copyPart(*part); !copied)
                return copied;
        }
        if (done_ < wanted_)
            return failure(ErrorKind::Ended, copying, copy_.store->path().string(),
                           fmt::format("{} of its frames cannot be read any more", wanted_ - done_),
                           "Another program has changed the file; open it again");
        return flush();
    }

private:
    [[nodiscard]] static FrameNumber lastOf(const CaptureCopy& copy) {
        const FrameNumber count = copy.store->count();
        return copy.last != 0 ? std::min(copy.last, count) : count;
    }

    Result<void> copyPart(const StorePart& part) {
        FrameNumber number = part.first() - 1;
        return forEachRecord(part, window_, syscalls_,
                             [&](const CaptureParser& parser, CaptureParser::Step step, Bytes record) -> Result<bool> {
                                 if (step == CaptureParser::Step::Frame) {
                                     if (++number > last_) // a recording may continue
                                         return false;
                                     takeFrame(parser, number, record);
                                 } else {
                                     takeOther(parser, record);
                                 }
                                 if (number == copy_.last && copy_.last != 0)
                                     return false;
                                 if (auto going = goOn(number); !going)
                                     return std::unexpected(going.error());
                                 return true;
                             });
    }

    void takeOther(const CaptureParser& parser, Bytes record) {
        const StoredInterface* const first = parser.interfaces().empty() ? nullptr : &parser.interfaces().front();
        const bool isFirst = std::exchange(isFirst_, false);
        if (sections_)
            record = sections_->convert(record);
        if (record.empty()) // the header of a later section
            return;
        if (isFirst)
            pcapng::copySectionStart(buffer_, first, record, notes());
        else
            pcapng::copyOther(buffer_, first, record);
    }

    /// The notes to insert, including the comments that joining sections leaves out.
    [[nodiscard]] CaptureNotes notes() const {
        CaptureNotes notes = copy_.notes;
        if (sections_ && notes.file.own == CommentChange::Own::Kept)
            notes.file.comments.insert(notes.file.comments.begin(), sections_->laterComments().begin(),
                                       sections_->laterComments().end());
        return notes;
    }

    void takeFrame(const CaptureParser& parser, FrameNumber number, Bytes record) {
        FrameLayout layout = parser.interfaces()[parser.frame().interfaceId].layout;
        if (sections_) {
            record = sections_->convert(record);
            layout.byteOrder = pcapng::OneSection::byteOrder;
        }
        const bool isChosen = choose(number);
        done_ += isChosen ? 1 : 0;
        if (!isChosen && !pcapng::isKeptAnyhow(layout, record))
            return;
        const auto change = copy_.notes.frames.find(number);
        if (change == copy_.notes.frames.end())
            pcapng::copyFrame(buffer_, layout, parser.frame(), record);
        else
            pcapng::copyFrame(buffer_, layout, parser.frame(), record, change->second);
    }

    /// Frames come in ascending order, like the chosen ones.
    [[nodiscard]] bool choose(FrameNumber number) {
        if (!copy_.chosen)
            return true;
        while (next_ < copy_.chosen->size() && (*copy_.chosen)[next_] < number)
            ++next_;
        return next_ < copy_.chosen->size() && (*copy_.chosen)[next_] == number;
    }

    Result<void> goOn(FrameNumber number) {
        if (buffer_.size() < enough && number < look_)
            return {};
        constexpr FrameNumber lookEvery = 4096;
        look_ = number + lookEvery;
        if (copy_.stop.stop_requested())
            return stopped();
        if (isHalf_)
            HalfProgress(HalfProgress::Second, copy_.progress).report(done_, wanted_);
        else if (copy_.progress)
            copy_.progress(done_, wanted_);
        return flush();
    }

    Result<void> flush() {
        auto written = buffer_.empty() ? Result<void>{} : write_(buffer_);
        buffer_.clear();
        return written;
    }

    const CaptureCopy& copy_;
    const std::function<Result<void>(Bytes)>& write_;
    FrameNumber last_, wanted_ = 0, done_ = 0, look_ = 0;
    std::size_t next_ = 0;                       ///< index in `chosen`
    bool isFirst_ = true;                        ///< no record of the current file was seen yet
    bool isHalf_ = false;                        ///< the other half was the examination of the sections
    std::optional<pcapng::OneSection> sections_; ///< set if sections are joined
    pcapng::Buffer buffer_;
    ReadWindow window_;
    Syscalls& syscalls_;
};

} // namespace

Result<void> CaptureCopy::run(const std::function<Result<void>(Bytes)>& write) const {
    return CopyRun(*this, write, *store->syscalls_).run();
}

Result<bool> copyWhole(const FrameStore& store, int target,
                       const std::function<void(FrameNumber done, FrameNumber total)>& progress,
                       const std::stop_token& stop) {
    const auto part = store.wholeFile();
    if (!part)
        return false;
    if (const auto sections = sectionsToJoin(store, Syscalls::real(), progress, stop); !sections || *sections)
        return sections ? Result<bool>(false) : std::unexpected(sections.error());
    const auto source = part->open(Syscalls::real());
    if (!source)
        return std::unexpected(source.error());
    std::uint32_t magic = 0;
    struct stat status{};
    const bool isWholePcapng = pread((*source)->get(), &magic, sizeof magic, 0) == sizeof magic &&
                               magic == pcapng::sectionHeader && fstat((*source)->get(), &status) == 0 &&
                               static_cast<std::uint64_t>(status.st_size) == part->sizeOnDisk();
    if (!isWholePcapng)
        return false;
    const auto size = part->sizeOnDisk();
    const bool isHalf = mayNeedOneSection(store);
    return copyInKernel((*source)->get(), target, size, part->path(), [&](std::uint64_t done) {
        const auto frames = static_cast<FrameNumber>(static_cast<double>(done) / static_cast<double>(size) *
                                                     static_cast<double>(store.count()));
        if (isHalf)
            HalfProgress(HalfProgress::Second, progress).report(frames, store.count());
        else if (progress)
            progress(frames, store.count());
        return !stop.stop_requested();
    });
}

} // namespace tapscope
