#pragma once

#include "setting_editor.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace tapscope {

class FormGrid;
class StyledLabel;

/// Shows and changes one device, with an editor for each setting of its kind. Changes made by other programs appear at
/// once.
class DeviceEditor final : public QWidget {
    Q_OBJECT

public:
    DeviceEditor(const SettingEditor::Parts& parts, QWidget* parent = nullptr);

    /// The device to edit in its present state; null if it is gone or no device is selected. `isHidden`: the device
    /// that was shown exists, but a search hides it.
    void show(const DeviceSnapshot* device, bool isHidden = false);
    /// The names of the bridges that it can be added to.
    void setBridges(const QStringList& names);

signals:
    void injectAsked(const QString& device);
    void destroyAsked(const QString& device);
    void moveAsked(const QString& device);
    void peerAsked(const QString& device);

private:
    QWidget* makeHead();
    QWidget* makeButtons(const Theme& theme);
    void showKind(const DeviceInfo& info);
    void showRows(DeviceKind kind);

    const Theme& theme_;
    std::optional<InterfaceName> name_;
    DeviceKind kind_ = DeviceKind::Tap;
    QWidget* form_;
    FormGrid* rows_;
    QLabel *title_, *about_, *gone_;
    StyledLabel* peer_;
    QLabel* queues_;
    std::vector<SettingEditor*> settings_;
    QToolButton* more_;
};

} // namespace tapscope
