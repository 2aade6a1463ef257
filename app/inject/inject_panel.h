#pragma once

#include <base/error.h>
#include <capture/capture_engine.h>
#include <inject/injector.h>
#include <plugin/plugin_host.h>

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace tapscope {

class CaptureSession;
class SettingsForm;
class Theme;

/// Selects an injector, shows a form made from its schema, starts and stops it on the running capture, and shows its
/// counts.
class InjectPanel final : public QWidget {
    Q_OBJECT

public:
    InjectPanel(CaptureSession& session, const PluginHost& plugins, const Theme& theme, QWidget* parent = nullptr);

    /// Shows the frame injector with these bytes and sets the focus there, so that Return sends.
    void offerFrame(const QString& hex);
    /// The capture requested by captureAsked() could not be started.
    void forgetWaiting() { waiting_.reset(); }
    /// The device on which a capture would be started; empty = none.
    void setDevice(const QString& device);
    [[nodiscard]] QListWidget* list() const noexcept { return list_; }
    /// Shows the injector of a role (PluginHost::injectorFor()) with these settings and starts it.
    void startFor(const QString& role, const QHash<QString, QString>& settings);
    /// Starts a forwarder between two devices, now or once a capture of both runs. Returns whether no
    /// other capture is needed.
    bool startBetween(const QString& device, const QString& other);

    /// A running injector, and a device to which it sends.
    struct Running {
        QString device, title;
        QString other = {}; ///< the other device of an injector between two
    };
    /// An injector between several devices occurs once for each.
    [[nodiscard]] std::vector<Running> running() const;

signals:
    /// An injector is to be started, but no capture is running: the injector starts as soon as a capture does.
    void captureAsked();
    /// An injector was started or has stopped, for the log.
    void noted(const QString& text);

private:
    struct Entry {
        const InjectorFactory* factory;
        SettingsForm* form;
        std::optional<InjectorId> running;
        QString device;                    ///< the device to which it sends
        QString other;                     ///< the other device of a forwarder
        std::shared_ptr<InjectionLog> log; ///< the frames that it leaves out
        QString result;
        bool isPreparing = false; ///< the plugin reads its files, or prepares otherwise
        bool isStopNoted = false; ///< in the log
    };
    void toggle();
    /// Remembers the settings for the next start of the program.
    void keepSettings(const Entry& entry) const;
    void restoreSettings(Entry& entry);
    void begin(Entry& entry);
    void noteStart(Entry& entry, InjectorId id);
    void noteStop(Entry& entry);
    /// Starts the injector that was waiting for the capture, or drops it.
    void takeState();
    /// Why the current injector cannot be started; empty if it can.
    [[nodiscard]] QString obstacle();
    void update();
    /// The capture has ended, and all injectors with it.
    void endAll();
    [[nodiscard]] Entry& current();
    [[nodiscard]] Entry* entryFor(const QString& role);
    void show(const Entry& entry);
    /// Offers the devices of the capture to send to.
    void updateTargets();

    CaptureSession& session_;
    const PluginHost& plugins_;
    std::vector<Entry> entries_;
    QListWidget* list_;
    QStackedWidget* forms_;
    QComboBox* target_; ///< the port to send to; hidden if there is only one
    QPushButton* button_;
    QLabel* counts_;
    QLabel* refusal_;
    QTimer timer_;
    const Theme& theme_;
    QString device_;
    struct Waiting {
        std::size_t entry = 0;
        QStringList devices; ///< devices that the capture must have, the one to send to first; empty: any capture
    };
    /// Whether the running capture has these devices.
    [[nodiscard]] bool hasDevices(const QStringList& devices) const;
    void beginWaiting();
    std::optional<Waiting> waiting_; ///< the injector that waits for a capture
};

} // namespace tapscope
