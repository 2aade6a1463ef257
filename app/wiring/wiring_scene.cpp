#include "wiring_scene.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "wiring_items.h"
#include "wiring_text.h"

#include <QPainter>
#include <QSignalBlocker>

namespace tapscope {

WiringScene::WiringScene(const Theme& theme, QObject* parent) : QGraphicsScene(parent), theme_(theme) {
    setItemIndexMethod(QGraphicsScene::BspTreeIndex);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

WiringMetrics WiringScene::metricsFor(const QFont& font) {
    const QFontMetricsF usual(font);
    const double line = usual.height();
    constexpr double lettersOfCard = 26; // "3.4 k frames/s · 38.0 Mbit/s", in smaller letters
    WiringMetrics metrics;
    metrics.cardWidth = usual.averageCharWidth() * lettersOfCard + 20;
    metrics.cardHeight = line * 2.8 + 16;
    metrics.pillHeight = line + 4;
    metrics.header = line + 16;
    return metrics;
}

void WiringScene::show(const WiringShots& shot) {
    const WiringShots before = std::exchange(shot_, shot);
    bool isSame = before && before->layout == shot->layout;
    for (const auto& [key, item] : devices_)
        isSame = isSame && shot->keyOf(item->device()) == key;
    if (isSame)
        update();
    else
        build();
}

void WiringScene::build() {
    const auto selected = selectedKeys();
    {
        const QSignalBlocker quiet(this);
        clear();
        devices_.clear();
        for (std::size_t area = 0; area < shot_->wiring.areas.size(); ++area)
            addItem(new AreaItem(*this, area));
        addItem(new EdgesItem(*this));
        for (const auto& pill : shot_->layout.pills)
            addItem(new PillItem(*this, pill));
        for (std::size_t area = 0; area < shot_->wiring.areas.size(); ++area) {
            for (std::size_t device = 0; device < shot_->wiring.areas[area].devices.size(); ++device) {
                auto* item = new WiredItem(*this, {area, device});
                const WiredDevice& its = shot_->wiring.at({area, device});
                item->setToolTip(QStringLiteral("%1 (%2), %3")
                                     .arg(nameText(its), QString::fromStdString(kindTitle(its)), stateText(its)));
                addItem(item);
                devices_.emplace(shot_->keyOf({area, device}), item);
            }
        }
    }
    constexpr double around = 24;
    setSceneRect(shot_->layout.bounds.adjusted(-around, -around, around, around));
    select(selected);
    update();
}

void WiringScene::setWork(std::map<WiredKey, QString> work) {
    if (work == work_)
        return;
    work_ = std::move(work);
    update();
}

void WiringScene::setWires(Wires wires) {
    if (wires == wires_)
        return;
    wires_ = std::move(wires);
    update();
}

QString WiringScene::workOn(const WiredAt& device) const {
    const auto found = work_.find(shot_->keyOf(device));
    return found != work_.end() ? found->second : QString();
}

void WiringScene::setSearched(const QString& words) {
    searched_ = words;
    update();
}

std::set<WiredKey> WiringScene::selectedKeys() const {
    std::set<WiredKey> keys;
    for (const auto& [key, item] : devices_) {
        if (item->isSelected())
            keys.insert(key);
    }
    return keys;
}

void WiringScene::select(const std::set<WiredKey>& keys) {
    {
        const QSignalBlocker quiet(this);
        for (const auto& [key, item] : devices_)
            item->setSelected(keys.contains(key));
    }
    update();
    emit selectionChanged();
}

QRectF WiringScene::rectOf(const WiredKey& key) const {
    const auto item = devices_.find(key);
    return item != devices_.end() ? item->second->sceneBoundingRect() : QRectF();
}

void WiringScene::drawBackground(QPainter* painter, const QRectF& rect) {
    painter->fillRect(rect, theme_.colours().background);
}

void WiringScene::paintAll(QPainter& painter) {
    const auto selected = selectedKeys();
    const QString searched = std::exchange(searched_, QString());
    {
        const QSignalBlocker quiet(this);
        for (const auto& [key, item] : devices_)
            item->setSelected(false);
        render(&painter, {}, sceneRect());
        for (const auto& [key, item] : devices_)
            item->setSelected(selected.contains(key));
    }
    searched_ = searched;
}

} // namespace tapscope
