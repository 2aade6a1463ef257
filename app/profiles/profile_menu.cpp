#include "profile_menu.h"

#include "../colouring/colouring_rules.h"
#include "../files/choose_file.h"
#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "profiles.h"
#include "wireshark_profile.h"

#include <QActionGroup>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace tapscope {
namespace {

void store(const WiresharkProfile& read, QSettings& settings) {
    if (read.columns)
        storeColumns(settings, *read.columns);
    if (read.colouring)
        storeColouring(settings, *read.colouring);
    storeBookmarks(settings, QStringLiteral("fieldFilter"), read.bookmarks);
    storeFilterButtons(settings, read.buttons);
}

} // namespace

ProfileMenu::ProfileMenu(Profiles& profiles, std::function<const DecoderRegistry&()> registry, QWidget* parent)
    : QMenu(tr("Profi&les"), parent), profiles_(profiles), registry_(std::move(registry)) {
    setObjectName(QStringLiteral("profileMenu"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &ProfileMenu::fill);
}

QToolButton* ProfileMenu::makeButton() {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("profile"));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(this);
    button->setToolTip(tr("Columns, colouring rules, filters and filter buttons that are used together"));
    const auto update = [this, button] {
        constexpr int longest = 24;
        QString name = profiles_.current();
        if (name.size() > longest)
            name = name.left(longest - 1) + QStringLiteral("…");
        button->setText(tr("Profile: %1").arg(plainMenuText(name)));
    };
    connect(&profiles_, &Profiles::changed, button, update);
    update();
    return button;
}

void ProfileMenu::fill() {
    clear();
    auto* choice = new QActionGroup(this);
    for (const QString& name : profiles_.names()) {
        auto* action = addAction(plainMenuText(name), this, [this, name] { tell(profiles_.choose(name)); });
        action->setCheckable(true);
        action->setChecked(name == profiles_.current());
        choice->addAction(action);
    }
    addSeparator();
    const auto named = [](QAction* action, const char* name, const QString& toolTip) {
        action->setObjectName(QString::fromLatin1(name));
        action->setToolTip(toolTip);
        return action;
    };
    named(addAction(tr("&New…"), this,
                    [this] {
                        askName(tr("New profile"), {}, [this](const QString& name) { return profiles_.create(name); });
                    }),
          "newProfile", tr("Make a profile with the default columns and rules"));
    named(addAction(tr("&Copy…"), this,
                    [this] {
                        askName(tr("Copy profile"), tr("Copy of %1").arg(profiles_.current()),
                                [this](const QString& name) { return profiles_.copy(name); });
                    }),
          "copyProfile", tr("Make a copy of this profile"));
    const bool isOwn = profiles_.current() != Profiles::defaultName();
    named(addAction(tr("&Rename…"), this,
                    [this] {
                        askName(tr("Rename profile"), profiles_.current(),
                                [this](const QString& name) { return profiles_.rename(name); });
                    }),
          "renameProfile", isOwn ? tr("Give this profile another name") : tr("The default profile cannot be renamed"))
        ->setEnabled(isOwn);
    named(addAction(tr("&Delete…"), this, &ProfileMenu::askRemoval), "deleteProfile",
          isOwn ? tr("Delete this profile and its folder") : tr("The default profile cannot be deleted"))
        ->setEnabled(isOwn);
    addSeparator();
    named(addAction(tr("&Import from Wireshark…"), this, &ProfileMenu::askImport), "importProfile",
          tr("Import the columns, colouring rules, filters and filter buttons from the folder of a profile"));
}

void ProfileMenu::tell(const Result<void>& done) {
    if (!done)
        emit failed(plainText(done.error().text()));
}

