#pragma once

#include "device_service.h"

#include <net/device_setting.h>

#include <QWidget>

#include <functional>

namespace tapscope {

class SwitchedDevices;
class Theme;

/// Edits one setting of a device. What kind of editor it is follows from the setting's type. Return, or leaving the
/// field, applies an edit; Esc takes it back; what the system refuses stays in its field with the reason.
class SettingEditor : public QWidget {
    Q_OBJECT

public:
    /// What the editors of one device share.
    struct Parts {
        DeviceService& service;
        const Theme& theme;
        std::shared_ptr<SwitchedDevices> switched;
    };
    /// Its object name is the setting's key.
    [[nodiscard]] static SettingEditor* create(const Parts& parts, const DeviceSetting& setting);

    [[nodiscard]] const DeviceSetting& setting() const noexcept { return setting_; }
    /// Shows what the device has. Does not disturb somebody who types, unless it is another device than before.
    void show(const DeviceInfo& device);
    /// The device is gone: what was typed was meant for it.
    virtual void abandon() = 0;
    /// Names that complete a text: those of bridges. For other editors nothing.
    virtual void offer(const QStringList& /*names*/) {}

protected:
    SettingEditor(const Parts& parts, const DeviceSetting& setting) : parts_(parts), setting_(setting) {}

    virtual void update(const DeviceInfo& device) = 0;

    using Work = std::function<Result<void>(DeviceControl& control, const InterfaceName& name)>;
    using Say = std::function<void(const QString& refusal)>;
    /// Changes the device that is shown, and then calls `say` with the reason of a refusal, or nothing, as long as
    /// `context` lives.
    void apply(QObject& context, Work work, Say say);
    /// What makes the change that a text means.
    [[nodiscard]] Work changing(const QString& text) const;
    /// What is wrong with a text as far as this program can tell at once.
    [[nodiscard]] QString check(const QString& text) const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] const Theme& theme() const noexcept { return parts_.theme; }

private:
    Parts parts_;
    const DeviceSetting& setting_;
    std::optional<InterfaceName> name_;
    std::optional<DeviceSetting::Range> range_;
};

/// The title of a setting in the language of the window.
[[nodiscard]] QString titleOf(const DeviceSetting& setting);

} // namespace tapscope
