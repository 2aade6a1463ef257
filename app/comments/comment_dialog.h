#pragma once

#include <QDialog>

#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace tapscope {

/// Plain text to be kept with frames or with a file: one new comment, or all that there are. GUI's thread.
class CommentDialog final : public QDialog {
    Q_OBJECT

public:
    /// For one new comment.
    explicit CommentDialog(const QString& title, QWidget* parent = nullptr);
    /// For all comments on something: those that it has.
    CommentDialog(const QString& title, std::vector<std::string> comments, QWidget* parent = nullptr);

    ~CommentDialog() override;

    /// As they are to be, UTF-8; those without any text are left out. What was not edited has the bytes that it had.
    [[nodiscard]] std::vector<std::string> comments() const;

private:
    void showComment(int row);
    void takeText();
    void add();
    void remove();
    void update();

    std::vector<std::string> comments_;
    QListWidget* list_;
    QPlainTextEdit* text_;
    QLabel* room_;
    QPushButton *keep_, *remove_;
    int shown_ = -1; ///< whose text is in the editor
};

} // namespace tapscope
