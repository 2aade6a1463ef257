#pragma once

#include "live_sink.h"
#include "loaded_plugins.h"
#include "machine_words.h"
#include "verb.h"

#include <source/source.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {
class SourceOpener;
}

namespace tapscope::cli {
class ReplaceableFilter;
}

namespace tapscope::cli {

/// The options of a capture.
struct CaptureWords {
    MachineWords machine;
    std::vector<std::string> names;
    std::string interface, file, filter, filterFile, mode, until, before, run;
    std::optional<std::uint32_t> snapLength;
    std::optional<std::uint64_t> count;
    std::optional<std::size_t> buffer; ///< MiB that may wait for the disk
    std::vector<std::string> stop, ring, settings, injectors;
    ScriptFiles scripts;
    std::shared_ptr<const ReplaceableFilter> laterFilter =
        nullptr;                 ///< another filter, for frames that are not recorded
    LiveSinkMaker makeSink = {}; ///< takes the frames, if they are neither recorded nor printed
    bool wait = false, join = false, json = false, isNotPromiscuous = false, isQuiet = false;
    std::uint64_t ignored = 0; ///< options that are accepted without effect

    /// Whether the file is written as a stream: "-", a FIFO, /dev/stdout, >(…), /dev/null.
    [[nodiscard]] bool isStreamed() const;
    [[nodiscard]] bool isRecorded() const { return !file.empty() && !isStreamed(); }
};

/// The role of the source of a name: `mode`, or if it is empty, attach for a TAP or TUN and monitor for any other
/// interface.
[[nodiscard]] std::string roleOf(const std::string& mode, const std::string& name, const SourceOpener& opener);

/// Records or prints the frames of the named devices and sources, until the capture ends or a signal arrives.
[[nodiscard]] Result<void> capture(CaptureWords words, Session& session);

} // namespace tapscope::cli
