#include "reading.h"

#include "frame_printing.h"
#include "input.h"

#include <plugin/replacement_file.h>

namespace tapscope::cli {
namespace {

using Kind = ReadWords::Output;

/// Learns the whole file first, because a fragment refers to the frame that completes the message.
Result<void> learnAll(FramePrinting& printing, const CaptureFile& source) {
    printing.reassemble();
    auto walker = source.walk();
    if (!walker)
        return std::unexpected(walker.error());
    for (FrameChunk chunk; printing.learns() && walker->next(chunk);)
        printing.learn(chunk);
    return {};
}

/// Prints outputs as they arrive. If the file is damaged, everything before the damage is printed.
Result<void> scanFile(const ReadWords& words, const PluginChoice& plugins, Output& out) {
    CaptureFile source{.name = words.file, .path = words.file, .copy = {}};
    if (words.reassemble || (words.names.hosts && words.file == "-")) { // read twice
        auto seekable = seekableCapture(words.file);
        if (!seekable)
            return std::unexpected(seekable.error());
        source = std::move(*seekable);
    }
    auto file = openCapture(source, words.follow ? AtEnd::Follow : AtEnd::Stop);
    if (!file)
        return std::unexpected(file.error());
    ReadWords again = words;
    again.file = source.path;
    auto prepared = FramePrinting::prepare(again, plugins, out);
    if (!prepared)
        return std::unexpected(prepared.error());
    FramePrinting& printing = **prepared;
    FileScan scan{.file = std::move(*file), .makeExaminer = {}, .learn = {}, .deliver = {}, .stop = {}};
    if (words.reassemble) {
        if (auto learned = learnAll(printing, source); !learned)
            return learned;
    } else if (printing.learns()) {
        scan.learn = [&](const FrameChunk& chunk) { printing.learn(chunk); };
    }
    Delivery delivery(printing.job(), out);
    scan.last = words.last;
    if (words.output == Kind::File)
        scan.file.keepPassages();
    scan.makeExaminer = [&] { return std::make_unique<FramePrinter>(printing.job()); };
    scan.deliver = [&](const ScanOutput& output) { return delivery.take(output); };
    delivery.begin();
    auto result = scan.run();
    if (!result)
        result.error() = callStream(words.file, result.error());
    if (words.output == Kind::Count)
        out.print("{}\n", delivery.passed());
    auto ended = delivery.end();
    return ended ? result : ended;
}

} // namespace

Result<void> readFile(const ReadWords& words, Session& session) {
    if (words.output != Kind::File || words.write == "-")
        return scanFile(words, session.plugins, session.out);
    auto file = ReplacementFile::create(words.write);
    if (!file)
        return std::unexpected(file.error());
    Output out(file->descriptor(), words.write, Packer::forName(words.write));
    auto done = scanFile(words, session.plugins, out);
    if (!done && done.error().kind != ErrorKind::Damaged)
        return done;
    if (auto ended = out.end(); !ended)
        return ended;
    auto kept = file->commit(); // the undamaged part of a damaged file
    return kept ? done : kept;
}

} // namespace tapscope::cli
