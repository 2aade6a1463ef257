#include "wiring_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>

namespace tapscope {
namespace {

using Devices = std::vector<std::size_t>;

/// A bridge and its ports: ports that lead to other namespaces are on its right.
struct Cluster {
    std::size_t master = 0;
    Devices left, right;
};

/// Columns of cards, each filled down to some height.
class Columns {
public:
    Columns(int count, double top) : bottoms_(static_cast<std::size_t>(count), top) {}

    struct Place {
        int column = 0;
        double top = 0;
    };
    /// Finds room for an item of `width` columns, as far up and then as far left as possible.
    Place take(int width, double height, double gap) {
        Place best{.column = 0, .top = std::numeric_limits<double>::max()};
        for (int column = 0; column + width <= static_cast<int>(bottoms_.size()); ++column) {
            const double top = std::ranges::max(span(column, width));
            if (top < best.top)
                best = {.column = column, .top = top};
        }
        std::ranges::fill(span(best.column, width), best.top + height + gap);
        return best;
    }
    [[nodiscard]] double bottom() const { return std::ranges::max(bottoms_); }

private:
    std::span<double> span(int column, int width) {
        return std::span(bottoms_).subspan(static_cast<std::size_t>(column), static_cast<std::size_t>(width));
    }

    std::vector<double> bottoms_;
};

/// The devices of one namespace, laid out from (0, 0).
class AreaLayout {
public:
    AreaLayout(const Wiring& wiring, std::size_t area, const WiringMetrics& metrics)
        : area_(wiring.areas[area]), metrics_(metrics), rects_(area_.devices.size()) {
        for (const auto& edge : wiring.edges)
            look(edge, area);
        clusters_ = clusters();
        std::set<std::size_t> placed;
        for (const auto& cluster : clusters_) {
            placed.insert(cluster.master);
            placed.insert(cluster.left.begin(), cluster.left.end());
            placed.insert(cluster.right.begin(), cluster.right.end());
        }
        for (const std::size_t device : inOrder()) {
            if (!placed.contains(device))
                loose_.push_back(device);
        }
    }

    /// With this number of columns of cards, or more if a bridge needs them for its ports in this number of rows.
    void run(int columns, int rows) {
        rows_ = static_cast<std::size_t>(rows);
        for (const auto& cluster : clusters_)
            columns = std::max(columns, columnsOf(cluster.left) + 1 + columnsOf(cluster.right));
        Columns room(columns, metrics_.header);
        right_ = 0;
        for (const auto& cluster : clusters_)
            placeCluster(cluster, room);
        for (const std::size_t device : loose_) {
            const double pill = hasPill(device) ? metrics_.pillHeight + metrics_.rowGap / 2 : 0;
            const auto place = room.take(1, pill + metrics_.cardHeight, metrics_.rowGap);
            put(device, place.column, place.top + pill, metrics_.cardHeight);
        }
        const double least = metrics_.padding + metrics_.cardWidth; // for the title, and the text of a refusal
        const double bottom =
            area_.devices.empty() ? metrics_.header + metrics_.cardHeight / 2 : room.bottom() - metrics_.rowGap;
        size_ = {std::max(right_, least) + metrics_.padding, bottom + metrics_.padding};
    }

    [[nodiscard]] const std::vector<QRectF>& rects() const { return rects_; }
    [[nodiscard]] QSizeF size() const { return size_; }
    /// The number of columns with which a namespace other than the first is about as high as wide.
    [[nodiscard]] int usualColumns() const {
        const double shape = (metrics_.cardHeight + metrics_.rowGap) / columnWidth();
        const double columns = std::sqrt(static_cast<double>(loose_.size()) * shape);
        return std::max(1, static_cast<int>(std::lround(columns)));
    }

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
                continue; // it is a port itself, and placed at its own bridge
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

    /// By name, each followed by its upper devices; loopback, which connects nothing, comes last.
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

    void put(std::size_t device, int column, double top, double height) {
        const double x = metrics_.padding + column * columnWidth();
        rects_[device] = {x, top, metrics_.cardWidth, height};
        right_ = std::max(right_, x + metrics_.cardWidth);
    }

    [[nodiscard]] int columnsOf(const Devices& ports) const {
        return static_cast<int>((ports.size() + rows_ - 1) / rows_);
    }

    /// Makes each row as high as its highest card, and returns the total height.
    double placeGrid(const Devices& devices, int columns, int firstColumn, double top, bool isPut) {
        double bottom = top;
        for (std::size_t first = 0; first < devices.size(); first += static_cast<std::size_t>(columns)) {
            const std::size_t end = std::min(devices.size(), first + static_cast<std::size_t>(columns));
            const bool pills = std::any_of(devices.begin() + static_cast<std::ptrdiff_t>(first),
                                           devices.begin() + static_cast<std::ptrdiff_t>(end),
                                           [this](std::size_t device) { return hasPill(device); });
            const double cards =
                (first == 0 ? top : bottom + metrics_.rowGap) + (pills ? metrics_.pillHeight + metrics_.rowGap / 2 : 0);
            for (std::size_t at = first; at < end && isPut; ++at)
                put(devices[at], firstColumn + static_cast<int>(at - first), cards, metrics_.cardHeight);
            bottom = cards + metrics_.cardHeight;
        }
        return bottom - top;
    }

