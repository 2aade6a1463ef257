#include "about_dialog.h"

#include "../files/file_text.h"
#include "../session/recordings.h"
#include "../text/styled_label.h"

#include <plugin/plugin_host.h>

#include <QApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace tapscope {
namespace {

QLabel* selectable(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About TapScope"));
    setObjectName(QStringLiteral("aboutDialog"));
    setMinimumWidth(520);
    auto* icon = new QLabel;
    icon->setPixmap(QApplication::windowIcon().pixmap(64));
    auto* name = selectable(tr("TapScope %1 creates, watches, records and feeds TAP devices.\n\n"
                               "MIT licence. Icons: Lucide (ISC licence).")
                                .arg(QCoreApplication::applicationVersion()));
    auto* head = new QHBoxLayout;
    head->addWidget(icon);
    head->addWidget(name, 1);
    auto* form = new QFormLayout;
    QStringList plugins;
    for (const QString& folder : PluginHost::defaultFolders())
        plugins << oneLine(folder);
    form->addRow(tr("Plugins:"), selectable(plugins.join(QLatin1Char('\n'))));
    form->addRow(tr("Scripts:"), selectable(oneLine(PluginHost::defaultScriptFolder())));
    form->addRow(tr("Unsaved captures:"), selectable(shownPath(recordingsFolder())));
    form->addRow(tr("Settings:"), selectable(oneLine(QSettings().fileName())));
    form->addRow(tr("Qt:"), selectable(QString::fromLatin1(qVersion())));
    auto* manual = new StyledLabel;
    manual->setObjectName(QStringLiteral("manualLink"));
    manual->setRuns({{.text = tr("Read the manual"), .colour = palette().color(QPalette::Link), .isLink = true}});
    manual->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(manual, &QLabel::linkActivated, this, [this] {
        accept();
        emit manualAsked();
    });
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(head);
    layout->addLayout(form);
    layout->addWidget(manual);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace tapscope
