#include "demo.h"

#include "../capture/capture_control.h"
#include "../devices/change_words.h"
#include "../devices/device_service.h"
#include "../devices/devices_pane.h"
#include "../inject/inject_panel.h"
#include "../session/capture_session.h"
#include "../text/plain_text.h"

#include <net/new_device.h>

#include <utility>

namespace tapscope {
namespace {

constexpr auto hostPrefix4 = "10.9.0.1/24", hostPrefix6 = "fd09::1/64";

NewDevice demoDevice() {
    NewDevice wish{.changes = {LinkState::Up}};
    if (const auto prefix = IpPrefix::parse(hostPrefix4))
        wish.changes.emplace_back(AddAddress{{.prefix = *prefix}});
    return wish;
}

/// Containers and servers often have IPv6 switched off: the demo then runs without it.
bool addIpv6(DeviceControl& control, const InterfaceName& name) {
    const auto prefix = IpPrefix::parse(hostPrefix6);
    return prefix && control.change(name, AddAddress{{.prefix = *prefix}}).has_value();
}

} // namespace

Demo::Demo(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connect(&parts_.session, &CaptureSession::stateChanged, this, &Demo::fillDevice);
}

void Demo::start() {
    struct Made {
        QString name;
        bool hasIpv6 = false;
    };
    auto made = std::make_shared<Made>();
    parts_.service.request(
        this,
        [made, kept = parts_.service.kept()](DeviceControl& control) -> Result<void> {
            auto device = makeDevice(control, demoDevice());
            if (!device)
                return std::unexpected(device.error());
            made->name = QString::fromStdString(device->name.text());
            made->hasIpv6 = addIpv6(control, device->name);
            kept->keep(std::move(*device->device));
            return {};
        },
        [this, made](const Result<void>& done) {
            if (!done) {
                emit failed(plainText(done.error().text()));
                return;
            }
            device_ = made->name;
            emit noted(createdWords({device_}, QString::fromUtf8(kindTitle(DeviceKind::Tap).data()),
                                    {QString::fromUtf8(hostPrefix4)}));
            hasIpv6_ = made->hasIpv6;
            parts_.devices.select(device_);
            parts_.control.start({.devices = {{.name = device_}}, .ring = {}, .stop = {}});
        });
}

void Demo::fillDevice() {
    if (device_.isEmpty() || !parts_.session.isCapturing() || parts_.session.request().names() != QStringList{device_})
        return;
    parts_.session.setForShow();
    parts_.injectors.startFor(QStringLiteral("traffic"), {});
    parts_.injectors.startFor(
        QStringLiteral("responder"),
        {{QStringLiteral("address"), hasIpv6_ ? QStringLiteral("10.9.0.2, fd09::2") : QStringLiteral("10.9.0.2")}});
    emit noted(hasIpv6_ ? tr("The demo: an echo host at 10.9.0.2 and fd09::2, and some traffic")
                        : tr("The demo: an echo host at 10.9.0.2, and some traffic. IPv6 is switched off here"));
}

} // namespace tapscope
