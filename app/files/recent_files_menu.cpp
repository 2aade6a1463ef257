#include "recent_files_menu.h"

#include "../text/plain_text.h"

#include <QFileInfo>
#include <QSettings>

namespace tapscope {
namespace {

constexpr int mostFiles = 8;
constexpr int widestName = 60; // characters

QString key() {
    return QStringLiteral("recentFiles");
}

QString shortened(const QString& file) {
    QString name = file;
    if (name.size() > widestName)
        name = name.left(widestName / 2) + QStringLiteral("…") + name.right(widestName / 2);
    return name.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

RecentFilesMenu::RecentFilesMenu(QWidget* parent) : QMenu(tr("Open &recent"), parent) {
    setToolTipsVisible(true);
    fill();
}

void RecentFilesMenu::remember(const QString& file) {
    QSettings settings;
    const QString path = QFileInfo(file).absoluteFilePath();
    QStringList files = settings.value(key()).toStringList();
    files.removeAll(path);
    files.prepend(path);
    settings.setValue(key(), files.mid(0, mostFiles));
    fill();
}

void RecentFilesMenu::fill() {
    clear();
    const QStringList files = QSettings().value(key()).toStringList();
    int place = 0;
    for (const QString& file : files) {
        auto* action = addAction(QStringLiteral("&%1  %2").arg(++place).arg(plainMenuText(shortened(file))));
        action->setToolTip(plainText(file));
        connect(action, &QAction::triggered, this, [this, file] { emit chosen(file); });
    }
    if (!files.isEmpty()) {
        addSeparator();
        auto* forget = addAction(tr("&Forget these"));
        forget->setToolTip(tr("Empty this list; the files stay"));
        connect(forget, &QAction::triggered, this, [this] {
            QSettings().remove(key());
            fill();
        });
    }
    setEnabled(!files.isEmpty());
}

} // namespace tapscope
