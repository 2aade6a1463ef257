#pragma once

#include "wiring_shot.h"

#include <QGraphicsItem>

namespace tapscope {

class WiringScene;

/// Levels of detail: below these scales a card shows its name only, or no words at all.
constexpr double wordsFromScale = 0.55, namesFromScale = 0.28;

/// A namespace: a frame with a title.
class AreaItem final : public QGraphicsItem {
public:
    AreaItem(const WiringScene& scene, std::size_t area);
    [[nodiscard]] QRectF boundingRect() const override { return {{0, 0}, size_}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const WiringScene& scene_;
    std::size_t area_;
    QSizeF size_;
};

/// All lines between devices, and to the processes above them.
class EdgesItem final : public QGraphicsItem {
public:
    explicit EdgesItem(const WiringScene& scene);
    [[nodiscard]] QRectF boundingRect() const override { return bounds_; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const WiringScene& scene_;
    QRectF bounds_;
};

/// The processes that have a TAP or TUN open.
class PillItem final : public QGraphicsItem {
public:
    PillItem(const WiringScene& scene, const WiringLayout::Pill& pill);
    [[nodiscard]] QRectF boundingRect() const override { return {{0, 0}, size_}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const WiringScene& scene_;
    WiredAt device_;
    QSizeF size_;
};

/// A device.
class WiredItem final : public QGraphicsItem {
public:
    WiredItem(const WiringScene& scene, const WiredAt& device);
    [[nodiscard]] const WiredAt& device() const noexcept { return device_; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintWords(QPainter& painter, bool isBrief) const;

    const WiringScene& scene_;
    WiredAt device_;
    QSizeF size_;
};

} // namespace tapscope