void ProfileMenu::askName(const QString& title, const QString& proposal,
                          const std::function<Result<void>(const QString&)>& then) {
    auto* dialog = new QDialog(parentWidget());
    dialog->setObjectName(QStringLiteral("profileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setMinimumWidth(380);
    auto* name = new CheckedLine([this](const QString& text) { return profiles_.problem(text.trimmed()); });
    name->line()->setObjectName(QStringLiteral("profileName"));
    name->line()->setText(proposal);
    name->line()->selectAll();
    auto* buttons = new QDialogButtonBox;
    auto* ok = buttons->addButton(tr("&OK"), QDialogButtonBox::AcceptRole);
    ok->setObjectName(QStringLiteral("acceptProfile"));
    ok->setProperty("role", "primary");
    ok->setDefault(true);
    buttons->addButton(tr("Ca&ncel"), QDialogButtonBox::RejectRole);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), name);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    const auto update = [name, ok] { ok->setEnabled(name->isValid()); };
    connect(name->line(), &QLineEdit::textChanged, dialog, update);
    update();
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, name, then] { tell(then(name->text().trimmed())); });
    dialog->open();
}

void ProfileMenu::askRemoval() {
    auto* question =
        new QMessageBox(QMessageBox::NoIcon, tr("Delete the profile?"),
                        tr("Delete the profile %1? Its columns, colouring rules, filters and buttons are lost.")
                            .arg(plainText(profiles_.current())),
                        QMessageBox::Cancel, parentWidget());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->addButton(tr("&Delete"), QMessageBox::DestructiveRole)->setObjectName(QStringLiteral("confirmDeletion"));
    connect(question, &QMessageBox::buttonClicked, this, [this, question](QAbstractButton* button) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            tell(profiles_.remove());
    });
    question->open();
}

void ProfileMenu::askImport() {
    const QDir wireshark(QDir::home().filePath(QStringLiteral(".config/wireshark")));
    WantedFile folder{.title = tr("Folder of a Wireshark profile"), .use = WantedFile::For::Folder};
    if (wireshark.exists())
        folder.suggested = wireshark.exists(QStringLiteral("profiles")) ? wireshark.filePath(QStringLiteral("profiles"))
                                                                        : wireshark.path();
    chooseFile(parentWidget(), folder, [this](const QString& name) { importFrom(name); });
}

void ProfileMenu::importFrom(const QString& path) {
    const QDir folder(path);
    const auto read = readWiresharkProfile(folder, registry_());
    if (!read) {
        emit failed(plainText(read.error().text()));
        return;
    }
    const QString wanted = folder.dirName() == QLatin1String("wireshark") ? tr("Wireshark") : folder.dirName();
    QString name = plainText(wanted).left(60);
    for (int number = 2; !profiles_.problem(name).isEmpty() && number < 1000; ++number)
        name = QStringLiteral("%1 %2").arg(plainText(wanted).left(56)).arg(number);
    if (auto made = profiles_.create(name, [&](QSettings& settings) { store(*read, settings); }); !made) {
        tell(made);
        return;
    }
    const QString left = read->left.isEmpty() ? tr("Nothing was left out.")
                                              : tr("Not imported:\n• %1").arg(read->left.join(QStringLiteral("\n• ")));
    emit told(tr("Imported the profile %1: %2").arg(name, read->taken.join(QStringLiteral(", "))));
    auto* summary = new QMessageBox(QMessageBox::NoIcon, tr("Profile imported"),
                                    tr("The profile %1 has %2.")
                                        .arg(name, read->taken.isEmpty() ? tr("nothing that could be imported")
                                                                         : read->taken.join(QStringLiteral(", "))),
                                    QMessageBox::Ok, parentWidget());
    summary->setObjectName(QStringLiteral("importSummary"));
    summary->setAttribute(Qt::WA_DeleteOnClose);
    constexpr int mostLines = 20;
    if (read->left.size() <= mostLines)
        summary->setInformativeText(left);
    else
        summary->setInformativeText(tr("%1 items were not imported; the details list them.").arg(read->left.size()));
    if (read->left.size() > mostLines)
        summary->setDetailedText(left);
    summary->open();
}

} // namespace tapscope
