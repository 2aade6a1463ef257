#pragma once

#include <base/error.h>
#include <decode/registry.h>
#include <store/frame_store.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace tapscope::cli {

/// The requested frames of a capture.
struct FrameWords {
    std::string filter; ///< a field filter; empty: all
    std::string ranges; ///< "1-100,250,300-"; empty: all
    bool withDepended = false;
};

/// Adds -Y, --frames and --with-depended, which cannot be used together with another option.
void addFrameOptions(CLI::App& verb, FrameWords& words, CLI::Option& other);

/// The frames that pass the filter and are in the ranges and, if requested, those that they depend on. Without a value:
/// all frames. Errors: Invalid; a frame cannot be read.
[[nodiscard]] Result<std::optional<std::vector<FrameNumber>>>
chosenFrames(const std::shared_ptr<const FrameStore>& store, const FrameWords& words, const DecoderRegistry& registry);

} // namespace tapscope::cli
