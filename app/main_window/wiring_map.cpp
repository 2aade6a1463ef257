#include "wiring_map.h"

#include "../inject/inject_panel.h"
#include "../place/places.h"
#include "../session/capture_session.h"
#include "../wiring/wiring_window.h"

#include <QAction>

namespace tapscope {

WiringMap::WiringMap(const QAction& action, const Parts& parts, QWidget& window)
    : QObject(&window), parts_(parts), window_(window) {
    connect(&action, &QAction::triggered, this, &WiringMap::show);
}

void WiringMap::show() {
    if (map_ == nullptr) {
        map_ = new WiringWindow(parts_.devices, parts_.theme, &window_);
        map_->setPlace(parts_.places.current());
        map_->setWorkSource([this] {
            std::vector<WiringWindow::Work> work;
            for (const auto& port : parts_.session.ports())
                work.push_back({.device = QString::fromStdString(fullName(port.facts)), .text = tr("captured")});
            for (const auto& each : parts_.injectors.running())
                work.push_back({.device = each.device, .text = each.title, .other = each.other});
            return work;
        });
        connect(&parts_.places, &Places::changed, map_, &WiringWindow::setPlace);
        connect(map_, &WiringWindow::failed, this, &WiringMap::failed);
        connect(map_, &WiringWindow::told, this, &WiringMap::told);
        connect(map_, &WiringWindow::deviceAsked, this, &WiringMap::deviceAsked);
        connect(map_, &WiringWindow::captureAsked, this, &WiringMap::captureAsked);
        connect(map_, &WiringWindow::wireAsked, this, &WiringMap::wireAsked);
    }
    map_->show();
    map_->raise();
    map_->activateWindow();
}

} // namespace tapscope
