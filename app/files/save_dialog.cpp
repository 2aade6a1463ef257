#include "save_dialog.h"

#include "../background/background.h"
#include "../settings_form/settings_form.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "choose_file.h"
#include "file_text.h"
#include "replace_question.h"

#include <store/packer.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tapscope {
namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

SaveDialog::SaveDialog(const std::vector<const Exporter*>& exporters, Start start, Files files, QWidget* parent)
    : QDialog(parent), exporters_(exporters), start_(std::move(start)), files_(std::move(files)),
      format_(new QComboBox), which_(new QComboBox), range_(new QLineEdit), path_(new QLineEdit),
      depended_(new QCheckBox(tr("With the frames that they &depend on"))), settings_(new QStackedWidget),
      choices_(new QWidget), message_(new QLabel), progress_(new QProgressBar), save_(new QPushButton(tr("&Save"))) {
    setWindowTitle(tr("Save frames"));
    setObjectName(QStringLiteral("saveDialog"));
    setMinimumWidth(520);
    int preferred = 0;
    for (const Exporter* exporter : exporters_) {
        if (exporter == start_.preferred)
            preferred = format_->count();
        format_->addItem(text(exporter->title()));
        forms_.push_back(new SettingsForm(exporter->schema()));
        settings_->addWidget(forms_.back());
    }
    which_->addItem(start_.isGrowing ? tr("All frames (%L1 so far)").arg(start_.all)
                                     : tr("All %L1 frame(s)", nullptr, pluralOf(start_.all)).arg(start_.all));
    which_->addItem(tr("The %L1 displayed frame(s)", nullptr, pluralOf(start_.displayed)).arg(start_.displayed));
    which_->addItem(tr("The %L1 selected frame(s)", nullptr, pluralOf(start_.selected)).arg(start_.selected));
    which_->addItem(tr("The %L1 marked frame(s)", nullptr, pluralOf(start_.marked)).arg(start_.marked));
    which_->addItem(tr("Ranges"));
    path_->setText(fileText(start_.path));
    lay();
    connect(format_, &QComboBox::activated, this, &SaveDialog::giveSuffix);
    connect(format_, &QComboBox::currentIndexChanged, this, &SaveDialog::update);
    connect(which_, &QComboBox::currentIndexChanged, this, &SaveDialog::update);
    connect(range_, &QLineEdit::textChanged, this, &SaveDialog::update);
    connect(path_, &QLineEdit::textEdited, this, &SaveDialog::followSuffix);
    connect(path_, &QLineEdit::textChanged, this, &SaveDialog::update);
    connect(save_, &QPushButton::clicked, this, &SaveDialog::examine);
    format_->setCurrentIndex(preferred);
    update();
    path_->setFocus();
    const auto stem = fileText(start_.path.stem()).size();
    path_->setSelection(static_cast<int>(path_->text().size() - fileText(start_.path.filename()).size()),
                        static_cast<int>(stem));
}

