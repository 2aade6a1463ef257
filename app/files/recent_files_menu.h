#pragma once

#include <QMenu>

#include <filesystem>

namespace tapscope {

/// "Open recent": the capture files used last, newest first, kept in the settings.
class RecentFilesMenu final : public QMenu {
    Q_OBJECT

public:
    explicit RecentFilesMenu(QWidget* parent = nullptr);

    /// Moves a file to the top, or adds it there.
    void remember(const std::filesystem::path& file);
    /// Removes a file that could not be opened.
    void forget(const std::filesystem::path& file);

signals:
    void chosen(const QString& file);

private:
    void fill();
};

} // namespace tapscope
