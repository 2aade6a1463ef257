#pragma once

#include <capture/source_catalog.h>
#include <plugin/plugin_host.h>

#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The sources that the given names refer to. Plugins are loaded only if a name is not for a built-in source, so a
/// capture on a device starts without loading them.
class NamedSources {
public:
    NamedSources(const std::vector<std::string>& names, const PluginChoice& plugins);

    [[nodiscard]] const SourceCatalog& catalog() const noexcept { return catalog_; }

private:
    std::optional<PluginHost> host_;
    SourceCatalog catalog_;
};

} // namespace tapscope::cli
