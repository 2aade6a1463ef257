#pragma once

#include <QDialog>
#include <QString>

class QLineEdit;

namespace tapscope {

/// The question of ssh(1) for a password, a passphrase or a yes: SSH_ASKPASS.
class AskpassDialog final : public QDialog {
    Q_OBJECT

public:
    /// `question` is text of ssh and of the other machine. `isConfirmation`: it is answered by yes or no.
    AskpassDialog(const QString& question, bool isConfirmation, QWidget* parent = nullptr);

    /// What ssh reads as the answer, once it was accepted.
    [[nodiscard]] QString answer() const;

private:
    QLineEdit* line_; ///< null for a confirmation
};

/// This program was started by ssh to ask its user something, as chooseAskpass() arranged it.
[[nodiscard]] bool actsAsAskpass();
/// Asks, and prints the answer. The exit code: 1 when it was refused. Ends when ssh does.
[[nodiscard]] int askForSsh(const QStringList& words);
/// From now on ssh(1) asks through the program that the user has chosen for that ($SSH_ASKPASS), or through this one.
void chooseAskpass();

} // namespace tapscope
