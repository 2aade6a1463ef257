#pragma once

#include <QWidget>

#include <analysis/shown_capture.h>

#include <stop_token>

class QLabel;
class QTreeWidget;

namespace tapscope {

/// All comments of a capture as a table: those on the file and those on frames. The capture is read on other threads
/// and released with the page. GUI thread.
class CommentsPage final : public QWidget {
    Q_OBJECT

public:
    /// `capture` has a store.
    explicit CommentsPage(const ShownCapture& capture, QWidget* parent = nullptr);
    ~CommentsPage() override;

    /// The table as lines of text.
    [[nodiscard]] QString text() const;

signals:
    /// The user chose a frame's comment.
    void frameAsked(quint64 frame);

private:
    QTreeWidget* table_;
    QLabel* summary_;
    std::stop_source stop_;
};

} // namespace tapscope
