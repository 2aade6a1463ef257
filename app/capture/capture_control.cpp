#include "capture_control.h"

#include "../devices/devices_pane.h"
#include "../files/capture_files.h"
#include "../files/file_text.h"
#include "../main_window/actions.h"
#include "../remote/remote_dialog.h"
#include "../session/capture_session.h"
#include "capture_options_dialog.h"

#include <QAction>
#include <QCoreApplication>

#include <algorithm>

namespace tapscope {
namespace {

/// Attach, unless another program has the device open: attaching would fail then. The programs are listed only from
/// time to time, but the carrier shows at once that they have closed the device.
std::string roleFor(const DeviceSnapshot& device) {
    const bool belongsToAnother = device.info.hasCarrier && !device.users.empty() &&
                                  std::ranges::none_of(device.users, [](const DeviceUser& user) {
                                      return user.pid == QCoreApplication::applicationPid();
                                  });
    return std::string(belongsToAnother || !hasDescriptor(device.info.kind) ? source_role::monitor
                                                                            : source_role::attach);
}

/// Earlier recordings are kept: the next file gets another name beside it, trace-2.pcapng after trace.pcapng.
std::filesystem::path unusedName(const std::filesystem::path& path) {
    std::error_code unknown;
    auto name = path;
    for (int number = 2; std::filesystem::exists(std::filesystem::symlink_status(name, unknown)); ++number)
        name.replace_filename(path.stem().string() + "-" + std::to_string(number) + path.extension().string());
    return name;
}

} // namespace

CaptureControl::CaptureControl(QWidget& window, CaptureSession& session, CaptureFiles& files, DevicesPane& devices,
                               const Theme& theme)
    : QObject(&window), window_(window), session_(session), files_(files), devices_(devices), theme_(theme) {
    connect(&devices_, &DevicesPane::activated, this, &CaptureControl::startOnSelected);
}

void CaptureControl::connectActions(const Actions& actions) {
    connect(actions.start, &QAction::triggered, this, &CaptureControl::startOnSelected);
    connect(actions.startOnDevice, &QAction::triggered, this, &CaptureControl::startOnSelected);
    connect(actions.stop, &QAction::triggered, &session_, &CaptureSession::stop);
    connect(actions.restart, &QAction::triggered, this, &CaptureControl::restart);
    connect(actions.options, &QAction::triggered, this, &CaptureControl::askOptions);
    connect(actions.remote, &QAction::triggered, this, &CaptureControl::openRemoteDialog);
    const auto update = [this, start = actions.start, onDevice = actions.startOnDevice, stop = actions.stop,
                         restart = actions.restart, options = actions.options, remote = actions.remote] {
        const bool idle = session_.state() == CaptureSession::State::Idle;
        start->setEnabled(idle && !devices_.selected().isEmpty());
        onDevice->setEnabled(start->isEnabled());
        stop->setEnabled(session_.isRecording());
        restart->setEnabled(!session_.request().devices.empty() && !session_.request().isStream);
        options->setEnabled(idle);
        remote->setEnabled(idle);
    };
    connect(&session_, &CaptureSession::stateChanged, this, update);
    connect(&devices_, &DevicesPane::selectionChanged, this, update);
    update();
}

void CaptureControl::start(const CaptureRequest& request) {
    files_.leave(tr("Start a new capture?"), [this, request] { session_.start(request); });
}

std::vector<RequestedDevice> CaptureControl::selectedDevices() const {
    std::vector<RequestedDevice> devices;
    for (const QString& name : devices_.allSelected()) {
        if (const DeviceSnapshot* device = devices_.model().find(name))
            devices.push_back({.name = name, .role = roleFor(*device)});
    }
    return devices;
}

void CaptureControl::startOnSelected() {
    CaptureRequest request = last_;
    request.devices = selectedDevices();
    if (request.devices.empty())
        return;
    request.file.clear();
    request.ring = {};
    start(request);
}

void CaptureControl::restart() {
    files_.leave(tr("Restart the capture?"), [this] {
        CaptureRequest again = session_.request();
        if (!again.file.isEmpty())
            again.file = fileText(unusedName(typedPath(again.file)));
        session_.start(again);
    });
}

void CaptureControl::askOptions() {
    QStringList names;
    for (int row = 0; row < devices_.model().rowCount(); ++row)
        names << devices_.model().index(row).data(DeviceListModel::NameRole).toString();
    CaptureRequest request = last_;
    request.devices = selectedDevices();
    auto* dialog = new CaptureOptionsDialog(names, session_.sources(), session_.fileWork(), request, theme_, &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        last_ = dialog->request();
        start(last_);
    });
    dialog->open();
}

void CaptureControl::openRemoteDialog() {
    auto* dialog = new RemoteDialog(session_.fileWork(), &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->request()); });
    dialog->open();
}

} // namespace tapscope
