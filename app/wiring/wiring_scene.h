#pragma once

#include "wiring_shot.h"

#include <QFont>
#include <QGraphicsScene>

#include <map>
#include <set>
#include <utility>

namespace tapscope {

class Theme;
class WiredItem;

/// The picture of the map. While the layout stays the same, only changed states of devices are repainted. GUI thread.
class WiringScene final : public QGraphicsScene {
    Q_OBJECT

public:
    explicit WiringScene(const Theme& theme, QObject* parent = nullptr);

    void show(const WiringShots& shot);
    /// Null before the first map.
    [[nodiscard]] const WiringShots& shot() const noexcept { return shot_; }
    /// Sets what this window does with devices (captures, injectors), as plain text.
    void setWork(std::map<WiredKey, QString> work);
    /// Injectors between two devices, which are drawn as lines.
    using Wires = std::set<std::pair<WiredKey, WiredKey>>;
    void setWires(Wires wires);
    [[nodiscard]] const Wires& wires() const noexcept { return wires_; }
    [[nodiscard]] QString workOn(const WiredAt& device) const;
    /// Devices that do not match are shown paler.
    void setSearched(const QString& words);
    [[nodiscard]] const QString& searched() const noexcept { return searched_; }

    [[nodiscard]] std::set<WiredKey> selectedKeys() const;
    /// Selects those of these devices that exist.
    void select(const std::set<WiredKey>& keys);
    [[nodiscard]] QRectF rectOf(const WiredKey& key) const;

    /// Sizes that fit the font.
    [[nodiscard]] static WiringMetrics metricsFor(const QFont& font);
    [[nodiscard]] const Theme& theme() const noexcept { return theme_; }
    /// Hides the selection, for a saved picture.
    void paintAll(QPainter& painter);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void build();

    const Theme& theme_;
    WiringShots shot_;
    QString searched_;
    std::map<WiredKey, WiredItem*> devices_;
    std::map<WiredKey, QString> work_;
    Wires wires_;
};

} // namespace tapscope
