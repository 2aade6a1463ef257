#include <app/frames/frame_list_model.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <fmt/core.h>

#include <algorithm>
#include <vector>

using namespace tapscope;

namespace {

constexpr quint64 page = 50; ///< rows

double microsecondsAt(const std::vector<qint64>& sorted, double share) {
    return static_cast<double>(sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]) / 1000;
}

} // namespace

/// row_bench CAPTURE: measures how long the window waits for a page of rows, from one end of a capture to the other,
/// and how many pages are still incomplete then.
int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const PluginHost plugins({QStringLiteral(TAPSCOPE_PLUGIN_DIR)});
    const auto store = argc == 2 ? FileStore::open(argv[1]) : failure(ErrorKind::Invalid, "open", "a capture", "none");
    if (!store || !(*store)->index()) {
        fmt::print(stderr, "{}\n", store ? "It cannot be indexed" : store.error().text());
        return 1;
    }
    FrameListModel model(plugins.decoders());
    model.setCapture({.store = *store, .registry = &plugins.decoders()});
    model.setCount((*store)->count());
    constexpr quint64 pages = 2000;
    std::vector<qint64> times; // nanoseconds
    quint64 behind = 0;
    for (quint64 i = 0; i < pages; ++i) {
        const quint64 first = model.count() / pages * i;
        QElapsedTimer timer;
        timer.start();
        model.prepare(first, first + page - 1);
        times.push_back(timer.nsecsElapsed());
        for (quint64 row = first; row < first + page && row < model.count(); ++row) {
            if (!model.row(row).isWhole) {
                ++behind;
                break;
            }
        }
        QCoreApplication::processEvents();
    }
    std::ranges::sort(times);
    fmt::print("{} frames, {} pages of {} rows: median {:.0f} µs, 99 % {:.0f} µs, longest {:.0f} µs; {} not whole\n",
               model.count(), pages, page, microsecondsAt(times, 0.5), microsecondsAt(times, 0.99),
               microsecondsAt(times, 1), behind);
    return 0;
}
