#pragma once

#include <base/error.h>
#include <capture/capture_engine.h>
#include <inject/injector.h>

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace tapscope {

class CaptureSession;
class SettingsForm;
class Theme;

/// Picks an injector, draws its form from its schema, starts and stops it on the running capture, and counts.
class InjectPanel final : public QWidget {
    Q_OBJECT

public:
    InjectPanel(CaptureSession& session, const std::vector<const InjectorFactory*>& injectors, const Theme& theme,
                QWidget* parent = nullptr);

    /// Shows the frame injector with these bytes, with the focus in them: Return sends.
    void offerFrame(const QString& hex);
    /// The capture that captureAsked() asked for does not come.
    void forgetWaiting() { waiting_.reset(); }
    /// What a capture would be started on; empty = nothing.
    void setDevice(const QString& device);
    [[nodiscard]] QListWidget* list() const noexcept { return list_; }
    /// Shows an injector with these settings and starts it.
    void start(const QString& id, const QHash<QString, QString>& settings);

signals:
    /// An injector shall start and no capture runs: it starts as soon as one does.
    void captureAsked();

private:
    struct Entry {
        const InjectorFactory* factory;
        SettingsForm* form;
        std::optional<InjectorId> running;
        QString result;
    };
    void toggle();
    void begin(Entry& entry);
    /// Starts what has waited for the capture, or forgets it.
    void takeState();
    /// Why the current injector cannot be started; empty when it can.
    [[nodiscard]] QString obstacle();
    void update();
    void forgetRunning();
    [[nodiscard]] Entry& current();
    [[nodiscard]] std::optional<std::size_t> find(const QString& id) const;

    CaptureSession& session_;
    std::vector<Entry> entries_;
    QListWidget* list_;
    QStackedWidget* forms_;
    QPushButton* button_;
    QLabel* counts_;
    QLabel* refusal_;
    QTimer timer_;
    const Theme& theme_;
    QString device_;
    std::optional<std::size_t> waiting_; ///< the injector that waits for a capture
};

} // namespace tapscope
