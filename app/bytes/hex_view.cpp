#include "hex_view.h"

#include "../theme/theme.h"
#include "hex_access.h"

#include <decode/tree_text.h>

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int margin = 12;

bool contains(ByteRange range, std::uint32_t at) {
    return at >= range.offset && at - range.offset < range.length;
}

} // namespace

HexView::HexView(const Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), theme_(theme) {
    HexAccess::install();
    Theme::makeFixed(*this);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight); // offsets, bytes and text, whatever the language
    setAccessibleName(tr("Bytes of the frame"));
    setObjectName(QStringLiteral("hexView"));
    viewport()->setMouseTracking(true);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

void HexView::setBits(bool isBits) {
    isBits_ = isBits;
    updateScrollBar();
    highlight(range_);
}

void HexView::setText(ByteText text) {
    text_ = text;
    viewport()->update();
}

void HexView::show(Bytes bytes) {
    bytes_ = QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    range_ = {};
    hovered_ = {};
    pointed_.reset();
    updateScrollBar();
    verticalScrollBar()->setValue(0);
    viewport()->update();
}

void HexView::hover(ByteRange range) {
    hovered_ = range;
    viewport()->update();
}

void HexView::highlight(ByteRange range) {
    const bool isOther = range.offset != range_.offset || range.length != range_.length;
    range_ = range;
    if (range.length > 0)
        scrollTo(range.offset);
    viewport()->update();
    if (isOther)
        HexAccess::announceSelection(*this);
}

void HexView::scrollTo(std::uint32_t offset) {
    const int line = static_cast<int>(offset) / perLine();
    const int first = verticalScrollBar()->value();
    if (line < first || line >= first + verticalScrollBar()->pageStep())
        verticalScrollBar()->setValue(line);
}

QString HexView::digitsOf(std::uint32_t offset) const {
    const auto octet = static_cast<unsigned char>(bytes_[static_cast<qsizetype>(offset)]);
    return QStringLiteral("%1").arg(octet, digits(), isBits_ ? 2 : 16, QLatin1Char('0'));
}

void HexView::updateScrollBar() {
    const int height = fontMetrics().height() + 4;
    const int visible = std::max(1, (viewport()->height() - margin) / height);
    const int lines = static_cast<int>((bytes_.size() + perLine() - 1) / perLine());
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setRange(0, std::max(0, lines - visible));
    const int width = lines == 0 ? 0
                                 : textRect(static_cast<std::uint32_t>(perLine() - 1)).right() +
                                       horizontalScrollBar()->value() + margin;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
}

void HexView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateScrollBar();
}

void HexView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void HexView::resizeEvent(QResizeEvent*) {
    updateScrollBar();
}

QRect HexView::byteRect(std::uint32_t offset) const {
    const int wide = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const int height = fontMetrics().height() + 4;
    const int column = static_cast<int>(offset) % perLine();
    const int line = static_cast<int>(offset) / perLine() - verticalScrollBar()->value();
    const int gap = column >= perLine() / 2 ? wide : 0;
    return {margin + (6 + column * (digits() + 1)) * wide + gap - horizontalScrollBar()->value(),
            margin / 2 + line * height, digits() * wide, height};
}

QRect HexView::textRect(std::uint32_t offset) const {
    const int wide = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const QRect hex = byteRect(offset);
    const int column = static_cast<int>(offset) % perLine();
    const int gap = column >= perLine() / 2 ? wide : 0;
    return {margin + (6 + (digits() + 1) * perLine() + 3 + column) * wide + gap - horizontalScrollBar()->value(),
            hex.top(), wide, hex.height()};
}

