#pragma once

#include <QObject>
#include <QTimer>

#include <analysis/history_learner.h>

#include <memory>

namespace tapscope {

/// Keeps the capture that is shown learned: what earlier frames tell of later ones, for the list, the filters and the
/// tools. Once that is done, the capture is learned a second time, now with what several frames carry put together:
/// for the fields of a frame, while the list shows each frame for itself. GUI's thread; the learning itself is the
/// learners' threads.
class CaptureLearning final : public QObject {
    Q_OBJECT

public:
    explicit CaptureLearning(const DecoderRegistry& registry, QObject* parent = nullptr);

    /// Other decoders: learns anew.
    void setRegistry(const DecoderRegistry& registry);
    /// Another capture, or none: forgets what was learned.
    void setStore(std::shared_ptr<const FrameStore> store);
    /// The store has grown.
    void proceed();
    /// The user's word on ports and ethertypes: learns anew.
    void setDecodeAs(DecodeAsList decodeAs);
    [[nodiscard]] const DecodeAsList& decodeAs() const noexcept { return decodeAs_; }
    /// Null without a capture. Those who keep it may wait for it on other threads.
    [[nodiscard]] const std::shared_ptr<HistoryLearner>& learner() const noexcept { return learner_; }

    /// Of the learner that puts together; null before it has begun.
    [[nodiscard]] std::shared_ptr<const History> joinedHistory() const;

signals:
    /// Another learner, or none.
    void changed();
    /// joinedHistory() is there.
    void joining();
    /// More frames are learned; a few times a second.
    void advanced();
    /// There is no room for more of what frames tell of each other: from this frame on, some of it is missing.
    void incomplete(quint64 from);

private:
    void restart();
    void look();

    const DecoderRegistry* registry_;
    DecodeAsList decodeAs_;
    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<HistoryLearner> learner_;
    std::unique_ptr<HistoryLearner> joiner_;
    FrameNumber seen_ = 0, joined_ = 0;
    bool isIncomplete_ = false; ///< and it was said
    QTimer timer_;
};

} // namespace tapscope
