#include "remote_dialog.h"

#include "../devices/destroy_question.h"
#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "connection_form.h"
#include "remote_device_dialog.h"
#include "remote_device_list.h"
#include "remote_machine.h"

#include <filter/capture_filter.h>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <remote/far_program.h>

#include <utility>

namespace tapscope {
namespace {

QString wrongWithFarFilter(const QString& text) {
    const auto filter = CaptureFilter::compile(text.toStdString(), LinkType::Ethernet);
    return filter ? QString() : plainText(filter.error().reason);
}

QPushButton* button(const QString& text, const char* name) {
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    return made;
}

} // namespace

RemoteDialog::RemoteDialog(QThreadPool& pool, QWidget* parent)
    : QDialog(parent), machine_(new RemoteMachine(pool, this)), form_(new ConnectionForm),
      devices_(new RemoteDeviceList), filter_(new CheckedLine(wrongWithFarFilter)), message_(new QLabel),
      connect_(button(tr("Connec&t"), "connect")), capture_(button(tr("&Capture"), "capture")),
      new_(button(tr("&New…"), "new")), settings_(button(tr("&Settings…"), "settings")),
      switch_(button(tr("Switch &up"), "switch")), destroy_(button(tr("&Destroy…"), "destroy")) {
    setWindowTitle(tr("Remote machine"));
    setMinimumWidth(640);
    filter_->line()->setObjectName(QStringLiteral("filter"));
    filter_->line()->setPlaceholderText(tr("all frames; for example: tcp port 443 or arp"));
    Theme::makeFixed(*filter_->line());
    message_->setObjectName(QStringLiteral("message"));
    message_->setWordWrap(true);
    message_->setMinimumHeight(3 * message_->fontMetrics().lineSpacing());
    message_->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    auto* connectRow = new QHBoxLayout;
    connectRow->addStretch();
    connectRow->addWidget(connect_);
    auto* filterForm = new QFormLayout;
    filterForm->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    filterForm->addRow(tr("Capture &filter"), filter_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(capture_, QDialogButtonBox::AcceptRole);
    capture_->setProperty("role", "primary");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(10);
    layout->addWidget(form_);
    layout->addLayout(connectRow);
    layout->addWidget(message_);
    layout->addWidget(devices_, 1);
    layout->addWidget(makeDeviceButtons());
    layout->addLayout(filterForm);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &RemoteDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RemoteDialog::reject);
    connect(connect_, &QPushButton::clicked, this, &RemoteDialog::toggleConnection);
    connect(filter_->line(), &QLineEdit::textChanged, this, &RemoteDialog::update);
    connect(devices_, &QTreeWidget::itemSelectionChanged, this, &RemoteDialog::update);
    connect(devices_, &QTreeWidget::itemDoubleClicked, this, [this] {
        if (capture_->isEnabled())
            accept();
    });
    connect(form_, &ConnectionForm::changed, this, [this] { // the list is that of another machine then
        machine_->leave();
        tell({});
    });
    connect(machine_, &RemoteMachine::changed, this, [this] {
        devices_->setInterfaces(machine_->interfaces());
        update();
    });
    connect(machine_, &RemoteMachine::listed, this, &RemoteDialog::showMachine);
    connect(machine_, &RemoteMachine::failed, this, [this](const QString& text) { tell(text, true); });
    update();
}

QWidget* RemoteDialog::makeDeviceButtons() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QPushButton* each : {new_, settings_, switch_, destroy_})
        layout->addWidget(each);
    layout->addStretch();
    connect(new_, &QPushButton::clicked, this, &RemoteDialog::createDevice);
    connect(settings_, &QPushButton::clicked, this, &RemoteDialog::changeDevice);
    connect(switch_, &QPushButton::clicked, this, &RemoteDialog::switchDevice);
    connect(destroy_, &QPushButton::clicked, this, &RemoteDialog::destroyDevice);
    return row;
}

void RemoteDialog::toggleConnection() {
    if (machine_->isBusy()) {
        machine_->leave();
        tell(tr("Cancelled"));
        return;
    }
    const auto where = form_->machine();
    if (!where)
        return tell(plainText(where.error().text()), true);
    const auto settings = SettingsSchema(sshSettings()).check(form_->connection());
    if (!settings)
        return tell(plainText(settings.error().text()), true);
    form_->keep();
    tell(tr("Connecting to %1…").arg(plainText(where->text())));
    machine_->reach(*where, *settings);
}

