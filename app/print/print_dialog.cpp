#include "print_dialog.h"

#include "../background/background.h"
#include "../files/save_bytes.h"
#include "../text/plain_text.h"
#include "../text/plural.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPrintDialog>
#include <QPrinter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace tapscope {

PrintDialog::PrintDialog(Start start, QThreadPool& work, QWidget* parent)
    : QDialog(parent), start_(std::move(start)), work_(work), which_(new QComboBox),
      summary_(new QCheckBox(tr("&Summary: the columns of the list"))),
      details_(new QCheckBox(tr("&Details: all fields"))), bytes_(new QCheckBox(tr("&Bytes"))),
      pages_(new QCheckBox(tr("Each &frame on a separate page"))), message_(new QLabel), progress_(new QProgressBar),
      close_(new QPushButton(tr("&Cancel"))), pdf_(new QPushButton(tr("Save as &PDF…"))),
      print_(new QPushButton(tr("P&rint…"))), choices_(new QWidget) {
    setWindowTitle(tr("Print frames"));
    setObjectName(QStringLiteral("printDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    layOut();
    summary_->setChecked(true);
    details_->setChecked(start_.selected <= 1);
    which_->setCurrentIndex(static_cast<int>(start_.selected > 1 ? Which::Selected : Which::Displayed));
    if (start_.selected == 1)
        which_->setCurrentIndex(static_cast<int>(Which::Selected));
    connect(which_, &QComboBox::currentIndexChanged, this, &PrintDialog::updateState);
    for (QCheckBox* each : {summary_, details_, bytes_})
        connect(each, &QCheckBox::toggled, this, &PrintDialog::updateState);
    connect(print_, &QPushButton::clicked, this, &PrintDialog::askPrinter);
    connect(pdf_, &QPushButton::clicked, this, &PrintDialog::savePdf);
    updateState();
}

PrintDialog::~PrintDialog() {
    stop_.request_stop();
}

void PrintDialog::layOut() {
    which_->setObjectName(QStringLiteral("printWhich"));
    which_->addItem(tr("The %L1 displayed frame(s)", nullptr, pluralOf(start_.displayed)).arg(start_.displayed));
    which_->addItem(tr("The %L1 selected frame(s)", nullptr, pluralOf(start_.selected)).arg(start_.selected));
    which_->addItem(tr("The %L1 marked frame(s)", nullptr, pluralOf(start_.marked)).arg(start_.marked));
    summary_->setObjectName(QStringLiteral("printSummary"));
    details_->setObjectName(QStringLiteral("printDetails"));
    bytes_->setObjectName(QStringLiteral("printBytes"));
    pages_->setObjectName(QStringLiteral("printPages"));
    message_->setObjectName(QStringLiteral("printMessage"));
    message_->setWordWrap(true);
    message_->setMinimumHeight(message_->fontMetrics().lineSpacing() * 2); // reserved, so that the buttons do not move
    message_->setAlignment(Qt::AlignTop);
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(4);
    auto retained = progress_->sizePolicy();
    retained.setRetainSizeWhenHidden(true);
    progress_->setSizePolicy(retained);
    progress_->hide();
    auto* form = new QFormLayout(choices_);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Which"), which_);
    form->addRow(tr("What"), summary_);
    for (QCheckBox* each : {details_, bytes_, pages_})
        form->addRow(QString(), each);
    close_->setObjectName(QStringLiteral("printCancel"));
    pdf_->setObjectName(QStringLiteral("printPdf"));
    print_->setObjectName(QStringLiteral("printStart"));
    print_->setProperty("role", "primary");
    print_->setDefault(true);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(close_, QDialogButtonBox::RejectRole);
    for (QPushButton* each : {pdf_, print_})
        buttons->addButton(each, QDialogButtonBox::ActionRole);
    for (QPushButton* each : {close_, pdf_})
        each->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &PrintDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(choices_);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addWidget(buttons);
}

void PrintDialog::updateState() {
    const quint64 count = std::array{start_.displayed, start_.selected, start_.marked}.at(
        static_cast<std::size_t>(which_->currentIndex()));
    const bool hasAny = summary_->isChecked() || details_->isChecked() || bytes_->isChecked();
    for (QPushButton* each : {pdf_, print_}) {
        each->setEnabled(!isPrinting_ && count > 0 && hasAny);
        each->setToolTip(count == 0 ? tr("There are no such frames") : hasAny ? QString() : tr("Nothing is chosen"));
    }
    choices_->setEnabled(!isPrinting_);
    progress_->setVisible(isPrinting_);
}

std::shared_ptr<const FramePrint> PrintDialog::chosen() const {
    FramePrint what = start_.common;
    what.frames = start_.frames(static_cast<Which>(which_->currentIndex()));
    what.hasSummary = summary_->isChecked();
    what.hasDetails = details_->isChecked();
    what.hasBytes = bytes_->isChecked();
    what.startsPages = pages_->isChecked();
    return std::make_shared<const FramePrint>(std::move(what));
}

template <typename Told>
void PrintDialog::tell(const QPointer<PrintDialog>& self, Told told) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [self, told] {
            if (self)
                told(*self);
        },
        Qt::QueuedConnection);
}

ExportProgress PrintDialog::progress() {
    stop_ = {};
    return {.report =
                [self = QPointer(this)](std::size_t done, std::size_t total) {
                    constexpr std::size_t whole = 100;
                    const auto percent = static_cast<int>(done * whole / std::max<std::size_t>(total, 1));
                    tell(self, [percent](PrintDialog& dialog) { dialog.progress_->setValue(percent); });
                },
            .stop = stop_.get_token()};
}

void PrintDialog::begin() {
    isPrinting_ = true;
    progress_->setValue(0);
    message_->setText(tr("Printing…"));
    close_->setText(tr("&Cancel"));
    updateState();
}

void PrintDialog::end(const QString& text) {
    isPrinting_ = false;
    message_->setText(text);
    close_->setText(tr("&Close"));
    updateState();
}

void PrintDialog::reject() {
    if (isPrinting_)
        stop_.request_stop(); // its end is reported
    else
        QDialog::reject();
}

void PrintDialog::savePdf() {
    askToSave(
        this,
        {.title = tr("Save as PDF"),
         .suggestedName = start_.fileName + QStringLiteral(".pdf"),
         .nameFilters = {tr("PDF document (*.pdf)")},
         .bytes =
             [self = QPointer(this), what = chosen(), told = progress()](const std::filesystem::path&) {
                 tell(self, [](PrintDialog& dialog) { dialog.begin(); });
                 return pdfOfFrames(*what, told);
             }},
        [this](const Result<SavedBytes>& saved) { end(saved ? saved->text() : plainText(saved.error().text())); });
}

void PrintDialog::askPrinter() {
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(start_.common.title);
    auto* dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QAbstractPrintDialog::PrintPageRange, false);
    dialog->setOption(QAbstractPrintDialog::PrintToFile, false); // QPrinter does not tell when a disk is full
    connect(dialog, &QDialog::accepted, this, [this, printer] { print(printer); });
    dialog->open();
}

void PrintDialog::print(const std::shared_ptr<QPrinter>& printer) {
    begin();
    inBackground(
        this, [printer, what = chosen(), told = progress()] { return printFrames(*what, *printer, told); },
        [this](const Result<int>& pages) {
            end(pages ? tr("Printed %L1 page(s)", nullptr, pluralOf(static_cast<quint64>(*pages))).arg(*pages)
                      : plainText(pages.error().text()));
        },
        work_);
}

} // namespace tapscope
