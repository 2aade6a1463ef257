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

/// The settings of a capture source other than devices. They are queried on another thread, because that may take long.
class SourceSettings final : public QWidget {
    Q_OBJECT

public:
    /// Sources are queried on threads of `pool`; a program that does not answer can block some of them.
    SourceSettings(const std::vector<const SourceFactory*>& sources, QThreadPool& pool, QWidget* parent = nullptr);
    ~SourceSettings() override { stop_.request_stop(); }

    /// Adds the interfaces of the plugins' sources to a combo box as soon as they are known.
    void listIn(QComboBox& box);
    /// Shows the settings of a source such as "extcap:randpkt". Hidden for a device name and for a source without
    /// settings.
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
    QTimer typing_; ///< so that a source is not queried for each typed letter
    std::stop_source stop_;
};

} // namespace tapscope