void HexView::paintEvent(QPaintEvent*) {
    const Colours& colours = theme_.colours();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), colours.pane);
    const int first = verticalScrollBar()->value() * perLine();
    for (int offset = first; offset < bytes_.size(); ++offset) {
        const auto at = static_cast<std::uint32_t>(offset);
        const QRect hex = byteRect(at);
        if (hex.top() > viewport()->height())
            break;
        if (offset % perLine() == 0) {
            painter.setPen(colours.muted);
            painter.drawText(QRect(margin - horizontalScrollBar()->value(), hex.top(), hex.left(), hex.height()),
                             Qt::AlignVCenter, QStringLiteral("%1").arg(offset, 4, 16, QLatin1Char('0')));
        }
        const QRect text = textRect(at);
        const bool isHighlighted = contains(range_, at), isHovered = contains(hovered_, at);
        if (isHighlighted || isHovered) {
            const bool goesOn =
                contains(isHighlighted ? range_ : hovered_, at + 1) && offset % perLine() != perLine() - 1;
            const QColor& shade = isHighlighted ? colours.selection : colours.line;
            painter.fillRect(goesOn ? hex.adjusted(0, 0, byteRect(at + 1).left() - hex.right(), 0) : hex, shade);
            painter.fillRect(text, shade);
        }
        const auto octet = static_cast<unsigned char>(bytes_[offset]);
        painter.setPen(isHighlighted ? colours.accent : colours.ink);
        painter.drawText(hex, Qt::AlignCenter, digitsOf(at));
        painter.setPen(isHighlighted ? colours.accent : colours.muted);
        const char character = printableCharacter(octet, text_);
        painter.drawText(text, Qt::AlignCenter, QString(QLatin1Char(character == '\0' ? '.' : character)));
    }
    if (hasFocus()) {
        painter.setPen(colours.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

std::optional<std::uint32_t> HexView::byteAt(QPoint place) const {
    const int gap =
        fontMetrics().horizontalAdvance(QLatin1Char('0')) / 2 + 1; // between two bytes, the nearer one counts
    for (int offset = verticalScrollBar()->value() * perLine(); offset < bytes_.size(); ++offset) {
        const auto at = static_cast<std::uint32_t>(offset);
        const QRect digits = byteRect(at);
        if (digits.top() > viewport()->height())
            break;
        if (digits.adjusted(-gap, 0, gap, 0).contains(place) || textRect(at).contains(place))
            return at;
    }
    return std::nullopt;
}

void HexView::select(std::uint32_t from, std::uint32_t to) {
    const auto [first, last] = std::minmax(from, to);
    highlight({first, last - first + 1});
}

void HexView::mousePressEvent(QMouseEvent* event) {
    const auto at = byteAt(event->pos());
    if (!at || event->button() != Qt::LeftButton)
        return;
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        select(pressed_, *at);
        return;
    }
    pressed_ = *at;
    emit byteClicked(*at);
}

void HexView::mouseMoveEvent(QMouseEvent* event) {
    const auto at = byteAt(event->pos());
    if (!event->buttons().testFlag(Qt::LeftButton))
        pointAt(at);
    else if (at && *at != pressed_ && pressed_ < bytes_.size())
        select(pressed_, *at);
}

bool HexView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        pointAt({});
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::pointAt(std::optional<std::uint32_t> byte) {
    if (byte == pointed_)
        return;
    pointed_ = byte;
    emit byteHovered(byte);
}

QByteArray HexView::chosen() const {
    return range_.length == 0
               ? bytes_
               : bytes_.mid(static_cast<qsizetype>(range_.offset), static_cast<qsizetype>(range_.length));
}

QString HexView::asHex() const {
    return QString::fromLatin1(chosen().toHex(' '));
}

QString HexView::asDump() const {
    std::string text;
    const QByteArray bytes = chosen();
    appendHexDump(text, std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    return QString::fromStdString(text);
}

QString HexView::asCArray() const {
    QStringList lines;
    const QByteArray bytes = chosen();
    for (qsizetype start = 0; start < bytes.size(); start += 12) {
        QStringList words;
        for (const char octet : bytes.mid(start, 12))
            words << QStringLiteral("0x%1").arg(static_cast<unsigned char>(octet), 2, 16, QLatin1Char('0'));
        lines << QStringLiteral("    ") + words.join(QStringLiteral(", "));
    }
    return QStringLiteral("static const unsigned char frame[%1] = {\n%2\n};\n")
        .arg(bytes.size())
        .arg(lines.join(QStringLiteral(",\n")));
}

QString HexView::asEscaped() const {
    QString text;
    for (const char octet : chosen())
        text += QStringLiteral("\\x%1").arg(static_cast<unsigned char>(octet), 2, 16, QLatin1Char('0'));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString HexView::asText() const {
    QString text;
    for (const char octet : chosen()) {
        const char character = printableCharacter(static_cast<std::uint8_t>(octet), text_);
        const bool endsLine = text_ == ByteText::Ascii ? octet == '\n' || octet == '\r' || octet == '\t'
                                                       : octet == '\x15' || octet == '\x25'; // NEL, LF
        if (character != '\0')
            text += QLatin1Char(character);
        else if (endsLine)
            text += QLatin1Char(text_ == ByteText::Ascii ? octet : '\n');
    }
    return text;
}

} // namespace tapscope
