#include "wiring_items.h"

#include "../devices/device_list_model.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "wiring_scene.h"
#include "wiring_text.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace tapscope {
namespace {

constexpr double corner = 5, inside = 7, selectedWidth = 2;

double scaleOf(const QPainter& painter) {
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

QFont scaled(QFont font, double factor) {
    font.setPixelSize(std::max(1, static_cast<int>(QFontInfo(font).pixelSize() * factor)));
    return font;
}
QFont small(const QFont& font) {
    return scaled(font, 0.85);
}

QString elided(const QFont& font, const QString& text, double width, Qt::TextElideMode mode = Qt::ElideMiddle) {
    return QFontMetricsF(font).elidedText(text, mode, width);
}

/// The description of a device without its name: addresses, and its relations to other devices. Link-local IPv6
/// addresses are left out.
QString aboutText(const WiringShot& shot, const WiredAt& at) {
    constexpr qsizetype mostAddresses = 2;
    const QStringList all = addressTexts(shot.wiring.at(at));
    QStringList parts;
    std::ranges::copy_if(all, std::back_inserter(parts),
                         [](const QString& each) { return !each.startsWith(QLatin1String("fe80:")); });
    parts = parts.mid(0, mostAddresses);
    if (const auto& relation = shot.relations[at.area][at.device]; !relation.empty())
        parts << QString::fromStdString(relation);
    return (parts.isEmpty() ? all : parts).join(QStringLiteral(" · "));
}

/// Shows a state by shape as well as by colour.
void paintState(QPainter& painter, const QRectF& rect, WiredState state, const Colours& colours) {
    painter.setPen(QPen(state == WiredState::Up ? colours.good : colours.muted, 1.5));
    painter.setBrush(state == WiredState::Up ? QBrush(colours.good) : QBrush(Qt::NoBrush));
    if (state == WiredState::Off)
        painter.drawRect(rect);
    else
        painter.drawEllipse(rect);
}

void paintHistory(QPainter& painter, const QRectF& rect, const std::vector<float>& rates, const Colours& colours) {
    const float highest = std::max(1.0F, *std::ranges::max_element(rates));
    QPainterPath line;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const QPointF point(rect.left() + rect.width() * static_cast<double>(i) / static_cast<double>(rates.size() - 1),
                            rect.bottom() - rect.height() * static_cast<double>(rates[i] / highest));
        i == 0 ? line.moveTo(point) : line.lineTo(point);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.accent, 1.2));
    painter.drawPath(line);
}

} // namespace

AreaItem::AreaItem(const WiringScene& scene, std::size_t area)
    : scene_(scene), area_(area), size_(scene.shot()->layout.areas[area].size()) {
    setPos(scene.shot()->layout.areas[area].topLeft());
    setZValue(0);
}

void AreaItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const Colours& colours = scene_.theme().colours();
    const WiringArea& area = scene_.shot()->wiring.areas[area_];
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colours.line, 1));
    painter->setBrush(colours.pane);
    painter->drawRoundedRect(boundingRect().adjusted(0.5, 0.5, -0.5, -0.5), 2 * corner, 2 * corner);
    QFont bold = scene_.font();
    bold.setBold(true);
    if (const double scale = scaleOf(*painter); scale < wordsFromScale)
        bold = scaled(bold, std::min(wordsFromScale / scale, 3.0)); // still readable when zoomed out
    const double height = QFontMetricsF(bold).height();
    const double width = size_.width() - 2 * inside;
    const QString title = elided(bold, plainText(titleOf(area)), width);
    painter->setFont(bold);
    painter->setPen(colours.ink);
    painter->drawText(QRectF(inside + 6, 7, width, height), Qt::AlignLeft | Qt::AlignVCenter, title);
    const double after = inside + 6 + QFontMetricsF(bold).horizontalAdvance(title) + 10;
    const QString about =
        area.isOwn ? WiringScene::tr("%n device(s), this window's", nullptr, static_cast<int>(area.devices.size()))
                   : WiringScene::tr("%n device(s)", nullptr, static_cast<int>(area.devices.size()));
    const QFont little = small(scene_.font());
    painter->setFont(little);
    painter->setPen(colours.muted);
    if (after < size_.width() - inside)
        painter->drawText(QRectF(after, 7, size_.width() - inside - after, height), Qt::AlignLeft | Qt::AlignVCenter,
                          elided(little, area.refusal ? QString() : about, size_.width() - inside - after));
    if (area.refusal) {
        painter->setPen(colours.warning);
        painter->drawText(QRectF(inside + 6, 7 + height, width - 6, size_.height() - height - 10),
                          Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                          WiringScene::tr("Its devices cannot be seen"));
    }
}

