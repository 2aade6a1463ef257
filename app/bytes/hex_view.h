#pragma once

#include "byte_text.h"

#include <base/frame.h>
#include <decode/dissection.h>

#include <QAbstractScrollArea>
#include <QByteArray>

#include <optional>

namespace tapscope {

class Theme;

/// Shows the bytes of a frame in hex or bits and as text, with one range highlighted. A click on a byte asks for its
/// field; dragging or Shift+click highlights bytes. A second range is that of the field under the mouse.
class HexView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(const Theme& theme, QWidget* parent = nullptr);

    /// Eight bits for each byte instead of two hexadecimal digits.
    void setBits(bool isBits);
    /// How the octets are read in the column of text.
    void setText(ByteText text);
    void show(Bytes bytes);
    void highlight(ByteRange range);
    /// Sets the range under the mouse, which is painted less prominently; empty for none.
    void hover(ByteRange range);
    [[nodiscard]] ByteRange hovered() const noexcept { return hovered_; }
    [[nodiscard]] ByteRange highlighted() const noexcept { return range_; }
    /// The highlighted bytes, or all bytes if none are highlighted.
    [[nodiscard]] QByteArray chosen() const;
    /// The same bytes as text for the clipboard.
    [[nodiscard]] QString asHex() const;
    [[nodiscard]] QString asDump() const;
    [[nodiscard]] QString asCArray() const;
    /// Each byte as an escape that C, Python and shells read: "\x45\x00".
    [[nodiscard]] QString asEscaped() const;
    /// What is printable, and the ends of lines; nothing of the rest.
    [[nodiscard]] QString asText() const;
    [[nodiscard]] std::size_t byteCount() const noexcept { return static_cast<std::size_t>(bytes_.size()); }
    [[nodiscard]] int perLine() const noexcept { return isBits_ ? 8 : 16; }
    /// The width of a byte in characters.
    [[nodiscard]] int digits() const noexcept { return isBits_ ? 8 : 2; }
    /// A byte as it is shown, in hex or bits.
    [[nodiscard]] QString digitsOf(std::uint32_t offset) const;
    /// The byte that is painted at this place of the viewport, in either column.
    [[nodiscard]] std::optional<std::uint32_t> byteAt(QPoint place) const;
    void scrollTo(std::uint32_t offset);
    /// The position at which a byte is painted in hex or bits.
    [[nodiscard]] QRect byteRect(std::uint32_t offset) const;

signals:
    void byteClicked(quint32 offset);
    /// The mouse is over another byte, or no longer over any.
    void byteHovered(std::optional<quint32> offset);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] QRect textRect(std::uint32_t offset) const;
    void pointAt(std::optional<std::uint32_t> byte);
    void select(std::uint32_t from, std::uint32_t to);
    void updateScrollBar();

    const Theme& theme_;
    QByteArray bytes_;
    ByteRange range_, hovered_;
    std::optional<std::uint32_t> pointed_; ///< the byte under the mouse
    std::uint32_t pressed_ = 0;            ///< the byte at which dragging began
    bool isBits_ = false;
    ByteText text_ = ByteText::Ascii;
};

} // namespace tapscope
