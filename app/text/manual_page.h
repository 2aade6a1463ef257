#pragma once

#include <QTextBrowser>

namespace tapscope {

/// Shows a page of the manual, which is Markdown in the program's resources. Shows no other text. GUI thread.
class ManualPage final : public QTextBrowser {
    Q_OBJECT

public:
    explicit ManualPage(QWidget* parent = nullptr);

    /// `resource` is a name such as ":/help/filters.md"; nothing else is read.
    void showResource(const QString& resource);
    /// Selects the next occurrence of the words; after the end of the page, starts from its beginning.
    void findWords(const QString& words);
};

} // namespace tapscope
