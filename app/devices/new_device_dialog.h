#pragma once

#include "device_service.h"

#include <net/device_setting.h>
#include <net/new_device.h>

#include <QDialog>
#include <QStringList>

#include <string>
#include <utility>
#include <vector>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace tapscope {

class FormGrid;
class CheckedLine;
class NamespaceBox;

/// Creates a TAP, a TUN, a vETH pair or a bridge, here or in another network namespace, and shows the fields of that
/// kind. If a step is refused, no half-created device remains.
class NewDeviceDialog final : public QDialog {
    Q_OBJECT

public:
    /// `taken`: the names that devices have already.
    NewDeviceDialog(DeviceService& service, QStringList taken, QWidget* parent = nullptr);

signals:
    /// A device of the window's namespace was created.
    void created(const QString& device);

private:
    void makeSettings();
    /// The namespace in which the device is created, as DevicePlaces names it; empty: that of the window.
    [[nodiscard]] QString place() const;
    [[nodiscard]] QString checkNewName(const QString& text) const;
    /// Looks a user up on another thread, because the user database may be on a network.
    void lookUp(const DeviceSetting& setting, CheckedLine& line);
    void layOut();
    void showKind();
    void update();
    [[nodiscard]] QString invalidField() const;
    void refuse(const QString& reason);
    void create();
    [[nodiscard]] DeviceKind kind() const;
    [[nodiscard]] NewDevice wish() const;
    /// The typed texts by setting key, to be parsed on another thread, because that may take time.
    [[nodiscard]] std::vector<std::pair<const DeviceSetting*, std::string>> texts() const;

    DeviceService& service_;
    const QStringList taken_;
    FormGrid* form_;
    QButtonGroup* kinds_;
    QLabel* about_;
    CheckedLine *name_, *addresses_, *peer_, *peerAddresses_;
    std::vector<std::pair<const DeviceSetting*, CheckedLine*>> settings_; ///< those with one value
    NamespaceBox* namespace_;
    QComboBox* virtioHeader_;
    QCheckBox *queues_, *keep_, *up_;
    QLabel* refusal_;
    QPushButton* create_;
    QDialogButtonBox* buttons_;
};

} // namespace tapscope
