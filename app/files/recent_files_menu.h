#pragma once

#include <QMenu>

namespace tapscope {

/// "Open recent": the capture files used last, newest first, kept in the settings.
class RecentFilesMenu final : public QMenu {
    Q_OBJECT

public:
    explicit RecentFilesMenu(QWidget* parent = nullptr);

    /// Puts a file at the top.
    void remember(const QString& file);

signals:
    void chosen(const QString& file);

private:
    void fill();
};

} // namespace tapscope
