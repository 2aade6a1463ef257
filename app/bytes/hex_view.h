#pragma once

#include <base/frame.h>
#include <decode/dissection.h>

#include <QAbstractScrollArea>
#include <QByteArray>

namespace tapscope {

class Theme;

/// The bytes of a frame, in hex and as text, with one range highlighted. A click on a byte asks for its field.
class HexView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(const Theme& theme, QWidget* parent = nullptr);

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
    /// Where a byte is painted in hex.
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

private:
    [[nodiscard]] QRect textRect(std::uint32_t offset) const;
    void updateScrollBar();

    const Theme& theme_;
    QByteArray bytes_;
    ByteRange range_;
};

} // namespace tapscope
