#pragma once

#include <QWidget>

#include <analysis/shown_capture.h>

#include <stop_token>

class QLabel;
class QTreeWidget;

namespace tapscope {

/// All comments of a capture as a table: those on the file, those on frames. The capture is read for them on other
/// threads, and is let go with the page. GUI's thread.
class CommentsPage final : public QWidget {
    Q_OBJECT

public:
    /// `capture` has a store.
    explicit CommentsPage(const ShownCapture& capture, QWidget* parent = nullptr);
    ~CommentsPage() override;

    /// As lines of text.
    [[nodiscard]] QString text() const;

signals:
    /// A frame's comment was chosen.
    void frameAsked(quint64 frame);

private:
    QTreeWidget* table_;
    QLabel* summary_;
    std::stop_source stop_;
};

} // namespace tapscope
