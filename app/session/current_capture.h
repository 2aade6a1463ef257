#pragma once

#include <QObject>
#include <QTimer>

#include <analysis/shown_capture.h>

#include <memory>
#include <span>

namespace tapscope {

/// The capture that is shown, as one value with one signal: all that decode, list, filter or count it take the value
/// whole when it changes. A growing store is no change.
///
/// Keeps the capture learned: what earlier frames tell of later ones. Once that is done, the capture is learned a
/// second time, with what several frames carry put together: for the fields of a frame, while the list shows each frame
/// for itself. GUI's thread; the learning itself is the learners' threads.
class CurrentCapture final : public QObject {
    Q_OBJECT

public:
    explicit CurrentCapture(const DecoderRegistry& registry, QObject* parent = nullptr);

    [[nodiscard]] const ShownCapture& shown() const noexcept { return shown_; }

    /// Another capture, or none. Its marks are gone.
    void setStore(std::shared_ptr<const FrameStore> store);
    /// Other decoders.
    void setRegistry(const DecoderRegistry& registry);
    /// The user's word on ports and ethertypes.
    void setDecodeAs(DecodeAsList decodeAs);
    /// Marks those frames that are not marked, and takes the mark of those that are.
    void toggleMarks(std::span<const FrameNumber> frames);
    /// Exactly these frames are marked, ascending.
    void setMarks(MarkedFrames frames);
    /// Ignores those frames that are not ignored, and no longer ignores those that are. All is decoded anew.
    void toggleIgnored(std::span<const FrameNumber> frames);
    /// Exactly these frames are ignored, ascending. All is decoded anew.
    void setIgnored(MarkedFrames frames);
    /// Comments that differ from the file's; null: none.
    void setNotes(std::shared_ptr<const CaptureNotes> notes);
    /// Names of addresses and ports; null: none.
    void setNames(std::shared_ptr<const NameBook> names);
    /// The store has grown.
    void proceed();
    /// Some of the decoders are left out by now: all that looks at the capture begins anew.
    void decodeAnew();

signals:
    void changed();
    /// More frames are learned; a few times a second.
    void advanced();
    /// There is no room for more of what frames tell of each other: from this frame on, some of it is missing.
    void incomplete(quint64 from);

private:
    void look();

    ShownCapture shown_;
    std::unique_ptr<HistoryLearner> joiner_;
    FrameNumber seen_ = 0, joined_ = 0;
    bool isIncomplete_ = false; ///< and it was said
    QTimer timer_;
};

} // namespace tapscope
