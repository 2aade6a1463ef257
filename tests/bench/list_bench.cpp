#include <app/filter/filter_runner.h>
#include <app/frames/frame_list_view.h>
#include <app/frames/frame_sorter.h>
#include <app/frames/list_header.h>
#include <app/main_window/main_window.h>
#include <app/place/places.h>
#include <app/statistics/statistics_counter.h>
#include <app/statistics/statistics_window.h>
#include <app/theme/theme.h>
#include <plugin/plugin_host.h>
#include <privilege/helper_program.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <functional>
#include <utility>

using namespace tapscope;

namespace {

/// Processor time of this thread in milliseconds, which other programs hardly change.
double worked() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The longest pause of the event loop while this exists, and the most that it worked without a pause, in milliseconds.
class Pauses {
public:
    Pauses() {
        since_.start();
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
            longest_ = std::max(longest_, since_.restart());
            const double now = worked();
            longestWork_ = std::max(longestWork_, now - std::exchange(workedBefore_, now));
        });
        timer_.start(1);
    }
    [[nodiscard]] qint64 longest() const { return longest_; }
    [[nodiscard]] double longestWork() const { return longestWork_; }

private:
    QTimer timer_;
    QElapsedTimer since_;
    qint64 longest_ = 0;
    double workedBefore_ = worked(), longestWork_ = 0;
};

double residentMebibytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return static_cast<double>(resident) * 4096 / (1 << 20);
}

/// Starts something, runs the event loop until it is done, and prints how long that took.
void measure(const char* what, const std::function<void()>& start, const std::function<bool()>& isDone) {
    QElapsedTimer timer;
    timer.start();
    const Pauses pauses;
    start();
    while (!isDone())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    fmt::print("{:<40} {:6.2f} s, longest pause {:4} ms, of which work {:5.1f} ms, {:5.0f} MiB resident\n", what,
               static_cast<double>(timer.elapsed()) / 1000, pauses.longest(), pauses.longestWork(),
               residentMebibytes());
    std::fflush(stdout);
}

} // namespace

/// list_bench CAPTURE FILTER: how long the window takes to open, sort, filter and plot a capture, and for how long its
/// event loop pauses meanwhile. Settings of the user are not touched.
int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: list_bench CAPTURE FILTER\n");
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("tapscope-bench"));
    QSettings().clear();
    Theme theme(application);
    PluginHost plugins({QStringLiteral(TAPSCOPE_PLUGIN_DIR)});
    Places places(HelperProgram::ofThisProgram());
    MainWindow window(plugins, theme, places);
    window.resize(1280, 800);
    window.show();
    auto& list = *window.findChild<FrameListView*>(QStringLiteral("frameList"));
    const auto& sorter = *window.findChild<FrameSorter*>();
    const auto& filter = *window.findChild<FilterRunner*>();

    const auto isIndexed = [&] {
        return window.session().store() && window.session().state() == CaptureSession::State::Idle;
    };
    measure(
        "first rows", [&] { window.openFile(QString::fromLocal8Bit(argv[1])); },
        [&] { return list.model().total() != 0; });
    measure("indexed to the last frame", [] {}, isIndexed);
    measure("learned from all frames", [] {}, [&] { return window.isSettled(); });
    fmt::print("{} frames\n", list.model().total());
    for (const int section : list.header()->shownSections()) {
        const auto title = list.header()->titleOf(section).toStdString();
        measure(("sort by " + title).c_str(), [&] { emit list.header()->sortAsked(section, Qt::DescendingOrder); },
                [&] { return !sorter.isSorting(); });
    }
    measure(
        "back to capture order", [&] { emit list.header()->captureOrderAsked(); }, [&] { return !sorter.isSorting(); });
    measure(
        fmt::format("filter {}", argv[2]).c_str(), [&] { window.applyFilter(QString::fromLocal8Bit(argv[2])); },
        [&] { return !filter.isRunning() && filter.examined() == list.model().total(); });
    fmt::print("{} frames shown\n", list.model().count());
    measure(
        "no filter", [&] { window.applyFilter({}); },
        [&] { return !filter.isRunning() && list.model().count() == list.model().total(); });
    measure(
        "open the window of the statistics",
        [&] {
            for (QAction* action : window.findChildren<QAction*>())
                if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+Alt+S")))
                    action->trigger();
        },
        [&] {
            const auto* statistics = window.findChild<StatisticsWindow*>();
            return statistics != nullptr && !statistics->findChild<StatisticsCounter*>()->isRunning();
        });
    for (const char* page : {"I/O graph", "Conversations", "Protocol hierarchy"}) {
        const StatisticsCounter* counter = nullptr;
        quint64 counted = 0;
        measure(
            page,
            [&] {
                auto* statistics = window.findChild<StatisticsWindow*>();
                counter = statistics->findChild<StatisticsCounter*>();
                QObject::connect(counter, &StatisticsCounter::progressed, statistics,
                                 [&counted](quint64 done, quint64) { counted = done; });
                auto* pages = statistics->findChild<QListWidget*>(QStringLiteral("statisticPages"));
                const auto found = pages->findItems(QString::fromLatin1(page), Qt::MatchExactly);
                counted = 0;
                pages->setCurrentItem(found.isEmpty() ? nullptr : found.first());
            },
            [&] { return counted == list.model().total() && !counter->isRunning(); });
        QObject::disconnect(counter, &StatisticsCounter::progressed, nullptr, nullptr);
    }
    window.session().discard();
    return 0;
}
