#include "device_delegate.h"

#include "../theme/theme.h"
#include "device_list_model.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int margin = 12, padding = 7, compactPadding = 4, iconSize = 16, switchWidth = 30, switchHeight = 16,
              lineWidth = 56;

void paintSwitch(QPainter& painter, const QRect& rect, bool on, const Colours& colours) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? colours.good : colours.line);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    const int knob = rect.height() - 4;
    painter.setBrush(on ? colours.pane : colours.muted);
    painter.drawEllipse(QRect(on ? rect.right() - knob - 1 : rect.left() + 2, rect.top() + 2, knob, knob));
}

void paintRates(QPainter& painter, const QRect& rect, const QVariantList& rates, const QColor& colour) {
    double highest = 1;
    for (const auto& rate : rates)
        highest = std::max(highest, rate.toDouble());
    QPainterPath path;
    for (qsizetype i = 0; i < rates.size(); ++i) {
        const QPointF point(rect.left() + rect.width() * static_cast<double>(i) /
                                              std::max<double>(1, static_cast<double>(rates.size()) - 1),
                            rect.bottom() - rect.height() * rates[i].toDouble() / highest);
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5));
    painter.drawPath(path);
}

/// The last visible line ends with an ellipsis if the text is longer.
void paintLines(QPainter& painter, const QRect& rect, const QString& text) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int most = std::max(1, rect.height() / metrics.lineSpacing());
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    for (int row = 0; row < most; ++row) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        const auto start = line.textStart();
        const QString words = row + 1 == most ? text.mid(start) : text.mid(start, line.textLength());
        painter.drawText(rect.left(), rect.top() + row * metrics.lineSpacing() + metrics.ascent(),
                         metrics.elidedText(words.trimmed(), Qt::ElideRight, rect.width()));
    }
    layout.endLayout();
}

QString iconOf(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Tap:
        break;
    case DeviceKind::Tun:
        return QStringLiteral("route");
    case DeviceKind::Veth:
        return QStringLiteral("cable");
    case DeviceKind::Bridge:
        return QStringLiteral("network");
    }
    return QStringLiteral("ethernet-port");
}

} // namespace

DeviceDelegate::DeviceDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}

QRect DeviceDelegate::switchRect(const QRect& row) {
    return {row.right() - margin - switchWidth, row.center().y() - switchHeight / 2, switchWidth, switchHeight};
}

QFont DeviceDelegate::smallFont(const QFont& font) {
    QFont small = font;
    constexpr int smaller = 2; // pixels
    small.setPixelSize(std::max(1, QFontInfo(font).pixelSize() - smaller));
    return small;
}

QRect DeviceDelegate::mainPart(const QStyleOptionViewItem& option) const {
    QRect part = option.rect;
    if (isCompact_)
        part.setHeight(2 * compactPadding + std::max(option.fontMetrics.height(), switchHeight));
    return part;
}

QSize DeviceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (isOneLine(index))
        return mainPart(option).size();
    const QFontMetrics small(smallFont(option.font));
    return {option.rect.width(), 2 * padding + option.fontMetrics.height() + 1 + 2 * small.lineSpacing()};
}

void DeviceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours& colours = theme_.colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, (option.state & QStyle::State_Selected) != 0 ? colours.selection : colours.pane);
    painter->setPen(colours.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if ((option.state & QStyle::State_HasFocus) != 0) { // the row with the keyboard focus
        painter->setPen(QPen(colours.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }

    const bool carrier = index.data(DeviceListModel::HasCarrierRole).toBool();
    const auto kind = static_cast<DeviceKind>(index.data(DeviceListModel::KindRole).toInt());
    const QRect main = mainPart(option);
    const QRect icon(main.left() + margin, main.center().y() - iconSize / 2, iconSize, iconSize);
    theme_.icon(carrier ? iconOf(kind) : QStringLiteral("unplug"), carrier ? colours.good : colours.muted)
        .paint(painter, icon);

    const QRect toggle = switchRect(main);
    paintSwitch(*painter, toggle, index.data(DeviceListModel::IsUpRole).toBool(), colours);
    const QRect line(toggle.left() - 8 - lineWidth, main.center().y() - 9, lineWidth, 18);
    const bool hasLine = carrier && option.rect.width() > 240;
    if (hasLine)
        paintRates(*painter, line, index.data(DeviceListModel::RateHistoryRole).toList(), colours.accent);

    const int textLeft = icon.right() + 9;
    const int textRight = hasLine ? line.left() - 6 : toggle.left() - 8;
    const QString title = index.data().toString(), about = index.data(DeviceListModel::DescriptionRole).toString();
    const int nameTop = isCompact_ ? main.center().y() - option.fontMetrics.height() / 2 : main.top() + padding;
    QRect name(textLeft, nameTop, textRight - textLeft, option.fontMetrics.height());
    painter->setPen(colours.ink);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(title, Qt::ElideMiddle, name.width()));
    const QFont small = smallFont(option.font);
    painter->setFont(small);
    painter->setPen(colours.muted);
    if (isOneLine(index)) {
        name.setLeft(textLeft + option.fontMetrics.horizontalAdvance(title) + 10);
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(small).elidedText(about, Qt::ElideRight, name.width()));
    } else {
        const QRect lines(textLeft, name.bottom() + 1, textRight - textLeft, option.rect.bottom() - name.bottom() - 2);
        paintLines(*painter, lines, about);
    }
    painter->restore();
}

bool DeviceDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto* click = static_cast<QMouseEvent*>(event);
    if (click->button() != Qt::LeftButton ||
        !switchRect(mainPart(option)).adjusted(-6, -8, 6, 8).contains(click->pos()))
        return false;
    emit switchClicked(index.data(DeviceListModel::NameRole).toString());
    return true;
}

} // namespace tapscope
