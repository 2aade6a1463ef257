#include "hex_access.h"

#include "hex_view.h"

#include <algorithm>

namespace tapscope {
namespace {

QAccessibleInterface* hexAccessOf(const QString& /*className*/, QObject* object) {
    auto* view = qobject_cast<HexView*>(object);
    return view == nullptr ? nullptr : new HexAccess(*view);
}

} // namespace

HexAccess::HexAccess(HexView& view) : QAccessibleWidget(&view, QAccessible::EditableText) {}

void HexAccess::install() {
    QAccessible::installFactory(hexAccessOf); // installing it again changes nothing
}

void HexAccess::announceSelection(HexView& view) {
    if (!QAccessible::isActive())
        return;
    auto* access = QAccessible::queryAccessibleInterface(&view);
    const auto* text = access == nullptr ? nullptr : access->textInterface();
    if (text == nullptr)
        return;
    int start = 0, end = 0;
    text->selection(0, &start, &end);
    QAccessibleTextSelectionEvent event(&view, start, end);
    event.setCursorPosition(start);
    QAccessible::updateAccessibility(&event);
}

HexView* HexAccess::view() const {
    return qobject_cast<HexView*>(widget());
}

int HexAccess::width() const {
    return view()->digits() + 1;
}

QString HexAccess::text(QAccessible::Text kind) const {
    if (kind != QAccessible::Value)
        return QAccessibleWidget::text(kind);
    constexpr int mostSpoken = 64;
    int start = 0, end = 0;
    selection(0, &start, &end);
    return text(start, std::min(end, start + mostSpoken * width() - 1));
}

QAccessible::State HexAccess::state() const {
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = state.multiLine = state.selectableText = true;
    return state;
}

void* HexAccess::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface*>(this)
                                              : QAccessibleWidget::interface_cast(type);
}

void HexAccess::selection(int index, int* start, int* end) const {
    const ByteRange range = view()->highlighted();
    const bool isThere = index == 0 && range.length > 0;
    *start = isThere ? static_cast<int>(range.offset) * width() : 0;
    *end = isThere ? static_cast<int>(range.offset + range.length) * width() - 1 : 0;
}

int HexAccess::selectionCount() const {
    return view()->highlighted().length > 0 ? 1 : 0;
}

void HexAccess::addSelection(int start, int end) {
    setSelection(0, start, end);
}

void HexAccess::removeSelection(int /*index*/) {
    view()->highlight({});
}

void HexAccess::setSelection(int /*index*/, int start, int end) {
    const int count = static_cast<int>(view()->byteCount());
    const int first = std::clamp(start / width(), 0, count), last = std::clamp((end - 1) / width() + 1, first, count);
    view()->highlight({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)});
}

int HexAccess::cursorPosition() const {
    return static_cast<int>(view()->highlighted().offset) * width();
}

void HexAccess::setCursorPosition(int position) {
    if (position >= 0 && position / width() < static_cast<int>(view()->byteCount()))
        emit view() -> byteClicked(static_cast<quint32>(position / width())); // selects its field
}

QString HexAccess::text(int start, int end) const {
    QString text;
    start = std::max(start, 0);
    end = std::min(end, characterCount());
    for (int at = start / width(); at * width() < end; ++at) {
        text += view()->digitsOf(static_cast<std::uint32_t>(at));
        const bool endsLine = (at + 1) % view()->perLine() == 0;
        text += endsLine ? QLatin1Char('\n') : QLatin1Char(' ');
    }
    return text.mid(start % width(), std::max(0, end - start));
}

int HexAccess::characterCount() const {
    return std::max(0, static_cast<int>(view()->byteCount()) * width() - 1); // nothing behind the last byte
}

QRect HexAccess::characterRect(int offset) const {
    const int at = offset / width();
    if (offset < 0 || at >= static_cast<int>(view()->byteCount()))
        return {};
    const QRect byte = view()->byteRect(static_cast<std::uint32_t>(at));
    const int wide = byte.width() / view()->digits();
    return {view()->viewport()->mapToGlobal(QPoint(byte.left() + offset % width() * wide, byte.top())),
            QSize(wide, byte.height())};
}

int HexAccess::offsetAtPoint(const QPoint& point) const {
    const auto at = view()->byteAt(view()->viewport()->mapFromGlobal(point));
    return at ? static_cast<int>(*at) * width() : -1;
}

void HexAccess::scrollToSubstring(int start, int /*end*/) {
    if (start >= 0 && start / width() < static_cast<int>(view()->byteCount()))
        view()->scrollTo(static_cast<std::uint32_t>(start / width()));
}

QString HexAccess::attributes(int /*offset*/, int* start, int* end) const {
    *start = 0;
    *end = characterCount();
    return {};
}

} // namespace tapscope
