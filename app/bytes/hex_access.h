#pragma once

#include <QAccessibleWidget>

namespace tapscope {

class HexView;

/// The bytes of a frame for screen readers and other assistive programs: a read-only text of the octets as they are
/// shown ("02 42 0a …", a line for each shown line), in which the highlighted bytes are selected. Owned by Qt; GUI
/// thread.
class HexAccess final : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit HexAccess(HexView& view);

    /// Makes Qt use this class for every HexView.
    static void install();
    /// Tells assistive programs which bytes are selected now.
    static void announceSelection(HexView& view);

    /// The value is the highlighted bytes, at most 64 of them.
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    [[nodiscard]] QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    void selection(int index, int* start, int* end) const override;
    [[nodiscard]] int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    [[nodiscard]] int cursorPosition() const override;
    void setCursorPosition(int position) override;
    [[nodiscard]] QString text(int start, int end) const override;
    [[nodiscard]] int characterCount() const override;
    [[nodiscard]] QRect characterRect(int offset) const override;
    [[nodiscard]] int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int start, int end) override;
    [[nodiscard]] QString attributes(int offset, int* start, int* end) const override;

private:
    [[nodiscard]] HexView* view() const;
    /// The characters of a byte, with the blank or line end behind it.
    [[nodiscard]] int width() const;
};

} // namespace tapscope
