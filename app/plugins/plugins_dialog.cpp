#include "plugins_dialog.h"

#include "../theme/theme.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tapscope {

PluginsDialog::PluginsDialog(const PluginHost& plugins, const Theme& theme, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Plugins"));
    resize(860, 520);
    auto* tree = new QTreeWidget;
    tree->setObjectName(QStringLiteral("plugins"));
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setHeaderLabels(
        {tr("Plugin"), tr("Kind"), tr("State"), tr("Version"), tr("Licence"), tr("What it does"), tr("File")});
    int loaded = 0;
    int refused = 0;
    const auto add = [&](const PluginRecord& record) {
        const bool isLoaded = record.refusal.isEmpty();
        auto* item =
            new QTreeWidgetItem(tree, {record.id, record.kind, isLoaded ? tr("loaded") : tr("refused"), record.version,
                                       record.licence, isLoaded ? record.summary : record.refusal, record.path});
        item->setToolTip(5, item->text(5));
        item->setToolTip(6, record.path);
        ++(isLoaded ? loaded : refused);
        for (int column = 0; column < 6 && !isLoaded; ++column)
            item->setForeground(column, theme.colours().error);
    };
    for (const auto& script : plugins.scripts())
        add({.id = QFileInfo(script.path).fileName(),
             .kind = tr("script"),
             .summary = tr("Decodes %1").arg(script.protocols.join(QStringLiteral(", "))),
             .path = script.path,
             .refusal = script.refusal});
    for (const auto& record : plugins.records())
        add(record);
    for (int column = 0; column < 6; ++column)
        tree->resizeColumnToContents(column);
    auto* summary = new QLabel(tr("%1 loaded, %2 refused. Your own plugins go to %3, your own scripts to %4")
                                   .arg(loaded)
                                   .arg(refused)
                                   .arg(PluginHost::defaultFolders().first(), PluginHost::defaultScriptFolder()));
    summary->setProperty("role", "muted");
    summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tree, 1);
    layout->addWidget(summary);
    layout->addWidget(buttons);
}

} // namespace tapscope
