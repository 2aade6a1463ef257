#include <capture/filtered_port.h>
#include <capture/guarded_port.h>
#include <capture/own_sources.h>
#include <capture/source_catalog.h>

#include <algorithm>
#include <array>
#include <exception>
#include <iterator>
#include <utility>

namespace tapscope {
namespace {

constexpr std::uint32_t wholeFrames = 262144; // bytes

/// The program's own sources, which throw nothing.
std::array<const SourceFactory*, 4> ownSources() {
    return {&attachSource(), &monitorSource(), &fileSource(), &streamSource()};
}

bool isOwn(const SourceFactory& source) {
    return std::ranges::any_of(ownSources(), [&](const SourceFactory* own) { return own == &source; });
}

bool has(const SourceFactory& source, std::string_view role) {
    return std::ranges::find(source.roles(), role) != source.roles().end();
}

/// The values whose keys the schema has.
SettingValues knownOf(const SettingValues& values, const SettingsSchema& schema) {
    SettingValues known;
    for (const Setting& setting : schema.settings()) {
        if (const auto value = values.find(setting.key); value != values.end())
            known.insert(*value);
    }
    return known;
}

/// Whether another source may suit the device: it is in use, or of another kind.
bool mayNeedAnotherSource(const Error& error) {
    return error.kind == ErrorKind::Busy || error.kind == ErrorKind::Unsupported || error.kind == ErrorKind::Invalid;
}

/// Calls a source. An exception of its plugin becomes an error.
template <typename Call>
auto guarded(std::string_view action, std::string_view object, const Call& call) -> decltype(call()) {
    const auto failed = [&](std::string_view reason) {
        return failure(ErrorKind::System, action, object, reason, "The plugin is at fault");
    };
    try {
        return call();
    } catch (const std::exception& fault) {
        return failed(fault.what());
    } catch (...) {
        return failed("its source failed");
    }
}

/// Opens the port with one source.
Result<std::unique_ptr<Port>> openWith(const SourceFactory& source, const WantedPort& wanted, SourceRequest& request,
                                       bool isAlone, const std::stop_token& stop) {
    return guarded("open", wanted.name, [&]() -> Result<std::unique_ptr<Port>> {
        const auto schema = source.schemaOf(request.name, stop);
        if (!schema)
            return std::unexpected(schema.error());
        auto settings = schema->check(isAlone ? wanted.settings : knownOf(wanted.settings, *schema));
        if (!settings)
            return std::unexpected(settings.error());
        request.settings = std::move(*settings);
        auto port = source.open(request, stop);
        if (port && *port == nullptr)
            return failure(ErrorKind::System, "open", wanted.name, "its source returned no port",
                           "The plugin is at fault");
        if (port && !isOwn(source))
            port = guardedPort(std::move(*port), wanted.name);
        const bool isWhole = source.filters() || (wanted.filter.empty() && wanted.snapLength >= wholeFrames);
        if (!port || isWhole)
            return port;
        return filteredPort(std::move(*port), wanted.filter, wanted.snapLength);
    });
}

} // namespace

bool isPath(std::string_view name) noexcept {
    return name == "-" || name.starts_with('/') || name.starts_with("./") || name.starts_with("../");
}

SourceCatalog::SourceCatalog(const std::vector<const SourceFactory*>& ofPlugins) {
    std::ranges::copy(ownSources(), std::back_inserter(sources_));
    sources_.insert(sources_.end(), ofPlugins.begin(), ofPlugins.end());
}

const SourceFactory* SourceCatalog::find(std::string_view id) const noexcept {
    const auto found = std::ranges::find_if(sources_, [&](const auto* source) { return source->id() == id; });
    return found == sources_.end() ? nullptr : *found;
}

std::string_view SourceCatalog::idIn(std::string_view name) noexcept {
    const auto colon = name.find(':');
    if (colon == std::string_view::npos)
        return {};
    const auto id = name.substr(0, colon);
    const auto isPart = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return id != "pid" && std::ranges::all_of(id, isPart) ? id : std::string_view();
}

bool SourceCatalog::isDevice(std::string_view name) noexcept {
    return idIn(name).empty() && !isPath(name);
}

Result<std::vector<SourceItem>> SourceCatalog::itemsOf(const SourceFactory& source,
                                                       const std::shared_ptr<const DeviceSupply>& devices,
                                                       const std::stop_token& stop) {
    return guarded("list what can be opened by", source.id(), [&] { return source.list(devices, stop); });
}

Result<SettingsSchema> SourceCatalog::schemaOf(const SourceFactory& source, const std::string& name,
                                               const std::stop_token& stop) {
    return guarded("ask for the settings of", std::string(source.id()) + ":" + name,
                   [&] { return source.schemaOf(name, stop); });
}

Result<std::vector<const SourceFactory*>> SourceCatalog::candidates(const WantedPort& wanted,
                                                                    const SourceRequest& request) const {
    if (const auto id = idIn(wanted.name); !id.empty()) {
        const auto* source = find(id);
        if (source != nullptr)
            return std::vector{source};
        std::string known;
        for (const auto* each : sources_)
            known += (known.empty() ? "" : ", ") + std::string(each->id());
        return failure(ErrorKind::Invalid, "capture", wanted.name, "there is no source " + std::string(id),
                       "There are: " + known);
    }
    SourceRequest asked = request;
    std::vector<const SourceFactory*> suiting;
    for (const auto* source : sources_) {
        // The setting that decides whether the source is suitable is needed before all settings are checked.
        asked.settings = source->schema().check(knownOf(wanted.settings, source->schema())).value_or(Settings());
        const auto suits = guarded("ask", source->id(), [&]() -> Result<bool> { return source->suits(asked); });
        if (suits.value_or(false))
            suiting.push_back(source);
    }
    if (const auto of = [&](const auto* source) { return has(*source, wanted.role); }; std::ranges::any_of(suiting, of))
        std::erase_if(suiting, [&](const auto* source) { return !of(source); });
    if (suiting.empty())
        return failure(ErrorKind::NotFound, "capture", wanted.name, "no source can open it");
    return suiting;
}

Result<std::unique_ptr<Port>> SourceCatalog::open(const WantedPort& wanted, SourceRequest request,
                                                  const std::stop_token& stop) const {
    const auto sources = candidates(wanted, request);
    if (!sources)
        return std::unexpected(sources.error());
    const bool isDevices = isDevice(wanted.name);
    const auto isKnown = [](const auto& value, const auto& among) {
        return std::ranges::any_of(among, [&](const SourceFactory* source) {
            const auto& settings = source->schema().settings();
            return std::ranges::find(settings, value.first, &Setting::key) != settings.end();
        });
    };
    // A setting of a device may belong to the other source; a key that no source has is an error.
    const bool isAlone = !isDevices || !std::ranges::all_of(wanted.settings, [&](const auto& value) {
        return isKnown(value, sources_);
    });
    for (const auto* source : *sources) {
        auto port = openWith(*source, wanted, request, isAlone, stop);
        if (port || source == sources->back() || !mayNeedAnotherSource(port.error()))
            return port;
    }
    return failure(ErrorKind::NotFound, "capture", wanted.name, "no source can open it");
}

} // namespace tapscope
