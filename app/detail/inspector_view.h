#pragma once

#include <plugin/inspector.h>
#include <store/frame_store.h>

#include <QTimer>
#include <QTreeWidget>

#include <chrono>
#include <memory>
#include <stop_token>

namespace tapscope {

/// A tab of the detail pane: the current frame as decoded by an inspector. The inspector is asked on a worker thread,
/// only while the tab is visible, about one frame at a time; only the latest frame counts. An inspector that does not
/// answer blocks one thread: it is reported, and asked again only after it has returned.
class InspectorView final : public QTreeWidget {
    Q_OBJECT

public:
    explicit InspectorView(const Inspector& inspector, QWidget* parent = nullptr);
    ~InspectorView() override;

    /// The frame to decode; 0 = none.
    void setFrame(std::shared_ptr<const FrameStore> store, FrameNumber number);
    /// How long an answer may take before the inspector is reported as hanging.
    void setPatience(std::chrono::milliseconds patience) { patience_.setInterval(patience); }

signals:
    /// The user chose a line with these bytes.
    void rangeChosen(quint32 offset, quint32 length);
    /// The inspector does not answer.
    void failed(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void say(const QString& text);
    void reportHanging();
    void show(const Result<std::vector<InspectedLine>>& lines);

    const Inspector& inspector_;
    std::shared_ptr<const FrameStore> store_;
    FrameNumber number_ = 0;
    FrameNumber asked_ = 0;
    std::stop_source stop_;
    QTimer patience_; ///< runs while it is being asked
    bool isAsking_ = false;
    bool isHung_ = false;
};

} // namespace tapscope