EdgesItem::EdgesItem(const WiringScene& scene) : scene_(scene), bounds_(scene.shot()->layout.bounds) {
    const double beyond = QFontMetricsF(scene.font()).height() * 8;
    bounds_.adjust(-beyond, -beyond, beyond, beyond);
    setZValue(1);
    setAcceptedMouseButtons(Qt::NoButton);
    setFlag(ItemUsesExtendedStyleOption); // for the exposed rectangle
}

void EdgesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const Colours& colours = scene_.theme().colours();
    const WiringShot& shot = *scene_.shot();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    for (std::size_t each = 0; each < shot.wiring.edges.size(); ++each) {
        const WiringEdge& edge = shot.wiring.edges[each];
        const QPainterPath& path = shot.layout.edges[each];
        constexpr double around = 16; // the width of a line, and what is drawn at its end
        if (!path.controlPointRect().adjusted(-around, -around, around, around).intersects(option->exposedRect))
            continue;
        const bool isUp = shot.wiring.at(edge.from).state() == WiredState::Up;
        QPen pen(isUp ? colours.accent : colours.muted, 1.4);
        if (edge.kind == WiringEdge::Kind::Tunnel)
            pen.setStyle(Qt::DashLine);
        if (edge.kind == WiringEdge::Kind::Lower)
            pen.setStyle(Qt::DotLine);
        if (edge.kind == WiringEdge::Kind::Pair) { // a double line
            pen.setWidthF(4);
            painter->strokePath(path, pen);
            pen = QPen(colours.background, 1.4);
        }
        painter->strokePath(path, pen);
        const QPointF end = path.pointAtPercent(1);
        if (!edge.to) {
            painter->setPen(colours.muted);
            painter->setFont(small(scene_.font()));
            painter->drawText(end + QPointF(4, 4), QStringLiteral("?"));
        } else if (edge.kind == WiringEdge::Kind::Port) {
            painter->fillRect(QRectF(end.x() - 3, end.y() - 4, 6, 8), isUp ? colours.accent : colours.muted);
        }
    }
    for (const auto& [one, other] : scene_.wires()) { // behind the cards, from one's middle to the other's
        painter->setPen(QPen(colours.accent, 2.5, Qt::DashDotLine));
        painter->drawLine(scene_.rectOf(one).center(), scene_.rectOf(other).center());
    }
    for (const auto& pill : shot.layout.pills) {
        const QRectF& card = shot.layout.devices[pill.device.area][pill.device.device];
        painter->setPen(QPen(colours.muted, 1.2, Qt::DotLine));
        painter->drawLine(QPointF(pill.rect.left() + 20, pill.rect.bottom()),
                          QPointF(pill.rect.left() + 20, card.top()));
    }
}

PillItem::PillItem(const WiringScene& scene, const WiringLayout::Pill& pill)
    : scene_(scene), device_(pill.device), size_(pill.rect.size()) {
    setPos(pill.rect.topLeft());
    setZValue(2);
    setToolTip(holderTexts(scene.shot()->wiring.at(device_)).join('\n'));
}

void PillItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const Colours& colours = scene_.theme().colours();
    const QStringList holders = holderTexts(scene_.shot()->wiring.at(device_));
    if (holders.isEmpty())
        return;
    QString text = holders.first();
    if (holders.size() > 1)
        text = WiringScene::tr("%1 and %n more", nullptr, static_cast<int>(holders.size()) - 1).arg(text);
    const QFont font = small(scene_.font());
    const double width = std::min(size_.width(), QFontMetricsF(font).horizontalAdvance(text) + 2 * inside + 2);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colours.line, 1));
    painter->setBrush(colours.background);
    painter->drawRoundedRect(QRectF(0.5, 0.5, width - 1, size_.height() - 1), size_.height() / 2, size_.height() / 2);
    if (scaleOf(*painter) < wordsFromScale)
        return;
    painter->setFont(font);
    painter->setPen(colours.ink);
    painter->drawText(QRectF(inside, 0, width - 2 * inside, size_.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      elided(font, text, width - 2 * inside));
}

