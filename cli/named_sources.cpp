#include "named_sources.h"

#include <algorithm>

namespace tapscope::cli {

NamedSources::NamedSources(const std::vector<std::string>& names, const PluginChoice& plugins) {
    const bool isPluginWanted = std::ranges::any_of(names, [this](const std::string& name) {
        const auto id = SourceCatalog::idIn(name);
        return !id.empty() && catalog_.find(id) == nullptr;
    });
    if (!isPluginWanted)
        return;
    host_.emplace(PluginHost::defaultFolders(), ScriptPlaces{}, plugins);
    catalog_ = SourceCatalog(host_->sources());
}

} // namespace tapscope::cli
