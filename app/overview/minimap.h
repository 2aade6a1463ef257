#pragma once

#include <base/frame.h>

#include <QWidget>

#include <optional>

namespace tapscope {

class FrameListView;
class OverviewScanner;
class Theme;

/// The whole capture as a narrow strip beside the list: where frames are coloured, where the filter lets frames pass,
/// marked frames (a notch on the left) and malformed ones (a notch on the right), and which part the list shows. A
/// click goes to a frame there. It decodes nothing: OverviewScanner provides the overview. GUI thread.
class Minimap final : public QWidget {
    Q_OBJECT

public:
    Minimap(FrameListView& list, const OverviewScanner& overview, const Theme& theme, QWidget* parent = nullptr);

    /// The contents of the strip at one vertical position.
    struct Place {
        FrameNumber first = 0, last = 0; ///< the frames there
        FrameNumber target = 0;          ///< the frame that a click goes to: a malformed, a marked or a shown one
        std::optional<int> rule;         ///< the colouring rule of the most important frame
        bool isMalformed = false, isMarked = false;
        bool isShown = true; ///< the filter lets some of them pass
    };
    /// Nothing if there are no frames.
    [[nodiscard]] std::optional<Place> placeAt(int y) const;
    [[nodiscard]] QSize sizeHint() const override { return {14, 120}; }

signals:
    void frameAsked(quint64 frame);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Has the height of the list's rows, without the header.
    [[nodiscard]] QRect strip() const;
    [[nodiscard]] QRect visibleFrames() const;
    void paintPlaces(QPainter& painter) const;
    void goTo(int y);
    [[nodiscard]] QString textOf(const Place& place) const;

    FrameListView& list_;
    const OverviewScanner& overview_;
    const Theme& theme_;
};

} // namespace tapscope
