#pragma once

#include <QWidget>

#include <optional>

namespace tapscope {

class IoGraph;
class Theme;

/// The whole capture below an I/O graph, with a brush over the part that the graph shows. Dragging an edge of the brush
/// zooms, dragging the brush scrolls, a click beside it moves it there. While everything is shown, dragging chooses a
/// part. The graph itself does all this with keys. GUI thread.
class GraphOverview final : public QWidget {
    Q_OBJECT

public:
    GraphOverview(IoGraph& graph, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {720, 44}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    /// What is dragged: an edge of the brush, or all of it.
    struct Drag {
        enum class Part { First, Second, Whole, New } part;
        double grabbed; ///< seconds: the time below the pointer
    };
    [[nodiscard]] QRect strip() const;
    [[nodiscard]] double xOf(double time) const;
    [[nodiscard]] double timeAt(double x) const;
    [[nodiscard]] std::optional<Drag::Part> partAt(double x) const;
    void dragTo(double time);

    IoGraph& graph_;
    const Theme& theme_;
    std::optional<Drag> drag_;
};

} // namespace tapscope
