#pragma once

#include <base/frame.h>
#include <decode/dissection.h>

#include <QAbstractScrollArea>
#include <QByteArray>

#include <optional>

namespace tapscope {

class Theme;

/// The bytes of a frame, in hex or bits and as text, with one range highlighted. A click on a byte asks for its field;
/// dragging highlights bytes, and so does Shift with a click.
class HexView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(const Theme& theme, QWidget* parent = nullptr);

    /// Eight bits for each byte instead of two hexadecimal digits.
    void setBits(bool isBits);
    void show(Bytes bytes);
    void highlight(ByteRange range);
    [[nodiscard]] ByteRange highlighted() const noexcept { return range_; }
    /// The highlighted bytes, or all.
    [[nodiscard]] QByteArray chosen() const;
    /// The same for the clipboard.
    [[nodiscard]] QString asHex() const;
    [[nodiscard]] QString asDump() const;
    [[nodiscard]] QString asCArray() const;
    /// What is printable ASCII, and the ends of lines; nothing of the rest.
    [[nodiscard]] QString asText() const;
    /// Where a byte is painted in hex or bits.
    [[nodiscard]] QRect byteRect(std::uint32_t offset) const;

signals:
    void byteClicked(quint32 offset);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] int perLine() const noexcept { return isBits_ ? 8 : 16; }
    /// Characters that a byte takes.
    [[nodiscard]] int digits() const noexcept { return isBits_ ? 8 : 2; }
    [[nodiscard]] QRect textRect(std::uint32_t offset) const;
    [[nodiscard]] std::optional<std::uint32_t> byteAt(QPoint place) const;
    void select(std::uint32_t from, std::uint32_t to);
    void updateScrollBar();

    const Theme& theme_;
    QByteArray bytes_;
    ByteRange range_;
    std::uint32_t pressed_ = 0; ///< the byte on which a drag began
    bool isBits_ = false;
};

} // namespace tapscope
