#pragma once

#include <QDialog>
#include <QString>

class QLineEdit;

namespace tapscope {

/// Asks a question of ssh(1) for a password, a passphrase or a confirmation (SSH_ASKPASS).
class AskpassDialog final : public QDialog {
    Q_OBJECT

public:
    /// `question` is text from ssh and the other machine. `isConfirmation`: the answer is yes or no.
    AskpassDialog(const QString& question, bool isConfirmation, QWidget* parent = nullptr);

    /// The answer for ssh, once the dialog was accepted.
    [[nodiscard]] QString answer() const;

private:
    QLineEdit* line_; ///< null for a confirmation
};

/// Whether ssh started this program as its askpass program, as arranged by chooseAskpass().
[[nodiscard]] bool actsAsAskpass();
/// Asks, and prints the answer. Returns the exit code, which is 1 if the user refused. Ends when ssh does.
[[nodiscard]] int askForSsh(const QStringList& words);
/// From now on, ssh(1) asks through the user's askpass program ($SSH_ASKPASS) if there is one, otherwise through this
/// program.
void chooseAskpass();

} // namespace tapscope
