#pragma once

#include <QObject>
#include <QStringList>

class QAction;
class QWidget;

namespace tapscope {

class CaptureSession;
class DeviceService;
class InjectPanel;
class Places;
class Theme;
class WiringWindow;

/// Opens the map of the wiring, which is created when it is first opened, and keeps it on the network that the window
/// shows. GUI thread.
class WiringMap final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        DeviceService& devices;
        const Theme& theme;
        const Places& places;
        const CaptureSession& session;
        const InjectPanel& injectors;
    };
    WiringMap(const QAction& action, const Parts& parts, QWidget& window);

signals:
    void deviceAsked(const QString& device);
    void captureAsked(const QStringList& devices);
    void wireAsked(const QStringList& devices);
    void failed(const QString& text);
    /// What was changed, for the log.
    void told(const QString& what);

private:
    void show();

    Parts parts_;
    QWidget& window_;
    WiringWindow* map_ = nullptr;
};

} // namespace tapscope