void RemoteDialog::showMachine() {
    const auto& programs = machine_->programs();
    if (machine_->canConfigure())
        tell(tr("TapScope is installed there: devices can be configured, and frames can be injected."));
    else if (programs.empty())
        tell(tr("Neither TapScope nor dumpcap nor tcpdump is installed there, so nothing can be captured."), true);
    else
        tell(tr("Frames are captured with %1. Install TapScope there to configure devices and inject frames.")
                 .arg(plainText(programs.front())));
    devices_->setFocus();
}

void RemoteDialog::tell(const QString& text, bool isError) {
    message_->setProperty("role", isError ? "error" : "muted");
    message_->style()->unpolish(message_);
    message_->style()->polish(message_);
    message_->setText(text);
}

void RemoteDialog::update() {
    const bool isBusy = machine_->isBusy();
    const bool canConfigure = machine_->canConfigure() && !isBusy;
    const RemoteInterface* only = devices_->only();
    const bool isDevice = canConfigure && only != nullptr && only->device;
    connect_->setText(isBusy ? tr("S&top") : tr("Connec&t"));
    connect_->setEnabled(isBusy || !form_->isEmpty());
    new_->setEnabled(canConfigure);
    for (QPushButton* each : {settings_, switch_, destroy_})
        each->setEnabled(isDevice);
    switch_->setText(isDevice && only->isUp ? tr("Switch do&wn") : tr("Switch &up"));
    capture_->setEnabled(!isBusy && !machine_->programs().empty() && !devices_->selected().isEmpty() &&
                         filter_->isValid());
    // Return connects until there is something to capture.
    (capture_->isEnabled() ? capture_ : connect_)->setDefault(true);
}

/// Shows a dialog that stays open until its request is done or the connection has ended.
void RemoteDialog::ask(RemoteDeviceDialog& dialog, const std::function<Work(const SettingTexts&)>& workOf) {
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    connect(&dialog, &RemoteDeviceDialog::asked, this, [this, shown = &dialog, workOf](const SettingTexts& words) {
        machine_->configure(workOf(words), [shown = QPointer(shown)](const QString& refusal) {
            if (shown && refusal.isEmpty())
                shown->accept();
            else if (shown)
                shown->refuse(refusal);
        });
    });
    dialog.open();
}

void RemoteDialog::createDevice() {
    ask(*new RemoteDeviceDialog(this), [](const SettingTexts& words) -> Work {
        return [words](DeviceConfiguration& devices) -> Result<void> {
            const auto made = devices.create(words);
            return made ? Result<void>() : std::unexpected(made.error());
        };
    });
}

void RemoteDialog::changeDevice() {
    const RemoteInterface* only = devices_->only();
    if (only == nullptr || !only->device)
        return;
    ask(*new RemoteDeviceDialog(*only->device, this),
        [name = only->name.toStdString()](const SettingTexts& words) -> Work {
            return [name, words](DeviceConfiguration& devices) { return devices.set(name, words); };
        });
}

void RemoteDialog::switchDevice() {
    if (const RemoteInterface* only = devices_->only())
        machine_->configure([name = only->name.toStdString(),
                             word = std::string(only->isUp ? "off" : "on")](DeviceConfiguration& devices) {
            return devices.set(name, SettingTexts{{.key = "up", .value = word}});
        });
}

void RemoteDialog::destroyDevice() {
    const RemoteInterface* only = devices_->only();
    if (only == nullptr || !only->device)
        return;
    askToDestroy(*this, *only->device, {}, [this, name = only->name.toStdString()] {
        if (machine_->canConfigure() && !machine_->isBusy())
            machine_->configure([name](DeviceConfiguration& devices) { return devices.destroy(name); });
    });
}

void RemoteDialog::reject() {
    if (machine_->isBusy())
        toggleConnection();
    else
        QDialog::reject();
}

CaptureRequest RemoteDialog::request() const {
    CaptureRequest request{.devices = {}, .filter = filter_->text(), .file = {}, .ring = {}, .stop = {}};
    const auto where = form_->machine();
    if (!where)
        return request;
    for (const QString& device : devices_->selected())
        request.devices.push_back({.name = QString::fromStdString(where->text()) + QLatin1Char('/') + device,
                                   .role = {},
                                   .settings = form_->connection()});
    return request;
}

} // namespace tapscope
