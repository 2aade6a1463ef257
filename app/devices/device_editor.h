#pragma once

#include "device_service.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tapscope {

class CheckedLine;
class StyledLabel;
class Theme;

/// Shows and changes one device. Return, or leaving the field, applies an edit; Esc takes it back; what the system
/// refuses stays in its field with the reason. Changes by others appear while one looks.
class DeviceEditor final : public QWidget {
    Q_OBJECT

public:
    DeviceEditor(DeviceService& service, const Theme& theme, QWidget* parent = nullptr);

    /// The device to edit, as it is now; null when it is gone or none is selected.
    void show(const DeviceSnapshot* device);

signals:
    void injectAsked(const QString& device);
    void destroyAsked(const QString& device);
    void moveAsked(const QString& device);
    void peerAsked(const QString& device);

private:
    void showKind(const DeviceInfo& info);
    void apply(CheckedLine& field, DeviceService::Work work);
    void showAddresses(const std::vector<InterfaceAddress>& addresses);
    void clearAddresses();
    void addAddressLine(const QString& text);
    void changeAddress(CheckedLine& line, const QString& before, const QString& after);
    void setPersistent(bool persistent);

    DeviceService& service_;
    const Theme& theme_;
    std::optional<InterfaceName> name_;
    QStringList shownAddresses_;
    quint32 minimumMtu_ = 68, maximumMtu_ = 65521;
    QWidget* form_;
    QFormLayout* rows_;
    QLabel *title_, *about_, *gone_;
    StyledLabel* peer_;
    QLabel *queues_, *persistentMessage_;
    CheckedLine *mtu_, *mac_, *owner_;
    QWidget* addresses_;
    QVBoxLayout* addressLines_;
    QCheckBox* persistent_;
    QWidget* persistentBox_;
};

} // namespace tapscope
