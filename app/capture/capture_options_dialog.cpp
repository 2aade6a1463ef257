#include "capture_options_dialog.h"

#include "../files/choose_file.h"
#include "../files/file_text.h"
#include "../files/replace_question.h"
#include "../filter/kept_filters_button.h"
#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "number_box.h"
#include "ring_form.h"
#include "source_settings.h"

#include <filter/capture_filter.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr int mebi = 20; // bits

QString wordOf(std::string_view role) {
    return QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size()));
}

/// Attaching to a multi-queue device beside other programs: not a role, but a setting of its source.
const auto joinMode = QStringLiteral("join");

/// The mode that all requests have, or one that suits all of them.
QString commonMode(const std::vector<RequestedDevice>& devices) {
    const auto joins = [](const RequestedDevice& each) {
        return each.settings.contains(std::string(device_setting::join));
    };
    if (!devices.empty() && std::ranges::all_of(devices, joins))
        return joinMode;
    const auto role = devices.empty() ? std::string(source_role::attach) : devices.front().role;
    const bool isCommon = std::ranges::all_of(devices, [&](const auto& each) { return each.role == role; });
    return isCommon ? QString::fromStdString(role) : QString();
}

QString wrongWithFilter(const QString& text) {
    const auto filter = CaptureFilter::compile(text.toStdString(), LinkType::Ethernet);
    return filter ? QString() : plainText(filter.error().reason);
}

/// "tap0, tap1 blue/tap0": names are separated by commas or white space.
QStringList namesIn(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

bool isDevice(const QString& name) {
    return SourceCatalog::isDevice(name.toStdString());
}

} // namespace

