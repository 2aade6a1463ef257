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

/// A device of another machine: a new one, or the settings of one that is there. What is asked for goes to
/// `DeviceConfiguration` in words. Users, groups and bridges are those of that machine, so they are checked there.
class RemoteDeviceDialog final : public QDialog {
    Q_OBJECT

public:
    /// A new device.
    explicit RemoteDeviceDialog(QWidget* parent);
    /// The settings of a device as it is now.
    RemoteDeviceDialog(DeviceInfo device, QWidget* parent);

    /// Shows why what was asked for was refused; it can be changed and asked for again.
    void refuse(const QString& reason);

signals:
    /// With the words of DeviceConfiguration::create() or set().
    void asked(const tapscope::SettingTexts& words);

private:
    struct Row {
        const DeviceSetting* setting;
        CheckedLine* line;   ///< null: a switch
        QCheckBox* box;      ///< null: a text
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
