#include "recent_files_menu.h"

#include "../text/plain_text.h"
#include "file_text.h"

#include <QSettings>

namespace tapscope {
namespace {

constexpr int mostFiles = 8;
constexpr int widestName = 60; // characters

// Settings hold text, but file names are bytes, so names are stored percent-encoded.
QStringList read(const QString& key) {
    QStringList files;
    for (const QString& each : QSettings().value(key).toStringList())
        files << fileText(QByteArray::fromPercentEncoding(each.toLatin1()).toStdString());
    return files;
}

void write(const QString& key, const QStringList& files) {
    QStringList kept;
    for (const QString& each : files)
        kept << QString::fromLatin1(QByteArray::fromStdString(filePath(each).string()).toPercentEncoding("/"));
    QSettings().setValue(key, kept);
}

QString key() {
    return QStringLiteral("recentFiles");
}

QString shortened(const QString& file) {
    QString name = oneLine(file);
    if (name.size() > widestName)
        name = name.left(widestName / 2) + QStringLiteral("…") + name.right(widestName / 2);
    return name.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

RecentFilesMenu::RecentFilesMenu(QWidget* parent) : QMenu(tr("Open &recent"), parent) {
    setToolTipsVisible(true);
    fill();
}

void RecentFilesMenu::remember(const std::filesystem::path& file) {
    const QString path = fileText(std::filesystem::absolute(file));
    QStringList files = read(key());
    files.removeAll(path);
    files.prepend(path);
    write(key(), files.mid(0, mostFiles));
    fill();
}

void RecentFilesMenu::forget(const std::filesystem::path& file) {
    QStringList files = read(key());
    if (files.removeAll(fileText(std::filesystem::absolute(file))) > 0) {
        write(key(), files);
        fill();
    }
}

void RecentFilesMenu::fill() {
    clear();
    const QStringList files = read(key());
    int place = 0;
    for (const QString& file : files) {
        auto* action = addAction(QStringLiteral("&%1  %2").arg(++place).arg(plainMenuText(shortened(file))));
        action->setToolTip(oneLine(file));
        connect(action, &QAction::triggered, this, [this, file] { emit chosen(file); });
    }
    if (!files.isEmpty()) {
        addSeparator();
        auto* forget = addAction(tr("&Clear this list"));
        forget->setToolTip(tr("Clear this list; the files are kept"));
        connect(forget, &QAction::triggered, this, [this] {
            QSettings().remove(key());
            fill();
        });
    }
    setEnabled(!files.isEmpty());
}

} // namespace tapscope