CaptureOptionsDialog::CaptureOptionsDialog(const QStringList& devices, const std::vector<const SourceFactory*>& sources,
                                           QThreadPool& pool, const CaptureRequest& request, const Theme& theme,
                                           QWidget* parent)
    : QDialog(parent), device_(new QComboBox), mode_(new QComboBox), settings_(new SourceSettings(sources, pool)),
      modeHint_(new QLabel), filter_(new CheckedLine(wrongWithFilter)),
      snapLength_(numberBox(1, 262144, static_cast<int>(request.snapLength), bytesUnit)),
      buffer_(numberBox(2, 4096, static_cast<int>(request.bufferSize >> mebi), mebibytesUnit)),
      seconds_(numberBox(0, mostUnits, 0, secondsUnit, tr("no limit"))),
      megabytes_(numberBox(0, mostUnits, 0, megabytesUnit, tr("no limit"))),
      frames_(numberBox(0, mostFrames, 0, framesUnit, tr("no limit"))), ringHint_(new QLabel),
      promiscuous_(new QCheckBox(tr("also frames for other hosts"))), file_(new QLineEdit(request.file)),
      wasNamed_(!request.file.isEmpty()) {
    setWindowTitle(tr("Capture options"));
    setMinimumWidth(520);
    device_->addItems(devices);
    device_->setEditable(true);
    device_->setCurrentText(request.title());
    device_->setToolTip(tr("Separate several names with commas; blue/eth0 is eth0 in the network namespace blue, "
                           "ssh://user@host/eth0 is eth0 on another machine"));
    settings_->listIn(*device_);
    device_->setObjectName(QStringLiteral("device"));
    mode_->addItem(tr("Attach"), wordOf(source_role::attach));
    mode_->addItem(tr("Monitor"), wordOf(source_role::monitor));
    mode_->addItem(tr("Attach where possible"), QString());
    mode_->addItem(tr("Attach another queue"), joinMode);
    mode_->setCurrentIndex(mode_->findData(commonMode(request.devices)));
    mode_->setObjectName(QStringLiteral("mode"));
    for (QLabel* hint : {modeHint_, ringHint_}) {
        hint->setMinimumHeight(2 * hint->fontMetrics().lineSpacing()); // a form layout gives wrapped text only one line
        hint->setProperty("role", "muted");
        hint->setWordWrap(true);
    }
    file_->setObjectName(QStringLiteral("file"));
    filter_->line()->setText(request.filter);
    Theme::makeFixed(*filter_->line());
    filter_->line()->setPlaceholderText(tr("all frames; for example: tcp port 443 or arp"));
    filter_->line()->setObjectName(QStringLiteral("filter"));
    promiscuous_->setChecked(request.promiscuous == PortRequest::Promiscuous::Yes);
    file_->setPlaceholderText(tr("a temporary file, until you save"));
    if (request.stop.duration)
        seconds_->setValue(static_cast<int>(request.stop.duration->count() / 1000));
    if (request.stop.frames)
        frames_->setValue(static_cast<int>(*request.stop.frames));
    if (request.stop.bytesOnDisk)
        megabytes_->setValue(static_cast<int>(*request.stop.bytesOnDisk / 1'000'000));

    auto* browse = new QPushButton(tr("Browse…"));
    auto* fileRow = new QHBoxLayout;
    fileRow->setSpacing(8);
    fileRow->addWidget(file_, 1);
    fileRow->addWidget(browse);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Devices"), device_);
    form->addRow(QString(), settings_);
    form->addRow(tr("&Mode"), mode_);
    form->addRow(QString(), modeHint_);
    form->addRow(tr("Capture &filter"), filter_);
    form->addRow(tr("&Snap length"), snapLength_);
    form->addRow(tr("Kernel &buffer"), buffer_);
    form->addRow(tr("&Promiscuous"), promiscuous_);
    form->addRow(tr("File"), fileRow);
    form->addRow(tr("Stop after time"), seconds_);
    form->addRow(tr("Stop after frames"), frames_);
    form->addRow(tr("Stop at size"), megabytes_);
    ring_ = new RingForm(*form, *this);
    ring_->show(request.ring);
    form->addRow(QString(), ringHint_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    start->setProperty("role", "primary");
    start->setDefault(true);
    start->setObjectName(QStringLiteral("start"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(form);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &CaptureOptionsDialog::confirm);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browse, &QPushButton::clicked, this, [this] {
        chooseFile(this,
                   {.title = tr("Record to"),
                    .use = WantedFile::For::Saving,
                    .nameFilters = {tr("pcapng (*.pcapng)")},
                    .suggested = file_->text()},
                   [this](const QString& name) { file_->setText(name); });
    });
    connect(mode_, &QComboBox::currentIndexChanged, this, &CaptureOptionsDialog::update);
    connect(device_, &QComboBox::currentTextChanged, this, &CaptureOptionsDialog::update);
    connect(file_, &QLineEdit::textChanged, this, &CaptureOptionsDialog::update);
    connect(settings_, &SourceSettings::changed, this, &CaptureOptionsDialog::update);
    connect(ring_, &RingForm::changed, this, &CaptureOptionsDialog::update);
    connect(file_, &QLineEdit::textChanged, this, [this](const QString& name) {
        const bool isNamed = !name.isEmpty();
        if (isNamed && !std::exchange(wasNamed_, isNamed) && !ring_->ring().isUsed())
            ring_->show(preferredRing());
    });
    connect(filter_->line(), &QLineEdit::textChanged, this, &CaptureOptionsDialog::update);
    auto* kept = new KeptFiltersButton(*filter_->line(), QStringLiteral("captureFilter"), theme);
    connect(kept, &KeptFiltersButton::chosen, filter_->line(), &QLineEdit::setText);
    connect(filter_->line(), &QLineEdit::textChanged, kept, [this, kept] { kept->setKeepable(filter_->isValid()); });
    connect(this, &QDialog::accepted, kept, [this, kept] { kept->filters().remember(filter_->text().trimmed()); });
    update();
}

void CaptureOptionsDialog::confirm() {
    const QString path = file_->text();
    if (path.isEmpty() || !QFileInfo::exists(path))
        return accept();
    askToReplace(this, filePath(path), [this](bool isReplaced) {
        if (isReplaced)
            accept();
    });
}

void CaptureOptionsDialog::update() {
    const QString role = mode_->currentData().toString();
    const QStringList names = namesIn(device_->currentText());
    const bool hasDevice = names.isEmpty() || std::ranges::any_of(names, isDevice);
    mode_->setEnabled(hasDevice);
    const auto source = std::ranges::find_if_not(names, isDevice);
    settings_->showFor(source == names.end() ? QString() : *source);
    const bool monitors = hasDevice && role == wordOf(source_role::monitor);
    const bool isRing = ring_->ring().isUsed();
    ringHint_->setText(!isRing ? QString()
                       : file_->text().isEmpty()
                           ? tr("A ring of files needs a file name. A number and the time are added to it.")
                           : tr("A number and the time are added to the file name."));
    const bool isOwned = role == wordOf(source_role::attach);
    modeHint_->setText(!hasDevice ? QString()
                       : monitors ? tr("Watches a device that another program owns. Both directions are seen; injected "
                                       "frames reach that program.")
                       : role == joinMode
                           ? tr("Attaches to a multi-queue TAP beside the programs that have it open, and "
                                "takes some of the frames from them.")
                       : isOwned ? tr("Owns the TAP. What the host sends is seen; injected frames reach the host.")
                                 : tr("Owns each TAP that no other program has open, and watches the others."));
    buffer_->setEnabled(monitors);
    promiscuous_->setEnabled(monitors);
    findChild<QPushButton*>(QStringLiteral("start"))
        ->setEnabled(!names.isEmpty() && filter_->isValid() && settings_->isValid() &&
                     (!isRing || !file_->text().isEmpty()));
}

CaptureRequest CaptureOptionsDialog::request() const {
    std::vector<RequestedDevice> devices;
    const QString mode = mode_->currentData().toString();
    const std::string role = mode == joinMode ? std::string(source_role::attach) : mode.toStdString();
    const SettingValues ofDevices = mode == joinMode ? SettingValues{{device_setting::join, {"on"}}} : SettingValues();
    for (const QString& name : namesIn(device_->currentText()))
        devices.push_back({.name = name, .role = role, .settings = isDevice(name) ? ofDevices : settings_->values()});
    CaptureRequest request{.devices = std::move(devices),
                           .filter = filter_->text(),
                           .snapLength = static_cast<std::uint32_t>(snapLength_->value()),
                           .bufferSize = static_cast<std::size_t>(buffer_->value()) << mebi,
                           .promiscuous =
                               promiscuous_->isChecked() ? PortRequest::Promiscuous::Yes : PortRequest::Promiscuous::No,
                           .file = file_->text(),
                           .ring = ring_->ring(),
                           .stop = {}};
    if (seconds_->value() > 0)
        request.stop.duration = std::chrono::seconds(seconds_->value());
    if (frames_->value() > 0)
        request.stop.frames = static_cast<std::uint64_t>(frames_->value());
    if (megabytes_->value() > 0)
        request.stop.bytesOnDisk = static_cast<std::uint64_t>(megabytes_->value()) * 1'000'000;
    return request;
}

} // namespace tapscope
