#pragma once

#include <base/error.h>

#include <QWidget>

#include <remote/machine.h>
#include <settings/settings.h>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace tapscope {

/// A form for another machine's address and ssh's login there. It begins with the values that were used last.
class ConnectionForm final : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget* parent = nullptr);

    /// Error: Invalid if the host is not valid.
    [[nodiscard]] Result<Machine> machine() const;
    /// The settings of the connection (sshSettings()), which a capture there uses, too.
    [[nodiscard]] SettingValues connection() const;
    [[nodiscard]] bool isEmpty() const;
    /// Stores the values for the next form.
    void keep() const;

signals:
    /// The user has entered another machine or login.
    void changed();
    void accepted(); ///< the user pressed Return in the host's line

private:
    [[nodiscard]] QWidget* makeKeyRow();
    void restore();

    QComboBox *host_, *rights_;
    QSpinBox* port_;
    QLineEdit *key_, *options_;
};

} // namespace tapscope
