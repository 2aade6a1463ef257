#pragma once

#include <base/error.h>
#include <plugin/plugin_host.h>

#include <QString>

#include <memory>

class QTemporaryFile;

namespace tapscope {

/// A plugin or script that the user wants to install. Nothing of it runs: its metadata are read from a private copy,
/// and exactly this copy is what commit() installs, whatever happens to the original meanwhile.
class PluginInstallation {
public:
    /// Copies and examines a file. It is a script if `host` has a language for its suffix, otherwise a library. Any
    /// thread; blocks on the disk. Errors: NotFound; Unsupported (not a plugin, or built with other headers, another
    /// C++ library or Qt version); OutOfRange (larger than 256 MiB); System.
    [[nodiscard]] static Result<std::shared_ptr<PluginInstallation>> prepare(const QString& file,
                                                                             const PluginHost& host);
    ~PluginInstallation();
    PluginInstallation(const PluginInstallation&) = delete;
    PluginInstallation& operator=(const PluginInstallation&) = delete;

    /// What is to be installed; PluginRecord::path is where. Of a script, it has only the id: the name of the file.
    [[nodiscard]] const PluginRecord& record() const noexcept { return record_; }
    [[nodiscard]] bool isScript() const noexcept { return isScript_; }
    /// Whether there is a file already, which commit() replaces.
    [[nodiscard]] bool replaces() const;
    /// Puts the copy into the user's folder of plugins or scripts. A plugin is loaded at the next start. Call it once.
    /// Error: System.
    [[nodiscard]] Result<void> commit();

private:
    PluginInstallation();
    [[nodiscard]] Result<void> copy(const QString& file, const QString& folder);

    PluginRecord record_;
    bool isScript_ = false;
    std::unique_ptr<QTemporaryFile> copy_; ///< in the folder where it will be, under a name that nothing loads
};

} // namespace tapscope
