#pragma once

#include <QWidget>

class QLabel;

namespace tapscope {

class CaptureSession;

/// A red bar which says that the file being recorded was deleted or replaced, and offers to save its frames elsewhere.
class FileGoneBar final : public QWidget {
    Q_OBJECT

public:
    explicit FileGoneBar(const CaptureSession& session, QWidget* parent = nullptr);

signals:
    void saveAsked();

private:
    void update();

    const CaptureSession& session_;
    QLabel* words_;
};

} // namespace tapscope
