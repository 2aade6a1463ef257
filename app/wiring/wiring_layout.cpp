#include "wiring_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tapscope {
namespace {

using Devices = std::vector<std::size_t>;

/// A bridge and its ports: those that lead to other namespaces stand right of it.
struct Cluster {
    std::size_t master = 0;
    Devices left, right;
};

int rootOf(std::size_t count) {
    return static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
}

/// The devices of one namespace, laid out from (0, 0).
class AreaLayout {
public:
    AreaLayout(const Wiring& wiring, std::size_t area, const WiringMetrics& metrics)
        : area_(wiring.areas[area]), metrics_(metrics), rects_(area_.devices.size()) {
        for (const auto& edge : wiring.edges)
            look(edge, area);
    }

    void run() {
        double top = metrics_.header;
        std::set<std::size_t> placed;
        for (auto& cluster : clusters()) {
            placed.insert(cluster.master);
            placed.insert(cluster.left.begin(), cluster.left.end());
            placed.insert(cluster.right.begin(), cluster.right.end());
            top = placeCluster(cluster, top) + metrics_.rowGap;
        }
        Devices loose;
        for (const std::size_t device : inOrder()) {
            if (!placed.contains(device))
                loose.push_back(device);
        }
        if (!loose.empty()) {
            constexpr int fewest = 3;
            const int columns = std::max({std::min<int>(fewest, static_cast<int>(loose.size())), rootOf(loose.size()),
                                          static_cast<int>((right_ + metrics_.columnGap) / columnWidth())});
            top = placeGrid(loose, columns, metrics_.padding, top) + metrics_.rowGap;
        }
        const double least = metrics_.cardWidth; // for the title, and what is said where nothing can be seen
        size_ = {std::max(right_, metrics_.padding + least) + metrics_.padding,
                 std::max(top, metrics_.header + metrics_.cardHeight / 2 + metrics_.rowGap) - metrics_.rowGap +
                     metrics_.padding};
    }

    [[nodiscard]] const std::vector<QRectF>& rects() const { return rects_; }
    [[nodiscard]] QSizeF size() const { return size_; }

private:
    void look(const WiringEdge& edge, std::size_t area) {
        const bool isWithin = edge.to && edge.from.area == area && edge.to->area == area;
        if (isWithin && edge.kind == WiringEdge::Kind::Port)
            ports_[edge.to->device].push_back(edge.from.device);
        else if (isWithin && edge.kind != WiringEdge::Kind::Pair)
            below_[edge.to->device].push_back(edge.from.device);
        if (edge.kind == WiringEdge::Kind::Pair && !isWithin) {
            if (edge.from.area == area)
                leadOut_.insert(edge.from.device);
            if (edge.to && edge.to->area == area)
                leadOut_.insert(edge.to->device);
        }
    }

    [[nodiscard]] std::vector<Cluster> clusters() const {
        std::vector<Cluster> all;
        std::set<std::size_t> taken;
        for (const auto& [master, ports] : ports_) {
            if (taken.contains(master))
                continue; // it is a port itself, and stands at its own bridge
            Cluster cluster{.master = master, .left = {}, .right = {}};
            for (const std::size_t port : ports) {
                if (port != master && taken.insert(port).second)
                    (leadOut_.contains(port) ? cluster.right : cluster.left).push_back(port);
            }
            balance(cluster.left, cluster.right);
            balance(cluster.right, cluster.left);
            all.push_back(std::move(cluster));
        }
        return all;
    }

    static void balance(Devices& more, Devices& fewer) {
        constexpr std::size_t unlike = 3;
        while (more.size() > fewer.size() + unlike) {
            fewer.push_back(more.back());
            more.pop_back();
        }
    }

    /// By name, each followed by those that stand on it; loopback, which connects nothing, last.
    [[nodiscard]] Devices inOrder() const {
        Devices order;
        std::set<std::size_t> taken;
        const auto take = [&](std::size_t device) {
            if (!taken.insert(device).second)
                return;
            order.push_back(device);
            if (const auto below = below_.find(device); below != below_.end()) {
                for (const std::size_t each : below->second) {
                    if (taken.insert(each).second)
                        order.push_back(each);
                }
            }
        };
        for (const bool isLoopback : {false, true}) {
            for (std::size_t device = 0; device < area_.devices.size(); ++device) {
                if ((area_.devices[device].kind == WiredKind::Loopback) == isLoopback)
                    take(device);
            }
        }
        return order;
    }

    [[nodiscard]] double columnWidth() const { return metrics_.cardWidth + metrics_.columnGap; }
    [[nodiscard]] bool hasPill(std::size_t device) const {
        return !area_.devices[device].holders.empty() || area_.devices[device].hasUnknownHolder;
    }

    /// Rows from `top` on; the bottom of the last one.
    double placeGrid(const Devices& devices, int columns, double left, double top) {
        double bottom = top;
        for (std::size_t first = 0; first < devices.size(); first += static_cast<std::size_t>(columns)) {
            const std::size_t end = std::min(devices.size(), first + static_cast<std::size_t>(columns));
            bool pills = false;
            for (std::size_t at = first; at < end; ++at)
                pills = pills || hasPill(devices[at]);
            const double cards = top + (pills ? metrics_.pillHeight + metrics_.rowGap / 2 : 0);
            for (std::size_t at = first; at < end; ++at) {
                const double x = left + static_cast<double>(at - first) * columnWidth();
                rects_[devices[at]] = {x, cards, metrics_.cardWidth, metrics_.cardHeight};
                right_ = std::max(right_, x + metrics_.cardWidth);
            }
            bottom = cards + metrics_.cardHeight;
            top = bottom + metrics_.rowGap;
        }
        return bottom;
    }

