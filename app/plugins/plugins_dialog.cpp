#include "plugins_dialog.h"

#include "../background/background.h"
#include "../files/choose_file.h"
#include "../text/message_label.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "plugin_texts.h"

#include <plugin/plugin_installation.h>
#include <plugin/plugin_switches.h>

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tapscope {

namespace {

constexpr int switchRole = Qt::UserRole;     ///< the id of a plugin that can be switched on and off
constexpr int pluginRole = Qt::UserRole + 1; ///< the id of any plugin
constexpr int aboutRole = Qt::UserRole + 2;  ///< its whole description, and its file

/// A check box to switch a plugin on and off, if the choice can be stored.
void addSwitch(QTreeWidgetItem& item, const PluginRecord& record, const PluginChoice& choice) {
    if (record.id.isEmpty() || record.path.isEmpty() || choice.switches.isEmpty())
        return;
    const bool isOn = PluginSwitches(choice.switches).of(record.id).state == PluginSwitches::State::On;
    item.setCheckState(0, isOn ? Qt::Checked : Qt::Unchecked);
    item.setData(0, switchRole, record.id);
}

} // namespace

PluginsDialog::PluginsDialog(const PluginHost& plugins, const QMultiHash<QString, QString>& others, const Theme& theme,
                             QWidget* parent)
    : QDialog(parent), plugins_(plugins), theme_(theme), others_(others), registry_(&plugins.decoders()),
      list_(new QTreeWidget), about_(new QPlainTextEdit), message_(new MessageLabel), summary_(new QLabel) {
    setWindowTitle(tr("Plugins"));
    resize(900, 540);
    about_->setObjectName(QStringLiteral("pluginParts"));
    about_->setAccessibleName(tr("The selected plugin"));
    about_->setReadOnly(true);
    about_->setTabChangesFocus(true);
    about_->setPlaceholderText(tr("What the selected plugin provides, with its settings"));
    list_->setObjectName(QStringLiteral("plugins"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setHeaderLabels(
        {tr("Plugin"), tr("Kind"), tr("State"), tr("Version"), tr("Licence"), tr("Description"), tr("File")});
    message_->setObjectName(QStringLiteral("pluginMessage"));
    summary_->setProperty("role", "muted");
    summary_->setWordWrap(true); // the folders may be long
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    auto* installButton = buttons->addButton(tr("&Install…"), QDialogButtonBox::ActionRole);
    installButton->setObjectName(QStringLiteral("install"));
    installButton->setAutoDefault(false);
    connect(installButton, &QPushButton::clicked, this, [this] {
        chooseFile(this,
                   {.title = tr("Install a plugin"),
                    .nameFilters = {tr("Plugins and scripts (*.so *.lua)"), tr("All files (*)")}},
                   [this](const QString& name) { askToInstall(name); });
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* panes = new QSplitter(Qt::Vertical);
    panes->addWidget(list_);
    panes->addWidget(about_);
    panes->setStretchFactor(0, 2);
    panes->setStretchFactor(1, 1);
    panes->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(panes, 1);
    layout->addWidget(message_);
    layout->addWidget(summary_);
    layout->addWidget(buttons);
    connect(list_, &QTreeWidget::currentItemChanged, this, &PluginsDialog::showAbout);
    connect(list_, &QTreeWidget::itemChanged, this, &PluginsDialog::switchPlugin);
    fill();
    list_->ensurePolished(); // the style sheet decides how high the rows are
    for (int column = 0; column < 6; ++column)
        list_->resizeColumnToContents(column);
    list_->setCurrentItem(list_->topLevelItem(0));
}

void PluginsDialog::fill() {
    const QSignalBlocker blocker(list_);
    list_->clear();
    for (const auto& script : plugins_.scripts())
        add({.id = QFileInfo(script.path).fileName(),
             .kind = tr("script"),
             .summary = script.protocols.isEmpty() ? QString()
                                                   : tr("Decodes %1").arg(script.protocols.join(QStringLiteral(", "))),
             .path = script.path,
             .refusal = script.refusal});
    for (const auto& record : plugins_.records()) {
        auto* item = add(record);
        item->setData(0, pluginRole, record.id);
        addSwitch(*item, record, plugins_.choice());
    }
    summary_->setText(pluginSummary(plugins_));
}

QTreeWidgetItem* PluginsDialog::add(const PluginRecord& record) {
    const bool isLoaded = record.refusal.isEmpty();
    const QString state = isLoaded ? tr("loaded") : record.isOff ? tr("off") : tr("refused");
    QStringList words = isLoaded ? troublesOf(plugins_, others_, record) : QStringList{record.refusal};
    if (words.isEmpty())
        words << record.summary;
    auto* item = new QTreeWidgetItem(list_, {plainText(record.id), plainText(record.kind), state,
                                             plainText(record.version), plainText(record.licence),
                                             plainText(words.join(QStringLiteral("; "))), plainText(record.path)});
    if (words != QStringList{record.summary} && !record.summary.isEmpty())
        words.prepend(record.summary);
    QStringList about;
    for (const QString& line : words)
        about << plainText(line);
    about << tr("File: %1").arg(plainText(record.path));
    item->setData(0, aboutRole, about.join(QLatin1Char('\n')));
    item->setToolTip(5, item->text(5));
    item->setToolTip(6, item->text(6));
    for (int column = 0; column < 6 && !isLoaded; ++column)
        item->setForeground(column, record.isOff ? theme_.colours().muted : theme_.colours().error);
    return item;
}

void PluginsDialog::showAbout(const QTreeWidgetItem* item) {
    if (item == nullptr) {
        about_->clear();
        return;
    }
    const QStringList texts = {item->data(0, aboutRole).toString(),
                               partsText(plugins_, item->data(0, pluginRole).toString())};
    about_->setPlainText(texts.join(QStringLiteral("\n\n")).trimmed());
}

void PluginsDialog::switchPlugin(const QTreeWidgetItem* item) {
    const QString id = item->data(0, switchRole).toString();
    if (id.isEmpty())
        return;
    const bool isOn = item->checkState(0) == Qt::Checked;
    const auto done = PluginSwitches(plugins_.choice().switches)
                          .set(id, isOn ? PluginSwitches::State::On : PluginSwitches::State::Off);
    if (!done)
        message_->complain(plainText(done.error().text()));
    else
        message_->say(isOn ? tr("%1 will be loaded at the next start.").arg(plainText(id))
                           : tr("%1 will not be loaded from the next start on.").arg(plainText(id)));
}

void PluginsDialog::updateScripts() {
    // A script that is refused leaves the registry as it was.
    if (&plugins_.decoders() == registry_ && installedScript_.isEmpty())
        return;
    registry_ = &plugins_.decoders();
    QString shown = list_->currentItem() == nullptr ? QString() : list_->currentItem()->text(6);
    for (const ScriptRecord& script : plugins_.scripts()) {
        const QString path = plainText(script.path);
        if (path != installedScript_)
            continue;
        if (script.refusal.isEmpty())
            message_->say(tr("Installed as %1. It is used from now on.").arg(path));
        else
            message_->complain(tr("Installed as %1, but left out: %2").arg(path, plainText(script.refusal)));
        shown = path;
        installedScript_.clear();
    }
    fill();
    if (const auto rows = list_->findItems(shown, Qt::MatchExactly, 6); !rows.isEmpty())
        list_->setCurrentItem(rows.first());
}

void PluginsDialog::askToInstall(const QString& file) {
    message_->say({});
    inBackground(
        this, [file, &plugins = plugins_] { return PluginInstallation::prepare(file, plugins); },
        [this, file](const Result<std::shared_ptr<PluginInstallation>>& installation) {
            if (installation)
                ask(*installation, file);
            else
                message_->complain(plainText(installation.error().text()));
        });
}

void PluginsDialog::ask(const std::shared_ptr<PluginInstallation>& installation, const QString& file) {
    auto* question =
        new QMessageBox(QMessageBox::NoIcon, tr("Install a plugin"),
                        tr("Install %1?").arg(plainText(installation->record().id)), QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(installQuestion(*installation, file, plugins_));
    auto* confirm = question->addButton(tr("&Install"), QMessageBox::AcceptRole);
    confirm->setObjectName(QStringLiteral("confirmInstall"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(confirm, &QAbstractButton::clicked, this, [this, installation] { install(installation); });
    question->open();
}

void PluginsDialog::install(const std::shared_ptr<PluginInstallation>& installation) {
    inBackground(
        this, [installation] { return installation->commit(); },
        [this, installation](const Result<void>& done) {
            const QString path = plainText(installation->record().path);
            if (!done) {
                message_->complain(plainText(done.error().text()));
            } else if (installation->isScript()) {
                installedScript_ = path;
                message_->say(tr("Installed as %1.").arg(path));
                emit scriptInstalled();
            } else {
                message_->say(tr("Installed as %1. It will be loaded at the next start.").arg(path));
            }
        });
}

} // namespace tapscope
