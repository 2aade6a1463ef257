#include "plugins_dialog.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <plugin/plugin_switches.h>

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tapscope {

namespace {

constexpr int idRole = Qt::UserRole;

/// A check box to switch a plugin on and off, if the choice can be stored.
void addSwitch(QTreeWidgetItem& item, const PluginRecord& record, const PluginChoice& choice) {
    if (record.id.isEmpty() || record.path.isEmpty() || choice.switches.isEmpty())
        return;
    const bool isOn = PluginSwitches(choice.switches).of(record.id).state == PluginSwitches::State::On;
    item.setCheckState(0, isOn ? Qt::Checked : Qt::Unchecked);
    item.setData(0, idRole, record.id);
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

} // namespace

PluginsDialog::PluginsDialog(const PluginHost& plugins, const QMultiHash<QString, QString>& others, const Theme& theme,
                             QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Plugins"));
    resize(860, 520);
    auto* tree = new QTreeWidget;
    tree->setObjectName(QStringLiteral("plugins"));
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setHeaderLabels(
        {tr("Plugin"), tr("Kind"), tr("State"), tr("Version"), tr("Licence"), tr("Description"), tr("File")});
    int loaded = 0;
    int refused = 0;
    const auto add = [&](const PluginRecord& record) -> QTreeWidgetItem* {
        const bool isLoaded = record.refusal.isEmpty();
        const QString state = isLoaded ? tr("loaded") : record.isOff ? tr("off") : tr("refused");
        const QStringList troubles = troublesOf(plugins, others, record);
        const QString words = !isLoaded            ? record.refusal
                              : troubles.isEmpty() ? record.summary
                                                   : troubles.join(QStringLiteral("; "));
        auto* item =
            new QTreeWidgetItem(tree, {plainText(record.id), plainText(record.kind), state, plainText(record.version),
                                       plainText(record.licence), plainText(words), plainText(record.path)});
        item->setToolTip(5, item->text(5));
        item->setToolTip(6, item->text(6));
        ++(isLoaded ? loaded : refused);
        for (int column = 0; column < 6 && !isLoaded; ++column)
            item->setForeground(column, record.isOff ? theme.colours().muted : theme.colours().error);
        return item;
    };
    auto* message = new QLabel;
    message->setObjectName(QStringLiteral("pluginMessage"));
    message->setWordWrap(true);
    message->hide();
    for (const auto& script : plugins.scripts())
        add({.id = QFileInfo(script.path).fileName(),
             .kind = tr("script"),
             .summary = tr("Decodes %1").arg(script.protocols.join(QStringLiteral(", "))),
             .path = script.path,
             .refusal = script.refusal});
    for (const auto& record : plugins.records())
        addSwitch(*add(record), record, plugins.choice());
    connect(tree, &QTreeWidget::itemChanged, this, [=, file = plugins.choice().switches](QTreeWidgetItem* item) {
        const QString id = item->data(0, idRole).toString();
        if (id.isEmpty())
            return;
        const bool isOn = item->checkState(0) == Qt::Checked;
        const auto done = PluginSwitches(file).set(id, isOn ? PluginSwitches::State::On : PluginSwitches::State::Off);
        message->setText(!done  ? plainText(done.error().text())
                         : isOn ? tr("%1 will be loaded at the next start.").arg(plainText(id))
                                : tr("%1 will not be loaded from the next start on.").arg(plainText(id)));
        message->show();
    });
    for (int column = 0; column < 6; ++column)
        tree->resizeColumnToContents(column);
    auto* summary = new QLabel(tr("%L1 loaded, %L2 refused. Folder of your own plugins: %3, of your own scripts: %4")
                                   .arg(loaded)
                                   .arg(refused)
                                   .arg(PluginHost::defaultFolders().first(), PluginHost::defaultScriptFolder()));
    summary->setProperty("role", "muted");
    summary->setWordWrap(true); // the folders may be long
    summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tree, 1);
    layout->addWidget(message);
    layout->addWidget(summary);
    layout->addWidget(buttons);
}

} // namespace tapscope
