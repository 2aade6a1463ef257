#include "save_dialog.h"

#include "../settings_form/settings_form.h"
#include "../text/plain_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tapscope {
namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

SaveDialog::SaveDialog(const std::vector<const Exporter*>& exporters, const Counts& counts, QWidget* parent)
    : QDialog(parent), exporters_(exporters), counts_(counts), format_(new QComboBox), which_(new QComboBox),
      range_(new QLineEdit), path_(new QLineEdit), settings_(new QStackedWidget) {
    setWindowTitle(tr("Save frames"));
    setObjectName(QStringLiteral("saveDialog"));
    setMinimumWidth(520);
    int preferred = 0;
    for (const Exporter* exporter : exporters_) {
        if (exporter->id() == "pcapng")
            preferred = format_->count();
        format_->addItem(text(exporter->title()));
        forms_.push_back(new SettingsForm(exporter->schema()));
        settings_->addWidget(forms_.back());
    }
    which_->addItem(tr("All %L1 frames").arg(counts.all));
    which_->addItem(tr("The %L1 displayed").arg(counts.displayed));
    which_->addItem(tr("The %L1 selected").arg(counts.selected));
    which_->addItem(tr("The %L1 marked").arg(counts.marked));
    which_->addItem(tr("A range"));
    format_->setObjectName(QStringLiteral("format"));
    which_->setObjectName(QStringLiteral("which"));
    range_->setPlaceholderText(tr("first-last, such as 1-100"));
    range_->setObjectName(QStringLiteral("range"));
    path_->setObjectName(QStringLiteral("path"));
    path_->setText(QDir::current().absoluteFilePath(QStringLiteral("capture.pcapng")));
    auto* browse = new QPushButton(tr("Browse…"));
    auto* pathRow = new QHBoxLayout;
    pathRow->setSpacing(8);
    pathRow->addWidget(path_, 1);
    pathRow->addWidget(browse);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Format"), format_);
    form->addRow(QString(), settings_);
    form->addRow(tr("&Which"), which_);
    form->addRow(QString(), range_);
    form->addRow(tr("File"), pathRow);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    save->setProperty("role", "primary");
    save->setDefault(true);
    save->setObjectName(QStringLiteral("save"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(form);
    layout->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &SaveDialog::browse);
    connect(format_, &QComboBox::currentIndexChanged, this, &SaveDialog::update);
    connect(which_, &QComboBox::currentIndexChanged, this, &SaveDialog::update);
    connect(range_, &QLineEdit::textChanged, this, &SaveDialog::update);
    connect(path_, &QLineEdit::textChanged, this, &SaveDialog::update);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const bool exists = QFileInfo::exists(path());
        if (!exists || QMessageBox::question(this, tr("Replace the file?"),
                                             tr("%1 exists. Replace it?").arg(plainText(path()))) == QMessageBox::Yes)
            accept();
    });
    format_->setCurrentIndex(preferred);
    update();
}

void SaveDialog::browse() {
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Save frames"), path_->text(), {}, nullptr,
                                                        QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty())
        path_->setText(chosen);
}

void SaveDialog::update() {
    settings_->setCurrentIndex(format_->currentIndex());
    settings_->setVisible(!exporter().schema().settings().empty());
    // The file's suffix follows the format.
    const QFileInfo file(path_->text());
    for (const Exporter* each : exporters_) {
        if (file.suffix() == text(each->fileSuffix()) && each->fileSuffix() != exporter().fileSuffix()) {
            path_->setText(file.path() + QLatin1Char('/') + file.completeBaseName() + QLatin1Char('.') +
                           text(exporter().fileSuffix()));
            break;
        }
    }
    range_->setVisible(which() == Which::Range);
    const auto [first, last] = range();
    const bool hasFrames = which() == Which::All || (which() == Which::Displayed && counts_.displayed > 0) ||
                           (which() == Which::Selected && counts_.selected > 0) ||
                           (which() == Which::Marked && counts_.marked > 0) ||
                           (which() == Which::Range && first >= 1 && first <= last && last <= counts_.all);
    findChild<QPushButton*>(QStringLiteral("save"))->setEnabled(hasFrames && !path_->text().isEmpty());
}

const Exporter& SaveDialog::exporter() const {
    return *exporters_[static_cast<std::size_t>(format_->currentIndex())];
}
SettingValues SaveDialog::settings() const {
    return forms_[static_cast<std::size_t>(format_->currentIndex())]->values();
}
SaveDialog::Which SaveDialog::which() const {
    return static_cast<Which>(which_->currentIndex());
}
QString SaveDialog::path() const {
    return path_->text();
}

std::pair<quint64, quint64> SaveDialog::range() const {
    static const QRegularExpression form(QStringLiteral("^\\s*(\\d+)\\s*-\\s*(\\d+)\\s*$"));
    const auto match = form.match(range_->text());
    return {match.captured(1).toULongLong(), match.captured(2).toULongLong()};
}

} // namespace tapscope
