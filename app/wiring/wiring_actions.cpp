#include "wiring_actions.h"

#include "../background/background.h"
#include "../devices/change_words.h"
#include "../devices/destroy_question.h"
#include "../devices/device_service.h"
#include "../text/plain_text.h"

#include <net/address_change.h>
#include <net/new_device.h>
#include <privilege/device_places.h>

#include <QAction>
#include <QMenu>
#include <QWidget>

#include <unistd.h>

#include <algorithm>

namespace tapscope {
namespace {

bool isDevice(const WiredDevice& device) {
    return device.kind == WiredKind::Tap || device.kind == WiredKind::Tun || device.kind == WiredKind::Veth ||
           device.kind == WiredKind::Bridge;
}

/// Devices with Ethernet frames that are not ports of another device.
bool mayBePort(const WiredDevice& device) {
    return device.kind == WiredKind::Tap || device.kind == WiredKind::Veth;
}

/// Devices that can be captured and sent to.
bool mayHaveWire(const WiredDevice& device) {
    return device.kind == WiredKind::Tap || device.kind == WiredKind::Tun || device.kind == WiredKind::Veth ||
           device.kind == WiredKind::Physical;
}

/// Switching off hardware may disconnect a remote user.
bool maySwitch(const WiredDevice& device) {
    return device.kind != WiredKind::Physical && device.kind != WiredKind::Loopback;
}

} // namespace

WiringActions::WiringActions(DeviceService& service, QWidget& window)
    : QObject(&window), service_(service), window_(window),
      capture_(add("mapCapture", tr("&Capture here"), QStringLiteral("Ctrl+E"),
                   tr("Start a capture on the selected devices"))),
      switchOn_(
          add("mapSwitchOn", tr("Switch &on"), QStringLiteral("Ctrl+Alt+Up"), tr("Switch the selected devices on"))),
      switchOff_(add("mapSwitchOff", tr("Switch o&ff"), QStringLiteral("Ctrl+Alt+Down"),
                     tr("Switch the selected devices off"))),
      wire_(add("mapWire", tr("Put a &wire between"), {},
                tr("Capture on the two selected devices, and forward the frames of each to the other"))),
      addToBridge_(
          add("mapAddToBridge", tr("Add to a &bridge"), {}, tr("Make the selected devices ports of a bridge"))),
      takeOut_(
          add("mapTakeOut", tr("&Take out of the bridge"), {}, tr("Remove the selected devices from their bridges"))),
      showInList_(add("mapShowInList", tr("Show in the list of &devices"), QStringLiteral("Ctrl+Alt+L"),
                      tr("Select the device in the list, where you can change its settings"))),
      destroy_(add("mapDestroy", tr("D&estroy…"), QStringLiteral("Del"), tr("Destroy the selected device"))),
      bridges_(new QMenu(&window)) {
    addToBridge_->setMenu(bridges_);
    connect(bridges_, &QMenu::aboutToShow, this, &WiringActions::fillBridges);
    connect(capture_, &QAction::triggered, this, [this] {
        QStringList names;
        for (const auto& device : devices_)
            names << placedName(*shot_, device);
        emit captureAsked(names);
    });
    connect(wire_, &QAction::triggered, this,
            [this] { emit wireAsked({placedName(*shot_, devices_.front()), placedName(*shot_, devices_.back())}); });
    connect(switchOn_, &QAction::triggered, this, [this] { switchAll(LinkState::Up); });
    connect(switchOff_, &QAction::triggered, this, [this] { switchAll(LinkState::Down); });
    connect(takeOut_, &QAction::triggered, this, [this] { setBridge(std::nullopt); });
    connect(showInList_, &QAction::triggered, this,
            [this] { emit deviceAsked(QString::fromStdString(shot_->wiring.at(devices_.front()).info.name.text())); });
    connect(destroy_, &QAction::triggered, this, &WiringActions::destroy);
    show(nullptr, {});
}

QAction* WiringActions::add(const char* name, const QString& text, const QString& keys, const QString& toolTip) {
    auto* action = new QAction(text, &window_);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(QKeySequence(keys));
    action->setToolTip(
        keys.isEmpty() ? toolTip
                       : QStringLiteral("%1 (%2)").arg(toolTip, action->shortcut().toString(QKeySequence::NativeText)));
    window_.addAction(action);
    return action;
}

QList<QAction*> WiringActions::all() const {
    return {capture_, switchOn_, switchOff_, wire_, addToBridge_, takeOut_, showInList_, destroy_};
}

void WiringActions::setPlace(const NetworkIdentity& place) {
    place_ = place;
    show(shot_, devices_);
}

void WiringActions::show(const WiringShots& shot, std::vector<WiredAt> devices) {
    shot_ = shot;
    devices_ = std::move(devices);
    const auto all = [&](auto holds) {
        return !devices_.empty() &&
               std::ranges::all_of(devices_, [&](const WiredAt& at) { return holds(shot_->wiring.at(at)); });
    };
    const auto any = [&](auto holds) {
        return std::ranges::any_of(devices_, [&](const WiredAt& at) { return holds(shot_->wiring.at(at)); });
    };
    const bool isOne = devices_.size() == 1;
    const bool isTogether =
        std::ranges::all_of(devices_, [&](const WiredAt& at) { return at.area == devices_.front().area; });
    capture_->setEnabled(!devices_.empty());
    switchOn_->setEnabled(any([](const WiredDevice& device) { return maySwitch(device) && !device.info.isUp; }));
    switchOff_->setEnabled(any([](const WiredDevice& device) { return maySwitch(device) && device.info.isUp; }));
    wire_->setEnabled(devices_.size() == 2 && all(mayHaveWire));
    addToBridge_->setEnabled(isTogether && all(mayBePort));
    takeOut_->setEnabled(all([](const WiredDevice& device) { return mayBePort(device) && device.masterIndex != 0; }));
    showInList_->setEnabled(isOne && isHere(devices_.front()) && all(isDevice));
    destroy_->setEnabled(isOne && all(isDevice));
}

bool WiringActions::isHere(const WiredAt& device) const {
    return shot_->wiring.areas[device.area].network == place_;
}

QString WiringActions::placeOf(const WiringArea& area) const {
    if (area.network == place_)
        return {};
    return area.isOwn ? QStringLiteral("pid:%1").arg(getpid()) : QString::fromStdString(area.place);
}

QString WiringActions::placedName(const WiringShot& shot, const WiredAt& device) const {
    return QString::fromStdString(PlacedName{.place = placeOf(shot.wiring.areas[device.area]).toStdString(),
                                             .device = shot.wiring.at(device).info.name.text()}
                                      .text());
}

WiringActions::Target WiringActions::targetOf(const WiredAt& device) const {
    const WiringArea& area = shot_->wiring.areas[device.area];
    return {.network = area.network, .place = placeOf(area), .name = shot_->wiring.at(device).info.name};
}

void WiringActions::request(const Target& target, Work work, const What& what) {
    const auto reply = [this, what](const Result<void>& result) {
        if (result)
            emit told(what());
        else
            emit failed(plainText(result.error().text()));
        emit done();
    };
    if (target.place.isEmpty()) {
        service_.request(this, std::move(work), reply);
        return;
    }
    // Entered only for this change, because a running helper would keep the namespace alive.
    inBackground(
        this,
        [place = target.place.toStdString(), here = service_.control(), work = std::move(work)]() -> Result<void> {
            auto control = DevicePlaces(here, HelperProgram::ofThisProgram()).at(place);
            return control ? work(**control) : std::unexpected(control.error());
        },
        reply);
}

void WiringActions::switchAll(LinkState state) {
    for (const WiredAt& at : devices_) {
        const WiredDevice& device = shot_->wiring.at(at);
        if (!maySwitch(device) || device.info.isUp == (state == LinkState::Up))
            continue;
        const Target target = targetOf(at);
        request(
            target, [name = target.name, state](DeviceControl& control) { return changeAlone(control, name, state); },
            [device = placedName(*shot_, at), state] { return switchedWords(device, state); });
    }
}

void WiringActions::fillBridges() {
    bridges_->clear();
    if (devices_.empty())
        return;
    for (const auto& each : shot_->wiring.areas[devices_.front().area].devices) {
        if (each.kind == WiredKind::Bridge)
            bridges_->addAction(plainMenuText(QString::fromStdString(each.info.name.text())), this,
                                [this, name = each.info.name] { setBridge(name); });
    }
    bridges_->addSeparator();
    bridges_->addAction(tr("&New bridge"), this, &WiringActions::makeBridge)
        ->setObjectName(QStringLiteral("mapNewBridge"));
}

void WiringActions::makeBridge() {
    std::vector<InterfaceName> ports;
    QStringList names;
    for (const WiredAt& at : devices_) {
        ports.push_back(shot_->wiring.at(at).info.name);
        names << placedName(*shot_, at);
    }
    const auto bridge = std::make_shared<QString>();
    request(
        targetOf(devices_.front()),
        [ports = std::move(ports), bridge](DeviceControl& control) -> Result<void> {
            const auto made = makeDevice(control, {.kind = DeviceKind::Bridge, .changes = {LinkState::Up}});
            if (!made)
                return std::unexpected(made.error());
            for (const auto& port : ports) {
                if (auto done = control.change(port, Bridge{made->name}); !done) {
                    static_cast<void>(control.destroy(made->name)); // which releases its ports
                    return done;
                }
            }
            *bridge = QString::fromStdString(made->name.text());
            return {};
        },
        [bridge, names] {
            return tr("Created the bridge %1 with the ports %2").arg(*bridge, names.join(QStringLiteral(", ")));
        });
}

void WiringActions::setBridge(const std::optional<InterfaceName>& bridge) {
    for (const WiredAt& at : devices_) {
        const Target target = targetOf(at);
        const QString what =
            bridge ? tr("Added %1 to the bridge %2").arg(placedName(*shot_, at), QString::fromStdString(bridge->text()))
                   : tr("Took %1 out of its bridge").arg(placedName(*shot_, at));
        request(
            target,
            [name = target.name, bridge](DeviceControl& control) { return control.change(name, Bridge{bridge}); },
            [what] { return what; });
    }
}

void WiringActions::destroy() {
    const WiredDevice& device = shot_->wiring.at(devices_.front());
    const Target target = targetOf(devices_.front());
    const auto kept = target.place.isEmpty() ? service_.kept() : nullptr;
    askToDestroy(window_, device.info, device.holders,
                 [this, target, kept, name = placedName(*shot_, devices_.front())] {
                     request(
                         target,
                         [name = target.name, kept](DeviceControl& control) {
                             auto gone = control.destroy(name);
                             if (gone && kept)
                                 kept->drop(name);
                             return gone;
                         },
                         [name] { return destroyedWords(name); });
                 });
}

} // namespace tapscope
