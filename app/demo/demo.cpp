#include "demo.h"

#include "../capture/capture_control.h"
#include "../devices/device_service.h"
#include "../devices/devices_pane.h"
#include "../inject/inject_panel.h"
#include "../session/capture_session.h"

#include <utility>

namespace tapscope {
namespace {

constexpr auto hostPrefixes = {"10.9.0.1/24", "fd09::1/64"};

Result<InterfaceName> makeDevice(DeviceControl& control, KeptDevices& kept) {
    auto device = control.create(std::nullopt, {});
    if (!device)
        return std::unexpected(device.error());
    const InterfaceName name = device->name();
    for (const char* text : hostPrefixes) {
        auto prefix = IpPrefix::parse(text);
        if (!prefix)
            return std::unexpected(prefix.error());
        if (auto added = control.change(name, AddAddress{{.prefix = *prefix}}); !added)
            return std::unexpected(added.error());
    }
    if (auto up = control.change(name, LinkState::Up); !up)
        return std::unexpected(up.error());
    kept.keep(std::move(*device));
    return name;
}

} // namespace

Demo::Demo(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connect(&parts_.session, &CaptureSession::stateChanged, this, &Demo::fillDevice);
}

void Demo::start() {
    auto made = std::make_shared<QString>();
    parts_.service.request(
        this,
        [made, kept = parts_.service.kept()](DeviceControl& control) -> Result<void> {
            auto name = makeDevice(control, *kept);
            if (!name)
                return std::unexpected(name.error());
            *made = QString::fromStdString(name->text());
            return {};
        },
        [this, made](const Result<void>& done) {
            if (!done) {
                emit failed(QString::fromStdString(done.error().text()));
                return;
            }
            device_ = *made;
            parts_.devices.select(device_);
            parts_.control.start({.device = device_});
        });
}

void Demo::fillDevice() {
    if (device_.isEmpty() || !parts_.session.isCapturing() || parts_.session.request().device != device_)
        return;
    device_.clear();
    parts_.injectors.start(QStringLiteral("generator"), {});
    parts_.injectors.start(QStringLiteral("echo"), {{QStringLiteral("address"), QStringLiteral("10.9.0.2, fd09::2")}});
    emit noted(tr("The demo: an echo host at 10.9.0.2 and fd09::2, and some traffic"));
}

} // namespace tapscope
