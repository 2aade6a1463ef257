#pragma once

#include <base/error.h>

#include <QDir>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

class QSettings;

namespace tapscope {

/// Profiles: sets of settings between which the user can switch, with the list's columns, colouring rules, bookmarked
/// filters and filter buttons. "Default" is part of the program's settings; each other profile is a folder with a
/// settings file. The current profile is remembered. GUI thread.
class Profiles final : public QObject {
    Q_OBJECT

public:
    explicit Profiles(QDir folder = usualFolder(), QObject* parent = nullptr);
    ~Profiles() override;

    /// "profiles" in the program's settings folder.
    [[nodiscard]] static QDir usualFolder();
    /// The name of the default profile, which always exists.
    [[nodiscard]] static QString defaultName();
    /// "Default", then the others by name.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] const QString& current() const noexcept { return current_; }
    /// The problem with a name for a new profile; empty if it is valid.
    [[nodiscard]] QString problem(const QString& name) const;
    /// Settings of the current profile. Valid until it changes.
    [[nodiscard]] QSettings& settings() noexcept { return *settings_; }

    /// Error: NotFound.
    [[nodiscard]] Result<void> choose(const QString& name);
    /// Creates a profile and makes it current. It has the settings made by `fill`, and otherwise the defaults. Errors:
    /// Invalid, System.
    [[nodiscard]] Result<void> create(const QString& name, const std::function<void(QSettings&)>& fill = {});
    /// Copies the current profile and makes the copy current. Errors are those of create().
    [[nodiscard]] Result<void> copy(const QString& name);
    /// Renames the current profile. Error: Invalid for the default profile.
    [[nodiscard]] Result<void> rename(const QString& name);
    /// Deletes the current profile and makes the default profile current. Error: Invalid for the default profile.
    [[nodiscard]] Result<void> remove();

signals:
    /// The current profile is about to change: unwritten settings must be written now.
    void aboutToChange();
    /// The current profile has changed: everything stored in it must be loaded again.
    void changed();

private:
    [[nodiscard]] std::unique_ptr<QSettings> open(const QString& name) const;
    void take(const QString& name);

    QDir folder_;
    QString current_;
    std::unique_ptr<QSettings> settings_;
};

} // namespace tapscope
