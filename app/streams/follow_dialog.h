#pragma once

#include "stream_text.h"

#include <base/error.h>

#include <QDialog>

#include <memory>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace tapscope {

class Theme;

/// Shows the data of a frame's TCP or UDP conversation as text, hex dump or raw hex, of one side or both, which can be
/// searched and saved. The capture is read on a worker thread; frames captured later are announced, and read on
/// request.
class FollowDialog final : public QDialog {
    Q_OBJECT

public:
    FollowDialog(ShownCapture capture, FrameNumber frame, const Theme& theme, QWidget* parent = nullptr);
    ~FollowDialog() override;

signals:
    /// The user wants to see this stream's frames.
    void filterAsked(const QString& filter);

private:
    void read();
    void take(Result<FollowedStream> followed);
    /// HTTP is shown with decoded bodies.
    [[nodiscard]] bool isDecoded() const;
    void render();
    void showSummary();
    /// Frames were captured since the stream was read.
    [[nodiscard]] bool isBehind() const;
    void filter();
    void find();
    void save();
    [[nodiscard]] std::optional<StreamPiece::Sender> side() const;
    [[nodiscard]] QString endpointText(const Endpoint& endpoint) const;

    const Theme& theme_;
    const ShownCapture capture_;
    const FrameNumber frame_;
    std::shared_ptr<const FollowedStream> stream_; ///< null before it was read
    FrameNumber through_ = 0;                      ///< the last frame that existed when it was read
    bool isReading_ = false;
    std::stop_source stop_;
    QPlainTextEdit* text_;
    QComboBox *sides_, *formats_;
    QLineEdit* search_;
    QLabel* summary_;
    QProgressBar* progress_;
    QPushButton *save_, *filter_, *update_;
};

} // namespace tapscope