    double placeCluster(const Cluster& cluster, double top) {
        constexpr std::size_t rows = 8;
        const auto columnsOf = [&](const Devices& ports) {
            const std::size_t most = std::max(rows, static_cast<std::size_t>(rootOf(ports.size())));
            return static_cast<int>((ports.size() + most - 1) / most);
        };
        const int left = columnsOf(cluster.left);
        const int right = columnsOf(cluster.right);
        double x = metrics_.padding;
        double bottom = top + metrics_.cardHeight;
        if (left > 0)
            bottom = std::max(bottom, placeGrid(cluster.left, left, x, top));
        x += left * columnWidth();
        if (right > 0)
            bottom = std::max(bottom, placeGrid(cluster.right, right, x + columnWidth(), top));
        rects_[cluster.master] = {x, top, metrics_.cardWidth, bottom - top};
        right_ = std::max(right_, x + metrics_.cardWidth);
        return bottom;
    }

    const WiringArea& area_;
    const WiringMetrics& metrics_;
    std::vector<QRectF> rects_;
    std::map<std::size_t, Devices> ports_, below_;
    std::set<std::size_t> leadOut_;
    double right_ = 0;
    QSizeF size_;
};

/// Places the first area left and the others beside it, from top to bottom and from left to right.
std::vector<QPointF> placesOf(const std::vector<QSizeF>& sizes, double gap) {
    constexpr double wide = 1.6; // how much wider than high a window is
    double space = 0;
    double height = 0;
    for (const QSizeF& size : sizes) {
        space += (size.width() + gap) * (size.height() + gap);
        height = std::max(height, size.height());
    }
    height = std::max(height, std::sqrt(space / wide));
    std::vector<QPointF> places;
    double x = 0;
    double y = 0;
    double column = 0;
    for (std::size_t area = 0; area < sizes.size(); ++area) {
        if (y > 0 && (y + sizes[area].height() > height || area == 1)) {
            x += column + gap;
            y = 0;
            column = 0;
        }
        places.emplace_back(x, y);
        y += sizes[area].height() + gap;
        column = std::max(column, sizes[area].width());
    }
    return places;
}

/// Between the sides of two cards that face each other.
QPainterPath lineBetween(const QRectF& from, const QRectF& to) {
    QPainterPath path;
    const auto height = [](const QRectF& its, const QRectF& other) {
        // At the height of the lower one, so that a port's line meets its bridge straight.
        return std::clamp(other.center().y(), its.top() + std::min(8.0, its.height() / 2),
                          its.bottom() - std::min(8.0, its.height() / 2));
    };
    const bool isRight = to.left() >= from.right();
    if (isRight || to.right() <= from.left()) {
        const bool isTaller = from.height() > to.height();
        const double fromY = isTaller ? height(from, to) : from.center().y();
        const double toY = isTaller ? to.center().y() : height(to, from);
        const QPointF start(isRight ? from.right() : from.left(), fromY);
        const QPointF end(isRight ? to.left() : to.right(), toY);
        const double middle = (start.x() + end.x()) / 2;
        path.moveTo(start);
        path.cubicTo({middle, start.y()}, {middle, end.y()}, end);
        return path;
    }
    const bool isBelow = to.top() >= from.bottom();
    const QPointF start(from.center().x(), isBelow ? from.bottom() : from.top());
    const QPointF end(to.center().x(), isBelow ? to.top() : to.bottom());
    const double middle = (start.y() + end.y()) / 2;
    path.moveTo(start);
    path.cubicTo({start.x(), middle}, {end.x(), middle}, end);
    return path;
}

QPainterPath stubOf(const QRectF& card, double length) {
    QPainterPath path({card.right(), card.center().y()});
    path.lineTo(card.right() + length, card.center().y());
    return path;
}

} // namespace

WiringLayout layOut(const Wiring& wiring, const WiringMetrics& metrics) {
    WiringLayout layout;
    std::vector<QSizeF> sizes;
    for (std::size_t area = 0; area < wiring.areas.size(); ++area) {
        AreaLayout within(wiring, area, metrics);
        within.run();
        sizes.push_back(within.size());
        layout.devices.push_back(within.rects());
    }
    const auto places = placesOf(sizes, metrics.areaGap);
    for (std::size_t area = 0; area < sizes.size(); ++area) {
        layout.areas.emplace_back(places[area], sizes[area]);
        layout.bounds |= layout.areas.back();
        const auto& devices = wiring.areas[area].devices;
        for (std::size_t device = 0; device < devices.size(); ++device) {
            QRectF& card = layout.devices[area][device];
            card.translate(places[area]);
            if (!devices[device].holders.empty() || devices[device].hasUnknownHolder)
                layout.pills.push_back({QRectF(card.left(), card.top() - metrics.pillHeight - metrics.rowGap / 2,
                                               card.width(), metrics.pillHeight),
                                        {area, device}});
        }
    }
    for (const auto& edge : wiring.edges) {
        const QRectF& from = layout.devices[edge.from.area][edge.from.device];
        layout.edges.push_back(edge.to ? lineBetween(from, layout.devices[edge.to->area][edge.to->device])
                                       : stubOf(from, metrics.columnGap / 2));
    }
    return layout;
}

} // namespace tapscope
