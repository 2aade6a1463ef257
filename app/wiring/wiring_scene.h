#pragma once

#include "wiring_shot.h"

#include <QFont>
#include <QGraphicsScene>

#include <map>
#include <set>

namespace tapscope {

class Theme;
class WiredItem;

/// The picture of the map. While its layout stays, only what the devices tell is painted anew. GUI's thread.
class WiringScene final : public QGraphicsScene {
    Q_OBJECT

public:
    explicit WiringScene(const Theme& theme, QObject* parent = nullptr);

    void show(const WiringShots& shot);
    /// Null before the first one.
    [[nodiscard]] const WiringShots& shot() const noexcept { return shot_; }
    /// What this window does with devices: captures, injectors. Plain text.
    void setWork(std::map<WiredKey, QString> work);
    [[nodiscard]] QString workOn(const WiredAt& device) const;
    /// Devices that do not match are paler.
    void setSearched(const QString& words);
    [[nodiscard]] const QString& searched() const noexcept { return searched_; }

    [[nodiscard]] std::set<WiredKey> selectedKeys() const;
    /// Those that there are.
    void select(const std::set<WiredKey>& keys);
    [[nodiscard]] QRectF rectOf(const WiredKey& key) const;

    /// Sizes that fit the font.
    [[nodiscard]] static WiringMetrics metricsFor(const QFont& font);
    [[nodiscard]] const Theme& theme() const noexcept { return theme_; }
    /// Without the marks of a selection, for a picture that is saved.
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
};

} // namespace tapscope
