#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QWidget>

#include <functional>

namespace tapscope {

/// A line editor that is validated as one types and says under itself what is wrong or was refused.
class CheckedLine final : public QWidget {
    Q_OBJECT

public:
    /// Returns what is wrong with a text, or nothing.
    using Check = std::function<QString(const QString&)>;

    explicit CheckedLine(Check check, QWidget* parent = nullptr);
    ~CheckedLine() override;

    [[nodiscard]] QString text() const { return line_->text(); }
    [[nodiscard]] QLineEdit* line() const noexcept { return line_; }
    [[nodiscard]] bool isValid() const { return check_(line_->text()).isEmpty(); }
    [[nodiscard]] QString message() const { return message_->text(); }
    /// The truth, as the system has it. Does not disturb somebody who types.
    void setTruth(const QString& text);
    /// Says why the system refused. What was typed stays, to be mended; Esc brings the truth back.
    void refuse(const QString& reason);
    /// Something was typed that is not applied.
    [[nodiscard]] bool isPending() const { return line_->text() != truth_ && (line_->hasFocus() || isRefused_); }
    void clearRefusal();
    /// Forgets what is being typed: it was meant for something that is gone.
    void abandon();

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// Enter, or the focus left, with a valid text other than the truth.
    void committed(const QString& text);

private:
    void commit();
    void say(const QString& text);

    Check check_;
    QLineEdit* line_;
    QLabel* message_;
    QString truth_;
    QString refused_; ///< the text that the system did not take
    bool hasTruth_ = false;
    bool isRefused_ = false;
};

} // namespace tapscope
