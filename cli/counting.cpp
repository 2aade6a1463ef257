#include "counting.h"

#include "frame_counter.h"
#include "input.h"
#include "live_sink.h"

#include <fmt/core.h>
#include <scan/file_scan.h>

#include <utility>

namespace tapscope::cli {
namespace {

/// Counts frames as they arrive.
class LiveCounter final : public LiveSink {
public:
    LiveCounter(LiveFrames frames, CountJob& job) : LiveSink(std::move(frames)), counter_(job) {}

    Result<void> take() override {
        ScanOutput nothing;
        while (frames().take(chunk_))
            counter_.learnAndExamine(chunk_, nothing);
        return {};
    }
    Result<void> end() override { return take(); }

private:
    FrameCounter counter_;
    FrameChunk chunk_;
};

} // namespace

std::string CountedFile::nameOf(std::uint32_t interface) const {
    const bool isNamed = interface < interfaceNames.size() && !interfaceNames[interface].empty();
    return isNamed ? interfaceNames[interface] : fmt::format("number {}", interface);
}

std::optional<Error> CountedFile::leftOut() const {
    std::optional<Error> latest;
    for (const auto& [id, reason] : kinds->failures())
        latest = failure(ErrorKind::Unsupported, "count", id, reason).error();
    return latest;
}

Result<CountedFile> countStatistics(const CountWords& words, const PluginHost& plugins) {
    const auto job = CountJob::make(words, plugins);
    if (!job)
        return std::unexpected(job.error());
    CaptureFile source{.name = words.name, .path = words.name, .copy = {}};
    if (words.reassemble) { // read twice
        auto seekable = seekableCapture(words.name);
        if (!seekable)
            return std::unexpected(seekable.error());
        source = std::move(*seekable);
    }
    auto file = openCapture(source);
    if (!file)
        return std::unexpected(file.error());
    FileScan scan{.file = std::move(*file), .makeExaminer = {}, .learn = {}, .deliver = {}, .stop = {}};
    scan.makeExaminer = [&job = **job] { return std::make_unique<FrameCounter>(job); };
    scan.deliver = [](const ScanOutput&) -> Result<void> { return {}; };
    if (words.reassemble) {
        // A fragment refers to the frame that completes the message, so the whole file is learned first.
        ChunkLearner& learner = (*job)->learnFrames(ChunkLearner::Examined::Afterwards);
        auto walker = source.walk();
        if (!walker)
            return std::unexpected(walker.error());
        for (FrameChunk chunk; walker->next(chunk);)
            learner.learn(chunk);
    } else if ((*job)->plan().dissection().needsHistory()) {
        ChunkLearner& learner = (*job)->learnFrames(ChunkLearner::Examined::Soon);
        scan.learn = [&learner](const FrameChunk& chunk) { learner.learn(chunk); };
    }
    auto done = scan.run();
    if (!done)
        done.error() = callStream(words.name, done.error());
    if (!done && done.error().kind != ErrorKind::Damaged)
        return std::unexpected(done.error());
    CountedFile counted = (*job)->result();
    if (!done)
        counted.damage = done.error();
    return counted;
}

Result<CountedFile> countLive(const CountWords& words, CaptureWords capture, const PluginHost& plugins,
                              Session& session) {
    const auto job = CountJob::make(words, plugins);
    if (!job)
        return std::unexpected(job.error());
    if ((*job)->plan().dissection().needsHistory())
        (*job)->learnFrames(ChunkLearner::Examined::Soon);
    capture.names = {words.name};
    capture.makeSink = [&job = **job](LiveFrames frames) {
        return std::make_unique<LiveCounter>(std::move(frames), job);
    };
    const auto captured = cli::capture(std::move(capture), session);
    CountedFile counted = (*job)->result();
    if (!captured && counted.count->frames() == 0)
        return std::unexpected(captured.error());
    if (!captured)
        counted.damage = captured.error();
    return counted;
}

} // namespace tapscope::cli
