#pragma once

#include <QLineEdit>
#include <QTimer>
#include <QWidget>

#include <functional>

namespace tapscope {

class ReasonBox;

/// A line editor that is validated while typing. It shows the problem or a refusal below itself, over its neighbours:
/// while it has the focus, and a refusal also for some seconds when the focus has moved on. Its red border stays.
class CheckedLine final : public QWidget {
    Q_OBJECT

public:
    /// Returns the problem with a text; empty if it is valid.
    using Check = std::function<QString(const QString&)>;

    explicit CheckedLine(Check check, QWidget* parent = nullptr);
    ~CheckedLine() override;

    [[nodiscard]] QString text() const { return line_->text(); }
    [[nodiscard]] QLineEdit* line() const noexcept { return line_; }
    [[nodiscard]] bool isValid() const { return reason().isEmpty(); }
    /// Why the text is not valid; empty if it is.
    [[nodiscard]] QString reason() const { return check_(line_->text()); }
    /// What the check depends on has changed.
    void checkAgain();
    [[nodiscard]] QString message() const { return message_; }
    /// Sets the actual value in the system. Does not replace text being typed.
    void setTruth(const QString& text);
    /// Shows why the system refused the value. The typed text stays, to be corrected; Esc restores the actual value.
    void refuse(const QString& reason);
    /// Whether there is typed text that has not been applied.
    [[nodiscard]] bool isPending() const { return line_->text() != truth_ && (line_->hasFocus() || isRefused_); }
    void clearRefusal();
    /// Drops the text being typed, because its object is gone.
    void abandon();

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// The user pressed Enter or left the field, with a valid text other than the actual value.
    void committed(const QString& text);

private:
    void commit();
    void say(const QString& text);
    void showMessage();

    Check check_;
    QLineEdit* line_;
    ReasonBox* box_;
    QTimer seen_; ///< ends the display of a refusal beside the focus
    QString message_;
    QString truth_;
    QString refused_; ///< the text that the system refused
    bool hasTruth_ = false;
    bool isRefused_ = false;
};

} // namespace tapscope
