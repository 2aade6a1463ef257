#pragma once

#include <base/error.h>

#include <QWidget>

#include <remote/machine.h>
#include <settings/settings.h>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace tapscope {

/// Where another machine is and how ssh logs in there. Begins with what was used last.
class ConnectionForm final : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget* parent = nullptr);

    /// Invalid: the host is not one.
    [[nodiscard]] Result<Machine> machine() const;
    /// The settings of the connection, which are also those of the source of a capture there (sshSettings()).
    [[nodiscard]] SettingValues connection() const;
    [[nodiscard]] bool isEmpty() const;
    /// For the next form.
    void keep() const;

signals:
    /// It is another machine or login now.
    void changed();
    void accepted(); ///< Return, in the line of the host

private:
    [[nodiscard]] QWidget* makeKeyRow();
    void restore();

    QComboBox *host_, *rights_;
    QSpinBox* port_;
    QLineEdit *key_, *options_;
};

} // namespace tapscope
