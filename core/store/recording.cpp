#include <file/pcapng_format.h>
#include <file/pcapng_writer.h>
#include <store/recording.h>
#include <store/recording_writer.h>

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <system_error>

namespace tapscope {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto mostWaiting = 100ms; ///< in the destructor

void addLine(std::string& text, std::string_view line) {
    if (line.empty())
        return;
    if (!text.empty())
        text += '\n';
    text += line;
}

} // namespace

Recording::Recording(std::shared_ptr<RecordingWriter> writer, std::shared_ptr<StorePart> part,
                     const RecordingOptions& options)
    : writer_(std::move(writer)), ring_(options.ring), keepsIndex_(options.keepsIndex), part_(std::move(part)),
      fileBegun_(Clock::now()) {}

Result<std::shared_ptr<Recording>> Recording::create(const std::filesystem::path& path, const RecordingOptions& options,
                                                     Syscalls& syscalls) {
    auto writer = std::make_shared<RecordingWriter>(path, options, syscalls);
    auto part = std::make_shared<StorePart>(1);
    if (auto opened = writer->openFirst(part); !opened)
        return std::unexpected(opened.error());
    std::shared_ptr<Recording> recording(new Recording(writer, std::move(part), options));
    try {
        recording->thread_ = std::thread([writer] { writer->run(); });
    } catch (const std::system_error& error) {
        return systemError(error.code().value(), "start a thread that records to", path.string());
    }
    std::vector<std::byte> header;
    pcapng::appendSectionHeader(header);
    if (!recording->putBlock(header))
        return failure(ErrorKind::NoSpace, "record to", path.string(), "there is not enough memory for its buffer");
    recording->flush();
    return recording;
}

Recording::~Recording() {
    if (!thread_.joinable())
        return;
    finish({});
    if (writer_->settle(mostWaiting))
        thread_.join();
    else
        thread_.detach();
}

Result<std::uint32_t> Recording::addInterface(const CaptureInterface& interface) {
    if (interfaces_.size() >= maximumInterfaces || !writer_->store()->addInterface(interface))
        return failure(ErrorKind::NoSpace, "record another interface to", path().string(),
                       "it already has the maximum number of interfaces");
    interfaces_.push_back({.description = interface});
    static_cast<void>(describe(interfaces_.size())); // if it fails, it is repeated before the first frame
    return static_cast<std::uint32_t>(interfaces_.size() - 1);
}

bool Recording::append(const Frame& frame) {
    if (hasRemarks_ || frame.interfaceId >= described_ || isFileOver() || !writer_->isOpen()) [[unlikely]]
        return appendWithCare(frame);
    return put(frame) || refuse(frame);
}

bool Recording::appendWithCare(Frame frame) {
    if (isFileOver() && becomesComplete())
        return false;
    if (!writer_->isOpen() || frame.interfaceId >= interfaces_.size() || (isFileOver() && !beginFile()) ||
        !describe(frame.interfaceId + std::size_t{1}))
        return refuse(frame);
    const std::string text = remarks(frame);
    frame.comment = text;
    if (!put(frame))
        return refuse(frame);
    tookRemarks(interfaces_[frame.interfaceId]);
    return true;
}

std::string Recording::remarks(const Frame& frame) const {
    std::string text;
    if (missing_ > 0)
        text = fmt::format("{} frames before this one are not recorded: the disk did not keep up", missing_);
    addLine(text, interfaces_[frame.interfaceId].gap);
    addLine(text, frame.comment);
    return text;
}

void Recording::tookRemarks(Interface& interface) {
    if (missing_ == 0 && interface.gap.empty())
        return; // the comment on another interface's gap is not written yet
    missing_ = 0;
    interface.gap.clear();
    hasRemarks_ = std::ranges::any_of(interfaces_, [](const Interface& each) { return !each.gap.empty(); });
}

/// The hot path: room, index entry, bytes.
bool Recording::put(const Frame& frame) {
    const std::size_t size = pcapng::frameBlockSize(frame);
    if (size > Chunk::size || ((chunk_ == nullptr || size > Chunk::size - fill_.bytes) && !nextChunk()))
        return false;
    if (keepsIndex_ && !part_->index().append(IndexEntry::of(fileBytes_, frame.interfaceId, frame.time)))
        return false;
    pcapng::writeFrame(chunk_->bytes.get() + fill_.bytes, frame);
    ++interfaces_[frame.interfaceId].recorded;
    took(size, 1);
    return true;
}

bool Recording::putBlock(Bytes block) {
    if (block.size() > Chunk::size || ((chunk_ == nullptr || block.size() > Chunk::size - fill_.bytes) && !nextChunk()))
        return false;
    std::memcpy(chunk_->bytes.get() + fill_.bytes, block.data(), block.size());
    took(block.size(), 0);
    return true;
}

void Recording::took(std::size_t bytes, std::uint32_t frames) noexcept {
    fill_.bytes += static_cast<std::uint32_t>(bytes);
    fill_.frames += frames;
    fileBytes_ += bytes;
    fileFrames_ += frames;
    bytes_ += bytes;
    frames_ += frames;
    writer_->countTaken(frames_, bytes_); // before the writer can see the frame
    chunk_->setFill(fill_);
}

