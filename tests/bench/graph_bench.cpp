#include <app/statistics/io_graph.h>
#include <app/theme/theme.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace tapscope;

namespace {

constexpr std::size_t points = 1'000'000;

/// A wave with bursts, so that neighbouring values differ.
std::vector<double> valuesOf(std::size_t series) {
    std::vector<double> values(points);
    std::uint64_t state = series + 1;
    for (std::size_t i = 0; i < points; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        values[i] = 500 * (1 + std::sin(static_cast<double>(i) / 40'000)) + static_cast<double>(state >> 56);
    }
    return values;
}

} // namespace

/// graph_bench [SERIES]: how long the I/O graph takes to paint while it moves over a million values in each series, at
/// a size of 1200 to 600.
int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Theme theme(application);
    IoGraph graph(theme);
    graph.resize(1200, 600);
    const int count = argc > 1 ? std::clamp(std::atoi(argv[1]), 1, 6) : 3; // NOLINT(cert-err34-c)
    std::vector<GraphSeries> series;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i) {
        const auto style = static_cast<GraphSeries::Style>(i % 3);
        series.push_back({.name = QString::number(i),
                          .unit = {},
                          .style = style,
                          .interval = 0.001,
                          .values = ValueLevels(valuesOf(static_cast<std::size_t>(i)))});
    }
    graph.setSeries(std::move(series));
    const double made = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    QImage image(graph.size(), QImage::Format_ARGB32_Premultiplied);
    for (const double seconds : {1000.0, 500.0, 100.0, 1.0}) {
        std::vector<double> times; // milliseconds
        constexpr int steps = 200;
        for (int i = 0; i < steps; ++i) {
            const double from = (1000 - seconds) * i / steps;
            graph.setShown(IoGraph::Range{from, from + seconds});
            timer.restart();
            QPainter painter(&image);
            graph.draw(painter, image.rect());
            painter.end();
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        fmt::print("{} series of {} values, {} s shown: median {:.1f} ms, 99 % {:.1f} ms, longest {:.1f} ms\n", count,
                   points, seconds, times[steps / 2], times[steps * 99 / 100], times.back());
    }
    fmt::print("made in {:.0f} ms\n", made);
    return 0;
}
