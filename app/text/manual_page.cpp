#include "manual_page.h"

#include <QFile>

namespace tapscope {

ManualPage::ManualPage(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false); // the pages link to files that are not in the resources, or to the web
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.path().isEmpty())
            scrollToAnchor(link.fragment());
    });
}

void ManualPage::showResource(const QString& resource) {
    QFile file(resource);
    if (resource.startsWith(QLatin1String(":/")) && file.open(QFile::ReadOnly))
        setMarkdown(QString::fromUtf8(file.readAll()));
}

void ManualPage::findWords(const QString& words) {
    if (words.isEmpty() || find(words))
        return;
    moveCursor(QTextCursor::Start);
    find(words);
}

} // namespace tapscope
