#pragma once

#include <capture/source_catalog.h>

#include <QTimer>
#include <QWidget>

#include <settings/settings.h>

#include <functional>
#include <stop_token>
#include <vector>

class QComboBox;
class QLabel;
class QThreadPool;

namespace tapscope {

class SettingsForm;

/// The settings of what another source than the devices' has: asked for on another thread, for that may take long.
class SourceSettings final : public QWidget {
    Q_OBJECT

public:
    /// Sources are asked on threads of `pool`, some of which a program that does not answer may hold up.
    SourceSettings(const std::vector<const SourceFactory*>& sources, QThreadPool& pool, QWidget* parent = nullptr);
    ~SourceSettings() override { stop_.request_stop(); }

    /// Adds what the sources of plugins list to a box, as soon as they have said it.
    void listIn(QComboBox& box);
    /// Shows the settings of "extcap:randpkt", say; hidden for a device's name and for one without settings.
    void showFor(const QString& name);
    [[nodiscard]] SettingValues values() const;
    [[nodiscard]] bool isValid() const;

signals:
    void changed();

private:
    void ask();
    void take(const QString& name, const Result<SettingsSchema>& schema);
    void showText(const QString& text);
    void clear();

    SourceCatalog catalog_;
    std::vector<const SourceFactory*> sources_; ///< of plugins
    QThreadPool& pool_;
    QString name_;
    QLabel* text_;
    SettingsForm* form_ = nullptr;
    QTimer typing_; ///< nothing is asked for each letter
    std::stop_source stop_;
};

} // namespace tapscope
