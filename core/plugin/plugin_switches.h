#pragma once

#include <base/error.h>

#include <QString>

namespace tapscope {

/// The plugins that must not be loaded, kept in one file: those that the user switched off, and those in which the
/// program crashed (see reportPluginCrashes()). One per line: "off ID", "crashed ID SIGSEGV".
class PluginSwitches {
public:
    explicit PluginSwitches(QString file) : file_(std::move(file)) {}

    /// $XDG_CONFIG_HOME/tapscope/plugins
    [[nodiscard]] static QString defaultFile();
    [[nodiscard]] const QString& file() const noexcept { return file_; }

    enum class State { On, Off, Crashed };
    struct Switch {
        State state = State::On;
        QString signal; ///< the signal of a crash: "SIGSEGV"
    };
    [[nodiscard]] Switch of(const QString& id) const;
    /// Takes effect at the next start. Switching a plugin on also clears its crash.
    [[nodiscard]] Result<void> set(const QString& id, State state) const;

private:
    [[nodiscard]] QStringList lines() const;

    QString file_;
};

} // namespace tapscope
