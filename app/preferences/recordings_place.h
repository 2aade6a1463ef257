#pragma once

#include <QWidget>

#include <filesystem>
#include <optional>

class QLabel;
class QLineEdit;

namespace tapscope {

class Theme;

/// The folder in which captures are kept until they are saved: a field, and what is free there or why the folder cannot
/// be used. Folders are examined on other threads. GUI's thread.
class RecordingsPlace final : public QWidget {
    Q_OBJECT

public:
    explicit RecordingsPlace(const Theme& theme, QWidget* parent = nullptr);

    /// What is typed, once it is known to be of use; an empty path is the usual folder.
    [[nodiscard]] const std::optional<std::filesystem::path>& folder() const noexcept { return folder_; }

signals:
    /// folder() has changed.
    void examined();

private:
    void examine();
    void browse();
    void say(const QString& text, bool isTrouble);

    const Theme& theme_;
    QLineEdit* line_;
    QLabel* state_;
    std::optional<std::filesystem::path> folder_;
    quint64 question_ = 0; ///< answers to an earlier one are dropped
};

} // namespace tapscope
