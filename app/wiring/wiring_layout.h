#pragma once

#include <QPainterPath>
#include <QRectF>
#include <QSizeF>

#include <wiring/wiring.h>

#include <vector>

namespace tapscope {

/// Sizes in the picture, which depend on its font.
struct WiringMetrics {
    double cardWidth = 196, cardHeight = 68; ///< card of a device
    double pillHeight = 20;                  ///< pill of a process
    double header = 30;                      ///< title of a namespace
    double padding = 12, rowGap = 12, columnGap = 30, areaGap = 40;
    QSizeF view{960, 560}; ///< the view that the map should fit, as large as possible

    bool operator==(const WiringMetrics&) const = default;
};

/// The positions of everything in the map.
struct WiringLayout {
    struct Pill {
        QRectF rect;
        WiredAt device;
        bool operator==(const Pill&) const = default;
    };
    std::vector<QRectF> areas;
    std::vector<std::vector<QRectF>> devices; ///< by area and device
    std::vector<Pill> pills;                  ///< the processes that have a TAP open, above it
    std::vector<QPainterPath> edges;          ///< as Wiring::edges
    QRectF bounds;

    bool operator==(const WiringLayout&) const = default;
};

/// Lays out the map. The result depends only on the wiring: bridges are between their ports, the first namespace is on
/// the left, and the others are placed where there is room beside or below it. Of several arrangements, it uses the one
/// that is largest in the view. Any thread.
[[nodiscard]] WiringLayout layOut(const Wiring& wiring, const WiringMetrics& metrics);

} // namespace tapscope
