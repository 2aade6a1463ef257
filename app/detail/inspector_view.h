#pragma once

#include <plugin/inspector.h>
#include <store/frame_store.h>

#include <QTreeWidget>

#include <memory>
#include <stop_token>

namespace tapscope {

/// A tab of the detail pane: what an inspector says of the current frame. It is asked on a worker thread, only while
/// the tab is visible, and the newest question counts.
class InspectorView final : public QTreeWidget {
    Q_OBJECT

public:
    explicit InspectorView(const Inspector& inspector, QWidget* parent = nullptr);
    ~InspectorView() override;

    /// The frame to tell about; 0 = none.
    void setFrame(std::shared_ptr<const FrameStore> store, FrameNumber number);

signals:
    /// The bytes of the line that the user chose.
    void rangeChosen(quint32 offset, quint32 length);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void show(const Result<std::vector<InspectedLine>>& lines);

    const Inspector& inspector_;
    std::shared_ptr<const FrameStore> store_;
    FrameNumber number_ = 0;
    FrameNumber asked_ = 0;
    std::stop_source stop_;
};

} // namespace tapscope
