#pragma once

#include <QDialog>

#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace tapscope {

/// The dialog for comments on frames or on a file: one new comment, or all existing comments. Plain text. GUI thread.
class CommentDialog final : public QDialog {
    Q_OBJECT

public:
    /// For one new comment.
    explicit CommentDialog(const QString& title, QWidget* parent = nullptr);
    /// For all comments on one thing; `comments` are its present comments.
    CommentDialog(const QString& title, std::vector<std::string> comments, QWidget* parent = nullptr);

    ~CommentDialog() override;

    /// The resulting comments in UTF-8, without empty ones. A comment that was not edited keeps its bytes.
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
    int shown_ = -1; ///< the comment whose text is in the editor
};

} // namespace tapscope
