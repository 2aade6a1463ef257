#include <app/theme/theme.h>
#include <app/wiring/wiring_scene.h>
#include <app/wiring/wiring_table_model.h>
#include <app/wiring/wiring_text.h>
#include <app/wiring/wiring_view.h>

#include <QApplication>
#include <QScrollBar>

#include <fmt/core.h>
#include <wiring/wiring_edges.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <vector>

using namespace tapscope;

namespace {

/// A host with most of the devices, of which many are ports of bridges, and ten namespaces with the others.
Wiring wiringOf(std::uint32_t devices) {
    constexpr std::uint32_t spaces = 10, portsOfABridge = 20;
    Wiring wiring;
    for (std::uint32_t space = 0; space <= spaces; ++space) {
        WiringArea area;
        area.network = {1, space + 1};
        area.kind = space == 0 ? WiringArea::Kind::Host : WiringArea::Kind::Named;
        area.names = {fmt::format("space{}", space)};
        const std::uint32_t count = space == 0 ? devices * 3 / 5 : devices * 2 / 5 / spaces;
        for (std::uint32_t each = 0; each < count; ++each) {
            WiredDevice device{DeviceInfo(*InterfaceName::parse(fmt::format("tap{}-{}", space, each)))};
            const std::uint32_t bridge = each - each % portsOfABridge;
            device.info.index = each + 1;
            device.kind = each == bridge ? WiredKind::Bridge : WiredKind::Tap;
            if (each != bridge && each % 3 != 0)
                device.masterIndex = bridge + 1;
            if (each % 5 == 0)
                device.holders = {{.pid = 812, .program = "qemu"}};
            area.devices.push_back(std::move(device));
        }
        wiring.areas.push_back(std::move(area));
    }
    wiring.edges = edgesOf(wiring.areas, {});
    return wiring;
}

/// The next shot: all rates, and every third device's state, have changed.
WiringShots shotOf(Wiring wiring, const WiringLayout& layout, int turn) {
    for (auto& area : wiring.areas) {
        for (auto& device : area.devices)
            device.info.isUp = (device.info.index + static_cast<std::uint32_t>(turn)) % 3 != 0;
    }
    auto shot = std::make_shared<WiringShot>(std::move(wiring));
    shot->layout = layout;
    for (const auto& area : shot->wiring.areas) {
        WiredRate rate{.framesPerSecond = turn * 10.0, .bitsPerSecond = turn * 1e5, .history = {}};
        for (int i = 0; i < 60; ++i)
            rate.history.push_back(static_cast<float>((i * turn) % 97));
        shot->rates.emplace_back(area.devices.size(), rate);
    }
    return shot;
}

/// Processor time of this thread, which other programs hardly change.
double milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class Times {
public:
    template <typename Work>
    void measure(const Work& work) {
        const double begun = milliseconds();
        work();
        times_.push_back(milliseconds() - begun);
    }
    void print(const char* what) {
        std::ranges::sort(times_);
        fmt::print("{:<34} median {:6.2f} ms, longest {:6.2f} ms\n", what, times_[times_.size() / 2], times_.back());
    }

private:
    std::vector<double> times_;
};

} // namespace

/// map_bench [DEVICES]: how much time the window's thread takes for the map of the wiring, in a view of 1200 to 800.
int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Theme theme(application);
    const auto devices = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 500); // NOLINT(cert-err34-c)
    const Wiring wiring = wiringOf(devices);
    Times layingOut, first, whole, part, pan, refreshWhole, refreshPart, table;
    WiringLayout layout;
    layingOut.measure([&] { layout = layOut(wiring, WiringScene::metricsFor(QApplication::font())); });
    WiringScene scene(theme);
    WiringTableModel model;
    WiringView view;
    view.setScene(&scene);
    view.resize(1200, 800);
    view.show();
    first.measure([&] {
        scene.show(shotOf(wiring, layout, 0));
        QApplication::processEvents();
    });
    constexpr int turns = 40;
    for (int turn = 1; turn <= turns; ++turn) {
        const auto refresh = [&](Times& times, int number) {
            const auto shot = shotOf(wiring, layout, number);
            table.measure([&] { model.update(shot); });
            times.measure([&] {
                scene.show(shot);
                QApplication::processEvents();
            });
        };
        view.fit();
        QApplication::processEvents();
        refresh(refreshWhole, 2 * turn);
        whole.measure([&] { view.viewport()->repaint(); });
        view.zoomReset();
        view.centerOn(view.sceneRect().center());
        QApplication::processEvents();
        refresh(refreshPart, 2 * turn + 1);
        part.measure([&] { view.viewport()->repaint(); });
        pan.measure([&] {
            view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->value() + (turn % 2 == 0 ? 60 : -60));
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + (turn % 2 == 0 ? 40 : -40));
            QApplication::processEvents();
        });
    }
    fmt::print("{} devices\n", devices);
    layingOut.print("laying out (on another thread)");
    first.print("showing the first map");
    table.print("updating the table");
    refreshWhole.print("refreshing the whole map");
    refreshPart.print("refreshing it in natural size");
    whole.print("painting the whole map");
    part.print("painting it in natural size");
    pan.print("panning in natural size");
    return 0;
}