void SaveDialog::lay() {
    format_->setObjectName(QStringLiteral("format"));
    which_->setObjectName(QStringLiteral("which"));
    range_->setPlaceholderText(tr("such as 1-100, 250, 300-"));
    range_->setObjectName(QStringLiteral("range"));
    depended_->setObjectName(QStringLiteral("withDepended"));
    depended_->setToolTip(tr("Also save all fragments and TCP segments of the datagrams and messages of which a frame "
                             "has a part, so that other programs can reassemble them"));
    path_->setObjectName(QStringLiteral("path"));
    message_->setObjectName(QStringLiteral("saveMessage"));
    message_->setProperty("role", "error");
    message_->setWordWrap(true);
    message_->setMinimumHeight(message_->fontMetrics().lineSpacing() * 2); // reserved, so that the buttons do not move
    message_->setAlignment(Qt::AlignTop);
    progress_->setTextVisible(false);
    auto retained = progress_->sizePolicy();
    retained.setRetainSizeWhenHidden(true);
    progress_->setSizePolicy(retained);
    progress_->hide();
    auto* browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &SaveDialog::browse);
    auto* pathRow = new QHBoxLayout;
    pathRow->setSpacing(8);
    pathRow->addWidget(path_, 1);
    pathRow->addWidget(browse);
    auto* form = new QFormLayout(choices_);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Format"), format_);
    form->addRow(QString(), settings_);
    form->addRow(tr("F&rames"), which_);
    form->addRow(QString(), range_);
    form->addRow(QString(), depended_);
    form->addRow(tr("F&ile"), pathRow);
    qobject_cast<QLabel*>(form->labelForField(pathRow))->setBuddy(path_);
    auto* buttons = new QDialogButtonBox;
    auto* cancel = buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole);
    cancel->setAutoDefault(false);
    cancel->setObjectName(QStringLiteral("cancel"));
    buttons->addButton(save_, QDialogButtonBox::ActionRole);
    save_->setProperty("role", "primary");
    save_->setDefault(true);
    save_->setObjectName(QStringLiteral("save"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(choices_);
    layout->addWidget(message_);
    layout->addWidget(progress_);
    layout->addWidget(buttons);
}

void SaveDialog::browse() {
    chooseFile(this, {.title = tr("Save frames"), .use = WantedFile::For::Saving, .suggested = path_->text()},
               [this](const QString& chosen) {
                   path_->setText(chosen);
                   followSuffix();
               });
}

/// A name with the suffix of another format selects that format.
void SaveDialog::followSuffix() {
    const auto suffix = withoutPackedSuffix(typedPath(path_->text())).extension().string();
    const auto fits = [&](const Exporter* each) { return suffix == "." + std::string(each->fileSuffix()); };
    if (const auto found = std::ranges::find_if(exporters_, fits); found != exporters_.end() && !fits(&exporter()))
        format_->setCurrentIndex(static_cast<int>(found - exporters_.begin()));
}

/// The selected format replaces the suffix of another format; a suffix of the user's own is kept.
void SaveDialog::giveSuffix() {
    const auto typed = filePath(path_->text());
    auto path = withoutPackedSuffix(typed);
    const auto packed = path == typed ? std::string() : typed.extension().string();
    const auto isSuffix = [&](const Exporter* each) {
        return path.extension() == "." + std::string(each->fileSuffix());
    };
    if (!path.has_filename() || (path.has_extension() && std::ranges::none_of(exporters_, isSuffix)))
        return;
    path.replace_extension(exporter().fileSuffix());
    path_->setText(fileText(path += packed));
}

void SaveDialog::update() {
    settings_->setCurrentIndex(format_->currentIndex());
    for (SettingsForm* form : forms_) // the other forms take no room
        form->setSizePolicy(QSizePolicy::Preferred,
                            form == settings_->currentWidget() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    settings_->setVisible(!exporter().schema().settings().empty());
    range_->setVisible(which() == Which::Range);
    depended_->setEnabled(which() != Which::All);
    const bool hasFrames = which() == Which::All || (which() == Which::Displayed && start_.displayed > 0) ||
                           (which() == Which::Selected && start_.selected > 0) ||
                           (which() == Which::Marked && start_.marked > 0) ||
                           (which() == Which::Range && !ranges().empty());
    save_->setEnabled(!isBusy_ && hasFrames && typedPath(path_->text()).has_filename());
    save_->setToolTip(hasFrames ? QString() : tr("There are no such frames"));
    message_->clear();
}

void SaveDialog::examine() {
    setBusy(true);
    struct Found {
        std::filesystem::path path;
        Result<SaveTarget> target;
    };
    inBackground(
        this,
        [path = typedPath(path_->text()), suffix = std::string(exporter().fileSuffix()),
         isOwnFile = files_.isOwnFile]() mutable -> Found {
            std::error_code unknown;
            if (!path.has_extension() && !std::filesystem::exists(path, unknown))
                path.replace_extension(suffix);
            auto target = examineSaveTarget(path, isOwnFile);
            return {std::move(path), std::move(target)};
        },
        [this](Found found) {
            if (!isBusy_)
                return;
            chosen_ = std::move(found.path);
            take(found.target);
        },
        files_.work);
}

void SaveDialog::take(const Result<SaveTarget>& target) {
    if (!target) {
        refuse(QString::fromStdString(target.error().text()));
        return;
    }
    if (*target != SaveTarget::File) {
        emit saveAsked();
        return;
    }
    askToReplace(this, chosen_, [this](bool isReplaced) {
        if (isReplaced)
            emit saveAsked();
        else
            setBusy(false);
    });
}

void SaveDialog::finish(const PartlySaved& saved) {
    saved_ = saved;
    accept();
}

void SaveDialog::refuse(const QString& reason) {
    setBusy(false);
    message_->setText(oneLine(reason));
    path_->setFocus();
}

void SaveDialog::showProgress(int percent) {
    if (!isBusy_)
        return;
    progress_->setRange(0, 100);
    progress_->setValue(percent);
}

void SaveDialog::showProblem(const QString& text) {
    if (isBusy_)
        message_->setText(text);
}

void SaveDialog::setBusy(bool isBusy) {
    isBusy_ = isBusy;
    choices_->setEnabled(!isBusy);
    progress_->setRange(0, 0); // until the first progress is reported
    progress_->setVisible(isBusy);
    update();
}

const Exporter& SaveDialog::exporter() const {
    return *exporters_[static_cast<std::size_t>(std::max(format_->currentIndex(), 0))];
}
SettingValues SaveDialog::settings() const {
    return forms_[static_cast<std::size_t>(format_->currentIndex())]->values();
}
SaveDialog::Which SaveDialog::which() const {
    return static_cast<Which>(which_->currentIndex());
}

std::vector<FrameRange> SaveDialog::ranges() const {
    return frameRanges(range_->text().toStdString(), start_.all).value_or(std::vector<FrameRange>());
}

bool SaveDialog::withDepended() const {
    return which() != Which::All && depended_->isChecked();
}

} // namespace tapscope
