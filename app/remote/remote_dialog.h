#pragma once

#include "../session/capture_request.h"

#include <base/error.h>
#include <net/setting_texts.h>

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;
class QThreadPool;

namespace tapscope {

class CheckedLine;
class ConnectionForm;
class DeviceConfiguration;
class RemoteDeviceDialog;
class RemoteDeviceList;
class RemoteMachine;

/// Shows another machine, which is reached through ssh: its devices are listed, configured if TapScope is installed
/// there, and selected for a capture. ssh asks for passwords through its askpass program (askpass.h).
class RemoteDialog final : public QDialog {
    Q_OBJECT

public:
    /// Requests to the machine run on threads of `pool`.
    explicit RemoteDialog(QThreadPool& pool, QWidget* parent = nullptr);

    /// Devices such as "ssh://user@host:22/tap0", with the settings of the connection.
    [[nodiscard]] CaptureRequest request() const;

    /// Cancels the current request; if there is none, closes the dialog.
    void reject() override;

private:
    using Work = std::function<Result<void>(DeviceConfiguration& devices)>;
    [[nodiscard]] QWidget* makeDeviceButtons();
    void toggleConnection();
    void showMachine();
    void tell(const QString& text, bool isError = false);
    void update();
    void createDevice();
    void changeDevice();
    void switchDevice();
    void destroyDevice();
    void ask(RemoteDeviceDialog& dialog, const std::function<Work(const SettingTexts&)>& workOf);

    RemoteMachine* machine_;
    ConnectionForm* form_;
    RemoteDeviceList* devices_;
    CheckedLine* filter_;
    QLabel* message_;
    QPushButton *connect_, *capture_, *new_, *settings_, *switch_, *destroy_;
};

} // namespace tapscope
