#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A line of what an inspector says of a frame.
struct InspectedLine {
    static constexpr std::uint32_t noParent = ~std::uint32_t{0};

    std::string text;
    std::uint32_t parent = noParent;      ///< position of the line that it stands under; always a smaller one
    std::uint32_t offset = 0, length = 0; ///< its bytes in the frame; length 0: none
};

/// The capture that a frame is of, for an engine that has to see earlier frames: to decrypt, above all.
struct InspectedCapture {
    std::shared_ptr<const FrameStore> store; ///< null: there is only the frame
    CaptureNotes notes = {};                 ///< keys that were added and stand in no file yet
};

/// Another engine's view of one frame, shown in a tab beside our own fields.
///
/// Stateless; inspect() is called on a worker thread, one call at a time, and may take its time: the window shows what
/// it says when it comes, and asks it to stop when the user has moved on.
class Inspector {
public:
    virtual ~Inspector() = default;

    [[nodiscard]] virtual std::string_view id() const noexcept = 0;    ///< "wireshark"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0; ///< the tab's: "Wireshark"
    /// Whether what it needs is installed; asked once at start-up.
    [[nodiscard]] virtual bool isAvailable() const = 0;
    [[nodiscard]] virtual Result<std::vector<InspectedLine>>
    inspect(const Frame& frame, const InspectedCapture& capture, const std::stop_token& stop) const = 0;
};

} // namespace tapscope