WiredItem::WiredItem(const WiringScene& scene, const WiredAt& device)
    : scene_(scene), device_(device), size_(scene.shot()->layout.devices[device.area][device.device].size()) {
    setPos(scene.shot()->layout.devices[device.area][device.device].topLeft());
    setFlag(ItemIsSelectable);
    setZValue(3);
}

QRectF WiredItem::boundingRect() const {
    return QRectF({0, 0}, size_).adjusted(-selectedWidth, -selectedWidth, selectedWidth, selectedWidth);
}

void WiredItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const Colours& colours = scene_.theme().colours();
    const WiredDevice& device = scene_.shot()->wiring.at(device_);
    const bool isUp = device.state() == WiredState::Up;
    painter->setRenderHint(QPainter::Antialiasing);
    if (!matches(*scene_.shot(), device_, scene_.searched()))
        painter->setOpacity(0.3);
    const bool isInUseHere = !scene_.workOn(device_).isEmpty();
    painter->setPen(isSelected()  ? QPen(colours.accent, selectedWidth)
                    : isInUseHere ? QPen(colours.warning, selectedWidth)
                                  : QPen(isUp ? colours.muted : colours.line, 1, isUp ? Qt::SolidLine : Qt::DashLine));
    painter->setBrush(isSelected() ? colours.selection : colours.background);
    painter->drawRoundedRect(QRectF({0.5, 0.5}, size_ - QSizeF(1, 1)), corner, corner);
    if (const double scale = scaleOf(*painter); scale >= namesFromScale)
        paintWords(*painter, scale < wordsFromScale);
}

void WiredItem::paintWords(QPainter& painter, bool isBrief) const {
    const Colours& colours = scene_.theme().colours();
    const WiringShot& shot = *scene_.shot();
    const WiredDevice& device = shot.wiring.at(device_);
    QFont bold = isBrief ? scaled(scene_.font(), 1.5) : scene_.font();
    bold.setBold(true);
    const QFont little = small(scene_.font());
    const double line = QFontMetricsF(bold).height();
    const double dot = line * 0.45;
    paintState(painter, {inside, inside + (line - dot) / 2, dot, dot}, device.state(), colours);

    const QString kind = QString::fromStdString(kindTitle(device));
    const double kindWidth = isBrief ? 0 : QFontMetricsF(little).horizontalAdvance(kind) + 10;
    if (!isBrief) {
        const QRectF box(size_.width() - inside - kindWidth, inside - 1, kindWidth, line);
        painter.setPen(QPen(colours.line, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 3, 3);
        painter.setFont(little);
        painter.setPen(colours.muted);
        painter.drawText(box, Qt::AlignCenter, kind);
    }
    const double left = inside + dot + 7;
    painter.setFont(bold);
    painter.setPen(device.state() == WiredState::Up ? colours.ink : colours.muted);
    const double nameWidth = size_.width() - inside - left - kindWidth - 4;
    painter.drawText(QRectF(left, inside, nameWidth, line), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(bold, nameText(device), nameWidth));
    if (isBrief)
        return;

    const WiredRate& rate = shot.rates[device_.area][device_.device];
    const bool isBusy = rate.framesPerSecond >= 0.5;
    painter.setFont(little);
    painter.setPen(colours.muted);
    const double lineHeight = QFontMetricsF(little).lineSpacing();
    const double room = size_.width() - 2 * inside;
    double y = inside + line + 2;
    painter.drawText(QRectF(inside, y, room, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(little, aboutText(shot, device_), room, Qt::ElideRight));
    y += lineHeight;
    QString last = isBusy ? rateText(rate.framesPerSecond) + QStringLiteral(" · ") + bitRateText(rate.bitsPerSecond)
                          : stateText(device);
    if (const QString work = scene_.workOn(device_); !work.isEmpty()) {
        last = isBusy ? work + QStringLiteral(" · ") + rateText(rate.framesPerSecond) : work;
        painter.setPen(colours.warning);
    } else if (isBusy) {
        painter.setPen(colours.ink);
    }
    const bool hasHistory = rate.history.size() > 1 && *std::ranges::max_element(rate.history) > 0;
    const double history = hasHistory ? 44 : 0;
    painter.drawText(QRectF(inside, y, room - history, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(little, last, room - history, Qt::ElideRight));
    if (hasHistory)
        paintHistory(painter, {size_.width() - inside - history + 6, y + 2, history - 6, lineHeight - 4}, rate.history,
                     colours);
}

} // namespace tapscope
