#pragma once

#include "device_service.h"

#include <net/device_setting.h>

#include <QWidget>

#include <functional>

namespace tapscope {

class Theme;

/// Edits one setting of a device; the type of the setting determines the kind of editor. Return, or leaving the field,
/// applies an edit; Esc undoes it; a value that the system refuses stays in the field, with the reason.
class SettingEditor : public QWidget {
    Q_OBJECT

public:
    /// Data that the editors of one device share.
    struct Parts {
        DeviceService& service;
        const Theme& theme;
    };
    /// Its object name is the setting's key.
    [[nodiscard]] static SettingEditor* create(const Parts& parts, const DeviceSetting& setting);

    [[nodiscard]] const DeviceSetting& setting() const noexcept { return setting_; }
    /// Shows the value that the device has. Does not replace text being typed, unless the device is another one.
    void show(const DeviceInfo& device);
    /// The device is gone: drops text typed for it.
    virtual void abandon() = 0;
    /// Names offered as completions: those of bridges; other editors ignore them.
    virtual void offer(const QStringList& /*names*/) {}

protected:
    SettingEditor(const Parts& parts, const DeviceSetting& setting) : parts_(parts), setting_(setting) {}

    virtual void update(const DeviceInfo& device) = 0;

    using Work = std::function<Result<void>(DeviceControl& control, const InterfaceName& name)>;
    using Say = std::function<void(const QString& refusal)>;
    /// Changes the shown device, and then calls `say` with the reason if the change was refused, or with an empty text,
    /// unless `context` has been destroyed by then. `what` says for the log what has changed then.
    void apply(QObject& context, Work work, const QString& what, Say say);
    /// The name of the shown device.
    [[nodiscard]] QString device() const;
    /// The function that makes the change given by a text.
    [[nodiscard]] Work changing(const QString& text) const;
    /// The problem with a text, as far as it can be checked without the system; empty if there is none.
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
