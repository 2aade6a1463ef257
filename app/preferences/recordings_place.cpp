#include "recordings_place.h"

#include "../background/background.h"
#include "../files/choose_file.h"
#include "../files/file_text.h"
#include "../session/recordings.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int shownLines = 3;

} // namespace

RecordingsPlace::RecordingsPlace(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), line_(new QLineEdit(fileText(chosenRecordingsFolder()))), state_(new QLabel) {
    line_->setObjectName(QStringLiteral("recordingsFolder"));
    line_->setAccessibleName(tr("Folder of unsaved captures"));
    line_->setPlaceholderText(tr("The default folder"));
    line_->setClearButtonEnabled(true);
    state_->setObjectName(QStringLiteral("recordingsState"));
    state_->setWordWrap(true);
    state_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);        // a long name must not widen the dialog
    state_->setMinimumHeight(shownLines * state_->fontMetrics().lineSpacing()); // reserved: the buttons do not move
    state_->setAlignment(Qt::AlignTop);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* browse = new QPushButton(tr("B&rowse…"));
    browse->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(line_, 1);
    row->addWidget(browse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(state_);
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textChanged, this, &RecordingsPlace::examine);
    connect(browse, &QPushButton::clicked, this, &RecordingsPlace::browse);
    examine();
}

void RecordingsPlace::examine() {
    const bool isUsual = line_->text().trimmed().isEmpty();
    const auto chosen = isUsual ? std::filesystem::path() : typedPath(line_->text());
    folder_.reset();
    if (chosen == chosenRecordingsFolder()) // unchanged: a hanging or missing disk must not prevent other changes
        folder_ = chosen;
    emit examined();
    struct Found {
        Result<std::uint64_t> free;
        std::filesystem::path shown;
    };
    inBackground(
        this,
        [chosen]() -> Found {
            if (!chosen.empty())
                return {examineRecordingsFolder(chosen), chosen};
            auto usual = usualRecordingsFolder();
            std::error_code refused;
            std::filesystem::create_directories(usual, refused);
            return {examineRecordingsFolder(usual), usual};
        },
        [this, chosen, question = ++question_](const Found& found) {
            if (question != question_)
                return;
            if (!found.free) {
                say(plainText(found.free.error().text()), true);
                return;
            }
            folder_ = chosen;
            const QString size = QLocale().formattedDataSize(static_cast<qint64>(*found.free));
            say(chosen.empty() ? tr("%1: %2 free").arg(shownPath(found.shown), size) : tr("%1 free").arg(size), false);
            emit examined();
        });
}

void RecordingsPlace::browse() {
    chooseFile(this,
               {.title = tr("Folder of unsaved captures"), .use = WantedFile::For::Folder, .suggested = line_->text()},
               [this](const QString& name) { line_->setText(name); });
}

void RecordingsPlace::say(const QString& text, bool isTrouble) {
    QPalette palette = state_->palette();
    palette.setColor(QPalette::WindowText, isTrouble ? theme_.colours().error : theme_.colours().muted);
    state_->setPalette(palette);
    // Lines are not filled completely, because words are not broken.
    const int most = state_->width() * (shownLines - 1);
    state_->setText(state_->fontMetrics().elidedText(text, Qt::ElideMiddle, most));
}

} // namespace tapscope