    void placeCluster(const Cluster& cluster, Columns& room) {
        const int left = columnsOf(cluster.left), right = columnsOf(cluster.right);
        const double height = std::max({metrics_.cardHeight, placeGrid(cluster.left, std::max(left, 1), 0, 0, false),
                                        placeGrid(cluster.right, std::max(right, 1), 0, 0, false)});
        const auto place = room.take(left + 1 + right, height, metrics_.rowGap);
        placeGrid(cluster.left, std::max(left, 1), place.column, place.top, true);
        placeGrid(cluster.right, std::max(right, 1), place.column + left + 1, place.top, true);
        put(cluster.master, place.column + left, place.top, height);
    }

    const WiringArea& area_;
    const WiringMetrics& metrics_;
    std::vector<QRectF> rects_;
    std::map<std::size_t, Devices> ports_, below_;
    std::set<std::size_t> leadOut_;
    std::vector<Cluster> clusters_;
    Devices loose_;
    std::size_t rows_ = 1;
    double right_ = 0;
    QSizeF size_;
};

/// Places each area as far up and then as far left as possible within a width, beside and below the earlier ones.
std::vector<QPointF> placesOf(const std::vector<QSizeF>& sizes, double width, double gap) {
    std::vector<QRectF> taken;
    for (const QSizeF& size : sizes) {
        const auto topAt = [&](double x) {
            double top = 0;
            for (const QRectF& each : taken) {
                if (each.left() < x + size.width() + gap && x < each.right() + gap)
                    top = std::max(top, each.bottom() + gap);
            }
            return top;
        };
        QPointF best(0, topAt(0));
        for (const QRectF& each : taken) {
            const double x = each.right() + gap;
            if (const double top = topAt(x); x + size.width() <= width && top < best.y())
                best = {x, top};
        }
        taken.emplace_back(best, size);
    }
    std::vector<QPointF> places;
    for (const QRectF& each : taken)
        places.push_back(each.topLeft());
    return places;
}

/// One candidate arrangement.
struct Arrangement {
    int columns = 1, rows = 1; ///< of the first namespace, and of the ports of bridges
    std::vector<QSizeF> sizes;
    std::vector<QPointF> places;
    QSizeF bounds;

    /// The scale at which it fits the view.
    [[nodiscard]] double scaleIn(const QSizeF& view) const {
        return std::min({1.0, view.width() / bounds.width(), view.height() / bounds.height()});
    }
    [[nodiscard]] bool isBetterThan(const Arrangement& other, const QSizeF& view) const {
        const double own = scaleIn(view);
        const double others = other.scaleIn(view);
        return own > others ||
               (own == others && bounds.width() * bounds.height() < other.bounds.width() * other.bounds.height());
    }
};

void run(std::vector<AreaLayout>& areas, int columns, int rows) {
    for (std::size_t area = 0; area < areas.size(); ++area)
        areas[area].run(area == 0 ? columns : std::min(columns, areas[area].usualColumns()), rows);
}

/// The arrangement that is largest in the view.
Arrangement bestOf(std::vector<AreaLayout>& areas, const WiringMetrics& metrics) {
    std::optional<Arrangement> best;
    const auto tryPlaces = [&](int columns, int rows) {
        std::vector<QSizeF> sizes;
        double widest = 0;
        for (const auto& area : areas) {
            sizes.push_back(area.size());
            widest = std::max(widest, sizes.back().width());
        }
        for (const int more : {0, 1, 2, 3, 5, 8, 13}) { // columns of other namespaces beside the widest
            Arrangement tried{.columns = columns, .rows = rows, .sizes = sizes, .places = {}, .bounds = {}};
            const double width = widest + more * (metrics.cardWidth + metrics.columnGap + metrics.areaGap);
            tried.places = placesOf(sizes, width, metrics.areaGap);
            for (std::size_t area = 0; area < areas.size(); ++area)
                tried.bounds = tried.bounds.expandedTo(
                    {tried.places[area].x() + sizes[area].width(), tried.places[area].y() + sizes[area].height()});
            if (!best || tried.isBetterThan(*best, metrics.view))
                best = std::move(tried);
        }
    };
    for (const int rows : {3, 5, 8, 13, 21, 34}) {
        for (const int columns : {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 26, 34}) {
            run(areas, columns, rows);
            tryPlaces(columns, rows);
        }
    }
    run(areas, best->columns, best->rows);
    return *best;
}

/// Between the sides of two cards that face each other.
QPainterPath lineBetween(const QRectF& from, const QRectF& to) {
    QPainterPath path;
    const auto height = [](const QRectF& its, const QRectF& other) {
        // At the height of the lower card, so that a port's line meets its bridge straight.
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
    std::vector<AreaLayout> areas;
    for (std::size_t area = 0; area < wiring.areas.size(); ++area)
        areas.emplace_back(wiring, area, metrics);
    const Arrangement chosen = bestOf(areas, metrics);
    const auto& places = chosen.places;
    for (std::size_t area = 0; area < areas.size(); ++area) {
        layout.devices.push_back(areas[area].rects());
        layout.areas.emplace_back(places[area], chosen.sizes[area]);
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
