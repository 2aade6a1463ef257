#pragma once

#include <QWidget>

#include <filesystem>
#include <optional>

class QLabel;
class QLineEdit;

namespace tapscope {

class Theme;

/// A field for the folder in which captures are kept until they are saved, with its free space or the reason why it
/// cannot be used. Folders are examined on other threads. GUI thread.
class RecordingsPlace final : public QWidget {
    Q_OBJECT

public:
    explicit RecordingsPlace(const Theme& theme, QWidget* parent = nullptr);

    /// The typed folder, once it is known to be usable; an empty path is the default folder.
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
