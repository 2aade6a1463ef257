#pragma once

#include <net/device_info.h>
#include <net/device_setting.h>
#include <net/setting_texts.h>

#include <QDialog>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace tapscope {

class CheckedLine;
class FormGrid;

/// Creates a device on another machine, or edits an existing one. The request goes to `DeviceConfiguration` as words.
/// Users, groups and bridges are those of that machine, so they are checked there.
class RemoteDeviceDialog final : public QDialog {
    Q_OBJECT

public:
    /// For a new device.
    explicit RemoteDeviceDialog(QWidget* parent);
    /// For the settings of an existing device.
    RemoteDeviceDialog(DeviceInfo device, QWidget* parent);

    /// Shows why the request was refused, and lets the user change it.
    void refuse(const QString& reason);

signals:
    /// The user's request, as words for DeviceConfiguration::create() or set().
    void asked(const tapscope::SettingTexts& words);

private:
    struct Row {
        const DeviceSetting* setting;
        CheckedLine* line;   ///< null for a switch
        QCheckBox* box;      ///< null for a text
        QStringList current; ///< its values now
    };
    RemoteDeviceDialog(std::optional<DeviceInfo> device, QWidget* parent);
    [[nodiscard]] DeviceKind kind() const;
    void makeNewRows();
    [[nodiscard]] Row makeRow(const DeviceSetting& setting);
    void showKind();
    void update();
    [[nodiscard]] SettingTexts words() const;

    const std::optional<DeviceInfo> device_;
    FormGrid* form_;
    QComboBox* kind_;
    CheckedLine *name_, *peer_;
    std::vector<Row> rows_;
    QLabel* refusal_;
    QPushButton* apply_;
    QDialogButtonBox* buttons_;
};

} // namespace tapscope
