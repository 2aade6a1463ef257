#include "plugins_dialog.h"

#include "../theme/theme.h"

#include <QDialogButtonBox>
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
    int refused = 0;
    for (const auto& record : plugins.records()) {
        const bool isLoaded = record.refusal.isEmpty();
        auto* item =
            new QTreeWidgetItem(tree, {record.id, record.kind, isLoaded ? tr("loaded") : tr("refused"), record.version,
                                       record.licence, isLoaded ? record.summary : record.refusal, record.path});
        item->setToolTip(5, item->text(5));
        item->setToolTip(6, record.path);
        if (!isLoaded) {
            ++refused;
            for (int column = 0; column < 6; ++column)
                item->setForeground(column, theme.colours().error);
        }
    }
    for (int column = 0; column < 6; ++column)
        tree->resizeColumnToContents(column);
    const auto loaded = static_cast<int>(plugins.records().size()) - refused;
    auto* summary = new QLabel(tr("%1 loaded, %2 refused. Your own plugins go to %3")
                                   .arg(loaded)
                                   .arg(refused)
                                   .arg(PluginHost::defaultFolders().first()));
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
