#pragma once

#include <base/error.h>

#include <QObject>

namespace tapscope {

class CaptureControl;
class CaptureSession;
class DeviceService;
class DevicesPane;
class InjectPanel;

/// The demo: captures a new TAP with a traffic generator and an echo host attached. Its frames are dropped without a
/// question. GUI thread.
class Demo final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        DeviceService& service;
        DevicesPane& devices;
        CaptureSession& session;
        CaptureControl& control;
        InjectPanel& injectors;
    };

    explicit Demo(const Parts& parts, QObject* parent = nullptr);

    void start();

signals:
    void noted(const QString& text);
    void failed(const QString& text);

private:
    void fillDevice();

    Parts parts_;
    QString device_; ///< gets traffic whenever a capture of it begins
    bool hasIpv6_ = true;
};

} // namespace tapscope
