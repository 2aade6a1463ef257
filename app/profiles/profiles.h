#pragma once

#include <base/error.h>

#include <QDir>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

class QSettings;

namespace tapscope {

/// Sets of settings among which the user switches: the list's columns, the colouring rules, the kept filters, the
/// filter buttons. "Default" is part of the program's settings; each other one is a folder with a file of its own. The
/// one that is in use is remembered. GUI's thread.
class Profiles final : public QObject {
    Q_OBJECT

public:
    explicit Profiles(QDir folder = usualFolder(), QObject* parent = nullptr);
    ~Profiles() override;

    /// "profiles" in the program's folder of settings.
    [[nodiscard]] static QDir usualFolder();
    /// The one that is always there.
    [[nodiscard]] static QString defaultName();
    /// "Default", then the others by name.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] const QString& current() const noexcept { return current_; }
    /// What is wrong with a name for a new profile, or nothing.
    [[nodiscard]] QString problem(const QString& name) const;
    /// Settings of the current profile. Valid until it changes.
    [[nodiscard]] QSettings& settings() noexcept { return *settings_; }

    /// NotFound.
    [[nodiscard]] Result<void> choose(const QString& name);
    /// Makes a profile and chooses it. It has what `fill` puts into its settings, and is else as the program begins.
    /// Errors: Invalid, System.
    [[nodiscard]] Result<void> create(const QString& name, const std::function<void(QSettings&)>& fill = {});
    /// Makes a profile of what the current one has, and chooses it. Errors as those of create().
    [[nodiscard]] Result<void> copy(const QString& name);
    /// Gives the current profile another name. Invalid for the default one.
    [[nodiscard]] Result<void> rename(const QString& name);
    /// Deletes the current profile; the default one takes its place. Invalid for that.
    [[nodiscard]] Result<void> remove();

signals:
    /// The current profile is about to be another: what is not in its settings yet is to be written.
    void aboutToChange();
    /// Everything that is kept in the profile is to be taken anew.
    void changed();

private:
    [[nodiscard]] std::unique_ptr<QSettings> open(const QString& name) const;
    void take(const QString& name);

    QDir folder_;
    QString current_;
    std::unique_ptr<QSettings> settings_;
};

} // namespace tapscope
