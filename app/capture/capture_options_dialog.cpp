#include "capture_options_dialog.h"

#include "../filter/kept_filters_button.h"
#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <filter/capture_filter.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int mebi = 20; // bits

QString wrongWithFilter(const QString& text) {
    const auto filter = CaptureFilter::compile(text.toStdString(), LinkType::Ethernet);
    return filter ? QString() : plainText(filter.error().reason);
}

QSpinBox* number(int minimum, int maximum, int value, const QString& suffix, const QString& special = {}) {
    auto* box = new QSpinBox;
    box->setRange(minimum, maximum);
    box->setValue(value);
    box->setSuffix(suffix);
    box->setSpecialValueText(special);
    return box;
}

} // namespace

CaptureOptionsDialog::CaptureOptionsDialog(const QStringList& devices, const CaptureRequest& request,
                                           const Theme& theme, QWidget* parent)
    : QDialog(parent), device_(new QComboBox), mode_(new QComboBox), modeHint_(new QLabel),
      filter_(new CheckedLine(wrongWithFilter)),
      snapLength_(number(1, 262144, static_cast<int>(request.snapLength), tr(" bytes"))),
      buffer_(number(2, 4096, static_cast<int>(request.bufferSize >> mebi), tr(" MiB"))),
      seconds_(number(0, 1'000'000, 0, tr(" seconds"), tr("no limit"))),
      megabytes_(number(0, 1'000'000, 0, tr(" MB"), tr("no limit"))),
      frames_(number(0, 2'000'000'000, 0, tr(" frames"), tr("no limit"))),
      promiscuous_(new QCheckBox(tr("also frames for other hosts"))), file_(new QLineEdit(request.file)) {
    setWindowTitle(tr("Capture options"));
    setMinimumWidth(520);
    device_->addItems(devices);
    device_->setEditable(true);
    device_->setCurrentText(request.device);
    device_->setObjectName(QStringLiteral("device"));
    mode_->addItem(tr("Attach"));
    mode_->addItem(tr("Monitor"));
    mode_->setCurrentIndex(request.mode == CaptureRequest::Mode::Attach ? 0 : 1);
    mode_->setObjectName(QStringLiteral("mode"));
    modeHint_->setProperty("role", "muted");
    modeHint_->setWordWrap(true);
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
    form->addRow(tr("&Device"), device_);
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
        const QString path = QFileDialog::getSaveFileName(this, tr("Record to"), {}, tr("pcapng (*.pcapng)"), nullptr,
                                                          QFileDialog::DontConfirmOverwrite);
        if (!path.isEmpty())
            file_->setText(path);
    });
    connect(mode_, &QComboBox::currentIndexChanged, this, &CaptureOptionsDialog::update);
    connect(device_, &QComboBox::currentTextChanged, this, &CaptureOptionsDialog::update);
    connect(filter_->line(), &QLineEdit::textChanged, this, &CaptureOptionsDialog::update);
    auto* kept = new KeptFiltersButton(*filter_->line(), QStringLiteral("captureFilter"), theme);
    connect(kept, &KeptFiltersButton::chosen, filter_->line(), &QLineEdit::setText);
    connect(filter_->line(), &QLineEdit::textChanged, kept, [this, kept] { kept->setKeepable(filter_->isValid()); });
    connect(this, &QDialog::accepted, kept, [this, kept] { kept->filters().remember(filter_->text().trimmed()); });
    update();
}

void CaptureOptionsDialog::confirm() {
    const QString path = file_->text();
    if (path.isEmpty() || !QFileInfo::exists(path) ||
        QMessageBox::question(this, tr("Replace the file?"), tr("%1 exists. Replace it?").arg(plainText(path))) ==
            QMessageBox::Yes)
        accept();
}

void CaptureOptionsDialog::update() {
    const bool monitors = mode_->currentIndex() == 1;
    modeHint_->setText(monitors ? tr("Watches a device that another program owns. Both directions are seen; injected "
                                     "frames reach that program.")
                                : tr("Owns the TAP. What the host sends is seen; injected frames reach the host."));
    buffer_->setEnabled(monitors);
    promiscuous_->setEnabled(monitors);
    findChild<QPushButton*>(QStringLiteral("start"))
        ->setEnabled(!device_->currentText().isEmpty() && filter_->isValid());
}

CaptureRequest CaptureOptionsDialog::request() const {
    CaptureRequest request{
        .device = device_->currentText(),
        .mode = mode_->currentIndex() == 1 ? CaptureRequest::Mode::Monitor : CaptureRequest::Mode::Attach,
        .filter = filter_->text(),
        .snapLength = static_cast<std::uint32_t>(snapLength_->value()),
        .bufferSize = static_cast<std::size_t>(buffer_->value()) << mebi,
        .promiscuous = promiscuous_->isChecked() ? PortRequest::Promiscuous::Yes : PortRequest::Promiscuous::No,
        .file = file_->text(),
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
