#include "place_actions.h"

#include "../devices/devices_pane.h"
#include "../devices/supply_of.h"
#include "../files/capture_files.h"
#include "../main_window/messages.h"
#include "../session/capture_session.h"
#include "place_menu.h"
#include "places.h"
#include "sandbox_offer.h"

#include <QMainWindow>
#include <QMenuBar>

namespace tapscope {

PlaceActions::PlaceActions(const Parts& parts, QMainWindow& window)
    : QObject(&window), parts_(parts),
      menu_(new PlaceMenu(parts.places, [this](const auto& then) { mayLeave(then); }, &window)) {
    QMenuBar* bar = window.menuBar();
    bar->insertMenu(bar->actions().last(), menu_);
    Places& places = parts_.places;
    auto* offer = new SandboxOffer(places, &parts_.pane);
    connect(offer, &SandboxOffer::sandboxAsked, this,
            [this] { mayLeave([&places = parts_.places] { places.enterSandbox(); }); });
    parts_.pane.insertBelowTitle(offer);
    connect(&places, &Places::failed, &parts_.messages, &Messages::fail);
    connect(&places, &Places::noted, &parts_.messages, &Messages::note);
    connect(&places, &Places::changed, this, [this](const NetworkPlace& place) {
        parts_.session.stop();
        parts_.pane.leave();
        parts_.devices.moveTo(place.control, place.helper ? place.helper->process() : 0);
        parts_.session.setDevices(supplyOf(parts_.devices));
    });
}

void PlaceActions::mayLeave(const std::function<void()>& then) {
    parts_.files.leave(tr("Change the network?"), then);
}

bool PlaceActions::wouldEndPrograms() const {
    return menu_->wouldEndPrograms();
}

void PlaceActions::mayEndPrograms(const QString& action, const std::function<void()>& then) {
    menu_->mayEndPrograms(action, then);
}

} // namespace tapscope
