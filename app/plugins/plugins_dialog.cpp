#include "plugins_dialog.h"

#include "../background/background.h"
#include "../files/choose_file.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <plugin/plugin_installation.h>
#include <plugin/plugin_switches.h>

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tapscope {

namespace {

constexpr int switchRole = Qt::UserRole;     ///< the id of a plugin that can be switched on and off
constexpr int pluginRole = Qt::UserRole + 1; ///< the id of any plugin

/// A check box to switch a plugin on and off, if the choice can be stored.
void addSwitch(QTreeWidgetItem& item, const PluginRecord& record, const PluginChoice& choice) {
    if (record.id.isEmpty() || record.path.isEmpty() || choice.switches.isEmpty())
        return;
    const bool isOn = PluginSwitches(choice.switches).of(record.id).state == PluginSwitches::State::On;
    item.setCheckState(0, isOn ? Qt::Checked : Qt::Unchecked);
    item.setData(0, switchRole, record.id);
}

/// Failures of the plugin since it was loaded.
QStringList troublesOf(const PluginHost& plugins, const QMultiHash<QString, QString>& others,
                       const PluginRecord& record) {
    QStringList troubles = record.notes;
    if (!record.id.isEmpty())
        troubles << others.values(record.id);
    for (const auto decoder : plugins.decoders().failedDecoders()) {
        if (!record.id.isEmpty() && plugins.pluginOf(decoder) == record.id)
            troubles << PluginsDialog::tr("The decoder %1 failed and is left out").arg(plainText(decoder));
    }
    return troubles;
}

QString summaryOf(const PluginHost& plugins) {
    const auto isLoaded = [](const auto& record) { return record.refusal.isEmpty(); };
    const auto& records = plugins.records();
    const auto scripts = plugins.scripts();
    const auto loaded = std::ranges::count_if(records, isLoaded) + std::ranges::count_if(scripts, isLoaded);
    const auto all = static_cast<qsizetype>(records.size() + scripts.size());
    return PluginsDialog::tr("%L1 loaded, %L2 refused. Folder of your own plugins: %3, of your own scripts: %4")
        .arg(loaded)
        .arg(all - loaded)
        .arg(PluginHost::defaultFolders().first(), PluginHost::defaultScriptFolder());
}

/// One line for each setting: "    rate (frames/s): How fast. Default: 1000"
QStringList settingLines(const SettingsSchema& schema) {
    QStringList lines;
    for (const Setting& setting : schema.settings()) {
        QString line = QStringLiteral("    ") + plainText(setting.key);
        if (!setting.unit.empty())
            line += QStringLiteral(" (%1)").arg(plainText(setting.unit));
        line += QStringLiteral(": ") + plainText(setting.help.empty() ? setting.title : setting.help);
        if (!setting.defaultValue.empty())
            line += PluginsDialog::tr(". Default: %1").arg(plainText(setting.defaultValue));
        lines << line;
    }
    return lines;
}

/// The parts of a plugin, each with its settings.
QString partsText(const PluginHost& plugins, const QString& id) {
    QStringList lines;
    for (const PluginPart& part : id.isEmpty() ? std::vector<PluginPart>() : plugins.partsOf(id)) {
        lines << QStringLiteral("%1 %2: %3").arg(part.kind, plainText(part.id), plainText(part.title));
        if (part.settings != nullptr)
            lines << settingLines(*part.settings);
    }
    return lines.join(QLatin1Char('\n'));
}

/// What the user has to know before a plugin is installed.
QString installQuestion(const PluginInstallation& installation, const QString& file) {
    const PluginRecord& record = installation.record();
    QStringList lines;
    if (!record.summary.isEmpty())
        lines << plainText(record.summary) << QString();
    if (!installation.isScript())
        lines << PluginsDialog::tr("Version: %1").arg(plainText(record.version))
              << PluginsDialog::tr("Licence: %1").arg(plainText(record.licence));
    lines << PluginsDialog::tr("From: %1").arg(plainText(file))
          << PluginsDialog::tr("To: %1").arg(plainText(record.path));
    if (installation.replaces())
        lines << PluginsDialog::tr("The file that is there will be replaced.");
    lines << QString()
          << (installation.isScript()
                  ? PluginsDialog::tr(
                        "A script cannot read files or use the network, but decides what frames look like.")
                  : PluginsDialog::tr("A plugin runs with all your rights. Install only plugins that you trust."));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PluginsDialog::PluginsDialog(const PluginHost& plugins, const QMultiHash<QString, QString>& others, const Theme& theme,
                             QWidget* parent)
    : QDialog(parent), plugins_(plugins), message_(new QLabel) {
    setWindowTitle(tr("Plugins"));
    resize(900, 540);
    auto* parts = new QPlainTextEdit;
    parts->setObjectName(QStringLiteral("pluginParts"));
    parts->setReadOnly(true);
    parts->setTabChangesFocus(true);
    parts->setPlaceholderText(tr("What the selected plugin provides, with its settings"));
    auto* list = makeList(others, theme);
    connect(list, &QTreeWidget::currentItemChanged, this, [this, parts](const QTreeWidgetItem* item) {
        parts->setPlainText(item == nullptr ? QString() : partsText(plugins_, item->data(0, pluginRole).toString()));
    });
    message_->setObjectName(QStringLiteral("pluginMessage"));
    message_->setWordWrap(true);
    message_->hide();
    auto* summary = new QLabel(summaryOf(plugins));
    summary->setProperty("role", "muted");
    summary->setWordWrap(true); // the folders may be long
    summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
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
    panes->addWidget(list);
    panes->addWidget(parts);
    panes->setStretchFactor(0, 3);
    panes->setStretchFactor(1, 1);
    panes->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(panes, 1);
    layout->addWidget(message_);
    layout->addWidget(summary);
    layout->addWidget(buttons);
}

QTreeWidget* PluginsDialog::makeList(const QMultiHash<QString, QString>& others, const Theme& theme) {
    auto* tree = new QTreeWidget;
    tree->setObjectName(QStringLiteral("plugins"));
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setHeaderLabels(
        {tr("Plugin"), tr("Kind"), tr("State"), tr("Version"), tr("Licence"), tr("Description"), tr("File")});
    const auto add = [&](const PluginRecord& record) -> QTreeWidgetItem* {
        const bool isLoaded = record.refusal.isEmpty();
        const QString state = isLoaded ? tr("loaded") : record.isOff ? tr("off") : tr("refused");
        const QStringList troubles = troublesOf(plugins_, others, record);
        const QString words = !isLoaded            ? record.refusal
                              : troubles.isEmpty() ? record.summary
                                                   : troubles.join(QStringLiteral("; "));
        auto* item =
            new QTreeWidgetItem(tree, {plainText(record.id), plainText(record.kind), state, plainText(record.version),
                                       plainText(record.licence), plainText(words), plainText(record.path)});
        item->setToolTip(5, item->text(5));
        item->setToolTip(6, item->text(6));
        for (int column = 0; column < 6 && !isLoaded; ++column)
            item->setForeground(column, record.isOff ? theme.colours().muted : theme.colours().error);
        return item;
    };
    for (const auto& script : plugins_.scripts())
        add({.id = QFileInfo(script.path).fileName(),
             .kind = tr("script"),
             .summary = tr("Decodes %1").arg(script.protocols.join(QStringLiteral(", "))),
             .path = script.path,
             .refusal = script.refusal});
    for (const auto& record : plugins_.records()) {
        auto* item = add(record);
        item->setData(0, pluginRole, record.id);
        addSwitch(*item, record, plugins_.choice());
    }
    connect(tree, &QTreeWidget::itemChanged, this, [this, file = plugins_.choice().switches](QTreeWidgetItem* item) {
        const QString id = item->data(0, switchRole).toString();
        if (id.isEmpty())
            return;
        const bool isOn = item->checkState(0) == Qt::Checked;
        const auto done = PluginSwitches(file).set(id, isOn ? PluginSwitches::State::On : PluginSwitches::State::Off);
        tell(!done  ? plainText(done.error().text())
             : isOn ? tr("%1 will be loaded at the next start.").arg(plainText(id))
                    : tr("%1 will not be loaded from the next start on.").arg(plainText(id)));
    });
    for (int column = 0; column < 6; ++column)
        tree->resizeColumnToContents(column);
    return tree;
}

void PluginsDialog::tell(const QString& text) {
    message_->setText(text);
    message_->show();
}

void PluginsDialog::askToInstall(const QString& file) {
    inBackground(
        this, [file, &plugins = plugins_] { return PluginInstallation::prepare(file, plugins); },
        [this, file](const Result<std::shared_ptr<PluginInstallation>>& installation) {
            if (installation)
                ask(*installation, file);
            else
                tell(plainText(installation.error().text()));
        });
}

void PluginsDialog::ask(const std::shared_ptr<PluginInstallation>& installation, const QString& file) {
    auto* question =
        new QMessageBox(QMessageBox::NoIcon, tr("Install a plugin"),
                        tr("Install %1?").arg(plainText(installation->record().id)), QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(installQuestion(*installation, file));
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
            tell(!done                      ? plainText(done.error().text())
                 : installation->isScript() ? tr("Installed as %1. It is used from now on.").arg(path)
                                            : tr("Installed as %1. It will be loaded at the next start.").arg(path));
            if (done && installation->isScript())
                emit scriptInstalled();
        });
}

} // namespace tapscope
