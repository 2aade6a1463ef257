#pragma once

#include <QAbstractScrollArea>

#include <statistic/statistic_result.h>

namespace tapscope {

class Theme;

/// A sequence diagram: hosts as columns, frames as arrows between them, with their texts. Only visible rows are drawn.
/// A click or the keys select an arrow. GUI thread.
class SequenceView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit SequenceView(const Theme& theme, QWidget* parent = nullptr);

    /// Shows a diagram; the selected frame stays selected.
    void setDiagram(SequenceDiagram diagram);
    [[nodiscard]] const SequenceDiagram& diagram() const noexcept { return diagram_; }
    /// The selected arrow; negative if there is none.
    [[nodiscard]] int current() const noexcept { return current_; }
    /// The size of the whole drawing in pixels.
    [[nodiscard]] QSize wholeSize() const;
    /// Draws the whole diagram.
    void drawAll(QPainter& painter, const QRect& whole) const;

signals:
    void frameAsked(quint64 frame);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void measure();
    void choose(int row);
    [[nodiscard]] int rows() const { return static_cast<int>(diagram_.arrows.size()); }
    [[nodiscard]] int rowsInView() const;
    [[nodiscard]] int middleOf(std::uint32_t host) const;
    void draw(QPainter& painter, const QRect& whole, int firstRow, int offset) const;
    void drawArrow(QPainter& painter, const SequenceDiagram::Arrow& arrow, int top, bool isCurrent) const;

    const Theme& theme_;
    SequenceDiagram diagram_;
    int rowHeight_ = 36, titleHeight_ = 28, timeWidth_ = 110, columnWidth_ = 160;
    int current_ = -1;
};

} // namespace tapscope
