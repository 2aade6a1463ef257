#pragma once

#include <QTextBrowser>

namespace tapscope {

/// Shows a page of the manual, which is Markdown in the program's resources: text of our own, and no other. GUI's
/// thread.
class ManualPage final : public QTextBrowser {
    Q_OBJECT

public:
    explicit ManualPage(QWidget* parent = nullptr);

    /// `resource` is a name such as ":/help/filters.md"; nothing else is read.
    void showResource(const QString& resource);
    /// Selects the next place of the words, beginning again at the end of the page.
    void findWords(const QString& words);
};

} // namespace tapscope