bool Recording::refuse(const Frame& frame) {
    writer_->countNotRecorded();
    ++missing_;
    hasRemarks_ = true;
    if (frame.interfaceId < interfaces_.size())
        ++interfaces_[frame.interfaceId].notRecorded;
    return false;
}

bool Recording::nextChunk() {
    if (!writer_->queue().hasRoom())
        return false;
    Chunk* const next = writer_->queue().add(part_, false);
    if (next == nullptr)
        return false;
    chunk_ = next;
    fill_ = {};
    writer_->wake();
    return true;
}

bool Recording::isFileOver() const noexcept {
    return fileFrames_ > 0 &&
           (isFileOver_ || fileBytes_ >= ring_.bytes.value_or(std::numeric_limits<std::uint64_t>::max()) ||
            fileFrames_ >= ring_.frames.value_or(std::numeric_limits<std::uint64_t>::max()));
}

bool Recording::becomesComplete() noexcept {
    isComplete_ = ring_.last && begun_ >= *ring_.last;
    return isComplete_;
}

bool Recording::beginFile() {
    if (!writer_->queue().hasRoom())
        return false;
    auto part = std::make_shared<StorePart>(frames_ + 1);
    Chunk* const first = writer_->queue().add(part, true);
    if (first == nullptr)
        return false;
    chunk_ = first;
    part_ = std::move(part);
    fill_ = {};
    fileBytes_ = fileFrames_ = 0;
    described_ = 0;
    isFileOver_ = false;
    ++begun_;
    fileBegun_ = Clock::now();
    std::vector<std::byte> header;
    pcapng::appendSectionHeader(header);
    static_cast<void>(putBlock(header)); // there is always room
    writer_->wake();
    return describe(interfaces_.size());
}

/// Makes sure that the first `interfaces` interfaces are described in the current file.
bool Recording::describe(std::size_t interfaces) {
    std::vector<std::byte> block;
    for (; described_ < interfaces; ++described_) {
        block.clear();
        pcapng::appendInterface(block, interfaces_[described_].description);
        if (!putBlock(block))
            return false;
    }
    return true;
}

void Recording::gap(std::uint32_t interfaceId, std::string_view text) {
    if (interfaceId >= interfaces_.size())
        return;
    addLine(interfaces_[interfaceId].gap, text);
    hasRemarks_ = true;
}

CaptureStatistics Recording::completed(CaptureStatistics statistics) const {
    const Interface& interface = interfaces_[statistics.interfaceId];
    statistics.delivered = interface.recorded;
    statistics.droppedSystem = statistics.droppedSystem.value_or(0) + interface.notRecorded;
    return statistics;
}

bool Recording::append(const CaptureStatistics& statistics) {
    if (!writer_->isOpen() || statistics.interfaceId >= interfaces_.size() ||
        !describe(statistics.interfaceId + std::size_t{1}))
        return false;
    std::vector<std::byte> block;
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    pcapng::appendStatistics(block, completed(statistics), now);
    return putBlock(block);
}

bool Recording::appendBlock(std::uint32_t type, Bytes body) {
    std::vector<std::byte> block;
    pcapng::appendBlock(block, type, body);
    return writer_->isOpen() && putBlock(block);
}

void Recording::flush() {
    if (ring_.duration && Clock::now() - fileBegun_ >= *ring_.duration) {
        isFileOver_ = true;
        if (isFileOver() && !becomesComplete())
            static_cast<void>(beginFile()); // if it fails, it is repeated with the next frame
    }
    if (bytes_ == flushedBytes_)
        return;
    flushedBytes_ = bytes_;
    writer_->wake();
}

void Recording::finish(std::vector<CaptureStatistics> statistics) {
    if (isFinished_)
        return;
    isFinished_ = true;
    static_cast<void>(describe(interfaces_.size()));
    std::erase_if(statistics, [&](const CaptureStatistics& each) { return each.interfaceId >= described_; });
    for (auto& each : statistics) {
        const Interface& interface = interfaces_[each.interfaceId];
        each = completed(std::move(each));
        addLine(each.comment, interface.gap);
        if (missing_ > 0 && interface.notRecorded > 0)
            addLine(each.comment,
                    fmt::format("{} frames at the end are not recorded: the disk did not keep up", missing_));
    }
    writer_->finish(std::move(statistics));
}

RecordingStatus Recording::status() const noexcept {
    return writer_->status();
}

std::optional<Error> Recording::error() const {
    return writer_->error();
}

bool Recording::settle(std::chrono::milliseconds atMost) {
    return writer_->settle(atMost);
}

void Recording::abandon() {
    writer_->abandon();
}

std::shared_ptr<const FrameStore> Recording::store() const {
    return keepsIndex_ ? writer_->store() : nullptr;
}

std::filesystem::path Recording::path() const {
    return writer_->path();
}

} // namespace tapscope
