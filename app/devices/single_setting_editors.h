#pragma once

#include "setting_editor.h"

class QCheckBox;
class QCompleter;
class QLabel;
class QStringListModel;

namespace tapscope {

class CheckedLine;

/// A setting with one value, as a line of text.
class LineSettingEditor final : public SettingEditor {
    Q_OBJECT

public:
    LineSettingEditor(const Parts& parts, const DeviceSetting& setting);
    ~LineSettingEditor() override;
    void abandon() override;
    void offer(const QStringList& names) override;

private:
    void update(const DeviceInfo& device) override;

    CheckedLine* line_;
    QStringListModel* names_ = nullptr; ///< for a setting that names another device
};

/// A setting that is on or off.
class SwitchSettingEditor final : public SettingEditor {
    Q_OBJECT

public:
    SwitchSettingEditor(const Parts& parts, const DeviceSetting& setting);
    void abandon() override;

private:
    void update(const DeviceInfo& device) override;

    QCheckBox* box_;
    QLabel* message_;
};

} // namespace tapscope
