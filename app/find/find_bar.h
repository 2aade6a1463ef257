#pragma once

#include <QWidget>

#include <analysis/frame_search.h>

#include <functional>
#include <memory>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace tapscope {

class Theme;

/// The bar under the tool bar that finds the next frame that contains a text or bytes, or matches a filter. The search
/// runs on a worker thread; a new search replaces it.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    FindBar(const DecoderRegistry& registry, const Theme& theme, QWidget* parent = nullptr);
    ~FindBar() override;

    /// The capture to search from now on.
    void setCapture(const ShownCapture& capture);
    /// The frame at which the next search starts.
    void setCurrent(FrameNumber frame) noexcept { current_ = frame; }
    /// Shows the bar, ready to type.
    void open();
    void find(SearchDirection direction);
    /// Finds the next frame that matches a filter, without wrapping around. Shows `nothing` if there is none.
    void findFiltered(const std::string& filter, SearchDirection direction, const QString& nothing);

signals:
    void found(quint64 frame);
    /// After found(), by find(): where the frame has the text.
    void located(const FoundFrame& frame, const QString& text);
    void notFound(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] std::optional<SearchTarget> target();
    void search(SearchTarget wanted, SearchDirection direction,
                std::function<void(const Result<std::optional<FoundFrame>>&)> then);
    void check();
    void showFound(const FoundFrame& frame, bool wentRound);
    void tell(const QString& text, bool isTrouble);

    const Theme& theme_;
    ShownCapture capture_;
    FrameNumber current_ = 0;
    std::stop_source stop_;
    QComboBox* kind_;
    QLineEdit* line_;
    QToolButton *previous_, *next_;
    QLabel* message_;
};

} // namespace tapscope
