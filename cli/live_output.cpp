#include "live_output.h"

#include <file/pcapng_writer.h>

namespace tapscope::cli {

Result<std::unique_ptr<LiveOutput>> LiveOutput::make(Form form, LiveFrames frames, const PluginChoice& plugins,
                                                     Output& out) {
    ReadWords words;
    words.output = form == Form::Stream ? ReadWords::Output::File : ReadWords::Output::Columns;
    auto printing = FramePrinting::prepare(words, plugins, out);
    if (!printing)
        return std::unexpected(printing.error());
    std::unique_ptr<LiveOutput> output(new LiveOutput(std::move(*printing), std::move(frames), out));
    output->delivery_.begin();
    // Writes the interface's block at once, so that the stream's reader knows the link type before the first frame.
    if (form == Form::Stream) {
        pcapng::Buffer header;
        pcapng::appendSectionHeader(header);
        pcapng::appendInterface(header, output->frames().interface());
        output->described_ = 1;
        out.write({reinterpret_cast<const char*>(header.data()), header.size()});
        if (auto begun = out.flush(); !begun)
            return std::unexpected(begun.error());
    }
    return output;
}

Result<void> LiveOutput::take() {
    while (frames().take(chunk_)) {
        describeInterfaces();
        ScanOutput output;
        if (printing_->learns())
            printer_.learnAndExamine(chunk_, output);
        else
            printer_.examine(chunk_, output);
        if (auto written = delivery_.take(output); !written)
            return written;
    }
    return out_.lookForReader();
}

void LiveOutput::describeInterfaces() {
    if (described_ == 0)
        return; // lines need no interfaces
    pcapng::Buffer blocks;
    for (; described_ < chunk_.interfaces.size(); ++described_)
        pcapng::appendInterface(blocks, chunk_.interfaces[described_].description);
    out_.write({reinterpret_cast<const char*>(blocks.data()), blocks.size()});
}

Result<void> LiveOutput::end() {
    auto written = take();
    auto ended = delivery_.end();
    return written ? ended : written;
}

} // namespace tapscope::cli
