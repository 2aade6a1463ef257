#include "demo.h"

#include "../capture/capture_control.h"
#include "../devices/device_service.h"
#include "../devices/devices_pane.h"
#include "../inject/inject_panel.h"
#include "../session/capture_session.h"
#include "../text/plain_text.h"

#include <net/new_device.h>

#include <utility>

namespace tapscope {
namespace {

constexpr auto hostPrefixes = {"10.9.0.1/24", "fd09::1/64"};

NewDevice demoDevice() {
    NewDevice wish{.state = LinkState::Up};
    for (const char* text : hostPrefixes) {
        if (auto prefix = IpPrefix::parse(text))
            wish.addresses.push_back(*prefix);
    }
    return wish;
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
            auto device = makeDevice(control, demoDevice());
            if (!device)
                return std::unexpected(device.error());
            *made = QString::fromStdString(device->name.text());
            kept->keep(std::move(*device->device));
            return {};
        },
        [this, made](const Result<void>& done) {
            if (!done) {
                emit failed(plainText(done.error().text()));
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
