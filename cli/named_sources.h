#pragma once

#include <capture/source_catalog.h>
#include <plugin/plugin_host.h>

#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The sources that names ask for. Plugins are loaded only where a name is not for a source of the program's own: a
/// capture of a device begins without them.
class NamedSources {
public:
    NamedSources(const std::vector<std::string>& names, const PluginChoice& plugins);

    [[nodiscard]] const SourceCatalog& catalog() const noexcept { return catalog_; }

private:
    std::optional<PluginHost> host_;
    SourceCatalog catalog_;
};

} // namespace tapscope::cli
