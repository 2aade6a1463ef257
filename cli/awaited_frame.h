#pragma once

#include "loaded_plugins.h"

#include <capture/capture_engine.h>
#include <decode/dissector.h>
#include <decode/history.h>
#include <filter/field_filter.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// Looks in a running capture for a frame that matches a field filter (`capture --until`), using facts from earlier
/// frames of the capture. Made on any thread, then used on the engine's thread.
class AwaitedFrame {
public:
    /// `ports` are the names of the capture's ports, in order. Error: Invalid if the filter is not valid.
    [[nodiscard]] static Result<std::unique_ptr<AwaitedFrame>> make(const std::string& filter,
                                                                    std::vector<std::string> ports,
                                                                    const ScriptFiles& scripts,
                                                                    const PluginChoice& plugins);

    /// StopConditions::FrameMatcher.
    [[nodiscard]] std::optional<std::size_t> look(PortId port, std::span<const Frame> frames);

private:
    AwaitedFrame(std::unique_ptr<LoadedPlugins> plugins, FieldFilter filter, std::vector<std::string> ports);

    std::unique_ptr<LoadedPlugins> plugins_;
    FieldFilter filter_;
    std::vector<std::string> ports_;
    DissectionPlan plan_;
    Dissector dissector_;
    Dissection dissection_;
    FilterScratch scratch_;
    std::optional<History> history_; ///< set if the filter depends on earlier frames
    FrameFacts facts_;
    FrameNumber number_ = 0;
};

} // namespace tapscope::cli
