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

/// One line of an inspector's output for a frame.
struct InspectedLine {
    static constexpr std::uint32_t noParent = ~std::uint32_t{0};

    std::string text;
    std::uint32_t parent = noParent;      ///< index of the parent line; always a smaller one
    std::uint32_t offset = 0, length = 0; ///< its bytes in the frame; length 0 = none
};

/// The capture that contains a frame, for an inspector that needs earlier frames, above all to decrypt.
struct InspectedCapture {
    std::shared_ptr<const FrameStore> store; ///< null: only the frame is available
    CaptureNotes notes = {};                 ///< added keys that are not in a file yet
};

/// Another program's view of one frame, shown in a tab beside our own fields.
///
/// Stateless. inspect() is called on a worker thread, one call at a time, and may take long: the window shows its
/// result when it is ready, and asks it to stop when the user has moved on.
class Inspector {
public:
    virtual ~Inspector() = default;

    [[nodiscard]] virtual std::string_view id() const noexcept = 0;    ///< "wireshark"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0; ///< the title of the tab: "Wireshark"
    /// Whether the program that it needs is installed. Called once at start-up.
    [[nodiscard]] virtual bool isAvailable() const = 0;
    [[nodiscard]] virtual Result<std::vector<InspectedLine>>
    inspect(const Frame& frame, const InspectedCapture& capture, const std::stop_token& stop) const = 0;
};

} // namespace tapscope
