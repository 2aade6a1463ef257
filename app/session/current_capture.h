#pragma once

#include <QObject>
#include <QTimer>

#include <analysis/shown_capture.h>

#include <memory>
#include <span>

namespace tapscope {

/// The shown capture as one value with one signal: everything that decodes, lists, filters or counts it takes the whole
/// value when it changes. A growing store is not a change.
///
/// Keeps the capture learned, that is, collects the facts that earlier frames give about later ones. Then the capture
/// is learned a second time with reassembly, for the fields of a frame, while the list shows each frame by itself. GUI
/// thread; the learners have their own threads.
class CurrentCapture final : public QObject {
    Q_OBJECT

public:
    explicit CurrentCapture(const DecoderRegistry& registry, QObject* parent = nullptr);

    [[nodiscard]] const ShownCapture& shown() const noexcept { return shown_; }
    /// Whether everything that can be learned from the frames that exist now is learned, and advanced() has said so.
    [[nodiscard]] bool isLearned() const;

    /// Shows another capture, or none. Marks are removed.
    void setStore(std::shared_ptr<const FrameStore> store);
    /// Sets other decoders.
    void setRegistry(const DecoderRegistry& registry);
    /// Sets the user's Decode As rules.
    void setDecodeAs(DecodeAsList decodeAs);
    /// Toggles the marks of these frames.
    void toggleMarks(std::span<const FrameNumber> frames);
    /// Marks exactly these frames, ascending.
    void setMarks(MarkedFrames frames);
    /// Toggles whether these frames are ignored. Everything is decoded again.
    void toggleIgnored(std::span<const FrameNumber> frames);
    /// Ignores exactly these frames, ascending. Everything is decoded again.
    void setIgnored(MarkedFrames frames);
    /// Comments that differ from the file's; null: none.
    void setNotes(std::shared_ptr<const CaptureNotes> notes);
    /// Names of addresses and ports; null: none.
    void setNames(std::shared_ptr<const NameBook> names);
    /// The store has grown.
    void proceed();
    /// Some decoders have been left out: everything that reads the capture starts again.
    void decodeAnew();

signals:
    void changed();
    /// More frames have been learned; a few times per second.
    void advanced();
    /// The memory for facts between frames is full: from this frame on, some facts are missing. Emitted again if that
    /// happens again after these frames are gone.
    void incomplete(quint64 from);

private:
    void look();

    ShownCapture shown_;
    std::unique_ptr<HistoryLearner> joiner_;
    FrameNumber seen_ = 0, joined_ = 0;
    bool isIncomplete_ = false; ///< facts are missing, and incomplete() was emitted
    QTimer timer_;
};

} // namespace tapscope
