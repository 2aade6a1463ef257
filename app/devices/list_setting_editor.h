#pragma once

#include "setting_editor.h"

class QPushButton;
class QVBoxLayout;

namespace tapscope {

class CheckedLine;

/// Edits a setting with any number of values: a line for each value with a button to remove it, and a button that adds
/// a line.
class ListSettingEditor final : public SettingEditor {
    Q_OBJECT

public:
    ListSettingEditor(const Parts& parts, const DeviceSetting& setting);
    ~ListSettingEditor() override;
    void abandon() override;

private:
    void update(const DeviceInfo& device) override;
    void addLine(const QString& text);
    void change(CheckedLine& line, const QString& before, const QString& after);
    [[nodiscard]] Work removing(const QString& text) const;
    [[nodiscard]] Work replacing(const QString& before, const QString& after) const;

    QWidget* lines_;
    QVBoxLayout* linesLayout_;
    QStringList shown_;
};

} // namespace tapscope
